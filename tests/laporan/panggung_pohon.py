"""A tree on the stage of page tests: two sasaran of their own below a tujuan each, and one crosscutting link."""

from dataclasses import dataclass

from perencanaan.models import KaitanSilang, Simpul
from tests.panggung import TAHUN, Panggung


@dataclass(frozen=True)
class PohonPanggung:
    """``satu`` and ``dua`` hang on nothing common; ``kaitan`` leads from ``satu`` to ``dua``."""

    satu: Simpul
    dua: Simpul
    kaitan: KaitanSilang


def pohon_panggung(panggung: Panggung) -> PohonPanggung:
    """Made once per stage."""
    if not hasattr(panggung, "_pohon"):
        opd = panggung.kantor.opd
        satu, dua = (
            Simpul.objects.create(opd=opd, tahun=TAHUN, jenjang="sasaran", uraian=f"Sasaran {nama}")
            for nama in ("satu", "dua")
        )
        panggung._pohon = PohonPanggung(satu, dua, KaitanSilang.objects.create(dari=satu, ke=dua))
    return panggung._pohon


def isian_kaitan(panggung: Panggung) -> dict[str, int | str]:
    """What the form of a new link sends: the same two the other way round."""
    pohon = pohon_panggung(panggung)
    return {"dari": pohon.dua.pk, "ke": pohon.satu.pk, "keterangan": "Data bersama"}
