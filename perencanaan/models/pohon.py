"""Renstra and the tree Tujuan > Sasaran > Program > Kegiatan > Sub Kegiatan, one tree a year."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from organisasi.models import OPD, Jabatan

TAHUN_SAH = [MinValueValidator(2000), MaxValueValidator(2100)]


class Renstra(models.Model):
    """The strategic plan that a year's tree belongs to."""

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="renstra", verbose_name="OPD")
    nama = models.CharField("nama", max_length=200)
    tahun_awal = models.PositiveSmallIntegerField("tahun awal", validators=TAHUN_SAH)
    tahun_akhir = models.PositiveSmallIntegerField("tahun akhir", validators=TAHUN_SAH)
    dasar = models.CharField("nomor penetapan", max_length=200, blank=True)

    class Meta:
        verbose_name = "Renstra"
        verbose_name_plural = "Renstra"
        ordering = ["opd_id", "-tahun_awal"]
        constraints = [
            models.CheckConstraint(
                name="renstra_tahun_urut",
                condition=Q(tahun_akhir__gte=models.F("tahun_awal")),
                violation_error_message="Tahun akhir tidak boleh sebelum tahun awal.",
            ),
            models.UniqueConstraint(
                fields=["opd", "tahun_awal", "tahun_akhir"], name="satu_renstra_per_masa"
            ),
        ]

    def __str__(self):
        return f"{self.nama} {self.tahun_awal}–{self.tahun_akhir}"


class Simpul(models.Model):
    """A node of one year's tree. ``asal`` is the same node in the year before."""

    class Jenjang(models.TextChoices):
        TUJUAN = "tujuan", "Tujuan"
        SASARAN = "sasaran", "Sasaran"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub Kegiatan"

    URUTAN_JENJANG = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="simpul", verbose_name="OPD")
    tahun = models.PositiveSmallIntegerField("tahun", validators=TAHUN_SAH)
    jenjang = models.CharField("jenjang", max_length=14, choices=Jenjang.choices)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name="di bawah"
    )
    kode = models.CharField(
        "kode", max_length=40, blank=True, help_text="Kode rekening program/kegiatan, ditulis apa adanya."
    )
    uraian = models.TextField("uraian")
    penanggung_jawab = models.ForeignKey(
        Jabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="simpul",
        verbose_name="penanggung jawab",
    )
    asal = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="lanjutan",
        verbose_name="simpul tahun lalu",
        editable=False,
    )
    faktor_kunci = models.TextField(
        "faktor kunci keberhasilan",
        blank=True,
        help_text="Kondisi yang harus terwujud agar hasil ini tercapai (PermenPANRB 89/2021).",
    )
    urutan = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "tujuan/sasaran/program/kegiatan"
        verbose_name_plural = "pohon kinerja"
        ordering = ["opd_id", "-tahun", "urutan", "id"]
        indexes = [models.Index(fields=["opd", "tahun", "urutan"], name="simpul_per_opd_tahun")]
        constraints = [
            models.CheckConstraint(
                name="simpul_bukan_induk_dirinya", condition=Q(induk=None) | ~Q(induk=models.F("id"))
            ),
        ]

    def __str__(self):
        return f"{self.get_jenjang_display()}: {self.uraian[:120]}"

    def clean(self):
        if not self.induk:
            return
        if (self.induk.opd_id, self.induk.tahun) != (self.opd_id, self.tahun):
            raise ValidationError({"induk": "Induk harus dari OPD dan tahun yang sama."})
        urut = self.URUTAN_JENJANG
        if urut.index(self.induk.jenjang) >= urut.index(self.jenjang):
            raise ValidationError(
                {
                    "induk": f"{self.get_jenjang_display()} tidak dapat berada di bawah "
                    f"{self.induk.get_jenjang_display()}."
                }
            )


class KaitanSilang(models.Model):
    """A node that also serves a node elsewhere in the tree (crosscutting); totals never follow it."""

    dari = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="kaitan_keluar", verbose_name="simpul"
    )
    ke = models.ForeignKey(
        Simpul, on_delete=models.CASCADE, related_name="kaitan_masuk", verbose_name="turut mendukung"
    )
    keterangan = models.CharField("keterangan", max_length=300, blank=True)

    class Meta:
        verbose_name = "kaitan silang"
        verbose_name_plural = "kaitan silang (crosscutting)"
        ordering = ["dari", "ke"]
        constraints = [
            models.UniqueConstraint(
                fields=["dari", "ke"],
                name="satu_kaitan_silang",
                violation_error_message="Kaitan ini sudah ada.",
            ),
            models.CheckConstraint(
                name="kaitan_silang_bukan_diri_sendiri",
                condition=~Q(dari=models.F("ke")),
                violation_error_message="Pilih simpul lain.",
            ),
        ]

    def __str__(self):
        return f"{self.dari} turut mendukung {self.ke}"

    @property
    def opd_id(self) -> int:
        """The OPD of the node."""
        return self.dari.opd_id

    def clean(self):
        if self.dari_id and self.ke_id:
            if (self.dari.opd_id, self.dari.tahun) != (self.ke.opd_id, self.ke.tahun):
                raise ValidationError({"ke": "Pilih simpul dari OPD dan tahun yang sama."})
            if self.dari.induk_id == self.ke_id:
                raise ValidationError({"ke": "Simpul ini sudah menjadi induknya."})
