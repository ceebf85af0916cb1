"""Forms on their way: prepared, distributed, received, handed in, approved or returned row by row.

The actions of a step call the gate inside their own transaction; those that no step of the SOP names (a
Kecamatan's units hand in between two steps, SOP 002) stand on their own.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from alur import actions as gerbang
from alur.fase import mengumpulkan
from alur.giliran import kedudukan
from alur.kabar import kabari
from alur.models import CatatanLangkah, CatatanPerbaikan, Langkah, Pelaksanaan
from alur.perbaikan import Perbaikan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import OPD, Pegawai, Pengguna, UnitKerja
from pengumpulan.kebutuhan import DaftarKebutuhan, Kebutuhan, petakan_unit, susun_kebutuhan, unit_formulir
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    Formulir,
    Pengumpulan,
    Realisasi,
    RevisiRealisasi,
)
from pengumpulan.syarat import baris_belum_lengkap
from perencanaan.models import Periode, Simpul


@transaction.atomic
def siapkan(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Prepare each unit's form with the rows that are due, and finish the step (SOP 000 step A5).

    Done again after a return it only adds what is new; nothing typed is touched.
    """
    pelaksanaan = catatan.pelaksanaan
    pengumpulan, _ = Pengumpulan.objects.get_or_create(
        pelaksanaan=pelaksanaan,
        defaults={
            "opd_id": pelaksanaan.opd_id,
            "periode_id": pelaksanaan.periode_id,
            "dibuat_pada": timezone.now(),
            "dibuat_oleh": oleh,
        },
    )
    _susun_formulir(pengumpulan, unit_formulir(pelaksanaan.prosedur), oleh)
    return gerbang.selesaikan(catatan=catatan, oleh=oleh, **lain)


@transaction.atomic
def buka_entri_langsung(*, opd: OPD, periode: Periode, oleh: Pengguna) -> Pengumpulan:
    """Forms for a period without a run, for an office whose SOP only measures (SOP 004); out at once."""
    hak.periksa(oleh, "pengumpulan.isikan", opd, "Hanya Tim SAKIP yang dapat membuka entri data langsung.")
    if Pengumpulan.objects.berlaku().filter(opd=opd, periode=periode).exists():
        raise TindakanDitolak(f"Data {periode} sudah dikumpulkan. Buka dari daftar pengumpulan.")
    saat = timezone.now()
    pengumpulan = Pengumpulan.objects.create(opd=opd, periode=periode, dibuat_pada=saat, dibuat_oleh=oleh)
    _susun_formulir(pengumpulan, [], oleh)
    pengumpulan.formulir.update(status=Formulir.Status.DIBAGIKAN, dibagikan_pada=saat, dibagikan_oleh=oleh)
    catat(aksi="pengumpulan.bagikan", objek=pengumpulan, oleh=oleh)
    return pengumpulan


@transaction.atomic
def tutup_entri_langsung(*, pengumpulan: Pengumpulan, oleh: Pengguna) -> Pengumpulan:
    """Take in what units handed in without a run. The decision on the figures is that of the measurement."""
    hak.periksa(oleh, "pengumpulan.isikan", pengumpulan, "Hanya Tim SAKIP yang dapat menutup entri data.")
    pengumpulan = Pengumpulan.objects.select_for_update().get(pk=pengumpulan.pk)
    if pengumpulan.pelaksanaan_id or not pengumpulan.terbuka:
        raise TindakanDitolak("Entri data ini tidak sedang terbuka.")
    if belum := list(pengumpulan.formulir.exclude(status=Formulir.Status.DISERAHKAN).select_related("unit")):
        raise TindakanDitolak(
            "Masih ada formulir yang belum diserahkan: " + ", ".join(str(satu.unit) for satu in belum) + "."
        )
    _setujui(pengumpulan, oleh, "Tim SAKIP (entri langsung)")
    return pengumpulan


def _susun_formulir(pengumpulan: Pengumpulan, punya_formulir: list[int], oleh: Pengguna) -> DaftarKebutuhan:
    """Make the forms and rows that are missing; refuse when nothing at all is due, or all was approved."""
    if not pengumpulan.terbuka:
        raise TindakanDitolak(f"{pengumpulan} sudah disetujui; formulirnya tidak dapat disiapkan lagi.")
    opd, periode = pengumpulan.opd, pengumpulan.periode
    kebutuhan = susun_kebutuhan(opd, periode)
    if not kebutuhan.sel:
        raise TindakanDitolak(
            " ".join(
                [
                    f"Tidak ada indikator yang jatuh tempo pada {periode}. Lengkapi indikator, definisi dan "
                    "penanggung jawab data di Perencanaan.",
                    *kebutuhan.peringatan,
                ]
            )
        )
    peta = petakan_unit(opd, punya_formulir)
    formulir = _formulir_per_unit(
        pengumpulan,
        {peta[satu.unit.pk] for satu in kebutuhan.sel} | {peta[u.pk] for _, u in kebutuhan.anggaran},
    )
    _baris_realisasi(pengumpulan, [(formulir[peta[satu.unit.pk]], satu) for satu in kebutuhan.sel], oleh)
    _baris_anggaran(pengumpulan, [(formulir[peta[unit.pk]], simpul) for simpul, unit in kebutuhan.anggaran])
    # A row that came due after its form was handed in opens that form again, for this row only.
    terbuka = BarisFormulir.objects.filter(formulir__pengumpulan=pengumpulan, status=Baris.Status.TERBUKA)
    pengumpulan.formulir.filter(status=Formulir.Status.DISERAHKAN, pk__in=terbuka.values("formulir")).update(
        status=Formulir.Status.DIKEMBALIKAN
    )
    catat(
        aksi="pengumpulan.siapkan",
        objek=pengumpulan,
        oleh=oleh,
        baru={"formulir": len(formulir), "baris": len(kebutuhan.sel)},
    )
    return kebutuhan


def _baris_anggaran(pengumpulan: Pengumpulan, baris: list[tuple[Formulir, Simpul]]) -> None:
    """A row per node. Spending that another collection of this period approved is not asked for twice."""
    ada = set(
        BarisAnggaran.objects.filter(formulir__pengumpulan=pengumpulan).values_list("simpul", flat=True)
    )
    disetujui = set(
        BarisAnggaran.objects.filter(
            status=Baris.Status.DISETUJUI,
            formulir__pengumpulan__in=Pengumpulan.objects.berlaku().filter(
                opd=pengumpulan.opd_id, periode=pengumpulan.periode_id
            ),
        ).values_list("simpul", flat=True)
    )
    BarisAnggaran.objects.bulk_create(
        BarisAnggaran(
            formulir=formulir,
            simpul=simpul,
            urutan=nomor,
            status=Baris.Status.DISETUJUI if simpul.pk in disetujui else Baris.Status.TERBUKA,
        )
        for nomor, (formulir, simpul) in enumerate(baris, 1)
        if simpul.pk not in ada
    )


def _formulir_per_unit(pengumpulan: Pengumpulan, unit: set[int]) -> dict[int, Formulir]:
    ada = {satu.unit_id: satu for satu in pengumpulan.formulir.all()}
    urut = UnitKerja.objects.filter(pk__in=unit - set(ada)).order_by("urutan", "nama")
    for satu in urut:
        ada[satu.pk] = Formulir.objects.create(pengumpulan=pengumpulan, unit=satu)
    return ada


def _baris_realisasi(pengumpulan: Pengumpulan, sel: list[tuple[Formulir, Kebutuhan]], oleh: Pengguna) -> None:
    """A row per cell. What an earlier collection approved stands as approved; it is not asked for twice."""
    kunci = {(satu.penempatan.indikator_id, satu.unit.pk, satu.periode.pk) for _, satu in sel}
    Realisasi.objects.bulk_create(
        [Realisasi(indikator_id=i, unit_id=u, periode_id=p, diubah_oleh=oleh) for i, u, p in sorted(kunci)],
        ignore_conflicts=True,
    )
    realisasi = {
        (satu.indikator_id, satu.unit_id, satu.periode_id): satu
        for satu in Realisasi.objects.filter(
            indikator__in={satu[0] for satu in kunci}, periode__in={satu[2] for satu in kunci}
        )
    }
    disetujui = dict(
        BarisFormulir.objects.filter(
            realisasi__in=[satu.pk for satu in realisasi.values()],
            status=Baris.Status.DISETUJUI,
            formulir__pengumpulan__in=Pengumpulan.objects.berlaku().exclude(pk=pengumpulan.pk),
        )
        .order_by("pk")
        .values_list("realisasi", "revisi")
    )
    sudah = set(
        BarisFormulir.objects.filter(formulir__pengumpulan=pengumpulan).values_list("realisasi", flat=True)
    )
    baru = []
    for nomor, (formulir, satu) in enumerate(sel, 1):
        sel_realisasi = realisasi[satu.penempatan.indikator_id, satu.unit.pk, satu.periode.pk]
        if sel_realisasi.pk in sudah:
            continue
        revisi = disetujui.get(sel_realisasi.pk)
        baru.append(
            BarisFormulir(
                formulir=formulir,
                realisasi=sel_realisasi,
                urutan=nomor,
                status=Baris.Status.DISETUJUI if revisi else Baris.Status.TERBUKA,
                revisi_id=revisi,
            )
        )
    BarisFormulir.objects.bulk_create(baru)


@transaction.atomic
def bagikan(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Give the forms out (SOP 000 step A6): from here on the units fill them in."""
    gerbang_catatan = gerbang.selesaikan(catatan=catatan, oleh=oleh, **lain)
    pengumpulan = pengumpulan_dari(catatan.pelaksanaan)
    Formulir.objects.filter(pengumpulan=pengumpulan, status=Formulir.Status.DISIAPKAN).update(
        status=Formulir.Status.DIBAGIKAN,
        dibagikan_pada=lain.get("pada") or timezone.now(),
        dibagikan_oleh=oleh,
    )
    catat(aksi="pengumpulan.bagikan", objek=pengumpulan, oleh=oleh)
    _kabari_unit(pengumpulan.formulir.all(), "formulir unit Anda sudah dibagikan")
    return gerbang_catatan


def _kabari_unit(daftar: QuerySet[Formulir], kabar: str) -> None:
    """Tell the units' people where no step of the SOP does (SOP 002): their form waits for them."""
    formulir = [
        satu
        for satu in daftar.select_related("pengumpulan__pelaksanaan__prosedur")
        if satu.pengumpulan.pelaksanaan and not menyerahkan_di_langkah(satu)
    ]
    if not formulir:
        return
    pelaksanaan = formulir[0].pengumpulan.pelaksanaan
    unit = {satu.unit_id for satu in formulir}
    akun = Pegawai.objects.filter(
        Q(unit__in=unit) | Q(unit__induk__in=unit), aktif=True, pengguna__isnull=False
    ).values_list("pengguna", flat=True)
    kabari(pelaksanaan, set(akun), f"{pelaksanaan}: {kabar}. Buka dari Data realisasi.")


@transaction.atomic
def terima_formulir(*, formulir: Formulir, oleh: Pengguna) -> Formulir:
    """The unit confirms that the form arrived (Bukti Tanda Terima, SOP 000 step A6)."""
    periksa_orang_unit(formulir, oleh)
    if formulir.status == Formulir.Status.DISIAPKAN:
        raise TindakanDitolak("Formulir ini belum dibagikan.")
    if Formulir.objects.filter(pk=formulir.pk, diterima_pada=None).update(
        diterima_pada=timezone.now(), diterima_oleh=oleh
    ):
        catat(aksi="pengumpulan.terima_formulir", objek=formulir, oleh=oleh)
    formulir.refresh_from_db()
    return formulir


def periksa_orang_unit(formulir: Formulir, oleh: Pengguna) -> None:
    """Refuse who is neither of the unit nor of the team that may type for it."""
    hak.periksa(oleh, "alur.kerjakan", formulir, "Hanya pegawai OPD ini yang dapat mengisi formulir.")
    if formulir.unit_id not in kedudukan(oleh).unit and not hak.boleh(oleh, "pengumpulan.isikan", formulir):
        raise TidakBerhak(f"Formulir ini milik {formulir.unit}.")


@transaction.atomic
def serahkan(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Hand in one's unit's form at the filling step (SOP 000 step A7): the paraf and the form together."""
    sebelum = set(catatan.paraf.values_list("pk", flat=True))
    hasil = gerbang.selesaikan(catatan=catatan, oleh=oleh, **lain)
    pengumpulan = pengumpulan_dari(catatan.pelaksanaan)
    daftar = list(pengumpulan.formulir.select_related("unit"))
    if catatan.langkah.semua_pelaksana:
        paraf = {satu.unit_id: satu for satu in catatan.paraf.exclude(pk__in=sebelum)}
        daftar = [satu for satu in daftar if satu.unit_id in paraf]
    for formulir in daftar:
        if formulir.dapat_diisi:
            selaku = paraf[formulir.unit_id].selaku if catatan.langkah.semua_pelaksana else hasil.selaku
            _serahkan(formulir, oleh, selaku, lain.get("pada"))
    return hasil


@transaction.atomic
def serahkan_formulir(*, formulir: Formulir, oleh: Pengguna) -> Formulir:
    """Hand in a form where the SOP has no step for it (SOP 002, or a direct entry)."""
    periksa_orang_unit(formulir, oleh)
    if menyerahkan_di_langkah(formulir):
        raise TindakanDitolak("Serahkan formulir dari langkah pengisian pada halaman pelaksanaannya.")
    formulir = Formulir.objects.select_for_update().select_related("unit", "pengumpulan").get(pk=formulir.pk)
    if not formulir.dapat_diisi:
        raise TindakanDitolak("Formulir ini tidak sedang diisi.")
    if kurang := kekurangan_formulir(formulir):
        raise TindakanDitolak(" ".join(kurang))
    _serahkan(formulir, oleh, str(formulir.unit))
    return formulir


def menyerahkan_di_langkah(formulir: Formulir) -> bool:
    """Does the run have a filling step, and the form's unit a part in it? Else the form is handed in by itself."""
    pelaksanaan = formulir.pengumpulan.pelaksanaan
    return bool(
        pelaksanaan
        and pelaksanaan.prosedur.langkah.filter(layar=Langkah.Layar.PENGISIAN).exists()
        and formulir.unit_id in unit_formulir(pelaksanaan.prosedur)
    )


def kekurangan_formulir(formulir: Formulir) -> list[str]:
    """What keeps a form from being handed in: rows without a state, remarks without an answer."""
    kurang = baris_belum_lengkap([formulir])
    perbaikan = list(
        CatatanPerbaikan.objects.filter(
            Q(pk__in=formulir.baris.filter(status=Baris.Status.DIKEMBALIKAN).values("perbaikan"))
            | Q(pk__in=formulir.anggaran.filter(status=Baris.Status.DIKEMBALIKAN).values("perbaikan")),
            status="belum",
        ).values_list("unit", flat=True)
    )
    if perbaikan and not menyerahkan_di_langkah(formulir):
        # A remark for whoever does the step waits for that person, who is not of the unit.
        perbaikan = [satu for satu in perbaikan if satu]
    if perbaikan:
        kurang.append(f"{len(perbaikan)} catatan perbaikan pada formulir ini belum ditindaklanjuti.")
    return kurang


def _serahkan(formulir: Formulir, oleh: Pengguna, selaku: str, pada=None) -> None:
    """Pin the reading of each open row, and close the form."""
    Formulir.objects.select_for_update().get(pk=formulir.pk)
    baris = list(formulir.baris.filter(status__in=Baris.BUKA).select_related("realisasi"))
    revisi = {
        (satu.realisasi_id, satu.versi): satu.pk
        for satu in RevisiRealisasi.objects.filter(realisasi__in=[b.realisasi_id for b in baris])
    }
    for satu in baris:
        satu.status = Baris.Status.DISERAHKAN
        satu.revisi_id = revisi[satu.realisasi_id, satu.realisasi.versi]
    BarisFormulir.objects.bulk_update(baris, ["status", "revisi"])
    formulir.anggaran.filter(status__in=Baris.BUKA).update(status=Baris.Status.DISERAHKAN)
    formulir.status = Formulir.Status.DISERAHKAN
    formulir.diserahkan_pada = pada or timezone.now()
    formulir.diserahkan_oleh = oleh
    formulir.diserahkan_selaku = selaku[:250]
    if formulir.diterima_pada is None:
        formulir.diterima_pada, formulir.diterima_oleh = formulir.diserahkan_pada, oleh
    formulir.save(
        update_fields=[
            "status",
            "diserahkan_pada",
            "diserahkan_oleh",
            "diserahkan_selaku",
            "diterima_pada",
            "diterima_oleh",
        ]
    )
    catat(
        aksi="pengumpulan.serahkan", objek=formulir, oleh=oleh, baru={"selaku": selaku, "baris": len(baris)}
    )


@transaction.atomic
def setujui_data(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Approve what was collected (SOP 000 step A10, 002 step 6): the handed-in readings are locked."""
    hasil = gerbang.setujui(catatan=catatan, oleh=oleh, **lain)
    if catatan.langkah.menutup_formulir:
        _setujui(pengumpulan_dari(catatan.pelaksanaan), oleh, hasil.selaku, lain.get("pada"))
    return hasil


def _setujui(pengumpulan: Pengumpulan, oleh: Pengguna, selaku: str, pada=None) -> None:
    """Lock what was handed in. What stands approved already keeps its person and time."""
    if pengumpulan.disetujui_pada:
        return
    baris = {"formulir__pengumpulan": pengumpulan, "status": Baris.Status.DISERAHKAN}
    BarisFormulir.objects.filter(**baris).update(status=Baris.Status.DISETUJUI)
    BarisAnggaran.objects.filter(**baris).update(status=Baris.Status.DISETUJUI)
    pengumpulan.formulir.update(status=Formulir.Status.DISETUJUI)
    pengumpulan.disetujui_pada = pada or timezone.now()
    pengumpulan.disetujui_oleh = oleh
    pengumpulan.disetujui_selaku = selaku[:250]
    pengumpulan.save(update_fields=["disetujui_pada", "disetujui_oleh", "disetujui_selaku"])
    catat(aksi="pengumpulan.setujui", objek=pengumpulan, oleh=oleh, baru={"selaku": selaku})


@transaction.atomic
def kembalikan_data(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    alasan: str,
    ke: Langkah | None = None,
    baris: Mapping[int, str] | None = None,
    anggaran: Mapping[int, str] | None = None,
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
            Perbaikan(f"{_sebut_baris(satu)}: {isi.strip() or alasan.strip()}", satu.formulir.unit_id)
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
        satu.save(update_fields=["status", "perbaikan"])
    if pasangan:
        dikembalikan = Formulir.objects.filter(pk__in={satu.formulir_id for satu, _ in pasangan})
        dikembalikan.update(status=Formulir.Status.DIKEMBALIKAN)
        _kabari_unit(dikembalikan, "ada baris formulir unit Anda yang dikembalikan")
        catat(
            aksi="pengumpulan.kembalikan",
            objek=pengumpulan,
            oleh=oleh,
            baru={"baris": [_sebut_baris(satu) for satu, _ in pasangan][:50]},
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
    BarisFormulir.objects.filter(**milik).exclude(realisasi__in=tetap).update(status=Baris.Status.DISERAHKAN)
    BarisAnggaran.objects.filter(**milik).update(status=Baris.Status.DISERAHKAN)
    pengumpulan.formulir.update(status=Formulir.Status.DISERAHKAN)
    pengumpulan.disetujui_pada, pengumpulan.disetujui_oleh, pengumpulan.disetujui_selaku = None, None, ""
    pengumpulan.save(update_fields=["disetujui_pada", "disetujui_oleh", "disetujui_selaku"])
    catat(aksi="pengumpulan.buka_persetujuan", objek=pengumpulan, oleh=oleh)


def pengumpulan_dari(pelaksanaan: Pelaksanaan) -> Pengumpulan:
    """The collection of a run, or a refusal that says what to do first."""
    pengumpulan = (
        Pengumpulan.objects.select_for_update(of=("self",))
        .select_related("opd", "periode")
        .filter(pelaksanaan=pelaksanaan)
        .first()
    )
    if pengumpulan is None:
        raise TindakanDitolak("Formulir unit belum disiapkan.")
    return pengumpulan


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


def _sebut_baris(baris: BarisFormulir | BarisAnggaran) -> str:
    if isinstance(baris, BarisAnggaran):
        return f"Anggaran {baris.simpul.uraian[:120]}"
    realisasi = baris.realisasi
    return f"{realisasi.indikator.kode} {realisasi.indikator.nama[:120]} ({realisasi.periode})"
