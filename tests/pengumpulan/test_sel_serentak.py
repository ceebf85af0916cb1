"""Several people saving one row at the same moment: one winner per version, every loser told, nothing lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jejak.models import CatatanJejak
from pengumpulan.actions import buka_entri_langsung
from pengumpulan.models import Realisasi, RevisiRealisasi
from tests.pabrik import Kantor, buat_pemda
from tests.pengumpulan import meja

ORANG = 6
# One save: session, account, what the person is (4), OPD, the row, the units, the definition; then in one
# transaction the rows of the figure, the figure, its revision, its audit entry. PostgreSQL locks the form besides.
PERTANYAAN = {"sqlite": 14, "postgresql": 15}


@pytest.fixture
def kantor(db, settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Kantor(buat_pemda())


@pytest.fixture
def baris(kantor):
    """One row of Bidang Satu's form, in an entry without a run."""
    meja.indikator(kantor, "IK-1", kantor.bidang_satu)
    buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    return Realisasi.objects.get().baris.get()


def masuk(akun) -> Client:
    klien = Client()
    klien.force_login(akun, backend="django.contrib.auth.backends.ModelBackend")
    return klien


def serentak(baris, akun: list, kiriman: list[dict]) -> list:
    """All send at one moment, each over a connection of their own; the answers in that order."""
    alamat, mulai = reverse("formulir_sel", args=[baris.formulir_id]), Barrier(len(kiriman))
    orang = [masuk(satu) for satu in akun]
    connection.close()

    def kirim(klien: Client, isi: dict):
        try:
            connection.ensure_connection()
            mulai.wait(timeout=20)
            return klien.post(alamat, {f"b{baris.pk}-{nama}": nilai for nama, nilai in isi.items()})
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(kiriman)) as kolam:
        return list(kolam.map(kirim, orang, kiriman))


def periksa_utuh(versi: int) -> Realisasi:
    """The row at that version, with a revision and an audit entry for each."""
    r = Realisasi.objects.get()
    assert r.versi == versi
    assert sorted(r.revisi.values_list("versi", flat=True)) == list(range(1, versi + 1))
    assert CatatanJejak.objects.filter(aksi="pengumpulan.catat_realisasi").count() == versi
    assert r.revisi.get(versi=versi).nilai == r.nilai
    return r


@pytest.mark.django_db(transaction=True)
def test_berebut_satu_baris_satu_pemenang_per_versi(baris, kantor):
    """Three rounds; whoever lost goes on with the version that was shown."""
    akun = [kantor.staf_satu, kantor.kabid_satu, kantor.ketua_tim] * (ORANG // 3)
    for putaran in range(3):
        kiriman = [{"versi": putaran, "nilai": str(10 * putaran + urut + 1)} for urut in range(ORANG)]
        jawab = serentak(baris, akun, kiriman)
        assert sorted(satu.status_code for satu in jawab) == [200] + [409] * (ORANG - 1)
        r = periksa_utuh(putaran + 1)
        (menang,) = [urut for urut, satu in enumerate(jawab) if satu.status_code == 200]
        assert r.nilai == 10 * putaran + menang + 1
        assert r.diubah_oleh == akun[menang]
        for satu in jawab:
            if satu.status_code == 409:
                bentrok = satu.json()["bentrok"]
                assert (bentrok["versi"], bentrok["teks"]) == (putaran + 1, f"{r.nilai:.0f}")
                assert bentrok["oleh"] == akun[menang].nama


@pytest.mark.django_db(transaction=True)
def test_kiriman_kembar_serentak_satu_revisi(baris, kantor):
    """The same save sent by an impatient line several times at once: all are told it stands, one wrote it."""
    jawab = serentak(baris, [kantor.staf_satu] * ORANG, [{"versi": 0, "nilai": "7"}] * ORANG)
    assert [satu.status_code for satu in jawab] == [200] * ORANG
    assert sum(satu.json()["tersimpan"] for satu in jawab) == 1
    assert {satu.json()["versi"] for satu in jawab} == {1}
    assert periksa_utuh(1).nilai == 7
    assert RevisiRealisasi.objects.count() == 1


@pytest.mark.django_db
def test_satu_simpan_sekian_pertanyaan(baris, kantor):
    """So many statements and no more, the first save and the tenth, by staff and by the team (``bench/sel.py``)."""
    alamat = reverse("formulir_sel", args=[baris.formulir_id])
    versi = 0
    for akun in (kantor.staf_satu, kantor.ketua_tim):
        klien = masuk(akun)
        for _ in range(3):
            with CaptureQueriesContext(connection) as sql:
                jawab = klien.post(alamat, {f"b{baris.pk}-versi": versi, f"b{baris.pk}-nilai": versi + 1})
            assert jawab.json()["tersimpan"] is True
            versi += 1
            isi = [satu["sql"] for satu in sql if not satu["sql"].startswith(("SAVEPOINT", "RELEASE"))]
            assert len(isi) == PERTANYAAN[connection.vendor], "\n".join(isi)
