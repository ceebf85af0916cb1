"""The rounds of a measurement: its newest one, and a new one when the Kepala opens the period again."""

from collections.abc import Callable

from django.utils import timezone

from alur.models import Langkah, Pelaksanaan
from alur.pembukaan import buka_kembali
from organisasi.models import Pengguna
from pengukuran.models import HasilUkur, Metodologi, PatokanIndikator, Pengukuran
from pengumpulan.models import PermintaanKoreksi

ALASAN_TERPANJANG = 1000

# What hangs on a measurement and goes on with its next round: f(the old round, the new one).
Penerus = Callable[[Pengukuran, Pengukuran], None]
_PENERUS: list[Penerus] = []


def daftarkan_penerus(penerus: Penerus) -> None:
    """Say what goes over to the next round of a measurement."""
    if penerus not in _PENERUS:
        _PENERUS.append(penerus)


def pengukuran_kini(pelaksanaan_id: int) -> Pengukuran | None:
    """The run's own work: its newest round."""
    return Pengukuran.objects.filter(pelaksanaan=pelaksanaan_id).order_by("-putaran").first()


def sedang_dibuka_kembali(pengukuran: Pengukuran) -> bool:
    """Is this approved measurement being measured anew? Its figures count until the next round is approved."""
    return (
        not pengukuran.terbuka
        and Pengukuran.objects.filter(
            pelaksanaan=pengukuran.pelaksanaan_id, putaran__gt=pengukuran.putaran, disetujui_pada=None
        ).exists()
    )


def buka_pengukuran(permintaan: PermintaanKoreksi, oleh: Pengguna, selaku: str) -> None:
    """Every approved measurement that reads the period gets a new round; the run opens at its measuring step.

    One that is being measured anew already takes the newly opened indicators in, at the step where it is.
    """
    # Held in one order, so that an approval beside it comes wholly before or after.
    jalan = list(
        Pelaksanaan.objects.select_for_update(of=("self",))
        .filter(
            pk__in=Pengukuran.objects.berlaku()
            .filter(
                opd=permintaan.opd_id,
                periode__tahun=permintaan.periode.tahun,
                periode__tanggal_selesai__gte=permintaan.periode.tanggal_selesai,
            )
            .values("pelaksanaan")
        )
        .order_by("pk")
    )
    indikator = set(permintaan.butir.values_list("realisasi__indikator", flat=True))
    alasan = f"Pembukaan kembali {permintaan.periode}: {permintaan.alasan}"[:ALASAN_TERPANJANG]
    for satu in jalan:
        lama = pengukuran_kini(satu.pk)
        if lama.terbuka:
            lama.hasil.filter(patokan__indikator__in=indikator).update(periksa=HasilUkur.Periksa.DIUKUR)
            continue
        _putaran_baru(lama, indikator)
        langkah = satu.prosedur.langkah.filter(layar=Langkah.Layar.UKUR).order_by("nomor").first()
        buka_kembali(pelaksanaan=satu, langkah=langkah, oleh=oleh, selaku=selaku, alasan=alasan)


def _putaran_baru(lama: Pengukuran, indikator: set[int]) -> Pengukuran:
    """The next round, with the same rules, targets and texts; only the opened indicators are open."""
    baru = Pengukuran.objects.create(
        opd_id=lama.opd_id,
        periode_id=lama.periode_id,
        pelaksanaan_id=lama.pelaksanaan_id,
        putaran=lama.putaran + 1,
        dihitung_pada=lama.dihitung_pada,
        dihitung_oleh_id=lama.dihitung_oleh_id,
    )
    baru.sumber.set(lama.sumber.all())
    metodologi = Metodologi.objects.get(pengukuran=lama)
    patokan = list(metodologi.patokan.order_by("pk"))
    metodologi.pk, metodologi.pengukuran = None, baru
    metodologi._state.adding = True
    metodologi.save()
    hasil = {satu.patokan_id: satu for satu in lama.hasil.prefetch_related("revisi")}
    salinan = []
    for satu in patokan:
        semula = hasil.get(satu.pk)
        satu.pk, satu.metodologi = None, metodologi
        satu._state.adding = True
        salinan.append((satu, semula))
    PatokanIndikator.objects.bulk_create([satu for satu, _ in salinan])
    _salin_hasil(baru, [(p, h) for p, h in salinan if h], indikator)
    for penerus in _PENERUS:
        penerus(lama, baru)
    return baru


def _salin_hasil(
    baru: Pengukuran, salinan: list[tuple[PatokanIndikator, HasilUkur]], indikator: set[int]
) -> None:
    tautan = HasilUkur.revisi.through
    revisi = [[r.pk for r in hasil.revisi.all()] for _, hasil in salinan]
    saat = timezone.now()
    for patokan, hasil in salinan:
        hasil.pk, hasil.pengukuran, hasil.patokan, hasil.perbaikan = None, baru, patokan, None
        hasil._state.adding = True
        hasil.diubah_pada = saat
        dibuka = patokan.indikator_id in indikator
        hasil.periksa = HasilUkur.Periksa.DIUKUR if dibuka else HasilUkur.Periksa.DITERIMA
    daftar = HasilUkur.objects.bulk_create([hasil for _, hasil in salinan])
    tautan.objects.bulk_create(
        tautan(hasilukur_id=hasil.pk, revisirealisasi_id=pk)
        for hasil, milik in zip(daftar, revisi, strict=True)
        for pk in milik
    )
