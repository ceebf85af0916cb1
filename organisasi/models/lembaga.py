"""The bodies: regional government, agency, unit, position."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class PemerintahDaerah(models.Model):
    """A kabupaten, kota or provinsi. Its time zone is the one deadlines are counted in."""

    class Jenis(models.TextChoices):
        KABUPATEN = "kabupaten", "Kabupaten"
        KOTA = "kota", "Kota"
        PROVINSI = "provinsi", "Provinsi"

    class Zona(models.TextChoices):
        WIB = "Asia/Jakarta", "WIB"
        WITA = "Asia/Makassar", "WITA"
        WIT = "Asia/Jayapura", "WIT"

    jenis = models.CharField("jenis", max_length=10, choices=Jenis.choices, default=Jenis.KABUPATEN)
    nama = models.CharField(
        "nama", max_length=120, help_text="Tanpa kata Kabupaten/Kota, misalnya Deli Serdang."
    )
    kode_wilayah = models.CharField("kode wilayah", max_length=13, blank=True)
    ibu_kota = models.CharField("ibu kota", max_length=120, blank=True, help_text="Tempat pada surat.")
    zona_waktu = models.CharField("zona waktu", max_length=20, choices=Zona.choices, default=Zona.WIB)

    class Meta:
        verbose_name = "pemerintah daerah"
        verbose_name_plural = "pemerintah daerah"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["jenis", "nama"],
                name="satu_pemda_per_nama",
                violation_error_message="Pemerintah daerah ini sudah ada.",
            )
        ]

    def __str__(self):
        return f"{self.get_jenis_display()} {self.nama}"


class OPDQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "OPDQuerySet":
        """The agencies whose records this person may see; everything else is a 404 to them."""
        from organisasi.hak import id_opd_terlihat

        terlihat = id_opd_terlihat(pengguna)
        return self if terlihat is None else self.filter(pk__in=terlihat)


class OPD(models.Model):
    """An agency (Dinas, Badan, Kecamatan, …) and the words and measures it uses."""

    class Jenis(models.TextChoices):
        DINAS = "dinas", "Dinas"
        BADAN = "badan", "Badan"
        KECAMATAN = "kecamatan", "Kecamatan"
        INSPEKTORAT = "inspektorat", "Inspektorat"
        SEKRETARIAT = "sekretariat", "Sekretariat"
        LAINNYA = "lainnya", "Lainnya"

    pemda = models.ForeignKey(
        PemerintahDaerah, on_delete=models.PROTECT, related_name="opd", verbose_name="pemerintah daerah"
    )
    jenis = models.CharField("jenis", max_length=12, choices=Jenis.choices)
    nama = models.CharField("nama", max_length=200)
    singkatan = models.CharField("singkatan", max_length=40)
    kode = models.CharField("kode", max_length=30, blank=True, help_text="Kode perangkat daerah, bila ada.")
    alamat = models.TextField("alamat", blank=True)
    telepon = models.CharField("telepon", max_length=40, blank=True)
    email = models.EmailField("surel", blank=True)
    laman = models.URLField("laman", blank=True)
    sebutan_kepala = models.CharField(
        "sebutan kepala", max_length=60, help_text="Kepala Dinas, Kepala Badan, Camat, …"
    )
    sebutan_tim = models.CharField("sebutan tim", max_length=60, default="Tim SAKIP")
    istilah_ikk = models.CharField("kepanjangan IKK", max_length=60, default="Indikator Kinerja Kegiatan")
    menit_per_hari = models.PositiveSmallIntegerField(
        "menit kerja sehari",
        default=450,
        validators=[MinValueValidator(60), MaxValueValidator(1440)],
        help_text="Waktu baku “1 hari” dihitung sekian menit kerja.",
    )
    batas_hari_kerja = models.PositiveSmallIntegerField(
        "batas waktu pengumpulan (hari kerja)",
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Sekian hari kerja setelah periode berakhir.",
    )
    sumber = models.TextField(
        "sumber data contoh", blank=True, help_text="Hanya untuk kantor contoh: dari mana angkanya berasal."
    )
    aktif = models.BooleanField("aktif", default=True)

    objects = OPDQuerySet.as_manager()

    class Meta:
        verbose_name = "OPD"
        verbose_name_plural = "OPD"
        ordering = ["nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["pemda", "nama"],
                name="satu_opd_per_nama",
                violation_error_message="OPD dengan nama ini sudah ada pada pemerintah daerah tersebut.",
            )
        ]

    def __str__(self):
        return self.singkatan or self.nama

    @property
    def opd_id(self) -> int:
        """An OPD belongs to itself: rights and audit ask every object for its ``opd_id``."""
        return self.pk


class UnitKerja(models.Model):
    """A unit of an agency; Sekretariat, Bidang and Seksi own data, subunits help them."""

    class Jenis(models.TextChoices):
        SEKRETARIAT = "sekretariat", "Sekretariat"
        BIDANG = "bidang", "Bidang"
        SEKSI = "seksi", "Seksi"
        SUBBAGIAN = "subbagian", "Subbagian"
        SUBBIDANG = "subbidang", "Subbidang"
        UPTD = "uptd", "UPTD"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="unit", verbose_name="OPD")
    induk = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="anak",
        verbose_name="unit induk",
    )
    jenis = models.CharField("jenis", max_length=12, choices=Jenis.choices)
    nama = models.CharField("nama", max_length=200)
    singkatan = models.CharField("singkatan", max_length=40, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    aktif = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ["opd_id", "urutan", "nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "nama"],
                name="satu_unit_per_nama",
                violation_error_message="Unit dengan nama ini sudah ada di OPD tersebut.",
            ),
            models.CheckConstraint(
                name="unit_bukan_induk_dirinya", condition=Q(induk=None) | ~Q(induk=models.F("id"))
            ),
        ]

    def __str__(self):
        return self.nama

    def clean(self):
        induk = self.induk
        if induk and induk.opd_id != self.opd_id:
            raise ValidationError({"induk": "Unit induk harus dari OPD yang sama."})
        while induk:
            if induk.pk == self.pk:
                raise ValidationError({"induk": "Unit tidak dapat berada di bawah dirinya sendiri."})
            induk = induk.induk


class Jabatan(models.Model):
    """A position. Papers print its name; the flow asks for its ``jenis``."""

    class Jenis(models.TextChoices):
        KEPALA = "kepala", "Kepala OPD"
        SEKRETARIS = "sekretaris", "Sekretaris"
        KEPALA_BIDANG = "kepala_bidang", "Kepala Bidang"
        KASUBBAG = "kasubbag", "Kepala Subbagian"
        KASI = "kasi", "Kepala Seksi"
        FUNGSIONAL = "fungsional", "Jabatan Fungsional"
        PELAKSANA = "pelaksana", "Pelaksana"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="jabatan", verbose_name="OPD")
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="jabatan",
        verbose_name="unit kerja",
    )
    jenis = models.CharField("jenis", max_length=14, choices=Jenis.choices)
    nama = models.CharField("nama", max_length=200, help_text="Seperti tercetak pada surat.")
    eselon = models.CharField("eselon", max_length=10, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    aktif = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ["opd_id", "urutan", "nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "nama"],
                name="satu_jabatan_per_nama",
                violation_error_message="Jabatan dengan nama ini sudah ada di OPD tersebut.",
            ),
            models.UniqueConstraint(
                fields=["opd"],
                condition=Q(jenis="kepala", aktif=True),
                name="satu_kepala_per_opd",
                violation_error_message="OPD ini sudah memiliki jabatan Kepala OPD.",
            ),
            models.UniqueConstraint(
                fields=["opd"],
                condition=Q(jenis="sekretaris", aktif=True),
                name="satu_sekretaris_per_opd",
                violation_error_message="OPD ini sudah memiliki jabatan Sekretaris.",
            ),
        ]

    def __str__(self):
        return self.nama

    def clean(self):
        if self.unit_id and self.unit.opd_id != self.opd_id:
            raise ValidationError({"unit": "Unit kerja harus dari OPD yang sama."})
