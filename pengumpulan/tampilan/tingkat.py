"""Which levels or predikat an indicator can be given."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Value

from pengumpulan.models import Realisasi
from pengumpulan.tingkat import UMUM
from perencanaan.models import TargetRenstra, VersiIndikator, VersiTarget


def pilihan_tingkat(daftar: list[Realisasi], definisi: Mapping[int, VersiIndikator]) -> dict[int, list[str]]:
    """{realisasi: levels}: those of the family that the indicator's targets use, best first, else those in use.

    One query. Without any level yet the list holds an empty one: whatever is typed counts.
    """
    ordinal = [r for r in daftar if r.pk in definisi and definisi[r.pk].arah == VersiIndikator.Arah.ORDINAL]
    if not ordinal:
        return {}
    indikator = {r.indikator_id for r in ordinal}
    target, renstra, realisasi = (
        semua.filter(indikator__in=indikator)
        .exclude(tingkat="")
        .order_by()
        .annotate(asal=Value(asal))
        .values_list("asal", "pk", "indikator", "tingkat")
        for asal, semua in enumerate(
            (VersiTarget.objects.ditetapkan(), TargetRenstra.objects.all(), Realisasi.objects.all())
        )
    )
    dipakai = defaultdict(dict)
    for _, _, pk, tingkat in sorted(target.union(renstra, realisasi, all=True)):
        dipakai[pk][tingkat] = True
    hasil = {}
    for r in ordinal:
        ada = {satu.casefold() for satu in dipakai[r.indikator_id]}
        keluarga = next((satu for satu in UMUM if ada and ada <= {t.casefold() for t in satu}), None)
        hasil[r.pk] = list(reversed(keluarga)) if keluarga else list(dipakai[r.indikator_id]) or [""]
    return hasil
