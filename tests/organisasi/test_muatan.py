"""Loading a workbook: all of it or nothing, the same again changes nothing, and nobody is overtaken unseen."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jejak.models import CatatanJejak
from organisasi import proses as dasar
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import BarisMuatan, Muatan, UnitKerja
from organisasi.muatan import actions, antrean, daftar, views
from organisasi.muatan import proses as proses_muatan
from tests.organisasi.pemuat_uji import BOROS, TIDUR, TIDUR_TERAP, PemuatUji, berkas, buku, seksi

Status = Muatan.Status
TAHUN = 2026


@pytest.fixture(autouse=True)
def pemuat(monkeypatch):
    """The loader for tests stands beside the real ones, for as long as the test runs."""
    satu = PemuatUji()
    monkeypatch.setitem(daftar._PEMUAT, satu.jenis, satu)
    return satu


def unggah(kantor, baris, oleh=None, **lain) -> Muatan:
    return actions.unggah(
        opd=kantor.opd, jenis="uji", tahun=TAHUN, berkas=berkas(baris, **lain), oleh=oleh or kantor.admin
    )


def terbaca(kantor, baris, **lain) -> Muatan:
    """An upload with its preview."""
    return actions.baca(unggah(kantor, baris, **lain))


def unit(kantor) -> dict[str, str]:
    """{name: abbreviation} of the units that came from a file."""
    return dict(UnitKerja.objects.filter(opd=kantor.opd, jenis="seksi").values_list("nama", "singkatan"))


# -- taking it in ------------------------------------------------------------------------------------


def test_unggahan_disimpan_dengan_nama_acak_dan_tercatat(kantor):
    muatan = unggah(kantor, seksi(2), nama="../../Daftar Unit.xlsx")
    assert muatan.status == Status.ANTRE
    assert muatan.nama_berkas == "Daftar Unit.xlsx"
    assert "Unit" not in muatan.berkas.name
    assert muatan.jalur.read_bytes().startswith(b"PK")
    jejak = CatatanJejak.objects.get(aksi="organisasi.muat_unggah")
    assert (jejak.opd_id, jejak.pelaku_id) == (kantor.opd.pk, kantor.admin.pk)
    assert jejak.baru == {
        "jenis": "Unit kerja",
        "tahun": TAHUN,
        "berkas": "Daftar Unit.xlsx",
        "sidik": muatan.sidik,
    }


@pytest.mark.parametrize(
    ("nama", "isi", "kalimat"),
    [
        ("unit.xlsx", b"", "kosong"),
        ("unit.csv", b"Nama;Singkatan\n", "teks atau CSV"),
        ("unit.xlsx", b"%PDF-1.7\n", "PDF"),
        ("unit.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "Excel lama"),
        ("unit.xlsm", buku([]), "berakhiran .xlsx"),
        ("unit", buku([]), "berakhiran .xlsx"),
    ],
)
def test_bukan_buku_kerja_ditolak(kantor, nama, isi, kalimat):
    with pytest.raises(TindakanDitolak, match=kalimat):
        actions.unggah(
            opd=kantor.opd,
            jenis="uji",
            tahun=TAHUN,
            berkas=SimpleUploadedFile(nama, isi),
            oleh=kantor.admin,
        )
    assert not Muatan.objects.exists()


def test_berkas_terlalu_besar_ditolak_sebelum_dibaca(kantor, settings):
    settings.UNGGAHAN_TERBESAR = 1024 * 1024
    besar = SimpleUploadedFile("unit.xlsx", b"PK\x03\x04" + bytes(1024 * 1024))
    besar.file = None  # whoever reads it fails
    with pytest.raises(TindakanDitolak, match="lebih besar dari 1 MB"):
        actions.unggah(opd=kantor.opd, jenis="uji", tahun=TAHUN, berkas=besar, oleh=kantor.admin)
    assert not Muatan.objects.exists()


@pytest.mark.parametrize("tahun", [None, 1999, 20260])
def test_tahun_tidak_wajar_ditolak(kantor, tahun):
    with pytest.raises(TindakanDitolak, match="Pilih tahun"):
        actions.unggah(opd=kantor.opd, jenis="uji", tahun=tahun, berkas=berkas(seksi(1)), oleh=kantor.admin)


def test_tanpa_hak_ditolak(kantor, kantor_lain):
    for orang in (kantor.staf_satu, kantor.pengawas, kantor_lain.admin):
        with pytest.raises(TidakBerhak, match="tidak berhak"):
            unggah(kantor, seksi(1), oleh=orang)
    siap = terbaca(kantor, seksi(1))
    gerak = (
        lambda: actions.terapkan(muatan=siap, oleh=kantor_lain.admin),
        lambda: actions.minta_terapkan(muatan=siap, sidik=siap.sidik_usulan, oleh=kantor_lain.admin),
        lambda: actions.batalkan(muatan=siap, oleh=kantor_lain.admin),
        lambda: actions.jawab(muatan=siap, jawaban={}, oleh=kantor_lain.admin),
        lambda: actions.jawab_ulang(muatan=siap, oleh=kantor_lain.admin),
    )
    for satu in gerak:
        with pytest.raises(TidakBerhak):
            satu()
    siap.refresh_from_db()
    assert siap.status == Status.SIAP


# -- the preview -------------------------------------------------------------------------------------


def test_pratinjau_baris_demi_baris(kantor):
    UnitKerja.objects.create(opd=kantor.opd, nama="Seksi 1", singkatan="LAMA", jenis="seksi")
    UnitKerja.objects.create(opd=kantor.opd, nama="Seksi 2", singkatan="S2", jenis="seksi")
    muatan = terbaca(kantor, [*seksi(3), ("Seksi 4", "INGAT"), ("Seksi 5", "TOLAK")])
    assert muatan.status == Status.BERMASALAH
    assert muatan.ringkasan == {"tambah": 2, "ubah": 1, "tetap": 1, "tolak": 1, "peringatan": 1}
    assert (muatan.terbaca, muatan.jumlah_baris) == (5, 5)
    ubah, tetap, tambah, ingat, tolak = muatan.baris.order_by("urutan")
    assert (ubah.lembar, ubah.nomor, ubah.sebutan, ubah.tindakan) == ("Unit", 2, "Seksi 1", "ubah")
    assert ubah.selisih == [{"kolom": "Singkatan", "lama": "LAMA", "baru": "S1"}]
    assert (tetap.tindakan, tambah.tindakan) == ("tetap", "tambah")
    assert (ingat.tindakan, ingat.ada_peringatan) == ("tambah", True)
    assert tolak.catatan == [{"sel": "B6", "kalimat": "Singkatan ini tidak boleh dipakai.", "berat": True}]
    assert not tolak.ada_peringatan
    assert set(unit(kantor)) == {"Seksi 1", "Seksi 2"}


def test_berkas_yang_ditolak_pemuat_menyebut_sebabnya(kantor):
    muatan = terbaca(kantor, [*seksi(2), ("Seksi 3", "LAIN")])
    assert (muatan.status, muatan.baris.count()) == (Status.DITOLAK, 0)
    assert "milik OPD lain" in muatan.galat


def test_berkas_tanpa_baris_ditolak(kantor):
    muatan = terbaca(kantor, [])
    assert (muatan.status, muatan.galat) == (Status.DITOLAK, actions.KOSONG)


def test_berkas_yang_berubah_atau_hilang_di_server_ditolak(kantor):
    muatan = unggah(kantor, seksi(1))
    muatan.jalur.write_bytes(buku(seksi(2)))
    assert actions.baca(muatan).galat == actions.BERKAS_BERUBAH
    lain = unggah(kantor, seksi(1))
    lain.jalur.unlink()
    assert actions.baca(lain).galat == actions.BERKAS_HILANG


def test_zip_yang_bukan_buku_kerja_ditolak_seketika(kantor):
    """In the request itself: no process, no file kept."""
    isi = SimpleUploadedFile("unit.xlsx", b"PK\x03\x04" + bytes(200))
    with pytest.raises(TindakanDitolak, match="rusak atau terpotong"):
        actions.unggah(opd=kantor.opd, jenis="uji", tahun=TAHUN, berkas=isi, oleh=kantor.admin)
    assert not Muatan.objects.exists()


# -- questions ---------------------------------------------------------------------------------------

TANYA = {"kepala": ("Tanya", "Singkatan")}


def test_pertanyaan_dijawab_lalu_dibaca_lagi(kantor):
    muatan = terbaca(kantor, seksi(1), **TANYA)
    assert (muatan.status, muatan.baris.count()) == (Status.TANYA, 0)
    assert [(t["kunci"], t["usul"]) for t in muatan.tanya] == [("huruf", "asli")]
    muatan = actions.jawab(muatan=muatan, jawaban={"huruf": "besar", "lain": "x"}, oleh=kantor.admin)
    assert (muatan.status, muatan.jawaban) == (Status.ANTRE, {"huruf": "besar"})
    muatan = actions.baca(muatan)
    assert muatan.status == Status.SIAP
    actions.terapkan(muatan=muatan, oleh=kantor.admin)
    assert unit(kantor) == {"SEKSI 1": "S1"}
    assert CatatanJejak.objects.get(aksi="organisasi.muat_jawab").baru == {"huruf": "besar"}


@pytest.mark.parametrize("jawaban", [{}, {"huruf": ""}, {"huruf": "miring"}])
def test_jawaban_di_luar_pilihan_ditolak(kantor, jawaban):
    muatan = terbaca(kantor, seksi(1), **TANYA)
    with pytest.raises(TindakanDitolak, match="Bagaimana nama unit ditulis"):
        actions.jawab(muatan=muatan, jawaban=jawaban, oleh=kantor.admin)
    muatan.refresh_from_db()
    assert (muatan.status, muatan.jawaban) == (Status.TANYA, {})


def test_jawaban_dapat_ditarik_sebelum_diterapkan(kantor):
    muatan = terbaca(kantor, seksi(1), **TANYA)
    actions.baca(actions.jawab(muatan=muatan, jawaban={"huruf": "besar"}, oleh=kantor.admin))
    assert actions.baca(actions.jawab_ulang(muatan=muatan, oleh=kantor.admin)).status == Status.TANYA
    actions.baca(actions.jawab(muatan=muatan, jawaban={"huruf": "asli"}, oleh=kantor.admin))
    actions.terapkan(muatan=muatan, oleh=kantor.admin)
    assert unit(kantor) == {"Seksi 1": "S1"}
    with pytest.raises(TindakanDitolak, match="tidak dapat diubah lagi"):
        actions.jawab_ulang(muatan=muatan, oleh=kantor.admin)


def test_menerapkan_yang_masih_bertanya_ditolak(kantor):
    muatan = terbaca(kantor, seksi(1), **TANYA)
    with pytest.raises(TindakanDitolak, match="Jawab dahulu"):
        actions.terapkan(muatan=muatan, oleh=kantor.admin)
    with pytest.raises(TindakanDitolak, match="Jawab dahulu"):
        actions.minta_terapkan(muatan=muatan, sidik="", oleh=kantor.admin)


# -- applying ----------------------------------------------------------------------------------------


def test_diterapkan_seluruhnya_dan_tercatat(kantor):
    UnitKerja.objects.create(opd=kantor.opd, nama="Seksi 1", singkatan="LAMA", jenis="seksi")
    muatan = actions.terapkan(muatan=terbaca(kantor, seksi(3)), oleh=kantor.admin)
    assert unit(kantor) == dict(seksi(3))
    assert (muatan.status, muatan.diterapkan_oleh) == (Status.DITERAPKAN, kantor.admin)
    assert muatan.diterapkan_pada is not None
    jejak = CatatanJejak.objects.get(aksi="organisasi.muat_terapkan")
    assert (jejak.opd_id, jejak.pelaku_id, jejak.objek_id) == (kantor.opd.pk, kantor.admin.pk, muatan.pk)
    assert (jejak.baru["ditambah"], jejak.baru["diubah"], jejak.baru["tidak berubah"]) == (2, 1, 0)


def test_galat_di_tengah_tidak_menyisakan_apa_pun(kantor):
    muatan = terbaca(kantor, [*seksi(2), ("Seksi 3", "MELEDAK"), ("Seksi 4", "S4")])
    assert muatan.status == Status.SIAP
    with pytest.raises(TindakanDitolak, match="gagal ditulis"):
        actions.terapkan(muatan=muatan, oleh=kantor.admin)
    muatan.refresh_from_db()
    assert (unit(kantor), muatan.status, muatan.diterapkan_pada) == ({}, Status.SIAP, None)
    assert not CatatanJejak.objects.filter(aksi__in=["organisasi.muat_terapkan", "admin.tambah"]).exists()


def test_pertentangan_di_basis_data_menjadi_kalimat(kantor):
    """The same new unit twice in one file: the loader for tests does not see it, the database does."""
    muatan = terbaca(kantor, [("Seksi 1", "S1"), ("Seksi 1", "S1")])
    assert muatan.ringkasan["tambah"] == 2
    with pytest.raises(TindakanDitolak, match="bertentangan"):
        actions.terapkan(muatan=muatan, oleh=kantor.admin)
    assert unit(kantor) == {}


def test_baris_ditolak_menahan_semuanya(kantor):
    muatan = terbaca(kantor, [*seksi(2), ("Seksi 3", "TOLAK")])
    for terap in (
        lambda: actions.terapkan(muatan=muatan, oleh=kantor.admin),
        lambda: actions.minta_terapkan(muatan=muatan, sidik=muatan.sidik_usulan, oleh=kantor.admin),
    ):
        with pytest.raises(TindakanDitolak, match="Masih ada baris yang ditolak"):
            terap()
    assert unit(kantor) == {}


def test_berkas_sama_sekali_lagi_tidak_mengubah_apa_pun(kantor):
    isi = seksi(3)
    actions.terapkan(muatan=terbaca(kantor, isi), oleh=kantor.admin)
    lagi = terbaca(kantor, isi)
    assert lagi.status == Status.SIAP
    assert lagi.ringkasan == {"tambah": 0, "ubah": 0, "tetap": 3, "tolak": 0, "peringatan": 0}
    jejak = CatatanJejak.objects.count()
    for terap in (
        lambda: actions.terapkan(muatan=lagi, oleh=kantor.admin),
        lambda: actions.minta_terapkan(muatan=lagi, sidik=lagi.sidik_usulan, oleh=kantor.admin),
    ):
        with pytest.raises(TindakanDitolak, match="Tidak ada yang berubah"):
            terap()
    assert CatatanJejak.objects.count() == jejak


def test_data_berubah_sejak_pratinjau_ditolak_dan_pratinjau_baru(kantor):
    muatan = terbaca(kantor, seksi(2))
    UnitKerja.objects.create(opd=kantor.opd, nama="Seksi 2", singkatan="LAIN", jenis="seksi")
    with pytest.raises(TindakanDitolak, match="Data berubah sejak pratinjau"):
        actions.terapkan(muatan=muatan, oleh=kantor.admin)
    muatan.refresh_from_db()
    assert unit(kantor) == {"Seksi 2": "LAIN"}
    assert (muatan.status, muatan.galat) == (Status.SIAP, actions.BERUBAH)
    assert [satu.tindakan for satu in muatan.baris.order_by("urutan")] == ["tambah", "ubah"]
    actions.terapkan(muatan=muatan, oleh=kantor.admin)
    assert unit(kantor) == dict(seksi(2))


def test_pratinjau_lama_tidak_dapat_diminta(kantor):
    """Someone's page still shows what was before; the preview was made anew since."""
    muatan = terbaca(kantor, seksi(2))
    lama = muatan.sidik_usulan
    UnitKerja.objects.create(opd=kantor.opd, nama="Seksi 2", singkatan="LAIN", jenis="seksi")
    with pytest.raises(TindakanDitolak):
        actions.terapkan(muatan=muatan, oleh=kantor.admin)
    muatan.refresh_from_db()
    assert muatan.sidik_usulan != lama
    with pytest.raises(TindakanDitolak, match="dibuat ulang"):
        actions.minta_terapkan(muatan=muatan, sidik=lama, oleh=kantor.admin)


def test_dibatalkan_tidak_dapat_diterapkan(kantor):
    muatan = actions.batalkan(muatan=terbaca(kantor, seksi(2)), oleh=kantor.admin)
    assert (muatan.status, muatan.baris.count()) == (Status.DIBATALKAN, 0)
    assert CatatanJejak.objects.filter(aksi="organisasi.muat_batalkan", objek_id=muatan.pk).count() == 1
    with pytest.raises(TindakanDitolak, match="sudah dibatalkan"):
        actions.terapkan(muatan=muatan, oleh=kantor.admin)
    with pytest.raises(TindakanDitolak, match="tidak dapat dibatalkan lagi"):
        actions.batalkan(muatan=muatan, oleh=kantor.admin)


def test_selagi_diterapkan_tidak_dapat_dibatalkan(kantor):
    muatan = terbaca(kantor, seksi(2))
    muatan = actions.minta_terapkan(muatan=muatan, sidik=muatan.sidik_usulan, oleh=kantor.admin)
    for status in (Status.DITERIMA, Status.MENERAPKAN):
        Muatan.objects.filter(pk=muatan.pk).update(status=status)
        with pytest.raises(TindakanDitolak, match="tidak dapat dibatalkan lagi"):
            actions.batalkan(muatan=muatan, oleh=kantor.admin)
        with pytest.raises(TindakanDitolak, match="sedang dikerjakan"):
            actions.minta_terapkan(muatan=muatan, sidik=muatan.sidik_usulan, oleh=kantor.admin)


def test_dibatalkan_selagi_dibaca_tetap_batal(kantor):
    muatan = unggah(kantor, seksi(2))
    actions.batalkan(muatan=Muatan.objects.get(pk=muatan.pk), oleh=kantor.admin)
    assert actions.baca(muatan).status == Status.DIBATALKAN
    assert not BarisMuatan.objects.exists()


def serentak(gerakan) -> list[str]:
    """Run all moves at one moment, each on its own connection; ``berhasil`` or the refusal of each."""
    bersama = Barrier(len(gerakan))
    connection.close()

    def jalankan(gerak):
        try:
            connection.ensure_connection()
            bersama.wait(timeout=20)
            gerak()
        except TindakanDitolak as tolak:
            return str(tolak)
        finally:
            connection.close()
        return "berhasil"

    with ThreadPoolExecutor(len(gerakan)) as kolam:
        return list(kolam.map(jalankan, gerakan))


@pytest.mark.django_db(transaction=True)
def test_berebut_menerapkan_satu_muatan(kantor):
    muatan = terbaca(kantor, seksi(5))
    hasil = serentak(
        [lambda: actions.terapkan(muatan=Muatan.objects.get(pk=muatan.pk), oleh=kantor.admin)] * 6
    )
    assert hasil.count("berhasil") == 1, hasil
    assert all("sudah diterapkan oleh" in satu for satu in hasil if satu != "berhasil"), hasil
    assert len(unit(kantor)) == 5
    assert CatatanJejak.objects.filter(aksi="organisasi.muat_terapkan").count() == 1


@pytest.mark.django_db(transaction=True)
def test_berebut_dengan_dua_muatan_yang_sama(kantor):
    """Two admins, the same workbook: one is applied, the other gets a preview in which nothing changes."""
    dua = [terbaca(kantor, seksi(4)), terbaca(kantor, seksi(4))]
    hasil = serentak([lambda m=m: actions.terapkan(muatan=m, oleh=kantor.admin) for m in dua])
    assert sorted(hasil) == sorted(["berhasil", actions.BERUBAH])
    assert len(unit(kantor)) == 4
    kalah = Muatan.objects.get(status=Status.SIAP)
    assert kalah.ringkasan["tetap"] == 4


@pytest.mark.django_db(transaction=True)
def test_berebut_meminta_satu_yang_menang(kantor):
    muatan = terbaca(kantor, seksi(2))
    hasil = serentak(
        [
            lambda: actions.minta_terapkan(
                muatan=Muatan.objects.get(pk=muatan.pk), sidik=muatan.sidik_usulan, oleh=kantor.admin
            )
        ]
        * 6
    )
    assert hasil.count("berhasil") == 1, hasil
    assert CatatanJejak.objects.filter(aksi="organisasi.muat_minta").count() == 1


# -- the process -------------------------------------------------------------------------------------


@pytest.fixture
def proses_uji(monkeypatch, settings, transactional_db):
    """Processes started by the test use its database, its files and its loader; none outlives it."""
    isi = connection.settings_dict
    if connection.vendor == "sqlite":
        alamat = f"sqlite:///{isi['NAME']}"
    else:
        masuk = ":".join(quote(str(isi[kunci]), safe="") for kunci in ("USER", "PASSWORD") if isi[kunci])
        # A host that is a folder (a socket) stands before the name.
        folder = f"{isi['HOST']}/" if isi["HOST"].startswith("/") else ""
        tempat = f"{'' if folder else isi['HOST']}:{isi['PORT']}"
        alamat = f"postgres://{masuk}@{tempat}/{folder}{isi['NAME']}"
    monkeypatch.setenv("DATABASE_URL", alamat)
    monkeypatch.setenv("MEDIA_ROOT", str(settings.MEDIA_ROOT))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.organisasi.pengaturan_muatan")
    yield antrean._anak
    for anak in antrean._anak:
        anak.kill()
        anak.wait()
    antrean._anak.clear()


def nomor_proses(muatan) -> int:
    """The number of the process at work, once it has introduced itself."""
    batas = time.monotonic() + 30
    while not (teks := dasar.baca_teks(muatan.jalur_folder / dasar.NOMOR)):
        assert time.monotonic() < batas
        time.sleep(0.02)
    return int(teks)


def bangunkan(muatan):
    """Wait until the process has come to the row that sleeps."""
    batas = time.monotonic() + 30
    while antrean.kemajuan(muatan) is None:
        assert time.monotonic() < batas
        time.sleep(0.02)


def test_dibaca_dan_diterapkan_oleh_proses(kantor, proses_uji):
    muatan = antrean.tunggu(unggah(kantor, seksi(30)), 30)
    assert muatan.status == Status.SIAP, muatan.galat
    assert muatan.baris.count() == 30
    actions.minta_terapkan(muatan=muatan, sidik=muatan.sidik_usulan, oleh=kantor.admin)
    assert antrean.tunggu(muatan, 30).status == Status.DITERAPKAN, muatan.galat
    assert len(unit(kantor)) == 30
    assert muatan.diterapkan_oleh == kantor.admin


def test_kemajuan_terlihat_selagi_dibaca_dan_proses_mati_dilaporkan(kantor, sebagai, proses_uji):
    muatan = antrean.periksa(unggah(kantor, [*seksi(1), ("Seksi 2", TIDUR), *seksi(8, 3)]))
    assert muatan.status == Status.DIBACA
    bangunkan(muatan)
    assert antrean.kemajuan(muatan) == (1, 10)
    halaman = sebagai(kantor.admin).get(muatan.get_absolute_url())
    assert "1 dari 10 baris" in halaman.text
    assert 'http-equiv="refresh"' in halaman.text
    os.kill(nomor_proses(muatan), signal.SIGKILL)
    proses_uji[0].wait(10)
    assert antrean.periksa(muatan).status == Status.DITOLAK
    assert muatan.galat == antrean.TERHENTI[Status.DIBACA]
    halaman = sebagai(kantor.admin).get(muatan.get_absolute_url())
    assert muatan.galat in halaman.text
    assert 'http-equiv="refresh"' not in halaman.text


def test_proses_mati_selagi_menerapkan_tidak_menyisakan_apa_pun(kantor, proses_uji):
    muatan = antrean.tunggu(unggah(kantor, [*seksi(3), ("Seksi 4", TIDUR_TERAP)]), 30)
    actions.minta_terapkan(muatan=muatan, sidik=muatan.sidik_usulan, oleh=kantor.admin)
    # The process that read it may take a moment to be gone.
    batas = time.monotonic() + 30
    while antrean.periksa(muatan).status != Status.MENERAPKAN:
        assert time.monotonic() < batas
        time.sleep(0.02)
    bangunkan(muatan)
    time.sleep(0.3)
    os.kill(nomor_proses(muatan), signal.SIGKILL)
    proses_uji[-1].wait(10)
    assert antrean.periksa(muatan).status == Status.SIAP
    assert (muatan.galat, muatan.diterapkan_oleh) == (antrean.TERHENTI[Status.MENERAPKAN], None)
    assert unit(kantor) == {}


def test_memori_habis_menjadi_kalimat(kantor, proses_uji):
    muatan = antrean.tunggu(unggah(kantor, [("Seksi 1", BOROS)]), 30)
    assert (muatan.status, muatan.galat) == (Status.DITOLAK, proses_muatan.TERLALU_BESAR)


def test_proses_yang_melewati_batas_diakhiri(kantor, proses_uji):
    muatan = antrean.periksa(unggah(kantor, [*seksi(1), ("Seksi 2", TIDUR)]))
    bangunkan(muatan)
    lama = timezone.now() - timedelta(seconds=antrean.BATAS_DETIK + antrean.KELONGGARAN + 1)
    Muatan.objects.filter(pk=muatan.pk).update(mulai_pada=lama)
    assert antrean.periksa(muatan).status == Status.DITOLAK
    assert muatan.galat == antrean.TERLALU_LAMA
    assert proses_uji[0].wait(10) == -signal.SIGKILL


def test_paling_banyak_dua_proses_dan_yang_menunggu_menyusul(kantor, proses_uji):
    tidur = [antrean.periksa(unggah(kantor, [*seksi(1), ("Seksi 2", TIDUR)])) for _ in range(2)]
    ketiga = antrean.periksa(unggah(kantor, seksi(1)))
    assert [m.status for m in (*tidur, ketiga)] == ["dibaca", "dibaca", "antre"]
    bangunkan(tidur[0])
    os.kill(nomor_proses(tidur[0]), signal.SIGKILL)
    proses_uji[0].wait(10)
    assert antrean.tunggu(ketiga, 30).status == Status.SIAP


def test_setelah_server_mati_dimulai_oleh_yang_melihat(kantor, monkeypatch, proses_uji):
    """The row was claimed, and the server died before the process began."""
    with monkeypatch.context() as mati:
        mati.setattr(antrean, "mulai_proses", lambda *_: None)
        muatan = antrean.periksa(unggah(kantor, seksi(1)))
        assert muatan.status == Status.DIBACA
    assert antrean.periksa(muatan).status == Status.DITOLAK
    # And one that nobody had come to yet.
    lain = unggah(kantor, seksi(1))
    assert antrean.tunggu(lain, 30).status == Status.SIAP


def test_kemajuan_ditulis_paling_banyak_dua_kali_sedetik(tmp_path, monkeypatch):
    jam, ditulis = [0.0], []
    monkeypatch.setattr(proses_muatan.time, "monotonic", lambda: jam[0])
    monkeypatch.setattr(proses_muatan, "tulis_utuh", lambda berkas, isi: ditulis.append(isi))
    lapor = proses_muatan.Kemajuan(tmp_path)
    jam[0] = 100.0
    for nomor in range(1000):
        lapor(nomor, 1000)
        jam[0] += 0.002
    assert len(ditulis) == 4
    assert ditulis[0] == b"0/1000"
    lapor(1000, 1000)
    assert ditulis[-1] == b"1000/1000"


# -- the pages ---------------------------------------------------------------------------------------


@pytest.fixture
def klien(kantor, sebagai, muatan_sebaris):
    return sebagai(kantor.admin)


def kirim(klien, kantor, baris, **lain):
    data = {"jenis": "uji", "opd": kantor.opd.pk, "tahun": TAHUN, "berkas": berkas(baris, **lain)}
    return klien.post(reverse("muatan_mulai"), data)


def test_dari_unggah_sampai_diterapkan(klien, kantor):
    pilih = klien.get(reverse("muatan_mulai")).text
    assert "Unit kerja" in pilih
    lanjut = klien.get(reverse("muatan_mulai"), {"jenis": "uji", "opd": kantor.opd.pk, "tahun": TAHUN}).text
    assert "Unduh buku kerja" in lanjut
    jawab = kirim(klien, kantor, seksi(3))
    muatan = Muatan.objects.get()
    assert jawab.url == muatan.get_absolute_url()
    halaman = klien.get(jawab.url).text
    assert "Terapkan: tambah 3, ubah 0 baris" in halaman
    assert "Unit, baris 2" in halaman
    terap = reverse("muatan_terapkan", args=[muatan.pk])
    assert klien.get(terap).status_code == 405
    klien.post(terap, {"sidik": muatan.sidik_usulan})
    halaman = klien.get(jawab.url).text
    assert "3 baris ditambah dan 0 baris diubah" in halaman
    assert f"{reverse('admin:organisasi_unitkerja_changelist')}?opd={kantor.opd.pk}" in halaman
    assert str(kantor.admin) in halaman
    assert len(unit(kantor)) == 3
    lagi = kirim(klien, kantor, seksi(3))
    halaman = klien.get(lagi.url).text
    assert "Tidak ada yang berubah" in halaman
    assert "Terapkan: tambah" not in halaman


def test_halaman_pertanyaan_menunjukkan_contoh_dan_usul(klien, kantor):
    halaman = klien.get(kirim(klien, kantor, seksi(1), **TANYA).url).text
    assert "Bagaimana nama unit ditulis?" in halaman
    assert "SEKSI SATU" in halaman
    assert 'value="asli" required checked' in halaman
    muatan = Muatan.objects.get()
    jawab = reverse("muatan_jawab", args=[muatan.pk])
    kosong = klien.post(jawab, follow=True).text
    assert "Pilih jawaban untuk" in kosong
    siap = klien.post(jawab, {"jawab-huruf": "besar"}, follow=True).text
    assert "SEKSI 1" in siap
    assert "Bagaimana nama unit ditulis?" in klien.post(jawab, {"ulang": "1"}, follow=True).text


def test_baris_ditolak_menyebut_sel_dan_tanpa_tombol_terapkan(klien, kantor):
    halaman = klien.get(kirim(klien, kantor, [*seksi(1), ("Seksi <2>", "TOLAK")]).url).text
    assert "<strong>B3</strong>: Singkatan ini tidak boleh dipakai." in halaman
    assert "Seksi &lt;2&gt;" in halaman
    assert "Terapkan: tambah" not in halaman


def test_saringan_pratinjau(klien, kantor):
    alamat = kirim(klien, kantor, [*seksi(2), ("Seksi 3", "INGAT"), ("Seksi 4", "TOLAK")]).url
    jumlah = {"": 4, "tambah": 3, "tolak": 1, "peringatan": 1, "ubah": 0, "ngawur": 4}
    for saring, harap in jumlah.items():
        halaman = klien.get(alamat, {"tampil": saring})
        assert len(halaman.context["halaman"]) == harap, saring
    jumlah_tab = {satu.kode: satu.jumlah for satu in halaman.context["saringan"]}
    assert jumlah_tab == {"": 4, "tambah": 3, "ubah": 0, "tetap": 0, "tolak": 1, "peringatan": 1}


def test_berkas_ditolak_di_halaman_unggah(klien, kantor, settings):
    settings.UNGGAHAN_TERBESAR = 1000
    jawab = kirim(klien, kantor, seksi(1))
    assert jawab.status_code == 422
    assert "lebih besar dari" in jawab.text
    data = {"jenis": "uji", "opd": kantor.opd.pk, "tahun": TAHUN}
    tanpa = klien.post(reverse("muatan_mulai"), data)
    assert (tanpa.status_code, "Pilih berkas Excel" in tanpa.text) == (422, True)
    assert not Muatan.objects.exists()


def test_unduh_dan_templat(klien, kantor):
    kirim(klien, kantor, seksi(1), nama="Unit 2026.xlsx")
    muatan = Muatan.objects.get()
    unduh = klien.get(reverse("muatan_unduh", args=[muatan.pk]))
    assert b"".join(unduh.streaming_content) == muatan.jalur.read_bytes()
    assert unduh["Content-Disposition"] == 'attachment; filename="Unit 2026.xlsx"'
    assert "sandbox" in unduh["Content-Security-Policy"]
    pilihan = {"jenis": "uji", "opd": kantor.opd.pk, "tahun": TAHUN}
    templat = klien.get(reverse("muatan_templat"), pilihan)
    assert templat.content.startswith(b"PK")
    assert templat["Content-Disposition"] == f'attachment; filename="uji-DISCONTOH-{TAHUN}.xlsx"'
    isi = SimpleUploadedFile("isi.xlsx", templat.content)
    muatan = actions.unggah(opd=kantor.opd, jenis="uji", tahun=TAHUN, berkas=isi, oleh=kantor.admin)
    assert actions.baca(muatan).jumlah_perubahan == 0
    assert klien.get(reverse("muatan_templat")).status_code == 404
    assert klien.get(reverse("muatan_templat"), pilihan | {"tahun": "x"}).status_code == 404


def test_pemuat_tanpa_buku_kerja(klien, kantor, pemuat, monkeypatch):
    monkeypatch.setattr(pemuat, "punya_buku_kerja", False, raising=False)
    monkeypatch.setattr(pemuat, "buku_kerja", lambda **_: None, raising=False)
    pilihan = {"jenis": "uji", "opd": kantor.opd.pk, "tahun": TAHUN}
    assert "Unduh buku kerja" not in klien.get(reverse("muatan_mulai"), pilihan).text
    templat = klien.get(reverse("muatan_templat"), pilihan, follow=True)
    assert "tabel milik kantor sendiri" in templat.text


def test_milik_opd_lain_tidak_ada(kantor, kantor_lain, sebagai, muatan_sebaris):
    muatan = terbaca(kantor, seksi(1))
    asing = sebagai(kantor_lain.admin)
    for nama in ("muatan_lihat", "muatan_unduh"):
        assert asing.get(reverse(nama, args=[muatan.pk])).status_code == 404
    for nama in ("muatan_jawab", "muatan_terapkan", "muatan_batalkan"):
        isi = {"sidik": muatan.sidik_usulan}
        assert asing.post(reverse(nama, args=[muatan.pk]), isi).status_code == 404
    pilihan = {"jenis": "uji", "opd": kantor.opd.pk, "tahun": TAHUN}
    assert asing.get(reverse("muatan_mulai"), pilihan).status_code == 404
    assert asing.get(reverse("muatan_templat"), pilihan).status_code == 404
    assert kirim(asing, kantor, seksi(1)).status_code == 404
    assert "unit.xlsx" not in asing.get(reverse("muatan_mulai")).text
    assert Muatan.objects.count() == 1
    muatan.refresh_from_db()
    assert muatan.status == Status.SIAP


def test_bukan_pengelola_tidak_masuk(kantor, sebagai):
    muatan = terbaca(kantor, seksi(1))
    for orang in (kantor.kepala, kantor.staf_satu, kantor.pengawas):
        klien = sebagai(orang)
        for alamat in (reverse("muatan_mulai"), muatan.get_absolute_url()):
            assert klien.get(alamat).status_code == 302


def test_daftar_admin_menunjuk_ke_muatan(klien, kantor, kantor_lain):
    daftar_unit = klien.get(reverse("admin:organisasi_unitkerja_changelist")).text
    assert f"{reverse('muatan_mulai')}?jenis=uji" in daftar_unit
    assert "Muat dari Excel" not in klien.get(reverse("admin:organisasi_harilibur_changelist")).text
    muatan, asing = terbaca(kantor, seksi(1)), terbaca(kantor_lain, seksi(1), nama="asing.xlsx")
    semua = klien.get(reverse("admin:organisasi_muatan_changelist")).text
    assert muatan.get_absolute_url() in semua
    assert "asing.xlsx" not in semua
    assert reverse("muatan_mulai") in semua
    assert klien.get(reverse("admin:organisasi_muatan_change", args=[asing.pk])).status_code == 404


def test_jumlah_pertanyaan_tetap_dengan_banyaknya_baris(klien, kantor):
    def ukur(jumlah):
        alamat = kirim(klien, kantor, seksi(jumlah)).url
        with CaptureQueriesContext(connection) as sql:
            halaman = klien.get(alamat)
        assert len(halaman.context["halaman"]) == min(jumlah, views.BARIS_PER_HALAMAN)
        assert len(halaman.content) < 300_000
        return len(sql)

    ukur(1)
    sedikit = ukur(10)
    assert ukur(1000) <= sedikit < 30
    kedua = klien.get(Muatan.objects.first().get_absolute_url(), {"page": 2, "tampil": "tambah"})
    assert kedua.context["halaman"].number == 2
    assert "tampil=tambah" in kedua.text


def test_baca_banyak_baris_dengan_sedikit_pernyataan(kantor):
    muatan = unggah(kantor, seksi(1000))
    with CaptureQueriesContext(connection) as sql:
        actions.baca(muatan)
    assert len(sql) < 20


def test_halaman_mulai_tetap_dengan_banyaknya_muatan(klien, kantor):
    def ukur():
        with CaptureQueriesContext(connection) as sql:
            klien.get(reverse("muatan_mulai"))
        return len(sql)

    terbaca(kantor, seksi(1))
    sedikit = ukur()
    for _ in range(15):
        terbaca(kantor, seksi(1))
    assert ukur() == sedikit
