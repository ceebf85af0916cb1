"""Crosscutting links between the nodes of a year's tree: made and removed, each with its trace."""

from django.db import IntegrityError, transaction

from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.hak import periksa
from organisasi.models import Pengguna
from perencanaan.models import KaitanSilang, Simpul

HANYA_PENGELOLA = "Hanya Tim SAKIP dan admin OPD yang mengubah kaitan silang."
SUDAH_ADA = "Kaitan ini sudah ada."
KETERANGAN_TERPANJANG = KaitanSilang._meta.get_field("keterangan").max_length


@transaction.atomic
def tambah_kaitan(*, dari: Simpul, ke: Simpul, keterangan: str, oleh: Pengguna) -> KaitanSilang:
    """Say that ``dari`` also serves ``ke``. What already lies above or below it needs no second link."""
    periksa(oleh, "perencanaan.kelola", dari, HANYA_PENGELOLA)
    keterangan = " ".join(keterangan.split())
    if (dari.opd_id, dari.tahun) != (ke.opd_id, ke.tahun):
        raise TindakanDitolak("Pilih simpul dari pohon OPD dan tahun yang sama.")
    if dari.pk == ke.pk:
        raise TindakanDitolak("Pilih simpul lain: sebuah simpul tidak dapat mendukung dirinya sendiri.")
    if len(keterangan) > KETERANGAN_TERPANJANG:
        raise TindakanDitolak(f"Persingkat keterangan menjadi paling banyak {KETERANGAN_TERPANJANG} huruf.")
    induk = dict(Simpul.objects.filter(opd=dari.opd_id, tahun=dari.tahun).values_list("pk", "induk"))
    if ke.pk in _di_atas(dari.pk, induk) or dari.pk in _di_atas(ke.pk, induk):
        raise TindakanDitolak(
            "Keduanya sudah terhubung lewat induknya. Kaitan silang hanya untuk simpul pada cabang lain."
        )
    if KaitanSilang.objects.filter(dari=dari, ke=ke).exists():
        raise TindakanDitolak(SUDAH_ADA)
    try:
        with transaction.atomic():
            kaitan = KaitanSilang.objects.create(dari=dari, ke=ke, keterangan=keterangan)
    except IntegrityError:
        # Someone else made the same one meanwhile.
        raise TindakanDitolak(SUDAH_ADA) from None
    catat(aksi="perencanaan.tambah_kaitan", objek=kaitan, oleh=oleh, baru=_isi(kaitan))
    return kaitan


@transaction.atomic
def hapus_kaitan(*, kaitan: KaitanSilang, oleh: Pengguna) -> None:
    """Take a link away; the trace keeps what it said."""
    periksa(oleh, "perencanaan.kelola", kaitan, HANYA_PENGELOLA)
    jumlah, _ = KaitanSilang.objects.filter(pk=kaitan.pk).delete()
    if not jumlah:
        raise TindakanDitolak("Kaitan ini sudah dihapus. Muat ulang halaman ini.")
    catat(aksi="perencanaan.hapus_kaitan", objek=kaitan, oleh=oleh, lama=_isi(kaitan))


def _di_atas(pk: int, induk: dict[int, int | None]) -> set[int]:
    """All nodes above one; a ring of parents ends where it closes."""
    hasil: set[int] = set()
    while (pk := induk.get(pk)) is not None and pk not in hasil:
        hasil.add(pk)
    return hasil


def _isi(kaitan: KaitanSilang) -> dict[str, str]:
    return {"dari": str(kaitan.dari), "ke": str(kaitan.ke), "keterangan": kaitan.keterangan}
