"""The day's jobs in a process of their own: ``python -m organisasi.proses_harian DAY``. Ends when they are done."""

import os
import signal
import sys

import django

from organisasi.proses import NICE


def utama(hari: str) -> int:
    """Exit codes: 0 all done, 1 something failed or is still at work elsewhere (to be looked at again)."""
    os.nice(NICE)
    django.setup()
    from organisasi import harian, pemicu_harian

    # It holds the lock of its folder: hanging for ever, it would keep every later day from starting.
    signal.alarm(int(harian.TERHENTI_SETELAH.total_seconds()))
    if harian.jalankan() or not harian.tuntas():
        return 1
    pemicu_harian.tandai_sudah(hari)
    return 0


if __name__ == "__main__":
    sys.exit(utama(sys.argv[1]))
