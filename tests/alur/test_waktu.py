"""Waktu of steps, each case counted by hand. 3 March 2025 is a Monday; a day has 450 working minutes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alur import actions, mulai_unit
from alur.bacaan_waktu import waktu_pelaksanaan, waktu_tahun
from alur.disposisi import kembalikan_disposisi, terima_disposisi
from alur.models import CatatanLangkah, Langkah, Paraf, Pelaksanaan, Prosedur
from alur.perbaikan import Perbaikan
from alur.tampilan_waktu import banding_baku, sebut_ketepatan, susun_halaman_pelaksanaan
from alur.waktu import TIDAK_DISEBUT, Ringkas, ringkas, sebut_baku, sebut_lama, waktu_kunjungan
from organisasi.kalender import Kalender
from organisasi.models import HariLibur, JamKerja
from perencanaan.models import Periode
from tests.alur.penjalan import adopsi_kode, para_pelaku, sampai
from tests.alur.penjalan import mulai as mulai_jalan
from tests.alur.test_adopsi import buat_naskah
from tests.panggung import TAHUN, Panggung, terbuka

pytestmark = [pytest.mark.django_db, pytest.mark.sekali, pytest.mark.usefixtures("sandi_cepat")]

SENIN, SELASA, RABU, KAMIS, JUMAT = (date(2025, 3, hari) for hari in range(3, 8))
SENIN_DEPAN = date(2025, 3, 10)
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def panggung(kantor):
    return Panggung(kantor, buat_naskah())


def saat(hari: date, jam: int, menit: int = 0) -> datetime:
    return datetime.combine(hari, time(jam, menit), tzinfo=WIB)


def setel(
    catatan: CatatanLangkah, dibuka: datetime, mulai: datetime | None, selesai: datetime | None
) -> None:
    """Date a visit that the real actions made; an open one stays open."""
    isi = {"dibuka_pada": dibuka, "dikerjakan_pada": mulai}
    if mulai:
        isi["dikerjakan_oleh"] = catatan.pelaksanaan.dimulai_oleh
    if selesai:
        isi["selesai_pada"] = selesai
    CatatanLangkah.objects.filter(pk=catatan.pk).update(**isi)


def baku(langkah: Langkah, nilai: int, satuan: str, teks: str) -> None:
    Langkah.objects.filter(pk=langkah.pk).update(waktu_nilai=nilai, waktu_satuan=satuan, waktu_teks=teks)


def hitung(pelaksanaan: Pelaksanaan, kini: datetime | None = None) -> dict[int, tuple]:
    """{step number: its visits}"""
    segar = Pelaksanaan.objects.select_related("opd__pemda", "prosedur").get(pk=pelaksanaan.pk)
    hasil = waktu_pelaksanaan(segar, kini or timezone.now())
    return {langkah.nomor: daftar for langkah, daftar in hasil.langkah}


# -- arithmetic, by hand ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dibuka", "mulai", "selesai", "menunggu", "dikerjakan"),
    [
        # Same morning: 8.00-9.00, 9.00-10.30.
        (saat(SENIN, 8), saat(SENIN, 9), saat(SENIN, 10, 30), 60, 90),
        # Over the rest of 12.00-13.00: 240 - 60, then 30.
        (saat(SENIN, 11), saat(SENIN, 14), saat(SENIN, 14, 30), 120, 30),
        # Over the weekend: Friday 15.30-16.30 and Monday 7.30-8.30; then 8.30-12.00 and 13.00-14.00.
        (saat(JUMAT, 15, 30), saat(SENIN_DEPAN, 8, 30), saat(SENIN_DEPAN, 14), 120, 270),
        # Wednesday is a holiday: Tuesday 15.00-16.00 and Thursday 8.00-8.30; then 8.30-9.00.
        (saat(SELASA, 15), saat(KAMIS, 8, 30), saat(KAMIS, 9), 90, 30),
        # Thursday's hours are 8.00-12.00 and 13.00-15.00 from this week on.
        (saat(KAMIS, 7), saat(KAMIS, 9), saat(KAMIS, 15, 30), 60, 300),
        # Taken up at once.
        (saat(SENIN, 8), saat(SENIN, 8), saat(SENIN, 9), 0, 60),
        # Nobody marked the beginning: the engine noted it at the closing.
        (saat(SENIN, 8), saat(SENIN, 10), saat(SENIN, 10), 120, None),
        # Marked and done within a minute: nothing, which is known.
        (saat(SENIN, 8), saat(SENIN, 9), saat(SENIN, 9) + timedelta(seconds=20), 60, 0),
    ],
)
def test_menunggu_dan_dikerjakan(panggung, dibuka, mulai, selesai, menunggu, dikerjakan):
    HariLibur.objects.create(tanggal=RABU, nama="Libur nasional")
    JamKerja.objects.create(
        opd=panggung.kantor.opd,
        hari=KAMIS.weekday(),
        jam_masuk=time(8),
        jam_pulang=time(15),
        istirahat_mulai=time(12),
        istirahat_selesai=time(13),
        tanggal_mulai=SENIN,
    )
    setel(panggung.arsip.catatan.get(langkah__nomor=1), dibuka, mulai, selesai)
    (satu,) = hitung(panggung.arsip)[1]
    assert (satu.menunggu, satu.dikerjakan) == (menunggu, dikerjakan)


def test_jam_kerja_berubah_di_tengah_langkah(panggung):
    """Monday 450, Tuesday on the new short hours 8.00-12.00 without a rest: 240."""
    JamKerja.objects.create(
        opd=panggung.kantor.opd,
        hari=SELASA.weekday(),
        jam_masuk=time(8),
        jam_pulang=time(12),
        tanggal_mulai=SELASA,
    )
    setel(panggung.arsip.catatan.get(langkah__nomor=1), saat(SENIN, 7), saat(RABU, 8), saat(RABU, 8, 10))
    (satu,) = hitung(panggung.arsip)[1]
    assert (satu.menunggu, satu.dikerjakan) == (450 + 240 + 30, 10)


def test_langkah_terbuka_dihitung_sampai_sekarang(panggung):
    catatan = terbuka(panggung.awal)
    setel(catatan, saat(SENIN, 8), None, None)
    (satu,) = hitung(panggung.awal, saat(SELASA, 8))[1]
    # Monday 8.00-12.00 and 13.00-16.00, Tuesday 7.30-8.00.
    assert (satu.terbuka, satu.menunggu, satu.dikerjakan) == (True, 240 + 180 + 30, None)
    setel(catatan, saat(SENIN, 8), saat(SENIN, 10), None)
    (satu,) = hitung(panggung.awal, saat(SELASA, 8))[1]
    assert (satu.menunggu, satu.dikerjakan) == (120, 120 + 180 + 30)
    assert hitung(panggung.awal)[2] == ()


def test_putaran_setelah_pengembalian_dihitung_tersendiri(panggung):
    """The small SOP returns from step 4 to step 3: two visits there, one closed and one open."""
    pertama, kedua = panggung.kembali.catatan.filter(langkah__nomor=3).order_by("putaran")
    setel(pertama, saat(SENIN, 8), saat(SENIN, 9), saat(SENIN, 11))
    setel(kedua, saat(RABU, 8), saat(RABU, 8, 15), None)
    satu, dua = hitung(panggung.kembali, saat(RABU, 9))[3]
    assert (satu.catatan.putaran, satu.menunggu, satu.dikerjakan, satu.terbuka) == (1, 60, 120, False)
    assert (dua.catatan.putaran, dua.menunggu, dua.dikerjakan, dua.terbuka) == (2, 15, 45, True)


def dua_unit(panggung) -> CatatanLangkah:
    """A visit at the form-filling step, where both Bidang must finish; it is open."""
    panggung.prosedur.langkah.filter(nomor=3).update(semua_pelaksana=True)
    return terbuka(panggung.jalankan(bulan=5, sampai=3))


def test_paraf_dua_unit_masing_masing(panggung, kantor):
    catatan = dua_unit(panggung)
    actions.selesaikan(catatan=catatan, oleh=kantor.staf_satu)
    setel(catatan, saat(SENIN, 8), saat(SENIN, 9), None)
    Paraf.objects.filter(catatan=catatan).update(pada=saat(SENIN, 9))
    (satu,) = hitung(catatan.pelaksanaan, saat(SENIN, 14))[3]
    assert [(p.sebutan, p.lama, p.selesai) for p in satu.pihak] == [
        ("Bidang Satu", 60, True),
        ("Bidang Dua", 240 + 60, False),
    ]
    # The first paraf is no mark of a beginning: the visit as a whole still waits.
    assert (satu.menunggu, satu.dikerjakan) == (300, None)
    actions.selesaikan(catatan=terbuka(catatan.pelaksanaan), oleh=kantor.staf_dua)
    Paraf.objects.filter(unit=kantor.bidang_dua).update(pada=saat(SELASA, 8))
    setel(catatan, saat(SENIN, 8), saat(SENIN, 9), saat(SELASA, 8))
    (satu,) = hitung(catatan.pelaksanaan)[3]
    assert [(p.sebutan, p.lama, p.selesai) for p in satu.pihak] == [
        ("Bidang Satu", 60, True),
        ("Bidang Dua", 450, True),
    ]
    assert (satu.menunggu, satu.dikerjakan) == (450, None)


def test_unit_yang_tidak_diminta_memperbaiki_tidak_ditunggu(panggung, kantor):
    catatan = dua_unit(panggung)
    for oleh in (kantor.staf_satu, kantor.staf_dua):
        actions.selesaikan(catatan=terbuka(catatan.pelaksanaan), oleh=oleh)
    actions.kembalikan(
        catatan=terbuka(catatan.pelaksanaan),
        oleh=kantor.sekretaris,
        alasan="Kurang",
        perbaikan=[Perbaikan("Lengkapi Maret", kantor.bidang_dua.pk)],
    )
    _, dua = hitung(catatan.pelaksanaan)[3]
    assert [(p.sebutan, p.selesai) for p in dua.pihak] == [("Bidang Dua", False)]


def test_menunggu_disposisi_bukan_dikerjakan(kantor):
    """The report was laid before the Kepala at nine and received at half past eleven: nobody worked on it then."""
    run = mulai_jalan(kantor, adopsi_kode(kantor, "000").prosedur.get(jenis="pengumpulan"))
    laporan = sampai(run, 11)
    actions.selesaikan(catatan=laporan, oleh=para_pelaku(laporan)[0])
    terima_disposisi(disposisi=laporan.disposisi.get(), oleh=kantor.kepala)
    laporan.disposisi.update(diajukan_pada=saat(SENIN, 9))
    setel(laporan, saat(SENIN, 8), saat(SENIN, 9), saat(SENIN, 11, 30))
    [satu] = hitung(run)[11]
    assert (satu.menunggu, satu.dikerjakan) == (210, None)


def laporan_diajukan(kantor) -> CatatanLangkah:
    """SOP 000 step 11, begun at 8.30 and laid before the Kepala at nine."""
    run = mulai_jalan(kantor, adopsi_kode(kantor, "000").prosedur.get(jenis="pengumpulan"))
    laporan = sampai(run, 11)
    actions.selesaikan(catatan=laporan, oleh=para_pelaku(laporan)[0])
    laporan.disposisi.update(diajukan_pada=saat(SENIN, 9))
    return laporan


def test_dikerjakan_berakhir_saat_laporan_diajukan(kantor):
    """Opened at eight; the Kepala answers at half past eleven: waited 30 and 150, worked on 30."""
    laporan = laporan_diajukan(kantor)
    setel(laporan, saat(SENIN, 8), saat(SENIN, 8, 30), None)
    baku(laporan.langkah, 2, "jam", "2 Jam")
    (satu,) = hitung(laporan.pelaksanaan, saat(SENIN, 11))[11]
    # Until now he has waited from nine to eleven.
    assert (satu.menunggu, satu.dikerjakan, satu.diajukan, satu.bertambah) == (150, 30, True, False)
    assert banding_baku(satu, 450).label == "1 jam 30 menit lebih singkat"
    terima_disposisi(disposisi=laporan.disposisi.get(), oleh=kantor.kepala)
    setel(laporan, saat(SENIN, 8), saat(SENIN, 8, 30), saat(SENIN, 11, 30))
    (satu,) = hitung(laporan.pelaksanaan)[11]
    assert (satu.menunggu, satu.dikerjakan, satu.diajukan) == (180, 30, False)


def test_laporan_yang_diajukan_lagi_berakhir_saat_terakhir_diajukan(kantor):
    """Given back at ten, handed up anew at 10.45, received at noon: work ends at 10.45."""
    laporan = laporan_diajukan(kantor)
    kembalikan_disposisi(disposisi=laporan.disposisi.get(), oleh=kantor.kepala, arahan="Lengkapi")
    setel(laporan, saat(SENIN, 8), saat(SENIN, 8, 30), None)
    (satu,) = hitung(laporan.pelaksanaan, saat(SENIN, 10, 30))[11]
    # With its doer again: it is being worked on up to now.
    assert (satu.menunggu, satu.dikerjakan, satu.bertambah) == (30, 120, True)
    actions.selesaikan(catatan=terbuka(laporan.pelaksanaan), oleh=para_pelaku(laporan)[0])
    lagi = laporan.disposisi.get(keputusan="")
    terima_disposisi(disposisi=lagi, oleh=kantor.kepala)
    laporan.disposisi.filter(pk=lagi.pk).update(diajukan_pada=saat(SENIN, 10, 45))
    setel(laporan, saat(SENIN, 8), saat(SENIN, 8, 30), saat(SENIN, 12))
    (satu,) = hitung(laporan.pelaksanaan)[11]
    assert (satu.menunggu, satu.dikerjakan) == (30 + 75, 135)


def unit_bermulai(monkeypatch, mulai: dict) -> list:
    """The units begin at those moments, as an app would tell; the list counts how often it was asked."""
    ditanya = []

    def baca(daftar):
        ditanya.append(daftar)
        return {satu.pk: mulai for satu in daftar}

    monkeypatch.setattr(mulai_unit, "_PEMBACA", [baca])
    return ditanya


@pytest.mark.parametrize(
    ("mulai", "bagian"),
    [
        (saat(SENIN, 8, 45), (45, 75)),
        (saat(SENIN, 8), (0, 120)),
        # Of an earlier round, after its own paraf, with its paraf: no beginning of this visit.
        (saat(SENIN, 7, 59), (120, None)),
        (saat(SENIN, 11), (120, None)),
        (saat(SENIN, 10), (120, None)),
        (None, (120, None)),
    ],
)
def test_menunggu_dan_dikerjakan_tiap_unit(panggung, kantor, monkeypatch, mulai, bagian):
    """Opened at eight, Bidang Satu ready at ten, Bidang Dua open at eleven."""
    catatan = dua_unit(panggung)
    actions.selesaikan(catatan=catatan, oleh=kantor.staf_satu)
    setel(catatan, saat(SENIN, 8), saat(SENIN, 10), None)
    Paraf.objects.filter(catatan=catatan).update(pada=saat(SENIN, 10))
    unit_bermulai(monkeypatch, {kantor.bidang_satu.pk: mulai, kantor.bidang_dua.pk: saat(SENIN, 9)})
    (kunjungan,) = hitung(catatan.pelaksanaan, saat(SENIN, 11))[3]
    satu, dua = kunjungan.pihak
    assert (satu.lama, satu.menunggu, satu.dikerjakan) == (120, *bagian)
    assert (dua.lama, dua.menunggu, dua.dikerjakan, dua.selesai) == (180, 60, 120, False)


def test_dicatatkan_untuk_pejabatnya_ditandai(panggung, kantor):
    pemangku = kantor.jabatan["Kepala"].pemangku.get()
    CatatanLangkah.objects.filter(pelaksanaan=panggung.arsip, langkah__nomor=1).update(
        dicatat_untuk=pemangku, dasar_pencatatan="Nota Dinas 1", tanggal_sebenarnya=SENIN
    )
    hasil = hitung(panggung.arsip)
    assert (hasil[1][0].dicatatkan, hasil[2][0].dicatatkan) == (True, False)


def test_waktu_baku_tersebut_dan_tidak(panggung):
    satu, dua = panggung.prosedur.langkah.filter(nomor__in=(1, 2)).order_by("nomor")
    baku(satu, 1, "hari_kerja", "1 Hari")
    setel(panggung.arsip.catatan.get(langkah=satu), saat(SENIN, 8), saat(SENIN, 9), saat(SELASA, 9))
    setel(panggung.arsip.catatan.get(langkah=dua), saat(SENIN, 8), saat(SENIN, 9), saat(SELASA, 9))
    panggung.kantor.opd.menit_per_hari = 420
    panggung.kantor.opd.save(update_fields=["menit_per_hari"])
    hasil = hitung(panggung.arsip)
    # Worked on 450 minutes; the office counts a day as 420.
    assert (hasil[1][0].baku, hasil[1][0].selisih) == (420, 30)
    assert banding_baku(hasil[1][0], 420).label == "30 menit lebih lama"
    assert (hasil[2][0].baku, hasil[2][0].selisih) == (None, None)
    assert sebut_baku(hasil[1][0].langkah) == "1 Hari"
    assert sebut_baku(hasil[2][0].langkah) == TIDAK_DISEBUT


@pytest.mark.parametrize(
    ("mulai", "selesai", "kata"),
    [
        (saat(SENIN, 8), saat(SENIN, 8, 30), "30 menit lebih singkat"),
        (saat(SENIN, 8), saat(SENIN, 9), "Sama dengan waktu baku"),
        (saat(SENIN, 8), saat(SENIN, 11), "2 jam lebih lama"),
        # Undivided: within an hour altogether, hence the work too; beyond it nobody can say.
        (saat(SENIN, 8, 40), saat(SENIN, 8, 40), "Tidak melebihi waktu baku"),
        (saat(SENIN, 10), saat(SENIN, 10), "Tidak dapat dibandingkan"),
    ],
)
def test_kata_banding(panggung, mulai, selesai, kata):
    catatan = panggung.arsip.catatan.get(langkah__nomor=1)
    baku(catatan.langkah, 1, "jam", "1 Jam")
    setel(catatan, saat(SENIN, 7, 50), mulai, selesai)
    assert banding_baku(hitung(panggung.arsip)[1][0], 450).label == kata


def test_kata_banding_langkah_terbuka_dan_dibatalkan(panggung, kantor):
    catatan = terbuka(panggung.awal)
    baku(catatan.langkah, 1, "jam", "1 Jam")
    setel(catatan, saat(SENIN, 8), None, None)
    kata = [banding_baku(hitung(panggung.awal, saat(SENIN, 9))[1][0], 450).label]
    setel(catatan, saat(SENIN, 8), saat(SENIN, 9), None)
    kata += [banding_baku(hitung(panggung.awal, saat(SENIN, 9, jam))[1][0], 450).label for jam in (15, 59)]
    kata.append(banding_baku(hitung(panggung.awal, saat(SENIN, 11))[1][0], 450).label)
    actions.batalkan(pelaksanaan=panggung.awal, oleh=kantor.kepala, alasan="Salah periode")
    kata.append(banding_baku(hitung(panggung.awal)[1][0], 450).label)
    assert kata == [
        "Belum dikerjakan",
        "Tersisa 45 menit",
        "Tersisa 1 menit",
        "1 jam lebih lama",
        "Dibatalkan, tidak dibandingkan",
    ]


@pytest.mark.parametrize(
    ("menit", "sehari", "kata"),
    [
        (None, 450, "–"),
        (0, 450, "0 menit"),
        (59, 450, "59 menit"),
        (449, 450, "7 jam 29 menit"),
        (450, 450, "1 hari"),
        (450, 480, "7 jam 30 menit"),
        (1090, 450, "2 hari 3 jam 10 menit"),
    ],
)
def test_sebut_lama(menit, sehari, kata):
    assert sebut_lama(menit, sehari) == kata


@pytest.mark.parametrize(
    ("lama", "hasil"),
    [
        ([], Ringkas(0, None, None)),
        ([0], Ringkas(1, 0, 0)),
        ([30, 10, 90], Ringkas(3, 30, 90)),
        ([10, 15], Ringkas(2, 13, 15)),  # 12,5 half up
        ([40, 10, 20, 30], Ringkas(4, 25, 40)),
    ],
)
def test_ringkas(lama, hasil):
    assert ringkas(lama) == hasil


def test_murni_atas_baris(panggung, django_assert_num_queries):
    """What was read before is enough: the arithmetic asks the database nothing."""
    kalender = Kalender(panggung.kantor.opd)
    catatan = (
        panggung.arsip.catatan.select_related("langkah")
        .prefetch_related("disposisi", "paraf__unit", "paraf__peran")
        .first()
    )
    with django_assert_num_queries(0):
        waktu_kunjungan(catatan, kalender=kalender, menit_per_hari=450, kini=timezone.now())


# -- over the year ----------------------------------------------------------------------------------


def test_tahun_meringkas_yang_selesai_dan_menghitung_yang_terbuka(panggung, kantor):
    """Step 3: closed 60/120 and undivided 90 and 30; open in one run. Step 1 of a cancelled run does not count."""
    waktu = {
        panggung.putusan: [(saat(SENIN, 9), saat(SENIN, 11))],
        panggung.kembali: [(saat(SENIN, 9, 30), saat(SENIN, 9, 30)), None],
        panggung.arsip: [(saat(SENIN, 8, 30), saat(SENIN, 8, 30))],
    }
    for jalan, daftar in waktu.items():
        for catatan, isi in zip(
            jalan.catatan.filter(langkah__nomor=3).order_by("putaran"), daftar, strict=True
        ):
            setel(catatan, saat(SENIN, 8), *(isi or (None, None)))
    baku(panggung.prosedur.langkah.get(nomor=3), 1, "jam", "1 Jam")
    actions.batalkan(pelaksanaan=panggung.awal, oleh=kantor.kepala, alasan="Salah periode")
    (prosedur,) = waktu_tahun(kantor.opd, TAHUN, timezone.now())
    r = prosedur.langkah[2]
    assert (prosedur.jumlah, r.jumlah_pelaksanaan, r.jumlah_kunjungan, r.terbuka) == (3, 3, 4, 1)
    assert r.menunggu == Ringkas(3, 60, 90)
    assert r.dikerjakan == Ringkas(1, 120, 120)
    assert (r.baku, r.selisih) == (60, 60)
    assert (prosedur.langkah[0].jumlah_pelaksanaan, prosedur.langkah[0].baku) == (3, None)
    assert waktu_tahun(kantor.opd, TAHUN - 1, timezone.now()) == []


def test_tahun_per_unit(panggung, kantor):
    catatan = dua_unit(panggung)
    for oleh in (kantor.staf_satu, kantor.staf_dua):
        actions.selesaikan(catatan=terbuka(catatan.pelaksanaan), oleh=oleh)
    CatatanLangkah.objects.filter(pk=catatan.pk).update(dibuka_pada=saat(SENIN, 8))
    Paraf.objects.filter(unit=kantor.bidang_satu).update(pada=saat(SENIN, 10))
    Paraf.objects.filter(unit=kantor.bidang_dua).update(pada=saat(SENIN, 11))
    (prosedur,) = waktu_tahun(kantor.opd, TAHUN, timezone.now())
    assert [(p.sebutan, p.lama) for p in prosedur.langkah[2].pihak] == [
        ("Bidang Dua", Ringkas(1, 180, 180)),
        ("Bidang Satu", Ringkas(1, 120, 120)),
    ]


def test_tahun_per_unit_terbagi(panggung, kantor, monkeypatch, sebagai):
    """Bidang Satu began at nine and ended at ten; when Bidang Dua began nobody knows."""
    catatan = dua_unit(panggung)
    for oleh in (kantor.staf_satu, kantor.staf_dua):
        actions.selesaikan(catatan=terbuka(catatan.pelaksanaan), oleh=oleh)
    CatatanLangkah.objects.filter(pk=catatan.pk).update(dibuka_pada=saat(SENIN, 8))
    Paraf.objects.filter(catatan=catatan).update(pada=saat(SENIN, 10))
    ditanya = unit_bermulai(monkeypatch, {kantor.bidang_satu.pk: saat(SENIN, 9)})
    (prosedur,) = waktu_tahun(kantor.opd, TAHUN, timezone.now())
    assert [(p.sebutan, p.menunggu, p.dikerjakan) for p in prosedur.langkah[2].pihak] == [
        ("Bidang Dua", Ringkas(1, 120, 120), Ringkas(0, None, None)),
        ("Bidang Satu", Ringkas(1, 60, 60), Ringkas(1, 60, 60)),
    ]
    # Asked once for all visits, and only for those of steps that each must finish.
    assert len(ditanya) == 1
    assert {satu.langkah.nomor for satu in ditanya[0]} == {3}
    isi = sebagai(kantor.sekretaris).get(reverse("waktu_daftar")).content.decode()
    assert '<td data-label="Dikerjakan">median 1 jam</td>' in isi
    assert "1 kali mulainya tidak diketahui" in isi
    halaman = reverse("pelaksanaan_waktu", args=[catatan.pelaksanaan_id])
    isi = sebagai(kantor.sekretaris).get(halaman).content.decode()
    assert "Bidang Satu: selesai setelah 2 jam; menunggu 1 jam, dikerjakan 1 jam" in isi
    assert "Bidang Dua: selesai setelah 2 jam; mulainya tidak diketahui" in isi


@pytest.mark.parametrize(
    ("selesai", "kata"),
    [
        (date(2025, 3, 5), "2 hari kerja sebelum batas"),
        (JUMAT, "tepat pada batas"),
        (date(2025, 3, 8), "baru saja lewat"),
        (date(2025, 3, 11), "2 hari kerja sesudah batas"),
    ],
)
def test_terlambat_menurut_batas_waktu(panggung, selesai, kata):
    Pelaksanaan.objects.filter(pk=panggung.arsip.pk).update(batas_waktu=JUMAT, selesai_pada=saat(selesai, 9))
    panggung.arsip.refresh_from_db()
    assert sebut_ketepatan(panggung.arsip).endswith(kata)


# -- pages ------------------------------------------------------------------------------------------


def test_halaman_pelaksanaan(panggung, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    jawab = klien.get(reverse("pelaksanaan_waktu", args=[panggung.kembali.pk]))
    isi = jawab.content.decode()
    for kata in ("Putaran ke-2", "Masih terbuka", "mulai tidak ditandai", TIDAK_DISEBUT, "hanya statistik"):
        assert kata in isi, kata
    assert "Belum sampai langkah ini" in isi
    assert "style=" not in isi.split('id="isi"')[1]
    lihat = klien.get(panggung.kembali.get_absolute_url()).content.decode()
    assert reverse("pelaksanaan_waktu", args=[panggung.kembali.pk]) in lihat


def test_batang_terbuka_dipotong_dan_tidak_mengecilkan_yang_lain(panggung):
    """The longest finished visit fills the drawing; the open one, twice as long, is cut and says so."""
    panggung.kembali.catatan.exclude(selesai_pada=None).update(
        dibuka_pada=saat(SENIN, 8), dikerjakan_pada=saat(SENIN, 9), selesai_pada=saat(SENIN, 12)
    )
    CatatanLangkah.objects.filter(pk=terbuka(panggung.kembali).pk).update(
        dibuka_pada=saat(SELASA, 8), dikerjakan_pada=None
    )
    segar = Pelaksanaan.objects.select_related("opd__pemda", "prosedur").get(pk=panggung.kembali.pk)
    baris = susun_halaman_pelaksanaan(waktu_pelaksanaan(segar, saat(RABU, 8, 30)))
    batang = [satu["batang"] for satu in baris if "batang" in satu]
    assert (batang[0].menunggu, batang[0].dikerjakan, batang[0].terpotong) == (50, 150, False)
    assert [(b.menunggu, b.terpotong) for b in batang if not b.dikerjakan] == [(200, True)]


def test_tautan_daftar_hanya_bagi_yang_berhak(panggung, kantor, sebagai):
    alamat, daftar = reverse("waktu_daftar"), reverse("pelaksanaan_daftar")
    assert alamat in sebagai(kantor.sekretaris).get(daftar).content.decode()
    assert alamat not in sebagai(kantor.staf_satu).get(daftar).content.decode()


def kueri(klien, alamat: str) -> int:
    with CaptureQueriesContext(connection) as sql:
        assert klien.get(alamat).status_code == 200
    return len(sql)


def tambah_pelaksanaan(panggung, jumlah: int) -> None:
    """So many finished runs of that year, each visit with two parafs; in two procedures, one run per period."""
    kantor = panggung.kantor
    lain = Prosedur.objects.get_or_create(sop=panggung.sop, jenis="gabungan")[0]
    langkah = Langkah.objects.get_or_create(
        prosedur=lain, nomor=1, defaults={"uraian": "Langkah lain", "layar": "arsip"}
    )[0]
    peran = panggung.sop.peran.get(kode="bidang")
    pasangan = [
        (prosedur, periode)
        for prosedur in (lain, panggung.prosedur)
        for periode in Periode.objects.tahun_lengkap(TAHUN)
        if not Pelaksanaan.objects.filter(prosedur=prosedur, periode=periode).exists()
    ]
    for prosedur, periode in pasangan[:jumlah]:
        jalan = Pelaksanaan.objects.create(
            opd=kantor.opd,
            prosedur=prosedur,
            periode=periode,
            batas_waktu=JUMAT,
            status="selesai",
            dimulai_pada=saat(SENIN, 8),
            dimulai_oleh=kantor.sekretaris,
            selesai_pada=saat(SELASA, 8),
        )
        catatan = CatatanLangkah.objects.create(
            pelaksanaan=jalan,
            langkah=langkah if prosedur == lain else panggung.prosedur.langkah.get(nomor=3),
            dibuka_pada=saat(SENIN, 8),
            selesai_pada=saat(SELASA, 8),
            selesai_oleh=kantor.ketua_tim,
            keputusan="selesai",
        )
        for unit in (kantor.bidang_satu, kantor.bidang_dua):
            Paraf.objects.create(
                catatan=catatan, peran=peran, unit=unit, oleh=kantor.kepala, pada=saat(SENIN, 9)
            )
    assert len(pasangan) >= jumlah


def test_kueri_rata_3_dan_30_pelaksanaan(panggung, kantor, sebagai):
    klien = sebagai(kantor.sekretaris)
    alamat = [reverse(nama) for nama in ("waktu_daftar", "waktu_xlsx")]
    tambah_pelaksanaan(panggung, 3)
    sedikit = [kueri(klien, satu) for satu in alamat]
    tambah_pelaksanaan(panggung, 27)
    assert sum(satu.jumlah for satu in waktu_tahun(kantor.opd, TAHUN, datetime.now(UTC))) == 34
    assert [kueri(klien, satu) for satu in alamat] == sedikit


def test_kueri_rata_3_dan_30_kunjungan(panggung, kantor, sebagai):
    klien = sebagai(kantor.sekretaris)
    alamat = [
        reverse(nama, args=[panggung.arsip.pk]) for nama in ("pelaksanaan_waktu", "pelaksanaan_waktu_xlsx")
    ]
    langkah, peran = panggung.prosedur.langkah.get(nomor=3), panggung.sop.peran.get(kode="bidang")

    def tambah(dari: int, sampai: int) -> None:
        for putaran in range(dari, sampai):
            satu = CatatanLangkah.objects.create(
                pelaksanaan=panggung.arsip,
                langkah=langkah,
                putaran=putaran,
                dibuka_pada=saat(SENIN, 8),
                selesai_pada=saat(SENIN, 9),
                selesai_oleh=kantor.ketua_tim,
                keputusan="selesai",
            )
            Paraf.objects.create(
                catatan=satu, peran=peran, unit=kantor.bidang_satu, oleh=kantor.kepala, pada=saat(SENIN, 9)
            )

    tambah(2, 4)
    sedikit = [kueri(klien, satu) for satu in alamat]
    tambah(4, 31)
    assert [kueri(klien, satu) for satu in alamat] == sedikit
