"""Notices: who is told that something of a run waits for them, came back or ended."""

from collections.abc import Iterable

from alur.models import Pelaksanaan, Pemberitahuan


def kabari(pelaksanaan: Pelaksanaan, akun: Iterable[int | None], isi: str) -> None:
    """One line for each of these accounts."""
    Pemberitahuan.objects.bulk_create(
        Pemberitahuan(pengguna_id=pk, pelaksanaan=pelaksanaan, isi=isi) for pk in sorted(set(akun) - {None})
    )
