"""Each person's choice of what comes by e-mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from alur.forms_kabar import FormPilihanKabar
from alur.models import RingkasanTerkirim
from alur.pilihan_kabar import simpan_pilihan
from alur.surel import kirim_percobaan, surel_diatur
from organisasi.galat import TindakanDitolak
from organisasi.kirim import DITERIMA, jalankan


@require_http_methods(["GET", "HEAD", "POST"])
def pilihan_kabar(request: HttpRequest) -> HttpResponse:
    """One's address and which lines one wants."""
    form, status = FormPilihanKabar(pengguna=request.user), 200
    if request.method == "POST":
        form = FormPilihanKabar(request.POST, pengguna=request.user)
        status, _ = jalankan(form, lambda isi: simpan_pilihan(pengguna=request.user, isi=isi))
        if status == DITERIMA:
            messages.success(request, "Pilihan surel tersimpan.")
            return redirect("pilihan_kabar")
    return render(
        request,
        "alur/pilihan_kabar.html",
        {
            "judul": "Surel untuk saya",
            "remah": [{"label": "Pemberitahuan", "url": "/pemberitahuan/"}, {"label": "Surel untuk saya"}],
            "form": form,
            "diatur": surel_diatur(),
            "terakhir": RingkasanTerkirim.objects.filter(pengguna=request.user).first(),
        },
        status=status,
    )


@require_POST
def surel_percobaan(request: HttpRequest) -> HttpResponse:
    """Send oneself a short letter."""
    try:
        kirim_percobaan(request.user)
    except TindakanDitolak as tolak:
        messages.error(request, str(tolak))
    else:
        messages.success(
            request, f"Surel percobaan dikirim ke {request.user.email}. Periksa kotak masuk Anda."
        )
    return redirect("pilihan_kabar")
