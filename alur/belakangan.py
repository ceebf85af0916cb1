"""*Dicatat belakangan*: runs of past periods, whose steps keep the days on which they really happened.

One page takes the days of all steps. Those up to the forms are recorded with it (``alur.ringkas``); the days of the
others wait in the run, and each step takes its own when it is done (``alur.kunjungan``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from alur import actions
from alur.kunjungan import saat_pada
from alur.models import CatatanLangkah, Langkah, Pelaksanaan, Prosedur
from alur.ringkas import ButirRingkas, catat_ringkas, jalan_ringkas
from alur.syarat_mulai import batas_waktu_bawaan, dapat_ringkas
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Pengguna
from organisasi.waktu import hari_ini
from perencanaan.models import Periode


@dataclass(frozen=True)
class PeriodeLampau:
    """A past period to record, and the day on which its run really began."""

    periode: Periode
    mulai: date
    batas_waktu: date | None = None


@transaction.atomic
def mulai_belakangan(
    *, opd: OPD, prosedur: Prosedur, daftar: Iterable[PeriodeLampau], oleh: Pengguna
) -> list[Pelaksanaan]:
    """Start the runs of past periods, all or none, the earliest period first."""
    tanggal = hari_ini(opd.pemda.zona_waktu)
    jalur = Pelaksanaan.Jalur.RINGKAS if dapat_ringkas(prosedur) else Pelaksanaan.Jalur.PENUH
    hasil = []
    for satu in sorted(daftar, key=lambda satu: satu.periode.urutan):
        if satu.periode.tanggal_selesai >= tanggal:
            raise TindakanDitolak(f"{satu.periode} belum berakhir, jadi belum dapat dicatat belakangan.")
        periksa_tanggal(satu.mulai, tanggal, satu.periode, str(satu.periode))
        hasil.append(
            actions.mulai(
                opd=opd,
                prosedur=prosedur,
                periode=satu.periode,
                batas_waktu=satu.batas_waktu or batas_waktu_bawaan(opd=opd, periode=satu.periode),
                oleh=oleh,
                pada=saat_pada(satu.mulai, opd.pemda.zona_waktu),
                jalur=jalur,
                dicatat_belakangan=True,
            )
        )
    if not hasil:
        raise TindakanDitolak("Centang paling sedikit satu periode.")
    return hasil


def periksa_tanggal(hari: date, tanggal: date, periode: Periode, sebutan: str) -> None:
    """A day that can be: not to come, and not before the period's year."""
    if hari > tanggal:
        raise TindakanDitolak(f"{sebutan}: tanggal tidak boleh di masa depan.")
    if hari < date(periode.tahun, 1, 1):
        raise TindakanDitolak(f"{sebutan}: tanggal {hari:%d-%m-%Y} sebelum tahun periodenya.")


@transaction.atomic
def catat_belakangan(
    *,
    pelaksanaan: Pelaksanaan,
    oleh: Pengguna,
    butir: Iterable[ButirRingkas],
    tanggal: Mapping[int, date | None],
) -> list[CatatanLangkah]:
    """Keep the days of all steps, and record those up to the forms with them, in one transaction."""
    butir = list(butir)
    pelaksanaan = simpan_tanggal(pelaksanaan=pelaksanaan, oleh=oleh, tanggal=tanggal)
    return catat_ringkas(pelaksanaan=pelaksanaan, oleh=oleh, butir=butir) if butir else []


def langkah_sesudah(pelaksanaan: Pelaksanaan) -> list[Langkah]:
    """The steps whose days are only kept: those after the way that is recorded together."""
    terbuka = pelaksanaan.catatan.filter(selesai_pada=None).values_list("langkah__nomor", flat=True).first()
    if terbuka is None:
        return []
    jalan = [satu.nomor for satu in jalan_ringkas(pelaksanaan)]
    dari = max(jalan) + 1 if jalan else terbuka
    return list(pelaksanaan.prosedur.langkah.filter(nomor__gte=dari).order_by("nomor"))


@transaction.atomic
def simpan_tanggal(
    *, pelaksanaan: Pelaksanaan, oleh: Pengguna, tanggal: Mapping[int, date | None]
) -> Pelaksanaan:
    """Keep the real days ({step number: day}) of the steps not done yet; their order is that of the steps."""
    hak.periksa(
        oleh,
        "alur.catatkan",
        pelaksanaan,
        "Hanya Sekretaris atau Tim SAKIP yang dapat mencatat tanggal langkah.",
    )
    pelaksanaan = (
        Pelaksanaan.objects.select_for_update(of=("self",))
        .select_related("opd__pemda", "periode")
        .get(pk=pelaksanaan.pk)
    )
    if not pelaksanaan.dicatat_belakangan or pelaksanaan.status != Pelaksanaan.Status.BERJALAN:
        raise TindakanDitolak(
            "Hanya pelaksanaan yang dicatat belakangan dan masih berjalan memakai tanggal ini."
        )
    mulai = langkah_berikut(pelaksanaan)
    isi = {nomor: hari for nomor, hari in sorted(tanggal.items()) if nomor >= mulai and hari}
    _periksa_urutan(pelaksanaan, isi)
    lama = {nomor: hari for nomor, hari in pelaksanaan.tanggal_langkah.items() if int(nomor) >= mulai}
    baru = {str(nomor): hari.isoformat() for nomor, hari in isi.items()}
    if baru == lama:
        return pelaksanaan
    tetap = {nomor: hari for nomor, hari in pelaksanaan.tanggal_langkah.items() if int(nomor) < mulai}
    pelaksanaan.tanggal_langkah = tetap | baru
    pelaksanaan.save(update_fields=["tanggal_langkah"])
    catat(aksi="alur.tanggal_langkah", objek=pelaksanaan, oleh=oleh, lama=lama, baru=baru)
    return pelaksanaan


def langkah_berikut(pelaksanaan: Pelaksanaan) -> int:
    """The number of the open step."""
    return pelaksanaan.catatan.get(selesai_pada=None).langkah.nomor


def batas_bawah(pelaksanaan: Pelaksanaan) -> date:
    """The day before which no step not done yet can have been: that of the last one done, or of the start."""
    terbuka: datetime = pelaksanaan.catatan.get(selesai_pada=None).dibuka_pada
    return hari_setempat(terbuka, pelaksanaan)


def hari_setempat(saat: datetime, pelaksanaan: Pelaksanaan) -> date:
    """The office's day of a moment."""
    return saat.astimezone(ZoneInfo(pelaksanaan.opd.pemda.zona_waktu)).date()


def _periksa_urutan(pelaksanaan: Pelaksanaan, isi: Mapping[int, date]) -> None:
    kini = hari_ini(pelaksanaan.opd.pemda.zona_waktu)
    sebelum, apa = batas_bawah(pelaksanaan), "langkah sebelumnya"
    for nomor, hari in isi.items():
        periksa_tanggal(hari, kini, pelaksanaan.periode, f"Langkah {nomor}")
        if hari < sebelum:
            raise TindakanDitolak(
                f"Langkah {nomor} ({hari:%d-%m-%Y}) tidak boleh lebih dahulu daripada {apa} ({sebelum:%d-%m-%Y})."
            )
        sebelum, apa = hari, f"langkah {nomor}"
