"""Rows as a workbook states them, before they are compared with what is stored. Both loaders make these."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from organisasi.lembar.baca import Sel
from organisasi.muatan.usulan import Usulan

SPASI = re.compile(r"\s+")


@dataclass(frozen=True)
class Isi:
    """What stands in one cell, as text on one line; ``""`` where it is blank."""

    sel: str = ""
    teks: str = ""


KOSONG = Isi()


@dataclass
class Baris:
    """One row: its texts and its figures by column key, and the proposal it becomes.

    A key that is missing means that the table has no such column; an empty ``Isi`` that the cell is blank.
    Keys of figures: ``target``, ``pagu``, ``bulan-1`` … ``bulan-12``, ``triwulan-1``, ``semester-1``,
    ``renstra-2027``, ``awal-2024`` (what was reached in that year).
    """

    lembar: str
    nomor: int
    isi: dict[str, Isi] = field(default_factory=dict)
    angka: dict[str, Sel] = field(default_factory=dict)
    usulan: Usulan = None

    def __post_init__(self):
        self.usulan = self.usulan or Usulan(self.lembar, self.nomor, "")

    def __getitem__(self, kunci: str) -> Isi:
        return self.isi.get(kunci, KOSONG)

    @property
    def kosong(self) -> bool:
        """Nothing stands in the row."""
        return not any(satu.teks for satu in self.isi.values()) and all(
            satu.nilai is None or satu.nilai == "" for satu in self.angka.values()
        )

    def isi_teks(self, kunci: str, sel: Sel, judul: str) -> None:
        """Take a cell as text. A date where text belongs is refused: ``1.02.03`` typed into Excel becomes one."""
        teks = ""
        if isinstance(sel.nilai, date):
            self.usulan.tolak(
                sel.alamat,
                f"Kolom {judul} berisi tanggal {sel.nilai:%d-%m-%Y}. Ubah format sel menjadi Teks, "
                "lalu ketik ulang.",
            )
        elif isinstance(sel.nilai, bool):
            self.usulan.tolak(sel.alamat, f"Kolom {judul} berisi nilai benar/salah. Isi dengan teks.")
        elif isinstance(sel.nilai, Decimal):
            teks = format(sel.nilai.normalize(), "f")
        elif sel.nilai:
            teks = rapikan(sel.nilai)
        self.isi[kunci] = Isi(sel.alamat, teks)


def rapikan(teks: str) -> str:
    """One line, single spaces."""
    return SPASI.sub(" ", teks).strip()
