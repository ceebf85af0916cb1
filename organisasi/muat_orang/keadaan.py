"""Who is there already: read once, in a flat number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from organisasi.models import OPD, Jabatan, Pegawai, PemangkuJabatan, Pengguna, UnitKerja
from organisasi.muatan.nama import DaftarNama


@dataclass
class Keadaan:
    """The people of an OPD as stored. ``pemangku`` are the holders by position, newest first."""

    opd: OPD
    pegawai: dict[int, Pegawai]
    per_nip: dict[str, Pegawai]
    per_nama: DaftarNama[Pegawai]
    unit: DaftarNama[UnitKerja]
    jabatan: DaftarNama[Jabatan]
    pemangku: dict[int, list[PemangkuJabatan]]
    akun: set[str]


def baca_keadaan(opd: OPD, nip: set[str], akun: set[str]) -> Keadaan:
    """All that rows are compared with; ``nip`` and ``akun`` are the file's: they are unique overall."""
    pegawai = {
        satu.pk: satu for satu in Pegawai.objects.filter(opd=opd).select_related("unit", "pengguna", "opd")
    }
    per_nip = {satu.nip: satu for satu in pegawai.values() if satu.nip}
    for satu in Pegawai.objects.filter(nip__in=nip).exclude(opd=opd).select_related("opd"):
        per_nip[satu.nip] = satu
    pemangku = defaultdict(list)
    for satu in (
        PemangkuJabatan.objects.filter(jabatan__opd=opd)
        .select_related("pegawai", "jabatan")
        .order_by("-tanggal_mulai", "-pk")
    ):
        pemangku[satu.jabatan_id].append(satu)
    terpakai = Pengguna.objects.filter(username__in=akun).values_list("username", flat=True)
    return Keadaan(
        opd,
        pegawai,
        per_nip,
        DaftarNama((satu.nama, satu) for satu in pegawai.values()),
        _unit(opd),
        _jabatan(opd),
        dict(pemangku),
        {satu.lower() for satu in terpakai},
    )


def _unit(opd: OPD) -> DaftarNama[UnitKerja]:
    """Units by their full and their short name."""
    hasil = DaftarNama()
    for satu in UnitKerja.objects.filter(opd=opd, aktif=True):
        hasil.tambah(satu.nama, satu)
        if satu.singkatan:
            hasil.tambah(satu.singkatan, satu)
    return hasil


def _jabatan(opd: OPD) -> DaftarNama[Jabatan]:
    return DaftarNama(
        (satu.nama, satu) for satu in Jabatan.objects.filter(opd=opd, aktif=True).select_related("unit")
    )
