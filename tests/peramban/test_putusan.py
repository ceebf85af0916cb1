"""Deciding on a phone: exceptions first, two returns of rows and their parts, a disposisi with its follow-up."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from alur.models import CatatanPerbaikan, RencanaTindakLanjut, TelaahBaris
from alur.perbaikan import tindaklanjuti
from organisasi.waktu import hari_ini
from pengumpulan.actions import catat_realisasi, serahkan
from tests.panggung_kinerja import PanggungKinerja
from tests.peramban import langkah_kantor as langkah
from tests.peramban.conftest import TELEPON
from tests.peramban.pemeriksa import meluap, pelanggaran

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def kinerja(kantor):
    """TW I with every form handed in and recapped; the Sekretaris decides."""
    panggung = PanggungKinerja(kantor)
    panggung.kumpulkan(sampai=10)
    return panggung


def terbuka(run):
    return run.catatan.select_related("langkah__prosedur", "pelaksanaan").get(selesai_pada=None)


def alamat_putusan(kinerja) -> str:
    return reverse("langkah_periksa", args=[terbuka(kinerja.pengumpulan_jalan).pk])


def benahi(kinerja, kode: str, nilai: str, jawaban: str, **lain) -> None:
    """The unit mends the row that came back, answers and hands in; the recap goes up again."""
    k, run = kinerja.kantor, kinerja.pengumpulan_jalan
    baris = kinerja.pengumpulan.formulir.get(unit=k.bidang_dua).baris.get(realisasi__indikator__kode=kode)
    r = baris.realisasi
    catat_realisasi(
        indikator=r.indikator,
        unit=r.unit,
        periode=r.periode,
        keadaan="angka",
        nilai=Decimal(nilai),
        oleh=k.staf_dua,
        **lain,
    )
    for satu in CatatanPerbaikan.objects.filter(status="belum"):
        tindaklanjuti(perbaikan=satu, oleh=k.staf_dua, jawaban=jawaban)
    serahkan(catatan=terbuka(run), oleh=k.staf_dua)
    kinerja.jalankan(run, 10)


def tombol_cukup_besar(page) -> list[str]:
    """Buttons of the decision that a thumb would miss: lower than 44 px."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".telaah-aksi .btn, .bilah-putus .btn, .baku label")]
            .filter((el) => el.offsetParent && el.getBoundingClientRect().height < 43.5)
            .map((el) => el.textContent.trim())"""
    )


def test_putusan_di_telepon_sampai_tindak_lanjut_selesai(layar, kinerja):
    k, run = kinerja.kantor, kinerja.pengumpulan_jalan
    sekretaris = layar(k.sekretaris, TELEPON)
    page = sekretaris.page

    # First round, one thumb: all that is in order at once, then two returns.
    sekretaris.buka(alamat_putusan(kinerja))
    assert (pelanggaran(page), meluap(page), tombol_cukup_besar(page)) == ([], "", [])
    bilah = page.locator("#bilah")
    expect(bilah).to_be_in_viewport()
    bilah.get_by_role("button", name=re.compile("^Setujui semua yang wajar")).click()
    expect(page.get_by_text("Tinggal yang perlu diperhatikan.")).to_be_visible()
    expect(bilah.get_by_role("button")).to_have_count(0)
    diterima = TelaahBaris.objects.count()
    assert diterima > 0
    page.reload()
    expect(bilah).to_contain_text(f"{diterima} diterima")
    # One by one, without leaving the place; the counts go along.
    page.get_by_role("button", name="Terima IKP-1", exact=True).click()
    expect(page.locator("li.telaah-terima")).to_have_count(1)
    expect(bilah).to_contain_text(f"{diterima + 1} diterima")
    page.get_by_role("link", name="Kembalikan IKU-3", exact=True).click()
    form = page.locator("form.telaah-form")
    expect(form).to_be_visible()
    assert (pelanggaran(page), meluap(page), tombol_cukup_besar(page)) == ([], "", [])
    form.get_by_label("Bukti dukung", exact=True).check()
    form.get_by_label("Lengkapi bukti dukung.", exact=True).check()
    form.get_by_label(langkah.persis("Yang harus diperbaiki")).fill("Cocokkan dengan register")
    form.get_by_label("Simpan tulisan saya sebagai kalimat baku").check()
    form.get_by_role("button", name="Tandai kembali IKU-3", exact=True).click()
    kartu = page.locator("li.telaah-kembali")
    expect(kartu).to_contain_text("Akan dikembalikan: Bukti dukung")
    expect(bilah).to_contain_text("1 akan dikembalikan")
    # What is marked is not approved by the way.
    page.locator("form[action$='/selesaikan/']").get_by_role("button", name="Setujui").click()
    expect(page.get_by_text("1 baris ditandai untuk dikembalikan")).to_be_visible()
    sekretaris.buka(alamat_putusan(kinerja))
    langkah.kirim_kembali(page, "Satu angka belum berbukti")
    expect(page.get_by_text("1 baris dikembalikan untuk dilengkapi.")).to_be_visible()

    # The unit finds which part of its row is meant.
    staf = layar(k.staf_dua, TELEPON)
    langkah.buka_formulir(staf, run)
    expect(langkah.baris_formulir(staf, "IKU-3")).to_contain_text("Bukti dukung: Lengkapi bukti dukung.")
    benahi(kinerja, "IKU-3", "12", "Register dilampirkan")

    # Second round without JavaScript: old and new with the answer, what was accepted stays so, another return.
    polos = layar(k.sekretaris, TELEPON, javascript=False)
    polos.buka(alamat_putusan(kinerja))
    kartu = polos.page.locator("li.telaah").first
    expect(kartu).to_contain_text("Berubah: Realisasi 15 menjadi 12.")
    expect(kartu).to_contain_text("Tindak lanjut: Register dilampirkan")
    expect(polos.page.locator("li.telaah-terima")).to_have_count(1)
    langkah.tandai_kembali(polos.page, "IKU-3", "Angka register 11", ("Realisasi",))
    langkah.kirim_kembali(polos.page, "Angka belum sama")
    expect(polos.page.get_by_text("1 baris dikembalikan untuk dilengkapi.")).to_be_visible()
    benahi(kinerja, "IKU-3", "11", "Sudah disamakan", faktor_penghambat="Register terlambat")

    # Third round: the exceptions one by one, then the step is closed.
    sekretaris.buka(alamat_putusan(kinerja))
    while (tombol := page.get_by_role("button", name=re.compile("^Terima "))).count():
        sisa = tombol.count()
        tombol.first.click()
        expect(tombol).to_have_count(sisa - 1)
    expect(page.locator("#setuju-sebut")).to_contain_text("sudah diterima")
    bilah.get_by_role("link", name="Ke putusan").click()
    langkah.isi_dan_selesaikan(sekretaris, run, 10)

    # The Kepala answers the report, and what he asks for has an owner and a day.
    langkah.periksa_dan_selesaikan(sekretaris, run, 11)
    kepala = layar(k.kepala, TELEPON)
    langkah.halaman_langkah(kepala, run, 11)
    page = kepala.page
    assert (pelanggaran(page), meluap(page), tombol_cukup_besar(page)) == ([], "", [])
    form = page.locator("form[action^='/disposisi/']")
    form.get_by_label("Bahas pada rapat berikutnya.", exact=True).check()
    tugas = form.get_by_role("group", name="Tindak lanjut 1", exact=True)
    tugas.get_by_label(langkah.persis("Yang harus dilakukan")).fill("Susun jadwal pendataan")
    tugas.get_by_label(langkah.persis("Oleh")).select_option(label=str(k.jabatan["Kepala Bidang Dua"]))
    besok = hari_ini() + timedelta(days=1)
    tugas.get_by_label(langkah.persis("Paling lambat")).fill(besok.isoformat())
    form.get_by_role("button", name="Simpan disposisi").click()
    expect(page.get_by_text("Disposisi tersimpan.")).to_be_visible()
    tindak_lanjut = RencanaTindakLanjut.objects.get()
    assert (tindak_lanjut.asal, tindak_lanjut.penanggung_jawab) == (
        "disposisi",
        k.jabatan["Kepala Bidang Dua"],
    )

    # Its holder finds it among the tasks, and closes it with a result.
    kabid = layar(k.kabid_dua, TELEPON)
    kabid.buka("/")
    expect(kabid.page.get_by_text("Susun jadwal pendataan").first).to_be_visible()
    kabid.page.get_by_role("link", name="Semua tindak lanjut").click()
    assert (pelanggaran(kabid.page), meluap(kabid.page)) == ([], "")
    kabid.page.get_by_text("Laporkan hasil").click()
    kabid.page.get_by_label("Hasil").fill("Jadwal terbit")
    kabid.page.get_by_role("button", name="Nyatakan selesai").click()
    expect(kabid.page.get_by_text("Tindak lanjut selesai.")).to_be_visible()
    kabid.page.get_by_role("link", name=re.compile(r"^Selesai \(1\)")).click()
    expect(kabid.page.locator("main")).to_contain_text("Jadwal terbit")
    tindak_lanjut.refresh_from_db()
    assert tindak_lanjut.diselesaikan_oleh == k.kabid_dua
