"""Scales: edges worked by hand, no hole and no overlap for any number, faults of typed-in scales."""

import re
from dataclasses import replace
from decimal import Decimal as D
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pengukuran.skala import (
    PERMENDAGRI_86_2017,
    PERMENPANRB_88_2021,
    CaraPotong,
    Kelas,
    Selang,
    Skala,
    batas_efektif,
    klasifikasikan,
    periksa_kelas,
    periksa_selang,
)

SINGKAT = {
    "ST": "Sangat Tinggi",
    "T": "Tinggi",
    "S": "Sedang",
    "R": "Rendah",
    "SR": "Sangat Rendah",
}


def kelas(batas_bawah, inklusif=True, label=None, batas_atas=None):
    def angka(teks):
        return None if teks is None else D(teks)

    nama = f"kelas {batas_bawah} {inklusif}" if label is None else label
    return Kelas(angka(batas_bawah), inklusif, nama, "abu", "circle", angka(batas_atas))


def skala(*daftar):
    return Skala("uji", "uji", daftar)


@pytest.mark.parametrize(
    ("nilai", "singkat"),
    [
        ("91", "ST"),
        ("90.99", "T"),
        ("90.994", "T"),
        ("90.995", "ST"),
        ("76", "T"),
        ("75.99", "S"),
        ("66", "S"),
        ("65.99", "R"),
        ("51", "R"),
        ("50.99", "SR"),
        ("0", "SR"),
        ("-50", "SR"),
        ("100.12", "ST"),
        ("135", "ST"),
    ],
)
def test_tepi_skala_permendagri_menurut_batas_bawah(nilai, singkat):
    assert klasifikasikan(D(nilai), PERMENDAGRI_86_2017).label == SINGKAT[singkat]


@pytest.mark.parametrize(
    ("nilai", "batas_bawah", "bulat", "batas_atas"),
    [
        ("90.5", "T", "ST", "ST"),
        ("90.49", "T", "T", "ST"),
        ("90", "T", "T", "T"),
        ("90.004", "T", "T", "T"),
        ("75.5", "S", "T", "T"),
        ("75", "S", "S", "S"),
        ("65.4", "R", "R", "S"),
        ("50.5", "SR", "R", "R"),
        ("50", "SR", "SR", "SR"),
        ("91", "ST", "ST", "ST"),
    ],
)
def test_tiga_cara_membaca_lubang_skala(nilai, batas_bawah, bulat, batas_atas):
    for cara, singkat in (("batas_bawah", batas_bawah), ("bulat", bulat), ("batas_atas", batas_atas)):
        assert klasifikasikan(D(nilai), PERMENDAGRI_86_2017, cara=cara).label == SINGKAT[singkat], cara


def test_nilai_tanpa_pembulatan_dapat_dipilih():
    assert klasifikasikan(D("90.995"), PERMENDAGRI_86_2017, desimal=None).label == "Tinggi"


def test_bulat_membulatkan_satu_kali_saja():
    # 90,495 becomes 90,50 and then 91 when rounded twice.
    assert klasifikasikan(D("90.495"), PERMENDAGRI_86_2017, cara="bulat").label == "Tinggi"


@pytest.mark.parametrize(
    ("nilai", "huruf"),
    [
        ("90", "A"),
        ("90.01", "AA"),
        ("80", "BB"),
        ("80.01", "A"),
        ("70", "B"),
        ("60.5", "B"),
        ("60", "CC"),
        ("50", "C"),
        ("30", "D"),
        ("30.01", "C"),
        ("0", "D"),
        ("100", "AA"),
    ],
)
def test_huruf_permenpanrb_88_2021(nilai, huruf):
    assert klasifikasikan(D(nilai), PERMENPANRB_88_2021).label == huruf


def test_predikat_huruf_sebagaimana_tertulis():
    assert {satu.label: satu.keterangan for satu in PERMENPANRB_88_2021.kelas} == {
        "AA": "Sangat Memuaskan",
        "A": "Memuaskan",
        "BB": "Sangat Baik",
        "B": "Baik",
        "CC": "Cukup (Memadai)",
        "C": "Kurang",
        "D": "Sangat Kurang",
    }


def test_yang_tidak_diukur_tidak_berpredikat():
    assert klasifikasikan(None, PERMENDAGRI_86_2017) is None


@pytest.mark.parametrize("salah", [D("NaN"), D("Infinity")])
def test_bukan_angka_biasa_ditolak(salah):
    with pytest.raises(ValueError, match="angka biasa"):
        klasifikasikan(salah, PERMENDAGRI_86_2017)


def test_float_ditolak():
    with pytest.raises(TypeError):
        klasifikasikan(90.5, PERMENDAGRI_86_2017)


# --- The printed, effective bounds ---


@pytest.mark.parametrize(
    ("cara", "teks"),
    [
        ("batas_bawah", ["< 51", "≥ 51 dan < 66", "≥ 66 dan < 76", "≥ 76 dan < 91", "≥ 91"]),
        ("bulat", ["< 50,5", "≥ 50,5 dan < 65,5", "≥ 65,5 dan < 75,5", "≥ 75,5 dan < 90,5", "≥ 90,5"]),
        ("batas_atas", ["≤ 50", "> 50 dan ≤ 65", "> 65 dan ≤ 75", "> 75 dan ≤ 90", "> 90"]),
    ],
)
def test_batas_efektif_tercetak_tanpa_lubang(cara, teks):
    assert [satu.teks for satu in batas_efektif(PERMENDAGRI_86_2017, cara)] == teks


def test_batas_efektif_huruf():
    assert [satu.teks for satu in batas_efektif(PERMENPANRB_88_2021)][-2:] == ["> 80 dan ≤ 90", "> 90"]


def test_batas_atas_yang_tidak_ada_tidak_ditebak():
    with pytest.raises(ValueError, match="tidak mempunyai batas atas"):
        batas_efektif(skala(kelas(None), kelas("70")), "batas_atas")


# The scale with a class of exactly 100, as on a regional dashboard; negative and fractional bounds too.
BERTITIK = skala(
    kelas(None), kelas("-1.5"), kelas("0", False), kelas("49.995"), kelas("100"), kelas("100", False)
)
SEMUA = [PERMENDAGRI_86_2017, PERMENPANRB_88_2021, BERTITIK]


def potongan():
    return [(s, c) for s in SEMUA for c in CaraPotong if not (s is BERTITIK and c == "batas_atas")]


@pytest.mark.parametrize(("satu_skala", "cara"), potongan())
@given(nilai=st.decimals(allow_nan=False, allow_infinity=False) | st.decimals(-2, 120, places=3))
def test_setiap_nilai_masuk_tepat_satu_kelas(satu_skala, cara, nilai):
    assert sum(satu.memuat(nilai) for satu in batas_efektif(satu_skala, cara)) == 1
    assert klasifikasikan(nilai, satu_skala, cara=cara) in satu_skala.kelas
    assert klasifikasikan(nilai, satu_skala, cara=cara, desimal=None) in satu_skala.kelas


@pytest.mark.parametrize(("satu_skala", "cara"), potongan())
@given(a=st.decimals(-2, 120, places=3), b=st.decimals(-2, 120, places=3))
def test_nilai_lebih_tinggi_tidak_pernah_turun_kelas(satu_skala, cara, a, b):
    rendah, tinggi = sorted([a, b])
    urutan = satu_skala.kelas.index
    assert urutan(klasifikasikan(rendah, satu_skala, cara=cara)) <= urutan(
        klasifikasikan(tinggi, satu_skala, cara=cara)
    )


@pytest.mark.parametrize(
    ("nilai", "label"),
    [
        ("-1.5", "kelas None True"),
        ("-1.499", "kelas -1.5 True"),
        ("0.5", "kelas 0 False"),
        ("49.5", "kelas 49.995 True"),
    ],
)
def test_cara_bulat_tepat_di_setengah(nilai, label):
    assert klasifikasikan(D(nilai), BERTITIK, cara="bulat").label == label


@pytest.mark.parametrize("satu_skala", SEMUA)
@given(nilai=st.decimals(-3, 120, places=3))
def test_cara_bulat_sama_dengan_membulatkan_dahulu(satu_skala, nilai):
    dibulatkan = nilai.to_integral_value("ROUND_HALF_UP")
    assert klasifikasikan(nilai, satu_skala, cara="bulat") == klasifikasikan(dibulatkan, satu_skala)


def test_kelas_tepat_100():
    nama = [klasifikasikan(D(nilai), BERTITIK).label for nilai in ("99.99", "100", "100.01")]
    assert nama == ["kelas 49.995 True", "kelas 100 True", "kelas 100 False"]


# --- What a scale must hold ---


@pytest.mark.parametrize(
    ("daftar", "bagian"),
    [
        ([], "paling sedikit satu kelas"),
        ([kelas("0"), kelas("50")], "Nilai di bawah 0 tidak masuk kelas mana pun"),
        ([kelas(None), kelas(None, label="b")], "Isi batas bawah"),
        ([kelas(None), kelas("50", label="a"), kelas("50", label="b")], "bertumpang tindih"),
        ([kelas(None), kelas("70"), kelas("50")], "Urutkan kelas"),
        ([kelas(None), kelas("100", False), kelas("100", True)], "Urutkan kelas"),
        ([kelas(None), kelas("50", label="x"), kelas("60", label="X ")], "Label kelas harus berbeda"),
        ([kelas(None), kelas("50", label=" ")], "harus mempunyai label"),
        ([kelas(None, batas_atas="60"), kelas("50")], "bertumpang tindih antara 50 dan 60"),
        ([kelas(None), kelas("NaN")], "harus berupa angka biasa"),
    ],
)
def test_skala_yang_salah_ditolak_dengan_kalimat(daftar, bagian):
    assert any(bagian in kalimat for kalimat in periksa_kelas(daftar))
    with pytest.raises(ValueError, match=re.escape(bagian)):
        Skala("uji", "uji", tuple(daftar))


@pytest.mark.parametrize("satu_skala", SEMUA)
def test_skala_bawaan_lulus_pemeriksaan(satu_skala):
    assert periksa_kelas(satu_skala.kelas) == []


def test_skala_tidak_dapat_dirusak_dengan_mengganti_kelas():
    with pytest.raises(ValueError, match="Urutkan"):
        replace(PERMENDAGRI_86_2017, kelas=tuple(reversed(PERMENDAGRI_86_2017.kelas[1:])))


def test_warna_dan_ikon_ada_di_tampilan():
    akar = Path(__file__).parents[2]
    gaya = (akar / "static/css/sakip.css").read_text(encoding="utf-8")
    ikon = (akar / "static/vendor/tabler-icons/ikon.svg").read_text(encoding="utf-8")
    for satu in (*PERMENDAGRI_86_2017.kelas, *PERMENPANRB_88_2021.kelas):
        assert f".cip-{satu.warna}" in gaya
        assert f'id="{satu.ikon}"' in ikon


# --- Scales as regulations and reports print them ---


def selang(label, bawah, atas, bawah_inklusif=True, atas_inklusif=True):
    def angka(teks):
        return None if teks is None else D(teks)

    return Selang(label, angka(bawah), angka(atas), bawah_inklusif, atas_inklusif)


def test_skala_permendagri_sebagaimana_tercetak_berlubang():
    tercetak = [
        selang("SR", None, "50"),
        selang("R", "51", "65"),
        selang("S", "66", "75"),
        selang("T", "76", "90"),
        selang("ST", "91", "100"),
    ]
    assert periksa_selang(tercetak) == [
        "Nilai antara 50 dan 51 tidak masuk kelas mana pun.",
        "Nilai antara 65 dan 66 tidak masuk kelas mana pun.",
        "Nilai antara 75 dan 76 tidak masuk kelas mana pun.",
        "Nilai antara 90 dan 91 tidak masuk kelas mana pun.",
        "Nilai di atas 100 tidak masuk kelas mana pun.",
    ]


def test_skala_maluku_tengah_kehilangan_tepat_85():
    tercetak = [
        selang("Kurang", "0", "30"),
        selang("Agak Kurang", "30", "50", False),
        selang("Cukup Baik", "50", "65", False),
        selang("Baik", "65", "75", False),
        selang("Sangat Baik", "75", "85", False, False),
        selang("Memuaskan", "85", "100", False),
    ]
    assert periksa_selang(tercetak) == [
        "Nilai di bawah 0 tidak masuk kelas mana pun.",
        "Nilai tepat 85 tidak masuk kelas mana pun.",
        "Nilai di atas 100 tidak masuk kelas mana pun.",
    ]


def test_skala_madiun_utuh():
    tercetak = [
        selang("Kurang Berhasil", None, "55", atas_inklusif=False),
        selang("Cukup Berhasil", "55", "75", atas_inklusif=False),
        selang("Berhasil", "75", "100", atas_inklusif=False),
        selang("Sangat Berhasil", "100", None),
    ]
    assert periksa_selang(tercetak) == []


@pytest.mark.parametrize(
    ("kiri", "kanan", "kalimat"),
    [
        (selang("a", None, "70"), selang("b", "70", None), "Kelas a dan b bertumpang tindih pada 70."),
        (selang("a", None, "71"), selang("b", "70", None), "Kelas a dan b bertumpang tindih."),
        (selang("a", None, None), selang("b", "70", None), "Kelas a dan b bertumpang tindih."),
    ],
)
def test_selang_bertumpang_tindih(kiri, kanan, kalimat):
    assert periksa_selang([kiri, kanan]) == [kalimat]
