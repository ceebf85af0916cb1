"""Who may load what: the right that the loader of that kind names, at the OPD."""

from django.db.models import Q, QuerySet

from organisasi.hak import boleh, id_opd_dengan, periksa
from organisasi.models import OPD, Muatan, Pengguna
from organisasi.muatan.daftar import pemuat, semua_pemuat
from organisasi.muatan.usulan import Pemuat


def pemuat_untuk(pengguna: Pengguna) -> list[Pemuat]:
    """The loaders this person may use at any OPD."""
    return [satu for satu in semua_pemuat() if boleh(pengguna, satu.aksi)]


def opd_untuk(pengguna: Pengguna, satu: Pemuat) -> QuerySet[OPD]:
    """The active OPDs for which the person may load this kind."""
    di_mana = id_opd_dengan(pengguna, satu.aksi)
    semua = OPD.objects.filter(aktif=True).order_by("nama")
    return semua if di_mana is None else semua.filter(pk__in=di_mana)


def muatan_untuk(pengguna: Pengguna) -> QuerySet[Muatan]:
    """The uploads this person may see: those of which they could have made the like. All others are a 404."""
    syarat = Q(pk__in=[])
    for satu in semua_pemuat():
        di_mana = id_opd_dengan(pengguna, satu.aksi)
        syarat |= Q(jenis=satu.jenis) if di_mana is None else Q(jenis=satu.jenis, opd__in=di_mana)
    return Muatan.objects.filter(syarat)


def periksa_boleh_muat(jenis: str, opd: OPD, *, oleh: Pengguna) -> Pemuat:
    """The loader of that kind, if the person may use it there."""
    satu = pemuat(jenis)
    periksa(
        oleh,
        satu.aksi,
        opd,
        f"Anda tidak berhak memuat “{satu.label}” untuk {opd}. Minta admin OPD ini.",
    )
    return satu
