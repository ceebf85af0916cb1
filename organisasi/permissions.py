"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {
    "organisasi.ganti_sandi": "mengganti kata sandi",
    "organisasi.cetak_lembar_masuk": "mencetak lembar masuk pertama",
    "organisasi.muat_pegawai": "memuat data pegawai dari Excel",
    "organisasi.muat_pemangku": "memuat pemangku jabatan dari Excel",
    "organisasi.akhiri_pemangku": "mengakhiri pemangku jabatan",
    "organisasi.muat_unggah": "mengunggah muatan Excel",
    "organisasi.muat_jawab": "menjawab pertanyaan muatan Excel",
    "organisasi.muat_minta": "meminta muatan Excel diterapkan",
    "organisasi.muat_terapkan": "menerapkan muatan Excel",
    "organisasi.muat_batalkan": "membatalkan muatan Excel",
}

HAK = {
    "organisasi.lihat": SEMUA_PERAN,
    "organisasi.kelola": {Peran.ADMIN},
    "organisasi.lihat_jejak": {Peran.KEPALA, Peran.SEKRETARIS, Peran.TIM, Peran.ADMIN, Peran.PENGAWAS},
}
