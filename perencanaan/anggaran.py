"""Budget up to a day: what each node of a year's tree may spend and has spent. Amounts in rupiah.

Spending is recorded per period and not cumulative, sometimes for a node itself, sometimes only below it, by
month, triwulan or year. Each stretch of the year counts once: a longer period's record stands over the shorter
ones in it, and a node's own record over those below it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from organisasi.models import OPD
from perencanaan.models import PaguAnggaran, Periode, RealisasiAnggaran, Simpul

NOL = Decimal(0)
BERANGGARAN = frozenset({Simpul.Jenjang.PROGRAM, Simpul.Jenjang.KEGIATAN, Simpul.Jenjang.SUB_KEGIATAN})


@dataclass(frozen=True)
class Belanja:
    """What was recorded for one stretch of the year, both days included."""

    mulai: date
    selesai: date
    nilai: Decimal
    angka_latihan: bool = False

    def bertemu(self, lain: "Belanja") -> bool:
        """Do the two share a day?"""
        return self.mulai <= lain.selesai and lain.mulai <= self.selesai


@dataclass(frozen=True)
class Jumlah:
    """An amount in rupiah; ``None`` is nothing recorded, zero is zero. ``angka_latihan``: practice is in it."""

    nilai: Decimal | None = None
    angka_latihan: bool = False

    def __add__(self, lain: "Jumlah") -> "Jumlah":
        ada = [satu for satu in (self.nilai, lain.nilai) if satu is not None]
        return Jumlah(sum(ada, NOL) if ada else None, self.angka_latihan or lain.angka_latihan)


@dataclass(frozen=True)
class AnggaranSimpul:
    """Budget and spending of one node up to a day. ``pagu`` and ``realisasi`` are ``None`` where none is recorded.

    ``belum_lapor``: the nodes with a pagu, in or below this one, of which no spending is recorded at all.
    """

    pagu: Decimal | None
    realisasi: Decimal | None
    angka_latihan: bool = False
    belum_lapor: frozenset[int] = frozenset()


def pilih_belanja(daftar: Iterable[Belanja], sampai: date, tertutup: Iterable[Belanja] = ()) -> list[Belanja]:
    """The records that count up to and including ``sampai``: longest first, none sharing a day with another.

    A record that ends later does not count at all; of a year's total nobody can tell what was spent by March.
    ``tertutup`` are stretches that already count elsewhere.
    """
    dipakai = list(tertutup)
    hasil = []
    for satu in sorted(daftar, key=lambda b: (b.mulai - b.selesai, b.mulai)):
        if satu.selesai <= sampai and not any(satu.bertemu(lain) for lain in dipakai):
            dipakai.append(satu)
            hasil.append(satu)
    return hasil


def realisasi_sampai(
    simpul: int,
    anak: Mapping[int, list[int]],
    belanja: Mapping[int, list[Belanja]],
    sampai: date,
    tertutup: tuple[Belanja, ...] = (),
) -> Jumlah:
    """What a node spent up to ``sampai``, in rupiah: its own records and, where they leave room, those below."""
    sendiri = pilih_belanja(belanja.get(simpul, ()), sampai, tertutup)
    hasil = Jumlah()
    for satu in sendiri:
        hasil += Jumlah(satu.nilai, satu.angka_latihan)
    for di_bawah in anak.get(simpul, ()):
        hasil += realisasi_sampai(di_bawah, anak, belanja, sampai, (*tertutup, *sendiri))
    return hasil


def pagu_simpul(simpul: int, anak: Mapping[int, list[int]], pagu: Mapping[int, Jumlah]) -> Jumlah:
    """A node's own pagu, else the sum of its children's, in rupiah."""
    if simpul in pagu:
        return pagu[simpul]
    hasil = Jumlah()
    for di_bawah in anak.get(simpul, ()):
        hasil += pagu_simpul(di_bawah, anak, pagu)
    return hasil


def _belum_lapor(
    simpul: int, anak: Mapping[int, list[int]], pagu: Mapping, belanja: Mapping
) -> frozenset[int]:
    """The lowest nodes with a pagu that, like all above them, have no record of spending."""
    if belanja.get(simpul):
        return frozenset()
    di_bawah = [satu for satu in anak.get(simpul, ()) if pagu_simpul(satu, anak, pagu).nilai is not None]
    if not di_bawah:
        return frozenset({simpul} if simpul in pagu else ())
    return frozenset().union(*(_belum_lapor(satu, anak, pagu, belanja) for satu in di_bawah))


def anggaran_tahun(
    opd: OPD,
    periode: Periode,
    daftar_simpul: Iterable[Simpul],
    tertahan: Collection[tuple[int, int]] = frozenset(),
) -> dict[int, AnggaranSimpul]:
    """{node: its budget up to the end of ``periode``} for a whole tree, by the pagu in force then: two queries.

    ``tertahan``: the (node, period) pairs whose spending does not count yet, as if nothing were recorded there.
    """
    simpul = list(daftar_simpul)
    sampai = periode.tanggal_selesai
    anak = defaultdict(list)
    for satu in simpul:
        anak[satu.induk_id].append(satu.pk)
    pagu = {
        pk: Jumlah(nilai, latihan)
        for pk, nilai, latihan in PaguAnggaran.objects.berlaku_pada(sampai)
        .filter(simpul__opd=opd, simpul__tahun=periode.tahun)
        .values_list("simpul", "nilai", "angka_latihan")
    }
    belanja = defaultdict(list)
    for pk, masa, mulai, selesai, nilai, latihan in RealisasiAnggaran.objects.filter(
        simpul__opd=opd, simpul__tahun=periode.tahun, periode__tanggal_selesai__lte=sampai
    ).values_list(
        "simpul", "periode", "periode__tanggal_mulai", "periode__tanggal_selesai", "nilai", "angka_latihan"
    ):
        if (pk, masa) not in tertahan:
            belanja[pk].append(Belanja(mulai, selesai, nilai, latihan))
    hasil = {}
    for satu in simpul:
        boleh = pagu_simpul(satu.pk, anak, pagu)
        terpakai = realisasi_sampai(satu.pk, anak, belanja, sampai)
        hasil[satu.pk] = AnggaranSimpul(
            boleh.nilai,
            terpakai.nilai,
            boleh.angka_latihan or terpakai.angka_latihan,
            _belum_lapor(satu.pk, anak, pagu, belanja),
        )
    return hasil
