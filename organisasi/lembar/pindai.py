"""Look through an uploaded workbook before anyone reads it: part by part, counting, and never further than allowed.

An .xlsx is a zip of XML parts. A file of one kilobyte can name a cell in row 1,048,576 or unpack to gigabytes, and
openpyxl would follow it. So every part is unpacked here in small pieces, bytes and elements are counted as they
come, and each cell is looked at, whatever the part is called. openpyxl parses with the same expat: what passed here
is what it sees.
"""

import posixpath
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from math import isfinite
from typing import NoReturn
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from organisasi.lembar.bentuk import Batas, BerkasDitolak

POTONGAN = 64 * 1024  # bytes unpacked at a time
BARIS_EXCEL = 1_048_576
HURUF_EXCEL = 32_767  # in one cell; no program writes more
UNSUR_LAIN = 50_000  # XML elements in a part that is neither a sheet nor the text table
UNSUR_SATU_SEL = 4  # at most, in a sheet full of inline text: cell, text, its pieces
TANDA_TERPANJANG = 256 * 1024  # bytes of one tag with its attributes
KEDALAMAN = 64
HURUF_NAMA = 64  # of a sheet; Excel allows 31
GABUNGAN_TERBANYAK = 20_000
YANG_DISEBUT = 5  # addresses in one sentence

# Namespace and local name, as expat joins them.
UTAMA = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
KETAT = "http://purl.oclc.org/ooxml/spreadsheetml/main "
ID_KAITAN = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
KAITAN = "http://schemas.openxmlformats.org/package/2006/relationships Relationship"
JENIS_BAGIAN = "http://schemas.openxmlformats.org/package/2006/content-types "
AKHIRAN_TABEL = ("worksheet+xml", "sharedStrings+xml")
MAKRO = ("macroenabled", "vbaproject", "macrosheet")
BAGIAN_MAKRO = ("vbaproject.bin", "xl/macrosheets/")

ANGKA = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
ALAMAT = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
BILANGAN = re.compile(r"\d{1,9}", re.ASCII)
RENTANG = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6}):([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)

SANDI_HURUF = {"utf-8", "utf-16", "us-ascii", "iso-8859-1"}

SIMPAN_XLSX = "Buka di Excel atau LibreOffice, simpan sebagai Excel Workbook (.xlsx), lalu unggah lagi."
SUSUNAN_RUSAK = f"Susunan berkas ini tidak wajar. {SIMPAN_XLSX}"
TERPOTONG = "Berkas ini rusak atau terpotong. Periksa apakah dapat dibuka di komputer Anda, lalu unggah lagi."
TERLALU_BESAR = "Isi berkas ini terlalu besar. Salin tabelnya saja ke buku kerja baru, lalu unggah yang baru."
TERLALU_RUMIT = (
    "Berkas ini memuat terlalu banyak sel (juga yang kosong tetapi berformat), gaya, atau objek. "
    "Salin tabelnya saja ke buku kerja baru, lalu unggah yang baru."
)
GALAT_ZIP = (BadZipFile, zlib.error, struct.error, EOFError, OSError, RuntimeError, ValueError)


@dataclass
class Jangkauan:
    """How far a sheet's content reaches, and its merged ranges as written in the file."""

    baris: int = 0
    kolom: int = 0
    gabungan: list[str] = field(default_factory=list)


def pindai(isi: bytes, batas: Batas) -> dict[str, Jangkauan]:
    """Look through the whole file; raises ``BerkasDitolak``. What it returns is by sheet name."""
    _periksa_jenis(isi, batas)
    try:
        arsip = ZipFile(BytesIO(isi))
    except GALAT_ZIP as salah:
        raise BerkasDitolak(TERPOTONG) from salah
    with arsip:
        _periksa_anggota(arsip.infolist(), batas)
        return _Pemindai(arsip, batas).jalan()


def nomor_kolom(huruf: str) -> int:
    """``A`` is 1, ``AA`` is 27."""
    nomor = 0
    for satu in huruf:
        nomor = nomor * 26 + ord(satu) - 64
    return nomor


def nama_kolom(nomor: int) -> str:
    """1 is ``A``, 27 is ``AA``."""
    huruf = ""
    while nomor:
        nomor, sisa = divmod(nomor - 1, 26)
        huruf = chr(65 + sisa) + huruf
    return huruf


def sebut(daftar: list[str]) -> str:
    """``D12, D13 dan 7 sel lain``."""
    lain = len(daftar) - YANG_DISEBUT
    awal = ", ".join(daftar[:YANG_DISEBUT])
    return f"{awal} dan {lain} sel lain" if lain > 0 else awal


def ribuan(bilangan: int) -> str:
    return f"{bilangan:,}".replace(",", ".")


def _periksa_jenis(isi: bytes, batas: Batas) -> None:
    """By its first bytes: people rename files, and programs export web pages as “.xls”."""
    if not isi:
        raise BerkasDitolak("Berkas ini kosong. Pilih berkas Excel (.xlsx) yang sudah disimpan.")
    if len(isi) > batas.byte:
        raise BerkasDitolak(
            f"Berkas ini lebih besar dari {max(batas.byte // 1024**2, 1)} MB. "
            "Hapus gambar dan lembar yang tidak perlu, lalu unggah lagi."
        )
    if isi.startswith(b"PK\x03\x04"):
        # A zip lists its parts at its end, one such mark each: too long a list is not even read.
        if isi.count(b"PK\x01\x02") > batas.anggota:
            raise BerkasDitolak(SUSUNAN_RUSAK)
        return
    awal = isi[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if isi.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in isi:
            raise BerkasDitolak(
                "Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya "
                "(File > Info > Protect Workbook), simpan, lalu unggah lagi."
            )
        raise BerkasDitolak(f"Berkas ini berformat Excel lama (.xls). {SIMPAN_XLSX}")
    if awal.startswith(b"%pdf"):
        raise BerkasDitolak("Berkas ini PDF, bukan Excel. Unggah berkas Excel (.xlsx).")
    if awal.startswith(b"<"):
        raise BerkasDitolak(f"Berkas ini halaman web atau XML, bukan buku kerja Excel. {SIMPAN_XLSX}")
    if awal and b"\0" not in awal:
        raise BerkasDitolak(f"Berkas ini teks atau CSV, bukan buku kerja Excel. {SIMPAN_XLSX}")
    raise BerkasDitolak("Berkas ini bukan buku kerja Excel. Unggah berkas Excel (.xlsx).")


def _periksa_anggota(anggota: list[ZipInfo], batas: Batas) -> None:
    """The list of parts, before any is unpacked."""
    nama = [satu.filename for satu in anggota]
    kecil = [satu.casefold() for satu in nama]
    for satu in nama:
        jalur = satu.split("/")
        if satu.startswith("/") or "\\" in satu or ":" in satu or ".." in jalur:
            raise BerkasDitolak(SUSUNAN_RUSAK)
    if len(nama) > batas.anggota or len(set(kecil)) != len(kecil):
        raise BerkasDitolak(SUSUNAN_RUSAK)
    if any(satu.flag_bits & 1 for satu in anggota):
        raise BerkasDitolak("Berkas ini dikunci dengan kata sandi. Hapus kata sandinya, lalu unggah lagi.")
    if any(satu.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for satu in anggota):
        raise BerkasDitolak(SUSUNAN_RUSAK)
    if sum(satu.file_size for satu in anggota) > batas.byte_terurai:
        raise BerkasDitolak(TERLALU_BESAR)
    if any(satu.endswith(BAGIAN_MAKRO[0]) or satu.startswith(BAGIAN_MAKRO[1]) for satu in kecil):
        _tolak_makro()
    if any(satu.startswith("xl/externallinks/") for satu in kecil):
        _tolak_tautan_luar()
    if "xl/workbook.bin" in kecil:
        raise BerkasDitolak(f"Berkas ini berformat Excel biner (.xlsb). {SIMPAN_XLSX}")
    if "mimetype" in kecil:
        raise BerkasDitolak(f"Berkas ini berformat LibreOffice (.ods atau sejenisnya). {SIMPAN_XLSX}")
    if "[content_types].xml" not in kecil or not any(satu.startswith("xl/") for satu in kecil):
        raise BerkasDitolak("Berkas ini bukan buku kerja Excel. Unggah berkas Excel (.xlsx).")


def _tolak_makro() -> NoReturn:
    raise BerkasDitolak(f"Berkas ini berisi makro. {SIMPAN_XLSX}")


def _tolak_tautan_luar() -> NoReturn:
    raise BerkasDitolak(
        "Berkas ini terhubung ke berkas lain. Di Excel pilih Data > Edit Links > Break Link, simpan, "
        "lalu unggah lagi."
    )


def _urutan(info: ZipInfo) -> int:
    """Names of sheets and the text table first, so that what a cell lacks can be told with its address."""
    nama = info.filename.lower()
    if nama.endswith((".rels", "[content_types].xml")):
        return 0
    if nama.startswith("xl/workbook"):
        return 1
    return 2 if nama.endswith("sharedstrings.xml") else 3


class _Pemindai:
    """One pass over all parts; its counters run over the whole file."""

    def __init__(self, arsip: ZipFile, batas: Batas):
        self.arsip, self.batas = arsip, batas
        self.byte = self.unsur = self.luas = self.jumlah_sel = self.jumlah_baris = 0
        self.unsur_terbanyak = UNSUR_SATU_SEL * batas.sel
        self.tabel: set[str] = set()  # parts that are sheets or the text table
        self.kaitan: dict[str, dict[str, str]] = {}  # {folder of the part: {id: target}}
        self.buku_di: str | None = None
        self.lembar: list[tuple[str, str, str]] = []  # (name, state, id of its relationship)
        self.nama_lembar: dict[str, str] | None = None  # {part: name}
        self.jumlah_teks = self.huruf_teks = 0
        self.teks_panjang: set[int] = set()
        self.kolom_huruf: dict[str, int] = {}
        self.hasil: dict[str, Jangkauan] = {}
        self.pembuka: dict[str, Callable[[dict], None]] = {
            f"{JENIS_BAGIAN}Override": self._jenis_bagian,
            f"{JENIS_BAGIAN}Default": self._jenis_bagian,
            KAITAN: self._kaitan,
            f"{UTAMA}sheet": self._sebuah_lembar,
            f"{UTAMA}row": self._baris,
            f"{UTAMA}c": self._sel,
            f"{UTAMA}v": self._mulai_huruf,
            f"{UTAMA}t": self._mulai_huruf,
            f"{UTAMA}f": self._rumus,
            f"{UTAMA}is": self._teks_sel,
            f"{UTAMA}si": self._mulai_teks,
            f"{UTAMA}mergeCell": self._gabungan,
        }
        self.penutup: dict[str, Callable[[], None]] = {
            f"{UTAMA}v": self._akhir_nilai,
            f"{UTAMA}t": self._akhir_huruf,
            f"{UTAMA}c": self._akhir_sel,
            f"{UTAMA}si": self._akhir_teks,
        }

    def jalan(self) -> dict[str, Jangkauan]:
        for info in sorted(self.arsip.infolist(), key=_urutan):
            if _urutan(info) > 1 and self.nama_lembar is None:
                self._periksa_lembar()
            self._bagian(info)
        if self.nama_lembar is None:
            self._periksa_lembar()
        return {nama: self.hasil.get(bagian, Jangkauan()) for bagian, nama in self.nama_lembar.items()}

    def _bagian(self, info: ZipInfo) -> None:
        self.nama_bagian = info.filename
        self.unsur_bagian = self.dalam = 0
        self.boleh_besar = info.filename in self.tabel and info.filename != "xl/styles.xml"
        self.jangkauan = Jangkauan()
        self.baris_kini = self.kolom_kini = 0
        self.alamat, self.jenis, self.nilai, self.panjang = "", "n", "", 0
        self.dalam_sel = self.dalam_teks = self.berumus = self.berteks = False
        self.daftar_rumus: list[str] = []
        self.daftar_galat: list[str] = []
        self.huruf: list[str] = []
        self.pengurai = pengurai = expat.ParserCreate(namespace_separator=" ")
        pengurai.buffer_text, pengurai.buffer_size = True, POTONGAN
        pengurai.StartElementHandler, pengurai.EndElementHandler = self._buka, self._tutup
        # Nothing of ours, but each costs its time.
        pengurai.CommentHandler = pengurai.ProcessingInstructionHandler = self._unsur_lain
        pengurai.StartCdataSectionHandler = self._unsur_lain
        pengurai.StartDoctypeDeclHandler, pengurai.XmlDeclHandler = self._doctype, self._deklarasi
        try:
            masuk = 0
            for potong in self._potongan(info):
                pengurai.Parse(potong, False)
                masuk += len(potong)
                # An unfinished tag is read again with every piece: 60 MB of one would take minutes.
                if masuk - pengurai.CurrentByteIndex > TANDA_TERPANJANG:
                    raise BerkasDitolak(SUSUNAN_RUSAK)
            pengurai.Parse(b"", True)
        except expat.ExpatError as salah:
            # A picture is no XML and ends at its first piece.
            if info.filename.lower().endswith((".xml", ".rels")):
                raise BerkasDitolak(TERPOTONG) from salah
        self._akhir_bagian()

    def _potongan(self, info: ZipInfo) -> Iterator[bytes]:
        """A part, unpacked piece by piece and counted: the size it declares is only what it says."""
        try:
            with self.arsip.open(info) as aliran:
                while potong := aliran.read(POTONGAN):
                    self.byte += len(potong)
                    if self.byte > self.batas.byte_terurai:
                        raise BerkasDitolak(TERLALU_BESAR)
                    yield potong
        except GALAT_ZIP as salah:
            raise BerkasDitolak(TERPOTONG) from salah

    def _akhir_bagian(self) -> None:
        """What a sheet holds and may not, and how far it reaches."""
        if self.daftar_rumus:
            self._tolak_sel(
                self.daftar_rumus,
                "berisi rumus. Salin lalu tempel sebagai nilai (Paste Values), kemudian unggah lagi.",
            )
        if self.daftar_galat:
            self._tolak_sel(self.daftar_galat, "berisi kesalahan. Perbaiki isinya, lalu unggah lagi.")
        jangkauan = self.jangkauan
        if not jangkauan.baris and not jangkauan.gabungan:
            return
        self.luas += jangkauan.baris * jangkauan.kolom
        if self.luas > self.batas.sel:
            raise BerkasDitolak(
                f"{self._sebut_lembar()} membuat berkas ini terlalu luas "
                f"({ribuan(jangkauan.baris)} baris × {jangkauan.kolom} kolom); seluruh berkas paling banyak "
                f"{ribuan(self.batas.sel)} sel. Hapus kolom yang tidak perlu atau bagi berkasnya."
            )
        self.hasil[self.nama_bagian] = jangkauan

    # -- the frame of each part --------------------------------------------------------------------

    def _buka(self, tag: str, atribut: dict) -> None:
        self.dalam += 1
        self._unsur_lain()
        if self.dalam == 1:
            self._akar(tag)
        elif self.dalam > KEDALAMAN:
            raise BerkasDitolak(SUSUNAN_RUSAK)
        if tindakan := self.pembuka.get(tag):
            tindakan(atribut)

    def _unsur_lain(self, *_) -> None:
        self.unsur += 1
        self.unsur_bagian += 1
        if self.unsur > self.unsur_terbanyak or (self.unsur_bagian > UNSUR_LAIN and not self.boleh_besar):
            raise BerkasDitolak(TERLALU_RUMIT)

    def _tutup(self, tag: str) -> None:
        self.dalam -= 1
        if tindakan := self.penutup.get(tag):
            tindakan()

    def _doctype(self, *_) -> NoReturn:
        raise BerkasDitolak(SUSUNAN_RUSAK)

    def _deklarasi(self, _versi: str, sandi: str | None, _mandiri: int) -> None:
        if sandi and sandi.lower() not in SANDI_HURUF:
            raise BerkasDitolak(SUSUNAN_RUSAK)

    def _akar(self, tag: str) -> None:
        if tag.startswith(KETAT):
            raise BerkasDitolak(f"Berkas ini disimpan sebagai Strict Open XML. {SIMPAN_XLSX}")
        if tag == f"{UTAMA}workbook":
            if self.buku_di is not None:
                raise BerkasDitolak(SUSUNAN_RUSAK)
            self.buku_di = posixpath.dirname(self.nama_bagian)

    def _jenis_bagian(self, atribut: dict) -> None:
        jenis = atribut.get("ContentType", "")
        if any(satu in jenis.lower() for satu in MAKRO):
            _tolak_makro()
        if jenis.endswith(AKHIRAN_TABEL):
            self.tabel.add(atribut.get("PartName", "").lstrip("/"))

    def _kaitan(self, atribut: dict) -> None:
        jenis = atribut.get("Type", "").rsplit("/", 1)[-1]
        if jenis == "vbaProject":
            _tolak_makro()
        # A link that someone typed is text; anything else outside the file would be fetched by Excel.
        if jenis != "hyperlink" and (
            jenis.startswith("externalLink") or atribut.get("TargetMode", "").lower() == "external"
        ):
            _tolak_tautan_luar()
        folder = posixpath.dirname(posixpath.dirname(self.nama_bagian))
        sasaran = posixpath.normpath(posixpath.join("/", folder, atribut.get("Target", ""))).lstrip("/")
        self.kaitan.setdefault(folder, {})[atribut.get("Id", "")] = sasaran

    def _sebuah_lembar(self, atribut: dict) -> None:
        if len(self.lembar) >= self.batas.lembar:
            raise BerkasDitolak(
                f"Berkas ini berisi lebih dari {self.batas.lembar} lembar. "
                "Hapus lembar yang tidak perlu, lalu unggah lagi."
            )
        nama = atribut.get("name", "")
        if not 0 < len(nama) <= HURUF_NAMA:
            raise BerkasDitolak(SUSUNAN_RUSAK)
        self.lembar.append((nama, atribut.get("state", "visible"), atribut.get(ID_KAITAN, "")))

    def _periksa_lembar(self) -> None:
        """Names, states and parts of the sheets, once workbook and relationships are known."""
        if self.buku_di is None or not self.lembar:
            raise BerkasDitolak("Berkas ini bukan buku kerja Excel. Unggah berkas Excel (.xlsx).")
        milik = self.batas.tersembunyi
        disembunyikan = [
            satu for satu in self.lembar if satu[1] != "visible" and satu[0].casefold() not in milik
        ]
        if disembunyikan:
            nama = ", ".join(f"“{satu}”" for satu, _, _ in disembunyikan)
            # The two ways of hiding look alike to the office; only Excel's macro editor shows a veryHidden sheet.
            cara = " (bila tidak muncul pada menu Unhide, salin tabelnya ke buku kerja baru)"
            sangat = any(keadaan == "veryHidden" for _, keadaan, _ in disembunyikan)
            raise BerkasDitolak(
                f"Ada lembar yang disembunyikan. Tampilkan lembar {nama}{cara if sangat else ''}, lalu unggah lagi."
            )
        kaitan = self.kaitan.get(self.buku_di, {})
        self.nama_lembar = {kaitan.get(kunci, kunci): nama for nama, _, kunci in self.lembar}
        # Two sheets in one part, or two of one name, come from no program.
        kembar = Counter(nama.casefold() for nama, _, _ in self.lembar).most_common(1)[0][1] > 1
        hilang = self.nama_lembar.keys() - set(self.arsip.namelist())
        if kembar or hilang or len(self.nama_lembar) != len(self.lembar):
            raise BerkasDitolak(SUSUNAN_RUSAK)

    # -- text ----------------------------------------------------------------------------------------

    def _mulai_huruf(self, _atribut: dict) -> None:
        if self.dalam_sel or self.dalam_teks:  # comments have texts too, which nobody reads
            self.huruf = []
            self.pengurai.CharacterDataHandler = self._tambah_huruf

    def _tambah_huruf(self, huruf: str) -> None:
        self.panjang += len(huruf)
        self.huruf_teks += len(huruf)
        if self.panjang > HURUF_EXCEL or self.huruf_teks > self.batas.huruf:
            self._tolak_teks()
        self.huruf.append(huruf)

    def _akhir_huruf(self) -> None:
        self.pengurai.CharacterDataHandler = None

    def _akhir_nilai(self) -> None:
        self.pengurai.CharacterDataHandler = None
        self.nilai = "".join(self.huruf)

    def _mulai_teks(self, _atribut: dict) -> None:
        self.panjang, self.dalam_teks = 0, True

    def _akhir_teks(self) -> None:
        """The end of one entry of the text table, which cells name by its number."""
        if self.panjang > self.batas.huruf_sel:
            self.teks_panjang.add(self.jumlah_teks)
        self.jumlah_teks, self.dalam_teks = self.jumlah_teks + 1, False
        if self.jumlah_teks > self.batas.sel:
            raise BerkasDitolak(TERLALU_RUMIT)

    def _tolak_teks(self) -> NoReturn:
        if self.dalam_sel:
            self._tolak_panjang()
        raise BerkasDitolak(
            f"Berkas ini berisi teks yang terlalu panjang. Satu sel paling banyak {ribuan(self.batas.huruf_sel)} "
            f"huruf, seluruh berkas {ribuan(self.batas.huruf)}."
        )

    def _tolak_panjang(self) -> NoReturn:
        self._tolak_sel(
            [self.alamat],
            f"berisi teks lebih dari {ribuan(self.batas.huruf_sel)} huruf. Pendekkan, lalu unggah lagi.",
        )

    # -- rows and cells --------------------------------------------------------------------------------

    def _baris(self, atribut: dict) -> None:
        self.jumlah_baris += 1
        if self.jumlah_baris > self.batas.sel:
            raise BerkasDitolak(TERLALU_RUMIT)
        nomor = atribut.get("r")
        if nomor is None:
            kini = self.baris_kini + 1
        elif BILANGAN.fullmatch(nomor):
            kini = int(nomor)
        else:
            self._tolak_susunan()
        if not self.baris_kini < kini <= BARIS_EXCEL:
            self._tolak_susunan()
        self.baris_kini, self.kolom_kini = kini, 0

    def _sel(self, atribut: dict) -> None:
        self.jumlah_sel += 1
        if self.jumlah_sel > self.batas.sel:
            raise BerkasDitolak(TERLALU_RUMIT)
        alamat = atribut.get("r")
        if alamat is None:
            kolom = self.kolom_kini + 1
            alamat = f"{nama_kolom(kolom)}{self.baris_kini}"
        else:
            cocok = ALAMAT.fullmatch(alamat)
            if not cocok or int(cocok[2]) != self.baris_kini:
                self._tolak_susunan()
            huruf = cocok[1]
            kolom = self.kolom_huruf.get(huruf) or self.kolom_huruf.setdefault(huruf, nomor_kolom(huruf))
        if kolom <= self.kolom_kini:
            self._tolak_susunan()
        self.kolom_kini, self.alamat = kolom, alamat
        self.jenis, self.nilai, self.panjang = atribut.get("t", "n"), "", 0
        self.dalam_sel, self.berumus, self.berteks = True, False, False

    def _rumus(self, _atribut: dict) -> None:
        if self.dalam_sel and not self.berumus:
            self.berumus = True
            self.daftar_rumus.append(self.alamat)

    def _teks_sel(self, _atribut: dict) -> None:
        self.berteks = True

    def _akhir_sel(self) -> None:
        self.dalam_sel = False
        nilai, jenis = self.nilai, self.jenis
        if self.berumus or not (nilai or self.berteks):
            return
        jangkauan, batas = self.jangkauan, self.batas
        if self.kolom_kini > batas.kolom or self.baris_kini > batas.baris:
            self._tolak_jauh()
        jangkauan.baris = self.baris_kini
        jangkauan.kolom = max(jangkauan.kolom, self.kolom_kini)
        if self.panjang > batas.huruf_sel:
            self._tolak_panjang()
        if jenis == "n":
            if not ANGKA.fullmatch(nilai) or not isfinite(float(nilai)):
                self._tolak_sel([self.alamat], "berisi bilangan yang tidak terbaca. Ketik ulang angkanya.")
        elif jenis == "s":
            if not BILANGAN.fullmatch(nilai) or int(nilai) >= self.jumlah_teks:
                self._tolak_susunan()
            if int(nilai) in self.teks_panjang:
                self._tolak_panjang()
        elif jenis == "e":
            self.daftar_galat.append(f"{self.alamat} ({nilai[:20]})")
        elif jenis == "b":
            if nilai not in ("0", "1"):
                self._tolak_susunan()
        elif jenis not in ("inlineStr", "str", "d"):
            self._tolak_susunan()

    def _gabungan(self, atribut: dict) -> None:
        if RENTANG.fullmatch(atribut.get("ref", "")):
            self.jangkauan.gabungan.append(atribut["ref"])
        if len(self.jangkauan.gabungan) > GABUNGAN_TERBANYAK:
            self._tolak_susunan()

    # -- refusals that name the sheet -----------------------------------------------------------------

    def _sebut_lembar(self) -> str:
        nama = (self.nama_lembar or {}).get(self.nama_bagian)
        return f"Lembar “{nama}”" if nama else "Salah satu lembar"

    def _tolak_sel(self, daftar: list[str], sebab: str) -> NoReturn:
        raise BerkasDitolak(f"{self._sebut_lembar()}: sel {sebut(daftar)} {sebab}")

    def _tolak_susunan(self) -> NoReturn:
        raise BerkasDitolak(f"{self._sebut_lembar()} tidak dapat dibaca. {SIMPAN_XLSX}")

    def _tolak_jauh(self) -> NoReturn:
        batas = self.batas
        self._tolak_sel(
            [self.alamat],
            f"terlalu jauh. Satu lembar paling banyak {ribuan(batas.baris)} baris dan {batas.kolom} kolom "
            f"(sampai kolom {nama_kolom(batas.kolom)}); hapus isi di luar tabel atau bagi tabelnya.",
        )
