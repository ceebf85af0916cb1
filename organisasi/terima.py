"""What an address or a page sends beside its forms, read without believing it."""

from collections.abc import Mapping

# No key has more digits, and no database could be asked for one that had.
ANGKA_KUNCI = 18


def baca_bulat(teks: str, *, digit: int = ANGKA_KUNCI) -> int | None:
    """A number written in digits alone, at most so many; None for anything else."""
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= digit else None


def baca_teks(data: Mapping[str, str], nama: str, panjang: int) -> str:
    """A text without blanks around it, cut at ``panjang``; empty where it was not sent.

    Without NUL, which PostgreSQL refuses and SQLite takes for the end.
    """
    return data.get(nama, "").replace("\x00", "").strip()[:panjang]
