"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {
    "laporan.minta_arsip": "meminta arsip periode",
    "laporan.minta_cetak": "meminta cetakan",
    "laporan.kunci_naskah": "mengunci naskah",
    "laporan.tulis_bagian": "menulis bagian laporan",
}

HAK = {
    "laporan.lihat": SEMUA_PERAN,
    "laporan.kunci": {Peran.KEPALA, Peran.SEKRETARIS, Peran.PEJABAT, Peran.TIM},
    # An archive holds everything, also the audit trail: for those who answer for it or examine it.
    "laporan.lihat_arsip": {Peran.KEPALA, Peran.SEKRETARIS, Peran.TIM, Peran.PENGAWAS},
    "laporan.tulis": {Peran.TIM, Peran.SEKRETARIS},
}
