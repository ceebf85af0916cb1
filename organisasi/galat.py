"""The one exception by which an action refuses."""

from django.core.exceptions import PermissionDenied


class TindakanDitolak(Exception):
    """An action refused. The message is an Indonesian sentence that tells the reader what to do."""


class TidakBerhak(TindakanDitolak, PermissionDenied):
    """Refused because of who asks; a view that does not catch it answers 403."""
