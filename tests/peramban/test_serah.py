"""Forms as units and Tim SAKIP live them: handed in on a phone, for the head, taken back, checked, late."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.pengumpulan import panggung_serah as serah
from tests.peramban.conftest import TELEPON
from tests.peramban.langkah_kantor import persis, rapi

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


def _serahkan(orang, form, tombol: str) -> None:
    """From the form to the short page, and hand in there."""
    orang.buka(form.get_absolute_url())
    orang.page.get_by_role("link", name=re.compile("^Periksa, lalu serahkan")).click()
    rapi(orang)
    orang.page.get_by_role("button", name=re.compile(tombol)).click()
    expect(orang.page.locator(".pesan")).to_contain_text("diserahkan kepada Tim SAKIP")


def test_dari_serah_sampai_susulan(layar, kantor):
    run = serah.run_pengisian(kantor)
    kumpul = meja.pengumpulan(run)
    satu, dua = (meja.formulir(run, unit) for unit in (kantor.bidang_satu, kantor.bidang_dua))
    sekretariat = meja.formulir(run, kantor.sekretariat)
    for form, oleh in ((satu, kantor.staf_satu), (sekretariat, kantor.ketua_tim)):
        serah.isi_penuh(form, oleh)

    # The head hands in on a phone, in his own name.
    kabid = layar(kantor.kabid_satu, ukuran=TELEPON)
    _serahkan(kabid, satu, "^Serahkan$")
    rapi(kabid)
    expect(kabid.page.locator(".serah-riwayat")).to_contain_text(kantor.kabid_satu.nama)
    expect(kabid.page.locator(".serah-riwayat")).not_to_contain_text("bukan pejabatnya sendiri")

    # He finds a slip, and takes it back; his staff hands in for him, and the flag is seen.
    kabid.page.get_by_role("link", name="Tarik kembali").click()
    rapi(kabid)
    kabid.page.get_by_label(persis("Alasan")).fill("IK-1 salah ketik")
    kabid.page.get_by_role("button", name="Tarik kembali").click()
    expect(kabid.page.locator(".pesan")).to_contain_text("ditarik kembali")
    staf = layar(kantor.staf_satu)
    serah.ketik(satu, "IK-1", kantor.staf_satu, nilai=7)
    _serahkan(staf, satu, "^Serahkan untuk Kepala Bidang Satu")
    expect(staf.page.locator(".serah-riwayat")).to_contain_text("bukan pejabatnya sendiri")
    expect(staf.page.locator(".serah-riwayat")).to_contain_text("IK-1 salah ketik")
    tim = layar(kantor.ketua_tim)
    _serahkan(tim, sekretariat, "^Serahkan untuk Kasubbag")

    # Bidang Dua is late: the run goes on without it.
    tim.buka(kumpul.get_absolute_url())
    baris = tim.page.locator("tr").filter(has_text="Bidang Satu")
    expect(baris).to_contain_text("untuk Kepala Bidang Satu")
    tim.page.get_by_role("link", name="Lanjutkan tanpa unit").click()
    tim.page.get_by_label("Bidang Dua").check()
    rapi(tim)
    tim.page.get_by_role("button", name="Lanjutkan tanpa unit ini").click()
    expect(tim.page.locator(".pesan")).to_contain_text("Dilanjutkan tanpa Bidang Dua")
    assert terbuka(run).langkah.nomor == 8

    # Tim SAKIP sends a row back before the recap; the unit answers in its row and hands it in again.
    tim.page.get_by_role("link", name="Periksa Bidang Satu").click()
    rapi(tim)
    ik1 = tim.page.locator("tbody tr").filter(has_text="IK-1")
    ik1.get_by_label("Pilih IK-1").check()
    ik1.get_by_label("Catatan bila dikirim kembali IK-1").fill("Tidak sama dengan bukti")
    tim.page.get_by_role("button", name="Kirim kembali yang dicentang").click()
    expect(tim.page.locator(".pesan")).to_contain_text("1 baris dikirim kembali")
    staf.buka("/")
    staf.page.locator(f"main a[href='{satu.get_absolute_url()}']").first.click()
    expect(staf.page.locator("#isian")).to_contain_text("Tidak sama dengan bukti")
    serah.ketik(satu, "IK-1", kantor.staf_satu, nilai=6)
    serah.jawab(satu, "IK-1", kantor.staf_satu, "Disamakan dengan bukti")
    _serahkan(staf, satu, "^Serahkan untuk")
    tim.buka(reverse("formulir_periksa", args=[satu.pk]))
    expect(tim.page.locator("main")).to_contain_text("Disamakan dengan bukti")
    for kode in ("IK-1", "IK-2"):
        tim.page.get_by_label(f"Pilih {kode}").check()
    tim.page.get_by_role("button", name="Terima yang dicentang").click()
    expect(tim.page.locator(".pesan")).to_contain_text("2 baris diterima")

    # Recapped and approved without it, Bidang Dua brings its figures; the Sekretaris decides them on a phone.
    serah.setujui_sampai(run, kantor)
    langkah = terbuka(run).langkah.nomor
    staf_dua = layar(kantor.staf_dua)
    serah.isi_penuh(dua, kantor.staf_dua, nilai=9)
    _serahkan(staf_dua, dua, "^Serahkan susulan")
    expect(staf_dua.page.locator(".giliran")).to_contain_text("Susulan sudah diserahkan")
    tim.buka("/")
    tim.page.get_by_role("link", name=re.compile("^Periksa susulan")).click()
    tim.page.get_by_label("Pilih IK-3").check()
    tim.page.get_by_role("button", name="Terima yang dicentang").click()
    expect(tim.page.locator(".pesan")).to_contain_text("1 baris diterima")
    sekretaris = layar(kantor.sekretaris, ukuran=TELEPON)
    sekretaris.buka("/")
    sekretaris.page.get_by_role("link", name=re.compile("^Putuskan susulan")).click()
    rapi(sekretaris)
    sekretaris.page.get_by_role("button", name="Setujui susulan").click()
    expect(sekretaris.page.locator(".pesan")).to_contain_text("Susulan disetujui")
    dua.refresh_from_db()
    assert (dua.status, terbuka(run).langkah.nomor) == ("disetujui", langkah)
