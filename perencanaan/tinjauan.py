"""The review of a year: what still has to be looked at in its tree, worked out anew each time.

What is mended leaves the list by itself. What is left as it is, is ticked with a note (``TinjauanTahun``).
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.models import OPD, Jabatan, PemangkuJabatan, Pengguna, UnitKerja
from perencanaan.anggaran import BERANGGARAN, Jumlah, pagu_simpul
from perencanaan.deret import kalimat_pemutus
from perencanaan.kamus import definisi_pada, hari_kamus
from perencanaan.models import (
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    PerjanjianKinerja,
    Renstra,
    Simpul,
    TinjauanTahun,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.rencana_aksi import BarisAksi, susun_rencana_aksi
from perencanaan.sebut import sebut_target

# Without a Renstra to go by, a definition older than this many years is looked at again.
UMUR_DEFINISI = 5

# {kind: heading}, in the order of the page.
JENIS = {
    "tahun": "Renstra",
    "pemilik": "Penanggung jawab pohon kinerja",
    "penempatan": "Indikator yang tidak ikut",
    "definisi": "Definisi indikator",
    "data": "Penanggung jawab data",
    "target": "Target",
    "anggaran": "Anggaran",
    "pk": "Perjanjian Kinerja",
}


@dataclass(frozen=True)
class Butir:
    """One point: what is the matter, and of which record (``tempat`` is its kind, ``pk`` its key).

    ``kunci`` stays the same for as long as the point does. ``unit`` are the units it concerns; a point of no
    unit concerns the office. ``rincian`` are figures to hold beside it, as (label, text).
    """

    kunci: str
    jenis: str
    kalimat: str
    tempat: (
        str  # "simpul" | "indikator" | "target" | "definisi" | "pagu" | "perjanjian" | "jabatan" | "renstra"
    )
    pk: int | None
    keterangan: str = ""
    rincian: tuple[tuple[str, str], ...] = ()
    unit: frozenset[int] = frozenset()
    versi: int | None = None  # the target that there is to open
    tinjauan: TinjauanTahun | None = None


@dataclass(frozen=True)
class Tinjauan:
    """The review of one year. Counted are the records looked over: one is done when nothing of it is left open."""

    tahun: int
    butir: tuple[Butir, ...]
    jumlah: int
    selesai: int
    # Ticks whose point has been mended since: kept, and no longer shown.
    usang: int = 0

    @property
    def terbuka(self) -> tuple[Butir, ...]:
        """Neither mended nor ticked."""
        return tuple(satu for satu in self.butir if satu.tinjauan is None)

    def cari(self, kunci: str) -> Butir | None:
        return next((satu for satu in self.butir if satu.kunci == kunci), None)


@dataclass
class Bahan:
    """All that the review reads, in a flat number of queries."""

    opd: OPD
    tahun: int
    acuan: date
    simpul: list[Simpul]
    penempatan: list[PenempatanIndikator]
    penempatan_lalu: list[PenempatanIndikator]
    definisi: dict[int, list[VersiIndikator]]
    ber_smart: set[int]
    pemegang: dict[int, list[PenanggungJawabData]]
    aksi: list[BarisAksi]
    target_lalu: dict[int, VersiTarget]
    renstra: Renstra | None
    dipangku: set[int]
    ber_pk: set[int]
    pagu: dict[int, Jumlah]


def baca_bahan(opd: OPD, tahun: int, tanggal: date) -> Bahan:
    """Read once, whatever the number of nodes and indicators."""
    acuan = hari_kamus(tahun, tanggal)
    simpul = list(
        Simpul.objects.filter(opd=opd, tahun=tahun)
        .select_related("penanggung_jawab__unit", "asal__penanggung_jawab")
        .order_by("urutan", "pk")
    )
    penempatan = PenempatanIndikator.objects.filter(simpul__opd=opd, indikator__aktif=True).select_related(
        "indikator", "simpul"
    )
    definisi = defaultdict(list)
    for satu in VersiIndikator.objects.filter(indikator__opd=opd).order_by("tanggal_mulai"):
        definisi[satu.indikator_id].append(satu)
    pemegang = defaultdict(list)
    for satu in (
        PenanggungJawabData.objects.filter(indikator__opd=opd)
        .select_related("unit")
        .order_by("tanggal_mulai", "unit__urutan", "pk")
    ):
        pemegang[satu.indikator_id].append(satu)
    return Bahan(
        opd=opd,
        tahun=tahun,
        acuan=acuan,
        simpul=simpul,
        penempatan=list(penempatan.filter(tahun=tahun).order_by("simpul__urutan", "urutan", "pk")),
        penempatan_lalu=list(penempatan.filter(tahun=tahun - 1).order_by("simpul__urutan", "urutan", "pk")),
        definisi=dict(definisi),
        ber_smart=set(
            VersiIndikator.objects.filter(indikator__opd=opd, smart__isnull=False).values_list(
                "pk", flat=True
            )
        ),
        pemegang=dict(pemegang),
        aksi=susun_rencana_aksi(opd, tahun, tanggal),
        target_lalu={
            satu.indikator_id: satu
            for satu in VersiTarget.objects.ditetapkan()
            .filter(indikator__opd=opd, tahun=tahun - 1)
            .order_by("tanggal_mulai", "pk")
        },
        renstra=Renstra.objects.filter(opd=opd, tahun_awal__lte=tahun, tahun_akhir__gte=tahun).first(),
        dipangku=set(
            PemangkuJabatan.objects.berlaku_pada(acuan)
            .filter(jabatan__opd=opd, pegawai__aktif=True)
            .values_list("jabatan", flat=True)
        ),
        ber_pk=set(PerjanjianKinerja.objects.filter(opd=opd, tahun=tahun).values_list("jabatan", flat=True)),
        pagu=baca_pagu(opd, tahun),
    )


def baca_pagu(opd: OPD, tahun: int) -> dict[int, Jumlah]:
    """{node: the pagu recorded for it}."""
    daftar = PaguAnggaran.objects.filter(simpul__opd=opd, simpul__tahun=tahun)
    return {pk: Jumlah(nilai) for pk, nilai in daftar.values_list("simpul", "nilai")}


def susun_tinjauan(opd: OPD, tahun: int, tanggal: date) -> Tinjauan:
    """The review list of a year as of ``tanggal``, with what was ticked."""
    bahan = baca_bahan(opd, tahun, tanggal)
    ditinjau = {
        satu.kunci: satu for satu in TinjauanTahun.objects.filter(opd=opd, tahun=tahun).select_related("oleh")
    }
    butir = [
        replace(satu, tinjauan=ditinjau.get(satu.kunci))
        for periksa_satu in PEMERIKSA
        for satu in periksa_satu(bahan)
    ]
    urutan = list(JENIS)
    butir.sort(key=lambda satu: urutan.index(satu.jenis))
    semua = _pokok_semua(bahan) | {_pokok(satu) for satu in butir}
    terbuka = {_pokok(satu) for satu in butir if satu.tinjauan is None}
    ada = {satu.kunci for satu in butir}
    return Tinjauan(
        tahun,
        tuple(butir),
        jumlah=len(semua),
        selesai=len(semua - terbuka),
        usang=sum(1 for kunci in ditinjau if kunci not in ada),
    )


def _pokok(butir: Butir) -> str:
    """The record a point is about: ``indikator:12`` of ``indikator:12:tanpa_target``."""
    return ":".join(butir.kunci.split(":")[:2])


def _pokok_semua(bahan: Bahan) -> set[str]:
    """Every node, indicator and owning position of the year, and the year itself."""
    return {
        f"tahun:{bahan.tahun}",
        *(f"simpul:{satu.pk}" for satu in bahan.simpul),
        *(f"indikator:{satu.indikator_id}" for satu in bahan.penempatan),
        *(f"jabatan:{satu.penanggung_jawab_id}" for satu in bahan.simpul if satu.penanggung_jawab_id),
    }


# -- the checks -------------------------------------------------------------------------------------


def _renstra(bahan: Bahan) -> Iterable[Butir]:
    if bahan.renstra is None:
        yield Butir(
            f"tahun:{bahan.tahun}:renstra",
            "tahun",
            f"Tidak ada Renstra yang mencakup tahun {bahan.tahun}.",
            "renstra",
            None,
            "Daftarkan Renstra yang berlaku, lalu sesuaikan pohon kinerjanya.",
        )


def _pemilik(bahan: Bahan) -> Iterable[Butir]:
    """Nodes without an owner in use, and owning positions that are vacant or in a closed unit."""
    milik: dict[int, list[Simpul]] = defaultdict(list)
    for simpul in bahan.simpul:
        jabatan = simpul.penanggung_jawab
        if jabatan is None:
            lalu = simpul.asal.penanggung_jawab if simpul.asal else None
            yield Butir(
                f"simpul:{simpul.pk}:tanpa_pemilik",
                "pemilik",
                f"{simpul} belum mempunyai penanggung jawab.",
                "simpul",
                simpul.pk,
                f"Tahun lalu {lalu}, jabatan yang tidak dipakai lagi." if lalu else "",
            )
        elif not jabatan.aktif:
            yield Butir(
                f"simpul:{simpul.pk}:pemilik_nonaktif:{jabatan.pk}",
                "pemilik",
                f"{simpul}: jabatan {jabatan} tidak dipakai lagi.",
                "simpul",
                simpul.pk,
                unit=_unit_jabatan(jabatan),
            )
        else:
            milik[jabatan.pk].append(simpul)
    for daftar in milik.values():
        jabatan = daftar[0].penanggung_jawab
        if jabatan.pk not in bahan.dipangku:
            yield Butir(
                f"jabatan:{jabatan.pk}:kosong",
                "pemilik",
                f"Jabatan {jabatan} kosong pada {_tanggal(bahan.acuan)}.",
                "jabatan",
                jabatan.pk,
                f"Penanggung jawab {len(daftar)} simpul. Catat pejabat, Plt. atau Plh.-nya.",
                unit=_unit_jabatan(jabatan),
            )
        if jabatan.unit and not jabatan.unit.aktif:
            yield Butir(
                f"jabatan:{jabatan.pk}:unit_nonaktif:{jabatan.unit_id}",
                "pemilik",
                f"{jabatan} masih di {jabatan.unit}, unit yang tidak dipakai lagi.",
                "jabatan",
                jabatan.pk,
                f"Penanggung jawab {len(daftar)} simpul.",
                unit=_unit_jabatan(jabatan),
            )


def _penempatan(bahan: Bahan) -> Iterable[Butir]:
    """Active indicators that stood in last year's tree and stand nowhere now."""
    sekarang = {satu.indikator_id for satu in bahan.penempatan}
    for satu in bahan.penempatan_lalu:
        if satu.indikator_id not in sekarang:
            yield Butir(
                f"indikator:{satu.indikator_id}:tidak_ditempatkan",
                "penempatan",
                f"{satu.indikator} tidak ditempatkan pada pohon {bahan.tahun}.",
                "indikator",
                satu.indikator_id,
                f"Tahun {bahan.tahun - 1} di {satu.simpul}. Tempatkan, atau nonaktifkan indikatornya.",
                unit=_unit_data(bahan, satu.indikator_id),
            )


def _definisi(bahan: Bahan) -> Iterable[Butir]:
    for satu in bahan.penempatan:
        pk, unit = satu.indikator_id, _unit_data(bahan, satu.indikator_id)
        versi = definisi_pada(bahan.definisi.get(pk, ()), bahan.acuan)
        if versi is None:
            lama = bahan.definisi.get(pk, ())
            akhir = max((v.tanggal_selesai for v in lama if v.tanggal_selesai), default=None)
            depan = min((v.tanggal_mulai for v in lama if v.tanggal_mulai > bahan.acuan), default=None)
            if depan:
                kata = f"baru berlaku {_tanggal(depan)}"
            else:
                kata = f"berakhir {_tanggal(akhir)}" if akhir and akhir < bahan.acuan else "belum ditulis"
            yield Butir(
                f"indikator:{pk}:tanpa_definisi",
                "definisi",
                f"{satu.indikator}: definisinya {kata}.",
                "indikator",
                pk,
                "Tanpa definisi yang berlaku, indikator tidak dapat diukur.",
                unit=unit,
            )
            continue
        if lama_sejak := _definisi_lama(versi, bahan):
            yield Butir(
                f"indikator:{pk}:definisi_lama:{versi.pk}",
                "definisi",
                f"{satu.indikator}: definisinya berlaku sejak {_tanggal(versi.tanggal_mulai)}.",
                "indikator",
                pk,
                lama_sejak,
                unit=unit,
            )
        if versi.pk not in bahan.ber_smart:
            yield Butir(
                f"indikator:{pk}:smart:{versi.pk}",
                "definisi",
                f"{satu.indikator}: definisinya belum diperiksa SMART.",
                "indikator",
                pk,
                unit=unit,
            )


def _definisi_lama(versi: VersiIndikator, bahan: Bahan) -> str:
    """Why a definition should be read again; empty when it need not."""
    if bahan.renstra:
        # In the year the Renstra itself was drawn up, its definitions were written too.
        if versi.tanggal_mulai.year < bahan.renstra.tahun_awal - 1:
            return f"Ditulis sebelum {bahan.renstra}. Baca kembali apakah masih sesuai."
        return ""
    if versi.tanggal_mulai.year <= bahan.tahun - UMUR_DEFINISI:
        return f"Sudah {bahan.tahun - versi.tanggal_mulai.year} tahun. Baca kembali apakah masih sesuai."
    return ""


def _data(bahan: Bahan) -> Iterable[Butir]:
    """Who brings the figure: nobody any more, or a unit that was closed."""
    for satu in bahan.penempatan:
        pk = satu.indikator_id
        semua = bahan.pemegang.get(pk, [])
        berlaku = [p for p in semua if p.berlaku_pada(bahan.acuan)]
        if not berlaku:
            akhir = [p for p in semua if p.tanggal_selesai and p.tanggal_selesai < bahan.acuan]
            keterangan = (
                f"{akhir[-1].unit} berakhir {_tanggal(akhir[-1].tanggal_selesai)}."
                if akhir
                else "Formulir unit tidak akan memuat indikator ini."
            )
            yield Butir(
                f"indikator:{pk}:tanpa_penanggung_jawab",
                "data",
                f"{satu.indikator} tidak mempunyai penanggung jawab data pada {_tanggal(bahan.acuan)}.",
                "indikator",
                pk,
                keterangan,
                unit=_unit_data(bahan, pk),
            )
        for p in berlaku:
            if not p.unit.aktif:
                yield Butir(
                    f"indikator:{pk}:unit_nonaktif:{p.unit_id}",
                    "data",
                    f"{satu.indikator}: {p.unit} tidak dipakai lagi.",
                    "indikator",
                    pk,
                    "Akhiri tanggung jawabnya, lalu tunjuk unit yang menggantikan.",
                    unit=frozenset({p.unit_id}),
                )


def _target(bahan: Bahan) -> Iterable[Butir]:
    for baris in bahan.aksi:
        pk, unit = baris.indikator.pk, frozenset(satu.unit_id for satu in baris.pemegang)
        versi = baris.versi.pk if baris.versi else None
        banding = pembanding_target(bahan, baris)
        if not baris.target:
            yield Butir(
                f"indikator:{pk}:tanpa_target",
                "target",
                f"{baris.indikator} belum mempunyai target {bahan.tahun}.",
                "target",
                pk,
                # Said only beside figures of last year.
                kalimat_pemutus(baris.putus) if any(teks for _, teks in banding[1:]) else "",
                rincian=banding,
                unit=unit,
                versi=versi,
            )
            continue
        if not baris.bertarget:
            yield Butir(
                f"indikator:{pk}:target_{'bentuk' if baris.berbentuk_lain else 'rancangan'}",
                "target",
                f"{baris.indikator}: {baris.kurang}.",
                "target",
                pk,
                "Saat diukur, target ini tidak terbaca." if baris.berbentuk_lain else "",
                rincian=((f"Target {bahan.tahun}", baris.target),),
                unit=unit,
                versi=versi,
            )
        # Without a definition nobody can tell which periods it needs; that is a point of its own.
        elif baris.definisi and baris.kurang:
            yield Butir(
                f"indikator:{pk}:target_periode",
                "target",
                f"{baris.indikator}: target {baris.kurang}.",
                "target",
                pk,
                rincian=((f"Target {bahan.tahun}", baris.target),),
                unit=unit,
                versi=versi,
            )
        if baris.peringatan:
            yield Butir(
                f"indikator:{pk}:peringatan:{_sidik(satu.kode for satu in baris.peringatan)}",
                "target",
                f"{baris.indikator}: {len(baris.peringatan)} peringatan target belum dijawab.",
                "target",
                pk,
                baris.peringatan[0].kalimat,
                unit=unit,
                versi=versi,
            )


def pembanding_target(bahan: Bahan, baris: BarisAksi) -> tuple[tuple[str, str], ...]:
    """What to hold beside a new target: the Renstra's for the year, last year's, and what last year brought."""
    lalu = bahan.target_lalu.get(baris.indikator.pk)
    return (
        (f"Renstra {bahan.tahun}", baris.renstra_teks),
        (f"Target {bahan.tahun - 1}", sebut_target(lalu) if lalu else ""),
        (f"Realisasi {bahan.tahun - 1}", baris.tercapai.teks if baris.tercapai else ""),
    )


def _anggaran(bahan: Bahan) -> Iterable[Butir]:
    """The topmost program, kegiatan or sub kegiatan for which no budget is recorded, at it or below it.

    Where an office budgets at the program and at nothing below it, the parts are not missing.
    """
    for simpul, di_bawah in simpul_tanpa_pagu(bahan.simpul, bahan.pagu):
        yield Butir(
            f"simpul:{simpul.pk}:tanpa_pagu",
            "anggaran",
            f"{simpul} belum mempunyai pagu {bahan.tahun}.",
            "pagu",
            simpul.pk,
            f"Termasuk {di_bawah} simpul di bawahnya." if di_bawah else "",
            unit=_unit_jabatan(simpul.penanggung_jawab),
        )


def simpul_tanpa_pagu(daftar: Collection[Simpul], pagu: Mapping[int, Jumlah]) -> Iterable[tuple[Simpul, int]]:
    """(node, how many stand below it) of the topmost nodes of a tree whose budget is missing."""
    anak: dict[int, list[int]] = defaultdict(list)
    per_pk = {satu.pk: satu for satu in daftar}
    for satu in daftar:
        anak[satu.induk_id].append(satu.pk)

    def berpagu(pk: int) -> bool:
        return pagu_simpul(pk, anak, pagu).nilai is not None

    for simpul in daftar:
        if simpul.jenjang not in BERANGGARAN or berpagu(simpul.pk):
            continue
        induk = per_pk.get(simpul.induk_id)
        if induk and induk.jenjang in BERANGGARAN:
            saudara_berpagu = any(berpagu(pk) for pk in anak[induk.pk])
            if not berpagu(induk.pk) or not saudara_berpagu:
                continue
        yield simpul, _jumlah_di_bawah(simpul.pk, anak)


def _jumlah_di_bawah(pk: int, anak: dict[int, list[int]]) -> int:
    return sum(1 + _jumlah_di_bawah(satu, anak) for satu in anak.get(pk, ()))


def _perjanjian(bahan: Bahan) -> Iterable[Butir]:
    milik: dict[int, list[Simpul]] = defaultdict(list)
    for simpul in bahan.simpul:
        if simpul.penanggung_jawab and simpul.penanggung_jawab.aktif:
            milik[simpul.penanggung_jawab_id].append(simpul)
    for pk, daftar in milik.items():
        if pk not in bahan.ber_pk:
            jabatan = daftar[0].penanggung_jawab
            yield Butir(
                f"jabatan:{pk}:tanpa_pk",
                "pk",
                f"{jabatan} belum mempunyai Perjanjian Kinerja {bahan.tahun}.",
                "perjanjian",
                pk,
                f"Penanggung jawab {len(daftar)} simpul.",
                unit=_unit_jabatan(jabatan),
            )


PEMERIKSA: tuple[Callable[[Bahan], Iterable[Butir]], ...] = (
    _renstra,
    _pemilik,
    _penempatan,
    _definisi,
    _data,
    _target,
    _anggaran,
    _perjanjian,
)


# -- small things -----------------------------------------------------------------------------------


def _sidik(kode: Iterable[str]) -> str:
    """Short and stable for the same warnings: a tick speaks of those, not of what comes later."""
    return hashlib.sha256("/".join(sorted(kode)).encode()).hexdigest()[:10]


def _tanggal(tanggal: date) -> str:
    return date_format(tanggal, "j F Y")


def _unit_jabatan(jabatan: Jabatan | None) -> frozenset[int]:
    return frozenset({jabatan.unit_id}) if jabatan and jabatan.unit_id else frozenset()


def _unit_data(bahan: Bahan, indikator: int) -> frozenset[int]:
    """The units that bring an indicator's figure on the day the year is judged by."""
    return frozenset(p.unit_id for p in bahan.pemegang.get(indikator, ()) if p.berlaku_pada(bahan.acuan))


def unit_terkait(opd: OPD, butir: Iterable[Butir]) -> list[UnitKerja]:
    """The units that points of the list concern, in the office's order."""
    dipakai = frozenset().union(*(satu.unit for satu in butir))
    return list(UnitKerja.objects.filter(opd=opd, pk__in=dipakai).order_by("urutan", "nama"))


# -- ticking ----------------------------------------------------------------------------------------

TERTUTUP = "Hanya Tim SAKIP dan admin yang menandai tinjauan tahun baru."


@transaction.atomic
def tandai_ditinjau(*, opd: OPD, tahun: int, kunci: str, catatan: str, oleh: Pengguna) -> TinjauanTahun:
    """Leave a point as it is, with the reason; ticking it again changes the reason."""
    periksa(oleh, "perencanaan.kelola", opd, TERTUTUP)
    catatan = " ".join(catatan.split())
    if not catatan:
        raise TindakanDitolak("Tuliskan mengapa butir ini dibiarkan seperti sekarang.")
    butir = susun_tinjauan(opd, tahun, timezone.localdate()).cari(kunci)
    if butir is None:
        raise TindakanDitolak("Butir ini sudah selesai atau tidak ada lagi. Muat ulang halaman.")
    lama = butir.tinjauan.catatan if butir.tinjauan else ""
    tinjauan, _ = TinjauanTahun.objects.update_or_create(
        opd=opd, tahun=tahun, kunci=kunci, defaults={"catatan": catatan, "oleh": oleh, "pada": timezone.now()}
    )
    catat(
        aksi="perencanaan.tandai_tinjauan",
        objek=tinjauan,
        oleh=oleh,
        lama={"catatan": lama} if lama else None,
        baru={"butir": butir.kalimat, "catatan": catatan},
    )
    return tinjauan


@transaction.atomic
def batalkan_tinjauan(*, opd: OPD, tahun: int, kunci: str, oleh: Pengguna) -> None:
    """Open a ticked point again."""
    periksa(oleh, "perencanaan.kelola", opd, TERTUTUP)
    tinjauan = TinjauanTahun.objects.select_for_update().filter(opd=opd, tahun=tahun, kunci=kunci).first()
    if tinjauan is None:
        raise TindakanDitolak("Butir ini belum ditandai. Muat ulang halaman.")
    catat(
        aksi="perencanaan.batalkan_tinjauan",
        objek=tinjauan,
        oleh=oleh,
        lama={"butir": kunci, "catatan": tinjauan.catatan},
    )
    tinjauan.delete()
