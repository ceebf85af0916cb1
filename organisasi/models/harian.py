"""What was done of itself on which day: one row per job, Pemda and local day."""

from django.db import models

from organisasi.models.lembaga import PemerintahDaerah


class PekerjaanHarian(models.Model):
    """A daily job of one day. ``hasil`` says what it did, ``galat`` why it failed; what failed is tried again."""

    class Status(models.TextChoices):
        BERJALAN = "berjalan", "Sedang dikerjakan"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"

    nama = models.CharField("pekerjaan", max_length=60)
    pemda = models.ForeignKey(
        PemerintahDaerah, on_delete=models.CASCADE, related_name="+", verbose_name="pemerintah daerah"
    )
    tanggal = models.DateField("tanggal")
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.BERJALAN)
    percobaan = models.PositiveSmallIntegerField("percobaan", default=1)
    mulai_pada = models.DateTimeField("mulai pada")
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)
    hasil = models.TextField("hasil", blank=True)
    galat = models.TextField("sebab gagal", blank=True)

    class Meta:
        verbose_name = "pekerjaan harian"
        verbose_name_plural = "pekerjaan harian"
        ordering = ["-tanggal", "pemda", "nama"]
        constraints = [
            models.UniqueConstraint(fields=["nama", "pemda", "tanggal"], name="satu_pekerjaan_per_hari"),
            models.CheckConstraint(
                name="pekerjaan_gagal_bersebab", condition=~models.Q(status="gagal") | ~models.Q(galat="")
            ),
        ]

    def __str__(self):
        return f"{self.nama} {self.tanggal:%d-%m-%Y}"
