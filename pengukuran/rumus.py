"""How realisasi becomes capaian: pure functions over Decimal, no database, no screen.

Units: realisasi and target stand in the indicator's own satuan, capaian and serapan in per cent (100 = the
target is met). Nothing is rounded here except the figures inside sentences and the comparison of a printed
figure with a threshold; round once, for display or for a stored result, with ``bulatkan``.

Three things are never mixed: *belum diisi* (``None``), nol (``Decimal(0)``) and *tidak dapat dihitung* (a
result without a figure, but with its ``sebab``). Expected gaps in the data give such a result. A float, a
NaN or a number that claims to be *belum diisi* is a mistake of the calling code and raises TypeError or
ValueError.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.satuan import adalah_persen

NOL = Decimal(0)
SATU = Decimal(1)
SERATUS = Decimal(100)


class Arah(StrEnum):
    """Which way is better; the values are those of ``VersiIndikator.Arah``."""

    NAIK = "naik"
    TURUN_SELISIH = "turun_selisih"
    TURUN_RASIO = "turun_rasio"
    RENTANG = "rentang"
    ORDINAL = "ordinal"


class Metode(StrEnum):
    """How the periods of a year make one figure; the values are those of ``VersiIndikator.Metode``."""

    JUMLAH = "jumlah"
    NILAI_AKHIR = "nilai_akhir"
    RATA_RATA = "rata_rata"
    RASIO = "rasio"
    TAHUNAN = "tahunan"
    MAKS = "maks"
    MIN = "min"


class Keadaan(StrEnum):
    """What a cell says; the values are those of ``pengumpulan.models.Keadaan``."""

    BELUM_DIISI = "belum_diisi"
    ANGKA = "angka"
    MENYUSUL = "menyusul"
    BELUM_WAKTUNYA = "belum_waktunya"
    TIDAK_DAPAT_DIUKUR = "tidak_dapat_diukur"
    SEMENTARA = "sementara"


class Kontribusi(StrEnum):
    """What a unit's figure is to the agency's; the values are those of ``PenanggungJawabData.Kontribusi``."""

    TUNGGAL = "tunggal"
    JUMLAH = "jumlah"
    RASIO = "rasio"
    RATA_RATA = "rata_rata"


class ArahRentang(StrEnum):
    """Which way is better outside a range. Inside, the capaian is 100 whichever is chosen."""

    NAIK = "naik"
    TURUN_SELISIH = "turun_selisih"
    TURUN_RASIO = "turun_rasio"
    DUA_SISI = "dua_sisi"


class CaraOrdinal(StrEnum):
    """How a level (predikat, opini) becomes a percentage: met or not met, or the ratio of the scores."""

    TERCAPAI = "tercapai"
    RASIO = "rasio"


class Celah(StrEnum):
    """Whose targets count when a period brought no figure.

    KETAT: those of every period that has fallen due, so that a missing report shows as missing work.
    LONGGAR: only those of the periods that were filled in.
    """

    KETAT = "ketat"
    LONGGAR = "longgar"


class AturanOPD(StrEnum):
    """Over what the agency's mean runs; the two differ when the sasaran have unequally many indicators."""

    SEMUA_INDIKATOR = "semua_indikator"
    RATA_SASARAN = "rata_sasaran"


class Kode(StrEnum):
    """Stable codes of reasons and remarks. Store the code; the sentence may be reworded."""

    # Reasons why there is no figure.
    BELUM_DIISI = "belum_diisi"
    MENYUSUL = "menyusul"
    BELUM_WAKTUNYA = "belum_waktunya"
    TIDAK_DAPAT_DIUKUR = "tidak_dapat_diukur"
    TARGET_BELUM_DITETAPKAN = "target_belum_ditetapkan"
    TARGET_NOL = "target_nol"
    NILAI_NEGATIF = "nilai_negatif"
    TINGKAT_TIDAK_DIKENAL = "tingkat_tidak_dikenal"
    BAGIAN_RASIO_KOSONG = "bagian_rasio_kosong"
    PENYEBUT_NOL = "penyebut_nol"
    METODE_TIDAK_COCOK = "metode_tidak_cocok"
    TUNGGAL_GANDA = "tunggal_ganda"
    PERSEN_TIDAK_DIGABUNG = "persen_tidak_digabung"
    TIDAK_ADA_YANG_DIHITUNG = "tidak_ada_yang_dihitung"
    # Remarks on a figure (TARGET_NOL above is both).
    REALISASI_NOL = "realisasi_nol"
    DI_BAWAH_LANTAI = "di_bawah_lantai"
    DIBATASI = "dibatasi"
    MELEBIHI_AMBANG = "melebihi_ambang"
    ANGKA_SEMENTARA = "angka_sementara"
    BELUM_LENGKAP = "belum_lengkap"


@dataclass(frozen=True)
class Keterangan:
    """A reason or a remark: a stable code for programs, an Indonesian sentence for people."""

    kode: Kode
    kalimat: str

    def __str__(self):
        return self.kalimat


BERANGKA = frozenset({Keadaan.ANGKA, Keadaan.SEMENTARA})
BELUM_LAPOR = frozenset({Keadaan.BELUM_DIISI, Keadaan.MENYUSUL})
KALIMAT_TANPA_ANGKA = {
    Keadaan.BELUM_DIISI: "Realisasi belum diisi.",
    Keadaan.MENYUSUL: "Realisasi akan menyusul.",
    Keadaan.BELUM_WAKTUNYA: "Belum waktunya diukur pada periode ini.",
    Keadaan.TIDAK_DAPAT_DIUKUR: "Realisasi tidak dapat diukur.",
}

# For the note under a table: each report states the formula behind its figures.
RUMUS_TERTULIS = {
    Arah.NAIK: "R / T × 100",
    Arah.TURUN_SELISIH: "(2T − R) / T × 100, paling rendah 0",
    Arah.TURUN_RASIO: "T / R × 100",
    Arah.RENTANG: "100 di dalam rentang; di luar rentang dihitung terhadap batas yang terlewati",
    Arah.ORDINAL: "tercapai = 100, tidak tercapai = 0; atau skor realisasi / skor target × 100",
}


def angka_ringkas(nilai: Decimal) -> str:
    """An operand inside a sentence: its own digits, at most four decimals."""
    return tulis_angka(nilai if nilai.as_tuple().exponent >= -4 else bulatkan(nilai, 4))


def persen(nilai: Decimal) -> str:
    """``94,68 %``: the way every percentage of ours is printed."""
    return f"{tulis_angka(nilai, 2)} %"


def _periksa_angka(nilai, nama: str) -> Decimal:
    if not isinstance(nilai, Decimal):
        raise TypeError(f"{nama} harus Decimal, bukan {type(nilai).__name__}.")
    if not nilai.is_finite():
        raise ValueError(f"{nama} harus berupa angka biasa.")
    return nilai


# --- Capaian ---


@dataclass(frozen=True)
class RentangTarget:
    """A target between two bounds, both of them still inside. Raises ValueError when they are swapped."""

    bawah: Decimal
    atas: Decimal

    def __post_init__(self):
        _periksa_angka(self.bawah, "Batas bawah")
        _periksa_angka(self.atas, "Batas atas")
        if self.bawah > self.atas:
            raise ValueError("Batas bawah target melebihi batas atasnya.")

    def __str__(self):
        return f"{angka_ringkas(self.bawah)}–{angka_ringkas(self.atas)}"


@dataclass(frozen=True)
class Tingkat:
    """One level of a qualitative indicator and its score; more is better."""

    label: str
    skor: Decimal


# Codings seen in a regional system (Kab. Pringsewu). The ratio of such codes is arbitrary (B against BB is 80 %
# here, 75 % with another coding), so met / not met is the default. An office edits them per indicator.
TINGKAT_PREDIKAT_SAKIP = tuple(
    Tingkat(label, Decimal(skor))
    for skor, label in enumerate(("D", "C", "CC", "B", "BB", "A", "AA"), start=1)
)
# The two lowest opinions are not ranked among themselves.
TINGKAT_OPINI_BPK = (
    Tingkat("TMP", Decimal(1)),
    Tingkat("TW", Decimal(1)),
    Tingkat("WDP", Decimal(3)),
    Tingkat("WTP", Decimal(4)),
)


@dataclass(frozen=True)
class Batas:
    """Three separate settings in per cent: what is shown, what enters a mean, what must be explained.

    ``None`` means no limit. A cap below 100 would hide that a target was met: ValueError. Practice ranges
    from no cap at all (LKjIP Baperlitbang Klungkung 2017, where 105,56 enters the mean) to 100 (Lima Puluh
    Kota 2020); the threshold of 120 is that of a BPOM interim report, which calls more than that "tidak
    dapat disimpulkan".
    """

    tampil: Decimal | None = None
    rata_rata: Decimal | None = None
    anomali: Decimal | None = Decimal(120)

    def __post_init__(self):
        for nama, nilai in (
            ("tampil", self.tampil),
            ("rata-rata", self.rata_rata),
            ("anomali", self.anomali),
        ):
            if nilai is not None and _periksa_angka(nilai, f"Batas {nama}") < SERATUS:
                raise ValueError(f"Batas {nama} paling rendah 100 %.")


TANPA_BATAS = Batas()


@dataclass(frozen=True)
class Capaian:
    """One capaian, in per cent, with what a reader needs to check it.

    ``mentah`` is the formula's own figure, neither rounded nor limited. ``nilai`` is the one to show (floor
    0 and ``Batas.tampil``), ``nilai_rata_rata`` the one that enters means (floor 0 and ``Batas.rata_rata``);
    both not rounded. All three are ``None`` when there is no figure, and only then ``sebab`` says why.
    """

    mentah: Decimal | None
    nilai: Decimal | None
    nilai_rata_rata: Decimal | None
    sebab: Keterangan | None
    catatan: tuple[Keterangan, ...]
    penjelasan: str

    @property
    def dapat_dihitung(self) -> bool:
        """Is there a figure?"""
        return self.mentah is not None

    @property
    def perlu_penjelasan(self) -> bool:
        """Above the anomaly threshold: the office explains why, and whether the target needs revising."""
        return any(catatan.kode == Kode.MELEBIHI_AMBANG for catatan in self.catatan)


@dataclass(frozen=True)
class _Hasil:
    """What one formula gives: the raw figure or the reason, a remark, and the sum with its numbers."""

    mentah: Decimal | None = None
    sebab: Keterangan | None = None
    catatan: Keterangan | None = None
    kalimat: str = ""


def _naik(realisasi: Decimal, target: Decimal) -> _Hasil:
    """R / T × 100, in per cent. Higher is better.

    Source: LKjIP Kab. Maluku Tengah 2021 (hlm. III.2), LKj Perwakilan BPKP Papua 2016; measurement basis
    cited there and elsewhere: Keputusan Kepala LAN 239/IX/6/8/2003. With T = 0 there is nothing to divide
    by.
    """
    if target == 0:
        return _Hasil(
            sebab=Keterangan(
                Kode.TARGET_NOL,
                "Target nol, sehingga R / T tidak dapat dihitung; nilai dengan pertimbangan kualitatif.",
            )
        )
    mentah = realisasi * SERATUS / target
    return _Hasil(
        mentah, kalimat=f"{angka_ringkas(realisasi)} / {angka_ringkas(target)} × 100 = {persen(mentah)}"
    )


def _turun_target_nol(realisasi: Decimal) -> _Hasil:
    """Lower is better and the target is 0: 100 when nothing happened, else 0 with a remark.

    Source: a kabupaten's e-SAKIP and KPI product manuals, which agree; no regulation settles it.
    """
    if realisasi == 0:
        return _Hasil(SERATUS, kalimat=f"Target 0 dan realisasi 0: {persen(SERATUS)}")
    return _Hasil(
        NOL,
        catatan=Keterangan(Kode.TARGET_NOL, "Target nol terlampaui; besar pelampauannya tidak tergambar."),
        kalimat=f"Target 0 dan realisasi {angka_ringkas(realisasi)}: {persen(NOL)}",
    )


def _turun_selisih(realisasi: Decimal, target: Decimal) -> _Hasil:
    """(T − (R − T)) / T × 100 = (2T − R) / T × 100, in per cent. Lower is better. Negative from R > 2T on.

    Source: LKjIP Kab. Maluku Tengah 2021 (hlm. III.2), LKj Perwakilan BPKP Papua 2016, and the "kondisi
    khusus" of PermenPANRB on Sistem Manajemen Kinerja, which writes it (1 + (1 − R/T)) × 100.
    """
    if target == 0:
        return _turun_target_nol(realisasi)
    mentah = (2 * target - realisasi) * SERATUS / target
    t, r = angka_ringkas(target), angka_ringkas(realisasi)
    return _Hasil(mentah, kalimat=f"(2 × {t} − {r}) / {t} × 100 = {persen(mentah)}")


def _turun_rasio(realisasi: Decimal, target: Decimal) -> _Hasil:
    """T / R × 100, in per cent. Lower is better.

    With R = 0 there is nothing to divide by: (2T − R) / T × 100 stands in, with a remark. So the capaian of
    R = 0 (200) may lie below that of a small R.

    Source: two regional e-SAKIP systems (one of them Kab. Pringsewu); no regulation seen prescribes it.
    """
    if target == 0:
        return _turun_target_nol(realisasi)
    if realisasi == 0:
        pengganti = _turun_selisih(realisasi, target)
        return _Hasil(
            pengganti.mentah,
            catatan=Keterangan(
                Kode.REALISASI_NOL, "Realisasi nol, sehingga T / R diganti dengan (2T − R) / T."
            ),
            kalimat=pengganti.kalimat,
        )
    mentah = target * SERATUS / realisasi
    return _Hasil(
        mentah, kalimat=f"{angka_ringkas(target)} / {angka_ringkas(realisasi)} × 100 = {persen(mentah)}"
    )


_SATU_ARAH = {
    Arah.NAIK: _naik,
    Arah.TURUN_SELISIH: _turun_selisih,
    Arah.TURUN_RASIO: _turun_rasio,
}


def _rentang(realisasi: Decimal, target: RentangTarget, arah_rentang: ArahRentang) -> _Hasil:
    """In per cent: 100 between the bounds; beyond one, the formula of ``arah_rentang`` with that bound as T.

    Source: PermenPANRB on Sistem Manajemen Kinerja, examples for a range (80–90 %, R 70 → 87,5; 7–8 bulan, R
    6,5 → 107, R 9 → 87,5). Its example R 92 is printed as 113 where 92 / 90 is 102,22: a misprint, not
    another rule. ``DUA_SISI`` (too much is as bad as too little, e.g. inflation) is our own and found in no
    regulation.
    """
    if target.bawah <= realisasi <= target.atas:
        return _Hasil(
            SERATUS, kalimat=f"{angka_ringkas(realisasi)} di dalam rentang {target}: {persen(SERATUS)}"
        )
    di_atas = realisasi > target.atas
    if arah_rentang == ArahRentang.DUA_SISI:
        arah = Arah.TURUN_SELISIH if di_atas else Arah.NAIK
    else:
        arah = Arah(arah_rentang.value)
    hasil = _SATU_ARAH[arah](realisasi, target.atas if di_atas else target.bawah)
    letak = "di atas" if di_atas else "di bawah"
    return _Hasil(
        hasil.mentah,
        hasil.sebab,
        hasil.catatan,
        f"{angka_ringkas(realisasi)} {letak} rentang {target}: {hasil.kalimat}",
    )


def _ordinal(realisasi: str, target: str, tingkat: Sequence[Tingkat], cara: CaraOrdinal) -> _Hasil:
    """100 when the level is reached and 0 when not, or score(R) / score(T) × 100. Per cent.

    Source: practice only (codings of regional systems); the levels themselves are printed as Target and
    Realisasi.
    """
    skor = {satu.label.strip().casefold(): _periksa_angka(satu.skor, "Skor") for satu in tingkat}
    if any(nilai < 0 for nilai in skor.values()):
        raise ValueError("Skor tingkat tidak boleh negatif.")
    for label in (target, realisasi):
        if label.strip().casefold() not in skor:
            return _Hasil(
                sebab=Keterangan(
                    Kode.TINGKAT_TIDAK_DIKENAL, f"Tingkat “{label}” tidak ada pada skala indikator ini."
                )
            )
    skor_r, skor_t = skor[realisasi.strip().casefold()], skor[target.strip().casefold()]
    if cara == CaraOrdinal.TERCAPAI:
        tercapai = skor_r >= skor_t
        mentah = SERATUS if tercapai else NOL
        kata = "tercapai" if tercapai else "tidak tercapai"
        return _Hasil(mentah, kalimat=f"Target {target}, realisasi {realisasi}: {kata}, {persen(mentah)}")
    hasil = _naik(skor_r, skor_t)
    return _Hasil(
        hasil.mentah,
        hasil.sebab,
        kalimat=f"Skor {realisasi} terhadap skor {target}: {hasil.kalimat}",
    )


def hitung_capaian(
    *,
    realisasi: Decimal | str | None,
    target: Decimal | RentangTarget | str | None,
    arah: Arah | str,
    keadaan: Keadaan | str | None = None,
    batas: Batas = TANPA_BATAS,
    arah_rentang: ArahRentang | str = ArahRentang.NAIK,
    tingkat: Sequence[Tingkat] = (),
    cara_ordinal: CaraOrdinal | str = CaraOrdinal.TERCAPAI,
) -> Capaian:
    """Capaian in per cent of one realisasi against one target (of a period, a year, or the Renstra's end).

    ``realisasi`` and ``target`` are Decimals in the indicator's satuan; for ``rentang`` the target is a
    RentangTarget (a single figure counts as a range of one point); for ``ordinal`` both are level names out
    of ``tingkat``. ``None`` and ``""`` are belum diisi / belum ditetapkan, never zero.

    ``keadaan`` is the cell's state and gives the reason when there is no figure; left out, it follows from
    ``realisasi``. A figure whose state says that there is none raises ValueError.

    Negative figures (growth, deficit) have no meaningful ratio and are not computed. The formula of each
    ``arah``, with its source, stands in its own function above; the order of the checks is: realisasi,
    target, sign, formula.
    """
    arah = Arah(arah)
    kosong = realisasi is None or realisasi == ""
    if keadaan is None:
        keadaan = Keadaan.BELUM_DIISI if kosong else Keadaan.ANGKA
    keadaan = Keadaan(keadaan)
    if kosong and keadaan in BERANGKA:
        keadaan = Keadaan.BELUM_DIISI
    if not kosong and keadaan not in BERANGKA:
        raise ValueError(f"Realisasi berisi, tetapi keadaannya {keadaan}.")
    if kosong:
        return _tanpa_angka(Keterangan(Kode(keadaan.value), KALIMAT_TANPA_ANGKA[keadaan]))
    if target is None or target == "":
        return _tanpa_angka(Keterangan(Kode.TARGET_BELUM_DITETAPKAN, "Target belum ditetapkan."))

    if arah == Arah.ORDINAL:
        if not isinstance(realisasi, str) or not isinstance(target, str):
            raise TypeError("Indikator ordinal dibandingkan menurut nama tingkatnya.")
        hasil = _ordinal(realisasi, target, tingkat, CaraOrdinal(cara_ordinal))
    else:
        _periksa_angka(realisasi, "Realisasi")
        if arah == Arah.RENTANG:
            if not isinstance(target, RentangTarget):
                target = RentangTarget(target, target)
            terendah = target.bawah
        else:
            terendah = _periksa_angka(target, "Target")
        if realisasi < 0 or terendah < 0:
            return _tanpa_angka(
                Keterangan(
                    Kode.NILAI_NEGATIF,
                    "Realisasi atau target bernilai negatif; rasionya tidak bermakna. "
                    "Pilih indikator selisih atau penilaian kualitatif.",
                )
            )
        if arah == Arah.RENTANG:
            hasil = _rentang(realisasi, target, ArahRentang(arah_rentang))
        else:
            hasil = _SATU_ARAH[arah](realisasi, target)
    if hasil.sebab is not None:
        return _tanpa_angka(hasil.sebab)
    return _beri_batas(hasil, keadaan, batas)


def _tanpa_angka(sebab: Keterangan) -> Capaian:
    return Capaian(None, None, None, sebab, (), sebab.kalimat)


def _beri_batas(hasil: _Hasil, keadaan: Keadaan, batas: Batas) -> Capaian:
    """Floor, caps and remarks; the raw figure stays as it is."""
    mentah = hasil.mentah
    catatan = [hasil.catatan] if hasil.catatan else []
    penjelasan = hasil.kalimat
    nilai = mentah
    if mentah < 0:
        nilai = NOL
        catatan.append(Keterangan(Kode.DI_BAWAH_LANTAI, f"Hasil hitung {persen(mentah)} dinaikkan ke 0 %."))
        penjelasan += f"; ditulis {persen(NOL)} karena lantai 0 %"
    nilai_rata_rata = nilai if batas.rata_rata is None else min(nilai, batas.rata_rata)
    if batas.tampil is not None and nilai > batas.tampil:
        nilai = batas.tampil
        catatan.append(
            Keterangan(
                Kode.DIBATASI, f"Hasil hitung {persen(mentah)} ditampilkan paling tinggi {persen(nilai)}."
            )
        )
        penjelasan += f"; ditampilkan {persen(nilai)} sesuai batas tampil"
    # On the printed figure: 120,004 reads 120,00 and must not be called more than 120.
    if batas.anomali is not None and bulatkan(mentah) > batas.anomali:
        catatan.append(
            Keterangan(
                Kode.MELEBIHI_AMBANG,
                f"Capaian di atas {angka_ringkas(batas.anomali)} %: jelaskan mengapa target terlampaui jauh "
                "dan apakah target perlu direvisi.",
            )
        )
    if keadaan == Keadaan.SEMENTARA:
        catatan.append(Keterangan(Kode.ANGKA_SEMENTARA, "Realisasi masih angka sementara."))
    return Capaian(mentah, nilai, nilai_rata_rata, None, tuple(catatan), penjelasan)


# --- Periods and units ---


@dataclass(frozen=True)
class Isian:
    """What was said for one period, or by one unit.

    ``nilai`` is a Decimal in the indicator's satuan or, for an ordinal indicator, the level's name; ratios
    bring ``pembilang`` and ``penyebut`` (``nilai`` may then be missing). ``keadaan`` left out follows from
    the figures. ``target`` is that of this one period. ValueError when figures and state contradict each
    other.
    """

    label: str
    nilai: Decimal | str | None = None
    keadaan: Keadaan | str | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    target: Decimal | RentangTarget | str | None = None

    def __post_init__(self):
        if (self.pembilang is None) != (self.penyebut is None):
            raise ValueError(f"{self.label}: pembilang dan penyebut diisi bersama.")
        for nama, angka in (
            ("realisasi", self.nilai),
            ("pembilang", self.pembilang),
            ("penyebut", self.penyebut),
        ):
            if angka is not None and not isinstance(angka, str):
                _periksa_angka(angka, f"{self.label}: {nama}")
        ada = self.nilai not in (None, "") or self.pembilang is not None
        bawaan = Keadaan.ANGKA if ada else Keadaan.BELUM_DIISI
        keadaan = bawaan if self.keadaan is None else Keadaan(self.keadaan)
        if ada != (keadaan in BERANGKA):
            raise ValueError(f"{self.label}: angka dan keadaan {keadaan} bertentangan.")
        object.__setattr__(self, "keadaan", keadaan)


@dataclass(frozen=True, kw_only=True)
class Gabungan:
    """One figure out of several, and who is still missing from it.

    ``realisasi`` is in the indicator's satuan, not rounded, ``None`` when there is none; ``keadaan`` then
    tells why, and ``sebab`` too when figures came in but could not be combined. The lists hold labels.
    ``belum_lapor`` counts *belum diisi* and *menyusul*.
    """

    realisasi: Decimal | str | None
    keadaan: Keadaan
    terisi: tuple[str, ...]
    belum_lapor: tuple[str, ...]
    tidak_dapat_diukur: tuple[str, ...]
    belum_waktunya: tuple[str, ...]
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    sebab: Keterangan | None = None
    catatan: tuple[Keterangan, ...] = ()
    penjelasan: str = ""

    def sebagai_isian(self, label: str, target: Decimal | RentangTarget | str | None = None) -> Isian:
        """The agency's figure as one period's entry, for ``sampai_periode``."""
        berangka = self.keadaan in BERANGKA
        return Isian(
            label,
            self.realisasi,
            self.keadaan,
            self.pembilang if berangka else None,
            self.penyebut if berangka else None,
            target,
        )


@dataclass(frozen=True, kw_only=True)
class SampaiPeriode(Gabungan):
    """Realisasi up to and including a period, and the target it is compared with."""

    target: Decimal | RentangTarget | str | None


@dataclass(frozen=True)
class _Satu:
    """The outcome of combining the filled entries."""

    realisasi: Decimal | str | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    sebab: Keterangan | None = None
    kalimat: str = ""
    dipakai: tuple[Isian, ...] = ()


def _tambah(daftar: Sequence[Decimal]) -> str:
    return " + ".join(angka_ringkas(nilai) for nilai in daftar)


def _tanpa_nilai(terisi: Sequence[Isian]) -> _Satu | None:
    """The refusal when an entry brought a level, or only the parts of a ratio, where a figure is needed."""
    kurang = [isian.label for isian in terisi if not isinstance(isian.nilai, Decimal)]
    if not kurang:
        return None
    return _Satu(
        sebab=Keterangan(
            Kode.METODE_TIDAK_COCOK,
            f"Cara gabung indikator ini memerlukan angka, sedangkan {', '.join(kurang)} tidak berisi angka.",
        )
    )


def _gabung_jumlah(terisi: Sequence[Isian], pengali: Decimal) -> _Satu:
    """ΣR, in the indicator's satuan; for counts, documents, rupiah. Never for percentages."""
    if tolak := _tanpa_nilai(terisi):
        return tolak
    nilai = [isian.nilai for isian in terisi]
    total = sum(nilai, NOL)
    return _Satu(total, kalimat=f"{_tambah(nilai)} = {angka_ringkas(total)}", dipakai=tuple(terisi))


def _gabung_rata_rata(terisi: Sequence[Isian], pengali: Decimal) -> _Satu:
    """ΣR / n over the filled entries, in the indicator's satuan. A blank counts neither as 0 nor in n."""
    if tolak := _tanpa_nilai(terisi):
        return tolak
    nilai = [isian.nilai for isian in terisi]
    rata = sum(nilai, NOL) / len(nilai)
    return _Satu(
        rata, kalimat=f"({_tambah(nilai)}) / {len(nilai)} = {angka_ringkas(rata)}", dipakai=tuple(terisi)
    )


def _gabung_rasio(terisi: Sequence[Isian], pengali: Decimal) -> _Satu:
    """Σpembilang / Σpenyebut × pengali (100 for per cent); the mean of the single ratios is another number.

    Source: sums of parts are the consolidation seen in PPPOMN (BPOM) quarterly tables and Renja evaluation
    forms.
    """
    if kurang := [isian.label for isian in terisi if isian.pembilang is None]:
        return _Satu(
            sebab=Keterangan(
                Kode.BAGIAN_RASIO_KOSONG, f"Pembilang dan penyebut belum diisi: {', '.join(kurang)}."
            )
        )
    atas, bawah = [isian.pembilang for isian in terisi], [isian.penyebut for isian in terisi]
    pembilang, penyebut = sum(atas, NOL), sum(bawah, NOL)
    if penyebut == 0:
        return _Satu(sebab=Keterangan(Kode.PENYEBUT_NOL, "Jumlah penyebut nol; rasio tidak dapat dihitung."))
    rasio = pembilang * pengali / penyebut
    kali = "" if pengali == 1 else f" × {angka_ringkas(pengali)}"
    return _Satu(
        rasio,
        pembilang,
        penyebut,
        kalimat=f"({_tambah(atas)}) / ({_tambah(bawah)}){kali} = {angka_ringkas(rasio)}",
        dipakai=tuple(terisi),
    )


def _gabung_terakhir(terisi: Sequence[Isian], pengali: Decimal) -> _Satu:
    """The last filled entry: a position, an index, a share that is reported cumulatively."""
    akhir = terisi[-1]
    if akhir.nilai in (None, ""):
        return _gabung_rasio([akhir], pengali)
    tertulis = akhir.nilai if isinstance(akhir.nilai, str) else angka_ringkas(akhir.nilai)
    return _Satu(
        akhir.nilai,
        akhir.pembilang,
        akhir.penyebut,
        kalimat=f"{tertulis} (nilai {akhir.label})",
        dipakai=(akhir,),
    )


def _gabung_pilihan(pilih, kata: str):
    """The highest or the lowest filled entry, in the indicator's satuan (rare: highest readiness)."""

    def gabung(terisi: Sequence[Isian], pengali: Decimal) -> _Satu:
        if tolak := _tanpa_nilai(terisi):
            return tolak
        terpilih = pilih(terisi, key=lambda isian: isian.nilai)
        return _Satu(
            terpilih.nilai,
            kalimat=f"{angka_ringkas(terpilih.nilai)} (nilai {kata}, {terpilih.label})",
            dipakai=(terpilih,),
        )

    return gabung


_CARA_PERIODE = {
    Metode.JUMLAH: _gabung_jumlah,
    Metode.NILAI_AKHIR: _gabung_terakhir,
    Metode.RATA_RATA: _gabung_rata_rata,
    Metode.RASIO: _gabung_rasio,
    Metode.TAHUNAN: _gabung_terakhir,
    Metode.MAKS: _gabung_pilihan(max, "tertinggi"),
    Metode.MIN: _gabung_pilihan(min, "terendah"),
}


def _target_gabungan(metode: Metode, dihitung: Sequence[Isian]):
    """The target to set against the realisasi; ``None`` when a period that is needed has none."""
    if not dihitung:
        return None
    if metode in (Metode.NILAI_AKHIR, Metode.TAHUNAN, Metode.RASIO):
        return dihitung[-1].target
    daftar = [isian.target for isian in dihitung]
    if any(target is None for target in daftar):
        return None
    if any(not isinstance(target, Decimal) for target in daftar):
        # A range or a level is a position: it can neither be added nor averaged.
        return daftar[-1]
    for isian in dihitung:
        _periksa_angka(isian.target, f"{isian.label}: target")
    if metode == Metode.JUMLAH:
        return sum(daftar, NOL)
    if metode == Metode.RATA_RATA:
        return sum(daftar, NOL) / len(daftar)
    return max(daftar) if metode == Metode.MAKS else min(daftar)


def celah_membaikkan(metode: Metode | str, arah: Arah | str) -> bool:
    """Does a period without a figure make the capaian look better? So it is where less is better in a sum."""
    return Metode(metode) == Metode.JUMLAH and Arah(arah) in (Arah.TURUN_SELISIH, Arah.TURUN_RASIO)


def sampai_periode(
    metode: Metode | str,
    daftar: Sequence[Isian],
    *,
    celah: Celah | str = Celah.KETAT,
    pengali: Decimal = SERATUS,
    target_tahun: Decimal | RentangTarget | str | None = None,
    arah: Arah | str = Arah.NAIK,
) -> SampaiPeriode:
    """Realisasi and target up to a period, in the indicator's satuan; ``daftar`` runs from the oldest on.

    ===========  ====================================  ==================================================
    metode       realisasi                             target
    ===========  ====================================  ==================================================
    jumlah       ΣR of the filled periods              ΣT of the counted periods
    nilai_akhir  the last filled R                     T of the last counted period
    rata_rata    the mean of the filled R              the mean T of the counted periods
    rasio        Σpembilang / Σpenyebut × ``pengali``  T of the last counted period
    tahunan      the last filled R                     ``target_tahun``, else T of the last counted period
    maks, min    the highest / lowest filled R         the highest / lowest T of the counted periods
    ===========  ====================================  ==================================================

    Counted are, with ``Celah.KETAT``, all periods that have fallen due (every state but *belum waktunya*);
    with ``Celah.LONGGAR`` the filled ones only. A blank never enters as 0; missing periods are named in
    ``belum_lapor``. A target missing in a period that is needed makes the target ``None`` (*belum
    ditetapkan*), not a smaller sum. Where less is better and the method sums, only the filled periods' targets
    count also under KETAT: the target of a period nobody reported would make the figure look better.

    Source: *sum* and *take last known* are the consolidation types of KPPN Denpasar's training material and
    of the e-SAKIP of Pringsewu (which uses the lenient rule) and Banjarnegara (kumulatif / non_kumulatif).
    """
    metode, celah = Metode(metode), Celah(celah)
    jatuh_tempo = [isian for isian in daftar if isian.keadaan != Keadaan.BELUM_WAKTUNYA]
    terisi = [isian for isian in daftar if isian.keadaan in BERANGKA]
    hasil = _CARA_PERIODE[metode](terisi, pengali) if terisi else _Satu()
    ketat = celah == Celah.KETAT and not celah_membaikkan(metode, arah)
    target = _target_gabungan(metode, jatuh_tempo if ketat else terisi)
    if metode == Metode.TAHUNAN and target_tahun is not None:
        target = target_tahun
    return SampaiPeriode(target=target, **_susun(daftar, terisi, hasil, "periode"))


def _susun(daftar: Sequence[Isian], terisi: Sequence[Isian], hasil: _Satu, kata: str) -> dict:
    """The fields that periods and units share: state, lists of labels, remarks, sentence."""

    def label(*keadaan: Keadaan) -> tuple[str, ...]:
        return tuple(isian.label for isian in daftar if isian.keadaan in keadaan)

    belum_lapor = label(*BELUM_LAPOR)
    tidak_diukur = label(Keadaan.TIDAK_DAPAT_DIUKUR)
    catatan = []
    kalimat = [hasil.sebab.kalimat if hasil.sebab else hasil.kalimat]
    if belum_lapor:
        teks = f"{len(belum_lapor)} {kata} belum lapor ({', '.join(belum_lapor)})"
        catatan.append(Keterangan(Kode.BELUM_LENGKAP, f"{teks}."))
        kalimat.append(teks)
    if tidak_diukur:
        teks = f"{len(tidak_diukur)} {kata} tidak dapat diukur ({', '.join(tidak_diukur)})"
        catatan.append(Keterangan(Kode.TIDAK_DAPAT_DIUKUR, f"{teks}."))
        kalimat.append(teks)
    if hasil.realisasi is not None:
        keadaan = Keadaan.ANGKA
        if any(isian.keadaan == Keadaan.SEMENTARA for isian in hasil.dipakai):
            keadaan = Keadaan.SEMENTARA
            catatan.append(Keterangan(Kode.ANGKA_SEMENTARA, "Realisasi masih angka sementara."))
    elif terisi:
        keadaan = Keadaan.TIDAK_DAPAT_DIUKUR
    else:
        # The newest entry that has fallen due tells what is being waited for.
        menunggu = [isian.keadaan for isian in daftar if isian.keadaan != Keadaan.BELUM_WAKTUNYA]
        tanpa_tempo = Keadaan.BELUM_WAKTUNYA if daftar else Keadaan.BELUM_DIISI
        keadaan = menunggu[-1] if menunggu else tanpa_tempo
        kalimat.insert(0, KALIMAT_TANPA_ANGKA[keadaan].rstrip("."))
    return {
        "realisasi": hasil.realisasi,
        "keadaan": keadaan,
        "terisi": tuple(isian.label for isian in terisi),
        "belum_lapor": belum_lapor,
        "tidak_dapat_diukur": tidak_diukur,
        "belum_waktunya": label(Keadaan.BELUM_WAKTUNYA),
        "pembilang": hasil.pembilang,
        "penyebut": hasil.penyebut,
        "sebab": hasil.sebab,
        "catatan": tuple(catatan),
        "penjelasan": "; ".join(bagian for bagian in kalimat if bagian),
    }


def gabung_unit(
    kontribusi: Kontribusi | str,
    daftar: Sequence[Isian],
    *,
    satuan: str = "",
    pengali: Decimal = SERATUS,
) -> Gabungan:
    """The agency's figure of one period out of its units' figures, in the indicator's satuan.

    ``tunggal`` is the one unit's figure, ``jumlah`` the sum, ``rasio`` Σpembilang / Σpenyebut × ``pengali``,
    ``rata_rata`` the mean of scores or indices. Percentages of several units are neither averaged nor added
    (8/10 and 90/100 are 98/110 = 89,09 %, not 85 %): without parts there is no figure, and ``sebab`` says
    what to fill in. While a unit is missing, what the others brought is *sementara*.
    """
    kontribusi = Kontribusi(kontribusi)
    terisi = [isian for isian in daftar if isian.keadaan in BERANGKA]
    banyak = len(daftar) > 1
    if not terisi:
        hasil = _Satu()
    elif kontribusi == Kontribusi.TUNGGAL and banyak:
        hasil = _Satu(
            sebab=Keterangan(
                Kode.TUNGGAL_GANDA,
                "Lebih dari satu unit tercatat sebagai pemegang tunggal angka ini; "
                "pilih satu unit atau cara gabung.",
            )
        )
    elif kontribusi in (Kontribusi.JUMLAH, Kontribusi.RATA_RATA) and banyak and adalah_persen(satuan):
        hasil = _Satu(
            sebab=Keterangan(
                Kode.PERSEN_TIDAK_DIGABUNG,
                "Persentase antarunit tidak dijumlahkan atau dirata-ratakan; "
                "isi pembilang dan penyebut tiap unit.",
            )
        )
    else:
        cara = {
            Kontribusi.TUNGGAL: _gabung_terakhir,
            Kontribusi.JUMLAH: _gabung_jumlah,
            Kontribusi.RASIO: _gabung_rasio,
            Kontribusi.RATA_RATA: _gabung_rata_rata,
        }[kontribusi]
        hasil = cara(terisi, pengali)
    susunan = _susun(daftar, terisi, hasil, "unit")
    if susunan["keadaan"] == Keadaan.ANGKA and susunan["belum_lapor"]:
        susunan["keadaan"] = Keadaan.SEMENTARA
    return Gabungan(**susunan)


# --- Means ---


@dataclass(frozen=True)
class RataRata:
    """A mean of capaian in per cent, not rounded, with how many of how many entered it (n / total)."""

    nilai: Decimal | None
    dihitung: int
    jumlah: int
    sebab: Keterangan | None
    penjelasan: str


# A sentence with more terms than this is not checked by anybody.
SUKU_TERBANYAK = 8


def rata_rata_capaian(
    daftar: Sequence[Capaian], *, bobot: Sequence[Decimal] | None = None, kata: str = "indikator"
) -> RataRata:
    """Σ(bobot × capaian) / Σbobot over the computable ones, in per cent; without ``bobot`` the simple mean.

    Indicators without a figure enter neither the sum nor the divisor, and are counted. Never feed it capaian
    of different levels or units. ValueError when weights are negative or not one per indicator.

    Source: the simple mean is LKjIP Baperlitbang Klungkung 2017 (94,68 and 105,56 → 100,12); weights (IKU 2,
    others 1) are a BPOM unit's interim report.
    """
    berbobot = bobot is not None
    bobot = [SATU] * len(daftar) if bobot is None else list(bobot)
    if len(bobot) != len(daftar):
        raise ValueError("Bobot harus satu untuk setiap capaian.")
    if any(_periksa_angka(satu, "Bobot") < 0 for satu in bobot):
        raise ValueError("Bobot tidak boleh negatif.")
    pasangan = [
        (satu.nilai_rata_rata, b) for satu, b in zip(daftar, bobot, strict=True) if satu.dapat_dihitung
    ]
    total_bobot = sum((b for _, b in pasangan), NOL)
    hitungan = f"{len(pasangan)} dari {len(daftar)} {kata} dihitung"
    if total_bobot == 0:
        sebab = Keterangan(Kode.TIDAK_ADA_YANG_DIHITUNG, f"Belum ada {kata} yang dapat dihitung.")
        return RataRata(None, len(pasangan), len(daftar), sebab, sebab.kalimat)
    nilai = sum((n * b for n, b in pasangan), NOL) / total_bobot
    if len(pasangan) > SUKU_TERBANYAK:
        rincian = "Σ(bobot × capaian) / Σbobot" if berbobot else f"Σcapaian / {len(pasangan)}"
    elif berbobot:
        suku = " + ".join(f"{angka_ringkas(b)} × {tulis_angka(n, 2)}" for n, b in pasangan)
        rincian = f"({suku}) / {angka_ringkas(total_bobot)}"
    else:
        rincian = f"({' + '.join(tulis_angka(n, 2) for n, _ in pasangan)}) / {len(pasangan)}"
    return RataRata(nilai, len(pasangan), len(daftar), None, f"{rincian} = {persen(nilai)} ({hitungan})")


def rata_rata_opd(
    sasaran: Sequence[Sequence[Capaian]], *, aturan: AturanOPD | str = AturanOPD.SEMUA_INDIKATOR
) -> RataRata:
    """The agency's mean in per cent: over all its IKU, or over the means of its sasaran.

    ``sasaran`` holds the capaian of the IKU of each sasaran. Both rules are in use; the sentence names the
    one used. A sasaran without a computable indicator counts as not computed, never as 0.
    """
    if AturanOPD(aturan) == AturanOPD.SEMUA_INDIKATOR:
        hasil = rata_rata_capaian([satu for kelompok in sasaran for satu in kelompok])
        awal = "Rata-rata semua indikator"
    else:
        per_sasaran = [rata_rata_capaian(kelompok) for kelompok in sasaran]
        hasil = rata_rata_capaian(
            [Capaian(satu.nilai, satu.nilai, satu.nilai, satu.sebab, (), "") for satu in per_sasaran],
            kata="sasaran",
        )
        awal = "Rata-rata dari rata-rata sasaran"
    return RataRata(hasil.nilai, hasil.dihitung, hasil.jumlah, hasil.sebab, f"{awal}: {hasil.penjelasan}")


# --- Efficiency ---


class Putusan(StrEnum):
    """What may be said about efficiency."""

    EFISIEN = "efisien"
    CUKUP_EFISIEN = "cukup_efisien"
    TIDAK_EFISIEN = "tidak_efisien"
    BELUM_TERCAPAI = "belum_tercapai"
    TIDAK_DAPAT_DIHITUNG = "tidak_dapat_dihitung"


KALIMAT_PUTUSAN = {
    Putusan.EFISIEN: "efisien",
    Putusan.CUKUP_EFISIEN: "cukup efisien",
    Putusan.TIDAK_EFISIEN: "tidak efisien",
    Putusan.BELUM_TERCAPAI: "belum dapat disebut efisien – capaian belum tercapai",
    Putusan.TIDAK_DAPAT_DIHITUNG: "tidak dapat dihitung",
}
BATAS_SELISIH = Decimal(5)


@dataclass(frozen=True)
class Efisiensi:
    """Both measures, not rounded: ``selisih`` in percentage points, ``ie`` and ``te`` plain ratios."""

    selisih: Decimal | None
    putusan_selisih: Putusan
    ie: Decimal | None
    te: Decimal | None
    putusan_ie: Putusan
    penjelasan: str


def hitung_serapan(*, realisasi: Decimal | None, pagu: Decimal | None) -> Decimal | None:
    """Realisasi anggaran / pagu × 100, in per cent, from two amounts in rupiah.

    ``None`` when either is missing or the pagu is 0. Source: column "Capaian Realisasi (%)" of LKjIP tables.
    """
    if realisasi is None or pagu is None:
        return None
    _periksa_angka(realisasi, "Realisasi anggaran")
    if _periksa_angka(pagu, "Pagu") == 0:
        return None
    return realisasi * SERATUS / pagu


def hitung_efisiensi(
    *, capaian: Decimal | None, serapan: Decimal | None, syarat: Decimal | None = SERATUS
) -> Efisiensi:
    """(a) selisih = capaian − serapan; (b) IE = capaian / serapan, TE = IE − 1. Both inputs in per cent.

    (a) above 5 is efisien, −5 to 5 cukup efisien, below −5 tidak efisien. (b) IE of 1 or more is efisien.
    Little spent on little achieved looks good in both, so nothing is called efisien until capaian reaches
    ``syarat`` (``None`` switches this off). Verdicts follow the printed figures: two decimals, three for IE.

    Source: (a) e-SAKIP Banjarnegara; (b) BPOM units' reports of 2021 (99,92 / 94,00 → 1,063). The condition
    on capaian follows an LKjIP that counts unspent budget as efficiency only at 100 % and more. PermenPANRB
    53/2014 asks for the analysis and fixes no formula.
    """
    if capaian is None or serapan is None:
        kurang = "capaian" if capaian is None else "serapan anggaran"
        tidak = Putusan.TIDAK_DAPAT_DIHITUNG
        return Efisiensi(
            None, tidak, None, None, tidak, f"Efisiensi tidak dapat dihitung: {kurang} belum ada."
        )
    _periksa_angka(capaian, "Capaian")
    _periksa_angka(serapan, "Serapan")
    tercapai = syarat is None or bulatkan(capaian) >= syarat

    selisih = capaian - serapan
    if not tercapai:
        putusan_selisih = Putusan.BELUM_TERCAPAI
    elif bulatkan(selisih) > BATAS_SELISIH:
        putusan_selisih = Putusan.EFISIEN
    elif bulatkan(selisih) < -BATAS_SELISIH:
        putusan_selisih = Putusan.TIDAK_EFISIEN
    else:
        putusan_selisih = Putusan.CUKUP_EFISIEN
    c, s = tulis_angka(capaian, 2), tulis_angka(serapan, 2)
    kalimat = [f"Selisih {c} − {s} = {tulis_angka(selisih, 2)} ({KALIMAT_PUTUSAN[putusan_selisih]})"]

    if serapan == 0:
        ie = te = None
        putusan_ie = Putusan.TIDAK_DAPAT_DIHITUNG
        kalimat.append("IE tidak dapat dihitung karena serapan nol")
    else:
        ie = capaian / serapan
        te = ie - 1
        if not tercapai:
            putusan_ie = Putusan.BELUM_TERCAPAI
        else:
            putusan_ie = Putusan.EFISIEN if bulatkan(ie, 3) >= 1 else Putusan.TIDAK_EFISIEN
        kalimat.append(f"IE {c} / {s} = {tulis_angka(ie, 3)} ({KALIMAT_PUTUSAN[putusan_ie]})")
    return Efisiensi(selisih, putusan_selisih, ie, te, putusan_ie, "; ".join(kalimat))
