"""What is typed on the page of one target: figures read strictly, and why a warning is kept."""

from django import forms

from perencanaan.angka import BidangAngka, NilaiField
from perencanaan.models import VersiIndikator
from perencanaan.models.periode import NAMA_BULAN, ROMAWI
from perencanaan.rencana_aksi import BANYAK, BarisAksi, Jenis
from perencanaan.target_actions import IsiTarget

ALASAN_TERPANJANG = 500
NAMA_PERIODE = {
    Jenis.BULAN: NAMA_BULAN,
    Jenis.TRIWULAN: tuple(f"TW {satu}" for satu in ROMAWI),
    Jenis.SEMESTER: ("Semester I", "Semester II"),
}


def bidang_nilai(label: str) -> BidangAngka:
    """A figure as the database keeps it."""
    return BidangAngka(
        label=label, required=False, max_digits=NilaiField.digit, decimal_places=NilaiField.pecahan
    )


class FormTarget(forms.Form):
    """The fields of one indicator's year, by what it asks for and by what may still be changed.

    Fields that were not sent are not empty: they stay as they are. ``penanda`` tells which state was on the page.
    """

    penanda = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data=None, *, baris: BarisAksi):
        super().__init__(data)
        self.baris = baris
        self.fields.update(self._bidang())

    def _bidang(self) -> dict[str, forms.Field]:
        versi, dikunci = self.baris.versi, self.baris.versi.dikunci
        hasil: dict[str, forms.Field] = {}
        if not dikunci:
            hasil |= self._bidang_tahun()
        for jenis, nama in NAMA_PERIODE.items():
            for nomor, label in enumerate(nama, start=1):
                if not dikunci or self.baris.periode.get((jenis, nomor)) is None:
                    hasil[f"{jenis}-{nomor}"] = bidang_nilai(f"{label} {versi.tahun}")
        if not dikunci:
            unit = {pegang.unit_id: str(pegang.unit) for pegang in self.baris.pemegang}
            for pk, nama in (unit | self.baris.unit_lepas).items():
                hasil[f"unit-{pk}"] = bidang_nilai(f"Bagian {nama}")
        for satu in (*self.baris.peringatan, *(p for p, _ in self.baris.dipertahankan)):
            hasil[f"alasan-{satu.kode}"] = forms.CharField(
                label="Alasan dipertahankan", max_length=ALASAN_TERPANJANG, required=False
            )
        return hasil

    def _bidang_tahun(self) -> dict[str, forms.Field]:
        versi, definisi = self.baris.versi, self.baris.definisi
        arah = definisi.arah if definisi else ""
        label = f"Target {versi.tahun}"
        hasil: dict[str, forms.Field] = {}
        # What an earlier definition left behind stays visible, so that it can be taken out.
        rentang = arah == VersiIndikator.Arah.RENTANG
        ordinal = arah == VersiIndikator.Arah.ORDINAL
        if ordinal or versi.tingkat:
            hasil["tingkat"] = forms.CharField(label=f"{label} (tingkat)", max_length=60, required=False)
        if rentang or versi.batas_bawah is not None:
            hasil["batas_bawah"] = bidang_nilai(f"{label}, batas bawah")
            hasil["batas_atas"] = bidang_nilai(f"{label}, batas atas")
        if not (ordinal or rentang) or versi.nilai is not None:
            hasil["nilai"] = bidang_nilai(label)
        return hasil

    def isi(self) -> IsiTarget:
        """What was sent, sorted by what it is for."""
        tahun, periode, bagian, alasan = {}, {}, {}, {}
        for nama in self.fields:
            if nama == "penanda" or nama not in self.data:
                continue
            nilai = self.cleaned_data[nama]
            kata, _, ujung = nama.partition("-")
            if kata in BANYAK:
                periode[kata, int(ujung)] = nilai
            elif kata == "unit":
                bagian[int(ujung)] = nilai
            elif kata == "alasan":
                alasan[ujung] = nilai
            else:
                tahun[nama] = nilai
        return IsiTarget(tahun, periode, bagian, alasan)


class FormTinjauan(forms.Form):
    """A point of the review that is left as it is."""

    kunci = forms.CharField(max_length=80)
    alasan = forms.CharField(max_length=ALASAN_TERPANJANG)
