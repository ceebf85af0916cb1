"""The tree of a year for templates: its sheets, drawn."""

from django import template

from laporan.bentuk import NaskahPohon
from laporan.gambar_pohon import gambar
from laporan.tata_pohon import susun_lembar

register = template.Library()


@register.simple_tag
def lembar_pohon(naskah: NaskahPohon) -> list[dict]:
    """The sheets of a tree: ``nomor``, ``dari``, ``judul`` and the finished ``gambar`` of each."""
    return [
        {
            "nomor": satu.nomor,
            "dari": satu.dari,
            "judul": satu.judul,
            "gambar": gambar(satu, naskah.judul),
        }
        for satu in susun_lembar(naskah.akar, naskah.kaitan)
    ]
