"""What was typed at length outlives its session: sent without one, it comes back to be sent once more."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.csrf import csrf_failure


def tahan_ketikan(halaman: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page on which much is typed before it is sent.

    Who is not logged in any more gets what was sent back, in a page that sends it again after logging in in another
    tab; and so where the token is an old one because they have. Nothing of it is kept here.
    """

    @login_not_required
    @wraps(halaman)
    def dijaga(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return halaman(request, *args, **kwargs)
        if request.method == "POST":
            return _kembalikan(request, 401)
        return redirect_to_login(request.get_full_path())

    dijaga.csrf_ditolak = _token_lama
    return dijaga


def _token_lama(request: HttpRequest) -> HttpResponse:
    # What another site sent is not offered to be sent again.
    if request.headers.get("Origin") not in {
        f"{request.scheme}://{request.get_host()}",
        *settings.CSRF_TRUSTED_ORIGINS,
    }:
        return csrf_failure(request)
    return _kembalikan(request, 403)


def _kembalikan(request: HttpRequest, status: int) -> HttpResponse:
    isian = [
        (nama, nilai)
        for nama, daftar in request.POST.lists()
        if nama != "csrfmiddlewaretoken"
        for nilai in daftar
    ]
    return render(request, "organisasi/ketikan_tertahan.html", {"isian": isian}, status=status)
