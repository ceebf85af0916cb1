"""A decision on the stage of page tests whose collection has a row to look at, and a sentence to pick."""

from copy import copy

from django.utils import timezone

from alur.models import ArahanBaku, CatatanLangkah
from organisasi.models import UnitKerja
from pengumpulan.models import BarisFormulir, Formulir, Pengumpulan, Realisasi, RevisiRealisasi
from tests.mesin import layar_polos
from tests.panggung import Panggung, terbuka
from tests.potret import bangun


def telaah_panggung(panggung: Panggung) -> CatatanLangkah:
    """The open decision. Made once per stage."""
    if not hasattr(panggung, "_telaah"):
        panggung._telaah = bangun("panggung_telaah", _buat, panggung)
    return panggung._telaah[0]


def baris_telaah(panggung: Panggung) -> CatatanLangkah:
    """The same with ``bagian_alamat``, which names its row in addresses."""
    catatan = copy(telaah_panggung(panggung))
    catatan.bagian_alamat = ["baris", panggung._telaah[1].pk]
    return catatan


def arahan_panggung(panggung: Panggung) -> ArahanBaku:
    """A sentence of the office."""
    return ArahanBaku.objects.get_or_create(
        opd=panggung.kantor.opd,
        guna="kembalikan",
        isi="Lampirkan berita acara",
        defaults={"dibuat_oleh": panggung.kantor.sekretaris},
    )[0]


def _buat(panggung: Panggung) -> tuple[CatatanLangkah, BarisFormulir]:
    k, saat = panggung.kantor, timezone.now()
    # The step's place in the run is all that matters; what a layar asks for has its own stages.
    with layar_polos():
        run = panggung.jalankan(bulan=10, sampai=4)
    pengumpulan = Pengumpulan.objects.create(
        opd=k.opd, periode=run.periode, pelaksanaan=run, dibuat_pada=saat, dibuat_oleh=k.ketua_tim
    )
    formulir = Formulir.objects.create(
        pengumpulan=pengumpulan,
        unit=k.bidang_satu,
        status=Formulir.Status.DISERAHKAN,
        dibagikan_pada=saat,
        dibagikan_oleh=k.ketua_tim,
        diserahkan_pada=saat,
        diserahkan_oleh=k.staf_satu,
    )
    # The first stands out, for nothing proves it; the second says why.
    baris = [
        _baris(panggung, formulir, unit, alasan)
        for unit, alasan in ((k.bidang_satu, ""), (k.bidang_dua, "Bukti di arsip"))
    ]
    return terbuka(run), baris[0]


def _baris(panggung: Panggung, formulir: Formulir, unit: UnitKerja, alasan: str) -> BarisFormulir:
    isi = {"keadaan": "angka", "nilai": 5, "alasan": alasan}
    realisasi = Realisasi.objects.create(
        indikator=panggung.realisasi.indikator,
        unit=unit,
        periode=formulir.pengumpulan.periode,
        versi=1,
        diubah_oleh=panggung.kantor.staf_satu,
        **isi,
    )
    revisi = RevisiRealisasi.objects.create(
        realisasi=realisasi, versi=1, oleh=panggung.kantor.staf_satu, **isi
    )
    return BarisFormulir.objects.create(
        formulir=formulir, realisasi=realisasi, revisi=revisi, status="diserahkan"
    )
