"""Form fields that forms of several apps share."""

from django import forms
from django.core.exceptions import ValidationError

# No key has more digits: a longer number is refused before the database is asked, which could not hold it.
ANGKA_KUNCI = 18


class BidangBanyakPilihan(forms.ModelMultipleChoiceField):
    """Records by their keys; a number that no key can be is a wrong choice like any other."""

    def clean(self, value):
        for satu in value or ():
            if not (str(satu).isascii() and str(satu).isdigit() and len(str(satu)) <= ANGKA_KUNCI):
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": satu}
                )
        return super().clean(value)
