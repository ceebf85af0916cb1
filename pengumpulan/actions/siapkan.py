"""Forms prepared: which rows each unit is asked for, in a run or for a direct entry."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from alur import actions as gerbang
from alur.models import CatatanLangkah, Pelaksanaan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Pengguna, UnitKerja
from pengumpulan.actions.putusan import setujui_pengumpulan
from pengumpulan.kebutuhan import DaftarKebutuhan, Kebutuhan, petakan_unit, susun_kebutuhan, unit_formulir
from pengumpulan.models import (
    Baris,
    BarisAnggaran,
    BarisFormulir,
    Formulir,
    Keadaan,
    Pengumpulan,
    Realisasi,
)
from perencanaan.models import Periode, Simpul


@transaction.atomic
def siapkan(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Prepare each unit's form with the rows that are due, and finish the step (SOP 000 step A5).

    Done again after a return it only adds what is new; nothing typed is touched.
    """
    pelaksanaan = catatan.pelaksanaan
    # Of two at once the second sees the forms that the first made, and is told.
    Pelaksanaan.objects.select_for_update().get(pk=pelaksanaan.pk)
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
    sudah = TindakanDitolak(f"Data {periode} sudah dikumpulkan. Buka dari daftar pengumpulan.")
    if Pengumpulan.objects.berlaku().filter(opd=opd, periode=periode).exists():
        raise sudah
    saat = timezone.now()
    try:
        with transaction.atomic():
            pengumpulan = Pengumpulan.objects.create(
                opd=opd, periode=periode, dibuat_pada=saat, dibuat_oleh=oleh
            )
    except IntegrityError as salah:
        raise sudah from salah
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
    belum = pengumpulan.formulir.exclude(status=Formulir.Status.DISERAHKAN).filter(dilewati_pada=None)
    if belum := list(belum.select_related("unit")):
        raise TindakanDitolak(
            "Masih ada formulir yang belum diserahkan: " + ", ".join(str(satu.unit) for satu in belum) + "."
        )
    setujui_pengumpulan(pengumpulan, oleh, "Tim SAKIP (entri langsung)")
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
        # Approved as menyusul is no figure: the quarter-end run asks for the month's again.
        .exclude(revisi__keadaan=Keadaan.MENYUSUL)
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
