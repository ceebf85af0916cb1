"""A year's tree as it stands: who answers for what, which branches hang in the air, where it stops or has holes.

The steps are those of PermenPANRB 89/2021 (penjenjangan kinerja): outcome, critical success factor, operational
condition, indicator, planning component and position. ``baca_pohon`` reads a whole tree in seven queries;
``periksa_pohon`` is pure and says of each node what is wrong with it and what to do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from organisasi.models import OPD, PemangkuJabatan
from perencanaan.models import (
    KaitanSilang,
    PenanggungJawabData,
    PenempatanIndikator,
    Simpul,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.sebut import sebut_target, sesuai_arah

Jenjang = Simpul.Jenjang
URUTAN = Simpul.URUTAN_JENJANG
TERPENDEK = 70


class Golongan(StrEnum):
    """What kind of mark: a branch without its parent, one that stops, one with a hole; or a crosscutting link."""

    YATIM = "yatim"
    BUNTU = "buntu"
    CELAH = "celah"
    KAITAN = "kaitan"


class Kode(StrEnum):
    """Every mark there is."""

    TANPA_INDUK = "tanpa_induk"
    MELEWATI_JENJANG = "melewati_jenjang"
    JENJANG_TERBALIK = "jenjang_terbalik"
    TANPA_TUJUAN = "tanpa_tujuan"
    TANPA_SASARAN = "tanpa_sasaran"
    TANPA_PROGRAM = "tanpa_program"
    TANPA_KEGIATAN = "tanpa_kegiatan"
    TANPA_INDIKATOR = "tanpa_indikator"
    TANPA_PEMILIK = "tanpa_pemilik"
    JABATAN_KOSONG = "jabatan_kosong"
    INDIKATOR_TANPA_UNIT = "indikator_tanpa_unit"
    INDIKATOR_TANPA_TARGET = "indikator_tanpa_target"
    KAITAN_KELUAR = "kaitan_keluar"
    KAITAN_MASUK = "kaitan_masuk"


GOLONGAN: dict[Kode, Golongan] = {
    Kode.TANPA_INDUK: Golongan.YATIM,
    Kode.MELEWATI_JENJANG: Golongan.YATIM,
    Kode.JENJANG_TERBALIK: Golongan.YATIM,
    Kode.TANPA_SASARAN: Golongan.BUNTU,
    Kode.TANPA_PROGRAM: Golongan.BUNTU,
    Kode.TANPA_KEGIATAN: Golongan.BUNTU,
    Kode.TANPA_TUJUAN: Golongan.CELAH,
    Kode.TANPA_INDIKATOR: Golongan.CELAH,
    Kode.TANPA_PEMILIK: Golongan.CELAH,
    Kode.JABATAN_KOSONG: Golongan.CELAH,
    Kode.INDIKATOR_TANPA_UNIT: Golongan.CELAH,
    Kode.INDIKATOR_TANPA_TARGET: Golongan.CELAH,
    Kode.KAITAN_KELUAR: Golongan.KAITAN,
    Kode.KAITAN_MASUK: Golongan.KAITAN,
}
# {level: (the level it must have below it, the mark where it has none)}
BERLANJUT = {
    Jenjang.TUJUAN: (Jenjang.SASARAN, Kode.TANPA_SASARAN),
    Jenjang.SASARAN: (Jenjang.PROGRAM, Kode.TANPA_PROGRAM),
    Jenjang.PROGRAM: (Jenjang.KEGIATAN, Kode.TANPA_KEGIATAN),
}


@dataclass(frozen=True)
class Pemilik:
    """The position that answers for a node, and who holds it today (``Plt.`` and the like before the name)."""

    jabatan: int
    nama: str
    aktif: bool = True
    pemangku: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndikatorCabang:
    """An indicator at its node. ``target`` is the year's in words, empty: belum ditetapkan."""

    pk: int
    kode: str
    nama: str
    jenis: str
    satuan: str = ""
    target: str = ""
    angka_latihan: bool = False
    unit: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cabang:
    """A node with all that hangs on it. ``induk`` is the parent's level, empty for one that stands on top."""

    pk: int
    jenjang: str
    uraian: str
    kode: str = ""
    faktor_kunci: str = ""
    induk: str = ""
    pemilik: Pemilik | None = None
    indikator: tuple[IndikatorCabang, ...] = ()
    anak: tuple["Cabang", ...] = ()

    @property
    def label(self) -> str:
        """The level in words."""
        return Jenjang(self.jenjang).label

    @property
    def ringkas(self) -> str:
        """``Program Layanan…``, short enough for a sentence."""
        return pendekkan(self.uraian)

    def berurut(self) -> Iterator["Cabang"]:
        """This node, then those below it, each followed by its own."""
        yield self
        for satu in self.anak:
            yield from satu.berurut()


@dataclass(frozen=True)
class Kaitan:
    """A crosscutting link between two nodes, numbered in the order of the tree from 1."""

    nomor: int
    pk: int
    dari: int
    ke: int
    keterangan: str = ""


@dataclass(frozen=True)
class PohonKinerja:
    """The tree of one OPD and year. ``berjalan``: the year is not over, so a vacant position still matters."""

    tahun: int
    akar: tuple[Cabang, ...]
    kaitan: tuple[Kaitan, ...] = ()
    berjalan: bool = True

    def berurut(self) -> list[Cabang]:
        """All nodes in the order of the tree."""
        return [satu for akar in self.akar for satu in akar.berurut()]


@dataclass(frozen=True)
class Tanda:
    """One mark. ``simpul`` is its node (``None``: the whole tree), ``indikator`` the one it speaks of.

    ``pendek`` stands in a box of the picture, ``kalimat`` and ``tindakan`` on the page.
    """

    kode: Kode
    simpul: int | None
    pendek: str
    kalimat: str
    tindakan: str = ""
    indikator: int | None = None

    @property
    def golongan(self) -> Golongan:
        """Orphan, dead end, hole, or a link."""
        return GOLONGAN[self.kode]


def pendekkan(teks: str) -> str:
    """At most so many letters, cut between words."""
    teks = " ".join(teks.split())
    if len(teks) <= TERPENDEK:
        return teks
    return teks[:TERPENDEK].rsplit(" ", 1)[0].rstrip(" ,;") + "…"


# -- reading ----------------------------------------------------------------------------------------


def baca_pohon(opd: OPD, tahun: int, hari: date) -> PohonKinerja:
    """The whole tree of a year in seven queries. ``hari`` is today; data owners are those of a day of that year."""
    simpul = {
        satu.pk: satu
        for satu in Simpul.objects.filter(opd=opd, tahun=tahun)
        .select_related("penanggung_jawab")
        .order_by("urutan", "pk")
    }
    pemangku = _pemangku({satu.penanggung_jawab_id for satu in simpul.values()} - {None}, hari)
    indikator = _indikator(opd, tahun, min(max(hari, date(tahun, 1, 1)), date(tahun, 12, 31)))
    anak, akar = _susunan(simpul)

    def cabang(pk: int, induk: str = "") -> Cabang:
        satu = simpul[pk]
        jabatan = satu.penanggung_jawab
        return Cabang(
            pk=pk,
            jenjang=satu.jenjang,
            uraian=satu.uraian,
            kode=satu.kode,
            faktor_kunci=satu.faktor_kunci,
            induk=induk,
            pemilik=Pemilik(jabatan.pk, jabatan.nama, jabatan.aktif, tuple(pemangku[jabatan.pk]))
            if jabatan
            else None,
            indikator=tuple(indikator[pk]),
            anak=tuple(cabang(satu_anak, satu.jenjang) for satu_anak in anak[pk]),
        )

    urut = [cabang(pk) for pk in akar]
    nomor = {satu.pk: i for i, satu in enumerate(satu for akar_ in urut for satu in akar_.berurut())}
    kaitan = KaitanSilang.objects.filter(dari__opd=opd, dari__tahun=tahun, ke__opd=opd, ke__tahun=tahun)
    daftar = sorted(kaitan, key=lambda satu: (nomor[satu.dari_id], nomor[satu.ke_id]))
    return PohonKinerja(
        tahun=tahun,
        akar=tuple(urut),
        kaitan=tuple(
            Kaitan(i, satu.pk, satu.dari_id, satu.ke_id, satu.keterangan) for i, satu in enumerate(daftar, 1)
        ),
        berjalan=tahun >= hari.year,
    )


def _susunan(simpul: Mapping[int, Simpul]) -> tuple[dict[int, list[int]], list[int]]:
    """({parent: children}, those on top). A ring of parents, which no form allows, is cut at its first node."""
    anak, akar = defaultdict(list), []
    for satu in simpul.values():
        if satu.induk_id in simpul:
            anak[satu.induk_id].append(satu.pk)
        else:
            akar.append(satu.pk)
    terjangkau: set[int] = set()

    def jangkau(pk: int) -> None:
        terjangkau.add(pk)
        for di_bawah in anak[pk]:
            jangkau(di_bawah)

    for pk in akar:
        jangkau(pk)
    for pk, satu in simpul.items():
        if pk not in terjangkau:
            anak[satu.induk_id].remove(pk)
            akar.append(pk)
            jangkau(pk)
    return anak, akar


def _pemangku(jabatan: set[int], hari: date) -> dict[int, list[str]]:
    hasil = defaultdict(list)
    for satu in (
        PemangkuJabatan.objects.berlaku_pada(hari)
        .filter(jabatan__in=jabatan)
        .select_related("pegawai")
        .order_by("tanggal_mulai", "pk")
    ):
        awalan = "" if satu.jenis == PemangkuJabatan.Jenis.DEFINITIF else f"{satu.get_jenis_display()} "
        hasil[satu.jabatan_id].append(f"{awalan}{satu.pegawai.nama}")
    return hasil


def _indikator(opd: OPD, tahun: int, tanggal: date) -> dict[int, list[IndikatorCabang]]:
    """{node: its active indicators}, with unit of measure, target and data owners of that day: four queries.

    A target in a form that its ``arah`` does not measure with counts as none, as the measurement reads it.
    """
    definisi: dict[int, tuple[str, str]] = {}
    for indikator, mulai, *isi in (
        VersiIndikator.objects.filter(indikator__opd=opd)
        .order_by("tanggal_mulai", "pk")
        .values_list("indikator", "tanggal_mulai", "satuan", "arah")
    ):
        # As defined on that day; the first one where the definition begins only later.
        if mulai <= tanggal or indikator not in definisi:
            definisi[indikator] = tuple(isi)
    target = {
        satu.indikator_id: satu
        for satu in VersiTarget.objects.ditetapkan()
        .filter(indikator__opd=opd, tahun=tahun)
        .order_by("tanggal_mulai", "pk")
    }
    unit = defaultdict(list)
    for indikator, nama in (
        PenanggungJawabData.objects.berlaku_pada(tanggal)
        .filter(indikator__opd=opd)
        .order_by("unit__urutan", "pk")
        .values_list("indikator", "unit__nama")
    ):
        unit[indikator].append(nama)
    hasil = defaultdict(list)
    for satu in (
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=tahun, indikator__aktif=True)
        .select_related("indikator")
        .order_by("urutan", "pk")
    ):
        indikator = satu.indikator
        satuan, arah = definisi.get(indikator.pk, ("", ""))
        punya = target.get(indikator.pk)
        if punya and arah and not sesuai_arah(punya, arah):
            punya = None
        hasil[satu.simpul_id].append(
            IndikatorCabang(
                pk=indikator.pk,
                kode=indikator.kode,
                nama=indikator.nama,
                jenis=satu.jenis,
                satuan=satuan,
                target=sebut_target(punya) if punya else "",
                angka_latihan=bool(punya and punya.angka_latihan),
                unit=tuple(unit[indikator.pk]),
            )
        )
    return hasil


# -- examining --------------------------------------------------------------------------------------


def periksa_pohon(pohon: PohonKinerja) -> tuple[Tanda, ...]:
    """All marks, in the order of the tree; those of the whole tree first."""
    semua = pohon.berurut()
    ada_tujuan = any(satu.jenjang == Jenjang.TUJUAN for satu in semua)
    hasil: list[Tanda] = []
    if semua and not ada_tujuan:
        hasil.append(
            Tanda(
                Kode.TANPA_TUJUAN,
                None,
                "Tanpa tujuan",
                f"Pohon tahun {pohon.tahun} belum memuat tujuan; jenjang di bawahnya berdiri paling atas.",
                "Tambahkan tujuan dari Renstra dan jadikan induk sasarannya.",
            )
        )
    per_simpul = {satu.pk: satu for satu in semua}
    kaitan = _tanda_kaitan(pohon.kaitan, per_simpul)
    for satu in semua:
        hasil += _tanda_induk(satu, ada_tujuan)
        hasil += _tanda_lanjutan(satu)
        hasil += _tanda_indikator(satu)
        hasil += _tanda_pemilik(satu, pohon.berjalan)
        hasil += kaitan[satu.pk]
    return tuple(hasil)


def per_simpul(tanda: Iterable[Tanda]) -> dict[int | None, tuple[Tanda, ...]]:
    """{node: its marks}; ``None`` holds those of the whole tree."""
    hasil: dict[int | None, list[Tanda]] = defaultdict(list)
    for satu in tanda:
        hasil[satu.simpul].append(satu)
    return {pk: tuple(daftar) for pk, daftar in hasil.items()}


def _tanda_induk(cabang: Cabang, ada_tujuan: bool) -> Iterator[Tanda]:
    """Without a parent, or under one that is not the level right above."""
    letak = URUTAN.index(cabang.jenjang)
    if not letak:
        return
    di_atas = Jenjang(URUTAN[letak - 1]).label.lower()
    if not cabang.induk:
        # Where a whole tree has no tujuan, that is said once.
        if cabang.jenjang != Jenjang.SASARAN or ada_tujuan:
            yield Tanda(
                Kode.TANPA_INDUK,
                cabang.pk,
                "Tanpa induk",
                f"{cabang.label} ini tidak berada di bawah {di_atas} mana pun.",
                f"Pilih {di_atas} yang didukungnya sebagai induk, atau hapus bila tidak dipakai.",
            )
        return
    induk = URUTAN.index(cabang.induk)
    label_induk = Jenjang(cabang.induk).label.lower()
    if induk >= letak:
        yield Tanda(
            Kode.JENJANG_TERBALIK,
            cabang.pk,
            "Jenjang terbalik",
            f"{cabang.label} ini berada di bawah {label_induk}.",
            f"Pilih {di_atas} sebagai induknya.",
        )
    elif lewat := [Jenjang(satu).label.lower() for satu in URUTAN[induk + 1 : letak]]:
        yield Tanda(
            Kode.MELEWATI_JENJANG,
            cabang.pk,
            f"Melewati {' dan '.join(lewat)}",
            f"{cabang.label} ini langsung di bawah {label_induk}, melewati {' dan '.join(lewat)}.",
            f"Pilih {di_atas} sebagai induknya; bila belum ada, tambahkan dahulu.",
        )


def _tanda_lanjutan(cabang: Cabang) -> Iterator[Tanda]:
    """A branch that stops before it reaches what is done."""
    if cabang.jenjang not in BERLANJUT:
        return
    perlu, kode = BERLANJUT[Jenjang(cabang.jenjang)]
    if any(satu.jenjang == perlu for satu in cabang.anak):
        return
    kata = perlu.label.lower()
    yield Tanda(
        kode,
        cabang.pk,
        f"Tanpa {kata}",
        f"{cabang.label} ini belum punya {kata}.",
        f"Tambahkan {kata} yang mewujudkannya, atau pindahkan {kata} yang sudah ada ke bawahnya.",
    )


def _tanda_indikator(cabang: Cabang) -> Iterator[Tanda]:
    if not cabang.indikator:
        yield Tanda(
            Kode.TANPA_INDIKATOR,
            cabang.pk,
            "Tanpa indikator",
            f"{cabang.label} ini belum punya indikator, jadi tercapainya tidak dapat diukur.",
            "Tempatkan indikator pada simpul ini.",
        )
    for satu in cabang.indikator:
        if not satu.unit:
            yield Tanda(
                Kode.INDIKATOR_TANPA_UNIT,
                cabang.pk,
                "Indikator tanpa unit",
                f"Indikator {satu.kode} belum punya unit penanggung jawab data.",
                "Tetapkan unit yang membawa angkanya.",
                satu.pk,
            )
        if not satu.target:
            yield Tanda(
                Kode.INDIKATOR_TANPA_TARGET,
                cabang.pk,
                "Indikator tanpa target",
                f"Indikator {satu.kode} belum punya target sendiri, sehingga capaiannya tidak dapat dihitung.",
                "Tetapkan target tahunnya; target jenjang di atasnya tidak menggantikannya.",
                satu.pk,
            )


def _tanda_pemilik(cabang: Cabang, berjalan: bool) -> Iterator[Tanda]:
    pemilik = cabang.pemilik
    if pemilik is None:
        yield Tanda(
            Kode.TANPA_PEMILIK,
            cabang.pk,
            "Tanpa penanggung jawab",
            f"{cabang.label} ini belum punya jabatan penanggung jawab.",
            "Pilih jabatan yang bertanggung jawab atasnya.",
        )
    elif berjalan and not pemilik.aktif:
        yield Tanda(
            Kode.JABATAN_KOSONG,
            cabang.pk,
            "Jabatan tidak aktif",
            f"Penanggung jawabnya, {pemilik.nama}, sudah tidak aktif.",
            "Pilih jabatan lain sebagai penanggung jawab.",
        )
    elif berjalan and not pemilik.pemangku:
        yield Tanda(
            Kode.JABATAN_KOSONG,
            cabang.pk,
            "Jabatan kosong",
            f"Penanggung jawabnya, {pemilik.nama}, hari ini tidak dipangku siapa pun.",
            "Catat pemangkunya, atau Plt./Plh. yang mengisinya.",
        )


def _tanda_kaitan(kaitan: Iterable[Kaitan], simpul: Mapping[int, Cabang]) -> dict[int, list[Tanda]]:
    """Each link at both its ends."""
    hasil: dict[int, list[Tanda]] = defaultdict(list)
    for satu in kaitan:
        dari, ke = simpul[satu.dari], simpul[satu.ke]
        hasil[satu.dari].append(
            Tanda(
                Kode.KAITAN_KELUAR,
                satu.dari,
                f"Kaitan {satu.nomor} keluar",
                f"Turut mendukung {ke.label.lower()} “{ke.ringkas}”.",
            )
        )
        hasil[satu.ke].append(
            Tanda(
                Kode.KAITAN_MASUK,
                satu.ke,
                f"Kaitan {satu.nomor} masuk",
                f"Turut didukung {dari.label.lower()} “{dari.ringkas}”.",
            )
        )
    return hasil
