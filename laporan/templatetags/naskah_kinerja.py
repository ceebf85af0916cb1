"""Numbering of a long paper: chapters, headings, tables and figures, and the contents that list them.

The body is drawn first (``{% tangkap badan %}``), while ``Penomoran`` notes every heading and caption; the
contents stand before it and are drawn after, so that no number is written twice. Page numbers come from the
PDF engine (``target-counter``). Without ``{% mulai_penomoran %}`` the same tags give unnumbered headings, so
pieces serve short papers as well.
"""

from dataclasses import dataclass, field

from django import template
from django.utils.html import format_html

from laporan.bentuk import STATUS_CAPAIAN, BarisCapaian, KelompokCapaian, SusunanCapaian

register = template.Library()

ROMAWI = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
JENJANG_UTAMA = ("sasaran", "tujuan")


@dataclass(frozen=True)
class Entri:
    """A line of the contents: ``tingkat`` 1 to 3 for headings; ``depan`` lies in the roman-numbered part."""

    id: str
    nomor: str
    teks: str
    tingkat: int = 1
    depan: bool = False

    @property
    def lengkap(self) -> str:
        return f"{self.nomor} {self.teks}".strip()


@dataclass
class Penomoran:
    """What has been numbered so far."""

    isi: list[Entri] = field(default_factory=list)
    tabel: list[Entri] = field(default_factory=list)
    gambar: list[Entri] = field(default_factory=list)
    bab: str = ""  # "1" … "4", "L" in the appendices, "" before the first chapter
    hitung: dict[str, int] = field(default_factory=dict)

    def berikut(self, apa: str) -> int:
        self.hitung[apa] = self.hitung.get(apa, 0) + 1
        return self.hitung[apa]

    def mulai_bab(self, bab: str) -> None:
        self.bab = bab
        for apa in ("subbab", "butir", "tabel", "gambar"):
            self.hitung[apa] = 0


def _penomoran(context) -> Penomoran | None:
    return context.get("penomoran")


@register.simple_tag(takes_context=True)
def mulai_penomoran(context):
    """Begin to number; holds to the end of the block it stands in."""
    context["penomoran"] = Penomoran()
    return ""


@register.tag
def tangkap(parser, token):
    """``{% tangkap nama %}…{% endtangkap %}``: draw now, print later as ``{{ nama }}``."""
    _, nama = token.split_contents()
    isi = parser.parse(("endtangkap",))
    parser.delete_first_token()
    return _Tangkap(nama, isi)


class _Tangkap(template.Node):
    def __init__(self, nama, nodelist):
        self.nama, self.nodelist = nama, nodelist

    def render(self, context):
        # Inner pieces push and pop; what they drew belongs to the level the tag stands on.
        context[self.nama] = self.nodelist.render(context)
        return ""


@register.simple_tag(takes_context=True)
def depan(context, teks, id):
    """A heading of the front matter, unnumbered, on a roman-numbered page."""
    if p := _penomoran(context):
        p.isi.insert(p.hitung.get("depan", 0), Entri(id, "", teks, 1, depan=True))
        p.berikut("depan")
    return format_html('<h1 class="judul-depan" id="{}">{}</h1>', id, teks)


@register.simple_tag(takes_context=True)
def bab(context, teks):
    """``BAB III`` and its title, on a new page."""
    p = _penomoran(context)
    n = p.berikut("bab")
    p.mulai_bab(str(n))
    e = Entri(f"bab-{n}", f"BAB {ROMAWI[n]}", teks)
    p.isi.append(e)
    return format_html(
        '<h1 class="judul-bab" id="{}"><span class="nomor-bab">{}</span><br> <span>{}</span></h1>',
        e.id,
        e.nomor,
        teks,
    )


@register.simple_tag(takes_context=True)
def lampiran(context, teks):
    """``LAMPIRAN 2`` and its title, on a new page."""
    p = _penomoran(context)
    n = p.berikut("lampiran")
    p.mulai_bab(f"L{n}")
    e = Entri(f"lampiran-{n}", f"LAMPIRAN {n}", teks)
    p.isi.append(e)
    return format_html(
        '<h1 class="judul-lampiran" id="{}"><span class="nomor-bab">{}</span><br> <span>{}</span></h1>',
        e.id,
        e.nomor,
        teks,
    )


@register.simple_tag(takes_context=True)
def subbab(context, teks):
    """``A. Capaian Kinerja Organisasi``."""
    p = _penomoran(context)
    n = p.berikut("subbab")
    p.hitung["butir"] = 0
    e = Entri(f"sub-{p.bab}-{n}", f"{chr(64 + n)}.", teks, 2)
    p.isi.append(e)
    return format_html('<h2 id="{}">{} {}</h2>', e.id, e.nomor, teks)


@register.simple_tag(takes_context=True)
def pokok(context, kata, urut, teks):
    """A heading of the third level with a name for a number: ``Sasaran 1`` and what it says."""
    p = _penomoran(context)
    p.hitung["butir"] = 0
    e = Entri(f"pokok-{p.bab}-{p.berikut('pokok')}", f"{kata} {urut}".strip() + ":", teks, 3)
    p.isi.append(e)
    return format_html('<h3 id="{}"><span class="nomor-pokok">{}</span> {}</h3>', e.id, e.nomor, teks)


@register.simple_tag(takes_context=True)
def butir(context, teks):
    """``1. Perbandingan …``: the numbered headings inside a sasaran; too many for the contents."""
    return format_html("<h4>{}. {}</h4>", _penomoran(context).berikut("butir"), teks)


def _nomori(context, apa: str, kata: str, teks: str) -> Entri:
    p = _penomoran(context)
    if p is None:
        return Entri("", "", teks)
    n = p.berikut(apa)
    nomor = f"{p.bab}.{n}" if p.bab else str(n)
    e = Entri(f"{apa}-{nomor.replace('.', '-')}", f"{kata} {nomor}", teks)
    getattr(p, apa).append(e)
    return e


@register.simple_tag(takes_context=True)
def nomor_tabel(context, teks):
    """Number a table whose caption another piece writes; gives the ``Entri`` (``id``, ``lengkap``)."""
    return _nomori(context, "tabel", "Tabel", teks)


@register.simple_tag(takes_context=True)
def judul_tabel(context, teks):
    """``<caption>`` with its number within the chapter."""
    e = _nomori(context, "tabel", "Tabel", teks)
    if not e.id:
        return format_html("<caption>{}</caption>", teks)
    return format_html(
        '<caption id="{}"><span class="nomor-tabel">{}</span> {}</caption>', e.id, e.nomor, teks
    )


@register.simple_tag(takes_context=True)
def judul_gambar(context, teks):
    """``<figcaption>`` with its number within the chapter."""
    e = _nomori(context, "gambar", "Gambar", teks)
    if not e.id:
        return format_html("<figcaption>{}</figcaption>", teks)
    return format_html(
        '<figcaption id="{}"><span class="nomor-tabel">{}</span> {}</figcaption>', e.id, e.nomor, teks
    )


# Questions a template asks about the shapes ---------------------------------------------------------------


@register.filter
def utama(kelompok: tuple[KelompokCapaian, ...]) -> list[KelompokCapaian]:
    """The groups that Bab III discloses one by one: sasaran (or tujuan); all of them where there is none."""
    hasil = [satu for satu in kelompok if satu.jenjang.lower().startswith(JENJANG_UTAMA)]
    return hasil or list(kelompok)


@register.filter
def selain_utama(kelompok: tuple[KelompokCapaian, ...]) -> list[KelompokCapaian]:
    """Groups below the sasaran that no sasaran shows as its own support."""
    utamanya = utama(kelompok)
    tampil = {(p.jenjang, p.kode, p.uraian) for satu in utamanya for p in satu.pendukung}
    return [
        satu
        for satu in kelompok
        if satu not in utamanya and (satu.jenjang, satu.kode, satu.uraian) not in tampil
    ]


@register.filter
def baris_semua(kelompok) -> list[BarisCapaian]:
    """The indicators of all groups, in their order."""
    return [baris for satu in kelompok for baris in satu.baris]


@register.filter
def ada_latihan(baris) -> bool:
    """Whether one of these rows holds a practice figure."""
    return any(satu.angka_latihan for satu in baris)


@register.filter
def jumlah_untuk(susunan: SusunanCapaian, label: str) -> int:
    """The count under this label; 0 where there is none."""
    return sum(satu.jumlah for satu in susunan.hitungan if satu.label == label)


@register.filter
def kata_status(baris: BarisCapaian) -> str:
    """Why there is no capaian, in two words: the label of the row's status."""
    return STATUS_CAPAIAN.get(baris.status, "")


@register.filter
def tanpa_uraian(baris: BarisCapaian) -> bool:
    """Whether nobody has written any part of the analysis."""
    return not any(
        (
            baris.analisis,
            baris.faktor_pendukung,
            baris.faktor_penghambat,
            baris.upaya,
            baris.rencana_perbaikan,
        )
    )
