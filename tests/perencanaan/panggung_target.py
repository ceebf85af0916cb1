"""Records for the rights table: an open target, an indicator without one, and a ticked point of the review."""

from dataclasses import dataclass
from datetime import date

from django.db import models

from organisasi.waktu import hari_ini
from perencanaan.models import Indikator, VersiTarget
from perencanaan.target_actions import penanda
from perencanaan.tinjauan import susun_tinjauan, tandai_ditinjau
from tests.panggung import TAHUN, Panggung


@dataclass(frozen=True)
class TargetPanggung:
    target: VersiTarget
    indikator: Indikator
    terbuka: str  # an open point of the review
    ditandai: str  # a ticked one


def target_panggung(panggung: Panggung) -> TargetPanggung:
    """Made once per stage."""
    if not hasattr(panggung, "_target"):
        kantor, tim = panggung.kantor, panggung.kantor.ketua_tim
        indikator = Indikator.objects.create(opd=kantor.opd, kode="TGT-1", nama="Indikator tanpa target")
        target = VersiTarget.objects.create(
            indikator=panggung.realisasi.indikator, tahun=TAHUN + 5, tanggal_mulai=date(TAHUN + 5, 1, 1)
        )
        butir = susun_tinjauan(kantor.opd, TAHUN, hari_ini()).terbuka
        tandai_ditinjau(opd=kantor.opd, tahun=TAHUN, kunci=butir[0].kunci, catatan="Sudah dilihat", oleh=tim)
        panggung._target = TargetPanggung(target, indikator, butir[1].kunci, butir[0].kunci)
    return panggung._target


def objek_target(panggung: Panggung) -> dict[str, models.Model]:
    """{URL name: the record it is visited with}."""
    satu = target_panggung(panggung)
    return {"target_isi": satu.target, "target_baru": satu.indikator}


def isian_target(panggung: Panggung) -> dict[str, dict]:
    """{URL name: what a person would send}."""
    satu = target_panggung(panggung)
    return {
        "target_isi": {"penanda": penanda(satu.target), "nilai": "12,5", "triwulan-1": "3"},
        "target_baru": {"tahun": TAHUN},
        "tahun_gulir": {"ke": TAHUN + 1},
        "tinjauan_catat": {"tahun": TAHUN, "kunci": satu.terbuka, "alasan": "Biarkan"},
        "tinjauan_hapus": {"tahun": TAHUN, "kunci": satu.ditandai},
    }
