"""The organisation: who there is, in which place, from when to when."""

from organisasi.models.kalender import HariLibur, JamKerja
from organisasi.models.lembaga import OPD, Jabatan, PemerintahDaerah, UnitKerja
from organisasi.models.orang import Pegawai, PemangkuJabatan, Pengguna, Penugasan
from organisasi.models.tim import AnggotaTim, TimSAKIP

__all__ = [
    "OPD",
    "AnggotaTim",
    "HariLibur",
    "Jabatan",
    "JamKerja",
    "Pegawai",
    "PemangkuJabatan",
    "PemerintahDaerah",
    "Pengguna",
    "Penugasan",
    "TimSAKIP",
    "UnitKerja",
]
