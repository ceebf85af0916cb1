"""What a person typed into one row of the workbook: cell by cell, read strictly, asked about, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from organisasi.lembar.bentuk import Sel
from pengumpulan.buku.baca import BarisBerkas
from pengumpulan.buku.bentuk import (
    ANGKA,
    DIHITUNG,
    JUDUL,
    LABEL_KEADAAN,
    TULISAN,
    ciri,
    seperti_di_sel,
)
from pengumpulan.forms import JAWABAN_TERPANJANG
from pengumpulan.isi import IsiSel
from pengumpulan.models import Keadaan
from perencanaan.angka import NilaiField, RupiahField, tulis_angka
from perencanaan.baca_target import Bacaan, JenisBacaan, baca_target
from perencanaan.models.periode import NAMA_BULAN
from perencanaan.satuan import adalah_persen

ALASAN_TERPANJANG, TINGKAT_TERPANJANG = 2000, 60
POLA_TANGGAL = re.compile(r"(\d{1,2})[/.\- ](\d{1,2}|[a-z]+)[/.\- ](\d{4})", re.IGNORECASE | re.ASCII)
# Sentences of ``baca_target`` that speak of a plan, not of what was reached.
TENTANG_TARGET = re.compile(r"\b(target\w*|tingkat|dicapai|rentang\w*)\b", re.IGNORECASE)
BULAN = {nama.casefold(): ke for ke, nama in enumerate(NAMA_BULAN, 1)}


@dataclass(frozen=True)
class Tanya:
    """A cell with more than one reading. ``nama`` is the field of the answer, ``pilihan`` its (code, sentence)."""

    nama: str
    sel: str
    kolom: str
    kalimat: str
    pilihan: tuple[tuple[str, str], ...]
    jawaban: str = ""


@dataclass
class Ketikan:
    """A row as typed: ``isi`` only what differs from what was taken along.

    ``tolak`` are (address, sentence) of cells that cannot be read, ``catatan`` likewise what was left aside.
    """

    isi: dict[str, object] = field(default_factory=dict)
    sel: dict[str, str] = field(default_factory=dict)  # {field: its address}
    tolak: list[tuple[str, str]] = field(default_factory=list)
    tanya: list[Tanya] = field(default_factory=list)
    catatan: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sel_pertama(self) -> str:
        """Where the first change stands."""
        return next(iter(self.sel.values()), "")


class PembacaBaris:
    """Reads one row. ``terbuka`` are its cells that may be filled, ``jawaban`` the answers given to questions."""

    def __init__(self, baris: BarisBerkas, terbuka: frozenset[str], jawaban: Mapping[str, str]):
        self.baris, self.terbuka, self.jawaban = baris, terbuka, jawaban
        self.hasil = Ketikan()

    def figur(self, awal: IsiSel, kini: IsiSel, satuan: str, tingkat: list[str]) -> Ketikan:
        """A row of figures, against what was taken along (``awal``); ``kini`` is what stands there now."""
        for nama in ANGKA:
            satuan_sel = satuan if nama == "nilai" else ""
            self._angka(nama, getattr(awal, nama), getattr(kini, nama), satuan_sel, NilaiField)
        self._tingkat(awal.tingkat, tingkat)
        self._keadaan(awal.keadaan)
        self._teks("alasan", awal.alasan, ALASAN_TERPANJANG)
        self._tanggal(awal.menyusul_pada)
        for nama, terpanjang in TULISAN.items():
            self._teks(nama, getattr(awal, nama), terpanjang)
        self._jawaban()
        return self.hasil

    def belanja(self, awal: Decimal | None, kini: Decimal | None) -> Ketikan:
        """A line of spending, in rupiah."""
        self._angka("nilai", awal, kini, "Rp", RupiahField)
        self._jawaban()
        return self.hasil

    # -- kinds of cells -------------------------------------------------------------------------------

    def _angka(
        self, nama: str, awal: Decimal | None, kini: Decimal | None, satuan: str, bidang: type[NilaiField]
    ) -> None:
        sel = self._sel(nama, awal is not None)
        if sel is None or sel.nilai == DIHITUNG:
            return
        if isinstance(sel.nilai, bool | date):
            self._tolak(
                sel, "Sel ini bukan angka bagi Excel. Ubah formatnya menjadi General, lalu ketik ulang."
            )
            return
        bacaan = baca_target(
            sel.nilai,
            format_angka=sel.format,
            satuan=satuan,
            tingkat_dikenal=(),
            bidang=bidang,
            boleh_negatif=True,
        )
        if bacaan.jenis == JenisBacaan.TANYA:
            bacaan = self._jawab(nama, sel, bacaan, (awal, kini))
        if bacaan is None:
            return
        if keberatan := _keberatan(bacaan, satuan, bidang):
            self._tolak(sel, keberatan)
        elif bacaan.nilai != awal:
            self._ketik(nama, sel, bacaan.nilai)

    def _jawab(
        self, nama: str, sel: Sel, bacaan: Bacaan, tercatat: tuple[Decimal | None, ...]
    ) -> Bacaan | None:
        """The reading that was chosen; ``None`` while nobody has, or where one of them stands there already."""
        ada = next((satu.bacaan.nilai for satu in bacaan.pilihan if satu.bacaan.nilai in tercatat), None)
        if ada is not None:
            kalimat = f"“{bacaan.teks}” dibaca {tulis_angka(ada)}, seperti yang sudah tercatat."
            self.hasil.catatan.append((sel.alamat, kalimat))
            return None
        pilihan = {satu.kode: satu for satu in bacaan.pilihan}
        isian = f"baca-{self.baris.kunci.kunci}-{nama}"
        dipilih = self.jawaban.get(isian, "")
        self.hasil.tanya.append(
            Tanya(
                isian,
                sel.alamat,
                JUDUL[nama],
                f"“{bacaan.teks}” dapat dibaca lebih dari satu cara.",
                tuple((kode, satu.kalimat) for kode, satu in pilihan.items()),
                dipilih if dipilih in pilihan else "",
            )
        )
        return pilihan[dipilih].bacaan if dipilih in pilihan else None

    def _keadaan(self, awal: str) -> None:
        if (sel := self._sel("keadaan", awal != Keadaan.BELUM_DIISI)) is None:
            return
        nilai = LABEL_KEADAAN.get(" ".join(str(sel.nilai).split()).casefold())
        if nilai is None:
            daftar = ", ".join(satu.label for satu in Keadaan)
            self._tolak(sel, f"Keadaan “{str(sel.nilai)[:40]}” tidak dikenal. Pilih dari daftar: {daftar}.")
        elif nilai != awal:
            self._ketik("keadaan", sel, nilai)

    def _tingkat(self, awal: str, pilihan: list[str]) -> None:
        if (sel := self._sel("tingkat", bool(awal))) is None:
            return
        teks = _tulisan(sel)
        daftar = {satu.casefold(): satu for satu in (*filter(None, pilihan), *filter(None, [awal]))}
        if len(list(filter(None, pilihan))) > 1 and teks.casefold() not in daftar:
            self._tolak(sel, f"Tingkat “{teks[:40]}” tidak ada. Pilih: {', '.join(daftar.values())}.")
        elif len(teks) > TINGKAT_TERPANJANG:
            self._tolak(sel, f"Terlalu panjang: tingkat paling banyak {TINGKAT_TERPANJANG} huruf.")
        elif (baru := daftar.get(teks.casefold(), teks)) != awal:
            self._ketik("tingkat", sel, baru)

    def _tanggal(self, awal: date | None) -> None:
        if (sel := self._sel("menyusul_pada", awal is not None)) is None:
            return
        tanggal = sel.nilai if isinstance(sel.nilai, date) else _baca_tanggal(str(sel.nilai))
        if tanggal is None:
            self._tolak(sel, f"“{str(sel.nilai)[:40]}” bukan tanggal. Tulis seperti 15/4/2026.")
        elif tanggal != awal:
            self._ketik("menyusul_pada", sel, tanggal)

    def _teks(self, nama: str, awal: str, terpanjang: int) -> None:
        sel = self._sel(nama, bool(awal))
        if sel is None:
            return
        teks = _tulisan(sel)
        if teks == seperti_di_sel(awal):
            return
        if len(teks) > terpanjang:
            self._tolak(sel, f"Terlalu panjang: {len(teks)} huruf, paling banyak {terpanjang}.")
        else:
            self._ketik(nama, sel, teks)

    def _jawaban(self) -> None:
        """The answer to the row's remark; where the row asks for none, the cell only points elsewhere."""
        if "jawaban" not in self.terbuka:
            return
        kunci = self.baris.kunci
        sel = self._sel("jawaban", bool(kunci.jawaban))
        if sel is None:
            return
        teks = _tulisan(sel)
        if ciri([teks]) == kunci.jawaban:
            return
        if len(teks) > JAWABAN_TERPANJANG:
            self._tolak(sel, f"Terlalu panjang: {len(teks)} huruf, paling banyak {JAWABAN_TERPANJANG}.")
        else:
            self._ketik("jawaban", sel, teks)

    # -- what they share ------------------------------------------------------------------------------

    def _sel(self, nama: str, ada_isi: bool) -> Sel | None:
        """The cell if something stands in it. An emptied one changes nothing, and that is said."""
        sel = self.baris.sel.get(nama)
        if sel is None:
            return None
        if sel.nilai is None:
            if ada_isi and nama in self.terbuka:
                self.hasil.catatan.append(
                    (sel.alamat, f"{JUDUL[nama]} dikosongkan di berkas: isian yang ada tetap.")
                )
            return None
        return sel

    def _ketik(self, nama: str, sel: Sel, nilai: object) -> None:
        if nama not in self.terbuka:
            self._tolak(
                sel,
                f"{JUDUL[nama]} tidak diisi pada baris ini: selnya terkunci. Kembalikan seperti semula."
                if self.terbuka
                else "Baris ini sudah diserahkan atau disetujui, jadi tidak dapat diubah.",
            )
            return
        self.hasil.isi[nama] = nilai
        self.hasil.sel[nama] = sel.alamat

    def _tolak(self, sel: Sel, kalimat: str) -> None:
        self.hasil.tolak.append((sel.alamat, kalimat))


def _tulisan(sel: Sel) -> str:
    """A cell meant for text, as text: someone may have typed a number or a date into it."""
    nilai = sel.nilai
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, Decimal):
        return tulis_angka(nilai)
    if isinstance(nilai, date):
        return f"{nilai.day} {NAMA_BULAN[nilai.month - 1]} {nilai.year}"
    return seperti_di_sel(nilai or "")


def _baca_tanggal(teks: str) -> date | None:
    """``15/4/2026``, ``15-04-2026`` or ``15 April 2026``: the day first, as everyone here writes it."""
    cocok = POLA_TANGGAL.fullmatch(" ".join(teks.split()))
    if not cocok:
        return None
    hari, bulan, tahun = cocok.groups()
    nomor = int(bulan) if bulan.isdigit() else BULAN.get(bulan.casefold())
    try:
        return date(int(tahun), nomor, int(hari)) if nomor else None
    except ValueError:
        return None


def _keberatan(bacaan: Bacaan, satuan: str, bidang: type[NilaiField]) -> str:
    """Why a reading is no figure of this row, as a sentence; empty when it is one."""
    belanja = bidang is RupiahField
    if bacaan.jenis == JenisBacaan.ANGKA:
        if belanja and bacaan.nilai < 0:
            return "Realisasi anggaran tidak boleh negatif."
        return _keberatan_satuan(bacaan.satuan, satuan)
    if bacaan.jenis == JenisBacaan.TIDAK_ADA:
        lalu = "" if belanja else ", lalu pilih keadaannya dan tulis alasannya"
        return f"Angkanya belum ada: kosongkan sel ini{lalu}."
    if bacaan.jenis == JenisBacaan.RENTANG:
        return f"“{bacaan.teks}” dua angka. Tulis satu angka."
    if bacaan.kalimat and not TENTANG_TARGET.search(bacaan.kalimat):
        return bacaan.kalimat
    return f"“{bacaan.teks[:60]}” bukan angka. Tulis angkanya saja, seperti 1.234,56."


def _keberatan_satuan(tertulis: str, satuan: str) -> str:
    """Words behind the figure that are not the row's satuan."""
    if not tertulis or tertulis.casefold() == satuan.casefold():
        return ""
    if adalah_persen(tertulis) and adalah_persen(satuan):
        return ""
    if satuan == "Rp" and tertulis.casefold().startswith("rp"):
        return ""
    return (
        f"Satuan “{tertulis[:40]}” bukan satuan baris ini ({satuan or 'tanpa satuan'}). Tulis angkanya saja."
    )
