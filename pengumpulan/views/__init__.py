"""Pages of the collection: the figures, the forms they come in on, and the evidence they rest on."""

from pengumpulan.views.bukti import bukti_cabut, bukti_tambah, bukti_unduh
from pengumpulan.views.formulir import (
    baris_isi,
    formulir_isi,
    formulir_serahkan,
    formulir_simpan,
    formulir_terima,
)
from pengumpulan.views.penagihan import penagihan
from pengumpulan.views.pengumpulan import (
    entri_langsung,
    entri_tutup,
    formulir_siapkan,
    langkah_formulir,
    pengumpulan_formulir,
)
from pengumpulan.views.realisasi import realisasi_daftar, realisasi_lihat

__all__ = [
    "baris_isi",
    "bukti_cabut",
    "bukti_tambah",
    "bukti_unduh",
    "entri_langsung",
    "entri_tutup",
    "formulir_isi",
    "formulir_serahkan",
    "formulir_siapkan",
    "formulir_simpan",
    "formulir_terima",
    "langkah_formulir",
    "penagihan",
    "pengumpulan_formulir",
    "realisasi_daftar",
    "realisasi_lihat",
]
