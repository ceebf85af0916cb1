"""Tim SAKIP: named by a decree of the Kepala, with members and their place in the team."""

from django.core.exceptions import ValidationError
from django.db import models

from organisasi.models.lembaga import OPD, UnitKerja
from organisasi.models.orang import Pegawai
from organisasi.waktu import Bermasa


class TimSAKIP(Bermasa):
    """One decree (SK) and the time it holds."""

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="tim", verbose_name="OPD")
    nomor_sk = models.CharField("nomor SK", max_length=120, blank=True)
    tanggal_sk = models.DateField("tanggal SK", null=True, blank=True)

    class Meta(Bermasa.Meta):
        verbose_name = "Tim SAKIP"
        verbose_name_plural = "Tim SAKIP"
        ordering = ["opd_id", "-tanggal_mulai"]

    def __str__(self):
        return f"{self.opd.sebutan_tim} {self.opd} {self.tanggal_mulai.year}"


class AnggotaTim(models.Model):
    """A member and the member's place in the team."""

    class Kedudukan(models.TextChoices):
        PENGARAH = "pengarah", "Pengarah"
        KETUA = "ketua", "Ketua"
        SEKRETARIS = "sekretaris", "Sekretaris tim"
        ANGGOTA = "anggota", "Anggota"
        OPERATOR = "operator", "Operator"

        def di_tim(self, sebutan_tim: str) -> str:
            """The place with the OPD's own name for its team: ``Sekretaris Tim SAKIP``."""
            return f"{self.label.removesuffix(' tim')} {sebutan_tim}"

    tim = models.ForeignKey(TimSAKIP, on_delete=models.CASCADE, related_name="anggota", verbose_name="tim")
    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, related_name="keanggotaan", verbose_name="pegawai"
    )
    kedudukan = models.CharField(
        "kedudukan", max_length=12, choices=Kedudukan.choices, default=Kedudukan.ANGGOTA
    )
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="wakil_di_tim",
        verbose_name="mewakili unit",
    )

    class Meta:
        verbose_name = "anggota tim"
        verbose_name_plural = "anggota tim"
        ordering = ["tim_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["tim", "pegawai"],
                name="satu_kedudukan_per_anggota",
                violation_error_message="Pegawai ini sudah menjadi anggota tim.",
            )
        ]

    def __str__(self):
        return f"{self.pegawai} ({self.get_kedudukan_display()})"

    @property
    def opd_id(self) -> int:
        """The OPD of the team."""
        return self.tim.opd_id

    def clean(self):
        if self.pegawai_id and self.tim_id and self.pegawai.opd_id != self.tim.opd_id:
            raise ValidationError({"pegawai": "Anggota tim harus pegawai OPD ini."})
