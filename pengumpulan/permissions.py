"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN

HAK = {
    "pengumpulan.lihat": SEMUA_PERAN,
}
