"""Fifty people saving cells at once: saves per second, latencies, and whether every save left its one revision.

    python bench/sel.py                      # SQLite, 60 s
    python bench/sel.py --basis postgresql   # PostgreSQL, the server that siap.py makes for the tests
    python bench/sel.py --url postgres://…   # a database of one's own, empty
    python bench/sel.py --profil             # where the time of one save goes, and its queries
    python bench/sel.py --halaman            # the form page of 200 rows

The server is gunicorn as ``siap.py`` starts it, over loopback, on a database made for the occasion; the people are
ten of each of five units, on rows of their own, and log in beforehand. They are played by ``pembeban.py`` in one
process beside the server. Beside the clock stands what the processors did (server, database and people apart), for
on a machine with other work the clock says little: two idle cores give at most 2 divided by the seconds per save.
"""

import argparse
import cProfile
import json
import os
import pstats
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
UNIT, PER_UNIT, BARIS_PER_ORANG = 5, 10, 4
BARIS_HALAMAN = 200
TAHUN, TRIWULAN = 2025, 3
DETAK = os.sysconf("SC_CLK_TCK")
tulis = sys.stdout.write


# -- the office -------------------------------------------------------------------------------------


def dirikan():
    """An office with a form out for each of five units: the first of 200 rows, the others of forty."""
    from organisasi.models import UnitKerja
    from pengumpulan.actions import buka_entri_langsung
    from perencanaan.models import Periode
    from tests.pabrik import Kantor, buat_pemda

    kantor = Kantor(buat_pemda())
    unit = [kantor.bidang_satu, kantor.bidang_dua]
    for nomor in range(3, UNIT + 1):
        unit.append(
            UnitKerja.objects.create(opd=kantor.opd, nama=f"Bidang {nomor}", jenis="bidang", urutan=nomor + 1)
        )
    for urutan, satu in enumerate(unit):
        _tambah_indikator(kantor, satu, BARIS_HALAMAN if urutan == 0 else PER_UNIT * BARIS_PER_ORANG, urutan)
    periode = Periode.objects.tahun_lengkap(TAHUN).get(jenis="triwulan", nomor=TRIWULAN)
    pengumpulan = buka_entri_langsung(opd=kantor.opd, periode=periode, oleh=kantor.ketua_tim)
    return kantor, unit, pengumpulan


def _tambah_indikator(kantor, unit, jumlah: int, urutan: int) -> None:
    """So many indicators of a unit below one program; every fourth is a ratio."""
    from perencanaan.models import (
        Indikator,
        PenanggungJawabData,
        PenempatanIndikator,
        Periode,
        Simpul,
        TargetPeriode,
        VersiIndikator,
        VersiTarget,
    )
    from tests.pabrik import AWAL

    program = Simpul.objects.create(
        opd=kantor.opd, tahun=TAHUN, jenjang="program", kode=f"1.0{urutan}", uraian=f"Program {unit.nama}"
    )
    triwulan = list(Periode.objects.tahun_lengkap(TAHUN).filter(jenis="triwulan"))
    for nomor in range(jumlah):
        kode = f"P{urutan}-{nomor + 1:03}"
        satu = Indikator.objects.create(
            opd=kantor.opd, kode=kode, nama=f"Persentase layanan contoh yang selesai tepat waktu {kode}"
        )
        rasio = {
            "metode": "rasio",
            "satuan": "%",
            "label_pembilang": "layanan selesai",
            "label_penyebut": "seluruh layanan",
        }
        bentuk = rasio if nomor % 4 == 3 else {"metode": "nilai_akhir", "satuan": "Dokumen"}
        VersiIndikator.objects.create(indikator=satu, nama=satu.nama, tanggal_mulai=AWAL, **bentuk)
        PenanggungJawabData.objects.create(indikator=satu, unit=unit, tanggal_mulai=AWAL)
        PenempatanIndikator.objects.create(indikator=satu, simpul=program, jenis="program", urutan=nomor)
        target = VersiTarget.objects.create(
            indikator=satu, tahun=TAHUN, nilai=80, tanggal_mulai=triwulan[0].tanggal_mulai
        )
        TargetPeriode.objects.bulk_create(
            TargetPeriode(versi=target, periode=tw, nilai=20 * (urut + 1)) for urut, tw in enumerate(triwulan)
        )


def rencana_orang(kantor, unit: list, pengumpulan) -> list[dict]:
    """Ten people of each unit, each with their own rows of its form, logged in."""
    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string
    from django.urls import reverse

    from organisasi.models import Pegawai
    from perencanaan.models import VersiIndikator
    from tests.pabrik import buat_akun

    daftar = []
    for nomor, satu in enumerate(unit):
        formulir = pengumpulan.formulir.get(unit=satu)
        baris = list(formulir.baris.select_related("realisasi__indikator")[: PER_UNIT * BARIS_PER_ORANG])
        rasio = set(VersiIndikator.objects.filter(metode="rasio").values_list("indikator", flat=True))
        for urut in range(PER_UNIT):
            akun = buat_akun(f"Petugas {nomor} {urut}")
            Pegawai.objects.create(opd=kantor.opd, unit=satu, nama=akun.nama, pengguna=akun)
            token = _get_new_csrf_string()
            kuki = {settings.SESSION_COOKIE_NAME: buka_sesi(akun), settings.CSRF_COOKIE_NAME: token}
            milik = baris[urut * BARIS_PER_ORANG : (urut + 1) * BARIS_PER_ORANG]
            daftar.append(
                {
                    "alamat": reverse("formulir_sel", args=[formulir.pk]),
                    "kuki": "; ".join(f"{nama}={isi}" for nama, isi in kuki.items()),
                    "token": token,
                    "baris": [
                        [f"b{b.pk}", "pembilang" if b.realisasi.indikator_id in rasio else "nilai"]
                        for b in milik
                    ],
                    "akun": akun.pk,
                }
            )
    return daftar


def buka_sesi(akun) -> str:
    """The key of a session as a login leaves it."""
    return masuk(akun).cookies["sessionid"].value


def masuk(akun):
    """A visitor logged in as that person."""
    from django.test import Client

    client = Client()
    client.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
    return client


# -- the server -------------------------------------------------------------------------------------


BERSIAP = 8  # seconds until both workers have loaded


@contextmanager
def server(port: int) -> Iterator[subprocess.Popen]:
    """gunicorn as siap.py starts it, once it answers; ended by its process id."""
    import siap

    env = {**os.environ, "DEBUG": "false", "ALLOWED_HOSTS": "127.0.0.1"}
    perintah = [sys.executable, *siap.perintah_server("127.0.0.1", port)]
    anak = subprocess.Popen(perintah, cwd=AKAR, env=env)  # noqa: S603
    try:
        for _ in range(600):
            if anak.poll() is not None:
                sys.exit("gunicorn berhenti sendiri.")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        # It listens before its workers are there. People who come before all of them stand would sit with one.
        time.sleep(BERSIAP)
        yield anak
    finally:
        anak.terminate()
        anak.wait(timeout=20)


def pintu_bebas() -> int:
    with socket.socket() as pintu:
        pintu.bind(("127.0.0.1", 0))
        return pintu.getsockname()[1]


def pohon(akar: int) -> list[int]:
    """A process and those it started."""
    induk: dict[int, list[int]] = {}
    for berkas in Path("/proc").glob("[0-9]*/stat"):
        try:
            bagian = berkas.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        induk.setdefault(int(bagian[1]), []).append(int(berkas.parent.name))
    hasil = [akar]
    for pid in hasil:
        hasil += induk.get(pid, [])
    return hasil


def detik_prosesor(akar: int | None) -> float:
    """User and system seconds of a process and all it started; 0 for none."""
    jumlah = 0
    for pid in pohon(akar) if akar else ():
        try:
            bagian = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        jumlah += int(bagian[11]) + int(bagian[12])
    return jumlah / DETAK


def pid_basis_data() -> int | None:
    """The PostgreSQL server's first process; SQLite works inside ours."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_backend_pid()")
        pid = kursor.fetchone()[0]
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


# -- measured ---------------------------------------------------------------------------------------


def ukur(rencana: dict) -> None:
    """Let them save, print what came of it, and compare it with what the database holds."""
    from django.db import connection

    basis = pid_basis_data()
    rencana["port"] = pintu_bebas()
    with server(rencana["port"]) as gunicorn:
        connection.close()
        pembeban = subprocess.Popen(  # noqa: S603
            [sys.executable, str(AKAR / "bench" / "pembeban.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        json.dump(rencana, pembeban.stdin)
        pembeban.stdin.close()
        if pembeban.stdout.readline().strip() != "mulai":
            sys.exit("Pembeban tidak mulai.")
        awal = detik_prosesor(gunicorn.pid), detik_prosesor(basis)
        beban = os.getloadavg()[0]
        time.sleep(rencana["detik"])
        kerja = detik_prosesor(gunicorn.pid) - awal[0], detik_prosesor(basis) - awal[1]
        hasil = json.loads(pembeban.stdout.read())
        pembeban.wait()
    cetak(hasil, kerja, rencana["detik"], (beban, os.getloadavg()[0]))
    periksa(hasil)


def cetak(hasil: dict, kerja: tuple[float, float], detik: float, beban: tuple[float, float]) -> None:
    waktu, jumlah = hasil["waktu"], hasil["terukur"]
    server_ms, basis_ms, orang_ms = (satu * 1000 / jumlah for satu in (*kerja, hasil["prosesor"]))
    pada = {satu: waktu[min(len(waktu) - 1, int(len(waktu) * satu))] for satu in (0.5, 0.95, 0.99)}
    tulis(
        f"{jumlah / detik:.0f} simpan/s ({jumlah} dalam {detik:.0f} s), galat {hasil['galat']}, "
        f"sambungan putus {hasil['putus']}\n"
        f"p50 {pada[0.5]:.0f}, p95 {pada[0.95]:.0f}, p99 {pada[0.99]:.0f}, terlama {waktu[-1]:.0f} ms\n"
        f"prosesor per simpan: server {server_ms:.2f}, basis data {basis_ms:.2f}, orang {orang_ms:.2f} ms; "
        f"dua inti kosong: {2000 / (server_ms + basis_ms + orang_ms):.0f} simpan/s "
        f"(beban mesin {beban[0]:.1f} lalu {beban[1]:.1f})\n"
    )
    for satu in hasil["contoh"]:
        tulis(f"galat: {satu}\n")


def periksa(hasil: dict) -> None:
    """Every accepted save has its one revision and its one audit entry, and the last one stands."""
    from django.db.models import Count, F, Sum

    from jejak.models import CatatanJejak
    from pengumpulan.models import BarisFormulir, Realisasi, RevisiRealisasi

    revisi, tersimpan = RevisiRealisasi.objects.count(), hasil["tersimpan"]
    jejak = CatatanJejak.objects.filter(aksi="pengumpulan.catat_realisasi").count()
    versi = Realisasi.objects.aggregate(Sum("versi"))["versi__sum"]
    bolong = Realisasi.objects.annotate(n=Count("revisi")).exclude(n=F("versi")).count()
    salah = 0
    for baris in BarisFormulir.objects.select_related("realisasi"):
        akhir = hasil["akhir"].get(f"b{baris.pk}", [0, None])
        r = baris.realisasi
        angka = r.nilai if r.pembilang is None else r.pembilang
        salah += (r.versi, angka) != tuple(akhir)
    tulis(f"revisi {revisi}, jejak {jejak}, jumlah versi {versi}, simpan yang diterima {tersimpan}\n")
    if not revisi == jejak == versi == tersimpan or bolong or salah:
        sys.exit(f"TIDAK COCOK: {bolong} sel berevisi bolong, {salah} sel tidak berisi simpan terakhirnya.")
    tulis("cocok: setiap simpan satu revisi dan satu jejak, setiap sel berisi simpan terakhirnya\n")


def profil(rencana: dict) -> None:
    """The queries of one save, and where the time of five hundred goes, through Django's own stack."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from organisasi.models import Pengguna

    orang = rencana["orang"][0]
    client = masuk(Pengguna.objects.get(pk=orang["akun"]))
    awalan, _ = orang["baris"][0]
    nomor = 0

    def simpan() -> None:
        nonlocal nomor
        isi = f"{awalan}-versi={nomor}&{awalan}-keadaan=angka&{awalan}-alasan=&{awalan}-nilai={nomor + 1}"
        jawab = client.post(orang["alamat"], isi, content_type="application/x-www-form-urlencoded")
        if jawab.status_code != 200:
            sys.exit(f"{jawab.status_code}: {jawab.content.decode()[:400]}")
        nomor += 1

    for _ in range(20):
        simpan()
    with CaptureQueriesContext(connection) as tangkap:
        simpan()
    for satu in tangkap.captured_queries:
        tulis(f"{satu['sql'][:420]}\n")
    tulis(f"{len(tangkap)} kueri\n")
    mulai = time.process_time()
    for _ in range(500):
        simpan()
    tulis(f"{(time.process_time() - mulai) * 2:.2f} ms prosesor per simpan, pembaca uji termasuk\n")
    catatan = cProfile.Profile()
    with catatan:
        for _ in range(500):
            simpan()
    hasil = pstats.Stats(catatan).sort_stats("cumulative")
    hasil.print_stats(90)
    pstats.Stats(catatan).sort_stats("tottime").print_stats(40)


def halaman(kantor, unit: list, pengumpulan) -> None:
    """The form of 200 rows, as its own staff and as the team see it."""
    from triwulan import cetak_halaman

    formulir = pengumpulan.formulir.get(unit=unit[0])
    alamat = formulir.get_absolute_url()
    label = f"formulir_isi, {formulir.baris.count()} baris"
    cetak_halaman([(f"{label}, staf", kantor.staf_satu, alamat), (f"{label}, tim", kantor.ketua_tim, alamat)])


def main(pilihan: argparse.Namespace) -> None:
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    call_command("migrate", verbosity=0)
    # Accounts by the dozen and pages without collectstatic: neither is the matter here.
    from django.conf import settings

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]
    setup_test_environment()
    kantor, unit, pengumpulan = dirikan()
    if pilihan.halaman:
        halaman(kantor, unit, pengumpulan)
        return
    rencana = {"detik": pilihan.detik, "orang": rencana_orang(kantor, unit, pengumpulan)[: pilihan.orang]}
    if pilihan.profil:
        profil(rencana)
    else:
        ukur(rencana)


if __name__ == "__main__":
    urai = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    urai.add_argument("--basis", choices=["sqlite", "postgresql"], default="sqlite")
    urai.add_argument("--url", default="", help="basis data kosong milik sendiri")
    urai.add_argument("--detik", type=float, default=60)
    urai.add_argument("--orang", type=int, default=UNIT * PER_UNIT, help="paling banyak 50")
    urai.add_argument("--profil", action="store_true", help="urai waktu satu simpan")
    urai.add_argument("--halaman", action="store_true", help="ukur halaman formulir 200 baris")
    terbaca = urai.parse_args()
    sys.path.insert(0, str(AKAR))
    with ExitStack() as tumpukan:
        tempat = tumpukan.enter_context(tempfile.TemporaryDirectory(prefix="bench-sel-"))
        url = terbaca.url or f"sqlite:///{tempat}/sel.sqlite3"
        if terbaca.basis == "postgresql" and not terbaca.url:
            import siap

            url = tumpukan.enter_context(siap.postgresql_sementara())
        os.environ |= {
            "DATABASE_URL": url,
            "DEBUG": "false",
            "HTTPS": "false",
            "SECRET_KEY": "kunci-hanya-untuk-bench-" + "0123456789" * 4,
            "MEDIA_ROOT": f"{tempat}/berkas",
            "HARIAN_OTOMATIS": "false",
            "DJANGO_SETTINGS_MODULE": "sakip.settings",
        }
        import django

        django.setup()
        main(terbaca)
