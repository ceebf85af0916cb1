"""Server time, queries and HTML size of the main pages, on the practice offices.

Run ``python siap.py --tanpa-layani`` first. Times are medians of seven requests through Django's own stack,
without a network.
"""

import os
import statistics
import sys
import time
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
ULANGAN = 7
HALAMAN = (
    ("sekretaris.bappeda", "Tugas Saya", "/"),
    ("sekretaris.bappeda", "Pelaksanaan SOP", "/pelaksanaan/"),
    ("sekretaris.bappeda", "Satu pelaksanaan", "pelaksanaan"),
    ("sekretaris.bappeda", "Indikator (60 baris)", "/indikator/"),
    ("sekretaris.bappeda", "Data realisasi (60 baris)", "/realisasi/"),
    ("sekretaris.bappeda", "Jejak audit (50 baris)", "/jejak/"),
    ("admin.pemda", "Tugas Saya, seluruh Pemda", "/"),
)


def ukur(client, alamat: str) -> tuple[float, int, int]:
    """(median ms, queries, bytes of HTML) of one page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(alamat)
    waktu = []
    for _ in range(ULANGAN):
        mulai = time.perf_counter()
        jawab = client.get(alamat)
        waktu.append((time.perf_counter() - mulai) * 1000)
    with CaptureQueriesContext(connection) as tangkap:
        client.get(alamat)
    if jawab.status_code != 200:
        sys.exit(f"{alamat} menjawab {jawab.status_code}.")
    return statistics.median(waktu), len(tangkap), len(jawab.content)


def main() -> None:
    """Print one line per page."""
    from django.test import Client
    from django.test.utils import setup_test_environment

    from alur.models import Pelaksanaan
    from organisasi.models import Pengguna

    setup_test_environment()
    tulis = sys.stdout.write
    tulis(f"{'halaman':32} {'ms':>7} {'kueri':>6} {'kB':>6}\n")
    for nama_akun, judul, alamat in HALAMAN:
        akun = Pengguna.objects.filter(username=nama_akun).first()
        if akun is None:
            sys.exit("Kantor contoh belum ada. Jalankan dahulu: python3 siap.py --tanpa-layani")
        client = Client()
        client.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
        if alamat == "pelaksanaan":
            opd = akun.pegawai.opd_id
            alamat = Pelaksanaan.objects.berjalan().filter(opd=opd).first().get_absolute_url()
        ms, kueri, ukuran = ukur(client, alamat)
        tulis(f"{judul:32} {ms:7.1f} {kueri:6d} {ukuran / 1000:6.1f}\n")


if __name__ == "__main__":
    sys.path.insert(0, str(AKAR))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
    import django

    django.setup()
    main()
