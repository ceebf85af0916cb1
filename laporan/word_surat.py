"""Letters and lists of a run as Word files: one function per shape, of the same content as its PDF.

Each function takes the frozen shape and gives the finished file.
"""

from collections.abc import Iterable

from django.utils import translation
from docx.shared import Pt

from laporan.bentuk import LembarDisposisi, NotaDinas, Notulen, ProgramKerja, TandaTerima
from laporan.dokumen_word import Dokumen, Kolom, Petak
from laporan.word_bersama import (
    TANPA_NOMOR,
    atau_kalimat,
    mulai,
    sambung,
    sebut_pada,
    sebut_tanggal,
    tabel_tindak_lanjut,
    tanda_tangan,
    tutup,
)

# Millimetres to write in by hand, where nothing has been decided yet.
RUANG_TULIS = 34


@translation.override("id")
def word_nota_dinas(surat: NotaDinas) -> bytes:
    """Nota Dinas, invitation and covering letter."""
    naskah = surat.naskah
    dokumen = mulai(naskah, bernomor=False)
    dokumen.fakta(
        (
            ("Yth.", surat.kepada),
            ("Dari", surat.dari),
            ("Tanggal", sebut_tanggal(naskah.tanggal)),
            ("Nomor", naskah.nomor or TANPA_NOMOR),
            ("Sifat", surat.sifat or "-"),
            ("Lampiran", surat.lampiran or "-"),
            ("Hal", surat.hal),
        )
    )
    dokumen.garis()
    for paragraf in surat.isi:
        dokumen.paragraf(paragraf, rata="penuh")
    tanda_tangan(dokumen, naskah, surat.penanda_tangan, bertanggal=False)
    if surat.tembusan:
        kepala = dokumen.paragraf("Tembusan:", jarak=2)
        kepala.paragraph_format.space_before, kepala.paragraph_format.keep_with_next = Pt(12), True
        dokumen.paragraf_bernomor(surat.tembusan)
    return tutup(dokumen, naskah)


@translation.override("id")
def word_notulen(surat: Notulen) -> bytes:
    """Minutes: who was there, what was said and decided, and what follows."""
    naskah = surat.naskah
    dokumen = mulai(naskah)
    dokumen.fakta(
        (
            ("Acara", surat.acara),
            ("Waktu", surat.waktu or "belum diisi"),
            ("Tempat", surat.tempat_rapat or "belum diisi"),
            ("Pimpinan", surat.pimpinan or "belum diisi"),
            ("Notulis", surat.notulis or "belum diisi"),
        )
    )
    dokumen.garis()
    if surat.undangan:
        dokumen.catatan((surat.undangan,))
    _daftar(dokumen, "Peserta", surat.peserta, "Daftar peserta belum diisi.")
    if surat.tidak_hadir:
        dokumen.paragraf(f"Diundang, tidak hadir: {'; '.join(surat.tidak_hadir)}.")
    _daftar(dokumen, "Pembahasan", surat.pembahasan, "Pembahasan belum diisi.")
    _daftar(dokumen, "Keputusan", surat.keputusan, "Keputusan belum diisi.")
    if surat.tindak_lanjut:
        tabel_tindak_lanjut(dokumen, "Rencana tindak lanjut rapat", surat.tindak_lanjut)
    else:
        dokumen.paragraf("Rapat tidak menetapkan tindak lanjut.")
    tanda_tangan(dokumen, naskah, *surat.penanda_tangan, bertanggal=len(surat.penanda_tangan) == 1)
    return tutup(dokumen, naskah)


@translation.override("id")
def word_program_kerja(surat: ProgramKerja) -> bytes:
    """Program Kerja with its dated schedule."""
    naskah = surat.naskah
    dokumen = mulai(naskah)
    _daftar(dokumen, "A. Tujuan", surat.tujuan, "Tujuan belum diisi.")
    _daftar(dokumen, "B. Ruang lingkup", surat.ruang_lingkup, "Ruang lingkup belum diisi.")
    dokumen.subjudul("C. Jadwal kegiatan")
    dokumen.tabel(
        "Jadwal menurut langkah SOP dan hari kerja kantor",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Kegiatan", dokumen.lebar - 126),
            Kolom("Pelaksana", 34),
            Kolom("Mulai", 26),
            Kolom("Selesai", 26),
            Kolom("Keterangan", 30),
        ),
        atau_kalimat(
            [
                (
                    satu.nomor or "–",
                    satu.uraian,
                    satu.pelaksana or "–",
                    sebut_tanggal(satu.mulai) if satu.mulai else "belum diisi",
                    sebut_tanggal(satu.selesai) if satu.selesai else "belum diisi",
                    satu.keterangan or "–",
                )
                for satu in surat.jadwal
            ],
            "Jadwal belum disusun.",
        ),
    )
    _daftar(dokumen, "D. Pembagian tugas", surat.personil, "Menurut pelaksana pada jadwal.")
    _daftar(dokumen, "E. Dokumen yang diperlukan", surat.dokumen, "SOP tidak menyebut dokumen.")
    tanda_tangan(dokumen, naskah, surat.penanda_tangan)
    return tutup(dokumen, naskah)


@translation.override("id")
def word_tanda_terima(surat: TandaTerima) -> bytes:
    """Bukti Tanda Terima: forms out, opened, and handed back."""
    naskah = surat.naskah
    dokumen = mulai(naskah)
    dokumen.paragraf(f"Periode {surat.periode}", rata="tengah")
    sisa = dokumen.lebar - 10
    dokumen.tabel(
        "Pembagian dan penyerahan kembali formulir",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Unit", sisa * 0.2),
            Kolom("Formulir", sisa * 0.14),
            Kolom("Dibagikan", sisa * 0.17),
            Kolom("Diterima unit", sisa * 0.19),
            Kolom("Diserahkan kembali", sisa * 0.3),
        ),
        atau_kalimat(
            [
                (
                    str(satu.nomor),
                    satu.unit,
                    satu.formulir,
                    satu.dibagikan or "belum",
                    satu.diterima or "belum",
                    satu.diserahkan or "belum",
                )
                for satu in surat.baris
            ],
            "Belum ada formulir yang dibagikan.",
        ),
    )
    dokumen.catatan(
        (
            "Waktu dan nama dicatat oleh aplikasi ketika formulir dibagikan, dibuka oleh unit, "
            "dan diserahkan kembali.",
        )
    )
    tanda_tangan(dokumen, naskah, surat.penanda_tangan)
    return tutup(dokumen, naskah)


@translation.override("id")
def word_disposisi(surat: LembarDisposisi) -> bytes:
    """Lembar Disposisi; where the Kepala has not answered yet there is room to write by hand."""
    naskah = surat.naskah
    dokumen = mulai(naskah, bernomor=False)
    dokumen.formulir(
        (
            (Petak("Surat dari", surat.dari), Petak("Nomor agenda", naskah.nomor or TANPA_NOMOR)),
            (
                Petak("Nomor surat", surat.nomor_surat or TANPA_NOMOR),
                Petak("Tanggal", sebut_tanggal(naskah.tanggal)),
            ),
            (
                Petak("Tanggal surat", sebut_tanggal(surat.tanggal_surat)),
                Petak("Sifat", surat.sifat or "-"),
            ),
            (Petak("Perihal", surat.perihal),),
            (Petak("Isi ringkas", "\n".join(f"• {satu}" for satu in surat.isi_ringkas) or "–"),),
            (
                Petak(
                    "Diteruskan kepada",
                    "\n".join(
                        f"{'☑' if dipilih else '☐'} {siapa}" for siapa, dipilih in surat.diteruskan_kepada
                    )
                    or "–",
                ),
                Petak(
                    "Arahan / instruksi",
                    surat.arahan or "Belum ada arahan.",
                    0 if surat.arahan else RUANG_TULIS,
                ),
            ),
            (_keputusan(surat),),
        )
    )
    tabel_tindak_lanjut(dokumen, "Tindak lanjut dari disposisi", surat.tindak_lanjut)
    return tutup(dokumen, naskah)


def _keputusan(surat: LembarDisposisi) -> Petak:
    if not surat.keputusan:
        return Petak("Keputusan", "Menunggu disposisi.", RUANG_TULIS)
    oleh = f"{surat.keputusan} oleh {surat.oleh}" if surat.oleh else surat.keputusan
    return Petak(
        "Keputusan",
        sambung(
            sambung(oleh, sebut_pada(surat.pada) if surat.pada else "", dengan=", "),
            surat.dicatat,
            "Persetujuan tercatat di aplikasi, bukan tanda tangan.",
        ),
    )


def _daftar(dokumen: Dokumen, judul: str, daftar: Iterable[str], kosong: str) -> None:
    """A heading with numbered paragraphs; ``kosong`` where there are none."""
    dokumen.subjudul(judul)
    if daftar:
        dokumen.paragraf_bernomor(daftar)
    else:
        dokumen.paragraf(kosong)
