"""Which figures a collection asks for: each indicator's periods that fall due, by the units that bring them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from alur.models import IkatanPeran, Langkah, PelakuLangkah, Prosedur
from organisasi.models import OPD, UnitKerja
from perencanaan.models import (
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Simpul,
    VersiIndikator,
)

# A run of a longer period also serves the shorter ones in it; a month's run serves months only, so that the
# quarter-end run, not March's, asks for the triwulan.
LEBIH_PANJANG = {
    Periode.Jenis.BULAN: (),
    Periode.Jenis.TRIWULAN: (Periode.Jenis.SEMESTER, Periode.Jenis.TAHUN),
    Periode.Jenis.SEMESTER: (Periode.Jenis.TAHUN,),
    Periode.Jenis.TAHUN: (),
}


@dataclass(frozen=True)
class Kebutuhan:
    """One cell that is due: the indicator, the unit that brings it, the period it is for."""

    penempatan: PenempatanIndikator
    unit: UnitKerja
    periode: Periode


@dataclass(frozen=True)
class DaftarKebutuhan:
    """All that a collection asks for, and in sentences what keeps an indicator out of it."""

    sel: tuple[Kebutuhan, ...]
    anggaran: tuple[tuple[Simpul, UnitKerja], ...]
    peringatan: tuple[str, ...]


def periode_dilayani(periode: Periode) -> list[Periode]:
    """The periods whose figures a run for ``periode`` brings in: those within it, longer ones that end with it."""
    return list(
        Periode.objects.tahun_lengkap(periode.tahun)
        .filter(
            Q(tanggal_mulai__gte=periode.tanggal_mulai, tanggal_selesai__lte=periode.tanggal_selesai)
            | Q(jenis__in=LEBIH_PANJANG[periode.jenis], tanggal_selesai=periode.tanggal_selesai)
        )
        .order_by("tanggal_selesai", "-tanggal_mulai")
    )


def susun_kebutuhan(opd: OPD, periode: Periode) -> DaftarKebutuhan:
    """The cells and budget lines due for a period, in the order of the tree. A flat number of queries."""
    penempatan = list(
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=periode.tahun, indikator__aktif=True)
        .select_related("indikator", "simpul")
        .order_by("simpul__urutan", "urutan", "pk")
    )
    dilayani = periode_dilayani(periode)
    definisi = {
        satu.indikator_id: satu
        for satu in VersiIndikator.objects.berlaku_pada(periode.tanggal_selesai).filter(indikator__opd=opd)
    }
    pemegang = defaultdict(list)
    for satu in (
        PenanggungJawabData.objects.filter(
            Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=periode.tanggal_mulai),
            indikator__opd=opd,
            tanggal_mulai__lte=periode.tanggal_selesai,
        )
        .select_related("unit")
        .order_by("unit__urutan", "pk")
    ):
        pemegang[satu.indikator_id].append(satu)
    sel, tanpa_definisi, tanpa_unit = [], [], []
    for satu in penempatan:
        versi = definisi.get(satu.indikator_id)
        if versi is None:
            tanpa_definisi.append(satu.indikator.kode)
            continue
        jatuh_tempo = [p for p in dilayani if p.jenis == versi.frekuensi]
        if jatuh_tempo and not pemegang[satu.indikator_id]:
            tanpa_unit.append(satu.indikator.kode)
        sel += [
            Kebutuhan(satu, pegang.unit, p)
            for p in jatuh_tempo
            for pegang in pemegang_periode(pemegang[satu.indikator_id], p)
        ]
    peringatan = []
    if tanpa_definisi:
        peringatan.append(f"Belum memiliki definisi yang berlaku: {', '.join(tanpa_definisi)}.")
    if tanpa_unit:
        peringatan.append(f"Belum memiliki unit penanggung jawab data: {', '.join(tanpa_unit)}.")
    return DaftarKebutuhan(
        tuple(sel), tuple(_anggaran(opd, periode, penempatan, pemegang)), tuple(peringatan)
    )


def pemegang_periode(pemegang: list[PenanggungJawabData], periode: Periode) -> list[PenanggungJawabData]:
    """Who brings a period's figure: all that held it then; of those that bring it alone, the last day's.

    A unit that gave an indicator up within the period leaves the whole period's figure to its successor.
    """
    saat_itu = [
        satu
        for satu in pemegang
        if satu.tanggal_mulai <= periode.tanggal_selesai
        and (satu.tanggal_selesai is None or satu.tanggal_selesai >= periode.tanggal_mulai)
    ]
    tunggal = PenanggungJawabData.Kontribusi.TUNGGAL
    return [
        satu for satu in saat_itu if satu.kontribusi != tunggal or satu.berlaku_pada(periode.tanggal_selesai)
    ] or saat_itu


def _anggaran(opd: OPD, periode: Periode, penempatan, pemegang) -> list[tuple[Simpul, UnitKerja]]:
    """The lowest nodes that have a pagu, with the unit that accounts for each.

    That is the unit of the node's responsible position, else of an indicator that stands there, else the
    Sekretariat.
    """
    simpul = {
        satu.pk: satu
        for satu in Simpul.objects.filter(opd=opd, tahun=periode.tahun)
        .select_related("penanggung_jawab__unit")
        .order_by("urutan", "pk")
    }
    berpagu = set(
        PaguAnggaran.objects.berlaku_pada(periode.tanggal_selesai)
        .filter(simpul__in=simpul)
        .values_list("simpul", flat=True)
    )
    berinduk = set()
    for pk in berpagu:
        induk = simpul[pk].induk_id
        while induk:
            berinduk.add(induk)
            induk = simpul[induk].induk_id
    unit_indikator = {}
    for satu in penempatan:
        for pegang in pemegang[satu.indikator_id]:
            unit_indikator.setdefault(satu.simpul_id, pegang.unit)
    sekretariat = UnitKerja.objects.filter(opd=opd, aktif=True, jenis=UnitKerja.Jenis.SEKRETARIAT).first()
    hasil = []
    for pk in sorted(berpagu - berinduk, key=lambda satu: (simpul[satu].urutan, satu)):
        satu = simpul[pk]
        unit = satu.penanggung_jawab.unit if satu.penanggung_jawab else None
        unit = unit or unit_indikator.get(pk) or sekretariat
        if unit:
            hasil.append((satu, unit))
    return hasil


def unit_formulir(prosedur: Prosedur) -> list[int]:
    """The units that get a form of their own: those bound to the roles that fill it, or that receive it."""
    for layar, tugas in (
        (Langkah.Layar.PENGISIAN, PelakuLangkah.Tugas.PELAKSANA),
        (Langkah.Layar.DISTRIBUSI, PelakuLangkah.Tugas.PENERIMA),
    ):
        ikatan = IkatanPeran.objects.filter(
            peran__di_langkah__langkah__in=prosedur.langkah.filter(layar=layar),
            peran__di_langkah__tugas=tugas,
        ).select_related("jabatan")
        unit = [satu.unit_id or (satu.jabatan.unit_id if satu.jabatan else None) for satu in ikatan]
        if unit := list(dict.fromkeys(satu for satu in unit if satu)):
            return unit
    return []


def petakan_unit(opd: OPD, punya_formulir: list[int]) -> dict[int, int]:
    """{unit: the unit on whose form its figures stand}: itself, or the nearest above that has a form."""
    induk = dict(UnitKerja.objects.filter(opd=opd).values_list("pk", "induk_id"))
    hasil = {}
    for pk in induk:
        di_atas, dilihat = pk, set()
        while di_atas and di_atas not in punya_formulir and di_atas not in dilihat:
            dilihat.add(di_atas)
            di_atas = induk.get(di_atas)
        hasil[pk] = di_atas if di_atas in punya_formulir else pk
    return hasil
