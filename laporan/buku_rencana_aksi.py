"""Rencana Aksi as a workbook: one row per indicator; months, triwulan and semesters have columns of their own."""

from laporan.bentuk import BarisAksi, KelompokAksi, RencanaAksi
from laporan.buku_dasar import Kolom, buku_baru, lembar_baru, simpan_buku, tulis_catatan
from perencanaan.models.periode import NAMA_BULAN, ROMAWI

BULAN = [("bulan", nama) for nama in NAMA_BULAN]
TRIWULAN = [("triwulan", f"TW {satu}") for satu in ROMAWI]
SEMESTER = [("semester", f"Semester {satu}") for satu in ROMAWI[:2]]
KOLOM_AWAL = (
    Kolom("No", 6, True),
    Kolom("Sasaran/program/kegiatan", 40),
    Kolom("Kode", 13),
    Kolom("Indikator", 46),
    Kolom("Satuan", 12),
)
KOLOM_AKHIR = (Kolom("Penanggung jawab", 30), Kolom("Catatan", 16))


def buku_rencana_aksi(rencana: RencanaAksi) -> bytes:
    """The sheet Rencana Aksi, for A3; of months, triwulan and semesters those that any indicator is planned by."""
    dipakai = {masa.jenis for k in rencana.kelompok for b in k.baris for daftar in b.masa for masa in daftar}
    periode = [satu for satu in (*BULAN, *TRIWULAN, *SEMESTER) if satu[0] in dipakai]
    kolom = (
        *KOLOM_AWAL,
        Kolom(f"Target {rencana.tahun}", 13),
        *(Kolom(nama, 11) for _, nama in periode),
        *KOLOM_AKHIR,
    )
    buku = buku_baru(rencana.naskah)
    lembar = lembar_baru(buku, "Rencana Aksi", kolom, rencana.naskah, f"Tahun {rencana.tahun}")
    for kelompok in rencana.kelompok:
        for baris in kelompok.baris:
            lembar.tulis(_isi(kelompok, baris, periode))
    tulis_catatan(lembar, rencana.naskah.keterangan)
    lembar.ws.page_setup.paperSize = lembar.ws.PAPERSIZE_A3
    # Number, node and indicator stay in sight beside twelve months.
    lembar.ws.freeze_panes = lembar.ws.cell(lembar.ws[lembar.ws.freeze_panes].row, 5)
    return simpan_buku(buku)


def _isi(kelompok: KelompokAksi, baris: BarisAksi, periode: list[tuple[str, str]]) -> tuple:
    target = {(masa.jenis, masa.nama): masa.target for daftar in baris.masa for masa in daftar}
    return (
        baris.nomor,
        f"{kelompok.jenjang}: {kelompok.uraian}",
        baris.kode,
        baris.indikator,
        baris.satuan,
        baris.target_tahun,
        *(target.get(satu) for satu in periode),
        baris.penanggung_jawab,
        "Angka latihan" if baris.angka_latihan else "",
    )
