"""The loaders there are. Each app registers its own in ``AppConfig.ready``."""

from organisasi.muatan.usulan import Pemuat

_PEMUAT: dict[str, Pemuat] = {}


def daftarkan(pemuat: Pemuat) -> None:
    """Add a loader; one kind has one loader."""
    if pemuat.jenis in _PEMUAT and type(_PEMUAT[pemuat.jenis]) is not type(pemuat):
        raise ValueError(f"Pemuat {pemuat.jenis} didaftarkan dua kali.")
    _PEMUAT[pemuat.jenis] = pemuat


def pemuat(jenis: str) -> Pemuat:
    """The loader of that kind; KeyError for an unknown one."""
    return _PEMUAT[jenis]


def semua_pemuat() -> list[Pemuat]:
    """All loaders, in the order in which their apps come."""
    return list(_PEMUAT.values())
