"""Who is there already: read once, in a flat number of queries."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

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
    terpakai = (
        Pengguna.objects.annotate(kecil=Lower("username"))
        .filter(Q(kecil__in=akun) | Q(username__in=akun))
        .values_list("username", flat=True)
    )
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
    """Units by their full name, and by a short one that is no other unit's full name. Also those switched off."""
    semua = list(UnitKerja.objects.filter(opd=opd))
    hasil = DaftarNama((satu.nama, satu) for satu in semua)
    pendek = [satu for satu in semua if satu.singkatan and not hasil.cari(satu.singkatan)]
    for satu in pendek:
        hasil.tambah(satu.singkatan, satu)
    return hasil


def _jabatan(opd: OPD) -> DaftarNama[Jabatan]:
    """Positions by name, also those switched off: someone may still be their recorded holder."""
    return DaftarNama((satu.nama, satu) for satu in Jabatan.objects.filter(opd=opd).select_related("unit"))


def satu_benda(cocok: list, nama: str):
    """The one unit or position meant: of several written alike the active one, or the one spelled so."""
    for cara in (lambda satu: satu.aktif, lambda satu: satu.nama == nama):
        if len(cocok) > 1:
            cocok = [satu for satu in cocok if cara(satu)] or cocok
    return cocok[0] if len(cocok) == 1 else None


def tidak_dikenal(apa: str, nama: str, daftar: DaftarNama) -> str:
    """Why the name stands for nothing of this OPD, and what to do."""
    if daftar.cari(nama):
        return f"Ada lebih dari satu {apa.lower()} bernama “{nama}”. Bedakan dahulu namanya di halaman Organisasi."
    return f"{apa} “{nama}” tidak ada di OPD ini.{daftar.saran(nama)} Pilih dari daftar pada sel itu."
