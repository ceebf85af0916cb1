"""One upload, one process: ``python -m organisasi.muatan.proses PK FOLDER``. Reads or applies it, then ends.

What to do stands in the row (``DIBACA`` or ``MENERAPKAN``), and so does what came of it. In ``FOLDER``:
``kemajuan`` (``rows done/rows in all``, at most twice a second), ``nomor`` (its process number), and ``galat.txt``
where it ended itself. Progress goes to a file, for a note must neither wait for the database's one writer nor
be hidden in the transaction that applies.
"""

import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import django

from organisasi.proses import GALAT, batasi, memori_dipesan, perkenalkan, tulis_utuh

MB = 1024 * 1024
# For the workbook, the plan and the writing, on top of what Django itself takes (some 70 MB in use).
# 5.000 rows of 20 columns need about a third of it.
MEMORI_SENDIRI = 300 * MB
JEDA_LAPOR = 0.5
TERLALU_BESAR = (
    "Berkas ini terlalu besar untuk dibaca. Bagi menjadi beberapa berkas yang lebih kecil, "
    "lalu muat satu per satu."
)


class Kemajuan:
    """Writes down how far the work is; called as often as one likes."""

    def __init__(self, folder: Path):
        self.berkas = folder / "kemajuan"
        self.terakhir = 0.0

    def __call__(self, selesai: int, semua: int) -> None:
        kini = time.monotonic()
        # The end is always told, for writing it all down may take a while after it.
        if kini - self.terakhir >= JEDA_LAPOR or selesai >= semua:
            self.terakhir = kini
            tulis_utuh(self.berkas, f"{selesai}/{semua}".encode())


def kerjakan(pk: int, folder: Path) -> None:
    """Do what the row asks for, in the time zone of its office."""
    from django.utils import timezone

    from organisasi.galat import TindakanDitolak
    from organisasi.models import Muatan
    from organisasi.muatan import actions

    muatan = Muatan.objects.select_related("opd__pemda", "diterapkan_oleh").get(pk=pk)
    with timezone.override(ZoneInfo(muatan.opd.pemda.zona_waktu)):
        if muatan.status == Muatan.Status.DIBACA:
            actions.baca(muatan, Kemajuan(folder))
        elif muatan.status == Muatan.Status.MENERAPKAN:
            try:
                actions.terapkan(muatan=muatan, oleh=muatan.diterapkan_oleh, lapor=Kemajuan(folder))
            except TindakanDitolak as tolak:
                actions.gagal(muatan, str(tolak))


def utama(pk: int, folder: Path) -> int:
    """Exit codes: 0 done, 2 too big, 3 too long."""
    perkenalkan(folder)
    django.setup()
    from django.db import connection

    from organisasi.muatan.antrean import BATAS_DETIK, TERLALU_LAMA

    # What the connection maps into memory is not the upload's own.
    connection.ensure_connection()
    batasi(
        folder,
        detik=BATAS_DETIK,
        memori=memori_dipesan() + MEMORI_SENDIRI,
        terlalu_lama=TERLALU_LAMA,
    )
    try:
        kerjakan(pk, folder)
    except MemoryError:
        tulis_utuh(folder / GALAT, TERLALU_BESAR.encode())
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(utama(int(sys.argv[1]), Path(sys.argv[2])))
