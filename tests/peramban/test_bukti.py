"""Evidence as an office brings it: a photo over a bad line, used for many rows, replaced; and without a script."""

import re
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from pengumpulan.actions import catat_realisasi
from pengumpulan.actions.unggahan import terima_potongan
from pengumpulan.models import BuktiDukung, UnggahanBertahap
from tests.pengumpulan.panggung_bukti import BERITA, HADIR, MejaBukti, meja_bukti, pdf, sidik
from tests.peramban.conftest import LEBAR, TELEPON
from tests.peramban.pemeriksa import meluap, pelanggaran

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def m(kantor) -> MejaBukti:
    meja = meja_bukti(kantor)
    for baris in meja.baris("IK-1", "IK-2"):
        r = baris.realisasi
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            keadaan="angka",
            nilai=5,
            oleh=kantor.staf_satu,
        )
    return meja


def foto(lebar: int, tinggi: int) -> bytes:
    """A photo as a phone takes it: noise that compresses badly, held sideways (EXIF orientation 6)."""
    titik = zlib.compress(struct.pack(">I", lebar)) * (lebar * tinggi // 16)
    gambar = Image.frombytes("L", (lebar, tinggi), (titik * 2)[: lebar * tinggi]).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    tampung = BytesIO()
    gambar.save(tampung, "JPEG", quality=97, exif=exif)
    return tampung.getvalue()


def berkas(nama: str, isi: bytes, tipe="application/pdf") -> dict:
    return {"name": nama, "mimeType": tipe, "buffer": isi}


def buka_bukti(orang, m: MejaBukti, sambungan: str = "") -> None:
    orang.buka(f"/formulir/{m.formulir.pk}/bukti/{sambungan}")


def baris_bukti(page, kode: str):
    return page.locator(".baris-bukti > li").filter(
        has=page.locator("h3 .kode", has_text=re.compile(f"^{kode}$"))
    )


def rekam_potongan(monkeypatch) -> list[int]:
    """Where each piece begins that reaches the server from now on."""
    dari = []

    def terima(**isi):
        dari.append(isi["mulai"])
        return terima_potongan(**isi)

    monkeypatch.setattr("pengumpulan.views.unggahan.terima_potongan", terima)
    return dari


def test_foto_diperkecil_diputus_dilanjutkan_lalu_diganti(m, layar, monkeypatch):
    """On a phone: the photo shrinks, the line is cut, a reload goes on, two rows rest on it, it is replaced."""
    orang = layar(m.kantor.staf_satu, TELEPON)
    page = orang.page
    buka_bukti(orang, m)
    expect(baris_bukti(page, "IK-1")).to_contain_text("0 dari 2 jenis; kurang: Berita acara, Daftar hadir")
    assert pelanggaran(page) == [] and meluap(page) == ""

    # The line holds for the first piece only.
    potongan = []

    def putus(route):
        potongan.append(route.request.url)
        if len(potongan) > 1:
            route.abort("connectionfailed")
        else:
            route.continue_()

    page.route(re.compile(r"/unggahan/\d+/$"), putus)
    asli = foto(3200, 2400)
    page.get_by_label("Berkas", exact=True).set_input_files(berkas("IMG_0001.jpg", asli, "image/jpeg"))
    butir = page.locator(".unggahan > li")
    expect(butir).to_contain_text("Sambungan terputus")
    unggahan = UnggahanBertahap.objects.get()
    assert 0 < unggahan.diterima < unggahan.ukuran < unggahan.ukuran_asal == len(asli)

    # Reloaded, without choosing the file again: it goes on where it stood.
    sebelum = unggahan.diterima
    page.unroute(re.compile(r"/unggahan/\d+/$"))
    page.on("dialog", lambda tanya: tanya.accept())
    dari = rekam_potongan(monkeypatch)
    page.reload()
    # Until its script has recognised the file, the server's line stands beside that of the browser.
    expect(page.locator(".unggahan")).to_contain_text("Sudah diunggah, tinggal dilampirkan")
    expect(butir).to_have_count(1)
    expect(butir).to_contain_text("diperkecil dari")
    assert dari[0] == sebelum

    for kode in ("IK-1", "IK-2"):
        page.get_by_label(re.compile(rf"^{kode} ")).check()
    page.get_by_role("group", name="Sebagai jenis bukti").get_by_label(re.compile(f"^{BERITA}")).check()
    page.get_by_role("button", name="Lampirkan bukti").click()
    expect(page.get_by_text("Bukti “IMG_0001.jpg” tersimpan.")).to_be_visible()
    expect(baris_bukti(page, "IK-1")).to_contain_text("1 dari 2 jenis; kurang: Daftar hadir")
    expect(baris_bukti(page, "IK-2")).to_contain_text("1 dari 1 jenis")
    bukti = BuktiDukung.objects.get()
    kecil = Image.open(BytesIO(bukti.berkas.read()))
    # Upright: what was 3200 wide stands on its side, its longest side 2000.
    assert kecil.size == (1500, 2000) and kecil.getexif().get(0x0112, 1) == 1
    assert (bukti.nama_berkas, bukti.ukuran_asal) == ("IMG_0001.jpg", len(asli))

    # The missing kind, from its own link, which ticks row and kind.
    page.get_by_role("link", name="Lampirkan Daftar hadir untuk IK-1").click()
    page.get_by_label("Berkas", exact=True).set_input_files(berkas("hadir.pdf", pdf("hadir")))
    expect(page.get_by_label(re.compile(f"^{HADIR}"))).to_be_checked()
    page.get_by_role("button", name="Lampirkan bukti").click()
    expect(baris_bukti(page, "IK-1")).to_contain_text("2 dari 2 jenis")
    expect(page.get_by_text("Tidak ada angka yang kurang buktinya.")).to_be_visible()

    # Replaced: the old one stays in the history.
    baris_bukti(page, "IK-2").get_by_role("link", name="Rincian IMG_0001.jpg").click()
    page.get_by_role("link", name="Ganti berkas").click()
    page.get_by_label("Berkas", exact=True).set_input_files(berkas("berita acara.pdf", pdf("baru")))
    assert pelanggaran(page) == [] and meluap(page) == ""
    page.get_by_label("Mengapa diganti").fill("Sudah ditandatangani")
    page.get_by_role("button", name="Ganti bukti").click()
    expect(page.get_by_text("Bukti diganti.")).to_be_visible()
    assert pelanggaran(page) == [] and meluap(page) == ""
    expect(page.locator(".bukti-dicabut")).to_contain_text("Sudah ditandatangani")
    with page.expect_download() as unduhan:
        page.locator(".bukti-dicabut").get_by_role("link", name="IMG_0001.jpg").click()
    assert unduhan.value.suggested_filename == "IMG_0001.jpg"
    assert BuktiDukung.objects.dipakai().get(menggantikan=bukti).realisasi.count() == 2


def test_berkas_menyamar_dan_yang_sudah_ada(m, layar):
    """On a desk: a program called .pdf is refused beside its name; the same file again is offered instead."""
    orang = layar(m.kantor.staf_satu, LEBAR)
    page = orang.page
    buka_bukti(orang, m, f"?baris={m.baris('IK-1')[0].pk}")
    pilih = page.get_by_label("Berkas", exact=True)
    pilih.set_input_files([berkas("surat.pdf", b"MZ" + bytes(900)), berkas("a.pdf", pdf("a"))])
    # A server that speaks plain http has no hashing of the browser's: ours says the same.
    for panjang in (0, 55, 56, 64, 100_000):
        hitung = page.evaluate(f"SAKIPBukti.sidik(new Blob([new Uint8Array({panjang}).fill(7)]), true)")
        assert hitung == sidik(b"\x07" * panjang)
    ditolak = page.locator(".unggahan > li").filter(has_text="surat.pdf")
    expect(ditolak).to_contain_text("program komputer")
    expect(page.locator(".unggahan > li").filter(has_text="a.pdf")).to_contain_text("Sudah diunggah")
    ditolak.get_by_role("button", name="Batalkan").click()
    page.get_by_role("button", name="Lampirkan bukti").click()
    expect(page.get_by_text("Bukti “a.pdf” tersimpan.")).to_be_visible()

    buka_bukti(orang, m, f"?baris={m.baris('IK-3')[0].pk}")
    page.get_by_label("Berkas", exact=True).set_input_files(berkas("salinan.pdf", pdf("a")))
    expect(page.locator(".unggahan > li")).to_contain_text("Berkas yang sama sudah ada: “a.pdf”")
    page.get_by_role("button", name="Lampirkan bukti").click()
    expect(page.get_by_role("alert").first).to_contain_text("sudah pernah diunggah unit Anda")
    assert pelanggaran(page) == []
    page.get_by_role("button", name="Pakai yang sudah ada").click()
    expect(page.get_by_text("dipakai untuk indikator yang dipilih")).to_be_visible()
    assert BuktiDukung.objects.get().realisasi.count() == 2

    page.get_by_role("link", name="Pakai bukti yang sudah ada").click()
    page.get_by_label("Pilih a.pdf").check()
    page.get_by_label(re.compile("^IK-2 ")).check()
    assert pelanggaran(page) == []
    page.get_by_role("button", name="Pakai untuk indikator ini").click()
    expect(page.get_by_text("dipakai untuk 1 baris")).to_be_visible()
    assert BuktiDukung.objects.get().realisasi.count() == 3


def test_terlalu_besar_ditolak_dan_sesi_yang_berakhir_dilanjutkan(m, layar):
    """Refused before its megabytes are read; after logging in again elsewhere *Coba lagi* does what it says."""
    orang = layar(m.kantor.staf_satu, LEBAR)
    page = orang.page
    buka_bukti(orang, m, f"?baris={m.baris('IK-1')[0].pk}")
    pilih, butir = page.get_by_label("Berkas", exact=True), page.locator(".unggahan > li")
    pilih.set_input_files(berkas("besar.pdf", pdf("besar") + bytes(11 * 1024 * 1024)))
    expect(butir).to_contain_text("Berkas terlalu besar: 11,0 MB, paling besar 10 MB.")
    butir.get_by_role("button", name="Batalkan").click()
    orang.konteks.clear_cookies(name="sessionid")
    pilih.set_input_files(berkas("a.pdf", pdf("a")))
    expect(butir).to_contain_text("Masuk lagi di tab lain, lalu tekan Coba lagi.")
    assert not UnggahanBertahap.objects.exists()
    orang.page = orang.konteks.new_page()
    orang.masuk(m.kantor.staf_satu)
    page.bring_to_front()
    butir.get_by_role("button", name="Coba lagi").click()
    expect(butir).to_contain_text("Sudah diunggah, tinggal dilampirkan")
    page.get_by_role("button", name="Lampirkan bukti").click()
    expect(page.get_by_text("Bukti “a.pdf” tersimpan.")).to_be_visible()


def test_bukti_tanpa_javascript(m, layar):
    """Two files at once by the ordinary form; a wrong sending does not lose them."""
    orang = layar(m.kantor.staf_satu, TELEPON, javascript=False)
    page = orang.page
    buka_bukti(orang, m)
    page.get_by_label("Berkas", exact=True).set_input_files(
        [berkas("a.pdf", pdf("a")), berkas("b.pdf", pdf("b"))]
    )
    page.get_by_role("button", name="Lampirkan bukti").click()
    expect(page.get_by_text("Pilih paling sedikit satu indikator.")).to_be_visible()
    expect(page.get_by_text("Sudah diunggah, tinggal dilampirkan")).to_have_count(2)
    page.locator(".unggahan > li").filter(has_text="b.pdf").get_by_role("button", name="Batalkan").click()
    page.get_by_label(re.compile("^IK-1 ")).check()
    page.get_by_label(re.compile(f"^{HADIR}")).check()
    page.get_by_role("button", name="Lampirkan bukti").click()
    expect(page.get_by_text("Bukti “a.pdf” tersimpan.")).to_be_visible()
    expect(baris_bukti(page, "IK-1")).to_contain_text("1 dari 2 jenis; kurang: Berita acara")
    assert BuktiDukung.objects.get().daftar_macam == [HADIR]
