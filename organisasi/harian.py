"""What an office wants done every day of itself: runs that open, mail that goes out, left-overs that go.

An app registers its job in ``AppConfig.ready``. Each job runs once per local day of each Pemda, whoever calls:
cron, a timer, or the first request of the day (``organisasi.pemicu_harian``). A failure is kept and tried again at
the next call; a job that was cut off counts as failed after an hour.
"""

import logging
from collections.abc import Callable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from organisasi.galat import TindakanDitolak
from organisasi.models import PekerjaanHarian, PemerintahDaerah
from organisasi.waktu import hari_ini

# Does the day's work for one Pemda; a sentence about what was done, or nothing.
Pekerjaan = Callable[[PemerintahDaerah, date], str | None]
Status = PekerjaanHarian.Status

TERHENTI_SETELAH = timedelta(hours=1)
DISIMPAN = timedelta(days=90)
log = logging.getLogger(__name__)
_PEKERJAAN: dict[str, Pekerjaan] = {}


def daftarkan(nama: str, fungsi: Pekerjaan) -> None:
    """Say what is to be done daily; ``nama`` is what an admin reads (*Membuka pelaksanaan menurut rencana*).

    ``fungsi(pemda, tanggal)`` runs in that Pemda's time zone, in no transaction of ours, and must stand being
    called again after a failure.
    """
    if _PEKERJAAN.get(nama, fungsi) is not fungsi:
        raise ValueError(f"Pekerjaan harian {nama} didaftarkan dua kali.")
    _PEKERJAAN[nama] = fungsi


def jalankan() -> list[PekerjaanHarian]:
    """Do what is due today and not done yet; the failures among it. Two callers at once share the work."""
    gagal = []
    for pemda in PemerintahDaerah.objects.order_by("pk"):
        tanggal = hari_ini(pemda.zona_waktu)
        for nama, fungsi in _PEKERJAAN.items():
            if (pekerjaan := _ambil(nama, pemda, tanggal)) and not _kerjakan(pekerjaan, pemda, fungsi):
                gagal.append(pekerjaan)
    PekerjaanHarian.objects.filter(tanggal__lt=hari_ini() - DISIMPAN).delete()
    return gagal


def tuntas(pemda: PemerintahDaerah | None = None) -> bool:
    """Is everything done that is due today? Not while another is at it, who may still fail or be cut off.

    Of that Pemda, or of all of them.
    """
    for satu in [pemda] if pemda else PemerintahDaerah.objects.all():
        selesai = PekerjaanHarian.objects.filter(
            pemda=satu, tanggal=hari_ini(satu.zona_waktu), status=Status.SELESAI
        )
        if not _PEKERJAAN.keys() <= set(selesai.values_list("nama", flat=True)):
            return False
    return True


def gagal_terakhir(pemda: PemerintahDaerah) -> list[PekerjaanHarian]:
    """Jobs of this Pemda that failed and were not done since: the newest row of each job."""
    terakhir: dict[str, PekerjaanHarian] = {}
    for satu in PekerjaanHarian.objects.filter(
        pemda=pemda, tanggal__gte=hari_ini(pemda.zona_waktu) - timedelta(days=7)
    ).order_by("tanggal"):
        terakhir[satu.nama] = satu
    return [satu for satu in terakhir.values() if satu.status == Status.GAGAL]


def _ambil(nama: str, pemda: PemerintahDaerah, tanggal: date) -> PekerjaanHarian | None:
    """Claim a job of today; ``None``: done already, or another is at it."""
    kini = timezone.now()
    kunci = {"nama": nama, "pemda": pemda, "tanggal": tanggal}
    if not PekerjaanHarian.objects.filter(**kunci).exists():
        try:
            with transaction.atomic():
                return PekerjaanHarian.objects.create(**kunci, mulai_pada=kini)
        except IntegrityError:
            return None
    diambil = PekerjaanHarian.objects.filter(
        Q(status=Status.GAGAL) | Q(status=Status.BERJALAN, mulai_pada__lt=kini - TERHENTI_SETELAH), **kunci
    ).update(
        status=Status.BERJALAN,
        mulai_pada=kini,
        selesai_pada=None,
        galat="",
        percobaan=F("percobaan") + 1,
    )
    return PekerjaanHarian.objects.get(**kunci) if diambil else None


def _kerjakan(pekerjaan: PekerjaanHarian, pemda: PemerintahDaerah, fungsi: Pekerjaan) -> bool:
    """Do it; one job's failure is no matter of the others."""
    try:
        with timezone.override(ZoneInfo(pemda.zona_waktu)):
            pekerjaan.hasil = fungsi(pemda, pekerjaan.tanggal) or ""
        pekerjaan.status = Status.SELESAI
    except TindakanDitolak as tolak:
        pekerjaan.status, pekerjaan.galat = Status.GAGAL, str(tolak)
    except Exception as salah:
        log.exception("Pekerjaan harian %s gagal", pekerjaan)
        pekerjaan.status, pekerjaan.galat = Status.GAGAL, f"{type(salah).__name__}: {salah}"[:2000]
    pekerjaan.selesai_pada = timezone.now()
    pekerjaan.save(update_fields=["status", "hasil", "galat", "selesai_pada"])
    return pekerjaan.status == Status.SELESAI
