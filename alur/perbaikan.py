"""Remarks of a return: what must be mended, and what was done about it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alur.giliran import kedudukan
from alur.kunjungan import periksa_giliran
from alur.models import CatatanLangkah, CatatanPerbaikan, Pelaksanaan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini


@dataclass(frozen=True)
class Perbaikan:
    """What must be mended; ``unit`` when one unit alone is meant."""

    isi: str
    unit_id: int | None = None


@transaction.atomic
def tindaklanjuti(*, perbaikan: CatatanPerbaikan, oleh: Pengguna, jawaban: str) -> CatatanPerbaikan:
    """Answer a remark: what was done about it. The remark stays, and the decider closes it by approving.

    By whoever does the step it was sent back to; a remark that names a unit also by that unit's people, for their
    form may be open again while the step itself is someone else's (SOP 002 step 3), or has closed already (a unit
    without a role in the SOP).
    """
    jawaban = jawaban.strip()
    if not jawaban:
        raise TindakanDitolak("Tuliskan apa yang sudah diperbaiki.")
    Pelaksanaan.objects.select_for_update().get(pk=perbaikan.catatan.pelaksanaan_id)
    perbaikan = CatatanPerbaikan.objects.select_related("catatan").get(pk=perbaikan.pk)
    terbuka = (
        CatatanLangkah.objects.filter(pelaksanaan=perbaikan.catatan.pelaksanaan_id, selesai_pada=None)
        .select_related("langkah", "pelaksanaan__opd__pemda")
        .first()
    )
    di_tujuan = terbuka is not None and terbuka.langkah_id == perbaikan.catatan.dikembalikan_ke_id
    milik_unit = perbaikan.unit_id is not None and perbaikan.status == CatatanPerbaikan.Status.BELUM
    if (
        terbuka is None
        or perbaikan.status == CatatanPerbaikan.Status.SELESAI
        or not (di_tujuan or milik_unit)
    ):
        raise TindakanDitolak("Catatan perbaikan ini tidak lagi menunggu tindak lanjut. Muat ulang halaman.")
    tanggal = hari_ini(terbuka.pelaksanaan.opd.pemda.zona_waktu)
    orang_unit = perbaikan.unit_id in kedudukan(oleh, tanggal).unit
    if not (orang_unit and hak.boleh(oleh, "alur.kerjakan", terbuka)):
        if not di_tujuan:
            raise TidakBerhak(f"Catatan perbaikan ini ditindaklanjuti {perbaikan.unit}.")
        periksa_giliran(terbuka, oleh, tanggal)
    perbaikan.jawaban = jawaban
    perbaikan.status = CatatanPerbaikan.Status.SUDAH
    perbaikan.dijawab_oleh = oleh
    perbaikan.dijawab_pada = timezone.now()
    perbaikan.save(update_fields=["jawaban", "status", "dijawab_oleh", "dijawab_pada"])
    catat(aksi="alur.tindaklanjuti", objek=perbaikan, oleh=oleh, baru={"tindak_lanjut": jawaban})
    return perbaikan
