"""The indicator sheet (domain §9): its fields in reading order, what it lacks, what two definitions differ in.

Pages, PDF and workbook print the same ``Butir``; lists and marks use the same ``kekurangan``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from organisasi.models import OPD
from perencanaan.angka import tulis_angka
from perencanaan.gulir import berurut
from perencanaan.models import (
    Indikator,
    JenisBukti,
    PemeriksaanSMART,
    PenanggungJawabData,
    PenempatanIndikator,
    Simpul,
    VersiIndikator,
)
from perencanaan.models.periode import NAMA_BULAN

# The fields that decide a figure: frozen once figures were read with the definition.
PENENTU_ANGKA = (
    "tanggal_mulai",
    "satuan",
    "arah",
    "metode",
    "frekuensi",
    "label_pembilang",
    "label_penyebut",
    "pengali",
)
# The fields that describe: they may be completed at any time, with a trace.
URAIAN = (
    "nama",
    "desimal",
    "definisi_operasional",
    "alasan_pemilihan",
    "formulasi",
    "sumber_data",
    "cara_pengumpulan",
    "pengolah_data",
    "bulan_tersedia",
    "keterkaitan",
    "dasar_penetapan",
)
# Texts that a complete sheet has; ``bulan_tersedia`` and ``keterkaitan`` may rightly be empty.
WAJIB_TERISI = (
    "definisi_operasional",
    "alasan_pemilihan",
    "formulasi",
    "sumber_data",
    "cara_pengumpulan",
    "pengolah_data",
)
TANPA_DEFINISI, TANPA_UNIT, TANPA_BUKTI = "definisi", "unit", "bukti"
TANPA_SMART, SMART_KURANG, TANPA_SK = "smart", "smart_kurang", "sk"
# {code: what is lacking}, in the order of the sheet; the codes stand in addresses.
KURANG = {
    TANPA_DEFINISI: "definisi yang berlaku",
    "definisi_operasional": "definisi operasional",
    "alasan_pemilihan": "alasan pemilihan",
    "formulasi": "formulasi",
    "sumber_data": "sumber data",
    "cara_pengumpulan": "cara pengumpulan",
    "pengolah_data": "pengolah data",
    TANPA_UNIT: "unit penanggung jawab data",
    TANPA_BUKTI: "jenis bukti dukung",
    TANPA_SMART: "pemeriksaan SMART",
    SMART_KURANG: "butir SMART yang belum terpenuhi",
    TANPA_SK: "keputusan penetapan IKU",
}
TAMPIL_KURANG = 2
SEPANJANG_TAHUN = "sepanjang tahun"
# (code, what it is called) of what can be printed of a year.
IKU_SAJA, SEMUA_INDIKATOR = "iku", "semua"
LINGKUP = ((IKU_SAJA, "Manual IKU"), (SEMUA_INDIKATOR, "Kamus semua indikator"))


def hari_kamus(tahun: int, hari: date) -> date:
    """The day on which a year's sheet is read: today within that year, else the year's nearest day."""
    return min(max(hari, date(tahun, 1, 1)), date(tahun, 12, 31))


def definisi_pada(versi: Iterable[VersiIndikator], tanggal: date) -> VersiIndikator | None:
    """The definition in force on that day; definitions of one indicator do not overlap."""
    return next((satu for satu in versi if satu.berlaku_pada(tanggal)), None)


# -- the fields of a sheet --------------------------------------------------------------------------


@dataclass(frozen=True)
class Butir:
    """One field of the sheet; an empty ``teks`` is not filled in."""

    kunci: str
    label: str
    teks: str


def butir_definisi(versi: VersiIndikator, bukti: Sequence[JenisBukti]) -> tuple[Butir, ...]:
    """The fields of one definition in the order one reads them."""
    rasio = versi.metode == VersiIndikator.Metode.RASIO or bool(versi.label_pembilang)
    isi = (
        ("nama", "Nama indikator", versi.nama),
        ("definisi_operasional", "Definisi operasional", versi.definisi_operasional),
        ("alasan_pemilihan", "Alasan pemilihan", versi.alasan_pemilihan),
        ("formulasi", "Formulasi", versi.formulasi),
        ("rasio", "Pembilang dan penyebut", sebut_rasio(versi) if rasio else "bukan rasio"),
        ("satuan", "Satuan", versi.satuan),
        ("arah", "Arah", versi.get_arah_display()),
        ("metode", "Metode periode", versi.get_metode_display()),
        ("frekuensi", "Periode pengukuran", versi.get_frekuensi_display()),
        ("bulan_tersedia", "Data tersedia", sebut_bulan(versi.bulan_tersedia)),
        ("sumber_data", "Sumber data", versi.sumber_data),
        ("cara_pengumpulan", "Cara pengumpulan", versi.cara_pengumpulan),
        ("pengolah_data", "Pengolah data", versi.pengolah_data),
        ("jenis_bukti", "Bukti dukung", sebut_bukti(bukti)),
        ("keterkaitan", "Keterkaitan", versi.keterkaitan),
        ("dasar_penetapan", "Ditetapkan dengan", versi.dasar_penetapan),
    )
    return tuple(Butir(*satu) for satu in isi)


def sebut_rasio(versi: VersiIndikator) -> str:
    """``Jumlah memenuhi ÷ jumlah seluruh × 100``; empty while the parts have no names."""
    if not versi.label_pembilang:
        return ""
    kali = "" if versi.pengali == 1 else f" × {tulis_angka(versi.pengali)}"
    return f"{versi.label_pembilang} ÷ {versi.label_penyebut}{kali}"


def sebut_bulan(bulan: int | None) -> str:
    """``sekitar bulan Februari``; without a month, all year."""
    return f"bulan {NAMA_BULAN[bulan - 1]}" if bulan else SEPANJANG_TAHUN


def sebut_bukti(bukti: Iterable[JenisBukti]) -> str:
    """The kinds of evidence, one a line; what is not obligatory says so."""
    return "\n".join(satu.nama if satu.wajib else f"{satu.nama} (tidak wajib)" for satu in bukti)


@dataclass(frozen=True)
class Beda:
    """One field that two definitions do not share."""

    label: str
    lama: str
    baru: str


def beda_definisi(lama: Sequence[Butir], baru: Sequence[Butir]) -> tuple[Beda, ...]:
    """What changed from one definition to the next, in reading order."""
    dulu = {satu.kunci: satu.teks for satu in lama}
    return tuple(
        Beda(satu.label, dulu.get(satu.kunci, ""), satu.teks)
        for satu in baru
        if dulu.get(satu.kunci, "") != satu.teks
    )


# -- what is lacking --------------------------------------------------------------------------------


def kekurangan(
    versi: VersiIndikator | None,
    *,
    ada_bukti: bool,
    smart: PemeriksaanSMART | None,
    ada_unit: bool,
    adalah_iku: bool,
) -> tuple[str, ...]:
    """The codes of ``KURANG`` that hold for one indicator, in the order of the sheet."""
    if versi is None:
        return (TANPA_DEFINISI,) if ada_unit else (TANPA_DEFINISI, TANPA_UNIT)
    kurang = [nama for nama in WAJIB_TERISI if not getattr(versi, nama).strip()]
    if not ada_unit:
        kurang.append(TANPA_UNIT)
    if not ada_bukti:
        kurang.append(TANPA_BUKTI)
    if smart is None:
        kurang.append(TANPA_SMART)
    elif not all(getattr(smart, butir) for butir in PemeriksaanSMART.BUTIR):
        kurang.append(SMART_KURANG)
    if adalah_iku and not versi.dasar_penetapan.strip():
        kurang.append(TANPA_SK)
    return tuple(kurang)


@dataclass(frozen=True)
class KamusIndikator:
    """What stands behind one indicator's sheet on one day."""

    versi: VersiIndikator | None
    bukti: tuple[JenisBukti, ...] = ()
    smart: PemeriksaanSMART | None = None
    unit: tuple[PenanggungJawabData, ...] = ()
    kurang: tuple[str, ...] = ()
    semua_versi: tuple[VersiIndikator, ...] = field(default=(), repr=False)

    @property
    def lengkap(self) -> bool:
        return not self.kurang

    @property
    def sebut_kurang(self) -> list[str]:
        """What is lacking, in words."""
        return [KURANG[kode] for kode in self.kurang]

    @property
    def ringkas_kurang(self) -> str:
        """The first of it, for a list: ``formulasi, sumber data dan 4 lagi``."""
        kata = self.sebut_kurang
        lagi = f" dan {len(kata) - TAMPIL_KURANG} lagi" if len(kata) > TAMPIL_KURANG else ""
        return f"{', '.join(kata[:TAMPIL_KURANG])}{lagi}"


def baca_kamus(
    indikator: Sequence[Indikator], tanggal: date, *, iku: Iterable[int] = ()
) -> dict[int, KamusIndikator]:
    """{indicator: its sheet on that day}; four queries, whatever the number. ``iku``: those that count as IKU."""
    pk = [satu.pk for satu in indikator]
    semua: Mapping[int, list[VersiIndikator]] = defaultdict(list)
    for satu in VersiIndikator.objects.filter(indikator__in=pk).order_by("-tanggal_mulai"):
        semua[satu.indikator_id].append(satu)
    berlaku = {satu: definisi_pada(semua[satu], tanggal) for satu in pk}
    versi_pk = [satu.pk for satu in berlaku.values() if satu]
    bukti: Mapping[int, list[JenisBukti]] = defaultdict(list)
    for satu in JenisBukti.objects.filter(versi__in=versi_pk).order_by("urutan", "pk"):
        bukti[satu.versi_id].append(satu)
    smart = {
        satu.versi_id: satu
        for satu in PemeriksaanSMART.objects.filter(versi__in=versi_pk).select_related("oleh")
    }
    unit: Mapping[int, list[PenanggungJawabData]] = defaultdict(list)
    for satu in (
        PenanggungJawabData.objects.berlaku_pada(tanggal)
        .filter(indikator__in=pk)
        .select_related("unit")
        .order_by("unit__urutan", "pk")
    ):
        unit[satu.indikator_id].append(satu)
    iku = set(iku)
    hasil = {}
    for satu in pk:
        versi = berlaku[satu]
        periksa = smart.get(versi.pk) if versi else None
        hasil[satu] = KamusIndikator(
            versi,
            tuple(bukti[versi.pk]) if versi else (),
            periksa,
            tuple(unit[satu]),
            kekurangan(
                versi,
                ada_bukti=bool(versi and bukti[versi.pk]),
                smart=periksa,
                ada_unit=bool(unit[satu]),
                adalah_iku=satu in iku,
            ),
            tuple(semua[satu]),
        )
    return hasil


def kamus_tahun(opd: OPD, tahun: int, tanggal: date) -> list[tuple[PenempatanIndikator, KamusIndikator]]:
    """The active indicators of a year's tree in its order, each with its sheet on that day; six queries."""
    urutan = {satu.pk: ke for ke, satu in enumerate(berurut(Simpul.objects.filter(opd=opd, tahun=tahun)))}
    penempatan = list(
        PenempatanIndikator.objects.filter(simpul__opd=opd, tahun=tahun, indikator__aktif=True)
        .select_related("indikator", "simpul")
        .order_by("urutan", "pk")
    )
    penempatan.sort(key=lambda satu: urutan[satu.simpul_id])
    kamus = baca_kamus(
        [satu.indikator for satu in penempatan],
        tanggal,
        iku=(satu.indikator_id for satu in penempatan if satu.jenis == PenempatanIndikator.Jenis.IKU),
    )
    return [(satu, kamus[satu.indikator_id]) for satu in penempatan]
