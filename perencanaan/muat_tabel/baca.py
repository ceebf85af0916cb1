"""The rows of a stranger's table as rows of the tree and of indicators: blocks carried down, totals left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from organisasi.lembar.baca import Sel
from organisasi.muatan.nama import normal
from organisasi.muatan.usulan import Usulan
from perencanaan.baca_target import JenisBacaan, baca_target
from perencanaan.models import Simpul
from perencanaan.muat_pk.angka_kolom import PAGU
from perencanaan.muat_pk.isian import Baris, Isi, rapikan
from perencanaan.muat_pk.kolom import makna
from perencanaan.muat_pk.susun_indikator import POLA_GANDA
from perencanaan.muat_tabel.bidang import (
    ABAIKAN,
    CAMPUR,
    JENJANG,
    KODE_REKENING,
    LABEL,
    NAMA,
    TINGKAT,
    tingkat_pada,
)
from perencanaan.muat_tabel.kepala import Kepala, nomor_kolom_tercetak

# The only words of a cell, never the beginning of an indicator's name (“Jumlah dokumen …”).
POLA_JUMLAH = re.compile(
    r"(?:(?:sub ?|grand )?(?:jumlah|total)|rata rata|rerata)"
    r"(?: (?:total|anggaran|pagu|belanja|capaian|kinerja|keseluruhan|seluruhnya|program|kegiatan"
    r"|opd|skpd|rp|rupiah|i+v?|[a-z]))*"
)
# The words that headings of tables in a PK are made of, and nothing else: another table begins here.
POLA_KEPALA_LAIN = re.compile(
    r"(?:no|nomor|no urut|kode(?: rekening)?|(?:nama )?(?:tujuan|sasaran|program|kegiatan|sub ?kegiatan)"
    r"|sasaran (?:strategis|program|kegiatan)|program (?:dan )?(?:sub ?)?kegiatan|uraian|indikator(?: kinerja)?"
    r"|(?:jumlah )?(?:anggaran|pagu|dana)(?: (?:rp|rupiah|20\d\d))*|sumber (?:dana|anggaran)|target(?: 20\d\d)?"
    r"|satuan|realisasi|capaian|ket|keterangan)"
)
POLA_BERANGKA = re.compile(r"(?:rp\.? ?)?[\d.,\s%()-]+", re.IGNORECASE)
TEKS_INDIKATOR = ("kode", NAMA, "satuan", "arah", "metode", "frekuensi", "unit", "pembilang", "penyebut")
# Parts of a code by Permendagri 90/2019: urusan.bidang.program.kegiatan (two parts).sub kegiatan.
JENJANG_KODE = {3: Simpul.Jenjang.PROGRAM, 5: Simpul.Jenjang.KEGIATAN, 6: Simpul.Jenjang.SUB_KEGIATAN}
POLA_KATA_JENJANG = (
    ("sub_kegiatan", re.compile(r"^sub ?kegiatan\b")),
    ("kegiatan", re.compile(r"^kegiatan\b")),
    ("program", re.compile(r"^program\b")),
    ("sasaran", re.compile(r"^sasaran\b")),
    ("tujuan", re.compile(r"^tujuan\b")),
)


@dataclass
class Tabel:
    """What was read: rows for the planner, notes about rows left out, and what has to be asked."""

    pohon: list[Baris] = field(default_factory=list)
    indikator: list[Baris] = field(default_factory=list)
    dilewati: list[Usulan] = field(default_factory=list)
    # Cells that seem to hold two indicators.
    ganda: list[Isi] = field(default_factory=list)
    # Levels ("" where none is named) of rows that name no node.
    tanpa_letak: set[str] = field(default_factory=set)


@dataclass
class _Tempat:
    """A node of the table while rows are read: its row for the planner, and whether anything needs it."""

    baris: Baris
    induk: "_Tempat | None"
    kunci: str
    dipakai: bool = False

    def pakai(self) -> None:
        naik = self
        while naik is not None and not naik.dipakai:
            naik.dipakai, naik = True, naik.induk


class PembacaTabel:
    """Reads one table by the match of its columns ({letter: field})."""

    def __init__(self, kepala: Kepala, padanan: Mapping[str, str]):
        self.kepala = kepala
        self.hasil = Tabel()
        kolom = [satu.huruf for satu in kepala.judul]
        self.letak: dict[str, list[int]] = {}
        for ke, huruf in enumerate(kolom):
            bidang = padanan.get(huruf, ABAIKAN)
            if bidang != ABAIKAN:
                self.letak.setdefault(bidang, []).append(ke)
        self.angka = [b for b in self.letak if b == PAGU or b == "target" or "-" in b]
        campur = self.letak.get(CAMPUR)
        self.tingkat_campur = tingkat_pada(kepala.judul[campur[0]].teks) if campur else []
        self.sekarang: dict[str, _Tempat] = {}
        self.tempat: dict[tuple, _Tempat] = {}

    def baca(self) -> Tabel:
        """All rows below the headings, as far as the table goes."""
        lembar = self.kepala.lembar
        for nomor in range(self.kepala.data, len(lembar.baris) + 1):
            isi = lembar.baris[nomor - 1]
            if self._tabel_lain(isi):
                self._lewati(
                    nomor,
                    " ".join(rapikan(sel.nilai) for sel in isi if isinstance(sel.nilai, str)),
                    f"Tabel lain mulai baris {nomor} dan tidak dimuat. Bila perlu, unggah tabel itu tersendiri",
                )
                break
            if any(sel.nilai is not None for sel in isi):
                self._baris(nomor, isi)
        for satu in self.tempat.values():
            if satu.dipakai:
                self.hasil.pohon.append(satu.baris)
            else:
                self._lewati(satu.baris.nomor, satu.baris["uraian"].teks, "Tidak ada indikator di bawahnya")
        self.hasil.dilewati.sort(key=lambda satu: satu.nomor)
        return self.hasil

    # -- one row --------------------------------------------------------------------------------------

    def _baris(self, nomor: int, isi: tuple[Sel, ...]) -> None:
        teks = [rapikan(sel.nilai) for sel in isi if isinstance(sel.nilai, str)]
        if self._baris_jumlah(isi):
            self._lewati(nomor, " ".join(teks), "Baris jumlah atau rata-rata")
            return
        if nomor_kolom_tercetak(isi):
            self._lewati(nomor, "(nomor kolom)", "Nomor kolom yang berulang")
            return
        if self._judul_berulang(isi):
            self._lewati(nomor, " ".join(teks), "Judul kolom yang berulang")
            return
        baris = Baris(self.kepala.lembar.nama, nomor)
        for bidang in TEKS_INDIKATOR:
            for ke in self.letak.get(bidang, ())[:1]:
                baris.isi_teks(bidang, isi[ke], LABEL[bidang])
        tempat, disebut = self._tempat(baris, nomor, isi)
        if not baris[NAMA].teks:
            if not disebut and (teks or baris.usulan.catatan):
                self._lewati(nomor, " ".join(teks), "Tidak ada nama indikator")
            if disebut and tempat is not None:
                self._pagu(tempat, baris, isi)
            if baris.usulan.catatan:
                baris.usulan.sebutan = " ".join(teks)[:500]
                self.hasil.indikator.append(baris)
            return
        if POLA_BERANGKA.fullmatch(baris[NAMA].teks):
            baris.usulan.tolak(
                baris[NAMA].sel,
                f"Nama indikator hanya berisi angka “{baris[NAMA].teks}”. Tulis nama indikatornya, atau hapus "
                "baris ini bila bukan bagian tabel.",
            )
        for bidang in self.angka:
            if bidang != PAGU:
                baris.angka[bidang] = isi[self.letak[bidang][0]]
        if POLA_GANDA.match(baris[NAMA].teks):
            self.hasil.ganda.append(baris[NAMA])
        if tempat is None:
            baris.isi[JENJANG] = Isi("", self._jenjang_tertulis(isi))
            if not baris.usulan.catatan:
                self.hasil.tanpa_letak.add(baris[JENJANG].teks)
        else:
            tempat.pakai()
            baris.isi["letak"] = Isi(baris[NAMA].sel, tempat.kunci)
        self._pagu(tempat, baris, isi)
        self.hasil.indikator.append(baris)

    def _tempat(self, baris: Baris, nomor: int, isi: tuple[Sel, ...]) -> tuple[_Tempat | None, bool]:
        """(the node the row stands under, does the row itself name a node). A higher level ends the lower ones."""
        disebut = False
        for tingkat in TINGKAT:
            for ke in self.letak.get(tingkat, ())[:1]:
                if isi[ke].nilai is not None:
                    disebut = self._masuk(tingkat, nomor, isi, ke) or disebut
        for ke in self.letak.get(CAMPUR, ())[:1]:
            if isi[ke].nilai is not None:
                tingkat = self._tingkat(isi, ke)
                if tingkat is None:
                    baris.usulan.tolak(
                        isi[ke].alamat,
                        "Tidak dapat dipastikan ini sasaran, program, atau kegiatan. Tambahkan kolom "
                        "Jenjang atau kode "
                        "rekening lengkap, atau awali dengan “Program …”.",
                    )
                elif tingkat:
                    disebut = self._masuk(tingkat, nomor, isi, ke) or disebut
        terdalam = next((self.sekarang[satu] for satu in reversed(TINGKAT) if satu in self.sekarang), None)
        return terdalam, disebut

    def _masuk(self, tingkat: str, nomor: int, isi: tuple[Sel, ...], ke: int) -> bool:
        """Enter a node of that level; False for a cell that holds no name."""
        bantu = Baris(self.kepala.lembar.nama, nomor)
        bantu.isi_teks("uraian", isi[ke], LABEL.get(tingkat, tingkat))
        uraian = bantu["uraian"].teks
        if not uraian and not bantu.usulan.catatan:
            return False
        ke_tingkat = TINGKAT.index(tingkat)
        for bawah in TINGKAT[ke_tingkat:]:
            self.sekarang.pop(bawah, None)
        induk = next((self.sekarang[s] for s in reversed(TINGKAT[:ke_tingkat]) if s in self.sekarang), None)
        kunci = (tingkat, normal(uraian) or isi[ke].alamat, id(induk))
        if kunci not in self.tempat:
            nama = f"simpul {len(self.tempat) + 1}"
            bantu.isi |= {
                "jenjang": Isi("", str(Simpul.Jenjang(tingkat).label)),
                "kunci": Isi("", nama),
                "induk": Isi("", induk.kunci if induk else ""),
            }
            # A code or a position beside the name is of the deepest node that the row names.
            if self._terdalam(tingkat, isi):
                bantu.isi["kode"] = self._kode(isi)
                for kolom in self.letak.get("jabatan", ())[:1]:
                    bantu.isi_teks("jabatan", isi[kolom], LABEL["jabatan"])
            self.tempat[kunci] = _Tempat(bantu, induk, nama)
            if bantu.usulan.catatan:
                self.tempat[kunci].pakai()
        self.sekarang[tingkat] = self.tempat[kunci]
        return True

    def _terdalam(self, tingkat: str, isi: tuple[Sel, ...]) -> bool:
        bawah = [k for satu in TINGKAT[TINGKAT.index(tingkat) + 1 :] for k in self.letak.get(satu, ())[:1]]
        if tingkat in self.letak:
            bawah += self.letak.get(CAMPUR, ())[:1]
        return all(isi[ke].nilai is None for ke in bawah if isi[ke] is not None)

    def _tingkat(self, isi: tuple[Sel, ...], ke: int) -> str | None:
        """The level of a cell of the mixed column; "" for a row of urusan, None where nothing tells."""
        if tertulis := self._jenjang_tertulis(isi):
            return tertulis
        teks = normal(str(isi[ke].nilai))
        for tingkat, pola in POLA_KATA_JENJANG:
            if pola.match(teks):
                return tingkat
        kode = self._kode(isi).teks
        bagian = [satu for satu in kode.split(".") if satu]
        if bagian:
            return "" if len(bagian) < 3 else JENJANG_KODE.get(len(bagian))
        atas = self.tingkat_campur[:1]
        return atas[0] if atas and atas[0] in {"tujuan", "sasaran"} else None

    def _jenjang_tertulis(self, isi: tuple[Sel, ...]) -> str:
        for ke in self.letak.get(JENJANG, ())[:1]:
            if isinstance(isi[ke].nilai, str):
                return makna("jenjang", isi[ke].nilai) or ""
        return ""

    def _kode(self, isi: tuple[Sel, ...]) -> Isi:
        """The row's code, put together where it is spread over columns."""
        bantu = Baris(self.kepala.lembar.nama, 0)
        bagian, sel = [], ""
        for ke in self.letak.get(KODE_REKENING, ()):
            bantu.isi_teks("kode", isi[ke], LABEL[KODE_REKENING])
            if bantu["kode"].teks:
                bagian.append(bantu["kode"].teks.strip("."))
                sel = sel or isi[ke].alamat
        return Isi(sel, ".".join(bagian))

    def _pagu(self, tempat: _Tempat | None, baris: Baris, isi: tuple[Sel, ...]) -> None:
        """A budget belongs to the node; several rows of one node may repeat it, but not with another figure."""
        for ke in self.letak.get(PAGU, ())[:1]:
            sel = isi[ke]
            if _tanpa_pagu(sel):
                return
            if tempat is None:
                baris.usulan.tolak(
                    sel.alamat,
                    "Pagu ini tidak diketahui milik program atau kegiatan mana. Tambahkan kolom "
                    "program atau kegiatan, "
                    "atau abaikan kolom pagunya.",
                )
                return
            tempat.pakai()
            ada = tempat.baris.angka.get(PAGU)
            if ada is None or ada.nilai is None:
                tempat.baris.angka[PAGU] = sel
            elif ada.nilai != sel.nilai:
                baris.usulan.tolak(
                    sel.alamat,
                    f"Pagu “{tempat.baris['uraian'].teks[:80]}” sudah tertulis lain di {ada.alamat}. "
                    "Samakan keduanya.",
                )

    # -- rows that are no rows --------------------------------------------------------------------------

    def _tabel_lain(self, isi: tuple[Sel, ...]) -> bool:
        """Headings of another table below this one: several cells, each nothing but a heading's words."""
        terisi = [sel.nilai for sel in isi if sel.nilai is not None]
        return (
            len(terisi) > 1
            and all(isinstance(satu, str) and POLA_KEPALA_LAIN.fullmatch(normal(satu)) for satu in terisi)
            and not self._judul_berulang(isi)
        )

    def _baris_jumlah(self, isi: tuple[Sel, ...]) -> bool:
        """Totals stand where names do. “Rata-rata” in a column of satuan or methods says something else."""
        nama = [ke for b in (*TINGKAT, CAMPUR, KODE_REKENING, NAMA) for ke in self.letak.get(b, ())]
        tanpa_nama = all(isi[ke].nilai is None for ke in self.letak.get(NAMA, ()))
        calon = isi if tanpa_nama else [isi[ke] for ke in nama]
        return any(isinstance(sel.nilai, str) and POLA_JUMLAH.fullmatch(normal(sel.nilai)) for sel in calon)

    def _judul_berulang(self, isi: tuple[Sel, ...]) -> bool:
        """Headings printed again on the next page."""
        return all(
            isinstance(isi[ke].nilai, str) and normal(isi[ke].nilai) == self.kepala.judul[ke].normal
            for ke in self.letak.get(NAMA, ())[:1]
        )

    def _lewati(self, nomor: int, sebutan: str, sebab: str) -> None:
        usulan = Usulan(self.kepala.lembar.nama, nomor, sebutan[:500] or "(baris)")
        usulan.ingatkan(f"{self.kepala.judul[0].huruf}{nomor}", f"{sebab}: baris ini dilewati.")
        self.hasil.dilewati.append(usulan)


def _tanpa_pagu(sel: Sel) -> bool:
    """Nothing, or the dash that stands for nothing."""
    return sel.nilai is None or baca_target(sel.nilai).jenis == JenisBacaan.TIDAK_ADA
