"""Attach a paper that the SOP names, or say why it is not there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from alur.dokumen import lampirkan
from alur.halaman_kelengkapan import FormKelengkapan, FormNyatakan, butir_pelaksanaan
from alur.halaman_pelaksanaan import halaman_pelaksanaan, pelaksanaan_terlihat
from alur.models import BerkasLangkah, CatatanLangkah, Pelaksanaan
from alur.pernyataan import nyatakan
from organisasi.galat import TindakanDitolak


@require_POST
def kelengkapan_lampirkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a file for one of the run's papers."""
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=pk)
    form = FormKelengkapan(
        request.POST,
        request.FILES,
        butir=butir_pelaksanaan(pelaksanaan, _terbuka(pelaksanaan)),
        prefix="kelengkapan",
    )
    if not form.is_valid():
        return halaman_pelaksanaan(request, pelaksanaan, status=422, form_kelengkapan=form)
    isi = form.cleaned_data
    return _jalankan(
        request,
        pelaksanaan,
        {"form_kelengkapan": form},
        lambda: lampirkan(
            catatan=_kunjungan(pelaksanaan, isi["memenuhi"]),
            oleh=request.user,
            berkas=isi["berkas"],
            judul=isi["judul"],
            memenuhi=isi["memenuhi"],
        ),
        f"{isi['memenuhi'].nama} terlampir.",
    )


@require_POST
def kelengkapan_nyatakan(request: HttpRequest, pk: int) -> HttpResponse:
    """Say why papers are not there."""
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=pk)
    form = FormNyatakan(
        request.POST, butir=butir_pelaksanaan(pelaksanaan, _terbuka(pelaksanaan)), prefix="nyatakan"
    )
    if not form.is_valid():
        return halaman_pelaksanaan(request, pelaksanaan, status=422, form_nyatakan=form)
    return _jalankan(
        request,
        pelaksanaan,
        {"form_nyatakan": form},
        lambda: nyatakan(
            pelaksanaan=pelaksanaan,
            berkas=[int(satu) for satu in form.cleaned_data["daftar"]],
            alasan=form.cleaned_data["alasan"],
            oleh=request.user,
        ),
        f"{len(form.cleaned_data['daftar'])} berkas dinyatakan tidak ada.",
    )


def _jalankan(request, pelaksanaan: Pelaksanaan, form: dict, lakukan, pesan: str) -> HttpResponse:
    try:
        lakukan()
    except TindakanDitolak as tolak:
        return halaman_pelaksanaan(request, pelaksanaan, status=tolak.status_http, galat=str(tolak), **form)
    messages.success(request, pesan)
    return redirect(f"{pelaksanaan.get_absolute_url()}#kelengkapan")


def _terbuka(pelaksanaan: Pelaksanaan) -> CatatanLangkah | None:
    return pelaksanaan.catatan.filter(selesai_pada=None).select_related("langkah").first()


def _kunjungan(pelaksanaan: Pelaksanaan, berkas: BerkasLangkah) -> CatatanLangkah:
    """The newest visit of the paper's step; of a step not come to yet, the newest visit of all."""
    catatan = pelaksanaan.catatan.select_related("langkah", "pelaksanaan__opd__pemda").order_by("-pk")
    return catatan.filter(langkah=berkas.langkah_id).first() or catatan.first()
