"""The *jalur ringkas*: the steps up to the one that opens the forms, recorded on one page in one go.

Each stays a record of its own with its person, moment and ground, through the gate and the domain's own actions.
Steps that are the reader's own are done by the reader; those of a position's holder are recorded for the holder on
the ground of a paper; the rest, and every decision, waits for its doers, which the page says beforehand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.formats import date_format

from alur import tindakan
from alur.forms_isian import FormIsian
from alur.giliran import Pelaku, pelaku_peran, pemangku_langkah, peran_pelaksana, pihak_langkah
from alur.jalur import jalur_kembali
from alur.layar import isian_langkah
from alur.models import (
    CatatanLangkah,
    JalurKembali,
    Langkah,
    Pelaksanaan,
    PelakuLangkah,
    RencanaTahun,
)
from alur.pencatatan import Pencatatan
from alur.rencana_jawab import dasar_perintah, jawaban_rencana
from alur.undangan import TANPA_RAPAT
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini

# The key of a visit that has not opened yet: no visit has it, and it stands after all of them.
BELUM_TERBUKA = 2**63 - 1


class Cara(StrEnum):
    """How a step of the way is recorded by this reader."""

    SENDIRI = "sendiri"
    DICATAT = "dicatat"
    RENCANA = "rencana"  # the year's plan answers it
    TERHALANG = "terhalang"


@dataclass(frozen=True)
class LangkahRingkas:
    """A step of the way: ``catatan`` is its open visit, or one not stored yet that its form can be made of."""

    catatan: CatatanLangkah
    cara: Cara
    selaku: str = ""
    pemangku: tuple[PemangkuJabatan, ...] = ()
    halangan: str = ""
    isian: type[FormIsian] | None = None

    @property
    def langkah(self) -> Langkah:
        """The step itself."""
        return self.catatan.langkah

    @property
    def dicatat_di_sini(self) -> bool:
        """Does this reader record it with the page's button?"""
        return self.cara in {Cara.SENDIRI, Cara.DICATAT}


@dataclass(frozen=True)
class ButirRingkas:
    """What is recorded of one step."""

    langkah_id: int
    isian: dict | None = None
    pencatatan: Pencatatan | None = None


def jalan_ringkas(
    pelaksanaan: Pelaksanaan,
    catatan: list[CatatanLangkah] | None = None,
    langkah: list[Langkah] | None = None,
) -> list[Langkah]:
    """The steps from the open one up to the one that opens the forms; empty where the way is not open.

    ``catatan`` are the run's visits and ``langkah`` its steps in order, where they have been read already.
    """
    if pelaksanaan.status != Pelaksanaan.Status.BERJALAN or not (
        pelaksanaan.jalur == Pelaksanaan.Jalur.RINGKAS or pelaksanaan.dicatat_belakangan
    ):
        return []
    if catatan is None:
        catatan = list(pelaksanaan.catatan.filter(selesai_pada=None).select_related("langkah"))
    terbuka = next((satu.langkah.nomor for satu in catatan if satu.terbuka), None)
    if terbuka is None:
        return []
    semua = langkah or list(Langkah.objects.filter(prosedur=pelaksanaan.prosedur_id).order_by("nomor"))
    pembuka = next((satu.nomor for satu in semua if satu.membuka_formulir), None)
    if pembuka is None or terbuka > pembuka:
        return []
    menurut_pk = {satu.pk: satu for satu in semua}
    hasil = [next(satu for satu in semua if satu.nomor == terbuka)]
    while hasil[-1].nomor != pembuka:
        kini = hasil[-1]
        lanjut = menurut_pk.get(kini.lanjut_ke_id) or next(satu for satu in semua if satu.nomor > kini.nomor)
        if lanjut in hasil or lanjut.nomor > pembuka:
            break
        hasil.append(lanjut)
    return hasil


def langkah_ringkas(pelaksanaan: Pelaksanaan, pengguna: Pengguna) -> list[LangkahRingkas]:
    """The way as this reader can go it; from the first step that he or she cannot record, all the rest waits."""
    terbuka = {satu.langkah_id: satu for satu in pelaksanaan.catatan.filter(selesai_pada=None)}
    jalan = jalan_ringkas(pelaksanaan)
    # What each step is asked for, read for all of them at once.
    prefetch_related_objects(
        jalan,
        Prefetch("jalur_kembali", JalurKembali.objects.select_related("ke")),
        Prefetch("pelaku", PelakuLangkah.objects.select_related("peran")),
    )
    orang = pelaku_peran(
        list({peran.pk: peran for satu in jalan for peran in peran_pelaksana(satu)}.values())
    )
    hasil, terhalang = [], False
    for langkah in jalan:
        catatan = terbuka.get(langkah.pk) or CatatanLangkah(
            pk=BELUM_TERBUKA, pelaksanaan=pelaksanaan, langkah=langkah, putaran=1
        )
        catatan.langkah, catatan.pelaksanaan = langkah, pelaksanaan
        satu = _nilai(catatan, pengguna, orang)
        if terhalang and satu.cara != Cara.TERHALANG:
            satu = LangkahRingkas(
                catatan, Cara.TERHALANG, halangan="Menunggu langkah sebelumnya.", isian=satu.isian
            )
        terhalang = terhalang or satu.cara == Cara.TERHALANG
        hasil.append(satu)
    return hasil


def _nilai(catatan: CatatanLangkah, pengguna: Pengguna, orang: Mapping[int, list[Pelaku]]) -> LangkahRingkas:
    langkah = catatan.langkah
    isian = isian_langkah(langkah)
    if jalur_kembali(langkah):
        return LangkahRingkas(
            catatan, Cara.TERHALANG, halangan="Sebuah keputusan: diputuskan di halaman pelaksanaan."
        )
    if catatan.pk == BELUM_TERBUKA and (jawaban := jawaban_rencana(catatan, dengan_jadwal=False)):
        siapa = jawaban.pencatatan.untuk if jawaban.pencatatan else jawaban.oleh
        return LangkahRingkas(catatan, Cara.RENCANA, selaku=str(siapa))
    if langkah.semua_pelaksana:
        return LangkahRingkas(
            catatan, Cara.TERHALANG, halangan="Diselesaikan setiap pelaksananya di halaman pelaksanaan."
        )
    milik = [
        satu
        for peran in peran_pelaksana(langkah)
        for satu in orang[peran.pk]
        if satu.pegawai.pengguna_id == pengguna.pk
    ]
    if milik:
        selaku = ", ".join(dict.fromkeys(satu.selaku for satu in milik))
        return LangkahRingkas(catatan, Cara.SENDIRI, selaku=selaku, isian=isian)
    if pemangku := _pemangku(catatan, pengguna):
        return LangkahRingkas(catatan, Cara.DICATAT, pemangku=pemangku, isian=isian)
    siapa = ", ".join(dict.fromkeys(satu.sebutan for satu in pihak_langkah(langkah)))
    return LangkahRingkas(
        catatan,
        Cara.TERHALANG,
        halangan=f"Hanya {siapa} yang dapat menyelesaikannya: minta salah seorang membuka halaman ini.",
    )


def _pemangku(catatan: CatatanLangkah, pengguna: Pengguna) -> tuple[PemangkuJabatan, ...]:
    """The holders for whom this reader may record the step."""
    if not hak.boleh(pengguna, "alur.catatkan", catatan.pelaksanaan):
        return ()
    opd = catatan.pelaksanaan.opd
    awal = date(catatan.pelaksanaan.periode.tahun, 1, 1)
    daftar = pemangku_langkah(catatan.langkah, awal, hari_ini(opd.pemda.zona_waktu))
    return tuple(satu for satu in daftar if satu.pegawai.pengguna_id != pengguna.pk)


def dasar_bawaan(pelaksanaan: Pelaksanaan) -> str:
    """The ground that the page offers: the year's Nota Dinas, where a plan of this kind is in force."""
    rencana = RencanaTahun.objects.filter(
        opd=pelaksanaan.opd_id,
        tahun=pelaksanaan.periode.tahun,
        prosedur__jenis=pelaksanaan.prosedur.jenis,
        status=RencanaTahun.Status.BERLAKU,
    ).first()
    return dasar_perintah(rencana) if rencana else ""


def arahan_tertulis(satu: LangkahRingkas, hari: date, arahan: str) -> dict:
    """What the meeting's step says where there was none: a routine month's direction was given without one.

    As lines of text, which the minutes take for a record without an attendance list.
    """
    pelaksanaan = satu.catatan.pelaksanaan
    return {
        "acara": f"Arahan {pelaksanaan}",
        "tanggal": hari.isoformat(),
        "tempat": "Tanpa rapat tersendiri",
        "peserta": pelaksanaan.opd.sebutan_tim,
        "pembahasan": arahan,
        "keputusan": f"Formulir diserahkan paling lambat {date_format(pelaksanaan.batas_waktu, 'j F Y')}.",
        TANPA_RAPAT: True,
    }


@transaction.atomic
def catat_ringkas(
    *, pelaksanaan: Pelaksanaan, oleh: Pengguna, butir: Iterable[ButirRingkas]
) -> list[CatatanLangkah]:
    """Record these steps one after the other, all or none; a step that the plan answers closes on the way."""
    pelaksanaan = (
        Pelaksanaan.objects.select_for_update(of=("self",)).select_related("prosedur").get(pk=pelaksanaan.pk)
    )
    boleh = {satu.pk for satu in jalan_ringkas(pelaksanaan)}
    hasil = []
    for satu in butir:
        catatan = (
            pelaksanaan.catatan.filter(selesai_pada=None)
            .select_related("langkah__prosedur", "pelaksanaan__opd__pemda", "pelaksanaan__periode")
            .first()
        )
        if catatan is None or catatan.langkah_id != satu.langkah_id or satu.langkah_id not in boleh:
            raise TindakanDitolak(
                "Langkahnya sudah berubah sejak halaman ini dibuka. Muat ulang, lalu periksa lagi."
            )
        hasil.append(
            tindakan.selesaikan(
                catatan=catatan,
                oleh=oleh,
                isian=satu.isian,
                pencatatan=satu.pencatatan,
                cara=CatatanLangkah.Cara.RINGKAS,
            )
        )
    if not hasil:
        raise TindakanDitolak("Tidak ada langkah yang dapat Anda catat di sini.")
    return hasil
