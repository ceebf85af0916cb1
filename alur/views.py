"""The desk of everyone who logs in: Tugas Saya, notices, and the search."""

from django.core.paginator import Paginator
from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from alur.giliran import kedudukan_di, menunggu_di
from alur.models import CatatanLangkah, Dokumen, Pelaksanaan, Pemberitahuan, RencanaTindakLanjut
from alur.tampilan import susun_tindak_lanjut, susun_tugas
from alur.tugas_lain import tugas_lain
from organisasi.hak import boleh, id_opd_terlihat
from organisasi.models import OPD
from organisasi.views import kata_cari
from perencanaan.models import Indikator

BUTIR_PER_HALAMAN = 30
HASIL_CARI_TERBANYAK = 20


@require_safe
def tugas_saya(request: HttpRequest) -> HttpResponse:
    """Home: what waits for me, nearest batas waktu first; then what I wait for from others."""
    milik = menunggu_di(request)
    prefetch_related_objects(milik, "langkah__jalur_kembali", "disposisi")
    dari_lain = (
        CatatanLangkah.objects.filter(selesai_pada=None, pelaksanaan__in=_berjalan_saya(request))
        .exclude(pk__in=[satu.pk for satu in milik])
        .select_related(
            "langkah", "pelaksanaan__opd__pemda", "pelaksanaan__periode", "pelaksanaan__prosedur__sop"
        )
        .prefetch_related("langkah__jalur_kembali", "disposisi")
        .order_by("pelaksanaan__batas_waktu")[:20]
    )
    return render(
        request,
        "alur/tugas_saya.html",
        {
            "judul": "Tugas Saya",
            "daftar_tugas": susun_tugas(milik),
            "tugas_lain": tugas_lain(request),
            "dari_lain": susun_tugas(list(dari_lain)),
            "tindak_lanjut": susun_tindak_lanjut(_tindak_lanjut_saya(request)),
            "boleh_mulai": bool(request.opd and boleh(request.user, "alur.mulai", request.opd)),
        },
    )


def _tindak_lanjut_saya(request: HttpRequest) -> list[RencanaTindakLanjut]:
    """Open follow-ups of the positions one holds today."""
    return list(
        RencanaTindakLanjut.objects.filter(
            penanggung_jawab__in=kedudukan_di(request).jabatan, status=RencanaTindakLanjut.Status.TERBUKA
        )
        .select_related("opd", "catatan__pelaksanaan__periode", "catatan__pelaksanaan__prosedur")
        .order_by("tenggat")[:20]
    )


def _berjalan_saya(request: HttpRequest):
    """Runs under way at the OPD one works in, for those who see it."""
    return Pelaksanaan.objects.untuk(request.user).berjalan().filter(opd=request.opd)


@require_safe
def pemberitahuan_daftar(request: HttpRequest) -> HttpResponse:
    """One's notices, newest first."""
    daftar = Pemberitahuan.objects.filter(
        pengguna=request.user, pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)
    ).select_related("pelaksanaan__opd")
    halaman = Paginator(daftar, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    return render(request, "alur/pemberitahuan_daftar.html", {"judul": "Pemberitahuan", "halaman": halaman})


@require_POST
def pemberitahuan_baca(request: HttpRequest) -> HttpResponse:
    """Mark all one's notices as read."""
    Pemberitahuan.objects.filter(pengguna=request.user, dibaca_pada=None).update(dibaca_pada=timezone.now())
    return redirect("pemberitahuan")


@require_safe
def cari(request: HttpRequest) -> HttpResponse:
    """Find indicators, runs and papers of the OPDs one may see, by a word in them."""
    kata = kata_cari(request, "q")
    opd = OPD.objects.untuk(request.user) if id_opd_terlihat(request.user) != set() else OPD.objects.none()
    hasil = {"indikator": [], "dokumen": [], "pelaksanaan": []}
    if len(kata) >= 2:
        hasil = {
            "indikator": Indikator.objects.filter(
                Q(nama__icontains=kata) | Q(kode__icontains=kata), opd__in=opd
            ).select_related("opd")[:HASIL_CARI_TERBANYAK],
            "dokumen": Dokumen.objects.filter(judul__icontains=kata, pelaksanaan__opd__in=opd).select_related(
                "pelaksanaan__periode", "pelaksanaan__prosedur__sop", "pelaksanaan__opd"
            )[:HASIL_CARI_TERBANYAK],
            "pelaksanaan": [
                satu
                for satu in Pelaksanaan.objects.untuk(request.user).select_related(
                    "opd", "periode", "prosedur"
                )[:500]
                if kata.lower() in f"{satu} {satu.opd}".lower()
            ][:HASIL_CARI_TERBANYAK],
        }
    return render(
        request,
        "alur/cari.html",
        {"judul": "Cari", "kata": kata, **hasil, "ada": any(len(v) for v in hasil.values())},
    )
