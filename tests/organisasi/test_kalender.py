"""The working calendar, each case counted by hand. 2025: 1 March is a Saturday, 31 March a Monday."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from alur.syarat_mulai import batas_waktu_bawaan
from organisasi.kalender import Kalender
from organisasi.models import HariLibur, JamKerja
from perencanaan.models import Periode

pytestmark = pytest.mark.django_db

SENIN, SELASA, RABU, KAMIS, JUMAT, SABTU, MINGGU = (date(2025, 3, hari) for hari in range(3, 10))
WIB = ZoneInfo("Asia/Jakarta")


def saat(hari: date, jam: int, menit: int = 0, zona=WIB) -> datetime:
    return datetime.combine(hari, time(jam, menit), tzinfo=zona)


def libur(hari: date, nama="Libur", **lapisan) -> None:
    HariLibur.objects.create(tanggal=hari, nama=nama, **lapisan)


def test_akhir_pekan_bukan_hari_kerja(kantor):
    kalender = Kalender(kantor.opd)
    assert [kalender.adalah_hari_kerja(h) for h in (JUMAT, SABTU, MINGGU)] == [True, False, False]
    assert kalender.libur(SABTU) == "akhir pekan"
    assert kalender.libur(JUMAT) == ""


def test_lapisan_opd_mengalahkan_pemda_mengalahkan_nasional(kantor, kantor_lain):
    libur(RABU, "Nasional")
    libur(RABU, "Pemda tetap masuk", pemda=kantor.pemda, masuk=True)
    libur(KAMIS, "Pemda", pemda=kantor.pemda)
    libur(KAMIS, "OPD piket", opd=kantor.opd, masuk=True)
    libur(JUMAT, "Hari jadi OPD", opd=kantor.opd)
    kalender, lain = Kalender(kantor.opd), Kalender(kantor_lain.opd)
    assert [kalender.libur(h) for h in (RABU, KAMIS, JUMAT)] == ["", "", "Hari jadi OPD"]
    assert [lain.libur(h) for h in (RABU, KAMIS, JUMAT)] == ["Nasional", "", ""]


@pytest.mark.parametrize(
    ("dari", "jumlah", "hasil"),
    [
        (SENIN, 0, SENIN),
        (SENIN, 1, SELASA),
        (JUMAT, 1, date(2025, 3, 10)),
        (SABTU, 1, date(2025, 3, 10)),
        (SENIN, 5, date(2025, 3, 10)),
        (SENIN, 10, date(2025, 3, 17)),
    ],
)
def test_tambah_hari_kerja(kantor, dari, jumlah, hasil):
    assert Kalender(kantor.opd).tambah_hari_kerja(dari, jumlah) == hasil


def test_tambah_hari_kerja_melewati_libur_dan_sabtu_yang_dipanggil_masuk(kantor):
    """After Monday: Tuesday 1, Wednesday off, Thursday 2, Friday 3, Saturday called in 4, Monday 5."""
    libur(RABU)
    libur(SABTU, "Masuk", opd=kantor.opd, masuk=True)
    kalender = Kalender(kantor.opd)
    assert kalender.tambah_hari_kerja(SENIN, 4) == SABTU
    assert kalender.tambah_hari_kerja(SENIN, 5) == date(2025, 3, 10)
    assert kalender.selisih_hari_kerja(SENIN, date(2025, 3, 10)) == 5
    assert kalender.selisih_hari_kerja(date(2025, 3, 10), SENIN) == -5
    assert kalender.selisih_hari_kerja(SENIN, SENIN) == 0


def test_kalender_tanpa_hari_kerja_ditolak(kantor):
    HariLibur.objects.bulk_create(
        HariLibur(tanggal=SENIN + timedelta(days=n), nama="Libur", opd=kantor.opd) for n in range(1, 900)
    )
    with pytest.raises(ValueError, match="tidak memiliki hari kerja"):
        Kalender(kantor.opd).tambah_hari_kerja(SENIN, 1)


@pytest.mark.parametrize(
    ("dari", "sampai", "menit"),
    [
        # Monday 07.30–12.00 and 13.00–16.00 are 270 + 180; Friday 07.30–11.30 and 13.00–16.30 are 240 + 210.
        (saat(SENIN, 0), saat(SENIN, 23, 59), 450),
        (saat(JUMAT, 0), saat(JUMAT, 23, 59), 450),
        (saat(SENIN, 11, 30), saat(SENIN, 13, 30), 60),
        (saat(JUMAT, 11), saat(JUMAT, 13, 30), 60),
        (saat(SENIN, 12, 10), saat(SENIN, 12, 50), 0),
        (saat(SENIN, 5), saat(SENIN, 7, 31), 1),
        (saat(SENIN, 15, 59), saat(SELASA, 7, 31), 2),
        (saat(JUMAT, 16), saat(date(2025, 3, 10), 8), 60),
        (saat(SENIN, 8), saat(date(2025, 3, 10), 8), 5 * 450),
        (saat(SABTU, 8), saat(MINGGU, 17), 0),
        (saat(SENIN, 9), saat(SENIN, 9), 0),
        (saat(SENIN, 9), saat(SENIN, 8), 0),
    ],
)
def test_menit_kerja(kantor, dari, sampai, menit):
    assert Kalender(kantor.opd).menit_kerja(dari, sampai) == menit


def test_menit_kerja_melewati_libur_dan_memuat_sabtu_yang_dipanggil_masuk(kantor):
    """Wednesday off, the called-in Saturday at Monday's hours: Tuesday to Saturday is four days."""
    libur(RABU)
    libur(SABTU, "Masuk", opd=kantor.opd, masuk=True)
    kalender = Kalender(kantor.opd)
    assert kalender.menit_kerja(saat(SABTU, 0), saat(MINGGU, 0)) == 450
    assert kalender.menit_kerja(saat(SELASA, 0), saat(MINGGU, 0)) == 4 * 450


def test_menit_kerja_dihitung_pada_jam_zona_pemda(kantor):
    """08.00 to 09.00 WIB is 09.00–10.00 WITA and 10.00–11.00 WIT: an hour; 15.00 WIB is after hours in the east."""
    for zona, pagi, sore in (
        ("Asia/Jakarta", 60, 60),
        ("Asia/Makassar", 60, 0),
        ("Asia/Jayapura", 60, 0),
    ):
        kantor.pemda.zona_waktu = zona
        kalender = Kalender(kantor.opd)
        assert kalender.menit_kerja(saat(SENIN, 8), saat(SENIN, 9)) == pagi, zona
        assert kalender.menit_kerja(saat(SENIN, 15), saat(SENIN, 16)) == sore, zona


def test_menit_kerja_hari_menurut_zona_pemda(kantor):
    """22.00 WIB on Sunday is midnight in Jayapura; two hours before its office opens nothing counts."""
    kantor.pemda.zona_waktu = "Asia/Jayapura"
    kalender = Kalender(kantor.opd)
    assert kalender.menit_kerja(saat(MINGGU, 22), saat(date(2025, 3, 10), 5, 30)) == 0
    assert kalender.menit_kerja(saat(MINGGU, 22), saat(date(2025, 3, 10), 6)) == 30


def test_jam_kerja_bertanggal_dan_berlapis(kantor):
    """In Ramadan the Pemda works 08.00–15.00 with half an hour's rest: 390 minutes; the OPD's own layer wins."""
    ramadan = {"hari": 0, "jam_masuk": time(8), "jam_pulang": time(15), "tanggal_mulai": SENIN}
    JamKerja.objects.create(
        pemda=kantor.pemda,
        istirahat_mulai=time(12),
        istirahat_selesai=time(12, 30),
        tanggal_selesai=date(2025, 3, 16),
        **ramadan,
    )
    kalender = Kalender(kantor.opd)
    assert kalender.menit_kerja(saat(SENIN, 0), saat(SENIN, 23)) == 390
    assert kalender.menit_kerja(saat(date(2025, 3, 17), 0), saat(date(2025, 3, 17), 23)) == 450
    JamKerja.objects.create(opd=kantor.opd, **ramadan)
    assert Kalender(kantor.opd).menit_kerja(saat(SENIN, 0), saat(SENIN, 23)) == 420


def test_kantor_enam_hari_kerja(kantor):
    JamKerja.objects.create(
        opd=kantor.opd, hari=5, jam_masuk=time(7, 30), jam_pulang=time(12), tanggal_mulai=SENIN
    )
    kalender = Kalender(kantor.opd)
    assert kalender.tambah_hari_kerja(JUMAT, 1) == SABTU
    assert kalender.menit_kerja(saat(SABTU, 0), saat(SABTU, 23)) == 270


def test_batas_waktu_opd(kantor):
    """TW I ends Monday 31 March; 1–4 April off: the third working day after it is Wednesday 9 April."""
    for hari in range(1, 5):
        libur(date(2025, 4, hari), "Idulfitri")
    kantor.opd.batas_hari_kerja = 3
    tw = Periode.objects.tahun_lengkap(2025).get(jenis="triwulan", nomor=1)
    assert batas_waktu_bawaan(opd=kantor.opd, periode=tw) == date(2025, 4, 9)


def test_kalender_dibaca_dengan_dua_kueri(kantor, django_assert_num_queries):
    with django_assert_num_queries(2):
        kalender = Kalender(kantor.opd)
        kalender.tambah_hari_kerja(SENIN, 200)
        kalender.menit_kerja(saat(SENIN, 8), saat(JUMAT, 8))
