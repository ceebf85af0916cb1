"""Where the practice offices must not come, and that a failure leaves none of them."""

import pytest
from django.core.management import CommandError, call_command

from organisasi.models import OPD, Pengguna
from sakip.contoh.siapkan import siapkan_contoh
from tests.pabrik import buat_akun, buat_pemda


@pytest.fixture(autouse=True)
def _lan(settings):
    settings.HTTPS = False


def test_ditolak_bila_sudah_ada_opd(kantor):
    jumlah = Pengguna.objects.count()
    with pytest.raises(CommandError, match="basis data kosong"):
        call_command("siapkan_demo")
    assert OPD.objects.count() == 1
    assert Pengguna.objects.count() == jumlah


@pytest.mark.parametrize("nama", ["Bu Admin", "admin"])
def test_ditolak_bila_sudah_ada_pengguna(db, nama):
    buat_akun(nama)
    with pytest.raises(CommandError, match="basis data kosong"):
        call_command("siapkan_demo")
    assert not OPD.objects.exists()


def test_ditolak_pada_pemasangan_https(db, settings):
    settings.HTTPS = True
    with pytest.raises(CommandError, match="HTTPS"):
        call_command("siapkan_demo")
    assert not Pengguna.objects.exists()


def test_paksa_tidak_membuka_kantor_sungguhan(db, settings):
    settings.HTTPS = True
    OPD.objects.create(
        pemda=buat_pemda(), jenis="dinas", nama="Dinas Nyata", singkatan="DN", sebutan_kepala="Kadis"
    )
    with pytest.raises(CommandError, match="basis data kosong"):
        call_command("siapkan_demo", paksa=True)
    assert not Pengguna.objects.exists()


def test_gagal_di_tengah_tidak_meninggalkan_apa_pun(db, monkeypatch):
    def putus(_):
        raise RuntimeError

    monkeypatch.setattr("sakip.contoh.siapkan.bangun_pelaksanaan", putus)
    with pytest.raises(RuntimeError):
        siapkan_contoh()
    assert not OPD.objects.exists()
    assert not Pengguna.objects.exists()
