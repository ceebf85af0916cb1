"""The audit trail: what an entry says, in plain JSON, with the names of that moment."""

from datetime import date
from decimal import Decimal

import pytest

from jejak.actions import catat
from jejak.middleware import AlamatPelaku, alamat_pelaku
from jejak.models import CatatanJejak
from organisasi.models import Pengguna

pytestmark = pytest.mark.django_db


def test_catat_menyebut_siapa_apa_dan_mengapa(kantor):
    satu = catat(
        aksi="uji.ubah",
        objek=kantor.bidang_satu,
        oleh=kantor.kepala,
        lama={"nilai": Decimal("93.250")},
        baru={"nilai": None, "hari": date(2025, 3, 1), "unit": kantor.bidang_dua, "daftar": (1, "a", True)},
        alasan="Salah ketik.",
    )
    satu.refresh_from_db()
    assert (satu.pelaku_id, satu.pelaku, satu.opd_id) == (kantor.kepala.pk, "Kepala DISCONTOH", kantor.opd.pk)
    assert (satu.objek_jenis, satu.objek_id, satu.objek) == (
        "organisasi.unitkerja",
        kantor.bidang_satu.pk,
        "Bidang Satu",
    )
    assert satu.lama == {"nilai": "93.250"}
    assert satu.baru == {"nilai": None, "hari": "2025-03-01", "unit": "Bidang Dua", "daftar": [1, "a", True]}
    assert satu.alasan == "Salah ketik."


def test_catat_tanpa_pelaku_dan_objek():
    satu = catat(aksi="uji.sistem")
    assert (satu.pelaku_id, satu.pelaku, satu.objek_id, satu.opd_id, satu.lama) == (
        None,
        "",
        None,
        None,
        None,
    )


def test_nama_pada_saat_itu_tetap(kantor):
    satu = catat(aksi="uji", oleh=kantor.kepala)
    Pengguna.objects.filter(pk=kantor.kepala.pk).update(nama="Nama Baru")
    satu.refresh_from_db()
    assert satu.pelaku == "Kepala DISCONTOH"


def test_alamat_hanya_selama_permintaan(rf):
    def jawab(request):
        return catat(aksi="uji").alamat

    assert AlamatPelaku(jawab)(rf.get("/", REMOTE_ADDR="192.0.2.7")) == "192.0.2.7"
    assert alamat_pelaku.get() is None
    assert catat(aksi="uji").alamat is None
    assert CatatanJejak.objects.count() == 2
