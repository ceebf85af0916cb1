"""Perjanjian Kinerja as a Word file, of the same shape as its PDF."""

from django.utils import translation
from django.utils.formats import date_format

from laporan.bentuk import CetakPerjanjian, PenandaTangan
from laporan.dokumen_word import BlokTanda, Dokumen, Kolom
from perencanaan.naskah_pk import BarisAnggaranPK, BarisTargetPK, PihakPK

LATIHAN = "\nangka latihan"


def word_perjanjian(cetak: CetakPerjanjian) -> bytes:
    """The statement, and on a new page the lampiran."""
    with translation.override("id"):
        return _susun(cetak).simpan()


def _susun(cetak: CetakPerjanjian) -> Dokumen:
    pk, naskah = cetak.pk, cetak.naskah
    dokumen = Dokumen(
        f"{naskah.judul} – {pk.pertama.jabatan}",
        pemilik=pk.opd,
        kaki=f"{pk.opd} · {naskah.judul}",
        tanda="KONSEP" if pk.konsep else "",
    )
    dokumen.kop(naskah.kop)
    dokumen.judul(pk.judul, *([f"Nomor: {pk.nomor}"] if pk.nomor else []))
    dokumen.paragraf(pk.pembuka, rata="penuh")
    _pihak(dokumen, pk.pertama, (("selanjutnya disebut ", False), ("Pihak Pertama", True), (";", False)))
    _pihak(
        dokumen,
        pk.kedua,
        (
            ("selaku atasan langsung Pihak Pertama, selanjutnya disebut ", False),
            ("Pihak Kedua", True),
            (".", False),
        ),
    )
    for teks in (*pk.kewajiban, *([pk.perubahan] if pk.perubahan else [])):
        dokumen.paragraf(teks, rata="penuh")
    _tanda_tangan(dokumen, cetak)
    dokumen.halaman_baru()
    dokumen.judul(f"Lampiran {pk.judul}", pk.pertama.jabatan, pk.opd, tingkat=2)
    sisa = dokumen.lebar
    dokumen.tabel(
        "Target kinerja",
        (
            Kolom("No", 10, "tengah"),
            Kolom(pk.label_hasil, sisa * 0.27),
            Kolom(pk.label_indikator, sisa * 0.73 - 68),
            Kolom("Satuan", 22, "tengah"),
            # Wide enough for rupiah in trillions on one line.
            Kolom("Target", 36, "kanan"),
        ),
        [_baris_target(satu) for satu in pk.baris] or [("", "Belum ada indikator.", "", "", "")],
        gabung=1,
    )
    dokumen.tabel(
        f"Anggaran per {pk.label_anggaran.lower()}",
        (
            Kolom("No", 10, "tengah"),
            Kolom(pk.label_anggaran, sisa - 84),
            Kolom("Anggaran (Rp)", 38, "kanan"),
            Kolom("Keterangan", 36),
        ),
        [_baris_anggaran(satu) for satu in pk.anggaran]
        or [("", f"Belum ada {pk.label_anggaran.lower()} dengan anggaran untuk jabatan ini.", "", "")],
        jumlah=("", "Jumlah", pk.jumlah_rupiah, "") if pk.anggaran else None,
    )
    _tanda_tangan(dokumen, cetak)
    dokumen.catatan(pk.keterangan)
    return dokumen


def _pihak(dokumen: Dokumen, pihak: PihakPK, sebutan: tuple[tuple[str, bool], ...]) -> None:
    dokumen.fakta((("Nama", pihak.nama), ("Jabatan", pihak.jabatan)))
    dokumen.paragraf_campuran(sebutan)


def _baris_target(satu: BarisTargetPK) -> tuple[str, ...]:
    target = (satu.target or "belum ditetapkan") + (LATIHAN if satu.angka_latihan else "")
    return (str(satu.nomor), satu.hasil or "–", satu.indikator, satu.satuan or "–", target)


def _baris_anggaran(satu: BarisAnggaranPK) -> tuple[str, ...]:
    uraian = f"{satu.kode} {satu.uraian}" if satu.kode else satu.uraian
    nilai = satu.rupiah + (LATIHAN if satu.angka_latihan else "")
    return (str(satu.nomor), uraian, nilai, satu.keterangan or "–")


def _tanda_tangan(dokumen: Dokumen, cetak: CetakPerjanjian) -> None:
    naskah = cetak.naskah
    tanggal = date_format(naskah.tanggal, "j F Y") if naskah.tanggal else "………………………"
    dokumen.tanda_tangan(
        (_blok("Pihak Kedua,", cetak.kedua), _blok("Pihak Pertama,", cetak.pertama)),
        tempat_tanggal=f"{naskah.tempat}, {tanggal}" if naskah.tempat else tanggal,
    )


def _blok(pihak: str, penanda: PenandaTangan) -> BlokTanda:
    nip = f"NIP {penanda.nip}" if penanda.nip else ""
    return BlokTanda(
        (pihak, penanda.sebutan), penanda.nama, tuple(satu for satu in (penanda.pangkat, nip) if satu)
    )
