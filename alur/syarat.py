"""What is still missing before a step may close. The run page shows the same list that guards the action."""

from alur.giliran import Pihak, pihak_langkah
from alur.layar import layar
from alur.models import CatatanLangkah, CatatanPerbaikan


def kekurangan(catatan: CatatanLangkah) -> list[str]:
    """Sentences that say what is missing; empty when the step may close."""
    return [*kekurangan_perbaikan(catatan), *layar(catatan.langkah.layar).syarat(catatan)]


def kekurangan_perbaikan(catatan: CatatanLangkah) -> list[str]:
    """Remarks of a return to this step that nobody has answered yet."""
    jumlah = perbaikan_untuk(catatan).filter(status=CatatanPerbaikan.Status.BELUM).count()
    if not jumlah:
        return []
    return [f"{jumlah} catatan perbaikan belum ditindaklanjuti. Tulis tindak lanjutnya di bawah."]


def perbaikan_untuk(catatan: CatatanLangkah):
    """Remarks made when the run was sent back to this step, before this visit began."""
    return CatatanPerbaikan.objects.filter(
        catatan__pelaksanaan=catatan.pelaksanaan_id,
        catatan__dikembalikan_ke=catatan.langkah_id,
        catatan__lt=catatan.pk,
    )


def pihak_belum(catatan: CatatanLangkah) -> list[Pihak]:
    """The parties whose paraf is missing at a step that all must finish."""
    sudah = set(catatan.paraf.values_list("peran_id", "unit_id"))
    return [pihak for pihak in pihak_langkah(catatan.langkah) if (pihak.peran_id, pihak.unit_id) not in sudah]
