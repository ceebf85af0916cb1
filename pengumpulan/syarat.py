"""What is missing before a step of the collection may close; read-only, the same for page and gate."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, Q

from alur.fase import mengumpulkan
from alur.models import CatatanLangkah, CatatanPerbaikan
from pengumpulan.models import Baris, BarisAnggaran, BarisFormulir, Formulir, Keadaan, Pengumpulan

BARIS_DISEBUT = 5


def _pengumpulan(catatan: CatatanLangkah) -> Pengumpulan | None:
    return Pengumpulan.objects.filter(pelaksanaan=catatan.pelaksanaan_id).first()


def syarat_distribusi(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """There must be forms to give out."""
    pengumpulan = _pengumpulan(catatan)
    if pengumpulan is None or not pengumpulan.formulir.exists():
        return ["Formulir unit belum disiapkan."]
    return []


def syarat_pengisian(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """Each row of the units' forms says something: a figure, or a state with its reason."""
    pengumpulan = _pengumpulan(catatan)
    if pengumpulan is None:
        return ["Formulir unit belum disiapkan."]
    formulir = pengumpulan.formulir.filter(dilewati_pada=None).select_related("unit")
    if unit is not None:
        formulir = formulir.filter(unit__in=unit)
    daftar = list(formulir)
    return [*baris_belum_lengkap(daftar), *permintaan_belum_dijawab(daftar)]


def baris_belum_lengkap(formulir: Iterable[Formulir]) -> list[str]:
    """A sentence per form that still has empty rows."""
    daftar = {satu.pk: satu for satu in formulir}
    kurang = []
    belum = (
        BarisFormulir.objects.filter(
            formulir__in=daftar, status__in=Baris.BUKA, realisasi__keadaan=Keadaan.BELUM_DIISI
        )
        .values("formulir")
        .annotate(jumlah=Count("pk"))
        .order_by("formulir__unit__urutan")
    )
    for satu in belum:
        kurang.append(
            f"{daftar[satu['formulir']].unit}: {satu['jumlah']} indikator belum diisi atau belum diberi keterangan."
        )
    return [
        *(
            f"{satu.unit}: formulir belum dibagikan."
            for satu in daftar.values()
            if satu.status == "disiapkan"
        ),
        *kurang,
    ]


def permintaan_belum_dijawab(formulir: Iterable[Formulir]) -> list[str]:
    """A sentence per form with rows that Tim SAKIP sent back unanswered; returns are asked elsewhere."""
    belum = Counter()
    for model in (BarisFormulir, BarisAnggaran):
        belum.update(
            model.objects.filter(
                formulir__in=list(formulir),
                status=Baris.Status.DIKEMBALIKAN,
                perbaikan__dibuat_oleh__isnull=False,
                perbaikan__status=CatatanPerbaikan.Status.BELUM,
            ).values_list("formulir__unit__nama", flat=True)
        )
    return [
        f"{nama}: {jumlah} catatan Tim SAKIP belum ditindaklanjuti." for nama, jumlah in sorted(belum.items())
    ]


def syarat_data_masuk(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """All forms that the run waits for are in: nothing is recapped, reported or approved over a missing one."""
    pengumpulan = _pengumpulan(catatan)
    if pengumpulan is None:
        return ["Formulir unit belum disiapkan."]
    return formulir_belum_masuk(pengumpulan)


def formulir_belum_masuk(pengumpulan: Pengumpulan) -> list[str]:
    """A sentence per form that is with its unit, but for those that the run goes on without."""
    belum = (
        pengumpulan.formulir.filter(~Q(status__in=["diserahkan", "disetujui"]), dilewati_pada=None)
        .select_related("unit")
        .annotate(kembali=Count("baris", filter=Q(baris__status=Baris.Status.DIKEMBALIKAN)))
        .order_by("unit__urutan", "unit__nama")
    )
    return [
        f"{satu.unit} belum menyerahkan lagi {satu.kembali} baris yang dikembalikan."
        if satu.kembali
        else f"{satu.unit} belum menyerahkan formulir."
        for satu in belum
    ]


def penyerah_formulir(catatan: CatatanLangkah) -> dict[int, int]:
    """Who handed in the forms that a decision of the collection is about: {account: the step that opened them}."""
    if not mengumpulkan(catatan.langkah):
        return {}
    pembuka = catatan.langkah.prosedur.langkah.filter(membuka_formulir=True).values_list("nomor", flat=True)
    nomor = max(pembuka, default=catatan.langkah.nomor)
    akun = Formulir.objects.filter(
        pengumpulan__pelaksanaan=catatan.pelaksanaan_id, diserahkan_oleh__isnull=False, dilewati_pada=None
    ).values_list("diserahkan_oleh", flat=True)
    return dict.fromkeys(akun, nomor)
