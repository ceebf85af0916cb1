"""The queue of uploads that are read or applied: no service of its own. Whoever asks or looks moves it on.

Every file, also a small one, goes to a process of its own (``organisasi.muatan.proses``): how much work a
workbook is cannot be seen from its size, and only there do limits of memory and time hold. A page waits two
seconds for it, so small files feel instant.
"""

import logging
import os
import time
from datetime import timedelta

from django.utils import timezone

from organisasi.models import Muatan
from organisasi.muatan.actions import gagal
from organisasi.proses import GALAT, NOMOR, akhiri, baca_teks, kunci_folder, mulai, sudah_mati

# So many processes at once; the rest waits.
TEMPAT = (1, 2)
# Seconds for one file, and how long after them its process is ended from outside.
BATAS_DETIK = 180
KELONGGARAN = 30
KEMAJUAN = "kemajuan"
TERLALU_LAMA = (
    "Berkas ini terlalu lama dikerjakan, jadi dihentikan. Bagi menjadi beberapa berkas yang lebih kecil, "
    "lalu muat satu per satu."
)
TERHENTI = {
    Muatan.Status.DIBACA: "Pembacaan terhenti sebelum selesai: server dimulai ulang atau memorinya habis. "
    "Unggah lagi; bila tetap gagal, sampaikan kepada admin server.",
    Muatan.Status.MENERAPKAN: "Penerapan terhenti sebelum selesai: server dimulai ulang atau memorinya habis. "
    "Tidak ada yang tersimpan. Terapkan lagi; bila tetap gagal, sampaikan kepada admin server.",
}
log = logging.getLogger(__name__)
# Children of this server; asking them keeps the system from listing ended ones as zombies.
_anak: list = []


def periksa(muatan: Muatan) -> Muatan:
    """Bring the row up to date with its process, and the queue with the places that are free."""
    jalankan()
    muatan.refresh_from_db()
    return muatan


def tunggu(muatan: Muatan, detik: float) -> Muatan:
    """Wait so many seconds at most."""
    batas = time.monotonic() + detik
    jeda = 0.05
    while periksa(muatan).sedang_berjalan and time.monotonic() < batas:
        time.sleep(jeda)
        jeda = min(jeda * 1.5, 0.4)
    return muatan


def jalankan() -> None:
    """Close what died, end what takes too long, and start who waits longest while places are free."""
    _anak[:] = [satu for satu in _anak if satu.poll() is None]
    for muatan in Muatan.objects.filter(status__in=Muatan.TUGAS.values()):
        _perbarui(muatan)
    for muatan in Muatan.objects.filter(status__in=Muatan.TUGAS).order_by("diunggah_pada", "pk"):
        if not _mulai(muatan):
            return


def kemajuan(muatan: Muatan) -> tuple[int, int] | None:
    """(rows done, rows in all) of the process at work; ``None`` while it has not said yet."""
    teks = baca_teks(muatan.jalur_folder / KEMAJUAN)
    if not teks:
        return None
    selesai, _, semua = teks.partition("/")
    return int(selesai), int(semua)


def _mulai(muatan: Muatan) -> bool:
    """Start the process of a waiting row, unless another does it already; False when every place is taken."""
    folder = muatan.jalur_folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    # The lock first: a row under way without a locked folder means a dead process to everyone who looks.
    kunci = kunci_folder(folder)
    if kunci is None:
        return True
    try:
        tempat = _tempat_kosong(folder.parent)
        if tempat is None:
            return False
        try:
            if _ambil(muatan):
                mulai_proses(muatan, kunci, tempat)
        except OSError:
            log.exception("Proses muatan %s tidak dapat dimulai", muatan.pk)
            gagal(muatan, TERHENTI[muatan.status])
        finally:
            os.close(tempat)
    finally:
        os.close(kunci)
    return True


def _tempat_kosong(folder) -> int | None:
    """The lock of a free place, which the process keeps as long as it lives."""
    for nomor in TEMPAT:
        if (pegangan := kunci_folder(folder, f"tempat-{nomor}")) is not None:
            return pegangan
    return None


def _ambil(muatan: Muatan) -> bool:
    """Claim the row by a conditional update. What an earlier process left there does not speak for this one."""
    for nama in (NOMOR, GALAT, KEMAJUAN):
        (muatan.jalur_folder / nama).unlink(missing_ok=True)
    semula, sejak = muatan.status, timezone.now()
    if not Muatan.objects.filter(pk=muatan.pk, status=semula).update(
        status=Muatan.TUGAS[semula], mulai_pada=sejak
    ):
        return False
    muatan.status, muatan.mulai_pada = Muatan.TUGAS[semula], sejak
    return True


def mulai_proses(muatan: Muatan, *pegangan: int) -> None:
    """Start the process of a claimed row. It is our own application, so it gets our whole environment."""
    folder = muatan.jalur_folder
    _anak.append(
        mulai(
            "organisasi.muatan.proses",
            str(muatan.pk),
            str(folder),
            folder=folder,
            pegangan=pegangan,
            env=os.environ,
        )
    )


def _perbarui(muatan: Muatan) -> None:
    """What has become of a process that has not finished its row: gone, or over its time."""
    folder = muatan.jalur_folder
    if sudah_mati(folder):
        galat = baca_teks(folder / GALAT) or TERHENTI[muatan.status]
    elif timezone.now() - muatan.mulai_pada > timedelta(seconds=BATAS_DETIK + KELONGGARAN):
        galat = TERLALU_LAMA
        try:
            akhiri(folder)
        except (OSError, ValueError):
            log.exception("Proses muatan %s tidak dapat diakhiri", muatan.pk)
    else:
        return
    log.warning("Muatan %s gagal: %s", muatan.pk, galat)
    gagal(muatan, galat)
