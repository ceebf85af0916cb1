"""Daily jobs: once per local day, failures kept and tried again, and one process however many ask."""

import os
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from organisasi import harian, pemicu_harian, proses_harian
from organisasi.galat import TindakanDitolak
from organisasi.models import PekerjaanHarian, PemerintahDaerah
from organisasi.proses import kunci_folder
from tests.pabrik import buat_pemda

Status = PekerjaanHarian.Status
WIB = ZoneInfo("Asia/Jakarta")


@pytest.fixture
def pekerjaan(monkeypatch):
    """Only the jobs of the test; ``pekerjaan(nama, fungsi)`` registers one."""
    monkeypatch.setattr(harian, "_PEKERJAAN", {})
    return harian.daftarkan


def wib(hari: int, jam: int = 8):
    return time_machine.travel(datetime(2026, 3, hari, jam, tzinfo=WIB), tick=False)


@pytest.mark.django_db
def test_sekali_sehari_menurut_hari_setempat(pekerjaan, pemda):
    timur = buat_pemda("Timur", zona=PemerintahDaerah.Zona.WIT)
    panggilan = []
    pekerjaan("Menghitung", lambda pemda, tanggal: panggilan.append((pemda, tanggal)))
    with wib(4, 23):  # 4 March in Jakarta, the 5th already in the east
        assert harian.jalankan() == []
        assert harian.jalankan() == []
    assert panggilan == [(pemda, date(2026, 3, 4)), (timur, date(2026, 3, 5))]
    with wib(5, 1):
        harian.jalankan()
    assert panggilan[2:] == [(pemda, date(2026, 3, 5))]
    assert set(PekerjaanHarian.objects.values_list("status", flat=True)) == {Status.SELESAI}


@pytest.mark.django_db
def test_zona_waktu_pemda_berlaku_selama_pekerjaan(pekerjaan):
    buat_pemda("Timur", zona=PemerintahDaerah.Zona.WIT)
    pekerjaan("Menyebut zona", lambda pemda, tanggal: str(timezone.get_current_timezone()))
    harian.jalankan()
    assert PekerjaanHarian.objects.get().hasil == PemerintahDaerah.Zona.WIT


@pytest.mark.django_db
def test_gagal_disimpan_dicoba_lagi_dan_tidak_menahan_yang_lain(pekerjaan, pemda):
    salah = [TindakanDitolak("Surel belum disetel."), RuntimeError("terputus")]

    def kadang(pemda, tanggal):
        if salah:
            raise salah.pop(0)
        return "Terkirim."

    pekerjaan("Mengirim", kadang)
    pekerjaan("Membersihkan", lambda pemda, tanggal: "Bersih.")
    with wib(4):
        [gagal] = harian.jalankan()
        assert (gagal.nama, gagal.galat) == ("Mengirim", "Surel belum disetel.")
        assert [satu.nama for satu in harian.gagal_terakhir(pemda)] == ["Mengirim"]
        with pytest.raises(CommandError, match="1 pekerjaan harian gagal"):
            call_command("harian")
        assert PekerjaanHarian.objects.get(nama="Mengirim").galat == "RuntimeError: terputus"
        call_command("harian")
        assert harian.gagal_terakhir(pemda) == []
    kirim, bersih = (PekerjaanHarian.objects.get(nama=nama) for nama in ("Mengirim", "Membersihkan"))
    assert (kirim.status, kirim.percobaan, kirim.hasil, kirim.galat) == (Status.SELESAI, 3, "Terkirim.", "")
    assert (bersih.status, bersih.percobaan) == (Status.SELESAI, 1)


@pytest.mark.django_db
def test_yang_sedang_dikerjakan_tidak_diulang_yang_terputus_diulang(pekerjaan, pemda):
    pekerjaan("Menghitung", lambda pemda, tanggal: None)
    with wib(4, 8):
        satu = PekerjaanHarian.objects.create(
            nama="Menghitung", pemda=pemda, tanggal=date(2026, 3, 4), mulai_pada=timezone.now()
        )
        assert harian.jalankan() == []
        satu.refresh_from_db()
        assert satu.status == Status.BERJALAN
    with wib(4, 10):
        harian.jalankan()
    satu.refresh_from_db()
    assert (satu.status, satu.percobaan) == (Status.SELESAI, 2)


@pytest.mark.django_db
def test_catatan_lama_dihapus(pekerjaan, pemda):
    lama = date.today() - timedelta(days=200)
    PekerjaanHarian.objects.create(nama="Lama", pemda=pemda, tanggal=lama, mulai_pada=timezone.now())
    harian.jalankan()
    assert not PekerjaanHarian.objects.exists()


def test_nama_yang_sama_dua_kali_ditolak(pekerjaan):
    pekerjaan("Menghitung", print)
    pekerjaan("Menghitung", print)
    with pytest.raises(ValueError, match="dua kali"):
        pekerjaan("Menghitung", repr)


# -- the first request of the day -------------------------------------------------------------------


@pytest.fixture
def dimulai(monkeypatch, settings, tmp_path):
    """What was started in place of processes: the days; each keeps its lock until ``lepas`` is called."""
    settings.MEDIA_ROOT = tmp_path
    hari, kunci = [], []

    def mulai(modul, *argumen, folder, pegangan, env):
        assert modul == "organisasi.proses_harian"
        assert env["DJANGO_SETTINGS_MODULE"]
        kunci.extend(os.dup(satu) for satu in pegangan)
        hari.extend(argumen)

        class Anak:
            def poll(self):
                return None

        return Anak()

    def lepas():
        while kunci:
            os.close(kunci.pop())

    monkeypatch.setattr(pemicu_harian, "mulai", mulai)
    monkeypatch.setattr(pemicu_harian, "_anak", [])
    hari_ = hari
    hari_lepas = type("Dimulai", (), {"hari": hari_, "lepas": staticmethod(lepas)})
    yield hari_lepas
    lepas()


def test_dua_pekerja_sekaligus_satu_proses(dimulai):
    assert pemicu_harian.mulai_bila_perlu("2026-03-04") is True
    assert pemicu_harian.mulai_bila_perlu("2026-03-04") is False
    assert dimulai.hari == ["2026-03-04"]
    dimulai.lepas()
    # It ended without saying that the day is done: it failed, and is tried again.
    assert pemicu_harian.mulai_bila_perlu("2026-03-04") is True
    dimulai.lepas()
    pemicu_harian.tandai_sudah("2026-03-04")
    assert pemicu_harian.mulai_bila_perlu("2026-03-04") is False
    assert pemicu_harian.mulai_bila_perlu("2026-03-05") is True


def test_proses_yang_dimulai_memegang_kunci(dimulai):
    pemicu_harian.mulai_bila_perlu("2026-03-04")
    assert kunci_folder(pemicu_harian.folder()) is None
    dimulai.lepas()
    os.close(kunci_folder(pemicu_harian.folder()))


def test_permintaan_pertama_memicu_sekali(monkeypatch):
    diperiksa = []
    monkeypatch.setattr(pemicu_harian, "_ingatan", {"hari": "", "coba_lagi": 0.0})
    monkeypatch.setattr(pemicu_harian, "Thread", _Seketika)
    monkeypatch.setattr(pemicu_harian, "mulai_bila_perlu", diperiksa.append)
    with wib(4):
        for _ in range(50):
            pemicu_harian.picu()
    with wib(5):
        pemicu_harian.picu()
    assert [satu.split()[0] for satu in diperiksa] == ["2026-03-04", "2026-03-05"]


class _Seketika:
    """A thread that runs in place."""

    def __init__(self, target, args, **_):
        self.target, self.args = target, args

    def start(self):
        self.target(*self.args)


@pytest.mark.django_db
def test_halaman_tetap_jalan_bila_tidak_dapat_dimulai(monkeypatch, settings, client):
    settings.HARIAN_OTOMATIS = True
    monkeypatch.setattr(pemicu_harian, "_ingatan", {"hari": "", "coba_lagi": 0.0})
    monkeypatch.setattr(pemicu_harian, "Thread", _Seketika)

    def gagal(_):
        raise PermissionError("folder tidak dapat ditulis")

    monkeypatch.setattr(pemicu_harian, "mulai_bila_perlu", gagal)
    assert client.get(reverse("login")).status_code == 200


# -- what the admin sees ----------------------------------------------------------------------------


@pytest.mark.django_db
def test_admin_melihat_yang_gagal_dan_mengulanginya(pekerjaan, kantor, sebagai):
    salah = [RuntimeError("cakram penuh")]

    def kadang(pemda, tanggal):
        if salah:
            raise salah.pop()

    pekerjaan("Membersihkan sisa", kadang)
    harian.jalankan()
    klien = sebagai(kantor.admin)
    assert "Pekerjaan harian: Membersihkan sisa" in klien.get(reverse("beranda")).content.decode()
    assert "cakram penuh" in klien.get(reverse("harian_daftar")).content.decode()
    klien.post(reverse("harian_daftar"))
    assert PekerjaanHarian.objects.get().status == Status.SELESAI
    assert "Pekerjaan harian:" not in klien.get(reverse("beranda")).content.decode()


# -- the process that the first request starts ------------------------------------------------------


@pytest.mark.django_db
def test_yang_masih_dikerjakan_proses_lain_tidak_disebut_selesai(pekerjaan, kantor, sebagai):
    """Another process of the same Pemda is at one job; what another Pemda still has to do is no matter of ours."""
    pekerjaan("Mengirim", lambda pemda, tanggal: "Terkirim.")
    pekerjaan("Membuka", lambda pemda, tanggal: "Dibuka.")
    lain = buat_pemda("Timur")
    for pemda in (kantor.pemda, lain):
        PekerjaanHarian.objects.create(
            nama="Membuka", pemda=pemda, tanggal=harian.hari_ini(pemda.zona_waktu), mulai_pada=timezone.now()
        )
    klien, alamat = sebagai(kantor.admin), reverse("harian_daftar")
    isi = klien.post(alamat, follow=True).content.decode()
    assert "masih dikerjakan. Muat ulang halaman ini sebentar lagi" in isi
    assert "sudah selesai semua" not in isi
    assert PekerjaanHarian.objects.get(nama="Mengirim", pemda=kantor.pemda).status == Status.SELESAI
    PekerjaanHarian.objects.filter(pemda=kantor.pemda).update(status=Status.SELESAI)
    assert (harian.tuntas(kantor.pemda), harian.tuntas(lain), harian.tuntas()) == (True, False, False)
    assert "sudah selesai semua" in klien.post(alamat, follow=True).content.decode()


def test_hari_belum_sudah_selama_ada_yang_mengerjakan(pekerjaan, pemda, monkeypatch, settings, tmp_path):
    """A job that is under way elsewhere may be cut off: the day is not done, and is looked at again."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "harian").mkdir()
    alarm = []
    monkeypatch.setattr(proses_harian.os, "nice", lambda _: 0)
    monkeypatch.setattr(proses_harian.signal, "alarm", alarm.append)
    pekerjaan("Menghitung", lambda pemda, tanggal: None)
    sudah = pemicu_harian.folder() / pemicu_harian.SUDAH
    with wib(4, 8):
        PekerjaanHarian.objects.create(
            nama="Menghitung", pemda=pemda, tanggal=date(2026, 3, 4), mulai_pada=timezone.now()
        )
        assert proses_harian.utama("2026-03-04") == 1
        assert not sudah.exists()
    with wib(4, 10):
        assert proses_harian.utama("2026-03-04") == 0
    assert sudah.read_text() == "2026-03-04"
    assert alarm == [3600, 3600]
