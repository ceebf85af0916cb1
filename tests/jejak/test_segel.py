"""The seals: an edited, removed or reordered entry shows, also to one who got past the triggers."""

from contextlib import contextmanager
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from jejak.actions import catat
from jejak.models import CatatanJejak, Segel
from jejak.segel import KOSONG, RANTAI_PEMDA, hitung_segel, kepala_rantai, periksa_segel, segel_semua

pytestmark = pytest.mark.django_db

TABEL = ("jejak_catatanjejak", "jejak_segel")


@contextmanager
def tanpa_pemicu():
    """As one with the keys of the database could: the triggers step aside, and come back."""
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            # Foreign keys still to be checked would keep the table from being altered.
            kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for tabel in TABEL:
                kursor.execute(f"ALTER TABLE {tabel} DISABLE TRIGGER USER")
            yield
            for tabel in TABEL:
                kursor.execute(f"ALTER TABLE {tabel} ENABLE TRIGGER USER")
            return
        kursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)", TABEL
        )
        pemicu = kursor.fetchall()
        assert len(pemicu) == 4
        for nama, _ in pemicu:
            kursor.execute(f'DROP TRIGGER "{nama}"')
        yield
        for _, sql in pemicu:
            kursor.execute(sql)


@pytest.fixture
def lima():
    """Three entries of OPD 7 and two of the Pemda, sealed."""
    hasil = [catat(aksi=f"uji.{n}", opd_id=7 if n % 2 else None, baru={"n": n}) for n in range(1, 6)]
    assert segel_semua() == 5
    return hasil


def test_segel_menyambung_satu_rantai_per_opd(lima):
    assert list(Segel.objects.order_by("rantai", "nomor").values_list("rantai", "nomor")) == [
        (RANTAI_PEMDA, 1),
        (RANTAI_PEMDA, 2),
        (7, 1),
        (7, 2),
        (7, 3),
    ]
    pertama = Segel.objects.get(rantai=7, nomor=1)
    assert pertama.nilai == hitung_segel(lima[0], KOSONG)
    assert Segel.objects.get(rantai=7, nomor=2).nilai == hitung_segel(lima[2], pertama.nilai)
    assert periksa_segel() == []


def test_segel_diulang_hanya_menyegel_yang_baru(lima):
    assert segel_semua() == 0
    catat(aksi="uji.6", opd_id=7)
    assert segel_semua() == 1
    assert kepala_rantai()[7][0] == 4
    assert periksa_segel() == []


@pytest.mark.parametrize(
    "ubah",
    [
        {"alasan": "x"},
        {"pelaku": "Orang lain"},
        {"pelaku_id": 99},
        {"aksi": "uji.9"},
        {"baru": {"n": 9}},
        {"lama": {"n": 0}},
        {"objek": "lain"},
        {"alamat": "192.0.2.1"},
        {"opd_id": 8},
    ],
    ids=lambda ubah: next(iter(ubah)),
)
def test_catatan_yang_diubah_ketahuan(lima, ubah):
    with tanpa_pemicu():
        CatatanJejak.objects.filter(pk=lima[2].pk).update(**ubah)
    assert [(satu.rantai, satu.nomor) for satu in periksa_segel()] == [(7, 2)]


def test_waktu_yang_diubah_ketahuan(lima):
    with tanpa_pemicu():
        CatatanJejak.objects.filter(pk=lima[0].pk).update(waktu=lima[0].waktu - timedelta(days=1))
    assert [(satu.rantai, satu.nomor) for satu in periksa_segel()] == [(7, 1)]


def test_catatan_yang_dihapus_ketahuan(lima):
    """With its seal, for the database lets no seal stand without its entry."""
    with tanpa_pemicu():
        Segel.objects.filter(catatan=lima[2]).delete()
        CatatanJejak.objects.filter(pk=lima[2].pk).delete()
    assert [(satu.nomor, satu.sebab) for satu in periksa_segel()] == [(3, "segel nomor 2 hilang")]


def test_penghapusan_yang_dinomori_ulang_ketahuan(lima):
    with tanpa_pemicu():
        Segel.objects.filter(catatan=lima[2]).delete()
        CatatanJejak.objects.filter(pk=lima[2].pk).delete()
        Segel.objects.filter(rantai=7, nomor=3).update(nomor=2)
    assert [(satu.nomor, satu.sebab) for satu in periksa_segel()] == [
        (2, "isi catatan tidak cocok dengan segelnya")
    ]


def test_urutan_yang_ditukar_ketahuan(lima):
    satu, dua = Segel.objects.get(catatan=lima[0]), Segel.objects.get(catatan=lima[2])
    with tanpa_pemicu():
        Segel.objects.filter(pk=satu.pk).update(nomor=99)
        Segel.objects.filter(pk=dua.pk).update(nomor=1)
        Segel.objects.filter(pk=satu.pk).update(nomor=2)
    assert {rusak.nomor for rusak in periksa_segel()} >= {1, 2}


def test_segel_tanpa_kunci_tidak_dapat_ditiru(lima, settings):
    """One who edits an entry and makes the seal anew lacks the key."""
    kunci = settings.JEJAK_KUNCI
    settings.JEJAK_KUNCI = "tebakan-" * 8
    with tanpa_pemicu():
        CatatanJejak.objects.filter(pk=lima[4].pk).update(alasan="x")
        lima[4].refresh_from_db()
        sebelum = Segel.objects.get(rantai=7, nomor=2).nilai
        Segel.objects.filter(catatan=lima[4]).update(nilai=hitung_segel(lima[4], sebelum))
    settings.JEJAK_KUNCI = kunci
    assert [satu.nomor for satu in periksa_segel()] == [3]


def test_ujung_yang_dipotong_tampak_dari_kepala_rantai(lima):
    """The chain itself cannot show it; the printed head can."""
    tercetak = kepala_rantai()[7]
    with tanpa_pemicu():
        Segel.objects.filter(catatan=lima[4]).delete()
        CatatanJejak.objects.filter(pk=lima[4].pk).delete()
    assert periksa_segel() == []
    assert kepala_rantai()[7] != tercetak


def test_pemicu_kembali_setelah_dilepas(lima):
    with tanpa_pemicu():
        pass
    with pytest.raises(IntegrityError, match="Jejak audit tidak dapat diubah"), transaction.atomic():
        CatatanJejak.objects.update(alasan="x")


def test_perintah_segel_jejak(kantor):
    catat(aksi="uji", objek=kantor.opd)
    catat(aksi="uji")
    keluar = StringIO()
    call_command("segel_jejak", stdout=keluar)
    assert f"OPD {kantor.opd.pk}: 1 catatan, segel terakhir " in keluar.getvalue()
    assert "Pemda: 1 catatan" in keluar.getvalue()
    assert "Selesai: 2 catatan baru disegel, semua rantai utuh." in keluar.getvalue()


def test_perintah_segel_jejak_melaporkan_kerusakan(lima):
    with tanpa_pemicu():
        CatatanJejak.objects.filter(pk=lima[0].pk).update(alasan="x")
    salah = StringIO()
    with pytest.raises(CommandError, match="Jejak audit rusak di 1 tempat"):
        call_command("segel_jejak", stdout=StringIO(), stderr=salah)
    assert "Rantai 7 nomor 1: isi catatan tidak cocok dengan segelnya." in salah.getvalue()
