"""One door for figures: it writes the cell with its revision, or refuses and writes nothing."""

from datetime import date
from decimal import Decimal

import pytest

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.hak import lupakan_peran
from pengumpulan.actions import IsiSel, catat_realisasi
from pengumpulan.actions import realisasi as realisasi_actions
from pengumpulan.models import BERALASAN, Keadaan, Realisasi, RevisiRealisasi
from perencanaan.models import Indikator, PenanggungJawabData, Periode, VersiIndikator

AWAL = date(2026, 1, 1)


def buat_indikator(kantor, kode, **definisi) -> Indikator:
    indikator = Indikator.objects.create(opd=kantor.opd, kode=kode, nama=f"Indikator {kode}")
    isi = {"metode": VersiIndikator.Metode.JUMLAH, "satuan": "Dokumen", "tanggal_mulai": AWAL} | definisi
    VersiIndikator.objects.create(indikator=indikator, nama=indikator.nama, **isi)
    PenanggungJawabData.objects.create(indikator=indikator, unit=kantor.bidang_satu, tanggal_mulai=AWAL)
    return indikator


@pytest.fixture
def tw(db):
    return Periode.objects.tahun_lengkap(2026).get(jenis=Periode.Jenis.TRIWULAN, nomor=1)


@pytest.fixture
def sel(kantor, tw):
    """The cell of one indicator, and who types it: arguments for ``catat_realisasi``."""
    return {
        "indikator": buat_indikator(kantor, "IKU-1"),
        "unit": kantor.bidang_satu,
        "periode": tw,
        "oleh": kantor.staf_satu,
    }


@pytest.fixture
def sel_rasio(kantor, sel):
    rasio = buat_indikator(
        kantor,
        "IKU-2",
        metode=VersiIndikator.Metode.RASIO,
        satuan="%",
        label_pembilang="desa tertib",
        label_penyebut="seluruh desa",
    )
    return {**sel, "indikator": rasio}


def test_angka_tercatat_bersama_revisi_dan_jejaknya(sel, kantor):
    realisasi = catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=Decimal("12.5"), sumber="Laporan bidang")

    realisasi.refresh_from_db()
    assert (realisasi.nilai, realisasi.versi, realisasi.diubah_oleh) == (Decimal("12.5"), 1, kantor.staf_satu)
    revisi = realisasi.revisi.get()
    assert (revisi.versi, revisi.oleh) == (1, kantor.staf_satu)
    assert IsiSel.dari(revisi) == IsiSel.dari(realisasi)
    jejak = CatatanJejak.objects.get(aksi="pengumpulan.catat_realisasi")
    assert (jejak.opd_id, jejak.pelaku_id) == (kantor.opd.pk, kantor.staf_satu.pk)
    assert jejak.lama["keadaan"] == "belum_diisi"
    assert jejak.baru["nilai"] == "12.5000"


def test_perubahan_menambah_revisi_dan_versi(sel):
    catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=1)
    catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=2, versi_diketahui=1)

    realisasi = Realisasi.objects.get()
    assert (realisasi.versi, realisasi.nilai) == (2, 2)
    assert list(realisasi.revisi.values_list("versi", "nilai")) == [(2, 2), (1, 1)]


def test_isi_yang_sama_tidak_menambah_revisi(sel, kantor):
    catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=Decimal("3.10"))
    diubah_pada = Realisasi.objects.get().diubah_pada
    ulang = {**sel, "oleh": kantor.anggota_tim}
    catat_realisasi(**ulang, keadaan=Keadaan.ANGKA, nilai=Decimal("3.1"), versi_diketahui=0)

    realisasi = Realisasi.objects.get()
    assert (realisasi.versi, realisasi.diubah_pada) == (1, diubah_pada)
    assert RevisiRealisasi.objects.count() == 1
    assert CatatanJejak.objects.filter(aksi="pengumpulan.catat_realisasi").count() == 1


def test_nol_bukan_belum_diisi(sel):
    kosong = catat_realisasi(**sel, keadaan=Keadaan.BELUM_DIISI)
    assert (kosong.nilai, kosong.versi, kosong.revisi.count()) == (None, 0, 0)

    nol = catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=0)
    assert (nol.keadaan, nol.nilai, nol.versi) == (Keadaan.ANGKA, 0, 1)


def test_angka_dapat_dikosongkan_dan_angka_lama_tetap_tercatat(sel):
    catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=7)
    kosong = catat_realisasi(**sel, keadaan=Keadaan.BELUM_DIISI)

    assert IsiSel.dari(kosong) == IsiSel()
    assert list(kosong.revisi.values_list("versi", "nilai")) == [(2, None), (1, 7)]


def test_keadaan_angka_tanpa_angka_ditolak(sel):
    with pytest.raises(TindakanDitolak, match="Nol ditulis 0"):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA)
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize("keadaan", BERALASAN)
@pytest.mark.parametrize("alasan", ["", "  "])
def test_keadaan_lain_tanpa_alasan_ditolak(sel, keadaan, alasan):
    nilai = 5 if keadaan == Keadaan.SEMENTARA else None
    with pytest.raises(TindakanDitolak, match="alasan"):
        catat_realisasi(**sel, keadaan=keadaan, nilai=nilai, alasan=alasan)
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize("keadaan", BERALASAN)
def test_keadaan_lain_dengan_alasan_diterima(sel, keadaan):
    nilai = 5 if keadaan == Keadaan.SEMENTARA else None
    realisasi = catat_realisasi(**sel, keadaan=keadaan, nilai=nilai, alasan="Menunggu hasil survei")
    assert (realisasi.keadaan, realisasi.nilai, realisasi.alasan) == (keadaan, nilai, "Menunggu hasil survei")


@pytest.mark.parametrize(
    "keadaan", [Keadaan.MENYUSUL, Keadaan.BELUM_WAKTUNYA, Keadaan.TIDAK_DAPAT_DIUKUR, Keadaan.BELUM_DIISI]
)
def test_angka_pada_keadaan_tanpa_angka_ditolak(sel, keadaan):
    with pytest.raises(TindakanDitolak, match="Kosongkan angkanya"):
        catat_realisasi(**sel, keadaan=keadaan, nilai=0, alasan="Belum ada data")
    assert not Realisasi.objects.exists()


def test_keadaan_yang_tidak_dikenal_ditolak(sel):
    with pytest.raises(TindakanDitolak, match="keadaan yang tersedia"):
        catat_realisasi(**sel, keadaan="kira_kira", nilai=1)


def test_versi_lama_ditolak_dengan_nama_dan_angka_pengubah(sel, kantor):
    catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=1)
    rekan = {**sel, "oleh": kantor.kabid_satu}
    catat_realisasi(**rekan, keadaan=Keadaan.ANGKA, nilai=Decimal("1234.5"), versi_diketahui=1)

    with pytest.raises(TindakanDitolak, match=rf"{kantor.kabid_satu.nama}.*1\.234,5"):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=9, versi_diketahui=1)

    realisasi = Realisasi.objects.get()
    assert (realisasi.versi, realisasi.nilai) == (2, Decimal("1234.5"))
    assert realisasi.revisi.count() == 2


def test_sel_yang_dikira_kosong_tetapi_sudah_terisi_ditolak(sel, kantor):
    catat_realisasi(**sel, keadaan=Keadaan.MENYUSUL, alasan="Menunggu")
    with pytest.raises(TindakanDitolak, match="Menyusul"):
        catat_realisasi(
            **{**sel, "oleh": kantor.kabid_satu}, keadaan=Keadaan.ANGKA, nilai=9, versi_diketahui=0
        )


def test_dua_orang_menyimpan_bersamaan_satu_menang(sel, kantor, monkeypatch):
    """Between our reading and our writing the other one was faster."""
    catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=1)
    basi = Realisasi.objects.get()
    catat_realisasi(**{**sel, "oleh": kantor.kabid_satu}, keadaan=Keadaan.ANGKA, nilai=2)
    monkeypatch.setattr(realisasi_actions, "_ambil", lambda sel: basi)

    with pytest.raises(TindakanDitolak, match=f"{kantor.kabid_satu.nama} sudah mengubah"):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=3, versi_diketahui=1)

    assert Realisasi.objects.get().nilai == 2
    assert RevisiRealisasi.objects.count() == 2


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "hasil"),
    [(1, 3, "33.3333"), (2, 3, "66.6667"), (0, 4, "0"), (5, 4, "125"), (1, 8, "12.5")],
)
def test_rasio_dihitung_dari_bagiannya(sel_rasio, pembilang, penyebut, hasil):
    realisasi = catat_realisasi(**sel_rasio, keadaan=Keadaan.ANGKA, pembilang=pembilang, penyebut=penyebut)
    realisasi.refresh_from_db()
    assert realisasi.nilai == Decimal(hasil)
    assert (realisasi.pembilang, realisasi.penyebut) == (pembilang, penyebut)


def test_rasio_memakai_pengali_definisi_pada_akhir_periode(sel_rasio, tw):
    lama = sel_rasio["indikator"].versi.get()
    lama.tanggal_selesai = date(2026, 2, 28)
    lama.save()
    lama.pk, lama.tanggal_mulai, lama.tanggal_selesai, lama.pengali = None, date(2026, 3, 1), None, 1000
    lama.save()

    assert catat_realisasi(**sel_rasio, keadaan=Keadaan.ANGKA, pembilang=1, penyebut=4).nilai == 250


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"pembilang": 3, "penyebut": 0}, "Penyebut tidak boleh 0"),
        ({"nilai": 75}, "Isi pembilang"),
        ({"pembilang": 3}, "diisi bersama"),
        ({"penyebut": 3}, "diisi bersama"),
        ({"pembilang": 3, "penyebut": 4, "nilai": 80}, "tidak sama dengan hasil"),
    ],
)
def test_rasio_yang_tidak_dapat_dihitung_ditolak(sel_rasio, isi, kalimat):
    with pytest.raises(TindakanDitolak, match=kalimat):
        catat_realisasi(**sel_rasio, keadaan=Keadaan.ANGKA, **isi)
    assert not Realisasi.objects.exists()


@pytest.mark.parametrize(
    ("nilai", "kalimat"),
    [
        (Decimal("1.23456"), "4 angka di belakang koma"),
        (Decimal("1234567890123.4567"), "angka penting"),
        (Decimal("1E+15"), "terlalu besar"),
        (Decimal("NaN"), "angka biasa"),
    ],
)
def test_angka_yang_tidak_dapat_disimpan_utuh_ditolak(sel, nilai, kalimat):
    with pytest.raises(TindakanDitolak, match=kalimat):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=nilai)
    assert not Realisasi.objects.exists()


def test_pecahan_biner_adalah_kesalahan_program(sel):
    with pytest.raises(TypeError):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=0.1)


def test_tingkat_hanya_untuk_indikator_tingkat(sel, kantor):
    opini = buat_indikator(
        kantor, "IKU-3", arah=VersiIndikator.Arah.ORDINAL, metode=VersiIndikator.Metode.NILAI_AKHIR
    )
    sel_opini = {**sel, "indikator": opini}

    assert catat_realisasi(**sel_opini, keadaan=Keadaan.ANGKA, tingkat="WTP").tingkat == "WTP"
    with pytest.raises(TindakanDitolak, match="Pilih tingkat"):
        catat_realisasi(**sel_opini, keadaan=Keadaan.ANGKA, nilai=4)
    with pytest.raises(TindakanDitolak, match="diisi dengan angka"):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, tingkat="WTP")


def test_unit_yang_bukan_penanggung_jawab_ditolak(sel, kantor):
    with pytest.raises(TindakanDitolak, match="bukan penanggung jawab"):
        catat_realisasi(
            **{**sel, "unit": kantor.bidang_dua, "oleh": kantor.staf_dua}, keadaan=Keadaan.ANGKA, nilai=1
        )


def test_angka_unit_lain_ditolak_kecuali_oleh_tim(sel, kantor):
    with pytest.raises(TidakBerhak, match="diisi Bidang Satu"):
        catat_realisasi(**{**sel, "oleh": kantor.staf_dua}, keadaan=Keadaan.ANGKA, nilai=1)
    assert catat_realisasi(**{**sel, "oleh": kantor.ketua_tim}, keadaan=Keadaan.ANGKA, nilai=1).nilai == 1


def test_tanggung_jawab_yang_sudah_berakhir_ditolak(sel):
    PenanggungJawabData.objects.update(tanggal_mulai=date(2025, 1, 1), tanggal_selesai=date(2025, 12, 31))
    with pytest.raises(TindakanDitolak, match="bukan penanggung jawab"):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=1)


def test_angka_pada_jenis_periode_lain_ditolak(sel):
    januari = Periode.objects.get(tahun=2026, jenis=Periode.Jenis.BULAN, nomor=1)
    with pytest.raises(TindakanDitolak, match="diukur triwulanan"):
        catat_realisasi(**{**sel, "periode": januari}, keadaan=Keadaan.ANGKA, nilai=1)


def test_angka_tanpa_definisi_yang_berlaku_ditolak(sel):
    VersiIndikator.objects.update(tanggal_mulai=date(2026, 7, 1))
    with pytest.raises(TindakanDitolak, match="belum memiliki definisi"):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=1)


@pytest.mark.parametrize("siapa", ["admin", "pengawas"])
def test_yang_bukan_pegawai_opd_ditolak(sel, kantor, siapa):
    with pytest.raises(TidakBerhak):
        catat_realisasi(**{**sel, "oleh": getattr(kantor, siapa)}, keadaan=Keadaan.ANGKA, nilai=1)
    assert not Realisasi.objects.exists()


def test_pegawai_opd_lain_ditolak(sel, kantor_lain):
    with pytest.raises(TidakBerhak):
        catat_realisasi(**{**sel, "oleh": kantor_lain.staf_satu}, keadaan=Keadaan.ANGKA, nilai=1)


def test_akun_yang_dimatikan_ditolak(sel, kantor):
    kantor.staf_satu.is_active = False
    lupakan_peran(kantor.staf_satu)
    with pytest.raises(TidakBerhak):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=1)


@pytest.mark.parametrize("gagal", ["catat", "RevisiRealisasi"])
def test_tidak_ada_yang_tertulis_separuh(sel, monkeypatch, gagal):
    catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=1)

    class Putus(Exception):
        pass

    def putus(*_, **__):
        raise Putus

    if gagal == "catat":
        monkeypatch.setattr(realisasi_actions, "catat", putus)
    else:
        monkeypatch.setattr(realisasi_actions.REVISI, "tambah", putus)
    with pytest.raises(Putus):
        catat_realisasi(**sel, keadaan=Keadaan.ANGKA, nilai=2)

    realisasi = Realisasi.objects.get()
    assert (realisasi.nilai, realisasi.versi) == (1, 1)
    assert list(RevisiRealisasi.objects.values_list("versi", "nilai")) == [(1, 1)]
    assert CatatanJejak.objects.filter(aksi="pengumpulan.catat_realisasi").count() == 1
