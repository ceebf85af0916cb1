"""When a figure may still change: while its row is with the unit, and no longer once it was handed in."""

from organisasi.galat import TindakanDitolak
from pengumpulan.models import Baris, BarisAnggaran, BarisFormulir, Formulir, Pengumpulan, Realisasi


def periksa_dapat_diubah(realisasi: Realisasi) -> None:
    """Refuse a change of a figure that was handed in or approved, or whose form is not out yet.

    A figure on no form (history, an entry before the first collection) is free. Where there are several forms, one
    of them must be open, and none may wait for its decision or be approved. The forms stay locked until the change
    is whole, so that a hand-in beside it pins either the old or the new figure, never one that changes after.
    """
    baris = list(
        BarisFormulir.objects.filter(
            realisasi=realisasi, formulir__pengumpulan__in=Pengumpulan.objects.berlaku()
        )
        .values_list("formulir_id", "pk")
        .order_by("pk")
    )
    if not baris:
        return
    list(Formulir.objects.select_for_update().filter(pk__in=[satu[0] for satu in baris]).order_by("pk"))
    kini = list(
        BarisFormulir.objects.filter(pk__in=[satu[1] for satu in baris])
        .select_related("formulir__unit", "formulir__pengumpulan")
        .order_by("pk")
    )
    if any(satu.status == Baris.Status.DISETUJUI for satu in kini):
        raise TindakanDitolak(
            "Angka ini sudah disetujui dan dikunci. Bila keliru, sampaikan kepada Tim SAKIP."
        )
    # Of two approvals only one could stand: what is handed in on one form waits there for its decision.
    menunggu = next((satu for satu in kini if satu.status == Baris.Status.DISERAHKAN), None)
    terbuka = next((satu for satu in kini if satu.dapat_diisi and satu.formulir.dapat_diisi), kini[-1])
    periksa_baris_terbuka(menunggu or terbuka)


def periksa_anggaran_terbuka(baris: BarisAnggaran) -> None:
    """The same for spending of a node within the collection's period."""
    periksa_baris_terbuka(baris)
    lain = (
        BarisAnggaran.objects.filter(
            simpul=baris.simpul_id,
            formulir__pengumpulan__periode=baris.formulir.pengumpulan.periode_id,
            formulir__pengumpulan__in=Pengumpulan.objects.berlaku(),
            status__in=[Baris.Status.DISERAHKAN, Baris.Status.DISETUJUI],
        )
        .exclude(pk=baris.pk)
        .select_related("formulir__unit")
        .first()
    )
    if lain:
        raise TindakanDitolak(
            f"Realisasi anggaran ini sudah diserahkan pada formulir lain ({lain.formulir.unit})."
        )


def periksa_baris_terbuka(baris: Baris) -> None:
    """Refuse unless the row is with its unit now."""
    formulir = baris.formulir
    if formulir.status == Formulir.Status.DISIAPKAN:
        raise TindakanDitolak(f"Formulir {formulir.unit} belum dibagikan.")
    if not formulir.pengumpulan.terbuka or baris.status == Baris.Status.DISETUJUI:
        raise TindakanDitolak("Formulir ini sudah disetujui atau pelaksanaannya dibatalkan.")
    if not formulir.dapat_diisi or not baris.dapat_diisi:
        raise TindakanDitolak(
            f"Formulir {formulir.unit} sudah diserahkan. Angka hanya dapat diubah bila barisnya dikembalikan."
        )
