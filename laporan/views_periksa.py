"""The page where what came in is examined: the recap of the run's half, and the step's own form below it."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.fase import mengumpulkan
from alur.forms_baku import FormKembalikanBaris
from alur.forms_disposisi import FormDisposisi
from alur.halaman_pelaksanaan import form_selesai_langkah
from alur.models import CatatanLangkah, CatatanPerbaikan, JalurKembali, Langkah, Pelaksanaan
from alur.tampilan import sebut_waktu
from alur.telaah import baca_telaah
from laporan.periksa import Periksa, periksa_pengukuran, periksa_pengumpulan
from pengukuran.koreksi import dihitung_di_rekap
from pengukuran.models import HasilUkur, Pengukuran
from pengukuran.syarat import ada_data_lebih_baru
from pengukuran.tampilan import konteks_langkah
from pengumpulan.models import Pengumpulan

# Besides the steps whose page this is, those that may be decisions as well (SOP 002 steps 5 and 7).
LAYAR_PERIKSA = (
    Langkah.Layar.REKAP,
    Langkah.Layar.LAPOR,
    Langkah.Layar.PUTUSAN,
    Langkah.Layar.TERIMA,
    Langkah.Layar.TANDA_TANGAN,
    Langkah.Layar.ARSIP,
    Langkah.Layar.RAPAT,
    Langkah.Layar.UKUR,
)
SOROTAN_PER_HALAMAN = 50


def catatan_atau_404(request: HttpRequest, pk: int) -> CatatanLangkah:
    """A visit whose page this is, of an OPD one may see."""
    return get_object_or_404(
        CatatanLangkah.objects.filter(
            pelaksanaan__in=Pelaksanaan.objects.untuk(request.user), langkah__layar__in=LAYAR_PERIKSA
        )
        .select_related(
            "langkah__prosedur",
            "pelaksanaan__opd__pemda",
            "pelaksanaan__periode",
            "pelaksanaan__prosedur__sop",
        )
        .prefetch_related(
            "disposisi", Prefetch("langkah__jalur_kembali", JalurKembali.objects.select_related("ke"))
        ),
        pk=pk,
    )


@dataclass(frozen=True)
class Halaman:
    """The step with what it is about; ``memutus``: this person may decide on its rows now."""

    catatan: CatatanLangkah
    konteks: dict
    boleh: bool
    memutus: bool
    pengumpulan: Pengumpulan | None
    pengukuran: Pengukuran | None
    periksa: Periksa | None

    @property
    def keputusan(self) -> bool:
        """Is the step a decision?"""
        return bool(self.catatan.langkah.jalur_kembali.all())


def susun_halaman(request: HttpRequest, catatan: CatatanLangkah) -> Halaman:
    """Whose turn it is, what lies before him, and what was said of it already."""
    keputusan = bool(catatan.langkah.jalur_kembali.all())
    konteks = konteks_langkah(request.user, catatan, _judul(catatan, keputusan))
    boleh = bool(konteks["milik_saya"] and not konteks["disposisi"])
    memutus = boleh and keputusan
    return Halaman(catatan, konteks, boleh, memutus, *_yang_diperiksa(catatan, memutus))


@require_safe
def langkah_periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """The recap of the run's half that the step belongs to, and the step's own form below it."""
    return tampilkan(request, susun_halaman(request, catatan_atau_404(request, pk)))


def tampilkan(
    request: HttpRequest,
    halaman: Halaman,
    *,
    status: int = 200,
    galat: str = "",
    form: FormKembalikanBaris | None = None,
) -> HttpResponse:
    """The page; a refused return comes back with every word of it."""
    catatan, opd = halaman.catatan, halaman.catatan.pelaksanaan.opd
    disposisi = halaman.konteks["disposisi"]
    konteks = halaman.konteks | {
        "galat": galat,
        "memutus": halaman.memutus,
        "url_perbaiki": _url_perbaiki(halaman.pengukuran) if halaman.boleh and not halaman.keputusan else "",
        "periksa": halaman.periksa,
        "sorotan": _halaman_sorotan(request, halaman.periksa),
        "pengumpulan": halaman.pengumpulan,
        "url_hitung": _url_hitung(catatan, halaman.pengukuran) if halaman.boleh else "",
        "pengukuran": halaman.pengukuran,
        "kosong": "Formulir unit belum disiapkan." if mengumpulkan(catatan.langkah) else "Belum ada hasil.",
        "form_selesai": form_selesai_langkah(catatan, oleh=request.user) if halaman.boleh else None,
        "form_kembalikan": (
            form or FormKembalikanBaris(opd=opd, oleh=request.user, catatan=catatan, prefix="kembali")
        )
        if halaman.memutus
        else None,
        "form_disposisi": FormDisposisi(opd=opd, oleh=request.user, prefix="disposisi")
        if disposisi and halaman.konteks["milik_saya"]
        else None,
        "tertahan": tertahan(form) if form and not halaman.memutus else [],
        "selesai": _sebut_selesai(catatan),
    }
    return render(request, "laporan/periksa.html", konteks, status=status)


def _halaman_sorotan(request: HttpRequest, periksa: Periksa | None) -> Page | None:
    """The rows that stand out, so many to a page that a slow line carries it."""
    if periksa is None:
        return None
    return Paginator(periksa.sorotan, SOROTAN_PER_HALAMAN).get_page(request.GET.get("page"))


def _judul(catatan: CatatanLangkah, keputusan: bool) -> str:
    if keputusan:
        return "Periksa dan putuskan"
    return {
        Langkah.Layar.REKAP: "Rekapitulasi",
        Langkah.Layar.LAPOR: "Penyampaian laporan",
        Langkah.Layar.TANDA_TANGAN: "Penandatanganan",
        Langkah.Layar.ARSIP: "Pengarsipan",
    }.get(catatan.langkah.layar, catatan.langkah.get_layar_display())


def _yang_diperiksa(
    catatan: CatatanLangkah, memutus: bool
) -> tuple[Pengumpulan | None, Pengukuran | None, Periksa | None]:
    """What the step is about: the collection, or in the measuring half the measurement."""
    telaah = baca_telaah(catatan) if memutus else None
    if mengumpulkan(catatan.langkah):
        pengumpulan = (
            Pengumpulan.objects.filter(pelaksanaan=catatan.pelaksanaan_id)
            .select_related("opd__pemda", "periode")
            .first()
        )
        if pengumpulan is None:
            return None, None, None
        pengumpulan.pelaksanaan = catatan.pelaksanaan
        # Whoever recaps sees beside each figure what the capaian would be; who decides, decides on figures.
        perkiraan = catatan.langkah.layar == Langkah.Layar.REKAP and not memutus
        isi = periksa_pengumpulan(pengumpulan, memutus=memutus, telaah=telaah, perkiraan=perkiraan)
        return pengumpulan, None, isi
    pengukuran = (
        Pengukuran.objects.filter(pelaksanaan=catatan.pelaksanaan_id)
        .select_related("opd__pemda", "periode")
        .order_by("-putaran")
        .first()
    )
    if pengukuran:
        pengukuran.pelaksanaan = catatan.pelaksanaan
    if pengukuran is None or pengukuran.dihitung_pada is None:
        return None, pengukuran, None
    return None, pengukuran, periksa_pengukuran(pengukuran, memutus=memutus, telaah=telaah)


def _url_perbaiki(pengukuran: Pengukuran | None) -> str:
    """Where returned results are mended, while any waits; a return may lead to a step beyond the measuring."""
    if pengukuran is None:
        return ""
    kembali = pengukuran.hasil.filter(
        periksa=HasilUkur.Periksa.DIKEMBALIKAN, perbaikan__status=CatatanPerbaikan.Status.BELUM
    )
    if not kembali.exists():
        return ""
    return _url_ukur(pengukuran)


def _url_hitung(catatan: CatatanLangkah, pengukuran: Pengukuran | None) -> str:
    """Where the results are computed anew, at the recap of data that changed since."""
    if pengukuran is None or not pengukuran.terbuka or not dihitung_di_rekap(catatan.langkah):
        return ""
    if not ada_data_lebih_baru(pengukuran):
        return ""
    return _url_ukur(pengukuran)


def _url_ukur(pengukuran: Pengukuran) -> str:
    """The run's page of measuring, where it has come that far."""
    ukur = pengukuran.pelaksanaan.catatan.filter(langkah__layar=Langkah.Layar.UKUR).order_by("-pk").first()
    return reverse("langkah_ukur", args=[ukur.pk]) if ukur else ""


def _sebut_selesai(catatan: CatatanLangkah) -> str:
    if catatan.terbuka:
        return ""
    return (
        f"Langkah {catatan.langkah.nomor} ini sudah {catatan.get_keputusan_display().lower()} oleh "
        f"{catatan.selaku or catatan.selesai_oleh}, {sebut_waktu(catatan.selesai_pada)}."
    )


def tertahan(form) -> list[tuple[str, str]]:
    """(label, text) of what was typed for a step that no longer takes it: shown apart, to be copied."""
    hasil = [(b.label, b.value()) for b in form if b.widget_type == "textarea"]
    return [(label, isi) for label, isi in hasil if isi and isi.strip()]
