"""Figures and words as papers print them: cells, periods, moments."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format

from laporan.bentuk import Predikat, Sel
from organisasi.models import OPD
from pengukuran.skala import Kelas
from pengumpulan.models import BERANGKA, Keadaan, Realisasi, RevisiRealisasi
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.models import Periode, VersiIndikator
from perencanaan.models.periode import ROMAWI


def sebut_periode(periode: Periode) -> str:
    """``Triwulan I 2026`` where screens say ``TW I 2026``."""
    if periode.jenis == Periode.Jenis.TRIWULAN:
        return f"Triwulan {ROMAWI[periode.nomor - 1]} {periode.tahun}"
    return periode.nama


def sel_nilai(nilai: Decimal | None, desimal: int = 2, teks: str = "", kosong: str = "–") -> Sel:
    """A figure in its satuan with the digits it has, at most ``desimal``; or the level's name; or ``kosong``."""
    if nilai is None:
        return Sel(teks or kosong, None, desimal, "angka" if teks else "")
    tampil = bulatkan(nilai, desimal)
    tercetak = tulis_angka(tampil)
    return Sel(tercetak, nilai, len(tercetak.partition(",")[2]), "angka")


def sel_isian(isian: Realisasi | RevisiRealisasi | None, desimal: int = 2) -> Sel:
    """What a unit said: its figure, or its state in words (*Belum diisi*, *Menyusul*)."""
    if isian is None:
        return sel_keadaan(Keadaan.BELUM_DIISI, desimal)
    if isian.keadaan not in BERANGKA:
        return sel_keadaan(isian.keadaan, desimal)
    sel = sel_nilai(isian.nilai, desimal, isian.tingkat)
    if isian.keadaan == Keadaan.SEMENTARA:
        return Sel(f"{sel.teks} (sementara)", sel.nilai, sel.desimal, isian.keadaan)
    return sel


def sel_keadaan(keadaan: str, desimal: int = 2) -> Sel:
    """A state in words, without a figure."""
    return Sel(Keadaan(keadaan).label, None, desimal, str(keadaan))


def desimal_versi(versi: VersiIndikator | None) -> int:
    """How many digits after the comma an indicator is shown with."""
    return versi.desimal if versi else 2


def predikat(kelas: Kelas | None) -> Predikat | None:
    """A class of the scale as it is drawn."""
    return Predikat(kelas.label, kelas.warna, kelas.ikon) if kelas else None


def waktu_setempat(opd: OPD, pada: datetime) -> datetime:
    """A moment on the office's own clock."""
    return pada.astimezone(ZoneInfo(opd.pemda.zona_waktu))


def sebut_waktu(opd: OPD, pada: datetime | None) -> str:
    """``3 April 2026 pukul 10.12``, on the office's own clock; empty where it has not happened."""
    if pada is None:
        return ""
    setempat = waktu_setempat(opd, pada)
    return f"{sebut_tanggal(setempat.date())} pukul {setempat:%H.%M}"


def sebut_tanggal(tanggal: date | None) -> str:
    """``3 April 2026``."""
    if tanggal is None:
        return ""
    return date_format(tanggal, "j F Y")


def alamat(nama: str, pk: int) -> str:
    """The page of that name for a record; empty where there is no such page."""
    try:
        return reverse(nama, args=[pk])
    except NoReverseMatch:
        return ""
