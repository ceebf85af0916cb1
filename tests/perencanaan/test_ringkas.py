"""The front page of planning counts what is ready, and nothing else."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from organisasi.models import Jabatan
from perencanaan.kamus import kamus_tahun
from perencanaan.models import (
    Indikator,
    JenisBukti,
    PaguAnggaran,
    PemeriksaanSMART,
    PenanggungJawabData,
    PenempatanIndikator,
    PerjanjianKinerja,
    Simpul,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.ringkas import ada_indikator_tanpa_tempat, ringkas_rencana
from perencanaan.tinjauan import susun_tinjauan

pytestmark = pytest.mark.django_db
TAHUN, AWAL = 2026, date(2026, 1, 1)


@pytest.fixture
def kepala(kantor):
    return Jabatan.objects.get(opd=kantor.opd, jenis=Jabatan.Jenis.KEPALA)


@pytest.fixture
def sasaran(kantor, kepala):
    return Simpul.objects.create(
        opd=kantor.opd,
        tahun=TAHUN,
        jenjang=Simpul.Jenjang.SASARAN,
        uraian="Sasaran contoh",
        penanggung_jawab=kepala,
    )


@pytest.fixture
def indikator(kantor, sasaran):
    indikator = Indikator.objects.create(opd=kantor.opd, kode="IKU-1", nama="Indikator contoh")
    PenempatanIndikator.objects.create(
        indikator=indikator, simpul=sasaran, jenis=PenempatanIndikator.Jenis.IKU
    )
    return indikator


def hitungan(kantor) -> dict[str, tuple[int, int]]:
    return {satu.kode: (satu.siap, satu.dari) for satu in ringkas_rencana(kantor.opd, TAHUN, AWAL)}


def test_tahun_tanpa_pohon_tidak_menghitung_apa_pun(kantor):
    assert set(hitungan(kantor).values()) == {(0, 0)}
    assert not any(satu.selesai for satu in ringkas_rencana(kantor.opd, TAHUN, AWAL))


def test_simpul_tanpa_penanggung_jawab_belum_siap(kantor, sasaran):
    program = Simpul.objects.create(
        opd=kantor.opd, tahun=TAHUN, jenjang=Simpul.Jenjang.PROGRAM, uraian="Program", induk=sasaran
    )
    assert hitungan(kantor)["pohon"] == (1, 2)
    assert hitungan(kantor)["anggaran"] == (0, 1)
    PaguAnggaran.objects.create(simpul=program, nilai=1_000_000, tanggal_mulai=AWAL)
    assert hitungan(kantor)["anggaran"] == (1, 1)


def test_kamus_siap_bila_terdefinisi_berpemegang_dan_diperiksa(kantor, indikator):
    versi = VersiIndikator.objects.create(
        indikator=indikator,
        nama=indikator.nama,
        satuan="%",
        metode="nilai_akhir",
        tanggal_mulai=AWAL,
        definisi_operasional="Arti",
        alasan_pemilihan="Hasil layanan",
        formulasi="a / b",
        sumber_data="Laporan",
        cara_pengumpulan="Rekap",
        pengolah_data="Seksi",
        dasar_penetapan="Keputusan Kepala 1/2026",
    )
    JenisBukti.objects.create(versi=versi, nama="Rekap")
    assert hitungan(kantor)["kamus"] == (0, 1)
    PenanggungJawabData.objects.create(indikator=indikator, unit=kantor.bidang_satu, tanggal_mulai=AWAL)
    PemeriksaanSMART.objects.create(
        versi=versi,
        oleh=kantor.admin,
        pada=timezone.now(),
        **dict.fromkeys(PemeriksaanSMART.BUTIR, True),
    )
    assert hitungan(kantor)["kamus"] == (1, 1)
    VersiIndikator.objects.update(formulasi="")
    assert hitungan(kantor)["kamus"] == (0, 1)


def test_rancangan_dan_target_kosong_belum_bertarget(kantor, indikator, kepala):
    pk = PerjanjianKinerja.objects.create(
        opd=kantor.opd, tahun=TAHUN, jabatan=kepala, perubahan_ke=1, alasan="Uji", tanggal_berlaku=AWAL
    )
    isi = {"indikator": indikator, "tahun": TAHUN, "tanggal_mulai": AWAL, "perjanjian": pk}
    VersiTarget.objects.create(**isi, nilai=5, rancangan=True)
    VersiTarget.objects.create(**isi)
    assert hitungan(kantor)["target"] == (0, 1)
    VersiTarget.objects.filter(rancangan=False).update(nilai=0)
    assert hitungan(kantor)["target"] == (1, 1)
    assert hitungan(kantor)["perjanjian"] == (0, 1)
    PerjanjianKinerja.objects.update(status="ditandatangani", tanggal=AWAL)
    assert hitungan(kantor)["perjanjian"] == (1, 1)


def test_indikator_di_luar_pohon_disebut(kantor, indikator):
    assert ada_indikator_tanpa_tempat(kantor.opd, TAHUN) == 0
    assert ada_indikator_tanpa_tempat(kantor.opd, TAHUN + 1) == 1


def test_halaman_menyebut_bagian_dan_jalan_ke_excel_hanya_bagi_pengelola(kantor, indikator, sebagai):
    isi = sebagai(kantor.staf_satu).get(reverse("perencanaan_lihat")).content.decode()
    assert "0 dari 1 indikator bertarget" in isi
    assert "Muat dari Excel" not in isi
    assert "Muat dari Excel" in sebagai(kantor.admin).get(reverse("perencanaan_lihat")).content.decode()


def test_kantor_besar_tidak_menambah_kueri(kantor, sasaran, sebagai, django_assert_max_num_queries):
    for ke in range(60):
        satu = Indikator.objects.create(opd=kantor.opd, kode=f"X{ke}", nama=f"Indikator {ke}")
        PenempatanIndikator.objects.create(indikator=satu, simpul=sasaran, jenis="iku")
    klien = sebagai(kantor.admin)
    with django_assert_max_num_queries(40):
        klien.get(reverse("perencanaan_lihat"))


# -- one fact, one source: what this page counts is what the page behind it counts --------------------


def test_kamus_dihitung_seperti_daftar_kamus(kantor, indikator, sebagai):
    """Evidence, method of collection and the IKU decision are missing: neither page calls the sheet complete."""
    versi = VersiIndikator.objects.create(
        indikator=indikator,
        nama=indikator.nama,
        satuan="%",
        metode="nilai_akhir",
        tanggal_mulai=AWAL,
        definisi_operasional="Arti",
        formulasi="a / b",
        sumber_data="Laporan",
    )
    PenanggungJawabData.objects.create(indikator=indikator, unit=kantor.bidang_satu, tanggal_mulai=AWAL)
    PemeriksaanSMART.objects.create(
        versi=versi, oleh=kantor.admin, pada=timezone.now(), **dict.fromkeys(PemeriksaanSMART.BUTIR, True)
    )
    daftar = sebagai(kantor.admin).get(reverse("indikator_daftar")).context
    assert hitungan(kantor)["kamus"] == (daftar["jumlah_lengkap"], daftar["jumlah"]) == (0, 1)


def test_indikator_nonaktif_tidak_dihitung_di_mana_pun(kantor, indikator, sebagai):
    Indikator.objects.update(aktif=False)
    daftar = sebagai(kantor.admin).get(reverse("indikator_daftar")).context
    aksi = sebagai(kantor.admin).get(reverse("rencana_aksi")).context
    assert hitungan(kantor)["kamus"] == (0, 0)
    assert daftar["jumlah"] == len(aksi["baris"]) == 0


def test_pagu_di_bawah_simpul_termasuk_pagunya(kantor, sasaran):
    """As the tree and the review have it: a program is budgeted where its kegiatan are."""
    isi = {"opd": kantor.opd, "tahun": TAHUN}
    program = Simpul.objects.create(**isi, jenjang="program", uraian="Program", induk=sasaran)
    kegiatan = Simpul.objects.create(**isi, jenjang="kegiatan", uraian="Kegiatan", induk=program)
    PaguAnggaran.objects.create(simpul=kegiatan, nilai=1_000_000, tanggal_mulai=AWAL)
    kurang = [satu for satu in susun_tinjauan(kantor.opd, TAHUN, AWAL).butir if satu.jenis == "anggaran"]
    assert kurang == []
    assert hitungan(kantor)["anggaran"] == (2, 2)


def test_jabatan_yang_tidak_dipakai_bukan_penanggung_jawab(kantor, sasaran, kepala):
    Jabatan.objects.filter(pk=kepala.pk).update(aktif=False)
    assert hitungan(kantor)["pohon"] == (0, 1)


def test_kamus_urut_pohon_walau_urutannya_sama(kantor, sasaran):
    """Two sasaran with the same number stand as two groups, each once."""
    dua = Simpul.objects.create(opd=kantor.opd, tahun=TAHUN, jenjang="sasaran", uraian="Sasaran dua")
    for ke, simpul in enumerate([sasaran, dua, sasaran, dua]):
        satu = Indikator.objects.create(opd=kantor.opd, kode=f"S{ke}", nama=f"Indikator {ke}")
        PenempatanIndikator.objects.create(indikator=satu, simpul=simpul, jenis="iku", urutan=ke)
    tempat = [satu.simpul_id for satu, _ in kamus_tahun(kantor.opd, TAHUN, AWAL)]
    assert tempat == [sasaran.pk, sasaran.pk, dua.pk, dua.pk]


@pytest.mark.parametrize("halaman", ["perencanaan_lihat", "rencana_aksi", "indikator_lihat", "sop_daftar"])
def test_menu_menandai_perencanaan_pada_semua_halamannya(halaman, kantor, indikator, sebagai):
    tujuan = reverse(halaman, args=[indikator.pk] if halaman == "indikator_lihat" else [])
    menu = sebagai(kantor.admin).get(tujuan).context["navigasi"]
    aktif = [satu["label"] for satu in menu if satu["aktif"]]
    assert aktif == (["SOP"] if halaman == "sop_daftar" else ["Perencanaan"])
