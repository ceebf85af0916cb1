"""What a page of examining shows: rows, groups of rows, units, and how far the looking is."""

from dataclasses import dataclass

from alur.models import CatatanPerbaikan, TelaahBaris
from alur.tampilan import Status
from laporan.bentuk import BarisRekap, Hitungan, KelengkapanUnit, Sel, TandaRekap

Bagian = CatatanPerbaikan.Bagian
# Which parts of a row of each kind a return may name.
BAGIAN = {
    TelaahBaris.Jenis.BARIS: (
        Bagian.REALISASI,
        Bagian.PEMBILANG,
        Bagian.BUKTI,
        Bagian.ALASAN,
        Bagian.SUMBER,
        Bagian.FAKTOR_PENDUKUNG,
        Bagian.FAKTOR_PENGHAMBAT,
        Bagian.RENCANA_PERBAIKAN,
    ),
    TelaahBaris.Jenis.ANGGARAN: (Bagian.REALISASI, Bagian.BUKTI),
    TelaahBaris.Jenis.HASIL: (
        Bagian.REALISASI,
        Bagian.ANALISIS,
        Bagian.FAKTOR_PENDUKUNG,
        Bagian.FAKTOR_PENGHAMBAT,
        Bagian.UPAYA,
        Bagian.RENCANA_PERBAIKAN,
    ),
}


@dataclass(frozen=True)
class BuktiPeriksa:
    """A piece of evidence: a link to the file or page, or the place where the paper lies."""

    judul: str
    url: str
    keterangan: str
    luar: bool = False


@dataclass(frozen=True)
class BarisPeriksa:
    """One row of a recap. ``sorotan`` says why it stands out; empty: nothing unusual."""

    jenis: str  # "baris", "anggaran" or "hasil"; with ``pk`` the name of its fields
    pk: int
    kode: str
    judul: str
    keterangan: str
    url: str
    target: Sel
    realisasi: Sel
    status: Status
    versi: int = 0  # the reading that is looked at
    sorotan: tuple[str, ...] = ()
    tempat: str = ""  # its unit or node, said where rows of several stand together
    rincian: str = ""  # pembilang and penyebut, or the target of the year
    lalu: str = ""  # the last period's figure and how far this one is from it
    capaian: Sel | None = None
    capaian_tahun: Sel | None = None
    perkiraan: Sel | None = None
    alasan: str = ""
    teks: tuple[tuple[str, str], ...] = ()
    bukti: tuple[BuktiPeriksa, ...] = ()
    catatan: tuple[str, ...] = ()
    tanda: tuple[TandaRekap, ...] = ()  # worth knowing; those that want an answer are ``sorotan``
    ubahan: tuple[str, ...] = ()
    angka_latihan: bool = False
    rekap: BarisRekap | None = None  # the row's own shape, with the last period beside it
    dapat_diputus: bool = False
    telaah: TelaahBaris | None = None

    @property
    def kunci(self) -> tuple[str, int]:
        """How a look names the row."""
        return self.jenis, self.pk

    @property
    def kembali(self) -> bool:
        """Is it marked to return?"""
        return self.telaah is not None and self.telaah.kembali

    @property
    def diterima(self) -> bool:
        """Was it looked at and accepted?"""
        return self.telaah is not None and not self.telaah.kembali

    @property
    def menunggu(self) -> bool:
        """Does it wait to be looked at?"""
        return self.dapat_diputus and self.telaah is None

    @property
    def bagian_disebut(self) -> list[str]:
        """The labels of the parts that are to be mended, where it is marked to return."""
        return [Bagian(satu).label for satu in self.telaah.bagian.split(",") if satu] if self.kembali else []


@dataclass(frozen=True)
class KelompokPeriksa:
    """Rows that stand together; ``sorot`` rows are shown at once, the others behind their heading."""

    judul: str
    keterangan: str
    baris: tuple[BarisPeriksa, ...]
    sorot: bool = False
    status: Status | None = None

    @property
    def jumlah_diterima(self) -> int:
        """How many of its rows were accepted already."""
        return sum(satu.diterima for satu in self.baris)

    @property
    def buka(self) -> bool:
        """Must the rows be seen at once?"""
        return self.sorot or any(satu.kembali for satu in self.baris)


@dataclass(frozen=True)
class Periksa:
    """A whole recap to be examined. ``bercapaian``: of a measurement, whose rows have a capaian."""

    bercapaian: bool
    hitungan: tuple[Hitungan, ...]
    kelompok: tuple[KelompokPeriksa, ...]
    anggaran: tuple[BarisPeriksa, ...] = ()
    kelengkapan: tuple[KelengkapanUnit, ...] = ()
    rata_rata: Sel | None = None
    predikat: Status | None = None
    penjelasan: str = ""
    catatan_metode: tuple[str, ...] = ()
    keterangan_perkiraan: str = ""

    @property
    def semua(self) -> tuple[BarisPeriksa, ...]:
        """Every row, of spending too."""
        return (*(baris for satu in self.kelompok for baris in satu.baris), *self.anggaran)

    def cari(self, jenis: str, pk: int) -> BarisPeriksa | None:
        """The row of that kind and key."""
        return next((satu for satu in self.semua if satu.kunci == (jenis, pk)), None)

    @property
    def sorotan(self) -> tuple[BarisPeriksa, ...]:
        """The rows that stand out, of spending too."""
        baris = [baris for satu in self.kelompok if satu.sorot for baris in satu.baris]
        return (*baris, *(satu for satu in self.anggaran if satu.sorotan))

    @property
    def anggaran_biasa(self) -> tuple[BarisPeriksa, ...]:
        """The lines of spending without anything unusual."""
        return tuple(satu for satu in self.anggaran if not satu.sorotan)

    @property
    def jumlah_sorot(self) -> int:
        """How many rows stand out."""
        return len(self.sorotan)

    @property
    def wajar(self) -> tuple[BarisPeriksa, ...]:
        """The rows without anything unusual that wait to be looked at."""
        return tuple(satu for satu in self.semua if satu.menunggu and not satu.sorotan)

    @property
    def sorot_menunggu(self) -> int:
        """How many rows that stand out wait to be looked at."""
        return sum(satu.menunggu for satu in self.semua if satu.sorotan)

    @property
    def kembali(self) -> tuple[BarisPeriksa, ...]:
        """The rows marked to return."""
        return tuple(satu for satu in self.semua if satu.kembali)

    @property
    def jumlah_diterima(self) -> int:
        """How many rows were looked at and accepted."""
        return sum(satu.diterima for satu in self.semua)

    @property
    def jumlah_diputus(self) -> int:
        """How many rows there are to look at."""
        return sum(satu.dapat_diputus for satu in self.semua)

    @property
    def unit_perlu(self) -> tuple[KelengkapanUnit, ...]:
        """Units that are late, passed over, not handed in, or promise figures for later."""
        return tuple(
            satu
            for satu in self.kelengkapan
            if satu.terlambat or not satu.diserahkan or satu.menyusul or satu.kosong
        )
