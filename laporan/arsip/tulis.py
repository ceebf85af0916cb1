"""Write the archive: parts one after the other, then the index, the checksums and the seal."""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import timezone

from laporan.arsip.butir import Butir, tabel
from laporan.cetak import GagalCetak

DAFTAR_ISI, SIDIK, SEGEL, BACA = "DAFTAR_ISI.csv", "SHA256SUMS", "SEGEL.json", "BACA_SAYA.txt"
BENTUK = 1
POTONG = 256 * 1024
KOLOM_DAFTAR = ("No", "Berkas", "Keterangan", "Ukuran (byte)", "SHA-256", "Catatan")
TEKS_BACA = """Arsip {judul}
{opd}
Dibuat {saat} oleh SAKIP.

1_naskah    naskah setiap pelaksanaan dan lampirannya
2_formulir  formulir unit dan semua revisi angka
3_bukti     bukti dukung; tautan dan tempat penyimpanan ada di daftar_bukti.csv
4_riwayat   langkah, keputusan, kelengkapan, penyerahan, catatan perbaikan, koreksi, hasil pengukuran,
            disposisi, tindak lanjut, jejak audit
DAFTAR_ISI.csv  apa isi setiap berkas
Nomor di depan nama folder pelaksanaan sama dengan nomornya dalam tabel.

Memeriksa keutuhan arsip:
- dengan SAKIP: python manage.py periksa_arsip <berkas.zip>
- tanpa SAKIP: ekstrak, buka folder hasilnya, lalu jalankan: sha256sum -c SHA256SUMS
Kode dan segel adalah tanda dari aplikasi, bukan tanda tangan elektronik.
"""


@dataclass
class Catatan:
    """What became of the parts: their lines in the index, and what was wrong with stored files and papers."""

    baris: list[tuple[str, str, int, str, str]] = field(default_factory=list)
    masalah: list[str] = field(default_factory=list)


def tulis_arsip(
    jalur: Path,
    butir: Iterable[Butir],
    *,
    judul: str,
    opd: str,
    lapor: Callable[[int], None] = lambda jumlah: None,
) -> Catatan:
    """Write a ZIP at ``jalur``. ``lapor`` hears how many parts are written.

    A stored file that is gone or no longer what was uploaded, or a paper that cannot be printed, stops nothing:
    the index says so in its line.
    """
    saat = timezone.localtime()
    catatan = Catatan()
    with ZipFile(jalur, "w", ZIP_DEFLATED, allowZip64=True) as arsip:
        for satu in butir:
            catatan.baris.append(_tulis(arsip, satu, saat, catatan.masalah))
            lapor(len(catatan.baris))
        daftar = tabel(KOLOM_DAFTAR, ([n, *isi] for n, isi in enumerate(catatan.baris, 1)))
        baca = TEKS_BACA.format(judul=judul, opd=opd, saat=f"{saat:%d-%m-%Y %H.%M}").encode()
        sidik = {nama: sha for nama, _, _, sha, _ in catatan.baris if sha}
        for nama, isi in ((DAFTAR_ISI, daftar), (BACA, baca)):
            arsip.writestr(_info(nama, saat), isi)
            sidik[nama] = hashlib.sha256(isi).hexdigest()
        teks = "".join(f"{sha}  {nama}\n" for nama, sha in sorted(sidik.items())).encode()
        arsip.writestr(_info(SIDIK, saat), teks)
        kepala = {
            "bentuk": BENTUK,
            "judul": judul,
            "opd": opd,
            "dibuat": saat.isoformat(),
            "sidik_daftar": hashlib.sha256(teks).hexdigest(),
        }
        segel = json.dumps(kepala | {"segel": hitung_segel(kepala)}, ensure_ascii=False, indent=2)
        arsip.writestr(_info(SEGEL, saat), segel.encode())
    return catatan


def hitung_segel(kepala: dict) -> str:
    """HMAC-SHA256 (64 hex digits) over the head of the archive, with the key of the audit trail's seals."""
    isi = json.dumps(kepala, sort_keys=True, ensure_ascii=False).encode()
    return hmac.new(settings.JEJAK_KUNCI.encode(), b"arsip\n" + isi, hashlib.sha256).hexdigest()


def _info(nama: str, saat: datetime) -> ZipInfo:
    info = ZipInfo(nama, saat.timetuple()[:6])
    info.compress_type = ZIP_DEFLATED
    info.external_attr = 0o640 << 16
    return info


def _tulis(
    arsip: ZipFile, butir: Butir, saat: datetime, masalah: list[str]
) -> tuple[str, str, int, str, str]:
    """Write one part; its line of the index."""
    if butir.berkas is None:
        try:
            isi = butir.isi()
        except GagalCetak as gagal:
            # One paper that cannot be printed does not cost the office the rest.
            masalah.append(f"{butir.jalur}: tidak dapat dicetak. {gagal}")
            return butir.jalur, butir.keterangan, 0, "", "tidak dapat dicetak"
        arsip.writestr(_info(butir.jalur, saat), isi)
        return butir.jalur, butir.keterangan, len(isi), hashlib.sha256(isi).hexdigest(), ""
    if not butir.berkas.storage.exists(butir.berkas.name):
        masalah.append(f"{butir.jalur}: berkasnya tidak ada lagi di server.")
        return butir.jalur, butir.keterangan, 0, "", "berkas tidak ada lagi di server"
    sidik, ukuran = hashlib.sha256(), 0
    with (
        butir.berkas.storage.open(butir.berkas.name) as sumber,
        arsip.open(_info(butir.jalur, saat), "w", force_zip64=True) as tujuan,
    ):
        while potong := sumber.read(POTONG):
            tujuan.write(potong)
            sidik.update(potong)
            ukuran += len(potong)
    kini, ket = sidik.hexdigest(), ""
    if butir.sidik and kini != butir.sidik:
        ket = "isi tidak sama dengan saat diunggah"
        masalah.append(f"{butir.jalur}: {ket}.")
    return butir.jalur, butir.keterangan, ukuran, kini, ket
