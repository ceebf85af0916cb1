"""Addresses of a year's tree."""

from django.urls import path

from laporan import views_pohon as views

urlpatterns = [
    path("pohon/", views.pohon_lihat, name="pohon_lihat"),
    path("pohon/cetak/", views.pohon_cetak, name="pohon_cetak"),
    path("pohon/kaitan/tambah/", views.kaitan_tambah, name="kaitan_tambah"),
    path("pohon/kaitan/<int:pk>/hapus/", views.kaitan_hapus, name="kaitan_hapus"),
]
