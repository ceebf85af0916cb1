"""What people type on the pages of a run."""

from django import forms

from alur.actions import Pencatatan
from alur.models import CatatanLangkah, Dokumen, Langkah, Prosedur
from organisasi.models import PemangkuJabatan
from organisasi.waktu import hari_ini
from perencanaan.models import Periode


class TanggalInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class FormMulai(forms.Form):
    """Which procedure, for which period, until when."""

    prosedur = forms.ModelChoiceField(Prosedur.objects.none(), label="Prosedur", empty_label="Pilih prosedur")
    periode = forms.ModelChoiceField(Periode.objects.none(), label="Periode", empty_label="Pilih periode")
    batas_waktu = forms.DateField(
        label="Batas waktu",
        required=False,
        widget=TanggalInput(),
        help_text="Kosongkan untuk batas waktu bawaan kantor ini (dihitung dalam hari kerja setelah periode).",
    )
    dicatat_belakangan = forms.BooleanField(
        label="Dicatat belakangan",
        required=False,
        help_text="Untuk periode lampau yang sudah dikerjakan di luar aplikasi.",
    )

    def __init__(self, *args, prosedur, periode, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["prosedur"].queryset = prosedur
        self.fields["periode"].queryset = periode
        self.fields["prosedur"].label_from_instance = lambda satu: (
            f"{satu.get_jenis_display()} ({satu.sop.nama})"
        )


class FormSelesai(forms.Form):
    """Finish (or approve) a step, with a remark if one likes."""

    uraian = forms.CharField(
        label="Catatan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Boleh kosong.",
    )


class FormCatatkan(FormSelesai):
    """Finish a step for its holder: for whom, on what ground, when it really happened."""

    untuk = forms.ModelChoiceField(PemangkuJabatan.objects.none(), label="Dicatat untuk", empty_label=None)
    dasar = forms.CharField(
        label="Atas dasar",
        max_length=200,
        help_text="Misalnya: Nota Dinas nomor 050/12/2026, atau perintah lisan dalam rapat 3 Maret 2026.",
    )
    tanggal = forms.DateField(label="Tanggal sebenarnya", widget=TanggalInput(), initial=hari_ini)
    pindaian = forms.FileField(
        label="Pindaian dasar", required=False, help_text="PDF atau foto. Boleh menyusul."
    )
    field_order = ["untuk", "dasar", "tanggal", "pindaian", "uraian"]

    def __init__(self, *args, pemangku: list[PemangkuJabatan], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["untuk"].queryset = PemangkuJabatan.objects.filter(
            pk__in=[satu.pk for satu in pemangku]
        ).select_related("pegawai", "jabatan")

    def pencatatan(self) -> Pencatatan:
        """What was typed, as the gate wants it."""
        isi = self.cleaned_data
        return Pencatatan(isi["untuk"], isi["dasar"], isi["tanggal"], isi["pindaian"])


class FormKembalikan(forms.Form):
    """Send back: why, to which step, and what must be mended."""

    alasan = forms.CharField(
        label="Alasan pengembalian",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Tuliskan alasan pengembalian, agar yang memperbaiki tahu apa yang kurang."
        },
    )
    ke = forms.ModelChoiceField(Langkah.objects.none(), label="Kembali ke langkah", empty_label=None)
    perbaikan = forms.CharField(
        label="Yang harus diperbaiki",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu hal per baris. Setiap baris harus ditindaklanjuti sebelum langkah dapat diselesaikan lagi.",
    )

    def __init__(self, *args, catatan: CatatanLangkah, **kwargs):
        super().__init__(*args, **kwargs)
        jalur = list(catatan.langkah.jalur_kembali.all())
        self.fields["ke"].queryset = Langkah.objects.filter(pk__in=[satu.ke_id for satu in jalur])
        self.fields["ke"].initial = next((satu.ke_id for satu in jalur if satu.bawaan), None)


class FormAlasan(forms.Form):
    """A reason, and nothing else."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tuliskan alasannya."},
    )


class FormJawaban(forms.Form):
    """What was done about a remark."""

    jawaban = forms.CharField(
        label="Tindak lanjut",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tuliskan apa yang sudah diperbaiki."},
    )


class FormLampiran(forms.Form):
    """A paper for the step."""

    judul = forms.CharField(label="Judul berkas", max_length=200, required=False)
    jenis = forms.ChoiceField(
        label="Jenis", choices=[pilihan for pilihan in Dokumen.Jenis.choices if pilihan[0] != "dasar"]
    )
    berkas = forms.FileField(label="Berkas", help_text="PDF, JPG, PNG, XLSX atau DOCX, paling besar 10 MB.")
