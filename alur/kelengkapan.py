"""Which papers of the SOP a run has: made here, attached, on the checklist, declared missing, or still open.

The flow does not know what papers the apps above it make: they register who says so (``daftarkan_pembuat``).
A paper that several steps name (Nota Dinas as output of one, kelengkapan of the next) is one paper.
"""

from collections.abc import Callable
from dataclasses import dataclass

from alur.isian_baris import baca_baris
from alur.models import (
    BerkasLangkah,
    CatatanLangkah,
    Dokumen,
    IsianLangkah,
    Langkah,
    Pelaksanaan,
    PernyataanBerkas,
)

# {berkas_id: how it is there}; the visit is the one about to close, whose own papers count as made.
Pembuat = Callable[[Pelaksanaan, list[BerkasLangkah], CatatanLangkah | None], dict[int, str]]
_PEMBUAT: list[Pembuat] = []

# Names under which SOPs list the same paper.
SAMA_DENGAN = {"tapkin": "perjanjian kinerja", "penetapan kinerja": "perjanjian kinerja"}
ADA, DINYATAKAN, BELUM = "ada", "dinyatakan", "belum"


@dataclass(frozen=True)
class ButirKelengkapan:
    """One paper of a run: ``berkas`` are its lines in the SOP, ``cara`` how it is there, or why it is not."""

    sebutan: str
    berkas: tuple[BerkasLangkah, ...]
    keadaan: str
    cara: str = ""
    dokumen: tuple[Dokumen, ...] = ()

    @property
    def langkah(self) -> str:
        """``1, 2``: the steps that name it."""
        return ", ".join(dict.fromkeys(str(satu.langkah.nomor) for satu in self.berkas))

    @property
    def pk(self) -> int:
        """Its first line in the SOP."""
        return self.berkas[0].pk

    @property
    def wajib(self) -> bool:
        """May it not follow later?"""
        return any(not satu.boleh_menyusul for satu in self.berkas)

    @property
    def kurang(self) -> bool:
        """Is it missing, and nobody said why?"""
        return self.keadaan == BELUM


def daftarkan_pembuat(fungsi: Pembuat) -> None:
    """Say which papers an app makes by itself."""
    if fungsi not in _PEMBUAT:
        _PEMBUAT.append(fungsi)


def nama_sama(nama: str) -> str:
    """The key under which two lines are one paper."""
    kunci = " ".join(nama.lower().replace("prog ", "program ").split()).rstrip(".")
    return SAMA_DENGAN.get(kunci, kunci)


def kelengkapan(
    pelaksanaan: Pelaksanaan, *, menutup: CatatanLangkah | None = None, sampai: int | None = None
) -> list[ButirKelengkapan]:
    """The papers of a run in the order of its steps, at most those of the steps up to ``sampai``.

    A handful of queries, however many papers there are. ``menutup`` is a visit that is about to close.
    """
    semua = list(
        BerkasLangkah.objects.filter(langkah__prosedur=pelaksanaan.prosedur_id)
        .select_related("langkah")
        .order_by("langkah__nomor", "arah", "urutan")
    )
    if not semua:
        return []
    dibuat: dict[int, str] = {}
    for pembuat in _PEMBUAT:
        dibuat |= pembuat(pelaksanaan, semua, menutup)
    terlampir: dict[int, list[Dokumen]] = {}
    for satu in Dokumen.objects.filter(pelaksanaan=pelaksanaan, memenuhi__isnull=False).order_by("pk"):
        terlampir.setdefault(satu.memenuhi_id, []).append(satu)
    alasan = {
        satu.berkas_id: satu
        for satu in PernyataanBerkas.objects.filter(pelaksanaan=pelaksanaan).select_related("oleh")
    }
    periksa = _daftar_periksa(pelaksanaan)
    kelompok: dict[str, list[BerkasLangkah]] = {}
    for satu in semua:
        kelompok.setdefault(nama_sama(satu.nama), []).append(satu)
    return [
        _butir(kunci, berkas, dibuat, terlampir, alasan, periksa)
        for kunci, berkas in kelompok.items()
        if sampai is None or berkas[0].langkah.nomor <= sampai
    ]


def kurang_arsip(catatan: CatatanLangkah) -> list[ButirKelengkapan]:
    """What an archive still lacks: papers that are nowhere and of which nobody said why."""
    if catatan.langkah.layar != Langkah.Layar.ARSIP:
        return []
    return [satu for satu in kelengkapan(catatan.pelaksanaan, menutup=catatan) if satu.kurang]


def kurang_wajib(catatan: CatatanLangkah) -> list[str]:
    """Papers that may not follow later, and that this step lacks."""
    wajib = set(
        BerkasLangkah.objects.filter(langkah=catatan.langkah_id, boleh_menyusul=False).values_list(
            "pk", flat=True
        )
    )
    if not wajib:
        return []
    return [
        f"{satu.sebutan} wajib ada sebelum langkah ini selesai. Lampirkan pada langkah ini."
        for satu in kelengkapan(catatan.pelaksanaan, menutup=catatan)
        if satu.kurang and wajib & {berkas.pk for berkas in satu.berkas}
    ]


def _butir(
    kunci: str,
    berkas: list[BerkasLangkah],
    dibuat: dict[int, str],
    terlampir: dict[int, list[Dokumen]],
    alasan: dict[int, PernyataanBerkas],
    periksa: dict[str, tuple[str, str]],
) -> ButirKelengkapan:
    sebutan, bersama = berkas[0].nama, tuple(berkas)
    if dokumen := [satu for b in berkas for satu in terlampir.get(b.pk, [])]:
        return ButirKelengkapan(sebutan, bersama, ADA, "terlampir", tuple(dokumen))
    if cara := next((dibuat[b.pk] for b in berkas if b.pk in dibuat), ""):
        return ButirKelengkapan(sebutan, bersama, ADA, cara)
    if kunci in periksa:
        keadaan, cara = periksa[kunci]
        return ButirKelengkapan(sebutan, bersama, keadaan, cara)
    if nyata := next((alasan[b.pk] for b in berkas if b.pk in alasan), None):
        return ButirKelengkapan(sebutan, bersama, DINYATAKAN, f"{nyata.alasan} ({nyata.oleh})")
    return ButirKelengkapan(sebutan, bersama, BELUM)


def _daftar_periksa(pelaksanaan: Pelaksanaan) -> dict[str, tuple[str, str]]:
    """{key: (state, in words)} of the newest checklist: what is there and where, and what is not and why."""
    isian = (
        IsianLangkah.objects.filter(
            catatan__pelaksanaan=pelaksanaan, catatan__langkah__layar=Langkah.Layar.DOKUMEN
        )
        .order_by("-catatan")
        .first()
    )
    hasil = {}
    for satu in baca_baris(isian.isi.get("daftar") if isian else None, ("nama", "letak"), ":"):
        kunci, letak = nama_sama(satu.get("nama", "")), satu.get("letak", "")
        keadaan = satu.get("keadaan", "ada" if letak.lower().startswith("ada") else "")
        if keadaan == "ada":
            hasil[kunci] = (ADA, f"daftar dokumen: {letak}" if letak else "daftar dokumen")
        elif keadaan == "tidak_ada" and satu.get("keterangan"):
            hasil[kunci] = (DINYATAKAN, f"{satu['keterangan']} (daftar dokumen)")
    return hasil
