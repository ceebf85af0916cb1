"""What the units handed in and when, what was sent back to them with which words, and what was corrected later."""

from collections.abc import Iterator, Sequence

from django.db.models import Q, QuerySet

from alur.models import CatatanPerbaikan, Pelaksanaan
from laporan.arsip.butir import Butir, bernomor, tabel
from laporan.arsip.data import sebut_saat
from pengukuran.models import HasilUkur
from pengumpulan.isi import IsiSel
from pengumpulan.models import (
    BarisAnggaran,
    BarisFormulir,
    ButirKoreksi,
    ButirPenyerahan,
    Pengumpulan,
    Penyerahan,
)

KOLOM_PENYERAHAN = (
    "Formulir",
    "Penyerahan ke",
    "Macam",
    "Oleh",
    "Selaku",
    "Untuk",
    "Jabatan pimpinan kosong",
    "Pada",
    "Ditarik oleh",
    "Ditarik pada",
    "Alasan ditarik",
    "Diperiksa Tim oleh",
    "Keputusan",
    "Diputuskan oleh",
    "Selaku pemutus",
    "Diputuskan pada",
    "Alasan",
    "Penyerah atau pemeriksa dan pemutus orang yang sama",
)
KOLOM_BUTIR = ("Formulir", "Penyerahan ke", "Baris", "Periode", "Versi angka", "Semula", "Keluar lagi")
KOLOM_KOREKSI = (
    "Permintaan",
    "Periode",
    "Formulir",
    "Indikator",
    "Yang keliru",
    "Sebelum",
    "Sesudah",
    "Keadaan",
    "Alasan",
    "Diajukan oleh",
    "Selaku",
    "Diajukan pada",
    "Status",
    "Diputuskan oleh",
    "Selaku pemutus",
    "Diputuskan pada",
    "Catatan putusan",
    "Dicatat untuk",
    "Atas dasar",
    "Tanggal sebenarnya",
    "Pengusul dan pemutus orang yang sama",
    "Ditutup oleh",
    "Ditutup pada",
    "Alasan dibatalkan",
)
KOLOM_PERBAIKAN = (
    "Pelaksanaan",
    "Langkah",
    "Dari",
    "Selaku",
    "Diberikan pada",
    "Yang harus diperbaiki",
    "Unit",
    "Status",
    "Tindak lanjut",
    "Oleh",
    "Pada",
    "Ditutup oleh",
    "Ditutup pada",
)


def kumpulkan_riwayat_unit(
    pelaksanaan: Sequence[Pelaksanaan], pengumpulan: Sequence[Pengumpulan]
) -> Iterator[Butir]:
    """The tables of hand-ins, remarks and corrections."""
    for nama, keterangan, kolom, baris in (
        ("penyerahan", "Penyerahan formulir dan susulan", KOLOM_PENYERAHAN, _penyerahan(pengumpulan)),
        ("penyerahan_baris", "Baris dan versi angka setiap penyerahan", KOLOM_BUTIR, _butir(pengumpulan)),
        (
            "catatan_perbaikan",
            "Catatan perbaikan dan tindak lanjutnya",
            KOLOM_PERBAIKAN,
            _perbaikan(pelaksanaan, pengumpulan),
        ),
        (
            "koreksi",
            "Permintaan koreksi dan pembukaan kembali, sebelum dan sesudah",
            KOLOM_KOREKSI,
            _koreksi(pengumpulan),
        ),
    ):
        yield Butir(f"4_riwayat/{nama}.csv", keterangan, lambda kolom=kolom, baris=baris: tabel(kolom, baris))


def perbaikan_periode(
    pelaksanaan: Sequence[Pelaksanaan], pengumpulan: Sequence[Pengumpulan]
) -> QuerySet[CatatanPerbaikan]:
    """Remarks given in these runs, and those that rows of a direct entry were sent back with."""
    syarat = Q(catatan__pelaksanaan__in=pelaksanaan)
    for daftar in (
        BarisFormulir.objects.filter(formulir__pengumpulan__in=pengumpulan),
        BarisAnggaran.objects.filter(formulir__pengumpulan__in=pengumpulan),
        HasilUkur.objects.filter(pengukuran__pelaksanaan__in=pelaksanaan),
    ):
        syarat |= Q(pk__in=daftar.filter(perbaikan__isnull=False).order_by().values("perbaikan"))
    return CatatanPerbaikan.objects.filter(syarat)


def _penyerahan(pengumpulan: Sequence[Pengumpulan]) -> Iterator[list]:
    for satu in (
        Penyerahan.objects.filter(formulir__pengumpulan__in=pengumpulan)
        .dengan_orang()
        .select_related("formulir__unit", "formulir__pengumpulan__periode")
        .order_by("pk")
    ):
        yield [
            bernomor(satu.formulir),
            satu.nomor,
            satu.get_macam_display(),
            satu.oleh,
            satu.selaku,
            satu.untuk,
            satu.jabatan_kosong,
            sebut_saat(satu.pada),
            satu.ditarik_oleh,
            sebut_saat(satu.ditarik_pada),
            satu.alasan_ditarik,
            satu.diteruskan_oleh,
            satu.get_keputusan_display(),
            satu.diputuskan_oleh,
            satu.diputuskan_selaku,
            sebut_saat(satu.diputuskan_pada),
            satu.alasan,
            satu.merangkap,
        ]


def _butir(pengumpulan: Sequence[Pengumpulan]) -> Iterator[list]:
    for satu in (
        ButirPenyerahan.objects.filter(penyerahan__formulir__pengumpulan__in=pengumpulan)
        .select_related(
            "penyerahan__formulir__unit",
            "penyerahan__formulir__pengumpulan__periode",
            "baris__realisasi__indikator",
            "baris__realisasi__periode",
            "revisi",
            "anggaran__simpul",
        )
        .order_by("penyerahan", "pk")
    ):
        formulir = satu.penyerahan.formulir
        realisasi = satu.baris.realisasi if satu.baris else None
        yield [
            bernomor(formulir),
            satu.penyerahan.nomor,
            realisasi.indikator.kode if realisasi else f"Anggaran {satu.anggaran.simpul.kode}".strip(),
            realisasi.periode if realisasi else formulir.pengumpulan.periode,
            satu.revisi.versi if satu.revisi else "",
            satu.get_semula_display(),
            satu.lepas,
        ]


def _perbaikan(pelaksanaan: Sequence[Pelaksanaan], pengumpulan: Sequence[Pengumpulan]) -> Iterator[list]:
    for satu in (
        perbaikan_periode(pelaksanaan, pengumpulan)
        .select_related(
            "catatan__langkah",
            "catatan__selesai_oleh",
            "catatan__pelaksanaan__periode",
            "catatan__pelaksanaan__prosedur",
            "dibuat_oleh",
            "unit",
            "dijawab_oleh",
            "ditutup_oleh",
        )
        .order_by("pk")
    ):
        catatan = satu.catatan
        # Made beside a decision it is its maker's, whoever closes the visit that was open at the time.
        putusan = catatan if satu.dari_keputusan else None
        yield [
            bernomor(catatan.pelaksanaan) if catatan else "Entri langsung",
            catatan.langkah.nomor if catatan else "",
            satu.pemberi,
            putusan.selaku if putusan else "",
            sebut_saat(putusan.selesai_pada if putusan else satu.dibuat_pada),
            satu.isi,
            satu.unit,
            satu.get_status_display(),
            satu.jawaban,
            satu.dijawab_oleh,
            sebut_saat(satu.dijawab_pada),
            satu.ditutup_oleh,
            sebut_saat(satu.ditutup_pada),
        ]


def _koreksi(pengumpulan: Sequence[Pengumpulan]) -> Iterator[list]:
    for satu in (
        ButirKoreksi.objects.filter(baris__formulir__pengumpulan__in=pengumpulan)
        .select_related(
            "permintaan__diajukan_oleh",
            "permintaan__diputuskan_oleh",
            "permintaan__ditutup_oleh",
            "permintaan__periode",
            "permintaan__dicatat_untuk__pegawai",
            "permintaan__dicatat_untuk__jabatan",
            "baris__formulir__unit",
            "baris__formulir__pengumpulan__periode",
            "realisasi__indikator",
            "revisi_sebelum",
            "revisi_sesudah",
        )
        .order_by("pk")
    ):
        p = satu.permintaan
        yield [
            f"{p.get_asal_display()} no. {p.pk}",
            p.periode,
            bernomor(satu.baris.formulir),
            satu.realisasi.indikator,
            satu.uraian,
            IsiSel.dari(satu.revisi_sebelum).kata() if satu.revisi_sebelum else "",
            IsiSel.dari(satu.revisi_sesudah).kata() if satu.revisi_sesudah else "",
            satu.get_status_display(),
            p.alasan,
            p.diajukan_oleh,
            p.diajukan_selaku,
            sebut_saat(p.diajukan_pada),
            p.get_status_display(),
            p.diputuskan_oleh,
            p.diputuskan_selaku,
            sebut_saat(p.diputuskan_pada),
            p.alasan_putusan,
            p.dicatat_untuk,
            p.dasar_pencatatan,
            p.tanggal_sebenarnya,
            p.merangkap,
            p.ditutup_oleh,
            sebut_saat(p.ditutup_pada),
            p.alasan_ditutup,
        ]
