"""Corrections by several people at one moment: one wins, the others are told, and nothing is half done."""

import pytest

from alur import tindakan
from organisasi.galat import TindakanDitolak
from pengukuran.koreksi import minta_koreksi
from pengumpulan.actions import ajukan_pembukaan, catat_realisasi, putuskan_pembukaan, setujui_susulan
from pengumpulan.models import ButirKoreksi, PermintaanKoreksi, RevisiRealisasi
from tests.alur.penjalan import jawab_perbaikan
from tests.alur.test_berebut import serentak
from tests.pabrik import Kantor, buat_pemda
from tests.pengukuran.panggung_koreksi import PanggungKoreksi
from tests.pengumpulan.panggung_serah import terima_semua

pytestmark = pytest.mark.django_db(transaction=True)


def test_berebut_meminta_menyetujui_dan_memutuskan():
    """One office through the whole: asking against asking, approving against asking and typing, deciding."""
    panggung = PanggungKoreksi(Kantor(buat_pemda()))
    k = panggung.kantor
    panggung.ukur(8)
    panggung.pengukuran = panggung.putaran()[0]
    catatan, baris = panggung.catatan(), panggung.baris("IKU-3")

    def minta(kode="IKU-3", oleh=None):
        return minta_koreksi(
            catatan=catatan, baris={panggung.baris(kode).pk: "Salah"}, oleh=oleh or k.ketua_tim
        )

    # Two ask for the same row: one request.
    hasil = serentak([minta, lambda: minta(oleh=k.sekretaris)] * 2)
    assert hasil.count("berhasil") == 1, hasil
    assert (PermintaanKoreksi.objects.count(), ButirKoreksi.objects.count()) == (1, 1)

    # The correction is approved while the unit still types: what is approved is what was handed in.
    panggung.ketik("IKU-3", 11)
    panggung.jawab("IKU-3")
    susulan = panggung.serahkan("IKU-3")
    terima_semua(susulan.formulir, k.ketua_tim)
    r = baris.realisasi
    hasil = serentak(
        [
            *[lambda: setujui_susulan(penyerahan=susulan, oleh=k.sekretaris)] * 2,
            *[
                lambda n=n: catat_realisasi(
                    indikator=r.indikator,
                    unit=r.unit,
                    periode=r.periode,
                    keadaan="angka",
                    nilai=n,
                    oleh=k.staf_dua,
                )
                for n in (8, 9)
            ],
        ]
    )
    assert hasil[:2].count("berhasil") == 1, hasil
    assert hasil[2:].count("berhasil") == 0, hasil
    assert panggung.baris("IKU-3").revisi.nilai == panggung.baris("IKU-3").realisasi.nilai == 11
    assert panggung.butir("IKU-3").revisi_sesudah.nilai == 11

    # Measured again, then approved against a new request: either it waits, or the period is locked.
    tindakan.kembalikan(catatan=catatan, oleh=k.sekretaris, alasan="Hitung lagi")
    jawab_perbaikan(panggung.catatan())
    ukur = panggung.pengukuran_jalan.catatan.get(langkah__layar="ukur")
    panggung.hitung_dan_analisis(ukur)
    panggung.jalankan(panggung.pengukuran_jalan, 8)
    catatan = panggung.catatan()
    hasil = serentak(
        [
            *[lambda: tindakan.setujui(catatan=catatan, oleh=k.sekretaris)] * 2,
            *[lambda: minta("IKU-1")] * 2,
        ]
    )
    assert hasil.count("berhasil") == 1, hasil
    pengukuran = panggung.putaran()[0]
    terbuka = ButirKoreksi.objects.terbuka().count()
    assert (pengukuran.terbuka, terbuka) in {(True, 1), (False, 0)}
    if terbuka:
        panggung.koreksi("IKU-1", 21)
        tindakan.kembalikan(catatan=catatan, oleh=k.sekretaris, alasan="Hitung lagi")
        jawab_perbaikan(panggung.catatan())
        panggung.hitung_dan_analisis(ukur)
        panggung.jalankan(panggung.pengukuran_jalan, 9)

    # Two propose the same row, two decide differently: one proposal, one decision, at most one new round.
    hasil = serentak(
        [
            lambda: ajukan_pembukaan(
                opd=panggung.opd, periode=panggung.tw, baris={baris.pk: ""}, alasan="Rekon", oleh=k.sekretaris
            )
        ]
        * 3
    )
    assert hasil.count("berhasil") == 1, hasil
    permintaan = PermintaanKoreksi.objects.get(status="diajukan")
    hasil = serentak(
        [
            *[lambda: putuskan_pembukaan(permintaan=permintaan, oleh=k.kepala, setuju=True)] * 2,
            *[lambda: putuskan_pembukaan(permintaan=permintaan, oleh=k.kepala, setuju=False, alasan="Tidak")]
            * 2,
        ]
    )
    assert hasil.count("berhasil") == 1, hasil
    permintaan.refresh_from_db()
    dibuka = permintaan.status == "dibuka"
    assert len(panggung.putaran()) == (2 if dibuka else 1)
    assert panggung.pengukuran_jalan.catatan.filter(selesai_pada=None).count() == 1
    jumlah = RevisiRealisasi.objects.filter(realisasi=r).count()
    if dibuka:
        panggung.ketik("IKU-3", 12)
        assert RevisiRealisasi.objects.filter(realisasi=r).count() == jumlah + 1
    else:
        with pytest.raises(TindakanDitolak):
            panggung.ketik("IKU-3", 12)
