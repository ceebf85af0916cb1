"""A run of a procedure, each visit to a step, and what a run leaves behind."""

from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from alur.models.sop import BerkasLangkah, Langkah, Peran, Prosedur
from organisasi.models import OPD, Jabatan, PemangkuJabatan, UnitKerja
from perencanaan.models import Periode

PENGGUNA = settings.AUTH_USER_MODEL


class PelaksanaanQuerySet(models.QuerySet):
    def untuk(self, pengguna) -> "PelaksanaanQuerySet":
        """Runs of the OPDs this person may see; the rest is a 404 to them."""
        return self.filter(opd__in=OPD.objects.untuk(pengguna))

    def berjalan(self) -> "PelaksanaanQuerySet":
        """Runs that are under way."""
        return self.filter(status=Pelaksanaan.Status.BERJALAN)


class Pelaksanaan(models.Model):
    """A procedure run for one period. On screen it is called by what it does: *Pengumpulan Data TW I 2026*."""

    class Status(models.TextChoices):
        BERJALAN = "berjalan", "Berjalan"
        SELESAI = "selesai", "Selesai"
        DIBATALKAN = "dibatalkan", "Dibatalkan"

    class Jalur(models.TextChoices):
        PENUH = "penuh", "Langkah demi langkah"
        RINGKAS = "ringkas", "Jalur ringkas"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="pelaksanaan", verbose_name="OPD")
    prosedur = models.ForeignKey(
        Prosedur, on_delete=models.PROTECT, related_name="pelaksanaan", verbose_name="prosedur"
    )
    periode = models.ForeignKey(
        Periode, on_delete=models.PROTECT, related_name="pelaksanaan", verbose_name="periode"
    )
    batas_waktu = models.DateField("batas waktu")
    jalur = models.CharField("jalur", max_length=10, choices=Jalur.choices, default=Jalur.PENUH)
    status = models.CharField("status", max_length=12, choices=Status.choices, default=Status.BERJALAN)
    dimulai_pada = models.DateTimeField("dimulai pada")
    dimulai_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="pelaksanaan_dimulai", verbose_name="dimulai oleh"
    )
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)
    alasan_batal = models.TextField("alasan dibatalkan", blank=True)
    dicatat_belakangan = models.BooleanField("dicatat belakangan", default=False)
    # {str(step number): ISO day} on which the steps of a run recorded afterwards really happened.
    tanggal_langkah = models.JSONField("tanggal sebenarnya tiap langkah", default=dict, blank=True)
    contoh = models.BooleanField("pelaksanaan contoh", default=False)

    objects = PelaksanaanQuerySet.as_manager()

    class Meta:
        verbose_name = "pelaksanaan"
        verbose_name_plural = "pelaksanaan"
        ordering = ["-periode__tanggal_selesai", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["opd", "prosedur", "periode"],
                condition=~Q(status="dibatalkan"),
                name="satu_pelaksanaan_per_periode",
            ),
            models.CheckConstraint(
                name="selesai_bila_ada_waktunya",
                condition=Q(status="berjalan", selesai_pada=None)
                | (~Q(status="berjalan") & Q(selesai_pada__isnull=False)),
            ),
            models.CheckConstraint(
                name="batal_wajib_alasan", condition=~Q(status="dibatalkan") | ~Q(alasan_batal="")
            ),
        ]
        indexes = [models.Index(fields=["opd", "status", "batas_waktu"], name="pelaksanaan_per_opd")]

    def __str__(self):
        return f"{self.prosedur.get_jenis_display()} {self.periode}"

    def get_absolute_url(self):
        return reverse("pelaksanaan_lihat", args=[self.pk])

    @property
    def tanpa_waktu(self) -> bool:
        """Recorded afterwards, by days: its moments say nothing of how long the work took. Practice runs do."""
        return self.dicatat_belakangan and not self.contoh


class CatatanLangkah(models.Model):
    """One visit to a step. The one open row of a run is the present; closed rows are the history.

    ``putaran`` counts the visits of this run to this step. Where someone recorded the step for its holder,
    ``dicatat_untuk``, ``dasar_pencatatan`` and ``tanggal_sebenarnya`` say for whom, on what ground and when it
    really happened; ``selesai_oleh`` stays the one who typed. ``cara`` tells a step done on its own from one that
    the year's plan answered or that was recorded with others at once: their moments are no working time.
    """

    class Keputusan(models.TextChoices):
        SELESAI = "selesai", "Selesai"
        SETUJUI = "setujui", "Disetujui"
        KEMBALIKAN = "kembalikan", "Dikembalikan untuk dilengkapi"
        BATAL = "batal", "Dibatalkan"

    class Cara(models.TextChoices):
        LANGKAH = "langkah", "Diselesaikan pada langkahnya"
        RENCANA = "rencana", "Menurut rencana tahun"
        RINGKAS = "ringkas", "Lewat jalur ringkas"

    pelaksanaan = models.ForeignKey(
        Pelaksanaan, on_delete=models.PROTECT, related_name="catatan", verbose_name="pelaksanaan"
    )
    langkah = models.ForeignKey(
        Langkah, on_delete=models.PROTECT, related_name="catatan", verbose_name="langkah"
    )
    putaran = models.PositiveSmallIntegerField("putaran", default=1)
    dibuka_pada = models.DateTimeField("dibuka pada")
    dikerjakan_pada = models.DateTimeField("mulai dikerjakan pada", null=True, blank=True)
    dikerjakan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dikerjakan oleh",
    )
    selesai_pada = models.DateTimeField("selesai pada", null=True, blank=True)
    selesai_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="langkah_diselesaikan",
        verbose_name="diselesaikan oleh",
    )
    selaku = models.CharField("selaku", max_length=250, blank=True)
    keputusan = models.CharField("keputusan", max_length=12, choices=Keputusan.choices, blank=True)
    cara = models.CharField("cara dicatat", max_length=10, choices=Cara.choices, default=Cara.LANGKAH)
    uraian = models.TextField("catatan", blank=True)
    alasan = models.TextField("alasan", blank=True)
    dikembalikan_ke = models.ForeignKey(
        Langkah,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dikembalikan ke",
    )
    dicatat_untuk = models.ForeignKey(
        PemangkuJabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="langkah_dicatatkan",
        verbose_name="dicatat untuk",
    )
    dasar_pencatatan = models.CharField("atas dasar", max_length=200, blank=True)
    tanggal_sebenarnya = models.DateField("tanggal sebenarnya", null=True, blank=True)
    merangkap = models.BooleanField(
        "pelaksana dan pemutus orang yang sama",
        default=False,
        help_text="Tercatat bila tidak dapat dihindari.",
    )

    class Meta:
        verbose_name = "catatan langkah"
        verbose_name_plural = "catatan langkah"
        ordering = ["pelaksanaan_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pelaksanaan"], condition=Q(selesai_pada=None), name="satu_langkah_terbuka"
            ),
            models.UniqueConstraint(
                fields=["pelaksanaan", "langkah", "putaran"], name="satu_catatan_per_putaran"
            ),
            models.CheckConstraint(
                name="siapa_kapan_apa_bersama",
                condition=Q(selesai_pada=None, selesai_oleh=None, keputusan="")
                | (Q(selesai_pada__isnull=False, selesai_oleh__isnull=False) & ~Q(keputusan="")),
            ),
            models.CheckConstraint(
                name="mulai_dikerjakan_dan_oleh_bersama",
                condition=Q(dikerjakan_pada=None, dikerjakan_oleh=None)
                | Q(dikerjakan_pada__isnull=False, dikerjakan_oleh__isnull=False),
            ),
            models.CheckConstraint(
                name="kembalikan_wajib_alasan", condition=~Q(keputusan="kembalikan") | ~Q(alasan="")
            ),
            models.CheckConstraint(
                name="kembalikan_wajib_tujuan",
                condition=Q(keputusan="kembalikan", dikembalikan_ke__isnull=False)
                | (~Q(keputusan="kembalikan") & Q(dikembalikan_ke=None)),
            ),
            models.CheckConstraint(
                name="pencatatan_untuk_orang_lain_lengkap",
                condition=Q(dicatat_untuk=None, dasar_pencatatan="", tanggal_sebenarnya=None)
                | (
                    Q(dicatat_untuk__isnull=False, tanggal_sebenarnya__isnull=False) & ~Q(dasar_pencatatan="")
                ),
            ),
        ]

    def __str__(self):
        return f"Langkah {self.langkah.nomor} putaran {self.putaran}"

    @property
    def opd_id(self) -> int:
        """The OPD of the run."""
        return self.pelaksanaan.opd_id

    @property
    def terbuka(self) -> bool:
        """Is this the present of its run?"""
        return self.selesai_pada is None

    @property
    def disposisi_terbuka(self) -> "Disposisi | None":
        """The report that waits for the Kepala, if this visit handed one up."""
        return next((satu for satu in self.disposisi.all() if not satu.keputusan), None)


class ParafBerlaku(models.Manager):
    def get_queryset(self):
        """Without those that were taken back: they count for nothing, and are asked for by ``semua``."""
        return super().get_queryset().filter(ditarik_pada=None)


class Paraf(models.Model):
    """One party's "done" at a step that all its doers must finish (each Bidang its form, say).

    A paraf that was taken back while its step was open stays as history; ``catatan.paraf`` holds those that count.
    """

    catatan = models.ForeignKey(
        CatatanLangkah, on_delete=models.PROTECT, related_name="paraf", verbose_name="catatan langkah"
    )
    peran = models.ForeignKey(Peran, on_delete=models.PROTECT, related_name="+", verbose_name="peran")
    unit = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="unit"
    )
    oleh = models.ForeignKey(PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="oleh")
    selaku = models.CharField("selaku", max_length=250, blank=True)
    pada = models.DateTimeField("pada")
    uraian = models.TextField("catatan", blank=True)
    dicatat_untuk = models.ForeignKey(
        PemangkuJabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="paraf_dicatatkan",
        verbose_name="dicatat untuk",
    )
    dasar_pencatatan = models.CharField("atas dasar", max_length=200, blank=True)
    tanggal_sebenarnya = models.DateField("tanggal sebenarnya", null=True, blank=True)
    ditarik_pada = models.DateTimeField("ditarik kembali pada", null=True, blank=True)
    ditarik_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditarik kembali oleh",
    )
    alasan_ditarik = models.TextField("alasan ditarik kembali", blank=True)

    objects = ParafBerlaku()
    semua = models.Manager()  # noqa: DJ012 -- a manager too; the first one is the default

    class Meta:
        verbose_name = "paraf"
        verbose_name_plural = "paraf"
        ordering = ["catatan_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["catatan", "peran", "unit"],
                condition=Q(unit__isnull=False, ditarik_pada=None),
                name="satu_paraf_per_unit",
            ),
            models.UniqueConstraint(
                fields=["catatan", "peran"],
                condition=Q(unit=None, ditarik_pada=None),
                name="satu_paraf_per_peran",
            ),
            models.CheckConstraint(
                name="paraf_ditarik_beralasan",
                condition=Q(ditarik_pada=None, ditarik_oleh=None, alasan_ditarik="")
                | (Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False) & ~Q(alasan_ditarik="")),
            ),
            models.CheckConstraint(
                name="paraf_untuk_orang_lain_lengkap",
                condition=Q(dicatat_untuk=None, dasar_pencatatan="", tanggal_sebenarnya=None)
                | (
                    Q(dicatat_untuk__isnull=False, tanggal_sebenarnya__isnull=False) & ~Q(dasar_pencatatan="")
                ),
            ),
        ]

    def __str__(self):
        return f"{self.unit or self.peran}: {self.oleh}"


class CatatanPerbaikan(models.Model):
    """What someone is asked to mend. It is answered and closed, and never vanishes.

    Made with the return of a decision (``catatan``), or beside the steps by whoever checks a unit's rows
    (``dibuat_oleh``): then ``catatan`` is the visit that was open at the time, none where there is no run.
    """

    class Status(models.TextChoices):
        BELUM = "belum", "Belum ditindaklanjuti"
        SUDAH = "sudah", "Sudah ditindaklanjuti"
        SELESAI = "selesai", "Selesai"

    class Bagian(models.TextChoices):
        REALISASI = "realisasi", "Realisasi"
        PEMBILANG = "pembilang", "Pembilang/penyebut"
        BUKTI = "bukti", "Bukti dukung"
        ALASAN = "alasan", "Alasan"
        SUMBER = "sumber", "Sumber angka"
        ANALISIS = "analisis", "Analisis penyebab"
        FAKTOR_PENDUKUNG = "faktor_pendukung", "Faktor pendukung"
        FAKTOR_PENGHAMBAT = "faktor_penghambat", "Kendala"
        UPAYA = "upaya", "Upaya"
        RENCANA_PERBAIKAN = "rencana_perbaikan", "Rencana perbaikan"

    catatan = models.ForeignKey(
        CatatanLangkah,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="perbaikan",
        verbose_name="keputusan",
    )
    dibuat_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="dibuat oleh",
        help_text="Terisi bila dikembalikan tanpa langkah keputusan.",
    )
    dibuat_pada = models.DateTimeField("dibuat pada", null=True, blank=True)
    # Codes of ``Bagian`` with commas between: which parts of the row are meant. Empty: the row as a whole.
    bagian = models.CharField("bagian yang diperbaiki", max_length=200, blank=True)
    isi = models.TextField("yang harus diperbaiki")
    unit = models.ForeignKey(
        UnitKerja,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="unit yang memperbaiki",
        help_text="Kosong: siapa pun pelaksana langkah tujuan.",
    )
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.BELUM)
    jawaban = models.TextField("tindak lanjut", blank=True)
    dijawab_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditindaklanjuti oleh",
    )
    dijawab_pada = models.DateTimeField("ditindaklanjuti pada", null=True, blank=True)
    ditutup_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditutup oleh",
    )
    ditutup_pada = models.DateTimeField("ditutup pada", null=True, blank=True)

    class Meta:
        verbose_name = "catatan perbaikan"
        verbose_name_plural = "catatan perbaikan"
        ordering = ["catatan_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="perbaikan_dijawab_lengkap",
                condition=Q(dijawab_pada=None, dijawab_oleh=None, jawaban="")
                | (Q(dijawab_pada__isnull=False, dijawab_oleh__isnull=False) & ~Q(jawaban="")),
            ),
            models.CheckConstraint(
                name="perbaikan_ditutup_lengkap",
                condition=Q(status="selesai", ditutup_pada__isnull=False, ditutup_oleh__isnull=False)
                | (~Q(status="selesai") & Q(ditutup_pada=None, ditutup_oleh=None)),
            ),
            models.CheckConstraint(
                name="perbaikan_sudah_berarti_dijawab",
                condition=~Q(status="sudah") | Q(dijawab_pada__isnull=False),
            ),
            models.CheckConstraint(
                name="perbaikan_punya_asal",
                condition=Q(dibuat_oleh=None, dibuat_pada=None, catatan__isnull=False)
                | Q(dibuat_oleh__isnull=False, dibuat_pada__isnull=False, unit__isnull=False),
            ),
        ]

    def __str__(self):
        return self.isi[:100]

    @property
    def opd_id(self) -> int:
        """The OPD of the run, or of the unit that mends."""
        return self.catatan.pelaksanaan.opd_id if self.catatan else self.unit.opd_id

    @property
    def pemberi(self):
        """Who asks for it."""
        return self.dibuat_oleh or self.catatan.selesai_oleh

    @property
    def daftar_bagian(self) -> list[str]:
        """The codes of the parts of the row that are meant; empty: the row as a whole."""
        return [satu for satu in self.bagian.split(",") if satu]

    @property
    def dari_keputusan(self) -> bool:
        """Was it made with the return of a decision?"""
        return self.dibuat_oleh_id is None


class IsianLangkah(models.Model):
    """What was written at a visit for its paper: the order, the minutes, the plan, the list of documents, a letter.

    ``isi`` is what the layar's form cleaned (``alur.forms_isian``), dates as ISO text. The papers are made of it.
    """

    catatan = models.OneToOneField(
        CatatanLangkah, on_delete=models.PROTECT, related_name="isian", verbose_name="catatan langkah"
    )
    isi = models.JSONField("isi", default=dict)
    diubah_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diubah oleh"
    )
    diubah_pada = models.DateTimeField("diubah pada", auto_now=True)

    class Meta:
        verbose_name = "isian langkah"
        verbose_name_plural = "isian langkah"
        ordering = ["catatan_id"]

    def __str__(self):
        return f"Isian {self.catatan}"

    @property
    def opd_id(self) -> int:
        """The OPD of the run."""
        return self.catatan.pelaksanaan.opd_id


class Disposisi(models.Model):
    """A report laid before the Kepala, and the answer: received with an arahan, or back to the Sekretaris.

    Born when the doer of a reporting step hands it up; the visit stays open until the Kepala answers
    (SOP 000 steps A11 and B9). One is open per visit; answered ones are the history.
    """

    class Keputusan(models.TextChoices):
        DITERIMA = "diterima", "Diterima"
        DIKEMBALIKAN = "dikembalikan", "Dikembalikan kepada Sekretaris"

    class Sifat(models.TextChoices):
        BIASA = "biasa", "Biasa"
        SEGERA = "segera", "Segera"
        PENTING = "penting", "Penting"
        RAHASIA = "rahasia", "Rahasia"

    catatan = models.ForeignKey(
        CatatanLangkah, on_delete=models.PROTECT, related_name="disposisi", verbose_name="langkah laporan"
    )
    diajukan_pada = models.DateTimeField("diajukan pada")
    diajukan_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diajukan oleh"
    )
    diajukan_selaku = models.CharField("diajukan selaku", max_length=250, blank=True)
    uraian = models.TextField("isi ringkas", blank=True)
    keputusan = models.CharField("keputusan", max_length=14, choices=Keputusan.choices, blank=True)
    sifat = models.CharField("sifat", max_length=10, choices=Sifat.choices, default=Sifat.BIASA)
    arahan = models.TextField("arahan", blank=True)
    diteruskan_kepada = models.ManyToManyField(
        Jabatan, blank=True, related_name="+", verbose_name="diteruskan kepada"
    )
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
    dicatat_untuk = models.ForeignKey(
        PemangkuJabatan,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="disposisi_dicatatkan",
        verbose_name="dicatat untuk",
    )
    dasar_pencatatan = models.CharField("atas dasar", max_length=200, blank=True)
    tanggal_sebenarnya = models.DateField("tanggal sebenarnya", null=True, blank=True)

    class Meta:
        verbose_name = "disposisi"
        verbose_name_plural = "disposisi"
        ordering = ["catatan_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["catatan"], condition=Q(keputusan=""), name="satu_disposisi_terbuka"
            ),
            models.CheckConstraint(
                name="disposisi_diputuskan_lengkap",
                condition=Q(keputusan="", diputuskan_pada=None, diputuskan_oleh=None)
                | (Q(diputuskan_pada__isnull=False, diputuskan_oleh__isnull=False) & ~Q(keputusan="")),
            ),
            models.CheckConstraint(
                name="disposisi_kembali_beralasan", condition=~Q(keputusan="dikembalikan") | ~Q(arahan="")
            ),
            models.CheckConstraint(
                name="disposisi_untuk_orang_lain_lengkap",
                condition=Q(dicatat_untuk=None, dasar_pencatatan="", tanggal_sebenarnya=None)
                | (
                    Q(dicatat_untuk__isnull=False, tanggal_sebenarnya__isnull=False) & ~Q(dasar_pencatatan="")
                ),
            ),
        ]

    def __str__(self):
        return f"Disposisi {self.catatan.pelaksanaan}"

    @property
    def opd_id(self) -> int:
        """The OPD of the run."""
        return self.catatan.pelaksanaan.opd_id


def letak_dokumen(dokumen: "Dokumen", nama_berkas: str) -> str:
    """A random name below the run: what a person typed never becomes a path."""
    return f"dokumen/{dokumen.pelaksanaan_id}/{uuid4().hex}{Path(nama_berkas).suffix.lower()}"


class Dokumen(models.Model):
    """A paper of a run: a scan or file that someone attached to a visit. Never replaced, only added to."""

    class Jenis(models.TextChoices):
        DASAR = "dasar", "Dasar pencatatan (pindaian)"
        KELENGKAPAN = "kelengkapan", "Kelengkapan"
        OUTPUT = "output", "Output"

    pelaksanaan = models.ForeignKey(
        Pelaksanaan, on_delete=models.PROTECT, related_name="dokumen", verbose_name="pelaksanaan"
    )
    catatan = models.ForeignKey(
        CatatanLangkah, on_delete=models.PROTECT, related_name="dokumen", verbose_name="langkah"
    )
    jenis = models.CharField("jenis", max_length=12, choices=Jenis.choices)
    memenuhi = models.ForeignKey(
        BerkasLangkah,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="dokumen",
        verbose_name="kelengkapan atau output yang dipenuhi",
    )
    judul = models.CharField("judul", max_length=200)
    nama_berkas = models.CharField("nama berkas", max_length=200)
    berkas = models.FileField("berkas", upload_to=letak_dokumen, max_length=200)
    tipe = models.CharField("tipe", max_length=80)
    ukuran = models.PositiveIntegerField("ukuran (byte)")
    sidik = models.CharField("SHA-256", max_length=64)
    diunggah_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="diunggah oleh"
    )
    diunggah_pada = models.DateTimeField("diunggah pada", auto_now_add=True)

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["pelaksanaan_id", "id"]

    def __str__(self):
        return self.judul

    def get_absolute_url(self):
        return reverse("dokumen_unduh", args=[self.pk])

    @property
    def opd_id(self) -> int:
        """The OPD of the run."""
        return self.pelaksanaan.opd_id


class RencanaTindakLanjut(models.Model):
    """A follow-up with an owner and a day, born in a meeting, a disposisi or a measurement."""

    class Asal(models.TextChoices):
        NOTULEN = "notulen", "Notulen rapat"
        DISPOSISI = "disposisi", "Disposisi"
        PENGUKURAN = "pengukuran", "Hasil pengukuran"

    class Status(models.TextChoices):
        TERBUKA = "terbuka", "Belum selesai"
        SELESAI = "selesai", "Selesai"

    opd = models.ForeignKey(OPD, on_delete=models.PROTECT, related_name="tindak_lanjut", verbose_name="OPD")
    catatan = models.ForeignKey(
        CatatanLangkah,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tindak_lanjut",
        verbose_name="lahir di langkah",
    )
    asal = models.CharField("asal", max_length=12, choices=Asal.choices)
    uraian = models.TextField("yang harus dilakukan")
    penanggung_jawab = models.ForeignKey(
        Jabatan, on_delete=models.PROTECT, related_name="tindak_lanjut", verbose_name="penanggung jawab"
    )
    tenggat = models.DateField("tenggat")
    status = models.CharField("status", max_length=10, choices=Status.choices, default=Status.TERBUKA)
    hasil = models.TextField("hasil", blank=True)
    dibuat_oleh = models.ForeignKey(
        PENGGUNA, on_delete=models.PROTECT, related_name="+", verbose_name="dibuat oleh"
    )
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)
    diselesaikan_pada = models.DateTimeField("diselesaikan pada", null=True, blank=True)
    diselesaikan_oleh = models.ForeignKey(
        PENGGUNA,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diselesaikan oleh",
    )

    class Meta:
        verbose_name = "rencana tindak lanjut"
        verbose_name_plural = "rencana tindak lanjut"
        ordering = ["status", "tenggat"]
        constraints = [
            models.CheckConstraint(
                name="tindak_lanjut_selesai_berhasil",
                condition=Q(status="terbuka", diselesaikan_pada=None)
                | (Q(status="selesai", diselesaikan_pada__isnull=False) & ~Q(hasil="")),
            )
        ]

    def __str__(self):
        return self.uraian[:100]


class Pemberitahuan(models.Model):
    """A line for one person: something waits for them, or came back, or is done."""

    pengguna = models.ForeignKey(
        PENGGUNA, on_delete=models.CASCADE, related_name="pemberitahuan", verbose_name="untuk"
    )
    pelaksanaan = models.ForeignKey(
        Pelaksanaan, on_delete=models.CASCADE, related_name="pemberitahuan", verbose_name="pelaksanaan"
    )
    isi = models.CharField("isi", max_length=300)
    dibuat_pada = models.DateTimeField("dibuat pada", auto_now_add=True)
    dibaca_pada = models.DateTimeField("dibaca pada", null=True, blank=True)

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["pengguna", "dibaca_pada", "-id"], name="pemberitahuan_per_orang"),
        ]

    def __str__(self):
        return self.isi
