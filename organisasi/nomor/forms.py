"""What people type on the pages of the register."""

from django import forms

from organisasi.bidang import BidangBanyakPilihan, TanggalInput
from organisasi.models import OPD, Jabatan, KodeNomor


class FormCatatNomor(forms.Form):
    """A number for a paper outside the system."""

    kode = forms.ModelChoiceField(KodeNomor.objects.none(), label="Kode", empty_label="Pilih kode")
    urutan = forms.IntegerField(
        label="Nomor urut",
        required=False,
        min_value=1,
        max_value=99999,
        help_text="Kosongkan untuk nomor berikutnya. Isi bila naskahnya sudah bernomor.",
    )
    tanggal = forms.DateField(label="Tanggal naskah", widget=TanggalInput())
    perihal = forms.CharField(label="Perihal", max_length=300)
    kepada = forms.CharField(label="Kepada", max_length=300, required=False)

    def __init__(self, *args, opd: OPD, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kode"].queryset = KodeNomor.objects.filter(opd=opd, aktif=True)


class FormBatalNomor(forms.Form):
    """Why a number is voided."""

    alasan = forms.CharField(label="Alasan", max_length=1000)


class FormKode(forms.ModelForm):
    """A code of the register and its pattern."""

    class Meta:
        model = KodeNomor
        fields = ["kode", "nama", "pola", "digit", "aktif"]

    def has_changed(self):
        """A new code counts once something is written in it; what it offers by itself is nothing."""
        if self.instance.pk is None and self.is_bound:
            return any(self.data.get(self.add_prefix(nama), "").strip() for nama in ("kode", "nama", "pola"))
        return super().has_changed()


class FormPemberi(forms.Form):
    """Which positions give numbers."""

    jabatan = BidangBanyakPilihan(
        Jabatan.objects.none(),
        label="Yang memberi nomor",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tidak dicentang satu pun: Sekretaris, Tim SAKIP, Kepala Subbagian dan Kepala Seksi.",
    )

    def __init__(self, *args, opd: OPD, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["jabatan"].queryset = Jabatan.objects.filter(opd=opd, aktif=True)
