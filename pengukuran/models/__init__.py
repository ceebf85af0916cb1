"""Measurement: what is pinned before it, what came of it, and what is said about it."""

from pengukuran.models.hasil import HasilUkur
from pengukuran.models.metodologi import Metodologi, PatokanIndikator, Pengukuran

__all__ = ["HasilUkur", "Metodologi", "PatokanIndikator", "Pengukuran"]
