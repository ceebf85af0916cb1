"""Papers on the stage of page tests: a measured run, one paper printed and one that failed."""

from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.utils import timezone

from alur.models import Pelaksanaan
from laporan import cetak
from laporan.models import ArsipPeriode, BagianLaporan, Cetakan
from pengukuran.models import Metodologi, Pengukuran
from pengumpulan.models import Pengumpulan
from tests.panggung import PDF, Panggung
from tests.potret import bangun


@dataclass(frozen=True)
class LaporanPanggung:
    """``pelaksanaan`` is finished and has data and results; ``gagal`` can be tried again."""

    pelaksanaan: Pelaksanaan
    pengukuran: Pengukuran
    selesai: Cetakan
    gagal: Cetakan
    arsip: ArsipPeriode


def laporan_panggung(panggung: Panggung) -> LaporanPanggung:
    """Made once per stage."""
    if not hasattr(panggung, "_laporan"):
        panggung._laporan = bangun("panggung_laporan", _buat, panggung)
    return panggung._laporan


def _buat(panggung: Panggung) -> LaporanPanggung:
    jalan, tim, saat = panggung.arsip, panggung.kantor.ketua_tim, timezone.now()
    Pengumpulan.objects.create(
        opd=jalan.opd, periode=jalan.periode, pelaksanaan=jalan, dibuat_pada=saat, dibuat_oleh=tim
    )
    pengukuran = Pengukuran.objects.create(
        opd=jalan.opd, periode=jalan.periode, pelaksanaan=jalan, dihitung_pada=saat, dihitung_oleh=tim
    )
    Metodologi.objects.create(pengukuran=pengukuran, ditetapkan_pada=saat, ditetapkan_oleh=tim)
    bersama = {
        "opd": jalan.opd,
        "jenis": "rekapitulasi",
        "judul": "Rekapitulasi",
        "nama_berkas": "Rekapitulasi.pdf",
        "diminta_oleh": tim,
        "diminta_pada": saat,
    }
    selesai = Cetakan(**bersama, kunci="a" * 64, status="selesai", sidik="b" * 64, ukuran=len(PDF), halaman=1)
    selesai.berkas.save("Rekapitulasi.pdf", ContentFile(PDF), save=False)
    selesai.save()
    gagal = Cetakan.objects.create(
        **bersama, kunci="c" * 64, status="gagal", galat="Waktu habis.", folder=f"gagal{jalan.pk}"
    )
    cetak.siapkan_folder(gagal.jalur_folder, "<p>Rekapitulasi</p>")
    arsip = ArsipPeriode(
        opd=jalan.opd,
        periode=jalan.periode,
        status="selesai",
        sidik="d" * 64,
        ukuran=3,
        jumlah=1,
        diminta_oleh=tim,
    )
    arsip.berkas.save("arsip.zip", ContentFile(b"zip"), save=False)
    arsip.save()
    return LaporanPanggung(jalan, pengukuran, selesai, gagal, arsip)


def isian_bagian() -> dict[str, str | int]:
    """What the page of written parts sends."""
    isi = {kode.value: "" for kode in BagianLaporan.Kode}
    return isi | {f"versi_{kode.value}": 0 for kode in BagianLaporan.Kode} | {"penutup": "Tulisan kantor"}
