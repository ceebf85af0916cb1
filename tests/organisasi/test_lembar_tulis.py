"""Workbooks to fill: what is typed stays what it was, nothing is a formula, and our own reader takes them back."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from organisasi.lembar.baca import Buku, buka
from organisasi.lembar.rupa import bersihkan
from organisasi.lembar.tulis import BukuTulis, Kolom

KOLOM = (
    Kolom("kode", "Kode", 14, boleh_diisi=False, keterangan="Kode pada pohon kinerja."),
    Kolom("indikator", "Indikator", 40, contoh="Persentase jalan mantap"),
    Kolom("satuan", "Satuan", 14, "pilihan", pilihan="Satuan"),
    Kolom("target", "Target", 14, "angka", contoh="62,26"),
    Kolom("pagu", "Anggaran (Rp)", 20, "rupiah"),
    Kolom("mulai", "Berlaku mulai", 18, "tanggal"),
)
BARIS = [
    {
        "kode": "1.02",
        "indikator": "Persentase jalan mantap",
        "satuan": "Persen",
        "target": Decimal("62.26"),
        "pagu": Decimal("1250000000.50"),
        "mulai": date(2026, 3, 5),
    },
    {"kode": "01", "indikator": "198599992010991001", "target": "80 - 90%", "pagu": 0, "mulai": None},
]
PEMICU = ["=1+1", "+62", "-5", "@SUM(A1)", "\t=1", "'=1", '=HYPERLINK("x")', "#N/A", "#REF!", "{=A1}"]


def buat(baris=BARIS, kolom=KOLOM, **pilihan) -> bytes:
    buku = BukuTulis("Isian PK 2026", "Dinas Contoh")
    buku.lembar("PK 2026", "Perjanjian Kinerja 2026", ["Dinas Contoh", "Tahun 2026"], kolom, baris, **pilihan)
    buku.daftar("Satuan", ["Persen", "Kilometer", "Persen", "=Aneh"])
    buku.petunjuk("Cara mengisi", ["Isi lembar PK 2026, lalu unggah.", "Kata " * 100], kolom)
    return buku.bytes()


@pytest.fixture(scope="module")
def wb() -> Workbook:
    return load_workbook(BytesIO(buat()))


@pytest.fixture(scope="module")
def terbaca() -> Buku:
    return buka(buat())


def test_terbaca_kembali_oleh_pembaca_kita(terbaca):
    assert [satu.nama for satu in terbaca.lembar] == ["Petunjuk", "PK 2026", "Daftar"]
    assert [[sel.nilai for sel in satu] for satu in terbaca.lembar[1].baris] == [
        ["Perjanjian Kinerja 2026", None, None, None, None, None],
        ["Dinas Contoh", None, None, None, None, None],
        ["Tahun 2026", None, None, None, None, None],
        [None] * 6,
        [satu.judul for satu in KOLOM],
        [
            "1.02",
            "Persentase jalan mantap",
            "Persen",
            Decimal("62.26"),
            Decimal("1250000000.5"),
            date(2026, 3, 5),
        ],
        ["01", "198599992010991001", None, "80 - 90%", Decimal(0), None],
    ]


def test_petunjuk_menyebut_kolom_cara_mengisi_dan_contoh(terbaca):
    baris = [tuple(sel.nilai for sel in satu) for satu in terbaca.lembar[0].baris]
    assert ("Kolom", "Diisi dengan", "Contoh") in baris
    assert ("Kode", "Kode pada pohon kinerja. Sudah terisi, jangan diubah.", None) in baris
    assert ("Satuan", "Pilih dari daftar Satuan.", None) in baris
    assert ("Target", None, "62,26") in baris


def test_kolom_dikunci_tanpa_kata_sandi_dan_isian_terbuka(wb):
    ws = wb["PK 2026"]
    assert ws.protection.sheet and ws.protection.password is None
    assert not (ws.protection.sort or ws.protection.autoFilter or ws.protection.insertRows)
    for baris in (6, 7, 8, 207):
        assert [sel.protection.locked for sel in ws[baris]] == [True, False, False, False, False, False]
    assert ws.max_row == 5 + len(BARIS) + 200


def test_lembar_tanpa_kolom_terkunci_tidak_dilindungi():
    wb = load_workbook(BytesIO(buat(kolom=KOLOM[1:])))
    assert not wb["PK 2026"].protection.sheet
    assert wb["Daftar"].protection.sheet


def test_pilihan_menunjuk_daftar_yang_ada(wb):
    """Every cell of the column, filled or empty, chooses from exactly the entries, each once."""
    daftar, tanggal = wb["PK 2026"].data_validations.dataValidation
    if daftar.type != "list":
        daftar, tanggal = tanggal, daftar
    assert (daftar.type, str(daftar.sqref), daftar.formula1) == ("list", "C6:C207", "Daftar!$A$2:$A$4")
    assert (tanggal.type, str(tanggal.sqref)) == ("date", "F6:F207")
    assert daftar.showErrorMessage and daftar.error.endswith(".")
    assert [sel.value for sel in wb["Daftar"]["A"]] == ["Satuan", "Persen", "Kilometer", "=Aneh"]
    assert all(ws.sheet_state == "visible" for ws in wb)


def test_daftar_kosong_membiarkan_kolom_bebas_dan_daftar_yang_lupa_diisi_ketahuan():
    buku = BukuTulis()
    buku.lembar("PK", "PK", [], KOLOM, [])
    with pytest.raises(ValueError, match="Daftar 'Satuan' belum diberi isi"):
        buku.bytes()
    buku = BukuTulis()
    buku.lembar("PK", "PK", [], KOLOM, [])
    buku.daftar("Satuan", [])
    wb = load_workbook(BytesIO(buku.bytes()))
    assert wb.sheetnames == ["PK"]
    assert [satu.type for satu in wb["PK"].data_validations.dataValidation] == ["date"]


@pytest.mark.parametrize(("jenis", "pilihan"), [("pilihan", ""), ("teks", "Satuan"), ("bilangan", "")])
def test_kolom_yang_keliru_ditolak(jenis, pilihan):
    with pytest.raises(ValueError, match="Kolom x"):
        Kolom("x", "X", 10, jenis, pilihan=pilihan)


def test_kepala_diulang_saat_dicetak_dan_tetap_terlihat(wb):
    ws = wb["PK 2026"]
    assert ws.print_title_rows == "$5:$5"
    assert ws.freeze_panes == "A6"
    assert ws.auto_filter.ref == "A5:F207"
    assert (ws.page_setup.orientation, ws.page_setup.fitToWidth, ws.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert ws.sheet_properties.pageSetUpPr.fitToPage
    assert [ws.column_dimensions[huruf].width for huruf in "ABCDEF"] == [satu.lebar for satu in KOLOM]


def test_kepala_pada_baris_yang_dikembalikan_dan_kolom_dibekukan():
    buku = BukuTulis()
    kepala = buku.lembar("PK", "PK", ["a", "b", "c"], KOLOM[:2], [], baris_kosong=0, beku=1)
    ws = load_workbook(BytesIO(buku.bytes()))["PK"]
    assert ws.cell(kepala, 1).value == "Kode"
    assert ws.freeze_panes == f"B{kepala + 1}"
    assert ws.max_row == kepala


def test_sel_kosong_siap_menerima_ketikan_apa_adanya(wb):
    """Text columns are text cells: a code keeps its zeros, a NIP its digits, 7-8 does not become August."""
    kosong = wb["PK 2026"][8]
    assert [sel.number_format for sel in kosong] == [
        "@",
        "@",
        "@",
        "General",
        "#,##0",
        "[$-421]d mmmm yyyy",
    ]


@pytest.mark.parametrize("teks", PEMICU)
def test_ketikan_tidak_pernah_menjadi_rumus(teks):
    isi = buat([{satu.kunci: teks for satu in KOLOM}], baris_kosong=0)
    for sel in load_workbook(BytesIO(isi))["PK 2026"][6]:
        assert (sel.value, sel.data_type) == (teks, "s")
        assert sel.quotePrefix is teks.startswith(("=", "+", "-", "@", "\t", "'"))
    assert {sel.nilai for sel in buka(isi).lembar_bernama("PK 2026").baris[5]} == {teks.strip()}


def test_judul_daftar_dan_petunjuk_pun_bukan_rumus():
    buku = BukuTulis("=1+1", "=1+1")
    kolom = (Kolom("a", "=2+2", 10, "pilihan", pilihan="=3+3", keterangan="=4", contoh="-5"),)
    buku.lembar("PK", "=1+1", ["@info"], kolom, [])
    buku.daftar("=3+3", ["+6"])
    buku.petunjuk("=7", ["=8"], kolom)
    isi = buku.bytes()
    for ws in load_workbook(BytesIO(isi)):
        assert {sel.data_type for baris in ws.iter_rows() for sel in baris if sel.value is not None} == {"s"}
    assert buka(isi).lembar_bernama("Daftar").baris[1][0].nilai == "+6"


TEKS = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
ANGKA = st.decimals(-(10**11), 10**11, allow_nan=False, allow_infinity=False, places=4)
HARI = st.dates(date(1900, 3, 1), date(2100, 12, 31))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEKS, ANGKA | st.none(), HARI | st.none(), TEKS), min_size=1, max_size=8))
def test_yang_ditulis_terbaca_sama(isi):
    """Text without what a cell cannot hold and without blanks around it; numbers and dates exactly."""
    kolom = (
        Kolom("a", "A", 10),
        Kolom("b", "B", 10, "angka"),
        Kolom("c", "C", 10, "tanggal"),
        Kolom("d", "D", 10, "rupiah"),
    )
    baris = [dict(zip("abcd", satu, strict=True)) for satu in isi]
    buku = BukuTulis()
    kepala = buku.lembar("Isi", "Judul", [], kolom, baris, baris_kosong=3)
    hasil = [[sel.nilai for sel in satu] for satu in buka(buku.bytes()).lembar[0].baris[kepala:]]

    def teks(asal: str) -> str | None:
        return bersihkan(asal).strip() or None

    harapan = [[teks(a), b, c, teks(d)] for a, b, c, d in isi]
    while harapan and not any(satu is not None for satu in harapan[-1]):
        harapan.pop()
    assert hasil == harapan


def test_lima_ribu_baris_ditulis_dengan_gaya_bersama():
    """Styles are made once: a book of 40,000 cells has a handful of them."""
    buku = BukuTulis()
    buku.lembar("PK", "PK", [], KOLOM[3:] + KOLOM[:2], [{"target": n, "kode": str(n)} for n in range(5_000)])
    isi = buku.bytes()
    wb = load_workbook(BytesIO(isi), read_only=True)
    assert len(wb._cell_styles) < 30
    assert len(buka(isi).lembar[0].baris) == 5_003
