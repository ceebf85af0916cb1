"""Locked papers: what was final once stays as it was; a change is a version that says which one it replaces."""

import secrets
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from alur.models import Dokumen, Pelaksanaan
from organisasi.models import OPD

PENGGUNA = settings.AUTH_USER_MODEL
# Letters and figures that are not mistaken for each other when they are typed from paper.
HURUF_KODE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
PANJANG_KODE = 12


def kode_baru() -> str:
    """A code that cannot be guessed (59 bits): ``7KQ2M9XWB4TD``, printed in groups of four."""
    return "".join(secrets.choice(HURUF_KODE) for _ in range(PANJANG_KODE))


def rapikan_kode(teks: str) -> str:
    """What a person typed, as it is stored: capitals, without spaces and dashes. The code has no 0, 1, I and O."""
    return "".join(satu for satu in teks.upper() if satu.isascii() and satu.isalnum())[:40]


def letak_rendisi(rendisi: "RendisiNaskah", nama_berkas: str) -> str:
    """A random name: what a person typed never becomes a path."""
    return f"naskah/{rendisi.naskah.opd_id}/{uuid4().hex}.pdf"


class NaskahFinalQuerySet(models.QuerySet):
    def terakhir(self) -> "NaskahFinalQuerySet":
        """The versions that hold: those that no other replaces."""
        return self.filter(pengganti=None)


class NaskahFinal(models.Model):
    """One locked version of a paper: its content as JSON (``bentuk`` names its shape) and its Kode verifikasi.

    ``kunci`` says of which paper it is a version (``alur.kunci_naskah``). Rows are only added.
    """

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="naskah_final", verbose_name="OPD")
    pelaksanaan = models.ForeignKey(
        Pelaksanaan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="naskah_final",
        verbose_name="pelaksanaan",
    )
    kunci = models.CharField("naskah", max_length=120)
    judul = models.CharField("judul", max_length=300)
    versi = models.PositiveSmallIntegerField("versi", default=1)
    tanggal = models.DateField("tanggal naskah", null=True, blank=True)
    bentuk = models.CharField("bentuk", max_length=60)
    isi = models.JSONField("isi")
    sidik_isi = models.CharField("sidik isi (SHA-256)", max_length=64)
    kode = models.CharField("kode verifikasi", max_length=12, unique=True, default=kode_baru)
    menggantikan = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pengganti",
        verbose_name="menggantikan",
    )
    alasan = models.TextField("alasan penggantian", blank=True)
    dikunci_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="dikunci oleh"
    )
    dikunci_pada = models.DateTimeField("dikunci pada", auto_now_add=True)

    objects = NaskahFinalQuerySet.as_manager()

    class Meta:
        verbose_name = "naskah terkunci"
        verbose_name_plural = "naskah terkunci"
        ordering = ["kunci", "-versi"]
        constraints = [
            models.UniqueConstraint(fields=["kunci", "versi"], name="satu_naskah_per_versi"),
            models.CheckConstraint(
                name="naskah_pengganti_beralasan",
                condition=Q(versi=1, menggantikan=None)
                | Q(versi__gt=1, menggantikan__isnull=False) & ~Q(alasan=""),
            ),
        ]

    def __str__(self):
        return f"{self.judul} (versi {self.versi})"

    @property
    def kode_tampil(self) -> str:
        """The code in groups, as papers print it."""
        return "-".join(self.kode[n : n + 4] for n in range(0, PANJANG_KODE, 4))

    @property
    def berlaku(self) -> bool:
        """Is there no newer version?"""
        return not hasattr(self, "pengganti")


class RendisiNaskah(models.Model):
    """One printing of a locked version: another one is made when a number is given, with the same content.

    ``html`` and ``nomor`` are settled when it is made; the PDF's bytes and hash once, when they are there.
    """

    naskah = models.ForeignKey(
        NaskahFinal, on_delete=models.PROTECT, related_name="rendisi", verbose_name="naskah"
    )
    urutan = models.PositiveSmallIntegerField("rendisi ke-")
    nomor = models.CharField("nomor naskah", max_length=150, blank=True)
    html = models.TextField("HTML")
    cetakan = models.ForeignKey(
        "laporan.Cetakan", on_delete=models.PROTECT, related_name="+", verbose_name="cetakan"
    )
    berkas = models.FileField("PDF", upload_to=letak_rendisi, max_length=200, blank=True)
    sidik = models.CharField("sidik berkas (SHA-256)", max_length=64, blank=True)
    ukuran = models.PositiveIntegerField("ukuran (byte)", null=True, blank=True)
    dibuat_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
    )
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)

    class Meta:
        verbose_name = "rendisi naskah"
        verbose_name_plural = "rendisi naskah"
        ordering = ["naskah", "-urutan"]
        constraints = [
            models.UniqueConstraint(fields=["naskah", "urutan"], name="satu_rendisi_per_urutan"),
            models.CheckConstraint(
                name="rendisi_berkas_bersidik",
                condition=Q(berkas="", sidik="", ukuran=None)
                | ~Q(berkas="") & ~Q(sidik="") & Q(ukuran__isnull=False),
            ),
        ]
        indexes = [models.Index(F("sidik"), name="rendisi_per_sidik")]

    def __str__(self):
        return f"{self.naskah}, rendisi {self.urutan}"

    def get_absolute_url(self) -> str:
        return reverse("rendisi_unduh", args=[self.pk])

    @property
    def opd_id(self) -> int:
        """The OPD of the paper."""
        return self.naskah.opd_id


class PindaianNaskah(models.Model):
    """The scan of the signed copy of a locked paper."""

    naskah = models.ForeignKey(
        NaskahFinal, on_delete=models.PROTECT, related_name="pindaian", verbose_name="naskah"
    )
    dokumen = models.OneToOneField(
        Dokumen, on_delete=models.PROTECT, related_name="pindaian_naskah", verbose_name="dokumen"
    )

    class Meta:
        verbose_name = "pindaian bertanda tangan"
        verbose_name_plural = "pindaian bertanda tangan"
        ordering = ["naskah", "id"]

    def __str__(self):
        return str(self.dokumen)
