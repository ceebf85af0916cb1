"""What is missing before a step of the measurement may close; read-only, the same for page and gate."""

from django.db.models import Q

from alur.fase import mengumpulkan
from alur.forms_isian import FormArsip
from alur.models import CatatanLangkah
from jejak.models import CatatanJejak
from pengukuran.koreksi import dihitung_di_rekap, menunggu_koreksi
from pengukuran.models import HasilUkur, Pengukuran
from pengumpulan.models import Pengumpulan, Penyerahan
from pengumpulan.syarat import syarat_data_masuk

DISEBUT = 5


def _pengukuran(catatan: CatatanLangkah) -> Pengukuran | None:
    return (
        Pengukuran.objects.filter(pelaksanaan=catatan.pelaksanaan_id)
        .select_related("periode")
        .order_by("-putaran")
        .first()
    )


def syarat_metodologi(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """Nothing is asked before: finishing the step pins what holds."""
    return []


def syarat_ukur(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """Computed, from the newest approved data, with the analyses that are obligatory."""
    pengukuran = _pengukuran(catatan)
    if pengukuran is None or pengukuran.dihitung_pada is None:
        return [
            *_data_belum_disetujui(catatan),
            "Capaian belum dihitung. Buka halaman pengukuran, lalu Hitung.",
        ]
    kurang = menunggu_koreksi(pengukuran)
    if ada_data_lebih_baru(pengukuran):
        kurang.append("Ada data yang disetujui setelah perhitungan terakhir. Hitung lagi.")
    return [*kurang, *_analisis_kurang(pengukuran)]


def ada_data_lebih_baru(pengukuran: Pengukuran) -> bool:
    """Was anything that the measurement reads approved after it was computed: a collection, or a susulan?

    A collection that is recorded afterwards carries the day of its approval; when that came to be here, the audit
    trail knows.
    """
    dibaca = Pengumpulan.objects.berlaku().filter(
        opd=pengukuran.opd_id,
        periode__tahun=pengukuran.periode.tahun,
        periode__tanggal_selesai__lte=pengukuran.periode.tanggal_selesai,
        disetujui_pada__isnull=False,
    )
    if dibaca.filter(disetujui_pada__gt=pengukuran.dihitung_pada).exists():
        return True
    if CatatanJejak.objects.filter(
        objek_jenis=Pengumpulan._meta.label_lower,
        objek_id__in=dibaca.values("pk"),
        aksi="pengumpulan.setujui",
        waktu__gt=pengukuran.dihitung_pada,
    ).exists():
        return True
    return Penyerahan.objects.filter(
        formulir__pengumpulan__in=dibaca,
        keputusan=Penyerahan.Keputusan.SETUJUI,
        diputuskan_pada__gt=pengukuran.dihitung_pada,
    ).exists()


def _data_belum_disetujui(catatan: CatatanLangkah) -> list[str]:
    """A measurement without any approved data would only list blanks."""
    pelaksanaan = catatan.pelaksanaan
    ada = (
        Pengumpulan.objects.berlaku()
        .filter(
            opd=pelaksanaan.opd_id,
            periode__tahun=pelaksanaan.periode.tahun,
            periode__tanggal_selesai__lte=pelaksanaan.periode.tanggal_selesai,
            disetujui_pada__isnull=False,
        )
        .exists()
    )
    return [] if ada else [f"Belum ada data {pelaksanaan.periode} yang disetujui."]


def _analisis_kurang(pengukuran: Pengukuran) -> list[str]:
    kode = list(
        HasilUkur.objects.filter(
            Q(analisis="") | Q(rencana_perbaikan="", capaian_periode__lt=100),
            pengukuran=pengukuran,
            analisis_wajib=True,
        )
        .order_by("patokan__urutan")
        .values_list("patokan__indikator__kode", flat=True)
    )
    if not kode:
        return []
    lain = f" dan {len(kode) - DISEBUT} lainnya" if len(kode) > DISEBUT else ""
    return [
        f"{len(kode)} indikator di luar target belum dianalisis (penyebab dan rencana perbaikan): "
        f"{', '.join(kode[:DISEBUT])}{lain}."
    ]


def syarat_hasil(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """For recap, report and decision: the data are in, or, in the measuring half, the results are."""
    if mengumpulkan(catatan.langkah):
        return syarat_data_masuk(catatan, unit)
    pengukuran = _pengukuran(catatan)
    if pengukuran is None or pengukuran.dihitung_pada is None:
        return ["Capaian belum dihitung."]
    return [
        *menunggu_koreksi(pengukuran),
        *_data_berubah(catatan, pengukuran),
        *_analisis_kurang(pengukuran),
    ]


def _data_berubah(catatan: CatatanLangkah, pengukuran: Pengukuran) -> list[str]:
    """Results that the approved data have left behind are not approved: they are computed again first.

    At the recap that can be done at once; a decider sends them back. A report between is let through to him.
    """
    di_rekap = dihitung_di_rekap(catatan.langkah)
    if not pengukuran.terbuka or not (di_rekap or catatan.langkah.jalur_kembali.exists()):
        return []
    if not ada_data_lebih_baru(pengukuran):
        return []
    cara = "Hitung lagi di halaman pengukuran." if di_rekap else "Kembalikan agar dihitung lagi."
    return [f"Ada data yang disetujui setelah perhitungan terakhir. {cara}"]


def syarat_arsip(catatan: CatatanLangkah, unit: frozenset[int] | None = None) -> list[str]:
    """Where the papers are kept."""
    return FormArsip.syarat(catatan, unit)
