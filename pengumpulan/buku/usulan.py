"""An upload against the form as it stands: row by row what would change, what is refused, what is asked.

Reads only. A row counts as touched where a cell differs from what was taken along, not from what stands there now;
what somebody else wrote meanwhile is shown beside it, and stays unless the person chooses otherwise.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal

from alur.giliran import kedudukan
from alur.tampilan import sebut_waktu
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini
from pengumpulan.buku.baca import BarisBerkas, BukuTerbaca
from pengumpulan.buku.bahan import BAGIAN, Bahan, kolom_terbuka
from pengumpulan.buku.bentuk import ANGKA, ISI_ANGKA, JUDUL, LEMBAR_ANGGARAN, TULISAN, ciri
from pengumpulan.buku.ketikan import Ketikan, PembacaBaris, Tanya
from pengumpulan.isi import IsiSel, susun_isi
from pengumpulan.models import BERANGKA, Formulir, Keadaan, RevisiRealisasi
from pengumpulan.tampilan import Kewenangan, TampilAnggaran, TampilBaris, kewenangan
from perencanaan.angka import baca_angka, tulis_angka
from perencanaan.models import RealisasiAnggaran
from perencanaan.models.periode import NAMA_BULAN

TETAP, UBAH, BENTROK, TANYA, TOLAK = "tetap", "ubah", "bentrok", "tanya", "tolak"
HURUF_TERBANYAK = 120  # of one text in the preview
KELUAR_DARI_BENTROK = "berkas"


@dataclass(frozen=True)
class Beda:
    """One field of a row: what stands there, and what the file says. Empty text is an empty cell."""

    kolom: str
    lama: str
    baru: str


@dataclass
class Usulan:
    """One row of the file. ``isi``, ``nilai`` and ``jawaban`` are what would be written; ``None``: nothing.

    ``bentrok`` says who changed the row since the file was taken along; ``beda`` then stands against that.
    ``versi`` is that of the figure that this was worked out against.
    """

    kunci: str
    tempat: str
    kode: str
    sebutan: str
    macam: str = TETAP
    versi: int = 0
    beda: list[Beda] = field(default_factory=list)
    bentrok: str = ""
    tolak: list[tuple[str, str]] = field(default_factory=list)
    tanya: list[Tanya] = field(default_factory=list)
    catatan: list[tuple[str, str]] = field(default_factory=list)
    isi: IsiSel | None = None
    nilai: Decimal | None = None
    jawaban: str | None = None
    dipilih: str = ""  # what the person chose for a clash

    @property
    def ditulis(self) -> bool:
        """Would applying write this row?"""
        return self.macam == UBAH or (self.macam == BENTROK and self.dipilih == KELUAR_DARI_BENTROK)


@dataclass
class Rencana:
    """What the upload would do to the form. ``tertutup`` says why it can do nothing now."""

    bahan: Bahan
    usulan: list[Usulan]
    hilang: int
    tertutup: str = ""

    def bermacam(self, macam: str) -> list[Usulan]:
        """The rows of one kind, in the order of the file."""
        return [satu for satu in self.usulan if satu.macam == macam]

    @property
    def tetap(self) -> int:
        """How many rows stay as they are."""
        return len(self.bermacam(TETAP))

    @property
    def sidik(self) -> str:
        """Fingerprint (SHA-256) of all that is shown, and of what stands there now."""
        isi = [asdict(satu) for satu in self.usulan]
        teks = json.dumps([isi, self.hilang, self.tertutup], default=str, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(teks.encode()).hexdigest()


def susun_rencana(
    buku: BukuTerbaca,
    bahan: Bahan,
    *,
    jawaban: Mapping[str, str] | None = None,
    pilihan: Mapping[str, str] | None = None,
) -> Rencana:
    """Set the upload against the form; a flat number of queries.

    ``jawaban`` answers questions ({``Tanya.nama``: code}), ``pilihan`` clashes ({row: ``berkas`` or ``kini``}).
    """
    penyusun = _Penyusun(bahan, buku.baris, jawaban or {}, pilihan or {})
    usulan = [penyusun.usul(satu) for satu in buku.baris]
    for satu in buku.asing:
        usulan.append(Usulan("", satu.tempat, "", satu.sebutan, TOLAK, tolak=[(satu.sel, satu.kalimat)]))
    return Rencana(bahan, usulan, buku.hilang, sebab_tertutup(bahan.formulir, bahan.wenang))


def tertutup_bagi(formulir: Formulir, oleh: Pengguna) -> str:
    """Why this person could apply nothing to the form now; empty while it is open to them."""
    return sebab_tertutup(formulir, kewenangan(formulir, oleh, kedudukan(oleh)))


def sebab_tertutup(formulir: Formulir, wenang: Kewenangan) -> str:
    """Why nothing of a file can be applied now; empty while the form is open."""
    if wenang.mengisi:
        return ""
    if not formulir.pengumpulan.terbuka:
        return "Formulir ini sudah disetujui atau pelaksanaannya dibatalkan, jadi tidak ada yang diterapkan."
    if formulir.status == formulir.Status.DISIAPKAN:
        return "Formulir ini belum dibagikan, jadi tidak ada yang diterapkan."
    return (
        "Formulir ini sudah diserahkan, jadi tidak ada yang diterapkan. "
        "Isinya hanya dapat diubah bila ditarik kembali atau dikembalikan."
    )


class _Penyusun:
    """Compares rows; what the form said when the file was taken along is read once for all of them."""

    def __init__(
        self,
        bahan: Bahan,
        baris: Iterable[BarisBerkas],
        jawaban: Mapping[str, str],
        pilihan: Mapping[str, str],
    ):
        self.bahan, self.jawaban, self.pilihan = bahan, jawaban, pilihan
        self.semua = bahan.semua
        self.awal = self._isi_semula(baris)
        self.belanja = {
            satu.simpul_id: satu
            for satu in RealisasiAnggaran.objects.filter(
                simpul__in={b.baris.simpul_id for b in bahan.anggaran},
                periode=bahan.formulir.pengumpulan.periode_id,
            ).select_related("diubah_oleh")
        }

    def _isi_semula(self, baris: Iterable[BarisBerkas]) -> dict[str, IsiSel]:
        """{row: what stood there when it was taken along}, of rows that have moved on since."""
        berubah = {
            (tampil.realisasi.pk, b.kunci.versi): b.kunci.kunci
            for b in baris
            if isinstance(tampil := self.semua.get(b.kunci.kunci), TampilBaris)
            and tampil.realisasi.versi != b.kunci.versi
        }
        revisi = RevisiRealisasi.objects.filter(
            realisasi__in={pk for pk, _ in berubah}, versi__in={versi for _, versi in berubah}
        )
        hasil = dict.fromkeys(berubah.values(), IsiSel())
        for satu in revisi if berubah else ():
            if nama := berubah.get((satu.realisasi_id, satu.versi)):
                hasil[nama] = IsiSel.dari(satu)
        return hasil

    def usul(self, b: BarisBerkas) -> Usulan:
        """What one row of the file would do."""
        tampil = self.semua.get(b.kunci.kunci)
        if tampil is None:
            kalimat = "Baris ini sudah tidak ada pada formulir. Unduh formulir yang baru."
            return Usulan(b.kunci.kunci, b.tempat, "", "", TOLAK, tolak=[(b.sel["nomor"].alamat, kalimat)])
        usulan = Usulan(b.kunci.kunci, b.tempat, *_nama(tampil))
        if isinstance(tampil, TampilBaris):
            ketikan = self._figur(usulan, b, tampil)
        else:
            ketikan = self._belanja(usulan, b, tampil)
        self._tanggapan(usulan, b, tampil, ketikan)
        usulan.tanya, usulan.catatan = ketikan.tanya, ketikan.catatan
        usulan.tolak = [*ketikan.tolak, *usulan.tolak]
        usulan.dipilih = self.pilihan.get(usulan.kunci, "")
        usulan.macam = _macam(usulan)
        return usulan

    def _terbuka(self, b: BarisBerkas, kolom: frozenset[str]) -> frozenset[str]:
        return kolom | ({"jawaban"} if b.kunci.perbaikan and kolom else set())

    # -- a row of figures -----------------------------------------------------------------------------

    def _figur(self, usulan: Usulan, b: BarisBerkas, tampil: TampilBaris) -> Ketikan:
        kini = IsiSel.dari(tampil.realisasi)
        awal = self.awal.get(b.kunci.kunci, kini)
        usulan.versi = tampil.realisasi.versi
        terbuka = self._terbuka(b, kolom_terbuka(tampil))
        ketikan = PembacaBaris(b, terbuka, self.jawaban).figur(awal, kini, tampil.satuan, tampil.tingkat)
        isi = {nama: nilai for nama, nilai in ketikan.isi.items() if nama != "jawaban"}
        if not isi or ketikan.tolak:
            return ketikan
        try:
            baru = self._susun(tampil, awal, kini, isi)
        except TindakanDitolak as tolak:
            usulan.tolak.append((ketikan.sel_pertama, str(tolak)))
            return ketikan
        if replace(baru, angka_latihan=kini.angka_latihan) == kini:
            return ketikan
        usulan.isi = baru
        usulan.beda = _beda(kini, baru)
        if tampil.realisasi.versi != b.kunci.versi:
            usulan.bentrok = _sebut_siapa(tampil.realisasi)
        return ketikan

    def _susun(self, tampil: TampilBaris, awal: IsiSel, kini: IsiSel, isi: dict) -> IsiSel:
        """What the row would say: what stands there now, with what was typed in its place."""
        baru = replace(kini, **{nama: nilai for nama, nilai in isi.items() if nama in TULISAN})
        if not any(nama in isi for nama in ISI_ANGKA):
            return baru
        ketik = rakit_angka(awal, isi)
        if ketik.keadaan in BERANGKA and tampil.definisi is None:
            raise TindakanDitolak(
                f"{tampil.realisasi.indikator.kode} belum memiliki definisi yang berlaku. "
                "Minta Tim SAKIP melengkapinya."
            )
        ketik = susun_isi(tampil.definisi, ketik)
        baru_tanggal = ketik.menyusul_pada if ketik.menyusul_pada != kini.menyusul_pada else None
        if baru_tanggal and baru_tanggal < hari_ini():
            raise TindakanDitolak("Tanggal menyusul sudah lewat. Pilih hari ini atau sesudahnya.")
        baru = replace(baru, **{nama: getattr(ketik, nama) for nama in ISI_ANGKA})
        sama = (baru.nilai, baru.tingkat) == (kini.nilai, kini.tingkat)
        latihan = self.bahan.latihan or (sama and kini.angka_latihan)
        return replace(baru, angka_latihan=baru.keadaan in BERANGKA and latihan)

    # -- a line of spending, an answer ----------------------------------------------------------------

    def _belanja(self, usulan: Usulan, b: BarisBerkas, tampil: TampilAnggaran) -> Ketikan:
        awal = Decimal(b.kunci.semula) if b.kunci.semula else None
        terbuka = self._terbuka(b, frozenset({"nilai"} if tampil.terbuka else ()))
        kini = baca_angka(tampil.semula) if tampil.semula else None
        ketikan = PembacaBaris(b, terbuka, self.jawaban).belanja(awal, kini)
        usulan.versi = int(tampil.versi)
        nilai = ketikan.isi.get("nilai")
        if nilai is None or ketikan.tolak or nilai == kini:
            return ketikan
        usulan.nilai = nilai
        usulan.beda = [Beda("Realisasi anggaran (Rp)", tulis_angka(kini), tulis_angka(nilai))]
        if usulan.versi != b.kunci.versi:
            tercatat = self.belanja[tampil.baris.simpul_id]
            usulan.bentrok = f"{tercatat.diubah_oleh or 'Rekan Anda'}, {sebut_waktu(tercatat.diubah_pada)}"
        return ketikan

    def _tanggapan(
        self, usulan: Usulan, b: BarisBerkas, tampil: TampilBaris | TampilAnggaran, ketikan: Ketikan
    ) -> None:
        """The answer to the row's remark, if one was typed that does not stand there yet."""
        baru = ketikan.isi.get("jawaban")
        perbaikan = tampil.perbaikan
        if baru is None or ketikan.tolak:
            return
        if perbaikan is None or perbaikan.pk != b.kunci.perbaikan or not tampil.boleh_jawab:
            usulan.tolak.append(
                (ketikan.sel["jawaban"], "Catatan perbaikan ini tidak lagi menunggu tindak lanjut dari Anda.")
            )
            return
        if baru == perbaikan.jawaban:
            return
        usulan.jawaban = baru
        usulan.beda.append(Beda(JUDUL["jawaban"], potong(perbaikan.jawaban), potong(baru)))
        if ciri([perbaikan.jawaban]) != b.kunci.jawaban:
            usulan.bentrok = usulan.bentrok or (
                f"{perbaikan.dijawab_oleh}, {sebut_waktu(perbaikan.dijawab_pada)}"
            )


def rakit_angka(awal: IsiSel, isi: Mapping[str, object]) -> IsiSel:
    """What stood in the row with the typed cells in place, as the page itself would take it.

    A figure typed into an empty row makes its keadaan; a keadaan without figures clears those that nobody typed.
    The value of a ratio is worked out anew when its parts changed; a value typed alone stands without parts.
    """
    ketik = replace(awal, **{nama: nilai for nama, nilai in isi.items() if nama in ISI_ANGKA})
    berangka = any(nama in isi for nama in (*ANGKA, "tingkat"))
    if berangka and ketik.keadaan == Keadaan.BELUM_DIISI and "keadaan" not in isi:
        ketik = replace(ketik, keadaan=Keadaan.ANGKA)
    if any(nama in isi for nama in BAGIAN):
        ketik = replace(ketik, nilai=isi.get("nilai"))
    elif "nilai" in isi:
        ketik = replace(ketik, pembilang=None, penyebut=None)
    if ketik.keadaan not in BERANGKA and not berangka:
        ketik = replace(ketik, nilai=None, pembilang=None, penyebut=None, tingkat="")
    if ketik.keadaan == Keadaan.ANGKA and awal.keadaan != Keadaan.ANGKA and "alasan" not in isi:
        # The reason why there was no figure is no remark on the figure.
        ketik = replace(ketik, alasan="")
    if ketik.keadaan == Keadaan.BELUM_DIISI and isi.get("alasan"):
        raise TindakanDitolak(
            "Alasan tanpa angka: isi angkanya, atau pilih keadaan yang dijelaskan alasan itu."
        )
    if ketik.keadaan != Keadaan.MENYUSUL:
        if isi.get("menyusul_pada"):
            raise TindakanDitolak("Tanggal menyusul hanya diisi bila keadaannya Menyusul.")
        ketik = replace(ketik, menyusul_pada=None)
    return ketik


def _macam(usulan: Usulan) -> str:
    if usulan.tolak:
        return TOLAK
    if any(not satu.jawaban for satu in usulan.tanya):
        return TANYA
    if not usulan.beda:
        return TETAP
    return BENTROK if usulan.bentrok else UBAH


def _nama(tampil: TampilBaris | TampilAnggaran) -> tuple[str, str]:
    if isinstance(tampil, TampilBaris):
        nama = tampil.realisasi.indikator.nama
        return tampil.realisasi.indikator.kode, f"{nama} ({tampil.konteks})" if tampil.konteks else nama
    return tampil.baris.simpul.kode, f"{LEMBAR_ANGGARAN}: {tampil.baris.simpul.uraian}"


def _sebut_siapa(realisasi) -> str:
    return f"{realisasi.diubah_oleh}, {sebut_waktu(realisasi.diubah_pada)}"


def _beda(lama: IsiSel, baru: IsiSel) -> list[Beda]:
    """Field by field, as people read it."""
    return [
        Beda(JUDUL[nama], _tulis(nama, satu), _tulis(nama, dua))
        for nama in (*ISI_ANGKA, *TULISAN)
        if (satu := getattr(lama, nama)) != (dua := getattr(baru, nama))
    ]


def _tulis(nama: str, nilai) -> str:
    if nama == "keadaan":
        return Keadaan(nilai).label
    if nama == "menyusul_pada":
        return f"{nilai.day} {NAMA_BULAN[nilai.month - 1]} {nilai.year}" if nilai else ""
    if nama in ANGKA:
        return tulis_angka(nilai)
    return potong(nilai)


def potong(teks: str) -> str:
    """A text as far as the preview shows it."""
    teks = " ".join(teks.split())
    return teks if len(teks) <= HURUF_TERBANYAK else f"{teks[: HURUF_TERBANYAK - 1]}…"
