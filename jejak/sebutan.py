"""How the audit trail's stable codes read on screen. Each app registers the codes it writes."""

from collections.abc import Mapping

_SEBUTAN: dict[str, str] = {
    "admin.tambah": "menambah",
    "admin.ubah": "mengubah",
    "admin.hapus": "menghapus",
    "contoh.siapkan": "menyiapkan kantor contoh",
}


def daftarkan(sebutan: Mapping[str, str]) -> None:
    """Add an app's codes as {code: words}, the words continuing "Si Anu …"."""
    _SEBUTAN.update(sebutan)


def sebut(aksi: str) -> str:
    """The words for a code; a code nobody registered shows as it is, so that nothing is hidden."""
    return _SEBUTAN.get(aksi, aksi)


def terdaftar() -> set[str]:
    """All codes that have words, for the test that finds one without."""
    return set(_SEBUTAN)
