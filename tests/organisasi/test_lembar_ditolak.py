"""Files that are not read: each is really built, and refused with a sentence that says what to do."""

import re
import struct
import time
import tracemalloc
from io import BytesIO
from zipfile import ZIP_BZIP2, ZipExtFile, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organisasi.lembar import baca
from organisasi.lembar.baca import Batas, BerkasDitolak, buka
from tests.organisasi.lembar_buatan import (
    JENIS,
    KAITAN_KANTOR,
    TANGGAL,
    UTAMA,
    angka,
    bagian,
    baris,
    buku,
    bungkus,
    isi_lembar,
    tabel_teks,
    teks,
)

JUTA = 1024 * 1024
BATAS = Batas()


def ditolak(isi: bytes, kata: str, batas: Batas = BATAS) -> str:
    """The refusal's sentence, which has these words in it and ends as a sentence does."""
    with pytest.raises(BerkasDitolak) as tolak:
        buka(isi, batas)
    kalimat = str(tolak.value)
    assert kata in kalimat
    assert kalimat[0].isupper() and kalimat.endswith(".")
    return kalimat


def ganti(isi: dict, nama: str, lama: str, baru: str) -> bytes:
    """The workbook with something else in one part."""
    assert lama in isi[nama]
    return bungkus({**isi, nama: isi[nama].replace(lama, baru)})


@pytest.fixture
def terurai(monkeypatch):
    """Counts the bytes that are unpacked, by openpyxl as well: a refusal must come before them."""
    jumlah = []
    asli = ZipExtFile.read

    def hitung(ini, n=-1):
        hasil = asli(ini, n)
        jumlah.append(len(hasil))
        return hasil

    monkeypatch.setattr(ZipExtFile, "read", hitung)
    return lambda: sum(jumlah)


@pytest.fixture
def tanpa_openpyxl(monkeypatch):
    """The refusal comes from looking through the file: openpyxl is not even asked."""

    def jangan(*_args, **_kwargs):
        raise AssertionError("openpyxl dipanggil untuk berkas yang harus ditolak lebih dahulu")

    monkeypatch.setattr(baca, "_Pembaca", jangan)


# -- not a workbook ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "kosong"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel lama (.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "kata sandi",
        ),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\n<html><body><table><tr><td>1</td></tr></table></body></html>", "halaman web"),
        (b"<!DOCTYPE html><html>PK\x03\x04</html>", "halaman web"),
        (b'<?xml version="1.0"?><Workbook/>', "halaman web atau XML"),
        ("\ufeffKode;Indikator;Target\n1;Jalan;62,26\n".encode(), "CSV"),
        (b"Kode\tIndikator\n", "CSV"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "bukan buku kerja Excel"),
        (b"PK\x03\x04", "rusak atau terpotong"),
        (b"PK\x05\x06" + bytes(18), "bukan buku kerja Excel"),
    ],
)
def test_bukan_xlsx_ditolak(isi, kata):
    ditolak(isi, kata)


def test_berkas_terpotong_ditolak():
    """At every length: an upload that broke off is told so, whatever it broke off in."""
    isi = buku(baris(1, teks("A1", "Indikator")))
    for panjang in range(4, len(isi) - 1, 37):
        ditolak(isi[:panjang], "rusak atau terpotong")


def test_bit_rusak_ditolak_atau_terbaca_sama():
    """A byte changed on the way is found by the checksums; nothing else than a refusal comes of it."""
    isi = buku(baris(1, teks("A1", "Indikator"), angka("B1", 62.26)))
    sehat = buka(isi)
    for letak in range(0, len(isi), 11):
        try:
            assert buka(isi[:letak] + bytes([isi[letak] ^ 0x55]) + isi[letak + 1 :]) == sehat
        except BerkasDitolak:
            continue


@pytest.mark.parametrize(
    ("anggota", "kata"),
    [
        ({"word/document.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "bukan buku kerja Excel"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"},
            "LibreOffice",
        ),
        ({"xl/workbook.bin": b"\x83\x01", "[Content_Types].xml": "<x/>"}, ".xlsb"),
        ({"foto.jpg": b"\xff\xd8"}, "bukan buku kerja Excel"),
        ({"xl/apa.xml": "<x/>", "[Content_Types].xml": "<x/>"}, "bukan buku kerja Excel"),
    ],
)
def test_zip_lain_ditolak(anggota, kata):
    ditolak(bungkus(anggota), kata)


def test_strict_open_xml_ditolak_bukan_dibaca_kosong():
    """openpyxl would read it as a workbook without sheets."""
    isi = bagian()
    ketat = isi["xl/workbook.xml"].replace(UTAMA, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    ditolak(bungkus({**isi, "xl/workbook.xml": ketat}), "Strict Open XML")


def test_berkas_terlalu_besar_ditolak_sebelum_dibuka(terurai):
    ditolak(b"PK\x03\x04" + bytes(10 * JUTA), "lebih besar dari 10 MB")
    assert terurai() == 0


def test_bagian_yang_tidak_dikenal_openpyxl_ditolak_dengan_kalimat(caplog):
    """Broken where only openpyxl looks: the office gets a way out, the log the cause."""
    ditolak(ganti(bagian(), "xl/styles.xml", 'numFmtId="10"', 'numFmtId="sepuluh"'), "tidak dapat dibaca")
    assert "Berkas Excel tidak terbaca" in caplog.text


# -- macros, links, what a workbook should not carry --------------------------------------------------


@pytest.mark.parametrize("nama", ["xl/vbaProject.bin", "xl/VBAPROJECT.BIN", "xl/macrosheets/sheet1.xml"])
def test_makro_ditolak(nama):
    ditolak(bungkus({**bagian(), nama: b"\xd0\xcf\x11\xe0"}), "makro")


@pytest.mark.parametrize(
    "jenis",
    [
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
    ],
)
def test_xlsm_yang_diganti_nama_ditolak(jenis):
    ditolak(ganti(bagian(), "[Content_Types].xml", f"{JENIS}.sheet.main+xml", jenis), "makro")


def test_makro_bernama_lain_ditolak():
    kaitan = (
        'Id="rId9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="a.xml"'
    )
    isi = ganti(
        bagian(),
        "xl/_rels/workbook.xml.rels",
        "</Relationships>",
        f"<Relationship {kaitan}/></Relationships>",
    )
    ditolak(isi, "makro")


def test_tautan_ke_berkas_lain_ditolak():
    ditolak(bungkus({**bagian(), "xl/externalLinks/externalLink1.xml": "<x/>"}), "berkas lain")
    for jenis, mode in (("externalLink", "Internal"), ("oleObject", "External"), ("image", "External")):
        kaitan = f'Id="x" Type="{KAITAN_KANTOR}/{jenis}" Target="http://contoh.invalid/a" TargetMode="{mode}"'
        isi = ganti(bagian(), "_rels/.rels", "</Relationships>", f"<Relationship {kaitan}/></Relationships>")
        ditolak(isi, "Break Link")


@pytest.mark.parametrize(
    "bagian_",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels"],
)
@pytest.mark.parametrize(
    "dtd",
    [
        '<!DOCTYPE a [<!ENTITY b "bom"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "http://contoh.invalid/x">]>',
    ],
)
def test_dtd_dan_entitas_ditolak_di_bagian_mana_pun(bagian_, dtd, tanpa_openpyxl):
    isi = bagian()
    ditolak(bungkus({**isi, bagian_: isi[bagian_].replace("?>\n", f"?>\n{dtd}", 1)}), "tidak wajar")


def test_penyandian_huruf_lain_ditolak():
    ditolak(ganti(bagian(), "xl/worksheets/sheet1.xml", "UTF-8", "shift_jis"), "tidak wajar")
    ditolak(ganti(bagian(), "xl/worksheets/sheet1.xml", "UTF-8", "utf-7"), "tidak wajar")


# -- zip tricks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nama",
    ["/etc/passwd", "../xl/a.xml", "xl/../../a.xml", "xl\\a.xml", "C:/a.xml", "XL/Workbook.xml"],
)
def test_nama_bagian_aneh_ditolak(nama, terurai):
    ditolak(bungkus({**bagian(), nama: "<x/>"}), "tidak wajar")
    assert terurai() == 0


def test_bagian_kembar_ditolak():
    """Two parts of one name: which of them a program reads is anyone's guess."""
    berkas = BytesIO(bungkus(bagian()))
    with ZipFile(berkas, "a") as arsip, pytest.warns(UserWarning):
        arsip.writestr("xl/worksheets/sheet1.xml", isi_lembar(baris(1, angka("A1", 2))))
    ditolak(berkas.getvalue(), "tidak wajar")


def test_terlalu_banyak_bagian_ditolak_tanpa_membaca_daftarnya(monkeypatch):
    isi = bungkus({**bagian(), **{f"xl/media/gambar{n}.png": b"x" for n in range(600)}})
    monkeypatch.setattr("organisasi.lembar.pindai.ZipFile", None)
    ditolak(isi, "tidak wajar")


def test_pemampatan_lain_ditolak():
    berkas = BytesIO(bungkus(bagian()))
    with ZipFile(berkas, "a") as arsip:
        arsip.writestr("xl/lain.xml", "<x/>", ZIP_BZIP2)
    ditolak(berkas.getvalue(), "tidak wajar")


def test_zip_berkata_sandi_ditolak():
    isi = bytearray(bungkus(bagian()))
    letak = isi.index(b"PK\x01\x02")
    isi[letak + 8] |= 1
    ditolak(bytes(isi), "kata sandi")


def bom(nama: str, awal: bytes, potong: bytes, kali: int, akhir: bytes, isi: dict | None = None) -> bytes:
    """A workbook whose part repeats a piece: small as a file, large once unpacked."""

    def aliran():
        yield awal
        yield from (potong for _ in range(kali))
        yield akhir

    return bungkus({**(bagian() if isi is None else isi), nama: aliran()})


def palsukan_ukuran(isi: bytes, nama: str, ukuran: int) -> bytes:
    """The same file with another unpacked size written for one part, in both of its places."""
    hasil = bytearray(isi)
    with ZipFile(BytesIO(isi)) as arsip:
        info = arsip.getinfo(nama)
    struct.pack_into("<I", hasil, info.header_offset + 22, ukuran)
    tengah = next(
        m.start() for m in re.finditer(rb"PK\x01\x02", isi) if isi[m.start() + 46 :].startswith(nama.encode())
    )
    struct.pack_into("<I", hasil, tengah + 24, ukuran)
    return bytes(hasil)


AWAL_LEMBAR = f'<worksheet xmlns="{UTAMA}"><sheetData><row>'.encode()
KEPALA_TABEL = f'<sst xmlns="{UTAMA}">'.encode()


def test_bom_teks_ditolak_dari_daftar_isinya(terurai):
    """100 MB of one text in 100 kB: its declared size is enough, nothing is unpacked."""
    isi = bom("xl/sharedStrings.xml", KEPALA_TABEL + b"<si><t>", b"A" * JUTA, 100, b"</t></si></sst>")
    assert len(isi) < JUTA // 2
    ditolak(isi, "terlalu besar")
    assert terurai() == 0


def test_bom_dengan_ukuran_palsu_berhenti_pada_batas(terurai):
    """It declares one kilobyte. What is unpacked ends there, and the checksum tells."""
    isi = bom("xl/sharedStrings.xml", KEPALA_TABEL + b"<si><t>", b"A" * JUTA, 100, b"</t></si></sst>")
    ditolak(palsukan_ukuran(isi, "xl/sharedStrings.xml", 1024), "rusak atau terpotong")
    assert terurai() < JUTA


def test_byte_dihitung_saat_diurai_walau_daftar_isi_berbohong(monkeypatch, terurai):
    """Where zipfile followed a lie, the count of what really comes out would still stop it."""
    monkeypatch.setattr("organisasi.lembar.pindai._periksa_anggota", lambda *_: None)
    isi = bom("xl/media/a.bin", b"<x>", b" " * 70_000, 100, b"</x>")
    ditolak(isi, "terlalu besar", Batas(byte_terurai=JUTA))
    assert JUTA < terurai() < 1.2 * JUTA


def test_satu_teks_raksasa_dalam_batas_byte_ditolak(terurai, tanpa_openpyxl):
    isi = bom("xl/sharedStrings.xml", KEPALA_TABEL + b"<si><t>", b"A" * JUTA, 50, b"</t></si></sst>")
    ditolak(isi, "terlalu panjang")
    assert terurai() < JUTA


def test_tabel_teks_raksasa_ditolak(terurai, tanpa_openpyxl):
    """Many texts of a fair length each."""
    potong = (b"<si><t>" + b"A" * 4_000 + b"</t></si>") * 100
    isi = bom("xl/sharedStrings.xml", KEPALA_TABEL, potong, 100, b"</sst>")
    ditolak(isi, "terlalu panjang")
    assert terurai() < 12 * JUTA


def test_teks_panjang_berulang_di_banyak_sel_ditolak():
    """One text of 4,000 letters in 3,000 cells is small as a file and twelve million letters once read."""
    sel = [baris(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, 3_001)]
    ditolak(buku(*sel, tabel=tabel_teks("A" * 4_000)), "10.000.000 huruf")


# -- sheets that reach too far -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("alamat", "nomor"), [("XFD1048576", 1048576), ("A6001", 6001), ("DQ1", 1), ("XFD1", 1)]
)
def test_sel_jauh_ditolak(alamat, nomor, tanpa_openpyxl):
    """One kilobyte that keeps openpyxl busy for a minute."""
    kalimat = ditolak(buku(baris(nomor, angka(alamat, 1))), f"Lembar “PK”: sel {alamat} terlalu jauh")
    assert "6.000 baris dan 120 kolom" in kalimat


def test_bom_baris_ditolak_di_baris_pertama_yang_lebih(terurai, tanpa_openpyxl):
    def aliran():
        yield isi_lembar().split("</sheetData>")[0].encode()
        for awal in range(1, 400_001, 1_000):
            yield "".join(baris(n, angka(f"A{n}", n)) for n in range(awal, awal + 1_000)).encode()
        yield b"</sheetData></worksheet>"

    isi = bungkus({**bagian(), "xl/worksheets/sheet1.xml": aliran()})
    ditolak(isi, "sel A6001 terlalu jauh")
    assert terurai() < JUTA


def test_lembar_luas_ditolak_walau_barisnya_sedikit(tanpa_openpyxl):
    isi = buku(baris(1, angka("A1", 1)), baris(6000, angka("DP6000", 1)))
    assert "6.000 baris × 120 kolom" in ditolak(isi, "terlalu luas")


def test_luas_dihitung_untuk_semua_lembar_bersama(tanpa_openpyxl):
    satu = isi_lembar(baris(1, angka("A1", 1)), baris(4000, angka("AX4000", 1)))
    ditolak(bungkus(bagian({"A": satu, "B": satu, "C": satu})), "Lembar “C” membuat berkas ini terlalu luas")


def test_jutaan_sel_kosong_berformat_ditolak(tanpa_openpyxl):
    def aliran():
        yield isi_lembar().split("</sheetData>")[0].encode()
        yield b"<row>"
        for _ in range(60):
            yield b"<c/>" * 40_000
        yield b"</row></sheetData></worksheet>"

    ditolak(bungkus({**bagian(), "xl/worksheets/sheet1.xml": aliran()}), "terlalu banyak sel")


@pytest.mark.parametrize(
    "potong",
    [b"</row><row>", b"<!---->", b"<?a?>", b"<![CDATA[]]>"],
    ids=["baris", "komentar", "perintah", "cdata"],
)
def test_isi_lain_yang_berulang_ditolak(potong, terurai, tanpa_openpyxl):
    """Rows without cells, comments, instructions: nothing to read, and each costs time."""
    isi = bom(
        "xl/worksheets/sheet1.xml", AWAL_LEMBAR, potong * 10_000, 400, b"</row></sheetData></worksheet>"
    )
    ditolak(isi, "terlalu banyak")
    assert terurai() < 22 * JUTA


def test_tabel_teks_pendek_berlebihan_ditolak(tanpa_openpyxl):
    isi = bom("xl/sharedStrings.xml", KEPALA_TABEL, b"<si/>" * 10_000, 50, b"</sst>")
    ditolak(isi, "terlalu banyak")


def test_satu_tanda_berukuran_raksasa_ditolak_segera(terurai, tanpa_openpyxl):
    """expat reads an unfinished tag again with every piece: 60 MB of attribute would take twenty seconds."""
    isi = bom(
        "xl/worksheets/sheet1.xml",
        AWAL_LEMBAR + b'<c r="',
        b"A" * JUTA,
        50,
        b'"/></row></sheetData></worksheet>',
    )
    ditolak(isi, "tidak wajar")
    assert terurai() < JUTA


def test_gaya_berlebihan_ditolak(tanpa_openpyxl):
    """openpyxl builds an object for each; a sheet's name on the part does not help."""
    isi = bagian()
    isi["xl/styles.xml"] = isi["xl/styles.xml"].replace(
        "<cellXfs", "<cellXfs>" + "<xf/>" * 60_000 + "</cellXfs><x"
    )
    isi["xl/styles.xml"] = isi["xl/styles.xml"].replace("</cellXfs></styleSheet>", "</x></styleSheet>")
    ditolak(bungkus(isi), "gaya")
    isi["[Content_Types].xml"] = isi["[Content_Types].xml"].replace(".styles+xml", ".worksheet+xml")
    ditolak(bungkus(isi), "gaya")


def test_unsur_bersarang_dalam_ditolak(tanpa_openpyxl):
    isi = {**bagian(), "xl/theme/theme1.xml": "<a>" * 100_000 + "</a>" * 100_000}
    ditolak(bungkus(isi), "tidak wajar")


@pytest.mark.parametrize(
    "isi",
    [
        [baris(2, angka("A2", 1)), baris(2, angka("B2", 1))],
        [baris(2, angka("A2", 1)), baris(1, angka("A1", 1))],
        [baris(1, angka("B1", 1), angka("A1", 1))],
        [baris(1, angka("A1", 1), angka("A1", 2))],
        [baris(1, angka("A2", 1))],
        [baris(1, angka("A0", 1))],
        [baris(1, angka("1A", 1))],
        [baris(1, angka("a1", 1))],
        [baris(1, angka("AAAA1", 1))],
        [baris(1048577, angka("A1048577", 1))],
        ['<row r="-1"><c r="A1"><v>1</v></c></row>'],
        ['<row r="1.0"><c r="A1"><v>1</v></c></row>'],
        [baris(1, '<c r="A1" t="s"><v>0</v></c>')],
        [baris(1, '<c r="A1" t="s"><v>-1</v></c>')],
        [baris(1, '<c r="A1" t="b"><v>ya</v></c>')],
        [baris(1, '<c r="A1" t="zzz"><v>1</v></c>')],
    ],
)
def test_susunan_sel_yang_mustahil_ditolak(isi, tanpa_openpyxl):
    """Where the look-through and openpyxl could see different cells, neither is asked to guess."""
    ditolak(buku(*isi), "Lembar “PK” tidak dapat dibaca")


def test_gabungan_menumpuk_ditolak():
    isi = isi_lembar(
        baris(1, angka("A1", 1)),
        baris(9, angka("I9", 1)),
        sesudah="<mergeCells>" + '<mergeCell ref="A1:I9"/>' * 50 + "</mergeCells>",
    )
    ditolak(bungkus(bagian({"PK": isi})), "menumpuk")


# -- sheets ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("keadaan", ["hidden", "veryHidden"])
def test_lembar_tersembunyi_disebut_namanya(keadaan, tanpa_openpyxl):
    lembar = {"PK": isi_lembar(), "Rahasia": isi_lembar(), "Lama": isi_lembar()}
    isi = bungkus(bagian(lembar, keadaan={"Rahasia": keadaan, "Lama": keadaan}))
    kalimat = ditolak(isi, "Tampilkan lembar “Rahasia”, “Lama”")
    assert kalimat.endswith("lalu unggah lagi.")
    assert ("Unhide" in kalimat) is (keadaan == "veryHidden")


def test_lembar_terlalu_banyak_ditolak(tanpa_openpyxl):
    ditolak(bungkus(bagian({f"L{n}": isi_lembar() for n in range(21)})), "lebih dari 20 lembar")


def test_dua_lembar_pada_satu_bagian_ditolak(tanpa_openpyxl):
    """One sheet of content read twenty times."""
    lembar = {"A": isi_lembar(), "B": isi_lembar()}
    isi = ganti(
        bagian(lembar), "xl/_rels/workbook.xml.rels", "worksheets/sheet2.xml", "worksheets/sheet1.xml"
    )
    ditolak(isi, "tidak wajar")


def test_dua_lembar_senama_dan_lembar_tanpa_bagian_ditolak(tanpa_openpyxl):
    ditolak(bungkus(bagian({"PK": isi_lembar(), "pk": isi_lembar()})), "tidak wajar")
    isi = bagian({"PK": isi_lembar(), "B": isi_lembar()})
    del isi["xl/worksheets/sheet2.xml"]
    ditolak(bungkus(isi), "tidak wajar")


def test_lembar_di_bagian_bernama_gambar_tetap_diperiksa(tanpa_openpyxl):
    """Any part can be named as a sheet: its name does not hide a far cell."""
    isi = bagian()
    isi["xl/media/foto.png"] = isi_lembar(baris(1, angka("XFD1", 1)))
    kaitan = isi["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "media/foto.png")
    ditolak(bungkus({**isi, "xl/_rels/workbook.xml.rels": kaitan}), "Lembar “PK”: sel XFD1 terlalu jauh")


# -- cells -------------------------------------------------------------------------------------------


def test_sel_berumus_disebut_alamatnya(tanpa_openpyxl):
    """Also a formula without a stored value, and one far outside the table."""
    isi = buku(
        baris(3, '<c r="B3"><f>SUM(B1:B2)</f><v>3</v></c>', '<c r="C3"><f/></c>'),
        baris(12, '<c r="D12" t="str"><f t="shared" si="0"/><v>x</v></c>', angka("E12", 1)),
    )
    assert ditolak(isi, "Lembar “PK”: sel B3, C3, D12 berisi rumus").endswith("kemudian unggah lagi.")
    banyak = buku(*[baris(n, f'<c r="A{n}"><f>1</f><v>1</v></c>') for n in range(1, 13)])
    ditolak(banyak, "sel A1, A2, A3, A4, A5 dan 7 sel lain berisi rumus")


def test_sel_berisi_kesalahan_disebut(tanpa_openpyxl):
    isi = buku(baris(2, '<c r="A2" t="e"><v>#REF!</v></c>', '<c r="B2" t="e"><v>#N/A</v></c>'))
    ditolak(isi, "sel A2 (#REF!), B2 (#N/A) berisi kesalahan")


@pytest.mark.parametrize(
    "isi", ["NaN", "INF", "-INF", "Infinity", "1E999", "1e+400", "1_000", "0x10", "1,5", "٣", " 1", "1" * 400]
)
def test_bilangan_tak_hingga_atau_tak_terbaca_ditolak(isi, tanpa_openpyxl):
    ditolak(buku(baris(4, angka("C4", isi))), "sel C4 berisi bilangan yang tidak terbaca")


def test_tanggal_di_luar_kalender_ditolak():
    for hari in ("99999999", "-800000"):
        ditolak(buku(baris(1, angka("A1", hari, TANGGAL))), "sel A1 tidak terbaca sebagai tanggal")


@pytest.mark.parametrize("cara", ["tabel", "sel", "hasil"])
def test_teks_terlalu_panjang_disebut_selnya(cara, tanpa_openpyxl):
    panjang = "A" * 5_001
    sel = {
        "tabel": '<c r="B7" t="s"><v>1</v></c>',
        "sel": teks("B7", panjang),
        "hasil": f'<c r="B7" t="str"><v>{panjang}</v></c>',
    }
    isi = buku(baris(7, sel[cara]), tabel=tabel_teks("pendek", panjang))
    ditolak(isi, "Lembar “PK”: sel B7 berisi teks lebih dari 5.000 huruf")


def test_teks_sepanjang_batas_terbaca():
    assert buka(buku(baris(1, teks("A1", "A" * 5_000)))).lembar[0].baris[0][0].nilai == "A" * 5_000


# -- time, memory, and what nobody thought of ------------------------------------------------------------


@pytest.fixture(scope="module")
def bom_termahal() -> list[bytes]:
    """Those that come up to a limit only at its end."""
    akhir = b"</row></sheetData></worksheet>"
    return [
        bom("xl/sharedStrings.xml", KEPALA_TABEL + b"<si><t>", b"A" * JUTA, 60, b"</t></si></sst>"),
        bom("xl/sharedStrings.xml", KEPALA_TABEL, b"<si/>" * 1000, 900, b"</sst>"),
        bom("xl/worksheets/sheet1.xml", AWAL_LEMBAR, b"<c/>" * 1000, 900, akhir),
        bom("xl/worksheets/sheet1.xml", AWAL_LEMBAR + b'<c r="', b"A" * JUTA, 60, b'"/>' + akhir),
        buku(baris(1048576, angka("XFD1048576", 1))),
    ]


def test_bom_ditolak_cepat(bom_termahal):
    """Each takes well under a second alone; a reader without these limits takes from twenty seconds to for ever."""
    mulai = time.process_time()
    for isi in bom_termahal:
        with pytest.raises(BerkasDitolak):
            buka(isi)
    assert time.process_time() - mulai < 10


def test_bom_ditolak_hemat(bom_termahal):
    tracemalloc.start()
    try:
        for isi in bom_termahal:
            with pytest.raises(BerkasDitolak):
                buka(isi, Batas(sel=20_000))  # fewer, for tracing takes its time
        assert tracemalloc.get_traced_memory()[1] < 64 * JUTA
    finally:
        tracemalloc.stop()


SEL_ACAK = st.sampled_from(
    [
        *("<c>", "</c>", "<row>", "</row>", "<v>", "</v>", "<is>", "</is>", "<t>", "</t>", "<si>", "</si>"),
        *('<c r="A1">', '<c r="B2" t="s">', '<c t="inlineStr">', '<row r="3">', '<c s="9">', '<c t="d">'),
        *('<mergeCell ref="A1:B2"/>', '<mergeCell ref="x"/>', '<c s="2"><v>1</v></c>', "<f/>"),
        *("<row><c><v>5</v></c></row>", "<v>1</v>", "1", "-", "x"),
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(SEL_ACAK, max_size=14), st.binary(max_size=12), st.integers(0, 5))
def test_berkas_acak_terbaca_atau_ditolak(potongan, sisip, cara):
    """Whatever a sheet holds: a workbook or a refusal, never another error."""
    isi = bagian({"PK": isi_lembar("".join(potongan))})
    if cara == 0:
        isi["xl/worksheets/sheet1.xml"] = "".join(potongan)
    elif cara == 1:
        isi["xl/workbook.xml"] = isi["xl/workbook.xml"].encode() + sisip
    elif cara == 2:
        isi["xl/styles.xml"] = sisip
    try:
        buka(bungkus(isi))
    except BerkasDitolak as tolak:
        assert str(tolak).endswith(".")
