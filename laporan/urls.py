"""Addresses of papers and reports."""

from django.urls import include, path

from laporan import views_naskah as views

urlpatterns = [
    path("", include("laporan.urls_cetakan")),
    path("laporan/", views.laporan_daftar, name="laporan_daftar"),
    path("laporan/<int:pk>/bagian/", views.bagian_tulis, name="bagian_tulis"),
    path("pelaksanaan/<int:pk>/naskah/", views.naskah_daftar, name="naskah_daftar"),
    path("pelaksanaan/<int:pk>/naskah/<slug:jenis>/pdf/", views.naskah_pdf, name="naskah_pdf"),
    path("pelaksanaan/<int:pk>/naskah/<slug:jenis>/xlsx/", views.naskah_xlsx, name="naskah_xlsx"),
]
