"""When a unit took its form up, for the waktu of the filling step (``alur.mulai_unit``)."""

from collections import defaultdict
from datetime import datetime

from django.db.models import Exists, OuterRef

from alur.models import CatatanLangkah, Langkah
from pengumpulan.models import Formulir, Penyerahan


def formulir_diterima(daftar: list[CatatanLangkah]) -> dict[int, dict[int, datetime]]:
    """{visit: {unit: when it said that its form arrived}} of the filling steps among them; one query.

    A hand-in notes the arrival too where nobody had said so. That is no beginning, and is left out.
    """
    kunjungan = defaultdict(list)
    for satu in daftar:
        if satu.langkah.layar == Langkah.Layar.PENGISIAN:
            kunjungan[satu.pelaksanaan_id].append(satu.pk)
    if not kunjungan:
        return {}
    dengan_penyerahan = Penyerahan.objects.filter(formulir=OuterRef("pk"), pada=OuterRef("diterima_pada"))
    hasil: dict[int, dict[int, datetime]] = defaultdict(dict)
    for jalan, unit, pada in Formulir.objects.filter(
        ~Exists(dengan_penyerahan), pengumpulan__pelaksanaan__in=kunjungan, diterima_pada__isnull=False
    ).values_list("pengumpulan__pelaksanaan", "unit", "diterima_pada"):
        for pk in kunjungan[jalan]:
            hasil[pk][unit] = pada
    return hasil
