"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {"pengumpulan.catat_realisasi": "mengisi realisasi"}

HAK = {
    "pengumpulan.lihat": SEMUA_PERAN,
    # Typing a unit's figure for it.
    "pengumpulan.isikan": {Peran.TIM},
}
