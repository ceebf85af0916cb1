"""The decision on a susulan: approved or returned by itself, without moving the run."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from alur.paraf import kabari_tim
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini, tanggal_pada
from pengumpulan.actions.bersama import kabari_unit, kunci_formulir, sebut_baris
from pengumpulan.actions.koreksi import PencatatanPutusan, tutup_butir_dikoreksi
from pengumpulan.actions.periksa import buka_kembali
from pengumpulan.actions.putusan import lupakan_yang_ditunggu
from pengumpulan.kunci import sebab_terkunci
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    ButirKoreksi,
    ButirPenyerahan,
    Formulir,
    Keadaan,
    Pengumpulan,
    Penyerahan,
)
from pengumpulan.susulan import halangan_memutus_susulan, kedudukan_pemutus, pemutus_susulan


@transaction.atomic
def setujui_susulan(
    *, penyerahan: Penyerahan, oleh: Pengguna, pencatatan: PencatatanPutusan | None = None
) -> Penyerahan:
    """Approve what came later: its readings are locked, and a measurement reads them like any other.

    ``pencatatan``: recorded for its decider on the ground of a paper; the capacity says so.
    """
    penyerahan, selaku, merangkap = _periksa(penyerahan, oleh, pencatatan)
    formulir = penyerahan.formulir
    butir = list(penyerahan.butir.filter(lepas=False).select_related("baris", "revisi"))
    baris = []
    for satu in butir:
        if satu.baris is None:
            continue
        satu.baris.status, satu.baris.revisi = Baris.Status.DISETUJUI, satu.revisi
        satu.baris.ditunggu = satu.revisi.keadaan == Keadaan.MENYUSUL
        baris.append(satu.baris)
    BarisFormulir.objects.bulk_update(baris, ["status", "revisi", "ditunggu"])
    BarisAnggaran.objects.filter(pk__in=[satu.anggaran_id for satu in butir if satu.anggaran_id]).update(
        status=Baris.Status.DISETUJUI
    )
    lupakan_yang_ditunggu([satu.realisasi_id for satu in baris if not satu.ditunggu])
    _samakan_yang_mengambil(baris)
    tutup_butir_dikoreksi({satu.pk: satu.revisi_id for satu in baris}, oleh)
    _putuskan(penyerahan, Penyerahan.Keputusan.SETUJUI, oleh, selaku, merangkap)
    if formulir.status == Formulir.Status.DISERAHKAN and not _masih_menunggu(formulir):
        formulir.status = Formulir.Status.DISETUJUI
        formulir.save(update_fields=["status"])
    catat(
        aksi="pengumpulan.setujui_susulan",
        objek=formulir,
        oleh=oleh,
        baru={"selaku": selaku, "baris": len(butir), "penyerahan": penyerahan.nomor},
    )
    _kabari(formulir, f"susulan {formulir.unit} disetujui", oleh)
    return penyerahan


def _samakan_yang_mengambil(baris: list[BarisFormulir]) -> None:
    """Forms still to be decided that took these figures over as approved (a quarter-end run) say them anew."""
    kini = {satu.realisasi_id: satu.revisi_id for satu in baris}
    lain = list(
        BarisFormulir.objects.filter(
            realisasi__in=kini,
            status=Baris.Status.DISETUJUI,
            formulir__pengumpulan__in=Pengumpulan.objects.berlaku().filter(disetujui_pada=None),
        ).exclude(pk__in=[satu.pk for satu in baris])
    )
    for satu in lain:
        satu.revisi_id = kini[satu.realisasi_id]
    BarisFormulir.objects.bulk_update(lain, ["revisi"])


def _masih_menunggu(formulir: Formulir) -> bool:
    masuk = [Baris.Status.SUSULAN, Baris.Status.DISERAHKAN]
    return (
        formulir.baris.filter(status__in=masuk).exists()
        or formulir.anggaran.filter(status__in=masuk).exists()
    )


@transaction.atomic
def kembalikan_susulan(
    *,
    penyerahan: Penyerahan,
    oleh: Pengguna,
    alasan: str,
    baris: Mapping[int, str] | None = None,
    pencatatan: PencatatanPutusan | None = None,
) -> int:
    """Return a susulan to its unit with a reason: the named rows (``{butir: what is wrong}``), else all of it.

    What is not named goes on waiting for its decision. How many rows opened.
    """
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak("Tuliskan alasan pengembalian, agar yang memperbaiki tahu apa yang kurang.")
    penyerahan, selaku, merangkap = _periksa(penyerahan, oleh, pencatatan)
    formulir = penyerahan.formulir
    butir = list(
        penyerahan.butir.filter(lepas=False).select_related(
            "baris__realisasi__indikator", "baris__realisasi__periode", "anggaran__simpul"
        )
    )
    if baris:
        dituju = [satu for satu in butir if satu.pk in baris]
        if len(dituju) != len(baris):
            raise TindakanDitolak("Ada baris yang bukan bagian susulan ini lagi. Muat ulang halaman.")
    else:
        dituju = butir
    catatan = {satu.pk: (baris or {}).get(satu.pk, "").strip() or alasan for satu in dituju}
    buka_kembali(formulir, dituju, catatan, oleh)
    if len(dituju) == len(butir):
        _putuskan(penyerahan, Penyerahan.Keputusan.KEMBALIKAN, oleh, selaku, merangkap, alasan)
    catat(
        aksi="pengumpulan.kembalikan_susulan",
        objek=formulir,
        oleh=oleh,
        baru={"selaku": selaku, "baris": [sebut_baris(satu.baris or satu.anggaran) for satu in dituju][:50]},
        alasan=alasan,
    )
    _kabari(formulir, f"susulan {formulir.unit} dikembalikan untuk dilengkapi: {alasan}", oleh)
    return len(dituju)


def _periksa(
    penyerahan: Penyerahan, oleh: Pengguna, pencatatan: PencatatanPutusan | None
) -> tuple[Penyerahan, str, bool]:
    """The susulan as it is now, in which capacity this person decides it, and whether to flag that."""
    formulir = kunci_formulir(penyerahan.formulir)
    kini = (
        Penyerahan.objects.select_for_update(of=("self",))
        .select_related("diputuskan_oleh")
        .get(pk=penyerahan.pk)
    )
    kini.formulir = formulir
    selaku = _selaku(kini, oleh, pencatatan)
    if kini.keputusan:
        raise TindakanDitolak(
            f"Susulan ini sudah {kini.get_keputusan_display().lower()} oleh {kini.diputuskan_oleh}. "
            "Muat ulang halaman."
        )
    if kini.ditarik_pada or not ButirPenyerahan.objects.filter(penyerahan=kini, lepas=False).exists():
        raise TindakanDitolak("Susulan ini sudah ditarik kembali unitnya. Muat ulang halaman.")
    if kini.diteruskan_pada is None:
        raise TindakanDitolak("Susulan ini masih diperiksa Tim SAKIP.")
    if sebab := _sebab_terkunci(kini):
        raise TindakanDitolak(sebab)
    sebab, merangkap = halangan_memutus_susulan(kini, oleh, mencatat=pencatatan is not None)
    if sebab:
        raise TindakanDitolak(sebab)
    if pencatatan:
        merangkap |= pencatatan.untuk.pegawai.pengguna_id in {kini.oleh_id, kini.diteruskan_oleh_id}
    return kini, selaku, merangkap


def _selaku(penyerahan: Penyerahan, oleh: Pengguna, pencatatan: PencatatanPutusan | None) -> str:
    """In which capacity it is decided: one's own, or its decider's for whom it is recorded, and on what ground."""
    pengumpulan = penyerahan.formulir.pengumpulan
    if pencatatan is None:
        if selaku := kedudukan_pemutus(pengumpulan, oleh):
            return selaku
        raise TidakBerhak("Susulan diputuskan pejabat yang memutuskan pengumpulan data ini.")
    hak.periksa(
        oleh,
        "alur.catatkan",
        pengumpulan,
        "Hanya Sekretaris atau Tim SAKIP yang dapat mencatatkan putusan pejabatnya.",
    )
    dasar, tanggal = pencatatan.dasar.strip(), pencatatan.tanggal
    if not dasar:
        raise TindakanDitolak("Tuliskan dasar pencatatan, misalnya nomor Nota Dinas.")
    zona = pengumpulan.opd.pemda.zona_waktu
    if tanggal > hari_ini(zona):
        raise TindakanDitolak("Tanggal sebenarnya tidak boleh di masa depan.")
    diserahkan = tanggal_pada(penyerahan.pada, zona)
    if tanggal < diserahkan:
        raise TindakanDitolak(
            f"Tanggal sebenarnya tidak boleh sebelum susulannya diserahkan ({diserahkan:%d-%m-%Y})."
        )
    if pencatatan.untuk.pegawai.pengguna_id == oleh.pk:
        raise TindakanDitolak("Ini putusan Anda sendiri: putuskan langsung, tidak perlu dicatatkan.")
    for satu in pemutus_susulan(pengumpulan, tanggal):
        if satu.pemangku == pencatatan.untuk:
            return f"{satu.selaku}, dicatat atas dasar {dasar} tanggal {date_format(tanggal, 'j F Y')}"
    raise TindakanDitolak(
        f"{pencatatan.untuk.pegawai} tidak memutuskan susulan ini pada {tanggal:%d-%m-%Y}. Pilih pejabat lain atau "
        "betulkan tanggalnya."
    )


def _sebab_terkunci(penyerahan: Penyerahan) -> str:
    """Why it cannot be decided: its period is locked, and not all its rows were opened again."""
    formulir = penyerahan.formulir
    sebab = sebab_terkunci(formulir.pengumpulan.opd_id, formulir.pengumpulan.periode)
    if not sebab:
        return ""
    baris = ButirKoreksi.objects.terbuka().filter(baris__formulir=formulir.pk).values("baris")
    tinggal = penyerahan.butir.filter(lepas=False).exclude(baris__in=baris)
    if formulir.dilewati and baris.exists():
        # The form of a unit that was passed over is opened whole, with its spending.
        tinggal = tinggal.filter(anggaran=None)
    return sebab if tinggal.exists() else ""


def _putuskan(
    penyerahan: Penyerahan, keputusan: str, oleh: Pengguna, selaku: str, merangkap: bool, alasan: str = ""
) -> None:
    penyerahan.keputusan, penyerahan.alasan = keputusan, alasan
    penyerahan.diputuskan_pada, penyerahan.diputuskan_oleh = timezone.now(), oleh
    penyerahan.diputuskan_selaku, penyerahan.merangkap = selaku[:250], merangkap
    penyerahan.save(
        update_fields=[
            "keputusan",
            "alasan",
            "diputuskan_pada",
            "diputuskan_oleh",
            "diputuskan_selaku",
            "merangkap",
        ]
    )


def _kabari(formulir: Formulir, isi: str, oleh: Pengguna) -> None:
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    if pelaksanaan:
        kabari_unit(formulir, f"{pelaksanaan}: {isi}", oleh)
        kabari_tim(pelaksanaan, f"{pelaksanaan}: {isi}"[:300], oleh)
