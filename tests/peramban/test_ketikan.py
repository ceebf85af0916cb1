"""Long texts outlive a lost line and a closed browser on every form that is sent by a button."""

import pytest
from playwright.sync_api import expect

from pengumpulan.actions import buka_entri_langsung, catat_realisasi
from pengumpulan.models import BarisFormulir
from tests.pengumpulan import meja

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

KENDALA = "Pendataan lapangan terlambat dua pekan"


@pytest.fixture
def baris(kantor) -> BarisFormulir:
    meja.indikator(kantor, "IK-1", kantor.bidang_satu)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    return entri.formulir.get(unit=kantor.bidang_satu).baris.get()


def alamat(baris) -> str:
    return f"/formulir/baris/{baris.pk}/"


def kini(baris) -> BarisFormulir:
    return BarisFormulir.objects.select_related("realisasi__indikator", "realisasi__periode").get(pk=baris.pk)


def tersimpan_di_peramban(page, kata: str) -> None:
    """Wait until the browser keeps it (a moment after the last key)."""
    for _ in range(100):
        if kata in page.evaluate("JSON.stringify({...localStorage})"):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{kata!r} tidak tersimpan di peramban.")


def test_baris_bertulisan_panjang(layar, kantor, baris):
    satu = layar(kantor.staf_satu)
    satu.buka(alamat(baris))
    page = satu.page
    page.get_by_label("Kendala").fill(KENDALA)
    # The line drops while it is sent, and the browser is closed.
    satu.konteks.set_offline(True)
    page.get_by_role("button", name="Simpan", exact=True).click()
    simpanan = satu.konteks.storage_state()
    assert kini(baris).realisasi.faktor_penghambat == ""

    # Nobody wrote meanwhile: it is back in its box, said, and sent with one press.
    satu = layar(kantor.staf_satu, simpanan=simpanan)
    satu.buka(alamat(baris))
    page = satu.page
    expect(page.get_by_label("Kendala")).to_have_value(KENDALA)
    expect(page.get_by_role("status").filter(has_text="sudah dikembalikan ke kotaknya")).to_be_visible()
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Tersimpan.")).to_be_visible()
    assert kini(baris).realisasi.faktor_penghambat == KENDALA
    page.reload()
    expect(page.locator(".ketikan-sisa")).to_have_count(0)

    # A colleague's words are not overwritten by what was typed before them: it is only offered.
    page.get_by_label("Kendala").fill("Anggaran bergeser")
    tersimpan_di_peramban(page, "Anggaran bergeser")
    r = kini(baris).realisasi
    catat_realisasi(
        indikator=r.indikator,
        unit=r.unit,
        periode=r.periode,
        oleh=kantor.kabid_satu,
        keadaan="belum_diisi",
        faktor_penghambat="Cuaca",
    )
    page.reload()
    expect(page.get_by_label("Kendala")).to_have_value("Cuaca")
    page.get_by_role("button", name="Pakai ketikan itu").click()
    expect(page.get_by_label("Kendala")).to_have_value("Anggaran bergeser")
    # Chosen knowingly, it is kept like any typing, and thrown away only by the person.
    page.reload()
    expect(page.get_by_label("Kendala")).to_have_value("Anggaran bergeser")
    page.get_by_role("button", name="Buang ketikan itu").click()
    expect(page.get_by_label("Kendala")).to_have_value("Cuaca")
    page.reload()
    expect(page.get_by_label("Kendala")).to_have_value("Cuaca")
    expect(page.locator(".ketikan-sisa")).to_have_count(0)

    # Refused, it stands in the answer; left there, it is offered again all the same.
    page.get_by_label("Keadaan").select_option("tidak_dapat_diukur")
    page.get_by_label("Kendala").fill("Alat ukur rusak")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    satu.buka(alamat(baris))
    expect(page.get_by_label("Kendala")).to_have_value("Alat ukur rusak")
    expect(page.get_by_label("Keadaan")).to_have_value("tidak_dapat_diukur")
    page.get_by_role("button", name="Buang ketikan itu").click()

    # What one person typed is nobody else's on the same computer.
    page.get_by_label("Kendala").fill("Milik Staf Satu")
    tersimpan_di_peramban(page, "Milik Staf Satu")
    lain = layar(simpanan={"cookies": [], "origins": satu.konteks.storage_state()["origins"]}).masuk(
        kantor.kabid_satu
    )
    lain.buka(alamat(baris))
    expect(lain.page.get_by_label("Kendala")).to_have_value("Cuaca")
    expect(lain.page.locator(".ketikan-sisa")).to_have_count(0)


def test_notulen_dengan_baris_yang_ditambah(layar, kantor):
    """A form of many fields whose rows the script adds: they come back as rows too."""
    run = meja.mulai(kantor)
    while meja.terbuka(run).langkah.layar != "rapat":
        meja.maju(run)
    satu = layar(kantor.sekretaris)
    satu.buka(run.get_absolute_url())
    page = satu.page
    page.get_by_label("Tempat").first.fill("Ruang rapat")
    baris = page.locator("[data-baris$=tindak_lanjut] [data-baris-satu]")
    jumlah = baris.count()
    page.locator("[data-baris$=tindak_lanjut] [data-baris-tambah]").click()
    baris.nth(jumlah).locator("textarea").first.fill("Lengkapi definisi")
    tersimpan_di_peramban(page, "Lengkapi definisi")
    page.reload()
    expect(page.get_by_label("Tempat").first).to_have_value("Ruang rapat")
    expect(baris.nth(jumlah).locator("textarea").first).to_have_value("Lengkapi definisi")
    page.get_by_role("button", name="Buang ketikan itu").click()
    page.reload()
    expect(page.get_by_label("Tempat").first).to_have_value("")
    expect(baris).to_have_count(jumlah)
    assert satu.keluhan == []
