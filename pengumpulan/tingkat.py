"""Levels and predikat that come in a known order, worst first; others have no order that a program may assume."""

UMUM = (("D", "C", "CC", "B", "BB", "A", "AA"), ("TMP", "TW", "WDP", "WTP"))


def kedudukan_tingkat(tingkat: str, patokan: str) -> tuple[int, int] | None:
    """(place of ``tingkat``, place of ``patokan``) in the one order that holds both; None where none does."""
    satu, dua = tingkat.strip().casefold(), patokan.strip().casefold()
    for keluarga in UMUM:
        urut = [nama.casefold() for nama in keluarga]
        if satu in urut and dua in urut:
            return urut.index(satu), urut.index(dua)
    return None
