"""What people type on the pages of the collection, read strictly and never guessed."""

from django import forms

from alur.forms import pilihan_periode
from pengumpulan.models import BarisFormulir, Formulir, Keadaan
from perencanaan.angka import BidangAngka
from perencanaan.models import Periode, RealisasiAnggaran

BAGIAN = ("pembilang", "penyebut")
TULISAN = ("sumber", "faktor_pendukung", "faktor_penghambat", "rencana_perbaikan")
JAWABAN_TERPANJANG = 2000


class FormBaris(forms.Form):
    """One row as it stands on the form: the figure or its parts, the keadaan, and the version it was shown with.

    A figure makes the keadaan *angka* by itself, an empty box without another keadaan is *belum diisi*. ``0`` is a
    figure.
    """

    versi = forms.IntegerField(min_value=0)
    keadaan = forms.ChoiceField(choices=Keadaan.choices, required=False)
    nilai = BidangAngka(label="Realisasi", required=False)
    pembilang = BidangAngka(label="Pembilang", required=False)
    penyebut = BidangAngka(label="Penyebut", required=False)
    tingkat = forms.CharField(label="Tingkat", max_length=60, required=False)
    alasan = forms.CharField(label="Alasan", max_length=2000, required=False)

    def clean(self):
        # A browser sends line ends as CRLF; stored is what was stored, or each page would look edited.
        isi = {
            nama: nilai.replace("\r\n", "\n") if isinstance(nilai, str) else nilai
            for nama, nilai in super().clean().items()
        }
        terisi = isi.get("tingkat") or any(isi.get(nama) is not None for nama in ("nilai", *BAGIAN))
        if isi.get("keadaan") in {"", Keadaan.BELUM_DIISI, Keadaan.ANGKA}:
            isi["keadaan"] = Keadaan.ANGKA if terisi else Keadaan.BELUM_DIISI
        return isi


class FormRincian(FormBaris):
    """A row with all that is written about it."""

    sumber = forms.CharField(max_length=2000, required=False)
    faktor_pendukung = forms.CharField(max_length=4000, required=False)
    faktor_penghambat = forms.CharField(max_length=4000, required=False)
    rencana_perbaikan = forms.CharField(max_length=4000, required=False)


class FormAnggaran(forms.Form):
    """What a node spent in the period, in rupiah; empty where nothing was written yet."""

    versi = forms.IntegerField(min_value=0)
    semula = BidangAngka(required=False)  # what stood on the page
    nilai = BidangAngka(
        label="Realisasi anggaran",
        required=False,
        max_digits=RealisasiAnggaran._meta.get_field("nilai").max_digits,
        decimal_places=RealisasiAnggaran._meta.get_field("nilai").decimal_places,
    )


class FormBukti(forms.Form):
    """One piece of evidence, for one or many rows: a file, a link, or the place where the paper lies."""

    berkas = forms.FileField(
        label="Berkas", required=False, help_text="PDF, JPG, PNG, XLSX atau DOCX, paling besar 10 MB."
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
        label="Judul bukti", max_length=200, required=False, help_text="Kosong: nama berkas atau tautannya."
    )
    baris = forms.ModelMultipleChoiceField(
        BarisFormulir.objects.none(),
        error_messages={"required": "Pilih paling sedikit satu indikator."},
    )

    def __init__(self, *args, formulir: Formulir, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["baris"].queryset = formulir.baris.all()


class FormEntri(forms.Form):
    """For which period the units type without a run."""

    periode = forms.ChoiceField(label="Periode")

    def __init__(self, *args, tanggal, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["periode"].choices = [("", "Pilih periode"), *pilihan_periode(tanggal)]

    def clean_periode(self) -> Periode:
        """The chosen period; a year's periods are stored once one of them is used."""
        tahun, jenis, nomor = self.cleaned_data["periode"].split("-")
        return Periode.objects.tahun_lengkap(int(tahun)).get(jenis=jenis, nomor=nomor)
