"""What the daily jobs did and where they failed, for the admin; and the button that does now what is still due."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from organisasi import harian
from organisasi.models import PekerjaanHarian
from organisasi.views import opd_atau_404

BUTIR_PER_HALAMAN = 50
WARNA = {
    PekerjaanHarian.Status.SELESAI: ("circle-check", "hijau"),
    PekerjaanHarian.Status.BERJALAN: ("hourglass", "biru"),
    PekerjaanHarian.Status.GAGAL: ("alert-triangle", "merah"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def harian_daftar(request: HttpRequest) -> HttpResponse:
    """The days of the Pemda, newest first."""
    opd = opd_atau_404(request, "organisasi.lihat_harian")
    if request.method == "POST":
        gagal = [satu for satu in harian.jalankan() if satu.pemda_id == opd.pemda_id]
        if gagal:
            messages.error(request, f"{len(gagal)} pekerjaan masih gagal; sebabnya ada di daftar.")
        elif not harian.tuntas(opd.pemda):
            messages.info(
                request,
                "Sebagian pekerjaan hari ini masih dikerjakan. Muat ulang halaman ini sebentar lagi untuk melihat "
                "hasilnya.",
            )
        else:
            messages.success(request, "Pekerjaan harian hari ini sudah selesai semua.")
        return redirect("harian_daftar")
    daftar = PekerjaanHarian.objects.filter(pemda=opd.pemda_id)
    halaman = Paginator(daftar, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    return render(
        request,
        "organisasi/harian_daftar.html",
        {
            "judul": "Pekerjaan harian",
            "sub_judul": f"Yang dikerjakan aplikasi dengan sendirinya setiap hari untuk {opd.pemda}.",
            "halaman": halaman,
            "baris": [
                {
                    "pekerjaan": satu,
                    "status": dict(
                        zip(
                            ("label", "ikon", "warna"),
                            (satu.get_status_display(), *WARNA[satu.status]),
                            strict=True,
                        )
                    ),
                }
                for satu in halaman
            ],
        },
    )
