"""What a loader makes of a workbook: a proposal per row, questions, and one function that carries it out.

A loader (``Pemuat``) knows one kind of workbook. It is asked to ``susun`` twice: for the preview, and again in
the transaction that applies it. Only when both give the same fingerprint is anything written, so that what was
looked at is what happens, also when two people apply at once.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Protocol

from organisasi.lembar.bentuk import Buku
from organisasi.models import OPD, BarisMuatan, Muatan, Pengguna

Tindakan = BarisMuatan.Tindakan
# Called with (rows done, rows in all) while a workbook is read.
Lapor = Callable[[int, int], None]


@dataclass(frozen=True)
class Selisih:
    """One field of a row, as shown: ``lama`` is empty where something new comes."""

    kolom: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Catatan:
    """Something about a cell. ``berat``: the row is refused; else a warning beside it."""

    sel: str
    kalimat: str
    berat: bool = True


@dataclass
class Usulan:
    """What one row would do."""

    lembar: str
    nomor: int
    sebutan: str
    tindakan: Tindakan = Tindakan.TETAP
    selisih: list[Selisih] = field(default_factory=list)
    catatan: list[Catatan] = field(default_factory=list)

    def tolak(self, sel: str, kalimat: str) -> None:
        """Refuse the row for what stands in that cell; every reason is kept, not only the first."""
        self.tindakan = Tindakan.TOLAK
        self.catatan.append(Catatan(sel, kalimat))

    def ingatkan(self, sel: str, kalimat: str) -> None:
        """A warning; the row goes on."""
        self.catatan.append(Catatan(sel, kalimat, berat=False))

    @property
    def ada_peringatan(self) -> bool:
        return any(not catatan.berat for catatan in self.catatan)

    def ubah(self, kolom: str, lama: str, baru: str) -> None:
        """Note a difference; the same text twice is none."""
        if lama == baru:
            return
        self.selisih.append(Selisih(kolom, lama, baru))
        if self.tindakan == Tindakan.TETAP:
            self.tindakan = Tindakan.UBAH


@dataclass(frozen=True)
class Pilihan:
    """One answer to a question, with what it leads to (``contoh``: cells read that way)."""

    nilai: str
    label: str
    contoh: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tanya:
    """What the file alone does not say: one choice. ``usul`` is chosen beforehand (a remembered match)."""

    kunci: str
    kalimat: str
    pilihan: tuple[Pilihan, ...]
    usul: str = ""


@dataclass
class Rencana:
    """The outcome of reading. With open questions there are no proposals yet.

    ``terapkan`` writes all of it, in the transaction of whoever calls, naming the actor in the audit trail.
    """

    usulan: list[Usulan] = field(default_factory=list)
    tanya: list[Tanya] = field(default_factory=list)
    terapkan: Callable[[Pengguna], None] | None = None

    @property
    def sidik(self) -> str:
        """Fingerprint (SHA-256) of all that would be done, and of what is there now."""
        isi = [asdict(satu) for satu in self.usulan]
        teks = json.dumps(isi, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(teks.encode()).hexdigest()

    @property
    def ringkasan(self) -> dict[str, int]:
        """Rows per ``Tindakan``, and rows with a warning."""
        hasil = {tindakan.value: 0 for tindakan in Tindakan}
        hasil["peringatan"] = 0
        for satu in self.usulan:
            hasil[satu.tindakan] += 1
            hasil["peringatan"] += satu.ada_peringatan
        return hasil


class Pemuat(Protocol):
    """One kind of workbook. Registered in ``AppConfig.ready`` with ``organisasi.muatan.daftar.daftarkan``."""

    jenis: str
    label: str
    uraian: str
    # The right that uploading and applying need, at the OPD.
    aksi: str
    # Does the workbook belong to a year?
    pakai_tahun: bool
    # Labels (``perencanaan.indikator``) of the admin lists that carry a link to this loader; the first is
    # where one looks at the records once they are loaded.
    model_admin: tuple[str, ...]
    # False where people bring a table of their own, and ``buku_kerja`` has none to offer.
    punya_buku_kerja: bool

    def buku_kerja(self, *, opd: OPD, tahun: int | None) -> bytes | None:
        """The workbook to fill in, made for that OPD and year; None where people bring a table of their own."""

    def susun(self, *, muatan: Muatan, buku: Buku, lapor: Lapor) -> Rencana:
        """Read the workbook against what is stored. Reads only; ``TindakanDitolak`` refuses the whole file."""
