"""Which accounts an administrator may act on: those tied to nothing but what that person manages."""

from django.db.models import Q, QuerySet

from organisasi.hak import id_pemda_dikelola
from organisasi.models import AnggotaTim, Pegawai, PemangkuJabatan, Pengguna, Penugasan, TimSAKIP
from organisasi.waktu import hari_ini


def bertaut_di_luar(pengelola: Pengguna, di_mana: set[int]) -> QuerySet[Pengguna]:
    """Accounts with a tie, present or to come, to an OPD or Pemda that this person does not manage.

    Whoever sets a password can act as that person, so these are shown at most.
    """
    berlaku = Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=hari_ini())
    pemangku = PemangkuJabatan.objects.filter(berlaku).exclude(jabatan__opd__in=di_mana)
    tim = TimSAKIP.objects.filter(berlaku).exclude(opd__in=di_mana)
    penugasan = Penugasan.objects.filter(berlaku).filter(
        (Q(opd__isnull=False) & ~Q(opd__in=di_mana))
        | (Q(pemda__isnull=False) & ~Q(pemda__in=id_pemda_dikelola(pengelola)))
    )
    return Pengguna.objects.filter(
        Q(pk__in=Pegawai.objects.exclude(opd__in=di_mana).exclude(pengguna=None).values("pengguna"))
        | Q(pegawai__in=pemangku.values("pegawai"))
        | Q(pegawai__in=AnggotaTim.objects.filter(tim__in=tim).values("pegawai"))
        | Q(pk__in=penugasan.values("pengguna"))
    )
