"""What is done at a step from the page of its run: finish, return, record, attach, answer, follow up."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from alur import actions, telaah, tindakan
from alur.dokumen import lampirkan
from alur.forms import (
    FormCatatkan,
    FormHasil,
    FormJawaban,
    FormKembalikan,
    FormLampiran,
    FormSelesai,
    FormTindakLanjut,
)
from alur.forms_isian import FormIsian
from alur.halaman_pelaksanaan import form_selesai_langkah, halaman_pelaksanaan, jalankan, pelaksanaan_terlihat
from alur.isian import simpan_isian
from alur.jalur import jalur_kembali
from alur.layar import isian_langkah
from alur.models import CatatanLangkah, CatatanPerbaikan, IsianLangkah, Pelaksanaan, RencanaTindakLanjut
from alur.pencatatan import Pencatatan, dapat_dicatatkan
from alur.perbaikan import tindaklanjuti
from alur.tindak_lanjut import catat_tindak_lanjut, selesaikan_tindak_lanjut
from organisasi.galat import TindakanDitolak


@require_POST
def langkah_kerjakan(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one has begun."""
    catatan = _catatan_atau_404(request, pk)
    try:
        actions.kerjakan(catatan=catatan, oleh=request.user)
    except TindakanDitolak as tolak:
        return halaman_pelaksanaan(request, catatan.pelaksanaan, status=tolak.status_http, galat=str(tolak))
    messages.success(request, "Tercatat: langkah ini sedang Anda kerjakan.")
    return redirect(catatan.pelaksanaan)


@require_POST
def langkah_selesaikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Finish the step, or approve where it is a decision."""
    catatan = _catatan_atau_404(request, pk)
    keputusan = bool(jalur_kembali(catatan.langkah))
    lakukan = tindakan.setujui if keputusan else tindakan.selesaikan
    form = form_selesai_langkah(catatan, request.POST, oleh=request.user)
    return jalankan(
        request,
        catatan,
        "form_selesai",
        form,
        lambda isi: lakukan(catatan=catatan, oleh=request.user, **_isi_selesai(form)),
        f"Langkah {catatan.langkah.nomor} {'disetujui' if keputusan else 'selesai'}.",
    )


@require_POST
def langkah_isian(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was written at the step without finishing it."""
    catatan = _catatan_atau_404(request, pk)
    form = form_selesai_langkah(catatan, request.POST, oleh=request.user, lengkap=False)
    if not isinstance(form, FormIsian):
        raise Http404
    return jalankan(
        request,
        catatan,
        "form_selesai",
        form,
        lambda isi: simpan_isian(catatan=catatan, oleh=request.user, isian=form.isi()),
        "Tersimpan. Langkah ini belum diselesaikan.",
    )


@require_POST
def langkah_kembalikan(request: HttpRequest, pk: int) -> HttpResponse:
    """Send back *untuk dilengkapi*."""
    catatan = _catatan_atau_404(request, pk)
    return jalankan(
        request,
        catatan,
        "form_kembalikan",
        FormKembalikan(request.POST, catatan=catatan, prefix="kembali"),
        lambda isi: telaah.kembalikan(
            catatan=catatan,
            oleh=request.user,
            alasan=isi["alasan"],
            ke=isi["ke"],
            perbaikan=isi["perbaikan"].splitlines(),
        ),
        "Dikembalikan untuk dilengkapi. Yang memperbaiki sudah diberi tahu.",
    )


@require_POST
def langkah_catatkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the step for its holder, on the ground of a paper."""
    catatan = _catatan_atau_404(request, pk)
    pemangku = dapat_dicatatkan(catatan=catatan)
    form = FormCatatkan(request.POST, request.FILES, pemangku=pemangku, catatan=catatan, prefix="catat")

    def lakukan(isi: dict) -> None:
        bersama = {"catatan": catatan, "oleh": request.user, "pencatatan": form.pencatatan()}
        if isi.get("putusan") != FormCatatkan.KEMBALIKAN:
            bersama["isian"] = _isian_bawaan(catatan, bersama["pencatatan"])
        if isi.get("putusan") == FormCatatkan.KEMBALIKAN:
            telaah.kembalikan(**bersama, alasan=isi["alasan"], ke=isi["ke"])
        elif "putusan" in isi:
            tindakan.setujui(**bersama, uraian=isi["uraian"])
        else:
            tindakan.selesaikan(**bersama, uraian=isi["uraian"])

    return jalankan(
        request,
        catatan,
        "form_catatkan",
        form,
        lakukan,
        f"Langkah {catatan.langkah.nomor} dicatat untuk pejabatnya.",
    )


@require_POST
def langkah_lampirkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach a paper to the step."""
    catatan = _catatan_atau_404(request, pk)
    return jalankan(
        request,
        catatan,
        "form_lampiran",
        FormLampiran(request.POST, request.FILES, prefix="lampiran"),
        lambda isi: lampirkan(
            catatan=catatan, oleh=request.user, berkas=isi["berkas"], judul=isi["judul"], jenis=isi["jenis"]
        ),
        "Berkas terlampir.",
    )


@require_POST
def tindak_lanjut_catat(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a follow-up born at this step."""
    catatan = _catatan_atau_404(request, pk)
    return jalankan(
        request,
        catatan,
        "form_tindak_lanjut",
        FormTindakLanjut(request.POST, opd=catatan.pelaksanaan.opd, prefix="rtl"),
        lambda isi: catat_tindak_lanjut(catatan=catatan, oleh=request.user, **isi),
        "Tindak lanjut tercatat.",
    )


@require_POST
def tindak_lanjut_selesai(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a follow-up with its result."""
    tindak_lanjut = get_object_or_404(
        RencanaTindakLanjut.objects.filter(
            catatan__pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)
        ).select_related("penanggung_jawab", "catatan"),
        pk=pk,
    )
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=tindak_lanjut.catatan.pelaksanaan_id)
    form = FormHasil(request.POST)
    ditolak = {"pk": tindak_lanjut.pk, "hasil": request.POST.get("hasil", "")}
    if not form.is_valid():
        galat = form.errors["hasil"][0]
        return halaman_pelaksanaan(request, pelaksanaan, status=422, galat=galat, hasil_ditolak=ditolak)
    try:
        selesaikan_tindak_lanjut(
            tindak_lanjut=tindak_lanjut, oleh=request.user, hasil=form.cleaned_data["hasil"]
        )
    except TindakanDitolak as tolak:
        return halaman_pelaksanaan(
            request, pelaksanaan, status=tolak.status_http, galat=str(tolak), hasil_ditolak=ditolak
        )
    messages.success(request, "Tindak lanjut selesai.")
    return redirect("tindak_lanjut_daftar" if request.POST.get("dari") == "daftar" else pelaksanaan)


@require_POST
def perbaikan_jawab(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer a remark."""
    perbaikan = get_object_or_404(
        CatatanPerbaikan.objects.filter(
            catatan__pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)
        ).select_related("catatan__pelaksanaan__opd__pemda", "catatan__langkah"),
        pk=pk,
    )
    form = FormJawaban(request.POST)
    pelaksanaan = get_object_or_404(pelaksanaan_terlihat(request), pk=perbaikan.catatan.pelaksanaan_id)
    ditolak = {"pk": perbaikan.pk, "jawaban": request.POST.get("jawaban", "")}
    if not form.is_valid():
        galat = form.errors["jawaban"][0]
        return halaman_pelaksanaan(request, pelaksanaan, status=422, galat=galat, jawaban_ditolak=ditolak)
    try:
        tindaklanjuti(perbaikan=perbaikan, oleh=request.user, jawaban=form.cleaned_data["jawaban"])
    except TindakanDitolak as tolak:
        return halaman_pelaksanaan(
            request, pelaksanaan, status=tolak.status_http, galat=str(tolak), jawaban_ditolak=ditolak
        )
    messages.success(request, "Tindak lanjut tersimpan.")
    return redirect(pelaksanaan)


def _catatan_atau_404(request: HttpRequest, pk: int) -> CatatanLangkah:
    return get_object_or_404(
        CatatanLangkah.objects.filter(pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)).select_related(
            "langkah", "pelaksanaan__opd__pemda", "pelaksanaan__periode", "pelaksanaan__prosedur__sop"
        ),
        pk=pk,
    )


def _isi_selesai(form: FormSelesai) -> dict:
    """The gate's keywords out of such a form."""
    lain = {"isian": form.isi()} if isinstance(form, FormIsian) else {}
    return {"uraian": form.cleaned_data["uraian"], **lain}


def _isian_bawaan(catatan: CatatanLangkah, pencatatan: Pencatatan) -> dict | None:
    """What a recorded step's paper says where nobody wrote anything: the form's own offer, if it is complete.

    Without it the gate says what to write first.
    """
    isian = isian_langkah(catatan.langkah)
    if isian is None or IsianLangkah.objects.filter(catatan=catatan).exists():
        return None
    bawaan = isian.bawaan_tercatat(catatan, pencatatan)
    return bawaan if all(bawaan.get(nama) for nama in isian.wajib) else None
