"""Pages of a new year: rolling the tree on, and the review of what has to be looked at in it."""

from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from organisasi.galat import TindakanDitolak
from organisasi.hak import boleh
from organisasi.models import OPD
from organisasi.terima import baca_bulat
from organisasi.views import kata_cari, opd_atau_404
from organisasi.waktu import hari_ini
from perencanaan.forms_target import FormTinjauan
from perencanaan.gulir import gulirkan, pasangan_tahun, rencana_gulir
from perencanaan.tahun import KUNCI_SESI, daftar_tahun, tahun_aktif
from perencanaan.tinjauan import (
    JENIS,
    Butir,
    batalkan_tinjauan,
    susun_tinjauan,
    tandai_ditinjau,
    unit_terkait,
)

BUTIR_PER_HALAMAN = 60
KEADAAN = (("", "Belum selesai"), ("ditinjau", "Sudah ditandai"), ("semua", "Semua"))
SEBUT_TERBANYAK = 12
# {kind of record: (page of the application, page of the settings, what the link says)}
TEMPAT = {
    "simpul": ("pohon_lihat", "admin:perencanaan_simpul_change", "Buka simpul"),
    "indikator": ("indikator_lihat", "", "Buka indikator"),
    "jabatan": ("", "admin:organisasi_jabatan_change", "Buka jabatan"),
    "pagu": ("", "admin:perencanaan_paguanggaran_changelist", "Catat pagu"),
    "renstra": ("", "admin:perencanaan_renstra_changelist", "Buka Renstra"),
    "perjanjian": ("perjanjian_daftar", "", "Buka Perjanjian Kinerja"),
}


@require_http_methods(["GET", "HEAD", "POST"])
def tahun_gulir(request: HttpRequest) -> HttpResponse:
    """What goes on to the next year and what does not; the button that does it."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    pasangan = pasangan_tahun(opd, hari_ini())
    status = 200
    if request.method == "POST":
        try:
            return _gulirkan(request, opd, pasangan)
        except TindakanDitolak as tolak:
            messages.error(request, str(tolak))
            status = tolak.status_http
    rencana = rencana_gulir(opd, *pasangan) if pasangan else None
    return render(
        request,
        "perencanaan/tahun_gulir.html",
        {
            "judul": f"Siapkan tahun {rencana.ke}" if rencana else "Siapkan tahun baru",
            "sub_judul": f"Pohon kinerja {rencana.dari} disalin; tahun {rencana.dari} tidak berubah."
            if rencana
            else "",
            "rencana": rencana,
            "jenjang": dict(Counter(satu.get_jenjang_display() for satu in rencana.simpul))
            if rencana
            else {},
            "terbanyak": SEBUT_TERBANYAK,
            "boleh": boleh(request.user, "perencanaan.kelola", opd),
        },
        status=status,
    )


def _gulirkan(request: HttpRequest, opd: OPD, pasangan: tuple[int, int] | None) -> HttpResponse:
    if pasangan is None or request.POST.get("ke") != str(pasangan[1]):
        raise TindakanDitolak("Tahun ini baru saja disiapkan. Muat ulang halaman untuk melihat hasilnya.")
    pilihan = {}
    if request.POST.get("pilih"):
        pilihan = {nama: _angka(request.POST.getlist(nama)) for nama in ("simpul", "indikator")}
        if not any(pilihan.values()):
            raise TindakanDitolak("Pilih dahulu yang akan ditambahkan.")
    else:
        rencana = rencana_gulir(opd, *pasangan)
        # A page from before the year was rolled: what was taken out since must not come back with it.
        if not rencana.pertama and (rencana.simpul or rencana.penempatan):
            raise TindakanDitolak(
                f"Tahun {rencana.ke} sudah mempunyai pohon kinerja. Pilih yang masih perlu ditambahkan."
            )
    hasil = gulirkan(opd=opd, dari=pasangan[0], ke=pasangan[1], oleh=request.user, **pilihan)
    if hasil.kosong:
        messages.info(request, f"Tidak ada yang ditambahkan: tahun {pasangan[1]} sudah lengkap.")
    else:
        messages.success(
            request,
            f"Tahun {pasangan[1]} disiapkan: {hasil.simpul} simpul dan {hasil.penempatan} indikator. "
            "Sekarang tinjau daftar di bawah.",
        )
    # From here on one works in the new year: its review, its targets, its agreements.
    request.session[KUNCI_SESI] = pasangan[1]
    return redirect("tahun_tinjau")


def _angka(daftar: list[str]) -> set[int]:
    return {nomor for satu in daftar if (nomor := baca_bulat(satu)) is not None}


@require_safe
def tahun_tinjau(request: HttpRequest) -> HttpResponse:
    """The review list of the year one works in, by kind, state and unit."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    tahun = tahun_aktif(request)
    tinjauan = susun_tinjauan(opd, tahun, hari_ini())
    saring = {nama: kata_cari(request, nama) for nama in ("jenis", "keadaan", "unit")}
    dipilih = [satu for satu in tinjauan.butir if _cocok(satu, saring)]
    halaman = Paginator(dipilih, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    kelola = boleh(request.user, "perencanaan.kelola", opd)
    return render(
        request,
        "perencanaan/tahun_tinjau.html",
        {
            "judul": f"Tinjauan tahun {tahun}",
            "sub_judul": "Yang sudah diperbaiki hilang sendiri dari daftar ini.",
            "remah": [
                {"label": "Siapkan tahun baru", "url": reverse("tahun_gulir")},
                {"label": f"Tinjauan {tahun}"},
            ],
            "tinjauan": tinjauan,
            "terbuka": len(tinjauan.terbuka),
            "tahun": tahun,
            "halaman": halaman,
            "baris": [(satu, JENIS[satu.jenis], _tautan(request, satu, kelola)) for satu in halaman],
            "saring": saring,
            "pilihan_jenis": _pilihan_jenis(tinjauan.butir),
            "pilihan_keadaan": KEADAAN,
            "pilihan_unit": unit_terkait(opd, tinjauan.butir),
            "boleh": kelola,
        },
    )


def _tahun(request: HttpRequest) -> int:
    """The year of the page that sends, while the OPD has its tree; else the one that one works in."""
    pilihan = request.POST.get("tahun", "")
    return next((satu for satu in daftar_tahun(request) if str(satu) == pilihan), tahun_aktif(request))


def _cocok(butir: Butir, saring: dict[str, str]) -> bool:
    if saring["jenis"] and butir.jenis != saring["jenis"]:
        return False
    if saring["unit"] and saring["unit"] not in {str(pk) for pk in butir.unit}:
        return False
    if saring["keadaan"] == "semua":
        return True
    return (butir.tinjauan is not None) == (saring["keadaan"] == "ditinjau")


def _pilihan_jenis(butir: tuple[Butir, ...]) -> list[tuple[str, str]]:
    """The kinds that occur, with how many points of each are open."""
    jumlah = Counter(satu.jenis for satu in butir if satu.tinjauan is None)
    ada = {satu.jenis for satu in butir}
    return [(kode, f"{label} ({jumlah[kode]})") for kode, label in JENIS.items() if kode in ada]


def _tautan(request: HttpRequest, butir: Butir, kelola: bool) -> dict[str, str] | None:
    """Where a point is mended: ``url``, or ``kirim`` where a press makes it; None: nowhere for this person."""
    if butir.tempat == "target":
        if butir.versi:
            return {"url": reverse("target_isi", args=[butir.versi]), "label": "Isi target"}
        if kelola:
            return {"kirim": reverse("target_baru", args=[butir.pk]), "label": "Isi target"}
        return None
    if butir.tempat == "perjanjian" and kelola:
        return {"url": reverse("perjanjian_buat", args=[butir.pk]), "label": "Buat PK"}
    halaman, pengaturan, label = TEMPAT[butir.tempat]
    if pengaturan and kelola and request.user.is_staff:
        return {"url": _alamat(pengaturan, butir.pk), "label": label}
    alamat = _alamat(halaman, butir.pk) if halaman else ""
    return {"url": alamat, "label": label} if alamat else None


def _alamat(nama: str, pk: int | None) -> str:
    """The address of a record's page, or of the list where there is no page of its own."""
    for bagian in ([pk], []):
        try:
            return reverse(nama, args=bagian)
        except NoReverseMatch:
            continue
    return ""


@require_POST
def tinjauan_catat(request: HttpRequest) -> HttpResponse:
    """Leave a point as it is, with the reason."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    tahun = _tahun(request)
    form = FormTinjauan(request.POST)
    if not form.is_valid():
        messages.error(request, "Tuliskan mengapa butir ini dibiarkan seperti sekarang.")
    else:
        try:
            tandai_ditinjau(
                opd=opd,
                tahun=tahun,
                kunci=form.cleaned_data["kunci"],
                catatan=form.cleaned_data["alasan"],
                oleh=request.user,
            )
        except TindakanDitolak as tolak:
            if tolak.status_http == 403:
                raise
            messages.error(request, str(tolak))
        else:
            messages.success(request, "Butir ditandai sudah ditinjau.")
    return _kembali(request)


@require_POST
def tinjauan_hapus(request: HttpRequest) -> HttpResponse:
    """Open a ticked point again."""
    opd = opd_atau_404(request, "perencanaan.lihat")
    tahun = _tahun(request)
    try:
        batalkan_tinjauan(
            opd=opd,
            tahun=tahun,
            kunci=request.POST.get("kunci", "").replace("\x00", "")[:80],
            oleh=request.user,
        )
    except TindakanDitolak as tolak:
        if tolak.status_http == 403:
            raise
        messages.error(request, str(tolak))
    else:
        messages.success(request, "Tanda dihapus; butir ini terbuka lagi.")
    return _kembali(request)


def _kembali(request: HttpRequest) -> HttpResponse:
    """Back to the list as it was filtered."""
    tujuan = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(tujuan, {request.get_host()}, require_https=request.is_secure()):
        tujuan = "tahun_tinjau"
    return redirect(tujuan)
