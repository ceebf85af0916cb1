"""Rights of this app."""

from organisasi.hak import SEMUA_PERAN, Peran

SEBUTAN = {"organisasi.ganti_sandi": "mengganti kata sandi"}

HAK = {
    "organisasi.lihat": SEMUA_PERAN,
    "organisasi.kelola": {Peran.ADMIN},
    "organisasi.lihat_jejak": {Peran.KEPALA, Peran.SEKRETARIS, Peran.TIM, Peran.ADMIN, Peran.PENGAWAS},
}
