"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {
    "laporan.minta_cetak": "meminta cetakan",
    "laporan.tulis_bagian": "menulis bagian laporan",
}

HAK = {
    "laporan.lihat": SEMUA_PERAN,
    "laporan.tulis": {Peran.TIM, Peran.SEKRETARIS},
}
