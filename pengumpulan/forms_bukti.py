"""What people say of a piece of evidence."""

from django import forms
from django.conf import settings

from organisasi.bidang import BidangBanyakPilihan
from organisasi.models import Pengguna
from pengumpulan.models import BarisFormulir, BuktiDukung, Formulir, UnggahanBertahap

MENERIMA = ".pdf,.jpg,.jpeg,.png,.xlsx,.docx,application/pdf,image/jpeg,image/png"
BENTUK = "PDF, JPG, PNG, XLSX atau DOCX, paling besar 10 MB."
BARIS_KOSONG = {"required": "Pilih paling sedikit satu indikator."}


class PilihBanyakBerkas(forms.ClearableFileInput):
    allow_multiple_selected = True


class BidangBanyakBerkas(forms.FileField):
    """Several files of one field, as a list; an empty one stays, for the check to say so."""

    widget = PilihBanyakBerkas

    def clean(self, data, initial=None):
        daftar = data if isinstance(data, list | tuple) else [data] if data else []
        return [forms.FileField.clean(self, satu, initial) for satu in daftar if satu]


class BidangDaftar(forms.Field):
    """Texts of many boxes of one name; whether they may be chosen is the action's to say."""

    widget = forms.SelectMultiple

    def to_python(self, value) -> list[str]:
        return [str(satu)[:300] for satu in value or []]


class FormSumber(forms.Form):
    """What the piece is: files, a link, or the place where the paper lies."""

    terbesar = settings.UNGGAHAN_TERBESAR  # bytes of one file

    berkas = BidangBanyakBerkas(
        label="Berkas",
        required=False,
        allow_empty_file=True,
        help_text=f"{BENTUK} Boleh beberapa sekaligus.",
        widget=PilihBanyakBerkas(attrs={"accept": MENERIMA}),
    )
    tautan = forms.CharField(
        label="Atau tautan", max_length=500, required=False, help_text="Lengkap, diawali https://"
    )
    letak = forms.CharField(
        label="Atau tempat penyimpanan",
        max_length=200,
        required=False,
        help_text="Misalnya: Map 3, lemari Bidang.",
    )
    judul = forms.CharField(
        label="Judul bukti",
        max_length=200,
        required=False,
        help_text="Kosong: nama berkas atau tautannya. Beberapa berkas memakai namanya masing-masing.",
    )
    unggahan = BidangBanyakPilihan(
        UnggahanBertahap.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "Unggahan ini sudah tidak ada atau belum selesai. Unggah lagi berkasnya.",
            "invalid_pk_value": "Unggahan ini sudah tidak ada atau belum selesai. Unggah lagi berkasnya.",
        },
    )

    def __init__(self, *args, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unggahan"].queryset = UnggahanBertahap.objects.filter(
            oleh=oleh, selesai_pada__isnull=False
        )


class FormBukti(FormSumber):
    """A new piece, for one or many rows and kinds. ``kembar`` says what to do with a file that is there already."""

    baris = BidangBanyakPilihan(BarisFormulir.objects.none(), error_messages=BARIS_KOSONG)
    macam = BidangDaftar(required=False)
    kembar = forms.ChoiceField(choices=[("pakai", "Pakai"), ("baru", "Baru")], required=False)

    def __init__(self, *args, formulir: Formulir, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["baris"].queryset = formulir.baris.all()


class FormPakai(forms.Form):
    """Pieces that the unit has, for rows of this form."""

    bukti = BidangBanyakPilihan(
        BuktiDukung.objects.none(),
        error_messages={
            "required": "Pilih paling sedikit satu bukti.",
            "invalid_choice": "Bukti ini sudah dicabut atau bukan milik unit Anda. Muat ulang halaman.",
        },
    )
    baris = BidangBanyakPilihan(BarisFormulir.objects.none(), error_messages=BARIS_KOSONG)
    macam = BidangDaftar(required=False)

    def __init__(self, *args, formulir: Formulir, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bukti"].queryset = BuktiDukung.objects.dipakai().filter(unit=formulir.unit_id)
        self.fields["baris"].queryset = formulir.baris.all()


class FormGanti(FormSumber):
    """Another piece in its place, and why."""

    alasan = forms.CharField(
        label="Mengapa diganti",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tuliskan mengapa bukti ini diganti."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["berkas"].widget = forms.FileInput(attrs={"accept": MENERIMA})
        self.fields["berkas"].help_text = BENTUK
        self.fields["judul"].help_text = "Kosong: judul yang lama tetap dipakai."


class FormUnggahan(forms.Form):
    """What a browser says of a file before its first piece."""

    nama = forms.CharField(max_length=1000)
    ukuran = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    ukuran_asal = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False)
    sidik = forms.CharField(max_length=64)


class FormPotongan(forms.Form):
    """One piece of a file, and the byte it begins at."""

    mulai = forms.IntegerField(min_value=0)
    isi = forms.FileField(allow_empty_file=True)
