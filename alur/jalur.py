"""The ways back from a decision step; a step without any is no decision."""

from django.db.models import Prefetch, prefetch_related_objects

from alur.models import JalurKembali, Langkah
from organisasi.galat import TindakanDitolak


def jalur_kembali(langkah: Langkah) -> list[JalurKembali]:
    """Where the step may send the run back to, the SOP's default first; read once, if not prefetched."""
    prefetch_related_objects([langkah], Prefetch("jalur_kembali", JalurKembali.objects.select_related("ke")))
    return list(langkah.jalur_kembali.all())


def tujuan_kembali(jalur: list[JalurKembali], ke: Langkah | None) -> Langkah:
    """The step meant: the default when none is named, and only one that the SOP allows."""
    if ke is None:
        return next((satu.ke for satu in jalur if satu.bawaan), jalur[0].ke)
    if ke.pk not in {satu.ke_id for satu in jalur}:
        pilihan = ", ".join(str(satu.ke.nomor) for satu in jalur)
        raise TindakanDitolak(f"SOP ini hanya membolehkan kembali ke langkah {pilihan}.")
    return ke
