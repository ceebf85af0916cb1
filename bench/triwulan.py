"""What one measured triwulan costs as an office grows: pages, workbook and papers, with 30, 120 and 500 indicators.

    python bench/triwulan.py              # all three sizes, papers too
    python bench/triwulan.py 120          # one size
    python bench/triwulan.py 120 --profil langkah_periksa    # where the time of a page goes

Each size is an office of its own in a database made for the occasion: SOP 000 is adopted, its collection and its
measurement are walked with the real actions, and the pages are asked through Django's own stack without a network.
Indicators are spread over a tree of programs and kegiatan and over two Bidang. Papers are printed by the one-shot
process that also prints them for users. Medians; beside the
clock stands the processor's time, which other programs on the machine disturb less, and above it the load.
"""

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
UKURAN = (30, 120, 500)
ULANGAN = 9
ULANGAN_NASKAH = 3
# Steps of SOP 000 at which a page is looked at: the form is out; the results wait for the decision.
PENGISIAN, PUTUSAN = 7, 8
PER_KEGIATAN = 6
MB = 1024 * 1024
PENGHAMBAT = "Pendataan lapangan terlambat karena petugas di dua kecamatan belum ditetapkan."
RENCANA = "Penetapan petugas dipercepat dan jadwal pendataan dimulai dua minggu lebih awal."
tulis = sys.stdout.write


def dirikan(jumlah: int, urutan: int):
    """An office with so many indicators, its forms out and filled, none handed in."""
    from tests.pabrik import Kantor, buat_pemda
    from tests.panggung_kinerja import PanggungKinerja

    panggung = PanggungKinerja(Kantor(buat_pemda(f"Contoh {urutan}"), singkatan=f"DIS{jumlah}"))
    _tambah(panggung, jumlah - len(panggung.indikator))
    panggung.kumpulkan(PENGISIAN)
    panggung.isi_formulir(panggung.pengumpulan_jalan)
    return panggung


def _tambah(panggung, jumlah: int) -> None:
    """Indicators below programs and kegiatan of both sasaran, for both Bidang in turn; every third falls short."""
    kantor = panggung.kantor
    for nomor in range(jumlah):
        kelompok = nomor // PER_KEGIATAN
        if nomor % PER_KEGIATAN == 0:
            induk = (panggung.sasaran_satu, panggung.sasaran_dua)[kelompok % 2]
            kode = f"2.{kelompok + 1:02}"
            program = panggung._simpul("program", f"Program Urusan {kelompok + 1}", induk, kode)
            simpul = panggung._simpul("kegiatan", f"Kegiatan {kelompok + 1}", program, f"{kode}.01")
        kurang = nomor % 3 == 0
        panggung.tambah(
            f"TBH-{nomor + 1}",
            program if nomor % PER_KEGIATAN == 0 else simpul,
            "program" if nomor % PER_KEGIATAN == 0 else "ikk",
            (kantor.bidang_satu, kantor.bidang_dua)[nomor % 2],
            "80",
            {
                "nilai": Decimal(60 + nomor % 10) if kurang else Decimal(80 + nomor % 7),
                "faktor_penghambat": PENGHAMBAT if kurang else "",
                "rencana_perbaikan": RENCANA if kurang else "",
            },
        )


# -- pages ------------------------------------------------------------------------------------------


def masuk(akun):
    """A visitor logged in as that person."""
    from django.test import Client

    client = Client()
    client.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
    return client


def ukur_halaman(akun, alamat: str) -> tuple[float, float, int, int]:
    """(median ms, of which this program's own computing, queries, bytes of HTML)."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = masuk(akun)
    client.get(alamat)
    with CaptureQueriesContext(connection) as tangkap:
        jawab = client.get(alamat)
        kueri = len(tangkap)
    if jawab.status_code != 200:
        sys.exit(f"{alamat} menjawab {jawab.status_code}.")
    detik, komputasi = _median(lambda: client.get(alamat), ULANGAN)
    return detik * 1000, komputasi * 1000, kueri, len(jawab.content)


def _median(kerja: Callable[[], object], ulangan: int) -> tuple[float, float]:
    """Median seconds of so many times, by the clock and by the processor."""
    jam, prosesor = [], []
    for _ in range(ulangan):
        mulai, awal = time.perf_counter(), time.process_time()
        kerja()
        jam.append(time.perf_counter() - mulai)
        prosesor.append(time.process_time() - awal)
    return statistics.median(jam), statistics.median(prosesor)


def profil(akun, alamat: str) -> None:
    """Where the time of ten visits goes, and the queries of one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = masuk(akun)
    client.get(alamat)
    with CaptureQueriesContext(connection) as tangkap:
        client.get(alamat)
        for satu in tangkap.captured_queries:
            tulis(f"{satu['time']} {satu['sql'][:260]}\n")
    catatan = cProfile.Profile()
    with catatan:
        for _ in range(10):
            client.get(alamat)
    hasil = pstats.Stats(catatan).sort_stats("cumulative")
    hasil.print_stats(70)
    hasil.print_stats(AKAR.name, 45)


# -- papers -----------------------------------------------------------------------------------------


def ukur_buku(pengukuran) -> tuple[float, float, float, int]:
    """(median seconds, of which computing, peak MB of what Python keeps meanwhile, bytes) of the recap as xlsx."""
    from laporan.buku_kerja import buku_rekap
    from laporan.susunan import susun_rekap_capaian

    def kerja() -> bytes:
        return buku_rekap(susun_rekap_capaian(segar(pengukuran)))

    besar = len(kerja())
    detik, komputasi = _median(kerja, ULANGAN)
    tracemalloc.start()
    kerja()
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return detik, komputasi, puncak / MB, besar


def ukur_pdf(susun: Callable, pengukuran) -> tuple[float, float, float, int]:
    """(median seconds in all, seconds of computing in the process, its peak MB, pages) of one paper."""
    from laporan import cetak

    semua, proses, puncak, halaman = [], [], 0.0, 0
    for _ in range(ULANGAN_NASKAH):
        mulai = time.perf_counter()
        html = cetak.jadikan_html(susun(segar(pengukuran)))
        with tempfile.TemporaryDirectory(prefix="bench-") as nama:
            folder = Path(nama)
            cetak.siapkan_folder(folder, html)
            pegangan = cetak.kunci_folder(folder)
            jalan = cetak.mulai_proses(folder, pegangan)
            os.close(pegangan)
            komputasi, mb = _tunggu(jalan.pid)
            jalan.returncode = 0
            puncak = max(puncak, mb)
            akhir = time.perf_counter()
            halaman = cetak.baca_hasil(folder)[1]
        semua.append(akhir - mulai)
        proses.append(komputasi)
    return statistics.median(semua), statistics.median(proses), puncak, halaman


def _tunggu(pid: int) -> tuple[float, float]:
    """(seconds of computing, peak resident MB) of a process, watched until it ends.

    The peak is read from /proc while it runs: what the system tells at the end counts this program's own memory
    in, from before the exec.
    """
    puncak = 0
    while True:
        selesai, _, pakai = os.wait4(pid, os.WNOHANG)
        if selesai:
            return pakai.ru_utime + pakai.ru_stime, puncak / 1024
        # Until the exec the child still stands in this program's memory.
        if _sudah_cetak(pid):
            puncak = max(puncak, _puncak_kb(pid))
        time.sleep(0.01)


def _puncak_kb(pid: int) -> int:
    try:
        keadaan = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    baris = next((satu for satu in keadaan.splitlines() if satu.startswith("VmHWM:")), "VmHWM: 0")
    return int(baris.split()[1])


def _sudah_cetak(pid: int) -> bool:
    try:
        return b"proses_cetak" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def segar(pengukuran):
    """Read anew, as a view reads it: nothing stays cached on the object from one round to the next."""
    from pengukuran.models import Pengukuran

    return Pengukuran.objects.select_related(
        "opd__pemda", "periode", "pelaksanaan__prosedur", "pelaksanaan__periode"
    ).get(pk=pengukuran.pk)


# -- all together -----------------------------------------------------------------------------------


def alamat_formulir(panggung) -> tuple[str, object, str]:
    """(label, who, address) of the form that is out."""
    formulir = panggung.pengumpulan.formulir.get(unit=panggung.kantor.bidang_satu)
    return (
        f"formulir_isi, {formulir.baris.count()} baris",
        panggung.kantor.staf_satu,
        formulir.get_absolute_url(),
    )


def alamat_lain(panggung) -> list[tuple[str, object, str]]:
    """(label, who, address) of the pages of a measurement that waits for the decision."""
    from django.urls import reverse

    kantor, terbuka = panggung.kantor, panggung.pengukuran_jalan.catatan.get(selesai_pada=None)
    tahun = panggung.pengukuran.periode.tahun
    return [
        ("dasbor", kantor.kepala, f"{reverse('dasbor')}?tahun={tahun}"),
        (
            "pengukuran_lihat",
            kantor.sekretaris,
            reverse("pengukuran_lihat", args=[panggung.pengukuran.pk]),
        ),
        ("langkah_periksa", kantor.sekretaris, reverse("langkah_periksa", args=[terbuka.pk])),
        ("pelaksanaan_lihat", kantor.sekretaris, panggung.pengukuran_jalan.get_absolute_url()),
    ]


def jalankan(jumlah: int, urutan: int, diprofil: str, hanya_halaman: bool) -> None:
    """Build one office and print its figures."""
    from laporan.susunan import susun_laporan_kinerja, susun_rekap_capaian

    mulai = time.perf_counter()
    panggung = dirikan(jumlah, urutan)
    bangun = time.perf_counter() - mulai
    tulis(f"\n{jumlah} indikator (beban mesin {os.getloadavg()[0]:.1f})\n")
    cetak_halaman([alamat_formulir(panggung)], diprofil)
    mulai = time.perf_counter()
    panggung.jalankan(panggung.pengumpulan_jalan, 13)
    panggung.ukur(PUTUSAN)
    bangun += time.perf_counter() - mulai
    cetak_halaman(alamat_lain(panggung), diprofil)
    if hanya_halaman or diprofil:
        return
    detik, komputasi, puncak, besar = ukur_buku(panggung.pengukuran)
    tulis(
        f"  {'rekap xlsx':28} {detik * 1000:7.1f} ms {komputasi * 1000:7.1f} ms prosesor"
        f"{puncak:6.1f} MB {besar / 1000:8.1f} kB\n"
    )
    for label, susun in (("rekap PDF", susun_rekap_capaian), ("laporan kinerja PDF", susun_laporan_kinerja)):
        detik, proses, puncak, lembar = ukur_pdf(susun, panggung.pengukuran)
        tulis(f"  {label:28} {detik:7.2f} s  {proses:7.2f} s  prosesor{puncak:6.0f} MB {lembar:6d} halaman\n")
    tulis(f"  (disusun dengan tindakan nyata dalam {bangun:.0f} s)\n")


def cetak_halaman(daftar: list[tuple[str, object, str]], diprofil: str = "") -> None:
    """One line per page; or the profile of those whose name begins so."""
    for label, akun, alamat in daftar:
        if diprofil:
            if label.startswith(diprofil):
                profil(akun, alamat)
            continue
        ms, komputasi, kueri, besar = ukur_halaman(akun, alamat)
        tulis(
            f"  {label:28} {ms:7.1f} ms {komputasi:7.1f} ms prosesor{kueri:4d} kueri {besar / 1000:7.1f} kB\n"
        )
        sys.stdout.flush()


def main(ukuran: list[int], diprofil: str, hanya_halaman: bool) -> None:
    """Make the database, then one office after the other."""
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    call_command("migrate", verbosity=0)
    setup_test_environment()
    for urutan, jumlah in enumerate(ukuran, 1):
        jalankan(jumlah, urutan, diprofil, hanya_halaman)


if __name__ == "__main__":
    pilihan = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    pilihan.add_argument("ukuran", nargs="*", type=int, help="jumlah indikator (bawaan 30 120 500)")
    pilihan.add_argument("--profil", default="", help="awal nama halaman yang diurai waktunya")
    pilihan.add_argument("--halaman", action="store_true", help="tanpa buku kerja dan PDF")
    terbaca = pilihan.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-triwulan-") as tempat:
        sys.path.insert(0, str(AKAR))
        os.environ["DATABASE_URL"] = f"sqlite:///{tempat}/triwulan.sqlite3"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sakip.settings")
        import django
        from django.conf import settings

        django.setup()
        settings.MEDIA_ROOT = Path(tempat) / "berkas"
        main(terbaca.ukuran or list(UKURAN), terbaca.profil, terbaca.halaman)
