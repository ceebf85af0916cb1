"""How a step is finished, approved or returned: by the domain's own action where its layar has one.

Pages, the practice office and the tests come in here; the gate (``alur.actions``) stays the one way to move.
"""

from alur import actions
from alur.kunjungan import saat_belakangan
from alur.layar import layar
from alur.models import CatatanLangkah, CatatanPerbaikan


def _pada_harinya(catatan: CatatanLangkah, lain: dict) -> dict:
    """The keywords with the step's real day, in a run recorded afterwards: forms are handed in on it as well."""
    if lain.get("pada") is None and (saat := saat_belakangan(catatan)):
        return lain | {"pada": saat}
    return lain


def selesaikan(*, catatan: CatatanLangkah, **lain) -> CatatanLangkah:
    """Finish the step (keywords of ``alur.actions.selesaikan``)."""
    return (layar(catatan.langkah.layar).selesaikan or actions.selesaikan)(
        catatan=catatan, **_pada_harinya(catatan, lain)
    )


def setujui(*, catatan: CatatanLangkah, **lain) -> CatatanLangkah:
    """Approve at a decision step (keywords of ``alur.actions.setujui``)."""
    return (layar(catatan.langkah.layar).setujui or actions.setujui)(
        catatan=catatan, **_pada_harinya(catatan, lain)
    )


def kembalikan(*, catatan: CatatanLangkah, **lain) -> list[CatatanPerbaikan]:
    """Send back at a decision step (keywords of ``alur.actions.kembalikan``, and the rows the domain takes)."""
    return (layar(catatan.langkah.layar).kembalikan or actions.kembalikan)(
        catatan=catatan, **_pada_harinya(catatan, lain)
    )
