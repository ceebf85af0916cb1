"""Which files may come in: each kind of pretender is refused in words, and nothing else is."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook

from alur import isi_berkas
from alur.berkas import nama_aman, periksa_akhiran, periksa_berkas
from organisasi.galat import TindakanDitolak
from tests.panggung import PDF


def png(lebar=2, tinggi=2, ekor=b"") -> bytes:
    def bagian(jenis: bytes, isi: bytes) -> bytes:
        return struct.pack(">I", len(isi)) + jenis + isi + struct.pack(">I", zlib.crc32(jenis + isi))

    kepala = struct.pack(">IIBBBBB", lebar, tinggi, 8, 0, 0, 0, 0)
    isi = zlib.compress(b"\0" + bytes(min(lebar, 4)))
    return b"\x89PNG\r\n\x1a\n" + bagian(b"IHDR", kepala) + bagian(b"IDAT", isi) + bagian(b"IEND", b"") + ekor


def jpg(lebar=2, tinggi=2, ujung=b"\xff\xd9") -> bytes:
    """The segments of a picture, its data left empty: structure is all that is looked at."""
    bingkai = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, tinggi, lebar, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0" + struct.pack(">H", 16) + bytes(14) + bingkai + b"\xff\xda\x00\x02data" + ujung


def xlsx() -> bytes:
    tampung = BytesIO()
    Workbook().save(tampung)
    return tampung.getvalue()


def docx() -> bytes:
    tampung = BytesIO()
    Document().save(tampung)
    return tampung.getvalue()


def ubah_zip(isi: bytes, tambahan=None, ganti=None) -> bytes:
    """The same archive with parts added (``{name: bytes}``), or content types changed (``(old, new)``)."""
    hasil = BytesIO()
    with ZipFile(BytesIO(isi)) as asal, ZipFile(hasil, "w", ZIP_DEFLATED) as baru:
        for satu in asal.infolist():
            data = asal.read(satu)
            if ganti and satu.filename == "[Content_Types].xml":
                data = data.replace(*ganti)
            baru.writestr(satu.filename, data)
        for nama, data in (tambahan or {}).items():
            baru.writestr(nama, data)
    return hasil.getvalue()


def periksa(nama: str, isi: bytes):
    return periksa_berkas(SimpleUploadedFile(nama, isi))


@pytest.mark.parametrize(
    ("nama", "isi", "tipe"),
    [
        ("Notulen.PDF", PDF, isi_berkas.PDF),
        ("foto.jpeg", jpg(), isi_berkas.JPG),
        ("layar.png", png(), isi_berkas.PNG),
        ("rekap.xlsx", xlsx(), isi_berkas.XLSX),
        ("notulen.docx", docx(), isi_berkas.DOCX),
    ],
)
def test_berkas_yang_benar_diterima(nama, isi, tipe):
    sah = periksa(nama, isi)
    assert (sah.tipe, sah.ukuran, sah.nama) == (tipe, len(isi), nama)


@pytest.mark.parametrize(
    ("nama", "isi", "kalimat"),
    [
        ("surat.pdf", b"MZ\x90\0" + bytes(100), "program komputer"),
        ("gambar.png", b"<!DOCTYPE html><script>alert(1)</script>", "halaman web"),
        ("gambar.png", b"<svg xmlns='x' onload='alert(1)'/>", "halaman web"),
        ("kosong.pdf", b"", "Berkas kosong"),
        ("notulen.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "Office lama"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + bytes(40), "Paling Kompatibel"),
        ("foto.jpg", b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        ("foto.jpg", png(), "isinya sesuai dengan nama akhirannya"),
        ("laporan.pdf.exe", PDF, "Berkas harus PDF"),
        ("laporan", PDF, "Berkas harus PDF"),
        ("arsip.zip", ubah_zip(docx())[:4] + b"\0" * 30, "berkas ZIP"),
        ("putus.pdf", PDF[:20], "rusak atau terpotong"),
        ("putus.png", png()[:-8], "rusak atau terpotong"),
        ("putus.jpg", jpg(ujung=b""), "rusak atau terpotong"),
        ("putus.docx", docx()[:-200], "dokumen yang rusak"),
        ("ganda.pdf", PDF + docx(), "menyimpan berkas lain"),
        ("ganda.png", png(ekor=b"<html>halo</html>"), "menyimpan berkas lain"),
        ("ganda.jpg", jpg() + docx(), "menyimpan berkas lain"),
        ("ganda.docx", docx() + b"#!/bin/sh", "menyimpan berkas lain"),
        ("luas.png", png(60_000, 60_000), "Ukuran gambar ini terlalu besar"),
        ("makro.xlsx", ubah_zip(xlsx(), {"xl/vbaProject.bin": b"x"}), "berisi makro"),
        ("makro.docx", ubah_zip(docx(), {"word/VBAPROJECT.BIN": b"x"}), "berisi makro"),
        ("makro.xlsx", ubah_zip(xlsx(), {"xl/activeX/activeX1.bin": b"x"}), "berisi makro"),
        (
            "makro.docx",
            ubah_zip(docx(), ganti=(b"wordprocessingml.document.main", b"macroEnabled.main")),
            "berisi makro",
        ),
        ("makro.docm", docx(), "berisi makro"),
        ("luar.xlsx", ubah_zip(xlsx(), {"../../etc/cron": b"x"}), "menyimpan berkas lain"),
        (
            "templat.docx",
            ubah_zip(
                docx(),
                {
                    "word/_rels/settings.xml.rels": b'<Relationships><Relationship Target="https://jahat.example/t"'
                    b' TargetMode="External"/></Relationships>'
                },
            ),
            "templat dari alamat luar",
        ),
    ],
)
def test_berkas_yang_menyamar_ditolak(nama, isi, kalimat):
    with pytest.raises(TindakanDitolak, match=kalimat.replace("(", r"\(")):
        periksa(nama, isi)


def test_bom_ditolak_dari_daftar_isinya(monkeypatch):
    monkeypatch.setattr(isi_berkas, "TERURAI_TERBESAR", 1024 * 1024)
    with pytest.raises(TindakanDitolak, match="terlalu besar bila dibuka"):
        periksa("bom.xlsx", ubah_zip(xlsx(), {"xl/media/a.bin": bytes(2 * 1024 * 1024)}))


def test_daftar_isi_raksasa_tidak_dibaca(monkeypatch):
    """A list of a hundred thousand parts costs seconds and memory before anything else is refused."""

    def jangan(*_):
        raise AssertionError("daftar isinya dibaca")

    monkeypatch.setattr(isi_berkas, "ZipFile", jangan)
    with pytest.raises(TindakanDitolak, match="terlalu besar bila dibuka"):
        periksa("bom.xlsx", b"PK\x03\x04" + b"PK\x01\x02" * 4000)


def test_bagian_yang_lebih_panjang_dari_pengakuannya_ditolak():
    """The archive claims less than a part unpacks to: a liar fails its checksum."""
    isi = bytearray(ubah_zip(docx(), {"word/media/a.bin": b"A" * 5000}))
    for tanda, letak in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        awal = isi.rfind(tanda)
        isi[awal + letak : awal + letak + 4] = (10).to_bytes(4, "little")
    with pytest.raises(TindakanDitolak, match="rusak atau terpotong"):
        periksa("bohong.docx", bytes(isi))


def test_terlalu_besar_ditolak_sebelum_dibaca(settings):
    settings.UNGGAHAN_TERBESAR = 1024 * 1024
    with pytest.raises(TindakanDitolak, match="paling besar 1 MB"):
        periksa("besar.pdf", PDF + bytes(1024 * 1024))


@pytest.mark.parametrize(
    ("nama", "bersih"),
    [
        ("../../etc/notulen.pdf", "notulen.pdf"),
        (r"C:\Users\A\Meja Kerja\notulen.pdf", "notulen.pdf"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("no\0tulen\r\n.pdf", "notulen.pdf"),
        ("  notulen   rapat .pdf ", "notulen rapat .pdf"),
        ("é.pdf", "é.pdf"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
    ],
)
def test_nama_dibersihkan(nama, bersih):
    assert nama_aman(nama) == bersih


@pytest.mark.parametrize("nama", ["a.exe", "foto\u202egpj.exe", ".pdf", "", "a.html", "b.xlsm"])
def test_akhiran_ditolak_sebelum_dikirim(nama):
    with pytest.raises(TindakanDitolak):
        periksa_akhiran(nama)
