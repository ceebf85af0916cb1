"""Forms and templates as workbooks: what officers fill and send back, with drop-downs and a help sheet.

Typed text is never a formula, and a cell meant for text keeps what is typed: ``01.02``, a NIP of 18 digits,
``7-8``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from organisasi.lembar import rupa
from organisasi.lembar.rupa import bersihkan, format_angka, jumlah_baris

LEMBAR_DAFTAR = "Daftar"
LEMBAR_PETUNJUK = "Petunjuk"
JENIS = {"teks", "angka", "tanggal", "pilihan", "rupiah"}
TEKS = "@"
TANGGAL = "[$-421]d mmmm yyyy"  # 5 Maret 2026, in Indonesian on every computer
TANGGAL_AWAL, TANGGAL_AKHIR = 1, 73415  # 1900-01-01 and 2100-12-31 as Excel counts days
LEBAR_DAFTAR = 28
LEBAR_PETUNJUK = (28, 72, 34)

KIRI = Alignment(vertical="top", wrap_text=True)
KANAN = Alignment(horizontal="right", vertical="top")
TENGAH = Alignment(horizontal="center", vertical="center", wrap_text=True)
LURUS = Alignment(vertical="center")
RAPAT = {"angka": KANAN, "rupiah": KANAN, "tanggal": Alignment(horizontal="center", vertical="top")}


@dataclass(frozen=True)
class Kolom:
    """A column: the key of its values in a row, its heading, its width in characters, and what goes into it.

    ``jenis``: teks, angka, rupiah, tanggal or pilihan; ``pilihan`` names the list it is chosen from. A list that
    has no entries leaves the column free. ``keterangan`` and ``contoh`` stand on the help sheet.
    """

    kunci: str
    judul: str
    lebar: float
    jenis: str = "teks"
    pilihan: str = ""
    keterangan: str = ""
    boleh_diisi: bool = True
    contoh: str = ""

    def __post_init__(self):
        if self.jenis not in JENIS or (self.jenis == "pilihan") != bool(self.pilihan):
            raise ValueError(f"Kolom {self.kunci}: jenis {self.jenis!r} dengan pilihan {self.pilihan!r}.")


class BukuTulis:
    """A workbook being written. Lists may be given before or after the sheets that choose from them."""

    def __init__(self, judul: str = "", pembuat: str = ""):
        self.wb = Workbook()
        self.wb.remove(self.wb.active)
        self.wb.properties.title = bersihkan(judul)
        self.wb.properties.creator = bersihkan(pembuat)
        self.wb.properties.language = "id-ID"
        self.judul = judul
        self._isi_daftar: dict[str, list[str]] = {}
        self._pemilih: list[tuple[Worksheet, str, str]] = []  # (sheet, its cells, name of the list)
        self._gaya: dict[tuple, StyleArray] = {}

    def petunjuk(self, judul: str, alinea: Sequence[str], kolom: Sequence[Kolom]) -> None:
        """The help sheet, first in the book: paragraphs, then a table of column, what to type, example."""
        ws = self.wb.create_sheet(LEMBAR_PETUNJUK, 0)
        for ke, lebar in enumerate(LEBAR_PETUNJUK, 1):
            ws.column_dimensions[get_column_letter(ke)].width = lebar
        self._teks(ws.cell(1, 1), judul, rupa.JUDUL, LURUS)
        baris = 2
        for satu in alinea:
            baris += 1
            self._teks(ws.cell(baris, 1), satu, rupa.ISI, KIRI)
            ws.merge_cells(start_row=baris, end_row=baris, start_column=1, end_column=len(LEBAR_PETUNJUK))
            # Merged cells do not grow with their text.
            self._tinggi(ws, baris, jumlah_baris(satu, sum(LEBAR_PETUNJUK) * 0.95), tambahan=4)
        baris += 2
        for ke, kepala in enumerate(("Kolom", "Diisi dengan", "Contoh"), 1):
            self._teks(ws.cell(baris, ke), kepala, rupa.HURUF_KEPALA, TENGAH, isi=rupa.KEPALA, bergaris=True)
        self._tinggi(ws, baris, 1, tambahan=6)
        ws.print_title_rows = f"{baris}:{baris}"
        for satu in kolom:
            baris += 1
            isi = None if satu.boleh_diisi else rupa.TERKUNCI
            isian = (satu.judul, self._diisi_dengan(satu), satu.contoh)
            for ke, teks in enumerate(isian, 1):
                self._teks(ws.cell(baris, ke), teks, rupa.ISI, KIRI, isi=isi, bergaris=True)
            terpanjang = (jumlah_baris(t, w) for t, w in zip(isian, LEBAR_PETUNJUK, strict=True))
            self._tinggi(ws, baris, max(terpanjang), tambahan=2)
        ws.protection.sheet = True
        rupa.siapkan_cetak(ws, self.judul, judul)

    def daftar(self, nama: str, isi: Sequence[str]) -> None:
        """A list to choose from, a column of the sheet *Daftar*; each entry once, in the order given."""
        self._isi_daftar[nama] = list(dict.fromkeys(filter(None, map(bersihkan, isi))))

    def lembar(
        self,
        nama: str,
        judul: str,
        kepala_info: Sequence[str],
        kolom: Sequence[Kolom],
        baris: Sequence[Mapping],
        baris_kosong: int = 200,
        beku: int = 0,
    ) -> int:
        """A sheet to fill: title, information, heading, the rows, then empty ones. Returns the heading's row.

        ``baris`` gives values by ``Kolom.kunci``; ``beku`` columns stay in sight while scrolling sideways. Columns
        not to be filled are grey and locked, by a protection without password; without such columns nothing is.
        """
        ws = self.wb.create_sheet(nama)
        for ke, satu in enumerate(kolom, 1):
            ws.column_dimensions[get_column_letter(ke)].width = satu.lebar
            if satu.boleh_diisi:
                # Below the empty rows, too: whoever pastes thousands of rows is neither locked out nor rounded.
                ws.column_dimensions[get_column_letter(ke)]._style = self._gaya_sel(
                    rupa.ISI, RAPAT.get(satu.jenis, KIRI), format_=_format(satu, None), terkunci=False
                )
        self._teks(ws.cell(1, 1), judul, rupa.JUDUL, LURUS)
        for ke, teks in enumerate(kepala_info, 2):
            self._teks(ws.cell(ke, 1), teks, rupa.KETERANGAN, LURUS)
        kepala = len(kepala_info) + 3
        for ke, satu in enumerate(kolom, 1):
            isi = rupa.KEPALA if satu.boleh_diisi else rupa.KEPALA_TERKUNCI
            self._teks(ws.cell(kepala, ke), satu.judul, rupa.HURUF_KEPALA, TENGAH, isi=isi, bergaris=True)
        self._tinggi(ws, kepala, max(jumlah_baris(k.judul, k.lebar * 0.85) for k in kolom), tambahan=6)
        for nomor, satu in enumerate([*baris, *[{}] * baris_kosong], kepala + 1):
            for ke, k in enumerate(kolom, 1):
                self._isi(ws.cell(nomor, ke), satu.get(k.kunci), k)
            panjang = [(v, k.lebar * 0.95) for k in kolom if isinstance(v := satu.get(k.kunci), str)]
            # Not every program grows rows when it opens a workbook. Other rows grow with what is typed.
            if (tinggi := max((jumlah_baris(v, lebar) for v, lebar in panjang), default=1)) > 1:
                self._tinggi(ws, nomor, tinggi, tambahan=2)
        terakhir = kepala + len(baris) + baris_kosong
        if terakhir > kepala:
            self._periksaan(ws, kolom, kepala + 1, terakhir)
        ws.freeze_panes = ws.cell(kepala + 1, beku + 1)
        ws.auto_filter.ref = f"A{kepala}:{get_column_letter(len(kolom))}{max(terakhir, kepala)}"
        ws.print_title_rows = f"{kepala}:{kepala}"
        if not all(k.boleh_diisi for k in kolom):
            _lindungi(ws)
        rupa.siapkan_cetak(ws, self.judul, judul)
        return kepala

    def bytes(self) -> bytes:
        """The finished file, with the sheet *Daftar* last. Call it once."""
        letak = self._tulis_daftar()
        for ws, sel, nama in self._pemilih:
            if nama not in self._isi_daftar:
                raise ValueError(f"Daftar {nama!r} belum diberi isi.")
            if nama in letak:
                _tambah(ws, sel, type="list", formula1=letak[nama], error="Pilih salah satu dari daftar.")
        berkas = BytesIO()
        self.wb.save(berkas)
        return berkas.getvalue()

    # -- cells ----------------------------------------------------------------------------------------

    def _isi(self, sel: Cell, nilai: str | Decimal | int | date | bool | None, kolom: Kolom) -> None:
        """A value in its column, or an empty cell ready for one: text is kept as typed, a number is a number."""
        isi = None if kolom.boleh_diisi else rupa.TERKUNCI
        rapat = RAPAT.get(kolom.jenis, KIRI)
        bentuk = {"rapat": rapat, "isi": isi, "bergaris": True, "terkunci": not kolom.boleh_diisi}
        if isinstance(nilai, bool):
            nilai = "Ya" if nilai else "Tidak"
        if isinstance(nilai, str) and nilai:
            self._teks(sel, nilai, rupa.ISI, format_=TEKS, **bentuk)
            return
        nilai = None if nilai == "" else nilai
        sel._style = self._gaya_sel(rupa.ISI, format_=_format(kolom, nilai), **bentuk)
        if nilai is not None:
            # Straight into the cell: assigning to ``value`` would set a format of openpyxl's own for a date.
            sel._value, sel.data_type = nilai, "d" if isinstance(nilai, date) else "n"

    def _teks(self, sel: Cell, teks: str, huruf: Font, rapat: Alignment, **bentuk) -> None:
        bersih = bersihkan(teks)
        # Straight into the cell: openpyxl would take "=…" for a formula and "#N/A" for an error.
        sel._value, sel.data_type = bersih, "s"
        sel._style = self._gaya_sel(huruf, rapat, kutip=bersih.startswith(rupa.PEMICU), **bentuk)

    def _gaya_sel(
        self,
        huruf: Font,
        rapat: Alignment,
        *,
        isi: PatternFill | None = None,
        bergaris: bool = False,
        format_: str = "General",
        terkunci: bool = True,
        kutip: bool = False,
    ) -> StyleArray:
        """A style, made once and shared by its cells: making it for each of 200,000 cells would take minutes."""
        kunci = (id(huruf), id(rapat), id(isi), bergaris, format_, terkunci, kutip)
        if kunci not in self._gaya:
            sel = Cell(self.wb.worksheets[0], row=1, column=1)
            sel.font, sel.alignment, sel.number_format = huruf, rapat, format_
            sel.protection = Protection(locked=terkunci)
            if isi:
                sel.fill = isi
            if bergaris:
                sel.border = rupa.GARIS
            sel.quotePrefix = kutip
            self._gaya[kunci] = sel._style
        return self._gaya[kunci]

    @staticmethod
    def _tinggi(ws: Worksheet, baris: int, jumlah: int, tambahan: float) -> None:
        ws.row_dimensions[baris].height = min(rupa.TINGGI_BARIS * jumlah + tambahan, rupa.TINGGI_TERBESAR)

    # -- lists and checks -----------------------------------------------------------------------------

    def _periksaan(self, ws: Worksheet, kolom: Sequence[Kolom], awal: int, akhir: int) -> None:
        """What Excel itself asks for while typing: a choice, or a date. Numbers stay free: ``80 - 90%`` is one."""
        for ke, satu in enumerate(kolom, 1):
            huruf = get_column_letter(ke)
            sel = f"{huruf}{awal}:{huruf}{akhir}"
            if satu.jenis == "pilihan":
                self._pemilih.append((ws, sel, satu.pilihan))
            elif satu.jenis == "tanggal":
                _tambah(
                    ws,
                    sel,
                    type="date",
                    operator="between",
                    formula1=str(TANGGAL_AWAL),
                    formula2=str(TANGGAL_AKHIR),
                    error="Tulis tanggal, misalnya 5/3/2026, lalu periksa bulannya.",
                )

    def _tulis_daftar(self) -> dict[str, str]:
        """The sheet of lists; {name: where its entries are}. A list without entries is left out."""
        berisi = {nama: isi for nama, isi in self._isi_daftar.items() if isi}
        if not berisi:
            return {}
        ws = self.wb.create_sheet(LEMBAR_DAFTAR)
        letak = {}
        for ke, (nama, isi) in enumerate(berisi.items(), 1):
            huruf = get_column_letter(ke)
            ws.column_dimensions[huruf].width = LEBAR_DAFTAR
            self._teks(ws.cell(1, ke), nama, rupa.HURUF_KEPALA, TENGAH, isi=rupa.KEPALA, bergaris=True)
            for nomor, satu in enumerate(isi, 2):
                self._teks(ws.cell(nomor, ke), satu, rupa.ISI, KIRI, bergaris=True, format_=TEKS)
            letak[nama] = f"{LEMBAR_DAFTAR}!${huruf}$2:${huruf}${len(isi) + 1}"
        ws.freeze_panes = "A2"
        ws.protection.sheet = True
        rupa.siapkan_cetak(ws, self.judul, "Daftar pilihan")
        return letak

    @staticmethod
    def _diisi_dengan(kolom: Kolom) -> str:
        sebab = "" if kolom.boleh_diisi else "Sudah terisi, jangan diubah."
        pilih = f"Pilih dari daftar {kolom.pilihan}." if kolom.pilihan and kolom.boleh_diisi else ""
        return " ".join(filter(None, (kolom.keterangan, pilih, sebab)))


def _format(kolom: Kolom, nilai: Decimal | int | date | None) -> str:
    """The number format of a cell without text. A figure has none, so that every decimal typed into it shows."""
    if kolom.jenis == "tanggal" or isinstance(nilai, date):
        return TANGGAL
    if kolom.jenis == "rupiah":
        return format_angka(2 if nilai is not None and nilai != int(nilai) else 0)
    return "General" if kolom.jenis == "angka" or nilai is not None else TEKS


def _tambah(ws: Worksheet, sel: str, *, error: str, **isi) -> None:
    aturan = DataValidation(allow_blank=True, showErrorMessage=True, error=error, **isi)
    aturan.errorTitle = "Periksa isian"
    aturan.add(sel)
    ws.add_data_validation(aturan)


def _lindungi(ws: Worksheet) -> None:
    """Lock what is not to be filled; sorting, filtering, widths and new rows stay allowed."""
    ws.protection.sheet = True
    for boleh in ("sort", "autoFilter", "formatColumns", "formatRows", "insertRows", "deleteRows"):
        setattr(ws.protection, boleh, False)  # openpyxl tells what is locked, not what is allowed
