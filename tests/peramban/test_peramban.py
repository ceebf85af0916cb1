"""What people do in the browser: on a desk and on a phone, with keyboard only, without JavaScript, two at once."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from alur.models import CatatanLangkah
from alur.perbaikan import tindaklanjuti
from tests.pabrik import SANDI
from tests.panggung import ALASAN, PERBAIKAN, Panggung, terbuka
from tests.peramban.conftest import LEBAR, TELEPON

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

BERAT = {"serious", "critical"}
AXE = {"resultTypes": ["violations"], "rules": {}}


def halaman_run(pelaksanaan) -> str:
    return reverse("pelaksanaan_lihat", args=[pelaksanaan.pk])


def pelanggaran(page) -> list[str]:
    """What axe finds that hinders people, with the first place."""
    hasil = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{page.url} {satu['id']}: {satu['nodes'][0]['target']} {satu['nodes'][0]['html'][:160]}"
        for satu in hasil
        if satu["impact"] in BERAT
    ]


def meluap(page) -> str:
    """The widest thing that pushes the page sideways; empty when nothing does."""
    return page.evaluate(
        """() => {
            const lebar = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= lebar) return "";
            const luar = [...document.querySelectorAll("body *")]
                .filter((el) => el.getBoundingClientRect().right > lebar + 1);
            return location.pathname + ": " + (luar[0] ? luar[0].outerHTML.slice(0, 160) : "badan halaman");
        }"""
    )


def daftar_halaman(panggung: Panggung) -> list[str]:
    """Every page of the shell, a run in each of its states, and a page that does not exist."""
    return [
        reverse("beranda"),
        reverse("cari") + "?q=contoh",
        reverse("cari") + "?q=tidakadaapaapa",
        reverse("pelaksanaan_daftar"),
        reverse("pelaksanaan_mulai"),
        halaman_run(panggung.awal),
        halaman_run(panggung.putusan),
        halaman_run(panggung.kembali),
        halaman_run(panggung.arsip),
        reverse("sop_daftar"),
        reverse("sop_lihat", args=[panggung.sop.pk]),
        reverse("sop_lihat", args=[panggung.sop.asal_id]),
        reverse("pemberitahuan"),
        reverse("organisasi_lihat"),
        reverse("jejak_daftar"),
        reverse("indikator_daftar"),
        reverse("indikator_lihat", args=[panggung.realisasi.indikator_id]),
        reverse("realisasi_daftar"),
        reverse("realisasi_lihat", args=[panggung.realisasi.pk]),
        reverse("password_change"),
        reverse("password_change_done"),
        "/tidak-ada/",
    ]


def periksa(satu, daftar: list[str]) -> list[str]:
    salah = []
    for jalur in daftar:
        satu.buka(jalur)
        salah += pelanggaran(satu.page)
        if luap := meluap(satu.page):
            salah.append(luap)
    return salah


def test_pemeriksa_menemukan_yang_salah(layar, panggung):
    """The checks of this file see what they are there to see."""
    satu = layar(ukuran=TELEPON)
    satu.buka("/masuk/")
    assert (pelanggaran(satu.page), meluap(satu.page), satu.keluhan) == ([], "", [])
    satu.page.evaluate(
        """() => {
            const tombol = document.createElement("button");
            tombol.className = "lebar-sekali";
            document.querySelector("main").append(tombol);
            tombol.setAttribute("style", "width: 900px");
            tombol.style.minWidth = "900px";
            document.querySelector(".masuk-kotak").setAttribute("onclick", "alert(1)");
            fetch("http://127.0.0.1:9/").catch(() => {});
        }"""
    )
    satu.page.wait_for_function("() => true")
    assert "button-name" in " ".join(pelanggaran(satu.page))
    assert meluap(satu.page)
    assert any("Content Security Policy" in satu_ for satu_ in satu.keluhan)
    satu.keluhan.clear()


def test_halaman_tidak_berhak(layar, panggung):
    satu = layar(panggung.kantor.admin, TELEPON)
    jawab = satu.buka(reverse("admin:organisasi_opd_add"))
    assert (jawab.status, pelanggaran(satu.page), meluap(satu.page)) == (403, [], "")


@pytest.mark.parametrize("ukuran", [LEBAR, TELEPON], ids=["1366", "390"])
@pytest.mark.parametrize("siapa", ["sekretaris", "staf_satu", "pengawas"])
def test_semua_halaman_dapat_dipakai_semua_orang(siapa, ukuran, layar, panggung):
    """Axe finds nothing serious, nothing sticks out sideways, and the console stays silent."""
    satu = layar(getattr(panggung.kantor, siapa), ukuran)
    assert periksa(satu, daftar_halaman(panggung)) == []


@pytest.mark.parametrize("ukuran", [LEBAR, TELEPON], ids=["1366", "390"])
def test_halaman_tanpa_masuk_dapat_dipakai_semua_orang(ukuran, layar, panggung):
    satu = layar(ukuran=ukuran)
    salah = periksa(satu, ["/masuk/", "/masuk/?next=/sop/"])
    satu.page.get_by_label("Nama pengguna").fill("tidak.ada")
    satu.page.get_by_label("Kata sandi", exact=True).fill("keliru")
    satu.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(satu.page.get_by_role("alert")).to_be_visible()
    salah += pelanggaran(satu.page)
    # The token is gone: the page that says so.
    satu.page.evaluate("document.querySelector('[name=csrfmiddlewaretoken]').value = ''")
    satu.page.get_by_label("Kata sandi", exact=True).fill("keliru")
    satu.page.get_by_role("button", name="Masuk", exact=True).click()
    satu.page.wait_for_load_state()
    assert "403" in satu.page.content()
    salah += pelanggaran(satu.page)
    assert salah == []


def test_menu_dan_isian_di_telepon(layar, panggung):
    """The folded parts hold up too: menus, the forms behind a summary, the question before calling off."""
    satu = layar(panggung.kantor.sekretaris, TELEPON)
    salah = []
    satu.page.get_by_text("Lainnya").click()
    expect(satu.page.get_by_role("link", name="Jejak audit").last).to_be_visible()
    salah += pelanggaran(satu.page)
    satu.buka(halaman_run(panggung.awal))
    satu.page.evaluate("document.querySelectorAll('main details').forEach((el) => { el.open = true; })")
    salah += pelanggaran(satu.page) + ([meluap(satu.page)] if meluap(satu.page) else [])
    satu.page.locator("[name=batal-alasan]").fill("Salah periode")
    satu.page.get_by_role("button", name="Batalkan pelaksanaan").click()
    expect(satu.page.get_by_role("dialog")).to_be_visible()
    salah += pelanggaran(satu.page)
    satu.page.get_by_role("button", name="Batal", exact=True).click()
    panggung.awal.refresh_from_db()
    assert (salah, panggung.awal.status) == ([], "berjalan")


# -- the way of a run -------------------------------------------------------------------------------


def test_kembalikan_ditanggapi_lalu_diajukan_lagi(layar, panggung):
    run, alamat = panggung.putusan, halaman_run(panggung.putusan)
    pemutus = layar(panggung.kantor.sekretaris)
    pemutus.buka(alamat)
    pemutus.page.get_by_label(re.compile("Alasan pengembalian")).fill(ALASAN)
    pemutus.page.get_by_label("Yang harus diperbaiki").fill(PERBAIKAN)
    pemutus.page.get_by_role("button", name="Kembalikan").click()
    expect(pemutus.page.get_by_text("Dikembalikan untuk dilengkapi. Yang memperbaiki")).to_be_visible()

    pengisi = layar(panggung.kantor.staf_satu)
    pengisi.buka(alamat)
    expect(pengisi.page.get_by_text(PERBAIKAN, exact=True)).to_be_visible()
    expect(pengisi.page.get_by_text("Belum ditindaklanjuti", exact=True)).to_be_visible()
    pengisi.page.get_by_label("Catatan", exact=True).fill("Sudah semua")
    pengisi.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(pengisi.page.get_by_role("alert")).to_contain_text("belum ditindaklanjuti")
    expect(pengisi.page.get_by_label("Catatan", exact=True)).to_have_value("Sudah semua")
    pengisi.page.get_by_label("Apa yang sudah diperbaiki?").fill("Maret dilengkapi")
    pengisi.page.get_by_role("button", name="Simpan tindak lanjut").click()
    expect(pengisi.page.get_by_text("Sudah ditindaklanjuti", exact=True)).to_be_visible()
    pengisi.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(pengisi.page.get_by_text("Langkah 3 selesai.")).to_be_visible()

    pemutus.buka(alamat)
    expect(pemutus.page.get_by_text("Maret dilengkapi")).to_be_visible()
    pemutus.page.locator(f"form[action='{alamat_gerak(run, 'langkah_selesaikan')}'] button").click()
    expect(pemutus.page.get_by_text("Langkah 4 disetujui.")).to_be_visible()
    assert terbuka(run).langkah.nomor == 5
    assert run.catatan.get(keputusan="kembalikan").perbaikan.get().status == "selesai"


def alamat_gerak(pelaksanaan, nama) -> str:
    return reverse(nama, args=[terbuka(pelaksanaan).pk])


def test_bukan_giliran_tanpa_tombol(layar, panggung):
    satu = layar(panggung.kantor.staf_dua)
    satu.buka(halaman_run(panggung.awal))
    expect(satu.page.get_by_role("heading", name=re.compile("Menunggu Kepala Dinas"))).to_be_visible()
    assert satu.page.locator("main form").count() == 0


def test_halaman_basi_diberi_tahu_dan_tulisan_tetap_ada(layar, panggung):
    alamat = halaman_run(panggung.kembali)
    dahulu, kemudian = layar(panggung.kantor.staf_satu), layar(panggung.kantor.kabid_satu)
    kemudian.buka(alamat)
    tindaklanjuti(perbaikan=panggung.perbaikan, oleh=panggung.kantor.staf_satu, jawaban="Sudah dilengkapi")
    dahulu.buka(alamat)
    dahulu.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(dahulu.page.get_by_text("Langkah 3 selesai.")).to_be_visible()
    kemudian.page.get_by_label("Catatan", exact=True).fill("Catatan panjang dari kabid")
    kemudian.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(kemudian.page.get_by_role("alert")).to_contain_text("Langkah 3 sudah selesai oleh")
    expect(kemudian.page.get_by_role("textbox", name="Catatan")).to_have_value("Catatan panjang dari kabid")
    assert panggung.kembali.catatan.filter(langkah__nomor=3, putaran=2).count() == 1


def test_klik_ganda_satu_catatan(layar, panggung):
    satu = layar(panggung.kantor.kepala)
    satu.buka(halaman_run(panggung.awal))
    satu.page.get_by_role("button", name="Selesaikan langkah").dblclick()
    expect(satu.page.get_by_text("Langkah 1 selesai.")).to_be_visible()
    assert CatatanLangkah.objects.filter(pelaksanaan=panggung.awal).count() == 2
    assert terbuka(panggung.awal).langkah.nomor == 2


def test_hanya_papan_ketik(layar, panggung):
    """Tab to the button that approves, and Enter."""
    satu = layar(panggung.kantor.sekretaris)
    satu.buka(halaman_run(panggung.putusan))
    sasaran = alamat_gerak(panggung.putusan, "langkah_selesaikan")
    satu.page.keyboard.press("Tab")
    assert satu.page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    satu.page.keyboard.press("Enter")
    for _ in range(40):
        satu.page.keyboard.press("Tab")
        if satu.page.evaluate(
            "(a) => document.activeElement.matches('button.btn-primary') "
            "&& document.activeElement.form.getAttribute('action') === a",
            sasaran,
        ):
            break
    assert satu.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    satu.page.keyboard.press("Enter")
    expect(satu.page.get_by_text("Langkah 4 disetujui.")).to_be_visible()


def test_tanpa_javascript(layar, panggung):
    """Finish, return, record for someone, and log out: plain forms."""
    kepala = layar(panggung.kantor.kepala, javascript=False)
    kepala.buka(halaman_run(panggung.awal))
    kepala.page.get_by_role("button", name="Selesaikan langkah").click()
    expect(kepala.page.get_by_text("Langkah 1 selesai.")).to_be_visible()

    sekretaris = layar(panggung.kantor.sekretaris, javascript=False)
    sekretaris.buka(halaman_run(panggung.putusan))
    sekretaris.page.get_by_label(re.compile("Alasan pengembalian")).fill(ALASAN)
    sekretaris.page.get_by_role("button", name="Kembalikan").click()
    expect(sekretaris.page.get_by_text("Dikembalikan untuk dilengkapi. Yang memperbaiki")).to_be_visible()

    tim = layar(panggung.kantor.ketua_tim, javascript=False)
    tim.buka(halaman_run(panggung.awal))
    tim.page.get_by_text("Catatkan untuk pejabatnya").click()
    tim.page.get_by_label(re.compile("Atas dasar")).fill("Nota Dinas 7")
    tim.page.get_by_role("button", name=re.compile("^Catat:")).click()
    expect(tim.page.get_by_text("Langkah 2 dicatat untuk pejabatnya.")).to_be_visible()

    tim.page.locator("summary", has_text="Menu akun").click()
    tim.page.get_by_role("button", name="Keluar").click()
    tim.page.wait_for_url(re.compile("/masuk/"))
    tim.buka("/")
    assert "/masuk/" in tim.page.url
    assert terbuka(panggung.awal).langkah.nomor == 3


def test_tebakan_kelima_mengunci(layar, panggung):
    satu = layar()
    for _ in range(5):
        satu.buka("/masuk/")
        satu.page.get_by_label("Nama pengguna").fill(panggung.kantor.kepala.username)
        satu.page.get_by_label("Kata sandi", exact=True).fill("tebakan")
        satu.page.get_by_role("button", name="Masuk", exact=True).click()
        satu.page.wait_for_load_state()
    expect(satu.page.get_by_role("heading", name="Masuk dikunci sementara")).to_be_visible()
    assert pelanggaran(satu.page) == []
    satu.buka("/masuk/")
    satu.page.get_by_label("Nama pengguna").fill(panggung.kantor.kepala.username)
    satu.page.get_by_label("Kata sandi", exact=True).fill(SANDI)
    satu.page.get_by_role("button", name="Masuk", exact=True).click()
    expect(satu.page.get_by_role("heading", name="Masuk dikunci sementara")).to_be_visible()
