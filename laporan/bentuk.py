"""The shapes that pages, PDFs and workbooks are made from: frozen, complete, and without a database.

``laporan.susunan`` fills them, once; whatever renders them adds nothing and computes nothing. A figure is a
``Sel``: the text that is printed, and the Decimal behind it for a workbook's cell.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from laporan.bentuk_surat import (
    BarisJadwal,
    BarisOrang,
    BarisPeriksa,
    BarisSalinan,
    BarisTerima,
    DaftarHadir,
    DaftarPenggandaan,
    DaftarPeriksa,
    Kop,
    LembarDisposisi,
    Naskah,
    NaskahKirim,
    NotaDinas,
    Notulen,
    Paraf,
    PenandaTangan,
    ProgramKerja,
    SuratPengantar,
    TandaTerima,
    TandaTerimaUnit,
    TindakLanjut,
    Undangan,
)
from perencanaan.angka import tulis_angka
from perencanaan.deret import PemutusDeret
from perencanaan.kamus import Butir
from perencanaan.naskah_pk import NaskahPK


@dataclass(frozen=True)
class Sel:
    """A figure as it is shown, or the state in words where there is none (``nilai`` is then ``None``).

    ``keadaan`` is one of ``pengumpulan.models.Keadaan`` or ``""``; ``desimal`` the digits after the comma.
    """

    teks: str = ""
    nilai: Decimal | None = None
    desimal: int = 2
    keadaan: str = ""

    @classmethod
    def angka(cls, nilai: Decimal | None, desimal: int = 2, kosong: str = "–", keadaan: str = "") -> "Sel":
        """A figure with so many decimals; ``kosong`` where there is none."""
        if nilai is None:
            return cls(kosong, None, desimal, keadaan)
        return cls(tulis_angka(nilai, desimal), nilai, desimal, keadaan or "angka")

    def __str__(self):
        return self.teks


KOSONG = Sel("–")
# Letters and lists have a file of their own; whoever fills or renders a shape finds them all here.
__all__ = [
    "BarisJadwal",
    "BarisOrang",
    "BarisPeriksa",
    "BarisSalinan",
    "BarisTerima",
    "DaftarHadir",
    "DaftarPenggandaan",
    "DaftarPeriksa",
    "Kop",
    "LembarDisposisi",
    "Naskah",
    "NaskahKirim",
    "NotaDinas",
    "Notulen",
    "Paraf",
    "PenandaTangan",
    "ProgramKerja",
    "SuratPengantar",
    "TandaTerima",
    "TandaTerimaUnit",
    "TindakLanjut",
    "Undangan",
]


@dataclass(frozen=True)
class Predikat:
    """A class of the scale, with the chip colour and the icon it is drawn with."""

    label: str
    warna: str
    ikon: str


@dataclass(frozen=True)
class KelasSkala:
    """One line of the printed scale: ``≥ 91`` Sangat Tinggi."""

    interval: str
    predikat: Predikat


@dataclass(frozen=True)
class TandaRekap:
    """A mark of data quality; ``perhatian`` ones want an answer."""

    kalimat: str
    perhatian: bool = True


@dataclass(frozen=True)
class KelengkapanUnit:
    """How complete one unit's form is, in rows; ``nol`` counts among ``angka``."""

    unit: str
    status: str  # "Diserahkan", "Terlambat", "Dilewati", …
    diserahkan: str  # who and when; empty: not yet
    jatuh_tempo: int
    angka: int
    nol: int
    menyusul: int
    tanpa_angka: int  # belum waktunya, tidak dapat diukur
    kosong: int
    berbukti: int  # figures whose obligatory evidence is there
    perhatian: int  # rows with a mark that wants an answer
    terlambat: bool = False


@dataclass(frozen=True)
class BarisRekap:
    """One row of a unit's form in the recap of the collection."""

    nomor: int
    kode: str
    indikator: str
    satuan: str
    periode: str
    target: Sel
    pembilang: Sel
    penyebut: Sel
    realisasi: Sel
    status: str  # "Diserahkan", "Disetujui", "Dikembalikan", …
    alasan: str
    bukti: int
    pengisi: str
    faktor_pendukung: str
    faktor_penghambat: str
    rencana_perbaikan: str
    catatan: tuple[str, ...]  # remarks of returns
    angka_latihan: bool = False
    url: str = ""
    lalu: Sel = KOSONG  # the last period's figure
    periode_lalu: str = ""
    selisih: Sel = KOSONG  # where the two compare
    selisih_persen: Sel = KOSONG
    putus: str = ""  # why they do not
    tanda: tuple[TandaRekap, ...] = ()
    perkiraan: Sel = (
        KOSONG  # capaian of the indicator in per cent, by the figures handed in; not measured yet
    )
    perkiraan_sebab: str = ""


@dataclass(frozen=True)
class KelompokRekap:
    """The rows of one unit."""

    unit: str
    diserahkan: str  # who and when; empty: not yet
    baris: tuple[BarisRekap, ...]
    belum_masuk: str = ""  # that the run went on without it, and why


@dataclass(frozen=True)
class Hitungan:
    """(label, count) pairs: what is due, filled, late, returned; or computed and not."""

    label: str
    jumlah: int


@dataclass(frozen=True)
class Rekapitulasi:
    """Rekapitulasi of the collection (step A8): what each unit brought."""

    naskah: Naskah
    periode: str
    kelompok: tuple[KelompokRekap, ...]
    hitungan: tuple[Hitungan, ...]
    anggaran: tuple["BarisAnggaran", ...] = ()
    paraf: tuple[Paraf, ...] = ()
    kelengkapan: tuple[KelengkapanUnit, ...] = ()
    keterangan_perkiraan: str = ""  # what the estimated capaian is; empty where none is shown


@dataclass(frozen=True)
class NilaiTahun:
    """One earlier year of an indicator (Bab III disclosure 2).

    ``putus`` are the changes of definition between this year and the next one that is shown, or the present.
    """

    tahun: int
    target: Sel
    realisasi: Sel
    capaian: Sel
    sumber: str = ""
    putus: tuple[PemutusDeret, ...] = ()


@dataclass(frozen=True)
class Pembanding:
    """A national standard or other benchmark of an indicator (Bab III disclosure 4)."""

    nama: str  # "Standar pelayanan minimal", "Target RPJMN", "Rata-rata nasional", …
    tahun: int | None
    nilai: Sel
    keterangan: str = ""  # the comparison in words: "di atas standar"
    sumber: str = ""


@dataclass(frozen=True)
class BarisCapaian:
    """One indicator, measured. ``status`` keeps four things apart: see ``STATUS_CAPAIAN``."""

    nomor: int
    kode: str
    indikator: str
    jenis: str  # "IKU", "IKK", …
    satuan: str
    unit: str
    arah: str  # in words
    metode: str
    target_periode: Sel  # sampai dengan periode
    target_tahun: Sel
    realisasi: Sel  # sampai dengan periode
    capaian_periode: Sel  # per cent
    capaian_tahun: Sel
    predikat: Predikat | None
    status: str
    sebab: str  # why there is no capaian, in a sentence
    penjelasan: str  # the formula with its figures, in a sentence
    catatan: tuple[str, ...] = ()  # anomaly, floor, cap
    bukti: int = 0
    faktor_pendukung: str = ""
    faktor_penghambat: str = ""
    analisis: str = ""
    upaya: str = ""
    rencana_perbaikan: str = ""
    riwayat: tuple[NilaiTahun, ...] = ()
    target_renstra: Sel = KOSONG
    kemajuan_renstra: Sel = KOSONG
    angka_latihan: bool = False
    url: str = ""
    keterangan_riwayat: str = ""  # why there are no earlier years: "Indikator baru sejak Renstra 2025–2029."
    pembanding: tuple[Pembanding, ...] = ()
    tanpa_standar: bool = (
        False  # stated by the office: there is no national standard. Not the same as unfilled.
    )
    putus_renstra: tuple[PemutusDeret, ...] = ()  # between the Renstra's targets and this year's definition

    @property
    def putus_riwayat(self) -> tuple[PemutusDeret, ...]:
        """The changes of definition within the years that are shown, oldest first."""
        return tuple(putus for satu in self.riwayat for putus in satu.putus)


STATUS_CAPAIAN = {
    "dihitung": "Dihitung",
    "belum_lapor": "Belum lapor",
    "belum_waktunya": "Belum waktunya",
    "tidak_dapat_dihitung": "Tidak dapat dihitung",
}


@dataclass(frozen=True)
class KelompokCapaian:
    """The indicators of one node of the tree (a sasaran, a program, a kegiatan), with their mean."""

    jenjang: str  # "Sasaran"
    kode: str
    uraian: str
    baris: tuple[BarisCapaian, ...]
    rata_rata: Sel
    predikat: Predikat | None
    penjelasan: str  # how the mean came about
    serapan: Sel = KOSONG
    efisiensi: str = ""  # the verdict in a sentence
    selisih: Sel = KOSONG  # capaian - serapan, percentage points
    indeks_efisiensi: Sel = KOSONG  # capaian / serapan, three decimals
    program: tuple["BarisAnggaran", ...] = ()  # budget of the programs that serve it (disclosure 7)
    pendukung: tuple["KelompokCapaian", ...] = ()  # the program and kegiatan below it, with their indicators


@dataclass(frozen=True)
class BarisAnggaran:
    """Budget of one node. Money in rupiah, ``serapan`` in per cent; ``tingkat`` 0 is a program."""

    tingkat: int
    kode: str
    uraian: str
    pagu: Sel
    realisasi: Sel
    serapan: Sel
    sisa: Sel
    angka_latihan: bool = False


@dataclass(frozen=True)
class SusunanCapaian:
    """One measurement as recaps, dashboards and reports show it."""

    opd: str
    periode: str
    kelompok: tuple[KelompokCapaian, ...]
    rata_rata: Sel  # of the IKU of all sasaran
    predikat: Predikat | None
    penjelasan: str
    hitungan: tuple[Hitungan, ...]  # by STATUS_CAPAIAN, and per predikat
    skala: tuple[KelasSkala, ...]
    nama_skala: str
    catatan_metode: tuple[str, ...]  # formulas, caps, rounding: printed below the table
    anggaran: tuple[BarisAnggaran, ...] = ()
    total_anggaran: BarisAnggaran | None = None


@dataclass(frozen=True)
class RekapCapaian:
    """Rekapitulasi of the measurement (step B6), as page, PDF and workbook."""

    naskah: Naskah
    susunan: SusunanCapaian
    paraf: tuple[Paraf, ...] = ()


@dataclass(frozen=True)
class OperanUkur:
    """One figure that was read: of one unit for one period, with its revision and who stands for it."""

    periode: str
    unit: str
    pembilang: Sel
    penyebut: Sel
    nilai: Sel
    revisi: str  # "versi 3"
    diisi: str  # "Siti …, 3 April 2026 10.12"
    disetujui: str
    bukti: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class LembarUkur:
    """The working of one indicator (Kertas Kerja Pengukuran, steps B4-B5)."""

    baris: BarisCapaian
    definisi_operasional: str
    formulasi: str
    versi: str  # which definition, since when
    target_dari: str  # which agreement
    operan: tuple[OperanUkur, ...]
    langkah: tuple[str, ...]  # sentences: s.d. periode, target, capaian, cap, predikat


@dataclass(frozen=True)
class KertasKerja:
    naskah: Naskah
    periode: str
    lembar: tuple[LembarUkur, ...]
    catatan_metode: tuple[str, ...]
    skala: tuple[KelasSkala, ...]
    paraf: tuple[Paraf, ...] = ()


@dataclass(frozen=True)
class LaporanHasil:
    """Laporan Hasil Pengumpulan or Pengukuran (steps A9-A10, B7-B8): prose around one of the recaps."""

    naskah: Naskah
    pengantar: tuple[str, ...]
    dasar: tuple[str, ...]
    metode: tuple[str, ...]
    kesimpulan: tuple[str, ...]
    kendala: tuple[tuple[str, str], ...]  # (indicator, obstacle)
    rekomendasi: tuple[tuple[str, str], ...]  # (indicator, plan)
    tindak_lanjut: tuple[TindakLanjut, ...]
    rekap: Rekapitulasi | None = None
    capaian: SusunanCapaian | None = None
    paraf: tuple[Paraf, ...] = ()
    penanda_tangan: PenandaTangan | None = None


@dataclass(frozen=True)
class LembarKamus:
    """One indicator of the Kamus: its sheet in reading order, and its figures as planned and published."""

    nomor: int
    kode: str
    indikator: str
    jenis: str  # "IKU", …
    tempat: str  # "Sasaran: …"
    butir: tuple[Butir, ...]  # the same fields for every indicator, so that a workbook has one column each
    target: tuple[tuple[str, Sel], ...]  # (year or "2026 (PK)", target)
    riwayat: tuple[NilaiTahun, ...]
    pembanding: tuple[Pembanding, ...]
    tanpa_standar: bool
    kurang: tuple[str, ...]  # what is lacking, in words
    putus: tuple[PemutusDeret, ...] = ()
    sumber: str = ""  # of a practice office: the document the indicator comes from
    angka_latihan: bool = False


@dataclass(frozen=True)
class Kamus:
    """Kamus Indikator, or Manual IKU, of a year (domain §9)."""

    naskah: Naskah
    tahun: int
    keadaan: str  # "Keadaan per 5 Maret 2026"
    lembar: tuple[LembarKamus, ...]


@dataclass(frozen=True)
class BarisPK:
    """One line of the Perjanjian Kinerja table."""

    nomor: int
    sasaran: str
    indikator: str
    satuan: str
    target: Sel


@dataclass(frozen=True)
class BagianTeks:
    """A part of the report that the office writes; ``paragraf`` empty: not written yet, and says so."""

    kode: str
    judul: str
    paragraf: tuple[str, ...] = ()
    susunan_otomatis: bool = False  # drawn up from the data, not by a person


@dataclass(frozen=True)
class LaporanKinerja:
    """Laporan Kinerja Interim (a triwulan) or LKjIP (the year): PermenPANRB 53/2014, Lampiran II."""

    naskah: Naskah
    interim: bool
    periode: str
    tahun: int
    kata_pengantar: BagianTeks
    ikhtisar: BagianTeks
    bab_satu: tuple[BagianTeks, ...]
    bab_dua: tuple[BagianTeks, ...]
    perjanjian: tuple[BarisPK, ...]
    perjanjian_program: tuple[tuple[int, str, Sel], ...]  # (nomor, program, anggaran)
    dasar_perjanjian: str  # which PK, signed when by whom
    capaian: SusunanCapaian
    bab_empat: tuple[BagianTeks, ...]
    tindak_lanjut: tuple[TindakLanjut, ...]
    penanda_tangan: PenandaTangan | None
    lampiran: tuple[LembarUkur, ...] = ()
    kelengkapan: tuple[
        tuple[str, tuple[str, ...]], ...
    ] = ()  # Bab III: (indicator, state per disclosure 1-7)
    paraf: tuple[Paraf, ...] = ()
    koreksi: tuple[str, ...] = field(default=())
    total_perjanjian_program: Sel = KOSONG


@dataclass(frozen=True)
class TandaPohon:
    """A mark in a box of the tree; ``keadaan`` is one of ``perencanaan.pohon.Golongan``."""

    keadaan: str
    teks: str


@dataclass(frozen=True)
class IndikatorPohon:
    """An indicator in a box of the tree. ``capaian`` is empty where nothing approved says anything of it."""

    nama: str
    capaian: str = ""


@dataclass(frozen=True)
class SimpulPohon:
    """A box of the tree with those below it. ``jenjang`` is the level's value, ``label`` its word.

    ``capaian`` is the mean of its own indicators with its predikat, or their state in words.
    """

    pk: int
    jenjang: str
    label: str
    uraian: str
    kode: str = ""
    pemilik: str = ""
    indikator: tuple[IndikatorPohon, ...] = ()
    capaian: Predikat | None = None
    tanda: tuple[TandaPohon, ...] = ()
    anak: tuple["SimpulPohon", ...] = ()


@dataclass(frozen=True)
class KaitanPohon:
    """A crosscutting link between two boxes, by their ``pk``; the texts name them as a sentence does."""

    nomor: int
    dari: int
    ke: int
    teks_dari: str
    teks_ke: str
    keterangan: str = ""


@dataclass(frozen=True)
class BarisTanda:
    """What is wrong with a node of the tree and what to do."""

    simpul: str
    kalimat: str
    tindakan: str


@dataclass(frozen=True)
class NaskahPohon:
    """The tree of a year on A3 (PermenPANRB 89/2021): the sheets, then its links and what is to be mended."""

    naskah: Naskah
    judul: str
    keadaan_pada: str  # "Keadaan 5 Maret 2026. Capaian s.d. Triwulan I 2026, disetujui."
    ringkasan: tuple[str, ...]  # "104 simpul", "3 yatim", …
    akar: tuple[SimpulPohon, ...]
    kaitan: tuple[KaitanPohon, ...] = ()
    tanda: tuple[BarisTanda, ...] = ()


@dataclass(frozen=True)
class CetakPerjanjian:
    """Perjanjian Kinerja: the plan's own text ``pk``; ``kedua`` signs on the left, ``pertama`` on the right."""

    naskah: Naskah
    pk: NaskahPK
    pertama: PenandaTangan
    kedua: PenandaTangan


@dataclass(frozen=True)
class MasaAksi:
    """The target of one period in a row of twelve months: ``lebar`` of them."""

    jenis: str  # "bulan" | "triwulan" | "semester"
    nama: str
    lebar: int
    target: Sel


@dataclass(frozen=True)
class BarisAksi:
    """One indicator of the Rencana Aksi; ``masa`` are its rows of periods, none where it has only the year's."""

    nomor: int
    kode: str
    indikator: str
    satuan: str
    target_tahun: Sel
    masa: tuple[tuple[MasaAksi, ...], ...]
    penanggung_jawab: str
    angka_latihan: bool = False


@dataclass(frozen=True)
class KelompokAksi:
    """The indicators of one node of the tree."""

    jenjang: str
    kode: str
    uraian: str
    baris: tuple[BarisAksi, ...]


@dataclass(frozen=True)
class RencanaAksi:
    """Rencana Aksi of a year: targets per month and triwulan (the annex of the Perjanjian Kinerja)."""

    naskah: Naskah
    tahun: int
    kelompok: tuple[KelompokAksi, ...]
    penanda_tangan: PenandaTangan | None = None
