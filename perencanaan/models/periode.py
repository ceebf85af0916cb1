"""Periods: shared by all offices and never changed."""

import calendar
from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from organisasi.galat import TindakanDitolak

NAMA_BULAN = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
ROMAWI = ("I", "II", "III", "IV")


class PeriodeQuerySet(models.QuerySet):
    def tahun_lengkap(self, tahun: int) -> "PeriodeQuerySet":
        """All periods of a year, made on first need: 12 months, 4 triwulan, 2 semester, the year."""
        kurang = [
            Periode(tahun=tahun, jenis=jenis, nomor=nomor, tanggal_mulai=mulai, tanggal_selesai=selesai)
            for jenis, nomor, mulai, selesai in _rentang_setahun(tahun)
        ]
        if self.filter(tahun=tahun).count() < len(kurang):
            Periode.objects.bulk_create(kurang, ignore_conflicts=True)
        return self.filter(tahun=tahun)


class Periode(models.Model):
    """A month, triwulan, semester or year. Due dates belong to the OPD, not to the period."""

    class Jenis(models.TextChoices):
        BULAN = "bulan", "Bulan"
        TRIWULAN = "triwulan", "Triwulan"
        SEMESTER = "semester", "Semester"
        TAHUN = "tahun", "Tahun"

    tahun = models.PositiveSmallIntegerField(
        "tahun", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices)
    nomor = models.PositiveSmallIntegerField("nomor")
    tanggal_mulai = models.DateField("mulai")
    tanggal_selesai = models.DateField("selesai")

    objects = PeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = "periode"
        verbose_name_plural = "periode"
        ordering = ["tahun", "tanggal_selesai", "-tanggal_mulai"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "jenis", "nomor"], name="satu_periode"),
            models.CheckConstraint(
                name="nomor_periode_sesuai_jenis",
                condition=Q(jenis="bulan", nomor__gte=1, nomor__lte=12)
                | Q(jenis="triwulan", nomor__gte=1, nomor__lte=4)
                | Q(jenis="semester", nomor__gte=1, nomor__lte=2)
                | Q(jenis="tahun", nomor=1),
            ),
            models.CheckConstraint(
                name="periode_selesai_setelah_mulai",
                condition=Q(tanggal_selesai__gt=models.F("tanggal_mulai")),
            ),
        ]

    def __str__(self):
        return self.nama

    def save(self, *args, **kwargs):
        if self.pk:
            raise TindakanDitolak("Periode tidak dapat diubah.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TindakanDitolak("Periode tidak dapat dihapus.")

    @property
    def nama(self) -> str:
        """``Maret 2026``, ``TW I 2026``, ``Semester I 2026``, ``Tahun 2026``."""
        if self.jenis == self.Jenis.BULAN:
            return f"{NAMA_BULAN[self.nomor - 1]} {self.tahun}"
        if self.jenis == self.Jenis.TRIWULAN:
            return f"TW {ROMAWI[self.nomor - 1]} {self.tahun}"
        if self.jenis == self.Jenis.SEMESTER:
            return f"Semester {ROMAWI[self.nomor - 1]} {self.tahun}"
        return f"Tahun {self.tahun}"

    @property
    def urutan(self) -> tuple[date, int]:
        """To sort by: the end; a month before the triwulan that ends with it."""
        return self.tanggal_selesai, -self.tanggal_mulai.toordinal()


def _rentang_setahun(tahun: int):
    """(jenis, nomor, first day, last day) of all periods of a year."""
    lama = {
        Periode.Jenis.BULAN: 1,
        Periode.Jenis.TRIWULAN: 3,
        Periode.Jenis.SEMESTER: 6,
        Periode.Jenis.TAHUN: 12,
    }
    for jenis, bulan in lama.items():
        for nomor in range(1, 12 // bulan + 1):
            akhir = nomor * bulan
            mulai = date(tahun, akhir - bulan + 1, 1)
            yield jenis, nomor, mulai, date(tahun, akhir, calendar.monthrange(tahun, akhir)[1])
