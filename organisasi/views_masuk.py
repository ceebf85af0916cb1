"""The page that prints first-login slips, inside the admin."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from organisasi.galat import TindakanDitolak
from organisasi.hak import id_opd_dengan
from organisasi.masuk_pertama import belum_pernah_masuk, buat_lembar
from organisasi.models import OPD


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def lembar_masuk(request: HttpRequest) -> HttpResponse:
    """Choose who gets a slip; the answer to sending is the sheet itself, shown this once."""
    pilihan = _opd_dikelola(request)
    opd = _opd_dipilih(request, pilihan)
    if request.method == "POST" and opd is not None:
        try:
            lembar = buat_lembar(opd=opd, akun=_nomor(request.POST.getlist("akun")), oleh=request.user)
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
            "akun": belum_pernah_masuk(opd, oleh=request.user) if opd else [],
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


def _nomor(daftar: list[str]) -> list[int]:
    """Keys as sent; what is no key is none that exists."""
    return [int(satu) if satu.isascii() and satu.isdigit() and len(satu) < 15 else 0 for satu in daftar]
