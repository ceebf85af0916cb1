"""The one exception by which an action refuses."""

from django.core.exceptions import PermissionDenied


class TindakanDitolak(Exception):
    """An action refused. The message is an Indonesian sentence that tells the reader what to do.

    ``status_http`` is what a page answers with: 409, for the state of things does not allow it.
    """

    status_http = 409


class TidakBerhak(TindakanDitolak, PermissionDenied):
    """Refused because of who asks; a view that does not catch it answers 403."""

    status_http = 403
