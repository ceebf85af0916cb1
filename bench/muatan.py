"""What loading a large workbook costs: the PK workbook of one OPD with 5,000 indicators, preview and applying.

    python bench/muatan.py            # 5,000 rows
    python bench/muatan.py 1000

In a database made for the occasion. Reading and applying each run in a process of their own, as in the office, so
that the peak of memory is theirs; the loader's own part is told apart from the preview that is stored.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
TAHUN = 2026
PER_KEGIATAN = 8
KB_PER_MB = 1024
tulis = sys.stdout.write


def dirikan(jumlah: int) -> int:
    """An office, and its workbook with so many new indicators, uploaded; returns the upload's number."""
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile
    from openpyxl import load_workbook

    from organisasi.muatan import actions
    from organisasi.muatan.daftar import pemuat
    from perencanaan.models import Renstra
    from tests.pabrik import Kantor, buat_pemda
    from tests.perencanaan.panggung_muat import BukuUji

    kantor = Kantor(buat_pemda())
    Renstra.objects.create(opd=kantor.opd, nama="Renstra", tahun_awal=TAHUN - 1, tahun_akhir=TAHUN + 3)
    isi = pemuat("pk").buku_kerja(opd=kantor.opd, tahun=TAHUN)
    buku = BukuUji(load_workbook(BytesIO(isi)))
    pohon, letak = _pohon(kantor, jumlah)
    buku.tambah("Pohon", *pohon)
    buku.tambah("Indikator", *(_indikator(nomor, letak[nomor // PER_KEGIATAN]) for nomor in range(jumlah)))
    return _unggah(actions, SimpleUploadedFile, kantor, buku.bytes())


def _unggah(actions, unggahan, kantor, isi: bytes) -> int:
    berkas = unggahan("bench.xlsx", isi)
    return actions.unggah(opd=kantor.opd, jenis="pk", tahun=TAHUN, berkas=berkas, oleh=kantor.admin).pk


def _pohon(kantor, jumlah: int) -> tuple[list[dict], list[str]]:
    induk, pj = "Di bawah (kunci atau uraian)", "Penanggung jawab (jabatan)"
    baris, letak = [], []
    for nomor in range(-(-jumlah // PER_KEGIATAN)):
        if nomor % 100 == 0:
            sasaran = f"A{nomor}"
            baris.append({"Jenjang": "Sasaran", "Kunci": sasaran, "Uraian": f"Sasaran urusan {nomor}"})
        if nomor % 20 == 0:
            program = f"B{nomor}"
            baris.append(
                {
                    "Jenjang": "Program",
                    "Kunci": program,
                    "Uraian": f"Program urusan {nomor}",
                    induk: sasaran,
                    pj: kantor.jabatan[("Kepala Bidang Satu", "Kepala Bidang Dua")[nomor % 40 // 20]].nama,
                }
            )
        letak.append(f"C{nomor}")
        baris.append(
            {
                "Jenjang": "Kegiatan",
                "Kunci": letak[-1],
                "Uraian": f"Kegiatan pelayanan {nomor}",
                induk: program,
                "Pagu (Rp)": 1000000 + nomor,
            }
        )
    return baris, letak


def _indikator(nomor: int, letak: str) -> dict:
    """Every column filled, figures half as numbers, half as officers type them."""
    from perencanaan.models.periode import NAMA_BULAN

    def angka(nilai: int) -> int | str:
        return nilai if nomor % 2 else f"{nilai},5"

    return {
        "Letak (kunci atau uraian)": letak,
        "Indikator": f"Persentase layanan ke-{nomor} yang terselesaikan sesuai standar pelayanan",
        "Satuan": "%",
        "Arah": "Indikator positif (makin tinggi makin baik)",
        "Metode periode": "Non-kumulatif (posisi terakhir)",
        "Periode pengukuran": "Bulanan",
        "Unit penanggung jawab data": ("Bidang Satu", "Bidang Dua")[nomor % 2],
        f"Target {TAHUN}": angka(80),
        **{bulan: angka(10 + 5 * ke) for ke, bulan in enumerate(NAMA_BULAN)},
        **{f"TW {romawi}": angka(20 + 15 * ke) for ke, romawi in enumerate(("I", "II", "III", "IV"))},
        **{f"Renstra {tahun}": angka(75 + tahun - TAHUN) for tahun in range(TAHUN - 1, TAHUN + 4)},
    }


def kerjakan(apa: str, pk: int) -> dict:
    """Read or apply one upload in this process; what it took."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from organisasi.lembar.baca import buka
    from organisasi.models import Muatan
    from organisasi.muatan import actions
    from organisasi.muatan.daftar import pemuat

    muatan = Muatan.objects.select_related("opd__pemda").get(pk=pk)
    lapor: list[tuple[int, int]] = []
    hasil = {}
    awal, cpu = time.perf_counter(), time.process_time()
    if apa == "susun":
        buku = buka(muatan.jalur.read_bytes())
        hasil["buka"] = time.perf_counter() - awal
        with CaptureQueriesContext(connection) as kueri:
            rencana = pemuat(muatan.jenis).susun(muatan=muatan, buku=buku, lapor=lambda *a: lapor.append(a))
        hasil |= {"kueri": len(kueri), "laporan": len(lapor), **rencana.ringkasan}
    elif apa == "baca":
        muatan = actions.baca(muatan, lambda *a: lapor.append(a))
        hasil |= {"status": str(muatan.status), **muatan.ringkasan}
    else:
        actions.terapkan(muatan=muatan, oleh=muatan.diunggah_oleh)
    puncak = _puncak_mb()
    return hasil | {
        "detik": time.perf_counter() - awal,
        "cpu": time.process_time() - cpu,
        "puncak_mb": puncak,
    }


def _puncak_mb() -> float:
    """The most memory this program held. Not ``ru_maxrss``, which a child inherits from who started it."""
    for baris in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if baris.startswith("VmHWM:"):
            return int(baris.split()[1]) / KB_PER_MB
    raise RuntimeError("VmHWM tidak ada; ukuran memori hanya di Linux.")


def _anak(apa: str, pk: int) -> dict:
    """The same in a process of its own."""
    perintah = [sys.executable, __file__, "--kerja", apa, "--muatan", str(pk)]
    keluar = subprocess.run(perintah, check=True, capture_output=True, text=True)  # noqa: S603
    return json.loads(keluar.stdout)


def _lapor(judul: str, hasil: dict) -> None:
    isi = ", ".join(f"{k} {v:.1f}" if isinstance(v, float) else f"{k} {v}" for k, v in hasil.items())
    tulis(f"{judul}: {isi}\n")


def main() -> None:
    pilihan = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    pilihan.add_argument("jumlah", nargs="?", type=int, default=5000)
    pilihan.add_argument("--kerja", choices=["susun", "baca", "terapkan"])
    pilihan.add_argument("--muatan", type=int)
    pilih = pilihan.parse_args()
    sys.path.insert(0, str(AKAR))
    os.environ["DJANGO_SETTINGS_MODULE"] = "sakip.settings"
    if pilih.kerja:
        import django

        django.setup()
        tulis(json.dumps(kerjakan(pilih.kerja, pilih.muatan)))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["MEDIA_ROOT"] = folder
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        tulis(f"beban mesin {os.getloadavg()[0]:.1f}\n")
        pk = dirikan(pilih.jumlah)
        _lapor("pemuat saja, baris baru", _anak("susun", pk))
        _lapor("pratinjau, baris baru", _anak("baca", pk))
        _lapor("terapkan", _anak("terapkan", pk))
        from django.core.files.uploadedfile import SimpleUploadedFile

        from organisasi.models import Muatan
        from organisasi.muatan import actions
        from organisasi.muatan.daftar import pemuat

        muatan = Muatan.objects.select_related("opd").get(pk=pk)
        awal = time.perf_counter()
        isi = pemuat("pk").buku_kerja(opd=muatan.opd, tahun=TAHUN)
        tulis(f"buku kerja terisi: {time.perf_counter() - awal:.1f} detik, {len(isi) / 1e6:.1f} MB\n")
        ulang = actions.unggah(
            opd=muatan.opd,
            jenis="pk",
            tahun=TAHUN,
            berkas=SimpleUploadedFile("ulang.xlsx", isi),
            oleh=muatan.diunggah_oleh,
        )
        _lapor("pratinjau, berkas yang sama", _anak("baca", ulang.pk))


if __name__ == "__main__":
    main()
