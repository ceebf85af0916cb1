"""What is missing before a step of the collection may close; read-only, the same for page and gate."""

from collections.abc import Iterable

from django.db.models import Count, Q

from alur.fase import mengumpulkan
from alur.models import CatatanLangkah
from pengumpulan.models import Baris, BarisFormulir, Formulir, Keadaan, Pengumpulan

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
    formulir = pengumpulan.formulir.select_related("unit")
    if unit is not None:
        formulir = formulir.filter(unit__in=unit)
    return baris_belum_lengkap(list(formulir))


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


def syarat_data_masuk(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """All forms have been handed in: nothing is recapped, reported or approved over a missing one."""
    pengumpulan = _pengumpulan(catatan)
    if pengumpulan is None:
        return ["Formulir unit belum disiapkan."]
    belum = pengumpulan.formulir.filter(~Q(status__in=["diserahkan", "disetujui"])).select_related("unit")
    return [f"{satu.unit} belum menyerahkan formulir." for satu in belum]


def penyerah_formulir(catatan: CatatanLangkah) -> dict[int, int]:
    """Who handed in the forms that a decision of the collection is about: {account: the step that opened them}."""
    if not mengumpulkan(catatan.langkah):
        return {}
    pembuka = catatan.langkah.prosedur.langkah.filter(membuka_formulir=True).values_list("nomor", flat=True)
    nomor = max(pembuka, default=catatan.langkah.nomor)
    akun = Formulir.objects.filter(
        pengumpulan__pelaksanaan=catatan.pelaksanaan_id, diserahkan_oleh__isnull=False
    ).values_list("diserahkan_oleh", flat=True)
    return dict.fromkeys(akun, nomor)
