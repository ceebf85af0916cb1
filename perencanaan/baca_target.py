"""Targets as officers type them into Excel: ``62,26``, ``0,9 Angka``, ``80 - 90%``, ``WTP``, ``n/a``. Read or asked
about, never guessed. Pure: no database, no screen.

What may be read follows from the writing alone. A number has up to two readings: with the comma as decimal sign
(ours, ``1.234,56``) and with the dot (English, ``1,234.56``); ``perencanaan.angka.baca_angka`` is asked for both.

=============  ===========  ==========  ==============================================================
cell           koma         titik       answer
=============  ===========  ==========  ==============================================================
``232``        232          232         232
``62,26``      62,26        –           62,26
``1.234,56``   1234,56      –           1234,56
``1.234.567``  1234567      –           1234567
``93.6``       –            93,6        93,6, when the column has no comma decimals (``baca_kolom``)
``0.125``      –            0,125       the same; no thousands begin with 0
``1,234.56``   –            1234,56     the same
``1.234``      1234         1,234       asked
``1,234``      1,234        1234        asked: offices paste tables from English programs, and published ones
                                        hold both ``65,722`` (a decimal) and ``100435441.00``
=============  ===========  ==========  ==============================================================

A rupiah has at most two decimals, so ``Rp850.000`` and ``850.000`` in a column of rupiah have one reading.
So has ``900 - 1.100``: read the other way its bounds would be swapped.
Numbers that are numbers in Excel have no decimal sign and so no second reading, with one exception: 0,85 shown
as 85 % by its number format.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache

from django.core.exceptions import ValidationError

from perencanaan.angka import (
    ANGKA_PENTING_TERBANYAK,
    NilaiField,
    RupiahField,
    baca_angka,
    periksa_angka_penting,
    tulis_angka,
)
from perencanaan.satuan import adalah_persen

SERATUS = Decimal(100)
# Longer text in a target cell is a remark, and no pattern below needs to look at it.
TEKS_TERPANJANG = 200
SATUAN_TERPANJANG = 60


class JenisBacaan(StrEnum):
    """What a cell says."""

    ANGKA = "angka"
    RENTANG = "rentang"
    TINGKAT = "tingkat"
    TIDAK_ADA = "tidak_ada"
    KOSONG = "kosong"
    TANYA = "tanya"
    SALAH = "salah"


class PilihanDesimal(StrEnum):
    """How the decimal sign of a column is read, once somebody has chosen.

    CAMPUR: every cell by its own sign, for a table put together from two; ``1.234`` stays a question there.
    """

    KOMA = "koma"
    TITIK = "titik"
    CAMPUR = "campur"

    @property
    def label(self) -> str:
        """The choice as a person reads it."""
        return LABEL_DESIMAL[self]


class PilihanPersen(StrEnum):
    """What Excel numbers with a percentage format mean where the satuan does not say it.

    PERSEN: as shown (85 for 85 %). ASLI: as stored (0,85).
    """

    PERSEN = "persen"
    ASLI = "asli"

    @property
    def label(self) -> str:
        """The choice as a person reads it."""
        return LABEL_PERSEN[self]


LABEL_DESIMAL = {
    PilihanDesimal.KOMA: "Koma tanda desimal, titik pemisah ribuan (1.234,56)",
    PilihanDesimal.TITIK: "Titik tanda desimal, koma pemisah ribuan (1,234.56)",
    PilihanDesimal.CAMPUR: "Menurut tanda pada tiap sel (62,26 dan 93.6 sama-sama desimal)",
}
LABEL_PERSEN = {
    PilihanPersen.PERSEN: "Seperti tampil di Excel (85% dibaca 85)",
    PilihanPersen.ASLI: "Nilai di balik format (85% dibaca 0,85)",
}

# Levels met in PK and LKjIP: predikat SAKIP, opini BPK, and the words of the scales in use. An indicator with a
# scale of its own passes its labels instead.
TINGKAT_DIKENAL = (
    *("AA", "A", "BB", "B", "CC", "C", "D"),
    *("WTP", "WTP-DPP", "WDP", "TW", "TMP"),
    *("Sangat Memuaskan", "Memuaskan", "Sangat Baik", "Baik", "Cukup Baik", "Cukup", "Cukup (Memadai)"),
    *("Kurang Baik", "Tidak Baik", "Agak Kurang", "Kurang", "Sangat Kurang"),
    *("Sangat Tinggi", "Tinggi", "Sedang", "Rendah", "Sangat Rendah"),
)
# Full names that mean one of the levels and nothing else.
NAMA_PANJANG = {
    "wajar tanpa pengecualian": "WTP",
    "wajar dengan pengecualian": "WDP",
    "tidak wajar": "TW",
    "tidak menyatakan pendapat": "TMP",
    "tidak memberikan pendapat": "TMP",
}

SATUAN_RUPIAH = frozenset({"rp", "rp.", "rupiah", "idr"})
PELIPAT = re.compile(r"\b(ribu|rb|juta|jt|miliar|milyar|milliar|triliun|trilyun|ratus)\b")
PELIPAT_RUPIAH = re.compile(r"^(rb|jt|k|m|t)\b")

TANPA_TARGET = frozenset(
    {
        *("-", "–", "—", "−", "--", "n/a", "na", "n.a", "n.a.", "tad", "t.a.d", "t.a.d.", "t.a.", "tbd"),
        *("tidak ada", "tidak ada data", "tidak ada target", "tidak ditargetkan"),
        *("belum ada", "belum ada data", "belum ada target", "belum ditetapkan", "belum ditentukan"),
        *("target belum ditetapkan", "belum diukur", "belum dihitung"),
    }
)

_ANGKA = r"[-\u2212]?[0-9](?:[0-9.,]*[0-9])?"
_SATUAN = r"(?:per [0-9]+(?:\.[0-9]{3})* )?[A-Za-z%‰°](?:[A-Za-z%‰°./()&,' \-–]|(?<=[mM])[23²³](?![0-9]))*"
_SAMBUNG = r"(?:[-‐‑–—−]|s\.? ?/? ?d\.?|sampai(?: dengan)?|hingga)"
_RP = r"(?:(?P<{}>rp\.?|idr) ?)?"
POLA_SATU = re.compile(
    rf"^{_RP.format('rp')}(?P<angka>{_ANGKA})(?P<sen>[.,] ?(?:--?|–|—|=))?(?: ?(?P<satuan>{_SATUAN}))?$",
    re.IGNORECASE,
)
POLA_RENTANG = re.compile(
    rf"^{_RP.format('rp')}(?P<bawah>{_ANGKA})(?: ?(?P<satuan_bawah>{_SATUAN}?))?"
    rf" ?{_SAMBUNG} ?{_RP.format('rp_atas')}(?P<atas>{_ANGKA})(?: ?(?P<satuan>{_SATUAN}))?$",
    re.IGNORECASE,
)
POLA_BANDINGAN = re.compile(
    r"[<>≤≥±≈~+]|\b(minimal|minimum|min|maksimal|maksimum|maks|max|paling|sekurang|setidaknya|sekitar|kira|kurang"
    r"|lebih|hampir|di ?atas|di ?bawah|ke ?atas|ke ?bawah)\b|[0-9] ?-?an\b",
    re.IGNORECASE,
)
POLA_PERUBAHAN = re.compile(
    r"\b(naik|turun|meningkat|menurun|bertambah|berkurang|tumbuh)\b|[↑↓]", re.IGNORECASE
)
POLA_PERBANDINGAN = re.compile(r"[0-9] ?[:/] ?[0-9]|[0-9] (?:dari|banding) [0-9]", re.IGNORECASE)
POLA_GALAT_EXCEL = re.compile(r"^#[A-Z0-9/]+[!?]?$")
# Parts of an Excel number format that are shown as they stand: "text", \x, _x, *x, [Red].
POLA_HARFIAH = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')


@dataclass(frozen=True)
class Kemungkinan:
    """One of the readings of a cell that is asked about; ``kode`` stays the same, the sentence may not."""

    kode: str
    bacaan: "Bacaan"

    @property
    def kalimat(self) -> str:
        """What this reading makes of the cell."""
        return self.bacaan.kalimat


@dataclass(frozen=True, kw_only=True)
class Bacaan:
    """What one cell says. Figures in ``satuan``, or in the column's where that is empty.

    ``nilai`` goes with ANGKA, the two bounds with RENTANG, ``tingkat`` with TINGKAT (spelt as in the list of
    known levels); all other kinds carry none of them. ``teks`` is the cell as it stood there, ``pilihan`` the
    readings of TANYA, ``kalimat`` what to do or what was understood, for people. ``notasi`` is the decimal sign
    the cell must have been written with, ``None`` when it does not tell or is no text.
    """

    jenis: JenisBacaan
    teks: str = ""
    nilai: Decimal | None = None
    batas_bawah: Decimal | None = None
    batas_atas: Decimal | None = None
    tingkat: str = ""
    satuan: str = ""
    pilihan: tuple[Kemungkinan, ...] = ()
    kalimat: str = ""
    notasi: PilihanDesimal | None = None

    @property
    def ada_target(self) -> bool:
        """Does the cell hold a figure, a range or a level?"""
        return self.jenis in {JenisBacaan.ANGKA, JenisBacaan.RENTANG, JenisBacaan.TINGKAT}

    @property
    def terhambat(self) -> bool:
        """Must somebody answer or mend something first?"""
        return self.jenis in {JenisBacaan.TANYA, JenisBacaan.SALAH}

    @property
    def tertulis(self) -> str:
        """What was read, in our own writing and without satuan: ``62,26``, ``80 – 90``, ``BB``, ``n/a``, ``""``."""
        if self.jenis == JenisBacaan.ANGKA:
            return tulis_angka(self.nilai)
        if self.jenis == JenisBacaan.RENTANG:
            return f"{tulis_angka(self.batas_bawah)} – {tulis_angka(self.batas_atas)}"
        if self.jenis == JenisBacaan.TIDAK_ADA:
            return self.teks
        return self.tingkat

    def pilih(self, kode: str) -> "Bacaan":
        """The reading with that ``kode``; ValueError when the cell has none of that name."""
        for satu in self.pilihan:
            if satu.kode == kode:
                return satu.bacaan
        raise ValueError(f"“{self.teks}” tidak dapat dibaca sebagai {kode}.")


@dataclass(frozen=True)
class IsiSel:
    """A cell with what decides its reading: Excel's number format, and the satuan of its row."""

    isi: object
    format_angka: str = ""
    satuan: str = ""


def format_persen(format_angka: str) -> bool:
    """Does this Excel number format multiply by 100? ``0" %"`` and ``0\\%`` only print the sign."""
    return "%" in POLA_HARFIAH.sub("", format_angka)


def baca_target(
    isi: object,
    *,
    format_angka: str = "",
    satuan: str = "",
    pembacaan: PilihanDesimal | None = None,
    persen: PilihanPersen | None = None,
    tingkat_dikenal: Collection[str] = TINGKAT_DIKENAL,
    bidang: type[NilaiField] = NilaiField,
    boleh_negatif: bool = False,
) -> Bacaan:
    """What one cell says; never raises for any text, number, date or boolean.

    ``isi`` is text or what Excel kept (Decimal, int, float, date, time, bool, None). ``satuan`` is that of the
    indicator; it settles a percentage format and the decimals of rupiah, and is not compared with a satuan in
    the cell. ``bidang`` gives the limits of the figure (``RupiahField`` for a budget). ``pembacaan`` and
    ``persen`` are answers given on screen; without them two readings are TANYA. TypeError for other types.

    Refused with a sentence: less exact writings (``> 90``, ``minimal 90``, ``±5``), ratios (``1:32``), changes
    (``naik 5%``), figure and level in one cell, negatives unless ``boleh_negatif``, other than plain 0–9.
    """
    if isi is None:
        return Bacaan(jenis=JenisBacaan.KOSONG)
    if isinstance(isi, str):
        return _PembacaTeks(isi, satuan, pembacaan, tuple(tingkat_dikenal), bidang, boleh_negatif).baca()
    if isinstance(isi, bool):
        return _salah(
            "TRUE" if isi else "FALSE", "Sel berisi TRUE/FALSE, bukan target. Ketik angka targetnya."
        )
    if isinstance(isi, (date, time, timedelta)):
        return _salah_tanggal(isi)
    if isinstance(isi, float):
        isi = Decimal(repr(isi))
    if isinstance(isi, (int, Decimal)):
        return _baca_angka_excel(Decimal(isi), format_angka, satuan, persen, bidang, boleh_negatif)
    raise TypeError(f"Isi sel tidak dikenal: {type(isi).__name__}.")


# --- Numbers that Excel kept as numbers ---


def _baca_angka_excel(
    nilai: Decimal,
    format_angka: str,
    satuan: str,
    persen: PilihanPersen | None,
    bidang: type[NilaiField],
    boleh_negatif: bool,
) -> Bacaan:
    if not nilai.is_finite():
        return _salah(str(nilai), "Sel tidak berisi angka biasa. Ketik ulang angkanya.")
    # A file may hold 4.4699999999999998 for the 4,47 that Excel shows and computes with: 15 digits.
    nilai = Context(prec=ANGKA_PENTING_TERBANYAK, rounding=ROUND_HALF_UP).plus(nilai)
    if not format_persen(format_angka):
        return _angka_excel(nilai, "", bidang, boleh_negatif)
    seratus_kali = _angka_excel(nilai * SERATUS, "%", bidang, boleh_negatif)
    if adalah_persen(satuan) or persen == PilihanPersen.PERSEN:
        return seratus_kali
    asli = _angka_excel(nilai, "", bidang, boleh_negatif)
    if persen == PilihanPersen.ASLI:
        return asli
    # Zero per cent is zero either way, and a figure that is refused either way needs no question.
    if nilai == 0 or seratus_kali.jenis == asli.jenis == JenisBacaan.SALAH:
        return asli
    if JenisBacaan.SALAH in {seratus_kali.jenis, asli.jenis}:
        return seratus_kali if asli.jenis == JenisBacaan.SALAH else asli
    tampil, tersimpan = tulis_angka(seratus_kali.nilai), tulis_angka(asli.nilai)
    return Bacaan(
        jenis=JenisBacaan.TANYA,
        teks=f"{tampil}%",
        pilihan=(
            Kemungkinan(
                PilihanPersen.PERSEN, replace(seratus_kali, kalimat=f"{tampil} (seperti tampil di Excel)")
            ),
            Kemungkinan(
                PilihanPersen.ASLI, replace(asli, kalimat=f"{tersimpan} (nilai di balik format persen)")
            ),
        ),
        kalimat=(
            f"Sel tampil sebagai {tampil}%, sedangkan satuannya bukan persen. "
            f"Pilih {tampil} atau {tersimpan}, atau ubah format selnya menjadi Number."
        ),
    )


def _angka_excel(nilai: Decimal, tanda: str, bidang: type[NilaiField], boleh_negatif: bool) -> Bacaan:
    if keberatan := _keberatan(nilai, bidang):
        return _salah(f"{nilai:.6g}".replace(".", ",") + tanda, keberatan)
    # 4.47000000000000 is 4.47: a model field counts the zeros as decimals.
    nilai = nilai.quantize(Decimal(1)) if nilai == nilai.to_integral_value() else nilai.normalize()
    teks = f"{tulis_angka(nilai)}{tanda}"
    if nilai < 0 and not boleh_negatif:
        return _salah(teks, _kalimat_negatif(teks))
    return Bacaan(jenis=JenisBacaan.ANGKA, teks=teks, nilai=nilai, satuan=tanda)


def _salah_tanggal(isi: date | time | timedelta) -> Bacaan:
    if isinstance(isi, (time, timedelta)):
        return _salah(
            str(isi),
            "Excel menyimpan sel ini sebagai jam. Ubah format selnya menjadi Text, lalu ketik ulang targetnya.",
        )
    # Excel's own dates begin in 1900; a year before 1000 has no four digits in strftime.
    hari = isi.date() if isinstance(isi, datetime) else isi
    teks = f"{hari.day:02}-{hari.month:02}-{hari.year:04}"
    return _salah(
        teks,
        f"Excel menyimpan sel ini sebagai tanggal {teks}. Ubah format selnya menjadi Text, lalu ketik ulang "
        "targetnya, misalnya 7 – 8 bulan.",
    )


# --- Text ---


def _salah(teks: str, kalimat: str) -> Bacaan:
    return Bacaan(jenis=JenisBacaan.SALAH, teks=teks, kalimat=kalimat)


def _kutip(teks: str) -> str:
    return f"“{teks if len(teks) <= 60 else teks[:59] + '…'}”"


def _kalimat_negatif(teks: str, boleh_negatif: bool = False) -> str:
    if boleh_negatif:
        return f"Tulis {_kutip(teks)} dengan tanda minus rapat di depan angkanya, misalnya -5."
    return (
        f"{_kutip(teks)} bernilai negatif atau diawali tanda hubung. Target tidak boleh negatif; "
        "tulis angkanya tanpa tanda minus."
    )


def _keberatan(nilai: Decimal, bidang: type[NilaiField], pecahan_tertulis: int | None = None) -> str:
    """Why this figure could not be kept exactly, as a sentence; empty when it can."""
    pecahan = max(0, -nilai.normalize().as_tuple().exponent) if pecahan_tertulis is None else pecahan_tertulis
    if pecahan > bidang.pecahan:
        return f"Tulis paling banyak {bidang.pecahan} angka di belakang koma; bulatkan dahulu di Excel."
    if nilai and nilai.adjusted() >= bidang.digit - bidang.pecahan:
        return f"Angka terlalu besar: paling banyak {bidang.digit - bidang.pecahan} angka di depan koma."
    try:
        periksa_angka_penting(nilai)
    except ValidationError as salah:
        return " ".join(salah.messages)
    return ""


@lru_cache(maxsize=64)
def _peta_tingkat(tingkat_dikenal: tuple[str, ...]) -> dict[str, str]:
    """Known levels by their spelling without case; full names only where their level is known."""
    peta = {_rapi(label).casefold(): label for label in tingkat_dikenal}
    panjang = {
        nama: peta[label.casefold()] for nama, label in NAMA_PANJANG.items() if label.casefold() in peta
    }
    return {**panjang, **peta}


def _rapi(teks: str) -> str:
    """Without invisible characters around it, and with single plain spaces inside."""
    return " ".join(teks.strip("\ufeff\u200b\u200c\u200d\u2060 \t\r\n\u00a0").split())


def _aneh(teks: str) -> str:
    """The first character that a target cannot be made of, described; empty when there is none."""
    for ke, huruf in enumerate(teks):
        if huruf.isascii() and huruf.isprintable():
            continue
        golongan = unicodedata.category(huruf)
        if huruf in "²³" and ke and teks[ke - 1] in "mM":
            continue
        if golongan in {"Nd", "Nl", "No"}:
            return f"memakai angka {huruf}, bukan angka biasa 0–9"
        if golongan[0] == "C":
            return "memuat karakter yang tidak terlihat"
    return ""


def _polos(nilai: Decimal) -> str:
    """Without thousands separators, so that 1234 and 1,234 cannot be taken for each other."""
    return f"{nilai:f}".replace(".", ",")


class _PembacaTeks:
    """One reading of one text; each step answers with a Bacaan, or with None and the next one looks."""

    def __init__(
        self,
        teks: str,
        satuan: str,
        pembacaan: PilihanDesimal | None,
        tingkat_dikenal: tuple[str, ...],
        bidang: type[NilaiField],
        boleh_negatif: bool,
    ):
        self.mentah = teks
        self.teks = _rapi(teks[: TEKS_TERPANJANG * 2])
        self.satuan_baris = satuan
        self.pembacaan = pembacaan
        self.tingkat = _peta_tingkat(tingkat_dikenal)
        self.tingkat_dikenal = tingkat_dikenal
        self.bidang = bidang
        self.boleh_negatif = boleh_negatif

    def baca(self) -> Bacaan:
        if len(self.mentah) > TEKS_TERPANJANG * 2 or len(self.teks) > TEKS_TERPANJANG:
            return self._tolak("Isi sel terlalu panjang. Tulis targetnya saja; pindahkan keterangan.")
        for langkah in (self._tanpa_angka, self._tidak_tepat, self._rentang, self._satu):
            if (bacaan := langkah()) is not None:
                return bacaan
        if "(" in self.teks:
            return self._tolak(
                f"Tulis {_kutip(self.teks)} tanpa tanda kurung, misalnya 12 bulan. "
                "Nilai negatif tidak ditulis dengan kurung."
            )
        return self._tolak(
            f"{_kutip(self.teks)} bukan angka. Tulis seperti 1.234,56, dengan atau tanpa satuan di belakangnya."
        )

    def _tolak(self, kalimat: str) -> Bacaan:
        return _salah(self.teks[:TEKS_TERPANJANG], kalimat)

    def _tanpa_angka(self) -> Bacaan | None:
        """Empty, level, no target, or words."""
        teks = self.teks
        kunci = teks.casefold()
        if not teks:
            return Bacaan(jenis=JenisBacaan.KOSONG)
        if label := self.tingkat.get(kunci):
            return Bacaan(jenis=JenisBacaan.TINGKAT, teks=teks, tingkat=label)
        if kunci in TANPA_TARGET:
            return Bacaan(
                jenis=JenisBacaan.TIDAK_ADA,
                teks=teks,
                kalimat=f"Ditulis {_kutip(teks)}: target dicatat belum ditetapkan, bukan nol.",
            )
        if kunci == "nihil":
            return self._nihil()
        if POLA_GALAT_EXCEL.match(teks):
            return self._tolak(f"Sel berisi galat Excel {teks}. Perbaiki rumusnya atau ketik nilainya.")
        if teks.startswith("="):
            return self._tolak("Sel berisi rumus. Ganti rumus dengan nilainya (Paste Special, Values).")
        if aneh := _aneh(teks):
            return self._tolak(f"{_kutip(teks)} {aneh}. Ketik ulang targetnya.")
        if not any(huruf.isdigit() for huruf in teks):
            dikenal = ", ".join(self.tingkat_dikenal)
            return self._tolak(
                f"{_kutip(teks)} bukan angka dan bukan tingkat yang dikenal. Tulis angka seperti 62,26, rentang "
                f"seperti 80 – 90, atau salah satu tingkat: {dikenal}."
            )
        return None

    def _nihil(self) -> Bacaan:
        """Some offices write it for zero, others for nothing to measure."""
        nol = Bacaan(jenis=JenisBacaan.ANGKA, teks=self.teks, nilai=Decimal(0), kalimat="0 (targetnya nol)")
        kosong = Bacaan(jenis=JenisBacaan.TIDAK_ADA, teks=self.teks, kalimat="target belum ditetapkan")
        return Bacaan(
            jenis=JenisBacaan.TANYA,
            teks=self.teks,
            pilihan=(Kemungkinan("nol", nol), Kemungkinan("tidak_ada", kosong)),
            kalimat=f"{_kutip(self.teks)} dapat berarti 0 atau belum ada target. Tulis 0, atau tulis tanda -.",
        )

    def _tidak_tepat(self) -> Bacaan | None:
        """Writings that hold a figure but do not say which one the target is."""
        teks = self.teks
        if POLA_PERUBAHAN.search(teks):
            return self._tolak(
                f"{_kutip(teks)} menyebut perubahan. Tulis nilai yang hendak dicapai pada akhir tahun."
            )
        if POLA_BANDINGAN.search(teks):
            return self._tolak(
                f"{_kutip(teks)} bukan satu angka. Tulis angkanya saja: arah indikator sudah menyatakan apakah "
                "makin tinggi atau makin rendah makin baik. Bila targetnya rentang, tulis kedua batasnya, "
                "misalnya 80 – 90."
            )
        if POLA_PERBANDINGAN.search(teks):
            return self._tolak(
                f"{_kutip(teks)} berbentuk perbandingan. Tulis sebagai satu angka dengan satuannya, "
                "misalnya 32 dengan satuan “siswa per guru”, atau hasil baginya."
            )
        return None

    # --- figures ---

    def _rentang(self) -> Bacaan | None:
        cocok = POLA_RENTANG.match(self.teks)
        if not cocok:
            return None
        bawah = _satuan_bersih(cocok["satuan_bawah"])
        atas = _satuan_bersih(cocok["satuan"])
        if bawah and not _satuan_sama(bawah, atas):
            return self._tolak(
                f"{_kutip(self.teks)} memuat dua satuan. Tulis satu satuan di belakang rentang."
            )
        rupiah = bool(cocok["rp"] or cocok["rp_atas"])
        return self._susun((cocok["bawah"], cocok["atas"]), atas, rupiah)

    def _satu(self) -> Bacaan | None:
        cocok = POLA_SATU.match(self.teks)
        if not cocok:
            if re.match(r"[-\u2212‐‑–—] ?[0-9]", self.teks):
                return self._tolak(_kalimat_negatif(self.teks, self.boleh_negatif))
            return None
        rupiah = bool(cocok["rp"] or cocok["sen"])
        return self._susun((cocok["angka"],), _satuan_bersih(cocok["satuan"]), rupiah)

    def _susun(self, tulisan: tuple[str, ...], satuan: str, rupiah: bool) -> Bacaan:
        """One or two figures as written, with their satuan, under every reading that is possible."""
        if keberatan := self._keberatan_satuan(satuan, rupiah):
            return self._tolak(keberatan)
        if rupiah:
            satuan = f"Rp {satuan}".strip()
        bidang = self.bidang
        uang = (satuan or self.satuan_baris).strip().casefold() in SATUAN_RUPIAH
        if uang and bidang.pecahan > RupiahField.pecahan:
            bidang = RupiahField

        terbaca: dict[PilihanDesimal, tuple[Decimal, ...]] = {}
        keberatan = ""
        for cara in (PilihanDesimal.KOMA, PilihanDesimal.TITIK):
            nilai = [_menurut(satu, cara) for satu in tulisan]
            if None in nilai:
                continue
            alasan = self._keberatan_nilai(nilai, tulisan, cara, bidang)
            keberatan = keberatan or alasan
            if not alasan:
                terbaca[cara] = tuple(nilai)
        if not terbaca:
            return self._tolak(keberatan or self._bukan_angka(tulisan))
        return self._putuskan(terbaca, satuan)

    def _putuskan(self, terbaca: dict[PilihanDesimal, tuple[Decimal, ...]], satuan: str) -> Bacaan:
        """The one reading, the chosen one, or the question."""
        beda = len(set(terbaca.values())) > 1
        notasi = next(iter(terbaca)) if len(terbaca) == 1 else None
        if self.pembacaan in {PilihanDesimal.KOMA, PilihanDesimal.TITIK}:
            if self.pembacaan not in terbaca:
                return replace(self._tolak(self._salah_notasi(terbaca[notasi])), notasi=notasi)
            return self._jadi(terbaca[self.pembacaan], satuan, notasi)
        if not beda:
            return self._jadi(next(iter(terbaca.values())), satuan, notasi)
        pilihan = tuple(
            Kemungkinan(cara, replace(self._jadi(nilai, satuan, None), kalimat=self._sebut(nilai, cara)))
            for cara, nilai in terbaca.items()
        )
        angka = " atau ".join(" – ".join(map(_polos, nilai)) for nilai in terbaca.values())
        return Bacaan(
            jenis=JenisBacaan.TANYA,
            teks=self.teks,
            satuan=satuan,
            pilihan=pilihan,
            kalimat=(
                f"{_kutip(self.teks)} dapat dibaca {angka}. "
                "Pilih cara bacanya, atau ketik ulang sebagai angka Excel."
            ),
        )

    def _jadi(self, nilai: tuple[Decimal, ...], satuan: str, notasi: PilihanDesimal | None) -> Bacaan:
        kalimat = ""
        if notasi == PilihanDesimal.TITIK:
            angka = " – ".join(tulis_angka(satu) for satu in nilai)
            kalimat = f"{_kutip(self.teks)} bertitik desimal; dibaca {angka}."
        sama = {"teks": self.teks, "satuan": satuan, "kalimat": kalimat, "notasi": notasi}
        if len(nilai) == 1:
            return Bacaan(jenis=JenisBacaan.ANGKA, nilai=nilai[0], **sama)
        return Bacaan(jenis=JenisBacaan.RENTANG, batas_bawah=nilai[0], batas_atas=nilai[1], **sama)

    @staticmethod
    def _sebut(nilai: tuple[Decimal, ...], cara: PilihanDesimal) -> str:
        angka = " – ".join(map(_polos, nilai))
        tanda = "koma desimal, titik ribuan" if cara == PilihanDesimal.KOMA else "titik desimal, koma ribuan"
        return f"{angka} ({tanda})"

    def _salah_notasi(self, nilai: tuple[Decimal, ...]) -> str:
        if self.pembacaan == PilihanDesimal.KOMA:
            betul, tanda = " – ".join(map(tulis_angka, nilai)), "koma"
        else:
            tukar = str.maketrans(",.", ".,")
            betul, tanda = " – ".join(tulis_angka(satu).translate(tukar) for satu in nilai), "titik"
        return (
            f"Kolom ini dibaca dengan {tanda} desimal. "
            f"Tulis {_kutip(self.teks)} sebagai {betul} bila itu maksudnya."
        )

    def _bukan_angka(self, tulisan: tuple[str, ...]) -> str:
        if len(tulisan) == 2 and all(
            any(_menurut(satu, cara) is not None for cara in (PilihanDesimal.KOMA, PilihanDesimal.TITIK))
            for satu in tulisan
        ):
            return f"Kedua batas {_kutip(self.teks)} berbeda tanda desimalnya. Tulis keduanya dengan koma."
        return f"{_kutip(self.teks)} bukan angka yang lazim. Tulis seperti 1.234,56."

    def _keberatan_nilai(
        self,
        nilai: Sequence[Decimal],
        tulisan: Sequence[str],
        cara: PilihanDesimal,
        bidang: type[NilaiField],
    ) -> str:
        """Why this reading is none after all, as a sentence: not to be kept exactly, negative, bounds swapped."""
        desimal = "," if cara == PilihanDesimal.KOMA else "."
        for satu, tertulis in zip(nilai, tulisan, strict=True):
            if keberatan := _keberatan(satu, bidang, len(tertulis.partition(desimal)[2])):
                return keberatan
            if tertulis[0] in "-\u2212" and not self.boleh_negatif:
                return _kalimat_negatif(self.teks)
        if len(nilai) == 2 and nilai[0] > nilai[1]:
            return f"Batas bawah {_kutip(self.teks)} melebihi batas atasnya. Tulis yang kecil dahulu."
        return ""

    def _keberatan_satuan(self, satuan: str, rupiah: bool) -> str:
        """Why the words behind the figure cannot be its satuan."""
        if len(satuan) > SATUAN_TERPANJANG:
            return (
                f"Keterangan sesudah angka pada {_kutip(self.teks)} terlalu panjang untuk satuan; ringkaskan."
            )
        kecil = satuan.casefold()
        if kecil in self.tingkat:
            return f"{_kutip(self.teks)} memuat angka dan tingkat sekaligus. Tulis salah satu."
        anggaran = issubclass(self.bidang, RupiahField)
        uang = rupiah or anggaran or self.satuan_baris.strip().casefold() in SATUAN_RUPIAH
        lipat = PELIPAT.search(kecil) or (uang and PELIPAT_RUPIAH.match(kecil))
        if lipat and lipat[1] not in self.satuan_baris.casefold().split():
            kata = satuan[lipat.start(1) : lipat.end(1)]
            return f"Tulis {_kutip(self.teks)} sebagai angka lengkap dengan semua nolnya, tanpa “{kata}”."
        if anggaran and satuan and kecil not in SATUAN_RUPIAH:
            return f"Anggaran ditulis dalam rupiah: hapus “{satuan}” dari {_kutip(self.teks)}."
        return ""


def _menurut(tulisan: str, cara: PilihanDesimal) -> Decimal | None:
    """The figure with this decimal sign; ``None`` when it cannot have been written that way."""
    if cara == PilihanDesimal.TITIK:
        tulisan = tulisan.translate(str.maketrans(",.", ".,"))
    try:
        return baca_angka(tulisan)
    except ValueError:
        return None


def _satuan_bersih(satuan: str | None) -> str:
    return (satuan or "").strip(" .,;")


def _satuan_sama(satu: str, lain: str) -> bool:
    return satu.casefold() == lain.casefold() or (adalah_persen(satu) and adalah_persen(lain))


# --- A whole column ---


@dataclass(frozen=True)
class PilihanKolom:
    """One way to read the column: what it makes of the cells that depend on it.

    ``sel`` are pairs (position in the column, reading), only those cells whose reading the choice decides.
    """

    pembacaan: PilihanDesimal | PilihanPersen
    sel: tuple[tuple[int, Bacaan], ...]

    @property
    def label(self) -> str:
        """The choice as a person reads it."""
        return self.pembacaan.label

    @property
    def jumlah_terbaca(self) -> int:
        """How many of these cells get a reading."""
        return sum(not bacaan.terhambat for _, bacaan in self.sel)

    @property
    def jumlah_terhambat(self) -> int:
        """How many of these cells are refused, or still asked about."""
        return len(self.sel) - self.jumlah_terbaca

    def contoh(self, banyak: int = 6) -> tuple[str, ...]:
        """``1.234 → 1234``: some different cells for the question on screen, of each way of writing a few."""
        per_tanda: dict[PilihanDesimal | None, dict[str, str]] = {}
        for _, bacaan in self.sel:
            per_tanda.setdefault(bacaan.notasi, {}).setdefault(bacaan.teks, _hasil_ringkas(bacaan))
        jatah = max(1, banyak // max(1, len(per_tanda)))
        return tuple(
            f"{teks} → {hasil}" for isi in per_tanda.values() for teks, hasil in list(isi.items())[:jatah]
        )


def _hasil_ringkas(bacaan: Bacaan) -> str:
    if bacaan.jenis == JenisBacaan.ANGKA:
        return _polos(bacaan.nilai)
    if bacaan.jenis == JenisBacaan.RENTANG:
        return f"{_polos(bacaan.batas_bawah)} – {_polos(bacaan.batas_atas)}"
    return "ditanyakan" if bacaan.jenis == JenisBacaan.TANYA else "ditolak"


@dataclass(frozen=True)
class HasilKolom:
    """A column read: one Bacaan per cell, in order, and the questions that are open.

    While ``perlu_pilihan`` (decimal sign) or ``perlu_persen`` (percentage format) is set, no cell that depends
    on the answer carries a figure; ``pilihan`` and ``pilihan_persen`` hold the answers to choose from.
    ``saran`` is the decimal sign that all cells with one reading agree on: to be offered first, not applied.
    """

    bacaan: tuple[Bacaan, ...]
    perlu_pilihan: bool = False
    pilihan: tuple[PilihanKolom, ...] = ()
    saran: PilihanDesimal | None = None
    perlu_persen: bool = False
    pilihan_persen: tuple[PilihanKolom, ...] = ()
    kalimat: str = ""


def baca_kolom(
    sel: Sequence[object],
    *,
    satuan: str = "",
    pembacaan: PilihanDesimal | None = None,
    persen: PilihanPersen | None = None,
    tingkat_dikenal: Collection[str] = TINGKAT_DIKENAL,
    bidang: type[NilaiField] = NilaiField,
    boleh_negatif: bool = False,
) -> HasilKolom:
    """Read a column as a whole, for its cells were mostly written by one hand.

    ``sel`` are cells as ``baca_target`` takes them, or ``IsiSel`` with format and satuan of their own;
    ``satuan`` is for cells that bring none.

    A choice is needed when the column holds both comma and dot decimals, and also when a single ``1.234`` stands
    among clean comma decimals. To decide that one by its neighbours would be guessing: among indices, ``62,26``
    beside ``1.234`` may just as well be the mixed column this question is for, and the mistake is a thousandfold.
    Dot decimals alone (``93.6``, ``62.26``) have one reading and no rival, and are read.

    With ``pembacaan`` KOMA or TITIK every text is read that way or refused: beside comma decimals, ``93.6`` is
    perhaps the 93.600 that an English Excel swallowed. Excel's own numbers are never in question.
    """
    daftar = [satu if isinstance(satu, IsiSel) else IsiSel(satu) for satu in sel]

    def baca(satu: IsiSel, desimal: PilihanDesimal | None, format_persen: PilihanPersen | None) -> Bacaan:
        return baca_target(
            satu.isi,
            format_angka=satu.format_angka,
            satuan=satu.satuan or satuan,
            pembacaan=desimal,
            persen=format_persen,
            tingkat_dikenal=tingkat_dikenal,
            bidang=bidang,
            boleh_negatif=boleh_negatif,
        )

    bacaan = [baca(satu, pembacaan, persen) for satu in daftar]
    kalimat = []

    pilihan: tuple[PilihanKolom, ...] = ()
    saran = None
    if pembacaan is None:
        ganda = [ke for ke, satu in enumerate(bacaan) if _bertanya(satu, PilihanDesimal.KOMA)]
        bertanda = [ke for ke, satu in enumerate(bacaan) if satu.notasi is not None]
        tanda = {bacaan[ke].notasi for ke in bertanda}
        campur = len(tanda) == 2
        if ganda or campur:
            cara = [PilihanDesimal.KOMA, PilihanDesimal.TITIK, *([PilihanDesimal.CAMPUR] if campur else [])]
            terkait = sorted({*ganda, *bertanda})
            pilihan = tuple(
                PilihanKolom(satu, tuple((ke, baca(daftar[ke], satu, persen)) for ke in terkait))
                for satu in cara
            )
            saran = next(iter(tanda)) if len(tanda) == 1 else None
        if campur:
            kalimat.append("Kolom ini mencampur koma dan titik desimal. Pilih cara bacanya.")
            for ke in bertanda:
                bacaan[ke] = replace(
                    _salah(bacaan[ke].teks, kalimat[0]), notasi=bacaan[ke].notasi, satuan=bacaan[ke].satuan
                )
        elif ganda:
            kalimat.append(
                f"{_kutip(bacaan[ganda[0]].teks)} pada kolom ini dapat dibaca dua cara. Pilih cara bacanya."
            )

    pilihan_persen: tuple[PilihanKolom, ...] = ()
    berpersen = [ke for ke, satu in enumerate(bacaan) if _bertanya(satu, PilihanPersen.PERSEN)]
    if berpersen:
        pilihan_persen = tuple(
            PilihanKolom(satu, tuple((ke, baca(daftar[ke], pembacaan, satu)) for ke in berpersen))
            for satu in PilihanPersen
        )
        kalimat.append(
            f"Sel {bacaan[berpersen[0]].teks} berformat persen, sedangkan satuannya bukan persen. "
            "Pilih cara bacanya."
        )
    return HasilKolom(
        tuple(bacaan), bool(pilihan), pilihan, saran, bool(berpersen), pilihan_persen, " ".join(kalimat)
    )


def _bertanya(bacaan: Bacaan, kode: str) -> bool:
    """Is the cell a question of that kind?"""
    return any(satu.kode == kode for satu in bacaan.pilihan)
