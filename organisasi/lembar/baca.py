"""The one way this project reads an uploaded workbook: looked through first (``pindai``), then read by openpyxl."""

import logging
import re
import warnings
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from io import BytesIO
from itertools import islice

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from organisasi.lembar.bentuk import Batas, BerkasDitolak, Buku, Lembar, Sel
from organisasi.lembar.pindai import (
    RENTANG,
    SIMPAN_XLSX,
    Jangkauan,
    nama_kolom,
    nomor_kolom,
    pindai,
    ribuan,
)

__all__ = ["Batas", "BerkasDitolak", "Buku", "Lembar", "Sel", "buka", "desimal"]

log = logging.getLogger(__name__)
BATAS = Batas()
# Excel keeps 15 digits and stores the nearest binary fraction: 0.30000000000000004 is 0.3.
LIMA_BELAS = Context(prec=15)
BIASA = {None, "", "General"}
# What openpyxl leaves out when it reads (drop-downs, pictures) we never asked for.
warnings.filterwarnings("ignore", module=r"openpyxl\.")


class _Pembaca(ExcelReader):
    """openpyxl's reader without the parts we do not use: each could be broken, and none holds a cell."""

    def read_properties(self):
        pass

    def read_custom(self):
        pass

    def read_theme(self):
        pass

    def read_chartsheet(self, sheet, rel):
        pass

    def read_worksheets(self):
        super().read_worksheets()
        self.parser.defined_names.definedName = []


def buka(isi: bytes, batas: Batas = BATAS) -> Buku:
    """Read an uploaded .xlsx, or raise ``BerkasDitolak`` with a sentence that says what to do."""
    jangkauan = pindai(isi, batas)
    try:
        pembaca = _Pembaca(BytesIO(isi), read_only=True, keep_links=False)
        pembaca.read()
        penerjemah = _Penerjemah(batas)
        return Buku(
            tuple(penerjemah.lembar(ws, jangkauan.get(ws.title, Jangkauan())) for ws in pembaca.wb.worksheets)
        )
    except (BerkasDitolak, MemoryError):
        raise
    except Exception as salah:
        # A part that Excel forgives and openpyxl does not; saving the file anew mends it.
        log.warning("Berkas Excel tidak terbaca: %r", salah)
        raise BerkasDitolak(f"Berkas ini tidak dapat dibaca. {SIMPAN_XLSX}") from salah


def desimal(angka: int | float) -> Decimal:
    """A stored number with the 15 significant digits that Excel keeps, without trailing zeros: 0.1, 0.3, 1200."""
    nilai = LIMA_BELAS.create_decimal(repr(angka)).normalize(LIMA_BELAS)
    if not nilai.is_finite():
        raise ValueError("bukan bilangan")
    return Decimal(f"{nilai:f}") if nilai else Decimal(0)


class _Penerjemah:
    """Turns openpyxl's cells into ours; texts that occur often are kept once."""

    def __init__(self, batas: Batas):
        self.batas, self.huruf = batas, 0
        self.bersih: dict[str, str | None] = {}
        self.angka: dict[int | float, Decimal] = {}

    def lembar(self, ws: ReadOnlyWorksheet, jangkauan: Jangkauan) -> Lembar:
        kolom = [nama_kolom(ke) for ke in range(1, jangkauan.kolom + 1)]
        baris = []
        if jangkauan.baris:
            asal = ws.iter_rows(min_row=1, max_row=jangkauan.baris, min_col=1, max_col=jangkauan.kolom)
            # No further than the last content: what follows the rows in the file is not parsed.
            for nomor, satu in enumerate(islice(asal, jangkauan.baris), 1):
                baris.append([self._sel(sel, f"{k}{nomor}", ws) for k, sel in zip(kolom, satu, strict=True)])
        tinggi = max(
            (i for i, satu in enumerate(baris, 1) if any(s.nilai is not None for s in satu)), default=0
        )
        lebar = max(
            (k for satu in baris for k, sel in enumerate(satu, 1) if sel.nilai is not None), default=0
        )
        return Lembar(
            ws.title,
            tuple(tuple(satu[:lebar]) for satu in baris[:tinggi]),
            _gabungan(jangkauan.gabungan, tinggi, lebar),
        )

    def _sel(self, sel, alamat: str, ws: ReadOnlyWorksheet) -> Sel:
        nilai = sel.value
        if nilai is None:
            return Sel(alamat, None)
        if isinstance(nilai, str):
            if sel.data_type != "s":
                # The number of a date no calendar has.
                raise BerkasDitolak(
                    f"Lembar “{ws.title}”: sel {alamat} tidak terbaca sebagai tanggal. Ketik ulang tanggalnya."
                )
            return Sel(alamat, self._teks(nilai))
        if isinstance(nilai, bool):
            return Sel(alamat, nilai)
        format_ = "" if sel.number_format in BIASA else sel.number_format
        if isinstance(nilai, int | float):
            if nilai not in self.angka:
                self.angka[nilai] = desimal(nilai)
            return Sel(alamat, self.angka[nilai], format_)
        return Sel(alamat, _waktu(nilai), format_)

    def _teks(self, teks: str) -> str | None:
        if teks not in self.bersih:
            # Excel writes a carriage return so.
            rapi = re.sub(r"\r\n?", "\n", teks.replace("_x000D_", "\r")).strip()
            self.bersih[teks] = rapi or None
        rapi = self.bersih[teks]
        self.huruf += len(rapi or "")
        if self.huruf > self.batas.huruf:
            raise BerkasDitolak(
                f"Seluruh teks berkas ini lebih dari {ribuan(self.batas.huruf)} huruf. "
                "Bagi menjadi beberapa berkas."
            )
        return rapi


def _waktu(nilai: date | datetime | time | timedelta) -> date | str:
    """A date without its time of day; a time or a length of time as text (``08:30``, ``26:30``)."""
    if isinstance(nilai, datetime):
        return nilai.date()
    if isinstance(nilai, timedelta):
        menit = round(nilai.total_seconds() / 60)
        return f"{menit // 60:02}:{menit % 60:02}"
    return nilai.isoformat("minutes") if isinstance(nilai, time) else nilai


def _gabungan(daftar: list[str], tinggi: int, lebar: int) -> tuple[str, ...]:
    """Merged ranges cut to the content. Whole rows are merged for a title; nobody walks to column XFD for it."""
    hasil, luas = [], 0
    for rentang in daftar:
        kiri, atas, kanan, bawah = RENTANG.fullmatch(rentang).groups()
        k1, b1 = nomor_kolom(kiri), int(atas)
        k2, b2 = min(nomor_kolom(kanan), lebar), min(int(bawah), tinggi)
        if k1 > k2 or b1 > b2 or (k1, b1) == (k2, b2):
            continue
        luas += (k2 - k1 + 1) * (b2 - b1 + 1)
        hasil.append(f"{kiri}{b1}:{nama_kolom(k2)}{b2}")
    if luas > tinggi * lebar:
        raise BerkasDitolak(f"Sel gabungan berkas ini saling menumpuk. {SIMPAN_XLSX}")
    return tuple(hasil)
