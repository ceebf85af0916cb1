"""The public page: which paper a Kode verifikasi is of and whether it still holds; nothing of its content."""

import hashlib
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from alur.models import Pelaksanaan
from jejak.alamat import alamat_asal
from laporan.final import lengkapi
from laporan.final_model import rapikan_kode
from laporan.models import NaskahFinal
from organisasi.models import PemerintahDaerah

# Codes that do not exist, per address and quarter of an hour: enough for slips, too few to guess.
SALAH_TERBANYAK, JENDELA = 20, 15 * 60
BERKAS_TERBESAR = 20 * 1024 * 1024


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verifikasi(request: HttpRequest) -> HttpResponse:
    """Look a code up; with a file, compare its SHA-256 with those of the paper. The file is not kept."""
    teks = (request.POST.get("kode") or request.GET.get("kode") or "")[:60]
    konteks = {"judul": "Verifikasi naskah", "kode": teks, "dicari": bool(teks.strip())}
    status, zona = 200, PemerintahDaerah.Zona.WIB
    if konteks["dicari"]:
        if _terlalu_sering(request):
            konteks["galat"] = "Terlalu banyak kode yang salah dari jaringan ini. Coba lagi 15 menit lagi."
            return render(request, "laporan/verifikasi.html", konteks, status=429)
        naskah = (
            NaskahFinal.objects.filter(kode=rapikan_kode(teks))
            .select_related("opd__pemda", "pengganti", "pelaksanaan")
            .prefetch_related("pindaian__dokumen")
            .first()
        )
        if naskah is None:
            _catat_salah(request)
            konteks["galat"] = "Kode ini tidak dikenal. Periksa ketikannya; huruf besar dan kecil sama saja."
            status = 404
        else:
            konteks |= _sebut(naskah) | _banding(naskah, request.FILES.get("berkas"))
            zona = naskah.opd.pemda.zona_waktu
    # The clock of the office that locked it, whoever asks from wherever.
    with timezone.override(ZoneInfo(zona)):
        return render(request, "laporan/verifikasi.html", konteks, status=status)


def _sebut(naskah: NaskahFinal) -> dict:
    rendisi = [
        lengkapi(satu) for satu in naskah.rendisi.select_related("cetakan", "naskah__opd").order_by("-urutan")
    ]
    jalan = naskah.pelaksanaan
    return {
        "naskah": naskah,
        "rendisi": rendisi,
        "pengganti": getattr(naskah, "pengganti", None),
        "dibatalkan": jalan is not None and jalan.status == Pelaksanaan.Status.DIBATALKAN,
    }


def _banding(naskah: NaskahFinal, berkas: UploadedFile | None) -> dict:
    """What an uploaded file is: the paper's own PDF, its signed scan, or neither."""
    if berkas is None:
        return {}
    if berkas.size > BERKAS_TERBESAR:
        return {"galat_berkas": "Berkas terlalu besar untuk dibandingkan: paling besar 20 MB."}
    sidik = hashlib.sha256()
    for potong in berkas.chunks():
        sidik.update(potong)
    hasil = {"sidik": sidik.hexdigest(), "sama": ""}
    if any(satu.sidik == hasil["sidik"] for satu in naskah.rendisi.all()):
        hasil["sama"] = "Berkas ini sama dengan PDF yang diterbitkan aplikasi."
    elif any(satu.dokumen.sidik == hasil["sidik"] for satu in naskah.pindaian.all()):
        hasil["sama"] = "Berkas ini sama dengan pindaian bertanda tangan yang dilampirkan kantor."
    return {"banding": hasil}


def _kunci(request: HttpRequest) -> str:
    return f"verifikasi:{alamat_asal(request)}"


def _terlalu_sering(request: HttpRequest) -> bool:
    return (cache.get(_kunci(request)) or 0) >= SALAH_TERBANYAK


def _catat_salah(request: HttpRequest) -> None:
    kunci = _kunci(request)
    if not cache.add(kunci, 1, JENDELA):
        try:
            cache.incr(kunci)
        except ValueError:  # forgotten meanwhile
            cache.set(kunci, 1, JENDELA)
