"""Does a year's series of targets agree with itself? Pure: no database, no screen.

Figures stand in the indicator's satuan. What is found is a warning, never a refusal: an office may have its reason
and keep the figures, so every warning has a stable ``kode`` its reason is filed under.

Source: targets of a published PK (Kab. Boyolali 2026, annual 4,47 against December 4,7) and the period methods of
regional e-SAKIP systems; the comparisons with the Renstra and with last year are those evaluators make.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.models import PenanggungJawabData, Periode, VersiIndikator
from perencanaan.models.periode import NAMA_BULAN, ROMAWI
from perencanaan.satuan import adalah_persen

Arah, Metode, Frekuensi = VersiIndikator.Arah, VersiIndikator.Metode, VersiIndikator.Frekuensi
Kontribusi = PenanggungJawabData.Kontribusi
Jenis = Periode.Jenis

NOL = Decimal(0)
SERATUS = Decimal(100)
# How many months a period is long; shortest first.
PANJANG = {Jenis.BULAN: 1, Jenis.TRIWULAN: 3, Jenis.SEMESTER: 6, Jenis.TAHUN: 12}
BERPOSISI = frozenset({Metode.NILAI_AKHIR, Metode.RASIO})
BERAKHIR = BERPOSISI | {Metode.TAHUNAN}
TURUN = frozenset({Arah.TURUN_SELISIH, Arah.TURUN_RASIO})
BERARAH = TURUN | {Arah.NAIK}


class KodePeringatan(StrEnum):
    """Stable codes of the warnings. Store the code; the sentence may be reworded."""

    # Within the year.
    TAHUN_KOSONG = "tahun_kosong"
    PERIODE_KOSONG = "periode_kosong"
    AKHIR_BEDA = "akhir_beda"
    JUMLAH_BEDA = "jumlah_beda"
    RATA_RATA_BEDA = "rata_rata_beda"
    TERTINGGI_BEDA = "tertinggi_beda"
    TERENDAH_BEDA = "terendah_beda"
    DI_LUAR_RENTANG = "di_luar_rentang"
    BELUM_WAKTUNYA = "belum_waktunya"
    MUNDUR = "mundur"
    ANTARPERIODE_BEDA = "antarperiode_beda"
    DI_ATAS_SERATUS = "di_atas_seratus"
    NEGATIF = "negatif"
    PERSEN_DIJUMLAHKAN = "persen_dijumlahkan"
    # Against other years.
    KURANG_DARI_RENSTRA = "kurang_dari_renstra"
    TINGKAT_BEDA_RENSTRA = "tingkat_beda_renstra"
    TIDAK_LEBIH_BAIK = "tidak_lebih_baik"
    LEBIH_BURUK = "lebih_buruk"
    # Among units.
    BAGIAN_KOSONG = "bagian_kosong"
    BAGIAN_BEDA = "bagian_beda"
    TUNGGAL_GANDA = "tunggal_ganda"
    PERSEN_DIGABUNG = "persen_digabung"


class NilaiPeriode(NamedTuple):
    """The target of one period; ``None`` is not filled in, never zero. A plain triple does as well."""

    jenis: str
    nomor: int
    nilai: Decimal | None


@dataclass(frozen=True)
class Peringatan:
    """One doubt: a stable code, an Indonesian sentence with what to do, and the periods (jenis, nomor) it is about.

    Without periods it is about the year's target, or the units'.
    """

    kode: KodePeringatan
    kalimat: str
    periode: tuple[tuple[str, int], ...] = ()

    def __str__(self):
        return self.kalimat

    @property
    def kunci(self) -> str:
        """``akhir_beda/bulan-12``: tells warnings of one target apart; the same as long as the periods are."""
        return "/".join([self.kode, *(f"{jenis}-{nomor}" for jenis, nomor in self.periode)])


@dataclass(frozen=True, kw_only=True)
class DeretTarget:
    """One indicator's targets of one year, as they are stored or about to be.

    ``metode``, ``arah`` and ``frekuensi`` are values of ``VersiIndikator``; the year's target is ``nilai``, or
    both bounds, or ``tingkat``, as in ``VersiTarget``. ``periode`` may hold months, triwulan and semester, in any
    order.
    ``renstra`` and ``renstra_tingkat`` are the Renstra's target of that year, ``realisasi_lalu`` last year's
    realisasi. ValueError for unknown values, a period that no year has, or two targets for one period.
    """

    metode: str
    arah: str = Arah.NAIK
    frekuensi: str = Frekuensi.TRIWULAN
    satuan: str = ""
    desimal: int = 2
    nilai: Decimal | None = None
    batas_bawah: Decimal | None = None
    batas_atas: Decimal | None = None
    tingkat: str = ""
    periode: tuple[tuple[str, int, Decimal | None], ...] = ()
    renstra: Decimal | None = None
    renstra_tingkat: str = ""
    realisasi_lalu: Decimal | None = None

    def __post_init__(self):
        object.__setattr__(self, "metode", Metode(self.metode))
        object.__setattr__(self, "arah", Arah(self.arah))
        object.__setattr__(self, "frekuensi", Frekuensi(self.frekuensi))
        rapi = sorted(
            (NilaiPeriode(Jenis(jenis), nomor, nilai) for jenis, nomor, nilai in self.periode),
            key=lambda satu: (PANJANG[satu.jenis], satu.nomor),
        )
        for satu in rapi:
            if not 1 <= satu.nomor <= _banyak(satu.jenis):
                raise ValueError(f"Tidak ada {satu.jenis} nomor {satu.nomor}.")
        for satu, lain in pairwise(rapi):
            if satu[:2] == lain[:2]:
                raise ValueError(f"{nama_periode(*satu[:2])} mempunyai dua target.")
        object.__setattr__(self, "periode", tuple(rapi))

    @property
    def ada_target_tahun(self) -> bool:
        """Is the year's target there, as figure, range or level?"""
        return self.nilai is not None or self.batas_bawah is not None or bool(self.tingkat)


def _banyak(jenis: str) -> int:
    return 12 // PANJANG[jenis]


def nama_periode(jenis: str, nomor: int) -> str:
    """``Desember``, ``TW IV``, ``Semester II``, ``Tahun``."""
    if jenis == Jenis.BULAN:
        return NAMA_BULAN[nomor - 1]
    if jenis == Jenis.TRIWULAN:
        return f"TW {ROMAWI[nomor - 1]}"
    return f"Semester {ROMAWI[nomor - 1]}" if jenis == Jenis.SEMESTER else "Tahun"


def periksa_target(deret: DeretTarget) -> tuple[Peringatan, ...]:
    """Every doubt about one year's targets; empty when they agree.

    =====================  ================================================================================
    metode                 what must hold for the months, the triwulan and the semester, each by themselves
    =====================  ================================================================================
    nilai_akhir, rasio     the last period's target is the year's; with ``naik`` none falls, with ``turun``
                           none rises
    jumlah                 the sum is the year's target (what is blank adds nothing)
    rata_rata              the mean of what is filled in, rounded to the decimals shown, is the year's
    maks, min              the highest, or the lowest, is the year's
    tahunan                nothing before the last period, and the last is the year's
    =====================  ================================================================================

    A longer period's target must also follow from the shorter ones in it. A series with gaps is named
    (PERIODE_KOSONG); one not begun is not. For a range, the last position, or each mean or extreme, must lie in it;
    a level is not compared with figures.
    """
    isi = {
        jenis: {
            satu.nomor: satu.nilai for satu in deret.periode if satu.jenis == jenis and satu.nilai is not None
        }
        for jenis in PANJANG
    }
    isi = {jenis: nilai for jenis, nilai in isi.items() if nilai}
    hasil: list[Peringatan] = []
    if isi and not deret.ada_target_tahun:
        hasil.append(
            Peringatan(
                KodePeringatan.TAHUN_KOSONG,
                "Target periode sudah diisi, sedangkan target tahun belum. Isi target tahunnya.",
            )
        )
    hasil += _wajar(deret, isi)
    for jenis, nilai in isi.items():
        hasil += _lengkap(deret, jenis, nilai)
        hasil += _cocok_tahun(deret, jenis, nilai)
        hasil += _searah(deret, jenis, nilai)
    hasil += _antarperiode(deret, isi)
    hasil += _ambisi(deret)
    return tuple(hasil)


# --- Within the year ---


def _sebut(jenis: str, daftar: Iterable[int]) -> str:
    """``Januari, Maret`` – or a stretch of three and more as ``Januari–Maret``."""
    runtun: list[list[int]] = []
    for nomor in sorted(daftar):
        if runtun and runtun[-1][-1] == nomor - 1:
            runtun[-1].append(nomor)
        else:
            runtun.append([nomor])
    bagian = []
    for satu in runtun:
        nama = [nama_periode(jenis, nomor) for nomor in satu]
        bagian += [f"{nama[0]}–{nama[-1]}"] if len(nama) > 2 else nama
    return ", ".join(bagian)


def _di(jenis: str, daftar: Iterable[int]) -> tuple[tuple[str, int], ...]:
    return tuple((str(jenis), nomor) for nomor in sorted(daftar))


def _ringkas(nilai: Decimal) -> str:
    """A figure inside a sentence: its own digits, at most four decimals."""
    return tulis_angka(nilai if nilai.as_tuple().exponent >= -4 else bulatkan(nilai, 4))


def _wajar(deret: DeretTarget, isi: Mapping[str, Mapping[int, Decimal]]) -> list[Peringatan]:
    """Signs, percentages above 100, percentages that would be added."""
    hasil = []
    tahun = [satu for satu in (deret.nilai, deret.batas_bawah, deret.batas_atas) if satu is not None]
    semua = [("target tahun", (), satu) for satu in tahun] + [
        (f"target {nama_periode(jenis, nomor)}", (str(jenis), nomor), satu)
        for jenis, nilai in isi.items()
        for nomor, satu in nilai.items()
    ]

    def kumpulkan(kode: KodePeringatan, buruk: list, kata: str, saran: str) -> None:
        if buruk:
            nama = ", ".join(dict.fromkeys(f"{nama} {_ringkas(satu)}" for nama, _, satu in buruk[:3]))
            lagi = f" dan {len(buruk) - 3} lagi" if len(buruk) > 3 else ""
            periode = tuple(di for _, di, _ in buruk if di)
            hasil.append(Peringatan(kode, f"{nama[0].upper()}{nama[1:]}{lagi} {kata}. {saran}", periode))

    kumpulkan(
        KodePeringatan.NEGATIF,
        [satu for satu in semua if satu[2] < 0],
        "bernilai negatif",
        "Capaiannya tidak dapat dihitung; periksa tandanya atau ubah indikatornya.",
    )
    if adalah_persen(deret.satuan):
        kumpulkan(
            KodePeringatan.DI_ATAS_SERATUS,
            [satu for satu in semua if satu[2] > SERATUS],
            "melebihi 100 persen",
            "Periksa angkanya, atau tuliskan alasan mengapa dapat melebihi 100.",
        )
        if deret.metode == Metode.JUMLAH:
            hasil.append(
                Peringatan(
                    KodePeringatan.PERSEN_DIJUMLAHKAN,
                    "Persentase tidak dijumlahkan antarperiode. "
                    "Ubah metode periode indikator menjadi posisi terakhir atau rasio.",
                )
            )
    return hasil


def _lengkap(deret: DeretTarget, jenis: str, nilai: Mapping[int, Decimal]) -> list[Peringatan]:
    """Gaps in a series that was begun. What is measured once a year has only its last period."""
    kurang = sorted(set(range(1, _banyak(jenis) + 1)) - set(nilai))
    if deret.metode == Metode.TAHUNAN or deret.frekuensi == Frekuensi.TAHUN:
        kurang = [nomor for nomor in kurang if nomor == _banyak(jenis)]
    if not kurang:
        return []
    return [
        Peringatan(
            KodePeringatan.PERIODE_KOSONG,
            f"Target {_sebut(jenis, kurang)} belum diisi, sedangkan periode lain sudah. "
            "Isi targetnya; tulis 0 hanya bila targetnya memang nol.",
            _di(jenis, kurang),
        )
    ]


def _cocok_tahun(deret: DeretTarget, jenis: str, nilai: Mapping[int, Decimal]) -> list[Peringatan]:
    """The year's target against what its periods make by the method."""
    hasil = []
    akhir = _banyak(jenis)
    if deret.metode == Metode.TAHUNAN and (dini := sorted(set(nilai) - {akhir})):
        hasil.append(
            Peringatan(
                KodePeringatan.BELUM_WAKTUNYA,
                f"Indikator ini diukur sekali setahun, tetapi {_sebut(jenis, dini)} bertarget. "
                f"Kosongkan, atau ubah metode periodenya; cukup {nama_periode(jenis, akhir)} yang bertarget.",
                _di(jenis, dini),
            )
        )
    if deret.nilai is None and deret.batas_bawah is None:
        return hasil
    if deret.metode in BERAKHIR:
        if akhir not in nilai:
            return hasil
        dapat, kode, di = nilai[akhir], KodePeringatan.AKHIR_BEDA, (akhir,)
        sebut = f"Target {nama_periode(jenis, akhir)}"
    elif deret.metode == Metode.JUMLAH:
        dapat, kode, di = sum(nilai.values(), NOL), KodePeringatan.JUMLAH_BEDA, tuple(nilai)
        sebut = f"Jumlah target {_sebut(jenis, nilai)}"
    elif deret.metode == Metode.RATA_RATA:
        dapat, kode, di = _rata(nilai.values()), KodePeringatan.RATA_RATA_BEDA, tuple(nilai)
        sebut = f"Rata-rata target {_sebut(jenis, nilai)}"
    else:
        tertinggi = deret.metode == Metode.MAKS
        dapat = max(nilai.values()) if tertinggi else min(nilai.values())
        kode = KodePeringatan.TERTINGGI_BEDA if tertinggi else KodePeringatan.TERENDAH_BEDA
        di = tuple(nilai)
        sebut = f"Target {'tertinggi' if tertinggi else 'terendah'} {_sebut(jenis, nilai)}"

    if deret.nilai is None:
        if not deret.batas_bawah <= dapat <= deret.batas_atas:
            rentang = f"{_ringkas(deret.batas_bawah)} – {_ringkas(deret.batas_atas)}"
            hasil.append(
                Peringatan(
                    KodePeringatan.DI_LUAR_RENTANG,
                    f"{sebut} {_ringkas(dapat)} di luar rentang target tahun {rentang}. Samakan keduanya.",
                    _di(jenis, di),
                )
            )
        return hasil
    if not _sama(dapat, deret.nilai, deret):
        hasil.append(
            Peringatan(
                kode,
                f"{sebut} {_tulis_hitungan(dapat, deret)}, sedangkan target tahun {_ringkas(deret.nilai)}. "
                f"Samakan keduanya, atau tuliskan alasannya.{_dugaan(deret, jenis, nilai)}",
                _di(jenis, di),
            )
        )
    return hasil


def _rata(daftar: Iterable[Decimal]) -> Decimal:
    nilai = list(daftar)
    return sum(nilai, NOL) / len(nilai)


def ketelitian(desimal: int, *angka: Decimal) -> int:
    """The decimals shown, or those that the targets themselves have, whichever is more."""
    return max([desimal, *(-satu.normalize().as_tuple().exponent for satu in angka)])


def _sama(dapat: Decimal, tahun: Decimal, deret: DeretTarget) -> bool:
    """Only a mean is rounded: everything else is exact."""
    if deret.metode != Metode.RATA_RATA:
        return dapat == tahun
    desimal = ketelitian(deret.desimal, tahun)
    return bulatkan(dapat, desimal) == bulatkan(tahun, desimal)


def _tulis_hitungan(dapat: Decimal, deret: DeretTarget) -> str:
    if deret.metode != Metode.RATA_RATA or deret.nilai is None:
        return _ringkas(dapat)
    return tulis_angka(bulatkan(dapat, ketelitian(deret.desimal, deret.nilai)))


def _dugaan(deret: DeretTarget, jenis: str, nilai: Mapping[int, Decimal]) -> str:
    """A second sentence where the figures fit another method: positions added, or additions taken last."""
    akhir = nilai.get(_banyak(jenis))
    urut = [nilai[nomor] for nomor in sorted(nilai)]
    if deret.metode == Metode.JUMLAH and akhir == deret.nilai and urut == sorted(urut):
        return (
            " Angkanya tampak sebagai posisi sampai dengan periode itu: "
            "isi tambahan tiap periode, atau ubah metode periode menjadi posisi terakhir."
        )
    if deret.metode in BERPOSISI and len(urut) > 1 and sum(urut, NOL) == deret.nilai:
        return (
            " Angkanya tampak sebagai tambahan tiap periode: isi posisi sampai dengan periode itu, "
            "atau ubah metode periode menjadi kumulatif (dijumlahkan)."
        )
    return ""


def _searah(deret: DeretTarget, jenis: str, nilai: Mapping[int, Decimal]) -> list[Peringatan]:
    """Positions up to a period do not go back against the direction of the indicator."""
    if deret.metode not in BERPOSISI or deret.arah not in BERARAH:
        return []
    turun = deret.arah in TURUN
    mundur = [
        (kiri, kanan)
        for kiri, kanan in pairwise(sorted(nilai))
        if (nilai[kanan] > nilai[kiri] if turun else nilai[kanan] < nilai[kiri])
    ]
    if not mundur:
        return []
    kiri, kanan = mundur[0]
    lagi = f" (dan pada {_sebut(jenis, [satu for _, satu in mundur[1:]])})" if len(mundur) > 1 else ""
    saran = "Periksa urutannya, atau tuliskan alasannya."
    if turun and any(nilai[satu] == 0 for satu, _ in mundur):
        saran += " Kosongkan periode yang belum diukur; 0 berarti targetnya nol."
    return [
        Peringatan(
            KodePeringatan.MUNDUR,
            f"Makin {'rendah' if turun else 'tinggi'} makin baik, tetapi target "
            f"{'naik' if turun else 'turun'} dari "
            f"{_ringkas(nilai[kiri])} ({nama_periode(jenis, kiri)}) menjadi {_ringkas(nilai[kanan])} "
            f"({nama_periode(jenis, kanan)}){lagi}. {saran}",
            _di(jenis, [satu for _, satu in mundur]),
        )
    ]


def _antarperiode(deret: DeretTarget, isi: Mapping[str, Mapping[int, Decimal]]) -> list[Peringatan]:
    """A longer period's target against the shorter ones in it, the longest kind of those that says enough.

    The year as a period is compared with the year's target instead (``_cocok_tahun``).
    """
    hasil = []
    for panjang, lebih_pendek in (
        (Jenis.TRIWULAN, (Jenis.BULAN,)),
        (Jenis.SEMESTER, (Jenis.TRIWULAN, Jenis.BULAN)),
    ):
        beda = []
        for nomor, target in isi.get(panjang, {}).items():
            dapat = [
                (pendek, nilai)
                for pendek in lebih_pendek
                if (nilai := _dari_pendek(deret, nomor, panjang, pendek, isi.get(pendek, {}))) is not None
            ]
            if dapat and not _sama(dapat[0][1], target, deret):
                beda.append((nomor, target, *dapat[0]))
        if beda:
            hasil.append(_peringatan_antarperiode(deret, panjang, beda))
    return hasil


def _dari_pendek(
    deret: DeretTarget, nomor: int, panjang: str, pendek: str, nilai: Mapping[int, Decimal]
) -> Decimal | None:
    """What the shorter periods make of a longer one; ``None`` while one that is needed is missing."""
    isi = PANJANG[panjang] // PANJANG[pendek]
    di_dalam = range((nomor - 1) * isi + 1, nomor * isi + 1)
    if deret.metode in BERAKHIR:
        return nilai.get(di_dalam[-1])
    if any(satu not in nilai for satu in di_dalam):
        return None
    daftar = [nilai[satu] for satu in di_dalam]
    if deret.metode == Metode.JUMLAH:
        return sum(daftar, NOL)
    if deret.metode == Metode.RATA_RATA:
        return _rata(daftar)
    return max(daftar) if deret.metode == Metode.MAKS else min(daftar)


CARA_GABUNG = {
    Metode.JUMLAH: "jumlah",
    Metode.RATA_RATA: "rata-rata",
    Metode.MAKS: "yang tertinggi dari",
    Metode.MIN: "yang terendah dari",
}
KATA_JENIS = {Jenis.BULAN: "bulan", Jenis.TRIWULAN: "triwulan", Jenis.SEMESTER: "semester"}


def _peringatan_antarperiode(
    deret: DeretTarget, panjang: str, beda: Sequence[tuple[int, Decimal, str, Decimal]]
) -> Peringatan:
    nomor, target, pendek, dapat = beda[0]
    if deret.metode in BERAKHIR:
        asal = f"target {nama_periode(pendek, nomor * PANJANG[panjang] // PANJANG[pendek])}"
    else:
        asal = f"{CARA_GABUNG[deret.metode]} target {KATA_JENIS[pendek]}nya"
    if deret.metode == Metode.RATA_RATA:
        dapat = bulatkan(dapat, ketelitian(deret.desimal, target))
    lagi = f" Begitu pula {_sebut(panjang, [satu for satu, *_ in beda[1:]])}." if len(beda) > 1 else ""
    return Peringatan(
        KodePeringatan.ANTARPERIODE_BEDA,
        f"Target {nama_periode(panjang, nomor)} {_ringkas(target)}, sedangkan {asal} {_ringkas(dapat)}. "
        f"Samakan keduanya, atau tuliskan alasannya.{lagi}",
        _di(panjang, [satu for satu, *_ in beda]),
    )


# --- Against other years ---


def _ambisi(deret: DeretTarget) -> list[Peringatan]:
    """The year's target against the Renstra's and against what was reached last year.

    Equal to last year is fine where nothing better exists: 100 per cent, or none of what should be none.
    """
    hasil = []
    if (
        deret.tingkat
        and deret.renstra_tingkat
        and deret.tingkat.casefold() != deret.renstra_tingkat.casefold()
    ):
        hasil.append(
            Peringatan(
                KodePeringatan.TINGKAT_BEDA_RENSTRA,
                f"Target tahun {deret.tingkat}, sedangkan target Renstra {deret.renstra_tingkat}. "
                "Samakan keduanya, atau tuliskan alasannya.",
            )
        )
    if deret.nilai is None or deret.arah not in BERARAH:
        return hasil
    turun = deret.arah in TURUN
    nilai = deret.nilai
    kata = "lebih tinggi" if turun else "lebih rendah"
    arah = f" (makin {'rendah' if turun else 'tinggi'} makin baik)"
    if deret.renstra is not None and (nilai > deret.renstra if turun else nilai < deret.renstra):
        hasil.append(
            Peringatan(
                KodePeringatan.KURANG_DARI_RENSTRA,
                f"Target tahun {_ringkas(nilai)} {kata} daripada target Renstra {_ringkas(deret.renstra)}{arah}. "
                "Samakan dengan Renstra, atau tuliskan alasannya.",
            )
        )
    lalu = deret.realisasi_lalu
    if lalu is None:
        return hasil
    if nilai > lalu if turun else nilai < lalu:
        hasil.append(
            Peringatan(
                KodePeringatan.LEBIH_BURUK,
                f"Target tahun {_ringkas(nilai)} {kata} daripada realisasi tahun lalu {_ringkas(lalu)}{arah}. "
                "Tinjau targetnya, atau tuliskan alasannya.",
            )
        )
    terbaik = nilai == 0 if turun else adalah_persen(deret.satuan) and nilai == SERATUS
    if nilai == lalu and not terbaik:
        hasil.append(
            Peringatan(
                KodePeringatan.TIDAK_LEBIH_BAIK,
                f"Target tahun {_ringkas(nilai)} sama dengan realisasi tahun lalu. "
                "Tinjau targetnya, atau tuliskan alasannya.",
            )
        )
    return hasil


# --- Among units ---


def periksa_bagian_unit(
    target: Decimal | None,
    kontribusi: str,
    bagian: Mapping[str, Decimal | None],
    *,
    satuan: str = "",
    desimal: int = 2,
) -> tuple[Peringatan, ...]:
    """Do the units' parts make the agency's target of the year? All in the indicator's satuan.

    ``bagian`` maps a unit's name to its part (``None``: not filled in). ``tunggal``: one unit only, with the whole
    target. ``jumlah``: the parts add up to it. ``rata_rata``: their mean, rounded to ``desimal``, is it. ``rasio``:
    Σpembilang / Σpenyebut lies nowhere but between the lowest and the highest part. Percentages of several units
    are neither added nor averaged. Without units there is nothing to say.
    """
    kontribusi = Kontribusi(kontribusi)
    if not bagian:
        return ()
    if kontribusi == Kontribusi.TUNGGAL and len(bagian) > 1:
        return (
            Peringatan(
                KodePeringatan.TUNGGAL_GANDA,
                f"Angka satu unit menjadi angka OPD, tetapi ada {len(bagian)} unit: {', '.join(bagian)}. "
                "Pilih satu unit, atau ubah sumbangannya.",
            ),
        )
    if kontribusi in {Kontribusi.JUMLAH, Kontribusi.RATA_RATA} and len(bagian) > 1 and adalah_persen(satuan):
        return (
            Peringatan(
                KodePeringatan.PERSEN_DIGABUNG,
                "Persentase antarunit tidak dijumlahkan atau dirata-ratakan. "
                "Ubah sumbangan unit menjadi pembilang dan penyebut yang dijumlahkan.",
            ),
        )
    hasil = []
    if kosong := [unit for unit, nilai in bagian.items() if nilai is None]:
        hasil.append(
            Peringatan(
                KodePeringatan.BAGIAN_KOSONG,
                f"Bagian target belum diisi: {', '.join(kosong)}. Isi; tulis 0 hanya bila bagiannya memang nol.",
            )
        )
    ada = [nilai for nilai in bagian.values() if nilai is not None]
    if target is None or not ada:
        return tuple(hasil)
    if kontribusi == Kontribusi.RASIO:
        # Whatever is still missing may widen the span.
        if not kosong and not min(ada) <= target <= max(ada):
            hasil.append(
                Peringatan(
                    KodePeringatan.BAGIAN_BEDA,
                    f"Target OPD {_ringkas(target)} di luar target unit-unitnya ({_ringkas(min(ada))} – "
                    f"{_ringkas(max(ada))}), sehingga gabungannya tidak mungkin. Samakan, atau tuliskan alasannya.",
                )
            )
        return tuple(hasil)
    dapat, harus = (_rata(ada), target) if kontribusi == Kontribusi.RATA_RATA else (sum(ada, NOL), target)
    if kontribusi == Kontribusi.RATA_RATA:
        teliti = ketelitian(desimal, target)
        dapat, harus = bulatkan(dapat, teliti), bulatkan(target, teliti)
    if dapat != harus:
        sebut = {
            Kontribusi.JUMLAH: "Jumlah bagian unit",
            Kontribusi.RATA_RATA: "Rata-rata bagian unit",
            Kontribusi.TUNGGAL: f"Bagian {next(iter(bagian))}",
        }[kontribusi]
        hasil.append(
            Peringatan(
                KodePeringatan.BAGIAN_BEDA,
                f"{sebut} {_ringkas(dapat)}, sedangkan target OPD {_ringkas(target)}. "
                "Samakan keduanya, atau tuliskan alasannya.",
            )
        )
    return tuple(hasil)


# --- A method to begin with ---

# Measured once a year, whatever the satuan: opinion, survey, evaluation by others.
POLA_SEKALI_SETAHUN = re.compile(
    r"\b(opini|survei|survey|lhe|l?akip|sakip|ikm|skm|kepuasan)\b", re.IGNORECASE
)
SATUAN_HITUNGAN = frozenset(
    {
        *("orang", "org", "peserta", "siswa", "pegawai", "asn", "keluarga", "kk", "jiwa", "penduduk"),
        *(
            "dokumen",
            "dok",
            "laporan",
            "lap",
            "berkas",
            "surat",
            "naskah",
            "buku",
            "lkpd",
            "berita",
            "usulan",
        ),
        *(
            "kegiatan",
            "kali",
            "event",
            "paket",
            "unit",
            "buah",
            "jenis",
            "kasus",
            "kerja",
            "perkara",
            "titik",
        ),
        *(
            "desa",
            "kelurahan",
            "kecamatan",
            "lembaga",
            "perusahaan",
            "prsh",
            "sekolah",
            "kelompok",
            "koperasi",
        ),
        *("rp", "rupiah", "idr", "ton", "kg", "km", "ha", "hektar", "ekor"),
    }
)


def sarankan_metode(satuan: str, nama: str, *, ada_pembilang: bool = False) -> str:
    """The period method to offer for a new indicator, a value of ``VersiIndikator.Metode``; a person decides.

    Opinions, surveys and evaluations are measured once a year; what is counted is added up; all else is a position,
    also what is unknown, for a sum that should have been none does the greater harm. A percentage becomes ``rasio``
    only when pembilang and penyebut are named (``ada_pembilang``), as the database asks of it.
    """
    teks = satuan.strip().casefold()
    if POLA_SEKALI_SETAHUN.search(nama) or POLA_SEKALI_SETAHUN.search(teks):
        return Metode.TAHUNAN
    if adalah_persen(teks) or re.search(r"\b(rasio|persentase)\b|%", teks):
        return Metode.RASIO if ada_pembilang else Metode.NILAI_AKHIR
    kata = re.findall(r"[a-z]+", teks)
    return Metode.JUMLAH if kata and kata[0] in SATUAN_HITUNGAN else Metode.NILAI_AKHIR
