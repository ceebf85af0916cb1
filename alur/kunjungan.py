"""The visit as it is now, under the run's lock: still open, whose turn, and at what moment it may close."""

from datetime import date, datetime

from django.utils import timezone

from alur.giliran import Pelaku, kedudukan_di_langkah, pihak_langkah
from alur.models import CatatanLangkah, Pelaksanaan
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna


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
    saat = tetapkan_saat(pada, boleh_mundur=pelaksanaan.dicatat_belakangan or pelaksanaan.contoh)
    if saat < catatan.dibuka_pada:
        raise TindakanDitolak("Waktu selesai tidak boleh sebelum langkah dibuka.")
    return saat
