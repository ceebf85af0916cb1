"""Which definitions units have filled figures by (``perencanaan.pemakaian``)."""

from collections import defaultdict
from collections.abc import Sequence

from pengumpulan.models import Keadaan, Realisasi
from perencanaan.models import Periode, VersiIndikator
from perencanaan.pemakaian import Pemakaian

JALAN = "Bila salah ketik dan angka itu belum disetujui, minta unit mengosongkan angkanya dahulu."


def pemakaian_realisasi(daftar: Sequence[VersiIndikator]) -> dict[int, Pemakaian]:
    """{definition: the latest period filled while it was in force at the period's end}; two queries."""
    terisi = (
        Realisasi.objects.filter(indikator__in={satu.indikator_id for satu in daftar})
        .exclude(keadaan=Keadaan.BELUM_DIISI)
        .order_by()
        .values_list("indikator", "periode")
        .distinct()
    )
    periode = Periode.objects.in_bulk({pk for _, pk in terisi})
    per_indikator: dict[int, list[Periode]] = defaultdict(list)
    for indikator, pk in terisi:
        per_indikator[indikator].append(periode[pk])
    hasil = {}
    for versi in daftar:
        dibaca = [p for p in per_indikator[versi.indikator_id] if versi.berlaku_pada(p.tanggal_selesai)]
        if dibaca:
            akhir = max(dibaca, key=lambda satu: satu.tanggal_selesai)
            hasil[versi.pk] = Pemakaian(f"realisasi {akhir}", akhir.tanggal_selesai, JALAN)
    return hasil
