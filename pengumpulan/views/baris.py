"""One row of a form by itself: its own page, its details inside the grid, the answer to its remark."""

from textwrap import shorten

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.giliran import kedudukan_di
from alur.models import CatatanPerbaikan
from alur.tampilan import sebut_waktu
from organisasi.galat import TidakBerhak
from organisasi.tahan_ketikan import tahan_ketikan
from pengumpulan.actions.bersama import periksa_orang_unit
from pengumpulan.bukti_boleh import baris_menerima
from pengumpulan.forms import TULISAN, FormRincian
from pengumpulan.models import BarisFormulir, Formulir, Pengumpulan
from pengumpulan.mutu import tanda_bacaan
from pengumpulan.sel import TERPANJANG, adalah_latihan
from pengumpulan.simpan import Hasil, awalan, simpan_baris, simpan_jawaban
from pengumpulan.tampilan import (
    PILIHAN_KEADAAN,
    TampilBaris,
    boleh_bukti,
    bukti_dari,
    kewenangan,
    sebut_isi,
    susun_baris,
    susun_bukti,
)
from pengumpulan.views.formulir import formulir_atau_404, remah_formulir
from pengumpulan.views.sel import csrf_ditolak

PERIODE_LALU_TERBANYAK = 6


def _baris_atau_404(request: HttpRequest, pk: int) -> BarisFormulir:
    return get_object_or_404(
        BarisFormulir.objects.filter(
            formulir__pengumpulan__in=Pengumpulan.objects.untuk(request.user)
        ).select_related("realisasi__indikator", "realisasi__periode", "realisasi__unit", "perbaikan"),
        pk=pk,
    )


@tahan_ketikan
def baris_isi(request: HttpRequest, pk: int) -> HttpResponse:
    """One row with all there is about it: definition, figure, causes and plans, evidence, the way to the next."""
    baris = _baris_atau_404(request, pk)
    baris.formulir = formulir = formulir_atau_404(request, baris.formulir_id)
    hasil, status = {}, 200
    if request.method == "POST":
        periksa_orang_unit(formulir, request.user)
        satu = simpan_baris(
            baris, request.POST, oleh=request.user, latihan=adalah_latihan(formulir), lengkap=True
        )
        if baris.perbaikan:
            jawab = simpan_jawaban(baris.perbaikan, request.POST, oleh=request.user)
            satu.ketikan["jawaban"] = jawab.ketikan["jawaban"]
            satu.tersimpan |= jawab.tersimpan
            satu.galat += jawab.galat
        if not satu.galat:
            messages.success(request, "Tersimpan." if satu.tersimpan else "Tidak ada yang berubah.")
            if "lanjut" in request.POST and (berikut := _tetangga(baris)[1]):
                return redirect("baris_isi", berikut)
            return redirect("baris_isi", baris.pk)
        hasil, status = {awalan(baris): satu}, 422
    sebelum, berikut = _tetangga(baris)
    konteks = _konteks(request, formulir, baris, hasil)
    b = konteks["b"]
    konteks |= {
        "judul": b.realisasi.indikator.nama,
        "sub_judul": f"{b.kode} · {formulir.unit} · {b.realisasi.periode}",
        "remah": remah_formulir(formulir, b.kode),
        "pilihan_keadaan": PILIHAN_KEADAAN,
        "bagian": b.definisi and b.definisi.label_pembilang and b.definisi.label_penyebut,
        "sebelum": sebelum,
        "berikut": berikut,
    }
    return render(request, "pengumpulan/baris_isi.html", konteks, status=status)


@require_safe
def baris_rincian(request: HttpRequest, pk: int) -> HttpResponse:
    """What the grid shows when a row is opened: a fragment, fetched only then."""
    baris = _baris_atau_404(request, pk)
    formulir = formulir_atau_404(request, baris.formulir_id)
    return render(request, "pengumpulan/_rincian.html", _konteks(request, formulir, baris, {}))


def _konteks(request: HttpRequest, formulir: Formulir, baris: BarisFormulir, hasil: dict[str, Hasil]) -> dict:
    """What the row's page and its details share."""
    milik = kedudukan_di(request)
    tampil = susun_baris(formulir, kewenangan(formulir, request.user, milik), hasil, pk=baris.pk)[0]
    return {
        "formulir": formulir,
        "b": tampil,
        "tulisan": [_tulisan(tampil, nama) for nama in TULISAN],
        "ada_tulisan": any(isi for nama, isi in tampil.isi.items() if nama in TULISAN),
        "periode_lalu": _periode_lalu(tampil),
        "tanda": tanda_bacaan({tampil.baris.pk: tampil.bacaan})[tampil.baris.pk] if tampil.terisi else [],
        "daftar_bukti": susun_bukti(bukti_dari([baris.realisasi_id]), request.user, milik),
        "boleh_bukti": boleh_bukti(formulir, request.user, milik)
        and baris_menerima(formulir).filter(pk=baris.pk).exists(),
    }


def _tulisan(tampil: TampilBaris, nama: str) -> tuple[str, str, str, str]:
    """(field, label, what its box shows, what a colleague stored meanwhile where that is something else)."""
    isi, tersimpan = tampil.isi[nama], getattr(tampil.realisasi, nama)
    beda = tampil.usang and isi.replace("\r\n", "\n").strip() != tersimpan
    return nama, FormRincian.base_fields[nama].label, isi, tersimpan if beda else ""


def _periode_lalu(tampil: TampilBaris) -> list[tuple[str, str]]:
    """(period, figure) of the last periods that compare, newest first."""
    return [(str(satu.periode), sebut_isi(satu)) for satu in tampil.bacaan.lalu[:PERIODE_LALU_TERBANYAK]]


def _tetangga(baris: BarisFormulir) -> tuple[int | None, int | None]:
    """The rows before and after, in the form's order."""
    urut = list(BarisFormulir.objects.filter(formulir=baris.formulir_id).values_list("pk", flat=True))
    letak = urut.index(baris.pk)
    return (urut[letak - 1] if letak else None, urut[letak + 1] if letak + 1 < len(urut) else None)


# As formulir_sel: a script could not read the login page, and what was typed must stay where it is.
@login_not_required
def formulir_jawab(request: HttpRequest, pk: int) -> JsonResponse | HttpResponseNotAllowed:
    """Save the answer to one remark of a form (``jawab12``), told back in JSON as ``formulir_sel`` does."""
    if not request.user.is_authenticated:
        masuk = f"{reverse('login')}?next={reverse('formulir_isi', args=[pk])}"
        return JsonResponse({"baris": "", "galat": ["Sesi Anda berakhir."], "masuk": masuk}, status=401)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    formulir = formulir_atau_404(request, pk)
    try:
        periksa_orang_unit(formulir, request.user)
    except TidakBerhak as tolak:
        return JsonResponse({"baris": "", "galat": [str(tolak)]}, status=403)
    milik = {
        f"jawab{satu.pk}": satu
        for satu in CatatanPerbaikan.objects.filter(
            pk__in=[
                *formulir.baris.values_list("perbaikan", flat=True),
                *formulir.anggaran.values_list("perbaikan", flat=True),
            ]
        )
    }
    kunci = next((nama for nama in request.POST if nama in milik), None)
    if kunci is None:
        galat = ["Catatan ini tidak ada pada formulir ini. Muat ulang halaman."]
        return JsonResponse({"baris": "", "galat": galat}, status=404)
    perbaikan = milik[kunci]
    hasil = simpan_jawaban(perbaikan, request.POST, oleh=request.user)
    if hasil.usang:
        bentrok = {
            "versi": perbaikan.jawaban,
            "oleh": str(perbaikan.dijawab_oleh or "Rekan Anda"),
            "pada": sebut_waktu(perbaikan.dijawab_pada),
            "teks": shorten(perbaikan.jawaban, TERPANJANG, placeholder="…"),
            "isi": {"jawaban": perbaikan.jawaban},
        }
        return JsonResponse({"baris": kunci, "galat": hasil.galat, "bentrok": bentrok}, status=409)
    if hasil.galat:
        return JsonResponse({"baris": kunci, "galat": hasil.galat}, status=422)
    jawaban = hasil.ketikan["jawaban"]
    # What an answer is known by, for the next one to be held against: its words.
    return JsonResponse(
        {"baris": kunci, "versi": jawaban, "tersimpan": hasil.tersimpan, "isi": {"jawaban": jawaban}}
    )


formulir_jawab.csrf_ditolak = csrf_ditolak
