"""Which files may come in: by their content, not by their name."""

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import File

from alur.isi_berkas import (
    BERMAKRO,
    DOCX,
    JPG,
    PDF,
    PNG,
    XLSX,
    IsiDitolak,
    periksa_isi,
    sebut_isi,
    tebak_tipe,
)
from organisasi.galat import TindakanDitolak

AKHIRAN = {PDF: {".pdf"}, JPG: {".jpg", ".jpeg"}, PNG: {".png"}, XLSX: {".xlsx"}, DOCX: {".docx"}}
AKHIRAN_MAKRO = {".docm", ".xlsm", ".dotm", ".xltm"}
NAMA_TERPANJANG = 200


@dataclass(frozen=True)
class BerkasSah:
    """What was found in an accepted file."""

    tipe: str
    sidik: str
    ukuran: int
    nama: str


def periksa_berkas(berkas: File) -> BerkasSah:
    """Accept PDF, JPG, PNG, XLSX or DOCX whose content is what its name says; refuse all else with a sentence."""
    periksa_ukuran(berkas.size)
    nama = nama_aman(berkas.name or "")
    berkas.seek(0)
    isi = berkas.read(settings.UNGGAHAN_TERBESAR + 1)
    berkas.seek(0)
    periksa_ukuran(len(isi))
    if PurePosixPath(nama).suffix.lower() in AKHIRAN_MAKRO:
        raise TindakanDitolak(BERMAKRO)
    try:
        tipe = tebak_tipe(isi)
        if tipe is None or PurePosixPath(nama).suffix.lower() not in AKHIRAN[tipe]:
            raise TindakanDitolak(_kalimat_salah(isi if tipe is None else b""))
        periksa_isi(isi, tipe)
    except IsiDitolak as salah:
        raise TindakanDitolak(str(salah)) from salah
    return BerkasSah(tipe, hashlib.sha256(isi).hexdigest(), len(isi), nama)


def periksa_ukuran(ukuran: int) -> None:
    """Refuse what is empty or too large; also before its first byte is sent."""
    terbesar = settings.UNGGAHAN_TERBESAR
    if ukuran > terbesar:
        raise TindakanDitolak(f"Berkas terlalu besar: paling besar {terbesar // 1024 // 1024} MB.")
    if ukuran <= 0:
        raise TindakanDitolak("Berkas kosong. Pilih berkas yang berisi.")


def periksa_akhiran(nama: str) -> str:
    """The cleaned name, if its ending is one we take: nobody sends megabytes that are refused at their end."""
    nama = nama_aman(nama)
    if PurePosixPath(nama).suffix.lower() in AKHIRAN_MAKRO:
        raise TindakanDitolak(BERMAKRO)
    if PurePosixPath(nama).suffix.lower() not in set().union(*AKHIRAN.values()):
        raise TindakanDitolak(_kalimat_salah(b""))
    return nama


def nama_aman(nama: str) -> str:
    """A name to show and to download under: no path, no control or direction signs, no more than 200 letters.

    A direction sign makes ``fotogpj.exe`` read as ``fotoexe.jpg``; dropped, the ending is what it seems to be.
    """
    nama = unicodedata.normalize("NFC", nama).replace("\\", "/").rpartition("/")[2]
    nama = "".join(huruf for huruf in nama if unicodedata.category(huruf)[0] != "C")
    nama = " ".join(nama.split()).strip(". ")
    if len(nama) > NAMA_TERPANJANG:
        akhiran = PurePosixPath(nama).suffix[:10]
        nama = nama[: NAMA_TERPANJANG - len(akhiran)] + akhiran
    return nama


def _kalimat_salah(isi: bytes) -> str:
    kalimat = "Berkas harus PDF, JPG, PNG, XLSX atau DOCX, dan isinya sesuai dengan nama akhirannya."
    apa = sebut_isi(isi)
    return f"{kalimat} Isi berkas ini {apa}." if apa else kalimat
