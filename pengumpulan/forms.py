"""What people type on the pages of the collection, read strictly and never guessed."""

from django import forms

from alur.forms import pilihan_periode
from pengumpulan.models import Keadaan
from perencanaan.angka import BidangAngka
from perencanaan.models import Periode, RealisasiAnggaran

BAGIAN = ("pembilang", "penyebut")
TULISAN = ("sumber", "faktor_pendukung", "faktor_penghambat", "rencana_perbaikan")
JAWABAN_TERPANJANG = 2000


class BidangTulisan(forms.CharField):
    """Text with the line ends that are stored; a browser sends others, and each page would look edited."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")


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
    alasan = BidangTulisan(label="Alasan", max_length=2000, required=False)
    menyusul_pada = forms.DateField(
        label="Menyusul paling lambat",
        required=False,
        error_messages={"invalid": "Tanggal menyusul tidak terbaca. Pilih tanggalnya lagi."},
    )

    def clean(self):
        isi = super().clean()
        terisi = isi.get("tingkat") or any(isi.get(nama) is not None for nama in ("nilai", *BAGIAN))
        if isi.get("keadaan") in {"", Keadaan.BELUM_DIISI, Keadaan.ANGKA}:
            isi["keadaan"] = Keadaan.ANGKA if terisi else Keadaan.BELUM_DIISI
        return isi


class FormRincian(FormBaris):
    """A row with all that is written about it."""

    sumber = BidangTulisan(label="Sumber angka", max_length=2000, required=False)
    faktor_pendukung = BidangTulisan(label="Faktor pendukung", max_length=4000, required=False)
    faktor_penghambat = BidangTulisan(label="Kendala", max_length=4000, required=False)
    rencana_perbaikan = BidangTulisan(label="Rencana perbaikan", max_length=4000, required=False)


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
