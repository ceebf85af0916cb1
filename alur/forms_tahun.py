"""What people type on the pages of a year's plan, of the jalur ringkas, and of past periods."""

from datetime import date

from django import forms

from alur.forms import isi_pemangku
from alur.forms_isian import FormPerintah, FormRencana
from alur.models import Langkah, Pelaksanaan, RencanaTahun
from alur.pencatatan import Pencatatan
from alur.ringkas import LangkahRingkas
from organisasi.bidang import BidangBanyakPilihan, TanggalInput
from organisasi.models import PemangkuJabatan

TANPA_CATATAN = "uraian"


class FormBuatRencana(forms.Form):
    """Which procedures, for which year."""

    prosedur = BidangBanyakPilihan(
        None,
        label="Prosedur",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Centang paling sedikit satu prosedur."},
    )
    tahun = forms.TypedChoiceField(label="Tahun", coerce=int)

    def __init__(self, *args, prosedur, tanggal: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["prosedur"].queryset = prosedur
        self.fields["prosedur"].label_from_instance = lambda satu: (
            f"{satu.get_jenis_display()} ({satu.sop.nama})"
        )
        self.fields["tahun"].choices = [(tahun, str(tahun)) for tahun in (tanggal.year, tanggal.year + 1)]


class _IsianTahun:
    """A step's form taken for a whole year: its fields without the visit that it is otherwise made for."""

    def __init__(self, *args, awal: dict, **kwargs):
        # Past FormIsian, which asks a visit what to offer.
        forms.Form.__init__(self, *args, initial=awal, **kwargs)
        for nama in (TANPA_CATATAN, *self.dilewati):
            self.fields.pop(nama, None)
        for nama in self.wajib:
            self.fields[nama].required = True

    dilewati: tuple[str, ...] = ()


class FormPerintahTahun(_IsianTahun, FormPerintah):
    """The year's order: who gave it, its Nota Dinas, and the scan of the signed one."""

    diperintah_oleh = forms.ModelChoiceField(
        PemangkuJabatan.objects.none(), label="Yang memerintahkan", empty_label=None
    )
    nomor = forms.CharField(
        label="Nomor Nota Dinas",
        max_length=120,
        required=False,
        help_text="Kosongkan bila belum diberi nomor.",
    )
    pindaian = forms.FileField(
        label="Pindaian Nota Dinas", required=False, help_text="PDF atau foto. Boleh menyusul."
    )
    field_order = ["diperintah_oleh", "nomor", "tanggal", "hal", "isi_perintah", "tembusan", "pindaian"]

    def __init__(self, *args, rencana: RencanaTahun, pemangku: list[PemangkuJabatan], **kwargs):
        awal = perintah_bawaan(rencana) | rencana.perintah
        awal["diperintah_oleh"] = rencana.diperintah_oleh_id or next((satu.pk for satu in pemangku), None)
        super().__init__(*args, awal=awal, **kwargs)
        isi_pemangku(self.fields["diperintah_oleh"], pemangku)
        self.fields["tanggal"].label = "Tanggal Nota Dinas"
        self.fields["tanggal"].help_text = "Tanggal sebenarnya, juga bila sudah lewat."

    def isi(self) -> dict:
        """The order as the papers of its runs say it."""
        return {
            nama: nilai
            for nama, nilai in super().isi().items()
            if nama not in {"diperintah_oleh", "pindaian"}
        }


class FormProgramKerjaTahun(_IsianTahun, FormRencana):
    """The year's program kerja; each run's schedule is worked out when it opens."""

    dilewati = ("jadwal",)

    def __init__(self, *args, rencana: RencanaTahun, **kwargs):
        super().__init__(*args, awal=program_bawaan(rencana) | rencana.program_kerja, **kwargs)


def perintah_bawaan(rencana: RencanaTahun) -> dict:
    """What the order says at first; as the plan of the year's other procedure said it, where there is one."""
    jenis = rencana.prosedur.get_jenis_display()
    awal = {
        "hal": f"{jenis} Tahun {rencana.tahun}",
        "isi_perintah": (
            f"Laksanakan {jenis} {rencana.opd.nama} sepanjang tahun {rencana.tahun} sesuai SOP "
            f"{rencana.prosedur.sop.nama} dan jadwal dalam Program Kerja, dan laporkan hasilnya paling lambat pada "
            "batas waktu setiap periode."
        ),
    }
    lain = (
        RencanaTahun.objects.filter(opd=rencana.opd_id, tahun=rencana.tahun)
        .exclude(pk=rencana.pk)
        .exclude(status=RencanaTahun.Status.DIHENTIKAN)
        .exclude(perintah={})
        .order_by("-pk")
        .first()
    )
    if lain:
        awal |= {nama: lain.perintah[nama] for nama in ("nomor", "tanggal") if lain.perintah.get(nama)}
    return awal


def program_bawaan(rencana: RencanaTahun) -> dict:
    """What the program kerja says at first."""
    return {
        "tujuan": f"Tersedianya data kinerja tahun {rencana.tahun} yang lengkap dan dapat ditelusuri.",
        "ruang_lingkup": f"Seluruh indikator kinerja {rencana.opd.nama} tahun {rencana.tahun}.",
    }


class FormBarisJadwal(forms.Form):
    """One run of the year's table: is it wanted, by which way, when it opens, until when."""

    pakai = forms.BooleanField(required=False)
    jalur = forms.ChoiceField(choices=Pelaksanaan.Jalur.choices)
    buka_pada = forms.DateField(widget=TanggalInput())
    batas_waktu = forms.DateField(widget=TanggalInput())

    def __init__(self, *args, nama: str, ringkas: bool, **kwargs):
        """``nama`` is the period in words, for those who hear the table."""
        super().__init__(*args, **kwargs)
        if not ringkas:
            self.fields["jalur"].choices = Pelaksanaan.Jalur.choices[:1]
        for kunci, label, kelas in (
            ("pakai", "Jadwalkan", "form-check-input"),
            ("jalur", "Jalur", "form-select"),
            ("buka_pada", "Dibuka", "form-control"),
            ("batas_waktu", "Batas waktu", "form-control"),
        ):
            self.fields[kunci].widget.attrs |= {"aria-label": f"{label} {nama}", "class": kelas}

    def clean(self):
        isi = super().clean()
        if not isi.get("pakai"):
            # Nothing is asked of a row that is left out.
            for kunci in ("jalur", "buka_pada", "batas_waktu"):
                self._errors.pop(kunci, None)
        elif isi.get("buka_pada") and isi.get("batas_waktu") and isi["batas_waktu"] < isi["buka_pada"]:
            self.add_error("batas_waktu", "Batas waktu tidak boleh sebelum tanggal dibuka.")
        return isi


class FormDasarRingkas(forms.Form):
    """The one ground of all steps that are recorded for their holders, and its scan."""

    dasar = forms.CharField(
        label="Atas dasar",
        max_length=200,
        help_text="Untuk langkah yang dicatat bagi pejabatnya. Misalnya: Nota Dinas nomor 050/12/2026.",
    )
    pindaian = forms.FileField(
        label="Pindaian dasar", required=False, help_text="PDF atau foto. Boleh menyusul."
    )


class FormLangkahRingkas(forms.Form):
    """One step of the way: for whom it is recorded, and on which day it really was."""

    untuk = forms.ModelChoiceField(PemangkuJabatan.objects.none(), label="Dicatat untuk", empty_label=None)
    tanggal = forms.DateField(label="Tanggal sebenarnya", widget=TanggalInput())

    def __init__(self, *args, satu: LangkahRingkas, belakangan: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if satu.pemangku:
            isi_pemangku(self.fields["untuk"], satu.pemangku)
        else:
            del self.fields["untuk"]
            if not belakangan:
                del self.fields["tanggal"]

    def pencatatan(self, dasar: FormDasarRingkas, pindaian) -> Pencatatan | None:
        """For whom it is recorded, as the gate wants it; ``None`` for one's own step."""
        if "untuk" not in self.fields:
            return None
        isi = self.cleaned_data
        return Pencatatan(isi["untuk"], dasar.cleaned_data["dasar"], isi["tanggal"], pindaian)


class FormArahanRingkas(forms.Form):
    """A meeting's step on the way: a routine month needs none of its own; where there was one, its minutes."""

    TANPA, ADA = "tanpa", "ada"

    rapat = forms.ChoiceField(
        label="Rapat",
        choices=[(TANPA, "Arahan diberikan tanpa rapat tersendiri"), (ADA, "Ada rapat: notulennya di bawah")],
        initial=TANPA,
        widget=forms.RadioSelect,
    )
    arahan = forms.CharField(
        label="Arahan",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        initial="Jadwal dan pembagian tugas menurut Program Kerja.",
    )

    def clean(self):
        isi = super().clean()
        if isi.get("rapat") == self.TANPA and not isi.get("arahan"):
            self.add_error("arahan", "Tuliskan arahannya.")
        return isi

    @property
    def ada_rapat(self) -> bool:
        """Are the minutes to be read?"""
        return self["rapat"].value() == self.ADA


class FormTanggalLangkah(forms.Form):
    """The real days of the steps that are done later, one field a step; empty where it has not been."""

    def __init__(self, *args, langkah: list[Langkah], tersimpan: dict, **kwargs):
        awal = {f"langkah-{satu.nomor}": tersimpan.get(str(satu.nomor)) for satu in langkah}
        super().__init__(*args, initial=awal, **kwargs)
        for satu in langkah:
            self.fields[f"langkah-{satu.nomor}"] = forms.DateField(
                label=f"{satu.nomor}. {satu.uraian}", required=False, widget=TanggalInput()
            )

    def tanggal(self) -> dict[int, date | None]:
        """{step number: day}."""
        return {int(nama.removeprefix("langkah-")): hari for nama, hari in self.cleaned_data.items()}


class FormPeriodeLampau(forms.Form):
    """One past period of the list: is it wanted, when its run began, until when it was due."""

    pakai = forms.BooleanField(required=False)
    mulai = forms.DateField(required=False, widget=TanggalInput())
    batas_waktu = forms.DateField(required=False, widget=TanggalInput())

    def __init__(self, *args, nama: str, **kwargs):
        super().__init__(*args, **kwargs)
        for kunci, label, kelas in (
            ("pakai", "Catat", "form-check-input"),
            ("mulai", "Perintah diberikan", "form-control"),
            ("batas_waktu", "Batas waktu", "form-control"),
        ):
            self.fields[kunci].widget.attrs |= {"aria-label": f"{label} {nama}", "class": kelas}

    def clean(self):
        isi = super().clean()
        if isi.get("pakai") and not isi.get("mulai") and "mulai" not in self._errors:
            self.add_error("mulai", "Isi tanggal sebenarnya perintah diberikan.")
        return isi
