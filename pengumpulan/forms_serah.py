"""Forms of handing in, taking back, going on without a unit, and deciding a susulan."""

from django import forms

from organisasi.models import PemangkuJabatan
from organisasi.waktu import hari_ini

TERPANJANG = 2000


class FormCatatan(forms.Form):
    """A remark for Tim SAKIP that goes with the hand-in."""

    uraian = forms.CharField(
        label="Catatan untuk Tim SAKIP",
        required=False,
        max_length=TERPANJANG,
        widget=forms.Textarea({"rows": 2}),
    )


class FormSerahUntuk(FormCatatan):
    """A hand-in that Tim SAKIP records for the unit's head, on the ground of a paper.

    Where nobody heads the unit that day it is recorded for another holder in it (``pengganti``).
    """

    untuk = forms.ModelChoiceField(
        PemangkuJabatan.objects.none(),
        label="Dicatat untuk",
        empty_label="Pilih pegawai unit itu",
        help_text="Jabatan pimpinan unit kosong hari ini.",
        error_messages={"required": "Pilih pegawai unit itu yang menyerahkan."},
    )
    dasar = forms.CharField(
        label="Atas dasar", max_length=200, help_text="Misalnya Nota Dinas atau pesan dari pejabatnya."
    )
    tanggal = forms.DateField(
        label="Tanggal sebenarnya", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ["untuk", "dasar", "tanggal", "uraian"]

    def __init__(self, *args, pengganti: list[PemangkuJabatan], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tanggal"].initial = hari_ini()
        if pengganti:
            self.fields["untuk"].queryset = PemangkuJabatan.objects.filter(
                pk__in=[satu.pk for satu in pengganti]
            ).select_related("pegawai", "jabatan")
        else:
            del self.fields["untuk"]


class FormAlasan(forms.Form):
    """Why."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=TERPANJANG,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tuliskan alasannya."},
    )


class FormLewati(forms.Form):
    """Which late units the run goes on without, and why; after the batas waktu the day is reason enough."""

    formulir = forms.TypedMultipleChoiceField(
        label="Unit",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih unit yang dilewati."},
    )
    alasan = forms.CharField(
        label="Alasan", required=False, max_length=TERPANJANG, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args, pilihan: list[tuple[int, str]], lewat: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["formulir"].choices = pilihan
        if lewat:
            self.fields["alasan"].help_text = "Boleh kosong: batas waktu sudah lewat."
        else:
            self.fields["alasan"].required = True
            self.fields["alasan"].error_messages["required"] = (
                "Batas waktu belum lewat: tuliskan alasan melanjutkan tanpa unit itu."
            )
