"""Fills the shapes of ``laporan.bentuk`` from the database, in a flat number of queries whatever the size."""

from laporan.susunan.capaian import susun_capaian, susun_rekap_capaian
from laporan.susunan.kamus import susun_kamus
from laporan.susunan.kertas_kerja import susun_kertas_kerja
from laporan.susunan.laporan_hasil import susun_laporan_hasil
from laporan.susunan.laporan_kinerja import bagian_otomatis, susun_laporan_kinerja
from laporan.susunan.naskah import susun_disposisi, susun_nota_dinas, susun_notulen, susun_program_kerja
from laporan.susunan.rapat import (
    susun_daftar_hadir,
    susun_daftar_periksa,
    susun_penggandaan,
    susun_surat_pengantar,
    susun_tanda_terima_unit,
    susun_undangan,
)
from laporan.susunan.rekap import susun_rekapitulasi, susun_tanda_terima
from laporan.susunan.rencana_aksi import susun_rencana_aksi

__all__ = [
    "bagian_otomatis",
    "susun_capaian",
    "susun_daftar_hadir",
    "susun_daftar_periksa",
    "susun_disposisi",
    "susun_kamus",
    "susun_kertas_kerja",
    "susun_laporan_hasil",
    "susun_laporan_kinerja",
    "susun_nota_dinas",
    "susun_notulen",
    "susun_penggandaan",
    "susun_program_kerja",
    "susun_rekap_capaian",
    "susun_rekapitulasi",
    "susun_rencana_aksi",
    "susun_surat_pengantar",
    "susun_tanda_terima",
    "susun_tanda_terima_unit",
    "susun_undangan",
]
