"""Work beside the web server: one process, one folder, one lock, and limits it sets itself.

The process holds the lock of its folder for as long as it lives, also when the server that started it is gone;
so whoever looks knows whether it is still at work, and no row stays *sedang dikerjakan* for ever. Standard
library only: the process that prints papers loads no Django.
"""

import fcntl
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
KUNCI = "kunci"
NOMOR = "nomor"
GALAT = "galat.txt"
CATATAN = "catatan.log"
# So that pages of the application stay quick while a process works.
NICE = 10


def tulis_utuh(berkas: Path, isi: bytes) -> None:
    """Write so that the name appears only when the content is whole."""
    sementara = berkas.with_name(f".{berkas.name}")
    sementara.write_bytes(isi)
    sementara.replace(berkas)


def baca_teks(berkas: Path) -> str | None:
    """What a process left there, ``None`` when it left nothing."""
    try:
        return berkas.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


# -- on the side of whoever starts and looks ---------------------------------------------------------


def kunci_folder(folder: Path, nama: str = KUNCI, *, buat: bool = True) -> int | None:
    """Lock the folder; ``None`` while another, or a process at work, holds it. Close the number to let go.
    A folder that is not there is an OSError.

    The process inherits the lock and keeps it until it ends, however it ends: no process numbers to trust.
    """
    pegangan = os.open(folder / nama, os.O_RDWR | (os.O_CREAT if buat else 0), 0o640)
    try:
        fcntl.flock(pegangan, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(pegangan)
        return None
    return pegangan


def sudah_mati(folder: Path) -> bool:
    """Does no process hold the folder any more?

    Looking makes no lock file: one made in a folder just being removed would keep the folder there for ever.
    """
    try:
        pegangan = kunci_folder(folder, buat=False)
    except FileNotFoundError:
        return True
    if pegangan is None:
        return False
    os.close(pegangan)
    return True


def mulai(
    modul: str, *argumen: str, folder: Path, pegangan: Iterable[int], env: Mapping[str, str]
) -> subprocess.Popen:
    """Start ``python -m modul`` on a folder that is laid out, clean and locked."""
    with (folder / CATATAN).open("ab") as catatan:
        return subprocess.Popen(  # noqa: S603 (our own program, no shell)
            [sys.executable, "-m", modul, *argumen],
            cwd=AKAR,
            # Its temporary files go when the folder goes.
            env={**env, "PYTHONUTF8": "1", "TMPDIR": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=catatan,
            stderr=catatan,
            pass_fds=tuple(pegangan),
            start_new_session=True,
        )


def akhiri(folder: Path) -> None:
    """End a process that outlived its own limits. It holds its lock, so the number it wrote is still its own.

    OSError or ValueError when there is none to end.
    """
    os.killpg(int((folder / NOMOR).read_text()), signal.SIGKILL)


# -- on the side of the process ----------------------------------------------------------------------


def perkenalkan(folder: Path) -> None:
    """Write down the process's number."""
    tulis_utuh(folder / NOMOR, str(os.getpid()).encode())


def batasi(folder: Path, *, detik: int, memori: int, berkas: int | None = None, terlalu_lama: str) -> None:
    """Lower priority; end for good after so many seconds, bytes of address space or bytes of one file.

    ``terlalu_lama`` is the sentence left behind when the time is over.
    """
    os.nice(NICE)

    def habis(*_):
        tulis_utuh(folder / GALAT, terlalu_lama.encode())
        os._exit(3)

    signal.signal(signal.SIGALRM, habis)
    signal.signal(signal.SIGXCPU, habis)
    signal.setitimer(signal.ITIMER_REAL, detik)
    # The alarm speaks first; the hard limit ends a computation that never comes back to Python.
    _turunkan(resource.RLIMIT_CPU, detik + 5, detik + 10)
    # Without a hard one: a process that this one starts (the printer of an archive) takes what is its own.
    _turunkan(resource.RLIMIT_AS, memori)
    if berkas is not None:
        _turunkan(resource.RLIMIT_FSIZE, berkas, berkas)
    _turunkan(resource.RLIMIT_CORE, 0, 0)


def _turunkan(batas: int, lunak: int, keras: int | None = None) -> None:
    """Set a limit, never above the hard one that holds already, which nobody may raise."""
    _, kini = resource.getrlimit(batas)
    bebas = kini == resource.RLIM_INFINITY
    if keras is None:
        keras = kini
    elif not bebas:
        keras = min(keras, kini)
    resource.setrlimit(batas, (lunak if bebas else min(lunak, kini), keras))


def memori_dipesan() -> int:
    """Bytes of address space right now: what a limit on one's own data is added to."""
    halaman = int(Path("/proc/self/statm").read_text().split()[0])
    return halaman * resource.getpagesize()


def memori_terpakai() -> int:
    """Bytes of memory at the highest."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
