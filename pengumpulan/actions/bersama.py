"""What the actions of forms share: locks in one order, who may, whom to tell, how a row is called."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from alur.giliran import kedudukan
from alur.kabar import kabari
from alur.models import Pelaksanaan
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pegawai, Pengguna
from pengumpulan.kebutuhan import unit_formulir
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    ButirPenyerahan,
    Formulir,
    Pengumpulan,
)
from pengumpulan.tahap import nomor_pengisian

KABAR_TERPANJANG = 300


def pengumpulan_dari(pelaksanaan: Pelaksanaan) -> Pengumpulan:
    """The collection of a run, or a refusal that says what to do first."""
    pengumpulan = (
        Pengumpulan.objects.select_for_update(of=("self",))
        .select_related("opd", "periode")
        .filter(pelaksanaan=pelaksanaan)
        .first()
    )
    if pengumpulan is None:
        raise TindakanDitolak("Formulir unit belum disiapkan.")
    return pengumpulan


def kunci_formulir(formulir: Formulir) -> Formulir:
    """The form as it is now, held with its run and its collection, always in this order.

    A move of the run beside it (the recap closed, the collection approved) comes wholly before or after.
    """
    kunci_pengumpulan(formulir.pengumpulan_id)
    Formulir.objects.select_for_update().get(pk=formulir.pk)
    return Formulir.objects.select_related(
        "unit", "pengumpulan__opd__pemda", "pengumpulan__periode", "pengumpulan__pelaksanaan__prosedur"
    ).get(pk=formulir.pk)


def kunci_banyak(formulir: QuerySet[Formulir]) -> None:
    """Hold several forms, always in one order: of two who hold some of the same the second waits, never both."""
    for satu in formulir.distinct().order_by("pengumpulan", "pk"):
        kunci_formulir(satu)


def kunci_pengumpulan(pk: int) -> Pengumpulan:
    """The collection as it is now, held with its run."""
    jalan = Pengumpulan.objects.values_list("pelaksanaan", flat=True).get(pk=pk)
    if jalan:
        Pelaksanaan.objects.select_for_update().get(pk=jalan)
    return (
        Pengumpulan.objects.select_for_update(of=("self",))
        .select_related("opd__pemda", "periode", "pelaksanaan__prosedur")
        .get(pk=pk)
    )


def periksa_orang_unit(formulir: Formulir, oleh: Pengguna) -> None:
    """Refuse who is neither of the unit nor of the team that may type for it."""
    hak.periksa(oleh, "alur.kerjakan", formulir, "Hanya pegawai OPD ini yang dapat mengisi formulir.")
    if formulir.unit_id not in kedudukan(oleh).unit and not hak.boleh(oleh, "pengumpulan.isikan", formulir):
        raise TidakBerhak(f"Formulir ini milik {formulir.unit}.")


def kabari_unit(formulir: Formulir, isi: str, kecuali: Pengguna | None = None) -> None:
    """A line for everyone of the unit; a direct entry has no run, and tells by the cards of Tugas Saya."""
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    if pelaksanaan:
        kabari(pelaksanaan, _akun({formulir.unit_id}) - {kecuali and kecuali.pk}, isi[:KABAR_TERPANJANG])


def kabari_bila_tanpa_langkah(daftar: QuerySet[Formulir], kabar: str) -> None:
    """Tell the units' people where no step of the SOP does (SOP 002): their form waits for them."""
    formulir = list(daftar.select_related("pengumpulan__pelaksanaan__prosedur"))
    if not formulir or formulir[0].pengumpulan.pelaksanaan is None:
        return
    pelaksanaan = formulir[0].pengumpulan.pelaksanaan
    berlangkah = set()
    if nomor_pengisian(pelaksanaan.prosedur) is not None:
        berlangkah = set(unit_formulir(pelaksanaan.prosedur))
    if unit := {satu.unit_id for satu in formulir} - berlangkah:
        kabari(pelaksanaan, _akun(unit), f"{pelaksanaan}: {kabar}. Buka dari Data realisasi.")


def _akun(unit: set[int]) -> set[int]:
    return set(
        Pegawai.objects.filter(
            Q(unit__in=unit) | Q(unit__induk__in=unit), aktif=True, pengguna__isnull=False
        ).values_list("pengguna", flat=True)
    )


def sebut_baris(baris: BarisFormulir | BarisAnggaran) -> str:
    """How a remark names the row."""
    if isinstance(baris, BarisAnggaran):
        return f"Anggaran {baris.simpul.uraian[:120]}"
    realisasi = baris.realisasi
    return f"{realisasi.indikator.kode} {realisasi.indikator.nama[:120]} ({realisasi.periode})"


def lepas_dari_penyerahan(baris: Iterable[Baris]) -> None:
    """The rows were taken or sent back: they belong to no standing hand-in any more."""
    baris = list(baris)
    ButirPenyerahan.objects.filter(
        Q(baris__in=[satu.pk for satu in baris if isinstance(satu, BarisFormulir)])
        | Q(anggaran__in=[satu.pk for satu in baris if isinstance(satu, BarisAnggaran)]),
        lepas=False,
    ).update(lepas=True)


def tetapkan_status(formulir: Formulir) -> None:
    """The form's status after some of its rows were opened: with the unit, and whether anything came back."""
    for model in (BarisFormulir, BarisAnggaran):
        if model.objects.filter(formulir=formulir, status=Baris.Status.DIKEMBALIKAN).exists():
            formulir.status = Formulir.Status.DIKEMBALIKAN
            break
    else:
        formulir.status = Formulir.Status.DIBAGIKAN
    formulir.save(update_fields=["status"])
