"""What stands in a box of the tree: text broken into lines, chips and small drawings, and so its height. Pure."""

from dataclasses import dataclass

from laporan.bentuk import SimpulPohon
from laporan.grafik import GARIS_KUAT, TINTA, TINTA_2, WARNA
from laporan.huruf import bungkus, panjang

TERKECIL = 9.4  # px on paper: 7,05 pt, and no text is smaller
BANTALAN, TINGGI_BARIS = 8.0, 1.3
# Together with the lines that each level may take, they keep the tallest box there can be lower than a sheet.
BARIS_INDIKATOR_SEMUA, BARIS_INDIKATOR, BARIS_PEMILIK = 27, 4, 3
GELAP, PUCAT, MUDA = "#083f4a", "#eef6f7", "#d8eaec"
WARNA_TANDA = {"yatim": "merah", "buntu": "merah", "celah": "kuning", "kaitan": "ungu"}


@dataclass(frozen=True)
class Gaya:
    """How a level is drawn. Each has its own outline besides its colour, and its name stands in the box.

    ``palang`` is the bar: at the top, at the left, or none.
    """

    ukuran: float
    tebal: bool
    baris: int
    isi: str
    garis: str
    tebal_garis: float
    sudut: float
    palang: str = ""


GAYA = {
    "tujuan": Gaya(13, True, 5, MUDA, GELAP, 2.5, 14),
    "sasaran": Gaya(12, True, 6, PUCAT, WARNA["utama"], 1.5, 9),
    "program": Gaya(11, True, 6, "#ffffff", TINTA, 1.25, 0, "atas"),
    "kegiatan": Gaya(10.4, True, 6, "#ffffff", GARIS_KUAT, 1, 0, "kiri"),
    "sub_kegiatan": Gaya(9.8, False, 6, "#ffffff", "#c6d0d4", 0.75, 4),
}


@dataclass(frozen=True)
class Tulisan:
    """A line of text, ``y`` its base line, from the upper left corner of its box."""

    x: float
    y: float
    teks: str
    ukuran: float
    tebal: bool = False
    warna: str = TINTA

    @property
    def panjang(self) -> float:
        """By the table of widths."""
        return panjang(self.teks, self.ukuran, self.tebal)


@dataclass(frozen=True)
class Hiasan:
    """A chip behind text, or the small drawing before a mark (``jenis``: keping, orang, or the mark's kind)."""

    jenis: str
    x: float
    y: float
    lebar: float = 0
    tinggi: float = 0
    warna: str = "abu"


class _Isi:
    """Fills a box from the top down."""

    def __init__(self, lebar: float, gaya: Gaya):
        self.kiri = BANTALAN + (4 if gaya.palang == "kiri" else 0)
        self.lebar = lebar - self.kiri - BANTALAN
        self.y = BANTALAN - 2 + (4 if gaya.palang == "atas" else 0)
        self.tulisan: list[Tulisan] = []
        self.hiasan: list[Hiasan] = []

    def baris(self, teks, ukuran, *, tebal=False, warna=TINTA, terbanyak=1, masuk=0.0, jeda=0.0) -> None:
        """Wrapped text; ``masuk`` px from the left, ``jeda`` px above."""
        self.y += jeda
        for satu in bungkus(teks, self.lebar - masuk, ukuran, tebal, terbanyak):
            self.y += ukuran * TINGGI_BARIS
            self.tulisan.append(
                Tulisan(self.kiri + masuk, self.y - ukuran * 0.28, satu, ukuran, tebal, warna)
            )

    def bertanda(self, jenis, teks, *, warna=TINTA_2, nada="abu", terbanyak=2, tebal=False, jeda=0.0) -> None:
        """Text behind a small drawing."""
        self.hiasan.append(
            Hiasan(jenis, self.kiri, self.y + jeda + 2.2, TERKECIL * 0.85, TERKECIL * 0.85, nada)
        )
        self.baris(
            teks, TERKECIL, tebal=tebal, warna=warna, terbanyak=terbanyak, masuk=TERKECIL * 1.35, jeda=jeda
        )

    def keping_kanan(self, label: str, teks: str, nada: str) -> bool:
        """The chip in the upper right corner, where it has room beside the label."""
        lebar = panjang(teks, TERKECIL, True) + 10
        if panjang(label, TERKECIL, True) + 12 + lebar > self.lebar:
            return False
        tinggi = TERKECIL * TINGGI_BARIS + 4
        x = self.kiri + self.lebar - lebar
        self.hiasan.append(Hiasan("keping", x, self.y, lebar, tinggi, nada))
        y = self.y + 2 + 0.76 * TERKECIL * TINGGI_BARIS
        self.tulisan.append(Tulisan(x + 5, y, teks, TERKECIL, True, WARNA.get(nada, WARNA["abu"])))
        self.y += 3
        return True

    def keping(self, teks: str, nada: str) -> None:
        """A chip: pale ground, outline, words."""
        awal = self.y + 5
        baris = bungkus(teks, self.lebar - 10, TERKECIL, True, 2)
        lebar = max(panjang(satu, TERKECIL, True) for satu in baris) + 10
        tinggi = len(baris) * TERKECIL * TINGGI_BARIS + 4
        self.hiasan.append(Hiasan("keping", self.kiri, awal, lebar, tinggi, nada))
        for i, satu in enumerate(baris, 1):
            y = awal + 2 + (i - 0.24) * TERKECIL * TINGGI_BARIS
            self.tulisan.append(
                Tulisan(self.kiri + 5, y, satu, TERKECIL, True, WARNA.get(nada, WARNA["abu"]))
            )
        self.y = awal + tinggi


IsiKotak = tuple[tuple[Tulisan, ...], tuple[Hiasan, ...], float]


def isi_kotak(simpul: SimpulPohon, lebar: float, rinci: bool, tambahan: str = "") -> IsiKotak:
    """(text, small drawings, height) of a node's box of that width; ``rinci`` names its indicators."""
    gaya = GAYA[simpul.jenjang]
    isi = _Isi(lebar, gaya)
    label = f"{simpul.label.upper()} {simpul.kode}".strip()
    di_kepala = simpul.capaian and isi.keping_kanan(label, simpul.capaian.label, simpul.capaian.warna)
    isi.baris(label, TERKECIL, tebal=True, warna=WARNA["utama"], terbanyak=2)
    isi.y += 2 if di_kepala else 0
    isi.baris(simpul.uraian, gaya.ukuran, tebal=gaya.tebal, terbanyak=gaya.baris, jeda=1)
    if simpul.pemilik:
        isi.bertanda("orang", simpul.pemilik, terbanyak=BARIS_PEMILIK, jeda=2)
    if simpul.indikator:
        _tulis_indikator(isi, simpul, rinci)
    if simpul.capaian and not di_kepala:
        isi.keping(simpul.capaian.label, simpul.capaian.warna)
        isi.y += 2
    for satu in simpul.tanda:
        nada = WARNA_TANDA[satu.keadaan]
        isi.bertanda(satu.keadaan, satu.teks, warna=WARNA[nada], nada=nada, tebal=True, jeda=2)
    if tambahan:
        isi.baris(tambahan, TERKECIL, warna=GELAP, tebal=True, terbanyak=3, jeda=3)
    return tuple(isi.tulisan), tuple(isi.hiasan), isi.y + BANTALAN - 1


def _tulis_indikator(isi: _Isi, simpul: SimpulPohon, rinci: bool) -> None:
    jumlah = len(simpul.indikator)
    if not rinci:
        isi.baris(f"{jumlah} indikator", TERKECIL, warna=TINTA_2, jeda=2)
        return
    isi.y += 2
    awal = len(isi.tulisan)
    for nomor, satu in enumerate(simpul.indikator):
        if len(isi.tulisan) - awal > BARIS_INDIKATOR_SEMUA - BARIS_INDIKATOR:
            isi.baris(f"dan {jumlah - nomor} indikator lain", TERKECIL, warna=TINTA_2, masuk=8)
            return
        # Of a single one, the chip below says it.
        ekor = f" – {satu.capaian}" if satu.capaian and jumlah > 1 else ""
        isi.hiasan.append(Hiasan("butir", isi.kiri + 1, isi.y + TERKECIL * 0.55, 3.2, 3.2, "utama"))
        isi.baris(f"{satu.nama}{ekor}", TERKECIL, warna="#2d3d45", terbanyak=BARIS_INDIKATOR, masuk=8)


def isi_rujukan(teks: str, lebar: float) -> IsiKotak:
    """A strip that names a branch whose box stands on another sheet, or that it has none.

    A second line of ``teks`` names the node above.
    """
    isi = _Isi(lebar, GAYA["sub_kegiatan"])
    nama, _, tempat = teks.partition("\n")
    isi.baris(nama, 10.4, tebal=True, warna=GELAP, terbanyak=2)
    if tempat:
        isi.baris(tempat, TERKECIL, warna=TINTA_2)
    return tuple(isi.tulisan), (), isi.y + BANTALAN - 2
