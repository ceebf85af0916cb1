"""Which kinds of evidence a figure needs, which are there and which are missing. For grids, checks and marks.

What other modules use (read-only, three queries for any number of rows; two less with ``diminta``)::

    bukti = susun_bukti_wajib(daftar_realisasi)      # {realisasi.pk: BuktiBaris}, one entry for every row
    bukti[r.pk].jumlah      # 3      pieces in use, of whatever kind
    bukti[r.pk].kurang      # ("Berita acara",)   obligatory kinds without a piece; () where nothing is missing
    bukti[r.pk].sebut()     # "2 dari 3 jenis; kurang: Berita acara"; "" where the definition names no kind

Missing evidence is a data-quality mark and holds nothing up. It concerns rows that say a figure
(``keadaan in BERANGKA``): whoever marks them asks that, and :meth:`BuktiBaris.kurang_untuk` answers it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pengumpulan.models import BERANGKA, BuktiDukung, Realisasi
from perencanaan.models import JenisBukti, VersiIndikator


@dataclass(frozen=True)
class BuktiBaris:
    """The evidence of one figure against what its definition in force asks for. Names are the definition's own."""

    jumlah: int = 0
    wajib: tuple[str, ...] = ()
    ada: tuple[str, ...] = ()  # of both, those with a piece
    kurang: tuple[str, ...] = ()  # of ``wajib``, those without

    @property
    def jumlah_wajib(self) -> int:
        """How many kinds must be there."""
        return len(self.wajib)

    @property
    def jumlah_ada(self) -> int:
        """How many of those that must be there are."""
        return len(self.wajib) - len(self.kurang)

    @property
    def lengkap(self) -> bool:
        """Is no obligatory kind missing?"""
        return not self.kurang

    def kurang_untuk(self, keadaan: str) -> tuple[str, ...]:
        """What is missing for a row of that keadaan: only a figure needs its evidence."""
        return self.kurang if keadaan in BERANGKA else ()

    def sebut(self) -> str:
        """``2 dari 3 jenis; kurang: Berita acara``, ``3 dari 3 jenis``, or nothing where no kind is asked for."""
        if not self.wajib:
            return ""
        teks = f"{self.jumlah_ada} dari {self.jumlah_wajib} jenis"
        return f"{teks}; kurang: {', '.join(self.kurang)}" if self.kurang else teks


def sama(nama: str) -> str:
    """Two kinds are one when their names read alike: case and spaces do not tell them apart."""
    return " ".join(nama.split()).casefold()


def susun_bukti_wajib(
    realisasi: Iterable[Realisasi],
    *,
    diminta: Mapping[int, Sequence[JenisBukti]] | None = None,
    macam: Iterable[tuple[int, str]] | None = None,
) -> dict[int, BuktiBaris]:
    """{realisasi: its evidence against what is asked for}. The rows come with their ``periode``.

    ``diminta`` ({realisasi: kinds of its definition in force}) and ``macam`` ((realisasi, kinds) of each piece in
    use) are read here unless the caller has them already.
    """
    daftar = list(realisasi)
    if diminta is None:
        diminta = jenis_diminta(daftar)
    if macam is None:
        macam = (
            BuktiDukung.objects.dipakai()
            .filter(realisasi__in=[r.pk for r in daftar])
            .values_list("realisasi", "macam")
        )
    jumlah: dict[int, int] = defaultdict(int)
    ada: dict[int, set[str]] = defaultdict(set)
    for pk, nama in macam:
        jumlah[pk] += 1
        ada[pk].update(sama(satu) for satu in nama.splitlines())
    return {r.pk: _baris(jumlah[r.pk], ada[r.pk], diminta.get(r.pk, ())) for r in daftar}


def _baris(jumlah: int, ada: set[str], diminta: Sequence[JenisBukti]) -> BuktiBaris:
    wajib = tuple(satu.nama for satu in diminta if satu.wajib)
    return BuktiBaris(
        jumlah=jumlah,
        wajib=wajib,
        ada=tuple(satu.nama for satu in diminta if sama(satu.nama) in ada),
        kurang=tuple(nama for nama in wajib if sama(nama) not in ada),
    )


def jenis_diminta(daftar: Iterable[Realisasi]) -> dict[int, list[JenisBukti]]:
    """{realisasi: the kinds that the definition in force at the end of its period names}; two queries."""
    return bukti_diminta(definisi_berlaku(list(daftar)))


def definisi_berlaku(daftar: list[Realisasi]) -> dict[int, VersiIndikator]:
    """{realisasi: the definition in force at the end of its period}; one query."""
    versi = defaultdict(list)
    for satu in VersiIndikator.objects.filter(indikator__in={r.indikator_id for r in daftar}):
        versi[satu.indikator_id].append(satu)
    cocok = {
        r.pk: next((v for v in versi[r.indikator_id] if v.berlaku_pada(r.periode.tanggal_selesai)), None)
        for r in daftar
    }
    return {pk: satu for pk, satu in cocok.items() if satu}


def bukti_diminta(definisi: Mapping[int, VersiIndikator]) -> dict[int, list[JenisBukti]]:
    """{realisasi: the kinds of evidence its definition names}; one query."""
    per_versi: dict[int, list[JenisBukti]] = {satu.pk: [] for satu in definisi.values()}
    for satu in JenisBukti.objects.filter(versi__in=per_versi):
        per_versi[satu.versi_id].append(satu)
    return {pk: per_versi[satu.pk] for pk, satu in definisi.items()}
