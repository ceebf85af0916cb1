"""Corrections of approved figures: asked for while measuring, or opened again once the period was locked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from organisasi.models import OPD, PemangkuJabatan
from pengumpulan.models.formulir import BarisFormulir
from pengumpulan.models.isian import Realisasi, RevisiRealisasi
from perencanaan.models import Periode

PENGGUNA = settings.AUTH_USER_MODEL


class PermintaanKoreksiQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "PermintaanKoreksiQuerySet":
        """Requests of the OPDs this person may see."""
        return self.filter(opd__in=OPD.objects.untuk(pengguna))

    def dengan_orang(self) -> "PermintaanKoreksiQuerySet":
        """With everyone whom a sentence about it names."""
        return self.select_related(
            "opd__pemda",
            "periode",
            "diajukan_oleh",
            "diputuskan_oleh",
            "dicatat_untuk__pegawai",
            "dicatat_untuk__jabatan",
            "ditutup_oleh",
        )


class PermintaanKoreksi(models.Model):
    """Rows of approved forms that are to be mended, and why.

    Asked for while measuring it opens at once; once the period's measurement is approved the Sekretaris proposes
    it and the Kepala decides. What the unit brings then is a susulan like any other (``Penyerahan``): the approved
    reading counts until the new one is approved, and stays readable for ever.
    """

    class Asal(models.TextChoices):
        PENGUKURAN = "pengukuran", "Koreksi saat pengukuran"
        PEMBUKAAN = "pembukaan", "Pembukaan kembali"

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", "Menunggu putusan Kepala"
        DIBUKA = "dibuka", "Dibuka, menunggu koreksi"
        SELESAI = "selesai", "Selesai"
        DITOLAK = "ditolak", "Ditolak"
        DIBATALKAN = "dibatalkan", "Dibatalkan"

    BERJALAN = (Status.DIAJUKAN, Status.DIBUKA)

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="koreksi", verbose_name="OPD")
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="koreksi", verbose_name="periode"
    )
    asal = models.CharField("asal", max_length=12, choices=Asal.choices)
    alasan = models.TextField("alasan")
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.DIAJUKAN)
    diajukan_pada = models.DateTimeField("diajukan pada")
    diajukan_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diajukan oleh"
    )
    diajukan_selaku = models.CharField("diajukan selaku", max_length=250, blank=True)
    diputuskan_pada = models.DateTimeField("diputuskan pada", null=True, blank=True)
    diputuskan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diputuskan oleh",
        help_text="Yang mengetik putusannya; untuk siapa dicatat ada di bawah.",
    )
    diputuskan_selaku = models.CharField("diputuskan selaku", max_length=250, blank=True)
    alasan_putusan = models.TextField("catatan putusan", blank=True)
    merangkap = models.BooleanField(
        "pengusul dan pemutus orang yang sama",
        default=False,
        help_text="Tercatat bila tidak dapat dihindari.",
    )
    dicatat_untuk = models.ForeignKey(
        PemangkuJabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dicatat untuk",
    )
    dasar_pencatatan = models.CharField("atas dasar", max_length=200, blank=True)
    tanggal_sebenarnya = models.DateField("tanggal sebenarnya", null=True, blank=True)
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)
    ditutup_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditutup oleh",
    )
    alasan_ditutup = models.TextField("alasan dibatalkan", blank=True)

    objects = PermintaanKoreksiQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan koreksi"
        verbose_name_plural = "permintaan koreksi"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="koreksi_beralasan", condition=~Q(alasan="")),
            models.CheckConstraint(
                name="koreksi_pengukuran_tanpa_putusan",
                condition=Q(asal="pembukaan")
                | Q(status__in=["dibuka", "selesai", "dibatalkan"], diputuskan_pada=None),
            ),
            models.CheckConstraint(
                name="koreksi_diputuskan_lengkap",
                condition=Q(diputuskan_pada=None, diputuskan_oleh=None)
                | (Q(diputuskan_pada__isnull=False, diputuskan_oleh__isnull=False) & ~Q(status="diajukan")),
            ),
            models.CheckConstraint(
                name="pembukaan_dibuka_bila_diputuskan",
                condition=Q(asal="pengukuran")
                | Q(status__in=["diajukan", "dibatalkan"])
                | Q(diputuskan_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="koreksi_ditolak_beralasan", condition=~Q(status="ditolak") | ~Q(alasan_putusan="")
            ),
            models.CheckConstraint(
                name="koreksi_ditutup_lengkap",
                condition=Q(
                    status__in=["diajukan", "dibuka", "ditolak"], ditutup_pada=None, ditutup_oleh=None
                )
                | Q(
                    status__in=["selesai", "dibatalkan"],
                    ditutup_pada__isnull=False,
                    ditutup_oleh__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="koreksi_dibatalkan_beralasan", condition=~Q(status="dibatalkan") | ~Q(alasan_ditutup="")
            ),
            models.CheckConstraint(
                name="koreksi_dicatat_lengkap",
                condition=Q(dicatat_untuk=None, dasar_pencatatan="", tanggal_sebenarnya=None)
                | (
                    Q(
                        dicatat_untuk__isnull=False,
                        tanggal_sebenarnya__isnull=False,
                        diputuskan_pada__isnull=False,
                    )
                    & ~Q(dasar_pencatatan="")
                ),
            ),
        ]
        indexes = [models.Index(fields=["opd", "status"], name="koreksi_per_opd")]

    def __str__(self):
        return f"{self.get_asal_display()} {self.periode}"

    def get_absolute_url(self):
        return reverse("koreksi_lihat", args=[self.pk])

    @property
    def berjalan(self) -> bool:
        """Does it still wait for somebody?"""
        return self.status in self.BERJALAN


class ButirKoreksiQuerySet(models.QuerySet):
    def terbuka(self) -> "ButirKoreksiQuerySet":
        """Rows that are open for their unit because of a request, or wait for the decision on what it brought."""
        return self.filter(status=ButirKoreksi.Status.TERBUKA)


class ButirKoreksi(models.Model):
    """One row of a request: what is wrong with it, and the approved reading before and after.

    ``revisi_sebelum`` is empty where nothing of the row had been approved (a unit that was passed over).
    """

    class Status(models.TextChoices):
        DIAJUKAN = "diajukan", "Diusulkan"
        TERBUKA = "terbuka", "Dibuka"
        SELESAI = "selesai", "Dikoreksi"
        DITUTUP = "ditutup", "Tidak dikoreksi"

    permintaan = models.ForeignKey(
        PermintaanKoreksi, on_delete=models.PROTECT, related_name="butir", verbose_name="permintaan koreksi"
    )
    baris = models.ForeignKey(
        BarisFormulir, on_delete=models.PROTECT, related_name="koreksi", verbose_name="baris formulir"
    )
    realisasi = models.ForeignKey(
        Realisasi, on_delete=models.PROTECT, related_name="koreksi", verbose_name="realisasi"
    )
    uraian = models.TextField("yang keliru")
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.DIAJUKAN)
    revisi_sebelum = models.ForeignKey(
        RevisiRealisasi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="yang disetujui sebelumnya",
    )
    revisi_sesudah = models.ForeignKey(
        RevisiRealisasi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="yang disetujui sesudahnya",
    )
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = ButirKoreksiQuerySet.as_manager()

    class Meta:
        verbose_name = "butir koreksi"
        verbose_name_plural = "butir koreksi"
        ordering = ["permintaan_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["realisasi"],
                condition=Q(status__in=["diajukan", "terbuka"]),
                name="satu_koreksi_berjalan_per_realisasi",
            ),
            models.CheckConstraint(name="butir_koreksi_beruraian", condition=~Q(uraian="")),
            models.CheckConstraint(
                name="butir_koreksi_selesai_berevisi",
                condition=Q(status="selesai", revisi_sesudah__isnull=False, selesai_pada__isnull=False)
                | (~Q(status="selesai") & Q(revisi_sesudah=None)),
            ),
        ]

    def __str__(self):
        return f"{self.realisasi} ({self.get_status_display()})"

    @property
    def opd_id(self) -> int:
        """The OPD of the request."""
        return self.permintaan.opd_id
