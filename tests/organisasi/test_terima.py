"""What a page sends beside its forms is read or is nothing."""

import pytest

from organisasi.terima import baca_bulat, baca_teks


@pytest.mark.parametrize(
    ("teks", "angka"),
    [
        ("0", 0),
        ("12", 12),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("", None),
        ("-1", None),
        ("1,5", None),
        (" 1", None),
        ("²", None),
        ("١٢", None),
    ],
)
def test_bilangan_dari_angka_saja(teks, angka):
    assert baca_bulat(teks) == angka


def test_batas_banyaknya_angka():
    assert (baca_bulat("99999", digit=5), baca_bulat("100000", digit=5)) == (99999, None)


def test_teks_tanpa_nul_dirapikan_dan_dipotong():
    data = {"cari": " \x00ab c\x00 ", "kosong": "  "}
    assert baca_teks(data, "cari", 100) == "ab c"
    assert baca_teks(data, "cari", 2) == "ab"
    assert baca_teks(data, "kosong", 100) == baca_teks(data, "tidak_ada", 100) == ""
