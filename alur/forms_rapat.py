"""The meeting (SOP 000 step A2): its invitation, who came, what was said and decided, and who does what by when."""

from django import forms

from alur.forms_isian import FormIsian
from alur.isian_baris import CENTANG, PANJANG, PILIHAN, TANGGAL, Kolom, MedanBaris, baca_baris, tanggal_baris
from alur.kunjungan import hari_tawaran
from alur.undangan import undangan_sebelumnya, yang_diundang
from organisasi.bidang import TanggalInput
from organisasi.models import Jabatan

KOLOM_ORANG = (
    Kolom("nama", "Nama", wajib=True, maks=150),
    Kolom("nip", "NIP", maks=21, kelas="sempit"),
    Kolom("jabatan", "Jabatan/unit", maks=200),
)
KOLOM_PESERTA = (*KOLOM_ORANG, Kolom("hadir", "Hadir", CENTANG))
KOLOM_PEMBAHASAN = (
    Kolom("isi", "Pokok pembahasan", PANJANG, wajib=True, maks=2000),
    Kolom("pembicara", "Pembicara", maks=200),
)
KOLOM_KEPUTUSAN = (Kolom("isi", "Keputusan", PANJANG, wajib=True, maks=2000),)
KOLOM_TINDAK_LANJUT = (
    Kolom("uraian", "Yang harus dilakukan", PANJANG, wajib=True, maks=2000),
    Kolom("siapa", "Penanggung jawab", PILIHAN, wajib=True),
    Kolom("tenggat", "Tenggat", TANGGAL, wajib=True),
)


class FormNotulen(FormIsian):
    """Minutes of the meeting, with its invitation and its attendance list."""

    wajib = ("tanggal", "tempat", "peserta", "pembahasan", "keputusan")
    # What follows was born with the earlier visit and lives on there.
    sekali = ("tindak_lanjut",)
    ajakan = "Isi notulen: tanggal, tempat, peserta, pembahasan dan keputusan rapat."
    field_order = [
        "acara",
        "tanggal",
        "waktu",
        "tempat",
        "notulis",
        "tanggal_undangan",
        "isi_undangan",
        "peserta",
        "pembahasan",
        "keputusan",
        "tindak_lanjut",
        "uraian",
    ]

    acara = forms.CharField(label="Acara", max_length=300, required=False)
    tanggal = forms.DateField(label="Tanggal rapat", widget=TanggalInput())
    waktu = forms.CharField(
        label="Waktu", max_length=60, required=False, help_text="Misalnya: 09.00 sampai 10.30."
    )
    tempat = forms.CharField(label="Tempat", max_length=200)
    notulis = forms.CharField(label="Notulis", max_length=200, required=False)
    tanggal_undangan = forms.DateField(
        label="Tanggal undangan",
        widget=TanggalInput(),
        required=False,
        help_text="Undangan dan daftar hadir dapat dicetak sebelum rapat, setelah “Simpan dulu”.",
    )
    isi_undangan = forms.CharField(
        label="Isi undangan", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    peserta = MedanBaris(
        KOLOM_PESERTA,
        label="Yang diundang dan hadir",
        tambah="Tambah peserta",
        help_text="Sesudah rapat, centang yang benar-benar hadir.",
    )
    pembahasan = MedanBaris(KOLOM_PEMBAHASAN, label="Pembahasan", tambah="Tambah pokok")
    keputusan = MedanBaris(KOLOM_KEPUTUSAN, label="Keputusan", tambah="Tambah keputusan")
    tindak_lanjut = MedanBaris(
        KOLOM_TINDAK_LANJUT,
        label="Tindak lanjut",
        required=False,
        tambah="Tambah tindak lanjut",
        help_text="Tercatat sebagai rencana tindak lanjut ketika langkah ini diselesaikan.",
    )

    def __init__(self, *args, catatan, **kwargs):
        super().__init__(*args, catatan=catatan, **kwargs)
        jabatan = Jabatan.objects.filter(opd=catatan.pelaksanaan.opd_id, aktif=True)
        self.fields["tindak_lanjut"].isi_pilihan(
            "siapa", [(str(pk), nama) for pk, nama in jabatan.values_list("pk", "nama")]
        )

    @classmethod
    def bawaan(cls, catatan):
        hari = hari_tawaran(catatan)
        undangan = undangan_sebelumnya(catatan)
        diundang = baca_baris(undangan.get("diundang"), KOLOM_ORANG) or yang_diundang(catatan.langkah, hari)
        return {
            "acara": undangan.get("acara") or f"Rapat {catatan.pelaksanaan}",
            "tanggal": undangan.get("tanggal_rapat") or hari.isoformat(),
            "waktu": undangan.get("waktu", ""),
            "tempat": undangan.get("tempat", ""),
            # When one was called to a meeting of long ago only the office knows.
            "tanggal_undangan": undangan.get("tanggal")
            or ("" if catatan.pelaksanaan.tanpa_waktu else hari.isoformat()),
            "peserta": [{**satu, "hadir": False} for satu in diundang],
        }

    def clean(self):
        isi = super().clean()
        if self.lengkap and isi.get("peserta") and not any(satu["hadir"] for satu in isi["peserta"]):
            self.add_error("peserta", "Centang yang hadir pada rapat.")
        awal = isi.get("tanggal")
        for nomor, satu in enumerate(isi.get("tindak_lanjut") or [], 1):
            tenggat = tanggal_baris(satu.get("tenggat"))
            if self.lengkap and awal and tenggat and tenggat < awal:
                self.add_error("tindak_lanjut", f"Baris {nomor}: tenggat tidak boleh sebelum tanggal rapat.")
        return isi

    @classmethod
    def kurang_baris(cls, isi):
        hasil = super().kurang_baris(isi)
        peserta = isi.get("peserta")
        if isinstance(peserta, list) and not any(satu.get("hadir") for satu in peserta):
            hasil.append("Centang yang hadir pada rapat.")
        return hasil
