"""What the database itself promises, asked past all actions: with the ORM's bare create and update, and raw SQL."""

from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from alur.actions import kembalikan
from alur.models import CatatanLangkah, CatatanPerbaikan, Paraf, Pelaksanaan
from jejak.models import CatatanJejak, Segel
from jejak.segel import segel_semua
from organisasi.models import HariLibur, PemangkuJabatan, Penugasan
from pengumpulan.models import Realisasi, RevisiRealisasi
from perencanaan.models import Indikator, Periode, VersiIndikator, VersiTarget
from tests.alur.penjalan import BATAS, adopsi_kode, mulai, periode, sampai, terbuka

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("mesin_polos")]


@contextmanager
def basis_data_menolak(nama: str = ""):
    """The database refuses what is inside; its answer names the broken promise where the vendor tells it."""
    with pytest.raises(IntegrityError) as tertangkap, transaction.atomic():
        yield
    # SQLite names the columns of a broken unique index, not the index.
    if nama and not (connection.vendor == "sqlite" and "UNIQUE" in str(tertangkap.value)):
        assert nama in str(tertangkap.value)


def jalankan_sql(sql: str, *isi) -> None:
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)


# -- one open step per run; who, when and what together; a return has a reason ----------------------


@pytest.fixture
def jalan(kantor):
    return mulai(kantor, adopsi_kode(kantor, "003").prosedur.get(jenis="pengumpulan"))


def _baris(jalan, **ganti) -> CatatanLangkah:
    isi = {
        "pelaksanaan": jalan,
        "langkah": jalan.prosedur.langkah.get(nomor=10),
        "putaran": 9,
        "dibuka_pada": timezone.now(),
    }
    return CatatanLangkah(**{**isi, **ganti})


def _tutup(kantor, **ganti) -> dict:
    return {
        "selesai_pada": timezone.now(),
        "selesai_oleh": kantor.sekretaris,
        "keputusan": "selesai",
        **ganti,
    }


def test_hanya_satu_langkah_terbuka_per_pelaksanaan(kantor, jalan):
    with basis_data_menolak("satu_langkah_terbuka"):
        _baris(jalan).save(force_insert=True)
    _baris(jalan, **_tutup(kantor)).save(force_insert=True)
    with basis_data_menolak("satu_langkah_terbuka"):
        CatatanLangkah.objects.filter(pelaksanaan=jalan).update(
            selesai_pada=None, selesai_oleh=None, keputusan=""
        )


def test_satu_catatan_per_langkah_dan_putaran(kantor, jalan):
    _baris(jalan, **_tutup(kantor)).save(force_insert=True)
    with basis_data_menolak("satu_catatan_per_putaran"):
        _baris(jalan, **_tutup(kantor)).save(force_insert=True)


@pytest.mark.parametrize(
    "hilang",
    [
        {"selesai_pada": None},
        {"selesai_oleh": None},
        {"keputusan": ""},
        {"selesai_pada": None, "selesai_oleh": None},
        {"selesai_oleh": None, "keputusan": ""},
    ],
)
def test_siapa_kapan_dan_apa_selalu_bersama(kantor, jalan, hilang):
    with basis_data_menolak("siapa_kapan_apa_bersama"):
        CatatanLangkah.objects.filter(pk=terbuka(jalan).pk).update(**_tutup(kantor, **hilang))


def test_mulai_dikerjakan_menyebut_siapa(kantor, jalan):
    for isi in ({"dikerjakan_pada": timezone.now()}, {"dikerjakan_oleh": kantor.kepala}):
        with basis_data_menolak("mulai_dikerjakan_dan_oleh_bersama"):
            CatatanLangkah.objects.filter(pk=terbuka(jalan).pk).update(**isi)


def test_pengembalian_selalu_beralasan_dan_bertujuan(kantor, jalan):
    tujuan = jalan.prosedur.langkah.get(nomor=7)
    catatan = CatatanLangkah.objects.filter(pk=terbuka(jalan).pk)
    with basis_data_menolak("kembalikan_wajib_alasan"):
        catatan.update(**_tutup(kantor, keputusan="kembalikan", alasan="", dikembalikan_ke=tujuan))
    with basis_data_menolak("kembalikan_wajib_tujuan"):
        catatan.update(**_tutup(kantor, keputusan="kembalikan", alasan="Kurang."))
    with basis_data_menolak("kembalikan_wajib_tujuan"):
        catatan.update(**_tutup(kantor, keputusan="setujui", dikembalikan_ke=tujuan))
    catatan.update(**_tutup(kantor, keputusan="kembalikan", alasan="Kurang.", dikembalikan_ke=tujuan))


def test_alasan_pengembalian_tidak_dapat_dihapus_dengan_sql(kantor, jalan):
    putusan = sampai(jalan, 10)
    kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Kurang.")
    with basis_data_menolak("kembalikan_wajib_alasan"):
        jalankan_sql("UPDATE alur_catatanlangkah SET alasan = '' WHERE id = %s", putusan.pk)


@pytest.mark.parametrize(
    "isi",
    [
        {"dasar_pencatatan": "Nota Dinas"},
        {"tanggal_sebenarnya": date(2025, 1, 2)},
        {"untuk": True},
        {"untuk": True, "dasar_pencatatan": "Nota Dinas"},
        {"untuk": True, "tanggal_sebenarnya": date(2025, 1, 2)},
    ],
)
def test_pencatatan_untuk_orang_lain_lengkap(kantor, jalan, isi):
    isi = dict(isi)
    if isi.pop("untuk", False):
        isi["dicatat_untuk"] = kantor.kepala.pegawai.jabatan_dipangku.get()
    with basis_data_menolak("pencatatan_untuk_orang_lain_lengkap"):
        CatatanLangkah.objects.filter(pk=terbuka(jalan).pk).update(**isi)


def test_satu_paraf_per_bagian(kantor, jalan):
    catatan = sampai(jalan, 7)
    peran = jalan.prosedur.sop.peran.get(kode="BIDANG")
    for unit, nama in ((kantor.bidang_satu, "satu_paraf_per_unit"), (None, "satu_paraf_per_peran")):
        isi = {"catatan": catatan, "peran": peran, "unit": unit, "pada": timezone.now()}
        Paraf.objects.create(oleh=kantor.staf_satu, **isi)
        with basis_data_menolak(nama):
            Paraf.objects.create(oleh=kantor.kabid_satu, **isi)


def test_paraf_untuk_orang_lain_lengkap(kantor, jalan):
    catatan = sampai(jalan, 7)
    isi = {"peran": jalan.prosedur.sop.peran.get(kode="BIDANG"), "unit": kantor.bidang_satu}
    Paraf.objects.create(catatan=catatan, oleh=kantor.staf_satu, pada=timezone.now(), **isi)
    for isi in ({"dasar_pencatatan": "Nota Dinas"}, {"tanggal_sebenarnya": date(2025, 1, 2)}):
        with basis_data_menolak("paraf_untuk_orang_lain_lengkap"):
            Paraf.objects.update(**isi)


def test_catatan_perbaikan_utuh(kantor, jalan):
    putusan = sampai(jalan, 10)
    kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Kurang.")
    satu, saat = CatatanPerbaikan.objects.filter(catatan=putusan), timezone.now()
    with basis_data_menolak("perbaikan_sudah_berarti_dijawab"):
        satu.update(status="sudah")
    with basis_data_menolak("perbaikan_dijawab_lengkap"):
        satu.update(jawaban="Sudah.")
    with basis_data_menolak("perbaikan_dijawab_lengkap"):
        satu.update(dijawab_pada=saat, dijawab_oleh=kantor.staf_satu)
    with basis_data_menolak("perbaikan_ditutup_lengkap"):
        satu.update(status="selesai")
    with basis_data_menolak("perbaikan_ditutup_lengkap"):
        satu.update(ditutup_pada=saat, ditutup_oleh=kantor.sekretaris)


def test_satu_pelaksanaan_per_periode_kecuali_yang_dibatalkan(kantor, jalan):
    isi = {
        "opd": kantor.opd,
        "prosedur": jalan.prosedur,
        "periode": jalan.periode,
        "batas_waktu": BATAS,
        "dimulai_pada": timezone.now(),
        "dimulai_oleh": kantor.kepala,
    }
    with basis_data_menolak("satu_pelaksanaan_per_periode"):
        Pelaksanaan.objects.create(**isi)
    Pelaksanaan.objects.create(**isi, status="dibatalkan", selesai_pada=timezone.now(), alasan_batal="Salah.")


def test_status_pelaksanaan_sesuai_waktunya(jalan):
    satu = Pelaksanaan.objects.filter(pk=jalan.pk)
    with basis_data_menolak("selesai_bila_ada_waktunya"):
        satu.update(status="selesai")
    with basis_data_menolak("selesai_bila_ada_waktunya"):
        satu.update(selesai_pada=timezone.now())
    with basis_data_menolak("batal_wajib_alasan"):
        satu.update(status="dibatalkan", selesai_pada=timezone.now())


# -- facts with dates do not overlap ----------------------------------------------------------------

# First and last day of a second row beside one of 1 March to 30 June 2025, and may it stand?
MASA = [
    pytest.param(date(2025, 1, 1), date(2025, 2, 28), True, id="sebelumnya"),
    pytest.param(date(2025, 7, 1), None, True, id="sesudahnya"),
    pytest.param(date(2025, 1, 1), date(2025, 3, 1), False, id="hari-pertama"),
    pytest.param(date(2025, 6, 30), date(2025, 12, 31), False, id="hari-terakhir"),
    pytest.param(date(2025, 4, 1), date(2025, 4, 1), False, id="sehari-di-dalam"),
    pytest.param(date(2025, 1, 1), None, False, id="meliputi-tanpa-akhir"),
]
AWAL, AKHIR = date(2025, 3, 1), date(2025, 6, 30)


def periksa_masa(buat, mulai: date, selesai: date | None, boleh: bool, nama: str) -> None:
    """Put a row of MASA beside the first; then move a third, later one onto it with update."""
    buat(AWAL, AKHIR)
    if boleh:
        buat(mulai, selesai)
        return
    with basis_data_menolak(nama):
        buat(mulai, selesai)
    jauh = buat(date(2030, 1, 1), date(2030, 1, 2))
    with basis_data_menolak(nama):
        type(jauh).objects.filter(pk=jauh.pk).update(tanggal_mulai=mulai, tanggal_selesai=selesai)


@pytest.mark.parametrize(("mulai", "selesai", "boleh"), MASA)
def test_pemangku_definitif_tidak_tumpang(kantor, mulai, selesai, boleh):
    kantor.jabatan["Kepala"].pemangku.all().delete()

    def buat(dari, sampai_hari):
        return PemangkuJabatan.objects.create(
            jabatan=kantor.jabatan["Kepala"],
            pegawai=kantor.kepala.pegawai,
            tanggal_mulai=dari,
            tanggal_selesai=sampai_hari,
        )

    periksa_masa(buat, mulai, selesai, boleh, "satu_pemangku_definitif")


def test_plt_boleh_mendampingi_pemangku_definitif(kantor):
    plt = PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=kantor.kabid_satu.pegawai,
        jenis="plt",
        tanggal_mulai=date(2025, 1, 1),
    )
    with basis_data_menolak("satu_pemangku_definitif"):
        PemangkuJabatan.objects.filter(pk=plt.pk).update(jenis="definitif")


@pytest.fixture
def indikator(kantor):
    return Indikator.objects.create(opd=kantor.opd, kode="IKU-1", nama="Indeks contoh")


@pytest.mark.parametrize(("mulai", "selesai", "boleh"), MASA)
def test_satu_versi_target_berlaku(indikator, mulai, selesai, boleh):
    def buat(dari, sampai_hari):
        return VersiTarget.objects.create(
            indikator=indikator,
            tahun=2025,
            nilai=Decimal(90),
            tanggal_mulai=dari,
            tanggal_selesai=sampai_hari,
        )

    periksa_masa(buat, mulai, selesai, boleh, "satu_versi_target_berlaku")


def test_versi_target_tahun_atau_indikator_lain_boleh_bersamaan(kantor, indikator):
    lain = Indikator.objects.create(opd=kantor.opd, kode="IKU-2", nama="Indeks lain")
    for satu, tahun in ((indikator, 2025), (indikator, 2026), (lain, 2025)):
        VersiTarget.objects.create(indikator=satu, tahun=tahun, nilai=Decimal(90), tanggal_mulai=AWAL)
    assert VersiTarget.objects.berlaku_pada(AWAL).count() == 3


@pytest.mark.parametrize(("mulai", "selesai", "boleh"), MASA)
def test_satu_definisi_indikator_berlaku(indikator, mulai, selesai, boleh):
    def buat(dari, sampai_hari):
        return VersiIndikator.objects.create(
            indikator=indikator,
            nama="Indeks contoh",
            satuan="indeks",
            metode="nilai_akhir",
            tanggal_mulai=dari,
            tanggal_selesai=sampai_hari,
        )

    periksa_masa(buat, mulai, selesai, boleh, "satu_definisi_berlaku")


def test_tanggal_selesai_tidak_sebelum_mulai(kantor):
    with basis_data_menolak("selesai_setelah_mulai"):
        PemangkuJabatan.objects.update(tanggal_selesai=date(2020, 1, 1))


# -- figures ----------------------------------------------------------------------------------------


@pytest.fixture
def realisasi(kantor, indikator):
    return Realisasi.objects.create(
        indikator=indikator,
        unit=kantor.bidang_satu,
        periode=periode(),
        keadaan="angka",
        nilai=Decimal("93.25"),
        diubah_oleh=kantor.staf_satu,
    )


def test_satu_realisasi_per_indikator_unit_dan_periode(kantor, indikator, realisasi):
    isi = {"indikator": indikator, "diubah_oleh": kantor.staf_satu, "keadaan": "belum_diisi"}
    with basis_data_menolak("satu_realisasi"):
        Realisasi.objects.create(unit=kantor.bidang_satu, periode=periode(), **isi)
    Realisasi.objects.create(unit=kantor.bidang_dua, periode=periode(), **isi)
    Realisasi.objects.create(unit=kantor.bidang_satu, periode=periode(nomor=2), **isi)


@pytest.mark.parametrize(
    ("isi", "nama"),
    [
        ({"keadaan": "belum_diisi"}, "berangka_bila_ada_angka"),
        ({"nilai": None}, "berangka_bila_ada_angka"),
        ({"keadaan": "menyusul", "nilai": None}, "keadaan_beralasan"),
        ({"keadaan": "sementara"}, "keadaan_beralasan"),
        ({"pembilang": Decimal(1)}, "pembilang_penyebut_bersama"),
    ],
)
def test_kosong_nol_dan_keadaan_tidak_bercampur(realisasi, isi, nama):
    Realisasi.objects.update(nilai=Decimal(0))
    with basis_data_menolak(nama):
        Realisasi.objects.update(**isi)


# -- only ever added to -----------------------------------------------------------------------------


@pytest.fixture
def revisi(kantor, realisasi):
    return RevisiRealisasi.objects.create(
        realisasi=realisasi, versi=1, keadaan="angka", nilai=Decimal("93.25"), oleh=kantor.staf_satu
    )


def test_revisi_tidak_pernah_diubah_atau_dihapus(revisi):
    kalimat = "Revisi realisasi tidak dapat diubah atau dihapus."
    with basis_data_menolak(kalimat):
        RevisiRealisasi.objects.filter(pk=revisi.pk).update(nilai=Decimal(100))
    revisi.nilai = Decimal(100)
    with basis_data_menolak(kalimat):
        revisi.save()
    with basis_data_menolak(kalimat):
        revisi.delete()
    for sql in (
        "UPDATE pengumpulan_revisirealisasi SET alasan = 'x'",
        "DELETE FROM pengumpulan_revisirealisasi",
    ):
        with basis_data_menolak(kalimat):
            jalankan_sql(sql)
    assert RevisiRealisasi.objects.get().nilai == Decimal("93.25")


def test_periode_tidak_pernah_diubah_atau_dihapus(db):
    satu = periode()
    kalimat = "Periode tidak dapat diubah atau dihapus."
    with basis_data_menolak(kalimat):
        Periode.objects.filter(pk=satu.pk).update(tanggal_selesai=date(2025, 12, 31))
    with basis_data_menolak(kalimat):
        jalankan_sql("DELETE FROM perencanaan_periode WHERE id = %s", satu.pk)


def test_jejak_dan_segelnya_tidak_pernah_diubah_atau_dihapus(kantor, jalan):
    assert segel_semua() > 0
    for tabel, kalimat, kolom in (
        (CatatanJejak, "Jejak audit tidak dapat diubah atau dihapus.", "alasan"),
        (Segel, "Segel jejak tidak dapat diubah atau dihapus.", "nilai"),
    ):
        nama = tabel._meta.db_table
        with basis_data_menolak(kalimat):
            tabel.objects.update(**{kolom: "x"})
        with basis_data_menolak(kalimat):
            jalankan_sql(f"DELETE FROM {nama}")  # noqa: S608 (our own table's name)


def test_penolakan_tidak_memutus_transaksi_yang_lebih_besar(kantor, revisi):
    """The refusal of one statement leaves what stands before it in the same request."""
    with transaction.atomic():
        CatatanJejak.objects.create(aksi="uji")
        with pytest.raises(DatabaseError), transaction.atomic():
            RevisiRealisasi.objects.update(versi=2)
    assert CatatanJejak.objects.filter(aksi="uji").exists()


# -- the office -------------------------------------------------------------------------------------


def test_pengawas_dan_penugasan_berbatas(kantor):
    isi = {"pengguna": kantor.pengawas, "tanggal_mulai": AWAL}
    with basis_data_menolak("pengawas_berbatas_waktu"):
        Penugasan.objects.create(peran="pengawas", opd=kantor.opd, **isi)
    for lingkup in ({}, {"opd": kantor.opd, "pemda": kantor.pemda}):
        with basis_data_menolak("penugasan_pada_opd_atau_pemda"):
            Penugasan.objects.create(peran="admin", **lingkup, **isi)


def test_satu_libur_per_lapisan_dan_tanggal(kantor):
    for lapisan in ({}, {"pemda": kantor.pemda}, {"opd": kantor.opd}):
        HariLibur.objects.create(tanggal=AWAL, nama="Libur", **lapisan)
        with basis_data_menolak():
            HariLibur.objects.create(tanggal=AWAL, nama="Libur lagi", **lapisan)
    with basis_data_menolak("libur_satu_lapisan"):
        HariLibur.objects.create(
            tanggal=AWAL + timedelta(days=1), nama="Libur", opd=kantor.opd, pemda=kantor.pemda
        )
