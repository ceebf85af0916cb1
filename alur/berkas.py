"""Which files may come in: by their content, not by their name."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from organisasi.galat import TindakanDitolak

PDF, JPG, PNG = "application/pdf", "image/jpeg", "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AKHIRAN = {PDF: {".pdf"}, JPG: {".jpg", ".jpeg"}, PNG: {".png"}, XLSX: {".xlsx"}, DOCX: {".docx"}}
ISI_ZIP = {XLSX: "xl/workbook.xml", DOCX: "word/document.xml"}


@dataclass(frozen=True)
class BerkasSah:
    """What was found in an accepted file."""

    tipe: str
    sidik: str
    ukuran: int
    nama: str


def periksa_berkas(berkas: UploadedFile) -> BerkasSah:
    """Accept PDF, JPG, PNG, XLSX or DOCX whose content is what its name says; refuse all else with a sentence."""
    terbesar = settings.UNGGAHAN_TERBESAR
    if berkas.size > terbesar:
        raise TindakanDitolak(f"Berkas terlalu besar: paling besar {terbesar // 1024 // 1024} MB.")
    if berkas.size == 0:
        raise TindakanDitolak("Berkas kosong. Pilih berkas yang berisi.")
    nama = Path(berkas.name or "").name[:200]
    tipe = _tipe_isi(berkas)
    if tipe is None or Path(nama).suffix.lower() not in AKHIRAN[tipe]:
        raise TindakanDitolak(
            "Berkas harus PDF, JPG, PNG, XLSX atau DOCX, dan isinya sesuai dengan nama akhirannya."
        )
    sidik = hashlib.sha256()
    berkas.seek(0)
    for potong in berkas.chunks():
        sidik.update(potong)
    berkas.seek(0)
    return BerkasSah(tipe, sidik.hexdigest(), berkas.size, nama)


def _tipe_isi(berkas: UploadedFile) -> str | None:
    berkas.seek(0)
    awal = berkas.read(8)
    if awal.startswith(b"%PDF-"):
        return PDF
    if awal.startswith(b"\xff\xd8\xff"):
        return JPG
    if awal.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if awal.startswith(b"PK\x03\x04"):
        return _tipe_zip(berkas)
    return None


def _tipe_zip(berkas: UploadedFile) -> str | None:
    try:
        berkas.seek(0)
        with zipfile.ZipFile(berkas) as arsip:
            isi = set(arsip.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if "xl/vbaProject.bin" in isi or "word/vbaProject.bin" in isi:
        return None
    return next((tipe for tipe, tanda in ISI_ZIP.items() if tanda in isi), None)
