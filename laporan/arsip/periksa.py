"""Check an archive: every file against its checksum, nothing missing, nothing added, and whose seal it bears."""

import csv
import hashlib
import hmac
import io
import json
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from laporan.arsip.tulis import DAFTAR_ISI, SEGEL, SIDIK, hitung_segel

POTONG = 256 * 1024
# More than any office's quarter; a ZIP that unpacks to more is no archive of ours.
TERBESAR = 20 * 1024**3
DAFTAR_TERBESAR, SEGEL_TERBESAR = 64 * 1024**2, 100_000


@dataclass
class Hasil:
    """What was found. ``segel``: made by this installation and unchanged.

    ``catatan`` is what its index says of stored files that were gone or changed when it was made.
    """

    judul: str = ""
    opd: str = ""
    dibuat: str = ""
    jumlah: int = 0
    segel: bool = False
    masalah: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    @property
    def utuh(self) -> bool:
        """Is every file there and unchanged?"""
        return not self.masalah


def periksa_arsip(jalur: Path) -> Hasil:
    """Read the whole ZIP in pieces; nothing is unpacked to disk."""
    hasil = Hasil()
    try:
        with ZipFile(jalur) as arsip:
            _periksa(arsip, hasil)
    except (BadZipFile, OSError, zlib.error, NotImplementedError, RuntimeError, EOFError) as salah:
        hasil.masalah.append(f"Berkas ini bukan arsip yang dapat dibaca: {salah}")
    return hasil


def _periksa(arsip: ZipFile, hasil: Hasil) -> None:
    isi = arsip.infolist()
    nama = [satu.filename for satu in isi]
    hasil.masalah += [f"{satu}: nama tidak sah." for satu in nama if not _nama_sah(satu)]
    hasil.masalah += [
        f"{satu}: ada lebih dari satu." for satu, kali in sorted(Counter(nama).items()) if kali > 1
    ]
    if sum(satu.file_size for satu in isi) > TERBESAR:
        hasil.masalah.append("Isi arsip terlalu besar untuk sebuah arsip SAKIP.")
    if hasil.masalah:
        return
    per_nama = {satu.filename: satu for satu in isi}
    if kurang := [satu for satu in (SIDIK, SEGEL, DAFTAR_ISI) if satu not in per_nama]:
        hasil.masalah.append(f"Bukan arsip SAKIP: {', '.join(kurang)} tidak ada.")
        return
    daftar = _baca(arsip, per_nama[SIDIK], DAFTAR_TERBESAR)
    _periksa_segel(_baca(arsip, per_nama[SEGEL], SEGEL_TERBESAR), daftar, hasil)
    sidik = _baca_sidik(daftar)
    hasil.jumlah = len(sidik)
    for satu, seharusnya in sidik.items():
        if satu not in per_nama:
            hasil.masalah.append(f"{satu}: hilang dari arsip.")
        elif _sidik(arsip, per_nama[satu]) != seharusnya:
            hasil.masalah.append(f"{satu}: isinya berubah.")
    tambahan = set(per_nama) - set(sidik) - {SIDIK, SEGEL}
    hasil.masalah += [
        f"{satu}: tidak tercatat, ditambahkan sesudah arsip dibuat." for satu in sorted(tambahan)
    ]
    if not hasil.masalah:
        hasil.catatan = _baca_catatan(_baca(arsip, per_nama[DAFTAR_ISI], DAFTAR_TERBESAR))


def _baca(arsip: ZipFile, info: ZipInfo, terbesar: int) -> bytes:
    """A part that is read whole; nothing where it claims to be larger than ours ever are."""
    return arsip.read(info) if info.file_size <= terbesar else b""


def _nama_sah(nama: str) -> bool:
    jalur = PurePosixPath(nama)
    return bool(nama) and not jalur.is_absolute() and ".." not in jalur.parts and "\\" not in nama


def _baca_sidik(daftar: bytes) -> dict[str, str]:
    hasil = {}
    for baris in daftar.decode("utf-8", "replace").splitlines():
        sidik, _, nama = baris.partition("  ")
        if nama:
            hasil[nama] = sidik
    return hasil


def _baca_catatan(daftar: bytes) -> list[str]:
    baris = csv.DictReader(io.StringIO(daftar.decode("utf-8-sig", "replace")), delimiter=";")
    try:
        return [f"{satu.get('Berkas')}: {satu['Catatan']}" for satu in baris if satu.get("Catatan")]
    except csv.Error:
        return [f"{DAFTAR_ISI}: tidak terbaca sebagai tabel."]


def _sidik(arsip: ZipFile, info: ZipInfo) -> str:
    sidik = hashlib.sha256()
    try:
        with arsip.open(info) as berkas:
            while potong := berkas.read(POTONG):
                sidik.update(potong)
    except (BadZipFile, zlib.error, EOFError):
        return ""
    return sidik.hexdigest()


def _periksa_segel(teks: bytes, daftar: bytes, hasil: Hasil) -> None:
    try:
        kepala = json.loads(teks)
        segel = kepala.pop("segel")
        hasil.judul, hasil.opd, hasil.dibuat = (str(kepala[satu]) for satu in ("judul", "opd", "dibuat"))
        sidik_daftar = kepala["sidik_daftar"]
    except (ValueError, KeyError, AttributeError, TypeError):
        hasil.masalah.append(f"{SEGEL}: tidak terbaca.")
        return
    if sidik_daftar != hashlib.sha256(daftar).hexdigest():
        hasil.masalah.append(f"{SIDIK}: daftar sidiknya berubah.")
    hasil.segel = isinstance(segel, str) and hmac.compare_digest(
        segel.encode(), hitung_segel(kepala).encode()
    )
