"""Addresses of the flow."""

from django.urls import path

from alur import views

urlpatterns = [
    path("", views.tugas_saya, name="beranda"),
    path("cari/", views.cari, name="cari"),
    path("pelaksanaan/", views.pelaksanaan_daftar, name="pelaksanaan_daftar"),
    path("pelaksanaan/mulai/", views.pelaksanaan_mulai, name="pelaksanaan_mulai"),
    path("pelaksanaan/<int:pk>/", views.pelaksanaan_lihat, name="pelaksanaan_lihat"),
    path("pelaksanaan/<int:pk>/batalkan/", views.pelaksanaan_batalkan, name="pelaksanaan_batalkan"),
    path("langkah/<int:pk>/kerjakan/", views.langkah_kerjakan, name="langkah_kerjakan"),
    path("langkah/<int:pk>/selesaikan/", views.langkah_selesaikan, name="langkah_selesaikan"),
    path("langkah/<int:pk>/isian/", views.langkah_isian, name="langkah_isian"),
    path("langkah/<int:pk>/kembalikan/", views.langkah_kembalikan, name="langkah_kembalikan"),
    path("langkah/<int:pk>/catatkan/", views.langkah_catatkan, name="langkah_catatkan"),
    path("langkah/<int:pk>/lampirkan/", views.langkah_lampirkan, name="langkah_lampirkan"),
    path("langkah/<int:pk>/tindak-lanjut/", views.tindak_lanjut_catat, name="tindak_lanjut_catat"),
    path("disposisi/<int:pk>/putuskan/", views.disposisi_putuskan, name="disposisi_putuskan"),
    path("disposisi/<int:pk>/catatkan/", views.disposisi_catatkan, name="disposisi_catatkan"),
    path("tindak-lanjut/<int:pk>/selesai/", views.tindak_lanjut_selesai, name="tindak_lanjut_selesai"),
    path("perbaikan/<int:pk>/jawab/", views.perbaikan_jawab, name="perbaikan_jawab"),
    path("dokumen/<int:pk>/", views.dokumen_unduh, name="dokumen_unduh"),
    path("sop/", views.sop_daftar, name="sop_daftar"),
    path("sop/<int:pk>/", views.sop_lihat, name="sop_lihat"),
    path("pemberitahuan/", views.pemberitahuan_daftar, name="pemberitahuan"),
    path("pemberitahuan/baca/", views.pemberitahuan_baca, name="pemberitahuan_baca"),
]
