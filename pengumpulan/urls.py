"""Addresses of the collection: its figures, forms and evidence."""

from django.urls import path

from pengumpulan import views

urlpatterns = [
    path("realisasi/", views.realisasi_daftar, name="realisasi_daftar"),
    path("penagihan/", views.penagihan, name="penagihan"),
    path("realisasi/<int:pk>/", views.realisasi_lihat, name="realisasi_lihat"),
    path("langkah/<int:pk>/formulir/siapkan/", views.formulir_siapkan, name="formulir_siapkan"),
    path("langkah/<int:pk>/formulir/", views.langkah_formulir, name="langkah_formulir"),
    path("pengumpulan/langsung/", views.entri_langsung, name="entri_langsung"),
    path("pengumpulan/<int:pk>/", views.pengumpulan_formulir, name="pengumpulan_formulir"),
    path("pengumpulan/<int:pk>/tutup/", views.entri_tutup, name="entri_tutup"),
    path("formulir/<int:pk>/", views.formulir_isi, name="formulir_isi"),
    path("formulir/<int:pk>/simpan/", views.formulir_simpan, name="formulir_simpan"),
    path("formulir/<int:pk>/terima/", views.formulir_terima, name="formulir_terima"),
    path("formulir/<int:pk>/serahkan/", views.formulir_serahkan, name="formulir_serahkan"),
    path("formulir/<int:pk>/bukti/", views.bukti_tambah, name="bukti_tambah"),
    path("formulir/baris/<int:pk>/", views.baris_isi, name="baris_isi"),
    path("bukti/<int:pk>/unduh/", views.bukti_unduh, name="bukti_unduh"),
    path("bukti/<int:pk>/cabut/", views.bukti_cabut, name="bukti_cabut"),
]
