"""The workbook that one OPD fills for one year: its tree, its indicators and targets, lists and help."""

from collections import defaultdict

from organisasi.lembar.tulis import BukuTulis, Kolom
from organisasi.models import OPD
from perencanaan.models import Indikator, Simpul
from perencanaan.muat_pk.angka_kolom import PAGU, TARGET
from perencanaan.muat_pk.baca import kode_berkas
from perencanaan.muat_pk.keadaan import Keadaan, baca_keadaan
from perencanaan.muat_pk.kolom import (
    INDIKATOR,
    JUDUL_BULAN,
    JUDUL_SEMESTER,
    JUDUL_TRIWULAN,
    KOLOM_INDIKATOR,
    KOLOM_POHON,
    PILIHAN,
    POHON,
    KolomTeks,
    label,
)
from perencanaan.muat_pk.susun_pohon import kunci_simpul, sebut_simpul
from perencanaan.muat_pk.susun_target import NilaiTarget

SATUAN_LAZIM = (
    "%",
    "Angka",
    "Indeks",
    "Nilai",
    "Predikat",
    "Orang",
    "Dokumen",
    "Laporan",
    "Kegiatan",
    "Unit",
    "Paket",
    "Bulan",
)
JUDUL_DAFTAR = {
    "jenjang": "Jenjang",
    "jabatan": "Jabatan",
    "unit": "Unit kerja",
    "satuan": "Satuan",
    "arah": "Arah",
    "metode": "Metode periode",
    "frekuensi": "Periode pengukuran",
    "kontribusi": "Sumbangan unit",
}
# Several units stand in one cell, set apart by semicolons; a satuan need not be one of the list.
BEBAS = {"unit", "satuan", "kontribusi"}
KETERANGAN = {
    "jenjang": "Tujuan, Sasaran, Program, Kegiatan, atau Sub Kegiatan.",
    "kunci": "Pengenal baris yang tersimpan (S…); jangan diubah. Baris baru: kosongkan, atau beri kunci sendiri "
    "(misalnya B1) agar baris lain dapat menunjuknya.",
    "kode": "Kode rekening program/kegiatan, ditulis apa adanya.",
    "uraian": "Nama tujuan, sasaran, program, atau kegiatan.",
    "induk": "Kunci (S12, B1) atau uraian baris di atasnya.",
    "jabatan": "Jabatan yang memperjanjikannya. Boleh kosong.",
    PAGU: "Angka rupiah lengkap.",
}
KETERANGAN_INDIKATOR = {
    "kode": "Kode indikator yang tersimpan; jangan diubah. Baris baru: kosongkan, kode dibuatkan (IKU-001, …).",
    "letak": "Kunci (S12, B1) atau uraian tujuan/sasaran/program/kegiatan dari lembar Pohon.",
    "nama": "Nama indikator. Nama indikator berkode boleh diperbaiki.",
    "satuan": "Seperti pada lembar Daftar; boleh yang lain.",
    "arah": "Kosong pada indikator baru: diusulkan.",
    "metode": "Bagaimana angka bulan atau triwulan menjadi angka tahun. Kosong pada indikator baru: diusulkan.",
    "frekuensi": "Seberapa sering diukur.",
    "unit": "Unit yang membawa angkanya, seperti pada lembar Daftar. Beberapa unit dipisah titik koma.",
    "kontribusi": "Perlu bila unitnya lebih dari satu: satu kata untuk semua, atau dipisah titik koma.",
    "pembilang": "Hanya untuk metode Rasio.",
    "penyebut": "Hanya untuk metode Rasio.",
    TARGET: "Angka (62,26), rentang (80 - 90), atau predikat (BB).",
}
CONTOH = {
    "jenjang": "Program",
    "kunci": "S12",
    "kode": "5.01.02",
    "uraian": "Program Penanggulangan Bencana",
    "induk": "S3",
    "jabatan": "Kepala Bidang …",
    PAGU: "827.924.000",
}
CONTOH_INDIKATOR = {
    "kode": "IKU-001",
    "letak": "S12",
    "nama": "Indeks Ketahanan Daerah",
    "satuan": "Angka",
    "unit": "Bidang A; Bidang B",
    "kontribusi": "Dijumlahkan dengan unit lain",
    TARGET: "0,9",
    "bulan-1": "0,1",
    "triwulan-1": "0,3",
}


def susun_buku(opd: OPD, tahun: int) -> bytes:
    """The workbook, filled with what is stored."""
    keadaan = baca_keadaan(opd, tahun)
    judul = f"Perjanjian Kinerja {tahun}"
    kode = kode_berkas(opd, tahun)
    buku = BukuTulis(f"{judul} {opd.nama}")
    kolom_pohon = [
        *map(_kolom_pohon, KOLOM_POHON),
        Kolom(PAGU, "Pagu (Rp)", 20, "rupiah", "", KETERANGAN[PAGU]),
    ]
    kolom_indikator = _kolom_indikator(keadaan)
    info = [f"{opd.nama} · tahun {tahun} · kode berkas {kode}"]
    buku.lembar(POHON, f"Pohon kinerja {tahun}", info, kolom_pohon, baris_pohon(keadaan), beku=4)
    buku.lembar(
        INDIKATOR, f"Indikator dan target {tahun}", info, kolom_indikator, baris_indikator(keadaan), beku=3
    )
    _isi_daftar(buku, keadaan)
    buku.petunjuk(f"Petunjuk mengisi {judul}", _alinea(opd, tahun, kode), [*kolom_pohon, *kolom_indikator])
    return buku.bytes()


def _alinea(opd: OPD, tahun: int, kode: str) -> list[str]:
    return [
        f"Kode berkas: {kode}. Buku kerja ini milik {opd.nama}, tahun {tahun}; untuk OPD atau tahun lain unduh "
        "yang lain.",
        "Isi lembar Pohon dahulu (tujuan sampai sub kegiatan), lalu lembar Indikator. Sesudah diunggah, semua "
        "perubahan ditampilkan baris demi baris untuk diperiksa; baru sesudah Anda setujui semuanya diterapkan "
        "sekaligus. Bila satu baris ditolak, tidak ada yang diterapkan.",
        "Memuat berkas tidak pernah menghapus. Baris yang tidak ada di berkas tetap seperti tersimpan, dan sel "
        "yang dikosongkan tidak mengubah apa pun. Yang perlu dihapus dihapus di aplikasi.",
        "Baris yang tersimpan dikenali dari Kunci dan Kode, jadi uraian dan nama boleh diperbaiki. Baris baru "
        "tidak memerlukan keduanya.",
        "Angka ditulis dengan koma desimal (62,26) dan titik ribuan (1.234). Satuan boleh ikut tertulis "
        "(0,9 Angka). Belum ada target: kosongkan; jangan diisi 0.",
        "Target Perjanjian Kinerja yang sudah ditandatangani tidak berubah lewat berkas ini; buat PK "
        "Perubahan dahulu.",
    ]


# -- columns ----------------------------------------------------------------------------------------


def _kolom_pohon(satu: KolomTeks) -> Kolom:
    return _kolom(satu, KETERANGAN.get(satu.kunci, ""), CONTOH.get(satu.kunci, ""))


def _kolom(satu: KolomTeks, keterangan: str, contoh: str) -> Kolom:
    pilih = bool(satu.daftar) and satu.daftar not in BEBAS
    return Kolom(
        satu.kunci,
        satu.judul,
        satu.lebar,
        "pilihan" if pilih else "teks",
        JUDUL_DAFTAR[satu.daftar] if pilih else "",
        keterangan,
        contoh=contoh,
    )


def _kolom_indikator(keadaan: Keadaan) -> list[Kolom]:
    judul = {TARGET: f"Target {keadaan.tahun}"} | JUDUL_BULAN | JUDUL_TRIWULAN
    if any(satu[0] == "semester" for periode in keadaan.periode.values() for satu in periode):
        judul |= JUDUL_SEMESTER
    judul |= {f"renstra-{tahun}": f"Renstra {tahun}" for tahun in keadaan.tahun_renstra}
    return [
        *(
            _kolom(satu, KETERANGAN_INDIKATOR.get(satu.kunci, ""), CONTOH_INDIKATOR.get(satu.kunci, ""))
            for satu in KOLOM_INDIKATOR
        ),
        *(
            Kolom(
                kunci,
                tulisan,
                14 if kunci == TARGET else 11,
                "angka",
                keterangan=KETERANGAN_INDIKATOR.get(
                    kunci, "Target Renstra." if kunci[:7] == "renstra" else ""
                ),
                contoh=CONTOH_INDIKATOR.get(kunci, ""),
            )
            for kunci, tulisan in judul.items()
        ),
    ]


def _isi_daftar(buku: BukuTulis, keadaan: Keadaan) -> None:
    satuan = {versi.satuan for daftar in keadaan.definisi.values() for versi in daftar if versi.satuan}
    isi = {
        "jabatan": [satu.nama for satu in keadaan.jabatan if satu.aktif],
        "unit": [satu.nama for satu in keadaan.unit if satu.aktif],
        "satuan": sorted(satuan | set(SATUAN_LAZIM), key=str.casefold),
    } | {kunci: [str(label) for label in pilihan.labels] for kunci, pilihan in PILIHAN.items()}
    for kunci, judul in JUDUL_DAFTAR.items():
        buku.daftar(judul, isi[kunci])


# -- rows -------------------------------------------------------------------------------------------


def urut_pohon(keadaan: Keadaan) -> list[Simpul]:
    """The nodes as the tree reads: each below its parent, in their order."""
    anak = defaultdict(list)
    for simpul in sorted(keadaan.simpul.values(), key=lambda satu: (satu.urutan, satu.pk)):
        anak[simpul.induk_id if simpul.induk else None].append(simpul)
    hasil, tumpukan = [], list(reversed(anak[None]))
    while tumpukan:
        simpul = tumpukan.pop()
        hasil.append(simpul)
        tumpukan.extend(reversed(anak[simpul.pk]))
    return hasil


def baris_pohon(keadaan: Keadaan) -> list[dict]:
    """The sheet of the tree."""
    jabatan = {satu.pk: satu.nama for satu in keadaan.jabatan}
    return [
        {
            "jenjang": simpul.get_jenjang_display(),
            "kunci": kunci_simpul(simpul),
            "kode": simpul.kode,
            "uraian": simpul.uraian,
            "induk": sebut_simpul(simpul.induk) if simpul.induk else "",
            "jabatan": jabatan.get(simpul.penanggung_jawab_id, ""),
            PAGU: keadaan.pagu[simpul.pk].nilai if simpul.pk in keadaan.pagu else None,
        }
        for simpul in urut_pohon(keadaan)
    ]


def baris_indikator(keadaan: Keadaan) -> list[dict]:
    """The sheet of indicators, in the order of the tree."""
    milik = defaultdict(list)
    for satu in sorted(keadaan.penempatan.values(), key=lambda p: (p.urutan, p.pk)):
        milik[satu.simpul_id].append(keadaan.indikator[satu.indikator_id])
    return [_baris(keadaan, simpul, satu) for simpul in urut_pohon(keadaan) for satu in milik[simpul.pk]]


def _baris(keadaan: Keadaan, simpul: Simpul, indikator: Indikator) -> dict:
    baris = {"kode": indikator.kode, "letak": sebut_simpul(simpul), "nama": indikator.nama}
    if versi := keadaan.definisi_tahun(indikator.pk):
        baris |= {
            "satuan": versi.satuan,
            "arah": label("arah", versi.arah),
            "metode": label("metode", versi.metode),
            "frekuensi": label("frekuensi", versi.frekuensi),
            "pembilang": versi.label_pembilang,
            "penyebut": versi.label_penyebut,
        }
    pemegang = keadaan.pemegang_tahun(indikator.pk)
    baris["unit"] = "; ".join(unit.nama for unit, _ in pemegang)
    sumbangan = [label("kontribusi", kontribusi) for _, kontribusi in pemegang]
    baris["kontribusi"] = sumbangan[0] if len(set(sumbangan)) == 1 else "; ".join(sumbangan)
    if target := keadaan.target_pokok(indikator.pk):
        baris[TARGET] = target.nilai if target.nilai is not None else NilaiTarget.dari(target).tertulis
        for (jenis, nomor), (_, nilai) in keadaan.periode.get(target.pk, {}).items():
            baris[f"{jenis}-{nomor}"] = nilai
    for tahun, (_, nilai, tingkat) in keadaan.renstra.get(indikator.pk, {}).items():
        baris[f"renstra-{tahun}"] = nilai if nilai is not None else tingkat
    return baris
