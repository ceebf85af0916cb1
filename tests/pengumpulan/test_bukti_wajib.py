"""Which kinds of evidence a row needs, has and lacks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pengumpulan.actions import cabut_bukti, lampirkan_bukti
from pengumpulan.bukti_wajib import BuktiBaris, susun_bukti_wajib
from pengumpulan.models import Realisasi
from perencanaan.models import JenisBukti, VersiIndikator
from tests.pengumpulan import meja
from tests.pengumpulan.panggung_bukti import BERITA, FOTO, HADIR, meja_bukti, minta

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def m(kantor):
    return meja_bukti(kantor)


def susun() -> dict[str, BuktiBaris]:
    daftar = list(Realisasi.objects.select_related("periode", "indikator"))
    hasil = susun_bukti_wajib(daftar)
    return {r.indikator.kode: hasil[r.pk] for r in daftar}


def lampirkan(m, kode, **isi):
    return lampirkan_bukti(
        formulir=m.formulir, baris=m.baris(*kode), oleh=m.kantor.staf_satu, **({"letak": "Map 3"} | isi)
    )


@pytest.mark.parametrize(
    ("baris", "teks"),
    [
        (BuktiBaris(), ""),
        (BuktiBaris(jumlah=2), ""),
        (BuktiBaris(wajib=("A", "B"), kurang=("A", "B")), "0 dari 2 jenis; kurang: A, B"),
        (BuktiBaris(jumlah=1, wajib=("A", "B"), ada=("A",), kurang=("B",)), "1 dari 2 jenis; kurang: B"),
        (BuktiBaris(jumlah=1, wajib=("A",), ada=("A",)), "1 dari 1 jenis"),
    ],
)
def test_disebut_dalam_kata(baris, teks):
    assert baris.sebut() == teks
    assert (baris.jumlah_ada, baris.lengkap) == (len(baris.wajib) - len(baris.kurang), not baris.kurang)


def test_hanya_angka_memerlukan_bukti():
    baris = BuktiBaris(wajib=("A",), kurang=("A",))
    assert baris.kurang_untuk("angka") == baris.kurang_untuk("sementara") == ("A",)
    for keadaan in ("belum_diisi", "menyusul", "belum_waktunya", "tidak_dapat_diukur"):
        assert baris.kurang_untuk(keadaan) == ()


def test_satu_bukti_untuk_banyak_baris_menurut_nama_jenis(m):
    """*Berita acara* of one indicator is *BERITA  acara* of another; a kind nobody asks for fills none."""
    assert susun()["IK-1"].kurang == (BERITA, HADIR)
    lampirkan(m, ["IK-1", "IK-2", "IK-3"], macam=[BERITA, FOTO])
    hasil = susun()
    assert (hasil["IK-1"].kurang, hasil["IK-1"].ada) == ((HADIR,), (BERITA, FOTO))
    assert (hasil["IK-2"].kurang, hasil["IK-2"].jumlah) == ((), 1)
    assert (hasil["IK-3"].sebut(), hasil["IK-3"].jumlah) == ("", 1)


def test_bukti_tanpa_jenis_terhitung_tetapi_tidak_memenuhi(m):
    lampirkan(m, ["IK-1"])
    lampirkan(m, ["IK-1"])
    assert (susun()["IK-1"].jumlah, susun()["IK-1"].kurang) == (2, (BERITA, HADIR))


def test_satu_berkas_memuat_dua_jenis(m):
    lampirkan(m, ["IK-1"], macam=[BERITA, HADIR])
    assert susun()["IK-1"].sebut() == "2 dari 2 jenis"


def test_yang_dicabut_tidak_terhitung(m, kantor):
    bukti = lampirkan(m, ["IK-1"], macam=[BERITA])
    cabut_bukti(bukti=bukti, oleh=kantor.staf_satu, alasan="Keliru")
    assert (susun()["IK-1"].jumlah, susun()["IK-1"].kurang) == (0, (BERITA, HADIR))


def test_definisi_yang_berlaku_pada_akhir_periode(m):
    """A definition of a later year asks for something else; the row's own period decides."""
    lama = VersiIndikator.objects.get(indikator__kode="IK-2")
    akhir = meja.tw(4).tanggal_selesai
    VersiIndikator.objects.filter(pk=lama.pk).update(tanggal_selesai=akhir)
    baru = VersiIndikator.objects.create(
        indikator=lama.indikator,
        nama=lama.nama,
        satuan="Dokumen",
        metode="nilai_akhir",
        tanggal_mulai=meja.tw(1, meja.TAHUN + 1).tanggal_mulai,
    )
    JenisBukti.objects.create(versi=baru, nama="Laporan baru")
    assert susun()["IK-2"].kurang == ("BERITA  acara",)


def test_pertanyaan_tidak_bertambah_dengan_baris(m, kantor):
    sedikit = list(Realisasi.objects.select_related("periode")[:1])
    banyak = list(Realisasi.objects.select_related("periode"))
    minta("IK-3", "Laporan", "Surat")
    for daftar in (sedikit, banyak):
        with CaptureQueriesContext(connection) as sql:
            susun_bukti_wajib(daftar)
        assert len(sql) == 3
