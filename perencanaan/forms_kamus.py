"""What people type on the pages of the indicator sheet."""

from collections.abc import Iterable

from django import forms

from perencanaan.kamus import PENENTU_ANGKA, URAIAN
from perencanaan.models import JenisBukti, PemeriksaanSMART, StandarNasional, VersiIndikator
from perencanaan.models.periode import NAMA_BULAN

BUKTI_TERPANJANG = JenisBukti._meta.get_field("nama").max_length
# The order in which one fills a sheet: what it is, how it is computed, where the data come from, who set it.
URUTAN = (
    "tanggal_mulai",
    "nama",
    "definisi_operasional",
    "alasan_pemilihan",
    "formulasi",
    "label_pembilang",
    "label_penyebut",
    "pengali",
    "satuan",
    "desimal",
    "arah",
    "metode",
    "frekuensi",
    "sumber_data",
    "cara_pengumpulan",
    "pengolah_data",
    "bulan_tersedia",
    "bukti_wajib",
    "bukti_lain",
    "keterkaitan",
    "dasar_penetapan",
)


class DaftarBaris(forms.CharField):
    """One name a line; gives the list of names."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)

    def clean(self, value):
        daftar = [satu for baris in super().clean(value).splitlines() if (satu := baris.strip())]
        if any(len(satu) > BUKTI_TERPANJANG for satu in daftar):
            raise forms.ValidationError(f"Satu baris paling panjang {BUKTI_TERPANJANG} huruf.")
        return daftar


class FormDefinisi(forms.ModelForm):
    """A whole definition. ``beku`` names the fields that stay as they are, because figures were read with them."""

    # Tells which state of the definition was on the page.
    penanda = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    bukti_wajib = DaftarBaris(label="Bukti dukung wajib", help_text="Satu jenis per baris.")
    bukti_lain = DaftarBaris(label="Bukti dukung tambahan", help_text="Tidak wajib; satu jenis per baris.")

    class Meta:
        model = VersiIndikator
        fields = [*PENENTU_ANGKA, *URAIAN]
        widgets = {
            "tanggal_mulai": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "nama": forms.Textarea(attrs={"rows": 2}),
            "definisi_operasional": forms.Textarea(attrs={"rows": 4}),
            "alasan_pemilihan": forms.Textarea(attrs={"rows": 3}),
            "formulasi": forms.Textarea(attrs={"rows": 3}),
            "cara_pengumpulan": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(
        self, *args, bukti: Iterable[JenisBukti] = (), beku: Iterable[str] = (), penanda: str = "", **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.fields["penanda"].initial = penanda
        bukti = list(bukti)
        self.fields["bukti_wajib"].initial = "\n".join(satu.nama for satu in bukti if satu.wajib)
        self.fields["bukti_lain"].initial = "\n".join(satu.nama for satu in bukti if not satu.wajib)
        self.fields["bulan_tersedia"] = forms.TypedChoiceField(
            label="Data tersedia",
            coerce=int,
            empty_value=None,
            required=False,
            choices=[
                ("", "Sepanjang tahun"),
                *((nomor, f"Bulan {nama}") for nomor, nama in enumerate(NAMA_BULAN, start=1)),
            ],
        )
        for nama in beku:
            self.fields[nama].disabled = True
        self.order_fields([*URUTAN, *(nama for nama in self.fields if nama not in URUTAN)])

    def bukti(self) -> list[tuple[str, bool]]:
        """(name, obligatory) of the kinds of evidence."""
        return [(satu, True) for satu in self.cleaned_data["bukti_wajib"]] + [
            (satu, False) for satu in self.cleaned_data["bukti_lain"]
        ]

    def perubahan(self) -> dict:
        """{field: value} of the definition's fields that were changed."""
        tetap = {"penanda", "bukti_wajib", "bukti_lain", "memutus_deret", "alasan"}
        return {nama: self.cleaned_data[nama] for nama in self.changed_data if nama not in tetap}


class FormVersiBaru(FormDefinisi):
    """The next definition: from when on, whether it still compares with the one before, and why it changed."""

    memutus_deret = forms.ChoiceField(
        label="Apakah angkanya masih sebanding dengan definisi sebelumnya?",
        choices=[
            ("tidak", "Masih sebanding: deret dilanjutkan"),
            ("ya", "Tidak sebanding: deret terputus, dan setiap perbandingan menyebutnya"),
        ],
        widget=forms.RadioSelect,
    )
    alasan = forms.CharField(
        label="Alasan perubahan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tercetak pada setiap perbandingan bila deret terputus.",
    )

    def __init__(self, *args, pertama: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if pertama:
            del self.fields["memutus_deret"], self.fields["alasan"]
        else:
            self.order_fields(["tanggal_mulai", "memutus_deret", "alasan", *self.fields])


class FormSMART(forms.Form):
    """The five points, each answered; what is not met is explained."""

    def __init__(self, *args, periksa: PemeriksaanSMART | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        for nama in PemeriksaanSMART.BUTIR:
            label = str(PemeriksaanSMART._meta.get_field(nama).verbose_name)
            self.fields[nama] = forms.ChoiceField(
                label=label[:1].upper() + label[1:],
                choices=[("ya", "Terpenuhi"), ("belum", "Belum")],
                widget=forms.RadioSelect,
                initial=("ya" if getattr(periksa, nama) else "belum") if periksa else None,
            )
        self.fields["catatan"] = forms.CharField(
            label="Catatan",
            required=False,
            max_length=2000,
            initial=periksa.catatan if periksa else "",
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="Wajib bila ada yang belum terpenuhi: apa yang kurang dan rencana memperbaikinya.",
        )

    def butir(self) -> dict[str, bool]:
        """{point: met}."""
        return {nama: self.cleaned_data[nama] == "ya" for nama in PemeriksaanSMART.BUTIR}


class FormStandar(forms.ModelForm):
    """The national standard of one year."""

    class Meta:
        model = StandarNasional
        fields = ["tahun", "nilai", "tingkat", "sumber"]
        help_texts = {
            "tingkat": "Hanya bila standarnya tingkat atau predikat, bukan angka.",
            "tahun": "Tahun yang sudah ada diganti isinya.",
        }

    def clean(self):
        """The database's rule in words, before it is asked."""
        isi = super().clean()
        if not self.errors and isi.get("nilai") is None and not isi.get("tingkat"):
            self.add_error("nilai", "Isi nilai standar, atau tingkatnya.")
        return isi
