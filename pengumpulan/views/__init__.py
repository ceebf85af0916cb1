"""Pages of the collection: the figures, the forms they come in on, and the evidence they rest on."""

from pengumpulan.views.baris import baris_isi, baris_rincian, formulir_jawab
from pengumpulan.views.bukti import bukti_tambah, bukti_unduh
from pengumpulan.views.bukti_pakai import bukti_pakai
from pengumpulan.views.bukti_satu import bukti_cabut, bukti_ganti, bukti_jenis, bukti_lepas, bukti_lihat
from pengumpulan.views.buku import formulir_buku, formulir_unggah, formulir_unggahan
from pengumpulan.views.formulir import formulir_isi, formulir_simpan, formulir_terima
from pengumpulan.views.koreksi import koreksi_ajukan, koreksi_daftar, koreksi_lihat
from pengumpulan.views.penagihan import penagihan
from pengumpulan.views.pengumpulan import (
    entri_langsung,
    entri_tutup,
    formulir_siapkan,
    langkah_formulir,
    pengumpulan_formulir,
)
from pengumpulan.views.periksa_unit import formulir_periksa, susulan_lihat
from pengumpulan.views.realisasi import realisasi_daftar, realisasi_lihat
from pengumpulan.views.sel import formulir_sel
from pengumpulan.views.serah import (
    formulir_batal_lewati,
    formulir_serahkan,
    formulir_tarik,
    pengumpulan_lewati,
)
from pengumpulan.views.unggahan import unggahan_batal, unggahan_kirim, unggahan_mulai

__all__ = [
    "baris_isi",
    "baris_rincian",
    "bukti_cabut",
    "bukti_ganti",
    "bukti_jenis",
    "bukti_lepas",
    "bukti_lihat",
    "bukti_pakai",
    "bukti_tambah",
    "bukti_unduh",
    "entri_langsung",
    "entri_tutup",
    "formulir_batal_lewati",
    "formulir_buku",
    "formulir_isi",
    "formulir_jawab",
    "formulir_periksa",
    "formulir_sel",
    "formulir_serahkan",
    "formulir_siapkan",
    "formulir_simpan",
    "formulir_tarik",
    "formulir_terima",
    "formulir_unggah",
    "formulir_unggahan",
    "koreksi_ajukan",
    "koreksi_daftar",
    "koreksi_lihat",
    "langkah_formulir",
    "penagihan",
    "pengumpulan_formulir",
    "pengumpulan_lewati",
    "realisasi_daftar",
    "realisasi_lihat",
    "susulan_lihat",
    "unggahan_batal",
    "unggahan_kirim",
    "unggahan_mulai",
]
