"""Two versions of one agreement, side by side: what was changed, added, let go of, and what stayed."""

from dataclasses import dataclass

from django.utils.formats import date_format

from perencanaan.naskah_pk import BarisAnggaranPK, BarisTargetPK, NaskahPK, PihakPK

TETAP, BERUBAH, BARU, DILEPAS = "tetap", "berubah", "baru", "dilepas"


@dataclass(frozen=True)
class BarisBanding:
    """One thing in both versions; ``keadaan`` is one of tetap, berubah, baru, dilepas. Empty: not there."""

    kelompok: str
    nama: str
    satuan: str
    lama: str
    baru: str
    keadaan: str
    latihan: bool = False


@dataclass(frozen=True)
class Perbandingan:
    """All differences between two versions of an agreement; money in rupiah."""

    pokok: tuple[BarisBanding, ...]  # parties, dates, place
    target: tuple[BarisBanding, ...]
    anggaran: tuple[BarisBanding, ...]
    label_lama: str
    label_baru: str

    @property
    def jumlah_berubah(self) -> int:
        """How many lines differ."""
        return sum(satu.keadaan != TETAP for satu in (*self.pokok, *self.target, *self.anggaran))


def bandingkan(lama: NaskahPK, baru: NaskahPK) -> Perbandingan:
    """``baru`` against ``lama``; rows are matched by their indicator or node, in the order of ``baru``."""
    anggaran = [
        *_cocokkan(lama.anggaran, baru.anggaran, _baris_anggaran),
        _baris("", "Jumlah", "", lama.jumlah_rupiah, baru.jumlah_rupiah),
    ]
    return Perbandingan(
        pokok=tuple(_pokok(lama, baru)),
        target=tuple(_cocokkan(lama.baris, baru.baris, _baris_target)),
        anggaran=tuple(anggaran),
        label_lama=lama.label_anggaran,
        label_baru=baru.label_anggaran,
    )


def _pokok(lama: NaskahPK, baru: NaskahPK):
    yield _baris("", "Nomor", "", lama.nomor, baru.nomor)
    yield _baris("", "Ditandatangani", "", _tanggal(lama.tanggal), _tanggal(baru.tanggal))
    yield _baris("", "Berlaku mulai", "", _tanggal(lama.tanggal_berlaku), _tanggal(baru.tanggal_berlaku))
    yield _baris("", "Tempat", "", lama.tempat, baru.tempat)
    for nama, satu, dua in (
        ("Pihak Pertama", lama.pertama, baru.pertama),
        ("Pihak Kedua", lama.kedua, baru.kedua),
    ):
        yield _baris("", nama, "", _pihak(satu), _pihak(dua))


def _pihak(pihak: PihakPK) -> str:
    nip = f"NIP {pihak.nip}" if pihak.nip else ""
    return ", ".join(satu for satu in (pihak.nama, pihak.jabatan, pihak.pangkat, nip) if satu)


def _tanggal(tanggal) -> str:
    return date_format(tanggal, "j F Y") if tanggal else ""


def _baris(kelompok: str, nama: str, satuan: str, lama: str, baru: str) -> BarisBanding:
    return BarisBanding(kelompok, nama, satuan, lama, baru, TETAP if lama == baru else BERUBAH)


def _cocokkan(lama, baru, jadikan):
    """Rows of both sides, those that were let go of at the end."""
    dahulu = {satu.kunci: satu for satu in lama}
    for satu in baru:
        yield jadikan(dahulu.pop(satu.kunci, None), satu)
    for satu in dahulu.values():
        yield jadikan(satu, None)


def _keadaan(lama, baru, sama: bool) -> str:
    if lama is None:
        return BARU
    if baru is None:
        return DILEPAS
    return TETAP if sama else BERUBAH


def _baris_target(lama: BarisTargetPK | None, baru: BarisTargetPK | None) -> BarisBanding:
    satu = baru or lama
    dahulu, kini = _sebut(lama, satu), _sebut(baru, satu)
    return BarisBanding(
        satu.hasil,
        satu.indikator,
        satu.satuan,
        dahulu,
        kini,
        _keadaan(lama, baru, dahulu == kini),
        any(sisi.angka_latihan for sisi in (lama, baru) if sisi),
    )


def _sebut(sisi: BarisTargetPK | None, acuan: BarisTargetPK) -> str:
    """The target; with its satuan, its words and those of its node where these are not those of the row."""
    if sisi is None:
        return ""
    teks = sisi.target or "belum ditetapkan"
    if sisi.satuan != acuan.satuan:
        teks = f"{teks} {sisi.satuan or 'tanpa satuan'}"
    beda = []
    if sisi.indikator != acuan.indikator:
        beda.append(sisi.indikator)
    if sisi.hasil != acuan.hasil:
        beda.append(f"pada: {sisi.hasil or 'tidak pada pohon kinerja'}")
    return f"{teks} ({'; '.join(beda)})" if beda else teks


def _baris_anggaran(lama: BarisAnggaranPK | None, baru: BarisAnggaranPK | None) -> BarisBanding:
    satu = baru or lama
    dahulu, kini = _sebut_anggaran(lama, satu), _sebut_anggaran(baru, satu)
    return BarisBanding(
        "",
        satu.uraian,
        satu.kode,
        dahulu,
        kini,
        _keadaan(lama, baru, dahulu == kini),
        any(sisi.angka_latihan for sisi in (lama, baru) if sisi),
    )


def _sebut_anggaran(sisi: BarisAnggaranPK | None, acuan: BarisAnggaranPK) -> str:
    """The amount; with code and words where these are not those of the row."""
    if sisi is None:
        return ""
    if (sisi.kode, sisi.uraian) == (acuan.kode, acuan.uraian):
        return sisi.rupiah
    return f"{sisi.rupiah} ({f'{sisi.kode} {sisi.uraian}'.strip()})"
