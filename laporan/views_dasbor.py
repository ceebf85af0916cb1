"""The dashboard of an office's year: the Kepala's first page, and everyone's overview."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alur.giliran import menunggu_di
from laporan.tampilan_dasbor import (
    SARINGAN,
    TERENDAH,
    URUTAN,
    langkah_berikut,
    pengukuran_setahun,
    susun_dasbor,
    susun_menunggu,
    susun_terlambat,
)
from organisasi.hak import boleh
from organisasi.kalender import Kalender
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini
from pengukuran.models import Pengukuran
from pengukuran.tampilan import status_pengukuran
from perencanaan.tahun import tahun_aktif


@require_safe
def dasbor(request: HttpRequest) -> HttpResponse:
    """The newest measured period of the chosen office and year, or the one asked for."""
    opd = opd_atau_404(request, "laporan.lihat")
    tahun = tahun_aktif(request)
    kalender, hari = Kalender(opd), hari_ini(opd.pemda.zona_waktu)
    setahun = pengukuran_setahun(opd, tahun)
    pengukuran = pengukuran_terpilih(setahun, kata_cari(request, "periode"))
    urut = kata_cari(request, "urut")
    urut = urut if urut in dict(URUTAN) else TERENDAH
    saring = kata_cari(request, "tampil")
    saring = saring if saring in SARINGAN else ""
    menunggu, jumlah_menunggu = susun_menunggu(
        opd, [satu.pk for satu in menunggu_di(request)], kalender, hari
    )
    terlambat, jumlah_terlambat = susun_terlambat(opd, tahun, kalender, hari)
    return render(
        request,
        "laporan/dasbor.html",
        {
            "judul": f"Dashboard {tahun}",
            "sub_judul": opd.nama,
            "setahun": setahun,
            "pengukuran": pengukuran,
            "status": status_pengukuran(pengukuran) if pengukuran else None,
            "dasbor": susun_dasbor(pengukuran, setahun, opd, urut=urut, saring=saring)
            if pengukuran
            else None,
            "berikut": None
            if pengukuran
            else langkah_berikut(opd, tahun, boleh(request.user, "alur.mulai", opd)),
            "menunggu": menunggu,
            "menunggu_lain": jumlah_menunggu - len(menunggu),
            "terlambat": terlambat,
            "terlambat_lain": jumlah_terlambat - len(terlambat),
            "jumlah_terlambat": jumlah_terlambat,
            "boleh_tagih": boleh(request.user, "pengumpulan.tagih", opd),
            "urut": urut,
            "pilihan_urut": URUTAN,
            "saring": saring,
            "saringan": SARINGAN.get(saring),
        },
    )


def pengukuran_terpilih(setahun: list[Pengukuran], kata: str) -> Pengukuran | None:
    """The measurement of the period asked for, one of this year's or a 404; without asking, the newest."""
    if not kata:
        return setahun[0] if setahun else None
    cocok = next((satu for satu in setahun if str(satu.periode_id) == kata), None)
    if cocok is None:
        raise Http404
    return cocok
