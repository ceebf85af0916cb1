"""A measurement and the rules it is bound to."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from alur.models import Pelaksanaan
from organisasi.models import OPD
from pengukuran.rumus import AturanOPD, Celah
from pengukuran.skala import CaraPotong
from pengumpulan.models import Pengumpulan
from perencanaan.angka import NilaiField
from perencanaan.models import Indikator, PenempatanIndikator, Periode, VersiIndikator, VersiTarget

PENGGUNA = settings.AUTH_USER_MODEL


class PengukuranQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "PengukuranQuerySet":
        """Measurements of the OPDs this person may see."""
        return self.filter(opd__in=OPD.objects.untuk(pengguna))

    def berlaku(self) -> "PengukuranQuerySet":
        """Without those whose run was called off."""
        return self.exclude(pelaksanaan__status=Pelaksanaan.Status.DIBATALKAN)


class Pengukuran(models.Model):
    """One period measured, in one run. It draws on approved collections of that year up to its period.

    A period that is opened again is measured anew as the next ``putaran`` of the same run: what was approved before
    stays as it was, and counts until the new one is approved.
    """

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="pengukuran", verbose_name="OPD")
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="pengukuran", verbose_name="periode"
    )
    pelaksanaan = models.ForeignKey(
        Pelaksanaan, on_delete=models.PROTECT, related_name="pengukuran", verbose_name="pelaksanaan"
    )
    # The first, and one more each time the Kepala opened the period again; the newest is the run's own work.
    putaran = models.PositiveSmallIntegerField("putaran", default=1)
    sumber = models.ManyToManyField(
        Pengumpulan, blank=True, related_name="pengukuran", verbose_name="pengumpulan yang dibaca"
    )
    dihitung_pada = models.DateTimeField("dihitung pada", null=True, blank=True)
    dihitung_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dihitung oleh",
    )
    disetujui_pada = models.DateTimeField("disetujui pada", null=True, blank=True)
    disetujui_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="disetujui oleh",
    )
    disetujui_selaku = models.CharField("disetujui selaku", max_length=250, blank=True)

    objects = PengukuranQuerySet.as_manager()

    class Meta:
        verbose_name = "pengukuran kinerja"
        verbose_name_plural = "pengukuran kinerja"
        ordering = ["-periode__tanggal_selesai", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["pelaksanaan", "putaran"], name="satu_pengukuran_per_putaran"),
            models.UniqueConstraint(
                fields=["pelaksanaan"],
                condition=Q(disetujui_pada=None),
                name="satu_pengukuran_terbuka_per_pelaksanaan",
            ),
            models.CheckConstraint(
                name="pengukuran_disetujui_lengkap",
                condition=Q(disetujui_pada=None, disetujui_oleh=None)
                | Q(disetujui_pada__isnull=False, disetujui_oleh__isnull=False, dihitung_pada__isnull=False),
            ),
        ]

    def __str__(self):
        putaran = f" putaran {self.putaran}" if self.putaran > 1 else ""
        return f"Pengukuran Kinerja {self.periode}{putaran}"

    def get_absolute_url(self):
        return reverse("pengukuran_lihat", args=[self.pk])

    @property
    def terbuka(self) -> bool:
        """May its figures still change?"""
        return self.disetujui_pada is None


class Metodologi(models.Model):
    """The rules of one measurement (SOP 000 step B4). They pin what holds; they never override an indicator."""

    class Skala(models.TextChoices):
        PERMENDAGRI_86_2017 = "permendagri_86_2017", "Permendagri 86/2017"

    pengukuran = models.OneToOneField(
        Pengukuran, on_delete=models.PROTECT, related_name="metodologi", verbose_name="pengukuran"
    )
    skala = models.CharField(
        "skala predikat", max_length=30, choices=Skala.choices, default=Skala.PERMENDAGRI_86_2017
    )
    cara_potong = models.CharField(
        "cara membaca skala",
        max_length=12,
        choices=[
            (CaraPotong.BATAS_BAWAH.value, "Batas bawah, dua desimal"),
            (CaraPotong.BULAT.value, "Dibulatkan dahulu"),
            (CaraPotong.BATAS_ATAS.value, "Batas atas tercetak"),
        ],
        default=CaraPotong.BATAS_BAWAH.value,
    )
    batas_tampil = NilaiField("batas atas yang ditampilkan (%)", null=True, blank=True)
    batas_rata_rata = NilaiField("batas atas dalam rata-rata (%)", null=True, blank=True)
    ambang_anomali = NilaiField("minta penjelasan di atas (%)", default=120)
    celah = models.CharField(
        "periode yang kosong",
        max_length=10,
        choices=[
            (Celah.KETAT.value, "Ketat: target semua periode yang jatuh tempo dihitung"),
            (Celah.LONGGAR.value, "Longgar: hanya periode yang terisi dihitung"),
        ],
        default=Celah.KETAT.value,
    )
    aturan_opd = models.CharField(
        "rata-rata OPD",
        max_length=20,
        choices=[
            (AturanOPD.SEMUA_INDIKATOR.value, "Rata-rata semua IKU"),
            (AturanOPD.RATA_SASARAN.value, "Rata-rata dari rata-rata sasaran"),
        ],
        default=AturanOPD.SEMUA_INDIKATOR.value,
    )
    ditetapkan_pada = models.DateTimeField("ditetapkan pada")
    ditetapkan_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="ditetapkan oleh"
    )

    class Meta:
        verbose_name = "metodologi"
        verbose_name_plural = "metodologi"
        ordering = ["pengukuran"]

    def __str__(self):
        return f"Metodologi {self.pengukuran}"

    @property
    def opd_id(self) -> int:
        """The OPD of the measurement."""
        return self.pengukuran.opd_id


class PatokanIndikator(models.Model):
    """One indicator of a measurement with the definition and the target version it is measured by.

    ``versi_target`` is empty where no target was set: *target belum ditetapkan*. ``versi_indikator`` is empty
    where no definition is in force, and then nothing can be computed.
    """

    metodologi = models.ForeignKey(
        Metodologi, on_delete=models.PROTECT, related_name="patokan", verbose_name="metodologi"
    )
    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="patokan", verbose_name="indikator"
    )
    penempatan = models.ForeignKey(
        PenempatanIndikator, on_delete=models.PROTECT, related_name="patokan", verbose_name="penempatan"
    )
    versi_indikator = models.ForeignKey(
        VersiIndikator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="patokan",
        verbose_name="definisi",
    )
    versi_target = models.ForeignKey(
        VersiTarget,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="patokan",
        verbose_name="target",
    )
    urutan = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "patokan indikator"
        verbose_name_plural = "patokan indikator"
        ordering = ["metodologi_id", "urutan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["metodologi", "indikator"], name="satu_patokan_per_indikator")
        ]

    def __str__(self):
        return f"{self.indikator} ({self.metodologi.pengukuran})"

    @property
    def opd_id(self) -> int:
        """The OPD of the measurement."""
        return self.metodologi.opd_id
