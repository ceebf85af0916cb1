"""What the pages of the collection show, worked out once in a flat number of queries: lists, a form, a row."""

from pengumpulan.tampilan.anggaran import TampilAnggaran, susun_anggaran
from pengumpulan.tampilan.baris import TampilBaris, isi_tersimpan, kelompokkan, susun_baris
from pengumpulan.tampilan.bukti import boleh_bukti, bukti_dari, susun_bukti
from pengumpulan.tampilan.daftar import (
    RingkasFormulir,
    batas_pengumpulan,
    susun_daftar_formulir,
    susun_daftar_semua,
)
from pengumpulan.tampilan.penyerahan import Penyerahan, susun_giliran_formulir, susun_penyerahan
from pengumpulan.tampilan.sebutan import (
    PILIHAN_KEADAAN,
    STATUS_BARIS,
    STATUS_FORMULIR,
    sebut_isi,
    sebut_penyerahan,
    sebut_persetujuan,
    status_formulir,
)
from pengumpulan.tampilan.wenang import Kewenangan, kewenangan

__all__ = [
    "PILIHAN_KEADAAN",
    "STATUS_BARIS",
    "STATUS_FORMULIR",
    "Kewenangan",
    "Penyerahan",
    "RingkasFormulir",
    "TampilAnggaran",
    "TampilBaris",
    "batas_pengumpulan",
    "boleh_bukti",
    "bukti_dari",
    "isi_tersimpan",
    "kelompokkan",
    "kewenangan",
    "sebut_isi",
    "sebut_penyerahan",
    "sebut_persetujuan",
    "status_formulir",
    "susun_anggaran",
    "susun_baris",
    "susun_bukti",
    "susun_daftar_formulir",
    "susun_daftar_semua",
    "susun_giliran_formulir",
    "susun_penyerahan",
]
