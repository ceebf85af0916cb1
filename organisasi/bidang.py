"""Form fields and widgets that forms of several apps share."""

from django import forms
from django.core.exceptions import ValidationError

from organisasi.terima import baca_bulat


class TanggalInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class BidangBanyakPilihan(forms.ModelMultipleChoiceField):
    """Records by their keys; a number that no key can be is a wrong choice like any other."""

    def clean(self, value):
        for satu in value or ():
            if baca_bulat(str(satu)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": satu}
                )
        return super().clean(value)
