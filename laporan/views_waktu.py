"""Waktu of steps as workbooks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alur.bacaan_waktu import waktu_pelaksanaan, waktu_tahun
from alur.halaman_pelaksanaan import pelaksanaan_terlihat
from laporan.buku_waktu import buku_waktu_pelaksanaan, buku_waktu_tahun
from laporan.daftar import BUKAN_NAMA
from laporan.views_naskah import XLSX
from organisasi.views import opd_atau_404
from perencanaan.tahun import tahun_aktif


@require_safe
@never_cache
def pelaksanaan_waktu_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    """One run."""
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=pk)
    kini = timezone.now()
    isi = buku_waktu_pelaksanaan(waktu_pelaksanaan(pelaksanaan, kini), kini)
    return _unduh(isi, f"Waktu {pelaksanaan}_{pelaksanaan.opd.singkatan}")


@require_safe
@never_cache
def waktu_xlsx(request: HttpRequest) -> HttpResponse:
    """All runs of the year."""
    opd = opd_atau_404(request, "alur.lihat_waktu")
    tahun = tahun_aktif(request)
    isi = buku_waktu_tahun(waktu_tahun(opd, tahun, timezone.now()), opd, tahun)
    return _unduh(isi, f"Waktu langkah SOP {tahun}_{opd.singkatan}")


def _unduh(isi: bytes, nama: str) -> HttpResponse:
    nama = BUKAN_NAMA.sub("-", nama.replace(" ", "-"))[:140]
    return HttpResponse(
        isi, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{nama}.xlsx"'}
    )
