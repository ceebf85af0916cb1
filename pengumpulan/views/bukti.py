"""Evidence: added for one or many rows, handed out as a download only, withdrawn with a reason."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.forms import FormAlasan
from alur.giliran import kedudukan_di
from organisasi.galat import TindakanDitolak
from pengumpulan.actions import cabut_bukti, lampirkan_bukti
from pengumpulan.forms import FormBukti
from pengumpulan.models import BuktiDukung, Formulir
from pengumpulan.tampilan import boleh_bukti, bukti_dari, bukti_diminta, definisi_berlaku, susun_bukti
from pengumpulan.views.formulir import formulir_atau_404, remah_formulir


def bukti_tambah(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence of a form, and the place to add to it; ``?baris=`` ticks rows."""
    formulir = formulir_atau_404(request, pk)
    form, status = FormBukti(formulir=formulir), 200
    if request.method == "POST":
        form, status = FormBukti(request.POST, request.FILES, formulir=formulir), 422
        if form.is_valid():
            try:
                bukti = lampirkan_bukti(formulir=formulir, oleh=request.user, **form.cleaned_data)
            except TindakanDitolak as tolak:
                status = tolak.status_http
                form.add_error(None, str(tolak))
            else:
                messages.success(request, f"Bukti “{bukti.judul}” tersimpan.")
                return redirect("bukti_tambah", formulir.pk)
    milik = kedudukan_di(request)
    baris = list(formulir.baris.select_related("realisasi__indikator", "realisasi__periode"))
    dipilih = set(request.POST.getlist("baris") or request.GET.getlist("baris"))
    bukti = bukti_dari([satu.realisasi_id for satu in baris])
    diminta = bukti_diminta(definisi_berlaku([satu.realisasi for satu in baris]))
    boleh = (
        formulir.status != Formulir.Status.DISIAPKAN
        and formulir.pengumpulan.terbuka
        and boleh_bukti(formulir, request.user, milik)
    )
    return render(
        request,
        "pengumpulan/bukti_tambah.html",
        {
            "judul": "Bukti dukung",
            "sub_judul": f"{formulir.unit}, {formulir.pengumpulan.periode}. "
            "Satu bukti boleh untuk banyak indikator.",
            "remah": remah_formulir(formulir, "Bukti dukung"),
            "formulir": formulir,
            "form": form,
            "baris": [(satu, str(satu.pk) in dipilih, diminta.get(satu.realisasi_id, [])) for satu in baris],
            "boleh": boleh,
            "daftar_bukti": susun_bukti(bukti, request.user, milik),
        },
        status=status,
    )


def _bukti_atau_404(request: HttpRequest, pk: int) -> BuktiDukung:
    return get_object_or_404(BuktiDukung.objects.untuk(request.user).select_related("unit", "opd"), pk=pk)


@require_safe
def bukti_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the file: always as a download, never rendered in our pages. A link or a place has none."""
    bukti = _bukti_atau_404(request, pk)
    if bukti.jenis != BuktiDukung.Jenis.BERKAS:
        raise Http404("Bukti ini bukan berkas.")
    try:
        isi = bukti.berkas.open("rb")
    except FileNotFoundError as hilang:
        raise Http404("Berkas tidak ditemukan di penyimpanan.") from hilang
    jawab = FileResponse(isi, as_attachment=True, filename=bukti.nama_berkas, content_type=bukti.tipe)
    jawab["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab["Cache-Control"] = "private, no-store"
    return jawab


def bukti_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw with a reason; it stays readable, struck through."""
    bukti = _bukti_atau_404(request, pk)
    baris = list(bukti.realisasi.select_related("indikator", "periode"))
    form, status = FormAlasan(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                cabut_bukti(bukti=bukti, oleh=request.user, alasan=form.cleaned_data["alasan"])
            except TindakanDitolak as tolak:
                status = tolak.status_http
                form.add_error(None, str(tolak))
            else:
                messages.success(request, "Bukti dicabut. Riwayatnya tetap dapat dibaca.")
                return redirect("realisasi_lihat", baris[0].pk)
    return render(
        request,
        "pengumpulan/bukti_cabut.html",
        {
            "judul": "Cabut bukti dukung",
            "sub_judul": bukti.judul,
            "remah": [
                {
                    "label": f"Realisasi {satu.indikator.kode}",
                    "url": reverse("realisasi_lihat", args=[satu.pk]),
                }
                for satu in baris[:1]
            ]
            + [{"label": "Cabut bukti"}],
            "bukti": bukti,
            "baris": baris,
            "form": form,
            "boleh": bukti.dicabut_pada is None and boleh_bukti(bukti, request.user, kedudukan_di(request)),
        },
        status=status,
    )
