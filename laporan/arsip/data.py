"""The units' forms of a period with every reading of each figure, and the evidence that stands behind them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from laporan.arsip.butir import Butir, folder_bernomor, nama_aman, nama_berkas, tabel
from pengumpulan.models import (
    BarisAnggaran,
    BarisFormulir,
    BuktiDukung,
    Formulir,
    Pengumpulan,
    RevisiRealisasi,
)
from perencanaan.angka import tulis_angka
from perencanaan.models import RealisasiAnggaran

KOLOM_ISI = (
    "Keadaan",
    "Realisasi",
    "Pembilang",
    "Penyebut",
    "Tingkat",
    "Alasan",
    "Menyusul paling lambat",
    "Sumber angka",
    "Faktor pendukung",
    "Kendala",
    "Rencana perbaikan",
    "Angka latihan",
)
KOLOM_BARIS = ("Status baris", "Diterima Tim SAKIP oleh", "Diterima Tim SAKIP pada")
KOLOM_FORMULIR = (
    "Kode",
    "Indikator",
    "Unit",
    "Periode",
    *KOLOM_ISI,
    "Revisi",
    *KOLOM_BARIS,
    "Angkanya masih ditunggu",
)
KOLOM_REVISI = ("Kode", "Unit", "Periode", "Versi", "Pada", "Oleh", *KOLOM_ISI)
KOLOM_ANGGARAN = ("Kode", "Program/kegiatan", "Realisasi anggaran", "Versi", "Pada", "Oleh", *KOLOM_BARIS)
KOLOM_BUKTI = (
    "No",
    "Judul",
    "Jenis bukti",
    "Bentuk",
    "Berkas dalam arsip",
    "Tautan atau tempat penyimpanan",
    "SHA-256 saat diunggah",
    "Unit",
    "Untuk",
    "Diunggah oleh",
    "Diunggah pada",
    "Menggantikan no",
    "Dicabut pada",
    "Dicabut oleh",
    "Alasan dicabut",
)


def sebut_saat(saat: datetime | None) -> str:
    """``31-03-2026 10.15.00`` in the time zone that is active (the office's)."""
    return f"{timezone.localtime(saat):%d-%m-%Y %H.%M.%S}" if saat else ""


def kumpulkan_data(pengumpulan: Sequence[Pengumpulan]) -> Iterator[Butir]:
    """Each form as a table, all readings of its figures, and the evidence with a register of it."""
    for satu in pengumpulan:
        awal = f"2_formulir/{folder_bernomor(satu.pelaksanaan) if satu.pelaksanaan else 'Entri-langsung'}"
        for formulir in satu.formulir.select_related(
            "unit",
            "pengumpulan__periode",
            "diserahkan_oleh",
            "diserahkan_untuk__pegawai",
            "diserahkan_untuk__jabatan",
        ).order_by("unit__urutan", "pk"):
            yield from _formulir(formulir, f"{awal}/{formulir.pk:04d}_{nama_aman(str(formulir.unit))}")
    baris = BarisFormulir.objects.filter(formulir__pengumpulan__in=pengumpulan)
    yield Butir(
        "2_formulir/revisi_angka.csv",
        "Setiap angka yang pernah tersimpan, beserta siapa dan kapan",
        lambda: tabel(KOLOM_REVISI, _revisi(baris)),
    )
    yield from _bukti(baris)


def _isi(satu) -> list:
    """The columns of KOLOM_ISI for a figure, or for one reading of it."""
    angka = [satu.nilai, satu.pembilang, satu.penyebut]
    return [
        satu.get_keadaan_display(),
        *(tulis_angka(nilai) if nilai is not None else "" for nilai in angka),
        satu.tingkat,
        satu.alasan,
        f"{satu.menyusul_pada:%d-%m-%Y}" if satu.menyusul_pada else "",
        satu.sumber,
        satu.faktor_pendukung,
        satu.faktor_penghambat,
        satu.rencana_perbaikan,
        satu.angka_latihan,
    ]


def _baris(satu: BarisFormulir | BarisAnggaran) -> list:
    """The columns of KOLOM_BARIS."""
    return [satu.get_status_display(), satu.diperiksa_oleh, sebut_saat(satu.diperiksa_pada)]


def _formulir(formulir: Formulir, awal: str) -> Iterator[Butir]:
    def indikator() -> bytes:
        hasil = []
        for satu in BarisFormulir.objects.filter(formulir=formulir).select_related(
            "realisasi__indikator", "realisasi__unit", "realisasi__periode", "revisi", "diperiksa_oleh"
        ):
            r = satu.realisasi
            # What was handed in stands in its revision; before that the present figure is all there is.
            isi = satu.revisi or r
            hasil.append(
                [
                    r.indikator.kode,
                    r.indikator.nama,
                    r.unit,
                    r.periode,
                    *_isi(isi),
                    isi.versi,
                    *_baris(satu),
                    satu.ditunggu,
                ]
            )
        return tabel(KOLOM_FORMULIR, hasil)

    def anggaran() -> bytes:
        nilai = {
            satu.simpul_id: satu
            for satu in RealisasiAnggaran.objects.filter(
                periode=formulir.pengumpulan.periode_id, simpul__baris_anggaran__formulir=formulir
            ).select_related("diubah_oleh")
        }
        hasil = []
        for satu in BarisAnggaran.objects.filter(formulir=formulir).select_related(
            "simpul", "diperiksa_oleh"
        ):
            r = nilai.get(satu.simpul_id)
            hasil.append(
                [
                    satu.simpul.kode,
                    satu.simpul.uraian,
                    *(
                        [tulis_angka(r.nilai), r.versi, sebut_saat(r.diubah_pada), r.diubah_oleh]
                        if r
                        else ["", "", "", ""]
                    ),
                    *_baris(satu),
                ]
            )
        return tabel(KOLOM_ANGGARAN, hasil)

    keterangan = f"Formulir {formulir.unit}, {formulir.get_status_display().lower()}"
    if formulir.diserahkan_pada:
        keterangan += f"; diserahkan {formulir.penyerah} {sebut_saat(formulir.diserahkan_pada)}"
    if formulir.dilewati:
        keterangan += f"; dilewati {sebut_saat(formulir.dilewati_pada)}: {formulir.alasan_dilewati}"
    yield Butir(f"{awal}_indikator.csv", keterangan, indikator)
    if formulir.anggaran.exists():
        yield Butir(f"{awal}_anggaran.csv", f"Realisasi anggaran {formulir.unit}", anggaran)


def _revisi(baris: QuerySet[BarisFormulir]) -> Iterator[list]:
    for satu in (
        RevisiRealisasi.objects.filter(realisasi__in=baris.values("realisasi"))
        .select_related("realisasi__indikator", "realisasi__unit", "realisasi__periode", "oleh")
        .order_by("realisasi__indikator__kode", "realisasi", "versi")
        .iterator(chunk_size=500)
    ):
        r = satu.realisasi
        yield [
            r.indikator.kode,
            r.unit,
            r.periode,
            satu.versi,
            sebut_saat(satu.pada),
            satu.oleh,
            *_isi(satu),
        ]


def _bukti(baris: QuerySet[BarisFormulir]) -> Iterator[Butir]:
    """The files, also of withdrawn and replaced evidence, and the register that names links and places."""
    daftar = list(
        BuktiDukung.objects.filter(realisasi__in=baris.values("realisasi"))
        .distinct()
        .select_related("unit", "diunggah_oleh", "dicabut_oleh")
        .prefetch_related("realisasi__indikator", "realisasi__periode")
        .order_by("pk")
    )
    letak = {
        satu.pk: f"3_bukti/{nama_aman(str(satu.unit))}/{nama_berkas(satu.pk, satu.judul, satu.nama_berkas)}"
        for satu in daftar
        if satu.jenis == BuktiDukung.Jenis.BERKAS
    }
    yield Butir(
        "3_bukti/daftar_bukti.csv",
        "Daftar bukti dukung: berkas, tautan, dan tempat penyimpanan",
        lambda: tabel(
            KOLOM_BUKTI,
            (
                [
                    satu.pk,
                    satu.judul,
                    satu.macam,
                    satu.get_jenis_display(),
                    letak.get(satu.pk, ""),
                    satu.tautan or satu.letak,
                    satu.sidik,
                    satu.unit,
                    ", ".join(f"{r.indikator.kode} ({r.periode})" for r in satu.realisasi.all()),
                    satu.diunggah_oleh,
                    sebut_saat(satu.diunggah_pada),
                    satu.menggantikan_id,
                    sebut_saat(satu.dicabut_pada),
                    satu.dicabut_oleh,
                    satu.alasan_cabut,
                ]
                for satu in daftar
            ),
        ),
    )
    for satu in daftar:
        if satu.pk in letak:
            dicabut = " (sudah dicabut)" if satu.dicabut_pada else ""
            yield Butir(
                letak[satu.pk], f"Bukti dukung: {satu.judul}{dicabut}", berkas=satu.berkas, sidik=satu.sidik
            )
