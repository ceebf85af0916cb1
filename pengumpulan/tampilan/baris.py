"""The rows of one form: what is asked, what stands there, what helps to fill it, and what was refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from alur.models import CatatanPerbaikan
from alur.tampilan import Status
from pengumpulan.bacaan import BacaanBaris, baca_baris
from pengumpulan.bukti_wajib import BuktiBaris, bukti_diminta, susun_bukti_wajib
from pengumpulan.isi import IsiSel
from pengumpulan.kalimat_bantu import bantu_baris
from pengumpulan.models import BarisFormulir, Formulir, Keadaan, Realisasi
from pengumpulan.simpan import Hasil, awalan
from pengumpulan.tampilan.sebutan import STATUS_BARIS, sebut_isi
from pengumpulan.tampilan.tingkat import pilihan_tingkat
from pengumpulan.tampilan.wenang import Kewenangan
from perencanaan.angka import tulis_angka
from perencanaan.models import JenisBukti, PenempatanIndikator, VersiIndikator
from perencanaan.sebut import sebut_target

DIKEMBALIKAN = "Dikembalikan untuk diperbaiki"


@dataclass
class TampilBaris:
    """One row: what is asked, what stands there, what was refused."""

    baris: BarisFormulir
    nama: str  # the prefix of its fields
    terbuka: bool
    satuan: str
    konteks: str  # period and unit, where they differ from the form's
    target: str
    target_tahun: str
    target_latihan: bool
    target_unit: str  # the unit's own part of the year's target
    lalu: str
    periode_lalu: str
    lalu_putus: str  # why the figure before does not compare, in a sentence
    bantu: str  # what is still needed, in a sentence
    isi: dict[str, str]  # what the fields show
    definisi: VersiIndikator | None
    bagian: bool  # the parts of a ratio are asked, not the value
    tingkat: list[str]  # levels to choose from; empty for figures
    bukti: BuktiBaris
    jenis_bukti: list[JenisBukti]
    bacaan: BacaanBaris
    perbaikan: CatatanPerbaikan | None = None
    boleh_jawab: bool = False
    galat: list[str] = field(default_factory=list)
    usang: bool = False  # refused because a colleague was faster: the stored content may be taken instead
    ditolak: str = ""  # what was typed into a row that has closed meanwhile
    versi_dasar: str = ""  # the version its page is held against: what a refused page showed, else now's

    @property
    def realisasi(self) -> Realisasi:
        return self.baris.realisasi

    @property
    def kode(self) -> str:
        return self.realisasi.indikator.kode

    @property
    def jumlah_bukti(self) -> int:
        """Pieces of evidence in use."""
        return self.bukti.jumlah

    @property
    def bukti_kurang(self) -> bool:
        """Is an obligatory kind of evidence missing? A warning; it holds nothing up."""
        return bool(self.bukti.kurang_untuk(self.realisasi.keadaan))

    @property
    def terisi(self) -> bool:
        """Does the row say something, a figure or a state with its reason?"""
        return self.realisasi.keadaan != Keadaan.BELUM_DIISI

    @property
    def dikembalikan(self) -> bool:
        """Did it come back with a remark, from the run or as susulan?"""
        if self.baris.status == BarisFormulir.Status.DIKEMBALIKAN:
            return True
        return bool(
            self.baris.ditunggu
            and self.perbaikan
            and self.perbaikan.status != CatatanPerbaikan.Status.SELESAI
            and not self.perbaikan.dari_keputusan
        )

    @property
    def teks(self) -> str:
        """The stored content in words."""
        return sebut_isi(self.realisasi)

    @property
    def uraian(self) -> str:
        """The same with its parts and its reason, to be chosen from."""
        return IsiSel.dari(self.realisasi).uraian()

    @property
    def hasil(self) -> str:
        """The value that came of the parts."""
        return tulis_angka(self.realisasi.nilai)

    @property
    def status(self) -> Status:
        return STATUS_BARIS[self.baris.status]

    @property
    def lain(self) -> bool:
        """Is the level one that is not on the list?"""
        return bool(self.isi["tingkat"]) and self.isi["tingkat"] not in self.tingkat

    @property
    def berketerangan(self) -> bool:
        """Does the state ask for a reason beside it?"""
        return self.isi["keadaan"] not in {Keadaan.BELUM_DIISI, Keadaan.ANGKA} or bool(self.isi["alasan"])

    @property
    def pengali(self) -> str:
        """By what the ratio is multiplied, where it is not 100; for the script that works it out at once."""
        if self.definisi is None or self.definisi.pengali == 100:
            return ""
        return tulis_angka(self.definisi.pengali)


def susun_baris(
    formulir: Formulir, wenang: Kewenangan, hasil: Mapping[str, Hasil] | None = None, pk: int | None = None
) -> list[TampilBaris]:
    """The rows of a form (or the one of that pk); ``hasil`` are refused changes by the row's prefix.

    A flat number of queries, whatever the number of rows.
    """
    hasil = hasil or {}
    baris = formulir.baris.select_related(
        "realisasi__indikator",
        "realisasi__periode",
        "realisasi__unit",
        "realisasi__diubah_oleh",
        "perbaikan__catatan",
        "perbaikan__dijawab_oleh",
    )
    daftar = list(baris.filter(pk=pk) if pk else baris)
    realisasi = [satu.realisasi for satu in daftar]
    bacaan = baca_baris(daftar)
    definisi = {b.baris.realisasi_id: b.definisi for b in bacaan.values() if b.definisi}
    diminta = bukti_diminta(definisi)
    bukti = susun_bukti_wajib(realisasi, diminta=diminta)
    tingkat = pilihan_tingkat(realisasi, definisi)
    tampil = []
    for satu in daftar:
        r, acuan = satu.realisasi, bacaan[satu.pk]
        versi, terakhir = acuan.definisi, acuan.terakhir
        buah = TampilBaris(
            baris=satu,
            nama=awalan(satu),
            terbuka=wenang.mengisi and satu.dapat_diisi,
            satuan=versi.satuan if versi else "",
            konteks=_konteks(r, formulir),
            target=tulis_angka(acuan.target),
            target_tahun=sebut_target(acuan.versi_target) if acuan.versi_target else "",
            target_latihan=bool(acuan.versi_target and acuan.versi_target.angka_latihan),
            target_unit=tulis_angka(acuan.target_unit),
            lalu=sebut_isi(terakhir) if terakhir else "",
            periode_lalu=str(terakhir.periode) if terakhir else "",
            lalu_putus=acuan.putus if terakhir else "",
            bantu=bantu_baris(acuan),
            isi=isi_tersimpan(r),
            definisi=versi,
            bagian=bool(versi and versi.metode == VersiIndikator.Metode.RASIO) or r.pembilang is not None,
            tingkat=tingkat.get(r.pk, []),
            bukti=bukti[r.pk],
            jenis_bukti=diminta.get(r.pk, []),
            bacaan=acuan,
            perbaikan=satu.perbaikan,
            boleh_jawab=satu.dapat_diisi and wenang.boleh_jawab(satu.perbaikan),
            versi_dasar=str(r.versi),
        )
        if satu.perbaikan:
            buah.isi["jawaban"] = satu.perbaikan.jawaban
        _pasang_hasil(buah, hasil.get(buah.nama))
        tampil.append(buah)
    return tampil


def _pasang_hasil(tampil: TampilBaris, hasil: Hasil | None) -> None:
    """What was typed and refused comes back, in its fields or, where these have closed, in words."""
    if hasil is None or not hasil.galat:
        return
    tampil.galat = hasil.galat
    tampil.usang = hasil.usang
    tampil.versi_dasar = hasil.versi or tampil.versi_dasar
    # Fields that were not on that page keep what is stored.
    ketikan = {nama: teks for nama, teks in hasil.ketikan.items() if nama in tampil.isi}
    if tampil.terbuka:
        tampil.isi |= ketikan
    else:
        tampil.ditolak = ", ".join(
            teks
            for nama, teks in ketikan.items()
            if nama != "keadaan" and teks and teks.replace("\r\n", "\n") != tampil.isi[nama]
        )


def isi_tersimpan(r: Realisasi) -> dict[str, str]:
    """What the fields of a row show of the stored figure; a day as the browser's date field reads it."""
    return {
        "keadaan": r.keadaan,
        "nilai": tulis_angka(r.nilai),
        "pembilang": tulis_angka(r.pembilang),
        "penyebut": tulis_angka(r.penyebut),
        "tingkat": r.tingkat,
        "alasan": r.alasan,
        "menyusul_pada": r.menyusul_pada.isoformat() if r.menyusul_pada else "",
        "sumber": r.sumber,
        "faktor_pendukung": r.faktor_pendukung,
        "faktor_penghambat": r.faktor_penghambat,
        "rencana_perbaikan": r.rencana_perbaikan,
        "jawaban": "",
    }


def _konteks(r: Realisasi, formulir: Formulir) -> str:
    beda = []
    if r.periode_id != formulir.pengumpulan.periode_id:
        beda.append(str(r.periode))
    if r.unit_id != formulir.unit_id:
        beda.append(str(r.unit))
    return ", ".join(beda)


def kelompokkan(daftar: Iterable[TampilBaris], tahun: int) -> list[tuple[str, list[TampilBaris]]]:
    """What came back first; the others below the node of the year's tree on which their indicator stands.

    Within each the form's own order. Where everything came back the nodes stay.
    """
    daftar = list(daftar)
    kembali = [satu for satu in daftar if satu.dikembalikan]
    if len(kembali) == len(daftar):
        kembali = []
    simpul = {
        satu.indikator_id: f"{satu.simpul.get_jenjang_display()}: {satu.simpul.uraian}"
        for satu in PenempatanIndikator.objects.filter(
            tahun=tahun, indikator__in={satu.realisasi.indikator_id for satu in daftar}
        ).select_related("simpul")
    }
    hasil: list[tuple[str, list[TampilBaris]]] = [(DIKEMBALIKAN, kembali)] if kembali else []
    for satu in daftar:
        if kembali and satu.dikembalikan:
            continue
        judul = simpul.get(satu.realisasi.indikator_id, "")
        if not hasil or hasil[-1][0] != judul:
            hasil.append((judul, []))
        hasil[-1][1].append(satu)
    return hasil
