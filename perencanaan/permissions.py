"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {"perencanaan.akhiri_target": "mengakhiri target lama"}

HAK = {
    "perencanaan.lihat": SEMUA_PERAN,
    "perencanaan.kelola": {Peran.TIM, Peran.ADMIN},
}
