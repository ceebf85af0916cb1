"""Everything that changes a measurement: methodology pinned, computed, analysed, returned, approved.

The actions of a step call the gate inside their own transaction.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from alur import actions as gerbang
from alur.fase import mengumpulkan, putusan_terakhir
from alur.giliran import kedudukan_di_langkah
from alur.models import CatatanLangkah, CatatanPerbaikan, Langkah, Pelaksanaan
from alur.perbaikan import Temuan
from jejak.actions import catat
from organisasi import hak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Pengguna
from pengukuran.data import baca_bahan, patokan_berlaku
from pengukuran.hitung import ukur
from pengukuran.koreksi import dihitung_di_rekap
from pengukuran.models import HasilUkur, Metodologi, PatokanIndikator, Pengukuran
from pengukuran.putaran import pengukuran_kini
from pengumpulan.actions import kembalikan_data, setujui_data
from pengumpulan.models import Pengumpulan

TEKS_ANALISIS = ("analisis", "faktor_pendukung", "faktor_penghambat", "upaya", "rencana_perbaikan")
ATURAN = ("skala", "cara_potong", "batas_tampil", "batas_rata_rata", "ambang_anomali", "celah", "aturan_opd")


@transaction.atomic
def tetapkan_metodologi(
    *, catatan: CatatanLangkah, oleh: Pengguna, aturan: Mapping | None = None, **lain
) -> CatatanLangkah:
    """Pin the definitions, targets and rules by which this run measures, and finish the step (SOP 000 step B4).

    ``aturan`` holds fields of Metodologi (``ATURAN``); left out, what was saved before or the defaults hold.
    """
    _patok(catatan.pelaksanaan, oleh, aturan)
    return gerbang.selesaikan(catatan=catatan, oleh=oleh, **lain)


@transaction.atomic
def simpan_aturan(*, catatan: CatatanLangkah, oleh: Pengguna, aturan: Mapping) -> Metodologi:
    """Keep the rules chosen for this run without finishing the step."""
    _periksa_pelaksana(catatan, oleh)
    return _patok(catatan.pelaksanaan, oleh, aturan)


def _patok(pelaksanaan: Pelaksanaan, oleh: Pengguna, aturan: Mapping | None) -> Metodologi:
    """The methodology with one Patokan per indicator of the year, as they stand now. Not once approved."""
    Pelaksanaan.objects.select_for_update().get(pk=pelaksanaan.pk)
    pengukuran = pengukuran_kini(pelaksanaan.pk) or Pengukuran.objects.create(
        pelaksanaan=pelaksanaan, opd_id=pelaksanaan.opd_id, periode_id=pelaksanaan.periode_id
    )
    if not pengukuran.terbuka:
        raise TindakanDitolak(f"{pengukuran} sudah disetujui; metodologinya tidak dapat diubah.")
    isi = {nama: aturan[nama] for nama in ATURAN if aturan and nama in aturan}
    saat = timezone.now()
    metodologi, baru = Metodologi.objects.update_or_create(
        pengukuran=pengukuran, defaults={**isi, "ditetapkan_pada": saat, "ditetapkan_oleh": oleh}
    )
    metodologi.full_clean()
    ada = {satu.indikator_id: satu for satu in metodologi.patokan.all()}
    patokan = []
    for urutan, (penempatan, versi, target) in enumerate(
        patokan_berlaku(pelaksanaan.opd, pelaksanaan.periode), 1
    ):
        satu = ada.get(penempatan.indikator_id) or PatokanIndikator(
            metodologi=metodologi, indikator_id=penempatan.indikator_id
        )
        satu.penempatan, satu.versi_indikator, satu.versi_target = penempatan, versi, target
        satu.urutan = urutan
        patokan.append(satu)
    if not patokan:
        raise TindakanDitolak(
            f"Belum ada indikator pada pohon kinerja tahun {pelaksanaan.periode.tahun}. Lengkapi di Perencanaan."
        )
    PatokanIndikator.objects.bulk_create([satu for satu in patokan if not satu.pk])
    PatokanIndikator.objects.bulk_update(
        [satu for satu in patokan if satu.pk], ["penempatan", "versi_indikator", "versi_target", "urutan"]
    )
    catat(
        aksi="pengukuran.tetapkan_metodologi",
        objek=metodologi,
        oleh=oleh,
        baru={
            **{nama: getattr(metodologi, nama) for nama in ATURAN},
            "indikator": len(patokan),
            "baru": baru,
        },
    )
    return metodologi


def dapat_dihitung(catatan: CatatanLangkah) -> bool:
    """Is this visit open, or is the run at the recap after measuring, to which a decider may have sent it back?"""
    kini = (
        CatatanLangkah.objects.filter(pelaksanaan=catatan.pelaksanaan_id, selesai_pada=None)
        .select_related("langkah")
        .first()
    )
    if kini is None or kini.pk == catatan.pk:
        return kini is not None
    sesudah = catatan.langkah.layar == Langkah.Layar.UKUR and kini.langkah.nomor > catatan.langkah.nomor
    return sesudah and dihitung_di_rekap(kini.langkah)


@transaction.atomic
def hitung(*, catatan: CatatanLangkah, oleh: Pengguna) -> Pengukuran:
    """Measure every indicator from the approved readings (SOP 000 step B5).

    What was accepted stays as it is, unless a reading that it rests on was corrected since.

    Where the SOP has no step for the methodology (002, 004) it is pinned now.
    """
    _periksa_pelaksana(catatan, oleh)
    pelaksanaan = catatan.pelaksanaan
    Pelaksanaan.objects.select_for_update().get(pk=pelaksanaan.pk)
    _tahan_pengumpulan(pelaksanaan)
    pengukuran = (
        Pengukuran.objects.filter(pelaksanaan=pelaksanaan)
        .select_related("metodologi", "opd", "periode")
        .order_by("-putaran")
        .first()
    )
    if pengukuran is None or not hasattr(pengukuran, "metodologi"):
        pengukuran = _patok(pelaksanaan, oleh, None).pengukuran
    if not pengukuran.terbuka:
        raise TindakanDitolak(f"{pengukuran} sudah disetujui dan dikunci.")
    metodologi = pengukuran.metodologi
    patokan = list(
        metodologi.patokan.select_related("versi_indikator", "versi_target", "penempatan", "indikator")
    )
    bahan = baca_bahan(
        pengukuran.opd, pengukuran.periode, [satu.versi_target_id for satu in patokan if satu.versi_target_id]
    )
    lama = {satu.patokan_id: satu for satu in pengukuran.hasil.prefetch_related("revisi")}
    sumber: set[int] = set()
    berubah: list[tuple[HasilUkur, tuple[int, ...]]] = []
    for satu in patokan:
        hasil = lama.get(satu.pk)
        ukuran = ukur(satu, bahan, metodologi, pengukuran.periode)
        sumber |= ukuran.pengumpulan
        if hasil and hasil.periksa == HasilUkur.Periksa.DITERIMA:
            if {r.pk for r in hasil.revisi.all()} == set(ukuran.revisi):
                continue
            # What it rests on was approved anew: it is looked at again.
            hasil.periksa = HasilUkur.Periksa.DIUKUR
        hasil = hasil or HasilUkur(pengukuran=pengukuran, patokan=satu)
        if _isi_hasil(hasil, ukuran.isi, oleh):
            berubah.append((hasil, ukuran.revisi))
    _simpan_hasil(berubah)
    pengukuran.sumber.set(sumber)
    pengukuran.dihitung_pada, pengukuran.dihitung_oleh = timezone.now(), oleh
    pengukuran.save(update_fields=["dihitung_pada", "dihitung_oleh"])
    catat(aksi="pengukuran.hitung", objek=pengukuran, oleh=oleh, baru={"indikator": len(patokan)})
    return pengukuran


def _tahan_pengumpulan(pelaksanaan: Pelaksanaan) -> None:
    """Hold what is read: an approval beside it is read as a whole, or is known to be newer (``syarat``)."""
    list(
        Pengumpulan.objects.select_for_update(of=("self",))
        .filter(opd=pelaksanaan.opd_id, periode__tahun=pelaksanaan.periode.tahun)
        .order_by("pk")
    )


def _isi_hasil(hasil: HasilUkur, isi: dict, oleh: Pengguna) -> bool:
    """Fill a computed result if it says something new; texts that people wrote stay. True: it must be stored."""
    if hasil.pk and all(getattr(hasil, nama) == nilai for nama, nilai in isi.items()):
        return False
    lama = {"capaian": hasil.capaian_periode, "realisasi": hasil.realisasi} if hasil.pk else None
    for nama, nilai in isi.items():
        setattr(hasil, nama, nilai)
    hasil.versi += 1
    hasil.diubah_oleh = oleh
    hasil.diubah_pada = timezone.now()
    if lama:
        catat(
            aksi="pengukuran.ukur_ulang",
            objek=hasil,
            oleh=oleh,
            lama=lama,
            baru={"capaian": hasil.capaian_periode, "realisasi": hasil.realisasi},
        )
    return True


def _simpan_hasil(berubah: list[tuple[HasilUkur, tuple[int, ...]]]) -> None:
    """Store results and the readings behind them, in a few statements for any number of indicators."""
    kolom = [
        satu.name
        for satu in HasilUkur._meta.concrete_fields
        if satu.name not in {"id", "pengukuran", "patokan"}
    ]
    HasilUkur.objects.bulk_create([satu for satu, _ in berubah if not satu.pk])
    HasilUkur.objects.bulk_update([satu for satu, _ in berubah], kolom, batch_size=50)
    tautan = HasilUkur.revisi.through
    tautan.objects.filter(hasilukur__in=[satu.pk for satu, _ in berubah]).delete()
    tautan.objects.bulk_create(
        tautan(hasilukur_id=satu.pk, revisirealisasi_id=revisi)
        for satu, daftar in berubah
        for revisi in daftar
    )


@transaction.atomic
def tulis_analisis(*, hasil: HasilUkur, oleh: Pengguna, versi_diketahui: int, **teks: str) -> HasilUkur:
    """Write why a figure is what it is, and what follows from it (domain §1.2, disclosure 5).

    ``teks`` are fields of ``TEKS_ANALISIS``. Accepted rows and approved measurements are closed.
    """
    hak.periksa(
        oleh,
        "pengukuran.analisis",
        hasil,
        "Hanya Tim SAKIP, Sekretaris atau Kepala Bidang yang menulis analisis.",
    )
    Pelaksanaan.objects.select_for_update().get(pk=hasil.pengukuran.pelaksanaan_id)
    hasil = HasilUkur.objects.select_related("pengukuran").get(pk=hasil.pk)
    if not hasil.pengukuran.terbuka or hasil.periksa == HasilUkur.Periksa.DITERIMA:
        raise TindakanDitolak("Hasil ini sudah diterima; analisisnya tidak dapat diubah.")
    _periksa_tidak_diputuskan(hasil.pengukuran)
    baru = {nama: teks.get(nama, getattr(hasil, nama)).strip() for nama in TEKS_ANALISIS}
    lama = {nama: getattr(hasil, nama) for nama in TEKS_ANALISIS}
    if baru == lama:
        return hasil
    if versi_diketahui != hasil.versi:
        raise TindakanDitolak(
            f"{hasil.diubah_oleh} sudah mengubah hasil ini. Muat ulang, lalu simpan lagi tulisan Anda."
        )
    for nama, nilai in baru.items():
        setattr(hasil, nama, nilai)
    hasil.versi += 1
    hasil.diubah_oleh = oleh
    hasil.save()
    catat(aksi="pengukuran.tulis_analisis", objek=hasil, oleh=oleh, lama=lama, baru=baru)
    return hasil


def _periksa_tidak_diputuskan(pengukuran: Pengukuran) -> None:
    """What a decider is looking at does not change under him; where measuring itself decides (SOP 002) it may."""
    putusan = CatatanLangkah.objects.filter(
        pelaksanaan=pengukuran.pelaksanaan_id, selesai_pada=None, langkah__jalur_kembali__isnull=False
    ).exclude(langkah__layar=Langkah.Layar.UKUR)
    if putusan.exists():
        raise TindakanDitolak(
            "Hasil sedang diperiksa; analisis dapat ditulis lagi bila dikembalikan atau pada periode berikutnya."
        )


def _periksa_pelaksana(catatan: CatatanLangkah, oleh: Pengguna) -> None:
    """Only while it can be computed, and only by the step's doers or Tim SAKIP, who measure for them."""
    if not dapat_dihitung(catatan):
        raise TindakanDitolak("Langkah ini sudah selesai. Muat ulang halaman.")
    if not kedudukan_di_langkah(oleh, catatan.langkah) and not hak.boleh(oleh, "pengukuran.hitung", catatan):
        raise TidakBerhak("Hanya pelaksana langkah ini atau Tim SAKIP yang dapat mengukur.")


@transaction.atomic
def setujui(*, catatan: CatatanLangkah, oleh: Pengguna, **lain) -> CatatanLangkah:
    """Approve at a decision step: the collection where its forms close, the measurement at its last decision."""
    if catatan.langkah.menutup_formulir:
        return setujui_data(catatan=catatan, oleh=oleh, **lain)
    hasil = gerbang.setujui(catatan=catatan, oleh=oleh, **lain)
    pengukuran = pengukuran_kini(catatan.pelaksanaan_id)
    if mengumpulkan(catatan.langkah) or pengukuran is None:
        return hasil
    pengukuran.hasil.update(periksa=HasilUkur.Periksa.DITERIMA)
    if putusan_terakhir(catatan.langkah):
        pengukuran.disetujui_pada = lain.get("pada") or timezone.now()
        pengukuran.disetujui_oleh = oleh
        pengukuran.disetujui_selaku = hasil.selaku
        pengukuran.save(update_fields=["disetujui_pada", "disetujui_oleh", "disetujui_selaku"])
        catat(aksi="pengukuran.setujui", objek=pengukuran, oleh=oleh, baru={"selaku": hasil.selaku})
    return hasil


@transaction.atomic
def kembalikan(
    *,
    catatan: CatatanLangkah,
    oleh: Pengguna,
    alasan: str,
    ke: Langkah | None = None,
    baris: Mapping[int, str | Temuan] | None = None,
    anggaran: Mapping[int, str | Temuan] | None = None,
    hasil: Mapping[int, str | Temuan] | None = None,
    perbaikan: Iterable[str] = (),
    **lain,
) -> list[CatatanPerbaikan]:
    """Send back at a decision step, with named rows of the forms or named results; only these reopen."""
    if mengumpulkan(catatan.langkah):
        return kembalikan_data(
            catatan=catatan,
            oleh=oleh,
            alasan=alasan,
            ke=ke,
            baris=baris,
            anggaran=anggaran,
            perbaikan=perbaikan,
            **lain,
        )
    return _kembalikan_hasil(catatan, oleh, alasan, ke, dict(hasil or {}), list(perbaikan), lain)


def _kembalikan_hasil(
    catatan: CatatanLangkah,
    oleh: Pengguna,
    alasan: str,
    ke: Langkah | None,
    pilihan: dict[int, str | Temuan],
    perbaikan: list[str],
    lain: dict,
) -> list[CatatanPerbaikan]:
    semua = list(
        HasilUkur.objects.filter(pengukuran=pengukuran_kini(catatan.pelaksanaan_id))
        .select_related("patokan__indikator", "perbaikan")
        .order_by("patokan__urutan")
    )
    dituju = [satu for satu in semua if satu.pk in pilihan]
    if len(dituju) != len(pilihan):
        raise TindakanDitolak("Ada hasil yang bukan bagian pengukuran ini. Muat ulang halaman.")
    butir = [
        Temuan.dari(pilihan[satu.pk]).untuk(
            f"{satu.patokan.indikator.kode} {satu.patokan.indikator.nama[:120]}", None, alasan
        )
        for satu in dituju
    ]
    catatan_perbaikan = gerbang.kembalikan(
        catatan=catatan, oleh=oleh, alasan=alasan, ke=ke, perbaikan=[*butir, *perbaikan], **lain
    )
    tersebut = {satu.pk: catatan_perbaikan[nomor] for nomor, satu in enumerate(dituju)}
    for satu in semua:
        # Sent back by another decider and not mended yet, it stays so, whatever this one names.
        menunggu = (
            satu.periksa == HasilUkur.Periksa.DIKEMBALIKAN
            and satu.perbaikan is not None
            and satu.perbaikan.status == CatatanPerbaikan.Status.BELUM
        )
        if tersebut and satu.pk not in tersebut:
            satu.periksa = HasilUkur.Periksa.DIKEMBALIKAN if menunggu else HasilUkur.Periksa.DITERIMA
            continue
        # Without named results the whole measurement is open again.
        satu.periksa = HasilUkur.Periksa.DIKEMBALIKAN
        satu.perbaikan = tersebut.get(satu.pk, catatan_perbaikan[0])
    HasilUkur.objects.bulk_update(semua, ["periksa", "perbaikan"])
    if tersebut:
        catat(
            aksi="pengukuran.kembalikan",
            objek=dituju[0].pengukuran,
            oleh=oleh,
            baru={"indikator": [satu.patokan.indikator.kode for satu in dituju][:50]},
            alasan=alasan,
        )
    return catatan_perbaikan
