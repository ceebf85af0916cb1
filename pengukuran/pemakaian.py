"""Which definitions measurements are pinned to (``perencanaan.pemakaian``)."""

from collections.abc import Sequence

from pengukuran.models import Pengukuran
from pengukuran.models.metodologi import PatokanIndikator
from perencanaan.models import VersiIndikator
from perencanaan.pemakaian import Pemakaian


def pemakaian_patokan(daftar: Sequence[VersiIndikator]) -> dict[int, Pemakaian]:
    """{definition: the latest measurement pinned to it}; measurements called off do not count. One query."""
    patokan = (
        PatokanIndikator.objects.filter(
            versi_indikator__in=[satu.pk for satu in daftar],
            metodologi__pengukuran__in=Pengukuran.objects.berlaku(),
        )
        .select_related("metodologi__pengukuran__periode")
        .order_by("metodologi__pengukuran__periode__tanggal_selesai")
    )
    return {
        satu.versi_indikator_id: Pemakaian(
            f"pengukuran {satu.metodologi.pengukuran.periode}",
            satu.metodologi.pengukuran.periode.tanggal_selesai,
        )
        for satu in patokan
    }
