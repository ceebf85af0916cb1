"""Forms on the stage of page tests: two direct entries, one out and filled, one handed in by all."""

from dataclasses import dataclass

from alur.perbaikan import minta_perbaikan
from organisasi.models import Pengguna
from pengumpulan.actions import (
    buka_entri_langsung,
    catat_realisasi,
    lampirkan_bukti,
    pakai_bukti,
    serahkan_formulir,
)
from pengumpulan.actions.unggahan import mulai_unggahan
from pengumpulan.models import BarisFormulir, BuktiDukung, Formulir, Pengumpulan, UnggahanBertahap
from perencanaan.models import (
    Indikator,
    JenisBukti,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Simpul,
    VersiIndikator,
)
from tests.pabrik import AWAL
from tests.panggung import TAHUN, Panggung, berkas_pdf
from tests.potret import bangun


@dataclass(frozen=True)
class FormulirPanggung:
    """``formulir`` is Bidang Satu's, out and complete; ``terserah`` an entry that only waits to be closed."""

    pengumpulan: Pengumpulan
    formulir: Formulir
    baris: BarisFormulir
    bukti: BuktiDukung
    bukti_lain: BuktiDukung  # of the entry that waits; ``bukti`` stands for a figure of both
    unggahan: UnggahanBertahap  # of staf_satu, begun
    terserah: Pengumpulan


def formulir_panggung(panggung: Panggung) -> FormulirPanggung:
    """Made once per stage, by the real actions."""
    if not hasattr(panggung, "_formulir"):
        panggung._formulir = bangun("panggung_formulir", _buat, panggung)
    return panggung._formulir


def _buat(panggung: Panggung) -> FormulirPanggung:
    k = panggung.kantor
    satu = Indikator.objects.create(opd=k.opd, kode="IKF-1", nama="Jumlah formulir contoh")
    versi = VersiIndikator.objects.create(
        indikator=satu, nama=satu.nama, satuan="Formulir", metode="jumlah", tanggal_mulai=AWAL
    )
    JenisBukti.objects.create(versi=versi, nama="Laporan bulanan")
    PenanggungJawabData.objects.create(indikator=satu, unit=k.bidang_satu, tanggal_mulai=AWAL)
    simpul = Simpul.objects.filter(opd=k.opd, tahun=TAHUN, jenjang="program").first()
    PenempatanIndikator.objects.create(indikator=satu, simpul=simpul, jenis="program", urutan=900)
    buka = {nomor: _entri(panggung, nomor, k.ketua_tim) for nomor in (3, 2)}
    for pengumpulan in buka.values():
        for baris in BarisFormulir.objects.filter(formulir__pengumpulan=pengumpulan):
            r = baris.realisasi
            catat_realisasi(
                indikator=r.indikator,
                unit=r.unit,
                periode=r.periode,
                keadaan="angka",
                nilai=1,
                oleh=k.ketua_tim,
            )
    for formulir in buka[2].formulir.all():
        serahkan_formulir(formulir=formulir, oleh=k.ketua_tim)
    formulir = buka[3].formulir.get(unit=k.bidang_satu)
    baris = formulir.baris.get(realisasi__indikator=satu)
    baris.perbaikan = minta_perbaikan(
        catatan=None, unit_id=k.bidang_satu.pk, isi="IKF-1: periksa lagi", oleh=k.ketua_tim
    )
    baris.save()
    bukti = lampirkan_bukti(formulir=formulir, baris=[baris], oleh=k.staf_satu, berkas=berkas_pdf())
    lalu = buka[2].formulir.get(unit=k.bidang_satu)
    lain = lampirkan_bukti(formulir=lalu, baris=lalu.baris.all(), oleh=k.staf_satu, letak="Map 4")
    pakai_bukti(bukti=bukti, formulir=lalu, baris=lalu.baris.all(), oleh=k.staf_satu)
    unggahan = mulai_unggahan(
        formulir=formulir, oleh=k.staf_satu, nama="foto.pdf", ukuran=1000, sidik="0" * 64
    )
    return FormulirPanggung(buka[3], formulir, baris, bukti, lain, unggahan, buka[2])


def _entri(panggung: Panggung, nomor: int, oleh: Pengguna) -> Pengumpulan:
    periode = Periode.objects.tahun_lengkap(TAHUN).get(jenis="triwulan", nomor=nomor)
    return buka_entri_langsung(opd=panggung.kantor.opd, periode=periode, oleh=oleh)


def isian_formulir(f: FormulirPanggung) -> dict[str, dict]:
    """{URL name: what a person would send}, for each page of the forms that takes something in."""
    awalan = f"b{f.baris.pk}"
    baris = {f"{awalan}-versi": 1, f"{awalan}-keadaan": "angka", f"{awalan}-nilai": "2"}
    return {
        "entri_langsung": {"periode": f"{TAHUN}-triwulan-4"},
        "formulir_simpan": baris,
        "formulir_sel": baris,
        "formulir_jawab": {f"jawab{f.baris.perbaikan_id}": "Sudah diperiksa"},
        "baris_isi": baris,
        "bukti_tambah": {"baris": f.baris.pk, "letak": "Map 3"},
        "bukti_cabut": {"alasan": "Salah berkas"},
        "bukti_pakai": {"bukti": f.bukti_lain.pk, "baris": f.baris.pk},
        "bukti_ganti": {"alasan": "Ada yang baru", "letak": "Map 5"},
        "bukti_lepas": {"realisasi": f.baris.realisasi_id, "alasan": "Bukan untuk ini"},
        "bukti_jenis": {"macam": "laporan bulanan"},
        "unggahan_mulai": {"nama": "a.pdf", "ukuran": 9, "ukuran_asal": 90, "sidik": "1" * 64},
        "unggahan_kirim": {"mulai": 0},
    }
