"""Facts of the plan in words."""

from perencanaan.angka import tulis_angka
from perencanaan.models import VersiTarget


def sebut_target(target: VersiTarget) -> str:
    """A target in words: a figure, ``80–90``, a level, or an empty text when it is not set."""
    if target.batas_bawah is not None:
        return f"{tulis_angka(target.batas_bawah)}–{tulis_angka(target.batas_atas)}"
    return tulis_angka(target.nilai) or target.tingkat
