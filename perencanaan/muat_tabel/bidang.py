"""What a column of a stranger's table can be, and what its heading suggests."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from organisasi.muatan.nama import normal
from perencanaan.models import Simpul
from perencanaan.models.periode import NAMA_BULAN, ROMAWI
from perencanaan.muat_pk.angka_kolom import AWAL, PAGU, TARGET, judul_angka

ABAIKAN = "abaikan"
# A field per year: ``awal-2024``. The bare word stands for a heading that names no year.
KONDISI_AWAL = AWAL
CAMPUR, JENJANG, KODE_REKENING = "campur", "jenjang", "kode_rekening"
NAMA = "nama"
TINGKAT = Simpul.URUTAN_JENJANG
LABEL = {
    ABAIKAN: "Abaikan kolom ini",
    NAMA: "Indikator",
    "satuan": "Satuan",
    TARGET: "Target tahun {tahun}",
    "tujuan": "Tujuan",
    "sasaran": "Sasaran",
    "program": "Program",
    "kegiatan": "Kegiatan",
    "sub_kegiatan": "Sub kegiatan",
    CAMPUR: "Sasaran, program, kegiatan dalam satu kolom",
    JENJANG: "Jenjang (sasaran, program, …)",
    KODE_REKENING: "Kode rekening program/kegiatan",
    PAGU: "Pagu/anggaran (Rp)",
    "kode": "Kode indikator",
    "unit": "Unit penanggung jawab data",
    "jabatan": "Jabatan penanggung jawab",
    "arah": "Arah (positif/negatif)",
    "metode": "Metode periode",
    "frekuensi": "Periode pengukuran",
    "pembilang": "Pembilang",
    "penyebut": "Penyebut",
}
PERIODE = (
    *(f"bulan-{nomor}" for nomor in range(1, 13)),
    *(f"triwulan-{nomor}" for nomor in range(1, 5)),
    *(f"semester-{nomor}" for nomor in range(1, 3)),
)
# A code may be spread over several narrow columns.
BOLEH_BERULANG = frozenset({ABAIKAN, KODE_REKENING})

BULAN = {nama.casefold(): ke for ke, nama in enumerate(NAMA_BULAN, 1)}
BULAN |= {nama[:3].casefold(): ke for ke, nama in enumerate(NAMA_BULAN, 1)}
BULAN |= {"sept": 9, "nop": 11, "nopember": 11, "pebruari": 2, "peb": 2, "agt": 8, "ags": 8, "agust": 8}
NOMOR = {romawi.casefold(): ke for ke, romawi in enumerate(ROMAWI, 1)} | {str(ke): ke for ke in range(1, 5)}
POLA_TRIWULAN = re.compile(r"\b(?:tw|trw|tri ?wulan|triwulan|kuartal|q) ?(iv|iii|ii|i|[1-4])\b")
POLA_SEMESTER = re.compile(r"\b(?:semester|smt|sem) ?(ii|i|[12])\b")
POLA_TAHUN = re.compile(r"\b(20\d\d)\b")
# Words that tell that a column is not planned but reached, or only explains.
BUKAN_RENCANA = re.compile(
    r"\b(realisasi|capaian|predikat|keterangan|ket|catatan|sumber|formulasi"
    r"|definisi|rumus|alasan|tingkat kemajuan|lokasi|prakiraan maju|faktor)\b"
)
POLA_KONDISI_AWAL = re.compile(r"\b(kondisi (?:kinerja )?awal|baseline|base line|data awal)\b")
# A budget in anything but whole rupiah; ``000`` as in “(x Rp 1.000)” and “(Rp 000)”.
POLA_LIPATAN = re.compile(r"\b(ribu|ribuan|rb|juta|jutaan|jt|miliar|milyar|miliaran|triliun|000)\b")
KATA_TINGKAT = {
    "tujuan": re.compile(r"\btujuan\b"),
    "sasaran": re.compile(r"\bsasaran\b"),
    "program": re.compile(r"\bprogram\b"),
    "kegiatan": re.compile(r"(?<!sub )\bkegiatan\b"),
    "sub_kegiatan": re.compile(r"\bsub ?kegiatan\b"),
}
# In this order: the first that fits says what the heading is.
SINONIM = (
    (NAMA, re.compile(r"\b(indikator|iku|ikp|ikk|iki|tolok ukur)\b")),
    ("satuan", re.compile(r"^(satuan|sat|unit satuan)\b")),
    ("pembilang", re.compile(r"\bpembilang\b")),
    ("penyebut", re.compile(r"\bpenyebut\b")),
    ("arah", re.compile(r"\b(arah|polaritas|tipe indikator|sifat indikator|polarity)\b")),
    ("metode", re.compile(r"\b(metode|tipe perhitungan|jenis perhitungan|tipe penghitungan|cara hitung)\b")),
    ("frekuensi", re.compile(r"\b(frekuensi|periode pengukuran|periode pelaporan)\b")),
    (JENJANG, re.compile(r"^(jenjang|level|tingkat)\b")),
    ("unit", re.compile(r"\b(penanggung ?jawab|bidang|unit kerja|pengampu|pelaksana|pemilik data|pic)\b")),
)


@dataclass(frozen=True)
class Judul:
    """A column: its letter, its heading in full (with the heading above it), and how that compares."""

    huruf: str
    teks: str

    @property
    def normal(self) -> str:
        return normal(self.teks)


def sebut_bidang(bidang: str, tahun: int) -> str:
    """A field as it reads in the list to choose from."""
    return LABEL[bidang].format(tahun=tahun) if bidang in LABEL else judul_angka(bidang)


def semua_bidang(tahun_renstra: Iterable[int], tahun_awal: Iterable[int] = ()) -> list[str]:
    """All fields, in the order in which they are offered."""
    return [
        *LABEL,
        *(f"renstra-{tahun}" for tahun in sorted(set(tahun_renstra))),
        *(f"{KONDISI_AWAL}-{tahun}" for tahun in sorted(set(tahun_awal))),
        *PERIODE,
    ]


def bidang_judul(teks: str) -> str | None:
    """What one heading says by itself; ``tahun-2027`` for a year's figure, None where it says nothing we know."""
    if not teks or re.fullmatch(r"(no|nomor|nomer|no urut|urutan)", teks):
        return None if not teks else ABAIKAN
    uang = re.search(r"\b(anggaran|pagu|dana|rp|rupiah|belanja)\b", teks)
    if BUKAN_RENCANA.search(teks) or (uang and POLA_LIPATAN.search(teks)):
        return ABAIKAN
    if POLA_KONDISI_AWAL.search(teks):
        tahun = POLA_TAHUN.findall(teks)
        return ABAIKAN if uang else f"{KONDISI_AWAL}-{tahun[-1]}" if tahun else KONDISI_AWAL
    periode = _periode(teks)
    if periode:
        # Spending plans by triwulan have no place here; targets of periods do.
        return ABAIKAN if uang else periode
    tahun = POLA_TAHUN.findall(teks)
    if uang:
        return f"pagu-{tahun[-1]}" if tahun else PAGU
    if kode := re.search(r"\bkode\b", teks):
        return "kode" if re.search(r"\b(indikator|iku)\b", teks) else KODE_REKENING if kode else None
    for bidang, pola in SINONIM:
        if pola.search(teks):
            return bidang
    tingkat = [satu for satu, pola in KATA_TINGKAT.items() if pola.search(teks)]
    if tingkat and "target" not in teks:
        return tingkat[0] if len(tingkat) == 1 else CAMPUR
    if tahun and re.search(r"\brenstra\b", teks):
        return f"renstra-{tahun[-1]}"
    if tahun and (re.search(r"\b(target|tahun|rencana)\b", teks) or re.fullmatch(r"20\d\d", teks)):
        return f"tahun-{tahun[-1]}"
    if re.search(r"\btarget\b", teks):
        return ABAIKAN if re.search(r"\b(renstra|akhir|rpjmd)\b", teks) else TARGET
    return None


def _periode(teks: str) -> str:
    if cocok := POLA_TRIWULAN.search(teks):
        return f"triwulan-{NOMOR[cocok[1]]}"
    if cocok := POLA_SEMESTER.search(teks):
        return f"semester-{NOMOR[cocok[1]]}"
    bulan = [BULAN[kata] for kata in teks.split() if kata in BULAN]
    return f"bulan-{bulan[-1]}" if bulan else ""


def usul_bidang(judul: Sequence[Judul], tahun: int) -> dict[str, str]:
    """{letter: the field to propose, "" for none}. One year's figure is the target of that year; several are the
    Renstra's."""
    tebakan = {satu.huruf: bidang_judul(satu.normal) or ABAIKAN for satu in judul}
    tahunan = [satu for satu in tebakan.values() if satu.startswith("tahun-")]
    hasil: dict[str, str] = {}
    for huruf, bidang in tebakan.items():
        if bidang.startswith("tahun-"):
            if len(tahunan) == 1:
                bidang = TARGET if bidang == f"tahun-{tahun}" else ABAIKAN
            else:
                bidang = f"renstra-{bidang[6:]}"
        elif bidang == KONDISI_AWAL:
            # Of which year is not said, so nothing is proposed.
            bidang = ""
        elif bidang.startswith("pagu-"):
            bidang = PAGU if bidang == f"pagu-{tahun}" else ABAIKAN
        if bidang and bidang not in BOLEH_BERULANG and bidang in hasil.values():
            bidang = ABAIKAN
        hasil[huruf] = bidang
    return hasil


def tingkat_pada(teks: str) -> list[str]:
    """The levels that a heading of a mixed column names, highest first."""
    return [satu for satu, pola in KATA_TINGKAT.items() if pola.search(normal(teks))]


def bidang_ganda(padanan: Mapping[str, str]) -> list[str]:
    """Fields that were chosen for more than one column, where only one can be it."""
    terpakai = [satu for satu in padanan.values() if satu not in BOLEH_BERULANG]
    return sorted({satu for satu in terpakai if terpakai.count(satu) > 1})


def tahun_lain(judul: Judul, tahun: int) -> bool:
    """Does the heading speak of other years only?"""
    disebut = {int(satu) for satu in POLA_TAHUN.findall(judul.normal)}
    return bool(disebut) and tahun not in disebut


def berlipat(judul: Judul) -> str:
    """The word by which a heading says that its money is not in whole rupiah: “juta”; empty where it does not."""
    cocok = POLA_LIPATAN.search(judul.normal)
    return cocok[1] if cocok else ""
