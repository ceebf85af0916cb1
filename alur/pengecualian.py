"""Units that a step goes on without: the apps that know of such a declaration register it here.

The flow imports nothing of what hangs on it, so an app says in ``AppConfig.ready`` whom a visit does not wait for.
"""

from collections.abc import Callable, Iterable

from alur.models import CatatanLangkah

# {visit pk: unit pk} of these visits, all of steps that each of several parties must finish.
Pengecuali = Callable[[list[CatatanLangkah]], dict[int, set[int]]]

_PENGECUALI: list[Pengecuali] = []


def daftarkan(pengecuali: Pengecuali) -> None:
    """Say who excuses units."""
    if pengecuali not in _PENGECUALI:
        _PENGECUALI.append(pengecuali)


def unit_dikecualikan(daftar: Iterable[CatatanLangkah]) -> dict[int, set[int]]:
    """{visit pk: units it no longer waits for}; nothing is asked for steps that one party finishes."""
    bersama = [satu for satu in daftar if satu.langkah.semua_pelaksana]
    hasil: dict[int, set[int]] = {}
    for pengecuali in _PENGECUALI if bersama else ():
        for pk, unit in pengecuali(bersama).items():
            hasil.setdefault(pk, set()).update(unit)
    return hasil
