"""What a person wants to be told by e-mail, and what was told; and sentences an OPD uses again and again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisasi.models import OPD

PENGGUNA = settings.AUTH_USER_MODEL


class PilihanKabar(models.Model):
    """How one person wants the e-mail digest. Without a row the defaults below hold."""

    pengguna = models.OneToOneField(
        PENGGUNA, on_delete=models.CASCADE, related_name="pilihan_kabar", verbose_name="pengguna"
    )
    surel = models.BooleanField("kirim ringkasan ke surel saya", default=True)
    sebelum = models.BooleanField("beberapa hari sebelum batas waktu", default=True)
    pada_hari = models.BooleanField("pada hari batas waktu", default=True)
    sesudah = models.BooleanField("sesudah batas waktu terlewat", default=True)
    bawahan = models.BooleanField("keterlambatan unit yang saya pimpin", default=True)

    class Meta:
        verbose_name = "pilihan kabar"
        verbose_name_plural = "pilihan kabar"

    def __str__(self):
        return f"Pilihan kabar {self.pengguna}"


class RingkasanTerkirim(models.Model):
    """One digest to one person on one day: sent, or why not. The row comes before the sending: none goes twice."""

    class Status(models.TextChoices):
        DISIAPKAN = "disiapkan", "Disiapkan"
        TERKIRIM = "terkirim", "Terkirim"
        GAGAL = "gagal", "Gagal"

    pengguna = models.ForeignKey(
        PENGGUNA, on_delete=models.CASCADE, related_name="+", verbose_name="pengguna"
    )
    tanggal = models.DateField("tanggal")
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.DISIAPKAN)
    butir = models.PositiveSmallIntegerField("jumlah butir", default=0)
    galat = models.TextField("sebab gagal", blank=True)
    pada = models.DateTimeField("pada", auto_now=True)

    class Meta:
        verbose_name = "ringkasan terkirim"
        verbose_name_plural = "ringkasan terkirim"
        ordering = ["-tanggal", "pengguna"]
        constraints = [
            models.UniqueConstraint(fields=["pengguna", "tanggal"], name="satu_ringkasan_per_hari"),
            models.CheckConstraint(
                name="ringkasan_gagal_bersebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
        ]

    def __str__(self):
        return f"{self.pengguna}, {self.tanggal}: {self.get_status_display()}"


class ArahanBaku(models.Model):
    """A sentence that an OPD's deciders use again: a reason to return, or an arahan."""

    class Guna(models.TextChoices):
        KEMBALIKAN = "kembalikan", "Alasan mengembalikan"
        ARAHAN = "arahan", "Arahan disposisi"

    opd = models.ForeignKey(OPD, on_delete=models.CASCADE, related_name="arahan_baku", verbose_name="OPD")
    guna = models.CharField("untuk", max_length=12, choices=Guna.choices)
    isi = models.CharField("kalimat", max_length=300)
    dibuat_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
    )
    dipakai = models.PositiveIntegerField("dipakai", default=0)

    class Meta:
        verbose_name = "arahan baku"
        verbose_name_plural = "arahan baku"
        ordering = ["opd", "guna", "-dipakai", "isi"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "guna", "isi"],
                name="satu_arahan_baku",
                violation_error_message="Kalimat ini sudah ada.",
            )
        ]

    def __str__(self):
        return self.isi
