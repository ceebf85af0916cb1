"""The form taken along in Excel and brought back: seen row by row, chosen, applied; also without JavaScript."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from pengumpulan.actions import buka_entri_langsung, catat_realisasi
from pengumpulan.models import Realisasi
from tests.pabrik import Kantor
from tests.pengumpulan import meja
from tests.pengumpulan.panggung_buku import BukuUji, unduh
from tests.peramban.conftest import TELEPON
from tests.peramban.pemeriksa import meluap, pelanggaran

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class MejaBuku:
    """An office with a form out for each Bidang; Bidang Satu's has counts, a ratio and a line of spending."""

    def __init__(self, kantor: Kantor):
        self.kantor = k = kantor
        for nomor in range(1, 5):
            meja.indikator(k, f"IK-{nomor}", k.bidang_satu, target=100)
        meja.rasio(k, "R-1", k.bidang_satu)
        meja.indikator(k, "IK-9", k.bidang_dua)
        meja.pagu(k)
        entri = buka_entri_langsung(opd=k.opd, periode=meja.tw(), oleh=k.ketua_tim)
        self.formulir = entri.formulir.get(unit=k.bidang_satu)
        self.lain = entri.formulir.get(unit=k.bidang_dua)

    def realisasi(self, kode: str) -> Realisasi:
        return Realisasi.objects.get(indikator__kode=kode, periode=meja.tw())

    def tulis(self, kode: str, oleh, nilai) -> None:
        r = self.realisasi(kode)
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            keadaan="angka",
            nilai=Decimal(nilai),
            oleh=oleh,
        )


@pytest.fixture
def bangku(kantor, mesin_polos):
    return MejaBuku(kantor)


def unggah(page: Page, isi: bytes, nama="Formulir Bidang Satu.xlsx") -> None:
    page.get_by_label("Berkas Excel yang sudah diisi").set_input_files(
        {"name": nama, "mimeType": XLSX, "buffer": isi}
    )
    page.get_by_role("button", name="Unggah dan lihat pratinjau").click()


def butir(page: Page, kode: str):
    """One row of the preview."""
    return page.locator(".buku-baris > li").filter(has=page.get_by_text(kode, exact=True))


def test_diunduh_diisi_diunggah_dipilih_diterapkan(layar, bangku):
    m = bangku
    satu = layar(m.kantor.staf_satu)
    page = satu.page
    satu.buka(m.formulir.get_absolute_url())
    with page.expect_download() as unduhan:
        page.get_by_role("link", name="Unduh Excel").click()
    assert unduhan.value.suggested_filename == f"Formulir Bidang Satu {meja.tw()}.xlsx"
    buku = BukuUji(Path(unduhan.value.path()).read_bytes())
    buku.isi("IK-1", Realisasi=1234.5, Sumber_angka="Register pelayanan").isi("IK-2", Realisasi="dua belas")
    buku.isi("IK-3", Realisasi=7).isi("IK-4", Realisasi="1.234").isi("R-1", Pembilang=1, Penyebut=3)
    buku.belanja("Program Contoh", 250_000)
    sel = buku.sel("IK-2", "Realisasi").coordinate
    # Meanwhile a colleague types into the same row.
    m.tulis("IK-3", m.kantor.ketua_tim, 9)

    page.get_by_role("link", name="Unggah Excel").click()
    expect(page.get_by_role("heading", name="Isi lewat Excel")).to_be_visible()
    salah = pelanggaran(page)
    unggah(page, unduh(m.lain, m.kantor.staf_dua))
    expect(page.get_by_role("alert")).to_contain_text("Berkas ini formulir Bidang Dua")
    unggah(page, buku.bytes())
    expect(page.get_by_role("heading", name="Pratinjau unggahan")).to_be_visible()
    salah += pelanggaran(page)
    expect(butir(page, "IK-1")).to_contain_text("1.234,5")
    expect(butir(page, "R-1")).to_contain_text("33,3333")
    expect(butir(page, "IK-2")).to_contain_text(f"{sel}: “dua belas” bukan")
    bentrok = butir(page, "IK-3")
    expect(bentrok).to_contain_text(f"Diubah {m.kantor.ketua_tim}")
    expect(bentrok.get_by_label("Tetap yang di SAKIP (Realisasi: 9)")).to_be_checked()
    bentrok.get_by_label("Pakai isian di berkas (Realisasi: 7)").check()
    butir(page, "IK-4").get_by_label("1,234 (titik desimal, koma ribuan)").check()
    assert m.realisasi("IK-1").versi == 0
    page.get_by_role("button", name="Terapkan 3 perubahan").click()
    expect(page.get_by_text("5 baris dari Excel diterapkan. 1 baris ditolak dan tidak ikut.")).to_be_visible()
    expect(page.get_by_label("Realisasi IK-1", exact=True)).to_have_value("1.234,5")
    expect(page.get_by_label("Realisasi IK-3", exact=True)).to_have_value("7")
    expect(page.get_by_label("Realisasi IK-4", exact=True)).to_have_value("1,234")
    assert (salah, m.realisasi("IK-2").versi) == ([], 0)

    # The same file again: what was applied stands there, and the rest is still refused.
    page.get_by_role("link", name="Unggah Excel").click()
    unggah(page, buku.bytes())
    expect(page.get_by_text("1 baris ditolak, 5 baris tidak berubah")).to_be_visible()
    expect(page.get_by_role("button", name="Terapkan")).to_have_count(0)


def test_di_telepon_dan_tanpa_javascript(layar, bangku):
    m = bangku
    buku = BukuUji(unduh(m.formulir, m.kantor.staf_satu)).isi("IK-1", Realisasi=5).isi("IK-3", Realisasi=7)
    m.tulis("IK-3", m.kantor.ketua_tim, 9)
    alamat = reverse("formulir_unggah", args=[m.formulir.pk])
    telepon = layar(m.kantor.staf_satu, TELEPON)
    telepon.buka(alamat)
    salah = [*pelanggaran(telepon.page), meluap(telepon.page)]
    unggah(telepon.page, buku.bytes())
    expect(telepon.page.get_by_role("heading", name="Bentrok")).to_be_visible()
    salah += [*pelanggaran(telepon.page), meluap(telepon.page)]
    assert [satu for satu in salah if satu] == []

    polos = layar(m.kantor.staf_satu, TELEPON, javascript=False)
    polos.buka(alamat)
    unggah(polos.page, buku.bytes())
    polos.page.get_by_role("button", name="Terapkan 1 perubahan").click()
    expect(
        polos.page.get_by_text("1 baris dari Excel diterapkan. 1 baris bentrok tetap seperti di SAKIP.")
    ).to_be_visible()
    assert (m.realisasi("IK-1").nilai, m.realisasi("IK-3").nilai) == (5, 9)
