"""What a workbook is made from and an upload is held against: the form as it stands now, for one person."""

from dataclasses import dataclass

from django.db.models import Max

from alur.giliran import Kedudukan, kedudukan
from organisasi.models import Pengguna
from pengumpulan.models import Formulir
from pengumpulan.sel import adalah_latihan
from pengumpulan.tampilan import (
    Kewenangan,
    TampilAnggaran,
    TampilBaris,
    kelompokkan,
    kewenangan,
    susun_anggaran,
    susun_baris,
)
from perencanaan.models import VersiIndikator

BAGIAN = ("pembilang", "penyebut")
SELALU_TERBUKA = frozenset(
    {
        "keadaan",
        "alasan",
        "menyusul_pada",
        "sumber",
        "faktor_pendukung",
        "faktor_penghambat",
        "rencana_perbaikan",
    }
)


@dataclass(frozen=True)
class Bahan:
    """The form with its rows, in the order of the page.

    ``jawab`` are the rows ({prefix: remark}) that ask for an answer: of a remark that many rows share, the first.
    ``latihan``: what is filled in is practice.
    """

    formulir: Formulir
    wenang: Kewenangan
    kelompok: list[tuple[str, list[TampilBaris]]]
    anggaran: list[TampilAnggaran]
    jawab: dict[str, int]
    latihan: bool

    @property
    def baris(self) -> list[TampilBaris]:
        """The rows of figures, in the order of the page."""
        return [satu for _, daftar in self.kelompok for satu in daftar]

    @property
    def semua(self) -> dict[str, TampilBaris | TampilAnggaran]:
        """{prefix: row} of both sheets."""
        return {satu.nama: satu for satu in (*self.baris, *self.anggaran)}


def baca_bahan(formulir: Formulir, pengguna: Pengguna, milik: Kedudukan | None = None) -> Bahan:
    """Read the form in a flat number of queries."""
    wenang = kewenangan(formulir, pengguna, milik or kedudukan(pengguna))
    baris = susun_baris(formulir, wenang)
    anggaran = susun_anggaran(formulir, wenang)
    jawab: dict[int, str] = {}
    for satu in (*baris, *anggaran):
        if satu.perbaikan and satu.boleh_jawab and satu.dikembalikan:
            jawab.setdefault(satu.perbaikan.pk, satu.nama)
    return Bahan(
        formulir=formulir,
        wenang=wenang,
        kelompok=kelompokkan(baris, formulir.pengumpulan.periode.tahun),
        anggaran=anggaran,
        jawab={nama: pk for pk, nama in jawab.items()},
        latihan=adalah_latihan(formulir),
    )


def putaran(formulir: Formulir) -> int:
    """The latest remark on a row of the form: a workbook taken along before a return does not show it."""
    terakhir = [
        daftar.aggregate(terakhir=Max("perbaikan"))["terakhir"] or 0
        for daftar in (formulir.baris, formulir.anggaran)
    ]
    return max(terakhir)


def kolom_terbuka(b: TampilBaris) -> frozenset[str]:
    """The cells of a row that may be filled: as the page asks for them."""
    if not b.terbuka:
        return frozenset()
    if b.definisi and b.definisi.metode == VersiIndikator.Metode.RASIO:
        return SELALU_TERBUKA | set(BAGIAN)
    if b.tingkat:
        return SELALU_TERBUKA | {"tingkat"}
    berbagian = b.realisasi.pembilang is not None or (
        b.definisi and b.definisi.label_pembilang and b.definisi.label_penyebut
    )
    return SELALU_TERBUKA | {"nilai"} | (set(BAGIAN) if berbagian else set())
