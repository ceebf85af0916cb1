"""A part of an archive: where it lies, what it is, and where its bytes come from."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.db.models.fields.files import FieldFile

BUKAN_NAMA = re.compile(r"[^A-Za-z0-9._-]+")
NAMA_TERPANJANG = 80
# What a spreadsheet would take for a formula.
RUMUS = ("=", "+", "-", "@", "\t", "\r")
ANGKA = re.compile(r"-?[0-9.]+(,[0-9]+)?")


@dataclass(frozen=True)
class Butir:
    """One file of the archive. ``isi`` gives its bytes when it is written, ``berkas`` is a stored file.

    ``sidik`` is the SHA-256 that was recorded when a stored file came in: what does not match it any more is
    archived all the same, and said.
    """

    jalur: str
    keterangan: str
    isi: Callable[[], bytes] | None = None
    berkas: FieldFile | None = None
    sidik: str = ""


def nama_aman(teks: str) -> str:
    """A text as a part of a path that every system can unpack: ASCII letters, digits, ``. _ -``."""
    polos = unicodedata.normalize("NFKD", teks).encode("ascii", "ignore").decode()
    return BUKAN_NAMA.sub("-", polos).strip("-.")[:NAMA_TERPANJANG] or "tanpa-nama"


def bernomor(objek: Model) -> str:
    """``Pengumpulan Data TW I 2026 (no. 12)``: one that was called off and the next one are called the same."""
    return f"{objek} (no. {objek.pk})"


def folder_bernomor(objek: Model) -> str:
    """``0012_Pengumpulan-Data-TW-I-2026``: no two share a folder."""
    return f"{objek.pk:04d}_{nama_aman(str(objek))}"


def nama_berkas(pk: int, judul: str, asli: str) -> str:
    """``0012_Rekap-layanan.pdf``: in the order of upload, never twice the same."""
    akhiran = "." + nama_aman(asli.rsplit(".", 1)[1]).lower()[:8] if "." in asli else ""
    return f"{pk:04d}_{nama_aman(judul.removesuffix(akhiran))}{akhiran}"


def tabel(kolom: Sequence[str], baris: Iterable[Sequence[Any]]) -> bytes:
    """A table as CSV that an Indonesian Excel opens by itself: semicolons, UTF-8 with its mark, no formulas."""
    teks = io.StringIO(newline="")
    penulis = csv.writer(teks, delimiter=";", lineterminator="\r\n")
    penulis.writerow(kolom)
    for satu in baris:
        penulis.writerow([_sel(nilai) for nilai in satu])
    return teks.getvalue().encode("utf-8-sig")


def _sel(nilai: Any) -> str:
    teks = "" if nilai is None else "ya" if nilai is True else "tidak" if nilai is False else str(nilai)
    teks = teks.replace("\x00", "")
    return f"'{teks}" if teks.startswith(RUMUS) and not ANGKA.fullmatch(teks) else teks
