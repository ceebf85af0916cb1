"""Rights of this app. Whose turn a step is follows from the SOP's roles (``alur.giliran``), not from here."""

from organisasi.hak import PEGAWAI_OPD, SEMUA_PERAN, Peran

SEBUTAN = {
    "alur.mulai": "memulai",
    "alur.selesai": "menyelesaikan langkah",
    "alur.setujui": "menyetujui",
    "alur.kembalikan": "mengembalikan untuk dilengkapi",
    "alur.paraf": "menyelesaikan bagiannya",
    "alur.tindaklanjuti": "menindaklanjuti catatan perbaikan",
    "alur.lampirkan": "melampirkan berkas",
    "alur.isian": "menulis isian langkah",
    "alur.ajukan": "mengajukan laporan kepada Kepala",
    "alur.disposisi_diterima": "menerima laporan dengan disposisi",
    "alur.disposisi_dikembalikan": "mengembalikan laporan dengan disposisi",
    "alur.batalkan": "membatalkan",
    "alur.selesai_semua": "menyelesaikan seluruh langkah",
    "alur.catat_tindak_lanjut": "mencatat tindak lanjut",
    "alur.selesaikan_tindak_lanjut": "menyelesaikan tindak lanjut",
    "alur.angkat": "mengangkat SOP",
    "alur.ikat": "mengikat peran SOP",
    "alur.berlakukan": "memberlakukan SOP",
    "alur.akhiri_versi": "mengakhiri versi SOP lama",
    "alur.hapus_konsep": "menghapus konsep SOP",
    "alur.muat_naskah": "memuat naskah SOP",
    "alur.ganti_naskah": "mengganti naskah SOP",
}

HAK = {
    "alur.lihat": SEMUA_PERAN,
    "alur.kerjakan": PEGAWAI_OPD,
    "alur.mulai": {Peran.KEPALA, Peran.SEKRETARIS, Peran.TIM},
    "alur.catatkan": {Peran.SEKRETARIS, Peran.TIM},
    "alur.batalkan": {Peran.KEPALA, Peran.SEKRETARIS},
    "alur.adopsi": {Peran.ADMIN},
    "alur.lihat_waktu": {Peran.KEPALA, Peran.SEKRETARIS, Peran.TIM, Peran.ADMIN, Peran.PENGAWAS},
}
