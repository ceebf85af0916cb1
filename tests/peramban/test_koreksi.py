"""A figure turns out to be wrong: mended on a phone while measuring, and opened again afterwards."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from pengumpulan.models import Penyerahan, PermintaanKoreksi
from tests.pengukuran.panggung_koreksi import PanggungKoreksi
from tests.peramban import langkah_kantor as kantoran
from tests.peramban.conftest import LEBAR, TELEPON

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def panggung(kantor) -> PanggungKoreksi:
    satu = PanggungKoreksi(kantor)
    satu.ukur(5)
    satu.hitung_dan_analisis(satu.catatan())
    return satu


def minta(orang, panggung: PanggungKoreksi, kode: str, isi: str) -> PermintaanKoreksi:
    """From the result on the measuring page to the request."""
    orang.buka(reverse("langkah_ukur", args=[panggung.catatan().pk]))
    orang.page.get_by_role("link", name=f"Minta koreksi angkanya {kode}", exact=True).click()
    kantoran.rapi(orang)
    expect(orang.page.locator("[name=baris]:checked")).to_have_count(1)
    orang.page.locator(".pilih-isi textarea:visible").first.fill(isi)
    orang.page.get_by_role("button", name="Minta koreksi").click()
    expect(orang.page.get_by_text("Koreksi diminta.")).to_be_visible()
    kantoran.rapi(orang)
    return PermintaanKoreksi.objects.latest("pk")


def perbaiki(orang, kode: str, nilai: str) -> None:
    """From the card of Tugas Saya to the form: type, answer, hand in."""
    orang.buka("/")
    orang.page.get_by_role("link", name=re.compile("Koreksi")).first.click()
    expect(orang.page.get_by_text(re.compile("1 baris diminta dikoreksi"))).to_be_visible()
    kantoran.ketik(orang, kode, nilai)
    kantoran.jawab_baris(orang, kode, "Dihitung ulang dari berita acara")
    kantoran.rapi(orang)
    kantoran.serahkan(orang)


def setujui(tim, sekretaris, nilai: str) -> None:
    """Tim SAKIP takes the row in, the Sekretaris approves it beside what stood before."""
    susulan = Penyerahan.objects.susulan_menunggu().get()
    tim.buka(reverse("formulir_periksa", args=[susulan.formulir_id]))
    tim.page.locator("[name=baris]").first.check()
    tim.page.get_by_role("button", name="Terima yang dicentang").click()
    expect(tim.page.get_by_text("1 baris diterima.")).to_be_visible()
    sekretaris.buka(reverse("susulan_lihat", args=[susulan.pk]))
    expect(sekretaris.page.locator("td[data-label=Realisasi]").first).to_contain_text(nilai)
    kantoran.rapi(sekretaris)
    sekretaris.page.get_by_role("button", name="Setujui susulan").click()
    expect(sekretaris.page.get_by_text("Susulan disetujui.")).to_be_visible()


def test_koreksi_lalu_pembukaan_kembali(layar, panggung):
    k = panggung.kantor
    tim, sekretaris = layar(k.ketua_tim), layar(k.sekretaris)
    staf = layar(k.staf_dua, ukuran=TELEPON)
    permintaan = minta(tim, panggung, "IKU-3", "Belum dikurangi pengaduan ganda")
    alamat_ukur = reverse("langkah_ukur", args=[panggung.catatan().pk])
    tim.buka(alamat_ukur)
    expect(tim.page.get_by_text("Menunggu koreksi").first).to_be_visible()
    kantoran.rapi(tim)
    perbaiki(staf, "IKU-3", "11")
    setujui(tim, sekretaris, "11")
    tim.buka(permintaan.get_absolute_url())
    expect(tim.page.locator("td[data-label=Sebelum]")).to_have_text("15")
    expect(tim.page.locator("td[data-label=Sesudah]")).to_have_text("11")
    tim.buka(alamat_ukur)
    expect(tim.page.get_by_text("Hitung lagi.").first).to_be_visible()
    kantoran.hitung(tim)
    panggung.pengukuran = panggung.putaran()[0]
    assert panggung.hasil("IKU-3").realisasi == 11

    # Approved and archived: the Sekretaris proposes, the Kepala decides on a phone, without a script.
    panggung.jalankan(panggung.pengukuran_jalan, 11)
    sekretaris.buka(reverse("koreksi_ajukan"))
    sekretaris.page.get_by_label("Periode yang dikunci").select_option(str(panggung.tw.pk))
    sekretaris.page.get_by_role("button", name="Tampilkan baris").click()
    sekretaris.page.get_by_label(re.compile("^Koreksi IKU-3")).check()
    sekretaris.page.get_by_label("Alasan pembukaan kembali").fill("Rekonsiliasi dengan pusat")
    kantoran.rapi(sekretaris)
    sekretaris.page.get_by_role("button", name="Usulkan kepada Kepala").click()
    expect(sekretaris.page.get_by_text("diajukan kepada Kepala").first).to_be_visible()
    kepala = layar(k.kepala, ukuran=TELEPON, javascript=False)
    kepala.buka("/")
    kepala.page.get_by_role("link", name=re.compile("Putuskan pembukaan")).first.click()
    expect(kepala.page.get_by_text("Rekonsiliasi dengan pusat").first).to_be_visible()
    kepala.page.get_by_label("Buka kembali", exact=True).check()
    kepala.page.get_by_role("button", name="Simpan putusan").click()
    expect(kepala.page.get_by_text("Putusan tersimpan.")).to_be_visible()
    kepala.buka(panggung.pengukuran.get_absolute_url())
    expect(kepala.page.get_by_text("angka lama berlaku sampai disetujui lagi").first).to_be_visible()

    perbaiki(staf, "IKU-3", "10")
    setujui(tim, sekretaris, "10")
    tim.buka(reverse("langkah_ukur", args=[panggung.catatan().pk]))
    kantoran.hitung(tim)
    panggung.jalankan(panggung.pengukuran_jalan, 11)
    satu, dua = panggung.putaran()
    assert (satu.hasil.get(patokan__indikator__kode="IKU-3").realisasi, dua.terbuka) == (11, False)
    assert dua.hasil.get(patokan__indikator__kode="IKU-3").realisasi == 10
    for ukuran in (LEBAR, TELEPON):
        sekretaris.page.set_viewport_size(ukuran)
        sekretaris.buka(reverse("koreksi_daftar"))
        expect(sekretaris.page.get_by_role("row").filter(has_text="IKU-3")).to_have_count(2)
        kantoran.rapi(sekretaris)
