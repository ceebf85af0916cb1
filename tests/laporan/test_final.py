"""Locked papers: what is final never changes, a number later is a new printing, and the code tells the truth."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from alur.isian import tulis_isian
from alur.models import Pelaksanaan
from laporan import antrean, cetak, views_naskah, views_verifikasi
from laporan.beku import bekukan, cairkan, sidik_isi
from laporan.cetak import jadikan_html
from laporan.daftar import daftar_naskah
from laporan.final import (
    Sumber,
    bentuk_word,
    beri_nomor_naskah,
    kunci_naskah,
    lampirkan_pindaian,
    lengkapi,
    nomor_berubah,
)
from laporan.final_model import HURUF_KODE, kode_baru, rapikan_kode
from laporan.models import Cetakan, NaskahFinal, RendisiNaskah
from laporan.susunan import susun_nota_dinas, susun_notulen
from laporan.word_surat import word_nota_dinas
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.hak import lupakan_peran
from organisasi.models import KodeNomor, NomorNaskah, PemangkuJabatan
from organisasi.nomor.actions import batalkan_nomor, beri_nomor
from pengumpulan.models import Formulir, Pengumpulan
from tests.laporan.contoh_bentuk import semua
from tests.laporan.test_word import teks_semua
from tests.panggung import berkas_pdf
from tests.panggung_kinerja import PanggungKinerja

ALAMAT = "http://contoh.invalid/verifikasi/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cetak_seketika(monkeypatch):
    """Papers are finished when they are asked for; the bytes are those of their text."""

    def jalankan():
        for satu in Cetakan.objects.filter(status="antre"):
            html = (satu.jalur_folder / cetak.proses.NASKAH).read_bytes()
            satu.berkas.save("naskah.pdf", ContentFile(b"%PDF-" + html), save=False)
            satu.sidik = hashlib.sha256(b"%PDF-" + html).hexdigest()
            satu.status, satu.ukuran, satu.halaman, satu.selesai_pada = (
                "selesai",
                len(html),
                1,
                timezone.now(),
            )
            satu.save()

    monkeypatch.setattr(antrean, "jalankan", jalankan)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


@pytest.fixture
def perintah(panggung):
    """The order of a collection that has come to its second step."""
    panggung.kumpulkan(3)
    return panggung.pengumpulan_jalan.catatan.get(langkah__nomor=1)


@pytest.fixture
def kode(kantor):
    return KodeNomor.objects.create(
        opd=kantor.opd, kode="094", nama="Nota Dinas", pola="{kode}/{nomor}/{tahun}"
    )


def sumber(catatan, **ganti) -> Sumber:
    bentuk = susun_nota_dinas(type(catatan).objects.get(pk=catatan.pk))
    isi = Sumber(
        f"catatan:{catatan.pk}:naskah",
        "Nota Dinas",
        "langkah-1",
        "Nota_Dinas.pdf",
        bentuk,
        catatan.pelaksanaan,
    )
    return replace(isi, **ganti)


def kunci(catatan, oleh, **lain) -> NaskahFinal:
    return kunci_naskah(sumber=sumber(catatan), oleh=oleh, alamat=ALAMAT, **lain)


# -- the snapshot -----------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", semua())
def test_setiap_bentuk_beku_lalu_cair_sama(nama):
    import json

    bentuk = semua()[nama]
    beku = json.loads(json.dumps(bekukan(bentuk)))
    assert cairkan(type(bentuk).__name__, beku) == bentuk


def test_sidik_isi_sama_dengan_dan_tanpa_nomor():
    bentuk = semua()["nota_dinas"]
    bernomor = replace(
        bentuk, naskah=replace(bentuk.naskah, nomor="1/2026", kode="X", alamat="y", draf=False)
    )
    assert sidik_isi(bernomor) == sidik_isi(bentuk)
    assert sidik_isi(replace(bentuk, hal="Lain")) != sidik_isi(bentuk)


def test_kode_tidak_memuat_huruf_yang_mirip_dan_ketikan_dirapikan():
    assert not set("01IO") & set(HURUF_KODE)
    assert len({kode_baru() for _ in range(200)}) == 200
    assert rapikan_kode(" 7kq2-m9xw b4td ") == "7KQ2M9XWB4TD"


# -- locking ----------------------------------------------------------------------------------------


def test_terkunci_bebas_tanda_draf_dan_berkode(panggung, perintah):
    final = kunci(perintah, panggung.kantor.sekretaris)
    rendisi = lengkapi(final.rendisi.get())
    assert "DRAF" not in rendisi.html
    assert f"Kode verifikasi {final.kode_tampil}" in rendisi.html and ALAMAT in rendisi.html
    assert (final.versi, final.berlaku, len(rendisi.sidik)) == (1, True, 64)
    assert rendisi.sidik == hashlib.sha256(rendisi.berkas.read()).hexdigest()


def test_yang_sama_tidak_dikunci_dua_kali(panggung, perintah):
    kunci(perintah, panggung.kantor.sekretaris)
    with pytest.raises(TindakanDitolak, match="sudah terkunci dengan kode"):
        kunci(perintah, panggung.kantor.sekretaris, alasan="Iseng")
    assert NaskahFinal.objects.count() == 1


def test_perubahan_menjadi_versi_baru_yang_menyebut_yang_digantikan(panggung, perintah):
    lama = kunci(perintah, panggung.kantor.sekretaris)
    isi_lama = lama.isi
    tulis_isian(perintah, panggung.kantor.kepala, perintah.isian.isi | {"hal": "Perintah yang dibetulkan"})
    with pytest.raises(TindakanDitolak, match="Tuliskan mengapa"):
        kunci(perintah, panggung.kantor.sekretaris)
    baru = kunci(perintah, panggung.kantor.sekretaris, alasan="Salah hal")
    lama.refresh_from_db()
    assert (baru.versi, baru.menggantikan, lama.isi, lama.berlaku) == (2, lama, isi_lama, False)
    html = baru.rendisi.get().html
    assert f"menggantikan versi 1 (kode verifikasi {lama.kode_tampil}): Salah hal" in html
    assert "Perintah yang dibetulkan" in html and "Perintah yang dibetulkan" not in lama.rendisi.get().html


def test_basis_data_menolak_mengubah_naskah_terkunci(panggung, perintah):
    final = kunci(perintah, panggung.kantor.sekretaris)
    for ubah in (lambda q: q.update(judul="Lain"), lambda q: q.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            RendisiNaskah.objects.all().delete()
            ubah(NaskahFinal.objects.filter(pk=final.pk))
    final.refresh_from_db()
    assert (final.judul, final.rendisi.count()) == ("Nota Dinas", 1)


@pytest.mark.parametrize("siapa", ["staf_satu", "pengawas", "admin"])
def test_yang_tidak_berhak_ditolak_dan_tidak_ada_yang_tersimpan(panggung, perintah, siapa):
    with pytest.raises(TidakBerhak):
        kunci(perintah, getattr(panggung.kantor, siapa))
    assert not NaskahFinal.objects.exists() and not Cetakan.objects.exists()


def test_draf_dan_pelaksanaan_batal_tidak_dikunci(panggung, perintah):
    asal = sumber(perintah)
    draf = replace(asal.bentuk, naskah=replace(asal.bentuk.naskah, draf=True))
    with pytest.raises(TindakanDitolak, match="masih draf"):
        kunci_naskah(sumber=replace(asal, bentuk=draf), oleh=panggung.kantor.sekretaris, alamat=ALAMAT)
    Pelaksanaan.objects.filter(pk=perintah.pelaksanaan_id).update(
        status="dibatalkan", selesai_pada=timezone.now(), alasan_batal="x"
    )
    perintah.pelaksanaan.refresh_from_db()
    with pytest.raises(TindakanDitolak, match="dibatalkan"):
        kunci(perintah, panggung.kantor.sekretaris)


def test_nomor_kemudian_rendisi_baru_dari_isi_yang_sama(panggung, perintah, kode):
    final = kunci(perintah, panggung.kantor.sekretaris)
    asli = lengkapi(final.rendisi.get())
    nomor = beri_nomor(
        kode=kode, tanggal=date(2026, 3, 4), perihal="x", oleh=panggung.kantor.sekretaris, kunci=final.kunci
    )
    baru = lengkapi(nomor_berubah(final.kunci, panggung.kantor.sekretaris, ALAMAT))
    assert (baru.urutan, baru.nomor, baru.sidik != asli.sidik) == (2, "094/1/2026", True)
    assert sidik_isi(sumber(perintah).bentuk) == final.sidik_isi
    # The same again prints nothing.
    assert nomor_berubah(final.kunci, panggung.kantor.sekretaris, ALAMAT).pk == baru.pk
    batalkan_nomor(nomor=nomor, oleh=panggung.kantor.sekretaris, alasan="Salah kode")
    ketiga = final.rendisi.order_by("-urutan").first()
    assert (ketiga.urutan, ketiga.nomor) == (3, "") and ALAMAT in ketiga.html


def test_pdf_diambil_sekali_dan_tidak_diganti(panggung, perintah):
    final = kunci(perintah, panggung.kantor.sekretaris)
    rendisi = lengkapi(final.rendisi.get())
    sidik = rendisi.sidik
    rendisi.cetakan.berkas.save("lain.pdf", ContentFile(b"%PDF-lain"))
    rendisi.refresh_from_db()
    assert lengkapi(rendisi).sidik == sidik


def test_word_dari_naskah_terkunci_menyebut_dirinya_salinan(panggung, perintah):
    final = kunci(perintah, panggung.kantor.sekretaris)
    teks = teks_semua(word_nota_dinas(bentuk_word(final, "", ALAMAT)))
    assert "Salinan Word dari naskah terkunci" in teks and final.kode_tampil in teks and "DRAF" not in teks


def test_pejabat_hari_naskah_yang_menandatangani(panggung, perintah):
    """The order is dated into the days of a Plt.; typed later by the Kepala, it still names who held that day."""
    kantor = panggung.kantor
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=kantor.kabid_dua.pegawai,
        jenis="plt",
        tanggal_mulai=date(2025, 2, 1),
        tanggal_selesai=date(2025, 2, 28),
    )
    PemangkuJabatan.objects.filter(pegawai=kantor.kepala.pegawai).update(tanggal_mulai=date(2025, 3, 1))
    tulis_isian(perintah, kantor.kepala, perintah.isian.isi | {"tanggal": "2025-02-10"})
    surat = susun_nota_dinas(type(perintah).objects.get(pk=perintah.pk))
    assert (surat.penanda_tangan.nama, surat.penanda_tangan.sebutan, surat.dari) == (
        str(kantor.kabid_dua),
        f"Plt. {kantor.jabatan['Kepala'].nama}",
        f"Plt. {kantor.jabatan['Kepala'].nama}",
    )


# -- pages ------------------------------------------------------------------------------------------


def test_naskah_langkah_draf_sampai_dikunci_lalu_pdf_terkunci(panggung, perintah, sebagai):
    klien = sebagai(panggung.kantor.sekretaris)
    jalan = panggung.pengumpulan_jalan
    klien.post(reverse("naskah_pdf", args=[jalan.pk, "langkah-1"]))
    assert b"DRAF" in Cetakan.objects.get().berkas.read()
    jawab = klien.post(reverse("naskah_kunci", args=[jalan.pk, "langkah-1"]), {"alasan": ""})
    assert jawab.status_code == 302
    final = NaskahFinal.objects.get()
    assert (
        klien.post(reverse("naskah_pdf", args=[jalan.pk, "langkah-1"])).url
        == final.rendisi.get().get_absolute_url()
    )
    pdf = klien.get(final.rendisi.get().get_absolute_url())
    assert b"DRAF" not in b"".join(pdf.streaming_content)
    word = klien.get(reverse("naskah_docx", args=[jalan.pk, "langkah-1"]))
    assert "Salinan Word" in teks_semua(word.content)
    halaman = klien.get(reverse("naskah_lihat", args=[jalan.pk, "langkah-1"])).content.decode()
    assert final.kode_tampil in halaman and "Kunci versi baru" not in halaman


def test_nomor_dari_halaman_naskah_tampil_pada_daftar(panggung, perintah, kode, sebagai):
    klien = sebagai(panggung.kantor.sekretaris)
    alamat = reverse("naskah_nomor", args=[panggung.pengumpulan_jalan.pk, "langkah-1"])
    assert klien.post(alamat, {"kode": kode.pk}).status_code == 302
    assert klien.post(alamat, {"kode": kode.pk}).status_code == 409
    daftar = klien.get(reverse("naskah_daftar", args=[panggung.pengumpulan_jalan.pk])).content.decode()
    tahun = perintah.isian.isi["tanggal"][:4]
    assert f"094/1/{tahun}" in daftar
    assert susun_nota_dinas(type(perintah).objects.get(pk=perintah.pk)).naskah.nomor == f"094/1/{tahun}"


def test_nomor_yang_diberi_sebelum_dikunci_ikut_terkunci(panggung, kode):
    """Also where the paper is made of data and knows nothing of the register itself."""
    panggung.kumpulkan()
    jalan = panggung.pengumpulan_jalan
    for satu in daftar_naskah(jalan):
        if not satu.draf and not satu.belum:
            beri_nomor_naskah(
                kode=kode,
                kunci=satu.kunci,
                tanggal=date(2026, 4, 1),
                perihal=satu.judul,
                oleh=panggung.kantor.sekretaris,
                alamat=ALAMAT,
            )
    kunci_diuji = set()
    for satu in daftar_naskah(jalan):
        if satu.draf or satu.belum:
            continue
        nomor = NomorNaskah.objects.get(kunci=satu.kunci).nomor
        asal = Sumber(satu.kunci, satu.judul, satu.kode, satu.nama_berkas, satu.susun(), jalan)
        final = kunci_naskah(sumber=asal, oleh=panggung.kantor.sekretaris, alamat=ALAMAT)
        assert final.rendisi.get().nomor == nomor, satu.kode
        assert nomor in final.rendisi.get().html, satu.kode
        kunci_diuji.add(satu.kode.split("-")[0])
    assert {"disposisi", "tanda", "rekapitulasi", "laporan", "langkah", "program"} <= kunci_diuji


def test_tanda_terima_tuntas_bila_disetujui_tanpa_unit_yang_dilewati(panggung):
    """Until the approval the late unit may still bring its form."""
    panggung.kumpulkan(sampai=8)
    Formulir.objects.filter(unit=panggung.kantor.bidang_dua).update(
        status="dibagikan",
        diserahkan_pada=None,
        diserahkan_oleh=None,
        dilewati_pada=timezone.now(),
        dilewati_oleh=panggung.kantor.ketua_tim,
        alasan_dilewati="Kepala Bidang dinas luar",
    )

    def tanda_terima():
        daftar = daftar_naskah(panggung.pengumpulan_jalan)
        satu = next(satu for satu in daftar if satu.kode == "tanda-terima")
        assert satu.draf == satu.susun().naskah.draf
        return satu

    assert tanda_terima().draf
    Pengumpulan.objects.update(disetujui_pada=timezone.now(), disetujui_oleh=panggung.kantor.sekretaris)
    assert not tanda_terima().draf
    assert "Belum masuk: Bidang Dua" in jadikan_html(tanda_terima().susun())


def test_undangan_dan_daftar_hadir_dapat_dikunci_sebelum_rapat_usai(panggung):
    panggung.kumpulkan(2)
    catatan = panggung.pengumpulan_jalan.catatan.get(langkah__nomor=2)
    isi = panggung.isian(catatan) | {"peserta": [{"nama": "Rini", "jabatan": "Staf", "hadir": False}]}
    tulis_isian(catatan, panggung.kantor.sekretaris, isi)
    keadaan = {satu.kode: satu.draf for satu in daftar_naskah(panggung.pengumpulan_jalan) if not satu.belum}
    assert (keadaan["langkah-2-undangan"], keadaan["langkah-2-hadir"], keadaan["langkah-2"]) == (
        False,
        False,
        True,
    )


def test_pindaian_bertanda_tangan_hanya_untuk_yang_terkunci(panggung, perintah, sebagai):
    klien = sebagai(panggung.kantor.sekretaris)
    alamat = reverse("naskah_pindaian", args=[panggung.pengumpulan_jalan.pk, "langkah-1"])
    tolak = klien.post(alamat, {"berkas": berkas_pdf()})
    assert (tolak.status_code, "Kunci dahulu" in tolak.content.decode()) == (409, True)
    final = kunci(perintah, panggung.kantor.sekretaris)
    assert klien.post(alamat, {"berkas": berkas_pdf()}).status_code == 302
    assert final.pindaian.get().dokumen.jenis == "output"


# -- the public page --------------------------------------------------------------------------------


def test_verifikasi_terbuka_dan_tidak_menyebut_isi(panggung, perintah, client):
    final = kunci(perintah, panggung.kantor.sekretaris)
    sidik = lengkapi(final.rendisi.get()).sidik
    halaman = client.get(reverse("verifikasi"), {"kode": final.kode_tampil.lower()}).content.decode()
    for kata in ("Naskah ini berlaku", "Nota Dinas", panggung.opd.nama, sidik):
        assert kata in halaman
    isi = susun_nota_dinas(perintah)
    assert (
        isi.hal not in halaman
        and isi.isi[0][:40] not in halaman
        and str(panggung.kantor.kepala) not in halaman
    )


def test_verifikasi_yang_digantikan_dikatakan(panggung, perintah, client):
    lama = kunci(perintah, panggung.kantor.sekretaris)
    tulis_isian(perintah, panggung.kantor.kepala, perintah.isian.isi | {"hal": "Lain"})
    kunci(perintah, panggung.kantor.sekretaris, alasan="Salah hal")
    halaman = client.get(reverse("verifikasi"), {"kode": lama.kode}).content.decode()
    assert "sudah digantikan" in halaman and "Salah hal" not in halaman


def test_verifikasi_membandingkan_berkas_tanpa_menyimpannya(panggung, perintah, client):
    final = kunci(perintah, panggung.kantor.sekretaris)
    isi = lengkapi(final.rendisi.get()).berkas.read()
    lampirkan_pindaian(
        naskah=final,
        catatan=perintah,
        berkas=berkas_pdf("tanda-tangan.pdf"),
        oleh=panggung.kantor.sekretaris,
    )

    def banding(berkas):
        jawab = client.post(reverse("verifikasi"), {"kode": final.kode, "berkas": berkas})
        return jawab.content.decode()

    assert "sama dengan PDF yang diterbitkan" in banding(SimpleUploadedFile("a.pdf", isi))
    assert "sama dengan pindaian bertanda tangan" in banding(berkas_pdf())
    assert "tidak sama dengan yang diterbitkan" in banding(SimpleUploadedFile("a.pdf", isi + b" "))


def test_verifikasi_membatasi_tebakan(client, monkeypatch):
    monkeypatch.setattr(views_verifikasi, "SALAH_TERBANYAK", 3)
    alamat = reverse("verifikasi")
    assert [client.get(alamat, {"kode": f"AAAA-{n}"}).status_code for n in range(5)] == [
        404,
        404,
        404,
        429,
        429,
    ]
    assert client.get(alamat).status_code == 200


def test_notulen_lama_tetap_terbaca(panggung):
    """Minutes kept as lines of text, before rows: those named were there."""
    panggung.kumpulkan(3)
    catatan = panggung.pengumpulan_jalan.catatan.get(langkah__nomor=2)
    notulen = susun_notulen(catatan)
    assert notulen.peserta == ("Sekretaris", "Tim SAKIP", "Kepala Bidang Satu") and notulen.tidak_hadir == ()


def test_nomor_dan_cetak_ulangnya_bersama_atau_tidak_sama_sekali(panggung, perintah, kode, monkeypatch):
    final = kunci(perintah, panggung.kantor.sekretaris)
    monkeypatch.setattr(antrean, "minta", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        beri_nomor_naskah(
            kunci=final.kunci,
            kode=kode,
            tanggal=date(2026, 3, 4),
            perihal="Perintah",
            oleh=panggung.kantor.sekretaris,
            alamat=ALAMAT,
        )
    assert not NomorNaskah.objects.exists()
    assert final.rendisi.count() == 1


def test_data_yang_berubah_sejak_dikunci_tercetak_sebagai_draf(panggung, perintah):
    """Of a paper that belongs to no step too: what holds is the locked version."""
    final = kunci(perintah, panggung.kantor.sekretaris)
    bentuk = sumber(perintah).bentuk
    assert not bentuk.naskah.draf
    for hal, draf, terkunci in ((bentuk.hal, False, final), ("Lain", True, None)):
        naskah = SimpleNamespace(
            kunci=final.kunci, langkah=None, susun=lambda hal=hal: replace(bentuk, hal=hal)
        )
        hasil, versi = views_naskah._terkini(naskah)
        assert (hasil.naskah.draf, versi) == (draf, terkunci)


def test_verifikasi_memakai_jam_kantor_dan_menyebut_pembatalan(panggung, perintah, client):
    panggung.kantor.pemda.zona_waktu = "Asia/Jayapura"
    panggung.kantor.pemda.save()
    with time_machine.travel(datetime(2026, 3, 4, 16, 30, tzinfo=UTC), tick=False):
        lupakan_peran(panggung.kantor.sekretaris)
        final = kunci(perintah, panggung.kantor.sekretaris)
        halaman = client.get(reverse("verifikasi"), {"kode": final.kode}).content.decode()
        assert "5 Maret 2026 pukul 01.30 WIT" in halaman
    Pelaksanaan.objects.filter(pk=perintah.pelaksanaan_id).update(
        status="dibatalkan", alasan_batal="Salah periode", selesai_pada=timezone.now()
    )
    halaman = client.get(reverse("verifikasi"), {"kode": final.kode}).content.decode()
    assert "Pelaksanaan naskah ini dibatalkan" in halaman
    assert "Naskah ini berlaku" not in halaman and "Salah periode" not in halaman


def test_verifikasi_di_belakang_proxy_membatasi_tiap_pengunjung(client, monkeypatch, settings):
    monkeypatch.setattr(views_verifikasi, "SALAH_TERBANYAK", 2)
    settings.JUMLAH_PROXY = 1

    def coba(dari: str) -> int:
        return client.get(reverse("verifikasi"), {"kode": "AAAA"}, HTTP_X_FORWARDED_FOR=dari).status_code

    # What a visitor writes himself stands to the left of what our proxy saw.
    assert [coba("1.1.1.1, 10.0.0.1"), coba("2.2.2.2, 10.0.0.1"), coba("3.3.3.3, 10.0.0.1")] == [
        404,
        404,
        429,
    ]
    assert coba("10.0.0.2") == 404
