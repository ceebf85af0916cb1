"""Pages of waktu: how long the steps of one run took, and those of all runs of a year."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from alur.bacaan_waktu import waktu_pelaksanaan, waktu_tahun
from alur.halaman_pelaksanaan import pelaksanaan_terlihat
from alur.tampilan import status_pelaksanaan
from alur.tampilan_waktu import (
    sebut_ketepatan,
    sebut_sehari,
    susun_halaman_pelaksanaan,
    susun_halaman_tahun,
)
from organisasi.views import opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.tahun import tahun_aktif


@require_safe
def pelaksanaan_waktu(request: HttpRequest, pk: int) -> HttpResponse:
    """One run: each visit to each step, waiting and worked on, beside the waktu baku."""
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=pk)
    opd = pelaksanaan.opd
    return render(
        request,
        "alur/pelaksanaan_waktu.html",
        {
            "judul": "Waktu tiap langkah",
            "remah": [
                {"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")},
                {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()},
                {"label": "Waktu"},
            ],
            "pelaksanaan": pelaksanaan,
            "status": status_pelaksanaan(pelaksanaan, hari_ini(opd.pemda.zona_waktu)),
            "ketepatan": sebut_ketepatan(pelaksanaan),
            "sehari": sebut_sehari(opd.menit_per_hari),
            "baris": susun_halaman_pelaksanaan(waktu_pelaksanaan(pelaksanaan, timezone.now())),
        },
    )


@require_safe
def waktu_daftar(request: HttpRequest) -> HttpResponse:
    """All runs of the year together, by procedure."""
    opd = opd_atau_404(request, "alur.lihat_waktu")
    tahun = tahun_aktif(request)
    return render(
        request,
        "alur/waktu_daftar.html",
        {
            "judul": f"Waktu langkah {tahun}",
            "sub_judul": f"Menunggu dan dikerjakan pada semua pelaksanaan {opd} untuk periode tahun {tahun}",
            "remah": [
                {"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")},
                {"label": "Waktu"},
            ],
            "tahun": tahun,
            "sehari": sebut_sehari(opd.menit_per_hari),
            "prosedur": [
                susun_halaman_tahun(satu, opd.menit_per_hari)
                for satu in waktu_tahun(opd, tahun, timezone.now())
            ],
        },
    )
