"""What is planned: periods, the tree, indicators and their definitions, targets, agreements, budget."""

from perencanaan.models.anggaran import PaguAnggaran, RealisasiAnggaran
from perencanaan.models.indikator import (
    Indikator,
    JenisBukti,
    PemeriksaanSMART,
    PenanggungJawabData,
    PenempatanIndikator,
    VersiIndikator,
)
from perencanaan.models.periode import Periode
from perencanaan.models.perjanjian import PerjanjianKinerja
from perencanaan.models.pohon import KaitanSilang, Renstra, Simpul
from perencanaan.models.sumber import BersumberAngka
from perencanaan.models.target import (
    CatatanTarget,
    RiwayatNilai,
    StandarNasional,
    TargetPeriode,
    TargetRenstra,
    TargetUnit,
    VersiTarget,
)
from perencanaan.models.tinjauan import TinjauanTahun

__all__ = [
    "BersumberAngka",
    "CatatanTarget",
    "Indikator",
    "JenisBukti",
    "KaitanSilang",
    "PaguAnggaran",
    "PemeriksaanSMART",
    "PenanggungJawabData",
    "PenempatanIndikator",
    "Periode",
    "PerjanjianKinerja",
    "RealisasiAnggaran",
    "Renstra",
    "RiwayatNilai",
    "Simpul",
    "StandarNasional",
    "TargetPeriode",
    "TargetRenstra",
    "TargetUnit",
    "TinjauanTahun",
    "VersiIndikator",
    "VersiTarget",
]
