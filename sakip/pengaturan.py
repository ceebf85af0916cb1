"""Read settings from the environment; a wrong value is refused with a sentence that says what to do."""

from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

AKAR = Path(__file__).resolve().parent.parent
KUNCI_CONTOH = "ganti-dengan-kunci-acak-yang-panjang"
PANJANG_KUNCI_TERPENDEK = 40
TINGKAT_LOG = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


def baca_lingkungan() -> environ.Env:
    """The process environment, completed from ``.env`` beside manage.py (the process wins)."""
    env = environ.Env()
    berkas = AKAR / ".env"
    if berkas.exists():
        env.read_env(berkas)
    return env


def baca_kunci(env: environ.Env) -> str:
    """SECRET_KEY, or a refusal: sessions and the seals of the audit trail rest on it."""
    kunci = env.str("SECRET_KEY", default="")
    if not kunci:
        raise ImproperlyConfigured(
            "SECRET_KEY belum diisi. Jalankan `python3 siap.py`, atau salin .env.example menjadi .env "
            "lalu isi SECRET_KEY dengan deretan acak."
        )
    if kunci == KUNCI_CONTOH or len(kunci) < PANJANG_KUNCI_TERPENDEK:
        raise ImproperlyConfigured(
            f"SECRET_KEY masih contoh atau terlalu pendek. Isi dengan deretan acak paling sedikit "
            f"{PANJANG_KUNCI_TERPENDEK} karakter."
        )
    return kunci


def baca_ya_tidak(env: environ.Env, nama: str, *, bawaan: bool) -> bool:
    """A yes/no setting; words other than true/false (ya/tidak) are refused instead of read as false."""
    teks = env.str(nama, default="").strip().lower()
    if not teks:
        return bawaan
    if teks in {"true", "ya", "1", "on", "yes"}:
        return True
    if teks in {"false", "tidak", "0", "off", "no"}:
        return False
    raise ImproperlyConfigured(f"{nama}={teks!r} tidak dikenal. Isi true (ya) atau false (tidak).")


def baca_bilangan(env: environ.Env, nama: str, *, bawaan: int) -> int:
    """A whole number from 0 up."""
    teks = env.str(nama, default="").strip()
    if not teks:
        return bawaan
    if not (teks.isascii() and teks.isdigit()):
        raise ImproperlyConfigured(f"{nama}={teks!r} bukan bilangan. Isi 0, 1, 2, dan seterusnya.")
    return int(teks)


def baca_pilihan(env: environ.Env, nama: str, *, pilihan: tuple[str, ...], bawaan: str) -> str:
    """One of the given words, whatever its case."""
    teks = env.str(nama, default="").strip().upper() or bawaan
    if teks not in pilihan:
        raise ImproperlyConfigured(f"{nama}={teks!r} tidak dikenal. Pilih: {', '.join(pilihan)}.")
    return teks


def baca_host(env: environ.Env) -> list[str]:
    """ALLOWED_HOSTS; ``*`` is refused, for it opens the door to forged links in our papers."""
    host = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
    if "*" in host:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS tidak boleh '*'. Tuliskan nama atau alamat komputer server."
        )
    return host


def baca_basis_data(env: environ.Env) -> dict:
    """DATABASES["default"]: SQLite by default, PostgreSQL (pooled) by DATABASE_URL.

    SQLite runs in WAL with IMMEDIATE transactions (without them two writers at once fail) and
    synchronous=FULL, so that an approval survives a power cut.
    """
    tak_terbaca = (
        "DATABASE_URL tidak terbaca. Contoh: postgres://nama:sandi@localhost:5432/sakip atau "
        "sqlite:////srv/sakip/sakip.sqlite3"
    )
    if "://" not in env.str("DATABASE_URL", default="sqlite://"):
        raise ImproperlyConfigured(tak_terbaca)
    try:
        basis = env.db_url("DATABASE_URL", default=f"sqlite:///{AKAR / 'data' / 'sakip.sqlite3'}")
    except (ValueError, environ.ImproperlyConfigured) as salah:
        raise ImproperlyConfigured(tak_terbaca) from salah
    mesin = basis.get("ENGINE", "")
    if mesin == "django.db.backends.sqlite3":
        if basis["NAME"] != ":memory:":
            Path(basis["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        basis["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA cache_size=-20000; PRAGMA temp_store=MEMORY; PRAGMA mmap_size=134217728;"
            ),
        }
        # Opening the file anew for each request would cost more than most requests do (bench/README.md); a minute
        # bounds how long a file that was replaced stays open.
        basis["CONN_MAX_AGE"] = 60
        # Tests use a file too: an in-memory database knows neither WAL nor two connections at once.
        if basis["NAME"] != ":memory:":
            basis["TEST"] = {"NAME": str(Path(basis["NAME"]).with_suffix(".uji.sqlite3"))}
        return basis
    if mesin == "django.db.backends.postgresql":
        basis["OPTIONS"] = {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
            # Only queries of fixed words are planned ahead (jejak.pertanyaan), and from their first time.
            "prepare_threshold": 1,
        }
        basis["CONN_HEALTH_CHECKS"] = False
        return basis
    raise ImproperlyConfigured("DATABASE_URL harus menunjuk SQLite atau PostgreSQL.")


@dataclass(frozen=True)
class Surel:
    """Where letters go out, and what they are signed and linked with; ``diatur`` False: no letters at all."""

    diatur: bool = False
    mesin: str = "django.core.mail.backends.dummy.EmailBackend"
    host: str = ""
    port: int = 25
    pengguna: str = ""
    sandi: str = ""
    tls: bool = False
    ssl: bool = False
    dari: str = "sakip@localhost"
    alamat_situs: str = ""


def baca_surel(env: environ.Env) -> Surel:
    """The mail server of EMAIL_URL with its sender EMAIL_DARI and ALAMAT_SITUS for links: all three or none."""
    if not env.str("EMAIL_URL", default="").strip():
        return Surel()
    contoh = "Contoh: EMAIL_URL=smtp+tls://nama:sandi@surel.contoh.go.id:587"
    try:
        isi = env.email_url("EMAIL_URL")
    except (KeyError, ValueError, environ.ImproperlyConfigured) as salah:
        raise ImproperlyConfigured(f"EMAIL_URL tidak terbaca. {contoh}") from salah
    if not isi.get("EMAIL_HOST"):
        raise ImproperlyConfigured(f"EMAIL_URL tidak menyebut server surel. {contoh}")
    dari = env.str("EMAIL_DARI", default="").strip()
    if "@" not in parseaddr(dari)[1]:
        raise ImproperlyConfigured("Isi EMAIL_DARI dengan alamat pengirim, misalnya sakip@contoh.go.id.")
    alamat = env.str("ALAMAT_SITUS", default="").strip().rstrip("/")
    if not alamat.startswith(("http://", "https://")):
        raise ImproperlyConfigured(
            "Isi ALAMAT_SITUS dengan alamat SAKIP yang dibuka orang, diawali http:// atau https://."
        )
    return Surel(
        diatur=True,
        mesin=isi["EMAIL_BACKEND"],
        host=isi["EMAIL_HOST"],
        port=isi["EMAIL_PORT"]
        or (465 if isi.get("EMAIL_USE_SSL") else 587 if isi.get("EMAIL_USE_TLS") else 25),
        pengguna=isi["EMAIL_HOST_USER"] or "",
        sandi=isi["EMAIL_HOST_PASSWORD"] or "",
        tls=bool(isi.get("EMAIL_USE_TLS")),
        ssl=bool(isi.get("EMAIL_USE_SSL")),
        dari=dari,
        alamat_situs=alamat,
    )
