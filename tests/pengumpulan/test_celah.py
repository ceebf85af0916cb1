"""Doors that stood ajar: each rule was once broken by real people doing allowed things in an unlucky order."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from alur import actions as gerbang
from alur import tindakan
from alur.disposisi import kembalikan_disposisi, terima_disposisi
from alur.models import CatatanLangkah, CatatanPerbaikan, Langkah, Pelaksanaan
from alur.pencatatan import Pencatatan
from alur.perbaikan import tindaklanjuti
from organisasi.galat import TindakanDitolak
from organisasi.models import PemangkuJabatan, Pengguna, UnitKerja
from organisasi.waktu import hari_ini
from pengukuran.actions import hitung
from pengukuran.models import HasilUkur
from pengumpulan.actions import (
    buka_entri_langsung,
    catat_anggaran,
    catat_realisasi,
    serahkan_formulir,
    tutup_entri_langsung,
)
from pengumpulan.models import (
    BarisAnggaran,
    BarisFormulir,
    Formulir,
    Pengumpulan,
    Realisasi,
)
from perencanaan.models import Periode, RealisasiAnggaran
from tests.alur.penjalan import buat_pegawai, jawab_perbaikan, para_pelaku, terbuka
from tests.panggung_kinerja import PanggungKinerja
from tests.pengumpulan import meja

D = Decimal
pytestmark = pytest.mark.django_db


def isi(form: Formulir, nilai: Decimal, oleh: Pengguna) -> None:
    """Type that figure into every row of the form that is still empty."""
    for baris in form.baris.select_related("realisasi__indikator", "realisasi__unit", "realisasi__periode"):
        if baris.dapat_diisi and baris.realisasi.keadaan == "belum_diisi":
            ketik(baris, nilai, oleh)


def ketik(baris: BarisFormulir, nilai: Decimal, oleh: Pengguna) -> None:
    """Type a figure into the cell of a row."""
    sel = baris.realisasi
    catat_realisasi(
        indikator=sel.indikator,
        unit=sel.unit,
        periode=sel.periode,
        keadaan="angka",
        nilai=nilai,
        oleh=oleh,
    )


def selesaikan(pelaksanaan: Pelaksanaan) -> None:
    """Finish the open step by everyone who must."""
    catatan = terbuka(pelaksanaan)
    for oleh in para_pelaku(catatan):
        tindakan.selesaikan(catatan=catatan, oleh=oleh, isian=meja.ISIAN.get(catatan.langkah.layar))


def lanjut(pelaksanaan: Pelaksanaan, nomor: int) -> CatatanLangkah:
    """Walk to that step, approving where there is something to approve and answering remarks on the way."""
    while (catatan := terbuka(pelaksanaan)).langkah.nomor < nomor:
        jawab_perbaikan(catatan)
        putusan = catatan.langkah.jalur_kembali.exists()
        lakukan = tindakan.setujui if putusan else tindakan.selesaikan
        for oleh in para_pelaku(catatan):
            lakukan(catatan=catatan, oleh=oleh, isian=meja.ISIAN.get(catatan.langkah.layar))
    return catatan


def isi_dan_serahkan(pelaksanaan: Pelaksanaan, kantor) -> None:
    """The Tim fills in and hands in every form of the run."""
    for form in Formulir.objects.filter(pengumpulan__pelaksanaan=pelaksanaan):
        isi(form, D(5), kantor.ketua_tim)
        serahkan_formulir(formulir=form, oleh=kantor.ketua_tim)


def siap_diserahkan(kantor) -> Pelaksanaan:
    """A run of SOP 002, where forms are filled in at step 5, decided at 6 and measured at 7."""
    pelaksanaan = meja.mulai(kantor, "002")
    lanjut(pelaksanaan, 5)
    return pelaksanaan


# -- spending ----------------------------------------------------------------------------------------------


@pytest.fixture
def baris_formulir_batal(kantor):
    """The spending row of a run that was cancelled; the run that followed it brought 400.000, approved."""
    panggung = PanggungKinerja(kantor)
    panggung.pengumpulan_jalan = panggung._mulai("pengumpulan")
    panggung.jalankan(panggung.pengumpulan_jalan, 7)
    lama = Pengumpulan.objects.get(pelaksanaan=panggung.pengumpulan_jalan)
    gerbang.batalkan(pelaksanaan=panggung.pengumpulan_jalan, oleh=kantor.sekretaris, alasan="Salah periode")
    panggung.kumpulkan(11)
    return BarisAnggaran.objects.get(formulir__pengumpulan=lama, simpul=panggung.sub_kegiatan)


def test_belanja_disetujui_tidak_berubah_dari_formulir_yang_dibatalkan(kantor, baris_formulir_batal):
    with pytest.raises(TindakanDitolak, match="dibatalkan"):
        catat_anggaran(baris=baris_formulir_batal, nilai=D(999_000), oleh=kantor.staf_satu)

    assert RealisasiAnggaran.objects.get(simpul=baris_formulir_batal.simpul).nilai == 400_000


def test_halaman_formulir_yang_dibatalkan_tidak_menyimpan_belanja(kantor, sebagai, baris_formulir_batal):
    baris = baris_formulir_batal
    jawaban = sebagai(kantor.staf_satu).post(
        reverse("formulir_simpan", args=[baris.formulir_id]),
        {f"a{baris.pk}-versi": "1", f"a{baris.pk}-semula": "400000", f"a{baris.pk}-nilai": "888000"},
    )

    assert jawaban.status_code == 422
    assert RealisasiAnggaran.objects.get(simpul=baris.simpul).nilai == 400_000


def test_belanja_disetujui_lewat_entri_langsung_tidak_berubah_dari_pelaksanaan_sesudahnya(kantor):
    meja.indikator(kantor, "A-1", kantor.bidang_satu, 10)
    meja.pagu(kantor)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    catat_anggaran(baris=BarisAnggaran.objects.get(), nilai=D(100), oleh=kantor.ketua_tim)
    for form in entri.formulir.all():
        isi(form, D(5), kantor.ketua_tim)
        serahkan_formulir(formulir=form, oleh=kantor.ketua_tim)
    tutup_entri_langsung(pengumpulan=entri, oleh=kantor.ketua_tim)

    pelaksanaan = meja.mulai(kantor)
    meja.sampai(pelaksanaan, 7)
    baris = BarisAnggaran.objects.get(formulir__pengumpulan__pelaksanaan=pelaksanaan)
    assert baris.status == "disetujui"
    with pytest.raises(TindakanDitolak, match="sudah disetujui"):
        catat_anggaran(baris=baris, nilai=D(900), oleh=kantor.staf_satu)
    assert RealisasiAnggaran.objects.get().nilai == 100


# -- what is approved or handed in -------------------------------------------------------------------------


def test_pengumpulan_yang_sudah_disetujui_tidak_dapat_dibatalkan(kantor):
    panggung = PanggungKinerja(kantor)
    panggung.kumpulkan(12)

    with pytest.raises(TindakanDitolak, match="tidak dapat dibatalkan"):
        gerbang.batalkan(pelaksanaan=panggung.pengumpulan_jalan, oleh=kantor.sekretaris, alasan="Salah")

    panggung.pengumpulan_jalan.refresh_from_db()
    assert panggung.pengumpulan_jalan.status == "berjalan"
    with pytest.raises(TindakanDitolak, match="disetujui dan dikunci"):
        catat_realisasi(
            indikator=panggung.indikator["IKU-1"],
            unit=kantor.bidang_satu,
            periode=panggung.tw,
            keadaan="angka",
            nilai=D(99),
            oleh=kantor.staf_satu,
        )


def test_angka_yang_diserahkan_pada_satu_formulir_tidak_diubah_lewat_formulir_lain(kantor):
    """A monthly cell sits on the form of March and, still undecided, on that of TW I."""
    meja.indikator(kantor, "A-1", kantor.bidang_satu, 10, frekuensi="bulan")
    maret = Periode.objects.tahun_lengkap(meja.TAHUN).get(jenis="bulan", nomor=3)
    bulanan = meja.mulai(kantor, periode=maret)
    meja.sampai(bulanan, 7)
    isi(meja.formulir(bulanan, kantor.bidang_satu), D(10), kantor.staf_satu)
    selesaikan(bulanan)
    triwulanan = gerbang.mulai(
        opd=kantor.opd,
        prosedur=bulanan.prosedur,
        periode=meja.tw(),
        batas_waktu=date(2026, 1, 15),
        oleh=kantor.sekretaris,
    )
    meja.sampai(triwulanan, 7)
    baris = meja.formulir(triwulanan, kantor.bidang_satu).baris.get(realisasi__periode=maret)

    with pytest.raises(TindakanDitolak, match="sudah diserahkan"):
        ketik(baris, D(12), kantor.staf_satu)

    assert Realisasi.objects.get(pk=baris.realisasi_id).nilai == 10


# -- returns -----------------------------------------------------------------------------------------------


def test_unit_di_luar_peran_sop_dapat_membetulkan_barisnya_sesudah_langkah_pengisian_ditutup(kantor):
    """A UPTD fills in a form but is no party of step 7, which can therefore close before the UPTD has answered."""
    uptd = UnitKerja.objects.create(opd=kantor.opd, nama="UPTD Contoh", jenis="uptd", urutan=9)
    staf = buat_pegawai(kantor, "Staf UPTD", uptd)
    meja.indikator(kantor, "A-1", kantor.bidang_satu, 10)
    meja.indikator(kantor, "U-1", uptd, 10)
    pelaksanaan = meja.mulai(kantor)
    meja.sampai(pelaksanaan, 7)
    isi(meja.formulir(pelaksanaan, kantor.bidang_satu), D(5), kantor.staf_satu)
    form = meja.formulir(pelaksanaan, uptd)
    isi(form, D(5), staf)
    serahkan_formulir(formulir=form, oleh=staf)
    selesaikan(pelaksanaan)
    baris = meja.baris(form, "U-1")
    tindakan.kembalikan(
        catatan=meja.sampai(pelaksanaan, 10),
        oleh=kantor.sekretaris,
        alasan="Ada angka keliru",
        baris={baris.pk: "Betulkan"},
    )
    selesaikan(pelaksanaan)
    assert terbuka(pelaksanaan).langkah.nomor == 8

    ketik(baris, D(7), staf)
    tindaklanjuti(perbaikan=CatatanPerbaikan.objects.get(), oleh=staf, jawaban="Sudah dibetulkan.")
    form.refresh_from_db()
    serahkan_formulir(formulir=form, oleh=staf)

    meja.sampai(pelaksanaan, 10)
    tindakan.setujui(catatan=terbuka(pelaksanaan), oleh=kantor.sekretaris)
    baris.refresh_from_db()
    assert (baris.status, baris.realisasi.nilai) == ("disetujui", 7)


@pytest.fixture
def kembali_dari_ukur(kantor):
    """SOP 002: the data were approved at step 6, and the measurement at 7 sent its result back to 6."""
    meja.indikator(kantor, "A-1", kantor.sekretariat, 10)
    pelaksanaan = siap_diserahkan(kantor)
    isi_dan_serahkan(pelaksanaan, kantor)
    catatan = lanjut(pelaksanaan, 7)
    oleh = para_pelaku(catatan)[0]
    assert Pengumpulan.objects.get().disetujui_pada is not None
    hitung(catatan=catatan, oleh=oleh)
    tindakan.kembalikan(
        catatan=catatan,
        oleh=oleh,
        alasan="Angka A-1 keliru",
        hasil={HasilUkur.objects.get().pk: "Mestinya 8"},
    )
    assert terbuka(pelaksanaan).langkah.nomor == 6
    return pelaksanaan


def test_kembali_dari_pengukuran_membuka_lagi_persetujuan_data(kantor, kembali_dari_ukur):
    pelaksanaan, baris = kembali_dari_ukur, BarisFormulir.objects.get()
    catatan = terbuka(pelaksanaan)
    tindakan.kembalikan(
        catatan=catatan,
        oleh=para_pelaku(catatan)[0],
        alasan="Angka A-1 keliru",
        baris={baris.pk: "Mestinya 8"},
    )

    baris.refresh_from_db()
    assert terbuka(pelaksanaan).langkah.nomor == 3
    assert (baris.status, baris.formulir.status) == ("dikembalikan", "dikembalikan")
    assert Pengumpulan.objects.get().disetujui_pada is None

    ketik(baris, D(8), kantor.ketua_tim)
    lanjut(pelaksanaan, 5)
    serahkan_formulir(formulir=Formulir.objects.get(), oleh=kantor.ketua_tim)
    lanjut(pelaksanaan, 7)
    baris.refresh_from_db()
    assert (baris.status, baris.realisasi.nilai) == ("disetujui", 8)
    assert Pengumpulan.objects.get().disetujui_pada is not None


def test_baris_baru_pada_formulir_yang_sudah_diserahkan_membuka_formulir_itu(kantor):
    meja.indikator(kantor, "A-1", kantor.sekretariat, 10)
    meja.indikator(kantor, "B-1", kantor.bidang_satu, 10)
    pelaksanaan = siap_diserahkan(kantor)
    isi_dan_serahkan(pelaksanaan, kantor)
    meja.indikator(kantor, "A-2", kantor.sekretariat, 10)
    catatan = terbuka(pelaksanaan)
    tindakan.kembalikan(
        catatan=catatan,
        oleh=para_pelaku(catatan)[0],
        alasan="A-2 tertinggal",
        ke=Langkah.objects.get(prosedur=pelaksanaan.prosedur, nomor=2),
        baris={meja.baris(meja.formulir(pelaksanaan, kantor.bidang_satu), "B-1").pk: "Betulkan"},
    )
    lanjut(pelaksanaan, 5)

    form = meja.formulir(pelaksanaan, kantor.sekretariat)
    assert form.status == "dikembalikan"
    assert (meja.baris(form, "A-1").status, meja.baris(form, "A-2").status) == ("diserahkan", "terbuka")
    with pytest.raises(TindakanDitolak, match="sudah diserahkan"):
        ketik(meja.baris(form, "A-1"), D(9), kantor.ketua_tim)
    with pytest.raises(TindakanDitolak, match="Sekretariat"):
        lanjut(pelaksanaan, 7)
    isi_dan_serahkan(pelaksanaan, kantor)
    lanjut(pelaksanaan, 7)
    assert set(BarisFormulir.objects.values_list("status", flat=True)) == {"disetujui"}


# -- own work ----------------------------------------------------------------------------------------------


def test_yang_berparaf_pada_putaran_lalu_tetap_tercatat_merangkap(kantor):
    """The Sekretaris signs for the Sekretariat; after a return only Bidang Satu has to sign again."""
    panggung = PanggungKinerja(kantor)
    asli = panggung.pelaku
    panggung.pelaku = lambda langkah: (
        [kantor.sekretaris, kantor.staf_satu, kantor.staf_dua]
        if langkah.layar == Langkah.Layar.PENGISIAN
        else asli(langkah)
    )
    pelaksanaan = panggung._mulai("pengumpulan")
    panggung.jalankan(pelaksanaan, 10)
    baris = BarisFormulir.objects.filter(formulir__unit=kantor.bidang_satu, status="diserahkan").first()
    tindakan.kembalikan(
        catatan=terbuka(pelaksanaan), oleh=kantor.sekretaris, alasan="Keliru", baris={baris.pk: "Betulkan"}
    )
    tindaklanjuti(perbaikan=CatatanPerbaikan.objects.get(), oleh=kantor.staf_satu, jawaban="Sudah.")
    tindakan.selesaikan(catatan=terbuka(pelaksanaan), oleh=kantor.staf_satu)
    panggung.jalankan(pelaksanaan, 11)

    isian, putusan = (
        pelaksanaan.catatan.filter(langkah__nomor=nomor).order_by("pk").last() for nomor in (7, 10)
    )
    assert kantor.sekretaris.pk not in isian.paraf.values_list("oleh", flat=True)
    assert (putusan.keputusan, putusan.selesai_oleh) == ("setujui", kantor.sekretaris)
    assert putusan.merangkap


@pytest.mark.parametrize(
    ("penyerah", "merangkap"),
    [("sekretaris", True), ("ketua_tim", False)],
    ids=["menyetujui formulir yang diserahkannya", "menyetujui formulir orang lain"],
)
def test_penyerah_formulir_yang_menyetujuinya_tercatat_merangkap(kantor, penyerah, merangkap):
    meja.indikator(kantor, "A-1", kantor.sekretariat, 10)
    pelaksanaan, oleh = siap_diserahkan(kantor), getattr(kantor, penyerah)
    form = Formulir.objects.get()
    isi(form, D(5), oleh)
    serahkan_formulir(formulir=form, oleh=oleh)
    catatan = lanjut(pelaksanaan, 6)

    tindakan.setujui(catatan=catatan, oleh=kantor.sekretaris)

    catatan.refresh_from_db()
    assert catatan.merangkap is merangkap


# -- reports recorded for another --------------------------------------------------------------------------


def test_laporan_yang_diajukan_ulang_sendiri_tidak_lagi_tercatat_untuk_orang_lain(kantor):
    panggung = PanggungKinerja(kantor)
    panggung.kumpulkan(11)
    catatan = terbuka(panggung.pengumpulan_jalan)
    sekretaris = PemangkuJabatan.objects.get(jabatan=kantor.jabatan["Sekretaris"])
    tindakan.selesaikan(
        catatan=catatan,
        oleh=kantor.ketua_tim,
        pencatatan=Pencatatan(sekretaris, "ND 1", hari_ini()),
        isian={},
    )
    catatan.refresh_from_db()
    assert (catatan.dicatat_untuk, catatan.dasar_pencatatan) == (sekretaris, "ND 1")
    kembalikan_disposisi(disposisi=catatan.disposisi.get(keputusan=""), oleh=kantor.kepala, arahan="Perbaiki")

    tindakan.selesaikan(catatan=catatan, oleh=kantor.sekretaris)
    terima_disposisi(disposisi=catatan.disposisi.get(keputusan=""), oleh=kantor.kepala)

    catatan.refresh_from_db()
    assert catatan.selesai_oleh == kantor.sekretaris
    assert (catatan.dicatat_untuk, catatan.dasar_pencatatan) == (None, "")
