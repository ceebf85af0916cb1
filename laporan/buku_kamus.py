"""The indicator sheets of a year as a workbook."""

from laporan.bentuk import Kamus
from laporan.buku_dasar import Kolom, buku_baru, lembar_baru, simpan_buku, tulis_catatan

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
