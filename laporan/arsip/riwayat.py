"""Who did what in the runs of a period: steps and approvals, papers that were asked for, orders, follow-ups."""

import json
from collections.abc import Iterator, Sequence

from alur.kelengkapan import ADA, BELUM, DINYATAKAN, kelengkapan
from alur.models import (
    CatatanLangkah,
    Disposisi,
    IsianLangkah,
    Paraf,
    Pelaksanaan,
    RencanaTindakLanjut,
)
from laporan.arsip.butir import Butir, bernomor, tabel
from laporan.arsip.data import sebut_saat

KOLOM_PELAKSANAAN = (
    "Pelaksanaan",
    "SOP",
    "Status",
    "Jalur",
    "Batas waktu",
    "Dimulai oleh",
    "Dimulai pada",
    "Selesai pada",
    "Alasan dibatalkan",
    "Dicatat belakangan",
)
KOLOM_LANGKAH = (
    "Pelaksanaan",
    "Langkah",
    "Uraian",
    "Putaran",
    "Dibuka",
    "Mulai dikerjakan",
    "Selesai",
    "Keputusan",
    "Oleh",
    "Selaku",
    "Dicatat untuk",
    "Atas dasar",
    "Tanggal sebenarnya",
    "Catatan",
    "Alasan",
    "Dikembalikan ke langkah",
    "Pelaksana dan pemutus orang yang sama",
    "Cara dicatat",
)
KOLOM_PARAF = (
    "Pelaksanaan",
    "Langkah",
    "Putaran",
    "Pihak",
    "Oleh",
    "Selaku",
    "Pada",
    "Catatan",
    "Dicatat untuk",
    "Atas dasar",
    "Tanggal sebenarnya",
    "Ditarik kembali oleh",
    "Ditarik kembali pada",
    "Alasan ditarik kembali",
)
KOLOM_KELENGKAPAN = ("Pelaksanaan", "Langkah", "Berkas menurut SOP", "Keadaan", "Bagaimana")
KOLOM_DISPOSISI = (
    "Pelaksanaan",
    "Diajukan oleh",
    "Selaku",
    "Diajukan pada",
    "Isi ringkas",
    "Keputusan",
    "Sifat",
    "Arahan",
    "Diteruskan kepada",
    "Diputuskan oleh",
    "Selaku pemutus",
    "Diputuskan pada",
    "Dicatat untuk",
    "Atas dasar",
    "Tanggal sebenarnya",
)
KOLOM_TINDAK_LANJUT = (
    "Pelaksanaan",
    "Asal",
    "Yang harus dilakukan",
    "Penanggung jawab",
    "Tenggat",
    "Dicatat oleh",
    "Status",
    "Hasil",
    "Diselesaikan oleh",
    "Selesai pada",
)
SEBUTAN_KELENGKAPAN = {
    ADA: "Ada",
    DINYATAKAN: "Dinyatakan tidak ada atau tidak diperlukan",
    BELUM: "Belum ada",
}


def kumpulkan_riwayat(pelaksanaan: Sequence[Pelaksanaan]) -> Iterator[Butir]:
    """The tables of what happened, and what was written at the steps."""
    milik = {"catatan__pelaksanaan__in": pelaksanaan}
    for nama, keterangan, kolom, baris in (
        (
            "pelaksanaan",
            "Pelaksanaan periode ini, juga yang dibatalkan",
            KOLOM_PELAKSANAAN,
            _pelaksanaan(pelaksanaan),
        ),
        ("langkah", "Setiap langkah dan keputusan", KOLOM_LANGKAH, _langkah(pelaksanaan)),
        ("paraf", "Penyelesaian bagian masing-masing unit", KOLOM_PARAF, _paraf(milik)),
        ("kelengkapan", "Berkas yang diminta SOP", KOLOM_KELENGKAPAN, _kelengkapan(pelaksanaan)),
        ("disposisi", "Disposisi Kepala", KOLOM_DISPOSISI, _disposisi(milik)),
        ("tindak_lanjut", "Rencana tindak lanjut", KOLOM_TINDAK_LANJUT, _tindak_lanjut(milik)),
    ):
        yield Butir(f"4_riwayat/{nama}.csv", keterangan, lambda kolom=kolom, baris=baris: tabel(kolom, baris))
    yield Butir("4_riwayat/isian_langkah.json", "Yang ditulis pada setiap langkah", lambda: _isian(milik))


def _pelaksanaan(pelaksanaan: Sequence[Pelaksanaan]) -> Iterator[list]:
    for satu in pelaksanaan:
        yield [
            bernomor(satu),
            satu.prosedur.sop,
            satu.get_status_display(),
            satu.get_jalur_display(),
            f"{satu.batas_waktu:%d-%m-%Y}",
            satu.dimulai_oleh,
            sebut_saat(satu.dimulai_pada),
            sebut_saat(satu.selesai_pada),
            satu.alasan_batal,
            satu.dicatat_belakangan,
        ]


def _kelengkapan(pelaksanaan: Sequence[Pelaksanaan]) -> Iterator[list]:
    for jalan in pelaksanaan:
        for satu in kelengkapan(jalan):
            cara = "; ".join([satu.cara, *(dokumen.judul for dokumen in satu.dokumen)])
            yield [bernomor(jalan), satu.langkah, satu.sebutan, SEBUTAN_KELENGKAPAN[satu.keadaan], cara]


def _langkah(pelaksanaan: Sequence[Pelaksanaan]) -> Iterator[list]:
    for satu in (
        CatatanLangkah.objects.filter(pelaksanaan__in=pelaksanaan)
        .select_related(
            "langkah",
            "selesai_oleh",
            "dicatat_untuk__pegawai",
            "dicatat_untuk__jabatan",
            "dikembalikan_ke",
            "pelaksanaan__periode",
            "pelaksanaan__prosedur",
        )
        .order_by("pelaksanaan", "pk")
    ):
        yield [
            bernomor(satu.pelaksanaan),
            satu.langkah.nomor,
            satu.langkah.uraian,
            satu.putaran,
            sebut_saat(satu.dibuka_pada),
            sebut_saat(satu.dikerjakan_pada),
            sebut_saat(satu.selesai_pada),
            satu.get_keputusan_display(),
            satu.selesai_oleh,
            satu.selaku,
            satu.dicatat_untuk,
            satu.dasar_pencatatan,
            satu.tanggal_sebenarnya,
            satu.uraian,
            satu.alasan,
            satu.dikembalikan_ke.nomor if satu.dikembalikan_ke else "",
            satu.merangkap,
            satu.get_cara_display(),
        ]


def _paraf(milik: dict) -> Iterator[list]:
    for satu in (
        Paraf.semua.filter(**milik)
        .select_related(
            "catatan__langkah",
            "catatan__pelaksanaan__periode",
            "catatan__pelaksanaan__prosedur",
            "peran",
            "unit",
            "oleh",
            "dicatat_untuk__pegawai",
            "dicatat_untuk__jabatan",
            "ditarik_oleh",
        )
        .order_by("pk")
    ):
        c = satu.catatan
        yield [
            bernomor(c.pelaksanaan),
            c.langkah.nomor,
            c.putaran,
            satu.unit or satu.peran,
            satu.oleh,
            satu.selaku,
            sebut_saat(satu.pada),
            satu.uraian,
            satu.dicatat_untuk,
            satu.dasar_pencatatan,
            satu.tanggal_sebenarnya,
            satu.ditarik_oleh,
            sebut_saat(satu.ditarik_pada),
            satu.alasan_ditarik,
        ]


def _disposisi(milik: dict) -> Iterator[list]:
    for satu in (
        Disposisi.objects.filter(**milik)
        .select_related(
            "catatan__pelaksanaan__periode",
            "catatan__pelaksanaan__prosedur",
            "diajukan_oleh",
            "diputuskan_oleh",
            "dicatat_untuk__pegawai",
            "dicatat_untuk__jabatan",
        )
        .prefetch_related("diteruskan_kepada")
        .order_by("pk")
    ):
        yield [
            bernomor(satu.catatan.pelaksanaan),
            satu.diajukan_oleh,
            satu.diajukan_selaku,
            sebut_saat(satu.diajukan_pada),
            satu.uraian,
            satu.get_keputusan_display(),
            satu.get_sifat_display(),
            satu.arahan,
            ", ".join(str(j) for j in satu.diteruskan_kepada.all()),
            satu.diputuskan_oleh,
            satu.diputuskan_selaku,
            sebut_saat(satu.diputuskan_pada),
            satu.dicatat_untuk,
            satu.dasar_pencatatan,
            satu.tanggal_sebenarnya,
        ]


def _tindak_lanjut(milik: dict) -> Iterator[list]:
    for satu in (
        RencanaTindakLanjut.objects.filter(**milik)
        .select_related(
            "catatan__pelaksanaan__periode",
            "catatan__pelaksanaan__prosedur",
            "penanggung_jawab",
            "dibuat_oleh",
            "diselesaikan_oleh",
        )
        .order_by("pk")
    ):
        yield [
            bernomor(satu.catatan.pelaksanaan),
            satu.get_asal_display(),
            satu.uraian,
            satu.penanggung_jawab,
            f"{satu.tenggat:%d-%m-%Y}",
            satu.dibuat_oleh,
            satu.get_status_display(),
            satu.hasil,
            satu.diselesaikan_oleh,
            sebut_saat(satu.diselesaikan_pada),
        ]


def _isian(milik: dict) -> bytes:
    hasil = [
        {
            "pelaksanaan": bernomor(satu.catatan.pelaksanaan),
            "langkah": satu.catatan.langkah.nomor,
            "putaran": satu.catatan.putaran,
            "diubah_oleh": str(satu.diubah_oleh),
            "isi": satu.isi,
        }
        for satu in IsianLangkah.objects.filter(**milik)
        .select_related(
            "catatan__langkah",
            "catatan__pelaksanaan__periode",
            "catatan__pelaksanaan__prosedur",
            "diubah_oleh",
        )
        .order_by("pk")
    ]
    return json.dumps(hasil, ensure_ascii=False, indent=2).encode()
