"""What is stored for one OPD and year, fetched in a fixed number of queries whatever the number of rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from django.db.models import Q

from organisasi.models import OPD, Jabatan, UnitKerja
from organisasi.waktu import hari_ini
from perencanaan.models import (
    CatatanTarget,
    Indikator,
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    PerjanjianKinerja,
    Renstra,
    RiwayatNilai,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    VersiIndikator,
    VersiTarget,
)


@dataclass
class Keadaan:
    """One OPD's plan of one year, as stored. Figures of periods are plain tuples: there are many of them."""

    opd: OPD
    tahun: int
    hari_ini: date
    simpul: dict[int, Simpul] = field(default_factory=dict)
    pagu: dict[int, PaguAnggaran] = field(default_factory=dict)
    jabatan: list[Jabatan] = field(default_factory=list)
    unit: list[UnitKerja] = field(default_factory=list)
    indikator: dict[int, Indikator] = field(default_factory=dict)
    penempatan: dict[int, PenempatanIndikator] = field(default_factory=dict)
    definisi: dict[int, list[VersiIndikator]] = field(default_factory=dict)
    pemegang: dict[int, list[PenanggungJawabData]] = field(default_factory=dict)
    target: dict[int, list[VersiTarget]] = field(default_factory=dict)
    # {version: {("bulan", 3): (pk, figure)}}
    periode: dict[int, dict[tuple[str, int], tuple[int, Decimal | None]]] = field(default_factory=dict)
    # {indicator: {year: (pk, figure, level)}}
    renstra: dict[int, dict[int, tuple[int, Decimal | None, str]]] = field(default_factory=dict)
    # {indicator: {year: (pk, what was reached)}}, from before this app or from published reports
    riwayat: dict[int, dict[int, tuple[int, Decimal | None]]] = field(default_factory=dict)
    perjanjian: dict[int, list[PerjanjianKinerja]] = field(default_factory=dict)
    # {version: codes of warnings that were kept with a reason}
    dipertahankan: dict[int, set[str]] = field(default_factory=dict)
    # {indicator: what it reached last year}, as far as it is recorded in this app
    realisasi_lalu: dict[int, Decimal] = field(default_factory=dict)

    @property
    def awal(self) -> date:
        """The first day of the year."""
        return date(self.tahun, 1, 1)

    @property
    def akhir(self) -> date:
        """The last day of the year."""
        return date(self.tahun, 12, 31)

    @property
    def mulai_ubah(self) -> date:
        """From when on a dated change made now holds: today, within the year."""
        return min(max(self.hari_ini, self.awal), self.akhir)

    @cached_property
    def masa_renstra(self) -> set[int]:
        """Years of the Renstra that holds in this year; none where it is not recorded."""
        return {
            tahun
            for awal, akhir in Renstra.objects.filter(
                opd=self.opd, tahun_awal__lte=self.tahun, tahun_akhir__gte=self.tahun
            ).values_list("tahun_awal", "tahun_akhir")
            for tahun in range(awal, akhir + 1)
        }

    @property
    def tahun_renstra(self) -> list[int]:
        """Years of the Renstra that holds in this year, and those with stored targets."""
        return sorted(self.masa_renstra.union(*self.renstra.values()))

    def kepala(self) -> Jabatan | None:
        """The position that answers for sasaran and tujuan that name nobody."""
        return next(
            (satu for satu in self.jabatan if satu.aktif and satu.jenis == Jabatan.Jenis.KEPALA), None
        )

    def definisi_tahun(self, indikator_id: int) -> VersiIndikator | None:
        """The definition in force at the end of the year."""
        return next(
            (satu for satu in self.definisi.get(indikator_id, ()) if satu.berlaku_pada(self.akhir)), None
        )

    def target_pokok(self, indikator_id: int) -> VersiTarget | None:
        """The version a workbook shows: of an open revision if there is one, else the latest of the year."""
        semua = self.target.get(indikator_id, [])
        rancangan = [satu for satu in semua if satu.rancangan]
        return (rancangan or semua or [None])[-1]

    def pemegang_berlaku(self, indikator_id: int) -> list[PenanggungJawabData]:
        """Who is to bring an indicator's figure from now until the year ends."""
        return [satu for satu in self.pemegang.get(indikator_id, ()) if satu.berlaku_pada(self.akhir)]

    def pemegang_tahun(self, indikator_id: int) -> list[tuple[UnitKerja, str]]:
        """The same as (unit, what it brings)."""
        return [
            (self._unit_pk[satu.unit_id], satu.kontribusi) for satu in self.pemegang_berlaku(indikator_id)
        ]

    @cached_property
    def _unit_pk(self) -> dict[int, UnitKerja]:
        return {satu.pk: satu for satu in self.unit}


def sehari_sebelum(tanggal: date) -> date:
    """The last day of what ends where something new begins."""
    return tanggal - timedelta(days=1)


def baca_keadaan(opd: OPD, tahun: int) -> Keadaan:
    """Everything a workbook of that OPD and year can speak of."""
    hasil = Keadaan(opd, tahun, hari_ini(opd.pemda.zona_waktu))
    hasil.jabatan = list(Jabatan.objects.filter(opd=opd))
    hasil.unit = list(UnitKerja.objects.filter(opd=opd))
    hasil.simpul = {satu.pk: satu for satu in Simpul.objects.filter(opd=opd, tahun=tahun)}
    for satu in hasil.simpul.values():
        # Parents are of the same year: the same objects, so that a change is seen everywhere.
        satu.induk = hasil.simpul.get(satu.induk_id)
    dalam_tahun = Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=hasil.awal)
    for satu in PaguAnggaran.objects.filter(
        dalam_tahun, simpul__opd=opd, simpul__tahun=tahun, tanggal_mulai__lte=hasil.akhir
    ).order_by("tanggal_mulai"):
        hasil.pagu[satu.simpul_id] = satu
    hasil.indikator = {satu.pk: satu for satu in Indikator.objects.filter(opd=opd)}
    hasil.penempatan = {
        satu.indikator_id: satu for satu in PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=tahun)
    }
    hasil.definisi = _per_indikator(
        VersiIndikator.objects.filter(indikator__opd=opd).order_by("tanggal_mulai")
    )
    hasil.pemegang = _per_indikator(
        PenanggungJawabData.objects.filter(dalam_tahun, indikator__opd=opd).order_by("pk")
    )
    hasil.target = _per_indikator(
        VersiTarget.objects.filter(indikator__opd=opd, tahun=tahun).order_by("tanggal_mulai", "pk")
    )
    _baca_perjanjian(hasil)
    _baca_angka(hasil)
    return hasil


def _per_indikator(daftar: Iterable) -> dict[int, list]:
    hasil = defaultdict(list)
    for satu in daftar:
        hasil[satu.indikator_id].append(satu)
    return dict(hasil)


def _baca_perjanjian(keadaan: Keadaan) -> None:
    jabatan = {satu.pk: satu for satu in keadaan.jabatan}
    semua = {}
    for satu in PerjanjianKinerja.objects.filter(opd=keadaan.opd, tahun=keadaan.tahun).order_by(
        "perubahan_ke"
    ):
        satu.jabatan = jabatan.get(satu.jabatan_id) or satu.jabatan
        keadaan.perjanjian.setdefault(satu.jabatan_id, []).append(satu)
        semua[satu.pk] = satu
    for daftar in keadaan.target.values():
        for satu in daftar:
            satu.perjanjian = semua.get(satu.perjanjian_id)


def _baca_angka(keadaan: Keadaan) -> None:
    milik = {"versi__indikator__opd": keadaan.opd, "versi__tahun": keadaan.tahun}
    baris = TargetPeriode.objects.filter(**milik).values_list(
        "pk", "versi_id", "periode__jenis", "periode__nomor", "nilai"
    )
    for pk, versi, jenis, nomor, nilai in baris.iterator():
        keadaan.periode.setdefault(versi, {})[jenis, nomor] = (pk, nilai)
    baris = TargetRenstra.objects.filter(indikator__opd=keadaan.opd).values_list(
        "pk", "indikator_id", "tahun", "nilai", "tingkat"
    )
    for pk, indikator, tahun, nilai, tingkat in baris.iterator():
        keadaan.renstra.setdefault(indikator, {})[tahun] = (pk, nilai, tingkat)

    milik = {"versi__indikator__opd": keadaan.opd, "versi__tahun": keadaan.tahun}
    for versi, kode in CatatanTarget.objects.filter(**milik).values_list("versi_id", "kode"):
        keadaan.dipertahankan.setdefault(versi, set()).add(kode)
    for pk, indikator, tahun, realisasi in RiwayatNilai.objects.filter(
        indikator__opd=keadaan.opd
    ).values_list("pk", "indikator_id", "tahun", "realisasi"):
        keadaan.riwayat.setdefault(indikator, {})[tahun] = (pk, realisasi)
        if tahun == keadaan.tahun - 1 and realisasi is not None:
            keadaan.realisasi_lalu[indikator] = realisasi
