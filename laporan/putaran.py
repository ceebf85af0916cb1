"""What the office wrote for a report goes on with the next round of its measurement (``pengukuran.putaran``)."""

from laporan.models import BagianLaporan
from pengukuran.models import Pengukuran


def teruskan_bagian(lama: Pengukuran, baru: Pengukuran) -> None:
    """The parts as they stand; those of the round before stay with what was approved then."""
    bagian = list(BagianLaporan.objects.filter(pengukuran=lama).order_by("pk"))
    for satu in bagian:
        satu.pk, satu.pengukuran = None, baru
        satu._state.adding = True
    BagianLaporan.objects.bulk_create(bagian)
