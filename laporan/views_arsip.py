"""Archives of periods: asked for, watched while they are made, downloaded."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from alur.models import Pelaksanaan
from laporan.arsip import antrean
from laporan.arsip.actions import minta_arsip
from laporan.models import ArsipPeriode
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.terima import baca_bulat
from organisasi.views import kata_cari, opd_atau_404
from pengumpulan.models import Pengumpulan
from perencanaan.models import Periode
from perencanaan.tahun import tahun_aktif

TUNGGU_DETIK = 2
DITAMPILKAN = 50
TIDAK_BOLEH = "Hanya Kepala, Sekretaris, Tim SAKIP dan pengawas yang dapat membuka arsip."


@require_http_methods(["GET", "HEAD", "POST"])
def arsip_daftar(request: HttpRequest) -> HttpResponse:
    """The year's periods that have something to keep, and the archives that were made."""
    opd = opd_atau_404(request, "laporan.lihat")
    periksa(request.user, "laporan.lihat_arsip", opd, TIDAK_BOLEH)
    tahun = tahun_aktif(request)
    periode = _periode(opd, tahun)
    status = 200
    if request.method == "POST":
        # Also of a year other than the one that is looked at: the page may have been open since.
        pilihan = get_object_or_404(Periode, pk=baca_bulat(request.POST.get("periode", "")) or 0)
        try:
            arsip = minta_arsip(
                opd=opd, periode=pilihan, oleh=request.user, dengan_waktu="dengan_waktu" in request.POST
            )
        except TindakanDitolak as tolak:
            messages.error(request, str(tolak))
            status = tolak.status_http
        else:
            return redirect(antrean.tunggu(arsip, TUNGGU_DETIK))
    antrean.jalankan()
    daftar = (
        ArsipPeriode.objects.untuk(request.user)
        .filter(opd=opd, periode__tahun=tahun)
        .select_related("periode", "opd", "diminta_oleh")[:DITAMPILKAN]
    )
    return render(
        request,
        "laporan/arsip_daftar.html",
        {
            "judul": f"Arsip {tahun}",
            "sub_judul": opd.nama,
            "periode": periode,
            "terpilih": kata_cari(request, "periode"),
            "daftar": daftar,
        },
        status=status,
    )


def _periode(opd, tahun: int) -> list[Periode]:
    """Periods of that year with a run or a direct entry, the newest first."""
    pk = {
        *Pelaksanaan.objects.filter(opd=opd, periode__tahun=tahun).values_list("periode", flat=True),
        *Pengumpulan.objects.filter(opd=opd, periode__tahun=tahun).values_list("periode", flat=True),
    }
    return list(Periode.objects.filter(pk__in=pk).order_by("-tanggal_selesai", "tanggal_mulai"))


@require_safe
def arsip_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One archive: how far it is, or what is in it and how to check it."""
    arsip = antrean.periksa(_arsip_atau_404(request, pk))
    return render(
        request,
        "laporan/arsip_lihat.html",
        {
            "judul": f"Arsip {arsip.periode}",
            "sub_judul": arsip.opd.nama,
            "remah": [{"label": "Arsip", "url": "/arsip/"}, {"label": str(arsip.periode)}],
            "arsip": arsip,
            "kemajuan": antrean.kemajuan(arsip) if arsip.sedang_berjalan else None,
        },
    )


@require_safe
def arsip_unduh(request: HttpRequest, pk: int) -> FileResponse:
    """The ZIP itself."""
    arsip = _arsip_atau_404(request, pk)
    if not arsip.berkas or not arsip.berkas.storage.exists(arsip.berkas.name):
        raise Http404
    jawab = FileResponse(
        arsip.berkas.open(), as_attachment=True, filename=arsip.nama_unduhan, content_type="application/zip"
    )
    jawab["Cache-Control"] = "private, no-store"
    return jawab


def _arsip_atau_404(request: HttpRequest, pk: int) -> ArsipPeriode:
    return get_object_or_404(
        ArsipPeriode.objects.untuk(request.user).select_related("opd", "periode", "diminta_oleh"), pk=pk
    )
