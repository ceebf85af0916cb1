"""What a proposal would write: records to add, records changed in memory, and figures of periods."""

from dataclasses import dataclass, field
from decimal import Decimal

from organisasi.muatan.usulan import Usulan
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    PerjanjianKinerja,
    Simpul,
    VersiIndikator,
    VersiTarget,
)


@dataclass(frozen=True)
class TulisPeriode:
    """One period's target; ``pk`` is the stored one that it replaces."""

    versi: VersiTarget
    periode: tuple[str, int]
    pk: int | None
    nilai: Decimal | None


@dataclass(frozen=True)
class TulisRenstra:
    """One year's target of the Renstra; ``pk`` is the stored one that it replaces."""

    indikator: Indikator
    tahun: int
    pk: int | None
    nilai: Decimal | None
    tingkat: str


@dataclass(frozen=True)
class TulisRiwayat:
    """What an indicator reached in an earlier year; ``pk`` is the stored record that gets it."""

    indikator: Indikator
    tahun: int
    pk: int | None
    realisasi: Decimal


@dataclass
class Perubahan:
    """Records that are new, changed (already with their new values), ended or taken away."""

    simpul_baru: list[Simpul] = field(default_factory=list)
    simpul_ubah: list[Simpul] = field(default_factory=list)
    pagu_baru: list[PaguAnggaran] = field(default_factory=list)
    pagu_ubah: list[PaguAnggaran] = field(default_factory=list)
    indikator_baru: list[Indikator] = field(default_factory=list)
    indikator_ubah: list[Indikator] = field(default_factory=list)
    definisi_baru: list[VersiIndikator] = field(default_factory=list)
    definisi_ubah: list[VersiIndikator] = field(default_factory=list)
    penempatan_baru: list[PenempatanIndikator] = field(default_factory=list)
    penempatan_ubah: list[PenempatanIndikator] = field(default_factory=list)
    pemegang_baru: list[PenanggungJawabData] = field(default_factory=list)
    pemegang_ubah: list[PenanggungJawabData] = field(default_factory=list)
    pemegang_hapus: list[PenanggungJawabData] = field(default_factory=list)
    perjanjian_baru: list[PerjanjianKinerja] = field(default_factory=list)
    target_baru: list[VersiTarget] = field(default_factory=list)
    target_ubah: list[VersiTarget] = field(default_factory=list)
    # (new version, the one it is to replace): parts of units go along.
    salin_bagian: list[tuple[VersiTarget, VersiTarget]] = field(default_factory=list)
    periode: list[TulisPeriode] = field(default_factory=list)
    renstra: list[TulisRenstra] = field(default_factory=list)
    riwayat: list[TulisRiwayat] = field(default_factory=list)
    # What each proposal changed, for the audit trail.
    jejak: list[tuple[Simpul | Indikator, Usulan]] = field(default_factory=list)
