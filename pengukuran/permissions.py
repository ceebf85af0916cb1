"""Rights of this app. Whose turn a step is follows from the SOP's roles (``alur.giliran``), not from here."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {
    "pengukuran.tetapkan_metodologi": "menetapkan metodologi",
    "pengukuran.hitung": "menghitung capaian",
    "pengukuran.ukur_ulang": "menghitung ulang capaian",
    "pengukuran.tulis_analisis": "menulis analisis",
    "pengukuran.setujui": "menyetujui pengukuran",
    "pengukuran.kembalikan": "mengembalikan hasil pengukuran",
}

HAK = {
    "pengukuran.lihat": SEMUA_PERAN,
    "pengukuran.hitung": {Peran.TIM},
    "pengukuran.analisis": {Peran.TIM, Peran.SEKRETARIS, Peran.PEJABAT},
}
