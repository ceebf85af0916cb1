"""The direction of the apps, and what the code does without: read from the source, lazy imports included."""

import ast
from pathlib import Path

import pytest
from django.core.checks import run_checks

from alur import layar
from alur.models import Langkah
from sakip.pengaturan import AKAR

URUTAN = ("jejak", "organisasi", "perencanaan", "alur", "pengumpulan", "pengukuran", "laporan")
# A rule must bite: these apps are known to have files and imports.
BERISI = {"jejak", "organisasi", "perencanaan", "alur", "pengumpulan"}


def berkas_py(aplikasi: str) -> list[Path]:
    return sorted((AKAR / aplikasi).rglob("*.py"))


def yang_diimpor(berkas: Path) -> set[str]:
    """Dotted names of all modules a file imports, at its top, inside functions, or under TYPE_CHECKING."""
    hasil = set()
    paket = berkas.relative_to(AKAR).parent.parts
    for simpul in ast.walk(ast.parse(berkas.read_text(encoding="utf-8"))):
        if isinstance(simpul, ast.Import):
            hasil |= {satu.name for satu in simpul.names}
        elif isinstance(simpul, ast.ImportFrom):
            asal = simpul.module or ""
            if simpul.level:
                asal = ".".join([*paket[: len(paket) - simpul.level + 1], *([asal] if asal else [])])
            hasil |= {asal, *(f"{asal}.{satu.name}" for satu in simpul.names)}
        elif isinstance(simpul, ast.Call) and _nama_panggilan(simpul) in {"import_module", "__import__"}:
            hasil |= {arg.value for arg in simpul.args if isinstance(arg, ast.Constant)}
    return {satu for satu in hasil if isinstance(satu, str)}


def _nama_panggilan(simpul: ast.Call) -> str:
    fungsi = simpul.func
    return getattr(fungsi, "attr", None) or getattr(fungsi, "id", "")


def aplikasi_diimpor(berkas: Path) -> set[str]:
    return {nama.split(".")[0] for nama in yang_diimpor(berkas)}


@pytest.mark.parametrize("aplikasi", URUTAN)
def test_aplikasi_hanya_mengimpor_ke_kiri(aplikasi):
    """jejak <- organisasi <- perencanaan <- alur <- pengumpulan <- pengukuran <- laporan; none imports sakip."""
    terlarang = {*URUTAN[URUTAN.index(aplikasi) + 1 :], "sakip", "tests"}
    langgar = {
        str(berkas.relative_to(AKAR)): sorted(ke)
        for berkas in berkas_py(aplikasi)
        if (ke := aplikasi_diimpor(berkas) & terlarang)
    }
    assert langgar == {}


def test_pembaca_impor_melihat_semua_bentuk(tmp_path, monkeypatch):
    """The rule above rests on this reader: top, lazy, relative and by-name imports are all seen."""
    monkeypatch.setattr("tests.test_arsitektur.AKAR", tmp_path)
    (tmp_path / "alur" / "dalam").mkdir(parents=True)
    berkas = tmp_path / "alur" / "dalam" / "contoh.py"
    berkas.write_text(
        "import pengumpulan.models as m\n"
        "from ..models import SOP\n"
        "def f():\n    from laporan import susunan\n    import_module('pengukuran.rumus')\n"
    )
    assert aplikasi_diimpor(berkas) == {"pengumpulan", "alur", "laporan", "pengukuran"}


def test_tiap_aplikasi_terbaca():
    for aplikasi in BERISI:
        assert len(berkas_py(aplikasi)) > 3
        assert any(aplikasi_diimpor(berkas) & set(URUTAN) for berkas in berkas_py(aplikasi))


@pytest.mark.parametrize("aplikasi", (*URUTAN, "sakip"))
def test_tanpa_signal(aplikasi):
    """Rules live in actions and constraints; a signal hides who changes what.

    Only the login is told by signal: Django offers no other way.
    """
    boleh = {"django.contrib.auth.signals"}
    pakai = {
        str(berkas.relative_to(AKAR)): nama
        for berkas in berkas_py(aplikasi)
        for nama in yang_diimpor(berkas)
        if (".signals" in f".{nama}" or nama.startswith("django.dispatch"))
        and not any(nama.startswith(satu) for satu in boleh)
    }
    assert pakai == {}


@pytest.mark.parametrize("aplikasi", URUTAN)
def test_aturan_tidak_mengimpor_halaman(aplikasi):
    """Actions, rights, conditions and models know no template and no view."""
    aturan = {"actions.py", "permissions.py", "syarat.py", "rumus.py", "giliran.py", "adopsi.py", "hak.py"}
    # The gate of alur and what stands beside it.
    aturan |= {"disposisi.py", "dokumen.py", "gerak.py", "isian.py", "jalur.py", "kabar.py", "kunjungan.py"}
    aturan |= {"pemisahan.py", "pencatatan.py", "perbaikan.py", "syarat_mulai.py", "tindak_lanjut.py"}
    halaman = ("django.template", "django.shortcuts", "django.contrib.messages")
    langgar = {}
    for berkas in berkas_py(aplikasi):
        if berkas.name not in aturan and not {"models", "actions"} & set(berkas.relative_to(AKAR).parts):
            continue
        ke = {
            nama
            for nama in yang_diimpor(berkas)
            if nama.startswith(halaman) or nama.split(".")[-1].startswith(("views", "tampilan"))
        }
        if ke:
            langgar[str(berkas.relative_to(AKAR))] = sorted(ke)
    assert langgar == {}


# -- one owner per layar ----------------------------------------------------------------------------


def galat_layar() -> list:
    return [satu for satu in run_checks() if satu.id == "alur.E001"]


def test_setiap_layar_tepat_satu_pemilik():
    assert galat_layar() == []
    for nama in Langkah.Layar.values:
        assert len(layar.pendaftar(nama)) == 1
        assert callable(layar.layar(nama).syarat)


@pytest.mark.parametrize(
    ("jumlah", "isi"), [(0, []), (2, [layar.Layar("rekap", list), layar.Layar("rekap", dict)])]
)
def test_layar_tanpa_pemilik_atau_berpemilik_dua_ditolak(monkeypatch, jumlah, isi):
    monkeypatch.setitem(layar._LAYAR, "rekap", isi)
    galat = galat_layar()
    assert [satu.msg for satu in galat] == [f"Layar 'rekap' didaftarkan {jumlah} kali; harus tepat sekali."]


def test_pendaftaran_kedua_tersimpan_agar_terlihat(monkeypatch):
    monkeypatch.setitem(layar._LAYAR, "rekap", list(layar.pendaftar("rekap")))
    layar.daftarkan("rekap", syarat=lambda catatan: ["kurang"], halaman="lain")
    assert len(galat_layar()) == 1
