"""An archive that was asked for: waiting, being made, finished or failed. Each is a snapshot, never changed."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.hak import id_opd_dengan
from organisasi.models import OPD
from perencanaan.models import Periode

PENGGUNA = settings.AUTH_USER_MODEL


def letak_arsip(arsip: "ArsipPeriode", nama_berkas: str) -> str:
    """A random name: what a person typed never becomes a path."""
    return f"arsip/{arsip.opd_id}/{uuid4().hex}.zip"


def nama_folder() -> str:
    """A random name for the folder in which it is made."""
    return uuid4().hex


class ArsipPeriodeQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "ArsipPeriodeQuerySet":
        """Archives of the OPDs of which this person may have one; all others are a 404."""
        di_mana = id_opd_dengan(pengguna, "laporan.lihat_arsip")
        return self if di_mana is None else self.filter(opd__in=di_mana)


class ArsipPeriode(models.Model):
    """One ZIP of a period (SOP step A12, B10). One at a time is made per OPD."""

    class Status(models.TextChoices):
        ANTRE = "antre", "Menunggu giliran"
        DIKERJAKAN = "dikerjakan", "Sedang disusun"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"

    BERJALAN = (Status.ANTRE, Status.DIKERJAKAN)

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="arsip", verbose_name="OPD")
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="arsip", verbose_name="periode"
    )
    dengan_waktu = models.BooleanField("sertakan waktu tiap langkah", default=False)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.ANTRE)
    folder = models.CharField("folder kerja", max_length=32, default=nama_folder, editable=False)
    berkas = models.FileField("berkas", upload_to=letak_arsip, max_length=200, blank=True)
    sidik = models.CharField("sidik berkas (SHA-256)", max_length=64, blank=True)
    ukuran = models.PositiveBigIntegerField("ukuran (byte)", null=True, blank=True)
    jumlah = models.PositiveIntegerField("jumlah berkas di dalamnya", null=True, blank=True)
    masalah = models.JSONField("yang tidak cocok", default=list, blank=True)
    galat = models.TextField("sebab gagal", blank=True)
    diminta_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    diminta_pada = models.DateTimeField("diminta pada", auto_now_add=True)
    mulai_pada = models.DateTimeField("mulai disusun pada", null=True, blank=True)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = ArsipPeriodeQuerySet.as_manager()

    class Meta:
        verbose_name = "arsip periode"
        verbose_name_plural = "arsip periode"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd"],
                condition=Q(status__in=["antre", "dikerjakan"]),
                name="satu_arsip_disusun_per_opd",
            ),
            models.CheckConstraint(
                name="arsip_selesai_punya_berkas",
                condition=~Q(status="selesai")
                | ~Q(berkas="") & ~Q(sidik="") & Q(ukuran__isnull=False, jumlah__isnull=False),
            ),
            models.CheckConstraint(
                name="arsip_gagal_punya_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
        ]

    def __str__(self):
        return f"Arsip {self.periode} {self.opd}"

    def get_absolute_url(self) -> str:
        return reverse("arsip_lihat", args=[self.pk])

    @property
    def jalur_folder(self) -> Path:
        """The folder in which it is made; gone once the ZIP is taken over."""
        return Path(settings.MEDIA_ROOT) / "arsip-kerja" / self.folder

    @property
    def sedang_berjalan(self) -> bool:
        """Waiting, or being made."""
        return self.status in self.BERJALAN

    @property
    def nama_unduhan(self) -> str:
        """``Arsip_TW-I-2026_DISKOMINFO_12.zip``."""
        return f"Arsip_{self.periode.nama.replace(' ', '-')}_{self.opd.singkatan}_{self.pk}.zip"
