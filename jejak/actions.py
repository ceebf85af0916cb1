"""Write the audit trail."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from jejak.middleware import alamat_pelaku
from jejak.models import CatatanJejak
from jejak.pertanyaan import TambahanTetap

CATATAN = TambahanTetap(CatatanJejak)


def catat(
    *,
    aksi: str,
    objek: models.Model | None = None,
    oleh: models.Model | None = None,
    opd_id: int | None = None,
    lama: Mapping[str, Any] | None = None,
    baru: Mapping[str, Any] | None = None,
    alasan: str = "",
) -> CatatanJejak:
    """Add one entry, inside the caller's transaction. ``aksi`` is a stable code such as ``alur.setujui``."""
    catatan = _siapkan(aksi=aksi, objek=objek, oleh=oleh, opd_id=opd_id, lama=lama, baru=baru, alasan=alasan)
    CATATAN.tambah(catatan)
    return catatan


def catat_banyak(daftar: Iterable[Mapping[str, Any]]) -> None:
    """Add many entries, each as ``catat`` takes it, in a few statements."""
    CatatanJejak.objects.bulk_create((_siapkan(**satu) for satu in daftar), batch_size=500)


def _siapkan(
    *,
    aksi: str,
    objek: models.Model | None = None,
    oleh: models.Model | None = None,
    opd_id: int | None = None,
    lama: Mapping[str, Any] | None = None,
    baru: Mapping[str, Any] | None = None,
    alasan: str = "",
) -> CatatanJejak:
    if opd_id is None:
        opd_id = getattr(objek, "opd_id", None)
    return CatatanJejak(
        aksi=aksi,
        opd_id=opd_id,
        pelaku_id=getattr(oleh, "pk", None),
        pelaku=str(oleh)[:200] if oleh else "",
        objek_jenis=objek._meta.label_lower if objek is not None else "",
        objek_id=objek.pk if objek is not None and isinstance(objek.pk, int) else None,
        objek=str(objek)[:300] if objek is not None else "",
        lama=_siap_json(lama),
        baru=_siap_json(baru),
        alasan=alasan,
        alamat=alamat_pelaku.get(),
    )


def _siap_json(nilai: Mapping[str, Any] | None) -> dict | None:
    """Plain JSON values; Decimals keep their digits as text, records become their label."""
    if nilai is None:
        return None
    return {str(kunci): _ubah(isi) for kunci, isi in nilai.items()}


def _ubah(isi: Any) -> Any:
    if isi is None or isinstance(isi, bool | int | str):
        return isi
    if isinstance(isi, Decimal):
        return format(isi, "f")
    if isinstance(isi, date | datetime):
        return isi.isoformat()
    if isinstance(isi, list | tuple | set):
        return [_ubah(satu) for satu in isi]
    return str(isi)
