"""What letters, recaps and reports in Word share: opening, dates, signatures, and the tables that several have."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format

from laporan.bentuk import Naskah, Paraf, PenandaTangan, TindakLanjut
from laporan.dokumen_word import BlokTanda, Dokumen, Kolom, Lintas

TANPA_NOMOR, TANPA_TANGGAL = "belum diberi nomor", "belum bertanggal"
ANGKA_LATIHAN = "angka latihan"


def mulai(naskah: Naskah, *, rebah: bool = False, bernomor: bool = True) -> Dokumen:
    """A paper with its letterhead and title; with ``bernomor`` the number below it, or that there is none yet."""
    nomor = f" Nomor {naskah.nomor}" if naskah.nomor else ""
    kaki = (
        naskah.kop.opd,
        naskah.judul,
        "DRAF" if naskah.draf else "",
        "Contoh untuk berlatih" if naskah.contoh else "",
    )
    dokumen = Dokumen(
        f"{naskah.judul}{nomor} – {naskah.kop.opd}",
        pemilik=naskah.kop.opd,
        kaki=" · ".join(satu for satu in kaki if satu),
        tanda="DRAF" if naskah.draf else "",
        rebah=rebah,
    )
    dokumen.kop(naskah.kop)
    dokumen.judul(naskah.judul, *([f"Nomor: {naskah.nomor or TANPA_NOMOR}"] if bernomor else []))
    return dokumen


def tutup(dokumen: Dokumen, naskah: Naskah) -> bytes:
    """The notes of the paper at its end, and the finished file."""
    keterangan(dokumen, naskah)
    return dokumen.simpan()


def keterangan(dokumen: Dokumen, naskah: Naskah) -> None:
    """The notes of the paper, where it has any."""
    catatan = ["Keterangan:", *naskah.keterangan] if naskah.keterangan else []
    if naskah.kode:
        di = f", diperiksa di {naskah.alamat}" if naskah.alamat else ""
        catatan.append(
            f"Kode verifikasi {naskah.kode}{di}. Kode verifikasi dokumen aplikasi; bukan tanda tangan elektronik."
        )
    if catatan:
        dokumen.catatan(catatan)


def sebut_tanggal(tanggal: date | None) -> str:
    """``9 Juli 2026``, or that there is no date yet."""
    return date_format(tanggal, "j F Y") if tanggal else TANPA_TANGGAL


def sebut_pada(pada: datetime) -> str:
    """``9 Juli 2026 pukul 14.05``, by the office's clock."""
    setempat = timezone.localtime(pada)
    return f"{date_format(setempat, 'j F Y')} pukul {date_format(setempat, 'H.i')}"


def sambung(*bagian: str, dengan: str = "\n") -> str:
    """The parts that say something."""
    return dengan.join(satu for satu in bagian if satu)


def tanda_tangan(
    dokumen: Dokumen, naskah: Naskah, *daftar: PenandaTangan | None, bertanggal: bool = True
) -> None:
    """Signatures side by side, one alone at the right; nothing where nobody is to sign."""
    blok = [_blok(satu) for satu in daftar if satu is not None]
    if not blok:
        return
    tanggal = date_format(naskah.tanggal, "j F Y") if naskah.tanggal else "………………………"
    dokumen.tanda_tangan(
        blok, tempat_tanggal=sambung(naskah.tempat, tanggal, dengan=", ") if bertanggal else ""
    )


def _blok(penanda: PenandaTangan) -> BlokTanda:
    nip = f"NIP {penanda.nip}" if penanda.nip else ""
    return BlokTanda(
        (f"{penanda.sebutan}," if penanda.sebutan else "",),
        penanda.nama,
        tuple(satu for satu in (penanda.pangkat, nip) if satu),
    )


def tabel_tindak_lanjut(dokumen: Dokumen, judul: str, daftar: Sequence[TindakLanjut]) -> None:
    """Follow-ups: what, who, when, and how they stand; nothing where there are none."""
    if not daftar:
        return
    # Minutes set them; how they went on is said by other papers.
    berstatus = any(satu.status for satu in daftar)
    kolom = [
        Kolom("No", 10, "tengah"),
        Kolom("Tindak lanjut", dokumen.lebar - (110 if berstatus else 78)),
        Kolom("Penanggung jawab", 38),
        Kolom("Batas waktu", 30),
    ]
    baris = [
        [str(nomor), satu.uraian, satu.penanggung_jawab, sebut_tanggal(satu.tenggat)]
        for nomor, satu in enumerate(daftar, 1)
    ]
    if berstatus:
        kolom.append(Kolom("Status dan hasil", 32))
        baris = [
            [*sel, sambung(satu.status or "–", satu.hasil)] for sel, satu in zip(baris, daftar, strict=True)
        ]
    dokumen.tabel(judul, kolom, baris)


def tabel_paraf(dokumen: Dokumen, daftar: Sequence[Paraf]) -> None:
    """Approvals as the application recorded them, which are not signatures; nothing where there are none."""
    if not daftar:
        return
    dokumen.subjudul("Persetujuan tercatat di aplikasi")
    lebar = dokumen.lebar
    dokumen.tabel(
        "Catatan persetujuan di aplikasi SAKIP, bukan tanda tangan.",
        (
            Kolom("Persetujuan", lebar * 0.22),
            Kolom("Oleh", lebar * 0.24),
            Kolom("Waktu", lebar * 0.22),
            Kolom("Keterangan", lebar * 0.32),
        ),
        [
            (
                satu.apa,
                sambung(satu.siapa, satu.selaku),
                sebut_pada(satu.pada) if satu.pada else "belum",
                satu.keterangan or "–",
            )
            for satu in daftar
        ],
    )


def atau_kalimat(baris: Sequence[Sequence[str]], kalimat: str) -> Sequence[Sequence[str] | Lintas]:
    """The rows of a table; where there are none, one that says so."""
    return baris or [Lintas(kalimat)]
