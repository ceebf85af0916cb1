"""All parts of one office's period, in the order of the archive."""

from collections.abc import Iterator
from functools import partial
from itertools import chain

from django.db.models import Q
from django.utils import timezone

from alur.bacaan_waktu import waktu_pelaksanaan
from alur.models import Pelaksanaan
from laporan.arsip.butir import Butir, bernomor, folder_bernomor
from laporan.arsip.data import kumpulkan_data
from laporan.arsip.hasil import kumpulkan_hasil
from laporan.arsip.jejak import kumpulkan_jejak
from laporan.arsip.naskah import kumpulkan_naskah
from laporan.arsip.riwayat import kumpulkan_riwayat
from laporan.arsip.riwayat_unit import kumpulkan_riwayat_unit
from laporan.buku_waktu import buku_waktu_pelaksanaan
from organisasi.models import OPD
from pengumpulan.models import Pengumpulan
from perencanaan.models import Periode


def pelaksanaan_periode(opd: OPD, periode: Periode) -> list[Pelaksanaan]:
    """The runs of that period, also those that were called off: they are history too."""
    return list(
        Pelaksanaan.objects.filter(opd=opd, periode=periode)
        .select_related("opd__pemda", "periode", "prosedur__sop", "dimulai_oleh")
        .order_by("pk")
    )


def kumpulkan(opd: OPD, periode: Periode, *, dengan_waktu: bool = False) -> Iterator[Butir]:
    """The parts, made one by one while they are written.

    ``dengan_waktu`` adds the working time of each step, which is no evidence and stays out unless chosen.
    """
    pelaksanaan = pelaksanaan_periode(opd, periode)
    pengumpulan = list(
        Pengumpulan.objects.filter(
            Q(pelaksanaan__in=pelaksanaan) | Q(pelaksanaan=None, opd=opd, periode=periode)
        )
        .select_related("pelaksanaan__periode", "pelaksanaan__prosedur", "periode")
        .order_by("pk")
    )
    yield from chain(
        kumpulkan_naskah(pelaksanaan),
        kumpulkan_data(pengumpulan),
        kumpulkan_riwayat(pelaksanaan),
        kumpulkan_riwayat_unit(pelaksanaan, pengumpulan),
        kumpulkan_hasil(pelaksanaan),
        kumpulkan_jejak(pelaksanaan, pengumpulan),
    )
    if dengan_waktu:
        for satu in pelaksanaan:
            yield Butir(
                f"5_waktu/{folder_bernomor(satu)}.xlsx",
                f"Waktu tiap langkah {bernomor(satu)}",
                partial(_waktu, satu),
            )


def _waktu(pelaksanaan: Pelaksanaan) -> bytes:
    kini = timezone.now()
    return buku_waktu_pelaksanaan(waktu_pelaksanaan(pelaksanaan, kini), kini)
