"""Asking for an archive, and what is written down about its making."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from jejak.actions import catat
from laporan.arsip.isi import pelaksanaan_periode
from laporan.models import ArsipPeriode
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Pengguna
from pengumpulan.models import Pengumpulan
from perencanaan.models import Periode

Status = ArsipPeriode.Status


@transaction.atomic
def minta_arsip(*, opd: OPD, periode: Periode, oleh: Pengguna, dengan_waktu: bool = False) -> ArsipPeriode:
    """Have the period's archive made; a new one each time, for the office goes on working."""
    hak.periksa(
        oleh,
        "laporan.lihat_arsip",
        opd,
        "Hanya Kepala, Sekretaris, Tim SAKIP dan pengawas yang dapat meminta arsip.",
    )
    langsung = Pengumpulan.objects.filter(opd=opd, periode=periode, pelaksanaan=None)
    if not pelaksanaan_periode(opd, periode) and not langsung.exists():
        raise TindakanDitolak(f"Belum ada pelaksanaan untuk {periode}, jadi tidak ada yang diarsipkan.")
    try:
        with transaction.atomic():
            arsip = ArsipPeriode.objects.create(
                opd=opd, periode=periode, dengan_waktu=dengan_waktu, diminta_oleh=oleh
            )
    except IntegrityError as salah:
        raise TindakanDitolak(
            "Arsip lain kantor ini sedang disusun. Tunggu sampai selesai, lalu minta lagi."
        ) from salah
    catat(aksi="laporan.minta_arsip", objek=arsip, oleh=oleh, baru={"dengan_waktu": dengan_waktu})
    return arsip


def ambil(arsip: ArsipPeriode) -> bool:
    """Claim a waiting archive for a process; False where another has it."""
    saat = timezone.now()
    if not ArsipPeriode.objects.filter(pk=arsip.pk, status=Status.ANTRE).update(
        status=Status.DIKERJAKAN, mulai_pada=saat
    ):
        return False
    arsip.status, arsip.mulai_pada = Status.DIKERJAKAN, saat
    return True


def gagal(arsip: ArsipPeriode, sebab: str) -> None:
    """Write down that it was not made."""
    ArsipPeriode.objects.filter(pk=arsip.pk, status__in=ArsipPeriode.BERJALAN).update(
        status=Status.GAGAL, galat=sebab, selesai_pada=timezone.now()
    )
