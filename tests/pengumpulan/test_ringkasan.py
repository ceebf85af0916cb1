"""The e-mail digest: which day names what, to whom, once a day; days worked by hand on the office's calendar."""

import smtplib
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.urls import reverse

from alur import surel
from alur.models import PilihanKabar, RingkasanTerkirim
from alur.ringkasan import BAWAHAN, PADA_HARI, SEBELUM, SESUDAH, golongan
from alur.tindak_lanjut import catat_tindak_lanjut
from organisasi.galat import TindakanDitolak
from organisasi.kalender import Kalender
from organisasi.models import HariLibur
from pengumpulan import kunci
from pengumpulan.actions import buka_entri_langsung, catat_realisasi
from pengumpulan.models import Realisasi
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.potret import bangun

pytestmark = [pytest.mark.sekali, pytest.mark.django_db]

SITUS = "http://sakip.contoh:8000"


@pytest.fixture
def kantor_bersurel(kantor, settings):
    """Everyone of the office has an address, and letters can go out."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SUREL_DIATUR, settings.ALAMAT_SITUS = True, SITUS
    for nama in ("kepala", "sekretaris", "kasubbag", "kabid_satu", "kabid_dua", "staf_satu", "ketua_tim"):
        akun = getattr(kantor, nama)
        akun.email = f"{nama}@contoh.test"
        akun.save(update_fields=["email"])
    return kantor


@pytest.fixture
def isi(kantor_bersurel):
    """SOP 000 step 7, due 15 January 2026, a Thursday: both Bidang owe their form."""
    return bangun("isi", _bangun_isi, kantor_bersurel)


def _bangun_isi(kantor_bersurel):
    kantor = kantor_bersurel
    with pada(5):
        meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
        meja.indikator(kantor, "IK-9", kantor.bidang_dua)
        run = meja.mulai(kantor)
        meja.sampai(run, 7)
    mail.outbox.clear()
    return SimpleNamespace(run=run, kantor=kantor)


def pada(hari: int, bulan=1, jam_utc=3):
    return time_machine.travel(datetime(2026, bulan, hari, jam_utc, tzinfo=UTC), tick=False)


def surat_pada(hari: int, bulan=1) -> dict[str, str]:
    """{address: text} of the letters of that day."""
    mail.outbox.clear()
    with pada(hari, bulan):
        surel.kirim_ringkasan()
    return {satu.to[0].partition("@")[0]: satu.body for satu in mail.outbox}


@pytest.mark.parametrize(
    ("hari", "diri", "bawahan"),
    [
        (date(2026, 1, 9), None, None),  # Friday, four working days before
        (date(2026, 1, 12), SEBELUM, None),  # Monday, three before
        (date(2026, 1, 13), None, None),
        (date(2026, 1, 14), SEBELUM, None),
        (date(2026, 1, 15), PADA_HARI, None),
        (date(2026, 1, 16), SESUDAH, None),  # Friday, one after
        (date(2026, 1, 19), None, None),
        (date(2026, 1, 20), SESUDAH, BAWAHAN),  # Tuesday, three after
        (date(2026, 1, 21), None, None),
        (date(2026, 1, 22), SESUDAH, BAWAHAN),  # five after
        (date(2026, 1, 23), None, None),
        (date(2026, 1, 29), SESUDAH, BAWAHAN),  # ten after
    ],
)
def test_hari_yang_disurati(kantor, hari, diri, bawahan):
    kalender, batas = Kalender(kantor.opd), date(2026, 1, 15)
    assert golongan(kalender, batas, hari) == diri
    assert golongan(kalender, batas, hari, bawahan=True) == bawahan


def test_batas_di_hari_libur_disebut_di_hari_kerja_terakhir(kantor):
    """Due on Sunday 18 January: named on Friday the 16th as due, on Monday as one day late."""
    kalender, batas = Kalender(kantor.opd), date(2026, 1, 18)
    assert golongan(kalender, batas, date(2026, 1, 16)) == PADA_HARI
    assert golongan(kalender, batas, date(2026, 1, 19)) == SESUDAH


def test_pengisi_disurati_sebelum_pada_dan_sesudah(isi):
    for hari, judul in (
        (12, "Segera jatuh tempo"),
        (15, "Batas waktunya hari ini"),
        (16, "Sudah lewat batas waktu"),
    ):
        surat = surat_pada(hari)
        assert judul in surat["staf_satu"]
        assert f"{SITUS}{isi.run.get_absolute_url()}" in surat["staf_satu"]
        assert "15 Januari 2026" in surat["staf_satu"]
        assert "kabid_satu" in surat and "kepala" not in surat
    assert surat_pada(13) == {}


def test_atasan_baru_disurati_kemudian(isi):
    """Kepala and Sekretaris hear of late units from the third day; Tim SAKIP chases from the first."""
    assert "2 unit belum menyerahkan formulir" not in surat_pada(15).get("ketua_tim", "")
    surat = surat_pada(16)
    assert "2 unit belum menyerahkan formulir" in surat["ketua_tim"]
    assert "kepala" not in surat
    surat = surat_pada(20)
    for siapa in ("kepala", "sekretaris"):
        assert "Terlambat di lingkungan Anda" in surat[siapa]
        assert "Bidang Satu, Bidang Dua." in surat[siapa]
    assert "Pengumpulan Data TW I 2025 terlambat" in surat["kepala"]
    assert "Terlambat di lingkungan Anda" not in surat["staf_satu"]


def test_pilihan_orang_diikuti(isi):
    k = isi.kantor
    PilihanKabar.objects.create(pengguna=k.staf_satu, surel=False)
    PilihanKabar.objects.create(pengguna=k.kabid_satu, sebelum=False)
    PilihanKabar.objects.create(pengguna=k.kepala, bawahan=False)
    bidang = {"staf_satu", "kabid_satu", "kabid_dua"}
    assert set(surat_pada(12)) & bidang == {"kabid_dua"}
    assert set(surat_pada(15)) & bidang == {"kabid_satu", "kabid_dua"}
    assert "kepala" not in surat_pada(20)


def test_tidak_ada_surat_di_hari_libur_dan_bagi_yang_nonaktif(isi):
    HariLibur.objects.create(tanggal=date(2026, 1, 16), nama="Libur contoh", opd=isi.kantor.opd)
    assert surat_pada(16) == {}
    assert surat_pada(17) == {}
    isi.kantor.staf_satu.is_active = False
    isi.kantor.staf_satu.save()
    assert "staf_satu" not in surat_pada(15)


def test_satu_surat_sehari(isi):
    assert "staf_satu" in surat_pada(15)
    assert surat_pada(15) == {}
    terkirim = RingkasanTerkirim.objects.filter(tanggal=date(2026, 1, 15))
    assert {satu.status for satu in terkirim} == {"terkirim"}


def test_angka_menyusul_ditagih_menurut_janjinya(isi):
    k, r = isi.kantor, Realisasi.objects.get(indikator__kode="IK-1")
    with pada(6):
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            oleh=k.staf_satu,
            keadaan="menyusul",
            alasan="Survei masih berjalan",
            menyusul_pada=date(2026, 2, 5),
        )
    surat = surat_pada(5, bulan=2)
    assert "IK-1" in surat["staf_satu"] and "menyusul" in surat["staf_satu"]
    assert "Survei" not in surat["staf_satu"]


def test_tindak_lanjut_disurati_kepada_pemangkunya(isi):
    k = isi.kantor
    with pada(6):
        catat_tindak_lanjut(
            catatan=terbuka(isi.run),
            oleh=k.ketua_tim,
            asal="notulen",
            uraian="Lengkapi definisi",
            penanggung_jawab=k.jabatan["Kepala Bidang Dua"],
            tenggat=date(2026, 2, 12),
        )
    surat = surat_pada(12, bulan=2)
    assert "Tindak lanjut: Lengkapi definisi" in surat["kabid_dua"]
    assert "Lengkapi definisi" not in surat["kabid_satu"] + surat["kepala"]


def test_formulir_tanpa_langkah_pengisian_disurati(kantor_bersurel):
    """A direct entry (SOP 004) has no step that could wait: the form itself is named."""
    k = kantor_bersurel
    with pada(5):
        meja.indikator(k, "IK-1", k.bidang_satu)
        buka_entri_langsung(opd=k.opd, periode=meja.tw(), oleh=k.ketua_tim)
        batas = meja.tw().tanggal_selesai
    assert batas.year == 2025
    with pada(30):
        surel.kirim_ringkasan()
    surat = {satu.to[0].partition("@")[0]: satu.body for satu in mail.outbox}
    if not surat:  # the day is not one of those; the next fifth day is
        for hari in range(2, 9):
            surat |= surat_pada(hari, bulan=2)
    assert "Formulir Bidang Satu" in surat["staf_satu"]


def test_surat_gagal_dicoba_lagi_dan_tidak_dua_kali(isi, monkeypatch):
    """The line breaks after the first letter: the rest goes at the second try, the first does not go again."""
    asli, sudah = EmailBackend.send_messages, []

    def putus(self, surat):
        if sudah:
            raise smtplib.SMTPServerDisconnected("putus")
        sudah.append(surat[0].to)
        return asli(self, surat)

    monkeypatch.setattr(EmailBackend, "send_messages", putus)
    with pada(15):
        hasil = surel.kirim_ringkasan()
    assert (hasil.terkirim, hasil.gagal, hasil.terhenti) == (1, 3, True)
    assert (
        RingkasanTerkirim.objects.filter(status="gagal")
        .first()
        .galat.startswith("Server surel tidak menerima")
    )
    monkeypatch.setattr(EmailBackend, "send_messages", asli)
    with pada(15):
        surel.kirim_ringkasan()
    alamat = [satu.to[0] for satu in mail.outbox]
    assert len(alamat) == len(set(alamat)) and {satu.status for satu in RingkasanTerkirim.objects.all()} == {
        "terkirim"
    }


def test_pekerjaan_harian_mengatakan_kegagalannya(isi, monkeypatch):
    def tolak(self, surat):
        raise smtplib.SMTPAuthenticationError(535, b"nama akun rahasia")

    monkeypatch.setattr(EmailBackend, "send_messages", tolak)
    with pada(15), pytest.raises(TindakanDitolak, match="3 gagal"):
        surel.ringkasan_harian(isi.kantor.pemda, date(2026, 1, 15))
    assert "rahasia" not in RingkasanTerkirim.objects.filter(status="gagal").first().galat


def test_tanpa_server_surel_tidak_terjadi_apa_apa(isi, settings):
    settings.SUREL_DIATUR = False
    assert surat_pada(15) == {}
    assert surel.ringkasan_harian(isi.kantor.pemda, date(2026, 1, 15)) is None
    assert not RingkasanTerkirim.objects.exists()
    with pytest.raises(CommandError, match="belum diatur"):
        call_command("kirim_ringkasan")


def test_pelaksanaan_latihan_tidak_disuratkan(isi):
    type(isi.run).objects.update(contoh=True)
    assert surat_pada(15) == {} and surat_pada(20) == {}


def test_halaman_pilihan(isi, client):
    k = isi.kantor
    client.force_login(k.staf_satu)
    alamat = reverse("pilihan_kabar")
    assert "staf_satu@contoh.test" in client.get(alamat).content.decode()
    isian = {"email": "baru@contoh.test", "surel": "on", "pada_hari": "on"}
    assert client.post(alamat, isian).status_code == 302
    k.staf_satu.refresh_from_db()
    pilihan = k.staf_satu.pilihan_kabar
    assert k.staf_satu.email == "baru@contoh.test"
    assert (pilihan.surel, pilihan.pada_hari, pilihan.sebelum, pilihan.bawahan) == (True, True, False, False)
    salah = client.post(alamat, isian | {"email": "bukan surel"})
    assert salah.status_code == 422 and "bukan surel" in salah.content.decode()


def test_surel_percobaan(isi, client):
    k = isi.kantor
    client.force_login(k.staf_satu)
    jawab = client.post(reverse("surel_percobaan"), follow=True).content.decode()
    assert "Surel percobaan dikirim ke staf_satu@contoh.test" in jawab
    (surat,) = mail.outbox
    assert surat.to == ["staf_satu@contoh.test"]
    client.force_login(k.staf_dua)
    jawab = client.post(reverse("surel_percobaan"), follow=True).content.decode()
    assert "Isi dan simpan alamat surel Anda" in jawab


def test_alamat_yang_ditolak_tidak_menahan_yang_lain(isi, monkeypatch):
    """Five addresses in a row that the server does not know: who comes after them gets the letter all the same."""
    asli = EmailBackend.send_messages

    def tolak(self, surat):
        if not surat[0].to[0].startswith("ketua_tim"):
            raise smtplib.SMTPRecipientsRefused({surat[0].to[0]: (550, b"tidak dikenal")})
        return asli(self, surat)

    monkeypatch.setattr(EmailBackend, "send_messages", tolak)
    with pada(16):
        kata = surel.ringkasan_harian(isi.kantor.pemda, date(2026, 1, 16))
    assert kata.startswith("1 surel ringkasan terkirim, 5 alamat ditolak")
    assert [satu.to for satu in mail.outbox] == [["ketua_tim@contoh.test"]]


def test_tanpa_surat_server_tidak_dihubungi(isi, monkeypatch):
    """A server that is down fails no day without letters, and is named in our own words on the others."""

    def mati(self):
        raise ConnectionRefusedError("rahasia")

    monkeypatch.setattr(EmailBackend, "open", mati)
    with pada(17):
        assert surel.ringkasan_harian(isi.kantor.pemda, date(2026, 1, 17)) is None
    with pada(16), pytest.raises(TindakanDitolak, match="3 gagal"):
        surel.ringkasan_harian(isi.kantor.pemda, date(2026, 1, 16))
    assert {satu.galat for satu in RingkasanTerkirim.objects.all()} == {
        "Server surel tidak dapat dihubungi. Periksa sambungan dan EMAIL_URL."
    }


def test_sambungan_yang_putus_dibuka_lagi(isi, monkeypatch):
    """The server hangs up at the second letter: it alone waits for the next try."""
    asli, keadaan = EmailBackend.send_messages, {"rusak": False, "surat": 0}

    def kirim(self, surat):
        keadaan["surat"] += 1
        keadaan["rusak"] |= keadaan["surat"] == 2
        if keadaan["rusak"]:
            raise smtplib.SMTPServerDisconnected("putus")
        return asli(self, surat)

    monkeypatch.setattr(EmailBackend, "send_messages", kirim)
    monkeypatch.setattr(EmailBackend, "close", lambda self: keadaan.update(rusak=False))
    with pada(16):
        hasil = surel.kirim_ringkasan()
    assert (hasil.terkirim, hasil.gagal, hasil.terhenti) == (5, 1, False)


def test_surat_seorang_yang_tidak_tersusun_tidak_menahan_yang_lain(isi, monkeypatch):
    asli = surel.susun_butir

    def rusak(pengguna, *lain):
        if pengguna == isi.kantor.kabid_satu:
            raise RuntimeError("data rusak")
        return asli(pengguna, *lain)

    monkeypatch.setattr(surel, "susun_butir", rusak)
    with pada(16):
        hasil = surel.kirim_ringkasan()
    assert (hasil.terkirim, hasil.gagal) == (5, 1)


def test_formulir_yang_dikunci_pengukuran_tidak_disurati_lagi(isi, monkeypatch):
    """The run went on without Bidang Dua: it is asked for its susulan until the measurement locks the period."""
    selesaikan_tanpa_bidang_dua(isi)
    surat = surat_pada(16)
    assert "Formulir Bidang Dua" in surat["kabid_dua"]
    assert "1 unit belum menyerahkan formulir" in surat["ketua_tim"]
    monkeypatch.setattr(kunci, "_PENGUNCI", [lambda opd, daftar: {p.pk: "Dikunci." for p in daftar}])
    with pada(20):
        hasil = surel.kirim_ringkasan()
    assert (hasil.terkirim, hasil.gagal) == (0, 0)


def selesaikan_tanpa_bidang_dua(isi) -> None:
    """As it stands after the archive of a run that went on without one unit."""
    saat, k = datetime(2026, 1, 15, 9, tzinfo=UTC), isi.kantor
    kumpul = meja.pengumpulan(isi.run)
    kumpul.formulir.filter(unit=k.bidang_dua).update(
        dilewati_pada=saat, dilewati_oleh=k.ketua_tim, alasan_dilewati="Belum siap"
    )
    kumpul.formulir.filter(unit=k.bidang_satu).update(
        status="disetujui", diserahkan_pada=saat, diserahkan_oleh=k.staf_satu
    )
    type(kumpul).objects.update(disetujui_pada=saat, disetujui_oleh=k.sekretaris)
    isi.run.catatan.filter(selesai_pada=None).update(
        selesai_pada=saat, selesai_oleh=k.ketua_tim, keputusan="selesai"
    )
    type(isi.run).objects.update(status="selesai", selesai_pada=saat)
