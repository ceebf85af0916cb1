"""The PK workbook: downloaded, filled, looked at, applied whole or not at all."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jejak.models import CatatanJejak
from organisasi.galat import TindakanDitolak
from organisasi.models import Muatan
from organisasi.muatan import actions
from perencanaan import pemakaian
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenanggungJawabData,
    PerjanjianKinerja,
    Renstra,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    TargetUnit,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.muat_pk import terapkan
from tests.perencanaan.panggung_muat import MejaMuat, berat, masalah, ringan

TAHUN = 2026
POHON, INDIKATOR = "Pohon", "Indikator"
LETAK, INDUK = "Letak (kunci atau uraian)", "Di bawah (kunci atau uraian)"
UNIT, SUMBANGAN = "Unit penanggung jawab data", "Sumbangan unit"
PJ = "Penanggung jawab (jabatan)"

# Papers and workbooks: what the database does for them, pages and actions show on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]


@pytest.fixture
def meja(kantor):
    return MejaMuat(kantor, TAHUN)


def pohon_contoh(kantor) -> list[dict]:
    return [
        {"Jenjang": "Sasaran", "Kunci": "A", "Uraian": "Meningkatnya ketangguhan daerah"},
        {
            "Jenjang": "Program",
            "Kode rekening": "1.05.03",
            "Uraian": "Program Penanggulangan Bencana",
            INDUK: "A",
            PJ: kantor.jabatan["Kepala Bidang Satu"].nama,
            "Pagu (Rp)": "Rp827.924.000,00",
        },
        {
            "Jenjang": "Kegiatan",
            "Kode rekening": "1.05.03.2.01",
            "Uraian": "Pelayanan Informasi Rawan Bencana",
            INDUK: "Program Penanggulangan Bencana",
            "Pagu (Rp)": 100000000,
        },
    ]


def indikator_contoh() -> list[dict]:
    bulan = dict.fromkeys(("Januari", "Februari", "Maret"), "0,1")
    return [
        {
            LETAK: "A",
            "Indikator": "Indeks Ketahanan Daerah",
            "Satuan": "Angka",
            "Arah": "Indikator positif (makin tinggi makin baik)",
            "Metode periode": "Non-kumulatif (posisi terakhir)",
            "Periode pengukuran": "Bulanan",
            UNIT: "Bidang Satu",
            "Target 2026": "0,9 Angka",
            **bulan,
            "Renstra 2026": "0,9",
            "Renstra 2027": 0.95,
        },
        {
            LETAK: "Program Penanggulangan Bencana",
            "Indikator": "Jumlah desa tangguh",
            "Satuan": "Desa",
            UNIT: "Bidang Satu; Bidang Dua",
            SUMBANGAN: "Dijumlahkan dengan unit lain",
            "Target 2026": 12,
            "TW I": 3,
            "TW II": 3,
            "TW III": 3,
            "TW IV": 3,
        },
        {LETAK: "1.05.03.2.01", "Indikator": "Opini publik", "Target 2026": "BB"},
    ]


def buku_contoh(meja):
    Renstra.objects.get_or_create(opd=meja.kantor.opd, nama="Renstra", tahun_awal=2025, tahun_akhir=2029)
    buku = meja.buku().tambah(POHON, *pohon_contoh(meja.kantor))
    return buku.tambah(INDIKATOR, *indikator_contoh())


@pytest.fixture
def termuat(meja):
    """The office after its first workbook."""
    meja.muat(buku_contoh(meja).bytes())
    return meja


def tindakan(muatan) -> list[str]:
    return list(muatan.baris.values_list("tindakan", flat=True))


# -- what is loaded -------------------------------------------------------------------------------------


def test_buku_terisi_menjadi_rencana_kinerja(termuat, kantor):
    sasaran, program, kegiatan = Simpul.objects.filter(opd=kantor.opd).order_by("urutan")
    assert (program.induk, kegiatan.induk, sasaran.induk) == (sasaran, program, None)
    assert program.penanggung_jawab == kantor.jabatan["Kepala Bidang Satu"]
    assert PaguAnggaran.objects.get(simpul=program).nilai == Decimal("827924000")
    assert list(Indikator.objects.order_by("kode").values_list("kode", "nama")) == [
        ("IKK-001", "Opini publik"),
        ("IKP-001", "Jumlah desa tangguh"),
        ("IKU-001", "Indeks Ketahanan Daerah"),
    ]
    iku = VersiIndikator.objects.get(indikator__kode="IKU-001")
    assert (iku.satuan, iku.arah, iku.metode, iku.frekuensi) == ("Angka", "naik", "nilai_akhir", "bulan")
    assert iku.tanggal_mulai == date(2026, 1, 1)
    target = VersiTarget.objects.get(indikator__kode="IKU-001")
    assert target.nilai == Decimal("0.9")
    assert set(target.periode.values_list("periode__jenis", "periode__nomor", "nilai")) == {
        ("bulan", nomor, Decimal("0.1")) for nomor in (1, 2, 3)
    }
    assert dict(TargetRenstra.objects.values_list("tahun", "nilai")) == {
        2026: Decimal("0.9"),
        2027: Decimal("0.95"),
    }
    assert VersiTarget.objects.get(indikator__kode="IKK-001").tingkat == "BB"


def test_target_masuk_pk_penanggung_jawabnya(termuat, kantor):
    """Sasaran: the Kepala. A program: its own position. Kegiatan: the Kabid's, whose agreements hold kegiatan."""
    pk = {
        satu.indikator.kode: satu.perjanjian.jabatan
        for satu in VersiTarget.objects.select_related("perjanjian__jabatan", "indikator")
    }
    kabid = kantor.jabatan["Kepala Bidang Satu"]
    assert pk == {"IKU-001": kantor.jabatan["Kepala"], "IKP-001": kabid, "IKK-001": kabid}
    assert set(PerjanjianKinerja.objects.values_list("status", "perubahan_ke")) == {("konsep", 0)}


def test_beberapa_unit_dengan_sumbangannya(termuat):
    pemegang = PenanggungJawabData.objects.filter(indikator__kode="IKP-001")
    assert set(pemegang.values_list("unit__nama", "kontribusi")) == {
        ("Bidang Satu", "jumlah"),
        ("Bidang Dua", "jumlah"),
    }


def test_usulan_arah_dan_metode_tertulis_sebagai_peringatan(meja):
    muatan = meja.unggah(buku_contoh(meja).bytes())
    kalimat = " ".join(satu for _, satu in ringan(muatan))
    assert "metode periode Kumulatif (dijumlahkan). Periksa." in kalimat
    assert "diusulkan: arah Tingkat/predikat" in kalimat
    assert muatan.status == Muatan.Status.SIAP


def test_pratinjau_tidak_menulis_apa_pun(meja):
    muatan = meja.unggah(buku_contoh(meja).bytes())
    assert muatan.ringkasan["tambah"] == 6
    assert not Simpul.objects.exists()
    assert not Indikator.objects.exists()
    assert not PerjanjianKinerja.objects.exists()


def test_setiap_catatan_berjejak(termuat):
    aksi = CatatanJejak.objects.filter(aksi__startswith="perencanaan.muat_").values_list("aksi", "objek_id")
    assert len(aksi) == 6
    assert all(objek for _, objek in aksi)
    satu = CatatanJejak.objects.get(aksi="perencanaan.muat_indikator", objek__startswith="IKU-001")
    assert satu.baru["Target tahun"] == "0,9"
    assert "lembar Indikator baris" in satu.alasan


@pytest.mark.parametrize(
    ("tertulis", "arah", "isi"),
    [
        ("80 - 90%", "rentang", (None, Decimal(80), Decimal(90), "")),
        ("7 - 8 bulan", "rentang", (None, Decimal(7), Decimal(8), "")),
        ("WTP", "ordinal", (None, None, None, "WTP")),
        ("232 Org", "naik", (Decimal(232), None, None, "")),
        (0, "naik", (Decimal(0), None, None, "")),
    ],
)
def test_target_dalam_bentuknya(termuat, tertulis, arah, isi):
    baru = {LETAK: "1.05.03.2.01", "Indikator": "Indikator bentuk", "Target 2026": tertulis}
    termuat.muat(termuat.buku().tambah(INDIKATOR, baru).bytes())
    target = VersiTarget.objects.get(indikator__nama="Indikator bentuk")
    assert (target.nilai, target.batas_bawah, target.batas_atas, target.tingkat) == isi
    assert target.indikator.versi.get().arah == arah
    assert set(tindakan(termuat.unggah(termuat.buku().bytes()))) == {"tetap"}


@pytest.mark.parametrize("tertulis", [None, "n/a", "-"])
def test_tanpa_target_bukan_nol(termuat, tertulis):
    baru = {
        LETAK: "1.05.03.2.01",
        "Indikator": "Indikator kosong",
        "Satuan": "Indeks",
        "Target 2026": tertulis,
    }
    termuat.muat(termuat.buku().tambah(INDIKATOR, baru).bytes())
    assert not VersiTarget.objects.filter(indikator__nama="Indikator kosong").exists()


# -- the same again ----------------------------------------------------------------------------------------


def test_berkas_yang_sama_tidak_mengubah_apa_pun(meja):
    isi = buku_contoh(meja).bytes()
    meja.muat(isi)
    muatan = meja.unggah(isi)
    assert set(tindakan(muatan)) == {"tetap"}, [(b.sebutan, b.selisih) for b in muatan.baris.all()]
    with pytest.raises(TindakanDitolak, match="Tidak ada yang berubah"):
        actions.terapkan(muatan=muatan, oleh=meja.oleh)


def test_buku_diunduh_lalu_diunggah_tetap(termuat):
    muatan = termuat.unggah(termuat.buku().bytes())
    assert tindakan(muatan) == ["tetap"] * 6
    assert not berat(muatan)


def test_baris_yang_dihapus_dari_berkas_tidak_menghapus(termuat):
    buku = termuat.buku()
    for nama in (POHON, INDIKATOR):
        buku.wb[nama].delete_rows(buku.kepala(nama) + 1, 2)
    muatan = termuat.unggah(buku.bytes())
    assert tindakan(muatan) == ["tetap"] * 2
    assert Indikator.objects.count() == 3


def test_sel_dikosongkan_tidak_menghapus_dan_diingatkan(termuat):
    buku = termuat.buku().baris(INDIKATOR, 0, {"Satuan": None, "Target 2026": None, "Maret": None})
    muatan = termuat.unggah(buku.bytes())
    assert set(tindakan(muatan)) == {"tetap"}
    kalimat = [satu for _, satu in ringan(muatan)]
    assert {"Sel kosong tidak menghapus; tetap: Angka.", "Sel kosong tidak menghapus; tetap: 0,9."} <= set(
        kalimat
    )


# -- changes -------------------------------------------------------------------------------------------------


def test_perubahan_menyebut_lama_dan_baru(termuat):
    buku = termuat.buku().baris(
        INDIKATOR, 0, {"Indikator": "Indeks Ketahanan Bencana", "Target 2026": "0,95", "Maret": "0,2"}
    )
    buku.baris(POHON, 1, {"Uraian": "Program Tangguh Bencana"})
    muatan = termuat.unggah(buku.bytes())
    beda = {satu["kolom"]: (satu["lama"], satu["baru"]) for b in muatan.baris.all() for satu in b.selisih}
    assert beda == {
        "Uraian": ("Program Penanggulangan Bencana", "Program Tangguh Bencana"),
        "Indikator": ("Indeks Ketahanan Daerah", "Indeks Ketahanan Bencana"),
        "Target tahun": ("0,9", "0,95"),
        "Target Maret": ("0,1", "0,2"),
    }
    termuat.terapkan(muatan)
    indikator = Indikator.objects.get(kode="IKU-001")
    assert indikator.nama == indikator.versi.get().nama == "Indeks Ketahanan Bencana"
    assert indikator.target.get().nilai == Decimal("0.95")
    assert TargetPeriode.objects.get(versi__indikator=indikator, periode__nomor=3).nilai == Decimal("0.2")
    assert VersiTarget.objects.count() == 3
    assert Simpul.objects.get(kode="1.05.03").uraian == "Program Tangguh Bencana"


def test_pagu_berubah_ditanyakan_sebabnya(termuat, tengah_tahun):
    buku = termuat.buku().baris(POHON, 1, {"Pagu (Rp)": 900000000}).bytes()
    muatan = termuat.unggah(buku)
    assert muatan.status == Muatan.Status.TANYA
    assert [satu["kunci"] for satu in muatan.tanya] == ["pagu"]
    termuat.terapkan(termuat.jawab(muatan, {"pagu": "perubahan"}))
    lama, baru = PaguAnggaran.objects.filter(simpul__kode="1.05.03").order_by("tanggal_mulai")
    assert (lama.nilai, lama.tanggal_selesai) == (Decimal("827924000"), date(2026, 6, 30))
    assert (baru.nilai, baru.tanggal_mulai) == (Decimal("900000000"), date(2026, 7, 1))
    assert set(tindakan(termuat.unggah(buku))) == {"tetap"}


def test_koreksi_pagu_mengganti_angkanya(termuat, tengah_tahun):
    muatan = termuat.unggah(termuat.buku().baris(POHON, 1, {"Pagu (Rp)": "900.000.000"}).bytes())
    termuat.terapkan(termuat.jawab(muatan, {"pagu": "koreksi"}))
    assert PaguAnggaran.objects.get(simpul__kode="1.05.03").nilai == Decimal("900000000")


def test_unit_pindah_berlaku_mulai_hari_ini(termuat, tengah_tahun):
    termuat.muat(termuat.buku().baris(INDIKATOR, 0, {UNIT: "Bidang Dua"}).bytes())
    lama, baru = PenanggungJawabData.objects.filter(indikator__kode="IKU-001").order_by("tanggal_mulai")
    assert (lama.unit.nama, lama.tanggal_selesai) == ("Bidang Satu", date(2026, 6, 30))
    assert (baru.unit.nama, baru.tanggal_mulai) == ("Bidang Dua", date(2026, 7, 1))


@pytest.fixture
def tengah_tahun():
    with time_machine.travel("2026-07-01 03:00+00:00", tick=False):
        yield


# -- agreements ----------------------------------------------------------------------------------------------


def tandai_ditandatangani(kantor, nama="Kepala"):
    PerjanjianKinerja.objects.filter(jabatan=kantor.jabatan[nama]).update(
        status=PerjanjianKinerja.Status.DITANDATANGANI, tanggal=date(2026, 1, 10)
    )
    return PerjanjianKinerja.objects.get(jabatan=kantor.jabatan[nama])


def test_target_pk_ditandatangani_tidak_berubah(termuat, kantor):
    tandai_ditandatangani(kantor)
    muatan = termuat.unggah(termuat.buku().baris(INDIKATOR, 0, {"Target 2026": "0,95"}).bytes())
    assert muatan.status == Muatan.Status.BERMASALAH
    [(sel, kalimat)] = berat(muatan)
    assert "sudah ditandatangani; buat PK Perubahan dahulu" in kalimat
    assert sel.startswith("L")
    tanpa_ubah = termuat.unggah(termuat.buku().bytes())
    assert set(tindakan(tanpa_ubah)) == {"tetap"}


def test_indikator_baru_pada_pk_ditandatangani_ditolak(termuat, kantor):
    tandai_ditandatangani(kantor)
    baru = {
        LETAK: "Meningkatnya ketangguhan daerah",
        "Indikator": "Indeks baru",
        "Satuan": "Indeks",
        "Target 2026": 1,
    }
    [(_, kalimat)] = berat(termuat.unggah(termuat.buku().tambah(INDIKATOR, baru).bytes()))
    assert "buat PK Perubahan dahulu" in kalimat


def test_konsep_perubahan_menerima_rancangan(termuat, kantor):
    lama = tandai_ditandatangani(kantor)
    PerjanjianKinerja.objects.create(
        opd=kantor.opd,
        tahun=TAHUN,
        jabatan=lama.jabatan,
        perubahan_ke=1,
        alasan="Anggaran berubah",
        sebab="strategi",
        tanggal_berlaku=date(2026, 8, 1),
    )
    lama_target = VersiTarget.objects.get(indikator__kode="IKU-001")
    TargetUnit.objects.create(versi=lama_target, unit=kantor.bidang_satu, nilai=Decimal("0.9"))
    buku = termuat.buku().baris(INDIKATOR, 0, {"Target 2026": "0,95"})
    termuat.muat(buku.bytes())
    tetap, rancangan = VersiTarget.objects.filter(indikator__kode="IKU-001").order_by("rancangan")
    assert (tetap.nilai, tetap.rancangan) == (Decimal("0.9"), False)
    assert (rancangan.nilai, rancangan.rancangan) == (Decimal("0.95"), True)
    assert rancangan.tanggal_mulai == date(2026, 8, 1)
    # The revision carries the whole series.
    assert rancangan.periode.count() == tetap.periode.count() == 3
    assert [(satu.unit, satu.nilai) for satu in rancangan.bagian_unit.all()] == [
        (kantor.bidang_satu, Decimal("0.9"))
    ]
    assert set(tindakan(termuat.unggah(termuat.buku().bytes()))) == {"tetap"}


def test_sasaran_milik_kabid_tetap_masuk_pk_kepala(termuat, kantor):
    """As on screen: only the Kepala agrees on a sasaran, whoever is named there."""
    sasaran = Simpul.objects.get(opd=kantor.opd, tahun=TAHUN, jenjang="sasaran")
    sasaran.penanggung_jawab = kantor.jabatan["Kepala Bidang Satu"]
    sasaran.save()
    VersiTarget.objects.all().delete()
    PerjanjianKinerja.objects.all().delete()
    termuat.muat(termuat.buku().baris(INDIKATOR, 0, {"Target 2026": "0,95"}).bytes())
    target = VersiTarget.objects.get(indikator__kode="IKU-001")
    assert target.perjanjian.jabatan == kantor.jabatan["Kepala"]


def test_konsep_pergantian_pejabat_tidak_menerima_target(termuat, kantor):
    lama = tandai_ditandatangani(kantor)
    PerjanjianKinerja.objects.create(
        opd=kantor.opd,
        tahun=TAHUN,
        jabatan=lama.jabatan,
        perubahan_ke=1,
        alasan="Pejabat baru",
        sebab="pejabat",
        tanggal_berlaku=date(2026, 8, 1),
    )
    muatan = termuat.unggah(termuat.buku().baris(INDIKATOR, 0, {"Target 2026": "0,95"}).bytes())
    assert "hanya pergantian pejabat" in berat(muatan)[0][1]


def test_pk_ditandatangani_saat_diterapkan_menggagalkan_semuanya(termuat, kantor, monkeypatch):
    muatan = termuat.unggah(termuat.buku().baris(INDIKATOR, 0, {"Target 2026": "0,95"}).bytes())
    asli = terapkan._periksa_masih_konsep

    def tandatangani_dulu(perubahan):
        tandai_ditandatangani(kantor)
        asli(perubahan)

    monkeypatch.setattr(terapkan, "_periksa_masih_konsep", tandatangani_dulu)
    with pytest.raises(TindakanDitolak, match="baru saja ditandatangani"):
        actions.terapkan(muatan=muatan, oleh=termuat.oleh)
    assert VersiTarget.objects.get(indikator__kode="IKU-001").nilai == Decimal("0.9")


# -- definitions ---------------------------------------------------------------------------------------------


def test_definisi_yang_sudah_dipakai_tidak_diubah(termuat, monkeypatch):
    def dipakai(daftar):
        return {satu.pk: pemakaian.Pemakaian("realisasi TW I 2026", date(2026, 3, 31)) for satu in daftar}

    monkeypatch.setattr(pemakaian, "_PEMAKAI", [dipakai])
    muatan = termuat.unggah(termuat.buku().baris(INDIKATOR, 0, {"Satuan": "Indeks"}).bytes())
    [(sel, kalimat)] = berat(muatan)
    assert sel.startswith("D")
    assert "sudah dipakai membaca realisasi TW I 2026" in kalimat
    nama = termuat.unggah(termuat.buku().baris(INDIKATOR, 0, {"Indikator": "Nama diperbaiki"}).bytes())
    assert nama.status == Muatan.Status.SIAP


# -- refusals ------------------------------------------------------------------------------------------------


def test_berkas_opd_lain_atau_tahun_lain_ditolak(termuat, kantor_lain):
    lain = MejaMuat(kantor_lain, TAHUN).unggah(termuat.buku().bytes())
    assert lain.status == Muatan.Status.DITOLAK
    assert "dibuat untuk DISCONTOH" in lain.galat
    tahun_lain = MejaMuat(termuat.kantor, 2027).unggah(termuat.buku().bytes())
    assert "dibuat untuk tahun 2026, bukan 2027" in tahun_lain.galat
    buku = termuat.buku()
    del buku.wb["Petunjuk"]
    assert "bukan buku kerja Perjanjian Kinerja" in termuat.unggah(buku.bytes()).galat


@pytest.mark.parametrize(
    ("kolom", "nilai", "kalimat"),
    [
        ("Target 2026", "-5", "negatif"),
        ("Target 2026", "banyak", "banyak"),
        ("Target 2026", date(2026, 7, 8), "tanggal"),
        ("Target 2026", True, "TRUE/FALSE"),
        ("Januari", "80 - 90", "satu angka"),
        ("Target 2026", "BB", "predikat"),
        ("Metode periode", "Rasio (pembilang/penyebut dijumlahkan)", "menyebut pembilang"),
        ("Arah", "naik turun", "tidak dikenal"),
        (UNIT, "Bidang Stu", "Maksudnya “Bidang Satu”"),
        (LETAK, "Meningkatnya ketangguhan derah", "Maksudnya “Meningkatnya ketangguhan daerah”"),
        ("Kode", "X" * 41, "paling banyak 40"),
        ("Indikator", date(2026, 1, 2), "Ubah format sel menjadi Teks"),
    ],
)
def test_sel_ditolak_dengan_alamat_dan_kalimat(termuat, kolom, nilai, kalimat):
    buku = termuat.buku().baris(INDIKATOR, 0, {kolom: nilai})
    alamat = buku.sel(INDIKATOR, 0, kolom).coordinate
    muatan = termuat.unggah(buku.bytes())
    assert muatan.status == Muatan.Status.BERMASALAH
    catatan = berat(muatan)
    assert any(kalimat in satu for _, satu in catatan), catatan
    if kolom != "Metode periode":
        assert catatan[0][0] == alamat


@pytest.mark.parametrize(
    ("kolom", "nilai", "kalimat"),
    [
        ("Jenjang", "Bidang", "tidak dikenal"),
        ("Jenjang", "Sasaran", "jenjang tidak dapat diubah"),
        (PJ, "Kepala Bidang Stu DISCONTOH", "Maksudnya"),
        (INDUK, "Pelayanan Informasi Rawan Bencana", "tidak ada di pohon"),
        (INDUK, "S999999", "tidak ada di pohon"),
        ("Pagu (Rp)", "827 juta", "nolnya"),
        ("Pagu (Rp)", -1, "negatif"),
    ],
)
def test_sel_pohon_ditolak_dengan_alamat_dan_kalimat(termuat, kolom, nilai, kalimat):
    buku = termuat.buku().baris(POHON, 1, {kolom: nilai})
    alamat = buku.sel(POHON, 1, kolom).coordinate
    muatan = termuat.unggah(buku.bytes())
    assert any(kalimat in satu and sel == alamat for sel, satu in berat(muatan)), berat(muatan)


def test_baris_ganda_ditolak(termuat):
    buku = termuat.buku()
    pertama = buku.isi(INDIKATOR)[0]
    buku.tambah(INDIKATOR, pertama, {**pertama, "Kode": None})
    buku.tambah(POHON, {**buku.isi(POHON)[1], "Kunci": None})
    kalimat = [satu for _, satu in berat(termuat.unggah(buku.bytes()))]
    assert sum("sudah ada di baris" in satu for satu in kalimat) == 2
    assert sum("sama dengan baris" in satu for satu in kalimat) == 1


def test_uraian_yang_ada_dua_meminta_kunci(termuat):
    buku = termuat.buku().tambah(
        POHON,
        {"Jenjang": "Sasaran", "Kunci": "B", "Uraian": "Meningkatnya pelayanan"},
        {"Jenjang": "Program", "Uraian": "Program Penanggulangan Bencana", INDUK: "B"},
    )
    buku.baris(INDIKATOR, 1, {LETAK: "Program Penanggulangan Bencana"})
    [(_, kalimat)] = berat(termuat.unggah(buku.bytes()))
    assert "Ada 2 “Program Penanggulangan Bencana”" in kalimat
    assert "Tulis kuncinya" in kalimat


def test_satu_baris_ditolak_tidak_ada_yang_ditulis(meja):
    buku = buku_contoh(meja).baris(INDIKATOR, 2, {LETAK: "Program entah"})
    muatan = meja.unggah(buku.bytes())
    assert muatan.ringkasan["tolak"] == 1
    with pytest.raises(TindakanDitolak):
        actions.terapkan(muatan=muatan, oleh=meja.oleh)
    assert not Simpul.objects.exists()


def test_data_berubah_sesudah_pratinjau_ditinjau_lagi(termuat):
    muatan = termuat.unggah(termuat.buku().baris(INDIKATOR, 0, {"Target 2026": "0,95"}).bytes())
    VersiTarget.objects.filter(indikator__kode="IKU-001").update(nilai=Decimal("0.7"))
    with pytest.raises(TindakanDitolak, match="Data berubah sejak pratinjau"):
        actions.terapkan(muatan=muatan, oleh=termuat.oleh)
    assert VersiTarget.objects.get(indikator__kode="IKU-001").nilai == Decimal("0.7")


def test_kolom_bertanda_campur_ditanyakan(termuat):
    buku = termuat.buku()
    buku.baris(INDIKATOR, 0, {"Renstra 2026": "62,26"}).baris(INDIKATOR, 1, {"Renstra 2026": "93.6"})
    muatan = termuat.unggah(buku.bytes())
    assert muatan.status == Muatan.Status.TANYA
    [tanya] = muatan.tanya
    assert tanya["kunci"] == "desimal:renstra-2026"
    assert len(tanya["pilihan"]) == 3
    assert any("93.6 → 93.6" in c or "93.6 → 93,6" in c for p in tanya["pilihan"] for c in p["contoh"])
    termuat.terapkan(termuat.jawab(muatan, {tanya["kunci"]: "campur"}))
    assert set(TargetRenstra.objects.filter(tahun=2026).values_list("nilai", flat=True)) == {
        Decimal("62.26"),
        Decimal("93.6"),
    }


def test_sel_berformat_persen_ditanyakan(termuat):
    buku = termuat.buku()
    sel = buku.sel(INDIKATOR, 0, "Target 2026")
    sel.value, sel.number_format = 0.85, "0%"
    muatan = termuat.unggah(buku.bytes())
    assert [satu["kunci"] for satu in muatan.tanya] == ["persen:target"]
    termuat.terapkan(termuat.jawab(muatan, {"persen:target": "persen"}))
    assert VersiTarget.objects.get(indikator__kode="IKU-001").nilai == 85


def test_peringatan_deret_target_tidak_menghalangi(termuat):
    buku = termuat.buku().baris(INDIKATOR, 0, {"Desember": "0,99"})
    muatan = termuat.unggah(buku.bytes())
    assert any("Target Desember 0,99, sedangkan target tahun 0,9" in satu for _, satu in ringan(muatan))
    assert muatan.status == Muatan.Status.SIAP


def test_dua_indikator_satu_sel_diingatkan(termuat):
    baru = {
        LETAK: "Meningkatnya ketangguhan daerah",
        "Indikator": "1. Nilai LHE AKIP 2. Indeks Kepuasan Masyarakat",
        "Satuan": "Nilai",
    }
    muatan = termuat.unggah(termuat.buku().tambah(INDIKATOR, baru).bytes())
    assert any("dua indikator" in satu for _, satu in ringan(muatan)), masalah(muatan)


# -- size ------------------------------------------------------------------------------------------------------


def test_jumlah_kueri_tidak_tumbuh_dengan_baris(meja):
    def hitung(banyak):
        buku = buku_contoh(meja).tambah(
            INDIKATOR,
            *(
                {LETAK: "A", "Indikator": f"Indeks ke-{n}", "Satuan": "Indeks", "Target 2026": n}
                for n in range(banyak)
            ),
        )
        muatan = meja.unggah(buku.bytes())
        with CaptureQueriesContext(connection) as tangkap:
            actions.baca(actions._baca_lagi(muatan, {}))
        return len(tangkap)

    assert hitung(5) == hitung(60)
