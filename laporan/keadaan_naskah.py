"""How a paper stands, in a word with its colour and icon."""

from alur.tampilan import Status
from laporan.daftar import NaskahTersedia
from laporan.models import NaskahFinal

DRAF = Status("Draf", "pencil", "kuning")
BERLAKU = Status("Berlaku", "circle-check", "hijau")
BELUM = Status("Belum dapat dibuat", "circle-dashed", "abu")
SIAP = Status("Siap dikunci", "lock-open", "biru")
TERKUNCI = Status("Terkunci", "lock", "hijau")


def status_naskah(naskah: NaskahTersedia, final: NaskahFinal | None) -> Status:
    """Of a paper of a run: a paper of a step stands once it is locked, data and results once they are approved."""
    if naskah.belum:
        return BELUM
    if final:
        return TERKUNCI
    if naskah.draf:
        return DRAF
    return SIAP if naskah.langkah else BERLAKU
