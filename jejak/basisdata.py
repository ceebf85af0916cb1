"""Rules of time that the database itself keeps, on SQLite and on PostgreSQL alike.

Two promises of this project cannot be written as a Django constraint on both databases:

* *hanya tambah*: rows that are history are never updated or deleted;
* *tidak tumpang*: two rows of one owner never hold on the same day.

Both are migration operations here, so that a table's migration reads like the rule it states.
"""

from django.db.migrations.operations.base import Operation


class HanyaTambah(Operation):
    """Make a table append-only with triggers that refuse UPDATE and DELETE.

    ``kalimat`` is the Indonesian sentence the database answers with.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(self, tabel: str, kalimat: str):
        self.tabel = tabel
        self.kalimat = kalimat

    def state_forwards(self, app_label, state):
        """Nothing that Django's model state knows of changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        vendor = schema_editor.connection.vendor
        if vendor == "postgresql":
            schema_editor.execute(
                f"CREATE OR REPLACE FUNCTION {self.tabel}_hanya_tambah() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{self.kalimat}' USING ERRCODE = 'integrity_constraint_violation'; "
                f"END $$"
            )
        for nama, sql in pemicu_hanya_tambah(self.tabel, self.kalimat, vendor).items():
            # Repeated after a migration that makes SQLite rebuild the table, and so lose its triggers.
            di_tabel = f" ON {self.tabel}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {nama}{di_tabel}")
            schema_editor.execute(sql.replace("{nama}", nama))

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        vendor = schema_editor.connection.vendor
        for nama in pemicu_hanya_tambah(self.tabel, self.kalimat, vendor):
            di_tabel = f" ON {self.tabel}" if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {nama}{di_tabel}")
        if vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {self.tabel}_hanya_tambah()")

    def describe(self):
        return f"Tabel {self.tabel} hanya boleh ditambah"

    @property
    def migration_name_fragment(self):
        return f"{self.tabel}_hanya_tambah"


def pemicu_hanya_tambah(tabel: str, kalimat: str, vendor: str) -> dict[str, str]:
    """The two triggers as {name: SQL}; also used by the tests, whose clean-up must delete rows."""
    hasil = {}
    for kejadian in ("UPDATE", "DELETE"):
        nama = f"{tabel}_tanpa_{kejadian.lower()}"
        if vendor == "postgresql":
            hasil[nama] = (
                f"CREATE TRIGGER {nama} BEFORE {kejadian} ON {tabel} "
                f"FOR EACH ROW EXECUTE FUNCTION {tabel}_hanya_tambah()"
            )
        else:
            hasil[nama] = (
                f"CREATE TRIGGER {nama} BEFORE {kejadian} ON {tabel} "
                f"BEGIN SELECT RAISE(ABORT, '{kalimat}'); END"
            )
    return hasil


class TidakTumpang(Operation):
    """Refuse two rows with equal ``kolom`` whose [mulai, selesai] share a day.

    ``selesai`` may be NULL (still in force). ``syarat`` is a SQL condition on the row, written with
    ``{baris}`` before each column, which limits the rule to some rows. ``mengganti`` is the condition of the
    rule of the same name that this one replaces; also needed to set the rule again after a migration that
    makes SQLite rebuild the table, and so lose its triggers.
    """

    reversible = True
    reduces_to_sql = False

    def __init__(
        self,
        tabel: str,
        kolom: list[str],
        mulai: str,
        selesai: str,
        nama: str,
        kalimat: str,
        syarat: str = "",
        mengganti: str | None = None,
    ):
        self.tabel = tabel
        self.kolom = kolom
        self.mulai = mulai
        self.selesai = selesai
        self.nama = nama
        self.kalimat = kalimat
        self.syarat = syarat
        self.mengganti = mengganti

    def state_forwards(self, app_label, state):
        """Nothing that Django's model state knows of changes."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if self.mengganti is not None:
            self._lepas(schema_editor)
        self._pasang(schema_editor, self.syarat)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        self._lepas(schema_editor)
        if self.mengganti is not None:
            self._pasang(schema_editor, self.mengganti)

    def _pasang(self, schema_editor, syarat: str) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
            sama = ", ".join(f"{kolom} WITH =" for kolom in self.kolom)
            where = f" WHERE ({syarat.replace('{baris}', '')})" if syarat else ""
            schema_editor.execute(
                f"ALTER TABLE {self.tabel} ADD CONSTRAINT {self.nama} EXCLUDE USING gist "
                f"({sama}, daterange({self.mulai}, {self.selesai}, '[]') WITH &&){where}"
            )
            return
        for kejadian, nama in self._pemicu_sqlite().items():
            schema_editor.execute(self._sql_sqlite(nama, kejadian, syarat))

    def _lepas(self, schema_editor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE {self.tabel} DROP CONSTRAINT IF EXISTS {self.nama}")
            return
        for nama in self._pemicu_sqlite().values():
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {nama}")

    def _pemicu_sqlite(self) -> dict[str, str]:
        return {kejadian: f"{self.nama}_{kejadian.lower()}" for kejadian in ("INSERT", "UPDATE")}

    def _sql_sqlite(self, nama: str, kejadian: str, syarat: str) -> str:
        sama = " AND ".join(f"lain.{kolom} = NEW.{kolom}" for kolom in self.kolom)
        bertemu = (
            f"lain.{self.mulai} <= COALESCE(NEW.{self.selesai}, '9999-12-31') "
            f"AND NEW.{self.mulai} <= COALESCE(lain.{self.selesai}, '9999-12-31')"
        )
        syarat_baru = f" AND {syarat.replace('{baris}', 'NEW.')}" if syarat else ""
        syarat_lain = f" AND {syarat.replace('{baris}', 'lain.')}" if syarat else ""
        return (
            f"CREATE TRIGGER {nama} BEFORE {kejadian} ON {self.tabel} WHEN EXISTS ("
            f"SELECT 1 FROM {self.tabel} AS lain WHERE lain.id <> COALESCE(NEW.id, -1) AND {sama} "
            f"AND {bertemu}{syarat_lain}){syarat_baru} "
            f"BEGIN SELECT RAISE(ABORT, '{self.nama}: {self.kalimat}'); END"
        )

    def describe(self):
        return f"{self.tabel}: {self.kalimat}"

    @property
    def migration_name_fragment(self):
        return self.nama
