"""What the pages of the collection show, worked out once in a flat number of queries: lists, a form, a row."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Q
from django.urls import reverse

from alur.giliran import Kedudukan, peran_pelaksana
from alur.models import (
    CatatanLangkah,
    CatatanPerbaikan,
    Langkah,
    Pelaksanaan,
)
from alur.syarat import pihak_belum
from alur.syarat_mulai import batas_waktu_bawaan
from alur.tampilan import Status, sebut_batas, sebut_waktu
from organisasi.hak import boleh
from organisasi.kalender import Kalender
from organisasi.models import Pengguna, UnitKerja
from organisasi.waktu import hari_ini
from pengumpulan.actions.formulir import kekurangan_formulir, menyerahkan_di_langkah
from pengumpulan.models import (
    BERANGKA,
    BarisAnggaran,
    BarisFormulir,
    BuktiDukung,
    Formulir,
    Keadaan,
    Pengumpulan,
    Realisasi,
)
from pengumpulan.simpan import Hasil, awalan
from perencanaan.anggaran import Belanja, pilih_belanja
from perencanaan.angka import tulis_angka
from perencanaan.deret import kalimat_pemutus, pemutus
from perencanaan.models import (
    JenisBukti,
    PaguAnggaran,
    PenempatanIndikator,
    Periode,
    RealisasiAnggaran,
    TargetPeriode,
    TargetRenstra,
    TargetUnit,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.sebut import sebut_target

STATUS_FORMULIR = {
    Formulir.Status.DISIAPKAN: Status("Disiapkan", "circle-dashed", "abu"),
    Formulir.Status.DIBAGIKAN: Status("Sedang diisi", "pencil", "biru"),
    Formulir.Status.DISERAHKAN: Status("Diserahkan", "send", "hijau"),
    Formulir.Status.DIKEMBALIKAN: Status("Dikembalikan", "arrow-back-up", "kuning"),
    Formulir.Status.DISETUJUI: Status("Disetujui", "circle-check", "hijau"),
}
STATUS_BARIS = {
    "terbuka": Status("Belum diserahkan", "pencil", "biru"),
    "diserahkan": Status("Diserahkan", "send", "hijau"),
    "dikembalikan": Status("Dikembalikan", "arrow-back-up", "kuning"),
    "disetujui": Status("Disetujui", "circle-check", "hijau"),
}
PILIHAN_KEADAAN = [
    (satu.value, satu.label) for satu in Keadaan if satu not in {Keadaan.BELUM_DIISI, Keadaan.SEMENTARA}
]
PILIHAN_KEADAAN.insert(1, (Keadaan.SEMENTARA.value, Keadaan.SEMENTARA.label))
# Levels that a measurement can rank, best last; an indicator's target says which of them it uses.
TINGKAT_UMUM = (("D", "C", "CC", "B", "BB", "A", "AA"), ("TMP", "TW", "WDP", "WTP"))


# -- the lists --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RingkasFormulir:
    """One form in a list: how far it is and through whose hands it went."""

    formulir: Formulir
    status: Status
    jumlah: int
    terisi: int
    jumlah_anggaran: int
    diterima: str
    diserahkan: str

    @property
    def belum(self) -> int:
        """Rows that still say nothing."""
        return self.jumlah - self.terisi


def susun_daftar_formulir(pengumpulan: Pengumpulan) -> list[RingkasFormulir]:
    """The forms of a collection in the order of the units."""
    return susun_daftar_semua([pengumpulan]).get(pengumpulan.pk, [])


def susun_daftar_semua(pengumpulan: Iterable[Pengumpulan]) -> dict[int, list[RingkasFormulir]]:
    """{collection: its forms in the order of the units}; two queries for any number of collections."""
    pk = [satu.pk for satu in pengumpulan]
    anggaran = dict(
        BarisAnggaran.objects.filter(formulir__pengumpulan__in=pk)
        .order_by()
        .values_list("formulir")
        .annotate(Count("pk"))
    )
    daftar = (
        Formulir.objects.filter(pengumpulan__in=pk)
        .select_related("unit", "diterima_oleh", "diserahkan_oleh")
        .annotate(
            jumlah=Count("baris"),
            terisi=Count("baris", filter=~Q(baris__realisasi__keadaan=Keadaan.BELUM_DIISI)),
        )
        .order_by("unit__urutan", "unit__nama")
    )
    hasil = defaultdict(list)
    for satu in daftar:
        hasil[satu.pengumpulan_id].append(
            RingkasFormulir(
                satu,
                STATUS_FORMULIR[satu.status],
                satu.jumlah,
                satu.terisi,
                anggaran.get(satu.pk, 0),
                _sebut_pada(satu.diterima_oleh, satu.diterima_pada),
                sebut_penyerahan(satu),
            )
        )
    return dict(hasil)


def sebut_penyerahan(formulir: Formulir) -> str:
    """``Staf Satu, Bidang Satu, 5 Maret 2026 pukul 09.30``; empty where it was never handed in."""
    if not formulir.diserahkan_pada:
        return ""
    siapa = ", ".join(
        dict.fromkeys(satu for satu in (str(formulir.diserahkan_oleh), formulir.diserahkan_selaku) if satu)
    )
    return f"{siapa}, {sebut_waktu(formulir.diserahkan_pada)}"


def batas_pengumpulan(pengumpulan: Pengumpulan, kalender: Kalender) -> date:
    """Until when the forms are due: the run's batas waktu; for a direct entry the OPD's usual one."""
    if pengumpulan.pelaksanaan:
        return pengumpulan.pelaksanaan.batas_waktu
    return batas_waktu_bawaan(opd=pengumpulan.opd, periode=pengumpulan.periode, kalender=kalender)


def sebut_persetujuan(pengumpulan: Pengumpulan) -> str:
    """Who approved the collection and when; empty while nobody did."""
    if not pengumpulan.disetujui_pada:
        return ""
    siapa = ", ".join(
        dict.fromkeys(
            satu for satu in (str(pengumpulan.disetujui_oleh), pengumpulan.disetujui_selaku) if satu
        )
    )
    return f"{siapa}, {sebut_waktu(pengumpulan.disetujui_pada)}"


def _sebut_pada(siapa, saat) -> str:
    return f"{siapa}, {sebut_waktu(saat)}" if saat else ""


# -- one form ---------------------------------------------------------------------------------------


@dataclass
class TampilBaris:
    """One row: what is asked, what stands there, what was refused."""

    baris: BarisFormulir
    nama: str  # the prefix of its fields
    terbuka: bool
    satuan: str
    konteks: str  # period and unit, where they differ from the form's
    target: str
    target_tahun: str
    target_latihan: bool
    lalu: str
    periode_lalu: str
    isi: dict[str, str]  # what the fields show
    definisi: VersiIndikator | None
    bagian: bool  # the parts of a ratio are asked, not the value
    tingkat: list[str]  # levels to choose from; empty for figures
    jumlah_bukti: int = 0
    target_unit: str = ""  # the unit's own part of the year's target
    lalu_putus: str = ""  # why the figure before does not compare, in a sentence
    jenis_bukti: list[JenisBukti] = field(default_factory=list)
    perbaikan: CatatanPerbaikan | None = None
    boleh_jawab: bool = False
    galat: list[str] = field(default_factory=list)
    ditolak: str = ""  # what was typed into a row that has closed meanwhile

    @property
    def realisasi(self) -> Realisasi:
        return self.baris.realisasi

    @property
    def bukti_wajib(self) -> int:
        """How many kinds of evidence the definition asks for."""
        return sum(satu.wajib for satu in self.jenis_bukti)

    @property
    def bukti_kurang(self) -> bool:
        """Is there less evidence than kinds that are asked for? A warning; it holds nothing up."""
        return self.realisasi.keadaan in BERANGKA and self.jumlah_bukti < self.bukti_wajib

    @property
    def terisi(self) -> bool:
        """Does the row say something, a figure or a state with its reason?"""
        return self.realisasi.keadaan != Keadaan.BELUM_DIISI

    @property
    def teks(self) -> str:
        """The stored content in words."""
        return sebut_isi(self.realisasi)

    @property
    def hasil(self) -> str:
        """The value that came of the parts."""
        return tulis_angka(self.realisasi.nilai)

    @property
    def status(self) -> Status:
        return STATUS_BARIS[self.baris.status]

    @property
    def lain(self) -> bool:
        """Is the level one that is not on the list?"""
        return bool(self.isi["tingkat"]) and self.isi["tingkat"] not in self.tingkat


@dataclass
class TampilAnggaran:
    """The spending of one node: pagu, before this period, in it, and up to its end. All in rupiah."""

    baris: BarisAnggaran
    nama: str
    terbuka: bool
    pagu: str
    sebelum: str
    nilai: str
    semula: str
    versi: int
    sampai: str
    latihan: bool
    perbaikan: CatatanPerbaikan | None = None
    boleh_jawab: bool = False
    galat: list[str] = field(default_factory=list)

    @property
    def status(self) -> Status:
        return STATUS_BARIS[self.baris.status]


@dataclass(frozen=True)
class Kewenangan:
    """What this person may do with a form today."""

    orang_unit: bool
    tim: bool
    mengisi: bool  # the form is out, the collection open, and the person of the unit or the team
    terbuka: CatatanLangkah | None  # the run's present
    giliran: tuple[
        UnitKerja | None, ...
    ]  # for which units that present is this person's turn; None: for no unit
    unit: frozenset[int]

    def boleh_jawab(self, perbaikan: CatatanPerbaikan | None) -> bool:
        """May the person answer this remark now? As ``alur.perbaikan.tindaklanjuti`` decides it."""
        return bool(
            perbaikan
            and self.mengisi
            and self.terbuka
            and perbaikan.status != CatatanPerbaikan.Status.SELESAI
            and perbaikan.catatan.dikembalikan_ke_id == self.terbuka.langkah_id
            and (self.giliran or perbaikan.unit_id in self.unit)
        )


def kewenangan(formulir: Formulir, pengguna: Pengguna, milik: Kedudukan) -> Kewenangan:
    """Read once for a page."""
    pengumpulan = formulir.pengumpulan
    pelaksanaan = pengumpulan.pelaksanaan
    orang_unit = formulir.unit_id in milik.unit and boleh(pengguna, "alur.kerjakan", formulir)
    tim = boleh(pengguna, "pengumpulan.isikan", formulir)
    terbuka = None
    if pelaksanaan:
        terbuka = (
            pelaksanaan.catatan.filter(selesai_pada=None)
            .select_related("langkah__prosedur", "pelaksanaan__opd__pemda")
            .first()
        )
    berjalan = pelaksanaan is None or pelaksanaan.status == Pelaksanaan.Status.BERJALAN
    mengisi = (orang_unit or tim) and formulir.dapat_diisi and pengumpulan.terbuka and berjalan
    giliran: tuple = ()
    if mengisi and terbuka:
        peran = {satu.pk for satu in peran_pelaksana(terbuka.langkah)}
        giliran = tuple(satu.unit for satu in milik.ikatan if satu.peran_id in peran)
    return Kewenangan(orang_unit, tim, mengisi, terbuka, giliran, frozenset(milik.unit))


def susun_baris(
    formulir: Formulir, wenang: Kewenangan, hasil: Mapping[str, Hasil] | None = None, pk: int | None = None
) -> list[TampilBaris]:
    """The rows of a form (or the one of that pk); ``hasil`` are refused changes by the row's prefix."""
    hasil = hasil or {}
    baris = formulir.baris.select_related(
        "realisasi__indikator",
        "realisasi__periode",
        "realisasi__unit",
        "realisasi__diubah_oleh",
        "perbaikan__catatan",
        "perbaikan__dijawab_oleh",
    )
    daftar = list(baris.filter(pk=pk) if pk else baris)
    realisasi = [satu.realisasi for satu in daftar]
    semua_definisi = baca_definisi(realisasi)
    definisi = definisi_berlaku(realisasi, semua_definisi)
    diminta = bukti_diminta(definisi)
    target = _target(realisasi)
    bagian = _bagian_unit(satu for _, satu in target.values())
    lalu = _periode_lalu(realisasi, formulir.pengumpulan.periode)
    bukti = _jumlah_bukti(realisasi)
    tingkat = _pilihan_tingkat(realisasi, definisi)
    tampil = []
    for satu in daftar:
        r = satu.realisasi
        versi = definisi.get(r.pk)
        periode_target, target_tahun = target.get(r.pk, (None, None))
        sebelum = lalu.get(r.pk)
        buah = TampilBaris(
            baris=satu,
            nama=awalan(satu),
            terbuka=wenang.mengisi and satu.dapat_diisi,
            satuan=versi.satuan if versi else "",
            konteks=_konteks(r, formulir),
            target=tulis_angka(periode_target),
            target_tahun=sebut_target(target_tahun) if target_tahun else "",
            target_unit=tulis_angka(bagian.get((target_tahun.pk, r.unit_id))) if target_tahun else "",
            target_latihan=bool(target_tahun and target_tahun.angka_latihan),
            lalu=sebut_isi(sebelum) if sebelum else "",
            periode_lalu=str(sebelum.periode) if sebelum else "",
            isi=_isi_tersimpan(r),
            definisi=versi,
            bagian=bool(versi and versi.metode == VersiIndikator.Metode.RASIO) or r.pembilang is not None,
            tingkat=tingkat.get(r.pk, []),
            jumlah_bukti=bukti.get(r.pk, 0),
            lalu_putus=_sebut_putus(semua_definisi[r.indikator_id], sebelum, r) if sebelum else "",
            jenis_bukti=diminta.get(r.pk, []),
            perbaikan=satu.perbaikan,
            boleh_jawab=satu.dapat_diisi and wenang.boleh_jawab(satu.perbaikan),
        )
        if satu.perbaikan:
            buah.isi["jawaban"] = satu.perbaikan.jawaban
        _pasang_hasil(buah, hasil.get(buah.nama))
        tampil.append(buah)
    return tampil


def _pasang_hasil(tampil: TampilBaris, hasil: Hasil | None) -> None:
    """What was typed and refused comes back, in its fields or, where these have closed, in words."""
    if hasil is None or not hasil.galat:
        return
    tampil.galat = hasil.galat
    if tampil.terbuka:
        # Fields that were not on that page keep what is stored.
        tampil.isi |= {nama: teks for nama, teks in hasil.ketikan.items() if nama != "versi"}
    else:
        tampil.ditolak = ", ".join(
            hasil.ketikan[nama]
            for nama in ("nilai", "pembilang", "penyebut", "tingkat", "alasan", "jawaban")
            if hasil.ketikan.get(nama)
        )


def sebut_isi(realisasi: Realisasi) -> str:
    """The figure, or the state in words; blank, nol and not measurable stay three things."""
    if realisasi.keadaan not in BERANGKA:
        return realisasi.get_keadaan_display()
    angka = tulis_angka(realisasi.nilai) or realisasi.tingkat
    return f"{angka} (sementara)" if realisasi.keadaan == Keadaan.SEMENTARA else angka


def _isi_tersimpan(r: Realisasi) -> dict[str, str]:
    return {
        "keadaan": r.keadaan,
        "nilai": tulis_angka(r.nilai),
        "pembilang": tulis_angka(r.pembilang),
        "penyebut": tulis_angka(r.penyebut),
        "tingkat": r.tingkat,
        "alasan": r.alasan,
        "sumber": r.sumber,
        "faktor_pendukung": r.faktor_pendukung,
        "faktor_penghambat": r.faktor_penghambat,
        "rencana_perbaikan": r.rencana_perbaikan,
        "jawaban": "",
    }


def _konteks(r: Realisasi, formulir: Formulir) -> str:
    beda = []
    if r.periode_id != formulir.pengumpulan.periode_id:
        beda.append(str(r.periode))
    if r.unit_id != formulir.unit_id:
        beda.append(str(r.unit))
    return ", ".join(beda)


def _berlaku(daftar: Iterable, tanggal: date):
    return next((satu for satu in daftar if satu.berlaku_pada(tanggal)), None)


def baca_definisi(daftar: Iterable[Realisasi]) -> dict[int, list[VersiIndikator]]:
    """{indicator: all its definitions}; one query."""
    versi = defaultdict(list)
    for satu in VersiIndikator.objects.filter(indikator__in={r.indikator_id for r in daftar}):
        versi[satu.indikator_id].append(satu)
    return versi


def bukti_diminta(definisi: Mapping[int, VersiIndikator]) -> dict[int, list[JenisBukti]]:
    """{realisasi: the kinds of evidence its definition names}; one query."""
    per_versi = defaultdict(list)
    for satu in JenisBukti.objects.filter(versi__in={satu.pk for satu in definisi.values()}):
        per_versi[satu.versi_id].append(satu)
    return {pk: per_versi[satu.pk] for pk, satu in definisi.items()}


def _sebut_putus(versi: Iterable[VersiIndikator], sebelum: Realisasi, kini: Realisasi) -> str:
    """Why the figure before does not compare with this period's; empty where it does."""
    return kalimat_pemutus(
        pemutus(versi, setelah=sebelum.periode.tanggal_selesai, sampai=kini.periode.tanggal_selesai)
    )


def definisi_berlaku(
    daftar: list[Realisasi], versi: Mapping[int, list[VersiIndikator]] | None = None
) -> dict[int, VersiIndikator]:
    """{realisasi: the definition in force at the end of its period}."""
    versi = baca_definisi(daftar) if versi is None else versi
    cocok = {r.pk: _berlaku(versi[r.indikator_id], r.periode.tanggal_selesai) for r in daftar}
    return {pk: satu for pk, satu in cocok.items() if satu}


def _target(daftar: list[Realisasi]) -> dict[int, tuple[Decimal | None, VersiTarget]]:
    """{realisasi: (its period's target, its year's)} by the version in force at the end of the period."""
    versi = defaultdict(list)
    for satu in VersiTarget.objects.filter(
        indikator__in={r.indikator_id for r in daftar}, tahun__in={r.periode.tahun for r in daftar}
    ):
        versi[satu.indikator_id, satu.tahun].append(satu)
    berlaku = {
        r.pk: _berlaku(versi[r.indikator_id, r.periode.tahun], r.periode.tanggal_selesai) for r in daftar
    }
    periode = {
        (pk, periode_id): nilai
        for pk, periode_id, nilai in TargetPeriode.objects.filter(
            versi__in={satu.pk for satu in berlaku.values() if satu},
            periode__in={r.periode_id for r in daftar},
        ).values_list("versi", "periode", "nilai")
    }
    return {
        r.pk: (periode.get((satu.pk, r.periode_id)), satu)
        for r in daftar
        if (satu := berlaku[r.pk]) is not None
    }


def _bagian_unit(target: Iterable[VersiTarget]) -> dict[tuple[int, int], Decimal]:
    """{(target, unit): the unit's part of the year's target}, where several units share it."""
    daftar = TargetUnit.objects.filter(versi__in={satu.pk for satu in target})
    return {(satu.versi_id, satu.unit_id): satu.nilai for satu in daftar}


def _periode_lalu(daftar: list[Realisasi], periode: Periode) -> dict[int, Realisasi]:
    """{realisasi: the same cell's latest earlier period of the same kind}, back to the year before."""
    sebelum = defaultdict(list)
    for satu in (
        Realisasi.objects.filter(
            indikator__in={r.indikator_id for r in daftar},
            unit__in={r.unit_id for r in daftar},
            periode__tahun__gte=periode.tahun - 1,
            periode__tanggal_selesai__lt=periode.tanggal_selesai,
        )
        .exclude(keadaan=Keadaan.BELUM_DIISI)
        .select_related("periode")
        .order_by("-periode__tanggal_selesai")
    ):
        sebelum[satu.indikator_id, satu.unit_id, satu.periode.jenis].append(satu)
    hasil = {}
    for r in daftar:
        calon = sebelum[r.indikator_id, r.unit_id, r.periode.jenis]
        cocok = next((s for s in calon if s.periode.tanggal_selesai < r.periode.tanggal_mulai), None)
        if cocok:
            hasil[r.pk] = cocok
    return hasil


def _jumlah_bukti(daftar: list[Realisasi]) -> dict[int, int]:
    return dict(
        BuktiDukung.realisasi.through.objects.filter(
            realisasi__in=[r.pk for r in daftar], buktidukung__dicabut_pada=None
        )
        .values_list("realisasi")
        .annotate(Count("pk"))
    )


def _pilihan_tingkat(daftar: list[Realisasi], definisi: dict[int, VersiIndikator]) -> dict[int, list[str]]:
    """{realisasi: levels}: those of the family that the indicator's targets use, best first, else those in use."""
    ordinal = [r for r in daftar if r.pk in definisi and definisi[r.pk].arah == VersiIndikator.Arah.ORDINAL]
    if not ordinal:
        return {}
    dipakai = defaultdict(dict)
    indikator = {r.indikator_id for r in ordinal}
    for semua in (VersiTarget.objects.ditetapkan(), TargetRenstra.objects.all(), Realisasi.objects.all()):
        for pk, tingkat in (
            semua.filter(indikator__in=indikator)
            .exclude(tingkat="")
            .order_by("pk")
            .values_list("indikator", "tingkat")
        ):
            dipakai[pk][tingkat] = True
    hasil = {}
    for r in ordinal:
        ada = {satu.casefold() for satu in dipakai[r.indikator_id]}
        keluarga = next((satu for satu in TINGKAT_UMUM if ada and ada <= {t.casefold() for t in satu}), None)
        hasil[r.pk] = list(reversed(keluarga)) if keluarga else list(dipakai[r.indikator_id]) or [""]
    return hasil


def kelompokkan(daftar: list[TampilBaris], tahun: int) -> list[tuple[str, list[TampilBaris]]]:
    """Rows below the node of the year's tree on which their indicator stands, in the form's order."""
    simpul = {
        satu.indikator_id: f"{satu.simpul.get_jenjang_display()}: {satu.simpul.uraian}"
        for satu in PenempatanIndikator.objects.filter(
            tahun=tahun, indikator__in={satu.realisasi.indikator_id for satu in daftar}
        ).select_related("simpul")
    }
    hasil: list[tuple[str, list[TampilBaris]]] = []
    for satu in daftar:
        judul = simpul.get(satu.realisasi.indikator_id, "")
        if not hasil or hasil[-1][0] != judul:
            hasil.append((judul, []))
        hasil[-1][1].append(satu)
    return hasil


def susun_anggaran(
    formulir: Formulir, wenang: Kewenangan, hasil: Mapping[str, Hasil] | None = None
) -> list[TampilAnggaran]:
    """The lines of spending of a form; a flat number of queries."""
    hasil = hasil or {}
    periode = formulir.pengumpulan.periode
    daftar = list(formulir.anggaran.select_related("simpul", "perbaikan__catatan", "perbaikan__dijawab_oleh"))
    if not daftar:
        return []
    simpul = [satu.simpul_id for satu in daftar]
    pagu = {
        satu.simpul_id: satu
        for satu in PaguAnggaran.objects.berlaku_pada(periode.tanggal_selesai).filter(simpul__in=simpul)
    }
    realisasi = defaultdict(list)
    for satu in RealisasiAnggaran.objects.filter(simpul__in=simpul).select_related("periode"):
        realisasi[satu.simpul_id].append(satu)
    tampil = []
    for satu in daftar:
        kini = next((r for r in realisasi[satu.simpul_id] if r.periode_id == periode.pk), None)
        tercatat = realisasi[satu.simpul_id]
        buah = TampilAnggaran(
            baris=satu,
            nama=awalan(satu),
            terbuka=wenang.mengisi and satu.dapat_diisi,
            pagu=tulis_angka(pagu[satu.simpul_id].nilai) if satu.simpul_id in pagu else "",
            sebelum=_belanja_sampai(tercatat, periode.tanggal_mulai - timedelta(days=1)),
            nilai=tulis_angka(kini.nilai) if kini else "",
            semula=tulis_angka(kini.nilai) if kini else "",
            versi=kini.versi if kini else 0,
            sampai=_belanja_sampai(tercatat, periode.tanggal_selesai),
            latihan=bool(
                (kini and kini.angka_latihan)
                or (satu.simpul_id in pagu and pagu[satu.simpul_id].angka_latihan)
            ),
            perbaikan=satu.perbaikan,
            boleh_jawab=satu.dapat_diisi and wenang.boleh_jawab(satu.perbaikan),
        )
        if (ditolak := hasil.get(buah.nama)) and ditolak.galat:
            buah.galat = ditolak.galat
            buah.nilai = ditolak.ketikan.get("nilai", buah.nilai)
        tampil.append(buah)
    return tampil


def _belanja_sampai(daftar: Iterable[RealisasiAnggaran], sampai: date) -> str:
    """What a node spent in its year up to that day, in rupiah; empty where nothing is recorded."""
    dipakai = pilih_belanja(
        (Belanja(r.periode.tanggal_mulai, r.periode.tanggal_selesai, r.nilai) for r in daftar), sampai
    )
    return tulis_angka(sum((satu.nilai for satu in dipakai), Decimal(0))) if dipakai else ""


# -- whose turn, and the way out --------------------------------------------------------------------


def susun_giliran_formulir(formulir: Formulir, wenang: Kewenangan) -> dict:
    """The banner of a form (``komponen/giliran.html``); the same list guards the hand-in."""
    pengumpulan = formulir.pengumpulan
    pelaksanaan = pengumpulan.pelaksanaan
    if pelaksanaan and pelaksanaan.status == Pelaksanaan.Status.DIBATALKAN:
        return {"siapa": "Pengumpulan ini dibatalkan", "selesai": True, "uraian": pelaksanaan.alasan_batal}
    if formulir.status == Formulir.Status.DISETUJUI or not pengumpulan.terbuka:
        return {
            "siapa": "Sudah disetujui dan dikunci",
            "selesai": True,
            "uraian": sebut_persetujuan(pengumpulan),
        }
    if formulir.status == Formulir.Status.DISERAHKAN:
        return {
            "siapa": "Sudah diserahkan, menunggu diperiksa",
            "selesai": True,
            "uraian": sebut_penyerahan(formulir),
        }
    opd = pengumpulan.opd
    tanggal = hari_ini(opd.pemda.zona_waktu)
    kalender = Kalender(opd)
    batas = batas_pengumpulan(pengumpulan, kalender)
    kembali = formulir.status == Formulir.Status.DIKEMBALIKAN
    uraian = (
        "Perbaiki baris yang dikembalikan, tulis apa yang diperbaiki, lalu serahkan lagi."
        if kembali
        else "Isi setiap baris, lalu serahkan formulir."
    )
    if formulir.status == Formulir.Status.DISIAPKAN:
        uraian = "Formulir belum dibagikan; isinya dapat dilihat, belum dapat diisi."
    return {
        "siapa": str(formulir.unit) if formulir.dapat_diisi else "formulir dibagikan",
        "milik_saya": wenang.mengisi and wenang.orang_unit,
        "uraian": uraian,
        "sejak": sebut_waktu(formulir.dibagikan_pada) if formulir.dibagikan_pada else "",
        "batas_waktu": sebut_batas(kalender, batas, tanggal),
        "terlambat": batas < tanggal,
        "kekurangan": kekurangan_formulir(formulir),
    }


@dataclass(frozen=True)
class Penyerahan:
    """How this person hands the form in: where the button posts, what it says, or why there is none."""

    url: str = ""
    label: str = ""
    keterangan: str = ""


def susun_penyerahan(formulir: Formulir, wenang: Kewenangan) -> Penyerahan | None:
    """The hand-in of a form that is out: at the run's filling step, or by itself where no step asks for it."""
    if not wenang.mengisi:
        return None
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    if not menyerahkan_di_langkah(formulir):
        return Penyerahan(
            reverse("formulir_serahkan", args=[formulir.pk]),
            "Serahkan formulir",
            "Setelah diserahkan, baris tertutup dan hanya terbuka lagi bila dikembalikan.",
        )
    terbuka = wenang.terbuka
    if terbuka is None or terbuka.langkah.layar != Langkah.Layar.PENGISIAN:
        return Penyerahan(
            keterangan="Formulir diserahkan pada langkah pengisian, yang sekarang belum dibuka."
        )
    belum = {satu.unit_id for satu in pihak_belum(terbuka)}
    giliran = {satu for satu in wenang.giliran if satu and satu.pk in belum}
    if formulir.unit_id not in {satu.pk for satu in giliran}:
        return Penyerahan(
            keterangan=f"Yang menyerahkan pegawai {formulir.unit}. Tim SAKIP dapat mencatatkannya di halaman "
            f"{pelaksanaan}.",
        )
    lain = sorted(satu.nama for satu in giliran if satu.pk != formulir.unit_id)
    return Penyerahan(
        reverse("langkah_selesaikan", args=[terbuka.pk]),
        terbuka.langkah.tindakan,
        f"Sekaligus menyerahkan formulir {', '.join(lain)}, unit Anda juga."
        if lain
        else "Setelah diserahkan, baris tertutup dan hanya terbuka lagi bila dikembalikan.",
    )


# -- evidence ---------------------------------------------------------------------------------------


def susun_bukti(bukti: Iterable[BuktiDukung], pengguna: Pengguna, milik: Kedudukan) -> list[dict]:
    """Evidence for a list, newest first; withdrawn ones last in time stay readable."""
    return [
        {
            "bukti": satu,
            "unduh": satu.jenis == BuktiDukung.Jenis.BERKAS,
            "diunggah": _sebut_pada(satu.diunggah_oleh, satu.diunggah_pada),
            "dicabut": _sebut_pada(satu.dicabut_oleh, satu.dicabut_pada),
            "sidik": satu.sidik[:12],
            "baris": [str(r.indikator.kode) for r in satu.realisasi.all()],
            "boleh_cabut": satu.dicabut_pada is None and boleh_bukti(satu, pengguna, milik),
        }
        for satu in bukti
    ]


def boleh_bukti(objek: BuktiDukung | Formulir, pengguna: Pengguna, milik: Kedudukan) -> bool:
    """May the person add or withdraw evidence of that unit?"""
    return boleh(pengguna, "pengumpulan.isikan", objek) or (
        objek.unit_id in milik.unit and boleh(pengguna, "alur.kerjakan", objek)
    )


def bukti_dari(realisasi: Iterable[int]):
    """The evidence of these figures, with what a list shows of it."""
    return (
        BuktiDukung.objects.filter(realisasi__in=realisasi)
        .select_related("diunggah_oleh", "dicabut_oleh", "unit")
        .prefetch_related("realisasi__indikator")
        .order_by("-pk")
        .distinct()
    )
