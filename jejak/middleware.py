"""Remember, for the time of one request, from which address it came."""

from contextvars import ContextVar

from jejak.alamat import alamat_asal

alamat_pelaku: ContextVar[str | None] = ContextVar("alamat_pelaku", default=None)


class AlamatPelaku:
    """Keep the visitor's address at hand for the audit trail, so that no action needs the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        tanda = alamat_pelaku.set(alamat_asal(request))
        try:
            return self.get_response(request)
        finally:
            alamat_pelaku.reset(tanda)
