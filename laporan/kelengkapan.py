"""Which of the papers an SOP names this system makes by itself, and whether a run has come that far.

SOPs name them as their offices do (*Notulen rapat*, *Prog kerja keg*, *Blanko formulir …*): a paper is known by the
words of its name and by the layar of a step that makes it. What only a scan can be is never made here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from alur.models import BerkasLangkah, CatatanLangkah, Disposisi, IsianLangkah, Langkah, Pelaksanaan
from alur.undangan import rapat_diadakan
from pengukuran.models import Pengukuran
from pengumpulan.models import Formulir, Pengumpulan
from perencanaan.models import PerjanjianKinerja

Layar, Keputusan = Langkah.Layar, CatatanLangkah.Keputusan
BERES = {Keputusan.SELESAI, Keputusan.SETUJUI}
MILIK_APLIKASI = "formulirnya dari aplikasi"


@dataclass
class Keadaan:
    """How far a run is, read when it is asked for."""

    pelaksanaan: Pelaksanaan
    menutup: CatatanLangkah | None

    @cached_property
    def layar_beres(self) -> set[str]:
        """Layar of steps whose newest visit is done, or about to be."""
        terakhir = {}
        for satu in self.pelaksanaan.catatan.select_related("langkah").order_by("pk"):
            terakhir[satu.langkah_id] = satu
        hasil = {satu.langkah.layar for satu in terakhir.values() if satu.keputusan in BERES}
        if self.menutup:
            hasil.add(self.menutup.langkah.layar)
        return hasil

    @cached_property
    def naskah_beres(self) -> set[str]:
        """What kinds of letters those steps made."""
        return set(
            self.pelaksanaan.catatan.filter(keputusan__in=BERES).values_list("langkah__naskah", flat=True)
        ) | ({self.menutup.langkah.naskah} if self.menutup else set())

    @cached_property
    def ada_undangan(self) -> bool:
        """Was anyone called to a meeting?"""
        return Langkah.Naskah.UNDANGAN in self.naskah_beres or any(
            rapat_diadakan(isi)
            for isi in IsianLangkah.objects.filter(
                catatan__pelaksanaan=self.pelaksanaan, catatan__langkah__layar=Layar.RAPAT
            ).values_list("isi", flat=True)
        )

    @cached_property
    def disposisi(self) -> bool:
        """Has the Kepala answered a report?"""
        return (
            Disposisi.objects.filter(catatan__pelaksanaan=self.pelaksanaan).exclude(keputusan="").exists()
            or Langkah.Naskah.DISPOSISI in self.naskah_beres
        )

    @cached_property
    def pengumpulan(self) -> Pengumpulan | None:
        """The data of the run, or of its period."""
        return (
            Pengumpulan.objects.filter(pelaksanaan=self.pelaksanaan).first()
            or Pengumpulan.objects.berlaku()
            .filter(opd=self.pelaksanaan.opd_id, periode=self.pelaksanaan.periode_id)
            .first()
        )

    @cached_property
    def semua_diserahkan(self) -> bool:
        """Did every unit hand its form in?"""
        if self.pengumpulan is None:
            return False
        formulir = list(self.pengumpulan.formulir.values_list("status", flat=True))
        return bool(formulir) and set(formulir) <= set(Formulir.SUDAH_KEMBALI)

    @cached_property
    def pengukuran(self) -> Pengukuran | None:
        """The measurement of the run, once computed."""
        dihitung = Pengukuran.objects.filter(pelaksanaan=self.pelaksanaan, dihitung_pada__isnull=False)
        return dihitung.order_by("-putaran").first()

    @cached_property
    def perjanjian(self) -> bool:
        """Is there a signed Perjanjian Kinerja of the year?"""
        return PerjanjianKinerja.objects.filter(
            opd=self.pelaksanaan.opd_id,
            tahun=self.pelaksanaan.periode.tahun,
            status=PerjanjianKinerja.Status.DITANDATANGANI,
        ).exists()


def _bila(layar: str, kata: str) -> Callable[[Keadaan], str]:
    return lambda k: kata if layar in k.layar_beres else ""


def _data(k: Keadaan) -> str:
    """Of both halves: the collection's, or the measurement's where the run measures."""
    if k.pelaksanaan.prosedur.mengukur and k.pengukuran:
        return "hasil pengukuran di aplikasi"
    return "data di aplikasi" if k.pengumpulan else ""


# (words of the name, what is there of it): the first that fits decides.
ATURAN: tuple[tuple[str, Callable[[Keadaan], str]], ...] = (
    (r"ditandatangani", lambda k: ""),
    (r"^blan[gk]k?o|^format|^draft formulir", lambda k: MILIK_APLIKASI),
    (r"undangan", lambda k: "dibuat di aplikasi" if k.ada_undangan else ""),
    (r"notulen|^rapat$", _bila(Layar.RAPAT, "notulen di aplikasi")),
    (r"nota dinas", lambda k: "dibuat di aplikasi" if {Layar.PERINTAH, Layar.SURAT} & k.layar_beres else ""),
    (
        r"disposisi",
        lambda k: "disposisi di aplikasi" if k.disposisi or Layar.PERINTAH in k.layar_beres else "",
    ),
    (r"^prog(ram)?\.? kerja|rencana kegiatan", _bila(Layar.RENCANA, "dibuat di aplikasi")),
    (r"checklist|daftar dokumen", _bila(Layar.DOKUMEN, "dibuat di aplikasi")),
    (r"tanda terima", _bila(Layar.DISTRIBUSI, "tercatat di aplikasi")),
    (r"formulir.*diisi|formulir terisi", lambda k: "terisi di aplikasi" if k.semua_diserahkan else ""),
    (r"formulir", lambda k: MILIK_APLIKASI if k.pengumpulan else ""),
    (r"metodologi|kertas kerja", lambda k: "dibuat di aplikasi" if k.pengukuran else ""),
    (
        r"surat pengantar",
        lambda k: "dibuat di aplikasi" if Langkah.Naskah.PENGANTAR in k.naskah_beres else "",
    ),
    (r"laporan hasil pengukuran", lambda k: "dibuat di aplikasi" if k.pengukuran else ""),
    (r"rekapitulasi|laporan hasil|arsip hasil|(dokumen|data) pengumpulan", _data),
    (r"^(draft|dokumen|konsep).*kinerja", _data),
    (
        r"tapkin|perjanjian kinerja|penetapan kinerja",
        lambda k: "perjanjian di aplikasi" if k.perjanjian else "",
    ),
)
# Printed in the column Output of SOP 002 although it is the name of another SOP (D16): read as what the step makes.
RUJUKAN = re.compile(r"^sop\b", re.IGNORECASE)
POLA = tuple((re.compile(pola, re.IGNORECASE), ada) for pola, ada in ATURAN)


def dibuat_aplikasi(
    pelaksanaan: Pelaksanaan, berkas: list[BerkasLangkah], menutup: CatatanLangkah | None
) -> dict[int, str]:
    """{berkas_id: how it is there} of the papers that this system makes; a flat number of queries."""
    keadaan = Keadaan(pelaksanaan, menutup)
    hasil = {}
    for satu in berkas:
        if satu.langkah.layar == Layar.TANDA_TANGAN and satu.arah == BerkasLangkah.Arah.OUTPUT:
            continue  # signed on paper: only its scan can be there
        if cara := _cara(satu, keadaan):
            hasil[satu.pk] = cara
    return hasil


def _cara(berkas: BerkasLangkah, keadaan: Keadaan) -> str:
    if RUJUKAN.match(berkas.nama):
        return "dibaca naskah langkah ini" if berkas.langkah.layar in keadaan.layar_beres else ""
    if berkas.langkah.layar == Layar.TANDA_TANGAN:
        return _data(keadaan)
    return next((ada(keadaan) for pola, ada in POLA if pola.search(berkas.nama)), "")
