"""Rating scales as data: which predikat a capaian earns, and whether a scale leaves holes.

A scale is a list of classes from low to high. Each class says where it begins; it ends where the next one
begins, so a scale that passes ``periksa_kelas`` covers every number exactly once. The bounds a regulation or
a report *prints* may well leave holes (90 to 91); they are kept only for the reading that cuts at upper
bounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from itertools import pairwise

from perencanaan.angka import bulatkan, tulis_angka

SETENGAH = Decimal("0.5")


class CaraPotong(StrEnum):
    """How a value between two printed classes is read.

    BATAS_BAWAH: the class whose lower bound it reaches, on the value as printed with two decimals (default).
    BULAT: the same, after rounding to a whole number.
    BATAS_ATAS: the class whose printed upper bound it does not exceed.
    """

    BATAS_BAWAH = "batas_bawah"
    BULAT = "bulat"
    BATAS_ATAS = "batas_atas"


@dataclass(frozen=True)
class Kelas:
    """One class, from ``batas_bawah`` (``None``: from −∞) on; ``inklusif``: the bound itself belongs to it.

    ``batas_atas`` is the upper bound as printed, used by ``CaraPotong.BATAS_ATAS`` only. ``warna`` and
    ``ikon`` name a chip colour and an icon of the sprite; the label is always written beside them.
    """

    batas_bawah: Decimal | None
    inklusif: bool
    label: str
    warna: str
    ikon: str
    batas_atas: Decimal | None = None
    keterangan: str = ""


@dataclass(frozen=True)
class Skala:
    """A scale that holds: ValueError, with every fault in a sentence, when ``periksa_kelas`` finds any."""

    nama: str
    dasar: str
    kelas: tuple[Kelas, ...]

    def __post_init__(self):
        object.__setattr__(self, "kelas", tuple(self.kelas))
        if salah := periksa_kelas(self.kelas):
            raise ValueError(" ".join(salah))


@dataclass(frozen=True)
class KelasEfektif:
    """The bounds that really apply under one reading, without gap or overlap: these are printed."""

    kelas: Kelas
    bawah: Decimal | None
    bawah_inklusif: bool
    atas: Decimal | None
    atas_inklusif: bool

    def memuat(self, nilai: Decimal) -> bool:
        """Does the class hold this value (two decimals, or whatever was to be classified)?"""
        if self.bawah is not None and not (
            nilai > self.bawah or (self.bawah_inklusif and nilai == self.bawah)
        ):
            return False
        return self.atas is None or nilai < self.atas or (self.atas_inklusif and nilai == self.atas)

    @property
    def teks(self) -> str:
        """``≥ 76 dan < 91``, in per cent or points."""
        bagian = []
        if self.bawah is not None:
            bagian.append(f"{'≥' if self.bawah_inklusif else '>'} {tulis_angka(self.bawah)}")
        if self.atas is not None:
            bagian.append(f"{'≤' if self.atas_inklusif else '<'} {tulis_angka(self.atas)}")
        return " dan ".join(bagian) or "semua nilai"


def periksa_kelas(kelas: Sequence[Kelas]) -> list[str]:
    """Every fault of a list of classes, as Indonesian sentences; empty when it holds every number once.

    The lowest class must begin at −∞ (else there is a hole below), all others need a bound, bounds rise (an
    equal pair is allowed once, first with and then without the bound: the class of exactly 100), labels
    differ.
    """
    salah = []
    if not kelas:
        return ["Skala harus mempunyai paling sedikit satu kelas."]
    if kelas[0].batas_bawah is not None:
        salah.append(
            f"Nilai di bawah {tulis_angka(kelas[0].batas_bawah)} tidak masuk kelas mana pun; "
            f"kosongkan batas bawah kelas terendah ({kelas[0].label})."
        )
    for satu in kelas:
        for batas in (satu.batas_bawah, satu.batas_atas):
            if batas is not None and not (isinstance(batas, Decimal) and batas.is_finite()):
                return [*salah, f"Batas kelas {satu.label} harus berupa angka biasa."]
    for bawah, atas in pairwise(kelas):
        if atas.batas_bawah is None:
            salah.append(f"Isi batas bawah kelas {atas.label}; hanya kelas terendah yang tanpa batas bawah.")
        elif bawah.batas_bawah is not None:
            # A bound that includes its own value begins just before one that does not.
            if (atas.batas_bawah, not atas.inklusif) == (bawah.batas_bawah, not bawah.inklusif):
                salah.append(f"Kelas {bawah.label} dan {atas.label} bertumpang tindih: batas bawahnya sama.")
            elif (atas.batas_bawah, not atas.inklusif) < (bawah.batas_bawah, not bawah.inklusif):
                salah.append(
                    f"Urutkan kelas dari rendah ke tinggi: {atas.label} berada sesudah {bawah.label}."
                )
        if (
            bawah.batas_atas is not None
            and atas.batas_bawah is not None
            and bawah.batas_atas > atas.batas_bawah
        ):
            salah.append(
                f"Kelas {bawah.label} dan {atas.label} bertumpang tindih antara "
                f"{tulis_angka(atas.batas_bawah)} dan {tulis_angka(bawah.batas_atas)}."
            )
    label = [satu.label.strip().casefold() for satu in kelas]
    if "" in label:
        salah.append("Setiap kelas harus mempunyai label; warna saja tidak cukup.")
    if len(set(label)) < len(label):
        salah.append("Label kelas harus berbeda-beda.")
    return salah


@dataclass(frozen=True)
class Selang:
    """One class as a regulation or report prints it, with both ends; ``None`` is an open end."""

    label: str
    bawah: Decimal | None
    atas: Decimal | None
    bawah_inklusif: bool = True
    atas_inklusif: bool = True


def periksa_selang(daftar: Sequence[Selang]) -> list[str]:
    """Holes and overlaps of a printed scale, low to high, as Indonesian sentences; empty when it is whole.

    For the person who copies a scale from a Perbup: the printed Permendagri 86/2017 scale has five holes
    (four between its classes, and above 100), that of Maluku Tengah 2021 none but at 85 exactly and at its
    ends.
    """
    if not daftar:
        return ["Skala harus mempunyai paling sedikit satu kelas."]
    salah = []
    if daftar[0].bawah is not None:
        salah.append(f"Nilai di bawah {tulis_angka(daftar[0].bawah)} tidak masuk kelas mana pun.")
    for kiri, kanan in pairwise(daftar):
        pasangan = f"{kiri.label} dan {kanan.label}"
        if kiri.atas is None or kanan.bawah is None or kiri.atas > kanan.bawah:
            salah.append(f"Kelas {pasangan} bertumpang tindih.")
        elif kiri.atas < kanan.bawah:
            salah.append(
                f"Nilai antara {tulis_angka(kiri.atas)} dan {tulis_angka(kanan.bawah)} "
                "tidak masuk kelas mana pun."
            )
        elif kiri.atas_inklusif and kanan.bawah_inklusif:
            salah.append(f"Kelas {pasangan} bertumpang tindih pada {tulis_angka(kiri.atas)}.")
        elif not kiri.atas_inklusif and not kanan.bawah_inklusif:
            salah.append(f"Nilai tepat {tulis_angka(kiri.atas)} tidak masuk kelas mana pun.")
    if daftar[-1].atas is not None:
        salah.append(f"Nilai di atas {tulis_angka(daftar[-1].atas)} tidak masuk kelas mana pun.")
    return salah


def batas_efektif(skala: Skala, cara: CaraPotong | str = CaraPotong.BATAS_BAWAH) -> tuple[KelasEfektif, ...]:
    """The bounds that apply under a reading, low to high; each number lies in exactly one of them.

    ``BATAS_BAWAH`` and ``BATAS_ATAS`` apply to the value with two decimals, ``BULAT`` to the unrounded value
    (76 becomes 75,5). ValueError when ``BATAS_ATAS`` is asked of a scale whose classes carry no rising upper
    bounds.
    """
    cara = CaraPotong(cara)
    mulai: list[tuple[Decimal | None, bool]] = [(None, False)]
    for bawah, kelas in pairwise(skala.kelas):
        if cara == CaraPotong.BATAS_ATAS:
            if bawah.batas_atas is None:
                raise ValueError(
                    f"Kelas {bawah.label} tidak mempunyai batas atas; pilih cara potong yang lain."
                )
            if mulai[-1][0] is not None and bawah.batas_atas <= mulai[-1][0]:
                raise ValueError("Batas atas kelas harus naik.")
            mulai.append((bawah.batas_atas, False))
        elif cara == CaraPotong.BULAT:
            mulai.append(_mulai_bulat(kelas))
        else:
            mulai.append((kelas.batas_bawah, kelas.inklusif))
    akhir = [*mulai[1:], (None, True)]
    return tuple(
        KelasEfektif(kelas, bawah, bawah_inklusif, atas, not atas_awal_berikut)
        for kelas, (bawah, bawah_inklusif), (atas, atas_awal_berikut) in zip(
            skala.kelas, mulai, akhir, strict=True
        )
    )


def _mulai_bulat(kelas: Kelas) -> tuple[Decimal, bool]:
    """Where a class begins when values are first rounded to whole numbers, half away from zero."""
    bulat = kelas.batas_bawah.to_integral_value(ROUND_CEILING)
    if bulat == kelas.batas_bawah and not kelas.inklusif:
        bulat += 1
    # −0,5 rounds to −1: at and below zero the half itself belongs to the number beneath.
    return bulat - SETENGAH, bulat > 0


def klasifikasikan(
    nilai: Decimal | None,
    skala: Skala,
    *,
    cara: CaraPotong | str = CaraPotong.BATAS_BAWAH,
    desimal: int | None = 2,
) -> Kelas | None:
    """The class of a capaian (per cent) or a score. What was not measured (``None``) has no predikat.

    The value is first rounded half up to ``desimal`` places, because that is what a reader of the report can
    check; ``None`` classifies it unrounded. ``BULAT`` rounds once, to a whole number, from the unrounded
    value. ValueError for NaN and infinity.
    """
    if nilai is None:
        return None
    if not isinstance(nilai, Decimal):
        raise TypeError(f"Nilai harus Decimal, bukan {type(nilai).__name__}.")
    if not nilai.is_finite():
        raise ValueError("Nilai harus berupa angka biasa.")
    cara = CaraPotong(cara)
    if desimal is not None and cara != CaraPotong.BULAT and nilai.adjusted() < 20:
        # Larger numbers lie far above every bound, and would not fit the rounding context.
        nilai = bulatkan(nilai, desimal)
    return next(satu.kelas for satu in reversed(batas_efektif(skala, cara)) if satu.memuat(nilai))


def _kelas(batas_bawah, inklusif, label, warna, ikon, batas_atas=None, keterangan="") -> Kelas:
    def angka(teks):
        return None if teks is None else Decimal(teks)

    return Kelas(angka(batas_bawah), inklusif, label, warna, ikon, angka(batas_atas), keterangan)


# Printed as ≤ 50, 51–65, 66–75, 76–90, 91–100 (LKjIP Inspektorat Sampang 2019; two systems, one of them
# naming Permendagri 86/2017). Both systems cut at the lower bounds. The regulation's own text was not seen.
PERMENDAGRI_86_2017 = Skala(
    "Skala nilai peringkat kinerja",
    "Permendagri 86/2017",
    (
        _kelas(None, False, "Sangat Rendah", "merah", "circle-x", "50"),
        _kelas("51", True, "Rendah", "merah", "arrow-down", "65"),
        _kelas("66", True, "Sedang", "kuning", "circle-minus", "75"),
        _kelas("76", True, "Tinggi", "biru", "arrow-up", "90"),
        _kelas("91", True, "Sangat Tinggi", "hijau", "circle-check"),
    ),
)

# AA > 90–100, A > 80–90, ... D > 0–30. Exactly 0 is in no class of the regulation (E exists for
# sub-components only); D takes it here, so that the scale is whole.
PERMENPANRB_88_2021 = Skala(
    "Predikat evaluasi AKIP",
    "PermenPANRB 88/2021",
    (
        _kelas(None, False, "D", "merah", "circle-x", "30", "Sangat Kurang"),
        _kelas("30", False, "C", "merah", "arrow-down", "50", "Kurang"),
        _kelas("50", False, "CC", "kuning", "circle-minus", "60", "Cukup (Memadai)"),
        _kelas("60", False, "B", "biru", "check", "70", "Baik"),
        _kelas("70", False, "BB", "biru", "arrow-up", "80", "Sangat Baik"),
        _kelas("80", False, "A", "hijau", "check", "90", "Memuaskan"),
        _kelas("90", False, "AA", "hijau", "circle-check", keterangan="Sangat Memuaskan"),
    ),
)
