"""Addresses of the dashboard and of the recaps that are examined."""

from django.urls import path

from laporan import views_dasbor, views_periksa, views_rekap, views_telaah

urlpatterns = [
    path("dasbor/", views_dasbor.dasbor, name="dasbor"),
    path("langkah/<int:pk>/periksa/", views_periksa.langkah_periksa, name="langkah_periksa"),
    path("langkah/<int:pk>/periksa/wajar/", views_telaah.langkah_wajar, name="langkah_wajar"),
    path(
        "langkah/<int:pk>/periksa/<slug:jenis>/<int:objek>/",
        views_telaah.langkah_telaah,
        name="langkah_telaah",
    ),
    path(
        "langkah/<int:pk>/kembalikan-baris/",
        views_telaah.langkah_kembalikan_baris,
        name="langkah_kembalikan_baris",
    ),
    path("hasil/<int:pk>/", views_rekap.hasil_lihat, name="hasil_lihat"),
    path("pengukuran/<int:pk>/", views_rekap.pengukuran_lihat, name="pengukuran_lihat"),
    path("pengumpulan/<int:pk>/rekap/", views_rekap.pengumpulan_lihat, name="pengumpulan_lihat"),
]
