"""When a procedure may start for a period, and until when it runs unless someone says otherwise."""

from datetime import date

from django.db.models import Q, QuerySet

from alur.adopsi import kekurangan_ikatan
from alur.fase import sudah_disetujui
from alur.models import Pelaksanaan, Prosedur
from organisasi.galat import TindakanDitolak
from organisasi.kalender import Kalender
from organisasi.models import OPD
from organisasi.waktu import hari_ini
from perencanaan.models import Periode

TAHUN_TERJAUH = 99


def batas_waktu_bawaan(*, opd: OPD, periode: Periode, kalender: Kalender | None = None) -> date:
    """The OPD's due date for a period: so many working days after it ends.

    ``kalender`` is the OPD's, where it has been read already.
    """
    return (kalender or Kalender(opd)).tambah_hari_kerja(periode.tanggal_selesai, opd.batas_hari_kerja)


def periksa_dapat_mulai(
    opd: OPD,
    prosedur: Prosedur,
    periode: Periode,
    batas_waktu: date,
    jalur: str = Pelaksanaan.Jalur.PENUH,
) -> None:
    """Refuse, in a sentence, what keeps the procedure from starting today."""
    tanggal = hari_ini(opd.pemda.zona_waktu)
    sop = prosedur.sop
    if sop.opd_id != opd.pk:
        raise TindakanDitolak("SOP ini bukan milik OPD tersebut.")
    if sop.status != sop.Status.BERLAKU or not (
        sop.tanggal_mulai <= tanggal and (sop.tanggal_selesai is None or tanggal <= sop.tanggal_selesai)
    ):
        raise TindakanDitolak("SOP ini tidak sedang berlaku. Minta admin memberlakukannya lebih dahulu.")
    if jalur == Pelaksanaan.Jalur.RINGKAS and not dapat_ringkas(prosedur):
        raise TindakanDitolak(
            "Prosedur ini tidak membagikan formulir unit, jadi tidak memiliki jalur ringkas. Pilih langkah demi "
            "langkah."
        )
    if periode.tanggal_mulai > tanggal:
        raise TindakanDitolak(f"{periode} belum dimulai. Pilih periode yang sudah berjalan.")
    if batas_waktu < periode.tanggal_mulai:
        raise TindakanDitolak("Batas waktu tidak boleh sebelum periode dimulai.")
    periksa_tidak_terlalu_jauh(periode, batas_waktu, tanggal)
    if kurang := kekurangan_ikatan(sop, tanggal):
        raise TindakanDitolak("SOP belum dapat dijalankan. " + " ".join(kurang))
    _periksa_sop_lain(opd, prosedur, periode)
    if prosedur.jenis == Prosedur.Jenis.PENGUKURAN:
        _periksa_data_terkumpul(opd, sop, periode)


def periksa_tidak_terlalu_jauh(periode: Periode, batas_waktu: date, tanggal: date) -> None:
    """A due date in the year 9999 is a slip of the pen, and its working days would be counted one by one."""
    terakhir = date(max(periode.tahun, tanggal.year) + TAHUN_TERJAUH, 12, 31)
    if batas_waktu > terakhir:
        raise TindakanDitolak(
            f"{periode}: batas waktu {batas_waktu:%d-%m-%Y} terlalu jauh. Periksa tahunnya; paling lambat "
            f"{terakhir:%d-%m-%Y}."
        )


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
    pengumpulan = Pelaksanaan.objects.filter(
        opd=opd,
        periode__in=periode_pelayan(periode),
        prosedur__jenis__in=[Prosedur.Jenis.PENGUMPULAN, Prosedur.Jenis.GABUNGAN],
    ).exclude(status=Pelaksanaan.Status.DIBATALKAN)
    if not any(sudah_disetujui(satu) for satu in pengumpulan):
        raise TindakanDitolak(
            f"Pengumpulan data {periode} belum disetujui. Pengukuran dimulai setelah Sekretaris menyetujuinya."
        )


def periode_pelayan(periode: Periode) -> QuerySet[Periode]:
    """The periods whose collection brings in the figures of ``periode``: itself, and shorter ones that close it.

    The run at the end of a triwulan serves the semester and the year that end with it; a month's run serves the
    month alone.
    """
    layani = Q(pk=periode.pk)
    if periode.jenis in {Periode.Jenis.SEMESTER, Periode.Jenis.TAHUN}:
        layani |= Q(
            jenis__in=[Periode.Jenis.TRIWULAN, Periode.Jenis.SEMESTER],
            tanggal_selesai=periode.tanggal_selesai,
            tanggal_mulai__gte=periode.tanggal_mulai,
        )
    return Periode.objects.filter(layani)


def dapat_ringkas(prosedur: Prosedur) -> bool:
    """Does the procedure give out forms, up to which its steps may be recorded together?"""
    return prosedur.langkah.filter(membuka_formulir=True).exists()
