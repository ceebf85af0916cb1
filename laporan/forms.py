"""What people write on the pages of reports."""

from collections.abc import Mapping

from django import forms

from laporan.actions import PANJANG_BAGIAN
from laporan.models import BagianLaporan
from laporan.susunan.laporan_kinerja import TANPA_DATA


class FormBagian(forms.Form):
    """One text per part of the report, each with the version it was shown with."""

    def __init__(self, *args, tersimpan: Mapping[str, BagianLaporan], **kwargs):
        super().__init__(*args, **kwargs)
        for kode in BagianLaporan.Kode:
            bagian = tersimpan.get(kode.value)
            self.fields[kode.value] = forms.CharField(
                label=kode.label,
                required=False,
                max_length=PANJANG_BAGIAN,
                initial=bagian.isi if bagian else "",
                widget=forms.Textarea(attrs={"rows": 6}),
                help_text="" if kode in TANPA_DATA else "Kosongkan agar disusun dari data.",
            )
            self.fields[f"versi_{kode.value}"] = forms.IntegerField(
                min_value=0, initial=bagian.versi if bagian else 0, widget=forms.HiddenInput()
            )

    def isi(self) -> dict[str, tuple[str, int]]:
        """{code: (text, the version the writer saw)}."""
        return {
            kode.value: (self.cleaned_data[kode.value], self.cleaned_data[f"versi_{kode.value}"])
            for kode in BagianLaporan.Kode
        }
