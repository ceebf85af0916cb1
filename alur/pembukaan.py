"""A run opened again at one of its steps, after what it made had been approved.

A second gate beside ``alur.actions``, for domain actions that have decided why. Nothing of the history is
touched: the visits that were done stay as they are, a new round of the step opens, and those after it come again.
"""

from django.db import transaction
from django.utils import timezone

from alur.gerak import buka_langkah, tutup_langkah
from alur.models import CatatanLangkah, Disposisi, Langkah, Pelaksanaan
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna


@transaction.atomic
def buka_kembali(
    *, pelaksanaan: Pelaksanaan, langkah: Langkah, oleh: Pengguna, selaku: str, alasan: str
) -> None:
    """Open a new round at ``langkah``. A run that is still under way goes back there; a finished one goes on again.

    When the run had been finished stays in the audit trail and at its last visit.
    """
    kini = Pelaksanaan.objects.select_for_update().get(pk=pelaksanaan.pk)
    if kini.status == Pelaksanaan.Status.DIBATALKAN:
        raise TindakanDitolak(f"{pelaksanaan} dibatalkan dan tidak dapat dibuka kembali.")
    saat = timezone.now()
    terbuka = CatatanLangkah.objects.select_related("langkah", "pelaksanaan__opd__pemda").filter(
        pelaksanaan=kini, selesai_pada=None
    )
    for satu in terbuka:
        if Disposisi.objects.filter(catatan=satu, keputusan="").exists():
            raise TindakanDitolak(
                f"{pelaksanaan}: laporannya sedang menunggu disposisi. Putuskan lagi sesudah disposisinya."
            )
        tutup_langkah(
            satu,
            oleh,
            CatatanLangkah.Keputusan.KEMBALIKAN,
            saat,
            [],
            alasan=alasan,
            dikembalikan_ke=langkah,
            selaku=selaku,
        )
    semula = {"selesai_pada": kini.selesai_pada} if kini.selesai_pada else None
    Pelaksanaan.objects.filter(pk=kini.pk).update(status=Pelaksanaan.Status.BERJALAN, selesai_pada=None)
    catat(
        aksi="alur.buka_kembali",
        objek=kini,
        oleh=oleh,
        lama=semula,
        baru={"langkah": langkah.nomor, "selaku": selaku},
        alasan=alasan,
    )
    buka_langkah(kini, langkah, saat, kabar="dibuka kembali, menunggu Anda")
