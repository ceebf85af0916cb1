"""What was looked over after a year was rolled on."""

from django.conf import settings
from django.db import models

from organisasi.models import OPD
from perencanaan.models.pohon import TAHUN_SAH


class TinjauanTahun(models.Model):
    """One point of the review list that somebody looked at and left as it is, with the reason.

    The list itself is worked out anew each time; what is mended leaves it by itself. ``kunci`` names the
    point (``indikator:12:tanpa_target``), stable for the record it speaks of.
    """

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="tinjauan", verbose_name="OPD")
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN_SAH)
    kunci = models.CharField("butir", max_length=80)
    catatan = models.TextField("catatan")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="ditinjau oleh"
    )
    pada = models.DateTimeField("ditinjau pada")

    class Meta:
        verbose_name = "tinjauan tahun baru"
        verbose_name_plural = "tinjauan tahun baru"
        ordering = ["opd", "-tahun", "kunci"]
        constraints = [
            models.UniqueConstraint(fields=["opd", "tahun", "kunci"], name="satu_tinjauan_per_butir"),
            models.CheckConstraint(name="tinjauan_bercatatan", condition=~models.Q(catatan="")),
        ]

    def __str__(self):
        return f"{self.tahun}: {self.kunci}"
