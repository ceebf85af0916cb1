"""Pages of papers: what a run has, the reports of a year, the parts that the office writes, and printing."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alur.models import Pelaksanaan
from alur.tampilan import sebut_waktu, status_pelaksanaan
from laporan import antrean
from laporan.actions import tulis_bagian
from laporan.beku import sidik_isi
from laporan.daftar import KERTAS_KERJA, LAPORAN_KINERJA, REKAP_CAPAIAN, NaskahTersedia, daftar_naskah
from laporan.final import bentuk_word
from laporan.forms import FormBagian
from laporan.keadaan_naskah import BELUM, BERLAKU, DRAF, status_naskah
from laporan.models import BagianLaporan, NaskahFinal
from laporan.susunan.dasar import masih_draf, sudah_sampai_kepala
from laporan.susunan.laporan_kinerja import bagian_otomatis, judul_laporan
from laporan.views_cetakan import jawab
from laporan.views_final import naskah_atau_404, pelaksanaan_atau_404, tunggu_rendisi
from laporan.views_perjanjian import DOCX
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh, periksa
from organisasi.models import NomorNaskah
from organisasi.views import opd_atau_404
from organisasi.waktu import hari_ini
from pengukuran.models import Pengukuran
from pengumpulan.models import Pengumpulan
from perencanaan.tahun import tahun_aktif

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def naskah_daftar(request: HttpRequest, pk: int) -> HttpResponse:
    """The papers of a run: those that can be made now, and what the others wait for."""
    pelaksanaan = pelaksanaan_atau_404(request, pk)
    naskah = daftar_naskah(pelaksanaan)
    kunci = [satu.kunci for satu in naskah if satu.kunci]
    final = {satu.kunci: satu for satu in NaskahFinal.objects.terakhir().filter(kunci__in=kunci)}
    nomor = dict(NomorNaskah.objects.berlaku().filter(kunci__in=kunci).values_list("kunci", "nomor"))
    return render(
        request,
        "laporan/naskah_daftar.html",
        {
            "judul": "Naskah",
            "sub_judul": f"{pelaksanaan} · {pelaksanaan.opd.nama}",
            "remah": [
                {"label": "Pelaksanaan SOP", "url": reverse("pelaksanaan_daftar")},
                {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()},
                {"label": "Naskah"},
            ],
            "pelaksanaan": pelaksanaan,
            "status": status_pelaksanaan(pelaksanaan, hari_ini()),
            "baris": [
                (satu, status_naskah(satu, final.get(satu.kunci)), nomor.get(satu.kunci, ""))
                for satu in naskah
            ],
        },
    )


@require_POST
def naskah_pdf(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """Have a paper printed; the same content is printed once and found again."""
    pelaksanaan = pelaksanaan_atau_404(request, pk)
    naskah = naskah_atau_404(pelaksanaan, jenis)
    if naskah.belum:
        messages.error(request, f"{naskah.judul} belum dapat dibuat. {naskah.belum}")
        return redirect("naskah_daftar", pk=pelaksanaan.pk)
    bentuk, final = _terkini(naskah)
    if final:
        return redirect(tunggu_rendisi(final))
    cetakan = antrean.minta(
        bentuk=bentuk,
        opd=pelaksanaan.opd,
        jenis=naskah.kode[:40],
        judul=f"{naskah.judul} – {pelaksanaan}",
        nama_berkas=f"{naskah.nama_berkas}.pdf",
        oleh=request.user,
    )
    return jawab(request, cetakan)


@require_safe
@never_cache
def naskah_xlsx(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """A recap as a workbook."""
    pelaksanaan = pelaksanaan_atau_404(request, pk)
    naskah = naskah_atau_404(pelaksanaan, jenis)
    return _unduh(request, pelaksanaan, naskah, naskah.buku, XLSX, "xlsx")


@require_safe
@never_cache
def naskah_docx(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """A paper as a Word file."""
    pelaksanaan = pelaksanaan_atau_404(request, pk)
    naskah = naskah_atau_404(pelaksanaan, jenis)
    return _unduh(request, pelaksanaan, naskah, naskah.word, DOCX, "docx")


def _unduh(
    request: HttpRequest,
    pelaksanaan: Pelaksanaan,
    naskah: NaskahTersedia,
    buat: Callable | None,
    tipe: str,
    akhiran: str,
) -> HttpResponse:
    """The file that ``buat`` makes of the shape; 404 where the paper has none of this kind."""
    if buat is None:
        raise Http404
    if naskah.belum:
        messages.error(request, f"{naskah.judul} belum dapat dibuat. {naskah.belum}")
        return redirect("naskah_daftar", pk=pelaksanaan.pk)
    return HttpResponse(
        buat(_untuk_berkas(request, naskah)),
        content_type=tipe,
        headers={"Content-Disposition": f'attachment; filename="{naskah.nama_berkas}.{akhiran}"'},
    )


@require_safe
def laporan_daftar(request: HttpRequest) -> HttpResponse:
    """The reports of the year one works in: every measurement with its papers, every collection with its recap."""
    opd = opd_atau_404(request, "laporan.lihat")
    tahun = tahun_aktif(request)
    pengukuran = (
        Pengukuran.objects.berlaku()
        .filter(opd=opd, periode__tahun=tahun)
        .select_related("opd__pemda", "periode", "pelaksanaan__prosedur", "pelaksanaan__periode")
    )
    pengumpulan = (
        Pengumpulan.objects.berlaku()
        .filter(opd=opd, periode__tahun=tahun, pelaksanaan__isnull=False)
        .select_related("opd__pemda", "periode", "pelaksanaan__prosedur", "pelaksanaan__periode")
    )
    sampai = sudah_sampai_kepala(pengukuran)
    return render(
        request,
        "laporan/laporan_daftar.html",
        {
            "judul": "Laporan",
            "sub_judul": f"{opd.nama}, tahun {tahun}",
            "pengukuran": [_baris_pengukuran(satu, sampai) for satu in pengukuran],
            "pengumpulan": [
                {"pengumpulan": satu, "status": DRAF if masih_draf(satu) else BERLAKU} for satu in pengumpulan
            ],
            "boleh_tulis": boleh(request.user, "laporan.tulis", opd),
            "boleh_arsip": boleh(request.user, "laporan.lihat_arsip", opd),
            "kode": {
                "laporan_kinerja": LAPORAN_KINERJA,
                "rekap_capaian": REKAP_CAPAIAN,
                "kertas_kerja": KERTAS_KERJA,
            },
        },
    )


def _baris_pengukuran(pengukuran: Pengukuran, sampai_kepala: set[int]) -> dict:
    if pengukuran.dihitung_pada is None:
        status = BELUM
    else:
        status = DRAF if masih_draf(pengukuran) or pengukuran.pk not in sampai_kepala else BERLAKU
    return {
        "pengukuran": pengukuran,
        "judul": judul_laporan(pengukuran)
        + (f" (putaran {pengukuran.putaran})" if pengukuran.putaran > 1 else ""),
        "status": status,
        "dihitung": sebut_waktu(pengukuran.dihitung_pada) if pengukuran.dihitung_pada else "",
        "disetujui": sebut_waktu(pengukuran.disetujui_pada) if pengukuran.disetujui_pada else "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def bagian_tulis(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts of a Laporan Kinerja that the office writes itself."""
    pengukuran = get_object_or_404(
        Pengukuran.objects.untuk(request.user).select_related("opd__pemda", "periode", "pelaksanaan"), pk=pk
    )
    periksa(
        request.user,
        "laporan.tulis",
        pengukuran,
        "Hanya Tim SAKIP dan Sekretaris yang menulis bagian laporan.",
    )
    tersimpan = {
        satu.kode: satu
        for satu in BagianLaporan.objects.filter(pengukuran=pengukuran).select_related("diubah_oleh")
    }
    form, status = FormBagian(tersimpan=tersimpan), 200
    if request.method == "POST":
        form, status = FormBagian(request.POST, tersimpan=tersimpan), 422
        if form.is_valid():
            try:
                berubah = tulis_bagian(pengukuran=pengukuran, isi=form.isi(), oleh=request.user)
            except TindakanDitolak as tolak:
                form.add_error(None, str(tolak))
                status = tolak.status_http
            else:
                pesan = f"{len(berubah)} bagian disimpan." if berubah else "Tidak ada yang berubah."
                messages.success(request, pesan)
                return redirect("bagian_tulis", pk=pengukuran.pk)
    otomatis = bagian_otomatis(pengukuran)
    return render(
        request,
        "laporan/bagian_tulis.html",
        {
            "judul": judul_laporan(pengukuran),
            "sub_judul": f"Bagian yang ditulis {pengukuran.opd.nama}",
            "remah": [{"label": "Laporan", "url": reverse("laporan_daftar")}, {"label": "Tulis bagian"}],
            "pengukuran": pengukuran,
            "form": form,
            "bagian": [
                {
                    "isian": form[kode.value],
                    "versi": form[f"versi_{kode.value}"],
                    "tersimpan": tersimpan.get(kode.value),
                    "otomatis": otomatis[kode],
                }
                for kode in BagianLaporan.Kode
            ],
        },
        status=status,
    )


def _terkini(naskah: NaskahTersedia) -> tuple[object, NaskahFinal | None]:
    """What is handed out: the locked version where nothing changed since, else the paper as it stands now.

    A paper of a step is a draft until it is locked: what stands on it may still change. What was locked and says
    something else now is the draft of its next version.
    """
    bentuk = naskah.susun()
    final = NaskahFinal.objects.terakhir().filter(kunci=naskah.kunci).first()
    if final and final.sidik_isi == sidik_isi(bentuk):
        return bentuk, final
    if (naskah.langkah or final) and not bentuk.naskah.draf:
        bentuk = replace(bentuk, naskah=replace(bentuk.naskah, draf=True))
    return bentuk, None


def _untuk_berkas(request: HttpRequest, naskah: NaskahTersedia):
    """The shape for a Word file or a workbook; of a locked paper its copy."""
    bentuk, final = _terkini(naskah)
    if final is None:
        return bentuk
    nomor = final.rendisi.order_by("-urutan").values_list("nomor", flat=True).first() or ""
    return bentuk_word(final, nomor, request.build_absolute_uri(reverse("verifikasi")))
