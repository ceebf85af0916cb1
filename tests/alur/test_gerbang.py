"""The gate: each move works, is refused with a sentence that helps, and when refused changes nothing."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from alur.actions import batalkan, kembalikan, kerjakan, mulai, selesaikan, setujui
from alur.adopsi import angkat, berlakukan, sarankan_ikatan, simpan_ikatan
from alur.dokumen import lampirkan
from alur.fase import sudah_disetujui
from alur.giliran import menunggu, pelaksana_langkah
from alur.models import (
    CatatanLangkah,
    CatatanPerbaikan,
    Dokumen,
    Pelaksanaan,
    Pemberitahuan,
)
from alur.pencatatan import Pencatatan, dapat_dicatatkan
from alur.perbaikan import tindaklanjuti
from alur.syarat import pihak_belum
from alur.syarat_mulai import batas_waktu_bawaan
from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.hak import lupakan_peran
from organisasi.models import Pegawai, PemangkuJabatan
from organisasi.waktu import hari_ini
from tests.alur.penjalan import (
    BATAS,
    adopsi_kode,
    buat_pegawai,
    para_pelaku,
    periode,
    sampai,
    selesaikan_semua,
    terbuka,
)
from tests.alur.penjalan import mulai as mulai_jalan

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
NOTA = "Nota Dinas nomor 12"


def potret() -> dict[str, list]:
    """Every row of every table of the flow and of the audit trail."""
    semua = [*apps.get_app_config("alur").get_models(), CatatanJejak]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in semua}


@contextmanager
def ditolak(kalimat: str, jenis=TindakanDitolak):
    """The move inside is refused with that sentence, and not one row of the flow or the trail differs."""
    sebelum = potret()
    with pytest.raises(jenis, match=kalimat):
        yield
    assert potret() == sebelum


@pytest.fixture(autouse=True)
def _berkas_di_tempat_sementara(settings, tmp_path):
    """What is attached here does not land among the office's files."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def sop(kantor):
    return adopsi_kode(kantor, "003")


@pytest.fixture
def pengumpulan(sop):
    return sop.prosedur.get(jenis="pengumpulan")


@pytest.fixture
def jalan(kantor, pengumpulan):
    """A run of twelve steps, open at the first, the Kepala's."""
    return mulai_jalan(kantor, pengumpulan)


def buat_pelaksanaan_di_langkah(jalan: Pelaksanaan, nomor: int) -> CatatanLangkah:
    return sampai(jalan, nomor)


def nota(kantor, **ganti) -> Pencatatan:
    pemangku = kantor.kepala.pegawai.jabatan_dipangku.get()
    return Pencatatan(**{"untuk": pemangku, "dasar": NOTA, "tanggal": hari_ini(), **ganti})


# -- mulai ------------------------------------------------------------------------------------------


def test_mulai_membuka_langkah_pertama(kantor, pengumpulan):
    pelaksanaan = mulai_jalan(kantor, pengumpulan, oleh=kantor.anggota_tim)
    catatan = terbuka(pelaksanaan)
    assert (catatan.langkah.nomor, catatan.putaran) == (1, 1)
    assert catatan.dibuka_pada == pelaksanaan.dimulai_pada
    assert pelaksanaan.dimulai_oleh == kantor.anggota_tim
    assert CatatanJejak.objects.filter(aksi="alur.mulai", pelaku_id=kantor.anggota_tim.pk).count() == 1


@pytest.mark.parametrize("siapa", ["kabid_satu", "staf_satu", "kasubbag", "admin", "pengawas"])
def test_mulai_oleh_peran_lain_ditolak(kantor, pengumpulan, siapa):
    with ditolak("Hanya Kepala, Sekretaris atau Tim SAKIP", TidakBerhak):
        mulai_jalan(kantor, pengumpulan, oleh=getattr(kantor, siapa))


def test_mulai_sop_milik_opd_lain_ditolak(kantor, kantor_lain, pengumpulan):
    with ditolak("bukan milik OPD"):
        mulai_jalan(kantor_lain, pengumpulan)


def test_mulai_di_opd_lain_ditolak(kantor, kantor_lain, pengumpulan):
    with ditolak("Hanya Kepala, Sekretaris atau Tim SAKIP", TidakBerhak):
        mulai_jalan(kantor, pengumpulan, oleh=kantor_lain.sekretaris)


def test_mulai_dua_kali_ditolak(kantor, pengumpulan, jalan):
    with ditolak("TW I 2025 sudah pernah dimulai"):
        mulai_jalan(kantor, pengumpulan)
    mulai_jalan(kantor, pengumpulan, periode(nomor=2))


def test_mulai_lagi_menurut_versi_sop_baru_ditolak(kantor, sop, jalan):
    Pelaksanaan.objects.filter(pk=jalan.pk).update(dimulai_pada=timezone.now() - timedelta(days=3))
    versi_dua = angkat(naskah=sop, opd=kantor.opd, oleh=kantor.admin)
    simpan_ikatan(sop=versi_dua, ikatan=sarankan_ikatan(versi_dua), oleh=kantor.admin)
    versi_dua = berlakukan(sop=versi_dua, tanggal_mulai=hari_ini(), oleh=kantor.admin)
    prosedur = versi_dua.prosedur.get(jenis="pengumpulan")
    with ditolak("sudah pernah dimulai menurut SOP sebelumnya"):
        mulai_jalan(kantor, prosedur)
    mulai_jalan(kantor, prosedur, periode(nomor=2))


def test_mulai_lagi_setelah_dibatalkan(kantor, pengumpulan, jalan):
    batalkan(pelaksanaan=jalan, oleh=kantor.kepala, alasan="Salah periode.")
    assert mulai_jalan(kantor, pengumpulan).pk != jalan.pk


def test_mulai_periode_mendatang_ditolak(kantor, pengumpulan):
    with ditolak("belum dimulai. Pilih periode yang sudah berjalan"):
        mulai_jalan(kantor, pengumpulan, periode(tahun=hari_ini().year + 1))


def test_mulai_dengan_batas_waktu_sebelum_periode_ditolak(kantor, pengumpulan):
    with ditolak("Batas waktu tidak boleh sebelum periode"):
        mulai(
            opd=kantor.opd,
            prosedur=pengumpulan,
            periode=periode(),
            batas_waktu=date(2024, 12, 31),
            oleh=kantor.sekretaris,
        )


def test_mulai_sop_yang_belum_atau_tidak_lagi_berlaku_ditolak(kantor, sop, pengumpulan):
    konsep = angkat(naskah=sop, opd=kantor.opd, oleh=kantor.admin)
    with ditolak("tidak sedang berlaku. Minta admin"):
        mulai_jalan(kantor, konsep.prosedur.get(jenis="pengumpulan"))
    sop.tanggal_selesai = hari_ini() - timedelta(days=1)
    sop.save()
    pengumpulan.refresh_from_db()
    with ditolak("tidak sedang berlaku"):
        mulai_jalan(kantor, pengumpulan)


def test_mulai_opd_tanpa_sekretaris_ditolak_dengan_petunjuk(kantor, pengumpulan):
    """The Sekretaris retired and nobody follows: the sentence names the position and the menu."""
    PemangkuJabatan.objects.filter(jabatan__jenis="sekretaris").update(
        tanggal_selesai=hari_ini() - timedelta(days=1)
    )
    with ditolak("jabatan Sekretaris DISCONTOH belum dipangku siapa pun .* menu Pemangku Jabatan"):
        mulai_jalan(kantor, pengumpulan, oleh=kantor.kepala)


def test_mulai_dengan_peran_tak_terikat_ditolak(kantor, sop, pengumpulan):
    sop.peran.get(kode="SEKRETARIS").ikatan_opd.all().delete()
    with ditolak("Peran Sekretaris belum diikat"):
        mulai_jalan(kantor, pengumpulan)


def test_pengukuran_sebelum_pengumpulan_disetujui_ditolak(kantor, sop, jalan):
    pengukuran = sop.prosedur.get(jenis="pengukuran")

    def mulai_mengukur():
        return mulai(
            opd=kantor.opd,
            prosedur=pengukuran,
            periode=periode(),
            batas_waktu=BATAS,
            oleh=kantor.sekretaris,
        )

    kalimat = "Pengumpulan data TW I 2025 belum disetujui"
    with ditolak(kalimat):
        mulai_mengukur()
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    with ditolak(kalimat):
        mulai_mengukur()
    kembalikan(catatan=catatan, oleh=kantor.sekretaris, alasan="Belum lengkap.")
    assert not sudah_disetujui(jalan)
    with ditolak(kalimat):
        mulai_mengukur()
    buat_pelaksanaan_di_langkah(jalan, 11)
    assert mulai_mengukur().prosedur == pengukuran


def test_yang_sudah_disetujui_tidak_dapat_dibatalkan(kantor, jalan):
    """Others read it by now: a measurement, a later collection."""
    buat_pelaksanaan_di_langkah(jalan, 11)
    with ditolak("sudah disetujui dan tidak dapat dibatalkan"):
        batalkan(pelaksanaan=jalan, oleh=kantor.kepala, alasan="Diulang.")
    jalan.refresh_from_db()
    assert jalan.status == "berjalan"


def test_pengukuran_atas_pengumpulan_yang_dibatalkan_ditolak(kantor, sop, jalan):
    buat_pelaksanaan_di_langkah(jalan, 10)
    batalkan(pelaksanaan=jalan, oleh=kantor.kepala, alasan="Diulang.")
    with ditolak("belum disetujui"):
        mulai(
            opd=kantor.opd,
            prosedur=sop.prosedur.get(jenis="pengukuran"),
            periode=periode(),
            batas_waktu=BATAS,
            oleh=kantor.sekretaris,
        )


def test_batas_waktu_bawaan_lima_hari_kerja_setelah_periode(kantor):
    """TW I 2025 ends on Monday 31 March: 1, 2, 3, 4 and 7 April are the five working days."""
    assert batas_waktu_bawaan(opd=kantor.opd, periode=periode()) == date(2025, 4, 7)


# -- kerjakan ---------------------------------------------------------------------------------------


def test_kerjakan_mencatat_yang_pertama_mulai(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 3)
    catatan = kerjakan(catatan=catatan, oleh=kantor.ketua_tim)
    mulai_pada = catatan.dikerjakan_pada
    catatan = kerjakan(catatan=catatan, oleh=kantor.anggota_tim)
    assert (catatan.dikerjakan_oleh, catatan.dikerjakan_pada) == (kantor.ketua_tim, mulai_pada)
    assert catatan.terbuka


def test_kerjakan_bukan_giliran_ditolak(kantor, jalan):
    with ditolak("Langkah 1 bukan giliran Anda. Yang mengerjakannya: Kepala Dinas", TidakBerhak):
        kerjakan(catatan=terbuka(jalan), oleh=kantor.sekretaris)


def test_kerjakan_setelah_selesai_ditolak(kantor, jalan):
    catatan = terbuka(jalan)
    selesaikan(catatan=catatan, oleh=kantor.kepala)
    with ditolak("Langkah 1 sudah selesai oleh Kepala DISCONTOH"):
        kerjakan(catatan=catatan, oleh=kantor.kepala)


# -- selesaikan -------------------------------------------------------------------------------------


def test_selesaikan_menutup_dan_membuka_berikutnya(kantor, jalan):
    catatan = selesaikan(catatan=terbuka(jalan), oleh=kantor.kepala, uraian="  Laksanakan. ")
    catatan.refresh_from_db()
    assert (catatan.keputusan, catatan.selesai_oleh, catatan.selaku, catatan.uraian) == (
        "selesai",
        kantor.kepala,
        "Kepala DISCONTOH",
        "Laksanakan.",
    )
    assert catatan.dikerjakan_oleh == kantor.kepala
    assert terbuka(jalan).langkah.nomor == 2
    assert CatatanJejak.objects.filter(aksi="alur.selesai", objek_id=jalan.pk).count() == 1


@pytest.mark.parametrize(
    "siapa", ["sekretaris", "ketua_tim", "kabid_satu", "staf_satu", "admin", "pengawas", "superadmin"]
)
def test_selesaikan_oleh_orang_yang_salah_ditolak(kantor, jalan, superadmin, siapa):
    oleh = superadmin if siapa == "superadmin" else getattr(kantor, siapa)
    with ditolak("Langkah 1 bukan giliran Anda. Yang mengerjakannya: Kepala Dinas", TidakBerhak):
        selesaikan(catatan=terbuka(jalan), oleh=oleh)


def test_selesaikan_oleh_orang_opd_lain_ditolak(kantor_lain, jalan):
    with ditolak("bukan giliran Anda", TidakBerhak):
        selesaikan(catatan=terbuka(jalan), oleh=kantor_lain.kepala)


def test_selesaikan_oleh_akun_nonaktif_ditolak(kantor, jalan):
    kantor.kepala.is_active = False
    kantor.kepala.save()
    with ditolak("bukan giliran Anda", TidakBerhak):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.kepala)


def test_selesaikan_oleh_mantan_pejabat_ditolak(kantor, jalan):
    PemangkuJabatan.objects.filter(pegawai=kantor.kepala.pegawai).update(
        tanggal_selesai=hari_ini() - timedelta(days=1)
    )
    with ditolak("bukan giliran Anda", TidakBerhak):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.kepala)


def test_selesaikan_dua_kali_ditolak_dengan_nama_yang_mendahului(kantor, jalan):
    """The stale page: its visit has been closed meanwhile."""
    catatan = buat_pelaksanaan_di_langkah(jalan, 3)
    selesaikan(catatan=catatan, oleh=kantor.ketua_tim)
    for oleh in (kantor.ketua_tim, kantor.anggota_tim):
        with ditolak(r"Langkah 3 sudah selesai oleh Ketua Tim SAKIP pada .* Muat ulang halaman"):
            selesaikan(catatan=catatan, oleh=oleh)


def test_halaman_lama_setelah_pengembalian_ditolak(kantor, jalan):
    """Step 8 is open again in its second round; the page of the first round moves nothing."""
    lama = buat_pelaksanaan_di_langkah(jalan, 8)
    putusan = buat_pelaksanaan_di_langkah(jalan, 10)
    kembalikan(
        catatan=putusan, oleh=kantor.sekretaris, alasan="Belum rapi.", ke=lama.langkah, perbaikan=["Rapikan."]
    )
    with ditolak("Langkah 8 sudah selesai"):
        selesaikan(catatan=lama, oleh=kantor.ketua_tim)
    with ditolak("Langkah 10 sudah dikembalikan untuk dilengkapi oleh Sekretaris DISCONTOH"):
        setujui(catatan=putusan, oleh=kantor.sekretaris)
    with ditolak("Langkah 10 sudah dikembalikan"):
        kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Sekali lagi.")


def test_selesaikan_langkah_keputusan_ditolak(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    with ditolak("sebuah keputusan: pilih Setujui, atau Kembalikan"):
        selesaikan(catatan=catatan, oleh=kantor.sekretaris)


def test_setujui_atau_kembalikan_langkah_biasa_ditolak(kantor, jalan):
    with ditolak("bukan keputusan"):
        setujui(catatan=terbuka(jalan), oleh=kantor.kepala)
    with ditolak("bukan keputusan"):
        kembalikan(catatan=terbuka(jalan), oleh=kantor.kepala, alasan="Tidak setuju.")


def test_langkah_terakhir_mengakhiri_pelaksanaan(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 12)
    selesaikan(catatan=catatan, oleh=kantor.ketua_tim)
    jalan.refresh_from_db()
    assert (jalan.status, jalan.catatan.filter(selesai_pada=None).count()) == ("selesai", 0)
    assert CatatanJejak.objects.filter(aksi="alur.selesai_semua", objek_id=jalan.pk).count() == 1
    with ditolak("Langkah 12 sudah selesai"):
        selesaikan(catatan=catatan, oleh=kantor.ketua_tim)


# -- semua_pelaksana --------------------------------------------------------------------------------


def test_setiap_bagian_memberi_paraf_dan_yang_terakhir_menutup(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 7)
    for oleh, sisa in ((kantor.staf_dua, 2), (kantor.kasubbag, 1)):
        selesaikan(catatan=catatan, oleh=oleh)
        assert terbuka(jalan).pk == catatan.pk
        assert len(pihak_belum(catatan)) == sisa
    assert [pihak.sebutan for pihak in pihak_belum(catatan)] == ["Bidang Satu"]
    selesaikan(catatan=catatan, oleh=kantor.kabid_satu)
    catatan.refresh_from_db()
    assert (catatan.selesai_oleh, catatan.dikerjakan_oleh) == (kantor.kabid_satu, kantor.staf_dua)
    assert {paraf.selaku for paraf in catatan.paraf.all()} == {"Sekretariat", "Bidang Satu", "Bidang Dua"}
    assert terbuka(jalan).langkah.nomor == 8


def test_paraf_kedua_bagian_yang_sama_ditolak(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 7)
    selesaikan(catatan=catatan, oleh=kantor.staf_satu)
    for oleh in (kantor.staf_satu, kantor.kabid_satu):
        with ditolak("Bagian Anda pada langkah ini sudah selesai. Menunggu: Sekretariat, Bidang Dua"):
            selesaikan(catatan=catatan, oleh=oleh)


def test_paraf_oleh_bukan_bagian_ditolak(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 7)
    with ditolak("Yang mengerjakannya: Sekretariat, Bidang Satu, Bidang Dua", TidakBerhak):
        selesaikan(catatan=catatan, oleh=kantor.kepala)


def test_paraf_diminta_lagi_setelah_pengembalian(kantor, jalan):
    pertama = buat_pelaksanaan_di_langkah(jalan, 7)
    putusan = buat_pelaksanaan_di_langkah(jalan, 10)
    kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Belum lengkap.")
    kedua = terbuka(jalan)
    assert (kedua.langkah_id, kedua.putaran) == (pertama.langkah_id, 2)
    assert len(pihak_belum(kedua)) == 3
    assert pertama.paraf.count() == 3


# -- setujui, kembalikan, tindaklanjuti -------------------------------------------------------------


def test_setujui_meneruskan(kantor, jalan):
    catatan = setujui(
        catatan=buat_pelaksanaan_di_langkah(jalan, 10), oleh=kantor.sekretaris, uraian="Lengkap."
    )
    assert (catatan.keputusan, catatan.merangkap, terbuka(jalan).langkah.nomor) == ("setujui", False, 11)
    assert sudah_disetujui(jalan)


def test_setujui_oleh_orang_lain_ditolak(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    for oleh in (kantor.kepala, kantor.ketua_tim, kantor.kabid_satu):
        with ditolak("Langkah 10 bukan giliran Anda. Yang mengerjakannya: Sekretaris", TidakBerhak):
            setujui(catatan=catatan, oleh=oleh)


def test_kembalikan_ke_tujuan_bawaan(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    kembalikan(
        catatan=catatan,
        oleh=kantor.sekretaris,
        alasan=" Data Bidang Satu kurang. ",
        perbaikan=[" Isi Maret. ", "", "  "],
    )
    catatan.refresh_from_db()
    assert (catatan.keputusan, catatan.alasan, catatan.dikembalikan_ke.nomor) == (
        "kembalikan",
        "Data Bidang Satu kurang.",
        7,
    )
    assert [(satu.isi, satu.status) for satu in catatan.perbaikan.all()] == [("Isi Maret.", "belum")]
    assert (terbuka(jalan).langkah.nomor, terbuka(jalan).putaran) == (7, 2)
    tercatat = CatatanJejak.objects.get(aksi="alur.kembalikan")
    assert (tercatat.alasan, tercatat.baru["dikembalikan_ke"]) == ("Data Bidang Satu kurang.", 7)


def test_kembalikan_tanpa_rincian_menjadikan_alasan_catatan(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    kembalikan(catatan=catatan, oleh=kantor.sekretaris, alasan="Lengkapi.")
    assert [satu.isi for satu in catatan.perbaikan.all()] == ["Lengkapi."]


@pytest.mark.parametrize("alasan", ["", "   ", "\n\t"])
def test_kembalikan_tanpa_alasan_ditolak(kantor, jalan, alasan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    with ditolak("Tuliskan alasan pengembalian"):
        kembalikan(
            catatan=catatan,
            oleh=kantor.sekretaris,
            alasan=alasan,
            perbaikan=["Isi Maret."],
        )


@pytest.mark.parametrize("nomor", [6, 9, 10, 12])
def test_kembalikan_ke_langkah_di_luar_sop_ditolak(kantor, pengumpulan, jalan, nomor):
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    with ditolak("hanya membolehkan kembali ke langkah 7, 8"):
        kembalikan(
            catatan=catatan,
            oleh=kantor.sekretaris,
            alasan="Kurang.",
            ke=pengumpulan.langkah.get(nomor=nomor),
        )


def test_kembalikan_ke_langkah_prosedur_lain_ditolak(kantor, sop, jalan):
    """Step 7 too, but of the measurement."""
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    with ditolak("hanya membolehkan kembali ke langkah 7, 8"):
        kembalikan(
            catatan=catatan,
            oleh=kantor.sekretaris,
            alasan="Kurang.",
            ke=sop.prosedur.get(jenis="pengukuran").langkah.get(nomor=7),
        )


@pytest.fixture
def kembali(kantor, jalan) -> CatatanPerbaikan:
    """The remark of a return that waits at step 8."""
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    ke = catatan.langkah.prosedur.langkah.get(nomor=8)
    kembalikan(catatan=catatan, oleh=kantor.sekretaris, alasan="Kurang.", ke=ke, perbaikan=["Isi Maret."])
    return catatan.perbaikan.get()


def test_tindaklanjuti_lalu_disetujui_menutup_catatan(kantor, jalan, kembali):
    with ditolak("1 catatan perbaikan belum ditindaklanjuti"):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.ketua_tim)
    tindaklanjuti(perbaikan=kembali, oleh=kantor.anggota_tim, jawaban=" Sudah diisi. ")
    kembali.refresh_from_db()
    assert (kembali.status, kembali.jawaban, kembali.dijawab_oleh) == (
        "sudah",
        "Sudah diisi.",
        kantor.anggota_tim,
    )
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    setujui(catatan=catatan, oleh=kantor.sekretaris)
    kembali.refresh_from_db()
    assert (kembali.status, kembali.ditutup_oleh) == ("selesai", kantor.sekretaris)
    with ditolak("tidak lagi menunggu tindak lanjut"):
        tindaklanjuti(perbaikan=kembali, oleh=kantor.anggota_tim, jawaban="Terlambat.")


def test_catatan_yang_dikembalikan_dua_kali_tidak_hilang(kantor, jalan, kembali):
    tindaklanjuti(perbaikan=kembali, oleh=kantor.ketua_tim, jawaban="Sudah.")
    catatan = buat_pelaksanaan_di_langkah(jalan, 10)
    kembalikan(
        catatan=catatan, oleh=kantor.sekretaris, alasan="Masih kurang.", ke=kembali.catatan.dikembalikan_ke
    )
    kembali.refresh_from_db()
    assert kembali.status == "sudah"
    selesaikan_semua(jalan)
    assert set(CatatanPerbaikan.objects.values_list("status", flat=True)) == {"selesai"}


@pytest.mark.parametrize("jawaban", ["", "  "])
def test_tindaklanjuti_kosong_ditolak(kantor, kembali, jawaban):
    with ditolak("Tuliskan apa yang sudah diperbaiki"):
        tindaklanjuti(perbaikan=kembali, oleh=kantor.ketua_tim, jawaban=jawaban)


def test_tindaklanjuti_oleh_orang_lain_ditolak(kantor, kembali):
    for oleh in (kantor.sekretaris, kantor.staf_satu):
        with ditolak("Langkah 8 bukan giliran Anda", TidakBerhak):
            tindaklanjuti(perbaikan=kembali, oleh=oleh, jawaban="Sudah.")


def test_tindaklanjuti_di_luar_langkahnya_ditolak(kantor, jalan, kembali):
    tindaklanjuti(perbaikan=kembali, oleh=kantor.ketua_tim, jawaban="Sudah.")
    buat_pelaksanaan_di_langkah(jalan, 9)
    with ditolak("tidak lagi menunggu tindak lanjut"):
        tindaklanjuti(perbaikan=kembali, oleh=kantor.ketua_tim, jawaban="Sekali lagi.")


def test_tindaklanjuti_halaman_lama_tidak_membuka_yang_sudah_ditutup(kantor):
    """SOP 002 returns to step 3 from two decisions: the remark of the first stays closed in the second round."""
    jalan = mulai_jalan(kantor, adopsi_kode(kantor, "002").prosedur.get())
    putusan = buat_pelaksanaan_di_langkah(jalan, 5)
    kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Kurang.")
    perbaikan = putusan.perbaikan.get()
    tindaklanjuti(perbaikan=perbaikan, oleh=para_pelaku(terbuka(jalan))[0], jawaban="Sudah.")
    putusan = buat_pelaksanaan_di_langkah(jalan, 6)
    kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Masih kurang.")
    pelaku = para_pelaku(terbuka(jalan))[0]
    with ditolak("tidak lagi menunggu tindak lanjut"):
        tindaklanjuti(perbaikan=perbaikan, oleh=pelaku, jawaban="Lagi.")


# -- doer and approver ------------------------------------------------------------------------------


@pytest.fixture
def sekretaris_di_tim(kantor):
    kantor.tim.anggota.create(pegawai=kantor.sekretaris.pegawai)
    lupakan_peran(kantor.sekretaris)


def test_pemutus_yang_mengerjakan_sendiri_ditandai(kantor, jalan, sekretaris_di_tim):
    """A small office: the Sekretaris sits in the team, reports (9) and decides (10) with no other decider."""
    selesaikan(catatan=buat_pelaksanaan_di_langkah(jalan, 9), oleh=kantor.sekretaris)
    catatan = setujui(catatan=terbuka(jalan), oleh=kantor.sekretaris)
    catatan.refresh_from_db()
    assert catatan.merangkap


def test_pemutus_yang_mengerjakan_sendiri_ditolak_bila_ada_plt(kantor, kantor_lain, jalan, sekretaris_di_tim):
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Sekretaris"],
        pegawai=kantor_lain.kabid_satu.pegawai,
        jenis="plh",
        tanggal_mulai=hari_ini(),
    )
    selesaikan(catatan=buat_pelaksanaan_di_langkah(jalan, 9), oleh=kantor.sekretaris)
    catatan = terbuka(jalan)
    with ditolak("Langkah 9 Anda sendiri yang menyelesaikan; .* Kepala Bidang Satu DISLAIN"):
        setujui(catatan=catatan, oleh=kantor.sekretaris)
    with ditolak("Langkah 9 Anda sendiri"):
        kembalikan(catatan=catatan, oleh=kantor.sekretaris, alasan="Kurang.")
    setujui(catatan=catatan, oleh=kantor_lain.kabid_satu)
    catatan.refresh_from_db()
    assert (catatan.selaku, catatan.merangkap) == ("Plh. Sekretaris DISCONTOH", False)


def test_pejabat_lain_tanpa_akun_aktif_tidak_menghalangi(kantor, kantor_lain, jalan, sekretaris_di_tim):
    """Another holder who cannot log in is no other decider: the run must not stick."""
    kantor_lain.kabid_satu.is_active = False
    kantor_lain.kabid_satu.save()
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Sekretaris"],
        pegawai=kantor_lain.kabid_satu.pegawai,
        jenis="plh",
        tanggal_mulai=hari_ini(),
    )
    selesaikan(catatan=buat_pelaksanaan_di_langkah(jalan, 9), oleh=kantor.sekretaris)
    assert setujui(catatan=terbuka(jalan), oleh=kantor.sekretaris).merangkap


def test_keputusan_dicatatkan_untuk_yang_mengerjakan_ditandai(kantor, jalan, sekretaris_di_tim):
    """A paper is no way round: who did the work does not record the decision on it while another member can."""
    selesaikan(catatan=buat_pelaksanaan_di_langkah(jalan, 9), oleh=kantor.sekretaris)
    catatan, pencatatan = (
        terbuka(jalan),
        nota(kantor, untuk=kantor.sekretaris.pegawai.jabatan_dipangku.get()),
    )
    pengerja = jalan.catatan.get(langkah__nomor=8).selesai_oleh
    lain = ({kantor.ketua_tim, kantor.anggota_tim} - {pengerja}).pop()
    with ditolak("Langkah 8 Anda sendiri .* harus dicatatkan orang lain"):
        setujui(catatan=catatan, oleh=pengerja, pencatatan=pencatatan)
    assert setujui(catatan=catatan, oleh=lain, pencatatan=pencatatan).merangkap


def test_pemberi_paraf_terhitung_mengerjakan(kantor):
    """SOP 004 step 9 is done by the team and the Sekretaris; a Sekretaris who acts as Kasubbag decides on it."""
    jalan = mulai_jalan(kantor, adopsi_kode(kantor, "004").prosedur.get())
    catatan = buat_pelaksanaan_di_langkah(jalan, 9)
    jabatan = next(
        satu.pemangku.jabatan for satu in pelaksana_langkah(catatan.langkah.prosedur.langkah.get(nomor=10))
    )
    jabatan.pemangku.update(tanggal_selesai=hari_ini() - timedelta(days=1))
    PemangkuJabatan.objects.create(
        jabatan=jabatan, pegawai=kantor.sekretaris.pegawai, jenis="plt", tanggal_mulai=hari_ini()
    )
    selesaikan(catatan=catatan, oleh=kantor.sekretaris)
    selesaikan(catatan=catatan, oleh=kantor.anggota_tim)
    assert setujui(catatan=terbuka(jalan), oleh=kantor.sekretaris).merangkap


# -- recorded for the holder ------------------------------------------------------------------------


def test_dicatatkan_untuk_kepala(kantor, jalan):
    kemarin = hari_ini() - timedelta(days=1)
    pindaian = SimpleUploadedFile("nota.pdf", PDF, content_type="application/pdf")
    catatan = selesaikan(
        catatan=terbuka(jalan),
        oleh=kantor.ketua_tim,
        pencatatan=nota(kantor, tanggal=kemarin, pindaian=pindaian),
    )
    catatan.refresh_from_db()
    assert (catatan.selesai_oleh, catatan.dicatat_untuk.pegawai, catatan.dasar_pencatatan) == (
        kantor.ketua_tim,
        kantor.kepala.pegawai,
        NOTA,
    )
    assert (catatan.tanggal_sebenarnya, catatan.selaku) == (kemarin, "Kepala DISCONTOH")
    assert [(satu.jenis, satu.judul) for satu in catatan.dokumen.all()] == [("dasar", NOTA)]
    assert "Kepala DISCONTOH" in CatatanJejak.objects.get(aksi="alur.selesai").baru["dicatat_untuk"]


def test_dicatatkan_untuk_plt_dari_opd_lain(kantor, kantor_lain, jalan):
    mulai_plt = hari_ini() - timedelta(days=10)
    kantor.jabatan["Kepala"].pemangku.update(tanggal_selesai=mulai_plt - timedelta(days=1))
    plt = PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=kantor_lain.kabid_dua.pegawai,
        jenis="plt",
        tanggal_mulai=mulai_plt,
    )
    assert plt in dapat_dicatatkan(catatan=terbuka(jalan))
    catatan = selesaikan(catatan=terbuka(jalan), oleh=kantor.sekretaris, pencatatan=nota(kantor, untuk=plt))
    assert (catatan.selaku, catatan.dicatat_untuk) == ("Plt. Kepala DISCONTOH", plt)


def test_dicatatkan_untuk_pejabat_pada_tanggal_itu(kantor, kantor_lain, jalan):
    """The definitive Kepala held the post until last week; the date decides who is meant."""
    pekan_lalu = hari_ini() - timedelta(days=7)
    kantor.jabatan["Kepala"].pemangku.update(tanggal_selesai=pekan_lalu)
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=kantor_lain.kepala.pegawai,
        jenis="plt",
        tanggal_mulai=pekan_lalu + timedelta(days=1),
    )
    with ditolak("bukan pelaksana langkah ini pada .* Pilih pejabat lain atau betulkan tanggalnya"):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.sekretaris, pencatatan=nota(kantor))
    selesaikan(catatan=terbuka(jalan), oleh=kantor.sekretaris, pencatatan=nota(kantor, tanggal=pekan_lalu))


def test_dicatatkan_di_masa_depan_atau_tanpa_dasar_ditolak(kantor, jalan):
    besok = hari_ini() + timedelta(days=1)
    with ditolak("tidak boleh di masa depan"):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.sekretaris, pencatatan=nota(kantor, tanggal=besok))
    with ditolak("Tuliskan dasar pencatatan"):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.sekretaris, pencatatan=nota(kantor, dasar="  "))


def test_dicatatkan_oleh_yang_tidak_berhak_ditolak(kantor, kantor_lain, jalan):
    for oleh in (kantor.kabid_satu, kantor.staf_satu, kantor.admin, kantor_lain.sekretaris):
        with ditolak("Hanya Sekretaris atau Tim SAKIP yang dapat mencatatkan", TidakBerhak):
            selesaikan(catatan=terbuka(jalan), oleh=oleh, pencatatan=nota(kantor))


def test_dicatatkan_untuk_pejabat_yang_bukan_pelaksana_ditolak(kantor, jalan):
    lain = kantor.kabid_satu.pegawai.jabatan_dipangku.get()
    with ditolak("Kepala Bidang Satu DISCONTOH bukan pelaksana langkah ini"):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.sekretaris, pencatatan=nota(kantor, untuk=lain))


def test_mencatatkan_giliran_sendiri_ditolak(kantor, jalan):
    sendiri = kantor.sekretaris.pegawai.jabatan_dipangku.get()
    catatan = buat_pelaksanaan_di_langkah(jalan, 2)
    with ditolak("giliran Anda sendiri: selesaikan langsung"):
        selesaikan(
            catatan=catatan,
            oleh=kantor.sekretaris,
            pencatatan=nota(kantor, untuk=sendiri),
        )


def test_pindaian_yang_salah_membatalkan_seluruh_pencatatan(kantor, jalan):
    palsu = SimpleUploadedFile("nota.pdf", b"MZ\x90 bukan pdf", content_type="application/pdf")
    with ditolak("Berkas harus PDF"):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.sekretaris, pencatatan=nota(kantor, pindaian=palsu))


# -- batalkan ---------------------------------------------------------------------------------------


def test_batalkan_menutup_langkah_yang_terbuka(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 3)
    batalkan(pelaksanaan=jalan, oleh=kantor.sekretaris, alasan=" Salah periode. ")
    catatan.refresh_from_db()
    assert (jalan.status, jalan.alasan_batal) == ("dibatalkan", "Salah periode.")
    assert (catatan.keputusan, catatan.selesai_oleh, catatan.alasan) == (
        "batal",
        kantor.sekretaris,
        "Salah periode.",
    )
    assert CatatanJejak.objects.get(aksi="alur.batalkan").alasan == "Salah periode."
    with ditolak("Langkah 3 sudah dibatalkan oleh Sekretaris DISCONTOH"):
        selesaikan(catatan=catatan, oleh=kantor.ketua_tim)
    with ditolak("sudah selesai atau sudah dibatalkan"):
        batalkan(pelaksanaan=jalan, oleh=kantor.kepala, alasan="Sekali lagi.")


def test_batalkan_oleh_yang_tidak_berhak_ditolak(kantor, kantor_lain, jalan):
    for oleh in (kantor.ketua_tim, kantor.kabid_satu, kantor.admin, kantor_lain.kepala):
        with ditolak("Hanya Kepala atau Sekretaris", TidakBerhak):
            batalkan(pelaksanaan=jalan, oleh=oleh, alasan="Salah.")


def test_batalkan_tanpa_alasan_ditolak(kantor, jalan):
    with ditolak("Tuliskan alasan pembatalan"):
        batalkan(pelaksanaan=jalan, oleh=kantor.kepala, alasan="  ")


def test_batalkan_yang_sudah_selesai_ditolak(kantor, jalan):
    selesaikan_semua(jalan)
    with ditolak("sudah selesai atau sudah dibatalkan"):
        batalkan(pelaksanaan=jalan, oleh=kantor.kepala, alasan="Terlambat.")


# -- lampirkan --------------------------------------------------------------------------------------


def test_lampirkan_menyimpan_sidik(kantor, jalan):
    dokumen = lampirkan(
        catatan=terbuka(jalan),
        oleh=kantor.kepala,
        berkas=SimpleUploadedFile("../../etc/nota dinas.pdf", PDF),
        judul="  ",
    )
    assert (dokumen.judul, dokumen.nama_berkas, dokumen.tipe) == (
        "nota dinas.pdf",
        "nota dinas.pdf",
        "application/pdf",
    )
    assert dokumen.berkas.name.startswith(f"dokumen/{jalan.pk}/") and ".." not in dokumen.berkas.name
    assert dokumen.berkas.read() == PDF and dokumen.ukuran == len(PDF)


@pytest.mark.parametrize(
    ("nama", "isi", "kalimat"),
    [
        ("virus.exe", b"MZ\x90\x00", "Berkas harus PDF"),
        ("gambar.png", PDF, "Berkas harus PDF"),
        ("nota.pdf", b"\x89PNG\r\n\x1a\n", "Berkas harus PDF"),
        ("nota.pdf", b"<html><script>", "Berkas harus PDF"),
        ("tabel.xlsx", b"PK\x03\x04rusak", "Berkas harus PDF"),
        ("nota.pdf", b"", "Berkas kosong"),
        ("nota", PDF, "Berkas harus PDF"),
    ],
)
def test_lampirkan_isi_yang_salah_ditolak(kantor, jalan, nama, isi, kalimat):
    with ditolak(kalimat):
        lampirkan(
            catatan=terbuka(jalan), oleh=kantor.kepala, berkas=SimpleUploadedFile(nama, isi), judul="Nota"
        )


def test_lampirkan_terlalu_besar_ditolak(kantor, jalan, settings):
    settings.UNGGAHAN_TERBESAR = 1024 * 1024
    besar = SimpleUploadedFile("nota.pdf", PDF + b" " * 1024 * 1024)
    with ditolak("paling besar 1 MB"):
        lampirkan(catatan=terbuka(jalan), oleh=kantor.kepala, berkas=besar, judul="Nota")


def test_lampirkan_oleh_orang_lain_ditolak(kantor, kantor_lain, jalan):
    for oleh in (kantor.kabid_satu, kantor.staf_satu, kantor.admin, kantor_lain.kepala):
        with ditolak("Hanya pelaksana langkah ini", TidakBerhak):
            lampirkan(
                catatan=terbuka(jalan), oleh=oleh, berkas=SimpleUploadedFile("n.pdf", PDF), judul="Nota"
            )
    assert not Dokumen.objects.exists()


def test_lampirkan_setelah_pelaksanaan_berakhir_ditolak(kantor, jalan):
    """Archiving freezes the papers; so does calling the run off."""
    catatan = terbuka(jalan)
    batalkan(pelaksanaan=jalan, oleh=kantor.kepala, alasan="Diulang.")
    with ditolak("sudah dibatalkan: tidak ada yang ditambahkan lagi"):
        lampirkan(catatan=catatan, oleh=kantor.kepala, berkas=SimpleUploadedFile("n.pdf", PDF), judul="Nota")


def test_paraf_dicatatkan_menyebut_pejabatnya(kantor, jalan):
    """At a shared step each party's paraf says for whom it was recorded; the visit itself does not."""
    catatan = buat_pelaksanaan_di_langkah(jalan, 7)
    pejabat = kantor.kabid_satu.pegawai.jabatan_dipangku.get()
    selesaikan(catatan=catatan, oleh=kantor.ketua_tim, pencatatan=nota(kantor, untuk=pejabat))
    paraf = catatan.paraf.get()
    assert (paraf.unit, paraf.oleh, paraf.dicatat_untuk, paraf.dasar_pencatatan) == (
        kantor.bidang_satu,
        kantor.ketua_tim,
        pejabat,
        NOTA,
    )
    assert terbuka(jalan).pk == catatan.pk


# -- whose turn, and who is told --------------------------------------------------------------------


def _diberi_tahu(jalan: Pelaksanaan, sejak: int) -> set[int]:
    return set(
        Pemberitahuan.objects.filter(pelaksanaan=jalan, pk__gt=sejak).values_list("pengguna", flat=True)
    )


def _terakhir() -> int:
    return Pemberitahuan.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def test_pemberitahuan_tepat_pada_yang_mendapat_giliran(kantor, jalan):
    """Also the order of ``menunggu``: who is told has the run in Tugas Saya, nobody else."""
    semua = [
        kantor.kepala,
        kantor.sekretaris,
        kantor.kasubbag,
        kantor.kabid_satu,
        kantor.kabid_dua,
        kantor.staf_satu,
        kantor.staf_dua,
        kantor.ketua_tim,
        kantor.anggota_tim,
        kantor.admin,
        kantor.pengawas,
    ]
    tim = {kantor.ketua_tim.pk, kantor.anggota_tim.pk}
    unit = {satu.pk for satu in semua[1:9]}
    giliran = {
        1: {kantor.kepala.pk},
        2: {kantor.sekretaris.pk},
        3: tim,
        7: unit,
        8: tim,
        10: {kantor.sekretaris.pk},
    }
    sejak = 0
    for nomor, diharapkan in giliran.items():
        if nomor > 1:
            sampai(jalan, nomor - 1)
            sejak = _terakhir()
            sampai(jalan, nomor)
        assert _diberi_tahu(jalan, sejak) == diharapkan, f"langkah {nomor}"
        assert {satu.pk for satu in semua if menunggu(satu)} == diharapkan, f"langkah {nomor}"


def test_pemberitahuan_pengembalian_menyebutnya(kantor, jalan):
    putusan = buat_pelaksanaan_di_langkah(jalan, 10)
    sejak = _terakhir()
    kembalikan(
        catatan=putusan,
        oleh=kantor.sekretaris,
        alasan="Kurang.",
        ke=putusan.langkah.prosedur.langkah.get(nomor=8),
    )
    assert _diberi_tahu(jalan, sejak) == {kantor.ketua_tim.pk, kantor.anggota_tim.pk}
    isi = set(Pemberitahuan.objects.filter(pk__gt=sejak).values_list("isi", flat=True))
    assert isi == {f"{jalan}: langkah 8 dikembalikan untuk dilengkapi."}


def test_yang_sudah_memberi_paraf_tidak_lagi_menunggu(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 7)
    selesaikan(catatan=catatan, oleh=kantor.staf_satu)
    assert menunggu(kantor.kabid_satu) == [] == menunggu(kantor.staf_satu)
    assert menunggu(kantor.staf_dua) == [catatan]


def test_plt_dari_opd_lain_mendapat_giliran(kantor, kantor_lain, jalan):
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=kantor_lain.kabid_satu.pegawai,
        jenis="plt",
        tanggal_mulai=hari_ini(),
    )
    assert [satu.pk for satu in menunggu(kantor_lain.kabid_satu)] == [terbuka(jalan).pk]
    catatan = selesaikan(catatan=terbuka(jalan), oleh=kantor_lain.kabid_satu)
    assert catatan.selaku == "Plt. Kepala DISCONTOH"


def test_pegawai_pindah_unit_kehilangan_giliran(kantor, jalan):
    catatan = buat_pelaksanaan_di_langkah(jalan, 7)
    baru = buat_pegawai(kantor, "Staf Baru", kantor.bidang_satu)
    Pegawai.objects.filter(pengguna=baru).update(unit=None)
    with ditolak("bukan giliran Anda", TidakBerhak):
        selesaikan(catatan=catatan, oleh=baru)


# -- backdating -------------------------------------------------------------------------------------


def test_waktu_mundur_hanya_pada_yang_dicatat_belakangan(kantor, pengumpulan, jalan):
    saat = timezone.now() - timedelta(days=30)
    with ditolak("hanya dapat ditetapkan pada pelaksanaan yang dicatat belakangan"):
        selesaikan(catatan=terbuka(jalan), oleh=kantor.kepala, pada=timezone.now())
    with ditolak("hanya dapat ditetapkan"):
        mulai_jalan(kantor, pengumpulan, periode(nomor=2), pada=saat)
    mundur = mulai_jalan(kantor, pengumpulan, periode(nomor=2), pada=saat, dicatat_belakangan=True)
    assert (mundur.dimulai_pada, terbuka(mundur).dibuka_pada) == (saat, saat)
    catatan = selesaikan(catatan=terbuka(mundur), oleh=kantor.kepala, pada=saat + timedelta(hours=2))
    assert catatan.selesai_pada == terbuka(mundur).dibuka_pada == saat + timedelta(hours=2)


def test_waktu_mundur_tidak_mendahului_langkahnya_dan_tidak_di_masa_depan(kantor, pengumpulan):
    saat = timezone.now() - timedelta(days=30)
    with ditolak("Waktu tidak boleh di masa depan"):
        mulai_jalan(kantor, pengumpulan, pada=timezone.now() + timedelta(hours=1), dicatat_belakangan=True)
    mundur = mulai_jalan(kantor, pengumpulan, pada=saat, dicatat_belakangan=True)
    with ditolak("tidak boleh sebelum langkah dibuka"):
        selesaikan(catatan=terbuka(mundur), oleh=kantor.kepala, pada=saat - timedelta(minutes=1))
    with ditolak("Waktu tidak boleh di masa depan"):
        selesaikan(catatan=terbuka(mundur), oleh=kantor.kepala, pada=timezone.now() + timedelta(hours=1))


def test_giliran_menurut_tanggal_zona_opd(kantor, jalan):
    """At 23.30 WIB it is the next day in Jayapura: a Plt appointed from that day may already act there."""
    kantor.pemda.zona_waktu = "Asia/Jayapura"
    kantor.pemda.save()
    akun = buat_pegawai(kantor, "Calon Plt")
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=akun.pegawai,
        jenis="plt",
        tanggal_mulai=hari_ini() + timedelta(days=31),
    )
    tengah_malam = timezone.localtime().replace(hour=22, minute=30) + timedelta(days=30)
    with time_machine.travel(tengah_malam, tick=False):
        assert kerjakan(catatan=terbuka(jalan), oleh=akun).dikerjakan_oleh == akun
        assert selesaikan(catatan=terbuka(jalan), oleh=akun).selaku == "Plt. Kepala DISCONTOH"
