"""A collection, the form of each unit in it, and the rows of a form."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from alur.models import CatatanPerbaikan, Pelaksanaan
from organisasi.models import OPD, PemangkuJabatan, Pengguna, UnitKerja
from pengumpulan.models.isian import Realisasi, RevisiRealisasi
from perencanaan.models import Periode, Simpul

PENGGUNA = settings.AUTH_USER_MODEL


class PengumpulanQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "PengumpulanQuerySet":
        """Collections of the OPDs this person may see."""
        return self.filter(opd__in=OPD.objects.untuk(pengguna))

    def berlaku(self) -> "PengumpulanQuerySet":
        """Without those whose run was called off."""
        return self.exclude(pelaksanaan__status=Pelaksanaan.Status.DIBATALKAN)


class Pengumpulan(models.Model):
    """The figures of one period being brought together.

    Usually born of a run (SOP 000 step A5). Without a run it is a direct entry, for an office whose SOP only
    measures (SOP 004).
    """

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="pengumpulan", verbose_name="OPD")
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="pengumpulan", verbose_name="periode"
    )
    pelaksanaan = models.OneToOneField(
        Pelaksanaan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pengumpulan",
        verbose_name="pelaksanaan",
    )
    dibuat_pada = models.DateTimeField("dibuat pada")
    dibuat_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
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

    objects = PengumpulanQuerySet.as_manager()

    class Meta:
        verbose_name = "pengumpulan data"
        verbose_name_plural = "pengumpulan data"
        ordering = ["-periode__tanggal_selesai", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "periode"],
                condition=Q(pelaksanaan=None),
                name="satu_entri_langsung_per_periode",
            ),
            models.CheckConstraint(
                name="pengumpulan_disetujui_lengkap",
                condition=Q(disetujui_pada=None, disetujui_oleh=None)
                | Q(disetujui_pada__isnull=False, disetujui_oleh__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Pengumpulan Data {self.periode}"

    def get_absolute_url(self):
        return reverse("pengumpulan_formulir", args=[self.pk])

    @property
    def terbuka(self) -> bool:
        """May its forms still change? Not once approved, nor when its run was called off."""
        if self.disetujui_pada is not None:
            return False
        return self.pelaksanaan is None or self.pelaksanaan.status != Pelaksanaan.Status.DIBATALKAN


def sebut_penyerah(
    oleh: Pengguna | None, selaku: str, untuk: PemangkuJabatan | None, jabatan_kosong: bool
) -> str:
    """``Staf Satu, Bidang Satu, untuk Budi (Kepala Bidang Satu)``."""
    if oleh is None:
        return ""
    kata = ", ".join(dict.fromkeys(satu for satu in (str(oleh), selaku) if satu))
    if untuk:
        return f"{kata}, untuk {untuk.pegawai} ({untuk.sebutan})"
    return f"{kata}, jabatan pimpinan unit kosong" if jabatan_kosong else kata


class Formulir(models.Model):
    """One unit's form in a collection (SOP 000 steps A5-A7)."""

    class Status(models.TextChoices):
        DISIAPKAN = "disiapkan", "Disiapkan"
        DIBAGIKAN = "dibagikan", "Diisi"
        DISERAHKAN = "diserahkan", "Diserahkan"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        DISETUJUI = "disetujui", "Disetujui"

    SUDAH_KEMBALI = (Status.DISERAHKAN, Status.DISETUJUI)  # the unit has brought it back

    pengumpulan = models.ForeignKey(
        Pengumpulan, on_delete=models.PROTECT, related_name="formulir", verbose_name="pengumpulan"
    )
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="formulir", verbose_name="unit kerja"
    )
    status = models.CharField("status", max_length=14, choices=Status.choices, default=Status.DISIAPKAN)
    dibagikan_pada = models.DateTimeField("dibagikan pada", null=True, blank=True)
    dibagikan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibagikan oleh",
    )
    diterima_pada = models.DateTimeField("diterima unit pada", null=True, blank=True)
    diterima_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diterima oleh",
    )
    diserahkan_pada = models.DateTimeField("diserahkan pada", null=True, blank=True)
    diserahkan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diserahkan oleh",
    )
    diserahkan_selaku = models.CharField("diserahkan selaku", max_length=250, blank=True)
    diserahkan_untuk = models.ForeignKey(
        PemangkuJabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diserahkan untuk",
        help_text="Terisi bila bukan pejabatnya sendiri yang menyerahkan.",
    )
    jabatan_kosong = models.BooleanField("diserahkan saat jabatan pimpinan unit kosong", default=False)
    # The run went on without this form; what the unit brings later is *susulan* (``Penyerahan``).
    dilewati_pada = models.DateTimeField("dilewati pada", null=True, blank=True)
    dilewati_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dilewati oleh",
    )
    alasan_dilewati = models.TextField("alasan dilewati", blank=True)

    class Meta:
        verbose_name = "formulir"
        verbose_name_plural = "formulir"
        ordering = ["pengumpulan_id", "unit__urutan", "unit__nama"]
        constraints = [
            models.UniqueConstraint(fields=["pengumpulan", "unit"], name="satu_formulir_per_unit"),
            models.CheckConstraint(
                name="formulir_dibagikan_lengkap",
                condition=Q(status="disiapkan", dibagikan_pada=None)
                | (~Q(status="disiapkan") & Q(dibagikan_pada__isnull=False, dibagikan_oleh__isnull=False)),
            ),
            models.CheckConstraint(
                name="formulir_diserahkan_lengkap",
                condition=~Q(status__in=["diserahkan", "disetujui"])
                | Q(diserahkan_pada__isnull=False, diserahkan_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="formulir_dilewati_beralasan",
                condition=Q(dilewati_pada=None, dilewati_oleh=None, alasan_dilewati="")
                | (Q(dilewati_pada__isnull=False, dilewati_oleh__isnull=False) & ~Q(alasan_dilewati="")),
            ),
        ]

    def __str__(self):
        return f"Formulir {self.unit} {self.pengumpulan.periode}"

    def get_absolute_url(self):
        return reverse("formulir_isi", args=[self.pk])

    @property
    def opd_id(self) -> int:
        """The OPD of the collection."""
        return self.pengumpulan.opd_id

    @property
    def dapat_diisi(self) -> bool:
        """Is the form with its unit, whole or for the rows that came back?"""
        return self.status in {self.Status.DIBAGIKAN, self.Status.DIKEMBALIKAN}

    @property
    def penyerah(self) -> str:
        """Who handed in last, and for whom where it was not the head; it never reads as if the head had."""
        return sebut_penyerah(
            self.diserahkan_oleh, self.diserahkan_selaku, self.diserahkan_untuk, self.jabatan_kosong
        )

    @property
    def dilewati(self) -> bool:
        """Did the run go on without it?"""
        return self.dilewati_pada is not None

    @property
    def sudah_masuk(self) -> bool:
        """Does what it brought count: handed in with its run, or approved as susulan?"""
        if self.status == self.Status.DISETUJUI:
            return True
        return self.status == self.Status.DISERAHKAN and not self.dilewati

    @property
    def sebut_belum_masuk(self) -> str:
        """``Belum masuk: Bidang Satu (dilewati: …)``; empty where the run did not go on without it."""
        if not self.dilewati or self.sudah_masuk:
            return ""
        return f"Belum masuk: {self.unit} (dilewati: {self.alasan_dilewati.rstrip('.')})"


class Baris(models.Model):
    """What happens to one row of a form between typing and approval."""

    class Status(models.TextChoices):
        TERBUKA = "terbuka", "Diisi unit"
        DISERAHKAN = "diserahkan", "Diserahkan"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan"
        SUSULAN = "susulan", "Diserahkan susulan"
        DISETUJUI = "disetujui", "Disetujui"

    BUKA = (Status.TERBUKA, Status.DIKEMBALIKAN)

    status = models.CharField("status", max_length=14, choices=Status.choices, default=Status.TERBUKA)
    perbaikan = models.ForeignKey(
        CatatanPerbaikan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="catatan perbaikan terakhir",
    )
    urutan = models.PositiveIntegerField("urutan", default=0)
    diperiksa_pada = models.DateTimeField("diterima Tim SAKIP pada", null=True, blank=True)
    diperiksa_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diterima Tim SAKIP oleh",
    )

    class Meta:
        abstract = True

    @property
    def dapat_diisi(self) -> bool:
        """May the unit write in it (its form being with the unit)?"""
        return self.status in self.BUKA

    @property
    def belum_masuk(self) -> bool:
        """Did the run go on without it? Then it is missing, whatever the unit has typed meanwhile."""
        return self.formulir.dilewati and self.status in (*self.BUKA, self.Status.SUSULAN)


class BarisFormulir(Baris):
    """One figure that a unit's form asks for. ``revisi`` is the reading that was handed in, then approved."""

    formulir = models.ForeignKey(
        Formulir, on_delete=models.PROTECT, related_name="baris", verbose_name="formulir"
    )
    realisasi = models.ForeignKey(
        Realisasi, on_delete=models.PROTECT, related_name="baris", verbose_name="realisasi"
    )
    revisi = models.ForeignKey(
        RevisiRealisasi,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="baris",
        verbose_name="revisi yang diserahkan",
    )

    ditunggu = models.BooleanField(
        "angkanya masih ditunggu",
        default=False,
        help_text="Disetujui sebagai menyusul; angkanya dapat diisi dan diserahkan sebagai susulan.",
    )

    class Meta:
        verbose_name = "baris formulir"
        verbose_name_plural = "baris formulir"
        ordering = ["formulir", "urutan", "id"]
        constraints = [
            models.UniqueConstraint(fields=["formulir", "realisasi"], name="satu_baris_per_realisasi"),
            models.CheckConstraint(
                name="baris_diserahkan_menyebut_revisi",
                condition=~Q(status__in=["diserahkan", "disetujui"]) | Q(revisi__isnull=False),
            ),
            models.CheckConstraint(
                name="hanya_yang_disetujui_ditunggu", condition=Q(ditunggu=False) | Q(status="disetujui")
            ),
        ]
        indexes = [models.Index(fields=["realisasi", "status"], name="baris_per_realisasi")]

    def __str__(self):
        return f"{self.realisasi} ({self.get_status_display()})"

    @property
    def dapat_diisi(self) -> bool:
        """May the unit write in it: not yet handed in, sent back, or approved as *menyusul* and still awaited?"""
        return self.status in self.BUKA or self.ditunggu

    @property
    def opd_id(self) -> int:
        """The OPD of the collection."""
        return self.formulir.opd_id


class BarisAnggaran(Baris):
    """The spending of one node that a unit's form asks for; the figure stands in RealisasiAnggaran."""

    formulir = models.ForeignKey(
        Formulir, on_delete=models.PROTECT, related_name="anggaran", verbose_name="formulir"
    )
    simpul = models.ForeignKey(
        Simpul, on_delete=models.PROTECT, related_name="baris_anggaran", verbose_name="program/kegiatan"
    )

    class Meta:
        verbose_name = "baris anggaran"
        verbose_name_plural = "baris anggaran"
        ordering = ["formulir", "urutan", "id"]
        constraints = [models.UniqueConstraint(fields=["formulir", "simpul"], name="satu_baris_per_simpul")]

    def __str__(self):
        return f"{self.simpul} ({self.get_status_display()})"

    @property
    def opd_id(self) -> int:
        """The OPD of the collection."""
        return self.formulir.opd_id
