"""Targets of a year and of its periods, the Renstra's targets, and what earlier years brought."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisasi.models import UnitKerja
from organisasi.waktu import BerlakuQuerySet, Bermasa
from perencanaan.angka import NilaiField
from perencanaan.models.indikator import Indikator
from perencanaan.models.periode import Periode
from perencanaan.models.perjanjian import PerjanjianKinerja
from perencanaan.models.pohon import TAHUN_SAH
from perencanaan.models.sumber import BersumberAngka


class VersiTargetQuerySet(BerlakuQuerySet):
    def ditetapkan(self) -> "VersiTargetQuerySet":
        """Without the drafts of a revision that is not signed yet."""
        return self.filter(rancangan=False)

    def berlaku_pada(self, tanggal: date) -> "VersiTargetQuerySet":
        """Targets in force on that day; drafts of a revision never are."""
        return super().berlaku_pada(tanggal).ditetapkan()


class VersiTarget(BersumberAngka, Bermasa):
    """A whole year's series of targets of one indicator, in force from a day on.

    At most one version of an indicator's year is in force on any day (migration ``0005``). A ``rancangan``
    belongs to a revision that is not signed yet: it stands beside the version in force and counts nowhere.
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
    rancangan = models.BooleanField("rancangan", default=False, editable=False)

    objects = VersiTargetQuerySet.as_manager()

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["indikator__kode", "-tahun", "-tanggal_mulai"]
        constraints = [
            *Bermasa.Meta.constraints,
            models.CheckConstraint(
                name="target_satu_bentuk",
                condition=Q(batas_bawah=None, batas_atas=None)
                | Q(batas_bawah__isnull=False, batas_atas__gte=models.F("batas_bawah"), nilai=None),
                violation_error_message="Isi target sebagai satu angka, atau batas bawah dan batas atas.",
            ),
            models.CheckConstraint(
                name="rancangan_milik_perjanjian",
                condition=Q(rancangan=False) | Q(perjanjian__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Target {self.tahun} {self.indikator}"

    @property
    def opd_id(self) -> int:
        """The OPD of the indicator."""
        return self.indikator.opd_id

    def berlaku_pada(self, tanggal: date) -> bool:
        """Does the target hold on that day? A draft of a revision never does."""
        return not self.rancangan and super().berlaku_pada(tanggal)

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
        ordering = ["versi_id", "periode__tanggal_selesai"]
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


class CatatanTarget(models.Model):
    """A warning about a year's targets that is kept, with the reason (``perencanaan.periksa_target``)."""

    versi = models.ForeignKey(
        VersiTarget, on_delete=models.CASCADE, related_name="catatan", verbose_name="versi target"
    )
    kode = models.CharField("peringatan", max_length=40)
    alasan = models.TextField("alasan dipertahankan")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="oleh"
    )
    pada = models.DateTimeField("pada")

    class Meta:
        verbose_name = "peringatan yang dipertahankan"
        verbose_name_plural = "peringatan yang dipertahankan"
        ordering = ["versi_id", "kode"]
        constraints = [
            models.UniqueConstraint(fields=["versi", "kode"], name="satu_alasan_per_peringatan"),
            models.CheckConstraint(name="peringatan_dipertahankan_beralasan", condition=~Q(alasan="")),
        ]

    def __str__(self):
        return f"{self.kode}: {self.alasan}"


class TargetUnit(models.Model):
    """The part of one unit in the year's target of an indicator that several units bring."""

    versi = models.ForeignKey(
        VersiTarget, on_delete=models.CASCADE, related_name="bagian_unit", verbose_name="versi target"
    )
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="bagian_target", verbose_name="unit kerja"
    )
    nilai = NilaiField("bagian target")

    class Meta:
        verbose_name = "bagian target unit"
        verbose_name_plural = "bagian target unit"
        ordering = ["versi_id", "unit__urutan", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["versi", "unit"], name="satu_bagian_per_unit")]

    def __str__(self):
        return f"{self.unit}: {self.nilai}"

    def clean(self):
        if self.unit_id and self.versi_id and self.unit.opd_id != self.versi.opd_id:
            raise ValidationError({"unit": "Unit kerja harus dari OPD pemilik indikator."})


class StandarNasional(models.Model):
    """What the nation reached or prescribes for an indicator in a year, for disclosure 4 of the LKjIP."""

    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="standar_nasional", verbose_name="indikator"
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN_SAH)
    nilai = NilaiField("nilai", null=True, blank=True)
    tingkat = models.CharField("tingkat/predikat", max_length=60, blank=True)
    sumber = models.CharField("sumber", max_length=300, help_text="Dokumen, instansi dan tahunnya.")

    class Meta:
        verbose_name = "standar nasional"
        verbose_name_plural = "standar nasional"
        ordering = ["indikator", "-tahun"]
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun"], name="satu_standar_per_tahun"),
            models.CheckConstraint(
                name="standar_berisi_dan_bersumber",
                condition=(Q(nilai__isnull=False) | ~Q(tingkat="")) & ~Q(sumber=""),
                violation_error_message="Isi nilai atau tingkatnya, dan sebut sumbernya.",
            ),
        ]

    def __str__(self):
        return f"Standar nasional {self.tahun}: {self.indikator}"

    @property
    def opd_id(self) -> int:
        """The OPD of the indicator."""
        return self.indikator.opd_id
