"""What the pages of waktu show, in words and as bars; the words stand beside every bar."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from alur.bacaan_waktu import WaktuPelaksanaan, WaktuProsedur
from alur.models import Pelaksanaan
from alur.tampilan import Status, sebut_batas_run, sebut_tanggal
from alur.waktu import RingkasLangkah, WaktuKunjungan, WaktuPihak, sebut_baku, sebut_lama
from organisasi.kalender import Kalender
from organisasi.waktu import hari_ini

LEBAR_BATANG = 200  # px of the drawing, for the longest finished visit of the page
TERTIPIS = 2


@dataclass(frozen=True)
class Batang:
    """A bar in px: waiting, then worked on; ``baku`` is where the waktu baku would end, if it is printed.

    ``terpotong``: an open visit is longer than any finished one, and its bar is cut.
    """

    menunggu: int
    dikerjakan: int
    baku: int | None
    terpotong: bool
    lebar: int = LEBAR_BATANG


def susun_halaman_pelaksanaan(waktu: WaktuPelaksanaan) -> list[dict]:
    """Rows of the run's table, a step not reached yet as one row without visits."""
    menit_per_hari = waktu.pelaksanaan.opd.menit_per_hari
    kunjungan = [satu for _, daftar in waktu.langkah for satu in daftar if satu.diketahui]
    # An open visit that waits for weeks must not shrink all others to nothing.
    ujung = max(
        [satu.menunggu + (satu.dikerjakan or 0) for satu in kunjungan if not satu.terbuka]
        + [satu.baku for satu in kunjungan if satu.baku],
        default=0,
    ) or max([satu.menunggu + (satu.dikerjakan or 0) for satu in kunjungan], default=0)
    hasil = []
    for langkah, daftar in waktu.langkah:
        baku = sebut_baku(langkah)
        if not daftar:
            hasil.append({"langkah": langkah, "baku": baku})
        for satu in daftar:
            hasil.append({"langkah": langkah, "baku": baku, **_kunjungan(satu, menit_per_hari, ujung)})
    return hasil


def banding_baku(satu: WaktuKunjungan, menit_per_hari: int) -> Status:
    """The visit beside its waktu baku, in words."""
    if satu.batal:
        return Status("Dibatalkan, tidak dibandingkan", "ban", "abu")
    if not satu.terukur:
        return Status(f"{satu.catatan.get_cara_display()}, tidak diukur", "circle-dashed", "abu")
    if satu.catatan.pelaksanaan.tanpa_waktu:
        return Status("Dicatat belakangan, tidak diukur", "history", "abu")
    if satu.baku is None:
        return Status("Tidak ada pembanding", "circle-dashed", "abu")
    if satu.terbuka and satu.selisih is None:
        return Status("Belum dikerjakan", "hourglass", "abu")
    if satu.selisih is None:
        if satu.pasti_dalam_baku:
            return Status("Tidak melebihi waktu baku", "circle-check", "hijau")
        return Status("Tidak dapat dibandingkan", "circle-dashed", "abu")
    if satu.bertambah and satu.selisih < 0:
        return Status(f"Tersisa {sebut_lama(-satu.selisih, menit_per_hari)}", "hourglass", "biru")
    return banding_selisih(satu.selisih, menit_per_hari)


def banding_selisih(selisih: int, menit_per_hari: int) -> Status:
    """``30 menit lebih lama`` (minutes beyond the waktu baku)."""
    if selisih > 0:
        return Status(f"{sebut_lama(selisih, menit_per_hari)} lebih lama", "trending-up", "kuning")
    if selisih < 0:
        return Status(f"{sebut_lama(-selisih, menit_per_hari)} lebih singkat", "trending-down", "hijau")
    return Status("Sama dengan waktu baku", "equal", "hijau")


def susun_halaman_tahun(prosedur: WaktuProsedur, menit_per_hari: int) -> dict:
    """The tables of one procedure: its steps, and the parties of those steps that several must finish."""
    keterangan = []
    if prosedur.dicatat_belakangan:
        keterangan.append(
            f"{prosedur.dicatat_belakangan} di antaranya dicatat belakangan, tidak ikut dihitung"
        )
    if prosedur.contoh:
        keterangan.append(f"{prosedur.contoh} contoh untuk berlatih")
    return {
        "judul": prosedur.prosedur.get_jenis_display(),
        "sop": prosedur.prosedur.sop,
        "jumlah": prosedur.jumlah,
        "keterangan": ", ".join(keterangan),
        "baris": [_ringkas(satu, menit_per_hari) for satu in prosedur.langkah],
        "pihak": [
            {
                "langkah": satu.langkah,
                "sebutan": pihak.sebutan,
                "jumlah": pihak.lama.jumlah,
                "median": sebut_lama(pihak.lama.median, menit_per_hari),
                "terlama": sebut_lama(pihak.lama.terlama, menit_per_hari),
                "menunggu": sebut_lama(pihak.menunggu.median, menit_per_hari),
                "dikerjakan": sebut_lama(pihak.dikerjakan.median, menit_per_hari),
                "tanpa_tanda": pihak.menunggu.jumlah - pihak.dikerjakan.jumlah,
            }
            for satu in prosedur.langkah
            for pihak in satu.pihak
        ],
    }


def sebut_ketepatan(pelaksanaan: Pelaksanaan) -> str:
    """The run against its batas waktu, in working days: the one measure of being late."""
    kalender = Kalender(pelaksanaan.opd)
    batas = pelaksanaan.batas_waktu
    if pelaksanaan.status == Pelaksanaan.Status.BERJALAN or pelaksanaan.tanpa_waktu:
        return sebut_batas_run(kalender, pelaksanaan, hari_ini(pelaksanaan.opd.pemda.zona_waktu))
    akhir = timezone.localtime(pelaksanaan.selesai_pada, kalender.zona).date()
    apa = "selesai" if pelaksanaan.status == Pelaksanaan.Status.SELESAI else "dibatalkan"
    return f"{sebut_tanggal(batas)}; {apa} {sebut_tanggal(akhir)}, {_terhadap_batas(kalender, akhir, batas)}"


def sebut_sehari(menit_per_hari: int) -> str:
    """``1 hari = 450 menit kerja (7 jam 30 menit)``."""
    jam, sisa = divmod(menit_per_hari, 60)
    return f"1 hari = {menit_per_hari} menit kerja ({jam} jam{f' {sisa} menit' if sisa else ''})"


def _terhadap_batas(kalender: Kalender, akhir: date, batas: date) -> str:
    selisih = kalender.selisih_hari_kerja(batas, akhir)
    if akhir <= batas:
        return f"{-selisih} hari kerja sebelum batas" if selisih else "tepat pada batas"
    return f"{selisih} hari kerja sesudah batas" if selisih else "baru saja lewat"


def _kunjungan(satu: WaktuKunjungan, menit_per_hari: int, ujung: int) -> dict:
    catatan = satu.catatan
    if not satu.diketahui:
        return {
            "kunjungan": satu,
            "catatan": catatan,
            "menunggu": "–",
            "dikerjakan": "–",
            "banding": banding_baku(satu, menit_per_hari),
            "batang": None,
            "sebenarnya": sebut_tanggal(catatan.tanggal_sebenarnya) if catatan.tanggal_sebenarnya else "",
            "pihak": [],
        }
    dikerjakan = sebut_lama(satu.dikerjakan, menit_per_hari)
    if satu.dikerjakan is None:
        dikerjakan = "belum mulai" if satu.terbuka else "mulai tidak ditandai"
    return {
        "kunjungan": satu,
        "catatan": catatan,
        "menunggu": sebut_lama(satu.menunggu, menit_per_hari),
        "dikerjakan": dikerjakan,
        "banding": banding_baku(satu, menit_per_hari),
        "batang": _batang(satu, ujung),
        "sebenarnya": sebut_tanggal(catatan.tanggal_sebenarnya) if catatan.tanggal_sebenarnya else "",
        "pihak": [
            {
                "sebutan": pihak.sebutan,
                "lama": sebut_lama(pihak.lama, menit_per_hari),
                "rincian": _sebut_rincian(pihak, menit_per_hari),
                "selesai": pihak.selesai,
                "dicatatkan": pihak.dicatatkan,
            }
            for pihak in satu.pihak
        ],
    }


def _sebut_rincian(pihak: WaktuPihak, menit_per_hari: int) -> str:
    """``menunggu 1 jam, dikerjakan 2 jam``."""
    if pihak.dikerjakan is None:
        return "mulainya tidak diketahui" if pihak.selesai else "belum ditandai mulai"
    return (
        f"menunggu {sebut_lama(pihak.menunggu, menit_per_hari)}, "
        f"dikerjakan {sebut_lama(pihak.dikerjakan, menit_per_hari)}"
    )


def _batang(satu: WaktuKunjungan, ujung: int) -> Batang:
    def panjang(menit: int | None) -> int:
        return min(max(TERTIPIS, menit * LEBAR_BATANG // ujung), LEBAR_BATANG) if menit else 0

    # Where it does not fit, a bit of both parts stays in sight.
    menunggu = min(panjang(satu.menunggu), LEBAR_BATANG - (TERTIPIS if satu.dikerjakan else 0))
    dikerjakan = min(panjang(satu.dikerjakan), LEBAR_BATANG - menunggu)
    return Batang(
        menunggu,
        dikerjakan,
        panjang(satu.baku) if satu.baku else None,
        terpotong=satu.menunggu + (satu.dikerjakan or 0) > ujung,
    )


def _ringkas(satu: RingkasLangkah, menit_per_hari: int) -> dict:
    banding = None
    if satu.selisih is not None:
        banding = banding_selisih(satu.selisih, menit_per_hari)
    return {
        "langkah": satu.langkah,
        "baku": sebut_baku(satu.langkah),
        "r": satu,
        "putaran_lebih": satu.jumlah_kunjungan - satu.jumlah_pelaksanaan,
        "menunggu": sebut_lama(satu.menunggu.median, menit_per_hari),
        "menunggu_terlama": sebut_lama(satu.menunggu.terlama, menit_per_hari),
        "dikerjakan": sebut_lama(satu.dikerjakan.median, menit_per_hari),
        "dikerjakan_terlama": sebut_lama(satu.dikerjakan.terlama, menit_per_hari),
        "tanpa_tanda": satu.menunggu.jumlah - satu.dikerjakan.jumlah,
        "banding": banding,
    }
