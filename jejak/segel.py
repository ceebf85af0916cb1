"""Seal the audit trail in a chain per OPD, and check the chain.

A chain shows an edited, removed or reordered entry. It cannot show that its *end* was cut off; for that,
``kepala_rantai`` gives the newest seal, which the office prints or mails (see docs/keputusan/0004-jejak.md).
"""

import hashlib
import hmac
import json
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from jejak.models import CatatanJejak, Segel

KOSONG = "0" * 64
RANTAI_PEMDA = 0


@dataclass(frozen=True)
class Kerusakan:
    """Where a chain no longer holds, in a sentence for the officer who checks it."""

    rantai: int
    nomor: int
    sebab: str


def hitung_segel(catatan: CatatanJejak, sebelumnya: str) -> str:
    """HMAC-SHA256 (64 hex digits) over the entry's content and the seal before it."""
    isi = json.dumps(
        [
            catatan.pk,
            catatan.waktu.isoformat(),
            catatan.opd_id,
            catatan.pelaku_id,
            catatan.pelaku,
            catatan.aksi,
            catatan.objek_jenis,
            catatan.objek_id,
            catatan.objek,
            catatan.lama,
            catatan.baru,
            catatan.alasan,
            catatan.alamat,
            sebelumnya,
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hmac.new(settings.JEJAK_KUNCI.encode(), isi.encode(), hashlib.sha256).hexdigest()


@transaction.atomic
def segel_semua() -> int:
    """Seal every entry that has no seal yet; the number of new seals. Safe to run at any time, again and again.

    Two runs at once cannot both extend a chain: the unique number of a seal makes the second one fail whole.
    """
    ujung: dict[int, tuple[int, str]] = {}
    baru = []
    for catatan in CatatanJejak.objects.filter(segel=None).order_by("pk").iterator():
        rantai = catatan.opd_id or RANTAI_PEMDA
        if rantai not in ujung:
            akhir = Segel.objects.filter(rantai=rantai).order_by("-nomor").first()
            ujung[rantai] = (akhir.nomor, akhir.nilai) if akhir else (0, KOSONG)
        nomor, nilai = ujung[rantai]
        ujung[rantai] = (nomor + 1, hitung_segel(catatan, nilai))
        baru.append(Segel(catatan=catatan, rantai=rantai, nomor=nomor + 1, nilai=ujung[rantai][1]))
    Segel.objects.bulk_create(baru, batch_size=500)
    return len(baru)


def periksa_segel() -> list[Kerusakan]:
    """Every place where a sealed entry no longer matches its seal; empty when the trail is whole."""
    rusak = []
    ujung: dict[int, tuple[int, str]] = {}
    for segel in Segel.objects.select_related("catatan").order_by("rantai", "nomor").iterator():
        nomor, nilai = ujung.get(segel.rantai, (0, KOSONG))
        if segel.nomor != nomor + 1:
            rusak.append(Kerusakan(segel.rantai, segel.nomor, f"segel nomor {nomor + 1} hilang"))
        elif not hmac.compare_digest(hitung_segel(segel.catatan, nilai), segel.nilai):
            rusak.append(Kerusakan(segel.rantai, segel.nomor, "isi catatan tidak cocok dengan segelnya"))
        ujung[segel.rantai] = (segel.nomor, segel.nilai)
    return rusak


def kepala_rantai() -> dict[int, tuple[int, str]]:
    """{rantai: (nomor, segel)} of the newest seals: print them, and a cut-off end shows."""
    hasil = {}
    for segel in Segel.objects.order_by("rantai", "nomor"):
        hasil[segel.rantai] = (segel.nomor, segel.nilai)
    return hasil
