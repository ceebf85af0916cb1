"""One piece of evidence: what it is, its rows and versions; replaced, withdrawn, taken from a row, named."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from alur.forms import FormAlasan
from alur.giliran import kedudukan_di
from organisasi.galat import TindakanDitolak
from organisasi.terima import baca_bulat
from pengumpulan.actions import cabut_bukti, ganti_bukti, lepas_bukti, tetapkan_jenis
from pengumpulan.actions.bukti_baris import jenis_ditawarkan
from pengumpulan.bukti_boleh import tetap
from pengumpulan.bukti_tampil import boleh_bukti, lengkapi, rantai, susun_bukti
from pengumpulan.forms_bukti import FormGanti
from pengumpulan.models import BuktiDukung, Formulir, Realisasi


def bukti_atau_404(request: HttpRequest, pk: int) -> BuktiDukung:
    """A piece of an OPD this person may see."""
    return get_object_or_404(BuktiDukung.objects.untuk(request.user).select_related("unit", "opd"), pk=pk)


@require_safe
def bukti_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece, all its versions, and the figures that rest on it."""
    bukti = bukti_atau_404(request, pk)
    milik = kedudukan_di(request)
    boleh = bukti.dicabut_pada is None and boleh_bukti(bukti, request.user, milik)
    riwayat = lengkapi(BuktiDukung.objects.filter(pk__in=[satu.pk for satu in rantai(bukti)]))
    kunci = boleh and tetap(bukti)
    return render(
        request,
        "pengumpulan/bukti_lihat.html",
        {
            "judul": bukti.judul,
            "sub_judul": f"Bukti dukung {bukti.unit}",
            "remah": [*_remah(bukti), {"label": bukti.judul}],
            "bukti": bukti,
            "satu": susun_bukti(lengkapi(BuktiDukung.objects.filter(pk=bukti.pk)), request.user, milik)[0],
            "riwayat": susun_bukti(riwayat, request.user, milik),
            "baris": _baris(bukti),
            "boleh": boleh,
            "boleh_ganti": boleh and not kunci,
            "kunci": kunci,
            "jenis": jenis_ditawarkan(bukti),
        },
    )


def bukti_ganti(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a new file, link or place where the old one was; the old one stays readable in the history."""
    bukti = bukti_atau_404(request, pk)
    form, status = FormGanti(oleh=request.user), 200
    if request.method == "POST":
        form, status = FormGanti(request.POST, request.FILES, oleh=request.user), 422
        if form.is_valid():
            try:
                baru = _ganti(bukti, form, request.user)
            except TindakanDitolak as tolak:
                status = tolak.status_http
                form.add_error(None, str(tolak))
            else:
                messages.success(request, "Bukti diganti. Yang lama tetap tersimpan di riwayatnya.")
                return redirect("bukti_lihat", baru.pk)
    boleh = bukti.dicabut_pada is None and boleh_bukti(bukti, request.user, kedudukan_di(request))
    return render(
        request,
        "pengumpulan/bukti_ganti.html",
        {
            "judul": "Ganti bukti dukung",
            "sub_judul": bukti.judul,
            "remah": [
                *_remah(bukti),
                {"label": bukti.judul, "url": reverse("bukti_lihat", args=[bukti.pk])},
                {"label": "Ganti"},
            ],
            "bukti": bukti,
            "baris": _baris(bukti),
            "form": form,
            "boleh": boleh,
            "kunci": boleh and tetap(bukti),
            "formulir": _formulir_terakhir(bukti),
            # Uploaded in pieces before: a form that came back does not ask for it again.
            "unggahan": list(getattr(form, "cleaned_data", {}).get("unggahan", [])),
        },
        status=status,
    )


def _ganti(bukti: BuktiDukung, form: FormGanti, oleh) -> BuktiDukung:
    isi = form.cleaned_data
    berkas, unggahan = isi["berkas"], list(isi["unggahan"])
    if len(berkas) + len(unggahan) > 1:
        raise TindakanDitolak("Pilih satu berkas saja sebagai pengganti.")
    return ganti_bukti(
        bukti=bukti,
        oleh=oleh,
        alasan=isi["alasan"],
        judul=isi["judul"],
        berkas=berkas[0] if berkas else None,
        unggahan=unggahan[0] if unggahan else None,
        tautan=isi["tautan"],
        letak=isi["letak"],
    )


def bukti_cabut(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw with a reason; it stays readable, struck through."""
    bukti = bukti_atau_404(request, pk)
    form, status = FormAlasan(request.POST or None), 200
    boleh = bukti.dicabut_pada is None and boleh_bukti(bukti, request.user, kedudukan_di(request))
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
                return redirect("bukti_lihat", bukti.pk)
    return render(
        request,
        "pengumpulan/bukti_cabut.html",
        {
            "judul": "Cabut bukti dukung",
            "sub_judul": bukti.judul,
            "remah": [
                *_remah(bukti),
                {"label": bukti.judul, "url": reverse("bukti_lihat", args=[bukti.pk])},
                {"label": "Cabut"},
            ],
            "bukti": bukti,
            "baris": _baris(bukti),
            "form": form,
            "boleh": boleh,
            "kunci": boleh and tetap(bukti),
        },
        status=status,
    )


@require_POST
def bukti_lepas(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the piece from one of its rows."""
    bukti = bukti_atau_404(request, pk)
    angka = Realisasi.objects.untuk(request.user).select_related("indikator", "periode")
    realisasi = get_object_or_404(angka, pk=baca_bulat(request.POST.get("realisasi", "")) or 0)
    alasan = request.POST.get("alasan", "").replace("\x00", "")[:2000]
    try:
        lepas_bukti(bukti=bukti, realisasi=realisasi, oleh=request.user, alasan=alasan)
    except TindakanDitolak as tolak:
        return _tolak(request, bukti, tolak)
    messages.success(request, f"Bukti dilepas dari {realisasi.indikator.kode}.")
    return redirect("bukti_lihat", bukti.pk)


@require_POST
def bukti_jenis(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which kinds the piece serves."""
    bukti = bukti_atau_404(request, pk)
    try:
        tetapkan_jenis(bukti=bukti, macam=request.POST.getlist("macam"), oleh=request.user)
    except TindakanDitolak as tolak:
        return _tolak(request, bukti, tolak)
    messages.success(request, "Jenis bukti tersimpan.")
    return redirect("bukti_lihat", bukti.pk)


def _tolak(request: HttpRequest, bukti: BuktiDukung, tolak: TindakanDitolak) -> HttpResponse:
    """Back to the piece with the refusal; who may not gets the page of no permission."""
    if tolak.status_http == 403:
        raise tolak
    messages.error(request, str(tolak))
    return redirect("bukti_lihat", bukti.pk)


def _baris(bukti: BuktiDukung) -> list[Realisasi]:
    daftar = bukti.realisasi.select_related("indikator", "periode", "unit")
    return list(daftar.order_by("-periode__tanggal_selesai", "indikator__kode"))


def _formulir_terakhir(bukti: BuktiDukung) -> Formulir | None:
    """The newest form that a figure of this piece stands on: where its pages lead back to."""
    return (
        Formulir.objects.filter(baris__realisasi__bukti=bukti, unit=bukti.unit_id)
        .select_related("unit", "pengumpulan__periode")
        .order_by("-pk")
        .first()
    )


def _remah(bukti: BuktiDukung) -> list[dict]:
    formulir = _formulir_terakhir(bukti)
    if formulir is None:
        return [{"label": "Data realisasi", "url": reverse("realisasi_daftar")}]
    return [
        {"label": str(formulir), "url": formulir.get_absolute_url()},
        {"label": "Bukti dukung", "url": reverse("bukti_tambah", args=[formulir.pk])},
    ]
