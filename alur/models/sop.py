"""An SOP as data: procedures, steps, roles, papers and the ways back."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from organisasi.models import OPD, AnggotaTim, Jabatan, UnitKerja


class SOPQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "SOPQuerySet":
        """Shipped SOPs, and those of the OPDs this person may see."""
        terlihat = OPD.objects.untuk(pengguna)
        return self.filter(Q(opd=None) | Q(opd__in=terlihat))

    def naskah(self) -> "SOPQuerySet":
        """The SOPs that ship with the application, to be adopted."""
        return self.filter(opd=None)

    def berlaku_pada(self, tanggal) -> "SOPQuerySet":
        """Adopted SOPs in force on that day."""
        return self.filter(
            Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=tanggal),
            status=SOP.Status.BERLAKU,
            tanggal_mulai__lte=tanggal,
        )


class SOP(models.Model):
    """One version of an SOP.

    Without an OPD it is *naskah*: an SOP as printed by the office it came from, with its discrepancies as
    notes. An OPD adopts a copy, binds its roles to its own positions and puts it in force from a date.
    Once used it is never edited: a change is a new version.
    """

    class Status(models.TextChoices):
        NASKAH = "naskah", "Naskah"
        KONSEP = "konsep", "Konsep"
        BERLAKU = "berlaku", "Berlaku"

    opd = models.ForeignKey(
        OPD, on_delete=models.PROTECT, null=True, blank=True, related_name="sop", verbose_name="OPD"
    )
    asal = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="turunan",
        verbose_name="diangkat dari",
        editable=False,
    )
    kode = models.CharField("kode", max_length=20)
    nama = models.CharField("nama SOP", max_length=300)
    nomor = models.CharField("nomor SOP", max_length=120, blank=True)
    instansi = models.CharField("instansi asal", max_length=200, blank=True)
    tahun = models.PositiveSmallIntegerField("tahun", null=True, blank=True)
    versi = models.PositiveSmallIntegerField("versi", default=1)
    keterangan = models.JSONField(
        "keterangan kepala SOP",
        default=dict,
        blank=True,
        help_text="Dasar hukum, keterkaitan, peringatan, peralatan, kualifikasi, pencatatan.",
    )
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.KONSEP)
    tanggal_mulai = models.DateField("berlaku mulai", null=True, blank=True)
    tanggal_selesai = models.DateField("berlaku sampai", null=True, blank=True)

    objects = SOPQuerySet.as_manager()

    class Meta:
        verbose_name = "SOP"
        verbose_name_plural = "SOP"
        ordering = ["opd_id", "kode", "-versi"]
        constraints = [
            models.UniqueConstraint(fields=["kode"], condition=Q(opd=None), name="satu_naskah_per_kode"),
            models.UniqueConstraint(
                fields=["opd", "kode", "versi"], condition=Q(opd__isnull=False), name="satu_sop_per_versi"
            ),
            models.CheckConstraint(
                name="naskah_tanpa_opd",
                condition=Q(status="naskah", opd=None) | (~Q(status="naskah") & Q(opd__isnull=False)),
            ),
            models.CheckConstraint(
                name="sop_berlaku_bertanggal", condition=~Q(status="berlaku") | Q(tanggal_mulai__isnull=False)
            ),
        ]

    def __str__(self):
        if self.opd_id:
            return f"{self.nama} – {self.opd} (versi {self.versi})"
        return f"SOP {self.kode} – {self.instansi}"

    @property
    def dikunci(self) -> bool:
        """Shipped and adopted SOPs are frozen; only a draft may be edited."""
        return self.status != self.Status.KONSEP


class Peran(models.Model):
    """A role of the SOP, under the label that SOP prints, and what kind of thing it is bound to."""

    class Ikatan(models.TextChoices):
        JABATAN = "jabatan", "Satu jabatan"
        UNIT = "unit", "Unit kerja pemilik data"
        TIM = "tim", "Anggota Tim SAKIP"
        STAF = "staf", "Seluruh pegawai"

    sop = models.ForeignKey(SOP, on_delete=models.CASCADE, related_name="peran", verbose_name="SOP")
    kode = models.SlugField("kode", max_length=60)
    label = models.CharField("sebutan", max_length=120)
    ikatan = models.CharField("diikat pada", max_length=10, choices=Ikatan.choices)
    saran_jenis = models.CharField(
        "jenis yang disarankan",
        max_length=120,
        blank=True,
        help_text="Jenis jabatan, jenis unit atau kedudukan tim, dipisah koma; dipakai saat mengikat peran.",
    )
    lajur = models.PositiveSmallIntegerField("lajur ke-", help_text="Urutan kolom pelaksana pada bagan SOP.")

    class Meta:
        verbose_name = "peran SOP"
        verbose_name_plural = "peran SOP"
        ordering = ["sop_id", "lajur"]
        constraints = [models.UniqueConstraint(fields=["sop", "kode"], name="satu_peran_per_kode")]

    def __str__(self):
        return self.label


class IkatanPeran(models.Model):
    """What a role of an adopted SOP is at that OPD: a position, units, or a place in the team."""

    peran = models.ForeignKey(
        Peran, on_delete=models.CASCADE, related_name="ikatan_opd", verbose_name="peran"
    )
    jabatan = models.ForeignKey(
        Jabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ikatan_sop",
        verbose_name="jabatan",
    )
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="ikatan_sop",
        verbose_name="unit",
    )
    kedudukan = models.CharField(
        "kedudukan tim", max_length=12, choices=AnggotaTim.Kedudukan.choices, blank=True
    )
    semua_anggota = models.BooleanField("semua anggota tim", default=False)
    semua_pegawai = models.BooleanField("semua pegawai", default=False)

    class Meta:
        verbose_name = "ikatan peran"
        verbose_name_plural = "ikatan peran"
        ordering = ["peran_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="ikatan_tepat_satu",
                condition=Q(
                    jabatan__isnull=False, unit=None, kedudukan="", semua_anggota=False, semua_pegawai=False
                )
                | Q(jabatan=None, unit__isnull=False, kedudukan="", semua_anggota=False, semua_pegawai=False)
                | Q(jabatan=None, unit=None, semua_anggota=False, semua_pegawai=False) & ~Q(kedudukan="")
                | Q(jabatan=None, unit=None, kedudukan="", semua_anggota=True, semua_pegawai=False)
                | Q(jabatan=None, unit=None, kedudukan="", semua_anggota=False, semua_pegawai=True),
                violation_error_message="Ikat peran pada satu hal: jabatan, unit, atau tim.",
            ),
            models.UniqueConstraint(
                fields=["peran", "jabatan"], condition=Q(jabatan__isnull=False), name="satu_ikatan_jabatan"
            ),
            models.UniqueConstraint(
                fields=["peran", "unit"], condition=Q(unit__isnull=False), name="satu_ikatan_unit"
            ),
        ]

    def __str__(self):
        return f"{self.peran}: {self.sasaran}"

    @property
    def sasaran(self) -> str:
        """What the role is bound to, in words."""
        if self.jabatan_id:
            return self.jabatan.nama
        if self.unit_id:
            return self.unit.nama
        if self.kedudukan:
            return f"{self.get_kedudukan_display()} tim"
        return "Semua anggota tim" if self.semua_anggota else "Semua pegawai"

    @property
    def opd_id(self) -> int | None:
        """The OPD that adopted the SOP."""
        return self.peran.sop.opd_id

    def clean(self):
        for nama in ("jabatan", "unit"):
            terikat = getattr(self, nama)
            if terikat and terikat.opd_id != self.opd_id:
                raise ValidationError({nama: "Harus dari OPD yang mengangkat SOP ini."})


class Prosedur(models.Model):
    """A procedure of an SOP: collection, measurement, or both in one."""

    class Jenis(models.TextChoices):
        PENGUMPULAN = "pengumpulan", "Pengumpulan Data"
        PENGUKURAN = "pengukuran", "Pengukuran Kinerja"
        GABUNGAN = "gabungan", "Pengumpulan Data dan Pengukuran Kinerja"

    sop = models.ForeignKey(SOP, on_delete=models.CASCADE, related_name="prosedur", verbose_name="SOP")
    jenis = models.CharField("jenis", max_length=12, choices=Jenis.choices)
    sumber = models.CharField("sumber naskah", max_length=300, blank=True)

    class Meta:
        verbose_name = "prosedur"
        verbose_name_plural = "prosedur"
        ordering = ["sop_id", "id"]
        constraints = [models.UniqueConstraint(fields=["sop", "jenis"], name="satu_prosedur_per_jenis")]

    def __str__(self):
        return f"{self.get_jenis_display()} – {self.sop}"

    @property
    def opd_id(self) -> int | None:
        """The OPD that adopted the SOP."""
        return self.sop.opd_id

    @property
    def mengumpulkan(self) -> bool:
        """Does a run of it bring in data?"""
        return self.jenis in {self.Jenis.PENGUMPULAN, self.Jenis.GABUNGAN}

    @property
    def mengukur(self) -> bool:
        """Does a run of it measure?"""
        return self.jenis in {self.Jenis.PENGUKURAN, self.Jenis.GABUNGAN}


class Langkah(models.Model):
    """A step: who does it, with what, in which time, and what comes of it."""

    class SatuanWaktu(models.TextChoices):
        MENIT = "menit", "menit"
        JAM = "jam", "jam"
        HARI = "hari_kerja", "hari kerja"

    class Layar(models.TextChoices):
        PERINTAH = "perintah", "Perintah"
        RAPAT = "rapat", "Rapat dan notulen"
        RENCANA = "rencana", "Program kerja"
        DOKUMEN = "dokumen", "Daftar dokumen"
        FORMULIR = "formulir", "Penyiapan formulir"
        DISTRIBUSI = "distribusi", "Pembagian formulir"
        PENGISIAN = "pengisian", "Pengisian formulir"
        REKAP = "rekap", "Rekapitulasi"
        LAPOR = "lapor", "Penyampaian laporan"
        PUTUSAN = "putusan", "Pemeriksaan dan keputusan"
        TERIMA = "terima", "Penerimaan Kepala"
        METODOLOGI = "metodologi", "Metodologi pengukuran"
        UKUR = "ukur", "Pengukuran"
        TANDA_TANGAN = "tanda_tangan", "Penandatanganan"
        SURAT = "surat", "Surat dan penggandaan"
        ARSIP = "arsip", "Pengarsipan"

    class Naskah(models.TextChoices):
        NOTA_DINAS = "nota_dinas", "Nota Dinas"
        DISPOSISI = "disposisi", "Disposisi"
        UNDANGAN = "undangan", "Undangan"
        PENGANTAR = "pengantar", "Surat Pengantar"
        PENGGANDAAN = "penggandaan", "Daftar Penggandaan"

    prosedur = models.ForeignKey(
        Prosedur, on_delete=models.CASCADE, related_name="langkah", verbose_name="prosedur"
    )
    nomor = models.PositiveSmallIntegerField("nomor", validators=[MinValueValidator(1)])
    uraian = models.TextField("uraian kegiatan")
    tindakan = models.CharField("kata kerja tombol", max_length=60, default="Selesaikan langkah")
    layar = models.CharField("layar", max_length=14, choices=Layar.choices)
    naskah = models.CharField(
        "naskah yang dibuat",
        max_length=14,
        choices=Naskah.choices,
        blank=True,
        help_text="Kosong: yang biasa bagi layarnya.",
    )
    waktu_teks = models.CharField("waktu seperti tercetak", max_length=40, blank=True)
    waktu_nilai = models.PositiveSmallIntegerField("waktu", null=True, blank=True)
    waktu_satuan = models.CharField("satuan waktu", max_length=10, choices=SatuanWaktu.choices, blank=True)
    keterangan = models.TextField("keterangan", blank=True)
    catatan_naskah = models.TextField(
        "catatan naskah", blank=True, help_text="Kejanggalan naskah asal dan bagaimana dibaca."
    )
    semua_pelaksana = models.BooleanField(
        "semua pelaksana harus menyelesaikan", default=False, help_text="Bila tidak, cukup salah satu."
    )
    membuka_formulir = models.BooleanField("membuka formulir unit", default=False)
    menutup_formulir = models.BooleanField("menutup formulir unit", default=False)
    lanjut_ke = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="lanjut ke",
        help_text="Kosong: langkah berikutnya menurut nomor; langkah terakhir mengakhiri prosedur.",
    )

    class Meta:
        verbose_name = "langkah"
        verbose_name_plural = "langkah"
        ordering = ["prosedur_id", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["prosedur", "nomor"], name="satu_langkah_per_nomor"),
            models.CheckConstraint(
                name="waktu_langkah_bersatuan",
                condition=Q(waktu_nilai=None, waktu_satuan="") | (Q(waktu_nilai__gt=0) & ~Q(waktu_satuan="")),
            ),
        ]

    def __str__(self):
        return f"{self.nomor}. {self.uraian[:100]}"

    def menit_baku(self, menit_per_hari: int = 450) -> int | None:
        """The standard time in working minutes; None where the SOP prints none."""
        if self.waktu_nilai is None:
            return None
        pengali = {"menit": 1, "jam": 60, "hari_kerja": menit_per_hari}
        return self.waktu_nilai * pengali[self.waktu_satuan]


class PelakuLangkah(models.Model):
    """A role's part in a step."""

    class Tugas(models.TextChoices):
        PELAKSANA = "pelaksana", "Pelaksana"
        PEMBANTU = "pembantu", "Pembantu"
        PENERIMA = "penerima", "Penerima"

    langkah = models.ForeignKey(
        Langkah, on_delete=models.CASCADE, related_name="pelaku", verbose_name="langkah"
    )
    peran = models.ForeignKey(
        Peran, on_delete=models.PROTECT, related_name="di_langkah", verbose_name="peran"
    )
    tugas = models.CharField("tugas", max_length=10, choices=Tugas.choices)
    disimpulkan = models.BooleanField(
        "disimpulkan", default=False, help_text="Naskah tidak menyebut pelakunya."
    )

    class Meta:
        verbose_name = "pelaku langkah"
        verbose_name_plural = "pelaku langkah"
        ordering = ["langkah_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["langkah", "peran", "tugas"], name="satu_tugas_per_peran")
        ]

    def __str__(self):
        return f"{self.peran} ({self.get_tugas_display()})"


class BerkasLangkah(models.Model):
    """A paper a step needs (kelengkapan) or makes (output)."""

    class Arah(models.TextChoices):
        KELENGKAPAN = "kelengkapan", "Kelengkapan"
        OUTPUT = "output", "Output"

    langkah = models.ForeignKey(
        Langkah, on_delete=models.CASCADE, related_name="berkas", verbose_name="langkah"
    )
    arah = models.CharField("arah", max_length=12, choices=Arah.choices)
    nama = models.CharField("nama", max_length=200)
    boleh_menyusul = models.BooleanField("boleh menyusul sebelum arsip", default=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "kelengkapan/output"
        verbose_name_plural = "kelengkapan dan output"
        ordering = ["langkah_id", "arah", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["langkah", "arah", "nama"], name="satu_berkas_per_nama")
        ]

    def __str__(self):
        return self.nama


class JalurKembali(models.Model):
    """A step to which a decision may send the run back; one of them is the default."""

    langkah = models.ForeignKey(
        Langkah, on_delete=models.CASCADE, related_name="jalur_kembali", verbose_name="langkah keputusan"
    )
    ke = models.ForeignKey(Langkah, on_delete=models.PROTECT, related_name="+", verbose_name="kembali ke")
    bawaan = models.BooleanField("bawaan", default=False)
    disimpulkan = models.BooleanField(
        "disimpulkan", default=True, help_text="Naskah tidak menyebut langkah tujuan kembali."
    )

    class Meta:
        verbose_name = "jalur kembali"
        verbose_name_plural = "jalur kembali"
        ordering = ["langkah_id", "-bawaan", "ke__nomor"]
        constraints = [
            models.UniqueConstraint(fields=["langkah", "ke"], name="satu_jalur_kembali_per_langkah"),
            models.UniqueConstraint(
                fields=["langkah"], condition=Q(bawaan=True), name="satu_jalur_kembali_bawaan"
            ),
            models.CheckConstraint(name="tidak_kembali_ke_diri", condition=~Q(ke=models.F("langkah"))),
        ]

    def __str__(self):
        return f"{self.langkah.nomor} → {self.ke.nomor}"
