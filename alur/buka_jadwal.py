"""Opens the runs of the year's plans on their day, and says of each that does not open why."""

import logging
from datetime import date

from django.db import transaction
from django.utils import timezone

from alur.gerak import buka_pelaksanaan
from alur.models import SOP, JadwalTahun, Pelaksanaan, Prosedur, RencanaTahun
from alur.paraf import kabari_tim
from alur.syarat_mulai import periksa_dapat_mulai
from organisasi.galat import TindakanDitolak
from organisasi.models import PemerintahDaerah
from organisasi.waktu import hari_ini

TIDAK_TERDUGA = (
    "Tidak dapat dibuka karena kesalahan aplikasi. Sampaikan kepada admin; sebabnya ada di catatan server."
)
log = logging.getLogger(__name__)


def buka_harian(pemda: PemerintahDaerah, tanggal: date) -> str:
    """The daily job of one Pemda."""
    dibuka, terkendala = _buka(_jatuh_tempo(tanggal).filter(rencana__opd__pemda=pemda))
    if not dibuka and not terkendala:
        return ""
    return f"{dibuka} pelaksanaan dibuka, {terkendala} terkendala."


def buka_jatuh_tempo(*, rencana: RencanaTahun) -> tuple[int, int]:
    """Open what is due of one plan; (opened, still hindered)."""
    tanggal = hari_ini(rencana.opd.pemda.zona_waktu)
    return _buka(_jatuh_tempo(tanggal).filter(rencana=rencana))


def prosedur_pada(rencana: RencanaTahun, tanggal: date) -> Prosedur:
    """The procedure in force that day: that of the plan, or its successor where a new SOP took its place.

    The successor is the same kind of procedure, of the SOP with the same code, else of the only one there is.
    """
    berlaku = list(
        Prosedur.objects.filter(
            sop__in=SOP.objects.berlaku_pada(tanggal).filter(opd=rencana.opd_id), jenis=rencana.prosedur.jenis
        ).select_related("sop")
    )
    sama = [satu for satu in berlaku if satu.pk == rencana.prosedur_id] or [
        satu for satu in berlaku if satu.sop.kode == rencana.prosedur.sop.kode
    ]
    if pilihan := sama or (berlaku if len(berlaku) == 1 else []):
        return pilihan[0]
    if berlaku:
        raise TindakanDitolak(
            f"{rencana.prosedur.sop.nama} tidak berlaku lagi, dan ada beberapa SOP yang menggantikannya. Hentikan "
            "rencana ini, lalu buat rencana menurut SOP yang dipilih."
        )
    raise TindakanDitolak(
        f"Tidak ada SOP {rencana.prosedur.get_jenis_display()} yang berlaku. Minta admin memberlakukannya."
    )


def _jatuh_tempo(tanggal: date):
    """Rows whose day has come; an office that was closed opens nothing more."""
    return JadwalTahun.objects.filter(
        rencana__status=RencanaTahun.Status.BERLAKU,
        rencana__opd__aktif=True,
        pelaksanaan=None,
        buka_pada__lte=tanggal,
    )


def _buka(jadwal) -> tuple[int, int]:
    dibuka = terkendala = 0
    # By the end of their periods: a measurement waits for the collection before it.
    for pk in jadwal.order_by("buka_pada", "periode__tanggal_selesai", "pk").values_list("pk", flat=True):
        try:
            satu = _buka_satu(pk)
        except Exception:  # one office's row keeps no other office's run from opening
            log.exception("Jadwal %s tidak dapat dibuka", pk)
            JadwalTahun.objects.filter(pk=pk, pelaksanaan=None).update(kendala=TIDAK_TERDUGA)
            terkendala += 1
            continue
        if satu and satu.pelaksanaan_id:
            dibuka += 1
        elif satu:
            terkendala += 1
    return dibuka, terkendala


@transaction.atomic
def _buka_satu(pk: int) -> JadwalTahun | None:
    """Open one row if it is still to be opened; of two at once one does it."""
    jadwal = (
        JadwalTahun.objects.select_for_update(of=("self",))
        .select_related(
            "rencana__opd__pemda", "rencana__prosedur__sop", "rencana__ditetapkan_oleh", "periode"
        )
        .filter(pk=pk)
        .first()
    )
    if jadwal is None:
        return None
    rencana = jadwal.rencana
    if jadwal.pelaksanaan_id or rencana.status != RencanaTahun.Status.BERLAKU:
        return None
    if run := _sudah_dimulai(jadwal):
        jadwal.pelaksanaan, jadwal.kendala = run, "Sudah dimulai sendiri sebelum jadwalnya."
        jadwal.save(update_fields=["pelaksanaan", "kendala"])
        return None
    try:
        with transaction.atomic():
            _mulai(jadwal, hari_ini(rencana.opd.pemda.zona_waktu))
    except TindakanDitolak as tolak:
        jadwal.pelaksanaan = None
        if jadwal.kendala != str(tolak):
            jadwal.kendala = str(tolak)
            jadwal.save(update_fields=["kendala"])
    return jadwal


def _sudah_dimulai(jadwal: JadwalTahun) -> Pelaksanaan | None:
    """A run of this kind and period that someone started by hand."""
    return (
        Pelaksanaan.objects.filter(
            opd=jadwal.rencana.opd_id,
            periode=jadwal.periode_id,
            prosedur__jenis=jadwal.rencana.prosedur.jenis,
            jadwal=None,
        )
        .exclude(status=Pelaksanaan.Status.DIBATALKAN)
        .first()
    )


def _mulai(jadwal: JadwalTahun, tanggal: date) -> None:
    """Whoever put the plan in force started its runs: the right was asked for then."""
    rencana = jadwal.rencana
    prosedur = prosedur_pada(rencana, tanggal)
    periksa_dapat_mulai(rencana.opd, prosedur, jadwal.periode, jadwal.batas_waktu, jadwal.jalur)
    pelaksanaan = buka_pelaksanaan(
        opd=rencana.opd,
        prosedur=prosedur,
        periode=jadwal.periode,
        batas_waktu=jadwal.batas_waktu,
        oleh=rencana.ditetapkan_oleh,
        saat=timezone.now(),
        jadwal=jadwal,
        jalur=jadwal.jalur,
    )
    if jadwal.jalur == Pelaksanaan.Jalur.RINGKAS:
        kabari_tim(
            pelaksanaan,
            f"{pelaksanaan} dibuka menurut {rencana.nama}: catat langkah awalnya lewat jalur ringkas.",
        )
