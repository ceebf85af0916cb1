"""Several people at one step at the same moment: exactly one move counts, and every other is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from alur.actions import batalkan, kembalikan, mulai, selesaikan, setujui
from alur.models import CatatanLangkah, CatatanPerbaikan, Pelaksanaan, Pemberitahuan
from alur.perbaikan import tindaklanjuti
from alur.syarat import pihak_belum
from jejak.models import CatatanJejak
from organisasi.galat import TindakanDitolak
from tests.alur.penjalan import BATAS, adopsi_kode, periode, sampai, terbuka
from tests.alur.penjalan import mulai as mulai_jalan
from tests.pabrik import Kantor, buat_pemda

pytestmark = pytest.mark.django_db(transaction=True)

ORANG = 8


@pytest.fixture
def kantor(db):
    return Kantor(buat_pemda())


@pytest.fixture
def jalan(kantor):
    return mulai_jalan(kantor, adopsi_kode(kantor, "003").prosedur.get(jenis="pengumpulan"))


def serentak(gerakan: list[Callable]) -> list[str]:
    """Run all moves at one moment, each on its own connection; ``berhasil`` or the refusal of each.

    Anything but a refusal in plain words (a locked database, an IntegrityError) fails the test.
    """
    mulai_bersama = Barrier(len(gerakan))
    connection.close()  # gives its place in the pool to the eight

    def jalankan(gerak: Callable) -> str:
        try:
            connection.ensure_connection()
            mulai_bersama.wait(timeout=20)
            gerak()
        except TindakanDitolak as tolak:
            return str(tolak)
        finally:
            connection.close()
        return "berhasil"

    with ThreadPoolExecutor(max_workers=len(gerakan)) as kolam:
        return list(kolam.map(jalankan, gerakan))


def periksa_utuh(jalan: Pelaksanaan, *, dibuka: int, langkah: int) -> None:
    """One open visit, at that step; so many visits and so many audited moves since ``mulai``."""
    buka = CatatanLangkah.objects.filter(pelaksanaan=jalan, selesai_pada=None)
    assert [satu.langkah.nomor for satu in buka] == [langkah]
    assert jalan.catatan.count() == dibuka


def jejak_gerak(jalan: Pelaksanaan, aksi: str) -> int:
    return CatatanJejak.objects.filter(aksi=aksi, objek_id=jalan.pk).count()


def test_berebut_menyelesaikan_satu_langkah(kantor, jalan):
    """Four rounds: steps 3 to 6 are the team's, whose two members press the button on eight devices."""
    for nomor in (3, 4, 5, 6):
        catatan = sampai(jalan, nomor)
        sebelum = jejak_gerak(jalan, "alur.selesai")
        kabar = Pemberitahuan.objects.count()
        hasil = serentak(
            [
                lambda c=catatan, i=i: selesaikan(
                    catatan=c, oleh=(kantor.ketua_tim, kantor.anggota_tim)[i % 2]
                )
                for i in range(ORANG)
            ]
        )
        assert hasil.count("berhasil") == 1, hasil
        assert all("Muat ulang halaman" in satu for satu in hasil if satu != "berhasil")
        periksa_utuh(jalan, dibuka=nomor + 1, langkah=nomor + 1)
        assert jejak_gerak(jalan, "alur.selesai") == sebelum + 1
        # Step 7 waits for the people of three units, each step before it for the team of two.
        assert Pemberitahuan.objects.count() == kabar + (8 if nomor == 6 else 2)


def test_berebut_setuju_kembalikan_dan_batalkan(kantor, jalan):
    """At a decision, three kinds of move at once, several rounds: one wins, and the run is whole."""
    for _ in range(3):
        catatan = sampai(jalan, 10)
        semula = jalan.catatan.count()
        hasil = serentak(
            [
                *[lambda c=catatan: setujui(catatan=c, oleh=kantor.sekretaris)] * (ORANG // 2),
                *[lambda c=catatan: kembalikan(catatan=c, oleh=kantor.sekretaris, alasan="Kurang.")]
                * (ORANG // 2),
            ]
        )
        assert hasil.count("berhasil") == 1, hasil
        catatan.refresh_from_db()
        disetujui = catatan.keputusan == "setujui"
        periksa_utuh(jalan, dibuka=semula + 1, langkah=11 if disetujui else 7)
        assert CatatanPerbaikan.objects.filter(catatan=catatan).count() == (0 if disetujui else 1)
        assert CatatanJejak.objects.filter(aksi__in=["alur.setujui", "alur.kembalikan"]).count() == (
            jalan.catatan.filter(keputusan__in=["setujui", "kembalikan"]).count()
        )
        if disetujui:
            break


def test_berebut_membatalkan_dan_menyelesaikan(kantor, jalan):
    """A cancellation beside a finish: the run ends cancelled once, never with a step left open."""
    catatan = sampai(jalan, 3)
    hasil = serentak(
        [
            *[lambda: batalkan(pelaksanaan=jalan, oleh=kantor.kepala, alasan="Diulang.")] * (ORANG // 2),
            *[lambda: selesaikan(catatan=catatan, oleh=kantor.ketua_tim)] * (ORANG // 2),
        ]
    )
    jalan.refresh_from_db()
    assert jalan.status == "dibatalkan"
    assert hasil[: ORANG // 2].count("berhasil") == 1, hasil
    assert hasil[ORANG // 2 :].count("berhasil") <= 1, hasil
    assert not jalan.catatan.filter(selesai_pada=None).exists()
    assert jalan.catatan.filter(keputusan="batal").count() == 1
    assert jejak_gerak(jalan, "alur.batalkan") == 1


def test_berebut_memulai_periode_yang_sama(kantor, jalan):
    prosedur, per = jalan.prosedur, periode(nomor=2)
    hasil = serentak(
        [
            lambda: mulai(
                opd=kantor.opd, prosedur=prosedur, periode=per, batas_waktu=BATAS, oleh=kantor.ketua_tim
            )
        ]
        * ORANG
    )
    assert hasil.count("berhasil") == 1, hasil
    assert all("sudah pernah dimulai" in satu for satu in hasil if satu != "berhasil")
    assert Pelaksanaan.objects.filter(periode=per).count() == 1


def test_bagian_yang_selesai_bersamaan_menutup_langkah_tepat_sekali(kantor, jalan):
    """All parties' parafs at one moment, each twice, round after round: closed once, never left open."""
    for putaran in (1, 2, 3):
        catatan = sampai(jalan, 7)
        assert catatan.putaran == putaran
        for satu in CatatanPerbaikan.objects.filter(status="belum"):
            tindaklanjuti(perbaikan=satu, oleh=kantor.staf_satu, jawaban="Sudah.")
        pelaku = [kantor.staf_satu, kantor.staf_dua, kantor.kasubbag] * 2
        hasil = serentak([lambda c=catatan, oleh=oleh: selesaikan(catatan=c, oleh=oleh) for oleh in pelaku])
        assert hasil.count("berhasil") == 3, hasil
        assert pihak_belum(catatan) == []
        catatan.refresh_from_db()
        assert catatan.keputusan == "selesai"
        assert catatan.paraf.count() == 3
        periksa_utuh(jalan, dibuka=7 + 4 * (putaran - 1) + 1, langkah=8)
        kembalikan(catatan=sampai(jalan, 10), oleh=kantor.sekretaris, alasan="Sekali lagi.")


def test_berebut_menjawab_satu_catatan(kantor, jalan):
    """Two people answer and one finishes: the step closes only on an answered remark, and no row is broken."""
    putusan = sampai(jalan, 10)
    ke = putusan.langkah.prosedur.langkah.get(nomor=8)
    kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Kurang.", ke=ke)
    perbaikan, catatan = CatatanPerbaikan.objects.get(), terbuka(jalan)
    hasil = serentak(
        [
            *[lambda: tindaklanjuti(perbaikan=perbaikan, oleh=kantor.ketua_tim, jawaban="Sudah.")] * 4,
            *[lambda: selesaikan(catatan=catatan, oleh=kantor.anggota_tim)] * 4,
        ]
    )
    assert hasil[:4].count("berhasil") >= 1, hasil
    assert hasil[4:].count("berhasil") <= 1, hasil
    perbaikan.refresh_from_db()
    assert (perbaikan.status, perbaikan.dijawab_oleh) == ("sudah", kantor.ketua_tim)
    assert jalan.catatan.filter(selesai_pada=None).count() == 1
