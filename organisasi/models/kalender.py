"""The working calendar in three layers: national, Pemda, OPD."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisasi.models.lembaga import OPD, PemerintahDaerah
from organisasi.waktu import Bermasa


class Berlapis(models.Model):
    """A row of the national layer (neither set), of one Pemda, or of one OPD."""

    pemda = models.ForeignKey(
        PemerintahDaerah, on_delete=models.PROTECT, null=True, blank=True, verbose_name="pemerintah daerah"
    )
    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, null=True, blank=True, verbose_name="OPD")

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.pemda_id and self.opd_id:
            raise ValidationError(
                "Pilih satu: pemerintah daerah atau OPD. Kosongkan keduanya untuk nasional."
            )


class HariLibur(Berlapis):
    """A day off, or a working day made of one (``masuk``), in its layer."""

    tanggal = models.DateField("tanggal")
    nama = models.CharField("nama", max_length=120)
    masuk = models.BooleanField(
        "justru hari kerja",
        default=False,
        help_text="Centang bila lapisan ini menetapkan hari itu hari kerja.",
    )
    sumber = models.CharField("dasar", max_length=200, blank=True, help_text="Misalnya nomor SKB.")

    class Meta:
        verbose_name = "hari libur"
        verbose_name_plural = "hari libur"
        ordering = ["-tanggal"]
        constraints = [
            models.CheckConstraint(name="libur_satu_lapisan", condition=Q(pemda=None) | Q(opd=None)),
            # One rule per layer: NULLs are distinct, so a single unique constraint would not see them.
            models.UniqueConstraint(
                fields=["tanggal"],
                condition=Q(pemda=None, opd=None),
                name="satu_libur_nasional_per_tanggal",
                violation_error_message="Tanggal ini sudah diatur secara nasional.",
            ),
            models.UniqueConstraint(
                fields=["tanggal", "pemda"],
                condition=Q(pemda__isnull=False),
                name="satu_libur_pemda_per_tanggal",
                violation_error_message="Tanggal ini sudah diatur untuk pemerintah daerah tersebut.",
            ),
            models.UniqueConstraint(
                fields=["tanggal", "opd"],
                condition=Q(opd__isnull=False),
                name="satu_libur_opd_per_tanggal",
                violation_error_message="Tanggal ini sudah diatur untuk OPD tersebut.",
            ),
        ]

    def __str__(self):
        return f"{self.tanggal:%d-%m-%Y} {self.nama}"


class JamKerja(Berlapis, Bermasa):
    """Working hours of one weekday (Senin = 0) from a date on, in their layer."""

    class Hari(models.IntegerChoices):
        SENIN = 0, "Senin"
        SELASA = 1, "Selasa"
        RABU = 2, "Rabu"
        KAMIS = 3, "Kamis"
        JUMAT = 4, "Jumat"
        SABTU = 5, "Sabtu"
        MINGGU = 6, "Minggu"

    hari = models.PositiveSmallIntegerField("hari", choices=Hari.choices)
    jam_masuk = models.TimeField("jam masuk")
    jam_pulang = models.TimeField("jam pulang")
    istirahat_mulai = models.TimeField("istirahat mulai", null=True, blank=True)
    istirahat_selesai = models.TimeField("istirahat selesai", null=True, blank=True)

    class Meta:
        verbose_name = "jam kerja"
        verbose_name_plural = "jam kerja"
        ordering = ["hari", "-tanggal_mulai"]
        constraints = [
            *Bermasa.Meta.constraints,
            models.CheckConstraint(name="jam_kerja_satu_lapisan", condition=Q(pemda=None) | Q(opd=None)),
            models.CheckConstraint(
                name="jam_pulang_setelah_masuk",
                condition=Q(jam_pulang__gt=models.F("jam_masuk")),
                violation_error_message="Jam pulang harus setelah jam masuk.",
            ),
            models.CheckConstraint(
                name="istirahat_di_dalam_jam_kerja",
                condition=Q(istirahat_mulai=None, istirahat_selesai=None)
                | Q(
                    istirahat_mulai__gte=models.F("jam_masuk"),
                    istirahat_selesai__gt=models.F("istirahat_mulai"),
                    istirahat_selesai__lte=models.F("jam_pulang"),
                ),
                violation_error_message="Istirahat harus lengkap dan berada di dalam jam kerja.",
            ),
        ]

    def __str__(self):
        return f"{self.get_hari_display()} {self.jam_masuk:%H.%M}–{self.jam_pulang:%H.%M}"
