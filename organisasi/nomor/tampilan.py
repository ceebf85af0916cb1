"""What the page of the register shows: its numbers of a year, and the places nobody wrote down."""

from dataclasses import dataclass

from organisasi.models import KodeNomor, NomorNaskah
from organisasi.nomor.actions import nomor_berikut


@dataclass(frozen=True)
class Lompatan:
    """Places of the count without a number: from ``dari`` to ``sampai``."""

    dari: int
    sampai: int


@dataclass(frozen=True)
class LembarRegister:
    """One code in a year: its rows newest first, ``NomorNaskah`` or ``Lompatan``, and the next number."""

    kode: KodeNomor
    baris: tuple[NomorNaskah | Lompatan, ...]
    berikut: str


def susun_register(daftar: list[KodeNomor], tahun: int, bulan: int) -> list[LembarRegister]:
    """Every code with its numbers of that year; two queries for each code."""
    nomor: dict[int, list[NomorNaskah]] = {satu.pk: [] for satu in daftar}
    for satu in (
        NomorNaskah.objects.filter(kode__in=daftar, tahun=tahun)
        .select_related("diberi_oleh", "dibatalkan_oleh")
        .order_by("-urutan")
    ):
        nomor[satu.kode_id].append(satu)
    return [
        LembarRegister(
            kode,
            tuple(_dengan_lompatan(nomor[kode.pk])),
            kode.tulis(nomor_berikut(kode, tahun), tahun, bulan),
        )
        for kode in daftar
    ]


def _dengan_lompatan(daftar: list[NomorNaskah]):
    """The rows, newest first, with the gaps between them and below the last."""
    for letak, satu in enumerate(daftar):
        yield satu
        bawah = daftar[letak + 1].urutan if letak + 1 < len(daftar) else 0
        if satu.urutan - bawah > 1:
            yield Lompatan(bawah + 1, satu.urutan - 1)


def pilihan_kode(daftar: list[KodeNomor], tahun: int, bulan: int) -> list[tuple[int, str]]:
    """(pk, ``000.8.6/12/DINKOP/2026 – Nota Dinas``): each code with the number it would give now."""
    return [
        (satu.pk, f"{satu.tulis(nomor_berikut(satu, tahun), tahun, bulan)} – {satu.nama}") for satu in daftar
    ]
