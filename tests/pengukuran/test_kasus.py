"""Our formulas against published figures: equal where the source is right, unequal where it is misprinted."""

import json
import re
from decimal import Decimal as D
from pathlib import Path

import pytest

from pengukuran.rumus import Kode, RentangTarget, hitung_capaian
from perencanaan.angka import bulatkan

KASUS = json.loads((Path(__file__).parent / "kasus.json").read_text(encoding="utf-8"))
BARIS = {satu["id"]: satu for satu in KASUS["baris"]}
# The source's polarity in our terms; (2T − R) / T is the one lower-is-better formula met in these reports.
ARAH = {"higher": "naik", "share": "naik", "lower": "turun_selisih"}

# Published figures that no sound formula gives for the declared polarity, and why.
SALAH_CETAK = {
    "D09-R001": "92 / 90 = 102,22, tercetak 113: salah cetak pada naskah peraturan.",
    "D32-R034": "Realisasi 0 dari 1, tercetak 100 %.",
    "D32-R036": "Realisasi 0 dari 1, tercetak 100 %.",
    "D32-R039": "Realisasi 0 dari 35, tercetak 100 %.",
    "D23-R001": "Tanpa target; tercetak nilai tahun ini dikurangi 100.",
    "D23-R002": "Tanpa target; tercetak nilai tahun ini dikurangi 100.",
    "D23-R003": "Tanpa target; tercetak nilai tahun ini dikurangi 100.",
    "D23-R004": "Tanpa target; tercetak nilai tahun ini dikurangi 100.",
    "D23-R005": "Tanpa target; tercetak nilai tahun ini dikurangi 100.",
    "D23-R006": "Tanpa target; tercetak nilai tahun ini dikurangi 100.",
}
# Consistent with R / T, but the indicator (pengangguran) is lower-is-better: a fall from 13,31 to 8,62 was
# printed as 64,76 instead of 135,24.
SALAH_ARAH = {"D01-R003-2013": "Indikator negatif dihitung R / T."}
# R / T has nothing to divide by; the source prints 0 %.
TARGET_NOL = {"D32-R031", "D32-R070", "D32-R074", "D32-R092", "D32-R093"}


def angka(sel):
    return D(sel["nilai"]) if sel and sel["nilai"] is not None else None


def hitung(baris):
    """The capaian of one published row under its declared polarity."""
    target, arah, arah_rentang = angka(baris["target"]), ARAH[baris["arah"]], "naik"
    if baris["target"] and "bawah" in baris["target"]:
        target = RentangTarget(D(baris["target"]["bawah"]), D(baris["target"]["atas"]))
        arah, arah_rentang = "rentang", arah
    return hitung_capaian(
        realisasi=angka(baris["realisasi"]), target=target, arah=arah, arah_rentang=arah_rentang
    )


def tercetak(sel):
    """(value, decimals) of a printed percentage such as ``101,1 %``, ``96.40`` or ``- 28,39%``."""
    bersih = re.sub(r"[%\s]", "", sel["tercetak"])
    if bersih.count(".") and bersih.count(","):
        bersih = bersih.replace(".", "")
    bersih = bersih.replace(",", ".")
    return D(bersih), len(bersih.partition(".")[2])


def dengan_status(*status):
    return [nomor for nomor, satu in BARIS.items() if satu["status"] in status]


COCOK = [nomor for nomor in dengan_status("consistent") if nomor not in SALAH_ARAH]


def test_semua_baris_terbitan_diuji_dan_bersumber():
    assert len(COCOK) == 135
    assert {satu["status"] for satu in BARIS.values()} == {
        "consistent",
        "inconsistent",
        "zero_target",
        "no_printed_capaian",
        "not_computable",
    }
    sumber = {satu["id"]: satu["alamat"] for satu in KASUS["sumber"]}
    assert all(sumber[nomor.split("-")[0]] for nomor in BARIS)


@pytest.mark.parametrize("nomor", COCOK)
def test_angka_terbitan_yang_benar_dihasilkan_sama(nomor):
    baris = BARIS[nomor]
    nilai, desimal = tercetak(baris["capaian"])
    assert bulatkan(hitung(baris).mentah, desimal) == nilai


def test_setiap_baris_tidak_cocok_disebut_dengan_sebabnya():
    assert set(dengan_status("inconsistent")) == set(SALAH_CETAK)


@pytest.mark.parametrize("nomor", [*SALAH_CETAK, *SALAH_ARAH])
def test_salah_cetak_tidak_ditiru(nomor):
    baris = BARIS[nomor]
    nilai, desimal = tercetak(baris["capaian"])
    hasil = hitung(baris)
    if baris["target"] is None:
        assert (hasil.mentah, hasil.sebab.kode) == (None, Kode.TARGET_BELUM_DITETAPKAN)
        assert angka(baris["realisasi"]) - 100 == nilai
    else:
        assert bulatkan(hasil.mentah, desimal) != nilai


@pytest.mark.parametrize(
    ("nomor", "benar"),
    [
        ("D09-R001", "102.22"),
        ("D32-R034", "0.00"),
        ("D32-R036", "0.00"),
        ("D32-R039", "0.00"),
        ("D01-R003-2013", "135.24"),
    ],
)
def test_nilai_yang_benar_dari_salah_cetak(nomor, benar):
    assert bulatkan(hitung(BARIS[nomor]).mentah) == D(benar)


def test_baris_bertarget_nol_adalah_yang_disebut():
    assert set(dengan_status("zero_target")) == TARGET_NOL


@pytest.mark.parametrize("nomor", sorted(TARGET_NOL))
def test_target_nol_tidak_dicetak_nol_persen(nomor):
    assert tercetak(BARIS[nomor]["capaian"])[0] == 0
    hasil = hitung(BARIS[nomor])
    assert (hasil.mentah, hasil.sebab.kode) == (None, Kode.TARGET_NOL)


@pytest.mark.parametrize("nomor", [n for n in dengan_status("not_computable") if BARIS[n]["arah"] in ARAH])
def test_yang_tidak_lengkap_tidak_menjadi_angka(nomor):
    hasil = hitung(BARIS[nomor])
    assert hasil.mentah is None
    assert hasil.sebab.kode in (Kode.BELUM_DIISI, Kode.TARGET_BELUM_DITETAPKAN)


@pytest.mark.parametrize(
    ("nomor", "dua_desimal"),
    [
        ("D06-R001", "100.00"),
        ("D06-R002", "50.00"),
        ("D20-R003", "102.22"),
        ("D30-R001", "117.65"),
        ("D30-R002", "146.67"),
        ("D30-R003", "144.62"),
        ("D32-R028", None),
        ("D32-R029", None),
        ("D32-R077", None),
        ("D32-R078", None),
    ],
)
def test_baris_tanpa_capaian_tercetak_dihitung_dari_angkanya(nomor, dua_desimal):
    assert BARIS[nomor]["status"] == "no_printed_capaian"
    hasil = hitung(BARIS[nomor])
    if dua_desimal is None:
        assert hasil.sebab.kode == Kode.TARGET_NOL
    else:
        assert bulatkan(hasil.mentah) == D(dua_desimal)
