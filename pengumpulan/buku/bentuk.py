"""What the workbook of a form is made of: its sheets, its columns, and the signed key that says whose it is."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.core import signing

from organisasi.lembar.bentuk import BerkasDitolak
from organisasi.lembar.rupa import bersihkan
from organisasi.lembar.tulis import Kolom
from pengumpulan.models import Formulir, Keadaan

# Counts up when an older workbook could be misread.
BENTUK = 1
GARAM = "pengumpulan.buku"
LEMBAR_FORMULIR, LEMBAR_ANGGARAN, LEMBAR_KUNCI = "Formulir", "Anggaran", "Kunci"
POTONGAN_KUNCI = 4000  # letters of the key in one cell
DIHITUNG = "dihitung"
DAFTAR_KEADAAN = "Keadaan"
LABEL_KEADAAN = {satu.label.casefold(): satu.value for satu in Keadaan}

ANGKA = ("nilai", "pembilang", "penyebut")
TULISAN = {"sumber": 2000, "faktor_pendukung": 4000, "faktor_penghambat": 4000, "rencana_perbaikan": 4000}
# What one cell of the grid says together: whoever changes one of these has answered for all of them.
ISI_ANGKA = ("keadaan", *ANGKA, "tingkat", "alasan", "menyusul_pada")
ISIAN = (*ANGKA, "tingkat", "keadaan", "alasan", "menyusul_pada", *TULISAN, "jawaban")

KOLOM = (
    Kolom("nomor", "No.", 5, "angka", boleh_diisi=False),
    Kolom("kode", "Kode", 11, boleh_diisi=False),
    Kolom("indikator", "Indikator", 36, boleh_diisi=False),
    Kolom("satuan", "Satuan", 11, boleh_diisi=False),
    Kolom("target", "Target", 13, "angka", boleh_diisi=False, keterangan="Target periode baris ini."),
    Kolom("sebelumnya", "Sebelumnya", 14, "angka", boleh_diisi=False),
    Kolom("status", "Status", 14, boleh_diisi=False),
    Kolom(
        "nilai",
        "Realisasi",
        14,
        "angka",
        keterangan="Angkanya saja, tanpa satuan. Nol ditulis 0. Pada baris rasio sel ini dihitung SAKIP.",
        contoh="93,25",
    ),
    Kolom("pembilang", "Pembilang", 13, "angka", keterangan="Hanya untuk indikator rasio.", contoh="31"),
    Kolom("penyebut", "Penyebut", 13, "angka", keterangan="Hanya untuk indikator rasio.", contoh="35"),
    Kolom(
        "tingkat",
        "Tingkat",
        13,
        keterangan="Hanya untuk indikator bertingkat: pilih predikatnya.",
        contoh="BB",
    ),
    Kolom(
        "keadaan",
        "Keadaan",
        18,
        "pilihan",
        DAFTAR_KEADAAN,
        keterangan="Boleh kosong bila angkanya diisi. Pilih Belum diisi untuk mengosongkan angka yang sudah ada.",
        contoh="Menyusul",
    ),
    Kolom(
        "alasan",
        "Alasan",
        28,
        keterangan="Wajib untuk keadaan Menyusul, Belum waktunya, Tidak dapat diukur dan Angka sementara.",
        contoh="Menunggu rilis data",
    ),
    Kolom(
        "menyusul_pada",
        "Menyusul paling lambat",
        17,
        "tanggal",
        keterangan="Hanya untuk keadaan Menyusul.",
        contoh="15/4/2026",
    ),
    Kolom("sumber", "Sumber angka", 24, keterangan="Dari mana angkanya.", contoh="Register pelayanan"),
    Kolom("faktor_pendukung", "Faktor pendukung", 30, keterangan="Apa yang membuat berhasil."),
    Kolom("faktor_penghambat", "Kendala", 30, keterangan="Apa yang menghambat."),
    Kolom("rencana_perbaikan", "Rencana perbaikan", 30, keterangan="Apa yang akan dilakukan."),
    Kolom("perbaikan", "Catatan perbaikan", 34, boleh_diisi=False),
    Kolom("jawaban", "Yang sudah diperbaiki", 34, keterangan="Jawaban atas catatan perbaikan di sebelahnya."),
)
KOLOM_ANGGARAN = (
    Kolom("nomor", "No.", 5, "angka", boleh_diisi=False),
    Kolom("kode", "Kode", 18, boleh_diisi=False),
    Kolom("indikator", "Program/kegiatan", 52, boleh_diisi=False),
    Kolom("pagu", "Pagu (Rp)", 20, "angka", boleh_diisi=False),
    Kolom("sebelumnya", "Sebelum periode ini (Rp)", 20, "angka", boleh_diisi=False),
    Kolom("status", "Status", 16, boleh_diisi=False),
    Kolom(
        "nilai",
        "Periode ini (Rp)",
        20,
        "angka",
        keterangan="Belanja selama periode ini saja, bukan kumulatif, dalam rupiah penuh.",
        contoh="12500000",
    ),
    Kolom("perbaikan", "Catatan perbaikan", 34, boleh_diisi=False),
    Kolom("jawaban", "Yang sudah diperbaiki", 34, keterangan="Jawaban atas catatan perbaikan di sebelahnya."),
)
JUDUL = {satu.kunci: satu.judul for satu in KOLOM}


@dataclass(frozen=True)
class KunciBaris:
    """One row as it was taken along.

    ``kunci`` is the row's prefix on the page (``b12``, ``a7``), ``versi`` that of its figure, ``ciri`` the
    fingerprint of what names it, ``semula`` the spending that stood there, ``perbaikan`` the remark whose answer
    the row asks for, ``jawaban`` the fingerprint of the answer that stood there.
    """

    kunci: str
    versi: int
    ciri: str
    semula: str = ""
    perbaikan: int = 0
    jawaban: str = ""


@dataclass(frozen=True)
class KunciLembar:
    """A sheet to fill: the row of its heading, and its columns as (key, heading)."""

    nama: str
    kepala: int
    kolom: tuple[tuple[str, str], ...]
    baris: tuple[KunciBaris, ...]


@dataclass(frozen=True)
class Kunci:
    """Whose form a workbook is, and what stood in it. ``sebutan`` names it for people."""

    formulir: int
    lahir: str
    putaran: int
    sebutan: str
    dibuat: str
    lembar: tuple[KunciLembar, ...]

    def tanda_tangani(self) -> str:
        """The key with its HMAC, in letters that no spreadsheet program changes."""
        isi = [BENTUK, self.formulir, self.lahir, self.putaran, self.sebutan, self.dibuat]
        isi.append(
            [
                [
                    satu.nama,
                    satu.kepala,
                    satu.kolom,
                    [[b.kunci, b.versi, b.ciri, b.semula, b.perbaikan, b.jawaban] for b in satu.baris],
                ]
                for satu in self.lembar
            ]
        )
        return signing.dumps(isi, salt=GARAM, compress=True)


def buka_kunci(teks: str) -> Kunci:
    """The key of a workbook, or a refusal: not ours, changed, or of an older kind."""
    try:
        isi = signing.loads(teks, salt=GARAM)
    except signing.BadSignature as salah:
        raise BerkasDitolak(
            "Berkas ini bukan formulir yang diunduh dari SAKIP ini, atau lembar kuncinya berubah. "
            "Unduh formulir Excel dari halaman formulir, isi, lalu unggah berkas itu."
        ) from salah
    if isi[0] != BENTUK:
        raise BerkasDitolak(
            "Berkas ini diunduh dari SAKIP versi lama. Unduh formulir Excel yang baru, lalu salin isian Anda."
        )
    *awal, lembar = isi[1:]
    return Kunci(
        *awal,
        tuple(
            KunciLembar(nama, kepala, tuple(map(tuple, kolom)), tuple(KunciBaris(*satu) for satu in baris))
            for nama, kepala, kolom, baris in lembar
        ),
    )


def sebut_formulir(formulir: Formulir) -> str:
    """``Bidang Satu, Pengumpulan Data TW I 2026, Dinas Contoh``."""
    return f"{formulir.unit}, {formulir.pengumpulan}, {formulir.pengumpulan.opd.nama}"


def lahir(formulir: Formulir) -> str:
    """When the collection came to be: two installations never share it, whatever their numbers."""
    return formulir.pengumpulan.dibuat_pada.isoformat()


def ciri(teks: Iterable[str]) -> str:
    """A short fingerprint of texts, as they read: spaces and line ends do not count."""
    rapi = "\n".join(" ".join(bersihkan(satu).split()) for satu in teks)
    return hashlib.sha256(rapi.encode()).hexdigest()[:12] if rapi.strip() else ""


def seperti_di_sel(teks: str) -> str:
    """A stored text as it comes back from a cell."""
    return bersihkan(teks).strip()
