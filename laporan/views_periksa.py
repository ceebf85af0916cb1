"""Pages where what came in is examined and decided on, and where one figure shows all that stands behind it."""

from dataclasses import replace

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alur import tindakan
from alur.fase import mengumpulkan
from alur.forms import FormDisposisi, FormKembalikan, FormSelesai
from alur.layar import layar
from alur.models import CatatanLangkah, CatatanPerbaikan, JalurKembali, Langkah, Pelaksanaan
from alur.tampilan import sebut_waktu
from laporan.bentuk import BarisCapaian
from laporan.susunan.capaian import baca_bahan_capaian, susun_dari_bahan
from laporan.susunan.kertas_kerja import susun_lembar
from laporan.tampilan import (
    Periksa,
    Pilihan,
    periksa_pengukuran,
    periksa_pengumpulan,
    status_capaian,
)
from organisasi.galat import TindakanDitolak
from pengukuran.models import HasilUkur, Pengukuran
from pengukuran.tampilan import konteks_langkah, status_pengukuran
from pengumpulan.models import Pengumpulan
from pengumpulan.tampilan import sebut_persetujuan

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
JENIS_BARIS = ("baris", "anggaran", "hasil")
CATATAN_TERPANJANG = 2000


def _catatan_atau_404(request: HttpRequest, pk: int) -> CatatanLangkah:
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
        .prefetch_related(Prefetch("langkah__jalur_kembali", JalurKembali.objects.select_related("ke"))),
        pk=pk,
    )


@require_safe
def langkah_periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """The recap of the run's half that the step belongs to, and the step's own form below it."""
    return _halaman_periksa(request, _catatan_atau_404(request, pk))


def _halaman_periksa(
    request: HttpRequest,
    catatan: CatatanLangkah,
    *,
    status: int = 200,
    galat: str = "",
    form: FormKembalikan | None = None,
    pilihan: Pilihan | None = None,
) -> HttpResponse:
    """The page; a refused return comes back with every tick and word of it."""
    keputusan = bool(catatan.langkah.jalur_kembali.all())
    konteks = konteks_langkah(request.user, catatan, _judul(catatan, keputusan))
    boleh = konteks["milik_saya"] and not konteks["disposisi"]
    memutus = boleh and keputusan
    pengumpulan, pengukuran, periksa = _yang_diperiksa(catatan, memutus, pilihan)
    konteks |= {
        "galat": galat,
        "anggaran_dipilih": memutus and pengumpulan is not None,
        "url_perbaiki": _url_perbaiki(pengukuran) if boleh and not keputusan else "",
        "periksa": periksa,
        "pengumpulan": pengumpulan,
        "pengukuran": pengukuran,
        "kosong": "Formulir unit belum disiapkan." if mengumpulkan(catatan.langkah) else "Belum ada hasil.",
        "perbaikan": _catatan_perbaikan(catatan),
        "form_selesai": _form_selesai(catatan) if boleh else None,
        "form_kembalikan": (form or FormKembalikan(catatan=catatan, prefix="kembali")) if memutus else None,
        "form_disposisi": FormDisposisi(opd=catatan.pelaksanaan.opd, prefix="disposisi")
        if konteks["disposisi"] and konteks["milik_saya"]
        else None,
        "tertahan": _tertahan(form, pilihan) if form and not memutus else [],
        "selesai": _sebut_selesai(catatan),
    }
    return render(request, "laporan/periksa.html", konteks, status=status)


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
    catatan: CatatanLangkah, memutus: bool, pilihan: Pilihan | None
) -> tuple[Pengumpulan | None, Pengukuran | None, Periksa | None]:
    """What the step is about: the collection, or in the measuring half the measurement."""
    if mengumpulkan(catatan.langkah):
        pengumpulan = (
            Pengumpulan.objects.filter(pelaksanaan=catatan.pelaksanaan_id)
            .select_related("opd__pemda", "periode", "pelaksanaan__prosedur")
            .first()
        )
        if pengumpulan is None:
            return None, None, None
        # A decision takes up rows only where it may send them back to the units.
        return (
            pengumpulan,
            None,
            periksa_pengumpulan(pengumpulan, boleh_kembali=memutus, pilihan=pilihan),
        )
    pengukuran = (
        Pengukuran.objects.filter(pelaksanaan=catatan.pelaksanaan_id)
        .select_related("opd__pemda", "periode", "pelaksanaan__prosedur", "pelaksanaan__periode")
        .first()
    )
    if pengukuran is None or pengukuran.dihitung_pada is None:
        return None, pengukuran, None
    return None, pengukuran, periksa_pengukuran(pengukuran, boleh_kembali=memutus, pilihan=pilihan)


def _url_perbaiki(pengukuran: Pengukuran | None) -> str:
    """Where returned results are mended, while any waits; a return may lead to a step beyond the measuring."""
    if pengukuran is None:
        return ""
    kembali = pengukuran.hasil.filter(
        periksa=HasilUkur.Periksa.DIKEMBALIKAN, perbaikan__status=CatatanPerbaikan.Status.BELUM
    )
    if not kembali.exists():
        return ""
    ukur = pengukuran.pelaksanaan.catatan.filter(langkah__layar=Langkah.Layar.UKUR).order_by("-pk").first()
    return reverse("langkah_ukur", args=[ukur.pk]) if ukur else ""


def _catatan_perbaikan(catatan: CatatanLangkah) -> list[CatatanPerbaikan]:
    """Every remark of the run's returns; they never vanish."""
    return list(
        CatatanPerbaikan.objects.filter(catatan__pelaksanaan=catatan.pelaksanaan_id).select_related(
            "catatan__langkah", "catatan__selesai_oleh", "dijawab_oleh"
        )
    )


def _form_selesai(catatan: CatatanLangkah) -> FormSelesai:
    isian = layar(catatan.langkah.layar).isian
    return isian(catatan=catatan) if isian else FormSelesai()


def _sebut_selesai(catatan: CatatanLangkah) -> str:
    if catatan.terbuka:
        return ""
    return (
        f"Langkah {catatan.langkah.nomor} ini sudah {catatan.get_keputusan_display().lower()} oleh "
        f"{catatan.selaku or catatan.selesai_oleh}, {sebut_waktu(catatan.selesai_pada)}."
    )


def _tertahan(form: FormKembalikan, pilihan: Pilihan | None) -> list[tuple[str, str]]:
    """(label, text) of what was typed for a step that no longer takes it: shown apart, to be copied."""
    hasil = [(b.label, b.value()) for b in form if b.widget_type == "textarea"]
    if pilihan:
        hasil += [("Catatan baris", isi) for jenis in JENIS_BARIS for isi in pilihan.dari(jenis).values()]
    return [(label, isi) for label, isi in hasil if isi and isi.strip()]


# -- returning rows ---------------------------------------------------------------------------------


def baca_pilihan(data: QueryDict) -> Pilihan:
    """The ticked rows with their remarks. What is no number is no row of ours and is left out."""

    def dari(jenis: str) -> dict[int, str]:
        return {
            int(pk): data.get(f"{jenis}-{pk}", "").replace("\x00", "").strip()[:CATATAN_TERPANJANG]
            for pk in data.getlist(jenis)
            if pk.isascii() and pk.isdigit() and len(pk) < 19
        }

    return Pilihan(**{jenis: dari(jenis) for jenis in JENIS_BARIS})


@require_POST
def langkah_kembalikan_baris(request: HttpRequest, pk: int) -> HttpResponse:
    """Send back *untuk dilengkapi*, the ticked rows only; everything else stays accepted."""
    catatan = _catatan_atau_404(request, pk)
    form = FormKembalikan(request.POST, catatan=catatan, prefix="kembali")
    pilihan = baca_pilihan(request.POST)
    if not form.is_valid():
        return _halaman_periksa(
            request,
            catatan,
            status=422,
            galat="Belum dikembalikan. Lengkapi isian yang bertanda merah di bawah.",
            form=form,
            pilihan=pilihan,
        )
    isi = form.cleaned_data
    try:
        tindakan.kembalikan(
            catatan=catatan,
            oleh=request.user,
            alasan=isi["alasan"],
            ke=isi["ke"],
            perbaikan=isi["perbaikan"].splitlines(),
            # Only kinds of rows that were ticked: a step without a domain of its own knows none.
            **{jenis: pilihan.dari(jenis) for jenis in JENIS_BARIS if pilihan.dari(jenis)},
        )
    except TindakanDitolak as tolak:
        return _halaman_periksa(
            request, catatan, status=tolak.status_http, galat=str(tolak), form=form, pilihan=pilihan
        )
    jumlah = sum(len(pilihan.dari(jenis)) for jenis in JENIS_BARIS)
    messages.success(
        request,
        f"{jumlah} baris dikembalikan untuk dilengkapi. Yang lain tetap diterima."
        if jumlah
        else "Dikembalikan untuk dilengkapi. Yang memperbaiki sudah diberi tahu.",
    )
    return redirect(catatan.pelaksanaan)


# -- recaps to read ---------------------------------------------------------------------------------


@require_safe
def pengumpulan_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """The recap of a collection, unit by unit, to read and print."""
    pengumpulan = get_object_or_404(
        Pengumpulan.objects.untuk(request.user).select_related(
            "opd__pemda", "periode", "pelaksanaan__prosedur", "disetujui_oleh"
        ),
        pk=pk,
    )
    pelaksanaan = pengumpulan.pelaksanaan
    return render(
        request,
        "laporan/rekap_lihat.html",
        {
            "judul": f"Rekapitulasi data {pengumpulan.periode}",
            "sub_judul": f"{pelaksanaan or 'Entri langsung, tanpa pelaksanaan SOP'} – {pengumpulan.opd}",
            "remah": _remah(pelaksanaan, "Rekapitulasi"),
            "pelaksanaan": pelaksanaan,
            "pengumpulan": pengumpulan,
            "persetujuan": f"Disetujui {sebut_persetujuan(pengumpulan)}."
            if pengumpulan.disetujui_pada
            else "Belum disetujui.",
            "periksa": periksa_pengumpulan(pengumpulan, sorotan_dulu=False),
        },
    )


@require_safe
def pengukuran_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of capaian of a measurement, node by node, to read and print."""
    pengukuran = get_object_or_404(
        Pengukuran.objects.untuk(request.user).select_related(
            "opd__pemda", "periode", "pelaksanaan__prosedur", "pelaksanaan__periode", "disetujui_oleh"
        ),
        pk=pk,
    )
    return render(
        request,
        "laporan/rekap_lihat.html",
        {
            "judul": f"Rekapitulasi capaian {pengukuran.periode}",
            "sub_judul": f"{pengukuran.pelaksanaan} – {pengukuran.opd}",
            "remah": _remah(pengukuran.pelaksanaan, "Rekapitulasi"),
            "pelaksanaan": pengukuran.pelaksanaan,
            "pengukuran": pengukuran,
            "status": status_pengukuran(pengukuran),
            "persetujuan": _sebut_persetujuan(pengukuran),
            "periksa": periksa_pengukuran(pengukuran, sorotan_dulu=False)
            if pengukuran.dihitung_pada
            else None,
        },
    )


def _remah(pelaksanaan: Pelaksanaan | None, label: str) -> list[dict]:
    awal = (
        {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()}
        if pelaksanaan
        else {"label": "Data realisasi", "url": reverse("realisasi_daftar")}
    )
    return [awal, {"label": label}]


def _sebut_persetujuan(pengukuran: Pengukuran) -> str:
    if pengukuran.disetujui_pada is None:
        return "Belum disetujui: angkanya masih dapat berubah."
    selaku = f", {pengukuran.disetujui_selaku}" if pengukuran.disetujui_selaku else ""
    return f"Disetujui {pengukuran.disetujui_oleh}{selaku}, {sebut_waktu(pengukuran.disetujui_pada)}."


# -- one result -------------------------------------------------------------------------------------


@require_safe
def hasil_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure explains itself: the sum in sentences, each reading with who typed and approved it, its past."""
    hasil = get_object_or_404(
        HasilUkur.objects.untuk(request.user).select_related(
            "pengukuran__opd__pemda",
            "pengukuran__periode",
            "pengukuran__pelaksanaan__prosedur",
            "pengukuran__pelaksanaan__periode",
            "pengukuran__dihitung_oleh",
            "pengukuran__disetujui_oleh",
            "patokan__indikator",
            "perbaikan__dijawab_oleh",
        ),
        pk=pk,
    )
    pengukuran = hasil.pengukuran
    bahan = baca_bahan_capaian(pengukuran)
    bahan = replace(bahan, hasil=[satu for satu in bahan.hasil if satu.pk == hasil.pk])
    (lembar,) = susun_lembar(bahan, susun_dari_bahan(bahan))
    baris: BarisCapaian = lembar.baris
    return render(
        request,
        "laporan/periksa_hasil.html",
        {
            "judul": baris.indikator,
            "sub_judul": f"{baris.kode} · {baris.jenis} · {pengukuran.periode} – {pengukuran.opd}",
            "remah": [
                {"label": f"Capaian {pengukuran.periode}", "url": pengukuran.get_absolute_url()},
                {"label": baris.kode},
            ],
            "hasil": hasil,
            "pengukuran": pengukuran,
            "lembar": lembar,
            "baris": baris,
            "status": status_capaian(baris),
            "diukur": f"{pengukuran.dihitung_oleh}, {sebut_waktu(pengukuran.dihitung_pada)}"
            if pengukuran.dihitung_pada
            else "",
            "persetujuan": _sebut_persetujuan(pengukuran),
            "teks": [
                (label, isi)
                for label, isi in (
                    ("Analisis penyebab", baris.analisis),
                    ("Faktor pendukung", baris.faktor_pendukung),
                    ("Kendala", baris.faktor_penghambat),
                    ("Upaya yang telah dilakukan", baris.upaya),
                    ("Rencana perbaikan", baris.rencana_perbaikan),
                )
                if isi
            ],
        },
    )
