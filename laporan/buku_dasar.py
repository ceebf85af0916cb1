"""Sheets being written: styles made once, numbers as numbers, typed text as text, headings ready to print.

Cells take Decimals with a number format; nothing that a person typed can become a formula.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from laporan.bentuk import Hitungan, Naskah, Sel
from organisasi.lembar.rupa import (
    GARIS,
    HURUF,
    HURUF_KEPALA,
    ISI,
    JUDUL,
    KEPALA,
    KETERANGAN,
    PEMICU,
    SUBJUDUL,
    TINGGI_BARIS,
    TINGGI_TERBESAR,
    bersihkan,
    format_angka,
    jumlah_baris,
    kode_kepala,
    siapkan_cetak,
)

TANPA_NILAI = {"", "–"}
LEBAR_JOROK = 2  # characters for each step of an indent
LEBAR_TEBAL = 0.9  # of bold letters fewer go into the same width
KELOMPOK = PatternFill("solid", fgColor="D8EAEC")


@dataclass(frozen=True)
class Kolom:
    """A column: its heading and its width in characters."""

    judul: str
    lebar: float
    tengah: bool = False


class Lembar:
    """One sheet being written, row after row. Styles are made once and shared by their cells."""

    def __init__(self, ws: Worksheet, kolom: Sequence[Kolom]):
        self.ws, self.kolom, self.baris = ws, kolom, 0
        self._gaya: dict[tuple, StyleArray] = {}
        # A cell of no sheet position: styles are put together on it.
        self._cetakan = Cell(ws, row=1, column=1)

    def gaya(self, nama: str, desimal: int | None = None, kutip: bool = False) -> StyleArray:
        """The style ``nama`` with a number format of so many decimals, or with Excel's text mark."""
        kunci = (nama, desimal, kutip)
        if kunci not in self._gaya:
            sel = self._cetakan
            sel._style = StyleArray()
            huruf, isi, garis, letak = GAYA[nama]
            sel.font, sel.alignment = huruf, letak
            if isi:
                sel.fill = isi
            if garis:
                sel.border = GARIS
            if desimal is not None:
                sel.number_format = format_angka(desimal)
            sel.quotePrefix = kutip
            self._gaya[kunci] = sel._style
        return self._gaya[kunci]

    def tulis(self, isi: Iterable, gaya: str = "isi", menjorok: int = 0) -> None:
        """One row; ``Sel`` and int become numbers, everything else text, ``None`` an empty cell.

        Its height is that of its longest wrapped text: not every program grows rows when it opens a workbook.
        ``menjorok`` is how far a cell of the row is indented, which leaves its text less room.
        """
        self.baris += 1
        terpanjang, bagian = 1, 1 if gaya == "isi" else LEBAR_TEBAL
        for ke, nilai in enumerate(isi, 1):
            sel = self.ws.cell(self.baris, ke)
            if isinstance(nilai, Sel):
                self._angka(sel, nilai, gaya)
            elif isinstance(nilai, int):
                sel.value = nilai
                sel._style = self.gaya(f"{gaya}_tengah", 0)
            elif nilai is None or nilai == "":
                sel._style = self.gaya(gaya)
            elif ke == 1 and gaya in BERNAMA:
                self._teks(sel, nilai, f"{gaya}_nama")
            else:
                self._teks(sel, nilai, f"{gaya}_tengah" if self.kolom[ke - 1].tengah else gaya)
            if isinstance(sel.value, str) and not (ke == 1 and gaya in BERNAMA):
                lebar = self.kolom[ke - 1].lebar * bagian - LEBAR_JOROK * menjorok
                terpanjang = max(terpanjang, jumlah_baris(sel.value, lebar))
        self.ws.row_dimensions[self.baris].height = min(TINGGI_BARIS * terpanjang, TINGGI_TERBESAR)

    def judul(self, teks: str, gaya: str = "keterangan") -> None:
        """A line of the heading block or of notes, in the first column."""
        self.baris += 1
        self._teks(self.ws.cell(self.baris, 1), teks, gaya)

    def catatan(self, teks: str) -> None:
        """A note across all columns; its height is reckoned here, for Excel does not grow merged cells."""
        self.judul(teks, "catatan")
        self.ws.merge_cells(
            start_row=self.baris, end_row=self.baris, start_column=1, end_column=len(self.kolom)
        )
        lebar = sum(k.lebar for k in self.kolom)
        jumlah_baris = sum(1 + int(len(satu) / lebar) for satu in bersihkan(teks).split("\n"))
        self.ws.row_dimensions[self.baris].height = 14 * min(jumlah_baris, 28)

    def kepala(self) -> None:
        """The table's heading: repeated on every printed page, and in sight while scrolling."""
        self.tulis((k.judul for k in self.kolom), "kepala")
        self.ws.print_title_rows = f"{self.baris}:{self.baris}"

    def _angka(self, sel: Cell, nilai: Sel, gaya: str) -> None:
        if nilai.nilai is not None:
            sel.value = nilai.nilai
            sel._style = self.gaya(f"{gaya}_angka", nilai.desimal)
        elif nilai.teks in TANPA_NILAI:
            sel._style = self.gaya(gaya)
        else:
            self._teks(sel, nilai.teks, f"{gaya}_keadaan")

    def _teks(self, sel: Cell, teks: str, gaya: str) -> None:
        bersih = bersihkan(teks)
        sel.value = bersih
        # After the value: openpyxl would take "=…" for a formula and "#N/A" for an error.
        sel.data_type = "s"
        sel._style = self.gaya(gaya, kutip=bersih.startswith(PEMICU))


KIRI = Alignment(vertical="top", wrap_text=True)
TENGAH = Alignment(horizontal="center", vertical="top", wrap_text=True)
KANAN = Alignment(horizontal="right", vertical="top")
LURUS = Alignment(vertical="center")
# {name: (font, fill, border, alignment)}
GAYA = {
    "opd": (Font(HURUF, 12, bold=True), None, False, LURUS),
    "naskah": (JUDUL, None, False, LURUS),
    "keterangan": (KETERANGAN, None, False, LURUS),
    "catatan": (KETERANGAN, None, False, KIRI),
    "tegas": (Font(HURUF, 10, bold=True, color="A1201D"), None, False, LURUS),
    "subjudul": (SUBJUDUL, None, False, LURUS),
    "kepala": (
        HURUF_KEPALA,
        KEPALA,
        True,
        Alignment(horizontal="center", vertical="center", wrap_text=True),
    ),
}
GAYA["kepala_tengah"] = GAYA["kepala"]
for _nama, _huruf, _isi in (
    ("isi", ISI, None),
    ("kelompok", Font(HURUF, 10, bold=True), KELOMPOK),
    ("jumlah", Font(HURUF, 10, bold=True), KELOMPOK),
):
    GAYA[_nama] = (_huruf, _isi, True, KIRI)
    GAYA[f"{_nama}_tengah"] = (_huruf, _isi, True, TENGAH)
    GAYA[f"{_nama}_angka"] = (_huruf, _isi, True, KANAN)
    GAYA[f"{_nama}_keadaan"] = (Font(HURUF, 10, color="764700"), _isi, True, TENGAH)
    # A group's name runs on over the empty cells beside it instead of growing its row.
    GAYA[f"{_nama}_nama"] = (_huruf, _isi, True, LURUS)
BERNAMA = ("kelompok", "jumlah")


def tulis_catatan(lembar: Lembar, daftar: Sequence[str], judul: str = "Keterangan") -> None:
    """Sentences below the table, under their own heading; nothing where there are none."""
    if daftar:
        lembar.baris += 1
        lembar.judul(judul, "subjudul")
        for satu in daftar:
            lembar.catatan(satu)


def buku_baru(naskah: Naskah) -> Workbook:
    """An empty workbook that says whose it is and what."""
    buku = Workbook()
    buku.remove(buku.active)
    buku.properties.title = bersihkan(naskah.judul)
    buku.properties.creator = bersihkan(naskah.kop.opd)
    buku.properties.language = "id-ID"
    return buku


def lembar_baru(
    buku: Workbook,
    nama: str,
    kolom: Sequence[Kolom],
    naskah: Naskah,
    periode: str,
    hitungan: Sequence[Hitungan] = (),
) -> Lembar:
    """A sheet with its heading block and table heading, ready to print on landscape A4."""
    ws = buku.create_sheet(nama)
    lembar = Lembar(ws, kolom)
    for ke, satu in enumerate(kolom, 1):
        ws.column_dimensions[get_column_letter(ke)].width = satu.lebar
    lembar.judul(f"{naskah.kop.pemda} – {naskah.kop.opd}", "opd")
    lembar.judul(naskah.judul, "naskah")
    lembar.judul(f"Periode: {periode} · Nomor: {naskah.nomor or 'belum diberi nomor'}")
    lembar.judul(_status(naskah), "tegas" if naskah.draf or naskah.contoh else "keterangan")
    if hitungan:
        lembar.judul(" · ".join(f"{h.label}: {h.jumlah}" for h in hitungan))
    lembar.baris += 1
    lembar.kepala()
    ws.freeze_panes = ws.cell(lembar.baris + 1, 1)
    siapkan_cetak(ws, naskah.kop.opd, f"{naskah.judul} · {periode}")
    ws.oddFooter.left.text = kode_kepala(_status(naskah))
    return lembar


def _status(naskah: Naskah) -> str:
    status = "Status: draf, belum ditetapkan" if naskah.draf else "Status: final"
    return f"{status} · Contoh untuk berlatih" if naskah.contoh else status


def simpan_buku(buku: Workbook) -> bytes:
    """The workbook as the bytes of an xlsx file."""
    isi = BytesIO()
    buku.save(isi)
    return isi.getvalue()
