"""From which network address a request comes: one answer for the audit trail, the login lock and public pages."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def alamat_asal(request: HttpRequest) -> str | None:
    """Behind ``JUMLAH_PROXY`` servers of our own, the address that the outermost of them saw; else the peer's.

    What stands further left in ``X-Forwarded-For`` was written by the visitor and is not believed. None where the
    server does not say (a socket of the machine itself).
    """
    jumlah = settings.JUMLAH_PROXY
    lewat = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    calon = lewat[-jumlah] if 0 < jumlah <= len(lewat) else ""
    return _sah(calon) or _sah(request.META.get("REMOTE_ADDR", ""))


def _sah(teks: str) -> str | None:
    try:
        return str(ip_address(teks.strip()))
    except ValueError:
        return None
