"""Forms handed in, at the filling step or by themselves, and taken back before they are recapped."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from alur import actions as gerbang
from alur.giliran import kedudukan
from alur.models import CatatanLangkah, CatatanPerbaikan, Pelaksanaan
from alur.paraf import kabari_tim, tarik_paraf
from alur.pencatatan import Pencatatan
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini
from pengumpulan.actions.bersama import kunci_formulir, pengumpulan_dari, periksa_orang_unit, tetapkan_status
from pengumpulan.actions.lewati import cabut_lewati
from pengumpulan.actions.periksa import teruskan_susulan
from pengumpulan.kunci import menerima_susulan, sebab_formulir_terkunci, sebab_terkunci
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    ButirKoreksi,
    ButirPenyerahan,
    Formulir,
    Keadaan,
    Penyerahan,
    RevisiRealisasi,
)
from pengumpulan.pejabat import SebagaiPenyerah, sebagai_penyerah
from pengumpulan.syarat import baris_belum_lengkap
from pengumpulan.tahap import (
    akan_susulan,
    belum_direkap,
    kunjungan_kini,
    kunjungan_pengisian,
    menunggu_pengisian,
    terakhir_direkap,
)

Semula = ButirPenyerahan.Semula


@transaction.atomic
def serahkan(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    uraian: str = "",
    pencatatan: Pencatatan | None = None,
    **lain,
) -> CatatanLangkah:
    """Hand in one's unit's form at the filling step (SOP 000 step A7): the paraf and the form together.

    Who is not the head of the unit hands in for the head; the paraf's remark and the hand-in say so.
    """
    Pelaksanaan.objects.select_for_update().get(pk=catatan.pelaksanaan_id)
    sebelum = set(catatan.paraf.values_list("pk", flat=True))
    pengumpulan = pengumpulan_dari(catatan.pelaksanaan)
    tanggal = hari_ini(catatan.pelaksanaan.opd.pemda.zona_waktu)
    unit = _unit_penyerah(oleh, pencatatan)
    milik = list(pengumpulan.formulir.filter(unit__in=unit).select_related("unit"))
    for formulir in milik:
        if formulir.dilewati and formulir.dapat_diisi:
            cabut_lewati(formulir, oleh, "Formulir diserahkan sebelum direkap.")
    sebagai = {}
    if pencatatan is None:
        sebagai = {f.unit_id: sebagai_penyerah(f.unit_id, oleh, tanggal) for f in milik if f.dapat_diisi}
        tanda = dict.fromkeys(satu.keterangan for satu in sebagai.values() if satu.keterangan)
        uraian = " ".join([uraian.strip(), *tanda]).strip()
    hasil = gerbang.selesaikan(catatan=catatan, oleh=oleh, uraian=uraian, pencatatan=pencatatan, **lain)
    daftar = list(pengumpulan.formulir.select_related("unit"))
    paraf = {}
    if catatan.langkah.semua_pelaksana:
        paraf = {satu.unit_id: satu for satu in catatan.paraf.exclude(pk__in=sebelum)}
        daftar = [satu for satu in daftar if satu.unit_id in paraf]
    for formulir in daftar:
        if not formulir.dapat_diisi:
            continue
        selaku = paraf[formulir.unit_id].selaku if paraf else hasil.selaku
        siapa = sebagai.get(formulir.unit_id) or SebagaiPenyerah(untuk=pencatatan and pencatatan.untuk)
        catat_penyerahan(
            formulir, oleh, selaku=selaku, sebagai=siapa, pada=lain.get("pada"), macam=Penyerahan.Macam.BIASA
        )
    return hasil


def _unit_penyerah(oleh: Pengguna, pencatatan: Pencatatan | None) -> set[int]:
    """The units in whose name the step is finished."""
    if pencatatan is None:
        return kedudukan(oleh).unit
    unit = pencatatan.untuk.jabatan.unit
    return {pk for pk in (unit and unit.pk, unit and unit.induk_id) if pk}


@transaction.atomic
def serahkan_formulir(*, formulir: Formulir, oleh: Pengguna) -> Penyerahan:
    """Hand in a form by itself: where the SOP has no step for it (002, a direct entry), where the unit's part of
    the step is done or over, or as *susulan* after the run went on."""
    periksa_orang_unit(formulir, oleh)
    formulir = kunci_formulir(formulir)
    if kunjungan_pengisian(formulir):
        raise TindakanDitolak("Serahkan formulir dari langkah pengisian, di halaman Serahkan formulirnya.")
    if menunggu_pengisian(formulir):
        raise TindakanDitolak("Formulir diserahkan pada langkah pengisian, yang sekarang belum dibuka.")
    susulan = akan_susulan(formulir)
    if susulan:
        _periksa_susulan(formulir)
    elif not formulir.dapat_diisi or not formulir.pengumpulan.terbuka:
        raise TindakanDitolak("Formulir ini tidak sedang diisi.")
    if kurang := kekurangan_formulir(formulir):
        raise TindakanDitolak(" ".join(kurang))
    if formulir.dilewati and not susulan:
        cabut_lewati(formulir, oleh, "Formulir diserahkan sebelum direkap.")
    opd = formulir.pengumpulan.opd
    sebagai = sebagai_penyerah(formulir.unit_id, oleh, hari_ini(opd.pemda.zona_waktu))
    selaku = str(formulir.unit) if formulir.unit_id in kedudukan(oleh).unit else opd.sebutan_tim
    macam = Penyerahan.Macam.SUSULAN if susulan else Penyerahan.Macam.BIASA
    penyerahan = catat_penyerahan(formulir, oleh, selaku=selaku, sebagai=sebagai, macam=macam)
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    if pelaksanaan and susulan:
        kabari_tim(pelaksanaan, f"{pelaksanaan}: susulan {formulir.unit} menunggu diperiksa.", oleh)
    elif pelaksanaan and pelaksanaan.prosedur.langkah.filter(layar="pengisian").exists():
        kabari_tim(pelaksanaan, f"{pelaksanaan}: {formulir.unit} menyerahkan formulirnya.", oleh)
    return penyerahan


def _periksa_susulan(formulir: Formulir) -> None:
    if not menerima_susulan(formulir):
        raise TindakanDitolak("Formulir ini tidak sedang diisi.")
    if sebab := sebab_formulir_terkunci(formulir):
        raise TindakanDitolak(sebab)
    if not formulir.dapat_diisi and not baris_diserahkan(formulir):
        raise TindakanDitolak(
            "Belum ada angka susulan yang diisi. Isi angkanya pada baris yang menyusul, lalu serahkan lagi."
        )


def kekurangan_formulir(formulir: Formulir) -> list[str]:
    """What keeps a form from being handed in: rows without a state, remarks without an answer."""
    kurang = baris_belum_lengkap([formulir])
    kembali = _tidak_terkunci(formulir).filter(Q(status=Baris.Status.DIKEMBALIKAN) | Q(ditunggu=True))
    masih_menyusul = Q(ditunggu=True, realisasi__keadaan=Keadaan.MENYUSUL) & ~DIKOREKSI
    kosong = kembali.filter(ditunggu=True, realisasi__keadaan=Keadaan.BELUM_DIISI).count()
    if kosong:
        kurang.append(f"{formulir.unit}: {kosong} indikator belum diisi atau belum diberi keterangan.")
    perbaikan = list(
        CatatanPerbaikan.objects.filter(
            Q(pk__in=kembali.exclude(masih_menyusul).values("perbaikan"))
            | Q(pk__in=formulir.anggaran.filter(status=Baris.Status.DIKEMBALIKAN).values("perbaikan")),
            status="belum",
        ).values_list("unit", flat=True)
    )
    if perbaikan and kunjungan_pengisian(formulir) is None:
        # A remark for whoever does the step waits for that person, who is not of the unit.
        perbaikan = [satu for satu in perbaikan if satu]
    if perbaikan:
        kurang.append(f"{len(perbaikan)} catatan perbaikan pada formulir ini belum ditindaklanjuti.")
    return kurang


# A row that is asked to be corrected goes along whatever it says now, also *menyusul*.
DIKOREKSI = Exists(ButirKoreksi.objects.terbuka().filter(baris=OuterRef("pk")))


def _tidak_terkunci(formulir: Formulir) -> QuerySet[BarisFormulir]:
    """All rows of the form; in a locked period only those that were opened again."""
    pengumpulan = formulir.pengumpulan
    if pengumpulan.terbuka or not sebab_terkunci(pengumpulan.opd_id, pengumpulan.periode):
        return formulir.baris.all()
    return formulir.baris.filter(DIKOREKSI)


def baris_diserahkan(formulir: Formulir) -> list[BarisFormulir]:
    """The rows that a hand-in takes along: those with the unit, and awaited figures that are there now."""
    return list(
        _tidak_terkunci(formulir)
        .filter(
            Q(status__in=Baris.BUKA)
            | (Q(ditunggu=True) & (~Q(realisasi__keadaan=Keadaan.MENYUSUL) | DIKOREKSI))
        )
        .select_related(
            "realisasi__indikator", "realisasi__periode", "realisasi__unit", "perbaikan__dijawab_oleh"
        )
    )


def catat_penyerahan(
    formulir: Formulir,
    oleh: Pengguna,
    *,
    selaku: str,
    sebagai: SebagaiPenyerah,
    macam: str,
    pada: datetime | None = None,
) -> Penyerahan:
    """Pin the reading of each row that goes along, close those rows, and keep who handed in for whom."""
    Formulir.objects.select_for_update().get(pk=formulir.pk)
    saat = pada or timezone.now()
    if sebagai.pejabat:
        selaku = sebagai.pejabat.sebutan
    penyerahan = Penyerahan.objects.create(
        formulir=formulir,
        nomor=formulir.penyerahan.count() + 1,
        macam=macam,
        pada=saat,
        oleh=oleh,
        selaku=selaku[:250],
        untuk=sebagai.untuk,
        jabatan_kosong=sebagai.jabatan_kosong,
    )
    jumlah = _kunci_baris(formulir, penyerahan)
    if formulir.dapat_diisi:
        _tutup_formulir(formulir, penyerahan)
    baru = {"selaku": selaku, "baris": jumlah, "macam": macam}
    if sebagai.untuk:
        baru["untuk"] = sebagai.untuk
    catat(aksi="pengumpulan.serahkan", objek=formulir, oleh=oleh, baru=baru)
    return penyerahan


def _kunci_baris(formulir: Formulir, penyerahan: Penyerahan) -> int:
    """Rows and lines of spending close with the reading of now; how many rows went along."""
    masuk = Baris.Status.SUSULAN if penyerahan.macam == Penyerahan.Macam.SUSULAN else Baris.Status.DISERAHKAN
    baris = baris_diserahkan(formulir)
    revisi = {
        (satu.realisasi_id, satu.versi): satu.pk
        for satu in RevisiRealisasi.objects.filter(realisasi__in=[b.realisasi_id for b in baris]).only(
            "realisasi_id", "versi"
        )
    }
    butir = []
    for satu in baris:
        pin = revisi[satu.realisasi_id, satu.realisasi.versi]
        semula = Semula.MENYUSUL if satu.ditunggu else satu.status
        butir.append(ButirPenyerahan(penyerahan=penyerahan, baris=satu, revisi_id=pin, semula=semula))
        satu.diperiksa_pada = satu.diperiksa_oleh = None
        if satu.ditunggu:
            # What was approved stays approved until the newer reading is.
            satu.ditunggu = False
        else:
            satu.status, satu.revisi_id = masuk, pin
    BarisFormulir.objects.bulk_update(
        baris, ["status", "revisi", "ditunggu", "diperiksa_pada", "diperiksa_oleh"]
    )
    anggaran = list(formulir.anggaran.filter(status__in=Baris.BUKA))
    butir += [ButirPenyerahan(penyerahan=penyerahan, anggaran=b, semula=b.status) for b in anggaran]
    BarisAnggaran.objects.filter(pk__in=[satu.pk for satu in anggaran]).update(
        status=masuk, diperiksa_pada=None, diperiksa_oleh=None
    )
    ButirPenyerahan.objects.bulk_create(butir)
    return len(baris)


def _tutup_formulir(formulir: Formulir, penyerahan: Penyerahan) -> None:
    formulir.status = Formulir.Status.DISERAHKAN
    salin_penyerahan(formulir, penyerahan)
    if formulir.diterima_pada is None:
        formulir.diterima_pada, formulir.diterima_oleh = penyerahan.pada, penyerahan.oleh
    formulir.save(update_fields=["status", "diterima_pada", "diterima_oleh", *KOLOM_PENYERAHAN])


KOLOM_PENYERAHAN = (
    "diserahkan_pada",
    "diserahkan_oleh",
    "diserahkan_selaku",
    "diserahkan_untuk",
    "jabatan_kosong",
)


def salin_penyerahan(formulir: Formulir, penyerahan: Penyerahan | None) -> None:
    """The form says of itself what its last standing hand-in says; nothing when there is none."""
    formulir.diserahkan_pada = penyerahan and penyerahan.pada
    formulir.diserahkan_oleh = penyerahan and penyerahan.oleh
    formulir.diserahkan_selaku = penyerahan.selaku if penyerahan else ""
    formulir.diserahkan_untuk = penyerahan and penyerahan.untuk
    formulir.jabatan_kosong = bool(penyerahan and penyerahan.jabatan_kosong)


# -- taken back -------------------------------------------------------------------------------------


@transaction.atomic
def tarik_kembali(*, formulir: Formulir, oleh: Pengguna, alasan: str) -> Formulir:
    """Take the form back: its rows open again as they were, every reading stays.

    Until its recap was closed (a susulan: until it was decided), and but for rows that Tim SAKIP has accepted. At
    the open filling step the unit's paraf is taken back as well.
    """
    periksa_orang_unit(formulir, oleh)
    alasan = alasan.strip()
    if not alasan:
        raise TindakanDitolak(
            "Tuliskan alasan menarik kembali, agar Tim SAKIP tahu apa yang akan diperbaiki."
        )
    formulir = kunci_formulir(formulir)
    butir = _butir_ditarik(formulir)
    buka = {True: [], False: []}
    for satu in butir:
        baris = satu.baris or satu.anggaran
        baris.diperiksa_pada = baris.diperiksa_oleh = None
        if satu.semula == Semula.MENYUSUL:
            baris.ditunggu = True
        else:
            baris.status = satu.semula
        buka[satu.baris_id is not None].append(baris)
    BarisFormulir.objects.bulk_update(buka[True], ["status", "ditunggu", "diperiksa_pada", "diperiksa_oleh"])
    BarisAnggaran.objects.bulk_update(buka[False], ["status", "diperiksa_pada", "diperiksa_oleh"])
    ButirPenyerahan.objects.filter(pk__in=[satu.pk for satu in butir]).update(lepas=True)
    _tandai_ditarik(formulir, {satu.penyerahan_id for satu in butir}, oleh, alasan)
    if any(satu.semula != Semula.MENYUSUL for satu in butir):
        tetapkan_status(formulir)
        berlaku = formulir.penyerahan.filter(butir__lepas=False).order_by("-nomor").first()
        salin_penyerahan(formulir, berlaku)
        formulir.save(update_fields=list(KOLOM_PENYERAHAN))
    _tarik_paraf(formulir, oleh, alasan)
    # What Tim SAKIP has accepted of a susulan stays in it, and may be all that is left.
    teruskan_susulan(formulir)
    catat(
        aksi="pengumpulan.tarik_kembali", objek=formulir, oleh=oleh, baru={"baris": len(butir)}, alasan=alasan
    )
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    if pelaksanaan:
        kabari_tim(
            pelaksanaan, f"{pelaksanaan}: {formulir.unit} menarik kembali formulirnya: {alasan}"[:300], oleh
        )
    return formulir


def _butir_ditarik(formulir: Formulir) -> list[ButirPenyerahan]:
    """The rows that may be taken back now, or a refusal that says why none may."""
    dapat, sebab = dapat_ditarik(formulir)
    if sebab:
        raise TindakanDitolak(sebab)
    return dapat


def dapat_ditarik(formulir: Formulir) -> tuple[list[ButirPenyerahan], str]:
    """(rows that the unit may take back, "") or (none, why): read-only, the same for page and action."""
    pengumpulan = formulir.pengumpulan
    susulan = list(_butir(formulir).filter(pk__in=ButirPenyerahan.objects.menunggu().values("pk")))
    biasa = []
    if formulir.status in (
        Formulir.Status.DISERAHKAN,
        Formulir.Status.DIKEMBALIKAN,
        Formulir.Status.DIBAGIKAN,
    ):
        biasa = [
            satu
            for satu in _butir(formulir).filter(penyerahan__macam=Penyerahan.Macam.BIASA)
            if (satu.baris or satu.anggaran).status == Baris.Status.DISERAHKAN
        ]
    if not susulan and not biasa:
        return [], "Tidak ada yang dapat ditarik kembali: formulir ini tidak sedang menunggu diperiksa."
    if biasa and not belum_direkap(pengumpulan):
        biasa = []
    if biasa and (direkap := terakhir_direkap(pengumpulan)):
        biasa = [satu for satu in biasa if satu.penyerahan.pada > direkap]
    if not susulan and not biasa:
        return [], (
            "Formulir ini sudah direkap Tim SAKIP. Bila ada yang keliru, minta barisnya dikembalikan pada langkah "
            "keputusan."
        )
    dapat = [s for s in (*susulan, *biasa) if (s.baris or s.anggaran).diperiksa_pada is None]
    if not dapat:
        return [], "Semua baris sudah diterima Tim SAKIP. Minta Tim SAKIP mengembalikan baris yang keliru."
    return dapat, ""


def _butir(formulir: Formulir):
    return (
        ButirPenyerahan.objects.filter(penyerahan__formulir=formulir, lepas=False)
        .select_related("penyerahan", "baris", "anggaran")
        .order_by("pk")
    )


def _tandai_ditarik(formulir: Formulir, penyerahan: set[int], oleh: Pengguna, alasan: str) -> None:
    """A hand-in of which nothing is left was taken back whole."""
    habis = formulir.penyerahan.filter(pk__in=penyerahan).exclude(
        pk__in=ButirPenyerahan.objects.filter(lepas=False).values("penyerahan")
    )
    habis.update(ditarik_pada=timezone.now(), ditarik_oleh=oleh, alasan_ditarik=alasan)


def _tarik_paraf(formulir: Formulir, oleh: Pengguna, alasan: str) -> None:
    """At the open filling step the unit owes its paraf again."""
    kini = kunjungan_kini(formulir.pengumpulan.pelaksanaan)
    if kini and kini.langkah.layar == "pengisian" and kini.langkah.semua_pelaksana:
        tarik_paraf(catatan=kini, unit_id=formulir.unit_id, oleh=oleh, alasan=alasan)
