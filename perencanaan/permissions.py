"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

HAK = {
    "perencanaan.lihat": SEMUA_PERAN,
    "perencanaan.kelola": {Peran.TIM, Peran.ADMIN},
}
