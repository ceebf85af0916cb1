"""How long steps waited and how long they were worked on, against the SOP's waktu baku. Pure over rows read before.

All durations are whole working minutes of the office's own calendar (``Kalender.menit_kerja``). *Menunggu* runs
from the moment a visit opened until someone marked it taken up, *dikerjakan* from then until it closed; an open
visit is measured up to now. The engine also notes a taking up when nobody marked one: at the closing, at the first
paraf, or when a report is laid before the Kepala. That is no division of the time, so such a visit waited all along
and its *dikerjakan* is not known (``None``), which is not zero.

A report that lies before the Kepala waits again: the doer's *dikerjakan* ends when it was handed up for the last
time. A unit at a step that each must finish begins when it took up its part (``alur.mulai_unit``) and ends with its
paraf; the same words hold for it.

Waktu baku is statistics only. Whether a run is late is a matter of its batas waktu, in days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from alur.models import CatatanLangkah, Langkah
from perencanaan.angka import bulatkan

TIDAK_DISEBUT = "tidak disebut SOP"


class PengukurWaktu(Protocol):
    """What is asked of a calendar here: ``organisasi.kalender.Kalender``."""

    def menit_kerja(self, dari: datetime, sampai: datetime) -> int: ...


@dataclass(frozen=True)
class WaktuPihak:
    """One party's time at a step that several must finish: from the opening to its paraf, or up to now.

    ``menunggu`` runs until it began; where that is not known it is all of ``lama``, and ``dikerjakan`` ``None``.
    """

    kunci: tuple[int, int | None]  # role, unit
    sebutan: str
    lama: int
    menunggu: int
    dikerjakan: int | None
    selesai: bool
    dicatatkan: bool = False


@dataclass(frozen=True)
class WaktuKunjungan:
    """One visit to a step; ``baku`` is ``None`` where the SOP prints no time."""

    catatan: CatatanLangkah
    langkah: Langkah
    menunggu: int
    dikerjakan: int | None
    baku: int | None
    pihak: tuple[WaktuPihak, ...] = ()
    diajukan: bool = False  # open, and before the Kepala

    @property
    def terbuka(self) -> bool:
        """Is it measured up to now?"""
        return self.catatan.terbuka

    @property
    def batal(self) -> bool:
        """Did the run's cancellation close it? Then it was not finished, only stopped."""
        return self.catatan.keputusan == CatatanLangkah.Keputusan.BATAL

    @property
    def dicatatkan(self) -> bool:
        """Recorded for its holder, in whole or for one party: the moments are those of the recording."""
        return self.catatan.dicatat_untuk_id is not None or any(satu.dicatatkan for satu in self.pihak)

    @property
    def terukur(self) -> bool:
        """Was it done on its own? What the year's plan answered or was recorded with others took no time itself."""
        return self.catatan.cara == CatatanLangkah.Cara.LANGKAH

    @property
    def diketahui(self) -> bool:
        """Do its moments tell how long it took? Not in a run recorded afterwards: they are days written down."""
        return not self.catatan.pelaksanaan.tanpa_waktu

    @property
    def ditandai(self) -> bool:
        """Did someone mark the beginning of the work?"""
        return self.dikerjakan is not None

    @property
    def bertambah(self) -> bool:
        """Is it being worked on now?"""
        return self.terbuka and self.ditandai and not self.diajukan

    @property
    def selisih(self) -> int | None:
        """Minutes worked beyond the waktu baku, negative below it; ``None`` where one of both is not known."""
        if self.dikerjakan is None or self.baku is None:
            return None
        return self.dikerjakan - self.baku

    @property
    def pasti_dalam_baku(self) -> bool:
        """Undivided, finished, and even the whole time is within the waktu baku."""
        return (
            not (self.terbuka or self.batal or self.ditandai)
            and self.baku is not None
            and self.menunggu <= self.baku
        )


@dataclass(frozen=True)
class Ringkas:
    """Median and longest of so many durations; both ``None`` when there are none."""

    jumlah: int
    median: int | None
    terlama: int | None


@dataclass(frozen=True)
class RingkasPihak:
    """A party's times at one step, over the runs."""

    sebutan: str
    lama: Ringkas
    menunggu: Ringkas
    dikerjakan: Ringkas


@dataclass(frozen=True)
class RingkasLangkah:
    """A step over the runs. Medians are of finished visits; ``terbuka`` are counted, not measured."""

    langkah: Langkah
    baku: int | None
    jumlah_pelaksanaan: int
    jumlah_kunjungan: int
    menunggu: Ringkas
    dikerjakan: Ringkas
    terbuka: int
    dicatatkan: int
    pihak: tuple[RingkasPihak, ...]

    @property
    def selisih(self) -> int | None:
        """Median minutes worked beyond the waktu baku; ``None`` where one of both is not known."""
        if self.dikerjakan.median is None or self.baku is None:
            return None
        return self.dikerjakan.median - self.baku


def waktu_kunjungan(
    catatan: CatatanLangkah,
    *,
    kalender: PengukurWaktu,
    menit_per_hari: int,
    kini: datetime,
    belum: Iterable[tuple[tuple[int, int | None], str]] = (),
    mulai_unit: Mapping[int, datetime] | None = None,
) -> WaktuKunjungan:
    """The times of one visit; its ``langkah``, ``disposisi`` and ``paraf`` (with ``unit`` and ``peran``) were read.

    ``belum`` are the parties ((role, unit), name) still missing at an open visit that all must finish,
    ``mulai_unit`` when units took up their part; a moment outside the visit is of another one.
    """
    sampai = catatan.selesai_pada or kini
    paraf = sorted(catatan.paraf.all(), key=lambda satu: (satu.pada, satu.pk))
    mulai = catatan.dikerjakan_pada
    laporan = sorted(catatan.disposisi.all(), key=lambda satu: (satu.diajukan_pada, satu.pk))
    diajukan = [satu.diajukan_pada for satu in laporan]
    if mulai is not None and mulai in {catatan.selesai_pada, *(satu.pada for satu in paraf), *diajukan}:
        mulai = None
    akhir = sampai
    # A report that was given back is with its doer again, until it is handed up anew.
    if laporan and not (catatan.terbuka and laporan[-1].keputusan):
        akhir = diajukan[-1]
    pihak = [
        _waktu_pihak(
            (satu.peran_id, satu.unit_id),
            str(satu.unit or satu.peran),
            (catatan.dibuka_pada, satu.pada),
            kalender,
            mulai_unit,
            selesai=True,
            dicatatkan=satu.dicatat_untuk_id is not None,
        )
        for satu in paraf
    ]
    pihak += [
        _waktu_pihak(kunci, sebutan, (catatan.dibuka_pada, sampai), kalender, mulai_unit, selesai=False)
        for kunci, sebutan in belum
    ]
    if mulai is None:
        menunggu, dikerjakan = kalender.menit_kerja(catatan.dibuka_pada, sampai), None
    else:
        menunggu = kalender.menit_kerja(catatan.dibuka_pada, mulai) + kalender.menit_kerja(akhir, sampai)
        dikerjakan = kalender.menit_kerja(mulai, akhir)
    return WaktuKunjungan(
        catatan=catatan,
        langkah=catatan.langkah,
        menunggu=menunggu,
        dikerjakan=dikerjakan,
        baku=catatan.langkah.menit_baku(menit_per_hari),
        pihak=tuple(pihak),
        diajukan=catatan.terbuka and bool(laporan) and not laporan[-1].keputusan,
    )


def _waktu_pihak(
    kunci: tuple[int, int | None],
    sebutan: str,
    selama: tuple[datetime, datetime],
    kalender: PengukurWaktu,
    mulai_unit: Mapping[int, datetime] | None,
    **lain,
) -> WaktuPihak:
    dari, sampai = selama
    lama = kalender.menit_kerja(dari, sampai)
    mulai = (mulai_unit or {}).get(kunci[1])
    if mulai is None or not dari <= mulai < sampai:
        return WaktuPihak(kunci, sebutan, lama, lama, None, **lain)
    return WaktuPihak(
        kunci, sebutan, lama, kalender.menit_kerja(dari, mulai), kalender.menit_kerja(mulai, sampai), **lain
    )


def ringkas(lama: Sequence[int]) -> Ringkas:
    """Median (of two in the middle their mean, rounded half up) and longest, in minutes."""
    if not lama:
        return Ringkas(0, None, None)
    urut = sorted(lama)
    tengah = len(urut) // 2
    median = Decimal(urut[tengah]) if len(urut) % 2 else Decimal(urut[tengah - 1] + urut[tengah]) / 2
    return Ringkas(len(urut), int(bulatkan(median, 0)), urut[-1])


def ringkas_langkah(
    langkah: Langkah, kunjungan: Sequence[WaktuKunjungan], menit_per_hari: int
) -> RingkasLangkah:
    """One step over all visits of it that were done on their own, and not stopped by a cancellation."""
    kunjungan = [satu for satu in kunjungan if satu.terukur and not satu.batal]
    selesai = [satu for satu in kunjungan if not satu.terbuka]
    return RingkasLangkah(
        langkah=langkah,
        baku=langkah.menit_baku(menit_per_hari),
        jumlah_pelaksanaan=len({satu.catatan.pelaksanaan_id for satu in kunjungan}),
        jumlah_kunjungan=len(kunjungan),
        menunggu=ringkas([satu.menunggu for satu in selesai]),
        dikerjakan=ringkas([satu.dikerjakan for satu in selesai if satu.dikerjakan is not None]),
        terbuka=len(kunjungan) - len(selesai),
        dicatatkan=sum(satu.dicatatkan for satu in kunjungan),
        pihak=_ringkas_pihak(kunjungan),
    )


def sebut_lama(menit: int | None, menit_per_hari: int) -> str:
    """``2 hari 3 jam 15 menit``, a day being so many working minutes; ``–`` where it is not known."""
    if menit is None:
        return "–"
    hari, sisa = divmod(menit, menit_per_hari)
    jam, sisa = divmod(sisa, 60)
    bagian = [
        f"{jumlah} {kata}" for jumlah, kata in ((hari, "hari"), (jam, "jam"), (sisa, "menit")) if jumlah
    ]
    return " ".join(bagian) or "0 menit"


def sebut_baku(langkah: Langkah) -> str:
    """The waktu baku as the SOP prints it."""
    if langkah.waktu_teks:
        return langkah.waktu_teks
    if langkah.waktu_nilai is None:
        return TIDAK_DISEBUT
    return f"{langkah.waktu_nilai} {langkah.get_waktu_satuan_display()}"


def _ringkas_pihak(kunjungan: Sequence[WaktuKunjungan]) -> tuple[RingkasPihak, ...]:
    per_kunci: dict[tuple[int, int | None], list[WaktuPihak]] = defaultdict(list)
    for pihak in (pihak for satu in kunjungan for pihak in satu.pihak if pihak.selesai):
        per_kunci[pihak.kunci].append(pihak)
    return tuple(
        RingkasPihak(
            daftar[-1].sebutan,
            ringkas([satu.lama for satu in daftar]),
            ringkas([satu.menunggu for satu in daftar]),
            ringkas([satu.dikerjakan for satu in daftar if satu.dikerjakan is not None]),
        )
        for daftar in sorted(per_kunci.values(), key=lambda daftar: daftar[-1].sebutan)
    )
