"""The front page of planning: the parts of a year's plan in the order in which they are made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisasi.hak import boleh
from organisasi.views import opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.gulir import pasangan_tahun
from perencanaan.ringkas import ada_indikator_tanpa_tempat, ringkas_rencana
from perencanaan.tahun import daftar_tahun, tahun_aktif

# {part: (address of its page, icon, what one does there)}
HALAMAN = {
    "pohon": ("pohon_lihat", "sitemap", "Buka pohon kinerja"),
    "kamus": ("indikator_daftar", "notebook", "Buka kamus indikator"),
    "target": ("rencana_aksi", "target", "Buka rencana aksi"),
    "anggaran": ("admin:perencanaan_paguanggaran_changelist", "cash", "Isi pagu"),
    "perjanjian": ("perjanjian_daftar", "signature", "Buka Perjanjian Kinerja"),
}
# Its page is one of the settings: for those who may go there.
DI_PENGATURAN = {"anggaran"}


@require_safe
def perencanaan_lihat(request: HttpRequest) -> HttpResponse:
    """What is ready, what is missing, and the way to each part."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    tahun = tahun_aktif(request)
    kelola = boleh(request.user, "perencanaan.kelola", opd) and request.user.is_staff
    bagian = []
    for satu in ringkas_rencana(opd, tahun, hari_ini()):
        nama, ikon, label = HALAMAN[satu.kode]
        terbuka = kelola or satu.kode not in DI_PENGATURAN
        bagian.append(
            {
                "isi": satu,
                "ikon": ikon,
                "url": reverse(nama) if terbuka else "",
                "label": label,
                "persen": min(100, 100 * satu.siap // satu.dari) if satu.dari else 0,
            }
        )
    return render(
        request,
        "perencanaan/perencanaan_lihat.html",
        {
            "judul": f"Perencanaan {tahun}",
            "bagian": bagian,
            "tahun": tahun,
            "tanpa_tempat": ada_indikator_tanpa_tempat(opd, tahun),
            "tahun_baru": _tahun_baru(request),
            "url_muat": reverse("muatan_mulai") if kelola else "",
        },
    )


def _tahun_baru(request: HttpRequest) -> tuple[int, int] | None:
    """(dari, ke) while the year that comes has no tree yet."""
    pasangan = pasangan_tahun(request.opd, hari_ini())
    return pasangan if pasangan and pasangan[1] not in daftar_tahun(request) else None
