"""Definitions in force and the evidence they ask for, for figures outside a form too."""

from collections import defaultdict
from collections.abc import Mapping

from pengumpulan.models import Realisasi
from perencanaan.models import JenisBukti, VersiIndikator


def definisi_berlaku(daftar: list[Realisasi]) -> dict[int, VersiIndikator]:
    """{realisasi: the definition in force at the end of its period}; one query."""
    versi = defaultdict(list)
    for satu in VersiIndikator.objects.filter(indikator__in={r.indikator_id for r in daftar}):
        versi[satu.indikator_id].append(satu)
    cocok = {
        r.pk: next((v for v in versi[r.indikator_id] if v.berlaku_pada(r.periode.tanggal_selesai)), None)
        for r in daftar
    }
    return {pk: satu for pk, satu in cocok.items() if satu}


def bukti_diminta(definisi: Mapping[int, VersiIndikator]) -> dict[int, list[JenisBukti]]:
    """{realisasi: the kinds of evidence its definition names}; one query."""
    per_versi = defaultdict(list)
    for satu in JenisBukti.objects.filter(versi__in={satu.pk for satu in definisi.values()}):
        per_versi[satu.versi_id].append(satu)
    return {pk: per_versi[satu.pk] for pk, satu in definisi.items()}
