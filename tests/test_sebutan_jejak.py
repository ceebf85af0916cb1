"""Each code that the application writes into the audit trail has words for the screen."""

import re
from pathlib import Path

from alur.models import CatatanLangkah
from jejak.sebutan import sebut, terdaftar

AKAR = Path(__file__).resolve().parent.parent
APLIKASI = ("jejak", "organisasi", "perencanaan", "alur", "pengumpulan", "pengukuran", "laporan", "sakip")
POLA = re.compile(r'aksi(?:_baris)?=?\s*=\s*"([a-z]+\.[a-z_]+)"')


def kode_tertulis() -> set[str]:
    kode = {f"alur.{nilai}" for nilai in ("selesai", "setujui", "kembalikan")}
    for aplikasi in APLIKASI:
        for berkas in (AKAR / aplikasi).rglob("*.py"):
            kode |= set(POLA.findall(berkas.read_text()))
    return kode


def test_setiap_kode_jejak_mempunyai_sebutan():
    hak_admin = {"alur.adopsi", "alur.lihat", "organisasi.kelola", "perencanaan.kelola"}
    tanpa = {kode for kode in kode_tertulis() - terdaftar() if not kode.endswith((".lihat", ".kelola"))}
    assert tanpa - hak_admin == set()


def test_kode_keputusan_langkah_termasuk():
    for nilai in CatatanLangkah.Keputusan.values:
        if nilai != CatatanLangkah.Keputusan.BATAL:
            assert f"alur.{nilai}" in terdaftar()


def test_kode_asing_tetap_tampak():
    assert sebut("belum.dikenal") == "belum.dikenal"
