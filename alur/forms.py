"""What people type on the pages of a run."""

from collections.abc import Iterable
from datetime import date

from django import forms

from alur.jalur import jalur_kembali
from alur.kunjungan import hari_tawaran
from alur.models import (
    CatatanLangkah,
    Dokumen,
    JalurKembali,
    Langkah,
    Pelaksanaan,
    Prosedur,
    RencanaTindakLanjut,
)
from alur.pencatatan import Pencatatan
from organisasi.bidang import TanggalInput
from organisasi.models import OPD, Jabatan, PemangkuJabatan
from perencanaan.models import Periode


class FormMulai(forms.Form):
    """Which procedure, for which period, until when."""

    prosedur = forms.ModelChoiceField(Prosedur.objects.none(), label="Prosedur", empty_label="Pilih prosedur")
    periode = forms.ChoiceField(label="Periode")
    batas_waktu = forms.DateField(
        label="Batas waktu",
        required=False,
        widget=TanggalInput(),
        help_text="Kosongkan untuk batas waktu bawaan kantor ini (dihitung dalam hari kerja setelah periode).",
    )
    jalur = forms.ChoiceField(
        label="Jalur",
        choices=Pelaksanaan.Jalur.choices,
        initial=Pelaksanaan.Jalur.PENUH,
        required=False,
        widget=forms.RadioSelect,
        help_text="Jalur ringkas mencatat langkah sampai formulir dibagikan pada satu halaman.",
    )

    def __init__(self, *args, prosedur, tanggal: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["prosedur"].queryset = prosedur
        self.fields["periode"].choices = [("", "Pilih periode"), *pilihan_periode(tanggal)]
        self.fields["prosedur"].label_from_instance = lambda satu: (
            f"{satu.get_jenis_display()} ({satu.sop.nama})"
        )

    def clean_periode(self) -> Periode:
        """The chosen period; a year's periods are stored once one of them is used, for looking must not write."""
        tahun, jenis, nomor = self.cleaned_data["periode"].split("-")
        return Periode.objects.tahun_lengkap(int(tahun)).get(jenis=jenis, nomor=nomor)


JUMLAH_SETAHUN = {"bulan": 12, "triwulan": 4, "semester": 2, "tahun": 1}


def pilihan_periode(tanggal: date) -> list[tuple[str, str]]:
    """(``2026-bulan-3``, ``Maret 2026``) of the periods of this year and the last that have begun, newest first."""
    urut = []
    for tahun in (tanggal.year, tanggal.year - 1):
        for jenis, jumlah in JUMLAH_SETAHUN.items():
            lama = 12 // jumlah
            for nomor in range(1, jumlah + 1):
                awal = date(tahun, (nomor - 1) * lama + 1, 1)
                if awal <= tanggal:
                    periode = Periode(tahun=tahun, jenis=jenis, nomor=nomor)
                    urut.append((tahun, nomor * lama, awal, f"{tahun}-{jenis}-{nomor}", periode.nama))
    return [(kode, nama) for *_, kode, nama in sorted(urut, reverse=True)]


def _isi_tujuan(medan: forms.ModelChoiceField, jalur: list[JalurKembali]) -> None:
    """Offer these ways back, as they were read already; the queryset only checks what is answered."""
    medan.queryset = Langkah.objects.filter(pk__in=[satu.ke_id for satu in jalur])
    kosong = [] if medan.empty_label is None else [("", medan.empty_label)]
    urut = sorted(jalur, key=lambda satu: satu.ke.nomor)
    medan.choices = kosong + [(satu.ke_id, str(satu.ke)) for satu in urut]


def isi_pemangku(medan: forms.ModelChoiceField, pemangku: Iterable[PemangkuJabatan]) -> None:
    """Offer these holders."""
    medan.queryset = PemangkuJabatan.objects.filter(pk__in=[satu.pk for satu in pemangku]).select_related(
        "pegawai", "jabatan"
    )


class FormSelesai(forms.Form):
    """Finish (or approve) a step, with a remark if one likes."""

    uraian = forms.CharField(
        label="Catatan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Boleh kosong.",
    )


class FormCatatkan(FormSelesai):
    """Finish a step for its holder: for whom, on what ground, when it really happened; at a decision, which one."""

    SETUJUI, KEMBALIKAN = "setujui", "kembalikan"

    untuk = forms.ModelChoiceField(PemangkuJabatan.objects.none(), label="Dicatat untuk", empty_label=None)
    dasar = forms.CharField(
        label="Atas dasar",
        max_length=200,
        help_text="Misalnya: Nota Dinas nomor 050/12/2026, atau perintah lisan dalam rapat 3 Maret 2026.",
    )
    tanggal = forms.DateField(label="Tanggal sebenarnya", widget=TanggalInput())
    pindaian = forms.FileField(
        label="Pindaian dasar", required=False, help_text="PDF atau foto. Boleh menyusul."
    )
    putusan = forms.ChoiceField(
        label="Keputusannya",
        choices=[(SETUJUI, "Setuju"), (KEMBALIKAN, "Dikembalikan untuk dilengkapi")],
        widget=forms.RadioSelect,
    )
    ke = forms.ModelChoiceField(
        Langkah.objects.none(), label="Kembali ke langkah", required=False, empty_label="Bawaan SOP"
    )
    alasan = forms.CharField(
        label="Alasan pengembalian",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib bila dikembalikan.",
    )
    field_order = ["untuk", "dasar", "tanggal", "pindaian", "putusan", "ke", "alasan", "uraian"]

    def __init__(self, *args, pemangku: list[PemangkuJabatan], catatan: CatatanLangkah, **kwargs):
        super().__init__(*args, **kwargs)
        isi_pemangku(self.fields["untuk"], pemangku)
        if catatan.pelaksanaan_id:
            self.fields["tanggal"].initial = hari_tawaran(catatan)
        if jalur := jalur_kembali(catatan.langkah):
            _isi_tujuan(self.fields["ke"], jalur)
        else:
            for nama in ("putusan", "ke", "alasan"):
                del self.fields[nama]

    def clean(self):
        isi = super().clean()
        if isi.get("putusan") == self.KEMBALIKAN and not (isi.get("alasan") or "").strip():
            self.add_error(
                "alasan", "Tuliskan alasan pengembalian, agar yang memperbaiki tahu apa yang kurang."
            )
        return isi

    def pencatatan(self) -> Pencatatan:
        """What was typed, as the gate wants it."""
        isi = self.cleaned_data
        return Pencatatan(isi["untuk"], isi["dasar"], isi["tanggal"], isi["pindaian"])


class FormKembalikan(forms.Form):
    """Send back: why, to which step, and what must be mended."""

    alasan = forms.CharField(
        label="Alasan pengembalian",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Tuliskan alasan pengembalian, agar yang memperbaiki tahu apa yang kurang."
        },
    )
    ke = forms.ModelChoiceField(
        Langkah.objects.none(),
        label="Kembali ke langkah",
        empty_label=None,
        error_messages={
            "invalid_choice": "SOP ini tidak membolehkan kembali ke langkah itu. Pilih dari daftar."
        },
    )
    perbaikan = forms.CharField(
        label="Yang harus diperbaiki",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu hal per baris. Setiap baris harus ditindaklanjuti sebelum langkah dapat diselesaikan lagi.",
    )

    def __init__(self, *args, catatan: CatatanLangkah, **kwargs):
        super().__init__(*args, **kwargs)
        jalur = jalur_kembali(catatan.langkah)
        _isi_tujuan(self.fields["ke"], jalur)
        self.fields["ke"].initial = next((satu.ke_id for satu in jalur if satu.bawaan), None)


class FormAlasan(forms.Form):
    """A reason, and nothing else."""

    alasan = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tuliskan alasannya."},
    )


class FormJawaban(forms.Form):
    """What was done about a remark."""

    jawaban = forms.CharField(
        label="Tindak lanjut",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tuliskan apa yang sudah diperbaiki."},
    )


class FormLampiran(forms.Form):
    """A paper for the step."""

    judul = forms.CharField(label="Judul berkas", max_length=200, required=False)
    jenis = forms.ChoiceField(
        label="Jenis", choices=[pilihan for pilihan in Dokumen.Jenis.choices if pilihan[0] != "dasar"]
    )
    berkas = forms.FileField(label="Berkas", help_text="PDF, JPG, PNG, XLSX atau DOCX, paling besar 10 MB.")


class FormTindakLanjut(forms.Form):
    """What must be done, by which position, until when."""

    asal = forms.ChoiceField(label="Lahir dari", choices=RencanaTindakLanjut.Asal.choices)
    uraian = forms.CharField(
        label="Yang harus dilakukan", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    penanggung_jawab = forms.ModelChoiceField(
        Jabatan.objects.none(), label="Penanggung jawab", empty_label="Pilih jabatan"
    )
    tenggat = forms.DateField(label="Tenggat", widget=TanggalInput())

    def __init__(self, *args, opd: OPD, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["penanggung_jawab"].queryset = Jabatan.objects.filter(opd=opd, aktif=True)


class FormHasil(forms.Form):
    """The result of a follow-up."""

    hasil = forms.CharField(
        label="Hasil",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Tuliskan hasilnya."},
    )
