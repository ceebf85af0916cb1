"""The unit's form as people use it: rows and their states, refusals that keep what was typed, evidence, weight."""

import re
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alur.models import CatatanPerbaikan
from organisasi.models import Pegawai, UnitKerja
from pengukuran.rumus import TINGKAT_OPINI_BPK, TINGKAT_PREDIKAT_SAKIP
from pengumpulan.actions import IsiSel, catat_anggaran, catat_realisasi, lampirkan_bukti
from pengumpulan.models import BuktiDukung, Realisasi
from pengumpulan.tingkat import UMUM
from perencanaan.models import RealisasiAnggaran, VersiTarget
from tests.pabrik import buat_akun
from tests.panggung import PDF, berkas_pdf
from tests.pengumpulan import meja
from tests.potret import bangun

pytestmark = [pytest.mark.sekali, pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]


@pytest.fixture
def sandi_cepat(settings):
    """Offices full of accounts are made here, and none of the tests is about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def isi(kantor):
    """Bidang Satu at SOP 000 step 7 with a count (IK-1), a ratio (IK-2) and a line of spending."""
    return bangun("isi", _bangun_isi, kantor)


def _bangun_isi(kantor):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    meja.rasio(kantor, "IK-2", kantor.bidang_satu)
    meja.indikator(kantor, "IK-9", kantor.bidang_dua)
    meja.pagu(kantor)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    return SimpleNamespace(run=run, formulir=meja.formulir(run, kantor.bidang_satu))


def alamat(form) -> str:
    return reverse("formulir_isi", args=[form.pk])


def simpan(klien, form, **baris):
    return klien.post(reverse("formulir_simpan", args=[form.pk]), meja.kirim(form, **baris))


def teks(jawab) -> str:
    return re.sub(r"\s+", " ", jawab.content.decode())


def angka(kode) -> Realisasi:
    return Realisasi.objects.get(indikator__kode=kode, periode=meja.tw())


def tampil(jawab, kode):
    return next(
        b for _, daftar in jawab.context["kelompok"] for b in daftar if b.realisasi.indikator.kode == kode
    )


def tulis(kantor, kode, oleh, **lain) -> Realisasi:
    """A figure written past the page, as a colleague would."""
    r = angka(kode)
    isi = {"keadaan": "angka"} | lain
    return catat_realisasi(indikator=r.indikator, unit=r.unit, periode=r.periode, oleh=oleh, **isi)


# -- the page ---------------------------------------------------------------------------------------


def test_formulir_menampilkan_giliran_batas_dan_kekurangan(isi, kantor, sebagai):
    jawab = sebagai(kantor.staf_satu).get(alamat(isi.formulir))
    assert jawab.status_code == 200
    assert "Giliran Anda: Bidang Satu" in teks(jawab)
    assert "15 Januari 2026" in teks(jawab)
    assert "2 indikator belum diisi atau belum diberi keterangan" in teks(jawab)
    assert "IK-9" not in teks(jawab)


def test_target_periode_tahun_dan_angka_sebelumnya(isi, kantor, sebagai):
    lalu = Realisasi.objects.create(
        indikator=angka("IK-1").indikator,
        unit=kantor.bidang_satu,
        periode=meja.tw(4, meja.TAHUN - 1),
        keadaan="angka",
        nilai=Decimal("87.5"),
        diubah_oleh=kantor.staf_satu,
    )
    baris = tampil(sebagai(kantor.staf_satu).get(alamat(isi.formulir)), "IK-1")
    assert (baris.target, baris.target_tahun) == ("25", "100")
    assert (baris.lalu, baris.periode_lalu) == ("87,5", str(lalu.periode))


def test_formulir_tanpa_indikator_tetap_terbuka(isi, kantor, sebagai):
    isi.formulir.baris.all().delete()
    jawab = sebagai(kantor.staf_satu).get(alamat(isi.formulir))
    assert jawab.status_code == 200
    assert "Formulir ini tidak memuat indikator" in teks(jawab)


def test_orang_lain_melihat_tanpa_kotak_isian(isi, kantor, sebagai):
    jawab = sebagai(kantor.staf_dua).get(alamat(isi.formulir))
    assert jawab.status_code == 200
    assert "-nilai" not in teks(jawab)
    assert "Menunggu Bidang Satu" in teks(jawab)
    assert simpan(sebagai(kantor.staf_dua), isi.formulir, IK_1={"nilai": "5"}).status_code == 403
    assert angka("IK-1").versi == 0


def test_tim_mengisi_untuk_unit_dan_diberi_tahu(isi, kantor, sebagai):
    assert "Anda mengisi untuk Bidang Satu" in teks(sebagai(kantor.ketua_tim).get(alamat(isi.formulir)))
    simpan(sebagai(kantor.ketua_tim), isi.formulir, IK_1={"nilai": "5"})
    assert (angka("IK-1").nilai, angka("IK-1").diubah_oleh) == (5, kantor.ketua_tim)


@pytest.mark.parametrize(
    "nama", ["formulir_isi", "formulir_simpan", "formulir_terima", "formulir_serahkan", "bukti_tambah"]
)
def test_formulir_opd_lain_404(nama, isi, kantor_lain, sebagai):
    metode = "get" if nama in {"formulir_isi", "bukti_tambah"} else "post"
    klien = sebagai(kantor_lain.ketua_tim)
    assert getattr(klien, metode)(reverse(nama, args=[isi.formulir.pk])).status_code == 404
    assert klien.get(reverse("baris_isi", args=[meja.baris(isi.formulir, "IK-1").pk])).status_code == 404


def test_formulir_belum_dibagikan_tidak_berkotak(kantor, sebagai):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu)
    run = meja.mulai(kantor)
    meja.sampai(run, 6)
    form = meja.formulir(run, kantor.bidang_satu)
    jawab = sebagai(kantor.staf_satu).get(alamat(form))
    assert "Formulir belum dibagikan" in teks(jawab)
    assert "-nilai" not in teks(jawab)
    assert simpan(sebagai(kantor.staf_satu), form, IK_1={"nilai": "5"}).status_code == 422
    assert angka("IK-1").versi == 0


def test_angka_unit_di_bawah_diisi_orang_pemilik_formulir(kantor, sebagai):
    """A Seksi without a form: its row stands on the Bidang's, whose head may type it, and no other Bidang."""
    seksi = UnitKerja.objects.create(opd=kantor.opd, nama="Seksi A", jenis="seksi", induk=kantor.bidang_satu)
    meja.indikator(kantor, "IK-1", seksi)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    form = meja.formulir(run, kantor.bidang_satu)
    assert "Seksi A" in teks(sebagai(kantor.kabid_satu).get(alamat(form)))
    assert simpan(sebagai(kantor.kabid_satu), form, IK_1={"nilai": "5"}).status_code == 302
    assert angka("IK-1").nilai == 5
    assert simpan(sebagai(kantor.kabid_dua), form, IK_1={"nilai": "6"}).status_code == 403
    assert angka("IK-1").nilai == 5


# -- saving -----------------------------------------------------------------------------------------


def test_kosong_nol_dan_menyusul_tetap_tiga_hal(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    assert simpan(klien, isi.formulir, IK_1={"nilai": "0"}).status_code == 302
    assert (angka("IK-1").keadaan, angka("IK-1").nilai) == ("angka", 0)
    assert tampil(klien.get(alamat(isi.formulir)), "IK-1").isi["nilai"] == "0"

    simpan(klien, isi.formulir, IK_1={"nilai": ""})
    assert (angka("IK-1").keadaan, angka("IK-1").nilai) == ("belum_diisi", None)
    assert tampil(klien.get(alamat(isi.formulir)), "IK-1").isi["nilai"] == ""

    simpan(klien, isi.formulir, IK_1={"nilai": "", "keadaan": "menyusul", "alasan": "Menunggu BPS"})
    assert (angka("IK-1").keadaan, angka("IK-1").alasan) == ("menyusul", "Menunggu BPS")

    simpan(klien, isi.formulir, IK_1={"nilai": "1.234,5", "alasan": "Menunggu BPS"})
    assert (angka("IK-1").keadaan, angka("IK-1").nilai, angka("IK-1").alasan) == (
        "angka",
        Decimal("1234.5"),
        "",
    )
    assert angka("IK-1").versi == 4


def test_menyusul_tanpa_alasan_ditolak_dan_ketikan_tetap(isi, kantor, sebagai):
    jawab = simpan(sebagai(kantor.staf_satu), isi.formulir, IK_1={"nilai": "", "keadaan": "menyusul"})
    assert jawab.status_code == 422
    assert "Tuliskan alasan mengapa menyusul" in teks(jawab)
    assert tampil(jawab, "IK-1").isi["keadaan"] == "menyusul"
    assert angka("IK-1").keadaan == "belum_diisi"


def test_rasio_dihitung_dan_ditampilkan(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    simpan(klien, isi.formulir, IK_2={"pembilang": "1", "penyebut": "3"})
    assert (angka("IK-2").nilai, angka("IK-2").penyebut) == (Decimal("33.3333"), 3)
    halaman = klien.get(alamat(isi.formulir))
    assert "desa tertib" in teks(halaman)
    assert "<output>33,3333</output> %" in teks(halaman)
    simpan(klien, isi.formulir, IK_2={"pembilang": "2", "penyebut": "3"})
    assert angka("IK-2").nilai == Decimal("66.6667")


def test_satu_baris_salah_baris_lain_tersimpan(isi, kantor, sebagai):
    jawab = simpan(
        sebagai(kantor.staf_satu),
        isi.formulir,
        IK_1={"nilai": "12.5"},
        IK_2={"pembilang": "1", "penyebut": "2"},
    )
    assert jawab.status_code == 422
    assert "1 perubahan tersimpan, 1 belum" in teks(jawab)
    assert "Tulis desimal dengan koma: 12,5, bukan 12.5." in teks(jawab)
    assert tampil(jawab, "IK-1").isi["nilai"] == "12.5"
    assert angka("IK-1").versi == 0
    assert angka("IK-2").nilai == 50


def test_isian_usang_ditolak_dengan_kedua_angka(isi, kantor, sebagai):
    """Also when a colleague was faster: both figures on screen, and saving once more is a knowing choice."""
    tulis(kantor, "IK-1", kantor.kabid_satu, nilai=Decimal("7.5"))
    klien = sebagai(kantor.staf_satu)
    jawab = simpan(
        klien, isi.formulir, IK_1={"versi": 0, "nilai": "9"}, IK_2={"pembilang": "1", "penyebut": "2"}
    )
    assert jawab.status_code == 422
    assert f"{kantor.kabid_satu.nama} sudah mengubah isian ini menjadi 7,5" in teks(jawab)
    assert tampil(jawab, "IK-1").isi["nilai"] == "9"
    assert (angka("IK-1").nilai, angka("IK-2").nilai) == (Decimal("7.5"), 50)
    pk = meja.baris(isi.formulir, "IK-1").pk
    assert f'name="b{pk}-pilih" value="tersimpan"> Yang tersimpan: 7,5' in teks(jawab)
    versi = re.search(rf'name="b{pk}-versi" value="(\d+)"', teks(jawab))[1]
    pakai = meja.kirim(isi.formulir, IK_1={"versi": versi, "nilai": "9"}) | {f"b{pk}-pilih": "tersimpan"}
    assert klien.post(reverse("formulir_simpan", args=[isi.formulir.pk]), pakai).status_code == 302
    assert angka("IK-1").nilai == Decimal("7.5")
    assert simpan(klien, isi.formulir, IK_1={"versi": versi, "nilai": "9"}).status_code == 302
    assert angka("IK-1").nilai == 9


def test_baris_usang_yang_tidak_disentuh_dibiarkan(isi, kantor, sebagai):
    tulis(kantor, "IK-1", kantor.kabid_satu, nilai=3)
    tulis(kantor, "IK-1", kantor.kabid_satu, nilai=4)
    jawab = simpan(
        sebagai(kantor.staf_satu),
        isi.formulir,
        IK_1={"versi": 1, "nilai": "3"},
        IK_2={"pembilang": "1", "penyebut": "2"},
    )
    assert jawab.status_code == 302
    assert (angka("IK-1").nilai, angka("IK-1").versi, angka("IK-2").nilai) == (4, 2, 50)


def test_simpan_tidak_menghapus_tulisan_pada_rincian(isi, kantor, sebagai):
    tulis(kantor, "IK-1", kantor.staf_satu, nilai=3, faktor_penghambat="Anggaran\nterlambat", sumber="Simda")
    simpan(sebagai(kantor.staf_satu), isi.formulir, IK_1={"nilai": "4"})
    r = angka("IK-1")
    assert (r.nilai, r.faktor_penghambat, r.sumber) == (4, "Anggaran\nterlambat", "Simda")


def test_rincian_menyimpan_kendala_lalu_baris_berikutnya(isi, kantor, sebagai):
    satu, dua = meja.baris(isi.formulir, "IK-1"), meja.baris(isi.formulir, "IK-2")
    data = meja.kirim(isi.formulir, IK_1={"nilai": "3", "faktor_penghambat": "Jaringan\r\nputus"})
    jawab = sebagai(kantor.staf_satu).post(reverse("baris_isi", args=[satu.pk]), data | {"lanjut": "1"})
    assert (jawab.status_code, jawab.url) == (302, reverse("baris_isi", args=[dua.pk]))
    assert angka("IK-1").faktor_penghambat == "Jaringan\nputus"
    lagi = sebagai(kantor.staf_satu).get(reverse("baris_isi", args=[satu.pk]))
    assert "Jaringan" in teks(lagi)


def test_rincian_ditolak_menyimpan_ketikan(isi, kantor, sebagai):
    satu = meja.baris(isi.formulir, "IK-1")
    data = meja.kirim(isi.formulir, IK_1={"nilai": "tiga", "rencana_perbaikan": "Tambah petugas"})
    jawab = sebagai(kantor.staf_satu).post(reverse("baris_isi", args=[satu.pk]), data)
    assert jawab.status_code == 422
    assert "bukan angka" in teks(jawab)
    assert "Tambah petugas" in teks(jawab) and 'value="tiga"' in teks(jawab)


def test_nul_dan_bidang_asing_tidak_merusak(isi, kantor, sebagai):
    b = meja.baris(isi.formulir, "IK-1")
    asing = meja.formulir(isi.run, kantor.bidang_dua).baris.get()
    jawab = sebagai(kantor.staf_satu).post(
        reverse("formulir_simpan", args=[isi.formulir.pk]),
        meja.kirim(isi.formulir, IK_1={"nilai": "5", "alasan": "a\x00b"})
        | {f"b{asing.pk}-versi": 0, f"b{asing.pk}-nilai": "9", f"b{b.pk}-angka_latihan": "on"},
    )
    assert jawab.status_code == 422
    assert angka("IK-1").versi == angka("IK-9").versi == 0


def test_tingkat_dipilih_dari_keluarga_targetnya(kantor, sebagai):
    satu = meja.indikator(kantor, "IK-1", kantor.bidang_satu, arah="ordinal", satuan="Predikat")
    VersiTarget.objects.create(indikator=satu, tahun=meja.TAHUN, tingkat="BB", tanggal_mulai=meja.AWAL)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    form = meja.formulir(run, kantor.bidang_satu)
    klien = sebagai(kantor.staf_satu)
    baris = tampil(klien.get(alamat(form)), "IK-1")
    assert (baris.tingkat, baris.target_tahun) == (["AA", "A", "BB", "B", "CC", "C", "D"], "BB")
    assert simpan(klien, form, IK_1={"tingkat": "A"}).status_code == 302
    assert (angka("IK-1").keadaan, angka("IK-1").tingkat) == ("angka", "A")


def test_tingkat_yang_ditawarkan_dapat_diukur():
    diukur = [
        tuple(satu.label for satu in keluarga) for keluarga in (TINGKAT_PREDIKAT_SAKIP, TINGKAT_OPINI_BPK)
    ]
    assert [tuple(satu) for satu in UMUM] == diukur


def test_angka_di_kantor_latihan_ditandai(isi, kantor, sebagai):
    kantor.opd.sumber = "Kantor latihan"
    kantor.opd.save()
    simpan(sebagai(kantor.staf_satu), isi.formulir, IK_1={"nilai": "5"})
    assert angka("IK-1").angka_latihan


# -- spending ---------------------------------------------------------------------------------------


@pytest.fixture
def anggaran(isi):
    """The line of spending, on the form of the unit that accounts for it."""
    return isi.formulir.anggaran.select_related("formulir", "simpul").get()


def kirim_anggaran(klien, baris, **isi):
    data = {f"a{baris.pk}-{nama}": nilai for nama, nilai in ({"versi": 0, "semula": ""} | isi).items()}
    return klien.post(reverse("formulir_simpan", args=[baris.formulir_id]), data)


def test_anggaran_disimpan_dan_dijumlahkan(anggaran, kantor, sebagai):
    for bulan, nilai in ((10, 1), (11, 2), (12, 4)):
        RealisasiAnggaran.objects.create(
            simpul=anggaran.simpul,
            periode=meja.Periode.objects.get(tahun=meja.TAHUN, jenis="bulan", nomor=bulan),
            nilai=nilai,
        )
    klien = sebagai(kantor.staf_satu)
    assert kirim_anggaran(klien, anggaran, nilai="250.000,50").status_code == 302
    tersimpan = RealisasiAnggaran.objects.get(periode=meja.tw())
    assert (tersimpan.nilai, tersimpan.versi, tersimpan.diubah_oleh) == (
        Decimal("250000.50"),
        1,
        kantor.staf_satu,
    )
    (baris,) = klien.get(alamat(anggaran.formulir)).context["anggaran"]
    assert (baris.pagu, baris.sebelum, baris.nilai, baris.sampai) == (
        "1.000.000",
        "",
        "250.000,5",
        "250.000,5",
    )


def test_anggaran_usang_ditolak_dan_yang_tak_disentuh_dibiarkan(anggaran, kantor, sebagai):
    catat_anggaran(baris=anggaran, nilai=Decimal(100), oleh=kantor.kabid_satu)
    catat_anggaran(baris=anggaran, nilai=Decimal(200), oleh=kantor.kabid_satu)
    klien = sebagai(kantor.staf_satu)
    jawab = kirim_anggaran(klien, anggaran, versi=1, semula="100", nilai="300")
    assert jawab.status_code == 422
    assert "sudah mengubah angka ini menjadi 200" in teks(jawab)
    assert jawab.context["anggaran"][0].nilai == "300"
    assert kirim_anggaran(klien, anggaran, versi=1, semula="100", nilai="100").status_code == 302
    assert RealisasiAnggaran.objects.get().nilai == 200


@pytest.mark.parametrize(
    ("nilai", "kalimat"),
    [
        ("", "tidak dapat dikosongkan"),
        ("-5", "tidak boleh negatif"),
        ("1,234", "2 angka desimal|2 tempat desimal"),
    ],
)
def test_anggaran_keliru_ditolak(nilai, kalimat, anggaran, kantor, sebagai):
    catat_anggaran(baris=anggaran, nilai=Decimal(100), oleh=kantor.kabid_satu)
    jawab = kirim_anggaran(sebagai(kantor.staf_satu), anggaran, versi=1, semula="100", nilai=nilai)
    assert jawab.status_code == 422
    assert re.search(kalimat, teks(jawab))
    assert RealisasiAnggaran.objects.get().nilai == 100


def test_anggaran_nol_tersimpan(anggaran, kantor, sebagai):
    assert kirim_anggaran(sebagai(kantor.staf_satu), anggaran, nilai="0").status_code == 302
    assert RealisasiAnggaran.objects.get().nilai == 0


# -- evidence ---------------------------------------------------------------------------------------


def lampirkan(klien, form, kode=("IK-1",), **isi):
    data = {"baris": [meja.baris(form, satu).pk for satu in kode]} | isi
    return klien.post(reverse("bukti_tambah", args=[form.pk]), data)


def test_satu_bukti_untuk_banyak_baris(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    assert lampirkan(klien, isi.formulir, ("IK-1", "IK-2"), berkas=berkas_pdf()).status_code == 302
    bukti = BuktiDukung.objects.get()
    assert (bukti.jenis, bukti.nama_berkas, bukti.unit) == ("berkas", "nota.pdf", kantor.bidang_satu)
    assert {r.indikator.kode for r in bukti.realisasi.all()} == {"IK-1", "IK-2"}
    halaman = klien.get(alamat(isi.formulir))
    assert [tampil(halaman, kode).jumlah_bukti for kode in ("IK-1", "IK-2")] == [1, 1]
    rincian = klien.get(reverse("baris_isi", args=[meja.baris(isi.formulir, "IK-1").pk]))
    assert bukti.sidik[:12] in teks(rincian) and kantor.staf_satu.nama in teks(rincian)


def test_bukti_dipilihkan_dari_alamat(isi, kantor, sebagai):
    b = meja.baris(isi.formulir, "IK-2")
    halaman = sebagai(kantor.staf_satu).get(reverse("bukti_tambah", args=[isi.formulir.pk]), {"baris": b.pk})
    assert [satu.baris.pk for satu in halaman.context["baris"] if satu.dipilih] == [b.pk]


@pytest.mark.parametrize("pilihan", [{"tautan": "https://contoh.go.id/data"}, {"letak": "Map 3"}])
def test_bukti_tautan_dan_tempat(pilihan, isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    assert lampirkan(klien, isi.formulir, **pilihan).status_code == 302
    bukti = BuktiDukung.objects.get()
    assert bukti.keterangan == next(iter(pilihan.values()))
    assert klien.get(reverse("bukti_unduh", args=[bukti.pk])).status_code == 404


@pytest.mark.parametrize(
    ("isian", "kalimat"),
    [
        ({}, "Isi satu: berkas, tautan, atau tempat"),
        ({"tautan": "javascript:alert(1)"}, "Tautan harus lengkap"),
        ({"tautan": "https://a.go.id", "letak": "Map 3"}, "Isi satu"),
        (
            {"berkas": SimpleUploadedFile("laporan.pdf", b"MZ program")},
            "isinya sesuai dengan nama akhirannya",
        ),
        ({"letak": "Map 3", "baris": []}, "Pilih paling sedikit satu indikator"),
    ],
)
def test_bukti_keliru_ditolak(isian, kalimat, isi, kantor, sebagai):
    jawab = lampirkan(sebagai(kantor.staf_satu), isi.formulir, **isian)
    assert jawab.status_code in {409, 422}
    assert kalimat in teks(jawab)
    assert not BuktiDukung.objects.exists()


def test_bukti_baris_formulir_lain_ditolak(isi, kantor, sebagai):
    asing = meja.formulir(isi.run, kantor.bidang_dua).baris.get()
    jawab = lampirkan(sebagai(kantor.staf_satu), isi.formulir, baris=[asing.pk], letak="Map 3")
    assert jawab.status_code == 422
    assert not BuktiDukung.objects.exists()


def test_bukti_unit_lain_ditolak(isi, kantor, sebagai):
    assert lampirkan(sebagai(kantor.staf_dua), isi.formulir, letak="Map 3").status_code == 403
    assert not BuktiDukung.objects.exists()


@pytest.fixture
def bukti(isi, kantor):
    return lampirkan_bukti(
        formulir=isi.formulir,
        baris=[meja.baris(isi.formulir, "IK-1")],
        oleh=kantor.staf_satu,
        berkas=berkas_pdf(),
        judul="Daftar hadir",
    )


def test_bukti_hanya_diunduh(bukti, kantor, kantor_lain, sebagai):
    alamat_bukti = reverse("bukti_unduh", args=[bukti.pk])
    jawab = sebagai(kantor.pengawas).get(alamat_bukti)
    assert b"".join(jawab.streaming_content) == PDF
    assert jawab["Content-Disposition"].startswith("attachment")
    assert jawab["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert sebagai(kantor_lain.kepala).get(alamat_bukti).status_code == 404
    assert sebagai(kantor_lain.kepala).get(reverse("bukti_cabut", args=[bukti.pk])).status_code == 404


def test_bukti_dicabut_dengan_alasan_dan_tetap_terbaca(bukti, isi, kantor, sebagai):
    alamat_cabut = reverse("bukti_cabut", args=[bukti.pk])
    klien = sebagai(kantor.staf_satu)
    assert klien.post(alamat_cabut, {"alasan": " "}).status_code == 422
    assert sebagai(kantor.staf_dua).post(alamat_cabut, {"alasan": "Keliru"}).status_code == 403
    klien = sebagai(kantor.staf_satu)
    assert klien.post(alamat_cabut, {"alasan": "Salah berkas"}).status_code == 302
    bukti.refresh_from_db()
    assert bukti.dicabut_oleh == kantor.staf_satu
    assert tampil(klien.get(alamat(isi.formulir)), "IK-1").jumlah_bukti == 0
    riwayat = teks(klien.get(reverse("realisasi_lihat", args=[angka("IK-1").pk])))
    assert "bukti-dicabut" in riwayat and "Salah berkas" in riwayat
    assert klien.post(alamat_cabut, {"alasan": "Lagi"}).status_code == 409


# -- weight -----------------------------------------------------------------------------------------

# The frame of every page asks some sixteen of these.
PERTANYAAN_TERBANYAK = 49
HALAMAN_TERBESAR = 300_000
NAMA_PANJANG = (
    "Persentase pegawai yang mengikuti pengembangan kompetensi sesuai hasil pemetaan kebutuhan diklat "
)


def ukur(klien, url) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as sql:
        jawab = klien.get(url)
    assert jawab.status_code == 200
    return len(sql), len(jawab.content)


def kantor_berindikator(kantor, jumlah):
    """So many rows under long names: ratios, levels and plain figures, each with a target and a past."""
    for nomor in range(jumlah):
        if nomor % 4 == 0:
            satu = meja.rasio(kantor, f"IK-{nomor}", kantor.bidang_satu)
        elif nomor % 10 == 1:
            satu = meja.indikator(
                kantor, f"IK-{nomor}", kantor.bidang_satu, arah="ordinal", satuan="Predikat"
            )
            VersiTarget.objects.create(
                indikator=satu, tahun=meja.TAHUN, tingkat="BB", tanggal_mulai=meja.AWAL
            )
        else:
            satu = meja.indikator(
                kantor, f"IK-{nomor}", kantor.bidang_satu, target=120, metode="jumlah", satuan="Dokumen"
            )
        satu.nama = NAMA_PANJANG + str(nomor)
        satu.save()
    meja.pagu(kantor)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    return run, meja.formulir(run, kantor.bidang_satu)


def kembalikan_sebagian(run, form, jumlah):
    """So many rows of the form sent back, each with its own remark, as a decision leaves them."""
    catatan = meja.terbuka(run)
    for b in form.baris.order_by("pk")[:jumlah]:
        b.status = "dikembalikan"
        b.perbaikan = CatatanPerbaikan.objects.create(
            catatan=catatan, unit=form.unit, isi=f"{b.realisasi.indikator.kode}: angka tidak sesuai bukti"
        )
        b.save()


@pytest.mark.parametrize("siapa", ["staf_satu", "ketua_tim"])
def test_pertanyaan_tetap_untuk_5_dan_40_baris(siapa, kantor, kantor_lain, sebagai):
    hasil = []
    for satu, jumlah in ((kantor, 5), (kantor_lain, 40)):
        run, form = kantor_berindikator(satu, jumlah)
        klien = sebagai(getattr(satu, siapa))
        b = form.baris.first()
        hasil.append(
            {
                nama: ukur(klien, url)[0]
                for nama, url in {
                    "isi": alamat(form),
                    "daftar": form.pengumpulan.get_absolute_url(),
                    "siapkan": reverse("formulir_siapkan", args=[meja.terbuka(run).pk]),
                    "bukti": reverse("bukti_tambah", args=[form.pk]),
                    "rincian": reverse("baris_isi", args=[b.pk]),
                    "sepotong": reverse("baris_rincian", args=[b.pk]),
                    "realisasi": reverse("realisasi_lihat", args=[b.realisasi_id]),
                }.items()
            }
        )
    assert hasil[0] == hasil[1]
    assert max(hasil[1].values()) <= PERTANYAAN_TERBANYAK, hasil[1]


def test_dua_ratus_baris_ringan_dan_tetap_pertanyaannya(kantor, sebagai):
    """With ratios, levels and forty rows that came back, each with its remark."""
    run, form = kantor_berindikator(kantor, 200)
    kembalikan_sebagian(run, form, 40)
    klien = sebagai(kantor.staf_satu)
    banyak, besar = ukur(klien, alamat(form))
    assert besar < HALAMAN_TERBESAR, besar
    assert banyak <= PERTANYAAN_TERBANYAK, banyak
    jawab = klien.get(alamat(form), {"lembar": "1"})
    assert len(jawab.context["lembar"].baris) == 50
    assert len(jawab.content) < HALAMAN_TERBESAR


def test_lembar_dan_saringan_tanpa_skrip(kantor, sebagai):
    """A long form comes in sheets; what is asked for is found across them, and a sheet that is gone is the last."""
    _, form = kantor_berindikator(kantor, 60)
    klien = sebagai(kantor.staf_satu)
    panjang = klien.get(alamat(form))
    assert 'http-equiv="refresh" content="0; url=?lembar=1"' in teks(panjang)
    for tanya, jumlah in (
        ({"lembar": "1"}, 50),
        ({"lembar": "2"}, 10),
        ({"lembar": "99"}, 10),
        ({"lembar": "x"}, 60),
        ({"lembar": "1", "cari": "ik-59"}, 1),
        ({"saring": "belum"}, 60),
        ({"saring": "kembali"}, 0),
        ({"cari": "tidak ada"}, 0),
    ):
        assert len(klien.get(alamat(form), tanya).context["lembar"].baris) == jumlah, tanya
    jawab = klien.post(
        reverse("formulir_simpan", args=[form.pk]),
        meja.kirim(form, IK_2={"nilai": "7"}) | {"lembar": "1", "lanjut": "1"},
    )
    assert (jawab.status_code, jawab.url) == (302, alamat(form) + "?lembar=2")
    assert angka("IK-2").nilai == 7
    # Spending stands below the last of the rows.
    assert [bool(klien.get(alamat(form), {"lembar": n}).context["anggaran"]) for n in ("1", "2")] == [
        False,
        True,
    ]


def test_yang_dikembalikan_di_atas(isi, kantor, sebagai):
    kembalikan_sebagian(isi.run, isi.formulir, 0)
    b = meja.baris(isi.formulir, "IK-2")
    b.status = "dikembalikan"
    b.save()
    kelompok = sebagai(kantor.staf_satu).get(alamat(isi.formulir)).context["kelompok"]
    assert [(judul, [b.kode for b in daftar]) for judul, daftar in kelompok] == [
        ("Dikembalikan untuk diperbaiki", ["IK-2"]),
        ("Program: Program Contoh", ["IK-1"]),
    ]


def test_rincian_baris_sepotong(isi, kantor, kantor_lain, sebagai):
    tulis(kantor, "IK-1", kantor.staf_satu, nilai=3, faktor_penghambat="Jaringan putus")
    b = meja.baris(isi.formulir, "IK-1")
    jawab = sebagai(kantor.staf_satu).get(reverse("baris_rincian", args=[b.pk]))
    assert "<html" not in teks(jawab)
    assert "Jaringan putus" in teks(jawab) and "Non-kumulatif (posisi terakhir)" in teks(jawab)
    assert "Belum ada bukti dukung." in teks(jawab)
    assert sebagai(kantor_lain.staf_satu).get(reverse("baris_rincian", args=[b.pk])).status_code == 404


def test_jawaban_menyimpan_diri_sendiri(isi, kantor, kantor_lain, sebagai, client):
    url = reverse("formulir_jawab", args=[isi.formulir.pk])
    kembalikan_sebagian(isi.run, isi.formulir, 1)
    perbaikan = isi.formulir.baris.get(status="dikembalikan").perbaikan
    kunci = f"jawab{perbaikan.pk}"
    assert client.post(url, {kunci: "Sudah"}).status_code == 401
    assert sebagai(kantor_lain.staf_satu).post(url, {kunci: "Sudah"}).status_code == 404
    assert sebagai(kantor.staf_dua).post(url, {kunci: "Sudah"}).status_code == 403
    klien = sebagai(kantor.staf_satu)
    assert klien.post(url, {"jawab0": "Sudah"}).status_code == 404
    jawab = klien.post(url, {kunci: " Sudah dibetulkan "})
    assert (jawab.status_code, jawab.json()["tersimpan"], jawab.json()["isi"]) == (
        200,
        True,
        {"jawaban": "Sudah dibetulkan"},
    )
    assert klien.post(url, {kunci: "Sudah dibetulkan"}).json()["tersimpan"] is False
    perbaikan.refresh_from_db()
    assert (perbaikan.jawaban, perbaikan.dijawab_oleh) == ("Sudah dibetulkan", kantor.staf_satu)


def test_kantor_lain_tidak_bocor(isi, kantor_lain, sebagai):
    """The same indicator code at another office stays its own."""
    meja.indikator(kantor_lain, "IK-1", kantor_lain.bidang_satu)
    run = meja.mulai(kantor_lain)
    meja.sampai(run, 7)
    form = meja.formulir(run, kantor_lain.bidang_satu)
    simpan(sebagai(kantor_lain.staf_satu), form, IK_1={"nilai": "5"})
    semua = Realisasi.objects.filter(indikator__kode="IK-1").order_by("pk")
    assert [IsiSel.dari(satu).kata() for satu in semua] == ["Belum diisi", "5"]


def test_pegawai_luar_unit_tanpa_formulir_tidak_diarahkan(isi, kantor, sebagai):
    """Whoever has no form of his own gets the list."""
    akun = buat_akun("Ajudan")
    Pegawai.objects.create(opd=kantor.opd, nama="Ajudan", pengguna=akun)
    langkah = reverse("langkah_formulir", args=[meja.terbuka(isi.run).pk])
    pengumpulan = reverse("pengumpulan_formulir", args=[isi.formulir.pengumpulan_id])
    assert sebagai(akun).get(langkah).url == pengumpulan
    assert sebagai(kantor.ketua_tim).get(langkah).url == pengumpulan
    assert sebagai(kantor.staf_satu).get(langkah).url == alamat(isi.formulir)
