"""What units bring: the figures with their revisions, the forms they stand on, and the evidence."""

from pengumpulan.models.bukti import BuktiDukung
from pengumpulan.models.formulir import Baris, BarisAnggaran, BarisFormulir, Formulir, Pengumpulan
from pengumpulan.models.isian import (
    BERALASAN,
    BERANGKA,
    Isian,
    Keadaan,
    Realisasi,
    RevisiRealisasi,
)

__all__ = [
    "BERALASAN",
    "BERANGKA",
    "Baris",
    "BarisAnggaran",
    "BarisFormulir",
    "BuktiDukung",
    "Formulir",
    "Isian",
    "Keadaan",
    "Pengumpulan",
    "Realisasi",
    "RevisiRealisasi",
]
