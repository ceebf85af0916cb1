"""The year one works in: chosen, or the latest begun for which the OPD has a tree."""

from django.http import HttpRequest

from organisasi.waktu import hari_ini
from perencanaan.models import Simpul

KUNCI_SESI = "tahun_aktif"


def daftar_tahun(request: HttpRequest) -> list[int]:
    """Years of the OPD's trees, newest first; this year where there is none yet. One query per request."""
    if not hasattr(request, "_daftar_tahun"):
        tahun = []
        if request.opd:
            tahun = Simpul.objects.filter(opd=request.opd).values_list("tahun", flat=True).distinct()
        request._daftar_tahun = sorted(set(tahun), reverse=True) or [hari_ini().year]
    return request._daftar_tahun


def tahun_aktif(request: HttpRequest) -> int:
    """The chosen year while the OPD has it, else its latest that has begun, for next year is only planned."""
    pilihan = daftar_tahun(request)
    terpilih = request.session.get(KUNCI_SESI)
    if terpilih in pilihan:
        return terpilih
    sekarang = hari_ini().year
    return next((satu for satu in pilihan if satu <= sekarang), pilihan[-1])
