"""The shapes of letters, minutes, lists and receipts: frozen, complete, and without a database."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Kop:
    """The letterhead."""

    pemda: str  # "PEMERINTAH KABUPATEN …"
    opd: str
    alamat: str = ""
    kontak: str = ""


@dataclass(frozen=True)
class PenandaTangan:
    """A signature block; ``sebutan`` carries Plt./Plh. as papers print it. Empty names stay dotted lines."""

    sebutan: str
    nama: str = ""
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True)
class Paraf:
    """Who confirmed what in the application, and when: an approval recorded here, not a signature."""

    apa: str
    siapa: str
    selaku: str
    pada: datetime | None
    keterangan: str = ""


@dataclass(frozen=True)
class Naskah:
    """What every paper has: heading, number, day, place, and whether it is still a draft."""

    judul: str
    kop: Kop
    nomor: str = ""  # empty: belum diberi nomor
    tanggal: date | None = None
    tempat: str = ""
    draf: bool = True
    contoh: bool = False  # of a practice run: says so on every page
    keterangan: tuple[str, ...] = ()  # notes at the foot: practice figures, sources, recorded-for
    kode: str = ""  # Kode verifikasi; empty: not locked
    alamat: str = ""  # where the code is checked


@dataclass(frozen=True)
class NotaDinas:
    """Nota Dinas (SOP 000 step A1/B1, 004 steps 1-3 and 6); also the invitation and the covering letter."""

    naskah: Naskah
    kepada: str
    dari: str
    hal: str
    isi: tuple[str, ...]  # paragraphs
    sifat: str = "Biasa"
    lampiran: str = "-"
    tembusan: tuple[str, ...] = ()
    penanda_tangan: PenandaTangan | None = None


@dataclass(frozen=True)
class TindakLanjut:
    """A follow-up as papers list it."""

    uraian: str
    penanggung_jawab: str
    tenggat: date
    status: str = ""
    hasil: str = ""


@dataclass(frozen=True)
class Notulen:
    """Minutes (SOP 000 step A2/B2)."""

    naskah: Naskah
    acara: str
    waktu: str
    tempat_rapat: str
    pimpinan: str
    notulis: str
    peserta: tuple[str, ...]
    pembahasan: tuple[str, ...]
    keputusan: tuple[str, ...]
    tindak_lanjut: tuple[TindakLanjut, ...]
    penanda_tangan: tuple[PenandaTangan, ...] = ()
    undangan: str = ""  # "Undangan nomor … tanggal …"
    tidak_hadir: tuple[str, ...] = ()  # called, and not there


@dataclass(frozen=True)
class BarisJadwal:
    """One step of the Program Kerja."""

    nomor: str  # the SOP's number; empty for what the office added
    uraian: str
    pelaksana: str
    mulai: date | None
    selesai: date | None
    keterangan: str = ""


@dataclass(frozen=True)
class ProgramKerja:
    """Program kerja (step A3/B3): goals, scope, the dated schedule, who does what, which documents are needed."""

    naskah: Naskah
    tujuan: tuple[str, ...]
    ruang_lingkup: tuple[str, ...]
    jadwal: tuple[BarisJadwal, ...]
    dokumen: tuple[str, ...]
    penanda_tangan: PenandaTangan | None = None
    personil: tuple[str, ...] = ()


@dataclass(frozen=True)
class BarisTerima:
    """One unit's line of the receipt: form out (distribution) and form back (hand-in)."""

    nomor: int
    unit: str
    formulir: str  # "Formulir … (5 indikator)"
    dibagikan: str  # "2 April 2026 08.10, oleh …"; empty: not yet
    diterima: str
    diserahkan: str


@dataclass(frozen=True)
class TandaTerima:
    """Bukti Tanda Terima (steps A6 and A7)."""

    naskah: Naskah
    periode: str
    baris: tuple[BarisTerima, ...]
    penanda_tangan: PenandaTangan | None = None


@dataclass(frozen=True)
class LembarDisposisi:
    """Lembar Disposisi (A11, B9)."""

    naskah: Naskah
    dari: str
    perihal: str
    isi_ringkas: tuple[str, ...]
    tanggal_surat: date | None
    nomor_surat: str
    sifat: str
    diteruskan_kepada: tuple[tuple[str, bool], ...]
    arahan: str  # empty: the Kepala has not answered yet
    keputusan: str  # "Diterima", "Dikembalikan kepada Sekretaris", ""
    oleh: str
    pada: datetime | None
    dicatat: str = ""  # "Dicatat oleh … atas dasar …"
    tindak_lanjut: tuple[TindakLanjut, ...] = ()


@dataclass(frozen=True)
class BarisOrang:
    """Someone who is called to a meeting; ``hadir`` is what was marked, None before anything was."""

    nomor: int
    nama: str
    nip: str
    jabatan: str
    hadir: bool | None = None


@dataclass(frozen=True)
class Undangan:
    """An invitation to a meeting, with the list of those called (SOP 000 step A2, 002 step 4, 004 step 3)."""

    naskah: Naskah
    kepada: str
    hal: str
    isi: tuple[str, ...]
    hari: str  # "Kamis, 2 Juli 2026"
    waktu: str
    tempat_rapat: str
    acara: str
    diundang: tuple[BarisOrang, ...]
    lampiran: str = "-"
    tembusan: tuple[str, ...] = ()
    penanda_tangan: PenandaTangan | None = None


@dataclass(frozen=True)
class DaftarHadir:
    """Attendance list: to be signed by hand before the meeting, with who came after it."""

    naskah: Naskah
    acara: str
    hari: str
    waktu: str
    tempat_rapat: str
    orang: tuple[BarisOrang, ...]
    ringkas: str = ""  # "7 dari 9 yang diundang hadir"; empty before it was marked
    penanda_tangan: PenandaTangan | None = None


@dataclass(frozen=True)
class NaskahKirim:
    """A line of a covering letter."""

    nama: str
    banyaknya: str
    keterangan: str


@dataclass(frozen=True)
class SuratPengantar:
    """Surat Pengantar (SOP 002 step 12): what is sent; the receiver signs the copy that comes back."""

    naskah: Naskah
    kepada: str
    kirim: tuple[NaskahKirim, ...]
    tembusan: tuple[str, ...] = ()
    penanda_tangan: PenandaTangan | None = None


@dataclass(frozen=True)
class BarisSalinan:
    """A line of the copies: how many, for whom."""

    untuk: str
    jumlah: str
    keterangan: str


@dataclass(frozen=True)
class DaftarPenggandaan:
    """The copies made of a paper (SOP 002 step 13)."""

    naskah: Naskah
    dokumen: str
    salinan: tuple[BarisSalinan, ...]
    total: str  # "5 salinan"
    penanda_tangan: PenandaTangan | None = None


@dataclass(frozen=True)
class BarisPeriksa:
    """A document of the checklist: its state in words, where it is."""

    nomor: int
    nama: str
    keadaan: str  # "Ada", "Tidak ada", "Menyusul"; empty: not looked for
    letak: str
    keterangan: str


@dataclass(frozen=True)
class DaftarPeriksa:
    """The checklist of documents (SOP 000 step A4)."""

    naskah: Naskah
    periode: str
    baris: tuple[BarisPeriksa, ...]
    ringkas: str  # "3 ada, 1 menyusul"
    penanda_tangan: PenandaTangan | None = None


@dataclass(frozen=True)
class TandaTerimaUnit:
    """Bukti Tanda Terima of one unit: the form out, and back; two sign."""

    naskah: Naskah
    periode: str
    unit: str
    berkas: tuple[tuple[str, str, str], ...]  # (what, how many, remark)
    riwayat: tuple[tuple[str, str], ...]  # ("Dibagikan", "2 April 2026 …, oleh …"); empty text: not yet
    penyerah: PenandaTangan | None = None
    penerima: PenandaTangan | None = None
