"""Letters (layar surat), each with the fields of its kind: invitation, covering letter, copies, any other."""

from django import forms

from alur.forms_isian import BANYAK_BARIS, FormIsian
from alur.forms_rapat import KOLOM_ORANG
from alur.isian_baris import ANGKA, Kolom, MedanBaris
from alur.kunjungan import hari_tawaran
from alur.models import Langkah, PelakuLangkah
from alur.undangan import yang_diundang
from organisasi.bidang import TanggalInput
from organisasi.models import KodeNomor
from organisasi.nomor.actions import boleh_beri_nomor
from organisasi.nomor.tampilan import pilihan_kode

TEMBUSAN = {
    "label": "Tembusan",
    "max_length": 1000,
    "required": False,
    "widget": forms.Textarea(attrs={"rows": 2}),
    "help_text": "Satu per baris.",
}


class FormSurat(FormIsian):
    """A letter or a Nota Dinas (SOP 004 step 6); invitations, covering letters and copies have their own."""

    wajib = ("hal", "kepada", "isi_surat")
    ajakan = "Isi surat: kepada, hal dan isinya."
    field_order = ["tanggal", "kepada", "hal", "isi_surat", "lampiran", "tembusan", "uraian"]

    tanggal = forms.DateField(
        label="Tanggal",
        widget=TanggalInput(),
        help_text="Nomornya diberikan dari register, pada halaman naskah.",
    )
    kepada = forms.CharField(label="Kepada", max_length=300)
    hal = forms.CharField(label="Hal", max_length=300)
    isi_surat = forms.CharField(label="Isi", max_length=8000, widget=BANYAK_BARIS)
    lampiran = forms.CharField(label="Lampiran", max_length=200, required=False)
    tembusan = forms.CharField(**TEMBUSAN)

    @classmethod
    def untuk(cls, langkah):
        return SURAT_PER_NASKAH.get(langkah.naskah, cls) if cls is FormSurat else cls

    @classmethod
    def syarat(cls, catatan, unit=None):
        form = cls.untuk(catatan.langkah)
        return super(FormSurat, form).syarat(catatan, unit)

    @classmethod
    def bawaan(cls, catatan):
        return {
            "tanggal": hari_tawaran(catatan).isoformat(),
            "hal": f"{catatan.pelaksanaan}",
            "kepada": _penerima(catatan),
            "isi_surat": catatan.langkah.uraian,
        }


class FormUndangan(FormSurat):
    """The invitation to a meeting (SOP 002 step 4, SOP 004 step 3); who is called is offered by name."""

    wajib = ("hal", "tanggal_rapat", "tempat", "diundang")
    ajakan = "Isi undangan: hal, hari rapat, tempat, dan siapa yang diundang."
    field_order = [
        "tanggal",
        "hal",
        "acara",
        "tanggal_rapat",
        "waktu",
        "tempat",
        "isi_surat",
        "diundang",
        "lampiran",
        "tembusan",
        "uraian",
    ]

    kepada = None
    acara = forms.CharField(label="Acara", max_length=300, required=False)
    tanggal_rapat = forms.DateField(label="Tanggal rapat", widget=TanggalInput())
    waktu = forms.CharField(
        label="Waktu", max_length=60, required=False, help_text="Misalnya: 09.00 sampai 10.30."
    )
    tempat = forms.CharField(label="Tempat", max_length=200)
    isi_surat = forms.CharField(label="Isi", max_length=4000, required=False, widget=BANYAK_BARIS)
    diundang = MedanBaris(KOLOM_ORANG, label="Yang diundang", tambah="Tambah yang diundang")

    @classmethod
    def bawaan(cls, catatan):
        hari = hari_tawaran(catatan)
        return {
            "tanggal": hari.isoformat(),
            "hal": "Undangan rapat",
            "acara": f"Rapat pembahasan {catatan.pelaksanaan}",
            "tanggal_rapat": hari.isoformat(),
            "diundang": yang_diundang(catatan.langkah, hari, dengan_pelaksana=False),
        }


class FormPengantar(FormSurat):
    """The covering letter with its number (SOP 002 step 12): what is sent, and how many of it."""

    wajib = ("kepada", "naskah")
    ajakan = "Isi surat pengantar: kepada siapa, dan naskah yang dikirimkan."
    field_order = ["tanggal", "kode_nomor", "kepada", "naskah", "tembusan", "uraian"]

    hal = isi_surat = lampiran = None
    kode_nomor = forms.ChoiceField(
        label="Nomor dari register",
        required=False,
        help_text="Nomor diberikan ketika langkah ini diselesaikan. Boleh menyusul.",
    )
    naskah = MedanBaris(
        (
            Kolom("nama", "Naskah yang dikirimkan", wajib=True),
            Kolom("banyaknya", "Banyaknya", wajib=True, maks=60),
            Kolom("keterangan", "Keterangan", maks=200),
        ),
        label="Naskah yang dikirimkan",
        tambah="Tambah naskah",
    )

    def __init__(self, *args, catatan, **kwargs):
        super().__init__(*args, catatan=catatan, **kwargs)
        if self.oleh and not boleh_beri_nomor(self.oleh, catatan.pelaksanaan.opd):
            # The office has others for it: they give the number on the paper's own page.
            del self.fields["kode_nomor"]
            return
        hari = hari_tawaran(catatan)
        kode = list(KodeNomor.objects.filter(opd=catatan.pelaksanaan.opd_id, aktif=True))
        self.fields["kode_nomor"].choices = [
            ("", "Belum diberi nomor"),
            *((str(pk), label) for pk, label in pilihan_kode(kode, hari.year, hari.month)),
        ]

    @classmethod
    def bawaan(cls, catatan):
        return {
            "tanggal": hari_tawaran(catatan).isoformat(),
            "naskah": [
                {
                    "nama": f"Dokumen Pengukuran Kinerja {catatan.pelaksanaan.periode}",
                    "banyaknya": "1 (satu) berkas",
                    "keterangan": "Disampaikan dengan hormat untuk digunakan sebagaimana mestinya",
                }
            ],
        }


class FormPenggandaan(FormSurat):
    """The copies (SOP 002 step 13): of which paper, how many, to whom."""

    wajib = ("hal", "salinan")
    ajakan = "Isi penggandaan: naskah yang digandakan, untuk siapa, dan berapa banyak."
    field_order = ["tanggal", "hal", "salinan", "uraian"]

    kepada = isi_surat = lampiran = tembusan = None
    hal = forms.CharField(label="Naskah yang digandakan", max_length=300)
    salinan = MedanBaris(
        (
            Kolom("kepada", "Untuk", wajib=True),
            Kolom("jumlah", "Jumlah", ANGKA, wajib=True, maks=4),
            Kolom("keterangan", "Keterangan", maks=200),
        ),
        label="Salinan",
        tambah="Tambah penerima",
    )

    @classmethod
    def bawaan(cls, catatan):
        opd = catatan.pelaksanaan.opd
        return {
            "tanggal": hari_tawaran(catatan).isoformat(),
            "hal": f"Dokumen Pengukuran Kinerja {catatan.pelaksanaan.periode}",
            "salinan": [{"kepada": f"Arsip {opd.nama}", "jumlah": "1", "keterangan": ""}],
        }


SURAT_PER_NASKAH = {
    Langkah.Naskah.UNDANGAN: FormUndangan,
    Langkah.Naskah.PENGANTAR: FormPengantar,
    Langkah.Naskah.PENGGANDAAN: FormPenggandaan,
}


def _penerima(catatan) -> str:
    """Whom the SOP's step names as receivers, by its labels."""
    return ", ".join(
        satu.peran.label
        for satu in catatan.langkah.pelaku.select_related("peran")
        if satu.tugas == PelakuLangkah.Tugas.PENERIMA
    )
