"""A year set up once: its proposal, its order and program kerja, and runs that open by themselves."""

from datetime import date
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from alur import buka_jadwal, tahun
from alur.actions import batalkan, kembalikan, mulai
from alur.adopsi import angkat as angkat_sop
from alur.adopsi import berlakukan, sarankan_ikatan, simpan_ikatan
from alur.bacaan_waktu import waktu_tahun
from alur.buka_jadwal import buka_harian, buka_jatuh_tempo
from alur.models import CatatanLangkah, JadwalTahun, Pelaksanaan, Pemberitahuan, RencanaTahun
from alur.syarat_mulai import periode_pelayan
from alur.usulan_tahun import kunci_periode, periode_kunci, susun_usulan
from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.hak import lupakan_peran
from organisasi.harian import _PEKERJAAN
from organisasi.models import AnggotaTim, Pegawai, PemangkuJabatan
from perencanaan.models import Periode
from tests.alur.panggung_tahun import (
    FEBRUARI,
    JANUARI,
    PERINTAH,
    PROGRAM,
    TAHUN,
    TW_SATU,
    baris,
    isi,
    kepala_kantor,
    konsep,
    pada,
    tetapkan,
)
from tests.alur.penjalan import adopsi_kode, maju, sampai, terbuka
from tests.panggung import PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def prosedur(kantor):
    return adopsi_kode(kantor, "000").prosedur.get(jenis="pengumpulan")


def run_bulan(nomor: int) -> Pelaksanaan:
    return Pelaksanaan.objects.get(periode__tahun=TAHUN, periode__jenis="bulan", periode__nomor=nomor)


def langkah_selesai(run: Pelaksanaan) -> list[CatatanLangkah]:
    return list(run.catatan.filter(selesai_pada__isnull=False).select_related("langkah").order_by("pk"))


# -- what is proposed -------------------------------------------------------------------------------

BULAN_RUTIN = [("bulan", satu) for satu in (1, 2, 4, 5, 7, 8, 10, 11)]
TW = [("triwulan", satu) for satu in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("frekuensi", "kumpul", "ukur"),
    [
        ({"bulan"}, {*BULAN_RUTIN, *TW}, {*TW, ("tahun", 1)}),
        ({"bulan", "triwulan", "tahun"}, {*BULAN_RUTIN, *TW}, {*TW, ("tahun", 1)}),
        ({"triwulan"}, {*TW}, {*TW, ("tahun", 1)}),
        ({"triwulan", "semester"}, {*TW}, {*TW, ("tahun", 1)}),
        (
            {"semester", "tahun"},
            {("semester", 1), ("semester", 2)},
            {("semester", 1), ("semester", 2), ("tahun", 1)},
        ),
        ({"tahun"}, {("tahun", 1)}, {("tahun", 1)}),
        (set(), {*TW}, {*TW, ("tahun", 1)}),
    ],
)
def test_periode_yang_ditawarkan_menurut_frekuensi(frekuensi, kumpul, ukur):
    assert set(kunci_periode(frekuensi, mengumpulkan=True, mengukur=False)) == kumpul
    assert set(kunci_periode(frekuensi, mengumpulkan=False, mengukur=True)) == ukur


def test_periode_urut_menurut_akhirnya():
    kunci = kunci_periode({"bulan"}, mengumpulkan=True, mengukur=True)
    assert kunci[:4] == [("bulan", 1), ("bulan", 2), ("triwulan", 1), ("bulan", 4)]
    assert kunci[-2:] == [("triwulan", 4), ("tahun", 1)]


def test_periode_tanpa_menyimpan_sama_dengan_yang_tersimpan(db):
    for satu in Periode.objects.tahun_lengkap(2024):
        tiruan = periode_kunci(2024, satu.jenis, satu.nomor)
        assert (tiruan.tanggal_mulai, tiruan.tanggal_selesai) == (satu.tanggal_mulai, satu.tanggal_selesai)


def test_usulan_menurut_kalender_kerja(kantor, prosedur):
    """2025: 31 March is a Monday; the office's due days are counted from the end of the period."""
    tw = susun_usulan(kantor.opd, prosedur, TAHUN)[0]
    assert (tw.jenis, tw.jalur, tw.buka_pada) == ("triwulan", "penuh", date(2025, 4, 1))
    assert tw.batas_waktu >= tw.buka_pada
    ukur = susun_usulan(kantor.opd, prosedur.sop.prosedur.get(jenis="pengukuran"), TAHUN)
    assert [satu.jenis for satu in ukur] == ["triwulan"] * 4 + ["tahun"]
    assert ukur[0].buka_pada > tw.batas_waktu


# -- the draft and its coming into force ------------------------------------------------------------


def test_konsep_tanpa_yang_sudah_lewat(kantor, prosedur):
    with pada(8, 1):
        for akun in (kantor.ketua_tim,):
            lupakan_peran(akun)
        rencana = konsep(kantor, prosedur)
    assert [satu.periode.nama for satu in rencana.jadwal.order_by("buka_pada")] == [
        "TW III 2025",
        "TW IV 2025",
    ]
    assert rencana.status == RencanaTahun.Status.KONSEP


def test_satu_rencana_per_tahun_dan_jenis(kantor, prosedur):
    konsep(kantor, prosedur)
    with pytest.raises(TindakanDitolak, match="sudah ada"):
        konsep(kantor, prosedur, kantor.sekretaris)
    assert RencanaTahun.objects.count() == 1


@pytest.mark.parametrize("siapa", ["kabid_satu", "staf_satu", "admin", "pengawas"])
def test_rencana_oleh_peran_lain_ditolak(kantor, prosedur, siapa):
    with pytest.raises(TidakBerhak):
        konsep(kantor, prosedur, getattr(kantor, siapa))


def test_tetapkan_tanpa_perintah_ditolak(kantor, prosedur):
    rencana = konsep(kantor, prosedur)
    with pytest.raises(TindakanDitolak, match="Isi dan simpan dahulu"):
        tahun.tetapkan(rencana=rencana, versi=rencana.versi, oleh=kantor.sekretaris)
    rencana.refresh_from_db()
    assert rencana.status == RencanaTahun.Status.KONSEP


@pytest.mark.parametrize(
    ("ganti", "kalimat"),
    [
        ({"perintah": PERINTAH | {"tanggal": "2025-03-01"}}, "masa depan"),
        ({"perintah": PERINTAH | {"tanggal": "2023-03-01"}}, "bukan yang memerintahkan"),
    ],
)
def test_perintah_yang_tidak_mungkin_ditolak_utuh(kantor, prosedur, ganti, kalimat):
    with pytest.raises(TindakanDitolak, match=kalimat):
        tetapkan(kantor, prosedur, [JANUARI], **ganti)
    rencana = RencanaTahun.objects.get()
    assert (rencana.status, rencana.perintah) == (RencanaTahun.Status.KONSEP, {})


def test_perintah_bukan_dari_yang_memerintah_ditolak(kantor, prosedur):
    with pytest.raises(TindakanDitolak, match="bukan yang memerintahkan"):
        tetapkan(
            kantor, prosedur, [JANUARI], diperintah_oleh=kantor.kabid_satu.pegawai.jabatan_dipangku.get()
        )


def test_tanpa_jadwal_tidak_dapat_ditetapkan(kantor, prosedur):
    with pytest.raises(TindakanDitolak, match="Centang paling sedikit satu"):
        tetapkan(kantor, prosedur, [])


def test_batas_sebelum_dibuka_ditolak(kantor, prosedur):
    with pytest.raises(TindakanDitolak, match="tidak boleh sebelum tanggal dibuka"):
        tetapkan(kantor, prosedur, [baris("bulan", 1, date(2025, 2, 3), date(2025, 2, 1))])


def test_dua_orang_sekaligus_yang_kedua_diberi_tahu(kantor, prosedur):
    rencana = tetapkan(kantor, prosedur, [JANUARI])
    with pada(1, 11):
        tahun.ubah_jadwal(
            rencana=rencana,
            versi=rencana.versi,
            oleh=kantor.sekretaris,
            jadwal=[JANUARI, FEBRUARI],
            alasan="Perlu",
        )
        with pytest.raises(TindakanDitolak, match="baru saja diubah orang lain"):
            tahun.ubah_jadwal(
                rencana=rencana,
                versi=rencana.versi,
                oleh=kantor.sekretaris,
                jadwal=[FEBRUARI],
                alasan="Perlu",
            )
    assert rencana.jadwal.count() == 2


# -- runs that open by themselves -------------------------------------------------------------------


def test_terbuka_sendiri_pada_harinya(kantor, prosedur):
    rencana = tetapkan(kantor, prosedur, [JANUARI, FEBRUARI])
    with pada(2, 2):
        assert buka_harian(kantor.pemda, date(2025, 2, 2)) == ""
    with pada(2, 3):
        assert buka_harian(kantor.pemda, date(2025, 2, 3)) == "1 pelaksanaan dibuka, 0 terkendala."
        assert buka_harian(kantor.pemda, date(2025, 2, 3)) == ""
    run = Pelaksanaan.objects.get()
    assert (run.dimulai_oleh, run.jalur, run.batas_waktu) == (kantor.sekretaris, "ringkas", date(2025, 2, 10))
    assert run.jadwal.rencana == rencana
    assert CatatanJejak.objects.get(aksi="alur.mulai").baru["menurut"] == "Rencana Tahun 2025"


def test_kantor_yang_ditutup_tidak_membuka_lagi(kantor, prosedur):
    rencana = tetapkan(kantor, prosedur, [JANUARI, FEBRUARI])
    with pada(2, 3):
        assert buka_harian(kantor.pemda, date(2025, 2, 3)) == "1 pelaksanaan dibuka, 0 terkendala."
    kantor.opd.aktif = False
    kantor.opd.save(update_fields=["aktif"])
    with pada(3, 3):
        assert buka_harian(kantor.pemda, date(2025, 3, 3)) == ""
        assert buka_jatuh_tempo(rencana=rencana) == (0, 0)
    assert Pelaksanaan.objects.get().periode.nomor == 1
    assert rencana.jadwal.get(periode__nomor=2).kendala == ""


def test_terdaftar_sebagai_pekerjaan_harian():
    assert buka_harian in _PEKERJAAN.values()


def test_perintah_dan_program_kerja_terjawab_rencana(kantor, prosedur):
    """Step 1 stands recorded for the Kepala on the year's Nota Dinas; step 3 for its maker when it opens."""
    tetapkan(kantor, prosedur, [TW_SATU], pindaian=SimpleUploadedFile("nota.pdf", PDF))
    with pada(4, 8):
        buka_harian(kantor.pemda, date(2025, 4, 8))
        run = Pelaksanaan.objects.get()
        [perintah] = langkah_selesai(run)
        assert perintah.langkah.nomor == 1
        assert (perintah.dicatat_untuk, perintah.selesai_oleh) == (kepala_kantor(kantor), kantor.sekretaris)
        assert perintah.dasar_pencatatan == "Nota Dinas nomor 050/1/2025 tanggal 6 Januari 2025"
        assert (perintah.tanggal_sebenarnya, perintah.cara) == (date(2025, 1, 6), "rencana")
        assert perintah.isian.isi == PERINTAH
        assert perintah.dokumen.get().nama_berkas == "nota.pdf"
        assert perintah.dokumen.get().berkas.read() == PDF
        assert terbuka(run).langkah.nomor == 2
        maju(run)
        program = run.catatan.get(langkah__nomor=3)
        assert (program.selesai_oleh, program.cara, program.dicatat_untuk) == (
            kantor.ketua_tim,
            "rencana",
            None,
        )
        assert program.isian.isi["tujuan"] == "Data lengkap setahun"
        assert len(program.isian.isi["jadwal"]) == 12
        assert terbuka(run).langkah.nomor == 4


def test_kepala_yang_menetapkan_sendiri_tidak_dicatatkan(kantor, prosedur):
    tetapkan(kantor, prosedur, [JANUARI], oleh=kantor.kepala)
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
    [perintah] = langkah_selesai(run_bulan(1))
    assert (perintah.selesai_oleh, perintah.dicatat_untuk) == (kantor.kepala, None)


def test_pembuat_yang_keluar_dari_tim_tidak_menjawab_program_kerja(kantor, prosedur):
    tetapkan(kantor, prosedur, [TW_SATU])
    AnggotaTim.objects.filter(pegawai=kantor.ketua_tim.pegawai).delete()
    with pada(4, 8):
        buka_harian(kantor.pemda, date(2025, 4, 8))
        run = Pelaksanaan.objects.get()
        maju(run)
    assert terbuka(run).langkah.nomor == 3


def test_yang_kembali_dikerjakan_orang(kantor, prosedur):
    """A plan answers a step once; what a decision sends back there is done by hand."""
    langkah = prosedur.langkah.get(nomor=10)
    langkah.jalur_kembali.create(ke=prosedur.langkah.get(nomor=3))
    tetapkan(kantor, prosedur, [TW_SATU])
    with pada(4, 8):
        buka_harian(kantor.pemda, date(2025, 4, 8))
        run = Pelaksanaan.objects.get()
        putusan = sampai(run, 10)
        kembalikan(catatan=putusan, oleh=kantor.sekretaris, alasan="Ulangi", ke=prosedur.langkah.get(nomor=3))
    kini = terbuka(run)
    assert (kini.langkah.nomor, kini.putaran) == (3, 2)


def test_run_berdiri_walau_yang_menetapkan_sudah_pindah(kantor, prosedur):
    """The right was asked for when the plan was put in force."""
    tetapkan(kantor, prosedur, [JANUARI])
    PemangkuJabatan.objects.filter(pegawai=kantor.sekretaris.pegawai).update(
        tanggal_selesai=date(2025, 1, 20)
    )
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Sekretaris"],
        pegawai=kantor.kabid_dua.pegawai,
        tanggal_mulai=date(2025, 1, 21),
    )
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
    assert run_bulan(1).dimulai_oleh == kantor.sekretaris


def test_kendala_ditulis_lalu_dicoba_lagi(kantor, prosedur):
    tetapkan(kantor, prosedur, [JANUARI])
    sop = prosedur.sop
    sop.tanggal_selesai = date(2025, 1, 31)
    sop.save()
    with pada(2, 3):
        assert buka_harian(kantor.pemda, date(2025, 2, 3)) == "0 pelaksanaan dibuka, 1 terkendala."
    assert "Minta admin memberlakukannya" in JadwalTahun.objects.get().kendala
    assert not Pelaksanaan.objects.exists()
    sop.tanggal_selesai = None
    sop.save()
    with pada(2, 4):
        buka_harian(kantor.pemda, date(2025, 2, 4))
    jadwal = JadwalTahun.objects.get()
    assert (jadwal.kendala, jadwal.pelaksanaan) == ("", run_bulan(1))


def test_jabatan_kosong_menjadi_kendala(kantor, prosedur):
    tetapkan(kantor, prosedur, [JANUARI])
    PemangkuJabatan.objects.filter(pegawai=kantor.kepala.pegawai).update(tanggal_selesai=date(2025, 1, 20))
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
    assert JadwalTahun.objects.get().kendala.startswith("SOP belum dapat dijalankan.")


def test_versi_sop_baru_dipakai_sejak_berlaku(kantor, prosedur):
    tetapkan(kantor, prosedur, [JANUARI])
    baru = angkat_sop(naskah=prosedur.sop.asal, opd=kantor.opd, oleh=kantor.admin)
    simpan_ikatan(sop=baru, ikatan=sarankan_ikatan(baru), oleh=kantor.admin)
    with pada(1, 20):
        lupakan_peran(kantor.admin)
        berlakukan(sop=baru, tanggal_mulai=date(2025, 2, 1), oleh=kantor.admin)
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
    run = run_bulan(1)
    assert (run.prosedur.sop, run.prosedur.jenis) == (baru, "pengumpulan")
    assert [satu.langkah.nomor for satu in langkah_selesai(run)] == [1]


def test_yang_sudah_dimulai_sendiri_tidak_dibuka_lagi(kantor, prosedur):
    tetapkan(kantor, prosedur, [JANUARI])
    with pada(2, 2):
        run = mulai(
            opd=kantor.opd,
            prosedur=prosedur,
            periode=Periode.objects.get(tahun=TAHUN, jenis="bulan", nomor=1),
            batas_waktu=date(2025, 2, 10),
            oleh=kantor.sekretaris,
        )
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
    assert Pelaksanaan.objects.get() == run
    assert run.jadwal.kendala.startswith("Sudah dimulai sendiri")
    assert not langkah_selesai(run)


def test_pengukuran_menunggu_pengumpulannya(kantor, prosedur):
    ukur = prosedur.sop.prosedur.get(jenis="pengukuran")
    tetapkan(kantor, ukur, [TW_SATU])
    with pada(4, 8):
        buka_harian(kantor.pemda, date(2025, 4, 8))
    assert "Pengumpulan data TW I 2025 belum disetujui" in JadwalTahun.objects.get().kendala


def test_akhir_triwulan_melayani_tahun(db):
    per = {(satu.jenis, satu.nomor): satu for satu in Periode.objects.tahun_lengkap(TAHUN)}
    layani = {str(satu) for satu in periode_pelayan(per["tahun", 1])}
    assert layani == {"Tahun 2025", "TW IV 2025", "Semester II 2025"}
    assert {str(satu) for satu in periode_pelayan(per["triwulan", 1])} == {"TW I 2025"}


def test_penetapan_terlambat_membuka_yang_jatuh_tempo(kantor, prosedur):
    with pada(2, 5):
        rencana = konsep(kantor, prosedur)
        tahun.simpan_rencana(
            rencana=rencana,
            versi=rencana.versi,
            oleh=kantor.sekretaris,
            isi=isi(kantor),
            jadwal=[JANUARI],
            tetapkan_juga=True,
        )
    assert run_bulan(1).jalur == "ringkas"


def test_tim_diberi_tahu_jalur_ringkas(kantor, prosedur):
    tetapkan(kantor, prosedur, [JANUARI])
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
    kabar = Pemberitahuan.objects.filter(isi__contains="jalur ringkas").values_list("pengguna", flat=True)
    assert set(kabar) == {kantor.ketua_tim.pk, kantor.anggota_tim.pk}


# -- changes and the end ----------------------------------------------------------------------------


def test_jadwal_yang_belum_dibuka_diubah_dengan_alasan(kantor, prosedur):
    rencana = tetapkan(kantor, prosedur, [JANUARI, FEBRUARI])
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
        geser = baris("bulan", 2, date(2025, 3, 5), date(2025, 3, 12))
        ubah_januari = baris("bulan", 1, date(2025, 2, 20), date(2025, 2, 28))
        for alasan in ("", "  "):
            with pytest.raises(TindakanDitolak, match="alasan"):
                tahun.ubah_jadwal(
                    rencana=rencana, versi=rencana.versi, oleh=kantor.ketua_tim, jadwal=[geser], alasan=alasan
                )
        tahun.ubah_jadwal(
            rencana=rencana,
            versi=rencana.versi,
            oleh=kantor.ketua_tim,
            jadwal=[ubah_januari, geser],
            alasan="Libur bersama",
        )
    jadwal = {satu.periode.nomor: satu for satu in rencana.jadwal.select_related("periode")}
    assert jadwal[1].buka_pada == date(2025, 2, 3)
    assert (jadwal[2].buka_pada, jadwal[2].jalur) == (date(2025, 3, 5), "penuh")
    assert CatatanJejak.objects.get(aksi="alur.ubah_jadwal").alasan == "Libur bersama"


def test_yang_dihilangkan_tidak_terbuka_dan_yang_terbuka_tidak_hilang(kantor, prosedur):
    rencana = tetapkan(kantor, prosedur, [JANUARI, FEBRUARI])
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
        tahun.ubah_jadwal(
            rencana=rencana, versi=rencana.versi, oleh=kantor.ketua_tim, jadwal=[], alasan="Cukup satu"
        )
    with pada(3, 3):
        buka_harian(kantor.pemda, date(2025, 3, 3))
    assert Pelaksanaan.objects.get() == run_bulan(1)


def test_yang_dibatalkan_dapat_dijadwalkan_lagi(kantor, prosedur, sebagai):
    """Called off for a wrong batas waktu, the month opens anew under the plan, its order answered again."""
    rencana = tetapkan(kantor, prosedur, [JANUARI, FEBRUARI])
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
        lama = run_bulan(1)
        batalkan(pelaksanaan=lama, oleh=kantor.sekretaris, alasan="Salah batas waktu")
        buka_harian(kantor.pemda, date(2025, 2, 3))
        assert Pelaksanaan.objects.count() == 1
        rencana.refresh_from_db()
        ubah = {"versi": rencana.versi, "oleh": kantor.ketua_tim, "alasan": "Dibuka lagi"}
        # What is not ticked stays called off.
        with pytest.raises(TindakanDitolak, match="Tidak ada jadwal yang berubah"):
            tahun.ubah_jadwal(rencana=rencana, jadwal=[FEBRUARI], **ubah)
        halaman = sebagai(kantor.ketua_tim).get(reverse("rencana_tahun_ubah", args=[rencana.pk]))
        assert "centang untuk membukanya lagi" in halaman.content.decode()
        tahun.ubah_jadwal(rencana=rencana, jadwal=[JANUARI, FEBRUARI], **ubah)
    baru = Pelaksanaan.objects.exclude(pk=lama.pk).get()
    assert baru.jadwal.periode == lama.periode
    assert [satu.cara for satu in langkah_selesai(baru)] == ["rencana"]


def test_dihentikan_tidak_membuka_lagi(kantor, prosedur):
    rencana = tetapkan(kantor, prosedur, [JANUARI, FEBRUARI])
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
    tahun.hentikan(rencana=rencana, versi=rencana.versi, oleh=kantor.sekretaris, alasan="SOP diganti")
    with pada(3, 3):
        assert buka_jatuh_tempo(rencana=rencana) == (0, 0)
        with pytest.raises(TindakanDitolak, match="sudah dihentikan: SOP diganti"):
            tahun.ubah_jadwal(
                rencana=rencana, versi=rencana.versi, oleh=kantor.ketua_tim, jadwal=[], alasan="Perlu"
            )
    assert run_bulan(1).status == Pelaksanaan.Status.BERJALAN
    # And the year may be planned anew.
    assert konsep(kantor, prosedur).pk != rencana.pk


# -- statistics of time -----------------------------------------------------------------------------


def test_langkah_yang_dijawab_rencana_tidak_diukur_waktunya(kantor, prosedur):
    tetapkan(kantor, prosedur, [TW_SATU])
    with pada(4, 8):
        buka_harian(kantor.pemda, date(2025, 4, 8))
    [waktu] = waktu_tahun(kantor.opd, TAHUN, timezone.now())
    per_nomor = {satu.langkah.nomor: satu for satu in waktu.langkah}
    assert per_nomor[1].jumlah_kunjungan == 0
    assert per_nomor[2].jumlah_kunjungan == 1


def test_semua_gabungan_frekuensi_terbaca():
    """No combination breaks, and no period comes twice."""
    jenis = ("bulan", "triwulan", "semester", "tahun")
    for pilih in product((True, False), repeat=4):
        frekuensi = {satu for satu, ya in zip(jenis, pilih, strict=True) if ya}
        kunci = kunci_periode(frekuensi, mengumpulkan=True, mengukur=False)
        assert kunci and len(kunci) == len(set(kunci))


# -- what goes wrong --------------------------------------------------------------------------------


def test_perintah_pejabat_yang_kemudian_pensiun_tetap_menjawab(kantor, prosedur):
    """He gave the order while he held the position; that he left since takes nothing of it away."""
    tetapkan(kantor, prosedur, [JANUARI])
    lama = kepala_kantor(kantor)
    PemangkuJabatan.objects.filter(pk=lama.pk).update(tanggal_selesai=date(2025, 1, 20))
    Pegawai.objects.filter(pk=lama.pegawai_id).update(aktif=False)
    PemangkuJabatan.objects.create(
        jabatan=lama.jabatan, pegawai=kantor.kabid_dua.pegawai, tanggal_mulai=date(2025, 1, 21)
    )
    with pada(2, 3):
        buka_harian(kantor.pemda, date(2025, 2, 3))
    [perintah] = langkah_selesai(run_bulan(1))
    assert (perintah.cara, perintah.dicatat_untuk) == ("rencana", lama)


def test_jadwal_yang_rusak_tidak_menahan_yang_lain(kantor, prosedur, monkeypatch):
    tetapkan(kantor, prosedur, [JANUARI, FEBRUARI])
    asli = buka_jadwal._mulai

    def rusak(jadwal, tanggal):
        if jadwal.periode.nomor == 1:
            raise RuntimeError("data rusak")
        asli(jadwal, tanggal)

    monkeypatch.setattr(buka_jadwal, "_mulai", rusak)
    with pada(3, 3):
        assert buka_harian(kantor.pemda, date(2025, 3, 3)) == "1 pelaksanaan dibuka, 1 terkendala."
    assert Pelaksanaan.objects.get() == run_bulan(2)
    assert "kesalahan aplikasi" in JadwalTahun.objects.get(periode__nomor=1).kendala


def test_batas_waktu_salah_tahun_ditolak(kantor, prosedur):
    with pytest.raises(TindakanDitolak, match="terlalu jauh"):
        tetapkan(kantor, prosedur, [baris("bulan", 1, date(2025, 2, 3), date(9999, 2, 10))])


def test_yang_diketik_dapat_disimpan_setelah_diberi_tahu_perubahan_rekan(kantor, prosedur, sebagai):
    """The refusal shows what was typed; saved once more, now knowing of the other's change, it counts."""
    with pada(1, 10):
        rencana = konsep(kantor, prosedur)
        dibaca = rencana.versi
        tahun.simpan_rencana(
            rencana=rencana, versi=dibaca, oleh=kantor.sekretaris, isi=isi(kantor), jadwal=[JANUARI]
        )
        data = {
            "versi": dibaca,
            "simpan": "1",
            "perintah-diperintah_oleh": kepala_kantor(kantor).pk,
            **{f"perintah-{nama}": nilai for nama, nilai in PERINTAH.items()},
            **{f"program-{nama}": nilai for nama, nilai in PROGRAM.items()},
            "program-tujuan": "Yang baru diketik",
        }
        klien, alamat = sebagai(kantor.ketua_tim), reverse("rencana_tahun_ubah", args=[rencana.pk])
        ditolak = klien.post(alamat, data)
        assert (ditolak.status_code, ditolak.context["versi"]) == (409, dibaca + 1)
        assert "Yang baru diketik" in ditolak.content.decode()
        assert klien.post(alamat, data | {"versi": ditolak.context["versi"]}).status_code == 302
    rencana.refresh_from_db()
    assert rencana.program_kerja["tujuan"] == "Yang baru diketik"
