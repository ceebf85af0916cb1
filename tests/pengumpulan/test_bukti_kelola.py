"""Evidence used again, replaced, taken from rows, named; what was approved stays as it was."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alur import tindakan
from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from pengumpulan.actions import (
    catat_realisasi,
    ganti_bukti,
    lampirkan_banyak,
    lampirkan_bukti,
    lepas_bukti,
    pakai_bukti,
    tetapkan_jenis,
)
from pengumpulan.bukti_tampil import rantai
from pengumpulan.models import BarisFormulir, BuktiDukung, Formulir, UnggahanBertahap
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.pengumpulan.panggung_bukti import BERITA, HADIR, meja_bukti, pdf

pytestmark = [pytest.mark.sekali, pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def m(kantor):
    return meja_bukti(kantor)


@pytest.fixture
def bukti(m):
    return lampirkan_bukti(
        formulir=m.formulir,
        baris=m.baris("IK-1", "IK-2"),
        oleh=m.kantor.staf_satu,
        berkas=berkas("satu"),
        judul="Rapat Maret",
        macam=[BERITA],
    )


def berkas(kata: str, nama="notulen.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, pdf(kata))


def kode(bukti) -> set[str]:
    return set(bukti.realisasi.values_list("indikator__kode", flat=True))


def setujui(m) -> None:
    """All forms handed in, the collection approved by the Sekretaris."""
    for baris in BarisFormulir.objects.filter(formulir=m.formulir).select_related("realisasi"):
        r = baris.realisasi
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            keadaan="angka",
            nilai=1,
            oleh=m.kantor.staf_satu,
        )
    meja.sampai(m.run, 10)
    tindakan.setujui(catatan=terbuka(m.run), oleh=m.kantor.sekretaris)
    assert set(m.formulir.baris.values_list("status", flat=True)) == {"disetujui"}


def isi_media(settings) -> list[str]:
    return sorted(p.name for p in settings.MEDIA_ROOT.rglob("*") if p.is_file())


# -- replaced ---------------------------------------------------------------------------------------


def test_ganti_menyimpan_yang_lama_dan_barisnya(bukti, m, kantor, sebagai):
    baru = ganti_bukti(bukti=bukti, oleh=kantor.staf_satu, alasan="Ada tanda tangan", berkas=berkas("dua"))
    bukti.refresh_from_db()
    assert (baru.menggantikan, baru.macam, baru.judul, kode(baru)) == (
        bukti,
        BERITA,
        "Rapat Maret",
        {"IK-1", "IK-2"},
    )
    assert (bukti.alasan_cabut, bukti.dicabut_oleh) == ("Ada tanda tangan", kantor.staf_satu)
    lagi = ganti_bukti(bukti=baru, oleh=kantor.ketua_tim, alasan="Ke arsip", letak="Map 3, lemari Bidang")
    assert [satu.pk for satu in rantai(bukti)] == [lagi.pk, baru.pk, bukti.pk]
    klien = sebagai(kantor.pengawas)
    lama = klien.get(reverse("bukti_unduh", args=[bukti.pk]))
    assert b"".join(lama.streaming_content) == pdf("satu")
    halaman = klien.get(reverse("bukti_lihat", args=[lagi.pk])).content.decode()
    assert "Map 3, lemari Bidang" in halaman and halaman.count("bukti-dicabut") == 2
    assert "Ada tanda tangan" in halaman and "Ganti berkas" not in halaman


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({"alasan": " "}, "mengapa bukti ini diganti"),
        ({"berkas": None}, "Isi satu"),
        ({"berkas": berkas("satu")}, "sama dengan yang akan diganti"),
        ({"berkas": SimpleUploadedFile("a.pdf", b"MZ program")}, "program komputer"),
    ],
)
def test_ganti_ditolak_tanpa_bekas(isian, kalimat, bukti, kantor, settings):
    sebelum = isi_media(settings)
    with pytest.raises(TindakanDitolak, match=kalimat):
        ganti_bukti(
            **({"bukti": bukti, "oleh": kantor.staf_satu, "alasan": "Baru", "berkas": berkas("2")} | isian)
        )
    bukti.refresh_from_db()
    assert bukti.dicabut_pada is None
    assert BuktiDukung.objects.count() == 1 and isi_media(settings) == sebelum


def test_dua_orang_mengganti_satu_menang(bukti, kantor):
    usang = BuktiDukung.objects.get(pk=bukti.pk)
    ganti_bukti(bukti=bukti, oleh=kantor.staf_satu, alasan="Baru", letak="Map 3")
    with pytest.raises(TindakanDitolak, match="sudah dicabut atau diganti"):
        ganti_bukti(bukti=usang, oleh=kantor.kabid_satu, alasan="Baru juga", berkas=berkas("tiga"))
    assert BuktiDukung.objects.filter(menggantikan=bukti).count() == 1


def test_unit_lain_tidak_mengganti(bukti, kantor):
    with pytest.raises(TidakBerhak):
        ganti_bukti(bukti=bukti, oleh=kantor.staf_dua, alasan="Baru", letak="Map 3")
    with pytest.raises(TidakBerhak):
        lepas_bukti(bukti=bukti, realisasi=bukti.realisasi.first(), oleh=kantor.staf_dua, alasan="Bukan ini")
    with pytest.raises(TidakBerhak):
        tetapkan_jenis(bukti=bukti, macam=[], oleh=kantor.staf_dua)


def test_setelah_disetujui_bukti_tetap(bukti, m, kantor, sebagai):
    setujui(m)
    orang = kantor.staf_satu
    angka = bukti.realisasi.first()
    for kerja in (
        lambda: ganti_bukti(bukti=bukti, oleh=orang, alasan="Baru", letak="Map 3"),
        lambda: lepas_bukti(bukti=bukti, realisasi=angka, oleh=orang, alasan="Bukan ini"),
        lambda: tetapkan_jenis(bukti=bukti, macam=[], oleh=orang),
        lambda: lampirkan_bukti(formulir=m.formulir, baris=m.baris("IK-3"), oleh=orang, letak="Map 3"),
        lambda: pakai_bukti(bukti=bukti, formulir=m.formulir, baris=m.baris("IK-3"), oleh=orang),
    ):
        with pytest.raises(TindakanDitolak, match=r"disetujui|tidak dapat diisi"):
            kerja()
    assert (kode(bukti), bukti.macam) == ({"IK-1", "IK-2"}, BERITA)
    halaman = sebagai(orang).get(reverse("bukti_lihat", args=[bukti.pk]))
    assert (halaman.context["kunci"], halaman.context["boleh_ganti"]) == (True, False)
    tambah = sebagai(orang).get(reverse("bukti_tambah", args=[m.formulir.pk]))
    assert tambah.context["boleh"] is False and 'name="berkas"' not in tambah.content.decode()


def test_setelah_diserahkan_masih_dapat_ditambah(m, kantor):
    Formulir.objects.filter(pk=m.formulir.pk).update(status="dikembalikan")
    bukti = lampirkan_bukti(formulir=m.formulir, baris=m.baris("IK-1"), oleh=kantor.staf_satu, letak="Map 3")
    assert kode(bukti) == {"IK-1"}


# -- used again -------------------------------------------------------------------------------------


def test_bukti_lama_dipakai_untuk_baris_lain(bukti, m, kantor):
    pakai_bukti(bukti=bukti, formulir=m.formulir, baris=m.baris("IK-1", "IK-3"), oleh=kantor.staf_satu)
    assert kode(bukti) == {"IK-1", "IK-2", "IK-3"}
    with pytest.raises(TindakanDitolak, match="“Rapat Maret” sudah dipakai"):
        pakai_bukti(bukti=bukti, formulir=m.formulir, baris=m.baris("IK-3"), oleh=kantor.staf_satu)
    pakai_bukti(
        bukti=bukti, formulir=m.formulir, baris=m.baris("IK-1"), oleh=kantor.staf_satu, macam=["daftar HADIR"]
    )
    bukti.refresh_from_db()
    assert bukti.daftar_macam == [BERITA, HADIR]


def test_bukti_unit_lain_dan_yang_dicabut_tidak_dipakai(bukti, m, kantor):
    BuktiDukung.objects.filter(pk=bukti.pk).update(unit=kantor.bidang_dua)
    with pytest.raises(TindakanDitolak, match="Bukti ini milik Bidang Dua"):
        pakai_bukti(bukti=bukti, formulir=m.formulir, baris=m.baris("IK-3"), oleh=kantor.staf_satu)
    BuktiDukung.objects.filter(pk=bukti.pk).update(unit=kantor.bidang_satu)
    ganti_bukti(bukti=BuktiDukung.objects.get(), oleh=kantor.staf_satu, alasan="Baru", letak="Map 3")
    with pytest.raises(TindakanDitolak, match="sudah dicabut atau diganti"):
        pakai_bukti(bukti=bukti, formulir=m.formulir, baris=m.baris("IK-3"), oleh=kantor.staf_satu)


def test_halaman_pakai_mencari_dan_memakai(bukti, m, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    alamat = reverse("bukti_pakai", args=[m.formulir.pk])
    (b,) = m.baris("IK-3")
    assert "Rapat Maret" in klien.get(alamat, {"cari": "rapat"}).content.decode()
    assert "Rapat Maret" not in klien.get(alamat, {"cari": "april"}).content.decode()
    assert klien.post(alamat, {"bukti": bukti.pk}).status_code == 422
    assert klien.post(alamat, {"bukti": bukti.pk, "baris": b.pk}).status_code == 302
    assert "IK-3" in kode(bukti)
    assert klien.post(alamat, {"bukti": bukti.pk, "baris": b.pk}).status_code == 409


# -- rows and kinds ---------------------------------------------------------------------------------


def test_lepas_satu_baris_dengan_alasan(bukti, kantor):
    satu = bukti.realisasi.get(indikator__kode="IK-2")
    with pytest.raises(TindakanDitolak, match="mengapa"):
        lepas_bukti(bukti=bukti, realisasi=satu, oleh=kantor.staf_satu, alasan=" ")
    lepas_bukti(bukti=bukti, realisasi=satu, oleh=kantor.staf_satu, alasan="Bukan untuk ini")
    assert kode(bukti) == {"IK-1"}
    assert CatatanJejak.objects.get(aksi="pengumpulan.lepas_bukti").alasan == "Bukan untuk ini"
    with pytest.raises(TindakanDitolak, match="satu-satunya"):
        lepas_bukti(bukti=bukti, realisasi=bukti.realisasi.get(), oleh=kantor.staf_satu, alasan="Tidak perlu")
    with pytest.raises(TindakanDitolak, match="tidak lagi dipakai"):
        lepas_bukti(bukti=bukti, realisasi=satu, oleh=kantor.staf_satu, alasan="Lagi")


def test_jenis_hanya_yang_diminta(bukti, m, kantor):
    tetapkan_jenis(bukti=bukti, macam=["DAFTAR hadir"], oleh=kantor.staf_satu)
    bukti.refresh_from_db()
    assert bukti.macam == HADIR
    with pytest.raises(TindakanDitolak, match="“Kuitansi” tidak diminta"):
        tetapkan_jenis(bukti=bukti, macam=["Kuitansi"], oleh=kantor.staf_satu)
    with pytest.raises(TindakanDitolak, match="tidak diminta"):
        lampirkan_bukti(
            formulir=m.formulir,
            baris=m.baris("IK-3"),
            oleh=kantor.staf_satu,
            letak="Map 3",
            macam=[BERITA],
        )
    assert BuktiDukung.objects.count() == 1


# -- several, and the same again ---------------------------------------------------------------------


def test_beberapa_berkas_semua_atau_tidak_satu_pun(m, kantor, settings):
    bagian = {"formulir": m.formulir, "baris": m.baris("IK-1"), "oleh": kantor.staf_satu}
    with pytest.raises(TindakanDitolak, match=r"b\.pdf: .*Tidak ada yang dilampirkan"):
        lampirkan_banyak(**bagian, berkas=[berkas("a"), SimpleUploadedFile("b.pdf", b"<html>")])
    assert not BuktiDukung.objects.exists() and isi_media(settings) == []
    semua = lampirkan_banyak(**bagian, berkas=[berkas("a", "a.pdf"), berkas("b", "b.pdf")], judul="Dua")
    assert [satu.judul for satu in semua] == ["a.pdf", "b.pdf"]


def test_gagal_di_tengah_tidak_meninggalkan_berkas(m, kantor, settings, monkeypatch):
    def gagal(**_):
        raise RuntimeError("putus")

    monkeypatch.setattr("pengumpulan.actions.bukti.catat", gagal)
    with pytest.raises(RuntimeError):
        lampirkan_bukti(formulir=m.formulir, baris=m.baris("IK-1"), oleh=kantor.staf_satu, berkas=berkas("a"))
    assert isi_media(settings) == []


def kirim(klien, m, *kode_baris, **isi):
    data = {"baris": [b.pk for b in m.baris(*kode_baris)]} | isi
    return klien.post(reverse("bukti_tambah", args=[m.formulir.pk]), data)


def test_berkas_sama_ditawarkan_lalu_dipakai(bukti, m, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    jawab = kirim(klien, m, "IK-3", berkas=berkas("satu", "lain.pdf"))
    assert jawab.status_code == 409 and "sudah pernah diunggah unit Anda" in jawab.content.decode()
    titipan = UnggahanBertahap.objects.get()
    assert titipan.selesai_pada and BuktiDukung.objects.count() == 1
    assert kirim(klien, m, "IK-3", unggahan=titipan.pk, kembar="pakai").status_code == 302
    assert (kode(bukti), BuktiDukung.objects.count()) == ({"IK-1", "IK-2", "IK-3"}, 1)
    assert not UnggahanBertahap.objects.exists()


def test_berkas_sama_tetap_dilampirkan_bila_dipilih(bukti, m, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    assert kirim(klien, m, "IK-3", berkas=berkas("satu"), kembar="baru").status_code == 302
    assert BuktiDukung.objects.filter(sidik=bukti.sidik).count() == 2


def test_berkas_tidak_perlu_dikirim_lagi_setelah_isian_keliru(m, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    jawab = kirim(klien, m, berkas=berkas("a"))
    assert jawab.status_code == 422 and "notulen.pdf" in jawab.content.decode()
    titipan = UnggahanBertahap.objects.get()
    assert kirim(klien, m, "IK-1", unggahan=titipan.pk).status_code == 302
    assert BuktiDukung.objects.get().nama_berkas == "notulen.pdf"


def test_bukti_susulan_diterima_hanya_untuk_baris_yang_ditunggu(m, kantor):
    """The run went on and was approved; a row whose figure is still awaited takes its evidence, the others none."""
    setujui(m)
    BarisFormulir.objects.filter(pk=m.baris("IK-3")[0].pk).update(ditunggu=True)
    bagian = {"formulir": m.formulir, "oleh": kantor.staf_satu, "letak": "Map 3"}
    assert kode(lampirkan_bukti(**bagian, baris=m.baris("IK-3"))) == {"IK-3"}
    with pytest.raises(TindakanDitolak, match="IK-1 sudah disetujui"):
        lampirkan_bukti(**bagian, baris=m.baris("IK-3", "IK-1"))


def test_periode_terkunci_tidak_menerima_bukti(m, kantor, monkeypatch):
    """Once the measurement is approved, evidence comes only to what the Kepala opened again."""
    setujui(m)
    BarisFormulir.objects.filter(pk=m.baris("IK-3")[0].pk).update(ditunggu=True)
    dikunci = [lambda opd, daftar: {satu.pk: "Periode ini dikunci." for satu in daftar}]
    monkeypatch.setattr("pengumpulan.kunci._PENGUNCI", dikunci)
    with pytest.raises(TindakanDitolak, match="bukti tidak dapat ditambahkan"):
        lampirkan_bukti(
            formulir=m.formulir, baris=m.baris("IK-3"), oleh=kantor.staf_satu, letak="Map 3, lemari Bidang"
        )


# -- the page ---------------------------------------------------------------------------------------


def test_nomor_dan_tanda_aneh_ditolak_dengan_kalimat(bukti, m, kantor, sebagai):
    """Keys that no record can have, and a character that no database takes."""
    klien = sebagai(kantor.staf_satu)
    for nomor in ("9" * 20, "9" * 5000, "-1", "x"):
        assert (
            klien.post(
                reverse("bukti_tambah", args=[m.formulir.pk]), {"baris": nomor, "letak": "Map 3"}
            ).status_code
            == 422
        )
        lepas = klien.post(reverse("bukti_lepas", args=[bukti.pk]), {"realisasi": nomor, "alasan": "Keliru"})
        assert lepas.status_code == 404
    angka = bukti.realisasi.first()
    klien.post(reverse("bukti_lepas", args=[bukti.pk]), {"realisasi": angka.pk, "alasan": "Bukan\0 ini"})
    assert CatatanJejak.objects.get(aksi="pengumpulan.lepas_bukti").alasan == "Bukan ini"
    for nama in ("bukti_tambah", "bukti_pakai"):
        assert klien.get(reverse(nama, args=[m.formulir.pk]), {"cari": "no\0tulen"}).status_code == 200


def test_ganti_yang_ditolak_tidak_melupakan_unggahannya(bukti, m, kantor, sebagai):
    """The reason was forgotten; what was uploaded for it is still there to be sent with it."""
    klien = sebagai(kantor.staf_satu)
    kirim(klien, m, berkas=berkas("dua", "baru.pdf"))
    titipan = UnggahanBertahap.objects.get()
    alamat = reverse("bukti_ganti", args=[bukti.pk])
    jawab = klien.post(alamat, {"unggahan": titipan.pk, "alasan": ""})
    assert jawab.status_code == 422 and "baru.pdf" in jawab.content.decode()
    assert klien.post(alamat, {"unggahan": titipan.pk, "alasan": "Ada tanda tangan"}).status_code == 302
    assert BuktiDukung.objects.get(menggantikan=bukti).nama_berkas == "baru.pdf"


def test_halaman_cabut_bukti_yang_disetujui_mengatakan_sebabnya(bukti, m, kantor, sebagai):
    setujui(m)
    halaman = sebagai(kantor.staf_satu).get(reverse("bukti_cabut", args=[bukti.pk])).content.decode()
    assert "sudah disetujui, sehingga tidak dapat dicabut" in halaman and "<textarea" not in halaman


def test_halaman_bukti_menyebut_yang_kurang(bukti, m, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    r = m.baris("IK-1")[0].realisasi
    catat_realisasi(
        indikator=r.indikator,
        unit=r.unit,
        periode=r.periode,
        keadaan="angka",
        nilai=1,
        oleh=kantor.staf_satu,
    )
    alamat = reverse("bukti_tambah", args=[m.formulir.pk])
    halaman = klien.get(alamat)
    isi = halaman.content.decode()
    assert "1 dari 2 jenis; kurang: Daftar hadir" in isi and "1 angka belum lengkap" in isi
    assert next(b.baris.realisasi.indikator.kode for b in halaman.context["halaman"]) == "IK-1"
    kurang = klien.get(alamat, {"lihat": "kurang"}).context["halaman"]
    assert [b.baris.realisasi.indikator.kode for b in kurang] == ["IK-1"]
    assert [s["jumlah"] for s in halaman.context["saringan"]] == [3, 1, 2]
    assert len(klien.get(alamat, {"cari": "ik-2"}).context["halaman"]) == 1
    daftar = klien.get(alamat, {"tampil": "daftar"}).content.decode()
    assert "Rapat Maret" in daftar and "Untuk IK-1, IK-2" in daftar


def test_tautan_ditandai_keluar_dan_tempat_tertulis(m, kantor, sebagai):
    for isi in ({"tautan": "https://contoh.go.id/data"}, {"letak": "Map 3, lemari Bidang"}):
        lampirkan_bukti(formulir=m.formulir, baris=m.baris("IK-1"), oleh=kantor.staf_satu, **isi)
    alamat = reverse("bukti_tambah", args=[m.formulir.pk])
    isi = sebagai(kantor.staf_satu).get(alamat, {"tampil": "daftar"}).content.decode()
    assert 'href="https://contoh.go.id/data" target="_blank" rel="noopener noreferrer nofollow"' in isi
    assert "Tautan ke situs luar" in isi and "Map 3, lemari Bidang" in isi


def test_dua_ratus_baris_ringan_dan_datar(kantor, sebagai):
    """Weight and queries of the evidence pages of a form with many rows and many pieces."""
    hasil = []
    for nomor in range(120):
        meja.indikator(
            kantor, f"IK-{nomor}", kantor.bidang_satu, nama=f"Persentase layanan contoh {nomor} " * 3
        )
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    form = meja.formulir(run, kantor.bidang_satu)
    baris = list(form.baris.all())
    klien = sebagai(kantor.staf_satu)
    for jumlah in (1, 30):
        for nomor in range(jumlah):
            lampirkan_bukti(
                formulir=form, baris=baris[nomor : nomor + 20], oleh=kantor.staf_satu, letak=f"Map {nomor}"
            )
        for alamat in (
            reverse("bukti_tambah", args=[form.pk]),
            reverse("bukti_tambah", args=[form.pk]) + "?tampil=daftar",
            reverse("bukti_pakai", args=[form.pk]),
        ):
            with CaptureQueriesContext(connection) as sql:
                jawab = klien.get(alamat)
            assert len(jawab.content) < 300_000
            hasil.append(len(sql))
    assert hasil[:3] == hasil[3:] and max(hasil) < 50, hasil
