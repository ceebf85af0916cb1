"""Chasing: which units still owe their form, since when and for what, and the words to remind them with.

Nothing is sent from here and no telephone number is kept: a person copies the text, or opens it in WhatsApp.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from django.db.models import F, Max, Q
from django.utils import timezone

from alur.models import (
    CatatanLangkah,
    CatatanPerbaikan,
    IkatanPeran,
    Langkah,
    PelakuLangkah,
)
from alur.tampilan import (
    Status,
    adalah_terlambat,
    sebut_batas,
    sebut_batas_run,
    sebut_tanggal,
    sebut_waktu,
)
from organisasi.kalender import Kalender
from organisasi.models import OPD, PemangkuJabatan, UnitKerja
from organisasi.waktu import hari_ini
from pengumpulan.ditagih import yang_ditagih
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    ButirKoreksi,
    Formulir,
    Keadaan,
    Pengumpulan,
    Realisasi,
)
from pengumpulan.pejabat import pejabat_unit
from pengumpulan.tampilan import RingkasFormulir, batas_pengumpulan, susun_daftar_semua
from perencanaan.models import RealisasiAnggaran

BARIS_DISEBUT = 10
PIHAK_DISEBUT = 3
NAMA_TERPANJANG = 90


@dataclass(frozen=True)
class Pesan:
    """A text that is ready to be sent, and the link that opens it in WhatsApp."""

    teks: str

    @property
    def url(self) -> str:
        """``https://wa.me/?text=…``: the sender chooses the person or group there."""
        return f"https://wa.me/?text={quote(self.teks, safe='')}"


@dataclass(frozen=True)
class Menyusul:
    """A row that was promised for later: which, in the unit's own words why and until when, said on which day."""

    baris: str
    alasan: str
    pada: str
    unit: str


@dataclass(frozen=True)
class Tagihan:
    """What one unit still owes."""

    ringkas: RingkasFormulir
    pejabat: tuple[PemangkuJabatan, ...]
    kosong: tuple[str, ...]  # rows that say nothing yet
    kembali: tuple[str, ...]  # rows that came back, their remark unanswered
    menyusul: tuple[Menyusul, ...]
    terakhir: str
    pesan: Pesan

    @property
    def unit(self) -> UnitKerja:
        return self.ringkas.formulir.unit

    @property
    def kurang(self) -> str:
        """``2 baris belum diisi, 1 baris dikembalikan``; what is left when the rows are complete."""
        return sebut_kurang(self.kosong, self.kembali)


@dataclass(frozen=True)
class Tagih:
    """One collection that is under way: whose turn it is, who owes, and what may follow.

    ``susulan``: it was approved already, and only what it went on without is still awaited.
    """

    judul: str
    url: str
    contoh: bool
    langkah: str
    giliran: str
    batas: str
    terlambat: bool
    daftar: tuple[RingkasFormulir, ...] = ()
    tagihan: tuple[Tagihan, ...] = ()
    menyusul: tuple[Menyusul, ...] = ()  # on forms that are handed in
    pesan: Pesan | None = None
    susulan: bool = False

    @property
    def jumlah_sudah(self) -> int:
        """Forms that are handed in."""
        return sum(satu.formulir.status in Formulir.SUDAH_KEMBALI for satu in self.daftar)

    @property
    def belum_dibagikan(self) -> list[str]:
        """Units whose form is still being prepared: nothing can be asked of them yet."""
        return [
            str(satu.formulir.unit)
            for satu in self.daftar
            if satu.formulir.status == Formulir.Status.DISIAPKAN
        ]

    @property
    def status(self) -> Status:
        if self.susulan:
            return Status("Disetujui, menunggu susulan", "hourglass", "kuning")
        if self.terlambat:
            return Status("Terlambat", "clock-exclamation", "merah")
        return Status("Berjalan", "player-play", "biru")


@dataclass
class _Isi:
    """What is read of the rows of one form."""

    kosong: list[str] = field(default_factory=list)
    kembali: list[str] = field(default_factory=list)
    menyusul: list[Menyusul] = field(default_factory=list)
    diketik: datetime | None = None


def susun_penagihan(opd: OPD, alamat: Callable[[str], str]) -> list[Tagih]:
    """The collections of an OPD that are open or wait for a susulan, nearest batas waktu first.

    ``alamat`` makes a full address of a path. A flat number of queries.
    """
    kalender, tanggal = Kalender(opd), hari_ini(opd.pemda.zona_waktu)
    berjalan = yang_ditagih(opd)
    daftar = susun_daftar_semua(kumpul for _, kumpul in berjalan if kumpul)
    semua = [satu.formulir for kumpul in daftar.values() for satu in kumpul]
    isi = _baca_baris(semua)
    pejabat = pejabat_unit({satu.unit_id for satu in semua}, tanggal)
    terbuka = {
        satu.pelaksanaan_id: satu
        for satu in CatatanLangkah.objects.filter(
            pelaksanaan__in=[jalan.pk for jalan, _ in berjalan if jalan], selesai_pada=None
        )
        .select_related("langkah__prosedur")
        .prefetch_related("disposisi", "paraf", "langkah__pelaku__peran", "langkah__prosedur__langkah")
    }
    unit_peran = _unit_peran(terbuka.values())
    hasil = []
    for jalan, kumpul in berjalan:
        batas = jalan.batas_waktu if jalan else batas_pengumpulan(kumpul, kalender)
        sebutan = (
            sebut_batas_run(kalender, jalan, tanggal) if jalan else sebut_batas(kalender, batas, tanggal)
        )
        disetujui = bool(kumpul and kumpul.disetujui_pada)
        catatan = terbuka.get(jalan.pk) if jalan and not disetujui else None
        formulir = daftar.get(kumpul.pk, []) if kumpul else []
        tagihan = tuple(
            _tagihan(opd, kumpul, satu, isi[satu.formulir.pk], pejabat, sebutan, alamat)
            for satu in formulir
            if _ditagih(satu.formulir, isi[satu.formulir.pk], catatan)
        )
        hasil.append(
            (
                batas,
                Tagih(
                    judul=str(jalan) if jalan else f"Entri langsung {kumpul.periode}",
                    url=(kumpul or jalan).get_absolute_url(),
                    contoh=bool(jalan and jalan.contoh),
                    langkah=f"Langkah {catatan.langkah.nomor}: {catatan.langkah.uraian}" if catatan else "",
                    giliran=_giliran_susulan(formulir)
                    if disetujui
                    else _giliran(opd, catatan, tagihan, unit_peran),
                    batas=sebutan,
                    terlambat=adalah_terlambat(jalan, tanggal) if jalan else batas < tanggal,
                    daftar=tuple(formulir),
                    tagihan=tagihan,
                    menyusul=tuple(
                        susulan
                        for satu in formulir
                        if satu.formulir.status in Formulir.SUDAH_KEMBALI
                        for susulan in isi[satu.formulir.pk].menyusul
                    ),
                    pesan=Pesan(_teks_grup(opd, kumpul, tagihan, sebutan, alamat)) if tagihan else None,
                    susulan=disetujui,
                ),
            )
        )
    return [satu for _, satu in sorted(hasil, key=lambda pasangan: pasangan[0])]


def _ditagih(formulir: Formulir, isi: _Isi, catatan: CatatanLangkah | None) -> bool:
    """Is it the unit's turn? Not before its form is out, nor when all that is left waits for another step."""
    if not formulir.dapat_diisi:
        return False
    if isi.kosong or isi.kembali or catatan is None:
        return True
    # Back at a step before the filling there is nothing to hand in yet; taken back after it, there is.
    return all(
        satu.nomor <= catatan.langkah.nomor
        for satu in catatan.langkah.prosedur.langkah.all()
        if satu.layar == Langkah.Layar.PENGISIAN
    )


def _unit_peran(catatan: Iterable[CatatanLangkah]) -> dict[int, list[UnitKerja]]:
    """{role: the units it stands for} of the open steps that all their doers finish; one query."""
    peran = {pk for satu in catatan if satu.langkah.semua_pelaksana for pk in _pelaksana(satu)}
    hasil = defaultdict(list)
    for ikatan in IkatanPeran.objects.filter(peran__in=peran, unit__isnull=False).select_related("unit"):
        hasil[ikatan.peran_id].append(ikatan.unit)
    return hasil


def _pelaksana(catatan: CatatanLangkah) -> dict[int, str]:
    """{role that does the step: its label}."""
    return {
        satu.peran_id: satu.peran.label
        for satu in catatan.langkah.pelaku.all()
        if satu.tugas == PelakuLangkah.Tugas.PELAKSANA
    }


def _giliran(
    opd: OPD,
    catatan: CatatanLangkah | None,
    tagihan: tuple[Tagihan, ...],
    unit_peran: dict[int, list[UnitKerja]],
) -> str:
    """Whose turn the run is, as its own page says; worked out from what was read for all runs together.

    A direct entry, and a filling that was opened again for some units, waits for the units that owe.
    """
    penunggak = _sebut_pihak(str(satu.unit) for satu in tagihan if not satu.ringkas.formulir.dilewati)
    if catatan is None:
        return penunggak or opd.sebutan_tim
    if catatan.disposisi_terbuka:
        return opd.sebutan_kepala
    peran = _pelaksana(catatan)
    if not catatan.langkah.semua_pelaksana or (catatan.putaran > 1 and not penunggak):
        return _sebut_pihak(peran.values())
    if catatan.putaran > 1:
        return penunggak
    sudah = {(satu.peran_id, satu.unit_id) for satu in catatan.paraf.all()}
    tanpa = {satu.ringkas.formulir.unit_id for satu in tagihan if satu.ringkas.formulir.dilewati}
    pihak = [
        (pk, unit.pk if unit else None, unit.nama if unit else label)
        for pk, label in peran.items()
        for unit in unit_peran.get(pk) or [None]
    ]
    return _sebut_pihak(nama for pk, unit, nama in pihak if (pk, unit) not in sudah and unit not in tanpa)


def _giliran_susulan(daftar: Iterable[RingkasFormulir]) -> str:
    """The units whose form, or figure, still has to come."""
    return _sebut_pihak(
        str(satu.formulir.unit) for satu in daftar if satu.formulir.dapat_diisi or satu.ditunggu
    )


def _sebut_pihak(sebutan: Iterable[str]) -> str:
    nama = list(dict.fromkeys(sebutan))
    lain = len(nama) - PIHAK_DISEBUT
    return ", ".join(nama[:PIHAK_DISEBUT]) + (f" dan {lain} lainnya" if lain > 0 else "")


# -- what is read -----------------------------------------------------------------------------------


def _baca_baris(formulir: list[Formulir]) -> dict[int, _Isi]:
    """{form: its rows that are empty, came back or may follow; when a figure was last typed}: five queries."""
    isi: dict[int, _Isi] = defaultdict(_Isi)
    pk = [satu.pk for satu in formulir]
    kembali = {"status": Baris.Status.DIKEMBALIKAN, "perbaikan__status": CatatanPerbaikan.Status.BELUM}
    dikoreksi = set(
        ButirKoreksi.objects.terbuka()
        .filter(baris__formulir__in=pk, baris__ditunggu=True)
        .values_list("baris", flat=True)
    )
    for satu in (
        BarisFormulir.objects.filter(
            Q(status__in=Baris.BUKA, realisasi__keadaan=Keadaan.BELUM_DIISI)
            | Q(realisasi__keadaan=Keadaan.MENYUSUL)
            | Q(ditunggu=True)
            | Q(**kembali),
            formulir__in=pk,
        )
        .select_related(
            "realisasi__indikator", "realisasi__periode", "realisasi__unit", "formulir__unit", "perbaikan"
        )
        .order_by("formulir", "urutan", "pk")
    ):
        milik, r = isi[satu.formulir_id], satu.realisasi
        nama = f"{r.indikator.kode} {_pendek(r.indikator.nama)} ({r.periode})"
        if r.keadaan == Keadaan.BELUM_DIISI:
            milik.kosong.append(nama)
        elif satu.perbaikan and satu.status == kembali["status"] and satu.perbaikan.status == "belum":
            milik.kembali.append(nama)
        mengapa = _sebut_janji(r) if r.keadaan == Keadaan.MENYUSUL else ""
        if satu.ditunggu and not mengapa:
            mengapa = "Angkanya sudah diisi, tinggal diserahkan"
        if satu.pk in dikoreksi:
            mengapa = "Diminta dikoreksi"
        if mengapa:
            milik.menyusul.append(
                Menyusul(
                    nama,
                    mengapa,
                    sebut_tanggal(timezone.localtime(r.diubah_pada)),
                    str(satu.formulir.unit),
                )
            )
    for satu in BarisAnggaran.objects.filter(**kembali, formulir__in=pk).select_related("simpul"):
        isi[satu.formulir_id].kembali.append(f"Anggaran {_pendek(satu.simpul.uraian)}")
    for form, saat in (
        *BarisFormulir.objects.filter(formulir__in=pk, realisasi__versi__gt=0)
        .order_by()
        .values_list("formulir")
        .annotate(Max("realisasi__diubah_pada")),
        *RealisasiAnggaran.objects.filter(
            simpul__baris_anggaran__formulir__in=pk,
            periode=F("simpul__baris_anggaran__formulir__pengumpulan__periode"),
        )
        .order_by()
        .values_list("simpul__baris_anggaran__formulir")
        .annotate(Max("diubah_pada")),
    ):
        milik = isi[form]
        milik.diketik = max(saat, milik.diketik) if milik.diketik else saat
    return isi


def _sebut_janji(r: Realisasi) -> str:
    if r.menyusul_pada is None:
        return r.alasan
    return f"{r.alasan.rstrip('.')}; dijanjikan paling lambat {sebut_tanggal(r.menyusul_pada)}"


def _pendek(nama: str) -> str:
    return nama if len(nama) <= NAMA_TERPANJANG else nama[: NAMA_TERPANJANG - 1].rstrip() + "…"


def _sebut_terakhir(formulir: Formulir, isi: _Isi) -> str:
    """The last thing that happened to the form, in words."""
    kejadian = [
        (isi.diketik, "mengisi"),
        (formulir.diserahkan_pada, "menyerahkan"),
        (formulir.diterima_pada, "menerima formulir"),
    ]
    kejadian = [(saat, apa) for saat, apa in kejadian if saat and saat >= formulir.dibagikan_pada]
    if not kejadian:
        return f"belum ada sejak dibagikan {sebut_waktu(formulir.dibagikan_pada)}"
    saat, apa = max(kejadian)
    return f"{apa}, {sebut_waktu(saat)}"


# -- the words --------------------------------------------------------------------------------------


def sebut_kurang(kosong: Iterable[str], kembali: Iterable[str]) -> str:
    """``2 baris belum diisi, 1 baris dikembalikan``, or that only the hand-in is left."""
    kosong, kembali = list(kosong), list(kembali)
    kata = []
    if kosong:
        kata.append(f"{len(kosong)} baris belum diisi")
    if kembali:
        kata.append(f"{len(kembali)} baris dikembalikan belum ditindaklanjuti")
    return ", ".join(kata) or "semua baris terisi, tinggal diserahkan"


def _tagihan(
    opd: OPD,
    pengumpulan: Pengumpulan,
    ringkas: RingkasFormulir,
    isi: _Isi,
    pejabat: dict[int, tuple[PemangkuJabatan, ...]],
    batas: str,
    alamat: Callable[[str], str],
) -> Tagihan:
    formulir, susulan = ringkas.formulir, pengumpulan.disetujui_pada is not None
    orang = pejabat.get(formulir.unit_id, ())
    baris = [
        *(f"- {satu}" for satu in isi.kosong),
        *(f"- {satu}, dikembalikan" for satu in isi.kembali),
    ]
    lain = len(baris) - BARIS_DISEBUT
    if lain > 0:
        baris = [*baris[:BARIS_DISEBUT], f"- dan {lain} baris lainnya"]
    teks = [
        f"Yth. {' dan '.join(dict.fromkeys(satu.sebutan for satu in orang)) or formulir.unit},",
        "",
        f"Formulir {formulir.unit} untuk pengumpulan data {pengumpulan.periode} {opd.nama} belum diserahkan: "
        f"{sebut_kurang(isi.kosong, isi.kembali)}.",
        *baris,
        "",
        *(["Data sudah disetujui tanpa formulir ini; serahkan sebagai susulan."] if susulan else []),
        f"Batas waktu: {batas}.",
        f"Alamat formulir: {alamat(formulir.get_absolute_url())}",
        "",
        "Terima kasih.",
    ]
    return Tagihan(
        ringkas=ringkas,
        pejabat=orang,
        kosong=tuple(isi.kosong),
        kembali=tuple(isi.kembali),
        menyusul=tuple(isi.menyusul),
        terakhir=_sebut_terakhir(formulir, isi),
        pesan=Pesan("\n".join(teks)),
    )


def _teks_grup(
    opd: OPD,
    pengumpulan: Pengumpulan,
    tagihan: Iterable[Tagihan],
    batas: str,
    alamat: Callable[[str], str],
) -> str:
    return "\n".join(
        [
            f"Pengumpulan data {pengumpulan.periode} {opd.nama}",
            f"Batas waktu: {batas}.",
            "",
            "Unit yang belum menyerahkan formulir:",
            *(f"- {satu.unit}: {satu.kurang}" for satu in tagihan),
            "",
            f"Alamat formulir: {alamat(pengumpulan.get_absolute_url())}",
            "Terima kasih.",
        ]
    )
