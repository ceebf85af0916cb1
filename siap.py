#!/usr/bin/env python3
"""Prepare, serve and test SAKIP on a bare Debian or Ubuntu.

Standard library only, for it runs before anything is installed. What it fetches goes to ``.venv`` and
``.alat``; deleting those two folders undoes it. Missing system packages are installed with apt by root, and
unpacked under ``.alat/sistem`` for anyone else, so that no command needs root where apt works at all.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import ctypes
import errno
import glob
import hashlib
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BANTUAN = """\
python3 siap.py            memasang yang kurang, menyiapkan kantor contoh, lalu menyalakan SAKIP
python3 siap.py kantor     kantor sungguhan: tanpa data contoh, menanyakan admin pertama
python3 siap.py uji [...]  menjalankan seluruh uji; argumen tambahan diteruskan kepada pytest

Pilihan untuk siap.py dan siap.py kantor:
  --port N          pintu yang dipakai (bawaan 8000)
  --alamat ALAMAT   alamat yang dilayani (bawaan 127.0.0.1; 0.0.0.0 untuk jaringan kantor)
  --kosong          tanpa data contoh
  --tanpa-layani    menyiapkan saja, tidak menyalakan"""

AKAR = Path(__file__).resolve().parent
ALAT = AKAR / ".alat"
SISTEM = ALAT / "sistem"
CATATAN = ALAT / "siap.log"
CAP = ALAT / "cap.json"
UV = ALAT / "uv" / "bin" / "uv"
PYTHON = AKAR / ".venv" / "bin" / "python"
PENGATURAN = AKAR / ".env"

KUNCI_DASAR = AKAR / "requirements.lock"
KUNCI_UJI = AKAR / "requirements-uji.lock"  # holds all of KUNCI_DASAR, and the tools of the tests
KUNCI_UV = AKAR / "requirements-uv.lock"

PAKET_PDF = ("libpangoft2-1.0-0", "libharfbuzz-subset0")
PUSTAKA_PDF = ("libgobject-2.0.so.0", "libpangoft2-1.0.so.0", "libfontconfig.so.1", "libharfbuzz-subset.so.0")

ADALAH_ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False


class Berhenti(Exception):
    """An expected end, with the sentence the office reads and the exit code the shell gets."""

    def __init__(self, kalimat: str, kode: int = 1):
        super().__init__(kalimat)
        self.kode = kode


# Speaking and running


def kabar(kalimat: str) -> None:
    """Tell the person at the terminal what happens now."""
    print(kalimat, flush=True)


def lama(detik: float) -> str:
    """A duration as people say it: ``45 dtk``, ``2 mnt 5 dtk``."""
    menit, sisa = divmod(round(detik), 60)
    return f"{menit} mnt {sisa} dtk" if menit else f"{sisa} dtk"


@contextlib.contextmanager
def pekerjaan(nama: str) -> Iterator[None]:
    """Announce a piece of work that takes a while, and its end."""
    mulai = time.monotonic()
    kabar(f"{nama} …")
    yield
    kabar(f"Selesai: {nama[0].lower()}{nama[1:]} ({lama(time.monotonic() - mulai)}).")


def coba(perintah: list, *, env: dict | None = None, folder: Path = AKAR) -> tuple[bool, str]:
    """Run a program out of sight: what it printed, and its complaints too when it failed; all is logged."""
    kata = [str(satu) for satu in perintah]
    pilihan = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "errors": "replace"}
    try:
        hasil = subprocess.run(kata, cwd=folder, env=env, **pilihan)
    except FileNotFoundError:
        return False, f"{kata[0]}: tidak ditemukan"
    semua = hasil.stdout + hasil.stderr
    tercatat = re.sub(r"//[^/@\s]+@", "//***@", semua)  # an index address may carry a password
    with CATATAN.open("a", encoding="utf-8") as catatan:
        catatan.write(f"$ {' '.join(kata)}\n{tercatat}[{hasil.returncode}]\n\n")
    return (True, hasil.stdout) if hasil.returncode == 0 else (False, semua)


def jalankan(perintah: list, *, env: dict) -> int:
    """Run a program in sight; on Ctrl+C or SIGTERM let it finish its own cleaning up first."""
    anak = subprocess.Popen([str(kata) for kata in perintah], cwd=AKAR, env=env, preexec_fn=ikut_berakhir)
    try:
        return anak.wait()
    except BaseException:
        hentikan(anak, signal.SIGINT)
        raise


def ikut_berakhir() -> None:
    """In a program we start: end when we end, even when we are killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # 1: PR_SET_PDEATHSIG


def hentikan(anak: subprocess.Popen, *isyarat: signal.Signals) -> None:
    """End a program we started: each signal in turn gets ten seconds, then it is killed."""
    for satu in (*isyarat, signal.SIGKILL):
        if anak.poll() is not None:
            return
        anak.send_signal(satu)
        with contextlib.suppress(subprocess.TimeoutExpired):
            anak.wait(timeout=10)


SEBAB = (
    (r"No space left|os error 28", "ruang penyimpanan habis"),
    (r"HASH|hash mismatch|Hash mismatch", "isi paket tidak sama dengan sidik jarinya di berkas kunci"),
    (r"CERTIFICATE_VERIFY|UnknownIssuer|certificate", "sertifikat jaringan ini tidak dikenal mesin ini"),
    (
        r"No matching distribution|not find a version",
        "paket itu tidak ada di sumber paket, atau sumbernya mati",
    ),
    (r"Could not get lock|is another process using it", "apt sedang dipakai proses lain"),
    (
        r"Temporary failure|Could not resolve|Name or service|dns error|Could not connect|Connection refused"
        r"|Network is unreachable|NewConnectionError|error sending request|Failed to fetch|timed out|Proxy",
        "sumber paket di jaringan tidak terjangkau",
    ),
    (
        r"Unable to locate package|has no installation candidate",
        "paket itu tidak ada di sumber apt mesin ini",
    ),
    (r"Permission denied|os error 13", "tidak ada hak menulis di folder ini"),
)


def sebab(keluaran: str) -> str:
    """The likely reason behind a failed installer, in one phrase."""
    for pola, frasa in SEBAB:
        if re.search(pola, keluaran):
            return f"{frasa} (rincian: .alat/siap.log)"
    return "lihat .alat/siap.log"


# What was done before


def baca_cap() -> dict:
    """Stamps of finished work, so that the second run skips it."""
    try:
        return json.loads(CAP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def simpan_cap(**baru: str) -> None:
    """Stamp finished work; the file is replaced whole, so a power cut leaves the old one."""
    sementara = CAP.with_suffix(".baru")
    sementara.write_text(json.dumps({**baca_cap(), **baru}, indent=1), encoding="utf-8")
    sementara.replace(CAP)


def sidik(*bagian: object) -> str:
    """A short fingerprint of what a piece of work depends on; paths count by their content."""
    rangkuman = hashlib.sha256()
    for satu in bagian:
        rangkuman.update(satu.read_bytes() if isinstance(satu, Path) else str(satu).encode())
        rangkuman.update(b"\0")
    return rangkuman.hexdigest()[:24]


# System packages


def pasang_paket_sistem(*paket: str, guna: str) -> None:
    """Install Debian packages: with apt as root, unpacked beside the program for anyone else."""
    perintah_manual = f"sudo apt install {' '.join(paket)}"
    if not shutil.which("apt-get"):
        raise Berhenti(
            f"Untuk {guna} perlu paket sistem {', '.join(paket)}, dan mesin ini tanpa apt. Pasanglah sendiri."
        )
    with pekerjaan(f"Memasang paket sistem untuk {guna}"):
        berhasil, keluaran = pasang_dengan_apt(paket) if ADALAH_ROOT else bongkar_paket(paket)
        if not berhasil:
            raise Berhenti(f"Gagal: {sebab(keluaran)}. Pasang sendiri dengan: {perintah_manual}", 2)


def pasang_dengan_apt(paket: tuple[str, ...]) -> tuple[bool, str]:
    """apt-get install; the package lists are fetched first when they are missing or too old."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"}
    pasang = ["apt-get", "-y", "-o", "DPkg::Lock::Timeout=300", "--no-install-recommends", "install", *paket]
    berhasil, keluaran = coba(pasang, env=env)
    if berhasil:
        return berhasil, keluaran
    _, pembaruan = coba(["apt-get", "-o", "DPkg::Lock::Timeout=300", "update"], env=env)
    berhasil, keluaran = coba(pasang, env=env)
    return berhasil, keluaran if berhasil else pembaruan + keluaran


def bongkar_paket(paket: tuple[str, ...]) -> tuple[bool, str]:
    """Without root: ask apt what is missing, download it, unpack it under .alat/sistem."""
    env = {**os.environ, "LC_ALL": "C"}
    hitung = ["--no-install-recommends", "-s", "install", *paket]
    opsi: list = []
    berhasil, keluaran = coba(["apt-get", *hitung], env=env)
    if not berhasil:
        opsi = daftar_paket_sendiri()
        _, pembaruan = coba(["apt-get", *opsi, "update"], env=env)
        berhasil, keluaran = coba(["apt-get", *opsi, *hitung], env=env)
        keluaran = keluaran if berhasil else pembaruan + keluaran
    # "Inst nama (versi …)" is new; "Inst nama [versi lama] (…)" would be an upgrade of what already works.
    perlu = re.findall(r"^Inst (\S+) \(", keluaran, re.MULTILINE)
    if not berhasil:
        return False, keluaran
    unduhan = ALAT / "unduhan"
    shutil.rmtree(unduhan, ignore_errors=True)
    unduhan.mkdir()
    berhasil, keluaran = coba(["apt-get", *opsi, "download", *perlu], env=env, folder=unduhan)
    for deb in sorted(unduhan.glob("*.deb")) if berhasil else ():
        berhasil, keluaran = coba(["dpkg", "-x", deb, SISTEM])
        if not berhasil:
            break
    shutil.rmtree(unduhan, ignore_errors=True)
    return berhasil, keluaran


def daftar_paket_sendiri() -> list[str]:
    """apt options that keep package lists of our own, for a user on a machine that has none."""
    daftar, simpanan = ALAT / "apt" / "daftar", ALAT / "apt" / "simpanan"
    for folder in (daftar / "partial", simpanan / "archives" / "partial"):
        folder.mkdir(parents=True, exist_ok=True)
    return ["-o", f"Dir::State::Lists={daftar}", "-o", f"Dir::Cache={simpanan}"]


def folder_pustaka() -> list[str]:
    """Where unpacked system libraries lie, for LD_LIBRARY_PATH."""
    return [
        folder
        for pola in ("usr/lib/*-linux-gnu*", "usr/lib/*-linux-gnu*/*", "lib/*-linux-gnu*")
        for folder in sorted(glob.glob(str(SISTEM / pola)))
        if glob.glob(f"{folder}/*.so*")
    ]


def lingkungan_jalan(**tambahan: str) -> dict[str, str]:
    """The environment of every program of ours: our Python first, unpacked libraries and fonts found."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "sakip.settings", **tambahan}
    env["PATH"] = os.pathsep.join([str(PYTHON.parent), env.get("PATH", os.defpath)])
    if pustaka := folder_pustaka():
        env["LD_LIBRARY_PATH"] = os.pathsep.join([*pustaka, *filter(None, [env.get("LD_LIBRARY_PATH")])])
        if not Path("/etc/fonts/fonts.conf").exists():
            huruf = SISTEM / "fonts.conf"
            huruf.write_text(
                f"<fontconfig><dir>/usr/share/fonts</dir><dir>{SISTEM}/usr/share/fonts</dir>"
                f"<cachedir>{ALAT}/huruf</cachedir></fontconfig>",
                encoding="utf-8",
            )
            env["FONTCONFIG_FILE"] = str(huruf)
    return env


def siapkan_pustaka_pdf() -> None:
    """WeasyPrint's libraries; without them SAKIP runs, and its PDF buttons explain."""
    if all(map(pustaka_ada, PUSTAKA_PDF)):
        return
    try:
        pasang_paket_sistem(*PAKET_PDF, guna="pembuatan PDF")
    except Berhenti as tolak:
        kabar(f"{tolak}\nSAKIP tetap berjalan; tombol PDF baru bekerja sesudah itu.")


def pustaka_ada(nama: str) -> bool:
    """Whether the loader, or our unpacked folder, has this library."""
    if any(Path(folder, nama).exists() for folder in folder_pustaka()):
        return True
    try:
        ctypes.CDLL(nama)
    except OSError:
        return False
    return True


# Python packages


def pasang_lingkungan(kunci: Path) -> None:
    """Install exactly what a lock file names into .venv; nothing to do when its stamp still holds."""
    mesin = sidik(sys.version_info[:2], os.uname().machine)
    seharusnya = {satu.name: sidik(satu) for satu in {KUNCI_DASAR, kunci}} | {"python": mesin}
    cap = baca_cap()
    if PYTHON.exists() and seharusnya.items() <= cap.items():
        return
    with pekerjaan("Memasang pustaka Python"):
        if cap.get("python") != mesin or not PYTHON.exists():
            venv.create(AKAR / ".venv", clear=True, symlinks=True, with_pip=False)
        pip, env_pip = siapkan_pip()
        berhasil, keluaran = pasang_dengan_uv(kunci, pip, env_pip)
        if not berhasil:
            kabar(f"uv tidak berhasil, mencoba pip: {sebab(keluaran)}.")
            berhasil, keluaran = coba(
                [*pip, "--python", PYTHON, "install", "--require-hashes", "--no-deps", "-r", kunci],
                env=env_pip,
            )
        if not berhasil:
            raise Berhenti(
                f"Pustaka Python tidak dapat dipasang: {sebab(keluaran)}. Ulangi sesudah itu beres."
            )
        simpan_cap(**seharusnya)


def siapkan_pip() -> tuple[list[str], dict[str, str]]:
    """How to call pip; a bare Debian has none, so it is installed (root) or unpacked (anyone else)."""
    # Started from our own .venv, which has no pip: ask the Python it was made from.
    pip = [sys._base_executable if Path(sys.executable) == PYTHON else sys.executable, "-m", "pip"]
    tenang = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    env = {**os.environ, **tenang}
    if not ADALAH_ROOT:
        env["PYTHONPATH"] = str(SISTEM / "usr/lib/python3/dist-packages")
    if not coba([*pip, "--version"], env=env)[0]:
        pasang_paket_sistem("python3-pip", guna="pustaka Python")
    if not coba([*pip, "--version"], env=env)[0]:
        raise Berhenti(
            f"{pip[0]} tidak mempunyai pip. Jalankan dengan Python dari sistem: /usr/bin/python3 siap.py", 2
        )
    return pip, env


def pasang_dengan_uv(kunci: Path, pip: list[str], env_pip: dict[str, str]) -> tuple[bool, str]:
    """The fast way: uv itself comes by pip, with its hash checked, into .alat."""
    if not UV.exists() or baca_cap().get("uv") != sidik(KUNCI_UV):
        rumah = UV.parent.parent
        shutil.rmtree(rumah, ignore_errors=True)
        berhasil, keluaran = coba(
            [*pip, "install", "--target", rumah, "--require-hashes", "--no-deps", "-r", KUNCI_UV], env=env_pip
        )
        if not berhasil:
            return False, keluaran
        simpan_cap(uv=sidik(KUNCI_UV))
    perintah = [UV, "pip", "install", "--python", PYTHON, "--require-hashes", "--no-deps", "-r", kunci]
    return coba(perintah, env={**pengaturan_uv(pip, env_pip), **os.environ})


# What the office may have told pip, and the name uv has for it.
PIP_KE_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
}


def pengaturan_uv(pip: list[str], env_pip: dict[str, str]) -> dict[str, str]:
    """uv reads none of pip's configuration: hand over the office's index, certificates and proxy."""
    env = {
        "UV_SYSTEM_CERTS": "1",  # an office that inspects TLS has its own authority in the system's store
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_NO_PROGRESS": "1",
        # Every package is pinned by hash, so any index may bring it.
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    simpanan = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    with contextlib.suppress(OSError):
        simpanan.mkdir(parents=True, exist_ok=True)
    if not os.access(simpanan, os.W_OK):
        simpanan = ALAT
        env["UV_CACHE_DIR"] = str(ALAT / "simpanan-uv")
    if simpanan.stat().st_dev != AKAR.stat().st_dev:
        env["UV_LINK_MODE"] = "copy"
    berhasil, keluaran = coba([*pip, "config", "list"], env=env_pip)
    baris = re.findall(r"^([\w:]+)\.([a-z-]+)=(.*)$", keluaran, re.MULTILINE) if berhasil else []
    # As in pip, a variable of the environment overrides a file.
    for _bagian, nama, nilai in sorted(baris, key=lambda satu: satu[0] == ":env:"):
        if nama in PIP_KE_UV:
            kata = str(ast.literal_eval(nilai)).split()
            env[PIP_KE_UV[nama]] = ("," if nama == "find-links" else " ").join(kata)
    return env


# Settings, database, static files


def buat_pengaturan() -> None:
    """On first use copy .env.example to .env, readable by its owner only, with secret keys of its own."""
    if PENGATURAN.exists():
        return
    contoh = (AKAR / ".env.example").read_text(encoding="utf-8")
    isi = re.sub(
        r"^#?(SECRET_KEY|JEJAK_KUNCI)=.*$",
        lambda cocok: f"{cocok[1]}={secrets.token_urlsafe(48)}",
        contoh,
        flags=re.MULTILINE,
    )
    sementara = AKAR / ".env.baru"
    with open(
        os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as berkas:
        berkas.write(isi)
    sementara.replace(PENGATURAN)
    kabar("Membuat .env dengan kunci rahasia baru.")


def baca_pengaturan(nama: str, bawaan: str = "") -> str:
    """One value as the application will see it: the environment first, then .env."""
    if nama in os.environ:
        return os.environ[nama]
    teks = PENGATURAN.read_text(encoding="utf-8") if PENGATURAN.exists() else ""
    cocok = re.findall(rf"^(?:export )?{nama}=(.*)$", teks, re.MULTILINE)
    return cocok[-1].strip().strip("'\"") if cocok else bawaan


def adalah_kantor() -> bool:
    """Whether this folder serves a real office, which never gets practice data."""
    return baca_pengaturan("SAKIP_KANTOR").lower() in {"true", "ya", "1"}


def tandai_kantor() -> None:
    """Remember in .env that this is a real office."""
    teks = PENGATURAN.read_text(encoding="utf-8")
    baru, jumlah = re.subn(r"^SAKIP_KANTOR=.*$", "SAKIP_KANTOR=true", teks, flags=re.MULTILINE)
    PENGATURAN.write_text(baru if jumlah else f"{teks.rstrip()}\nSAKIP_KANTOR=true\n", encoding="utf-8")


def django(*perintah: str, env: dict[str, str], gagal: str) -> str:
    """Run Django commands in one process (starting Django is what costs); a failure's last line is told."""
    jalan = "[call_command(*satu.split()) for satu in sys.argv[1:]]"
    program = f"import sys, django; from django.core.management import call_command; django.setup(); {jalan}"
    berhasil, keluaran = coba([PYTHON, "-c", program, *perintah], env=env)
    if not berhasil:
        baris = [satu.strip() for satu in keluaran.splitlines() if satu.strip()] or ["tanpa pesan"]
        pesan = re.sub(r"^[\w.]+: ", "", baris[-1])  # the sentence without the name of its exception
        raise Berhenti(f"{gagal}: {pesan} (rincian: .alat/siap.log)")
    return keluaran


def kumpulkan_statis(env: dict[str, str]) -> None:
    """collectstatic, when a static file or a package changed since the last time."""
    sumber = [AKAR / "static", *AKAR.glob("*/static")]
    berkas = sorted(satu for folder in sumber for satu in folder.rglob("*") if satu.is_file())
    keadaan = [(satu, satu.stat().st_size, satu.stat().st_mtime_ns) for satu in berkas]
    sekarang = sidik(KUNCI_DASAR, AKAR / "sakip" / "settings.py", *keadaan)
    if (AKAR / "static_terkumpul").exists() and baca_cap().get("statis") == sekarang:
        return
    with pekerjaan("Mengumpulkan berkas tampilan"):
        django(
            "collectstatic --no-input --clear -v 0", env=env, gagal="Berkas tampilan tidak dapat dikumpulkan"
        )
        simpan_cap(statis=sekarang)


def siapkan_basis_data(env: dict[str, str], *, contoh: bool) -> None:
    """Bring the tables up to date, and show the practice office's accounts; a second time changes nothing."""
    kabar("Menyiapkan basis data dan kantor contoh …" if contoh else "Menyiapkan basis data …")
    perintah = ["migrate --no-input -v 0", *["siapkan_demo"] * contoh]
    if keluaran := django(*perintah, env=env, gagal="Basis data tidak dapat disiapkan").strip():
        kabar(keluaran)


def hitung_pengguna(env: dict[str, str]) -> tuple[int, int]:
    """How many people the database knows, and how many of them can sign in as admin."""
    tanya = (
        "import django; django.setup(); from django.contrib.auth import get_user_model; "
        "p = get_user_model().objects; a = p.filter(is_superuser=True, is_active=True); "
        "print('PENGGUNA', p.count(), a.count())"
    )
    berhasil, keluaran = coba([PYTHON, "-c", tanya], env=env)
    cocok = re.search(r"^PENGGUNA (\d+) (\d+)$", keluaran, re.MULTILINE)
    if not berhasil or not cocok:
        raise Berhenti("Daftar pengguna tidak dapat dibaca (rincian: .alat/siap.log).")
    return int(cocok[1]), int(cocok[2])


def buat_admin(env: dict[str, str]) -> None:
    """Ask for the first admin; in a service without a terminal Django takes it from DJANGO_SUPERUSER_*."""
    if hitung_pengguna(env)[1]:
        return
    kabar("Admin pertama belum ada. Isilah namanya dan kata sandinya.")
    tanpa_tanya = [] if sys.stdin.isatty() else ["--no-input"]
    if jalankan([PYTHON, "manage.py", "createsuperuser", *tanpa_tanya], env=env):
        raise Berhenti(
            "Admin pertama belum dibuat. Ulangi `python3 siap.py kantor` di terminal, atau isi "
            "DJANGO_SUPERUSER_USERNAME dan DJANGO_SUPERUSER_PASSWORD."
        )


# Preparing and serving


@dataclass(frozen=True)
class Pilihan:
    """What was asked on the command line."""

    kantor: bool
    port: int
    alamat: str
    kosong: bool
    layani: bool


def siapkan(pilihan: Pilihan) -> None:
    """Everything that is missing, then the server."""
    if pilihan.layani:
        periksa_pintu(pilihan)
    pasang_lingkungan(KUNCI_DASAR)
    siapkan_pustaka_pdf()
    buat_pengaturan()
    env = lingkungan_jalan(ALLOWED_HOSTS=nama_yang_dilayani(pilihan.alamat))
    if kantor_lama := adalah_kantor() and not pilihan.kantor:
        kabar("Ini kantor sungguhan (SAKIP_KANTOR=true di .env): data contoh tidak diisi.")
    kumpulkan_statis(env)
    siapkan_basis_data(env, contoh=not (pilihan.kantor or pilihan.kosong or kantor_lama))
    if pilihan.kantor:
        mulai_kantor(env)
    elif pilihan.kosong and not hitung_pengguna(env)[1]:
        kabar("Belum ada admin. Buat dengan: python3 siap.py kantor")
    if pilihan.layani:
        layani(pilihan, env)
    else:
        kabar("Selesai: SAKIP sudah disiapkan. Nyalakan dengan: python3 siap.py")


def mulai_kantor(env: dict[str, str]) -> None:
    """A real office starts in a database without people; from then on it is safe from practice data."""
    if not adalah_kantor() and hitung_pengguna(env)[0]:
        raise Berhenti(
            "Basis data ini sudah berisi pengguna, mungkin kantor contoh. Pindahkan dahulu folder data "
            "(mv data data-contoh) atau arahkan DATABASE_URL di .env ke basis data kosong, lalu ulangi. "
            "Bila ini memang data kantor, tulis SAKIP_KANTOR=true di .env."
        )
    if not adalah_kantor():
        tandai_kantor()
    buat_admin(env)


def sambungan(alamat: str) -> tuple[socket.AddressFamily, str]:
    """The address family, and the address as it stands in a URL."""
    return (socket.AF_INET6, f"[{alamat}]") if ":" in alamat else (socket.AF_INET, alamat)


def periksa_pintu(pilihan: Pilihan) -> None:
    """Refuse early when somebody else listens on the port."""
    keluarga, _ = sambungan(pilihan.alamat)
    with socket.socket(keluarga) as pintu:
        pintu.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            pintu.bind((pilihan.alamat, pilihan.port))
        except OSError as salah:
            lain = f"Pilih yang lain, misalnya: python3 siap.py --port {max(pilihan.port + 1, 8000)}"
            kalimat = {
                errno.EADDRINUSE: f"Pintu {pilihan.port} sedang dipakai program lain. {lain}",
                errno.EACCES: f"Pintu {pilihan.port} hanya boleh dibuka oleh root. {lain}",
            }.get(salah.errno, f"Alamat {pilihan.alamat} bukan milik mesin ini. Periksa --alamat.")
            raise Berhenti(kalimat) from salah


def alamat_jaringan() -> list[str]:
    """This machine's name and its address in the office network; nothing is sent to find it."""
    daftar = [socket.gethostname()]
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as jalur:
        jalur.connect(("10.255.255.255", 9))
        daftar.insert(0, jalur.getsockname()[0])
    return daftar


def terbuka(alamat: str) -> bool:
    """Whether the whole network may come in."""
    return alamat in {"0.0.0.0", "::"}  # noqa: S104 - only compared


def nama_yang_dilayani(alamat: str) -> str:
    """ALLOWED_HOSTS: what .env says, and the address the person asked us to serve."""
    tambahan = alamat_jaringan() if terbuka(alamat) else [sambungan(alamat)[1]]
    nama = baca_pengaturan("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
    return ",".join(dict.fromkeys(satu.strip() for satu in (*nama, *tambahan) if satu.strip()))


def perintah_server(url: str, port: int) -> list[str]:
    """How gunicorn is started, here and where its speed is measured (``bench/sel.py``)."""
    bersama = ["--worker-tmp-dir", "/dev/shm"] if os.access("/dev/shm", os.W_OK) else []  # noqa: S108
    return [
        *("-m", "gunicorn", "sakip.wsgi", "--bind", f"{url}:{port}"),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--timeout", "60"),
        *("--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket", *bersama),
    ]


def layani(pilihan: Pilihan, env: dict[str, str]) -> None:
    """Start gunicorn, say where SAKIP is once it truly answers, and stay until Ctrl+C."""
    url = sambungan(pilihan.alamat)[1]
    perintah = [str(PYTHON), *perintah_server(url, pilihan.port)]
    anak = subprocess.Popen(perintah, cwd=AKAR, env=env, preexec_fn=ikut_berakhir)
    try:
        tunggu_jawaban(anak, pilihan)
        nama = alamat_jaringan()[0] if terbuka(pilihan.alamat) else url
        kabar(f"SAKIP siap di http://{nama}:{pilihan.port} – tekan Ctrl+C untuk berhenti")
        kode = anak.wait()
    except KeyboardInterrupt:
        kabar("\nSAKIP berhenti.")
        return
    finally:
        hentikan(anak, signal.SIGTERM)
    raise Berhenti("SAKIP berhenti sendiri; lihat pesan di atas.", kode or 1)


def tunggu_jawaban(anak: subprocess.Popen, pilihan: Pilihan) -> None:
    """Wait until the application answers a page, whatever the answer."""
    tuju = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(pilihan.alamat, pilihan.alamat)  # noqa: S104
    batas = time.monotonic() + 60
    while anak.poll() is None and time.monotonic() < batas:
        with contextlib.suppress(OSError, http.client.HTTPException):
            jalur = http.client.HTTPConnection(tuju, pilihan.port, timeout=30)
            jalur.request("GET", "/")
            jalur.getresponse()
            jalur.close()
            return
        time.sleep(0.05)
    raise Berhenti("SAKIP tidak dapat dinyalakan; lihat pesan di atas.")


# Tests


@dataclass(frozen=True)
class Hasil:
    """How one part of the tests went."""

    bagian: str
    lulus: bool
    keterangan: str

    def __str__(self) -> str:
        return f"{self.bagian}: {'lulus' if self.lulus else 'GAGAL'} ({self.keterangan})"


def uji(argumen: list[str]) -> None:
    """Every part runs even when one fails; the summary comes last and the exit code tells the truth."""
    pasang_lingkungan(KUNCI_UJI)
    siapkan_pustaka_pdf()
    env = lingkungan_uji("sqlite:///" + str(ALAT / "uji.sqlite3"))
    daftar = [
        jalankan_bagian("Format kode (ruff format)", ["ruff", "format", "--check", "."], env),
        jalankan_bagian("Aturan kode (ruff check)", ["ruff", "check", "."], env),
        jalankan_bagian(
            "Migrasi lengkap", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], env
        ),
        *uji_sqlite(argumen),
        uji_postgresql(argumen),
    ]
    kabar("\nRingkasan uji")
    for hasil in daftar:
        kabar(f"  {hasil}")
    if gagal := [hasil.bagian for hasil in daftar if not hasil.lulus]:
        raise Berhenti(f"Selesai: GAGAL pada {', '.join(gagal)}.")
    kabar("Selesai: semua lulus.")


def lingkungan_uji(basis_data: str, **tambahan: str) -> dict[str, str]:
    """The environment of the tests: nothing in it comes from the office's .env, no file lands in its data."""
    return lingkungan_jalan(
        SECRET_KEY="kunci-hanya-untuk-uji-" + "0123456789" * 4,
        JEJAK_KUNCI="kunci-segel-hanya-untuk-uji-" + "0123456789" * 4,
        DEBUG="false",
        HTTPS="false",
        ALLOWED_HOSTS="localhost,127.0.0.1,testserver",
        CSRF_TRUSTED_ORIGINS="",
        DI_BELAKANG_PROXY="false",
        JUMLAH_PROXY="0",
        LOG_LEVEL="INFO",
        MEDIA_ROOT=str(ALAT / "uji-berkas"),
        DATABASE_URL=basis_data,
        **tambahan,
    )


def jalankan_bagian(bagian: str, perintah: list, env: dict[str, str]) -> Hasil:
    """One tool of the suite, in sight."""
    kabar(f"\n== {bagian} ==")
    mulai = time.monotonic()
    kode = jalankan(perintah if perintah[0] == PYTHON else [PYTHON, "-m", *perintah], env=env)
    return Hasil(bagian, kode == 0, lama(time.monotonic() - mulai))


def uji_sqlite(argumen: list[str]) -> list[Hasil]:
    """The whole suite on SQLite, in a real browser where there is one."""
    env = lingkungan_uji("sqlite:///" + str(ALAT / "uji.sqlite3"))
    try:
        kumpulkan_statis(env)
        env = lingkungan_uji("sqlite:///" + str(ALAT / "uji.sqlite3"), SAKIP_CHROMIUM=siapkan_chromium())
    except Berhenti as tolak:
        kabar(str(tolak))
        tanpa = jalankan_pytest("SQLite", ["-m", "not peramban", *argumen], env)
        return [tanpa, Hasil("Peramban", False, "tidak dijalankan, sebabnya tertulis di atas")]
    return [jalankan_pytest("SQLite", argumen, env)]


def uji_postgresql(argumen: list[str]) -> Hasil:
    """The suite without the browser on a PostgreSQL server of our own."""
    try:
        with postgresql_sementara() as basis_data:
            env = lingkungan_uji(basis_data)
            return jalankan_pytest("PostgreSQL", ["-m", "not peramban", *argumen], env)
    except Berhenti as tolak:
        kabar(str(tolak))
        return Hasil("PostgreSQL", False, "tidak dijalankan, sebabnya tertulis di atas")


def jalankan_pytest(bagian: str, argumen: list[str], env: dict[str, str]) -> Hasil:
    """pytest in sight, two workers unless told otherwise; the counts come from its own report."""
    laporan = ALAT / f"hasil-{bagian.lower()}.xml"
    laporan.unlink(missing_ok=True)
    sendiri = any(re.match(r"-n|--numprocesses|--pdb", kata) for kata in argumen)
    # Handed out two by two, so that no worker is left alone with the long stories at the end.
    bersama = [] if sendiri else ["-n", "2", "--maxschedchunk", "2"]
    hasil = jalankan_bagian(bagian, ["pytest", *bersama, f"--junitxml={laporan}", *argumen], env)
    isi = laporan.read_text(encoding="utf-8") if laporan.exists() else ""
    kepala = re.search(r"<testsuite [^>]*>", isi)
    angka = {nama: int(nilai) for nama, nilai in re.findall(r' (\w+)="(\d+)"', kepala[0] if kepala else "")}
    gagal = angka.get("failures", 0) + angka.get("errors", 0)
    jumlah = angka.get("tests", 0)
    dilewati = angka.get("skipped", 0)
    rincian = [f"{jumlah - dilewati} uji" if jumlah else "tidak ada uji yang dijalankan"]
    rincian += [f"{gagal} gagal"] * bool(gagal) + [f"{dilewati} dilewati"] * bool(dilewati)
    return Hasil(bagian, hasil.lulus and jumlah > dilewati, ", ".join([*rincian, hasil.keterangan]))


def siapkan_chromium() -> str:
    """A browser that really starts: the machine's, Debian's package, or the one Playwright offers."""
    if not pustaka_ada("libatomic.so.1"):
        pasang_paket_sistem("libatomic1", guna="pengemudi peramban")  # Playwright's own program wants it
    if ada := cari_chromium():
        return ada
    with contextlib.suppress(Berhenti):
        pasang_paket_sistem("chromium", guna="uji peramban")
    if ada := cari_chromium():
        return ada
    # Ubuntu's chromium is only a door to snap, which neither a container nor a server need have.
    env = lingkungan_jalan(PLAYWRIGHT_BROWSERS_PATH=str(ALAT / "peramban"))
    dengan_paket = ["--with-deps"] if ADALAH_ROOT else []
    with pekerjaan("Mengunduh Chromium untuk uji peramban"):
        perintah = [PYTHON, "-m", "playwright", "install", *dengan_paket, "--only-shell", "chromium"]
        _, keluaran = coba(perintah, env=env)
        if ada := cari_chromium():
            return ada
        raise Berhenti(
            f"Tidak ada Chromium yang dapat dijalankan: {sebab(keluaran)}. Pasang Chromium atau Google Chrome, "
            "atau tunjuk letaknya dengan SAKIP_CHROMIUM=/letak/chromium, lalu ulangi."
        )


def cari_chromium() -> str:
    """The first browser that tells its version; a snap stub does not."""
    # The one that never opens a window needs a fifth of the work for a page; it is used where it is installed.
    nama = (
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    )
    calon = [
        os.environ.get("SAKIP_CHROMIUM"),
        *map(shutil.which, nama),
        str(SISTEM / "usr/lib/chromium/chromium"),
        *sorted(map(str, ALAT.glob("peramban/*/*/*headless*shell"))),
    ]
    env = lingkungan_jalan()
    for satu in filter(None, calon):
        berhasil, keluaran = coba([satu, "--version"], env=env)
        if berhasil and re.search(r"(Chromium|Chrome)\D* \d+\.", keluaran):
            return satu
    return ""


@contextlib.contextmanager
def postgresql_sementara() -> Iterator[str]:
    """A PostgreSQL server that lives as long as the tests: own folder, own socket, no network port."""
    if not cari_postgresql():
        pasang_paket_sistem("postgresql", guna="uji PostgreSQL")
    if not (program := cari_postgresql()):
        raise Berhenti(
            "PostgreSQL sudah dipasang tetapi initdb tidak ditemukan. Jalankan: sudo apt install postgresql"
        )
    akun = akun_postgresql()
    # In /tmp, for a socket's path is short and the server's account may enter no folder of root's; closed to
    # others, for whoever reaches the socket commands the server.
    folder = Path(tempfile.mkdtemp(prefix="sakip-pg-", dir="/tmp"))
    data, pintu = folder / "data", 5433
    server = None
    try:
        if akun:
            os.chown(folder, akun["user"], akun["group"])
        jalur = {"cwd": folder, "env": lingkungan_jalan(LC_ALL="C.UTF-8"), "stdin": subprocess.DEVNULL} | akun
        with (ALAT / "postgresql.log").open("wb") as catatan:
            buat = ["-U", "sakip", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
            jalur |= {"stdout": catatan, "stderr": catatan, "preexec_fn": ikut_berakhir}
            if subprocess.run([program / "initdb", "-D", data, *buat], **jalur).returncode:
                raise Berhenti(
                    "Server PostgreSQL untuk uji tidak dapat dibuat (rincian: .alat/postgresql.log)."
                )
            # Nothing here must survive a power cut, so nothing waits for the disk.
            atur = ["listen_addresses=", f"unix_socket_directories={folder}", f"port={pintu}", "fsync=off"]
            atur += ["synchronous_commit=off", "full_page_writes=off", "max_connections=100", "jit=off"]
            perintah = [program / "postgres", "-D", data, *(kata for satu in atur for kata in ("-c", satu))]
            server = subprocess.Popen(perintah, start_new_session=True, **jalur)
        tunggu_postgresql(server, program, folder, pintu)
        yield f"postgres://sakip@:{pintu}/{folder}/sakip"
    finally:
        if server:
            hentikan(server, signal.SIGINT, signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def cari_postgresql() -> Path | None:
    """The folder of the newest PostgreSQL server's programs."""
    pola = ("/usr/lib/postgresql/*/bin/initdb", f"{SISTEM}/usr/lib/postgresql/*/bin/initdb")
    daftar = [Path(satu).parent for satu in (*glob.glob(pola[0]), *glob.glob(pola[1]))]
    if ada := shutil.which("initdb"):
        daftar.append(Path(ada).resolve().parent)
    daftar = [satu for satu in daftar if (satu / "postgres").exists()]
    return max(daftar, key=lambda satu: int(re.sub(r"\D", "", satu.parent.name) or 0), default=None)


def akun_postgresql() -> dict[str, object]:
    """PostgreSQL refuses to run as root: then it runs as postgres, or as nobody."""
    if not ADALAH_ROOT:
        return {}
    import pwd

    for nama in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            orang = pwd.getpwnam(nama)
            return {"user": orang.pw_uid, "group": orang.pw_gid, "extra_groups": []}
    raise Berhenti("PostgreSQL tidak mau berjalan sebagai root dan mesin ini tidak mempunyai akun postgres.")


def tunggu_postgresql(server: subprocess.Popen, program: Path, folder: Path, pintu: int) -> None:
    """Wait until the server takes connections, then make the database the tests name."""
    env = lingkungan_jalan()
    for _ in range(150):
        perintah = [program / "psql", "-h", folder, "-p", str(pintu), "-U", "sakip", "-d", "postgres", "-c"]
        if server.poll() is None and coba([*perintah, "CREATE DATABASE sakip"], env=env)[0]:
            return
        time.sleep(0.2)
    raise Berhenti("Server PostgreSQL untuk uji tidak mau berjalan (rincian: .alat/postgresql.log).")


# Command line


class Pengurai(argparse.ArgumentParser):
    """argparse whose refusals are Indonesian sentences."""

    def error(self, message: str) -> None:
        raise Berhenti(f"Perintah atau pilihan itu tidak dikenal.\n\n{BANTUAN}", 2)


def baca_pilihan(argumen: list[str]) -> Pilihan:
    """The options of siap.py and siap.py kantor."""
    pengurai = Pengurai(add_help=False, allow_abbrev=False)
    pengurai.add_argument("perintah", nargs="?", choices=["kantor"])
    pengurai.add_argument("--port", type=int, choices=range(1, 65536), default=8000)
    pengurai.add_argument("--alamat", default="127.0.0.1")
    pengurai.add_argument("--kosong", action="store_true")
    pengurai.add_argument("--tanpa-layani", action="store_true")
    isi = pengurai.parse_args(argumen)
    return Pilihan(
        kantor=isi.perintah == "kantor",
        port=isi.port,
        alamat=isi.alamat,
        kosong=isi.kosong,
        layani=not isi.tanpa_layani,
    )


def periksa_mesin() -> None:
    """Refuse what cannot work, before anything is written."""
    if sys.version_info < (3, 11):  # noqa: UP036 - older ones do start this file
        baru = next((nama for nama in ("python3.13", "python3.12", "python3.11") if shutil.which(nama)), None)
        lanjut = (
            f"Jalankan: {baru} siap.py" if baru else "Pasang dahulu, misalnya: sudo apt install python3.11"
        )
        raise Berhenti(
            f"SAKIP memerlukan Python 3.11 ke atas; ini Python {sys.version.split()[0]}. {lanjut}", 2
        )
    if not sys.platform.startswith("linux"):
        raise Berhenti(
            "SAKIP disiapkan untuk Linux (Debian atau Ubuntu). Di Windows, jalankan di dalam WSL.", 2
        )
    if kurang := [
        satu for satu in ("manage.py", KUNCI_DASAR.name, KUNCI_UV.name) if not (AKAR / satu).exists()
    ]:
        raise Berhenti(
            f"Folder SAKIP ini tidak lengkap: {', '.join(kurang)} tidak ada. Salin ulang seluruhnya.", 2
        )


def kerjakan(argumen: list[str]) -> None:
    """Choose the command."""
    if set(argumen[:1]) & {"-h", "--help", "bantuan"}:
        kabar(BANTUAN)
        return
    periksa_mesin()
    pilihan = None if argumen[:1] == ["uji"] else baca_pilihan(argumen)
    SISTEM.mkdir(parents=True, exist_ok=True)
    CATATAN.unlink(missing_ok=True)
    if pilihan:
        siapkan(pilihan)
    else:
        uji(argumen[1:])


def terhenti(*_: object) -> None:
    """SIGTERM and a closed terminal end us as Ctrl+C does: what we started is stopped first."""
    raise KeyboardInterrupt


def main() -> int:
    """Run, and turn every expected failure into one sentence and an honest exit code."""
    signal.signal(signal.SIGTERM, terhenti)
    signal.signal(signal.SIGHUP, terhenti)
    try:
        kerjakan(sys.argv[1:])
    except Berhenti as akhir:
        print(akhir, file=sys.stderr, flush=True)
        return akhir.kode
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr, flush=True)
        return 130
    except OSError as salah:
        habis = "Ruang penyimpanan habis. Kosongkan sebagian, lalu ulangi."
        gagal = (
            f"{salah.filename or 'Berkas'} tidak dapat dipakai: {salah.strerror}. Periksa hak folder SAKIP."
        )
        print(habis if salah.errno == errno.ENOSPC else gagal, file=sys.stderr, flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
