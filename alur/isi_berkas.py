"""What stands in an uploaded file, by its structure: pages, pictures and office documents, whole and without traps.

Nothing is rendered or interpreted; files are handed out again as they came. What is refused here is what would harm
whoever opens it (macros, bombs, another file hidden behind the first) or would not open at all (cut off, renamed).
Sources: PNG (ISO/IEC 15948), JPEG (ITU-T T.81 Annex B), ZIP (PKWARE APPNOTE 4.3), OPC (ISO/IEC 29500-2).
"""

import re
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

PDF, JPG, PNG = "application/pdf", "image/jpeg", "image/png"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

ANGGOTA_TERBANYAK = 3000  # parts of an office document
TERURAI_TERBESAR = 150 * 1024 * 1024  # bytes unpacked, of all parts together
DAFTAR_TERBESAR = 1024 * 1024  # bytes of a part that is read whole
TITIK_TERBANYAK = 300_000_000  # pixels of a picture
POTONGAN = 64 * 1024
EKOR_PDF = 2048  # readers look for the end mark in the last kilobyte; some writers add a little

BAGIAN_UTAMA = {
    XLSX: ("xl/workbook.xml", b"spreadsheetml.sheet.main+xml"),
    DOCX: ("word/document.xml", b"wordprocessingml.document.main+xml"),
}
MAKRO = ("vbaproject.bin", "vbadata.xml", "xl/macrosheets/", "/activex/")
GALAT_ZIP = (BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError, KeyError)
TEMPLAT_LUAR = re.compile(rb"""Target\s*=\s*["'](https?:|\\\\|file:/*\\\\|//)""", re.IGNORECASE)
TANPA_UKURAN = {0xC4, 0xC8, 0xCC}  # JPEG markers in the range of frames that are none

TERPOTONG = (
    "Berkas ini rusak atau terpotong. Periksa apakah dapat dibuka di perangkat Anda, lalu unggah lagi."
)
BERISI_LAIN = (
    "Berkas ini menyimpan berkas lain di dalamnya. Simpan ulang dari aplikasinya, lalu unggah yang baru."
)
BERMAKRO = "Berkas ini berisi makro. Simpan sebagai .xlsx atau .docx biasa tanpa makro, atau cetak ke PDF."
TERLALU_BESAR_TERURAI = (
    "Isi berkas ini terlalu besar bila dibuka. Salin bagian yang perlu ke berkas baru, atau cetak ke PDF."
)
BERSANDI = "Berkas ini dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi."
BERTEMPLAT_LUAR = "Berkas ini mengambil templat dari alamat luar. Cetak ke PDF, lalu unggah PDF-nya."


class IsiDitolak(Exception):
    """The content may not come in; the message says why and what to do."""


def tebak_tipe(isi: bytes) -> str | None:
    """The type that the first bytes promise; office documents by their main part. None: nothing we take.

    :class:`IsiDitolak` for what is too large even to look into.
    """
    if isi.startswith(b"%PDF-"):
        return PDF
    if isi.startswith(b"\xff\xd8\xff"):
        return JPG
    if isi.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if isi.startswith(b"PK\x03\x04"):
        # The list of parts stands at the end, one such mark each: too long a list is not even read.
        if isi.count(b"PK\x01\x02") > ANGGOTA_TERBANYAK:
            raise IsiDitolak(TERLALU_BESAR_TERURAI)
        try:
            with ZipFile(BytesIO(isi)) as arsip:
                nama = set(arsip.namelist())
        except GALAT_ZIP:
            return None
        return next((tipe for tipe, (utama, _) in BAGIAN_UTAMA.items() if utama in nama), None)
    return None


def sebut_isi(isi: bytes) -> str:
    """What a refused file seems to be, for the sentence; empty when nothing is known."""
    awal = isi[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if isi.startswith(b"MZ") or isi.startswith(b"\x7fELF"):
        return "program komputer"
    if awal.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<?xml")):
        return "halaman web"
    if isi.startswith(b"\xd0\xcf\x11\xe0"):
        return (
            "dokumen Office lama (.doc, .xls) atau yang bersandi; simpan ulang sebagai .docx, .xlsx, atau PDF"
        )
    if isi[4:8] == b"ftyp" and isi[8:12] in {b"heic", b"heix", b"mif1", b"hevc", b"msf1"}:
        return (
            "foto HEIC; di iPhone pilih Pengaturan > Kamera > Format > Paling Kompatibel, "
            "atau kirim fotonya sebagai JPG"
        )
    if isi[:4] == b"RIFF" and isi[8:12] == b"WEBP":
        return "gambar WebP; simpan sebagai JPG atau PNG"
    if isi.startswith(b"PK\x03\x04"):
        return "berkas ZIP (unggah isinya satu per satu), atau dokumen yang rusak"
    return ""


def periksa_isi(isi: bytes, tipe: str) -> None:
    """Refuse (:class:`IsiDitolak`) what is cut off, hides another file, or carries macros or a bomb."""
    if tipe in BAGIAN_UTAMA:
        _periksa_ooxml(isi, tipe)
        return
    if _berekor_zip(isi):
        raise IsiDitolak(BERISI_LAIN)
    if tipe == PDF and b"%%EOF" not in isi[-EKOR_PDF:]:
        raise IsiDitolak(TERPOTONG)
    if tipe == PNG:
        _periksa_png(isi)
    if tipe == JPG:
        _periksa_jpg(isi)


def _berekor_zip(isi: bytes) -> bool:
    """Does a ZIP end exactly where the file ends? So it does in a picture or page that is an archive as well."""
    letak = isi.rfind(b"PK\x05\x06", max(len(isi) - 22 - 65535, 0))
    if letak < 0 or len(isi) < letak + 22:
        return False
    return letak + 22 + int.from_bytes(isi[letak + 20 : letak + 22], "little") == len(isi)


def _periksa_titik(lebar: int, tinggi: int) -> None:
    if not lebar or not tinggi:
        raise IsiDitolak(TERPOTONG)
    if lebar * tinggi > TITIK_TERBANYAK:
        raise IsiDitolak("Ukuran gambar ini terlalu besar. Perkecil gambarnya, lalu unggah lagi.")


def _periksa_png(isi: bytes) -> None:
    """Chunk by chunk: the header first, the end last, and nothing behind it."""
    letak, pertama = 8, True
    while True:
        if letak + 12 > len(isi):
            raise IsiDitolak(TERPOTONG)
        panjang, jenis = int.from_bytes(isi[letak : letak + 4], "big"), isi[letak + 4 : letak + 8]
        if pertama:
            if jenis != b"IHDR" or panjang != 13:
                raise IsiDitolak(TERPOTONG)
            _periksa_titik(*struct.unpack(">II", isi[letak + 8 : letak + 16]))
            pertama = False
        letak += 12 + panjang
        if jenis == b"IEND":
            break
    if letak > len(isi):
        raise IsiDitolak(TERPOTONG)
    if isi[letak:].strip(b"\0\r\n\t "):
        raise IsiDitolak(BERISI_LAIN)


def _periksa_jpg(isi: bytes) -> None:
    """Segment by segment up to the picture's data, whose end must be there."""
    letak, berukuran = 2, False
    while True:
        while isi[letak : letak + 2] == b"\xff\xff":
            letak += 1
        if letak + 4 > len(isi) or isi[letak] != 0xFF:
            raise IsiDitolak(TERPOTONG)
        tanda, panjang = isi[letak + 1], int.from_bytes(isi[letak + 2 : letak + 4], "big")
        if 0xC0 <= tanda <= 0xCF and tanda not in TANPA_UKURAN:
            if letak + 9 > len(isi):
                raise IsiDitolak(TERPOTONG)
            tinggi, lebar = struct.unpack(">HH", isi[letak + 5 : letak + 9])
            _periksa_titik(lebar, tinggi)
            berukuran = True
        letak += 2 + max(panjang, 2)
        if tanda == 0xDA:
            break
    if not berukuran or isi.find(b"\xff\xd9", letak) < 0:
        raise IsiDitolak(TERPOTONG)


def _periksa_ooxml(isi: bytes, tipe: str) -> None:
    """Each part is unpacked once, in small pieces, and no further than allowed."""
    if not _berekor_zip(isi):
        raise IsiDitolak(BERISI_LAIN)
    try:
        with ZipFile(BytesIO(isi)) as arsip:
            _periksa_anggota(arsip.infolist())
            _urai(arsip)
            _periksa_jenis(arsip, tipe)
    except GALAT_ZIP as salah:
        raise IsiDitolak(TERPOTONG) from salah


def _periksa_anggota(anggota: list[ZipInfo]) -> None:
    nama = [satu.filename.casefold() for satu in anggota]
    if any(satu.flag_bits & 1 for satu in anggota):
        raise IsiDitolak(BERSANDI)
    if any(kata in f"/{satu}" for satu in nama for kata in MAKRO):
        raise IsiDitolak(BERMAKRO)
    if (
        len(set(nama)) != len(nama)
        or any(satu.startswith("/") or "\\" in satu or ".." in satu.split("/") for satu in nama)
        or any(satu.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for satu in anggota)
        or min((satu.header_offset for satu in anggota), default=1) != 0
    ):
        raise IsiDitolak(BERISI_LAIN)
    if sum(satu.file_size for satu in anggota) > TERURAI_TERBESAR:
        raise IsiDitolak(TERLALU_BESAR_TERURAI)


def _urai(arsip: ZipFile) -> None:
    """A part longer than it claims, or broken, fails here: ZipFile reads as far as claimed and checks the sum."""
    for satu in arsip.infolist():
        with arsip.open(satu) as bagian:
            while bagian.read(POTONGAN):
                pass


def _periksa_jenis(arsip: ZipFile, tipe: str) -> None:
    """The list of content types must say what the name says, and no macro."""
    jenis = _baca(arsip, "[Content_Types].xml")
    if any(kata in jenis.lower() for kata in (b"macroenabled", b"vbaproject")):
        raise IsiDitolak(BERMAKRO)
    if BAGIAN_UTAMA[tipe][1] not in jenis:
        raise IsiDitolak(TERPOTONG)
    kaitan = "word/_rels/settings.xml.rels"
    if kaitan in arsip.namelist() and TEMPLAT_LUAR.search(_baca(arsip, kaitan)):
        raise IsiDitolak(BERTEMPLAT_LUAR)


def _baca(arsip: ZipFile, nama: str) -> bytes:
    info = arsip.getinfo(nama)
    if info.file_size > DAFTAR_TERBESAR:
        raise IsiDitolak(TERLALU_BESAR_TERURAI)
    return arsip.read(info)
