"""Papers as HTML, and HTML as PDF. The PDF engine never runs in the web process (see ``proses_cetak``)."""

import hashlib
import json
import os
import subprocess
from functools import cache
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from django.template.loader import render_to_string
from django.utils import translation

from laporan import bentuk as b
from laporan import proses_cetak as proses
from organisasi.proses import AKAR, baca_teks, kunci_folder, mulai

STATIS = AKAR / "static"
# All that a paper may load, by name below static/: these and no other.
ASET = (
    "css/dokumen.css",
    "css/dokumen_draf.css",
    "css/laporan_kinerja.css",
    "css/pohon_cetak.css",
    "css/dokumen_konsep.css",
    "css/dokumen_perjanjian.css",
    "gambar/draf.svg",
    "gambar/konsep.svg",
    "vendor/plus-jakarta-sans/plus-jakarta-sans-latin-wght-normal.woff2",
    "vendor/plus-jakarta-sans/plus-jakarta-sans-latin-ext-wght-normal.woff2",
)
TEMPLAT = {
    b.NotaDinas: "nota_dinas",
    b.Undangan: "undangan",
    b.DaftarHadir: "daftar_hadir",
    b.SuratPengantar: "surat_pengantar",
    b.DaftarPenggandaan: "daftar_penggandaan",
    b.DaftarPeriksa: "daftar_periksa",
    b.TandaTerimaUnit: "tanda_terima_unit",
    b.Notulen: "notulen",
    b.ProgramKerja: "program_kerja",
    b.TandaTerima: "tanda_terima",
    b.Rekapitulasi: "rekapitulasi",
    b.LembarDisposisi: "lembar_disposisi",
    b.RekapCapaian: "rekap_capaian",
    b.KertasKerja: "kertas_kerja",
    b.LaporanHasil: "laporan_hasil",
    b.LaporanKinerja: "laporan_kinerja",
    b.RencanaAksi: "rencana_aksi",
    b.Kamus: "kamus",
    b.CetakPerjanjian: "perjanjian",
    b.NaskahPohon: "pohon",
}
MB = 1024 * 1024
HTML_TERBESAR = 20 * MB
PDF_TERBESAR = 100 * MB
# Some 300 pages; two processes at once still leave a small server alive.
MEMORI_TERBESAR = 1024 * MB
# Seconds; a year's report of 60 pages takes about five.
BATAS_DETIK = 120
# What the process needs from our environment: its libraries, fonts and language; no key, no database.
LINGKUNGAN = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "HOME", "LANG", "VIRTUAL_ENV")
TERHENTI = (
    "Pencetakan terhenti sebelum selesai: server dimulai ulang atau memorinya habis. "
    "Coba lagi; bila tetap gagal, persempit isinya, misalnya per unit."
)


class GagalCetak(Exception):
    """The PDF was not made. The message is an Indonesian sentence that tells the reader what to do."""


def jadikan_html(bentuk) -> str:
    """The paper as HTML, from any shape in ``TEMPLAT``; typed text is escaped. Dates in Bahasa Indonesia."""
    with translation.override("id"):
        return render_to_string(
            f"laporan/cetak/{TEMPLAT[type(bentuk)]}.html", {"d": bentuk, "naskah": bentuk.naskah}
        )


def kunci_isi(html: str) -> str:
    """SHA-256 of all that decides how the PDF looks: the text, the style sheets and the engine's version."""
    return hashlib.sha256(f"{_versi_mesin()}\n{sidik_aset()}\n{html}".encode()).hexdigest()


@cache
def _versi_mesin() -> str:
    # From the package's record: importing it would load the engine here.
    return version("weasyprint")


def sidik_aset() -> str:
    """One hash over the assets, read anew: a mended style sheet makes a new paper."""
    sidik = hashlib.sha256()
    for nama, berkas in daftar_aset().items():
        sidik.update(nama.encode() + b"\0" + Path(berkas).read_bytes())
    return sidik.hexdigest()


def daftar_aset() -> dict[str, str]:
    """{name: file} of the assets that stand in the project."""
    return {nama: str(STATIS / nama) for nama in ASET if (STATIS / nama).is_file()}


def siapkan_folder(folder: Path, html: str, *, batas_detik: int = BATAS_DETIK) -> None:
    """Lay out ``folder`` for the process, as it was never used; raises GagalCetak when the text is too big."""
    naskah = html.encode()
    if len(naskah) > HTML_TERBESAR:
        raise GagalCetak(proses.TERLALU_BESAR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    perintah = {
        "aset": daftar_aset(),
        "batas_detik": batas_detik,
        "batas_memori": MEMORI_TERBESAR,
        "batas_berkas": PDF_TERBESAR,
    }
    proses.tulis_utuh(folder / proses.NASKAH, naskah)
    proses.tulis_utuh(folder / proses.PERINTAH, json.dumps(perintah).encode())


def bersihkan_folder(folder: Path) -> None:
    """Remove what an earlier try left; the text stays."""
    for nama in (proses.HASIL, proses.RINGKASAN, proses.GALAT, proses.NOMOR):
        (folder / nama).unlink(missing_ok=True)


def mulai_proses(folder: Path, pegangan: int) -> subprocess.Popen:
    """Start the process on a folder that is laid out, clean and locked."""
    env = {nama: os.environ[nama] for nama in LINGKUNGAN if nama in os.environ}
    return mulai("laporan.proses_cetak", str(folder), folder=folder, pegangan=[pegangan], env=env)


def baca_hasil(folder: Path) -> tuple[Path, int] | None:
    """(PDF, pages) of a finished process, ``None`` of one not finished; raises GagalCetak of one that failed."""
    if (galat := baca_teks(folder / proses.GALAT)) is not None:
        raise GagalCetak(galat)
    if (ringkasan := baca_teks(folder / proses.RINGKASAN)) is not None:
        return folder / proses.HASIL, json.loads(ringkasan)["halaman"]
    return None


def cetak_pdf(html: str, *, batas_detik: int = BATAS_DETIK) -> bytes:
    """The PDF (PDF/UA-1, tagged) of a finished HTML text; waits for it. Raises GagalCetak."""
    folder = Path(mkdtemp(prefix="cetak-"))
    try:
        siapkan_folder(folder, html, batas_detik=batas_detik)
        pegangan = kunci_folder(folder)
        try:
            jalan = mulai_proses(folder, pegangan)
        finally:
            os.close(pegangan)
        try:
            jalan.wait(batas_detik + 15)
        except subprocess.TimeoutExpired:
            jalan.kill()
            jalan.wait()
            raise GagalCetak(proses.TERLALU_LAMA) from None
        if (hasil := baca_hasil(folder)) is None:
            raise GagalCetak(TERHENTI)
        return hasil[0].read_bytes()
    finally:
        rmtree(folder, ignore_errors=True)
