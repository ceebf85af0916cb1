"""Pages over the plan: the indicators of a year in their tree, and one indicator with all it has."""

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisasi.models import OPD
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.angka import tulis_angka
from perencanaan.models import Indikator, PenempatanIndikator, TargetPeriode, VersiIndikator, VersiTarget
from perencanaan.tahun import tahun_aktif

BUTIR_PER_HALAMAN = 60


@require_safe
def indikator_daftar(request: HttpRequest) -> HttpResponse:
    """The indicators of the year in the order of the tree, with target and source."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    tahun = tahun_aktif(request)
    target = VersiTarget.objects.filter(tahun=tahun).order_by("tanggal_mulai")
    penempatan = (
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=tahun)
        .select_related("indikator", "simpul")
        .prefetch_related(
            Prefetch("indikator__target", target, to_attr="target_tahun"),
            Prefetch(
                "indikator__versi", VersiIndikator.objects.order_by("-tanggal_mulai"), to_attr="daftar_versi"
            ),
        )
        .order_by("simpul__urutan", "urutan", "pk")
    )
    if cari := kata_cari(request):
        penempatan = penempatan.filter(Q(indikator__nama__icontains=cari) | Q(simpul__uraian__icontains=cari))
    if jenis := kata_cari(request, "jenis"):
        penempatan = penempatan.filter(jenis=jenis)
    halaman = Paginator(penempatan, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    baris = [
        {
            "penempatan": satu,
            "indikator": satu.indikator,
            "satuan": satu.indikator.daftar_versi[0].satuan if satu.indikator.daftar_versi else "",
            "target": sebut_target(satu.indikator.target_tahun[-1]) if satu.indikator.target_tahun else "",
            "latihan": bool(satu.indikator.target_tahun and satu.indikator.target_tahun[-1].angka_latihan),
        }
        for satu in halaman
    ]
    return render(
        request,
        "perencanaan/indikator_daftar.html",
        {
            "judul": f"Indikator dan target {tahun}",
            "sumber": opd.sumber,
            "halaman": halaman,
            "baris": baris,
            "cari": cari,
            "jenis": jenis,
            "pilihan_jenis": PenempatanIndikator.Jenis.choices,
            "tahun": tahun,
        },
    )


@require_safe
def indikator_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: definition in force, targets per version and period, Renstra, history, data owners."""
    indikator = get_object_or_404(
        Indikator.objects.filter(opd__in=OPD.objects.untuk(request.user)).select_related("opd"), pk=pk
    )
    tanggal = hari_ini()
    versi = list(indikator.versi.order_by("-tanggal_mulai"))
    target = indikator.target.select_related("perjanjian__jabatan").prefetch_related(
        Prefetch("periode", TargetPeriode.objects.select_related("periode"))
    )
    return render(
        request,
        "perencanaan/indikator_lihat.html",
        {
            "judul": indikator.nama,
            "sub_judul": f"{indikator.kode} · {indikator.opd}",
            "remah": [{"label": "Indikator", "url": reverse("indikator_daftar")}, {"label": indikator.kode}],
            "indikator": indikator,
            "definisi": versi[0] if versi else None,
            "versi_lama": versi[1:],
            "daftar_target": [
                {
                    "versi": satu,
                    "nilai": sebut_target(satu),
                    "periode": [(p.periode.nama, tulis_angka(p.nilai)) for p in satu.periode.all()],
                }
                for satu in target
            ],
            "renstra": [
                (satu.tahun, tulis_angka(satu.nilai) or satu.tingkat, satu)
                for satu in indikator.target_renstra.all()
            ],
            "riwayat_nilai": [
                (satu, tulis_angka(satu.target), tulis_angka(satu.realisasi))
                for satu in indikator.riwayat.all()
            ],
            "penanggung_jawab": indikator.penanggung_jawab.berlaku_pada(tanggal).select_related("unit"),
            "penempatan": indikator.penempatan.select_related("simpul"),
        },
    )


def sebut_target(target: VersiTarget) -> str:
    """A target in words: a figure, ``80–90``, a level, or an empty text when it is not set."""
    if target.batas_bawah is not None:
        return f"{tulis_angka(target.batas_bawah)}–{tulis_angka(target.batas_atas)}"
    return tulis_angka(target.nilai) or target.tingkat
