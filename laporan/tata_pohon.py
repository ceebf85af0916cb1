"""Where the boxes of a year's tree stand on sheets of A3 landscape. Pure; ``laporan.gambar_pohon`` draws them.

The rule that decides how many sheets there are: no text is smaller than 7 pt on paper. Of the following, the
first that fits is taken:

1. one sheet with everything, every box with the names of its indicators;
2. one sheet with everything, every box with the number of its indicators;
3. an overview of tujuan, sasaran and program, and after it as many sheets as the kegiatan and sub kegiatan need;
   small programs share a sheet, a large one goes on over several.

Upper levels stand across the sheet, each over those below it; from the level that still fits across on, what lies
below is stacked under it, indented. A sheet with few boxes is drawn larger. Across all sheets each node has exactly
one box; where a sheet takes up a branch again, a strip without border names it.

Lengths are CSS pixels at the size of the paper (96 per inch); within a sheet they are divided by its ``skala``.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from laporan.bentuk import KaitanPohon, SimpulPohon
from laporan.huruf import potong
from laporan.kotak_pohon import Hiasan, IsiKotak, Tulisan, isi_kotak, isi_rujukan

# A3 landscape within its margins, less the heading of a sheet (static/css/pohon_cetak.css).
LEBAR, TINGGI = 1508.0, 950.0
SKALA = (1.8, 1.6, 1.4, 1.2, 1.0)

LEBAR_KOLOM, LEBAR_KOLOM_TERBESAR, LEBAR_KOTAK_TERBESAR = 150.0, 440.0, 560.0
SELA, JARAK_BARIS, JARAK_TUMPUK, INDEN = 16.0, 24.0, 6.0, 15.0
LEGENDA_TERBANYAK, TINGGI_LEGENDA = 6, 14.0
TINGGI_KETERANGAN = 22.0
TEPI = 2.0  # for the outlines of the outermost boxes
LAJUR = (2, 3, 4, 5, 6)

JENJANG = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
KEGIATAN, PROGRAM = JENJANG.index("kegiatan"), JENJANG.index("program")
# Shapes -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Ranting:
    """A branch as a sheet takes it: its head, the branches across below it, or those stacked below it.

    ``rujukan`` draws a strip with that text instead of the node's box (a second line names the node above it);
    ``simpul`` is ``None`` for a group of nodes that have no node above them, and without ``rujukan`` for one of the
    lanes that the stack of the node above is divided into. ``tambahan`` is a last line in the box. ``tumpuk``
    holds (depth, node) pairs.
    """

    simpul: SimpulPohon | None
    cabang: tuple["Ranting", ...] = ()
    tumpuk: tuple[tuple[int, SimpulPohon], ...] = ()
    rujukan: str = ""
    tambahan: str = ""

    @property
    def kolom(self) -> int:
        """How many columns it takes."""
        return sum(satu.kolom for satu in self.cabang) or 1

    @property
    def adalah_lajur(self) -> bool:
        """A lane, without head."""
        return self.simpul is None and not self.rujukan

    def dimiliki(self) -> list[SimpulPohon]:
        """The nodes that have their box here."""
        sendiri = [self.simpul] if self.simpul and not self.rujukan else []
        return sendiri + [n for _, n in self.tumpuk] + [n for c in self.cabang for n in c.dimiliki()]


@dataclass(frozen=True)
class Kotak:
    """A box (or strip) as it stands on a sheet."""

    simpul: SimpulPohon | None
    x: float
    y: float
    lebar: float
    tinggi: float
    tulisan: tuple[Tulisan, ...]
    hiasan: tuple[Hiasan, ...] = ()
    rujukan: bool = False
    induk: int | None = None  # pk of the node whose box or strip stands above it on this sheet
    kolom: tuple[float, float] = (0.0, 0.0)  # from where to where its branch may reach
    atas_kolom: float = 0.0  # where the column begins that it stands in


@dataclass(frozen=True)
class Lembar:
    """One sheet. ``lebar`` and ``tinggi`` are of the paper; coordinates are those divided by ``skala``."""

    nomor: int
    judul: str
    skala: float
    lebar: float
    tinggi: float
    kotak: tuple[Kotak, ...]
    garis: tuple[tuple[tuple[float, float], ...], ...] = ()
    legenda: tuple[str, ...] = ()
    panah: tuple[tuple[int, tuple[tuple[float, float], ...]], ...] = ()  # (number of the link, its path)
    dari: int = 1  # how many sheets there are

    def milik(self) -> list[int]:
        """The nodes that have their box on this sheet."""
        return [satu.simpul.pk for satu in self.kotak if satu.simpul and not satu.rujukan]


@dataclass
class _Tata:
    """What a try to lay branches out came to, in units of its sheet."""

    kotak: list[Kotak] = field(default_factory=list)
    garis: list[tuple[tuple[float, float], ...]] = field(default_factory=list)
    tinggi: float = 0.0
    baris: int = 1


# From a tree to branches ------------------------------------------------------------------------------------


def _tingkat(simpul: SimpulPohon) -> int:
    return JENJANG.index(simpul.jenjang)


def _bangun(akar: Sequence[SimpulPohon], batas: int) -> tuple[Ranting, ...]:
    """Branches across down to level ``batas``; what lies deeper is stacked."""
    atas, lepas = _bagi(akar, batas)
    if lepas:
        atas.append(Ranting(None, tumpuk=tuple(lepas), rujukan="Tanpa induk"))
    return tuple(atas)


def _bagi(daftar: Sequence[SimpulPohon], batas: int) -> tuple[list[Ranting], list[tuple[int, SimpulPohon]]]:
    atas: list[Ranting] = []
    tumpuk: list[tuple[int, SimpulPohon]] = []
    for satu in daftar:
        if _tingkat(satu) <= batas:
            atas.append(_ranting(satu, batas))
        else:
            tumpuk += _tumpukan(satu, 1)
    return atas, tumpuk


def _ranting(simpul: SimpulPohon, batas: int) -> Ranting:
    atas, tumpuk = _bagi(simpul.anak, batas)
    if atas and tumpuk:
        # Side by side with branches, those that skip a level have a column of their own.
        atas.append(Ranting(None, tumpuk=tuple(tumpuk), rujukan=f"Langsung di bawah {simpul.label.lower()}"))
        tumpuk = []
    return Ranting(simpul, tuple(atas), tuple(tumpuk))


def _tumpukan(simpul: SimpulPohon, dalam: int) -> list[tuple[int, SimpulPohon]]:
    hasil = [(dalam, simpul)]
    for satu in simpul.anak:
        hasil += _tumpukan(satu, min(dalam + 1, 4))
    return hasil


def _berlajur(ranting: Ranting, jumlah: int) -> Ranting:
    """The stacks of a branch divided into so many lanes, each node together with those below it."""
    if ranting.cabang:
        return replace(ranting, cabang=tuple(_berlajur(satu, jumlah) for satu in ranting.cabang))
    gugus: list[list[tuple[int, SimpulPohon]]] = []
    for dalam, simpul in ranting.tumpuk:
        if dalam == 1:
            gugus.append([])
        gugus[-1].append((dalam, simpul))
    lajur: list[list[tuple[int, SimpulPohon]]] = []
    terisi = 0
    for satu in gugus:
        if terisi * jumlah >= len(lajur) * len(ranting.tumpuk):
            lajur.append([])
        lajur[-1] += satu
        terisi += len(satu)
    if len(lajur) < 2:
        return ranting
    return replace(ranting, tumpuk=(), cabang=tuple(Ranting(None, tumpuk=tuple(satu)) for satu in lajur))


def _sebut(simpul: SimpulPohon) -> str:
    """``Sasaran: …``; programs mostly begin with that word themselves."""
    if simpul.uraian.lower().startswith(simpul.label.lower()):
        return simpul.uraian
    return f"{simpul.label}: {simpul.uraian}"


def _cabang(simpul: SimpulPohon) -> Iterator[SimpulPohon]:
    """A node and all below it."""
    yield simpul
    for satu in simpul.anak:
        yield from _cabang(satu)


def _sebut_jumlah(simpul: Iterable[SimpulPohon]) -> str:
    """``2 kegiatan, 11 sub kegiatan``."""
    jumlah = Counter(satu.label.lower() for satu in simpul)
    return ", ".join(f"{banyak} {kata}" for kata, banyak in jumlah.items())


def _pisah(ranting: Ranting, tempat: str = "") -> tuple[Ranting | None, list[Ranting]]:
    """(the branch as the overview shows it, the branches of it that go to sheets of detail).

    ``tempat`` names the node above.
    """
    if ranting.simpul is None or _tingkat(ranting.simpul) > PROGRAM:
        return None, [ranting]
    atas: list[Ranting] = []
    rincian: list[Ranting] = []
    lepas: list[Ranting] = []
    for satu in ranting.cabang:
        di_atas, di_bawah = _pisah(satu, _sebut(ranting.simpul))
        if di_atas is None:
            lepas += di_bawah
        else:
            atas.append(di_atas)
            rincian += di_bawah
    if lepas or ranting.tumpuk:
        nama = f"{_sebut(ranting.simpul)}\n{tempat}".rstrip("\n")
        sendiri = Ranting(ranting.simpul, tuple(lepas), ranting.tumpuk, nama)
        rincian.insert(0, sendiri)
    return Ranting(ranting.simpul, tuple(atas)), rincian


# Laying out -------------------------------------------------------------------------------------------------


class _Pengisi:
    """What stands in the boxes of one tree, worked out once for each width."""

    def __init__(self):
        self._simpan: dict[tuple, IsiKotak] = {}

    def kotak(self, simpul: SimpulPohon, lebar: float, rinci: bool, tambahan: str = "") -> IsiKotak:
        # By the key: asking for the hash of a node would walk through all below it.
        kunci = (simpul.pk, lebar, rinci, tambahan)
        if kunci not in self._simpan:
            self._simpan[kunci] = isi_kotak(simpul, lebar, rinci, tambahan)
        return self._simpan[kunci]

    def kepala(self, ranting: Ranting, lebar: float, rinci: bool) -> IsiKotak:
        """The head of a branch: its node's box, a strip, or nothing."""
        if ranting.adalah_lajur:
            return (), (), 0.0
        if not ranting.rujukan:
            return self.kotak(ranting.simpul, lebar, rinci, ranting.tambahan)
        kunci = (ranting.rujukan, lebar)
        if kunci not in self._simpan:
            self._simpan[kunci] = isi_rujukan(ranting.rujukan, lebar)
        return self._simpan[kunci]


def _tata(
    daftar: Sequence[Ranting], lebar: float, rinci: bool, isi: _Pengisi, jarak: float = JARAK_BARIS
) -> _Tata | None:
    """Branches side by side in ``lebar``, rows ``jarak`` apart; ``None`` where a column would be too narrow."""
    kolom = sum(satu.kolom for satu in daftar)
    # Whole tenths, so that boxes of one width are worked out once.
    lebar_kolom = int(min(LEBAR_KOLOM_TERBESAR, (lebar - (kolom - 1) * SELA) / kolom) * 10) / 10
    if lebar_kolom < LEBAR_KOLOM:
        return None
    letak: list[tuple[Ranting, float, float, int, int | None]] = []  # branch, left, width, row, parent
    x = (lebar - kolom * lebar_kolom - (kolom - 1) * SELA) / 2
    for satu in daftar:
        x = _letakkan(satu, x, lebar_kolom, 0, None, letak)
    baris = sorted({satu[3] for satu in letak})
    urutan = {nomor: i for i, nomor in enumerate(baris)}
    tinggi = [0.0] * len(baris)
    for ranting, _, panjang_, nomor, _ in letak:
        lebar_ = _lebar_kepala(ranting, panjang_)
        tinggi[urutan[nomor]] = max(tinggi[urutan[nomor]], isi.kepala(ranting, lebar_, rinci)[2])
    atas = [sum(tinggi[:i]) + jarak * i for i in range(len(baris))]
    hasil = _Tata(baris=len(baris))
    kepala: list[Kotak] = []
    for ranting, kiri, panjang_, nomor, induk in letak:
        lebar_ = _lebar_kepala(ranting, panjang_)
        tulisan, hiasan, tinggi_ = isi.kepala(ranting, lebar_, rinci)
        baris_ = urutan[nomor]
        kotak = Kotak(
            simpul=ranting.simpul,
            x=kiri + (panjang_ - lebar_) / 2,
            y=atas[baris_],
            lebar=lebar_,
            tinggi=tinggi_,
            tulisan=tulisan,
            hiasan=hiasan,
            rujukan=bool(ranting.rujukan),
            induk=_pk(kepala[induk]) if induk is not None else None,
            kolom=(kiri, kiri + panjang_),
            atas_kolom=atas[baris_],
        )
        kepala.append(kotak)
        if not ranting.adalah_lajur:
            hasil.kotak.append(kotak)
        if induk is not None:
            hasil.garis.append(_sambungan(kepala[induk], kotak, atas[baris_] - jarak / 2))
        _tumpuk(ranting, kotak, rinci, isi, hasil)
    hasil.tinggi = max((satu.y + satu.tinggi for satu in hasil.kotak), default=0.0)
    return hasil


def _pk(kotak: Kotak) -> int | None:
    return kotak.simpul.pk if kotak.simpul else None


def _lebar_kepala(ranting: Ranting, tersedia: float) -> float:
    return tersedia if ranting.rujukan else min(tersedia, LEBAR_KOTAK_TERBESAR)


def _letakkan(ranting: Ranting, x: float, lebar_kolom: float, baris: int, induk: int | None, letak) -> float:
    """Note where a branch and those below it stand; gives where the next one begins."""
    kolom = ranting.kolom
    panjang_ = kolom * lebar_kolom + (kolom - 1) * SELA
    if ranting.simpul and not ranting.rujukan:
        baris = max(baris, _tingkat(ranting.simpul))
    nomor = len(letak)
    letak.append((ranting, x, panjang_, baris, induk))
    kiri = x
    for satu in ranting.cabang:
        kiri = _letakkan(satu, kiri, lebar_kolom, baris + 1, nomor, letak)
    return x + panjang_ + SELA


def _sambungan(induk: Kotak, anak: Kotak, saluran: float) -> tuple[tuple[float, float], ...]:
    """From the foot of the parent down to the child's head, or to the rail of a lane.

    A strip is as wide as its branch: straight down.
    """
    tengah = anak.x + anak.lebar / 2
    if anak.simpul is None and not anak.rujukan:
        tengah = _kiri_tumpukan(anak)[0] + INDEN / 2
    if induk.rujukan:
        return ((tengah, induk.y + induk.tinggi), (tengah, anak.y))
    asal = induk.x + induk.lebar / 2
    return ((asal, induk.y + induk.tinggi), (asal, saluran), (tengah, saluran), (tengah, anak.y))


def _kiri_tumpukan(kepala: Kotak) -> tuple[float, float]:
    """(left edge, width) of the stack below a head."""
    kiri, kanan = kepala.kolom
    lebar = min(kanan - kiri, LEBAR_KOLOM_TERBESAR)
    return kiri + (kanan - kiri - lebar) / 2, lebar


def _tumpuk(ranting: Ranting, kepala: Kotak, rinci: bool, isi: _Pengisi, hasil: _Tata) -> None:
    """The stack below a head: each box indented by its depth, tied to the one it belongs to."""
    y = kepala.y + kepala.tinggi + (0 if ranting.adalah_lajur else JARAK_TUMPUK)
    kiri, lebar = _kiri_tumpukan(kepala)
    jalur: dict[int, Kotak] = {0: replace(kepala, x=max(kiri, kepala.x))}
    for dalam, simpul in ranting.tumpuk:
        inden = INDEN * dalam
        lebar_ = round(lebar - inden, 1)
        tulisan, hiasan, tinggi = isi.kotak(simpul, lebar_, rinci)
        di_atas = next((jalur[i] for i in range(dalam - 1, -1, -1) if i in jalur), kepala)
        kotak = Kotak(
            simpul,
            kiri + inden,
            y,
            lebar_,
            tinggi,
            tulisan,
            hiasan,
            induk=_pk(di_atas) if di_atas.simpul else di_atas.induk,
            kolom=kepala.kolom,
            atas_kolom=kepala.y,
        )
        rel = kotak.x - INDEN / 2
        hasil.garis.append(((rel, di_atas.y + di_atas.tinggi), (rel, y + 11), (kotak.x, y + 11)))
        hasil.kotak.append(kotak)
        jalur = {i: satu for i, satu in jalur.items() if i < dalam} | {dalam: kotak}
        y += tinggi + JARAK_TUMPUK


# Sheets -----------------------------------------------------------------------------------------------------


class _Penata:
    """Divides branches over sheets of one size."""

    def __init__(self, kaitan: Sequence[KaitanPohon], lebar: float, tinggi: float):
        self.kaitan, self.lebar, self.tinggi = kaitan, lebar, tinggi
        self._isi = _Pengisi()

    def tata(
        self, daftar: Sequence[Ranting], rinci: bool, skala: float = 1.0, jarak: float = JARAK_BARIS
    ) -> _Tata | None:
        """The layout, however high; links need a gap beside the last column too."""
        lebar = self.lebar / skala - 2 * TEPI - (SELA if self.kaitan else 0)
        return _tata(daftar, lebar, rinci, self._isi, jarak)

    def coba(self, daftar: Sequence[Ranting], rinci: bool, skala: float = 1.0) -> _Tata | None:
        """The layout, if it fits on one sheet."""
        tata = self.tata(daftar, rinci, skala)
        if tata is None or tata.tinggi > self.ruang(daftar, skala):
            return None
        return tata

    def ruang(self, daftar: Sequence[Ranting], skala: float) -> float:
        """The height that the legend leaves."""
        milik = {n.pk for satu in daftar for n in satu.dimiliki()}
        jumlah = sum(satu.dari in milik or satu.ke in milik for satu in self.kaitan)
        legenda = min(jumlah, LEGENDA_TERBANYAK + 1) * TINGGI_LEGENDA + (20 if jumlah else 0)
        return (self.tinggi - TINGGI_KETERANGAN - legenda) / skala - 2 * TEPI

    def terbesar(self, daftar: Sequence[Ranting], rinci: bool) -> tuple[float, _Tata] | None:
        """The largest scale at which it fits."""
        if self.coba(daftar, rinci) is None:
            return None
        for skala in SKALA:
            if tata := self.coba(daftar, rinci, skala):
                return skala, self._regangkan(daftar, rinci, skala, tata)
        return None

    def _regangkan(self, daftar: Sequence[Ranting], rinci: bool, skala: float, tata: _Tata) -> _Tata:
        """Rows further apart where a sheet has room to spare."""
        if tata.baris < 2:
            return tata
        sisa = (self.ruang(daftar, skala) - tata.tinggi) / (tata.baris - 1)
        lebih = int(min(JARAK_BARIS, sisa * 0.6))
        return self.tata(daftar, rinci, skala, JARAK_BARIS + lebih)

    def pecah(self, daftar: Sequence[Ranting], rinci: bool) -> list[list[Ranting]]:
        """Sheets in order; whatever does not fit on one with what stands before begins the next."""

        def muat(satu: Sequence[Ranting]) -> bool:
            return self.coba(satu, rinci) is not None

        lembar: list[list[Ranting]] = []
        kini: list[Ranting] = []
        for satu in daftar:
            if muat([*kini, satu]):
                kini.append(satu)
                continue
            if kini:
                lembar.append(kini)
            kini = []
            if muat([satu]):
                kini = [satu]
            elif self.coba([satu], False):
                # Whole, with the number of its indicators, rather than torn apart with their names.
                lembar.append([satu])
            else:
                *depan, akhir = _belah(satu, muat)
                lembar += [[bagian] for bagian in depan]
                kini = [akhir]
        return [*lembar, kini] if kini else lembar


Muat = Callable[[Sequence[Ranting]], bool]
LANJUTAN = " (lanjutan)"


def _belah(ranting: Ranting, muat: Muat, tempat: str = "") -> list[Ranting]:
    """Parts of a branch that each fit; those after the first carry its name as a strip, with the node above it."""
    hasil: list[Ranting] = []
    kepala = replace(ranting, cabang=(), tumpuk=())
    lanjutan = replace(kepala, rujukan=_lanjut(ranting, tempat))

    def di_bawah(satu: Ranting) -> Ranting:
        # A strip says itself where it belongs: strips do not pile up.
        return satu if satu.rujukan and satu.simpul else replace(lanjutan, cabang=(satu,))

    kini = kepala
    bagian = [
        *((satu, None) for satu in ranting.cabang),
        *((None, satu) for satu in ranting.tumpuk),
    ]
    for cabang, tumpuk in bagian:
        calon = _tambah(kini, cabang, tumpuk)
        if muat([calon]):
            kini = calon
            continue
        if kini.cabang or kini.tumpuk or not kini.rujukan:
            hasil.append(kini)
            kini = lanjutan
        sendiri = _tambah(kini, cabang, tumpuk)
        if muat([sendiri]) or tumpuk is not None or not (cabang.cabang or cabang.tumpuk):
            # What is too large even alone cannot be divided further.
            kini = sendiri
            continue
        nama = ranting.rujukan.partition("\n")[0] or _sebut(ranting.simpul)
        pecahan = _belah(cabang, lambda daftar: muat([di_bawah(satu) for satu in daftar]), nama)
        hasil += [di_bawah(satu) for satu in pecahan]
        kini = lanjutan
    if kini.cabang or kini.tumpuk or not kini.rujukan:
        hasil.append(kini)
    return hasil


def _tambah(ranting: Ranting, cabang: Ranting | None, tumpuk: tuple[int, SimpulPohon] | None) -> Ranting:
    if cabang is not None:
        return replace(ranting, cabang=(*ranting.cabang, cabang))
    return replace(ranting, tumpuk=(*ranting.tumpuk, tumpuk))


def _lanjut(ranting: Ranting, tempat: str) -> str:
    nama, _, lama = (ranting.rujukan or _sebut(ranting.simpul)).partition("\n")
    return f"{nama.removesuffix(LANJUTAN)}{LANJUTAN}\n{lama or tempat.removesuffix(LANJUTAN)}".rstrip("\n")


def susun_lembar(
    akar: Sequence[SimpulPohon],
    kaitan: Sequence[KaitanPohon] = (),
    *,
    lebar: float = LEBAR,
    tinggi: float = TINGGI,
) -> tuple[Lembar, ...]:
    """The sheets of a tree, overview first. Nothing to draw gives no sheet."""
    if not akar:
        return ()
    penata = _Penata(kaitan, lebar, tinggi)
    for rinci in (True, False):
        program = _bangun(akar, PROGRAM)
        bentuk = [_bangun(akar, KEGIATAN), program]
        bentuk += [[_berlajur(satu, jumlah) for satu in program] for jumlah in LAJUR]
        calon = [satu for satu in (penata.terbesar(daftar, rinci) for daftar in bentuk) if satu]
        if calon:
            # The larger text; of two alike, the one that spreads further.
            skala, tata = max(calon, key=lambda satu: satu[0])
            return _jadikan([("Pohon kinerja lengkap", skala, tata)], kaitan, lebar, tinggi)
    return _jadikan(_berlembar(akar, penata), kaitan, lebar, tinggi)


def _berlembar(akar: Sequence[SimpulPohon], penata: _Penata) -> list[tuple[str, float, _Tata]]:
    """Overview and detail."""
    atas: list[Ranting] = []
    rincian: list[Ranting] = []
    lepas: list[Ranting] = []
    for satu in _bangun(akar, KEGIATAN):
        di_atas, di_bawah = _pisah(satu)
        if di_atas is None:
            lepas += di_bawah
        else:
            atas.append(di_atas)
            rincian += di_bawah
    if lepas:
        rincian.append(_tanpa_induk(lepas))
    lembar_rincian = penata.pecah(rincian, True)
    # The overview says on which sheet a program goes on; that text may not change how many sheets it takes.
    ikhtisar = _pecah_ikhtisar([_beri_tambahan(satu, None) for satu in atas], penata)
    letak = {
        simpul.pk: nomor
        for nomor, daftar in enumerate(lembar_rincian, len(ikhtisar) + 1)
        for satu in daftar
        for simpul in satu.dimiliki()
    }
    ikhtisar = [[_beri_tambahan(satu, letak) for satu in daftar] for daftar in ikhtisar]
    hasil = [(_judul_ikhtisar(len(ikhtisar)), *_pilih(daftar, penata)) for daftar in ikhtisar]
    return hasil + [(_judul_rincian(daftar), *_pilih(daftar, penata)) for daftar in lembar_rincian]


def _tanpa_induk(lepas: list[Ranting]) -> Ranting:
    """Nodes below a program's level that hang on nothing, under one strip."""
    cabang = [satu for satu in lepas if satu.simpul]
    tumpuk = tuple(isi for satu in lepas if satu.simpul is None for isi in satu.tumpuk)
    if cabang and tumpuk:
        cabang.append(Ranting(None, tumpuk=tumpuk, rujukan="Sub kegiatan"))
        tumpuk = ()
    return Ranting(None, tuple(cabang), tumpuk, "Tanpa induk")


def _pecah_ikhtisar(atas: list[Ranting], penata: _Penata) -> list[list[Ranting]]:
    """The overview on one sheet if it can be, with names or without; else on several."""
    if not atas:
        return []
    if penata.coba(atas, True) or penata.coba(atas, False):
        return [atas]
    return penata.pecah(atas, True)


def _pilih(daftar: Sequence[Ranting], penata: _Penata) -> tuple[float, _Tata]:
    """The largest way to draw what was put on a sheet, with the names of indicators if it can be."""
    for rinci in (True, False):
        if terbaik := penata.terbesar(daftar, rinci):
            return terbaik
    tata = penata.tata(daftar, False)
    if tata is None:
        raise ValueError("lembar lebih sempit daripada satu kolom")
    # Rather smaller than cut off. Only a box taller than the sheet comes here, and the limits above forbid it.
    return min(1.0, penata.ruang(daftar, 1.0) / tata.tinggi), tata


def _beri_tambahan(ranting: Ranting, letak: Mapping[int, int] | None) -> Ranting:
    """The line that says what lies below a box and on which sheets; ``None``: as long as it may become."""
    simpul = ranting.simpul
    tambahan = ""
    if simpul and not ranting.rujukan:
        langsung = [satu for satu in simpul.anak if _tingkat(satu) > PROGRAM]
        if _tingkat(simpul) == PROGRAM:
            langsung = simpul.anak
        bawahan = [n for satu in langsung for n in _cabang(satu) if _tingkat(n) > PROGRAM]
        lembar = sorted({letak[satu.pk] for satu in bawahan}) if letak is not None else [888, 889]
        if bawahan:
            rentang = f"{lembar[0]}" if len(lembar) == 1 else f"{lembar[0]}–{lembar[-1]}"
            tambahan = f"{_sebut_jumlah(bawahan)}: lembar {rentang}"
    return replace(
        ranting, tambahan=tambahan, cabang=tuple(_beri_tambahan(satu, letak) for satu in ranting.cabang)
    )


def _judul_ikhtisar(jumlah: int) -> str:
    return "Ikhtisar: tujuan, sasaran dan program" + (" (bersambung)" if jumlah > 1 else "")


def _judul_rincian(daftar: Sequence[Ranting]) -> str:
    nama = [satu.simpul.uraian if satu.simpul else satu.rujukan.partition("\n")[0] for satu in daftar]
    return "Rincian: " + "; ".join(potong(satu, 420, 10.4) for satu in nama)


def _jadikan(
    isi: Sequence[tuple[str, float, _Tata]], kaitan: Sequence[KaitanPohon], lebar: float, tinggi: float
) -> tuple[Lembar, ...]:
    """Number the sheets, draw the links within them, and say of the others where they lead."""
    letak = {
        satu.simpul.pk: nomor
        for nomor, (_, _, tata) in enumerate(isi, 1)
        for satu in tata.kotak
        if satu.simpul and not satu.rujukan
    }
    hasil = []
    for nomor, (judul, skala, tata) in enumerate(isi, 1):
        di_sini = [satu for satu in kaitan if nomor in {letak.get(satu.dari), letak.get(satu.ke)}]
        milik = {satu.simpul.pk: satu for satu in tata.kotak if satu.simpul and not satu.rujukan}
        hasil.append(
            Lembar(
                nomor=nomor,
                judul=judul,
                skala=skala,
                lebar=lebar,
                tinggi=tinggi,
                kotak=tuple(tata.kotak),
                garis=tuple(tata.garis),
                legenda=_legenda(di_sini, letak, nomor),
                panah=tuple(
                    (satu.nomor, _panah(satu.nomor, milik[satu.dari], milik[satu.ke]))
                    for satu in di_sini
                    if satu.dari in milik and satu.ke in milik
                ),
                dari=len(isi),
            )
        )
    return tuple(hasil)


def _legenda(kaitan: Sequence[KaitanPohon], letak: dict[int, int], nomor: int) -> tuple[str, ...]:
    """The links of a sheet in words; the end that stands elsewhere says where."""

    def sebut(pk: int, teks: str) -> str:
        di = letak.get(pk)
        return teks if di == nomor else f"{teks} (lembar {di})"

    baris = [
        f"{satu.nomor}. {sebut(satu.dari, satu.teks_dari)} turut mendukung {sebut(satu.ke, satu.teks_ke)}"
        + (f": {satu.keterangan}" if satu.keterangan else "")
        for satu in kaitan[:LEGENDA_TERBANYAK]
    ]
    if len(kaitan) > LEGENDA_TERBANYAK:
        baris.append(f"dan {len(kaitan) - LEGENDA_TERBANYAK} kaitan lain; lihat daftar kaitan silang.")
    return tuple(baris)


def _panah(nomor: int, dari: Kotak, ke: Kotak) -> tuple[tuple[float, float], ...]:
    """Along the gaps between columns, from the right edge of one box to the right edge of the other."""
    # Beside the middle of the gap, where connectors may run.
    geser = (3.0, 12.5, 5.5, 10.5)[nomor % 4]
    y_dari, y_ke = dari.y + min(16, dari.tinggi / 2), ke.y + min(24, ke.tinggi / 2)
    x_dari, x_ke = dari.x + dari.lebar, ke.x + ke.lebar
    lorong_dari, lorong_ke = dari.kolom[1] + geser, ke.kolom[1] + geser
    if abs(lorong_dari - lorong_ke) < 1:
        return ((x_dari, y_dari), (lorong_dari, y_dari), (lorong_dari, y_ke), (x_ke, y_ke))
    # Above the column that begins higher, below the connectors there.
    saluran = min(dari.atas_kolom, ke.atas_kolom) - JARAK_BARIS / 2 + 2 + (nomor % 4) * 2
    return (
        (x_dari, y_dari),
        (lorong_dari, y_dari),
        (lorong_dari, saluran),
        (lorong_ke, saluran),
        (lorong_ke, y_ke),
        (x_ke, y_ke),
    )
