"""Which collections of an office somebody still owes something to."""

from django.db.models import Q

from alur.models import Pelaksanaan, Prosedur
from organisasi.models import OPD
from pengumpulan.kunci import periode_terkunci
from pengumpulan.models import BarisFormulir, Formulir, Pengumpulan

BELUM = (Formulir.Status.DIBAGIKAN, Formulir.Status.DIKEMBALIKAN)


def yang_ditagih(opd: OPD) -> list[tuple[Pelaksanaan | None, Pengumpulan | None]]:
    """Runs that collect and direct entries, each with its collection: what is still to come in.

    Not approved and not called off; or approved without a unit or a figure that may still be brought.
    """
    kumpul = list(
        Pengumpulan.objects.berlaku()
        .filter(opd=opd, disetujui_pada=None)
        .filter(Q(pelaksanaan=None) | Q(pelaksanaan__status=Pelaksanaan.Status.BERJALAN))
        .select_related("opd__pemda", "periode", "pelaksanaan__periode", "pelaksanaan__prosedur")
    )
    belum_disiapkan = (
        Pelaksanaan.objects.berjalan()
        .filter(
            opd=opd,
            pengumpulan=None,
            prosedur__jenis__in=[Prosedur.Jenis.PENGUMPULAN, Prosedur.Jenis.GABUNGAN],
        )
        .select_related("periode", "prosedur")
    )
    return [
        *((satu.pelaksanaan, satu) for satu in kumpul),
        *((satu, None) for satu in belum_disiapkan),
        *((satu.pelaksanaan, satu) for satu in _menunggu_susulan(opd)),
    ]


def _menunggu_susulan(opd: OPD) -> list[Pengumpulan]:
    """Collections that were approved without a unit, or with rows to follow, while their period is not locked."""
    baris = BarisFormulir.objects.filter(ditunggu=True)
    dilewati = Formulir.objects.filter(dilewati_pada__isnull=False, status__in=BELUM)
    kumpul = list(
        Pengumpulan.objects.berlaku()
        .filter(
            Q(pk__in=dilewati.values("pengumpulan")) | Q(pk__in=baris.values("formulir__pengumpulan")),
            opd=opd,
            disetujui_pada__isnull=False,
        )
        .select_related("opd__pemda", "periode", "pelaksanaan__periode", "pelaksanaan__prosedur")
    )
    kunci = periode_terkunci(opd.pk, [satu.periode for satu in kumpul])
    return [satu for satu in kumpul if satu.periode_id not in kunci]
