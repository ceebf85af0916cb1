"""What an uploaded workbook becomes once it has been read, and how much of it we take."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organisasi.galat import TindakanDitolak

JUTA = 1024 * 1024


class BerkasDitolak(TindakanDitolak):
    """An upload that is not read. The sentence names sheet and cell where there is one, and the way out."""

    status_http = 400


@dataclass(frozen=True)
class Batas:
    """How much of an upload is read. Beyond the largest real table, and far below what could hurt the server."""

    byte: int = 10 * JUTA  # as uploaded
    byte_terurai: int = 64 * JUTA  # of all parts together, unpacked
    anggota: int = 500  # parts in the file
    lembar: int = 20
    baris: int = 6_000  # on one sheet
    kolom: int = 120
    sel: int = 400_000  # of all sheets together: last row × last column
    huruf_sel: int = 5_000
    huruf: int = 10_000_000  # of all cells together; one long text may stand in many cells
    # Sheets, by name in lower case, that our own workbooks hide; any other hidden sheet is refused.
    tersembunyi: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sel:
    """One cell. Text is stripped and an empty one is ``None``; a percentage is what is stored (0.85 for 85 %).

    ``nilai``: text; number with at most 15 significant digits; date; yes or no. A time of day (``08:30``) is text.
    ``format`` is Excel's number format code of a number or date ("0.00%"), "" where there is none.
    """

    alamat: str
    nilai: str | Decimal | date | bool | None
    format: str = ""


@dataclass(frozen=True)
class Lembar:
    """One sheet; row ``i`` is the sheet's row ``i + 1``. Rows are equally wide, and end where the content ends.

    ``gabungan``: merged ranges ("A1:C1"), cut to those rows and columns; their value stands in the first cell.
    """

    nama: str
    baris: tuple[tuple[Sel, ...], ...]
    gabungan: tuple[str, ...] = ()


@dataclass(frozen=True)
class Buku:
    """A workbook: its sheets in their order."""

    lembar: tuple[Lembar, ...]

    def lembar_bernama(self, nama: str) -> Lembar | None:
        """The sheet of this name; like in Excel, capitals make no difference."""
        dicari = nama.strip().casefold()
        return next((satu for satu in self.lembar if satu.nama.strip().casefold() == dicari), None)
