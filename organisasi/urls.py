"""Addresses of the organisation."""

from django.urls import path

from organisasi import views

urlpatterns = [
    path("konteks/", views.ganti_konteks, name="ganti_konteks"),
    path("organisasi/", views.organisasi_lihat, name="organisasi_lihat"),
    path("jejak/", views.jejak_daftar, name="jejak_daftar"),
]
