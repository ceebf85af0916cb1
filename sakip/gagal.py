"""What a request without its token gets: the page that explains it, or words a script can read."""

from django.http import HttpRequest, HttpResponse
from django.views.csrf import csrf_failure


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An address that answers scripts says so itself, by a ``csrf_ditolak`` of its view."""
    tujuan = request.resolver_match
    tolak = getattr(tujuan.func, "csrf_ditolak", None) if tujuan else None
    return tolak(request) if tolak else csrf_failure(request, reason)
