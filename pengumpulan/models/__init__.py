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
from pengumpulan.models.koreksi import ButirKoreksi, PermintaanKoreksi
from pengumpulan.models.penyerahan import ButirPenyerahan, Penyerahan
from pengumpulan.models.unggahan import UnggahanBertahap

__all__ = [
    "BERALASAN",
    "BERANGKA",
    "Baris",
    "BarisAnggaran",
    "BarisFormulir",
    "BuktiDukung",
    "ButirKoreksi",
    "ButirPenyerahan",
    "Formulir",
    "Isian",
    "Keadaan",
    "Pengumpulan",
    "Penyerahan",
    "PermintaanKoreksi",
    "Realisasi",
    "RevisiRealisasi",
    "UnggahanBertahap",
]
