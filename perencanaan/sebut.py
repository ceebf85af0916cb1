"""Facts of the plan in words."""

from perencanaan.angka import tulis_angka
from perencanaan.models import VersiIndikator, VersiTarget


def sebut_target(target: VersiTarget) -> str:
    """A target in words: a figure, ``80–90``, a level, or an empty text when it is not set."""
    if target.batas_bawah is not None:
        return f"{tulis_angka(target.batas_bawah)}–{tulis_angka(target.batas_atas)}"
    return tulis_angka(target.nilai) or target.tingkat


def sesuai_arah(target: VersiTarget, arah: str) -> bool:
    """Is a target of the form that the indicator's ``arah`` measures with? One that is not set always is."""
    if not sebut_target(target):
        return True
    if arah == VersiIndikator.Arah.ORDINAL:
        return bool(target.tingkat) and target.nilai is None and target.batas_bawah is None
    if arah == VersiIndikator.Arah.RENTANG:
        return target.batas_bawah is not None
    return target.nilai is not None
