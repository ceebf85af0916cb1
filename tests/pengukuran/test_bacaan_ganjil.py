"""Figures that once came out wrong, each worked by hand: ``ukur`` on records that no database has seen."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError

from organisasi.models import UnitKerja
from pengukuran.data import Bacaan, BahanUkur
from pengukuran.hitung import ukur
from pengukuran.models import Metodologi, PatokanIndikator
from pengukuran.rumus import Isian, RentangTarget, sampai_periode
from pengumpulan.models import RevisiRealisasi
from perencanaan.models import (
    Indikator,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    VersiIndikator,
    VersiTarget,
)

AWAL = date(2025, 1, 1)
SATU, DUA = UnitKerja(pk=1, nama="Bidang Satu"), UnitKerja(pk=2, nama="Bidang Dua")
AKHIR = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def periode(jenis, nomor):
    panjang = {"bulan": 1, "triwulan": 3}[jenis]
    akhir = nomor * panjang
    return Periode(
        pk=100 * panjang + nomor,
        tahun=2026,
        jenis=jenis,
        nomor=nomor,
        tanggal_mulai=date(2026, akhir - panjang + 1, 1),
        tanggal_selesai=date(2026, akhir, AKHIR[akhir]),
    )


TW = [periode("triwulan", n) for n in range(1, 5)]
BULAN = [periode("bulan", n) for n in range(1, 13)]


def pemegang(unit, kontribusi="tunggal", mulai=AWAL, selesai=None):
    return PenanggungJawabData(
        pk=unit.pk, unit=unit, kontribusi=kontribusi, tanggal_mulai=mulai, tanggal_selesai=selesai
    )


def hasil(bacaan, target_periode, *, tw=1, tahun=None, para=None, aturan=None, target=None, **versi):
    """``bacaan``: {(unit, period): what was read}; ``target_periode``: {period: figure}."""
    isi = {
        "arah": "naik",
        "metode": "jumlah",
        "frekuensi": "triwulan",
        "satuan": "dokumen",
        "pengali": D(100),
    }
    definisi = VersiIndikator(pk=1, nama="Contoh", tanggal_mulai=AWAL, **(isi | versi))
    patokan = PatokanIndikator(
        indikator=Indikator(pk=1, kode="IKU-1", nama="Contoh"),
        penempatan=PenempatanIndikator(pk=1, jenis="iku"),
        versi_indikator=definisi,
        versi_target=VersiTarget(pk=1, tahun=2026, **(target or {"nilai": tahun})),
    )
    dibaca = {}
    for nomor, ((unit, p), isi_baca) in enumerate(bacaan.items(), 1):
        revisi = RevisiRealisasi(pk=nomor, versi=1, realisasi_id=nomor, **({"keadaan": "angka"} | isi_baca))
        dibaca[1, unit.pk, p.pk] = Bacaan(revisi, unit.pk, p.pk, 1)
    bahan = BahanUkur(
        {"triwulan": TW[:tw], "bulan": BULAN[: tw * 3]},
        dibaca,
        {1: para or [pemegang(SATU)]},
        {1: {p.pk: nilai for p, nilai in target_periode.items()}},
    )
    return ukur(
        patokan,
        bahan,
        Metodologi(**({"celah": "ketat", "ambang_anomali": D(120)} | (aturan or {}))),
        TW[tw - 1],
    ).isi


def nilai(angka):
    return {"nilai": D(angka)}


def kode(isi):
    return [satu["kode"] for satu in isi["catatan"]]


# -- (a) ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arah", ["turun_selisih", "turun_rasio"])
def test_periode_kosong_tidak_membaikkan_indikator_negatif(arah):
    """T 5 + 5, R 5 and a blank: 5 against 5 is 100, not (2 × 10 − 5) / 10 = 150 nor 10 / 5 = 200."""
    isi = hasil({(SATU, TW[0]): nilai(5)}, {TW[0]: D(5), TW[1]: D(5)}, tw=2, arah=arah, tahun=D(20))
    assert (isi["realisasi"], isi["target_periode"], isi["capaian_periode"]) == (5, 5, 100)
    assert "belum_lengkap" in kode(isi)


def test_periode_kosong_tetap_merugikan_indikator_positif():
    """Where higher is better the blank counts as missing work: 5 / 10 = 50."""
    isi = hasil({(SATU, TW[0]): nilai(5)}, {TW[0]: D(5), TW[1]: D(5)}, tw=2)
    assert isi["capaian_periode"] == 50


def test_akhir_tahun_periode_kosong_tidak_membaikkan_indikator_negatif():
    """T 4 × 5 = 20 a year, R 5 + 5 + 5 and a blank TW IV: 15 against 15 is 100, not (40 − 15) / 20 = 125."""
    baca = {(SATU, TW[n]): nilai(5) for n in (0, 1, 2)}
    isi = hasil(baca, dict.fromkeys(TW, D(5)), tw=4, arah="turun_selisih", tahun=D(20))
    assert (isi["target_periode"], isi["capaian_periode"]) == (15, 100)


def test_bulan_kosong_tidak_membaikkan_indikator_negatif_bertarget_triwulan():
    """T 15 for TW I, R 5 + 5 and a blank March: (30 − 10) / 15 = 133,33 would reward the blank."""
    baca = {(SATU, BULAN[0]): nilai(5), (SATU, BULAN[1]): nilai(5)}
    isi = hasil(baca, {TW[0]: D(15)}, frekuensi="bulan", arah="turun_selisih", tahun=D(60))
    assert isi["capaian_periode"] is None or isi["capaian_periode"] <= 100


def test_unit_yang_belum_lapor_disebut_pada_hasil():
    """3 of Bidang Satu, nothing of Bidang Dua: the sum stands as 3, and says who is missing."""
    para = [pemegang(SATU, "jumlah"), pemegang(DUA, "jumlah")]
    isi = hasil({(SATU, TW[0]): nilai(3)}, {TW[0]: D(6)}, para=para, arah="turun_selisih")
    assert "belum_lengkap" in kode(isi)
    assert any("Bidang Dua" in satu["kalimat"] for satu in isi["catatan"])


# -- (b) ---------------------------------------------------------------------------------------------


def test_pemegang_tunggal_terakhir_membawa_angkanya():
    """Bidang Satu until 15 February, Bidang Dua since: 4 / 5 = 80."""
    para = [pemegang(SATU, selesai=date(2026, 2, 15)), pemegang(DUA, mulai=date(2026, 2, 16))]
    isi = hasil({(SATU, TW[0]): nilai(2), (DUA, TW[0]): nilai(4)}, {TW[0]: D(5)}, para=para)
    assert (isi["realisasi"], isi["capaian_periode"]) == (4, 80)


def test_dari_tunggal_menjadi_dijumlahkan_di_tengah_periode():
    """Bidang Satu alone until 15 February, then Bidang Dua with kontribusi jumlah: 4 / 5 = 80."""
    para = [pemegang(SATU, selesai=date(2026, 2, 15)), pemegang(DUA, "jumlah", date(2026, 2, 16))]
    isi = hasil({(SATU, TW[0]): nilai(2), (DUA, TW[0]): nilai(4)}, {TW[0]: D(5)}, para=para)
    assert (isi["realisasi"], isi["capaian_periode"]) == (4, 80)


@pytest.mark.parametrize(
    ("kontribusi", "satuan", "sebab"),
    [("tunggal", "dokumen", "tunggal_ganda"), ("jumlah", "%", "persen_tidak_digabung")],
)
def test_sebab_gabungan_unit_sampai_ke_hasil(kontribusi, satuan, sebab):
    para = [pemegang(SATU, kontribusi), pemegang(DUA, kontribusi)]
    baca = {(SATU, TW[0]): nilai(2), (DUA, TW[0]): nilai(4)}
    isi = hasil(baca, {TW[0]: D(5)}, para=para, satuan=satuan)
    assert (isi["status"], isi["sebab"]) == ("tidak_dapat_dihitung", sebab)
    assert "unit" in isi["sebab_kalimat"]


def test_sebab_lama_tidak_menutupi_periode_terbaru_yang_belum_lapor():
    """TW I could not be combined, TW II is blank: what is waited for is TW II."""
    para = [pemegang(SATU), pemegang(DUA)]
    baca = {(SATU, TW[0]): nilai(2), (DUA, TW[0]): nilai(4)}
    isi = hasil(baca, {TW[0]: D(5), TW[1]: D(5)}, para=para, tw=2, metode="nilai_akhir")
    assert (isi["keadaan"], isi["status"]) == ("belum_diisi", "belum_lapor")


# -- (c) ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("metode", ["jumlah", "rata_rata", "maks", "min"])
def test_target_rentang_tidak_dijumlahkan(metode):
    rentang = RentangTarget(D(80), D(90))
    daftar = [Isian("TW I", D(81), target=rentang), Isian("TW II", D(85), target=rentang)]
    assert sampai_periode(metode, daftar, arah="rentang").target == rentang


def test_bacaan_menurut_definisi_lama_tidak_menghentikan_pengukuran():
    """A figure read in TW I, a level asked for since."""
    isi = hasil({(SATU, TW[0]): nilai(4)}, {}, arah="ordinal", metode="nilai_akhir", target={"tingkat": "B"})
    assert (isi["status"], isi["keadaan"]) == ("tidak_dapat_dihitung", "tidak_dapat_diukur")


def test_target_berangka_dari_definisi_lama_tidak_menghentikan_pengukuran():
    """Ordinal since this definition; the target series still has figures only."""
    isi = hasil(
        {(SATU, TW[0]): {"tingkat": "B"}}, {TW[0]: D(5)}, arah="ordinal", metode="nilai_akhir", tahun=D(20)
    )
    assert isi["sebab"] == "target_belum_ditetapkan"


def test_rentang_satu_angka_memakai_target_periodenya():
    """7 in a period whose own target is 7: 100; against the year's 10 it would be 70."""
    isi = hasil({(SATU, TW[0]): nilai(7)}, {TW[0]: D(7)}, arah="rentang", metode="nilai_akhir", tahun=D(10))
    assert (isi["target_periode"], isi["capaian_periode"], isi["capaian_tahun"]) == (7, 100, 70)


@pytest.mark.parametrize("arah", ["rentang", "ordinal"])
def test_rentang_dan_tingkat_tidak_boleh_dijumlahkan(arah):
    with pytest.raises(ValidationError, match="Pilih"):
        VersiIndikator(arah=arah, metode="jumlah").clean()
    VersiIndikator(arah=arah, metode="nilai_akhir").clean()


def test_rentang_boleh_dirata_ratakan():
    """The mean of monthly inflation against a range is a sound figure."""
    VersiIndikator(arah="rentang", metode="rata_rata").clean()


# -- (d) ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metode", "tw", "target", "capaian"), [("nilai_akhir", 2, 9, "55.56"), ("jumlah", 2, 16, "187.50")]
)
def test_indikator_bulanan_bertarget_triwulan(metode, tw, target, capaian):
    """5 a month: the last is 5 / 9 = 55,56; summed it is 30 against 7 + 9 = 16, that is 187,50."""
    baca = {(SATU, satu): nilai(5) for satu in BULAN[:6]}
    isi = hasil(baca, {TW[0]: D(7), TW[1]: D(9)}, tw=tw, frekuensi="bulan", metode=metode, tahun=D(60))
    assert (isi["target_periode"], isi["capaian_periode"]) == (target, D(capaian))


def test_target_menurut_frekuensinya_sendiri_didahulukan_bila_lengkap():
    """5 + 5 + 5 against 4 + 4 + 4 = 12: 125; the triwulan's own 20 would say 75."""
    baca = {(SATU, satu): nilai(5) for satu in BULAN[:3]}
    isi = hasil(baca, {**dict.fromkeys(BULAN[:3], D(4)), TW[0]: D(20)}, frekuensi="bulan")
    assert (isi["target_periode"], isi["capaian_periode"]) == (12, 125)


def test_target_triwulan_yang_tidak_lengkap_tidak_menjadi_jumlah_yang_lebih_kecil():
    baca = {(SATU, satu): nilai(5) for satu in BULAN[:6]}
    isi = hasil(baca, {TW[1]: D(9)}, tw=2, frekuensi="bulan")
    assert (isi["target_periode"], isi["sebab"]) == (None, "target_belum_ditetapkan")


# -- (e) ---------------------------------------------------------------------------------------------


def test_capaian_dibulatkan_satu_kali():
    """90.994,96 / 100.000 = 90,99496: stored 90,99 and Tinggi, as its sentence says; never 91,00."""
    isi = hasil({(SATU, TW[0]): nilai("90994.96")}, {TW[0]: D(100000)}, tahun=D(100000))
    for nama in ("capaian_periode", "capaian_periode_mentah", "capaian_rata_rata", "capaian_tahun"):
        assert isi[nama] == D("90.99"), nama
    assert isi["predikat"] == "Tinggi"
    assert "90,99 %" in isi["penjelasan_periode"]


def test_predikat_cara_bulat_dari_angka_yang_belum_dibulatkan():
    """75,496 is 75 when rounded once (Sedang); by way of 75,50 it would be 76 (Tinggi)."""
    isi = hasil({(SATU, TW[0]): nilai("75496")}, {TW[0]: D(100000)}, aturan={"cara_potong": "bulat"})
    assert (isi["capaian_periode"], isi["predikat"]) == (D("75.50"), "Sedang")
