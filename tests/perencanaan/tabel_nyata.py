"""Published tables written out as the workbooks an office would bring: shaped by hand, figures as printed.

Sources: ``fixtures/contoh`` (D16, D31, D32) and ``D26.json`` beside this file; each names its document. Nothing is
added to what is printed; where a source prints no name of a sasaran or program, the table has none either.
"""

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from django.conf import settings
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from perencanaan.models.periode import NAMA_BULAN

SINI = Path(__file__).parent


def baca_sumber(kode: str) -> dict:
    """One published source as JSON."""
    folder = SINI if kode == "D26" else settings.AKAR / "fixtures" / "contoh"
    return json.loads((folder / f"{kode}.json").read_text(encoding="utf-8"))


def tercetak(isi: dict | None) -> str | None:
    """A figure as printed; None where nothing is."""
    return isi["printed"] if isi else None


def angka(isi: dict | None) -> Decimal | None:
    """A figure as the JSON has it."""
    return Decimal(isi["value"]) if isi else None


def _simpan(wb: Workbook) -> bytes:
    berkas = BytesIO()
    wb.save(berkas)
    return berkas.getvalue()


def _gabung(ws: Worksheet, baris: int, awal: int, akhir: int, teks: str) -> None:
    ws.cell(baris, awal).value = teks
    ws.merge_cells(start_row=baris, end_row=baris, start_column=awal, end_column=akhir)


def _turun(ws: Worksheet, awal: int, akhir: int, kolom: int, teks: str) -> None:
    """A heading over two rows."""
    ws.cell(awal, kolom).value = teks
    ws.merge_cells(start_row=awal, end_row=akhir, start_column=kolom, end_column=kolom)


def tulis_d31() -> bytes:
    """A PK with its rencana aksi: merged titles, months under one heading, column numbers, blocks of sasaran."""
    sumber = baca_sumber("D31")
    wb = Workbook()
    wb.active.title = "Sampul"
    wb.active["B3"] = "PERJANJIAN KINERJA"
    wb.active["B4"] = sumber["instansi"]
    ws = wb.create_sheet("PK 2026")
    _gabung(ws, 1, 1, 16, "RENCANA AKSI PERJANJIAN KINERJA TAHUN 2026")
    _gabung(ws, 2, 1, 16, sumber["instansi"].upper())
    for kolom, judul in enumerate(("No.", "Sasaran Strategis / Program", "Indikator Kinerja", "Target"), 1):
        _turun(ws, 4, 5, kolom, judul)
    _gabung(ws, 4, 5, 16, "Target Bulanan")
    for kolom in range(1, 17):
        ws.cell(6, kolom).value = f"({kolom})"
        if kolom > 4:
            ws.cell(5, kolom).value = NAMA_BULAN[kolom - 5]
    baris, nomor, lalu = 6, 0, None
    for satu in sumber["baris"]:
        baris += 1
        if satu["sasaran"] != lalu:
            nomor += 1
            ws.cell(baris, 1).value, ws.cell(baris, 2).value = nomor, satu["sasaran"]
        lalu = satu["sasaran"]
        ws.cell(baris, 3).value = satu["indikator"]
        ws.cell(baris, 4).value = tercetak(satu["target"])
        for ke, bulan in enumerate(satu["target_bulanan"]):
            ws.cell(baris, 5 + ke).value = tercetak(bulan)
    ws.cell(baris + 3, 2).value = "Boyolali, Januari 2026"
    return _simpan(wb)


def tulis_d16() -> bytes:
    """Programme and kegiatan of an LKPJ: figures as text with dots, budget before target, a row of totals."""
    sumber = baca_sumber("D16")
    wb = Workbook()
    ws = wb.active
    _gabung(ws, 1, 1, 9, "CAPAIAN PROGRAM DAN KEGIATAN TAHUN 2025")
    judul = (
        "No",
        "Sasaran",
        "Program",
        "Kegiatan",
        "Indikator Program/Kegiatan",
        "Anggaran (Rp)",
        "Target 2025",
        "Satuan",
        "Realisasi 2025",
    )
    for kolom, teks in enumerate(judul, 1):
        ws.cell(3, kolom).value = teks
    for ke, satu in enumerate(sumber["baris"]):
        baris = 4 + ke
        ws.cell(baris, 1).value = ke + 1
        if ke == 0:
            ws.cell(baris, 2).value = satu["sasaran"]
        ws.cell(baris, 3 if satu["jenjang"] == "program" else 4).value = satu["uraian"]
        ws.cell(baris, 5).value = satu["indikator"]
        ws.cell(baris, 6).value = tercetak(satu["anggaran"])
        ws.cell(baris, 7).value = tercetak(satu["target"])
        ws.cell(baris, 8).value = satu["satuan"]
        ws.cell(baris, 9).value = tercetak(satu["realisasi"])
    ws.cell(baris + 1, 3).value = "Jumlah"
    ws.cell(baris + 1, 6).value = "6764342774.00"
    return _simpan(wb)


def tulis_d32() -> bytes:
    """A Renja evaluation of 98 rows: five levels, each only on the first row of its block; figures are numbers."""
    sumber = baca_sumber("D32")
    wb = Workbook()
    ws = wb.active
    ws.title = "Realisasi TW IV"
    _gabung(ws, 1, 1, 11, "EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH TAHUN 2025")
    _gabung(ws, 2, 1, 11, sumber["instansi"])
    judul = (
        "Satuan",
        "Tujuan",
        "Sasaran",
        "Program",
        "Kegiatan",
        "Sub Kegiatan",
        "Indikator Kinerja Program (outcome) / Kegiatan (output)",
        "Target Akhir Renstra 2030",
        "Target Renja 2025",
        "Anggaran Renja 2025",
        "Realisasi Kinerja 2025",
    )
    for kolom, teks in enumerate(judul, 1):
        ws.cell(5, kolom).value, ws.cell(6, kolom).value = teks, kolom
    lalu: tuple = ()
    for ke, satu in enumerate(sumber["baris"]):
        baris = 7 + ke
        blok = (satu["tujuan"], satu["sasaran"], satu["program"])
        for kolom, (kini, dulu) in enumerate(zip(blok, lalu or (None,) * 3, strict=True), 2):
            if blok[: kolom - 1] != lalu[: kolom - 1] or kini != dulu:
                ws.cell(baris, kolom).value = kini
        lalu = blok
        if satu["jenjang"] != "program":
            ws.cell(baris, 5 if satu["jenjang"] == "kegiatan" else 6).value = satu["uraian"]
        ws.cell(baris, 1).value = satu["satuan"]
        ws.cell(baris, 7).value = satu["indikator"]
        for kolom, isi in (
            (8, satu["renstra"]["target_akhir_2030"]),
            (9, satu["target"]),
            (10, satu["anggaran"]),
            (11, satu["realisasi"]),
        ):
            if isi is not None:
                ws.cell(baris, kolom).value = float(isi["value"])
    return _simpan(wb)


def tulis_d26() -> bytes:
    """Targets of a Renstra: years under one heading, the level named but not the sasaran, blank satuan."""
    sumber = baca_sumber("D26")
    wb = Workbook()
    ws = wb.active
    _gabung(ws, 1, 1, 10, f"TARGET INDIKATOR RENSTRA – {sumber['instansi']}")
    for kolom, judul in enumerate(("Indikator", "Satuan", "Level", "Kondisi Awal 2024"), 1):
        _turun(ws, 3, 4, kolom, judul)
    _gabung(ws, 3, 5, 9, "Target")
    for ke, tahun in enumerate(sumber["tahun_renstra"]):
        ws.cell(4, 5 + ke).value = tahun
    _turun(ws, 3, 4, 10, "Pagu Indikatif 2026")
    for ke, satu in enumerate(sumber["baris"]):
        baris = 5 + ke
        ws.cell(baris, 1).value = satu["indikator"]
        ws.cell(baris, 2).value = satu["satuan"] or None
        ws.cell(baris, 3).value = satu["jenjang"].title()
        ws.cell(baris, 4).value = tercetak(satu["kondisi_awal"])
        for kolom, isi in enumerate(satu["target_renstra"], 5):
            ws.cell(baris, kolom).value = tercetak(isi)
        ws.cell(baris, 10).value = tercetak(satu["anggaran"])
    return _simpan(wb)
