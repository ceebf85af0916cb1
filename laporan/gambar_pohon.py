"""A sheet of a year's tree as SVG (``laporan.tata_pohon`` says where its boxes stand). Pure, no script.

Each drawing is one complete ``<svg role="img">`` with a ``<title>`` and, in ``<desc>``, every box in words.
Styling is done in attributes, because our Content-Security-Policy takes no inline style. Colour never speaks
alone: each level has its name and its own outline, each mark its own drawing and its words.
"""

import re
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString

from laporan.grafik import GARIS_KUAT, TINTA, TINTA_2, WARNA
from laporan.huruf import panjang, potong
from laporan.kotak_pohon import GAYA, GELAP, MUDA, TERKECIL, Hiasan
from laporan.tata_pohon import SELA, TEPI, TINGGI_KETERANGAN, TINGGI_LEGENDA, Kotak, Lembar

# Control characters that a paste brings along and no XML may hold.
TAK_TERTULIS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
HURUF = "'Plus Jakarta Sans', 'Naskah', 'Liberation Sans', Arial, sans-serif"
PUCAT_WARNA = {
    "hijau": "#e6f4ec",
    "biru": "#e9f1fb",
    "kuning": "#fdf3dc",
    "merah": "#fceceb",
    "ungu": "#f1ebf9",
    "abu": "#edf1f2",
}


def gambar(lembar: Lembar, judul: str) -> SafeString:
    """One sheet as a complete ``<svg role="img">`` with its title and, in ``<desc>``, every box in words."""
    lebar, tinggi = lembar.lebar / lembar.skala, lembar.tinggi / lembar.skala
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "pohon-gambar",
            "role": "img",
            "viewBox": f"0 0 {_a(lebar)} {_a(tinggi)}",
            "width": _a(lembar.lebar),
            "height": _a(lembar.tinggi),
            "font-family": HURUF,
            "word-spacing": "0",
            "letter-spacing": "0",
        },
    )
    kepala = f"{judul}. Lembar {lembar.nomor} dari {lembar.dari}: {lembar.judul}."
    ET.SubElement(svg, "title").text = kepala
    ET.SubElement(svg, "desc").text = " ".join(_kalimat(satu) for satu in lembar.kotak if not satu.rujukan)
    isi = ET.SubElement(svg, "g", {"transform": f"translate({_a(TEPI)} {_a(TEPI)})"})
    _gambar_garis(isi, lembar.garis)
    for _, titik in lembar.panah:
        _gambar_panah(isi, titik)
    for satu in lembar.kotak:
        _gambar_kotak(isi, satu)
    for nomor, titik in lembar.panah:
        _gambar_nomor(isi, nomor, titik)
    # In the units of the paper: the foot is the same on every sheet.
    kaki = ET.SubElement(svg, "g", {"transform": f"scale({_a(1 / lembar.skala, 4)})"})
    _gambar_kaki(kaki, lembar)
    return SafeString(TAK_TERTULIS.sub("", ET.tostring(svg, encoding="unicode")))


def _kalimat(kotak: Kotak) -> str:
    simpul = kotak.simpul
    bagian = [f"{simpul.label} {simpul.uraian}", simpul.pemilik]
    if simpul.indikator:
        bagian.append(f"{len(simpul.indikator)} indikator")
    if simpul.capaian:
        bagian.append(f"capaian {simpul.capaian.label}")
    bagian += [satu.teks for satu in simpul.tanda]
    return "; ".join(satu for satu in bagian if satu) + "."


def _gambar_garis(svg, garis) -> None:
    """All connectors as one path."""
    arah = "".join("M" + "L".join(f"{_a(x)} {_a(y)}" for x, y in satu) for satu in garis)
    if arah:
        ET.SubElement(svg, "path", {"d": arah, "fill": "none", "stroke": "#8b9aa1", "stroke-width": "1.25"})


def _gambar_nomor(svg, nomor: int, titik) -> None:
    """The number of a link, in the gap beside the box it comes from."""
    x, y = titik[0][0] + SELA / 2, titik[0][1]
    gaya = {"r": "6.6", "fill": "#ffffff", "stroke": WARNA["ungu"], "stroke-width": "1"}
    ET.SubElement(svg, "circle", {"cx": _a(x), "cy": _a(y), **gaya})
    teks = {"x": _a(x), "y": _a(y + 3.3), "font-size": _a(TERKECIL), "font-weight": "700"}
    ET.SubElement(svg, "text", {**teks, "fill": WARNA["ungu"], "text-anchor": "middle"}).text = str(nomor)


def _gambar_panah(svg, titik) -> None:
    arah = "M" + "L".join(f"{_a(x)} {_a(y)}" for x, y in titik)
    gaya = {"fill": "none", "stroke": WARNA["ungu"], "stroke-width": "1.5", "stroke-dasharray": "5 3"}
    ET.SubElement(svg, "path", {"d": arah, "class": "kaitan", **gaya})
    x, y = titik[-1]
    ET.SubElement(
        svg, "path", {"d": f"M{_a(x)} {_a(y)}l7 -3.5v7z", "fill": WARNA["ungu"], "class": "kaitan-ujung"}
    )


def _gambar_kotak(svg, kotak: Kotak) -> None:
    g = ET.SubElement(svg, "g", {"transform": f"translate({_a(kotak.x)} {_a(kotak.y)})"})
    if kotak.rujukan:
        ET.SubElement(
            g, "rect", {"width": _a(kotak.lebar), "height": _a(kotak.tinggi), "rx": "4", "fill": MUDA}
        )
    else:
        _bingkai(g, kotak)
    for satu in kotak.hiasan:
        _gambar_hiasan(g, satu)
    for satu in kotak.tulisan:
        gaya = {"x": _a(satu.x), "y": _a(satu.y), "font-size": _a(satu.ukuran), "fill": satu.warna}
        if satu.tebal:
            gaya["font-weight"] = "700"
        ET.SubElement(g, "text", gaya).text = satu.teks


def _bingkai(g, kotak: Kotak) -> None:
    gaya = GAYA[kotak.simpul.jenjang]
    ET.SubElement(
        g,
        "rect",
        {
            "width": _a(kotak.lebar),
            "height": _a(kotak.tinggi),
            "rx": _a(gaya.sudut),
            "fill": gaya.isi,
            "stroke": gaya.garis,
            "stroke-width": _a(gaya.tebal_garis, 2),
        },
    )
    if gaya.palang == "atas":
        ET.SubElement(g, "rect", {"width": _a(kotak.lebar), "height": "4", "fill": GELAP})
    elif gaya.palang == "kiri":
        ET.SubElement(g, "rect", {"width": "4", "height": _a(kotak.tinggi), "fill": WARNA["utama"]})


def _gambar_hiasan(g, satu: Hiasan) -> None:
    warna = WARNA.get(satu.warna, WARNA["abu"])
    if satu.jenis == "keping":
        ET.SubElement(
            g,
            "rect",
            {
                "x": _a(satu.x),
                "y": _a(satu.y),
                "width": _a(satu.lebar),
                "height": _a(satu.tinggi),
                "rx": "5",
                "fill": PUCAT_WARNA.get(satu.warna, PUCAT_WARNA["abu"]),
                "stroke": warna,
                "stroke-width": "0.75",
            },
        )
        return
    x, y, s = satu.x, satu.y, satu.lebar
    if satu.jenis == "butir":
        ET.SubElement(g, "circle", {"cx": _a(x + s / 2), "cy": _a(y), "r": _a(s / 2), "fill": warna})
        return
    if satu.jenis == "orang":
        ET.SubElement(
            g, "circle", {"cx": _a(x + s / 2), "cy": _a(y + s * 0.27), "r": _a(s * 0.25), "fill": warna}
        )
        d = f"M{_a(x)} {_a(y + s)}a{_a(s / 2)} {_a(s * 0.42)} 0 0 1 {_a(s)} 0z"
        ET.SubElement(g, "path", {"d": d, "fill": warna})
        return
    bentuk = {
        # A diamond, a bar across the way, a warning triangle, a dashed line.
        "yatim": f"M{_a(x + s / 2)} {_a(y)}l{_a(s / 2)} {_a(s / 2)}l{_a(-s / 2)} {_a(s / 2)}"
        f"l{_a(-s / 2)} {_a(-s / 2)}z",
        "buntu": f"M{_a(x + s * 0.4)} {_a(y)}h{_a(s * 0.2)}v{_a(s * 0.75)}h{_a(s * 0.4)}v{_a(s * 0.25)}"
        f"h{_a(-s)}v{_a(-s * 0.25)}h{_a(s * 0.4)}z",
        "celah": f"M{_a(x + s / 2)} {_a(y)}L{_a(x + s)} {_a(y + s)}L{_a(x)} {_a(y + s)}z",
        "kaitan": f"M{_a(x)} {_a(y + s * 0.4)}h{_a(s * 0.25)}v{_a(s * 0.2)}h{_a(-s * 0.25)}z"
        f"M{_a(x + s * 0.4)} {_a(y + s * 0.4)}h{_a(s * 0.2)}v{_a(-s * 0.25)}L{_a(x + s)} {_a(y + s / 2)}"
        f"L{_a(x + s * 0.6)} {_a(y + s * 0.85)}v{_a(-s * 0.25)}h{_a(-s * 0.2)}z",
    }[satu.jenis]
    ET.SubElement(g, "path", {"d": bentuk, "fill": warna})


KETERANGAN = (
    ("orang", "abu", "jabatan penanggung jawab"),
    ("yatim", "merah", "yatim: induknya tidak ada atau terlewati"),
    ("buntu", "merah", "buntu: tidak berlanjut ke bawah"),
    ("celah", "kuning", "celah: ada yang belum lengkap"),
    ("kaitan", "ungu", "kaitan silang: turut mendukung cabang lain (garis putus bernomor)"),
)


def _gambar_kaki(svg, lembar: Lembar) -> None:
    """The legend of links above, the meaning of the small drawings below, both at the foot of the sheet."""
    lebar, tinggi = lembar.lebar, lembar.tinggi
    jumlah = len(lembar.legenda)
    y = tinggi - TINGGI_KETERANGAN - jumlah * TINGGI_LEGENDA
    if jumlah:
        _teks(svg, 0, y - 4, "Kaitan silang", TERKECIL, tebal=True, warna=WARNA["ungu"])
    for i, satu in enumerate(lembar.legenda, 1):
        _teks(svg, 0, y + i * TINGGI_LEGENDA - 4, potong(satu, lebar, TERKECIL), TERKECIL, warna="#2d3d45")
    x, y = 0.0, tinggi - 5
    ET.SubElement(
        svg,
        "path",
        {"d": f"M0 {_a(y - 13)}H{_a(lebar)}", "stroke": GARIS_KUAT, "stroke-width": "0.75", "fill": "none"},
    )
    for jenis, nada, kata in KETERANGAN:
        _gambar_hiasan(svg, Hiasan(jenis, x, y - 7.5, 8, 8, nada))
        _teks(svg, x + 12, y, kata, TERKECIL, warna=TINTA_2)
        x += 12 + panjang(kata, TERKECIL) + 18


def _teks(svg, x: float, y: float, isi: str, ukuran: float, *, tebal=False, warna=TINTA) -> None:
    gaya = {"x": _a(x), "y": _a(y), "font-size": _a(ukuran), "fill": warna}
    if tebal:
        gaya["font-weight"] = "700"
    ET.SubElement(svg, "text", gaya).text = isi


def _a(nilai: float, desimal: int = 1) -> str:
    teks = f"{nilai:.{desimal}f}".rstrip("0").rstrip(".")
    return "0" if teks in {"", "-0"} else teks
