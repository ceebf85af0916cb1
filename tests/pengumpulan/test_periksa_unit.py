"""Tim SAKIP's check before the recap: rows accepted or sent back without a decision, and what then must wait."""

import pytest
from django.urls import reverse

from alur import tindakan
from alur.models import Pemberitahuan
from organisasi.galat import TidakBerhak, TindakanDitolak
from pengumpulan.actions import (
    buka_entri_langsung,
    catat_anggaran,
    kirim_kembali,
    lewati,
    serahkan_formulir,
    tarik_kembali,
    terima_baris,
)
from pengumpulan.models import BarisAnggaran, Formulir
from pengumpulan.tampilan import susun_daftar_formulir
from pengumpulan.tampilan.periksa import susun_periksa
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.pengumpulan import panggung_serah as serah

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(kantor):
    """All forms handed in; the recap waits for Tim SAKIP."""
    run = serah.run_pengisian(kantor)
    serah.semua_serah(kantor, run)
    return run


@pytest.fixture
def form(run, kantor):
    return meja.formulir(run, kantor.bidang_satu)


def _dilihat(form, *kode):
    return {b.pk: b.revisi_id for b in (meja.baris(form, satu) for satu in kode)}


def _ringkas(run, form):
    (satu,) = [f for f in susun_daftar_formulir(meja.pengumpulan(run)) if f.formulir == form]
    return (satu.diperiksa, satu.dikirim_kembali, satu.menunggu)


def test_terima_satu_lalu_semua_yang_wajar(run, form, kantor, sebagai):
    assert terima_baris(formulir=form, baris=_dilihat(form, "IK-1"), oleh=kantor.ketua_tim) == 1
    baris = meja.baris(form, "IK-1")
    assert (baris.diperiksa_oleh, baris.status, _ringkas(run, form)) == (
        kantor.ketua_tim,
        "diserahkan",
        (1, 0, 1),
    )
    assert terima_baris(formulir=form, baris=_dilihat(form, "IK-1"), oleh=kantor.anggota_tim) == 0
    periksa = susun_periksa(Formulir.objects.get(pk=form.pk))
    (wajar,) = [b for b in periksa.baris if b.wajar] or [None]
    data = {"aksi": "wajar"} | {
        f"baris-{b.pk}-dilihat": b.dilihat for b in periksa.baris if b.jenis == "baris"
    }
    alamat = reverse("formulir_periksa", args=[form.pk])
    assert sebagai(kantor.anggota_tim).post(alamat, data).status_code == (302 if wajar else 409)
    assert (meja.baris(form, "IK-2").diperiksa_oleh == kantor.anggota_tim) is bool(wajar)
    assert meja.baris(form, "IK-1").diperiksa_oleh == kantor.ketua_tim


def test_kirim_kembali_sebelum_rekap_tanpa_memindahkan_pelaksanaan(run, form, kantor, sebagai):
    pk = meja.baris(form, "IK-1").pk
    with pytest.raises(TindakanDitolak, match="Tuliskan pada setiap baris"):
        kirim_kembali(formulir=form, baris={pk: " "}, oleh=kantor.ketua_tim)
    kirim_kembali(formulir=form, baris={pk: "Tidak sesuai bukti"}, oleh=kantor.ketua_tim)
    form.refresh_from_db()
    baris = meja.baris(form, "IK-1")
    assert (terbuka(run).langkah.nomor, form.status, baris.status) == (8, "dikembalikan", "dikembalikan")
    assert baris.perbaikan.catatan == terbuka(run)
    assert (baris.perbaikan.dibuat_oleh, baris.perbaikan.status) == (kantor.ketua_tim, "belum")
    assert _ringkas(run, form) == (0, 1, 1)
    assert Pemberitahuan.objects.filter(pengguna=kantor.staf_satu, isi__contains="dikirim kembali").exists()
    # The remark stands in its row, and keeps the recap open.
    halaman = sebagai(kantor.staf_satu).get(form.get_absolute_url()).content.decode()
    assert "Tidak sesuai bukti" in halaman
    assert form.get_absolute_url() in sebagai(kantor.staf_satu).get("/").content.decode()
    with pytest.raises(TindakanDitolak, match="belum menyerahkan lagi 1 baris"):
        tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)
    with pytest.raises(TindakanDitolak, match="1 catatan perbaikan"):
        serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=6)
    serah.jawab(form, "IK-1", kantor.staf_satu, "Disesuaikan")
    serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
    terima_baris(formulir=form, baris=_dilihat(form, "IK-1"), oleh=kantor.ketua_tim)
    perbaikan = meja.baris(form, "IK-1").perbaikan
    assert (perbaikan.status, perbaikan.ditutup_oleh) == ("selesai", kantor.ketua_tim)
    tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)
    riwayat = sebagai(kantor.kepala).get(run.get_absolute_url()).content.decode()
    assert "Tidak sesuai bukti" in riwayat and "Disesuaikan" in riwayat


def test_baris_dikirim_kembali_tidak_menahan_bila_unitnya_dilewati(run, form, kantor):
    kirim_kembali(formulir=form, baris={meja.baris(form, "IK-1").pk: "Keliru"}, oleh=kantor.ketua_tim)
    kumpul = meja.pengumpulan(run)
    lewati(pengumpulan=kumpul, formulir=[form.pk], oleh=kantor.ketua_tim, batas=serah.BATAS)
    serah.setujui_sampai(run, kantor)
    form.refresh_from_db()
    # The row that stayed handed in is approved; the other may still come as susulan.
    assert (meja.baris(form, "IK-2").status, meja.baris(form, "IK-1").status) == (
        "disetujui",
        "dikembalikan",
    )
    assert form.dapat_diisi


def test_kirim_kembali_saat_langkah_pengisian_masih_menunggu_unit_lain(kantor):
    """The unit's own part of the step is done: it hands the row in by itself."""
    run = serah.run_pengisian(kantor)
    form = serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    kirim_kembali(formulir=form, baris={meja.baris(form, "IK-1").pk: "Keliru"}, oleh=kantor.ketua_tim)
    assert terbuka(run).paraf.count() == 1
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=6)
    serah.jawab(form, "IK-1", kantor.staf_satu)
    serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
    serah.serah(run, kantor.sekretariat, kantor.kasubbag)
    serah.serah(run, kantor.bidang_dua, kantor.kabid_dua)
    tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)
    assert terbuka(run).langkah.nomor == 9


def test_kirim_kembali_sesudah_rekap_ditolak(run, form, kantor):
    tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)
    with pytest.raises(TindakanDitolak, match="Ada baris yang berubah"):
        kirim_kembali(formulir=form, baris={meja.baris(form, "IK-1").pk: "Telat"}, oleh=kantor.ketua_tim)
    assert meja.baris(form, "IK-1").status == "diserahkan"


def test_periksa_hanya_tim(form, kantor, sebagai):
    for oleh in (kantor.kabid_satu, kantor.sekretaris):
        with pytest.raises(TidakBerhak):
            terima_baris(formulir=form, baris=_dilihat(form, "IK-1"), oleh=oleh)
        with pytest.raises(TidakBerhak):
            kirim_kembali(formulir=form, baris={meja.baris(form, "IK-1").pk: "X"}, oleh=oleh)
    halaman = sebagai(kantor.sekretaris).get(reverse("formulir_periksa", args=[form.pk]))
    assert not halaman.context["boleh_periksa"]
    assert meja.baris(form, "IK-1").diperiksa_pada is None


def test_baris_yang_berubah_kehilangan_penerimaannya(run, form, kantor):
    dilihat = _dilihat(form, "IK-2")
    serah.terima_semua(form, kantor.ketua_tim)
    meja.sampai(run, 10)
    tindakan.kembalikan(
        catatan=terbuka(run),
        oleh=kantor.sekretaris,
        alasan="Keliru",
        baris={meja.baris(form, "IK-1").pk: "Hitung ulang"},
    )
    assert meja.baris(form, "IK-1").diperiksa_pada is None
    assert meja.baris(form, "IK-2").diperiksa_pada is not None
    assert dilihat


def test_terima_yang_sudah_ditarik_atau_diganti_ditolak(run, form, kantor):
    """What Tim SAKIP saw is what it accepts: nothing is accepted where one row has changed since."""
    dilihat = _dilihat(form, "IK-1", "IK-2")
    tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Keliru")
    with pytest.raises(TindakanDitolak, match="Ada baris yang berubah"):
        terima_baris(formulir=form, baris=dilihat, oleh=kantor.ketua_tim)
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=6)
    serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    with pytest.raises(TindakanDitolak, match="Ada baris yang berubah"):
        terima_baris(formulir=form, baris=dilihat, oleh=kantor.ketua_tim)
    assert not form.baris.filter(diperiksa_pada__isnull=False).exists()


def test_halaman_periksa_menunjukkan_pembanding_dan_menjaga_ketikan(run, form, kantor, sebagai):
    alamat = reverse("formulir_periksa", args=[form.pk])
    halaman = sebagai(kantor.ketua_tim).get(alamat)
    satu = next(b for b in halaman.context["periksa"].baris if b.kode == "IK-1")
    assert (satu.isi, satu.target, satu.satuan, satu.menunggu) == ("5", "25", "Dokumen", True)
    pk = str(satu.pk)
    lain = meja.baris(form, "IK-2").pk
    jawab = sebagai(kantor.ketua_tim).post(
        alamat, {"aksi": "kembali", "baris": [pk, lain], f"baris-{pk}": "Sebutkan sumbernya"}
    )
    assert jawab.status_code == 409
    assert "Sebutkan sumbernya" in jawab.content.decode()
    assert sebagai(kantor.ketua_tim).post(alamat, {"aksi": "terima"}).status_code == 409


def test_halaman_periksa_dua_ratus_baris_ringan_dan_datar_kuerinya(
    kantor, sebagai, django_assert_max_num_queries
):
    serah.kantor_berindikator(kantor)
    for nomor in range(5, 203):
        meja.indikator(kantor, f"IK-{nomor}", kantor.bidang_satu, target=10)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    form = serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    klien = sebagai(kantor.ketua_tim)
    with django_assert_max_num_queries(50):
        jawab = klien.get(reverse("formulir_periksa", args=[form.pk]))
    assert len(jawab.context["periksa"].baris) >= 200 and len(jawab.content) < 300_000
    with django_assert_max_num_queries(50):
        klien.get(meja.pengumpulan(run).get_absolute_url())
    serah.terima_semua(form, kantor.ketua_tim)
    with django_assert_max_num_queries(50):
        klien.get(reverse("formulir_periksa", args=[form.pk]))


# -- spending, SOP 002, an entry without a run -------------------------------------------------------


def test_anggaran_diterima_menurut_versi_yang_dilihat_dan_dikirim_kembali(kantor):
    meja.pagu(kantor)
    run = serah.run_pengisian(kantor)
    baris = BarisAnggaran.objects.get()
    oleh = {"Sekretariat": kantor.kasubbag, "Bidang Satu": kantor.kabid_satu}[baris.formulir.unit.nama]
    catat_anggaran(baris=baris, nilai=400, oleh=oleh)
    serah.semua_serah(kantor, run)
    form = baris.formulir
    with pytest.raises(TindakanDitolak, match="Ada baris yang berubah"):
        terima_baris(formulir=form, baris={}, anggaran={baris.pk: 7}, oleh=kantor.ketua_tim)
    assert terima_baris(formulir=form, baris={}, anggaran={baris.pk: 1}, oleh=kantor.ketua_tim) == 1
    kirim_kembali(formulir=form, baris={}, anggaran={baris.pk: "Cocokkan dengan SP2D"}, oleh=kantor.ketua_tim)
    baris.refresh_from_db()
    assert (baris.status, baris.diperiksa_pada) == ("dikembalikan", None)


def test_sop_002_kirim_kembali_menahan_rekapnya(kantor):
    run = meja.mulai(serah.kantor_berindikator(kantor), "002")
    meja.sampai(run, 4)
    for unit, oleh in (
        (kantor.sekretariat, kantor.kasubbag),
        (kantor.bidang_satu, kantor.kabid_satu),
        (kantor.bidang_dua, kantor.kabid_dua),
    ):
        serah.serah(run, unit, oleh)
    form = meja.formulir(run, kantor.bidang_satu)
    kirim_kembali(formulir=form, baris={meja.baris(form, "IK-1").pk: "Keliru"}, oleh=kantor.ketua_tim)
    meja.maju(run)
    tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris, isian=meja.ISIAN["rapat"])
    with pytest.raises(TindakanDitolak, match="belum menyerahkan lagi 1 baris"):
        tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris)
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=6)
    serah.jawab(form, "IK-1", kantor.staf_satu)
    serahkan_formulir(formulir=form, oleh=kantor.staf_satu)
    tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris)
    assert terbuka(run).langkah.nomor == 7


def test_entri_langsung_dikirim_kembali_tanpa_pelaksanaan(kantor, sebagai):
    serah.kantor_berindikator(kantor)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    form = Formulir.objects.get(pengumpulan=entri, unit=kantor.bidang_satu)
    serah.isi_penuh(form, kantor.staf_satu)
    serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
    kirim_kembali(formulir=form, baris={meja.baris(form, "IK-1").pk: "Keliru"}, oleh=kantor.ketua_tim)
    perbaikan = meja.baris(form, "IK-1").perbaikan
    assert (perbaikan.catatan, perbaikan.opd_id) == (None, kantor.opd.pk)
    assert "Keliru" in sebagai(kantor.staf_satu).get(form.get_absolute_url()).content.decode()
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=6)
    serah.jawab(form, "IK-1", kantor.staf_satu)
    serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
    assert serah.terima_semua(form, kantor.ketua_tim) == 2
    perbaikan.refresh_from_db()
    assert perbaikan.status == "selesai"
