"""Where a year's plan stands: each part with its count and what it still lacks. Details are on its own page."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from organisasi.models import OPD
from perencanaan.anggaran import BERANGGARAN
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PemeriksaanSMART,
    PenanggungJawabData,
    PenempatanIndikator,
    PerjanjianKinerja,
    Simpul,
    VersiIndikator,
    VersiTarget,
)


@dataclass(frozen=True)
class Bagian:
    """One part of the plan: so many of ``dari`` are ready. ``dari`` 0 means that there is nothing to count yet."""

    kode: str
    judul: str
    uraian: str
    siap: int
    dari: int
    # What is counted, in the words of the sentence "12 dari 14 … ".
    satuan: str

    @property
    def selesai(self) -> bool:
        return self.dari > 0 and self.siap >= self.dari

    @property
    def kalimat(self) -> str:
        """``12 dari 14 indikator bertarget``; in words where there is nothing yet."""
        return (
            f"{self.siap} dari {self.dari} {self.satuan}" if self.dari else "Belum ada yang dapat dihitung."
        )


def ringkas_rencana(opd: OPD, tahun: int) -> tuple[Bagian, ...]:
    """The parts in the order in which an office makes them. Six small queries, whatever the size of the plan."""
    simpul = Simpul.objects.filter(opd=opd, tahun=tahun)
    jumlah_simpul = simpul.count()
    indikator = Indikator.objects.filter(opd=opd, aktif=True, penempatan__tahun=tahun)
    jumlah = indikator.count()
    lengkap = (
        indikator.filter(
            Exists(PemeriksaanSMART.objects.filter(versi__indikator=OuterRef("pk"))),
            Exists(PenanggungJawabData.objects.filter(indikator=OuterRef("pk"))),
        )
        .exclude(pk__in=_definisi_kosong(opd))
        .count()
    )
    bertarget = indikator.filter(Exists(_bertarget(tahun))).count()
    berpagu = simpul.filter(jenjang__in=BERANGGARAN)
    pk = _perjanjian(opd, tahun)
    return (
        Bagian(
            "pohon",
            "Pohon kinerja",
            "Tujuan, sasaran, program, kegiatan dan sub kegiatan, dengan penanggung jawabnya.",
            simpul.filter(penanggung_jawab__isnull=False).count() if jumlah_simpul else 0,
            jumlah_simpul,
            "simpul berpenanggung jawab",
        ),
        Bagian(
            "kamus",
            "Kamus indikator",
            "Definisi operasional, formulasi, sumber data, bukti dukung dan pemeriksaan SMART.",
            lengkap,
            jumlah,
            "indikator terdefinisi dan diperiksa SMART",
        ),
        Bagian(
            "target",
            "Target dan rencana aksi",
            "Target tahun, triwulan dan bulan, diperiksa terhadap metode periodenya.",
            bertarget,
            jumlah,
            "indikator bertarget",
        ),
        Bagian(
            "anggaran",
            "Pagu anggaran",
            "Pagu program, kegiatan dan sub kegiatan menurut DPA atau DPPA.",
            berpagu.filter(Exists(PaguAnggaran.objects.filter(simpul=OuterRef("pk")))).count(),
            berpagu.count(),
            "simpul berpagu",
        ),
        Bagian(
            "perjanjian",
            "Perjanjian Kinerja",
            "Pernyataan dan lampiran tiap jabatan, dari konsep sampai ditandatangani.",
            *pk,
            "jabatan sudah menandatangani",
        ),
    )


def _definisi_kosong(opd: OPD):
    """Indicators whose latest definition says neither what is measured nor how."""
    return VersiIndikator.objects.filter(
        Q(definisi_operasional="") | Q(formulasi="") | Q(sumber_data=""),
        indikator__opd=opd,
        tanggal_selesai=None,
    ).values("indikator")


def _bertarget(tahun: int):
    """A set target of the year: a figure, a range or a level."""
    return VersiTarget.objects.ditetapkan().filter(
        Q(nilai__isnull=False) | Q(batas_bawah__isnull=False) | ~Q(tingkat=""),
        indikator=OuterRef("pk"),
        tahun=tahun,
    )


def _perjanjian(opd: OPD, tahun: int) -> tuple[int, int]:
    """(positions with a signed agreement, positions that answer for a node or have an agreement)."""
    bertanggung_jawab = set(
        Simpul.objects.filter(opd=opd, tahun=tahun, penanggung_jawab__isnull=False)
        .order_by()
        .values_list("penanggung_jawab", flat=True)
        .distinct()
    )
    status = (
        PerjanjianKinerja.objects.filter(opd=opd, tahun=tahun).order_by().values_list("jabatan", "status")
    )
    ber_pk = {jabatan for jabatan, _ in status}
    tertanda = {jabatan for jabatan, apa in status if apa == PerjanjianKinerja.Status.DITANDATANGANI}
    return len(tertanda), len(bertanggung_jawab | ber_pk)


def ada_indikator_tanpa_tempat(opd: OPD, tahun: int) -> int:
    """Active indicators that stand nowhere in the year's tree."""
    di_pohon = PenempatanIndikator.objects.filter(tahun=tahun).values("indikator")
    return Indikator.objects.filter(opd=opd, aktif=True).exclude(pk__in=di_pohon).count()
