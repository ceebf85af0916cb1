"""The way from an admin list to loading its records from Excel."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from organisasi.muatan.permissions import pemuat_untuk


def tautan_muat(request: HttpRequest, label_model: str) -> str | None:
    """Address of loading for an admin list (``perencanaan.indikator``); ``None`` where no loader names it."""
    for satu in pemuat_untuk(request.user):
        if label_model in getattr(satu, "model_admin", ()):
            return f"{reverse('muatan_mulai')}?{urlencode({'jenis': satu.jenis})}"
    return None
