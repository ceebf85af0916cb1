"""The tree of a year as its page shows it: every node with owner, indicators, results, marks and its links."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from laporan.bentuk import Predikat
from laporan.susunan.pohon import GOLONGAN_KURANG, CapaianPohon, keping_hasil
from laporan.susunan.sel import alamat
from perencanaan.models import Simpul
from perencanaan.pohon import (
    GOLONGAN,
    Cabang,
    Golongan,
    IndikatorCabang,
    Kode,
    PohonKinerja,
    Tanda,
)

# {kind: (word, icon, colour)}; the filter's keys.
SEBUTAN_GOLONGAN = {
    Golongan.YATIM: ("yatim", "link", "merah"),
    Golongan.BUNTU: ("buntu", "ban", "merah"),
    Golongan.CELAH: ("celah", "alert-triangle", "kuning"),
}
SEBUTAN_KODE = {
    Kode.TANPA_INDUK: "tanpa induk",
    Kode.MELEWATI_JENJANG: "melewati jenjang",
    Kode.JENJANG_TERBALIK: "jenjang terbalik",
    Kode.TANPA_TUJUAN: "pohon tanpa tujuan",
    Kode.TANPA_SASARAN: "tujuan tanpa sasaran",
    Kode.TANPA_PROGRAM: "sasaran tanpa program",
    Kode.TANPA_KEGIATAN: "program tanpa kegiatan",
    Kode.TANPA_INDIKATOR: "tanpa indikator",
    Kode.TANPA_PEMILIK: "tanpa penanggung jawab",
    Kode.JABATAN_KOSONG: "jabatan kosong",
    Kode.INDIKATOR_TANPA_UNIT: "indikator tanpa unit",
    Kode.INDIKATOR_TANPA_TARGET: "indikator tanpa target",
}
# Down to here branches stand open.
TERBUKA = {Simpul.Jenjang.TUJUAN, Simpul.Jenjang.SASARAN}


@dataclass(frozen=True)
class BarisIndikator:
    """An indicator of a node, with its approved result where there is one."""

    indikator: IndikatorCabang
    keping: Predikat | None
    url_hasil: str
    angka_latihan: bool


@dataclass(frozen=True)
class TandaHalaman:
    """A mark with its drawing, its node and where it is mended; no address: by someone else."""

    tanda: Tanda
    ikon: str
    warna: str
    simpul: str
    url: str = ""
    label: str = ""


@dataclass(frozen=True)
class UjungKaitan:
    """A crosscutting link as one of its ends sees it."""

    nomor: int
    simpul: int
    label: str
    uraian: str
    keterangan: str


@dataclass(frozen=True)
class BarisKaitan:
    """A link with both its ends."""

    pk: int
    nomor: int
    dari: Cabang
    ke: Cabang
    keterangan: str


@dataclass(frozen=True)
class CabangHalaman:
    """A node of the list."""

    cabang: Cabang
    keping: Predikat | None
    indikator: tuple[BarisIndikator, ...]
    tanda: tuple[TandaHalaman, ...]
    keluar: tuple[UjungKaitan, ...]
    masuk: tuple[UjungKaitan, ...]
    anak: tuple["CabangHalaman", ...]
    terbuka: bool


@dataclass(frozen=True)
class Saringan:
    """One choice of the filter."""

    kunci: str
    label: str
    jumlah: int
    ikon: str = ""
    warna: str = "abu"


@dataclass(frozen=True)
class HalamanPohon:
    """The page: its list (all of it, or what the filter leaves), what the filter found, and the links."""

    akar: tuple[CabangHalaman, ...]
    golongan: tuple[Saringan, ...]
    kode: tuple[Saringan, ...]
    tersaring: tuple[TandaHalaman, ...]
    kaitan: tuple[BarisKaitan, ...]
    angka_latihan: bool


def kunci_saringan(kata: str) -> str:
    """What was asked for, if there is such a filter; else nothing."""
    return kata if kata in SEBUTAN_GOLONGAN or kata in SEBUTAN_KODE else ""


def nama_saringan(kunci: str) -> str:
    """The word for a filter."""
    return SEBUTAN_GOLONGAN[kunci][0] if kunci in SEBUTAN_GOLONGAN else SEBUTAN_KODE.get(kunci, "")


def susun_halaman(
    pohon: PohonKinerja,
    tanda: Collection[Tanda],
    capaian: CapaianPohon,
    *,
    saring: str = "",
    lewat_admin: bool = False,
) -> HalamanPohon:
    """The page of a tree; ``lewat_admin``: the reader mends it in the admin himself."""
    simpul = {satu.pk: satu for satu in pohon.berurut()}
    kurang = [_tanda_halaman(satu, simpul, lewat_admin) for satu in tanda if satu.golongan in GOLONGAN_KURANG]
    cocok = [satu for satu in kurang if saring in {satu.tanda.golongan, satu.tanda.kode}]
    keluar, masuk = _ujung(pohon, simpul)
    # Of a node, in the list, once per sentence; the whole tree's marks stand above it.
    tanda_simpul: dict[int | None, list[TandaHalaman]] = defaultdict(list)
    for satu in kurang:
        tanda_simpul[satu.tanda.simpul].append(satu)
    tampil = {satu.tanda.simpul for satu in cocok} if saring else None

    def cabang(satu: Cabang) -> CabangHalaman | None:
        anak = tuple(c for di_bawah in satu.anak if (c := cabang(di_bawah)))
        if tampil is not None and satu.pk not in tampil and not anak:
            return None
        return CabangHalaman(
            cabang=satu,
            keping=capaian.per_simpul.get(satu.pk) if len(satu.indikator) > 1 else None,
            indikator=tuple(_baris_indikator(i, capaian) for i in satu.indikator),
            tanda=tuple(tanda_simpul[satu.pk]),
            keluar=tuple(keluar[satu.pk]),
            masuk=tuple(masuk[satu.pk]),
            anak=anak,
            terbuka=bool(saring) or satu.jenjang in TERBUKA,
        )

    jumlah = Counter(satu.tanda.golongan for satu in kurang)
    per_kode = Counter(satu.tanda.kode for satu in kurang)
    return HalamanPohon(
        akar=tuple(c for akar in pohon.akar if (c := cabang(akar))),
        golongan=tuple(
            Saringan(satu, kata, jumlah[satu], ikon, warna)
            for satu, (kata, ikon, warna) in SEBUTAN_GOLONGAN.items()
        ),
        kode=tuple(
            Saringan(kode, kata, per_kode[kode]) for kode, kata in SEBUTAN_KODE.items() if per_kode[kode]
        ),
        tersaring=tuple(cocok),
        kaitan=tuple(
            BarisKaitan(satu.pk, satu.nomor, simpul[satu.dari], simpul[satu.ke], satu.keterangan)
            for satu in pohon.kaitan
        ),
        angka_latihan=capaian.angka_latihan
        or any(i.angka_latihan for satu in simpul.values() for i in satu.indikator),
    )


def _baris_indikator(indikator: IndikatorCabang, capaian: CapaianPohon) -> BarisIndikator:
    hasil = capaian.per_indikator.get(indikator.pk)
    return BarisIndikator(
        indikator=indikator,
        keping=keping_hasil(hasil) if hasil else None,
        url_hasil=alamat("hasil_lihat", hasil.pk) if hasil else "",
        angka_latihan=indikator.angka_latihan or bool(hasil and hasil.angka_latihan),
    )


def _tanda_halaman(tanda: Tanda, simpul: Mapping[int, Cabang], lewat_admin: bool) -> TandaHalaman:
    _, ikon, warna = SEBUTAN_GOLONGAN[tanda.golongan]
    cabang = simpul.get(tanda.simpul)
    url, label = _tempat_perbaikan(tanda, cabang, lewat_admin)
    return TandaHalaman(tanda, ikon, warna, cabang.uraian if cabang else "Seluruh pohon", url, label)


def _tempat_perbaikan(tanda: Tanda, cabang: Cabang | None, lewat_admin: bool) -> tuple[str, str]:
    """(address, label) of the page where a mark is mended, as far as this reader may go there."""
    if tanda.kode == Kode.JABATAN_KOSONG:
        if lewat_admin:
            return alamat("admin:organisasi_jabatan_change", cabang.pemilik.jabatan), "Buka jabatan"
        return reverse("organisasi_lihat"), "Lihat pemangku jabatan"
    if tanda.indikator:
        if lewat_admin:
            return alamat("admin:perencanaan_indikator_change", tanda.indikator), "Lengkapi indikator"
        return alamat("indikator_lihat", tanda.indikator), "Lihat indikator"
    if not lewat_admin:
        return "", ""
    if cabang is None:
        return reverse("admin:perencanaan_simpul_add"), "Tambah tujuan"
    if tanda.kode == Kode.TANPA_INDIKATOR:
        return reverse("admin:perencanaan_indikator_changelist"), "Buka daftar indikator"
    if GOLONGAN[tanda.kode] == Golongan.BUNTU:
        return reverse("admin:perencanaan_simpul_add"), "Tambah simpul"
    return alamat("admin:perencanaan_simpul_change", cabang.pk), "Ubah simpul"


def _ujung(
    pohon: PohonKinerja, simpul: Mapping[int, Cabang]
) -> tuple[dict[int, list[UjungKaitan]], dict[int, list[UjungKaitan]]]:
    """({node: links that leave it}, {node: links that reach it})."""
    keluar, masuk = defaultdict(list), defaultdict(list)
    for satu in pohon.kaitan:
        for daftar, di, lain in ((keluar, satu.dari, satu.ke), (masuk, satu.ke, satu.dari)):
            ujung = simpul[lain]
            daftar[di].append(
                UjungKaitan(satu.nomor, lain, ujung.label.lower(), ujung.uraian, satu.keterangan)
            )
    return keluar, masuk


def pilihan_simpul(pohon: PohonKinerja) -> Iterable[tuple[int, str]]:
    """(key, words) of every node, in the order of the tree and indented by its depth, for a select."""

    def pilihan(cabang: Cabang, dalam: int) -> Iterable[tuple[int, str]]:
        yield cabang.pk, f"{'– ' * dalam}{cabang.label}: {cabang.ringkas}"
        for satu in cabang.anak:
            yield from pilihan(satu, dalam + 1)

    for akar in pohon.akar:
        yield from pilihan(akar, 0)
