"""Periods: nineteen a year, made once, named as the office says them, never changed."""

from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from organisasi.galat import TindakanDitolak
from perencanaan.models import Periode

pytestmark = pytest.mark.django_db


def satu(jenis, nomor, tahun=2026) -> Periode:
    return Periode.objects.tahun_lengkap(tahun).get(jenis=jenis, nomor=nomor)


def test_setahun_lengkap():
    """12 months, 4 triwulan, 2 semester and the year."""
    assert Periode.objects.tahun_lengkap(2026).count() == 19
    assert Periode.objects.tahun_lengkap(2026).count() == 19
    assert Periode.objects.count() == 19


def test_tahun_yang_kurang_dilengkapi():
    Periode.objects.create(
        tahun=2026, jenis="bulan", nomor=3, tanggal_mulai=date(2026, 3, 1), tanggal_selesai=date(2026, 3, 31)
    )
    assert Periode.objects.tahun_lengkap(2026).count() == 19


@pytest.mark.parametrize(
    ("jenis", "nomor", "tahun", "nama", "mulai", "selesai"),
    [
        ("bulan", 1, 2026, "Januari 2026", date(2026, 1, 1), date(2026, 1, 31)),
        ("bulan", 2, 2024, "Februari 2024", date(2024, 2, 1), date(2024, 2, 29)),
        ("bulan", 2, 2026, "Februari 2026", date(2026, 2, 1), date(2026, 2, 28)),
        ("bulan", 2, 2100, "Februari 2100", date(2100, 2, 1), date(2100, 2, 28)),
        ("bulan", 12, 2026, "Desember 2026", date(2026, 12, 1), date(2026, 12, 31)),
        ("triwulan", 1, 2026, "TW I 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("triwulan", 2, 2026, "TW II 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("triwulan", 3, 2026, "TW III 2026", date(2026, 7, 1), date(2026, 9, 30)),
        ("triwulan", 4, 2026, "TW IV 2026", date(2026, 10, 1), date(2026, 12, 31)),
        ("semester", 1, 2026, "Semester I 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("semester", 2, 2026, "Semester II 2026", date(2026, 7, 1), date(2026, 12, 31)),
        ("tahun", 1, 2026, "Tahun 2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_nama_dan_batasnya(jenis, nomor, tahun, nama, mulai, selesai):
    periode = satu(jenis, nomor, tahun)
    assert (str(periode), periode.tanggal_mulai, periode.tanggal_selesai) == (nama, mulai, selesai)


@pytest.mark.parametrize("jenis", ["bulan", "triwulan", "semester"])
def test_periode_sejenis_menyambung_tanpa_celah(jenis):
    semua = list(Periode.objects.tahun_lengkap(2026).filter(jenis=jenis).order_by("nomor"))
    assert (semua[0].tanggal_mulai, semua[-1].tanggal_selesai) == (date(2026, 1, 1), date(2026, 12, 31))
    for sebelum, sesudah in pairwise(semua):
        assert (sesudah.tanggal_mulai - sebelum.tanggal_selesai).days == 1


def test_periode_tidak_dapat_diubah_atau_dihapus():
    periode = satu("triwulan", 1)
    periode.tanggal_selesai = date(2026, 4, 30)
    with pytest.raises(TindakanDitolak, match="Periode tidak dapat diubah"):
        periode.save()
    with pytest.raises(TindakanDitolak, match="Periode tidak dapat dihapus"):
        periode.delete()
    assert satu("triwulan", 1).tanggal_selesai == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("jenis", "nomor"),
    [("bulan", 0), ("bulan", 13), ("triwulan", 5), ("semester", 3), ("tahun", 2), ("pekan", 1)],
)
def test_nomor_di_luar_jenisnya_ditolak_basis_data(jenis, nomor):
    with pytest.raises(IntegrityError, match="nomor_periode_sesuai_jenis"), transaction.atomic():
        Periode.objects.create(
            tahun=2026,
            jenis=jenis,
            nomor=nomor,
            tanggal_mulai=date(2026, 1, 1),
            tanggal_selesai=date(2026, 1, 31),
        )


def test_periode_kembar_ditolak_basis_data():
    periode = satu("bulan", 3)
    with pytest.raises(IntegrityError), transaction.atomic():
        Periode.objects.create(
            tahun=2026,
            jenis="bulan",
            nomor=3,
            tanggal_mulai=periode.tanggal_mulai,
            tanggal_selesai=periode.tanggal_selesai,
        )


def test_periode_berakhir_setelah_mulai():
    with pytest.raises(IntegrityError, match="periode_selesai_setelah_mulai"), transaction.atomic():
        Periode.objects.create(
            tahun=2026,
            jenis="bulan",
            nomor=3,
            tanggal_mulai=date(2026, 3, 31),
            tanggal_selesai=date(2026, 3, 1),
        )


@pytest.mark.parametrize("tahun", [1999, 2101])
def test_tahun_di_luar_jangkauan_ditolak(tahun):
    with pytest.raises(ValidationError) as salah:
        Periode(
            tahun=tahun,
            jenis="tahun",
            nomor=1,
            tanggal_mulai=date(tahun, 1, 1),
            tanggal_selesai=date(tahun, 12, 31),
        ).full_clean()
    assert list(salah.value.message_dict) == ["tahun"]
