"""A real Chromium before a live server: what it loads, says and draws is watched on every page."""

import os
import shutil

import pytest
from django.conf import settings as pengaturan
from django.db import connection
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from organisasi.muatan import antrean
from tests.alur.test_adopsi import buat_naskah
from tests.pabrik import SANDI, Kantor, buat_pemda
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
    # The one without a window of its own needs a fifth of the work for a page.
    nama = ("chromium-headless-shell", "chromium")
    letak = os.environ.get("SAKIP_CHROMIUM") or next(filter(None, map(shutil.which, nama)), None)
    assert letak, "Chromium tidak terpasang. Pasang dengan: apt-get install chromium"
    # Playwright's loop stands in this thread, and Django takes that for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as pw:
        chromium = pw.chromium.launch(executable_path=letak, args=PILIHAN)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def dilayani(live_server, settings):
    """A database that the server's thread sees; no test of the browser is about the password's hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def kantor(dilayani):
    """A Dinas with its people."""
    return Kantor(buat_pemda())


@pytest.fixture
def panggung(kantor, mesin_polos):
    """The office with its runs."""
    return Panggung(kantor, buat_naskah())


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

    def sudah_masuk(self, akun):
        """As somebody who logged in before: with the cookie of a session, and no page open yet."""
        klien = Client()
        klien.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
        kuki = klien.cookies[pengaturan.SESSION_COOKIE_NAME]
        self.konteks.add_cookies(
            [
                {
                    "name": kuki.key,
                    "value": kuki.value,
                    "url": self.alamat,
                    "httpOnly": True,
                    "sameSite": "Lax",
                }
            ]
        )
        return self


@pytest.fixture
def layar(peramban, live_server):
    """``layar(akun)`` opens an empty window of that person, logged in; ``layar()`` a visitor's.

    Where logging in is the subject, ``layar().masuk(akun)`` goes through the form, and stands on Tugas Saya.
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
        return satu.sudah_masuk(akun) if akun else satu

    yield buka
    keluhan = [kalimat for satu in terbuka for kalimat in satu.keluhan]
    for satu in terbuka:
        satu.konteks.close()
    assert keluhan == []
