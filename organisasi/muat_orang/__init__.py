"""Employees, their positions and their accounts from one workbook."""

from organisasi.muat_orang.pemuat import PemuatOrang

__all__ = ["PemuatOrang"]
