"""The indicator sheet: what it lacks, dated definitions, what stays frozen, where a series breaks."""

import os
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from pengumpulan.models import Realisasi
from perencanaan.definisi import (
    buat_versi,
    catat_standar,
    lengkapi_definisi,
    nyatakan_tanpa_standar,
    periksa_smart,
)
from perencanaan.deret import pemutus, pemutus_deret
from perencanaan.kamus import (
    PENENTU_ANGKA,
    WAJIB_TERISI,
    baca_kamus,
    beda_definisi,
    butir_definisi,
    definisi_pada,
    hari_kamus,
    kamus_tahun,
)
from perencanaan.models import JenisBukti, PemeriksaanSMART, Periode, RiwayatNilai, VersiIndikator
from sakip.pengaturan import AKAR
from tests.pengumpulan import meja

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]
D = Decimal
TAHUN = meja.TAHUN
HARI = date(TAHUN, 6, 1)
LENGKAP = {
    "definisi_operasional": "Berkas yang selesai pada tahun berjalan",
    "alasan_pemilihan": "Menggambarkan hasil layanan",
    "formulasi": "Jumlah berkas selesai",
    "sumber_data": "Register layanan",
    "cara_pengumpulan": "Dihitung dari register setiap triwulan",
    "pengolah_data": "Seksi Layanan",
}
SEMUA_YA = dict.fromkeys(PemeriksaanSMART.BUTIR, True)


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def indikator(kantor):
    """An indicator whose definition holds since the year began, with nothing but what it must have."""
    return meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)


@pytest.fixture
def definisi(indikator):
    return indikator.versi.get()


def isi_tw(kantor, indikator, nomor: int, **lain) -> Realisasi:
    isi = {"keadaan": "angka", "nilai": D(5)} | lain
    return Realisasi.objects.create(
        indikator=indikator,
        unit=kantor.bidang_satu,
        periode=meja.tw(nomor),
        diubah_oleh=kantor.staf_satu,
        **isi,
    )


def versi_baru(kantor, indikator, **ganti) -> VersiIndikator:
    isi = {
        "mulai": date(TAHUN + 1, 1, 1),
        "perubahan": {"satuan": "Berkas"},
        "memutus_deret": True,
        "alasan": "Satuannya kini berkas",
        "oleh": kantor.ketua_tim,
    }
    return buat_versi(indikator=indikator, **{**isi, **ganti})


# -- what is lacking --------------------------------------------------------------------------------


def test_definisi_kosong_menyebut_semua_yang_kurang(indikator):
    kamus = baca_kamus([indikator], HARI, iku=[indikator.pk])[indikator.pk]

    assert kamus.kurang == (*WAJIB_TERISI, "bukti", "smart", "sk")
    assert kamus.sebut_kurang[0] == "definisi operasional"
    assert kamus.ringkas_kurang == f"definisi operasional, alasan pemilihan dan {len(kamus.kurang) - 2} lagi"


def test_kamus_terisi_penuh_tidak_kurang_apa_pun(kantor, indikator, definisi):
    """IKU need the decision that set them; the month and the plans it ties in with may rightly be empty."""
    lengkapi_definisi(
        versi=definisi,
        perubahan={**LENGKAP, "dasar_penetapan": "Keputusan Kepala 1/2025"},
        bukti=[("Register", True)],
        oleh=kantor.ketua_tim,
    )
    periksa_smart(versi=definisi, butir=SEMUA_YA, catatan="", oleh=kantor.ketua_tim)

    assert baca_kamus([indikator], HARI, iku=[indikator.pk])[indikator.pk].lengkap


@pytest.mark.parametrize(
    ("ubah", "kurang"),
    [
        (lambda i: i.versi.all().delete(), ("definisi",)),
        (lambda i: i.penanggung_jawab.all().delete(), ("unit", "bukti", "smart")),
        (
            lambda i: JenisBukti.objects.create(versi=i.versi.get(), nama="Register"),
            ("smart",),
        ),
    ],
)
def test_setiap_kekurangan_disebut_sendiri(indikator, definisi, ubah, kurang):
    VersiIndikator.objects.filter(pk=definisi.pk).update(**LENGKAP)
    ubah(indikator)

    assert baca_kamus([indikator], HARI)[indikator.pk].kurang == kurang


def test_smart_yang_belum_penuh_bukan_belum_diperiksa(kantor, indikator, definisi):
    butir = SEMUA_YA | {"relevan": False}
    periksa_smart(versi=definisi, butir=butir, catatan="Belum hasil", oleh=kantor.ketua_tim)

    kurang = baca_kamus([indikator], HARI)[indikator.pk].kurang
    assert "smart_kurang" in kurang and "smart" not in kurang


def test_definisi_yang_belum_atau_tidak_lagi_berlaku_tidak_dipakai(kantor, indikator):
    baru = versi_baru(kantor, indikator)
    lama = indikator.versi.get(tanggal_mulai__year=TAHUN)

    assert definisi_pada(indikator.versi.all(), date(TAHUN, 12, 31)) == lama
    assert definisi_pada(indikator.versi.all(), date(TAHUN + 1, 1, 1)) == baru
    assert definisi_pada(indikator.versi.all(), date(TAHUN - 1, 12, 31)) is None


@pytest.mark.parametrize(
    ("hari", "acuan"),
    [
        (date(TAHUN, 3, 5), date(TAHUN, 3, 5)),
        (date(TAHUN + 2, 3, 5), date(TAHUN, 12, 31)),
        (date(TAHUN - 1, 3, 5), date(TAHUN, 1, 1)),
    ],
)
def test_kamus_tahun_dibaca_pada_hari_terdekat_di_tahun_itu(hari, acuan):
    assert hari_kamus(TAHUN, hari) == acuan


def test_kamus_setahun_sama_banyak_pertanyaan_untuk_berapa_pun_indikator(kantor):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as sql:
            kamus_tahun(kantor.opd, TAHUN, HARI)
        return len(sql)

    meja.indikator(kantor, "IK-1", kantor.bidang_satu)
    satu = hitung()
    for nomor in range(2, 12):
        meja.indikator(kantor, f"IK-{nomor}", kantor.bidang_dua)
    assert hitung() == satu == 6


# -- a new definition -------------------------------------------------------------------------------


def test_versi_baru_mengakhiri_yang_lama_dan_menyalin_sisanya(kantor, indikator, definisi):
    lengkapi_definisi(
        versi=definisi, perubahan=LENGKAP, bukti=[("Register", True), ("Foto", False)], oleh=kantor.ketua_tim
    )

    baru = versi_baru(kantor, indikator)

    definisi.refresh_from_db()
    assert definisi.tanggal_selesai == date(TAHUN, 12, 31)
    assert (baru.satuan, baru.metode, baru.formulasi) == ("Berkas", "nilai_akhir", LENGKAP["formulasi"])
    assert [(b.nama, b.wajib) for b in baru.jenis_bukti.all()] == [("Register", True), ("Foto", False)]
    assert not PemeriksaanSMART.objects.filter(versi=baru).exists()
    entri = CatatanJejak.objects.get(aksi="perencanaan.buat_definisi")
    assert (entri.lama, entri.baru["satuan"]) == ({"satuan": "Dokumen"}, "Berkas")
    assert entri.alasan == "Satuannya kini berkas"


@pytest.mark.parametrize(
    ("ganti", "sebab"),
    [
        ({"alasan": "  "}, "alasan perubahan"),
        ({"perubahan": {}}, "Tidak ada isian yang berbeda"),
        ({"mulai": date(TAHUN, 1, 1)}, "Pilih tanggal mulai sesudahnya"),
        ({"perubahan": {"metode": "rasio"}}, "menyebut pembilang dan penyebutnya"),
        ({"perubahan": {"arah": "rentang", "metode": "jumlah"}}, "tidak dapat dijumlahkan"),
    ],
)
def test_versi_baru_yang_keliru_ditolak_tanpa_akibat(kantor, indikator, definisi, ganti, sebab):
    with pytest.raises(TindakanDitolak, match=sebab):
        versi_baru(kantor, indikator, **ganti)

    definisi.refresh_from_db()
    assert definisi.tanggal_selesai is None
    assert indikator.versi.count() == 1
    assert not CatatanJejak.objects.filter(aksi="perencanaan.buat_definisi").exists()


def test_versi_baru_tidak_mendahului_angka_yang_sudah_dibaca(kantor, indikator):
    """TW I was read with the definition of its last day; a new one from March would read it anew."""
    isi_tw(kantor, indikator, 1)

    with pytest.raises(TindakanDitolak, match="mulai paling cepat 1 April"):
        versi_baru(kantor, indikator, mulai=date(TAHUN, 3, 1))
    assert versi_baru(kantor, indikator, mulai=date(TAHUN, 4, 1)).pk


def test_hanya_pengelola_yang_mengubah(kantor, kantor_lain, indikator, definisi):
    for orang in (kantor.staf_satu, kantor.kepala, kantor_lain.ketua_tim):
        with pytest.raises(TidakBerhak):
            versi_baru(kantor, indikator, oleh=orang)
        with pytest.raises(TidakBerhak):
            lengkapi_definisi(versi=definisi, perubahan=LENGKAP, oleh=orang)
        with pytest.raises(TidakBerhak):
            periksa_smart(versi=definisi, butir=SEMUA_YA, catatan="", oleh=orang)


# -- what stays frozen ------------------------------------------------------------------------------


UBAHAN = {
    "tanggal_mulai": date(TAHUN, 2, 1),
    "satuan": "Berkas",
    "arah": "turun_selisih",
    "metode": "jumlah",
    "frekuensi": "bulan",
    "label_pembilang": "Selesai",
    "label_penyebut": "Masuk",
    "pengali": D(1000),
}


@pytest.mark.parametrize("nama", PENENTU_ANGKA)
def test_penentu_angka_beku_sesudah_dipakai(kantor, indikator, definisi, nama):
    """Free while nothing was read; afterwards only a new definition changes it."""
    assert set(UBAHAN) == set(PENENTU_ANGKA)
    baris = isi_tw(kantor, indikator, 1)

    with pytest.raises(TindakanDitolak, match="buat versi baru"):
        lengkapi_definisi(versi=definisi, perubahan={nama: UBAHAN[nama]}, oleh=kantor.ketua_tim)
    definisi.refresh_from_db()
    assert getattr(definisi, nama) != UBAHAN[nama]

    baris.delete()
    lengkapi_definisi(versi=definisi, perubahan={nama: UBAHAN[nama]}, oleh=kantor.ketua_tim)
    definisi.refresh_from_db()
    assert getattr(definisi, nama) == UBAHAN[nama]


def test_sel_yang_belum_diisi_bukan_pemakaian(kantor, indikator, definisi):
    isi_tw(kantor, indikator, 1, keadaan="belum_diisi", nilai=None)

    lengkapi_definisi(versi=definisi, perubahan={"satuan": "Berkas"}, oleh=kantor.ketua_tim)
    assert indikator.versi.get().satuan == "Berkas"


def test_angka_di_luar_masa_definisi_tidak_membekukannya(kantor, indikator):
    baru = versi_baru(kantor, indikator)
    isi_tw(kantor, indikator, 4)

    lengkapi_definisi(versi=baru, perubahan={"satuan": "Set"}, oleh=kantor.ketua_tim)
    assert VersiIndikator.objects.get(pk=baru.pk).satuan == "Set"


def test_uraian_tetap_dapat_dilengkapi_dengan_jejak(kantor, indikator, definisi):
    isi_tw(kantor, indikator, 1)

    lengkapi_definisi(versi=definisi, perubahan=LENGKAP, bukti=[("Register", True)], oleh=kantor.ketua_tim)

    assert indikator.versi.get().formulasi == LENGKAP["formulasi"]
    entri = CatatanJejak.objects.get(aksi="perencanaan.lengkapi_definisi")
    assert (entri.lama["formulasi"], entri.baru["formulasi"]) == ("", LENGKAP["formulasi"])
    assert (entri.lama["bukti dukung"], entri.baru["bukti dukung"]) == ("", "Register")


def test_simpan_tanpa_perubahan_tidak_berjejak(kantor, definisi):
    lengkapi_definisi(versi=definisi, perubahan={"satuan": "Dokumen"}, bukti=[], oleh=kantor.ketua_tim)
    assert not CatatanJejak.objects.filter(aksi="perencanaan.lengkapi_definisi").exists()


def kirim_admin(klien, alamat, **ganti):
    from tests.test_admin import kirim_ulang

    return klien.post(alamat, kirim_ulang(klien.get(alamat), **ganti))


def test_admin_menolak_penentu_angka_dan_menerima_uraian(kantor, indikator, definisi, sebagai):
    isi_tw(kantor, indikator, 1)
    klien = sebagai(kantor.admin)
    sendiri = reverse("admin:perencanaan_versiindikator_change", args=[definisi.pk])
    induk = reverse("admin:perencanaan_indikator_change", args=[indikator.pk])

    for alamat, awalan in ((sendiri, ""), (induk, "versi-0-")):
        jawab = kirim_admin(klien, alamat, **{f"{awalan}satuan": "Berkas"})
        assert jawab.status_code == 200
        assert "buat versi baru definisi" in jawab.content.decode()
        assert kirim_admin(klien, alamat, **{f"{awalan}formulasi": f"Cara {alamat}"}).status_code == 302
    definisi.refresh_from_db()
    assert (definisi.satuan, definisi.formulasi) == ("Dokumen", f"Cara {induk}")


def test_admin_tidak_mengakhiri_definisi_sebelum_angka_yang_dibacanya(kantor, indikator, definisi, sebagai):
    isi_tw(kantor, indikator, 1)
    alamat = reverse("admin:perencanaan_versiindikator_change", args=[definisi.pk])
    klien = sebagai(kantor.admin)

    jawab = kirim_admin(klien, alamat, tanggal_selesai=f"{TAHUN}-02-28")
    assert jawab.status_code == 200 and "paling cepat berakhir 31 Maret" in jawab.content.decode()
    assert kirim_admin(klien, alamat, tanggal_selesai=f"{TAHUN}-03-31").status_code == 302


def test_admin_tidak_menghapus_definisi_yang_dipakai(kantor, indikator, definisi, sebagai):
    isi_tw(kantor, indikator, 1)
    klien = sebagai(kantor.admin)

    klien.post(
        reverse("admin:perencanaan_versiindikator_delete", args=[definisi.pk]), {"post": "yes"}, follow=True
    )
    assert indikator.versi.exists()
    induk = reverse("admin:perencanaan_indikator_change", args=[indikator.pk])
    jawab = kirim_admin(klien, induk, **{"versi-0-DELETE": "on"})
    assert jawab.status_code == 200 and "tidak dapat dihapus" in jawab.content.decode()
    assert indikator.versi.exists()

    Realisasi.objects.all().delete()
    assert kirim_admin(klien, induk, **{"versi-0-DELETE": "on"}).status_code == 302
    assert not indikator.versi.exists()


# -- SMART and the national standard ----------------------------------------------------------------


def test_smart_sekali_untuk_setiap_definisi(kantor, definisi):
    periksa_smart(versi=definisi, butir=SEMUA_YA, catatan="", oleh=kantor.ketua_tim)
    periksa_smart(
        versi=definisi, butir=SEMUA_YA | {"relevan": False}, catatan="Belum hasil", oleh=kantor.anggota_tim
    )

    satu = PemeriksaanSMART.objects.get(versi=definisi)
    assert (satu.relevan, satu.spesifik, satu.oleh) == (False, True, kantor.anggota_tim)
    terakhir = CatatanJejak.objects.filter(aksi="perencanaan.periksa_smart").first()
    assert (terakhir.lama["relevan"], terakhir.baru["relevan"]) == (True, False)


@pytest.mark.parametrize(
    ("butir", "catatan", "sebab"),
    [
        (SEMUA_YA | {"relevan": False}, " ", "Tuliskan catatan"),
        ({"spesifik": True}, "", "Jawab kelima butir"),
    ],
)
def test_smart_tidak_lengkap_ditolak(kantor, definisi, butir, catatan, sebab):
    with pytest.raises(TindakanDitolak, match=sebab):
        periksa_smart(versi=definisi, butir=butir, catatan=catatan, oleh=kantor.ketua_tim)
    assert not PemeriksaanSMART.objects.exists()


def test_tanpa_standar_dinyatakan_dan_dicabut_oleh_standar(kantor, indikator):
    nyatakan_tanpa_standar(indikator=indikator, oleh=kantor.ketua_tim)
    indikator.refresh_from_db()
    assert indikator.tanpa_standar_nasional

    catat_standar(
        indikator=indikator, tahun=TAHUN, nilai=D(80), tingkat="", sumber="Laporan", oleh=kantor.ketua_tim
    )
    indikator.refresh_from_db()
    assert not indikator.tanpa_standar_nasional
    with pytest.raises(TindakanDitolak, match="sudah mempunyai standar"):
        nyatakan_tanpa_standar(indikator=indikator, oleh=kantor.ketua_tim)


@pytest.mark.parametrize(
    ("isi", "sebab"),
    [({"sumber": " "}, "sumber standar"), ({"nilai": None}, "Isi nilai")],
)
def test_standar_tanpa_isi_atau_sumber_ditolak(kantor, indikator, isi, sebab):
    data = {"tahun": TAHUN, "nilai": D(80), "tingkat": "", "sumber": "Laporan"} | isi
    with pytest.raises(TindakanDitolak, match=sebab):
        catat_standar(indikator=indikator, oleh=kantor.ketua_tim, **data)
    assert not indikator.standar_nasional.exists()


# -- where the series breaks ------------------------------------------------------------------------


def test_pemutus_deret_di_antara_dua_tahun(kantor, indikator):
    """The break of next year lies between this year and the next, not before and not after."""
    versi_baru(kantor, indikator, alasan="Satuannya kini berkas")
    versi_baru(
        kantor,
        indikator,
        mulai=date(TAHUN + 2, 1, 1),
        perubahan={"formulasi": "Lain"},
        memutus_deret=False,
        alasan="Diperjelas",
    )

    def kalimat(dari, sampai):
        return [satu.kalimat for satu in pemutus_deret(indikator, dari, sampai)]

    assert kalimat(TAHUN, TAHUN + 1) == [
        f"Deret terputus mulai 1 Januari {TAHUN + 1}: Satuannya kini berkas."
    ]
    assert kalimat(TAHUN - 1, TAHUN) == kalimat(TAHUN + 1, TAHUN + 2) == kalimat(TAHUN, TAHUN) == []
    assert len(kalimat(TAHUN - 3, TAHUN + 3)) == 1


@pytest.mark.parametrize(
    ("setelah", "sampai", "putus"),
    [
        (date(2025, 3, 31), date(2025, 6, 30), False),
        (date(2025, 6, 30), date(2025, 9, 30), True),
        (date(2025, 7, 1), date(2025, 9, 30), False),
        (None, date(2025, 7, 1), True),
        (None, date(2025, 6, 30), False),
    ],
)
def test_pemutus_menurut_hari_terakhir_periode(setelah, sampai, putus):
    versi = [
        VersiIndikator(tanggal_mulai=date(2025, 7, 1), memutus_deret=True, alasan_perubahan="Baru"),
        VersiIndikator(tanggal_mulai=date(2025, 5, 1), memutus_deret=False, alasan_perubahan="Diperjelas"),
    ]
    assert bool(pemutus(versi, setelah=setelah, sampai=sampai)) is putus


def test_beda_dua_definisi_menyebut_yang_berubah_saja(kantor, indikator, definisi):
    baru = versi_baru(kantor, indikator, bukti=[("Register", True)])

    beda = beda_definisi(butir_definisi(definisi, []), butir_definisi(baru, list(baru.jenis_bukti.all())))
    assert [(satu.label, satu.lama, satu.baru) for satu in beda] == [
        ("Satuan", "Dokumen", "Berkas"),
        ("Bukti dukung", "", "Register"),
    ]


# -- pages ------------------------------------------------------------------------------------------


def test_daftar_menandai_dan_menyaring_yang_kurang(kantor, indikator, definisi, sebagai):
    lengkap = meja.indikator(kantor, "IK-2", kantor.bidang_satu, **LENGKAP)
    periksa_smart(versi=lengkap.versi.get(), butir=SEMUA_YA, catatan="", oleh=kantor.ketua_tim)
    JenisBukti.objects.create(versi=lengkap.versi.get(), nama="Register")
    klien = sebagai(kantor.staf_satu)

    def kode(**saring):
        jawab = klien.get(reverse("indikator_daftar"), saring)
        return {b["indikator"].kode for b in jawab.context["baris"]}

    assert kode() == {"IK-1", "IK-2"}
    assert kode(kurang="ada") == kode(kurang="formulasi") == {"IK-1"}
    assert kode(kurang="sk") == set()  # only IKU owe it
    isi = klien.get(reverse("indikator_daftar")).content.decode()
    assert "Kamus lengkap untuk 1 dari 2 indikator" in isi


def test_halaman_indikator_membandingkan_versi_dan_menyebut_putusnya_deret(kantor, indikator, sebagai):
    versi_baru(kantor, indikator, mulai=date(TAHUN, 6, 1))
    for tahun, nilai in ((TAHUN - 1, D(4)), (TAHUN - 2, D(3))):
        RiwayatNilai.objects.create(
            indikator=indikator, tahun=tahun, realisasi=nilai, sumber=f"LKjIP {tahun}"
        )

    isi = sebagai(kantor.staf_satu).get(reverse("indikator_lihat", args=[indikator.pk])).content.decode()

    # Once: between this year and the one before it. The two earlier years compare with each other.
    assert isi.count(f"Deret terputus mulai 1 Juni {TAHUN}: Satuannya kini berkas.") == 1
    assert f"tidak sebanding dengan angka {TAHUN}" in isi
    assert "Yang berubah dari definisi sebelumnya" in isi
    assert "Lengkapi definisi" not in isi  # staff only read


def test_versi_baru_lewat_halaman(kantor, indikator, definisi, sebagai):
    klien = sebagai(kantor.ketua_tim)
    alamat = reverse("definisi_baru", args=[indikator.pk])
    data = {
        "tanggal_mulai": f"{TAHUN + 1}-01-01",
        "nama": definisi.nama,
        "satuan": "Berkas",
        "arah": "naik",
        "metode": "nilai_akhir",
        "frekuensi": "triwulan",
        "desimal": "2",
        "pengali": "100",
        "bukti_wajib": "Register\r\nBerita acara",
        "alasan": "Satuannya kini berkas",
    }

    # Whether the series goes on is said, never assumed.
    assert klien.post(alamat, data).status_code == 422
    assert indikator.versi.count() == 1
    jawab = klien.post(alamat, data | {"memutus_deret": "ya"})
    baru = indikator.versi.get(tanggal_mulai__year=TAHUN + 1)
    assert jawab.url == reverse("kamus_periksa", args=[baru.pk])
    assert baru.memutus_deret
    assert [satu.nama for satu in baru.jenis_bukti.all()] == ["Register", "Berita acara"]


def test_isian_beku_tidak_terbaca_dari_kiriman(kantor, indikator, definisi, sebagai):
    """The locked fields are not even read: a forged form changes the texts only."""
    isi_tw(kantor, indikator, 1)
    klien = sebagai(kantor.ketua_tim)

    jawab = klien.post(
        reverse("definisi_ubah", args=[definisi.pk]),
        {"nama": definisi.nama, "desimal": "1", "satuan": "Berkas", "formulasi": "Jumlah"},
    )

    assert jawab.status_code == 302
    definisi.refresh_from_db()
    assert (definisi.satuan, definisi.formulasi, definisi.desimal) == ("Dokumen", "Jumlah", 1)


def test_definisi_pertama_lewat_halaman(kantor, indikator, sebagai):
    indikator.versi.all().delete()
    data = {
        "tanggal_mulai": f"{TAHUN}-01-01",
        "nama": "Berkas selesai",
        "satuan": "Berkas",
        "arah": "naik",
        "metode": "jumlah",
        "frekuensi": "triwulan",
        "desimal": "0",
        "pengali": "100",
    }

    jawab = sebagai(kantor.ketua_tim).post(reverse("definisi_baru", args=[indikator.pk]), data)

    assert jawab.status_code == 302
    satu = indikator.versi.get()
    assert (satu.satuan, satu.metode, satu.memutus_deret, satu.alasan_perubahan) == (
        "Berkas",
        "jumlah",
        False,
        "",
    )


# -- the form of the units --------------------------------------------------------------------------


def test_formulir_menyebut_bukti_yang_diminta_dan_putusnya_deret(kantor, indikator, definisi, sebagai):
    """Too little evidence is said and holds nothing up; the figure before a break says that it does not compare."""
    definisi.tanggal_mulai, definisi.tanggal_selesai = date(TAHUN - 1, 1, 1), date(TAHUN - 1, 12, 31)
    definisi.save()
    baru = VersiIndikator.objects.create(
        indikator=indikator,
        nama=indikator.nama,
        satuan="Berkas",
        metode="nilai_akhir",
        tanggal_mulai=date(TAHUN, 1, 1),
        memutus_deret=True,
        alasan_perubahan="Satuannya kini berkas",
    )
    for nama, wajib in (("Register", True), ("Berita acara", True), ("Foto", False)):
        JenisBukti.objects.create(versi=baru, nama=nama, wajib=wajib)
    Realisasi.objects.create(
        indikator=indikator,
        unit=kantor.bidang_satu,
        periode=Periode.objects.tahun_lengkap(TAHUN - 1).get(jenis="triwulan", nomor=4),
        keadaan="angka",
        nilai=D(7),
        diubah_oleh=kantor.staf_satu,
    )
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    form = meja.formulir(run, kantor.bidang_satu)
    klien = sebagai(kantor.staf_satu)
    klien.post(reverse("formulir_simpan", args=[form.pk]), meja.kirim(form, IK_1={"nilai": "5"}))

    isi = klien.get(reverse("baris_isi", args=[meja.baris(form, "IK-1").pk])).content.decode()
    putus = f"Deret terputus mulai 1 Januari {TAHUN}: Satuannya kini berkas."
    assert putus in isi
    assert "Register" in isi and "Berita acara" in isi and "(tidak wajib)" in isi
    assert "0 dari 2 jenis; kurang: " in isi
    daftar = klien.get(reverse("formulir_isi", args=[form.pk])).content.decode()
    assert 'Bukti (0)</a> <span class="bukti-kurang">kurang</span>' in daftar
    assert "tidak sebanding" in daftar
    bukti = klien.get(reverse("bukti_tambah", args=[form.pk])).content.decode()
    assert "0 dari 2 jenis; kurang: Register, Berita acara" in bukti
    assert all(f'name="macam" value="{nama}"' in bukti for nama in ("Register", "Berita acara", "Foto"))


# -- the move of the old text -----------------------------------------------------------------------

PINDAH = """
import django
django.setup()
from datetime import date
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

def ke(nama):
    pelaksana = MigrationExecutor(connection)
    pelaksana.migrate([("perencanaan", nama)])
    return MigrationExecutor(connection).loader.project_state([("perencanaan", nama)]).apps.get_model

ambil = ke("0005_kamus_indikator")
pemda = ambil("organisasi", "PemerintahDaerah").objects.create(nama="Contoh")
opd = ambil("organisasi", "OPD").objects.create(pemda=pemda, nama="Dinas", singkatan="DINAS")
satu = ambil("perencanaan", "Indikator").objects.create(opd=opd, kode="I-1", nama="Satu")
for tahun, teks in ((2024, "Register; foto"), (2025, "")):
    ambil("perencanaan", "VersiIndikator").objects.create(
        indikator=satu, nama="Satu", satuan="%", metode="jumlah", bukti_lama=teks,
        tanggal_mulai=date(tahun, 1, 1), tanggal_selesai=date(tahun, 12, 31),
    )
ambil = ke("0007_bukti_lama_dihapus")
print([(b.versi.tanggal_mulai.year, b.nama, b.wajib) for b in ambil("perencanaan", "JenisBukti").objects.all()])
ambil = ke("0005_kamus_indikator")
versi = ambil("perencanaan", "VersiIndikator").objects.order_by("tanggal_mulai")
print([satu.bukti_lama for satu in versi])
"""


def test_teks_bukti_lama_menjadi_jenis_bukti_dan_kembali(tmp_path: Path):
    """On a database of its own, for the tables of this one are already at the end."""
    lingkungan = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'lama.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "sakip.settings",
    }
    jalan = subprocess.run(
        [sys.executable, "-c", PINDAH], cwd=AKAR, env=lingkungan, capture_output=True, text=True, check=False
    )
    assert jalan.returncode == 0, jalan.stderr
    assert jalan.stdout.splitlines() == ["[(2024, 'Register; foto', True)]", "['Register; foto', '']"]


# -- seen by a second reader --------------------------------------------------------------------------


def kirim(klien, alamat: str, **ganti):
    """Send the form of that page as it was shown, with some fields typed over."""
    form = klien.get(alamat).context["form"]
    isi = {nama: form[nama].value() for nama in form.fields}
    return {nama: "" if nilai is None else nilai for nama, nilai in isi.items()} | ganti


def test_halaman_definisi_yang_basi_tidak_menimpa(kantor, indikator, definisi, sebagai):
    """Two people complete one sheet: the second is told, and the first's texts stay."""
    alamat = reverse("definisi_ubah", args=[definisi.pk])
    klien = sebagai(kantor.ketua_tim)
    basi = kirim(klien, alamat, formulasi="Formulasi kedua")
    lengkapi_definisi(
        versi=definisi, perubahan={"sumber_data": "Register"}, bukti=[("SK", True)], oleh=kantor.admin
    )

    jawab = klien.post(alamat, basi)

    assert jawab.status_code == 409
    assert "orang lain" in jawab.content.decode()
    definisi.refresh_from_db()
    assert (definisi.sumber_data, definisi.formulasi) == ("Register", "")
    assert klien.post(alamat, kirim(klien, alamat, formulasi="Formulasi kedua")).status_code == 302
    definisi.refresh_from_db()
    assert (definisi.sumber_data, definisi.formulasi) == ("Register", "Formulasi kedua")
    assert [satu.nama for satu in definisi.jenis_bukti.all()] == ["SK"]


def test_halaman_versi_baru_yang_basi_tidak_mengembalikan_isian_lama(kantor, indikator, definisi, sebagai):
    alamat = reverse("definisi_baru", args=[indikator.pk])
    klien = sebagai(kantor.ketua_tim)
    isi = {
        "tanggal_mulai": f"{TAHUN + 2}-01-01",
        "memutus_deret": "tidak",
        "alasan": "Uji",
        "nama": "Nama baru",
    }
    basi = kirim(klien, alamat, **isi)
    versi_baru(kantor, indikator)

    assert klien.post(alamat, basi).status_code == 409
    assert indikator.versi.count() == 2
    assert klien.post(alamat, kirim(klien, alamat, **isi)).status_code == 302
    assert indikator.versi.first().satuan == "Berkas"


def test_tanggal_mulai_menggeser_akhir_definisi_sebelumnya(kantor, indikator, definisi):
    """Neither overlap, which the database refuses, nor a hole in which nothing can be measured."""
    baru = versi_baru(kantor, indikator)
    for mulai in (date(TAHUN, 7, 1), date(TAHUN + 1, 2, 1)):
        lengkapi_definisi(versi=baru, perubahan={"tanggal_mulai": mulai}, oleh=kantor.ketua_tim)
        definisi.refresh_from_db()
        baru.refresh_from_db()
        assert (baru.tanggal_mulai, definisi.tanggal_selesai) == (mulai, mulai - timedelta(days=1))

    isi_tw(kantor, indikator, 2)
    for mulai, sebab in (
        (date(TAHUN, 6, 30), "realisasi TW II"),
        (definisi.tanggal_mulai, "Pilih tanggal mulai"),
    ):
        with pytest.raises(TindakanDitolak, match=sebab):
            lengkapi_definisi(versi=baru, perubahan={"tanggal_mulai": mulai}, oleh=kantor.ketua_tim)
    definisi.refresh_from_db()
    assert definisi.tanggal_selesai == date(TAHUN + 1, 1, 31)


def test_salah_ketik_hari_pertama_ada_jalannya(kantor, indikator, definisi):
    """The refusal says the way, and the way works: empty the figure that is not approved yet, then mend."""
    angka = isi_tw(kantor, indikator, 1)
    with pytest.raises(TindakanDitolak, match="minta unit mengosongkan"):
        lengkapi_definisi(versi=definisi, perubahan={"satuan": "Berkas"}, oleh=kantor.ketua_tim)
    Realisasi.objects.filter(pk=angka.pk).update(keadaan="belum_diisi", nilai=None)
    lengkapi_definisi(versi=definisi, perubahan={"satuan": "Berkas"}, oleh=kantor.ketua_tim)
    definisi.refresh_from_db()
    assert definisi.satuan == "Berkas"
