"""Recaps as workbooks: figures are numbers, states and typed text are text, and nothing typed is ever a formula."""

from collections.abc import Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.styles import Alignment

from laporan.bentuk import (
    STATUS_CAPAIAN,
    BarisAnggaran,
    BarisCapaian,
    BarisRekap,
    Naskah,
    RekapCapaian,
    Rekapitulasi,
    Sel,
    SusunanCapaian,
)
from laporan.buku_dasar import Kolom, buku_baru, lembar_baru, simpan_buku, tulis_catatan


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
    """The collection: sheets Rekapitulasi, Kelengkapan and Anggaran."""
    buku = buku_baru(rekap.naskah)
    lembar = lembar_baru(buku, "Rekapitulasi", KOLOM_REKAP, rekap.naskah, rekap.periode, rekap.hitungan)
    # Too wide for one page: two beside one another, each with number, unit, code and name.
    lembar.ws.page_setup.fitToWidth = 2
    lembar.ws.print_title_cols = "A:D"
    lembar.ws.freeze_panes = lembar.ws.cell(lembar.baris + 1, 5)
    for kelompok in rekap.kelompok:
        kapan = (
            f"diserahkan {kelompok.diserahkan}"
            if kelompok.diserahkan
            else kelompok.belum_masuk or "belum diserahkan"
        )
        lembar.tulis(
            (f"{kelompok.unit} – {kapan}", *[None] * (len(KOLOM_REKAP) - 1)),
            "kelompok",
        )
        for baris in kelompok.baris:
            lembar.tulis(_baris_rekap(baris, kelompok.unit))
    perkiraan = (rekap.keterangan_perkiraan,) if rekap.keterangan_perkiraan else ()
    tulis_catatan(lembar, (*perkiraan, *rekap.naskah.keterangan))
    _lembar_kelengkapan(buku, rekap)
    _lembar_anggaran(buku, rekap.naskah, rekap.periode, rekap.anggaran, None)
    return simpan_buku(buku)


def _lembar_kelengkapan(buku: Workbook, rekap: Rekapitulasi) -> None:
    """What fell due in each unit and what came in, in rows of its form."""
    lembar = lembar_baru(buku, "Kelengkapan", KOLOM_KELENGKAPAN, rekap.naskah, rekap.periode)
    for satu in rekap.kelengkapan:
        lembar.tulis(
            (
                satu.unit,
                satu.status,
                satu.diserahkan,
                satu.jatuh_tempo,
                satu.angka,
                satu.nol,
                satu.menyusul,
                satu.tanpa_angka,
                satu.kosong,
                satu.berbukti,
                satu.perhatian,
            )
        )
    if not rekap.kelengkapan:
        lembar.judul("Belum ada formulir pada periode ini.")


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
    Kolom("Periode lalu", 14),
    Kolom("Angka lalu", 13),
    Kolom("Selisih", 12),
    Kolom("Selisih (%)", 11),
    Kolom("Perkiraan capaian (%), belum diukur", 15),
    Kolom("Status", 14, True),
    Kolom("Tanda mutu", 40),
    Kolom("Alasan", 26),
    Kolom("Bukti", 7, True),
    Kolom("Pengisi", 18),
    Kolom("Faktor pendukung", 26),
    Kolom("Faktor penghambat", 26),
    Kolom("Rencana perbaikan", 26),
    Kolom("Catatan perbaikan", 26),
)
KOLOM_KELENGKAPAN = (
    Kolom("Unit", 36),
    Kolom("Penyerahan", 24),
    Kolom("Diserahkan", 40),
    Kolom("Jatuh tempo", 10, True),
    Kolom("Angka", 9, True),
    Kolom("Nol (di antaranya)", 12, True),
    Kolom("Menyusul", 10, True),
    Kolom("Tanpa angka", 10, True),
    Kolom("Kosong", 9, True),
    Kolom("Bukti lengkap", 10, True),
    Kolom("Perlu perhatian", 10, True),
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
        b.periode_lalu,
        b.lalu,
        b.selisih,
        b.selisih_persen,
        b.perkiraan,
        b.status,
        "\n".join(filter(None, (*(tanda.kalimat for tanda in b.tanda), b.putus))),
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
