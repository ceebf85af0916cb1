"""*Dicatat belakangan*: several past periods at once, real days per step in their order, marked, not measured."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from alur import tindakan
from alur.actions import kerjakan
from alur.bacaan_waktu import waktu_pelaksanaan, waktu_tahun
from alur.belakangan import PeriodeLampau, mulai_belakangan, simpan_tanggal
from alur.models import Pelaksanaan
from alur.tampilan import status_pelaksanaan, susun_riwayat
from alur.tampilan_waktu import sebut_ketepatan, susun_halaman_pelaksanaan
from laporan.susunan.dasar import buat_naskah
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.waktu import hari_ini
from perencanaan.models import Periode
from tests.alur.panggung_tahun import TAHUN, WIB, pada
from tests.alur.penjalan import adopsi_kode, maju, para_pelaku, sampai, terbuka

pytestmark = pytest.mark.django_db


@pytest.fixture
def prosedur(kantor):
    return adopsi_kode(kantor, "000").prosedur.get(jenis="pengumpulan")


def lampau(nomor: int, mulai: date) -> PeriodeLampau:
    periode = Periode.objects.tahun_lengkap(TAHUN).get(jenis="bulan", nomor=nomor)
    return PeriodeLampau(periode, mulai)


def buat(kantor, prosedur, *daftar: PeriodeLampau, oleh=None) -> list[Pelaksanaan]:
    return mulai_belakangan(opd=kantor.opd, prosedur=prosedur, daftar=daftar, oleh=oleh or kantor.ketua_tim)


@pytest.fixture
def run(kantor, prosedur):
    return buat(kantor, prosedur, lampau(1, date(2025, 2, 3)))[0]


def hari(catatan) -> date:
    return catatan.selesai_pada.astimezone(WIB).date()


def test_beberapa_periode_sekaligus(kantor, prosedur):
    daftar = buat(kantor, prosedur, lampau(2, date(2025, 3, 4)), lampau(1, date(2025, 2, 3)))
    assert [satu.periode.nama for satu in daftar] == ["Januari 2025", "Februari 2025"]
    for satu in daftar:
        assert satu.dicatat_belakangan
        assert satu.jalur == Pelaksanaan.Jalur.RINGKAS
        assert not satu.contoh
    assert daftar[0].dimulai_pada.astimezone(WIB).date() == date(2025, 2, 3)


def test_semua_atau_tidak_sama_sekali(kantor, prosedur):
    besok = hari_ini() + timedelta(days=1)
    with pytest.raises(TindakanDitolak, match="masa depan"):
        buat(kantor, prosedur, lampau(1, date(2025, 2, 3)), lampau(2, besok))
    assert not Pelaksanaan.objects.exists()


def test_periode_yang_belum_berakhir_ditolak(kantor, prosedur):
    ini = hari_ini()
    periode = Periode.objects.tahun_lengkap(ini.year).get(jenis="tahun")
    with pytest.raises(TindakanDitolak, match="belum berakhir"):
        buat(kantor, prosedur, PeriodeLampau(periode, ini))


def test_tanpa_periode_ditolak(kantor, prosedur):
    with pytest.raises(TindakanDitolak, match="Centang paling sedikit satu"):
        buat(kantor, prosedur)


@pytest.mark.parametrize("siapa", ["kabid_satu", "staf_satu", "admin"])
def test_oleh_peran_lain_ditolak(kantor, prosedur, siapa):
    with pytest.raises(TidakBerhak):
        buat(kantor, prosedur, lampau(1, date(2025, 2, 3)), oleh=getattr(kantor, siapa))


@pytest.mark.parametrize(
    ("tanggal", "kalimat"),
    [
        (
            {8: date(2025, 2, 12), 9: date(2025, 2, 11)},
            "Langkah 9 .* tidak boleh lebih dahulu daripada langkah 8",
        ),
        ({8: date(2025, 2, 2)}, "Langkah 8 .* tidak boleh lebih dahulu daripada langkah sebelumnya"),
        ({8: date(2099, 1, 1)}, "masa depan"),
        ({8: date(2024, 12, 31)}, "sebelum tahun periodenya"),
    ],
)
def test_urutan_tanggal_diperiksa(kantor, run, tanggal, kalimat):
    with pytest.raises(TindakanDitolak, match=kalimat):
        simpan_tanggal(pelaksanaan=run, oleh=kantor.ketua_tim, tanggal=tanggal)
    run.refresh_from_db()
    assert run.tanggal_langkah == {}


def test_tanggal_hanya_untuk_yang_dicatat_belakangan(kantor, run):
    Pelaksanaan.objects.filter(pk=run.pk).update(dicatat_belakangan=False)
    with pytest.raises(TindakanDitolak, match="dicatat belakangan"):
        simpan_tanggal(pelaksanaan=run, oleh=kantor.ketua_tim, tanggal={2: date(2025, 2, 4)})


def test_langkah_memakai_tanggalnya_sendiri(kantor, run):
    tanggal = {nomor: date(2025, 2, 3) + timedelta(days=nomor) for nomor in range(1, 13)}
    simpan_tanggal(pelaksanaan=run, oleh=kantor.ketua_tim, tanggal=tanggal)
    run.refresh_from_db()
    for _ in range(40):
        catatan = run.catatan.filter(selesai_pada=None).select_related("langkah").first()
        if catatan is None:
            break
        if catatan.disposisi_terbuka:
            maju(run)
            continue
        lakukan = tindakan.setujui if catatan.langkah.jalur_kembali.exists() else tindakan.selesaikan
        for oleh in para_pelaku(catatan):
            lakukan(catatan=catatan, oleh=oleh)
    run.refresh_from_db()
    assert run.status == Pelaksanaan.Status.SELESAI
    assert {satu.langkah.nomor: hari(satu) for satu in run.catatan.select_related("langkah")} == tanggal
    assert run.selesai_pada.astimezone(WIB).date() == tanggal[12]


def test_tanpa_tanggal_memakai_waktu_pencatatan(kantor, run):
    maju(run)
    assert hari(run.catatan.get(langkah__nomor=1)) == hari_ini()


def test_putaran_kedua_memakai_waktu_sebenarnya(kantor, run):
    """What came back came back now: the day written down was that of the first round."""
    simpan_tanggal(
        pelaksanaan=run,
        oleh=kantor.ketua_tim,
        tanggal={nomor: date(2025, 2, 10) for nomor in range(1, 13)},
    )
    run.refresh_from_db()
    putusan = sampai(run, 10)
    tindakan.kembalikan(catatan=putusan, oleh=para_pelaku(putusan)[0], alasan="Lengkapi")
    kini = terbuka(run)
    assert kini.putaran == 2
    sampai(run, kini.langkah.nomor + 1)
    kini.refresh_from_db()
    assert hari(kini) == hari_ini()


def test_ditandai_di_layar_dan_naskah(kantor, run, sebagai):
    maju(run)
    assert status_pelaksanaan(run, date(2026, 1, 1)).label == "Dicatat belakangan"
    assert f"{run} dicatat belakangan." in buat_naskah(kantor.opd, "Notulen", pelaksanaan=run).keterangan
    for alamat in (run.get_absolute_url(), reverse("pelaksanaan_daftar")):
        assert "dicatat belakangan" in sebagai(kantor.kepala).get(alamat).content.decode()
    [riwayat] = susun_riwayat([*run.catatan.filter(selesai_pada__isnull=False)], {})
    assert "pukul" not in riwayat["waktu"]


def test_tidak_ikut_statistik_waktu(kantor, prosedur, run):
    maju(run)
    [waktu] = waktu_tahun(kantor.opd, TAHUN, timezone.now())
    assert (waktu.jumlah, waktu.dicatat_belakangan) == (1, 1)
    assert {satu.jumlah_kunjungan for satu in waktu.langkah} == {0}


def test_mulai_dikerjakan_tidak_bertanggal_hari_ini(kantor, run):
    catatan = kerjakan(catatan=terbuka(run), oleh=kantor.kepala)
    assert catatan.dikerjakan_pada == catatan.dibuka_pada


# -- the pages --------------------------------------------------------------------------------------


@pytest.fixture
def tahun_sesudahnya():
    """A day in the year after the tests' own, whose periods the page offers."""
    with pada(6, 1, tahun_=TAHUN + 1):
        yield


def test_halaman_memilih_beberapa_periode(kantor, prosedur, sebagai, tahun_sesudahnya):
    alamat = reverse("pelaksanaan_lampau") + f"?tahun={TAHUN}"
    klien = sebagai(kantor.sekretaris)
    assert "TW I 2025" in klien.get(alamat).content.decode()
    jawab = klien.post(
        alamat,
        {
            "tahun": TAHUN,
            "triwulan-1-pakai": "on",
            "triwulan-1-mulai": "2025-04-02",
            "triwulan-2-pakai": "on",
            "triwulan-2-mulai": "2025-07-02",
            "triwulan-3-mulai": "2025-10-02",
        },
    )
    assert jawab.status_code == 302
    nama = set(Pelaksanaan.objects.values_list("periode__jenis", "periode__nomor", "dicatat_belakangan"))
    assert nama == {("triwulan", 1, True), ("triwulan", 2, True)}
    assert "TW I 2025" not in klien.get(alamat).content.decode()


def test_halaman_tanpa_tanggal_mulai_ditolak(kantor, prosedur, sebagai, tahun_sesudahnya):
    alamat = reverse("pelaksanaan_lampau") + f"?tahun={TAHUN}"
    jawab = sebagai(kantor.sekretaris).post(alamat, {"tahun": TAHUN, "triwulan-1-pakai": "on"})
    assert jawab.status_code == 422
    assert "Isi tanggal sebenarnya perintah diberikan." in jawab.content.decode()
    assert not Pelaksanaan.objects.exists()


def test_halaman_tanggal_mencatat_langkah_awal_dan_menyimpan_yang_lain(kantor, run, sebagai):
    """One page: steps 1 to 6 are recorded with their days, those of 7 to 12 wait for their doers."""
    alamat = reverse("pelaksanaan_ringkas", args=[run.pk])
    klien = sebagai(kantor.ketua_tim)
    kepala, sekretaris = (
        akun.pegawai.jabatan_dipangku.get().pk for akun in (kantor.kepala, kantor.sekretaris)
    )
    data = {
        "dasar": "Nota Dinas nomor 9",
        "l1-untuk": kepala,
        "l2-untuk": sekretaris,
        "arahan2-rapat": "tanpa",
        "arahan2-arahan": "Kumpulkan data Januari.",
        **{f"l{nomor}-tanggal": f"2025-02-0{nomor + 2}" for nomor in range(1, 7)},
        "nanti-langkah-7": "2025-02-10",
        "nanti-langkah-8": "2025-02-11",
    }
    salah = klien.post(alamat, data | {"l6-tanggal": "2025-02-04"})
    assert salah.status_code == 409
    assert "tidak boleh lebih dahulu" in salah.content.decode()
    assert terbuka(run).langkah.nomor == 1
    assert klien.post(alamat, data).status_code == 302
    catatan = {satu.langkah.nomor: satu for satu in run.catatan.select_related("langkah")}
    assert [hari(catatan[nomor]).day for nomor in range(1, 7)] == [3, 4, 5, 6, 7, 8]
    assert catatan[1].tanggal_sebenarnya == date(2025, 2, 3)
    assert catatan[7].dibuka_pada.astimezone(WIB) == datetime(2025, 2, 8, 12, tzinfo=WIB)
    run.refresh_from_db()
    assert (run.tanggal_langkah["7"], run.tanggal_langkah["8"]) == ("2025-02-10", "2025-02-11")
    # Afterwards the same page changes the days that are still to come.
    assert klien.post(alamat, {"nanti-langkah-8": "2025-02-12"}).status_code == 302
    run.refresh_from_db()
    assert "7" not in run.tanggal_langkah
    assert run.tanggal_langkah["8"] == "2025-02-12"


def test_halaman_waktu_tidak_menyebut_lamanya(kantor, run, sebagai):
    """Days that were written down say nothing of how long a step took, nor that the run is late."""
    simpan_tanggal(
        pelaksanaan=run, oleh=kantor.ketua_tim, tanggal={1: date(2025, 2, 3), 2: date(2025, 2, 10)}
    )
    run.refresh_from_db()
    for _ in range(2):
        catatan = terbuka(run)
        tindakan.selesaikan(catatan=catatan, oleh=para_pelaku(catatan)[0])
    waktu = waktu_pelaksanaan(run, timezone.now())
    dikunjungi = [satu for satu in susun_halaman_pelaksanaan(waktu) if "catatan" in satu]
    assert len(dikunjungi) == 3
    assert {(satu["menunggu"], satu["dikerjakan"], satu["batang"]) for satu in dikunjungi} == {
        ("–", "–", None)
    }
    assert sebut_ketepatan(run).endswith("dicatat belakangan")
    klien = sebagai(kantor.ketua_tim)
    for nama in ("pelaksanaan_waktu", "pelaksanaan_waktu_xlsx"):
        assert klien.get(reverse(nama, args=[run.pk])).status_code == 200
