"""Whose turn it is: from a step's roles, through what the OPD bound them to, to the people of that day."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import BigIntegerField, Prefetch, Q, QuerySet, prefetch_related_objects
from django.http import HttpRequest

from alur.models import (
    CatatanLangkah,
    IkatanPeran,
    Langkah,
    PelakuLangkah,
    Peran,
)
from alur.pengecualian import unit_dikecualikan
from jejak.pertanyaan import Lowong, PertanyaanTetap
from organisasi.hak import Fakta, baca_fakta, fakta_hari_ini
from organisasi.models import AnggotaTim, Jabatan, Pegawai, PemangkuJabatan, Pengguna, TimSAKIP, UnitKerja
from organisasi.waktu import hari_ini


@dataclass(frozen=True)
class Pelaku:
    """A person who may act in a role today: in which capacity, and for which unit if the role is units'."""

    pegawai: Pegawai
    selaku: str
    peran: Peran
    unit: UnitKerja | None = None
    pemangku: PemangkuJabatan | None = None


@dataclass(frozen=True)
class Pihak:
    """A party to a step: a role, or one unit of a role that several units share."""

    peran_id: int
    unit_id: int | None
    sebutan: str


@dataclass
class Kedudukan:
    """Everything a person is today that a role can be bound to."""

    jabatan: dict[int, PemangkuJabatan] = field(default_factory=dict)
    unit: set[int] = field(default_factory=set)
    tim: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    opd: set[int] = field(default_factory=set)

    def syarat_ikatan(self) -> Q:
        """Which IkatanPeran rows this person answers."""
        syarat = (
            Q(jabatan__in=self.jabatan)
            | Q(unit__in=self.unit)
            | Q(semua_pegawai=True, peran__sop__opd__in=self.opd)
            | Q(semua_anggota=True, peran__sop__opd__in=set(self.tim))
        )
        for opd_id, kedudukan in self.tim.items():
            syarat |= Q(kedudukan__in=kedudukan, peran__sop__opd=opd_id)
        return syarat

    @cached_property
    def ikatan(self) -> list[IkatanPeran]:
        """Those rows with their units, of all SOPs: asked once in the life of this object, a request."""
        return list(IkatanPeran.objects.filter(self.syarat_ikatan()).select_related("unit"))


INDUK_UNIT = PertanyaanTetap(
    lambda: (
        UnitKerja.objects.filter(opd=Lowong("opd", BigIntegerField()))
        .order_by()
        .values_list("pk", "induk_id")
    )
)


def kedudukan(
    pengguna: Pengguna,
    tanggal: date | None = None,
    pegawai: Pegawai | None = None,
    fakta: Fakta | None = None,
) -> Kedudukan:
    """What the person is on that day: four queries, whatever the number of runs.

    ``pegawai`` spares asking for the person's record where it has just been read, ``fakta`` all that is on record.
    """
    hasil = Kedudukan()
    if not pengguna.is_active:
        return hasil
    fakta = fakta or baca_fakta(pengguna, tanggal or hari_ini(), pegawai)
    if fakta.pegawai is None:
        return hasil
    hasil.opd.add(fakta.pegawai.opd_id)
    for pemangku in fakta.dipangku:
        hasil.jabatan[pemangku.jabatan_id] = pemangku
    dipangku = [pemangku.jabatan for pemangku in hasil.jabatan.values()]
    hasil.unit |= _dengan_induk(
        {fakta.pegawai.unit_id, *(satu.unit_id for satu in dipangku)} - {None},
        {fakta.pegawai.opd_id, *(satu.opd_id for satu in dipangku)},
    )
    for opd_id, kedudukan_tim in fakta.tim:
        hasil.tim[opd_id].add(kedudukan_tim)
    return hasil


def _dengan_induk(daftar_unit: set[int], opd: set[int]) -> set[int]:
    """The units (of those OPDs) and those above them: a Subbagian's staff helps fill its Sekretariat's form."""
    if not daftar_unit:
        return set()
    induk = dict(satu for pk in opd for satu in INDUK_UNIT.tanya(opd=pk))
    return {pk for unit in daftar_unit for pk in _unit_ke_atas(unit, induk)}


def pihak_langkah(langkah: Langkah) -> list[Pihak]:
    """The parties that do a step: one per role, and per unit where a role stands for several units."""
    peran = peran_pelaksana(langkah)
    unit = defaultdict(list)
    for ikatan in IkatanPeran.objects.filter(peran__in=peran, unit__isnull=False).select_related("unit"):
        unit[ikatan.peran_id].append(ikatan.unit)
    hasil = []
    for satu in peran:
        if satu.pk in unit:
            hasil.extend(Pihak(satu.pk, u.pk, u.nama) for u in unit[satu.pk])
        else:
            hasil.append(Pihak(satu.pk, None, satu.label))
    return hasil


def peran_pelaksana(langkah: Langkah) -> list[Peran]:
    """The roles that do a step: read once, for the steps of an SOP in force stay as they are."""
    prefetch_related_objects([langkah], Prefetch("pelaku", PelakuLangkah.objects.select_related("peran")))
    return [satu.peran for satu in langkah.pelaku.all() if satu.tugas == PelakuLangkah.Tugas.PELAKSANA]


def pelaku_peran(daftar_peran: list[Peran], tanggal: date | None = None) -> dict[int, list[Pelaku]]:
    """{peran_id: people who may act in it}: a handful of queries for any number of roles of one SOP.

    Of a day that is over those who could act then: whoever has left since held the position all the same.
    """
    tanggal = tanggal or hari_ini()
    hasil: dict[int, list[Pelaku]] = {peran.pk: [] for peran in daftar_peran}
    ikatan = list(
        IkatanPeran.objects.filter(peran__in=daftar_peran).select_related(
            "peran__sop__opd", "jabatan", "unit"
        )
    )
    pemangku = _pemangku(ikatan, tanggal)
    orang_unit = _orang_unit(ikatan, tanggal)
    anggota = _anggota_tim(ikatan, tanggal)
    for satu in ikatan:
        peran = satu.peran
        if satu.jabatan_id:
            hasil[peran.pk] += [
                Pelaku(p.pegawai, p.sebutan, peran, pemangku=p) for p in pemangku[satu.jabatan_id]
            ]
        elif satu.unit_id:
            hasil[peran.pk] += [
                Pelaku(orang, satu.unit.nama, peran, unit=satu.unit, pemangku=pemangku)
                for orang, pemangku in orang_unit[satu.unit_id]
            ]
        elif satu.semua_pegawai:
            semua = Pegawai.objects.filter(opd=peran.sop.opd_id, aktif=True)
            hasil[peran.pk] += [Pelaku(p, "Pegawai", peran) for p in semua]
        else:
            cocok = [a for a in anggota if satu.semua_anggota or a.kedudukan == satu.kedudukan]
            hasil[peran.pk] += [
                Pelaku(
                    a.pegawai,
                    AnggotaTim.Kedudukan(a.kedudukan).di_tim(peran.sop.opd.sebutan_tim),
                    peran,
                )
                for a in cocok
            ]
    return hasil


def pelaksana_langkah(langkah: Langkah, tanggal: date | None = None) -> list[Pelaku]:
    """The people who may finish a step today."""
    daftar = pelaku_peran(peran_pelaksana(langkah), tanggal)
    return [satu for orang in daftar.values() for satu in orang]


def peran_disposisi(langkah: Langkah) -> Peran | None:
    """The Kepala's role at a reporting step, when the report ends with him.

    Where his own step follows (signing, deciding), that step is the answer and no disposisi is asked.
    """
    if langkah.layar != Langkah.Layar.LAPOR:
        return None
    kepala = (
        Peran.objects.filter(
            di_langkah__langkah=langkah,
            di_langkah__tugas=PelakuLangkah.Tugas.PENERIMA,
            ikatan_opd__jabatan__jenis=Jabatan.Jenis.KEPALA,
        )
        .select_related("sop__opd")
        .first()
    )
    if kepala is None:
        return None
    berikut = (
        langkah.lanjut_ke
        or Langkah.objects.filter(prosedur=langkah.prosedur_id, nomor__gt=langkah.nomor)
        .order_by("nomor")
        .first()
    )
    if berikut and berikut.pelaku.filter(peran=kepala, tugas=PelakuLangkah.Tugas.PELAKSANA).exists():
        return None
    return kepala


def perlu_disposisi(langkah: Langkah) -> bool:
    """Does this reporting step close only by the Kepala's disposisi (SOP 000 steps A11 and B9)?"""
    return peran_disposisi(langkah) is not None


def penerima_disposisi(langkah: Langkah, tanggal: date | None = None) -> list[Pelaku]:
    """Who may answer the report of this step on that day."""
    peran = peran_disposisi(langkah)
    return pelaku_peran([peran], tanggal)[peran.pk] if peran else []


def pemangku_langkah(langkah: Langkah, mulai: date, selesai: date) -> QuerySet[PemangkuJabatan]:
    """Holders, on any day from ``mulai`` to ``selesai``, of the positions that do a step."""
    return pemangku_peran([satu.pk for satu in peran_pelaksana(langkah)], mulai, selesai)


def pemangku_peran(peran: list[int], mulai: date, selesai: date) -> QuerySet[PemangkuJabatan]:
    """Holders, on any day from ``mulai`` to ``selesai``, of the positions these roles are bound to.

    For a unit's role those are the positions in that unit.
    """
    ikatan = IkatanPeran.objects.filter(peran__in=peran)
    return (
        PemangkuJabatan.objects.berlaku_antara(mulai, selesai)
        .filter(Q(jabatan__in=ikatan.values("jabatan")) | Q(jabatan__unit__in=ikatan.values("unit")))
        .select_related("jabatan", "pegawai")
        .order_by("jabatan__urutan", "-tanggal_mulai")
    )


def kedudukan_di_langkah(pengguna: Pengguna, langkah: Langkah, tanggal: date | None = None) -> list[Pelaku]:
    """In which capacities this person may do the step today; empty when it is not theirs."""
    if not pengguna.is_active:
        return []
    return [satu for satu in pelaksana_langkah(langkah, tanggal) if satu.pegawai.pengguna_id == pengguna.pk]


def menunggu(pengguna: Pengguna, milik: Kedudukan | None = None) -> list[CatatanLangkah]:
    """Open visits that wait for this person, nearest batas waktu first; a flat number of queries.

    ``milik`` spares asking what the person is, where that is known. A report that was handed up waits for the
    Kepala's disposisi, no longer for its doer.
    """
    milik = milik or kedudukan(pengguna)
    ikatan = {(satu.peran_id, satu.unit_id) for satu in milik.ikatan}
    peran = {peran_id for peran_id, _ in ikatan}
    if not peran:
        return []
    diajukan = Q(disposisi__isnull=False, disposisi__keputusan="")
    melapor = PelakuLangkah.objects.filter(
        peran__in=peran,
        tugas=PelakuLangkah.Tugas.PENERIMA,
        peran__ikatan_opd__jabatan__jenis=Jabatan.Jenis.KEPALA,
    )
    terbuka = list(
        CatatanLangkah.objects.filter(
            ~diajukan
            & Q(
                langkah__pelaku__in=PelakuLangkah.objects.filter(
                    peran__in=peran, tugas=PelakuLangkah.Tugas.PELAKSANA
                )
            )
            | diajukan & Q(langkah__pelaku__in=melapor),
            selesai_pada=None,
            pelaksanaan__status="berjalan",
        )
        .select_related(
            "langkah", "pelaksanaan__opd__pemda", "pelaksanaan__periode", "pelaksanaan__prosedur__sop"
        )
        .order_by("pelaksanaan__batas_waktu", "pk")
        .distinct()
    )
    # Every page asks this for its frame: what only a few steps need is read for those alone.
    bersama = [satu for satu in terbuka if satu.langkah.semua_pelaksana]
    prefetch_related_objects(bersama, "paraf", "langkah__pelaku")
    tanpa = unit_dikecualikan(bersama)
    return [satu for satu in terbuka if _masih_giliran(satu, ikatan, tanpa.get(satu.pk, set()))]


def menunggu_di(request: HttpRequest) -> list[CatatanLangkah]:
    """What waits for the person of this request; worked out once, for the frame and the page both ask."""
    if not hasattr(request, "_menunggu"):
        request._menunggu = menunggu(request.user, kedudukan_di(request))
    return request._menunggu


def kedudukan_di(request: HttpRequest) -> Kedudukan:
    """What the person of this request is today; worked out once, for the frame and the page both ask."""
    if not hasattr(request, "_kedudukan"):
        request._kedudukan = kedudukan(request.user, fakta=fakta_hari_ini(request.user))
    return request._kedudukan


def _masih_giliran(catatan: CatatanLangkah, ikatan: set[tuple[int, int | None]], tanpa: set[int]) -> bool:
    """At a step of several parties: is one of this person's still to give its paraf (``tanpa``: not waited for)?"""
    if not catatan.langkah.semua_pelaksana:
        return True
    sudah = {(paraf.peran_id, paraf.unit_id) for paraf in catatan.paraf.all()}
    pelaksana = {
        pelaku.peran_id
        for pelaku in catatan.langkah.pelaku.all()
        if pelaku.tugas == PelakuLangkah.Tugas.PELAKSANA
    }
    return any(pihak not in sudah and pihak[1] not in tanpa for pihak in ikatan if pihak[0] in pelaksana)


def _pemangku(ikatan: list[IkatanPeran], tanggal: date) -> dict[int, list[PemangkuJabatan]]:
    hasil = defaultdict(list)
    jabatan = {satu.jabatan_id for satu in ikatan if satu.jabatan_id}
    if jabatan:
        dipangku = PemangkuJabatan.objects.berlaku_pada(tanggal).filter(jabatan__in=jabatan)
        if tanggal >= hari_ini():
            dipangku = dipangku.filter(jabatan__aktif=True, pegawai__aktif=True)
        for pemangku in dipangku.select_related("jabatan", "pegawai__pengguna"):
            hasil[pemangku.jabatan_id].append(pemangku)
    return hasil


def _orang_unit(
    ikatan: list[IkatanPeran], tanggal: date
) -> dict[int, list[tuple[Pegawai, PemangkuJabatan | None]]]:
    """{unit_id: its people and those of the units below it}: who holds a position there, then who works there.

    A Plt. Kepala Bidang from elsewhere belongs to the Bidang while he acts, wherever he is employed.
    """
    hasil = defaultdict(list)
    diminta = {satu.unit_id for satu in ikatan if satu.unit_id}
    if not diminta:
        return hasil
    opd = {satu.unit.opd_id for satu in ikatan if satu.unit_id}
    induk = dict(UnitKerja.objects.filter(opd__in=opd).values_list("pk", "induk_id"))
    pejabat = PemangkuJabatan.objects.berlaku_pada(tanggal).filter(
        jabatan__opd__in=opd, jabatan__aktif=True, jabatan__unit__isnull=False, pegawai__aktif=True
    )
    orang = [
        (satu.jabatan.unit_id, satu.pegawai, satu)
        for satu in pejabat.select_related("jabatan", "pegawai__pengguna")
    ]
    pegawai = Pegawai.objects.filter(opd__in=opd, aktif=True, unit__isnull=False).select_related("pengguna")
    orang += [(satu.unit_id, satu, None) for satu in pegawai]
    sudah = set()
    for unit_id, satu, pemangku in orang:
        for pk in _unit_ke_atas(unit_id, induk):
            if pk in diminta and (pk, satu.pk) not in sudah:
                sudah.add((pk, satu.pk))
                hasil[pk].append((satu, pemangku))
    return hasil


def _unit_ke_atas(pk: int | None, induk: dict[int, int | None]) -> list[int]:
    """The unit and those above it, nearest first."""
    hasil: list[int] = []
    while pk and pk not in hasil:
        hasil.append(pk)
        pk = induk.get(pk)
    return hasil


def _anggota_tim(ikatan: list[IkatanPeran], tanggal: date) -> list[AnggotaTim]:
    opd = {satu.peran.sop.opd_id for satu in ikatan if satu.kedudukan or satu.semua_anggota}
    if not opd:
        return []
    tim = TimSAKIP.objects.berlaku_pada(tanggal).filter(opd__in=opd)
    return list(
        AnggotaTim.objects.filter(tim__in=tim, pegawai__aktif=True).select_related("pegawai__pengguna")
    )
