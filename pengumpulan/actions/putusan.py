"""The decision on a collection: what was handed in is approved, or returned row by row."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from alur import actions as gerbang
from alur.fase import mengumpulkan
from alur.models import CatatanLangkah, CatatanPerbaikan, Langkah
from alur.perbaikan import Temuan
from jejak.actions import catat
from organisasi.galat import TindakanDitolak
from organisasi.models import Pengguna
from pengumpulan.actions.bersama import (
    kabari_bila_tanpa_langkah,
    lepas_dari_penyerahan,
    pengumpulan_dari,
    sebut_baris,
)
from pengumpulan.kunci import sebab_terkunci
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    ButirKoreksi,
    Formulir,
    Keadaan,
    Pengumpulan,
    Penyerahan,
)


@transaction.atomic
def setujui_data(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Approve what was collected (SOP 000 step A10, 002 step 6): the handed-in readings are locked."""
    hasil = gerbang.setujui(catatan=catatan, oleh=oleh, **lain)
    if catatan.langkah.menutup_formulir:
        setujui_pengumpulan(pengumpulan_dari(catatan.pelaksanaan), oleh, hasil.selaku, lain.get("pada"))
    return hasil


def setujui_pengumpulan(pengumpulan: Pengumpulan, oleh: Pengguna, selaku: str, pada=None) -> None:
    """Lock what was handed in. What stands approved already keeps its person and time.

    Forms that the run goes on without stay with their units, and what came as susulan is decided by itself. Rows
    that were handed in as menyusul are approved as that, and their figure is awaited.
    """
    if pengumpulan.disetujui_pada:
        return
    baris = {"formulir__pengumpulan": pengumpulan, "status": Baris.Status.DISERAHKAN}
    BarisFormulir.objects.filter(**baris, revisi__keadaan=Keadaan.MENYUSUL).update(
        status=Baris.Status.DISETUJUI, ditunggu=True
    )
    BarisFormulir.objects.filter(**baris).update(status=Baris.Status.DISETUJUI)
    BarisAnggaran.objects.filter(**baris).update(status=Baris.Status.DISETUJUI)
    susulan = Penyerahan.objects.susulan_menunggu().filter(formulir__pengumpulan=pengumpulan)
    pengumpulan.formulir.filter(status=Formulir.Status.DISERAHKAN).exclude(
        pk__in=susulan.values("formulir")
    ).update(status=Formulir.Status.DISETUJUI)
    lupakan_yang_ditunggu(
        BarisFormulir.objects.filter(
            formulir__pengumpulan=pengumpulan, status=Baris.Status.DISETUJUI, ditunggu=False
        ).values("realisasi")
    )
    pengumpulan.disetujui_pada = pada or timezone.now()
    pengumpulan.disetujui_oleh = oleh
    pengumpulan.disetujui_selaku = selaku[:250]
    pengumpulan.save(update_fields=["disetujui_pada", "disetujui_oleh", "disetujui_selaku"])
    catat(aksi="pengumpulan.setujui", objek=pengumpulan, oleh=oleh, baru={"selaku": selaku})


def lupakan_yang_ditunggu(realisasi) -> None:
    """These cells have an approved figure now: no other form goes on waiting for it."""
    BarisFormulir.objects.filter(ditunggu=True, realisasi__in=realisasi).update(ditunggu=False)


@transaction.atomic
def kembalikan_data(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    alasan: str,
    ke: Langkah | None = None,
    baris: Mapping[int, str | Temuan] | None = None,
    anggaran: Mapping[int, str | Temuan] | None = None,
    perbaikan: Iterable[str] = (),
    **lain,
) -> list[CatatanPerbaikan]:
    """Send the collection back with named rows; only these reopen, everything else stays handed in.

    ``baris`` and ``anggaran`` are {row pk: what is wrong} (empty text: the reason itself). Without named rows a
    return to the filling reopens all forms; one to a later step reopens none.
    """
    baris, anggaran = dict(baris or {}), dict(anggaran or {})
    pengumpulan = Pengumpulan.objects.filter(pelaksanaan=catatan.pelaksanaan_id).first()
    if pengumpulan and pengumpulan.disetujui_pada and catatan.langkah.menutup_formulir:
        _buka_persetujuan(pengumpulan, oleh)
    daftar = _baris_dituju(BarisFormulir, pengumpulan, baris)
    daftar_anggaran = _baris_dituju(BarisAnggaran, pengumpulan, anggaran)
    tujuan = ke or _tujuan_bawaan(catatan)
    membuka = mengumpulkan(tujuan) and _sampai_pengisian(tujuan)
    if (daftar or daftar_anggaran) and not membuka:
        raise TindakanDitolak(
            "Baris yang dipilih diperbaiki unitnya: kembalikan ke langkah pengisian atau sebelumnya."
        )
    if membuka and pengumpulan and not daftar and not daftar_anggaran:
        daftar = list(_diserahkan(BarisFormulir, pengumpulan))
        daftar_anggaran = list(_diserahkan(BarisAnggaran, pengumpulan))
        catatan_perbaikan = gerbang.kembalikan(
            catatan=catatan, oleh=oleh, alasan=alasan, ke=ke, perbaikan=perbaikan, **lain
        )
        pasangan = [(satu, catatan_perbaikan[0]) for satu in (*daftar, *daftar_anggaran)]
    else:
        butir = [
            Temuan.dari(isi).untuk(sebut_baris(satu), satu.formulir.unit_id, alasan)
            for satu, isi in (
                *((satu, baris[satu.pk]) for satu in daftar),
                *((satu, anggaran[satu.pk]) for satu in daftar_anggaran),
            )
        ]
        catatan_perbaikan = gerbang.kembalikan(
            catatan=catatan, oleh=oleh, alasan=alasan, ke=ke, perbaikan=[*butir, *perbaikan], **lain
        )
        pasangan = list(zip((*daftar, *daftar_anggaran), catatan_perbaikan, strict=False))
    for satu, perbaikan_baris in pasangan:
        satu.status, satu.perbaikan = Baris.Status.DIKEMBALIKAN, perbaikan_baris
        satu.diperiksa_pada = satu.diperiksa_oleh = None
        satu.save(update_fields=["status", "perbaikan", "diperiksa_pada", "diperiksa_oleh"])
    lepas_dari_penyerahan(satu for satu, _ in pasangan)
    if pasangan:
        dikembalikan = Formulir.objects.filter(pk__in={satu.formulir_id for satu, _ in pasangan})
        dikembalikan.update(status=Formulir.Status.DIKEMBALIKAN)
        kabari_bila_tanpa_langkah(dikembalikan, "ada baris formulir unit Anda yang dikembalikan")
        catat(
            aksi="pengumpulan.kembalikan",
            objek=pengumpulan,
            oleh=oleh,
            baru={"baris": [sebut_baris(satu) for satu, _ in pasangan][:50]},
            alasan=alasan,
        )
    return catatan_perbaikan


def _buka_persetujuan(pengumpulan: Pengumpulan, oleh: Pengguna) -> None:
    """Take the approval back when measuring sent the run back to the step that gave it (SOP 002, 7 to 6).

    Rows that an earlier collection approved stay approved.
    """
    tetap = BarisFormulir.objects.filter(
        status=Baris.Status.DISETUJUI,
        formulir__pengumpulan__in=Pengumpulan.objects.berlaku().exclude(pk=pengumpulan.pk),
    ).values("realisasi")
    milik = {"formulir__pengumpulan": pengumpulan, "status": Baris.Status.DISETUJUI}
    if sebab := sebab_terkunci(pengumpulan.opd_id, pengumpulan.periode):
        # The figures rest on what the Kepala opens again, not on a return.
        raise TindakanDitolak(sebab)
    if ButirKoreksi.objects.terbuka().filter(baris__formulir__pengumpulan=pengumpulan).exists():
        raise TindakanDitolak("Masih ada koreksi yang ditunggu dari unit. Selesaikan atau batalkan dahulu.")
    if Penyerahan.objects.susulan_menunggu().filter(formulir__pengumpulan=pengumpulan).exists():
        raise TindakanDitolak("Masih ada susulan yang menunggu keputusan. Putuskan susulan itu dahulu.")
    BarisFormulir.objects.filter(**milik).exclude(realisasi__in=tetap).update(
        status=Baris.Status.DISERAHKAN, ditunggu=False
    )
    BarisAnggaran.objects.filter(**milik).update(status=Baris.Status.DISERAHKAN)
    pengumpulan.formulir.filter(status=Formulir.Status.DISETUJUI).update(status=Formulir.Status.DISERAHKAN)
    pengumpulan.disetujui_pada, pengumpulan.disetujui_oleh, pengumpulan.disetujui_selaku = None, None, ""
    pengumpulan.save(update_fields=["disetujui_pada", "disetujui_oleh", "disetujui_selaku"])
    catat(aksi="pengumpulan.buka_persetujuan", objek=pengumpulan, oleh=oleh)


def _diserahkan(model: type[Baris], pengumpulan: Pengumpulan | None):
    return (
        model.objects.filter(formulir__pengumpulan=pengumpulan, status=Baris.Status.DISERAHKAN)
        .select_related("formulir__unit")
        .order_by("formulir__unit__urutan", "urutan", "pk")
    )


def _baris_dituju(model: type[Baris], pengumpulan: Pengumpulan | None, pilihan: Mapping[int, str]) -> list:
    """The named rows, which must be rows of this collection that are handed in."""
    if not pilihan:
        return []
    daftar = list(_diserahkan(model, pengumpulan).filter(pk__in=pilihan))
    if len(daftar) != len(pilihan):
        raise TindakanDitolak(
            "Ada baris yang sudah tidak menunggu keputusan. Muat ulang halaman, lalu pilih lagi."
        )
    return daftar


def _tujuan_bawaan(catatan: CatatanLangkah) -> Langkah:
    jalur = list(catatan.langkah.jalur_kembali.select_related("ke__prosedur"))
    if not jalur:
        raise TindakanDitolak("Langkah ini bukan keputusan: tidak ada yang dikembalikan di sini.")
    return next((satu.ke for satu in jalur if satu.bawaan), jalur[0].ke)


def _sampai_pengisian(tujuan: Langkah) -> bool:
    """Does work that goes back there pass the filling again (or, in an SOP without it, the open forms)?"""
    pengisian = tujuan.prosedur.langkah.filter(layar=Langkah.Layar.PENGISIAN).values_list("nomor", flat=True)
    return not pengisian or tujuan.nomor <= max(pengisian)
