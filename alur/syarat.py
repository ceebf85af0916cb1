"""What is still missing before a step may close. The run page shows the same list that guards the action."""

from django.db.models import Q

from alur.giliran import Pihak, pihak_langkah
from alur.kelengkapan import kurang_wajib
from alur.layar import layar
from alur.models import CatatanLangkah, CatatanPerbaikan
from alur.pengecualian import unit_dikecualikan


def kekurangan(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """Sentences that say what is missing; empty when the step may close.

    ``unit`` limits the question to what those units still owe, at a step where each party finishes its own part.
    """
    return [
        *kekurangan_perbaikan(catatan, unit),
        *kurang_wajib(catatan),
        *layar(catatan.langkah.layar).syarat(catatan, unit),
    ]


def kekurangan_perbaikan(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """Remarks of a return to this step that nobody has answered yet."""
    belum = perbaikan_untuk(catatan).filter(status=CatatanPerbaikan.Status.BELUM)
    if unit is not None:
        belum = belum.filter(Q(unit=None) | Q(unit__in=unit))
    if tanpa := unit_dikecualikan([catatan]).get(catatan.pk):
        belum = belum.exclude(unit__in=tanpa)
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
        dibuat_oleh=None,
    )


def pihak_belum(catatan: CatatanLangkah) -> list[Pihak]:
    """The parties whose paraf is missing at a step that all must finish.

    Where a return named units only, the others' work stays accepted and nobody waits for them; nor for units
    that the run goes on without.
    """
    sudah = set(catatan.paraf.values_list("peran_id", "unit_id"))
    dituju = unit_dituju(catatan)
    tanpa = unit_dikecualikan([catatan]).get(catatan.pk, set())
    return [
        pihak
        for pihak in pihak_langkah(catatan.langkah)
        if (pihak.peran_id, pihak.unit_id) not in sudah
        and pihak.unit_id not in tanpa
        and (dituju is None or pihak.unit_id in dituju)
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
    unit = set(sebelum.perbaikan.filter(dibuat_oleh=None).values_list("unit_id", flat=True))
    if not unit or None in unit:
        return None
    pihak = {satu.unit_id for satu in pihak_langkah(catatan.langkah)}
    return unit if unit <= pihak else None
