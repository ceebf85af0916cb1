"""Targets of a year against the method of the period: what disagrees is named, what agrees is left in peace."""

import json
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perencanaan.baca_target import baca_target
from perencanaan.models import PenanggungJawabData, VersiIndikator
from perencanaan.periksa_target import (
    DeretTarget,
    KodePeringatan,
    periksa_bagian_unit,
    periksa_target,
    sarankan_metode,
)

K = KodePeringatan
AKAR = Path(__file__).resolve().parents[2]
SIFAT = settings(max_examples=200, derandomize=True, database=None, deadline=None)


def bulan(*nilai, mulai=1):
    return tuple(("bulan", ke, None if satu is None else D(satu)) for ke, satu in enumerate(nilai, mulai))


def tw(*nilai):
    return tuple(("triwulan", ke, None if satu is None else D(satu)) for ke, satu in enumerate(nilai, 1))


def semester(*nilai):
    return tuple(("semester", ke, None if satu is None else D(satu)) for ke, satu in enumerate(nilai, 1))


def periksa(metode, nilai=None, periode=(), **lain):
    return periksa_target(
        DeretTarget(metode=metode, nilai=None if nilai is None else D(nilai), periode=periode, **lain)
    )


def kode(*args, **kwargs):
    return [satu.kode for satu in periksa(*args, **kwargs)]


# -- the published plan of action -------------------------------------------------------------------

D31 = json.loads((AKAR / "fixtures/contoh/D31.json").read_text(encoding="utf-8"))["baris"]


def deret_d31(baris):
    """As printed, read by our own reader."""
    return DeretTarget(
        metode="nilai_akhir",
        frekuensi="bulan",
        satuan=baris["satuan"],
        nilai=baca_target(baris["target"]["printed"]).nilai,
        periode=tuple(
            ("bulan", ke, baca_target(satu["printed"]).nilai)
            for ke, satu in enumerate(baris["target_bulanan"], 1)
        ),
    )


def test_rencana_aksi_terbitan_hanya_satu_yang_tidak_cocok():
    """Of the 20 rows of that PK only R014 disagrees with itself: 4,47 for the year, 4,7 in December."""
    temuan = {baris["id"]: periksa_target(deret_d31(baris)) for baris in D31}
    assert len(temuan) == 20
    assert {id_baris: [satu.kode for satu in isi] for id_baris, isi in temuan.items() if isi} == {
        "D31-R014": [K.AKHIR_BEDA]
    }
    (satu,) = temuan["D31-R014"]
    assert satu.kalimat == (
        "Target Desember 4,7, sedangkan target tahun 4,47. Samakan keduanya, atau tuliskan alasannya."
    )
    assert satu.periode == (("bulan", 12),)
    assert satu.kunci == "akhir_beda/bulan-12"


@pytest.mark.parametrize(
    ("id_baris", "metode", "harap"),
    [
        # 0 ... 0 0,9: added up it is 0,9 as well, but its mean is 0,08, and its lowest 0.
        ("D31-R001", "jumlah", []),
        ("D31-R001", "rata_rata", [K.RATA_RATA_BEDA]),
        ("D31-R001", "min", [K.TERENDAH_BEDA]),
        ("D31-R001", "maks", []),
        ("D31-R001", "tahunan", [K.BELUM_WAKTUNYA]),
        # Flat 100 per cent: everything but a sum.
        ("D31-R013", "rata_rata", []),
        ("D31-R013", "min", []),
        ("D31-R013", "rasio", []),
        ("D31-R013", "jumlah", [K.PERSEN_DIJUMLAHKAN, K.JUMLAH_BEDA]),
    ],
)
def test_deret_terbitan_dengan_metode_lain(id_baris, metode, harap):
    asli = deret_d31(next(baris for baris in D31 if baris["id"] == id_baris))
    deret = DeretTarget(
        metode=metode, frekuensi="bulan", satuan=asli.satuan, nilai=asli.nilai, periode=asli.periode
    )
    assert [satu.kode for satu in periksa_target(deret)] == harap


# -- by method, worked by hand ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metode", "tahun", "periode", "harap"),
    [
        # Last position.
        ("nilai_akhir", "100", tw(25, 50, 75, 100), []),
        ("nilai_akhir", "100", tw(100, 100, 100, 100), []),
        ("nilai_akhir", "95.56", tw(93, 93, 94, "95.5"), [K.AKHIR_BEDA]),
        ("nilai_akhir", "100", tw(25, 50, 40, 100), [K.MUNDUR]),
        ("nilai_akhir", "100", semester(50, 90), [K.AKHIR_BEDA]),
        ("rasio", "90", tw(90, 90, 90, 90), []),
        ("rasio", "90", tw(90, 90, 90, 91), [K.AKHIR_BEDA]),
        # 1,5 and 1,50 are the same figure.
        ("nilai_akhir", "1.50", tw(1, 1, 1, "1.5"), []),
        # Sum.
        ("jumlah", "20", tw(5, 5, 5, 5), []),
        ("jumlah", "20", tw(5, 5, 5, 4), [K.JUMLAH_BEDA]),
        ("jumlah", "0.3", tw("0.1", "0.1", "0.1", 0), []),
        ("jumlah", "2", tw(2, 0, 0, 0), []),
        ("jumlah", "24", bulan(*[2] * 12), []),
        # Mean, rounded to the two decimals shown.
        ("rata_rata", "4.17", tw("4.1", "4.2", "4.2", "4.18"), []),  # 4,17 exactly
        ("rata_rata", "4.18", tw("4.1", "4.2", "4.2", "4.2"), []),  # 4,175 rounds half up
        ("rata_rata", "4.17", tw("4.1", "4.2", "4.2", "4.2"), [K.RATA_RATA_BEDA]),
        ("rata_rata", "4.175", tw("4.1", "4.2", "4.2", "4.2"), []),
        ("rata_rata", "90", tw(80, 90, 95, 95), []),
        # Extremes.
        ("maks", "9", tw(3, 9, 4, 4), []),
        ("maks", "10", tw(3, 9, 4, 4), [K.TERTINGGI_BEDA]),
        ("min", "3", tw(3, 9, 4, 4), []),
        ("min", "4", tw(3, 9, 4, 4), [K.TERENDAH_BEDA]),
        # Once a year.
        ("tahunan", "80", tw(None, None, None, 80), []),
        ("tahunan", "80", tw(None, None, None, 81), [K.AKHIR_BEDA]),
        ("tahunan", "80", tw(0, None, None, 80), [K.BELUM_WAKTUNYA]),
        ("tahunan", "80", tw(20, 40, 60, 80), [K.BELUM_WAKTUNYA]),
        ("tahunan", "80", tw(80, None, None, None), [K.PERIODE_KOSONG, K.BELUM_WAKTUNYA]),
        ("tahunan", "80", (("tahun", 1, D(80)),), []),
        ("tahunan", "80", (("tahun", 1, D(81)),), [K.AKHIR_BEDA]),
        # Nothing to compare.
        ("nilai_akhir", "80", (), []),
        ("nilai_akhir", "80", tw(None, None, None, None), []),
        ("nilai_akhir", None, (), []),
        ("nilai_akhir", None, tw(1, 2, 3, 4), [K.TAHUN_KOSONG]),
        # Nought is a target, blank is none.
        ("nilai_akhir", "0", tw(0, 0, 0, 0), []),
        ("nilai_akhir", "0", tw(0, 0, 0, None), [K.PERIODE_KOSONG]),
    ],
)
def test_target_periode_menurut_metode(metode, tahun, periode, harap):
    assert kode(metode, tahun, periode) == harap


@pytest.mark.parametrize(
    ("arah", "periode", "harap"),
    [
        ("turun_selisih", tw(13, "12.5", "12.5", 12), []),
        ("turun_rasio", tw(13, "12.5", 14, 12), [K.MUNDUR]),
        ("turun_selisih", tw(0, 0, 0, 12), [K.MUNDUR]),
        ("naik", tw(13, "12.5", "12.5", 12), [K.MUNDUR]),
        # A range has no direction of its own.
        ("rentang", tw(13, 10, 14, 12), []),
    ],
)
def test_posisi_tidak_mundur_menurut_arah(arah, periode, harap):
    assert kode("nilai_akhir", "12", periode, arah=arah) == harap


def test_kalimat_mundur_menyebut_angka_dan_periode():
    (satu,) = periksa("nilai_akhir", "100", bulan(0, 0, 50, 40, 60, 60, 55, 70, 80, 90, 100, 100))
    assert satu.kalimat == (
        "Makin tinggi makin baik, tetapi target turun dari 50 (Maret) menjadi 40 (April) (dan pada Juli). "
        "Periksa urutannya, atau tuliskan alasannya."
    )
    assert satu.periode == (("bulan", 4), ("bulan", 7))
    (satu,) = periksa("nilai_akhir", "12", tw(0, 0, 0, 12), arah="turun_selisih")
    assert satu.kalimat == (
        "Makin rendah makin baik, tetapi target naik dari 0 (TW III) menjadi 12 (TW IV). "
        "Periksa urutannya, atau tuliskan alasannya. "
        "Kosongkan periode yang belum diukur; 0 berarti targetnya nol."
    )


def test_jumlah_yang_berisi_posisi_dikenali():
    (satu,) = periksa("jumlah", "20", tw(5, 10, 15, 20))
    assert satu.kalimat.startswith("Jumlah target TW I–TW IV 50, sedangkan target tahun 20.")
    assert "tampak sebagai posisi sampai dengan periode itu" in satu.kalimat
    (satu,) = periksa("jumlah", "20", tw(5, 5, 5, 4))
    assert "tampak" not in satu.kalimat


def test_posisi_yang_berisi_tambahan_dikenali():
    (satu,) = periksa("nilai_akhir", "20", tw(5, 5, 5, 5))
    assert satu.kode == K.AKHIR_BEDA
    assert "tampak sebagai tambahan tiap periode" in satu.kalimat


def test_rata_rata_ditulis_dengan_desimal_yang_ditampilkan():
    (satu,) = periksa("rata_rata", "33", tw(33, 33, 34, None))[1:]
    assert satu.kalimat.startswith("Rata-rata target TW I–TW III 33,33, sedangkan target tahun 33.")
    assert kode("rata_rata", "33", tw(33, 33, 33, 34), desimal=0) == []
    # The target's own decimals count, even where fewer are shown: 4,9 is not 4,5.
    assert kode("rata_rata", "4.5", tw("4.9", "4.9", "4.9", "4.9"), desimal=0) == [K.RATA_RATA_BEDA]


# -- gaps -------------------------------------------------------------------------------------------


def test_celah_disebut_dan_jumlah_tetap_diperiksa():
    kosong, beda = periksa("jumlah", "10", bulan(1, None, None, None, 5, 1, 1, 1, None, 1, None, 1))
    assert (kosong.kode, beda.kode) == (K.PERIODE_KOSONG, K.JUMLAH_BEDA)
    assert kosong.kalimat.startswith("Target Februari–April, September, November belum diisi")
    assert kosong.periode == tuple(("bulan", nomor) for nomor in (2, 3, 4, 9, 11))
    assert beda.kalimat.startswith("Jumlah target Januari, Mei–Agustus, Oktober, Desember 11, sedangkan")
    assert kode("jumlah", "11", bulan(1, None, None, None, 5, 1, 1, 1, None, 1, None, 1)) == [
        K.PERIODE_KOSONG
    ]


def test_periode_terakhir_yang_kosong_bukan_beda():
    assert kode("nilai_akhir", "100", tw(25, 50, 75)) == [K.PERIODE_KOSONG]


def test_indikator_tahunan_tidak_bercelah():
    assert kode("nilai_akhir", "80", tw(None, None, None, 80), frekuensi="tahun") == []


# -- months against triwulan, triwulan against semester ------------------------------------------------


@pytest.mark.parametrize(
    ("metode", "tahun", "bulanan", "triwulanan", "beda"),
    [
        ("nilai_akhir", 12, range(1, 13), (3, 6, 9, 12), []),
        ("nilai_akhir", 12, range(1, 13), (3, 5, 9, 12), [2]),
        ("rasio", 12, range(1, 13), (2, 6, 9, 12), [1]),
        ("jumlah", 12, [1] * 12, (3, 3, 3, 3), []),
        ("jumlah", 12, [1] * 12, (3, 2, 4, 3), [2, 3]),
        ("rata_rata", 2, [1, 2, 3] * 4, (2, 2, 2, 2), []),
        # (1 + 2 + 2) / 3 = 1,67
        ("rata_rata", "1.67", [1, 2, 2] * 4, ("1.67", "1.67", "1.67", "1.67"), []),
        ("rata_rata", "1.67", [1, 2, 2] * 4, ("1.67", "1.66", "1.68", "1.67"), [2, 3]),
        ("maks", 3, [1, 2, 3] * 4, (3, 3, 3, 3), []),
        ("maks", 3, [1, 2, 3] * 4, (3, 2, 3, 3), [2]),
        ("min", 1, [1, 2, 3] * 4, (1, 1, 1, 2), [4]),
    ],
)
def test_triwulan_dari_bulannya(metode, tahun, bulanan, triwulanan, beda):
    temuan = periksa(metode, tahun, (*bulan(*bulanan), *tw(*triwulanan)))
    antar = [satu for satu in temuan if satu.kode == K.ANTARPERIODE_BEDA]
    assert [satu.periode for satu in antar] == ([tuple(("triwulan", n) for n in beda)] if beda else [])


def test_kalimat_bulan_dan_triwulan():
    (satu,) = periksa("nilai_akhir", 12, (*bulan(*range(1, 13)), *tw(3, 5, 8, 12)))
    assert satu.kalimat == (
        "Target TW II 5, sedangkan target Juni 6. Samakan keduanya, atau tuliskan alasannya. "
        "Begitu pula TW III."
    )
    (satu,) = periksa("jumlah", 12, (*bulan(*[1] * 12), *tw(4, 2, 3, 3)))
    assert satu.kalimat.startswith("Target TW I 4, sedangkan jumlah target bulannya 3.")


def test_bulan_yang_kurang_tidak_membantah_triwulan():
    temuan = kode("jumlah", 12, (*bulan(1, None, *[1] * 10), *tw(3, 3, 3, 3)))
    assert K.ANTARPERIODE_BEDA not in temuan


def test_semester_dibandingkan_dengan_triwulan_lebih_dahulu():
    temuan = periksa("jumlah", 12, (*bulan(*[1] * 12), *tw(3, 3, 3, 3), *semester(6, 7)))
    assert [(satu.kode, satu.periode) for satu in temuan] == [
        (K.JUMLAH_BEDA, (("semester", 1), ("semester", 2))),
        (K.ANTARPERIODE_BEDA, (("semester", 2),)),
    ]
    assert "jumlah target triwulannya 6" in temuan[1].kalimat
    # The triwulan make 7, the months only 6: the semester is held against the triwulan.
    temuan = periksa("jumlah", 13, (*bulan(*[1] * 12), *tw(4, 3, 3, 3), *semester(7, 6)))
    assert [satu.periode for satu in temuan if satu.kode == K.ANTARPERIODE_BEDA] == [(("triwulan", 1),)]
    assert "bulannya 6" in periksa("jumlah", 13, (*bulan(*[1] * 12), *semester(6, 7)))[-1].kalimat


# -- sign and size ----------------------------------------------------------------------------------


def test_persen_di_atas_seratus_diperingatkan():
    (satu,) = periksa("nilai_akhir", "101.1", tw(50, 80, 100, "101.1"), satuan="Persen")
    assert (satu.kode, satu.periode) == (K.DI_ATAS_SERATUS, (("triwulan", 4),))
    assert satu.kalimat.startswith("Target tahun 101,1, target TW IV 101,1 melebihi 100 persen.")
    assert kode("nilai_akhir", "101.1", tw(50, 80, 100, "101.1"), satuan="Angka") == []
    assert kode("nilai_akhir", "100", satuan="%") == []
    assert kode("nilai_akhir", arah="rentang", batas_bawah=D(90), batas_atas=D("100.5"), satuan="%") == [
        K.DI_ATAS_SERATUS
    ]


def test_target_negatif_diperingatkan():
    (satu,) = periksa("nilai_akhir", "2", tw("-1.5", 0, 1, 2))
    assert (satu.kode, satu.periode) == (K.NEGATIF, (("triwulan", 1),))
    assert satu.kalimat.startswith("Target TW I -1,5 bernilai negatif.")
    assert kode("nilai_akhir", "-2") == [K.NEGATIF]


def test_banyak_yang_buruk_diringkas():
    (satu,) = periksa("nilai_akhir", "130", bulan(*range(119, 131)), satuan="%")
    assert satu.kalimat.startswith(
        "Target tahun 130, target Januari 119, target Februari 120 dan 10 lagi melebihi 100 persen."
    )
    assert len(satu.periode) == 12


# -- ranges and levels ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metode", "periode", "harap"),
    [
        ("nilai_akhir", tw(70, 75, 80, 85), []),
        ("nilai_akhir", tw(70, 75, 80, 80), []),
        ("nilai_akhir", tw(70, 75, 80, "90.01"), [K.DI_LUAR_RENTANG]),
        ("rata_rata", tw(70, 90, 90, 90), []),
        ("rata_rata", tw(70, 70, 80, 90), [K.DI_LUAR_RENTANG]),
    ],
)
def test_periode_di_dalam_rentang_tahun(metode, periode, harap):
    assert kode(metode, None, periode, arah="rentang", batas_bawah=D(80), batas_atas=D(90)) == harap


def test_kalimat_di_luar_rentang():
    (satu,) = periksa(
        "nilai_akhir",
        None,
        tw(7, 7, 7, "8.5"),
        arah="rentang",
        batas_bawah=D(7),
        batas_atas=D(8),
        satuan="bulan",
    )
    assert satu.kalimat == "Target TW IV 8,5 di luar rentang target tahun 7 – 8. Samakan keduanya."


def test_tingkat_tidak_dibandingkan_dengan_angka():
    assert kode("tahunan", None, tw(None, None, None, 4), arah="ordinal", tingkat="WTP") == []
    assert kode("tahunan", None, arah="ordinal", tingkat="BB", renstra_tingkat="A", realisasi_lalu=D(70)) == [
        K.TINGKAT_BEDA_RENSTRA
    ]
    assert kode("tahunan", None, arah="ordinal", tingkat="bb", renstra_tingkat="BB") == []


# -- Renstra and last year --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arah", "tahun", "renstra", "lalu", "satuan", "harap"),
    [
        ("naik", "80", "80", "79", "%", []),
        ("naik", "79.99", "80", "79", "%", [K.KURANG_DARI_RENSTRA]),
        ("naik", "80", None, "80", "%", [K.TIDAK_LEBIH_BAIK]),
        ("naik", "80", "75", "81", "%", [K.LEBIH_BURUK]),
        ("naik", "70", "75", "81", "%", [K.KURANG_DARI_RENSTRA, K.LEBIH_BURUK]),
        # Nothing is better than all of it, or than none.
        ("naik", "100", "100", "100", "%", []),
        ("naik", "100", None, "100", "Angka", [K.TIDAK_LEBIH_BAIK]),
        ("turun_selisih", "0", "0", "0", "Kasus", []),
        ("naik", "0", None, "0", "Kasus", [K.TIDAK_LEBIH_BAIK]),
        # Lower is better.
        ("turun_selisih", "8", "8", "9", "%", []),
        ("turun_selisih", "8.5", "8", "9", "%", [K.KURANG_DARI_RENSTRA]),
        ("turun_rasio", "9", None, "9", "%", [K.TIDAK_LEBIH_BAIK]),
        ("turun_rasio", "9.5", None, "9", "%", [K.LEBIH_BURUK]),
        # No direction, nothing known.
        ("rentang", "70", "75", "81", "%", []),
        ("naik", "80", None, None, "%", []),
        # A realisasi of nought is known.
        ("naik", "5", None, "0", "Org", []),
    ],
)
def test_ambisi_menurut_arah(arah, tahun, renstra, lalu, satuan, harap):
    assert (
        kode(
            "nilai_akhir",
            tahun,
            arah=arah,
            satuan=satuan,
            renstra=renstra and D(renstra),
            realisasi_lalu=lalu and D(lalu),
        )
        == harap
    )


def test_kalimat_ambisi():
    renstra, lalu = periksa("nilai_akhir", "1234.5", renstra=D(1300), realisasi_lalu=D("1235"))
    assert renstra.kalimat == (
        "Target tahun 1.234,5 lebih rendah daripada target Renstra 1.300 (makin tinggi makin baik). "
        "Samakan dengan Renstra, atau tuliskan alasannya."
    )
    assert lalu.kalimat.startswith("Target tahun 1.234,5 lebih rendah daripada realisasi tahun lalu 1.235")
    assert (renstra.periode, renstra.kunci) == ((), "kurang_dari_renstra")


# -- what the caller must not do ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"metode": "entah"}, "entah"),
        ({"metode": "jumlah", "arah": "samping"}, "samping"),
        ({"metode": "jumlah", "periode": (("bulan", 13, D(1)),)}, "Tidak ada bulan nomor 13"),
        ({"metode": "jumlah", "periode": (("minggu", 1, D(1)),)}, "minggu"),
        ({"metode": "jumlah", "periode": tw(1) + tw(2)}, "TW I mempunyai dua target"),
    ],
)
def test_deret_yang_mustahil_adalah_kesalahan_pemanggil(lain, kalimat):
    with pytest.raises(ValueError, match=kalimat):
        DeretTarget(**lain)


def test_urutan_periode_tidak_berarti():
    periode = (*bulan(*range(1, 13)), *tw(3, 5, 9, 12))
    assert periksa("nilai_akhir", 12, periode) == periksa("nilai_akhir", 12, periode[::-1])


# -- units ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "kontribusi", "bagian", "lain", "harap"),
    [
        ("30", "jumlah", {"A": 10, "B": 20}, {}, []),
        ("30", "jumlah", {"A": 10, "B": 19}, {}, [K.BAGIAN_BEDA]),
        ("30", "jumlah", {"A": 30, "B": 0}, {}, []),
        ("30", "jumlah", {"A": 30, "B": None}, {}, [K.BAGIAN_KOSONG]),
        ("30", "jumlah", {"A": 10, "B": None}, {}, [K.BAGIAN_KOSONG, K.BAGIAN_BEDA]),
        ("30", "jumlah", {"A": None}, {}, [K.BAGIAN_KOSONG]),
        ("3.33", "rata_rata", {"A": 3, "B": 3, "C": 4}, {}, []),
        ("3.34", "rata_rata", {"A": 3, "B": 3, "C": 4}, {}, [K.BAGIAN_BEDA]),
        ("3.333", "rata_rata", {"A": 3, "B": 3, "C": 4}, {}, []),
        ("30", "tunggal", {"A": 30}, {}, []),
        ("30", "tunggal", {"A": 29}, {}, [K.BAGIAN_BEDA]),
        ("30", "tunggal", {"A": 15, "B": 15}, {}, [K.TUNGGAL_GANDA]),
        ("85", "rasio", {"A": 80, "B": 90}, {"satuan": "%"}, []),
        ("90", "rasio", {"A": 80, "B": 90}, {"satuan": "%"}, []),
        ("91", "rasio", {"A": 80, "B": 90}, {"satuan": "%"}, [K.BAGIAN_BEDA]),
        ("91", "rasio", {"A": 80, "B": None}, {"satuan": "%"}, [K.BAGIAN_KOSONG]),
        ("85", "rata_rata", {"A": 80, "B": 90}, {"satuan": "%"}, [K.PERSEN_DIGABUNG]),
        ("170", "jumlah", {"A": 80, "B": 90}, {"satuan": "persen"}, [K.PERSEN_DIGABUNG]),
        ("85", "rata_rata", {"A": 85}, {"satuan": "%"}, []),
        (None, "jumlah", {"A": 10}, {}, []),
        ("30", "jumlah", {}, {}, []),
    ],
)
def test_bagian_unit(target, kontribusi, bagian, lain, harap):
    bagian = {unit: None if nilai is None else D(nilai) for unit, nilai in bagian.items()}
    temuan = periksa_bagian_unit(target and D(target), kontribusi, bagian, **lain)
    assert [satu.kode for satu in temuan] == harap


def test_kalimat_bagian_unit():
    bagian = {"Bidang Satu": D("10.5"), "Bidang Dua": None, "Bidang Tiga": D(15)}
    kosong, beda = periksa_bagian_unit(D(30), "jumlah", bagian)
    assert kosong.kalimat == (
        "Bagian target belum diisi: Bidang Dua. Isi; tulis 0 hanya bila bagiannya memang nol."
    )
    assert beda.kalimat == (
        "Jumlah bagian unit 25,5, sedangkan target OPD 30. Samakan keduanya, atau tuliskan alasannya."
    )
    with pytest.raises(ValueError, match="entah"):
        periksa_bagian_unit(D(30), "entah", bagian)


# -- a method to begin with ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("satuan", "nama", "metode"),
    [
        ("%", "Persentase desa siaga", "nilai_akhir"),
        ("Persen", "Cakupan layanan", "nilai_akhir"),
        ("Angka", "Indeks Ketahanan Daerah", "nilai_akhir"),
        ("indeks", "Indeks Reformasi Birokrasi", "nilai_akhir"),
        ("rasio", "Rasio guru dan siswa", "nilai_akhir"),
        ("predikat", "Predikat zona integritas", "nilai_akhir"),
        ("per 1.000 KH", "Angka kematian bayi", "nilai_akhir"),
        ("", "Sesuatu", "nilai_akhir"),
        ("Org", "Jumlah peserta", "jumlah"),
        ("Dok", "Jumlah dokumen perencanaan", "jumlah"),
        ("Dokumen.", "Jumlah dokumen perencanaan", "jumlah"),
        ("Lap", "Jumlah laporan", "jumlah"),
        ("Kegiatan", "Jumlah kegiatan", "jumlah"),
        ("Rp", "Nilai investasi", "jumlah"),
        ("Rp triliun", "Nilai investasi", "jumlah"),
        ("Unit", "Jumlah kendaraan", "jumlah"),
        ("Desa/Kel", "Jumlah desa tangguh", "jumlah"),
        ("Orang / Bulan", "Jumlah ASN yang menerima gaji", "jumlah"),
        ("opini", "Opini BPK", "tahunan"),
        ("Nilai", "Nilai SAKIP BPBD", "tahunan"),
        ("Nilai", "Nilai LHE AKIP Perangkat Daerah", "tahunan"),
        ("Angka", "Indeks Kepuasan Masyarakat", "tahunan"),
        ("%", "Hasil survei kepuasan", "tahunan"),
    ],
)
def test_metode_disarankan_dari_satuan_dan_nama(satuan, nama, metode):
    assert sarankan_metode(satuan, nama) == VersiIndikator.Metode(metode)


def test_rasio_disarankan_hanya_bila_bagiannya_disebut():
    """The database refuses a rasio without pembilang and penyebut."""
    assert sarankan_metode("%", "Persentase desa siaga", ada_pembilang=True) == "rasio"
    assert sarankan_metode("Org", "Jumlah peserta", ada_pembilang=True) == "jumlah"


# -- properties -------------------------------------------------------------------------------------

NILAI = st.integers(-(10**6), 10**9).map(lambda bulat: D(bulat).scaleb(-2))


@given(
    st.sampled_from(VersiIndikator.Metode.values),
    st.sampled_from(VersiIndikator.Arah.values),
    st.sampled_from(VersiIndikator.Frekuensi.values),
    st.one_of(st.none(), NILAI),
    st.lists(st.one_of(st.none(), NILAI), max_size=12),
    st.lists(st.one_of(st.none(), NILAI), max_size=4),
    st.sampled_from(["%", "Org", ""]),
    st.one_of(st.none(), NILAI),
)
@SIFAT
def test_deret_apa_pun_dijawab_dengan_kalimat(
    metode, arah, frekuensi, nilai, per_bulan, per_tw, satuan, lalu
):
    temuan = periksa(
        metode,
        nilai,
        (*bulan(*per_bulan), *tw(*per_tw)),
        arah=arah,
        frekuensi=frekuensi,
        satuan=satuan,
        renstra=lalu,
        realisasi_lalu=lalu,
    )
    assert len({satu.kunci for satu in temuan}) == len(temuan)
    for satu in temuan:
        assert satu.kalimat[0].isupper()
        assert satu.kalimat.endswith(".")
        assert set(satu.periode) <= {
            (j, n) for j, b in (("bulan", 12), ("triwulan", 4)) for n in range(1, b + 1)
        }


@given(st.lists(NILAI.filter(lambda nilai: nilai >= 0), min_size=12, max_size=12))
@SIFAT
def test_deret_yang_disusun_menurut_metodenya_tidak_diperingatkan(daftar):
    per_tw = [daftar[n : n + 3] for n in (0, 3, 6, 9)]
    assert kode("jumlah", sum(daftar), (*bulan(*daftar), *tw(*map(sum, per_tw)))) == []
    assert kode("maks", max(daftar), (*bulan(*daftar), *tw(*map(max, per_tw)))) == []
    assert kode("min", min(daftar), (*bulan(*daftar), *tw(*map(min, per_tw)))) == []
    naik = sorted(daftar)
    assert kode("nilai_akhir", naik[-1], (*bulan(*naik), *tw(*naik[2::3]))) == []
    turun = naik[::-1]
    posisi = (*bulan(*turun), *tw(*turun[2::3]))
    assert kode("nilai_akhir", turun[-1], posisi, arah="turun_selisih") == []


@given(
    st.dictionaries(st.text("ABC", min_size=1), st.one_of(st.none(), NILAI), max_size=4),
    st.sampled_from(PenanggungJawabData.Kontribusi.values),
    st.one_of(st.none(), NILAI),
)
@SIFAT
def test_bagian_apa_pun_dijawab_dengan_kalimat(bagian, kontribusi, target):
    for satu in periksa_bagian_unit(target, kontribusi, bagian):
        assert satu.kalimat.endswith(".")
