"""An uploaded form, read in a bounded way: whose it is, and which cells belong to which row. Changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from organisasi.lembar.baca import buka
from organisasi.lembar.bentuk import JUTA, Batas, BerkasDitolak, Buku, Lembar, Sel
from organisasi.lembar.pindai import nama_kolom
from pengumpulan.buku.bahan import putaran
from pengumpulan.buku.bentuk import (
    ISIAN,
    LEMBAR_KUNCI,
    Kunci,
    KunciBaris,
    KunciLembar,
    buka_kunci,
    ciri,
    lahir,
    sebut_formulir,
)
from pengumpulan.models import Formulir

# Far above a form of 200 rows whose every cell is full.
BATAS = Batas(
    byte=5 * JUTA,
    byte_terurai=32 * JUTA,
    lembar=10,
    baris=2_000,
    kolom=60,
    sel=60_000,
    huruf=6_000_000,
    tersembunyi=frozenset({LEMBAR_KUNCI.casefold()}),
)
KEPALA_TERJAUH = 40  # rows from the top, where somebody put something above the table
UNDUH_LAGI = "Unduh formulir Excel yang baru, lalu salin isian Anda ke dalamnya."


@dataclass(frozen=True)
class BarisBerkas:
    """One row of the upload: its key, and its cells by column."""

    kunci: KunciBaris
    lembar: str
    nomor: int
    sel: Mapping[str, Sel]

    @property
    def tempat(self) -> str:
        """``Formulir baris 9``."""
        return f"{self.lembar} baris {self.nomor}"


@dataclass(frozen=True)
class BarisAsing:
    """A row of the upload that is none of the form's."""

    tempat: str
    sebutan: str
    sel: str
    kalimat: str


@dataclass(frozen=True)
class BukuTerbaca:
    """A form's workbook as it came back. ``hilang``: rows of the form that are no longer in it."""

    kunci: Kunci
    baris: tuple[BarisBerkas, ...]
    asing: tuple[BarisAsing, ...]
    hilang: int


def baca_buku(isi: bytes) -> BukuTerbaca:
    """Read an upload, or refuse it with a sentence that says what to do (``BerkasDitolak``)."""
    buku = buka(isi, BATAS)
    kunci = buka_kunci(_teks_kunci(buku))
    baris: list[BarisBerkas] = []
    asing: list[BarisAsing] = []
    for lembar in kunci.lembar:
        if (ada := buku.lembar_bernama(lembar.nama)) is None:
            raise BerkasDitolak(
                f"Lembar “{lembar.nama}” tidak ada: lembarnya dihapus atau dinamai ulang. Kembalikan namanya lalu "
                "unggah lagi, atau unduh formulir Excel yang baru dan salin isian Anda ke dalamnya."
            )
        _baca_lembar(ada, lembar, baris, asing)
    jumlah = sum(len(satu.baris) for satu in kunci.lembar)
    return BukuTerbaca(kunci, tuple(baris), tuple(asing), jumlah - len(baris))


def periksa_milik(kunci: Kunci, formulir: Formulir) -> None:
    """Refuse the workbook of another form, or one taken along before the form last came back."""
    if (kunci.formulir, kunci.lahir) != (formulir.pk, lahir(formulir)):
        raise BerkasDitolak(
            f"Berkas ini formulir {kunci.sebutan}, bukan {sebut_formulir(formulir)}. "
            "Pilih berkas yang benar, atau unggah dari halaman formulirnya."
        )
    if kunci.putaran != putaran(formulir):
        raise BerkasDitolak(
            "Berkas ini diunduh sebelum formulir dikembalikan, jadi catatan perbaikannya belum ada di dalamnya. "
            f"{UNDUH_LAGI}"
        )


def _teks_kunci(buku: Buku) -> str:
    lembar = buku.lembar_bernama(LEMBAR_KUNCI)
    potongan = [str(satu[0].nilai or "") for satu in lembar.baris[1:]] if lembar else []
    return "".join(satu[1:] for satu in potongan if satu.startswith("k"))


def _baca_lembar(
    lembar: Lembar, kunci: KunciLembar, baris: list[BarisBerkas], asing: list[BarisAsing]
) -> None:
    kepala, letak = _cari_kepala(lembar, kunci)
    sudah: dict[int, int] = {}
    for ke, isi in enumerate(lembar.baris[kepala:], kepala + 1):
        sel = {nama: isi[kolom] for nama, kolom in letak.items()}
        tempat, nomor = f"{lembar.nama} baris {ke}", _nomor(sel)
        sebutan = " ".join(str(sel[nama].nilai or "") for nama in ("kode", "indikator")).strip()[:120]

        def tolak(nama, kalimat, tempat=tempat, sebutan=sebutan, sel=sel):
            asing.append(BarisAsing(tempat, sebutan, sel[nama].alamat, kalimat))

        terisi = next((nama for nama in ISIAN if nama in sel and sel[nama].nilai is not None), None)
        if not isinstance(nomor, Decimal):
            if terisi:
                tolak(
                    terisi,
                    "Baris ini tidak ada pada formulir. Baris baru ditambahkan Tim SAKIP, bukan di Excel.",
                )
            continue
        if nomor != int(nomor) or not 1 <= nomor <= len(kunci.baris):
            tolak("nomor", "Nomor baris ini tidak ada pada formulir. Kembalikan nomornya seperti semula.")
            continue
        milik = kunci.baris[int(nomor) - 1]
        if int(nomor) in sudah:
            tolak("nomor", f"Nomor ini sudah dipakai baris {sudah[int(nomor)]}. Hapus salah satunya.")
        elif _ciri(sel) != milik.ciri:
            tolak(
                "kode",
                "Kode, nama, atau satuan baris ini berubah dari aslinya. Kembalikan seperti semula, atau unduh "
                "formulir yang baru.",
            )
        else:
            baris.append(BarisBerkas(milik, lembar.nama, ke, sel))
        sudah.setdefault(int(nomor), ke)


def _nomor(sel: Mapping[str, Sel]) -> object:
    """The number of a row; some programs save it as text. The heading of a group has no code and no name."""
    nilai = sel["nomor"].nilai
    bernama = sel["kode"].nilai is not None or sel["indikator"].nilai is not None
    if bernama and isinstance(nilai, str) and nilai.isascii() and nilai.isdigit() and len(nilai) < 6:
        return Decimal(nilai)
    return nilai


def _ciri(sel: Mapping[str, Sel]) -> str:
    """The fingerprint of what names a row, as it was when it was taken along."""
    return ciri(str(sel[nama].nilai or "") if nama in sel else "" for nama in ("kode", "indikator", "satuan"))


def _cari_kepala(lembar: Lembar, kunci: KunciLembar) -> tuple[int, dict[str, int]]:
    """(rows up to and including the heading, {column: place in a row})."""
    for ke in (kunci.kepala, *range(1, KEPALA_TERJAUH)):
        if ke > len(lembar.baris):
            continue
        judul = {_rapi(sel.nilai): kolom for kolom, sel in reversed(list(enumerate(lembar.baris[ke - 1])))}
        letak = {nama: judul[_rapi(satu)] for nama, satu in kunci.kolom if _rapi(satu) in judul}
        if len(letak) == len(kunci.kolom):
            return ke, letak
    kolom = nama_kolom(len(kunci.kolom))
    raise BerkasDitolak(
        f"Lembar “{lembar.nama}”: judul kolom A sampai {kolom} pada baris {kunci.kepala} tidak lengkap. "
        f"Jangan menghapus atau menamai ulang kolom. {UNDUH_LAGI}"
    )


def _rapi(teks: object) -> str:
    return " ".join(str(teks or "").split()).casefold()
