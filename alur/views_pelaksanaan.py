"""Pages of runs: their list, starting one, one run, calling it off, and its papers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alur import actions
from alur.forms import FormAlasan, FormMulai
from alur.halaman_pelaksanaan import halaman_pelaksanaan, pelaksanaan_terlihat
from alur.models import SOP, CatatanLangkah, Dokumen, Pelaksanaan, Prosedur
from alur.syarat_mulai import batas_waktu_bawaan
from alur.tampilan import sebut_tanggal, status_pelaksanaan
from alur.views_tahun import daftar_rencana
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini

BUTIR_PER_HALAMAN = 30


@require_safe
def pelaksanaan_daftar(request: HttpRequest) -> HttpResponse:
    """All runs of the OPD, newest period first, with their present step."""
    opd = opd_atau_404(request, "alur.lihat")
    tanggal = hari_ini()
    daftar = (
        Pelaksanaan.objects.untuk(request.user)
        .filter(opd=opd)
        .select_related("periode", "prosedur__sop", "opd__pemda")
        .order_by("-periode__tanggal_selesai", "-pk")
    )
    if status := kata_cari(request, "status"):
        daftar = daftar.filter(status=status)
    halaman = Paginator(daftar, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    terbuka = {
        satu.pelaksanaan_id: satu
        for satu in CatatanLangkah.objects.filter(pelaksanaan__in=list(halaman), selesai_pada=None)
        .select_related("langkah")
        .prefetch_related("langkah__pelaku__peran")
    }
    return render(
        request,
        "alur/pelaksanaan_daftar.html",
        {
            "judul": "Pelaksanaan SOP",
            "sub_judul": f"Pengumpulan data dan pengukuran kinerja {opd}",
            "halaman": halaman,
            "baris": [
                {
                    "pelaksanaan": satu,
                    "status": status_pelaksanaan(satu, tanggal),
                    "batas": sebut_tanggal(satu.batas_waktu),
                    "terbuka": terbuka.get(satu.pk),
                    "menunggu": _sebut_pelaksana(terbuka.get(satu.pk)),
                }
                for satu in halaman
            ],
            "status_dipilih": status,
            "pilihan_status": Pelaksanaan.Status.choices,
            "boleh_mulai": boleh(request.user, "alur.mulai", opd),
            "boleh_waktu": boleh(request.user, "alur.lihat_waktu", opd),
        },
    )


def _sebut_pelaksana(catatan: CatatanLangkah | None) -> str:
    if catatan is None:
        return ""
    pelaku = catatan.langkah.pelaku.all()
    return ", ".join(dict.fromkeys(satu.peran.label for satu in pelaku if satu.tugas == "pelaksana"))


def pelaksanaan_mulai(request: HttpRequest) -> HttpResponse:
    """The three ways to start: a plan for the year, a single period now, periods that are over."""
    opd = opd_atau_404(request, "alur.mulai")
    tanggal = hari_ini()
    prosedur = Prosedur.objects.filter(
        sop__in=SOP.objects.berlaku_pada(tanggal).filter(opd=opd)
    ).select_related("sop")
    form = FormMulai(request.POST or None, prosedur=prosedur, tanggal=tanggal)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            isi = form.cleaned_data
            try:
                pelaksanaan = actions.mulai(
                    opd=opd,
                    prosedur=isi["prosedur"],
                    periode=isi["periode"],
                    batas_waktu=isi["batas_waktu"] or batas_waktu_bawaan(opd=opd, periode=isi["periode"]),
                    oleh=request.user,
                    jalur=isi["jalur"] or Pelaksanaan.Jalur.PENUH,
                )
            except TindakanDitolak as tolak:
                form.add_error(None, str(tolak))
            else:
                messages.success(request, f"{pelaksanaan} dimulai. Yang mendapat giliran sudah diberi tahu.")
                return redirect(pelaksanaan)
    konteks = {
        "judul": "Mulai pelaksanaan",
        "remah": [{"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")}, {"label": "Mulai"}],
        "form": form,
        "ada_prosedur": prosedur.exists(),
        "rencana": daftar_rencana(opd),
    }
    return render(request, "alur/pelaksanaan_mulai.html", konteks, status=status)


@require_safe
def pelaksanaan_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: whose turn, what is missing, the step's form, the SOP's own table, papers and history."""
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=pk)
    return halaman_pelaksanaan(request, pelaksanaan)


@require_POST
def pelaksanaan_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Call the run off."""
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=pk)
    form = FormAlasan(request.POST, prefix="batal")
    if not form.is_valid():
        return halaman_pelaksanaan(request, pelaksanaan, status=422, form_batal=form)
    try:
        actions.batalkan(pelaksanaan=pelaksanaan, oleh=request.user, alasan=form.cleaned_data["alasan"])
    except TindakanDitolak as tolak:
        return halaman_pelaksanaan(
            request, pelaksanaan, status=tolak.status_http, galat=str(tolak), form_batal=form
        )
    messages.success(request, "Pelaksanaan dibatalkan. Catatannya tetap dapat dibaca.")
    return redirect(pelaksanaan)


@require_safe
def dokumen_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out a paper to those who may see its run: always as a download, never rendered in our pages."""
    dokumen = get_object_or_404(
        Dokumen.objects.filter(pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)), pk=pk
    )
    try:
        isi = dokumen.berkas.open("rb")
    except FileNotFoundError as hilang:
        raise Http404("Berkas tidak ditemukan di penyimpanan.") from hilang
    jawab = FileResponse(isi, as_attachment=True, filename=dokumen.nama_berkas, content_type=dokumen.tipe)
    jawab["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab["Cache-Control"] = "private, no-store"
    return jawab
