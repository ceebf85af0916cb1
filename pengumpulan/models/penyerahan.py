"""Each hand-in of a form: by whom and for whom, which rows with which readings, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from organisasi.models import PemangkuJabatan
from pengumpulan.models.formulir import Baris, BarisAnggaran, BarisFormulir, Formulir, sebut_penyerah
from pengumpulan.models.isian import RevisiRealisasi

PENGGUNA = settings.AUTH_USER_MODEL


class PenyerahanQuerySet(models.QuerySet):
    def susulan_menunggu(self) -> "PenyerahanQuerySet":
        """What came after the run had gone on and nobody has decided yet."""
        tinggal = ButirPenyerahan.objects.filter(penyerahan=OuterRef("pk"), lepas=False)
        return self.filter(Exists(tinggal), macam=Penyerahan.Macam.SUSULAN, keputusan="", ditarik_pada=None)

    def dengan_orang(self) -> "PenyerahanQuerySet":
        """With everyone whom a sentence about it names."""
        return self.select_related(
            "oleh",
            "untuk__pegawai",
            "untuk__jabatan",
            "ditarik_oleh",
            "diteruskan_oleh",
            "diputuskan_oleh",
        )


class Penyerahan(models.Model):
    """One hand-in. The rows of an ordinary one are decided with the run; a *susulan* is decided by itself.

    A susulan is what a unit brings after its run went on without it, or the figure of a row that was approved as
    *menyusul*: Tim SAKIP checks it (``diteruskan_*``), whoever decides the collection approves or returns it.
    """

    class Macam(models.TextChoices):
        BIASA = "biasa", "Penyerahan"
        SUSULAN = "susulan", "Susulan"

    class Keputusan(models.TextChoices):
        SETUJUI = "setujui", "Disetujui"
        KEMBALIKAN = "kembalikan", "Dikembalikan"

    formulir = models.ForeignKey(
        Formulir, on_delete=models.PROTECT, related_name="penyerahan", verbose_name="formulir"
    )
    nomor = models.PositiveSmallIntegerField("penyerahan ke")
    macam = models.CharField("macam", max_length=10, choices=Macam.choices, default=Macam.BIASA)
    pada = models.DateTimeField("pada")
    oleh = models.ForeignKey(PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="oleh")
    selaku = models.CharField("selaku", max_length=250, blank=True)
    untuk = models.ForeignKey(
        PemangkuJabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="untuk",
        help_text="Terisi bila bukan pejabatnya sendiri yang menyerahkan.",
    )
    jabatan_kosong = models.BooleanField("jabatan pimpinan unit kosong", default=False)
    ditarik_pada = models.DateTimeField("ditarik kembali pada", null=True, blank=True)
    ditarik_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditarik oleh",
    )
    alasan_ditarik = models.TextField("alasan ditarik kembali", blank=True)
    diteruskan_pada = models.DateTimeField("diperiksa Tim SAKIP pada", null=True, blank=True)
    diteruskan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diperiksa Tim SAKIP oleh",
    )
    keputusan = models.CharField("keputusan", max_length=12, choices=Keputusan.choices, blank=True)
    diputuskan_pada = models.DateTimeField("diputuskan pada", null=True, blank=True)
    diputuskan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diputuskan oleh",
    )
    diputuskan_selaku = models.CharField("diputuskan selaku", max_length=250, blank=True)
    alasan = models.TextField("alasan dikembalikan", blank=True)
    merangkap = models.BooleanField(
        "penyerah atau pemeriksa dan pemutus orang yang sama",
        default=False,
        help_text="Tercatat bila tidak dapat dihindari.",
    )

    objects = PenyerahanQuerySet.as_manager()

    class Meta:
        verbose_name = "penyerahan formulir"
        verbose_name_plural = "penyerahan formulir"
        ordering = ["formulir_id", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["formulir", "nomor"], name="satu_penyerahan_per_nomor"),
            models.CheckConstraint(
                name="penyerahan_untuk_atau_kosong", condition=Q(untuk=None) | Q(jabatan_kosong=False)
            ),
            models.CheckConstraint(
                name="penyerahan_ditarik_beralasan",
                condition=Q(ditarik_pada=None, ditarik_oleh=None, alasan_ditarik="")
                | (Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False) & ~Q(alasan_ditarik="")),
            ),
            models.CheckConstraint(
                name="penyerahan_ditarik_belum_diputuskan", condition=Q(ditarik_pada=None) | Q(keputusan="")
            ),
            models.CheckConstraint(
                name="penyerahan_diteruskan_lengkap",
                condition=Q(diteruskan_pada=None, diteruskan_oleh=None)
                | Q(diteruskan_pada__isnull=False, diteruskan_oleh__isnull=False, macam="susulan"),
            ),
            models.CheckConstraint(
                name="susulan_diputuskan_lengkap",
                condition=Q(keputusan="", diputuskan_pada=None, diputuskan_oleh=None, alasan="")
                | (
                    ~Q(keputusan="")
                    & Q(
                        macam="susulan",
                        diteruskan_pada__isnull=False,
                        diputuskan_pada__isnull=False,
                        diputuskan_oleh__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="susulan_dikembalikan_beralasan",
                condition=~Q(keputusan="kembalikan") | ~Q(alasan=""),
            ),
        ]
        indexes = [models.Index(fields=["macam", "keputusan"], name="penyerahan_menunggu")]

    def __str__(self):
        return f"{self.get_macam_display()} ke-{self.nomor} {self.formulir}"

    @property
    def opd_id(self) -> int:
        """The OPD of the collection."""
        return self.formulir.opd_id

    @property
    def menunggu(self) -> bool:
        """Is it a susulan that nobody has decided yet?"""
        return self.macam == self.Macam.SUSULAN and not self.keputusan and self.ditarik_pada is None

    @property
    def penyerah(self) -> str:
        """Who handed in, and for whom where it was not the head."""
        return sebut_penyerah(self.oleh, self.selaku, self.untuk, self.jabatan_kosong)


class ButirQuerySet(models.QuerySet):
    def menunggu(self) -> "ButirQuerySet":
        """Rows of a susulan that nobody has decided yet."""
        return self.filter(lepas=False, penyerahan__in=Penyerahan.objects.susulan_menunggu())


class ButirPenyerahan(models.Model):
    """One row within a hand-in: a figure with its reading of that moment, or a line of spending.

    ``semula`` is what the row was before. ``lepas``: the row has left this hand-in, taken back or sent back.
    """

    class Semula(models.TextChoices):
        TERBUKA = Baris.Status.TERBUKA.value, "Diisi unit"
        DIKEMBALIKAN = Baris.Status.DIKEMBALIKAN.value, "Dikembalikan"
        MENYUSUL = "menyusul", "Disetujui menyusul"

    penyerahan = models.ForeignKey(
        Penyerahan, on_delete=models.CASCADE, related_name="butir", verbose_name="penyerahan"
    )
    baris = models.ForeignKey(
        BarisFormulir,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="butir",
        verbose_name="baris",
    )
    revisi = models.ForeignKey(
        RevisiRealisasi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="yang diserahkan",
    )
    anggaran = models.ForeignKey(
        BarisAnggaran,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="butir",
        verbose_name="baris anggaran",
    )
    semula = models.CharField("semula", max_length=14, choices=Semula.choices)
    lepas = models.BooleanField("keluar dari penyerahan ini", default=False)

    objects = ButirQuerySet.as_manager()

    class Meta:
        verbose_name = "butir penyerahan"
        verbose_name_plural = "butir penyerahan"
        ordering = ["penyerahan_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="butir_satu_baris",
                condition=Q(baris__isnull=False, revisi__isnull=False, anggaran=None)
                | Q(baris=None, revisi=None, anggaran__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.baris or self.anggaran}"
