"""A file on its way: it comes in pieces, may stop and go on, and is evidence only once all of it was checked."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pengumpulan.models.formulir import Formulir

PENGGUNA = settings.AUTH_USER_MODEL


class UnggahanBertahap(models.Model):
    """One person's file for one form. Nobody else reads it; a day after its last piece it is cleared away.

    Its bytes lie at ``jalur`` up to ``diterima``. Complete and checked it has ``selesai_pada`` and waits to be
    attached; attaching it takes the row away.
    """

    formulir = models.ForeignKey(
        Formulir, on_delete=models.CASCADE, related_name="unggahan", verbose_name="formulir"
    )
    oleh = models.ForeignKey(PENGGUNA, on_delete=models.CASCADE, related_name="+", verbose_name="oleh")
    nama_berkas = models.CharField("nama berkas", max_length=200)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    ukuran_asal = models.PositiveIntegerField("ukuran sebelum diperkecil (byte)", null=True, blank=True)
    # What the sender says the whole file's SHA-256 is: by it an upload is found again, and its end is checked.
    sidik = models.CharField("SHA-256", max_length=64)
    diterima = models.PositiveIntegerField("diterima (byte)", default=0)
    diubah_pada = models.DateTimeField("diubah pada")
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    class Meta:
        verbose_name = "unggahan bertahap"
        verbose_name_plural = "unggahan bertahap"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["oleh", "formulir", "sidik"], name="satu_unggahan_per_berkas"),
            models.CheckConstraint(
                name="unggahan_tidak_lebih", condition=Q(diterima__lte=F("ukuran")) & Q(ukuran__gt=0)
            ),
            models.CheckConstraint(
                name="unggahan_selesai_utuh", condition=Q(selesai_pada=None) | Q(diterima=F("ukuran"))
            ),
        ]

    def __str__(self):
        return self.nama_berkas

    @property
    def opd_id(self) -> int:
        """The OPD of the form."""
        return self.formulir.opd_id

    @property
    def persen(self) -> int:
        """How much of it is here, in whole percent."""
        return self.diterima * 100 // self.ukuran

    @property
    def jalur(self) -> Path:
        """Where its bytes lie: beside, not among, what is handed out."""
        return folder_unggahan() / f"{self.pk}.bagian"


def folder_unggahan() -> Path:
    """The folder of unfinished uploads."""
    return Path(settings.MEDIA_ROOT) / "unggahan-kerja"
