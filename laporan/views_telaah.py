"""Looking through the rows of a decision: one by one or all that is in order, and sending the marked ones back."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from alur import telaah
from alur.forms_baku import FormKembalikanBaris, FormTelaahKembali
from alur.models import CatatanLangkah, CatatanPerbaikan, TelaahBaris
from laporan.periksa import BAGIAN, BarisPeriksa
from laporan.views_periksa import Halaman, catatan_atau_404, susun_halaman, tampilkan
from organisasi.galat import TindakanDitolak

Bagian, Putusan = CatatanPerbaikan.Bagian, TelaahBaris.Putusan


def _kembali_ke(catatan: CatatanLangkah, request: HttpRequest, jangkar: str = "") -> str:
    """The page of the decision, at the row and the page of the list one came from."""
    alamat = reverse("langkah_periksa", args=[catatan.pk])
    hal = request.GET.get("page", "")
    if hal.isascii() and hal.isdigit():
        alamat += f"?page={hal}"
    return f"{alamat}#{jangkar}" if jangkar else alamat


def _butir(baris: BarisPeriksa) -> telaah.ButirTelaah:
    return telaah.ButirTelaah(baris.jenis, baris.pk, baris.versi)


@require_POST
def langkah_wajar(request: HttpRequest, pk: int) -> HttpResponse:
    """*Setujui semua yang wajar*: every row without anything unusual counts as looked at and accepted."""
    catatan = catatan_atau_404(request, pk)
    halaman = susun_halaman(request, catatan)
    try:
        jumlah = telaah.terima_semua(
            catatan=catatan,
            oleh=request.user,
            butir=[_butir(satu) for satu in halaman.periksa.wajar] if halaman.periksa else [],
        )
    except TindakanDitolak as tolak:
        return tampilkan(request, halaman, status=tolak.status_http, galat=str(tolak))
    messages.success(
        request,
        f"{jumlah} baris yang wajar diterima. Tinggal yang perlu diperhatikan."
        if jumlah
        else "Tidak ada lagi baris wajar yang menunggu.",
    )
    return redirect(_kembali_ke(catatan, request, "perlu"))


@require_http_methods(["GET", "HEAD", "POST"])
def langkah_telaah(request: HttpRequest, pk: int, jenis: str, objek: int) -> HttpResponse:
    """One row: accepted, marked to return with what is wrong with which part of it, or left open again."""
    catatan = catatan_atau_404(request, pk)
    halaman = susun_halaman(request, catatan)
    baris = halaman.periksa.cari(jenis, objek) if halaman.periksa and jenis in TelaahBaris.Jenis else None
    if baris is None:
        raise Http404
    if request.method != "POST":
        return _satu_baris(request, halaman, baris, _form(request, halaman, baris))
    putusan = request.POST.get("putusan", "")
    if putusan not in {*Putusan, ""}:
        raise Http404
    form = _form(request, halaman, baris, request.POST) if putusan == Putusan.KEMBALIKAN else None
    if form and not form.is_valid():
        return _satu_baris(request, halaman, baris, form, status=422)
    try:
        _simpan(request, catatan, baris, putusan, form, halaman.memutus)
    except TindakanDitolak as tolak:
        return _satu_baris(
            request,
            halaman,
            baris,
            form or _form(request, halaman, baris),
            # A stale row is shown again in place; htmx takes in a 422.
            status=422 if _lewat_htmx(request) else tolak.status_http,
            galat=str(tolak),
        )
    if not _lewat_htmx(request):
        return redirect(_kembali_ke(catatan, request, f"{jenis}-{objek}"))
    halaman = susun_halaman(request, catatan)
    return render(
        request,
        "laporan/telaah_jawab.html",
        {
            "b": halaman.periksa.cari(jenis, objek),
            "periksa": halaman.periksa,
            "catatan": catatan,
            "memutus": halaman.memutus,
            "menjawab": True,
        },
    )


@transaction.atomic
def _simpan(
    request: HttpRequest,
    catatan: CatatanLangkah,
    baris: BarisPeriksa,
    putusan: str,
    form: FormTelaahKembali | None,
    memutus: bool,
) -> None:
    isi = form.cleaned_data if form else {}
    if putusan and memutus and not baris.dapat_diputus:
        raise TindakanDitolak("Baris ini tidak sedang menunggu putusan Anda. Muat ulang halaman.")
    telaah.telaah(
        catatan=catatan,
        oleh=request.user,
        butir=_butir(baris),
        putusan=putusan,
        bagian=isi.get("bagian", ()),
        isi=isi.get("isi", ""),
        sebutan=f"{baris.kode} {baris.judul}",
        semula=request.POST.get("semula"),
    )
    if form:
        form.ingat(request.user)


def _form(request: HttpRequest, halaman: Halaman, baris: BarisPeriksa, data=None) -> FormTelaahKembali:
    awal = {}
    bagian = [satu for satu in BAGIAN[baris.jenis] if satu != Bagian.PEMBILANG or baris.rincian]
    if baris.kembali:
        awal = {"bagian": baris.telaah.bagian.split(","), "isi": baris.telaah.isi}
    return FormTelaahKembali(
        data,
        opd=halaman.catatan.pelaksanaan.opd,
        oleh=request.user,
        bagian=bagian,
        initial=awal,
        auto_id=f"id_{baris.jenis}{baris.pk}_%s",
    )


def _lewat_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _satu_baris(
    request: HttpRequest,
    halaman: Halaman,
    baris: BarisPeriksa,
    form: FormTelaahKembali,
    *,
    status: int = 200,
    galat: str = "",
) -> HttpResponse:
    """The row on a page of its own, or (htmx) its card with the form open in it."""
    catatan = halaman.catatan
    konteks = halaman.konteks | {
        "judul": f"{baris.kode} {baris.judul}",
        "sub_judul": "Terima baris ini, atau tandai untuk dikembalikan.",
        "b": baris,
        "periksa": halaman.periksa,
        "memutus": halaman.memutus,
        "form_baris": form if halaman.memutus and baris.dapat_diputus else None,
        "galat_baris": galat,
        "galat": galat,
        "url_kembali": _kembali_ke(catatan, request, f"{baris.jenis}-{baris.pk}"),
    }
    if _lewat_htmx(request):
        return render(request, "laporan/telaah_baris.html", konteks, status=status)
    return render(request, "laporan/telaah_lihat.html", konteks, status=status)


@require_POST
def langkah_kembalikan_baris(request: HttpRequest, pk: int) -> HttpResponse:
    """Send back *untuk dilengkapi*, the marked rows only; everything else stays accepted."""
    catatan = catatan_atau_404(request, pk)
    form = FormKembalikanBaris(
        request.POST, opd=catatan.pelaksanaan.opd, oleh=request.user, catatan=catatan, prefix="kembali"
    )
    if not form.is_valid():
        return tampilkan(
            request,
            susun_halaman(request, catatan),
            status=422,
            galat="Belum dikembalikan. Lengkapi isian yang bertanda merah di bawah.",
            form=form,
        )
    isi = form.cleaned_data
    jumlah = len(telaah.ditandai_kembali(catatan))
    try:
        with transaction.atomic():
            telaah.kembalikan(
                catatan=catatan,
                oleh=request.user,
                alasan=isi["alasan"],
                ke=isi["ke"],
                perbaikan=isi["perbaikan"].splitlines(),
            )
            form.ingat(request.user)
    except TindakanDitolak as tolak:
        return tampilkan(
            request, susun_halaman(request, catatan), status=tolak.status_http, galat=str(tolak), form=form
        )
    messages.success(
        request,
        f"{jumlah} baris dikembalikan untuk dilengkapi. Yang lain tetap diterima."
        if jumlah
        else "Dikembalikan untuk dilengkapi. Yang memperbaiki sudah diberi tahu.",
    )
    return redirect(catatan.pelaksanaan)
