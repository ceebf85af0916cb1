"""Follow-ups: what, by which position, until when, where they were born, and with what result they ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from alur.giliran import kedudukan, kedudukan_di_langkah
from alur.kabar import kabari
from alur.kunjungan import periksa_berjalan
from alur.models import CatatanLangkah, RencanaTindakLanjut
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Jabatan, PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini


@dataclass(frozen=True)
class ButirTindakLanjut:
    """What is to be done, by which position, until when."""

    uraian: str
    penanggung_jawab: Jabatan
    tenggat: date


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
    (hasil,) = lahirkan(
        catatan, oleh, asal, [ButirTindakLanjut(uraian, penanggung_jawab, tenggat)], _hari_ini(catatan)
    )
    return hasil


def lahirkan(
    catatan: CatatanLangkah,
    oleh: Pengguna,
    asal: str,
    butir: Iterable[ButirTindakLanjut],
    sejak: date,
) -> list[RencanaTindakLanjut]:
    """Follow-ups that a visit gives birth to, inside its caller's transaction; their holders are told.

    ``sejak`` is the day they are given on: today, or the real day of what is recorded afterwards.
    """
    hasil = []
    for satu in butir:
        uraian = satu.uraian.strip()
        if not uraian:
            raise TindakanDitolak("Tuliskan apa yang harus dilakukan.")
        if satu.penanggung_jawab.opd_id != catatan.opd_id:
            raise TindakanDitolak("Penanggung jawab harus jabatan di OPD ini.")
        if satu.tenggat < sejak:
            raise TindakanDitolak("Tenggat tidak boleh di masa lalu.")
        tindak_lanjut = RencanaTindakLanjut.objects.create(
            opd_id=catatan.opd_id,
            catatan=catatan,
            asal=asal,
            uraian=uraian,
            penanggung_jawab=satu.penanggung_jawab,
            tenggat=satu.tenggat,
            dibuat_oleh=oleh,
        )
        catat(
            aksi="alur.catat_tindak_lanjut",
            objek=tindak_lanjut,
            oleh=oleh,
            baru={"penanggung_jawab": satu.penanggung_jawab, "tenggat": satu.tenggat},
        )
        hasil.append(tindak_lanjut)
    _kabari_pemangku(catatan, oleh, hasil)
    return hasil


def _kabari_pemangku(catatan: CatatanLangkah, oleh: Pengguna, daftar: list[RencanaTindakLanjut]) -> None:
    """Tell those who hold the positions today what is expected of them."""
    akun = akun_pemangku({satu.penanggung_jawab_id for satu in daftar}, _hari_ini(catatan))
    for satu in daftar:
        kabari(
            catatan.pelaksanaan,
            akun.get(satu.penanggung_jawab_id, set()) - {oleh.pk},
            f"Tindak lanjut untuk Anda, tenggat {satu.tenggat:%d-%m-%Y}: {satu.uraian}"[:300],
        )


def akun_pemangku(jabatan: Iterable[int], tanggal: date) -> dict[int, set[int]]:
    """{position: accounts of those who hold it on that day}."""
    hasil: dict[int, set[int]] = {}
    for pk, akun in (
        PemangkuJabatan.objects.berlaku_pada(tanggal)
        .filter(jabatan__in=list(jabatan), pegawai__pengguna__isnull=False)
        .values_list("jabatan", "pegawai__pengguna")
    ):
        hasil.setdefault(pk, set()).add(akun)
    return hasil


def _hari_ini(catatan: CatatanLangkah) -> date:
    return hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu)


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
    ).update(
        status=RencanaTindakLanjut.Status.SELESAI,
        hasil=hasil,
        diselesaikan_pada=saat,
        diselesaikan_oleh=oleh,
    ):
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
