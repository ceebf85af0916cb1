"""Workbooks built by hand, part by part: what no program writes can only be made so."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

KEPALA = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KAITAN_KANTOR = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
JENIS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Formats 0 to 3: none, 0.00%, a date, hours beyond a day.
GAYA = (
    f'<styleSheet xmlns="{UTAMA}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>'
    '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    "<borders count='1'><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
PERSEN, TANGGAL, JAM = 1, 2, 3


def angka(alamat: str, nilai, gaya: int = 0) -> str:
    return f'<c r="{alamat}" s="{gaya}"><v>{nilai}</v></c>'


def teks(alamat: str, isi: str) -> str:
    return f'<c r="{alamat}" t="inlineStr"><is><t xml:space="preserve">{escape(isi)}</t></is></c>'


def baris(nomor: int, *sel: str) -> str:
    return f'<row r="{nomor}">{"".join(sel)}</row>'


def isi_lembar(*daftar_baris: str, sesudah: str = "") -> str:
    return f'{KEPALA}<worksheet xmlns="{UTAMA}"><sheetData>{"".join(daftar_baris)}</sheetData>{sesudah}</worksheet>'


def tabel_teks(*isi: str) -> str:
    return f'{KEPALA}<sst xmlns="{UTAMA}">{"".join(f"<si><t>{escape(satu)}</t></si>" for satu in isi)}</sst>'


def bagian(
    lembar: Mapping[str, str] | None = None,
    *,
    keadaan: Mapping[str, str] | None = None,
    tabel: str = "",
    properti: str = "",
) -> dict[str, str | bytes]:
    """The parts of a sound workbook; ``lembar`` is {name: the sheet's XML}."""
    lembar = {"PK": isi_lembar(baris(1, angka("A1", 1)))} if lembar is None else lembar
    keadaan = keadaan or {}
    nomor = list(enumerate(lembar, 1))
    daftar = "".join(
        f'<sheet name={quoteattr(nama)} sheetId="{n}" state="{keadaan.get(nama, "visible")}" r:id="rId{n}"/>'
        for n, nama in nomor
    )
    jenis = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{JENIS}.worksheet+xml"/>'
        for n, _ in nomor
    )
    kaitan = "".join(
        f'<Relationship Id="rId{n}" Type="{KAITAN_KANTOR}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n, _ in nomor
    )
    paket = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": (
            f'{KEPALA}<Types xmlns="{paket}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{JENIS}.sheet.main+xml"/>{jenis}'
            f'<Override PartName="/xl/styles.xml" ContentType="{JENIS}.styles+xml"/>'
            f'<Override PartName="/xl/sharedStrings.xml" ContentType="{JENIS}.sharedStrings+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'{KEPALA}<Relationships xmlns="{paket}/relationships"><Relationship Id="rId1" '
            f'Type="{KAITAN_KANTOR}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{KEPALA}<workbook xmlns="{UTAMA}" xmlns:r="{KAITAN_KANTOR}">{properti}'
            f"<sheets>{daftar}</sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{KEPALA}<Relationships xmlns="{paket}/relationships">{kaitan}'
            f'<Relationship Id="rId98" Type="{KAITAN_KANTOR}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId99" Type="{KAITAN_KANTOR}/sharedStrings" Target="sharedStrings.xml"/>'
            "</Relationships>"
        ),
        "xl/styles.xml": KEPALA + GAYA,
        "xl/sharedStrings.xml": tabel or tabel_teks(),
        **{f"xl/worksheets/sheet{n}.xml": lembar[nama] for n, nama in nomor},
    }


def bungkus(isi: Mapping[str, str | bytes | Iterable[bytes]]) -> bytes:
    """Zip the parts; a part given in pieces is packed as it comes and never held whole."""
    berkas = BytesIO()
    with ZipFile(berkas, "w", ZIP_DEFLATED) as arsip:
        for nama, satu in isi.items():
            with arsip.open(nama, "w") as aliran:
                if isinstance(satu, str):
                    satu = satu.encode()
                for potong in (satu,) if isinstance(satu, bytes) else satu:
                    aliran.write(potong)
    return berkas.getvalue()


def buku(*daftar_baris: str, **pilihan) -> bytes:
    """A workbook with the one sheet *PK*."""
    return bungkus(bagian({"PK": isi_lembar(*daftar_baris)}, **pilihan))
