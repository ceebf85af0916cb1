"""Remember, for the time of one request, from which address it came."""

from contextvars import ContextVar

alamat_pelaku: ContextVar[str | None] = ContextVar("alamat_pelaku", default=None)


class AlamatPelaku:
    """Keep REMOTE_ADDR at hand for the audit trail, so that no action needs the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        tanda = alamat_pelaku.set(request.META.get("REMOTE_ADDR") or None)
        try:
            return self.get_response(request)
        finally:
            alamat_pelaku.reset(tanda)
