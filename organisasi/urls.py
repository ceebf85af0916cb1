"""Addresses of the organisation."""

from django.urls import path

from organisasi import views, views_harian
from organisasi.nomor import views as nomor

urlpatterns = [
    path("konteks/", views.ganti_konteks, name="ganti_konteks"),
    path("organisasi/", views.organisasi_lihat, name="organisasi_lihat"),
    path("nomor/", nomor.nomor_daftar, name="nomor_daftar"),
    path("nomor/beri/", nomor.nomor_beri, name="nomor_beri"),
    path("nomor/atur/", nomor.nomor_atur, name="nomor_atur"),
    path("nomor/<int:pk>/batalkan/", nomor.nomor_batalkan, name="nomor_batalkan"),
    path("organisasi/harian/", views_harian.harian_daftar, name="harian_daftar"),
    path("jejak/", views.jejak_daftar, name="jejak_daftar"),
]
