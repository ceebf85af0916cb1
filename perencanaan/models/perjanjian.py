"""Perjanjian Kinerja: the agreement of a position for a year, with its versions."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from organisasi.models import OPD, Jabatan
from perencanaan.models.pohon import TAHUN_SAH


class PerjanjianKinerja(models.Model):
    """One version of the agreement of one position for one year. Signed versions are never changed.

    On signing, the text as signed (names, ranks, targets, budget) is kept in ``naskah`` with its ``sidik``:
    what changes afterwards in the organisation or the plan changes nothing on that paper.
    """

    class Status(models.TextChoices):
        KONSEP = "konsep", "Konsep"
        DITANDATANGANI = "ditandatangani", "Ditandatangani"

    class Sebab(models.TextChoices):
        """Why an agreement is revised (PermenPANRB 53/2014, Lampiran I)."""

        PEJABAT = "pejabat", "Pergantian pejabat (target tetap)"
        STRATEGI = "strategi", "Perubahan strategi: program, kegiatan atau anggaran"
        PRIORITAS = "prioritas", "Perubahan prioritas atau asumsi"

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
    sebab = models.CharField("sebab perubahan", max_length=10, choices=Sebab.choices, blank=True)
    alasan = models.TextField("alasan perubahan", blank=True)
    atasan = models.ForeignKey(
        Jabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="pihak kedua (jabatan di OPD)",
        help_text="Atasan langsung. Kosongkan untuk Kepala OPD, lalu isi pihak kedua di bawah.",
    )
    pihak_kedua_jabatan = models.CharField(
        "jabatan pihak kedua", max_length=200, blank=True, help_text="Di luar OPD, misalnya Bupati Boyolali."
    )
    pihak_kedua_nama = models.CharField("nama pihak kedua", max_length=150, blank=True)
    pihak_kedua_pangkat = models.CharField("pangkat pihak kedua", max_length=60, blank=True)
    pihak_kedua_nip = models.CharField("NIP pihak kedua", max_length=25, blank=True)
    tempat = models.CharField(
        "tempat ditandatangani", max_length=120, blank=True, help_text="Kosong: ibu kota daerah."
    )
    status = models.CharField("status", max_length=14, choices=Status.choices, default=Status.KONSEP)
    naskah = models.JSONField("naskah saat ditandatangani", null=True, blank=True, editable=False)
    sidik = models.CharField("sidik naskah (SHA-256)", max_length=64, blank=True, editable=False)
    dicatat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="penandatanganan dicatat oleh",
    )
    dicatat_pada = models.DateTimeField("dicatat pada", null=True, blank=True, editable=False)
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
            models.CheckConstraint(
                name="sebab_hanya_pada_perubahan",
                condition=Q(sebab="") | Q(perubahan_ke__gt=0),
                violation_error_message="Sebab perubahan hanya untuk PK Perubahan.",
            ),
            models.CheckConstraint(
                name="naskah_pk_bersidik",
                condition=Q(naskah__isnull=True, sidik="") | (Q(naskah__isnull=False) & ~Q(sidik="")),
            ),
        ]

    def __str__(self):
        perubahan = f" Perubahan ke-{self.perubahan_ke}" if self.perubahan_ke else ""
        return f"PK{perubahan} {self.jabatan} {self.tahun}"

    @property
    def dikunci(self) -> bool:
        """A signed agreement, and the targets in it, are frozen."""
        return self.status == self.Status.DITANDATANGANI

    @property
    def adalah_rancangan(self) -> bool:
        """A draft revision: until it is signed, what was signed before it holds."""
        return self.perubahan_ke > 0 and not self.dikunci

    def clean(self):
        for nama in ("jabatan", "atasan"):
            if getattr(self, f"{nama}_id") and getattr(self, nama).opd_id != self.opd_id:
                raise ValidationError({nama: "Jabatan harus dari OPD yang sama."})
        if self.tahun and self.tanggal_berlaku and self.tanggal_berlaku.year != self.tahun:
            raise ValidationError({"tanggal_berlaku": f"Pilih tanggal pada tahun {self.tahun}."})
        if self.atasan_id and self.atasan_id == self.jabatan_id:
            raise ValidationError({"atasan": "Pihak kedua adalah atasan, bukan pihak pertama sendiri."})
