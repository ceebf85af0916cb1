"""What the office writes itself in a Laporan Kinerja: one text per part."""

from django.conf import settings
from django.db import models

from organisasi.models import OPD
from pengukuran.models import Pengukuran


class BagianLaporanQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "BagianLaporanQuerySet":
        """Parts of the reports of the OPDs this person may see."""
        return self.filter(pengukuran__opd__in=OPD.objects.untuk(pengguna))


class BagianLaporan(models.Model):
    """One part of the report of a measurement. Empty or missing: the report draws it up from the data, or says so.

    ``versi`` counts its changes; each of them stands in the audit trail.
    """

    class Kode(models.TextChoices):
        """The parts in the order of the report; the labels are their headings."""

        KATA_PENGANTAR = "kata_pengantar", "Kata Pengantar"
        IKHTISAR = "ikhtisar", "Ikhtisar Eksekutif"
        GAMBARAN_UMUM = "gambaran_umum", "Gambaran Umum Organisasi"
        TUGAS_FUNGSI = "tugas_fungsi", "Tugas dan Fungsi"
        ISU_STRATEGIS = "isu_strategis", "Isu Strategis"
        DASAR_HUKUM = "dasar_hukum", "Dasar Hukum"
        SISTEMATIKA = "sistematika", "Sistematika Penyajian"
        RENCANA_STRATEGIS = "rencana_strategis", "Rencana Strategis"
        PENUTUP = "penutup", "Kesimpulan"
        LANGKAH_PERBAIKAN = "langkah_perbaikan", "Langkah Perbaikan"

    pengukuran = models.ForeignKey(
        Pengukuran, on_delete=models.PROTECT, related_name="bagian", verbose_name="pengukuran"
    )
    kode = models.CharField("bagian", max_length=20, choices=Kode.choices)
    isi = models.TextField("isi", blank=True)
    versi = models.PositiveIntegerField("versi", default=0)
    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)
    diubah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diubah oleh"
    )

    objects = BagianLaporanQuerySet.as_manager()

    class Meta:
        verbose_name = "bagian laporan"
        verbose_name_plural = "bagian laporan"
        ordering = ["pengukuran_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["pengukuran", "kode"],
                name="satu_bagian_per_laporan",
                violation_error_message="Bagian ini sudah ada pada laporan tersebut.",
            )
        ]

    def __str__(self):
        return f"{self.get_kode_display()} – {self.pengukuran}"

    @property
    def opd_id(self) -> int:
        """The OPD of the measurement."""
        return self.pengukuran.opd_id
