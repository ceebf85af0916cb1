"""One indicator measured from its readings, worked by hand; nothing touches the database."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from organisasi.models import UnitKerja
from pengukuran.data import Bacaan, BahanUkur
from pengukuran.hitung import ukur
from pengukuran.models import Metodologi, PatokanIndikator
from pengumpulan.kebutuhan import pemegang_periode
from pengumpulan.models import RevisiRealisasi
from perencanaan.models import (
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    VersiIndikator,
    VersiTarget,
)

TW = [
    Periode(
        pk=nomor,
        tahun=2026,
        jenis="triwulan",
        nomor=nomor,
        tanggal_mulai=date(2026, nomor * 3 - 2, 1),
        tanggal_selesai=date(2026, nomor * 3, 28),
    )
    for nomor in (1, 2, 3, 4)
]
BULAN = [
    Periode(
        pk=100 + nomor,
        tahun=2026,
        jenis="bulan",
        nomor=nomor,
        tanggal_mulai=date(2026, nomor, 1),
        tanggal_selesai=date(2026, nomor, 28),
    )
    for nomor in (1, 2, 3)
]


def pegang(unit: int, kontribusi="tunggal", mulai=date(2026, 1, 1), selesai=None) -> PenanggungJawabData:
    return PenanggungJawabData(
        unit=UnitKerja(pk=unit, nama=f"Bidang {unit}"),
        kontribusi=kontribusi,
        tanggal_mulai=mulai,
        tanggal_selesai=selesai,
    )


def baca(nilai=None, keadaan="angka", **lain) -> RevisiRealisasi:
    nilai = None if nilai is None else Decimal(nilai)
    return RevisiRealisasi(pk=1, realisasi_id=1, versi=1, keadaan=keadaan, nilai=nilai, **lain)


def hasil(bacaan: dict, *, sampai=TW[0], target=None, tahun="100", pemegang=None, batas=None, **definisi):
    """What ``ukur`` stores. ``bacaan`` is {(unit, Periode): revision}, ``target`` {Periode: figure}."""
    isi = {
        "satuan": "Dokumen",
        "metode": "jumlah",
        "frekuensi": "triwulan",
        "arah": "naik",
        "pengali": Decimal(100),
    }
    definisi = isi | {"pengali": Decimal(100)} | definisi
    bawah, atas = batas or (None, None)
    versi_target = VersiTarget(
        pk=1, nilai=None if batas else Decimal(tahun), batas_bawah=bawah, batas_atas=atas, tahun=2026
    )
    patokan = PatokanIndikator(
        indikator_id=1,
        versi_indikator=VersiIndikator(**definisi),
        versi_target=versi_target,
        penempatan=PenempatanIndikator(jenis="iku"),
    )
    periode = {
        "triwulan": [satu for satu in TW if satu.tanggal_selesai <= sampai.tanggal_selesai],
        "bulan": [satu for satu in BULAN if satu.tanggal_selesai <= sampai.tanggal_selesai],
    }
    bahan = BahanUkur(
        periode,
        {(1, unit, p.pk): Bacaan(revisi, unit, p.pk, 1) for (unit, p), revisi in bacaan.items()},
        {1: pemegang or [pegang(1)]},
        {1: {p.pk: Decimal(nilai) for p, nilai in (target or {}).items()}},
    )
    return ukur(patokan, bahan, Metodologi(ambang_anomali=Decimal(120)), sampai).isi


def test_periode_kosong_tidak_membuat_indikator_negatif_tampak_lebih_baik():
    """T 5 + 5, R 5 and a blank: against the filled quarter's target that is 100, not 150."""
    isi = hasil({(1, TW[0]): baca(5)}, sampai=TW[1], target={TW[0]: 5, TW[1]: 5}, arah="turun_selisih")
    assert isi["capaian_periode"] == Decimal("100.00")
    assert "belum_lengkap" in [satu["kode"] for satu in isi["catatan"]]


def test_periode_kosong_pada_indikator_positif_tetap_dihitung_targetnya():
    isi = hasil({(1, TW[0]): baca(5)}, sampai=TW[1], target={TW[0]: 5, TW[1]: 5})
    assert isi["capaian_periode"] == Decimal("50.00")


def test_pergantian_unit_di_tengah_triwulan_memakai_pemegang_terakhir():
    lama = pegang(1, selesai=date(2026, 2, 14))
    baru = pegang(2, mulai=date(2026, 2, 15))
    assert pemegang_periode([lama, baru], TW[0]) == [baru]
    isi = hasil(
        {(1, TW[0]): baca(keadaan="tidak_dapat_diukur"), (2, TW[0]): baca(5)},
        target={TW[0]: 10},
        pemegang=[lama, baru],
    )
    assert (isi["status"], isi["capaian_periode"]) == ("dihitung", Decimal("50.00"))


def test_persen_antarunit_tanpa_bagian_menyebut_sebabnya():
    isi = hasil(
        {(1, TW[0]): baca(80), (2, TW[0]): baca(90)},
        target={TW[0]: 90},
        pemegang=[pegang(1, "jumlah"), pegang(2, "jumlah")],
        satuan="%",
        metode="nilai_akhir",
    )
    assert isi["status"] == "tidak_dapat_dihitung"
    assert "pembilang dan penyebut" in isi["sebab_kalimat"]


@pytest.mark.parametrize("metode", ["jumlah", "rata_rata", "maks", "min"])
def test_target_rentang_tidak_dijumlahkan(metode):
    isi = hasil(
        {(1, TW[0]): baca(85), (1, TW[1]): baca(85)},
        sampai=TW[1],
        batas=(Decimal(80), Decimal(200)),
        arah="rentang",
        metode=metode,
    )
    assert isi["capaian_periode"] == Decimal("100.00")
    assert isi["target_periode_teks"] == "80 – 200"


def test_rentang_satu_angka_memakai_target_triwulannya():
    isi = hasil({(1, TW[0]): baca(5)}, target={TW[0]: 5}, tahun="20", arah="rentang", metode="nilai_akhir")
    assert isi["capaian_periode"] == Decimal("100.00")


def test_angka_lama_pada_indikator_yang_kini_bertingkat_tidak_dapat_diukur():
    isi = hasil({(1, TW[0]): baca(5)}, arah="ordinal", metode="nilai_akhir")
    assert isi["status"] == "tidak_dapat_dihitung"


def test_indikator_bulanan_memakai_target_triwulan():
    """Planned per triwulan, reported per month: 1 + 1 + 1 against 3."""
    isi = hasil({(1, p): baca(1) for p in BULAN}, target={TW[0]: 3}, frekuensi="bulan")
    assert (isi["target_periode"], isi["capaian_periode"]) == (Decimal("3.0000"), Decimal("100.00"))


def test_target_bulanan_yang_lengkap_lebih_dulu_daripada_target_triwulan():
    target = {**dict.fromkeys(BULAN, 2), TW[0]: 3}
    isi = hasil({(1, p): baca(1) for p in BULAN}, target=target, frekuensi="bulan")
    assert (isi["target_periode"], isi["capaian_periode"]) == (Decimal("6.0000"), Decimal("50.00"))


def test_capaian_dibulatkan_sekali():
    """90.994,96 / 100.000 is 90,99496: printed 90,99 and Tinggi, not 90,995 and then 91,00."""
    isi = hasil({(1, TW[0]): baca("90994.96")}, target={TW[0]: 100000})
    assert (isi["capaian_periode"], isi["predikat"]) == (Decimal("90.99"), "Tinggi")
    assert "90,99 %" in isi["penjelasan_periode"]


@pytest.mark.parametrize("arah", ["rentang", "ordinal"])
def test_rentang_dan_tingkat_tidak_dapat_dijumlahkan(arah):
    with pytest.raises(ValidationError, match="Pilih posisi terakhir"):
        VersiIndikator(arah=arah, metode="jumlah", tanggal_mulai=date(2026, 1, 1)).clean()


def test_batas_pada_indikator_biasa_berarti_target_belum_ditetapkan():
    isi = hasil({(1, TW[0]): baca(5)}, batas=(Decimal(80), Decimal(90)), metode="nilai_akhir")
    assert (isi["status"], isi["sebab"]) == ("tidak_dapat_dihitung", "target_belum_ditetapkan")
