"""How our workbooks look and what their cells can hold: the same quiet teal as the recaps in ``laporan``."""

import re
from math import ceil

from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

# What a workbook's XML cannot hold, and control characters that only hide something.
TERLARANG = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Excel reads a text that begins so as a formula as soon as someone edits the cell.
PEMICU = ("=", "+", "-", "@", "\t", "\n", "'")
TEKS_TERPANJANG = 32_767
TINGGI_BARIS = 13.5  # points, for 10 pt letters
TINGGI_TERBESAR = 409  # points; Excel takes no more

HURUF = "Calibri"
AKSEN, ABU = "0B5563", "4A5A62"
GARIS = Border(**dict.fromkeys(("left", "right", "top", "bottom"), Side("thin", color="9AA8AD")))
KEPALA = PatternFill("solid", fgColor=AKSEN)
KEPALA_TERKUNCI = PatternFill("solid", fgColor=ABU)
TERKUNCI = PatternFill("solid", fgColor="EEF1F2")

JUDUL = Font(HURUF, 14, bold=True, color=AKSEN)
SUBJUDUL = Font(HURUF, 11, bold=True)
KETERANGAN = Font(HURUF, 10, color=ABU)
ISI = Font(HURUF, 10)
HURUF_KEPALA = Font(HURUF, 10, bold=True, color="FFFFFF")


def bersihkan(teks: str) -> str:
    """Text as a cell can hold it: no control characters, line ends as ``\\n``, at most what Excel takes."""
    return TERLARANG.sub("", str(teks).replace("\r\n", "\n").replace("\r", "\n"))[:TEKS_TERPANJANG]


def format_angka(desimal: int) -> str:
    """``#,##0.00``: Excel shows it with the separators of the reader's language."""
    return "#,##0" + ("." + "0" * desimal if desimal else "")


def jumlah_baris(teks: str, lebar: float) -> int:
    """How many lines a text takes in a column so many characters wide, broken between words where it can be."""
    if len(teks) <= lebar and "\n" not in teks:
        return 1
    hasil = 0
    for alinea in teks.split("\n"):
        hasil, terisi = hasil + 1, 0
        for kata in alinea.split(" "):
            if terisi and terisi + 1 + len(kata) > lebar:
                hasil, terisi = hasil + 1, 0
            terisi += len(kata) + (1 if terisi else 0)
            if terisi > lebar:  # one word longer than a line goes on over the next ones
                penuh = ceil(terisi / lebar) - 1
                hasil, terisi = hasil + penuh, terisi - penuh * lebar
    return hasil


def kode_kepala(teks: str) -> str:
    """Text of a page head: ``&`` begins a code there, and 255 characters are all it takes."""
    return bersihkan(teks).replace("\n", " ")[:80].replace("&", "&&")


def siapkan_cetak(ws: Worksheet, kiri: str, kanan: str, mendatar: bool = True) -> None:
    """A4, one page wide, named at the head and numbered at the foot."""
    ws.sheet_view.showGridLines = False
    ws.page_setup.orientation = "landscape" if mendatar else "portrait"
    ws.page_setup.paperSize = ws.PAPERSIZE_A4
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    ws.page_margins.left = ws.page_margins.right = 0.4
    ws.page_margins.top, ws.page_margins.bottom = 0.7, 0.6
    ws.page_margins.header = ws.page_margins.footer = 0.3
    ws.oddHeader.left.text = kode_kepala(kiri)
    ws.oddHeader.right.text = kode_kepala(kanan)
    ws.oddFooter.right.text = "Halaman &P dari &N"
