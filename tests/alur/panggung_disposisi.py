"""A report before the Kepala, on the stage of page tests."""

from datetime import date

from alur import actions
from alur.models import Disposisi
from tests.mesin import layar_polos
from tests.panggung import Panggung, terbuka
from tests.potret import bangun


def disposisi_panggung(panggung: Panggung) -> Disposisi:
    """One that waits for the Kepala; made once per stage, in a procedure of two steps of its own."""
    if not hasattr(panggung, "_disposisi"):
        panggung._disposisi = bangun("panggung_disposisi", _buat, panggung)
    return panggung._disposisi


def _buat(panggung: Panggung) -> Disposisi:
    prosedur = panggung.sop.prosedur.create(jenis="pengukuran", sumber="naskah uji")
    peran = {satu.kode: satu for satu in panggung.sop.peran.all()}
    lapor = prosedur.langkah.create(nomor=1, uraian="Langkah lapor", layar="lapor")
    lapor.pelaku.create(peran=peran["sekretaris"], tugas="pelaksana")
    lapor.pelaku.create(peran=peran["kepala"], tugas="penerima")
    arsip = prosedur.langkah.create(nomor=2, uraian="Langkah arsip", layar="arsip")
    arsip.pelaku.create(peran=peran["tim"], tugas="pelaksana")
    with layar_polos():
        jalan = actions.mulai(
            opd=panggung.kantor.opd,
            prosedur=prosedur,
            periode=panggung.arsip.periode,
            batas_waktu=date(2099, 1, 15),
            oleh=panggung.kantor.sekretaris,
        )
        actions.selesaikan(catatan=terbuka(jalan), oleh=panggung.kantor.sekretaris)
    return Disposisi.objects.get(catatan__pelaksanaan=jalan)
