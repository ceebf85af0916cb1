"""Pages over the organisation: which office one works in, who is who, and the audit trail."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from jejak.models import CatatanJejak
from jejak.sebutan import sebut
from organisasi.hak import boleh
from organisasi.middleware import KUNCI_SESI
from organisasi.models import OPD, AnggotaTim, Jabatan, PemangkuJabatan, TimSAKIP
from organisasi.terima import baca_teks
from organisasi.waktu import hari_ini

BUTIR_PER_HALAMAN = 50


def opd_atau_404(request: HttpRequest, aksi: str) -> OPD:
    """The OPD one works in, if ``aksi`` is one's right there; else the page does not exist for this person."""
    if request.opd is None or not boleh(request.user, aksi, request.opd):
        raise Http404
    return request.opd


def kata_cari(request: HttpRequest, nama: str = "cari") -> str:
    """What was typed into a search box."""
    return baca_teks(request.GET, nama, 100)


@require_POST
def ganti_konteks(request: HttpRequest) -> HttpResponse:
    """Choose the OPD (and year) one works in. A foreign OPD is answered like one that does not exist."""
    tujuan = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(tujuan, {request.get_host()}, require_https=request.is_secure()):
        tujuan = "beranda"
    opd_dipilih = request.POST.get("opd", "")
    if opd_dipilih:
        cocok = next((opd for opd in request.daftar_opd if str(opd.pk) == opd_dipilih), None)
        if cocok is None:
            raise Http404
        if cocok != request.opd:
            # Pages of one office mean nothing in another: begin at the front.
            tujuan = "beranda"
            request.session.pop("tahun_aktif", None)
        request.session[KUNCI_SESI] = cocok.pk
    tahun = request.POST.get("tahun", "")
    if tahun.isascii() and tahun.isdigit() and len(tahun) == 4 and tujuan != "beranda":
        request.session["tahun_aktif"] = int(tahun)
    return redirect(tujuan)


@require_safe
def organisasi_lihat(request: HttpRequest) -> HttpResponse:
    """Who is who today: positions with their holders, units with their people, the team."""
    opd = opd_atau_404(request, "organisasi.lihat")
    tanggal = hari_ini()
    berlaku = PemangkuJabatan.objects.berlaku_pada(tanggal).select_related("pegawai", "jabatan")
    jabatan = (
        Jabatan.objects.filter(opd=opd, aktif=True)
        .select_related("unit")
        .prefetch_related(Prefetch("pemangku", berlaku, to_attr="pemangku_kini"))
    )
    anggota = AnggotaTim.objects.select_related("pegawai", "unit")
    tim = (
        TimSAKIP.objects.berlaku_pada(tanggal)
        .filter(opd=opd)
        .prefetch_related(Prefetch("anggota", anggota))
        .first()
    )
    return render(
        request,
        "organisasi/organisasi_lihat.html",
        {
            "judul": opd.nama,
            "sub_judul": f"{opd.pemda}",
            "opd": opd,
            "daftar_jabatan": jabatan,
            "daftar_unit": opd.unit.filter(aktif=True).prefetch_related("pegawai"),
            "tim": tim,
        },
    )


@require_safe
def jejak_daftar(request: HttpRequest) -> HttpResponse:
    """The audit trail of the OPD, newest first."""
    opd = opd_atau_404(request, "organisasi.lihat_jejak")
    jejak = CatatanJejak.objects.filter(opd_id=opd.pk).order_by("-pk")
    if cari := kata_cari(request):
        jejak = jejak.filter(objek__icontains=cari) | jejak.filter(pelaku__icontains=cari)
    halaman = Paginator(jejak, BUTIR_PER_HALAMAN).get_page(request.GET.get("page"))
    return render(
        request,
        "organisasi/jejak_daftar.html",
        {
            "judul": "Jejak audit",
            "sub_judul": "Siapa mengubah apa, kapan, dan mengapa.",
            "halaman": halaman,
            "baris": [(satu, sebut(satu.aksi)) for satu in halaman],
            "cari": cari,
        },
    )
