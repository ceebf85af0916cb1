"""Where a collection stands in its run, as far as a form's hand-in depends on it. Read-only."""

from datetime import datetime

from django.db.models import Max, Min

from alur.models import CatatanLangkah, Langkah, Pelaksanaan, Prosedur
from alur.syarat import pihak_belum
from pengumpulan.kebutuhan import unit_formulir
from pengumpulan.models import Formulir, Pengumpulan

SELESAI = (CatatanLangkah.Keputusan.SELESAI, CatatanLangkah.Keputusan.SETUJUI)


def kunjungan_kini(pelaksanaan: Pelaksanaan | None) -> CatatanLangkah | None:
    """The run's open visit; none without a run or after its end."""
    if pelaksanaan is None:
        return None
    return (
        pelaksanaan.catatan.filter(selesai_pada=None)
        .select_related("langkah__prosedur", "pelaksanaan__opd__pemda")
        .first()
    )


def kunjungan_catatan(pelaksanaan: Pelaksanaan | None) -> CatatanLangkah | None:
    """The visit that a remark beside the steps is noted at: the open one, else the run's last."""
    if pelaksanaan is None:
        return None
    return kunjungan_kini(pelaksanaan) or pelaksanaan.catatan.order_by("-pk").first()


def langkah_rekap(prosedur: Prosedur) -> Langkah | None:
    """The step that takes the forms in: the first recap once they are out, else the one that closes them."""
    keluar = prosedur.langkah.filter(membuka_formulir=True).aggregate(no=Min("nomor"))["no"] or 0
    sesudah = prosedur.langkah.filter(nomor__gt=keluar).order_by("nomor")
    return sesudah.filter(layar=Langkah.Layar.REKAP).first() or sesudah.filter(menutup_formulir=True).first()


def nomor_pengisian(prosedur: Prosedur) -> int | None:
    """The number of the (last) filling step; none where the SOP has no such step (002)."""
    return prosedur.langkah.filter(layar=Langkah.Layar.PENGISIAN).aggregate(no=Max("nomor"))["no"]


def belum_direkap(pengumpulan: Pengumpulan, kini: CatatanLangkah | None = None) -> bool:
    """Is the recap of this round still to be closed? A direct entry is recapped when it is closed."""
    if not pengumpulan.terbuka:
        return False
    if pengumpulan.pelaksanaan is None:
        return True
    kini = kini or kunjungan_kini(pengumpulan.pelaksanaan)
    rekap = langkah_rekap(pengumpulan.pelaksanaan.prosedur)
    return kini is not None and (rekap is None or kini.langkah.nomor <= rekap.nomor)


def terakhir_direkap(pengumpulan: Pengumpulan) -> datetime | None:
    """When the recap was last closed, in whatever round: what had been handed in by then is in it."""
    if pengumpulan.pelaksanaan is None:
        return None
    rekap = langkah_rekap(pengumpulan.pelaksanaan.prosedur)
    if rekap is None:
        return None
    selesai = pengumpulan.pelaksanaan.catatan.filter(langkah=rekap, keputusan__in=SELESAI)
    return selesai.aggregate(pada=Max("selesai_pada"))["pada"]


def akan_susulan(formulir: Formulir) -> bool:
    """Would a hand-in now come after the run went on: the collection approved, or recapped without this form?"""
    pengumpulan = formulir.pengumpulan
    return not pengumpulan.terbuka or (formulir.dilewati and not belum_direkap(pengumpulan))


def kunjungan_pengisian(formulir: Formulir) -> CatatanLangkah | None:
    """The open filling step at which this form's unit still owes its paraf; none where it hands in by itself."""
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    kini = kunjungan_kini(pelaksanaan)
    if kini is None or kini.langkah.layar != Langkah.Layar.PENGISIAN:
        return None
    if not kini.langkah.semua_pelaksana:
        return kini
    if formulir.dilewati and formulir.unit_id in unit_formulir(pelaksanaan.prosedur):
        # It made it after all: its hand-in ends the passing over first.
        return kini
    return kini if formulir.unit_id in {satu.unit_id for satu in pihak_belum(kini)} else None


def menunggu_pengisian(formulir: Formulir) -> bool:
    """Must the form wait for the filling step, which comes later in this round?"""
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    if pelaksanaan is None or not formulir.pengumpulan.terbuka:
        return False
    nomor = nomor_pengisian(pelaksanaan.prosedur)
    kini = kunjungan_kini(pelaksanaan)
    return (
        nomor is not None
        and kini is not None
        and kini.langkah.nomor < nomor
        and formulir.unit_id in unit_formulir(pelaksanaan.prosedur)
    )


def unit_dilewati(daftar: list[CatatanLangkah]) -> dict[int, set[int]]:
    """{visit: units whose form the run goes on without}, for ``alur.pengecualian``; one query."""
    pengisian = {
        satu.pelaksanaan_id: satu.pk for satu in daftar if satu.langkah.layar == Langkah.Layar.PENGISIAN
    }
    hasil: dict[int, set[int]] = {}
    for jalan, unit in Formulir.objects.filter(
        pengumpulan__pelaksanaan__in=pengisian,
        dilewati_pada__isnull=False,
        status__in=[Formulir.Status.DIBAGIKAN, Formulir.Status.DIKEMBALIKAN],
    ).values_list("pengumpulan__pelaksanaan", "unit"):
        hasil.setdefault(pengisian[jalan], set()).add(unit)
    return hasil
