"""The Rencana Aksi of a year on paper and as a workbook."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from laporan import antrean
from laporan.bentuk import RencanaAksi
from laporan.buku_rencana_aksi import buku_rencana_aksi
from laporan.daftar import BUKAN_NAMA
from laporan.susunan import susun_rencana_aksi
from laporan.views_cetakan import jawab
from laporan.views_naskah import XLSX
from organisasi.models import OPD
from organisasi.views import opd_atau_404
from perencanaan.tahun import tahun_aktif


@require_POST
def rencana_aksi_pdf(request: HttpRequest) -> HttpResponse:
    """Have the year's Rencana Aksi printed."""
    opd, rencana = _rencana(request)
    if not rencana.kelompok:
        messages.error(request, "Belum ada indikator pada tahun ini untuk dicetak.")
        return redirect("rencana_aksi")
    cetakan = antrean.minta(
        bentuk=rencana,
        opd=opd,
        jenis="rencana-aksi",
        judul=rencana.naskah.judul,
        nama_berkas=f"{_nama_berkas(opd, rencana)}.pdf",
        oleh=request.user,
    )
    return jawab(request, cetakan)


@require_safe
@never_cache
def rencana_aksi_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a workbook."""
    opd, rencana = _rencana(request)
    return HttpResponse(
        buku_rencana_aksi(rencana),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{_nama_berkas(opd, rencana)}.xlsx"'},
    )


def _rencana(request: HttpRequest) -> tuple[OPD, RencanaAksi]:
    opd = opd_atau_404(request, "laporan.lihat")
    return opd, susun_rencana_aksi(opd, tahun_aktif(request))


def _nama_berkas(opd: OPD, rencana: RencanaAksi) -> str:
    """``Rencana-Aksi-Tahun-2026_DISKOMINFO``."""
    return BUKAN_NAMA.sub("-", f"{rencana.naskah.judul.replace(' ', '-')}_{opd.singkatan}")[:140]
