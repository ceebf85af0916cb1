"""The people: accounts, employees, who holds which position, and given roles."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from organisasi.models.lembaga import OPD, Jabatan, PemerintahDaerah, UnitKerja
from organisasi.waktu import Bermasa


class Pengguna(AbstractUser):
    """An account. It belongs to no OPD: what it may do follows from positions, teams and given roles."""

    first_name = None
    last_name = None
    nama = models.CharField("nama lengkap", max_length=150, help_text="Dengan gelar, seperti pada surat.")
    harus_ganti_sandi = models.BooleanField(
        "harus mengganti kata sandi", default=False, help_text="Diminta saat masuk berikutnya."
    )

    REQUIRED_FIELDS = ["nama"]

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["nama"]

    def __str__(self):
        return self.nama or self.username

    def get_full_name(self):
        return self.nama

    def get_short_name(self):
        return self.nama.split(",")[0]


class Pegawai(models.Model):
    """An employee, with or without an account."""

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="pegawai", verbose_name="OPD")
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="pegawai",
        verbose_name="unit kerja",
    )
    nama = models.CharField("nama", max_length=150, help_text="Dengan gelar.")
    nip = models.CharField(
        "NIP",
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka tanpa spasi.")],
    )
    pangkat = models.CharField("pangkat/golongan", max_length=60, blank=True)
    pengguna = models.OneToOneField(
        Pengguna, on_delete=models.PROTECT, null=True, blank=True, related_name="pegawai", verbose_name="akun"
    )
    aktif = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "pegawai"
        verbose_name_plural = "pegawai"
        ordering = ["opd_id", "nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["nip"],
                condition=~Q(nip=""),
                name="satu_pegawai_per_nip",
                violation_error_message="NIP ini sudah dipakai pegawai lain.",
            )
        ]

    def __str__(self):
        return self.nama

    def clean(self):
        if self.unit_id and self.unit.opd_id != self.opd_id:
            raise ValidationError({"unit": "Unit kerja harus dari OPD yang sama."})


class PemangkuJabatan(Bermasa):
    """Who holds a position, from when to when, and as what.

    Two definitive holders of one position never share a day; the database keeps that (migration
    ``0002_definitif_tidak_tumpang``). A Plt/Plh acts beside or instead of the holder and may come from
    another OPD.
    """

    class Jenis(models.TextChoices):
        DEFINITIF = "definitif", "Definitif"
        PLT = "plt", "Plt."
        PLH = "plh", "Plh."
        PJ = "pj", "Pj."

    jabatan = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="pemangku", verbose_name="jabatan"
    )
    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, related_name="jabatan_dipangku", verbose_name="pegawai"
    )
    jenis = models.CharField("sebagai", max_length=10, choices=Jenis.choices, default=Jenis.DEFINITIF)
    dasar = models.CharField("nomor SK/surat perintah", max_length=120, blank=True)

    class Meta(Bermasa.Meta):
        verbose_name = "pemangku jabatan"
        verbose_name_plural = "pemangku jabatan"
        ordering = ["jabatan", "-tanggal_mulai"]
        indexes = [models.Index(fields=["pegawai", "tanggal_mulai"], name="pemangku_per_pegawai")]

    def __str__(self):
        return f"{self.pegawai} – {self.sebutan}"

    @property
    def opd_id(self) -> int:
        """The OPD of the position, which for a Plt may not be the employee's own."""
        return self.jabatan.opd_id

    @property
    def sebutan(self) -> str:
        """The position as papers print it for this holder: ``Plt. Kepala Dinas …``."""
        if self.jenis == self.Jenis.DEFINITIF:
            return self.jabatan.nama
        return f"{self.get_jenis_display()} {self.jabatan.nama}"

    def clean(self):
        super().clean()
        if not (self.jabatan_id and self.pegawai_id and self.tanggal_mulai):
            return
        if self.jenis != self.Jenis.DEFINITIF:
            return
        if self.pegawai.opd_id != self.jabatan.opd_id:
            raise ValidationError(
                {
                    "pegawai": "Pemangku definitif harus pegawai OPD ini. Untuk pegawai OPD lain pilih Plt./Plh."
                }
            )
        bertemu = PemangkuJabatan.objects.filter(
            Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=self.tanggal_mulai),
            jabatan=self.jabatan,
            jenis=self.Jenis.DEFINITIF,
        ).exclude(pk=self.pk)
        if self.tanggal_selesai:
            bertemu = bertemu.filter(tanggal_mulai__lte=self.tanggal_selesai)
        if lain := bertemu.select_related("pegawai").first():
            raise ValidationError(
                f"{self.jabatan} sudah dipangku {lain.pegawai} pada masa itu. Isi dahulu tanggal selesainya, "
                "atau pilih Plt./Plh."
            )


class Penugasan(Bermasa):
    """A role given by name: administrators and time-limited readers, at one OPD or a whole Pemda."""

    class Peran(models.TextChoices):
        ADMIN = "admin", "Administrator"
        PENGAWAS = "pengawas", "Pembaca (Inspektorat, Bagian Organisasi, Bappeda)"

    pengguna = models.ForeignKey(
        Pengguna, on_delete=models.PROTECT, related_name="penugasan", verbose_name="pengguna"
    )
    peran = models.CharField("peran", max_length=10, choices=Peran.choices)
    opd = models.ForeignKey(
        OPD, on_delete=models.PROTECT, null=True, blank=True, related_name="penugasan", verbose_name="OPD"
    )
    pemda = models.ForeignKey(
        PemerintahDaerah,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="penugasan",
        verbose_name="seluruh pemerintah daerah",
    )

    class Meta(Bermasa.Meta):
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["pengguna", "-tanggal_mulai"]
        constraints = [
            *Bermasa.Meta.constraints,
            models.CheckConstraint(
                name="penugasan_pada_opd_atau_pemda",
                condition=Q(opd__isnull=False, pemda=None) | Q(opd=None, pemda__isnull=False),
                violation_error_message="Pilih satu: OPD, atau seluruh pemerintah daerah.",
            ),
            models.CheckConstraint(
                name="pengawas_berbatas_waktu",
                condition=~Q(peran="pengawas") | Q(tanggal_selesai__isnull=False),
                violation_error_message="Akun pembaca harus memiliki tanggal selesai.",
            ),
        ]

    def __str__(self):
        return f"{self.pengguna} – {self.get_peran_display()} {self.opd or self.pemda}"
