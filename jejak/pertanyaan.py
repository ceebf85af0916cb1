"""Queries asked at every request: put into SQL once, then only asked, each time with other values.

Putting a query into SQL costs Django several times what the database needs to answer it. The words of these queries
never change, so each connection keeps them; what they find is read anew every time. They are written as querysets,
with a ``Lowong`` wherever a value goes:

    TANGGAL = Lowong("tanggal", models.DateField())
    TIM = PertanyaanTetap(lambda: TimSAKIP.objects.berlaku_pada(TANGGAL).order_by())
    TIM.tanya(tanggal=hari_ini())
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.expressions import Expression
from django.db.models.query import ModelIterable, get_related_populators
from django.db.models.sql.subqueries import InsertQuery, UpdateQuery


class Lowong(Expression):
    """A place in a query that is filled each time it is asked."""

    def __init__(self, nama: str, bidang: models.Field):
        super().__init__(output_field=bidang)
        self.nama = nama

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def isi(self, nilai: Any, koneksi) -> Any:
        """The value as this database takes it."""
        return self.output_field.get_db_prep_save(nilai, koneksi)


class PertanyaanTetap:
    """One query of fixed words. ``susun`` builds its queryset: of records, or of tuples by ``values_list``.

    ``bersama``: a ``select_for_update`` that many may hold at once (FOR SHARE, which Django has no word for);
    whoever would change the rows, and takes them alone, waits for all of them.
    """

    def __init__(self, susun: Callable[[], models.QuerySet], *, bersama: bool = False):
        self.susun = susun
        self.bersama = bersama

    def tanya(self, **nilai: Any) -> list:
        """The records or tuples that match now."""
        koneksi = connections[DEFAULT_DB_ALIAS]
        # A thread has a connection of its own: what is kept with it needs no lock.
        simpanan = koneksi.__dict__.setdefault("pertanyaan_tetap", {})
        if self not in simpanan:
            simpanan[self] = _Tersusun(self.susun(), koneksi, self.bersama)
        return simpanan[self].tanya(koneksi, nilai)

    def satu(self, **nilai: Any) -> Any | None:
        """The first that matches; ``None`` for none."""
        return next(iter(self.tanya(**nilai)), None)


class PerubahanTetap:
    """One UPDATE of fixed words: ``susun`` says which rows (by other names), ``bidang`` what is written in them."""

    def __init__(self, susun: Callable[[], models.QuerySet], bidang: tuple[str, ...]):
        self.susun = susun
        self.bidang = bidang

    def ubah(self, **nilai: Any) -> int:
        """Write the fields, each by its name; how many rows there were."""
        koneksi = connections[DEFAULT_DB_ALIAS]
        simpanan = koneksi.__dict__.setdefault("pertanyaan_tetap", {})
        if self not in simpanan:
            susunan = self.susun()
            perintah = susunan.query.chain(UpdateQuery)
            perintah.add_update_values(
                {nama: Lowong(nama, susunan.model._meta.get_field(nama)) for nama in self.bidang}
            )
            simpanan[self] = perintah.get_compiler(connection=koneksi).as_sql()
        sql, isian = simpanan[self]
        with kursor_tetap(koneksi) as kursor:
            kursor.execute(sql, isi_lowong(isian, nilai, koneksi))
            return kursor.rowcount


class TambahanTetap:
    """One INSERT of fixed words, for records of a table to which much is added."""

    def __init__(self, model: type[models.Model]):
        self.model = model
        self.bidang = [satu for satu in model._meta.local_concrete_fields if not satu.primary_key]

    def tambah(self, rekaman: models.Model) -> None:
        """Add the record as ``save(force_insert=True)`` would, without signals; it gets its key."""
        koneksi = connections[DEFAULT_DB_ALIAS]
        simpanan = koneksi.__dict__.setdefault("pertanyaan_tetap", {})
        if self not in simpanan:
            contoh, perintah = self.model(), InsertQuery(self.model)
            for satu in self.bidang:
                setattr(contoh, satu.attname, Lowong(satu.attname, satu))
            perintah.insert_values(self.bidang, [contoh], raw=True)
            kompiler = perintah.get_compiler(connection=koneksi)
            kompiler.returning_fields = [self.model._meta.pk]
            ((sql, isian),) = kompiler.as_sql()
            simpanan[self] = sql, isian
        sql, isian = simpanan[self]
        nilai = {satu.attname: satu.pre_save(rekaman, add=True) for satu in self.bidang}
        with kursor_tetap(koneksi) as kursor:
            kursor.execute(sql, isi_lowong(isian, nilai, koneksi))
            (rekaman.pk,) = kursor.fetchone()
        rekaman._state.adding, rekaman._state.db = False, koneksi.alias


def isi_lowong(isian: Iterable, nilai: Mapping[str, Any], koneksi) -> list:
    """The values in the order in which the query takes them."""
    return [satu.isi(nilai[satu.nama], koneksi) if isinstance(satu, Lowong) else satu for satu in isian]


def kursor_tetap(koneksi):
    """A cursor for a query of fixed words: PostgreSQL plans it once per connection instead of each time.

    Behind a pooler that hands out a connection per transaction (``DISABLE_SERVER_SIDE_CURSORS``) that cannot be;
    and while queries are watched, each stands in the log with its values.
    """
    langsung = koneksi.queries_logged or koneksi.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    if koneksi.vendor != "postgresql" or langsung:
        return koneksi.cursor()
    from jejak.kursor_postgresql import KursorTerencana

    koneksi.ensure_connection()
    return koneksi._prepare_cursor(KursorTerencana(koneksi.connection))


class _Tersusun:
    """The query as one connection asks it."""

    def __init__(self, susunan: models.QuerySet, koneksi, bersama: bool):
        self.kompiler = susunan.query.get_compiler(connection=koneksi)
        self.sql, self.isian = self.kompiler.as_sql()
        if bersama:
            self.sql = self.sql.replace(" FOR UPDATE", " FOR SHARE")
        kolom = [satu[0] for satu in self.kompiler.select[: self.kompiler.col_count]]
        self.pengubah = self.kompiler.get_converters(kolom)
        self.rekaman = susunan._iterable_class is ModelIterable
        if self.rekaman:
            bentuk = self.kompiler.klass_info
            self.model = bentuk["model"]
            self.letak = slice(bentuk["select_fields"][0], bentuk["select_fields"][-1] + 1)
            self.bidang = [satu[0].target.attname for satu in self.kompiler.select[self.letak]]
            self.tambahan = self.kompiler.annotation_col_map or {}
            self.terkait = get_related_populators(bentuk, self.kompiler.select, koneksi.alias)

    def tanya(self, koneksi, nilai: dict[str, Any]) -> list:
        with kursor_tetap(koneksi) as kursor:
            kursor.execute(self.sql, isi_lowong(self.isian, nilai, koneksi))
            baris = kursor.fetchall()
        if self.pengubah and baris:
            baris = self.kompiler.apply_converters(baris, self.pengubah)
        return (
            [self._rekaman(satu, koneksi.alias) for satu in baris]
            if self.rekaman
            else list(map(tuple, baris))
        )

    def _rekaman(self, baris: list, alias: str) -> models.Model:
        hasil = self.model.from_db(alias, self.bidang, baris[self.letak])
        for satu in self.terkait:
            satu.populate(baris, hasil)
        for nama, letak in self.tambahan.items():
            setattr(hasil, nama, baris[letak])
        return hasil
