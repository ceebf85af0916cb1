"""The tree of a year with what was approved of its indicators: for the page, and as the paper on A3."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from laporan.bentuk import (
    BarisTanda,
    IndikatorPohon,
    KaitanPohon,
    NaskahPohon,
    Predikat,
    Sel,
    SimpulPohon,
    TandaPohon,
)
from laporan.susunan.capaian import capaian_tersimpan
from laporan.susunan.dasar import buat_naskah
from laporan.susunan.sel import predikat, sebut_periode, sebut_tanggal
from organisasi.models import OPD
from pengukuran.hitung import SKALA
from pengukuran.models import HasilUkur, Metodologi, Pengukuran
from pengukuran.rumus import rata_rata_capaian
from pengukuran.skala import CaraPotong, klasifikasikan
from pengukuran.tampilan import STATUS_HASIL
from perencanaan.pohon import Cabang, Golongan, IndikatorCabang, PohonKinerja, Tanda, per_simpul

GOLONGAN_KURANG = (Golongan.YATIM, Golongan.BUNTU, Golongan.CELAH)
TANPA_HASIL = Predikat("Belum ada capaian", "abu", "circle-dashed")


@dataclass(frozen=True)
class CapaianPohon:
    """Approved results of one period: {indicator: result}, and {node: chip of the mean of its own indicators}."""

    pengukuran: Pengukuran | None = None
    per_indikator: Mapping[int, HasilUkur] = field(default_factory=dict)
    per_simpul: Mapping[int, Predikat] = field(default_factory=dict)

    @property
    def periode(self) -> str:
        """``Triwulan I 2026``; empty where nothing is approved."""
        return sebut_periode(self.pengukuran.periode) if self.pengukuran else ""

    @property
    def angka_latihan(self) -> bool:
        """Does any of its figures come from practice?"""
        return any(satu.angka_latihan for satu in self.per_indikator.values())


def pengukuran_disetujui(opd: OPD, tahun: int) -> list[Pengukuran]:
    """The year's approved measurements, newest period first; of a period measured twice the latest."""
    daftar = (
        Pengukuran.objects.berlaku()
        .filter(opd=opd, periode__tahun=tahun, disetujui_pada__isnull=False)
        .select_related("periode", "metodologi")
        .order_by("-periode__tanggal_selesai", "periode__tanggal_mulai", "-pk")
    )
    return list({satu.periode_id: satu for satu in reversed(daftar)}.values())[::-1]


def baca_capaian_pohon(pengukuran: Pengukuran | None) -> CapaianPohon:
    """The results of an approved measurement at their nodes: one query."""
    if pengukuran is None:
        return CapaianPohon()
    hasil = list(
        HasilUkur.objects.filter(pengukuran=pengukuran)
        .select_related("patokan__penempatan")
        .order_by("patokan__urutan", "pk")
    )
    simpul: dict[int, list[HasilUkur]] = defaultdict(list)
    for satu in hasil:
        simpul[satu.patokan.penempatan.simpul_id].append(satu)
    metodologi = getattr(pengukuran, "metodologi", None)
    return CapaianPohon(
        pengukuran,
        {satu.patokan.indikator_id: satu for satu in hasil},
        {pk: _keping_simpul(daftar, metodologi) for pk, daftar in simpul.items()},
    )


def keping_hasil(hasil: HasilUkur) -> Predikat:
    """One result as a chip: ``94,68 % Sangat Tinggi``, or its state in words."""
    if hasil.status != HasilUkur.Status.DIHITUNG:
        status = STATUS_HASIL[hasil.status]
        return Predikat(status.label, status.warna, status.ikon)
    kelas = Predikat(hasil.predikat, hasil.warna, hasil.ikon) if hasil.predikat else None
    return _keping(Sel.angka(hasil.capaian_periode), kelas)


def _keping_simpul(daftar: list[HasilUkur], metodologi: Metodologi | None) -> Predikat:
    """The mean of a node's own indicators, by the rules of its measurement; never over levels."""
    if len(daftar) == 1:
        return keping_hasil(daftar[0])
    nilai = rata_rata_capaian([capaian_tersimpan(satu) for satu in daftar]).nilai
    if nilai is None:
        keadaan = {satu.status for satu in daftar}
        return keping_hasil(daftar[0]) if len(keadaan) == 1 else TANPA_HASIL
    skala = SKALA[metodologi.skala if metodologi else Metodologi.Skala.PERMENDAGRI_86_2017]
    cara = CaraPotong(metodologi.cara_potong) if metodologi else CaraPotong.BATAS_BAWAH
    keping = _keping(Sel.angka(nilai), predikat(klasifikasikan(nilai, skala, cara=cara)))
    return Predikat(f"Rata-rata {keping.label}", keping.warna, keping.ikon)


def _keping(sel: Sel, kelas: Predikat | None) -> Predikat:
    if kelas is None:
        return Predikat(f"{sel} %", "abu", "check")
    return Predikat(f"{sel} % {kelas.label}", kelas.warna, kelas.ikon)


# -- the paper --------------------------------------------------------------------------------------


def susun_pohon(
    pohon: PohonKinerja, tanda: Iterable[Tanda], capaian: CapaianPohon, *, opd: OPD, hari: date
) -> NaskahPohon:
    """The paper: what the tree and its marks say, with the approved results of one period."""
    tanda = tuple(tanda)
    nama = {satu.pk: f"{satu.label}: {satu.uraian}" for satu in pohon.berurut()}
    judul = f"Pohon Kinerja Tahun {pohon.tahun}"
    keadaan = [f"Keadaan {sebut_tanggal(hari)}."]
    if capaian.pengukuran:
        keadaan.append(f"Capaian s.d. {capaian.periode}, disetujui.")
    else:
        keadaan.append("Belum ada capaian yang disetujui.")
    latihan = capaian.angka_latihan
    if latihan:
        keadaan.append("* angka latihan.")
    naskah = buat_naskah(opd, judul, draf=False, latihan=latihan, tanggal=hari)
    return NaskahPohon(
        naskah=naskah,
        judul=f"{judul} {opd.nama}",
        keadaan_pada=" ".join(keadaan),
        ringkasan=ringkasan(pohon, tanda),
        akar=susun_simpul(pohon, tanda, capaian),
        kaitan=susun_kaitan(pohon),
        tanda=tuple(
            BarisTanda(
                nama.get(satu.simpul, "Seluruh pohon") if satu.simpul else "Seluruh pohon",
                satu.kalimat,
                satu.tindakan,
            )
            for satu in tanda
            if satu.golongan in GOLONGAN_KURANG
        ),
    )


def ringkasan(pohon: PohonKinerja, tanda: Iterable[Tanda]) -> tuple[str, ...]:
    """``104 simpul``, ``3 yatim``, ``0 buntu``, ``5 celah``, ``2 kaitan silang``."""
    jumlah = Counter(satu.golongan for satu in tanda)
    return (
        f"{len(pohon.berurut())} simpul",
        *(f"{jumlah[satu]} {satu}" for satu in GOLONGAN_KURANG),
        f"{len(pohon.kaitan)} kaitan silang",
    )


def susun_simpul(
    pohon: PohonKinerja, tanda: Iterable[Tanda], capaian: CapaianPohon
) -> tuple[SimpulPohon, ...]:
    """The boxes of the picture."""
    per_node = per_simpul(tanda)

    def simpul(cabang: Cabang) -> SimpulPohon:
        return SimpulPohon(
            pk=cabang.pk,
            jenjang=cabang.jenjang,
            label=cabang.label,
            uraian=" ".join(cabang.uraian.split()),
            kode=cabang.kode,
            pemilik=cabang.pemilik.nama if cabang.pemilik else "",
            indikator=tuple(_indikator(satu, capaian) for satu in cabang.indikator),
            capaian=_bertanda_latihan(cabang, capaian),
            tanda=_tanda_kotak(per_node.get(cabang.pk, ()), pohon, cabang.pk),
            anak=tuple(simpul(satu) for satu in cabang.anak),
        )

    return tuple(simpul(satu) for satu in pohon.akar)


def _bertanda_latihan(cabang: Cabang, capaian: CapaianPohon) -> Predikat | None:
    """The chip of a node, with an asterisk where a practice figure made it."""
    keping = capaian.per_simpul.get(cabang.pk)
    hasil = [capaian.per_indikator.get(satu.pk) for satu in cabang.indikator]
    if keping and any(satu.angka_latihan for satu in hasil if satu):
        return replace(keping, label=f"{keping.label}*")
    return keping


def _indikator(indikator: IndikatorCabang, capaian: CapaianPohon) -> IndikatorPohon:
    hasil = capaian.per_indikator.get(indikator.pk)
    if hasil is None:
        return IndikatorPohon(indikator.nama)
    teks = f"{Sel.angka(hasil.capaian_periode)} %" if hasil.capaian_periode is not None else ""
    return IndikatorPohon(indikator.nama, teks or keping_hasil(hasil).label.lower())


def _tanda_kotak(tanda: Iterable[Tanda], pohon: PohonKinerja, pk: int) -> tuple[TandaPohon, ...]:
    """Each kind once, with how often; the links by their numbers."""
    jumlah: dict[tuple[Golongan, str], int] = Counter(
        (satu.golongan, satu.pendek) for satu in tanda if satu.golongan in GOLONGAN_KURANG
    )
    hasil = [
        TandaPohon(str(golongan), teks if banyak == 1 else f"{banyak} {teks[0].lower()}{teks[1:]}")
        for (golongan, teks), banyak in jumlah.items()
    ]
    for kata, nomor in (
        ("Turut mendukung: kaitan", [satu.nomor for satu in pohon.kaitan if satu.dari == pk]),
        ("Turut didukung: kaitan", [satu.nomor for satu in pohon.kaitan if satu.ke == pk]),
    ):
        if nomor:
            hasil.append(TandaPohon(str(Golongan.KAITAN), f"{kata} {', '.join(map(str, nomor))}"))
    return tuple(hasil)


def susun_kaitan(pohon: PohonKinerja) -> tuple[KaitanPohon, ...]:
    """The crosscutting links with both ends in words."""
    nama = {satu.pk: f"{satu.label} “{satu.ringkas}”" for satu in pohon.berurut()}
    return tuple(
        KaitanPohon(satu.nomor, satu.dari, satu.ke, nama[satu.dari], nama[satu.ke], satu.keterangan)
        for satu in pohon.kaitan
    )
