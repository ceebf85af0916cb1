"""The admin's view of the figures: typed, approved and mended in the application, only read here."""

from django.contrib import admin

from organisasi.admin_dasar import AdminBaca, SaringOPD, SaringTahun, SebarisBaca, kolom_angka
from pengumpulan.models import Realisasi, RevisiRealisasi


class RevisiSebaris(SebarisBaca):
    model = RevisiRealisasi
    fields = [
        "versi",
        "keadaan",
        "nilai",
        "pembilang",
        "penyebut",
        "tingkat",
        "alasan",
        "oleh",
        "pada",
    ]
    ordering = ["-versi"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("oleh")


@admin.register(Realisasi)
class RealisasiAdmin(AdminBaca):
    aksi_lihat = "pengumpulan.lihat"
    aksi = "pengumpulan.lihat"
    jalur_opd = "indikator__opd"
    jalur_tahun = "periode__tahun"
    list_display = [
        "indikator",
        "unit",
        "periode",
        "keadaan",
        kolom_angka("nilai", "realisasi"),
        "versi",
        "diubah_oleh",
        "diubah_pada",
    ]
    list_filter = [SaringOPD, SaringTahun, "keadaan", "periode__jenis"]
    list_select_related = ["indikator__opd", "unit", "periode", "diubah_oleh"]
    search_fields = ["indikator__kode", "indikator__nama", "unit__nama"]
    fields = [
        "indikator",
        "unit",
        "periode",
        "keadaan",
        "nilai",
        "pembilang",
        "penyebut",
        "tingkat",
        "alasan",
        "sumber",
        "angka_latihan",
        "versi",
        "diubah_oleh",
        "diubah_pada",
    ]
    inlines = [RevisiSebaris]
