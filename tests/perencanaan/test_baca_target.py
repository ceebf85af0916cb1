"""Targets as officers type them: read where one reading is possible, asked about where two are, else refused."""

import json
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pengukuran import rumus, skala
from perencanaan.angka import NilaiField, RupiahField, tulis_angka
from perencanaan.baca_target import (
    TANPA_TARGET,
    TINGKAT_DIKENAL,
    IsiSel,
    JenisBacaan,
    PilihanDesimal,
    PilihanPersen,
    baca_kolom,
    baca_target,
    format_persen,
)
from perencanaan.satuan import adalah_persen

J = JenisBacaan
KOMA, TITIK, CAMPUR = PilihanDesimal.KOMA, PilihanDesimal.TITIK, PilihanDesimal.CAMPUR
SIFAT = settings(max_examples=400, derandomize=True, database=None, deadline=None)

# -- one figure -------------------------------------------------------------------------------------

ANGKA = [
    ("62,26", "62.26", ""),
    ("232", "232", ""),
    ("0", "0", ""),
    ("100,00", "100", ""),
    ("1.234,56", "1234.56", ""),
    ("1.234.567", "1234567", ""),
    ("1234567,5", "1234567.5", ""),
    ("0,277", "0.277", ""),
    ("0,9 Angka", "0.9", "Angka"),
    ("100,00 Persen", "100", "Persen"),
    ("4,47 persen", "4.47", "persen"),
    ("232 Org", "232", "Org"),
    ("4 Desa/Kel", "4", "Desa/Kel"),
    ("2 Orang / Bulan", "2", "Orang / Bulan"),
    ("3 Berita Acara", "3", "Berita Acara"),
    ("12,3 per 1.000 KH", "12.3", "per 1.000 KH"),
    ("150 m2", "150", "m2"),
    ("150 m²", "150", "m²"),
    ("25 °C", "25", "°C"),
    ("7 Non-PNS", "7", "Non-PNS"),
    ("55%", "55", "%"),
    ("98,63 %", "98.63", "%"),
    ("100%.", "100", "%"),
    # Dot decimals: one reading.
    ("93.6", "93.6", ""),
    ("88.60", "88.60", ""),
    ("12.5 Org", "12.5", "Org"),
    ("0.125", "0.125", ""),
    ("1.2345", "1.2345", ""),
    ("100435441.00", "100435441", ""),
    ("12345.678", "12345.678", ""),
    # Both signs: their order tells.
    ("1,234.56", "1234.56", ""),
    ("1,234,567", "1234567", ""),
    # Money.
    ("Rp5.294.655.000,00", "5294655000", "Rp"),
    ("Rp 5.294.655.000", "5294655000", "Rp"),
    ("Rp. 850.000,-", "850000", "Rp"),
    ("rp 850.000", "850000", "Rp"),
    ("Rp1,000", "1000", "Rp"),
    ("5.000.000,--", "5000000", "Rp"),
    ("1.500 rupiah", "1500", "rupiah"),
    # What cannot be seen around a figure does no harm.
    ("\u00a062,26\u200b", "62.26", ""),
    ("\t62,26\n", "62.26", ""),
    ("0,9\u00a0Angka", "0.9", "Angka"),
]


@pytest.mark.parametrize(("teks", "nilai", "satuan"), ANGKA)
def test_angka_terbaca_beserta_satuannya(teks, nilai, satuan):
    bacaan = baca_target(teks)
    assert (bacaan.jenis, bacaan.nilai, bacaan.satuan) == (J.ANGKA, D(nilai), satuan)
    assert (bacaan.batas_bawah, bacaan.batas_atas, bacaan.tingkat, bacaan.pilihan) == (None, None, "", ())
    assert bacaan.tertulis == tulis_angka(D(nilai))


def test_titik_desimal_diberitahukan():
    assert baca_target("93.6").kalimat == "“93.6” bertitik desimal; dibaca 93,6."
    assert baca_target("93,6").kalimat == ""


@pytest.mark.parametrize(
    ("teks", "koma", "titik"),
    [
        ("1.234", "1234", "1.234"),
        ("1,234", "1.234", "1234"),
        ("65,722", "65.722", "65722"),
        ("93.600", "93600", "93.6"),
        ("1.234 Org", "1234", "1.234"),
        ("Rp 1.234 per orang", "1234", "1.234"),
    ],
)
def test_dua_bacaan_ditanyakan_lalu_dibaca_menurut_pilihan(teks, koma, titik):
    bacaan = baca_target(teks)
    assert (bacaan.jenis, bacaan.nilai) == (J.TANYA, None)
    assert {satu.kode: satu.bacaan.nilai for satu in bacaan.pilihan} == {KOMA: D(koma), TITIK: D(titik)}
    assert bacaan.pilih("koma").nilai == baca_target(teks, pembacaan=KOMA).nilai == D(koma)
    assert bacaan.pilih("titik").nilai == baca_target(teks, pembacaan=TITIK).nilai == D(titik)
    assert baca_target(teks, pembacaan=CAMPUR).jenis == J.TANYA


def test_pertanyaan_menyebut_kedua_bacaan():
    """Without thousands separators: 1.234 and 1,234 side by side would say nothing."""
    bacaan = baca_target("1.234")
    assert bacaan.kalimat.startswith("“1.234” dapat dibaca 1234 atau 1,234.")
    assert [satu.kalimat for satu in bacaan.pilihan] == [
        "1234 (koma desimal, titik ribuan)",
        "1,234 (titik desimal, koma ribuan)",
    ]


def test_bacaan_yang_tidak_ada_ditolak():
    with pytest.raises(ValueError, match="tidak dapat dibaca sebagai persen"):
        baca_target("1.234").pilih("persen")


@pytest.mark.parametrize(
    ("teks", "pembacaan", "kalimat"),
    [
        ("93.6", KOMA, "Kolom ini dibaca dengan koma desimal. Tulis “93.6” sebagai 93,6"),
        ("1,234.56", KOMA, "Tulis “1,234.56” sebagai 1.234,56"),
        ("62,26", TITIK, "Kolom ini dibaca dengan titik desimal. Tulis “62,26” sebagai 62.26"),
        ("1.234.567", TITIK, "sebagai 1,234,567"),
    ],
)
def test_pilihan_menolak_tanda_yang_lain(teks, pembacaan, kalimat):
    bacaan = baca_target(teks, pembacaan=pembacaan)
    assert (bacaan.jenis, bacaan.nilai) == (J.SALAH, None)
    assert kalimat in bacaan.kalimat


def test_rupiah_paling_banyak_dua_desimal():
    """850.000 rupiah is not 850 rupiah and no thousandths."""
    assert baca_target("850.000").jenis == J.TANYA
    for bacaan in (
        baca_target("850.000", bidang=RupiahField),
        baca_target("850.000", satuan="Rp"),
        baca_target("Rp850.000"),
    ):
        assert (bacaan.jenis, bacaan.nilai) == (J.ANGKA, D(850000))
    assert baca_target("850,123", satuan="Rp", pembacaan=KOMA).jenis == J.SALAH


# -- ranges -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "bawah", "atas", "satuan"),
    [
        ("80 - 90%", "80", "90", "%"),
        ("80–90 %", "80", "90", "%"),
        ("80% - 90%", "80", "90", "%"),
        ("80 % s/d 90 persen", "80", "90", "persen"),
        ("80 −90", "80", "90", ""),
        ("80 -\n90%", "80", "90", "%"),
        ("7 - 8 bulan", "7", "8", "bulan"),
        ("7 s.d. 8 bulan", "7", "8", "bulan"),
        ("7 s.d 8 bulan", "7", "8", "bulan"),
        ("7 sd 8 bulan", "7", "8", "bulan"),
        ("7 bulan s.d. 8 bulan", "7", "8", "bulan"),
        ("7 sampai dengan 8 bulan", "7", "8", "bulan"),
        ("7 hingga 8", "7", "8", ""),
        ("0,5 – 1,25", "0.5", "1.25", ""),
        ("80.5 - 90.5", "80.5", "90.5", ""),
        ("Rp5.000.000 - Rp6.000.000", "5000000", "6000000", "Rp"),
        ("80 - 80", "80", "80", ""),
        # The other reading, 900 to 1,1, is no range.
        ("900 - 1.100", "900", "1100", ""),
    ],
)
def test_rentang_terbaca(teks, bawah, atas, satuan):
    bacaan = baca_target(teks)
    assert (bacaan.jenis, bacaan.batas_bawah, bacaan.batas_atas) == (J.RENTANG, D(bawah), D(atas))
    assert (bacaan.nilai, bacaan.satuan) == (None, satuan)
    assert bacaan.tertulis == f"{tulis_angka(D(bawah))} – {tulis_angka(D(atas))}"


def test_rentang_dengan_dua_bacaan_ditanyakan():
    bacaan = baca_target("1.234 - 2.345 Org")
    assert (bacaan.jenis, bacaan.batas_bawah, bacaan.batas_atas) == (J.TANYA, None, None)
    assert bacaan.pilih("koma").batas_atas == D(2345)
    assert bacaan.pilih("titik").batas_atas == D("2.345")


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("90 - 80", "melebihi batas atasnya"),
        ("7 bulan - 8 hari", "dua satuan"),
        ("80% - 90", "dua satuan"),
        ("80,5 - 90.5", "berbeda tanda desimalnya"),
        ("1-2-3", "bukan angka"),
        ("-5 - 8", "negatif"),
    ],
)
def test_rentang_yang_tidak_jelas_ditolak(teks, kalimat):
    bacaan = baca_target(teks)
    assert (bacaan.jenis, bacaan.batas_bawah, bacaan.batas_atas) == (J.SALAH, None, None)
    assert kalimat in bacaan.kalimat


# -- levels, no target, empty -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "tingkat"),
    [
        ("WTP", "WTP"),
        ("wtp", "WTP"),
        ("Wajar Tanpa Pengecualian", "WTP"),
        ("BB", "BB"),
        ("A", "A"),
        (" Sangat  baik ", "Sangat Baik"),
        ("KURANG", "Kurang"),
    ],
)
def test_tingkat_dikenal(teks, tingkat):
    bacaan = baca_target(teks)
    assert (bacaan.jenis, bacaan.tingkat, bacaan.tertulis, bacaan.nilai) == (
        J.TINGKAT,
        tingkat,
        tingkat,
        None,
    )


def test_tingkat_dari_skala_indikator():
    assert baca_target("paripurna", tingkat_dikenal=("Utama", "Paripurna")).tingkat == "Paripurna"
    tolak = baca_target("WTP", tingkat_dikenal=("Utama", "Paripurna"))
    assert tolak.jenis == J.SALAH
    assert tolak.kalimat.endswith("salah satu tingkat: Utama, Paripurna.")
    # A full name is known only where its level is.
    assert baca_target("Wajar Tanpa Pengecualian", tingkat_dikenal=("Utama",)).jenis == J.SALAH


def test_tingkat_bawaan_memuat_yang_dinilai_pengukuran():
    """This module may not import pengukuran; what pengukuran scores must still be readable."""
    label = {satu.label for satu in (*rumus.TINGKAT_PREDIKAT_SAKIP, *rumus.TINGKAT_OPINI_BPK)}
    for satu in (skala.PERMENDAGRI_86_2017, skala.PERMENPANRB_88_2021):
        label |= {kelas.label for kelas in satu.kelas}
    assert label <= set(TINGKAT_DIKENAL)


@pytest.mark.parametrize(
    ("satuan", "persen"),
    [("%", True), ("Persen", True), (" persen ", True), ("persen (%)", True), ("Angka", False), ("", False)],
)
def test_satuan_persen_dikenal(satuan, persen):
    assert adalah_persen(satuan) == persen


@pytest.mark.parametrize("teks", ["n/a", "N/A", "-", "–", "—", "tad", "Belum ditetapkan", "tidak ada"])
def test_tanpa_target_bukan_nol(teks):
    bacaan = baca_target(teks)
    assert (bacaan.jenis, bacaan.teks, bacaan.nilai, bacaan.tertulis) == (J.TIDAK_ADA, teks, None, teks)
    assert "bukan nol" in bacaan.kalimat


@pytest.mark.parametrize("isi", [None, "", "   ", "\n\t", "\u00a0", "\u200b"])
def test_kosong_bukan_nol_dan_bukan_tanpa_target(isi):
    bacaan = baca_target(isi)
    assert (bacaan.jenis, bacaan.nilai, bacaan.teks, bacaan.kalimat) == (J.KOSONG, None, "", "")


def test_nihil_ditanyakan():
    bacaan = baca_target("Nihil")
    assert bacaan.jenis == J.TANYA
    assert bacaan.pilih("nol").nilai == 0
    assert bacaan.pilih("tidak_ada").jenis == J.TIDAK_ADA


# -- refused ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("> 90", "bukan satu angka"),
        ("≥ 90", "bukan satu angka"),
        ("<5", "bukan satu angka"),
        ("90+", "bukan satu angka"),
        ("±5", "bukan satu angka"),
        ("minimal 90", "bukan satu angka"),
        ("Min. 90 %", "bukan satu angka"),
        ("90 ke atas", "bukan satu angka"),
        ("90 keatas", "bukan satu angka"),
        ("90 atau lebih", "bukan satu angka"),
        ("paling lambat 7 hari", "bukan satu angka"),
        ("sekitar 90", "bukan satu angka"),
        ("80-an", "bukan satu angka"),
        ("naik 5%", "menyebut perubahan"),
        ("1:32", "perbandingan"),
        ("1 : 17,9", "perbandingan"),
        ("3/4", "perbandingan"),
        ("8 dari 10", "perbandingan"),
        ("-5", "negatif"),
        ("\u22125", "negatif"),
        ("- 5", "negatif"),
        ("(5)", "tanpa tanda kurung"),
        ("12 (dua belas) bulan", "tanpa tanda kurung"),
        ("75,35 BB", "angka dan tingkat"),
        ("5 juta", "tanpa “juta”"),
        ("Rp 5,2 M", "tanpa “M”"),
        ("5 ribu orang", "tanpa “ribu”"),
        ("12.34.56", "bukan angka"),
        ("1,2,3", "bukan angka"),
        ("007", "bukan angka"),
        ("1e5", "bukan angka"),
        ("0x10", "bukan angka"),
        ("1 234", "bukan angka"),
        ("5\n6", "bukan angka"),
        ("7 bulan 3 hari", "bukan angka"),
        ("NaN", "bukan tingkat yang dikenal"),
        ("inf", "bukan tingkat yang dikenal"),
        ("lima", "bukan tingkat yang dikenal"),
        ("Prima", "bukan tingkat yang dikenal"),
        ("Sangat Tinggi(ST)", "bukan tingkat yang dikenal"),
        ("\uff11\uff12", "bukan angka biasa 0–9"),
        ("\u0661\u0662", "bukan angka biasa 0–9"),
        ("5½", "bukan angka biasa 0–9"),
        ("5²", "bukan angka biasa 0–9"),
        ("1\u200b234", "tidak terlihat"),
        ("\u202e432.1", "tidak terlihat"),
        ("5\x00", "tidak terlihat"),
        ("=1+1", "rumus"),
        ("#DIV/0!", "galat Excel #DIV/0!"),
        ("#N/A", "galat Excel"),
        ("1,23456", "4 angka di belakang koma"),
        ("92.85714285714286", "4 angka di belakang koma"),
        ("123456789012,3456", "15 angka penting"),
        ("1000000000000000", "15 angka di depan koma"),
        ("9" * 150, "15 angka di depan koma"),
        ("9" * 201, "terlalu panjang"),
        ("5 " + "a" * 61, "terlalu panjang untuk satuan"),
    ],
)
def test_yang_tidak_pasti_ditolak_dengan_kalimat(teks, kalimat):
    bacaan = baca_target(teks)
    assert (bacaan.jenis, bacaan.nilai, bacaan.pilihan) == (J.SALAH, None, ())
    assert kalimat in bacaan.kalimat
    assert bacaan.kalimat.endswith(".")
    assert len(bacaan.kalimat) < 500


def test_negatif_terbaca_bila_diizinkan():
    assert baca_target("-0,5 %", boleh_negatif=True).nilai == D("-0.5")
    assert baca_target(D("-0.5"), boleh_negatif=True).nilai == D("-0.5")
    assert baca_target("-2 - 3", boleh_negatif=True).batas_bawah == D(-2)
    assert "rapat" in baca_target("- 5", boleh_negatif=True).kalimat


def test_kata_pelipat_yang_memang_satuannya_diterima():
    bacaan = baca_target("1,2 triliun", satuan="Rp triliun")
    assert (bacaan.nilai, bacaan.satuan) == (D("1.2"), "triliun")


def test_anggaran_tidak_bersatuan_lain():
    assert "dalam rupiah" in baca_target("5 unit", bidang=RupiahField).kalimat
    assert "tanpa “M”" in baca_target("5,2 M", bidang=RupiahField).kalimat


# -- what Excel kept as a number, a date, a boolean ---------------------------------------------------


@pytest.mark.parametrize(
    ("isi", "nilai"),
    [
        (232, "232"),
        (0, "0"),
        (D("62.26"), "62.26"),
        # The 17 digits a file holds for what Excel shows as 4,47 and 62,26.
        (D("4.4699999999999998"), "4.47"),
        (D("62.259999999999998"), "62.26"),
        (4.47, "4.47"),
        (D("1.234"), "1.234"),
        (D("1E+3"), "1000"),
    ],
)
def test_angka_excel_tidak_pernah_ditanyakan(isi, nilai):
    bacaan = baca_target(isi)
    assert (bacaan.jenis, bacaan.nilai, bacaan.notasi) == (J.ANGKA, D(nilai), None)
    # As a model field counts decimals.
    assert -4 <= bacaan.nilai.as_tuple().exponent <= 0


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        (D("NaN"), "angka biasa"),
        (D("-Infinity"), "angka biasa"),
        (D("sNaN"), "angka biasa"),
        (float("inf"), "angka biasa"),
        (D("33.3333333333333"), "4 angka di belakang koma"),
        (D("1E+300"), "terlalu besar"),
        pytest.param(10**5000, "terlalu besar", id="5001 angka"),
        (D("-5"), "negatif"),
        (True, "TRUE/FALSE"),
        (False, "TRUE/FALSE"),
        (date(2026, 8, 7), "sebagai tanggal 07-08-2026"),
        (datetime(2026, 8, 7, 1, 2), "sebagai tanggal 07-08-2026"),
        (date(1, 1, 1), "sebagai tanggal 01-01-0001"),
        (time(1, 32), "sebagai jam"),
        (timedelta(hours=1, minutes=32), "sebagai jam"),
    ],
)
def test_isi_excel_yang_bukan_target_ditolak(isi, kalimat):
    bacaan = baca_target(isi)
    assert (bacaan.jenis, bacaan.nilai) == (J.SALAH, None)
    assert kalimat in bacaan.kalimat


def test_jenis_isi_yang_asing_adalah_kesalahan_pemanggil():
    with pytest.raises(TypeError, match="Isi sel tidak dikenal: list"):
        baca_target([5])


@pytest.mark.parametrize(
    ("format_angka", "persen"),
    [
        ("0%", True),
        ("0.00%", True),
        ("#,##0.0 %;[Red]-0%", True),
        ("General", False),
        ('0" %"', False),
        ("0\\%", False),
        ('0.00" persen"', False),
        ("", False),
    ],
)
def test_format_persen_yang_mengalikan_seratus(format_angka, persen):
    assert format_persen(format_angka) is persen


@pytest.mark.parametrize(
    ("isi", "nilai"), [("0.85", "85"), ("0.28499999999999998", "28.5"), ("1", "100"), ("0", "0")]
)
def test_format_persen_dibaca_seperti_tampil_bila_satuannya_persen(isi, nilai):
    bacaan = baca_target(D(isi), format_angka="0.0%", satuan="Persen")
    assert (bacaan.jenis, bacaan.nilai, bacaan.satuan) == (J.ANGKA, D(nilai), "%")


def test_format_persen_ditanyakan_bila_satuannya_lain():
    bacaan = baca_target(D("0.85"), format_angka="0%", satuan="Angka")
    assert (bacaan.jenis, bacaan.nilai, bacaan.teks) == (J.TANYA, None, "85%")
    assert {satu.kode: satu.bacaan.nilai for satu in bacaan.pilihan} == {"persen": D(85), "asli": D("0.85")}
    for pilihan, nilai in ((PilihanPersen.PERSEN, "85"), (PilihanPersen.ASLI, "0.85")):
        assert baca_target(D("0.85"), format_angka="0%", persen=pilihan).nilai == D(nilai)
    # Nought is nought either way.
    assert baca_target(D(0), format_angka="0%", satuan="Angka").nilai == 0


# -- a whole column ---------------------------------------------------------------------------------


def jenis(hasil):
    return [satu.jenis for satu in hasil.bacaan]


def nilai(hasil):
    return [satu.nilai for satu in hasil.bacaan]


@pytest.mark.parametrize(
    ("sel", "terbaca"),
    [
        (["62,26", "93,6", "100", D("1.5")], ["62.26", "93.6", "100", "1.5"]),
        (["93.6", "88.60", "100", 7], ["93.6", "88.60", "100", "7"]),
        (["1.234.567", "62,26", "1.234,5"], ["1234567", "62.26", "1234.5"]),
        ([D("1.234"), 1234, "232 Org"], ["1.234", "1234", "232"]),
    ],
)
def test_kolom_satu_tanda_langsung_terbaca(sel, terbaca):
    hasil = baca_kolom(sel)
    assert (hasil.perlu_pilihan, hasil.pilihan, hasil.kalimat) == (False, (), "")
    assert nilai(hasil) == [D(satu) for satu in terbaca]


def test_kolom_campur_ditanyakan_dengan_kedua_bacaan():
    hasil = baca_kolom(["62,26", "93.6", "1.234", 50, "WTP", None])
    assert hasil.perlu_pilihan
    assert hasil.saran is None
    assert hasil.kalimat == "Kolom ini mencampur koma dan titik desimal. Pilih cara bacanya."
    # Until somebody chooses, nothing that depends on it carries a figure.
    assert jenis(hasil) == [J.SALAH, J.SALAH, J.TANYA, J.ANGKA, J.TINGKAT, J.KOSONG]
    assert nilai(hasil) == [None, None, None, D(50), None, None]
    bacaan = {
        satu.pembacaan: [(ke, bacaan.jenis, bacaan.nilai) for ke, bacaan in satu.sel]
        for satu in hasil.pilihan
    }
    assert bacaan == {
        KOMA: [(0, J.ANGKA, D("62.26")), (1, J.SALAH, None), (2, J.ANGKA, D(1234))],
        TITIK: [(0, J.SALAH, None), (1, J.ANGKA, D("93.6")), (2, J.ANGKA, D("1.234"))],
        CAMPUR: [(0, J.ANGKA, D("62.26")), (1, J.ANGKA, D("93.6")), (2, J.TANYA, None)],
    }
    assert [(satu.jumlah_terbaca, satu.jumlah_terhambat) for satu in hasil.pilihan] == [(2, 1)] * 3
    assert hasil.pilihan[0].contoh() == ("62,26 → 62,26", "93.6 → ditolak", "1.234 → 1234")
    assert hasil.pilihan[2].contoh()[2] == "1.234 → ditanyakan"


@pytest.mark.parametrize(
    ("pembacaan", "terbaca"),
    [
        (KOMA, ["62.26", None, "1234"]),
        (TITIK, [None, "93.6", "1.234"]),
        (CAMPUR, ["62.26", "93.6", None]),
    ],
)
def test_kolom_dengan_pilihan_dibaca_menurutnya_atau_ditolak(pembacaan, terbaca):
    hasil = baca_kolom(["62,26", "93.6", "1.234"], pembacaan=pembacaan)
    assert not hasil.perlu_pilihan
    assert nilai(hasil) == [satu and D(satu) for satu in terbaca]
    assert all(satu.ada_target or satu.kalimat for satu in hasil.bacaan)


def test_tetangga_tidak_memutuskan_hanya_menyarankan():
    """62,26 beside 1.234 may be the mixed column itself; the neighbours only say what to offer first."""
    hasil = baca_kolom(["62,26", "1.234", "5"])
    assert (hasil.perlu_pilihan, hasil.saran) == (True, KOMA)
    assert nilai(hasil) == [D("62.26"), None, D(5)]
    assert [satu.pembacaan for satu in hasil.pilihan] == [KOMA, TITIK]
    assert "“1.234”" in hasil.kalimat
    assert baca_kolom(["93.6", "1.234"]).saran == TITIK
    assert baca_kolom(["1.234", "5"]).saran is None


def test_kolom_anggaran_tidak_perlu_ditanyakan():
    hasil = baca_kolom(["5.294.655.000", "827.924", "850.000", "Rp1.000,00"], bidang=RupiahField)
    assert not hasil.perlu_pilihan
    assert nilai(hasil) == [D(5294655000), D(827924), D(850000), D(1000)]


def test_kolom_berformat_persen_ditanyakan_sekali():
    sel = [IsiSel(D("0.85"), "0%", "%"), IsiSel(D("0.9"), "0%", "Angka"), IsiSel("62,26")]
    hasil = baca_kolom(sel)
    assert (hasil.perlu_persen, hasil.perlu_pilihan) == (True, False)
    assert nilai(hasil) == [D(85), None, D("62.26")]
    assert [[(ke, satu.nilai) for ke, satu in pilihan.sel] for pilihan in hasil.pilihan_persen] == [
        [(1, D(90))],
        [(1, D("0.9"))],
    ]
    assert hasil.pilihan_persen[0].label == "Seperti tampil di Excel (85% dibaca 85)"
    terjawab = baca_kolom(sel, persen=PilihanPersen.ASLI)
    assert not terjawab.perlu_persen
    assert nilai(terjawab) == [D(85), D("0.9"), D("62.26")]


def test_satuan_kolom_berlaku_bagi_sel_tanpa_satuan():
    assert nilai(baca_kolom([IsiSel(D("0.85"), "0%")], satuan="%")) == [D(85)]


def test_contoh_berbeda_beda():
    hasil = baca_kolom([*["62,26"] * 50, *["93.6"] * 50, "1.234"])
    assert hasil.pilihan[1].contoh() == ("62,26 → ditolak", "93.6 → 93,6", "1.234 → 1,234")


def test_kolom_kosong():
    assert baca_kolom([]).bacaan == ()


# -- figures as offices published them ------------------------------------------------------------------

CONTOH = Path(__file__).resolve().parents[2] / "fixtures/contoh"


@pytest.mark.parametrize("berkas", ["D16", "D31", "D32"])
def test_kolom_terbitan_terbaca_tanpa_ditanyakan(berkas):
    baris = json.loads((CONTOH / f"{berkas}.json").read_text(encoding="utf-8"))["baris"]
    for kolom, bidang in (("target", NilaiField), ("anggaran", RupiahField)):
        sel = [satu[kolom] for satu in baris if satu.get(kolom)]
        hasil = baca_kolom([satu["printed"] for satu in sel], bidang=bidang)
        assert not hasil.perlu_pilihan
        assert nilai(hasil) == [D(satu["value"]) for satu in sel]
    bulanan = [sel for satu in baris for sel in satu.get("target_bulanan") or []]
    assert nilai(baca_kolom([satu["printed"] for satu in bulanan])) == [D(satu["value"]) for satu in bulanan]


# -- properties -------------------------------------------------------------------------------------

# What an indicator may hold: 15 significant digits, at most 4 of them decimal.
NILAI = st.tuples(st.integers(0, 10**15 - 1), st.integers(0, 4)).map(
    lambda bagian: D(bagian[0]).scaleb(-bagian[1])
)
RUPIAH = st.tuples(st.integers(0, 10**15 - 1), st.integers(0, 2)).map(
    lambda bagian: D(bagian[0]).scaleb(-bagian[1])
)
SATUAN = st.sampled_from(["", " %", "%", " Org", " Angka", " Desa/Kel", " per 1.000 KH", " bulan"])
TUKAR = str.maketrans(",.", ".,")


def bacaan_mungkin(bacaan):
    """All readings a Bacaan leaves open, as (nilai, bawah, atas)."""
    daftar = [satu.bacaan for satu in bacaan.pilihan] or [bacaan]
    return {(satu.nilai, satu.batas_bawah, satu.batas_atas) for satu in daftar}


@given(NILAI, SATUAN)
@example(D(1234), "")
@example(D("1.234"), " Org")
@SIFAT
def test_yang_tertulis_terbaca_kembali(nilai, satuan):
    """As chosen exactly; without a choice exactly, or as one of the readings asked about."""
    teks = tulis_angka(nilai) + satuan
    bacaan = baca_target(teks, pembacaan=KOMA)
    assert (bacaan.jenis, bacaan.nilai, bacaan.satuan) == (J.ANGKA, nilai, satuan.strip())
    assert tulis_angka(bacaan.nilai) + satuan == teks
    assert (nilai, None, None) in bacaan_mungkin(baca_target(teks))
    inggris = tulis_angka(nilai).translate(TUKAR) + satuan
    assert baca_target(inggris, pembacaan=TITIK).nilai == nilai
    assert (nilai, None, None) in bacaan_mungkin(baca_target(inggris))
    assert baca_target(nilai).nilai == nilai


@given(NILAI)
@SIFAT
def test_yang_negatif_terbaca_kembali_bila_diizinkan(nilai):
    teks = tulis_angka(-nilai)
    assert baca_target(teks, pembacaan=KOMA, boleh_negatif=True).nilai == -nilai
    assert nilai == 0 or baca_target(teks, pembacaan=KOMA).jenis == J.SALAH


@given(NILAI, NILAI, st.sampled_from([" - ", "-", "–", " s.d. ", " sampai dengan ", " s/d "]), SATUAN)
@SIFAT
def test_rentang_terbaca_kembali(satu, lain, sambung, satuan):
    bawah, atas = sorted([satu, lain])
    teks = f"{tulis_angka(bawah)}{sambung}{tulis_angka(atas)}{satuan}"
    bacaan = baca_target(teks, pembacaan=KOMA)
    assert (bacaan.jenis, bacaan.batas_bawah, bacaan.batas_atas) == (J.RENTANG, bawah, atas)
    assert bacaan.satuan == satuan.strip()
    assert (None, bawah, atas) in bacaan_mungkin(baca_target(teks))


@given(RUPIAH, st.sampled_from(["Rp{}", "Rp {}", "Rp. {}", "rp{}", "{} rupiah", "{} Rp"]))
@SIFAT
def test_rupiah_terbaca_kembali_tanpa_ditanyakan(nilai, bentuk):
    teks = bentuk.format(tulis_angka(nilai, 2))
    bacaan = baca_target(teks, bidang=RupiahField)
    assert (bacaan.jenis, bacaan.nilai) == (J.ANGKA, nilai)
    if nilai == nilai.to_integral_value():
        assert baca_target(bentuk.format(tulis_angka(nilai)), bidang=RupiahField).nilai == nilai


ANGKA_BEBAS = st.text(alphabet="0123456789.,", min_size=1, max_size=14)
MENYERUPAI_SEL = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789.,-+–− eE%Rpsdabuln/:()\u0661\u00a0\u200bNWTP²½m", max_size=24),
    st.builds("{}{}{}".format, ANGKA_BEBAS, st.sampled_from(["", " ", " - ", "–", " s.d. "]), ANGKA_BEBAS),
    st.builds("{}{}".format, ANGKA_BEBAS, st.sampled_from([" Org", "%", " juta", " BB", ",-"])),
)


def bacaan_lugas(angka):
    """All readings of digits and signs, worked out a second time and otherwise than in the module."""
    hasil = set()
    for desimal, ribuan in ((",", "."), (".", ",")):
        depan, ada, belakang = angka.partition(desimal)
        kelompok = depan.split(ribuan)
        if (ada and not (belakang.isdigit() and belakang.isascii())) or not depan[:1].isdigit():
            continue
        if not all(satu.isdigit() and satu.isascii() for satu in kelompok):
            continue
        if len(kelompok) > 1 and (len(kelompok[0]) > 3 or any(len(satu) != 3 for satu in kelompok[1:])):
            continue
        if depan[0] == "0" and depan != "0":
            continue
        hasil.add(D("".join(kelompok) + (f".{belakang}" if ada else "")))
    return hasil


@given(MENYERUPAI_SEL, st.sampled_from([None, *PilihanDesimal]), st.sampled_from([NilaiField, RupiahField]))
@example("5 " + "%" * 198, None, NilaiField)
@example("\ud800", None, NilaiField)
@settings(SIFAT, max_examples=1500)
def test_teks_apa_pun_dijawab(teks, pembacaan, bidang):
    bacaan = baca_target(teks, pembacaan=pembacaan, bidang=bidang)
    assert (bacaan.nilai is not None) == (bacaan.jenis == J.ANGKA)
    assert (bacaan.batas_bawah is not None) == (bacaan.batas_atas is not None) == (bacaan.jenis == J.RENTANG)
    assert bool(bacaan.tingkat) == (bacaan.jenis == J.TINGKAT)
    assert bool(bacaan.pilihan) == (bacaan.jenis == J.TANYA)
    if bacaan.terhambat:
        assert bacaan.kalimat
    if bacaan.jenis == J.TANYA:
        assert len({(satu.bacaan.jenis, *satu_bentuk(satu.bacaan)) for satu in bacaan.pilihan}) >= 2
        assert len({satu.kalimat for satu in bacaan.pilihan}) == len(bacaan.pilihan)
    if bacaan.jenis == J.RENTANG:
        assert 0 <= bacaan.batas_bawah <= bacaan.batas_atas
    for satu in satu_bentuk(bacaan):
        if satu is not None:
            assert satu >= 0
            assert -bidang.pecahan <= satu.as_tuple().exponent <= 0
            bidang().run_validators(satu)


def satu_bentuk(bacaan):
    return bacaan.nilai, bacaan.batas_bawah, bacaan.batas_atas


@given(ANGKA_BEBAS, SATUAN)
@example("1.234", "")
@example("1,234", " Org")
@settings(SIFAT, max_examples=1500)
def test_tanpa_pilihan_hanya_yang_satu_bacaan_bernilai(angka, satuan):
    """Against a second reader: a figure only where the writing has one reading, a question where it has two."""
    mungkin = bacaan_lugas(angka)
    bacaan = baca_target(angka + satuan)
    if len(mungkin) == 2:
        assert bacaan.jenis == J.TANYA
        assert {satu.bacaan.nilai for satu in bacaan.pilihan} == mungkin
    elif bacaan.jenis == J.ANGKA:
        assert mungkin == {bacaan.nilai}
    else:
        assert bacaan.jenis == J.SALAH
        assert not mungkin or re.search(r"angka (di belakang|di depan) koma|angka penting", bacaan.kalimat)


@given(st.lists(st.one_of(ANGKA_BEBAS, st.sampled_from(["62,26", "93.6", "1.234", "", "n/a"]), NILAI)))
@settings(SIFAT, max_examples=300)
def test_kolom_tanpa_pilihan_tidak_menebak(sel):
    hasil = baca_kolom(sel)
    assert len(hasil.bacaan) == len(sel)
    terbaca = [
        bacaan_lugas(satu)
        for satu, bacaan in zip(sel, hasil.bacaan, strict=True)
        if isinstance(satu, str) and bacaan.ada_target
    ]
    assert all(len(satu) == 1 for satu in terbaca)
    # Never figures from both signs side by side.
    tanda = {bacaan.notasi for bacaan in hasil.bacaan if bacaan.ada_target} - {None}
    assert len(tanda) < 2
    assert hasil.perlu_pilihan == bool(hasil.pilihan)
    if not hasil.perlu_pilihan:
        assert all(satu.jenis != J.TANYA for satu in hasil.bacaan)
        return
    for pilihan in hasil.pilihan:
        dipilih = baca_kolom(sel, pembacaan=pilihan.pembacaan)
        assert not dipilih.perlu_pilihan
        assert all(dipilih.bacaan[ke] == bacaan for ke, bacaan in pilihan.sel)
        terkait = {ke for ke, _ in pilihan.sel}
        sama = [ke for ke in range(len(sel)) if ke not in terkait]
        assert all(dipilih.bacaan[ke] == hasil.bacaan[ke] for ke in sama)


@given(st.sampled_from(sorted(TANPA_TARGET) + list(TINGKAT_DIKENAL)), st.sampled_from([str.upper, str.lower]))
@SIFAT
def test_kata_dikenal_tanpa_memandang_huruf_besar(kata, ubah):
    assume(ubah(kata).casefold() == kata.casefold())
    bacaan = baca_target(ubah(kata))
    assert bacaan.jenis == (J.TINGKAT if kata in TINGKAT_DIKENAL else J.TIDAK_ADA)
