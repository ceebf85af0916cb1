"""The published figures behind the practice offices, read from ``fixtures/contoh``.

Each file is one published source: its title and address, and of each row we use the words and figures
``printed`` there and the same figure as a plain decimal text in ``value``. Nothing is added to them.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings

from perencanaan.angka import bulatkan

FOLDER = settings.AKAR / "fixtures" / "contoh"
PECAHAN = 4


@dataclass(frozen=True)
class Angka:
    """A figure as printed, and as we store it: at most four decimals, rounded half up."""

    tercetak: str
    tepat: Decimal

    @classmethod
    def baca(cls, isi: dict | None) -> "Angka | None":
        """From ``{"printed": …, "value": …}``; a blank stays None, never 0."""
        if isi is None:
            return None
        return cls(tercetak=isi["printed"], tepat=Decimal(isi["value"]))

    @property
    def nilai(self) -> Decimal:
        """The figure we store."""
        return bulatkan(self.tepat, PECAHAN)

    @property
    def keterangan(self) -> str:
        """What to say of it when the stored figure is not digit for digit the printed one."""
        if self.nilai == self.tepat:
            return f"tercetak {self.tercetak}"
        return f"tercetak {self.tercetak}, disimpan dibulatkan ke {PECAHAN} desimal"


class Baris:
    """One row of a source. ``row["target"]`` gives raw JSON; ``angka`` reads a figure of it."""

    def __init__(self, isi: dict[str, Any]):
        self.isi = isi
        self.id: str = isi["id"]
        self.nomor = int(self.id.rsplit("R", 1)[1])
        self.jenjang: str = isi["jenjang"]

    def __getitem__(self, kunci: str) -> Any:
        return self.isi[kunci]

    def get(self, kunci: str) -> Any:
        """The raw value, or None where the source has no such column."""
        return self.isi.get(kunci)

    def angka(self, kunci: str) -> Angka | None:
        """The figure in that column."""
        return Angka.baca(self.isi.get(kunci))


class Sumber:
    """One published source and its rows."""

    def __init__(self, kode: str):
        isi = json.loads((FOLDER / f"{kode}.json").read_text(encoding="utf-8"))
        self.kode = kode
        self.isi = isi
        self.ringkas: str = isi["ringkas"]
        self.tahun: int = isi["tahun"]
        self.baris = [Baris(satu) for satu in isi["baris"]]

    def sebut(self, baris: Baris, angka: Angka | None = None, rinci: str = "") -> str:
        """Where a figure of that row comes from, in one line: document, row, column, as printed."""
        tempat = f"{self.ringkas}, baris {baris.id}"
        if nomor := baris.get("baris_sumber"):
            tempat += f" (baris {nomor} pada lembarnya)"
        bagian = [satu for satu in (tempat, rinci, angka.keterangan if angka else "") if satu]
        return "; ".join(bagian) + "."

    @property
    def lengkap(self) -> str:
        """Title, address and the notes of whoever read the document."""
        return f"{self.isi['judul']}. {self.isi['alamat']}. Catatan pembacaan: {self.isi['catatan']}"


def baca_kantor() -> dict[str, Any]:
    """The invented part: regional governments, agencies, units, people, holidays fixed by law."""
    return json.loads((FOLDER / "kantor.json").read_text(encoding="utf-8"))
