"""What a measurement found for one indicator, with everything needed to explain it again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from alur.models import CatatanPerbaikan
from organisasi.models import OPD
from pengukuran.models.metodologi import PatokanIndikator, Pengukuran
from pengumpulan.models import RevisiRealisasi
from perencanaan.angka import NilaiField

PENGGUNA = settings.AUTH_USER_MODEL


class HasilUkurQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "HasilUkurQuerySet":
        """Results of the OPDs this person may see."""
        return self.filter(pengukuran__opd__in=OPD.objects.untuk(pengguna))


class HasilUkur(models.Model):
    """Capaian of one indicator up to a period: against the period's target and against the year's.

    Capaian are per cent (100 = the target is met), rounded once, half up, to the two decimals that are printed;
    predikat and means go by these. ``*_mentah`` is without floor and cap. ``rincian`` holds the operands as they
    were read: a list of ``{periode, unit, keadaan, nilai, pembilang, penyebut, tingkat, revisi, …}`` with figures
    as text.
    """

    class Status(models.TextChoices):
        """Empty, not yet due, not computable and computed are four things."""

        DIHITUNG = "dihitung", "Dihitung"
        BELUM_LAPOR = "belum_lapor", "Belum lapor"
        BELUM_WAKTUNYA = "belum_waktunya", "Belum waktunya"
        TIDAK_DAPAT_DIHITUNG = "tidak_dapat_dihitung", "Tidak dapat dihitung"

    class Periksa(models.TextChoices):
        DIUKUR = "diukur", "Diukur"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        DITERIMA = "diterima", "Diterima"

    pengukuran = models.ForeignKey(
        Pengukuran, on_delete=models.PROTECT, related_name="hasil", verbose_name="pengukuran"
    )
    patokan = models.OneToOneField(
        PatokanIndikator, on_delete=models.PROTECT, related_name="hasil", verbose_name="patokan"
    )
    status = models.CharField("status", max_length=22, choices=Status.choices)
    keadaan = models.CharField("keadaan realisasi", max_length=20)
    realisasi = NilaiField("realisasi s.d. periode", null=True, blank=True)
    tingkat = models.CharField("tingkat/predikat dicapai", max_length=60, blank=True)
    target_periode = NilaiField("target s.d. periode", null=True, blank=True)
    target_periode_teks = models.CharField("target s.d. periode (teks)", max_length=60, blank=True)
    target_tahun = NilaiField("target tahun", null=True, blank=True)
    target_tahun_teks = models.CharField("target tahun (teks)", max_length=60, blank=True)
    capaian_periode = NilaiField("capaian terhadap target periode (%)", null=True, blank=True)
    capaian_periode_mentah = NilaiField("capaian periode tanpa batas (%)", null=True, blank=True)
    capaian_rata_rata = NilaiField("capaian yang masuk rata-rata (%)", null=True, blank=True)
    capaian_tahun = NilaiField("capaian terhadap target tahun (%)", null=True, blank=True)
    sebab = models.CharField("kode sebab", max_length=40, blank=True)
    sebab_kalimat = models.TextField("mengapa tidak ada capaian", blank=True)
    penjelasan_realisasi = models.TextField("asal realisasi", blank=True)
    penjelasan_periode = models.TextField("hitungan terhadap target periode", blank=True)
    penjelasan_tahun = models.TextField("hitungan terhadap target tahun", blank=True)
    catatan = models.JSONField("catatan atas angka", default=list, blank=True)
    predikat = models.CharField("predikat", max_length=60, blank=True)
    warna = models.CharField("warna predikat", max_length=10, blank=True)
    ikon = models.CharField("ikon predikat", max_length=40, blank=True)
    rincian = models.JSONField("operan", default=list, blank=True)
    revisi = models.ManyToManyField(
        RevisiRealisasi, blank=True, related_name="hasil", verbose_name="revisi yang dibaca"
    )
    angka_latihan = models.BooleanField("angka latihan", default=False)
    analisis_wajib = models.BooleanField("analisis wajib", default=False)
    analisis = models.TextField("analisis penyebab", blank=True)
    faktor_pendukung = models.TextField("faktor pendukung", blank=True)
    faktor_penghambat = models.TextField("kendala", blank=True)
    upaya = models.TextField("upaya yang telah dilakukan", blank=True)
    rencana_perbaikan = models.TextField("rencana perbaikan", blank=True)
    periksa = models.CharField("pemeriksaan", max_length=14, choices=Periksa.choices, default=Periksa.DIUKUR)
    perbaikan = models.ForeignKey(
        CatatanPerbaikan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="catatan perbaikan terakhir",
    )
    versi = models.PositiveIntegerField("versi", default=0)
    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)
    diubah_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diubah oleh"
    )

    objects = HasilUkurQuerySet.as_manager()

    class Meta:
        verbose_name = "hasil ukur"
        verbose_name_plural = "hasil ukur"
        ordering = ["pengukuran_id", "patokan__urutan", "id"]
        constraints = [
            models.CheckConstraint(
                name="dihitung_berarti_ada_capaian",
                condition=Q(status="dihitung", capaian_periode__isnull=False)
                | (~Q(status="dihitung") & Q(capaian_periode=None, predikat="")),
            ),
            models.CheckConstraint(
                name="tanpa_capaian_ada_sebabnya", condition=Q(status="dihitung") | ~Q(sebab_kalimat="")
            ),
        ]

    def __str__(self):
        return f"{self.patokan.indikator} – {self.pengukuran.periode}"

    def get_absolute_url(self):
        return reverse("hasil_lihat", args=[self.pk])

    @property
    def opd_id(self) -> int:
        """The OPD of the measurement."""
        return self.pengukuran.opd_id
