"""A recap as it is examined: every row with its evidence, remarks and what changed; what is unusual marked.

Built on the shapes of ``laporan.susunan``; nothing is computed here but which rows stand out and why.
"""

from laporan.periksa.bentuk import BAGIAN, BarisPeriksa, KelompokPeriksa, Periksa
from laporan.periksa.data import periksa_pengumpulan
from laporan.periksa.hasil import periksa_pengukuran
from laporan.periksa.kelompok import status_capaian

__all__ = [
    "BAGIAN",
    "BarisPeriksa",
    "KelompokPeriksa",
    "Periksa",
    "periksa_pengukuran",
    "periksa_pengumpulan",
    "status_capaian",
]
