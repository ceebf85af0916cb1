"""The first-login slip: a password that is good for one entry, shown once, to be printed and handed over."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Case, QuerySet, Value, When
from django.utils.crypto import salted_hmac

from jejak.actions import catat
from organisasi.akun import bertaut_di_luar
from organisasi.galat import TindakanDitolak
from organisasi.hak import id_opd_dengan, periksa
from organisasi.models import OPD, Pengguna

# Letters and digits that nobody confuses on paper.
HURUF = "abcdefghjkmnpqrstuvwxyz23456789"
KELOMPOK, PANJANG = 3, 5


@dataclass(frozen=True)
class LembarMasuk:
    """What one person gets on paper."""

    nama: str
    unit: str
    akun: str
    sandi: str


def belum_pernah_masuk(opd: OPD, *, oleh: Pengguna) -> QuerySet[Pengguna]:
    """Active accounts of the OPD's employees that were never used, and that this person may act on.

    Those without any password yet come first.
    """
    akun = Pengguna.objects.filter(
        pegawai__opd=opd, pegawai__aktif=True, is_active=True, is_superuser=False, last_login=None
    )
    di_mana = id_opd_dengan(oleh, "organisasi.kelola")
    if di_mana is not None:
        akun = akun.exclude(pk__in=bertaut_di_luar(oleh, di_mana))
    sudah_bersandi = Case(
        When(password__startswith=UNUSABLE_PASSWORD_PREFIX, then=Value(0)), default=Value(1)
    )
    return akun.select_related("pegawai__unit").order_by(
        sudah_bersandi, "pegawai__unit__urutan", "nama", "pk"
    )


def tanda_sandi(akun: Pengguna) -> str:
    """Another one after each new password; tells nothing about it."""
    return salted_hmac("organisasi.masuk_pertama", akun.password).hexdigest()[:16]


@transaction.atomic
def buat_lembar(
    *, opd: OPD, akun: Iterable[int], oleh: Pengguna, tanda: Mapping[int, str] | None = None
) -> list[LembarMasuk]:
    """Give these accounts a new first password. An earlier slip no longer works; the password is kept nowhere.

    ``tanda`` holds each account's ``tanda_sandi`` as it was chosen: the same page sent again, or two
    administrators at once, must not void what was printed a moment ago.
    """
    periksa(oleh, "organisasi.kelola", opd, "Hanya admin OPD yang mencetak lembar masuk.")
    diminta = set(akun)
    if not diminta:
        raise TindakanDitolak("Pilih paling sedikit satu akun.")
    terkunci = Pengguna.objects.select_for_update(of=("self",)).filter(
        pk__in=belum_pernah_masuk(opd, oleh=oleh).filter(pk__in=diminta).order_by().values("pk")
    )
    daftar = list(terkunci.select_related("pegawai__unit").order_by("pegawai__unit__urutan", "nama", "pk"))
    if len(daftar) != len(diminta):
        raise TindakanDitolak(
            "Ada akun yang sudah pernah masuk atau tidak lagi di OPD ini, jadi belum ada lembar yang dibuat. "
            "Muat ulang halaman, lalu pilih lagi."
        )
    if tanda is not None and any(tanda.get(satu.pk) != tanda_sandi(satu) for satu in daftar):
        raise TindakanDitolak(
            "Lembar untuk akun ini sudah dibuat sesudah halamannya dibuka, jadi tidak dibuat lagi. Bila lembar itu "
            "hilang, pilih akunnya di bawah, lalu buat yang baru."
        )
    return [_buat(satu, oleh) for satu in daftar]


def _buat(akun: Pengguna, oleh: Pengguna) -> LembarMasuk:
    sandi = sandi_baru()
    akun.set_password(sandi)
    akun.harus_ganti_sandi = True
    akun.save(update_fields=["password", "harus_ganti_sandi"])
    catat(aksi="organisasi.cetak_lembar_masuk", objek=akun, opd_id=akun.pegawai.opd_id, oleh=oleh)
    unit = akun.pegawai.unit
    return LembarMasuk(akun.nama, unit.nama if unit else "", akun.username, sandi)


def sandi_baru() -> str:
    """``hq3kd-7mztp-w9dfr``: fifteen letters and digits, 74 bits."""
    return "-".join("".join(secrets.choice(HURUF) for _ in range(PANJANG)) for _ in range(KELOMPOK))
