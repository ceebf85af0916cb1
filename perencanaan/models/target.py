"""Targets, the agreements they come from, and what earlier years brought."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisasi.models import OPD, Jabatan
from organisasi.waktu import Bermasa
from perencanaan.angka import NilaiField
from perencanaan.models.indikator import Indikator
from perencanaan.models.periode import Periode
from perencanaan.models.pohon import TAHUN_SAH


class BersumberAngka(models.Model):
    """A figure with its source. Practice figures say so on every screen and paper that shows them."""

    sumber = models.TextField("sumber angka", blank=True)
    angka_latihan = models.BooleanField(
        "angka latihan", default=False, help_text="Bukan angka terbitan; hanya untuk berlatih."
    )

    class Meta:
        abstract = True


class PerjanjianKinerja(models.Model):
    """One version of the agreement of one position for one year. Signed versions are never changed."""

    class Status(models.TextChoices):
        KONSEP = "konsep", "Konsep"
        DITANDATANGANI = "ditandatangani", "Ditandatangani"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="perjanjian", verbose_name="OPD")
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN_SAH)
    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="perjanjian", verbose_name="pihak pertama (jabatan)"
    )
    perubahan_ke = models.PositiveSmallIntegerField(
        "perubahan ke-", default=0, help_text="0 untuk PK awal, 1 untuk PK Perubahan pertama, dan seterusnya."
    )
    nomor = models.CharField("nomor", max_length=120, blank=True)
    tanggal = models.DateField("tanggal ditandatangani", null=True, blank=True)
    tanggal_berlaku = models.DateField("berlaku mulai")
    alasan = models.TextField("alasan perubahan", blank=True)
    status = models.CharField("status", max_length=14, choices=Status.choices, default=Status.KONSEP)
    sumber = models.TextField("sumber contoh", blank=True)

    class Meta:
        verbose_name = "Perjanjian Kinerja"
        verbose_name_plural = "Perjanjian Kinerja"
        ordering = ["opd", "-tahun", "jabatan", "-perubahan_ke"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "tahun", "jabatan", "perubahan_ke"],
                name="satu_pk_per_perubahan",
                violation_error_message="Perjanjian Kinerja dengan nomor perubahan ini sudah ada.",
            ),
            models.CheckConstraint(
                name="pk_perubahan_beralasan",
                condition=Q(perubahan_ke=0) | ~Q(alasan=""),
                violation_error_message="PK Perubahan harus menyebut alasannya.",
            ),
            models.CheckConstraint(
                name="pk_ditandatangani_bertanggal",
                condition=Q(status="konsep") | Q(tanggal__isnull=False),
                violation_error_message="Isi tanggal penandatanganan.",
            ),
        ]

    def __str__(self):
        perubahan = f" Perubahan ke-{self.perubahan_ke}" if self.perubahan_ke else ""
        return f"PK{perubahan} {self.jabatan} {self.tahun}"

    @property
    def dikunci(self) -> bool:
        """A signed agreement, and the targets in it, are frozen."""
        return self.status == self.Status.DITANDATANGANI

    def clean(self):
        if self.jabatan_id and self.jabatan.opd_id != self.opd_id:
            raise ValidationError({"jabatan": "Jabatan harus dari OPD yang sama."})


class VersiTarget(BersumberAngka, Bermasa):
    """A whole year's series of targets of one indicator, in force from a day on.

    At most one version of an indicator's year is in force on any day (migration ``0002``).
    A target is a figure, a range (``batas_bawah``–``batas_atas``) or a level (``tingkat``), by the
    indicator's ``arah``. No target is a state of its own: *target belum ditetapkan*.
    """

    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="target", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN_SAH)
    perjanjian = models.ForeignKey(
        PerjanjianKinerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="target",
        verbose_name="Perjanjian Kinerja",
    )
    nilai = NilaiField("target tahun", null=True, blank=True)
    batas_bawah = NilaiField("batas bawah", null=True, blank=True)
    batas_atas = NilaiField("batas atas", null=True, blank=True)
    tingkat = models.CharField("tingkat/predikat", max_length=60, blank=True)

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["indikator", "-tahun", "-tanggal_mulai"]
        constraints = [
            *Bermasa.Meta.constraints,
            models.CheckConstraint(
                name="target_satu_bentuk",
                condition=Q(batas_bawah=None, batas_atas=None)
                | Q(batas_bawah__isnull=False, batas_atas__gte=models.F("batas_bawah"), nilai=None),
                violation_error_message="Isi target sebagai satu angka, atau batas bawah dan batas atas.",
            ),
        ]

    def __str__(self):
        return f"Target {self.tahun} {self.indikator}"

    @property
    def opd_id(self) -> int:
        """The OPD of the indicator."""
        return self.indikator.opd_id

    @property
    def dikunci(self) -> bool:
        """Targets of a signed agreement are frozen; a change is a new version."""
        return bool(self.perjanjian_id and self.perjanjian.dikunci)

    def clean(self):
        super().clean()
        if self.perjanjian_id and self.indikator_id and self.perjanjian.opd_id != self.indikator.opd_id:
            raise ValidationError({"perjanjian": "Perjanjian Kinerja harus dari OPD yang sama."})
        if self.perjanjian_id and self.perjanjian.tahun != self.tahun:
            raise ValidationError({"perjanjian": "Tahun target dan tahun Perjanjian Kinerja berbeda."})


class TargetPeriode(BersumberAngka):
    """The target of one month, triwulan or semester within a version."""

    versi = models.ForeignKey(
        VersiTarget, on_delete=models.CASCADE, related_name="periode", verbose_name="versi target"
    )
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="target", verbose_name="periode"
    )
    nilai = NilaiField("target", null=True, blank=True)

    class Meta:
        verbose_name = "target periode"
        verbose_name_plural = "target per periode"
        ordering = ["versi", "periode__tanggal_selesai"]
        constraints = [models.UniqueConstraint(fields=["versi", "periode"], name="satu_target_per_periode")]

    def __str__(self):
        return f"{self.periode}: {self.nilai}"

    def clean(self):
        if self.periode_id and self.versi_id and self.periode.tahun != self.versi.tahun:
            raise ValidationError({"periode": "Periode harus dari tahun target."})


class TargetRenstra(BersumberAngka):
    """The Renstra's target of one indicator for one year."""

    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="target_renstra", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN_SAH)
    nilai = NilaiField("target", null=True, blank=True)
    tingkat = models.CharField("tingkat/predikat", max_length=60, blank=True)

    class Meta:
        verbose_name = "target Renstra"
        verbose_name_plural = "target Renstra"
        ordering = ["indikator", "tahun"]
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun"], name="satu_target_renstra_per_tahun")
        ]

    def __str__(self):
        return f"Renstra {self.tahun}: {self.indikator}"


class RiwayatNilai(BersumberAngka):
    """What an earlier year brought, from before this application or from a published report.

    ``capaian_tercetak`` is kept as the report printed it, right or wrong.
    """

    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="riwayat", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN_SAH)
    target = NilaiField("target", null=True, blank=True)
    realisasi = NilaiField("realisasi", null=True, blank=True)
    capaian_tercetak = models.CharField("capaian tercetak", max_length=40, blank=True)

    class Meta:
        verbose_name = "riwayat nilai"
        verbose_name_plural = "riwayat nilai"
        ordering = ["indikator", "-tahun"]
        constraints = [models.UniqueConstraint(fields=["indikator", "tahun"], name="satu_riwayat_per_tahun")]

    def __str__(self):
        return f"{self.tahun}: {self.indikator}"
