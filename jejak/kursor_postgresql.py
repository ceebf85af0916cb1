"""How PostgreSQL is asked a query of fixed words (imported only where PostgreSQL is the database)."""

from django.db.backends.postgresql.base import ServerBindingCursor


class KursorTerencana(ServerBindingCursor):
    """Sends the values apart from the words, so that the plan of the first time serves the later ones."""

    def execute(self, query, params=None, **lain):
        return super().execute(query, params, **{"prepare": True, **lain})
