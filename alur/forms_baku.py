"""Forms that offer an office's own sentences beside a text of one's own: to return with, to return one row with."""

from django import forms
from django.db import transaction

from alur.arahan_baku import TERPANJANG, gabungkan, hitung_pakai, simpan_arahan, tawarkan
from alur.forms import FormKembalikan
from alur.models import ArahanBaku, CatatanPerbaikan
from organisasi.hak import boleh
from organisasi.models import OPD, Pengguna


class PilihanKalimat(forms.MultipleChoiceField):
    """Sentences to pick. One that was taken off the list meanwhile was read and meant all the same."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value):
        return bool(value.strip()) and len(value) <= TERPANJANG


class FormArahanBaku(forms.Form):
    """A form with sentences to pick beside a text of one's own (``medan_tulisan``); cleaned they are one text."""

    guna = ArahanBaku.Guna.KEMBALIKAN
    medan_tulisan = "alasan"

    baku = PilihanKalimat(label="Kalimat baku", required=False)
    simpan_baku = forms.BooleanField(label="Simpan tulisan saya sebagai kalimat baku", required=False)

    def __init__(self, *args, opd: OPD, oleh: Pengguna, **kwargs):
        super().__init__(*args, **kwargs)
        self.opd = opd
        self.tulisan_sendiri = ""
        # Whoever decides picks from the list; not every decider keeps it.
        self.boleh_atur = boleh(oleh, "alur.arahan_baku", opd)
        if not self.boleh_atur:
            del self.fields["simpan_baku"]
        self.fields["baku"].choices = [(satu, satu) for satu in tawarkan(opd, self.guna)]

    def clean(self):
        isi = super().clean()
        tulisan = " ".join((isi.get(self.medan_tulisan) or "").split())
        if isi.get("simpan_baku") and len(tulisan) > TERPANJANG:
            self.add_error(
                "simpan_baku", f"Kalimat baku paling panjang {TERPANJANG} huruf; tulisan ini {len(tulisan)}."
            )
        self.tulisan_sendiri = tulisan
        isi[self.medan_tulisan] = gabungkan(isi.get("baku") or [], isi.get(self.medan_tulisan) or "")
        return isi

    @transaction.atomic
    def ingat(self, oleh: Pengguna) -> None:
        """Count the picked sentences, and keep one's own where that was asked for."""
        hitung_pakai(self.opd, self.guna, self.cleaned_data.get("baku") or [])
        if self.cleaned_data.get("simpan_baku") and self.tulisan_sendiri:
            simpan_arahan(opd=self.opd, guna=self.guna, isi=self.tulisan_sendiri, oleh=oleh)


class FormKembalikanBaris(FormArahanBaku, FormKembalikan):
    """Send back, with the rows that are marked: why, to which step, and what must be mended besides."""

    field_order = ["baku", "alasan", "simpan_baku", "ke", "perbaikan"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # A picked sentence is a reason as well.
        self.fields["alasan"].required = False

    def clean(self):
        isi = super().clean()
        if not isi["alasan"]:
            self.add_error("alasan", self.fields["alasan"].error_messages["required"])
        return isi


class FormTelaahKembali(FormArahanBaku):
    """One row that will be returned: which parts of it, and what is wrong with them."""

    medan_tulisan = "isi"

    bagian = forms.MultipleChoiceField(
        label="Bagian yang diperbaiki", required=False, widget=forms.CheckboxSelectMultiple
    )
    isi = forms.CharField(
        label="Yang harus diperbaiki",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["bagian", "baku", "isi", "simpan_baku"]

    def __init__(self, *args, bagian, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["bagian"].choices = [(satu, CatatanPerbaikan.Bagian(satu).label) for satu in bagian]

    def clean(self):
        isi = super().clean()
        if not isi["isi"]:
            self.add_error("isi", "Pilih kalimat di atas atau tuliskan apa yang harus diperbaiki.")
        return isi
