"""The Kamus of a year on paper and as a workbook."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from laporan import antrean
from laporan.bentuk import Kamus
from laporan.buku_kamus import buku_kamus
from laporan.daftar import BUKAN_NAMA
from laporan.susunan import susun_kamus
from laporan.views_cetakan import jawab
from organisasi.models import OPD
from organisasi.views import opd_atau_404
from perencanaan.kamus import LINGKUP, SEMUA_INDIKATOR
from perencanaan.tahun import tahun_aktif

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KOSONG = "Belum ada indikator pada lingkup itu untuk dicetak. Pilih semua indikator, atau ganti tahun."


@require_POST
def kamus_pdf(request: HttpRequest) -> HttpResponse:
    """Have the sheets of the year printed, of the IKU or of all indicators."""
    opd, kamus, lingkup = _kamus(request, request.POST.get("lingkup"))
    if not kamus.lembar:
        messages.error(request, KOSONG)
        return redirect("indikator_daftar")
    cetakan = antrean.minta(
        bentuk=kamus,
        opd=opd,
        jenis=f"kamus-{lingkup}",
        judul=kamus.naskah.judul,
        nama_berkas=f"{_nama_berkas(opd, kamus)}.pdf",
        oleh=request.user,
    )
    return jawab(request, cetakan)


@require_safe
@never_cache
def kamus_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook, one row per indicator."""
    opd, kamus, _ = _kamus(request, request.GET.get("lingkup"))
    return HttpResponse(
        buku_kamus(kamus),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{_nama_berkas(opd, kamus)}.xlsx"'},
    )


def _kamus(request: HttpRequest, lingkup: str | None) -> tuple[OPD, Kamus, str]:
    """The year's sheets of the office one works in; all indicators unless a scope is asked for."""
    opd = opd_atau_404(request, "laporan.lihat")
    lingkup = lingkup or SEMUA_INDIKATOR
    if lingkup not in dict(LINGKUP):
        raise Http404
    return opd, susun_kamus(opd, tahun_aktif(request), lingkup), lingkup


def _nama_berkas(opd: OPD, kamus: Kamus) -> str:
    """``Manual-Indikator-Kinerja-Utama-Tahun-2026_DISKOMINFO``."""
    return BUKAN_NAMA.sub("-", f"{kamus.naskah.judul.replace(' ', '-')}_{opd.singkatan}")[:140]
