"""What was asked to be printed, and what came of it."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.hak import id_opd_dengan
from organisasi.models import OPD

PENGGUNA = settings.AUTH_USER_MODEL


def letak_cetakan(cetakan: "Cetakan", nama_berkas: str) -> str:
    """A random name: what a person typed never becomes a path."""
    return f"cetakan/{cetakan.opd_id}/{uuid4().hex}.pdf"


def nama_folder() -> str:
    """A random name for the folder in which a paper is made."""
    return uuid4().hex


class CetakanQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "CetakanQuerySet":
        """Papers of the OPDs whose reports this person may see; all others are a 404."""
        di_mana = id_opd_dengan(pengguna, "laporan.lihat")
        return self if di_mana is None else self.filter(opd__in=di_mana)


class Cetakan(models.Model):
    """One PDF, waiting, under way, finished or failed. The same content (``kunci``) of an OPD is one row.

    While it is made its text stands in ``folder`` on disk, until the PDF is taken over. A row under way holds
    one of the ``tempat`` (places), each taken once: so many processes run at most, whoever starts them.
    """

    class Status(models.TextChoices):
        ANTRE = "antre", "Menunggu giliran"
        DIKERJAKAN = "dikerjakan", "Sedang dicetak"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="cetakan", verbose_name="OPD")
    jenis = models.CharField("jenis naskah", max_length=40)
    judul = models.CharField("judul", max_length=300)
    nama_berkas = models.CharField("nama berkas", max_length=150)
    kunci = models.CharField("sidik isi (SHA-256)", max_length=64)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.ANTRE)
    folder = models.CharField("folder kerja", max_length=32, default=nama_folder, editable=False)
    tempat = models.PositiveSmallIntegerField("tempat proses", null=True, blank=True, editable=False)
    berkas = models.FileField("berkas", upload_to=letak_cetakan, max_length=200, blank=True)
    sidik = models.CharField("sidik berkas (SHA-256)", max_length=64, blank=True)
    ukuran = models.PositiveIntegerField("ukuran (byte)", null=True, blank=True)
    halaman = models.PositiveIntegerField("jumlah halaman", null=True, blank=True)
    galat = models.TextField("sebab gagal", blank=True)
    diminta_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diminta oleh"
    )
    diminta_pada = models.DateTimeField("diminta pada")
    mulai_pada = models.DateTimeField("mulai dicetak pada", null=True, blank=True)
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = CetakanQuerySet.as_manager()

    class Meta:
        verbose_name = "cetakan"
        verbose_name_plural = "cetakan"
        ordering = ["-diminta_pada", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "kunci"],
                name="satu_cetakan_per_isi",
                violation_error_message="Naskah dengan isi yang sama sudah pernah dicetak.",
            ),
            models.UniqueConstraint(
                fields=["tempat"],
                condition=Q(status="dikerjakan"),
                name="satu_cetakan_per_tempat",
                violation_error_message="Tempat proses ini sedang dipakai.",
            ),
            models.CheckConstraint(
                name="cetakan_dikerjakan_punya_tempat",
                condition=(Q(status="dikerjakan") & Q(tempat__isnull=False, mulai_pada__isnull=False))
                | (~Q(status="dikerjakan") & Q(tempat=None)),
            ),
            models.CheckConstraint(
                name="cetakan_selesai_punya_berkas",
                condition=~Q(status="selesai")
                | (~Q(berkas="") & ~Q(sidik="") & Q(ukuran__isnull=False, halaman__isnull=False)),
            ),
            models.CheckConstraint(
                name="cetakan_gagal_punya_sebab", condition=~Q(status="gagal") | ~Q(galat="")
            ),
        ]
        indexes = [models.Index(fields=["status", "diminta_pada"], name="cetakan_antre")]

    def __str__(self):
        return self.judul

    def get_absolute_url(self) -> str:
        return reverse("cetakan_lihat", args=[self.pk])

    @property
    def jalur_folder(self) -> Path:
        """The folder in which it is made; gone once the PDF is taken over."""
        return Path(settings.MEDIA_ROOT) / "cetakan-kerja" / self.folder

    @property
    def sudah_tuntas(self) -> bool:
        """Finished or failed: nothing more will happen by itself."""
        return self.status in (self.Status.SELESAI, self.Status.GAGAL)

    @property
    def ada_berkas(self) -> bool:
        """Is the PDF really there?"""
        return bool(self.berkas) and self.berkas.storage.exists(self.berkas.name)


# The written parts of reports stand in a file of their own.
from laporan.arsip_model import ArsipPeriode  # noqa: E402
from laporan.bagian_model import BagianLaporan  # noqa: E402
from laporan.final_model import NaskahFinal, PindaianNaskah, RendisiNaskah  # noqa: E402

__all__ = ["ArsipPeriode", "BagianLaporan", "Cetakan", "NaskahFinal", "PindaianNaskah", "RendisiNaskah"]
