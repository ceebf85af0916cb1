"""What was measured in a year, for those who plan the next (``perencanaan.tercapai``)."""

from collections.abc import Mapping

from organisasi.models import OPD
from pengukuran.models import HasilUkur, Pengukuran
from perencanaan.tercapai import Tercapai


def tercapai_terukur(opd: OPD, tahun: int) -> Mapping[int, Tercapai]:
    """{indicator: its realisasi up to the latest approved measurement of the year}: one query."""
    hasil = {}
    for satu in (
        HasilUkur.objects.filter(
            pengukuran__in=Pengukuran.objects.berlaku().filter(
                opd=opd, periode__tahun=tahun, disetujui_pada__isnull=False
            )
        )
        .select_related("patokan", "pengukuran__periode")
        .order_by("pengukuran__periode__tanggal_selesai", "pk")
    ):
        if satu.realisasi is None and not satu.tingkat:
            continue
        periode = satu.pengukuran.periode
        hasil[satu.patokan.indikator_id] = Tercapai(
            satu.realisasi,
            satu.tingkat,
            periode.nama,
            (periode.tanggal_selesai.month, periode.tanggal_selesai.day) == (12, 31),
            satu.angka_latihan,
        )
    return hasil
