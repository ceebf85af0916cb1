"""Numbers as typed: read strictly, refused with a sentence, shown as they were read, kept to the last digit."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from pengumpulan.models import Realisasi
from perencanaan.angka import (
    ANGKA_PENTING_TERBANYAK,
    BidangAngka,
    baca_angka,
    bulatkan,
    periksa_angka_penting,
    tulis_angka,
)
from perencanaan.models import Indikator, RiwayatNilai
from tests.alur.penjalan import periode

DIBACA = [
    ("62,26", "62.26"),
    ("1.234,56", "1234.56"),
    ("1.234", "1234"),
    ("93.600", "93600"),
    ("1.234.567", "1234567"),
    ("1234567,5", "1234567.5"),
    ("0", "0"),
    ("-0", "0"),
    ("0,00", "0"),
    ("-12,5", "-12.5"),
    ("\u221212,5", "-12.5"),
    ("  62,26 ", "62.26"),
    ("\t62,26\n", "62.26"),
    ("\u00a062,26", "62.26"),
    ("0,0001", "0.0001"),
]

DITOLAK = [
    "",
    " ",
    "-",
    "12.34.56",
    "1.23",
    "1.2345",
    "12345.678,9",
    ".5",
    ",5",
    "5,",
    "1,2,3",
    "1.234.56",
    "1,234.56",
    "1,234,567",
    "1 234",
    "1\u00a0234",
    "1e5",
    "1E5",
    "NaN",
    "nan",
    "Infinity",
    "-inf",
    "+5",
    "--5",
    "5-",
    "5%",
    "5 %",
    "Rp5.000",
    "1_000",
    "007",
    "0.123",
    "00,5",
    "0x10",
    "\u0661\u0662",
    "\uff11\uff12",
    "\u00bd",
    "5\n6",
    "5\x00",
    "=1+1",
    "lima",
]


@pytest.mark.parametrize(("teks", "nilai"), DIBACA)
def test_angka_terbaca(teks, nilai):
    hasil = baca_angka(teks)
    assert isinstance(hasil, Decimal)
    assert hasil == Decimal(nilai)


@pytest.mark.parametrize("teks", DITOLAK)
def test_yang_bukan_angka_ditolak(teks):
    with pytest.raises(ValueError, match=r"bukan angka\. Tulis seperti 1\.234,56|Tulis desimal dengan koma"):
        baca_angka(teks)


@pytest.mark.parametrize(
    ("teks", "saran"), [("93.6", "93,6"), ("62.26", "62,26"), ("-0.5", "-0,5"), ("1.2345", "1,2345")]
)
def test_titik_desimal_ditolak_dengan_cara_menulisnya(teks, saran):
    """Nobody knows whether 93.6 is ninety-three comma six or a slip: it is asked, not guessed."""
    with pytest.raises(ValueError) as salah:
        baca_angka(teks)
    assert str(salah.value) == f"Tulis desimal dengan koma: {saran}, bukan {teks}."


@pytest.mark.parametrize(
    ("nilai", "desimal", "teks"),
    [
        (None, None, ""),
        (None, 2, ""),
        (0, None, "0"),
        (Decimal("-0.00"), None, "0"),
        (Decimal("-0.004"), 2, "0,00"),
        (Decimal("62.26"), None, "62,26"),
        (Decimal("62.2600"), None, "62,26"),
        (Decimal("1234567.5"), None, "1.234.567,5"),
        (Decimal("1E+6"), None, "1.000.000"),
        (Decimal("93.6"), 2, "93,60"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("2.335"), 2, "2,34"),
        (Decimal("-2.345"), 2, "-2,35"),
        (Decimal("999.995"), 2, "1.000,00"),
        (Decimal("0.0001"), None, "0,0001"),
        (5, 0, "5"),
    ],
)
def test_angka_tertulis(nilai, desimal, teks):
    assert tulis_angka(nilai, desimal) == teks


def test_bulatkan_setengah_ke_atas():
    """As on paper, not to even: 0,125 is 0,13 and 0,135 is 0,14."""
    assert [bulatkan(Decimal(n)) for n in ("0.125", "0.135", "-0.125")] == [
        Decimal("0.13"),
        Decimal("0.14"),
        Decimal("-0.13"),
    ]


# What an indicator may hold: 15 significant digits, at most 4 of them decimal.
NILAI = st.tuples(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 4)).map(
    lambda bagian: Decimal(bagian[0]).scaleb(-bagian[1])
)


@given(NILAI)
@settings(max_examples=300, derandomize=True, database=None, deadline=None)
def test_yang_tertulis_terbaca_kembali_sama(nilai):
    teks = tulis_angka(nilai)
    assert baca_angka(teks) == nilai
    assert tulis_angka(baca_angka(teks)) == teks


@given(st.text(alphabet="0123456789.,-+ eE%\u2212\u0661N", max_size=12))
@settings(max_examples=500, derandomize=True, database=None, deadline=None)
def test_teks_apa_pun_terbaca_atau_ditolak_dengan_kalimat(teks):
    """Never another exception, and what is read shows as what was typed (but for grouping and zeros)."""
    try:
        nilai = baca_angka(teks)
    except ValueError as salah:
        assert str(salah).startswith(("Tulis desimal", "“"))
        return
    assert nilai.is_finite()

    def polos(apa: str) -> str:
        apa = apa.strip().replace("\u2212", "-").replace(".", "")
        tanda, apa = ("-", apa[1:]) if apa.startswith("-") else ("", apa)
        bulat, _, pecahan = apa.partition(",")
        hasil = f"{bulat.lstrip('0') or '0'},{pecahan.rstrip('0')}"
        return hasil if hasil == "0," else tanda + hasil

    assert polos(tulis_angka(nilai)) == polos(teks)


# -- 15 digits that count ---------------------------------------------------------------------------


@pytest.mark.parametrize("teks", ["123456789012345", "12345678901,2345", "1000000000000000000", "0,0001"])
def test_lima_belas_angka_penting_diterima(teks):
    periksa_angka_penting(baca_angka(teks))


@pytest.mark.parametrize("teks", ["1234567890123456", "123456789012,3456", "1000000000000001"])
def test_enam_belas_angka_penting_ditolak(teks):
    with pytest.raises(ValidationError, match=f"paling banyak {ANGKA_PENTING_TERBANYAK} angka penting"):
        periksa_angka_penting(baca_angka(teks))


@pytest.mark.parametrize("nilai", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_bukan_bilangan_ditolak(nilai):
    with pytest.raises(ValidationError, match="angka biasa"):
        periksa_angka_penting(Decimal(nilai))


@pytest.fixture
def riwayat(kantor):
    indikator = Indikator.objects.create(opd=kantor.opd, kode="IKU-1", nama="Indeks contoh")
    return RiwayatNilai(indikator=indikator, tahun=2024)


TERSULIT = [
    "12345678901.2345",
    "99999999999.9999",
    "-99999999999.9999",
    "999999999999999",
    "0.0001",
    "0.1",
    "62.26",
    "70368744177.6641",
]


@pytest.mark.django_db
@pytest.mark.parametrize("nilai", TERSULIT)
def test_basis_data_menyimpan_sampai_angka_terakhir(riwayat, nilai):
    riwayat.realisasi = Decimal(nilai)
    riwayat.full_clean()
    riwayat.save()
    riwayat.refresh_from_db()
    assert riwayat.realisasi == Decimal(nilai)
    assert RiwayatNilai.objects.filter(realisasi=Decimal(nilai)).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("nilai", ["123456789012.3456", "1234567890123456", "0.00001", "1000000000000000"])
def test_model_menolak_yang_tidak_tersimpan_utuh(riwayat, nilai):
    riwayat.realisasi = Decimal(nilai)
    with pytest.raises(ValidationError) as salah:
        riwayat.full_clean()
    assert list(salah.value.message_dict) == ["realisasi"]


@pytest.mark.django_db
def test_nol_dan_kosong_tetap_berbeda(riwayat):
    riwayat.realisasi = Decimal(0)
    riwayat.save()
    riwayat.refresh_from_db()
    assert (riwayat.realisasi, riwayat.target) == (Decimal(0), None)


# -- the form field ---------------------------------------------------------------------------------


def bidang(**lain) -> BidangAngka:
    return Realisasi._meta.get_field("nilai").formfield(required=False, **lain)


def test_bidang_membaca_angka_kantor():
    assert isinstance(bidang(), BidangAngka)
    assert bidang().clean("1.234,56") == Decimal("1234.56")
    assert bidang().clean("0") == Decimal(0)
    assert bidang().clean("") is None


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("93.6", "Tulis desimal dengan koma: 93,6"),
        ("abc", "bukan angka"),
        ("1e5", "bukan angka"),
        ("NaN", "bukan angka"),
        ("   ", "bukan angka"),
        ("123456789012,3456", "paling banyak 15 angka penting"),
        ("1,23456", "4"),
    ],
)
def test_bidang_menolak_dengan_kalimat(teks, kalimat):
    with pytest.raises(ValidationError) as salah:
        bidang().clean(teks)
    assert kalimat in " ".join(salah.value.messages)


@pytest.mark.parametrize(
    ("semula", "ketikan", "berubah"),
    [
        (Decimal("62.2600"), "62,26", False),
        (Decimal("62.26"), "62,27", True),
        (None, "", False),
        (None, "0", True),
        (Decimal(0), "", True),
        (Decimal("1234.5"), "1.234,5", False),
        (Decimal("1"), "abc", True),
    ],
)
def test_bidang_tahu_apa_yang_berubah(semula, ketikan, berubah):
    assert bidang().has_changed(semula, ketikan) is berubah


def test_bidang_menampilkan_seperti_ditulis():
    assert bidang().prepare_value(Decimal("1234.5600")) == "1.234,56"
    assert bidang().prepare_value("apa yang diketik") == "apa yang diketik"


@pytest.mark.django_db
def test_realisasi_disimpan_seperti_diketik(kantor):
    indikator = Indikator.objects.create(opd=kantor.opd, kode="IKU-1", nama="Indeks contoh")
    realisasi = Realisasi.objects.create(
        indikator=indikator,
        unit=kantor.bidang_satu,
        periode=periode(),
        keadaan="angka",
        nilai=baca_angka("1.234,5600"),
        diubah_oleh=kantor.staf_satu,
    )
    realisasi.refresh_from_db()
    assert tulis_angka(realisasi.nilai) == "1.234,56"
