"""``laporan.grafik`` for templates: pages and PDFs draw the same charts from the same shapes."""

from django import template

from laporan import grafik

register = template.Library()


@register.simple_tag
def gambar_capaian(baris, judul, terhadap="periode", lebar=640):
    """Bars of capaian as a list of SVG, each low enough for one page."""
    return grafik.grafik_capaian_berhalaman(
        grafik.batang_capaian(baris, terhadap=terhadap), judul=judul, lebar=lebar
    )


@register.simple_tag
def gambar_tren(baris, judul, tahun, lebar=640, kolom=2, tiap=8):
    """Small multiples of the indicators that have a history, as a list of SVG of at most ``tiap`` indicators."""
    daftar = [grafik.tren_capaian(satu, tahun=tahun) for satu in baris if satu.riwayat]
    return [
        grafik.grafik_tren(daftar[i : i + tiap], judul=judul, lebar=lebar, kolom=kolom)
        for i in range(0, len(daftar), tiap)
    ]


@register.simple_tag
def gambar_anggaran(kelompok, judul, lebar=640):
    """Capaian beside budget absorption, per group that has either."""
    ada = [satu for satu in kelompok if satu.rata_rata.nilai is not None or satu.serapan.nilai is not None]
    return grafik.grafik_anggaran_kinerja(grafik.pasangan_kelompok(ada), judul=judul, lebar=lebar)


@register.simple_tag
def gambar_predikat(susunan, judul, lebar=640):
    """How many indicators each class holds."""
    return grafik.grafik_predikat(
        grafik.bagian_predikat(susunan.hitungan, susunan.skala), judul=judul, lebar=lebar
    )
