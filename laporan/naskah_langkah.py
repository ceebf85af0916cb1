"""Which papers the visit to a step makes: by its layar, or by what the SOP says of the step."""

from collections.abc import Callable
from dataclasses import dataclass

from alur.models import CatatanLangkah, Langkah
from laporan import susunan
from laporan.susunan.dasar import masih_draf as kunjungan_masih_draf
from laporan.susunan.naskah import judul_surat
from laporan.susunan.rapat import undangan_lengkap
from laporan.word_rapat import (
    word_daftar_hadir,
    word_daftar_penggandaan,
    word_daftar_periksa,
    word_surat_pengantar,
    word_undangan,
)
from laporan.word_surat import word_nota_dinas, word_notulen


@dataclass(frozen=True)
class JenisNaskah:
    """One paper of a visit; the main one is ``naskah``. ``mendahului``: it goes out before the step ends.

    ``panggilan``: it calls to a meeting; where none was held there is no such paper.
    """

    kode: str
    nama: str
    susun: Callable
    word: Callable
    mendahului: bool = False
    panggilan: bool = False

    def masih_draf(self, catatan: CatatanLangkah) -> bool:
        """Is what was written not settled yet?"""
        if self.mendahului and catatan.keputusan != CatatanLangkah.Keputusan.BATAL:
            return not undangan_lengkap(catatan)
        return kunjungan_masih_draf(catatan)


UNDANGAN = JenisNaskah(
    "undangan", "Undangan", susunan.susun_undangan, word_undangan, mendahului=True, panggilan=True
)
HADIR = JenisNaskah(
    "hadir", "Daftar Hadir", susunan.susun_daftar_hadir, word_daftar_hadir, mendahului=True, panggilan=True
)
NOTULEN = JenisNaskah("naskah", "Notulen", susunan.susun_notulen, word_notulen)
DAFTAR_PERIKSA = JenisNaskah(
    "naskah", "Daftar Periksa Dokumen", susunan.susun_daftar_periksa, word_daftar_periksa
)
SURAT = {
    Langkah.Naskah.UNDANGAN: JenisNaskah(
        "naskah", "Undangan", susunan.susun_undangan, word_undangan, mendahului=True
    ),
    Langkah.Naskah.PENGANTAR: JenisNaskah(
        "naskah", "Surat Pengantar", susunan.susun_surat_pengantar, word_surat_pengantar
    ),
    Langkah.Naskah.PENGGANDAAN: JenisNaskah(
        "naskah", "Daftar Penggandaan", susunan.susun_penggandaan, word_daftar_penggandaan
    ),
}


def jenis_naskah(langkah: Langkah, semua: list[Langkah]) -> list[JenisNaskah]:
    """The papers of a visit to this step; the invitation is the meeting's own where no step before makes one."""
    if langkah.layar == Langkah.Layar.RAPAT:
        diundang = any(
            satu.naskah == Langkah.Naskah.UNDANGAN and satu.nomor < langkah.nomor for satu in semua
        )
        return [HADIR, NOTULEN] if diundang else [UNDANGAN, HADIR, NOTULEN]
    if langkah.layar == Langkah.Layar.DOKUMEN:
        return [DAFTAR_PERIKSA]
    if langkah.layar == Langkah.Layar.SURAT and langkah.naskah in SURAT:
        return [SURAT[langkah.naskah]]
    if langkah.layar in {Langkah.Layar.PERINTAH, Langkah.Layar.SURAT}:
        return [JenisNaskah("naskah", judul_surat(langkah), susunan.susun_nota_dinas, word_nota_dinas)]
    return []
