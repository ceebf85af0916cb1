"""Which page a step is done on, and what must be there before it may close.

The flow imports nothing of what hangs on it. An app that owns a ``layar`` registers it in
``AppConfig.ready``: the name of its page and its ``syarat``, a read-only function that lists what is
missing. ``alur.checks`` wants exactly one registration per layar.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alur.forms_isian import FormIsian
    from alur.models import CatatanLangkah, Langkah

# The visit, and the units on whose behalf one asks (None: all parties of the step).
Syarat = Callable[["CatatanLangkah", frozenset[int] | None], list[str]]


@dataclass(frozen=True)
class Layar:
    """A registered layar.

    ``halaman`` is a URL name that takes the visit's pk, ``label_halaman`` what its link says; empty for the run
    page itself. ``isian`` is the form of what is written at the step. ``selesaikan``, ``setujui`` and
    ``kembalikan`` are the domain's own actions where finishing means more than moving on; each takes the gate's
    keywords and calls the gate inside its transaction.
    """

    nama: str
    syarat: Syarat
    halaman: str = ""
    label_halaman: str = ""
    isian: "type[FormIsian] | None" = None
    selesaikan: Callable | None = None
    setujui: Callable | None = None
    kembalikan: Callable | None = None


_LAYAR: dict[str, list[Layar]] = {}


def daftarkan(nama: str, *, syarat: Syarat, **lain) -> None:
    """Say who owns a layar. A second registration is kept, so that the check can name it."""
    baru = Layar(nama, syarat, **lain)
    if baru not in _LAYAR.setdefault(nama, []):
        _LAYAR[nama].append(baru)


def pendaftar(nama: str) -> list[Layar]:
    """All registrations of a layar, for the check."""
    return list(_LAYAR.get(nama, []))


def layar(nama: str) -> Layar:
    """The one registration of a layar."""
    return _LAYAR[nama][0]


def isian_langkah(langkah: "Langkah") -> "type[FormIsian] | None":
    """The form of what is written at a step, if anything is."""
    kelas = layar(langkah.layar).isian
    return kelas and kelas.untuk(langkah)


def tanpa_syarat(catatan: "CatatanLangkah", unit: frozenset[int] | None = None) -> list[str]:
    """For steps that are done by saying so on the run page."""
    return []
