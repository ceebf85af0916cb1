"""Working days and working minutes of an office.

The OPD's layer of the calendar overrules its Pemda's, which overrules the national one. Where no hours are
stored, an ASN week of 37,5 hours over five days holds (Perpres 21/2023): 07.30–16.00 with an hour's rest,
on Friday 07.30–16.30 with one hour and a half.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from organisasi.models import OPD, HariLibur, JamKerja

SENIN_KAMIS = (time(7, 30), time(16, 0), time(12, 0), time(13, 0))
JUMAT = (time(7, 30), time(16, 30), time(11, 30), time(13, 0))
JAM_BAWAAN = {0: SENIN_KAMIS, 1: SENIN_KAMIS, 2: SENIN_KAMIS, 3: SENIN_KAMIS, 4: JUMAT}
# A year without any working day can only be a calendar filled in wrongly.
HARI_TERJAUH = 366


@dataclass(frozen=True)
class AturanJam:
    """Hours of one weekday from a date to a date, and how strong their layer is (2 OPD, 1 Pemda, 0 national)."""

    lapisan: int
    hari: int
    mulai: date
    selesai: date | None
    jam: tuple[time, time, time | None, time | None]


class Kalender:
    """The calendar of one OPD, read once (two queries) and then asked as often as needed."""

    def __init__(self, opd: OPD):
        self.zona = ZoneInfo(opd.pemda.zona_waktu)
        lapis = Q(pemda=None, opd=None) | Q(pemda=opd.pemda_id) | Q(opd=opd)
        self._libur: dict[date, tuple[int, HariLibur]] = {}
        for libur in HariLibur.objects.filter(lapis):
            lapisan = _lapisan(libur)
            if libur.tanggal not in self._libur or self._libur[libur.tanggal][0] < lapisan:
                self._libur[libur.tanggal] = (lapisan, libur)
        self._jam = [
            AturanJam(
                _lapisan(jam),
                jam.hari,
                jam.tanggal_mulai,
                jam.tanggal_selesai,
                (jam.jam_masuk, jam.jam_pulang, jam.istirahat_mulai, jam.istirahat_selesai),
            )
            for jam in JamKerja.objects.filter(lapis)
        ]

    def libur(self, tanggal: date) -> str:
        """Why that day is off (``Hari Raya …``, ``akhir pekan``), or an empty text on a working day."""
        if tanggal in self._libur:
            libur = self._libur[tanggal][1]
            return "" if libur.masuk else libur.nama
        return "" if self._jam_pada(tanggal) else "akhir pekan"

    def adalah_hari_kerja(self, tanggal: date) -> bool:
        """Does the office work on that day?"""
        return not self.libur(tanggal)

    def tambah_hari_kerja(self, tanggal: date, jumlah: int) -> date:
        """The day that is ``jumlah`` working days after ``tanggal`` (which itself does not count)."""
        hasil = tanggal
        sisa = jumlah
        while sisa > 0:
            hasil += timedelta(days=1)
            if self.adalah_hari_kerja(hasil):
                sisa -= 1
            elif (hasil - tanggal).days > HARI_TERJAUH * (jumlah + 1):
                raise ValueError("Kalender kerja tidak memiliki hari kerja.")
        return hasil

    def selisih_hari_kerja(self, dari: date, sampai: date) -> int:
        """Working days after ``dari`` up to and including ``sampai``; negative when ``sampai`` lies before."""
        if sampai < dari:
            return -self.selisih_hari_kerja(sampai, dari)
        jumlah = (sampai - dari).days
        return sum(self.adalah_hari_kerja(dari + timedelta(days=n)) for n in range(1, jumlah + 1))

    def menit_kerja(self, dari: datetime, sampai: datetime) -> int:
        """Whole working minutes between two moments (aware datetimes)."""
        awal, akhir = dari.astimezone(self.zona), sampai.astimezone(self.zona)
        if akhir <= awal:
            return 0
        detik = 0.0
        hari = awal.date()
        while hari <= akhir.date():
            for mulai, selesai in self._bagian_kerja(hari):
                detik += max(0.0, (min(selesai, akhir) - max(mulai, awal)).total_seconds())
            hari += timedelta(days=1)
        return int(detik // 60)

    def _jam_pada(self, tanggal: date):
        cocok = [
            aturan
            for aturan in self._jam
            if aturan.hari == tanggal.weekday()
            and aturan.mulai <= tanggal
            and (aturan.selesai is None or tanggal <= aturan.selesai)
        ]
        if cocok:
            return max(cocok, key=lambda aturan: (aturan.lapisan, aturan.mulai)).jam
        return JAM_BAWAAN.get(tanggal.weekday())

    def _bagian_kerja(self, tanggal: date) -> list[tuple[datetime, datetime]]:
        """The working stretches of a day, with the rest cut out; a called-in Saturday works Monday's hours."""
        if not self.adalah_hari_kerja(tanggal):
            return []
        masuk, pulang, istirahat, kembali = self._jam_pada(tanggal) or JAM_BAWAAN[0]

        def pukul(jam: time) -> datetime:
            return datetime.combine(tanggal, jam, tzinfo=self.zona)

        if istirahat and kembali:
            return [(pukul(masuk), pukul(istirahat)), (pukul(kembali), pukul(pulang))]
        return [(pukul(masuk), pukul(pulang))]


def _lapisan(baris: HariLibur | JamKerja) -> int:
    return 2 if baris.opd_id else 1 if baris.pemda_id else 0
