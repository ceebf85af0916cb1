"""What was measured, round by round: a period that was opened again keeps what was approved before."""

from collections.abc import Iterator, Sequence

from alur.models import Pelaksanaan
from laporan.arsip.butir import Butir, bernomor, tabel
from laporan.arsip.data import sebut_saat
from pengukuran.models import HasilUkur
from perencanaan.angka import tulis_angka

KOLOM_HASIL = (
    "Pelaksanaan",
    "Putaran",
    "Dihitung pada",
    "Disetujui oleh",
    "Selaku",
    "Disetujui pada",
    "Kode",
    "Indikator",
    "Status",
    "Target s.d. periode",
    "Realisasi s.d. periode",
    "Capaian s.d. periode (%)",
    "Target tahun",
    "Capaian terhadap target tahun (%)",
    "Predikat",
    "Mengapa tidak ada capaian",
    "Analisis penyebab",
    "Faktor pendukung",
    "Kendala",
    "Upaya",
    "Rencana perbaikan",
    "Angka latihan",
)


def kumpulkan_hasil(pelaksanaan: Sequence[Pelaksanaan]) -> Iterator[Butir]:
    """One table of all rounds; none where nothing was measured."""
    hasil = HasilUkur.objects.filter(pengukuran__pelaksanaan__in=pelaksanaan)
    if hasil.exists():
        yield Butir(
            "4_riwayat/hasil_pengukuran.csv",
            "Hasil pengukuran setiap putaran",
            lambda: tabel(KOLOM_HASIL, _hasil(pelaksanaan)),
        )


def _hasil(pelaksanaan: Sequence[Pelaksanaan]) -> Iterator[list]:
    for satu in (
        HasilUkur.objects.filter(pengukuran__pelaksanaan__in=pelaksanaan)
        .select_related(
            "pengukuran__pelaksanaan__periode",
            "pengukuran__pelaksanaan__prosedur",
            "pengukuran__disetujui_oleh",
            "patokan__indikator",
        )
        .order_by("pengukuran__pelaksanaan", "pengukuran__putaran", "patokan__urutan", "pk")
    ):
        ukur, indikator = satu.pengukuran, satu.patokan.indikator
        yield [
            bernomor(ukur.pelaksanaan),
            ukur.putaran,
            sebut_saat(ukur.dihitung_pada),
            ukur.disetujui_oleh,
            ukur.disetujui_selaku,
            sebut_saat(ukur.disetujui_pada),
            indikator.kode,
            indikator.nama,
            satu.get_status_display(),
            satu.target_periode_teks or tulis_angka(satu.target_periode),
            satu.tingkat or tulis_angka(satu.realisasi),
            tulis_angka(satu.capaian_periode),
            satu.target_tahun_teks or tulis_angka(satu.target_tahun),
            tulis_angka(satu.capaian_tahun),
            satu.predikat,
            satu.sebab_kalimat,
            satu.analisis,
            satu.faktor_pendukung,
            satu.faktor_penghambat,
            satu.upaya,
            satu.rencana_perbaikan,
            satu.angka_latihan,
        ]
