"""The page that prints first-login slips, inside the admin."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organisasi.galat import TindakanDitolak
from organisasi.hak import id_opd_dengan
from organisasi.masuk_pertama import belum_pernah_masuk, buat_lembar, tanda_sandi
from organisasi.models import OPD
from organisasi.terima import baca_bulat

# A password takes some 50 ms on a small server, and the answer is awaited.
AKUN_PER_HALAMAN = 50


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def lembar_masuk(request: HttpRequest) -> HttpResponse:
    """Choose who gets a slip; the answer to sending is the sheet itself, shown this once."""
    pilihan = _opd_dikelola(request)
    opd = _opd_dipilih(request, pilihan)
    if request.method == "POST" and opd is not None:
        try:
            tanda = _tanda(request.POST.getlist("akun"))
            lembar = buat_lembar(opd=opd, akun=tanda, tanda=tanda, oleh=request.user)
        except TindakanDitolak as tolak:
            messages.error(request, str(tolak))
            return redirect(f"{reverse('lembar_masuk')}?opd={opd.pk}")
        return TemplateResponse(
            request,
            "admin/masuk/cetak.html",
            {
                **admin.site.each_context(request),
                "title": f"Lembar masuk – {opd.nama}",
                "opd": opd,
                "lembar": lembar,
                "alamat": request.build_absolute_uri(reverse("login")),
            },
        )
    return TemplateResponse(
        request,
        "admin/masuk/pilih.html",
        {
            **admin.site.each_context(request),
            "title": "Cetak lembar masuk pertama",
            "opd": opd,
            "pilihan_opd": pilihan,
            "halaman": _halaman(request, opd) if opd else None,
        },
    )


def _opd_dikelola(request: HttpRequest) -> list[OPD]:
    """Offices whose accounts this person manages; none: no such page."""
    di_mana = id_opd_dengan(request.user, "organisasi.kelola")
    semua = OPD.objects.filter(aktif=True).order_by("nama")
    hasil = list(semua if di_mana is None else semua.filter(pk__in=di_mana))
    if not hasil:
        raise PermissionDenied
    return hasil


def _opd_dipilih(request: HttpRequest, pilihan: list[OPD]) -> OPD | None:
    """The office asked for, else the only one, else the one one works in. A foreign one does not exist."""
    diminta = request.POST.get("opd") or request.GET.get("opd")
    if diminta:
        cocok = next((satu for satu in pilihan if str(satu.pk) == diminta), None)
        if cocok is None:
            raise Http404("OPD ini tidak ada.")
        return cocok
    if len(pilihan) == 1:
        return pilihan[0]
    return request.opd if request.opd in pilihan else None


def _halaman(request: HttpRequest, opd: OPD) -> Page:
    """A page of the accounts, each with what its checkbox sends."""
    semua = belum_pernah_masuk(opd, oleh=request.user)
    halaman = Paginator(semua, AKUN_PER_HALAMAN).get_page(request.GET.get("page"))
    for akun in halaman:
        akun.nilai = f"{akun.pk}:{tanda_sandi(akun)}"
    return halaman


def _tanda(daftar: list[str]) -> dict[int, str]:
    """{account: its mark} as sent; what is no key is none that exists."""
    hasil = {}
    for satu in daftar:
        nomor, _, tanda = satu.partition(":")
        hasil[baca_bulat(nomor) or 0] = tanda
    return hasil
