"""The page of the jalur ringkas, and of the real days of a run that is recorded afterwards."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from alur.belakangan import batas_bawah, catat_belakangan, langkah_sesudah
from alur.forms_isian import FormIsian
from alur.forms_tahun import FormArahanRingkas, FormDasarRingkas, FormLangkahRingkas, FormTanggalLangkah
from alur.halaman_pelaksanaan import pelaksanaan_terlihat
from alur.isian_baris import MedanBaris
from alur.models import Langkah, Pelaksanaan
from alur.ringkas import (
    BELUM_TERBUKA,
    ButirRingkas,
    Cara,
    LangkahRingkas,
    arahan_tertulis,
    catat_ringkas,
    dasar_bawaan,
    langkah_ringkas,
)
from alur.tampilan import status_pelaksanaan
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.waktu import hari_ini

TAMBAH = "tambah"


@dataclass
class Baris:
    """A step of the page with its forms; ``isian`` only where something is written at the step.

    ``arahan`` asks at a meeting's step whether there was one; without it its minutes are not read.
    ``bertanggal``: the step's own day is the day of its paper, which is not asked a second time.
    """

    satu: LangkahRingkas
    form: FormLangkahRingkas | None = None
    isian: FormIsian | None = None
    arahan: FormArahanRingkas | None = None
    bertanggal: bool = False

    @property
    def isian_dibaca(self) -> bool:
        """Is what stands in the step's own form meant?"""
        return self.isian is not None and (self.arahan is None or self.arahan.ada_rapat)

    @property
    def formulir(self) -> list[Form]:
        semua = (self.form, self.arahan, self.isian if self.isian_dibaca else None)
        return [satu for satu in semua if satu is not None]

    @property
    def bersalah(self) -> bool:
        return bool(self.isian_dibaca and self.isian.is_bound and self.isian.errors)

    def isi(self, hari: date) -> dict | None:
        """What the step's paper says; ``hari`` is the day of the step."""
        if self.arahan and not self.arahan.ada_rapat:
            return arahan_tertulis(self.satu, hari, self.arahan.cleaned_data["arahan"])
        if self.isian is None:
            return None
        return self.isian.isi() | ({"tanggal": hari.isoformat()} if self.bertanggal else {})


@dataclass
class Halaman:
    """All forms of the page."""

    baris: list[Baris]
    dasar: FormDasarRingkas | None
    tanggal: FormTanggalLangkah | None
    galat: str = ""
    status: int = 200

    @property
    def formulir(self) -> list[Form]:
        return [
            *(form for baris in self.baris for form in baris.formulir),
            *(satu for satu in (self.dasar, self.tanggal) if satu is not None),
        ]


def pelaksanaan_ringkas(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the steps up to the forms on one page; of a run recorded afterwards, with the days of all steps."""
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=pk)
    periksa(
        request.user,
        "alur.catatkan",
        pelaksanaan,
        "Hanya Sekretaris atau Tim SAKIP yang memakai jalur ringkas.",
    )
    mengirim = request.method == "POST"
    menambah = mengirim and TAMBAH in request.GET
    halaman = _susun(request, pelaksanaan, lengkap=not menambah)
    if not halaman.baris and halaman.tanggal is None:
        messages.info(request, "Jalur ringkas pelaksanaan ini sudah dilalui. Lanjutkan langkah demi langkah.")
        return redirect(pelaksanaan)
    if mengirim and not menambah:
        if all([satu.is_valid() for satu in halaman.formulir]):
            try:
                pesan = _catat(request, pelaksanaan, halaman)
            except TindakanDitolak as tolak:
                halaman.galat, halaman.status = str(tolak), tolak.status_http
            else:
                messages.success(request, pesan)
                return redirect(pelaksanaan)
        else:
            halaman.status = 422
            halaman.galat = "Ada isian yang perlu dibetulkan. Belum ada langkah yang tercatat."
    dicatat = [satu for satu in halaman.baris if satu.satu.dicatat_di_sini]
    return render(
        request,
        "alur/pelaksanaan_ringkas.html",
        {
            "judul": "Tanggal sebenarnya tiap langkah" if pelaksanaan.dicatat_belakangan else "Jalur ringkas",
            "sub_judul": f"{pelaksanaan} · {pelaksanaan.opd}",
            "remah": [
                {"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")},
                {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()},
                {"label": "Jalur ringkas"},
            ],
            "pelaksanaan": pelaksanaan,
            "status": status_pelaksanaan(pelaksanaan, hari_ini(pelaksanaan.opd.pemda.zona_waktu)),
            "halaman": halaman,
            "dicatat": dicatat,
            "terakhir": dicatat[-1].satu.langkah if dicatat else None,
            "membagikan": bool(dicatat and dicatat[-1].satu.langkah.membuka_formulir),
            "galat": halaman.galat,
        },
        status=halaman.status,
    )


def _susun(request: HttpRequest, pelaksanaan: Pelaksanaan, *, lengkap: bool) -> Halaman:
    data, berkas = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    belakangan = pelaksanaan.tanpa_waktu
    baris = [
        _baris(pelaksanaan, satu, data, belakangan=belakangan, lengkap=lengkap)
        for satu in langkah_ringkas(pelaksanaan, request.user)
    ]
    perlu_dasar = any(satu.satu.cara == Cara.DICATAT for satu in baris)
    tanggal = None
    if belakangan and (sesudah := langkah_sesudah(pelaksanaan)):
        tanggal = FormTanggalLangkah(
            data, langkah=sesudah, tersimpan=pelaksanaan.tanggal_langkah, prefix="nanti"
        )
    return Halaman(
        baris,
        FormDasarRingkas(data, berkas, initial={"dasar": dasar_bawaan(pelaksanaan)}) if perlu_dasar else None,
        tanggal,
    )


def _baris(pelaksanaan: Pelaksanaan, satu: LangkahRingkas, data, *, belakangan: bool, lengkap: bool) -> Baris:
    if not satu.dicatat_di_sini:
        return Baris(satu)
    nomor = satu.langkah.nomor
    awal = {}
    if not belakangan:
        awal["tanggal"] = hari_ini(pelaksanaan.opd.pemda.zona_waktu)
    elif satu.catatan.pk != BELUM_TERBUKA:
        # The day of the order is known already: the run began with it. The other days only the office knows.
        awal["tanggal"] = batas_bawah(pelaksanaan)
    baris = Baris(
        satu,
        FormLangkahRingkas(data, satu=satu, belakangan=belakangan, prefix=f"l{nomor}", initial=awal),
    )
    if satu.isian:
        baris.isian = satu.isian(data, catatan=satu.catatan, lengkap=lengkap, prefix=f"isi{nomor}")
        if satu.langkah.layar == Langkah.Layar.RAPAT:
            baris.arahan = FormArahanRingkas(data, prefix=f"arahan{nomor}")
        # The remark of a step has no place on this page; what a run really said stands in its papers.
        baris.isian.fields.pop("uraian", None)
        if "tanggal" in baris.form.fields:
            baris.bertanggal = baris.isian.fields.pop("tanggal", None) is not None
        for medan in baris.isian.fields.values():
            if isinstance(medan, MedanBaris):
                medan.widget.alamat_tambah = (
                    f"{reverse('pelaksanaan_ringkas', args=[pelaksanaan.pk])}?{TAMBAH}=1"
                )
    return baris


def _catat(request: HttpRequest, pelaksanaan: Pelaksanaan, halaman: Halaman) -> str:
    """Hand the page's forms to the one action that records them; what to tell."""
    pindaian = halaman.dasar.cleaned_data["pindaian"] if halaman.dasar else None
    kini = hari_ini(pelaksanaan.opd.pemda.zona_waktu)
    butir, hari = [], {}
    for baris in halaman.baris:
        if not baris.satu.dicatat_di_sini:
            continue
        pencatatan = baris.form.pencatatan(halaman.dasar, pindaian)
        if pencatatan:
            pindaian = None  # one paper, kept with the first step that rests on it
        if pelaksanaan.tanpa_waktu:
            hari[baris.satu.langkah.nomor] = baris.form.cleaned_data["tanggal"]
        butir.append(
            ButirRingkas(
                baris.satu.langkah.pk, baris.isi(baris.form.cleaned_data.get("tanggal") or kini), pencatatan
            )
        )
    if not pelaksanaan.tanpa_waktu:
        selesai = catat_ringkas(pelaksanaan=pelaksanaan, oleh=request.user, butir=butir)
        return f"{len(selesai)} langkah tercatat."
    nanti = halaman.tanggal.tanggal() if halaman.tanggal else {}
    selesai = catat_belakangan(pelaksanaan=pelaksanaan, oleh=request.user, butir=butir, tanggal=hari | nanti)
    return (
        f"{len(selesai)} langkah tercatat, tanggal langkah lainnya tersimpan."
        if selesai
        else "Tanggal tersimpan."
    )
