"""Names as people type them: compared without case and punctuation, and the nearest known one suggested."""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from typing import Generic, TypeVar

BUKAN_HURUF = re.compile(r"[\W_]+")
# Suggesting compares with every known name; a file full of unknown names need not have one for each.
SARAN_TERBANYAK = 40
Benda = TypeVar("Benda")


def normal(teks: str) -> str:
    """Lower case, letters and digits only, single spaces."""
    return BUKAN_HURUF.sub(" ", unicodedata.normalize("NFKC", teks).casefold()).strip()


class DaftarNama(Generic[Benda]):
    """Things by name. Two things of the same name are both found."""

    def __init__(self, isi: Iterable[tuple[str, Benda]] = ()):
        self._isi: dict[str, list[Benda]] = {}
        self._asli: dict[str, str] = {}
        self._saran: dict[str, str] = {}
        for nama, benda in isi:
            self.tambah(nama, benda)

    def tambah(self, nama: str, benda: Benda) -> None:
        """Make ``benda`` known by that name, too."""
        kunci = normal(nama)
        if kunci and not any(satu is benda for satu in self._isi.setdefault(kunci, [])):
            self._isi[kunci].append(benda)
            self._asli.setdefault(kunci, nama)

    def cari(self, nama: str) -> list[Benda]:
        """All things of that name."""
        return self._isi.get(normal(nama), [])

    def saran(self, nama: str) -> str:
        """`` Maksudnya “…”?`` with the nearest names, or nothing."""
        kunci = normal(nama)
        if kunci not in self._saran:
            if len(self._saran) >= SARAN_TERBANYAK:
                return ""
            dekat = difflib.get_close_matches(kunci, self._isi, n=2, cutoff=0.7)
            pilihan = " atau ".join(f"“{self._asli[satu][:120]}”" for satu in dekat)
            self._saran[kunci] = f" Maksudnya {pilihan}?" if pilihan else ""
        return self._saran[kunci]
