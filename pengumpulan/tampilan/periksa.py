"""Tim SAKIP's check of one unit's form, row by row, and the page on which a susulan is decided."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.urls import reverse

from alur.models import CatatanPerbaikan
from alur.tampilan import Status, sebut_tanggal, sebut_waktu
from pengumpulan.actions.periksa import butir_diperiksa, versi_anggaran
from pengumpulan.bacaan import BacaanBaris, baca_baris
from pengumpulan.bukti_wajib import susun_bukti_wajib
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    ButirKoreksi,
    ButirPenyerahan,
    Formulir,
    Keadaan,
    Penyerahan,
    RevisiRealisasi,
)
from pengumpulan.mutu import Tanda, tanda_bacaan
from pengumpulan.tampilan.sebutan import STATUS_BARIS, sebut_isi
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.models import RealisasiAnggaran
from perencanaan.satuan import adalah_persen

MENUNGGU = Status("Menunggu diperiksa", "hourglass", "biru")
DITERIMA = Status("Diterima Tim SAKIP", "circle-check", "hijau")
DIKIRIM_KEMBALI = Status("Dikirim kembali", "arrow-back-up", "kuning")
DITUNGGU = Status("Disetujui, angka menyusul", "hourglass", "kuning")
DIKOREKSI = Status("Disetujui, diminta dikoreksi", "pencil", "kuning")
DENGAN_UNIT = Status("Dengan unit", "pencil", "abu")


@dataclass(frozen=True)
class BarisPeriksa:
    """One row: what it says, what it is compared with, what stands out, and whether it was accepted."""

    jenis: str  # baris or anggaran, the name of its fields
    pk: int
    dilihat: int  # the reading one sees: accepted only while it is still that one
    kode: str
    judul: str
    periode: str
    url: str
    isi: str
    satuan: str
    target: str
    lalu: str
    periode_lalu: str
    selisih: str
    bukti: str
    alasan: tuple[tuple[str, str], ...]
    tanda: tuple[Tanda, ...]
    perbaikan: CatatanPerbaikan | None
    status: Status
    dapat: bool  # may be accepted or sent back now
    diterima: str

    @property
    def perhatian(self) -> bool:
        """Does something about it want an answer?"""
        return any(satu.perhatian for satu in self.tanda)

    @property
    def menunggu(self) -> bool:
        """Is it still to be accepted?"""
        return self.dapat and not self.diterima

    @property
    def wajar(self) -> bool:
        """Handed in, not accepted yet, and nothing about it wants an answer."""
        return self.menunggu and not self.perhatian


@dataclass(frozen=True)
class PeriksaUnit:
    """The check of one form."""

    baris: tuple[BarisPeriksa, ...]

    @property
    def diterima(self) -> int:
        """Rows that Tim SAKIP accepted."""
        return sum(bool(satu.diterima) for satu in self.baris)

    @property
    def dikirim_kembali(self) -> int:
        """Rows that are with the unit again."""
        return sum(satu.status == DIKIRIM_KEMBALI for satu in self.baris)

    @property
    def menunggu(self) -> int:
        """Rows still to be looked at."""
        return sum(satu.menunggu for satu in self.baris)

    @property
    def wajar(self) -> int:
        """Of those, rows about which nothing stands out."""
        return sum(satu.wajar for satu in self.baris)

    @property
    def dapat(self) -> bool:
        """Is there anything to accept or to send back?"""
        return any(satu.dapat for satu in self.baris)


def susun_periksa(formulir: Formulir) -> PeriksaUnit:
    """All rows of a form, those to be looked at with what they will be accepted as; a flat number of queries."""
    butir = butir_diperiksa(formulir)
    return PeriksaUnit(
        (
            *_indikator(formulir, {satu.baris_id: satu for satu in butir if satu.baris_id}),
            *_anggaran(formulir, {satu.anggaran_id for satu in butir if satu.anggaran_id}),
        )
    )


def _indikator(formulir: Formulir, butir: dict[int, ButirPenyerahan]) -> list[BarisPeriksa]:
    daftar = list(
        formulir.baris.select_related(
            "realisasi__indikator",
            "realisasi__periode",
            "realisasi__unit",
            "revisi",
            "perbaikan__dijawab_oleh",
            "perbaikan__dibuat_oleh",
            "diperiksa_oleh",
        )
    )
    return susun_baris_periksa(daftar, butir)


def susun_baris_periksa(daftar: list[BarisFormulir], butir: dict[int, ButirPenyerahan]) -> list[BarisPeriksa]:
    """These rows; what is handed in of them is read as it was handed in."""
    bacaan = {
        pk: replace(satu, isi=butir[pk].revisi) if pk in butir else satu
        for pk, satu in baca_baris(daftar).items()
    }
    tanda = tanda_bacaan(bacaan)
    bukti = susun_bukti_wajib([satu.realisasi for satu in daftar])
    hasil = []
    for satu in daftar:
        baca, r = bacaan[satu.pk], satu.realisasi
        satuan = baca.definisi.satuan if baca.definisi else ""
        lalu = baca.terakhir
        milik = bukti[r.pk]
        hasil.append(
            BarisPeriksa(
                jenis="baris",
                pk=satu.pk,
                dilihat=butir[satu.pk].revisi_id if satu.pk in butir else 0,
                kode=r.indikator.kode,
                judul=r.indikator.nama,
                periode=str(r.periode),
                url=reverse("baris_isi", args=[satu.pk]),
                isi=sebut_isi(baca.isi),
                satuan=satuan if baca.isi.nilai is not None else "",
                target=tulis_angka(baca.target),
                lalu=sebut_isi(lalu) if lalu else "",
                periode_lalu=str(lalu.periode) if lalu else "",
                selisih=baca.putus or sebut_selisih(baca, satuan),
                bukti=milik.sebut() or (f"{milik.jumlah} bukti" if milik.jumlah else "tidak ada"),
                alasan=_tulisan(baca),
                tanda=tuple(tanda.get(satu.pk, ())),
                perbaikan=satu.perbaikan,
                status=_status(satu, satu.pk in butir),
                dapat=satu.pk in butir,
                diterima=_diterima(satu),
            )
        )
    return hasil


def sebut_selisih(baca: BacaanBaris, satuan: str) -> str:
    """How far the figure is from the one before that compares: ``+12,5 (+25 %)``, in points for a percentage."""
    if not baca.lalu or baca.isi.nilai is None or baca.lalu[0].nilai is None:
        return ""
    lalu, beda = baca.lalu[0].nilai, baca.isi.nilai - baca.lalu[0].nilai
    if not beda:
        return "tetap"
    kata = f"{'+' if beda > 0 else '−'}{tulis_angka(abs(beda))}"
    if adalah_persen(satuan):
        return f"{kata} poin"
    if not lalu:
        return kata
    persen = bulatkan(beda * Decimal(100) / abs(lalu), 1)
    return f"{kata} ({'+' if persen > 0 else '−'}{tulis_angka(abs(persen))} %)"


def _tulisan(baca: BacaanBaris) -> tuple[tuple[str, str], ...]:
    isi = baca.isi
    janji = f" (paling lambat {sebut_tanggal(isi.menyusul_pada)})" if isi.menyusul_pada else ""
    parts = f"{tulis_angka(isi.pembilang)} / {tulis_angka(isi.penyebut)}" if isi.pembilang is not None else ""
    return tuple(
        (label, teks)
        for label, teks in (
            ("Pembilang / penyebut", parts),
            ("Alasan", f"{isi.alasan}{janji}" if isi.alasan else ""),
            ("Sumber angka", isi.sumber),
            ("Faktor pendukung", isi.faktor_pendukung),
            ("Kendala", isi.faktor_penghambat),
            ("Rencana perbaikan", isi.rencana_perbaikan),
        )
        if teks
    )


def _status(baris: Baris, dapat: bool) -> Status:
    if baris.diperiksa_pada:
        return DITERIMA if dapat else STATUS_BARIS[baris.status]
    if dapat:
        return MENUNGGU
    if baris.status == Baris.Status.DIKEMBALIKAN:
        tim = baris.perbaikan and not baris.perbaikan.dari_keputusan
        return DIKIRIM_KEMBALI if tim else STATUS_BARIS[baris.status]
    if getattr(baris, "ditunggu", False):
        return DITUNGGU if baris.revisi.keadaan == Keadaan.MENYUSUL else DIKOREKSI
    return DENGAN_UNIT if baris.status == Baris.Status.TERBUKA else STATUS_BARIS[baris.status]


def _diterima(baris: Baris) -> str:
    if not baris.diperiksa_pada:
        return ""
    return f"{baris.diperiksa_oleh}, {sebut_waktu(baris.diperiksa_pada)}"


def _anggaran(formulir: Formulir, dapat: set[int]) -> list[BarisPeriksa]:
    daftar = list(
        formulir.anggaran.select_related(
            "simpul", "perbaikan__dijawab_oleh", "perbaikan__dibuat_oleh", "diperiksa_oleh"
        )
    )
    return susun_anggaran_periksa(formulir, daftar, dapat)


def susun_anggaran_periksa(
    formulir: Formulir, daftar: list[BarisAnggaran], dapat: set[int]
) -> list[BarisPeriksa]:
    """These lines of spending, in rupiah."""
    versi = versi_anggaran(formulir)
    nilai = dict(
        RealisasiAnggaran.objects.filter(
            simpul__in=[satu.simpul_id for satu in daftar], periode=formulir.pengumpulan.periode_id
        ).values_list("simpul", "nilai")
    )
    return [
        BarisPeriksa(
            jenis="anggaran",
            pk=satu.pk,
            dilihat=versi.get(satu.pk, 0),
            kode=satu.simpul.kode or "Anggaran",
            judul=f"Anggaran {satu.simpul.uraian}",
            periode=str(formulir.pengumpulan.periode),
            url="",
            isi=f"Rp{tulis_angka(nilai[satu.simpul_id])}" if satu.simpul_id in nilai else "belum diisi",
            satuan="",
            target="",
            lalu="",
            periode_lalu="",
            selisih="",
            bukti="",
            alasan=(),
            tanda=(),
            perbaikan=satu.perbaikan,
            status=_status(satu, satu.pk in dapat),
            dapat=satu.pk in dapat,
            diterima=_diterima(satu),
        )
        for satu in daftar
    ]


@dataclass(frozen=True)
class TampilSusulan:
    """A susulan as its decider sees it: each row with what stands approved so far."""

    penyerahan: Penyerahan
    baris: tuple[tuple[int, BarisPeriksa, str], ...]  # butir, the row, what stands approved


def susun_susulan(penyerahan: Penyerahan) -> TampilSusulan:
    """What came later, row by row; a flat number of queries."""
    butir = list(
        penyerahan.butir.filter(lepas=False)
        .select_related(
            "revisi",
            "baris__realisasi__indikator",
            "baris__realisasi__periode",
            "baris__realisasi__unit",
            "baris__revisi",
            "baris__perbaikan__dijawab_oleh",
            "baris__perbaikan__dibuat_oleh",
            "baris__diperiksa_oleh",
            "anggaran__simpul",
            "anggaran__perbaikan__dijawab_oleh",
            "anggaran__perbaikan__dibuat_oleh",
            "anggaran__diperiksa_oleh",
        )
        .order_by("pk")
    )
    per_baris = {satu.baris_id: satu for satu in butir if satu.baris_id}
    per_anggaran = {satu.anggaran_id: satu for satu in butir if satu.anggaran_id}
    indikator = susun_baris_periksa([satu.baris for satu in per_baris.values()], per_baris)
    anggaran = susun_anggaran_periksa(
        penyerahan.formulir, [satu.anggaran for satu in per_anggaran.values()], set(per_anggaran)
    )
    semula = {
        satu.revisi_sesudah_id: satu.revisi_sebelum
        for satu in ButirKoreksi.objects.filter(
            revisi_sesudah__in=[satu.revisi_id for satu in per_baris.values()]
        ).select_related("revisi_sebelum")
    }
    return TampilSusulan(
        penyerahan,
        (
            *((per_baris[b.pk].pk, b, _yang_berlaku(per_baris[b.pk], semula)) for b in indikator),
            *((per_anggaran[b.pk].pk, b, "belum masuk") for b in anggaran),
        ),
    )


def _yang_berlaku(butir: ButirPenyerahan, semula: dict[int, RevisiRealisasi | None]) -> str:
    """What measurement and recap read so far; of a decided correction, until then."""
    if lama := semula.get(butir.revisi_id):
        return sebut_isi(lama)
    if butir.semula != ButirPenyerahan.Semula.MENYUSUL:
        return "belum masuk"
    return Keadaan.MENYUSUL.label if butir.penyerahan.keputusan else sebut_isi(butir.baris.revisi)
