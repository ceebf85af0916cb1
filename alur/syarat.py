"""What is still missing before a step may close. The run page shows the same list that guards the action."""

from django.db.models import Q

from alur.giliran import Pihak, pihak_langkah
from alur.layar import layar
from alur.models import CatatanLangkah, CatatanPerbaikan


def kekurangan(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """Sentences that say what is missing; empty when the step may close.

    ``unit`` limits the question to what those units still owe, at a step where each party finishes its own part.
    """
    return [*kekurangan_perbaikan(catatan, unit), *layar(catatan.langkah.layar).syarat(catatan, unit)]


def kekurangan_perbaikan(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """Remarks of a return to this step that nobody has answered yet."""
    belum = perbaikan_untuk(catatan).filter(status=CatatanPerbaikan.Status.BELUM)
    if unit is not None:
        belum = belum.filter(Q(unit=None) | Q(unit__in=unit))
    jumlah = belum.count()
    if not jumlah:
        return []
    return [f"{jumlah} catatan perbaikan belum ditindaklanjuti. Tulis tindak lanjutnya pada catatan itu."]


def perbaikan_untuk(catatan: CatatanLangkah):
    """Remarks made when the run was sent back to this step, before this visit began."""
    return CatatanPerbaikan.objects.filter(
        catatan__pelaksanaan=catatan.pelaksanaan_id,
        catatan__dikembalikan_ke=catatan.langkah_id,
        catatan__lt=catatan.pk,
    )


def pihak_belum(catatan: CatatanLangkah) -> list[Pihak]:
    """The parties whose paraf is missing at a step that all must finish.

    Where a return named units only, the others' work stays accepted and nobody waits for them.
    """
    sudah = set(catatan.paraf.values_list("peran_id", "unit_id"))
    dituju = unit_dituju(catatan)
    return [
        pihak
        for pihak in pihak_langkah(catatan.langkah)
        if (pihak.peran_id, pihak.unit_id) not in sudah and (dituju is None or pihak.unit_id in dituju)
    ]


def unit_dituju(catatan: CatatanLangkah) -> set[int] | None:
    """The units named by the return that opened this visit; None when all parties must do it."""
    if catatan.putaran == 1:
        return None
    sebelum = (
        CatatanLangkah.objects.filter(pelaksanaan=catatan.pelaksanaan_id, pk__lt=catatan.pk)
        .order_by("-pk")
        .first()
    )
    if sebelum is None or sebelum.dikembalikan_ke_id != catatan.langkah_id:
        return None
    unit = set(sebelum.perbaikan.values_list("unit_id", flat=True))
    if not unit or None in unit:
        return None
    pihak = {satu.unit_id for satu in pihak_langkah(catatan.langkah)}
    return unit if unit <= pihak else None
