"""The form of one's e-mail choices."""

from django import forms

from alur.models import PilihanKabar
from organisasi.models import Pengguna

PILIHAN = ("surel", "sebelum", "pada_hari", "sesudah", "bawahan")


class FormPilihanKabar(forms.ModelForm):
    """One's address beside the choices; both belong to the person alone."""

    email = forms.EmailField(
        label="Alamat surel saya",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Kosongkan bila tidak ingin menerima surel.",
    )
    field_order = ["email", *PILIHAN]

    class Meta:
        model = PilihanKabar
        fields = PILIHAN

    def __init__(self, *args, pengguna: Pengguna, **kwargs):
        kwargs["instance"] = PilihanKabar.objects.filter(pengguna=pengguna).first() or PilihanKabar(
            pengguna=pengguna
        )
        kwargs["initial"] = {"email": pengguna.email}
        super().__init__(*args, **kwargs)
