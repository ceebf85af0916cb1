"""Sessions in the database, as Django keeps them, read at every request with a query already worded."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from jejak.pertanyaan import Lowong, PertanyaanTetap

SESI = PertanyaanTetap(
    lambda: Session.objects.filter(
        session_key=Lowong("kunci", CharField()), expire_date__gt=Lowong("saat", DateTimeField())
    )
)


class SessionStore(db.SessionStore):
    """The same sessions, the same table."""

    def _get_session_from_db(self):
        sesi = SESI.satu(kunci=self.session_key, saat=timezone.now())
        if sesi is None:
            self._session_key = None
        return sesi
