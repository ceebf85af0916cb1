"""Two at one form at the same moment: one counts, the other is told, and nothing is half-written."""

import pytest

from alur import tindakan
from organisasi.galat import TindakanDitolak
from pengumpulan.actions import (
    kembalikan_susulan,
    kirim_kembali,
    lewati,
    serahkan,
    serahkan_formulir,
    setujui_susulan,
    tarik_kembali,
    terima_baris,
)
from pengumpulan.models import ButirPenyerahan
from tests.alur.penjalan import terbuka
from tests.alur.test_berebut import serentak
from tests.pabrik import Kantor, buat_pemda
from tests.pengumpulan import meja
from tests.pengumpulan import panggung_serah as serah

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kantor(db):
    return Kantor(buat_pemda())


@pytest.fixture
def run(kantor):
    return serah.run_pengisian(kantor)


def test_berebut_menarik_kembali_dan_menutup_rekap(kantor, run):
    serah.semua_serah(kantor, run)
    form, catatan = meja.formulir(run, kantor.bidang_satu), terbuka(run)
    tarik, *rekap = serentak(
        [
            lambda: tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Keliru"),
            lambda: tindakan.selesaikan(catatan=catatan, oleh=kantor.ketua_tim),
            lambda: tindakan.selesaikan(catatan=catatan, oleh=kantor.anggota_tim),
        ]
    )
    form.refresh_from_db()
    if tarik == "berhasil":
        assert all("belum menyerahkan formulir" in satu for satu in rekap)
        assert (form.status, terbuka(run).langkah.nomor) == ("dibagikan", 8)
    else:
        assert "sudah direkap" in tarik
        assert rekap.count("berhasil") == 1
        assert (form.status, terbuka(run).langkah.nomor) == ("diserahkan", 9)


def test_berebut_menerima_baris_dan_menarik_kembali(kantor, run):
    serah.semua_serah(kantor, run)
    form = meja.formulir(run, kantor.bidang_satu)
    dilihat = {satu.pk: satu.revisi_id for satu in form.baris.all()}
    terima, tarik = serentak(
        [
            lambda: terima_baris(formulir=form, baris=dilihat, oleh=kantor.ketua_tim),
            lambda: tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Keliru"),
        ]
    )
    assert [terima, tarik].count("berhasil") == 1, (terima, tarik)
    diterima = form.baris.filter(diperiksa_pada__isnull=False).count()
    status = set(form.baris.values_list("status", flat=True))
    assert (diterima, status) == ((2, {"diserahkan"}) if terima == "berhasil" else (0, {"terbuka"}))


def test_berebut_menerima_dan_mengirim_kembali_satu_baris(kantor, run):
    serah.semua_serah(kantor, run)
    form = meja.formulir(run, kantor.bidang_satu)
    baris = meja.baris(form, "IK-1")
    terima, kirim = serentak(
        [
            lambda: terima_baris(formulir=form, baris={baris.pk: baris.revisi_id}, oleh=kantor.ketua_tim),
            lambda: kirim_kembali(formulir=form, baris={baris.pk: "Keliru"}, oleh=kantor.anggota_tim),
        ]
    )
    # Accepted first and sent back after is no conflict; the other way round it is.
    assert kirim == "berhasil", kirim
    assert terima == "berhasil" or "berubah sejak halaman ini dibuka" in terima
    baris.refresh_from_db()
    assert (baris.status, baris.diperiksa_pada) == ("dikembalikan", None)


def test_berebut_menyetujui_dan_mengembalikan_susulan(kantor, run):
    form = meja.formulir(run, kantor.bidang_satu)
    serah.serah(run, kantor.sekretariat, kantor.kasubbag)
    serah.serah(run, kantor.bidang_dua, kantor.kabid_dua)
    lewati(pengumpulan=meja.pengumpulan(run), formulir=[form.pk], oleh=kantor.ketua_tim, batas=serah.BATAS)
    serah.setujui_sampai(run, kantor)
    serah.serah(run, kantor.bidang_satu, kantor.staf_satu)
    serah.terima_semua(form, kantor.ketua_tim)
    susulan = form.penyerahan.susulan_menunggu().get()
    hasil = serentak(
        [
            *[lambda: setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)] * 2,
            *[lambda: kembalikan_susulan(penyerahan=susulan, oleh=kantor.sekretaris, alasan="Kurang")] * 2,
        ]
    )
    assert hasil.count("berhasil") == 1, hasil
    susulan.refresh_from_db()
    form.refresh_from_db()
    status = set(form.baris.values_list("status", flat=True))
    if susulan.keputusan == "setujui":
        assert (form.status, status) == ("disetujui", {"disetujui"})
    else:
        assert (form.status, status) == ("dikembalikan", {"dikembalikan"})
    assert ButirPenyerahan.objects.menunggu().count() == 0


def test_berebut_menyerahkan_dan_dilewati(kantor, run):
    """The unit's button beside the declaration: it is either in, or passed over and still open."""
    form = meja.formulir(run, kantor.bidang_satu)
    serah.isi_penuh(form, kantor.staf_satu)
    kumpul, catatan = meja.pengumpulan(run), terbuka(run)
    serahkan_, lewat = serentak(
        [
            lambda: serahkan(catatan=catatan, oleh=kantor.kabid_satu),
            lambda: lewati(pengumpulan=kumpul, formulir=[form.pk], oleh=kantor.ketua_tim, batas=serah.BATAS),
        ]
    )
    # Declared late and handed in a moment after, it made it after all.
    assert serahkan_ == "berhasil", serahkan_
    assert lewat == "berhasil" or "baru saja menyerahkan" in lewat
    form.refresh_from_db()
    assert (form.status, form.dilewati, form.penyerahan.count()) == ("diserahkan", False, 1)


def test_menyerahkan_dua_kali_bersamaan_satu_penyerahan(kantor, run):
    serah.semua_serah(kantor, run)
    form = meja.formulir(run, kantor.bidang_satu)
    tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Keliru")
    hasil = serentak(
        [
            lambda oleh=oleh: serahkan_formulir(formulir=form, oleh=oleh)
            for oleh in (kantor.kabid_satu, kantor.staf_satu)
        ]
    )
    assert hasil.count("berhasil") == 1, hasil
    assert form.penyerahan.filter(ditarik_pada=None).count() == 1
    with pytest.raises(TindakanDitolak):
        serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
