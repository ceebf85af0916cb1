"""The columns of our workbook, once: written by ``buku``, read by ``baca``."""

from dataclasses import dataclass

from organisasi.muatan.nama import normal
from perencanaan.models import PenanggungJawabData, Simpul, VersiIndikator
from perencanaan.models.periode import NAMA_BULAN, ROMAWI

POHON, INDIKATOR, PETUNJUK, DAFTAR = "Pohon", "Indikator", "Petunjuk", "Daftar"
# Grows when the columns change their meaning; a workbook of an older format is refused.
VERSI_FORMAT = 1


@dataclass(frozen=True)
class KolomTeks:
    """A column of texts: its key, its heading, its width in characters, and the list to choose from."""

    kunci: str
    judul: str
    lebar: int
    daftar: str = ""


KOLOM_POHON = (
    KolomTeks("jenjang", "Jenjang", 14, "jenjang"),
    KolomTeks("kunci", "Kunci", 10),
    KolomTeks("kode", "Kode rekening", 18),
    KolomTeks("uraian", "Uraian", 60),
    KolomTeks("induk", "Di bawah (kunci atau uraian)", 34),
    KolomTeks("jabatan", "Penanggung jawab (jabatan)", 34, "jabatan"),
)
KOLOM_INDIKATOR = (
    KolomTeks("kode", "Kode", 12),
    KolomTeks("letak", "Letak (kunci atau uraian)", 34),
    KolomTeks("nama", "Indikator", 50),
    KolomTeks("satuan", "Satuan", 14, "satuan"),
    KolomTeks("arah", "Arah", 20, "arah"),
    KolomTeks("metode", "Metode periode", 22, "metode"),
    KolomTeks("frekuensi", "Periode pengukuran", 16, "frekuensi"),
    KolomTeks("unit", "Unit penanggung jawab data", 34, "unit"),
    KolomTeks("kontribusi", "Sumbangan unit", 24, "kontribusi"),
    KolomTeks("pembilang", "Pembilang", 28),
    KolomTeks("penyebut", "Penyebut", 28),
)
BULAN = tuple(f"bulan-{nomor}" for nomor in range(1, 13))
TRIWULAN = tuple(f"triwulan-{nomor}" for nomor in range(1, 5))
JUDUL_BULAN = dict(zip(BULAN, NAMA_BULAN, strict=True))
JUDUL_TRIWULAN = {kunci: f"TW {romawi}" for kunci, romawi in zip(TRIWULAN, ROMAWI, strict=True)}
JUDUL_SEMESTER = {f"semester-{nomor}": f"Semester {ROMAWI[nomor - 1]}" for nomor in (1, 2)}

# Beside label and stored value, the words people use.
SEBUTAN_LAIN = {
    "arah": {
        "positif": "naik",
        "maximize": "naik",
        "higher": "naik",
        "makin tinggi makin baik": "naik",
        "semakin tinggi semakin baik": "naik",
        "negatif": "turun_selisih",
        "minimize": "turun_selisih",
        "lower": "turun_selisih",
        "turun": "turun_selisih",
        "makin rendah makin baik": "turun_selisih",
        "semakin rendah semakin baik": "turun_selisih",
        "predikat": "ordinal",
        "tingkat": "ordinal",
    },
    "metode": {
        "kumulatif": "jumlah",
        "sum": "jumlah",
        "dijumlahkan": "jumlah",
        "non kumulatif": "nilai_akhir",
        "posisi terakhir": "nilai_akhir",
        "take last known": "nilai_akhir",
        "average": "rata_rata",
        "rerata": "rata_rata",
    },
    "frekuensi": {"bulan": "bulan", "tw": "triwulan", "per triwulan": "triwulan", "per bulan": "bulan"},
    "kontribusi": {"sendiri": "tunggal", "dijumlahkan": "jumlah", "dirata ratakan": "rata_rata"},
    "jenjang": {"subkegiatan": "sub_kegiatan", "sasaran strategis": "sasaran"},
}
PILIHAN = {
    "jenjang": Simpul.Jenjang,
    "arah": VersiIndikator.Arah,
    "metode": VersiIndikator.Metode,
    "frekuensi": VersiIndikator.Frekuensi,
    "kontribusi": PenanggungJawabData.Kontribusi,
}
_MAKNA = {
    kunci: {normal(str(label)): nilai for nilai, label in pilihan.choices}
    | {normal(nilai): nilai for nilai in pilihan.values}
    | {normal(kata): nilai for kata, nilai in SEBUTAN_LAIN[kunci].items()}
    for kunci, pilihan in PILIHAN.items()
}


def makna(kunci: str, teks: str) -> str | None:
    """The stored value for what was typed in a column with a fixed list; None where it is none of them."""
    return _MAKNA[kunci].get(normal(teks))


def label(kunci: str, nilai: str) -> str:
    """A stored value as people read it."""
    return str(PILIHAN[kunci](nilai).label) if nilai else ""
