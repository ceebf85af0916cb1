"""The visit as it is now, under the run's lock: still open, whose turn, and at what moment it may close."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

from alur.giliran import Pelaku, kedudukan_di_langkah, pihak_langkah
from alur.models import CatatanLangkah, Pelaksanaan
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini


def kunjungan_terbuka(catatan: CatatanLangkah) -> CatatanLangkah:
    """The visit as it is now, or a refusal that says who was first.

    The run's row stays locked until the move is whole, so that two parties who finish at once, or a
    cancellation beside an approval, follow one another (SQLite writes one at a time anyway).
    """
    Pelaksanaan.objects.select_for_update().get(pk=catatan.pelaksanaan_id)
    kini = CatatanLangkah.objects.select_related(
        "langkah__prosedur", "pelaksanaan__opd__pemda", "pelaksanaan__periode", "selesai_oleh"
    ).get(pk=catatan.pk)
    if kini.terbuka:
        return kini
    raise sudah_ditutup(kini)


def sudah_ditutup(catatan: CatatanLangkah) -> TindakanDitolak:
    """The refusal for one who comes second: who closed the visit, how and when."""
    siapa = catatan.selaku or str(catatan.selesai_oleh)
    kapan = timezone.localtime(catatan.selesai_pada)
    return TindakanDitolak(
        f"Langkah {catatan.langkah.nomor} sudah {catatan.get_keputusan_display().lower()} oleh {siapa} pada "
        f"{kapan:%d-%m-%Y} pukul {kapan:%H.%M}. Muat ulang halaman untuk melihat langkah yang sekarang."
    )


def periksa_berjalan(catatan: CatatanLangkah) -> None:
    """What is archived or called off takes nothing more in. The status is read anew, under the run's lock."""
    pelaksanaan = Pelaksanaan.objects.select_for_update().get(pk=catatan.pelaksanaan_id)
    if pelaksanaan.status != Pelaksanaan.Status.BERJALAN:
        raise TindakanDitolak(
            f"{pelaksanaan} sudah {pelaksanaan.get_status_display().lower()}: tidak ada yang ditambahkan lagi."
        )


def periksa_giliran(catatan: CatatanLangkah, oleh: Pengguna, tanggal: date) -> list[Pelaku]:
    """The capacities in which the step is one's own that day; a refusal names whose it is."""
    pelaku = kedudukan_di_langkah(oleh, catatan.langkah, tanggal)
    if not pelaku:
        giliran = ", ".join(dict.fromkeys(pihak.sebutan for pihak in pihak_langkah(catatan.langkah)))
        raise TidakBerhak(
            f"Langkah {catatan.langkah.nomor} bukan giliran Anda. Yang mengerjakannya: {giliran}."
        )
    return pelaku


def tetapkan_saat(pada: datetime | None, *, boleh_mundur: bool) -> datetime:
    """Now, or the moment given where the run may be dated back; never a moment to come."""
    kini = timezone.now()
    if pada is None:
        return kini
    if not boleh_mundur:
        raise TindakanDitolak("Waktu hanya dapat ditetapkan pada pelaksanaan yang dicatat belakangan.")
    if pada > kini:
        raise TindakanDitolak("Waktu tidak boleh di masa depan.")
    return pada


def saat_langkah(catatan: CatatanLangkah, pada: datetime | None) -> datetime:
    """The moment at which the visit closes: not before it opened."""
    pelaksanaan = catatan.pelaksanaan
    pada = pada or saat_belakangan(catatan)
    saat = tetapkan_saat(pada, boleh_mundur=pelaksanaan.dicatat_belakangan or pelaksanaan.contoh)
    if saat < catatan.dibuka_pada:
        raise TindakanDitolak("Waktu selesai tidak boleh sebelum langkah dibuka.")
    return saat


def saat_belakangan(catatan: CatatanLangkah) -> datetime | None:
    """When this step of a run recorded afterwards really happened, as Tim SAKIP wrote it down beforehand.

    ``None`` where no day was written, or where the step came later than that day (again, after a return).
    """
    pelaksanaan = catatan.pelaksanaan
    teks = pelaksanaan.tanggal_langkah.get(str(catatan.langkah.nomor))
    if not teks or not pelaksanaan.dicatat_belakangan or catatan.putaran > 1:
        return None
    zona = pelaksanaan.opd.pemda.zona_waktu
    hari = date.fromisoformat(teks)
    if hari < catatan.dibuka_pada.astimezone(ZoneInfo(zona)).date():
        return None
    return max(saat_pada(hari, zona), catatan.dibuka_pada)


def hari_tawaran(catatan: CatatanLangkah) -> date:
    """The day that the forms of a visit offer: today, on the office's calendar.

    In a run recorded afterwards the day written down for the step, else the one on which it opened (of a visit not
    stored yet: on which the run began).
    """
    pelaksanaan = catatan.pelaksanaan
    zona = pelaksanaan.opd.pemda.zona_waktu
    if not pelaksanaan.tanpa_waktu:
        return hari_ini(zona)
    teks = pelaksanaan.tanggal_langkah.get(str(catatan.langkah.nomor))
    if teks and catatan.putaran == 1:
        return date.fromisoformat(teks)
    return (catatan.dibuka_pada or pelaksanaan.dimulai_pada).astimezone(ZoneInfo(zona)).date()


def saat_pada(hari: date, zona: str) -> datetime:
    """A moment for what is known by its day only: noon, or now where that is still to come."""
    return min(datetime.combine(hari, time(12), tzinfo=ZoneInfo(zona)), timezone.now())
