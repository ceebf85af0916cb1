"""Pages of a paper that is being printed: how far it is, trying again, and the PDF itself."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from laporan import antrean
from laporan.models import Cetakan
from organisasi.galat import TindakanDitolak

# Seconds that a page waits for a small paper, and between two looks of the progress page.
TUNGGU_DETIK = 4
JEDA_LAMA, JEDA = 10, 2
# From here on the page looks less often.
MULAI_JARANG = 60
STATUS = {
    Cetakan.Status.ANTRE: ("abu", "hourglass"),
    Cetakan.Status.DIKERJAKAN: ("biru", "refresh"),
    Cetakan.Status.SELESAI: ("hijau", "circle-check"),
    Cetakan.Status.GAGAL: ("merah", "alert-triangle"),
}


def jawab(request: HttpRequest, cetakan: Cetakan) -> HttpResponse:
    """Answer whoever asked for a paper: the PDF when it is quick, else the page that shows how far it is."""
    if antrean.tunggu(cetakan, TUNGGU_DETIK).status == Cetakan.Status.SELESAI:
        return redirect("cetakan_unduh", pk=cetakan.pk)
    return redirect(cetakan)


@require_safe
@never_cache
def cetakan_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a paper is; looks again by itself until it is finished or failed."""
    cetakan = antrean.periksa(_cetakan_atau_404(request, pk))
    warna, ikon = STATUS[cetakan.status]
    lama = (timezone.now() - cetakan.diminta_pada).total_seconds()
    return render(
        request,
        "laporan/cetakan_lihat.html",
        {
            "judul": cetakan.judul,
            "sub_judul": f"Cetakan PDF untuk {cetakan.opd.nama}",
            "cetakan": cetakan,
            "status": {"label": cetakan.get_status_display(), "warna": warna, "ikon": ikon},
            "urutan": _urutan(cetakan),
            "muat_ulang": None if cetakan.sudah_tuntas else JEDA if lama < MULAI_JARANG else JEDA_LAMA,
            "berkas_hilang": cetakan.status == Cetakan.Status.SELESAI and not cetakan.ada_berkas,
        },
    )


@require_safe
def cetakan_unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Hand out the PDF: always as a download, never rendered in our pages."""
    cetakan = _cetakan_atau_404(request, pk)
    if cetakan.status != Cetakan.Status.SELESAI or not cetakan.ada_berkas:
        return redirect(cetakan)
    jawaban = FileResponse(
        cetakan.berkas.open("rb"),
        as_attachment=True,
        filename=cetakan.nama_berkas,
        content_type="application/pdf",
    )
    jawaban["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@require_POST
def cetakan_ulang(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a failed paper again."""
    cetakan = _cetakan_atau_404(request, pk)
    try:
        antrean.ulangi(cetakan=cetakan, oleh=request.user)
    except TindakanDitolak as tolak:
        messages.error(request, str(tolak))
    return redirect(cetakan)


def _cetakan_atau_404(request: HttpRequest, pk: int) -> Cetakan:
    return get_object_or_404(
        Cetakan.objects.untuk(request.user).select_related("opd__pemda", "diminta_oleh"), pk=pk
    )


def _urutan(cetakan: Cetakan) -> int | None:
    """The place in the queue of one that waits: 1 is next."""
    if cetakan.status != Cetakan.Status.ANTRE:
        return None
    di_depan = Cetakan.objects.filter(status=Cetakan.Status.ANTRE, diminta_pada__lt=cetakan.diminta_pada)
    return di_depan.count() + 1
