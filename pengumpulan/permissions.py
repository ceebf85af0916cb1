"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {
    "pengumpulan.catat_realisasi": "mengisi realisasi",
    "pengumpulan.catat_anggaran": "mengisi realisasi anggaran",
    "pengumpulan.siapkan": "menyiapkan formulir",
    "pengumpulan.bagikan": "membagikan formulir",
    "pengumpulan.terima_formulir": "menerima formulir",
    "pengumpulan.serahkan": "menyerahkan formulir",
    "pengumpulan.setujui": "menyetujui data",
    "pengumpulan.buka_persetujuan": "membuka kembali persetujuan data",
    "pengumpulan.kembalikan": "mengembalikan baris",
    "pengumpulan.lampirkan_bukti": "melampirkan bukti dukung",
    "pengumpulan.cabut_bukti": "mencabut bukti dukung",
}

HAK = {
    "pengumpulan.lihat": SEMUA_PERAN,
    # Typing a unit's figure for it.
    "pengumpulan.isikan": {Peran.TIM},
    # Seeing who is late, and reminding them.
    "pengumpulan.tagih": {Peran.TIM, Peran.SEKRETARIS, Peran.KEPALA},
}
