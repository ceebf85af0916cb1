"""Which rows of a form a page shows: all of them, those that were searched for, or one sheet of fifty.

A sheet is for browsers without JavaScript: each row carries all its fields there, and what is sent at once stays
far below ``DATA_UPLOAD_MAX_NUMBER_FIELDS``. With JavaScript a long form is one page, its rows drawn leanly.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from organisasi.terima import baca_bulat, baca_teks
from pengumpulan.tampilan.baris import TampilBaris

BARIS_SELEMBAR = 50


@dataclass(frozen=True)
class Pilihan:
    """What a page was asked to show. ``nomor`` is the sheet's, from 1; 0 for the whole form."""

    BELUM, KEMBALI = "belum", "kembali"

    nomor: int = 0
    kata: str = ""
    hanya: str = ""

    @classmethod
    def dari(cls, data: Mapping[str, str]) -> "Pilihan":
        """From an address or a sent page; what cannot be read counts as not asked for."""
        hanya = data.get("saring", "")
        return cls(
            nomor=baca_bulat(data.get("lembar", ""), digit=5) or 0,
            kata=baca_teks(data, "cari", 100),
            hanya=hanya if hanya in {cls.BELUM, cls.KEMBALI} else "",
        )

    @property
    def disaring(self) -> bool:
        """Are some rows left out?"""
        return bool(self.kata or self.hanya)

    def alamat(self, nomor: int | None = None) -> str:
        """The query of the address: ``?lembar=2&saring=belum``; empty for the whole form."""
        isi = {
            "lembar": self.nomor if nomor is None else nomor,
            "cari": self.kata,
            "saring": self.hanya,
        }
        tanya = urlencode({nama: nilai for nama, nilai in isi.items() if nilai})
        return f"?{tanya}" if tanya else ""

    def cocok(self, baris: TampilBaris) -> bool:
        """Is the row one of those that were asked for? What was refused stays, whatever stands there now."""
        if baris.galat:
            return True
        if self.hanya == self.BELUM and baris.terisi:
            return False
        if self.hanya == self.KEMBALI and not baris.dikembalikan:
            return False
        nama = f"{baris.kode} {baris.realisasi.indikator.nama}".casefold()
        return all(kata in nama for kata in self.kata.casefold().split())


@dataclass(frozen=True)
class Lembar:
    """The rows of one page, and how one gets to the others."""

    pilihan: Pilihan
    baris: list[TampilBaris]
    jumlah: int  # sheets of what was asked for
    panjang: bool  # too long to be sent at once without JavaScript
    halaman: list[tuple[int, str]] = field(default_factory=list)

    @property
    def ringkas(self) -> bool:
        """Are the rows drawn without the fields that a script can add?"""
        return self.panjang and not self.pilihan.nomor

    @property
    def terakhir(self) -> bool:
        """Does nothing follow after these rows?"""
        return self.pilihan.nomor in {0, self.jumlah}

    @property
    def berikut(self) -> str:
        """The query of the next sheet."""
        return "" if self.terakhir else self.pilihan.alamat(self.pilihan.nomor + 1)

    @property
    def tanpa_skrip(self) -> str:
        """Where a browser without JavaScript goes at once; empty where this page will do."""
        return self.pilihan.alamat(1) if self.ringkas else ""


def susun_lembar(daftar: list[TampilBaris], pilihan: Pilihan) -> Lembar:
    """The rows that were asked for. A sheet that is not there any more is the last one."""
    dipilih = [satu for satu in daftar if pilihan.cocok(satu)]
    jumlah = max(1, -(-len(dipilih) // BARIS_SELEMBAR))
    nomor = min(pilihan.nomor, jumlah)
    pilihan = Pilihan(nomor, pilihan.kata, pilihan.hanya)
    awal = (nomor - 1) * BARIS_SELEMBAR
    selembar = range(awal, awal + BARIS_SELEMBAR) if nomor else range(len(dipilih))
    return Lembar(
        pilihan=pilihan,
        baris=[satu for letak, satu in enumerate(dipilih) if letak in selembar or satu.galat],
        jumlah=jumlah,
        panjang=len(dipilih) > BARIS_SELEMBAR,
        halaman=[(n, pilihan.alamat(n)) for n in range(1, jumlah + 1)],
    )
