"""Addresses of the collected figures."""

from django.urls import path

from pengumpulan import views

urlpatterns = [
    path("realisasi/", views.realisasi_daftar, name="realisasi_daftar"),
    path("realisasi/<int:pk>/", views.realisasi_lihat, name="realisasi_lihat"),
]
