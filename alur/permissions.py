"""Rights of this app. Whose turn a step is follows from the SOP's roles (``alur.giliran``), not from here."""

from organisasi.hak import PEGAWAI_OPD, SEMUA_PERAN, Peran

HAK = {
    "alur.lihat": SEMUA_PERAN,
    "alur.kerjakan": PEGAWAI_OPD,
    "alur.mulai": {Peran.KEPALA, Peran.SEKRETARIS, Peran.TIM},
    "alur.catatkan": {Peran.SEKRETARIS, Peran.TIM},
    "alur.batalkan": {Peran.KEPALA, Peran.SEKRETARIS},
    "alur.adopsi": {Peran.ADMIN},
}
