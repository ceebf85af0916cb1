"""What the year's plan already answers of a run it opened: its order, and its program kerja.

Read by the gate when a step opens (``alur.gerak``), and by the forms for what they offer. A plan answers a step
once, in its first round: what comes back with a return is done by hand.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from alur.giliran import Pelaku, kedudukan_di_langkah, pelaksana_langkah
from alur.jadwal import hitung_jadwal
from alur.jalur import jalur_kembali
from alur.models import CatatanLangkah, JadwalTahun, Langkah, Pelaksanaan, RencanaTahun
from alur.pencatatan import Pencatatan
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini

DIJAWAB = (Langkah.Layar.PERINTAH, Langkah.Layar.RENCANA)


@dataclass(frozen=True)
class Jawaban:
    """How a plan answers a step: by whom, in which capacity, recorded for whom, and what its paper says."""

    rencana: RencanaTahun
    oleh: Pengguna
    pelaku: list[Pelaku]
    isian: dict
    uraian: str
    pencatatan: Pencatatan | None = None


def rencana_pelaksanaan(pelaksanaan: Pelaksanaan) -> RencanaTahun | None:
    """The plan that opened the run; not one whose day came after someone had started the run (``kendala``)."""
    jadwal = (
        JadwalTahun.objects.filter(pelaksanaan=pelaksanaan, kendala="")
        .select_related(
            "rencana__diperintah_oleh__pegawai",
            "rencana__diperintah_oleh__jabatan",
            "rencana__ditetapkan_oleh",
            "rencana__dibuat_oleh",
        )
        .first()
    )
    return jadwal.rencana if jadwal else None


def isian_rencana(pelaksanaan: Pelaksanaan, langkah: Langkah) -> dict:
    """What the plan offers the form of a step; empty where it says nothing."""
    if langkah.layar not in DIJAWAB or not (rencana := rencana_pelaksanaan(pelaksanaan)):
        return {}
    return dict(rencana.perintah if langkah.layar == Langkah.Layar.PERINTAH else rencana.program_kerja)


def jawaban_rencana(catatan: CatatanLangkah, *, dengan_jadwal: bool = True) -> Jawaban | None:
    """The plan's answer to this visit, or ``None``: people do the step.

    ``dengan_jadwal`` False spares working out the run's schedule where one only asks whether.
    """
    langkah = catatan.langkah
    if (
        langkah.layar not in DIJAWAB
        or catatan.putaran > 1
        or langkah.semua_pelaksana
        or jalur_kembali(langkah)
        or not (rencana := rencana_pelaksanaan(catatan.pelaksanaan))
        or rencana.ditetapkan_oleh is None
    ):
        return None
    if langkah.layar == Langkah.Layar.PERINTAH:
        return _perintah(rencana, langkah)
    return _program_kerja(rencana, catatan, dengan_jadwal)


def dasar_perintah(rencana: RencanaTahun) -> str:
    """The ground of what the plan answers: ``Nota Dinas nomor 050/1/2026 tanggal 5 Januari 2026``."""
    nomor = rencana.perintah.get("nomor", "").strip()
    tanggal = date_format(tanggal_perintah(rencana), "j F Y")
    kata = f"Nota Dinas nomor {nomor} tanggal {tanggal}" if nomor else f"Nota Dinas tanggal {tanggal}"
    return kata if nomor else f"{kata} (belum diberi nomor)"


def tanggal_perintah(rencana: RencanaTahun) -> date:
    """The day of the order."""
    return date.fromisoformat(rencana.perintah["tanggal"])


def _perintah(rencana: RencanaTahun, langkah: Langkah) -> Jawaban | None:
    """The order was given by its holder on its own day; whoever put the plan in force recorded it."""
    pemangku, tanggal = rencana.diperintah_oleh, tanggal_perintah(rencana)
    pelaku = [
        satu
        for satu in pelaksana_langkah(langkah, tanggal)
        if satu.pemangku and satu.pemangku.pk == pemangku.pk
    ]
    if not pelaku:
        return None
    sendiri = pemangku.pegawai.pengguna_id == rencana.ditetapkan_oleh_id
    return Jawaban(
        rencana,
        rencana.ditetapkan_oleh,
        pelaku,
        dict(rencana.perintah),
        f"Menurut {rencana.nama}: {dasar_perintah(rencana)}.",
        None if sendiri else Pencatatan(pemangku, dasar_perintah(rencana), tanggal),
    )


def _program_kerja(rencana: RencanaTahun, catatan: CatatanLangkah, dengan_jadwal: bool) -> Jawaban | None:
    """The year's program kerja, by whoever of its makers still does this step; nobody: it waits, prefilled.

    Its paper has the run's own schedule.
    """
    for oleh in dict.fromkeys((rencana.dibuat_oleh, rencana.ditetapkan_oleh)):
        if pelaku := kedudukan_di_langkah(oleh, catatan.langkah):
            isian = dict(rencana.program_kerja)
            if dengan_jadwal:
                pelaksanaan = catatan.pelaksanaan
                isian["jadwal"] = hitung_jadwal(pelaksanaan, hari_ini(pelaksanaan.opd.pemda.zona_waktu))
            kata = f"Menurut {rencana.nama}: program kerja setahun."
            return Jawaban(rencana, oleh, pelaku, isian, kata)
    return None
