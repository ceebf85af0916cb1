"""Which accounts an administrator may act on: those tied to nothing but what that person manages."""

from django.db.models import Q, QuerySet

from organisasi.hak import id_pemda_dikelola
from organisasi.models import AnggotaTim, Pegawai, PemangkuJabatan, Pengguna, Penugasan, TimSAKIP
from organisasi.waktu import hari_ini


def bertaut_di_luar(pengelola: Pengguna, di_mana: set[int]) -> QuerySet[Pengguna]:
    """Accounts with a tie, present or to come, to an OPD or Pemda that this person does not manage.

    Whoever sets a password can act as that person, so these are shown at most.
    """
    penugasan = Penugasan.objects.filter(_belum_berakhir()).filter(
        (Q(opd__isnull=False) & ~Q(opd__in=di_mana))
        | (Q(pemda__isnull=False) & ~Q(pemda__in=id_pemda_dikelola(pengelola)))
    )
    return Pengguna.objects.filter(
        Q(pk__in=Pegawai.objects.exclude(opd__in=di_mana).exclude(pengguna=None).values("pengguna"))
        | Q(pegawai__in=pegawai_bertaut_di_luar(di_mana).values("pk"))
        | Q(pk__in=penugasan.values("pengguna"))
    )


def pegawai_bertaut_di_luar(di_mana: set[int]) -> QuerySet[Pegawai]:
    """Employees who hold a position or sit in a team, now or later, at an OPD outside ``di_mana``.

    Whose account they get acts there, so only someone who manages all of it may give them one.
    """
    pemangku = PemangkuJabatan.objects.filter(_belum_berakhir()).exclude(jabatan__opd__in=di_mana)
    tim = TimSAKIP.objects.filter(_belum_berakhir()).exclude(opd__in=di_mana)
    return Pegawai.objects.filter(
        Q(pk__in=pemangku.values("pegawai"))
        | Q(pk__in=AnggotaTim.objects.filter(tim__in=tim).values("pegawai"))
    )


def _belum_berakhir() -> Q:
    return Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=hari_ini())
