"""Budget lines of a year's tree, programs first and what lies below them indented."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import BooleanField, Case, Q, When

from laporan.bentuk import BarisAnggaran, Sel
from organisasi.models import OPD
from pengukuran.models import Pengukuran
from pengukuran.rumus import hitung_serapan
from pengumpulan.models import Baris, Pengumpulan
from pengumpulan.models import BarisAnggaran as BarisIsian
from perencanaan.anggaran import BERANGGARAN, AnggaranSimpul, Jumlah, anggaran_tahun
from perencanaan.models import Periode, Simpul


class Pohon:
    """A year's tree in its own order, with the budget up to a period's end: three queries.

    Spending counts whatever form it stands on, but for ``tertahan`` (``belum_disetujui``).
    """

    def __init__(self, opd: OPD, periode: Periode, tertahan: Collection[tuple[int, int]] = frozenset()):
        self.simpul = {
            satu.pk: satu
            for satu in Simpul.objects.filter(opd=opd, tahun=periode.tahun).order_by("urutan", "pk")
        }
        self.anak = defaultdict(list)
        for satu in self.simpul.values():
            self.anak[satu.induk_id].append(satu.pk)
        self.anggaran: dict[int, AnggaranSimpul] = anggaran_tahun(
            opd, periode, self.simpul.values(), tertahan
        )

    def berurut(self, dari: int | None = None) -> list[Simpul]:
        """The nodes below ``dari`` (of the whole tree without it), each followed by those below it."""
        hasil = []
        for pk in self.anak.get(dari, ()):
            hasil.append(self.simpul[pk])
            hasil += self.berurut(pk)
        return hasil

    def akar_anggaran(self, dari: int | None = None) -> list[int]:
        """The topmost programs (or lower) with a budget at or below a node; each rupiah lies in one of them."""
        if dari is not None and self._beranggaran(dari):
            return [dari]
        return [akar for pk in self.anak.get(dari, ()) for akar in self.akar_anggaran(pk)]

    def _beranggaran(self, pk: int) -> bool:
        anggaran = self.anggaran[pk]
        ada = anggaran.pagu is not None or anggaran.realisasi is not None
        return ada and self.simpul[pk].jenjang in BERANGGARAN

    def jumlah(self, dari: int | None = None) -> "JumlahAnggaran":
        """Pagu and spending at and below a node, in rupiah."""
        akar = [self.anggaran[pk] for pk in self.akar_anggaran(dari)]
        pagu = sum((Jumlah(satu.pagu) for satu in akar), Jumlah())
        terpakai = sum((Jumlah(satu.realisasi) for satu in akar), Jumlah())
        return JumlahAnggaran(
            pagu.nilai,
            terpakai.nilai,
            any(satu.angka_latihan for satu in akar),
            len(frozenset().union(*(satu.belum_lapor for satu in akar))),
        )

    def baris(self, dari: int | None = None, tingkat_terdalam: int = 9) -> tuple[BarisAnggaran, ...]:
        """The lines at and below a node, down to so many levels below the program."""
        return tuple(
            baris for pk in self.akar_anggaran(dari) for baris in self._baris(pk, 0, tingkat_terdalam)
        )

    def _baris(self, pk: int, tingkat: int, terdalam: int) -> Iterable[BarisAnggaran]:
        if not self._beranggaran(pk):
            return
        satu, anggaran = self.simpul[pk], self.anggaran[pk]
        yield baris_anggaran(
            satu.uraian,
            anggaran.pagu,
            anggaran.realisasi,
            kode=satu.kode,
            tingkat=tingkat,
            angka_latihan=anggaran.angka_latihan,
        )
        if tingkat < terdalam:
            for di_bawah in self.anak.get(pk, ()):
                yield from self._baris(di_bawah, tingkat + 1, terdalam)


def pohon_pengukuran(pengukuran: Pengukuran) -> Pohon:
    """The tree as a measurement counts it: typing in a form that is not approved never moves its figures."""
    opd, periode = pengukuran.opd, pengukuran.periode
    return Pohon(opd, periode, belum_disetujui(opd, periode.tahun))


def pohon_pengumpulan(pengumpulan: Pengumpulan) -> Pohon:
    """The tree as the recap of a collection shows it: what its own forms say, and beside it what is approved."""
    opd, periode = pengumpulan.opd, pengumpulan.periode
    return Pohon(opd, periode, belum_disetujui(opd, periode.tahun, selain=pengumpulan))


def belum_disetujui(opd: OPD, tahun: int, selain: Pengumpulan | None = None) -> set[tuple[int, int]]:
    """The (node, period) pairs of a year that forms ask for and no collection in force has approved: one query.

    Spending that stands on no form at all (imported history) is not among them, nor what ``selain`` asks for.
    """
    disetujui = Q(status=Baris.Status.DISETUJUI, formulir__pengumpulan__in=Pengumpulan.objects.berlaku())
    # Of a form that the run went on without nothing came in, whatever its unit has typed meanwhile.
    belum_masuk = Q(formulir__dilewati_pada__isnull=False, status__in=[*Baris.BUKA, Baris.Status.SUSULAN])
    lepas = disetujui | (Q(formulir__pengumpulan=selain) & ~belum_masuk) if selain else disetujui
    diminta = list(
        BarisIsian.objects.filter(simpul__opd=opd, simpul__tahun=tahun)
        .annotate(lepas=Case(When(lepas, then=True), default=False, output_field=BooleanField()))
        .values_list("simpul", "formulir__pengumpulan__periode", "lepas")
    )
    pasangan = {True: set(), False: set()}
    for simpul, periode, boleh in diminta:
        pasangan[boleh].add((simpul, periode))
    return pasangan[False] - pasangan[True]


@dataclass(frozen=True)
class JumlahAnggaran:
    """Sums in rupiah; ``belum_lapor`` counts the lines with a pagu of which no spending counts yet."""

    pagu: Decimal | None
    realisasi: Decimal | None
    angka_latihan: bool
    belum_lapor: int

    @property
    def serapan(self) -> Decimal | None:
        """Per cent, not rounded."""
        return hitung_serapan(realisasi=self.realisasi, pagu=self.pagu)

    def baris(self, uraian: str) -> BarisAnggaran | None:
        """The line of the sum; None where there is nothing to sum."""
        if self.pagu is None and self.realisasi is None:
            return None
        return baris_anggaran(uraian, self.pagu, self.realisasi, angka_latihan=self.angka_latihan)


def rupiah(nilai: Decimal | None) -> Sel:
    """Whole rupiah as printed; the sen, where there are any, stand too."""
    desimal = 0 if nilai is None or nilai == nilai.to_integral_value() else 2
    return Sel.angka(nilai, desimal)


def baris_anggaran(
    uraian: str,
    pagu: Decimal | None,
    realisasi: Decimal | None,
    *,
    kode: str = "",
    tingkat: int = 0,
    angka_latihan: bool = False,
) -> BarisAnggaran:
    """One line: serapan and what is left follow from the two amounts."""
    sisa = pagu - realisasi if pagu is not None and realisasi is not None else None
    return BarisAnggaran(
        tingkat=tingkat,
        kode=kode,
        uraian=uraian,
        pagu=rupiah(pagu),
        realisasi=rupiah(realisasi),
        serapan=Sel.angka(hitung_serapan(realisasi=realisasi, pagu=pagu)),
        sisa=rupiah(sisa),
        angka_latihan=angka_latihan,
    )
