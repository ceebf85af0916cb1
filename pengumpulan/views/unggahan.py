"""Files that come in pieces: begun, sent on, called off. For the script of the evidence pages; answers are JSON.

Begin: ``{"id", "diterima", "selesai", "kirim", "batal", "potongan", "kembar": [{"judul", "url", "periode"}]}``,
bytes in ``diterima`` and ``potongan``. Send: ``{"diterima", "selesai"}``; 409 with ``diterima`` says where to go
on, 422 that the file was refused and thrown away. Every refusal has its sentence in ``galat``. 403 with ``token``
says that somebody (``pengguna``) logged in since the page was opened: the same person goes on with that token.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from organisasi.galat import TindakanDitolak
from pengumpulan.actions.unggahan import (
    POTONGAN_TERBESAR,
    PotonganTidakCocok,
    buang_unggahan,
    mulai_unggahan,
    terima_potongan,
)
from pengumpulan.bukti_tampil import cari_kembar, sebut_periode
from pengumpulan.forms_bukti import FormPotongan, FormUnggahan
from pengumpulan.models import UnggahanBertahap
from pengumpulan.views.formulir import formulir_atau_404

TAK_TERBACA = "Permintaan tidak terbaca. Muat ulang halaman, lalu pilih lagi berkasnya."


@require_POST
def unggahan_mulai(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an upload, or learn how far the one that was begun is."""
    formulir = formulir_atau_404(request, pk)
    form = FormUnggahan(request.POST)
    if not form.is_valid():
        return JsonResponse({"galat": TAK_TERBACA}, status=422)
    isi = form.cleaned_data
    try:
        unggahan = mulai_unggahan(
            formulir=formulir,
            oleh=request.user,
            nama=isi["nama"],
            ukuran=isi["ukuran"],
            sidik=isi["sidik"],
            ukuran_asal=isi["ukuran_asal"],
        )
    except TindakanDitolak as tolak:
        return JsonResponse({"galat": str(tolak)}, status=tolak.status_http)
    kembar = cari_kembar(formulir.unit, [unggahan.sidik]).values()
    return JsonResponse(
        {
            "id": unggahan.pk,
            "diterima": unggahan.diterima,
            "selesai": unggahan.selesai_pada is not None,
            "kirim": reverse("unggahan_kirim", args=[unggahan.pk]),
            "batal": reverse("unggahan_batal", args=[unggahan.pk]),
            "potongan": POTONGAN_TERBESAR,
            "kembar": [
                {
                    "judul": satu.judul,
                    "url": reverse("bukti_lihat", args=[satu.pk]),
                    "periode": sebut_periode(satu.realisasi.all()),
                }
                for satu in kembar
            ],
        }
    )


def _milik(request: HttpRequest, pk: int) -> UnggahanBertahap:
    """One's own upload; anyone else's does not exist."""
    return get_object_or_404(UnggahanBertahap, pk=pk, oleh=request.user)


@require_POST
def unggahan_kirim(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the next piece."""
    unggahan = _milik(request, pk)
    form = FormPotongan(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"galat": TAK_TERBACA}, status=422)
    potongan = form.cleaned_data["isi"]
    try:
        unggahan = terima_potongan(
            unggahan=unggahan,
            oleh=request.user,
            mulai=form.cleaned_data["mulai"],
            # One byte too many is enough to refuse it.
            isi=potongan.read(POTONGAN_TERBESAR + 1),
        )
    except UnggahanBertahap.DoesNotExist:
        return JsonResponse({"galat": "Unggahan ini sudah dibatalkan. Pilih lagi berkasnya."}, status=404)
    except PotonganTidakCocok as tolak:
        return JsonResponse({"galat": str(tolak), "diterima": tolak.diterima}, status=tolak.status_http)
    except TindakanDitolak as tolak:
        return JsonResponse({"galat": str(tolak)}, status=tolak.status_http)
    return JsonResponse({"diterima": unggahan.diterima, "selesai": unggahan.selesai_pada is not None})


def _csrf_ditolak(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {
            "galat": "Halaman terbuka terlalu lama. Muat ulang halaman, lalu pilih lagi berkasnya.",
            "token": get_token(request),
            "pengguna": request.user.pk,
        },
        status=403,
    )


unggahan_mulai.csrf_ditolak = unggahan_kirim.csrf_ditolak = _csrf_ditolak


@require_POST
def unggahan_batal(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away what came so far; back to the evidence of the form."""
    unggahan = _milik(request, pk)
    formulir = unggahan.formulir_id
    buang_unggahan(unggahan)
    return redirect("bukti_tambah", formulir)
