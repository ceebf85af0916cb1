"""Building blocks of Word files: A4, letterhead, paragraphs, tables that repeat their heading, signatures.

What a paper says comes from the frozen shapes that PDF and page render too; a block writes text as text, never as
markup, and drops what a Word file's XML cannot hold. Measures are millimetres, letters are points.
"""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from laporan.bentuk import Kop
from organisasi.lembar.rupa import TERLARANG

# On every office PC, as wide as Liberation Sans; the face of screens and PDFs is not installed there.
HURUF = "Arial"
UKURAN = 11
KERTAS = (210, 297)
TEPI = {"top_margin": 20, "bottom_margin": 20, "left_margin": 25, "right_margin": 20}
ABU = RGBColor(0x4A, 0x5A, 0x62)
LATAR_KEPALA, LATAR_JUMLAH = "E6EEEF", "F3F6F6"
TITIK = "(………………………………)"
RATA = {
    "kiri": WD_ALIGN_PARAGRAPH.LEFT,
    "tengah": WD_ALIGN_PARAGRAPH.CENTER,
    "kanan": WD_ALIGN_PARAGRAPH.RIGHT,
    "penuh": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
# WordArt behind the text, as Word itself writes a watermark.
CAP_AIR = """<w:pict {ruang} xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">
<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>
<v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/>
<v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="CapAir" type="#_x0000_t136" style="position:absolute;width:400pt;height:100pt;rotation:315;
z-index:-251;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;
mso-position-vertical-relative:margin" fillcolor="#d9dfe1" stroked="f"><v:fill opacity=".55"/>
<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt"/></v:shape></w:pict>"""


@dataclass(frozen=True)
class Kolom:
    """A column of a table: heading, width in mm, and how its cells are set (a key of ``RATA``)."""

    judul: str
    lebar: float
    rata: str = "kiri"


@dataclass(frozen=True)
class Lintas:
    """A row of a table that is one cell from edge to edge: the name of a group, or that there are no rows."""

    teks: str
    tebal: bool = False


@dataclass(frozen=True)
class Petak:
    """A box of a form: its label, the text below it, and the mm it has at least, to be written in by hand."""

    label: str
    teks: str
    tinggi: float = 0


@dataclass(frozen=True)
class BlokTanda:
    """Who signs: lines above the space, and the lines below it; an empty name stays dotted."""

    sebutan: tuple[str, ...]
    nama: str = ""
    di_bawah: tuple[str, ...] = ()


def bersihkan(teks: str) -> str:
    """Text without the characters that a Word file's XML cannot hold."""
    return TERLARANG.sub("", teks)


class Dokumen:
    """One Word file, written from top to bottom.

    ``kaki`` stands on each page beside its number; ``tanda`` (KONSEP, DRAF) across it and at its head.
    """

    def __init__(
        self, judul: str, *, pemilik: str = "", kaki: str = "", tanda: str = "", rebah: bool = False
    ):
        self.docx = Document()
        self._judul_di_halaman_baru = False
        self._teks_kaki = kaki
        self._atur_gaya()
        self._atur_halaman(self.docx.sections[0], rebah)
        sifat = self.docx.core_properties
        sifat.title, sifat.author, sifat.last_modified_by = (
            bersihkan(judul)[:255],
            bersihkan(pemilik)[:255],
            "SAKIP",
        )
        sifat.language, sifat.comments, sifat.keywords = "id-ID", "", ""
        sifat.created = sifat.modified = datetime.now(UTC)
        self._kaki(self.docx.sections[0])
        if tanda:
            self._tandai(tanda)

    @property
    def lebar(self) -> float:
        """How wide the text is on the pages that are being written, in mm."""
        bagian = self.docx.sections[-1]
        return (bagian.page_width - bagian.left_margin - bagian.right_margin) / Mm(1)

    def simpan(self) -> bytes:
        """The finished file."""
        isi = BytesIO()
        self.docx.save(isi)
        return isi.getvalue()

    # -- page ---------------------------------------------------------------------------------------

    def _atur_gaya(self) -> None:
        gaya = self.docx.styles
        for nama, ukuran in (
            ("Normal", UKURAN),
            ("Heading 1", 13),
            ("Heading 2", 11),
            ("Header", 8),
            ("Footer", 8),
        ):
            satu = gaya[nama]
            satu.font.name, satu.font.size = HURUF, Pt(ukuran)
            huruf = satu.element.get_or_add_rPr().get_or_add_rFonts()
            for atribut in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                huruf.attrib.pop(qn(atribut), None)
            for atribut in ("w:eastAsia", "w:cs"):
                huruf.set(qn(atribut), HURUF)
            if nama.startswith("Heading"):
                satu.font.color.rgb, satu.font.bold = RGBColor(0, 0, 0), True
                satu.paragraph_format.space_before, satu.paragraph_format.space_after = Pt(0), Pt(4)
                satu.paragraph_format.keep_with_next = True
        biasa = gaya["Normal"].paragraph_format
        biasa.space_after, biasa.line_spacing, biasa.widow_control = Pt(6), 1.15, True
        bawaan = gaya.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        bahasa = bawaan.find(qn("w:lang"))
        if bahasa is None:
            bahasa = OxmlElement("w:lang")
            bawaan.append(bahasa)
        bahasa.set(qn("w:val"), "id-ID")

    def bagian_baru(self, *, rebah: bool) -> None:
        """What follows begins on a new page, turned or upright; marks and page numbers go on."""
        bagian = self.docx.add_section(WD_SECTION.NEW_PAGE)
        # The break comes as a paragraph of its own, which would make an empty page where the text fills the last.
        pemisah = self.docx.element.body[-2]
        sebelum = pemisah.getprevious()
        if sebelum is not None and sebelum.tag == qn("w:p"):
            sebelum.get_or_add_pPr().append(pemisah.pPr.sectPr)
            pemisah.getparent().remove(pemisah)
        self._atur_halaman(bagian, rebah)
        bagian.footer.is_linked_to_previous = False
        self._kaki(bagian)

    def _atur_halaman(self, bagian: Section, rebah: bool) -> None:
        lebar, tinggi = KERTAS[::-1] if rebah else KERTAS
        bagian.orientation = WD_ORIENT.LANDSCAPE if rebah else WD_ORIENT.PORTRAIT
        bagian.page_width, bagian.page_height = Mm(lebar), Mm(tinggi)
        for nama, jarak in TEPI.items():
            setattr(bagian, nama, Mm(jarak))
        bagian.header_distance = bagian.footer_distance = Mm(10)

    def _kaki(self, bagian: Section) -> None:
        paragraf = bagian.footer.paragraphs[0]
        henti = paragraf.paragraph_format.tab_stops
        for lama in paragraf.style.paragraph_format.tab_stops:
            henti.add_tab_stop(lama.position, WD_TAB_ALIGNMENT.CLEAR)
        henti.add_tab_stop(Mm(self.lebar), WD_TAB_ALIGNMENT.RIGHT)
        # At 8 points a letter is some 1,35 mm wide; a long text leaves the page number a line of its own.
        panjang = len(self._teks_kaki) > self.lebar * 0.6
        self._tulis(paragraf, self._teks_kaki + ("\n" if panjang else "") + "\tHalaman ", warna=ABU)
        _medan(paragraf, "PAGE")
        self._tulis(paragraf, " dari ", warna=ABU)
        _medan(paragraf, "NUMPAGES")

    def _tandai(self, tanda: str) -> None:
        """Put a word across each page, and at its head for who reads it aloud or cannot see it."""
        paragraf = self.docx.sections[0].header.paragraphs[0]
        paragraf.alignment = RATA["kanan"]
        gambar = parse_xml(CAP_AIR.format(ruang=nsdecls("w")))
        for bentuk in gambar.iter("{urn:schemas-microsoft-com:vml}shape"):
            bentuk.set("alt", tanda)
        list(gambar.iter("{urn:schemas-microsoft-com:vml}textpath"))[-1].set("string", tanda)
        paragraf.add_run()._r.append(gambar)
        self._tulis(paragraf, tanda, tebal=True)

    # -- text ---------------------------------------------------------------------------------------

    def _tulis(
        self,
        paragraf: Paragraph,
        teks: str,
        *,
        tebal: bool = False,
        garis: bool = False,
        ukuran: float | None = None,
        warna: RGBColor | None = None,
    ):
        run = paragraf.add_run(bersihkan(teks))
        run.bold, run.underline = tebal or None, garis or None
        if ukuran:
            run.font.size = Pt(ukuran)
        if warna is not None:
            run.font.color.rgb = warna
        return run

    def kop(self, kop: Kop) -> None:
        """The letterhead over a double line."""
        baris = [(kop.pemda.upper(), 12, False), (kop.opd.upper(), 14, True)]
        baris += [(teks, 9, False) for teks in (kop.alamat, kop.kontak) if teks]
        for teks, ukuran, tebal in baris:
            paragraf = self.paragraf(rata="tengah", jarak=0)
            paragraf.paragraph_format.line_spacing = 1.0
            self._tulis(paragraf, teks, tebal=tebal, ukuran=ukuran)
        _garis_bawah(paragraf, "thinThickSmallGap", 18)
        paragraf.paragraph_format.space_after = Pt(14)

    def judul(self, teks: str, *baris: str, tingkat: int = 1) -> None:
        """A centred heading in capitals, with lines below it."""
        kepala = self.docx.add_paragraph(style=f"Heading {tingkat}")
        kepala.paragraph_format.page_break_before = self._judul_di_halaman_baru or None
        self._judul_di_halaman_baru = False
        kepala.alignment = RATA["tengah"]
        self._tulis(kepala, teks.upper())
        for satu in baris:
            paragraf = self.paragraf(satu, rata="tengah", jarak=0)
            paragraf.paragraph_format.keep_with_next = True
        (paragraf if baris else kepala).paragraph_format.space_after = Pt(12)

    def subjudul(self, teks: str) -> None:
        """A heading at the left, kept with what follows it."""
        kepala = self.docx.add_paragraph(style="Heading 2")
        kepala.paragraph_format.space_before = Pt(8)
        self._tulis(kepala, teks)

    def garis(self) -> None:
        """A thin line from margin to margin."""
        paragraf = self.paragraf(jarak=8)
        paragraf.paragraph_format.line_spacing = Pt(3)
        _garis_bawah(paragraf, "single", 6)

    def paragraf(
        self, teks: str = "", *, rata: str = "kiri", tebal: bool = False, jarak: float = 6
    ) -> Paragraph:
        """A paragraph; ``jarak`` points after it. A line break in the text stays one."""
        paragraf = self.docx.add_paragraph()
        # A justified line is stretched to the margin where it ends in a line break, however short.
        paragraf.alignment = RATA["kiri" if rata == "penuh" and "\n" in teks else rata]
        paragraf.paragraph_format.space_after = Pt(jarak)
        if teks:
            self._tulis(paragraf, teks, tebal=tebal)
        return paragraf

    def paragraf_campuran(self, bagian: Iterable[tuple[str, bool]], *, rata: str = "penuh") -> Paragraph:
        """A paragraph of (text, bold) pieces."""
        paragraf = self.paragraf(rata=rata)
        for teks, tebal in bagian:
            self._tulis(paragraf, teks, tebal=tebal)
        return paragraf

    def catatan(self, daftar: Iterable[str]) -> None:
        """Small notes at the end of a paper."""
        daftar = list(daftar)
        for nomor, teks in enumerate(daftar, 1):
            paragraf = self.paragraf(jarak=2)
            paragraf.paragraph_format.space_before = Pt(14 if nomor == 1 else 0)
            paragraf.paragraph_format.keep_with_next = nomor < len(daftar)
            self._tulis(paragraf, teks, ukuran=8, warna=ABU)

    def paragraf_bernomor(self, daftar: Iterable[str]) -> None:
        """Numbered paragraphs; each list begins at 1."""
        nomor = self._nomor_baru()
        for teks in daftar:
            paragraf = self.docx.add_paragraph(style="List Number")
            self._tulis(paragraf, teks)
            sifat = paragraf._p.get_or_add_pPr().get_or_add_numPr()
            sifat.get_or_add_ilvl().val = 0
            sifat.get_or_add_numId().val = nomor

    def paragraf_berbutir(self, daftar: Iterable[str]) -> None:
        """Paragraphs with a dot before each."""
        for teks in daftar:
            self._tulis(self.docx.add_paragraph(style="List Bullet"), teks)

    def _nomor_baru(self) -> int:
        """A numbering of its own after the style's, so that it does not go on counting from the list before."""
        penomoran = self.docx.part.numbering_part.element
        gaya = self.docx.styles["List Number"].element.pPr.numPr.numId.val
        asal = next(satu for satu in penomoran.num_lst if satu.numId == gaya)
        baru = penomoran.add_num(asal.abstractNumId.val)
        baru.add_lvlOverride(ilvl=0).add_startOverride(1)
        return baru.numId

    def halaman_baru(self) -> None:
        """What follows begins on a new page.

        After text the break stands at its end; after a table it is the next heading's own, for a paragraph that
        only breaks would fall on a page of its own where the table fills its page.
        """
        if self.docx.element.body[-2].tag == qn("w:p"):
            self.docx.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
        else:
            self._judul_di_halaman_baru = True

    # -- tables -------------------------------------------------------------------------------------

    def fakta(self, baris: Sequence[tuple[str, str]], *, lebar_label: float = 30) -> None:
        """Label, colon, text: the fields of a letter. An empty text is a dotted line."""
        tabel = self._tabel(len(baris), (lebar_label, 5, self.lebar - lebar_label - 5))
        for sel, (label, isi) in zip(tabel.rows, baris, strict=True):
            for tempat, teks in zip(sel.cells, (label, ":", isi or "………………………………………"), strict=True):
                self._isi_sel(tempat, teks)
        self._sela()

    def _sela(self) -> None:
        """A little room below a table; two of them would run into each other without."""
        self.paragraf(jarak=0).paragraph_format.line_spacing = Pt(6)

    def tabel(
        self,
        judul: str,
        kolom: Sequence[Kolom],
        baris: Sequence[Sequence[str] | Lintas],
        *,
        gabung: int | None = None,
        jumlah: Sequence[str] | None = None,
        ukuran: float = 9.5,
    ) -> None:
        """A bordered table below its title; the heading is repeated on each page, a row is never broken.

        In column ``gabung`` equal cells below each other become one. ``jumlah`` is the last row, in bold.
        ``ukuran`` is the size of its letters.
        """
        if judul:
            kepala = self.paragraf(judul, tebal=True, jarak=3)
            kepala.paragraph_format.space_before = Pt(5)
            kepala.paragraph_format.keep_with_next = True
        tabel = self._tabel(1 + len(baris) + bool(jumlah), [satu.lebar for satu in kolom], bergaris=True)
        if judul:
            _keterangan_tabel(tabel, bersihkan(judul))
        semua = list(tabel.rows)
        for sel, satu in zip(semua[0].cells, kolom, strict=True):
            self._isi_sel(sel, satu.judul, rata="tengah", tebal=True, ukuran=ukuran)
            _latar(sel, LATAR_KEPALA)
            sel.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        _ulang_kepala(semua[0])
        sebelum = None
        for tempat, isi, lanjutan in zip(semua[1:], baris, [*baris[1:], None], strict=False):
            if isinstance(isi, Lintas):
                self._lintas(tempat.cells[0].merge(tempat.cells[-1]), isi, ukuran)
                sebelum = None
                continue
            for letak, (sel, satu, teks) in enumerate(zip(tempat.cells, kolom, isi, strict=True)):
                lanjut = letak == gabung and sebelum is not None and teks == sebelum[letak]
                if letak == gabung:
                    _gabung_tegak(sel, lanjut)
                self._isi_sel(sel, "" if lanjut else teks, rata=satu.rata, ukuran=ukuran)
            sebelum = isi
            if isinstance(lanjutan, Lintas) and not lanjutan.tebal:
                # What closes a group does not stand alone on the next page.
                for sel in tempat.cells:
                    sel.paragraphs[0].paragraph_format.keep_with_next = True
        if jumlah:
            for sel, satu, teks in zip(semua[-1].cells, kolom, jumlah, strict=True):
                self._isi_sel(sel, teks, rata=satu.rata, tebal=True, ukuran=ukuran)
                _latar(sel, LATAR_JUMLAH)
        self._sela()

    def _lintas(self, sel: _Cell, isi: Lintas, ukuran: float) -> None:
        self._isi_sel(sel, isi.teks, tebal=isi.tebal, ukuran=ukuran)
        if isi.tebal:
            _latar(sel, LATAR_JUMLAH)
            # A group's name stays with its first row.
            sel.paragraphs[0].paragraph_format.keep_with_next = True

    def formulir(self, baris: Sequence[Sequence[Petak]]) -> None:
        """A form of bordered boxes, one or two in a row."""
        tabel = self._tabel(len(baris), [self.lebar / 2] * 2, bergaris=True)
        for tempat, isi in zip(tabel.rows, baris, strict=True):
            daftar = [tempat.cells[0].merge(tempat.cells[1])] if len(isi) == 1 else tempat.cells
            for sel, petak in zip(daftar, isi, strict=True):
                self._isi_sel(sel, petak.label, ukuran=8, warna=ABU)
                self._isi_sel(sel, petak.teks, paragraf=sel.add_paragraph())
            if tinggi := max(petak.tinggi for petak in isi):
                tempat.height, tempat.height_rule = Mm(tinggi), WD_ROW_HEIGHT_RULE.AT_LEAST
        self._sela()

    def tanda_tangan(self, blok: Sequence[BlokTanda | None], *, tempat_tanggal: str = "") -> None:
        """Signatures side by side, the place and day over the last; they stay together on one page."""
        if len(blok) == 1:
            blok = [None, blok[0]]
        tabel = self._tabel(4, [self.lebar / len(blok)] * len(blok))
        atas, sebutan, ruang, bawah = tabel.rows
        self._isi_sel(atas.cells[-1], tempat_tanggal)
        atas.height, atas.height_rule = Mm(10), WD_ROW_HEIGHT_RULE.AT_LEAST
        atas.cells[-1].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
        ruang.height, ruang.height_rule = Mm(20), WD_ROW_HEIGHT_RULE.AT_LEAST
        for letak, satu in enumerate(blok):
            if satu is None:
                continue
            self._isi_sel(sebutan.cells[letak], "\n".join(satu.sebutan))
            sel = bawah.cells[letak]
            paragraf = sel.paragraphs[0]
            self._tulis(paragraf, satu.nama or TITIK, tebal=bool(satu.nama), garis=bool(satu.nama))
            for teks in satu.di_bawah:
                self._tulis(sel.add_paragraph(), teks)
        for baris in tabel.rows:
            for sel in baris.cells:
                for paragraf in sel.paragraphs:
                    paragraf.paragraph_format.space_after = Pt(0)
                    paragraf.paragraph_format.keep_with_next = baris._tr is not bawah._tr

    def _tabel(self, baris: int, lebar: Sequence[float], *, bergaris: bool = False) -> Table:
        tabel = self.docx.add_table(rows=baris, cols=len(lebar))
        tabel.style = "Table Grid" if bergaris else "Normal Table"
        tabel.autofit, tabel.alignment = False, WD_TABLE_ALIGNMENT.LEFT
        # Word reads the width of each cell, LibreOffice that of the grid.
        for kolom, satu in zip(tabel.columns, lebar, strict=True):
            kolom.width = Mm(satu)
        for satu in tabel.rows:
            _utuh(satu)
            for sel, ukuran in zip(satu.cells, lebar, strict=True):
                sel.width = Mm(ukuran)
        return tabel

    def _isi_sel(
        self,
        sel: _Cell,
        teks: str,
        *,
        rata: str = "kiri",
        tebal: bool = False,
        ukuran: float | None = None,
        warna: RGBColor | None = None,
        paragraf: Paragraph | None = None,
    ) -> None:
        paragraf = paragraf or sel.paragraphs[0]
        paragraf.alignment = RATA[rata]
        jarak = paragraf.paragraph_format
        jarak.space_before, jarak.space_after, jarak.line_spacing = Pt(2), Pt(2), 1.0
        self._tulis(paragraf, teks, tebal=tebal, ukuran=ukuran, warna=warna)


# -- what python-docx has no word for ----------------------------------------------------------------


def _medan(paragraf: Paragraph, isi: str) -> None:
    """A field that Word works out: PAGE, NUMPAGES."""
    medan = OxmlElement("w:fldSimple")
    medan.set(qn("w:instr"), isi)
    run = OxmlElement("w:r")
    asal = paragraf.runs[0]._r.rPr
    if asal is not None:
        run.append(deepcopy(asal))
    teks = OxmlElement("w:t")
    teks.text = "1"
    run.append(teks)
    medan.append(run)
    paragraf._p.append(medan)


def _garis_bawah(paragraf: Paragraph, rupa: str, tebal: int) -> None:
    """A line below the paragraph, ``tebal`` eighths of a point thick."""
    garis = OxmlElement("w:pBdr")
    bawah = OxmlElement("w:bottom")
    for nama, nilai in (("val", rupa), ("sz", str(tebal)), ("space", "4"), ("color", "000000")):
        bawah.set(qn(f"w:{nama}"), nilai)
    garis.append(bawah)
    sifat = paragraf._p.get_or_add_pPr()
    # Its place among the properties is fixed by the schema: before what spaces and aligns.
    sifat.insert_element_before(
        garis,
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:rPr",
    )


def _latar(sel: _Cell, warna: str) -> None:
    arsir = OxmlElement("w:shd")
    for nama, nilai in (("val", "clear"), ("color", "auto"), ("fill", warna)):
        arsir.set(qn(f"w:{nama}"), nilai)
    sel._tc.get_or_add_tcPr().append(arsir)


def _gabung_tegak(sel: _Cell, lanjut: bool) -> None:
    gabung = OxmlElement("w:vMerge")
    gabung.set(qn("w:val"), "continue" if lanjut else "restart")
    sel._tc.get_or_add_tcPr().append(gabung)


def _ulang_kepala(baris) -> None:
    baris._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _utuh(baris) -> None:
    baris._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _keterangan_tabel(tabel: Table, teks: str) -> None:
    """The title again for who hears the table."""
    keterangan = OxmlElement("w:tblCaption")
    keterangan.set(qn("w:val"), teks)
    tabel._tbl.tblPr.append(keterangan)
