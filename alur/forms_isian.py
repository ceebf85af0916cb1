"""What is written at a step for its paper: short forms, prefilled where the SOP already says it.

Each form cleans to a plain dict (``isi``) that IsianLangkah keeps and the papers are made of.
"""

from datetime import date

from django import forms
from django.urls import reverse
from django.utils.formats import date_format

from alur.forms import FormSelesai
from alur.giliran import pelaksana_langkah
from alur.isian_baris import PANJANG, PILIHAN, TANGGAL, Kolom, MedanBaris, baca_baris, tanggal_baris
from alur.jadwal import hitung_jadwal
from alur.kelengkapan import kurang_arsip, nama_sama
from alur.kunjungan import hari_tawaran
from alur.models import CatatanLangkah, IsianLangkah, Langkah
from alur.pencatatan import Pencatatan
from alur.rencana_jawab import isian_rencana
from organisasi.bidang import TanggalInput
from organisasi.models import PemangkuJabatan, Pengguna

BANYAK_BARIS = forms.Textarea(attrs={"rows": 4})
SELESAI = (CatatanLangkah.Keputusan.SELESAI, CatatanLangkah.Keputusan.SETUJUI)


def baris(teks: str) -> list[str]:
    """One thing per line, without empty lines."""
    return [satu.strip() for satu in teks.splitlines() if satu.strip()]


class FormIsian(FormSelesai):
    """The fields of a step's paper; ``wajib`` are those without which the step may not close."""

    wajib: tuple[str, ...] = ()
    sekali: tuple[str, ...] = ()  # fields that did their work when an earlier visit was finished with them
    ajakan = ""  # the sentence that says what is missing
    field_order: list[str] = []

    def __init__(
        self,
        *args,
        catatan: CatatanLangkah,
        lengkap: bool = True,
        oleh: Pengguna | None = None,
        **kwargs,
    ):
        """``lengkap`` False: saved on the way, when nothing is required yet. ``oleh``: who writes, where known."""
        self.catatan, self.lengkap, self.oleh = catatan, lengkap, oleh
        # Asked by key: a visit that has not opened yet (``alur.ringkas``) has nothing stored.
        tersimpan = IsianLangkah.objects.filter(catatan_id=catatan.pk).first()
        awal = self.bawaan(catatan) | isian_rencana(catatan.pelaksanaan, catatan.langkah)
        if tersimpan:
            awal |= tersimpan.isi
        else:
            awal |= self._putaran_lalu(catatan)
        kwargs["initial"] = {**awal, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        for nama, medan in self.fields.items():
            if nama in self.wajib:
                medan.required = lengkap
            if isinstance(medan, MedanBaris):
                medan.lengkap = lengkap
                # A visit that has not opened yet keeps nothing on the way.
                medan.widget.alamat_tambah = catatan.pk and reverse("langkah_isian", args=[catatan.pk])

    @classmethod
    def untuk(cls, langkah: Langkah) -> "type[FormIsian]":
        """The form for this step; a layar with several papers has one for each."""
        return cls

    @classmethod
    def _putaran_lalu(cls, catatan: CatatanLangkah) -> dict:
        """What was written here before the run came back to the step: it is mended, not typed again.

        A visit that ended with a return left its ``sekali`` undone: they are offered with the rest.
        """
        if catatan.putaran == 1:
            return {}
        lama = (
            IsianLangkah.objects.filter(
                catatan__pelaksanaan=catatan.pelaksanaan_id, catatan__langkah=catatan.langkah_id
            )
            .exclude(catatan=catatan)
            .select_related("catatan")
            .order_by("-catatan")
            .first()
        )
        if lama is None:
            return {}
        sudah = cls.sekali if lama.catatan.keputusan in SELESAI else ()
        return {nama: isi for nama, isi in lama.isi.items() if nama not in sudah}

    @classmethod
    def bawaan(cls, catatan: CatatanLangkah) -> dict:
        """What the form offers at first."""
        return {}

    @classmethod
    def bawaan_tercatat(cls, catatan: CatatanLangkah, pencatatan: Pencatatan) -> dict:
        """The same of a step recorded for its holder: on the day on which it really happened."""
        awal = cls.bawaan(catatan)
        return awal | {"tanggal": pencatatan.tanggal.isoformat()} if "tanggal" in awal else awal

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
        if not all(isi.get(nama) for nama in cls.wajib):
            return [cls.ajakan]
        return cls.kurang_baris(isi)

    @classmethod
    def kurang_baris(cls, isi: dict) -> list[str]:
        """What rows that were kept on the way still lack; of older entries, lines of text, nothing is asked."""
        hasil = []
        for nama, medan in cls.base_fields.items():
            if isinstance(medan, MedanBaris) and isinstance(isi.get(nama), list):
                hasil += [
                    f"{medan.label}, baris {nomor}: {kalimat}"
                    for nomor, satu in enumerate(baca_baris(isi[nama], medan.kolom), 1)
                    for kalimat in medan.kekurangan(satu)
                ]
        return hasil


class FormPerintah(FormIsian):
    """The order (SOP 000 step A1): a Nota Dinas."""

    wajib = ("hal", "isi_perintah")
    ajakan = "Isi Nota Dinas: hal dan isi perintah."
    field_order = ["hal", "isi_perintah", "tanggal", "tembusan", "uraian"]

    hal = forms.CharField(label="Hal", max_length=300)
    isi_perintah = forms.CharField(label="Isi perintah", max_length=4000, widget=BANYAK_BARIS)
    tanggal = forms.DateField(
        label="Tanggal",
        widget=TanggalInput(),
        help_text="Nomornya diberikan dari register, pada halaman naskah.",
    )
    tembusan = forms.CharField(
        label="Tembusan",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Satu per baris.",
    )

    @classmethod
    def bawaan(cls, catatan):
        pelaksanaan = catatan.pelaksanaan
        return {
            "hal": f"Pelaksanaan {pelaksanaan}",
            "isi_perintah": (
                f"Laksanakan {pelaksanaan} sesuai SOP {pelaksanaan.prosedur.sop.nama}, dan laporkan hasilnya "
                f"paling lambat {date_format(pelaksanaan.batas_waktu, 'j F Y')}."
            ),
            "tanggal": hari_tawaran(catatan).isoformat(),
        }


def _urut_tanggal(baris: dict) -> str:
    mulai, selesai = tanggal_baris(baris.get("mulai")), tanggal_baris(baris.get("selesai"))
    return "selesai tidak boleh sebelum mulai." if mulai and selesai and selesai < mulai else ""


KOLOM_JADWAL = (
    Kolom("langkah", "Langkah", maks=10, kelas="sempit"),
    Kolom("uraian", "Kegiatan", PANJANG, wajib=True, maks=600),
    Kolom("pelaksana", "Pelaksana", maks=300),
    Kolom("mulai", "Mulai", TANGGAL, wajib=True),
    Kolom("selesai", "Selesai", TANGGAL, wajib=True),
    Kolom("keterangan", "Keterangan", maks=300),
)


class FormRencana(FormIsian):
    """Program kerja (step A3) with a dated schedule, worked out from the SOP's standard times and then edited."""

    wajib = ("tujuan", "ruang_lingkup")
    ajakan = "Isi program kerja: tujuan dan ruang lingkup."
    field_order = ["tujuan", "ruang_lingkup", "jadwal", "personil", "uraian"]

    tujuan = forms.CharField(
        label="Tujuan", max_length=4000, widget=BANYAK_BARIS, help_text="Satu per baris."
    )
    ruang_lingkup = forms.CharField(
        label="Ruang lingkup", max_length=4000, widget=BANYAK_BARIS, help_text="Satu per baris."
    )
    jadwal = MedanBaris(
        KOLOM_JADWAL,
        label="Jadwal kegiatan",
        required=False,
        kosong=1,
        tambah="Tambah kegiatan",
        syarat_baris=_urut_tanggal,
        help_text="Dihitung dari waktu baku SOP sampai batas waktu, menurut hari kerja. Ubah bila perlu.",
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
            "jadwal": hitung_jadwal(pelaksanaan, hari_tawaran(catatan)),
        }


KEADAAN_DOKUMEN = (("ada", "Ada"), ("tidak_ada", "Tidak ada"), ("menyusul", "Menyusul"))
# What every office collects from, beside what its SOP names.
DOKUMEN_BIASA = ("Renstra", "Perjanjian Kinerja", "Rencana Aksi", "Indikator Kinerja Utama", "DPA")


class FormDokumen(FormIsian):
    """The checklist of documents (step A4): is it there, and where."""

    wajib = ("daftar",)
    ajakan = "Isi daftar dokumen yang dikumpulkan."
    field_order = ["daftar", "uraian"]

    daftar = MedanBaris(
        (
            Kolom("nama", "Dokumen", wajib=True),
            Kolom("keadaan", "Keadaan", PILIHAN, KEADAAN_DOKUMEN, wajib=True),
            Kolom("letak", "Tempat", maks=300),
            Kolom("keterangan", "Keterangan", maks=300),
        ),
        label="Daftar dokumen",
        pisah=":",
        tambah="Tambah dokumen",
        help_text="Dari kelengkapan SOP dan dokumen yang biasa dipakai kantor ini.",
    )

    @classmethod
    def bawaan(cls, catatan):
        return {"daftar": daftar_dokumen(catatan)}


def daftar_dokumen(catatan: CatatanLangkah) -> list[dict]:
    """The SOP's own papers, then what the office listed last time or what offices commonly use.

    Nothing counts as found before someone looked, so each stands as *menyusul*; its place is the one of last time.
    """
    lalu = (
        IsianLangkah.objects.filter(
            catatan__pelaksanaan__opd=catatan.pelaksanaan.opd_id,
            catatan__langkah__layar=Langkah.Layar.DOKUMEN,
            catatan__pelaksanaan__contoh=catatan.pelaksanaan.contoh,
        )
        .exclude(catatan__pelaksanaan=catatan.pelaksanaan_id)
        .order_by("-catatan")
        .first()
    )
    lama = baca_baris(lalu.isi.get("daftar") if lalu else None, ("nama", "letak"), ":")
    tempat = {nama_sama(satu.get("nama", "")): satu.get("letak", "") for satu in lama}
    nama = [
        *catatan.langkah.berkas.filter(arah="kelengkapan").values_list("nama", flat=True),
        *([satu.get("nama", "") for satu in lama] or DOKUMEN_BIASA),
    ]
    hasil: dict[str, dict] = {}
    for satu in filter(None, nama):
        kunci = nama_sama(satu)
        hasil.setdefault(
            kunci, {"nama": satu, "keadaan": "menyusul", "letak": tempat.get(kunci, ""), "keterangan": ""}
        )
    return list(hasil.values())


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
    field_order = ["lokasi", "keterangan", "alasan_kurang", "uraian"]

    lokasi = forms.CharField(
        label="Tempat penyimpanan",
        max_length=300,
        help_text="Misalnya: Lemari arsip Perencanaan, map 3/2026.",
    )
    keterangan = forms.CharField(
        label="Keterangan", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    alasan_kurang = forms.CharField(
        label="Alasan berkas yang tidak ada",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, catatan: CatatanLangkah, lengkap: bool = True, **kwargs):
        super().__init__(*args, catatan=catatan, lengkap=lengkap, **kwargs)
        kurang = kurang_arsip(catatan)
        if not kurang:
            del self.fields["alasan_kurang"]
            return
        medan = self.fields["alasan_kurang"]
        medan.required = lengkap
        medan.error_messages["required"] = (
            "Lampirkan berkas yang belum ada, atau tuliskan satu alasan untuk semuanya."
        )
        medan.help_text = (
            f"{len(kurang)} berkas belum ada: {'; '.join(satu.sebutan for satu in kurang)}. Lampirkan dari "
            "daftar Kelengkapan, atau tuliskan mengapa tidak ada: satu alasan untuk semuanya."
        )

    @classmethod
    def syarat(cls, catatan, unit=None):
        hasil = super().syarat(catatan, unit)
        kurang = kurang_arsip(catatan)
        tersimpan = IsianLangkah.objects.filter(catatan=catatan).first()
        if kurang and not (tersimpan and tersimpan.isi.get("alasan_kurang")):
            hasil.append(
                f"{len(kurang)} berkas kelengkapan belum ada. Lampirkan, nyatakan satu per satu, atau tuliskan "
                "alasannya pada pengarsipan."
            )
        return hasil


class FormTandaTangan(FormIsian):
    """Signing: which paper, by whom, on which day (SOP 002 step 11, SOP 004 step 12); its scan is attached."""

    field_order = ["dokumen", "penanda_tangan", "tanggal", "uraian"]

    dokumen = forms.CharField(label="Dokumen yang ditandatangani", max_length=300, required=False)
    penanda_tangan = forms.CharField(label="Ditandatangani oleh", max_length=250, required=False)
    tanggal = forms.DateField(
        label="Tanggal ditandatangani",
        widget=TanggalInput(),
        help_text="Pindaiannya dilampirkan dari daftar Kelengkapan pada halaman pelaksanaan.",
    )

    @classmethod
    def bawaan(cls, catatan):
        tanggal = hari_tawaran(catatan)
        pelaku = next(
            (satu for satu in pelaksana_langkah(catatan.langkah, tanggal) if satu.pemangku is not None), None
        )
        return {
            "tanggal": tanggal.isoformat(),
            "dokumen": f"Dokumen {catatan.pelaksanaan.prosedur.get_jenis_display()} {catatan.pelaksanaan.periode}",
            "penanda_tangan": _sebut_penanda_tangan(pelaku.pemangku) if pelaku else "",
        }

    @classmethod
    def bawaan_tercatat(cls, catatan, pencatatan):
        # Whoever holds the position today need not be the one who signed.
        awal = super().bawaan_tercatat(catatan, pencatatan)
        return awal | {"penanda_tangan": _sebut_penanda_tangan(pencatatan.untuk)}

    @classmethod
    def syarat(cls, catatan, unit=None):
        return []


def _sebut_penanda_tangan(pemangku: PemangkuJabatan) -> str:
    return f"{pemangku.pegawai.nama} ({pemangku.sebutan})"
