"""The short page on which a unit's head looks the form over before it is handed in."""

from dataclasses import dataclass, replace

from alur.tampilan import sebut_tanggal
from organisasi.models import Pengguna, UnitKerja
from organisasi.waktu import hari_ini
from pengumpulan.actions.serahkan import baris_diserahkan, kekurangan_formulir
from pengumpulan.bacaan import baca_baris
from pengumpulan.models import BERANGKA, Baris, Formulir, Keadaan
from pengumpulan.mutu import Kode, tanda_bacaan
from pengumpulan.pejabat import SebagaiPenyerah, sebagai_penyerah
from pengumpulan.tampilan.sebutan import sebut_isi
from perencanaan.models import RealisasiAnggaran


@dataclass(frozen=True)
class ButirTinjauan:
    """One row with what is to be known of it before handing in."""

    pk: int
    sebutan: str
    isi: str
    keterangan: tuple[str, ...]


@dataclass(frozen=True)
class Tinjauan:
    """What goes along with the hand-in: how much, what follows later, what will be asked about."""

    jumlah: int
    berangka: int
    keadaan_lain: int
    anggaran: int
    kekurangan: list[str]
    menyusul: tuple[ButirTinjauan, ...]
    perhatian: tuple[ButirTinjauan, ...]
    tanpa_bukti: tuple[ButirTinjauan, ...]
    anggaran_kosong: tuple[ButirTinjauan, ...]
    jawaban: tuple[ButirTinjauan, ...]
    sebagai: SebagaiPenyerah
    semua: tuple[ButirTinjauan, ...]


def susun_tinjauan(formulir: Formulir, pengguna: Pengguna) -> Tinjauan:
    """Read in a flat number of queries, whatever the number of rows."""
    baris = baris_diserahkan(formulir)
    # What goes along is what stands there now, also on a form that the run went on without.
    bacaan = {pk: replace(satu, isi=satu.baris.realisasi) for pk, satu in baca_baris(baris).items()}
    tanda = tanda_bacaan(bacaan)
    butir = {
        satu.pk: ButirTinjauan(
            satu.pk,
            f"{satu.realisasi.indikator.kode} {satu.realisasi.indikator.nama} ({satu.realisasi.periode})",
            sebut_isi(satu.realisasi),
            (),
        )
        for satu in baris
    }
    anggaran = list(
        formulir.anggaran.filter(status__in=Baris.BUKA).select_related("perbaikan__dijawab_oleh", "simpul")
    )
    berbelanja = set(
        RealisasiAnggaran.objects.filter(
            simpul__in=[satu.simpul_id for satu in anggaran], periode=formulir.pengumpulan.periode_id
        ).values_list("simpul", flat=True)
    )
    return Tinjauan(
        jumlah=len(baris),
        berangka=sum(satu.realisasi.keadaan in BERANGKA for satu in baris),
        keadaan_lain=sum(
            satu.realisasi.keadaan not in (*BERANGKA, Keadaan.BELUM_DIISI, Keadaan.MENYUSUL) for satu in baris
        ),
        anggaran=len(anggaran),
        kekurangan=kekurangan_formulir(formulir),
        menyusul=tuple(
            _dengan(butir[satu.pk], satu.realisasi.alasan, _janji(satu))
            for satu in baris
            if satu.realisasi.keadaan == Keadaan.MENYUSUL
        ),
        perhatian=tuple(
            _dengan(butir[pk], *kalimat)
            for pk, daftar in tanda.items()
            if (kalimat := [t.kalimat for t in daftar if t.perhatian and t.kode != Kode.BUKTI_KURANG])
        ),
        tanpa_bukti=tuple(
            _dengan(butir[pk], *kalimat)
            for pk, daftar in tanda.items()
            if (kalimat := [t.kalimat for t in daftar if t.kode == Kode.BUKTI_KURANG])
        ),
        anggaran_kosong=tuple(
            ButirTinjauan(satu.pk, f"{satu.simpul.kode} {satu.simpul.uraian}".strip(), "belum diisi", ())
            for satu in anggaran
            if satu.simpul_id not in berbelanja
        ),
        jawaban=tuple(_jawaban(satu, butir) for satu in (*baris, *anggaran) if satu.perbaikan_id),
        sebagai=sebagai_penyerah(
            formulir.unit_id, pengguna, hari_ini(formulir.pengumpulan.opd.pemda.zona_waktu)
        ),
        semua=tuple(butir.values()),
    )


def _dengan(butir: ButirTinjauan, *keterangan: str) -> ButirTinjauan:
    return ButirTinjauan(butir.pk, butir.sebutan, butir.isi, tuple(satu for satu in keterangan if satu))


def _janji(baris) -> str:
    pada = baris.realisasi.menyusul_pada
    return f"Menyusul paling lambat {sebut_tanggal(pada)}." if pada else "Belum disebut kapan menyusul."


def _jawaban(baris, butir: dict[int, ButirTinjauan]) -> ButirTinjauan:
    perbaikan = baris.perbaikan
    kalimat = (
        f"Jawaban: {perbaikan.jawaban} ({perbaikan.dijawab_oleh})"
        if perbaikan.jawaban
        else "Belum ditindaklanjuti."
    )
    return ButirTinjauan(baris.pk, perbaikan.isi, "", (kalimat,))


def formulir_lain(formulir: Formulir, giliran: tuple[UnitKerja | None, ...], belum: set[int]) -> list[str]:
    """Other units of this person whose part of the step is finished by the same button."""
    return sorted(
        {satu.nama for satu in giliran if satu and satu.pk in belum and satu.pk != formulir.unit_id}
    )
