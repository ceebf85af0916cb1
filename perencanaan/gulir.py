"""Rolling a year: the tree and the places of its indicators go on to the next year; the old year stays as it is.

Definitions and data responsibilities carry dates of their own and simply continue. Targets do not: a target is an
agreement. What has to be looked at afterwards is worked out by ``perencanaan.tinjauan``.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.models import OPD, Pengguna
from perencanaan.models import (
    Indikator,
    KaitanSilang,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Renstra,
    Simpul,
    VersiIndikator,
)
from perencanaan.models.pohon import TAHUN_SAH

TAHUN_TERAKHIR = TAHUN_SAH[1].limit_value


@dataclass(frozen=True)
class RencanaGulir:
    """What rolling would add to ``ke``, and what it leaves out, worked out without writing.

    ``padanan`` is {node of ``dari``: the node of ``ke`` that goes on with it}; ``bertemu`` are those of them that
    were made by hand and are recognised by kode or uraian. ``simpul`` and ``penempatan`` are what is missing, in
    the order of the tree.
    """

    dari: int
    ke: int
    simpul: tuple[Simpul, ...]
    penempatan: tuple[PenempatanIndikator, ...]
    padanan: dict[int, Simpul]
    bertemu: tuple[tuple[Simpul, Simpul], ...]
    pemilik_lepas: tuple[Simpul, ...]  # nodes whose owner's position is no longer in use
    indikator_nonaktif: tuple[Indikator, ...]
    tanpa_definisi: tuple[Indikator, ...]  # no definition in force on the first day of ``ke``
    tanpa_penanggung_jawab: tuple[Indikator, ...]
    jumlah_kaitan: int
    renstra: Renstra | None  # the Renstra that ``ke`` lies in
    ada_pohon: bool  # ``ke`` has nodes, whether or not any of them is recognised

    @property
    def pertama(self) -> bool:
        """Has ``ke`` no tree yet?"""
        return not self.ada_pohon


@dataclass(frozen=True)
class HasilGulir:
    """How much was added."""

    simpul: int
    penempatan: int
    kaitan: int

    @property
    def kosong(self) -> bool:
        return not (self.simpul or self.penempatan or self.kaitan)


def pasangan_tahun(opd: OPD, tanggal: date) -> tuple[int, int] | None:
    """(dari, ke): the latest tree and the year after it; None where there is no tree at all.

    Once the year after ``tanggal`` has a tree, that pair stays: what the old year gained since can be added to it.
    """
    tahun = list(Simpul.objects.filter(opd=opd).order_by("tahun").values_list("tahun", flat=True).distinct())
    if not tahun:
        return None
    if tahun[-1] > tanggal.year and len(tahun) > 1:
        return tahun[-2], tahun[-1]
    return tahun[-1], tahun[-1] + 1


def rencana_gulir(opd: OPD, dari: int, ke: int) -> RencanaGulir:
    """What rolling ``dari`` on to ``ke`` would do: nine queries whatever the size."""
    lama = berurut(Simpul.objects.filter(opd=opd, tahun=dari).select_related("penanggung_jawab"))
    baru = list(Simpul.objects.filter(opd=opd, tahun=ke).order_by("urutan", "pk"))
    padanan, bertemu = _padankan(lama, baru)
    penempatan = list(
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=dari)
        .select_related("indikator", "simpul")
        .order_by("simpul__urutan", "urutan", "pk")
    )
    sudah = set(
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=ke).values_list("indikator", flat=True)
    )
    lanjut = [satu for satu in penempatan if satu.indikator.aktif and satu.indikator_id not in sudah]
    awal = date(ke, 1, 1)
    indikator = [satu.indikator for satu in lanjut]
    berdefinisi = set(
        VersiIndikator.objects.berlaku_pada(awal)
        .filter(indikator__opd=opd)
        .values_list("indikator", flat=True)
    )
    dipegang = set(
        PenanggungJawabData.objects.berlaku_pada(awal)
        .filter(indikator__opd=opd)
        .values_list("indikator", flat=True)
    )
    simpul = [satu for satu in lama if satu.pk not in padanan]
    return RencanaGulir(
        dari=dari,
        ke=ke,
        simpul=tuple(simpul),
        penempatan=tuple(lanjut),
        padanan=padanan,
        bertemu=bertemu,
        pemilik_lepas=tuple(
            satu for satu in simpul if satu.penanggung_jawab and not satu.penanggung_jawab.aktif
        ),
        indikator_nonaktif=tuple(satu.indikator for satu in penempatan if not satu.indikator.aktif),
        tanpa_definisi=tuple(satu for satu in indikator if satu.pk not in berdefinisi),
        tanpa_penanggung_jawab=tuple(satu for satu in indikator if satu.pk not in dipegang),
        jumlah_kaitan=KaitanSilang.objects.filter(dari__opd=opd, dari__tahun=dari).count(),
        renstra=Renstra.objects.filter(opd=opd, tahun_awal__lte=ke, tahun_akhir__gte=ke).first(),
        ada_pohon=bool(baru),
    )


@transaction.atomic
def gulirkan(
    *,
    opd: OPD,
    dari: int,
    ke: int,
    oleh: Pengguna,
    simpul: Collection[int] | None = None,
    indikator: Collection[int] | None = None,
) -> HasilGulir:
    """Copy what ``ke`` does not have yet of the tree of ``dari``; nothing of ``dari`` is touched.

    ``simpul`` and ``indikator`` limit it to those keys, so that what was taken out of the new year on purpose
    does not come back when something is added later. Rolling twice adds nothing the second time.
    """
    periksa(oleh, "perencanaan.kelola", opd, "Hanya Tim SAKIP dan admin yang menyiapkan tahun baru.")
    if not dari < ke <= TAHUN_TERAKHIR:
        raise TindakanDitolak("Tahun baru harus sesudah tahun yang disalin.")
    # Of two people who press at once, the second finds what the first has made.
    OPD.objects.select_for_update().get(pk=opd.pk)
    rencana = rencana_gulir(opd, dari, ke)
    if not rencana.simpul and rencana.pertama:
        raise TindakanDitolak(f"Tahun {dari} belum mempunyai pohon kinerja, jadi tidak ada yang disalin.")
    Periode.objects.tahun_lengkap(ke)
    _sambungkan(rencana.bertemu)
    tambahan = _salin_simpul(rencana, simpul)
    ada = rencana.padanan | tambahan
    hasil = HasilGulir(
        simpul=len(tambahan),
        penempatan=_salin_penempatan(rencana, ada, indikator),
        kaitan=_salin_kaitan(opd, rencana, ada, set(tambahan)),
    )
    if not hasil.kosong:
        catat(
            aksi="perencanaan.gulir_tahun",
            objek=opd,
            opd_id=opd.pk,
            oleh=oleh,
            baru={
                "dari tahun": dari,
                "ke tahun": ke,
                "simpul": hasil.simpul,
                "penempatan indikator": hasil.penempatan,
                "kaitan silang": hasil.kaitan,
            },
        )
    return hasil


def berurut(simpul: Iterable[Simpul]) -> list[Simpul]:
    """The nodes of a tree, each followed by those below it."""
    daftar = sorted(simpul, key=lambda satu: (satu.urutan, satu.pk))
    anak: dict[int | None, list[Simpul]] = {}
    for satu in daftar:
        anak.setdefault(satu.induk_id, []).append(satu)
    hasil: list[Simpul] = []
    tumpukan = list(reversed(anak.get(None, [])))
    while tumpukan:
        satu = tumpukan.pop()
        hasil.append(satu)
        tumpukan += reversed(anak.get(satu.pk, []))
    return hasil


def _padankan(
    lama: list[Simpul], baru: list[Simpul]
) -> tuple[dict[int, Simpul], tuple[tuple[Simpul, Simpul], ...]]:
    """Which node of the new year goes on with which of the old one.

    First by ``asal``; then nodes made by hand or loaded from a workbook, by kode, and by uraian where there is no
    kode, below the parent's counterpart. A name that stands twice tells nothing.
    """
    padanan = {satu.asal_id: satu for satu in baru if satu.asal_id}
    bebas: dict[tuple, list[Simpul]] = {}
    for satu in baru:
        if satu.asal_id is None:
            bebas.setdefault(_ciri(satu, satu.induk_id), []).append(satu)
    bertemu = []
    kembar = {}
    for satu in lama:
        kembar.setdefault(_ciri(satu, satu.induk_id), []).append(satu)
    for satu in lama:
        if satu.pk in padanan or len(kembar[_ciri(satu, satu.induk_id)]) > 1:
            continue
        induk = padanan.get(satu.induk_id)
        if satu.induk_id is not None and induk is None and not satu.kode:
            continue
        calon = bebas.get(_ciri(satu, induk.pk if induk else None), [])
        if len(calon) == 1:
            padanan[satu.pk] = calon[0]
            bertemu.append((satu, calon[0]))
    return padanan, tuple(bertemu)


def _ciri(simpul: Simpul, induk: int | None) -> tuple:
    """What a node is recognised by: its level with its kode, else with its parent and its uraian."""
    if simpul.kode:
        return simpul.jenjang, simpul.kode
    return simpul.jenjang, induk, " ".join(simpul.uraian.split()).casefold()


def _sambungkan(bertemu: Iterable[tuple[Simpul, Simpul]]) -> None:
    """Nodes that were made by hand get their link to the year before; all else in them stays."""
    daftar = []
    for lama, baru in bertemu:
        baru.asal = lama
        daftar.append(baru)
    Simpul.objects.bulk_update(daftar, ["asal"])


def _salin_simpul(rencana: RencanaGulir, pilihan: Collection[int] | None) -> dict[int, Simpul]:
    """{node of the old year: its copy}, made level by level, for a parent must stand before its children."""
    dipilih = [satu for satu in rencana.simpul if pilihan is None or satu.pk in pilihan]
    hasil: dict[int, Simpul] = {}
    for jenjang in Simpul.URUTAN_JENJANG:
        sejenjang = [satu for satu in dipilih if satu.jenjang == jenjang]
        salinan = []
        for satu in sejenjang:
            induk = hasil.get(satu.induk_id) or rencana.padanan.get(satu.induk_id)
            if satu.induk_id and induk is None:
                raise TindakanDitolak(
                    f"{satu} berada di bawah simpul yang belum ada pada tahun {rencana.ke}. Pilih juga induknya."
                )
            pemilik = satu.penanggung_jawab
            salinan.append(
                Simpul(
                    opd_id=satu.opd_id,
                    tahun=rencana.ke,
                    jenjang=satu.jenjang,
                    induk=induk,
                    kode=satu.kode,
                    uraian=satu.uraian,
                    penanggung_jawab=pemilik if pemilik and pemilik.aktif else None,
                    asal=satu,
                    faktor_kunci=satu.faktor_kunci,
                    urutan=satu.urutan,
                )
            )
        for satu, baru in zip(sejenjang, Simpul.objects.bulk_create(salinan), strict=True):
            hasil[satu.pk] = baru
    return hasil


def _salin_penempatan(rencana: RencanaGulir, ada: dict[int, Simpul], pilihan: Collection[int] | None) -> int:
    """Active indicators stand where they stood; those whose node was not copied stay out, unless asked for."""
    for satu in rencana.penempatan:
        if pilihan is not None and satu.indikator_id in pilihan and satu.simpul_id not in ada:
            raise TindakanDitolak(
                f"{satu.indikator} berada pada {satu.simpul}, yang belum ada pada tahun {rencana.ke}. "
                "Pilih juga simpulnya."
            )
    salinan = [
        PenempatanIndikator(
            indikator_id=satu.indikator_id,
            simpul=ada[satu.simpul_id],
            tahun=rencana.ke,
            jenis=satu.jenis,
            urutan=satu.urutan,
        )
        for satu in rencana.penempatan
        if satu.simpul_id in ada and (pilihan is None or satu.indikator_id in pilihan)
    ]
    return len(PenempatanIndikator.objects.bulk_create(salinan))


def _salin_kaitan(opd: OPD, rencana: RencanaGulir, ada: dict[int, Simpul], tambahan: set[int]) -> int:
    """Crosscutting links with an end that was copied just now: a link removed since does not come back."""
    salinan = [
        KaitanSilang(dari=ada[satu.dari_id], ke=ada[satu.ke_id], keterangan=satu.keterangan)
        for satu in KaitanSilang.objects.filter(dari__opd=opd, dari__tahun=rencana.dari)
        if satu.dari_id in ada and satu.ke_id in ada and {satu.dari_id, satu.ke_id} & tambahan
    ]
    return len(KaitanSilang.objects.bulk_create(salinan))
