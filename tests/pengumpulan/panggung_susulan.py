"""Forms on the stage of page tests at what follows a hand-in: taken back, checked, passed over, brought later."""

from dataclasses import dataclass
from datetime import date

from organisasi.models import UnitKerja
from pengumpulan.actions import (
    buka_entri_langsung,
    catat_realisasi,
    lewati,
    serahkan_formulir,
    terima_baris,
    tutup_entri_langsung,
)
from pengumpulan.models import BarisFormulir, Formulir, Pengumpulan, Penyerahan
from perencanaan.models import (
    Indikator,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Simpul,
    VersiIndikator,
)
from tests.pabrik import AWAL
from tests.panggung import TAHUN, Panggung
from tests.potret import bangun

BULAN_BERJALAN, BULAN_DISETUJUI = 10, 11


@dataclass(frozen=True)
class SusulanPanggung:
    """In the open entry Bidang Satu handed in, Bidang Dua was passed over and the Sekretariat is late; in the
    closed one Bidang Dua's susulan waits for its decision."""

    pengumpulan: Pengumpulan
    masuk: Formulir
    baris: BarisFormulir
    dilewati: Formulir
    terlambat: Formulir
    susulan: Penyerahan


def susulan_panggung(panggung: Panggung) -> SusulanPanggung:
    """Made once per stage, by the real actions."""
    if not hasattr(panggung, "_susulan"):
        panggung._susulan = bangun("panggung_susulan", _buat, panggung)
    return panggung._susulan


def _buat(panggung: Panggung) -> SusulanPanggung:
    k = panggung.kantor
    for nomor, unit in enumerate((k.bidang_satu, k.bidang_dua, k.sekretariat), 1):
        _indikator(panggung, f"IKS-{nomor}", unit)
    berjalan, disetujui = _entri(panggung, BULAN_BERJALAN), _entri(panggung, BULAN_DISETUJUI)
    masuk = berjalan.formulir.get(unit=k.bidang_satu)
    serahkan_formulir(formulir=masuk, oleh=k.staf_satu)
    dilewati = _lewati(panggung, berjalan)
    for unit in (k.bidang_satu, k.sekretariat):
        serahkan_formulir(formulir=disetujui.formulir.get(unit=unit), oleh=k.ketua_tim)
    terlambat = _lewati(panggung, disetujui)
    tutup_entri_langsung(pengumpulan=disetujui, oleh=k.ketua_tim)
    susulan = serahkan_formulir(formulir=terlambat, oleh=k.staf_dua)
    terima_baris(
        formulir=terlambat,
        baris={b.baris_id: b.revisi_id for b in susulan.butir.filter(baris__isnull=False)},
        anggaran={b.anggaran_id: 0 for b in susulan.butir.filter(anggaran__isnull=False)},
        oleh=k.anggota_tim,
    )
    masuk.refresh_from_db()
    return SusulanPanggung(
        berjalan,
        masuk,
        masuk.baris.get(),
        dilewati,
        berjalan.formulir.get(unit=k.sekretariat),
        susulan,
    )


def _indikator(panggung: Panggung, kode: str, unit: UnitKerja) -> None:
    satu = Indikator.objects.create(opd=panggung.kantor.opd, kode=kode, nama=f"Jumlah layanan {kode}")
    VersiIndikator.objects.create(
        indikator=satu,
        nama=satu.nama,
        satuan="Layanan",
        metode="jumlah",
        frekuensi="bulan",
        tanggal_mulai=AWAL,
    )
    PenanggungJawabData.objects.create(indikator=satu, unit=unit, tanggal_mulai=AWAL)
    simpul = Simpul.objects.filter(opd=panggung.kantor.opd, tahun=TAHUN, jenjang="program").first()
    PenempatanIndikator.objects.create(indikator=satu, simpul=simpul, jenis="program", urutan=950)


def _entri(panggung: Panggung, nomor: int) -> Pengumpulan:
    """A month's direct entry, all its rows filled."""
    k = panggung.kantor
    periode = Periode.objects.tahun_lengkap(TAHUN).get(jenis="bulan", nomor=nomor)
    pengumpulan = buka_entri_langsung(opd=k.opd, periode=periode, oleh=k.ketua_tim)
    for baris in BarisFormulir.objects.filter(formulir__pengumpulan=pengumpulan).select_related(
        "realisasi__indikator", "realisasi__unit", "realisasi__periode"
    ):
        r = baris.realisasi
        catat_realisasi(
            indikator=r.indikator,
            unit=r.unit,
            periode=r.periode,
            keadaan="angka",
            nilai=4,
            oleh=k.ketua_tim,
        )
    return pengumpulan


def _lewati(panggung: Panggung, pengumpulan: Pengumpulan) -> Formulir:
    k = panggung.kantor
    formulir = pengumpulan.formulir.get(unit=k.bidang_dua)
    lewati(
        pengumpulan=pengumpulan,
        formulir=[formulir.pk],
        oleh=k.ketua_tim,
        batas=date(TAHUN, 12, 1),
        alasan="Cuti",
    )
    formulir.refresh_from_db()
    return formulir


def objek_susulan(s: SusulanPanggung) -> dict:
    """{URL name: the record it is visited with}."""
    return {
        "formulir_tarik": s.masuk,
        "formulir_periksa": s.masuk,
        "pengumpulan_lewati": s.pengumpulan,
        "formulir_batal_lewati": s.dilewati,
        "susulan_lihat": s.susulan,
    }


def isian_susulan(s: SusulanPanggung) -> dict[str, dict]:
    """{URL name: what a person would send}."""
    pk = s.baris.pk
    return {
        "formulir_tarik": {"alasan": "Ada yang keliru"},
        "formulir_periksa": {"aksi": "terima", "baris": pk, f"baris-{pk}-dilihat": s.baris.revisi_id},
        "pengumpulan_lewati": {"formulir": s.terlambat.pk, "alasan": "Cuti"},
        "susulan_lihat": {"aksi": "setujui"},
    }
