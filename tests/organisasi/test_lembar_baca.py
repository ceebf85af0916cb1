"""What an uploaded workbook becomes: numbers of 15 digits, dates, text, and where each of them stood."""

from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet._reader import WorkSheetParser

from organisasi.lembar.baca import Batas, Sel, buka, desimal
from organisasi.lembar.pindai import nama_kolom, nomor_kolom
from tests.organisasi.lembar_buatan import (
    JAM,
    PERSEN,
    TANGGAL,
    angka,
    bagian,
    baris,
    buku,
    bungkus,
    isi_lembar,
    tabel_teks,
    teks,
)

BERKAS = Path(__file__).parent / "berkas"


def nilai(isi: bytes, lembar: int = 0) -> list[list]:
    return [[sel.nilai for sel in satu] for satu in buka(isi).lembar[lembar].baris]


def test_berkas_libreoffice_terbaca():
    """Saved by LibreOffice: text table, percentages, dates, a merged title, and an empty row 1,048,576."""
    hasil = buka((BERKAS / "libreoffice.xlsx").read_bytes())
    assert [satu.nama for satu in hasil.lembar] == ["Target", "Kosong"]
    target = hasil.lembar[0]
    assert target.gabungan == ("A1:D1",)
    assert [[sel.nilai for sel in satu] for satu in target.baris] == [
        ["Target Kinerja Tahun 2026", None, None, None],
        ["Indikator", "Target", "Persen", "Mulai"],
        ["Angka harapan hidup", Decimal("74.25"), Decimal("0.85"), date(2026, 1, 31)],
        ["Laju & pertumbuhan <ekonomi>\nkabupaten", Decimal("0.3"), Decimal("0.125"), date(2024, 2, 29)],
        ["Predikat SAKIP", "BB", None, None],
    ]
    assert target.baris[2][2] == Sel("C3", Decimal("0.85"), "0.00%")
    assert hasil.lembar[1].baris == ()


def test_berkas_wps_dengan_teks_di_sel_dan_teks_berformat():
    """Inline text, rich text in pieces, phonetic marks left out, a text result, and cells without addresses."""
    isi = buku(
        "<row><c t='inlineStr'><is><t>Indikator</t></is></c><c t='str'><v>Target</v></c></row>",
        "<row><c t='s'><v>0</v></c><c><v>62.26</v></c><c t='b'><v>1</v></c></row>",
        tabel=tabel_teks("x").replace(
            "<t>x</t>",
            "<r><t>Persentase </t></r><r><rPr><b/></rPr><t>jalan</t></r><rPh sb='0' eb='1'><t>dibuang</t></rPh>",
        ),
    )
    assert nilai(isi) == [["Indikator", "Target", None], ["Persentase jalan", Decimal("62.26"), True]]


def test_baris_selebar_dan_berakhir_di_isi_terakhir():
    """Sheet rows keep their numbers; empty ones within stay, styled ones after the content go."""
    isi = buku(
        baris(2, teks("B2", "  Sasaran\xa0"), teks("C2", "   ")),
        baris(4, angka("A4", 0), '<c r="D4" s="1"/>'),
        baris(5, teks("E5", " ")),
        '<row r="1048576" s="1"><c r="XFD1048576" s="1"/></row>',
    )
    lembar = buka(isi).lembar[0]
    assert [[sel.alamat for sel in satu] for satu in lembar.baris] == [
        [f"{kolom}{nomor}" for kolom in "AB"] for nomor in (1, 2, 3, 4)
    ]
    assert nilai(isi) == [[None, None], [None, "Sasaran"], [None, None], [Decimal(0), None]]


@pytest.mark.parametrize(
    ("tersimpan", "terbaca"),
    [
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.3"),
        ("4.4699999999999998", "4.47"),
        ("62.259999999999998", "62.26"),
        ("1250000000", "1250000000"),
        ("1.25E+9", "1250000000"),
        ("100", "100"),
        ("5.0", "5"),
        ("-0", "0"),
        ("-0.0", "0"),
        ("+3", "3"),
        (".5", "0.5"),
        ("1E-3", "0.001"),
        ("123456789012345", "123456789012345"),
        # Sixteen digits and more are not kept: Excel shows zeros there too.
        ("198599992010991001", "198599992010991000"),
        ("1.98599992010991E+17", "198599992010991000"),
    ],
)
def test_angka_lima_belas_angka_penting(tersimpan, terbaca):
    ((hasil,),) = nilai(buku(baris(1, angka("A1", tersimpan))))
    assert str(hasil) == terbaca


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4))
def test_desimal_lima_belas_digit_kembali_utuh(asal):
    """A figure of 15 digits survives the binary fraction that Excel stores."""
    asal = Context(prec=15, rounding=ROUND_HALF_EVEN).plus(asal)
    assert desimal(float(asal)) == asal
    assert len(desimal(float(asal)).normalize().as_tuple().digits) <= 15


def test_persen_disimpan_apa_adanya_dengan_formatnya():
    assert buka(buku(baris(1, angka("A1", 0.85, PERSEN)))).lembar[0].baris == (
        (Sel("A1", Decimal("0.85"), "0.00%"),),
    )


def test_tanggal_dan_waktu():
    """29 February 2024 is day 45351; a time of day is left off a date; times and lengths of time are text."""
    isi = buku(
        baris(
            1,
            angka("A1", 45351, TANGGAL),
            angka("B1", 45351.75, TANGGAL),
            angka("C1", 0.3541666666666667, TANGGAL),
            angka("D1", 1.1041666666666667, JAM),
            '<c r="E1" t="d"><v>2026-03-05</v></c>',
            angka("F1", 45351),
        )
    )
    assert nilai(isi) == [
        [date(2024, 2, 29), date(2024, 2, 29), "08:30", "26:30", date(2026, 3, 5), Decimal(45351)]
    ]
    assert type(buka(isi).lembar[0].baris[0][1].nilai) is date
    assert buka(isi).lembar[0].baris[0][0].format == "dd/mm/yyyy"


def test_tanggal_buku_kerja_mac_1904():
    isi = buku(baris(1, angka("A1", 0 + 366, TANGGAL)), properti='<workbookPr date1904="1"/>')
    assert nilai(isi) == [[date(1904, 1, 1) + timedelta(days=366)]]


def test_akhir_baris_seragam():
    """A Mac's line end inside a cell, written by Excel as _x000D_."""
    assert nilai(buku(baris(1, teks("A1", "satu_x000D_\ndua"), teks("B1", "a&b")))) == [["satu\ndua", "a&b"]]


def test_gabungan_dipotong_pada_isi():
    """A title merged over a whole row reaches as far as the table does; merges beside it are dropped."""
    gabung = "".join(f'<mergeCell ref="{r}"/>' for r in ("A1:XFD1", "A2:A1048576", "F9:G9", "B2:B2"))
    isi = bungkus(
        bagian(
            {
                "PK": isi_lembar(
                    baris(1, teks("A1", "Judul")),
                    baris(2, teks("A2", "Sasaran"), teks("C2", "x")),
                    baris(3, teks("C3", "y")),
                    sesudah=f"<mergeCells>{gabung}</mergeCells>",
                )
            }
        )
    )
    assert buka(isi).lembar[0].gabungan == ("A1:C1", "A2:A3")


def test_lembar_dicari_tanpa_membedakan_huruf_besar():
    hasil = buka(bungkus(bagian({"PK 2026": isi_lembar(), "Daftar": isi_lembar()})))
    assert hasil.lembar_bernama("pk 2026 ") is hasil.lembar[0]
    assert hasil.lembar_bernama("PK 2027") is None


def test_tautan_surat_elektronik_dan_komentar_panjang_tidak_mengganggu():
    """What Excel adds by itself: a hyperlink under an address; and a comment longer than any cell may be."""
    isi = bagian()
    isi["xl/worksheets/_rels/sheet1.xml.rels"] = isi["_rels/.rels"].replace(
        'officeDocument" Target="xl/workbook.xml"',
        'hyperlink" Target="mailto:dinas@contoh.go.id" TargetMode="External"',
    )
    isi["xl/comments1.xml"] = tabel_teks("k" * 40_000).replace("sst", "comments").replace("si>", "text>")
    isi["docProps/core.xml"] = "<bukan-properti/>"
    isi["xl/media/image1.png"] = b"\x89PNG\r\n\x1a\n" + bytes(200)
    assert nilai(bungkus(isi)) == [[Decimal(1)]]


def test_daerah_cetak_rusak_dan_judul_cetak_tidak_mengganggu():
    """Names that lost their cells (#REF!) stay in office files for years."""
    nama = (
        '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">#REF!</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="0">#REF!$A$1</definedName></definedNames>'
    )
    isi = bagian()
    isi["xl/workbook.xml"] = isi["xl/workbook.xml"].replace("</sheets>", f"</sheets>{nama}")
    assert nilai(bungkus(isi)) == [[Decimal(1)]]


def test_lembar_grafik_dilewati():
    isi = bagian({"PK": isi_lembar(baris(1, angka("A1", 1))), "Grafik": "<chartsheet/>"})
    isi["xl/_rels/workbook.xml.rels"] = isi["xl/_rels/workbook.xml.rels"].replace(
        'worksheet" Target="worksheets/sheet2', 'chartsheet" Target="worksheets/sheet2'
    )
    assert [satu.nama for satu in buka(bungkus(isi)).lembar] == ["PK"]


def test_baris_setelah_isi_tidak_diurai(monkeypatch):
    """Read to the last content and no further: openpyxl never meets the million rows after it."""
    terbaca = []
    asli = WorkSheetParser.parse_row
    monkeypatch.setattr(
        WorkSheetParser, "parse_row", lambda ini, row: terbaca.append(row.get("r")) or asli(ini, row)
    )
    kosong = "".join(f'<row r="{n}" ht="12"/>' for n in range(2, 20_000))
    assert nilai(buku(baris(1, angka("A1", 7)), kosong)) == [[Decimal(7)]]
    assert terbaca == ["1"]


def test_banyak_baris_dalam_batas_terbaca_semua():
    """6,000 rows, the most one sheet may have, each where it stood."""
    wb = Workbook(write_only=True)
    ws = wb.create_sheet("PK")
    for nomor in range(6_000):
        ws.append([f"Indikator {nomor}", nomor])
    berkas = BytesIO()
    wb.save(berkas)
    hasil = buka(berkas.getvalue()).lembar[0].baris
    assert len(hasil) == Batas().baris
    assert hasil[-1] == (Sel("A6000", "Indikator 5999"), Sel("B6000", Decimal(5999)))


@pytest.mark.parametrize(
    ("nomor", "nama"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")]
)
def test_nama_kolom(nomor, nama):
    assert nama_kolom(nomor) == nama
    assert nomor_kolom(nama) == nomor
