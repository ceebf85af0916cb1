"""Doors that stood ajar in a measurement: results before a decider stand still, returned ones stay returned."""

from decimal import Decimal

import pytest

from alur import tindakan
from alur.models import CatatanLangkah, Langkah, Pelaksanaan
from organisasi.galat import TindakanDitolak
from pengukuran.actions import hitung, tulis_analisis
from pengukuran.models import HasilUkur
from pengumpulan.actions import (
    buka_entri_langsung,
    catat_realisasi,
    serahkan_formulir,
    tutup_entri_langsung,
)
from tests.alur.penjalan import para_pelaku, terbuka
from tests.panggung_kinerja import PanggungKinerja
from tests.pengumpulan import meja

pytestmark = pytest.mark.django_db


def kumpulkan_langsung(kantor) -> None:
    """Two indicators, 5 of 10 each, entered without a run."""
    daftar = [meja.indikator(kantor, kode, kantor.bidang_satu, 10) for kode in ("A-1", "A-2")]
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    for satu in daftar:
        catat_realisasi(
            indikator=satu,
            unit=kantor.bidang_satu,
            periode=meja.tw(),
            keadaan="angka",
            nilai=Decimal(5),
            oleh=kantor.ketua_tim,
        )
    for form in entri.formulir.all():
        serahkan_formulir(formulir=form, oleh=kantor.ketua_tim)
    tutup_entri_langsung(pengumpulan=entri, oleh=kantor.ketua_tim)


def lanjut(pelaksanaan: Pelaksanaan, nomor: int, kantor) -> CatatanLangkah:
    """Walk to that step, with the figures computed and analysed on the way."""
    while (catatan := terbuka(pelaksanaan)).langkah.nomor < nomor:
        if catatan.langkah.layar == Langkah.Layar.UKUR:
            hitung(catatan=catatan, oleh=kantor.ketua_tim)
            for hasil in HasilUkur.objects.filter(analisis_wajib=True):
                analisis(hasil, kantor, "Terlambat", rencana_perbaikan="Dipercepat")
        putusan = catatan.langkah.jalur_kembali.exists()
        lakukan = tindakan.setujui if putusan else tindakan.selesaikan
        for oleh in para_pelaku(catatan):
            lakukan(catatan=catatan, oleh=oleh, isian=meja.ISIAN.get(catatan.langkah.layar))
    return catatan


def analisis(hasil: HasilUkur, kantor, teks: str, **lain) -> HasilUkur:
    return tulis_analisis(
        hasil=hasil, oleh=kantor.ketua_tim, versi_diketahui=hasil.versi, analisis=teks, **lain
    )


def test_analisis_tidak_berubah_selama_putusan_terbuka(kantor):
    panggung = PanggungKinerja(kantor)
    panggung.ukur(8)
    assert terbuka(panggung.pengukuran_jalan).langkah.layar == Langkah.Layar.PUTUSAN
    hasil = panggung.hasil("IKU-3")

    with pytest.raises(TindakanDitolak, match="sedang diperiksa"):
        tulis_analisis(
            hasil=hasil,
            oleh=kantor.kabid_satu,
            versi_diketahui=hasil.versi,
            analisis="Diubah saat diputuskan",
        )

    semula = hasil.analisis
    hasil.refresh_from_db()
    assert hasil.analisis == semula != ""


def test_hasil_yang_dikembalikan_tetap_dikembalikan_bila_pemutus_lain_mengembalikan_hasil_lain(kantor):
    """SOP 004: step 11 returns A-1 to step 10, whose decider returns only A-2, to step 8."""
    kumpulkan_langsung(kantor)
    pelaksanaan = meja.mulai(kantor, "004")
    catatan = lanjut(pelaksanaan, 11, kantor)
    satu, dua = HasilUkur.objects.order_by("patokan__indikator__kode")
    tindakan.kembalikan(
        catatan=catatan,
        oleh=para_pelaku(catatan)[0],
        alasan="A-1 keliru",
        ke=Langkah.objects.get(prosedur=pelaksanaan.prosedur, nomor=10),
        hasil={satu.pk: "Perbaiki"},
    )
    satu.refresh_from_db()
    assert satu.periksa == HasilUkur.Periksa.DIKEMBALIKAN

    catatan = terbuka(pelaksanaan)
    tindakan.kembalikan(
        catatan=catatan, oleh=para_pelaku(catatan)[0], alasan="A-2 juga", hasil={dua.pk: "Perbaiki"}
    )

    assert terbuka(pelaksanaan).langkah.nomor == 8
    for hasil in (satu, dua):
        hasil.refresh_from_db()
        assert hasil.periksa == HasilUkur.Periksa.DIKEMBALIKAN
        analisis(hasil, kantor, "Sudah diperbaiki")
        hasil.refresh_from_db()
        assert hasil.analisis == "Sudah diperbaiki"
