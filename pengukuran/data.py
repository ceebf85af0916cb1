"""What a measurement reads: approved readings of the year up to its period, and the targets in force."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from organisasi.models import OPD
from pengukuran.rumus import TINGKAT_OPINI_BPK, TINGKAT_PREDIKAT_SAKIP, RentangTarget, Tingkat
from pengumpulan.models import BarisFormulir, Pengumpulan, RevisiRealisasi
from perencanaan.models import (
    Indikator,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    TargetPeriode,
    VersiIndikator,
    VersiTarget,
)

TINGKAT_DIKENAL = (TINGKAT_PREDIKAT_SAKIP, TINGKAT_OPINI_BPK)


@dataclass(frozen=True)
class Bacaan:
    """One approved reading, with the collection that approved it."""

    revisi: RevisiRealisasi
    unit_id: int
    periode_id: int
    pengumpulan_id: int


@dataclass
class BahanUkur:
    """Everything for one office and period, read in a flat number of queries."""

    periode: dict[str, list[Periode]]  # by kind, those that have ended by the measured period, oldest first
    bacaan: dict[tuple[int, int, int], Bacaan]  # (indikator, unit, periode)
    pemegang: dict[int, list[PenanggungJawabData]]
    target_periode: dict[int, dict[int, Decimal]] = field(
        default_factory=dict
    )  # {versi_target: {periode: nilai}}
    target_latihan: frozenset[int] = frozenset()  # versi_target with a practice figure in it


def baca_bahan(opd: OPD, periode: Periode, versi_target: list[int]) -> BahanUkur:
    """The material for measuring ``periode``: only what an approved collection pinned."""
    tahun = list(
        Periode.objects.tahun_lengkap(periode.tahun)
        .filter(tanggal_selesai__lte=periode.tanggal_selesai)
        .order_by("tanggal_selesai", "-tanggal_mulai")
    )
    per_jenis = defaultdict(list)
    for satu in tahun:
        per_jenis[satu.jenis].append(satu)
    bacaan = {}
    baris = (
        BarisFormulir.objects.filter(
            status="disetujui",
            realisasi__periode__in=tahun,
            realisasi__indikator__opd=opd,
            formulir__pengumpulan__in=Pengumpulan.objects.berlaku().filter(disetujui_pada__isnull=False),
        )
        .select_related("revisi", "realisasi", "formulir")
        .order_by("revisi__versi", "formulir__pengumpulan__disetujui_pada", "pk")
    )
    for satu in baris:
        r = satu.realisasi
        # Of several approved readings of a cell the newest stands, whichever was approved last.
        bacaan[r.indikator_id, r.unit_id, r.periode_id] = Bacaan(
            satu.revisi, r.unit_id, r.periode_id, satu.formulir.pengumpulan_id
        )
    pemegang = defaultdict(list)
    for satu in (
        PenanggungJawabData.objects.filter(
            Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=date(periode.tahun, 1, 1)),
            indikator__opd=opd,
            tanggal_mulai__lte=periode.tanggal_selesai,
        )
        .select_related("unit")
        .order_by("unit__urutan", "pk")
    ):
        pemegang[satu.indikator_id].append(satu)
    target = defaultdict(dict)
    latihan = set(
        VersiTarget.objects.filter(pk__in=versi_target, angka_latihan=True).values_list("pk", flat=True)
    )
    for satu in TargetPeriode.objects.filter(versi__in=versi_target):
        target[satu.versi_id][satu.periode_id] = satu.nilai
        if satu.angka_latihan:
            latihan.add(satu.versi_id)
    return BahanUkur(dict(per_jenis), bacaan, dict(pemegang), dict(target), frozenset(latihan))


def patokan_berlaku(
    opd: OPD, periode: Periode
) -> list[tuple[PenempatanIndikator, VersiIndikator | None, VersiTarget | None]]:
    """Each indicator of the year's tree with the definition and target in force at the period's end.

    Targets of a year count from the version in force on that day, so that earlier quarters keep theirs
    (PermenPANRB 53/2014: the revised agreement holds from its date).
    """
    penempatan = list(
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=periode.tahun, indikator__aktif=True)
        .select_related("indikator", "simpul")
        .order_by("simpul__urutan", "urutan", "pk")
    )
    definisi = {
        satu.indikator_id: satu
        for satu in VersiIndikator.objects.berlaku_pada(periode.tanggal_selesai).filter(indikator__opd=opd)
    }
    target = {
        satu.indikator_id: satu
        for satu in VersiTarget.objects.berlaku_pada(periode.tanggal_selesai).filter(
            indikator__opd=opd, tahun=periode.tahun
        )
    }
    return [(satu, definisi.get(satu.indikator_id), target.get(satu.indikator_id)) for satu in penempatan]


def target_tahun(versi: VersiTarget | None, arah: str) -> Decimal | RentangTarget | str | None:
    """The year's target in the form the formula wants: a figure, a range or a level; None: not set."""
    if versi is None:
        return None
    if arah == VersiIndikator.Arah.ORDINAL:
        return versi.tingkat or None
    if versi.batas_bawah is not None:
        # A range means something to a range indicator only; for the others no figure was set.
        rentang = RentangTarget(versi.batas_bawah, versi.batas_atas)
        return rentang if arah == VersiIndikator.Arah.RENTANG else None
    return versi.nilai


def tingkat_untuk(*label: str) -> tuple[Tingkat, ...]:
    """The known order of levels that holds all these labels; empty when none does."""
    perlu = {satu for satu in label if satu}
    return next((daftar for daftar in TINGKAT_DIKENAL if perlu <= {satu.label for satu in daftar}), ())


def ada_indikator(opd: OPD, tahun: int) -> bool:
    """Is anything planned for that year at all?"""
    return Indikator.objects.filter(opd=opd, aktif=True, penempatan__tahun=tahun).exists()
