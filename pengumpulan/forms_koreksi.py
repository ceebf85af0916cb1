"""Forms of corrections: the Kepala's decision, the same recorded for him, and calling a request off."""

from django import forms
from django.db.models import QuerySet

from organisasi.models import PemangkuJabatan
from organisasi.waktu import hari_ini
from pengumpulan.actions import PencatatanPutusan
from pengumpulan.forms_serah import TERPANJANG


class FormPutusan(forms.Form):
    """Open again, or refuse with a reason."""

    BUKA, TOLAK = "buka", "tolak"

    putusan = forms.ChoiceField(
        label="Putusan",
        choices=[(BUKA, "Buka kembali"), (TOLAK, "Tolak")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih putusannya."},
    )
    alasan = forms.CharField(
        label="Catatan",
        required=False,
        max_length=TERPANJANG,
        widget=forms.Textarea({"rows": 2}),
        help_text="Wajib bila ditolak.",
    )

    def clean(self):
        isi = super().clean()
        if isi.get("putusan") == self.TOLAK and not (isi.get("alasan") or "").strip():
            self.add_error("alasan", "Tuliskan alasan penolakan.")
        return isi


class FormPencatatan(forms.Form):
    """A decision recorded for its holder: for whom, on the ground of which paper, of which day."""

    untuk = forms.ModelChoiceField(PemangkuJabatan.objects.none(), label="Dicatat untuk", empty_label=None)
    dasar = forms.CharField(
        label="Atas dasar", max_length=200, help_text="Misalnya: Nota Dinas nomor 050/12/2026."
    )
    tanggal = forms.DateField(
        label="Tanggal sebenarnya", widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, pemangku: QuerySet[PemangkuJabatan], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["untuk"].queryset = pemangku
        self.fields["tanggal"].initial = hari_ini()

    def pencatatan(self) -> PencatatanPutusan:
        """What was typed, as the action wants it."""
        isi = self.cleaned_data
        return PencatatanPutusan(isi["untuk"], isi["dasar"], isi["tanggal"])


class FormCatatPutusan(FormPencatatan, FormPutusan):
    """The Kepala's decision, recorded for him."""

    field_order = ["putusan", "untuk", "dasar", "tanggal", "alasan"]


class FormCatatSusulan(FormPencatatan):
    """The decision on a susulan, recorded for its decider; its reason stands beside the rows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["dasar"].error_messages["required"] = "Tuliskan atas dasar apa putusan ini dicatat."
