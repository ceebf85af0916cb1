"""A desk to fill forms at: an office whose indicators are due, with its forms out, reached by the real actions."""

from datetime import date
from decimal import Decimal

from alur import actions as gerbang
from alur import tindakan
from alur.models import CatatanLangkah, Langkah, Pelaksanaan
from organisasi.models import UnitKerja
from pengumpulan.models import BarisFormulir, Formulir, Pengumpulan
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Simpul,
    TargetPeriode,
    VersiIndikator,
    VersiTarget,
)
from tests.alur.penjalan import adopsi_kode, para_pelaku, terbuka
from tests.pabrik import Kantor
from tests.potret import bangun

TAHUN = 2025
AWAL = date(TAHUN, 1, 1)
ISIAN = {
    Langkah.Layar.PERINTAH: {
        "hal": "Pengumpulan data",
        "isi_perintah": "Kumpulkan.",
        "tanggal": "2026-01-05",
    },
    Langkah.Layar.RAPAT: {
        "tanggal": "2026-01-05",
        "tempat": "Ruang rapat",
        "peserta": "Tim SAKIP",
        "pembahasan": "Jadwal",
        "keputusan": "Dikumpulkan minggu ini",
    },
    Langkah.Layar.RENCANA: {"tujuan": "Data lengkap", "ruang_lingkup": "Semua indikator"},
    Langkah.Layar.DOKUMEN: {"daftar": "Renstra: ada"},
    Langkah.Layar.SURAT: {
        "hal": "Undangan",
        "kepada": "Semua unit",
        "isi_surat": "Mohon hadir.",
        "tanggal_rapat": "2026-01-05",
        "tempat": "Ruang rapat",
        "diundang": [{"nama": "Contoh Kasi", "nip": "", "jabatan": "Kasi Contoh"}],
    },
}


def tw(nomor=1, tahun=TAHUN) -> Periode:
    return Periode.objects.tahun_lengkap(tahun).get(jenis="triwulan", nomor=nomor)


def program(kantor: Kantor, uraian="Program Contoh") -> Simpul:
    return Simpul.objects.get_or_create(opd=kantor.opd, tahun=TAHUN, jenjang="program", uraian=uraian)[0]


def indikator(kantor: Kantor, kode: str, unit: UnitKerja, target=None, nama="", **definisi) -> Indikator:
    """An indicator that ``unit`` brings every triwulan, with a target for the year and each triwulan."""
    satu = Indikator.objects.create(opd=kantor.opd, kode=kode, nama=nama or f"Indikator contoh {kode}")
    isi = {"metode": "nilai_akhir", "satuan": "Dokumen", "tanggal_mulai": AWAL} | definisi
    VersiIndikator.objects.create(indikator=satu, nama=satu.nama, **isi)
    PenanggungJawabData.objects.create(indikator=satu, unit=unit, tanggal_mulai=AWAL)
    PenempatanIndikator.objects.create(
        indikator=satu, simpul=program(kantor), jenis="program", urutan=Indikator.objects.count()
    )
    if target is not None:
        versi = VersiTarget.objects.create(
            indikator=satu, tahun=TAHUN, nilai=Decimal(target), tanggal_mulai=AWAL
        )
        for nomor in range(1, 5):
            TargetPeriode.objects.create(versi=versi, periode=tw(nomor), nilai=Decimal(target) / 4)
    return satu


def rasio(kantor: Kantor, kode: str, unit: UnitKerja) -> Indikator:
    return indikator(
        kantor,
        kode,
        unit,
        metode="rasio",
        satuan="%",
        label_pembilang="desa tertib",
        label_penyebut="seluruh desa",
    )


def pagu(kantor: Kantor, nilai=1_000_000) -> Simpul:
    simpul = program(kantor)
    PaguAnggaran.objects.create(simpul=simpul, nilai=Decimal(nilai), tanggal_mulai=AWAL, dasar="DPA")
    return simpul


def mulai(kantor: Kantor, kode="000", periode: Periode | None = None) -> Pelaksanaan:
    return bangun("meja.mulai", _mulai, kantor, kode, periode)


def _mulai(kantor: Kantor, kode: str, periode: Periode | None) -> Pelaksanaan:
    prosedur = adopsi_kode(kantor, kode).prosedur.order_by("pk").first()
    return gerbang.mulai(
        opd=kantor.opd,
        prosedur=prosedur,
        periode=periode or tw(),
        batas_waktu=date(2026, 1, 15),
        oleh=kantor.sekretaris,
    )


def maju(pelaksanaan: Pelaksanaan) -> CatatanLangkah:
    """Finish the open step by the first whose turn it is, with what has to be written there."""
    catatan = terbuka(pelaksanaan)
    tindakan.selesaikan(catatan=catatan, oleh=para_pelaku(catatan)[0], isian=ISIAN.get(catatan.langkah.layar))
    return terbuka(pelaksanaan)


def sampai(pelaksanaan: Pelaksanaan, nomor: int) -> CatatanLangkah:
    """Walk to that step; the forms are left to their units."""
    return bangun(f"meja.sampai {nomor}", _sampai, pelaksanaan, nomor)


def _sampai(pelaksanaan: Pelaksanaan, nomor: int) -> CatatanLangkah:
    catatan = terbuka(pelaksanaan)
    while catatan.langkah.nomor < nomor:
        catatan = maju(pelaksanaan)
    return catatan


def formulir(pelaksanaan: Pelaksanaan, unit: UnitKerja) -> Formulir:
    return Formulir.objects.get(pengumpulan__pelaksanaan=pelaksanaan, unit=unit)


def pengumpulan(pelaksanaan: Pelaksanaan) -> Pengumpulan:
    return Pengumpulan.objects.get(pelaksanaan=pelaksanaan)


def baris(form: Formulir, kode: str) -> BarisFormulir:
    return form.baris.select_related("realisasi").get(realisasi__indikator__kode=kode)


def kirim(form: Formulir, **isi) -> dict:
    """What the page sends: ``{kode: {field: text}}`` with the version that stands now unless one is given."""
    data = {}
    for kode, satu in isi.items():
        b = baris(form, kode.replace("_", "-"))
        for nama, nilai in ({"versi": b.realisasi.versi, "keadaan": "angka", "alasan": ""} | satu).items():
            data[f"b{b.pk}-{nama}"] = nilai
    return data
