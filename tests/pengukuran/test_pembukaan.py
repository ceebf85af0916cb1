"""A measured period is locked; the Sekretaris proposes to open rows again, the Kepala decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alur import tindakan
from jejak.models import CatatanJejak
from laporan.actions import tulis_bagian
from laporan.daftar import daftar_naskah
from laporan.final import Sumber, kunci_naskah
from laporan.models import BagianLaporan, NaskahFinal
from laporan.susunan.pohon import pengukuran_disetujui
from laporan.tampilan_dasbor import pengukuran_setahun
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.hak import lupakan_peran
from organisasi.models import PemangkuJabatan
from organisasi.waktu import hari_ini
from pengukuran.actions import hitung, tulis_analisis
from pengukuran.koreksi import minta_koreksi
from pengukuran.models import Pengukuran
from pengukuran.putaran import sedang_dibuka_kembali
from pengukuran.tercapai import tercapai_terukur
from pengumpulan.actions import (
    PencatatanPutusan,
    ajukan_pembukaan,
    batalkan_koreksi,
    buka_entri_langsung,
    cabut_bukti,
    kembalikan_data,
    lampirkan_bukti,
    putuskan_pembukaan,
    serahkan_formulir,
    setujui_susulan,
    tutup_entri_langsung,
)
from pengumpulan.koreksi import baris_dapat_dibuka
from pengumpulan.kunci import periode_terkunci, sebab_terkunci
from pengumpulan.models import BuktiDukung, Formulir, PermintaanKoreksi
from perencanaan.models import Periode
from tests.alur.penjalan import terbuka
from tests.laporan.test_kecamatan import Kecamatan
from tests.pengukuran.panggung_koreksi import PanggungKoreksi
from tests.pengumpulan import meja
from tests.pengumpulan import panggung_serah as serah
from tests.pengumpulan.panggung_buku import buku, terima
from tests.pengumpulan.test_celah import lanjut

pytestmark = pytest.mark.django_db


@pytest.fixture
def panggung(kantor):
    """Measured, approved, received and archived."""
    satu = PanggungKoreksi(kantor)
    satu.ukur(11)
    return satu


def _buka(panggung, permintaan, **lain) -> PermintaanKoreksi:
    return putuskan_pembukaan(
        permintaan=permintaan, **{"oleh": panggung.kantor.kepala, "setuju": True} | lain
    )


def test_periode_terkunci_menolak_setiap_cara_menulis(panggung, kantor, sebagai):
    form = panggung.baris("IKU-3").formulir
    with pytest.raises(TindakanDitolak, match="disetujui dan dikunci"):
        panggung.ketik("IKU-3", 11)
    # IKU-4 was approved as menyusul: without the lock its figure could still come.
    with pytest.raises(TindakanDitolak, match="Ajukan dahulu pembukaan kembali"):
        panggung.ketik("IKU-4", 70)
    with pytest.raises(TindakanDitolak, match="Ajukan dahulu pembukaan kembali"):
        serahkan_formulir(formulir=form, oleh=kantor.staf_dua)
    bukti = BuktiDukung.objects.get()
    with pytest.raises(TindakanDitolak, match="disetujui"):
        cabut_bukti(bukti=bukti, oleh=kantor.staf_satu, alasan="Salah")
    with pytest.raises(TindakanDitolak):
        lampirkan_bukti(
            formulir=form, baris=[panggung.baris("IKU-3")], oleh=kantor.staf_dua, judul="Rekap", letak="Map 2"
        )
    baris = panggung.baris("IKU-4")
    klien = sebagai(kantor.staf_dua)
    kirim = {
        f"b{baris.pk}-versi": baris.realisasi.versi,
        f"b{baris.pk}-nilai": "70",
        f"b{baris.pk}-keadaan": "angka",
    }
    assert klien.post(f"/formulir/{form.pk}/sel/", kirim).status_code in (403, 409, 422)
    klien.post(f"/formulir/{form.pk}/simpan/", kirim)
    with pytest.raises(TindakanDitolak):
        terima(form, buku(form, kantor.staf_dua).isi("IKU-4", Realisasi=70), kantor.staf_dua)
    assert panggung.baris("IKU-4").realisasi.keadaan == "menyusul"
    with pytest.raises(TindakanDitolak, match="sudah selesai"):
        minta_koreksi(
            catatan=panggung.pengukuran_jalan.catatan.last(),
            baris={panggung.baris("IKU-3").pk: "Salah"},
            oleh=kantor.ketua_tim,
        )


def test_usul_putus_koreksi_dan_putaran_baru(panggung, kantor, settings):
    kantor.pemda.ibu_kota = "Kota Contoh"
    jalan, lama = panggung.pengukuran_jalan, panggung.pengukuran
    tulis_bagian(pengukuran=lama, isi={"penutup": ("Kesimpulan kami.", 0)}, oleh=kantor.sekretaris)
    kunjungan = list(jalan.catatan.values_list("pk", "selesai_pada", "keputusan", "putaran"))
    with pytest.raises(TidakBerhak):
        ajukan_pembukaan(
            opd=panggung.opd,
            periode=panggung.tw,
            baris={panggung.baris("IKU-3").pk: ""},
            alasan="Rekon",
            oleh=kantor.ketua_tim,
        )
    permintaan = panggung.usulkan("IKU-3")
    assert (permintaan.status, panggung.baris("IKU-3").ditunggu) == ("diajukan", False)
    for akun in (kantor.sekretaris, kantor.ketua_tim, kantor.admin, kantor.staf_dua):
        with pytest.raises(TidakBerhak):
            _buka(panggung, permintaan, oleh=akun)
    _buka(panggung, permintaan, alasan="Silakan")

    # The run goes on at its measuring step; what was done before stays word for word.
    jalan.refresh_from_db()
    assert (jalan.status, jalan.selesai_pada) == ("berjalan", None)
    assert list(jalan.catatan.values_list("pk", "selesai_pada", "keputusan", "putaran"))[:-1] == kunjungan
    assert (panggung.catatan().langkah.layar, panggung.catatan().putaran) == ("ukur", 2)
    jejak = CatatanJejak.objects.get(aksi="alur.buka_kembali")
    assert jejak.lama["selesai_pada"] and "Rekon dengan pusat" in jejak.alasan
    # The old figures count until the new ones are approved.
    satu, dua = panggung.putaran()
    assert (satu, satu.terbuka, dua.putaran, dua.terbuka) == (lama, False, 2, True)
    assert sedang_dibuka_kembali(satu)
    assert pengukuran_setahun(panggung.opd, panggung.tw.tahun) == [satu]
    assert pengukuran_disetujui(panggung.opd, panggung.tw.tahun) == [satu]
    assert BagianLaporan.objects.get(pengukuran=dua).isi == "Kesimpulan kami."
    assert dua.hasil.get(patokan__indikator__kode="IKU-1").periksa == "diterima"
    assert dua.hasil.get(patokan__indikator__kode="IKU-3").periksa == "diukur"
    # Only the named row is open, although the same form has another that was approved as menyusul.
    with pytest.raises(TindakanDitolak, match="Ajukan dahulu pembukaan kembali"):
        panggung.ketik("IKU-4", 70)
    with pytest.raises(TindakanDitolak, match="Menunggu koreksi: IKU-3, Bidang Dua"):
        tindakan.selesaikan(catatan=panggung.catatan(), oleh=kantor.ketua_tim)
    susulan = panggung.koreksi("IKU-3", 11)
    assert susulan.butir.count() == 1
    permintaan.refresh_from_db()
    assert permintaan.status == "selesai"
    with pytest.raises(TindakanDitolak, match="disetujui dan dikunci"):
        panggung.ketik("IKU-3", 10)

    panggung.jalankan(jalan, 9)
    satu.refresh_from_db()
    dua.refresh_from_db()
    tiga = {h.patokan.indikator.kode: h.realisasi for h in dua.hasil.select_related("patokan__indikator")}
    assert (dua.terbuka, tiga["IKU-3"], tiga["IKU-1"]) == (
        False,
        11,
        lama.hasil.get(patokan__indikator__kode="IKU-1").realisasi,
    )
    assert satu.hasil.get(patokan__indikator__kode="IKU-3").realisasi == 15
    assert not sedang_dibuka_kembali(satu)
    assert pengukuran_disetujui(panggung.opd, panggung.tw.tahun) == [dua]
    assert tercapai_terukur(panggung.opd, panggung.tw.tahun)[panggung.indikator["IKU-3"].pk].nilai == 11
    panggung.jalankan(jalan, 11)
    jalan.refresh_from_db()
    assert (jalan.status, jalan.catatan.filter(langkah__layar="arsip").count()) == ("selesai", 2)


def test_naskah_terkunci_tetap_dan_yang_baru_menyebut_yang_digantikan(panggung, kantor):
    def sumber():
        naskah = next(
            satu for satu in daftar_naskah(panggung.pengukuran_jalan) if satu.kode == "rekap-capaian"
        )
        return Sumber(
            naskah.kunci, naskah.judul, "", naskah.nama_berkas, naskah.susun(), panggung.pengukuran_jalan
        )

    lama = kunci_naskah(sumber=sumber(), oleh=kantor.sekretaris, alamat="http://contoh/")
    isi, sidik = lama.isi, lama.sidik_isi
    _buka(panggung, panggung.usulkan("IKU-3"))
    with pytest.raises(TindakanDitolak, match="masih draf"):
        kunci_naskah(sumber=sumber(), oleh=kantor.sekretaris, alamat="http://contoh/", alasan="Koreksi")
    panggung.koreksi("IKU-3", 11)
    panggung.jalankan(panggung.pengukuran_jalan, 11)
    baru = kunci_naskah(
        sumber=sumber(), oleh=kantor.sekretaris, alamat="http://contoh/", alasan="Pembukaan kembali IKU-3"
    )
    lama = NaskahFinal.objects.get(pk=lama.pk)
    assert (lama.isi, lama.sidik_isi, lama.berlaku) == (isi, sidik, False)
    assert (baru.versi, baru.menggantikan, baru.alasan) == (2, lama, "Pembukaan kembali IKU-3")


def test_ditolak_atau_dibatalkan_tidak_mengubah_apa_pun(panggung, kantor):
    permintaan = panggung.usulkan("IKU-3")
    with pytest.raises(TindakanDitolak, match="alasan penolakan"):
        _buka(panggung, permintaan, setuju=False)
    _buka(panggung, permintaan, setuju=False, alasan="Tunggu tahun depan")
    permintaan.refresh_from_db()
    assert (permintaan.status, permintaan.alasan_putusan) == ("ditolak", "Tunggu tahun depan")
    with pytest.raises(TindakanDitolak, match="sudah ditolak oleh Kepala"):
        _buka(panggung, permintaan)
    # A refused row may be proposed again; a proposal is called off by the Sekretaris before it is decided.
    lagi = panggung.usulkan("IKU-3")
    with pytest.raises(TindakanDitolak, match="tidak dapat dipilih"):
        panggung.usulkan("IKU-3")
    with pytest.raises(TidakBerhak):
        batalkan_koreksi(permintaan=lagi, oleh=kantor.ketua_tim, alasan="Salah")
    batalkan_koreksi(permintaan=lagi, oleh=kantor.sekretaris, alasan="Salah baris")
    with pytest.raises(TindakanDitolak, match="sudah dibatalkan"):
        _buka(panggung, lagi)
    panggung.pengukuran_jalan.refresh_from_db()
    assert (Pengukuran.objects.count(), panggung.pengukuran_jalan.status) == (1, "selesai")


def test_dicatat_untuk_kepala_atas_dasar_naskah(panggung, kantor):
    permintaan = panggung.usulkan("IKU-3")
    kepala = PemangkuJabatan.objects.get(jabatan=kantor.jabatan["Kepala"])
    sekretaris = PemangkuJabatan.objects.get(jabatan=kantor.jabatan["Sekretaris"])
    hari = hari_ini()
    for untuk, dasar, tanggal, oleh, kata in (
        (kepala, " ", hari, kantor.ketua_tim, "Tuliskan dasarnya"),
        (kepala, "ND 12/2026", hari + timedelta(1), kantor.ketua_tim, "masa depan"),
        (kepala, "ND 12/2026", hari - timedelta(1), kantor.ketua_tim, "sebelum usulannya"),
        (sekretaris, "ND 12/2026", hari, kantor.ketua_tim, "bukan Kepala Dinas"),
        (kepala, "ND 12/2026", hari, kantor.kepala, "Hanya Sekretaris atau Tim"),
        (kepala, "ND 12/2026", hari, kantor.staf_dua, "Hanya Sekretaris atau Tim"),
    ):
        with pytest.raises(TindakanDitolak, match=kata):
            _buka(panggung, permintaan, oleh=oleh, pencatatan=PencatatanPutusan(untuk, dasar, tanggal))
    _buka(
        panggung, permintaan, oleh=kantor.ketua_tim, pencatatan=PencatatanPutusan(kepala, "ND 12/2026", hari)
    )
    permintaan.refresh_from_db()
    assert permintaan.diputuskan_oleh == kantor.ketua_tim
    assert (permintaan.dicatat_untuk, permintaan.diputuskan_selaku) == (kepala, "Kepala DISCONTOH")
    assert (permintaan.dasar_pencatatan, permintaan.merangkap) == ("ND 12/2026", False)


def test_putusan_pejabat_yang_baru_pindah_dapat_dicatat_di_halaman(panggung, kantor, sebagai):
    """The paper is of the last days of a Kepala who has left since; those before the request are not offered."""
    permintaan = panggung.usulkan("IKU-3")
    hari = hari_ini()
    PermintaanKoreksi.objects.update(diajukan_pada=timezone.now() - timedelta(days=5))
    lama = PemangkuJabatan.objects.get(jabatan=kantor.jabatan["Kepala"])
    PemangkuJabatan.objects.filter(pk=lama.pk).update(tanggal_selesai=hari - timedelta(days=2))
    baru = PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"], pegawai=kantor.kabid_satu.pegawai, tanggal_mulai=hari
    )
    klien = sebagai(kantor.ketua_tim)
    form = klien.get(permintaan.get_absolute_url()).context["form_catat"]
    assert list(form.fields["untuk"].queryset) == [baru, lama]
    isi = {
        "aksi": "catatkan",
        "putusan": "buka",
        "untuk": lama.pk,
        "dasar": "ND 12/2026",
        "tanggal": hari - timedelta(days=3),
    }
    assert klien.post(permintaan.get_absolute_url(), isi).status_code == 302
    permintaan.refresh_from_db()
    assert (permintaan.status, permintaan.dicatat_untuk) == ("dibuka", lama)


def test_sekretaris_yang_menjabat_plt_kepala_ditandai(panggung, kantor):
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=kantor.sekretaris.pegawai,
        jenis="plt",
        tanggal_mulai=hari_ini(),
    )
    lupakan_peran(kantor.sekretaris)
    permintaan = panggung.usulkan("IKU-3")
    _buka(panggung, permintaan, oleh=kantor.sekretaris)
    permintaan.refresh_from_db()
    assert (permintaan.merangkap, permintaan.diputuskan_selaku) == (True, "Plt. Kepala DISCONTOH")


def test_dibuka_saat_pelaksanaan_belum_selesai_dan_usul_kedua_ikut_putarannya(kantor):
    panggung = PanggungKoreksi(kantor)
    panggung.ukur(10)
    _buka(panggung, panggung.usulkan("IKU-3"))
    tutup = panggung.pengukuran_jalan.catatan.get(langkah__nomor=10)
    assert (tutup.keputusan, tutup.dikembalikan_ke.layar, tutup.selaku) == (
        "kembalikan",
        "ukur",
        "Kepala DISCONTOH",
    )
    _buka(panggung, panggung.usulkan("IKU-1"))
    assert [p.putaran for p in panggung.putaran()] == [1, 2]
    dua = panggung.putaran()[-1]
    assert {h.patokan.indikator.kode for h in dua.hasil.filter(periksa="diukur")} == {"IKU-1", "IKU-3"}
    # The collection is not sent back past the Kepala's decision either.
    with pytest.raises(TindakanDitolak):
        kembalikan_data(
            catatan=panggung.pengumpulan_jalan.catatan.get(langkah__nomor=10),
            oleh=kantor.sekretaris,
            alasan="Ulangi",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Pengukuran.objects.create(
            pelaksanaan=panggung.pengukuran_jalan, opd=panggung.opd, periode=panggung.tw, putaran=3
        )


def test_belum_dikunci_tidak_dibuka_kembali(kantor):
    panggung = PanggungKoreksi(kantor)
    panggung.ukur(5)
    with pytest.raises(TindakanDitolak, match="Minta koreksi dari halaman pengukuran"):
        panggung.usulkan("IKU-3")
    with pytest.raises(TindakanDitolak, match="Minta koreksi dari halaman pengukuran"):
        panggung.usulkan()
    assert not PermintaanKoreksi.objects.exists()
    assert baris_dapat_dibuka(panggung.opd, panggung.tw).exists()
    assert Formulir.objects.filter(pengumpulan=panggung.pengumpulan).count() == 2


def test_periode_terkunci_ditanyakan_sekali_untuk_semuanya(panggung, django_assert_num_queries):
    semua = list(Periode.objects.tahun_lengkap(panggung.tw.tahun))
    with django_assert_num_queries(1):
        kunci = periode_terkunci(panggung.opd.pk, semua)
    assert {satu.nama for satu in semua if satu.pk in kunci} == {
        satu.nama for satu in semua if satu.tanggal_selesai <= panggung.tw.tanggal_selesai
    }
    assert sebab_terkunci(panggung.opd.pk, panggung.tw) == kunci[panggung.tw.pk]


def test_sop_002_diulang_dari_mengukur_sampai_diarsipkan_lagi(settings):
    """One run collects and measures: reopened, it goes on from its measuring step to its end."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    kecamatan = Kecamatan()
    run, k = kecamatan.selesaikan(), kecamatan.kantor
    form = Formulir.objects.get(pengumpulan__pelaksanaan=run, unit=kecamatan.seksi[0][0])
    permintaan = ajukan_pembukaan(
        opd=k.opd,
        periode=meja.tw(),
        baris={meja.baris(form, "IK-1").pk: ""},
        alasan="Rekon",
        oleh=k.sekretaris,
    )
    putuskan_pembukaan(permintaan=permintaan, oleh=k.kepala, setuju=True)
    assert terbuka(run).langkah.nomor == 7
    kasi = kecamatan.seksi[0][1]
    serah.ketik(form, "IK-1", kasi, 75)
    serah.jawab(form, "IK-1", kasi)
    serahkan_formulir(formulir=form, oleh=kasi)
    with pytest.raises(TindakanDitolak, match="Menunggu koreksi: IK-1"):
        kecamatan.maju()
    serah.putuskan(form, k)
    kecamatan.sampai(9)
    assert kecamatan.selesaikan().status == "selesai"
    lama, baru = Pengukuran.objects.filter(pelaksanaan=run).order_by("putaran")
    assert not lama.terbuka and not baru.terbuka
    angka = [satu.hasil.get(patokan__indikator__kode="IK-1").realisasi for satu in (lama, baru)]
    assert angka == [90, 75]
    permintaan.refresh_from_db()
    assert permintaan.status == "selesai"


def test_sop_004_dibuka_kembali_dari_entri_langsung(kantor):
    """Collected without a run, measured by SOP 004: Tim SAKIP decides what the unit brings."""
    serah.kantor_berindikator(kantor)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    for form in entri.formulir.all():
        serah.isi_penuh(form, kantor.ketua_tim)
        serahkan_formulir(formulir=form, oleh=kantor.ketua_tim)
    tutup_entri_langsung(pengumpulan=entri, oleh=kantor.ketua_tim)
    run = meja.mulai(kantor, "004")
    lanjut(run, 7)
    _hitung(run, kantor)
    lanjut(run, 12)
    form = Formulir.objects.get(pengumpulan=entri, unit=kantor.bidang_dua)
    permintaan = ajukan_pembukaan(
        opd=kantor.opd,
        periode=meja.tw(),
        baris={meja.baris(form, "IK-3").pk: "Salah satuan"},
        alasan="Rekon",
        oleh=kantor.sekretaris,
    )
    putuskan_pembukaan(permintaan=permintaan, oleh=kantor.kepala, setuju=True)
    assert terbuka(run).langkah.nomor == 7
    serah.ketik(form, "IK-3", kantor.staf_dua, 8)
    serah.jawab(form, "IK-3", kantor.staf_dua)
    susulan = serahkan_formulir(formulir=form, oleh=kantor.staf_dua)
    serah.terima_semua(form, kantor.ketua_tim)
    setujui_susulan(penyerahan=susulan, oleh=kantor.anggota_tim)
    _hitung(run, kantor)
    lanjut(run, 12)
    lama, baru = Pengukuran.objects.filter(pelaksanaan=run).order_by("putaran")
    angka = [satu.hasil.get(patokan__indikator__kode="IK-3").realisasi for satu in (lama, baru)]
    assert (angka, baru.terbuka) == ([5, 8], False)


def _hitung(run, kantor) -> None:
    pengukuran = hitung(catatan=terbuka(run), oleh=kantor.ketua_tim)
    for satu in pengukuran.hasil.filter(analisis_wajib=True, analisis=""):
        tulis_analisis(
            hasil=satu,
            oleh=kantor.ketua_tim,
            versi_diketahui=satu.versi,
            analisis="Belum menyamai target",
            rencana_perbaikan="Dipercepat",
        )
