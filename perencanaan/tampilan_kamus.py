"""What the pages of the indicator sheet show, worked out once: versions compared, years with their breaks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from perencanaan.angka import tulis_angka
from perencanaan.deret import PemutusDeret, pemutus_deret
from perencanaan.kamus import Beda, Butir, KamusIndikator, beda_definisi, butir_definisi
from perencanaan.models import Indikator, PemeriksaanSMART, VersiIndikator


@dataclass(frozen=True)
class BarisTahun:
    """One year of a table; ``putus`` are the breaks between it and the row before, whichever is later."""

    tahun: int
    satu: object
    putus: tuple[PemutusDeret, ...] = ()


def baris_tahun(indikator: Indikator, daftar: Iterable, *, awal: int | None = None) -> list[BarisTahun]:
    """Rows with a ``tahun`` in the order given, each with the breaks that part it from the row before.

    ``awal`` is a year that stands before the first row: what the newest earlier year is compared with.
    """
    hasil, lalu = [], awal
    for satu in daftar:
        putus: tuple[PemutusDeret, ...] = ()
        if lalu is not None:
            putus = pemutus_deret(indikator, min(lalu, satu.tahun), max(lalu, satu.tahun))
        hasil.append(BarisTahun(satu.tahun, satu, putus))
        lalu = satu.tahun
    return hasil


@dataclass(frozen=True)
class PerubahanVersi:
    """A definition and what it changed from the one before; the first has nothing to compare with."""

    versi: VersiIndikator
    beda: tuple[Beda, ...]
    pertama: bool
    kini: bool


def perubahan_versi(semua: list[VersiIndikator], berlaku: VersiIndikator | None) -> list[PerubahanVersi]:
    """All definitions newest first, as ``semua`` lists them, each against its predecessor."""
    butir = {satu.pk: butir_definisi(satu, list(satu.jenis_bukti.all())) for satu in semua}
    hasil = []
    for satu, dulu in zip(semua, [*semua[1:], None], strict=False):
        hasil.append(
            PerubahanVersi(
                satu,
                beda_definisi(butir[dulu.pk], butir[satu.pk]) if dulu else (),
                dulu is None,
                bool(berlaku and satu.pk == berlaku.pk),
            )
        )
    return hasil


@dataclass(frozen=True)
class ButirSMART:
    """One point of the self-check, in words."""

    label: str
    terpenuhi: bool


def butir_smart(periksa: PemeriksaanSMART | None) -> list[ButirSMART]:
    """The five points with their answers; empty where it was not checked."""
    if periksa is None:
        return []
    return [
        ButirSMART(str(periksa._meta.get_field(nama).verbose_name), getattr(periksa, nama))
        for nama in PemeriksaanSMART.BUTIR
    ]


def lembar(kamus: KamusIndikator) -> tuple[Butir, ...]:
    """The fields of the definition in force; empty without one."""
    return butir_definisi(kamus.versi, kamus.bukti) if kamus.versi else ()


def baris_standar(indikator: Indikator, sebut: Callable = tulis_angka) -> list[tuple]:
    """(standard, its value in words), newest first."""
    return [(satu, sebut(satu.nilai) or satu.tingkat) for satu in indikator.standar_nasional.all()]
