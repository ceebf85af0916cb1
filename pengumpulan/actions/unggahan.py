"""Files that come in pieces: begun, continued after a lost line or a reload, checked at their end, cleared away.

A piece is taken only where the last one ended, so that what lies on the disk is always the file's true beginning.
Nothing here is evidence yet: ``pengumpulan.actions.lampirkan_banyak`` makes it so.
"""

import hashlib
import re
from datetime import date, timedelta
from pathlib import Path

from django.core.files.base import File
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from alur.berkas import periksa_akhiran, periksa_berkas, periksa_ukuran
from organisasi.galat import TindakanDitolak
from organisasi.models import PemerintahDaerah, Pengguna
from pengumpulan.bukti_boleh import periksa_boleh_bukti, periksa_menerima_bukti
from pengumpulan.models import Formulir, UnggahanBertahap
from pengumpulan.models.unggahan import folder_unggahan

POTONGAN_TERBESAR = 512 * 1024  # bytes of one piece
JATAH_BERKAS, JATAH_BYTE = 20, 100 * 1024 * 1024  # of one person, not yet attached
UMUR = timedelta(days=1)  # since the last piece
SIDIK = re.compile(r"[0-9a-f]{64}", re.ASCII)
BERUBAH = "Berkas yang tiba tidak sama dengan yang dikirim. Unggah lagi berkasnya dari awal."


class PotonganTidakCocok(TindakanDitolak):
    """Refused because the piece does not continue the file; ``diterima`` is where to go on, in bytes."""

    def __init__(self, diterima: int):
        super().__init__("Unggahan ini dilanjutkan dari bagian lain. Muat ulang halaman, lalu lanjutkan.")
        self.diterima = diterima


class UnggahanGagal(TindakanDitolak):
    """Refused for good: what came so far is thrown away."""

    status_http = 422


@transaction.atomic
def mulai_unggahan(
    *, formulir: Formulir, oleh: Pengguna, nama: str, ukuran: int, sidik: str, ukuran_asal: int | None = None
) -> UnggahanBertahap:
    """Begin, or find again what was begun: the same file of the same person for the same form goes on.

    ``sidik`` is the SHA-256 of the whole file in hex; ``ukuran_asal`` its bytes before it was made smaller.
    """
    formulir = _formulir(formulir.pk)
    periksa_boleh_bukti(formulir.unit, oleh)
    periksa_menerima_bukti(formulir)
    nama = periksa_akhiran(nama)
    periksa_ukuran(ukuran)
    if not SIDIK.fullmatch(sidik):
        raise TindakanDitolak("Sidik berkas tidak terbaca. Muat ulang halaman, lalu pilih lagi berkasnya.")
    # One after another, or two of the same moment would both fit into the quota.
    Pengguna.objects.select_for_update().get(pk=oleh.pk)
    lama = UnggahanBertahap.objects.filter(formulir=formulir, oleh=oleh, sidik=sidik).first()
    if lama and lama.ukuran == ukuran:
        return _sambung(lama, nama)
    if lama:
        buang_unggahan(lama)
    _periksa_jatah(oleh, ukuran)
    return UnggahanBertahap.objects.create(
        formulir=formulir,
        oleh=oleh,
        nama_berkas=nama,
        ukuran=ukuran,
        ukuran_asal=ukuran_asal if ukuran_asal and ukuran_asal > ukuran else None,
        sidik=sidik,
        diubah_pada=timezone.now(),
    )


def _formulir(pk: int) -> Formulir:
    """As it stands now, not as the page read it."""
    return Formulir.objects.select_related("unit", "pengumpulan__pelaksanaan").get(pk=pk)


def _sambung(unggahan: UnggahanBertahap, nama: str) -> UnggahanBertahap:
    """What lies on the disk decides how far it came."""
    ada = unggahan.jalur.stat().st_size if unggahan.jalur.exists() else 0
    unggahan.nama_berkas = nama
    if ada < unggahan.diterima:
        unggahan.diterima, unggahan.selesai_pada = ada, None
    unggahan.diubah_pada = timezone.now()
    unggahan.save(update_fields=["nama_berkas", "diterima", "selesai_pada", "diubah_pada"])
    return unggahan


def _periksa_jatah(oleh: Pengguna, ukuran: int) -> None:
    milik = UnggahanBertahap.objects.filter(oleh=oleh)
    byte = milik.aggregate(jumlah=Sum("ukuran"))["jumlah"] or 0
    if milik.count() >= JATAH_BERKAS or byte + ukuran > JATAH_BYTE:
        raise TindakanDitolak(
            "Terlalu banyak unggahan Anda yang belum dilampirkan. Lampirkan atau batalkan dahulu yang ada."
        )


def terima_potongan(
    *, unggahan: UnggahanBertahap, oleh: Pengguna, mulai: int, isi: bytes
) -> UnggahanBertahap:
    """Take the piece that begins at byte ``mulai``; with the last one the whole file is checked like any other.

    A piece that came before (its answer was lost) is answered with how far the file is. A file that fails its
    check, or whose form was approved meanwhile, is thrown away.
    """
    try:
        with transaction.atomic():
            satu = UnggahanBertahap.objects.select_for_update().get(pk=unggahan.pk, oleh=oleh)
            return _terima(satu, oleh, mulai, isi)
    except UnggahanGagal:
        buang_unggahan(unggahan)
        raise


def _terima(unggahan: UnggahanBertahap, oleh: Pengguna, mulai: int, isi: bytes) -> UnggahanBertahap:
    formulir = _formulir(unggahan.formulir_id)
    periksa_boleh_bukti(formulir.unit, oleh)
    try:
        periksa_menerima_bukti(formulir)
    except TindakanDitolak as tolak:
        raise UnggahanGagal(str(tolak)) from tolak
    if not 0 < len(isi) <= POTONGAN_TERBESAR:
        raise TindakanDitolak(
            "Potongan berkas kosong atau terlalu besar. Muat ulang halaman, lalu lanjutkan."
        )
    if mulai + len(isi) > unggahan.ukuran:
        raise UnggahanGagal(BERUBAH)
    if mulai + len(isi) <= unggahan.diterima:
        return unggahan
    if mulai != unggahan.diterima:
        raise PotonganTidakCocok(unggahan.diterima)
    _tulis(unggahan.jalur, mulai, isi)
    unggahan.diterima = mulai + len(isi)
    unggahan.diubah_pada = timezone.now()
    if unggahan.diterima == unggahan.ukuran:
        _periksa_utuh(unggahan)
        unggahan.selesai_pada = unggahan.diubah_pada
    unggahan.save(update_fields=["diterima", "diubah_pada", "selesai_pada"])
    return unggahan


def _tulis(jalur: Path, mulai: int, isi: bytes) -> None:
    """Behind what is known to be there; what a broken attempt left beyond it is cut off."""
    jalur.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    jalur.touch(mode=0o600)
    with jalur.open("r+b") as berkas:
        berkas.truncate(mulai)
        berkas.seek(mulai)
        berkas.write(isi)
    if jalur.stat().st_size != mulai + len(isi):
        raise UnggahanGagal(BERUBAH)


def _periksa_utuh(unggahan: UnggahanBertahap) -> None:
    with unggahan.jalur.open("rb") as isi:
        if hashlib.file_digest(isi, "sha256").hexdigest() != unggahan.sidik:
            raise UnggahanGagal(BERUBAH)
        try:
            periksa_berkas(File(isi, name=unggahan.nama_berkas))
        except TindakanDitolak as tolak:
            raise UnggahanGagal(str(tolak)) from tolak


@transaction.atomic
def titip_berkas(*, formulir: Formulir, oleh: Pengguna, berkas: File) -> UnggahanBertahap:
    """Keep an ordinary upload whose form came back for something else, so that nobody sends it twice."""
    sah = periksa_berkas(berkas)
    unggahan = mulai_unggahan(formulir=formulir, oleh=oleh, nama=sah.nama, ukuran=sah.ukuran, sidik=sah.sidik)
    berkas.seek(0)
    _tulis(unggahan.jalur, 0, berkas.read())
    unggahan.diterima = unggahan.ukuran
    unggahan.selesai_pada = unggahan.diubah_pada = timezone.now()
    unggahan.save(update_fields=["diterima", "selesai_pada", "diubah_pada"])
    return unggahan


@transaction.atomic
def buang_unggahan(unggahan: UnggahanBertahap) -> None:
    """Throw away what came so far."""
    jalur = unggahan.jalur
    UnggahanBertahap.objects.filter(pk=unggahan.pk).delete()
    transaction.on_commit(lambda: jalur.unlink(missing_ok=True))


def bersihkan_unggahan() -> int:
    """Clear away uploads whose last piece came more than a day ago, and files that no row knows; says how many."""
    lama = list(UnggahanBertahap.objects.filter(diubah_pada__lt=timezone.now() - UMUR))
    for satu in lama:
        buang_unggahan(satu)
    if not folder_unggahan().is_dir():
        return len(lama)
    dikenal = {satu.jalur for satu in UnggahanBertahap.objects.all()}
    batas = (timezone.now() - UMUR).timestamp()
    yatim = [
        jalur
        for jalur in folder_unggahan().glob("*.bagian")
        if jalur not in dikenal and jalur.stat().st_mtime < batas
    ]
    for jalur in yatim:
        jalur.unlink(missing_ok=True)
    return len(lama) + len(yatim)


def bersihkan_unggahan_harian(pemda: PemerintahDaerah, tanggal: date) -> str | None:
    """The daily job: says how many uploads went."""
    jumlah = bersihkan_unggahan()
    return f"{jumlah} unggahan bukti yang tertinggal dihapus." if jumlah else None
