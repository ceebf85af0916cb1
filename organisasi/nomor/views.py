"""Pages of the register: the numbers of a year, and what the office has set for it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh, periksa
from organisasi.kirim import DITERIMA, jalankan
from organisasi.models import OPD, KodeNomor, NomorNaskah, PemberiNomor
from organisasi.nomor.actions import (
    batalkan_nomor,
    beri_nomor,
    boleh_beri_nomor,
    simpan_kode,
    tetapkan_pemberi,
)
from organisasi.nomor.forms import FormBatalNomor, FormCatatNomor, FormKode, FormPemberi
from organisasi.nomor.tampilan import susun_register
from organisasi.views import opd_atau_404
from organisasi.waktu import hari_ini

LIHAT = "organisasi.lihat_nomor"
BARIS_KOSONG = 2


@require_safe
def nomor_daftar(request: HttpRequest) -> HttpResponse:
    """The register of a year: what was given, what was voided and why, and the gaps."""
    opd = opd_atau_404(request, LIHAT)
    return _halaman(request, opd)


@require_POST
def nomor_beri(request: HttpRequest) -> HttpResponse:
    """Give or write down a number for a paper outside the system."""
    opd = opd_atau_404(request, LIHAT)
    form = FormCatatNomor(request.POST, opd=opd)
    status, nomor = jalankan(form, lambda isi: beri_nomor(oleh=request.user, **isi))
    if status != DITERIMA:
        return _halaman(request, opd, form=form, status=status)
    messages.success(request, f"Nomor {nomor.nomor} tercatat.")
    return redirect(f"{reverse('nomor_daftar')}?tahun={nomor.tahun}")


@require_POST
def nomor_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Void a number, with a reason."""
    nomor = get_object_or_404(
        NomorNaskah.objects.untuk(request.user).select_related("opd__pemda", "kode"), pk=pk
    )
    form = FormBatalNomor(request.POST)
    if not form.is_valid():
        messages.error(request, "Tuliskan mengapa nomor ini dibatalkan.")
        return redirect(f"{reverse('nomor_daftar')}?tahun={nomor.tahun}")
    try:
        batalkan_nomor(nomor=nomor, oleh=request.user, alasan=form.cleaned_data["alasan"])
    except TindakanDitolak as tolak:
        return _halaman(request, nomor.opd, galat=str(tolak), status=tolak.status_http, tahun=nomor.tahun)
    messages.success(request, f"Nomor {nomor.nomor} dibatalkan dan tidak akan dipakai lagi.")
    return redirect(f"{reverse('nomor_daftar')}?tahun={nomor.tahun}")


@require_http_methods(["GET", "HEAD", "POST"])
def nomor_atur(request: HttpRequest) -> HttpResponse:
    """The codes and patterns of the register, and who gives numbers."""
    opd = opd_atau_404(request, LIHAT)
    periksa(
        request.user,
        "organisasi.atur_nomor",
        opd,
        "Hanya Sekretaris dan admin yang mengatur register nomor.",
    )
    kode = list(KodeNomor.objects.filter(opd=opd))
    kode += [KodeNomor(opd=opd) for _ in range(BARIS_KOSONG)]
    data = request.POST or None
    form_kode = [
        FormKode(
            data,
            instance=satu,
            prefix=f"kode-{letak}",
            empty_permitted=satu.pk is None,
            use_required_attribute=False,
        )
        for letak, satu in enumerate(kode)
    ]
    pemberi = FormPemberi(
        data,
        opd=opd,
        prefix="pemberi",
        initial={"jabatan": PemberiNomor.objects.filter(opd=opd).values_list("jabatan", flat=True)},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if all([satu.is_valid() for satu in (*form_kode, pemberi)]):
            try:
                with transaction.atomic():
                    for satu in form_kode:
                        if satu.has_changed():
                            satu.instance.validate_constraints()
                            simpan_kode(kode=satu.instance, oleh=request.user)
                    tetapkan_pemberi(
                        opd=opd, jabatan=list(pemberi.cleaned_data["jabatan"]), oleh=request.user
                    )
            except ValidationError as salah:
                satu.add_error(None, salah)
            except TindakanDitolak as tolak:
                pemberi.add_error(None, str(tolak))
                status = tolak.status_http
            else:
                messages.success(request, "Pengaturan register nomor tersimpan.")
                return redirect("nomor_atur")
    return render(
        request,
        "organisasi/nomor_atur.html",
        {
            "judul": "Atur register nomor",
            "sub_judul": opd.nama,
            "remah": [{"label": "Register nomor", "url": reverse("nomor_daftar")}, {"label": "Atur"}],
            "form_kode": form_kode,
            "pemberi": pemberi,
        },
        status=status,
    )


def _halaman(
    request: HttpRequest,
    opd: OPD,
    *,
    form: FormCatatNomor | None = None,
    galat: str = "",
    status: int = 200,
    tahun: int | None = None,
) -> HttpResponse:
    kini = hari_ini(opd.pemda.zona_waktu)
    tahun = tahun or _tahun(request, kini.year)
    daftar = list(KodeNomor.objects.filter(opd=opd))
    ada = set(NomorNaskah.objects.filter(opd=opd).values_list("tahun", flat=True).distinct())
    boleh_beri = boleh_beri_nomor(request.user, opd)
    return render(
        request,
        "organisasi/nomor_daftar.html",
        {
            "judul": "Register nomor",
            "sub_judul": f"{opd.nama}, tahun {tahun}",
            "opd": opd,
            "tahun": tahun,
            "pilihan_tahun": sorted(ada | {kini.year, tahun}, reverse=True),
            "lembar": susun_register(daftar, tahun, kini.month),
            "pemberi": [
                satu.jabatan.nama for satu in PemberiNomor.objects.filter(opd=opd).select_related("jabatan")
            ],
            "boleh_beri": boleh_beri,
            "boleh_atur": boleh(request.user, "organisasi.atur_nomor", opd),
            "form": (form or FormCatatNomor(opd=opd, initial={"tanggal": kini.isoformat()}))
            if boleh_beri and any(satu.aktif for satu in daftar)
            else None,
            "galat": galat,
        },
        status=status,
    )


def _tahun(request: HttpRequest, bawaan: int) -> int:
    teks = request.GET.get("tahun", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) == 4 else bawaan
