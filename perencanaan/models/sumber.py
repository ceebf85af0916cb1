"""Where a figure comes from."""

from django.db import models


class BersumberAngka(models.Model):
    """A figure with its source. Practice figures say so on every screen and paper that shows them."""

    sumber = models.TextField("sumber angka", blank=True)
    angka_latihan = models.BooleanField(
        "angka latihan", default=False, help_text="Bukan angka terbitan; hanya untuk berlatih."
    )

    class Meta:
        abstract = True
