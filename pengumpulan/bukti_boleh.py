"""When evidence may be added, and when what is there must stay: asked by the pages and held by the actions."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from alur.giliran import kedudukan
from alur.models import Pelaksanaan
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna, UnitKerja
from pengumpulan.kunci import sebab_terkunci
from pengumpulan.models import Baris, BarisFormulir, BuktiDukung, ButirKoreksi, Formulir

TIDAK_MENERIMA = "Formulir ini sedang tidak dapat diisi; bukti tidak dapat ditambahkan."
SUDAH_DISETUJUI = (
    "Bukti ini mendukung angka yang sudah disetujui dan tidak dapat dicabut atau diganti. "
    "Tambahkan bukti baru bila ada yang kurang."
)


def periksa_boleh_bukti(unit: UnitKerja, oleh: Pengguna) -> None:
    """The unit's own people, or Tim SAKIP for them."""
    hak.periksa(oleh, "alur.kerjakan", unit, "Hanya pegawai OPD ini yang dapat melampirkan bukti dukung.")
    if unit.pk not in kedudukan(oleh).unit and not hak.boleh(oleh, "pengumpulan.isikan", unit):
        raise TidakBerhak(f"Bukti dukung ini milik {unit}. Minta pegawai unit itu, atau Tim SAKIP.")


def baris_menerima(formulir: Formulir) -> QuerySet[BarisFormulir]:
    """The rows that take evidence: all from the day the form is out until the collection is approved.

    After that those whose figure is still to come (*susulan*, *menyusul*); none once the run was called off. In a
    period that is locked only those that the Kepala has opened again.
    """
    pengumpulan = formulir.pengumpulan
    pelaksanaan = pengumpulan.pelaksanaan
    if formulir.status == Formulir.Status.DISIAPKAN:
        return formulir.baris.none()
    if pengumpulan.terbuka:
        return formulir.baris.all()
    if pelaksanaan and pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN:
        return formulir.baris.none()
    ditunggu = formulir.baris.filter(~Q(status=Baris.Status.DISETUJUI) | Q(ditunggu=True))
    if sebab_terkunci(pengumpulan.opd_id, pengumpulan.periode):
        return ditunggu.filter(koreksi__in=ButirKoreksi.objects.terbuka())
    return ditunggu


def menerima_bukti(formulir: Formulir) -> bool:
    """Does any row of the form take evidence?"""
    if formulir.status != Formulir.Status.DISIAPKAN and formulir.pengumpulan.terbuka:
        return True
    return baris_menerima(formulir).exists()


def periksa_menerima_bukti(formulir: Formulir) -> None:
    """Refuse what comes too early or too late."""
    if not menerima_bukti(formulir):
        raise TindakanDitolak(TIDAK_MENERIMA)


def periksa_baris_bukti(formulir: Formulir, baris: Iterable[BarisFormulir]) -> list[BarisFormulir]:
    """The chosen rows, if there are any, all of this form, and all taking evidence."""
    daftar = list(baris)
    if not daftar or any(satu.formulir_id != formulir.pk for satu in daftar):
        raise TindakanDitolak("Pilih paling sedikit satu indikator pada formulir ini.")
    if not formulir.pengumpulan.terbuka:
        menerima = set(baris_menerima(formulir).values_list("pk", flat=True))
        if tertutup := [satu for satu in daftar if satu.pk not in menerima]:
            raise TindakanDitolak(
                f"Angka {tertutup[0].realisasi.indikator.kode} sudah disetujui; buktinya tidak dapat ditambah."
            )
    return daftar


def kunci_formulir_bukti(formulir: Formulir) -> Formulir:
    """The form as it stands now, held so that an approval beside it waits."""
    Formulir.objects.select_for_update().get(pk=formulir.pk)
    return Formulir.objects.select_related("unit", "pengumpulan__pelaksanaan").get(pk=formulir.pk)


def tetap(bukti: BuktiDukung) -> bool:
    """Does an approved figure rest on it?"""
    return BarisFormulir.objects.filter(
        realisasi__in=bukti.realisasi.all(), status=Baris.Status.DISETUJUI, ditunggu=False
    ).exists()


def periksa_belum_disetujui(bukti: BuktiDukung, *, kunci: bool = False) -> None:
    """Refuse where an approved figure rests on it; ``kunci`` holds its forms, so that no approval slips between."""
    if kunci:
        pk = BarisFormulir.objects.filter(realisasi__in=bukti.realisasi.all()).values("formulir")
        list(Formulir.objects.select_for_update().filter(pk__in=pk).order_by("pk"))
    if tetap(bukti):
        raise TindakanDitolak(SUDAH_DISETUJUI)
