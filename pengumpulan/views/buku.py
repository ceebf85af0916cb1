"""A unit's form as a workbook: taken along, brought back, looked at row by row, applied."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from alur.giliran import kedudukan_di
from organisasi.galat import TindakanDitolak
from pengumpulan.actions.bersama import periksa_orang_unit
from pengumpulan.buku.actions import (
    TIDAK_ADA,
    Hasil,
    PratinjauUsang,
    Unggahan,
    ambil,
    buang,
    terapkan,
    tinjau,
    unggah,
)
from pengumpulan.buku.bahan import baca_bahan
from pengumpulan.buku.tulis import nama_berkas, tulis_buku
from pengumpulan.buku.usulan import BENTROK, TANYA, TOLAK, UBAH, Rencana
from pengumpulan.models import Formulir
from pengumpulan.tampilan import kewenangan
from pengumpulan.views.formulir import formulir_atau_404, remah_formulir

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LIHAT_KIRIM = ["GET", "HEAD", "POST"]
KETERANGAN_BENTROK = (
    "Sejak berkas ini diunduh, baris berikut juga diubah di SAKIP. Pilih yang dipakai; bila tidak dipilih, "
    "yang ada di SAKIP tetap."
)
KETERANGAN_TANYA = (
    "Angka berikut tertulis sebagai teks dan dapat dibaca dua cara. Pilih yang benar; baris yang tidak dijawab "
    "tidak ikut diterapkan."
)
KETERANGAN_TOLAK = (
    "Baris berikut tidak ikut diterapkan. Perbaiki selnya di Excel, lalu unggah lagi berkas yang sama."
)


class FormBuku(forms.Form):
    """The filled workbook."""

    berkas = forms.FileField(
        label="Berkas Excel yang sudah diisi (.xlsx)",
        allow_empty_file=True,  # reading it says what is wrong with one
        widget=forms.FileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        error_messages={"required": "Pilih berkas Excel yang sudah diisi."},
    )


@require_safe
def formulir_buku(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as it stands now, to fill without a line."""
    formulir = formulir_atau_404(request, pk)
    periksa_orang_unit(formulir, request.user)
    bahan = baca_bahan(formulir, request.user, kedudukan_di(request))
    jawab = HttpResponse(tulis_buku(bahan), content_type=XLSX)
    jawab["Content-Disposition"] = content_disposition_header(True, nama_berkas(bahan))
    return jawab


@require_http_methods(LIHAT_KIRIM)
def formulir_unggah(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a filled workbook in; nothing changes before its preview was looked at."""
    formulir = formulir_atau_404(request, pk)
    periksa_orang_unit(formulir, request.user)
    form, status = FormBuku(request.POST or None, request.FILES or None), 200
    if request.method == "POST":
        form, status = FormBuku(request.POST, request.FILES), 422
        if form.is_valid():
            try:
                unggahan = unggah(formulir=formulir, berkas=form.cleaned_data["berkas"], oleh=request.user)
            except TindakanDitolak as tolak:
                form.add_error("berkas", str(tolak))
                status = tolak.status_http
            else:
                return redirect("formulir_unggahan", formulir.pk, UUID(unggahan.kode))
    wenang = kewenangan(formulir, request.user, kedudukan_di(request))
    konteks = _konteks(request, formulir, "Isi lewat Excel") | {
        "form": form,
        "galat": list(form.errors.get("berkas", [])),
        "mengisi": wenang.mengisi,
    }
    return render(request, "pengumpulan/buku_unggah.html", konteks, status=status)


@require_http_methods(LIHAT_KIRIM)
def formulir_unggahan(request: HttpRequest, pk: int, kode: UUID) -> HttpResponse:
    """An upload row by row: before and after, what is asked and what is refused; applied or put away."""
    formulir = formulir_atau_404(request, pk)
    periksa_orang_unit(formulir, request.user)
    try:
        unggahan = ambil(formulir, kode.hex)
        if unggahan is None:
            messages.info(request, TIDAK_ADA)
            return redirect("formulir_unggah", formulir.pk)
        if request.method == "POST":
            return _kirim(request, unggahan)
        rencana = tinjau(unggahan, oleh=request.user)
        return _pratinjau(request, unggahan, rencana, rencana.sidik)
    except PratinjauUsang as usang:
        # What was chosen stays chosen, in the preview as it is now.
        return _pratinjau(request, unggahan, usang.rencana, usang.sidik, str(usang), usang.status_http)
    except TindakanDitolak as tolak:
        messages.error(request, str(tolak))
        return redirect("formulir_unggah", formulir.pk)


def _kirim(request: HttpRequest, unggahan: Unggahan) -> HttpResponse:
    if "buang" in request.POST:
        buang(unggahan)
        messages.info(request, "Unggahan dibuang. Tidak ada yang berubah.")
        return redirect("formulir_unggah", unggahan.formulir.pk)
    jawaban = {nama: nilai for nama, nilai in request.POST.items() if nama.startswith("baca-")}
    pilihan = {
        nama.removeprefix("pilih-"): nilai
        for nama, nilai in request.POST.items()
        if nama.startswith("pilih-")
    }
    hasil = terapkan(
        unggahan=unggahan,
        oleh=request.user,
        sidik=request.POST.get("sidik", ""),
        jawaban=jawaban,
        pilihan=pilihan,
    )
    messages.success(request, _kabar(hasil))
    return redirect(unggahan.formulir)


def _kabar(hasil: Hasil) -> str:
    """``12 baris diterapkan. 1 baris ditolak dan tidak ikut.``"""
    lain = [
        f"{jumlah} baris {kata}."
        for jumlah, kata in (
            (hasil.ditolak, "ditolak dan tidak ikut"),
            (hasil.belum_dijawab, "belum dijawab dan tidak ikut"),
            (hasil.dipertahankan, "bentrok tetap seperti di SAKIP"),
        )
        if jumlah
    ]
    return " ".join([f"{hasil.ditulis} baris dari Excel diterapkan.", *lain])


def _pratinjau(
    request: HttpRequest, unggahan: Unggahan, rencana: Rencana, sidik: str, galat: str = "", status: int = 200
) -> HttpResponse:
    ubah, bentrok, tanya = (rencana.bermacam(macam) for macam in (UBAH, BENTROK, TANYA))
    konteks = _konteks(request, unggahan.formulir, "Pratinjau unggahan") | {
        "unggahan": unggahan,
        "rencana": rencana,
        "sidik": sidik,
        "galat": galat,
        "bagian": [
            (judul, keterangan, macam, daftar)
            for judul, keterangan, macam, daftar in (
                ("Bentrok", KETERANGAN_BENTROK, BENTROK, bentrok),
                ("Perlu dijawab", KETERANGAN_TANYA, TANYA, tanya),
                ("Akan diubah", "", UBAH, ubah),
                ("Ditolak", KETERANGAN_TOLAK, TOLAK, rencana.bermacam(TOLAK)),
            )
            if daftar
        ],
        "catatan": [kata for satu in rencana.usulan for kata in satu.catatan],
        "jumlah_ubah": len(ubah),
        "dapat_diterapkan": bool(ubah or bentrok or tanya) and not rencana.tertutup,
    }
    return render(request, "pengumpulan/buku_pratinjau.html", konteks, status=status)


def _konteks(request: HttpRequest, formulir: Formulir, judul: str) -> dict:
    orang_unit = formulir.unit_id in kedudukan_di(request).unit
    return {
        "judul": judul,
        "sub_judul": f"{formulir.unit} · {formulir.pengumpulan}",
        "remah": remah_formulir(formulir, judul),
        "formulir": formulir,
        "atas_nama": not orang_unit,
    }
