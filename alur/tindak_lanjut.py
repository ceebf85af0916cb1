"""Follow-ups born at a step: what, by which position, until when, and with what result."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from alur.giliran import kedudukan, kedudukan_di_langkah
from alur.kunjungan import periksa_berjalan
from alur.models import CatatanLangkah, RencanaTindakLanjut
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Jabatan, Pengguna
from organisasi.waktu import hari_ini


@transaction.atomic
def catat_tindak_lanjut(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    asal: str,
    uraian: str,
    penanggung_jawab: Jabatan,
    tenggat: date,
) -> RencanaTindakLanjut:
    """A follow-up born at a step: what, by which position, until when."""
    if not kedudukan_di_langkah(oleh, catatan.langkah) and not hak.boleh(oleh, "alur.catatkan", catatan):
        raise TidakBerhak(
            "Hanya pelaksana langkah ini, Sekretaris atau Tim SAKIP yang dapat mencatat tindak lanjut."
        )
    periksa_berjalan(catatan)
    uraian = uraian.strip()
    if not uraian:
        raise TindakanDitolak("Tuliskan apa yang harus dilakukan.")
    if penanggung_jawab.opd_id != catatan.opd_id:
        raise TindakanDitolak("Penanggung jawab harus jabatan di OPD ini.")
    if tenggat < hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu):
        raise TindakanDitolak("Tenggat tidak boleh di masa lalu.")
    tindak_lanjut = RencanaTindakLanjut.objects.create(
        opd_id=catatan.opd_id,
        catatan=catatan,
        asal=asal,
        uraian=uraian,
        penanggung_jawab=penanggung_jawab,
        tenggat=tenggat,
        dibuat_oleh=oleh,
    )
    catat(
        aksi="alur.catat_tindak_lanjut",
        objek=tindak_lanjut,
        oleh=oleh,
        baru={"penanggung_jawab": penanggung_jawab, "tenggat": tenggat},
    )
    return tindak_lanjut


@transaction.atomic
def selesaikan_tindak_lanjut(
    *, tindak_lanjut: RencanaTindakLanjut, oleh: Pengguna, hasil: str
) -> RencanaTindakLanjut:
    """Close a follow-up with its result: by the holder of the position, or recorded by Sekretaris or Tim SAKIP."""
    if not dapat_diselesaikan([tindak_lanjut], oleh):
        raise TidakBerhak(f"Tindak lanjut ini tugas {tindak_lanjut.penanggung_jawab}.")
    hasil = hasil.strip()
    if not hasil:
        raise TindakanDitolak("Tuliskan hasilnya.")
    saat = timezone.now()
    if not RencanaTindakLanjut.objects.filter(
        pk=tindak_lanjut.pk, status=RencanaTindakLanjut.Status.TERBUKA
    ).update(status=RencanaTindakLanjut.Status.SELESAI, hasil=hasil, diselesaikan_pada=saat):
        raise TindakanDitolak("Tindak lanjut ini sudah selesai. Muat ulang halaman.")
    tindak_lanjut.refresh_from_db()
    catat(aksi="alur.selesaikan_tindak_lanjut", objek=tindak_lanjut, oleh=oleh, baru={"hasil": hasil})
    return tindak_lanjut


def dapat_diselesaikan(daftar: list[RencanaTindakLanjut], pengguna: Pengguna) -> list[RencanaTindakLanjut]:
    """Which of these follow-ups the person may close: those of positions held today, or all as recorder."""
    jabatan = kedudukan(pengguna).jabatan if daftar else {}
    return [
        satu
        for satu in daftar
        if satu.penanggung_jawab_id in jabatan or hak.boleh(pengguna, "alur.catatkan", satu)
    ]
