"""Addresses of papers and reports."""

from django.urls import include, path

from laporan import views_kamus, views_perjanjian, views_rencana_aksi, views_waktu
from laporan import views_naskah as views

urlpatterns = [
    path("", include("laporan.urls_cetakan")),
    path("", include("laporan.urls_pohon")),
    path("kamus/pdf/", views_kamus.kamus_pdf, name="kamus_pdf"),
    path("kamus/xlsx/", views_kamus.kamus_xlsx, name="kamus_xlsx"),
    path("rencana-aksi/pdf/", views_rencana_aksi.rencana_aksi_pdf, name="rencana_aksi_pdf"),
    path("rencana-aksi/xlsx/", views_rencana_aksi.rencana_aksi_xlsx, name="rencana_aksi_xlsx"),
    path("laporan/", views.laporan_daftar, name="laporan_daftar"),
    path("laporan/<int:pk>/bagian/", views.bagian_tulis, name="bagian_tulis"),
    path("pelaksanaan/<int:pk>/naskah/", views.naskah_daftar, name="naskah_daftar"),
    path("pelaksanaan/<int:pk>/naskah/<slug:jenis>/pdf/", views.naskah_pdf, name="naskah_pdf"),
    path("pelaksanaan/<int:pk>/naskah/<slug:jenis>/xlsx/", views.naskah_xlsx, name="naskah_xlsx"),
    path("pelaksanaan/<int:pk>/naskah/<slug:jenis>/docx/", views.naskah_docx, name="naskah_docx"),
    path(
        "pelaksanaan/<int:pk>/waktu/xlsx/", views_waktu.pelaksanaan_waktu_xlsx, name="pelaksanaan_waktu_xlsx"
    ),
    path("waktu/xlsx/", views_waktu.waktu_xlsx, name="waktu_xlsx"),
    path("perjanjian/<int:pk>/pdf/", views_perjanjian.perjanjian_pdf, name="perjanjian_pdf"),
    path("perjanjian/<int:pk>/docx/", views_perjanjian.perjanjian_docx, name="perjanjian_docx"),
]
