"""What the pages of a year's plan show: its state, and each row of its schedule, to read and to change."""

from datetime import date

from alur.forms_tahun import FormBarisJadwal
from alur.models import JadwalTahun, RencanaTahun
from alur.syarat_mulai import dapat_ringkas
from alur.tahun import kunci_berjalan
from alur.tampilan import Status, sebut_tanggal, status_pelaksanaan
from alur.usulan_tahun import UsulanJadwal, periode_kunci, susun_usulan
from organisasi.waktu import hari_ini

STATUS = {
    RencanaTahun.Status.KONSEP: Status("Konsep", "pencil", "kuning"),
    RencanaTahun.Status.BERLAKU: Status("Berlaku", "circle-check", "hijau"),
    RencanaTahun.Status.DIHENTIKAN: Status("Dihentikan", "ban", "abu"),
}


def status_rencana(rencana: RencanaTahun) -> Status:
    """Draft, in force, or stopped."""
    return STATUS[rencana.status]


def baris_jadwal(rencana: RencanaTahun, tanggal: date) -> list[dict]:
    """The schedule to read, in the order in which it opens."""
    hasil = []
    daftar = rencana.jadwal.select_related(
        "periode", "pelaksanaan__periode", "pelaksanaan__prosedur"
    ).order_by("buka_pada", "pk")
    for satu in daftar:
        status, kalimat = _keadaan(rencana, satu, tanggal)
        hasil.append(
            {
                "jadwal": satu,
                "periode": satu.periode,
                "buka": sebut_tanggal(satu.buka_pada),
                "batas": sebut_tanggal(satu.batas_waktu),
                "pelaksanaan": satu.pelaksanaan,
                "status": status,
                "kalimat": kalimat,
                "terkendala": bool(satu.kendala and not satu.pelaksanaan_id and rencana.terbuka),
            }
        )
    return hasil


def _keadaan(rencana: RencanaTahun, jadwal: JadwalTahun, tanggal: date) -> tuple[Status, str]:
    if jadwal.pelaksanaan_id:
        return status_pelaksanaan(jadwal.pelaksanaan, tanggal), jadwal.kendala
    if rencana.status == RencanaTahun.Status.DIHENTIKAN:
        return Status("Tidak dibuka", "ban", "abu"), ""
    if rencana.status == RencanaTahun.Status.KONSEP:
        return Status("Usulan", "pencil", "kuning"), ""
    if jadwal.kendala:
        return Status("Belum dapat dibuka", "alert-triangle", "merah"), jadwal.kendala
    return Status("Menunggu harinya", "calendar", "abu"), ""


def baris_ubah(rencana: RencanaTahun, data=None) -> list[dict]:
    """The schedule to change: what is stored, and what is proposed beside it, by the end of the periods.

    ``form`` is ``None`` where a run is open already.
    """
    usulan = {
        (satu.jenis, satu.nomor): satu for satu in susun_usulan(rencana.opd, rencana.prosedur, rencana.tahun)
    }
    tersimpan = {
        (satu.periode.jenis, satu.periode.nomor): satu
        for satu in rencana.jadwal.select_related("periode", "pelaksanaan")
    }
    berjalan = kunci_berjalan(rencana.opd_id, rencana.tahun, rencana.prosedur.jenis)
    ringkas = dapat_ringkas(rencana.prosedur)
    tanggal = hari_ini(rencana.opd.pemda.zona_waktu)
    hasil = []
    for kunci in {**usulan, **tersimpan}:
        jadwal, saran = tersimpan.get(kunci), usulan.get(kunci)
        periode = periode_kunci(rencana.tahun, *kunci)
        batal = bool(jadwal and jadwal.dibatalkan)
        terbuka = bool(jadwal and jadwal.pelaksanaan_id and not batal) or kunci in berjalan
        hasil.append(
            {
                "jenis": kunci[0],
                "nomor": kunci[1],
                "periode": periode,
                "nama": periode.nama,
                "melayani": saran.melayani if saran else "",
                "jadwal": jadwal,
                "batal": batal and not terbuka,
                "lewat": not terbuka and (jadwal or saran).batas_waktu < tanggal,
                "form": None
                if terbuka
                else FormBarisJadwal(
                    data,
                    nama=periode.nama,
                    ringkas=ringkas,
                    prefix=f"{kunci[0]}-{kunci[1]}",
                    initial=_awal(jadwal, saran),
                ),
            }
        )
    return sorted(hasil, key=lambda satu: satu["periode"].urutan)


def _awal(jadwal: JadwalTahun | None, saran: UsulanJadwal | None) -> dict:
    dari = jadwal or saran
    return {
        "pakai": jadwal is not None and not jadwal.dibatalkan,
        "jalur": dari.jalur,
        "buka_pada": dari.buka_pada,
        "batas_waktu": dari.batas_waktu,
    }
