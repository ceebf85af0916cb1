"""The paper of a Perjanjian Kinerja: statement and lampiran, built live for a draft, read back once signed.

The parts follow PermenPANRB 53/2014, Lampiran I; the sentences are our own in its sense. Page, PDF and Word render
these frozen dataclasses and compute nothing. Targets are in the indicator's satuan, amounts in rupiah.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format

from organisasi.models import OPD, Jabatan, PemerintahDaerah
from organisasi.pejabat import pemangku_pada
from organisasi.waktu import hari_ini
from perencanaan.anggaran import Jumlah, pagu_simpul
from perencanaan.angka import tulis_angka
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenempatanIndikator,
    PerjanjianKinerja,
    Simpul,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.sebut import sebut_target

BENTUK = 1  # of the stored JSON; a later shape gets the next number
Jenjang = Simpul.Jenjang
Jenis = Jabatan.Jenis
SEBUTAN_KEPALA_DAERAH = {
    PemerintahDaerah.Jenis.KABUPATEN: "Bupati",
    PemerintahDaerah.Jenis.KOTA: "Wali Kota",
    PemerintahDaerah.Jenis.PROVINSI: "Gubernur",
}
PEMBUKA = (
    "Untuk menyelenggarakan pemerintahan yang efektif, terbuka, dan akuntabel serta mengutamakan hasil, kami yang "
    "bertanda tangan di bawah ini:"
)
KEWAJIBAN_PERTAMA = (
    "Pihak Pertama menyanggupi untuk mewujudkan target kinerja tahun {tahun} sebagaimana tercantum dalam lampiran "
    "perjanjian ini, sejalan dengan target kinerja jangka menengah dalam dokumen perencanaan. Keberhasilan dan "
    "kegagalan mencapai target tersebut menjadi tanggung jawab Pihak Pertama."
)
KEWAJIBAN_KEDUA = (
    "Pihak Kedua melakukan pembinaan dan pengawasan yang diperlukan, menilai capaian kinerja atas perjanjian ini, "
    "dan mengambil langkah yang diperlukan, termasuk memberikan penghargaan dan sanksi."
)
LATIHAN = "Angka bertanda “angka latihan” dibuat untuk berlatih; bukan angka terbitan."
TANPA_NASKAH = (
    "Naskah perjanjian ini tidak tersimpan saat ditandatangani; yang tampil disusun dari data sekarang."
)
SEBUTAN_JENJANG = {**dict(Jenjang.choices), Jenjang.SASARAN.value: "Sasaran Strategis"}


@dataclass(frozen=True)
class Tingkat:
    """What the agreement of a kind of position holds: rows from nodes of ``hasil``, budget of ``anggaran``."""

    nama: str
    jenis: tuple[str, ...]
    hasil: tuple[str, ...]
    anggaran: str


TINGKAT = (
    Tingkat("Kepala", (Jenis.KEPALA,), (Jenjang.TUJUAN, Jenjang.SASARAN), Jenjang.PROGRAM),
    Tingkat(
        "Sekretaris dan Kepala Bidang",
        (Jenis.SEKRETARIS, Jenis.KEPALA_BIDANG),
        (Jenjang.PROGRAM, Jenjang.KEGIATAN),
        Jenjang.KEGIATAN,
    ),
    Tingkat(
        "Kasubbag, Kasi, dan pejabat fungsional",
        (Jenis.KASUBBAG, Jenis.KASI, Jenis.FUNGSIONAL, Jenis.PELAKSANA),
        (Jenjang.KEGIATAN, Jenjang.SUB_KEGIATAN),
        Jenjang.SUB_KEGIATAN,
    ),
)


def tingkat_jabatan(jabatan: Jabatan) -> Tingkat:
    """The level at which a position agrees (eselon II, III, IV)."""
    return next(satu for satu in TINGKAT if jabatan.jenis in satu.jenis)


# -- the shapes -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PihakPK:
    """A party as printed: ``jabatan`` carries Plt./Plh.; a head of region has neither pangkat nor NIP."""

    jabatan: str
    nama: str = ""
    pangkat: str = ""
    nip: str = ""


@dataclass(frozen=True)
class BarisTargetPK:
    """One indicator of the lampiran. ``kunci`` is the indicator's, ``hasil`` the words of its node."""

    kunci: int
    nomor: int
    hasil: str
    indikator: str
    satuan: str
    target: str  # empty: not set
    angka_latihan: bool = False


@dataclass(frozen=True)
class BarisAnggaranPK:
    """Budget of one node; ``nilai`` in rupiah as text with all digits, empty where none is recorded."""

    kunci: int
    nomor: int
    kode: str
    uraian: str
    nilai: str
    keterangan: str = ""
    angka_latihan: bool = False

    @property
    def rupiah(self) -> str:
        """``1.500.000``; a dash where none is recorded."""
        return tulis_rupiah(self.nilai)


@dataclass(frozen=True)
class NaskahPK:
    """All that stands on the paper. ``tanggal`` is the day of signing, ``konsep`` marks it as unsigned."""

    judul: str  # "Perjanjian Kinerja Perubahan ke-1 Tahun 2026"
    tahun: int
    nomor: str
    pemda: str
    opd: str
    alamat: str
    kontak: str
    pembuka: str
    pertama: PihakPK
    kedua: PihakPK
    kewajiban: tuple[str, ...]
    perubahan: str  # what a revision changes, and why; empty on the first
    tempat: str
    tanggal: date | None
    tanggal_berlaku: date
    label_hasil: str
    label_indikator: str
    baris: tuple[BarisTargetPK, ...]
    label_anggaran: str
    anggaran: tuple[BarisAnggaranPK, ...]
    jumlah_anggaran: str
    konsep: bool = False
    keterangan: tuple[str, ...] = ()

    @property
    def jumlah_rupiah(self) -> str:
        """The total of the budget table."""
        return tulis_rupiah(self.jumlah_anggaran)


def tulis_rupiah(nilai: str) -> str:
    """A stored amount as it is printed; a dash where none is recorded."""
    if not nilai:
        return "–"
    jumlah = Decimal(nilai)
    return tulis_angka(jumlah, 0 if jumlah == jumlah.to_integral_value() else 2)


# -- the text as signed -----------------------------------------------------------------------------


def simpan_naskah(naskah: NaskahPK) -> dict:
    """The paper as plain JSON values."""
    isi = asdict(naskah)
    for nama in ("tanggal", "tanggal_berlaku"):
        isi[nama] = isi[nama].isoformat() if isi[nama] else None
    # Through JSON, so that what is hashed is what the database gives back.
    return json.loads(json.dumps({"bentuk": BENTUK, **isi}))


def muat_naskah(isi: Mapping) -> NaskahPK:
    """The paper that ``simpan_naskah`` stored."""
    isi = {nama: nilai for nama, nilai in isi.items() if nama != "bentuk"}
    for nama in ("tanggal", "tanggal_berlaku"):
        isi[nama] = date.fromisoformat(isi[nama]) if isi[nama] else None
    isi["pertama"], isi["kedua"] = PihakPK(**isi["pertama"]), PihakPK(**isi["kedua"])
    isi["baris"] = tuple(BarisTargetPK(**satu) for satu in isi["baris"])
    isi["anggaran"] = tuple(BarisAnggaranPK(**satu) for satu in isi["anggaran"])
    isi["kewajiban"], isi["keterangan"] = tuple(isi["kewajiban"]), tuple(isi["keterangan"])
    return NaskahPK(**isi)


def hitung_sidik(isi: Mapping) -> str:
    """SHA-256 over the stored text, whatever order the database keeps its keys in."""
    rapi = json.dumps(isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(rapi.encode()).hexdigest()


def naskah_utuh(perjanjian: PerjanjianKinerja) -> bool | None:
    """Is the stored text still the one that was hashed? ``None`` where no text was stored."""
    return None if perjanjian.naskah is None else hitung_sidik(perjanjian.naskah) == perjanjian.sidik


def naskah_perjanjian(perjanjian: PerjanjianKinerja) -> NaskahPK:
    """The paper to show: as signed, or of a draft as it stands now."""
    if perjanjian.naskah is not None:
        return muat_naskah(perjanjian.naskah)
    return susun_naskah(perjanjian)


# -- built live -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BahanBaris:
    """A row that the agreement has, with the target it shows; ``target`` may be missing or still empty."""

    indikator: Indikator
    simpul: Simpul | None
    definisi: VersiIndikator | None
    target: VersiTarget | None
    jenis: str = ""


def susun_naskah(perjanjian: PerjanjianKinerja, tanggal: date | None = None) -> NaskahPK:
    """The paper as it would be signed on ``tanggal`` (else the day noted on the draft, else today)."""
    opd = perjanjian.opd
    dicetak = tanggal or perjanjian.tanggal
    baris = baca_baris(perjanjian)
    label_anggaran, anggaran, jumlah = _anggaran(perjanjian, baris, dicetak)
    tercetak = tuple(_baris_target(nomor, satu) for nomor, satu in enumerate(baris, 1))
    keterangan = []
    if any(satu.angka_latihan for satu in (*tercetak, *anggaran)):
        keterangan.append(LATIHAN)
    if perjanjian.dikunci and perjanjian.naskah is None:
        keterangan.append(TANPA_NASKAH)
    kontak = [("Telepon", opd.telepon), ("Surel", opd.email), ("Laman", opd.laman)]
    return NaskahPK(
        judul=judul_perjanjian(perjanjian),
        tahun=perjanjian.tahun,
        nomor=perjanjian.nomor,
        pemda=f"Pemerintah {opd.pemda}",
        opd=opd.nama,
        alamat=" ".join(opd.alamat.split()),
        kontak=" · ".join(f"{label} {isi}" for label, isi in kontak if isi),
        pembuka=PEMBUKA,
        pertama=_pihak(perjanjian.jabatan, dicetak or hari_ini(opd.pemda.zona_waktu)),
        kedua=_pihak_kedua(perjanjian, dicetak or hari_ini(opd.pemda.zona_waktu)),
        kewajiban=(KEWAJIBAN_PERTAMA.format(tahun=perjanjian.tahun), KEWAJIBAN_KEDUA),
        perubahan=_sebut_perubahan(perjanjian),
        tempat=perjanjian.tempat or opd.pemda.ibu_kota,
        tanggal=dicetak,
        tanggal_berlaku=perjanjian.tanggal_berlaku,
        label_hasil=_label_hasil(perjanjian, baris),
        label_indikator=_label_indikator(baris),
        baris=tercetak,
        label_anggaran=label_anggaran,
        anggaran=anggaran,
        jumlah_anggaran=jumlah,
        konsep=not perjanjian.dikunci,
        keterangan=tuple(keterangan),
    )


def judul_perjanjian(perjanjian: PerjanjianKinerja) -> str:
    """``Perjanjian Kinerja Perubahan ke-1 Tahun 2026``."""
    perubahan = f" Perubahan ke-{perjanjian.perubahan_ke}" if perjanjian.perubahan_ke else ""
    return f"Perjanjian Kinerja{perubahan} Tahun {perjanjian.tahun}"


def jabatan_kepala_daerah(opd: OPD) -> str:
    """``Bupati Boyolali``: with whom the Kepala of an OPD agrees."""
    return f"{SEBUTAN_KEPALA_DAERAH[PemerintahDaerah.Jenis(opd.pemda.jenis)]} {opd.pemda.nama}"


def _pihak(jabatan: Jabatan, tanggal: date) -> PihakPK:
    """Who signs for a position on that day; without a holder only the position is printed."""
    pemangku = pemangku_pada(jabatan, tanggal)
    if pemangku is None:
        return PihakPK(jabatan.nama)
    orang = pemangku.pegawai
    return PihakPK(pemangku.sebutan, orang.nama, orang.pangkat, orang.nip)


def _pihak_kedua(perjanjian: PerjanjianKinerja, tanggal: date) -> PihakPK:
    if perjanjian.atasan_id:
        return _pihak(perjanjian.atasan, tanggal)
    return PihakPK(
        perjanjian.pihak_kedua_jabatan,
        perjanjian.pihak_kedua_nama,
        perjanjian.pihak_kedua_pangkat,
        perjanjian.pihak_kedua_nip,
    )


def _sebut_perubahan(perjanjian: PerjanjianKinerja) -> str:
    """What a revision says of itself: what it changes, from when, and why."""
    if not perjanjian.perubahan_ke:
        return ""
    lama = versi_sebelum(perjanjian)
    yang_lama = "Perjanjian Kinerja sebelumnya"
    if lama is not None:
        nomor = f" nomor {lama.nomor}" if lama.nomor else ""
        saat = f" tanggal {date_format(lama.tanggal, 'j F Y')}" if lama.tanggal else ""
        yang_lama = f"{judul_perjanjian(lama)}{nomor}{saat}"
    sebab = f"{perjanjian.get_sebab_display().lower()}; " if perjanjian.sebab else ""
    return (
        f"Perjanjian ini mengubah {yang_lama} dan berlaku mulai "
        f"{date_format(perjanjian.tanggal_berlaku, 'j F Y')}. Sebab perubahan: {sebab}"
        f"{perjanjian.alasan.strip().rstrip('.')}."
    )


def versi_sebelum(perjanjian: PerjanjianKinerja) -> PerjanjianKinerja | None:
    """The version that this one changes."""
    return versi_perjanjian(perjanjian).filter(perubahan_ke__lt=perjanjian.perubahan_ke).last()


def versi_perjanjian(perjanjian: PerjanjianKinerja):
    """All versions of the same agreement, the first one first."""
    return PerjanjianKinerja.objects.filter(
        opd=perjanjian.opd_id, tahun=perjanjian.tahun, jabatan=perjanjian.jabatan_id
    ).order_by("perubahan_ke")


# -- rows -------------------------------------------------------------------------------------------


def target_sebelumnya(perjanjian: PerjanjianKinerja):
    """The targets of the agreement's earlier versions that hold on the day this one begins."""
    return (
        VersiTarget.objects.berlaku_pada(perjanjian.tanggal_berlaku)
        .filter(
            perjanjian__in=versi_perjanjian(perjanjian).filter(perubahan_ke__lt=perjanjian.perubahan_ke),
            tahun=perjanjian.tahun,
        )
        .select_related("indikator", "perjanjian")
    )


def target_milik(perjanjian: PerjanjianKinerja) -> list[VersiTarget]:
    """The targets that the agreement itself shows: its own, or where only the official changes those in force."""
    if perjanjian.sebab == PerjanjianKinerja.Sebab.PEJABAT:
        return list(target_sebelumnya(perjanjian))
    return list(perjanjian.target.select_related("indikator"))


def penempatan_wajib(perjanjian: PerjanjianKinerja):
    """The indicators that a position of this level answers for: of the sasaran, or of its own nodes."""
    hasil = tingkat_jabatan(perjanjian.jabatan).hasil
    milik = {"simpul__opd": perjanjian.opd_id, "tahun": perjanjian.tahun}
    if perjanjian.jabatan.jenis != Jenis.KEPALA:
        milik["simpul__penanggung_jawab"] = perjanjian.jabatan_id
        # In a kecamatan a Kasi answers for a program; whoever is named there, nobody else agrees on it.
        hasil = (*hasil, Jenjang.PROGRAM)
    return PenempatanIndikator.objects.filter(**milik, simpul__jenjang__in=hasil)


def target_di_luar(perjanjian: PerjanjianKinerja) -> dict[int, VersiTarget]:
    """{indicator: target} in force on the agreement's first day that belong to no version of this agreement:
    to another position's, or to none."""
    return {
        satu.indikator_id: satu
        for satu in VersiTarget.objects.berlaku_pada(perjanjian.tanggal_berlaku)
        .filter(tahun=perjanjian.tahun, indikator__opd=perjanjian.opd_id)
        .exclude(perjanjian__in=versi_perjanjian(perjanjian))
        .select_related("indikator", "perjanjian__jabatan")
    }


def indikator_dilepas(perjanjian: PerjanjianKinerja) -> list[VersiTarget]:
    """The targets of the version in force that a draft revision no longer has."""
    if not perjanjian.perubahan_ke or perjanjian.sebab == PerjanjianKinerja.Sebab.PEJABAT:
        return []
    milik = set(perjanjian.target.values_list("indikator", flat=True))
    return [satu for satu in target_sebelumnya(perjanjian) if satu.indikator_id not in milik]


def baca_baris(perjanjian: PerjanjianKinerja) -> list[BahanBaris]:
    """The rows of the lampiran in the order of the tree.

    Its own targets; and of a draft also the indicators that the position answers for and that have none of its
    own: with the target in force under another agreement, or without one, so that it is seen to be missing.
    """
    target: dict[int, VersiTarget | None] = {satu.indikator_id: satu for satu in target_milik(perjanjian)}
    if not perjanjian.dikunci:
        lepas = {satu.indikator_id for satu in indikator_dilepas(perjanjian)}
        luar = target_di_luar(perjanjian)
        for pk in penempatan_wajib(perjanjian).values_list("indikator", flat=True):
            if pk not in target and pk not in lepas:
                target[pk] = luar.get(pk)
    tempat = {
        satu.indikator_id: satu
        for satu in PenempatanIndikator.objects.filter(
            tahun=perjanjian.tahun, indikator__in=target
        ).select_related("simpul")
    }
    definisi = defaultdict(list)
    for satu in VersiIndikator.objects.filter(indikator__in=target).order_by("-tanggal_mulai"):
        definisi[satu.indikator_id].append(satu)
    hasil = [
        BahanBaris(
            satu,
            tempat[satu.pk].simpul if satu.pk in tempat else None,
            _definisi(definisi[satu.pk], perjanjian.tanggal_berlaku),
            target[satu.pk],
            tempat[satu.pk].jenis if satu.pk in tempat else "",
        )
        for satu in Indikator.objects.filter(pk__in=target)
    ]
    return sorted(hasil, key=lambda satu: _urutan(satu, tempat.get(satu.indikator.pk)))


def _definisi(daftar: list[VersiIndikator], tanggal: date) -> VersiIndikator | None:
    """The definition in force that day, else the nearest there is."""
    sebelum = (satu for satu in daftar if satu.tanggal_mulai <= tanggal)
    # The newest first: of those that have begun only the first one can still hold, or was the last that did.
    return next(sebelum, daftar[-1] if daftar else None)


def _urutan(satu: BahanBaris, tempat: PenempatanIndikator | None) -> tuple:
    """As in the tree; what stands nowhere in it comes last."""
    if tempat is None:
        return (1, 0, 0, 0, satu.indikator.kode, satu.indikator.pk)
    return (0, satu.simpul.urutan, satu.simpul.pk, tempat.urutan, "", tempat.pk)


def _baris_target(nomor: int, satu: BahanBaris) -> BarisTargetPK:
    return BarisTargetPK(
        kunci=satu.indikator.pk,
        nomor=nomor,
        hasil=satu.simpul.uraian if satu.simpul else "",
        indikator=satu.definisi.nama if satu.definisi else satu.indikator.nama,
        satuan=satu.definisi.satuan if satu.definisi else "",
        target=sebut_target(satu.target) if satu.target else "",
        angka_latihan=bool(satu.target and satu.target.angka_latihan),
    )


def _label_hasil(perjanjian: PerjanjianKinerja, baris: list[BahanBaris]) -> str:
    """The heading of the first column, by the levels that stand in it: ``Sasaran Strategis / Program``."""
    ada = {satu.simpul.jenjang for satu in baris if satu.simpul} or set(
        tingkat_jabatan(perjanjian.jabatan).hasil
    )
    return " / ".join(SEBUTAN_JENJANG[jenjang] for jenjang in Simpul.URUTAN_JENJANG if jenjang in ada)


def _label_indikator(baris: list[BahanBaris]) -> str:
    utama = {PenempatanIndikator.Jenis.IKU, PenempatanIndikator.Jenis.TUJUAN}
    if baris and all(satu.jenis in utama for satu in baris):
        return "Indikator Kinerja Utama"
    return "Indikator Kinerja"


# -- budget -----------------------------------------------------------------------------------------


def _anggaran(
    perjanjian: PerjanjianKinerja, baris: list[BahanBaris], dicetak: date | None
) -> tuple[str, tuple[BarisAnggaranPK, ...], str]:
    """(heading, rows, total) of the second table, by the pagu in force when it is signed."""
    simpul = list(
        Simpul.objects.filter(opd=perjanjian.opd_id, tahun=perjanjian.tahun).order_by("urutan", "pk")
    )
    anak = defaultdict(list)
    for satu in simpul:
        anak[satu.induk_id].append(satu.pk)
    pada = max(perjanjian.tanggal_berlaku, dicetak or perjanjian.tanggal_berlaku)
    # Signed after the year has ended it is still the budget of that year.
    pada = min(pada, max(perjanjian.tanggal_berlaku, date(perjanjian.tahun, 12, 31)))
    pagu, dasar = {}, {}
    for satu in PaguAnggaran.objects.berlaku_pada(pada).filter(simpul__in=[s.pk for s in simpul]):
        pagu[satu.simpul_id] = Jumlah(satu.nilai, satu.angka_latihan)
        dasar[satu.simpul_id] = satu.dasar
    jenjang, dipilih = _simpul_beranggaran(perjanjian, baris, simpul)
    hasil, jumlah = [], Jumlah()
    for nomor, satu in enumerate(dipilih, 1):
        boleh = pagu_simpul(satu.pk, anak, pagu)
        jumlah += boleh
        hasil.append(
            BarisAnggaranPK(
                kunci=satu.pk,
                nomor=nomor,
                kode=satu.kode,
                uraian=satu.uraian,
                nilai=_teks(boleh.nilai),
                keterangan=", ".join(dict.fromkeys(_dasar_pagu(satu.pk, anak, dasar))),
                angka_latihan=boleh.angka_latihan,
            )
        )
    return SEBUTAN_JENJANG[jenjang], tuple(hasil), _teks(jumlah.nilai)


def _teks(nilai: Decimal | None) -> str:
    return "" if nilai is None else format(nilai, "f")


def _dasar_pagu(simpul: int, anak: Mapping[int, list[int]], dasar: Mapping[int, str]) -> list[str]:
    """From which documents a node's pagu comes: its own, else those of its children."""
    if simpul in dasar:
        return [dasar[simpul]] if dasar[simpul] else []
    return [teks for di_bawah in anak.get(simpul, ()) for teks in _dasar_pagu(di_bawah, anak, dasar)]


def _simpul_beranggaran(
    perjanjian: PerjanjianKinerja, baris: list[BahanBaris], simpul: list[Simpul]
) -> tuple[str, list[Simpul]]:
    """(level, nodes) of the budget table: at the level of the position, else at the nearest one below."""
    tingkat = tingkat_jabatan(perjanjian.jabatan)
    if perjanjian.jabatan.jenis == Jenis.KEPALA:
        terjangkau = {satu.pk for satu in simpul}
    else:
        terjangkau = _terjangkau(perjanjian.jabatan, baris, simpul)
    urut = Simpul.URUTAN_JENJANG
    for jenjang in urut[urut.index(tingkat.anggaran) :]:
        if dipilih := [satu for satu in simpul if satu.jenjang == jenjang and satu.pk in terjangkau]:
            return jenjang, dipilih
    return tingkat.anggaran, []


def _terjangkau(jabatan: Jabatan, baris: list[BahanBaris], simpul: list[Simpul]) -> set[int]:
    """The nodes that a position answers for, and those below, except what a peer of its own level has."""
    setara = tingkat_jabatan(jabatan).jenis
    pejabat = {
        satu.pk: satu.jenis
        for satu in Jabatan.objects.filter(pk__in={s.penanggung_jawab_id for s in simpul} - {None})
    }
    hasil = {satu.pk for satu in simpul if satu.penanggung_jawab_id == jabatan.pk}
    hasil |= {satu.simpul.pk for satu in baris if satu.simpul}
    urut = Simpul.URUTAN_JENJANG
    for satu in sorted(simpul, key=lambda s: urut.index(s.jenjang)):
        milik_lain = (
            satu.penanggung_jawab_id not in (None, jabatan.pk) and pejabat[satu.penanggung_jawab_id] in setara
        )
        if satu.induk_id in hasil and not milik_lain:
            hasil.add(satu.pk)
    return hasil
