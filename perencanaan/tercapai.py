"""What a year brought, for those who plan the next. What was measured is told by an app to the right of this one.

An app that measures registers, in ``AppConfig.ready``, a function of (OPD, year). What a report printed of the
whole year (``RiwayatNilai``) goes before it, as in the history of the LKjIP: one figure of a year on every page.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from organisasi.models import OPD
from perencanaan.angka import tulis_angka
from perencanaan.models import RiwayatNilai


@dataclass(frozen=True)
class Tercapai:
    """The realisasi of one indicator, a figure or a level, up to ``periode``; ``setahun``: of the whole year."""

    nilai: Decimal | None
    tingkat: str = ""
    periode: str = ""
    setahun: bool = True
    angka_latihan: bool = False

    @property
    def teks(self) -> str:
        """``91,5 (s.d. TW III 2026)``; the period is left out where it is the whole year."""
        angka = tulis_angka(self.nilai) or self.tingkat
        return angka if self.setahun or not angka else f"{angka} (s.d. {self.periode})"


Penyedia = Callable[[OPD, int], Mapping[int, Tercapai]]
_PENYEDIA: list[Penyedia] = []


def daftarkan(penyedia: Penyedia) -> None:
    """Add a function that knows what was measured in a year: {indicator: what came of it}."""
    if penyedia not in _PENYEDIA:
        _PENYEDIA.append(penyedia)


def tercapai(opd: OPD, tahun: int) -> dict[int, Tercapai]:
    """{indicator: what the year brought}; what a report printed goes before what was measured here."""
    hasil: dict[int, Tercapai] = {}
    for penyedia in _PENYEDIA:
        hasil |= penyedia(opd, tahun)
    return hasil | {
        satu.indikator_id: Tercapai(satu.realisasi, angka_latihan=satu.angka_latihan)
        for satu in RiwayatNilai.objects.filter(indikator__opd=opd, tahun=tahun, realisasi__isnull=False)
    }
