"""Evidence that the unit has already, used for further rows instead of uploaded again."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alur.giliran import kedudukan_di
from organisasi.galat import TindakanDitolak
from organisasi.views import kata_cari
from pengumpulan.actions import pakai_bukti
from pengumpulan.bukti_tampil import (
    boleh_menambah,
    bukti_unit,
    susun_baris_bukti,
    susun_bukti,
    susun_pilihan_jenis,
)
from pengumpulan.forms_bukti import FormPakai
from pengumpulan.views.formulir import formulir_atau_404, remah_formulir

BUKTI_PER_HALAMAN = 20


def bukti_pakai(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's pieces, newest first, and rows of this form to use them for; ``?baris=`` and ``?bukti=`` tick."""
    formulir = formulir_atau_404(request, pk)
    form, status = FormPakai(formulir=formulir), 200
    if request.method == "POST":
        form, status = FormPakai(request.POST, formulir=formulir), 422
        if form.is_valid():
            daftar, baris = list(form.cleaned_data["bukti"]), list(form.cleaned_data["baris"])
            try:
                with transaction.atomic():
                    for satu in daftar:
                        pakai_bukti(
                            bukti=satu,
                            formulir=formulir,
                            baris=baris,
                            macam=form.cleaned_data["macam"],
                            oleh=request.user,
                        )
            except TindakanDitolak as tolak:
                status = tolak.status_http
                form.add_error(None, str(tolak))
            else:
                kata = f"Bukti “{daftar[0].judul}”" if len(daftar) == 1 else f"{len(daftar)} bukti"
                messages.success(request, f"{kata} dipakai untuk {len(baris)} baris.")
                return redirect("bukti_tambah", formulir.pk)
    milik = kedudukan_di(request)
    asal = request.POST if request.method == "POST" else request.GET
    cari = kata_cari(request)
    halaman = Paginator(bukti_unit(formulir, cari), BUKTI_PER_HALAMAN).get_page(request.GET.get("page"))
    dipilih = set(asal.getlist("bukti"))
    baris = susun_baris_bukti(formulir, asal.getlist("baris"))
    return render(
        request,
        "pengumpulan/bukti_pakai.html",
        {
            "judul": "Pakai bukti yang sudah ada",
            "sub_judul": f"{formulir.unit}, {formulir.pengumpulan.periode}",
            "remah": [
                *remah_formulir(formulir),
                {"label": "Bukti dukung", "url": reverse("bukti_tambah", args=[formulir.pk])},
                {"label": "Pakai yang sudah ada"},
            ],
            "formulir": formulir,
            "form": form,
            "boleh": boleh_menambah(formulir, request.user, milik),
            "halaman": halaman,
            "bukti": [
                (satu, str(satu["bukti"].pk) in dipilih)
                for satu in susun_bukti(halaman.object_list, request.user, milik)
            ],
            "baris": sorted(baris, key=lambda satu: (not satu.dipilih, satu.baris.urutan, satu.baris.pk)),
            "jenis": susun_pilihan_jenis(baris, asal.getlist("macam") or request.GET.getlist("jenis")),
            "cari": cari,
        },
        status=status,
    )
