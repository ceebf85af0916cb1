"""Cards on Tugas Saya that no open step stands for: the apps that know of such work register it here.

The flow imports nothing of what hangs on it, so an app says in ``AppConfig.ready`` what makes its cards.
"""

from collections.abc import Callable

from django.http import HttpRequest

# The cards of this person, as ``templates/komponen/kartu_tugas.html`` shows them.
PembuatKartu = Callable[[HttpRequest], list[dict]]

_PEMBUAT: list[PembuatKartu] = []


def daftarkan(pembuat: PembuatKartu) -> None:
    """Say who makes cards."""
    if pembuat not in _PEMBUAT:
        _PEMBUAT.append(pembuat)


def tugas_lain(request: HttpRequest) -> list[dict]:
    """What else waits for the person of this request."""
    return [kartu for pembuat in _PEMBUAT for kartu in pembuat(request)]
