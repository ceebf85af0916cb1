"""Evidence: a file, a link, or the place where the paper lies; one piece may stand for many figures."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import OPD, UnitKerja
from pengumpulan.models.isian import Realisasi

PENGGUNA = settings.AUTH_USER_MODEL


def letak_bukti(bukti: "BuktiDukung", nama_berkas: str) -> str:
    """A random name below the unit: what a person typed never becomes a path."""
    return f"bukti/{bukti.unit_id}/{uuid4().hex}{Path(nama_berkas).suffix.lower()}"


class BuktiDukungQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "BuktiDukungQuerySet":
        """Evidence of the OPDs this person may see."""
        return self.filter(opd__in=OPD.objects.untuk(pengguna))

    def dipakai(self) -> "BuktiDukungQuerySet":
        """Without what was withdrawn."""
        return self.filter(dicabut_pada=None)


class BuktiDukung(models.Model):
    """One piece of evidence. It is withdrawn with a reason, never deleted."""

    class Jenis(models.TextChoices):
        BERKAS = "berkas", "Berkas"
        TAUTAN = "tautan", "Tautan"
        LETAK = "letak", "Tempat penyimpanan"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="bukti", verbose_name="OPD")
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="bukti", verbose_name="unit kerja"
    )
    realisasi = models.ManyToManyField(Realisasi, related_name="bukti", verbose_name="realisasi")
    judul = models.CharField("judul", max_length=200)
    jenis = models.CharField("bentuk", max_length=10, choices=Jenis.choices)
    # Which kinds it serves, one a line, as the definitions name them (``perencanaan.JenisBukti``); empty: none of
    # those. Offices scan a notulen and its daftar hadir into one file.
    macam = models.TextField("jenis bukti", blank=True)
    menggantikan = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pengganti",
        verbose_name="menggantikan",
    )
    berkas = models.FileField("berkas", upload_to=letak_bukti, max_length=200, blank=True)
    nama_berkas = models.CharField("nama berkas", max_length=200, blank=True)
    tipe = models.CharField("tipe", max_length=80, blank=True)
    ukuran = models.PositiveIntegerField("ukuran (byte)", null=True, blank=True)
    # Where a phone made a photo smaller before sending it.
    ukuran_asal = models.PositiveIntegerField("ukuran sebelum diperkecil (byte)", null=True, blank=True)
    sidik = models.CharField("SHA-256", max_length=64, blank=True)
    tautan = models.URLField("tautan", max_length=500, blank=True)
    letak = models.CharField(
        "tempat penyimpanan", max_length=200, blank=True, help_text="Misalnya: Map 3, lemari Bidang."
    )
    diunggah_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diunggah oleh"
    )
    diunggah_pada = models.DateTimeField("diunggah pada", auto_now_add=True)
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)
    dicabut_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dicabut oleh",
    )
    alasan_cabut = models.TextField("alasan dicabut", blank=True)

    objects = BuktiDukungQuerySet.as_manager()

    class Meta:
        verbose_name = "bukti dukung"
        verbose_name_plural = "bukti dukung"
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "sidik"], name="bukti_per_sidik")]
        constraints = [
            models.CheckConstraint(
                name="bukti_satu_bentuk",
                condition=Q(jenis="berkas", tautan="", letak="") & ~Q(berkas="")
                | Q(jenis="tautan", berkas="", letak="") & ~Q(tautan="")
                | Q(jenis="letak", berkas="", tautan="") & ~Q(letak=""),
                violation_error_message="Isi satu: berkas, tautan, atau tempat penyimpanan.",
            ),
            models.CheckConstraint(
                name="bukti_dicabut_beralasan",
                condition=Q(dicabut_pada=None, dicabut_oleh=None)
                | (Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False) & ~Q(alasan_cabut="")),
            ),
        ]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return self.tautan if self.jenis == self.Jenis.TAUTAN else reverse("bukti_unduh", args=[self.pk])

    @property
    def keterangan(self) -> str:
        """What it is, in a few words: a file name, an address, a place."""
        return self.nama_berkas or self.tautan or self.letak

    @property
    def daftar_macam(self) -> list[str]:
        """The kinds that it serves."""
        return self.macam.splitlines()
