"""Signing while others sign, change a target or save the draft: what is on the paper is what stands."""

import time
from datetime import UTC, datetime
from decimal import Decimal as D
from threading import Event

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from jejak.models import CatatanJejak
from perencanaan import target_actions
from perencanaan.admin import PerjanjianKinerjaAdmin
from perencanaan.angka import tulis_angka
from perencanaan.models import PerjanjianKinerja, VersiTarget
from perencanaan.naskah_pk import naskah_perjanjian, naskah_utuh
from perencanaan.target_actions import IsiTarget, penanda, simpan_target
from tests.alur.test_berebut import serentak
from tests.pabrik import Kantor, buat_pemda
from tests.perencanaan.test_perjanjian import TAHUN, Rencana

pytestmark = pytest.mark.django_db(transaction=True)
JEDA = 0.6  # seconds in which a slow change stands open


@pytest.fixture(autouse=True)
def _pertengahan_tahun():
    with time_machine.travel(datetime(TAHUN, 8, 3, 3, tzinfo=UTC)):
        yield


@pytest.fixture
def rencana(db):
    return Rencana(Kantor(buat_pemda()))


def lambat(fungsi, terbuka: Event):
    """The same function, begun later than it was called; ``terbuka`` tells that it was."""

    def tunggu(*args, **kwargs):
        terbuka.set()
        time.sleep(JEDA)
        return fungsi(*args, **kwargs)

    return tunggu


def sementara_itu(rencana, pk, terbuka: Event):
    """Sign while the other change stands open."""

    def tanda():
        assert terbuka.wait(timeout=20)
        rencana.tanda(PerjanjianKinerja.objects.get(pk=pk.pk))

    return tanda


def test_delapan_orang_menandatangani_satu_yang_tercatat(rencana):
    pk = rencana.buat(rencana.kabid)
    hasil = serentak([lambda i=i: rencana.tanda(pk, nomor=f"PK/{i}") for i in range(8)])
    assert hasil.count("berhasil") == 1
    assert all("sudah ditandatangani" in satu for satu in hasil if satu != "berhasil")
    pk.refresh_from_db()
    assert naskah_perjanjian(pk).nomor == pk.nomor == f"PK/{hasil.index('berhasil')}"
    assert naskah_utuh(pk)
    assert CatatanJejak.objects.filter(aksi="perencanaan.tandatangani").count() == 1


def test_dua_perubahan_serentak_hanya_satu_jadi(rencana):
    pk = rencana.tanda(rencana.buat(rencana.kabid))
    hasil = serentak([lambda: rencana.perubahan(pk) for _ in range(4)])
    assert hasil.count("berhasil") == 1
    assert VersiTarget.objects.filter(rancangan=True).count() == 2


def test_target_yang_diubah_saat_ditandatangani_sama_dengan_naskahnya(rencana, monkeypatch):
    pk = rencana.buat(rencana.kabid)
    versi = VersiTarget.objects.get(indikator=rencana.ikp)
    lama = penanda(versi)
    terbuka = Event()
    monkeypatch.setattr(target_actions, "_ubah_tahun", lambat(target_actions._ubah_tahun, terbuka))
    serentak(
        [
            lambda: simpan_target(
                versi=versi, isi=IsiTarget({"nilai": D(5)}), penanda_lama=lama, oleh=rencana.kantor.admin
            ),
            sementara_itu(rencana, pk, terbuka),
        ]
    )
    pk.refresh_from_db()
    tercetak = {satu.kunci: satu.target for satu in naskah_perjanjian(pk).baris}
    assert pk.dikunci
    assert tercetak[rencana.ikp.pk] == tulis_angka(VersiTarget.objects.get(pk=versi.pk).nilai) == "5"


def test_konsep_yang_disimpan_di_pengaturan_tidak_membatalkan_tanda_tangan(rencana, monkeypatch):
    pk = rencana.buat(rencana.kabid)
    klien = Client()
    klien.force_login(rencana.kantor.admin, backend="django.contrib.auth.backends.ModelBackend")
    terbuka = Event()
    monkeypatch.setattr(
        PerjanjianKinerjaAdmin, "save_model", lambat(PerjanjianKinerjaAdmin.save_model, terbuka)
    )
    isi = {
        "sebab": "",
        "alasan": "",
        "tanggal_berlaku": f"{TAHUN}-01-02",
        "atasan": pk.atasan_id,
        "tempat": "Kota Baru",
        "target-TOTAL_FORMS": 0,
        "target-INITIAL_FORMS": 0,
    }
    jawab = []
    serentak(
        [
            lambda: jawab.append(
                klien.post(reverse("admin:perencanaan_perjanjiankinerja_change", args=[pk.pk]), isi)
            ),
            sementara_itu(rencana, pk, terbuka),
        ]
    )
    pk.refresh_from_db()
    assert [satu.status_code for satu in jawab] == [302]
    assert pk.dikunci
    assert naskah_perjanjian(pk).tempat == pk.tempat == "Kota Baru"
