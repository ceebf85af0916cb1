"""Measurements on the stage of page tests: one at its methodology, one computed, both by the real actions."""

from dataclasses import dataclass
from datetime import date

from alur import actions
from alur.models import CatatanLangkah, Pelaksanaan, Prosedur
from pengukuran.actions import hitung
from pengukuran.models import HasilUkur, Pengukuran
from perencanaan.models import Periode
from tests.panggung import TAHUN, Panggung, terbuka
from tests.potret import bangun


@dataclass(frozen=True)
class PeriksaPanggung:
    """``metodologi`` and ``ukur`` are open visits; ``hasil`` is a result of the latter's ``pengukuran``."""

    metodologi: CatatanLangkah
    ukur: CatatanLangkah
    pengukuran: Pengukuran
    hasil: HasilUkur


def periksa_panggung(panggung: Panggung) -> PeriksaPanggung:
    """Made once per stage."""
    if not hasattr(panggung, "_periksa"):
        panggung._periksa = bangun("panggung_periksa", _buat, panggung)
    return panggung._periksa


def _buat(panggung: Panggung) -> PeriksaPanggung:
    # Of both kinds in one, so that no collection need come before it.
    prosedur = panggung.sop.prosedur.create(jenis=Prosedur.Jenis.GABUNGAN, sumber="naskah uji")
    ketua = panggung.sop.peran.get(kode="ketua")
    for nomor, layar in enumerate(("metodologi", "ukur"), start=1):
        langkah = prosedur.langkah.create(nomor=nomor, uraian=f"Langkah {layar}", layar=layar)
        langkah.pelaku.create(peran=ketua, tugas="pelaksana")
    tim = panggung.kantor.ketua_tim
    awal, lanjut = (_mulai(panggung, prosedur, bulan) for bulan in (7, 8))
    actions.selesaikan(catatan=terbuka(lanjut), oleh=tim)
    ukur = terbuka(lanjut)
    pengukuran = hitung(catatan=ukur, oleh=tim)
    return PeriksaPanggung(terbuka(awal), ukur, pengukuran, pengukuran.hasil.order_by("pk").first())


def _mulai(panggung: Panggung, prosedur: Prosedur, bulan: int) -> Pelaksanaan:
    return actions.mulai(
        opd=panggung.kantor.opd,
        prosedur=prosedur,
        periode=Periode.objects.get(tahun=TAHUN, jenis="bulan", nomor=bulan),
        batas_waktu=date(TAHUN + 1, 1, 15),
        oleh=panggung.kantor.sekretaris,
    )


def isian_periksa(p: PeriksaPanggung) -> dict[str, dict]:
    """{URL name: what a person would send}."""
    return {
        "langkah_metodologi": {
            "skala": "permendagri_86_2017",
            "cara_potong": "bulat",
            "ambang_anomali": "150",
            "celah": "ketat",
            "aturan_opd": "semua_indikator",
        },
        "hasil_tulis": {"versi": p.hasil.versi, "analisis": "Belum ada angka yang masuk"},
    }
