"""Indicators: who they are (identity), what they mean (dated versions), where they stand, who brings the data."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from organisasi.models import OPD, UnitKerja
from organisasi.waktu import Bermasa
from perencanaan.angka import NilaiField
from perencanaan.models.pohon import TAHUN_SAH, Simpul


class Indikator(models.Model):
    """The identity that stays the same over the years, whatever its definition does."""

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="indikator", verbose_name="OPD")
    kode = models.CharField("kode", max_length=40)
    nama = models.CharField("nama", max_length=500)
    sumber = models.TextField(
        "sumber contoh", blank=True, help_text="Hanya untuk kantor contoh: dokumen asal indikator ini."
    )
    aktif = models.BooleanField("aktif", default=True)
    tanpa_standar_nasional = models.BooleanField(
        "tidak ada standar nasional",
        default=False,
        help_text="Dinyatakan kantor; berbeda dari standar yang belum diisi.",
    )

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["opd_id", "kode"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "kode"],
                name="satu_indikator_per_kode",
                violation_error_message="Kode indikator ini sudah dipakai di OPD tersebut.",
            )
        ]

    def __str__(self):
        return f"{self.kode} {self.nama}"


class VersiIndikator(Bermasa):
    """One definition of an indicator, in force from a day on. The definitions of one indicator do not overlap.

    ``arah`` and ``metode`` are those of domain §2 and §5; they decide how realisasi becomes capaian.
    """

    class Arah(models.TextChoices):
        NAIK = "naik", "Indikator positif (makin tinggi makin baik)"
        TURUN_SELISIH = "turun_selisih", "Indikator negatif – selisih (2T − R) / T"
        TURUN_RASIO = "turun_rasio", "Indikator negatif – rasio T / R"
        RENTANG = "rentang", "Rentang (di dalam batas = 100 %)"
        ORDINAL = "ordinal", "Tingkat/predikat"

    class Metode(models.TextChoices):
        JUMLAH = "jumlah", "Kumulatif (dijumlahkan)"
        NILAI_AKHIR = "nilai_akhir", "Non-kumulatif (posisi terakhir)"
        RATA_RATA = "rata_rata", "Rata-rata"
        RASIO = "rasio", "Rasio (pembilang/penyebut dijumlahkan)"
        TAHUNAN = "tahunan", "Sekali setahun"
        MAKS = "maks", "Nilai tertinggi"
        MIN = "min", "Nilai terendah"

    class Frekuensi(models.TextChoices):
        BULAN = "bulan", "Bulanan"
        TRIWULAN = "triwulan", "Triwulanan"
        SEMESTER = "semester", "Semesteran"
        TAHUN = "tahun", "Tahunan"

    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="versi", verbose_name="indikator"
    )
    nama = models.CharField("nama menurut versi ini", max_length=500)
    satuan = models.CharField("satuan", max_length=60)
    arah = models.CharField("arah", max_length=14, choices=Arah.choices, default=Arah.NAIK)
    metode = models.CharField("metode periode", max_length=12, choices=Metode.choices)
    frekuensi = models.CharField(
        "periode pengukuran", max_length=10, choices=Frekuensi.choices, default=Frekuensi.TRIWULAN
    )
    desimal = models.PositiveSmallIntegerField(
        "desimal ditampilkan", default=2, validators=[MaxValueValidator(4)]
    )
    definisi_operasional = models.TextField("definisi operasional", blank=True)
    alasan_pemilihan = models.TextField("alasan pemilihan", blank=True)
    formulasi = models.TextField("formulasi", blank=True)
    label_pembilang = models.CharField("pembilang", max_length=200, blank=True)
    label_penyebut = models.CharField("penyebut", max_length=200, blank=True)
    pengali = NilaiField("pengali rasio", default=100, help_text="100 untuk persen, 1.000 untuk per seribu.")
    sumber_data = models.CharField("sumber data", max_length=300, blank=True)
    cara_pengumpulan = models.TextField("cara pengumpulan", blank=True)
    pengolah_data = models.CharField("pengolah data", max_length=200, blank=True)
    bulan_tersedia = models.PositiveSmallIntegerField(
        "bulan data tersedia",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text="1–12; kosong bila tersedia sepanjang tahun.",
    )
    keterkaitan = models.CharField(
        "keterkaitan", max_length=300, blank=True, help_text="RPJMD, TPB/SDGs, SPM, IKK LPPD, …"
    )
    dasar_penetapan = models.CharField(
        "ditetapkan dengan", max_length=200, blank=True, help_text="Nomor dan tanggal Keputusan Kepala (IKU)."
    )
    memutus_deret = models.BooleanField(
        "tidak sebanding dengan versi sebelumnya",
        default=False,
        help_text="Tertulis pada setiap perbandingan.",
    )
    alasan_perubahan = models.TextField("alasan perubahan", blank=True)

    class Meta(Bermasa.Meta):
        verbose_name = "definisi indikator"
        verbose_name_plural = "definisi indikator"
        ordering = ["indikator__kode", "-tanggal_mulai"]
        constraints = [
            *Bermasa.Meta.constraints,
            models.CheckConstraint(
                name="rasio_menyebut_bagiannya",
                condition=~Q(metode="rasio") | (~Q(label_pembilang="") & ~Q(label_penyebut="")),
                violation_error_message="Indikator rasio harus menyebut pembilang dan penyebutnya.",
            ),
            models.CheckConstraint(
                name="pemutus_deret_beralasan",
                condition=Q(memutus_deret=False) | ~Q(alasan_perubahan=""),
                violation_error_message="Tuliskan alasan perubahan yang membuat deret tidak sebanding.",
            ),
        ]

    def __str__(self):
        return f"{self.nama} (berlaku {self.tanggal_mulai:%d-%m-%Y})"

    def clean(self):
        super().clean()
        if self.metode == self.Metode.JUMLAH and self.arah in {self.Arah.RENTANG, self.Arah.ORDINAL}:
            raise ValidationError(
                {"metode": "Rentang dan tingkat tidak dapat dijumlahkan. Pilih posisi terakhir."}
            )

    @property
    def opd_id(self) -> int:
        """The OPD of the indicator."""
        return self.indikator.opd_id


class JenisBukti(models.Model):
    """A kind of evidence that a figure under this definition needs."""

    versi = models.ForeignKey(
        VersiIndikator, on_delete=models.CASCADE, related_name="jenis_bukti", verbose_name="definisi"
    )
    nama = models.CharField("bukti dukung", max_length=300)
    wajib = models.BooleanField("wajib", default=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "jenis bukti dukung"
        verbose_name_plural = "jenis bukti dukung"
        ordering = ["versi_id", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["versi", "nama"],
                name="satu_jenis_bukti_per_definisi",
                violation_error_message="Jenis bukti ini sudah ada.",
            )
        ]

    def __str__(self):
        return self.nama


class PemeriksaanSMART(models.Model):
    """The self-check of one definition, done once: specific, measurable, achievable, relevant, time-bound."""

    BUTIR = ("spesifik", "terukur", "dapat_dicapai", "relevan", "berjangka_waktu")

    versi = models.OneToOneField(
        VersiIndikator, on_delete=models.CASCADE, related_name="smart", verbose_name="definisi"
    )
    spesifik = models.BooleanField("spesifik: jelas apa yang diukur dan milik siapa")
    terukur = models.BooleanField("terukur: ada satuan, rumus dan sumber data")
    dapat_dicapai = models.BooleanField("dapat dicapai dengan sumber daya yang ada")
    relevan = models.BooleanField("relevan: menggambarkan hasil sasaran/programnya")
    berjangka_waktu = models.BooleanField("berjangka waktu: ada periode dan waktu datanya tersedia")
    catatan = models.TextField("catatan", blank=True, help_text="Wajib bila ada yang belum terpenuhi.")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="diperiksa oleh"
    )
    pada = models.DateTimeField("diperiksa pada")

    class Meta:
        verbose_name = "pemeriksaan SMART"
        verbose_name_plural = "pemeriksaan SMART"
        constraints = [
            models.CheckConstraint(
                name="smart_kurang_bercatatan",
                condition=Q(
                    spesifik=True, terukur=True, dapat_dicapai=True, relevan=True, berjangka_waktu=True
                )
                | ~Q(catatan=""),
                violation_error_message="Tuliskan catatan untuk butir yang belum terpenuhi.",
            )
        ]

    def __str__(self):
        return f"SMART {self.versi}"


class PenempatanIndikator(models.Model):
    """Where an indicator stands in one year's tree, and as what kind it counts there."""

    class Jenis(models.TextChoices):
        TUJUAN = "tujuan", "Indikator tujuan"
        IKU = "iku", "IKU"
        PROGRAM = "program", "Indikator program"
        IKK = "ikk", "IKK"
        SUB_KEGIATAN = "sub_kegiatan", "Indikator sub kegiatan"

    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="penempatan", verbose_name="indikator"
    )
    simpul = models.ForeignKey(
        Simpul,
        on_delete=models.PROTECT,
        related_name="penempatan",
        verbose_name="tujuan/sasaran/program/kegiatan",
    )
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN_SAH, editable=False)
    jenis = models.CharField("jenis", max_length=14, choices=Jenis.choices)
    urutan = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "penempatan indikator"
        verbose_name_plural = "penempatan indikator"
        ordering = ["tahun", "urutan", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun"],
                name="satu_tempat_indikator_per_tahun",
                violation_error_message="Indikator ini sudah ditempatkan pada tahun tersebut.",
            )
        ]
        indexes = [models.Index(fields=["tahun", "simpul", "urutan"], name="penempatan_per_simpul")]

    def __str__(self):
        return f"{self.indikator} ({self.tahun})"

    def save(self, *args, **kwargs):
        self.tahun = self.simpul.tahun
        super().save(*args, **kwargs)

    @property
    def opd_id(self) -> int:
        """The OPD of the indicator."""
        return self.indikator.opd_id

    def clean(self):
        if self.simpul_id and self.indikator_id and self.simpul.opd_id != self.indikator.opd_id:
            raise ValidationError({"simpul": "Pilih dari pohon kinerja OPD yang sama."})


class PenanggungJawabData(Bermasa):
    """Which unit brings an indicator's figure, from when on, and what its figure is to the agency's.

    One unit brings one indicator's figure at most once on any day (migration ``0002``).
    """

    class Kontribusi(models.TextChoices):
        TUNGGAL = "tunggal", "Angka unit adalah angka OPD"
        JUMLAH = "jumlah", "Dijumlahkan dengan unit lain"
        RASIO = "rasio", "Pembilang dan penyebut dijumlahkan"
        RATA_RATA = "rata_rata", "Dirata-ratakan dengan unit lain"

    indikator = models.ForeignKey(
        Indikator, on_delete=models.CASCADE, related_name="penanggung_jawab", verbose_name="indikator"
    )
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="data_dipegang", verbose_name="unit kerja"
    )
    kontribusi = models.CharField(
        "sumbangan", max_length=10, choices=Kontribusi.choices, default=Kontribusi.TUNGGAL
    )

    class Meta(Bermasa.Meta):
        verbose_name = "penanggung jawab data"
        verbose_name_plural = "penanggung jawab data"
        ordering = ["indikator__kode", "-tanggal_mulai"]

    def __str__(self):
        return f"{self.unit}: {self.indikator}"

    @property
    def opd_id(self) -> int:
        """The OPD of the indicator."""
        return self.indikator.opd_id

    def clean(self):
        super().clean()
        if self.unit_id and self.indikator_id and self.unit.opd_id != self.indikator.opd_id:
            raise ValidationError({"unit": "Unit kerja harus dari OPD pemilik indikator."})
