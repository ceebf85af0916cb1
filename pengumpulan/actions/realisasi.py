"""How a figure is written: one door, so that every change stands as a revision and in the audit trail."""

from dataclasses import asdict, dataclass, fields
from decimal import Decimal, localcontext

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from alur.giliran import kedudukan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna, UnitKerja
from pengumpulan.kunci import periksa_dapat_diubah
from pengumpulan.models import (
    BERALASAN,
    BERANGKA,
    BarisFormulir,
    Keadaan,
    Pengumpulan,
    Realisasi,
    RevisiRealisasi,
)
from perencanaan.angka import NilaiField, bulatkan, periksa_angka_penting, tulis_angka
from perencanaan.models import Indikator, PenanggungJawabData, Periode, VersiIndikator

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
    sumber: str = ""
    faktor_pendukung: str = ""
    faktor_penghambat: str = ""
    rencana_perbaikan: str = ""
    angka_latihan: bool = False

    @classmethod
    def dari(cls, isian: Realisasi | RevisiRealisasi) -> "IsiSel":
        """The content of a stored row."""
        return cls(**{satu.name: getattr(isian, satu.name) for satu in fields(cls)})

    def kata(self) -> str:
        """The content in a few words: ``12,5``, ``Menyusul``."""
        if self.keadaan not in BERANGKA:
            return Keadaan(self.keadaan).label
        angka = tulis_angka(self.nilai) if self.nilai is not None else self.tingkat
        return f"{angka} (sementara)" if self.keadaan == Keadaan.SEMENTARA else angka


@transaction.atomic
def catat_realisasi(
    *,
    indikator: Indikator,
    unit: UnitKerja,
    periode: Periode,
    keadaan: str,
    nilai: Decimal | int | None = None,
    pembilang: Decimal | int | None = None,
    penyebut: Decimal | int | None = None,
    tingkat: str = "",
    alasan: str = "",
    sumber: str = "",
    faktor_pendukung: str = "",
    faktor_penghambat: str = "",
    rencana_perbaikan: str = "",
    angka_latihan: bool = False,
    oleh: Pengguna,
    versi_diketahui: int | None = None,
) -> Realisasi:
    """Write the figure of one indicator by one unit for one period, and the revision that keeps it.

    Figures are in the indicator's satuan; with ``pembilang`` and ``penyebut`` the value is their ratio times
    the definition's ``pengali``, rounded half up to four decimals. ``versi_diketahui`` is the version the
    typist saw (0: nothing yet): if the cell has moved on since, the change is refused and says whose figure
    stands there. Writing what already stands there changes nothing and leaves no revision.
    """
    _periksa_boleh_isi(indikator, unit, periode, oleh)
    definisi = _periksa_tempat(indikator, unit, periode, keadaan)
    baru = _susun_isi(
        definisi,
        IsiSel(
            keadaan=keadaan,
            nilai=_angka("Realisasi", nilai),
            pembilang=_angka("Pembilang", pembilang),
            penyebut=_angka("Penyebut", penyebut),
            tingkat=tingkat.strip(),
            alasan=alasan.strip(),
            sumber=sumber.strip(),
            faktor_pendukung=faktor_pendukung.strip(),
            faktor_penghambat=faktor_penghambat.strip(),
            rencana_perbaikan=rencana_perbaikan.strip(),
            angka_latihan=angka_latihan,
        ),
    )
    sel = {"indikator": indikator, "unit": unit, "periode": periode}
    realisasi = _ambil(sel) or _buat_kosong(sel, oleh)
    lama = IsiSel.dari(realisasi)
    if baru == lama:
        return realisasi
    periksa_dapat_diubah(realisasi)
    if versi_diketahui is not None and versi_diketahui != realisasi.versi:
        raise _sudah_berubah(realisasi)
    _ganti(realisasi, baru, oleh)
    RevisiRealisasi.objects.create(realisasi=realisasi, versi=realisasi.versi, oleh=oleh, **asdict(baru))
    catat(
        aksi="pengumpulan.catat_realisasi",
        objek=realisasi,
        oleh=oleh,
        lama=asdict(lama),
        baru={**asdict(baru), "versi": realisasi.versi},
        alasan=baru.alasan,
    )
    return realisasi


def _periksa_boleh_isi(indikator: Indikator, unit: UnitKerja, periode: Periode, oleh: Pengguna) -> None:
    """A unit's figure is typed by its own people or those on whose form it stands, or for them by Tim SAKIP."""
    hak.periksa(oleh, "alur.kerjakan", indikator, "Hanya pegawai OPD ini yang dapat mengisi realisasi.")
    milik = kedudukan(oleh).unit
    if unit.pk in milik or hak.boleh(oleh, "pengumpulan.isikan", indikator):
        return
    # A Seksi without a form of its own: its figures stand on its Bidang's.
    if not BarisFormulir.objects.filter(
        realisasi__indikator=indikator,
        realisasi__unit=unit,
        realisasi__periode=periode,
        formulir__unit__in=milik,
        formulir__pengumpulan__in=Pengumpulan.objects.berlaku(),
    ).exists():
        raise TidakBerhak(f"Angka ini diisi {unit}. Minta pegawai unit itu, atau Tim SAKIP, mengisinya.")


def _periksa_tempat(
    indikator: Indikator, unit: UnitKerja, periode: Periode, keadaan: str
) -> VersiIndikator | None:
    """Is it this unit's cell, and does the cell belong to this kind of period? Returns the definition."""
    if keadaan not in Keadaan.values:
        raise TindakanDitolak("Pilih keadaan yang tersedia: angka, menyusul, belum waktunya, dan seterusnya.")
    tanggung_jawab = PenanggungJawabData.objects.filter(
        Q(tanggal_selesai=None) | Q(tanggal_selesai__gte=periode.tanggal_mulai),
        indikator=indikator,
        unit=unit,
        tanggal_mulai__lte=periode.tanggal_selesai,
    )
    if not tanggung_jawab.exists():
        raise TindakanDitolak(
            f"{unit} bukan penanggung jawab data {indikator.kode} pada {periode}. "
            "Periksa penanggung jawab data di Perencanaan."
        )
    definisi = indikator.versi.berlaku_pada(periode.tanggal_selesai).first()
    if keadaan not in BERANGKA:
        return definisi
    if definisi is None:
        raise TindakanDitolak(
            f"{indikator.kode} belum memiliki definisi yang berlaku pada akhir {periode}. "
            "Minta Tim SAKIP melengkapinya."
        )
    if definisi.frekuensi != periode.jenis:
        raise TindakanDitolak(
            f"{indikator.kode} diukur {definisi.get_frekuensi_display().lower()}; "
            f"angkanya tidak diisi pada {periode}."
        )
    return definisi


def _susun_isi(definisi: VersiIndikator | None, isi: IsiSel) -> IsiSel:
    """The content as it will be stored: ratio worked out, and nothing that its keadaan does not allow."""
    if isi.keadaan == Keadaan.BELUM_DIISI and isi.alasan:
        isi = IsiSel(**{**asdict(isi), "alasan": "", "angka_latihan": False})
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
    return IsiSel(**{**asdict(isi), "nilai": _angka("Hasil pembilang dibagi penyebut", hasil)})


def _angka(sebutan: str, nilai: Decimal | int | None) -> Decimal | None:
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


def _ambil(sel: dict) -> Realisasi | None:
    return Realisasi.objects.select_related("indikator", "periode", "diubah_oleh").filter(**sel).first()


def _buat_kosong(sel: dict, oleh: Pengguna) -> Realisasi:
    """The cell at version 0: blank, without a revision. Of two at once, both get the one row."""
    try:
        with transaction.atomic():
            return Realisasi.objects.create(**sel, diubah_oleh=oleh)
    except IntegrityError:
        return _ambil(sel)


def _ganti(realisasi: Realisasi, isi: IsiSel, oleh: Pengguna) -> None:
    """Write the content if the cell is still at the version we read; of two at once the second is told."""
    lanjut = {
        **asdict(isi),
        "versi": realisasi.versi + 1,
        "diubah_pada": timezone.now(),
        "diubah_oleh": oleh,
    }
    if not Realisasi.objects.filter(pk=realisasi.pk, versi=realisasi.versi).update(**lanjut):
        raise _sudah_berubah(Realisasi.objects.select_related("diubah_oleh").get(pk=realisasi.pk))
    for nama, satu in lanjut.items():
        setattr(realisasi, nama, satu)


def _sudah_berubah(kini: Realisasi) -> TindakanDitolak:
    saat = timezone.localtime(kini.diubah_pada)
    return TindakanDitolak(
        f"{kini.diubah_oleh} sudah mengubah isian ini menjadi {IsiSel.dari(kini).kata()} pada "
        f"{saat:%d-%m-%Y} pukul {saat:%H.%M}. Simpan sekali lagi bila isian Anda yang benar."
    )
