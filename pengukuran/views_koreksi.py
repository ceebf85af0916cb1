"""Asking for a correction while measuring."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from alur.models import CatatanLangkah, Pelaksanaan
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.terima import baca_teks
from organisasi.views import kata_cari
from pengukuran.koreksi import baris_terbaca, dapat_diminta, kedudukan_meminta, minta_koreksi
from pengumpulan.forms_serah import TERPANJANG
from pengumpulan.models import BarisFormulir
from pengumpulan.views.koreksi import baris_dipilih, pilihan_baris
from perencanaan.models import Periode


@require_http_methods(["GET", "HEAD", "POST"])
def koreksi_minta(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick approved rows that this measurement reads, say what is wrong with each, and open them."""
    catatan = get_object_or_404(
        CatatanLangkah.objects.filter(pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)).select_related(
            "langkah__prosedur",
            "pelaksanaan__opd__pemda",
            "pelaksanaan__periode",
            "pelaksanaan__prosedur__sop",
        ),
        pk=pk,
    )
    pelaksanaan = catatan.pelaksanaan
    if not kedudukan_meminta(catatan, request.user) or not dapat_diminta(catatan):
        if catatan.terbuka:
            raise TidakBerhak("Koreksi diminta Tim SAKIP atau pejabat yang memutuskan pengukuran ini.")
        messages.error(request, "Langkah ini sudah selesai. Minta koreksi dari langkah yang sekarang.")
        return redirect(pelaksanaan)
    galat, status = "", 200
    if request.method == "POST":
        try:
            permintaan = minta_koreksi(
                catatan=catatan,
                baris=baris_dipilih(request.POST),
                oleh=request.user,
                alasan=baca_teks(request.POST, "alasan", TERPANJANG),
            )
        except TindakanDitolak as tolak:
            galat, status = str(tolak), tolak.status_http
        else:
            messages.success(request, "Koreksi diminta. Pengukuran menunggu baris itu saja.")
            return redirect(permintaan[0])
    daftar_periode, periode, indikator, terbaca = _pilih(request, catatan)
    baris = pilihan_baris(terbaca, request.POST)
    for satu in baris:
        # What was asked for from a result's own row is ticked already.
        satu["dipilih"] = satu["dipilih"] or (request.method == "GET" and satu["kode"] == indikator)
    return render(
        request,
        "pengukuran/koreksi_minta.html",
        {
            "judul": "Minta koreksi",
            "sub_judul": f"{pelaksanaan} – {pelaksanaan.opd}",
            "remah": [
                {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()},
                {"label": "Minta koreksi"},
            ],
            "catatan": catatan,
            "daftar_periode": daftar_periode,
            "periode": periode,
            "indikator": indikator,
            "baris": baris,
            "alasan": baca_teks(request.POST, "alasan", TERPANJANG),
            "galat": galat,
        },
        status=status,
    )


def _pilih(
    request: HttpRequest, catatan: CatatanLangkah
) -> tuple[list[Periode], Periode | None, str, QuerySet[BarisFormulir]]:
    """(periods to choose from, the chosen one, the chosen code, the rows): a period's, or an indicator's of all.

    A year's rows would be too much for a slow line. What was ticked stays on the page.
    """
    semua = baris_terbaca(catatan)
    daftar = list(
        Periode.objects.filter(pk__in=semua.order_by().values("realisasi__periode")).order_by(
            "-tanggal_selesai", "-tanggal_mulai"
        )
    )
    diminta = {
        nama: request.POST.get(nama, "") if request.method == "POST" else kata_cari(request, nama)
        for nama in ("periode", "indikator")
    }
    indikator = baca_teks(diminta, "indikator", 100)
    periode = next((satu for satu in daftar if str(satu.pk) == diminta["periode"]), None)
    if periode is None and not indikator:
        sendiri = [satu for satu in daftar if satu.pk == catatan.pelaksanaan.periode_id]
        periode = next(iter([*sendiri, *daftar]), None)
    syarat = Q(realisasi__periode=periode) if periode else Q()
    if indikator:
        syarat &= Q(realisasi__indikator__kode=indikator)
    return daftar, periode, indikator, semua.filter(syarat | Q(pk__in=baris_dipilih(request.POST)))
