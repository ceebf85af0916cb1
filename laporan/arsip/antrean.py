"""The queue of archives: no service of its own; whoever asks or looks moves it on. One is made at a time."""

import logging
import os
import time
from shutil import rmtree

from django.conf import settings

from laporan.arsip.actions import ambil, gagal
from laporan.arsip.proses import KEMAJUAN
from laporan.models import ArsipPeriode
from organisasi.proses import GALAT, baca_teks, kunci_folder, mulai, sudah_mati

TEMPAT = "tempat-1"
TERHENTI = "Penyusunan arsip terhenti: server dimulai ulang atau memorinya habis. Minta lagi arsipnya."
log = logging.getLogger(__name__)
# Children of this server; asking them keeps the system from listing ended ones as zombies.
_anak: list = []


def periksa(arsip: ArsipPeriode) -> ArsipPeriode:
    """Bring the row up to date with its process, and start who waits."""
    jalankan()
    arsip.refresh_from_db()
    if not arsip.sedang_berjalan:
        bersihkan_folder(arsip)
    return arsip


def tunggu(arsip: ArsipPeriode, detik: float) -> ArsipPeriode:
    """Wait so many seconds at most: a small archive comes at once."""
    batas = time.monotonic() + detik
    while periksa(arsip).sedang_berjalan and time.monotonic() < batas:
        time.sleep(0.2)
    return arsip


def jalankan() -> None:
    """Close what died, and start who waits longest while the place is free."""
    _anak[:] = [satu for satu in _anak if satu.poll() is None]
    for arsip in ArsipPeriode.objects.filter(status=ArsipPeriode.Status.DIKERJAKAN):
        if sudah_mati(arsip.jalur_folder):
            _akhiri(arsip)
    for arsip in ArsipPeriode.objects.filter(status=ArsipPeriode.Status.ANTRE).order_by("pk"):
        if not _mulai(arsip):
            return


def kemajuan(arsip: ArsipPeriode) -> int | None:
    """Files written so far; ``None`` while the process has not said."""
    teks = baca_teks(arsip.jalur_folder / KEMAJUAN)
    return int(teks) if teks else None


def bersihkan_folder(arsip: ArsipPeriode) -> None:
    """Its folder is of no more use once it is finished or failed."""
    rmtree(arsip.jalur_folder, ignore_errors=True)


def _akhiri(arsip: ArsipPeriode) -> None:
    """The process is gone: if its row still says otherwise, it did not finish."""
    arsip.refresh_from_db()
    if arsip.status == ArsipPeriode.Status.DIKERJAKAN:
        gagal(arsip, baca_teks(arsip.jalur_folder / GALAT) or TERHENTI)
    bersihkan_folder(arsip)


def _mulai(arsip: ArsipPeriode) -> bool:
    """Start the process of a waiting row, unless another does it already; False when the place is taken."""
    folder = arsip.jalur_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    # The lock first: a row under way without a locked folder means a dead process to everyone who looks.
    if (kunci := kunci_folder(folder)) is None:
        return True
    try:
        if (tempat := kunci_folder(folder.parent, TEMPAT)) is None:
            return False
        try:
            if ambil(arsip):
                _jalankan_proses(arsip, kunci, tempat)
        except OSError:
            log.exception("Proses arsip %s tidak dapat dimulai", arsip.pk)
            gagal(arsip, TERHENTI)
        finally:
            os.close(tempat)
    finally:
        os.close(kunci)
    return True


def _jalankan_proses(arsip: ArsipPeriode, kunci: int, tempat: int) -> None:
    env = {**os.environ, "MEDIA_ROOT": str(settings.MEDIA_ROOT)}
    _anak.append(
        mulai(
            "laporan.arsip.proses",
            str(arsip.pk),
            str(arsip.jalur_folder),
            folder=arsip.jalur_folder,
            pegangan=[kunci, tempat],
            env=env,
        )
    )
