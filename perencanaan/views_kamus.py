"""Pages that change the indicator sheet: a new definition, completing one, SMART, the national standard."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.kirim import DITERIMA, jalankan
from organisasi.models import OPD
from perencanaan.definisi import (
    HANYA_PENGELOLA,
    buat_versi,
    catat_standar,
    lengkapi_definisi,
    nyatakan_tanpa_standar,
    pemakaian_versi,
    penanda_definisi,
    periksa_smart,
)
from perencanaan.forms_kamus import FormDefinisi, FormSMART, FormStandar, FormVersiBaru
from perencanaan.kamus import PENENTU_ANGKA, butir_definisi
from perencanaan.models import Indikator, PemeriksaanSMART, VersiIndikator
from perencanaan.tahun import tahun_aktif
from perencanaan.tampilan_kamus import baris_standar


def _indikator_atau_404(request: HttpRequest, pk: int) -> Indikator:
    indikator = get_object_or_404(
        Indikator.objects.filter(opd__in=OPD.objects.untuk(request.user)).select_related("opd"), pk=pk
    )
    periksa(request.user, "perencanaan.kelola", indikator, HANYA_PENGELOLA)
    return indikator


def _versi_atau_404(request: HttpRequest, pk: int) -> VersiIndikator:
    versi = get_object_or_404(
        VersiIndikator.objects.filter(indikator__opd__in=OPD.objects.untuk(request.user)).select_related(
            "indikator__opd"
        ),
        pk=pk,
    )
    periksa(request.user, "perencanaan.kelola", versi, HANYA_PENGELOLA)
    return versi


def _remah(indikator: Indikator, label: str) -> list[dict]:
    return [
        {"label": "Indikator", "url": reverse("indikator_daftar")},
        {"label": indikator.kode, "url": reverse("indikator_lihat", args=[indikator.pk])},
        {"label": label},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def definisi_baru(request: HttpRequest, pk: int) -> HttpResponse:
    """A new dated definition, with the one in force beside it; what is left alone is taken over."""
    indikator = _indikator_atau_404(request, pk)
    lama = indikator.versi.order_by("-tanggal_mulai").first()
    bukti = list(lama.jenis_bukti.all()) if lama else []
    awal = {"tanggal_mulai": None} if lama else {"nama": indikator.nama}
    isi = {"bukti": bukti, "pertama": lama is None, "initial": awal, "penanda": penanda_definisi(lama)}
    form, status = FormVersiBaru(instance=_salinan(lama, indikator), **isi), 200
    if request.method == "POST":
        form = FormVersiBaru(request.POST, instance=_salinan(lama, indikator), **isi)
        status, versi = jalankan(
            form,
            lambda bersih: buat_versi(
                indikator=indikator,
                mulai=bersih["tanggal_mulai"],
                perubahan={**form.perubahan(), **_awal_versi(form, lama)},
                memutus_deret=bersih.get("memutus_deret") == "ya",
                alasan=bersih.get("alasan", ""),
                oleh=request.user,
                bukti=form.bukti(),
                penanda_lama=bersih["penanda"] or None,
            ),
        )
        if status == DITERIMA:
            messages.success(request, "Definisi baru tersimpan. Periksa SMART-nya sebelum target ditetapkan.")
            return redirect("kamus_periksa", pk=versi.pk)
    return render(
        request,
        "perencanaan/definisi_isi.html",
        {
            "judul": "Versi baru definisi" if lama else "Definisi indikator",
            "sub_judul": f"{indikator.kode} {indikator.nama}",
            "remah": _remah(indikator, "Versi baru"),
            "indikator": indikator,
            "form": form,
            "acuan": butir_definisi(lama, bukti) if lama else (),
            "lama": lama,
            "dipakai": pemakaian_versi(lama) if lama else None,
            "kirim": "Simpan versi baru" if lama else "Simpan definisi",
        },
        status=status,
    )


def _salinan(lama: VersiIndikator | None, indikator: Indikator) -> VersiIndikator:
    """An unsaved definition with the fields of the predecessor: the form shows them, and nothing touches it."""
    if lama is None:
        return VersiIndikator(indikator=indikator)
    return VersiIndikator(
        indikator=indikator,
        **{nama: getattr(lama, nama) for nama in FormDefinisi.Meta.fields if nama != "tanggal_mulai"},
    )


def _awal_versi(form: FormVersiBaru, lama: VersiIndikator | None) -> dict:
    """Of the first definition everything counts, also what was left as offered."""
    if lama is not None:
        return {}
    return {nama: form.cleaned_data[nama] for nama in FormDefinisi.Meta.fields}


@require_http_methods(["GET", "HEAD", "POST"])
def definisi_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    """Complete a definition; what decides a figure is open only while no figure was read with it."""
    versi = _versi_atau_404(request, pk)
    bukti = list(versi.jenis_bukti.all())
    dipakai = pemakaian_versi(versi)
    isi = {
        "bukti": bukti,
        "beku": PENENTU_ANGKA if dipakai else (),
        "penanda": penanda_definisi(versi),
    }
    form, status = FormDefinisi(instance=versi, **isi), 200
    if request.method == "POST":
        form = FormDefinisi(request.POST, instance=versi, **isi)
        status, _ = jalankan(
            form,
            lambda bersih: lengkapi_definisi(
                versi=versi,
                perubahan=form.perubahan(),
                oleh=request.user,
                bukti=form.bukti(),
                penanda_lama=bersih["penanda"] or None,
            ),
        )
        if status == DITERIMA:
            messages.success(request, "Definisi tersimpan.")
            return redirect("indikator_lihat", pk=versi.indikator_id)
    return render(
        request,
        "perencanaan/definisi_isi.html",
        {
            "judul": "Lengkapi definisi",
            "sub_judul": f"{versi.indikator.kode} {versi.indikator.nama}",
            "remah": _remah(versi.indikator, "Lengkapi definisi"),
            "indikator": versi.indikator,
            "form": form,
            "definisi": versi,
            "dipakai": dipakai,
            "kirim": "Simpan",
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def kamus_periksa(request: HttpRequest, pk: int) -> HttpResponse:
    """The SMART self-check of one definition, with its sheet beside."""
    versi = _versi_atau_404(request, pk)
    dulu = PemeriksaanSMART.objects.filter(versi=versi).select_related("oleh").first()
    form, status = FormSMART(periksa=dulu), 200
    if request.method == "POST":
        form, status = FormSMART(request.POST, periksa=dulu), 422
        if form.is_valid():
            try:
                periksa_smart(
                    versi=versi,
                    butir=form.butir(),
                    catatan=form.cleaned_data["catatan"],
                    oleh=request.user,
                )
            except TindakanDitolak as tolak:
                form.add_error("catatan", str(tolak))
                status = tolak.status_http
            else:
                messages.success(request, "Pemeriksaan SMART tersimpan.")
                return redirect("indikator_lihat", pk=versi.indikator_id)
    return render(
        request,
        "perencanaan/kamus_periksa.html",
        {
            "judul": "Pemeriksaan SMART",
            "sub_judul": f"{versi.indikator.kode} {versi.nama}",
            "remah": _remah(versi.indikator, "SMART"),
            "indikator": versi.indikator,
            "definisi": versi,
            "dulu": dulu,
            "form": form,
            "acuan": butir_definisi(versi, list(versi.jenis_bukti.all())),
        },
        status=status,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def standar_isi(request: HttpRequest, pk: int) -> HttpResponse:
    """The national standard per year with its source, or the statement that there is none."""
    indikator = _indikator_atau_404(request, pk)
    awal = {"tahun": tahun_aktif(request)}
    form, status = FormStandar(initial=awal), 200
    if request.method == "POST":
        tanpa = "tanpa" in request.POST
        form, status = FormStandar(initial=awal) if tanpa else FormStandar(request.POST), 422
        try:
            if tanpa:
                nyatakan_tanpa_standar(indikator=indikator, oleh=request.user)
                messages.success(request, "Tercatat: tidak ada standar nasional untuk indikator ini.")
                return redirect("indikator_lihat", pk=indikator.pk)
            if form.is_valid():
                standar = catat_standar(indikator=indikator, oleh=request.user, **form.cleaned_data)
                messages.success(request, f"Standar nasional {standar.tahun} tersimpan.")
                return redirect("indikator_lihat", pk=indikator.pk)
        except TindakanDitolak as tolak:
            messages.error(request, str(tolak))
            status = tolak.status_http
    return render(
        request,
        "perencanaan/standar_isi.html",
        {
            "judul": "Standar nasional",
            "sub_judul": f"{indikator.kode} {indikator.nama}",
            "remah": _remah(indikator, "Standar nasional"),
            "indikator": indikator,
            "form": form,
            "standar": baris_standar(indikator),
        },
        status=status,
    )
