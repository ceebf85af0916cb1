"""Going on without a late unit, and what it brings later: checked, decided by itself, measured like the rest."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from alur import actions as gerbang
from alur import tindakan
from alur.giliran import menunggu
from alur.models import Pemberitahuan
from laporan.susunan.rekap import susun_rekapitulasi, susun_tanda_terima
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.hak import lupakan_peran
from organisasi.kalender import Kalender
from organisasi.models import AnggotaTim, PemangkuJabatan
from organisasi.waktu import hari_ini
from pengukuran.data import baca_bahan
from pengukuran.models import Pengukuran
from pengukuran.syarat import ada_data_lebih_baru
from pengumpulan.actions import (
    batal_lewati,
    buka_entri_langsung,
    kembalikan_susulan,
    kirim_kembali,
    lewati,
    minta_koreksi,
    serahkan_formulir,
    setujui_susulan,
    tarik_kembali,
    tutup_entri_langsung,
)
from pengumpulan.models import BarisFormulir, Formulir, Pengumpulan, Penyerahan
from pengumpulan.susulan import pemangku_pemutus_sejak
from pengumpulan.tampilan import batas_pengumpulan
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja, panggung_buku
from tests.pengumpulan import panggung_serah as serah
from tests.potret import bangun

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(kantor):
    return serah.run_pengisian(kantor)


@pytest.fixture
def form(run, kantor):
    return meja.formulir(run, kantor.bidang_satu)


@pytest.fixture
def dilewati(run, kantor, form):
    """The two other units handed in; the run went on without Bidang Satu."""
    return bangun("dilewati", _bangun_dilewati, run, kantor, form)


def _bangun_dilewati(run, kantor, form):
    serah.serah(run, kantor.sekretariat, kantor.kasubbag)
    serah.serah(run, kantor.bidang_dua, kantor.kabid_dua)
    _lewati(run, [form], kantor.ketua_tim)
    form.refresh_from_db()
    return form


@pytest.fixture
def disetujui(dilewati, run, kantor):
    """The collection was approved without it."""
    serah.setujui_sampai(run, kantor)
    return dilewati


def _lewati(run, daftar, oleh, alasan=""):
    kumpul = meja.pengumpulan(run)
    return lewati(
        pengumpulan=kumpul, formulir=[f.pk for f in daftar], oleh=oleh, batas=serah.BATAS, alasan=alasan
    )


def _serahkan_susulan(form, oleh, nilai=9):
    serah.isi_penuh(form, oleh, nilai)
    hasil = serahkan_formulir(formulir=form, oleh=oleh)
    form.refresh_from_db()
    return hasil


def _terbaca(kantor) -> dict:
    """{kode: state or figure} as a measurement of TW I reads it."""
    bahan = baca_bahan(kantor.opd, meja.tw(), [])
    return {
        satu.revisi.realisasi.indikator.kode: satu.revisi.nilai or satu.revisi.keadaan
        for satu in bahan.bacaan.values()
    }


# -- going on without it ----------------------------------------------------------------------------


def test_susulan_yang_menunggu_dapat_diunduh_ke_excel(disetujui, kantor, sebagai):
    _serahkan_susulan(disetujui, kantor.kabid_satu)
    kode = disetujui.baris.first().realisasi.indikator.kode
    satu = panggung_buku.buku(disetujui, kantor.staf_satu)
    assert satu.sel(kode, "Status").value == "Diserahkan susulan"
    jawaban = sebagai(kantor.staf_satu).get(reverse("formulir_buku", args=[disetujui.pk]))
    assert jawaban.status_code == 200


def test_putusan_susulan_dicatat_untuk_pejabat_yang_baru_pindah(disetujui, kantor):
    penyerahan = _serahkan_susulan(disetujui, kantor.kabid_satu)
    Penyerahan.objects.filter(pk=penyerahan.pk).update(pada=timezone.now() - timedelta(days=5))
    penyerahan.refresh_from_db()
    lama = PemangkuJabatan.objects.get(jabatan=kantor.jabatan["Sekretaris"])
    PemangkuJabatan.objects.filter(pk=lama.pk).update(tanggal_selesai=hari_ini() - timedelta(days=2))
    baru = PemangkuJabatan.objects.create(
        jabatan=lama.jabatan, pegawai=kantor.kabid_dua.pegawai, tanggal_mulai=hari_ini()
    )
    assert set(pemangku_pemutus_sejak(penyerahan)) == {lama, baru}
    PemangkuJabatan.objects.filter(pk=lama.pk).update(tanggal_selesai=hari_ini() - timedelta(days=9))
    assert set(pemangku_pemutus_sejak(penyerahan)) == {baru}


def test_melewati_menutup_langkah_yang_tidak_menunggu_siapa_pun(dilewati, run, kantor):
    assert terbuka(run).langkah.nomor == 8
    pengisian = run.catatan.get(langkah__nomor=7)
    assert (pengisian.selesai_oleh, pengisian.paraf.count()) == (kantor.ketua_tim, 2)
    assert "Dilanjutkan tanpa Bidang Satu" in pengisian.uraian
    assert dilewati.alasan_dilewati == "Belum menyerahkan sampai batas waktu 15 Januari 2026."
    assert Pemberitahuan.objects.filter(pengguna=kantor.staf_satu, isi__contains="susulan").exists()
    tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)
    assert terbuka(run).langkah.nomor == 9


def test_melewati_beberapa_sekaligus_selama_unit_lain_masih_ditunggu(run, kantor, form):
    _lewati(run, [form, meja.formulir(run, kantor.bidang_dua)], kantor.sekretaris)
    assert terbuka(run).langkah.nomor == 7
    # No longer waited for, their people are not called to the step, but to their form.
    assert menunggu(kantor.staf_satu) == []
    assert [satu.langkah.nomor for satu in menunggu(kantor.kasubbag)] == [7]
    serah.serah(run, kantor.sekretariat, kantor.kasubbag)
    assert terbuka(run).langkah.nomor == 8


def test_melewati_sebelum_batas_waktu_wajib_alasan_dan_berhak(run, kantor, form):
    kumpul = meja.pengumpulan(run)
    isi = {"pengumpulan": kumpul, "formulir": [form.pk], "batas": date(2099, 1, 1)}
    with pytest.raises(TindakanDitolak, match="tuliskan alasan"):
        lewati(**isi, oleh=kantor.ketua_tim)
    with pytest.raises(TidakBerhak):
        lewati(**isi, oleh=kantor.kabid_satu, alasan="Cuti")
    with pytest.raises(TindakanDitolak, match="Paling sedikit satu unit"):
        lewati(
            pengumpulan=kumpul,
            formulir=list(kumpul.formulir.values_list("pk", flat=True)),
            oleh=kantor.ketua_tim,
            batas=serah.BATAS,
        )
    form.refresh_from_db()
    assert not form.dilewati
    lewati(**isi, oleh=kantor.ketua_tim, alasan="Kepala Bidang cuti")
    form.refresh_from_db()
    assert form.alasan_dilewati == "Kepala Bidang cuti"


def test_menyerahkan_sebelum_direkap_mengakhiri_pelewatan(run, kantor, form):
    """At the open filling step, and at the recap: it made it after all, and goes with the others."""
    _lewati(run, [form], kantor.ketua_tim)
    serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    form.refresh_from_db()
    assert (form.dilewati, form.status, terbuka(run).paraf.count()) == (False, "diserahkan", 1)


def test_menyerahkan_saat_rekap_terbuka_ikut_direkap(dilewati, run, kantor):
    form = serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    assert (form.dilewati, form.penyerahan.get().macam) == (False, "biasa")
    serah.setujui_sampai(run, kantor)
    form.refresh_from_db()
    assert form.status == "disetujui"


def test_membatalkan_pelewatan_menunggu_unit_itu_lagi(dilewati, run, kantor):
    batal_lewati(formulir=dilewati, oleh=kantor.ketua_tim)
    with pytest.raises(TindakanDitolak, match="Bidang Satu belum menyerahkan formulir"):
        tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)
    serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)


def test_pelewatan_tidak_dibatalkan_sesudah_disetujui(disetujui, kantor):
    with pytest.raises(TindakanDitolak, match="sudah disetujui tanpa unit itu"):
        batal_lewati(formulir=disetujui, oleh=kantor.ketua_tim)


def test_rekapitulasi_menyebut_belum_masuk_dan_tidak_pernah_nol(dilewati, run, kantor):
    serah.ketik(dilewati, "IK-1", kantor.staf_satu, nilai=77)
    kelompok = {k.unit: k for k in susun_rekapitulasi(meja.pengumpulan(run)).kelompok}
    milik = kelompok["Bidang Satu"]
    assert milik.belum_masuk.startswith("Belum masuk: Bidang Satu (dilewati: Belum menyerahkan")
    assert milik.diserahkan == ""
    for baris in milik.baris:
        assert baris.realisasi.nilai is None and "77" not in baris.realisasi.teks
    terima = {b.unit: b.diserahkan for b in susun_tanda_terima(meja.pengumpulan(run)).baris}
    assert "Belum masuk: Bidang Satu" in terima["Bidang Satu"]


# -- what it brings later ---------------------------------------------------------------------------


def test_susulan_dari_diserahkan_sampai_terukur(disetujui, run, kantor, sebagai):
    form = disetujui
    assert _terbaca(kantor) == {"IK-3": Decimal(5), "IK-4": Decimal(5)}
    langkah = terbuka(run).langkah.nomor
    assert form.get_absolute_url() in sebagai(kantor.staf_satu).get("/").content.decode()
    susulan = _serahkan_susulan(form, kantor.staf_satu)
    assert (susulan.macam, form.status) == ("susulan", "diserahkan")
    assert set(form.baris.values_list("status", flat=True)) == {"susulan"}
    # Handed in is not approved: nobody measures it yet.
    assert set(_terbaca(kantor)) == {"IK-3", "IK-4"}
    periksa = reverse("formulir_periksa", args=[form.pk])
    assert periksa in sebagai(kantor.ketua_tim).get("/").content.decode()
    with pytest.raises(TindakanDitolak, match="masih diperiksa Tim SAKIP"):
        setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)
    serah.terima_semua(form, kantor.ketua_tim)
    lihat = reverse("susulan_lihat", args=[susulan.pk])
    assert lihat in sebagai(kantor.sekretaris).get("/").content.decode()
    assert lihat not in sebagai(kantor.staf_dua).get("/").content.decode()
    with pytest.raises(TidakBerhak):
        setujui_susulan(penyerahan=susulan, oleh=kantor.ketua_tim)
    assert sebagai(kantor.sekretaris).post(lihat, {"aksi": "setujui"}).status_code == 302
    form.refresh_from_db()
    assert (form.status, terbuka(run).langkah.nomor) == ("disetujui", langkah)
    assert _terbaca(kantor) == {
        "IK-1": Decimal(9),
        "IK-2": Decimal(9),
        "IK-3": Decimal(5),
        "IK-4": Decimal(5),
    }
    kelompok = {k.unit: k for k in susun_rekapitulasi(meja.pengumpulan(run)).kelompok}
    assert kelompok["Bidang Satu"].belum_masuk == ""
    with pytest.raises(TindakanDitolak, match="sudah disetujui oleh"):
        setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)


def test_susulan_dikembalikan_satu_baris_lalu_disetujui(disetujui, kantor):
    form = disetujui
    susulan = _serahkan_susulan(form, kantor.staf_satu)
    serah.terima_semua(form, kantor.ketua_tim)
    with pytest.raises(TindakanDitolak, match="Tuliskan alasan"):
        kembalikan_susulan(penyerahan=susulan, oleh=kantor.sekretaris, alasan="")
    butir = susulan.butir.get(baris=meja.baris(form, "IK-1"))
    kembalikan_susulan(
        penyerahan=susulan, oleh=kantor.sekretaris, alasan="Periksa", baris={butir.pk: "Tidak sesuai bukti"}
    )
    form.refresh_from_db()
    baris = meja.baris(form, "IK-1")
    assert (form.status, baris.status, meja.baris(form, "IK-2").status) == (
        "dikembalikan",
        "dikembalikan",
        "susulan",
    )
    assert "Tidak sesuai bukti" in baris.perbaikan.isi
    # What was not named is decided by itself.
    setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)
    assert meja.baris(form, "IK-2").status == "disetujui"
    with pytest.raises(TindakanDitolak, match="1 catatan perbaikan"):
        serahkan_formulir(formulir=form, oleh=kantor.staf_satu)
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=4)
    serah.jawab(form, "IK-1", kantor.staf_satu)
    serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
    serah.putuskan(form, kantor)
    form.refresh_from_db()
    assert (form.status, _terbaca(kantor)["IK-1"]) == ("disetujui", Decimal(4))
    assert form.penyerahan.count() == 2


def test_susulan_dikembalikan_seluruhnya(disetujui, kantor):
    susulan = _serahkan_susulan(disetujui, kantor.staf_satu)
    serah.terima_semua(disetujui, kantor.ketua_tim)
    kembalikan_susulan(penyerahan=susulan, oleh=kantor.sekretaris, alasan="Bukan periode ini")
    susulan.refresh_from_db()
    disetujui.refresh_from_db()
    assert (susulan.keputusan, disetujui.status) == ("kembalikan", "dikembalikan")
    assert set(disetujui.baris.values_list("status", flat=True)) == {"dikembalikan"}


def test_susulan_sebelum_pengumpulan_disetujui_tidak_ikut_putusannya(dilewati, run, kantor):
    """Handed in while the recap is with the Sekretaris: the collection's approval does not take it along."""
    meja.sampai(run, 10)
    susulan = _serahkan_susulan(dilewati, kantor.staf_satu)
    tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris)
    dilewati.refresh_from_db()
    assert (dilewati.status, meja.baris(dilewati, "IK-1").status) == ("diserahkan", "susulan")
    serah.terima_semua(dilewati, kantor.ketua_tim)
    setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)
    assert _terbaca(kantor)["IK-1"] == 9


def test_susulan_ditarik_kembali_sebelum_diperiksa(disetujui, kantor):
    susulan = _serahkan_susulan(disetujui, kantor.staf_satu)
    tarik_kembali(formulir=disetujui, oleh=kantor.staf_satu, alasan="Keliru")
    disetujui.refresh_from_db()
    susulan.refresh_from_db()
    assert (disetujui.status, susulan.alasan_ditarik) == ("dibagikan", "Keliru")
    with pytest.raises(TindakanDitolak, match="ditarik kembali"):
        setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)
    assert _serahkan_susulan(disetujui, kantor.staf_satu).nomor == 2


def test_susulan_dikirim_kembali_tim_sebelum_diputuskan(disetujui, kantor):
    _serahkan_susulan(disetujui, kantor.staf_satu)
    kirim_kembali(
        formulir=disetujui, baris={meja.baris(disetujui, "IK-1").pk: "Lampirkan"}, oleh=kantor.ketua_tim
    )
    serah.terima_semua(disetujui, kantor.ketua_tim)
    susulan = disetujui.penyerahan.susulan_menunggu().get()
    assert susulan.diteruskan_oleh == kantor.ketua_tim
    setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)
    assert set(_terbaca(kantor)) == {"IK-2", "IK-3", "IK-4"}


def test_penyerah_susulan_tidak_memutusnya_bila_ada_orang_lain(disetujui, kantor):
    """The Sekretaris sits in Tim SAKIP and checked it; alone in the role, the record is flagged."""
    AnggotaTim.objects.create(tim=kantor.tim, pegawai=kantor.sekretaris.pegawai, kedudukan="anggota")
    lupakan_peran(kantor.sekretaris)
    _serahkan_susulan(disetujui, kantor.staf_satu)
    serah.terima_semua(disetujui, kantor.sekretaris)
    susulan = disetujui.penyerahan.susulan_menunggu().get()
    assert setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris).merangkap


# -- rows approved as menyusul -----------------------------------------------------------------------


@pytest.fixture
def menyusul(run, kantor, form):
    """All handed in, IK-1 as menyusul; the collection is approved."""
    serah.ketik(form, "IK-1", kantor.staf_satu, keadaan="menyusul", alasan="Survei")
    serah.semua_serah(kantor, run)
    serah.setujui_sampai(run, kantor)
    form.refresh_from_db()
    return form


def test_baris_menyusul_disetujui_lalu_angkanya_susulan(menyusul, kantor, sebagai):
    form = menyusul
    assert (form.status, meja.baris(form, "IK-1").ditunggu, meja.baris(form, "IK-2").ditunggu) == (
        "disetujui",
        True,
        False,
    )
    assert "1 angka menyusul ditunggu" in sebagai(kantor.staf_satu).get("/").content.decode()
    with pytest.raises(TindakanDitolak, match="Belum ada angka susulan"):
        serahkan_formulir(formulir=form, oleh=kantor.staf_satu)
    with pytest.raises(TindakanDitolak, match="sudah disetujui dan dikunci"):
        serah.ketik(form, "IK-2", kantor.staf_satu, nilai=1)
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=12)
    # Approved stays approved until the newer reading is: the recap and the measurement read menyusul.
    assert _terbaca(kantor)["IK-1"] == "menyusul"
    susulan = serahkan_formulir(formulir=form, oleh=kantor.staf_satu)
    form.refresh_from_db()
    assert (form.status, _terbaca(kantor)["IK-1"], susulan.butir.count()) == ("disetujui", "menyusul", 1)
    with pytest.raises(TindakanDitolak, match="menunggu keputusan"):
        serah.ketik(form, "IK-1", kantor.staf_satu, nilai=13)
    serah.putuskan(form, kantor)
    assert _terbaca(kantor)["IK-1"] == 12
    baris = meja.baris(form, "IK-1")
    assert (baris.status, baris.ditunggu, baris.revisi.nilai) == ("disetujui", False, 12)


def test_baris_menyusul_dikembalikan_tetap_berlaku_menyusul(menyusul, kantor):
    form = menyusul
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=12)
    susulan = serahkan_formulir(formulir=form, oleh=kantor.staf_satu)
    serah.terima_semua(form, kantor.ketua_tim)
    kembalikan_susulan(penyerahan=susulan, oleh=kantor.sekretaris, alasan="Hitung ulang")
    baris = meja.baris(form, "IK-1")
    assert (baris.status, baris.ditunggu, _terbaca(kantor)["IK-1"]) == ("disetujui", True, "menyusul")
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=11)
    serah.jawab(form, "IK-1", kantor.staf_satu)
    serahkan_formulir(formulir=form, oleh=kantor.staf_satu)
    serah.putuskan(form, kantor)
    assert _terbaca(kantor)["IK-1"] == 11


def test_angka_bulan_yang_menyusul_diminta_lagi_pada_triwulannya(kantor):
    """March was approved as menyusul; the quarter-end run asks for it, and its approval ends the waiting."""
    meja.indikator(kantor, "A-1", kantor.bidang_satu, 10, frekuensi="bulan")
    maret = meja.Periode.objects.tahun_lengkap(meja.TAHUN).get(jenis="bulan", nomor=3)
    bulanan = meja.mulai(kantor, periode=maret)
    meja.sampai(bulanan, 7)
    form = meja.formulir(bulanan, kantor.bidang_satu)
    serah.ketik(form, "A-1", kantor.staf_satu, keadaan="menyusul", alasan="Rekon")
    for oleh in (kantor.kasubbag, kantor.kabid_satu, kantor.kabid_dua):
        tindakan.selesaikan(catatan=terbuka(bulanan), oleh=oleh)
    serah.setujui_sampai(bulanan, kantor)
    triwulan = gerbang.mulai(
        opd=kantor.opd,
        prosedur=bulanan.prosedur,
        periode=meja.tw(),
        batas_waktu=serah.BATAS,
        oleh=kantor.sekretaris,
    )
    meja.sampai(triwulan, 7)
    baris = meja.formulir(triwulan, kantor.bidang_satu).baris.get(realisasi__periode=maret)
    assert baris.status == "terbuka"
    serah.isi_penuh(meja.formulir(triwulan, kantor.bidang_satu), kantor.staf_satu)
    serah.ketik_baris(baris, kantor.staf_satu, 6)
    for oleh in (kantor.kasubbag, kantor.kabid_satu, kantor.kabid_dua):
        tindakan.selesaikan(catatan=terbuka(triwulan), oleh=oleh)
    serah.setujui_sampai(triwulan, kantor)
    assert not form.baris.filter(ditunggu=True).exists()
    assert baca_bahan(kantor.opd, meja.tw(), []).bacaan[
        baris.realisasi.indikator_id, kantor.bidang_satu.pk, maret.pk
    ].revisi.nilai == Decimal(6)


def test_formulir_yang_mengambil_angka_disetujui_mengikuti_koreksinya(kantor):
    """The quarter-end run took March over as approved; corrected before it is decided, it says the new figure."""
    meja.indikator(kantor, "A-1", kantor.bidang_satu, 10, frekuensi="bulan")
    maret = meja.Periode.objects.tahun_lengkap(meja.TAHUN).get(jenis="bulan", nomor=3)
    bulanan = meja.mulai(kantor, periode=maret)
    meja.sampai(bulanan, 7)
    form = serah.serah(bulanan, kantor.bidang_satu, kantor.kabid_satu, 5)
    for oleh in (kantor.kasubbag, kantor.kabid_dua):
        tindakan.selesaikan(catatan=terbuka(bulanan), oleh=oleh)
    serah.setujui_sampai(bulanan, kantor)
    triwulan = gerbang.mulai(
        opd=kantor.opd,
        prosedur=bulanan.prosedur,
        periode=meja.tw(),
        batas_waktu=serah.BATAS,
        oleh=kantor.sekretaris,
    )
    meja.sampai(triwulan, 7)
    baris = meja.formulir(triwulan, kantor.bidang_satu).baris.get(realisasi__periode=maret)
    assert (baris.status, baris.revisi.nilai) == ("disetujui", 5)
    minta_koreksi(
        opd=kantor.opd,
        periode=maret,
        baris={meja.baris(form, "A-1").pk: "Salah ketik"},
        alasan="Salah ketik",
        oleh=kantor.ketua_tim,
        selaku="Tim SAKIP",
    )
    serah.ketik(form, "A-1", kantor.staf_satu, 8)
    serah.jawab(form, "A-1", kantor.staf_satu)
    serahkan_formulir(formulir=form, oleh=kantor.staf_satu)
    serah.putuskan(form, kantor)
    baris.refresh_from_db()
    assert (baris.status, baris.revisi.nilai) == ("disetujui", 8)


# -- the measurement --------------------------------------------------------------------------------


def _ukur(kantor, kumpul, **isi) -> Pengukuran:
    """A measurement of TW I by the same SOP, computed now, in the state given."""
    saat = timezone.now()
    ukur = gerbang.mulai(
        opd=kantor.opd,
        prosedur=kumpul.prosedur.sop.prosedur.get(jenis="pengukuran"),
        periode=meja.tw(),
        batas_waktu=serah.BATAS,
        oleh=kantor.sekretaris,
    )
    return Pengukuran.objects.create(
        pelaksanaan=ukur,
        opd=kantor.opd,
        periode=meja.tw(),
        dihitung_pada=saat,
        dihitung_oleh=kantor.ketua_tim,
        **isi,
    )


def test_pengukuran_yang_sudah_dihitung_tahu_ada_susulan(disetujui, run, kantor):
    pengukuran = _ukur(kantor, run)
    assert not ada_data_lebih_baru(pengukuran)
    _serahkan_susulan(disetujui, kantor.staf_satu)
    assert not ada_data_lebih_baru(pengukuran)
    serah.putuskan(disetujui, kantor)
    assert ada_data_lebih_baru(pengukuran)


def test_persetujuan_bertanggal_mundur_tetap_lebih_baru_dari_hitungan(disetujui, run, kantor):
    """January recorded afterwards: approved on a day of January, but only after the quarter was computed."""
    meja.indikator(kantor, "A-1", kantor.bidang_dua, 10, frekuensi="bulan")
    januari = meja.Periode.objects.tahun_lengkap(meja.TAHUN).get(jenis="bulan", nomor=1)
    bulanan = gerbang.mulai(
        opd=kantor.opd,
        prosedur=run.prosedur,
        periode=januari,
        batas_waktu=serah.BATAS,
        oleh=kantor.sekretaris,
    )
    meja.sampai(bulanan, 7)
    serah.serah(bulanan, kantor.bidang_dua, kantor.kabid_dua)
    for oleh in (kantor.kasubbag, kantor.kabid_satu):
        tindakan.selesaikan(catatan=terbuka(bulanan), oleh=oleh)
    bulanan.dicatat_belakangan = True
    bulanan.save(update_fields=["dicatat_belakangan"])
    catatan = meja.sampai(bulanan, 10)
    pengukuran = _ukur(kantor, run)
    assert not ada_data_lebih_baru(pengukuran)
    tindakan.setujui(catatan=catatan, oleh=kantor.sekretaris, pada=catatan.dibuka_pada)
    assert meja.pengumpulan(bulanan).disetujui_pada < pengukuran.dihitung_pada
    assert ada_data_lebih_baru(pengukuran)


def test_susulan_ditolak_bila_pengukurannya_sudah_disetujui(disetujui, run, kantor, sebagai):
    serah.ketik(disetujui, "IK-1", kantor.staf_satu)
    _ukur(kantor, run, disetujui_pada=timezone.now(), disetujui_oleh=kantor.sekretaris)
    with pytest.raises(TindakanDitolak, match="Ajukan dahulu pembukaan kembali"):
        serahkan_formulir(formulir=disetujui, oleh=kantor.staf_satu)
    with pytest.raises(TindakanDitolak, match="Ajukan dahulu pembukaan kembali"):
        serah.ketik(disetujui, "IK-2", kantor.staf_satu)
    halaman = sebagai(kantor.staf_satu).get(disetujui.get_absolute_url())
    assert not halaman.context["mengisi"]
    assert "Periode ini dikunci" in halaman.content.decode()
    assert disetujui.get_absolute_url() not in sebagai(kantor.staf_satu).get("/").content.decode()


def test_susulan_yang_menunggu_ditolak_bila_pengukuran_disetujui_lebih_dulu(disetujui, run, kantor):
    susulan = _serahkan_susulan(disetujui, kantor.staf_satu)
    serah.terima_semua(disetujui, kantor.ketua_tim)
    _ukur(kantor, run, disetujui_pada=timezone.now(), disetujui_oleh=kantor.sekretaris)
    with pytest.raises(TindakanDitolak, match="Ajukan dahulu pembukaan kembali"):
        setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)
    susulan.refresh_from_db()
    assert (susulan.keputusan, meja.baris(disetujui, "IK-1").status) == ("", "susulan")


# -- without a filling step, without a run -----------------------------------------------------------


def test_sop_002_melewati_lalu_susulan(kantor):
    run = meja.mulai(serah.kantor_berindikator(kantor), "002")
    meja.sampai(run, 5)
    serah.serah(run, kantor.sekretariat, kantor.kasubbag)
    form = meja.formulir(run, kantor.bidang_satu)
    _lewati(run, [form, meja.formulir(run, kantor.bidang_dua)], kantor.ketua_tim)
    tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris, isian=meja.ISIAN["rapat"])
    tindakan.setujui(catatan=terbuka(run), oleh=kantor.sekretaris)
    assert terbuka(run).langkah.nomor == 7
    form.refresh_from_db()
    _serahkan_susulan(form, kantor.staf_satu)
    serah.putuskan(form, kantor)
    assert _terbaca(kantor)["IK-1"] == 9


def test_entri_langsung_melewati_dan_susulan_diputuskan_tim(kantor):
    serah.kantor_berindikator(kantor)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    form = Formulir.objects.get(pengumpulan=entri, unit=kantor.bidang_satu)
    for lain in Formulir.objects.filter(pengumpulan=entri).exclude(pk=form.pk):
        serah.isi_penuh(lain, kantor.ketua_tim)
        serahkan_formulir(formulir=lain, oleh=kantor.ketua_tim)
    batas = batas_pengumpulan(entri, Kalender(kantor.opd))
    lewati(pengumpulan=entri, formulir=[form.pk], oleh=kantor.ketua_tim, batas=batas, alasan="Terlambat")
    tutup_entri_langsung(pengumpulan=entri, oleh=kantor.ketua_tim)
    form.refresh_from_db()
    _serahkan_susulan(form, kantor.staf_satu)
    serah.terima_semua(form, kantor.ketua_tim)
    susulan = form.penyerahan.susulan_menunggu().get()
    with pytest.raises(TindakanDitolak, match="keputusannya harus orang lain"):
        setujui_susulan(penyerahan=susulan, oleh=kantor.ketua_tim)
    setujui_susulan(penyerahan=susulan, oleh=kantor.anggota_tim)
    assert Pengumpulan.objects.get().formulir.get(pk=form.pk).status == "disetujui"
    assert _terbaca(kantor)["IK-2"] == 9


def test_halaman_lewati_dan_susulan_hanya_untuk_yang_berhak(run, kantor, form, kantor_lain, sebagai):
    alamat = reverse("pengumpulan_lewati", args=[meja.pengumpulan(run).pk])
    assert sebagai(kantor.staf_satu).get(alamat).status_code == 403
    assert sebagai(kantor_lain.ketua_tim).get(alamat).status_code == 404
    halaman = sebagai(kantor.ketua_tim).get(alamat)
    assert "Bidang Satu" in halaman.content.decode()
    assert sebagai(kantor.ketua_tim).post(alamat, {}).status_code == 422
    assert sebagai(kantor.ketua_tim).post(alamat, {"formulir": [form.pk]}).status_code == 302
    form.refresh_from_db()
    assert form.dilewati
    assert sebagai(kantor.ketua_tim).post(reverse("formulir_batal_lewati", args=[form.pk])).status_code == 302
    form.refresh_from_db()
    assert not form.dilewati


def test_yang_ditulis_pemutus_susulan_tetap_ada_bila_ditolak(disetujui, kantor, sebagai):
    susulan = _serahkan_susulan(disetujui, kantor.staf_satu)
    serah.terima_semua(disetujui, kantor.ketua_tim)
    satu, dua = susulan.butir.order_by("pk")
    alamat = reverse("susulan_lihat", args=[susulan.pk])
    isi = {"aksi": "kembalikan", "butir": satu.pk, f"butir-{satu.pk}": "Cocokkan register", "alasan": " "}
    jawab = sebagai(kantor.sekretaris).post(alamat, isi)
    assert (jawab.status_code, "Tuliskan alasan" in jawab.content.decode()) == (409, True)
    assert {b[0]: b[3:] for b in jawab.context["baris"]} == {
        satu.pk: (True, "Cocokkan register"),
        dua.pk: (False, ""),
    }
    assert sebagai(kantor.sekretaris).post(alamat, isi | {"alasan": "Kurang"}).status_code == 302
    assert meja.baris(disetujui, "IK-1").perbaikan.isi.endswith("Cocokkan register")


def test_bukti_susulan_ditawarkan_di_formulir_dan_barisnya(disetujui, kantor, sebagai):
    """The collection is approved; the rows that are still to come take evidence, the others no more."""
    isi = sebagai(kantor.staf_satu).get(disetujui.get_absolute_url()).content.decode()
    assert "Tambah bukti dukung" in isi
    for kode, akun, boleh in (("IK-1", kantor.staf_satu, True), ("IK-3", kantor.staf_dua, False)):
        baris = BarisFormulir.objects.get(realisasi__indikator__kode=kode)
        isi = sebagai(akun).get(reverse("baris_isi", args=[baris.pk])).content.decode()
        assert ("Tambah bukti" in isi) is boleh, kode


def test_putusan_susulan_dicatat_untuk_pejabatnya_atas_dasar_naskah(disetujui, kantor, sebagai):
    """A Sekretaris who does not log in: Tim SAKIP records the decision, but not whoever checked the rows."""
    susulan = _serahkan_susulan(disetujui, kantor.staf_satu)
    serah.terima_semua(disetujui, kantor.ketua_tim)
    alamat = reverse("susulan_lihat", args=[susulan.pk])
    assert "Catat putusan" not in sebagai(kantor.staf_satu).get(alamat).content.decode()
    assert "keputusannya harus orang lain" in sebagai(kantor.ketua_tim).get(alamat).content.decode()
    tim = sebagai(kantor.anggota_tim)
    halaman = tim.get(alamat)
    assert "Catat putusan pejabatnya" in halaman.content.decode()
    untuk = halaman.context["form_catat"].fields["untuk"].queryset.get()
    isi = {"aksi": "setujui", "untuk": untuk.pk, "dasar": "", "tanggal": hari_ini().isoformat()}
    jawab = tim.post(alamat, isi)
    assert (jawab.status_code, "atas dasar apa" in jawab.content.decode()) == (409, True)
    kemarin = (hari_ini() - timedelta(days=1)).isoformat()
    jawab = tim.post(alamat, isi | {"dasar": "ND 12", "tanggal": kemarin})
    assert (jawab.status_code, "sebelum susulannya diserahkan" in jawab.content.decode()) == (409, True)
    assert sebagai(kantor.staf_satu).post(alamat, isi | {"dasar": "ND 12"}).status_code == 409
    susulan.refresh_from_db()
    assert susulan.keputusan == ""
    assert sebagai(kantor.anggota_tim).post(alamat, isi | {"dasar": "ND 12"}).status_code == 302
    susulan.refresh_from_db()
    assert (susulan.keputusan, susulan.diputuskan_oleh, susulan.merangkap) == (
        "setujui",
        kantor.anggota_tim,
        False,
    )
    assert susulan.diputuskan_selaku.startswith(f"{untuk.sebutan}, dicatat atas dasar ND 12 tanggal ")
    assert _terbaca(kantor)["IK-1"] == 9
