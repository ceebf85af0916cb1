"""A year's plan for tests: made, written and put in force by the real actions, on a day of its year."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import time_machine

from alur import tahun
from alur.models import Prosedur, RencanaTahun
from organisasi.hak import lupakan_peran
from tests.pabrik import Kantor

TAHUN = 2025
WIB = ZoneInfo("Asia/Jakarta")
PERINTAH = {
    "hal": "Pengumpulan data 2025",
    "isi_perintah": "Kumpulkan data sepanjang tahun.",
    "nomor": "050/1/2025",
    "tanggal": "2025-01-06",
}
PROGRAM = {"tujuan": "Data lengkap setahun", "ruang_lingkup": "Semua indikator"}


def pada(bulan: int, hari: int, jam: int = 9, tahun_: int = TAHUN):
    """A clock that stands at that hour in Jakarta."""
    return time_machine.travel(datetime(tahun_, bulan, hari, jam, tzinfo=WIB), tick=False)


def baris(jenis: str, nomor: int, buka: date, batas: date, jalur: str = "penuh") -> tahun.BarisJadwal:
    return tahun.BarisJadwal(jenis, nomor, jalur, buka, batas)


JANUARI = baris("bulan", 1, date(2025, 2, 3), date(2025, 2, 10), "ringkas")
FEBRUARI = baris("bulan", 2, date(2025, 3, 3), date(2025, 3, 10), "ringkas")
TW_SATU = baris("triwulan", 1, date(2025, 4, 8), date(2025, 4, 15))


def kepala_kantor(kantor: Kantor):
    return kantor.kepala.pegawai.jabatan_dipangku.get()


def isi(kantor: Kantor, **ganti) -> tahun.IsiRencana:
    return tahun.IsiRencana(
        **{
            "perintah": PERINTAH,
            "diperintah_oleh": kepala_kantor(kantor),
            "program_kerja": PROGRAM,
            **ganti,
        }
    )


def konsep(kantor: Kantor, prosedur: Prosedur, oleh=None) -> RencanaTahun:
    return tahun.buat_rencana(opd=kantor.opd, prosedur=prosedur, tahun=TAHUN, oleh=oleh or kantor.ketua_tim)


def tetapkan(kantor: Kantor, prosedur: Prosedur, jadwal, *, oleh=None, pembuat=None, **ganti) -> RencanaTahun:
    """A plan put in force on 10 January of its year."""
    with pada(1, 10):
        for akun in (kantor.ketua_tim, kantor.sekretaris, kantor.kepala):
            lupakan_peran(akun)
        rencana = konsep(kantor, prosedur, pembuat)
        hasil = tahun.simpan_rencana(
            rencana=rencana,
            versi=rencana.versi,
            oleh=oleh or kantor.sekretaris,
            isi=isi(kantor, **ganti),
            jadwal=jadwal,
            tetapkan_juga=True,
        )
    return hasil
