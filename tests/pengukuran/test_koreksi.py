"""A figure that turns out to be wrong while it is measured: its row opens, and the measurement waits for it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from alur import tindakan
from alur.giliran import kedudukan
from alur.models import Pemberitahuan
from alur.ringkasan import Pembaca
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.kalender import Kalender
from pengukuran.actions import hitung
from pengukuran.koreksi import baris_terbaca, minta_koreksi
from pengukuran.syarat import ada_data_lebih_baru
from pengumpulan.actions import batalkan_koreksi, kembalikan_susulan, setujui_susulan
from pengumpulan.buku import bentuk
from pengumpulan.buku.actions import terapkan, tinjau
from pengumpulan.calon_kabar import calon_koreksi
from pengumpulan.models import BarisFormulir, ButirKoreksi, PermintaanKoreksi
from tests.pengukuran.panggung_koreksi import PanggungKoreksi
from tests.pengumpulan import panggung_buku
from tests.pengumpulan.panggung_serah import terima_semua

pytestmark = pytest.mark.django_db


@pytest.fixture
def panggung(kantor):
    satu = PanggungKoreksi(kantor)
    satu.ukur(5)
    satu.hitung_dan_analisis(satu.catatan())
    satu.pengukuran = satu.putaran()[0]
    return satu


def _selesaikan(panggung):
    return tindakan.selesaikan(catatan=panggung.catatan(), oleh=panggung.kantor.ketua_tim)


def test_hanya_baris_yang_diminta_terbuka_dan_pengukuran_menunggunya(panggung, kantor, sebagai):
    permintaan = panggung.minta("IKU-3")

    assert (permintaan.status, permintaan.asal, permintaan.butir.count()) == ("dibuka", "pengukuran", 1)
    baris = panggung.baris("IKU-3")
    assert (baris.status, baris.ditunggu, baris.dapat_diisi) == ("disetujui", True, True)
    assert "IKU-3" in baris.perbaikan.isi and "Salah satuan" in baris.perbaikan.isi
    panggung.ketik("IKU-3", 14)
    with pytest.raises(TindakanDitolak, match="disetujui dan dikunci"):
        panggung.ketik("IKU-1", 21)
    assert Pemberitahuan.objects.filter(pengguna=kantor.staf_dua, isi__contains="IKU-3 dibuka").exists()
    assert not Pemberitahuan.objects.filter(pengguna=kantor.staf_satu, isi__contains="IKU-3 dibuka").exists()
    with pytest.raises(TindakanDitolak, match="Menunggu koreksi: IKU-3, Bidang Dua"):
        _selesaikan(panggung)
    # All other rows can be worked on.
    hitung(catatan=panggung.catatan(), oleh=kantor.ketua_tim)
    assert panggung.hasil("IKU-3").realisasi == 15


def test_baris_koreksi_membawa_catatannya_ke_halamannya_dan_ke_excel(panggung, kantor, sebagai):
    """The row stands approved meanwhile; its remark and the answer's box are there all the same."""
    panggung.minta("IKU-3", isi="Salah satuan")
    baris = panggung.baris("IKU-3")
    halaman = sebagai(kantor.staf_dua).get(reverse("baris_isi", args=[baris.pk])).content.decode()
    assert baris.status == "disetujui" and "Salah satuan" in halaman
    assert f'<textarea class="form-control" id="jawab{baris.perbaikan_id}"' in halaman

    satu = panggung_buku.buku(baris.formulir, kantor.staf_dua)
    assert "Salah satuan" in satu.sel("IKU-3", bentuk.JUDUL["perbaikan"]).value
    satu.isi("IKU-3", Realisasi=11).sel("IKU-3", bentuk.JUDUL["jawaban"]).value = "Satuan dibetulkan"
    unggahan = panggung_buku.terima(baris.formulir, satu, kantor.staf_dua)
    rencana = tinjau(unggahan, oleh=kantor.staf_dua)
    terapkan(unggahan=unggahan, oleh=kantor.staf_dua, sidik=rencana.sidik, jawaban={}, pilihan={})
    baris = panggung.baris("IKU-3")
    assert (baris.realisasi.nilai, baris.perbaikan.jawaban) == (11, "Satuan dibetulkan")
    # Answered in the file: it may be handed in as it is.
    assert panggung.serahkan("IKU-3").butir.count() == 1


def test_yang_disetujui_berlaku_sampai_koreksinya_disetujui(panggung, kantor):
    permintaan = panggung.minta("IKU-3")
    sebelum = panggung.baris("IKU-3").revisi
    panggung.ketik("IKU-3", 11)
    with pytest.raises(TindakanDitolak, match="1 catatan perbaikan"):
        panggung.serahkan("IKU-3")
    panggung.jawab("IKU-3")
    susulan = panggung.serahkan("IKU-3")
    assert [b.baris.realisasi.indikator.kode for b in susulan.butir.all()] == ["IKU-3"]
    assert panggung.baris("IKU-3").revisi == sebelum
    terima_semua(susulan.formulir, kantor.ketua_tim)
    with pytest.raises(TidakBerhak):
        setujui_susulan(penyerahan=susulan, oleh=kantor.kepala)
    setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)

    butir, baris = panggung.butir("IKU-3"), panggung.baris("IKU-3")
    assert (butir.status, butir.revisi_sebelum, butir.revisi_sesudah) == ("selesai", sebelum, baris.revisi)
    assert (sebelum.nilai, baris.revisi.nilai, baris.ditunggu) == (15, 11, False)
    permintaan.refresh_from_db()
    assert permintaan.status == "selesai"
    # The source changed; the result changes by the usual action only.
    assert ada_data_lebih_baru(panggung.pengukuran)
    assert panggung.hasil("IKU-3").realisasi == 15
    with pytest.raises(TindakanDitolak, match="Hitung lagi"):
        _selesaikan(panggung)
    panggung.hitung_dan_analisis(panggung.catatan())
    assert panggung.hasil("IKU-3").realisasi == 11
    assert list(panggung.hasil("IKU-3").revisi.all()) == [baris.revisi]
    _selesaikan(panggung)
    assert panggung.catatan().langkah.nomor == 6


def test_koreksi_dikembalikan_pemutus_tetap_ditunggu(panggung, kantor):
    panggung.minta("IKU-3")
    panggung.ketik("IKU-3", 11)
    panggung.jawab("IKU-3")
    susulan = panggung.serahkan("IKU-3")
    terima_semua(susulan.formulir, kantor.ketua_tim)
    kembalikan_susulan(penyerahan=susulan, oleh=kantor.sekretaris, alasan="Belum cocok")
    assert panggung.butir("IKU-3").status == "terbuka"
    assert panggung.baris("IKU-3").revisi.nilai == 15
    panggung.koreksi("IKU-3", 12)
    assert panggung.butir("IKU-3").revisi_sesudah.nilai == 12


def test_angka_ternyata_benar_atau_menyusul_tetap_dapat_diserahkan(panggung, kantor):
    panggung.minta("IKU-1", "IKU-3")
    panggung.jawab("IKU-1")
    panggung.serahkan("IKU-1")
    assert panggung.butir("IKU-1").status == "terbuka"
    panggung.ketik("IKU-3", None, keadaan="menyusul", alasan="Survei diulang")
    panggung.jawab("IKU-3")
    susulan = panggung.serahkan("IKU-3")
    terima_semua(susulan.formulir, kantor.ketua_tim)
    setujui_susulan(penyerahan=susulan, oleh=kantor.sekretaris)
    baris, butir = panggung.baris("IKU-3"), panggung.butir("IKU-3")
    assert (baris.revisi.keadaan, baris.ditunggu) == ("menyusul", True)
    assert (butir.status, butir.revisi_sebelum.nilai) == ("selesai", 15)


def test_koreksi_kedua_disebut_meski_yang_pertama_menunggu_putusan(panggung, kantor, sebagai):
    panggung.minta("IKU-1")
    panggung.jawab("IKU-1")
    panggung.serahkan("IKU-1")
    form = panggung.baris("IKU-1").formulir
    staf = sebagai(kantor.staf_satu)
    assert "Susulan sudah diserahkan" in staf.get(form.get_absolute_url()).content.decode()
    panggung.minta("IKU-2")
    isi = staf.get(form.get_absolute_url()).content.decode()
    assert "1 baris diminta dikoreksi" in isi and "Susulan sudah diserahkan" not in isi


def test_kosong_tidak_diserahkan_sebagai_koreksi(panggung):
    panggung.minta("IKU-3")
    panggung.ketik("IKU-3", None, keadaan="belum_diisi")
    panggung.jawab("IKU-3")
    with pytest.raises(TindakanDitolak, match="1 indikator belum diisi"):
        panggung.serahkan("IKU-3")


def test_siapa_yang_boleh_meminta(panggung, kantor):
    for akun in (kantor.staf_satu, kantor.kepala, kantor.pengawas, kantor.admin):
        with pytest.raises(TidakBerhak):
            panggung.minta("IKU-3", oleh=akun)
    assert not PermintaanKoreksi.objects.exists()
    panggung.jalankan(panggung.pengukuran_jalan, 8)
    permintaan = panggung.minta("IKU-3", oleh=kantor.sekretaris)
    assert permintaan.diajukan_selaku == "Sekretaris DISCONTOH"


def test_pemutus_menunggu_lalu_mengembalikan_untuk_dihitung_lagi(panggung, kantor):
    panggung.jalankan(panggung.pengukuran_jalan, 8)
    panggung.minta("IKU-3", oleh=kantor.sekretaris)
    with pytest.raises(TindakanDitolak, match="Menunggu koreksi"):
        tindakan.setujui(catatan=panggung.catatan(), oleh=kantor.sekretaris)
    panggung.koreksi("IKU-3", 11)
    with pytest.raises(TindakanDitolak, match="Kembalikan agar dihitung lagi"):
        tindakan.setujui(catatan=panggung.catatan(), oleh=kantor.sekretaris)
    # Returned for another row, IKU-3 is accepted with its old figure; what it rests on changed, so it is measured.
    tindakan.kembalikan(
        catatan=panggung.catatan(),
        oleh=kantor.sekretaris,
        alasan="Hitung lagi",
        hasil={panggung.hasil("IKU-1").pk: "Perjelas"},
    )
    # The default of the SOP is its recap, where it can be computed again.
    assert panggung.catatan().langkah.layar == "rekap"
    with pytest.raises(TindakanDitolak, match="Hitung lagi di halaman pengukuran"):
        _selesaikan(panggung)
    panggung.hitung_dan_analisis(panggung.pengukuran_jalan.catatan.get(langkah__layar="ukur"))
    assert panggung.hasil("IKU-3").realisasi == 11
    assert panggung.hasil("IKU-3").periksa == "diukur"
    assert panggung.hasil("IKU-2").periksa == "diterima"


def test_ditolak_tanpa_uraian_atau_dua_kali_dan_tidak_setengah_jadi(panggung, kantor):
    with pytest.raises(TindakanDitolak, match="apa yang keliru"):
        panggung.minta("IKU-1", "IKU-3", isi=" ")
    with pytest.raises(TindakanDitolak, match="Pilih baris"):
        panggung.minta()
    panggung.minta("IKU-3")
    with pytest.raises(TindakanDitolak, match="tidak dapat dipilih"):
        panggung.minta("IKU-1", "IKU-3")
    assert (ButirKoreksi.objects.count(), panggung.baris("IKU-1").ditunggu) == (1, False)
    assert "IKU-3" not in {b.realisasi.indikator.kode for b in baris_terbaca(panggung.catatan())}
    # Awaited anyway: its unit may write in it without being asked.
    with pytest.raises(TindakanDitolak, match="tidak dapat dipilih"):
        panggung.minta("IKU-4")
    with pytest.raises(IntegrityError), transaction.atomic():
        butir = panggung.butir("IKU-3")
        butir.pk = None
        butir.save(force_insert=True)


def test_baris_asing_dan_kunjungan_lama_ditolak(panggung, kantor, kantor_lain):
    lama = panggung.pengukuran_jalan.catatan.first()
    with pytest.raises(TindakanDitolak, match="sudah selesai"):
        minta_koreksi(catatan=lama, baris={panggung.baris("IKU-3").pk: "Salah"}, oleh=kantor.ketua_tim)
    with pytest.raises(TindakanDitolak, match="Pilih baris"):
        minta_koreksi(catatan=panggung.catatan(), baris={10**9: "Salah"}, oleh=kantor.ketua_tim)


def test_dibatalkan_selama_belum_diubah(panggung, kantor):
    permintaan = panggung.minta("IKU-3")
    with pytest.raises(TidakBerhak):
        batalkan_koreksi(permintaan=permintaan, oleh=kantor.staf_dua, alasan="Tidak perlu")
    panggung.ketik("IKU-3", 11)
    with pytest.raises(TindakanDitolak, match="sudah mengubah"):
        batalkan_koreksi(permintaan=permintaan, oleh=kantor.ketua_tim, alasan="Ternyata benar")
    r = panggung.baris("IKU-3").revisi
    panggung.ketik(
        "IKU-3",
        15,
        faktor_penghambat=r.faktor_penghambat,
        rencana_perbaikan=r.rencana_perbaikan,
    )
    batalkan_koreksi(permintaan=permintaan, oleh=kantor.ketua_tim, alasan="Ternyata benar")
    permintaan.refresh_from_db()
    assert (permintaan.status, panggung.butir("IKU-3").status) == ("dibatalkan", "ditutup")
    # Nobody is asked any more: the remark does not stay open for ever.
    perbaikan = panggung.baris("IKU-3").perbaikan
    assert (perbaikan.status, perbaikan.ditutup_oleh, perbaikan.jawaban) == ("selesai", kantor.ketua_tim, "")
    assert not BarisFormulir.objects.filter(ditunggu=True, realisasi__indikator__kode="IKU-3").exists()
    assert panggung.baris("IKU-3").revisi.nilai == 15
    _selesaikan(panggung)


def test_janji_basis_data(panggung):
    permintaan = panggung.minta("IKU-3")
    for isi in (
        {"alasan": ""},
        {"status": "ditolak"},
        {"status": "selesai"},
        {"diputuskan_pada": timezone.now()},
        {"dasar_pencatatan": "ND 1"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PermintaanKoreksi.objects.filter(pk=permintaan.pk).update(**isi)
    for isi in ({"uraian": ""}, {"status": "selesai"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ButirKoreksi.objects.filter(permintaan=permintaan).update(**isi)


def test_koreksi_disebut_di_surel_unitnya_sampai_diserahkan(panggung, kantor):
    def calon(akun):
        hari = date(2026, 3, 2)
        pembaca = Pembaca(
            akun, kedudukan(akun), kantor.opd, Kalender(kantor.opd), hari, kantor=(kantor.opd,), menunggu=[]
        )
        return list(calon_koreksi(pembaca))

    permintaan = panggung.minta("IKU-3")
    (satu,) = calon(kantor.staf_dua)
    assert satu.judul == f"Koreksi {permintaan.periode}: IKU-3"
    assert satu.batas == panggung.pengukuran_jalan.batas_waktu
    assert calon(kantor.staf_satu) == []
    panggung.jawab("IKU-3")
    panggung.serahkan("IKU-3")
    assert calon(kantor.staf_dua) == []
