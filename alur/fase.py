"""Which half of the work a step belongs to: bringing data together, or measuring it."""

from alur.models import Langkah, Prosedur


def mengumpulkan(langkah: Langkah) -> bool:
    """Does the step belong to the collection? In a procedure that does both, up to where the forms close."""
    jenis = langkah.prosedur.jenis
    if jenis != Prosedur.Jenis.GABUNGAN:
        return jenis == Prosedur.Jenis.PENGUMPULAN
    penutup = langkah.prosedur.langkah.filter(menutup_formulir=True).values_list("nomor", flat=True).first()
    return penutup is not None and langkah.nomor <= penutup


def putusan_terakhir(langkah: Langkah) -> bool:
    """Is this the last decision of its procedure: the one that makes the result stand?"""
    if not langkah.jalur_kembali.exists():
        return False
    return not Langkah.objects.filter(
        prosedur=langkah.prosedur_id, nomor__gt=langkah.nomor, jalur_kembali__isnull=False
    ).exists()
