"""Who answers for a unit's form on a day, and as what a person hands it in."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from alur.giliran import pelaksana_langkah
from alur.models import CatatanLangkah
from organisasi.models import Jabatan, PemangkuJabatan, Pengguna, UnitKerja

# The first kind that the unit has: in a Sekretariat that is the Kasubbag.
PENANGGUNG_JAWAB = (
    Jabatan.Jenis.KEPALA_BIDANG,
    Jabatan.Jenis.KASI,
    Jabatan.Jenis.KASUBBAG,
    Jabatan.Jenis.SEKRETARIS,
)


@dataclass(frozen=True)
class SebagaiPenyerah:
    """As what a person hands in: the head oneself (``pejabat``), for the head (``untuk``), or there is no head."""

    pejabat: PemangkuJabatan | None = None
    untuk: PemangkuJabatan | None = None

    @property
    def jabatan_kosong(self) -> bool:
        """Does nobody hold the position that day?"""
        return self.pejabat is None and self.untuk is None

    @property
    def keterangan(self) -> str:
        """The flag in a sentence; empty where the head hands in."""
        if self.untuk:
            return f"Diserahkan untuk {self.untuk.pegawai} ({self.untuk.sebutan}), bukan oleh pejabatnya sendiri."
        return "Diserahkan saat jabatan pimpinan unit kosong." if self.jabatan_kosong else ""


def pejabat_unit(unit: Iterable[int], tanggal: date) -> dict[int, tuple[PemangkuJabatan, ...]]:
    """{unit: who answers for its form on that day, Plt/Plh among them}; one query."""
    unit = set(unit)
    calon = defaultdict(list)
    for satu in (
        PemangkuJabatan.objects.berlaku_pada(tanggal)
        .filter(
            Q(jabatan__unit__in=unit)
            | Q(jabatan__unit__induk__in=unit, jabatan__unit__induk__jenis=UnitKerja.Jenis.SEKRETARIAT),
            jabatan__jenis__in=PENANGGUNG_JAWAB,
            jabatan__aktif=True,
            pegawai__aktif=True,
        )
        .select_related("jabatan__unit", "pegawai")
        .order_by("jabatan__urutan", "pk")
    ):
        milik = satu.jabatan.unit
        calon[milik.pk if milik.pk in unit else milik.induk_id].append(satu)
    hasil = {}
    for pk, daftar in calon.items():
        jenis = min((satu.jabatan.jenis for satu in daftar), key=PENANGGUNG_JAWAB.index)
        hasil[pk] = tuple(satu for satu in daftar if satu.jabatan.jenis == jenis)
    return hasil


def sebagai_penyerah(unit_id: int, oleh: Pengguna, tanggal: date) -> SebagaiPenyerah:
    """Is this person the head of the unit on that day, and if not, for whom would one hand in?"""
    daftar = pejabat_unit([unit_id], tanggal).get(unit_id, ())
    if milik := next((satu for satu in daftar if satu.pegawai.pengguna_id == oleh.pk), None):
        return SebagaiPenyerah(pejabat=milik)
    # Of the first position, and of its holders a Plt/Plh: named for as long as the holder is away.
    pertama = [satu for satu in daftar if satu.jabatan_id == daftar[0].jabatan_id]
    bertindak = [satu for satu in pertama if satu.jenis != PemangkuJabatan.Jenis.DEFINITIF]
    return SebagaiPenyerah(untuk=next(iter([*bertindak, *pertama]), None))


def pengganti_penyerah(catatan: CatatanLangkah, unit_id: int, tanggal: date) -> list[PemangkuJabatan]:
    """Whom a hand-in at this step may be recorded for where nobody heads the unit: its other holders that day."""
    if pejabat_unit([unit_id], tanggal):
        return []
    milik = (
        satu.pemangku
        for satu in pelaksana_langkah(catatan.langkah, tanggal)
        if satu.pemangku and satu.unit and satu.unit.pk == unit_id
    )
    return list(dict.fromkeys(milik))
