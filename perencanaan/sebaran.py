"""A year's target over its periods and back: what spreads, and what months say of a triwulan. Pure."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

from perencanaan.models import VersiIndikator

Metode = VersiIndikator.Metode


# Values of the later periods say nothing of the earlier ones.
_TERAKHIR = {Metode.NILAI_AKHIR, Metode.TAHUNAN, Metode.RASIO}


def bagi_rata(nilai: Decimal, banyak: int, metode: str, desimal: int | None = None) -> list[Decimal | None]:
    """Targets of ``banyak`` equal periods in the unit of ``nilai``; ``None`` leaves a period open.

    What is summed is cut off at ``desimal`` places (default: as many as the year's target has, so that documents
    stay whole), and the last period takes the remainder: 10 over 4 is 2, 2, 2, 4. What is measured once a year
    falls due in the last period; every other method keeps the same value throughout (domain §5).
    """
    if metode == Metode.JUMLAH:
        if desimal is None:
            desimal = max(0, -nilai.normalize().as_tuple().exponent)
        bagian = (nilai / banyak).quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_DOWN)
        return [bagian] * (banyak - 1) + [nilai - bagian * (banyak - 1)]
    if metode == Metode.TAHUNAN:
        return [None] * (banyak - 1) + [nilai]
    return [nilai] * banyak


def gabungkan(nilai: Sequence[Decimal | None], metode: str) -> Decimal | None:
    """What shorter periods say of the longer one that they make up; ``None`` where they leave it open.

    A sum or a mean of an incomplete row would only look like one. A ratio's parts are not planned, so the last
    value stands for it, as for any position.
    """
    if metode in _TERAKHIR:
        return nilai[-1] if nilai else None
    if not nilai or any(satu is None for satu in nilai):
        return None
    if metode == Metode.MAKS:
        return max(nilai)
    if metode == Metode.MIN:
        return min(nilai)
    jumlah = sum(nilai, Decimal(0))
    return jumlah if metode == Metode.JUMLAH else jumlah / len(nilai)
