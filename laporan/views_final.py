"""The page of one paper, and what is done with it: lock it, give its number, attach its signed scan, have it."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alur.models import BerkasLangkah, CatatanLangkah, Pelaksanaan
from alur.tampilan import sebut_waktu
from laporan import antrean, views_cetakan
from laporan.beku import sidik_isi
from laporan.daftar import NaskahTersedia, daftar_naskah
from laporan.final import Sumber, beri_nomor_naskah, kunci_naskah, lampirkan_pindaian, lengkapi
from laporan.keadaan_naskah import status_naskah
from laporan.models import NaskahFinal, RendisiNaskah
from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from organisasi.models import KodeNomor, NomorNaskah
from organisasi.nomor.actions import boleh_beri_nomor
from organisasi.nomor.tampilan import pilihan_kode
from organisasi.waktu import hari_ini


class FormKunci(forms.Form):
    """Why a locked paper is replaced; nothing is asked the first time."""

    alasan = forms.CharField(
        label="Mengapa naskah terkunci diganti?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FormNomor(forms.Form):
    """From which code of the register the number is given."""

    kode = forms.ChoiceField(label="Nomor berikutnya")


class FormPindaian(forms.Form):
    """The scan of the signed copy."""

    berkas = forms.FileField(label="Pindaian", help_text="PDF, JPG atau PNG, paling besar 10 MB.")


@dataclass(frozen=True)
class Halaman:
    """A paper of a run with what is known of it: its locked version, whether it changed since, its number."""

    pelaksanaan: Pelaksanaan
    naskah: NaskahTersedia
    final: NaskahFinal | None
    bentuk: object | None
    nomor: NomorNaskah | None

    @property
    def berubah(self) -> bool:
        """Does the paper say something else now than when it was locked?"""
        return bool(self.final and self.bentuk is not None and sidik_isi(self.bentuk) != self.final.sidik_isi)

    @property
    def dapat_dikunci(self) -> bool:
        """Is it settled, and not locked as it is?"""
        return bool(self.bentuk is not None and not self.naskah.draf and (not self.final or self.berubah))


@require_safe
def naskah_lihat(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """One paper: how it stands, its number, its locked versions, and the ways to have it."""
    return _tampilkan(request, halaman_naskah(request, pk, jenis))


@require_POST
def naskah_kunci(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """Lock a paper as it stands."""
    halaman = halaman_naskah(request, pk, jenis)
    form = FormKunci(request.POST)

    def lakukan() -> str:
        if halaman.bentuk is None:
            raise TindakanDitolak(f"{halaman.naskah.judul} belum dapat dikunci. {halaman.naskah.belum}")
        final = kunci_naskah(
            sumber=sumber_naskah(halaman),
            oleh=request.user,
            alamat=request.build_absolute_uri(reverse("verifikasi")),
            alasan=form.cleaned_data["alasan"],
        )
        tunggu_rendisi(final)
        return f"{halaman.naskah.judul} terkunci. Kode verifikasi {final.kode_tampil}."

    return _jalankan(request, halaman, "form_kunci", form, lakukan)


@require_POST
def naskah_nomor(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """Give a paper the next number of a code; a locked one is printed anew with it."""
    halaman = halaman_naskah(request, pk, jenis)
    form = form_nomor(halaman, request.POST)

    def lakukan() -> str:
        if halaman.bentuk is None or not halaman.naskah.kunci:
            raise TindakanDitolak(f"{halaman.naskah.judul} belum dapat diberi nomor. {halaman.naskah.belum}")
        opd = halaman.pelaksanaan.opd
        nomor = beri_nomor_naskah(
            kode=get_object_or_404(KodeNomor, opd=opd, pk=form.cleaned_data["kode"]),
            tanggal=halaman.bentuk.naskah.tanggal or hari_ini(opd.pemda.zona_waktu),
            perihal=f"{halaman.naskah.judul} {halaman.pelaksanaan}",
            kepada=getattr(halaman.bentuk, "kepada", ""),
            oleh=request.user,
            kunci=halaman.naskah.kunci,
            alamat=request.build_absolute_uri(reverse("verifikasi")),
        )
        if halaman.final:
            tunggu_rendisi(halaman.final)
        return f"{halaman.naskah.judul} bernomor {nomor.nomor}."

    return _jalankan(request, halaman, "form_nomor", form, lakukan)


@require_POST
def naskah_pindaian(request: HttpRequest, pk: int, jenis: str) -> HttpResponse:
    """Attach the scan of the signed copy."""
    halaman = halaman_naskah(request, pk, jenis)
    form = FormPindaian(request.POST, request.FILES)

    def lakukan() -> str:
        if halaman.final is None:
            raise TindakanDitolak("Kunci dahulu naskahnya: yang ditandatangani harus naskah yang terkunci.")
        catatan = _catatan_naskah(halaman)
        if catatan is None:
            raise TindakanDitolak("Langkah naskah ini belum pernah dikerjakan.")
        lampirkan_pindaian(
            naskah=halaman.final,
            catatan=catatan,
            berkas=form.cleaned_data["berkas"],
            oleh=request.user,
            memenuhi=_berkas_naskah(halaman),
        )
        return "Pindaian bertanda tangan terlampir."

    return _jalankan(request, halaman, "form_pindaian", form, lakukan)


@require_safe
@never_cache
def rendisi_unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The PDF of a locked paper, as it was printed."""
    rendisi = get_object_or_404(
        RendisiNaskah.objects.filter(
            naskah__pelaksanaan__in=Pelaksanaan.objects.untuk(request.user)
        ).select_related("naskah__opd", "cetakan"),
        pk=pk,
    )
    if not boleh(request.user, "laporan.lihat", rendisi):
        raise Http404
    rendisi = lengkapi(rendisi)
    if not rendisi.sidik or not rendisi.berkas.storage.exists(rendisi.berkas.name):
        return redirect(rendisi.cetakan)
    jawaban = FileResponse(
        rendisi.berkas.open("rb"),
        as_attachment=True,
        filename=rendisi.cetakan.nama_berkas,
        content_type="application/pdf",
    )
    jawaban["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def pelaksanaan_atau_404(request: HttpRequest, pk: int) -> Pelaksanaan:
    """The run, if this person may see its papers."""
    pelaksanaan = get_object_or_404(
        Pelaksanaan.objects.untuk(request.user).select_related("opd__pemda", "periode", "prosedur__sop"),
        pk=pk,
    )
    if not boleh(request.user, "laporan.lihat", pelaksanaan):
        raise Http404
    return pelaksanaan


def naskah_atau_404(pelaksanaan: Pelaksanaan, jenis: str) -> NaskahTersedia:
    """The paper of that name."""
    naskah = next((satu for satu in daftar_naskah(pelaksanaan) if satu.kode == jenis), None)
    if naskah is None:
        raise Http404
    return naskah


def halaman_naskah(request: HttpRequest, pk: int, jenis: str) -> Halaman:
    """The paper of that name in a run this person may see; else it does not exist."""
    pelaksanaan = pelaksanaan_atau_404(request, pk)
    naskah = naskah_atau_404(pelaksanaan, jenis)
    final = NaskahFinal.objects.terakhir().filter(kunci=naskah.kunci).first()
    nomor = NomorNaskah.objects.berlaku().filter(kunci=naskah.kunci).first()
    return Halaman(pelaksanaan, naskah, final, None if naskah.belum else naskah.susun(), nomor)


def sumber_naskah(halaman: Halaman) -> Sumber:
    """The same as the lock wants it."""
    naskah = halaman.naskah
    return Sumber(
        kunci=naskah.kunci,
        judul=naskah.judul,
        jenis=naskah.kode,
        nama_berkas=f"{naskah.nama_berkas}.pdf",
        bentuk=halaman.bentuk,
        pelaksanaan=halaman.pelaksanaan,
    )


def tunggu_rendisi(final: NaskahFinal) -> RendisiNaskah:
    """The newest printing; small papers are there at once."""
    rendisi = final.rendisi.select_related("cetakan", "naskah").order_by("-urutan").first()
    antrean.tunggu(rendisi.cetakan, views_cetakan.TUNGGU_DETIK)
    return lengkapi(rendisi)


def form_nomor(halaman: Halaman, data=None) -> FormNomor:
    """The codes of the office, each with the number it would give."""
    opd = halaman.pelaksanaan.opd
    tanggal = halaman.bentuk.naskah.tanggal if halaman.bentuk is not None else None
    tanggal = tanggal or hari_ini(opd.pemda.zona_waktu)
    form = FormNomor(data)
    kode = list(KodeNomor.objects.filter(opd=opd, aktif=True))
    form.fields["kode"].choices = [
        (str(nilai), label) for nilai, label in pilihan_kode(kode, tanggal.year, tanggal.month)
    ]
    return form


def _jalankan(
    request: HttpRequest, halaman: Halaman, nama: str, form: forms.Form, lakukan: Callable[[], str]
) -> HttpResponse:
    if not form.is_valid():
        return _tampilkan(request, halaman, status=422, **{nama: form})
    try:
        pesan = lakukan()
    except TindakanDitolak as tolak:
        form.add_error(None, str(tolak))
        return _tampilkan(request, halaman, status=tolak.status_http, **{nama: form})
    messages.success(request, pesan)
    return redirect("naskah_lihat", pk=halaman.pelaksanaan.pk, jenis=halaman.naskah.kode)


def _tampilkan(request: HttpRequest, halaman: Halaman, *, status: int = 200, **form) -> HttpResponse:
    pelaksanaan, naskah = halaman.pelaksanaan, halaman.naskah
    versi = list(
        NaskahFinal.objects.filter(kunci=naskah.kunci)
        .select_related("dikunci_oleh", "pengganti")
        .prefetch_related("rendisi__cetakan", "pindaian__dokumen")
        .order_by("-versi")
        if naskah.kunci
        else []
    )
    for satu in versi:
        for rendisi in satu.rendisi.all():
            if not rendisi.sidik:
                rendisi.naskah = satu
                lengkapi(rendisi)
    boleh_kunci = boleh(request.user, "laporan.kunci", pelaksanaan)
    boleh_nomor = bool(naskah.kunci) and boleh_beri_nomor(request.user, pelaksanaan.opd)
    nomor_form = form.get("form_nomor")
    if nomor_form is None and boleh_nomor and not halaman.nomor and halaman.bentuk is not None:
        nomor_form = form_nomor(halaman)
    return render(
        request,
        "laporan/naskah_lihat.html",
        {
            "judul": naskah.judul,
            "sub_judul": f"{pelaksanaan} · {pelaksanaan.opd.nama}",
            "remah": [
                {"label": str(pelaksanaan), "url": pelaksanaan.get_absolute_url()},
                {"label": "Naskah", "url": reverse("naskah_daftar", args=[pelaksanaan.pk])},
                {"label": naskah.judul},
            ],
            "halaman": halaman,
            "naskah": naskah,
            "pelaksanaan": pelaksanaan,
            "status": status_naskah(naskah, halaman.final),
            "berubah": halaman.berubah,
            "nomor": halaman.nomor,
            "nomor_lama": ""
            if halaman.nomor or halaman.bentuk is None
            else getattr(halaman.bentuk.naskah, "nomor", ""),
            "versi": [(satu, f"{satu.dikunci_oleh}, {sebut_waktu(satu.dikunci_pada)}") for satu in versi],
            "form_kunci": (form.get("form_kunci") or FormKunci())
            if form.get("form_kunci") or (boleh_kunci and halaman.dapat_dikunci)
            else None,
            "form_nomor": nomor_form if nomor_form is None or nomor_form.fields["kode"].choices else None,
            "tanpa_kode": boleh_nomor and nomor_form is not None and not nomor_form.fields["kode"].choices,
            "form_pindaian": (form.get("form_pindaian") or FormPindaian())
            if form.get("form_pindaian") or (boleh_kunci and halaman.final)
            else None,
            "verifikasi": reverse("verifikasi"),
        },
        status=status,
    )


def _catatan_naskah(halaman: Halaman) -> CatatanLangkah | None:
    """The visit that the paper belongs to: of data and results the newest of the run."""
    catatan = halaman.pelaksanaan.catatan.select_related("langkah", "pelaksanaan__opd__pemda").order_by("-pk")
    if halaman.naskah.langkah:
        catatan = catatan.filter(langkah=halaman.naskah.langkah)
    return catatan.first()


def _berkas_naskah(halaman: Halaman) -> BerkasLangkah | None:
    """The output of the step that the signed paper is: the one whose name it bears, else the only one."""
    if halaman.naskah.langkah is None:
        return None
    keluaran = list(halaman.naskah.langkah.berkas.filter(arah=BerkasLangkah.Arah.OUTPUT))
    kata = halaman.naskah.judul.lower().split()[0]
    cocok = [satu for satu in keluaran if kata in satu.nama.lower()]
    return next(iter(cocok or (keluaran if len(keluaran) == 1 else [])), None)
