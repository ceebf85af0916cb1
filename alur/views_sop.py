"""Pages of the SOPs: those of the OPD and those that may be adopted, and one as its official tables."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.models import SOP
from alur.tabel import susun_tabel
from organisasi.hak import boleh
from organisasi.views import opd_atau_404

KEPALA_SOP = (
    ("dasar_hukum", "Dasar hukum"),
    ("dasar_hukum_isi", "Dasar hukum (bab IV)"),
    ("keterkaitan", "Keterkaitan"),
    ("peringatan", "Peringatan"),
    ("peralatan", "Peralatan/perlengkapan"),
    ("kualifikasi", "Kualifikasi pelaksana"),
    ("pencatatan", "Pencatatan dan pendataan"),
    ("catatan", "Catatan kami atas naskah"),
)


@require_safe
def sop_daftar(request: HttpRequest) -> HttpResponse:
    """The SOPs in force at the OPD, and those that may be adopted."""
    opd = opd_atau_404(request, "alur.lihat")
    return render(
        request,
        "alur/sop_daftar.html",
        {
            "judul": "SOP",
            "sub_judul": "Prosedur yang dijalankan kantor ini, dan naskah yang dapat diangkat.",
            "milik": SOP.objects.filter(opd=opd).prefetch_related("prosedur").order_by("-versi"),
            "naskah": SOP.objects.naskah().prefetch_related("prosedur"),
            "boleh_adopsi": boleh(request.user, "alur.adopsi", opd),
        },
    )


@require_safe
def sop_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One SOP: its header, its procedures as official tables, who fills its roles here."""
    sop = get_object_or_404(SOP.objects.untuk(request.user).select_related("opd"), pk=pk)
    return render(
        request,
        "alur/sop_lihat.html",
        {
            "judul": sop.nama,
            "sub_judul": " · ".join(str(b) for b in (sop.nomor, sop.instansi or sop.opd, sop.tahun) if b),
            "remah": [{"label": "SOP", "url": reverse("sop_daftar")}, {"label": f"{sop.kode}"}],
            "sop": sop,
            "kepala": _kepala_sop(sop),
            "daftar_tabel": [susun_tabel(satu) for satu in sop.prosedur.all()],
            "daftar_peran": sop.peran.prefetch_related("ikatan_opd__jabatan", "ikatan_opd__unit")
            if sop.opd_id
            else [],
        },
    )


def _kepala_sop(sop: SOP) -> list[tuple[str, list[dict]]]:
    """The header's parts as (label, [{teks, catatan}])."""
    hasil = []
    for kunci, label in KEPALA_SOP:
        isi = sop.keterangan.get(kunci)
        if not isi:
            continue
        butir = isi if isinstance(isi, list) else [isi]
        hasil.append(
            (label, [satu if isinstance(satu, dict) else {"teks": satu, "catatan": ""} for satu in butir])
        )
    return hasil
