"""Who may do what: one function over the rights tables of all apps.

Each app states its rights in ``permissions.py`` as ``HAK = {aksi: {Peran, …}}`` and registers them here.
A person's roles at an OPD follow from positions held today, from team membership and from given roles;
views, templates, the admin and the flow all ask ``boleh``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import models

from jejak.pertanyaan import Lowong, PertanyaanTetap
from organisasi.galat import TidakBerhak
from organisasi.models import (
    OPD,
    AnggotaTim,
    Jabatan,
    Pegawai,
    PemangkuJabatan,
    Pengguna,
    Penugasan,
    TimSAKIP,
)
from organisasi.waktu import hari_ini


class Peran(StrEnum):
    """A role at an OPD."""

    KEPALA = "kepala"
    SEKRETARIS = "sekretaris"
    PEJABAT = "pejabat"  # Kepala Bidang, Kasubbag, Kasi
    TIM = "tim"  # Tim SAKIP of that day
    STAF = "staf"  # every employee of the OPD
    ADMIN = "admin"  # given, at the OPD or its Pemda
    PENGAWAS = "pengawas"  # given, for a time, reads only


SEMUA_PERAN = frozenset(Peran)
PEGAWAI_OPD = SEMUA_PERAN - {Peran.ADMIN, Peran.PENGAWAS}
PERAN_JABATAN = {
    Jabatan.Jenis.KEPALA: Peran.KEPALA,
    Jabatan.Jenis.SEKRETARIS: Peran.SEKRETARIS,
    Jabatan.Jenis.KEPALA_BIDANG: Peran.PEJABAT,
    Jabatan.Jenis.KASUBBAG: Peran.PEJABAT,
    Jabatan.Jenis.KASI: Peran.PEJABAT,
}

_HAK: dict[str, frozenset[Peran]] = {}


def daftarkan(hak: Mapping[str, Iterable[Peran]]) -> None:
    """Register an app's table; an action stated twice is a mistake in the code."""
    for aksi, peran in hak.items():
        if aksi in _HAK and _HAK[aksi] != frozenset(peran):
            raise ValueError(f"Hak {aksi} didaftarkan dua kali.")
        _HAK[aksi] = frozenset(peran)


def semua_hak() -> dict[str, frozenset[Peran]]:
    """The whole table, for the tests and the rights page."""
    return dict(_HAK)


def peran_di(pengguna: Pengguna, opd_id: int) -> frozenset[Peran]:
    """The person's roles at that OPD today."""
    if not pengguna.is_authenticated or not pengguna.is_active:
        return frozenset()
    if pengguna.is_superuser:
        return frozenset({Peran.ADMIN})
    return frozenset(_peran_per_opd(pengguna).get(opd_id, ()))


def id_opd_terlihat(pengguna: Pengguna) -> set[int] | None:
    """The OPDs whose records the person may see; ``None`` means all (superuser)."""
    if not pengguna.is_authenticated or not pengguna.is_active:
        return set()
    if pengguna.is_superuser:
        return None
    return set(_peran_per_opd(pengguna))


def id_opd_dengan(pengguna: Pengguna, aksi: str) -> set[int] | None:
    """The OPDs at which the person may do ``aksi``; ``None`` means all (superuser, where ADMIN may)."""
    perlu = _HAK[aksi]
    if not pengguna.is_authenticated or not pengguna.is_active:
        return set()
    if pengguna.is_superuser:
        return None if Peran.ADMIN in perlu else set()
    return {opd_id for opd_id, peran in _peran_per_opd(pengguna).items() if peran & perlu}


def boleh(pengguna: Pengguna, aksi: str, objek=None) -> bool:
    """May this person do ``aksi`` on ``objek``?

    Any object with an ``opd_id`` will do. Without an object: may the person do it at any OPD at all?
    An unknown ``aksi`` is a mistake in the code and raises KeyError.
    """
    perlu = _HAK[aksi]
    if objek is None:
        di_mana = id_opd_dengan(pengguna, aksi)
        return di_mana is None or bool(di_mana)
    return bool(peran_di(pengguna, objek.opd_id) & perlu)


def periksa(pengguna: Pengguna, aksi: str, objek, kalimat: str) -> None:
    """Refuse with ``kalimat`` unless the person may."""
    if not boleh(pengguna, aksi, objek):
        raise TidakBerhak(kalimat)


def adalah_admin_pemda(pengguna: Pengguna) -> bool:
    """May the person manage what stands above a single OPD (Pemda, national calendar)?"""
    if pengguna.is_superuser:
        return pengguna.is_active
    if not pengguna.is_authenticated or not pengguna.is_active:
        return False
    return bool(id_pemda_dikelola(pengguna))


def id_pemda_dikelola(pengguna: Pengguna) -> set[int] | None:
    """Pemda at which the person is administrator; ``None`` means all."""
    if pengguna.is_superuser:
        return None
    _peran_per_opd(pengguna)
    return set(pengguna._pemda_dikelola)


def lupakan_peran(pengguna: Pengguna) -> None:
    """Forget what was worked out, after roles changed within one request or test."""
    for nama in ("_peran_opd", "_pemda_dikelola", "_fakta"):
        if hasattr(pengguna, nama):
            delattr(pengguna, nama)


# What a person is today, asked at every request.
PENGGUNA = Lowong("pengguna", models.BigIntegerField())
PEGAWAI = Lowong("pegawai", models.BigIntegerField())
TANGGAL = Lowong("tanggal", models.DateField())
PEGAWAI_DARI = PertanyaanTetap(lambda: Pegawai.objects.filter(pengguna=PENGGUNA).order_by())
JABATAN_DIPANGKU = PertanyaanTetap(
    lambda: (
        PemangkuJabatan.objects.berlaku_pada(TANGGAL)
        .filter(pegawai=PEGAWAI, jabatan__aktif=True)
        .select_related("jabatan__unit")
    )
)
TIM_DIIKUTI = PertanyaanTetap(
    lambda: (
        AnggotaTim.objects.filter(pegawai=PEGAWAI, tim__in=TimSAKIP.objects.berlaku_pada(TANGGAL))
        .order_by()
        .values_list("tim__opd_id", "kedudukan")
    )
)
DITUGASI = PertanyaanTetap(
    lambda: (
        Penugasan.objects.berlaku_pada(TANGGAL)
        .filter(pengguna=PENGGUNA)
        .order_by()
        .values_list("peran", "opd_id", "pemda_id")
    )
)


@dataclass(frozen=True)
class Fakta:
    """What is on record of a person on a day: the employee, the positions held, (OPD, position) in each team.

    Of someone without an employee's record, or no longer active, nothing is.
    """

    pegawai: Pegawai | None = None
    dipangku: tuple[PemangkuJabatan, ...] = ()
    tim: tuple[tuple[int, str], ...] = ()


def baca_fakta(pengguna: Pengguna, tanggal: date, pegawai: Pegawai | None = None) -> Fakta:
    """Three small queries; ``pegawai`` spares the first where that record has just been read."""
    pegawai = pegawai or PEGAWAI_DARI.satu(pengguna=pengguna.pk)
    if pegawai is None or not pegawai.aktif:
        return Fakta()
    siapa = {"pegawai": pegawai.pk, "tanggal": tanggal}
    return Fakta(pegawai, tuple(JABATAN_DIPANGKU.tanya(**siapa)), tuple(TIM_DIIKUTI.tanya(**siapa)))


def fakta_hari_ini(pengguna: Pengguna) -> Fakta:
    """What the rights of this request were worked out from."""
    _peran_per_opd(pengguna)
    return pengguna._fakta


def _peran_per_opd(pengguna: Pengguna) -> dict[int, set[Peran]]:
    """{opd_id: roles} today, worked out once per request (four small queries, whatever the size of the Pemda)."""
    tanggal = hari_ini()
    # getattr, not __dict__: request.user is a lazy wrapper with a dictionary of its own.
    simpan = getattr(pengguna, "_peran_opd", None)
    if simpan and simpan[0] == tanggal:
        return simpan[1]
    hasil: dict[int, set[Peran]] = defaultdict(set)
    fakta = baca_fakta(pengguna, tanggal)
    if fakta.pegawai:
        hasil[fakta.pegawai.opd_id].add(Peran.STAF)
    for jabatan in (pemangku.jabatan for pemangku in fakta.dipangku):
        # Whoever holds a position there, also a Plt. employed elsewhere, belongs to that office.
        hasil[jabatan.opd_id].add(Peran.STAF)
        if peran := PERAN_JABATAN.get(jabatan.jenis):
            hasil[jabatan.opd_id].add(peran)
    for opd_id, _ in fakta.tim:
        hasil[opd_id].add(Peran.TIM)
    pengguna._fakta = fakta
    pengguna._pemda_dikelola = _tambah_penugasan(pengguna, tanggal, hasil)
    pengguna._peran_opd = (tanggal, dict(hasil))
    return pengguna._peran_opd[1]


def _tambah_penugasan(pengguna: Pengguna, tanggal: date, hasil: dict[int, set[Peran]]) -> set[int]:
    """Add given roles to ``hasil``; returns the Pemda that the person administers."""
    pemda_admin: set[int] = set()
    pemda_peran: dict[int, set[Peran]] = defaultdict(set)
    for peran, opd_id, pemda_id in DITUGASI.tanya(pengguna=pengguna.pk, tanggal=tanggal):
        if opd_id:
            hasil[opd_id].add(Peran(peran))
            continue
        pemda_peran[pemda_id].add(Peran(peran))
        if peran == Penugasan.Peran.ADMIN:
            pemda_admin.add(pemda_id)
    if pemda_peran:
        for opd_id, pemda_id in OPD.objects.filter(pemda__in=pemda_peran).values_list("pk", "pemda_id"):
            hasil[opd_id] |= pemda_peran[pemda_id]
    return pemda_admin
