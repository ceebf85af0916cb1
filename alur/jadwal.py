"""The dated schedule of a run: its SOP's steps laid over the working days from its start to its batas waktu."""

from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from alur.models import CatatanLangkah, Langkah, Pelaksanaan, PelakuLangkah
from organisasi.kalender import Kalender

# Working minutes a step counts for where its SOP prints no time.
TANPA_BAKU = 60


def hitung_jadwal(pelaksanaan: Pelaksanaan, dari: date) -> list[dict]:
    """One row per step: ``langkah``, ``uraian``, ``pelaksana``, ``mulai``, ``selesai`` (ISO days), ``keterangan``.

    Steps that are done stand on their own days. The working days left, from ``dari`` to the batas waktu, are shared
    out among the others in proportion to the standard times of the SOP, in their order; with more steps than days
    several fall on one. After the batas waktu everything stands on ``dari``.
    """
    langkah = list(
        Langkah.objects.filter(prosedur=pelaksanaan.prosedur_id)
        .prefetch_related("pelaku__peran")
        .order_by("nomor")
    )
    selesai = _hari_selesai(pelaksanaan)
    belum = [satu for satu in langkah if satu.pk not in selesai]
    rencana = dict(
        zip(
            [satu.pk for satu in belum],
            bagi_hari(
                hari_kerja(Kalender(pelaksanaan.opd), dari, pelaksanaan.batas_waktu),
                [satu.menit_baku(pelaksanaan.opd.menit_per_hari) or TANPA_BAKU for satu in belum],
            ),
            strict=True,
        )
    )
    return [
        {
            "langkah": str(satu.nomor),
            "uraian": satu.uraian,
            "pelaksana": sebut_pelaksana(satu),
            "mulai": (selesai.get(satu.pk) or rencana[satu.pk])[0].isoformat(),
            "selesai": (selesai.get(satu.pk) or rencana[satu.pk])[1].isoformat(),
            "keterangan": f"Waktu baku {satu.waktu_teks}" if satu.waktu_teks else "",
        }
        for satu in langkah
    ]


def hari_kerja(kalender: Kalender, dari: date, sampai: date) -> list[date]:
    """The working days from one day to another, both counted; the first day itself where there is none."""
    jumlah = max((sampai - dari).days, 0)
    semua = [dari + timedelta(days=n) for n in range(jumlah + 1)]
    return [satu for satu in semua if kalender.adalah_hari_kerja(satu)] or [dari]


def bagi_hari(hari: list[date], bobot: list[int]) -> list[tuple[date, date]]:
    """First and last day of each share, in order: the days are cut in proportion to the weights.

    The last share ends on the last day; a share smaller than a day lies within one.
    """
    if not bobot:
        return []
    jumlah, lalu, batas = sum(bobot), 0, [0]
    for satu in bobot:
        lalu += satu
        # In ten thousandths of a day, whole numbers: no rounding may push the last share past the end.
        batas.append(lalu * len(hari) * 10_000 // jumlah)
    terakhir = len(hari) - 1
    return [
        (hari[min(awal // 10_000, terakhir)], hari[min(max(akhir - 1, awal) // 10_000, terakhir)])
        for awal, akhir in pairwise(batas)
    ]


def sebut_pelaksana(langkah: Langkah) -> str:
    """The doers of a step by the SOP's labels, in the order of its columns."""
    pelaku = sorted(langkah.pelaku.all(), key=lambda satu: satu.peran.lajur)
    return ", ".join(satu.peran.label for satu in pelaku if satu.tugas == PelakuLangkah.Tugas.PELAKSANA)


def _hari_selesai(pelaksanaan: Pelaksanaan) -> dict[int, tuple[date, date]]:
    """{langkah_id: its days} of steps whose newest visit is done."""
    zona = ZoneInfo(pelaksanaan.opd.pemda.zona_waktu)
    hasil: dict[int, tuple[date, date]] = {}
    for satu in CatatanLangkah.objects.filter(pelaksanaan=pelaksanaan).order_by("pk"):
        hasil.pop(satu.langkah_id, None)
        if satu.keputusan in {CatatanLangkah.Keputusan.SELESAI, CatatanLangkah.Keputusan.SETUJUI}:
            akhir = satu.tanggal_sebenarnya or satu.selesai_pada.astimezone(zona).date()
            awal = min(satu.tanggal_sebenarnya or satu.dibuka_pada.astimezone(zona).date(), akhir)
            hasil[satu.langkah_id] = (awal, akhir)
    return hasil
