"""Settings: what is wrong is refused in one sentence, production is clean, the database runs as promised."""

import os
import subprocess
import sys

import pytest
from django.db import connection, transaction

from sakip.pengaturan import AKAR, KUNCI_CONTOH

KUNCI = "uji-" + "9f3c7a1e5b2d8046" * 4


# Settings that the tests set themselves, whatever stands around them.
DIBACA = {
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "HTTPS",
    "DI_BELAKANG_PROXY",
    "JEJAK_KUNCI",
    "DJANGO_SETTINGS_MODULE",
    "CSRF_TRUSTED_ORIGINS",
    "EMAIL_URL",
    "EMAIL_DARI",
    "ALAMAT_SITUS",
    "PYTHONPATH",
}


def jalankan(*perintah: str, **lingkungan: str | None) -> subprocess.CompletedProcess:
    """``manage.py`` with these settings; None empties one, which wins over a .env."""
    # The browser's tests set Django's leave for Playwright's event loop; it is none of the application's settings.
    env = {
        nama: isi
        for nama, isi in os.environ.items()
        if nama not in DIBACA and nama != "DJANGO_ALLOW_ASYNC_UNSAFE"
    }
    env |= {"SECRET_KEY": KUNCI} | {nama: isi or "" for nama, isi in lingkungan.items()}
    return subprocess.run(
        [sys.executable, "manage.py", *perintah],
        cwd=AKAR,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("lingkungan", "kalimat"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY belum diisi."),
        ({"SECRET_KEY": KUNCI_CONTOH}, "SECRET_KEY masih contoh atau terlalu pendek."),
        ({"SECRET_KEY": "pendek"}, "SECRET_KEY masih contoh atau terlalu pendek."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS tidak boleh '*'."),
        ({"ALLOWED_HOSTS": "sakip.contoh.go.id,*"}, "ALLOWED_HOSTS tidak boleh '*'."),
        ({"EMAIL_URL": "surel.contoh.go.id"}, "EMAIL_URL tidak terbaca."),
        ({"EMAIL_URL": "smtp://:25"}, "EMAIL_URL tidak menyebut server surel."),
        ({"EMAIL_URL": "smtp://surel.contoh.go.id"}, "Isi EMAIL_DARI dengan alamat pengirim"),
        (
            {"EMAIL_URL": "smtp://surel.contoh.go.id", "EMAIL_DARI": "sakip@contoh.go.id"},
            "Isi ALAMAT_SITUS dengan alamat SAKIP",
        ),
        ({"DATABASE_URL": "bukan-alamat"}, "DATABASE_URL tidak terbaca."),
        (
            {"DATABASE_URL": "mysql://a:b@localhost/sakip"},
            "DATABASE_URL harus menunjuk SQLite atau PostgreSQL.",
        ),
        ({"DEBUG": "mungkin"}, "DEBUG='mungkin' tidak dikenal. Isi true (ya) atau false (tidak)."),
        ({"HTTPS": "iya"}, "HTTPS='iya' tidak dikenal."),
        ({"DI_BELAKANG_PROXY": "barangkali"}, "DI_BELAKANG_PROXY='barangkali' tidak dikenal."),
        ({"JUMLAH_PROXY": "satu"}, "JUMLAH_PROXY='satu' bukan bilangan."),
        ({"LOG_LEVEL": "ramai"}, "LOG_LEVEL='RAMAI' tidak dikenal."),
    ],
    ids=str,
)
def test_pengaturan_salah_ditolak_dengan_satu_kalimat(lingkungan, kalimat):
    hasil = jalankan("check", **lingkungan)
    assert hasil.returncode != 0
    assert kalimat in hasil.stderr
    assert "Traceback" not in hasil.stderr
    assert len(hasil.stderr.strip().splitlines()) == 1
    assert KUNCI not in hasil.stderr


def test_pemeriksaan_pemasangan_bersih():
    hasil = jalankan(
        "check", "--deploy", "--fail-level", "WARNING", ALLOWED_HOSTS="sakip.contoh.go.id", HTTPS="true"
    )
    assert hasil.returncode == 0, hasil.stderr
    assert "no issues (0 silenced)" in hasil.stdout


def test_tidak_ada_migrasi_yang_tertinggal():
    hasil = jalankan("makemigrations", "--check", "--dry-run")
    assert hasil.returncode == 0, hasil.stdout + hasil.stderr


@pytest.mark.django_db
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PRAGMA hanya ada pada SQLite")
def test_pragma_sqlite_berlaku():
    def pragma(nama):
        with connection.cursor() as kursor:
            kursor.execute(f"PRAGMA {nama}")
            return kursor.fetchone()[0]

    assert pragma("journal_mode") == "wal"
    assert pragma("foreign_keys") == 1
    assert connection.transaction_mode == "IMMEDIATE"


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="IMMEDIATE hanya ada pada SQLite")
def test_transaksi_sqlite_menulis_sejak_awal():
    """A transaction takes the write lock when it begins: two that read first never deadlock."""
    dikirim: list[str] = []
    connection.ensure_connection()
    connection.connection.set_trace_callback(dikirim.append)
    try:
        with transaction.atomic():
            pass
    finally:
        connection.connection.set_trace_callback(None)
    assert dikirim[0] == "BEGIN IMMEDIATE"


def test_sinkron_penuh_pada_pemasangan():
    """An approval survives a power cut: what the tests loosen for speed stands in a real installation."""
    kode = (
        "from django.db import connection as c; k = c.cursor(); k.execute('PRAGMA synchronous'); "
        "print(k.fetchone()[0])"
    )
    hasil = jalankan(
        "shell", "--no-imports", "-c", kode, DATABASE_URL=f"sqlite:///{AKAR}/data/pragma_uji.sqlite3"
    )
    for akhiran in ("", "-wal", "-shm"):
        (AKAR / "data" / f"pragma_uji.sqlite3{akhiran}").unlink(missing_ok=True)
    assert hasil.stdout.strip() == "2", hasil.stderr
