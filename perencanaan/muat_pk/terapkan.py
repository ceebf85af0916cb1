"""Carry out a plan in few statements: records in bulk, parents before children, and the audit trail with them."""

from datetime import date
from typing import Any

from django.db import models

from jejak.actions import catat_banyak
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from organisasi.muatan.usulan import Usulan
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    PerjanjianKinerja,
    RiwayatNilai,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    TargetUnit,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.muat_pk.keadaan import Keadaan
from perencanaan.muat_pk.perubahan import Perubahan
from perencanaan.perjanjian import buat_perjanjian

SEKALI_TULIS = 500
# An update of many rows is one CASE per field; shorter ones are quicker.
SEKALI_UBAH = 100
SUMBER_RIWAYAT = "Kolom kondisi awal pada tabel yang dimuat dari Excel"
AKSI_SIMPUL, AKSI_INDIKATOR = "perencanaan.muat_simpul", "perencanaan.muat_indikator"


def terapkan(perubahan: Perubahan, keadaan: Keadaan, oleh: Pengguna) -> None:
    """Write everything, inside the caller's transaction."""
    _periksa_masih_konsep(perubahan)
    periode = {(satu.jenis, satu.nomor): satu for satu in Periode.objects.tahun_lengkap(keadaan.tahun)}
    _tulis_pohon(perubahan)
    _tulis_indikator(perubahan)
    _tulis_pemegang(perubahan)
    _buat_perjanjian(perubahan, keadaan.awal, oleh)
    latihan = bool(keadaan.opd.sumber)
    _tulis_target(perubahan, periode, latihan)
    _tulis_renstra(perubahan, latihan)
    _tulis_riwayat(perubahan, latihan)
    catat_banyak(
        {
            "aksi": AKSI_SIMPUL if isinstance(objek, Simpul) else AKSI_INDIKATOR,
            "objek": objek,
            "oleh": oleh,
            **_lama_baru(usulan),
        }
        for objek, usulan in perubahan.jejak
    )


def _periksa_masih_konsep(perubahan: Perubahan) -> None:
    """Hold the drafts that targets go into: nobody signs one between our reading and our writing."""
    konsep = {
        satu.perjanjian.pk for satu in (*perubahan.target_baru, *perubahan.target_ubah) if satu.perjanjian
    }
    for satu in PerjanjianKinerja.objects.select_for_update().filter(pk__in=konsep - {None}):
        if satu.dikunci:
            raise TindakanDitolak(
                f"{satu} baru saja ditandatangani, jadi tidak ada yang diterapkan. Unggah lagi."
            )


def _tambah(model: type[models.Model], daftar: list) -> None:
    model.objects.bulk_create(daftar, batch_size=SEKALI_TULIS)


def _ubah(model: type[models.Model], daftar: list, kolom: list[str]) -> None:
    # Two rows of a file may change one record.
    unik = list({id(satu): satu for satu in daftar}.values())
    model.objects.bulk_update(unik, kolom, batch_size=SEKALI_UBAH)


def _tulis_pohon(perubahan: Perubahan) -> None:
    for jenjang in Simpul.URUTAN_JENJANG:
        # A parent is always of a level above, so it has its number by now.
        _tambah(Simpul, [satu for satu in perubahan.simpul_baru if satu.jenjang == jenjang])
    for satu in perubahan.simpul_ubah:
        # Parents that were new when the row was planned have their number only now.
        satu.induk = satu.induk
    _ubah(Simpul, perubahan.simpul_ubah, ["kode", "uraian", "induk", "penanggung_jawab"])
    _ubah(PaguAnggaran, perubahan.pagu_ubah, ["nilai", "tanggal_selesai"])
    _tambah(PaguAnggaran, perubahan.pagu_baru)


def _tulis_indikator(perubahan: Perubahan) -> None:
    _tambah(Indikator, perubahan.indikator_baru)
    _ubah(Indikator, perubahan.indikator_ubah, ["nama"])
    _tambah(VersiIndikator, perubahan.definisi_baru)
    _ubah(
        VersiIndikator,
        perubahan.definisi_ubah,
        ["nama", "satuan", "arah", "metode", "frekuensi", "label_pembilang", "label_penyebut"],
    )
    _tambah(PenempatanIndikator, perubahan.penempatan_baru)
    for satu in perubahan.penempatan_ubah:
        satu.simpul = satu.simpul
    _ubah(PenempatanIndikator, perubahan.penempatan_ubah, ["simpul", "jenis"])


def _tulis_pemegang(perubahan: Perubahan) -> None:
    hapus = [satu.pk for satu in perubahan.pemegang_hapus]
    PenanggungJawabData.objects.filter(pk__in=hapus).delete()
    _ubah(PenanggungJawabData, perubahan.pemegang_ubah, ["tanggal_selesai"])
    _tambah(PenanggungJawabData, perubahan.pemegang_baru)


def _buat_perjanjian(perubahan: Perubahan, mulai: date, oleh: Pengguna) -> None:
    """Make the drafts that the plan counts on, through the same door as everyone."""
    for rencana in perubahan.perjanjian_baru:
        asli = buat_perjanjian(jabatan=rencana.jabatan, tahun=rencana.tahun, tanggal_berlaku=mulai, oleh=oleh)
        rencana.pk = asli.pk


def _tulis_target(perubahan: Perubahan, periode: dict[tuple[str, int], Periode], latihan: bool) -> None:
    """``latihan``: the office is an example, so every figure typed for it is practice. None keeps its source."""
    for satu in (*perubahan.target_baru, *perubahan.target_ubah):
        # The agreement may have got its number only now.
        satu.perjanjian = satu.perjanjian
    kolom = ["nilai", "batas_bawah", "batas_atas", "tingkat", "perjanjian", "sumber", "angka_latihan"]
    _ubah(VersiTarget, perubahan.target_ubah, kolom)
    _tambah(VersiTarget, perubahan.target_baru)
    _salin_bagian(perubahan)
    baru = [satu for satu in perubahan.periode if satu.pk is None]
    lama = [satu for satu in perubahan.periode if satu.pk is not None]
    _tambah(
        TargetPeriode,
        [
            TargetPeriode(
                versi=satu.versi, periode=periode[satu.periode], nilai=satu.nilai, angka_latihan=latihan
            )
            for satu in baru
        ],
    )
    _ubah(
        TargetPeriode,
        [TargetPeriode(pk=satu.pk, nilai=satu.nilai, angka_latihan=latihan) for satu in lama],
        ["nilai", "sumber", "angka_latihan"],
    )


def _salin_bagian(perubahan: Perubahan) -> None:
    """The parts of units of a replaced version, for the version that replaces it."""
    pengganti = {lama.pk: baru for baru, lama in perubahan.salin_bagian}
    _tambah(
        TargetUnit,
        [
            TargetUnit(versi=pengganti[satu.versi_id], unit_id=satu.unit_id, nilai=satu.nilai)
            for satu in TargetUnit.objects.filter(versi__in=pengganti)
        ],
    )


def _tulis_renstra(perubahan: Perubahan, latihan: bool) -> None:
    baru = [satu for satu in perubahan.renstra if satu.pk is None]
    lama = [satu for satu in perubahan.renstra if satu.pk is not None]
    _tambah(
        TargetRenstra,
        [
            TargetRenstra(
                indikator=satu.indikator,
                tahun=satu.tahun,
                nilai=satu.nilai,
                tingkat=satu.tingkat,
                angka_latihan=latihan,
            )
            for satu in baru
        ],
    )
    _ubah(
        TargetRenstra,
        [
            TargetRenstra(pk=satu.pk, nilai=satu.nilai, tingkat=satu.tingkat, angka_latihan=latihan)
            for satu in lama
        ],
        ["nilai", "tingkat", "sumber", "angka_latihan"],
    )


def _tulis_riwayat(perubahan: Perubahan, latihan: bool) -> None:
    tambah = [
        RiwayatNilai(
            indikator=satu.indikator,
            tahun=satu.tahun,
            realisasi=satu.realisasi,
            sumber=SUMBER_RIWAYAT,
            angka_latihan=latihan,
        )
        for satu in perubahan.riwayat
        if satu.pk is None
    ]
    ubah = [
        RiwayatNilai(pk=satu.pk, realisasi=satu.realisasi, sumber=SUMBER_RIWAYAT, angka_latihan=latihan)
        for satu in perubahan.riwayat
        if satu.pk is not None
    ]
    _tambah(RiwayatNilai, tambah)
    _ubah(RiwayatNilai, ubah, ["realisasi", "sumber", "angka_latihan"])


def _lama_baru(usulan: Usulan) -> dict[str, Any]:
    """A proposal's differences as the audit trail keeps them."""
    return {
        "lama": {satu.kolom: satu.lama for satu in usulan.selisih if satu.lama} or None,
        "baru": {satu.kolom: satu.baru for satu in usulan.selisih} or None,
        "alasan": f"Dimuat dari Excel, lembar {usulan.lembar} baris {usulan.nomor}",
    }
