"""The sentence beside a cell that says what is still needed: ``Agar 120 tercapai, masih perlu 31 per triwulan``.

Reckoned from the target and the periods *before* the cell's own, so that it is a yardstick for what is about to be
typed and stays true while one types. Where nothing honest can be said (no target, a gap among the earlier periods,
a unit that brings only part of a figure) there is no sentence. Methods and directions: domain §2 and §5.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, localcontext

from pengumpulan.bacaan import BacaanBaris
from pengumpulan.tingkat import kedudukan_tingkat
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.models import PenanggungJawabData, VersiIndikator
from perencanaan.satuan import adalah_persen

Arah, Metode = VersiIndikator.Arah, VersiIndikator.Metode
TURUN = (Arah.TURUN_SELISIH, Arah.TURUN_RASIO)
# Periods of a year, by kind.
SETAHUN = {"bulan": 12, "triwulan": 4, "semester": 2, "tahun": 1}
SERATUS = Decimal(100)
KETELITIAN = 50  # Two figures of 15 digits multiplied: more than Decimal's usual 28 digits.


@dataclass(frozen=True)
class Lalu:
    """What an earlier period brought, in the indicator's satuan."""

    sebutan: str  # "TW I 2026"
    tahun: int
    nomor: int
    nilai: Decimal | None = None
    tingkat: str = ""
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None


@dataclass(frozen=True)
class Bahan:
    """All that a sentence is made of. ``lalu`` are earlier periods of the same kind that compare, newest first.

    ``target`` is that of the year, ``target_periode`` that of the cell's own period; both the unit's own.
    """

    arah: str
    metode: str
    jenis: str  # of the period: bulan, triwulan, semester, tahun
    tahun: int
    nomor: int
    satuan: str = ""
    target: Decimal | None = None
    target_periode: Decimal | None = None
    batas: tuple[Decimal, Decimal] | None = None
    target_tingkat: str = ""
    pengali: Decimal = SERATUS
    lalu: Sequence[Lalu] = ()

    @property
    def setahun(self) -> int:
        """How many such periods the year has."""
        return SETAHUN[self.jenis]

    @property
    def sisa(self) -> int:
        """Periods that are left, the cell's own among them."""
        return self.setahun - self.nomor + 1

    @property
    def turun(self) -> bool:
        """Is lower better?"""
        return self.arah in TURUN

    def tahun_ini(self) -> list[Lalu] | None:
        """The earlier periods of this year, oldest first; None when one of them has no figure."""
        ada = {satu.nomor: satu for satu in self.lalu if satu.tahun == self.tahun}
        if set(ada) != set(range(1, self.nomor)):
            return None
        return [ada[nomor] for nomor in sorted(ada)]

    def tulis(self, nilai: Decimal) -> str:
        """A figure with its per cent sign, if it is one."""
        return f"{tulis_angka(nilai)} %" if adalah_persen(self.satuan) else tulis_angka(nilai)

    def beda(self, nilai: Decimal) -> str:
        """A distance: percentages lie points apart."""
        return f"{tulis_angka(nilai)} poin" if adalah_persen(self.satuan) else tulis_angka(nilai)


def kalimat_bantu(bahan: Bahan) -> str:
    """The sentence, or nothing."""
    with localcontext(prec=KETELITIAN):
        if bahan.arah == Arah.ORDINAL:
            return _ordinal(bahan)
        if bahan.arah == Arah.RENTANG:
            return _rentang(bahan)
        cara = {
            Metode.JUMLAH: _jumlah,
            Metode.NILAI_AKHIR: _posisi,
            Metode.TAHUNAN: _posisi,
            Metode.RATA_RATA: _rata_rata,
            Metode.RASIO: _rasio,
            Metode.MAKS: _ujung,
            Metode.MIN: _ujung,
        }[bahan.metode]
        return cara(bahan)


def bantu_baris(bacaan: BacaanBaris) -> str:
    """The sentence of one row of a form."""
    definisi, versi = bacaan.definisi, bacaan.versi_target
    if definisi is None or versi is None or definisi.frekuensi != bacaan.periode.jenis:
        return ""
    # Only a figure that is the office's own, or a unit with its own part of the target, has something to reach.
    tunggal = bacaan.kontribusi == PenanggungJawabData.Kontribusi.TUNGGAL
    if not tunggal and bacaan.target_unit is None:
        return ""
    return kalimat_bantu(
        Bahan(
            arah=definisi.arah,
            metode=definisi.metode,
            jenis=bacaan.periode.jenis,
            tahun=bacaan.periode.tahun,
            nomor=bacaan.periode.nomor,
            satuan=definisi.satuan,
            target=versi.nilai if tunggal else bacaan.target_unit,
            target_periode=bacaan.target if tunggal else None,
            batas=(versi.batas_bawah, versi.batas_atas) if versi.batas_bawah is not None else None,
            target_tingkat=versi.tingkat,
            pengali=definisi.pengali,
            lalu=tuple(_dari(satu) for satu in bacaan.lalu),
        )
    )


def _dari(satu) -> Lalu:
    return Lalu(
        sebutan=str(satu.periode),
        tahun=satu.periode.tahun,
        nomor=satu.periode.nomor,
        nilai=satu.nilai,
        tingkat=satu.tingkat,
        pembilang=satu.pembilang,
        penyebut=satu.penyebut,
    )


def _bulat_ke(nilai: Decimal, arah: str, *contoh: Decimal) -> Decimal:
    """Rounded so that it suffices: to whole numbers where all figures are whole, else to two decimals."""
    bulat = all(satu == satu.to_integral_value() for satu in contoh)
    return nilai.quantize(Decimal(1) if bulat else Decimal("0.01"), rounding=arah)


# -- by method --------------------------------------------------------------------------------------


def _jumlah(b: Bahan) -> str:
    """What is left of the year's target, spread over the periods that are left."""
    dulu = b.tahun_ini()
    if b.target is None or b.target <= 0 or dulu is None or any(satu.nilai is None for satu in dulu):
        return ""
    tercatat = sum((satu.nilai for satu in dulu), Decimal(0))
    sisa, t = b.target - tercatat, tulis_angka(b.target)
    if b.turun:
        if not dulu:
            return ""
        if sisa < 0:
            return f"Batas setahun {t} sudah terlampaui: tercatat {tulis_angka(tercatat)}."
        if sisa == 0:
            return f"Batas setahun {t} sudah terpakai seluruhnya."
        return f"Agar tidak melebihi {t} setahun, tersisa {tulis_angka(sisa)} sampai akhir tahun."
    if sisa <= 0:
        return f"Target setahun {t} sudah tercapai: tercatat {tulis_angka(tercatat)}."
    if b.setahun == 1:
        return ""  # the target itself, which stands beside it
    masih = "masih perlu" if dulu else "perlu"
    if b.sisa == 1:
        return f"Agar {t} tercapai, {masih} {tulis_angka(sisa)} pada {b.jenis} ini."
    bagi = sisa / b.sisa
    perlu = _bulat_ke(bagi, ROUND_CEILING, b.target, *(satu.nilai for satu in dulu))
    sekitar = "" if perlu == bagi else "sekitar "
    return f"Agar {t} tercapai, {masih} {sekitar}{tulis_angka(perlu)} per {b.jenis}, mulai {b.jenis} ini."


def _posisi(b: Bahan) -> str:
    """From where the last period stood to the target of this one, or of the year."""
    target = b.target_periode if b.target_periode is not None else b.target
    if target is None or not b.lalu or b.lalu[0].nilai is None:
        return ""
    dulu = b.lalu[0]
    kurang = dulu.nilai - target if b.turun else target - dulu.nilai
    if kurang <= 0:
        return f"{dulu.sebutan} sudah memenuhi {b.tulis(target)} ({b.tulis(dulu.nilai)}); pertahankan."
    gerak = "turun" if b.turun else "naik"
    return (
        f"Agar {b.tulis(target)} tercapai, perlu {gerak} {b.beda(kurang)} dari {b.tulis(dulu.nilai)} "
        f"({dulu.sebutan})."
    )


def _rata_rata(b: Bahan) -> str:
    """The mean that the periods left must bring so that the year's mean is the target."""
    dulu = b.tahun_ini()
    if b.target is None or not dulu or any(satu.nilai is None for satu in dulu):
        return ""
    jumlah = sum((satu.nilai for satu in dulu), Decimal(0))
    bagi = (b.target * b.setahun - jumlah) / b.sisa
    if bagi <= 0:
        return ""
    perlu = bagi.quantize(Decimal("0.01"), rounding=ROUND_FLOOR if b.turun else ROUND_CEILING)
    awal = f"Rata-rata sampai {dulu[-1].sebutan} {b.tulis(bulatkan(jumlah / len(dulu)))}."
    sekitar = "" if perlu == bagi else "sekitar "
    syarat = "tidak melebihi" if b.turun else "mencapai"
    batas = "paling tinggi" if b.turun else "perlu"
    if b.sisa == 1:
        return (
            f"{awal} Agar setahun {syarat} {b.tulis(b.target)}, {b.jenis} ini {batas} "
            f"{sekitar}{b.tulis(perlu)}."
        )
    return (
        f"{awal} Agar setahun {syarat} {b.tulis(b.target)}, {batas} rata-rata {sekitar}{b.tulis(perlu)} "
        f"mulai {b.jenis} ini."
    )


def _rasio(b: Bahan) -> str:
    """The numerator that the target asks for, if the denominator is as it was last time."""
    target = b.target_periode if b.target_periode is not None else b.target
    dulu = b.tahun_ini()
    if target is None or dulu is None or not b.lalu or b.lalu[0].penyebut is None:
        return ""
    if any(satu.pembilang is None or satu.penyebut is None for satu in dulu):
        return ""
    terakhir = b.lalu[0]
    p = sum((satu.pembilang for satu in dulu), Decimal(0))
    q = sum((satu.penyebut for satu in dulu), Decimal(0))
    bahan = (p, q, terakhir.penyebut)
    bagi = target * (q + terakhir.penyebut) / b.pengali - p
    perlu = _bulat_ke(bagi, ROUND_FLOOR if b.turun else ROUND_CEILING, *bahan)
    sampai = ""
    if dulu and q > 0:
        capai = b.tulis(bulatkan(p * b.pengali / q))
        sampai = f"Sampai {dulu[-1].sebutan} {tulis_angka(p)} dari {tulis_angka(q)} ({capai})"
    andai = f"Bila penyebutnya {tulis_angka(terakhir.penyebut)} seperti {terakhir.sebutan}, pembilang"
    if b.turun:
        if perlu < 0:
            return f"{sampai}, di atas batas {b.tulis(target)}." if sampai else ""
        return f"{andai} paling banyak {tulis_angka(perlu)} agar tidak melebihi {b.tulis(target)}."
    if perlu <= 0:
        return ""
    # More than the whole: with parts of a whole this period alone cannot make up for the earlier ones.
    if b.pengali == SERATUS and perlu > terakhir.penyebut:
        if target > SERATUS or not sampai:
            return ""
        return f"{sampai}; agar {b.tulis(target)} tercapai, sisanya harus di atas {b.tulis(target)}."
    return f"{andai} paling sedikit {tulis_angka(perlu)} agar {b.tulis(target)} tercapai."


def _ujung(b: Bahan) -> str:
    """Highest or lowest of the year: only that it was reached already can be said."""
    dulu = b.tahun_ini()
    if b.target is None or not dulu or any(satu.nilai is None for satu in dulu):
        return ""
    if b.metode == Metode.MAKS and not b.turun:
        tertinggi = max(satu.nilai for satu in dulu)
        if tertinggi >= b.target:
            return f"Target {b.tulis(b.target)} sudah tercapai: tertinggi {b.tulis(tertinggi)}."
    if b.metode == Metode.MIN and b.turun:
        terendah = min(satu.nilai for satu in dulu)
        if terendah <= b.target:
            return f"Target {b.tulis(b.target)} sudah tercapai: terendah {b.tulis(terendah)}."
    return ""


# -- by direction -----------------------------------------------------------------------------------


def _rentang(b: Bahan) -> str:
    """How far the last position lies from the range. Only a position can be said to lie in one."""
    if b.batas is None or b.metode not in {Metode.NILAI_AKHIR, Metode.TAHUNAN}:
        return ""
    if not b.lalu or b.lalu[0].nilai is None:
        return ""
    bawah, atas = b.batas
    dulu = b.lalu[0]
    rentang = f"{tulis_angka(bawah)}–{b.tulis(atas)}"
    if bawah <= dulu.nilai <= atas:
        return f"{dulu.sebutan} di dalam {rentang} ({b.tulis(dulu.nilai)}); pertahankan."
    gerak, jarak = ("naik", bawah - dulu.nilai) if dulu.nilai < bawah else ("turun", dulu.nilai - atas)
    return (
        f"Agar di dalam {rentang}, perlu {gerak} {b.beda(jarak)} dari {b.tulis(dulu.nilai)} ({dulu.sebutan})."
    )


def _ordinal(b: Bahan) -> str:
    """How many levels are missing, where the levels have an order."""
    if not b.target_tingkat or not b.lalu or not b.lalu[0].tingkat:
        return ""
    dulu = b.lalu[0]
    letak = kedudukan_tingkat(dulu.tingkat, b.target_tingkat)
    if letak is None:
        return ""
    kurang = letak[1] - letak[0]
    if kurang <= 0:
        return f"{dulu.sebutan} sudah {dulu.tingkat}, memenuhi {b.target_tingkat}; pertahankan."
    return (
        f"Agar {b.target_tingkat} tercapai, perlu naik {kurang} tingkat dari {dulu.tingkat} ({dulu.sebutan})."
    )
