"""Keeping a sentence for the next time is offered only to those who keep the list; every decider picks from it."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from alur.forms_disposisi import FormDisposisi
from alur.models import ArahanBaku, IkatanPeran
from tests.laporan.test_periksa import alamat, baris, isi_kembali, tandai, terbuka
from tests.panggung_kinerja import PanggungKinerja

pytestmark = [pytest.mark.django_db, pytest.mark.sekali]

KOTAK, TAUTAN = "Simpan tulisan saya sebagai kalimat baku", "Atur kalimat baku"


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


def test_kasubbag_yang_memutus_tidak_ditawari_menyimpan_kalimat(panggung, sebagai):
    """As in SOP 004 step 10, where a Kasubbag decides."""
    k = panggung.kantor
    panggung.kumpulkan(sampai=10)
    catatan, dituju = terbuka(panggung.pengumpulan_jalan), baris(panggung, "IKU-3")
    halaman = alamat("langkah_periksa", catatan)
    kartu = reverse("langkah_telaah", args=[catatan.pk, "baris", dituju.pk])
    klien = sebagai(k.sekretaris)
    for satu in (halaman, kartu):
        isi = klien.get(satu).content.decode()
        assert KOTAK in isi and TAUTAN in isi
    IkatanPeran.objects.filter(
        jabatan=k.jabatan["Sekretaris"], peran__sop=catatan.langkah.prosedur.sop_id
    ).update(jabatan=k.jabatan["Kasubbag Perencanaan"])
    klien = sebagai(k.kasubbag)
    for satu in (halaman, kartu):
        isi = klien.get(satu).content.decode()
        assert "Lengkapi bukti dukung." in isi
        assert KOTAK not in isi and TAUTAN not in isi
    # An old page that still sends the box loses nothing of the return.
    assert tandai(klien, catatan, dituju, "Lampirkan SK", simpan_baku="on").status_code == 302
    data = isi_kembali(catatan, alasan="Periksa lagi", **{"kembali-simpan_baku": "on"})
    assert klien.post(alamat("langkah_kembalikan_baris", catatan), data).status_code == 302
    assert panggung.pengumpulan_jalan.catatan.get(keputusan="kembalikan").alasan == "Periksa lagi"
    assert not ArahanBaku.objects.exists()


@pytest.mark.parametrize(("siapa", "ditawari"), [("kepala", True), ("kasubbag", False)])
def test_lembar_disposisi_dengan_dan_tanpa_kotaknya(kantor, siapa, ditawari):
    form = FormDisposisi(opd=kantor.opd, oleh=getattr(kantor, siapa), prefix="disposisi")
    isi = render_to_string("alur/_disposisi.html", {"form": form})
    assert (KOTAK in isi, TAUTAN in isi) == (ditawari, ditawari)
    assert "Bahas pada rapat berikutnya." in isi
