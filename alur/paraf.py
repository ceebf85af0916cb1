"""A paraf that is taken back, and a step that closes without the parties it was told not to wait for.

For domain actions, which check who may and why; the run's lock is taken here.
"""

from django.db import transaction
from django.utils import timezone

from alur.gerak import lanjutkan, tutup_langkah
from alur.kabar import kabari
from alur.kunjungan import kunjungan_terbuka
from alur.models import CatatanLangkah, Paraf
from alur.syarat import kekurangan, pihak_belum
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import AnggotaTim, Pengguna, TimSAKIP
from organisasi.waktu import hari_ini


@transaction.atomic
def tarik_paraf(*, catatan: CatatanLangkah, unit_id: int, oleh: Pengguna, alasan: str) -> int:
    """Take a unit's paraf back while its step is open; how many there were. It stays as history."""
    catatan = kunjungan_terbuka(catatan)
    ditarik = Paraf.objects.filter(catatan=catatan, unit=unit_id).update(
        ditarik_pada=timezone.now(), ditarik_oleh=oleh, alasan_ditarik=alasan
    )
    if ditarik:
        _geser_mulai_dikerjakan(catatan)
        catat(
            aksi="alur.tarik_paraf",
            objek=catatan.pelaksanaan,
            oleh=oleh,
            baru={"langkah": catatan.langkah.nomor, "unit": unit_id},
            alasan=alasan,
        )
    return ditarik


def _geser_mulai_dikerjakan(catatan: CatatanLangkah) -> None:
    """The taking up that the engine noted at the first paraf goes with it, to the first that is left or to none."""
    ditarik = set(
        Paraf.semua.filter(catatan=catatan, ditarik_pada__isnull=False).values_list("pada", flat=True)
    )
    if catatan.dikerjakan_pada not in ditarik:
        return
    pertama = Paraf.objects.filter(catatan=catatan).order_by("pada", "pk").first()
    CatatanLangkah.objects.filter(pk=catatan.pk, selesai_pada=None).update(
        dikerjakan_pada=pertama.pada if pertama else None, dikerjakan_oleh=pertama.oleh if pertama else None
    )


@transaction.atomic
def lanjutkan_tanpa_pihak(*, catatan: CatatanLangkah, oleh: Pengguna, selaku: str, uraian: str) -> bool:
    """Close a step of several parties when none that it still waits for is left; False: others are missing."""
    catatan = kunjungan_terbuka(catatan)
    if not catatan.langkah.semua_pelaksana or pihak_belum(catatan):
        return False
    # Each party's own part was asked when it gave its paraf; what concerns them all is asked of the last.
    if kurang := kekurangan(catatan, frozenset()):
        raise TindakanDitolak(" ".join(kurang))
    saat = timezone.now()
    tutup_langkah(catatan, oleh, CatatanLangkah.Keputusan.SELESAI, saat, [], uraian=uraian, selaku=selaku)
    lanjutkan(catatan, oleh, saat)
    return True


def kabari_tim(pelaksanaan, isi: str, kecuali: Pengguna | None = None) -> None:
    """A line for everyone of today's Tim SAKIP."""
    tim = TimSAKIP.objects.berlaku_pada(hari_ini(pelaksanaan.opd.pemda.zona_waktu)).filter(
        opd=pelaksanaan.opd_id
    )
    akun = set(
        AnggotaTim.objects.filter(tim__in=tim, pegawai__aktif=True).values_list(
            "pegawai__pengguna", flat=True
        )
    )
    kabari(pelaksanaan, akun - {kecuali.pk if kecuali else None}, isi)
