"""The register of numbers: per OPD and code, counted anew each year. A number once given is never used again."""

from string import Formatter

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from organisasi.models.lembaga import OPD, Jabatan

PENGGUNA = settings.AUTH_USER_MODEL
# What stands in a pattern: {kode}, {nomor}, {tahun}, and the month in Roman figures.
BAGIAN_POLA = ("kode", "nomor", "tahun", "bulan")
NOMOR_TERPANJANG = 150
ROMAWI = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def periksa_pola(pola: str) -> None:
    """A pattern names the running number, and nothing that we cannot fill in."""
    salah = ValidationError(
        "Pola hanya boleh memuat {kode}, {nomor}, {bulan} dan {tahun} dalam kurung kurawal."
    )
    try:
        bagian = [satu[1:] for satu in Formatter().parse(pola) if satu[1] is not None]
    except ValueError:
        raise salah from None
    # Nothing after the name: a width ({nomor:9999999}) would fill the memory.
    if any(nama not in BAGIAN_POLA or bentuk or ubah for nama, bentuk, ubah in bagian):
        raise salah
    if not {"nomor", "tahun"} <= {nama for nama, *_ in bagian}:
        raise ValidationError("Pola harus memuat {nomor} dan {tahun}, agar tidak ada dua nomor yang sama.")
    if len(pola.format(kode="0" * 30, nomor="0" * 6, tahun="0000", bulan="VIII")) > NOMOR_TERPANJANG:
        raise ValidationError("Pola ini menghasilkan nomor yang terlalu panjang. Pendekkan.")


class KodeNomor(models.Model):
    """A classification code of an office and how its numbers are written: ``000.8.6/{nomor}/DINKOP/{tahun}``."""

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="kode_nomor", verbose_name="OPD")
    kode = models.CharField(
        "kode klasifikasi", max_length=30, help_text="Menurut klasifikasi arsip kantor Anda."
    )
    nama = models.CharField("dipakai untuk", max_length=120)
    pola = models.CharField(
        "pola nomor",
        max_length=100,
        validators=[periksa_pola],
        help_text="Misalnya {kode}/{nomor}/DINKOP/{tahun}. Boleh memakai {bulan} (angka Romawi).",
    )
    digit = models.PositiveSmallIntegerField(
        "jumlah angka",
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(5)],
        help_text="3 menulis 7 sebagai 007.",
    )
    aktif = models.BooleanField("dipakai", default=True)

    class Meta:
        verbose_name = "kode nomor"
        verbose_name_plural = "kode nomor"
        ordering = ["opd", "kode", "nama"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "kode"],
                name="satu_register_per_kode",
                violation_error_message="Kode ini sudah ada pada register kantor Anda.",
            )
        ]

    def __str__(self):
        return f"{self.kode} {self.nama}"

    def tulis(self, urutan: int, tahun: int, bulan: int) -> str:
        """The number as papers print it."""
        return self.pola.format(
            kode=self.kode, nomor=str(urutan).zfill(self.digit), tahun=tahun, bulan=ROMAWI[bulan - 1]
        )


class PemberiNomor(models.Model):
    """A position that gives numbers. Where an office names none, Sekretaris, Tim SAKIP and Kasubbag may."""

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="pemberi_nomor", verbose_name="OPD")
    jabatan = models.OneToOneField(
        Jabatan, on_delete=models.PROTECT, related_name="pemberi_nomor", verbose_name="jabatan"
    )

    class Meta:
        verbose_name = "pemberi nomor"
        verbose_name_plural = "pemberi nomor"
        ordering = ["opd", "jabatan"]

    def __str__(self):
        return str(self.jabatan)


class NomorNaskahQuerySet(models.QuerySet):
    def berlaku(self) -> "NomorNaskahQuerySet":
        """Numbers that were not voided."""
        return self.filter(status=NomorNaskah.Status.BERLAKU)

    def untuk(self, pengguna) -> "NomorNaskahQuerySet":
        """Numbers of the OPDs this person may see."""
        return self.filter(opd__in=OPD.objects.untuk(pengguna))


class NomorNaskah(models.Model):
    """One number of the register: given to a paper of ours (``kunci``), or written down for one outside.

    ``kunci`` names the paper (``pelaksanaan:12:langkah-3``); it has one number that holds. A voided number keeps
    its row, its reason and its place in the count.
    """

    class Asal(models.TextChoices):
        APLIKASI = "aplikasi", "Naskah di aplikasi"
        LUAR = "luar", "Naskah di luar aplikasi"

    class Status(models.TextChoices):
        BERLAKU = "berlaku", "Berlaku"
        BATAL = "batal", "Dibatalkan"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="nomor_naskah", verbose_name="OPD")
    kode = models.ForeignKey(KodeNomor, on_delete=models.PROTECT, related_name="nomor", verbose_name="kode")
    tahun = models.PositiveSmallIntegerField("tahun")
    urutan = models.PositiveIntegerField("nomor urut", validators=[MinValueValidator(1)])
    nomor = models.CharField("nomor", max_length=NOMOR_TERPANJANG)
    tanggal = models.DateField("tanggal naskah")
    perihal = models.CharField("perihal", max_length=300)
    kepada = models.CharField("kepada", max_length=300, blank=True)
    asal = models.CharField("asal", max_length=10, choices=Asal.choices)
    kunci = models.CharField("naskah", max_length=120, blank=True, editable=False)
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.BERLAKU)
    alasan_batal = models.TextField("alasan dibatalkan", blank=True)
    diberi_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diberi oleh"
    )
    diberi_pada = models.DateTimeField("diberi pada", auto_now_add=True)
    dibatalkan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibatalkan oleh",
    )
    dibatalkan_pada = models.DateTimeField("dibatalkan pada", null=True, blank=True)

    objects = NomorNaskahQuerySet.as_manager()

    class Meta:
        verbose_name = "nomor naskah"
        verbose_name_plural = "register nomor"
        ordering = ["kode", "-tahun", "-urutan"]
        constraints = [
            models.UniqueConstraint(fields=["kode", "tahun", "urutan"], name="satu_nomor_per_urutan"),
            models.UniqueConstraint(fields=["opd", "tahun", "nomor"], name="satu_nomor_per_teks"),
            models.UniqueConstraint(
                fields=["kunci"], condition=Q(status="berlaku") & ~Q(kunci=""), name="satu_nomor_per_naskah"
            ),
            models.CheckConstraint(
                name="nomor_aplikasi_punya_naskah",
                condition=Q(asal="aplikasi") & ~Q(kunci="") | Q(asal="luar", kunci=""),
            ),
            models.CheckConstraint(
                name="nomor_batal_beralasan",
                condition=Q(status="berlaku", alasan_batal="", dibatalkan_oleh=None, dibatalkan_pada=None)
                | Q(status="batal", dibatalkan_oleh__isnull=False, dibatalkan_pada__isnull=False)
                & ~Q(alasan_batal=""),
            ),
        ]
        indexes = [models.Index(fields=["opd", "tahun", "kode", "-urutan"], name="nomor_per_tahun")]

    def __str__(self):
        return self.nomor
