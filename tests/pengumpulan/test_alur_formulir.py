"""A form on its way: prepared, given out, received, handed in, returned by rows, approved; also without a run."""

import re

import pytest
from django.urls import reverse

from alur import actions as gerbang
from alur import tindakan
from alur.perbaikan import tindaklanjuti
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import UnitKerja
from pengumpulan.actions import serahkan_formulir
from pengumpulan.models import Formulir, Pengumpulan, Realisasi
from perencanaan.models import PenanggungJawabData
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.potret import bangun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]

UNIT = ("sekretariat", "bidang_satu", "bidang_dua")
ORANG = {"sekretariat": "ketua_tim", "bidang_satu": "staf_satu", "bidang_dua": "staf_dua"}


@pytest.fixture
def sandi_cepat(settings):
    """Offices full of accounts are made here, and none of the tests is about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def berindikator(kantor):
    """An office with two indicators of Bidang Satu and one of each other unit."""
    return bangun("berindikator", _bangun_berindikator, kantor)


def _bangun_berindikator(kantor):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    meja.indikator(kantor, "IK-2", kantor.bidang_satu)
    meja.indikator(kantor, "IK-3", kantor.bidang_dua)
    meja.indikator(kantor, "IK-4", kantor.sekretariat)
    return kantor


@pytest.fixture
def run(berindikator):
    """SOP 000 with its forms out (step 7)."""
    pelaksanaan = meja.mulai(berindikator)
    meja.sampai(pelaksanaan, 7)
    return pelaksanaan


def teks(jawab) -> str:
    return re.sub(r"\s+", " ", jawab.content.decode())


def isi_semua(klien, form, nilai="5"):
    kode = form.baris.filter(status__in=["terbuka", "dikembalikan"]).values_list(
        "realisasi__indikator__kode", flat=True
    )
    data = meja.kirim(form, **{satu.replace("-", "_"): {"nilai": nilai} for satu in kode})
    return klien.post(reverse("formulir_simpan", args=[form.pk]), data)


def serah(klien, pelaksanaan):
    return klien.post(reverse("langkah_selesaikan", args=[terbuka(pelaksanaan).pk]), {"uraian": ""})


def serahkan_semua(kantor, pelaksanaan, sebagai):
    for unit in UNIT:
        klien = sebagai(getattr(kantor, ORANG[unit]))
        form = meja.formulir(pelaksanaan, getattr(kantor, unit))
        assert isi_semua(klien, form).status_code == 302
        assert serah(klien, pelaksanaan).status_code == 302


# -- prepared and given out -------------------------------------------------------------------------


def test_penyiapan_menunjukkan_isi_per_unit_dan_peringatan(berindikator, sebagai):
    tanpa = meja.indikator(berindikator, "IK-5", berindikator.bidang_satu)
    PenanggungJawabData.objects.filter(indikator=tanpa).delete()
    meja.pagu(berindikator)
    run = meja.mulai(berindikator)
    catatan = meja.sampai(run, 5)
    jawab = sebagai(berindikator.ketua_tim).get(reverse("formulir_siapkan", args=[catatan.pk]))
    assert [(r["unit"].nama, r["jumlah"], r["anggaran"]) for r in jawab.context["rencana"]] == [
        ("Sekretariat", 1, 0),
        ("Bidang Satu", 2, 1),
        ("Bidang Dua", 1, 0),
    ]
    assert "Belum memiliki unit penanggung jawab data: IK-5." in teks(jawab)
    assert run.get_absolute_url() in teks(jawab)
    assert not Formulir.objects.exists()

    meja.maju(run)
    sudah = sebagai(berindikator.ketua_tim).get(reverse("formulir_siapkan", args=[catatan.pk]))
    assert [satu.jumlah for satu in sudah.context["daftar"]] == [1, 2, 1]


def test_penyiapan_opd_lain_404(run, kantor_lain, sebagai):
    klien = sebagai(kantor_lain.ketua_tim)
    for nama in ("formulir_siapkan", "langkah_formulir"):
        assert klien.get(reverse(nama, args=[terbuka(run).pk])).status_code == 404
    assert klien.get(meja.pengumpulan(run).get_absolute_url()).status_code == 404


def test_langkah_formulir_sebelum_disiapkan_kembali_ke_pelaksanaan(berindikator, sebagai):
    run = meja.mulai(berindikator)
    catatan = meja.sampai(run, 5)
    jawab = sebagai(berindikator.staf_satu).get(reverse("langkah_formulir", args=[catatan.pk]))
    assert jawab.url == run.get_absolute_url()


def test_daftar_formulir_menyebut_kemajuan_dan_tangan(run, kantor, sebagai):
    form = meja.formulir(run, kantor.bidang_satu)
    klien = sebagai(kantor.staf_satu)
    klien.post(reverse("formulir_simpan", args=[form.pk]), meja.kirim(form, IK_1={"nilai": "0"}))
    klien.post(reverse("formulir_terima", args=[form.pk]))
    jawab = sebagai(kantor.pengawas).get(meja.pengumpulan(run).get_absolute_url())
    (satu,) = [f for f in jawab.context["daftar"] if f.formulir == form]
    assert (satu.terisi, satu.jumlah, satu.belum) == (1, 2, 1)
    assert satu.diterima.startswith(kantor.staf_satu.nama) and satu.diserahkan == ""


# -- received and handed in -------------------------------------------------------------------------


def test_tanda_terima_sekali_dan_hanya_orang_unit(run, kantor, sebagai):
    form = meja.formulir(run, kantor.bidang_satu)
    terima = reverse("formulir_terima", args=[form.pk])
    assert sebagai(kantor.staf_dua).post(terima).status_code == 403
    assert "Formulir sudah kami terima" in teks(sebagai(kantor.staf_satu).get(form.get_absolute_url()))
    assert sebagai(kantor.staf_satu).post(terima).status_code == 302
    assert sebagai(kantor.kabid_satu).post(terima).status_code == 302
    form.refresh_from_db()
    assert form.diterima_oleh == kantor.staf_satu
    assert "Formulir sudah kami terima" not in teks(sebagai(kantor.kabid_satu).get(form.get_absolute_url()))


def test_penyerahan_ditolak_dengan_daftar_yang_kurang(run, kantor, sebagai):
    klien = sebagai(kantor.kabid_satu)
    form = meja.formulir(run, kantor.bidang_satu)
    klien.post(reverse("formulir_simpan", args=[form.pk]), meja.kirim(form, IK_1={"nilai": "5"}))
    halaman = klien.get(form.get_absolute_url())
    assert halaman.context["penyerahan"].url == reverse("formulir_serahkan", args=[form.pk])
    assert halaman.context["penyerahan"].label == "Periksa, lalu serahkan"
    assert "Bidang Satu: 1 indikator belum diisi" in teks(halaman)

    jawab = serah(klien, run)
    assert jawab.status_code == 409
    assert "Bidang Satu: 1 indikator belum diisi" in teks(jawab)
    form.refresh_from_db()
    assert form.status == "dibagikan"


def test_penyerahan_lengkap_menutup_barisnya(run, kantor, sebagai):
    klien = sebagai(kantor.kabid_satu)
    form = meja.formulir(run, kantor.bidang_satu)
    isi_semua(klien, form)
    assert serah(klien, run).status_code == 302
    form.refresh_from_db()
    assert (form.status, form.diserahkan_oleh) == ("diserahkan", kantor.kabid_satu)
    halaman = klien.get(form.get_absolute_url())
    assert "Sudah diserahkan, menunggu diperiksa" in teks(halaman) and "-nilai" not in teks(halaman)
    terlambat = isi_semua_lama(klien, form)
    assert terlambat.status_code == 422
    assert "sudah diserahkan" in teks(terlambat) and "Belum tersimpan: 99" in teks(terlambat)
    assert set(form.baris.values_list("realisasi__nilai", flat=True)) == {5}


def isi_semua_lama(klien, form):
    """A page that was open before the hand-in is sent after it."""
    return klien.post(
        reverse("formulir_simpan", args=[form.pk]),
        meja.kirim(form, IK_1={"nilai": "99"}, IK_2={"nilai": "5"}),
    )


def test_penyerahan_sendiri_ditolak_bila_ada_langkahnya(run, kantor, sebagai):
    form = meja.formulir(run, kantor.bidang_satu)
    isi_semua(sebagai(kantor.staf_satu), form)
    with pytest.raises(TindakanDitolak, match="Serahkan formulir dari langkah pengisian"):
        serahkan_formulir(formulir=form, oleh=kantor.staf_satu)


def test_unit_tanpa_bagian_pada_langkah_menyerahkan_sendiri(berindikator, sebagai):
    """A UPTD that the SOP binds to no role still brings data, and must not be stuck with it."""
    uptd = UnitKerja.objects.create(opd=berindikator.opd, nama="UPTD Balai", jenis="uptd", urutan=9)
    meja.indikator(berindikator, "IK-7", uptd)
    run = meja.mulai(berindikator)
    meja.sampai(run, 7)
    form = meja.formulir(run, uptd)
    klien = sebagai(berindikator.ketua_tim)
    isi_semua(klien, form)
    assert klien.get(form.get_absolute_url()).context["penyerahan"].label == "Periksa, lalu serahkan"
    assert klien.post(reverse("formulir_serahkan", args=[form.pk])).status_code == 302
    form.refresh_from_db()
    assert form.status == "diserahkan"


# -- returned and approved --------------------------------------------------------------------------


@pytest.fixture
def dikembalikan(run, kantor, sebagai):
    """Everything was handed in; the Sekretaris returned IK-1 alone."""
    serahkan_semua(kantor, run, sebagai)
    meja.sampai(run, 10)
    form = meja.formulir(run, kantor.bidang_satu)
    tindakan.kembalikan(
        catatan=terbuka(run),
        oleh=kantor.sekretaris,
        alasan="Ada yang keliru",
        baris={meja.baris(form, "IK-1").pk: "Angka tidak sama dengan bukti"},
    )
    return form


def test_hanya_baris_yang_dikembalikan_terbuka(dikembalikan, kantor, sebagai):
    halaman = sebagai(kantor.staf_satu).get(dikembalikan.get_absolute_url())
    terbuka_ = {
        b.realisasi.indikator.kode: b.terbuka for _, daftar in halaman.context["kelompok"] for b in daftar
    }
    assert terbuka_ == {"IK-1": True, "IK-2": False}
    assert "Angka tidak sama dengan bukti" in teks(halaman)
    assert "Apa yang sudah diperbaiki?" in teks(halaman)
    assert "1 catatan perbaikan pada formulir ini belum ditindaklanjuti" in teks(halaman)


def test_jawaban_dan_angka_baru_membuka_jalan(dikembalikan, run, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    assert serah(klien, run).status_code == 409
    baris = meja.baris(dikembalikan, "IK-1")
    data = meja.kirim(dikembalikan, IK_1={"nilai": "6"}) | {f"jawab{baris.perbaikan_id}": "Disesuaikan bukti"}
    assert klien.post(reverse("formulir_simpan", args=[dikembalikan.pk]), data).status_code == 302
    baris.perbaikan.refresh_from_db()
    assert (baris.perbaikan.status, baris.perbaikan.jawaban) == ("sudah", "Disesuaikan bukti")
    assert serah(klien, run).status_code == 302
    meja.sampai(run, 10)
    tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris)
    dikembalikan.refresh_from_db()
    assert dikembalikan.status == "disetujui"
    assert Realisasi.objects.get(indikator__kode="IK-1").nilai == 6


def test_jawaban_bukan_pelaksana_ditolak(dikembalikan, kantor):
    baris = meja.baris(dikembalikan, "IK-1")
    with pytest.raises(TidakBerhak):
        tindaklanjuti(perbaikan=baris.perbaikan, oleh=kantor.kepala, jawaban="Sudah")
    baris.perbaikan.refresh_from_db()
    assert baris.perbaikan.status == "belum"


def test_pengembalian_semua_satu_catatan_di_atas(run, kantor, sebagai):
    serahkan_semua(kantor, run, sebagai)
    meja.sampai(run, 10)
    tindakan.kembalikan(catatan=terbuka(run), oleh=kantor.sekretaris, alasan="Periksa ulang semuanya")
    form = meja.formulir(run, kantor.bidang_satu)
    halaman = sebagai(kantor.staf_satu).get(form.get_absolute_url())
    assert teks(halaman).count("Dikembalikan:</strong> Periksa ulang semuanya") == 1
    (catatan,) = halaman.context["bersama"]
    data = {f"jawab{catatan['perbaikan'].pk}": "Sudah diperiksa"}
    assert sebagai(kantor.staf_satu).post(reverse("formulir_simpan", args=[form.pk]), data).status_code == 302
    catatan["perbaikan"].refresh_from_db()
    assert catatan["perbaikan"].jawaban == "Sudah diperiksa"


def test_jejak_angka_sampai_pengisi_bukti_dan_pemutus(run, kantor, sebagai):
    serahkan_semua(kantor, run, sebagai)
    meja.sampai(run, 10)
    tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris)
    angka = Realisasi.objects.get(indikator__kode="IK-1")
    halaman = teks(sebagai(kantor.pengawas).get(reverse("realisasi_lihat", args=[angka.pk])))
    (tempat,) = (
        sebagai(kantor.pengawas).get(reverse("realisasi_lihat", args=[angka.pk])).context["daftar_formulir"]
    )
    assert tempat["diserahkan"].startswith(f"{kantor.staf_satu.nama}, Bidang Satu, ")
    assert tempat["disetujui"].startswith(f"{kantor.sekretaris.nama}, ")
    assert (tempat["versi"], tempat["status"].label) == (1, "Disetujui")
    assert kantor.staf_satu.nama in halaman


def test_pelaksanaan_dibatalkan_menutup_formulir(run, kantor, sebagai):
    gerbang.batalkan(pelaksanaan=run, oleh=kantor.sekretaris, alasan="Salah periode")
    halaman = sebagai(kantor.staf_satu).get(meja.formulir(run, kantor.bidang_satu).get_absolute_url())
    assert "Pengumpulan ini dibatalkan" in teks(halaman) and "-nilai" not in teks(halaman)


# -- an SOP without a filling step (002) ------------------------------------------------------------


@pytest.fixture
def kecamatan(berindikator):
    """SOP 002 at step 4: the forms are out, and no step of the SOP fills them."""
    run = meja.mulai(berindikator, "002")
    meja.sampai(run, 4)
    return run


def test_tanpa_langkah_pengisian_unit_menyerahkan_sendiri(kecamatan, kantor, sebagai):
    form = meja.formulir(kecamatan, kantor.bidang_satu)
    klien = sebagai(kantor.kabid_satu)
    kurang = klien.post(reverse("formulir_serahkan", args=[form.pk]))
    assert kurang.status_code == 409
    assert "Bidang Satu: 2 indikator belum diisi" in teks(kurang)
    isi_semua(klien, form)
    assert sebagai(kantor.kabid_dua).post(reverse("formulir_serahkan", args=[form.pk])).status_code == 403
    assert sebagai(kantor.kabid_satu).post(reverse("formulir_serahkan", args=[form.pk])).status_code == 302
    form.refresh_from_db()
    assert (form.status, form.diserahkan_oleh) == ("diserahkan", kantor.kabid_satu)


@pytest.fixture
def kecamatan_dikembalikan(kecamatan, kantor, sebagai):
    """All handed in; at step 6 the Sekretaris returned IK-1 to step 3, which is the Kasubbag's."""
    for form in Formulir.objects.all():
        orang = kantor.ketua_tim
        isi_semua(sebagai(orang), form)
        serahkan_formulir(formulir=form, oleh=orang)
    meja.maju(kecamatan)
    tindakan.setujui(
        catatan=terbuka(kecamatan), oleh=kantor.sekretaris, isian=meja.ISIAN[terbuka(kecamatan).langkah.layar]
    )
    form = meja.formulir(kecamatan, kantor.bidang_satu)
    tindakan.kembalikan(
        catatan=terbuka(kecamatan),
        oleh=kantor.sekretaris,
        alasan="Keliru",
        baris={meja.baris(form, "IK-1").pk: "Periksa lagi"},
    )
    assert terbuka(kecamatan).langkah.nomor == 3
    return form


def test_orang_unit_menjawab_catatannya_meski_langkah_milik_orang_lain(
    kecamatan_dikembalikan, kantor, sebagai
):
    form = kecamatan_dikembalikan
    baris = meja.baris(form, "IK-1")
    assert baris.perbaikan.unit == kantor.bidang_satu
    with pytest.raises(TidakBerhak):
        tindaklanjuti(perbaikan=baris.perbaikan, oleh=kantor.staf_dua, jawaban="Bukan unit saya")
    klien = sebagai(kantor.staf_satu)
    assert "Apa yang sudah diperbaiki?" in teks(klien.get(form.get_absolute_url()))
    data = meja.kirim(form, IK_1={"nilai": "7"}) | {f"jawab{baris.perbaikan_id}": "Sudah disesuaikan"}
    assert klien.post(reverse("formulir_simpan", args=[form.pk]), data).status_code == 302
    assert klien.post(reverse("formulir_serahkan", args=[form.pk])).status_code == 302
    form.refresh_from_db()
    assert form.status == "diserahkan"


def test_catatan_tanpa_unit_tetap_milik_pelaksana_langkah(kecamatan_dikembalikan, kantor):
    perbaikan = meja.baris(kecamatan_dikembalikan, "IK-1").perbaikan
    perbaikan.unit = None
    perbaikan.save()
    with pytest.raises(TidakBerhak):
        tindaklanjuti(perbaikan=perbaikan, oleh=kantor.staf_satu, jawaban="Sudah")
    # It is no reason to keep the unit from handing in what it mended.
    serahkan_formulir(formulir=kecamatan_dikembalikan, oleh=kantor.staf_satu)
    kecamatan_dikembalikan.refresh_from_db()
    assert kecamatan_dikembalikan.status == "diserahkan"


# -- entry without a run ----------------------------------------------------------------------------


@pytest.fixture
def langsung(berindikator, sebagai):
    jawab = sebagai(berindikator.ketua_tim).post(
        reverse("entri_langsung"), {"periode": f"{meja.TAHUN}-triwulan-1"}
    )
    pengumpulan = Pengumpulan.objects.get(pelaksanaan=None)
    assert (jawab.status_code, jawab.url) == (302, pengumpulan.get_absolute_url())
    return pengumpulan


def test_entri_langsung_dari_buka_sampai_tutup(langsung, kantor, sebagai):
    assert set(langsung.formulir.values_list("status", flat=True)) == {"dibagikan"}
    tutup = reverse("entri_tutup", args=[langsung.pk])
    jawab = sebagai(kantor.ketua_tim).post(tutup, follow=True)
    assert "Masih ada formulir yang belum diserahkan: Sekretariat, Bidang Satu, Bidang Dua" in teks(jawab)
    for form in langsung.formulir.select_related("unit"):
        klien = sebagai(getattr(kantor, ORANG[next(u for u in UNIT if getattr(kantor, u) == form.unit)]))
        isi_semua(klien, form)
        assert klien.post(reverse("formulir_serahkan", args=[form.pk])).status_code == 302
    assert sebagai(kantor.staf_satu).post(tutup).status_code == 403
    assert sebagai(kantor.ketua_tim).post(tutup).status_code == 302
    langsung.refresh_from_db()
    assert (langsung.terbuka, langsung.disetujui_oleh) == (False, kantor.ketua_tim)
    form = langsung.formulir.get(unit=kantor.bidang_satu)
    assert "Sudah disetujui dan dikunci" in teks(sebagai(kantor.staf_satu).get(form.get_absolute_url()))


def test_entri_langsung_hanya_tim_dan_sekali(langsung, kantor, kantor_lain, sebagai):
    isian = {"periode": f"{meja.TAHUN}-triwulan-1"}
    assert sebagai(kantor.staf_satu).get(reverse("entri_langsung")).status_code == 404
    assert sebagai(kantor.kepala).post(reverse("entri_langsung"), isian).status_code == 404
    lagi = sebagai(kantor.ketua_tim).post(reverse("entri_langsung"), isian)
    assert lagi.status_code == 409
    assert "sudah dikumpulkan" in teks(lagi)
    assert Pengumpulan.objects.count() == 1
    assert sebagai(kantor_lain.ketua_tim).post(reverse("entri_tutup", args=[langsung.pk])).status_code == 404


def test_entri_langsung_tanpa_indikator_ditolak(kantor, sebagai):
    jawab = sebagai(kantor.ketua_tim).post(reverse("entri_langsung"), {"periode": f"{meja.TAHUN}-triwulan-1"})
    assert jawab.status_code == 409
    assert "Tidak ada indikator yang jatuh tempo" in teks(jawab)
    assert not Pengumpulan.objects.exists()


def test_serahkan_dua_kali_ditolak(langsung, kantor, sebagai):
    form = langsung.formulir.get(unit=kantor.bidang_satu)
    isi_semua(sebagai(kantor.staf_satu), form)
    serahkan_formulir(formulir=form, oleh=kantor.staf_satu)
    with pytest.raises(TindakanDitolak, match="tidak sedang diisi"):
        serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
