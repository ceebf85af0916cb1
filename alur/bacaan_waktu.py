"""Reads runs for ``alur.waktu``: one run with its steps, or a year by procedure, in a flat number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from alur.models import CatatanLangkah, Langkah, Paraf, Pelaksanaan, Prosedur
from alur.mulai_unit import mulai_unit
from alur.syarat import pihak_belum
from alur.waktu import RingkasLangkah, WaktuKunjungan, ringkas_langkah, waktu_kunjungan
from organisasi.kalender import Kalender
from organisasi.models import OPD


@dataclass(frozen=True)
class WaktuPelaksanaan:
    """A run: each step of its procedure with its visits, oldest first; none where it was not reached."""

    pelaksanaan: Pelaksanaan
    langkah: tuple[tuple[Langkah, tuple[WaktuKunjungan, ...]], ...]


@dataclass(frozen=True)
class WaktuProsedur:
    """A procedure over the runs of a year, cancelled ones apart; those recorded afterwards are not measured."""

    prosedur: Prosedur
    jumlah: int
    dicatat_belakangan: int
    contoh: int
    langkah: tuple[RingkasLangkah, ...]


def waktu_pelaksanaan(pelaksanaan: Pelaksanaan, kini: datetime) -> WaktuPelaksanaan:
    """The times of one run up to ``kini``."""
    opd = pelaksanaan.opd
    kalender = Kalender(opd)
    per_langkah = defaultdict(list)
    daftar = list(_catatan().filter(pelaksanaan=pelaksanaan))
    mulai = mulai_unit(daftar)
    for catatan in daftar:
        belum = ()
        if catatan.terbuka and catatan.langkah.semua_pelaksana:
            belum = [((satu.peran_id, satu.unit_id), satu.sebutan) for satu in pihak_belum(catatan)]
        per_langkah[catatan.langkah_id].append(
            waktu_kunjungan(
                catatan,
                kalender=kalender,
                menit_per_hari=opd.menit_per_hari,
                kini=kini,
                belum=belum,
                mulai_unit=mulai.get(catatan.pk),
            )
        )
    langkah = pelaksanaan.prosedur.langkah.order_by("nomor")
    return WaktuPelaksanaan(pelaksanaan, tuple((satu, tuple(per_langkah[satu.pk])) for satu in langkah))


def waktu_tahun(opd: OPD, tahun: int, kini: datetime) -> list[WaktuProsedur]:
    """Each procedure that was run for a period of that year; a version of an SOP is a procedure of its own.

    Parties still missing at open visits are not looked up here: only those who gave their paraf are measured.
    """
    kalender = Kalender(opd)
    per_prosedur: dict[int, list[Pelaksanaan]] = defaultdict(list)
    for satu in (
        Pelaksanaan.objects.filter(opd=opd, periode__tahun=tahun)
        .exclude(status=Pelaksanaan.Status.DIBATALKAN)
        .select_related("prosedur__sop__opd")
        .order_by("pk")
    ):
        per_prosedur[satu.prosedur_id].append(satu)
    per_langkah = defaultdict(list)
    jalan = [satu.pk for daftar in per_prosedur.values() for satu in daftar if not satu.tanpa_waktu]
    kunjungan = list(_catatan().filter(pelaksanaan__in=jalan))
    mulai = mulai_unit(kunjungan)
    for catatan in kunjungan:
        per_langkah[catatan.langkah_id].append(
            waktu_kunjungan(
                catatan,
                kalender=kalender,
                menit_per_hari=opd.menit_per_hari,
                kini=kini,
                mulai_unit=mulai.get(catatan.pk),
            )
        )
    langkah = defaultdict(list)
    for satu in Langkah.objects.filter(prosedur__in=per_prosedur).order_by("nomor"):
        langkah[satu.prosedur_id].append(
            ringkas_langkah(satu, per_langkah[satu.pk], menit_per_hari=opd.menit_per_hari)
        )
    return [
        WaktuProsedur(
            prosedur=daftar[0].prosedur,
            jumlah=len(daftar),
            dicatat_belakangan=sum(satu.tanpa_waktu for satu in daftar),
            contoh=sum(satu.contoh for satu in daftar),
            langkah=tuple(langkah[pk]),
        )
        for pk, daftar in per_prosedur.items()
    ]


def _catatan():
    return (
        CatatanLangkah.objects.select_related("langkah", "pelaksanaan", "dicatat_untuk__pegawai")
        .prefetch_related("disposisi", Prefetch("paraf", Paraf.objects.select_related("unit", "peran")))
        .order_by("pk")
    )
