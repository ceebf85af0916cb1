"""A shape as plain JSON and back: what a locked paper keeps of its content, whatever the database says later."""

import dataclasses
import hashlib
import json
import types
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from laporan import bentuk as b
from laporan.cetak import TEMPLAT

# Of the head: what may be given after the content is settled.
BUKAN_ISI = ("nomor", "kode", "alamat", "draf")
KELAS = {kelas.__name__: kelas for kelas in TEMPLAT}


def bekukan(bentuk: Any) -> dict:
    """The shape as JSON values; Decimals and days as text, tuples as lists."""
    return _ke_json(bentuk)


def cairkan(nama: str, isi: dict) -> Any:
    """The shape of that name again. Fields that it got since keep their default; those it lost are left out."""
    return _dari_json(KELAS[nama], isi)


def sidik_isi(bentuk: Any) -> str:
    """SHA-256 of the content: the same with a number as without one."""
    isi = bekukan(bentuk)
    isi["naskah"] = {kunci: nilai for kunci, nilai in isi["naskah"].items() if kunci not in BUKAN_ISI}
    kata = json.dumps([type(bentuk).__name__, isi], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(kata.encode()).hexdigest()


def _ke_json(nilai: Any) -> Any:
    if dataclasses.is_dataclass(nilai):
        return {satu.name: _ke_json(getattr(nilai, satu.name)) for satu in dataclasses.fields(nilai)}
    if isinstance(nilai, list | tuple):
        return [_ke_json(satu) for satu in nilai]
    if isinstance(nilai, Decimal):
        return format(nilai, "f")
    if isinstance(nilai, date | datetime):
        return nilai.isoformat()
    if isinstance(nilai, str):
        # Also choices and lazy words: as they are printed.
        return str(nilai)
    return nilai


@cache
def _petunjuk(kelas: type) -> dict[str, Any]:
    # "Naskah" and the others are named in quotes where they stand below: both modules know them all.
    return get_type_hints(kelas, localns=vars(b))


def _dari_json(jenis: Any, nilai: Any) -> Any:
    asal = get_origin(jenis)
    if asal in (Union, types.UnionType):
        if nilai is None:
            return None
        return _dari_json(next(satu for satu in get_args(jenis) if satu is not type(None)), nilai)
    if asal is tuple:
        bagian = get_args(jenis)
        if len(bagian) == 2 and bagian[1] is Ellipsis:
            return tuple(_dari_json(bagian[0], satu) for satu in nilai)
        return tuple(_dari_json(satu, isi) for satu, isi in zip(bagian, nilai, strict=True))
    if dataclasses.is_dataclass(jenis):
        petunjuk = _petunjuk(jenis)
        return jenis(
            **{
                satu.name: _dari_json(petunjuk[satu.name], nilai[satu.name])
                for satu in dataclasses.fields(jenis)
                if satu.init and satu.name in nilai
            }
        )
    if jenis is Decimal:
        return Decimal(nilai)
    if jenis is datetime:
        return datetime.fromisoformat(nilai)
    if jenis is date:
        return date.fromisoformat(nilai)
    return nilai
