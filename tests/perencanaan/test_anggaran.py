"""Spending up to a day, by hand: nothing twice, nothing guessed, blank is not zero."""

from datetime import date
from decimal import Decimal

import pytest

from perencanaan.anggaran import (
    Belanja,
    Jumlah,
    anggaran_tahun,
    pagu_simpul,
    pilih_belanja,
    realisasi_sampai,
)
from perencanaan.models import PaguAnggaran, Periode, RealisasiAnggaran, Simpul
from tests.panggung import TAHUN

D = Decimal
AKHIR = {"mar": date(2026, 3, 31), "jun": date(2026, 6, 30), "des": date(2026, 12, 31)}


def bulan(nomor: int, nilai: int) -> Belanja:
    akhir = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30}[nomor]
    return Belanja(date(2026, nomor, 1), date(2026, nomor, akhir), D(nilai))


TW_I = Belanja(date(2026, 1, 1), date(2026, 3, 31), D(100))
TW_II = Belanja(date(2026, 4, 1), date(2026, 6, 30), D(50))
SEMESTER = Belanja(date(2026, 1, 1), date(2026, 6, 30), D(170))
SETAHUN = Belanja(date(2026, 1, 1), date(2026, 12, 31), D(400))


@pytest.mark.parametrize(
    ("daftar", "sampai", "jumlah"),
    [
        ([], "des", None),
        ([TW_I], "mar", 100),
        ([TW_I, TW_II], "mar", 100),  # what ends later does not count yet
        ([TW_I, TW_II], "jun", 150),
        ([bulan(1, 10), bulan(2, 20), bulan(3, 30)], "mar", 60),
        ([TW_I, bulan(1, 10), bulan(2, 20), bulan(3, 30)], "mar", 100),  # the triwulan stands over its months
        ([TW_I, bulan(4, 7), bulan(5, 8)], "jun", 115),
        ([SEMESTER, TW_I, TW_II], "jun", 170),
        ([SETAHUN, TW_I, TW_II], "jun", 150),  # nobody knows what of the year's total was spent by June
        ([SETAHUN, SEMESTER, TW_I, bulan(1, 10)], "des", 400),
        ([Belanja(date(2026, 1, 1), date(2026, 3, 31), D(0))], "mar", 0),  # zero is not blank
    ],
)
def test_setiap_masa_dihitung_satu_kali(daftar, sampai, jumlah):
    dipilih = pilih_belanja(daftar, AKHIR[sampai])
    assert (sum(satu.nilai for satu in dipilih) if dipilih else None) == jumlah


@pytest.mark.parametrize(
    ("belanja", "jumlah"),
    [
        ({2: [TW_I], 3: [TW_I]}, 200),  # the children's sum
        ({1: [Belanja(TW_I.mulai, TW_I.selesai, D(150))], 2: [TW_I], 3: [TW_I]}, 150),  # its own record
        ({1: [TW_I], 2: [TW_I, TW_II]}, 150),  # own for TW I, the child's for what it leaves open
        ({1: [TW_I], 2: [SEMESTER]}, 100),  # half of that is counted already: never both
        ({}, None),
    ],
)
def test_milik_sendiri_atau_jumlah_di_bawahnya(belanja, jumlah):
    assert realisasi_sampai(1, {1: [2, 3]}, belanja, AKHIR["jun"]).nilai == jumlah


def test_angka_latihan_terbawa_ke_atas():
    latihan = Belanja(TW_I.mulai, TW_I.selesai, D(5), angka_latihan=True)
    assert realisasi_sampai(1, {1: [2]}, {2: [latihan]}, AKHIR["mar"]) == Jumlah(D(5), True)


def test_pagu_sendiri_mengalahkan_jumlah_anaknya():
    anak = {1: [2, 3]}
    assert pagu_simpul(1, anak, {2: Jumlah(D(10)), 3: Jumlah(D(15))}).nilai == 25
    assert pagu_simpul(1, anak, {1: Jumlah(D(30)), 2: Jumlah(D(10))}).nilai == 30
    assert pagu_simpul(1, anak, {}).nilai is None


@pytest.mark.django_db
def test_pagu_yang_berlaku_pada_akhir_periode(kantor, django_assert_num_queries):
    """DPA to June, DPPA from July: TW II is held against the first, the year against the second."""
    program = Simpul.objects.create(opd=kantor.opd, tahun=TAHUN, jenjang="program", uraian="P")
    satu, dua = (
        Simpul.objects.create(opd=kantor.opd, tahun=TAHUN, jenjang="kegiatan", uraian=nama, induk=program)
        for nama in ("K1", "K2")
    )
    PaguAnggaran.objects.create(
        simpul=satu, nilai=1000, tanggal_mulai=date(TAHUN, 1, 1), tanggal_selesai=date(TAHUN, 6, 30)
    )
    PaguAnggaran.objects.create(simpul=satu, nilai=800, tanggal_mulai=date(TAHUN, 7, 1))
    PaguAnggaran.objects.create(simpul=dua, nilai=500, tanggal_mulai=date(TAHUN, 1, 1))
    periode = {(p.jenis, p.nomor): p for p in Periode.objects.tahun_lengkap(TAHUN)}
    for nomor, nilai in ((1, 100), (2, 200), (3, 50)):
        RealisasiAnggaran.objects.create(simpul=satu, periode=periode["triwulan", nomor], nilai=nilai)
    pohon = [program, satu, dua]

    with django_assert_num_queries(2):
        tengah = anggaran_tahun(kantor.opd, periode["triwulan", 2], pohon)
    setahun = anggaran_tahun(kantor.opd, periode["tahun", 1], pohon)

    assert (tengah[program.pk].pagu, tengah[program.pk].realisasi) == (1500, 300)
    assert (setahun[program.pk].pagu, setahun[program.pk].realisasi) == (1300, 350)
    assert (setahun[dua.pk].pagu, setahun[dua.pk].realisasi) == (500, None)
    assert setahun[program.pk].belum_lapor == {dua.pk}

    tertahan = {(satu.pk, periode["triwulan", 2].pk)}
    tanpa_dua = anggaran_tahun(kantor.opd, periode["tahun", 1], pohon, tertahan)
    assert tanpa_dua[program.pk].realisasi == 150  # 100 and 50: held back is as if never recorded
