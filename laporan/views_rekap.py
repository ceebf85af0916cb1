"""Recaps to read and print, and one result with all that stands behind it."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alur.models import Pelaksanaan
from alur.tampilan import sebut_waktu
from laporan.bentuk import BarisCapaian
from laporan.periksa import periksa_pengukuran, periksa_pengumpulan, status_capaian
from laporan.susunan.capaian import baca_bahan_capaian, susun_dari_bahan
from laporan.susunan.kertas_kerja import susun_lembar
from pengukuran.models import HasilUkur, Pengukuran
from pengukuran.tampilan import status_pengukuran
from pengumpulan.models import Pengumpulan
from pengumpulan.tampilan import sebut_persetujuan


@require_safe
def pengumpulan_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """The recap of a collection, unit by unit, to read and print."""
    pengumpulan = get_object_or_404(
        Pengumpulan.objects.untuk(request.user).select_related(
            "opd__pemda", "periode", "pelaksanaan__prosedur", "disetujui_oleh"
        ),
        pk=pk,
    )
    pelaksanaan = pengumpulan.pelaksanaan
    return render(
        request,
        "laporan/rekap_lihat.html",
        {
            "judul": f"Rekapitulasi data {pengumpulan.periode}",
            "sub_judul": f"{pelaksanaan or 'Entri langsung, tanpa pelaksanaan SOP'} – {pengumpulan.opd}",
            "remah": _remah(pelaksanaan, "Rekapitulasi"),
            "pelaksanaan": pelaksanaan,
            "pengumpulan": pengumpulan,
            "persetujuan": f"Disetujui {sebut_persetujuan(pengumpulan)}."
            if pengumpulan.disetujui_pada
            else "Belum disetujui.",
            "periksa": periksa_pengumpulan(pengumpulan, sorotan_dulu=False, perkiraan=True),
        },
    )


@require_safe
def pengukuran_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """The table of capaian of a measurement, node by node, to read and print."""
    pengukuran = get_object_or_404(
        Pengukuran.objects.untuk(request.user).select_related(
            "opd__pemda", "periode", "pelaksanaan__prosedur", "pelaksanaan__periode", "disetujui_oleh"
        ),
        pk=pk,
    )
    return render(
        request,
        "laporan/rekap_lihat.html",
        {
            "judul": f"Rekapitulasi capaian {pengukuran.periode}",
            "sub_judul": f"{pengukuran.pelaksanaan} – {pengukuran.opd}",
            "remah": _remah(pengukuran.pelaksanaan, "Rekapitulasi"),
            "pelaksanaan": pengukuran.pelaksanaan,
            "pengukuran": pengukuran,
            "status": status_pengukuran(pengukuran),
            "persetujuan": _sebut_persetujuan(pengukuran),
            "periksa": periksa_pengukuran(pengukuran, sorotan_dulu=False)
            if pengukuran.dihitung_pada
            else None,
        },
    )


def _remah(pelaksanaan: Pelaksanaan | None, label: str) -> list[dict]:
    awal = (
        {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()}
        if pelaksanaan
        else {"label": "Data realisasi", "url": reverse("realisasi_daftar")}
    )
    return [awal, {"label": label}]


def _sebut_persetujuan(pengukuran: Pengukuran) -> str:
    if pengukuran.disetujui_pada is None:
        return "Belum disetujui: angkanya masih dapat berubah."
    selaku = f", {pengukuran.disetujui_selaku}" if pengukuran.disetujui_selaku else ""
    return f"Disetujui {pengukuran.disetujui_oleh}{selaku}, {sebut_waktu(pengukuran.disetujui_pada)}."


@require_safe
def hasil_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One figure explains itself: the sum in sentences, each reading with who typed and approved it, its past."""
    hasil = get_object_or_404(
        HasilUkur.objects.untuk(request.user).select_related(
            "pengukuran__opd__pemda",
            "pengukuran__periode",
            "pengukuran__pelaksanaan__prosedur",
            "pengukuran__pelaksanaan__periode",
            "pengukuran__dihitung_oleh",
            "pengukuran__disetujui_oleh",
            "patokan__indikator",
            "perbaikan__dijawab_oleh",
        ),
        pk=pk,
    )
    pengukuran = hasil.pengukuran
    bahan = baca_bahan_capaian(pengukuran)
    bahan = replace(bahan, hasil=[satu for satu in bahan.hasil if satu.pk == hasil.pk])
    (lembar,) = susun_lembar(bahan, susun_dari_bahan(bahan))
    baris: BarisCapaian = lembar.baris
    return render(
        request,
        "laporan/periksa_hasil.html",
        {
            "judul": baris.indikator,
            "sub_judul": f"{baris.kode} · {baris.jenis} · {pengukuran.periode} – {pengukuran.opd}",
            "remah": [
                {"label": f"Capaian {pengukuran.periode}", "url": pengukuran.get_absolute_url()},
                {"label": baris.kode},
            ],
            "hasil": hasil,
            "pengukuran": pengukuran,
            "lembar": lembar,
            "baris": baris,
            "status": status_capaian(baris),
            "diukur": f"{pengukuran.dihitung_oleh}, {sebut_waktu(pengukuran.dihitung_pada)}"
            if pengukuran.dihitung_pada
            else "",
            "persetujuan": _sebut_persetujuan(pengukuran),
            "teks": [
                (label, isi)
                for label, isi in (
                    ("Analisis penyebab", baris.analisis),
                    ("Faktor pendukung", baris.faktor_pendukung),
                    ("Kendala", baris.faktor_penghambat),
                    ("Upaya yang telah dilakukan", baris.upaya),
                    ("Rencana perbaikan", baris.rencana_perbaikan),
                )
                if isi
            ],
        },
    )
