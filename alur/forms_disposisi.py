"""The Kepala's answer to a report: arahan, to whom it is passed on, and what is to be done by when."""

from django import forms

from alur.forms import isi_pemangku
from alur.forms_baku import FormArahanBaku
from alur.models import ArahanBaku, Disposisi
from alur.pencatatan import Pencatatan
from alur.tindak_lanjut import ButirTindakLanjut
from organisasi.bidang import BidangBanyakPilihan, TanggalInput
from organisasi.models import OPD, Jabatan, PemangkuJabatan

# How many follow-ups one answer may give birth to; more are added on the run's page.
TINDAK_LANJUT_TERBANYAK = 5
MEDAN_TINDAK_LANJUT = ("uraian", "siapa", "tenggat")


class FormDisposisi(FormArahanBaku):
    """The Kepala's answer to a report."""

    guna = ArahanBaku.Guna.ARAHAN
    medan_tulisan = "arahan"

    putusan = forms.ChoiceField(
        label="Keputusan",
        choices=[("diterima", "Diterima"), ("dikembalikan", "Dikembalikan kepada Sekretaris")],
        widget=forms.RadioSelect,
        initial="diterima",
    )
    arahan = forms.CharField(
        label="Arahan",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Wajib bila dikembalikan.",
    )
    sifat = forms.ChoiceField(label="Sifat", choices=Disposisi.Sifat.choices, required=False, initial="biasa")
    diteruskan_kepada = BidangBanyakPilihan(
        Jabatan.objects.none(),
        label="Diteruskan kepada",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ["putusan", "baku", "arahan", "simpan_baku", "sifat", "diteruskan_kepada"]

    def __init__(self, *args, opd: OPD, **kwargs):
        super().__init__(*args, opd=opd, **kwargs)
        jabatan = Jabatan.objects.filter(opd=opd, aktif=True).exclude(
            jenis__in=[Jabatan.Jenis.KEPALA, Jabatan.Jenis.PELAKSANA]
        )
        # Read once, for the list to pass on to and for every follow-up's box.
        pilihan = [(satu.pk, str(satu)) for satu in jabatan]
        self.fields["diteruskan_kepada"].queryset = jabatan
        self.fields["diteruskan_kepada"].choices = pilihan
        for nomor in range(1, TINDAK_LANJUT_TERBANYAK + 1):
            self.fields[f"tl{nomor}_uraian"] = forms.CharField(
                label="Yang harus dilakukan",
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            siapa = forms.ModelChoiceField(jabatan, label="Oleh", required=False)
            siapa.choices = [("", "Pilih jabatan"), *pilihan]
            self.fields[f"tl{nomor}_siapa"] = siapa
            self.fields[f"tl{nomor}_tenggat"] = forms.DateField(
                label="Paling lambat", required=False, widget=TanggalInput()
            )

    @property
    def baris_tindak_lanjut(self) -> list[list[forms.BoundField]]:
        """The boxes of each follow-up, for the page."""
        return [
            [self[f"tl{nomor}_{nama}"] for nama in MEDAN_TINDAK_LANJUT]
            for nomor in range(1, TINDAK_LANJUT_TERBANYAK + 1)
        ]

    @property
    def baris_lain_terisi(self) -> bool:
        """Must the boxes after the first be seen at once?"""
        return any(medan.value() or medan.errors for baris in self.baris_tindak_lanjut[1:] for medan in baris)

    def clean(self):
        isi = super().clean()
        kembali = isi.get("putusan") == "dikembalikan"
        if kembali and not (isi.get("arahan") or "").strip():
            self.add_error("arahan", "Tuliskan apa yang harus diperbaiki sebelum laporan diajukan lagi.")
        isi["tindak_lanjut"] = self._tindak_lanjut(isi)
        if kembali and isi["tindak_lanjut"]:
            self.add_error(
                "tl1_uraian",
                "Tindak lanjut lahir dari laporan yang diterima. Kosongkan, atau pilih Diterima.",
            )
        # Who is given a task is passed the disposisi too.
        tujuan = list(isi.get("diteruskan_kepada") or [])
        tujuan += [
            satu.penanggung_jawab for satu in isi["tindak_lanjut"] if satu.penanggung_jawab not in tujuan
        ]
        isi["diteruskan_kepada"] = list(dict.fromkeys(tujuan))
        return isi

    def _tindak_lanjut(self, isi: dict) -> list[ButirTindakLanjut]:
        hasil = []
        for nomor in range(1, TINDAK_LANJUT_TERBANYAK + 1):
            uraian, siapa, tenggat = (isi.get(f"tl{nomor}_{nama}") for nama in MEDAN_TINDAK_LANJUT)
            if not any((uraian, siapa, tenggat)):
                continue
            for nama, nilai, kalimat in (
                ("uraian", uraian, "Tuliskan apa yang harus dilakukan."),
                ("siapa", siapa, "Pilih siapa yang mengerjakannya."),
                ("tenggat", tenggat, "Tetapkan tenggatnya."),
            ):
                if not nilai and f"tl{nomor}_{nama}" not in self.errors:
                    self.add_error(f"tl{nomor}_{nama}", kalimat)
            if uraian and siapa and tenggat:
                hasil.append(ButirTindakLanjut(uraian, siapa, tenggat))
        return hasil


class FormCatatDisposisi(FormDisposisi):
    """The same, recorded for the Kepala on the ground of his written disposisi."""

    untuk = forms.ModelChoiceField(PemangkuJabatan.objects.none(), label="Dicatat untuk", empty_label=None)
    dasar = forms.CharField(
        label="Atas dasar",
        max_length=200,
        help_text="Misalnya: Lembar disposisi nomor 12 tanggal 20 April 2026.",
    )
    tanggal = forms.DateField(label="Tanggal sebenarnya", widget=TanggalInput())
    pindaian = forms.FileField(
        label="Pindaian lembar disposisi", required=False, help_text="PDF atau foto. Boleh menyusul."
    )

    def __init__(self, *args, pemangku: list[PemangkuJabatan], **kwargs):
        super().__init__(*args, **kwargs)
        isi_pemangku(self.fields["untuk"], pemangku)

    def pencatatan(self) -> Pencatatan:
        """What was typed, as the gate wants it."""
        isi = self.cleaned_data
        return Pencatatan(isi["untuk"], isi["dasar"], isi["tanggal"], isi["pindaian"])
