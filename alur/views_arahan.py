"""The sentences that an office's deciders use again: kept, and taken off the list."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from alur.arahan_baku import TERPANJANG, hapus_arahan, simpan_arahan
from alur.models import ArahanBaku
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD
from organisasi.views import opd_atau_404


@require_http_methods(["GET", "HEAD", "POST"])
def arahan_baku(request: HttpRequest) -> HttpResponse:
    """The office's sentences by use, the most used first, with a box for a new one."""
    opd = opd_atau_404(request, "alur.arahan_baku")
    galat, status = "", 200
    if request.method == "POST":
        try:
            simpan_arahan(
                opd=opd,
                guna=request.POST.get("guna", ""),
                isi=request.POST.get("isi", "").replace("\x00", ""),
                oleh=request.user,
            )
        except TindakanDitolak as tolak:
            galat, status = str(tolak), tolak.status_http
        else:
            messages.success(request, "Kalimat baku tersimpan.")
            return redirect("arahan_baku")
    semua = list(ArahanBaku.objects.filter(opd=opd).select_related("dibuat_oleh"))
    return render(
        request,
        "alur/arahan_baku.html",
        {
            "judul": "Kalimat baku",
            "sub_judul": f"Alasan mengembalikan dan arahan yang sering dipakai {opd}",
            "remah": [
                {"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")},
                {"label": "Kalimat baku"},
            ],
            "kelompok": [
                (guna, label, [satu for satu in semua if satu.guna == guna])
                for guna, label in ArahanBaku.Guna.choices
            ],
            "galat": galat,
            "ketikan": request.POST,
            "terpanjang": TERPANJANG,
        },
        status=status,
    )


@require_POST
def arahan_baku_hapus(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a sentence off the list."""
    arahan = get_object_or_404(ArahanBaku.objects.filter(opd__in=OPD.objects.untuk(request.user)), pk=pk)
    try:
        hapus_arahan(arahan=arahan, oleh=request.user)
    except TindakanDitolak as tolak:
        raise PermissionDenied(str(tolak)) from tolak
    messages.success(request, "Kalimat baku dihapus. Yang sudah ditulis dengannya tetap.")
    return redirect("arahan_baku")
