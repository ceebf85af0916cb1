"""The figures that units bring: one per indicator, unit and period, with every approved reading kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from organisasi.models import OPD, UnitKerja
from perencanaan.angka import NilaiField
from perencanaan.models import Indikator, Periode

PENGGUNA = settings.AUTH_USER_MODEL


class Keadaan(models.TextChoices):
    """What a cell says. Blank, zero and not-measurable are three different things (domain §0.5)."""

    BELUM_DIISI = "belum_diisi", "Belum diisi"
    ANGKA = "angka", "Angka"
    MENYUSUL = "menyusul", "Menyusul"
    BELUM_WAKTUNYA = "belum_waktunya", "Belum waktunya"
    TIDAK_DAPAT_DIUKUR = "tidak_dapat_diukur", "Tidak dapat diukur"
    SEMENTARA = "sementara", "Angka sementara"


BERANGKA = (Keadaan.ANGKA, Keadaan.SEMENTARA)
BERALASAN = (Keadaan.MENYUSUL, Keadaan.BELUM_WAKTUNYA, Keadaan.TIDAK_DAPAT_DIUKUR, Keadaan.SEMENTARA)


class Isian(models.Model):
    """What is said of one indicator by one unit for one period."""

    keadaan = models.CharField("keadaan", max_length=20, choices=Keadaan.choices, default=Keadaan.BELUM_DIISI)
    nilai = NilaiField("realisasi", null=True, blank=True)
    pembilang = NilaiField("pembilang", null=True, blank=True)
    penyebut = NilaiField("penyebut", null=True, blank=True)
    tingkat = models.CharField("tingkat/predikat", max_length=60, blank=True)
    alasan = models.TextField("alasan", blank=True)
    # When a *menyusul* row is promised for; kept by the actions, for a check would rebuild the append-only table.
    menyusul_pada = models.DateField("menyusul paling lambat", null=True, blank=True)
    sumber = models.TextField("sumber angka", blank=True)
    faktor_pendukung = models.TextField("faktor pendukung", blank=True)
    faktor_penghambat = models.TextField("kendala", blank=True)
    rencana_perbaikan = models.TextField("rencana perbaikan", blank=True)
    angka_latihan = models.BooleanField("angka latihan", default=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_berangka_bila_ada_angka",
                condition=(Q(keadaan__in=BERANGKA) & (Q(nilai__isnull=False) | ~Q(tingkat="")))
                | (~Q(keadaan__in=BERANGKA) & Q(nilai=None, pembilang=None, penyebut=None, tingkat="")),
                violation_error_message="Isi angka realisasi, atau pilih keadaan lain beserta alasannya.",
            ),
            models.CheckConstraint(
                name="%(class)s_keadaan_beralasan",
                condition=~Q(keadaan__in=BERALASAN) | ~Q(alasan=""),
                violation_error_message="Tuliskan alasannya.",
            ),
            models.CheckConstraint(
                name="%(class)s_pembilang_penyebut_bersama",
                condition=Q(pembilang=None, penyebut=None)
                | Q(pembilang__isnull=False, penyebut__isnull=False),
                violation_error_message="Pembilang dan penyebut diisi bersama.",
            ),
        ]


class RealisasiQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "RealisasiQuerySet":
        """Figures of the OPDs this person may see."""
        return self.filter(indikator__opd__in=OPD.objects.untuk(pengguna))


class Realisasi(Isian):
    """The present figure. ``versi`` counts its changes; each of them stands as a RevisiRealisasi."""

    indikator = models.ForeignKey(
        Indikator, on_delete=models.PROTECT, related_name="realisasi", verbose_name="indikator"
    )
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="realisasi", verbose_name="unit"
    )
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="realisasi", verbose_name="periode"
    )
    versi = models.PositiveIntegerField("versi", default=0)
    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)
    diubah_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diubah oleh"
    )

    objects = RealisasiQuerySet.as_manager()

    class Meta(Isian.Meta):
        verbose_name = "realisasi"
        verbose_name_plural = "realisasi"
        ordering = ["periode__tanggal_selesai", "indikator__kode", "unit__urutan", "id"]
        constraints = [
            *Isian.Meta.constraints,
            models.UniqueConstraint(
                fields=["indikator", "unit", "periode"],
                name="satu_realisasi",
                violation_error_message="Realisasi indikator ini untuk unit dan periode tersebut sudah ada.",
            ),
        ]
        indexes = [models.Index(fields=["periode", "indikator"], name="realisasi_per_periode")]

    def __str__(self):
        return f"{self.indikator} – {self.periode}"

    @property
    def opd_id(self) -> int:
        """The OPD of the indicator."""
        return self.indikator.opd_id


class RevisiRealisasi(Isian):
    """One reading of a figure, as it was. Only ever added (migration ``0002`` refuses changes)."""

    realisasi = models.ForeignKey(
        Realisasi, on_delete=models.PROTECT, related_name="revisi", verbose_name="realisasi"
    )
    versi = models.PositiveIntegerField("versi")
    pada = models.DateTimeField("pada", auto_now_add=True)
    oleh = models.ForeignKey(PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="oleh")

    class Meta(Isian.Meta):
        verbose_name = "revisi realisasi"
        verbose_name_plural = "revisi realisasi"
        ordering = ["realisasi_id", "-versi"]
        constraints = [
            *Isian.Meta.constraints,
            models.UniqueConstraint(fields=["realisasi", "versi"], name="satu_revisi_per_versi"),
        ]

    def __str__(self):
        return f"{self.realisasi} versi {self.versi}"
