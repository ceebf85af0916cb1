"""Files that come in pieces: what continues, what is refused, and what never stays behind."""

import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from organisasi.galat import TidakBerhak, TindakanDitolak
from pengumpulan.actions import lampirkan_banyak, lampirkan_bukti
from pengumpulan.actions import unggahan as u
from pengumpulan.models import BuktiDukung, Pengumpulan, UnggahanBertahap
from pengumpulan.models.unggahan import folder_unggahan
from tests.pengumpulan.panggung_bukti import meja_bukti, pdf, sidik

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]

ISI = pdf("isi" * 400)


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def m(kantor):
    return meja_bukti(kantor)


@pytest.fixture(autouse=True)
def langsung(monkeypatch):
    """What waits for the end of a transaction happens at once: the test's own never ends."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda kerja, **_: kerja())


def mulai(m, isi=ISI, **lain):
    bagian = {"nama": "foto.pdf", "ukuran": len(isi), "sidik": sidik(isi)} | lain
    return u.mulai_unggahan(**({"formulir": m.formulir, "oleh": m.kantor.staf_satu} | bagian))


def potong(unggahan, dari, sampai, isi=ISI, oleh=None):
    return u.terima_potongan(unggahan=unggahan, oleh=oleh or unggahan.oleh, mulai=dari, isi=isi[dari:sampai])


def utuh(m, isi=ISI, **lain):
    return potong(mulai(m, isi, **lain), 0, len(isi), isi)


def berkas_kerja() -> list:
    return sorted(folder_unggahan().glob("*")) if folder_unggahan().exists() else []


def test_potongan_menjadi_bukti(m, kantor):
    unggahan = mulai(m, ukuran_asal=6_500_000)
    for dari in range(0, len(ISI), 300):
        unggahan = potong(unggahan, dari, dari + 300)
    assert unggahan.selesai_pada and unggahan.persen == 100
    (bukti,) = lampirkan_banyak(
        formulir=m.formulir, baris=m.baris("IK-1"), oleh=kantor.staf_satu, unggahan=[unggahan]
    )
    assert bukti.berkas.read() == ISI
    assert (bukti.sidik, bukti.ukuran, bukti.ukuran_asal, bukti.nama_berkas, bukti.tipe) == (
        sidik(ISI),
        len(ISI),
        6_500_000,
        "foto.pdf",
        "application/pdf",
    )
    assert not UnggahanBertahap.objects.exists() and berkas_kerja() == []


def test_dilanjutkan_setelah_putus_atau_muat_ulang(m):
    unggahan = mulai(m)
    potong(unggahan, 0, 500)
    lagi = mulai(m)
    assert (lagi.pk, lagi.diterima) == (unggahan.pk, 500)
    # The answer to a piece was lost: sent again, it changes nothing.
    assert potong(lagi, 0, 500).diterima == 500
    assert potong(lagi, 500, len(ISI)).selesai_pada


def test_berkas_kerja_hilang_diulang_dari_yang_ada(m):
    unggahan = mulai(m)
    potong(unggahan, 0, 500)
    unggahan.jalur.unlink()
    assert mulai(m).diterima == 0


def test_sisa_percobaan_yang_putus_dipotong(m):
    unggahan = mulai(m)
    potong(unggahan, 0, 500)
    with unggahan.jalur.open("ab") as berkas:
        berkas.write(b"sampah")
    assert potong(unggahan, 500, len(ISI)).selesai_pada


@pytest.mark.parametrize("dari", [400, 600])
def test_potongan_tidak_urut_ditolak_dengan_letak(dari, m):
    unggahan = mulai(m)
    potong(unggahan, 0, 500)
    with pytest.raises(u.PotonganTidakCocok) as tolak:
        potong(unggahan, dari, 700)
    assert tolak.value.diterima == 500
    assert unggahan.jalur.read_bytes() == ISI[:500]


@pytest.mark.parametrize(
    ("isi", "nama", "kalimat"),
    [
        (b"MZ" + bytes(200), "surat.pdf", "program komputer"),
        (b"<html><script>alert(1)</script></html>", "gambar.png", "halaman web"),
        (ISI[:-10], "putus.pdf", "rusak atau terpotong"),
    ],
)
def test_isi_menyamar_dibuang_pada_potongan_terakhir(isi, nama, kalimat, m):
    unggahan = mulai(m, isi, nama=nama)
    with pytest.raises(u.UnggahanGagal, match=kalimat):
        potong(unggahan, 0, len(isi), isi)
    assert not UnggahanBertahap.objects.exists() and berkas_kerja() == []


def test_sidik_berbeda_dibuang(m):
    unggahan = mulai(m, sidik=sidik(b"lain"))
    with pytest.raises(u.UnggahanGagal, match="tidak sama dengan yang dikirim"):
        potong(unggahan, 0, len(ISI))
    assert not UnggahanBertahap.objects.exists() and berkas_kerja() == []


def test_lebih_panjang_dari_yang_dijanjikan_dibuang(m):
    unggahan = mulai(m, ukuran=400)
    with pytest.raises(u.UnggahanGagal, match="tidak sama"):
        potong(unggahan, 0, 500)
    assert not UnggahanBertahap.objects.exists()


@pytest.mark.parametrize("isi", [b"", bytes(u.POTONGAN_TERBESAR + 1)])
def test_potongan_kosong_atau_terlalu_besar_ditolak(isi, m):
    unggahan = mulai(m, ukuran=5_000_000)
    with pytest.raises(TindakanDitolak, match="kosong atau terlalu besar"):
        u.terima_potongan(unggahan=unggahan, oleh=unggahan.oleh, mulai=0, isi=isi)
    assert UnggahanBertahap.objects.get().diterima == 0 and berkas_kerja() == []


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"ukuran": 0}, "Berkas kosong"),
        ({"ukuran": 30 * 1024 * 1024}, "paling besar 10 MB"),
        ({"nama": "foto\u202egpj.exe"}, "Berkas harus PDF"),
        ({"nama": "rekap.xlsm"}, "berisi makro"),
        ({"sidik": "Z" * 64}, "Sidik berkas tidak terbaca"),
    ],
)
def test_ditolak_sebelum_byte_pertama(isian, kalimat, m):
    with pytest.raises(TindakanDitolak, match=kalimat):
        mulai(m, **isian)
    assert not UnggahanBertahap.objects.exists()


def test_nama_dibersihkan(m):
    assert mulai(m, nama="../../a\0b\u202e.pdf").nama_berkas == "ab.pdf"


def test_jatah_seorang(m, kantor, monkeypatch):
    monkeypatch.setattr(u, "JATAH_BERKAS", 2)
    for kata in ("a", "b"):
        mulai(m, pdf(kata))
    with pytest.raises(TindakanDitolak, match="Terlalu banyak unggahan"):
        mulai(m, pdf("c"))
    assert mulai(m, pdf("a")).pk  # what was begun goes on
    assert mulai(m, pdf("c"), oleh=kantor.kabid_satu).pk
    monkeypatch.setattr(u, "JATAH_BERKAS", 20)
    monkeypatch.setattr(u, "JATAH_BYTE", 100)
    with pytest.raises(TindakanDitolak, match="Terlalu banyak unggahan"):
        mulai(m, pdf("d"))


def test_orang_lain_tidak_memulai_mengirim_atau_melampirkan(m, kantor):
    with pytest.raises(TidakBerhak):
        mulai(m, oleh=kantor.staf_dua)
    unggahan = utuh(m)
    with pytest.raises(UnggahanBertahap.DoesNotExist):
        potong(unggahan, 0, 500, oleh=kantor.kabid_satu)
    with pytest.raises(TindakanDitolak, match="sudah tidak ada atau belum selesai"):
        lampirkan_banyak(
            formulir=m.formulir, baris=m.baris("IK-1"), oleh=kantor.kabid_satu, unggahan=[unggahan]
        )
    assert not BuktiDukung.objects.exists() and UnggahanBertahap.objects.exists()


def test_yang_belum_selesai_tidak_dilampirkan(m, kantor):
    unggahan = mulai(m)
    potong(unggahan, 0, 500)
    with pytest.raises(TindakanDitolak, match="belum selesai"):
        lampirkan_banyak(
            formulir=m.formulir, baris=m.baris("IK-1"), oleh=kantor.staf_satu, unggahan=[unggahan]
        )
    assert not BuktiDukung.objects.exists()


def test_disetujui_di_antara_dua_potongan(m, kantor):
    unggahan = mulai(m)
    potong(unggahan, 0, 500)
    m.formulir.baris.update(status="disetujui", revisi=_revisi(m))
    Pengumpulan.objects.filter(pk=m.formulir.pengumpulan_id).update(
        disetujui_pada=timezone.now(), disetujui_oleh=kantor.sekretaris
    )
    with pytest.raises(u.UnggahanGagal, match="tidak dapat diisi"):
        potong(unggahan, 500, len(ISI))
    assert not UnggahanBertahap.objects.exists() and berkas_kerja() == []
    with pytest.raises(TindakanDitolak, match="tidak dapat diisi"):
        mulai(m)


def _revisi(m):
    from pengumpulan.models import RevisiRealisasi

    r = m.baris("IK-1")[0].realisasi
    return RevisiRealisasi.objects.create(realisasi=r, versi=99, oleh=m.kantor.staf_satu)


def test_dibersihkan_setelah_sehari(m, kantor):
    lama, baru = utuh(m, pdf("lama")), utuh(m, pdf("baru"))
    kemarin = timezone.now() - timedelta(days=1, minutes=1)
    UnggahanBertahap.objects.filter(pk=lama.pk).update(diubah_pada=kemarin)
    yatim = folder_unggahan() / "999999.bagian"
    yatim.write_bytes(b"x")
    os.utime(yatim, (kemarin.timestamp(), kemarin.timestamp()))
    assert u.bersihkan_unggahan_harian(kantor.pemda, kemarin.date()) == (
        "2 unggahan bukti yang tertinggal dihapus."
    )
    assert berkas_kerja() == [baru.jalur] and UnggahanBertahap.objects.get() == baru
    assert u.bersihkan_unggahan_harian(kantor.pemda, kemarin.date()) is None


# -- through the pages ------------------------------------------------------------------------------


def _mulai_di(klien, m, isi=ISI, **lain):
    data = {"nama": "foto.pdf", "ukuran": len(isi), "sidik": sidik(isi)} | lain
    return klien.post(reverse("unggahan_mulai", args=[m.formulir.pk]), data)


def _kirim_di(klien, alamat, dari, isi):
    return klien.post(alamat, {"mulai": dari, "isi": SimpleUploadedFile("bagian", isi)})


def test_halaman_mengunggah_bertahap(m, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    jawab = _mulai_di(klien, m).json()
    assert (jawab["diterima"], jawab["selesai"], jawab["kembar"]) == (0, False, [])
    assert _kirim_di(klien, jawab["kirim"], 0, ISI[:500]).json() == {"diterima": 500, "selesai": False}
    loncat = _kirim_di(klien, jawab["kirim"], 900, ISI[900:])
    assert (loncat.status_code, loncat.json()["diterima"]) == (409, 500)
    assert (
        "Pilih lagi berkas yang sama"
        in klien.get(reverse("bukti_tambah", args=[m.formulir.pk])).content.decode()
    )
    assert _kirim_di(klien, jawab["kirim"], 500, ISI[500:]).json()["selesai"] is True
    assert _mulai_di(klien, m).json()["selesai"] is True
    (b,) = m.baris("IK-1")
    klien.post(reverse("bukti_tambah", args=[m.formulir.pk]), {"baris": b.pk, "unggahan": jawab["id"]})
    assert BuktiDukung.objects.get().berkas.read() == ISI


def test_masuk_lagi_di_tab_lain_lalu_dilanjutkan(m, kantor):
    """The page's token is old then; its script is told the new one, and whose it is."""
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(kantor.staf_satu, backend="django.contrib.auth.backends.ModelBackend")
    tolak = _mulai_di(klien, m)
    assert (tolak.status_code, tolak.json()["pengguna"]) == (403, kantor.staf_satu.pk)
    kunci = {"csrfmiddlewaretoken": tolak.json()["token"]}
    jawab = _mulai_di(klien, m, **kunci).json()
    bagian = {"mulai": 0, "isi": SimpleUploadedFile("bagian", ISI)}
    assert klien.post(jawab["kirim"], bagian).json()["token"]
    bagian["isi"].seek(0)
    assert klien.post(jawab["kirim"], bagian | kunci).json()["selesai"] is True


def test_unggahan_orang_lain_tidak_ada(m, kantor, sebagai):
    unggahan = mulai(m)
    klien = sebagai(kantor.kabid_satu)
    assert _kirim_di(klien, reverse("unggahan_kirim", args=[unggahan.pk]), 0, ISI).status_code == 404
    assert klien.post(reverse("unggahan_batal", args=[unggahan.pk])).status_code == 404
    assert "foto.pdf" not in klien.get(reverse("bukti_tambah", args=[m.formulir.pk])).content.decode()


def test_berkas_yang_sama_disebut_sebelum_dikirim(m, kantor, sebagai):
    lampirkan_bukti(
        formulir=m.formulir,
        baris=m.baris("IK-1"),
        oleh=kantor.staf_satu,
        berkas=SimpleUploadedFile("notulen.pdf", ISI),
    )
    (satu,) = _mulai_di(sebagai(kantor.staf_satu), m).json()["kembar"]
    assert satu["judul"] == "notulen.pdf" and satu["periode"]


@pytest.mark.parametrize("data", [{}, {"ukuran": "x"}, {"ukuran": -1}, {"sidik": ""}])
def test_permintaan_tak_terbaca(data, m, kantor, sebagai):
    jawab = _mulai_di(sebagai(kantor.staf_satu), m, **({"nama": ""} | data))
    assert jawab.status_code == 422 and "Muat ulang halaman" in jawab.json()["galat"]
    unggahan = mulai(m)
    salah = sebagai(kantor.staf_satu).post(reverse("unggahan_kirim", args=[unggahan.pk]), {"mulai": "x"})
    assert salah.status_code == 422


def test_dibatalkan_lewat_halaman(m, kantor, sebagai):
    unggahan = utuh(m)
    klien = sebagai(kantor.staf_satu)
    assert klien.post(reverse("unggahan_batal", args=[unggahan.pk])).status_code == 302
    assert not UnggahanBertahap.objects.exists() and berkas_kerja() == []
