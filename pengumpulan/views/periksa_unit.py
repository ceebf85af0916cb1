"""Tim SAKIP's check of one unit before the recap, and the decision on a susulan."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from organisasi.terima import baca_bulat, baca_teks
from pengumpulan.actions import (
    kembalikan_susulan,
    kirim_kembali,
    setujui_susulan,
    terima_baris,
)
from pengumpulan.forms_koreksi import FormCatatSusulan
from pengumpulan.forms_serah import TERPANJANG
from pengumpulan.models import Formulir, Pengumpulan, Penyerahan
from pengumpulan.susulan import halangan_memutus_susulan, kedudukan_pemutus, pemangku_pemutus_sejak
from pengumpulan.tampilan import sebut_penyerahan, status_formulir
from pengumpulan.tampilan.penyerahan import sebut_dilewati, susun_riwayat_penyerahan
from pengumpulan.tampilan.periksa import PeriksaUnit, susun_periksa, susun_susulan
from pengumpulan.views.formulir import formulir_atau_404, remah_formulir

JENIS = ("baris", "anggaran")


def _dicentang(data: QueryDict, jenis: str) -> list[int]:
    return [pk for satu in data.getlist(jenis) if (pk := baca_bulat(satu)) is not None]


def _tulisan(data: QueryDict, nama: str) -> str:
    return baca_teks(data, nama, TERPANJANG)


def formulir_periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row of a form with what it is compared with; Tim SAKIP accepts rows or sends them back."""
    formulir = formulir_atau_404(request, pk)
    galat, status = "", 200
    if request.method == "POST":
        try:
            kabar = _periksa(request, formulir)
        except TindakanDitolak as tolak:
            galat, status = str(tolak), tolak.status_http
        else:
            messages.success(request, kabar)
            return redirect("formulir_periksa", formulir.pk)
    periksa = susun_periksa(formulir)
    ketikan, dicentang = {}, set()
    if galat:
        dicentang = {f"{jenis}{pk}" for jenis in JENIS for pk in _dicentang(request.POST, jenis)}
        ketikan = {
            f"{jenis}{pk}": _tulisan(request.POST, f"{jenis}-{pk}")
            for jenis in JENIS
            for pk in (satu.pk for satu in periksa.baris if satu.jenis == jenis)
        }
    return render(
        request,
        "pengumpulan/formulir_periksa.html",
        {
            "judul": f"Periksa {formulir.unit}",
            "remah": remah_formulir(formulir, "Periksa"),
            "formulir": formulir,
            "status": status_formulir(formulir),
            "diserahkan": sebut_penyerahan(formulir),
            "dilewati": sebut_dilewati(formulir),
            "periksa": periksa,
            "baris": [
                (satu, f"{satu.jenis}{satu.pk}" in dicentang, ketikan.get(f"{satu.jenis}{satu.pk}", ""))
                for satu in periksa.baris
            ],
            "boleh_periksa": periksa.dapat and boleh(request.user, "pengumpulan.isikan", formulir),
            "riwayat": susun_riwayat_penyerahan(formulir),
            "galat": galat,
        },
        status=status,
    )


def _periksa(request: HttpRequest, formulir: Formulir) -> str:
    """Do what the pressed button says; the sentence that tells what was done."""
    data = request.POST
    if data.get("aksi") == "kembali":
        jumlah = kirim_kembali(
            formulir=formulir,
            baris={pk: _tulisan(data, f"baris-{pk}") for pk in _dicentang(data, "baris")},
            anggaran={pk: _tulisan(data, f"anggaran-{pk}") for pk in _dicentang(data, "anggaran")},
            oleh=request.user,
        )
        return f"{jumlah} baris dikirim kembali kepada {formulir.unit}."
    if data.get("aksi") == "wajar":
        pilihan = _yang_wajar(susun_periksa(formulir))
    else:
        pilihan = {jenis: _dicentang(data, jenis) for jenis in JENIS}
    dilihat = {
        jenis: {pk: baca_bulat(data.get(f"{jenis}-{pk}-dilihat", "")) or 0 for pk in pilihan[jenis]}
        for jenis in JENIS
    }
    if not any(dilihat.values()):
        raise TindakanDitolak("Belum ada baris yang dipilih untuk diterima.")
    jumlah = terima_baris(
        formulir=formulir, baris=dilihat["baris"], anggaran=dilihat["anggaran"], oleh=request.user
    )
    return f"{jumlah} baris diterima."


def _yang_wajar(periksa: PeriksaUnit) -> dict[str, list[int]]:
    return {
        jenis: [satu.pk for satu in periksa.baris if satu.wajar and satu.jenis == jenis] for jenis in JENIS
    }


def susulan_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """A susulan: what came, what stands approved so far, and the decision on it."""
    penyerahan = get_object_or_404(
        Penyerahan.objects.dengan_orang()
        .filter(
            macam=Penyerahan.Macam.SUSULAN,
            formulir__pengumpulan__in=Pengumpulan.objects.untuk(request.user),
        )
        .select_related(
            "formulir__unit",
            "formulir__pengumpulan__opd__pemda",
            "formulir__pengumpulan__periode",
            "formulir__pengumpulan__pelaksanaan__prosedur",
            "formulir__pengumpulan__pelaksanaan__periode",
        ),
        pk=pk,
    )
    formulir = penyerahan.formulir
    galat, status = "", 200
    if request.method == "POST":
        try:
            kabar = _putuskan(request, penyerahan)
        except TindakanDitolak as tolak:
            galat, status = str(tolak), tolak.status_http
        else:
            messages.success(request, kabar)
            return redirect("susulan_lihat", penyerahan.pk)
    # A refused decision comes back with every word of it.
    ketikan = request.POST if galat else QueryDict()
    dicentang = set(_dicentang(ketikan, "butir"))
    selaku = kedudukan_pemutus(formulir.pengumpulan, request.user) if penyerahan.menunggu else ""
    form_catat = None if selaku else _form_catat(request, penyerahan, ketikan or None)
    sebab = ""
    if selaku or form_catat:
        sebab = halangan_memutus_susulan(penyerahan, request.user, mencatat=not selaku)[0]
    if selaku and penyerahan.diteruskan_pada is None:
        sebab = "Masih diperiksa Tim SAKIP."
    return render(
        request,
        "pengumpulan/susulan_lihat.html",
        {
            "judul": f"Susulan {formulir.unit}",
            "sub_judul": f"{formulir.pengumpulan.periode} – {formulir.pengumpulan.opd}",
            "remah": remah_formulir(formulir, f"Susulan ke-{penyerahan.nomor}"),
            "formulir": formulir,
            "penyerahan": penyerahan,
            "dilewati": sebut_dilewati(formulir),
            "riwayat": [
                satu
                for satu in susun_riwayat_penyerahan(formulir)
                if satu["judul"].endswith(f"ke-{penyerahan.nomor}")
            ],
            "baris": [
                (butir, baris, berlaku, butir in dicentang, _tulisan(ketikan, f"butir-{butir}"))
                for butir, baris, berlaku in susun_susulan(penyerahan).baris
            ],
            "selaku": selaku,
            "form_catat": form_catat,
            "memutus": bool((selaku or form_catat) and not sebab),
            "sebab": sebab,
            "alasan": _tulisan(ketikan, "alasan"),
            "boleh_periksa": boleh(request.user, "pengumpulan.isikan", formulir),
            "galat": galat,
        },
        status=status,
    )


def _form_catat(
    request: HttpRequest, penyerahan: Penyerahan, data: QueryDict | None
) -> FormCatatSusulan | None:
    """For whoever may record the decision for its holder, once it waits for him; None for anyone else."""
    pengumpulan = penyerahan.formulir.pengumpulan
    if not (
        penyerahan.menunggu
        and penyerahan.diteruskan_pada
        and boleh(request.user, "alur.catatkan", pengumpulan)
    ):
        return None
    pemangku = pemangku_pemutus_sejak(penyerahan)
    return FormCatatSusulan(data, pemangku=pemangku) if pemangku.exists() else None


def _putuskan(request: HttpRequest, penyerahan: Penyerahan) -> str:
    data, pencatatan = request.POST, None
    if "dasar" in data:
        form = _form_catat(request, penyerahan, data)
        if form is None or not form.is_valid():
            galat = [satu for daftar in form.errors.values() for satu in daftar] if form else []
            raise TindakanDitolak(
                " ".join(galat) or "Susulan ini tidak menunggu putusan. Muat ulang halaman."
            )
        pencatatan = form.pencatatan()
    if data.get("aksi") == "kembalikan":
        jumlah = kembalikan_susulan(
            penyerahan=penyerahan,
            oleh=request.user,
            alasan=_tulisan(data, "alasan"),
            baris={pk: _tulisan(data, f"butir-{pk}") for pk in _dicentang(data, "butir")},
            pencatatan=pencatatan,
        )
        return f"{jumlah} baris dikembalikan kepada {penyerahan.formulir.unit}."
    setujui_susulan(penyerahan=penyerahan, oleh=request.user, pencatatan=pencatatan)
    return "Susulan disetujui. Angkanya siap diukur."
