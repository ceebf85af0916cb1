"""The one gate through which a run moves.

Every move checks whose turn it is and what is missing, closes the open visit by a conditional update (of two
people at once, one wins and the other is told), opens the next visit, and writes the audit trail, all in one
transaction. A domain action calls the gate inside its own transaction; the gate calls nobody back.

The Kepala's answer to a report, which moves a run as well, is in ``alur.disposisi``. What is added to a run
without moving it is in ``alur.isian``, ``alur.perbaikan``, ``alur.dokumen`` and ``alur.tindak_lanjut``.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from alur.disposisi import ajukan, periksa_belum_diajukan
from alur.fase import data_disetujui, sudah_disetujui
from alur.gerak import buka_langkah, buka_pelaksanaan, lanjutkan, tutup_langkah
from alur.giliran import Pelaku, pelaksana_langkah, perlu_disposisi
from alur.isian import tulis_isian
from alur.jalur import jalur_kembali, tujuan_kembali
from alur.kunjungan import kunjungan_terbuka, periksa_giliran, saat_langkah, tetapkan_saat
from alur.models import (
    CatatanLangkah,
    CatatanPerbaikan,
    Langkah,
    Paraf,
    Pelaksanaan,
    Prosedur,
    TelaahBaris,
)
from alur.pemisahan import halangan_memutus, halangan_mencatat
from alur.pencatatan import Pencatatan, isi_pencatatan, periksa_pencatatan, simpan_pindaian
from alur.perbaikan import Perbaikan
from alur.syarat import kekurangan, pihak_belum
from alur.syarat_mulai import periksa_dapat_mulai
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Pengguna
from organisasi.waktu import hari_ini
from perencanaan.models import Periode

Keputusan = CatatanLangkah.Keputusan


@transaction.atomic
def mulai(
    *,
    opd: OPD,
    prosedur: Prosedur,
    periode: Periode,
    batas_waktu: date,
    oleh: Pengguna,
    pada: datetime | None = None,
    jalur: str = Pelaksanaan.Jalur.PENUH,
    dicatat_belakangan: bool = False,
    contoh: bool = False,
) -> Pelaksanaan:
    """Start a procedure for a period; its first step opens for whoever the SOP names.

    What opens by itself under a year's plan is started by ``alur.tahun``.

    ``pada`` backdates the start of a run that is recorded afterwards (*dicatat belakangan*) or is practice.
    """
    hak.periksa(
        oleh, "alur.mulai", opd, "Hanya Kepala, Sekretaris atau Tim SAKIP yang dapat memulai pelaksanaan SOP."
    )
    saat = tetapkan_saat(pada, boleh_mundur=dicatat_belakangan or contoh)
    periksa_dapat_mulai(opd, prosedur, periode, batas_waktu, jalur)
    return buka_pelaksanaan(
        opd=opd,
        prosedur=prosedur,
        periode=periode,
        batas_waktu=batas_waktu,
        oleh=oleh,
        saat=saat,
        jalur=jalur,
        dicatat_belakangan=dicatat_belakangan,
        contoh=contoh,
    )


@transaction.atomic
def kerjakan(*, catatan: CatatanLangkah, oleh: Pengguna) -> CatatanLangkah:
    """Say that one has begun: from here on the step counts as *dikerjakan*, no longer as *menunggu*."""
    catatan = kunjungan_terbuka(catatan)
    periksa_giliran(catatan, oleh, hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu))
    # Of what is recorded afterwards nobody knows when it was begun.
    saat = catatan.dibuka_pada if catatan.pelaksanaan.tanpa_waktu else timezone.now()
    CatatanLangkah.objects.filter(pk=catatan.pk, selesai_pada=None, dikerjakan_pada=None).update(
        dikerjakan_pada=saat, dikerjakan_oleh=oleh
    )
    catatan.refresh_from_db()
    return catatan


@transaction.atomic
def selesaikan(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    uraian: str = "",
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
    isian: dict | None = None,
    cara: str = CatatanLangkah.Cara.LANGKAH,
) -> CatatanLangkah:
    """Finish the open step. Where all parties must finish, this gives the paraf of one's own party first.

    A report to the Kepala is handed up by this and stays open until the disposisi (``terima_disposisi``).
    ``isian`` is what was written at the step (``alur.forms_isian``), ``cara`` how it came to be recorded.
    """
    catatan = kunjungan_terbuka(catatan)
    if jalur_kembali(catatan.langkah):
        raise TindakanDitolak(
            "Langkah ini sebuah keputusan: pilih Setujui, atau Kembalikan dengan alasannya."
        )
    saat = saat_langkah(catatan, pada)
    pelaku = _pelaku(catatan, oleh, pencatatan)
    periksa_belum_diajukan(catatan)
    tulis_isian(catatan, oleh, isian)
    _periksa_lengkap(catatan, _unit_pelaku(catatan, pelaku))
    if catatan.langkah.semua_pelaksana:
        # What was recorded for whom stands at each party's paraf, not at the visit they share.
        lengkap = _beri_paraf(catatan, oleh, pelaku, saat, uraian.strip(), pencatatan)
        if not lengkap:
            return catatan
        uraian, pencatatan = "", None
    if perlu_disposisi(catatan.langkah):
        ajukan(catatan, oleh, pelaku, saat, uraian, pencatatan)
        return catatan
    tutup_langkah(
        catatan, oleh, Keputusan.SELESAI, saat, pelaku, uraian=uraian, pencatatan=pencatatan, cara=cara
    )
    lanjutkan(catatan, oleh, saat)
    return catatan


@transaction.atomic
def setujui(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    uraian: str = "",
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
    isian: dict | None = None,
) -> CatatanLangkah:
    """Approve at a decision step; answered remarks of its earlier returns are closed by it."""
    catatan = _keputusan(catatan)
    saat = saat_langkah(catatan, pada)
    pelaku = _pelaku(catatan, oleh, pencatatan)
    tulis_isian(catatan, oleh, isian)
    _periksa_lengkap(catatan)
    _periksa_tidak_ditandai_kembali(catatan)
    merangkap = _periksa_bukan_pelaksana(catatan, oleh, pencatatan)
    tutup_langkah(
        catatan,
        oleh,
        Keputusan.SETUJUI,
        saat,
        pelaku,
        uraian=uraian,
        pencatatan=pencatatan,
        merangkap=merangkap,
    )
    CatatanPerbaikan.objects.filter(
        catatan__pelaksanaan=catatan.pelaksanaan_id,
        catatan__langkah=catatan.langkah_id,
        status=CatatanPerbaikan.Status.SUDAH,
    ).update(status=CatatanPerbaikan.Status.SELESAI, ditutup_oleh=oleh, ditutup_pada=saat)
    lanjutkan(catatan, oleh, saat)
    return catatan


@transaction.atomic
def kembalikan(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    alasan: str,
    ke: Langkah | None = None,
    perbaikan: Iterable[str | Perbaikan] = (),
    pencatatan: Pencatatan | None = None,
    pada: datetime | None = None,
) -> list[CatatanPerbaikan]:
    """Send the run back *untuk dilengkapi*, with a reason, to an allowed step, with what must be mended.

    ``ke`` is the SOP's default when left out. ``perbaikan`` becomes remarks, returned in their order, that must
    be answered before the step may close again; without any, the reason itself is the remark. Where every
    remark names a unit, the other units' parts stay done.
    """
    catatan = _keputusan(catatan)
    saat = saat_langkah(catatan, pada)
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan alasan pengembalian, agar yang memperbaiki tahu apa yang kurang.")
    tujuan = tujuan_kembali(jalur_kembali(catatan.langkah), ke)
    pelaku = _pelaku(catatan, oleh, pencatatan)
    merangkap = _periksa_bukan_pelaksana(catatan, oleh, pencatatan)
    tutup_langkah(
        catatan,
        oleh,
        Keputusan.KEMBALIKAN,
        saat,
        pelaku,
        alasan=alasan,
        dikembalikan_ke=tujuan,
        pencatatan=pencatatan,
        merangkap=merangkap,
    )
    butir = [Perbaikan(satu) if isinstance(satu, str) else satu for satu in perbaikan]
    butir = [satu for satu in butir if satu.isi.strip()] or [Perbaikan(alasan)]
    catatan_perbaikan = CatatanPerbaikan.objects.bulk_create(
        CatatanPerbaikan(
            catatan=catatan, isi=satu.isi.strip(), unit_id=satu.unit_id, bagian=",".join(satu.bagian)
        )
        for satu in butir
    )
    buka_langkah(catatan.pelaksanaan, tujuan, saat, kabar="dikembalikan untuk dilengkapi")
    return catatan_perbaikan


@transaction.atomic
def batalkan(*, pelaksanaan: Pelaksanaan, oleh: Pengguna, alasan: str) -> Pelaksanaan:
    """Call a run off, with a reason. What was recorded stays readable; the period may be started anew."""
    hak.periksa(oleh, "alur.batalkan", pelaksanaan, "Hanya Kepala atau Sekretaris yang dapat membatalkan.")
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan alasan pembatalan.")
    kini = Pelaksanaan.objects.select_for_update().get(pk=pelaksanaan.pk)
    berjalan = kini.status == Pelaksanaan.Status.BERJALAN
    if berjalan and (data_disetujui(pelaksanaan) or sudah_disetujui(pelaksanaan)):
        # What was approved is read by others by now; a cancellation would take it away under them.
        raise TindakanDitolak(
            f"{pelaksanaan} sudah disetujui dan tidak dapat dibatalkan. Selesaikan sampai diarsipkan."
        )
    saat = timezone.now()
    berubah = Pelaksanaan.objects.filter(pk=pelaksanaan.pk, status=Pelaksanaan.Status.BERJALAN).update(
        status=Pelaksanaan.Status.DIBATALKAN, selesai_pada=saat, alasan_batal=alasan
    )
    if not berubah:
        raise TindakanDitolak("Pelaksanaan ini sudah selesai atau sudah dibatalkan.")
    CatatanLangkah.objects.filter(pelaksanaan=pelaksanaan, selesai_pada=None).update(
        selesai_pada=saat, selesai_oleh=oleh, keputusan=Keputusan.BATAL, alasan=alasan
    )
    catat(aksi="alur.batalkan", objek=pelaksanaan, oleh=oleh, alasan=alasan)
    pelaksanaan.refresh_from_db()
    return pelaksanaan


def _keputusan(catatan: CatatanLangkah) -> CatatanLangkah:
    catatan = kunjungan_terbuka(catatan)
    if not jalur_kembali(catatan.langkah):
        raise TindakanDitolak(
            "Langkah ini bukan keputusan: tidak ada yang disetujui atau dikembalikan di sini."
        )
    return catatan


def _pelaku(catatan: CatatanLangkah, oleh: Pengguna, pencatatan: Pencatatan | None) -> list[Pelaku]:
    """In which capacities the step is done: one's own, or the holder's for whom it is recorded."""
    tanggal = hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu)
    if pencatatan is None:
        return periksa_giliran(catatan, oleh, tanggal)
    periksa_pencatatan(catatan, oleh, pencatatan, tanggal)
    cocok = [
        satu
        for satu in pelaksana_langkah(catatan.langkah, pencatatan.tanggal)
        if satu.pemangku and satu.pemangku.pk == pencatatan.untuk.pk
    ]
    if not cocok:
        raise TindakanDitolak(
            f"{pencatatan.untuk.pegawai} bukan pelaksana langkah ini pada {pencatatan.tanggal:%d-%m-%Y}. "
            "Pilih pejabat lain atau betulkan tanggalnya."
        )
    return cocok


def _periksa_lengkap(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> None:
    if kurang := kekurangan(catatan, unit):
        raise TindakanDitolak(" ".join(kurang))


def _periksa_tidak_ditandai_kembali(catatan: CatatanLangkah) -> None:
    """What the decider marked to return is not approved by the way."""
    jumlah = catatan.telaah.filter(putusan=TelaahBaris.Putusan.KEMBALIKAN).count()
    if jumlah:
        raise TindakanDitolak(
            f"{jumlah} baris ditandai untuk dikembalikan. Kembalikan dahulu, atau terima baris itu."
        )


def _unit_pelaku(catatan: CatatanLangkah, pelaku: list[Pelaku]) -> frozenset[int] | None:
    """The units one finishes for, where each party finishes its own part; None: the whole step."""
    if not catatan.langkah.semua_pelaksana:
        return None
    unit = frozenset(satu.unit.pk for satu in pelaku if satu.unit)
    return unit or None


def _periksa_bukan_pelaksana(catatan: CatatanLangkah, oleh: Pengguna, pencatatan: Pencatatan | None) -> bool:
    """Refuse a decision on one's own work while someone else can take it; True: allowed, but flagged."""
    if pencatatan:
        sebab, merangkap = halangan_mencatat(catatan, oleh, pencatatan.untuk.pegawai.pengguna_id)
    else:
        sebab, merangkap = halangan_memutus(catatan, oleh)
    if sebab:
        raise TindakanDitolak(sebab)
    return merangkap


def _beri_paraf(
    catatan: CatatanLangkah,
    oleh: Pengguna,
    pelaku: list[Pelaku],
    saat: datetime,
    uraian: str,
    pencatatan: Pencatatan | None,
) -> bool:
    """Give the paraf of one's own parties, or of the holder for whom it is recorded; True once none is missing."""
    belum = {(pihak.peran_id, pihak.unit_id) for pihak in pihak_belum(catatan)}
    milik = {(satu.peran.pk, satu.unit.pk if satu.unit else None): satu for satu in pelaku}
    sekarang = belum & set(milik)
    if not sekarang:
        raise TindakanDitolak(
            "Bagian Anda pada langkah ini sudah selesai. Menunggu: "
            + ", ".join(pihak.sebutan for pihak in pihak_belum(catatan))
            + "."
        )
    try:
        with transaction.atomic():
            for kunci in sekarang:
                Paraf.objects.create(
                    catatan=catatan,
                    peran_id=kunci[0],
                    unit_id=kunci[1],
                    oleh=oleh,
                    selaku=milik[kunci].selaku,
                    pada=saat,
                    uraian=uraian,
                    **isi_pencatatan(pencatatan),
                )
                catat(
                    aksi="alur.paraf",
                    objek=catatan.pelaksanaan,
                    oleh=oleh,
                    baru={
                        "langkah": catatan.langkah.nomor,
                        "pihak": milik[kunci].selaku,
                        **isi_pencatatan(pencatatan),
                    },
                )
    except IntegrityError as salah:
        raise TindakanDitolak("Rekan Anda baru saja menyelesaikan bagian ini. Muat ulang halaman.") from salah
    simpan_pindaian(catatan, oleh, pencatatan)
    CatatanLangkah.objects.filter(pk=catatan.pk, dikerjakan_pada=None).update(
        dikerjakan_pada=saat, dikerjakan_oleh=oleh
    )
    catatan.refresh_from_db(fields=["dikerjakan_pada", "dikerjakan_oleh"])
    return not belum - sekarang
