"""Everything that changes a collection: figures, forms, evidence, spending."""

from pengumpulan.actions.anggaran import catat_anggaran
from pengumpulan.actions.bagikan import bagikan, terima_formulir
from pengumpulan.actions.bukti import cabut_bukti, ganti_bukti, lampirkan_banyak, lampirkan_bukti
from pengumpulan.actions.bukti_baris import lepas_bukti, pakai_bukti, tetapkan_jenis
from pengumpulan.actions.koreksi import (
    PencatatanPutusan,
    ajukan_pembukaan,
    batalkan_koreksi,
    minta_koreksi,
    putuskan_pembukaan,
)
from pengumpulan.actions.lewati import batal_lewati, lewati
from pengumpulan.actions.periksa import kirim_kembali, terima_baris
from pengumpulan.actions.putusan import kembalikan_data, setujui_data
from pengumpulan.actions.realisasi import IsiSel, catat_realisasi
from pengumpulan.actions.serahkan import serahkan, serahkan_formulir, tarik_kembali
from pengumpulan.actions.siapkan import buka_entri_langsung, siapkan, tutup_entri_langsung
from pengumpulan.actions.susulan import kembalikan_susulan, setujui_susulan

__all__ = [
    "IsiSel",
    "PencatatanPutusan",
    "ajukan_pembukaan",
    "bagikan",
    "batal_lewati",
    "batalkan_koreksi",
    "buka_entri_langsung",
    "cabut_bukti",
    "catat_anggaran",
    "catat_realisasi",
    "ganti_bukti",
    "kembalikan_data",
    "kembalikan_susulan",
    "kirim_kembali",
    "lampirkan_banyak",
    "lampirkan_bukti",
    "lepas_bukti",
    "lewati",
    "minta_koreksi",
    "pakai_bukti",
    "putuskan_pembukaan",
    "serahkan",
    "serahkan_formulir",
    "setujui_data",
    "setujui_susulan",
    "siapkan",
    "tarik_kembali",
    "terima_baris",
    "terima_formulir",
    "tetapkan_jenis",
    "tutup_entri_langsung",
]
