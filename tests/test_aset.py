"""Everything a page loads stands in the project, unchanged, with its licence; nothing comes from elsewhere."""

import hashlib
import re
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parent.parent
VENDOR = AKAR / "static" / "vendor"
ALAMAT_LUAR = re.compile(r"""(?:src|href|url\()\s*=?\s*["']?(?:https?:)?//(?!www\.w3\.org)""")


def daftar_sidik() -> list[tuple[str, str]]:
    baris = (VENDOR / "SHA256SUMS").read_text().splitlines()
    return [tuple(satu.split(maxsplit=1)) for satu in baris if satu.strip()]


@pytest.mark.parametrize(("sidik", "nama"), daftar_sidik())
def test_berkas_vendor_sesuai_sidiknya(sidik, nama):
    assert hashlib.sha256((VENDOR / nama.lstrip("*./")).read_bytes()).hexdigest() == sidik


def test_setiap_berkas_vendor_terdaftar_dan_berlisensi():
    tercatat = {nama.lstrip("*./") for _, nama in daftar_sidik()}
    pengecualian = {"SHA256SUMS", "README.md"}
    ada = {str(b.relative_to(VENDOR)) for b in VENDOR.rglob("*") if b.is_file()} - pengecualian
    assert ada - tercatat == set()
    for folder in (b for b in VENDOR.iterdir() if b.is_dir()):
        assert list(folder.glob("LICENSE*")), f"{folder.name} tanpa lisensi"


@pytest.mark.parametrize("pola", ["templates/**/*.html", "static/css/*.css", "static/js/*.js"])
def test_tidak_ada_yang_dimuat_dari_luar(pola):
    for berkas in AKAR.glob(pola):
        assert not ALAMAT_LUAR.search(berkas.read_text()), berkas


def test_tidak_ada_gaya_atau_skrip_sebaris_dalam_templat():
    """The Content-Security-Policy would refuse them silently."""
    for berkas in (AKAR / "templates").rglob("*.html"):
        teks = re.sub(r"{% comment %}.*?{% endcomment %}", "", berkas.read_text(), flags=re.S)
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", teks), berkas
