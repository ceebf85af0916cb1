"""The organisation: who there is, in which place, from when to when."""

from organisasi.models.harian import PekerjaanHarian
from organisasi.models.kalender import HariLibur, JamKerja
from organisasi.models.lembaga import OPD, Jabatan, PemerintahDaerah, UnitKerja
from organisasi.models.muatan import BarisMuatan, Muatan, PadananKolom
from organisasi.models.nomor import KodeNomor, NomorNaskah, PemberiNomor
from organisasi.models.orang import Pegawai, PemangkuJabatan, Pengguna, Penugasan
from organisasi.models.tim import AnggotaTim, TimSAKIP

__all__ = [
    "OPD",
    "AnggotaTim",
    "BarisMuatan",
    "HariLibur",
    "Jabatan",
    "JamKerja",
    "KodeNomor",
    "Muatan",
    "NomorNaskah",
    "PadananKolom",
    "Pegawai",
    "PekerjaanHarian",
    "PemangkuJabatan",
    "PemberiNomor",
    "PemerintahDaerah",
    "Pengguna",
    "Penugasan",
    "TimSAKIP",
    "UnitKerja",
]
