"""Remarks: what must be mended, and what was done about it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from alur.giliran import kedudukan
from alur.kunjungan import periksa_giliran
from alur.models import CatatanLangkah, CatatanPerbaikan, Pelaksanaan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini


@dataclass(frozen=True)
class Perbaikan:
    """What must be mended; ``unit`` when one unit alone is meant."""

    isi: str
    unit_id: int | None = None
    bagian: tuple[str, ...] = ()


@dataclass(frozen=True)
class Temuan:
    """What a decider finds wrong with one row; ``bagian`` are codes of ``CatatanPerbaikan.Bagian``."""

    isi: str = ""
    bagian: tuple[str, ...] = ()

    @classmethod
    def dari(cls, nilai: "str | Temuan") -> "Temuan":
        """A remark may be given as a plain sentence."""
        return nilai if isinstance(nilai, cls) else cls(nilai)

    def untuk(self, baris: str, unit_id: int | None, alasan: str) -> Perbaikan:
        """The remark on that row: its name, the parts that are meant, and what is wrong (or the reason itself)."""
        label = ", ".join(CatatanPerbaikan.Bagian(satu).label for satu in self.bagian)
        kalimat = self.isi.strip() or alasan.strip()
        return Perbaikan(
            f"{baris}: {label}: {kalimat}" if label else f"{baris}: {kalimat}", unit_id, self.bagian
        )


# Apps that know where a remark about a unit's rows stands: may this person answer it there now?
Penjawab = Callable[[CatatanPerbaikan, Pengguna], bool]
_PENJAWAB: list[Penjawab] = []


def daftarkan_penjawab(penjawab: Penjawab) -> None:
    """Say who else may answer a remark: whoever may mend the row that it stands at."""
    if penjawab not in _PENJAWAB:
        _PENJAWAB.append(penjawab)


@transaction.atomic
def minta_perbaikan(
    *, catatan: CatatanLangkah | None, unit_id: int, isi: str, oleh: Pengguna
) -> CatatanPerbaikan:
    """Ask a unit to mend something without a decision step; ``catatan`` is the visit open at the time, if any."""
    perbaikan = CatatanPerbaikan.objects.create(
        catatan=catatan, unit_id=unit_id, isi=isi, dibuat_oleh=oleh, dibuat_pada=timezone.now()
    )
    catat(aksi="alur.minta_perbaikan", objek=perbaikan, oleh=oleh, baru={"isi": isi})
    return perbaikan


def tutup_perbaikan(perbaikan: Iterable[int], oleh: Pengguna) -> int:
    """Close these remarks that were made beside the steps and answered; how many there were."""
    return _tutup(perbaikan, [CatatanPerbaikan.Status.SUDAH], oleh)


def cabut_perbaikan(perbaikan: Iterable[int], oleh: Pengguna, alasan: str) -> int:
    """Close these remarks, answered or not: nothing is asked any more, and why; how many there were."""
    return _tutup(perbaikan, [CatatanPerbaikan.Status.BELUM, CatatanPerbaikan.Status.SUDAH], oleh, alasan)


def _tutup(perbaikan: Iterable[int], status: list[str], oleh: Pengguna, alasan: str = "") -> int:
    daftar = list(
        CatatanPerbaikan.objects.filter(
            pk__in=perbaikan, status__in=status, dibuat_oleh__isnull=False
        ).select_related("catatan__pelaksanaan", "unit")
    )
    CatatanPerbaikan.objects.filter(pk__in=[satu.pk for satu in daftar]).update(
        status=CatatanPerbaikan.Status.SELESAI, ditutup_oleh=oleh, ditutup_pada=timezone.now()
    )
    for satu in daftar:
        catat(aksi="alur.tutup_perbaikan", objek=satu, oleh=oleh, alasan=alasan)
    return len(daftar)


@transaction.atomic
def tindaklanjuti(
    *, perbaikan: CatatanPerbaikan, oleh: Pengguna, jawaban: str, diketahui: str | None = None
) -> CatatanPerbaikan:
    """Answer a remark: what was done about it. The remark stays, and whoever asked for it closes it.

    ``diketahui`` is the answer that the person saw there: a colleague's newer one is not written over unseen.

    By whoever does the step it was sent back to; a remark that names a unit also by that unit's people, for their
    form may be open again while the step itself is someone else's (SOP 002 step 3), or has closed already (a unit
    without a role in the SOP); and by whoever may mend the row that it stands at (``daftarkan_penjawab``).
    """
    jawaban = jawaban.strip()
    if not jawaban:
        raise TindakanDitolak("Tuliskan apa yang sudah diperbaiki.")
    if perbaikan.catatan_id:
        Pelaksanaan.objects.select_for_update().get(pk=perbaikan.catatan.pelaksanaan_id)
    perbaikan = (
        CatatanPerbaikan.objects.select_for_update(of=("self",))
        .select_related("catatan__pelaksanaan", "unit", "dijawab_oleh")
        .get(pk=perbaikan.pk)
    )
    if perbaikan.status == CatatanPerbaikan.Status.SELESAI or not any(
        boleh(perbaikan, oleh) for boleh in _PENJAWAB
    ):
        _periksa_di_langkah(perbaikan, oleh)
    if diketahui is not None and perbaikan.jawaban not in {diketahui, jawaban}:
        raise TindakanDitolak(
            f"{perbaikan.dijawab_oleh or 'Rekan Anda'} sudah menjawab: “{perbaikan.jawaban}”. Simpan sekali "
            "lagi bila jawaban Anda yang dipakai."
        )
    perbaikan.jawaban = jawaban
    perbaikan.status = CatatanPerbaikan.Status.SUDAH
    perbaikan.dijawab_oleh = oleh
    perbaikan.dijawab_pada = timezone.now()
    perbaikan.save(update_fields=["jawaban", "status", "dijawab_oleh", "dijawab_pada"])
    catat(aksi="alur.tindaklanjuti", objek=perbaikan, oleh=oleh, baru={"tindak_lanjut": jawaban})
    return perbaikan


def _periksa_di_langkah(perbaikan: CatatanPerbaikan, oleh: Pengguna) -> None:
    """Does the remark wait at the open step, or for the unit it names, and is it this person's to answer?"""
    lewat = TindakanDitolak("Catatan perbaikan ini tidak lagi menunggu tindak lanjut. Muat ulang halaman.")
    if perbaikan.catatan is None or perbaikan.status == CatatanPerbaikan.Status.SELESAI:
        raise lewat
    terbuka = (
        CatatanLangkah.objects.filter(pelaksanaan=perbaikan.catatan.pelaksanaan_id, selesai_pada=None)
        .select_related("langkah", "pelaksanaan__opd__pemda")
        .first()
    )
    di_tujuan = terbuka is not None and terbuka.langkah_id == perbaikan.catatan.dikembalikan_ke_id
    milik_unit = perbaikan.unit_id is not None and perbaikan.status == CatatanPerbaikan.Status.BELUM
    if terbuka is None or not (di_tujuan or milik_unit):
        raise lewat
    tanggal = hari_ini(terbuka.pelaksanaan.opd.pemda.zona_waktu)
    orang_unit = perbaikan.unit_id in kedudukan(oleh, tanggal).unit
    if not (orang_unit and hak.boleh(oleh, "alur.kerjakan", terbuka)):
        if not di_tujuan:
            raise TidakBerhak(f"Catatan perbaikan ini ditindaklanjuti {perbaikan.unit}.")
        periksa_giliran(terbuka, oleh, tanggal)
