"""Steps recorded for their holder on the ground of a paper: the Kepala who does not log in is the normal case."""

from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile

from alur.dokumen import lampirkan
from alur.giliran import pemangku_langkah
from alur.models import CatatanLangkah, Dokumen
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini

TANPA_PENCATATAN = (("dicatat_untuk", None), ("dasar_pencatatan", ""), ("tanggal_sebenarnya", None))


@dataclass(frozen=True)
class Pencatatan:
    """A step recorded for its holder: for whom, on what ground, and when it really happened."""

    untuk: PemangkuJabatan
    dasar: str
    tanggal: date
    pindaian: UploadedFile | None = None


def dapat_dicatatkan(*, catatan: CatatanLangkah) -> list[PemangkuJabatan]:
    """The holders for whom this step may be recorded: of its doers' positions, on any day since the period began.

    Whoever holds the position no more may still have done the step while he did; the gate checks the day.
    """
    pemangku = pemangku_langkah(
        catatan.langkah,
        catatan.pelaksanaan.periode.tanggal_mulai,
        hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu),
    )
    return list(pemangku)


def periksa_pencatatan(
    catatan: CatatanLangkah, oleh: Pengguna, pencatatan: Pencatatan, tanggal: date
) -> None:
    """May this be recorded for its holder: by this person, on a ground, for a day that can be?"""
    hak.periksa(
        oleh,
        "alur.catatkan",
        catatan,
        "Hanya Sekretaris atau Tim SAKIP yang dapat mencatatkan langkah orang lain.",
    )
    if not pencatatan.dasar.strip():
        raise TindakanDitolak("Tuliskan dasar pencatatan, misalnya nomor Nota Dinas.")
    if pencatatan.tanggal > tanggal:
        raise TindakanDitolak("Tanggal sebenarnya tidak boleh di masa depan.")
    awal_tahun = date(catatan.pelaksanaan.periode.tahun, 1, 1)
    if pencatatan.tanggal < awal_tahun:
        raise TindakanDitolak(f"Tanggal sebenarnya tidak boleh sebelum {awal_tahun:%d-%m-%Y}.")
    if pencatatan.untuk.pegawai.pengguna_id == oleh.pk:
        raise TindakanDitolak("Ini giliran Anda sendiri: selesaikan langsung, tidak perlu dicatatkan.")


def isi_pencatatan(pencatatan: Pencatatan | None) -> dict:
    """The three fields that say a step was recorded for its holder; nothing when it was not."""
    if pencatatan is None:
        return {}
    return {
        "dicatat_untuk": pencatatan.untuk,
        "dasar_pencatatan": pencatatan.dasar.strip()[:200],
        "tanggal_sebenarnya": pencatatan.tanggal,
    }


def simpan_pindaian(catatan: CatatanLangkah, oleh: Pengguna, pencatatan: Pencatatan | None) -> None:
    """Attach the scan of the paper on whose ground a step was recorded, if there is one."""
    if pencatatan and pencatatan.pindaian:
        lampirkan(
            catatan=catatan,
            oleh=oleh,
            berkas=pencatatan.pindaian,
            judul=pencatatan.dasar,
            jenis=Dokumen.Jenis.DASAR,
        )
