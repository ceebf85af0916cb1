"""When a unit took its form up, as the waktu of the filling step reads it. 3 March 2025 is a Monday."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from alur import tindakan
from alur.bacaan_waktu import waktu_pelaksanaan
from alur.models import CatatanLangkah, Paraf
from alur.mulai_unit import mulai_unit
from pengumpulan.actions import terima_formulir
from pengumpulan.models import Formulir
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.pengumpulan import panggung_serah as serah

pytestmark = [pytest.mark.django_db, pytest.mark.sekali]


def pukul(jam: int, menit: int = 0) -> datetime:
    return datetime(2025, 3, 3, jam, menit, tzinfo=ZoneInfo("Asia/Jakarta"))


def kunjungan_pengisian(run):
    """The visits of the filling step, up to noon."""
    hasil = waktu_pelaksanaan(run, pukul(12))
    return next(daftar for langkah, daftar in hasil.langkah if langkah.layar == "pengisian")


def test_menerima_formulir_adalah_mulai_menyerahkan_bukan(kantor, django_assert_num_queries):
    """Bidang Satu says at nine that its form arrived, ready at ten; the others only hand in."""
    run = serah.run_pengisian(kantor)
    pertama = terbuka(run)
    terima_formulir(formulir=meja.formulir(run, kantor.bidang_satu), oleh=kantor.staf_satu)
    serah.semua_serah(kantor, run)
    assert not Formulir.objects.filter(pengumpulan__pelaksanaan=run, diterima_pada=None).exists()
    Formulir.objects.filter(unit=kantor.bidang_satu).update(diterima_pada=pukul(9))
    CatatanLangkah.objects.filter(pk=pertama.pk).update(dibuka_pada=pukul(8))
    Paraf.objects.filter(catatan=pertama).update(pada=pukul(10))
    with django_assert_num_queries(1):
        # What the hand-in noted of the others is no beginning.
        assert mulai_unit([pertama]) == {pertama.pk: {kantor.bidang_satu.pk: pukul(9)}}
    (kunjungan,) = kunjungan_pengisian(run)
    assert {p.sebutan: (p.menunggu, p.dikerjakan) for p in kunjungan.pihak} == {
        "Bidang Satu": (60, 60),
        "Bidang Dua": (120, None),
        "Sekretariat": (120, None),
    }


def test_putaran_berikut_tidak_tahu_mulainya(kantor):
    """The form arrived in the first round; when its unit took the returned rows up nobody knows."""
    run = serah.run_pengisian(kantor)
    terima_formulir(formulir=meja.formulir(run, kantor.bidang_satu), oleh=kantor.staf_satu)
    serah.semua_serah(kantor, run)
    meja.sampai(run, 10)
    tindakan.kembalikan(catatan=terbuka(run), oleh=kantor.sekretaris, alasan="Periksa lagi")
    Formulir.objects.filter(unit=kantor.bidang_satu).update(diterima_pada=pukul(9))
    lagi = terbuka(run)
    assert (lagi.langkah.layar, lagi.putaran) == ("pengisian", 2)
    CatatanLangkah.objects.filter(pk=lagi.pk).update(dibuka_pada=pukul(11))
    _, kedua = kunjungan_pengisian(run)
    satu = next(p for p in kedua.pihak if p.sebutan == "Bidang Satu")
    assert (satu.menunggu, satu.dikerjakan, satu.selesai) == (60, None, False)
