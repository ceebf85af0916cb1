"""Requests for correction: the list, one with its rows and its decision, and the Sekretaris' proposal."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from organisasi.kirim import jalankan
from organisasi.terima import baca_bulat, baca_teks
from organisasi.views import kata_cari, opd_atau_404
from pengumpulan.actions import ajukan_pembukaan, batalkan_koreksi, putuskan_pembukaan
from pengumpulan.forms_koreksi import FormCatatPutusan, FormPutusan
from pengumpulan.forms_serah import TERPANJANG, FormAlasan
from pengumpulan.koreksi import (
    baris_dapat_dibuka,
    dapat_dibatalkan,
    kedudukan_kepala,
    kedudukan_sekretaris,
    pemangku_kepala_sejak,
    periode_dapat_dibuka,
)
from pengumpulan.kunci import periode_terkunci
from pengumpulan.models import PermintaanKoreksi
from pengumpulan.tampilan.koreksi import (
    SARINGAN,
    STATUS_KOREKSI,
    riwayat_koreksi,
    susun_baris_koreksi,
    susun_daftar_koreksi,
    urut_koreksi,
)
from pengumpulan.tampilan.sebutan import sebut_isi

SEHALAMAN = 50


def _remah(*lagi: dict) -> list[dict]:
    return [{"label": "Data realisasi", "url": reverse("realisasi_daftar")}, *lagi]


@require_safe
def koreksi_daftar(request: HttpRequest) -> HttpResponse:
    """The requests of the OPD one works in, what still waits first."""
    opd = opd_atau_404(request, "pengumpulan.lihat")
    daftar = urut_koreksi(PermintaanKoreksi.objects.filter(opd=opd)).dengan_orang()
    tampil, asal = kata_cari(request, "tampil"), kata_cari(request, "asal")
    if tampil == "berjalan":
        daftar = daftar.filter(status__in=PermintaanKoreksi.BERJALAN)
    elif tampil == "selesai":
        daftar = daftar.exclude(status__in=PermintaanKoreksi.BERJALAN)
    if asal in PermintaanKoreksi.Asal.values:
        daftar = daftar.filter(asal=asal)
    halaman = Paginator(daftar, SEHALAMAN).get_page(kata_cari(request, "page"))
    return render(
        request,
        "pengumpulan/koreksi_daftar.html",
        {
            "judul": "Koreksi angka",
            "sub_judul": f"Angka yang sudah disetujui dan diminta dikoreksi atau dibuka kembali – {opd}",
            "remah": _remah({"label": "Koreksi"}),
            "daftar": susun_daftar_koreksi(halaman.object_list),
            "halaman": halaman,
            "tampil": tampil,
            "asal": asal,
            "saringan": SARINGAN,
            "pilihan_asal": PermintaanKoreksi.Asal.choices,
            "boleh_usul": bool(kedudukan_sekretaris(opd, request.user)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def koreksi_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: its rows before and after, what happened to it, and whatever this person may do with it."""
    permintaan = get_object_or_404(
        PermintaanKoreksi.objects.untuk(request.user).dengan_orang(),
        pk=pk,
    )
    aksi = request.POST.get("aksi", "")
    data = {nama: request.POST if aksi == nama else None for nama in ("putuskan", "catatkan", "batalkan")}
    form = {
        "putuskan": FormPutusan(data["putuskan"], auto_id="putus_%s"),
        "catatkan": FormCatatPutusan(
            data["catatkan"], auto_id="catat_%s", pemangku=pemangku_kepala_sejak(permintaan)
        ),
        "batalkan": FormAlasan(data["batalkan"], auto_id="batal_%s"),
    }
    status = 200
    if request.method == "POST":
        if aksi not in form:
            return redirect(permintaan)
        status, _ = jalankan(form[aksi], lambda isi: _lakukan(aksi, permintaan, form[aksi], request.user))
        if status == 200:
            messages.success(request, KABAR[aksi])
            return redirect(permintaan)
        permintaan = PermintaanKoreksi.objects.dengan_orang().get(pk=pk)
    diajukan = permintaan.status == PermintaanKoreksi.Status.DIAJUKAN
    selaku = kedudukan_kepala(permintaan.opd, request.user) if diajukan else ""
    return render(
        request,
        "pengumpulan/koreksi_lihat.html",
        {
            "judul": str(permintaan),
            "remah": _remah(
                {"label": "Koreksi", "url": reverse("koreksi_daftar")}, {"label": str(permintaan.periode)}
            ),
            "permintaan": permintaan,
            "status": STATUS_KOREKSI[permintaan.status],
            "baris": susun_baris_koreksi(permintaan),
            "riwayat": riwayat_koreksi(permintaan),
            "selaku": selaku,
            "form_putus": form["putuskan"] if selaku else None,
            "form_catat": form["catatkan"]
            if diajukan and not selaku and boleh(request.user, "alur.catatkan", permintaan)
            else None,
            "form_batal": form["batalkan"] if dapat_dibatalkan(permintaan, request.user) else None,
            "galat": "" if status == 200 else " ".join(form[aksi].non_field_errors()),
            "gagal": aksi if status != 200 else "",
        },
        status=status,
    )


KABAR = {
    "putuskan": "Putusan tersimpan.",
    "catatkan": "Putusan Kepala dicatat.",
    "batalkan": "Permintaan dibatalkan. Angka yang disetujui tetap seperti semula.",
}


def _lakukan(aksi: str, permintaan: PermintaanKoreksi, form, oleh) -> PermintaanKoreksi:
    isi = form.cleaned_data
    if aksi == "batalkan":
        return batalkan_koreksi(permintaan=permintaan, oleh=oleh, alasan=isi["alasan"])
    return putuskan_pembukaan(
        permintaan=permintaan,
        oleh=oleh,
        setuju=isi["putusan"] == FormPutusan.BUKA,
        alasan=isi["alasan"],
        pencatatan=form.pencatatan() if aksi == "catatkan" else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def koreksi_ajukan(request: HttpRequest) -> HttpResponse:
    """Choose a locked period and its rows, and propose to the Kepala that they be opened again."""
    opd = opd_atau_404(request, "pengumpulan.ajukan_pembukaan")
    semua = periode_dapat_dibuka(opd)
    kunci = periode_terkunci(opd.pk, semua)
    terkunci = [satu for satu in semua if satu.pk in kunci]
    kata = request.POST.get("periode", "") or kata_cari(request, "periode")
    periode = next((satu for satu in terkunci if str(satu.pk) == kata), None)
    galat, status = "", 200
    if request.method == "POST":
        try:
            if periode is None:
                raise TindakanDitolak("Pilih periode yang akan dibuka kembali.")
            permintaan = ajukan_pembukaan(
                opd=opd,
                periode=periode,
                baris=baris_dipilih(request.POST),
                alasan=baca_teks(request.POST, "alasan", TERPANJANG),
                oleh=request.user,
            )
        except TindakanDitolak as tolak:
            galat, status = str(tolak), tolak.status_http
        else:
            messages.success(request, "Usulan pembukaan kembali diajukan kepada Kepala.")
            return redirect(permintaan)
    return render(
        request,
        "pengumpulan/koreksi_ajukan.html",
        {
            "judul": "Usulkan pembukaan kembali",
            "sub_judul": f"Periode yang pengukurannya sudah disetujui – {opd}",
            "remah": _remah(
                {"label": "Koreksi", "url": reverse("koreksi_daftar")}, {"label": "Usulkan pembukaan"}
            ),
            "periode": periode,
            "daftar_periode": terkunci,
            "baris": pilihan_baris(baris_dapat_dibuka(opd, periode) if periode else (), request.POST),
            "alasan": baca_teks(request.POST, "alasan", TERPANJANG),
            "galat": galat,
        },
        status=status,
    )


def baris_dipilih(data: QueryDict) -> dict[int, str]:
    """{row: what is wrong} of the ticked rows."""
    return {
        pk: baca_teks(data, f"baris-{satu}", TERPANJANG)
        for satu in data.getlist("baris")
        if (pk := baca_bulat(satu)) is not None
    }


def pilihan_baris(daftar, data: QueryDict) -> list[dict]:
    """Rows to choose from, with what was ticked and typed."""
    dicentang = set(data.getlist("baris"))
    return [
        {
            "pk": str(satu.pk),
            "kode": satu.realisasi.indikator.kode,
            "nama": satu.realisasi.indikator.nama,
            "unit": satu.formulir.unit,
            "periode": satu.realisasi.periode,
            "isi": sebut_isi(satu.revisi) if satu.revisi else "belum masuk",
            "dipilih": str(satu.pk) in dicentang,
            "uraian": baca_teks(data, f"baris-{satu.pk}", TERPANJANG),
        }
        for satu in daftar
    ]
