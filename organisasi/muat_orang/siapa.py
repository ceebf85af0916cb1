"""Whose row is it: a stored employee's or a new person's. By key, by NIP, then by name, and never by guessing."""

from dataclasses import dataclass

from organisasi.models import Pegawai
from organisasi.muat_orang.baca import BarisOrang
from organisasi.muat_orang.keadaan import Keadaan
from organisasi.muatan.nama import normal


@dataclass(frozen=True)
class Dikenal:
    """The person of a row: rows with the same ``kunci`` are one person's; no ``pegawai`` for a new one."""

    kunci: object
    pegawai: Pegawai | None = None


def kenali(daftar: list[BarisOrang], keadaan: Keadaan) -> dict[int, Dikenal]:
    """{row number: person}; a row that names nobody, or more than one, is refused and left out.

    Rows are known in three rounds, the surest first, so that their order in the file makes no difference.
    """
    pengenal = _Pengenal(keadaan)
    sisa = [baris for baris in daftar if baris.boleh_dibaca]
    for cara in (pengenal.tercatat, pengenal.ber_nip, pengenal.bernama):
        sisa = [baris for baris in sisa if not cara(baris)]
    return pengenal.hasil


class _Pengenal:
    """Each round answers whether the row is dealt with: known, or refused."""

    def __init__(self, keadaan: Keadaan):
        self.keadaan = keadaan
        self.hasil: dict[int, Dikenal] = {}
        # What the file itself says of the people met so far.
        self.per_nip: dict[str, Dikenal] = {}
        self.nip: dict[object, str] = {}
        self.per_nama: dict[str, dict[object, Dikenal]] = {}

    def tercatat(self, baris: BarisOrang) -> bool:
        """By the key of the downloaded workbook, or by a NIP that is stored."""
        if baris.kunci:
            pegawai = self.keadaan.pegawai.get(_nomor(baris.kunci))
            if pegawai is None:
                return _tolak(
                    baris,
                    "kunci",
                    f"Tidak ada pegawai {baris.kunci} di OPD ini. Kosongkan kolom Kunci untuk pegawai baru.",
                )
            return self._catat(baris, Dikenal(pegawai.pk, pegawai))
        pegawai = self.keadaan.per_nip.get(baris.nip)
        if pegawai is None:
            return False
        if pegawai.opd_id != self.keadaan.opd.pk:
            return _tolak(
                baris, "nip", "NIP ini sudah dipakai pegawai OPD lain. Minta admin Pemda memindahkannya."
            )
        return self._catat(baris, Dikenal(pegawai.pk, pegawai))

    def ber_nip(self, baris: BarisOrang) -> bool:
        """By a NIP that is new: someone of this file, someone of that name who has none yet, or a new person."""
        if not baris.nip:
            return False
        if baris.nip in self.per_nip:
            return self._catat(baris, self.per_nip[baris.nip])
        if not baris.nama:
            return _tolak(baris, "nama", "Isi nama pegawai.")
        # A different NIP, stored or in this file, is another person.
        tanpa_nip = [
            satu
            for satu in self.keadaan.per_nama.cari(baris.nama)
            if not satu.nip and not self.nip.get(satu.pk)
        ]
        if len(tanpa_nip) > 1:
            return _tolak(
                baris,
                "nama",
                f"Ada {len(tanpa_nip)} pegawai bernama {baris.nama} tanpa NIP. Isi Kunci dari berkas unduhan.",
            )
        if tanpa_nip:
            return self._catat(baris, Dikenal(tanpa_nip[0].pk, tanpa_nip[0]))
        return self._catat(baris, Dikenal(("nip", baris.nip)))

    def bernama(self, baris: BarisOrang) -> bool:
        """By the name alone: the only one who has it, stored or in this file, or a new person."""
        if not baris.nama:
            return _tolak(baris, "nama", "Isi nama pegawai.")
        cocok = {satu.pk: Dikenal(satu.pk, satu) for satu in self.keadaan.per_nama.cari(baris.nama)}
        cocok |= self.per_nama.get(normal(baris.nama), {})
        if len(cocok) > 1:
            return _tolak(
                baris,
                "nama",
                f"Ada {len(cocok)} pegawai bernama {baris.nama}. Isi Kunci dari berkas unduhan, atau NIP.",
            )
        return self._catat(baris, next(iter(cocok.values()), Dikenal(("nama", normal(baris.nama)))))

    def _catat(self, baris: BarisOrang, orang: Dikenal) -> bool:
        self.hasil[baris.nomor] = orang
        if baris.nip:
            self.per_nip.setdefault(baris.nip, orang)
            self.nip.setdefault(orang.kunci, baris.nip)
        if baris.nama:
            self.per_nama.setdefault(normal(baris.nama), {})[orang.kunci] = orang
        return True


def _tolak(baris: BarisOrang, kolom: str, kalimat: str) -> bool:
    baris.usulan.sebutan = (baris.nama or baris.kunci or "(tanpa nama)")[:500]
    baris.usulan.tolak(baris.sel(kolom), kalimat)
    return True


def _nomor(kunci: str) -> int | None:
    """The record a visible key names: ``P-12`` is 12; None for anything else."""
    awalan, _, angka = kunci.partition("-")
    if awalan.strip().upper() != "P" or not (angka.isascii() and angka.isdigit() and len(angka) < 15):
        return None
    return int(angka)
