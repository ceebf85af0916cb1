"""By what name the register and the locked papers know a paper, whatever its place in a list is."""

from alur.models import CatatanLangkah, Pelaksanaan


def kunci_kunjungan(catatan: CatatanLangkah, jenis: str) -> str:
    """Of a paper of one visit: ``catatan:41:undangan``. A visit's main paper is ``naskah``."""
    return f"catatan:{catatan.pk}:{jenis}"


def kunci_pelaksanaan(pelaksanaan: Pelaksanaan, jenis: str) -> str:
    """Of a paper of the whole run: ``pelaksanaan:12:rekapitulasi``."""
    return f"pelaksanaan:{pelaksanaan.pk}:{jenis}"
