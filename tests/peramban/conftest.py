"""A real Chromium before a live server: what it loads, says and draws is watched on every page."""

import os
import shutil

import pytest
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from organisasi.muatan import antrean
from tests.alur.test_adopsi import buat_naskah
from tests.pabrik import SANDI, Kantor, buat_akun, buat_pemda
from tests.panggung import Panggung

PILIHAN = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Two cores may be busy with other tests.
expect.set_options(timeout=20_000)
LEBAR, TELEPON = {"width": 1366, "height": 768}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def peramban():
    """One browser for all tests. Without it these tests fail: nobody may believe that they passed."""
    letak = os.environ.get("SAKIP_CHROMIUM") or shutil.which("chromium")
    assert letak, "Chromium tidak terpasang. Pasang dengan: apt-get install chromium"
    # Playwright's loop stands in this thread, and Django takes that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as pw:
        chromium = pw.chromium.launch(executable_path=letak, args=PILIHAN)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def panggung(live_server, settings, mesin_polos):
    """The office with its runs, in a database that the server's thread sees."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Panggung(Kantor(buat_pemda()), buat_naskah())


@pytest.fixture
def panggung_asing(panggung):
    return Panggung(Kantor(buat_pemda("Seberang"), singkatan="DISLAIN"), panggung.sop.asal)


@pytest.fixture
def superakun(panggung):
    return buat_akun("Super Admin", is_staff=True, is_superuser=True)


@pytest.fixture
def proses_muatan(live_server, settings, monkeypatch):
    """Uploads are read and applied by processes of their own, on this test's database and files."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{connection.settings_dict['NAME']}")
    monkeypatch.setenv("MEDIA_ROOT", str(settings.MEDIA_ROOT))
    yield
    for anak in antrean._anak:
        anak.kill()
        anak.wait()
    antrean._anak.clear()


class Layar:
    """A person's window. ``keluhan`` gathers errors of the console, blocked content and foreign requests."""

    def __init__(self, konteks, alamat: str):
        self.konteks, self.alamat = konteks, alamat
        self.page = konteks.new_page()
        self.keluhan: list[str] = []
        self.page.on("console", self._konsol)
        self.page.on("pageerror", lambda salah: self.keluhan.append(f"{self.page.url}: {salah}"))
        self.page.on("request", self._permintaan)

    def _konsol(self, pesan):
        # A refusal of ours (403, 404, 409, 422) is written to the console as a failed load: that is meant.
        if pesan.type == "error" and "Failed to load resource" not in pesan.text:
            self.keluhan.append(f"{self.page.url}: {pesan.text}")

    def _permintaan(self, permintaan):
        if not permintaan.url.startswith((self.alamat, "data:")):
            self.keluhan.append(f"{self.page.url} meminta {permintaan.url}")

    def buka(self, jalur: str):
        return self.page.goto(self.alamat + jalur)

    def isi_masuk(self, nama: str, sandi: str):
        """Fill in the login form and send it."""
        self.buka("/masuk/")
        self.page.get_by_label("Nama pengguna").fill(nama)
        self.page.get_by_label("Kata sandi", exact=True).fill(sandi)
        self.page.get_by_role("button", name="Masuk", exact=True).click()

    def masuk(self, akun):
        """Through the form, as people do."""
        self.isi_masuk(akun.username, SANDI)
        self.page.wait_for_url(self.alamat + "/")
        return self


@pytest.fixture
def layar(peramban, live_server):
    """``layar(akun)`` opens a window, logged in as that person; ``layar()`` a visitor's.

    ``simpanan``: the cookies and localStorage that an earlier window left behind.
    """
    terbuka = []

    def buka(akun=None, ukuran=LEBAR, javascript=True, simpanan=None):
        konteks = peramban.new_context(
            viewport=ukuran, java_script_enabled=javascript, locale="id-ID", storage_state=simpanan
        )
        konteks.set_default_timeout(60_000)  # Two cores may be busy with other tests.
        satu = Layar(konteks, live_server.url)
        terbuka.append(satu)
        return satu.masuk(akun) if akun else satu

    yield buka
    keluhan = [kalimat for satu in terbuka for kalimat in satu.keluhan]
    for satu in terbuka:
        satu.konteks.close()
    assert keluhan == []
