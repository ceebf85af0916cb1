"""Which rows come first, and what several kinds of rows show alike."""

from collections.abc import Iterable
from dataclasses import replace

from alur.tampilan import Status
from laporan.bentuk import STATUS_CAPAIAN, BarisCapaian, BarisRekap
from laporan.periksa.bentuk import BarisPeriksa, BuktiPeriksa, KelompokPeriksa
from pengukuran.tampilan import STATUS_HASIL
from pengumpulan.models import BuktiDukung

BERUBAH, DIKEMBALIKAN = "Berubah sejak putaran lalu", "Dikembalikan"
DI_LUAR_TARGET = "Di luar target"
TEKS_REKAP = (
    ("faktor_pendukung", "Faktor pendukung"),
    ("faktor_penghambat", "Kendala"),
    ("rencana_perbaikan", "Rencana perbaikan"),
)
TEKS_CAPAIAN = (
    ("analisis", "Analisis penyebab"),
    *TEKS_REKAP[:2],
    ("upaya", "Upaya"),
    TEKS_REKAP[2],
)


def _kunci_sorot(baris: BarisPeriksa) -> int:
    """What came back or changed first, then what has no figure, then what is only unusual."""
    if {BERUBAH, DIKEMBALIKAN} & set(baris.sorotan):
        return 0
    return 1 if baris.realisasi.nilai is None else 2


def kelompokkan(
    per_tempat: Iterable[tuple[str, str, Status | None, list[BarisPeriksa]]], sorotan_dulu: bool
) -> tuple[KelompokPeriksa, ...]:
    """What stands out first, all places together; then the rest place by place."""
    daftar = list(per_tempat)
    if not sorotan_dulu:
        return tuple(KelompokPeriksa(j, k, tuple(b), True, s) for j, k, s, b in daftar)
    sorot = [replace(satu, tempat=judul) for judul, _, _, baris in daftar for satu in baris if satu.sorotan]
    sorot.sort(key=_kunci_sorot)
    hasil = []
    if sorot:
        hasil.append(
            KelompokPeriksa(
                "Perlu diperhatikan", "Baris yang tidak biasa atau berubah.", tuple(sorot), sorot=True
            )
        )
    for judul, keterangan, status, baris in daftar:
        biasa = tuple(satu for satu in baris if not satu.sorotan)
        if biasa:
            hasil.append(KelompokPeriksa(judul, keterangan, biasa, status=status))
    return tuple(hasil)


def susun_bukti(daftar: Iterable[BuktiDukung]) -> tuple[BuktiPeriksa, ...]:
    """Evidence as links, or as the place where it lies."""
    return tuple(
        BuktiPeriksa(
            satu.judul,
            "" if satu.jenis == BuktiDukung.Jenis.LETAK else satu.get_absolute_url(),
            satu.letak,
            luar=satu.jenis == BuktiDukung.Jenis.TAUTAN,
        )
        for satu in daftar
    )


def susun_teks(
    satu: BarisRekap | BarisCapaian, nama: Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """(label, text) of what was written, without what was not."""
    return tuple((label, getattr(satu, kunci)) for kunci, label in nama if getattr(satu, kunci))


def predikat_chip(predikat) -> Status | None:
    """A class of the scale as a chip."""
    return Status(predikat.label, predikat.ikon, predikat.warna) if predikat else None


def status_capaian(baris: BarisCapaian) -> Status:
    """The predikat, or which of the states without a figure this is."""
    if baris.status == "dihitung":
        return predikat_chip(baris.predikat) or Status(STATUS_CAPAIAN["dihitung"], "check", "abu")
    return STATUS_HASIL[baris.status]
