"""The evidence of a form: its rows with what each lacks, the place to add to them, and the files handed out."""

import hashlib

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from alur.giliran import kedudukan_di
from organisasi.galat import TindakanDitolak
from organisasi.views import kata_cari
from pengumpulan.actions import lampirkan_banyak, pakai_bukti
from pengumpulan.actions.unggahan import buang_unggahan, titip_berkas
from pengumpulan.bukti_tampil import (
    SARINGAN,
    boleh_menambah,
    bukti_dari,
    cari_kembar,
    saring_baris,
    susun_baris_bukti,
    susun_bukti,
    susun_pilihan_jenis,
    susun_saringan,
)
from pengumpulan.forms_bukti import FormBukti
from pengumpulan.models import BuktiDukung, Formulir, UnggahanBertahap
from pengumpulan.views.bukti_satu import bukti_atau_404
from pengumpulan.views.formulir import formulir_atau_404, remah_formulir

BARIS_PER_HALAMAN, BUKTI_PER_HALAMAN = 40, 30


def bukti_tambah(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence of a form, and the place to add to it; ``?baris=`` ticks rows, ``?jenis=`` a kind."""
    formulir = formulir_atau_404(request, pk)
    form, status, kembar = FormBukti(formulir=formulir, oleh=request.user), 200, []
    if request.method == "POST":
        form = FormBukti(request.POST, request.FILES, formulir=formulir, oleh=request.user)
        status = 422
        if form.is_valid():
            kembar = _kembar(formulir, form)
            if kembar and not form.cleaned_data["kembar"]:
                status = 409
            else:
                try:
                    kalimat = _lampirkan(formulir, form, kembar, request.user)
                except TindakanDitolak as tolak:
                    status = tolak.status_http
                    form.add_error(None, str(tolak))
                else:
                    messages.success(request, kalimat)
                    return redirect("bukti_tambah", formulir.pk)
        _titip(formulir, form, request.user)
    return _halaman(request, formulir, form, status, kembar)


def _kembar(formulir: Formulir, form: FormBukti) -> list[BuktiDukung]:
    """Pieces of this unit with the same bytes as the files that were just sent."""
    isi = form.cleaned_data
    sidik = [satu.sidik for satu in isi["unggahan"]] + [_sidik(satu) for satu in isi["berkas"]]
    return list(cari_kembar(formulir.unit, sidik).values()) if sidik else []


def _sidik(berkas) -> str:
    hitung = hashlib.sha256()
    for potong in berkas.chunks():
        hitung.update(potong)
    berkas.seek(0)
    return hitung.hexdigest()


def _lampirkan(formulir: Formulir, form: FormBukti, kembar: list[BuktiDukung], oleh) -> str:
    """Attach what is new, use again what is there, all of it or nothing; the sentence that says what was done."""
    isi = form.cleaned_data
    pakai = {satu.sidik: satu for satu in kembar} if isi["kembar"] == "pakai" else {}
    unggahan = [satu for satu in isi["unggahan"] if satu.sidik not in pakai]
    berkas = [satu for satu in isi["berkas"] if not pakai or _sidik(satu) not in pakai]
    baris, macam = list(isi["baris"]), isi["macam"]
    with transaction.atomic():
        for satu in pakai.values():
            pakai_bukti(bukti=satu, formulir=formulir, baris=baris, macam=macam, oleh=oleh)
        for satu in isi["unggahan"]:
            if satu.sidik in pakai:
                buang_unggahan(satu)
        baru = []
        if unggahan or berkas or not pakai:
            baru = lampirkan_banyak(
                formulir=formulir,
                baris=baris,
                oleh=oleh,
                judul=isi["judul"],
                berkas=berkas,
                unggahan=unggahan,
                tautan=isi["tautan"],
                letak=isi["letak"],
                macam=macam,
            )
    if pakai and not baru:
        return f"Bukti “{next(iter(pakai.values())).judul}” dipakai untuk indikator yang dipilih."
    return f"Bukti “{baru[0].judul}” tersimpan." if len(baru) == 1 else f"{len(baru)} bukti tersimpan."


def _titip(formulir: Formulir, form: FormBukti, oleh) -> None:
    """What can be kept of the files is kept, so that correcting the form does not send them again."""
    for satu in getattr(form, "cleaned_data", {}).get("berkas") or []:
        try:
            titip_berkas(formulir=formulir, oleh=oleh, berkas=satu)
        except TindakanDitolak:
            continue  # the form says already what is wrong with it


def _halaman(
    request: HttpRequest, formulir: Formulir, form: FormBukti, status: int, kembar: list[BuktiDukung]
) -> HttpResponse:
    milik = kedudukan_di(request)
    asal: QueryDict = request.POST if request.method == "POST" else request.GET
    baris = susun_baris_bukti(formulir, asal.getlist("baris"))
    boleh = boleh_menambah(formulir, request.user, milik)
    lihat = request.GET.get("lihat", "")
    lihat = lihat if lihat in SARINGAN else ""
    konteks = {
        "judul": "Bukti dukung",
        "sub_judul": f"{formulir.unit}, {formulir.pengumpulan.periode}. Satu bukti boleh untuk banyak indikator.",
        "remah": remah_formulir(formulir, "Bukti dukung"),
        "formulir": formulir,
        "form": form,
        "boleh": boleh,
        "baris": sorted(baris, key=lambda satu: (not satu.dipilih, satu.baris.urutan, satu.baris.pk)),
        "jenis": susun_pilihan_jenis(baris, asal.getlist("macam") or request.GET.getlist("jenis")),
        "jumlah_kurang": sum(bool(satu.kurang) for satu in baris),
        "unggahan": _unggahan(formulir, request.user) if boleh else [],
        "kembar": susun_bukti(kembar, request.user, milik),
        "daftar": request.GET.get("tampil") == "daftar",
        "lihat": lihat,
        "cari": kata_cari(request),
    }
    if konteks["daftar"]:
        semua = bukti_dari([satu.baris.realisasi_id for satu in baris])
        konteks["halaman"] = Paginator(semua, BUKTI_PER_HALAMAN).get_page(request.GET.get("page"))
        konteks["daftar_bukti"] = susun_bukti(konteks["halaman"].object_list, request.user, milik)
    else:
        tersaring = saring_baris(baris, lihat, konteks["cari"])
        konteks["saringan"] = susun_saringan(baris, lihat)
        konteks["halaman"] = Paginator(tersaring, BARIS_PER_HALAMAN).get_page(request.GET.get("page"))
    return render(request, "pengumpulan/bukti_tambah.html", konteks, status=status)


def _unggahan(formulir: Formulir, oleh) -> list[UnggahanBertahap]:
    """This person's files for this form that are not attached yet."""
    return list(UnggahanBertahap.objects.filter(formulir=formulir, oleh=oleh).order_by("pk"))


@require_safe
def bukti_unduh(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out the file: always as a download, never rendered in our pages. A link or a place has none."""
    bukti = bukti_atau_404(request, pk)
    if bukti.jenis != BuktiDukung.Jenis.BERKAS:
        raise Http404("Bukti ini bukan berkas.")
    try:
        isi = bukti.berkas.open("rb")
    except FileNotFoundError as hilang:
        raise Http404("Berkas tidak ditemukan di penyimpanan.") from hilang
    jawab = FileResponse(isi, as_attachment=True, filename=bukti.nama_berkas, content_type=bukti.tipe)
    jawab["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawab["Cache-Control"] = "private, no-store"
    jawab["X-Content-Type-Options"] = "nosniff"
    return jawab
