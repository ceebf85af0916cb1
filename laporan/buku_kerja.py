"""Recaps as workbooks: figures are numbers, states and typed text are text, and nothing typed is ever a formula."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from laporan.bentuk import (
    STATUS_CAPAIAN,
    BarisAnggaran,
    BarisCapaian,
    BarisRekap,
    Hitungan,
    Kamus,
    Naskah,
    RekapCapaian,
    Rekapitulasi,
    Sel,
    SusunanCapaian,
)
from organisasi.lembar.rupa import (
    GARIS,
    HURUF,
    HURUF_KEPALA,
    ISI,
    JUDUL,
    KEPALA,
    KETERANGAN,
    PEMICU,
    SUBJUDUL,
    TINGGI_BARIS,
    TINGGI_TERBESAR,
    bersihkan,
    format_angka,
    jumlah_baris,
    kode_kepala,
    siapkan_cetak,
)

TANPA_NILAI = {"", "–"}
LEBAR_JOROK = 2  # characters for each step of an indent
LEBAR_TEBAL = 0.9  # of bold letters fewer go into the same width
KELOMPOK = PatternFill("solid", fgColor="D8EAEC")


@dataclass(frozen=True)
class Kolom:
    """A column: its heading and its width in characters."""

    judul: str
    lebar: float
    tengah: bool = False


class Lembar:
    """One sheet being written, row after row. Styles are made once and shared by their cells."""

    def __init__(self, ws: Worksheet, kolom: Sequence[Kolom]):
        self.ws, self.kolom, self.baris = ws, kolom, 0
        self._gaya: dict[tuple, StyleArray] = {}
        # A cell of no sheet position: styles are put together on it.
        self._cetakan = Cell(ws, row=1, column=1)

    def gaya(self, nama: str, desimal: int | None = None, kutip: bool = False) -> StyleArray:
        """The style ``nama`` with a number format of so many decimals, or with Excel's text mark."""
        kunci = (nama, desimal, kutip)
        if kunci not in self._gaya:
            sel = self._cetakan
            sel._style = StyleArray()
            huruf, isi, garis, letak = GAYA[nama]
            sel.font, sel.alignment = huruf, letak
            if isi:
                sel.fill = isi
            if garis:
                sel.border = GARIS
            if desimal is not None:
                sel.number_format = format_angka(desimal)
            sel.quotePrefix = kutip
            self._gaya[kunci] = sel._style
        return self._gaya[kunci]

    def tulis(self, isi: Iterable, gaya: str = "isi", menjorok: int = 0) -> None:
        """One row; ``Sel`` and int become numbers, everything else text, ``None`` an empty cell.

        Its height is that of its longest wrapped text: not every program grows rows when it opens a workbook.
        ``menjorok`` is how far a cell of the row is indented, which leaves its text less room.
        """
        self.baris += 1
        terpanjang, bagian = 1, 1 if gaya == "isi" else LEBAR_TEBAL
        for ke, nilai in enumerate(isi, 1):
            sel = self.ws.cell(self.baris, ke)
            if isinstance(nilai, Sel):
                self._angka(sel, nilai, gaya)
            elif isinstance(nilai, int):
                sel.value = nilai
                sel._style = self.gaya(f"{gaya}_tengah", 0)
            elif nilai is None or nilai == "":
                sel._style = self.gaya(gaya)
            elif ke == 1 and gaya in BERNAMA:
                self._teks(sel, nilai, f"{gaya}_nama")
            else:
                self._teks(sel, nilai, f"{gaya}_tengah" if self.kolom[ke - 1].tengah else gaya)
            if isinstance(sel.value, str) and not (ke == 1 and gaya in BERNAMA):
                lebar = self.kolom[ke - 1].lebar * bagian - LEBAR_JOROK * menjorok
                terpanjang = max(terpanjang, jumlah_baris(sel.value, lebar))
        self.ws.row_dimensions[self.baris].height = min(TINGGI_BARIS * terpanjang, TINGGI_TERBESAR)

    def judul(self, teks: str, gaya: str = "keterangan") -> None:
        """A line of the heading block or of notes, in the first column."""
        self.baris += 1
        self._teks(self.ws.cell(self.baris, 1), teks, gaya)

    def catatan(self, teks: str) -> None:
        """A note across all columns; its height is reckoned here, for Excel does not grow merged cells."""
        self.judul(teks, "catatan")
        self.ws.merge_cells(
            start_row=self.baris, end_row=self.baris, start_column=1, end_column=len(self.kolom)
        )
        lebar = sum(k.lebar for k in self.kolom)
        jumlah_baris = sum(1 + int(len(satu) / lebar) for satu in bersihkan(teks).split("\n"))
        self.ws.row_dimensions[self.baris].height = 14 * min(jumlah_baris, 28)

    def kepala(self) -> None:
        """The table's heading: repeated on every printed page, and in sight while scrolling."""
        self.tulis((k.judul for k in self.kolom), "kepala")
        self.ws.print_title_rows = f"{self.baris}:{self.baris}"

    def _angka(self, sel: Cell, nilai: Sel, gaya: str) -> None:
        if nilai.nilai is not None:
            sel.value = nilai.nilai
            sel._style = self.gaya(f"{gaya}_angka", nilai.desimal)
        elif nilai.teks in TANPA_NILAI:
            sel._style = self.gaya(gaya)
        else:
            self._teks(sel, nilai.teks, f"{gaya}_keadaan")

    def _teks(self, sel: Cell, teks: str, gaya: str) -> None:
        bersih = bersihkan(teks)
        sel.value = bersih
        # After the value: openpyxl would take "=…" for a formula and "#N/A" for an error.
        sel.data_type = "s"
        sel._style = self.gaya(gaya, kutip=bersih.startswith(PEMICU))


KIRI = Alignment(vertical="top", wrap_text=True)
TENGAH = Alignment(horizontal="center", vertical="top", wrap_text=True)
KANAN = Alignment(horizontal="right", vertical="top")
LURUS = Alignment(vertical="center")
# {name: (font, fill, border, alignment)}
GAYA = {
    "opd": (Font(HURUF, 12, bold=True), None, False, LURUS),
    "naskah": (JUDUL, None, False, LURUS),
    "keterangan": (KETERANGAN, None, False, LURUS),
    "catatan": (KETERANGAN, None, False, KIRI),
    "tegas": (Font(HURUF, 10, bold=True, color="A1201D"), None, False, LURUS),
    "subjudul": (SUBJUDUL, None, False, LURUS),
    "kepala": (
        HURUF_KEPALA,
        KEPALA,
        True,
        Alignment(horizontal="center", vertical="center", wrap_text=True),
    ),
}
GAYA["kepala_tengah"] = GAYA["kepala"]
for _nama, _huruf, _isi in (
    ("isi", ISI, None),
    ("kelompok", Font(HURUF, 10, bold=True), KELOMPOK),
    ("jumlah", Font(HURUF, 10, bold=True), KELOMPOK),
):
    GAYA[_nama] = (_huruf, _isi, True, KIRI)
    GAYA[f"{_nama}_tengah"] = (_huruf, _isi, True, TENGAH)
    GAYA[f"{_nama}_angka"] = (_huruf, _isi, True, KANAN)
    GAYA[f"{_nama}_keadaan"] = (Font(HURUF, 10, color="764700"), _isi, True, TENGAH)
    # A group's name runs on over the empty cells beside it instead of growing its row.
    GAYA[f"{_nama}_nama"] = (_huruf, _isi, True, LURUS)
BERNAMA = ("kelompok", "jumlah")


def buku_rekap(rekap: RekapCapaian) -> bytes:
    """The measurement: sheets Capaian, Analisis, Anggaran, Skala dan metode."""
    s = rekap.susunan
    buku = buku_baru(rekap.naskah)
    lembar = lembar_baru(buku, "Capaian", KOLOM_CAPAIAN, rekap.naskah, s.periode, s.hitungan)
    for kelompok in s.kelompok:
        nama = f"{kelompok.jenjang} {kelompok.kode}".strip()
        predikat = kelompok.predikat.label if kelompok.predikat else ""
        lembar.tulis(
            _baris_rata_rata(
                f"{nama} – {kelompok.uraian}", kelompok.rata_rata, predikat, kelompok.penjelasan
            ),
            "kelompok",
        )
        for baris in kelompok.baris:
            lembar.tulis(_baris_capaian(baris, kelompok.kode))
    predikat = s.predikat.label if s.predikat else ""
    lembar.tulis(
        _baris_rata_rata("Rata-rata IKU semua sasaran", s.rata_rata, predikat, s.penjelasan), "jumlah"
    )
    tulis_catatan(lembar, rekap.naskah.keterangan)
    berisi = [b for k in s.kelompok for b in k.baris if any(_uraian(b))]
    if berisi:
        lembar = lembar_baru(buku, "Analisis", KOLOM_ANALISIS, rekap.naskah, s.periode)
        for baris in berisi:
            lembar.tulis((baris.nomor, baris.kode, baris.indikator, *_uraian(baris)))
    _lembar_anggaran(buku, rekap.naskah, s.periode, s.anggaran, s.total_anggaran)
    _lembar_skala(buku, rekap.naskah, s)
    return simpan_buku(buku)


def buku_rekapitulasi(rekap: Rekapitulasi) -> bytes:
    """The collection: sheets Rekapitulasi and Anggaran."""
    buku = buku_baru(rekap.naskah)
    lembar = lembar_baru(buku, "Rekapitulasi", KOLOM_REKAP, rekap.naskah, rekap.periode, rekap.hitungan)
    for kelompok in rekap.kelompok:
        kapan = f"diserahkan {kelompok.diserahkan}" if kelompok.diserahkan else "belum diserahkan"
        lembar.tulis(
            (f"{kelompok.unit} – {kapan}", *[None] * (len(KOLOM_REKAP) - 1)),
            "kelompok",
        )
        for baris in kelompok.baris:
            lembar.tulis(_baris_rekap(baris, kelompok.unit))
    tulis_catatan(lembar, rekap.naskah.keterangan)
    _lembar_anggaran(buku, rekap.naskah, rekap.periode, rekap.anggaran, None)
    return simpan_buku(buku)


def buku_kamus(kamus: Kamus) -> bytes:
    """The indicator sheets of a year: sheets Kamus (one row each), Target and Riwayat."""
    buku = buku_baru(kamus.naskah)
    label = [satu.label for satu in kamus.lembar[0].butir] if kamus.lembar else []
    kolom = (*KOLOM_KAMUS, *(Kolom(nama, LEBAR_KAMUS.get(nama, 34)) for nama in label), *KOLOM_KAMUS_AKHIR)
    periode = str(kamus.tahun)
    lembar = lembar_baru(buku, "Kamus", kolom, kamus.naskah, periode)
    # Too wide for one page: four beside one another, each with number, code and name.
    lembar.ws.page_setup.fitToWidth = 4
    lembar.ws.print_title_cols = "A:C"
    lembar.ws.freeze_panes = lembar.ws.cell(lembar.baris + 1, 4)
    for satu in kamus.lembar:
        standar = next(iter(satu.pembanding), None)
        lembar.tulis(
            (
                satu.nomor,
                satu.kode,
                satu.indikator,
                satu.jenis,
                satu.tempat,
                *(butir.teks for butir in satu.butir),
                standar.nilai if standar else "Tidak ada standar nasional" if satu.tanpa_standar else None,
                f"{standar.tahun}: {standar.sumber}" if standar else None,
                "\n".join(putus.kalimat for putus in satu.putus),
                ", ".join(satu.kurang),
            )
        )
    tulis_catatan(lembar, kamus.naskah.keterangan)
    lembar = lembar_baru(buku, "Target", KOLOM_TARGET_KAMUS, kamus.naskah, periode)
    for satu in kamus.lembar:
        for nama, sel in satu.target:
            lembar.tulis((satu.nomor, satu.kode, satu.indikator, nama, sel))
    lembar = lembar_baru(buku, "Riwayat", KOLOM_RIWAYAT_KAMUS, kamus.naskah, periode)
    for satu in kamus.lembar:
        for r in satu.riwayat:
            putus = "\n".join(p.kalimat for p in r.putus)
            lembar.tulis(
                (
                    satu.nomor,
                    satu.kode,
                    satu.indikator,
                    str(r.tahun),
                    r.target,
                    r.realisasi,
                    r.capaian,
                    r.sumber,
                    putus,
                )
            )
    return simpan_buku(buku)


KOLOM_KAMUS = (
    Kolom("No", 6, True),
    Kolom("Kode", 13),
    Kolom("Indikator", 42),
    Kolom("Jenis", 10, True),
    Kolom("Tempat pada pohon kinerja", 36),
)
KOLOM_KAMUS_AKHIR = (
    Kolom("Standar nasional", 16),
    Kolom("Tahun dan sumber standar", 30),
    Kolom("Deret terputus", 34),
    Kolom("Belum lengkap", 40),
)
# {field: width} of those that hold a word or two.
LEBAR_KAMUS = {
    "Satuan": 11,
    "Arah": 20,
    "Metode periode": 20,
    "Periode pengukuran": 13,
    "Data tersedia": 15,
    "Berlaku": 20,
}
KOLOM_TARGET_KAMUS = (
    Kolom("No", 6, True),
    Kolom("Kode", 13),
    Kolom("Indikator", 60),
    Kolom("Tahun", 14, True),
    Kolom("Target", 16),
)
KOLOM_RIWAYAT_KAMUS = (
    Kolom("No", 6, True),
    Kolom("Kode", 13),
    Kolom("Indikator", 44),
    Kolom("Tahun", 9, True),
    Kolom("Target", 14),
    Kolom("Realisasi", 14),
    Kolom("Capaian tercetak", 14, True),
    Kolom("Sumber", 40),
    Kolom("Deret terputus sesudahnya", 34),
)
KOLOM_CAPAIAN = (
    Kolom("No", 6, True),
    Kolom("Kelompok", 11),
    Kolom("Kode", 13),
    Kolom("Indikator", 46),
    Kolom("Jenis", 8, True),
    Kolom("Satuan", 12),
    Kolom("Unit", 28),
    Kolom("Target s.d. periode", 14),
    Kolom("Target tahun", 14),
    Kolom("Realisasi s.d. periode", 15),
    Kolom("Capaian s.d. periode (%)", 13),
    Kolom("Capaian terhadap target tahun (%)", 14),
    Kolom("Predikat", 15, True),
    Kolom("Status", 15, True),
    Kolom("Penjelasan dan catatan", 46),
    Kolom("Bukti", 7, True),
)
KOLOM_ANALISIS = (
    Kolom("No", 6, True),
    Kolom("Kode", 13),
    Kolom("Indikator", 40),
    Kolom("Analisis", 36),
    Kolom("Faktor pendukung", 32),
    Kolom("Faktor penghambat", 32),
    Kolom("Upaya", 32),
    Kolom("Rencana perbaikan", 32),
)
KOLOM_REKAP = (
    Kolom("No", 6, True),
    Kolom("Unit", 24),
    Kolom("Kode", 13),
    Kolom("Indikator", 42),
    Kolom("Satuan", 11),
    Kolom("Periode", 15),
    Kolom("Target", 12),
    Kolom("Pembilang", 13),
    Kolom("Penyebut", 13),
    Kolom("Realisasi", 14),
    Kolom("Status", 14, True),
    Kolom("Alasan", 26),
    Kolom("Bukti", 7, True),
    Kolom("Pengisi", 18),
    Kolom("Faktor pendukung", 26),
    Kolom("Faktor penghambat", 26),
    Kolom("Rencana perbaikan", 26),
    Kolom("Catatan perbaikan", 26),
)
KOLOM_ANGGARAN = (
    Kolom("Kode", 18),
    Kolom("Program / kegiatan", 60),
    Kolom("Pagu (Rp)", 20),
    Kolom("Realisasi (Rp)", 20),
    Kolom("Serapan (%)", 12),
    Kolom("Sisa (Rp)", 20),
    Kolom("Catatan", 16),
)
KOLOM_SKALA = (Kolom("Capaian (%)", 40), Kolom("Predikat", 80))


def _baris_rata_rata(nama: str, rata_rata: Sel, predikat: str, penjelasan: str) -> tuple:
    """A mean, in the columns of the indicators' capaian."""
    return (nama, *([None] * 9), rata_rata, None, predikat, "Rata-rata", penjelasan, None)


def _baris_capaian(b: BarisCapaian, kelompok: str) -> tuple:
    keterangan = [b.penjelasan, b.sebab, *b.catatan, "Angka latihan." if b.angka_latihan else ""]
    return (
        b.nomor,
        kelompok,
        b.kode,
        b.indikator,
        b.jenis,
        b.satuan,
        b.unit,
        b.target_periode,
        b.target_tahun,
        b.realisasi,
        b.capaian_periode,
        b.capaian_tahun,
        b.predikat.label if b.predikat else "",
        STATUS_CAPAIAN.get(b.status, b.status),
        "\n".join(filter(None, keterangan)),
        b.bukti,
    )


def _uraian(b: BarisCapaian) -> tuple[str, ...]:
    return b.analisis, b.faktor_pendukung, b.faktor_penghambat, b.upaya, b.rencana_perbaikan


def _baris_rekap(b: BarisRekap, unit: str) -> tuple:
    catatan = [*b.catatan, "Angka latihan." if b.angka_latihan else ""]
    return (
        b.nomor,
        unit,
        b.kode,
        b.indikator,
        b.satuan,
        b.periode,
        b.target,
        b.pembilang,
        b.penyebut,
        b.realisasi,
        b.status,
        b.alasan,
        b.bukti,
        b.pengisi,
        b.faktor_pendukung,
        b.faktor_penghambat,
        b.rencana_perbaikan,
        "\n".join(filter(None, catatan)),
    )


def _lembar_anggaran(
    buku: Workbook,
    naskah: Naskah,
    periode: str,
    anggaran: Sequence[BarisAnggaran],
    total: BarisAnggaran | None,
) -> None:
    lembar = lembar_baru(buku, "Anggaran", KOLOM_ANGGARAN, naskah, periode)
    for baris in anggaran:
        lembar.tulis(_baris_anggaran(baris), "isi" if baris.tingkat else "jumlah", menjorok=baris.tingkat)
        if baris.tingkat:
            # Indented by its style: the name stays as it is. The style is shared with other cells until copied.
            uraian = lembar.ws.cell(lembar.baris, 2)
            uraian._style = copy(uraian._style)
            uraian.alignment = Alignment(vertical="top", wrap_text=True, indent=baris.tingkat)
    if total:
        lembar.tulis(_baris_anggaran(total), "jumlah")
    if not anggaran:
        lembar.judul("Anggaran periode ini belum diisi.")


def _baris_anggaran(b: BarisAnggaran) -> tuple:
    latihan = "Angka latihan" if b.angka_latihan else ""
    return b.kode, b.uraian, b.pagu, b.realisasi, b.serapan, b.sisa, latihan


def _lembar_skala(buku: Workbook, naskah: Naskah, s: SusunanCapaian) -> None:
    lembar = lembar_baru(buku, "Skala dan metode", KOLOM_SKALA, naskah, s.periode)
    for kelas in s.skala:
        lembar.tulis((kelas.interval, kelas.predikat.label))
    tulis_catatan(lembar, (f"Skala: {s.nama_skala}", *s.catatan_metode), "Metode")
    tulis_catatan(lembar, naskah.keterangan)


def tulis_catatan(lembar: Lembar, daftar: Sequence[str], judul: str = "Keterangan") -> None:
    """Sentences below the table, under their own heading; nothing where there are none."""
    if daftar:
        lembar.baris += 1
        lembar.judul(judul, "subjudul")
        for satu in daftar:
            lembar.catatan(satu)


def buku_baru(naskah: Naskah) -> Workbook:
    """An empty workbook that says whose it is and what."""
    buku = Workbook()
    buku.remove(buku.active)
    buku.properties.title = bersihkan(naskah.judul)
    buku.properties.creator = bersihkan(naskah.kop.opd)
    buku.properties.language = "id-ID"
    return buku


def lembar_baru(
    buku: Workbook,
    nama: str,
    kolom: Sequence[Kolom],
    naskah: Naskah,
    periode: str,
    hitungan: Sequence[Hitungan] = (),
) -> Lembar:
    """A sheet with its heading block and table heading, ready to print on landscape A4."""
    ws = buku.create_sheet(nama)
    lembar = Lembar(ws, kolom)
    for ke, satu in enumerate(kolom, 1):
        ws.column_dimensions[get_column_letter(ke)].width = satu.lebar
    lembar.judul(f"{naskah.kop.pemda} – {naskah.kop.opd}", "opd")
    lembar.judul(naskah.judul, "naskah")
    lembar.judul(f"Periode: {periode} · Nomor: {naskah.nomor or 'belum diberi nomor'}")
    lembar.judul(_status(naskah), "tegas" if naskah.draf or naskah.contoh else "keterangan")
    if hitungan:
        lembar.judul(" · ".join(f"{h.label}: {h.jumlah}" for h in hitungan))
    lembar.baris += 1
    lembar.kepala()
    ws.freeze_panes = ws.cell(lembar.baris + 1, 1)
    siapkan_cetak(ws, naskah.kop.opd, f"{naskah.judul} · {periode}")
    ws.oddFooter.left.text = kode_kepala(_status(naskah))
    return lembar


def _status(naskah: Naskah) -> str:
    status = "Status: draf, belum ditetapkan" if naskah.draf else "Status: final"
    return f"{status} · Contoh untuk berlatih" if naskah.contoh else status


def simpan_buku(buku: Workbook) -> bytes:
    """The workbook as the bytes of an xlsx file."""
    isi = BytesIO()
    buku.save(isi)
    return isi.getvalue()
