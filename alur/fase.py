"""Which half of the work a step belongs to, collecting or measuring, and whether a run has its approval."""

from django.db.models import Max

from alur.models import CatatanLangkah, Langkah, Pelaksanaan, Prosedur

Keputusan = CatatanLangkah.Keputusan


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


def data_disetujui(pelaksanaan: Pelaksanaan) -> bool:
    """Has the step that closes the forms approved them, with no return after it?"""
    putusan = (
        pelaksanaan.catatan.filter(langkah__menutup_formulir=True, selesai_pada__isnull=False)
        .order_by("-pk")
        .first()
    )
    return putusan is not None and putusan.keputusan == Keputusan.SETUJUI


def sudah_disetujui(pelaksanaan: Pelaksanaan) -> bool:
    """Has the last decision step of the run approved, with no return after it?"""
    terakhir = pelaksanaan.prosedur.langkah.filter(jalur_kembali__isnull=False).aggregate(no=Max("nomor"))[
        "no"
    ]
    putusan = (
        pelaksanaan.catatan.filter(langkah__nomor=terakhir, selesai_pada__isnull=False)
        .order_by("-pk")
        .first()
    )
    return putusan is not None and putusan.keputusan == Keputusan.SETUJUI
