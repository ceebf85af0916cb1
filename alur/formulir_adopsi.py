"""Forms of the adoption: which SOP for which OPD, and who does each role."""

from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch

from alur.adopsi import Sasaran, ikatan_tersimpan, kekurangan_per_peran, peran_aktif, sarankan_ikatan
from alur.models import SOP, PelakuLangkah, Peran
from organisasi.models import OPD, AnggotaTim, Jabatan, PemangkuJabatan, UnitKerja
from organisasi.waktu import hari_ini

Pilihan = list[tuple[str, str]]
SEMUA_PEGAWAI = ("pegawai", "Seluruh pegawai OPD")


class FormAngkat(forms.Form):
    """Which SOP an OPD adopts."""

    naskah = forms.ModelChoiceField(
        SOP.objects.none(),
        label="SOP",
        empty_label="Pilih SOP",
        help_text="Naskah bawaan, atau SOP OPD yang sedang berlaku untuk dibuatkan versi barunya.",
    )
    opd = forms.ModelChoiceField(OPD.objects.none(), label="OPD", empty_label="Pilih OPD")

    def __init__(self, *args, daftar_sop, daftar_opd, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["naskah"].queryset = daftar_sop
        self.fields["opd"].queryset = daftar_opd
        if len(daftar_opd) == 1:
            self.fields["opd"].initial = daftar_opd[0]


@dataclass(frozen=True)
class BarisPeran:
    """One role on the page: what it does, the field that binds it, and what is still missing.

    ``saran``: the field holds a suggestion that nobody has saved yet.
    """

    peran: Peran
    langkah: list[str]
    bidang: forms.BoundField
    kekurangan: list[str]
    saran: bool


class FormIkatan(forms.Form):
    """Every role of a konsep on one page, filled with what is stored or else with a suggestion."""

    tanggal_mulai = forms.DateField(
        label="Berlaku mulai",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args, sop: SOP, **kwargs):
        super().__init__(*args, **kwargs)
        self.sop = sop
        self.hari_ini = hari_ini(sop.opd.pemda.zona_waktu)
        self.fields["tanggal_mulai"].initial = self.hari_ini
        self.daftar_peran = list(
            sop.peran.prefetch_related(
                Prefetch("di_langkah", PelakuLangkah.objects.select_related("langkah__prosedur"))
            )
        )
        self.tersimpan = ikatan_tersimpan(sop)
        terisi = sarankan_ikatan(sop) | self.tersimpan
        pelaksana = peran_aktif(sop)
        pilihan = self._pilihan()
        for peran in self.daftar_peran:
            hanya_satu = peran.ikatan == Peran.Ikatan.STAF or (
                peran.ikatan == Peran.Ikatan.JABATAN and peran.pk in pelaksana
            )
            boleh_semua = peran.ikatan == Peran.Ikatan.STAF or peran.pk not in pelaksana
            isi = pilihan[peran.ikatan] + ([SEMUA_PEGAWAI] if boleh_semua else [])
            self.fields[nama_bidang(peran)] = _bidang(peran, isi, terisi[peran.pk], hanya_satu=hanya_satu)

    def baris(self) -> list[BarisPeran]:
        """The roles in the order of their lanes. Missing ones are judged by what is stored."""
        kurang = kekurangan_per_peran(self.sop, self.hari_ini)
        hasil = []
        for peran in self.daftar_peran:
            bidang = self[nama_bidang(peran)]
            saran = peran.pk not in self.tersimpan and bool(bidang.initial)
            hasil.append(BarisPeran(peran, _sebut_langkah(peran), bidang, kurang.get(peran.pk, []), saran))
        return hasil

    def ikatan(self) -> dict[int, list[Sasaran]]:
        """{peran_id: bindings} as chosen."""
        hasil = {}
        for peran in self.daftar_peran:
            isi = self.cleaned_data[nama_bidang(peran)]
            daftar = isi if isinstance(isi, list) else [isi] if isi else []
            hasil[peran.pk] = [Sasaran.dari_kode(kode) for kode in daftar]
        return hasil

    def _pilihan(self) -> dict[str, Pilihan]:
        """{kind of binding: choices}; positions say who holds them today."""
        pemangku = PemangkuJabatan.objects.berlaku_pada(self.hari_ini).select_related("pegawai")
        jabatan = Jabatan.objects.filter(opd=self.sop.opd_id, aktif=True).prefetch_related(
            Prefetch("pemangku", pemangku, to_attr="pemangku_kini")
        )
        unit = UnitKerja.objects.filter(opd=self.sop.opd_id, aktif=True)
        tim = self.sop.opd.sebutan_tim
        return {
            Peran.Ikatan.JABATAN: [(f"jabatan:{satu.pk}", _sebut_jabatan(satu)) for satu in jabatan],
            Peran.Ikatan.UNIT: [(f"unit:{satu.pk}", satu.nama) for satu in unit],
            Peran.Ikatan.TIM: [
                ("anggota", f"Semua anggota {tim}"),
                *((f"kedudukan:{satu.value}", satu.di_tim(tim)) for satu in AnggotaTim.Kedudukan),
            ],
            Peran.Ikatan.STAF: [],
        }


def nama_bidang(peran: Peran) -> str:
    """The name of a role's field."""
    return f"peran_{peran.pk}"


def _bidang(peran: Peran, pilihan: Pilihan, terisi: list[Sasaran], *, hanya_satu: bool) -> forms.Field:
    """One choice for the position that does a step; ticks where a role may be several."""
    kode = [satu.kode for satu in terisi]
    if hanya_satu:
        return forms.ChoiceField(
            label=peran.label,
            choices=[("", "Belum diikat"), *pilihan],
            initial=kode[0] if kode else "",
            required=False,
        )
    return forms.MultipleChoiceField(
        label=peran.label,
        choices=pilihan,
        initial=kode,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _sebut_jabatan(jabatan: Jabatan) -> str:
    nama = [
        f"{satu.get_jenis_display()} {satu.pegawai}"
        if satu.jenis != PemangkuJabatan.Jenis.DEFINITIF
        else str(satu.pegawai)
        for satu in jabatan.pemangku_kini
    ]
    return f"{jabatan.nama} ({', '.join(nama) or 'belum dipangku'})"


def _sebut_langkah(peran: Peran) -> list[str]:
    """``Pengumpulan Data: pelaksana langkah 3, 4; penerima langkah 7``, one line per procedure."""
    per_prosedur: dict[str, dict[str, list[int]]] = {}
    urutan = PelakuLangkah.Tugas.values
    for pelaku in sorted(peran.di_langkah.all(), key=lambda satu: urutan.index(satu.tugas)):
        tugas = per_prosedur.setdefault(pelaku.langkah.prosedur.get_jenis_display(), {})
        tugas.setdefault(pelaku.get_tugas_display().lower(), []).append(pelaku.langkah.nomor)
    return [
        f"{nama}: "
        + "; ".join(f"{tugas} langkah {', '.join(map(str, sorted(no)))}" for tugas, no in isi.items())
        for nama, isi in per_prosedur.items()
    ]
