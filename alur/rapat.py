"""A meeting that ends: its follow-ups are born with the finishing of the step, in one transaction."""

from collections.abc import Callable

from django.db import transaction

from alur import actions
from alur.forms_rapat import KOLOM_TINDAK_LANJUT
from alur.isian_baris import baca_baris, tanggal_baris
from alur.models import CatatanLangkah, IsianLangkah, RencanaTindakLanjut
from alur.tindak_lanjut import ButirTindakLanjut, lahirkan
from organisasi.galat import TindakanDitolak
from organisasi.models import Jabatan, Pengguna
from organisasi.waktu import hari_ini


def selesaikan_rapat(**kunci) -> CatatanLangkah:
    """Finish a meeting (keywords of ``alur.actions.selesaikan``)."""
    return dengan_tindak_lanjut(actions.selesaikan)(**kunci)


def dengan_tindak_lanjut(gerak: Callable[..., CatatanLangkah]) -> Callable[..., CatatanLangkah]:
    """The same move, after which the rows of the minutes are follow-ups with an owner and a day."""

    @transaction.atomic
    def lakukan(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
        hasil = gerak(catatan=catatan, oleh=oleh, **lain)
        if hasil.selesai_pada:
            lahirkan_tindak_lanjut(hasil, oleh)
        return hasil

    return lakukan


def lahirkan_tindak_lanjut(catatan: CatatanLangkah, oleh: Pengguna) -> list[RencanaTindakLanjut]:
    """Each row of the minutes becomes a follow-up; a row whose position is no longer ours stops it all."""
    isian = IsianLangkah.objects.filter(catatan=catatan).first()
    baris = baca_baris(isian.isi.get("tindak_lanjut") if isian else None, KOLOM_TINDAK_LANJUT)
    if not baris:
        return []
    jabatan = {str(satu.pk): satu for satu in Jabatan.objects.filter(opd=catatan.opd_id, aktif=True)}
    butir = []
    for satu in baris:
        siapa, tenggat = jabatan.get(str(satu.get("siapa"))), tanggal_baris(satu.get("tenggat"))
        if siapa is None or tenggat is None:
            raise TindakanDitolak(
                f"Tindak lanjut “{satu.get('uraian', '')[:80]}”: pilih penanggung jawab dari daftar, "
                "dan isi tenggatnya."
            )
        butir.append(ButirTindakLanjut(satu.get("uraian", ""), siapa, tenggat))
    # A meeting written down later may have set days that are over by now; none lies before the meeting.
    sejak = tanggal_baris(isian.isi.get("tanggal")) or hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu)
    return lahirkan(catatan, oleh, RencanaTindakLanjut.Asal.NOTULEN, butir, sejak)
