"""A reopening that waits for the Kepala, on the stage of page tests."""

from django.utils import timezone

from pengumpulan.models import ButirKoreksi, PermintaanKoreksi
from tests.panggung import Panggung
from tests.pengumpulan.panggung_susulan import susulan_panggung


def koreksi_panggung(panggung: Panggung) -> PermintaanKoreksi:
    """Made once per stage: one approved row of Bidang Satu, proposed by the Sekretaris."""
    if not hasattr(panggung, "_koreksi"):
        k = panggung.kantor
        pengumpulan = susulan_panggung(panggung).susulan.formulir.pengumpulan
        baris = pengumpulan.formulir.get(unit=k.bidang_satu).baris.get()
        permintaan = PermintaanKoreksi.objects.create(
            opd=k.opd,
            periode=pengumpulan.periode,
            asal=PermintaanKoreksi.Asal.PEMBUKAAN,
            alasan="Rekon dengan pusat",
            diajukan_pada=timezone.now(),
            diajukan_oleh=k.sekretaris,
            diajukan_selaku="Sekretaris",
        )
        ButirKoreksi.objects.create(
            permintaan=permintaan,
            baris=baris,
            realisasi=baris.realisasi,
            uraian="Salah satuan",
            revisi_sebelum=baris.revisi,
        )
        panggung._koreksi = permintaan
    return panggung._koreksi
