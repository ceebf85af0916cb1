"""Sets the daily jobs going where no cron does: the day's first request starts a one-shot process.

The request is never touched by it. A thread looks at two small files, without the database: ``sudah`` names the day
that is done, and the lock of the folder is held by the process that is at it, so that of many workers one starts
it. A failed day is tried again after half an hour.
"""

import logging
import os
import time
from pathlib import Path
from threading import Lock, Thread

from django.conf import settings

from organisasi.models import PemerintahDaerah
from organisasi.proses import baca_teks, kunci_folder, mulai, tulis_utuh
from organisasi.waktu import hari_ini

SUDAH = "sudah"
JEDA_ULANG = 30 * 60  # seconds
log = logging.getLogger(__name__)
_ingatan = {"hari": "", "coba_lagi": 0.0}
_pintu = Lock()
# Children of this server; asking them keeps the system from listing ended ones as zombies.
_anak: list = []


def folder() -> Path:
    """Where the process and those who start it leave word for each other."""
    return Path(settings.MEDIA_ROOT) / "harian"


def hari() -> str:
    """The day as it is now in each time zone an office may have: a new text whenever one of them turns over."""
    return " ".join(hari_ini(zona).isoformat() for zona in PemerintahDaerah.Zona.values)


def picu() -> None:
    """Start the day's jobs if nobody has; a comparison of two texts on every request but the day's first."""
    kini = time.monotonic()
    sekarang = hari()
    with _pintu:
        if _ingatan["hari"] == sekarang and kini < _ingatan["coba_lagi"]:
            return
        _ingatan.update(hari=sekarang, coba_lagi=kini + JEDA_ULANG)
    Thread(target=_periksa, args=(sekarang,), daemon=True, name="harian").start()


def tandai_sudah(sekarang: str) -> None:
    """Leave word that this day is done."""
    tulis_utuh(folder() / SUDAH, sekarang.encode())


def _periksa(sekarang: str) -> None:
    try:
        mulai_bila_perlu(sekarang)
    except OSError:
        log.exception("Pekerjaan harian tidak dapat dimulai")


def mulai_bila_perlu(sekarang: str) -> bool:
    """Start the process unless the day is done or another process is at it; True: started here."""
    _anak[:] = [satu for satu in _anak if satu.poll() is None]
    letak = folder()
    letak.mkdir(parents=True, exist_ok=True, mode=0o750)
    if baca_teks(letak / SUDAH) == sekarang:
        return False
    pegangan = kunci_folder(letak)
    if pegangan is None:
        return False
    try:
        # Looked at again under the lock: another may have done the day between the two looks.
        if baca_teks(letak / SUDAH) == sekarang:
            return False
        _anak.append(
            mulai(
                "organisasi.proses_harian",
                sekarang,
                folder=letak,
                pegangan=[pegangan],
                env={"DJANGO_SETTINGS_MODULE": "sakip.settings", **os.environ},
            )
        )
        return True
    finally:
        os.close(pegangan)
