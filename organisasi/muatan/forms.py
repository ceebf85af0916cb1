"""What is loaded, for whom, for which year."""

from django import forms

from organisasi.models import OPD, Pengguna
from organisasi.muatan.actions import TAHUN_PERTAMA, TAHUN_TERAKHIR
from organisasi.muatan.permissions import opd_untuk, pemuat_untuk
from organisasi.waktu import hari_ini


class FormPilih(forms.Form):
    """Kind, OPD and year; offers what the person may load."""

    jenis = forms.ChoiceField(label="Yang dimuat", widget=forms.RadioSelect)
    opd = forms.ModelChoiceField(queryset=OPD.objects.none(), label="OPD", empty_label=None)
    tahun = forms.IntegerField(
        label="Tahun",
        min_value=TAHUN_PERTAMA,
        max_value=TAHUN_TERAKHIR,
        help_text="Hanya dipakai untuk data yang disusun per tahun.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, data, *, pengguna: Pengguna, **lain):
        super().__init__(data, **lain)
        self.daftar_pemuat = {satu.jenis: satu for satu in pemuat_untuk(pengguna)}
        self.opd_per_pemuat = {jenis: opd_untuk(pengguna, satu) for jenis, satu in self.daftar_pemuat.items()}
        self.fields["jenis"].choices = [(jenis, satu.label) for jenis, satu in self.daftar_pemuat.items()]
        terlihat = OPD.objects.none()
        for daftar in self.opd_per_pemuat.values():
            terlihat = terlihat | daftar
        self.fields["opd"].queryset = terlihat
        self.fields["tahun"].initial = hari_ini().year

    @property
    def pemuat(self):
        """The loader of a valid form."""
        return self.daftar_pemuat[self.cleaned_data["jenis"]]

    def adalah_asing(self) -> bool:
        """Does the form name a kind or an OPD that does not exist for this person? Such a page is a 404."""
        jenis, opd = self.data.get("jenis"), self.data.get("opd")
        if jenis and jenis not in self.daftar_pemuat:
            return True
        if not opd:
            return False
        daftar = self.opd_per_pemuat[jenis] if jenis else self.fields["opd"].queryset
        return not (opd.isascii() and opd.isdigit() and daftar.filter(pk=opd).exists())


class FormBerkas(forms.Form):
    berkas = forms.FileField(
        label="Berkas Excel (.xlsx)",
        allow_empty_file=True,  # the action says what is wrong with one
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
        error_messages={"required": "Pilih berkas Excel yang sudah diisi."},
    )
