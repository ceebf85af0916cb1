"""What is typed on the pages of a measurement: the rules it is bound to, and the analysis of a result."""

from decimal import Decimal

from django import forms

from pengukuran.actions import ATURAN, TEKS_ANALISIS
from pengukuran.models import HasilUkur, Metodologi

BATAS_TERENDAH = Decimal(100)
BANTUAN_ATURAN = {
    "skala": "Kelas predikat yang dipakai untuk semua capaian pengukuran ini.",
    "cara_potong": "Bagaimana nilai di antara dua kelas tercetak dibaca.",
    "batas_tampil": "Kosongkan bila capaian ditampilkan apa adanya.",
    "batas_rata_rata": "Kosongkan bila capaian masuk rata-rata apa adanya.",
    "ambang_anomali": "Capaian IKU dan program di atas angka ini wajib dianalisis.",
    "celah": "Target siapa yang dihitung bila ada periode tanpa realisasi.",
    "aturan_opd": "Cara menghitung satu angka untuk seluruh OPD.",
}
LABEL_TEKS = {
    "analisis": "Analisis penyebab",
    "faktor_pendukung": "Faktor pendukung",
    "faktor_penghambat": "Kendala",
    "upaya": "Upaya yang telah dilakukan",
    "rencana_perbaikan": "Rencana perbaikan",
}


class FormAturan(forms.ModelForm):
    """The rules of a measurement. Caps and threshold are per cent, never below 100."""

    class Meta:
        model = Metodologi
        fields = ATURAN

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nama, bantuan in BANTUAN_ATURAN.items():
            self.fields[nama].help_text = bantuan

    def clean(self):
        isi = super().clean()
        for nama in ("batas_tampil", "batas_rata_rata", "ambang_anomali"):
            if isi.get(nama) is not None and isi[nama] < BATAS_TERENDAH:
                self.add_error(
                    nama, "Paling rendah 100: batas di bawahnya menyembunyikan target yang tercapai."
                )
        return isi

    def aturan(self) -> dict:
        """What was chosen, as ``simpan_aturan`` wants it."""
        return {nama: self.cleaned_data[nama] for nama in ATURAN}


class FormAnalisis(forms.Form):
    """The texts of one result, the version that was seen, and the answer to a remark that came back with it."""

    versi = forms.IntegerField(widget=forms.HiddenInput)
    jawaban = forms.CharField(label="Apa yang sudah diperbaiki?", required=False, max_length=2000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for nama in TEKS_ANALISIS:
            self.fields[nama] = forms.CharField(
                label=LABEL_TEKS[nama], required=False, max_length=8000, strip=True
            )

    def teks(self) -> dict[str, str]:
        """The texts, without the line ends of a browser's form."""
        return {nama: self.cleaned_data[nama].replace("\r\n", "\n") for nama in TEKS_ANALISIS}


def teks_hasil(hasil: HasilUkur) -> dict[str, str]:
    """The texts that stand at a result."""
    return {nama: getattr(hasil, nama) for nama in TEKS_ANALISIS}
