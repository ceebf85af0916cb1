"""What is written at a step for its paper: short forms, prefilled where the SOP already says it.

Each form cleans to a plain dict (``isi``) that IsianLangkah keeps and the papers are made of.
"""

from datetime import date

from django import forms
from django.utils.formats import date_format

from alur.forms import FormSelesai, TanggalInput
from alur.models import CatatanLangkah, IsianLangkah
from organisasi.waktu import hari_ini

BANYAK_BARIS = forms.Textarea(attrs={"rows": 4})


def baris(teks: str) -> list[str]:
    """One thing per line, without empty lines."""
    return [satu.strip() for satu in teks.splitlines() if satu.strip()]


class FormIsian(FormSelesai):
    """The fields of a step's paper; ``wajib`` are those without which the step may not close."""

    wajib: tuple[str, ...] = ()
    ajakan = ""  # the sentence that says what is missing
    field_order: list[str] = []

    def __init__(self, *args, catatan: CatatanLangkah, lengkap: bool = True, **kwargs):
        """``lengkap`` False: saved on the way, when nothing is required yet."""
        tersimpan = IsianLangkah.objects.filter(catatan=catatan).first()
        awal = self.bawaan(catatan)
        if tersimpan:
            awal |= tersimpan.isi
        kwargs["initial"] = {**awal, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for nama in self.wajib:
            self.fields[nama].required = lengkap

    @classmethod
    def bawaan(cls, catatan: CatatanLangkah) -> dict:
        """What the form offers at first."""
        return {}

    def isi(self) -> dict:
        """The cleaned fields as IsianLangkah keeps them; the closing remark belongs to the visit."""
        return {
            nama: nilai.isoformat() if isinstance(nilai, date) else nilai
            for nama, nilai in self.cleaned_data.items()
            if nama != "uraian"
        }

    @classmethod
    def syarat(cls, catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
        """What is missing before the step may close."""
        tersimpan = IsianLangkah.objects.filter(catatan=catatan).first()
        isi = tersimpan.isi if tersimpan else {}
        return [] if all(isi.get(nama) for nama in cls.wajib) else [cls.ajakan]


class FormPerintah(FormIsian):
    """The order (SOP 000 step A1): a Nota Dinas."""

    wajib = ("hal", "isi_perintah")
    ajakan = "Isi Nota Dinas: hal dan isi perintah."
    field_order = ["hal", "isi_perintah", "nomor", "tanggal", "uraian"]

    hal = forms.CharField(label="Hal", max_length=300)
    isi_perintah = forms.CharField(label="Isi perintah", max_length=4000, widget=BANYAK_BARIS)
    nomor = forms.CharField(
        label="Nomor Nota Dinas",
        max_length=120,
        required=False,
        help_text="Kosongkan bila belum diberi nomor.",
    )
    tanggal = forms.DateField(label="Tanggal Nota Dinas", widget=TanggalInput())

    @classmethod
    def bawaan(cls, catatan):
        pelaksanaan = catatan.pelaksanaan
        return {
            "hal": f"Pelaksanaan {pelaksanaan}",
            "isi_perintah": (
                f"Laksanakan {pelaksanaan} sesuai SOP {pelaksanaan.prosedur.sop.nama}, dan laporkan hasilnya "
                f"paling lambat {date_format(pelaksanaan.batas_waktu, 'j F Y')}."
            ),
            "tanggal": hari_ini().isoformat(),
        }


class FormNotulen(FormIsian):
    """Minutes of the meeting (step A2)."""

    wajib = ("tanggal", "tempat", "peserta", "pembahasan", "keputusan")
    ajakan = "Isi notulen: tanggal, tempat, peserta, pembahasan dan keputusan rapat."
    field_order = [
        "acara",
        "tanggal",
        "waktu",
        "tempat",
        "notulis",
        "peserta",
        "pembahasan",
        "keputusan",
        "uraian",
    ]

    acara = forms.CharField(label="Acara", max_length=300, required=False)
    tanggal = forms.DateField(label="Tanggal rapat", widget=TanggalInput())
    waktu = forms.CharField(
        label="Waktu", max_length=60, required=False, help_text="Misalnya: 09.00 sampai 10.30."
    )
    tempat = forms.CharField(label="Tempat", max_length=200)
    notulis = forms.CharField(label="Notulis", max_length=200, required=False)
    peserta = forms.CharField(
        label="Peserta", max_length=4000, widget=BANYAK_BARIS, help_text="Satu orang atau unit per baris."
    )
    pembahasan = forms.CharField(
        label="Pembahasan", max_length=8000, widget=BANYAK_BARIS, help_text="Satu pokok per baris."
    )
    keputusan = forms.CharField(
        label="Keputusan",
        max_length=8000,
        widget=BANYAK_BARIS,
        help_text="Satu keputusan per baris. Tugas yang bertenggat: catat sebagai tindak lanjut.",
    )

    @classmethod
    def bawaan(cls, catatan):
        return {"acara": f"Rapat {catatan.pelaksanaan}", "tanggal": hari_ini().isoformat()}


class FormRencana(FormIsian):
    """Program kerja (step A3); its schedule is that of the SOP itself."""

    wajib = ("tujuan", "ruang_lingkup")
    ajakan = "Isi program kerja: tujuan dan ruang lingkup."
    field_order = ["tujuan", "ruang_lingkup", "personil", "uraian"]

    tujuan = forms.CharField(
        label="Tujuan", max_length=4000, widget=BANYAK_BARIS, help_text="Satu per baris."
    )
    ruang_lingkup = forms.CharField(
        label="Ruang lingkup", max_length=4000, widget=BANYAK_BARIS, help_text="Satu per baris."
    )
    personil = forms.CharField(
        label="Pembagian tugas",
        max_length=4000,
        required=False,
        widget=BANYAK_BARIS,
        help_text="Satu per baris.",
    )

    @classmethod
    def bawaan(cls, catatan):
        pelaksanaan = catatan.pelaksanaan
        return {
            "tujuan": f"Tersedianya data kinerja {pelaksanaan.periode} yang lengkap dan dapat ditelusuri.",
            "ruang_lingkup": f"Seluruh indikator kinerja {pelaksanaan.opd.nama} pada {pelaksanaan.periode}.",
        }


class FormDokumen(FormIsian):
    """The list of documents (step A4)."""

    wajib = ("daftar",)
    ajakan = "Isi daftar dokumen yang dikumpulkan."
    field_order = ["daftar", "uraian"]

    daftar = forms.CharField(
        label="Dokumen",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Satu dokumen per baris. Setelah titik dua, tulis keadaannya: “Renstra 2025–2029: ada, map 1”.",
    )

    @classmethod
    def bawaan(cls, catatan):
        nama = catatan.langkah.berkas.values_list("nama", flat=True)
        return {"daftar": "\n".join(dict.fromkeys(nama))}


class FormSurat(FormIsian):
    """A letter, invitation or covering letter (SOP 002 steps 4, 12, 13; SOP 004 steps 3 and 6)."""

    wajib = ("hal", "kepada", "isi_surat")
    ajakan = "Isi surat: kepada, hal dan isinya."
    field_order = ["nomor", "tanggal", "kepada", "hal", "isi_surat", "lampiran", "tembusan", "uraian"]

    nomor = forms.CharField(
        label="Nomor", max_length=120, required=False, help_text="Kosongkan bila belum diberi nomor."
    )
    tanggal = forms.DateField(label="Tanggal", widget=TanggalInput())
    kepada = forms.CharField(label="Kepada", max_length=300)
    hal = forms.CharField(label="Hal", max_length=300)
    isi_surat = forms.CharField(label="Isi", max_length=8000, widget=BANYAK_BARIS)
    lampiran = forms.CharField(label="Lampiran", max_length=200, required=False)
    tembusan = forms.CharField(
        label="Tembusan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @classmethod
    def bawaan(cls, catatan):
        penerima = [
            satu.peran.label
            for satu in catatan.langkah.pelaku.select_related("peran")
            if satu.tugas == "penerima"
        ]
        return {
            "tanggal": hari_ini().isoformat(),
            "hal": f"{catatan.pelaksanaan}",
            "kepada": ", ".join(penerima),
            "isi_surat": catatan.langkah.uraian,
        }


class FormPengantarLaporan(FormIsian):
    """What is reported upwards, in a few lines (steps A9 and A11); none of it is obligatory."""

    field_order = ["ringkasan", "uraian"]

    ringkasan = forms.CharField(
        label="Isi ringkas laporan", max_length=4000, required=False, widget=BANYAK_BARIS
    )

    @classmethod
    def syarat(cls, catatan, unit=None):
        return []


class FormArsip(FormIsian):
    """Where the papers are kept (step A12)."""

    wajib = ("lokasi",)
    ajakan = "Tuliskan di mana berkas disimpan."
    field_order = ["lokasi", "keterangan", "uraian"]

    lokasi = forms.CharField(
        label="Tempat penyimpanan",
        max_length=300,
        help_text="Misalnya: Lemari arsip Perencanaan, map 3/2026.",
    )
    keterangan = forms.CharField(
        label="Keterangan", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class FormTandaTangan(FormIsian):
    """Signing: the number and the day of the signed paper (SOP 002 step 11, SOP 004 step 12)."""

    field_order = ["nomor", "tanggal", "uraian"]

    nomor = forms.CharField(
        label="Nomor dokumen", max_length=120, required=False, help_text="Kosongkan bila belum diberi nomor."
    )
    tanggal = forms.DateField(label="Tanggal ditandatangani", widget=TanggalInput())

    @classmethod
    def bawaan(cls, catatan):
        return {"tanggal": hari_ini().isoformat()}

    @classmethod
    def syarat(cls, catatan, unit=None):
        return []
