"""The e-mail digest: what waits for a person before, on and after its day, in one letter a working day at most.

What may wait is known by several apps: each registers in ``AppConfig.ready`` what makes its lines. A line names
work and its day, never a figure: a letter leaves the office.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from alur.giliran import Kedudukan, kedudukan, menunggu
from alur.models import CatatanLangkah, PilihanKabar
from organisasi.kalender import Kalender
from organisasi.models import OPD, Pengguna

SEBELUM, PADA_HARI, SESUDAH, BAWAHAN = "sebelum", "pada_hari", "sesudah", "bawahan"
# So many working days before the day, and after it; from then on once in so many.
HARI_SEBELUM = (3, 1)
HARI_SESUDAH = (1, 3)
HARI_ATASAN = (3,)
BERKALA = 5


@dataclass(frozen=True)
class Calon:
    """A thing with a day, that may be worth a line. ``bawahan``: the reader only answers for who owes it."""

    judul: str
    keterangan: str
    batas: date
    url: str
    bawahan: bool = False


@dataclass(frozen=True)
class Butir:
    """A line of the letter: a thing, and why it is named today."""

    golongan: str
    calon: Calon


@dataclass(frozen=True)
class Pembaca:
    """For whom the lines are made: the person, what they are on that day, and their office with its calendar.

    ``kantor`` are the offices that they belong to: their own, and each where they hold a position or sit in the
    team (a Plt. Kepala may be employed elsewhere). ``menunggu`` are the open visits that wait for them.
    """

    pengguna: Pengguna
    milik: Kedudukan
    opd: OPD
    kalender: Kalender
    hari: date
    kantor: tuple[OPD, ...]
    menunggu: list[CatatanLangkah]

    def sebut_kantor(self, opd: OPD) -> str:
        """`` (DISCONTOH)`` behind what is of another office than their own."""
        return "" if opd == self.opd else f" ({opd.singkatan})"


PembuatCalon = Callable[[Pembaca], Iterable[Calon]]

_PEMBUAT: list[PembuatCalon] = []


def daftarkan(pembuat: PembuatCalon) -> None:
    """Say who knows of work with a day."""
    if pembuat not in _PEMBUAT:
        _PEMBUAT.append(pembuat)


def golongan(kalender: Kalender, batas: date, hari: date, *, bawahan: bool = False) -> str | None:
    """Why a thing due on ``batas`` is named on the working day ``hari``; None: not today.

    Three working days and one before, on the day (the last working day before a day off), one and three after, then
    every fifth. Who only answers for others hears of it from the third day after.
    """
    if batas >= hari:
        jarak = kalender.selisih_hari_kerja(hari, batas)
        if bawahan:
            return None
        return PADA_HARI if jarak == 0 else SEBELUM if jarak in HARI_SEBELUM else None
    lewat = kalender.selisih_hari_kerja(batas, hari)
    if lewat in (HARI_ATASAN if bawahan else HARI_SESUDAH) or (lewat and lewat % BERKALA == 0):
        return BAWAHAN if bawahan else SESUDAH
    return None


def susun_butir(pengguna: Pengguna, opd: OPD, kalender: Kalender, hari: date) -> list[Butir]:
    """The lines of one person's letter on a working day, the most pressing first; empty: no letter."""
    pilihan = getattr(pengguna, "pilihan_kabar", None) or PilihanKabar(pengguna=pengguna)
    milik = kedudukan(pengguna, hari)
    pembaca = Pembaca(
        pengguna,
        milik,
        opd,
        kalender,
        hari,
        kantor=(opd, *_kantor_lain(milik, opd)),
        menunggu=menunggu(pengguna, milik),
    )
    hasil = []
    for calon in (satu for pembuat in _PEMBUAT for satu in pembuat(pembaca)):
        mengapa = golongan(kalender, calon.batas, hari, bawahan=calon.bawahan)
        if mengapa and getattr(pilihan, mengapa):
            hasil.append(Butir(mengapa, calon))
    urut = (SESUDAH, PADA_HARI, SEBELUM, BAWAHAN)
    return sorted(hasil, key=lambda satu: (urut.index(satu.golongan), satu.calon.batas, satu.calon.judul))


def _kantor_lain(milik: Kedudukan, opd: OPD) -> list[OPD]:
    """Offices in use, beside the person's own, where they hold a position or sit in the team."""
    lain = {satu.jabatan.opd_id for satu in milik.jabatan.values()} | set(milik.tim)
    lain.discard(opd.pk)
    if not lain:
        return []
    return list(OPD.objects.filter(pk__in=lain, aktif=True).select_related("pemda").order_by("pk"))
