"""A unit that shares an indicator sees its own part of the year's target on its form, and no other's."""

from decimal import Decimal

import pytest
from django.urls import reverse

from perencanaan.models import TargetUnit, VersiTarget
from tests.pengumpulan import meja

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("halaman", ["formulir_isi", "baris_isi"])
def test_bagian_unit_tampil_di_samping_target(kantor, sebagai, halaman):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    versi = VersiTarget.objects.get(indikator__kode="IK-1")
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    form = meja.formulir(run, kantor.bidang_satu)
    pk = form.pk if halaman == "formulir_isi" else form.baris.get(realisasi__indikator__kode="IK-1").pk
    klien = sebagai(kantor.staf_satu)
    TargetUnit.objects.create(versi=versi, unit=kantor.bidang_dua, nilai=Decimal(60))
    assert "agian unit" not in klien.get(reverse(halaman, args=[pk])).content.decode()

    TargetUnit.objects.create(versi=versi, unit=kantor.bidang_satu, nilai=Decimal("40.5"))

    isi = klien.get(reverse(halaman, args=[pk])).content.decode()
    assert "agian unit" in isi
    assert "40,5" in isi
