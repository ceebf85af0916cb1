"""What all tests share: two offices, their people, and clean-up that append-only tables allow."""

import pytest
from django.db import connection

from tests.pabrik import Kantor, buat_akun, buat_pemda


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Tests need not survive a power cut: waiting for the disk at each commit would only cost minutes."""
    pilihan = connection.settings_dict["OPTIONS"]
    if "init_command" in pilihan:
        pilihan["init_command"] = pilihan["init_command"].replace("synchronous=FULL", "synchronous=OFF")


@pytest.fixture
def pemda(db):
    return buat_pemda()


@pytest.fixture
def kantor(pemda):
    """The office under test."""
    return Kantor(pemda)


@pytest.fixture
def kantor_lain(db):
    """A foreign office, in another Pemda: nothing of it may ever show."""
    return Kantor(buat_pemda("Seberang"), singkatan="DISLAIN")


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


@pytest.fixture(autouse=True)
def _bersih_bersih_sqlite(request, monkeypatch):
    """Let transactional tests empty append-only tables on SQLite, whose flush is a plain DELETE."""
    if connection.vendor != "sqlite" or "transactional_db" not in request.fixturenames:
        yield
        return
    asli = connection.ops.execute_sql_flush

    def kosongkan(daftar_sql):
        with connection.cursor() as kursor:
            kursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            pemicu = kursor.fetchall()
            for nama, _ in pemicu:
                kursor.execute(f'DROP TRIGGER "{nama}"')
        asli(daftar_sql)
        with connection.cursor() as kursor:
            for _, sql in pemicu:
                kursor.execute(sql)

    monkeypatch.setattr(connection.ops, "execute_sql_flush", kosongkan)
    yield


@pytest.fixture(autouse=True)
def _berkas_statis_biasa(settings):
    """Pages under test do not need ``collectstatic`` to have run."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
