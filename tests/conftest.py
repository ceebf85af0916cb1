"""What all tests share: two offices, their people, and clean-up that append-only tables allow."""

import gc

import pytest
from django.db import connection

from organisasi.muatan.proses import kerjakan
from tests import potret
from tests.mesin import layar_polos
from tests.pabrik import Kantor, buat_akun, buat_pemda


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Tests need not survive a power cut: waiting for the disk at each commit would only cost minutes."""
    pilihan = connection.settings_dict["OPTIONS"]
    if "init_command" in pilihan:
        pilihan["init_command"] = pilihan["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture
def pemda(db):
    return potret.bangun("pemda", buat_pemda)


@pytest.fixture
def kantor(pemda):
    """The office under test."""
    return potret.bangun("kantor", Kantor, pemda)


@pytest.fixture
def kantor_lain(db):
    """A foreign office, in another Pemda: nothing of it may ever show."""
    return potret.bangun("kantor lain", _kantor_lain)


def _kantor_lain() -> Kantor:
    return Kantor(buat_pemda("Seberang"), singkatan="DISLAIN")


@pytest.fixture(autouse=True)
def _potret_melihat_tambalan(monkeypatch):
    """A picture is of the code as it is: what a test patches makes it another one (tests/potret.py)."""
    potret._TAMBALAN.append(monkeypatch)
    yield
    potret._TAMBALAN.remove(monkeypatch)


@pytest.fixture
def superadmin(db):
    return buat_akun("Super Admin", is_staff=True, is_superuser=True)


@pytest.fixture
def sebagai(client):
    """``sebagai(akun)`` gives the test client logged in as that person."""

    def masuk(akun):
        client.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return masuk


@pytest.fixture(scope="session", autouse=True)
def _tabel_dapat_dikosongkan():
    """SQLite empties tables with DELETE, which append-only tables refuse: their triggers step aside for it.

    For the whole session, for pytest-django empties the tables after a test's own fixtures are gone.
    """
    if connection.vendor != "sqlite":
        yield
        return
    operasi = type(connection.ops)
    asli = operasi.execute_sql_flush

    # On the class: with a browser's event loop in the thread, Django hands out another connection.
    def kosongkan(diri, daftar_sql):
        with diri.connection.cursor() as kursor:
            kursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            pemicu = kursor.fetchall()
            for nama, _ in pemicu:
                kursor.execute(f'DROP TRIGGER "{nama}"')
            asli(diri, daftar_sql)
            for _, sql in pemicu:
                kursor.execute(sql)

    with pytest.MonkeyPatch.context() as tambalan:
        tambalan.setattr(operasi, "execute_sql_flush", kosongkan)
        yield


@pytest.fixture(autouse=True)
def _berkas_ke_tempat_sementara(settings, tmp_path):
    """What a test uploads never lands among the office's own files."""
    settings.MEDIA_ROOT = tmp_path / "berkas"


@pytest.fixture(autouse=True)
def _tanpa_pekerjaan_harian(settings):
    """No request of a test starts a process; the daily jobs are called where they are meant."""
    settings.HARIAN_OTOMATIS = False


@pytest.fixture
def muatan_sebaris(monkeypatch):
    """Uploads are read and applied at once, in the test's own process and transaction."""
    monkeypatch.setattr(
        "organisasi.muatan.antrean.mulai_proses",
        lambda muatan, *_: kerjakan(muatan.pk, muatan.jalur_folder),
    )


@pytest.fixture
def mesin_polos():
    """The engine alone, for the whole test."""
    with layar_polos():
        yield


@pytest.fixture(autouse=True)
def _berkas_statis_biasa(settings):
    """Pages under test do not need ``collectstatic`` to have run."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Each test's client starts the application anew; what collectstatic left need not be listed for it.
    settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_finish(session):
    """What is loaded by now stays: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only what the database may decide: formulas, files and rights were tested on SQLite already.

    Every page is asked for there too, by the rights walk (``tests/test_hak_akses.py``), and every action, race and
    constraint; what pages say is left to SQLite (``sekali``), so that the whole ends within half an hour.
    """
    if connection.vendor != "postgresql":
        return
    pakai, tanpa = [], []
    for satu in items:
        sekali = satu.get_closest_marker("sekali") is not None
        (pakai if memakai_basis_data(satu) and not sekali else tanpa).append(satu)
    if tanpa:
        config.hook.pytest_deselected(items=tanpa)
        items[:] = pakai


def memakai_basis_data(uji) -> bool:
    """Does the test ask for the database, by its mark or through a fixture?"""
    minta = {"db", "transactional_db", "live_server", "django_db_setup"}
    return uji.get_closest_marker("django_db") is not None or bool(minta & set(uji.fixturenames))
