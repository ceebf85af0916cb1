"""What must not slip by an agreement: no other target, no other party, no other words than those agreed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from laporan import antrean, views_cetakan
from laporan.models import Cetakan
from laporan.susunan.perjanjian import susun_perjanjian
from laporan.word_perjanjian import word_perjanjian
from organisasi.galat import TindakanDitolak
from organisasi.models import Pegawai
from perencanaan.banding_pk import bandingkan
from perencanaan.models import Indikator, PaguAnggaran, PerjanjianKinerja, VersiIndikator, VersiTarget
from perencanaan.naskah_pk import naskah_perjanjian
from perencanaan.perjanjian import kekurangan, penanda_konsep, ubah_konsep
from tests.laporan.test_perjanjian_cetak import cetak_naskah, teks_pdf, teks_word
from tests.perencanaan.test_perjanjian import JULI, TAHUN, Rencana, isi_target

pytestmark = pytest.mark.django_db
AKHIR_TAHUN = date(TAHUN, 12, 31)


@pytest.fixture(autouse=True)
def _pertengahan_tahun():
    with time_machine.travel(datetime(TAHUN, 8, 3, 3, tzinfo=UTC)):
        yield


@pytest.fixture
def rencana(kantor):
    return Rencana(kantor)


@pytest.fixture
def resmi(rencana):
    """The Kabid's agreement, signed in January."""
    return rencana.tanda(rencana.buat(rencana.kabid))


def kurang(pk) -> list[str]:
    return kekurangan(pk, naskah_perjanjian(pk))


# -- what was signed stays --------------------------------------------------------------------------


def test_kertas_sama_sesudah_semua_data_berganti(rencana, kantor, sebagai):
    """Page, PDF and Word of a signed agreement, before and after everything they name was changed."""
    pk = rencana.tanda(rencana.buat(rencana.kepala))
    klien, alamat = sebagai(kantor.admin), reverse("perjanjian_lihat", args=[pk.pk])

    def kertas():
        pk.refresh_from_db()
        html = klien.get(alamat).content.decode()
        naskah = naskah_perjanjian(PerjanjianKinerja.objects.get(pk=pk.pk))
        artikel = html[html.index('<article class="naskah-pk') : html.index('id="judul-versi"')]
        return artikel, teks_pdf(cetak_naskah(naskah)), teks_word(word_perjanjian(susun_perjanjian(naskah)))

    sebelum = kertas()
    pemda, opd = kantor.pemda, kantor.opd
    pemda.nama, pemda.ibu_kota, pemda.jenis = "Lain", "Lainpura", "kota"
    pemda.save()
    opd.nama, opd.alamat, opd.telepon, opd.email = "Badan Lain", "Jalan Lain", "999", "lain@contoh.id"
    opd.save()
    Pegawai.objects.update(nama="Orang Lain", pangkat="Pangkat Lain", nip="")
    type(rencana.kepala).objects.filter(pk=rencana.kepala.pk).update(nama="Jabatan Lain")
    Indikator.objects.update(nama="Indikator lain")
    VersiIndikator.objects.update(nama="Indikator lain", satuan="buah", desimal=0)
    type(rencana.sasaran).objects.update(uraian="Simpul lain", kode="9.9")
    PaguAnggaran.objects.update(nilai=D(7), dasar="Lain")
    VersiTarget.objects.update(nilai=D("1.2345"), angka_latihan=True)
    assert kertas() == sebelum


def test_definisi_baru_tidak_mengubah_target_maupun_kertas(rencana, resmi, kantor):
    from perencanaan.definisi import buat_versi

    sebelum, naskah = isi_target(), naskah_perjanjian(resmi)
    buat_versi(
        indikator=rencana.ikp,
        mulai=JULI,
        perubahan={"satuan": "orang", "nama": "Nama baru"},
        memutus_deret=True,
        alasan="Pedoman baru",
        oleh=kantor.admin,
    )
    resmi.refresh_from_db()
    assert isi_target() == sebelum
    assert naskah_perjanjian(resmi) == naskah


def test_indikator_bertarget_resmi_tidak_dihapus(rencana, resmi, kantor, sebagai):
    sebelum = isi_target()
    alamat = reverse("admin:perencanaan_indikator_delete", args=[rencana.ikp.pk])
    assert sebagai(kantor.admin).post(alamat, {"post": "yes"}).status_code == 403
    assert isi_target() == sebelum


# -- what could not be revised, or not as it should -------------------------------------------------


def test_target_yang_dituliskan_sampai_akhir_tahun_tetap_dapat_diubah(rencana):
    """A target whose end someone typed as 31 December is not beyond every revision."""
    VersiTarget.objects.filter(indikator=rencana.ikp).update(tanggal_selesai=AKHIR_TAHUN)
    pk = rencana.tanda(rencana.buat(rencana.kabid))
    baru = rencana.perubahan(pk)
    assert kurang(baru) == []
    rencana.tanda(baru, tanggal=JULI)
    masa = VersiTarget.objects.filter(indikator=rencana.ikp).order_by("tanggal_mulai")
    assert list(masa.values_list("tanggal_mulai", "tanggal_selesai", "rancangan")) == [
        (date(TAHUN, 1, 1), date(TAHUN, 6, 30), False),
        (JULI, None, False),
    ]


def test_perubahan_sebelum_target_lama_mulai_tetap_ditolak(rencana, resmi):
    baru = rencana.perubahan(resmi, tanggal_berlaku=date(TAHUN, 3, 1))
    VersiTarget.objects.filter(indikator=rencana.ikp, rancangan=False).update(tanggal_mulai=date(TAHUN, 4, 1))
    sebelum = isi_target()
    with pytest.raises(TindakanDitolak, match="sudah ada target yang berlaku mulai 1 April 2026"):
        rencana.tanda(baru, tanggal=date(TAHUN, 3, 1), lepas=True)
    assert isi_target() == sebelum


def test_perjanjian_berlaku_pada_tahun_lain_ditolak(rencana):
    pk = rencana.buat(rencana.kabid)
    pk.tanggal_berlaku = date(2031, 1, 2)
    with pytest.raises(ValidationError, match="Pilih tanggal pada tahun 2026"):
        pk.clean()
    pk.save()
    with pytest.raises(TindakanDitolak, match="berlaku mulai suatu hari pada tahun 2026"):
        rencana.tanda(pk)
    pk.refresh_from_db()
    assert not pk.dikunci


def test_target_lepas_yang_menyusul_di_tengah_tahun_ditolak(rencana):
    """A target without an agreement would take the place of the signed one in July, by no revision."""
    VersiTarget.objects.filter(indikator=rencana.ikp).update(tanggal_selesai=date(TAHUN, 6, 30))
    susulan = VersiTarget.objects.create(indikator=rencana.ikp, tahun=TAHUN, nilai=D(5), tanggal_mulai=JULI)
    pk = rencana.buat(rencana.kabid)
    with pytest.raises(TindakanDitolak, match=r"IKP-1: ada target tanpa Perjanjian Kinerja .* 1 Juli 2026"):
        rencana.tanda(pk)
    susulan.delete()
    assert rencana.tanda(pk).dikunci


@pytest.mark.parametrize(
    ("arah", "isi", "sesuai"),
    [
        ("naik", {"nilai": D(80)}, True),
        ("naik", {"nilai": None, "batas_bawah": D(80), "batas_atas": D(90)}, False),
        ("naik", {"nilai": None, "tingkat": "BB"}, False),
        ("rentang", {"nilai": None, "batas_bawah": D(80), "batas_atas": D(90)}, True),
        ("rentang", {"nilai": D(80)}, False),
        ("ordinal", {"nilai": None, "tingkat": "BB"}, True),
        ("ordinal", {"nilai": D(80)}, False),
        ("ordinal", {"nilai": D(80), "tingkat": "BB"}, False),
        ("turun_rasio", {"nilai": D(0)}, True),
    ],
)
def test_bentuk_target_menurut_arah_sebelum_ditandatangani(arah, isi, sesuai, rencana):
    """What is printed as agreed is what the measurement will read."""
    VersiIndikator.objects.filter(indikator=rencana.ikp).update(arah=arah)
    VersiTarget.objects.filter(indikator=rencana.ikp).update(**isi)
    pk = rencana.buat(rencana.kabid)
    assert (not kurang(pk)) is sesuai
    if not sesuai:
        assert "tidak sesuai arah indikatornya" in kurang(pk)[0]


def test_anggaran_tahun_itu_walau_ditandatangani_sesudahnya(rencana):
    PaguAnggaran.objects.update(tanggal_selesai=AKHIR_TAHUN)
    with time_machine.travel(datetime(TAHUN + 1, 2, 3, 3, tzinfo=UTC)):
        pk = rencana.tanda(rencana.buat(rencana.kabid), tanggal=date(TAHUN + 1, 1, 20))
    assert naskah_perjanjian(pk).jumlah_rupiah == "1.250.000"


def test_definisi_terdekat_adalah_yang_terakhir_berlaku(rencana):
    tua = rencana.ikp.versi.get()
    tua.tanggal_mulai, tua.tanggal_selesai = date(2018, 1, 1), date(2020, 12, 31)
    tua.save()
    VersiIndikator.objects.create(
        indikator=rencana.ikp,
        nama="Nama terakhir",
        satuan="orang",
        metode="jumlah",
        tanggal_mulai=date(2021, 1, 1),
        tanggal_selesai=date(2024, 12, 31),
    )
    (baris, _) = naskah_perjanjian(rencana.buat(rencana.kabid)).baris
    assert (baris.indikator, baris.satuan) == ("Nama terakhir", "orang")


def test_program_yang_dipegang_kasi_masuk_perjanjiannya(rencana):
    """As in a kecamatan, where a Kasi stands right below the Camat."""
    program = rencana.simpul("program", "Program Ketertiban", rencana.sasaran, rencana.kasubbag)
    rencana.indikator("IKP-9", program, "program", "10")
    naskah = naskah_perjanjian(rencana.buat(rencana.kasubbag))
    assert [(satu.hasil, satu.target) for satu in naskah.baris] == [
        ("Sub Kegiatan Antrean", "4"),
        ("Program Ketertiban", "10"),
    ]
    assert naskah.label_hasil == "Program / Sub Kegiatan"


# -- two people at one draft ------------------------------------------------------------------------


def test_konsep_yang_diubah_orang_lain_tidak_tertimpa(rencana, kantor, sebagai):
    pk = rencana.buat(rencana.kabid)
    alamat = reverse("perjanjian_ubah", args=[pk.pk])
    html = sebagai(kantor.admin).get(alamat).content.decode()
    isi = {"penanda": re.search(r'name="penanda" value="(\w+)"', html)[1], "atasan": pk.atasan_id}
    ubah_konsep(perjanjian=pk, isi={"nomor": "PK/9"}, oleh=kantor.ketua_tim)
    jawab = sebagai(kantor.admin).post(alamat, isi | {"tempat": "Sana"})
    assert jawab.status_code == 409
    assert "sudah diubah orang lain" in jawab.content.decode()
    pk.refresh_from_db()
    assert (pk.nomor, pk.tempat) == ("PK/9", "")
    isi = {"penanda": penanda_konsep(pk), "atasan": pk.atasan_id, "nomor": "PK/9", "tempat": "Sana"}
    assert sebagai(kantor.admin).post(alamat, isi).status_code == 302


# -- what is shown and printed ----------------------------------------------------------------------


def test_perubahan_yang_melepas_indikator_dicetak_sebelum_ditandatangani(
    rencana, resmi, kantor, sebagai, monkeypatch
):
    """Letting go is stated when the signing is recorded; the paper to sign comes before that."""
    monkeypatch.setattr(antrean, "jalankan", lambda: None)
    monkeypatch.setattr(views_cetakan, "TUNGGU_DETIK", 0)
    baru = rencana.perubahan(resmi)
    baru.target.get(indikator=rencana.ikk).delete()
    klien = sebagai(kantor.ketua_tim)
    html = klien.get(reverse("perjanjian_lihat", args=[baru.pk])).content.decode()
    assert "PDF untuk ditandatangani" in html
    assert "Sudah diperjanjikan tetapi tidak ada pada konsep ini: Indikator IKK-1" in html
    klien.post(reverse("perjanjian_pdf", args=[baru.pk]), {"siap": "1"})
    (cetakan,) = Cetakan.objects.all()
    assert "dokumen_konsep.css" not in (cetakan.jalur_folder / "naskah.html").read_text()


def test_banding_menyebut_uraian_yang_berganti(rencana, resmi):
    lama = naskah_perjanjian(resmi)
    for simpul, uraian in ((rencana.program, "Program Lain"), (rencana.kegiatan, "Kegiatan Lain")):
        simpul.uraian = uraian
        simpul.save()
    hasil = bandingkan(lama, naskah_perjanjian(rencana.perubahan(resmi)))
    assert [(b.lama, b.baru, b.keadaan) for b in hasil.target] == [
        ("90 (pada: Program Layanan)", "90", "berubah"),
        ("40 (pada: Kegiatan Loket)", "40", "berubah"),
    ]
    assert (hasil.anggaran[0].lama, hasil.anggaran[0].keadaan) == ("1.250.000 (Kegiatan Loket)", "berubah")


def test_rancangan_disebut_pada_daftar_pengaturan(rencana, resmi, kantor, sebagai):
    klien, alamat = sebagai(kantor.admin), reverse("admin:perencanaan_versitarget_changelist")
    assert "rancangan, belum berlaku" not in klien.get(alamat).content.decode()
    rencana.perubahan(resmi)
    assert klien.get(alamat).content.decode().count("rancangan, belum berlaku") == 2


def test_huruf_tanpa_bentuk_tidak_tercetak(rencana, resmi):
    """Control characters come along with text pasted from elsewhere: boxes on the PDF, a broken Word file."""
    naskah = naskah_perjanjian(resmi)
    kotor = replace(
        naskah,
        tempat="Kota\x0bBaru",
        pertama=replace(naskah.pertama, nama="Budi\x01 Contoh"),
        baris=(replace(naskah.baris[0], indikator="Indeks\x0c & <b>"),),
    )
    cetak = susun_perjanjian(kotor)
    assert (cetak.naskah.tempat, cetak.pertama.nama) == ("KotaBaru", "Budi Contoh")
    assert cetak.pk.baris[0].indikator == "Indeks & <b>"
    assert susun_perjanjian(naskah).pk == naskah


@pytest.mark.parametrize("nama", ["perjanjian_lihat", "perjanjian_tandatangani"])
def test_banyak_indikator_tanpa_tambahan_kueri(nama, rencana, kantor, sebagai, django_assert_max_num_queries):
    pk, klien = rencana.buat(rencana.kabid), sebagai(kantor.ketua_tim)
    alamat = reverse(nama, args=[pk.pk])
    klien.get(alamat)
    with django_assert_max_num_queries(60) as sedikit:
        klien.get(alamat)
    for nomor in range(60):
        rencana.indikator(f"X-{nomor}", rencana.program, "program", "10")
    with django_assert_max_num_queries(len(sedikit)):
        assert "Indikator X-59" in klien.get(alamat).content.decode() or nama == "perjanjian_tandatangani"
