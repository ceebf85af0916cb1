"""Kept for the moment: the names moved left, to ``organisasi.muatan.nama``."""

from organisasi.muatan.nama import DaftarNama, normal

__all__ = ["DaftarNama", "normal"]
