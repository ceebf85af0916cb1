"""One PDF, one process: ``python -m laporan.proses_cetak FOLDER``. Knows no Django, no database and no network.

``FOLDER`` holds ``naskah.html`` and ``perintah.json`` ({"aset": {name: file}, "batas_detik", "batas_memori",
"batas_berkas"}). It gets ``hasil.pdf`` and then ``hasil.json`` ({"halaman"}), or ``galat.txt`` with a sentence in
Indonesian; ``nomor`` is the process's number. The process stands under limits it sets itself, so that it ends
also when whoever started it is gone.
"""

import errno
import gc
import json
import os
import sys
from pathlib import Path
from urllib.parse import unquote

from organisasi.proses import GALAT, NOMOR, batasi, memori_terpakai, perkenalkan, tulis_utuh

__all__ = ["GALAT", "NOMOR", "tulis_utuh"]
NASKAH = "naskah.html"
PERINTAH = "perintah.json"
HASIL = "hasil.pdf"
RINGKASAN = "hasil.json"
TERLALU_LAMA = "Naskah ini terlalu lama dicetak. Persempit isinya, misalnya per unit atau per triwulan."
TERLALU_BESAR = (
    "Naskah ini terlalu besar untuk dicetak. Persempit isinya, misalnya per unit atau per triwulan."
)
TIDAK_TERBACA = "Naskah ini tidak dapat dicetak. Sampaikan kepada admin agar catatan server diperiksa."
# Tagged and titled, for readers who listen to it.
PILIHAN = {"pdf_variant": "pdf/ua-1"}
TIPE_ASET = {".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


def pengambil_aset(aset: dict[str, str]):
    """A fetcher that serves ``aset:name`` for the names handed over, and nothing else at all."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class PengambilAset(URLFetcher):
        def __init__(self):
            # No protocol is allowed, should anything ever reach the handlers of the base class.
            super().__init__(allowed_protocols=(), allow_redirects=False)

        def fetch(self, url, headers=None):
            skema, _, nama = url.partition(":")
            berkas = aset.get(unquote(nama)) if skema.lower() == "aset" else None
            if berkas is None:
                raise ValueError("alamat ini tidak dilayani")
            jalur = Path(berkas)
            return URLFetcherResponse(url, jalur.read_bytes(), {"Content-Type": TIPE_ASET[jalur.suffix]})

    return PengambilAset()


def cetak(folder: Path, perintah: dict) -> None:
    """Render ``naskah.html``; every resource that is refused is left out."""
    from weasyprint import HTML

    html = (folder / NASKAH).read_text(encoding="utf-8")
    # A base of our own keeps relative addresses from becoming files.
    dokumen = HTML(string=html, base_url="aset:", url_fetcher=pengambil_aset(perintah["aset"])).render(
        pdf_variant="pdf/ua-1"
    )
    tulis_utuh(folder / HASIL, dokumen.write_pdf(pdf_variant="pdf/ua-1"))
    tulis_utuh(folder / RINGKASAN, json.dumps({"halaman": len(dokumen.pages)}).encode())


def utama(folder: Path) -> int:
    """Exit codes: 0 printed, 1 unreadable, 2 too big, 3 too long."""
    # A collector that walks a whole layout again and again costs a third of the time; this process ends soon.
    gc.disable()
    perkenalkan(folder)
    perintah = json.loads((folder / PERINTAH).read_text(encoding="utf-8"))
    batasi(
        folder,
        detik=int(perintah["batas_detik"]),
        memori=perintah["batas_memori"],
        berkas=perintah["batas_berkas"],
        terlalu_lama=TERLALU_LAMA,
    )
    try:
        cetak(folder, perintah)
    except Exception as salah:
        terlalu_besar = (
            isinstance(salah, MemoryError | RecursionError)
            or (isinstance(salah, OSError) and salah.errno in (errno.EFBIG, errno.ENOMEM))
            # The C libraries below the engine do not always call a shortage of memory by its name.
            or memori_terpakai() > 0.8 * perintah["batas_memori"]
        )
        tulis_utuh(folder / GALAT, (TERLALU_BESAR if terlalu_besar else TIDAK_TERBACA).encode())
        if terlalu_besar:
            return 2
        raise
    return 0


if __name__ == "__main__":
    kode = utama(Path(sys.argv[1]))
    sys.stderr.flush()
    # At once: taking a whole layout apart object by object would only keep the next paper waiting.
    os._exit(kode)
