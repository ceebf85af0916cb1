"""How far a decider is in looking at what lies before him: one line per row, until the decision is taken."""

from django.conf import settings
from django.db import models

from alur.models.jalan import CatatanLangkah

PENGGUNA = settings.AUTH_USER_MODEL


class TelaahBaris(models.Model):
    """What a decider said of one row at a visit: accepted, or to be returned with these remarks.

    The rows belong to the apps above, so a row is named by its kind and key; ``versi`` is the reading that was
    looked at, and a look at another reading counts no longer. Nothing is returned by it: the decision itself
    takes the rows that are marked.
    """

    class Jenis(models.TextChoices):
        BARIS = "baris", "Baris formulir"
        ANGGARAN = "anggaran", "Baris anggaran"
        HASIL = "hasil", "Hasil pengukuran"

    class Putusan(models.TextChoices):
        TERIMA = "terima", "Diterima"
        KEMBALIKAN = "kembalikan", "Akan dikembalikan"

    catatan = models.ForeignKey(
        CatatanLangkah, on_delete=models.PROTECT, related_name="telaah", verbose_name="langkah keputusan"
    )
    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices)
    objek_id = models.PositiveBigIntegerField("nomor baris")
    versi = models.PositiveBigIntegerField("bacaan yang ditelaah")
    putusan = models.CharField("putusan", max_length=10, choices=Putusan.choices)
    bagian = models.CharField("bagian yang diperbaiki", max_length=200, blank=True)
    isi = models.TextField("yang harus diperbaiki", blank=True)
    oleh = models.ForeignKey(PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="oleh")
    pada = models.DateTimeField("pada")

    class Meta:
        verbose_name = "telaah baris"
        verbose_name_plural = "telaah baris"
        ordering = ["catatan_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["catatan", "jenis", "objek_id"], name="satu_telaah_per_baris"),
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} {self.objek_id}: {self.get_putusan_display()}"

    @property
    def opd_id(self) -> int:
        """The OPD of the run."""
        return self.catatan.pelaksanaan.opd_id

    @property
    def kembali(self) -> bool:
        """Is the row to be returned?"""
        return self.putusan == self.Putusan.KEMBALIKAN
