"""How a step is finished, approved or returned: by the domain's own action where its layar has one.

Pages, the practice office and the tests come in here; the gate (``alur.actions``) stays the one way to move.
"""

from alur import actions
from alur.layar import layar
from alur.models import CatatanLangkah, CatatanPerbaikan


def selesaikan(*, catatan: CatatanLangkah, **lain) -> CatatanLangkah:
    """Finish the step (keywords of ``alur.actions.selesaikan``)."""
    return (layar(catatan.langkah.layar).selesaikan or actions.selesaikan)(catatan=catatan, **lain)


def setujui(*, catatan: CatatanLangkah, **lain) -> CatatanLangkah:
    """Approve at a decision step (keywords of ``alur.actions.setujui``)."""
    return (layar(catatan.langkah.layar).setujui or actions.setujui)(catatan=catatan, **lain)


def kembalikan(*, catatan: CatatanLangkah, **lain) -> list[CatatanPerbaikan]:
    """Send back at a decision step (keywords of ``alur.actions.kembalikan``, and the rows the domain takes)."""
    return (layar(catatan.langkah.layar).kembalikan or actions.kembalikan)(catatan=catatan, **lain)
