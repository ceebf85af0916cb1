"""The figures that came in, per indicator and period, each with its source and its history."""

from collections import defaultdict

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.giliran import kedudukan_di
from organisasi.hak import boleh
from organisasi.views import opd_atau_404
from pengumpulan.bukti_wajib import definisi_berlaku
from pengumpulan.models import BERANGKA, Pengumpulan, Realisasi
from pengumpulan.tampilan import (
    STATUS_BARIS,
    bukti_dari,
    sebut_penyerahan,
    sebut_persetujuan,
    susun_bukti,
)
from perencanaan.angka import tulis_angka
from perencanaan.deret import kalimat_pemutus, pemutus
from perencanaan.models import PenempatanIndikator, Periode, VersiIndikator
from perencanaan.tahun import tahun_aktif

BUTIR_PER_HALAMAN = 60


@require_safe
def realisasi_daftar(request: HttpRequest) -> HttpResponse:
    """Indicators down, the year's periods across; blank, zero and reasons stay three different things."""
    opd = opd_atau_404(request, "pengumpulan.lihat")
    tahun = tahun_aktif(request)
    penempatan = (
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=tahun)
        .select_related("indikator", "simpul")
        .order_by("simpul__urutan", "urutan", "pk")
    )
    halaman = Paginator(penempatan, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    realisasi = (
        Realisasi.objects.untuk(request.user)
        .filter(indikator__in=[satu.indikator_id for satu in halaman], periode__tahun=tahun)
        .select_related("periode", "unit")
    )
    per_sel = defaultdict(list)
    for satu in realisasi:
        per_sel[satu.indikator_id, satu.periode_id].append(satu)
    putus = defaultdict(list)
    for versi in VersiIndikator.objects.filter(indikator__opd=opd, memutus_deret=True):
        putus[versi.indikator_id].append(versi)
    terpakai = Realisasi.objects.filter(indikator__opd=opd, periode__tahun=tahun).values("periode")
    periode = list(Periode.objects.filter(pk__in=terpakai))
    return render(
        request,
        "pengumpulan/realisasi_daftar.html",
        {
            "judul": f"Data realisasi {tahun}",
            "sub_judul": "Angka yang dikumpulkan dari unit. Ketuk angka untuk melihat asal dan riwayatnya.",
            "sumber": opd.sumber,
            "periode": periode,
            "daftar_pengumpulan": Pengumpulan.objects.berlaku()
            .filter(opd=opd, periode__tahun=tahun)
            .select_related("periode", "pelaksanaan__prosedur"),
            "boleh_entri": boleh(request.user, "pengumpulan.isikan", opd),
            "halaman": halaman,
            "baris": [
                {
                    "indikator": satu.indikator,
                    "simpul": satu.simpul,
                    "sel": [[_sel(r) for r in per_sel[satu.indikator_id, p.pk]] for p in periode],
                    "putus": _sebut_putus(putus[satu.indikator_id], periode),
                }
                for satu in halaman
            ],
        },
    )


@require_safe
def realisasi_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure: what it says now, where it comes from, and every reading before."""
    realisasi = get_object_or_404(
        Realisasi.objects.untuk(request.user).select_related("indikator", "unit", "periode", "diubah_oleh"),
        pk=pk,
    )
    return render(
        request,
        "pengumpulan/realisasi_lihat.html",
        {
            "judul": f"Realisasi {realisasi.periode}",
            "sub_judul": realisasi.indikator.nama,
            "remah": [
                {"label": "Data realisasi", "url": reverse("realisasi_daftar")},
                {"label": str(realisasi.periode)},
            ],
            "realisasi": realisasi,
            "definisi": definisi_berlaku([realisasi]).get(realisasi.pk),
            "tulisan": [
                (label, isi)
                for label, isi in (
                    ("Faktor pendukung", realisasi.faktor_pendukung),
                    ("Kendala", realisasi.faktor_penghambat),
                    ("Rencana perbaikan", realisasi.rencana_perbaikan),
                )
                if isi
            ],
            "daftar_formulir": _formulir_tempatnya(realisasi),
            "daftar_bukti": susun_bukti(bukti_dari([realisasi.pk]), request.user, kedudukan_di(request)),
            "nilai": _sel(realisasi)["teks"],
            "pembilang": tulis_angka(realisasi.pembilang),
            "penyebut": tulis_angka(realisasi.penyebut),
            "daftar_revisi": [
                (satu, tulis_angka(satu.nilai) or satu.tingkat)
                for satu in realisasi.revisi.select_related("oleh")
            ],
        },
    )


def _sebut_putus(versi: list[VersiIndikator], periode: list[Periode]) -> str:
    """Where the series breaks between the periods of the table; empty where it does not."""
    akhir = [satu.tanggal_selesai for satu in periode]
    return kalimat_pemutus(pemutus(versi, setelah=min(akhir), sampai=max(akhir))) if akhir else ""


def _formulir_tempatnya(realisasi: Realisasi) -> list[dict]:
    """The forms that the figure stood on, newest first: which reading, who handed it in, who approved it."""
    baris = (
        realisasi.baris.filter(formulir__pengumpulan__in=Pengumpulan.objects.berlaku())
        .select_related(
            "formulir__unit",
            "formulir__diserahkan_oleh",
            "formulir__pengumpulan__periode",
            "formulir__pengumpulan__disetujui_oleh",
            "revisi",
        )
        .order_by("-pk")
    )
    return [
        {
            "baris": satu,
            "status": STATUS_BARIS[satu.status],
            "versi": satu.revisi.versi if satu.revisi else None,
            "diserahkan": sebut_penyerahan(satu.formulir),
            "disetujui": sebut_persetujuan(satu.formulir.pengumpulan) if satu.status == "disetujui" else "",
        }
        for satu in baris
    ]


def _sel(realisasi: Realisasi) -> dict:
    """What a cell shows: the figure, or the state in words."""
    berangka = realisasi.keadaan in BERANGKA
    return {
        "realisasi": realisasi,
        "teks": (tulis_angka(realisasi.nilai) or realisasi.tingkat)
        if berangka
        else realisasi.get_keadaan_display(),
        "berangka": berangka,
        "tanda": "sementara" if realisasi.keadaan == "sementara" else "",
    }
