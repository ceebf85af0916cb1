"""Rows in a step's form: a table of inputs that works as it stands, and grows with or without JavaScript.

Stored as a list of dicts of text, one per row; a date is ISO text, a tick is true or false. Older entries kept such
lists as lines of one text: those are read as rows (``baca_baris``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from organisasi.terima import baca_bulat

TEKS, PANJANG, TANGGAL, PILIHAN, CENTANG, ANGKA = "teks", "panjang", "tanggal", "pilihan", "centang", "angka"
TERBANYAK = 300
KOSONG = 3


@dataclass(frozen=True)
class Kolom:
    """One column. ``wajib``: a row that says anything must fill it before the step closes."""

    nama: str
    label: str
    jenis: str = TEKS
    pilihan: tuple[tuple[str, str], ...] = ()
    wajib: bool = False
    maks: int = 300
    kelas: str = ""


def baca_baris(nilai, kolom: Sequence[str | Kolom], pisah: str = "") -> list[dict]:
    """Rows as they were stored, of today's form or of the older lines of text.

    ``pisah`` is the sign that stood between first and second column of a line (``:``).
    """
    if not nilai:
        return []
    if isinstance(nilai, str):
        nama = [satu if isinstance(satu, str) else satu.nama for satu in kolom]
        hasil = []
        for satu in nilai.splitlines():
            if not satu.strip():
                continue
            isi = satu.split(pisah, 1) if pisah else [satu]
            hasil.append(dict(zip(nama, (bagian.strip() for bagian in isi), strict=False)))
        return hasil
    return [satu for satu in nilai if isinstance(satu, dict)]


class TabelBaris(forms.Widget):
    """The rows as a table; on a phone each row is a card. Empty rows stand below, and a button that brings more."""

    use_fieldset = True

    def __init__(self, kolom: Sequence[Kolom], *, kosong: int = KOSONG, pisah: str = "", tambah: str = ""):
        super().__init__()
        self.kolom, self.kosong, self.pisah, self.label_tambah = list(kolom), kosong, pisah, tambah
        self.alamat_tambah = ""
        self.judul = ""

    def id_for_label(self, id_):
        return ""

    def value_from_datadict(self, data, files, name):
        jumlah = baca_bulat(data.get(f"{name}-jumlah", ""), digit=9)
        if jumlah is None:
            # Sent as lines of text, as these fields were before.
            return baca_baris(data.get(name, ""), self.kolom, self.pisah)
        return [
            {
                satu.nama: f"{name}-{nomor}-{satu.nama}" in data
                if satu.jenis == CENTANG
                else data.get(f"{name}-{nomor}-{satu.nama}", "")
                for satu in self.kolom
            }
            for nomor in range(min(jumlah, TERBANYAK))
        ]

    def value_omitted_from_data(self, data, files, name):
        return f"{name}-jumlah" not in data and name not in data

    def render(self, name, value, attrs=None, renderer=None):
        baris = [
            self._baris(name, nomor, isi)
            for nomor, isi in enumerate(baca_baris(value, self.kolom, self.pisah))
        ]
        isi = len(baris)
        baris += [self._baris(name, isi + nomor, {}) for nomor in range(self.kosong)]
        return mark_safe(  # noqa: S308 (the template escapes what was typed)
            render_to_string(
                "komponen/isian_baris.html",
                {
                    "nama": name,
                    "judul": self.judul,
                    "kolom": self.kolom,
                    "baris": baris,
                    "jumlah": len(baris),
                    "ada_centang": next((satu for satu in self.kolom if satu.jenis == CENTANG), None),
                    "tambah": self.label_tambah or "Tambah baris",
                    "alamat_tambah": self.alamat_tambah,
                    "bersalah": bool(attrs and attrs.get("aria-invalid")),
                },
            )
        )

    def _baris(self, name: str, nomor: int, isi: dict) -> dict:
        sel = []
        for satu in self.kolom:
            nilai = isi.get(satu.nama, "")
            sel.append(
                {
                    "kolom": satu,
                    "nama": f"{name}-{nomor}-{satu.nama}",
                    "nilai": "" if nilai is None else nilai,
                    "pilihan": [(kunci, label, str(kunci) == str(nilai)) for kunci, label in satu.pilihan],
                    "label": f"{satu.label}, baris {nomor + 1}",
                }
            )
        return {"nomor": nomor, "nomor_tampil": nomor + 1, "sel": sel}


class MedanBaris(forms.Field):
    """A list of rows. Rows without any text are dropped; what is missing in the others is asked for by name.

    ``syarat_baris`` may say more of a row in a sentence. Nothing is asked for while ``lengkap`` is false.
    """

    def __init__(
        self,
        kolom: Sequence[Kolom],
        *,
        kosong: int = KOSONG,
        pisah: str = "",
        tambah: str = "",
        syarat_baris: Callable[[dict], str] | None = None,
        **lain,
    ):
        self.kolom = list(kolom)
        self.lengkap = True
        self.syarat_baris = syarat_baris
        super().__init__(widget=TabelBaris(self.kolom, kosong=kosong, pisah=pisah, tambah=tambah), **lain)
        self.widget.judul = self.label or ""

    def isi_pilihan(self, nama: str, pilihan: Sequence[tuple[str, str]]) -> None:
        """Offer these choices in a column of this form alone."""
        self.kolom = [
            Kolom(satu.nama, satu.label, satu.jenis, tuple(pilihan), satu.wajib, satu.maks, satu.kelas)
            if satu.nama == nama
            else satu
            for satu in self.kolom
        ]
        self.widget.kolom = self.kolom

    def to_python(self, nilai) -> list[dict]:
        hasil, galat = [], []
        for nomor, mentah in enumerate(nilai or [], 1):
            bersih, salah = self._satu(mentah)
            if not adalah_terisi(bersih, self.kolom):
                continue
            hasil.append(bersih)
            galat += [f"Baris {nomor}: {satu}" for satu in salah]
            if self.lengkap:
                galat += [f"Baris {nomor}: {satu}" for satu in self.kekurangan(bersih)]
        if galat:
            raise forms.ValidationError(galat)
        return hasil

    def validate(self, nilai):
        if self.required and not nilai:
            raise forms.ValidationError("Isi sedikitnya satu baris.")

    def kekurangan(self, baris: dict) -> list[str]:
        """What one row still lacks, in sentences."""
        kurang = [f"isi {satu.label}." for satu in self.kolom if satu.wajib and not baris.get(satu.nama)]
        if not kurang and self.syarat_baris and (kalimat := self.syarat_baris(baris)):
            kurang.append(kalimat)
        return kurang

    def _satu(self, mentah: dict) -> tuple[dict, list[str]]:
        bersih, salah = {}, []
        for satu in self.kolom:
            nilai = mentah.get(satu.nama, "")
            if satu.jenis == CENTANG:
                bersih[satu.nama] = bool(nilai)
                continue
            teks = str(nilai).replace("\x00", "").strip()
            bersih[satu.nama] = teks
            if len(teks) > satu.maks:
                salah.append(f"{satu.label} paling banyak {satu.maks} huruf.")
            elif teks and (kalimat := _salah_jenis(satu, teks)):
                salah.append(kalimat)
        return bersih, salah


def adalah_terisi(baris: dict, kolom: Sequence[Kolom]) -> bool:
    """Does a row say anything? A tick or a choice alone does not."""
    return any(baris.get(satu.nama) for satu in kolom if satu.jenis not in {CENTANG, PILIHAN})


def _salah_jenis(kolom: Kolom, teks: str) -> str:
    if kolom.jenis == TANGGAL:
        try:
            date.fromisoformat(teks)
        except ValueError:
            return f"{kolom.label} bukan tanggal. Pilih dari kalender, atau tulis tahun-bulan-hari."
    if kolom.jenis == PILIHAN and teks not in {str(kunci) for kunci, _ in kolom.pilihan}:
        return f"pilih {kolom.label} dari daftarnya."
    if kolom.jenis == ANGKA and not (teks.isascii() and teks.isdigit() and 0 < int(teks) < 10_000):
        return f"{kolom.label} ditulis dengan angka bulat, paling sedikit 1."
    return ""


def tanggal_baris(teks: str | None) -> date | None:
    """The day in a row; None where none was written."""
    try:
        return date.fromisoformat(teks) if teks else None
    except ValueError:
        return None
