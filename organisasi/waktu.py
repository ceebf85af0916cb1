"""Facts that hold from a date to a date, and what "today" is for an office."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q
from django.utils import timezone


class BerlakuQuerySet(models.QuerySet):
    """For models with ``tanggal_mulai`` and ``tanggal_selesai`` (empty = still in force)."""

    def berlaku_pada(self, tanggal: date) -> "BerlakuQuerySet":
        """Rows in force on that day, both ends included."""
        return self.berlaku_antara(tanggal, tanggal)

    def berlaku_antara(self, mulai: date, selesai: date) -> "BerlakuQuerySet":
        """Rows in force on any day from ``mulai`` to ``selesai``."""
        return self.filter(
            Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=mulai), tanggal_mulai__lte=selesai
        )


class Bermasa(models.Model):
    """A fact with a first day and, perhaps, a last day."""

    tanggal_mulai = models.DateField("berlaku mulai")
    tanggal_selesai = models.DateField(
        "berlaku sampai", null=True, blank=True, help_text="Kosongkan bila masih berlaku."
    )

    objects = BerlakuQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_selesai_setelah_mulai",
                condition=Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=models.F("tanggal_mulai")),
                violation_error_message="Tanggal selesai tidak boleh sebelum tanggal mulai.",
            )
        ]

    def berlaku_pada(self, tanggal: date) -> bool:
        """Does the fact hold on that day?"""
        return self.tanggal_mulai <= tanggal and (
            self.tanggal_selesai is None or tanggal <= self.tanggal_selesai
        )


def tanggal_pada(saat: datetime, zona: str) -> date:
    """The date of a moment in that time zone."""
    return timezone.localtime(saat, ZoneInfo(zona)).date()


def hari_ini(zona: str | None = None) -> date:
    """Today's date in the given time zone, or in the one that is active for this request."""
    return timezone.localdate(timezone=ZoneInfo(zona)) if zona else timezone.localdate()
