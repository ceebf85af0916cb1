"""Papers of meetings, sending and receiving as Word files: of each shape the same content as its PDF."""

from django.utils import translation
from docx.shared import Pt

from laporan.bentuk import (
    BarisOrang,
    DaftarHadir,
    DaftarPenggandaan,
    DaftarPeriksa,
    PenandaTangan,
    SuratPengantar,
    TandaTerimaUnit,
    Undangan,
)
from laporan.dokumen_word import Dokumen, Kolom
from laporan.word_bersama import (
    TANPA_NOMOR,
    atau_kalimat,
    mulai,
    sambung,
    sebut_tanggal,
    tanda_tangan,
    tutup,
)

BELUM = "belum diisi"


@translation.override("id")
def word_undangan(surat: Undangan) -> bytes:
    """The invitation, and on a page of its own who is called."""
    naskah = surat.naskah
    dokumen = mulai(naskah, bernomor=False)
    dokumen.paragraf(sambung(naskah.tempat, sebut_tanggal(naskah.tanggal), dengan=", "), rata="kanan")
    dokumen.fakta(
        (
            ("Nomor", naskah.nomor or TANPA_NOMOR),
            ("Lampiran", surat.lampiran or "-"),
            ("Hal", surat.hal),
            ("Yth.", surat.kepada),
        )
    )
    for paragraf in surat.isi:
        dokumen.paragraf(paragraf, rata="penuh")
    dokumen.fakta(
        (
            ("Hari, tanggal", surat.hari or BELUM),
            ("Waktu", surat.waktu or BELUM),
            ("Tempat", surat.tempat_rapat or BELUM),
            ("Acara", surat.acara or BELUM),
        ),
        lebar_label=36,
    )
    dokumen.paragraf(
        "Demikian disampaikan. Atas perhatian dan kehadirannya diucapkan terima kasih.", rata="penuh"
    )
    tanda_tangan(dokumen, naskah, surat.penanda_tangan, bertanggal=False)
    _tembusan(dokumen, surat.tembusan)
    dokumen.halaman_baru()
    dokumen.subjudul("Lampiran: yang diundang")
    dokumen.tabel(
        "Daftar yang diundang",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Nama", dokumen.lebar * 0.5 - 10),
            Kolom("Jabatan/unit", dokumen.lebar * 0.5),
        ),
        atau_kalimat(
            [(str(satu.nomor), _nama(satu), satu.jabatan or "–") for satu in surat.diundang],
            "Daftar yang diundang belum diisi.",
        ),
    )
    return tutup(dokumen, naskah)


@translation.override("id")
def word_daftar_hadir(surat: DaftarHadir) -> bytes:
    """Attendance, with room to sign."""
    naskah = surat.naskah
    dokumen = mulai(naskah)
    dokumen.fakta(
        (
            ("Acara", surat.acara or BELUM),
            ("Hari, tanggal", surat.hari or BELUM),
            ("Waktu", surat.waktu or BELUM),
            ("Tempat", surat.tempat_rapat or BELUM),
        ),
        lebar_label=36,
    )
    dokumen.tabel(
        "Daftar hadir",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Nama", dokumen.lebar * 0.4 - 10),
            Kolom("Jabatan/unit", dokumen.lebar * 0.32),
            Kolom("Tanda tangan", dokumen.lebar * 0.28),
        ),
        atau_kalimat(
            [
                # A second line keeps the row high enough for a signature.
                (
                    str(satu.nomor),
                    _nama(satu) if satu.nip else f"{satu.nama}\n",
                    satu.jabatan or "–",
                    _tanda(satu),
                )
                for satu in surat.orang
            ],
            "Daftar yang diundang belum diisi.",
        ),
    )
    if surat.ringkas:
        dokumen.paragraf(surat.ringkas)
    tanda_tangan(dokumen, naskah, surat.penanda_tangan)
    return tutup(dokumen, naskah)


@translation.override("id")
def word_surat_pengantar(surat: SuratPengantar) -> bytes:
    """The covering letter; receiver at the left, sender at the right."""
    naskah = surat.naskah
    dokumen = mulai(naskah)
    dokumen.paragraf(sambung(naskah.tempat, sebut_tanggal(naskah.tanggal), dengan=", "), rata="kanan")
    dokumen.fakta((("Yth.", surat.kepada),))
    dokumen.tabel(
        "Naskah yang dikirimkan",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Naskah yang dikirimkan", dokumen.lebar * 0.5 - 10),
            Kolom("Banyaknya", dokumen.lebar * 0.2),
            Kolom("Keterangan", dokumen.lebar * 0.3),
        ),
        atau_kalimat(
            [
                (str(nomor), satu.nama, satu.banyaknya or "–", satu.keterangan or "–")
                for nomor, satu in enumerate(surat.kirim, 1)
            ],
            "Naskah yang dikirimkan belum diisi.",
        ),
    )
    penerima = PenandaTangan("Diterima tanggal ……………………\nPenerima")
    tanda_tangan(dokumen, naskah, penerima, surat.penanda_tangan, bertanggal=False)
    dokumen.catatan(("Dibuat dua lembar; lembar kedua ditandatangani penerima dan dikembalikan.",))
    _tembusan(dokumen, surat.tembusan)
    return tutup(dokumen, naskah)


@translation.override("id")
def word_daftar_penggandaan(surat: DaftarPenggandaan) -> bytes:
    """The copies that were made."""
    naskah = surat.naskah
    dokumen = mulai(naskah)
    dokumen.fakta((("Naskah", surat.dokumen),))
    dokumen.tabel(
        "Salinan yang dibuat",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Untuk", dokumen.lebar * 0.52 - 10),
            Kolom("Jumlah", dokumen.lebar * 0.14, "kanan"),
            Kolom("Keterangan", dokumen.lebar * 0.34),
        ),
        atau_kalimat(
            [
                (str(nomor), satu.untuk, satu.jumlah, satu.keterangan or "–")
                for nomor, satu in enumerate(surat.salinan, 1)
            ],
            "Salinan belum diisi.",
        ),
    )
    if surat.total:
        dokumen.paragraf(surat.total)
    tanda_tangan(dokumen, naskah, surat.penanda_tangan)
    return tutup(dokumen, naskah)


@translation.override("id")
def word_daftar_periksa(surat: DaftarPeriksa) -> bytes:
    """The checklist of documents."""
    naskah = surat.naskah
    dokumen = mulai(naskah)
    dokumen.paragraf(surat.periode, rata="tengah")
    dokumen.tabel(
        "Dokumen yang dikumpulkan",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Dokumen", dokumen.lebar * 0.36 - 10),
            Kolom("Keadaan", dokumen.lebar * 0.16),
            Kolom("Tempat", dokumen.lebar * 0.24),
            Kolom("Keterangan", dokumen.lebar * 0.24),
        ),
        atau_kalimat(
            [
                (
                    str(satu.nomor),
                    satu.nama,
                    satu.keadaan or "belum diperiksa",
                    satu.letak or "–",
                    satu.keterangan or "–",
                )
                for satu in surat.baris
            ],
            "Daftar dokumen belum diisi.",
        ),
    )
    if surat.ringkas:
        dokumen.paragraf(surat.ringkas)
    tanda_tangan(dokumen, naskah, surat.penanda_tangan)
    return tutup(dokumen, naskah)


@translation.override("id")
def word_tanda_terima_unit(surat: TandaTerimaUnit) -> bytes:
    """The receipt of one unit."""
    naskah = surat.naskah
    dokumen = mulai(naskah)
    dokumen.fakta((("Periode", surat.periode), ("Unit", surat.unit)))
    dokumen.tabel(
        "Berkas yang diserahterimakan",
        (
            Kolom("No", 10, "tengah"),
            Kolom("Berkas", dokumen.lebar * 0.46 - 10),
            Kolom("Jumlah", dokumen.lebar * 0.2),
            Kolom("Keterangan", dokumen.lebar * 0.34),
        ),
        atau_kalimat(
            [
                (str(nomor), nama, jumlah, keterangan or "–")
                for nomor, (nama, jumlah, keterangan) in enumerate(surat.berkas, 1)
            ],
            "Belum ada formulir.",
        ),
    )
    dokumen.tabel(
        "Tercatat di aplikasi",
        (Kolom("Peristiwa", dokumen.lebar * 0.3), Kolom("Waktu dan orang", dokumen.lebar * 0.7)),
        atau_kalimat([(apa, kapan or "belum") for apa, kapan in surat.riwayat], "Belum ada yang tercatat."),
    )
    tanda_tangan(dokumen, naskah, surat.penyerah, surat.penerima, bertanggal=False)
    return tutup(dokumen, naskah)


def _nama(satu: BarisOrang) -> str:
    return sambung(satu.nama, f"NIP {satu.nip}" if satu.nip else "")


def _tanda(satu: BarisOrang) -> str:
    if satu.hadir is False:
        return "tidak hadir"
    return f"{satu.nomor}. {'hadir' if satu.hadir else ''}".strip()


def _tembusan(dokumen: Dokumen, daftar: tuple[str, ...]) -> None:
    if daftar:
        kepala = dokumen.paragraf("Tembusan:", jarak=2)
        kepala.paragraph_format.space_before, kepala.paragraph_format.keep_with_next = Pt(12), True
        dokumen.paragraf_bernomor(daftar)
