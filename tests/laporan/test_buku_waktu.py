"""Waktu as workbooks, read back: durations are numbers, unknown ones empty cells, moments moments."""

from datetime import date, datetime, time
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from alur import mulai_unit
from alur.models import CatatanLangkah, Langkah, Paraf
from tests.alur.test_adopsi import buat_naskah
from tests.panggung import Panggung

# Papers and workbooks: what the database does for them, pages and actions show on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]
WIB = ZoneInfo("Asia/Jakarta")
SENIN = date(2025, 3, 3)


@pytest.fixture
def panggung(kantor):
    """Run ``kembali``: step 1 divided 60/150 against one hour, step 2 undivided."""
    panggung = Panggung(kantor, buat_naskah())
    satu = panggung.kembali.catatan.get(langkah__nomor=1)
    Langkah.objects.filter(pk=satu.langkah_id).update(
        waktu_nilai=1, waktu_satuan="jam", waktu_teks="1 Jam", uraian="=1+1 jangan dihitung"
    )
    CatatanLangkah.objects.filter(pk=satu.pk).update(
        dibuka_pada=saat(8),
        dikerjakan_pada=saat(9),
        selesai_pada=saat(11, 30),
        dicatat_untuk=kantor.jabatan["Kepala"].pemangku.get(),
        dasar_pencatatan="Nota Dinas 1",
        tanggal_sebenarnya=SENIN,
    )
    CatatanLangkah.objects.filter(pelaksanaan=panggung.kembali, langkah__nomor=2).update(
        dibuka_pada=saat(8), dikerjakan_pada=saat(10), selesai_pada=saat(10)
    )
    return panggung


def saat(jam: int, menit: int = 0) -> datetime:
    return datetime.combine(SENIN, time(jam, menit), tzinfo=WIB)


def baca(isi: bytes, lembar: str) -> list[dict]:
    """The rows below a sheet's table heading, by its headings."""
    baris = list(load_workbook(BytesIO(isi))[lembar].iter_rows(values_only=True))
    kepala = next(ke for ke, satu in enumerate(baris) if "Uraian kegiatan" in satu)
    return [
        dict(zip(baris[kepala], satu, strict=True)) for satu in baris[kepala + 1 :] if satu[1] is not None
    ]


def test_buku_pelaksanaan_dibaca_kembali(panggung, kantor, sebagai):
    jawab = sebagai(kantor.staf_satu).get(reverse("pelaksanaan_waktu_xlsx", args=[panggung.kembali.pk]))
    assert jawab["Content-Disposition"].endswith('_DISCONTOH.xlsx"')
    baris = baca(jawab.content, "Waktu")
    satu, dua = baris[0], baris[1]
    assert satu["Uraian kegiatan"] == "=1+1 jangan dihitung"
    assert (satu["Waktu baku pada SOP"], satu["Waktu baku (menit kerja)"]) == ("1 Jam", 60)
    assert (satu["Dibuka"], satu["Mulai dikerjakan"], satu["Selesai"]) == tuple(
        datetime.combine(SENIN, jam) for jam in (time(8), time(9), time(11, 30))
    )
    assert (satu["Menunggu (menit kerja)"], satu["Dikerjakan (menit kerja)"]) == (60, 150)
    assert (satu["Selisih (menit kerja)"], satu["Terhadap waktu baku"]) == (90, "1 jam 30 menit lebih lama")
    assert satu["Dicatatkan"] == "untuk Kepala DISCONTOH, sebenarnya 03-03-2025"
    assert (dua["Waktu baku pada SOP"], dua["Waktu baku (menit kerja)"]) == ("tidak disebut SOP", None)
    assert (dua["Menunggu (menit kerja)"], dua["Dikerjakan (menit kerja)"]) == (120, None)
    assert (dua["Mulai dikerjakan"], dua["Dicatatkan"]) == (None, None)
    assert [(b["Langkah"], b["Putaran"], b["Keadaan"]) for b in baris] == [
        (1, 1, "Selesai"),
        (2, 1, "Selesai"),
        (3, 1, "Selesai"),
        (3, 2, "Masih terbuka"),
        (4, 1, "Dikembalikan untuk dilengkapi"),
        (5, None, "Belum sampai langkah ini"),
    ]


def test_per_unit_terbagi_menunggu_dan_dikerjakan(panggung, kantor, sebagai, monkeypatch):
    """Open from eight to half past nine, begun at nine by Bidang Satu, at a moment nobody knows by Bidang Dua."""
    monkeypatch.setattr(
        mulai_unit,
        "_PEMBACA",
        [lambda daftar: {satu.pk: {kantor.bidang_satu.pk: saat(9)} for satu in daftar}],
    )
    Langkah.objects.filter(prosedur=panggung.prosedur, nomor=3).update(semua_pelaksana=True)
    satu = panggung.kembali.catatan.get(langkah__nomor=3, putaran=1)
    CatatanLangkah.objects.filter(pk=satu.pk).update(dibuka_pada=saat(8))
    peran = panggung.sop.peran.get(kode="bidang")
    for unit in (kantor.bidang_satu, kantor.bidang_dua):
        Paraf.objects.create(catatan=satu, peran=peran, unit=unit, oleh=kantor.kepala, pada=saat(9, 30))
    klien = sebagai(kantor.sekretaris)
    isi = klien.get(reverse("pelaksanaan_waktu_xlsx", args=[panggung.kembali.pk])).content
    kolom = ("Menunggu (menit kerja)", "Dikerjakan (menit kerja)", "Keadaan")
    per_unit = {b["Unit atau peran"]: b for b in baca(isi, "Per unit") if b["Putaran"] == 1}
    assert [tuple(per_unit[nama][k] for k in kolom) for nama in ("Bidang Satu", "Bidang Dua")] == [
        (60, 30, "selesai"),
        (90, None, "selesai"),
    ]
    kolom = ("Menunggu, median", "Mulai diketahui (kali)", "Dikerjakan, median")
    per_unit = {b["Unit atau peran"]: b for b in baca(klien.get(reverse("waktu_xlsx")).content, "Per unit")}
    assert [tuple(per_unit[nama][k] for k in kolom) for nama in ("Bidang Satu", "Bidang Dua")] == [
        (60, 1, 30),
        (90, 0, None),
    ]


def test_hanya_sel_saat_berformat_saat(panggung, kantor, sebagai):
    """Styles are shared: a moment's format stays with its own cell."""
    jawab = sebagai(kantor.staf_satu).get(reverse("pelaksanaan_waktu_xlsx", args=[panggung.kembali.pk]))
    lembar = load_workbook(BytesIO(jawab.content))["Waktu"]
    for baris in lembar.iter_rows():
        for sel in baris:
            tanggal = not isinstance(sel, MergedCell) and sel.is_date
            assert tanggal == isinstance(sel.value, datetime), sel.coordinate


def test_buku_tahun_dibaca_kembali(panggung, kantor, sebagai):
    CatatanLangkah.objects.filter(langkah__nomor=1).exclude(pelaksanaan=panggung.kembali).exclude(
        selesai_pada=None
    ).update(dibuka_pada=saat(8), dikerjakan_pada=saat(8, 30), selesai_pada=saat(9))
    isi = sebagai(kantor.pengawas).get(reverse("waktu_xlsx")).content
    satu = baca(isi, "Langkah")[0]
    assert (satu["Langkah"], satu["Pelaksanaan"], satu["Kunjungan"], satu["Masih terbuka"]) == (1, 4, 4, 1)
    # Waited 60, 30, 30; worked on 150, 30, 30, against 60.
    assert (satu["Menunggu, median"], satu["Menunggu, terlama"]) == (30, 60)
    assert (satu["Dikerjakan, median"], satu["Dikerjakan, terlama"]) == (30, 150)
    assert (satu["Mulai ditandai (kali)"], satu["Selisih median"], satu["Dicatatkan"]) == (3, -30, 1)
