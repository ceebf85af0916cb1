"""Follow-ups: born at a step, owned by a position, closed with a result."""

from datetime import timedelta

import pytest

from alur.models import SOP, CatatanLangkah, RencanaTindakLanjut
from alur.tindak_lanjut import catat_tindak_lanjut, selesaikan_tindak_lanjut
from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.waktu import hari_ini
from tests.alur.test_adopsi import buat_naskah
from tests.panggung import Panggung

Asal = RencanaTindakLanjut.Asal


@pytest.fixture
def catatan(kantor) -> CatatanLangkah:
    return Panggung(kantor, buat_naskah()).awal.catatan.get(selesai_pada=None)


def buat(catatan, kantor, **ganti):
    isi = {
        "catatan": catatan,
        "oleh": kantor.kepala,
        "asal": Asal.DISPOSISI,
        "uraian": "Lengkapi data lulusan",
        "penanggung_jawab": kantor.jabatan["Kepala Bidang Satu"],
        "tenggat": hari_ini() + timedelta(days=7),
    }
    return catat_tindak_lanjut(**isi | ganti)


def test_tindak_lanjut_tercatat_dan_tampil_pada_penanggung_jawab(kantor, catatan, sebagai):
    buat(catatan, kantor)
    assert b"Lengkapi data lulusan" in sebagai(kantor.kabid_satu).get("/").content
    assert b"Lengkapi data lulusan" not in sebagai(kantor.kabid_dua).get("/").content


@pytest.mark.parametrize(
    ("ganti", "kalimat"),
    [
        ({"uraian": "  "}, "Tuliskan apa yang harus dilakukan"),
        ({"tenggat": hari_ini() - timedelta(days=1)}, "masa lalu"),
    ],
)
def test_tindak_lanjut_tidak_lengkap_ditolak(kantor, catatan, ganti, kalimat):
    sebelum = RencanaTindakLanjut.objects.count()
    with pytest.raises(TindakanDitolak, match=kalimat):
        buat(catatan, kantor, **ganti)
    assert RencanaTindakLanjut.objects.count() == sebelum


def test_penanggung_jawab_opd_lain_ditolak(kantor, kantor_lain, catatan):
    with pytest.raises(TindakanDitolak, match="OPD ini"):
        buat(catatan, kantor, penanggung_jawab=kantor_lain.jabatan["Kepala Bidang Satu"])


def test_bukan_pelaksana_tidak_dapat_mencatat(kantor, catatan):
    with pytest.raises(TidakBerhak):
        buat(catatan, kantor, oleh=kantor.staf_satu)


def test_diselesaikan_penanggung_jawab_dengan_hasil(kantor, catatan, sebagai):
    tindak_lanjut = buat(catatan, kantor)
    client = sebagai(kantor.kabid_satu)
    jawab = client.post(f"/tindak-lanjut/{tindak_lanjut.pk}/selesai/", {"hasil": "Data sudah lengkap"})
    tindak_lanjut.refresh_from_db()
    assert jawab.status_code == 302
    assert (tindak_lanjut.status, tindak_lanjut.hasil) == ("selesai", "Data sudah lengkap")
    assert CatatanJejak.objects.filter(aksi="alur.selesaikan_tindak_lanjut").count() == 1


def test_tanpa_hasil_dan_oleh_orang_lain_ditolak(kantor, catatan, sebagai):
    tindak_lanjut = buat(catatan, kantor)
    alamat = f"/tindak-lanjut/{tindak_lanjut.pk}/selesai/"
    assert sebagai(kantor.kabid_satu).post(alamat, {"hasil": " "}).status_code == 422
    assert sebagai(kantor.kabid_dua).post(alamat, {"hasil": "Saya saja"}).status_code == 403
    tindak_lanjut.refresh_from_db()
    assert tindak_lanjut.status == "terbuka"


def test_dua_kali_diselesaikan_yang_kedua_ditolak(kantor, catatan):
    tindak_lanjut = buat(catatan, kantor)
    selesaikan_tindak_lanjut(tindak_lanjut=tindak_lanjut, oleh=kantor.kabid_satu, hasil="Selesai")
    with pytest.raises(TindakanDitolak, match="sudah selesai"):
        selesaikan_tindak_lanjut(tindak_lanjut=tindak_lanjut, oleh=kantor.kabid_satu, hasil="Lagi")


def test_tindak_lanjut_opd_lain_tidak_ada(kantor, kantor_lain, catatan, sebagai):
    tindak_lanjut = buat(catatan, kantor)
    jawab = sebagai(kantor_lain.sekretaris).post(
        f"/tindak-lanjut/{tindak_lanjut.pk}/selesai/", {"hasil": "x"}
    )
    assert jawab.status_code == 404
    assert SOP.objects.filter(opd=kantor.opd).count() == 1
