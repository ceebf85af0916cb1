"""Rencana Aksi on paper and as a workbook: the figures of the page, in the shape of the published one (D31)."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from laporan import cetak
from laporan.buku_rencana_aksi import buku_rencana_aksi
from laporan.susunan import susun_rencana_aksi
from perencanaan.models import CatatanTarget, PerjanjianKinerja, TargetPeriode
from perencanaan.rencana_aksi import baris_versi
from tests.panggung import TAHUN
from tests.perencanaan.panggung_tahun import Rencana

# Papers and workbooks: what the database does for them, pages and actions show on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]
D = Decimal


@pytest.fixture
def rencana(kantor):
    return Rencana(kantor)


def test_kelompok_menurut_pohon_dan_target_apa_adanya(rencana):
    hasil = susun_rencana_aksi(rencana.opd, TAHUN)
    assert [(k.jenjang, [b.kode for b in k.baris]) for k in hasil.kelompok] == [
        ("Sasaran", ["IKU-1"]),
        ("Program", ["IKP-1"]),
        ("Kegiatan", ["IKK-1"]),
    ]
    ikp = hasil.kelompok[1].baris[0]
    assert (ikp.nomor, ikp.target_tahun.nilai, ikp.satuan) == (2, D(20), "Dokumen")
    assert [(m.nama, m.lebar, m.target.teks) for m in ikp.masa[0]] == [
        (f"TW {romawi}", 3, "5") for romawi in ("I", "II", "III", "IV")
    ]
    assert hasil.kelompok[2].baris[0].masa == ()  # once a year
    assert hasil.kelompok[0].baris[0].penanggung_jawab == "Bidang Satu; Bidang Dua"


def test_draf_sampai_pk_kepala_ditandatangani(rencana):
    assert susun_rencana_aksi(rencana.opd, TAHUN).naskah.draf
    PerjanjianKinerja.objects.create(
        opd=rencana.opd,
        tahun=TAHUN,
        jabatan=rencana.kantor.jabatan["Kepala"],
        tanggal_berlaku=date(TAHUN, 1, 2),
        tanggal=date(TAHUN, 1, 2),
        status="ditandatangani",
    )
    assert not susun_rencana_aksi(rencana.opd, TAHUN).naskah.draf


def test_yang_dipertahankan_dan_yang_kurang_tercetak(rencana):
    """A figure that is kept against a warning says why on the paper too."""
    versi = rencana.target["IKP-1"]
    versi.nilai = D(21)
    versi.save()
    (teguran,) = baris_versi(versi, date(TAHUN, 6, 1)).peringatan
    CatatanTarget.objects.create(
        versi=versi,
        kode=teguran.kode,
        alasan="Seperti tercetak",
        oleh=rencana.kantor.ketua_tim,
        pada="2026-01-01T00:00Z",
    )
    html = cetak.jadikan_html(susun_rencana_aksi(rencana.opd, TAHUN))
    assert "Dipertahankan: Seperti tercetak" in html
    assert "Target belum lengkap: IKU-1." in html
    assert 'colspan="12">setahun' in html


def test_buku_kerja_bulan_dan_triwulan_pada_kolomnya(rencana):
    """Months of D31's shape beside triwulan; figures are numbers, what is not set is empty, zero is zero."""
    for nomor, nilai in enumerate(("0",) * 11 + ("0.9",), start=1):
        TargetPeriode.objects.create(
            versi=rencana.target["IKU-1"], periode=rencana.setahun["bulan", nomor], nilai=D(nilai)
        )
    lembar = load_workbook(BytesIO(buku_rencana_aksi(susun_rencana_aksi(rencana.opd, TAHUN))))["Rencana Aksi"]
    baris = [list(satu) for satu in lembar.iter_rows(values_only=True)]
    kepala = next(satu for satu in baris if satu[0] == "No")
    isi = {satu[2]: dict(zip(kepala, satu, strict=True)) for satu in baris if isinstance(satu[0], int)}
    assert isi["IKU-1"]["Januari"] == 0
    assert isi["IKU-1"]["Desember"] == 0.9
    assert isi["IKU-1"]["TW I"] is None
    assert [isi["IKP-1"][f"TW {romawi}"] for romawi in ("I", "II", "III", "IV")] == [5, 5, 5, 5]
    assert isi["IKP-1"][f"Target {TAHUN}"] == 20
    assert "Semester I" not in kepala


def test_pertanyaan_tetap_berapa_pun_indikatornya(rencana):
    with CaptureQueriesContext(connection) as sedikit:
        susun_rencana_aksi(rencana.opd, TAHUN)
    rencana.tambah_banyak(60)
    with CaptureQueriesContext(connection) as banyak:
        assert len(susun_rencana_aksi(rencana.opd, TAHUN).kelompok) == 63
    assert len(banyak) == len(sedikit)
