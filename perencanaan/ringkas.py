"""Where a year's plan stands: each part with its count and what it still lacks. Details are on its own page."""

from dataclasses import dataclass
from datetime import date

from organisasi.models import OPD
from perencanaan.anggaran import BERANGGARAN
from perencanaan.kamus import hari_kamus, kamus_tahun
from perencanaan.models import Indikator, PenempatanIndikator, PerjanjianKinerja, Simpul
from perencanaan.rencana_aksi import susun_rencana_aksi
from perencanaan.tinjauan import baca_pagu, simpul_tanpa_pagu


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


def ringkas_rencana(opd: OPD, tahun: int, tanggal: date) -> tuple[Bagian, ...]:
    """The parts in the order in which an office makes them, as the pages behind them count them on ``tanggal``.

    A flat number of queries, whatever the size of the plan.
    """
    simpul = list(Simpul.objects.filter(opd=opd, tahun=tahun).select_related("penanggung_jawab"))
    kamus = kamus_tahun(opd, tahun, hari_kamus(tahun, tanggal))
    aksi = susun_rencana_aksi(opd, tahun, tanggal)
    berpagu = sum(1 for satu in simpul if satu.jenjang in BERANGGARAN)
    tanpa_pagu = sum(1 + di_bawah for _, di_bawah in simpul_tanpa_pagu(simpul, baca_pagu(opd, tahun)))
    pk = _perjanjian(opd, tahun)
    return (
        Bagian(
            "pohon",
            "Pohon kinerja",
            "Tujuan, sasaran, program, kegiatan dan sub kegiatan, dengan penanggung jawabnya.",
            sum(1 for satu in simpul if satu.penanggung_jawab and satu.penanggung_jawab.aktif),
            len(simpul),
            "simpul berpenanggung jawab",
        ),
        Bagian(
            "kamus",
            "Kamus indikator",
            "Definisi operasional, formulasi, sumber data, bukti dukung dan pemeriksaan SMART.",
            sum(1 for _, satu in kamus if satu.lengkap),
            len(kamus),
            "indikator lengkap kamusnya",
        ),
        Bagian(
            "target",
            "Target dan rencana aksi",
            "Target tahun, triwulan dan bulan, diperiksa terhadap metode periodenya.",
            sum(1 for satu in aksi if satu.bertarget),
            len(aksi),
            "indikator bertarget",
        ),
        Bagian(
            "anggaran",
            "Pagu anggaran",
            "Pagu program, kegiatan dan sub kegiatan menurut DPA atau DPPA.",
            berpagu - tanpa_pagu,
            berpagu,
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


def _perjanjian(opd: OPD, tahun: int) -> tuple[int, int]:
    """(positions with a signed agreement, positions in use that answer for a node, or that have one)."""
    bertanggung_jawab = set(
        Simpul.objects.filter(opd=opd, tahun=tahun, penanggung_jawab__aktif=True)
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
