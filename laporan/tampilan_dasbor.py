"""The dashboard: how the year stands at a glance, what waits, and which indicators need a look.

Figures are those of ``laporan.susunan``; here they are only counted, sorted and set beside their trend. Four
things stay apart: a unit that is late, a figure that did not come, one that cannot be computed, and a low one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from alur.layar import layar
from alur.models import CatatanLangkah, Disposisi, JalurKembali, Pelaksanaan, PelakuLangkah
from alur.tampilan import Status, sebut_batas
from laporan.bentuk import BarisAnggaran, BarisCapaian, KelompokCapaian, Sel, SusunanCapaian
from laporan.grafik import (
    Titik,
    Tren,
    grafik_anggaran_kinerja,
    grafik_kilat,
    pasangan_kelompok,
)
from laporan.periksa.kelompok import predikat_chip, status_capaian
from laporan.susunan.anggaran import pohon_pengukuran
from laporan.susunan.capaian import BahanCapaian, baca_pemutus, susun_dari_bahan
from laporan.susunan.sel import alamat, desimal_versi
from organisasi.kalender import Kalender
from organisasi.models import OPD
from pengukuran.models import HasilUkur, Pengukuran
from pengukuran.tampilan import STATUS_HASIL
from pengumpulan.models import Formulir, Pengumpulan
from perencanaan.angka import bulatkan
from perencanaan.deret import kalimat_pemutus
from perencanaan.models import PenanggungJawabData, PenempatanIndikator, Simpul

TERCAPAI = Decimal(100)
MENUNGGU_TERBANYAK = 6
TERLAMBAT_TERBANYAK = 8
TREN_SEDIKITNYA = 2
LEBAR_GRAFIK, LEBAR_GRAFIK_TELEPON = 760, 350
LABEL_IKU = PenempatanIndikator.Jenis.IKU.label
MERAH = "merah"
# Below them a row says of one activity what its program says already.
JENJANG_GRAFIK = {Simpul.Jenjang.TUJUAN.label, Simpul.Jenjang.SASARAN.label, Simpul.Jenjang.PROGRAM.label}

# {filter: chip}; the order is that of the strip.
RENDAH = "capaian_rendah"
SARINGAN: dict[str, Status] = {
    RENDAH: Status("Capaian rendah", "trending-down", "merah"),
    "tidak_dapat_dihitung": STATUS_HASIL[HasilUkur.Status.TIDAK_DAPAT_DIHITUNG],
    "belum_lapor": STATUS_HASIL[HasilUkur.Status.BELUM_LAPOR],
    "belum_waktunya": STATUS_HASIL[HasilUkur.Status.BELUM_WAKTUNYA],
}
TERENDAH, POHON = "terendah", "pohon"
URUTAN = ((TERENDAH, "Terendah dulu"), (POHON, "Menurut pohon kinerja"))


@dataclass(frozen=True)
class BarisDasbor:
    """One indicator: its figures, its state as a chip, its small trend (empty with a single measured period)."""

    baris: BarisCapaian
    simpul: str
    status: Status
    tren: SafeString | str = ""
    putus: str = ""  # where the trend's series breaks, in a sentence


@dataclass(frozen=True)
class Menunggu:
    """A decision or a disposisi that is open: of what, who is waited for, since when, and where it is taken."""

    judul: str
    uraian: str
    siapa: str
    sejak: str
    batas: str
    terlambat: bool
    url: str
    label: str
    milik_saya: bool
    disposisi: bool


@dataclass(frozen=True)
class UnitTerlambat:
    """A unit whose form is owed although its day is over."""

    unit: str
    apa: str
    hari: int
    batas: date
    url: str


@dataclass(frozen=True)
class Utama:
    """The three numbers, each with how many of how many stand behind it."""

    capaian: Sel
    predikat: Status | None
    dari_iku: str
    tercapai: int
    di_bawah: int
    jumlah: int
    serapan: Sel
    anggaran: str


@dataclass(frozen=True)
class Dasbor:
    """Everything of one measured period."""

    susunan: SusunanCapaian
    utama: Utama
    keadaan: tuple[tuple[str, Status, int], ...]
    iku: tuple[BarisDasbor, ...]
    lain: tuple[BarisDasbor, ...]
    grafik: SafeString | str
    grafik_telepon: SafeString | str
    ada_tren: bool
    latihan: bool


# -- reading ----------------------------------------------------------------------------------------


def pengukuran_setahun(opd: OPD, tahun: int) -> list[Pengukuran]:
    """The year's measured periods, newest first; of a period measured twice the latest.

    What was approved counts until the next round is approved too.
    """
    daftar = (
        Pengukuran.objects.berlaku()
        .filter(opd=opd, periode__tahun=tahun, dihitung_pada__isnull=False)
        .select_related("periode", "metodologi")
        .order_by("-periode__tanggal_selesai", "periode__tanggal_mulai", "-pk")
    )
    terakhir = {satu.periode_id: satu for satu in reversed(daftar)}
    terakhir |= {satu.periode_id: satu for satu in reversed(daftar) if not satu.terbuka}
    return list(terakhir.values())[::-1]


def _bahan(pengukuran: Pengukuran, opd: OPD) -> BahanCapaian:
    """What a glance needs: results, tree and budget; evidence, readings and earlier years stay unread."""
    pengukuran.opd = opd
    hasil = list(
        HasilUkur.objects.filter(pengukuran=pengukuran)
        .select_related(
            "patokan__indikator", "patokan__penempatan", "patokan__versi_indikator", "patokan__versi_target"
        )
        .order_by("patokan__urutan", "pk")
    )
    pemegang = defaultdict(list)
    for indikator, unit in (
        PenanggungJawabData.objects.berlaku_pada(pengukuran.periode.tanggal_selesai)
        .filter(indikator__opd=opd)
        .order_by("unit__urutan", "pk")
        .values_list("indikator", "unit__nama")
    ):
        pemegang[indikator].append(unit)
    return BahanCapaian(
        pengukuran=pengukuran,
        metodologi=getattr(pengukuran, "metodologi", None),
        hasil=hasil,
        pohon=pohon_pengukuran(pengukuran),
        revisi={},
        bukti={},
        pemegang=pemegang,
        riwayat={},
        ukuran_lalu={},
        renstra={},
        pemutus=baca_pemutus(opd.pk),
    )


def susun_dasbor(
    pengukuran: Pengukuran, setahun: list[Pengukuran], opd: OPD, *, urut: str, saring: str
) -> Dasbor:
    """One measured period; ``urut`` is a key of URUTAN, ``saring`` one of SARINGAN or empty."""
    bahan = _bahan(pengukuran, opd)
    susunan = susun_dari_bahan(bahan)
    semua = [(satu, baris) for satu in susunan.kelompok for baris in satu.baris]
    tren = _tren(setahun, bahan)
    cocok = [(simpul, baris) for simpul, baris in semua if not saring or _keadaan(baris) == saring]
    if urut == TERENDAH:
        cocok.sort(key=lambda satu: _kunci_terendah(satu[1]))
    baris = [_baris(simpul, satu, tren) for simpul, satu in cocok]
    kelompok = [satu for satu in susunan.kelompok if satu.jenjang in JENJANG_GRAFIK]
    jumlah = {kunci: sum(_keadaan(satu) == kunci for _, satu in semua) for kunci in SARINGAN}
    judul = f"Capaian kinerja dan serapan anggaran, {susunan.periode}"
    ada_anggaran = any(satu.serapan.nilai is not None for satu in kelompok)
    return Dasbor(
        susunan=susunan,
        utama=_utama(susunan, [satu for _, satu in semua]),
        keadaan=tuple((kunci, status, jumlah[kunci]) for kunci, status in SARINGAN.items()),
        iku=tuple(satu for satu in baris if satu.baris.jenis == LABEL_IKU),
        lain=tuple(satu for satu in baris if satu.baris.jenis != LABEL_IKU),
        grafik=_grafik(kelompok, judul, LEBAR_GRAFIK) if ada_anggaran else "",
        grafik_telepon=_grafik(kelompok, judul, LEBAR_GRAFIK_TELEPON) if ada_anggaran else "",
        ada_tren=bool(tren),
        latihan=any(satu.angka_latihan for _, satu in semua)
        or any(satu.angka_latihan for satu in susunan.anggaran),
    )


def _grafik(kelompok: list[KelompokCapaian], judul: str, lebar: int) -> SafeString:
    return grafik_anggaran_kinerja(pasangan_kelompok(kelompok), judul=judul, lebar=lebar)


def _baris(simpul: KelompokCapaian, satu: BarisCapaian, tren: dict[str, Tren]) -> BarisDasbor:
    return BarisDasbor(
        satu,
        f"{simpul.jenjang}: {simpul.uraian}",
        status_capaian(satu),
        grafik_kilat(tren[satu.kode], lebar=112, tinggi=30) if satu.kode in tren else "",
        kalimat_pemutus(p for titik in tren[satu.kode].titik for p in titik.putus)
        if satu.kode in tren
        else "",
    )


def _keadaan(baris: BarisCapaian) -> str:
    """Which filter a row answers; empty: computed and not low."""
    if baris.status != "dihitung":
        return baris.status
    return RENDAH if baris.predikat and baris.predikat.warna == MERAH else ""


def _kunci_terendah(baris: BarisCapaian) -> tuple:
    """Lowest capaian first; what has no figure stands after, each state together."""
    urut = ("dihitung", "tidak_dapat_dihitung", "belum_lapor", "belum_waktunya").index(baris.status)
    return urut, baris.capaian_periode.nilai or Decimal(0), baris.nomor


def _utama(susunan: SusunanCapaian, semua: list[BarisCapaian]) -> Utama:
    iku = [satu for satu in semua if satu.jenis == LABEL_IKU]
    dihitung = [satu for satu in semua if satu.capaian_periode.nilai is not None]
    # By the printed figure: what reads 100,00 has met its target.
    tercapai = sum(bulatkan(satu.capaian_periode.nilai) >= TERCAPAI for satu in dihitung)
    return Utama(
        capaian=susunan.rata_rata,
        predikat=predikat_chip(susunan.predikat),
        dari_iku=f"{sum(satu.status == 'dihitung' for satu in iku)} dari {len(iku)} IKU dihitung"
        if iku
        else "Belum ada IKU pada pohon kinerja",
        tercapai=tercapai,
        di_bawah=len(dihitung) - tercapai,
        jumlah=len(semua),
        serapan=susunan.total_anggaran.serapan if susunan.total_anggaran else Sel("–"),
        anggaran=_sebut_anggaran(susunan.total_anggaran),
    )


def _sebut_anggaran(total: BarisAnggaran | None) -> str:
    if total is None or total.pagu.nilai is None:
        return "Pagu anggaran belum diisi"
    if total.realisasi.nilai is None:
        return f"Realisasi belum diisi, pagu Rp{total.pagu}"
    return f"Rp{total.realisasi} dari Rp{total.pagu}"


def _tren(setahun: list[Pengukuran], bahan: BahanCapaian) -> dict[str, Tren]:
    """{indicator code: its year up to the chosen period}; empty until two periods are measured."""
    pengukuran = bahan.pengukuran
    sampai = [satu for satu in setahun if satu.periode.tanggal_selesai <= pengukuran.periode.tanggal_selesai][
        ::-1
    ]
    if len(sampai) < TREN_SEDIKITNYA:
        return {}
    nilai = {
        (ukur, indikator): (target, realisasi)
        for ukur, indikator, target, realisasi in HasilUkur.objects.filter(pengukuran__in=sampai).values_list(
            "pengukuran", "patokan__indikator", "target_periode", "realisasi"
        )
    }
    tren = {}
    for satu in bahan.hasil:
        indikator, versi = satu.patokan.indikator, satu.patokan.versi_indikator
        desimal = desimal_versi(versi)
        titik, lalu = [], None
        for ukur in sampai:
            target, realisasi = nilai.get((ukur.pk, indikator.pk), (None, None))
            akhir = ukur.periode.tanggal_selesai
            putus = bahan.putus(indikator.pk, setelah=lalu, sampai=akhir) if lalu else ()
            titik.append(
                Titik(ukur.periode.nama, Sel.angka(target, desimal), Sel.angka(realisasi, desimal), putus)
            )
            lalu = akhir
        if any(t.realisasi.nilai is not None for t in titik):
            tren[indikator.kode] = Tren(f"Tren {indikator.kode}", versi.satuan if versi else "", tuple(titik))
    return tren


# -- what waits -------------------------------------------------------------------------------------


def susun_menunggu(
    opd: OPD, milik: Iterable[int], kalender: Kalender, hari: date
) -> tuple[list[Menunggu], int]:
    """Open decisions and disposisi of the office, newest first, and how many there are in all.

    ``milik`` are the visits that wait for the reader.
    """
    putusan = Exists(JalurKembali.objects.filter(langkah=OuterRef("langkah")))
    disposisi = Exists(Disposisi.objects.filter(catatan=OuterRef("pk"), keputusan=""))
    daftar = list(
        CatatanLangkah.objects.filter(
            Q(putusan) | Q(disposisi),
            selesai_pada=None,
            pelaksanaan__opd=opd,
            pelaksanaan__status=Pelaksanaan.Status.BERJALAN,
        )
        .select_related("langkah", "pelaksanaan__periode", "pelaksanaan__prosedur")
        .prefetch_related(
            Prefetch("langkah__pelaku", PelakuLangkah.objects.select_related("peran")), "disposisi"
        )
        .order_by("-dibuka_pada", "-pk")
    )
    milik = set(milik)
    # What waits for the reader goes first; the sort keeps the newest first within.
    daftar.sort(key=lambda satu: satu.pk not in milik)
    return [_menunggu(satu, satu.pk in milik, kalender, hari) for satu in daftar[:MENUNGGU_TERBANYAK]], len(
        daftar
    )


def _menunggu(catatan: CatatanLangkah, milik_saya: bool, kalender: Kalender, hari: date) -> Menunggu:
    pelaksanaan, terbuka = catatan.pelaksanaan, catatan.disposisi_terbuka
    sejak = timezone.localtime(
        terbuka.diajukan_pada if terbuka else catatan.dibuka_pada, kalender.zona
    ).date()
    lama = kalender.selisih_hari_kerja(sejak, hari)
    tugas = PelakuLangkah.Tugas.PENERIMA if terbuka else PelakuLangkah.Tugas.PELAKSANA
    siapa = dict.fromkeys(satu.peran.label for satu in catatan.langkah.pelaku.all() if satu.tugas == tugas)
    pemilik = layar(catatan.langkah.layar)
    url = reverse(pemilik.halaman, args=[catatan.pk]) if pemilik.halaman else pelaksanaan.get_absolute_url()
    return Menunggu(
        judul=str(pelaksanaan),
        uraian="Laporan menunggu disposisi" if terbuka else catatan.langkah.uraian,
        siapa=", ".join(siapa),
        sejak=f"sejak {lama} hari kerja" if lama > 0 else "sejak hari ini",
        batas=sebut_batas(kalender, pelaksanaan.batas_waktu, hari),
        terlambat=pelaksanaan.batas_waktu < hari,
        url=url,
        label=("Beri disposisi" if terbuka else "Periksa dan putuskan") if milik_saya else "Lihat",
        milik_saya=milik_saya,
        disposisi=bool(terbuka),
    )


def susun_terlambat(opd: OPD, tahun: int, kalender: Kalender, hari: date) -> tuple[list[UnitTerlambat], int]:
    """Units of the year's running collections that still owe their form, the longest first; how many in all."""
    daftar = list(
        Formulir.objects.filter(
            pengumpulan__in=Pengumpulan.objects.berlaku().filter(
                opd=opd, periode__tahun=tahun, disetujui_pada=None
            ),
            pengumpulan__pelaksanaan__batas_waktu__lt=hari,
        )
        .exclude(status__in=Formulir.SUDAH_KEMBALI)
        .select_related("unit", "pengumpulan__periode", "pengumpulan__pelaksanaan")
        .order_by("pengumpulan__pelaksanaan__batas_waktu", "unit__urutan", "pk")
    )
    return [
        UnitTerlambat(
            satu.unit.nama,
            f"Formulir {satu.pengumpulan.periode}",
            -kalender.selisih_hari_kerja(hari, satu.pengumpulan.pelaksanaan.batas_waktu),
            satu.pengumpulan.pelaksanaan.batas_waktu,
            alamat("formulir_isi", satu.pk),
        )
        for satu in daftar[:TERLAMBAT_TERBANYAK]
    ], len(daftar)


# -- nothing measured yet ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Berikut:
    """What to do first, in an office or a year where nothing is measured."""

    judul: str
    keterangan: str
    url: str
    label: str


def langkah_berikut(opd: OPD, tahun: int, boleh_mulai: bool) -> Berikut:
    """The next thing that brings figures to this page."""
    if not PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=tahun).exists():
        return Berikut(
            f"Belum ada indikator tahun {tahun}",
            "Lengkapi pohon kinerja, indikator dan target lebih dahulu; dari sanalah formulir dan capaian disusun.",
            reverse("indikator_daftar"),
            "Lihat indikator",
        )
    jalan = (
        Pelaksanaan.objects.berjalan()
        .filter(opd=opd, periode__tahun=tahun)
        .select_related("periode", "prosedur")
        .order_by("-periode__tanggal_selesai", "-pk")
        .first()
    )
    if jalan:
        return Berikut(
            f"Belum ada capaian tahun {tahun}",
            f"{jalan} sedang berjalan. Capaian tampil di sini setelah dihitung pada langkah pengukuran.",
            jalan.get_absolute_url(),
            "Buka pelaksanaan",
        )
    if boleh_mulai:
        sudah = Pengumpulan.objects.berlaku().filter(
            opd=opd, periode__tahun=tahun, disetujui_pada__isnull=False
        )
        apa = "pengukuran kinerja" if sudah.exists() else "pengumpulan data"
        return Berikut(
            f"Belum ada capaian tahun {tahun}",
            f"Mulai {apa} untuk periode yang sudah berakhir; capaiannya tampil di sini setelah dihitung.",
            reverse("pelaksanaan_mulai"),
            f"Mulai {apa}",
        )
    return Berikut(
        f"Belum ada capaian tahun {tahun}",
        "Capaian tampil di sini setelah data dikumpulkan dan diukur.",
        reverse("pelaksanaan_daftar"),
        "Lihat pelaksanaan",
    )
