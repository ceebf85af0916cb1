"""What was said of a paper that an SOP asks for and a run does not have."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from alur.models.jalan import Pelaksanaan
from alur.models.sop import BerkasLangkah

PENGGUNA = settings.AUTH_USER_MODEL


class PernyataanBerkas(models.Model):
    """*Tidak ada* or *tidak diperlukan*, with a reason: a run closes its archive with it instead of the paper.

    A file that is attached later stands before it; the row stays as it was said.
    """

    pelaksanaan = models.ForeignKey(
        Pelaksanaan, on_delete=models.PROTECT, related_name="pernyataan_berkas", verbose_name="pelaksanaan"
    )
    berkas = models.ForeignKey(
        BerkasLangkah, on_delete=models.PROTECT, related_name="pernyataan", verbose_name="berkas"
    )
    alasan = models.TextField("alasan")
    oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="dinyatakan oleh"
    )
    pada = models.DateTimeField("dinyatakan pada", auto_now_add=True)

    class Meta:
        verbose_name = "pernyataan berkas"
        verbose_name_plural = "pernyataan berkas"
        ordering = ["pelaksanaan_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelaksanaan", "berkas"],
                name="satu_pernyataan_per_berkas",
                violation_error_message="Berkas ini sudah dinyatakan.",
            ),
            models.CheckConstraint(name="pernyataan_berkas_beralasan", condition=~Q(alasan="")),
        ]

    def __str__(self):
        return f"{self.berkas}: {self.alasan[:80]}"

    @property
    def opd_id(self) -> int:
        """The OPD of the run."""
        return self.pelaksanaan.opd_id
