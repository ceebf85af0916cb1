"""The dashboard: three numbers, what waits, what needs a look; quick and small also for many indicators."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alur import actions as gerbang
from alur import tindakan
from alur.models import Pelaksanaan
from organisasi.kalender import Kalender
from organisasi.waktu import hari_ini
from perencanaan.models import PaguAnggaran, Periode, RealisasiAnggaran, TargetPeriode, VersiTarget
from tests.panggung import TAHUN
from tests.panggung_kinerja import PanggungKinerja

pytestmark = [pytest.mark.django_db, pytest.mark.sekali]
PERTANYAAN_TERBANYAK = 30
TERBESAR = 300_000


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


def buka(klien, **cari):
    return klien.get(reverse("dasbor"), cari)


def kode(daftar):
    return [satu.baris.kode for satu in daftar]


def ukur_tw_dua(panggung):
    """The same figures again for the second triwulan, with a better IKU-1."""
    satu = panggung.tw
    panggung.tw = Periode.objects.get(tahun=TAHUN, jenis="triwulan", nomor=2)
    for versi in VersiTarget.objects.filter(indikator__opd=panggung.opd):
        for target in versi.periode.filter(periode=satu):
            TargetPeriode.objects.create(versi=versi, periode=panggung.tw, nilai=target.nilai)
    panggung.isi["IKU-1"][0]["nilai"] = 22
    del panggung.pengumpulan
    panggung.ukur(sampai=9)
    return panggung.tw


# -- three numbers ----------------------------------------------------------------------------------


def test_tiga_angka_dengan_berapa_dari_berapa(panggung, sebagai):
    panggung.ukur(sampai=9)
    utama = buka(sebagai(panggung.kantor.kepala)).context["dasbor"].utama
    assert (str(utama.capaian), utama.predikat.label, utama.dari_iku) == (
        "83,41",
        "Tinggi",
        "3 dari 4 IKU dihitung",
    )
    assert (utama.tercapai, utama.di_bawah, utama.jumlah) == (1, 4, 8)
    assert (str(utama.serapan), utama.anggaran) == ("43,33", "Rp650.000 dari Rp1.500.000")


def test_tanpa_pagu_dan_tanpa_realisasi_dua_hal(panggung, sebagai):
    panggung.ukur(sampai=9)
    RealisasiAnggaran.objects.all().delete()
    klien = sebagai(panggung.kantor.kepala)
    utama = buka(klien).context["dasbor"].utama
    assert (str(utama.serapan), utama.anggaran) == ("–", "Realisasi belum diisi, pagu Rp1.500.000")
    PaguAnggaran.objects.all().delete()
    jawab = buka(klien)
    assert jawab.context["dasbor"].utama.anggaran == "Pagu anggaran belum diisi"
    assert "Belum ada pagu atau realisasi anggaran" in jawab.content.decode()


# -- states, order, links ---------------------------------------------------------------------------


def test_empat_keadaan_terpisah_dan_dapat_disaring(panggung, sebagai):
    panggung.ukur(sampai=9)
    klien = sebagai(panggung.kantor.kepala)
    jawab = buka(klien)
    assert {kunci: banyak for kunci, _, banyak in jawab.context["dasbor"].keadaan} == {
        "capaian_rendah": 2,
        "tidak_dapat_dihitung": 1,
        "belum_lapor": 1,
        "belum_waktunya": 1,
    }
    tanda = {(s.label, s.ikon, s.warna) for _, s, _ in jawab.context["dasbor"].keadaan}
    assert len({ikon for _, ikon, _ in tanda}) == len({warna for _, _, warna in tanda}) == 4
    dasbor = buka(klien, tampil="tidak_dapat_dihitung").context["dasbor"]
    assert (kode(dasbor.iku), kode(dasbor.lain)) == ([], ["ISK-1"])
    # A filter narrows the list, never the three numbers.
    assert dasbor.utama.jumlah == 8
    assert len(buka(klien, tampil="bukan-saringan").context["dasbor"].lain) == 4


def test_terendah_dulu_atau_menurut_pohon(panggung, sebagai):
    panggung.ukur(sampai=9)
    klien = sebagai(panggung.kantor.kepala)
    dasbor = buka(klien).context["dasbor"]
    assert kode(dasbor.iku) == ["IKU-3", "IKU-1", "IKU-2", "IKU-4"]
    assert kode(dasbor.lain) == ["IKP-1", "IKK-1", "ISK-1", "IKP-2"]
    dasbor = buka(klien, urut="pohon").context["dasbor"]
    assert kode(dasbor.iku) == ["IKU-1", "IKU-2", "IKU-3", "IKU-4"]


def test_nol_bukan_kosong_dan_setiap_angka_bertaut(panggung, sebagai):
    panggung.ukur(sampai=9)
    jawab = buka(sebagai(panggung.kantor.kepala))
    dasbor, isi = jawab.context["dasbor"], jawab.content.decode()
    baris = {satu.baris.kode: satu for satu in (*dasbor.iku, *dasbor.lain)}
    assert (str(baris["IKP-1"].baris.realisasi), str(baris["IKP-1"].baris.capaian_periode)) == ("0", "0,00")
    assert (str(baris["IKU-4"].baris.realisasi), baris["IKU-4"].status.label) == ("Menyusul", "Belum lapor")
    for satu in baris.values():
        assert satu.baris.url
        assert f'href="{satu.baris.url}"' in isi
    assert "Target belum ditetapkan." in isi


def test_grafik_anggaran_dan_kinerja_berbicara_juga(panggung, sebagai):
    panggung.ukur(sampai=9)
    dasbor = buka(sebagai(panggung.kantor.kepala)).context["dasbor"]
    for gambar in (dasbor.grafik, dasbor.grafik_telepon):
        assert (
            "Meningkatnya mutu layanan: capaian kinerja 100,12 persen, serapan anggaran 40,00 persen."
            in gambar
        )
        assert "Kegiatan Pelayanan" not in gambar


# -- periods ----------------------------------------------------------------------------------------


def test_periode_terbaru_lebih_dulu_dan_dapat_dipilih(panggung, sebagai):
    panggung.ukur(sampai=9)
    satu, dua = panggung.tw, ukur_tw_dua(panggung)
    klien = sebagai(panggung.kantor.kepala)
    jawab = buka(klien)
    assert [p.periode for p in jawab.context["setahun"]] == [dua, satu]
    assert jawab.context["pengukuran"].periode == dua
    baris = next(b for b in jawab.context["dasbor"].iku if b.baris.kode == "IKU-1")
    assert str(baris.baris.capaian_periode) == "100,00"
    # Two measured periods make a trend, with its figures in words.
    assert f"TW I {TAHUN} 20,83 dari target 22,00; TW II {TAHUN} 22,00 dari target 22,00" in baris.tren
    lama = buka(klien, periode=satu.pk)
    assert lama.context["pengukuran"].periode == satu
    baris = next(b for b in lama.context["dasbor"].iku if b.baris.kode == "IKU-1")
    assert (str(baris.baris.capaian_periode), baris.tren) == ("94,68", "")
    assert buka(klien, periode=satu.pk + 999_999).status_code == 404
    assert buka(klien, periode="x").status_code == 404


def test_belum_disetujui_disebut(panggung, sebagai):
    panggung.ukur(sampai=8)
    isi = buka(sebagai(panggung.kantor.kepala)).content.decode()
    assert "Angkanya masih dapat berubah." in isi
    assert "Belum disetujui" in isi


def test_pelaksanaan_batal_tidak_tampil(panggung, sebagai):
    panggung.ukur(sampai=8)
    gerbang.batalkan(pelaksanaan=panggung.pengukuran_jalan, oleh=panggung.kantor.kepala, alasan="Salah")
    assert buka(sebagai(panggung.kantor.kepala)).context["pengukuran"] is None


# -- what waits -------------------------------------------------------------------------------------


def test_keputusan_menunggu_dengan_tombol_bagi_yang_berhak(panggung, sebagai):
    panggung.ukur(sampai=8)
    catatan = panggung.pengukuran_jalan.catatan.get(selesai_pada=None)
    (satu,) = buka(sebagai(panggung.kantor.sekretaris)).context["menunggu"]
    assert (satu.label, satu.milik_saya, satu.url) == (
        "Periksa dan putuskan",
        True,
        reverse("langkah_periksa", args=[catatan.pk]),
    )
    (satu,) = buka(sebagai(panggung.kantor.kepala)).context["menunggu"]
    assert (satu.label, satu.milik_saya, satu.siapa) == ("Lihat", False, "Sekretaris")


def test_disposisi_menunggu_kepala(panggung, sebagai):
    panggung.ukur(sampai=9)
    catatan = panggung.pengukuran_jalan.catatan.get(selesai_pada=None)
    assert buka(sebagai(panggung.kantor.kepala)).context["menunggu"] == []
    tindakan.selesaikan(catatan=catatan, oleh=panggung.kantor.sekretaris)
    (satu,) = buka(sebagai(panggung.kantor.kepala)).context["menunggu"]
    assert (satu.disposisi, satu.milik_saya, satu.label) == (True, True, "Beri disposisi")
    (satu,) = buka(sebagai(panggung.kantor.sekretaris)).context["menunggu"]
    assert (satu.disposisi, satu.milik_saya, satu.label) == (True, False, "Lihat")


def test_unit_terlambat_dengan_hari_kerja(panggung, sebagai):
    panggung.kumpulkan(sampai=7)
    kalender, hari = Kalender(panggung.opd), hari_ini()
    batas = hari - timedelta(days=10)
    Pelaksanaan.objects.filter(pk=panggung.pengumpulan_jalan.pk).update(batas_waktu=batas)
    jawab = buka(sebagai(panggung.kantor.kepala))
    nama = [satu.unit for satu in jawab.context["terlambat"]]
    assert nama == list(panggung.pengumpulan.formulir.values_list("unit__nama", flat=True))
    assert jawab.context["terlambat"][0].hari == kalender.selisih_hari_kerja(batas, hari) > 0
    panggung.jalankan(panggung.pengumpulan_jalan, 8)
    assert buka(sebagai(panggung.kantor.kepala)).context["terlambat"] == []


# -- nothing yet ------------------------------------------------------------------------------------


def test_keadaan_kosong_menyebut_langkah_berikutnya(panggung, kantor_lain, sebagai):
    kosong = buka(sebagai(kantor_lain.kepala)).context["berikut"]
    assert kosong.judul.startswith("Belum ada indikator tahun")
    assert kosong.url == reverse("indikator_daftar")
    awal = buka(sebagai(panggung.kantor.kepala)).context["berikut"]
    assert (awal.label, awal.url) == ("Mulai pengumpulan data", reverse("pelaksanaan_mulai"))
    assert buka(sebagai(panggung.kantor.staf_satu)).context["berikut"].url == reverse("pelaksanaan_daftar")
    panggung.kumpulkan(sampai=7)
    jalan = buka(sebagai(panggung.kantor.kepala)).context["berikut"]
    assert jalan.url == panggung.pengumpulan_jalan.get_absolute_url()
    panggung.jalankan(panggung.pengumpulan_jalan, 13)
    jawab = buka(sebagai(panggung.kantor.kepala))
    assert jawab.context["berikut"].label == "Mulai pengukuran kinerja"
    assert "Mulai pengukuran kinerja</a>" in jawab.content.decode()


def test_menu_memuat_dashboard(panggung, sebagai, kantor_lain):
    jawab = sebagai(panggung.kantor.staf_satu).get(reverse("beranda"))
    assert [satu["url"] for satu in jawab.context["navigasi"]][1] == reverse("dasbor")


def test_opd_lain_tidak_tercampur(panggung, kantor_lain, sebagai):
    panggung.ukur(sampai=8)
    periode = panggung.tw.pk
    klien = sebagai(kantor_lain.kepala)
    jawab = buka(klien)
    assert (jawab.context["pengukuran"], jawab.context["menunggu"], jawab.context["terlambat"]) == (
        None,
        [],
        [],
    )
    assert buka(klien, periode=periode).status_code == 404


# -- speed ------------------------------------------------------------------------------------------


def test_pertanyaan_datar_dan_halaman_kecil(kantor, kantor_lain, sebagai):
    hasil = []
    for satu, tambahan in ((kantor, 0), (kantor_lain, 112)):
        panggung = PanggungKinerja(satu)
        panggung.tambah_indikator(tambahan)
        panggung.ukur(sampai=8)
        klien = sebagai(satu.kepala)
        buka(klien)
        with CaptureQueriesContext(connection) as sql:
            jawab = buka(klien)
        dasbor = jawab.context["dasbor"]
        assert len(dasbor.iku) + len(dasbor.lain) == 8 + tambahan
        assert len(jawab.content) < TERBESAR
        hasil.append(len(sql))
    assert hasil[0] == hasil[1] <= PERTANYAAN_TERBANYAK


def test_tautan_saringan_menjaga_periode(panggung, sebagai):
    panggung.ukur(sampai=9)
    isi = buka(sebagai(panggung.kantor.kepala), periode=panggung.tw.pk).content.decode()
    tautan = re.findall(r'href="(\?[^"]*)#indikator"', isi)
    assert len(tautan) == 6
    assert all(f"periode={panggung.tw.pk}" in satu for satu in tautan)


def test_tahun_lain_tidak_tampil(panggung, sebagai):
    panggung.ukur(sampai=9)
    assert buka(sebagai(panggung.kantor.kepala)).context["pengukuran"].periode.tahun == TAHUN
    assert date(TAHUN, 12, 31) < hari_ini()
