"""Where a series breaks: the one answer that every comparison across years or periods prints.

A definition with ``memutus_deret`` starts a new series: what was read before its first day does not compare with
what is read from that day on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format

if TYPE_CHECKING:
    from perencanaan.models import Indikator, VersiIndikator


@dataclass(frozen=True)
class PemutusDeret:
    """One change of definition after which figures no longer compare with those before ``mulai``."""

    mulai: date
    alasan: str

    @property
    def kalimat(self) -> str:
        """``Deret terputus mulai 1 Januari 2026: …``, as pages and papers print it."""
        alasan = self.alasan.strip()
        titik = "" if alasan.endswith((".", "!", "?")) else "."
        return f"Deret terputus mulai {date_format(self.mulai, 'j F Y')}: {alasan}{titik}"


def pemutus(
    versi: Iterable["VersiIndikator"], *, setelah: date | None, sampai: date
) -> tuple[PemutusDeret, ...]:
    """The breaks between two days, oldest first: after ``setelah`` (None: from the beginning), up to ``sampai``.

    Figures of two periods compare when nothing lies between the last day of the earlier and of the later one,
    for a period is read with the definition of its last day.
    """
    daftar = (
        satu
        for satu in versi
        if satu.memutus_deret
        and satu.tanggal_mulai <= sampai
        and (setelah is None or satu.tanggal_mulai > setelah)
    )
    return tuple(
        PemutusDeret(satu.tanggal_mulai, satu.alasan_perubahan)
        for satu in sorted(daftar, key=lambda satu: satu.tanggal_mulai)
    )


def pemutus_deret(indikator: "Indikator", dari_tahun: int, sampai_tahun: int) -> tuple[PemutusDeret, ...]:
    """The breaks between the figures of two years. Read ``versi`` before, or it is one query."""
    return pemutus(indikator.versi.all(), setelah=date(dari_tahun, 12, 31), sampai=date(sampai_tahun, 12, 31))


def kalimat_pemutus(daftar: Iterable[PemutusDeret]) -> str:
    """All breaks in one text; empty where there is none."""
    return " ".join(satu.kalimat for satu in daftar)
