"""The sheet *Pegawai* as rows of text and dates."""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from organisasi.galat import TindakanDitolak
from organisasi.lembar.baca import Buku, Sel
from organisasi.muat_orang.kolom import JUDUL, LEMBAR
from organisasi.muatan.usulan import Usulan

BUKAN_BERKAS_INI = (
    f"Lembar “{LEMBAR}” tidak ditemukan. Unduh dahulu berkasnya untuk OPD ini, isi, lalu unggah."
)


@dataclass
class BarisOrang:
    """One row. ``boleh_dibaca`` is false once a cell of it could not be read."""

    nomor: int
    usulan: Usulan
    alamat: dict[str, str] = field(default_factory=dict)
    kunci: str = ""
    nama: str = ""
    nip: str = ""
    pangkat: str = ""
    unit: str = ""
    aktif: str = ""
    jabatan: str = ""
    sebagai: str = ""
    dasar: str = ""
    akun: str = ""
    surel: str = ""
    mulai: date | None = None

    @property
    def boleh_dibaca(self) -> bool:
        """Could every cell be read?"""
        return not self.usulan.catatan

    def sel(self, kunci: str) -> str:
        """The address of that column's cell."""
        return self.alamat.get(kunci, "")


def baca_orang(buku: Buku) -> list[BarisOrang]:
    """The filled rows; ``TindakanDitolak`` when the file is not ours or lacks a column."""
    lembar = buku.lembar_bernama(LEMBAR)
    if lembar is None:
        raise TindakanDitolak(BUKAN_BERKAS_INI)
    kepala, letak = _kepala(lembar.baris)
    hasil = []
    for nomor, isi in enumerate(lembar.baris[kepala + 1 :], start=kepala + 2):
        if all(isi[ke].nilai is None for ke in letak.values()):
            continue
        baris = BarisOrang(nomor, Usulan(lembar.nama, nomor, ""))
        for kunci, ke in letak.items():
            baris.alamat[kunci] = isi[ke].alamat
            _isi(baris, kunci, isi[ke])
        hasil.append(baris)
    if not hasil:
        raise TindakanDitolak(f"Lembar “{LEMBAR}” belum berisi pegawai.")
    return hasil


def _kepala(baris: tuple[tuple[Sel, ...], ...]) -> tuple[int, dict[str, int]]:
    """(index of the header row, {column key: index})."""
    for ke, isi in enumerate(baris[:20]):
        judul = {str(satu.nilai).strip().casefold(): letak for letak, satu in enumerate(isi) if satu.nilai}
        letak = {kunci: judul[nama.casefold()] for kunci, nama in JUDUL.items() if nama.casefold() in judul}
        if "nama" in letak:
            banyak = Counter(str(satu.nilai).strip().casefold() for satu in isi if satu.nilai)
            if ganda := [nama for nama in JUDUL.values() if banyak[nama.casefold()] > 1]:
                raise TindakanDitolak(
                    f"Judul kolom {', '.join(ganda)} tertulis dua kali. Ganti judul kolom tambahan Anda, lalu "
                    "unggah lagi."
                )
            if kurang := [nama for kunci, nama in JUDUL.items() if kunci not in letak]:
                raise TindakanDitolak(
                    f"Kolom {', '.join(kurang)} hilang. Unduh lagi berkasnya, lalu isi di situ."
                )
            return ke, letak
    raise TindakanDitolak(BUKAN_BERKAS_INI)


def _isi(baris: BarisOrang, kunci: str, sel: Sel) -> None:
    """Take one cell; what is not text or a date is refused, for Excel would have changed it."""
    if sel.nilai is None:
        return
    if kunci == "mulai":
        if isinstance(sel.nilai, date):
            baris.mulai = sel.nilai
        else:
            baris.usulan.tolak(
                sel.alamat,
                f"“{str(sel.nilai)[:60]}” tidak tersimpan sebagai tanggal. Ubah format sel menjadi Tanggal, lalu "
                "ketik ulang, misalnya 02/01/2026.",
            )
        return
    if kunci == "nip" and isinstance(sel.nilai, Decimal):
        baris.usulan.tolak(
            sel.alamat,
            "NIP tersimpan sebagai angka, jadi Excel membulatkannya. Ubah format sel ke Teks, lalu ketik ulang.",
        )
        return
    if isinstance(sel.nilai, date | bool):
        baris.usulan.tolak(sel.alamat, f"Isi {JUDUL[kunci]} dengan teks.")
        return
    teks = format(sel.nilai.normalize(), "f") if isinstance(sel.nilai, Decimal) else sel.nilai
    teks = " ".join(teks.split())
    if kunci == "nip":
        # Groups as on the card, and the apostrophe that keeps a number from being rounded.
        teks = teks.replace(" ", "").lstrip("'’‘`")
    elif kunci == "akun":
        # As Django stores it.
        teks = unicodedata.normalize("NFKC", teks)
    setattr(baris, kunci, teks)
