"""A recap as it is examined: every row with its evidence, remarks and what changed; what is unusual marked.

Built on the shapes of ``laporan.susunan``; nothing is computed here but which rows stand out and why.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from alur.models import CatatanLangkah, CatatanPerbaikan, Pelaksanaan
from alur.tampilan import Status
from jejak.models import CatatanJejak
from laporan.bentuk import STATUS_CAPAIAN, BarisCapaian, BarisRekap, Hitungan, Sel
from laporan.susunan.anggaran import baris_anggaran as bentuk_anggaran
from laporan.susunan.anggaran import pohon_pengumpulan
from laporan.susunan.capaian import baca_bahan_capaian, baca_bukti, susun_dari_bahan
from laporan.susunan.rekap import bacaan, susun_rekapitulasi
from laporan.susunan.sel import alamat, sel_isian
from pengukuran.models import HasilUkur, Pengukuran
from pengukuran.tampilan import STATUS_HASIL, analisis_kurang
from pengumpulan.actions import IsiSel
from pengumpulan.models import (
    BERANGKA,
    Baris,
    BarisAnggaran,
    BarisFormulir,
    BuktiDukung,
    Keadaan,
    Pengumpulan,
    RevisiRealisasi,
)
from pengumpulan.tampilan import STATUS_BARIS
from perencanaan.angka import tulis_angka

TEKS_REKAP = (
    ("faktor_pendukung", "Faktor pendukung"),
    ("faktor_penghambat", "Kendala"),
    ("rencana_perbaikan", "Rencana perbaikan"),
)
TEKS_CAPAIAN = (
    ("analisis", "Analisis penyebab"),
    *TEKS_REKAP[:2],
    ("upaya", "Upaya"),
    TEKS_REKAP[2],
)
UBAH_TEKS = {"analisis": "Analisis", "upaya": "Upaya", **dict(TEKS_REKAP)}


@dataclass(frozen=True)
class Pilihan:
    """What was ticked and typed in a return: {row pk: remark} per kind of row."""

    baris: Mapping[int, str] = field(default_factory=dict)
    anggaran: Mapping[int, str] = field(default_factory=dict)
    hasil: Mapping[int, str] = field(default_factory=dict)

    def __bool__(self):
        return bool(self.baris or self.anggaran or self.hasil)

    def dari(self, jenis: str) -> Mapping[int, str]:
        """The rows of one kind: ``baris``, ``anggaran`` or ``hasil``."""
        return getattr(self, jenis)


@dataclass(frozen=True)
class BuktiPeriksa:
    """A piece of evidence: a link to the file or page, or the place where the paper lies."""

    judul: str
    url: str
    keterangan: str
    luar: bool = False


@dataclass(frozen=True)
class BarisPeriksa:
    """One row of a recap. ``sorotan`` says why it stands out; empty: nothing unusual."""

    jenis: str  # "baris", "anggaran" or "hasil"; with ``pk`` the name of its fields
    pk: int
    kode: str
    judul: str
    keterangan: str
    url: str
    target: Sel
    realisasi: Sel
    status: Status
    sorotan: tuple[str, ...] = ()
    tempat: str = ""  # its unit or node, said where rows of several stand together
    rincian: str = ""  # pembilang and penyebut, or the target of the year
    capaian: Sel | None = None
    capaian_tahun: Sel | None = None
    alasan: str = ""
    teks: tuple[tuple[str, str], ...] = ()
    bukti: tuple[BuktiPeriksa, ...] = ()
    catatan: tuple[str, ...] = ()
    ubahan: tuple[str, ...] = ()
    angka_latihan: bool = False
    dapat_kembali: bool = False
    dipilih: bool = False
    isi: str = ""  # the remark that was typed


@dataclass(frozen=True)
class KelompokPeriksa:
    """Rows that stand together; ``sorot`` rows are shown at once, the others behind their heading."""

    judul: str
    keterangan: str
    baris: tuple[BarisPeriksa, ...]
    sorot: bool = False
    status: Status | None = None

    @property
    def buka(self) -> bool:
        """Must the rows be seen at once?"""
        return self.sorot or any(satu.dipilih for satu in self.baris)


@dataclass(frozen=True)
class Periksa:
    """A whole recap to be examined. ``bercapaian``: of a measurement, whose rows have a capaian."""

    bercapaian: bool
    hitungan: tuple[Hitungan, ...]
    kelompok: tuple[KelompokPeriksa, ...]
    anggaran: tuple[BarisPeriksa, ...] = ()
    rata_rata: Sel | None = None
    predikat: Status | None = None
    penjelasan: str = ""
    catatan_metode: tuple[str, ...] = ()

    @property
    def jumlah_sorot(self) -> int:
        """How many rows stand out."""
        return sum(len(satu.baris) for satu in self.kelompok if satu.sorot)


BERUBAH, DIKEMBALIKAN = "Berubah sejak putaran lalu", "Dikembalikan"
TANPA_BUKTI, DI_LUAR_TARGET = "Tanpa bukti dukung", "Di luar target"


def _kunci_sorot(baris: BarisPeriksa) -> int:
    """What came back or changed first, then what has no figure, then what is only unusual."""
    if {BERUBAH, DIKEMBALIKAN} & set(baris.sorotan):
        return 0
    return 2 if set(baris.sorotan) <= {TANPA_BUKTI, DI_LUAR_TARGET} else 1


def _kelompokkan(
    per_tempat: Iterable[tuple[str, str, Status | None, list[BarisPeriksa]]], sorotan_dulu: bool
) -> tuple[KelompokPeriksa, ...]:
    """What stands out first, all places together; then the rest place by place."""
    daftar = list(per_tempat)
    if not sorotan_dulu:
        return tuple(KelompokPeriksa(j, k, tuple(b), True, s) for j, k, s, b in daftar)
    sorot = [replace(satu, tempat=judul) for judul, _, _, baris in daftar for satu in baris if satu.sorotan]
    sorot.sort(key=_kunci_sorot)
    hasil = []
    if sorot:
        hasil.append(
            KelompokPeriksa(
                "Perlu diperhatikan", "Baris yang tidak biasa atau berubah.", tuple(sorot), sorot=True
            )
        )
    for judul, keterangan, status, baris in daftar:
        biasa = tuple(satu for satu in baris if not satu.sorotan)
        if biasa:
            hasil.append(KelompokPeriksa(judul, keterangan, biasa, status=status))
    return tuple(hasil)


# -- a collection -----------------------------------------------------------------------------------


def periksa_pengumpulan(
    pengumpulan: Pengumpulan,
    *,
    boleh_kembali: bool = False,
    pilihan: Pilihan | None = None,
    sorotan_dulu: bool = True,
) -> Periksa:
    """The recap of a collection; rows that are handed in may be ticked where ``boleh_kembali``."""
    rekap = susun_rekapitulasi(pengumpulan)
    baris = list(
        BarisFormulir.objects.filter(formulir__pengumpulan=pengumpulan).select_related(
            "realisasi", "revisi", "perbaikan__catatan"
        )
    )
    # The shape knows no keys: a row is found again by the address of its figure.
    per_alamat = {alamat("realisasi_lihat", satu.realisasi_id): satu for satu in baris}
    bukti = baca_bukti({satu.realisasi_id for satu in baris})
    ubahan = _ubahan_rekap(pengumpulan, baris)
    pilihan = pilihan or Pilihan()
    kelompok = _kelompokkan(
        (
            (
                satu.unit,
                f"Diserahkan {satu.diserahkan}" if satu.diserahkan else "Belum diserahkan",
                None,
                [
                    _baris_rekap(
                        rekap_baris,
                        per_alamat[rekap_baris.url],
                        bukti,
                        ubahan,
                        boleh_kembali=boleh_kembali,
                        pilihan=pilihan,
                    )
                    for rekap_baris in satu.baris
                ],
            )
            for satu in rekap.kelompok
        ),
        sorotan_dulu,
    )
    return Periksa(
        bercapaian=False,
        hitungan=rekap.hitungan,
        kelompok=kelompok,
        anggaran=_baris_anggaran(pengumpulan, boleh_kembali, pilihan),
    )


def _baris_rekap(
    satu: BarisRekap,
    baris: BarisFormulir,
    bukti: Mapping[int, list[BuktiDukung]],
    ubahan: Mapping[int, tuple[str, ...]],
    *,
    boleh_kembali: bool,
    pilihan: Pilihan,
) -> BarisPeriksa:
    isi = bacaan(baris)
    sorotan = []
    if baris.status == Baris.Status.DIKEMBALIKAN:
        sorotan.append(DIKEMBALIKAN)
    if ubahan.get(baris.pk):
        sorotan.append(BERUBAH)
    if isi.keadaan != Keadaan.ANGKA:
        sorotan.append(Keadaan(isi.keadaan).label)
    if isi.keadaan in BERANGKA and not bukti[baris.realisasi_id]:
        sorotan.append(TANPA_BUKTI)
    rincian = f"{satu.pembilang} / {satu.penyebut}" if satu.pembilang.nilai is not None else ""
    return BarisPeriksa(
        jenis="baris",
        pk=baris.pk,
        kode=satu.kode,
        judul=satu.indikator,
        keterangan=" · ".join(
            bagian
            for bagian in (satu.satuan, satu.periode, f"diisi {satu.pengisi}" if satu.pengisi else "")
            if bagian
        ),
        url=satu.url,
        target=satu.target,
        realisasi=satu.realisasi,
        status=STATUS_BARIS[baris.status],
        sorotan=tuple(sorotan),
        rincian=rincian,
        alasan=satu.alasan,
        teks=_teks(satu, TEKS_REKAP),
        bukti=_bukti(bukti[baris.realisasi_id]),
        catatan=satu.catatan,
        ubahan=ubahan.get(baris.pk, ()),
        angka_latihan=satu.angka_latihan,
        dapat_kembali=boleh_kembali and baris.status == Baris.Status.DISERAHKAN,
        dipilih=baris.pk in pilihan.baris,
        isi=pilihan.baris.get(baris.pk, ""),
    )


def _baris_anggaran(
    pengumpulan: Pengumpulan, boleh_kembali: bool, pilihan: Pilihan
) -> tuple[BarisPeriksa, ...]:
    """The lines of spending that the forms ask for."""
    daftar = list(
        BarisAnggaran.objects.filter(formulir__pengumpulan=pengumpulan)
        .select_related("simpul", "formulir__unit", "perbaikan")
        .order_by("formulir__unit__urutan", "urutan", "pk")
    )
    if not daftar:
        return ()
    anggaran = pohon_pengumpulan(pengumpulan).anggaran
    hasil = []
    for satu in daftar:
        isi = anggaran[satu.simpul_id]
        bentuk = bentuk_anggaran(satu.simpul.uraian, isi.pagu, isi.realisasi, kode=satu.simpul.kode)
        catatan = ()
        if satu.perbaikan:
            catatan = (f"{satu.perbaikan.isi} ({satu.perbaikan.get_status_display().lower()})",)
        hasil.append(
            BarisPeriksa(
                jenis="anggaran",
                pk=satu.pk,
                kode=bentuk.kode,
                judul=bentuk.uraian,
                keterangan=satu.formulir.unit.nama,
                url="",
                target=bentuk.pagu,
                realisasi=bentuk.realisasi if isi.realisasi is not None else Sel("Belum diisi"),
                status=STATUS_BARIS[satu.status],
                capaian=bentuk.serapan,
                catatan=catatan,
                angka_latihan=isi.angka_latihan,
                dapat_kembali=boleh_kembali and satu.status == Baris.Status.DISERAHKAN,
                dipilih=satu.pk in pilihan.anggaran,
                isi=pilihan.anggaran.get(satu.pk, ""),
            )
        )
    return tuple(hasil)


def _bukti(daftar: Iterable[BuktiDukung]) -> tuple[BuktiPeriksa, ...]:
    return tuple(
        BuktiPeriksa(
            satu.judul,
            "" if satu.jenis == BuktiDukung.Jenis.LETAK else satu.get_absolute_url(),
            satu.letak,
            luar=satu.jenis == BuktiDukung.Jenis.TAUTAN,
        )
        for satu in daftar
    )


def _teks(satu: BarisRekap | BarisCapaian, nama: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple((label, getattr(satu, kunci)) for kunci, label in nama if getattr(satu, kunci))


# -- what changed since the last round --------------------------------------------------------------


def _saat_kembali(pelaksanaan: Pelaksanaan | None) -> dict[tuple[int, int], tuple[int, datetime]]:
    """{(step, round) of a decision: (audit entry, moment) of its return}.

    Asked of the audit trail, whose moments are real also where a run is recorded afterwards.
    """
    if pelaksanaan is None:
        return {}
    entri = CatatanJejak.objects.filter(
        objek_jenis=pelaksanaan._meta.label_lower, objek_id=pelaksanaan.pk, aksi="alur.kembalikan"
    )
    return {(satu.baru["langkah"], satu.baru["putaran"]): (satu.pk, satu.waktu) for satu in entri}


def _kunci_putusan(perbaikan: CatatanPerbaikan, langkah: Mapping[int, int]) -> tuple[int, int]:
    return langkah[perbaikan.catatan.langkah_id], perbaikan.catatan.putaran


def _nomor_langkah(pelaksanaan: Pelaksanaan) -> dict[int, int]:
    return dict(
        CatatanLangkah.objects.filter(pelaksanaan=pelaksanaan).values_list("langkah", "langkah__nomor")
    )


def _ubahan_rekap(pengumpulan: Pengumpulan, baris: list[BarisFormulir]) -> dict[int, tuple[str, ...]]:
    """{row: what it said when it was last sent back, against what it says now}."""
    kembali = [satu for satu in baris if satu.perbaikan_id]
    if not kembali or pengumpulan.pelaksanaan is None:
        return {}
    saat, nomor = _saat_kembali(pengumpulan.pelaksanaan), _nomor_langkah(pengumpulan.pelaksanaan)
    revisi = defaultdict(list)
    for satu in RevisiRealisasi.objects.filter(realisasi__in=[b.realisasi_id for b in kembali]).order_by(
        "versi"
    ):
        revisi[satu.realisasi_id].append(satu)
    hasil = {}
    for satu in kembali:
        kunci = _kunci_putusan(satu.perbaikan, nomor)
        if kunci not in saat:
            continue
        dulu = [r for r in revisi[satu.realisasi_id] if r.pada <= saat[kunci][1]]
        kini = bacaan(satu)
        if dulu and IsiSel.dari(dulu[-1]) != IsiSel.dari(kini):
            hasil[satu.pk] = _beda(dulu[-1], kini)
    return hasil


def _beda(dulu: RevisiRealisasi, kini) -> tuple[str, ...]:
    """Old and new in sentences; of texts only that they were rewritten, with what stood there."""
    lama, baru = IsiSel.dari(dulu), IsiSel.dari(kini)
    kalimat = []
    if sel_isian(dulu, 4).teks != sel_isian(kini, 4).teks:
        kalimat.append(f"Realisasi {_kata(dulu)} menjadi {_kata(kini)}.")
    elif (lama.pembilang, lama.penyebut) != (baru.pembilang, baru.penyebut):
        kalimat.append(
            f"Pembilang/penyebut {_bagian(lama)} menjadi {_bagian(baru)}; nilainya tetap {_kata(kini)}."
        )
    for nama, label in (("alasan", "Alasan"), ("sumber", "Sumber"), *TEKS_REKAP):
        if getattr(lama, nama) != getattr(baru, nama):
            kalimat.append(f"{label} ditulis ulang; sebelumnya: {getattr(lama, nama) or 'kosong'}")
    return tuple(kalimat) or ("Isian ditandai ulang.",)


def _kata(isian) -> str:
    return sel_isian(isian, 4).teks.lower() if isian.keadaan not in BERANGKA else sel_isian(isian, 4).teks


def _bagian(isi: IsiSel) -> str:
    return f"{tulis_angka(isi.pembilang) or '–'} / {tulis_angka(isi.penyebut) or '–'}"


# -- a measurement ----------------------------------------------------------------------------------


def periksa_pengukuran(
    pengukuran: Pengukuran,
    *,
    boleh_kembali: bool = False,
    pilihan: Pilihan | None = None,
    sorotan_dulu: bool = True,
) -> Periksa:
    """The table of capaian; any result may be ticked where ``boleh_kembali``."""
    bahan = baca_bahan_capaian(pengukuran)
    susunan = susun_dari_bahan(bahan)
    per_alamat = {alamat("hasil_lihat", satu.pk): satu for satu in bahan.hasil}
    perbaikan = CatatanPerbaikan.objects.select_related("catatan").in_bulk(
        {satu.perbaikan_id for satu in bahan.hasil if satu.perbaikan_id}
    )
    ubahan = _ubahan_hasil(pengukuran, bahan.hasil, perbaikan)
    pilihan = pilihan or Pilihan()

    def baris(satu: BarisCapaian) -> BarisPeriksa:
        hasil = per_alamat[satu.url]
        bukti = {b.pk: b for r in hasil.rincian for b in bahan.bukti.get(r["realisasi"], ())}
        return _baris_capaian(
            satu,
            hasil,
            perbaikan.get(hasil.perbaikan_id),
            tuple(bukti.values()),
            ubahan.get(hasil.pk, ()),
            boleh_kembali=boleh_kembali,
            pilihan=pilihan,
        )

    return Periksa(
        bercapaian=True,
        hitungan=susunan.hitungan,
        kelompok=_kelompokkan(
            (
                (
                    f"{satu.jenjang}: {satu.uraian}",
                    satu.penjelasan,
                    predikat_chip(satu.predikat),
                    [*map(baris, satu.baris)],
                )
                for satu in susunan.kelompok
            ),
            sorotan_dulu,
        ),
        anggaran=tuple(
            BarisPeriksa(
                jenis="anggaran",
                pk=0,
                kode=satu.kode,
                judul=satu.uraian,
                keterangan="",
                url="",
                target=satu.pagu,
                realisasi=satu.realisasi,
                status=Status("", "", ""),
                capaian=satu.serapan,
                angka_latihan=satu.angka_latihan,
            )
            for satu in susunan.anggaran
            if satu.tingkat == 0
        ),
        rata_rata=susunan.rata_rata,
        predikat=predikat_chip(susunan.predikat),
        penjelasan=susunan.penjelasan,
        catatan_metode=susunan.catatan_metode,
    )


def predikat_chip(predikat) -> Status | None:
    """A class of the scale as a chip."""
    return Status(predikat.label, predikat.ikon, predikat.warna) if predikat else None


def status_capaian(baris: BarisCapaian) -> Status:
    """The predikat, or which of the states without a figure this is."""
    if baris.status == "dihitung":
        return predikat_chip(baris.predikat) or Status(STATUS_CAPAIAN["dihitung"], "check", "abu")
    return STATUS_HASIL[baris.status]


def _baris_capaian(
    satu: BarisCapaian,
    hasil: HasilUkur,
    perbaikan: CatatanPerbaikan | None,
    bukti: tuple[BuktiDukung, ...],
    ubahan: tuple[str, ...],
    *,
    boleh_kembali: bool,
    pilihan: Pilihan,
) -> BarisPeriksa:
    sorotan = []
    if hasil.periksa == HasilUkur.Periksa.DIKEMBALIKAN:
        sorotan.append(DIKEMBALIKAN)
    if ubahan:
        sorotan.append(BERUBAH)
    if satu.status in {"belum_lapor", "tidak_dapat_dihitung"}:
        sorotan.append(STATUS_CAPAIAN[satu.status])
    if analisis_kurang(hasil):
        sorotan.append("Belum dianalisis")
    elif hasil.analisis_wajib:
        sorotan.append(DI_LUAR_TARGET)
    catatan = list(satu.catatan)
    if perbaikan:
        catatan.append(f"Dikembalikan: {perbaikan.isi} ({perbaikan.get_status_display().lower()})")
        if perbaikan.jawaban:
            catatan.append(f"Tindak lanjut: {perbaikan.jawaban}")
    return BarisPeriksa(
        jenis="hasil",
        pk=hasil.pk,
        kode=satu.kode,
        judul=satu.indikator,
        keterangan=" · ".join(bagian for bagian in (satu.jenis, satu.satuan, satu.unit) if bagian),
        url=satu.url,
        target=satu.target_periode,
        realisasi=satu.realisasi,
        status=status_capaian(satu),
        sorotan=tuple(sorotan),
        rincian=f"Target tahun {satu.target_tahun}" if satu.target_tahun.nilai is not None else "",
        capaian=satu.capaian_periode,
        capaian_tahun=satu.capaian_tahun,
        alasan=satu.sebab,
        teks=_teks(satu, TEKS_CAPAIAN),
        bukti=_bukti(bukti),
        catatan=tuple(catatan),
        ubahan=ubahan,
        angka_latihan=satu.angka_latihan,
        dapat_kembali=boleh_kembali,
        dipilih=hasil.pk in pilihan.hasil,
        isi=pilihan.hasil.get(hasil.pk, ""),
    )


def _ubahan_hasil(
    pengukuran: Pengukuran, daftar: list[HasilUkur], perbaikan: Mapping[int, CatatanPerbaikan]
) -> dict[int, tuple[str, ...]]:
    """{result: what it said when it was last sent back, against what it says now}; out of the audit trail."""
    if not perbaikan:
        return {}
    saat, nomor = _saat_kembali(pengukuran.pelaksanaan), _nomor_langkah(pengukuran.pelaksanaan)
    mulai = {}
    for satu in daftar:
        if satu.perbaikan_id:
            kunci = _kunci_putusan(perbaikan[satu.perbaikan_id], nomor)
            if kunci in saat:
                mulai[satu.pk] = saat[kunci][0]
    lama: dict[int, dict] = defaultdict(dict)
    entri = CatatanJejak.objects.filter(
        objek_jenis=HasilUkur._meta.label_lower,
        objek_id__in=mulai,
        pk__gt=min(mulai.values(), default=0),
        aksi__in=["pengukuran.ukur_ulang", "pengukuran.tulis_analisis"],
    ).order_by("pk")
    for satu in entri:
        if satu.pk > mulai[satu.objek_id]:
            for nama, nilai in (satu.lama or {}).items():
                # The first entry after the return holds what stood there at the return.
                lama[satu.objek_id].setdefault(nama, nilai)
    return {satu.pk: beda for satu in daftar if (beda := _beda_hasil(satu, lama.get(satu.pk, {})))}


def _beda_hasil(hasil: HasilUkur, lama: Mapping) -> tuple[str, ...]:
    kalimat = []
    for nama, kolom, label in (
        ("realisasi", "realisasi", "Realisasi"),
        ("capaian", "capaian_periode", "Capaian"),
    ):
        kini = getattr(hasil, kolom)
        if nama in lama and _desimal(lama[nama]) != kini:
            desimal = 2 if nama == "capaian" else None
            kalimat.append(
                f"{label} {tulis_angka(_desimal(lama[nama]), desimal) or '–'} menjadi "
                f"{tulis_angka(kini, desimal) or '–'}."
            )
    for nama, label in UBAH_TEKS.items():
        if nama in lama and lama[nama] != getattr(hasil, nama):
            kalimat.append(f"{label} ditulis ulang; sebelumnya: {lama[nama] or 'kosong'}")
    return tuple(kalimat)


def _desimal(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)
