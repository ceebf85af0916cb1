"""Workbooks that were loaded: what was in them, what they would change, and whether that was done."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models.lembaga import OPD

PENGGUNA = settings.AUTH_USER_MODEL


def letak_muatan(muatan: "Muatan", nama_berkas: str) -> str:
    """A random name: what a person typed never becomes a path."""
    return f"muatan/{muatan.opd_id}/{uuid4().hex}.xlsx"


class Muatan(models.Model):
    """One uploaded workbook, from reading it to applying it whole or not at all.

    ``jenis`` is a registered loader (``organisasi.muatan.daftar``). ``jawaban`` holds what the person chose
    where the file alone did not say (which column is what, how a column's decimals read). ``sidik_usulan``
    is the fingerprint of the preview; it is applied only while the same file would still change the same.
    """

    class Status(models.TextChoices):
        ANTRE = "antre", "Menunggu dibaca"
        DIBACA = "dibaca", "Sedang dibaca"
        TANYA = "tanya", "Menunggu jawaban"
        SIAP = "siap", "Siap diterapkan"
        BERMASALAH = "bermasalah", "Ada baris yang ditolak"
        DITERIMA = "diterima", "Menunggu diterapkan"
        MENERAPKAN = "menerapkan", "Sedang diterapkan"
        DITOLAK = "ditolak", "Berkas ditolak"
        DITERAPKAN = "diterapkan", "Sudah diterapkan"
        DIBATALKAN = "dibatalkan", "Dibatalkan"

    TERBUKA = (
        Status.ANTRE,
        Status.DIBACA,
        Status.TANYA,
        Status.SIAP,
        Status.BERMASALAH,
        Status.DITERIMA,
        Status.MENERAPKAN,
    )
    # What a process is asked to do, and what the row says while it does it.
    TUGAS = {Status.ANTRE: Status.DIBACA, Status.DITERIMA: Status.MENERAPKAN}

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="muatan", verbose_name="OPD")
    jenis = models.CharField("jenis", max_length=20)
    tahun = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    nama_berkas = models.CharField("nama berkas", max_length=150)
    berkas = models.FileField("berkas", upload_to=letak_muatan, max_length=200)
    sidik = models.CharField("sidik berkas (SHA-256)", max_length=64)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.ANTRE)
    terbaca = models.PositiveIntegerField("baris terbaca", default=0)
    jumlah_baris = models.PositiveIntegerField("jumlah baris", default=0)
    # Why the file was refused, or why the last try to apply it came to nothing.
    galat = models.TextField("sebab ditolak", blank=True)
    tanya = models.JSONField("pertanyaan", default=list, blank=True)
    jawaban = models.JSONField("jawaban", default=dict, blank=True)
    ringkasan = models.JSONField("ringkasan", default=dict, blank=True)
    sidik_usulan = models.CharField("sidik usulan", max_length=64, blank=True)
    diunggah_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diunggah oleh"
    )
    diunggah_pada = models.DateTimeField("diunggah pada")
    mulai_pada = models.DateTimeField("mulai dibaca pada", null=True, blank=True)
    # Set when it is asked for, and emptied again where nothing comes of it.
    diterapkan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diterapkan oleh",
    )
    diterapkan_pada = models.DateTimeField("diterapkan pada", null=True, blank=True)

    class Meta:
        verbose_name = "muatan Excel"
        verbose_name_plural = "muatan Excel"
        ordering = ["-diunggah_pada", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="muatan_diterapkan_bernama",
                condition=~Q(status="diterapkan")
                | Q(diterapkan_oleh__isnull=False, diterapkan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="muatan_ditolak_bersebab", condition=~Q(status="ditolak") | ~Q(galat="")
            ),
        ]

    def __str__(self):
        return self.nama_berkas

    def get_absolute_url(self) -> str:
        return reverse("muatan_lihat", args=[self.pk])

    @property
    def jalur(self) -> Path:
        """Where the uploaded file lies."""
        return Path(self.berkas.path)

    @property
    def sudah_tuntas(self) -> bool:
        """Nothing more will happen to it."""
        return self.status not in self.TERBUKA

    @property
    def sedang_berjalan(self) -> bool:
        """Is a process at work on it, or about to be?"""
        return self.status in self.TUGAS or self.status in self.TUGAS.values()

    @property
    def jalur_folder(self) -> Path:
        """Where the process that works on it keeps its lock and its notes."""
        return Path(settings.MEDIA_ROOT) / "muatan-kerja" / str(self.pk)

    @property
    def jumlah_perubahan(self) -> int:
        """Rows that would be, or were, added or changed."""
        return self.ringkasan.get("tambah", 0) + self.ringkasan.get("ubah", 0)


class BarisMuatan(models.Model):
    """One row of the preview: what it would add, change or leave, and why it is refused."""

    class Tindakan(models.TextChoices):
        TAMBAH = "tambah", "Ditambah"
        UBAH = "ubah", "Diubah"
        TETAP = "tetap", "Tidak berubah"
        TOLAK = "tolak", "Ditolak"

    muatan = models.ForeignKey(Muatan, on_delete=models.CASCADE, related_name="baris", verbose_name="muatan")
    urutan = models.PositiveIntegerField("urutan")
    lembar = models.CharField("lembar", max_length=31)
    nomor = models.PositiveIntegerField("baris")
    sebutan = models.CharField("isi", max_length=500)
    tindakan = models.CharField("tindakan", max_length=8, choices=Tindakan.choices)
    # [{"kolom", "lama", "baru"}], as shown.
    selisih = models.JSONField("perubahan", default=list, blank=True)
    # [{"sel", "kalimat", "berat"}]; berat false is a warning.
    catatan = models.JSONField("catatan", default=list, blank=True)
    ada_peringatan = models.BooleanField("ada peringatan", default=False)

    class Meta:
        verbose_name = "baris muatan"
        verbose_name_plural = "baris muatan"
        ordering = ["muatan", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["muatan", "urutan"], name="satu_urutan_per_muatan"),
        ]
        indexes = [models.Index(fields=["muatan", "tindakan", "urutan"], name="baris_muatan_per_tindakan")]

    def __str__(self):
        return f"{self.lembar} baris {self.nomor}"


class PadananKolom(models.Model):
    """How an office matched the columns of a table of its own once, so that the next one is matched already."""

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="padanan", verbose_name="OPD")
    jenis = models.CharField("jenis", max_length=20)
    sidik_kepala = models.CharField("sidik judul kolom (SHA-256)", max_length=64)
    padanan = models.JSONField("padanan")
    dipakai_pada = models.DateTimeField("terakhir dipakai", auto_now=True)

    class Meta:
        verbose_name = "padanan kolom"
        verbose_name_plural = "padanan kolom"
        ordering = ["opd", "jenis"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "jenis", "sidik_kepala"], name="satu_padanan_per_judul_kolom"
            )
        ]

    def __str__(self):
        return f"{self.opd}: {self.jenis}"
