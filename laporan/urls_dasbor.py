"""Addresses of the dashboard and of the recaps that are examined."""

from django.urls import path

from laporan import views_dasbor, views_periksa

urlpatterns = [
    path("dasbor/", views_dasbor.dasbor, name="dasbor"),
    path("langkah/<int:pk>/periksa/", views_periksa.langkah_periksa, name="langkah_periksa"),
    path(
        "langkah/<int:pk>/kembalikan-baris/",
        views_periksa.langkah_kembalikan_baris,
        name="langkah_kembalikan_baris",
    ),
    path("hasil/<int:pk>/", views_periksa.hasil_lihat, name="hasil_lihat"),
    path("pengukuran/<int:pk>/", views_periksa.pengukuran_lihat, name="pengukuran_lihat"),
    path("pengumpulan/<int:pk>/rekap/", views_periksa.pengumpulan_lihat, name="pengumpulan_lihat"),
]
