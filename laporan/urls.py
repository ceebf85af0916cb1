"""Addresses of papers and reports."""

from django.urls import include, path

from laporan import (
    views_arsip,
    views_final,
    views_kamus,
    views_perjanjian,
    views_rencana_aksi,
    views_verifikasi,
    views_waktu,
)
from laporan import views_naskah as views

urlpatterns = [
    path("", include("laporan.urls_cetakan")),
    path("", include("laporan.urls_pohon")),
    path("kamus/pdf/", views_kamus.kamus_pdf, name="kamus_pdf"),
    path("kamus/xlsx/", views_kamus.kamus_xlsx, name="kamus_xlsx"),
    path("rencana-aksi/pdf/", views_rencana_aksi.rencana_aksi_pdf, name="rencana_aksi_pdf"),
    path("rencana-aksi/xlsx/", views_rencana_aksi.rencana_aksi_xlsx, name="rencana_aksi_xlsx"),
    path("laporan/", views.laporan_daftar, name="laporan_daftar"),
    path("arsip/", views_arsip.arsip_daftar, name="arsip_daftar"),
    path("arsip/<int:pk>/", views_arsip.arsip_lihat, name="arsip_lihat"),
    path("arsip/<int:pk>/unduh/", views_arsip.arsip_unduh, name="arsip_unduh"),
    path("laporan/<int:pk>/bagian/", views.bagian_tulis, name="bagian_tulis"),
    path("pelaksanaan/<int:pk>/naskah/", views.naskah_daftar, name="naskah_daftar"),
    path("verifikasi/", views_verifikasi.verifikasi, name="verifikasi"),
    path("rendisi/<int:pk>/unduh/", views_final.rendisi_unduh, name="rendisi_unduh"),
    path("pelaksanaan/<int:pk>/naskah/<slug:jenis>/", views_final.naskah_lihat, name="naskah_lihat"),
    path("pelaksanaan/<int:pk>/naskah/<slug:jenis>/kunci/", views_final.naskah_kunci, name="naskah_kunci"),
    path("pelaksanaan/<int:pk>/naskah/<slug:jenis>/nomor/", views_final.naskah_nomor, name="naskah_nomor"),
    path(
        "pelaksanaan/<int:pk>/naskah/<slug:jenis>/pindaian/",
        views_final.naskah_pindaian,
        name="naskah_pindaian",
    ),
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
