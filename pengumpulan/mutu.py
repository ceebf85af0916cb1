"""Marks of data quality: what an evaluator would ask about a row, asked now (rancangan §4.3, domain §12).

A mark never holds anything up. *Perhatian* wants an answer, *catatan* is only worth knowing. A mark that may be
true all the same is answered in the row itself: in ``alasan`` (of a provisional figure, whose alasan says why it is
provisional, in ``sumber``), above or below the target also in faktor pendukung or kendala. Answered it becomes a
catatan that shows the answer after *Dijelaskan:*; it never vanishes while the figure gives rise to it.

``tanda_mutu`` reads what it needs for any number of rows in a flat number of queries; ``nilai_tanda`` and
``tanda_isi`` are pure.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from django.utils.formats import date_format

from organisasi.waktu import hari_ini
from pengumpulan.bacaan import BacaanBaris, baca_baris
from pengumpulan.bukti_wajib import bukti_diminta, susun_bukti_wajib
from pengumpulan.models import BERANGKA, BarisFormulir, Keadaan
from pengumpulan.tingkat import kedudukan_tingkat
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.models import PenanggungJawabData, VersiIndikator
from perencanaan.satuan import adalah_persen

Arah, Metode = VersiIndikator.Arah, VersiIndikator.Metode
SERATUS = Decimal(100)

# When a figure counts as far from the last period's. Percentages are compared in points, for a small percentage
# doubles easily. A position (posisi terakhir, rata-rata, rasio, tertinggi, terendah, tahunan) seldom changes by
# half from one period to the next; what is added up per period swings more, so only doubling or halving is asked
# about, and small counts not at all. Either direction counts: a leap forward may be a slip of the pen too.
LONCATAN_POIN = Decimal(20)
LONCATAN_POSISI = Decimal(50)
LONCATAN_JUMLAH = Decimal(2)
JUMLAH_KECIL = Decimal(5)
LONCATAN_TINGKAT = 2
# Beyond these shares of the period's target a figure is asked about (domain §2.4: over 120 % asks why).
JAUH_DI_ATAS, JAUH_DI_BAWAH = Decimal(120), Decimal(50)
# Words by which a definition says that its figure runs on from period to period.
KATA_BERJALAN = ("kumulatif", "akumulasi", "sampai dengan periode", "s.d. periode")


class Berat(StrEnum):
    """How much a mark weighs: wants an answer, or is worth knowing."""

    PERHATIAN = "perhatian"
    CATATAN = "catatan"


class Kode(StrEnum):
    """Stable codes of marks; the sentences may be reworded."""

    BUKTI_KURANG = "bukti_kurang"
    JAUH_DARI_LALU = "jauh_dari_lalu"
    PEMBILANG_LEBIH = "pembilang_lebih"
    LEBIH_SERATUS = "lebih_seratus"
    BERJALAN_TURUN = "berjalan_turun"
    JAUH_DI_ATAS = "jauh_di_atas_target"
    JAUH_DI_BAWAH = "jauh_di_bawah_target"
    TANPA_SEBAB = "tanpa_sebab"
    NOL_MENDADAK = "nol_mendadak"
    SEMENTARA = "sementara"
    MENYUSUL = "menyusul"
    BELUM_WAKTUNYA = "belum_waktunya"
    TIDAK_DAPAT_DIUKUR = "tidak_dapat_diukur"
    LATIHAN = "latihan"


@dataclass(frozen=True)
class Tanda:
    """One mark of one row: a code for programs, a sentence with its figures for people, and its weight."""

    kode: str
    kalimat: str
    berat: str = Berat.PERHATIAN

    @property
    def perhatian(self) -> bool:
        """Does it want an answer?"""
        return self.berat == Berat.PERHATIAN


def tanda_mutu(baris: Sequence[BarisFormulir]) -> dict[int, list[Tanda]]:
    """{row: its marks}, for rows of any forms; a flat number of queries."""
    return tanda_bacaan(baca_baris(baris))


def tanda_bacaan(
    bacaan: Mapping[int, BacaanBaris], macam: Mapping[int, Iterable[str]] | None = None
) -> dict[int, list[Tanda]]:
    """The same of rows that were read already; reads only their evidence.

    ``macam`` are the kinds of each piece of evidence in use by realisasi, where the caller has read them too.
    """
    if not bacaan:
        return {}
    kurang = _bukti_kurang(bacaan, macam)
    tanggal = hari_ini()
    return {pk: nilai_tanda(satu, kurang.get(pk, ""), tanggal) for pk, satu in bacaan.items()}


def tanda_isi(isi, definisi: VersiIndikator | None, tanggal: date) -> list[Tanda]:
    """The marks that need no more than the content and its definition: no query, for saving cell by cell."""
    return [_dijawab(tanda, isi) for tanda in _dari_isi(isi, definisi, tanggal)]


def perlu_perhatian(daftar: Iterable[Tanda]) -> bool:
    """Does any of these marks want an answer?"""
    return any(satu.perhatian for satu in daftar)


def _bukti_kurang(
    bacaan: Mapping[int, BacaanBaris], macam: Mapping[int, Iterable[str]] | None
) -> dict[int, str]:
    """{row: what evidence is missing, in a sentence}; two queries, one less with ``macam``.

    Where no kind is asked for, any one piece will do.
    """
    realisasi = {b.baris.realisasi_id: b for b in bacaan.values()}
    bukti = susun_bukti_wajib(
        [b.baris.realisasi for b in realisasi.values()],
        diminta=bukti_diminta({pk: b.definisi for pk, b in realisasi.items() if b.definisi}),
        macam=None if macam is None else [(pk, satu) for pk, daftar in macam.items() for satu in daftar],
    )
    hasil = {}
    for pk, satu in bacaan.items():
        milik = bukti[satu.baris.realisasi_id]
        if milik.kurang:
            hasil[pk] = f"Bukti dukung {milik.sebut()}."
        elif not milik.jumlah:
            hasil[pk] = "Belum ada bukti dukung."
    return hasil


# -- judging ----------------------------------------------------------------------------------------


def nilai_tanda(bacaan: BacaanBaris, bukti_kurang: str, tanggal: date) -> list[Tanda]:
    """The marks of one reading on that day, weightiest first. ``bukti_kurang`` says what evidence is missing."""
    daftar = [
        *_dari_isi(bacaan.isi, bacaan.definisi, tanggal),
        *_dari_periode_lalu(bacaan),
        *_dari_target(bacaan),
    ]
    if bukti_kurang and bacaan.isi.keadaan in BERANGKA:
        daftar.append(Tanda(Kode.BUKTI_KURANG, bukti_kurang))
    daftar = [_dijawab(satu, bacaan.isi) for satu in daftar]
    return sorted(daftar, key=lambda satu: not satu.perhatian)


def _dari_isi(isi, definisi: VersiIndikator | None, tanggal: date) -> Iterator[Tanda]:
    if isi.keadaan == Keadaan.SEMENTARA:
        yield Tanda(Kode.SEMENTARA, f"Angka sementara: {isi.alasan}")
    elif isi.keadaan == Keadaan.MENYUSUL:
        yield _menyusul(isi, tanggal)
    elif isi.keadaan == Keadaan.TIDAK_DAPAT_DIUKUR:
        yield Tanda(Kode.TIDAK_DAPAT_DIUKUR, f"Tidak dapat diukur: {isi.alasan}")
    elif isi.keadaan == Keadaan.BELUM_WAKTUNYA:
        yield Tanda(Kode.BELUM_WAKTUNYA, f"Belum waktunya: {isi.alasan}", Berat.CATATAN)
    if isi.keadaan not in BERANGKA:
        return
    if isi.angka_latihan:
        yield Tanda(Kode.LATIHAN, "Angka latihan, bukan angka sebenarnya.", Berat.CATATAN)
    if definisi is None or not adalah_persen(definisi.satuan):
        return
    if isi.pembilang is not None and definisi.pengali == SERATUS and isi.pembilang > isi.penyebut > 0:
        yield Tanda(
            Kode.PEMBILANG_LEBIH,
            f"Pembilang {tulis_angka(isi.pembilang)} lebih besar daripada penyebut "
            f"{tulis_angka(isi.penyebut)}: hasilnya {tulis_angka(isi.nilai)} %, lebih dari 100 %.",
        )
    elif isi.pembilang is None and isi.nilai is not None and isi.nilai > SERATUS:
        yield Tanda(Kode.LEBIH_SERATUS, f"Realisasi {tulis_angka(isi.nilai)} % lebih dari 100 %.")


def _menyusul(isi, tanggal: date) -> Tanda:
    if isi.menyusul_pada is None:
        return Tanda(Kode.MENYUSUL, f"Menyusul tanpa tanggal: {isi.alasan}")
    hari = date_format(isi.menyusul_pada, "j F Y")
    if isi.menyusul_pada < tanggal:
        lewat = (tanggal - isi.menyusul_pada).days
        return Tanda(Kode.MENYUSUL, f"Dijanjikan menyusul {hari}, sudah lewat {lewat} hari: {isi.alasan}")
    return Tanda(Kode.MENYUSUL, f"Menyusul paling lambat {hari}: {isi.alasan}", Berat.CATATAN)


def _dari_periode_lalu(b: BacaanBaris) -> Iterator[Tanda]:
    """What does not sit well with the last period, where the two compare."""
    if b.isi.keadaan not in BERANGKA or b.definisi is None:
        return
    if b.definisi.metode == Metode.JUMLAH and b.isi.nilai is not None and b.isi.nilai < 0:
        yield Tanda(
            Kode.BERJALAN_TURUN,
            f"Realisasi {tulis_angka(b.isi.nilai)} kurang dari nol, sehingga jumlah kumulatifnya turun.",
        )
    if not b.lalu:
        return
    if b.definisi.arah == Arah.ORDINAL:
        yield from _loncat_tingkat(b)
        return
    dulu = [satu for satu in b.lalu if satu.nilai is not None]
    if b.isi.nilai is None or not dulu:
        return
    nilai, lalu = b.isi.nilai, dulu[0]
    if _berjalan(b):
        # A figure that runs on grows with every period; only falling back within the year is odd.
        if lalu.periode.tahun == b.periode.tahun and nilai < lalu.nilai:
            yield Tanda(
                Kode.BERJALAN_TURUN,
                f"Angka berjalan turun dari {tulis_angka(lalu.nilai)} ({lalu.periode}) menjadi "
                f"{tulis_angka(nilai)}, padahal seharusnya bertambah.",
            )
    elif nilai == 0 and all(satu.nilai != 0 for satu in dulu):
        yield Tanda(
            Kode.NOL_MENDADAK,
            f"Nol, padahal {len(dulu)} periode sebelumnya tidak pernah nol "
            f"(terakhir {tulis_angka(lalu.nilai)}, {lalu.periode}).",
        )
    elif beda := _jauh(nilai, lalu.nilai, b.definisi):
        yield Tanda(
            Kode.JAUH_DARI_LALU,
            f"Jauh dari periode lalu: {tulis_angka(lalu.nilai)} ({lalu.periode}) menjadi "
            f"{tulis_angka(nilai)}, {beda}.",
        )


def _berjalan(b: BacaanBaris) -> bool:
    """Does the definition's figure run on from period to period, so that it may not fall within a year?

    A position where higher is better, whose definition says so in words or whose targets of the year rise
    without ever falling.
    """
    if b.definisi.metode not in {Metode.NILAI_AKHIR, Metode.MAKS} or b.definisi.arah != Arah.NAIK:
        return False
    if b.definisi.metode == Metode.MAKS:
        return True
    teks = f"{b.definisi.nama} {b.definisi.definisi_operasional} {b.definisi.formulasi}".casefold()
    if any(kata in teks for kata in KATA_BERJALAN):
        return True
    target = [satu for satu in b.target_setahun if satu is not None]
    naik = all(lebih_dulu <= kemudian for lebih_dulu, kemudian in pairwise(target))
    return len(target) > 2 and naik and target[0] * 2 <= target[-1]


def _jauh(nilai: Decimal, lalu: Decimal, definisi: VersiIndikator) -> str:
    """By how much, in words, where it is far; empty where it is not, or nothing can be divided by."""
    selisih = nilai - lalu
    kata = "naik" if selisih > 0 else "turun"
    if adalah_persen(definisi.satuan):
        return f"{kata} {tulis_angka(abs(selisih))} poin" if abs(selisih) > LONCATAN_POIN else ""
    if lalu == 0:
        return ""
    persen = abs(selisih) / abs(lalu) * SERATUS
    if definisi.metode == Metode.JUMLAH:
        jauh = abs(selisih) > JUMLAH_KECIL and (
            nilai > lalu * LONCATAN_JUMLAH or nilai * LONCATAN_JUMLAH < lalu
        )
    else:
        jauh = persen > LONCATAN_POSISI
    return f"{kata} {tulis_angka(bulatkan(persen, 1))} %" if jauh else ""


def _loncat_tingkat(b: BacaanBaris) -> Iterator[Tanda]:
    lalu = b.lalu[0]
    letak = kedudukan_tingkat(b.isi.tingkat, lalu.tingkat)
    if letak and abs(letak[0] - letak[1]) >= LONCATAN_TINGKAT:
        kata = "naik" if letak[0] > letak[1] else "turun"
        yield Tanda(
            Kode.JAUH_DARI_LALU,
            f"Jauh dari periode lalu: {lalu.tingkat} ({lalu.periode}) menjadi {b.isi.tingkat}, "
            f"{kata} {abs(letak[0] - letak[1])} tingkat.",
        )


def _dari_target(b: BacaanBaris) -> Iterator[Tanda]:
    """What does not sit well with the period's target. A plain comparison; capaian is the measurement's."""
    if b.isi.keadaan not in BERANGKA or b.definisi is None or b.versi_target is None:
        return
    if b.definisi.arah == Arah.ORDINAL:
        letak = kedudukan_tingkat(b.isi.tingkat, b.versi_target.tingkat)
        kurang, sebut = bool(letak and letak[0] < letak[1]), b.versi_target.tingkat
    else:
        batas = _batas(b)
        if batas is None or b.isi.nilai is None:
            return
        bawah, atas = batas
        jauh = list(_jauh_dari_target(b, bawah, atas))
        yield from jauh
        # One that is far off asks for the same answer already.
        kurang, sebut = _meleset(b, bawah, atas) and not jauh, _sebut_target(bawah, atas)
    if kurang and not any((b.isi.alasan, b.isi.faktor_penghambat, b.isi.rencana_perbaikan)):
        angka = _tampil(b, bawah) if b.isi.tingkat == "" else b.isi.tingkat
        yield Tanda(
            Kode.TANPA_SEBAB,
            f"Realisasi {angka} belum mencapai target {sebut}, tetapi kendalanya belum dituliskan.",
        )


def _batas(b: BacaanBaris) -> tuple[Decimal, Decimal] | None:
    """(lower, upper) of what the figure is held against; None where the office's target is not the unit's."""
    if b.definisi.arah == Arah.RENTANG and b.versi_target.batas_bawah is not None:
        return b.versi_target.batas_bawah, b.versi_target.batas_atas
    target = b.target
    if b.kontribusi == PenanggungJawabData.Kontribusi.JUMLAH:
        # Several units make up the target together: only a part of its own can be held against one of them.
        target = b.target_unit if b.periode.jenis == "tahun" else None
    return None if target is None else (target, target)


def _tampil(b: BacaanBaris, pembanding: Decimal) -> str:
    """The figure with the decimals its indicator is shown with; all of them where rounding would hide the gap."""
    tampil = bulatkan(b.isi.nilai, b.definisi.desimal)
    return tulis_angka(b.isi.nilai if tampil == pembanding else tampil)


def _sebut_target(bawah: Decimal, atas: Decimal) -> str:
    return tulis_angka(bawah) if bawah == atas else f"{tulis_angka(bawah)}–{tulis_angka(atas)}"


def _jauh_dari_target(b: BacaanBaris, bawah: Decimal, atas: Decimal) -> Iterator[Tanda]:
    nilai = b.isi.nilai
    if bawah <= 0 or nilai < 0:
        return
    sebut = _sebut_target(bawah, atas)
    if nilai * SERATUS > atas * JAUH_DI_ATAS:
        bagian = tulis_angka(bulatkan(nilai / atas * SERATUS, 1))
        yield Tanda(
            Kode.JAUH_DI_ATAS,
            f"Realisasi {_tampil(b, atas)} adalah {bagian} % dari target {sebut}, lebih dari "
            f"{tulis_angka(JAUH_DI_ATAS)} %.",
        )
    elif nilai * SERATUS < bawah * JAUH_DI_BAWAH:
        bagian = tulis_angka(bulatkan(nilai / bawah * SERATUS, 1))
        yield Tanda(
            Kode.JAUH_DI_BAWAH,
            f"Realisasi {_tampil(b, bawah)} baru {bagian} % dari target {sebut}, kurang dari "
            f"{tulis_angka(JAUH_DI_BAWAH)} %.",
        )


def _meleset(b: BacaanBaris, bawah: Decimal, atas: Decimal) -> bool:
    """Does the figure miss the target on its bad side?"""
    if b.definisi.arah == Arah.RENTANG:
        return not bawah <= b.isi.nilai <= atas
    if b.definisi.arah == Arah.NAIK:
        return b.isi.nilai < bawah
    return b.isi.nilai > atas


# -- what answers a mark ----------------------------------------------------------------------------

DAPAT_DIJELASKAN = frozenset(
    {
        Kode.BUKTI_KURANG,
        Kode.JAUH_DARI_LALU,
        Kode.PEMBILANG_LEBIH,
        Kode.LEBIH_SERATUS,
        Kode.BERJALAN_TURUN,
        Kode.JAUH_DI_ATAS,
        Kode.JAUH_DI_BAWAH,
        Kode.NOL_MENDADAK,
    }
)


def _dijawab(tanda: Tanda, isi) -> Tanda:
    """The mark with its answer, where the row gives one."""
    if tanda.kode not in DAPAT_DIJELASKAN:
        return tanda
    jawaban = isi.alasan if isi.keadaan == Keadaan.ANGKA else isi.sumber
    if tanda.kode in {Kode.JAUH_DI_ATAS, Kode.JAUH_DI_BAWAH}:
        jawaban = jawaban or isi.faktor_penghambat or isi.faktor_pendukung
    if not jawaban:
        return tanda
    return replace(tanda, kalimat=f"{tanda.kalimat} Dijelaskan: {jawaban}", berat=Berat.CATATAN)
