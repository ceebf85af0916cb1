"""Charts as SVG: the same drawing on a dashboard and in a PDF. Pure functions, no database, no script.

Every function returns one complete ``<svg role="img">`` with a ``<title>`` (heading and summary) and a
``<desc>`` (all figures in words), marked safe: ElementTree has escaped what people typed. Styling is done in
attributes, because our Content-Security-Policy takes no inline style. Lengths are CSS pixels; ``lebar`` is the
width of the drawing, which then scales to the width it is given. Below ``LEBAR_SEMPIT`` labels stand above
their bars.

Capaian and serapan are per cent. A figure that is absent is drawn as a hatched, empty track with the word for
its state; zero is a short solid mark with its ``0,00``. Colour never speaks alone: predikat and value stand
beside each bar.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from xml.etree import ElementTree as ET

from django.utils.safestring import SafeString

from laporan.bentuk import STATUS_CAPAIAN, BarisCapaian, Hitungan, KelasSkala, KelompokCapaian, Sel
from perencanaan.deret import PemutusDeret, kalimat_pemutus

# The strong tones of the chips in static/css/sakip.css: at least 4,5:1 on white.
WARNA = {
    "hijau": "#17613a",
    "biru": "#1b4f8f",
    "kuning": "#764700",
    "merah": "#a1201d",
    "ungu": "#5a3a8b",
    "abu": "#4a5a62",
    "utama": "#0b5563",
}
TINTA, TINTA_2, GARIS, GARIS_KUAT, LINTASAN = "#15242b", "#4a5a62", "#dbe2e4", "#7f9097", "#f3f6f6"
HURUF = "'Plus Jakarta Sans', 'Naskah', 'Liberation Sans', Arial, sans-serif"
LEBAR_SEMPIT = 520
SUMBU_TERENDAH, SUMBU_TERTINGGI = 120, 200  # The axis ends between these; longer bars are cut, with a mark.
LABEL_BARIS_TERBANYAK = 6


@dataclass(frozen=True)
class Batang:
    """One bar: ``nilai`` in per cent, ``keterangan`` the predikat or, without a figure, the state in words."""

    label: str
    nilai: Sel
    keterangan: str = ""
    warna: str = "abu"


@dataclass(frozen=True)
class Pasangan:
    """Two bars of one item, both in per cent."""

    label: str
    capaian: Sel
    serapan: Sel


@dataclass(frozen=True)
class Titik:
    """A period or a year of a trend, in the indicator's own unit.

    ``putus`` are the changes of definition between the point before and this one: there the series breaks.
    """

    label: str
    target: Sel
    realisasi: Sel
    putus: tuple[PemutusDeret, ...] = ()


@dataclass(frozen=True)
class Tren:
    """The points of one indicator, oldest first."""

    judul: str
    satuan: str
    titik: tuple[Titik, ...]


@dataclass(frozen=True)
class Bagian:
    """A part of a whole: how many items bear this label. ``berangka`` False: items without a figure."""

    label: str
    jumlah: int
    warna: str = "abu"
    berangka: bool = True


# From the shapes of the report to what is drawn -------------------------------------------------------------


def batang_capaian(baris: Sequence[BarisCapaian], *, terhadap: str = "periode") -> list[Batang]:
    """Bars of indicators; ``terhadap`` is ``"periode"`` or ``"tahun"``: whose target counts.

    The predikat belongs to the capaian against the period's target; against the year's target the bar is drawn
    in the neutral colour and bears no predikat.
    """
    if terhadap not in {"periode", "tahun"}:
        raise ValueError("terhadap harus periode atau tahun")
    hasil = []
    for satu in baris:
        sel = satu.capaian_periode if terhadap == "periode" else satu.capaian_tahun
        if sel.nilai is None:
            hasil.append(Batang(satu.indikator, sel, STATUS_CAPAIAN.get(satu.status, "")))
        elif terhadap == "periode" and satu.predikat:
            hasil.append(Batang(satu.indikator, sel, satu.predikat.label, satu.predikat.warna))
        else:
            hasil.append(Batang(satu.indikator, sel, "", "utama"))
    return hasil


def pasangan_kelompok(kelompok: Sequence[KelompokCapaian]) -> list[Pasangan]:
    """Mean capaian beside budget absorption, per sasaran."""
    return [Pasangan(satu.uraian, satu.rata_rata, satu.serapan) for satu in kelompok]


def tren_capaian(baris: BarisCapaian, *, tahun: str) -> Tren:
    """The indicator's history and then this year; ``tahun`` names the last point (``2026``, ``2026 s.d. TW I``)."""
    riwayat = sorted(baris.riwayat, key=lambda satu: satu.tahun)
    # A year tells of the break after it, a point of the one before it.
    putus = ((), *(satu.putus for satu in riwayat))
    titik = [
        Titik(str(satu.tahun), satu.target, satu.realisasi, sebelum)
        for satu, sebelum in zip(riwayat, putus, strict=False)
    ]
    kini = baris.realisasi
    if kini.nilai is None:
        kini = Sel(STATUS_CAPAIAN.get(baris.status, kini.teks), None, kini.desimal, kini.keadaan)
    return Tren(baris.indikator, baris.satuan, (*titik, Titik(tahun, baris.target_tahun, kini, putus[-1])))


def bagian_predikat(hitungan: Sequence[Hitungan], skala: Sequence[KelasSkala]) -> list[Bagian]:
    """How many indicators each class of the scale holds, best first, then those without capaian, by state."""
    jumlah = {satu.label: satu.jumlah for satu in hitungan}
    bagian = [
        Bagian(kelas.predikat.label, jumlah.get(kelas.predikat.label, 0), kelas.predikat.warna)
        for kelas in skala
    ]
    tanpa = [label for kode, label in STATUS_CAPAIAN.items() if kode != "dihitung"]
    return bagian + [
        Bagian(label, jumlah[label], "abu", berangka=False) for label in tanpa if jumlah.get(label)
    ]


# Drawing ----------------------------------------------------------------------------------------------------


def grafik_capaian(batang: Sequence[Batang], *, judul: str, lebar: int = 640) -> SafeString:
    """Horizontal bars of capaian with the 100 % line, one row per item, in the order given."""
    if not batang:
        return _tanpa_isi(judul, "Belum ada indikator untuk digambar.", lebar)
    return _gambar_capaian(batang, judul, lebar, _ujung_sumbu([satu.nilai.nilai for satu in batang]))


def grafik_capaian_berhalaman(
    batang: Sequence[Batang], *, judul: str, lebar: int = 640, tinggi: int = 760
) -> list[SafeString]:
    """The same chart cut into drawings of at most ``tinggi`` px, with one axis: a page cannot break an SVG."""
    if not batang:
        return [_tanpa_isi(judul, "Belum ada indikator untuk digambar.", lebar)]
    ujung = _ujung_sumbu([satu.nilai.nilai for satu in batang])
    tata = _TataBatang(lebar)
    potongan: list[list[Batang]] = [[]]
    terpakai = tata.kepala
    for satu in batang:
        perlu = tata.tinggi_baris(satu.label, satu.keterangan)
        if potongan[-1] and terpakai + perlu > tinggi:
            potongan.append([])
            terpakai = tata.kepala
        potongan[-1].append(satu)
        terpakai += perlu
    banyak = len(potongan)
    return [
        _gambar_capaian(bagian, judul if banyak == 1 else f"{judul} ({i} dari {banyak})", lebar, ujung)
        for i, bagian in enumerate(potongan, 1)
    ]


def grafik_anggaran_kinerja(pasangan: Sequence[Pasangan], *, judul: str, lebar: int = 640) -> SafeString:
    """Capaian and budget absorption of each item, as two bars on one axis."""
    if not pasangan:
        return _tanpa_isi(judul, "Belum ada anggaran untuk digambar.", lebar)
    tata = _TataBatang(lebar, keping=2)
    ujung = _ujung_sumbu([sel.nilai for satu in pasangan for sel in (satu.capaian, satu.serapan)])
    kalimat = [
        f"{satu.label}: capaian kinerja {_kata(satu.capaian)}, serapan anggaran {_kata(satu.serapan)}."
        for satu in pasangan
    ]
    tinggi = tata.kepala + sum(tata.tinggi_baris(satu.label) for satu in pasangan) + 26
    svg = _svg(judul, f"{len(pasangan)} baris.", kalimat, lebar, tinggi)
    _sumbu(svg, tata, ujung, tinggi - 26)
    y = tata.kepala
    for satu in pasangan:
        _label(svg, tata, satu.label, y)
        atas = y + tata.atas_batang(satu.label)
        _batang(svg, tata, ujung, atas, satu.capaian, "", WARNA["utama"], awalan="Kinerja ")
        _batang(
            svg,
            tata,
            ujung,
            atas + tata.jarak,
            satu.serapan,
            "",
            WARNA["kuning"],
            berongga=True,
            awalan="Anggaran ",
        )
        y += tata.tinggi_baris(satu.label)
    x = tata.kiri
    _persegi(svg, x, tinggi - 16, 12, 10, isi=WARNA["utama"])
    _teks(svg, x + 17, tinggi - 7, "Capaian kinerja", ukuran=10, warna=TINTA_2)
    x += 17 + _panjang("Capaian kinerja", 10) + 18
    _persegi(svg, x, tinggi - 16, 12, 10, isi="#fdf3dc", garis=WARNA["kuning"])
    _teks(svg, x + 17, tinggi - 7, "Serapan anggaran", ukuran=10, warna=TINTA_2)
    return _selesai(svg)


def grafik_predikat(bagian: Sequence[Bagian], *, judul: str, lebar: int = 640) -> SafeString:
    """One bar of counts, and a legend that names every class with its count; no colour without its word."""
    semua = sum(satu.jumlah for satu in bagian)
    if not semua:
        return _tanpa_isi(judul, "Belum ada indikator untuk dihitung.", lebar)
    letak, y_legenda = [], 60
    x = 0.0
    for satu in bagian:
        kata = f"{satu.label}: {satu.jumlah}"
        perlu = 17 + _panjang(kata, 11) + 20
        if letak and x + perlu - 20 > lebar:
            x, y_legenda = 0.0, y_legenda + 20
        letak.append((x, y_legenda, kata))
        x += perlu
    kalimat = [f"{satu.label} {satu.jumlah} indikator." for satu in bagian]
    svg = _svg(judul, f"{semua} indikator.", kalimat, lebar, y_legenda + 10)
    x = 0.0
    for satu in bagian:
        if not satu.jumlah:
            continue
        panjang = satu.jumlah / semua * lebar
        dalam = max(panjang - 2, 1)  # A white gap between neighbours of one colour.
        if satu.berangka:
            _persegi(svg, x, 4, dalam, 34, isi=_warna(satu.warna))
        else:
            _arsir(svg, x + 0.5, 4.5, max(dalam - 1, 1), 33)
        if panjang >= _panjang(str(satu.jumlah), 13) + 8:
            _teks(
                svg,
                x + dalam / 2,
                26,
                str(satu.jumlah),
                ukuran=13,
                tebal=True,
                jangkar="middle",
                warna="#ffffff" if satu.berangka else TINTA,
                alas=not satu.berangka,
            )
        x += panjang
    for satu, (kiri, y, kata) in zip(bagian, letak, strict=True):
        if satu.berangka:
            _persegi(svg, kiri, y - 10, 12, 12, isi=_warna(satu.warna))
        else:
            _arsir(svg, kiri + 0.5, y - 9.5, 11, 11)
        _teks(svg, kiri + 17, y, kata, ukuran=11)
    return _selesai(svg)


def grafik_tren(daftar: Sequence[Tren], *, judul: str, lebar: int = 640, kolom: int = 2) -> SafeString:
    """Small multiples: target (dashed, squares) and realisasi (solid, dots), each indicator on its own scale."""
    if not daftar:
        return _tanpa_isi(judul, "Belum ada riwayat untuk digambar.", lebar)
    kolom = 1 if lebar < LEBAR_SEMPIT else min(kolom, len(daftar))
    sela = 24
    petak = (lebar - sela * (kolom - 1)) / kolom
    kalimat = []
    for satu in daftar:
        isi = "; ".join(
            f"{t.label} target {_kata(t.target, '')}, realisasi {_kata(t.realisasi, '')}" for t in satu.titik
        )
        kalimat.append(" ".join([f"{satu.judul} ({satu.satuan}): {isi}.", *_kata_putus(satu.titik)]))
    deret = [daftar[i : i + kolom] for i in range(0, len(daftar), kolom)]
    tinggi_deret = [max(len(_bungkus(satu.judul, petak, 11)) for satu in d) * 14 + 138 for d in deret]
    svg = _svg(judul, f"{len(daftar)} indikator.", kalimat, lebar, 22 + sum(tinggi_deret))
    _garis(svg, 0, 8, 22, 8, warna=WARNA["utama"], tebal=2)
    _titik(svg, 11, 8, WARNA["utama"])
    _teks(svg, 28, 12, "Realisasi", ukuran=10, warna=TINTA_2)
    kiri = 28 + _panjang("Realisasi", 10) + 16
    _garis(svg, kiri, 8, kiri + 22, 8, warna=TINTA_2, tebal=1.25, putus="4 3")
    _persegi(svg, kiri + 8, 5, 6, 6, isi="#ffffff", garis=TINTA_2)
    _teks(svg, kiri + 28, 12, "Target", ukuran=10, warna=TINTA_2)
    y = 22.0
    for d, setinggi in zip(deret, tinggi_deret, strict=True):
        for i, satu in enumerate(d):
            _petak_tren(svg, satu, i * (petak + sela), y, petak, setinggi - 16)
        y += setinggi
    return _selesai(svg)


def grafik_kilat(tren: Tren, *, lebar: int = 120, tinggi: int = 32) -> SafeString:
    """A sparkline for a card: realisasi, a dashed target, the last point marked; gaps stay gaps."""
    kata = "; ".join(
        f"{t.label} {_kata(t.realisasi, '')} dari target {_kata(t.target, '')}" for t in tren.titik
    )
    kalimat = [f"Realisasi: {kata}." if kata else "Belum ada angka.", *_kata_putus(tren.titik)]
    svg = _svg(tren.judul, "", kalimat, lebar, tinggi)
    nilai = [s.nilai for t in tren.titik for s in (t.target, t.realisasi) if s.nilai is not None]
    if not any(t.realisasi.nilai is not None for t in tren.titik):
        _arsir(svg, 0.5, 0.5, lebar - 1, tinggi - 1)
        _teks(
            svg,
            lebar / 2,
            tinggi / 2 + 4,
            "belum ada angka",
            ukuran=10,
            jangkar="middle",
            warna=TINTA,
            alas=True,
        )
        return _selesai(svg)
    letak = _letak_titik(tren.titik, nilai, 4, 4, lebar - 8, tinggi - 8)
    for bagian in _bagian_sebanding(tren.titik, letak):
        _jalur(svg, [(x, yt) for x, yt, _ in bagian], TINTA_2, 1, putus="3 3")
        _jalur(svg, [(x, yr) for x, _, yr in bagian], WARNA["utama"], 2)
    _garis_putus(svg, tren.titik, letak, 1, tinggi - 1)
    for x, _, yr in letak[-1:]:
        if yr is not None:
            _titik(svg, x, yr, WARNA["utama"])
    return _selesai(svg)


# Parts ------------------------------------------------------------------------------------------------------


class _TataBatang:
    """Where the parts of a bar row stand. ``keping`` bars per item."""

    def __init__(self, lebar: int, keping: int = 1):
        self.lebar, self.keping = lebar, keping
        self.sempit = lebar < LEBAR_SEMPIT
        self.kepala = 20
        self.jarak = 18
        self.lebar_label = lebar if self.sempit else min(250.0, lebar * 0.37)
        self.lebar_nilai = 108 if keping == 2 else 96
        self.kiri = 0.0 if self.sempit else self.lebar_label + 12
        self.panjang = lebar - self.kiri - self.lebar_nilai - 8

    def _baris_label(self, label: str) -> int:
        return len(_bungkus(label, self.lebar_label, 11))

    def atas_batang(self, label: str) -> float:
        """From the top of the row to its first bar."""
        if self.sempit:
            return self._baris_label(label) * 14 + 6
        tinggi_batang = self.jarak * self.keping - 4
        return max(5.0, (self._baris_label(label) * 14 + 10 - tinggi_batang) / 2)

    def tinggi_baris(self, label: str, keterangan: str = "") -> float:
        batang = self.jarak * self.keping + (12 if keterangan and self.keping == 1 else 0)
        if self.sempit:
            return self._baris_label(label) * 14 + batang + 14
        return max(self._baris_label(label) * 14 + 12, batang + 10)

    def x(self, nilai: Decimal | float, ujung: int) -> float:
        return self.kiri + max(0.0, min(float(nilai), ujung)) / ujung * self.panjang


def _gambar_capaian(batang: Sequence[Batang], judul: str, lebar: int, ujung: int) -> SafeString:
    tata = _TataBatang(lebar)
    tanpa = sum(satu.nilai.nilai is None for satu in batang)
    ringkas = f"{len(batang)} indikator" + (f", {tanpa} tanpa angka." if tanpa else ".")
    kalimat = [
        f"{satu.label}: {_kata(satu.nilai)}{f' ({satu.keterangan})' if satu.keterangan else ''}."
        for satu in batang
    ]
    tinggi = tata.kepala + sum(tata.tinggi_baris(satu.label, satu.keterangan) for satu in batang)
    svg = _svg(judul, ringkas, kalimat, lebar, tinggi)
    y = tata.kepala
    _sumbu(svg, tata, ujung, tinggi)
    for i, satu in enumerate(batang):
        if i:
            _garis(svg, 0, y, lebar, y, warna=GARIS, tebal=0.75)
        _label(svg, tata, satu.label, y)
        atas = y + tata.atas_batang(satu.label)
        _batang(svg, tata, ujung, atas, satu.nilai, satu.keterangan, _warna(satu.warna))
        y += tata.tinggi_baris(satu.label, satu.keterangan)
    return _selesai(svg)


def _batang(
    svg,
    tata: _TataBatang,
    ujung: int,
    y: float,
    sel: Sel,
    keterangan: str,
    warna: str,
    *,
    berongga=False,
    awalan="",
) -> None:
    """One bar of 14 px with its value to the right; hatched and worded without a figure, a mark at zero."""
    tinggi = tata.jarak - 4
    x_nilai = tata.kiri + tata.panjang + 10
    if sel.nilai is None:
        _arsir(svg, tata.kiri + 0.5, y + 0.5, tata.panjang - 1, tinggi - 1)
        kata = keterangan or (sel.teks if sel.teks.strip("–- ") else "belum ada angka")
        _teks(svg, tata.kiri + 8, y + 10.5, kata.lower(), ukuran=10, warna=TINTA, miring=True, alas=True)
        _teks(svg, x_nilai, y + 11, f"{awalan}–", ukuran=11, warna=TINTA_2)
        return
    panjang = tata.x(sel.nilai, ujung) - tata.kiri
    gaya = {"isi": "#fdf3dc", "garis": warna} if berongga else {"isi": warna}
    if panjang < 2:
        _persegi(svg, tata.kiri, y, 2, tinggi, isi=warna)
    elif berongga:
        _persegi(svg, tata.kiri + 0.5, y + 0.5, panjang - 1, tinggi - 1, **gaya)
    else:
        _persegi(svg, tata.kiri, y, panjang, tinggi, **gaya)
    if sel.nilai > ujung:
        # Cut: two white slashes say that the bar goes on.
        x = tata.kiri + panjang - 14
        for geser in (0, 5):
            _garis(svg, x + geser, y + tinggi + 1, x + geser + 5, y - 1, warna="#ffffff", tebal=2)
    _teks(svg, x_nilai, y + 11, f"{awalan}{sel.teks} %", ukuran=11, tebal=True)
    if keterangan:
        _teks(svg, x_nilai, y + 24, keterangan, ukuran=10, warna=warna)


def _sumbu(svg, tata: _TataBatang, ujung: int, tinggi: float) -> None:
    """Tracks' grid: light lines every 50 %, and the 100 % line that says *target*."""
    for persen in range(0, ujung + 1, 50):
        x = tata.x(persen, ujung)
        if persen == 100:
            continue
        _garis(svg, x, tata.kepala - 4, x, tinggi, warna=GARIS_KUAT if persen == 0 else GARIS, tebal=1)
        _teks(svg, x, 11, f"{persen}", ukuran=9, warna=TINTA_2, jangkar="start" if persen == 0 else "middle")
    x = tata.x(100, ujung)
    _garis(svg, x, tata.kepala - 4, x, tinggi, warna=TINTA, tebal=1.25, putus="5 3", kelas="garis-seratus")
    _teks(svg, x, 11, "100 %", ukuran=9, tebal=True, jangkar="middle")


def _petak_tren(svg, tren: Tren, x: float, y: float, lebar: float, tinggi: float) -> None:
    for baris in _bungkus(tren.judul, lebar, 11):
        y += 13
        tinggi -= 13
        _teks(svg, x, y, baris, ukuran=11, tebal=True)
    y += 12
    tinggi -= 12
    _teks(svg, x, y, tren.satuan, ukuran=9, warna=TINTA_2)
    nilai = [s.nilai for t in tren.titik for s in (t.target, t.realisasi) if s.nilai is not None]
    alas = y + tinggi - 16
    _garis(svg, x, alas, x + lebar, alas, warna=GARIS_KUAT, tebal=1)
    # Room at both ends for the labels, and below for the word where there is no figure.
    tulisan = [t.label for t in tren.titik]
    tulisan += [_kata_kosong(t.realisasi) for t in tren.titik if t.realisasi.nilai is None]
    tepi = min(max([22.0, *(_panjang(satu, 9) / 2 for satu in tulisan)]), lebar / 4)
    letak = _letak_titik(tren.titik, nilai, x + tepi, y + 18, lebar - 2 * tepi, max(alas - y - 48, 10))
    for bagian in _bagian_sebanding(tren.titik, letak):
        _jalur(svg, [(px, pt) for px, pt, _ in bagian], TINTA_2, 1.25, putus="4 3")
        _jalur(svg, [(px, pr) for px, _, pr in bagian], WARNA["utama"], 2)
    _garis_putus(svg, tren.titik, letak, y + 8, alas, kata="deret terputus")
    jarang = len(tren.titik) <= 6
    for i, (satu, (px, pt, pr)) in enumerate(zip(tren.titik, letak, strict=True)):
        terakhir = i == len(tren.titik) - 1
        if jarang or terakhir or i == 0:
            _teks(svg, px, alas + 12, satu.label, ukuran=9, warna=TINTA_2, jangkar="middle")
        if pt is not None:
            _persegi(svg, px - 3, pt - 3, 6, 6, isi="#ffffff", garis=TINTA_2)
        if pr is None:
            kata = _kata_kosong(satu.realisasi) if jarang or terakhir else "–"
            _teks(svg, px, alas - 4, kata, ukuran=8.5, warna=TINTA_2, miring=True, jangkar="middle")
        else:
            _titik(svg, px, pr, WARNA["utama"])
        if not (jarang or terakhir):
            continue
        # The higher of the two is labelled above, the lower below: y grows downwards.
        realisasi_di_atas = pt is None or (pr is not None and pr <= pt)
        if pr is not None:
            ke = pr - 7 if realisasi_di_atas else pr + 14
            _teks(
                svg, px, ke, satu.realisasi.teks, ukuran=9, tebal=True, jangkar="middle", warna=WARNA["utama"]
            )
        if pt is not None and not (pr is not None and satu.target.nilai == satu.realisasi.nilai):
            ke = pt + 14 if realisasi_di_atas and pr is not None else pt - 7
            _teks(svg, px, ke, satu.target.teks, ukuran=9, jangkar="middle", warna=TINTA_2)


def _bagian_sebanding(titik: Sequence[Titik], letak: list[tuple]) -> list[list[tuple]]:
    """The points cut where the series breaks: no line joins figures that do not compare."""
    bagian: list[list[tuple]] = [[]]
    for satu, tempat in zip(titik, letak, strict=True):
        if satu.putus and bagian[-1]:
            bagian.append([])
        bagian[-1].append(tempat)
    return bagian


def _garis_putus(svg, titik: Sequence[Titik], letak: list[tuple], atas, bawah, kata: str = "") -> None:
    """A dashed upright line halfway to the first point of a new series; ``kata`` stands at its top."""
    for i, satu in enumerate(titik):
        if not satu.putus or not i:
            continue
        x = (letak[i - 1][0] + letak[i][0]) / 2
        _garis(svg, x, atas, x, bawah, warna=WARNA["kuning"], tebal=1.25, putus="4 3", kelas="garis-putus")
        if kata:
            _teks(svg, x, atas, kata, ukuran=8.5, warna=WARNA["kuning"], jangkar="middle", alas=True)


def _kata_putus(titik: Sequence[Titik]) -> list[str]:
    """The breaks in words, each with the point from which the new series runs."""
    return [f"Sebelum {satu.label}: {kalimat_pemutus(satu.putus)}" for satu in titik[1:] if satu.putus]


def _letak_titik(titik: Sequence[Titik], nilai: Sequence[Decimal], x, y, lebar, tinggi):
    """Points ``(x, y target, y realisasi)``, ``None`` without a figure; a single value lies in the middle."""
    rendah, tinggi_nilai = (min(nilai), max(nilai)) if nilai else (Decimal(0), Decimal(1))
    rentang = tinggi_nilai - rendah
    langkah = lebar / (len(titik) - 1) if len(titik) > 1 else 0
    awal = x if len(titik) > 1 else x + lebar / 2

    def ke_y(sel: Sel) -> float | None:
        if sel.nilai is None:
            return None
        bagian = float((sel.nilai - rendah) / rentang) if rentang else 0.5
        return y + tinggi * (1 - bagian)

    return [(awal + i * langkah, ke_y(satu.target), ke_y(satu.realisasi)) for i, satu in enumerate(titik)]


def _ujung_sumbu(nilai: Sequence[Decimal | None]) -> int:
    terbesar = max((satu for satu in nilai if satu is not None), default=Decimal(0))
    return max(SUMBU_TERENDAH, min(SUMBU_TERTINGGI, ceil(terbesar / 20) * 20))


def _warna(nama: str) -> str:
    return WARNA.get(nama, WARNA["abu"])


def _kata_kosong(sel: Sel) -> str:
    """The state of a cell without a figure, for the drawing."""
    return sel.teks.lower() if sel.teks.strip("–- ") else "tidak ada data"


def _kata(sel: Sel, satuan: str = " persen") -> str:
    """The figure, or the state, as a screen reader says it."""
    if sel.nilai is None:
        return sel.teks.lower() if sel.teks.strip("–- ") else "tidak ada angka"
    return f"{sel.teks}{satuan}"


# Letters of a sans serif at 1 px: enough to break lines by, not to set type.
_SEMPIT, _LEBAR = set("iljtfrI.,:;'|!()[] -"), set("mwMW%@")


def _panjang(teks: str, ukuran: float) -> float:
    """Estimated width in px."""
    satuan = 0.0
    for huruf in teks:
        if huruf in _SEMPIT:
            satuan += 0.34
        elif huruf in _LEBAR:
            satuan += 0.92
        elif huruf.isupper():
            satuan += 0.7
        else:
            satuan += 0.59
    return satuan * ukuran


def _bungkus(teks: str, lebar: float, ukuran: float) -> list[str]:
    """Lines of at most ``lebar`` px; further ones are cut with an ellipsis (``<desc>`` has it all)."""
    baris = [""]
    for kata in teks.split():
        while _panjang(kata, ukuran) > lebar:  # A word without spaces, longer than the line.
            muat = max(1, int(lebar / (0.7 * ukuran)))
            if baris[-1]:
                baris.append("")
            baris[-1], kata = kata[:muat], kata[muat:]
            baris.append("")
        calon = f"{baris[-1]} {kata}".strip()
        if baris[-1] and _panjang(calon, ukuran) > lebar:
            baris.append(kata)
        else:
            baris[-1] = calon
    baris = [satu for satu in baris if satu] or [""]
    if len(baris) > LABEL_BARIS_TERBANYAK:
        baris = baris[:LABEL_BARIS_TERBANYAK]
        baris[-1] = baris[-1][: max(1, len(baris[-1]) - 2)].rstrip() + "…"
    return baris


def _a(nilai: float) -> str:
    return f"{nilai:.1f}".rstrip("0").rstrip(".")


def _svg(judul: str, ringkas: str, kalimat: Sequence[str], lebar: float, tinggi: float) -> ET.Element:
    svg = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "grafik",
            "role": "img",
            "viewBox": f"0 0 {_a(lebar)} {_a(tinggi)}",
            "width": _a(lebar),
            "height": _a(tinggi),
            "font-family": HURUF,
        },
    )
    ET.SubElement(svg, "title").text = f"{judul.rstrip('.')}. {ringkas}" if ringkas else judul
    ET.SubElement(svg, "desc").text = " ".join(kalimat)
    return svg


def _selesai(svg: ET.Element) -> SafeString:
    return SafeString(ET.tostring(svg, encoding="unicode"))


def _tanpa_isi(judul: str, kalimat: str, lebar: int) -> SafeString:
    svg = _svg(judul, kalimat, [kalimat], lebar, 48)
    _arsir(svg, 0.5, 0.5, lebar - 1, 47)
    _teks(svg, lebar / 2, 28, kalimat, ukuran=11, warna=TINTA, jangkar="middle", alas=True)
    return _selesai(svg)


def _label(svg, tata: _TataBatang, label: str, y: float) -> None:
    """The label's lines, centred on the bars of its row."""
    baris = _bungkus(label, tata.lebar_label, 11)
    tengah = tata.atas_batang(label) + (tata.jarak * tata.keping - 4) / 2
    awal = y + (14 if tata.sempit else tengah - len(baris) * 7 + 11)
    for i, satu in enumerate(baris):
        # Above the bars, labels lie on the grid lines.
        _teks(svg, 0, awal + i * 14, satu, ukuran=11, alas=tata.sempit)


def _teks(
    svg, x, y, isi, *, ukuran=11, warna=TINTA, tebal=False, miring=False, jangkar="start", alas=False
) -> None:
    """Text; ``alas`` lays white behind it, so that it can be read on hatching."""
    if alas:
        panjang = _panjang(isi, ukuran) + 8
        geser = {"start": 4, "middle": panjang / 2, "end": panjang - 4}[jangkar]
        _persegi(svg, x - geser, y - ukuran, panjang, ukuran + 4, isi="#ffffff")
    gaya = {"x": _a(x), "y": _a(y), "font-size": _a(ukuran), "fill": warna}
    if tebal:
        gaya["font-weight"] = "700"
    if miring:
        gaya["font-style"] = "italic"
    if jangkar != "start":
        gaya["text-anchor"] = jangkar
    ET.SubElement(svg, "text", gaya).text = isi


def _persegi(svg, x, y, lebar, tinggi, *, isi, garis="") -> None:
    gaya = {"x": _a(x), "y": _a(y), "width": _a(lebar), "height": _a(tinggi), "fill": isi}
    if garis:
        gaya |= {"stroke": garis, "stroke-width": "1"}
    ET.SubElement(svg, "rect", gaya)


def _garis(svg, x1, y1, x2, y2, *, warna, tebal=1.0, putus="", kelas="") -> None:
    gaya = {
        "x1": _a(x1),
        "y1": _a(y1),
        "x2": _a(x2),
        "y2": _a(y2),
        "stroke": warna,
        "stroke-width": _a(tebal),
    }
    if putus:
        gaya["stroke-dasharray"] = putus
    if kelas:
        gaya["class"] = kelas
    ET.SubElement(svg, "line", gaya)


def _titik(svg, x, y, warna) -> None:
    ET.SubElement(svg, "circle", {"cx": _a(x), "cy": _a(y), "r": "3.2", "fill": warna})


def _jalur(svg, titik, warna, tebal, putus="") -> None:
    """A line through the points; it breaks where one is missing."""
    arah, tersambung = [], False
    for x, y in titik:
        if y is None:
            tersambung = False
            continue
        arah.append(f"{'L' if tersambung else 'M'}{_a(x)} {_a(y)}")
        tersambung = True
    if arah:
        gaya = {"d": " ".join(arah), "fill": "none", "stroke": warna, "stroke-width": _a(tebal)}
        if putus:
            gaya["stroke-dasharray"] = putus
        ET.SubElement(svg, "path", gaya)


def _arsir(svg, x, y, lebar, tinggi) -> None:
    """An empty track: dashed outline and diagonals, drawn as lines because pattern ids must be unique in a page."""
    arah, geser = [], 0.0
    while geser < lebar + tinggi:
        # From the bottom (or the left edge's foot) up and to the right, clipped to the rectangle by hand.
        x1, y1 = (x + geser, y + tinggi) if geser <= lebar else (x + lebar, y + tinggi - (geser - lebar))
        x2, y2 = (x, y + tinggi - geser) if geser <= tinggi else (x + geser - tinggi, y)
        arah.append(f"M{_a(x1)} {_a(y1)}L{_a(x2)} {_a(y2)}")
        geser += 8
    ET.SubElement(svg, "path", {"d": "".join(arah), "stroke": "#c6d0d4", "stroke-width": "1", "fill": "none"})
    gaya = {"x": _a(x), "y": _a(y), "width": _a(lebar), "height": _a(tinggi), "fill": "none"}
    gaya |= {"stroke": GARIS_KUAT, "stroke-width": "1", "stroke-dasharray": "3 3", "class": "tanpa-angka"}
    ET.SubElement(svg, "rect", gaya)
