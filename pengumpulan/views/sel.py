"""The address at which one row of a form saves itself: a small request, a small answer in JSON.

200 says what stands there now, 409 that a colleague wrote in between (with what), 422 why it was refused, 403 that
it is not this person's to fill, 404 that there is no such row, 401 that the session ended. No page is drawn here.
"""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.urls import reverse

from alur.giliran import kedudukan_di
from organisasi.galat import TidakBerhak, TindakanDitolak
from pengumpulan.galat import IsianKeliru, IsianUsang
from pengumpulan.models import BarisAnggaran, BarisFormulir
from pengumpulan.sel import (
    adalah_latihan,
    baca_baris,
    periksa_boleh_mengisi,
    sebut_anggaran,
    sebut_bentrok,
    sebut_realisasi,
)
from pengumpulan.simpan import simpan_sel, simpan_sel_anggaran

KUNCI_VERSI = re.compile(r"([ab][1-9][0-9]{0,17})-versi")


# Not sent to the login page: the script could not read that, and what was typed must stay where it is.
@login_not_required
def formulir_sel(request: HttpRequest, pk: int) -> JsonResponse | HttpResponseNotAllowed:
    """Save the one row that was sent, by the action every figure goes through."""
    if not request.user.is_authenticated:
        return _tolak(
            401,
            ["Sesi Anda berakhir. Masuk lagi di tab lain, lalu tekan Coba lagi."],
            masuk=f"{reverse('login')}?next={reverse('formulir_isi', args=[pk])}",
        )
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    daftar = kunci_baris(request.POST)
    if len(daftar) != 1:
        return _tolak(422, ["Kirim satu baris."])
    kunci = daftar[0]
    baris = baca_baris(pk, kunci[0], int(kunci[1:]), request.user)
    if baris is None:
        return _tolak(404, ["Baris ini tidak ada pada formulir ini. Muat ulang halaman."], kunci)
    try:
        return JsonResponse({"baris": kunci, **_simpan(request, baris)})
    except IsianUsang as usang:
        return _tolak(409, [str(usang)], kunci, bentrok=sebut_bentrok(usang))
    except TidakBerhak as tolak:
        return _tolak(403, [str(tolak)], kunci)
    except IsianKeliru as keliru:
        return _tolak(422, keliru.daftar, kunci)
    except TindakanDitolak as tolak:
        return _tolak(422, [str(tolak)], kunci)


def csrf_ditolak(request: HttpRequest) -> JsonResponse:
    """The page's token is old, as after logging in again elsewhere: the script may go on with the new one."""
    return _tolak(
        403,
        ["Halaman terbuka terlalu lama. Tekan Coba lagi; bila berulang, muat ulang halaman."],
        *kunci_baris(request.POST)[:1],
        token=get_token(request),
        # Whose session it is now: another person's typing is never sent as theirs.
        pengguna=request.user.pk,
    )


formulir_sel.csrf_ditolak = csrf_ditolak


def kunci_baris(data: QueryDict) -> list[str]:
    """The rows that were sent, by the prefix of their fields: ``b12``, ``a7``."""
    return [cocok[1] for nama in data if (cocok := KUNCI_VERSI.fullmatch(nama))]


def _simpan(request: HttpRequest, baris: BarisFormulir | BarisAnggaran) -> dict:
    milik = kedudukan_di(request)
    periksa_boleh_mengisi(baris.formulir, request.user, milik)
    pilihan = {"oleh": request.user, "milik": milik, "latihan": adalah_latihan(baris.formulir)}
    if isinstance(baris, BarisAnggaran):
        kini, tersimpan = simpan_sel_anggaran(baris, request.POST, **pilihan)
        return {"tersimpan": tersimpan, **sebut_anggaran(kini, baris)}
    kini, tersimpan = simpan_sel(baris, request.POST, **pilihan)
    return {"tersimpan": tersimpan, **sebut_realisasi(kini)}


def _tolak(status: int, galat: list[str], kunci: str = "", **lain) -> JsonResponse:
    return JsonResponse({"baris": kunci, "galat": galat, **lain}, status=status)
