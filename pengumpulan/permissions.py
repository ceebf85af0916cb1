"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN

SEBUTAN = {"pengumpulan.catat_realisasi": "mengisi realisasi"}

HAK = {
    "pengumpulan.lihat": SEMUA_PERAN,
}
