# ruff: noqa: S608 - the names in its SQL come from the models, never from people.
"""Pictures (potret) of built stages: what one test built by the real actions, the next takes from a picture.

The first call of ``bangun`` under a key builds for real and keeps the difference: the rows that were added,
changed or removed, the files below MEDIA_ROOT, and a pickle of what the builder returned and did to its objects.
A later call that finds everything as it was before that first one puts the difference back with plain SQL.

*Everything* is the whole database, the files, the objects handed over, the settings a test has changed, the clock
(its day, or the moment at which it stands), the layar that are registered and what is patched. Whatever of it is
different, or not comparable, and every test whose transactions are real, builds for real. Pictures live as long as
the process, one set per worker.

Left out of the comparison on purpose: what a record has cached of its relations (``_state``, ``_...``), and
MEDIA_ROOT itself, which is another folder in each test.
"""

import pickle
import warnings
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from io import BytesIO
from pathlib import Path, PurePath
from types import FunctionType, ModuleType
from typing import Any, TypeVar
from uuid import UUID

import time_machine
from django.apps import apps
from django.conf import settings
from django.core import mail
from django.db import DatabaseError, connection
from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from alur import layar

T = TypeVar("T")

SEDERHANA = (str, bytes, int, float, bool, type(None), date, datetime, time, timedelta, UUID, Enum, PurePath)
TERBANYAK = 16  # pictures of one key; beyond it the one goes that was of no use for longest

_POTRET: defaultdict[str, dict[Hashable, "Potret"]] = defaultdict(dict)
# The ``monkeypatch`` of the test that runs (tests/conftest.py).
_TAMBALAN: list = []


class TakTerpotret(Exception):
    """Nothing here can be compared with another time."""


@dataclass
class Potret:
    """What a builder did. ``urutan`` (PostgreSQL): the state of all sequences after it."""

    dibuang: dict[str, list] = field(default_factory=dict)  # {table: primary keys}
    ditambah: dict[str, list] = field(default_factory=dict)  # {table: rows}
    berkas: dict[str, bytes] = field(default_factory=dict)
    berkas_dibuang: list[str] = field(default_factory=list)
    urutan: list[tuple[str, int, bool]] = field(default_factory=list)
    acar: bytes = b""


def bangun(kunci: str, pembangun: Callable[..., T], *benda: Any) -> T:
    """``pembangun(*benda)``, or what it gave and did the last time everything was as it is now.

    ``kunci`` says what is built, with every choice that ``benda`` (objects and plain values) do not tell. The
    objects, and the records they hold, stay the same objects. What cannot be pickled raises, so that it is seen
    while a stage is written.
    """
    if not connection.in_atomic_block:
        return pembangun(*benda)
    try:
        rupa = Rupa()
        keadaan = (
            pembangun.__module__,
            pembangun.__qualname__,
            rupa.baca(benda),
            _lingkungan(),
            _sidik_berkas(berkas := _baca_berkas()),
            GUDANG[connection.vendor].sidik(),
        )
    except TakTerpotret:
        return pembangun(*benda)
    album = _POTRET[kunci]
    if potret := album.pop(keadaan, None):
        try:
            hasil = _pasang(potret, rupa.tetap)
        except DatabaseError as galat:
            warnings.warn(f"Potret {kunci} tidak dapat dipasang: {galat.__cause__}", stacklevel=2)
            return pembangun(*benda)
    else:
        potret, hasil = _potret(rupa.tetap, berkas, pembangun, benda)
    if potret:
        # Put at the end again: the first is the one that was of no use for longest.
        album[keadaan] = potret
        if len(album) > TERBANYAK:
            del album[next(iter(album))]
    return hasil


def _potret(
    tetap: list, berkas: dict[str, bytes], pembangun: Callable[..., T], benda: tuple
) -> tuple[Potret | None, T]:
    """Build for real: the difference, and what the builder returned.

    None where a letter went out: it is in no picture, so the next one has to go out by itself.
    """
    gudang = GUDANG[connection.vendor]
    sebelum, surat = gudang.isi(), len(getattr(mail, "outbox", ()))
    hasil = pembangun(*benda)
    sesudah, berkas_kini = gudang.isi(), _baca_berkas()
    potret = Potret(urutan=gudang.urutan())
    for tabel in sebelum.keys() | sesudah.keys():
        lama, baru = sebelum.get(tabel, {}), sesudah.get(tabel, {})
        if dibuang := [kunci for kunci, baris in lama.items() if baru.get(kunci) != baris]:
            potret.dibuang[tabel] = dibuang
        if ditambah := [baris for kunci, baris in baru.items() if lama.get(kunci) != baris]:
            potret.ditambah[tabel] = ditambah
    potret.berkas = {nama: isi for nama, isi in berkas_kini.items() if berkas.get(nama) != isi}
    potret.berkas_dibuang = [nama for nama in berkas if nama not in berkas_kini]
    tempat = BytesIO()
    _Pengawet(tempat, tetap).dump(([vars(satu) for satu in tetap], hasil))
    potret.acar = tempat.getvalue()
    return (potret if len(getattr(mail, "outbox", ())) == surat else None), hasil


def _pasang(potret: Potret, tetap: list) -> Any:
    """Put everything as it was after the builder; what it returned."""
    GUDANG[connection.vendor].pasang(potret)
    akar = Path(settings.MEDIA_ROOT)
    for nama in potret.berkas_dibuang:
        (akar / nama).unlink()
    for nama, isi in potret.berkas.items():
        jalur = akar / nama
        jalur.parent.mkdir(parents=True, exist_ok=True)
        jalur.write_bytes(isi)
    isi_benda, hasil = _Pembuka(BytesIO(potret.acar), tetap).load()
    for satu, isi in zip(tetap, isi_benda, strict=True):
        vars(satu).clear()
        vars(satu).update(isi)
    return hasil


class _Pengawet(pickle.Pickler):
    """Writes the objects that stay themselves as their number in ``tetap``."""

    def __init__(self, tempat: BytesIO, tetap: list):
        super().__init__(tempat, protocol=pickle.HIGHEST_PROTOCOL)
        self.nomor = {id(satu): nomor for nomor, satu in enumerate(tetap)}

    def persistent_id(self, satu: Any) -> int | None:
        return self.nomor.get(id(satu))


class _Pembuka(pickle.Unpickler):
    def __init__(self, tempat: BytesIO, tetap: list):
        super().__init__(tempat)
        self.tetap = tetap

    def persistent_load(self, nomor: int) -> Any:
        return self.tetap[nomor]


# -- what has to be equal ---------------------------------------------------------------------------


class Rupa:
    """The looks of objects, and in ``tetap`` all that have an identity, in the order in which they are met."""

    def __init__(self):
        self.tetap: list = []
        self._nomor: dict[int, int] = {}

    def baca(self, nilai: Any) -> Hashable:
        if isinstance(nilai, SEDERHANA):
            return nilai if isinstance(nilai, str) else (type(nilai), nilai)
        if isinstance(nilai, Decimal):
            return (Decimal, str(nilai))
        if isinstance(nilai, FieldFile):
            return (FieldFile, nilai.name)
        if isinstance(nilai, dict):
            return (dict, tuple((self.baca(nama), self.baca(isi)) for nama, isi in nilai.items()))
        if isinstance(nilai, (list, tuple)):
            return (type(nilai), tuple(self.baca(satu) for satu in nilai))
        if isinstance(nilai, (FunctionType, type, ModuleType)) or not hasattr(nilai, "__dict__"):
            raise TakTerpotret(type(nilai))
        if id(nilai) in self._nomor:
            return (Rupa, self._nomor[id(nilai)])
        self._nomor[id(nilai)] = len(self.tetap)
        self.tetap.append(nilai)
        isi = vars(nilai)
        nama = sorted(isi)
        if isinstance(nilai, Model):
            nama = [satu for satu in nama if not satu.startswith("_")]
        return (type(nilai), tuple((satu, self.baca(isi[satu])) for satu in nama))


def _lingkungan() -> Hashable:
    """Clock, settings, registered layar and patches."""
    berhenti = timezone.now() if time_machine.escape_hatch.is_travelling() else None
    terdaftar = tuple((nama, tuple(daftar)) for nama, daftar in layar._LAYAR.items())
    return (
        timezone.localdate(),
        timezone.get_current_timezone_name(),
        berhenti,
        _pengaturan(),
        terdaftar,
        tuple(_tambalan(satu) for satu in _TAMBALAN),
    )


def _pengaturan() -> str:
    """The settings that a test has changed."""
    diubah: dict[str, Any] = {}
    pegangan = settings._wrapped
    while hasattr(pegangan, "default_settings"):
        diubah = {nama: isi for nama, isi in vars(pegangan).items() if nama.isupper()} | diubah
        pegangan = pegangan.default_settings
    diubah.pop("MEDIA_ROOT", None)
    return repr(sorted(diubah.items()))


def _tambalan(monkeypatch) -> Hashable:
    """What is patched. A patch that may write to a variable of its test can be repeated by the builder alone."""
    if monkeypatch._setitem:
        raise TakTerpotret("setitem")
    hasil = []
    for pemilik, nama, _ in monkeypatch._setattr:
        isi = getattr(pemilik, nama, None)
        if isinstance(isi, FunctionType) and not isi.__closure__:
            isi = isi.__code__
        elif not isinstance(isi, SEDERHANA):
            raise TakTerpotret(nama)
        hasil.append((repr(pemilik), nama, isi))
    return tuple(hasil)


def _baca_berkas() -> dict[str, bytes]:
    """What lies below MEDIA_ROOT: {path from there: content}."""
    akar = Path(settings.MEDIA_ROOT)
    if not akar.is_dir():
        return {}
    return {str(satu.relative_to(akar)): satu.read_bytes() for satu in akar.rglob("*") if satu.is_file()}


def _sidik_berkas(berkas: dict[str, bytes]) -> Hashable:
    return frozenset(berkas.items())


# -- the database -----------------------------------------------------------------------------------


@cache
def _tabel() -> dict[str, list[str]]:
    """{table: columns} of all models, the primary key first."""
    ada = set(connection.introspection.table_names())
    hasil = {}
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if meta.managed and not meta.proxy and meta.db_table in ada:
            kolom = [satu.column for satu in meta.local_concrete_fields if not satu.primary_key]
            hasil[meta.db_table] = [meta.pk.column, *kolom]
    return hasil


class GudangSQLite:
    """Rows are tuples of values as SQLite stores them, the primary key first.

    Past Django's cursor, which would tell the tests that count queries.
    """

    def sidik(self) -> Hashable:
        """Equal for two equal databases, whatever the order of the rows."""
        return tuple((tabel, hash(frozenset(self._baris(tabel)))) for tabel in self._berisi())

    def isi(self) -> dict[str, dict]:
        """{table: {primary key: row}}."""
        return {tabel: {satu[0]: satu for satu in self._baris(tabel)} for tabel in self._berisi()}

    def urutan(self) -> list:
        """Numbering is a table like any other here."""
        return []

    def pasang(self, potret: Potret) -> None:
        kursor = connection.connection.cursor()
        kursor.execute("SAVEPOINT potret")
        try:
            # What leaves comes first, else the new stands in its way; the numbering last, for rows move it on.
            for tabel, kunci in potret.dibuang.items():
                self._buang(kursor, tabel, kunci)
            for tabel in sorted(potret.ditambah, key=NOMOR_SQLITE.__eq__):
                self._tambah(kursor, tabel, potret.ditambah[tabel])
        except connection.Database.Error as galat:
            kursor.execute("ROLLBACK TO potret")
            raise DatabaseError from galat
        finally:
            kursor.execute("RELEASE potret")

    def _buang(self, kursor, tabel: str, kunci: list) -> None:
        kursor.executemany(
            f'DELETE FROM "{tabel}" WHERE "{self._kolom(tabel)[0]}" = ?', [(satu,) for satu in kunci]
        )

    def _tambah(self, kursor, tabel: str, baris: list[tuple]) -> None:
        if tabel == NOMOR_SQLITE:
            self._buang(kursor, tabel, [satu[0] for satu in baris])
        kolom = self._kolom(tabel)
        nama, isi = ", ".join(f'"{satu}"' for satu in kolom), ", ".join("?" * len(kolom))
        kursor.executemany(f'INSERT INTO "{tabel}" ({nama}) VALUES ({isi})', baris)

    def _baris(self, tabel: str) -> list[tuple]:
        # A plus before a column keeps Python's converters off its values.
        nama = ", ".join(f'+"{satu}"' for satu in self._kolom(tabel))
        return connection.connection.cursor().execute(f'SELECT {nama} FROM "{tabel}"').fetchall()

    def _berisi(self) -> list[str]:
        """Which tables have rows, in one question."""
        tanya = " UNION ALL ".join(
            f"SELECT '{tabel}' WHERE EXISTS (SELECT 1 FROM \"{tabel}\")"
            for tabel in [*_tabel(), NOMOR_SQLITE]
        )
        return [satu for (satu,) in connection.connection.cursor().execute(tanya)]

    @staticmethod
    def _kolom(tabel: str) -> list[str]:
        return ["name", "seq"] if tabel == NOMOR_SQLITE else _tabel()[tabel]


class GudangPostgreSQL:
    """Rows are JSON texts; fingerprints are worked out by the server.

    Sequences go on where they were after the builder, so that the next stage finds the same numbers too. Nothing is
    lost: all that was in the database then is there now, and no more.
    """

    def sidik(self) -> Hashable:
        """Equal for two equal databases, whatever the order of the rows."""
        self._siapkan()
        return frozenset(self._jalankan("SELECT potret_sidik()", prepare=True).fetchall())

    def isi(self) -> dict[str, dict]:
        """{table: {primary key: row}}."""
        hasil = {}
        for tabel in sorted(satu.split()[0] for (satu,) in self.sidik()):
            tanya = f'SELECT "{_tabel()[tabel][0]}"::text, to_jsonb(t)::text FROM "{tabel}" AS t ORDER BY 1'
            hasil[tabel] = dict(self._jalankan(tanya).fetchall())
        return hasil

    def urutan(self) -> list[tuple[str, int, bool]]:
        """(name, number, was it given out) of all sequences."""
        return self._jalankan(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), "
            "COALESCE(last_value, start_value), last_value IS NOT NULL FROM pg_sequences"
        ).fetchall()

    def pasang(self, potret: Potret) -> None:
        self._jalankan("SAVEPOINT potret")
        try:
            for tabel, kunci in potret.dibuang.items():
                self._jalankan(f'DELETE FROM "{tabel}" WHERE "{_tabel()[tabel][0]}"::text = ANY(%s)', [kunci])
            for tabel, baris in potret.ditambah.items():
                self._jalankan(
                    f'INSERT INTO "{tabel}" SELECT * FROM jsonb_populate_recordset(NULL::"{tabel}", %s::jsonb)',
                    [f"[{','.join(baris)}]"],
                )
            self._jalankan(
                "SELECT setval(nama::regclass, nomor, sudah) "
                "FROM unnest(%s::text[], %s::bigint[], %s::bool[]) AS u(nama, nomor, sudah)",
                [list(satu) for satu in zip(*potret.urutan, strict=True)],
            )
        except connection.Database.Error as galat:
            self._jalankan("ROLLBACK TO potret")
            raise DatabaseError from galat
        finally:
            self._jalankan("RELEASE potret")

    @cache  # noqa: B019 - one of this class lives, as long as the process
    def _siapkan(self) -> None:
        """A function that looks at all tables; planned once, it costs a hundredth of asking for them one by one.

        Made on a connection of its own, for what the test's own transaction makes goes with it.
        """
        langkah = " ".join(
            f'IF EXISTS (SELECT 1 FROM "{tabel}") THEN RETURN QUERY SELECT '
            f"concat_ws(' ', '{tabel}', count(*), sum(hashtextextended(_t::text, 0))) "
            f'FROM "{tabel}" AS _t; END IF;'
            for tabel in _tabel()
        )
        lain = connection.copy()
        try:
            with lain.cursor() as kursor:
                kursor.execute(
                    "CREATE OR REPLACE FUNCTION potret_sidik() RETURNS SETOF text LANGUAGE plpgsql AS "
                    f"$$ BEGIN {langkah} END $$"
                )
        finally:
            lain.close()

    @staticmethod
    def _jalankan(tanya: str, isi: list | None = None, prepare: bool = False):
        return connection.connection.cursor().execute(tanya, isi, prepare=prepare)


NOMOR_SQLITE = "sqlite_sequence"
GUDANG = {"sqlite": GudangSQLite(), "postgresql": GudangPostgreSQL()}
