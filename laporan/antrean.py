"""The queue of papers: no service of its own. Whoever asks or looks moves it on.

At most ``TEMPAT`` processes run at once; the rest waits. A process keeps a lock on its folder for as long as it
lives, also when the server that started it is gone, so a row never stays *sedang dicetak* for ever.
"""

import hashlib
import logging
import os
import time
from datetime import timedelta
from shutil import rmtree

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from jejak.actions import catat
from laporan import cetak
from laporan.cetak import GagalCetak
from laporan.models import Cetakan
from laporan.proses_cetak import TERLALU_LAMA
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Pengguna
from organisasi.proses import akhiri, sudah_mati

TEMPAT = (1, 2)
# Seconds for a paper in the background, and how long after them it is ended from outside.
BATAS_DETIK = 300
KELONGGARAN = 30
NASKAH_HILANG = "Naskah untuk dicetak sudah tidak ada. Mintalah lagi dari halaman asalnya."
log = logging.getLogger(__name__)
# Children of this server; asking them keeps the system from listing ended ones as zombies.
_anak: list = []


def minta(*, bentuk, opd: OPD, jenis: str, judul: str, nama_berkas: str, oleh: Pengguna) -> Cetakan:
    """Have a paper printed. The same content again is the same row: finished, or made anew after a failure."""
    html = cetak.jadikan_html(bentuk)
    with transaction.atomic():
        cetakan, baru = Cetakan.objects.get_or_create(
            opd=opd,
            kunci=cetak.kunci_isi(html),
            defaults={
                "jenis": jenis,
                "judul": judul[:300],
                "nama_berkas": nama_berkas,
                "diminta_oleh": oleh,
                "diminta_pada": timezone.now(),
            },
        )
        if baru:
            _siapkan(cetakan, html)
            catat(
                aksi="laporan.minta_cetak",
                objek=cetakan,
                oleh=oleh,
                baru={"jenis": jenis, "berkas": nama_berkas},
            )
    if not baru and (cetakan.status == Cetakan.Status.GAGAL or _berkas_hilang(cetakan)):
        _antrekan_lagi(cetakan, oleh, html)
    return periksa(cetakan)


def ulangi(*, cetakan: Cetakan, oleh: Pengguna) -> Cetakan:
    """Try a failed paper once more, from the text that is still there."""
    if cetakan.status != Cetakan.Status.GAGAL:
        raise TindakanDitolak("Cetakan ini tidak gagal, jadi tidak perlu diulang. Muat ulang halaman ini.")
    if not (cetakan.jalur_folder / cetak.proses.NASKAH).exists():
        raise TindakanDitolak(NASKAH_HILANG)
    _antrekan_lagi(cetakan, oleh, None)
    return periksa(cetakan)


def periksa(cetakan: Cetakan) -> Cetakan:
    """Bring the row up to date with its process, and the queue with the places that are free."""
    jalankan()
    cetakan.refresh_from_db()
    return cetakan


def tunggu(cetakan: Cetakan, detik: float) -> Cetakan:
    """Wait so many seconds at most: small papers come at once."""
    batas = time.monotonic() + detik
    jeda = 0.05
    while not periksa(cetakan).sudah_tuntas and time.monotonic() < batas:
        time.sleep(jeda)
        jeda = min(jeda * 1.5, 0.4)
    return cetakan


def jalankan() -> None:
    """Take over what is finished, end what takes too long, and start who waits longest while places are free."""
    _anak[:] = [satu for satu in _anak if satu.poll() is None]
    for cetakan in Cetakan.objects.filter(status=Cetakan.Status.DIKERJAKAN):
        _perbarui(cetakan)
    for cetakan in Cetakan.objects.filter(status=Cetakan.Status.ANTRE).order_by("diminta_pada", "pk"):
        if Cetakan.objects.filter(status=Cetakan.Status.DIKERJAKAN).count() >= len(TEMPAT):
            return
        _mulai(cetakan)


def _berkas_hilang(cetakan: Cetakan) -> bool:
    """Finished, but its PDF was removed from the disk."""
    return cetakan.status == Cetakan.Status.SELESAI and not cetakan.ada_berkas


def _siapkan(cetakan: Cetakan, html: str) -> None:
    try:
        cetak.siapkan_folder(cetakan.jalur_folder, html, batas_detik=BATAS_DETIK)
    except GagalCetak as gagal:
        _tutup(cetakan, Cetakan.Status.ANTRE, status=Cetakan.Status.GAGAL, galat=str(gagal))


def _antrekan_lagi(cetakan: Cetakan, oleh: Pengguna, html: str | None) -> None:
    """Put a failed or lost paper back in the queue; of two people one does it, the other finds it done."""
    with transaction.atomic():
        berubah = Cetakan.objects.filter(pk=cetakan.pk, status=cetakan.status, folder=cetakan.folder).update(
            status=Cetakan.Status.ANTRE,
            galat="",
            diminta_oleh=oleh,
            diminta_pada=timezone.now(),
            mulai_pada=None,
            selesai_pada=None,
        )
        if berubah:
            if html is not None:
                _siapkan(cetakan, html)
            catat(
                aksi="laporan.minta_cetak",
                objek=cetakan,
                oleh=oleh,
                baru={"jenis": cetakan.jenis, "ulang": True},
            )


def _mulai(cetakan: Cetakan) -> None:
    """Take a free place and start the process; nothing happens where another does it already."""
    folder = cetakan.jalur_folder
    if not (folder / cetak.proses.NASKAH).exists():
        # Perhaps asked for by a transaction that is still open elsewhere: give it the time of a request.
        if timezone.now() - cetakan.diminta_pada > timedelta(minutes=1):
            _tutup(cetakan, Cetakan.Status.ANTRE, status=Cetakan.Status.GAGAL, galat=NASKAH_HILANG)
        return
    # The lock first: a row under way without a locked folder means a dead process to everyone who looks.
    pegangan = _kunci(cetakan)
    if pegangan is None:
        return
    try:
        # Before the row is under way: what an earlier try left must not speak for this one.
        cetak.bersihkan_folder(folder)
        if _ambil_tempat(cetakan):
            _anak.append(cetak.mulai_proses(folder, pegangan))
    except OSError:
        log.exception("Proses cetak %s tidak dapat dimulai", cetakan.pk)
        _tutup(cetakan, Cetakan.Status.DIKERJAKAN, status=Cetakan.Status.GAGAL, galat=cetak.TERHENTI)
    finally:
        os.close(pegangan)


def _kunci(cetakan: Cetakan) -> int | None:
    """The lock of its folder; ``None`` while held elsewhere, or when the folder was taken away meanwhile."""
    try:
        return cetak.kunci_folder(cetakan.jalur_folder)
    except FileNotFoundError:
        return None


def _ambil_tempat(cetakan: Cetakan) -> bool:
    """Claim the row and a place in one conditional update; the database allows each place once."""
    cetakan.mulai_pada = timezone.now()
    for tempat in TEMPAT:
        try:
            with transaction.atomic():
                return bool(
                    Cetakan.objects.filter(pk=cetakan.pk, status=Cetakan.Status.ANTRE).update(
                        status=Cetakan.Status.DIKERJAKAN, tempat=tempat, mulai_pada=cetakan.mulai_pada
                    )
                )
        except IntegrityError:
            continue
    return False


def _perbarui(cetakan: Cetakan) -> None:
    """What has become of a process: finished, failed, gone, or over its time."""
    try:
        if sudah_mati(cetakan.jalur_folder):
            # Only now: what it leaves is whole, and its place and memory are free.
            hasil = cetak.baca_hasil(cetakan.jalur_folder)
            if hasil is None:
                raise GagalCetak(cetak.TERHENTI)
            _ambil_alih(cetakan, *hasil)
        elif timezone.now() - cetakan.mulai_pada > timedelta(seconds=BATAS_DETIK + KELONGGARAN):
            _akhiri_proses(cetakan)
            raise GagalCetak(TERLALU_LAMA)
    except GagalCetak as gagal:
        log.warning("Cetakan %s gagal: %s", cetakan.pk, gagal)
        _tutup(cetakan, Cetakan.Status.DIKERJAKAN, status=Cetakan.Status.GAGAL, galat=str(gagal))


def _akhiri_proses(cetakan: Cetakan) -> None:
    """End a process that outlived its own limits."""
    try:
        akhiri(cetakan.jalur_folder)
    except (OSError, ValueError):
        log.exception("Proses cetak %s tidak dapat diakhiri", cetakan.pk)


def _ambil_alih(cetakan: Cetakan, pdf, halaman: int) -> None:
    """Take the PDF into storage, once; its folder goes."""
    with transaction.atomic():
        kini = Cetakan.objects.select_for_update().get(pk=cetakan.pk)
        if kini.status != Cetakan.Status.DIKERJAKAN or kini.mulai_pada != cetakan.mulai_pada:
            return
        with pdf.open("rb") as isi:
            kini.sidik = hashlib.file_digest(isi, "sha256").hexdigest()
            kini.ukuran = pdf.stat().st_size
            kini.halaman = halaman
            kini.berkas.save(kini.nama_berkas, File(isi), save=False)
        kini.status, kini.tempat, kini.selesai_pada = Cetakan.Status.SELESAI, None, timezone.now()
        kini.save()
        transaction.on_commit(lambda: rmtree(cetakan.jalur_folder, ignore_errors=True))


def _tutup(cetakan: Cetakan, dari: str, **baru) -> None:
    """Close the row, if it still is as we saw it. Its folder stays, for another try."""
    Cetakan.objects.filter(pk=cetakan.pk, status=dari, mulai_pada=cetakan.mulai_pada).update(
        tempat=None, selesai_pada=timezone.now(), **baru
    )
