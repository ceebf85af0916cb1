"""What people type about a Perjanjian Kinerja."""

from datetime import date

from django import forms

from organisasi.models import Jabatan
from perencanaan.models import PerjanjianKinerja
from perencanaan.perjanjian import BUTIR_KONSEP, penanda_konsep


def isian_tanggal(**lain) -> forms.DateField:
    """The browser's own date field."""
    return forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=lain.pop("initial", None),
        **lain,
    )


class FormBuat(forms.Form):
    """From when a first agreement holds."""

    tanggal_berlaku = isian_tanggal(label="Berlaku mulai", help_text="Biasanya hari kerja pertama tahun itu.")


class FormPerubahan(forms.Form):
    """Why an agreement is revised, and from when."""

    sebab = forms.ChoiceField(
        label="Sebab perubahan", choices=PerjanjianKinerja.Sebab.choices, widget=forms.RadioSelect
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tercetak pada perjanjian, misalnya: penyesuaian dengan DPPA tahun berjalan.",
    )
    tanggal_berlaku = isian_tanggal(
        label="Berlaku mulai", help_text="Target versi sebelumnya berakhir sehari sebelum tanggal ini."
    )


class FormKonsep(forms.ModelForm):
    """What is filled in before a draft is printed and signed. ``penanda`` tells which state was on the page."""

    penanda = forms.CharField(max_length=64, widget=forms.HiddenInput)

    class Meta:
        model = PerjanjianKinerja
        fields = BUTIR_KONSEP
        widgets = {"tanggal": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
        labels = {"tanggal": "Rencana tanggal penandatanganan", "atasan": "Pihak Kedua (atasan di OPD)"}
        help_texts = {"nomor": "Boleh dikosongkan bila perjanjian tidak bernomor."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        konsep = self.instance
        self.fields["penanda"].initial = penanda_konsep(konsep)
        if konsep.jabatan.jenis == Jabatan.Jenis.KEPALA:
            del self.fields["atasan"]
            return
        self.fields["atasan"].queryset = Jabatan.objects.filter(opd=konsep.opd_id, aktif=True).exclude(
            pk=konsep.jabatan_id
        )
        self.fields["atasan"].required = True
        for nama in ("jabatan", "nama", "pangkat", "nip"):
            del self.fields[f"pihak_kedua_{nama}"]

    def clean(self):
        """Only the typed values leave this form; the draft itself is written by the action."""
        return self.cleaned_data

    def _post_clean(self):
        """The record stays as it is stored: the action compares and writes."""


class FormTandaTangan(forms.Form):
    """That both parties signed: when, under which number."""

    tanggal = isian_tanggal(label="Tanggal penandatanganan", help_text="Hari kedua pihak menandatangani.")
    nomor = forms.CharField(
        label="Nomor", max_length=120, required=False, help_text="Kosongkan bila perjanjian tidak bernomor."
    )
    lepas = forms.BooleanField(required=False)

    def __init__(self, *args, dilepas: list[str], tanggal: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tanggal"].widget.attrs["max"] = tanggal.isoformat()
        if not dilepas:
            del self.fields["lepas"]
            return
        self.fields["lepas"].label = f"Indikator ini tidak diperjanjikan lagi: {'; '.join(dilepas)}"
        self.fields["lepas"].help_text = "Targetnya berakhir sehari sebelum perubahan ini berlaku."
