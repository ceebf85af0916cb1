"""What a picture puts back is what the builder built; where anything is different, it is built anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from organisasi.models import UnitKerja
from tests import potret
from tests.mesin import layar_polos
from tests.pabrik import Kantor
from tests.pengumpulan import meja
from tests.potret import bangun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def album():
    """Pictures of this test alone; the worker's own come back after it."""
    semula = dict(potret._POTRET)
    potret._POTRET.clear()
    yield
    potret._POTRET.clear()
    potret._POTRET.update(semula)


@pytest.fixture
def kantor(pemda):
    """An office with one unit that may go."""
    satu = Kantor(pemda)
    UnitKerja.objects.create(opd=satu.opd, nama="Bidang Tua", jenis="bidang", urutan=9)
    return satu


@pytest.fixture
def pembangun():
    """Builds on an office: a unit more, one changed, one gone, a file. ``kali``: how often it did."""

    def jalankan(kantor: Kantor) -> SimpleNamespace:
        jalankan.kali += 1
        unit = UnitKerja.objects.create(opd=kantor.opd, nama="Bidang Tiga", jenis="bidang", urutan=4)
        kantor.bidang_satu.nama = "Bidang Kesatu"
        kantor.bidang_satu.save()
        UnitKerja.objects.filter(nama="Bidang Tua").delete()
        default_storage.save("nota/satu.txt", ContentFile(b"isi"))
        kantor.tiga = unit
        return SimpleNamespace(unit=unit, opd=kantor.opd)

    jalankan.kali = 0
    return jalankan


class Mundur(Exception):
    """The end of a test, which takes back all that it did."""


@contextmanager
def uji(kantor: Kantor) -> Iterator[None]:
    """A test within the test: rows, files and the office are afterwards what they were before."""
    benda = [satu for satu in (kantor, *vars(kantor).values()) if hasattr(satu, "__dict__")]
    semula = [dict(vars(satu)) for satu in benda]
    try:
        with transaction.atomic():
            yield
            raise Mundur
    except Mundur:
        for satu, isi in zip(benda, semula, strict=True):
            vars(satu).clear()
            vars(satu).update(isi)
        if default_storage.exists("nota/satu.txt"):
            default_storage.delete("nota/satu.txt")


def isi_basis_data() -> dict[str, dict]:
    return potret.GUDANG[connection.vendor].isi()


# -- the same again ---------------------------------------------------------------------------------


def test_baris_demi_baris_sama_dengan_yang_dibangun(kantor, pembangun):
    dibangun = []
    for _ in range(3):
        with uji(kantor):
            bangun("coba", pembangun, kantor)
            dibangun.append(isi_basis_data())
            assert UnitKerja.objects.filter(nama="Bidang Kesatu", pk=kantor.bidang_satu.pk).exists()
            assert not UnitKerja.objects.filter(nama="Bidang Tua").exists()
        assert UnitKerja.objects.filter(nama="Bidang Tua").exists()
    assert pembangun.kali == 1
    assert dibangun[1:] == dibangun[:1] * 2


def test_pelaksanaan_dari_potret_berjalan_terus(pemda):
    """SOP 000 near its filling step, with trail and papers: equal row by row, and its next step can be done."""
    kantor = Kantor(pemda)

    def berjalan(kantor):
        meja.indikator(kantor, "IK-1", kantor.bidang_satu)
        run = meja.mulai(kantor)
        meja.sampai(run, 6)
        return run

    isi = []
    for _ in range(2):
        with uji(kantor):
            run = bangun("jalan", berjalan, kantor)
            isi.append(isi_basis_data())
            assert meja.maju(run).langkah.nomor == 7
            assert meja.formulir(run, kantor.bidang_satu).baris.count() == 1
    # The moments of all its steps are in the rows: the same, so not built a second time.
    assert isi[0] == isi[1]
    assert len(isi[0]["jejak_catatanjejak"]) > 6


def test_nomor_berlanjut_sama(kantor, pembangun):
    """What is made after a stage has the same primary key, built or put back."""
    nomor = []
    for _ in range(2):
        with uji(kantor):
            bangun("coba", pembangun, kantor)
            nomor.append(UnitKerja.objects.create(opd=kantor.opd, nama="Nomor", jenis="bidang", urutan=5).pk)
    assert pembangun.kali == 1
    assert nomor[0] == nomor[1]


def test_berkas_kembali(kantor, pembangun):
    for _ in range(2):
        with uji(kantor):
            assert not default_storage.exists("nota/satu.txt")
            bangun("coba", pembangun, kantor)
            assert default_storage.open("nota/satu.txt").read() == b"isi"
    assert pembangun.kali == 1


def test_benda_tetap_dirinya_sendiri(kantor, pembangun):
    opd, satu = kantor.opd, kantor.bidang_satu
    for _ in range(2):
        with uji(kantor):
            hasil = bangun("coba", pembangun, kantor)
            assert (kantor.opd, kantor.bidang_satu) == (opd, satu)
            assert kantor.opd is opd is hasil.opd
            assert kantor.bidang_satu is satu
            assert satu.nama == "Bidang Kesatu"
            assert hasil.unit is kantor.tiga
            assert kantor.tiga.opd is opd
        assert not hasattr(kantor, "tiga")
    assert pembangun.kali == 1


def test_perubahan_satu_uji_tidak_terbawa(kantor, pembangun):
    with uji(kantor):
        bangun("coba", pembangun, kantor)
    for _ in range(2):
        with uji(kantor):
            hasil = bangun("coba", pembangun, kantor)
            assert (hasil.unit.nama, len(vars(hasil))) == ("Bidang Tiga", 2)
            assert UnitKerja.objects.get(pk=hasil.unit.pk).nama == "Bidang Tiga"
            hasil.unit.nama, hasil.lain = "Terbawa", True
            hasil.unit.save()
            kantor.opd.nama = "Terbawa"
            default_storage.delete("nota/satu.txt")
            default_storage.save("nota/satu.txt", ContentFile(b"terbawa"))
    assert pembangun.kali == 1


def test_tidak_terhitung_sebagai_pertanyaan(kantor, pembangun):
    with uji(kantor):
        bangun("coba", pembangun, kantor)
    with uji(kantor), CaptureQueriesContext(connection) as tanya:
        bangun("coba", pembangun, kantor)
    # Only the inner test's own savepoint.
    assert not [satu for satu in tanya if "SAVEPOINT" not in satu["sql"]]
    assert pembangun.kali == 1


# -- different, so built anew -----------------------------------------------------------------------


@contextmanager
def baris_lain(kantor):
    UnitKerja.objects.filter(pk=kantor.bidang_dua.pk).update(singkatan="BD")
    yield


@contextmanager
def benda_lain(kantor):
    kantor.opd.nama = "Dinas Lain"
    yield


@contextmanager
def berkas_lain(kantor):
    default_storage.save("nota/dua.txt", ContentFile(b"dua"))
    yield
    default_storage.delete("nota/dua.txt")


@contextmanager
def hari_lain(kantor):
    with time_machine.travel(datetime(2026, 1, 5, 3, tzinfo=UTC), tick=False):
        yield


@contextmanager
def mesin_lain(kantor):
    with layar_polos():
        yield


@pytest.mark.parametrize(
    "ubah", [baris_lain, benda_lain, berkas_lain, hari_lain, mesin_lain], ids=lambda ubah: ubah.__name__
)
def test_keadaan_lain_dibangun_baru(kantor, pembangun, ubah):
    with uji(kantor):
        bangun("coba", pembangun, kantor)
    with uji(kantor), ubah(kantor):
        bangun("coba", pembangun, kantor)
    assert pembangun.kali == 2
    with uji(kantor):
        bangun("coba", pembangun, kantor)
    assert pembangun.kali == 2


def test_pengaturan_lain_dibangun_baru(kantor, pembangun, settings):
    with uji(kantor):
        bangun("coba", pembangun, kantor)
    settings.SESSION_COOKIE_AGE = 5
    with uji(kantor):
        bangun("coba", pembangun, kantor)
    assert pembangun.kali == 2


def test_kode_tertambal_dibangun_sendiri(kantor, pembangun, monkeypatch):
    """A patch may write to its test's own variables: only the builder does that."""
    with uji(kantor):
        bangun("coba", pembangun, kantor)
    monkeypatch.setattr("organisasi.waktu.hari_ini", lambda: kantor)
    for _ in range(2):
        with uji(kantor):
            bangun("coba", pembangun, kantor)
    assert pembangun.kali == 3


def test_surat_yang_terkirim_dikirim_lagi(kantor):
    def berkirim(kantor):
        mail.send_mail("Kabar", "Isi", None, ["a@contoh.test"])

    for _ in range(2):
        with uji(kantor):
            bangun("surat", berkirim, kantor)
    assert len(mail.outbox) == 2


def test_hasil_tak_terpotret_diberi_tahu(kantor):
    with pytest.raises(Exception, match="local object"):
        bangun("galat", lambda kantor: lambda: kantor, kantor)


def test_potret_terlama_pergi(kantor, pembangun):
    for nomor in range(potret.TERBANYAK + 1):
        with uji(kantor):
            kantor.opd.nama = f"Dinas {nomor}"
            bangun("coba", pembangun, kantor)
    assert len(potret._POTRET["coba"]) == potret.TERBANYAK
    for nomor, kali in ((1, 0), (0, 1), (1, 1), (2, 2)):
        with uji(kantor):
            kantor.opd.nama = f"Dinas {nomor}"
            bangun("coba", pembangun, kantor)
        assert pembangun.kali == potret.TERBANYAK + 1 + kali
