"""The form as a grid: by keyboard, pasted, cut off from the line, two at once, on a phone, without JavaScript."""

import re
from decimal import Decimal
from functools import partial

import pytest
from playwright.sync_api import Page, expect

from alur.perbaikan import minta_perbaikan, tindaklanjuti
from pengumpulan.actions import buka_entri_langsung, catat_realisasi
from pengumpulan.models import BarisFormulir, Realisasi
from perencanaan.models import VersiTarget
from tests.pabrik import Kantor
from tests.pengumpulan import meja
from tests.peramban.conftest import TELEPON
from tests.peramban.pemeriksa import meluap, pelanggaran

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

TERSIMPAN = re.compile(r"^Tersimpan \d\d\.\d\d$")


class MejaFormulir:
    """An office whose Bidang Satu has a form out, with so many plain rows, then a ratio (R-1) and a level (P-1)."""

    def __init__(self, kantor: Kantor, polos: int):
        self.kantor = k = kantor
        for nomor in range(1, polos + 1):
            meja.indikator(k, f"IK-{nomor}", k.bidang_satu, target=120, metode="jumlah")
        meja.rasio(k, "R-1", k.bidang_satu)
        tingkat = meja.indikator(k, "P-1", k.bidang_satu, arah="ordinal", satuan="Predikat")
        VersiTarget.objects.create(indikator=tingkat, tahun=meja.TAHUN, tingkat="BB", tanggal_mulai=meja.AWAL)
        entri = buka_entri_langsung(opd=k.opd, periode=meja.tw(), oleh=k.ketua_tim)
        self.formulir = entri.formulir.get(unit=k.bidang_satu)
        self.alamat = self.formulir.get_absolute_url()

    def realisasi(self, kode: str) -> Realisasi:
        return Realisasi.objects.get(indikator__kode=kode, periode=meja.tw())

    def tulis(self, kode: str, oleh, nilai) -> None:
        """A colleague writes meanwhile."""
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
    return partial(MejaFormulir, kantor)


def baris(page: Page, kode: str):
    return page.locator("tbody.baris").filter(
        has=page.get_by_text(kode, exact=True).and_(page.locator(".kode"))
    )


def kotak(page: Page, kode: str, label: str = "Realisasi"):
    return page.get_by_label(f"{label} {kode}", exact=True)


def kata(page: Page, kode: str):
    """What a row says of being saved."""
    return baris(page, kode).locator(".sel-simpan .simpan-keadaan")


def tempel(page: Page, kode: str, teks: str, label: str = "Realisasi") -> None:
    """Paste what Excel puts on the clipboard."""
    kotak(page, kode, label).focus()
    page.evaluate(
        """(teks) => {
            const data = new DataTransfer();
            data.setData("text", teks);
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        teks,
    )


def terfokus(page: Page) -> str:
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_formulir_diisi_dengan_papan_ketik(layar, bangku):
    """Down the column by Enter, figures echoed, wrong ones told at once, each row one revision."""
    m = bangku(4)
    satu = layar(m.kantor.staf_satu)
    satu.buka(m.alamat)
    page, ketik = satu.page, satu.page.keyboard
    kotak(page, "IK-1").focus()
    expect(baris(page, "IK-1")).to_contain_text(
        "Agar 120 tercapai, perlu 30 per triwulan, mulai triwulan ini."
    )
    ketik.type("1234,50")
    ketik.press("Enter")
    assert terfokus(page) == "Realisasi IK-2"
    expect(kata(page, "IK-1")).to_have_text(TERSIMPAN)
    expect(kotak(page, "IK-1")).to_have_value("1.234,5")
    ketik.type("12.5")
    ketik.press("ArrowDown")
    expect(baris(page, "IK-2").locator(".sel-galat")).to_have_text(
        "Tulis desimal dengan koma: 12,5, bukan 12.5."
    )
    expect(kotak(page, "IK-2")).to_have_attribute("aria-invalid", "true")
    ketik.press("Shift+Enter")
    ketik.press("Escape")
    ketik.type("0")
    ketik.press("ArrowRight")
    assert terfokus(page) == "Keadaan IK-2"
    kotak(page, "IK-3", "Keadaan").select_option("menyusul")
    assert terfokus(page) == "Alasan IK-3"
    ketik.type("Menunggu rekap")
    kotak(page, "IK-3", "Menyusul paling lambat").fill("2099-03-05")
    kotak(page, "IK-4").focus()
    ketik.type("7")
    ketik.press("Control+End")
    assert terfokus(page) == "Tingkat P-1"
    kotak(page, "P-1", "Tingkat").select_option("BB")
    ketik.press("Shift+Enter")
    assert terfokus(page) == "Pembilang R-1"
    ketik.type("1")
    ketik.press("ArrowRight")
    ketik.type("3")
    expect(baris(page, "R-1").locator("output")).to_have_text("33,3333")
    page.locator("h1").click()
    for kode in ("IK-2", "IK-3", "IK-4", "P-1", "R-1"):
        expect(kata(page, kode)).to_have_text(TERSIMPAN)
    expect(page.locator("[data-hitung]")).to_have_text("6 dari 6 terisi, 0 belum")
    expect(page.locator("[data-antrean]")).to_have_text(re.compile(r"^Semua tersimpan \d\d\.\d\d$"))
    assert pelanggaran(page) == []
    isi = {r.indikator.kode: r for r in Realisasi.objects.select_related("indikator")}
    assert {kode: (r.nilai, r.tingkat, r.versi) for kode, r in isi.items()} == {
        "IK-1": (Decimal("1234.5"), "", 1),
        "IK-2": (0, "", 1),
        "IK-3": (None, "", 1),
        "IK-4": (7, "", 1),
        "R-1": (Decimal("33.3333"), "", 1),
        "P-1": (None, "BB", 1),
    }
    assert (isi["IK-3"].alasan, str(isi["IK-3"].menyusul_pada)) == ("Menunggu rekap", "2099-03-05")
    page.get_by_role("link", name="Rincian IK-1").click()
    expect(page.locator(".rincian-isi")).to_contain_text("Kumulatif (dijumlahkan)")
    assert pelanggaran(page) == []


def test_menempel_kolom_dari_excel(layar, bangku):
    """What fits goes in and is saved, what does not is named, and one press takes it back."""
    m = bangku(5)
    m.tulis("IK-2", m.kantor.kabid_satu, 4)
    satu = layar(m.kantor.staf_satu)
    satu.buka(m.alamat)
    page = satu.page
    tempel(page, "IK-1", "1.250,5\r\n7\r\n12.5\r\n\r\n9\tx\r\n80\t160\r\nbb\r\n1\r\n")
    laporan = page.locator("[data-notis=tempel]")
    expect(laporan).to_contain_text("4 baris ditempel, 3 ditolak:")
    expect(laporan).to_contain_text("IK-3: Tulis desimal dengan koma: 12,5, bukan 12.5.")
    expect(laporan).to_contain_text("IK-5: hanya satu angka, kolom kedua tidak muat.")
    expect(laporan).to_contain_text("Baris ke-8 (1) melewati akhir formulir.")
    for kode in ("IK-1", "IK-2", "R-1", "P-1"):
        expect(kata(page, kode)).to_have_text(TERSIMPAN)
    assert [m.realisasi(kode).nilai for kode in ("IK-1", "IK-2", "IK-3", "IK-4", "R-1")] == [
        Decimal("1250.5"),
        7,
        None,
        None,
        50,
    ]
    assert m.realisasi("P-1").tingkat == "BB"
    assert pelanggaran(page) == []
    laporan.get_by_role("button", name="Batalkan tempel").click()
    expect(laporan).to_have_count(0)
    expect(kotak(page, "IK-2")).to_have_value("4")
    page.wait_for_function(
        "() => document.querySelector('[data-antrean]').textContent.startsWith('Semua tersimpan')"
    )
    assert [m.realisasi(kode).nilai for kode in ("IK-1", "IK-2", "R-1")] == [None, 4, None]
    # A single column into a ratio: its result is not what is asked.
    tempel(page, "IK-5", "5\n90\n")
    expect(laporan).to_contain_text("R-1: diisi pembilang dan penyebut, bukan hasilnya.")


def test_sambungan_putus_peramban_ditutup_lalu_terkirim(layar, bangku):
    """Typed without a line, the browser closed; opened again it sends by itself, and never over a newer figure."""
    m = bangku(3)
    satu = layar(m.kantor.staf_satu)
    satu.buka(m.alamat)
    page = satu.page
    satu.konteks.set_offline(True)
    for kode, nilai in (("IK-1", "11"), ("IK-2", "22"), ("IK-3", "33")):
        kotak(page, kode).fill(nilai)
        page.keyboard.press("Enter")
    expect(page.locator("[data-antrean]")).to_contain_text("3 baris menunggu dikirim")
    expect(kata(page, "IK-1")).to_contain_text("Menunggu dikirim")
    assert pelanggaran(page) == []
    # As when the power goes: the page is never told that it ends.
    simpanan = satu.konteks.storage_state()
    assert not Realisasi.objects.filter(versi__gt=0).exists()
    m.tulis("IK-2", m.kantor.kabid_satu, 99)

    lagi = layar(simpanan=simpanan)
    lagi.buka(m.alamat)
    expect(kata(lagi.page, "IK-1")).to_have_text(TERSIMPAN, timeout=20_000)
    expect(kata(lagi.page, "IK-3")).to_have_text(TERSIMPAN)
    bentrok = baris(lagi.page, "IK-2").locator(".bentrok")
    expect(bentrok).to_contain_text(f"{m.kantor.kabid_satu} sudah mengubah isian ini menjadi 99")
    expect(bentrok).to_contain_text("Ketikan Anda: 22.")
    assert [m.realisasi(kode).nilai for kode in ("IK-1", "IK-2", "IK-3")] == [11, 99, 33]
    assert pelanggaran(lagi.page) == []
    bentrok.get_by_role("button", name="Pakai ketikan saya").click()
    expect(kata(lagi.page, "IK-2")).to_have_text(TERSIMPAN)
    assert m.realisasi("IK-2").nilai == 22
    assert (
        lagi.page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('sakip.formulir')).length")
        == 0
    )
    # The line comes back while the page is open.
    lagi.konteks.set_offline(True)
    kotak(lagi.page, "IK-1").fill("12")
    lagi.page.keyboard.press("Enter")
    expect(lagi.page.locator("[data-antrean]")).to_contain_text("1 baris menunggu dikirim")
    lagi.konteks.set_offline(False)
    expect(kata(lagi.page, "IK-1")).to_have_text(TERSIMPAN)
    assert m.realisasi("IK-1").nilai == 12


def test_jawaban_hilang_di_jalan_tidak_menjadi_bentrok(layar, bangku):
    """The server saved, the answer got lost, one typed on: no conflict with oneself, and no revision twice."""
    m = bangku(1)
    satu = layar(m.kantor.staf_satu)
    satu.buka(m.alamat)
    page = satu.page

    def telan(route):
        route.fetch()
        route.abort()

    page.route("**/sel/", telan, times=1)
    kotak(page, "IK-1").fill("5")
    page.keyboard.press("Enter")
    expect(kata(page, "IK-1")).to_contain_text("Menunggu dikirim")
    kotak(page, "IK-1").fill("6")
    page.keyboard.press("Enter")
    expect(kata(page, "IK-1")).to_have_text(TERSIMPAN)
    r = m.realisasi("IK-1")
    assert (r.nilai, r.versi, r.revisi.count()) == (6, 2, 2)


def test_dua_orang_dan_dua_tab(layar, bangku):
    """A stale edit shows both figures; two tabs of one person follow each other without asking."""
    m = bangku(2)
    satu, dua = layar(m.kantor.staf_satu), layar(m.kantor.kabid_satu)
    satu.buka(m.alamat)
    dua.buka(m.alamat)
    kotak(satu.page, "IK-1").fill("10")
    satu.page.keyboard.press("Enter")
    expect(kata(satu.page, "IK-1")).to_have_text(TERSIMPAN)
    kotak(dua.page, "IK-1").fill("20")
    dua.page.keyboard.press("Enter")
    bentrok = baris(dua.page, "IK-1").locator(".bentrok")
    expect(bentrok).to_contain_text("menjadi 10 pada")
    assert m.realisasi("IK-1").nilai == 10
    bentrok.get_by_role("button", name="Pakai yang tersimpan (10)").click()
    expect(kotak(dua.page, "IK-1")).to_have_value("10")
    kotak(dua.page, "IK-1").fill("15")
    dua.page.keyboard.press("Enter")
    expect(kata(dua.page, "IK-1")).to_have_text(TERSIMPAN)
    assert (m.realisasi("IK-1").nilai, m.realisasi("IK-1").versi) == (15, 2)

    tab = satu.konteks.new_page()
    tab.goto(satu.alamat + m.alamat)
    kotak(satu.page, "IK-2").fill("7")
    satu.page.keyboard.press("Enter")
    expect(kata(satu.page, "IK-2")).to_have_text(TERSIMPAN)
    expect(kotak(tab, "IK-2")).to_have_value("7")
    kotak(tab, "IK-2").fill("8")
    tab.keyboard.press("Enter")
    expect(kata(tab, "IK-2")).to_have_text(TERSIMPAN)
    expect(kotak(satu.page, "IK-2")).to_have_value("8")
    assert (m.realisasi("IK-2").nilai, m.realisasi("IK-2").versi) == (8, 2)


def test_sesi_berakhir_dan_orang_lain_masuk(layar, bangku):
    """Nothing is lost when the session ends, and nobody sends or sees what another person typed."""
    m = bangku(2)
    satu = layar(m.kantor.staf_satu)
    satu.buka(m.alamat)
    page = satu.page
    satu.konteks.clear_cookies(name="sessionid")
    kotak(page, "IK-1").fill("31")
    page.keyboard.press("Enter")
    kabar = page.locator("[data-notis=henti]")
    expect(kabar).to_contain_text("Sesi Anda berakhir.")
    assert pelanggaran(page) == []
    # Somebody else logs in on the same browser: the open page sends nothing as theirs.
    lain = satu.konteks.new_page()
    satu.page, semula = lain, page
    satu.masuk(m.kantor.kabid_satu)
    # By itself when one comes back to it, or when it tries again.
    semula.bring_to_front()
    expect(kabar).to_contain_text("Orang lain sudah masuk di peramban ini.", timeout=20_000)
    lain.goto(satu.alamat + m.alamat)
    expect(kotak(lain, "IK-1")).to_have_value("")
    expect(lain.locator("[data-kabar]")).to_be_hidden()
    assert m.realisasi("IK-1").versi == 0
    semula.close()
    # The first person is back.
    satu.konteks.clear_cookies(name="sessionid")
    satu.masuk(m.kantor.staf_satu)
    satu.buka(m.alamat)
    expect(kata(lain, "IK-1")).to_have_text(TERSIMPAN)
    r = m.realisasi("IK-1")
    assert (r.nilai, r.diubah_oleh) == (31, m.kantor.staf_satu)


def test_isian_untuk_baris_yang_sudah_tertutup_disalin(layar, bangku):
    """What was typed before the row closed is shown to be copied, and not sent for ever."""
    m = bangku(1)
    satu = layar(m.kantor.staf_satu)
    satu.buka(m.alamat)
    satu.konteks.set_offline(True)
    kotak(satu.page, "IK-1").fill("41")
    satu.page.keyboard.press("Enter")
    expect(satu.page.locator("[data-antrean]")).to_contain_text("1 baris menunggu dikirim")
    m.tulis("IK-1", m.kantor.kabid_satu, 1)
    for b in BarisFormulir.objects.filter(formulir=m.formulir):
        b.revisi = b.realisasi.revisi.first()
        b.status = "diserahkan" if b.revisi else b.status
        b.save()
    satu.konteks.set_offline(False)
    satu.page.reload()
    kabar = satu.page.locator("[data-notis=tersisa]")
    expect(kabar).to_contain_text("IK-1 41")
    assert pelanggaran(satu.page) == []
    satu.page.reload()
    kabar.get_by_role("button", name="Sudah saya salin, buang").click()
    expect(kabar).to_have_count(0)
    satu.page.reload()
    expect(kabar).to_have_count(0)
    assert m.realisasi("IK-1").nilai == 1


def test_di_telepon_dan_menyaring(layar, bangku):
    """390 px: cards, a numeric keyboard, filters, details; nothing runs out of the page."""
    m = bangku(52)
    m.tulis("IK-2", m.kantor.kabid_satu, 4)
    satu = layar(m.kantor.staf_satu, TELEPON)
    satu.buka(m.alamat)
    page = satu.page
    expect(kotak(page, "IK-1")).to_have_attribute("inputmode", "decimal")
    page.get_by_role("radio", name=re.compile("^Hanya yang belum")).check()
    expect(baris(page, "IK-2")).to_be_hidden()
    page.get_by_label("Cari kode atau nama indikator dalam formulir").fill("ik-3 contoh")
    expect(page.locator("tbody.baris:visible")).to_have_count(11)
    # Lean rows get their reason when the state asks for it.
    kotak(page, "IK-3", "Keadaan").select_option("belum_waktunya")
    kotak(page, "IK-3", "Alasan").fill("Diukur akhir tahun")
    page.locator("h1").click()
    expect(kata(page, "IK-3")).to_have_text(TERSIMPAN)
    page.get_by_role("link", name="Rincian IK-3", exact=True).click()
    expect(baris(page, "IK-3").locator(".rincian-isi")).to_contain_text("Diukur akhir tahun")
    assert (pelanggaran(page), meluap(page)) == ([], "")


def test_tanpa_javascript_per_lembar(layar, bangku):
    """Sheets of fifty with a button; a stale row shows both figures, and what was typed comes back."""
    m = bangku(60)
    satu = layar(m.kantor.staf_satu, javascript=False)
    satu.buka(m.alamat)
    page = satu.page
    page.wait_for_url(re.compile(r"\?lembar=1$"))
    expect(page.locator("tbody.baris")).to_have_count(50)
    kotak(page, "IK-1").fill("5")
    kotak(page, "IK-2").fill("12.5")
    kotak(page, "IK-3").fill("9")
    m.tulis("IK-3", m.kantor.kabid_satu, 8)
    page.get_by_role("button", name="Simpan halaman ini").click()
    expect(page.get_by_text("1 perubahan tersimpan, 2 belum.")).to_be_visible()
    expect(kotak(page, "IK-2")).to_have_value("12.5")
    expect(kotak(page, "IK-3")).to_have_value("9")
    bentrok = baris(page, "IK-3").locator("fieldset.bentrok")
    bentrok.get_by_label("Yang tersimpan: 8").check()
    kotak(page, "IK-2").fill("12,5")
    page.get_by_role("button", name="Simpan, lalu halaman berikutnya").click()
    page.wait_for_url(re.compile(r"\?lembar=2$"))
    expect(page.get_by_text("1 perubahan tersimpan.")).to_be_visible()
    expect(page.locator("tbody.baris")).to_have_count(12)
    assert [m.realisasi(kode).nilai for kode in ("IK-1", "IK-2", "IK-3")] == [5, Decimal("12.5"), 8]
    page.get_by_label("Cari kode atau nama indikator dalam formulir").fill("IK-59")
    page.get_by_role("button", name="Tampilkan").click()
    expect(page.locator("tbody.baris")).to_have_count(1)


def waris(page: Page, m: MejaFormulir, kode: str, nilai: str, versi: int) -> str:
    """Leave behind what a tab that is gone had typed; the key it lies under."""
    pk = m.formulir.baris.get(realisasi__indikator__kode=kode).pk
    kunci = f"sakip.formulir.{m.kantor.staf_satu.pk}.{m.formulir.pk}.b{pk}.lama"
    page.evaluate(
        """([kunci, baris, kode, nilai, versi]) => localStorage.setItem(kunci, JSON.stringify({
            kunci: baris, kode, isi: { nilai, keadaan: "angka" }, versi, pada: Date.now(), n: 1, pernah: [] }))""",
        [kunci, f"b{pk}", kode, nilai, versi],
    )
    return kunci


def test_peninggalan_tab_lain_tidak_menimpa_ketikan(layar, bangku):
    """What the server has already is dropped; a page that leaves its row out leaves it be; the rest is sent."""
    m = bangku(2)
    m.tulis("IK-1", m.kantor.staf_satu, 5)
    satu = layar(m.kantor.staf_satu)
    satu.buka(m.alamat)
    page = satu.page
    # Not yet a figure, so that it waits.
    kotak(page, "IK-1").fill("7x")
    lama = waris(page, m, "IK-1", "5", 0)
    page.wait_for_function("(kunci) => localStorage.getItem(kunci) === null", arg=lama)
    expect(kotak(page, "IK-1")).to_have_value("7x")
    kotak(page, "IK-1").fill("77")
    page.keyboard.press("Enter")
    expect(kata(page, "IK-1")).to_have_text(TERSIMPAN)
    assert m.realisasi("IK-1").nilai == 77

    lama = waris(page, m, "IK-2", "8", 0)
    satu.buka(f"{m.alamat}?cari=ik-1")
    expect(page.locator("tbody.baris")).to_have_count(1)
    # As long as it takes for such things to be looked for.
    kotak(page, "IK-1").fill("78")
    page.keyboard.press("Enter")
    expect(kata(page, "IK-1")).to_have_text(TERSIMPAN)
    assert page.evaluate("(kunci) => localStorage.getItem(kunci) !== null", lama)
    expect(page.locator("[data-notis=tersisa]")).to_have_count(0)
    satu.buka(m.alamat)
    expect(kata(page, "IK-2")).to_have_text(TERSIMPAN)
    assert m.realisasi("IK-2").nilai == 8
    # Left and come back to: as the server has it, not as the page was first drawn.
    kotak(page, "IK-2").fill("9")
    page.keyboard.press("Enter")
    expect(kata(page, "IK-2")).to_have_text(TERSIMPAN)
    satu.buka("/")
    page.go_back()
    expect(kotak(page, "IK-2")).to_have_value("9")


def test_menyerahkan_menunggu_isian_dan_jawaban_yang_bentrok(layar, bangku):
    """Nobody hands in over what waits in the browser; of two answers to one remark both are shown."""
    m = bangku(1)
    b = m.formulir.baris.get(realisasi__indikator__kode="IK-1")
    b.perbaikan = minta_perbaikan(
        catatan=None, unit_id=m.formulir.unit_id, isi="IK-1: periksa lagi", oleh=m.kantor.ketua_tim
    )
    b.status = "dikembalikan"
    b.save()
    m.formulir.status = "dikembalikan"
    m.formulir.save()
    satu = layar(m.kantor.staf_satu)
    satu.buka(m.alamat)
    page = satu.page
    tindaklanjuti(perbaikan=b.perbaikan, oleh=m.kantor.kabid_satu, jawaban="Sudah A")
    page.get_by_label("Apa yang sudah diperbaiki?").fill("Sudah B")
    page.locator("h1").click()
    bentrok = page.locator(".baris-kembali .bentrok")
    expect(bentrok).to_contain_text(f"{m.kantor.kabid_satu} sudah mengubah isian ini menjadi Sudah A")
    assert pelanggaran(page) == []
    bentrok.get_by_role("button", name="Pakai ketikan saya").click()
    expect(page.locator(".baris-kembali .simpan-keadaan")).to_have_text(TERSIMPAN)
    b.perbaikan.refresh_from_db()
    assert b.perbaikan.jawaban == "Sudah B"

    satu.konteks.set_offline(True)
    kotak(page, "IK-1").fill("4")
    tombol = page.locator("a[data-serah]")
    tombol.click()
    expect(page.locator("#pesan")).to_contain_text("Masih ada isian yang belum tersimpan.")
    assert page.url.endswith(m.alamat)
    satu.konteks.set_offline(False)
    expect(kata(page, "IK-1")).to_have_text(TERSIMPAN)
    kotak(page, "IK-1").fill("6")
    tombol.click()
    page.wait_for_url(re.compile("/serahkan/$"))
    assert m.realisasi("IK-1").nilai == 6
    sisa = page.locator("[data-sisa-isian]")
    expect(sisa).to_be_hidden()
    waris(page, m, "IK-1", "7", 2)
    page.reload()
    expect(sisa).to_contain_text("masih menyimpan 1 baris yang Anda ketik")
    assert pelanggaran(page) == []
