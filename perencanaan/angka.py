"""Numbers as the office writes them: ``1.234,56``. Read strictly, shown the same way, never guessed."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

# SQLite keeps 15 significant digits; more would be changed silently (docs/keputusan/0003-angka.md).
ANGKA_PENTING_TERBANYAK = 15
# No leading zero before other digits: 0.125 is a decimal typed the English way, never 125.
POLA = re.compile(r"^-?([1-9]\d{0,2}(\.\d{3})+|0|[1-9]\d*)(,\d+)?$", re.ASCII)
POLA_TITIK_DESIMAL = re.compile(r"^-?\d+\.\d+$", re.ASCII)


def baca_angka(teks: str) -> Decimal:
    """Read ``1.234,56``; raises ValueError with a sentence that says how to type it instead."""
    bersih = teks.strip().replace("\u2212", "-")
    if POLA.match(bersih):
        return Decimal(bersih.replace(".", "").replace(",", "."))
    if POLA_TITIK_DESIMAL.match(bersih):
        raise ValueError(f"Tulis desimal dengan koma: {bersih.replace('.', ',')}, bukan {bersih}.")
    raise ValueError(f"“{teks}” bukan angka. Tulis seperti 1.234,56 tanpa satuan.")


def bulatkan(nilai: Decimal, desimal: int = 2) -> Decimal:
    """Round half up, as a reader would on paper. Round once: for display or for a stored result."""
    return nilai.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)


def tulis_angka(nilai: Decimal | int | None, desimal: int | None = None) -> str:
    """``1.234,56``; without ``desimal`` the digits that are there, without trailing zeros. ``None`` is ``""``."""
    if nilai is None:
        return ""
    nilai = Decimal(nilai)
    if desimal is not None:
        nilai = bulatkan(nilai, desimal)
    elif nilai == nilai.to_integral_value():
        nilai = nilai.quantize(Decimal(1))
    else:
        nilai = nilai.normalize()
    if nilai == 0:
        nilai = abs(nilai)
    return f"{nilai:,f}".translate(str.maketrans(",.", ".,"))


def periksa_angka_penting(nilai: Decimal) -> None:
    """Refuse a value that the database could not keep exactly."""
    if not nilai.is_finite():
        raise ValidationError("Nilai harus berupa angka biasa.")
    if len(nilai.normalize().as_tuple().digits) > ANGKA_PENTING_TERBANYAK:
        raise ValidationError(
            f"Angka terlalu panjang: paling banyak {ANGKA_PENTING_TERBANYAK} angka penting."
        )


class BidangAngka(forms.DecimalField):
    """Form field for ``1.234,56``; refuses anything else with a sentence."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "angka"})
    default_validators = [periksa_angka_penting]

    def __init__(self, **kwargs):
        kwargs.pop("localize", None)
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, Decimal):
            return None if value in self.empty_values else value
        try:
            return baca_angka(str(value))
        except ValueError as salah:
            raise ValidationError(str(salah), code="invalid") from salah

    def prepare_value(self, value):
        return tulis_angka(value) if isinstance(value, Decimal) else value

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (Decimal(initial) if initial not in self.empty_values else None)
        except (ValidationError, ArithmeticError, ValueError):
            return True


class NilaiField(models.DecimalField):
    """A figure of an indicator: 19 digits, 4 of them decimal, at most 15 that count."""

    description = "Nilai indikator"
    digit, pecahan = 19, 4

    def __init__(self, *args, **kwargs):
        kwargs["max_digits"] = self.digit
        kwargs["decimal_places"] = self.pecahan
        super().__init__(*args, **kwargs)
        self.validators.append(periksa_angka_penting)

    def deconstruct(self):
        nama, jalur, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return nama, jalur, args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": BidangAngka, "localize": False, **kwargs})


class RupiahField(NilaiField):
    """An amount of money: 17 digits, 2 of them decimal, at most 15 that count."""

    description = "Jumlah rupiah"
    digit, pecahan = 17, 2
