"""The pages of loading, inside the admin: choose and upload, look through the preview, apply or call off."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.admin_dasar import SaringOPD
from organisasi.galat import TindakanDitolak
from organisasi.models import BarisMuatan, Muatan
from organisasi.muatan import actions, antrean
from organisasi.muatan.daftar import pemuat
from organisasi.muatan.forms import FormBerkas, FormPilih
from organisasi.muatan.permissions import muatan_untuk, pemuat_untuk

BARIS_PER_HALAMAN = 100
RIWAYAT_TERBANYAK = 10
# Seconds that a page waits for a small file, and between two looks of the progress page.
TUNGGU_DETIK = 2
JEDA, JEDA_LAMA = 2, 5
# From here on the page looks less often.
MULAI_JARANG = 60
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Status = Muatan.Status
WARNA = {
    Status.ANTRE: "biru",
    Status.DIBACA: "biru",
    Status.TANYA: "kuning",
    Status.SIAP: "hijau",
    Status.BERMASALAH: "merah",
    Status.DITERIMA: "biru",
    Status.MENERAPKAN: "biru",
    Status.DITOLAK: "merah",
    Status.DITERAPKAN: "hijau",
    Status.DIBATALKAN: "abu",
}


@dataclass(frozen=True)
class Saringan:
    """One tab of the preview: so many rows of that kind."""

    kode: str
    label: str
    jumlah: int
    aktif: bool


@dataclass(frozen=True)
class Tautan:
    label: str
    alamat: str


# -- choosing and uploading --------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def muatan_mulai(request: HttpRequest) -> HttpResponse:
    """First what is loaded, for whom and for which year; then the workbook to fill in, and the upload."""
    if not pemuat_untuk(request.user):
        raise PermissionDenied
    antrean.jalankan()
    data = request.POST if request.method == "POST" else request.GET
    lengkap = {"jenis", "opd"} <= data.keys()
    pilih = FormPilih(data if lengkap else None, pengguna=request.user, initial=_pilihan_awal(request, data))
    if pilih.is_bound and pilih.adalah_asing():
        raise Http404("Jenis muatan atau OPD ini tidak ada.")
    if not pilih.is_bound or not pilih.is_valid():
        return _halaman_mulai(request, pilih, status=422 if pilih.is_bound else 200)
    berkas = FormBerkas(request.POST or None, request.FILES or None)
    if request.method == "POST" and berkas.is_valid():
        try:
            muatan = actions.unggah(
                opd=pilih.cleaned_data["opd"],
                jenis=pilih.cleaned_data["jenis"],
                tahun=pilih.cleaned_data["tahun"],
                berkas=berkas.cleaned_data["berkas"],
                oleh=request.user,
            )
        except TindakanDitolak as tolak:
            berkas.add_error("berkas", str(tolak))
        else:
            antrean.tunggu(muatan, TUNGGU_DETIK)
            return redirect(muatan)
    return _halaman_mulai(request, pilih, berkas, status=422 if berkas.errors else 200)


def _pilihan_awal(request: HttpRequest, data) -> dict:
    """What is chosen beforehand: what the link asked for, the office one works in."""
    semua = pemuat_untuk(request.user)
    diminta = data.get("jenis")
    jenis = diminta if diminta in {satu.jenis for satu in semua} else semua[0].jenis
    return {"jenis": jenis, "opd": request.opd.pk if request.opd else None}


def _halaman_mulai(request, pilih: FormPilih, berkas: FormBerkas | None = None, status=200) -> HttpResponse:
    isi = {"pilih": pilih, "riwayat": _riwayat(request)}
    if berkas is None:
        isi["daftar_pemuat"] = list(zip(pilih["jenis"], pilih.daftar_pemuat.values(), strict=True))
    else:
        tahun = pilih.cleaned_data["tahun"]
        isi |= {
            "pemuat": pilih.pemuat,
            "opd": pilih.cleaned_data["opd"],
            "tahun": tahun,
            "berkas": berkas,
            "punya_buku_kerja": getattr(pilih.pemuat, "punya_buku_kerja", True),
            "pertanyaan": urlencode(
                {"jenis": pilih.pemuat.jenis, "opd": pilih.cleaned_data["opd"].pk, "tahun": tahun}
            ),
        }
    return _halaman(request, "admin/muatan/mulai.html", "Muat dari Excel", status=status, **isi)


def _riwayat(request: HttpRequest) -> list[dict]:
    """The latest uploads, newest first."""
    daftar = muatan_untuk(request.user).select_related("opd", "diunggah_oleh")[:RIWAYAT_TERBANYAK]
    return [
        {"muatan": satu, "jenis": pemuat(satu.jenis).label, "warna": WARNA[satu.status]} for satu in daftar
    ]


@require_safe
def muatan_templat(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in, made for that OPD and year."""
    pilih = FormPilih(request.GET, pengguna=request.user)
    if pilih.adalah_asing() or not pilih.is_valid():
        raise Http404("Jenis muatan, OPD atau tahun ini tidak ada.")
    opd = pilih.cleaned_data["opd"]
    tahun = pilih.cleaned_data["tahun"] if pilih.pemuat.pakai_tahun else None
    try:
        isi = pilih.pemuat.buku_kerja(opd=opd, tahun=tahun)
        if isi is None:
            raise TindakanDitolak("Jenis muatan ini memakai tabel milik kantor sendiri: unggah tabel itu.")
    except TindakanDitolak as tolak:
        messages.error(request, str(tolak))
        return redirect(f"{reverse('muatan_mulai')}?{request.GET.urlencode()}")
    bagian = [pilih.pemuat.jenis, opd.singkatan or opd.nama, *([str(tahun)] if tahun else [])]
    nama = "-".join(bagian).replace(" ", "-").replace("/", "-")
    jawaban = HttpResponse(isi, content_type=XLSX)
    jawaban["Content-Disposition"] = content_disposition_header(True, f"{nama}.xlsx")
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


# -- one upload --------------------------------------------------------------------------------------


@require_safe
def muatan_lihat(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, what it asks, what it would change row by row, or what was done."""
    muatan = antrean.periksa(_muatan_atau_404(request, pk))
    satu = pemuat(muatan.jenis)
    isi = {
        "muatan": muatan,
        "pemuat": satu,
        "keadaan": {"label": muatan.get_status_display(), "warna": WARNA[muatan.status]},
        "muat_ulang": _jeda(muatan),
        "tidak_berubah": muatan.status == Status.SIAP and not muatan.jumlah_perubahan,
        "boleh_batal": muatan.status in actions.DAPAT_DIBATALKAN,
        "tautan": _tautan_catatan(request, muatan) if muatan.status == Status.DITERAPKAN else [],
    }
    if muatan.sedang_berjalan:
        isi["kemajuan"] = antrean.kemajuan(muatan)
    if muatan.ringkasan and muatan.status != Status.TANYA and not muatan.sedang_berjalan:
        # What must be mended comes first.
        saring = request.GET.get("tampil", "tolak" if muatan.status == Status.BERMASALAH else "")
        isi |= {
            "saringan": _saringan(muatan, saring),
            "halaman": _baris(muatan, saring, request.GET.get("page")),
        }
    return _halaman(request, "admin/muatan/lihat.html", muatan.nama_berkas, **isi)


def _jeda(muatan: Muatan) -> int | None:
    """Seconds until the page looks again; ``None`` once there is nothing to wait for."""
    if not muatan.sedang_berjalan:
        return None
    sejak = muatan.mulai_pada or muatan.diunggah_pada
    return JEDA if (timezone.now() - sejak).total_seconds() < MULAI_JARANG else JEDA_LAMA


def _saringan(muatan: Muatan, aktif: str) -> list[Saringan]:
    label = [
        ("", "Semua", muatan.jumlah_baris),
        ("tambah", "Ditambah", muatan.ringkasan["tambah"]),
        ("ubah", "Diubah", muatan.ringkasan["ubah"]),
        ("tetap", "Tidak berubah", muatan.ringkasan["tetap"]),
        ("tolak", "Ditolak", muatan.ringkasan["tolak"]),
        ("peringatan", "Dengan peringatan", muatan.ringkasan["peringatan"]),
    ]
    return [Saringan(kode, nama, jumlah, kode == aktif) for kode, nama, jumlah in label]


def _baris(muatan: Muatan, saring: str, nomor: str | None):
    """A page of the preview's rows."""
    semua = muatan.baris.order_by("urutan")
    if saring == "peringatan":
        semua = semua.filter(ada_peringatan=True)
    elif saring in BarisMuatan.Tindakan.values:
        semua = semua.filter(tindakan=saring)
    return Paginator(semua, BARIS_PER_HALAMAN).get_page(nomor)


def _tautan_catatan(request: HttpRequest, muatan: Muatan) -> list[Tautan]:
    """Where the loaded records stand in the admin, for those who may see them."""
    hasil = []
    for label in getattr(pemuat(muatan.jenis), "model_admin", ()):
        model = apps.get_model(label)
        halaman = admin.site._registry[model]
        if halaman.has_view_permission(request):
            alamat = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            # A list that has no such filter would answer with an error.
            saring = f"?opd={muatan.opd_id}" if SaringOPD in halaman.list_filter else ""
            hasil.append(Tautan(str(model._meta.verbose_name_plural), f"{alamat}{saring}"))
    return hasil


@require_safe
def muatan_unduh(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file as it was uploaded: always as a download."""
    muatan = _muatan_atau_404(request, pk)
    if not muatan.berkas.storage.exists(muatan.berkas.name):
        raise Http404("Berkas ini sudah tidak ada.")
    jawaban = FileResponse(
        muatan.berkas.open("rb"), as_attachment=True, filename=muatan.nama_berkas, content_type=XLSX
    )
    jawaban["Content-Security-Policy"] = "sandbox; default-src 'none'"
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@require_POST
def muatan_jawab(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the questions, or take the answers back to be asked again (``ulang``)."""
    if "ulang" in request.POST:
        return _lakukan(request, pk, lambda m: actions.jawab_ulang(muatan=m, oleh=request.user))
    return _lakukan(
        request,
        pk,
        lambda m: actions.jawab(
            muatan=m,
            jawaban={t["kunci"]: request.POST.get(f"jawab-{t['kunci']}", "") for t in m.tanya},
            oleh=request.user,
        ),
    )


@require_POST
def muatan_terapkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Apply the preview that stood on the page."""
    sidik = request.POST.get("sidik", "")
    return _lakukan(request, pk, lambda m: actions.minta_terapkan(muatan=m, sidik=sidik, oleh=request.user))


@require_POST
def muatan_batalkan(request: HttpRequest, pk: int) -> HttpResponse:
    """Call an upload off."""
    return _lakukan(
        request, pk, lambda m: actions.batalkan(muatan=m, oleh=request.user), "Muatan dibatalkan."
    )


def _lakukan(
    request: HttpRequest, pk: int, gerak: Callable[[Muatan], Muatan], kalimat: str = ""
) -> HttpResponse:
    """Make one move, wait a moment for the process it may have asked for, and show the upload."""
    muatan = _muatan_atau_404(request, pk)
    try:
        muatan = gerak(muatan)
    except TindakanDitolak as tolak:
        messages.error(request, str(tolak))
    else:
        antrean.tunggu(muatan, TUNGGU_DETIK)
        if kalimat:
            messages.success(request, kalimat)
    return redirect(muatan)


def _muatan_atau_404(request: HttpRequest, pk: int) -> Muatan:
    terlihat = muatan_untuk(request.user).select_related("opd__pemda", "diunggah_oleh", "diterapkan_oleh")
    return get_object_or_404(terlihat, pk=pk)


def _halaman(request: HttpRequest, templat: str, judul: str, status: int = 200, **isi) -> HttpResponse:
    request.current_app = admin.site.name
    konteks = {**admin.site.each_context(request), "title": judul, "opts": Muatan._meta, **isi}
    return TemplateResponse(request, templat, konteks, status=status)
