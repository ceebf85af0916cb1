"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {
    "pengumpulan.catat_realisasi": "mengisi realisasi",
    "pengumpulan.catat_anggaran": "mengisi realisasi anggaran",
    "pengumpulan.siapkan": "menyiapkan formulir",
    "pengumpulan.bagikan": "membagikan formulir",
    "pengumpulan.unggah_buku": "mengunggah formulir Excel",
    "pengumpulan.terapkan_buku": "menerapkan isian formulir Excel",
    "pengumpulan.terima_formulir": "menerima formulir",
    "pengumpulan.serahkan": "menyerahkan formulir",
    "pengumpulan.tarik_kembali": "menarik kembali formulir",
    "pengumpulan.terima_baris": "menerima baris formulir",
    "pengumpulan.kirim_kembali": "mengirim kembali baris sebelum direkap",
    "pengumpulan.lewati": "melanjutkan tanpa unit yang terlambat",
    "pengumpulan.batal_lewati": "menunggu lagi unit yang dilewati",
    "pengumpulan.setujui_susulan": "menyetujui susulan",
    "pengumpulan.kembalikan_susulan": "mengembalikan susulan",
    "pengumpulan.minta_koreksi": "meminta koreksi angka yang disetujui",
    "pengumpulan.ajukan_pembukaan": "mengusulkan pembukaan kembali",
    "pengumpulan.buka_kembali": "membuka kembali angka yang dikunci",
    "pengumpulan.tolak_pembukaan": "menolak pembukaan kembali",
    "pengumpulan.batalkan_koreksi": "membatalkan permintaan koreksi",
    "pengumpulan.selesai_koreksi": "menyelesaikan permintaan koreksi",
    "pengumpulan.setujui": "menyetujui data",
    "pengumpulan.buka_persetujuan": "membuka kembali persetujuan data",
    "pengumpulan.kembalikan": "mengembalikan baris",
    "pengumpulan.lampirkan_bukti": "melampirkan bukti dukung",
    "pengumpulan.cabut_bukti": "mencabut bukti dukung",
    "pengumpulan.ganti_bukti": "mengganti bukti dukung",
    "pengumpulan.pakai_bukti": "memakai bukti dukung untuk indikator lain",
    "pengumpulan.lepas_bukti": "melepas bukti dukung dari indikator",
    "pengumpulan.jenis_bukti": "menetapkan jenis bukti dukung",
}

HAK = {
    "pengumpulan.lihat": SEMUA_PERAN,
    # Typing a unit's figure for it.
    "pengumpulan.isikan": {Peran.TIM},
    # Opening approved figures of a measured period again: proposed, then decided.
    "pengumpulan.ajukan_pembukaan": {Peran.SEKRETARIS},
    "pengumpulan.putuskan_pembukaan": {Peran.KEPALA},
    # Going on without a late unit.
    "pengumpulan.lewati": {Peran.TIM, Peran.SEKRETARIS},
    # Seeing who is late, and reminding them.
    "pengumpulan.tagih": {Peran.TIM, Peran.SEKRETARIS, Peran.KEPALA},
}
