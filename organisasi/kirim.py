"""A posted form and the action behind it: what is refused stands on the form, with the status a page answers."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm

from organisasi.galat import TindakanDitolak

DITERIMA = 200
TIDAK_SAH = 422


def jalankan(form: BaseForm, tindakan: Callable[[dict], Any]) -> tuple[int, Any]:
    """Do ``tindakan`` with the cleaned fields of a bound form: (200, what it gave).

    (422, None) where the form itself is not valid; the refusal's own status where the action refused, whose
    sentence then stands above the form's fields.
    """
    if not form.is_valid():
        return TIDAK_SAH, None
    try:
        return DITERIMA, tindakan(form.cleaned_data)
    except TindakanDitolak as tolak:
        form.add_error(None, str(tolak))
        return tolak.status_http, None
