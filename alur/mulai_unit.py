"""When each unit took up its part of a step that several must finish: the apps that know register it here.

The flow imports nothing of what hangs on it, so an app says in ``AppConfig.ready`` how it learns of a beginning.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from alur.models import CatatanLangkah

# {visit pk: {unit pk: moment}}; a beginning that belongs to an earlier visit may be among them.
PembacaMulai = Callable[[list[CatatanLangkah]], dict[int, dict[int, datetime]]]

_PEMBACA: list[PembacaMulai] = []


def daftarkan(pembaca: PembacaMulai) -> None:
    """Say who knows when units begin."""
    if pembaca not in _PEMBACA:
        _PEMBACA.append(pembaca)


def mulai_unit(daftar: Iterable[CatatanLangkah]) -> dict[int, dict[int, datetime]]:
    """{visit pk: {unit pk: when it began}}; nothing is asked for steps that one party finishes."""
    bersama = [satu for satu in daftar if satu.langkah.semua_pelaksana]
    hasil: dict[int, dict[int, datetime]] = {}
    for pembaca in _PEMBACA if bersama else ():
        for pk, mulai in pembaca(bersama).items():
            hasil.setdefault(pk, {}).update(mulai)
    return hasil
