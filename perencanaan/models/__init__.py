"""What is planned: periods, the tree, indicators and their definitions, targets, agreements, budget."""

from perencanaan.models.anggaran import PaguAnggaran, RealisasiAnggaran
from perencanaan.models.indikator import (
    Indikator,
    PenanggungJawabData,
    PenempatanIndikator,
    VersiIndikator,
)
from perencanaan.models.periode import Periode
from perencanaan.models.pohon import Renstra, Simpul
from perencanaan.models.target import (
    PerjanjianKinerja,
    RiwayatNilai,
    TargetPeriode,
    TargetRenstra,
    VersiTarget,
)

__all__ = [
    "Indikator",
    "PaguAnggaran",
    "PenanggungJawabData",
    "PenempatanIndikator",
    "Periode",
    "PerjanjianKinerja",
    "RealisasiAnggaran",
    "Renstra",
    "RiwayatNilai",
    "Simpul",
    "TargetPeriode",
    "TargetRenstra",
    "VersiIndikator",
    "VersiTarget",
]
