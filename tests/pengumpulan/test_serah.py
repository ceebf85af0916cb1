"""Handing in: by the head or for the head, after a last look; and taking it back before it is recapped."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from alur import tindakan
from alur.giliran import menunggu
from alur.models import Paraf, Pemberitahuan
from alur.perbaikan import tindaklanjuti
from alur.syarat import pihak_belum
from alur.waktu import waktu_kunjungan
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.kalender import Kalender
from organisasi.models import Jabatan, PemangkuJabatan
from organisasi.waktu import hari_ini
from pengumpulan.actions import (
    buka_entri_langsung,
    catat_anggaran,
    serahkan,
    serahkan_formulir,
    tarik_kembali,
)
from pengumpulan.actions.serahkan import dapat_ditarik
from pengumpulan.models import BarisAnggaran, Formulir, Realisasi
from pengumpulan.penagihan import susun_penagihan
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.pengumpulan import panggung_serah as serah

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(kantor):
    return serah.run_pengisian(kantor)


@pytest.fixture
def form(run, kantor):
    return meja.formulir(run, kantor.bidang_satu)


def halaman(sebagai, akun, form):
    return sebagai(akun).get(reverse("formulir_serahkan", args=[form.pk]))


# -- for whom ---------------------------------------------------------------------------------------


def test_kepala_bidang_menyerahkan_atas_namanya_sendiri(run, kantor):
    form = serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    assert (form.diserahkan_oleh, form.diserahkan_untuk, form.jabatan_kosong) == (
        kantor.kabid_satu,
        None,
        False,
    )
    assert form.diserahkan_selaku == kantor.jabatan["Kepala Bidang Satu"].nama
    assert terbuka(run).paraf.get().uraian == ""


def test_staf_menyerahkan_untuk_kepala_bidang_dan_tercatat(run, kantor, sebagai):
    form = serah.serah(run, kantor.bidang_satu, kantor.staf_satu)
    kepala = PemangkuJabatan.objects.get(jabatan=kantor.jabatan["Kepala Bidang Satu"])
    assert (form.diserahkan_oleh, form.diserahkan_untuk) == (kantor.staf_satu, kepala)
    penyerahan = form.penyerahan.get()
    assert (penyerahan.untuk, penyerahan.butir.count()) == (kepala, 2)
    tanda = f"untuk {kepala.pegawai} ({kepala.sebutan})"
    assert tanda in form.penyerah
    # Wherever the hand-in is shown: the form, the list of Tim SAKIP, the history of the run.
    for alamat in (form.get_absolute_url(), meja.pengumpulan(run).get_absolute_url()):
        assert tanda in sebagai(kantor.ketua_tim).get(alamat).content.decode()
    assert "bukan oleh pejabatnya sendiri" in terbuka(run).paraf.get().uraian
    assert (
        "bukan oleh pejabatnya sendiri" in sebagai(kantor.kepala).get(run.get_absolute_url()).content.decode()
    )


def test_plh_menyerahkan_sebagai_pejabat_dan_staf_untuk_plh(run, kantor):
    jabatan = kantor.jabatan["Kepala Bidang Satu"]
    plh = PemangkuJabatan.objects.create(
        jabatan=jabatan, pegawai=kantor.kabid_dua.pegawai, jenis="plh", tanggal_mulai=hari_ini()
    )
    form = serah.serah(run, kantor.bidang_satu, kantor.staf_satu)
    assert form.diserahkan_untuk == plh


def test_jabatan_kosong_siapa_pun_di_unit_dan_ditandai(run, kantor):
    kemarin = hari_ini() - timedelta(days=1)
    PemangkuJabatan.objects.filter(jabatan=kantor.jabatan["Kepala Bidang Satu"]).update(
        tanggal_selesai=kemarin
    )
    form = serah.serah(run, kantor.bidang_satu, kantor.staf_satu)
    assert (form.diserahkan_untuk, form.jabatan_kosong) == (None, True)
    assert "jabatan pimpinan unit kosong" in form.penyerah


def test_tim_mencatatkan_penyerahan_dengan_dasar(run, kantor, form, sebagai):
    serah.isi_penuh(form, kantor.staf_satu)
    alamat = reverse("formulir_serahkan", args=[form.pk])
    assert sebagai(kantor.ketua_tim).post(alamat, {"tanggal": hari_ini()}).status_code == 422
    jawab = sebagai(kantor.ketua_tim).post(alamat, {"dasar": "Nota Dinas 7", "tanggal": hari_ini()})
    assert jawab.status_code == 302
    form.refresh_from_db()
    kepala = PemangkuJabatan.objects.get(jabatan=kantor.jabatan["Kepala Bidang Satu"])
    assert (form.diserahkan_oleh, form.diserahkan_untuk) == (kantor.ketua_tim, kepala)
    assert terbuka(run).paraf.get().dasar_pencatatan == "Nota Dinas 7"


def test_jabatan_kosong_tim_mencatatkan_untuk_pemangku_lain_di_unit(run, kantor, form, sebagai):
    serah.isi_penuh(form, kantor.staf_satu)
    PemangkuJabatan.objects.filter(jabatan=kantor.jabatan["Kepala Bidang Satu"]).update(
        tanggal_selesai=hari_ini() - timedelta(days=1)
    )
    alamat = reverse("formulir_serahkan", args=[form.pk])
    isi = {"dasar": "Pesan dari bidang", "tanggal": hari_ini()}
    # Nobody holds a position there: the page says what else can be done.
    jawab = sebagai(kantor.ketua_tim).post(alamat, isi)
    assert (jawab.status_code, "catat Plt.-nya" in jawab.content.decode()) == (409, True)
    jabatan = Jabatan.objects.create(
        opd=kantor.opd, unit=kantor.bidang_satu, nama="Analis Contoh", jenis=Jabatan.Jenis.FUNGSIONAL
    )
    analis = PemangkuJabatan.objects.create(
        jabatan=jabatan, pegawai=kantor.staf_satu.pegawai, jenis="definitif", tanggal_mulai=meja.AWAL
    )
    jawab = sebagai(kantor.ketua_tim).post(alamat, isi)
    assert jawab.status_code == 422
    assert "Pilih pegawai unit itu yang menyerahkan." in jawab.content.decode()
    assert sebagai(kantor.ketua_tim).post(alamat, isi | {"untuk": analis.pk}).status_code == 302
    form.refresh_from_db()
    assert (form.status, form.diserahkan_oleh, form.diserahkan_untuk) == (
        "diserahkan",
        kantor.ketua_tim,
        analis,
    )


def test_anggaran_yang_kosong_disebut_sebelum_diserahkan(kantor, sebagai):
    meja.pagu(kantor)
    run = serah.run_pengisian(kantor)
    baris = BarisAnggaran.objects.get(formulir__pengumpulan__pelaksanaan=run)
    oleh = {kantor.bidang_satu: kantor.staf_satu, kantor.bidang_dua: kantor.staf_dua}.get(
        baris.formulir.unit, kantor.kasubbag
    )
    serah.isi_penuh(baris.formulir, oleh)
    jawab = halaman(sebagai, oleh, baris.formulir)
    assert [b.isi for b in jawab.context["t"].anggaran_kosong] == ["belum diisi"]
    assert "Realisasi anggaran belum diisi (1)" in jawab.content.decode()
    catat_anggaran(baris=baris, nilai=0, oleh=oleh)
    jawab = halaman(sebagai, oleh, baris.formulir)
    assert "anggaran belum diisi" not in jawab.content.decode()


def test_tinjauan_menyebut_yang_menyusul_dan_yang_kurang(run, kantor, form, sebagai):
    serah.ketik(
        form, "IK-1", kantor.staf_satu, keadaan="menyusul", alasan="Survei", menyusul_pada=date(2099, 1, 15)
    )
    t = halaman(sebagai, kantor.kabid_satu, form).context["t"]
    assert (t.jumlah, t.berangka, len(t.menyusul)) == (2, 0, 1)
    assert t.menyusul[0].keterangan == ("Survei", "Menyusul paling lambat 15 Januari 2099.")
    assert "Bidang Satu: 1 indikator belum diisi" in " ".join(t.kekurangan)
    ditolak = sebagai(kantor.kabid_satu).post(reverse("formulir_serahkan", args=[form.pk]), {"uraian": ""})
    assert ditolak.status_code == 409
    form.refresh_from_db()
    assert (form.status, form.penyerahan.count(), terbuka(run).paraf.count()) == ("dibagikan", 0, 0)


def test_halaman_serah_bukan_untuk_orang_unit_lain(kantor, form, sebagai):
    assert halaman(sebagai, kantor.staf_dua, form).status_code == 403
    with pytest.raises(TidakBerhak):
        serahkan_formulir(formulir=form, oleh=kantor.staf_dua)


# -- taken back -------------------------------------------------------------------------------------


def test_tarik_kembali_di_langkah_pengisian_mengambil_parafnya(run, kantor, form, sebagai):
    serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    catatan = terbuka(run)
    assert catatan.dikerjakan_pada is not None
    tarik_kembali(formulir=form, oleh=kantor.staf_satu, alasan="Salah kolom")
    form.refresh_from_db()
    assert (form.status, form.diserahkan_pada) == ("dibagikan", None)
    assert set(form.baris.values_list("status", flat=True)) == {"terbuka"}
    assert Realisasi.objects.get(indikator__kode="IK-1").revisi.count() == 1
    # The paraf is history and counts no more: the step waits for the unit again, and so do its people.
    catatan.refresh_from_db()
    assert catatan.paraf.count() == 0
    ditarik = Paraf.semua.get(catatan=catatan)
    assert (ditarik.ditarik_oleh, ditarik.alasan_ditarik) == (kantor.staf_satu, "Salah kolom")
    assert kantor.bidang_satu.pk in {satu.unit_id for satu in pihak_belum(catatan)}
    assert [satu.pk for satu in menunggu(kantor.kabid_satu)] == [catatan.pk]
    (tagih,) = susun_penagihan(kantor.opd, str)
    assert "Bidang Satu" in tagih.giliran
    # No beginning is left that nobody marked.
    assert catatan.dikerjakan_pada is None
    catatan.langkah.refresh_from_db()
    waktu = waktu_kunjungan(
        catatan, kalender=Kalender(kantor.opd), menit_per_hari=450, kini=catatan.dibuka_pada
    )
    assert waktu.pihak == ()
    assert "Salah kolom" in sebagai(kantor.kepala).get(run.get_absolute_url()).content.decode()
    assert Pemberitahuan.objects.filter(pengguna=kantor.ketua_tim, isi__contains="Salah kolom").exists()
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=7)
    lagi = serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    assert [satu.ditarik_pada is not None for satu in lagi.penyerahan.all()] == [True, False]


def test_tarik_kembali_sesudah_langkah_pengisian_ditutup_menahan_rekap(run, kantor, form, sebagai):
    serah.semua_serah(kantor, run)
    pengisian = run.catatan.get(langkah__nomor=7)
    tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Angka keliru")
    # The run stays with Tim SAKIP, whose list names the unit; the closed visit is what it was.
    assert terbuka(run).langkah.nomor == 8
    assert pengisian.paraf.count() == 3
    with pytest.raises(TindakanDitolak, match="Bidang Satu belum menyerahkan formulir"):
        tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)
    tugas = sebagai(kantor.staf_satu).get("/").content.decode()
    assert form.get_absolute_url() in tugas
    (tagih,) = susun_penagihan(kantor.opd, str)
    assert [satu.unit for satu in tagih.tagihan] == [kantor.bidang_satu]
    serah.ketik(form, "IK-1", kantor.staf_satu, nilai=8)
    assert halaman(sebagai, kantor.kabid_satu, form).context["mengisi"]
    serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    tindakan.selesaikan(catatan=terbuka(run), oleh=kantor.ketua_tim)
    assert terbuka(run).langkah.nomor == 9


def test_tarik_kembali_ditolak_sesudah_direkap(run, kantor, form, sebagai):
    serah.semua_serah(kantor, run)
    meja.maju(run)
    with pytest.raises(TindakanDitolak, match="sudah direkap"):
        tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Keliru")
    form.refresh_from_db()
    assert form.status == "diserahkan"
    assert not sebagai(kantor.kabid_satu).get(form.get_absolute_url()).context["penyerahan"].url_tarik


def test_tarik_kembali_hanya_baris_yang_belum_diterima_tim(run, kantor, form):
    serah.semua_serah(kantor, run)
    satu = meja.baris(form, "IK-1")
    serah.terima_baris(formulir=form, baris={satu.pk: satu.revisi_id}, oleh=kantor.ketua_tim)
    tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="IK-2 keliru")
    assert (meja.baris(form, "IK-1").status, meja.baris(form, "IK-2").status) == ("diserahkan", "terbuka")
    assert form.penyerahan.get().ditarik_pada is None
    serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    serah.terima_semua(form, kantor.ketua_tim)
    with pytest.raises(TindakanDitolak, match="sudah diterima Tim SAKIP"):
        tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Keliru")


def test_yang_dapat_ditarik_dibaca_sama_ringan_untuk_banyak_baris(kantor, django_assert_max_num_queries):
    for nomor in range(3, 23):
        meja.indikator(kantor, f"TB-{nomor}", kantor.bidang_satu)
    run = serah.run_pengisian(kantor)
    form = serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    with django_assert_max_num_queries(15):
        butir, sebab = dapat_ditarik(form)
    assert (len(butir), sebab) == (22, "")


def test_tarik_kembali_tanpa_alasan_dan_oleh_unit_lain_ditolak(run, kantor, form):
    serah.serah(run, kantor.bidang_satu, kantor.kabid_satu)
    with pytest.raises(TindakanDitolak, match="Tuliskan alasan"):
        tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan=" ")
    with pytest.raises(TidakBerhak):
        tarik_kembali(formulir=form, oleh=kantor.staf_dua, alasan="Iseng")
    form.refresh_from_db()
    assert (form.status, terbuka(run).paraf.count()) == ("diserahkan", 1)


def test_tarik_kembali_sesudah_pengembalian_hanya_baris_putaran_ini(run, kantor, form):
    """What was accepted in the round before stays handed in."""
    serah.semua_serah(kantor, run)
    meja.sampai(run, 10)
    tindakan.kembalikan(
        catatan=terbuka(run),
        oleh=kantor.sekretaris,
        alasan="Keliru",
        baris={meja.baris(form, "IK-1").pk: "Hitung ulang"},
    )
    perbaikan = meja.baris(form, "IK-1").perbaikan
    tindaklanjuti(perbaikan=perbaikan, oleh=kantor.staf_satu, jawaban="Sudah")
    serahkan(catatan=terbuka(run), oleh=kantor.kabid_satu)
    assert terbuka(run).langkah.nomor == 8
    tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Sekali lagi")
    form.refresh_from_db()
    assert form.status == "dikembalikan"
    assert (meja.baris(form, "IK-1").status, meja.baris(form, "IK-2").status) == (
        "dikembalikan",
        "diserahkan",
    )
    with pytest.raises(TindakanDitolak, match="sudah direkap"):
        tarik_kembali(formulir=meja.formulir(run, kantor.bidang_dua), oleh=kantor.kabid_dua, alasan="Ikut")


# -- an SOP without a filling step (002), and an entry without a run ---------------------------------


def test_sop_002_menyerahkan_dan_menarik_tanpa_langkah(kantor):
    run = meja.mulai(serah.kantor_berindikator(kantor), "002")
    meja.sampai(run, 4)
    form = serah.serah(run, kantor.bidang_satu, kantor.staf_satu)
    assert form.diserahkan_untuk.jabatan == kantor.jabatan["Kepala Bidang Satu"]
    tarik_kembali(formulir=form, oleh=kantor.staf_satu, alasan="Keliru")
    form.refresh_from_db()
    assert form.status == "dibagikan"
    assert serah.serah(run, kantor.bidang_satu, kantor.kabid_satu).status == "diserahkan"


def test_entri_langsung_menyerahkan_dan_menarik(kantor):
    serah.kantor_berindikator(kantor)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    form = Formulir.objects.get(pengumpulan=entri, unit=kantor.bidang_satu)
    serah.isi_penuh(form, kantor.staf_satu)
    serahkan_formulir(formulir=form, oleh=kantor.kabid_satu)
    tarik_kembali(formulir=form, oleh=kantor.kabid_satu, alasan="Keliru")
    form.refresh_from_db()
    assert (form.status, form.diserahkan_pada) == ("dibagikan", None)
