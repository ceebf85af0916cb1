"""Past periods: choose those that were done before the application, several at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from alur.belakangan import PeriodeLampau, mulai_belakangan
from alur.forms_tahun import FormPeriodeLampau
from alur.models import Pelaksanaan, Prosedur
from alur.syarat_mulai import batas_waktu_bawaan
from alur.tahun import kunci_berjalan
from alur.usulan_tahun import frekuensi_opd, kunci_periode, periode_kunci
from alur.views_tahun import prosedur_berlaku
from organisasi.galat import TindakanDitolak
from organisasi.kalender import Kalender
from organisasi.models import OPD
from organisasi.views import opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.models import Periode


def pelaksanaan_lampau(request: HttpRequest) -> HttpResponse:
    """Start the runs of past periods, marked *dicatat belakangan*."""
    opd = opd_atau_404(request, "alur.mulai")
    tanggal = hari_ini(opd.pemda.zona_waktu)
    daftar = list(prosedur_berlaku(opd).order_by("pk"))
    # Sent back with the form, for the periods in it are those of the year it was made for.
    pilihan = request.POST if request.method == "POST" else request.GET
    prosedur = _terpilih(daftar, pilihan.get("prosedur", ""))
    pilihan_tahun = [tanggal.year, tanggal.year - 1, tanggal.year - 2]
    teks = pilihan.get("tahun", "")
    tahun = next((satu for satu in pilihan_tahun if str(satu) == teks), tanggal.year)
    baris = _baris(opd, prosedur, tahun, tanggal, request.POST or None) if prosedur else []
    galat, status = "", 200
    if request.method == "POST":
        if all([satu["form"].is_valid() for satu in baris]):
            try:
                dimulai = mulai_belakangan(
                    opd=opd, prosedur=prosedur, daftar=_pilihan(baris, tahun), oleh=request.user
                )
            except TindakanDitolak as tolak:
                galat, status = str(tolak), tolak.status_http
            else:
                messages.success(
                    request,
                    f"{len(dimulai)} pelaksanaan dicatat belakangan. Isi tanggal sebenarnya tiap langkahnya.",
                )
                if len(dimulai) == 1:
                    return redirect("pelaksanaan_ringkas", pk=dimulai[0].pk)
                return redirect(f"{reverse('pelaksanaan_daftar')}?status={Pelaksanaan.Status.BERJALAN}")
        else:
            galat, status = "Ada tanggal yang perlu dibetulkan. Belum ada yang tercatat.", 422
    return render(
        request,
        "alur/pelaksanaan_lampau.html",
        {
            "judul": "Periode yang sudah lewat",
            "sub_judul": "Untuk periode yang sudah dikerjakan sebelum memakai aplikasi.",
            "remah": [
                {"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")},
                {"label": "Mulai", "url": reverse("pelaksanaan_mulai")},
                {"label": "Periode yang sudah lewat"},
            ],
            "daftar_prosedur": daftar,
            "prosedur": prosedur,
            "pilihan_tahun": pilihan_tahun,
            "tahun": tahun,
            "baris": baris,
            "galat": galat,
        },
        status=status,
    )


def _terpilih(daftar: list[Prosedur], teks: str) -> Prosedur | None:
    """The procedure asked for; the first, a collection where there is one."""
    cocok = next((satu for satu in daftar if str(satu.pk) == teks), None)
    return cocok or next((satu for satu in daftar if satu.mengumpulkan), daftar[0] if daftar else None)


def _baris(opd: OPD, prosedur: Prosedur, tahun: int, tanggal, data) -> list[dict]:
    """The year's periods that the indicators need, that are over and have no run yet; the earliest first."""
    kalender = Kalender(opd)
    perlu = set(
        kunci_periode(
            frekuensi_opd(opd, tahun), mengumpulkan=prosedur.mengumpulkan, mengukur=prosedur.mengukur
        )
    )
    periode = [
        periode_kunci(tahun, *kunci) for kunci in perlu - kunci_berjalan(opd.pk, tahun, prosedur.jenis)
    ]
    lampau = [satu for satu in periode if satu.tanggal_selesai < tanggal]
    return [
        {
            "jenis": satu.jenis,
            "nomor": satu.nomor,
            "nama": satu.nama,
            "form": FormPeriodeLampau(
                data,
                nama=satu.nama,
                prefix=f"{satu.jenis}-{satu.nomor}",
                initial={"batas_waktu": batas_waktu_bawaan(opd=opd, periode=satu, kalender=kalender)},
            ),
        }
        for satu in sorted(lampau, key=lambda satu: satu.urutan)
    ]


def _pilihan(baris: list[dict], tahun: int) -> list[PeriodeLampau]:
    dipilih = [satu for satu in baris if satu["form"].cleaned_data["pakai"]]
    if not dipilih:
        return []
    periode = {(satu.jenis, satu.nomor): satu for satu in Periode.objects.tahun_lengkap(tahun)}
    return [
        PeriodeLampau(
            periode[satu["jenis"], satu["nomor"]],
            satu["form"].cleaned_data["mulai"],
            satu["form"].cleaned_data["batas_waktu"],
        )
        for satu in dipilih
    ]
