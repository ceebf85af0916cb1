"""When the figures of a period are locked: once a measurement that reads them is approved."""

from collections.abc import Sequence

from pengukuran.models import Pengukuran
from perencanaan.models import Periode


def sebab_pengukuran_disetujui(opd_id: int, periode: Sequence[Periode]) -> dict[int, str]:
    """{period: which approved measurement locks it, and what must be asked first}; one query for any number.

    A measurement reads every period of its year that has ended by its own end (``pengukuran.data``), so a figure
    that came later would change under it.
    """
    disetujui = list(
        Pengukuran.objects.berlaku()
        .filter(opd=opd_id, disetujui_pada__isnull=False, periode__tahun__in={satu.tahun for satu in periode})
        .select_related("periode")
        .order_by("periode__tanggal_selesai", "pk")
    )
    hasil = {}
    for satu in periode:
        pengukuran = next((p for p in disetujui if _membaca(p.periode, satu)), None)
        if pengukuran:
            hasil[satu.pk] = (
                f"Pengukuran {pengukuran.periode} sudah disetujui, jadi angka {satu} dikunci. Ajukan dahulu "
                "pembukaan kembali: diusulkan Sekretaris, diputuskan Kepala."
            )
    return hasil


def _membaca(diukur: Periode, periode: Periode) -> bool:
    return diukur.tahun == periode.tahun and diukur.tanggal_selesai >= periode.tanggal_selesai
