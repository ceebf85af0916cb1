"""Who writes next: on SQLite writers stand in one line, in the order they came."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from threading import local

from django.db import connection

_UTAS = local()


@contextmanager
def antre_menulis() -> Iterator[None]:
    """Wait for one's turn to write, then for nobody else, where many write small things at once.

    SQLite lets one write at a time and has the others ask again now and then: under a crowd some asked for seconds
    (bench/README.md). A lock on a file beside the database wakes them in order, across processes. It is only a
    courtesy: who writes without it waits as SQLite has it, and what is written rests on transactions alone.
    """
    nama = str(connection.settings_dict["NAME"])
    # Inside a transaction the writer is alone already.
    if connection.vendor != "sqlite" or connection.in_atomic_block or nama.startswith((":memory:", "file:")):
        yield
        return
    if getattr(_UTAS, "nama", None) != nama:
        _UTAS.nama, _UTAS.pintu = nama, open(f"{nama}-antre", "a")  # noqa: SIM115 - kept as long as its thread
    fcntl.flock(_UTAS.pintu, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(_UTAS.pintu, fcntl.LOCK_UN)
