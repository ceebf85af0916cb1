"""What one cell says, and what may be said in it: pure rules, without the database."""

from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal, localcontext

from django.core.exceptions import ValidationError

from organisasi.galat import TindakanDitolak
from pengumpulan.models import BERALASAN, BERANGKA, Keadaan, Realisasi, RevisiRealisasi
from perencanaan.angka import NilaiField, bulatkan, periksa_angka_penting, tulis_angka
from perencanaan.models import VersiIndikator

PECAHAN = NilaiField.pecahan
# Two figures of 15 digits multiplied and divided: more than Decimal's 28 digits may be needed on the way.
KETELITIAN = 50
ANGKA_TERBESAR = Decimal(10) ** (NilaiField.digit - PECAHAN)


@dataclass(frozen=True)
class IsiSel:
    """What one cell says; field by field what Realisasi and RevisiRealisasi store of it."""

    keadaan: str = Keadaan.BELUM_DIISI
    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    tingkat: str = ""
    alasan: str = ""
    menyusul_pada: date | None = None
    sumber: str = ""
    faktor_pendukung: str = ""
    faktor_penghambat: str = ""
    rencana_perbaikan: str = ""
    angka_latihan: bool = False

    @classmethod
    def dari(cls, isian: Realisasi | RevisiRealisasi) -> "IsiSel":
        """The content of a stored row."""
        return cls(**{nama: getattr(isian, nama) for nama in NAMA_ISI})

    def jadi_kolom(self) -> dict[str, object]:
        """{field: value}, as the two tables take it."""
        return {nama: getattr(self, nama) for nama in NAMA_ISI}

    def kata(self, satuan: str = "") -> str:
        """The content in a few words: ``12,5``, ``89,09 %``, ``Menyusul``."""
        if self.keadaan not in BERANGKA:
            return Keadaan(self.keadaan).label
        angka = f"{tulis_angka(self.nilai)} {satuan}".strip() if self.nilai is not None else self.tingkat
        return f"{angka} (sementara)" if self.keadaan == Keadaan.SEMENTARA else angka

    def uraian(self, satuan: str = "") -> str:
        """The content with its parts and its reason: ``89,09 % (57 / 64)``, ``Menyusul: menunggu BPS``."""
        bagian = f" ({tulis_angka(self.pembilang)} / {tulis_angka(self.penyebut)})"
        kata = self.kata(satuan) + (bagian if self.pembilang is not None else "")
        return f"{kata}: {self.alasan}" if self.alasan else kata

    def kotak(self) -> dict[str, str]:
        """{field: what its box shows}, as a person would type it."""
        return {
            "keadaan": self.keadaan,
            "nilai": tulis_angka(self.nilai),
            "pembilang": tulis_angka(self.pembilang),
            "penyebut": tulis_angka(self.penyebut),
            "tingkat": self.tingkat,
            "alasan": self.alasan,
            "menyusul_pada": self.menyusul_pada.isoformat() if self.menyusul_pada else "",
        }


NAMA_ISI = tuple(satu.name for satu in fields(IsiSel))


def susun_isi(definisi: VersiIndikator | None, isi: IsiSel) -> IsiSel:
    """The content as it will be stored: ratio worked out, and nothing that its keadaan does not allow."""
    if isi.keadaan != Keadaan.MENYUSUL and isi.menyusul_pada:
        isi = replace(isi, menyusul_pada=None)
    if isi.keadaan == Keadaan.BELUM_DIISI and isi.alasan:
        isi = replace(isi, alasan="", angka_latihan=False)
    if isi.keadaan in BERALASAN and not isi.alasan:
        raise TindakanDitolak(f"Tuliskan alasan mengapa {Keadaan(isi.keadaan).label.lower()}.")
    if isi.keadaan not in BERANGKA:
        if isi.tingkat or any(satu is not None for satu in (isi.nilai, isi.pembilang, isi.penyebut)):
            raise TindakanDitolak(
                f"Kosongkan angkanya, atau ubah keadaan {Keadaan(isi.keadaan).label.lower()} menjadi angka."
            )
        return isi
    if definisi.arah == VersiIndikator.Arah.ORDINAL:
        if not isi.tingkat:
            raise TindakanDitolak("Pilih tingkat atau predikat yang dicapai.")
    elif isi.tingkat:
        raise TindakanDitolak("Indikator ini diisi dengan angka, bukan dengan tingkat atau predikat.")
    isi = _hitung_rasio(definisi, isi)
    if isi.nilai is None and not isi.tingkat:
        raise TindakanDitolak(
            "Isi angka realisasi, atau pilih keadaan lain beserta alasannya. Nol ditulis 0."
        )
    return isi


def _hitung_rasio(definisi: VersiIndikator, isi: IsiSel) -> IsiSel:
    """nilai = pembilang / penyebut × pengali, where the parts are given or the method asks for them."""
    if isi.pembilang is None and isi.penyebut is None:
        if definisi.metode == VersiIndikator.Metode.RASIO:
            raise TindakanDitolak(
                f"Isi pembilang ({definisi.label_pembilang}) dan penyebut ({definisi.label_penyebut}); "
                "nilainya dihitung."
            )
        return isi
    if isi.pembilang is None or isi.penyebut is None:
        raise TindakanDitolak("Pembilang dan penyebut diisi bersama.")
    if isi.penyebut == 0:
        raise TindakanDitolak(
            "Penyebut tidak boleh 0. Bila memang tidak ada yang dihitung, pilih Tidak dapat diukur dan "
            "tuliskan alasannya."
        )
    with localcontext(prec=KETELITIAN):
        hasil = bulatkan(isi.pembilang * definisi.pengali / isi.penyebut, PECAHAN)
    if isi.nilai is not None and isi.nilai != hasil:
        raise TindakanDitolak(
            f"Realisasi {tulis_angka(isi.nilai)} tidak sama dengan hasil pembilang dan penyebut, "
            f"{tulis_angka(hasil)}. Kosongkan realisasi atau betulkan bagiannya."
        )
    return replace(isi, nilai=angka_tersimpan("Hasil pembilang dibagi penyebut", hasil))


def angka_tersimpan(sebutan: str, nilai: Decimal | int | None) -> Decimal | None:
    """An exact Decimal that the database keeps unchanged; nothing is rounded silently."""
    if nilai is None:
        return None
    if isinstance(nilai, bool | float):
        raise TypeError(f"{sebutan} harus Decimal atau int, bukan {type(nilai).__name__}.")
    nilai = Decimal(nilai)
    try:
        periksa_angka_penting(nilai)
    except ValidationError as salah:
        raise TindakanDitolak(f"{sebutan}: {' '.join(salah.messages)}") from salah
    if abs(nilai) >= ANGKA_TERBESAR:
        raise TindakanDitolak(f"{sebutan} terlalu besar. Periksa satuannya.")
    if nilai != bulatkan(nilai, PECAHAN):
        raise TindakanDitolak(f"{sebutan} paling banyak {PECAHAN} angka di belakang koma.")
    return bulatkan(nilai, PECAHAN)
