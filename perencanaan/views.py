"""Pages over the plan: the indicators of a year in their tree, and one indicator with all it has."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from organisasi.hak import boleh
from organisasi.models import OPD
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.angka import tulis_angka
from perencanaan.deret import pemutus_deret
from perencanaan.kamus import KURANG, LINGKUP, KamusIndikator, baca_kamus, hari_kamus, kamus_tahun
from perencanaan.models import Indikator, PenempatanIndikator, TargetPeriode, VersiIndikator, VersiTarget
from perencanaan.sebut import sebut_target
from perencanaan.tahun import tahun_aktif
from perencanaan.tampilan_kamus import baris_standar, baris_tahun, butir_smart, lembar, perubahan_versi

BUTIR_PER_HALAMAN = 60


@require_safe
def indikator_daftar(request: HttpRequest) -> HttpResponse:
    """The indicators of the year in the order of the tree, with target, source and what their sheet still lacks."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    tahun = tahun_aktif(request)
    semua = kamus_tahun(opd, tahun, hari_kamus(tahun, hari_ini()))
    jumlah_kurang = Counter(kode for _, kamus in semua for kode in kamus.kurang)
    cari, jenis, kurang = (kata_cari(request, nama) for nama in ("cari", "jenis", "kurang"))
    cocok = [
        (satu, kamus)
        for satu, kamus in semua
        if _memuat(satu, cari)
        and (not jenis or satu.jenis == jenis)
        and (not kurang or kurang in kamus.kurang or (kurang == ADA_KURANG and kamus.kurang))
    ]
    halaman = Paginator(cocok, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    target = {
        satu.indikator_id: satu
        for satu in VersiTarget.objects.ditetapkan()
        .filter(tahun=tahun, indikator__in=[satu.indikator_id for satu, _ in halaman])
        .order_by("tanggal_mulai")
    }
    return render(
        request,
        "perencanaan/indikator_daftar.html",
        {
            "judul": f"Indikator dan target {tahun}",
            "sumber": opd.sumber,
            "halaman": halaman,
            "baris": [_baris_daftar(satu, kamus, target.get(satu.indikator_id)) for satu, kamus in halaman],
            "cari": cari,
            "jenis": jenis,
            "kurang": kurang,
            "pilihan_jenis": PenempatanIndikator.Jenis.choices,
            "pilihan_kurang": [
                (ADA_KURANG, "Yang belum lengkap", sum(bool(kamus.kurang) for _, kamus in semua)),
                *(
                    (kode, f"Kurang: {label}", jumlah_kurang[kode])
                    for kode, label in KURANG.items()
                    if jumlah_kurang[kode]
                ),
            ],
            "jumlah_lengkap": sum(kamus.lengkap for _, kamus in semua),
            "jumlah": len(semua),
            "lingkup_kamus": LINGKUP,
            "tahun": tahun,
        },
    )


ADA_KURANG = "ada"


def _memuat(penempatan: PenempatanIndikator, cari: str) -> bool:
    """Does the name of the indicator or of its node hold the words that are looked for?"""
    kata = cari.casefold()
    return kata in penempatan.indikator.nama.casefold() or kata in penempatan.simpul.uraian.casefold()


def _baris_daftar(penempatan: PenempatanIndikator, kamus: KamusIndikator, target: VersiTarget | None) -> dict:
    return {
        "penempatan": penempatan,
        "indikator": penempatan.indikator,
        "satuan": kamus.versi.satuan if kamus.versi else "",
        "target": sebut_target(target) if target else "",
        "latihan": bool(target and target.angka_latihan),
        "kamus": kamus,
    }


@require_safe
def indikator_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: its sheet, its definitions compared, targets, Renstra, earlier years, national standard."""
    indikator = get_object_or_404(
        Indikator.objects.filter(opd__in=OPD.objects.untuk(request.user))
        .select_related("opd")
        .prefetch_related(
            Prefetch(
                "versi", VersiIndikator.objects.order_by("-tanggal_mulai").prefetch_related("jenis_bukti")
            )
        ),
        pk=pk,
    )
    tahun = tahun_aktif(request)
    penempatan = list(indikator.penempatan.select_related("simpul"))
    di_tahun = next((satu for satu in penempatan if satu.tahun == tahun), None)
    iku = [indikator.pk] if di_tahun and di_tahun.jenis == PenempatanIndikator.Jenis.IKU else []
    kamus = baca_kamus([indikator], hari_kamus(tahun, hari_ini()), iku=iku)[indikator.pk]
    target = list(
        indikator.target.ditetapkan()
        .select_related("perjanjian__jabatan")
        .prefetch_related(Prefetch("periode", TargetPeriode.objects.select_related("periode")))
    )
    tahun_target = [satu.tahun for satu in target] or [tahun]
    return render(
        request,
        "perencanaan/indikator_lihat.html",
        {
            "judul": indikator.nama,
            "sub_judul": f"{indikator.kode} · {indikator.opd}",
            "remah": [{"label": "Indikator", "url": reverse("indikator_daftar")}, {"label": indikator.kode}],
            "indikator": indikator,
            "tahun": tahun,
            "kamus": kamus,
            "lembar": lembar(kamus),
            "smart": butir_smart(kamus.smart),
            "daftar_versi": perubahan_versi(list(indikator.versi.all()), kamus.versi),
            "boleh_kelola": boleh(request.user, "perencanaan.kelola", indikator),
            "daftar_target": [
                {
                    "versi": satu,
                    "nilai": sebut_target(satu),
                    "periode": [(p.periode.nama, tulis_angka(p.nilai)) for p in satu.periode.all()],
                }
                for satu in target
            ],
            "putus_target": pemutus_deret(indikator, min(tahun_target), max(tahun_target)),
            "renstra": [
                (satu, tulis_angka(satu.satu.nilai) or satu.satu.tingkat)
                for satu in baris_tahun(indikator, indikator.target_renstra.all())
            ],
            "riwayat_nilai": [
                (satu, tulis_angka(satu.satu.target), tulis_angka(satu.satu.realisasi))
                for satu in baris_tahun(indikator, indikator.riwayat.all(), awal=tahun)
            ],
            "standar": baris_standar(indikator),
            "penempatan": penempatan,
        },
    )
