"""A year set up once: one order and one program kerja for the runs of a procedure, and when each opens."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from alur.models.jalan import Pelaksanaan
from alur.models.sop import Prosedur
from organisasi.models import OPD, PemangkuJabatan
from perencanaan.models import Periode

PENGGUNA = settings.AUTH_USER_MODEL


class RencanaTahunQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "RencanaTahunQuerySet":
        """Plans of the OPDs this person may see; the rest is a 404 to them."""
        return self.filter(opd__in=OPD.objects.untuk(pengguna))


def letak_pindaian(rencana: "RencanaTahun", nama_berkas: str) -> str:
    """A random name: what a person typed never becomes a path."""
    return f"rencana/{rencana.opd_id}/{uuid4().hex}{Path(nama_berkas).suffix.lower()}"


class RencanaTahun(models.Model):
    """The order and the program kerja that serve all runs of a procedure in a year.

    ``perintah`` and ``program_kerja`` hold what the forms of these steps cleaned (``alur.forms_isian``). Once it is
    *berlaku*, its schedule opens the runs by itself; *dihentikan* stops that, and leaves what was opened.
    ``pindaian`` is the scan of the signed order; each run it opens shows it. ``versi`` counts the saves, so that of
    two people at once one is told.
    """

    class Status(models.TextChoices):
        KONSEP = "konsep", "Konsep"
        BERLAKU = "berlaku", "Berlaku"
        DIHENTIKAN = "dihentikan", "Dihentikan"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="rencana_tahun", verbose_name="OPD")
    prosedur = models.ForeignKey(
        Prosedur, on_delete=models.PROTECT, related_name="rencana_tahun", verbose_name="prosedur"
    )
    tahun = models.PositiveSmallIntegerField("tahun")
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.KONSEP)
    perintah = models.JSONField("perintah", default=dict, blank=True)
    diperintah_oleh = models.ForeignKey(
        PemangkuJabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="yang memerintahkan",
    )
    pindaian = models.FileField("pindaian perintah", upload_to=letak_pindaian, max_length=200, blank=True)
    nama_pindaian = models.CharField("nama berkas pindaian", max_length=200, blank=True)
    tipe_pindaian = models.CharField("tipe pindaian", max_length=80, blank=True)
    ukuran_pindaian = models.PositiveIntegerField("ukuran pindaian (byte)", default=0)
    sidik_pindaian = models.CharField("SHA-256 pindaian", max_length=64, blank=True)
    program_kerja = models.JSONField("program kerja", default=dict, blank=True)
    dibuat_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
    )
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)
    ditetapkan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditetapkan oleh",
    )
    ditetapkan_pada = models.DateTimeField("ditetapkan pada", null=True, blank=True)
    alasan_henti = models.TextField("alasan dihentikan", blank=True)
    dihentikan_pada = models.DateTimeField("dihentikan pada", null=True, blank=True)
    dihentikan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dihentikan oleh",
    )
    versi = models.PositiveIntegerField("versi", default=1)

    objects = RencanaTahunQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana tahun"
        verbose_name_plural = "rencana tahun"
        ordering = ["-tahun", "prosedur_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "prosedur", "tahun"],
                condition=~Q(status="dihentikan"),
                name="satu_rencana_per_tahun",
            ),
            models.CheckConstraint(
                name="rencana_berlaku_ditetapkan",
                condition=Q(status="konsep", ditetapkan_pada=None, ditetapkan_oleh=None)
                | Q(status="berlaku", ditetapkan_pada__isnull=False, ditetapkan_oleh__isnull=False)
                | Q(status="dihentikan"),
            ),
            models.CheckConstraint(
                name="rencana_henti_lengkap",
                condition=Q(status="dihentikan", dihentikan_pada__isnull=False, dihentikan_oleh__isnull=False)
                & ~Q(alasan_henti="")
                | ~Q(status="dihentikan") & Q(dihentikan_pada=None, dihentikan_oleh=None),
            ),
        ]

    def __str__(self):
        return f"Rencana {self.prosedur.get_jenis_display()} Tahun {self.tahun}"

    def get_absolute_url(self):
        return reverse("rencana_tahun_lihat", args=[self.pk])

    @property
    def nama(self) -> str:
        """What its runs say they were opened by: ``Rencana Tahun 2026``."""
        return f"Rencana Tahun {self.tahun}"

    @property
    def terbuka(self) -> bool:
        """May its schedule still change?"""
        return self.status != self.Status.DIHENTIKAN


class JadwalTahun(models.Model):
    """One run of the year: for which period, by which way, when it opens and when it is due."""

    rencana = models.ForeignKey(
        RencanaTahun, on_delete=models.CASCADE, related_name="jadwal", verbose_name="rencana"
    )
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+", verbose_name="periode")
    jalur = models.CharField(
        "jalur", max_length=10, choices=Pelaksanaan.Jalur.choices, default=Pelaksanaan.Jalur.PENUH
    )
    buka_pada = models.DateField("dibuka pada")
    batas_waktu = models.DateField("batas waktu")
    pelaksanaan = models.OneToOneField(
        Pelaksanaan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jadwal",
        verbose_name="pelaksanaan",
    )
    kendala = models.TextField("sebab belum dibuka", blank=True)

    class Meta:
        verbose_name = "jadwal"
        verbose_name_plural = "jadwal"
        ordering = ["rencana_id", "buka_pada", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rencana", "periode"], name="satu_jadwal_per_periode"),
            models.CheckConstraint(
                name="jadwal_buka_sebelum_batas", condition=Q(batas_waktu__gte=F("buka_pada"))
            ),
        ]

    def __str__(self):
        return f"{self.rencana}: {self.periode}"

    @property
    def dibatalkan(self) -> bool:
        """Was the run that it opened called off? Then it may be scheduled once more."""
        return bool(self.pelaksanaan_id and self.pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN)

    @property
    def opd_id(self) -> int:
        """The OPD of the plan."""
        return self.rencana.opd_id
