"""One archive, one process: ``python -m laporan.arsip.proses PK FOLDER``. Writes the ZIP, then ends.

In ``FOLDER``: ``arsip.zip`` while it grows, ``kemajuan`` (parts written), ``nomor`` (its process number), and
``galat.txt`` where it ended itself.
"""

import hashlib
import logging
import sys
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import django

from organisasi.proses import GALAT, batasi, memori_dipesan, perkenalkan, tulis_utuh

MB = 1024 * 1024
# One part at a time: the largest is an uploaded file in pieces, or a paper of some hundred pages beside it.
MEMORI_SENDIRI = 400 * MB
BATAS_DETIK = 1800
KEMAJUAN = "kemajuan"
JEDA_LAPOR = 0.5
TERLALU_LAMA = (
    "Arsip ini terlalu lama disusun, jadi dihentikan. Coba lagi; bila tetap gagal, sampaikan kepada admin."
)
TERLALU_BESAR = "Memori server tidak cukup untuk menyusun arsip ini. Sampaikan kepada admin."
TIDAK_JADI = "Arsip ini tidak dapat disusun. Sampaikan kepada admin agar catatan server diperiksa."
RUANG_PENUH = "Ruang penyimpanan server penuh. Sampaikan kepada admin."
log = logging.getLogger(__name__)


def kerjakan(pk: int, folder: Path) -> None:
    """Write the archive of the row, and take it over; in the time zone of its office."""
    from django.core.files import File
    from django.utils import timezone, translation

    from laporan.arsip.isi import kumpulkan
    from laporan.arsip.tulis import tulis_arsip
    from laporan.models import ArsipPeriode

    arsip = ArsipPeriode.objects.select_related("opd__pemda", "periode").get(pk=pk)
    terakhir = 0.0

    def lapor(jumlah: int) -> None:
        nonlocal terakhir
        if (kini := time.monotonic()) - terakhir >= JEDA_LAPOR:
            terakhir = kini
            tulis_utuh(folder / KEMAJUAN, str(jumlah).encode())

    zona = ZoneInfo(arsip.opd.pemda.zona_waktu)
    with timezone.override(zona), translation.override("id"):
        jalur = folder / "arsip.zip"
        catatan = tulis_arsip(
            jalur,
            kumpulkan(arsip.opd, arsip.periode, dengan_waktu=arsip.dengan_waktu),
            judul=str(arsip.periode),
            opd=arsip.opd.nama,
            lapor=lapor,
        )
        with jalur.open("rb") as sumber:
            arsip.sidik = hashlib.file_digest(sumber, "sha256").hexdigest()
            sumber.seek(0)
            arsip.berkas.save("arsip.zip", File(sumber), save=False)
    arsip.ukuran = jalur.stat().st_size
    arsip.jumlah, arsip.masalah = len(catatan.baris), catatan.masalah
    jalur.unlink()
    arsip.status, arsip.selesai_pada = ArsipPeriode.Status.SELESAI, timezone.now()
    arsip.save()


def utama(pk: int, folder: Path) -> int:
    """Exit codes: 0 done, 1 failed, 2 too big, 3 too long."""
    perkenalkan(folder)
    django.setup()
    from django.db import connection

    connection.ensure_connection()
    batasi(folder, detik=BATAS_DETIK, memori=memori_dipesan() + MEMORI_SENDIRI, terlalu_lama=TERLALU_LAMA)
    try:
        kerjakan(pk, folder)
    except MemoryError:
        tulis_utuh(folder / GALAT, TERLALU_BESAR.encode())
        return 2
    except OSError as salah:
        log.exception("Arsip %s gagal", pk)
        tulis_utuh(folder / GALAT, (RUANG_PENUH if salah.errno == 28 else TIDAK_JADI).encode())
        return 1
    except Exception:
        log.exception("Arsip %s gagal", pk)
        tulis_utuh(folder / GALAT, TIDAK_JADI.encode())
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(utama(int(sys.argv[1]), Path(sys.argv[2])))
