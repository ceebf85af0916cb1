"""Where the table begins: the rows of headings among titles, merged cells and column numbers."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from organisasi.lembar.baca import Buku, Lembar, Sel
from organisasi.lembar.pindai import RENTANG, nomor_kolom
from organisasi.muatan.nama import normal
from perencanaan.muat_pk.isian import rapikan
from perencanaan.muat_tabel.bidang import CAMPUR, JENJANG, NAMA, TINGKAT, Judul, bidang_judul

# Titles above a table are few; further down a heading belongs to another table.
TERJAUH = 60
KEPALA_TERTINGGI = 3
CUKUP_KENAL = 3
BOBOT = {NAMA: 4}
# What fills such a column often begins with the word of its heading.
BIDANG_BERISI_NAMA = frozenset({*TINGKAT, CAMPUR, JENJANG, "unit"})
POLA_HURUF = re.compile(r"^[A-Z]+")
POLA_NOMOR_KOLOM = re.compile(r"^\(?\d{1,2}\)?(?:\s*[=:(].*)?$")


@dataclass(frozen=True)
class Kepala:
    """A table's headings. Row numbers as Excel counts them; ``data`` is the first row below them."""

    lembar: Lembar
    baris: int
    data: int
    judul: tuple[Judul, ...]
    nilai: int

    @property
    def kunci(self) -> str:
        """How an answer names it."""
        return f"{self.lembar.nama}:{self.baris}"

    @property
    def sidik(self) -> str:
        """SHA-256 of the headings, the same for every table of that shape."""
        return hashlib.sha256("|".join(satu.normal for satu in self.judul).encode()).hexdigest()


def cari_kepala(buku: Buku) -> list[Kepala]:
    """All places that look like the headings of a table of indicators, the likeliest first."""
    hasil = []
    for lembar in buku.lembar:
        baris = 1
        while baris <= min(len(lembar.baris), TERJAUH):
            if _mengandung_indikator(lembar.baris[baris - 1]):
                kepala = susun_kepala(lembar, baris)
                if kepala.nilai >= CUKUP_KENAL + BOBOT[NAMA] - 1:
                    hasil.append(kepala)
                    baris = kepala.data
            baris += 1
    return sorted(hasil, key=lambda satu: -satu.nilai)


def calon_kepala(buku: Buku) -> list[Kepala]:
    """Rows of several texts, where no headings are known: the person points at them."""
    hasil = []
    for lembar in buku.lembar:
        for nomor, isi in enumerate(lembar.baris[:TERJAUH], start=1):
            if sum(isinstance(sel.nilai, str) for sel in isi) >= CUKUP_KENAL:
                hasil.append(susun_kepala(lembar, nomor))
                if len(hasil) >= 12:
                    return hasil
    return hasil


def susun_kepala(lembar: Lembar, baris: int) -> Kepala:
    """The headings that begin in that row, with the rows of headings below it."""
    tertutup = _sel_gabungan(lembar)
    rentang = [baris]
    while len(rentang) < KEPALA_TERTINGGI and _judul_lanjutan(lembar, rentang[-1] + 1, baris, tertutup):
        rentang.append(rentang[-1] + 1)
    kolom = [_huruf(sel) for sel in lembar.baris[baris - 1]]
    judul = [Judul(huruf, _tulisan(lembar, rentang, ke, tertutup)) for ke, huruf in enumerate(kolom)]
    data = rentang[-1] + 1
    while data <= len(lembar.baris) and nomor_kolom_tercetak(lembar.baris[data - 1]):
        data += 1
    isi = {bidang_judul(satu.normal) for satu in judul} - {None}
    return Kepala(lembar, baris, data, tuple(judul), sum(BOBOT.get(satu, 1) for satu in isi))


def _mengandung_indikator(isi: Sequence[Sel]) -> bool:
    """A heading names the indicator in few words; a title sentence has more."""
    return (
        any(
            isinstance(sel.nilai, str) and len(sel.nilai) < 60 and bidang_judul(normal(sel.nilai)) == NAMA
            for sel in isi
        )
        and sum(sel.nilai is not None for sel in isi) >= 2
    )


def _judul_lanjutan(
    lembar: Lembar, baris: int, awal: int, tertutup: dict[tuple[int, int], tuple[int, int]]
) -> bool:
    """Does this row carry on the headings? It stands below merged or blank ones, and says what we know."""
    if baris > len(lembar.baris) or nomor_kolom_tercetak(lembar.baris[baris - 1]):
        return False
    isi = lembar.baris[baris - 1]
    terisi = [ke for ke, sel in enumerate(isi) if sel.nilai is not None]
    if not terisi:
        return False
    indikator = [
        ke
        for ke, sel in enumerate(lembar.baris[awal - 1])
        if isinstance(sel.nilai, str) and bidang_judul(normal(sel.nilai)) == NAMA
    ]
    if any(ke in terisi and (baris, ke) not in tertutup for ke in indikator):
        return False
    if any(_di_bawah_judul_sendiri(lembar, baris, awal, ke, tertutup) for ke in terisi):
        return False
    kenal = [ke for ke in terisi if _judul_pendek(isi[ke])]
    return len(kenal) >= 1 and len(kenal) * 2 >= len(terisi)


def _di_bawah_judul_sendiri(
    lembar: Lembar, baris: int, awal: int, kolom: int, tertutup: dict[tuple[int, int], tuple[int, int]]
) -> bool:
    """Does the cell name a program, a unit and the like below a heading of its column alone? Then it is data:
    a first row of only “Program Penunjang” would read like a heading."""
    bidang = bidang_judul(normal(_teks(lembar, (baris, kolom))))
    if bidang not in BIDANG_BERISI_NAMA or not _teks(lembar, (awal, kolom)) or (baris, kolom) in tertutup:
        return False
    isi = lembar.baris[awal - 1]
    melebar = tertutup.get((awal, kolom)) is not None or (
        kolom + 1 < len(isi) and isi[kolom + 1].nilai is None and bool(_teks(lembar, (baris, kolom + 1)))
    )
    return not melebar


def _judul_pendek(sel: Sel) -> bool:
    """``2027``, ``TW I``, ``Jan``, ``K``, ``Rp``: what stands below a heading that spans several columns."""
    teks = normal(str(sel.nilai)) if isinstance(sel.nilai, str) else ""
    if not teks and sel.nilai is not None and not isinstance(sel.nilai, bool):
        teks = str(sel.nilai)
        return len(teks) == 4 and teks.startswith("20")
    return len(teks) <= 40 and (
        bidang_judul(teks) is not None or teks in {"k", "rp", "kinerja", "i", "ii", "iii", "iv"}
    )


def _tulisan(
    lembar: Lembar, rentang: Sequence[int], kolom: int, tertutup: dict[tuple[int, int], tuple[int, int]]
) -> str:
    """All headings above a column, top down, each once."""
    bagian: list[str] = []
    for ke, baris in enumerate(rentang):
        asal = tertutup.get((baris, kolom), (baris, kolom))
        teks = _teks(lembar, asal)
        if not teks and ke + 1 < len(rentang) and any(_teks(lembar, (b, kolom)) for b in rentang[ke + 1 :]):
            # A heading over several columns that nobody merged.
            teks = next((t for k in range(kolom - 1, -1, -1) if (t := _teks(lembar, (baris, k)))), "")
        if teks and teks not in bagian:
            bagian.append(teks)
    return " ".join(bagian)


def _teks(lembar: Lembar, di: tuple[int, int]) -> str:
    nilai = lembar.baris[di[0] - 1][di[1]].nilai
    return rapikan(str(nilai)) if nilai is not None else ""


def _sel_gabungan(lembar: Lembar) -> dict[tuple[int, int], tuple[int, int]]:
    """{(row, column from 0): the first cell of its merged range}."""
    hasil = {}
    for rentang in lembar.gabungan:
        kiri, atas, kanan, bawah = RENTANG.fullmatch(rentang).groups()
        awal = (int(atas), nomor_kolom(kiri) - 1)
        for baris in range(int(atas), int(bawah) + 1):
            for kolom in range(nomor_kolom(kiri) - 1, nomor_kolom(kanan)):
                hasil[baris, kolom] = awal
    return hasil


def nomor_kolom_tercetak(isi: Sequence[Sel]) -> bool:
    """The row of column numbers that officials print below headings: 1, 2, 3, or (1) (2) (3)."""
    terisi = [str(sel.nilai) for sel in isi if sel.nilai is not None]
    return len(terisi) >= 3 and all(POLA_NOMOR_KOLOM.match(satu) for satu in terisi)


def _huruf(sel: Sel) -> str:
    return POLA_HURUF.match(sel.alamat)[0]
