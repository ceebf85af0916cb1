"""Budget: what a node may spend in its year, and what it spent per period."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisasi.waktu import Bermasa
from perencanaan.angka import RupiahField
from perencanaan.models.periode import Periode
from perencanaan.models.pohon import Simpul
from perencanaan.models.sumber import BersumberAngka


class PaguAnggaran(BersumberAngka, Bermasa):
    """The budget of a node from a day on (DPA, then DPPA). Only one holds on any day (migration ``0002``)."""

    simpul = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="pagu", verbose_name="program/kegiatan"
    )
    nilai = RupiahField("pagu (Rp)")
    dasar = models.CharField("dasar", max_length=120, blank=True, help_text="DPA, DPPA, …")

    class Meta:
        verbose_name = "pagu anggaran"
        verbose_name_plural = "pagu anggaran"
        ordering = ["simpul", "-tanggal_mulai"]
        constraints = [
            *Bermasa.Meta.constraints,
            models.CheckConstraint(
                name="pagu_tidak_negatif",
                condition=Q(nilai__gte=0),
                violation_error_message="Pagu tidak boleh negatif.",
            ),
        ]

    def __str__(self):
        return f"Pagu {self.simpul}"

    @property
    def opd_id(self) -> int:
        """The OPD of the node."""
        return self.simpul.opd_id


class RealisasiAnggaran(BersumberAngka):
    """What a node spent within one period (not cumulative). ``versi`` counts its changes, for stale edits."""

    simpul = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="realisasi_anggaran", verbose_name="program/kegiatan"
    )
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="realisasi_anggaran", verbose_name="periode"
    )
    nilai = RupiahField("realisasi (Rp)")
    versi = models.PositiveIntegerField("versi", default=0, editable=False)
    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="diubah oleh",
    )

    class Meta:
        verbose_name = "realisasi anggaran"
        verbose_name_plural = "realisasi anggaran"
        ordering = ["simpul", "periode__tanggal_selesai"]
        constraints = [
            models.UniqueConstraint(fields=["simpul", "periode"], name="satu_realisasi_anggaran_per_periode")
        ]

    def __str__(self):
        return f"{self.periode}: {self.simpul}"

    @property
    def opd_id(self) -> int:
        """The OPD of the node."""
        return self.simpul.opd_id

    def clean(self):
        if self.periode_id and self.simpul_id and self.periode.tahun != self.simpul.tahun:
            raise ValidationError({"periode": "Periode harus dari tahun program/kegiatan."})
