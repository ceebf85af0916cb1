"""A Perjanjian Kinerja as PDF and as Word."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from laporan import antrean
from laporan.daftar import BUKAN_NAMA
from laporan.susunan.perjanjian import susun_perjanjian
from laporan.views_cetakan import jawab
from laporan.word_perjanjian import word_perjanjian
from perencanaan.models import PerjanjianKinerja
from perencanaan.naskah_pk import naskah_perjanjian
from perencanaan.perjanjian import kekurangan
from perencanaan.views_perjanjian import perjanjian_atau_404

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_POST
def perjanjian_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the agreement printed; with ``siap`` a complete draft without its mark, for both parties to sign."""
    perjanjian = perjanjian_atau_404(request, pk)
    naskah = naskah_perjanjian(perjanjian)
    if naskah.konsep and request.POST.get("siap"):
        if kurang := kekurangan(perjanjian, naskah, lepas=True):
            messages.error(request, "Belum dapat dicetak untuk ditandatangani. " + " ".join(kurang))
            return redirect("perjanjian_lihat", pk=perjanjian.pk)
        naskah = replace(naskah, konsep=False)
    cetakan = antrean.minta(
        bentuk=susun_perjanjian(naskah),
        opd=perjanjian.opd,
        jenis="perjanjian-kinerja",
        judul=f"{naskah.judul} – {perjanjian.jabatan}",
        nama_berkas=f"{nama_berkas(perjanjian)}.pdf",
        oleh=request.user,
    )
    return jawab(request, cetakan)


@require_safe
@never_cache
def perjanjian_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreement as a Word file."""
    perjanjian = perjanjian_atau_404(request, pk)
    return HttpResponse(
        word_perjanjian(susun_perjanjian(naskah_perjanjian(perjanjian))),
        content_type=DOCX,
        headers={"Content-Disposition": f'attachment; filename="{nama_berkas(perjanjian)}.docx"'},
    )


def nama_berkas(perjanjian: PerjanjianKinerja) -> str:
    """``PK_2026_Perubahan-1_Kepala-Bidang-Satu_DISKOMINFO``, without an ending."""
    perubahan = f"Perubahan-{perjanjian.perubahan_ke}" if perjanjian.perubahan_ke else ""
    bagian = ("PK", str(perjanjian.tahun), perubahan, perjanjian.jabatan.nama[:80], perjanjian.opd.singkatan)
    return BUKAN_NAMA.sub("-", "_".join(satu for satu in bagian if satu))[:140]
