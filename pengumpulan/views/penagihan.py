"""Chasing: who owes what by when, with the words to remind them; nothing is sent from here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisasi.views import opd_atau_404
from pengumpulan.penagihan import susun_penagihan


@require_safe
def penagihan(request: HttpRequest) -> HttpResponse:
    """The open collections of the OPD one works in, whatever the year."""
    opd = opd_atau_404(request, "pengumpulan.tagih")
    daftar = susun_penagihan(opd, request.build_absolute_uri)
    return render(
        request,
        "pengumpulan/penagihan.html",
        {
            "judul": "Penagihan",
            "sub_judul": f"Siapa yang belum menyerahkan formulir, dan pesan untuk mengingatkannya – {opd}",
            "remah": [
                {"label": "Data realisasi", "url": reverse("realisasi_daftar")},
                {"label": "Penagihan"},
            ],
            "daftar": daftar,
        },
    )
