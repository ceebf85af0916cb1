"""When a procedure may start for a period, and until when it runs unless someone says otherwise."""

from datetime import date

from alur.adopsi import kekurangan_ikatan
from alur.fase import sudah_disetujui
from alur.models import Pelaksanaan, Prosedur
from organisasi.galat import TindakanDitolak
from organisasi.kalender import Kalender
from organisasi.models import OPD
from organisasi.waktu import hari_ini
from perencanaan.models import Periode


def batas_waktu_bawaan(*, opd: OPD, periode: Periode, kalender: Kalender | None = None) -> date:
    """The OPD's due date for a period: so many working days after it ends.

    ``kalender`` is the OPD's, where it has been read already.
    """
    return (kalender or Kalender(opd)).tambah_hari_kerja(periode.tanggal_selesai, opd.batas_hari_kerja)


def periksa_dapat_mulai(opd: OPD, prosedur: Prosedur, periode: Periode, batas_waktu: date) -> None:
    tanggal = hari_ini(opd.pemda.zona_waktu)
    sop = prosedur.sop
    if sop.opd_id != opd.pk:
        raise TindakanDitolak("SOP ini bukan milik OPD tersebut.")
    if sop.status != sop.Status.BERLAKU or not (
        sop.tanggal_mulai <= tanggal and (sop.tanggal_selesai is None or tanggal <= sop.tanggal_selesai)
    ):
        raise TindakanDitolak("SOP ini tidak sedang berlaku. Minta admin memberlakukannya lebih dahulu.")
    if periode.tanggal_mulai > tanggal:
        raise TindakanDitolak(f"{periode} belum dimulai. Pilih periode yang sudah berjalan.")
    if batas_waktu < periode.tanggal_mulai:
        raise TindakanDitolak("Batas waktu tidak boleh sebelum periode dimulai.")
    if kurang := kekurangan_ikatan(sop, tanggal):
        raise TindakanDitolak("SOP belum dapat dijalankan. " + " ".join(kurang))
    _periksa_sop_lain(opd, prosedur, periode)
    if prosedur.jenis == Prosedur.Jenis.PENGUKURAN:
        _periksa_data_terkumpul(opd, sop, periode)


def _periksa_sop_lain(opd: OPD, prosedur: Prosedur, periode: Periode) -> None:
    """A period run under the SOP before this one is not run again under this one.

    Within one version the database keeps it (``satu_pelaksanaan_per_periode``).
    """
    jenis = {prosedur.jenis, Prosedur.Jenis.GABUNGAN}
    if prosedur.jenis == Prosedur.Jenis.GABUNGAN:
        jenis = set(Prosedur.Jenis.values)
    lain = Pelaksanaan.objects.filter(opd=opd, periode=periode, prosedur__jenis__in=jenis)
    if lain.exclude(prosedur=prosedur).exclude(status=Pelaksanaan.Status.DIBATALKAN).exists():
        raise TindakanDitolak(
            f"{prosedur.get_jenis_display()} {periode} sudah pernah dimulai menurut SOP sebelumnya. "
            "Buka dari daftar pelaksanaan."
        )


def _periksa_data_terkumpul(opd: OPD, sop, periode: Periode) -> None:
    """Measurement follows collection (SOP register D15), where the SOP itself collects."""
    if not sop.prosedur.filter(jenis=Prosedur.Jenis.PENGUMPULAN).exists():
        return
    pengumpulan = (
        Pelaksanaan.objects.filter(
            opd=opd,
            periode=periode,
            prosedur__jenis__in=[Prosedur.Jenis.PENGUMPULAN, Prosedur.Jenis.GABUNGAN],
        )
        .exclude(status=Pelaksanaan.Status.DIBATALKAN)
        .first()
    )
    if pengumpulan is None or not sudah_disetujui(pengumpulan):
        raise TindakanDitolak(
            f"Pengumpulan data {periode} belum disetujui. Pengukuran dimulai setelah Sekretaris menyetujuinya."
        )
