"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {
    "organisasi.ganti_sandi": "mengganti kata sandi",
    "organisasi.cetak_lembar_masuk": "mencetak lembar masuk pertama",
    "organisasi.beri_nomor": "memberi nomor naskah",
    "organisasi.batalkan_nomor": "membatalkan nomor naskah",
    "organisasi.atur_nomor": "mengatur register nomor",
    "organisasi.tunjuk_pemberi_nomor": "menunjuk pemberi nomor",
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
    "organisasi.lihat_nomor": SEMUA_PERAN,
    # Where the office named positions, those alone (organisasi.nomor).
    "organisasi.beri_nomor": {Peran.SEKRETARIS, Peran.PEJABAT, Peran.TIM},
    "organisasi.atur_nomor": {Peran.SEKRETARIS, Peran.ADMIN},
    "organisasi.lihat": SEMUA_PERAN,
    "organisasi.kelola": {Peran.ADMIN},
    "organisasi.lihat_harian": {Peran.ADMIN},
    "organisasi.lihat_jejak": {Peran.KEPALA, Peran.SEKRETARIS, Peran.TIM, Peran.ADMIN, Peran.PENGAWAS},
}
