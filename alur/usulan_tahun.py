"""The schedule that a year's plan proposes: which runs, by which way, when each opens and until when it runs.

Which kinds of periods there are follows from how often the office's indicators fall due. The run at the end of a
triwulan also asks for its third month, and for the semester and year that end with it, so none of these gets a run
of its own beside it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from alur.models import Pelaksanaan, Prosedur
from alur.syarat_mulai import batas_waktu_bawaan, dapat_ringkas
from organisasi.kalender import Kalender
from organisasi.models import OPD
from perencanaan.models import PenempatanIndikator, Periode, VersiIndikator

Jenis, Jalur = Periode.Jenis, Pelaksanaan.Jalur


@dataclass(frozen=True)
class UsulanJadwal:
    """One proposed run."""

    jenis: str
    nomor: int
    jalur: str
    buka_pada: date
    batas_waktu: date
    melayani: str  # what it asks for beside its own period, in words


def frekuensi_opd(opd: OPD, tahun: int) -> frozenset[str]:
    """How often the indicators placed in the year's tree fall due; of all active ones while there is no tree."""
    versi = VersiIndikator.objects.berlaku_pada(date(tahun, 12, 31)).filter(
        indikator__opd=opd, indikator__aktif=True
    )
    ditempatkan = PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=tahun)
    if ditempatkan.exists():
        versi = versi.filter(indikator__in=ditempatkan.values("indikator"))
    return frozenset(versi.values_list("frekuensi", flat=True))


def kunci_periode(frekuensi: Collection[str], *, mengumpulkan: bool, mengukur: bool) -> list[tuple[str, int]]:
    """(kind, number) of the periods that get a run, in the order in which they end.

    A measurement is reported per triwulan and, with the LKjIP, for the year; a collection needs no run for what the
    quarter-end runs bring in.
    """
    # An office without indicators yet plans by triwulan, as the SOPs do.
    frekuensi = set(frekuensi) or {Jenis.TRIWULAN}
    hasil: list[tuple[int, int, str, int]] = []
    if mengumpulkan and Jenis.BULAN in frekuensi:
        hasil += [(nomor, 0, Jenis.BULAN, nomor) for nomor in range(1, 13) if nomor % 3]
    if frekuensi & {Jenis.BULAN, Jenis.TRIWULAN}:
        hasil += [(nomor * 3, 1, Jenis.TRIWULAN, nomor) for nomor in range(1, 5)]
    elif Jenis.SEMESTER in frekuensi:
        hasil += [(nomor * 6, 2, Jenis.SEMESTER, nomor) for nomor in (1, 2)]
    if mengukur or frekuensi == {Jenis.TAHUN}:
        hasil.append((12, 3, Jenis.TAHUN, 1))
    return [(jenis, nomor) for *_, jenis, nomor in sorted(hasil)]


def susun_usulan(opd: OPD, prosedur: Prosedur, tahun: int) -> list[UsulanJadwal]:
    """The proposed runs of a procedure, by the office's working calendar.

    A collection opens on the first working day after its period. A measurement opens after the collection was due,
    and where one procedure does both, the year's run after that of the last quarter.
    """
    kalender = Kalender(opd)
    frekuensi = frekuensi_opd(opd, tahun)
    kunci = kunci_periode(frekuensi, mengumpulkan=prosedur.mengumpulkan, mengukur=prosedur.mengukur)
    ringkas = dapat_ringkas(prosedur)
    hasil = []
    for jenis, nomor in kunci:
        periode = periode_kunci(tahun, jenis, nomor)
        buka = kalender.tambah_hari_kerja(periode.tanggal_selesai, 1)
        batas = batas_waktu_bawaan(opd=opd, periode=periode, kalender=kalender)
        if not prosedur.mengumpulkan or (jenis == Jenis.TAHUN and len(kunci) > 1):
            buka = kalender.tambah_hari_kerja(batas, 1)
            batas = kalender.tambah_hari_kerja(buka, opd.batas_hari_kerja)
        hasil.append(
            UsulanJadwal(
                jenis,
                nomor,
                Jalur.RINGKAS if ringkas and jenis == Jenis.BULAN else Jalur.PENUH,
                buka,
                max(buka, batas),
                _melayani(periode, frekuensi) if prosedur.mengumpulkan else "",
            )
        )
    return hasil


def periode_kunci(tahun: int, jenis: str, nomor: int) -> Periode:
    """The period of that kind and number, not stored: looking must not write."""
    lama = {Jenis.BULAN: 1, Jenis.TRIWULAN: 3, Jenis.SEMESTER: 6, Jenis.TAHUN: 12}[jenis]
    akhir = nomor * lama
    sesudah = date(tahun + akhir // 12, akhir % 12 + 1, 1)
    return Periode(
        tahun=tahun,
        jenis=jenis,
        nomor=nomor,
        tanggal_mulai=date(tahun, akhir - lama + 1, 1),
        tanggal_selesai=sesudah - timedelta(days=1),
    )


def _melayani(periode: Periode, frekuensi: Collection[str]) -> str:
    """``juga bulan Maret 2026 dan Tahun 2026``: what else the run asks for, of what the indicators need."""
    bagian = []
    bulan = periode.tanggal_selesai.month
    if periode.jenis != Jenis.BULAN and Jenis.BULAN in frekuensi:
        bagian.append(periode_kunci(periode.tahun, Jenis.BULAN, bulan).nama)
    if periode.jenis == Jenis.TRIWULAN and Jenis.SEMESTER in frekuensi and bulan % 6 == 0:
        bagian.append(periode_kunci(periode.tahun, Jenis.SEMESTER, bulan // 6).nama)
    if periode.jenis in {Jenis.TRIWULAN, Jenis.SEMESTER} and Jenis.TAHUN in frekuensi and bulan == 12:
        bagian.append(periode_kunci(periode.tahun, Jenis.TAHUN, 1).nama)
    return f"juga {' dan '.join(bagian)}" if bagian else ""
