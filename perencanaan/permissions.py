"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {
    "perencanaan.akhiri_target": "mengakhiri target lama",
    "perencanaan.buat_target": "membuat target tahun",
    "perencanaan.simpan_target": "mengubah target",
    "perencanaan.pertahankan_target": "mempertahankan target dengan alasan",
    "perencanaan.lepas_peringatan": "menutup peringatan target",
    "perencanaan.gulir_tahun": "menyiapkan tahun baru",
    "perencanaan.tandai_tinjauan": "menandai butir tinjauan tahun",
    "perencanaan.batalkan_tinjauan": "membuka lagi butir tinjauan tahun",
    "perencanaan.tambah_kaitan": "menambah kaitan silang",
    "perencanaan.hapus_kaitan": "menghapus kaitan silang",
    "perencanaan.buat_definisi": "membuat versi baru definisi",
    "perencanaan.lengkapi_definisi": "melengkapi definisi",
    "perencanaan.periksa_smart": "memeriksa SMART",
    "perencanaan.catat_standar": "mencatat standar nasional",
    "perencanaan.tanpa_standar": "menyatakan tidak ada standar nasional",
    "perencanaan.buat_perjanjian": "membuat konsep Perjanjian Kinerja",
    "perencanaan.buat_perubahan": "membuat konsep PK Perubahan",
    "perencanaan.ubah_konsep": "melengkapi konsep Perjanjian Kinerja",
    "perencanaan.batalkan_konsep": "membatalkan konsep Perjanjian Kinerja",
    "perencanaan.tandatangani": "mencatat penandatanganan Perjanjian Kinerja",
    "perencanaan.muat_simpul": "memuat pohon kinerja dari Excel",
    "perencanaan.muat_indikator": "memuat indikator dan target dari Excel",
}

HAK = {
    "perencanaan.lihat": SEMUA_PERAN,
    "perencanaan.kelola": {Peran.TIM, Peran.ADMIN},
    "perencanaan.tandatangani": {Peran.SEKRETARIS, Peran.TIM, Peran.ADMIN},
}
