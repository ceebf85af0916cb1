"""The audit entries of a period: of its runs and papers, its figures and evidence, and of every correction."""

import json
from collections.abc import Iterator, Sequence

from django.db.models import Model, Q, QuerySet

from alur.models import CatatanPerbaikan, Dokumen, Pelaksanaan, RencanaTindakLanjut
from jejak.models import CatatanJejak
from laporan.arsip.butir import Butir, tabel
from laporan.arsip.data import sebut_saat
from laporan.arsip.naskah import kunci_semua
from laporan.arsip.riwayat_unit import perbaikan_periode
from laporan.models import BagianLaporan, NaskahFinal
from organisasi.models import NomorNaskah
from pengukuran.models import HasilUkur, Metodologi, Pengukuran
from pengumpulan.models import (
    BarisAnggaran,
    BarisFormulir,
    BuktiDukung,
    Formulir,
    Pengumpulan,
    PermintaanKoreksi,
    Realisasi,
)
from perencanaan.models import RealisasiAnggaran

KOLOM_JEJAK = (
    "No",
    "Waktu",
    "Pelaku",
    "Tindakan",
    "Objek",
    "Nilai lama",
    "Nilai baru",
    "Alasan",
    "Nomor segel",
    "Segel",
)


def kumpulkan_jejak(
    pelaksanaan: Sequence[Pelaksanaan], pengumpulan: Sequence[Pengumpulan]
) -> Iterator[Butir]:
    """One table, oldest entry first."""
    yield Butir(
        "4_riwayat/jejak.csv",
        "Jejak audit beserta segelnya",
        lambda: tabel(KOLOM_JEJAK, _jejak(pelaksanaan, pengumpulan)),
    )


def _objek(
    pelaksanaan: Sequence[Pelaksanaan], pengumpulan: Sequence[Pengumpulan]
) -> dict[type[Model], QuerySet]:
    """What the entries speak of, kind by kind."""
    baris = BarisFormulir.objects.filter(formulir__pengumpulan__in=pengumpulan)
    anggaran = BarisAnggaran.objects.filter(formulir__pengumpulan__in=pengumpulan)
    pengukuran = Pengukuran.objects.filter(pelaksanaan__in=pelaksanaan)
    naskah = NaskahFinal.objects.filter(pelaksanaan__in=pelaksanaan)
    return {
        Pelaksanaan: Pelaksanaan.objects.filter(pk__in=[satu.pk for satu in pelaksanaan]),
        Pengumpulan: Pengumpulan.objects.filter(pk__in=[satu.pk for satu in pengumpulan]),
        Formulir: Formulir.objects.filter(pengumpulan__in=pengumpulan),
        Realisasi: Realisasi.objects.filter(baris__in=baris),
        RealisasiAnggaran: RealisasiAnggaran.objects.filter(
            simpul__in=anggaran.values("simpul"), periode__in=[satu.periode_id for satu in pengumpulan]
        ),
        BuktiDukung: BuktiDukung.objects.filter(realisasi__in=baris.values("realisasi")),
        PermintaanKoreksi: PermintaanKoreksi.objects.filter(butir__baris__in=baris),
        CatatanPerbaikan: perbaikan_periode(pelaksanaan, pengumpulan),
        Dokumen: Dokumen.objects.filter(pelaksanaan__in=pelaksanaan),
        RencanaTindakLanjut: RencanaTindakLanjut.objects.filter(catatan__pelaksanaan__in=pelaksanaan),
        Pengukuran: pengukuran,
        Metodologi: Metodologi.objects.filter(pengukuran__in=pengukuran),
        HasilUkur: HasilUkur.objects.filter(pengukuran__in=pengukuran),
        BagianLaporan: BagianLaporan.objects.filter(pengukuran__in=pengukuran),
        NaskahFinal: naskah,
        NomorNaskah: NomorNaskah.objects.filter(kunci__in=kunci_semua(pelaksanaan)),
    }


def _jejak(pelaksanaan: Sequence[Pelaksanaan], pengumpulan: Sequence[Pengumpulan]) -> Iterator[list]:
    syarat = Q(pk=None)
    for model, daftar in _objek(pelaksanaan, pengumpulan).items():
        syarat |= Q(objek_jenis=model._meta.label_lower, objek_id__in=daftar.order_by().values("pk"))
    for satu in (
        CatatanJejak.objects.filter(syarat).select_related("segel").order_by("pk").iterator(chunk_size=500)
    ):
        segel = getattr(satu, "segel", None)
        yield [
            satu.pk,
            sebut_saat(satu.waktu),
            satu.pelaku,
            satu.aksi,
            satu.objek,
            json.dumps(satu.lama, ensure_ascii=False) if satu.lama else "",
            json.dumps(satu.baru, ensure_ascii=False) if satu.baru else "",
            satu.alasan,
            segel.nomor if segel else "",
            segel.nilai if segel else "belum disegel",
        ]
