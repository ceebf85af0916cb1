"""Which definitions figures were already read with. Later apps say so; this one cannot see their records.

An app that reads figures registers, in ``AppConfig.ready``, a function that tells of some definitions the last
period that was read with each. A definition in use keeps what decides a figure (``perencanaan.definisi``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from perencanaan.models import VersiIndikator


@dataclass(frozen=True)
class Pemakaian:
    """What was read with a definition (``realisasi TW I 2026``), and the last day of that period.

    ``jalan`` says how that use may still be taken back, in a sentence; empty where it may not.
    """

    apa: str
    sampai: date
    jalan: str = ""


Pemakai = Callable[[Sequence[VersiIndikator]], Mapping[int, Pemakaian]]
_PEMAKAI: list[Pemakai] = []


def daftarkan(pemakai: Pemakai) -> None:
    """Add a function that knows of uses: {definition: its latest use}; unused ones are left out."""
    if pemakai not in _PEMAKAI:
        _PEMAKAI.append(pemakai)


def pemakaian(daftar: Sequence[VersiIndikator]) -> dict[int, Pemakaian]:
    """{definition: its latest use by any app}; as many queries as apps, whatever the number of definitions."""
    daftar = [satu for satu in daftar if satu.pk]
    hasil: dict[int, Pemakaian] = {}
    if not daftar:
        return hasil
    for pemakai in _PEMAKAI:
        for pk, satu in pemakai(daftar).items():
            lain = hasil.get(pk, satu)
            akhir = satu if satu.sampai > lain.sampai else lain
            hasil[pk] = replace(akhir, jalan=satu.jalan and lain.jalan)
    return hasil
