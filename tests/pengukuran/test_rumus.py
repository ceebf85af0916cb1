"""Each formula against cases worked by hand, and against what must hold for any figures."""

import ast
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pengukuran import rumus
from pengukuran.rumus import (
    TINGKAT_OPINI_BPK,
    TINGKAT_PREDIKAT_SAKIP,
    Arah,
    ArahRentang,
    AturanOPD,
    Batas,
    CaraOrdinal,
    Celah,
    Isian,
    Keadaan,
    Kode,
    Kontribusi,
    Metode,
    Putusan,
    RentangTarget,
    Tingkat,
    gabung_unit,
    hitung_capaian,
    hitung_efisiensi,
    hitung_serapan,
    rata_rata_capaian,
    rata_rata_opd,
    sampai_periode,
)
from pengukuran.skala import PERMENDAGRI_86_2017, klasifikasikan
from pengumpulan import models as pengumpulan
from perencanaan.angka import bulatkan
from perencanaan.models import PenanggungJawabData, VersiIndikator
from perencanaan.satuan import adalah_persen


def capaian(realisasi, target, arah="naik", **lain):
    """hitung_capaian with figures typed as text; ``None`` stays blank."""

    def angka(teks):
        return D(teks) if isinstance(teks, str) and teks[:1] in "-0123456789" else teks

    return hitung_capaian(realisasi=angka(realisasi), target=angka(target), arah=arah, **lain)


def kode(daftar):
    return [satu.kode for satu in daftar]


# --- The names are those of the models ---


@pytest.mark.parametrize(
    ("di_rumus", "di_model"),
    [
        (Arah, VersiIndikator.Arah),
        (Metode, VersiIndikator.Metode),
        (Keadaan, pengumpulan.Keadaan),
        (Kontribusi, PenanggungJawabData.Kontribusi),
    ],
)
def test_nilai_pilihan_sama_dengan_model(di_rumus, di_model):
    assert {satu.name: satu.value for satu in di_rumus} == {satu.name: satu.value for satu in di_model}


def test_keadaan_berangka_sama_dengan_model():
    assert set(pengumpulan.BERANGKA) == rumus.BERANGKA


def test_pilihan_model_diterima_sebagaimana_adanya():
    hasil = hitung_capaian(
        realisasi=D(15),
        target=D(10),
        arah=VersiIndikator.Arah.TURUN_SELISIH,
        keadaan=pengumpulan.Keadaan.SEMENTARA,
    )
    assert (hasil.mentah, kode(hasil.catatan)) == (D(50), [Kode.ANGKA_SEMENTARA])


def test_rumus_dan_skala_tidak_memakai_orm():
    boleh = {
        "collections.abc",
        "dataclasses",
        "decimal",
        "enum",
        "itertools",
        "perencanaan.angka",
        "perencanaan.satuan",
    }
    for berkas in ("rumus.py", "skala.py"):
        pohon = ast.parse((Path(rumus.__file__).parent / berkas).read_text(encoding="utf-8"))
        impor = {simpul.module for simpul in ast.walk(pohon) if isinstance(simpul, ast.ImportFrom)}
        impor |= {
            nama.name for simpul in ast.walk(pohon) if isinstance(simpul, ast.Import) for nama in simpul.names
        }
        assert impor <= boleh, berkas


# --- Capaian: cases worked by hand ---


@pytest.mark.parametrize(
    ("arah", "realisasi", "target", "dua_desimal"),
    [
        ("naik", "20.83", "22", "94.68"),
        ("naik", "95", "90", "105.56"),
        ("naik", "0", "10", "0.00"),
        ("naik", "4325", "800", "540.63"),
        ("turun_selisih", "15", "10", "50.00"),
        ("turun_rasio", "15", "10", "66.67"),
        ("turun_selisih", "25", "10", "-50.00"),
        ("turun_rasio", "25", "10", "40.00"),
        ("turun_selisih", "10", "10", "100.00"),
        ("turun_rasio", "10", "10", "100.00"),
        ("turun_selisih", "5", "10", "150.00"),
        ("turun_rasio", "5", "10", "200.00"),
        ("turun_selisih", "9", "10", "110.00"),
        ("turun_rasio", "9", "10", "111.11"),
        ("turun_selisih", "11", "10", "90.00"),
        ("turun_rasio", "11", "10", "90.91"),
        ("turun_selisih", "20", "10", "0.00"),
        ("turun_rasio", "20", "10", "50.00"),
        ("turun_selisih", "0", "10", "200.00"),
    ],
)
def test_capaian_dua_desimal(arah, realisasi, target, dua_desimal):
    hasil = capaian(realisasi, target, arah)
    assert str(bulatkan(hasil.mentah)) == dua_desimal
    assert hasil.sebab is None


@pytest.mark.parametrize(
    ("bawah", "atas", "realisasi", "arah_rentang", "dua_desimal"),
    [
        ("80", "90", "70", "naik", "87.50"),
        ("80", "90", "85", "naik", "100.00"),
        ("80", "90", "92", "naik", "102.22"),
        ("7", "8", "6.5", "turun_selisih", "107.14"),
        ("7", "8", "9", "turun_selisih", "87.50"),
        ("7", "8", "7.5", "turun_selisih", "100.00"),
        ("7", "8", "10", "turun_rasio", "80.00"),
        ("7", "8", "3.5", "turun_rasio", "200.00"),
        ("2", "4", "1", "dua_sisi", "50.00"),
        ("2", "4", "5", "dua_sisi", "75.00"),
        ("2", "4", "9", "dua_sisi", "-25.00"),
    ],
)
def test_capaian_rentang(bawah, atas, realisasi, arah_rentang, dua_desimal):
    hasil = capaian(realisasi, RentangTarget(D(bawah), D(atas)), "rentang", arah_rentang=arah_rentang)
    assert str(bulatkan(hasil.mentah)) == dua_desimal


def test_rentang_bawaan_mengikuti_contoh_naik_pada_peraturan():
    assert bulatkan(capaian("92", RentangTarget(D(80), D(90)), "rentang").mentah) == D("102.22")


def test_rentang_dengan_satu_angka_adalah_rentang_satu_titik():
    assert capaian("10", "10", "rentang").mentah == 100
    assert capaian("9", "10", "rentang").mentah == 90


def test_rentang_terbalik_ditolak():
    with pytest.raises(ValueError, match="Batas bawah"):
        RentangTarget(D(9), D(8))


@pytest.mark.parametrize(
    ("realisasi", "target", "cara", "mentah"),
    [
        ("BB", "BB", "tercapai", "100"),
        ("A", "BB", "tercapai", "100"),
        ("B", "BB", "tercapai", "0"),
        ("B", "BB", "rasio", "80"),
        ("A", "BB", "rasio", "120"),
        (" bb ", "BB", "rasio", "100"),
    ],
)
def test_ordinal_tercapai_atau_rasio(realisasi, target, cara, mentah):
    hasil = hitung_capaian(
        realisasi=realisasi,
        target=target,
        arah="ordinal",
        tingkat=TINGKAT_PREDIKAT_SAKIP,
        cara_ordinal=cara,
    )
    assert hasil.mentah == D(mentah)


def test_ordinal_bawaan_adalah_tercapai_atau_tidak():
    hasil = hitung_capaian(realisasi="WDP", target="WTP", arah="ordinal", tingkat=TINGKAT_OPINI_BPK)
    assert (hasil.mentah, hasil.penjelasan) == (D(0), "Target WTP, realisasi WDP: tidak tercapai, 0,00 %")


def test_ordinal_tingkat_di_luar_skala_tidak_dihitung():
    hasil = hitung_capaian(realisasi="Wajar", target="WTP", arah="ordinal", tingkat=TINGKAT_OPINI_BPK)
    assert hasil.sebab.kode == Kode.TINGKAT_TIDAK_DIKENAL
    assert "“Wajar”" in hasil.penjelasan
    assert hasil.mentah is None


def test_ordinal_skor_target_nol_tidak_dihitung():
    tingkat = (Tingkat("0", D(0)), Tingkat("1", D(1)))
    hasil = hitung_capaian(
        realisasi="1", target="0", arah="ordinal", tingkat=tingkat, cara_ordinal=CaraOrdinal.RASIO
    )
    assert hasil.sebab.kode == Kode.TARGET_NOL


# --- Zero and missing ---


@pytest.mark.parametrize(
    ("arah", "realisasi", "target", "mentah", "catatan"),
    [
        ("turun_selisih", "0", "0", "100", []),
        ("turun_rasio", "0", "0", "100", []),
        ("turun_selisih", "2", "0", "0", [Kode.TARGET_NOL]),
        ("turun_rasio", "2", "0", "0", [Kode.TARGET_NOL]),
        ("turun_rasio", "0", "10", "200", [Kode.REALISASI_NOL, Kode.MELEBIHI_AMBANG]),
        ("turun_selisih", "25", "10", "-50", [Kode.DI_BAWAH_LANTAI]),
    ],
)
def test_kasus_nol_dan_lantai(arah, realisasi, target, mentah, catatan):
    hasil = capaian(realisasi, target, arah)
    assert (hasil.mentah, kode(hasil.catatan)) == (D(mentah), catatan)


def test_lantai_nol_dengan_angka_mentah_tersimpan():
    hasil = capaian("25", "10", "turun_selisih")
    assert (hasil.mentah, hasil.nilai, hasil.nilai_rata_rata) == (D(-50), D(0), D(0))


@pytest.mark.parametrize("realisasi", ["0", "5"])
def test_naik_dengan_target_nol_tidak_dapat_dihitung(realisasi):
    hasil = capaian(realisasi, "0")
    assert (hasil.mentah, hasil.nilai, hasil.sebab.kode) == (None, None, Kode.TARGET_NOL)


def test_kosong_bukan_nol():
    kosong, nol = capaian(None, "10"), capaian("0", "10")
    assert (kosong.mentah, kosong.dapat_dihitung, kosong.sebab.kode) == (None, False, Kode.BELUM_DIISI)
    assert (nol.mentah, nol.nilai, nol.dapat_dihitung, nol.sebab) == (D(0), D(0), True, None)


def test_target_kosong_tidak_dapat_dihitung():
    hasil = capaian("5", None)
    assert (hasil.sebab.kode, hasil.penjelasan) == (Kode.TARGET_BELUM_DITETAPKAN, "Target belum ditetapkan.")


@pytest.mark.parametrize("keadaan", [satu for satu in Keadaan if satu not in rumus.BERANGKA])
def test_sebab_mengikuti_keadaan(keadaan):
    hasil = capaian(None, "10", keadaan=keadaan)
    assert (hasil.mentah, hasil.sebab.kode.value) == (None, keadaan.value)


@pytest.mark.parametrize("keadaan", [satu for satu in Keadaan if satu not in rumus.BERANGKA])
def test_angka_dengan_keadaan_tanpa_angka_adalah_kesalahan(keadaan):
    with pytest.raises(ValueError, match="keadaannya"):
        capaian("0", "10", keadaan=keadaan)


@pytest.mark.parametrize("arah", ["naik", "turun_selisih", "turun_rasio", "rentang"])
@pytest.mark.parametrize(("realisasi", "target"), [("-1", "10"), ("10", "-1"), ("-3", "-2")])
def test_nilai_negatif_tidak_diam_diam_dibagi(arah, realisasi, target):
    hasil = capaian(realisasi, target, arah)
    assert (hasil.mentah, hasil.sebab.kode) == (None, Kode.NILAI_NEGATIF)


@pytest.mark.parametrize("salah", [5, 5.0, "5"])
def test_hanya_decimal_yang_dihitung(salah):
    with pytest.raises(TypeError):
        hitung_capaian(realisasi=salah, target=D(10), arah="naik")
    with pytest.raises(TypeError):
        hitung_capaian(realisasi=D(10), target=salah, arah="naik")


@pytest.mark.parametrize("salah", ["NaN", "Infinity"])
def test_bukan_angka_biasa_ditolak(salah):
    with pytest.raises(ValueError, match="angka biasa"):
        hitung_capaian(realisasi=D(salah), target=D(10), arah="naik")


# --- The sentence ---


@pytest.mark.parametrize(
    ("hasil", "kalimat"),
    [
        (capaian("20.83", "22"), "20,83 / 22 × 100 = 94,68 %"),
        (capaian("1261", "1650"), "1.261 / 1.650 × 100 = 76,42 %"),
        (capaian("8", "10", "turun_selisih"), "(2 × 10 − 8) / 10 × 100 = 120,00 %"),
        (
            capaian("25", "10", "turun_selisih"),
            "(2 × 10 − 25) / 10 × 100 = -50,00 %; ditulis 0,00 % karena lantai 0 %",
        ),
        (capaian("15", "10", "turun_rasio"), "10 / 15 × 100 = 66,67 %"),
        (capaian("0", "0", "turun_rasio"), "Target 0 dan realisasi 0: 100,00 %"),
        (
            capaian("70", RentangTarget(D(80), D(90)), "rentang"),
            "70 di bawah rentang 80–90: 70 / 80 × 100 = 87,50 %",
        ),
        (capaian("85", RentangTarget(D(80), D(90)), "rentang"), "85 di dalam rentang 80–90: 100,00 %"),
        (
            capaian("13", "10", batas=Batas(tampil=D(120))),
            "13 / 10 × 100 = 130,00 %; ditampilkan 120,00 % sesuai batas tampil",
        ),
    ],
)
def test_penjelasan_memuat_angka_dalam_tulisan_indonesia(hasil, kalimat):
    assert hasil.penjelasan == kalimat


@pytest.mark.parametrize("arah", ["naik", "turun_selisih", "turun_rasio"])
def test_angka_terpanjang_tetap_dapat_ditulis(arah):
    besar, kecil = D("999999999999999"), D("0.0001")
    for realisasi, target in ((besar, kecil), (kecil, besar)):
        assert capaian(realisasi, target, arah).penjelasan.endswith("%")


# --- Caps and the anomaly threshold ---


def test_batas_tampil_rata_rata_dan_ambang_terpisah():
    hasil = capaian("130", "100", batas=Batas(tampil=D(110), rata_rata=D(100), anomali=D(125)))
    assert (hasil.mentah, hasil.nilai, hasil.nilai_rata_rata) == (D(130), D(110), D(100))
    assert kode(hasil.catatan) == [Kode.DIBATASI, Kode.MELEBIHI_AMBANG]


def test_tanpa_batas_secara_bawaan():
    hasil = capaian("4325", "800")
    assert hasil.mentah == hasil.nilai == hasil.nilai_rata_rata == D("540.625")


@pytest.mark.parametrize(
    ("realisasi", "perlu"), [("119.99", False), ("120", False), ("120.004", False), ("120.005", True)]
)
def test_di_atas_ambang_120_perlu_penjelasan_menurut_angka_tercetak(realisasi, perlu):
    assert capaian(realisasi, "100").perlu_penjelasan is perlu


def test_ambang_dapat_dimatikan():
    assert not capaian("500", "100", batas=Batas(anomali=None)).perlu_penjelasan


def test_batas_di_bawah_100_ditolak():
    with pytest.raises(ValueError, match="paling rendah 100"):
        Batas(tampil=D(90))


# --- Properties ---

# What NilaiField keeps: at most 15 significant digits, 4 of them decimal.
angka = st.decimals(min_value=0, max_value=10**10, places=4)
positif = st.decimals(min_value=D("0.0001"), max_value=10**10, places=4)
arah_rentang = st.sampled_from(list(ArahRentang))


@given(target=positif, arah=st.sampled_from(["naik", "turun_selisih", "turun_rasio", "rentang"]))
def test_tepat_target_selalu_tepat_100(target, arah):
    assert hitung_capaian(realisasi=target, target=target, arah=arah).mentah == 100


@given(batas=st.tuples(positif, positif).map(sorted), arah=arah_rentang)
def test_tepat_pada_kedua_batas_rentang_selalu_100(batas, arah):
    for ujung in batas:
        hasil = hitung_capaian(
            realisasi=ujung, target=RentangTarget(*batas), arah="rentang", arah_rentang=arah
        )
        assert hasil.mentah == 100


@pytest.mark.parametrize("cara", list(CaraOrdinal))
@pytest.mark.parametrize("satu", [*TINGKAT_PREDIKAT_SAKIP, *TINGKAT_OPINI_BPK])
def test_tingkat_tepat_target_selalu_100(satu, cara):
    skala = TINGKAT_PREDIKAT_SAKIP if satu in TINGKAT_PREDIKAT_SAKIP else TINGKAT_OPINI_BPK
    hasil = hitung_capaian(
        realisasi=satu.label, target=satu.label, arah="ordinal", tingkat=skala, cara_ordinal=cara
    )
    assert hasil.mentah == 100


@given(a=angka, b=angka, target=positif)
def test_naik_makin_besar_makin_tinggi(a, b, target):
    assume(a < b)
    assert capaian(a, target).mentah < capaian(b, target).mentah


@given(a=angka, b=angka, target=positif)
def test_turun_selisih_makin_besar_makin_rendah(a, b, target):
    assume(a < b)
    assert capaian(a, target, "turun_selisih").mentah > capaian(b, target, "turun_selisih").mentah


@given(a=positif, b=positif, target=positif)
def test_turun_rasio_makin_besar_makin_rendah(a, b, target):
    assume(a < b)
    assert capaian(a, target, "turun_rasio").mentah > capaian(b, target, "turun_rasio").mentah


@given(a=positif, b=positif, batas=st.tuples(positif, positif).map(sorted), arah=arah_rentang)
def test_rentang_searah_dengan_pilihannya(a, b, batas, arah):
    assume(a < b)
    rentang = RentangTarget(*batas)
    kecil = capaian(a, rentang, "rentang", arah_rentang=arah).mentah
    besar = capaian(b, rentang, "rentang", arah_rentang=arah).mentah
    if arah == ArahRentang.NAIK:
        assert kecil <= besar
    elif arah != ArahRentang.DUA_SISI:
        assert kecil >= besar
    else:
        assert max(kecil, besar) <= 100
        if b <= rentang.bawah:
            assert kecil <= besar
        elif a >= rentang.atas:
            assert kecil >= besar


@given(target=st.none() | angka, arah=st.sampled_from(["naik", "turun_selisih", "turun_rasio", "rentang"]))
def test_kosong_tidak_pernah_menjadi_angka(target, arah):
    hasil = hitung_capaian(realisasi=None, target=target, arah=arah)
    assert hasil.mentah is None and hasil.nilai is None and hasil.nilai_rata_rata is None
    assert hasil.sebab.kode == Kode.BELUM_DIISI


@given(
    realisasi=angka,
    target=positif,
    arah=st.sampled_from(["naik", "turun_selisih", "turun_rasio"]),
    tampil=st.none() | st.sampled_from([D(100), D(110), D(120), D(150)]),
    rata_rata=st.none() | st.sampled_from([D(100), D(110), D(120), D(150)]),
)
def test_batas_tidak_pernah_menaikkan(realisasi, target, arah, tampil, rata_rata):
    hasil = capaian(realisasi, target, arah, batas=Batas(tampil=tampil, rata_rata=rata_rata))
    for nilai, batas in ((hasil.nilai, tampil), (hasil.nilai_rata_rata, rata_rata)):
        assert 0 <= nilai <= max(hasil.mentah, D(0))
        if batas is None or hasil.mentah <= batas:
            assert nilai == max(hasil.mentah, D(0))
        else:
            assert nilai == batas
    assert hasil.mentah == capaian(realisasi, target, arah).mentah


# --- Periods ---


def isian(label, nilai=None, keadaan=None, target=None, bagian=(None, None)):
    def angka(teks):
        return None if teks is None else D(teks)

    return Isian(label, angka(nilai), keadaan, angka(bagian[0]), angka(bagian[1]), angka(target))


SENGGANG = [isian("TW I", "4", target="5"), isian("TW II", target="5"), isian("TW III", "6", target="5")]


def test_celah_ketat_menghitung_target_semua_periode_jatuh_tempo():
    hasil = sampai_periode("jumlah", SENGGANG)
    assert (hasil.realisasi, hasil.target, hasil.belum_lapor) == (D(10), D(15), ("TW II",))
    assert hasil.penjelasan == "4 + 6 = 10; 1 periode belum lapor (TW II)"
    assert kode(hasil.catatan) == [Kode.BELUM_LENGKAP]
    satu = hitung_capaian(realisasi=hasil.realisasi, target=hasil.target, arah="naik", keadaan=hasil.keadaan)
    assert bulatkan(satu.mentah) == D("66.67")


def test_celah_longgar_menghitung_target_periode_terisi_saja():
    hasil = sampai_periode("jumlah", SENGGANG, celah="longgar")
    assert (hasil.realisasi, hasil.target, hasil.belum_lapor) == (D(10), D(10), ("TW II",))


def test_jumlah_satu_tambah_dua_terhadap_dua():
    hasil = sampai_periode("jumlah", [isian("TW I", "1", target="1"), isian("TW II", "2", target="1")])
    assert capaian(hasil.realisasi, hasil.target).mentah == 150


def test_nilai_akhir_tidak_menjumlahkan_persentase():
    hasil = sampai_periode(
        "nilai_akhir", [isian("TW I", "93", target="95.56"), isian("TW II", "93", target="95.56")]
    )
    assert (hasil.realisasi, hasil.target) == (D(93), D("95.56"))
    assert bulatkan(capaian(hasil.realisasi, hasil.target).mentah) == D("97.32")
    assert hasil.penjelasan == "93 (nilai TW II)"


def test_nilai_akhir_dengan_celah_memakai_angka_terakhir_dan_menyebut_yang_belum_lapor():
    daftar = [isian("TW I", "25", target="25"), isian("TW II", target="50")]
    ketat = sampai_periode("nilai_akhir", daftar)
    longgar = sampai_periode("nilai_akhir", daftar, celah=Celah.LONGGAR)
    assert (ketat.realisasi, ketat.target, ketat.belum_lapor) == (D(25), D(50), ("TW II",))
    assert (longgar.realisasi, longgar.target, longgar.belum_lapor) == (D(25), D(25), ("TW II",))


def test_rata_rata_melewati_yang_kosong_dan_menghitung_nol():
    daftar = [isian("Jan", "90", target="80"), isian("Feb", target="90"), isian("Mar", "0", target="100")]
    hasil = sampai_periode("rata_rata", daftar)
    assert (hasil.realisasi, hasil.target) == (D(45), D(90))
    assert sampai_periode("rata_rata", daftar, celah="longgar").target == D(90)
    assert sampai_periode("rata_rata", daftar[:2], celah="longgar").target == D(80)
    assert sampai_periode("rata_rata", daftar[:2]).target == D(85)


def test_rasio_menjumlahkan_pembilang_dan_penyebut():
    daftar = [
        isian("TW I", "80", bagian=("8", "10"), target="85"),
        isian("TW II", "90", bagian=("90", "100"), target="86"),
    ]
    hasil = sampai_periode("rasio", daftar)
    assert (hasil.pembilang, hasil.penyebut, hasil.target) == (D(98), D(110), D(86))
    assert bulatkan(hasil.realisasi) == D("89.09")
    assert hasil.penjelasan == "(8 + 90) / (10 + 100) × 100 = 89,0909"


def test_rasio_memakai_pengali_indikator():
    hasil = sampai_periode("rasio", [isian("2025", bagian=("12", "4800"))], pengali=D(1000))
    assert hasil.realisasi == D("2.5")


def test_rasio_tanpa_penyebut_tidak_dibagi():
    hasil = sampai_periode("rasio", [isian("TW I", "0", bagian=("0", "0"))])
    assert (hasil.realisasi, hasil.keadaan) == (None, Keadaan.TIDAK_DAPAT_DIUKUR)
    assert hasil.sebab.kode == Kode.PENYEBUT_NOL


def test_rasio_tanpa_bagian_minta_bagiannya():
    hasil = sampai_periode("rasio", [isian("TW I", "80"), isian("TW II", "90", bagian=("9", "10"))])
    assert (hasil.realisasi, hasil.sebab.kode) == (None, Kode.BAGIAN_RASIO_KOSONG)
    assert "TW I" in hasil.sebab.kalimat and "TW II" not in hasil.sebab.kalimat


def test_tahunan_belum_waktunya_sebelum_akhir_tahun():
    hasil = sampai_periode(
        "tahunan", [isian(tw, keadaan="belum_waktunya") for tw in ("TW I", "TW II")], target_tahun=D(80)
    )
    assert (hasil.realisasi, hasil.keadaan, hasil.belum_lapor) == (None, Keadaan.BELUM_WAKTUNYA, ())
    satu = hitung_capaian(realisasi=None, target=hasil.target, arah="naik", keadaan=hasil.keadaan)
    assert satu.sebab.kode == Kode.BELUM_WAKTUNYA


def test_tahunan_memakai_nilai_dan_target_tahun():
    daftar = [isian("TW III", keadaan="belum_waktunya"), isian("TW IV", "76", keadaan="sementara")]
    hasil = sampai_periode("tahunan", daftar, target_tahun=D(80))
    assert (hasil.realisasi, hasil.target, hasil.keadaan) == (D(76), D(80), Keadaan.SEMENTARA)


def test_tahunan_untuk_tingkat():
    hasil = sampai_periode("tahunan", [Isian("2025", "BB")], target_tahun="B")
    assert (hasil.realisasi, hasil.target) == ("BB", "B")


@pytest.mark.parametrize(("metode", "realisasi", "target"), [("maks", "9", "8"), ("min", "2", "5")])
def test_maks_dan_min(metode, realisasi, target):
    daftar = [isian("TW I", "9", target="5"), isian("TW II", target="8"), isian("TW III", "2", target="6")]
    hasil = sampai_periode(metode, daftar)
    assert (hasil.realisasi, hasil.target) == (D(realisasi), D(target))


def test_target_yang_hilang_tidak_menjadi_nol():
    daftar = [isian("TW I", "4", target="5"), isian("TW II", "4")]
    assert sampai_periode("jumlah", daftar).target is None
    assert sampai_periode("jumlah", daftar[:1]).target == 5


def test_setiap_keadaan_dihitung_di_tempatnya():
    daftar = [
        isian("TW I", "5", target="1"),
        isian("TW II", keadaan="menyusul", target="2"),
        isian("TW III", keadaan="tidak_dapat_diukur", target="4"),
        isian("TW IV", keadaan="belum_waktunya", target="8"),
    ]
    hasil = sampai_periode("jumlah", daftar)
    assert hasil.terisi == ("TW I",)
    assert hasil.belum_lapor == ("TW II",)
    assert hasil.tidak_dapat_diukur == ("TW III",)
    assert hasil.belum_waktunya == ("TW IV",)
    assert (hasil.realisasi, hasil.target) == (D(5), D(7))


@pytest.mark.parametrize("metode", list(Metode))
def test_tanpa_satu_pun_angka_tidak_ada_realisasi(metode):
    hasil = sampai_periode(metode, [isian("TW I"), isian("TW II", keadaan="menyusul")])
    assert (hasil.realisasi, hasil.keadaan) == (None, Keadaan.MENYUSUL)
    assert hasil.belum_lapor == ("TW I", "TW II")
    assert sampai_periode(metode, []).keadaan == Keadaan.BELUM_DIISI


def test_angka_sementara_menular_ke_hasil():
    daftar = [isian("TW I", "1", keadaan="sementara"), isian("TW II", "2")]
    assert sampai_periode("jumlah", daftar).keadaan == Keadaan.SEMENTARA
    assert sampai_periode("nilai_akhir", daftar).keadaan == Keadaan.ANGKA


def test_target_tahun_hanya_untuk_metode_tahunan():
    assert sampai_periode("jumlah", [isian("TW I", "4", target="5")], target_tahun=D(20)).target == 5


@pytest.mark.parametrize("metode", ["jumlah", "rata_rata", "maks", "min"])
def test_tingkat_tidak_dijumlahkan(metode):
    hasil = sampai_periode(metode, [Isian("TW I", "BB"), Isian("TW II", "A")])
    assert (hasil.realisasi, hasil.sebab.kode) == (None, Kode.METODE_TIDAK_COCOK)


@pytest.mark.parametrize(
    ("nilai", "keadaan"),
    [("0", "belum_diisi"), ("5", "menyusul"), (None, "angka"), (None, "sementara")],
)
def test_isian_yang_bertentangan_ditolak(nilai, keadaan):
    with pytest.raises(ValueError, match="bertentangan"):
        isian("TW I", nilai, keadaan)


def test_pembilang_tanpa_penyebut_ditolak():
    with pytest.raises(ValueError, match="bersama"):
        isian("TW I", bagian=("1", None))


@given(
    daftar=st.lists(st.none() | angka, min_size=1, max_size=12),
    metode=st.sampled_from(["jumlah", "nilai_akhir", "rata_rata", "tahunan", "maks", "min"]),
)
def test_periode_kosong_tidak_mengubah_realisasi(daftar, metode):
    semua = [Isian(str(n), nilai, target=D(1)) for n, nilai in enumerate(daftar)]
    terisi = [satu for satu in semua if satu.nilai is not None]
    hasil = sampai_periode(metode, semua)
    assert hasil.realisasi == sampai_periode(metode, terisi).realisasi
    assert len(hasil.belum_lapor) == len(semua) - len(terisi)
    assert (hasil.realisasi is None) == (not terisi)


@given(daftar=st.lists(st.tuples(st.none() | angka, angka), min_size=1, max_size=12))
def test_celah_longgar_tidak_pernah_menuntut_lebih_dari_ketat(daftar):
    semua = [Isian(str(n), nilai, target=target) for n, (nilai, target) in enumerate(daftar)]
    ketat = sampai_periode("jumlah", semua)
    longgar = sampai_periode("jumlah", semua, celah="longgar")
    assert ketat.target == sum((target for _, target in daftar), D(0))
    assert longgar.target is None or longgar.target <= ketat.target


# --- Units to agency ---


def test_rasio_unit_bukan_rata_rata_persentase():
    hasil = gabung_unit(
        "rasio", [isian("Bidang I", "80", bagian=("8", "10")), isian("Bidang II", "90", bagian=("90", "100"))]
    )
    assert bulatkan(hasil.realisasi) == D("89.09")
    assert (hasil.pembilang, hasil.penyebut, hasil.keadaan) == (D(98), D(110), Keadaan.ANGKA)


@pytest.mark.parametrize("kontribusi", ["jumlah", "rata_rata"])
@pytest.mark.parametrize("satuan", ["%", "Persen", " persen "])
def test_persentase_unit_tidak_dijumlahkan_atau_dirata_ratakan(kontribusi, satuan):
    hasil = gabung_unit(kontribusi, [isian("Bidang I", "80"), isian("Bidang II", "90")], satuan=satuan)
    assert (hasil.realisasi, hasil.sebab.kode) == (None, Kode.PERSEN_TIDAK_DIGABUNG)
    assert hasil.keadaan == Keadaan.TIDAK_DAPAT_DIUKUR


def test_indeks_unit_boleh_dirata_ratakan():
    hasil = gabung_unit("rata_rata", [isian("I", "80"), isian("II", "90")], satuan="Indeks")
    assert (hasil.realisasi, adalah_persen("Indeks")) == (D(85), False)


def test_jumlah_unit_dengan_yang_belum_lapor_masih_sementara():
    hasil = gabung_unit("jumlah", [isian("I", "3"), isian("II"), isian("III", "0")], satuan="dokumen")
    assert (hasil.realisasi, hasil.keadaan, hasil.belum_lapor) == (D(3), Keadaan.SEMENTARA, ("II",))
    assert hasil.penjelasan == "3 + 0 = 3; 1 unit belum lapor (II)"


def test_tunggal_adalah_angka_unit_itu():
    assert gabung_unit("tunggal", [isian("I", "93.5")], satuan="%").realisasi == D("93.5")


def test_tunggal_dengan_dua_pemegang_ditolak():
    hasil = gabung_unit("tunggal", [isian("I", "3"), isian("II", "4")])
    assert (hasil.realisasi, hasil.sebab.kode) == (None, Kode.TUNGGAL_GANDA)


def test_semua_unit_kosong_tetap_kosong():
    hasil = gabung_unit("jumlah", [isian("I"), isian("II", keadaan="menyusul")])
    assert (hasil.realisasi, hasil.keadaan) == (None, Keadaan.MENYUSUL)


def test_gabungan_unit_menjadi_isian_periode():
    def tw(label, daftar):
        return gabung_unit("rasio", daftar).sebagai_isian(label, D(85))

    hasil = sampai_periode(
        "rasio",
        [
            tw("TW I", [isian("I", bagian=("8", "10")), isian("II", bagian=("45", "50"))]),
            tw("TW II", [isian("I"), isian("II", bagian=("45", "50"))]),
            tw("TW III", [isian("I"), isian("II")]),
        ],
    )
    assert (hasil.pembilang, hasil.penyebut, hasil.target) == (D(98), D(110), D(85))
    assert (hasil.keadaan, hasil.belum_lapor) == (Keadaan.SEMENTARA, ("TW III",))


# --- Means ---

KLUNGKUNG = [("20.83", "22"), ("95", "90")]


def test_rata_rata_sasaran_sebagaimana_terbit():
    hasil = rata_rata_capaian([capaian(*satu) for satu in KLUNGKUNG])
    assert bulatkan(hasil.nilai) == D("100.12")
    assert hasil.penjelasan == "(94,68 + 105,56) / 2 = 100,12 % (2 dari 2 indikator dihitung)"
    assert klasifikasikan(hasil.nilai, PERMENDAGRI_86_2017).label == "Sangat Tinggi"


def test_batas_100_sebelum_rata_rata_mengubah_hasil():
    batas = Batas(rata_rata=D(100))
    hasil = rata_rata_capaian([capaian(*satu, batas=batas) for satu in KLUNGKUNG])
    assert bulatkan(hasil.nilai) == D("97.34")


def test_batas_tampil_tidak_mengubah_rata_rata():
    batas = Batas(tampil=D(100))
    hasil = rata_rata_capaian([capaian(*satu, batas=batas) for satu in KLUNGKUNG])
    assert bulatkan(hasil.nilai) == D("100.12")


def test_yang_tidak_dapat_dihitung_tidak_masuk_rata_rata():
    hasil = rata_rata_capaian([capaian("50", "100"), capaian(None, "100"), capaian("0", "100")])
    assert (hasil.nilai, hasil.dihitung, hasil.jumlah) == (D(25), 2, 3)
    assert "2 dari 3 indikator dihitung" in hasil.penjelasan


def test_rata_rata_tanpa_yang_dapat_dihitung():
    hasil = rata_rata_capaian([capaian(None, "100")])
    assert (hasil.nilai, hasil.dihitung, hasil.jumlah) == (None, 0, 1)
    assert hasil.sebab.kode == Kode.TIDAK_ADA_YANG_DIHITUNG
    assert rata_rata_capaian([]).nilai is None


def test_rata_rata_berbobot_dibagi_bobot_yang_dihitung():
    daftar = [capaian("90", "100"), capaian("60", "100"), capaian(None, "100")]
    hasil = rata_rata_capaian(daftar, bobot=[D(2), D(1), D(5)])
    assert hasil.nilai == D(80)
    assert hasil.penjelasan == "(2 × 90,00 + 1 × 60,00) / 3 = 80,00 % (2 dari 3 indikator dihitung)"


@pytest.mark.parametrize("bobot", [[D(1)], [D(1), D(-1)]])
def test_bobot_yang_salah_ditolak(bobot):
    with pytest.raises(ValueError, match="Bobot"):
        rata_rata_capaian([capaian("1", "1"), capaian("1", "1")], bobot=bobot)


def test_rata_rata_opd_menyebut_aturannya():
    sasaran = [[capaian("100", "100")] * 3, [capaian("60", "100")], [capaian(None, "100")]]
    semua = rata_rata_opd(sasaran)
    per_sasaran = rata_rata_opd(sasaran, aturan=AturanOPD.RATA_SASARAN)
    assert (semua.nilai, semua.dihitung, semua.jumlah) == (D(90), 4, 5)
    assert (per_sasaran.nilai, per_sasaran.dihitung, per_sasaran.jumlah) == (D(80), 2, 3)
    assert semua.penjelasan.startswith("Rata-rata semua indikator: ")
    assert per_sasaran.penjelasan.startswith("Rata-rata dari rata-rata sasaran: ")
    assert "2 dari 3 sasaran" in per_sasaran.penjelasan


@given(daftar=st.lists(st.tuples(angka, positif, st.integers(1, 9)), min_size=1, max_size=10))
def test_rata_rata_di_antara_terendah_dan_tertinggi(daftar):
    semua = [capaian(realisasi, target) for realisasi, target, _ in daftar]
    nilai = [satu.mentah for satu in semua]
    galat = max(nilai) * D("1e-20")
    for hasil in (rata_rata_capaian(semua), rata_rata_capaian(semua, bobot=[D(b) for *_, b in daftar])):
        assert min(nilai) - galat <= hasil.nilai <= max(nilai) + galat


# --- Efficiency ---


def test_efisiensi_contoh_bpom_ditahan_karena_capaian_di_bawah_100():
    hasil = hitung_efisiensi(capaian=D("99.92"), serapan=D("94.00"))
    assert bulatkan(hasil.ie, 3) == D("1.063")
    assert bulatkan(hasil.te, 3) == D("0.063")
    assert hasil.selisih == D("5.92")
    assert (hasil.putusan_selisih, hasil.putusan_ie) == (Putusan.BELUM_TERCAPAI, Putusan.BELUM_TERCAPAI)
    assert hasil.penjelasan == (
        "Selisih 99,92 − 94,00 = 5,92 (belum dapat disebut efisien – capaian belum tercapai); "
        "IE 99,92 / 94,00 = 1,063 (belum dapat disebut efisien – capaian belum tercapai)"
    )


@pytest.mark.parametrize(
    ("capaian_", "serapan", "putusan_selisih", "putusan_ie"),
    [
        ("100", "94.99", Putusan.EFISIEN, Putusan.EFISIEN),
        ("100", "95", Putusan.CUKUP_EFISIEN, Putusan.EFISIEN),
        ("100", "100", Putusan.CUKUP_EFISIEN, Putusan.EFISIEN),
        ("100", "105", Putusan.CUKUP_EFISIEN, Putusan.TIDAK_EFISIEN),
        ("100", "105.01", Putusan.TIDAK_EFISIEN, Putusan.TIDAK_EFISIEN),
        ("99.995", "90", Putusan.EFISIEN, Putusan.EFISIEN),
        ("60", "40", Putusan.BELUM_TERCAPAI, Putusan.BELUM_TERCAPAI),
    ],
)
def test_putusan_efisiensi(capaian_, serapan, putusan_selisih, putusan_ie):
    hasil = hitung_efisiensi(capaian=D(capaian_), serapan=D(serapan))
    assert (hasil.putusan_selisih, hasil.putusan_ie) == (putusan_selisih, putusan_ie)


def test_syarat_efisien_dapat_diubah():
    assert hitung_efisiensi(capaian=D(92), serapan=D(80), syarat=D(90)).putusan_ie == Putusan.EFISIEN
    assert hitung_efisiensi(capaian=D(60), serapan=D(40), syarat=None).putusan_selisih == Putusan.EFISIEN


def test_efisiensi_dengan_serapan_nol_atau_kosong():
    nol = hitung_efisiensi(capaian=D(100), serapan=D(0))
    assert (nol.selisih, nol.ie, nol.putusan_ie) == (D(100), None, Putusan.TIDAK_DAPAT_DIHITUNG)
    tanpa_hasil = hitung_efisiensi(capaian=D(0), serapan=D(50))
    assert (tanpa_hasil.ie, tanpa_hasil.putusan_ie) == (D(0), Putusan.BELUM_TERCAPAI)
    kosong = hitung_efisiensi(capaian=D(100), serapan=None)
    assert (kosong.selisih, kosong.ie, kosong.putusan_selisih) == (None, None, Putusan.TIDAK_DAPAT_DIHITUNG)


def test_serapan():
    assert hitung_serapan(realisasi=D("8378098135"), pagu=D("9972206125")).quantize(D("0.01")) == D("84.01")
    assert hitung_serapan(realisasi=D(0), pagu=D(5)) == 0
    assert hitung_serapan(realisasi=None, pagu=D(5)) is None
    assert hitung_serapan(realisasi=D(5), pagu=D(0)) is None


# --- Wrong formulas seen in the wild: each gives another figure than ours ---


def _rata(daftar):
    return sum(daftar, D(0)) / len(daftar)


SALAH = {
    "(T − R) / T untuk indikator negatif, tepat target": (
        (D(10) - D(10)) / D(10) * 100,
        capaian("10", "10", "turun_selisih").mentah,
        D(100),
    ),
    "(T − R) / T untuk indikator negatif, lebih baik dari target": (
        (D(10) - D(5)) / D(10) * 100,
        capaian("5", "10", "turun_selisih").mentah,
        D(150),
    ),
    "R / T untuk indikator negatif": (
        D(15) / D(10) * 100,
        capaian("15", "10", "turun_selisih").mentah,
        D(50),
    ),
    "kosong dihitung nol": (D(0), capaian(None, "10").mentah, None),
    "nol disembunyikan karena diuji kebenarannya": (D(0) or None, capaian("0", "10").mentah, D(0)),
    "target nol dianggap capaian 0": (D(0), capaian("0", "0").mentah, None),
    "target nol dianggap tercapai": (D(100), capaian("5", "0").mentah, None),
    "persentase triwulan dijumlahkan": (
        (D(93) + D(93)) / D("95.56") * 100,
        capaian(
            sampai_periode("nilai_akhir", [isian("I", "93"), isian("II", "93")]).realisasi, "95.56"
        ).mentah,
        D(93) * 100 / D("95.56"),
    ),
    "realisasi kumulatif dibagi target satu triwulan": (
        D(10) / D(5) * 100,
        capaian(
            sampai_periode("jumlah", SENGGANG).realisasi, sampai_periode("jumlah", SENGGANG).target
        ).mentah,
        D(1000) / D(15),
    ),
    "triwulan kosong dibawa sebagai nol": (
        _rata([D(93), D(0)]),
        sampai_periode("rata_rata", [isian("I", "93"), isian("II")]).realisasi,
        D(93),
    ),
    "rata-rata persentase unit": (
        _rata([D(80), D(90)]),
        gabung_unit("rasio", [isian("I", bagian=("8", "10")), isian("II", bagian=("90", "100"))]).realisasi,
        D(9800) / D(110),
    ),
    "dibatasi 100 sebelum dirata-ratakan": (
        _rata([D("20.83") * 100 / D(22), D(100)]),
        rata_rata_capaian([capaian(*satu) for satu in KLUNGKUNG]).nilai,
        _rata([D("20.83") * 100 / D(22), D(9500) / D(90)]),
    ),
    "yang belum lapor dibagi sebagai nol": (
        _rata([D(50), D(0)]),
        rata_rata_capaian([capaian("50", "100"), capaian(None, "100")]).nilai,
        D(50),
    ),
    "rentang selalu dibagi batas bawah": (
        D(92) * 100 / D(80),
        capaian("92", RentangTarget(D(80), D(90)), "rentang").mentah,
        D(9200) / D(90),
    ),
    "dibulatkan ke genap": (D("540.62"), bulatkan(capaian("4325", "800").mentah), D("540.63")),
    "hemat anggaran disebut efisien tanpa melihat capaian": (
        Putusan.EFISIEN,
        hitung_efisiensi(capaian=D(60), serapan=D(40)).putusan_ie,
        Putusan.BELUM_TERCAPAI,
    ),
}


@pytest.mark.parametrize("nama", SALAH)
def test_rumus_salah_yang_beredar_tidak_dipakai(nama):
    salah, kita, benar = SALAH[nama]
    assert kita == benar
    assert kita != salah
