"""Rencana Aksi of a year: each indicator with its target, its periods, who brings it and what to look at again.

Page, PDF and workbook show the same rows, in the order of the tree. What is said of a target comes from
``perencanaan.periksa_target``; here it is only asked, for all indicators in a flat number of queries.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from organisasi.models import OPD
from perencanaan.angka import tulis_angka
from perencanaan.deret import PemutusDeret, pemutus
from perencanaan.gulir import berurut
from perencanaan.kamus import definisi_pada, hari_kamus
from perencanaan.models import (
    CatatanTarget,
    Indikator,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    TargetUnit,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.periksa_target import (
    DeretTarget,
    KodePeringatan,
    Peringatan,
    ketelitian,
    nama_periode,
    periksa_bagian_unit,
    periksa_target,
)
from perencanaan.sebaran import gabungkan
from perencanaan.sebut import sebut_target, sesuai_arah
from perencanaan.tercapai import Tercapai, tercapai

Jenis = Periode.Jenis
BANYAK = {Jenis.BULAN: 12, Jenis.TRIWULAN: 4, Jenis.SEMESTER: 2}
# Which kinds of period satisfy an indicator measured so often: a monthly one is often planned per triwulan.
CUKUP = {
    VersiIndikator.Frekuensi.BULAN: (Jenis.BULAN, Jenis.TRIWULAN),
    VersiIndikator.Frekuensi.TRIWULAN: (Jenis.TRIWULAN,),
    VersiIndikator.Frekuensi.SEMESTER: (Jenis.SEMESTER,),
    VersiIndikator.Frekuensi.TAHUN: (),
}
BENTUK_LAIN = "bentuk target tidak sesuai arah indikator"
BARU_RANCANGAN = "target baru berupa rancangan"


@dataclass(frozen=True)
class Teguran:
    """A warning of ``perencanaan.periksa_target`` with the code its reason is filed under.

    The code stays the same for as long as the warning speaks of the same periods: a reason for December says
    nothing of June.
    """

    kode: str
    kalimat: str


@dataclass(frozen=True)
class BarisAksi:
    """One indicator's year. ``versi`` is the target in force or to come; ``rancangan`` a draft to replace it.

    ``periode`` is {(kind, number): its target}; ``bagian`` {unit: its part of the year's target}. ``peringatan``
    are those that nobody answered, ``dipertahankan`` those that were kept with a reason. Across a break of the
    series (``putus``) last year's realisasi stands for reading only: nothing is compared with it.
    """

    penempatan: PenempatanIndikator | None
    definisi: VersiIndikator | None
    versi: VersiTarget | None
    rancangan: VersiTarget | None
    periode: dict[tuple[str, int], Decimal | None]
    periode_latihan: bool
    renstra: TargetRenstra | None
    pemegang: tuple[PenanggungJawabData, ...]
    bagian: dict[int, Decimal]
    unit_lepas: dict[int, str]  # units with a part that no longer bring the figure
    tercapai: Tercapai | None  # what the year before brought
    peringatan: tuple[Teguran, ...]
    dipertahankan: tuple[tuple[Teguran, CatatanTarget], ...]
    putus: tuple[PemutusDeret, ...] = ()  # the breaks between last year's figures and this year's

    @property
    def indikator(self) -> Indikator:
        return self.penempatan.indikator

    @property
    def simpul(self) -> Simpul:
        return self.penempatan.simpul

    @property
    def target(self) -> str:
        """The year's target in words; empty while none is set."""
        return sebut_target(self.versi) if self.versi else ""

    @property
    def bertarget(self) -> bool:
        """Has the year a target that counts: set, no draft of a revision, and one that measuring can read?"""
        return bool(self.target) and not self.versi.rancangan and not self.berbentuk_lain

    @property
    def berbentuk_lain(self) -> bool:
        """A figure where a level is asked for, or the like: left behind by another definition or a workbook."""
        return bool(self.target and self.definisi and not sesuai_arah(self.versi, self.definisi.arah))

    @property
    def renstra_teks(self) -> str:
        return sebut_renstra(self.renstra)

    @property
    def latihan(self) -> bool:
        return bool(self.versi and self.versi.angka_latihan) or self.periode_latihan

    @property
    def kurang(self) -> str:
        """What is missing, in a few words; empty when the year's plan is complete."""
        if self.definisi is None:
            return "definisi belum ada"
        if not self.target:
            return "target belum ditetapkan"
        if self.berbentuk_lain:
            return BENTUK_LAIN
        if self.versi.rancangan:
            return BARU_RANCANGAN
        if self.versi.nilai is None:
            return ""  # a level or a range holds for the whole year
        pilihan = CUKUP[self.definisi.frekuensi]
        terisi = {jenis: self.terisi(jenis) for jenis in pilihan}
        if not pilihan or any(terisi[jenis] == BANYAK[jenis] for jenis in pilihan):
            return ""
        jenis = max(pilihan, key=lambda satu: terisi[satu] / BANYAK[satu])
        return f"{Jenis(jenis).label.lower()} baru {terisi[jenis]} dari {BANYAK[jenis]}"

    def terisi(self, jenis: str) -> int:
        """How many periods of that kind have a target."""
        return sum(1 for (apa, _), nilai in self.periode.items() if apa == jenis and nilai is not None)


def sebut_renstra(renstra: TargetRenstra | None) -> str:
    """The Renstra's target of the year in words; empty where it has none."""
    return (tulis_angka(renstra.nilai) or renstra.tingkat) if renstra else ""


def urutan_versi(versi: VersiTarget) -> tuple:
    """Sorts versions of one year so that the last is the one to show: in force before a draft, newest last."""
    return not versi.rancangan, versi.tanggal_mulai, versi.pk


def susun_rencana_aksi(opd: OPD, tahun: int, tanggal: date) -> list[BarisAksi]:
    """The rows of a year in the order of the tree: nine queries whatever the size."""
    acuan = hari_kamus(tahun, tanggal)
    milik = {"indikator__opd": opd}
    urutan = {satu.pk: ke for ke, satu in enumerate(berurut(Simpul.objects.filter(opd=opd, tahun=tahun)))}
    penempatan = list(
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=tahun, indikator__aktif=True)
        .select_related("indikator", "simpul__penanggung_jawab")
        .order_by("urutan", "pk")
    )
    penempatan.sort(key=lambda satu: urutan[satu.simpul_id])
    definisi, pemegang, versi = defaultdict(list), defaultdict(list), defaultdict(list)
    for satu in VersiIndikator.objects.filter(**milik).order_by("tanggal_mulai"):
        definisi[satu.indikator_id].append(satu)
    for satu in (
        PenanggungJawabData.objects.berlaku_pada(acuan)
        .filter(**milik)
        .select_related("unit")
        .order_by("unit__urutan", "unit__nama", "pk")
    ):
        pemegang[satu.indikator_id].append(satu)
    for satu in VersiTarget.objects.filter(**milik, tahun=tahun).select_related("perjanjian__jabatan"):
        versi[satu.indikator_id].append(satu)
    renstra = {satu.indikator_id: satu for satu in TargetRenstra.objects.filter(**milik, tahun=tahun)}
    isi = _isi_versi([satu.pk for daftar in versi.values() for satu in daftar])
    lalu = tercapai(opd, tahun - 1)
    hasil = []
    for satu in penempatan:
        daftar = sorted(versi[satu.indikator_id], key=urutan_versi)
        tetap = [v for v in daftar if not v.rancangan]
        hasil.append(
            _baris(
                satu,
                definisi_tahun(definisi[satu.indikator_id], acuan),
                tetap[-1] if tetap else None,
                daftar[0] if daftar and daftar[0].rancangan else None,
                renstra.get(satu.indikator_id),
                tuple(pemegang[satu.indikator_id]),
                isi,
                lalu.get(satu.indikator_id),
                _putus_tahun(definisi[satu.indikator_id], tahun),
            )
        )
    return hasil


def baris_versi(versi: VersiTarget, tanggal: date) -> BarisAksi:
    """One version with all that is read beside it, whether or not it is the one in force."""
    acuan = hari_kamus(versi.tahun, tanggal)
    milik = {"indikator": versi.indikator_id}
    definisi = list(VersiIndikator.objects.filter(**milik).order_by("tanggal_mulai"))
    return _baris(
        PenempatanIndikator.objects.filter(**milik, tahun=versi.tahun)
        .select_related("indikator", "simpul__penanggung_jawab")
        .first(),
        definisi_tahun(definisi, acuan),
        versi,
        None,
        TargetRenstra.objects.filter(**milik, tahun=versi.tahun).first(),
        tuple(
            PenanggungJawabData.objects.berlaku_pada(acuan)
            .filter(**milik)
            .select_related("unit")
            .order_by("unit__urutan", "unit__nama", "pk")
        ),
        _isi_versi([versi.pk]),
        tercapai(versi.indikator.opd, versi.tahun - 1).get(versi.indikator_id),
        _putus_tahun(definisi, versi.tahun),
    )


def _putus_tahun(definisi: Sequence[VersiIndikator], tahun: int) -> tuple[PemutusDeret, ...]:
    """The breaks between the figures of the year before and this year's."""
    return pemutus(definisi, setelah=date(tahun - 1, 12, 31), sampai=date(tahun, 12, 31))


def definisi_tahun(daftar: Sequence[VersiIndikator], acuan: date) -> VersiIndikator | None:
    """The definition a year is planned by: in force on ``acuan``, else the last that held on a day of that year."""
    if berlaku := definisi_pada(daftar, acuan):
        return berlaku
    awal, akhir = date(acuan.year, 1, 1), date(acuan.year, 12, 31)
    setahun = [
        satu
        for satu in daftar
        if satu.tanggal_mulai <= akhir and (satu.tanggal_selesai is None or satu.tanggal_selesai >= awal)
    ]
    return setahun[-1] if setahun else None


@dataclass
class _Isi:
    """What belongs to each version of a target."""

    periode: dict[int, dict[tuple[str, int], Decimal | None]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    latihan: set[int] = field(default_factory=set)
    bagian: dict[int, dict[int, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    nama_unit: dict[int, str] = field(default_factory=dict)
    catatan: dict[int, dict[str, CatatanTarget]] = field(default_factory=lambda: defaultdict(dict))


def _isi_versi(versi: Sequence[int]) -> _Isi:
    isi = _Isi()
    for satu in TargetPeriode.objects.filter(versi__in=versi).select_related("periode"):
        isi.periode[satu.versi_id][satu.periode.jenis, satu.periode.nomor] = satu.nilai
        if satu.angka_latihan:
            isi.latihan.add(satu.versi_id)
    for satu in TargetUnit.objects.filter(versi__in=versi).select_related("unit"):
        isi.nama_unit[satu.unit_id] = str(satu.unit)
        isi.bagian[satu.versi_id][satu.unit_id] = satu.nilai
    for satu in CatatanTarget.objects.filter(versi__in=versi).select_related("oleh"):
        isi.catatan[satu.versi_id][satu.kode] = satu
    return isi


def _baris(penempatan, definisi, versi, rancangan, renstra, pemegang, isi: _Isi, lalu, putus) -> BarisAksi:
    tampil = versi or rancangan
    pk = tampil.pk if tampil else None
    periode, bagian = isi.periode.get(pk, {}), isi.bagian.get(pk, {})
    sebanding = None if putus else lalu
    semua = tegur(definisi, tampil, periode, bagian, pemegang, isi.nama_unit, renstra, sebanding)
    catatan = isi.catatan.get(pk, {})
    tetap = {satu.unit_id for satu in pemegang}
    return BarisAksi(
        penempatan,
        definisi,
        tampil,
        rancangan if versi else None,
        periode,
        pk in isi.latihan,
        renstra,
        pemegang,
        bagian,
        {unit: isi.nama_unit[unit] for unit in bagian if unit not in tetap},
        lalu,
        tuple(satu for satu in semua if satu.kode not in catatan),
        tuple((satu, catatan[satu.kode]) for satu in semua if satu.kode in catatan),
        putus,
    )


# -- what is said of it -----------------------------------------------------------------------------


def tegur(
    definisi: VersiIndikator | None,
    versi: VersiTarget | None,
    periode: Mapping[tuple[str, int], Decimal | None],
    bagian: Mapping[int, Decimal],
    pemegang: Sequence[PenanggungJawabData],
    nama_unit: Mapping[int, str],
    renstra: TargetRenstra | None,
    lalu: Tercapai | None,
) -> list[Teguran]:
    """The warnings about a year's target; nothing can be said without a definition."""
    if definisi is None or versi is None:
        return []
    deret = DeretTarget(
        metode=definisi.metode,
        arah=definisi.arah,
        frekuensi=definisi.frekuensi,
        satuan=definisi.satuan,
        desimal=definisi.desimal,
        nilai=versi.nilai,
        batas_bawah=versi.batas_bawah,
        batas_atas=versi.batas_atas,
        tingkat=versi.tingkat,
        periode=tuple((jenis, nomor, nilai) for (jenis, nomor), nilai in periode.items()),
        renstra=renstra.nilai if renstra else None,
        renstra_tingkat=renstra.tingkat if renstra else "",
        # A position of September is no measure for a whole year.
        realisasi_lalu=lalu.nilai if lalu and lalu.setahun else None,
    )
    semua = [*periksa_target(deret), *_tegur_bagian(definisi, versi, bagian, pemegang, nama_unit)]
    kali: dict[str, int] = defaultdict(int)
    hasil = []
    for satu in semua:
        kode = _kode_tersimpan(satu)
        kali[kode] += 1
        hasil.append(Teguran(kode if kali[kode] == 1 else f"{kode}-{kali[kode]}", satu.kalimat))
    return hasil


def _kode_tersimpan(peringatan: Peringatan) -> str:
    """``akhir_beda-3f2a91c07b``: the code, and a short hash where it depends on periods. At most 40 characters."""
    if not peringatan.periode:
        return str(peringatan.kode)
    return f"{peringatan.kode}-{hashlib.sha256(peringatan.kunci.encode()).hexdigest()[:10]}"


def _tegur_bagian(definisi, versi, bagian, pemegang, nama_unit) -> list[Peringatan]:
    if not pemegang or (len(pemegang) < 2 and not bagian):
        return []
    isi = {str(satu.unit): bagian.get(satu.unit_id) for satu in pemegang}
    isi |= {nama_unit[unit]: nilai for unit, nilai in bagian.items() if nama_unit[unit] not in isi}
    kontribusi = pemegang[0].kontribusi
    hasil = periksa_bagian_unit(
        versi.nilai, kontribusi, isi, satuan=definisi.satuan, desimal=definisi.desimal
    )
    if bagian or (kontribusi == PenanggungJawabData.Kontribusi.JUMLAH and versi.nilai is not None):
        return list(hasil)
    # Of a mean or a ratio each unit may well aim at the whole: no parts are missing.
    return [satu for satu in hasil if satu.kode != KodePeringatan.BAGIAN_KOSONG]


# -- how it is laid out -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Masa:
    """The target of one period in a row of twelve months: ``lebar`` of them."""

    jenis: str
    nama: str
    lebar: int
    nilai: Decimal | None

    @property
    def teks(self) -> str:
        return tulis_angka(self.nilai)


def susun_masa(baris: BarisAksi) -> list[list[Masa]]:
    """The periods of an indicator as rows of twelve months: each kind that is filled in, else its own kind."""
    terisi = [jenis for jenis in BANYAK if baris.terisi(jenis)]
    if not terisi and baris.definisi and baris.definisi.frekuensi in BANYAK:
        terisi = [baris.definisi.frekuensi]
    return [
        [
            Masa(
                str(jenis), nama_periode(jenis, nomor), 12 // BANYAK[jenis], baris.periode.get((jenis, nomor))
            )
            for nomor in range(1, BANYAK[jenis] + 1)
        ]
        for jenis in terisi
    ]


def ringkas_target(baris: BarisAksi) -> list[tuple[str, str]]:
    """What the periods come to by the method, to hold beside the year's target: (``Jumlah TW I–TW IV``, ``98``)."""
    if baris.definisi is None:
        return []
    metode = baris.definisi.metode
    sebut = RINGKAS.get(metode, "")
    hasil = []
    for jenis, banyak in BANYAK.items():
        nilai = gabungkan([baris.periode.get((jenis, nomor)) for nomor in range(1, banyak + 1)], metode)
        if nilai is not None:
            awal, akhir = nama_periode(jenis, 1), nama_periode(jenis, banyak)
            desimal = None
            if metode == VersiIndikator.Metode.RATA_RATA:
                # As the warning has it: as many decimals as the year's target that it is held beside.
                desimal = ketelitian(baris.definisi.desimal, *_ada(baris.versi.nilai))
            label = f"{sebut} {awal}–{akhir}" if sebut else f"Target {akhir}"
            hasil.append((label, tulis_angka(nilai, desimal)))
    return hasil


def _ada(nilai: Decimal | None) -> tuple[Decimal, ...]:
    return () if nilai is None else (nilai,)


RINGKAS = {
    VersiIndikator.Metode.JUMLAH: "Jumlah",
    VersiIndikator.Metode.RATA_RATA: "Rata-rata",
    VersiIndikator.Metode.MAKS: "Tertinggi",
    VersiIndikator.Metode.MIN: "Terendah",
}
