"""What was measured reaches those who plan the next year, once it is approved, and says until when."""

from decimal import Decimal

import pytest

from perencanaan.models import RiwayatNilai
from perencanaan.tercapai import tercapai
from tests.panggung import TAHUN
from tests.panggung_kinerja import PanggungKinerja

pytestmark = pytest.mark.django_db


def test_realisasi_terukur_sesudah_disetujui(kantor):
    panggung = PanggungKinerja(kantor)
    pk = panggung.indikator["IKU-1"].pk
    panggung.ukur(6)
    assert pk not in tercapai(panggung.opd, TAHUN)

    panggung.jalankan(panggung.pengukuran_jalan, 9)

    hasil = tercapai(panggung.opd, TAHUN)
    assert (hasil[pk].nilai, hasil[pk].setahun) == (Decimal("20.83"), False)
    assert hasil[pk].teks == f"20,83 (s.d. TW I {TAHUN})"
    assert panggung.indikator["IKU-4"].pk not in hasil  # menyusul: nothing was reached yet
    assert tercapai(panggung.opd, TAHUN - 1)[pk].teks == "21,5"  # from the published report


def test_angka_setahun_dari_laporan_tidak_kalah_oleh_sebagian_tahun(kantor):
    """A published figure of the whole year stands, as in the history of the report; TW I is no year."""
    panggung = PanggungKinerja(kantor)
    indikator = panggung.indikator["IKU-1"]
    panggung.ukur(6)
    panggung.jalankan(panggung.pengukuran_jalan, 9)
    RiwayatNilai.objects.update_or_create(
        indikator=indikator, tahun=TAHUN, defaults={"realisasi": Decimal("21.75"), "sumber": "LKjIP"}
    )

    hasil = tercapai(panggung.opd, TAHUN)[indikator.pk]

    assert (hasil.teks, hasil.setahun) == ("21,75", True)
