"""The list of papers on the run page: what is there, what may still follow, and the forms that settle it."""

from django import forms
from django.http import HttpRequest

from alur.kelengkapan import ButirKelengkapan, kelengkapan
from alur.models import BerkasLangkah, CatatanLangkah, Langkah, Pelaksanaan
from organisasi.hak import boleh


class FormKelengkapan(forms.Form):
    """A file for one of the papers that the SOP names."""

    memenuhi = forms.ModelChoiceField(
        BerkasLangkah.objects.none(), label="Untuk berkas", empty_label="Pilih berkas"
    )
    judul = forms.CharField(label="Judul berkas", max_length=200, required=False)
    berkas = forms.FileField(label="Berkas", help_text="PDF, JPG, PNG, XLSX atau DOCX, paling besar 10 MB.")

    def __init__(self, *args, butir: list[ButirKelengkapan], **kwargs):
        super().__init__(*args, **kwargs)
        medan = self.fields["memenuhi"]
        medan.queryset = BerkasLangkah.objects.filter(pk__in=[satu.pk for satu in butir]).select_related(
            "langkah"
        )
        urut = sorted(butir, key=lambda satu: not satu.kurang)
        medan.choices = [
            ("", "Pilih berkas"),
            *(
                (satu.pk, f"{satu.sebutan} (langkah {satu.langkah}){'' if satu.kurang else ', sudah ada'}")
                for satu in urut
            ),
        ]


class FormNyatakan(forms.Form):
    """Why papers are not there: one reason for those that are ticked."""

    daftar = forms.MultipleChoiceField(
        label="Berkas yang tidak ada atau tidak diperlukan",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Centang berkasnya."},
    )
    alasan = forms.CharField(
        label="Alasan",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tuliskan alasannya."},
    )

    def __init__(self, *args, butir: list[ButirKelengkapan], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["daftar"].choices = [
            (str(satu.pk), f"{satu.sebutan} (langkah {satu.langkah})") for satu in butir if satu.kurang
        ]


def butir_pelaksanaan(pelaksanaan: Pelaksanaan, terbuka: CatatanLangkah | None) -> list[ButirKelengkapan]:
    """The papers of the steps that the run has come to; at its archive, and after, all of them."""
    if terbuka is None or terbuka.langkah.layar == Langkah.Layar.ARSIP:
        return kelengkapan(pelaksanaan, menutup=terbuka)
    return kelengkapan(pelaksanaan, sampai=terbuka.langkah.nomor)


def konteks_kelengkapan(
    request: HttpRequest,
    pelaksanaan: Pelaksanaan,
    terbuka: CatatanLangkah | None,
    milik_saya: bool,
    form: dict,
) -> dict:
    """What the run page shows of it; the forms only to those who may, while the run goes on."""
    butir = butir_pelaksanaan(pelaksanaan, terbuka)
    hasil = {"kelengkapan": butir, "kurang": sum(satu.kurang for satu in butir)}
    if terbuka is None or not butir:
        return hasil
    if milik_saya or boleh(request.user, "alur.catatkan", pelaksanaan):
        hasil["form_kelengkapan"] = form.get("form_kelengkapan") or FormKelengkapan(
            butir=butir, prefix="kelengkapan"
        )
        if hasil["kurang"]:
            hasil["form_nyatakan"] = form.get("form_nyatakan") or FormNyatakan(butir=butir, prefix="nyatakan")
    return hasil
