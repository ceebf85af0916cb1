"""What stands behind each row of a form: what it says, its definition, its target, and what it said before.

Read once for any number of rows in a flat number of queries; the recap, its marks and the decision page all look
at the same reading.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery, prefetch_related_objects

from pengumpulan.models import BERANGKA, BarisFormulir, Realisasi, RevisiRealisasi
from perencanaan.deret import kalimat_pemutus, pemutus
from perencanaan.models import (
    PenanggungJawabData,
    Periode,
    TargetPeriode,
    TargetUnit,
    VersiIndikator,
    VersiTarget,
)

# How far back earlier figures are looked for, in years before the row's own.
TAHUN_KE_BELAKANG = 1
# What must be the same for two figures to be of one kind; a definition may change in words without breaking that.
SEJENIS = ("satuan", "metode", "frekuensi", "pengali")


def bacaan(baris: BarisFormulir) -> Realisasi | RevisiRealisasi:
    """What the row says: as it was handed in or approved, else as it stands with the unit now.

    Of a form that the run went on without, nothing came in, whatever the unit has typed meanwhile.
    """
    if baris.belum_masuk:
        return Realisasi()
    terbuka = baris.status in (*BarisFormulir.BUKA, BarisFormulir.Status.SUSULAN)
    return baris.realisasi if terbuka or baris.revisi is None else baris.revisi


@dataclass(frozen=True)
class BacaanBaris:
    """One row with what it is compared with; figures stand in the indicator's satuan.

    ``target`` is the office's for the row's own period, ``target_unit`` the part of the year's target that falls
    to the row's unit where several add up, ``target_setahun`` those of all periods of that kind in their order.
    ``lalu`` are the earlier figures of the same cell and kind of period that compare, newest first; where the very
    last one does not, ``terakhir`` still holds it and ``putus`` says why in a sentence.
    """

    baris: BarisFormulir
    isi: Realisasi | RevisiRealisasi
    definisi: VersiIndikator | None
    versi_target: VersiTarget | None
    target: Decimal | None
    target_latihan: bool
    target_unit: Decimal | None
    target_setahun: tuple[Decimal | None, ...]
    kontribusi: str
    terakhir: Realisasi | None
    lalu: tuple[Realisasi, ...]
    putus: str

    @property
    def periode(self) -> Periode:
        """The period the row's figure is for."""
        return self.baris.realisasi.periode


def baca_baris(baris: Sequence[BarisFormulir]) -> dict[int, BacaanBaris]:
    """{row: its reading}; a flat number of queries for any number of rows."""
    baris = list(baris)
    if not baris:
        return {}
    prefetch_related_objects(baris, "realisasi__periode", "revisi", "formulir")
    realisasi = [satu.realisasi for satu in baris]
    definisi = _definisi(realisasi)
    versi_target = _versi_target(realisasi)
    per_versi = _target_periode(versi_target.values())
    kontribusi = _kontribusi(baris)
    bagian = _bagian_unit(versi_target.values())
    sebelum = _angka_sebelum(realisasi)
    hasil = {}
    for satu in baris:
        r = satu.realisasi
        versi = versi_target.get(r.pk)
        target, latihan = _target(r.periode, versi, per_versi)
        terakhir, lalu, putus = _sebanding(r, definisi[r.indikator_id], sebelum[_sel(r)])
        hasil[satu.pk] = BacaanBaris(
            baris=satu,
            isi=bacaan(satu),
            definisi=_berlaku(definisi[r.indikator_id], r.periode.tanggal_selesai),
            versi_target=versi,
            target=target,
            target_latihan=latihan,
            target_unit=bagian.get((versi.pk, r.unit_id)) if versi else None,
            target_setahun=tuple(
                t.nilai for t in (per_versi[versi.pk] if versi else ()) if t.periode.jenis == r.periode.jenis
            ),
            kontribusi=kontribusi[satu.pk],
            terakhir=terakhir,
            lalu=lalu,
            putus=putus,
        )
    return hasil


def _berlaku(daftar: Iterable, tanggal: date):
    return next((satu for satu in daftar if satu.berlaku_pada(tanggal)), None)


def _sel(r: Realisasi) -> tuple[int, int]:
    return r.indikator_id, r.unit_id


def _definisi(realisasi: Iterable[Realisasi]) -> dict[int, list[VersiIndikator]]:
    versi = defaultdict(list)
    for satu in VersiIndikator.objects.filter(indikator__in={r.indikator_id for r in realisasi}):
        versi[satu.indikator_id].append(satu)
    return versi


def _versi_target(realisasi: Iterable[Realisasi]) -> dict[int, VersiTarget]:
    """{realisasi: the year's targets in force at the end of its period}."""
    versi = defaultdict(list)
    for satu in VersiTarget.objects.filter(
        indikator__in={r.indikator_id for r in realisasi}, tahun__in={r.periode.tahun for r in realisasi}
    ):
        versi[satu.indikator_id, satu.tahun].append(satu)
    cocok = {
        r.pk: _berlaku(versi[r.indikator_id, r.periode.tahun], r.periode.tanggal_selesai) for r in realisasi
    }
    return {pk: satu for pk, satu in cocok.items() if satu}


def _target_periode(versi: Iterable[VersiTarget]) -> dict[int, list[TargetPeriode]]:
    """{version of targets: those of its periods, in the order of the year}."""
    hasil = defaultdict(list)
    for satu in (
        TargetPeriode.objects.filter(versi__in={v.pk for v in versi})
        .select_related("periode")
        .order_by("versi", "periode__tanggal_selesai")
    ):
        hasil[satu.versi_id].append(satu)
    return hasil


def _target(
    periode: Periode, versi: VersiTarget | None, per_versi: Mapping[int, list[TargetPeriode]]
) -> tuple[Decimal | None, bool]:
    """(the period's target, is it practice)."""
    if versi is None:
        return None, False
    if periode.jenis == Periode.Jenis.TAHUN:
        return versi.nilai, versi.angka_latihan
    satu = next((t for t in per_versi[versi.pk] if t.periode_id == periode.pk), None)
    return (satu.nilai, satu.angka_latihan) if satu else (None, False)


def _bagian_unit(versi: Iterable[VersiTarget]) -> dict[tuple[int, int], Decimal]:
    """{(version of targets, unit): the unit's part of the year's}."""
    daftar = TargetUnit.objects.filter(versi__in={satu.pk for satu in versi})
    return {(satu.versi_id, satu.unit_id): satu.nilai for satu in daftar}


def dengan_kontribusi(baris: QuerySet[BarisFormulir]) -> QuerySet[BarisFormulir]:
    """The rows with what their unit's figure is to the office's (``kontribusi_unit``): asked once."""
    pemegang = PenanggungJawabData.objects.filter(
        Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=OuterRef("realisasi__periode__tanggal_selesai")),
        indikator=OuterRef("realisasi__indikator"),
        unit=OuterRef("realisasi__unit"),
        tanggal_mulai__lte=OuterRef("realisasi__periode__tanggal_selesai"),
    )
    return baris.annotate(kontribusi_unit=Subquery(pemegang.order_by("pk").values("kontribusi")[:1]))


def _kontribusi(baris: list[BarisFormulir]) -> dict[int, str]:
    """{row: what its unit's figure is to the office's}; a unit that gave the indicator up brought it alone."""
    if any(not hasattr(satu, "kontribusi_unit") for satu in baris):
        milik = dengan_kontribusi(BarisFormulir.objects.filter(pk__in=[satu.pk for satu in baris]))
        isi = dict(milik.values_list("pk", "kontribusi_unit"))
    else:
        isi = {satu.pk: satu.kontribusi_unit for satu in baris}
    return {satu.pk: isi.get(satu.pk) or PenanggungJawabData.Kontribusi.TUNGGAL for satu in baris}


def _angka_sebelum(realisasi: list[Realisasi]) -> dict[tuple[int, int], list[Realisasi]]:
    """{cell: its figures before, newest first}; states without a figure compare with nothing."""
    hasil = defaultdict(list)
    for satu in (
        Realisasi.objects.filter(
            indikator__in={r.indikator_id for r in realisasi},
            unit__in={r.unit_id for r in realisasi},
            periode__tahun__gte=min(r.periode.tahun for r in realisasi) - TAHUN_KE_BELAKANG,
            periode__tanggal_selesai__lt=max(r.periode.tanggal_mulai for r in realisasi),
            keadaan__in=BERANGKA,
        )
        .select_related("periode")
        .order_by("-periode__tanggal_selesai")
    ):
        hasil[_sel(satu)].append(satu)
    return hasil


def _sebanding(
    r: Realisasi, definisi: list[VersiIndikator], sebelum: list[Realisasi]
) -> tuple[Realisasi | None, tuple[Realisasi, ...], str]:
    """(the last figure, those that compare, why the last one does not).

    Two figures compare when both are of one kind of period and no break of the series lies between; a definition
    with another satuan, method or multiplier is such a break, said so or not.
    """
    kini = _berlaku(definisi, r.periode.tanggal_selesai)
    lebih_awal = [
        satu
        for satu in sebelum
        if satu.periode.jenis == r.periode.jenis
        and satu.periode.tanggal_selesai < r.periode.tanggal_mulai
        and satu.periode.tahun >= r.periode.tahun - TAHUN_KE_BELAKANG
    ]
    lalu, sebab = [], ""
    for satu in lebih_awal:
        sebab = _sebab_putus(satu, r, kini, definisi)
        if sebab:
            break
        lalu.append(satu)
    return next(iter(lebih_awal), None), tuple(lalu), "" if lalu else sebab


def _sebab_putus(
    dulu: Realisasi, r: Realisasi, kini: VersiIndikator | None, definisi: list[VersiIndikator]
) -> str:
    akhir = dulu.periode.tanggal_selesai
    if putus := pemutus(definisi, setelah=akhir, sampai=r.periode.tanggal_selesai):
        return kalimat_pemutus(putus)
    lama = _berlaku(definisi, akhir)
    if kini is None or lama is None:
        return "Definisi yang berlaku belum lengkap, sehingga angkanya tidak dibandingkan."
    if any(getattr(kini, nama) != getattr(lama, nama) for nama in SEJENIS):
        return f"Definisi berubah sejak {dulu.periode}, sehingga angkanya tidak dibandingkan."
    return ""
