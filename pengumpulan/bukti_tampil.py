"""What pages show of evidence: lists of pieces with their history, and a form's rows with what each still lacks."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from alur.giliran import Kedudukan
from alur.tampilan import Status, sebut_waktu
from organisasi.hak import boleh
from organisasi.models import Pengguna, UnitKerja
from pengumpulan.bukti_boleh import menerima_bukti
from pengumpulan.bukti_wajib import BuktiBaris, jenis_diminta, sama, susun_bukti_wajib
from pengumpulan.models import BERANGKA, BarisFormulir, BuktiDukung, Formulir, Realisasi
from perencanaan.models import JenisBukti

KURANG = Status("Kurang", "alert-triangle", "kuning")
LENGKAP = Status("Lengkap", "circle-check", "hijau")
ADA = Status("Ada bukti", "paperclip", "hijau")
TANPA = Status("Belum ada bukti", "circle-dashed", "abu")
SARINGAN = {"": "Semua", "kurang": "Kurang", "lengkap": "Tidak kurang"}


def boleh_bukti(objek: BuktiDukung | Formulir, pengguna: Pengguna, milik: Kedudukan) -> bool:
    """May the person add or withdraw evidence of that unit?"""
    return boleh(pengguna, "pengumpulan.isikan", objek) or (
        objek.unit_id in milik.unit and boleh(pengguna, "alur.kerjakan", objek)
    )


def boleh_menambah(formulir: Formulir, pengguna: Pengguna, milik: Kedudukan) -> bool:
    """May the person add evidence to this form today?"""
    return menerima_bukti(formulir) and boleh_bukti(formulir, pengguna, milik)


def bukti_dari(realisasi: Iterable[int]) -> QuerySet[BuktiDukung]:
    """The evidence of these figures, with what a list shows of it."""
    return lengkapi(BuktiDukung.objects.filter(realisasi__in=realisasi)).distinct()


def lengkapi(bukti: QuerySet[BuktiDukung]) -> QuerySet[BuktiDukung]:
    """With what :func:`susun_bukti` shows, newest first."""
    return (
        bukti.select_related("diunggah_oleh", "dicabut_oleh", "unit", "menggantikan", "pengganti")
        .prefetch_related("realisasi__indikator", "realisasi__periode")
        .order_by("-pk")
    )


def susun_bukti(bukti: Iterable[BuktiDukung], pengguna: Pengguna, milik: Kedudukan) -> list[dict]:
    """Evidence for a list, newest first; withdrawn and replaced ones stay readable. One query more than the list.

    ``boleh_cabut``: may this person replace or withdraw it, no approved figure resting on it?
    """
    bukti = list(bukti)
    tetap = _angka_tetap(r.pk for satu in bukti for r in satu.realisasi.all())
    return [
        {
            "bukti": satu,
            "unduh": satu.jenis == BuktiDukung.Jenis.BERKAS,
            "diunggah": _sebut_pada(satu.diunggah_oleh, satu.diunggah_pada),
            "dicabut": _sebut_pada(satu.dicabut_oleh, satu.dicabut_pada),
            "pengganti": getattr(satu, "pengganti", None),
            "menggantikan": satu.menggantikan,
            "sidik": satu.sidik[:12],
            "macam": satu.daftar_macam,
            "baris": sorted({str(r.indikator.kode) for r in satu.realisasi.all()}),
            "periode": sebut_periode(satu.realisasi.all()),
            "boleh_cabut": satu.dicabut_pada is None
            and tetap.isdisjoint(r.pk for r in satu.realisasi.all())
            and boleh_bukti(satu, pengguna, milik),
        }
        for satu in bukti
    ]


def _angka_tetap(realisasi: Iterable[int]) -> set[int]:
    """Those of these figures that were approved."""
    baris = BarisFormulir.objects.filter(
        realisasi__in=set(realisasi), status=BarisFormulir.Status.DISETUJUI, ditunggu=False
    )
    return set(baris.values_list("realisasi", flat=True))


def sebut_periode(realisasi: Iterable[Realisasi]) -> str:
    """``Triwulan I 2026, Triwulan II 2026`` of the figures it stands for."""
    urut = sorted({r.periode for r in realisasi}, key=lambda p: (p.tanggal_selesai, p.tanggal_mulai))
    return ", ".join(str(satu) for satu in urut)


def rantai(bukti: BuktiDukung) -> list[BuktiDukung]:
    """All versions of a piece, newest first; a query for each."""
    terbaru = bukti
    while (lanjut := BuktiDukung.objects.filter(menggantikan=terbaru).first()) is not None:
        terbaru = lanjut
    hasil = [terbaru]
    while hasil[-1].menggantikan_id:
        hasil.append(hasil[-1].menggantikan)
    return hasil


def cari_kembar(unit: UnitKerja, sidik: Iterable[str]) -> dict[str, BuktiDukung]:
    """{SHA-256: the newest piece of this unit in use with the same bytes}."""
    daftar = lengkapi(
        BuktiDukung.objects.dipakai().filter(unit=unit, sidik__in=[satu for satu in sidik if satu])
    )
    return {satu.sidik: satu for satu in reversed(list(daftar))}


@dataclass
class BarisBukti:
    """One row of a form: what its definition asks for, what is there, what is missing."""

    baris: BarisFormulir
    wajib: BuktiBaris
    diminta: list[JenisBukti] = field(default_factory=list)
    bukti: list[BuktiDukung] = field(default_factory=list)
    konteks: str = ""  # the row's period, where it differs from the form's
    dipilih: bool = False

    @property
    def kurang(self) -> tuple[str, ...]:
        """The kinds that a row with a figure lacks."""
        return self.wajib.kurang_untuk(self.baris.realisasi.keadaan)

    @property
    def status(self) -> Status:
        if self.kurang:
            return KURANG
        if self.wajib.wajib and self.wajib.lengkap:
            return LENGKAP
        return ADA if self.wajib.jumlah else TANPA

    @property
    def berangka(self) -> bool:
        """Does the row say a figure, which alone needs evidence?"""
        return self.baris.realisasi.keadaan in BERANGKA

    @property
    def urutan(self) -> tuple:
        """Chosen first, then what a figure lacks, then what a later figure will need, then the form's order."""
        return (not self.dipilih, not self.kurang, not self.wajib.kurang, self.baris.urutan, self.baris.pk)


def susun_baris_bukti(formulir: Formulir, dipilih: Iterable[str] = ()) -> list[BarisBukti]:
    """The rows of a form with their evidence; missing ones first. A flat number of queries."""
    daftar = list(
        formulir.baris.select_related("realisasi__indikator", "realisasi__periode").order_by("urutan", "pk")
    )
    realisasi = [satu.realisasi for satu in daftar]
    diminta = jenis_diminta(realisasi)
    wajib = susun_bukti_wajib(realisasi, diminta=diminta)
    per_realisasi = _bukti_per_realisasi([r.pk for r in realisasi])
    pilihan = set(dipilih)
    hasil = [
        BarisBukti(
            satu,
            wajib[satu.realisasi_id],
            diminta.get(satu.realisasi_id, []),
            per_realisasi[satu.realisasi_id],
            ""
            if satu.realisasi.periode_id == formulir.pengumpulan.periode_id
            else str(satu.realisasi.periode),
            str(satu.pk) in pilihan,
        )
        for satu in daftar
    ]
    return sorted(hasil, key=lambda satu: satu.urutan)


def _bukti_per_realisasi(pk: list[int]) -> dict[int, list[BuktiDukung]]:
    hasil: dict[int, list[BuktiDukung]] = defaultdict(list)
    lalui = BuktiDukung.realisasi.through.objects.filter(
        realisasi__in=pk, buktidukung__dicabut_pada=None
    ).select_related("buktidukung")
    for satu in lalui.order_by("-buktidukung"):
        hasil[satu.realisasi_id].append(satu.buktidukung)
    return hasil


def saring_baris(baris: list[BarisBukti], lihat: str, cari: str) -> list[BarisBukti]:
    """Those that a reader asked for; ``cari`` is looked for in the indicator's code and name."""
    kata = cari.casefold().split()
    return [
        satu
        for satu in baris
        if (lihat not in {"kurang", "lengkap"} or bool(satu.kurang) == (lihat == "kurang"))
        and all(
            k in f"{satu.baris.realisasi.indikator.kode} {satu.baris.realisasi.indikator.nama}".casefold()
            for k in kata
        )
    ]


def susun_saringan(baris: list[BarisBukti], lihat: str) -> list[dict]:
    """The tabs above the rows, with how many each holds."""
    return [
        {"kode": kode, "label": label, "jumlah": len(saring_baris(baris, kode, "")), "aktif": kode == lihat}
        for kode, label in SARINGAN.items()
    ]


@dataclass
class PilihanJenis:
    """A kind that rows of the form ask for: which ones, and how many of those with a figure lack it."""

    nama: str
    kurang: int = 0
    baris: list[int] = field(default_factory=list)
    dipilih: bool = False


def susun_pilihan_jenis(baris: Iterable[BarisBukti], dipilih: Iterable[str] = ()) -> list[PilihanJenis]:
    """The kinds to choose from, each once: those that are missing first, then as the rows name them."""
    pilihan = {sama(satu) for satu in dipilih}
    hasil: dict[str, PilihanJenis] = {}
    for satu in baris:
        kurang = {sama(nama) for nama in satu.kurang}
        for jenis in satu.diminta:
            kunci = sama(jenis.nama)
            butir = hasil.setdefault(kunci, PilihanJenis(jenis.nama, dipilih=kunci in pilihan))
            butir.baris.append(satu.baris.pk)
            butir.kurang += kunci in kurang
    return sorted(hasil.values(), key=lambda satu: (not satu.dipilih, not satu.kurang))


def bukti_unit(formulir: Formulir, cari: str) -> QuerySet[BuktiDukung]:
    """Pieces of the form's unit in use, of any period, newest first; ``cari`` in title, name, place, code."""
    daftar = BuktiDukung.objects.dipakai().filter(unit=formulir.unit_id)
    for kata in cari.split()[:5]:
        daftar = daftar.filter(
            Q(judul__icontains=kata)
            | Q(nama_berkas__icontains=kata)
            | Q(letak__icontains=kata)
            | Q(tautan__icontains=kata)
            | Q(realisasi__indikator__kode__icontains=kata)
        )
    return lengkapi(daftar).distinct()


def _sebut_pada(siapa, saat) -> str:
    return f"{siapa}, {sebut_waktu(saat)}" if saat else ""
