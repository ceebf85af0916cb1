"""Everything that changes a collection: figures, forms, evidence, spending."""

from pengumpulan.actions.anggaran import catat_anggaran
from pengumpulan.actions.bukti import cabut_bukti, lampirkan_bukti
from pengumpulan.actions.formulir import (
    bagikan,
    buka_entri_langsung,
    kembalikan_data,
    serahkan,
    serahkan_formulir,
    setujui_data,
    siapkan,
    terima_formulir,
    tutup_entri_langsung,
)
from pengumpulan.actions.realisasi import IsiSel, catat_realisasi

__all__ = [
    "IsiSel",
    "bagikan",
    "buka_entri_langsung",
    "cabut_bukti",
    "catat_anggaran",
    "catat_realisasi",
    "kembalikan_data",
    "lampirkan_bukti",
    "serahkan",
    "serahkan_formulir",
    "setujui_data",
    "siapkan",
    "terima_formulir",
    "tutup_entri_langsung",
]
