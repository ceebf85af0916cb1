"""When a figure may still change: while its row is with the unit, and no longer once it was handed in."""

from collections.abc import Callable, Mapping, Sequence

from django.db import connection
from django.db.models import BigIntegerField

from alur.models import Pelaksanaan
from jejak.pertanyaan import Lowong, PertanyaanTetap
from organisasi.galat import TindakanDitolak
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    ButirKoreksi,
    ButirPenyerahan,
    Formulir,
    Pengumpulan,
    Realisasi,
)
from perencanaan.models import Periode

# Apps that hang on the collection say which of these periods' figures are locked: f(opd, periods) gives
# {period: the sentence}.
PengunciPeriode = Callable[[int, Sequence[Periode]], Mapping[int, str]]
_PENGUNCI: list[PengunciPeriode] = []


def daftarkan_pengunci(pengunci: PengunciPeriode) -> None:
    """Say who locks the figures of a period, such as an approved measurement."""
    if pengunci not in _PENGUNCI:
        _PENGUNCI.append(pengunci)


def sebab_terkunci(opd_id: int, periode: Periode) -> str:
    """Why nothing of that period may come in any more, and what to do; empty while it may."""
    return periode_terkunci(opd_id, [periode]).get(periode.pk, "")


def periode_terkunci(opd_id: int, periode: Sequence[Periode]) -> dict[int, str]:
    """{period: why nothing of it may come in any more} of those that are locked; asked once for all of them."""
    hasil: dict[int, str] = {}
    for pengunci in _PENGUNCI:
        hasil = {**pengunci(opd_id, periode), **hasil}
    return hasil


def formulir_terbuka(formulir: Formulir) -> bool:
    """May the unit write in it now: as part of the run, or after it, as susulan?"""
    pengumpulan = formulir.pengumpulan
    if pengumpulan.terbuka:
        return formulir.dapat_diisi
    if not menerima_susulan(formulir):
        return False
    return not sebab_formulir_terkunci(formulir)


def sebab_formulir_terkunci(formulir: Formulir) -> str:
    """The same of a form: empty as well while the Kepala has opened rows of it again."""
    sebab = sebab_terkunci(formulir.pengumpulan.opd_id, formulir.pengumpulan.periode)
    if sebab and ButirKoreksi.objects.terbuka().filter(baris__formulir=formulir.pk).exists():
        return ""
    return sebab


def sebab_baris_terkunci(baris: Baris) -> str:
    """The same of one row; a line of spending opens with the whole form of a unit that was passed over."""
    formulir = baris.formulir
    sebab = sebab_terkunci(formulir.pengumpulan.opd_id, formulir.pengumpulan.periode)
    if not sebab:
        return ""
    if isinstance(baris, BarisFormulir):
        dibuka = ButirKoreksi.objects.terbuka().filter(baris=baris.pk).exists()
    else:
        dibuka = formulir.dilewati and not sebab_formulir_terkunci(formulir)
    return "" if dibuka else sebab


def menerima_susulan(formulir: Formulir) -> bool:
    """Is something of it still awaited although the run went on: the form itself, or rows approved as menyusul?"""
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    if pelaksanaan and pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN:
        return False
    return (formulir.dilewati and formulir.dapat_diisi) or formulir.baris.filter(ditunggu=True).exists()


REALISASI = Lowong("realisasi", BigIntegerField())
# Those who fill one form do not wait for each other; who hands it in waits for all of them, and they for him.
KUNCI_FORMULIR = PertanyaanTetap(
    lambda: (
        Formulir.objects.select_for_update(of=("self",))
        .filter(baris__realisasi=REALISASI, pengumpulan__in=Pengumpulan.objects.berlaku())
        .order_by("pk")
        .values_list("pk")
    ),
    bersama=True,
)
BARIS_SEKARANG = PertanyaanTetap(
    lambda: (
        BarisFormulir.objects.filter(
            realisasi=REALISASI, formulir__pengumpulan__in=Pengumpulan.objects.berlaku()
        )
        .select_related(
            "formulir__unit", "formulir__pengumpulan__pelaksanaan", "formulir__pengumpulan__periode"
        )
        .order_by("pk")
    )
)


def periksa_dapat_diubah(realisasi: Realisasi) -> None:
    """Refuse a change of a figure that was handed in or approved, or whose form is not out yet.

    A figure on no form (history, an entry before the first collection) is free. Where there are several forms, one
    of them must be open, and none may wait for its decision or be approved. The forms stay locked until the change
    is whole, so that a hand-in beside it pins either the old or the new figure, never one that changes after.
    """
    # On SQLite whoever writes is alone anyway.
    if connection.features.has_select_for_update:
        KUNCI_FORMULIR.tanya(realisasi=realisasi.pk)
    # Read after the lock is ours, by a statement of its own: what was handed in meanwhile must show.
    kini = BARIS_SEKARANG.tanya(realisasi=realisasi.pk)
    if not kini:
        return
    tetap = [satu for satu in kini if satu.status == Baris.Status.DISETUJUI and not satu.ditunggu]
    if tetap and not _sedang_dikoreksi(kini):
        if ButirPenyerahan.objects.menunggu().filter(baris__in=tetap).exists():
            raise TindakanDitolak("Angka susulan ini sudah diserahkan dan menunggu keputusan.")
        raise TindakanDitolak(
            "Angka ini sudah disetujui dan dikunci. Bila keliru, sampaikan kepada Tim SAKIP."
        )
    # Of two approvals only one could stand: what is handed in on one form waits there for its decision.
    masuk = (Baris.Status.DISERAHKAN, Baris.Status.SUSULAN)
    menunggu = next((satu for satu in kini if satu.status in masuk), None)
    terbuka = next(
        (satu for satu in kini if satu.ditunggu or (satu.dapat_diisi and satu.formulir.dapat_diisi)), kini[-1]
    )
    periksa_baris_terbuka(menunggu or terbuka)


def _sedang_dikoreksi(kini: list[BarisFormulir]) -> bool:
    """Is the cell with its unit for a correction? Then its approvals on other forms do not hold it."""
    ditunggu = [satu.pk for satu in kini if satu.ditunggu]
    return bool(ditunggu) and ButirKoreksi.objects.terbuka().filter(baris__in=ditunggu).exists()


def periksa_anggaran_terbuka(baris: BarisAnggaran) -> None:
    """The same for spending of a node within the collection's period."""
    periksa_baris_terbuka(baris)
    lain = (
        BarisAnggaran.objects.filter(
            simpul=baris.simpul_id,
            formulir__pengumpulan__periode=baris.formulir.pengumpulan.periode_id,
            formulir__pengumpulan__in=Pengumpulan.objects.berlaku(),
            status__in=[Baris.Status.DISERAHKAN, Baris.Status.SUSULAN, Baris.Status.DISETUJUI],
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
    """Refuse unless the row is with its unit now: in its run, or after it where the run went on without it."""
    formulir = baris.formulir
    pengumpulan = formulir.pengumpulan
    if formulir.status == Formulir.Status.DISIAPKAN:
        raise TindakanDitolak(f"Formulir {formulir.unit} belum dibagikan.")
    ditunggu = isinstance(baris, BarisFormulir) and baris.ditunggu
    dibatalkan = pengumpulan.pelaksanaan and pengumpulan.pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN
    disetujui = (baris.status == Baris.Status.DISETUJUI and not ditunggu) or not (
        pengumpulan.terbuka or ditunggu or formulir.dilewati
    )
    if dibatalkan or disetujui:
        raise TindakanDitolak("Formulir ini sudah disetujui atau pelaksanaannya dibatalkan.")
    if not pengumpulan.terbuka and (sebab := sebab_baris_terkunci(baris)):
        raise TindakanDitolak(sebab)
    if ditunggu:
        return
    if not formulir.dapat_diisi or not baris.dapat_diisi:
        raise TindakanDitolak(
            f"Formulir {formulir.unit} sudah diserahkan. Angka hanya dapat diubah bila barisnya dikembalikan."
        )
