"""What Excel itself does while a form is filled: asks where a cell cannot be right, points at what is missing."""

from collections.abc import Mapping

from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from organisasi.lembar.tulis import TANGGAL_AKHIR, TANGGAL_AWAL
from pengumpulan.buku.bentuk import ANGKA
from pengumpulan.models import BERALASAN, Keadaan

# An open cell has no number format, so that all that is typed shows; these put in the thousand separators, which
# Excel writes in the reader's language.
RIBUAN = (
    ("AND(ISNUMBER({0}),ABS({0})>=1000,{0}=INT({0}))", "#,##0"),
    ("AND(ISNUMBER({0}),ABS({0})>=1000)", "#,##0.####"),
)
NOMOR_FORMAT = 200  # beyond those that Excel knows by number
PERLU_ALASAN = PatternFill("solid", bgColor="FFD9A0")


def pasang_periksaan(ws: Worksheet, huruf: Mapping[str, str], awal: int, akhir: int) -> None:
    """Checks for the rows ``awal`` to ``akhir``; ``huruf`` are the sheet's columns ({key: letter})."""
    for kunci in ANGKA:
        if kunci in huruf:
            _angka(ws, huruf[kunci], awal, akhir)
    if "menyusul_pada" not in huruf:
        return
    _validasi(
        ws,
        f"{huruf['menyusul_pada']}{awal}:{huruf['menyusul_pada']}{akhir}",
        "Tulis tanggal, misalnya 15/4/2026, lalu periksa bulannya.",
        type="date",
        operator="between",
        formula1=str(TANGGAL_AWAL),
        formula2=str(TANGGAL_AKHIR),
    )
    keadaan, alasan = f"${huruf['keadaan']}{awal}", f"${huruf['alasan']}{awal}"
    perlu = ",".join(f'{keadaan}="{Keadaan(satu).label}"' for satu in BERALASAN)
    _warnai(
        ws,
        f"{huruf['alasan']}{awal}:{huruf['alasan']}{akhir}",
        f'AND(OR({perlu}),TRIM({alasan})="")',
        DifferentialStyle(fill=PERLU_ALASAN),
    )


def _angka(ws: Worksheet, huruf: str, awal: int, akhir: int) -> None:
    """Figures typed here: a question where it is none, and thousand separators where it is long."""
    sel, rentang = f"{huruf}{awal}", f"{huruf}{awal}:{huruf}{akhir}"
    _validasi(
        ws,
        rentang,
        "Ini bukan angka bagi Excel. Tulis angkanya saja, tanpa satuan dan tanpa pemisah ribuan.",
        type="decimal",
        operator="between",
        formula1="-1000000000000000",
        formula2="1000000000000000",
        errorStyle="warning",
    )
    for ke, (syarat, format_) in enumerate(RIBUAN):
        gaya = DifferentialStyle(numFmt=NumberFormat(numFmtId=NOMOR_FORMAT + ke, formatCode=format_))
        _warnai(ws, rentang, syarat.format(sel), gaya)


def _warnai(ws: Worksheet, rentang: str, syarat: str, gaya: DifferentialStyle) -> None:
    ws.conditional_formatting.add(
        rentang, Rule(type="expression", formula=[syarat], dxf=gaya, stopIfTrue=True)
    )


def _validasi(ws: Worksheet, rentang: str, error: str, **isi) -> None:
    aturan = DataValidation(
        allow_blank=True, showErrorMessage=True, error=error, errorTitle="Periksa isian", **isi
    )
    aturan.add(rentang)
    ws.add_data_validation(aturan)
