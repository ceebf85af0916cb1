"""Papers of a run: what they say, when they stop being drafts, who signs, and the pages that hand them out."""

from datetime import date
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from alur import actions as gerbang
from alur.disposisi import terima_disposisi
from alur.isian import simpan_isian
from alur.models import Disposisi, RencanaTindakLanjut
from alur.pencatatan import Pencatatan
from jejak.models import CatatanJejak
from laporan import antrean, views_cetakan
from laporan.actions import tulis_bagian
from laporan.cetak import jadikan_html
from laporan.daftar import _nama, daftar_naskah
from laporan.models import BagianLaporan, Cetakan
from laporan.susunan import (
    susun_disposisi,
    susun_kertas_kerja,
    susun_laporan_hasil,
    susun_laporan_kinerja,
    susun_nota_dinas,
    susun_notulen,
    susun_program_kerja,
    susun_rekap_capaian,
    susun_rekapitulasi,
    susun_tanda_terima,
)
from laporan.susunan.orang import penanda_jenis, tanggal_kantor
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Jabatan, PemangkuJabatan
from perencanaan.models import Periode
from tests.panggung import TAHUN
from tests.panggung_kinerja import PENGHAMBAT, PanggungKinerja

# Papers and workbooks: what the database does for them, pages and actions show on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]
Kode = BagianLaporan.Kode


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


def segar(objek):
    return type(objek).objects.get(pk=objek.pk)


def kunjungan(pelaksanaan, nomor):
    return pelaksanaan.catatan.filter(langkah__nomor=nomor).latest("pk")


# -- drafts -----------------------------------------------------------------------------------------


def test_nota_dinas_draf_sampai_langkahnya_selesai(panggung):
    panggung.kumpulkan(1)
    catatan = kunjungan(panggung.pengumpulan_jalan, 1)
    isi = panggung.isian(catatan) | {"isi_perintah": "Laksanakan.\nLaporkan hasilnya.", "nomor": "800/1"}
    simpan_isian(catatan=catatan, oleh=panggung.kantor.kepala, isian=isi)
    assert susun_nota_dinas(segar(catatan)).naskah.draf

    gerbang.selesaikan(catatan=catatan, oleh=panggung.kantor.kepala)

    surat = susun_nota_dinas(segar(catatan))
    assert (surat.naskah.draf, surat.naskah.nomor) == (False, "800/1")
    assert surat.isi == ("Laksanakan.", "Laporkan hasilnya.")
    assert surat.kepada == panggung.kantor.jabatan["Sekretaris"].nama
    assert surat.dari == panggung.kantor.jabatan["Kepala"].nama


def test_naskah_data_draf_sampai_disetujui(panggung):
    panggung.kumpulkan(10)
    pengumpulan = segar(panggung.pengumpulan)
    for bentuk in (susun_rekapitulasi(pengumpulan), susun_laporan_hasil(pengumpulan.pelaksanaan)):
        assert (bentuk.naskah.draf, bentuk.naskah.tanggal, bentuk.paraf) == (True, None, ())

    panggung.jalankan(panggung.pengumpulan_jalan, 11)

    pengumpulan = segar(pengumpulan)
    for bentuk in (susun_rekapitulasi(pengumpulan), susun_laporan_hasil(pengumpulan.pelaksanaan)):
        assert not bentuk.naskah.draf
        assert bentuk.naskah.tanggal == tanggal_kantor(panggung.opd)
        assert [(p.apa, p.siapa) for p in bentuk.paraf] == [
            ("Data disetujui", str(panggung.kantor.sekretaris))
        ]


def test_naskah_hasil_draf_sampai_disetujui_dan_laporan_kinerja_sampai_kepala(panggung):
    """SOP 000: step 8 is the Sekretaris's decision, step 9 the report to the Kepala with his disposisi."""

    def keadaan():
        p = segar(panggung.pengukuran)
        return [
            susun(p).naskah.draf for susun in (susun_rekap_capaian, susun_kertas_kerja, susun_laporan_kinerja)
        ] + [susun_laporan_hasil(p.pelaksanaan).naskah.draf]

    panggung.ukur(8)
    assert keadaan() == [True, True, True, True]
    panggung.jalankan(panggung.pengukuran_jalan, 9)
    assert keadaan() == [False, False, True, False]
    panggung.jalankan(panggung.pengukuran_jalan, 10)
    assert keadaan() == [False, False, False, False]


def test_pengukuran_yang_dibatalkan_kembali_draf(panggung):
    panggung.ukur(8)
    gerbang.batalkan(
        pelaksanaan=panggung.pengukuran_jalan, oleh=panggung.kantor.sekretaris, alasan="Salah periode"
    )

    naskah = susun_rekap_capaian(segar(panggung.pengukuran)).naskah

    assert naskah.draf
    assert any("dibatalkan: Salah periode" in satu for satu in naskah.keterangan)


def test_tanda_terima_draf_sampai_semua_formulir_kembali(panggung):
    panggung.kumpulkan(7)
    terima = susun_tanda_terima(segar(panggung.pengumpulan))
    assert (terima.naskah.draf, [satu.diserahkan for satu in terima.baris]) == (True, ["", ""])
    assert all(f"oleh {panggung.kantor.ketua_tim}" in satu.dibagikan for satu in terima.baris)

    panggung.jalankan(panggung.pengumpulan_jalan, 8)

    terima = susun_tanda_terima(segar(panggung.pengumpulan))
    assert not terima.naskah.draf
    assert f"oleh {panggung.kantor.staf_dua}" in terima.baris[1].diserahkan
    assert terima.baris[0].formulir == "5 isian, 1 baris anggaran"


def test_naskah_pelaksanaan_contoh_mengatakannya(panggung):
    pengumpulan = panggung.kumpulkan(10)
    type(pengumpulan.pelaksanaan).objects.update(contoh=True)
    assert susun_rekapitulasi(segar(pengumpulan)).naskah.contoh


# -- what the papers say ----------------------------------------------------------------------------


def test_notulen_memuat_yang_ditulis_dan_tindak_lanjutnya(panggung):
    panggung.kumpulkan(3)
    catatan = kunjungan(panggung.pengumpulan_jalan, 2)
    RencanaTindakLanjut.objects.create(
        opd=panggung.opd,
        catatan=catatan,
        asal="notulen",
        uraian="Siapkan formulir",
        penanggung_jawab=panggung.kantor.jabatan["Kepala Bidang Satu"],
        tenggat=date(2099, 1, 1),
        dibuat_oleh=panggung.kantor.sekretaris,
    )

    notulen = susun_notulen(catatan)

    assert notulen.peserta == ("Sekretaris", "Tim SAKIP", "Kepala Bidang Satu")
    assert notulen.keputusan == ("Formulir diisi sampai tanggal 10",)
    assert notulen.waktu.endswith("pukul 09.00 sampai 10.30")
    assert str(panggung.kantor.sekretaris) in notulen.pimpinan
    assert [(t.uraian, t.tenggat) for t in notulen.tindak_lanjut] == [("Siapkan formulir", date(2099, 1, 1))]
    assert [p.nama for p in notulen.penanda_tangan] == [str(panggung.kantor.sekretaris), "Anggota Tim"]


def test_program_kerja_memakai_langkah_sop_dengan_tanggal(panggung):
    panggung.kumpulkan(5)

    program = susun_program_kerja(panggung.pengumpulan_jalan)

    langkah = list(panggung.pengumpulan_jalan.prosedur.langkah.order_by("nomor"))
    assert [(j.nomor, j.uraian) for j in program.jadwal] == [
        (str(satu.nomor), satu.uraian) for satu in langkah
    ]
    assert program.jadwal[0].pelaksana == langkah[0].pelaku.get(tugas="pelaksana").peran.label
    assert program.jadwal[0].mulai == program.jadwal[0].selesai == tanggal_kantor(panggung.opd)
    # SOP 000 prints no kelengkapan for the collection; the checklist itself is a paper of the next step.
    assert program.dokumen == ()
    assert not program.naskah.draf


def test_laporan_hasil_pengukuran_memuat_kendala_rencana_dan_kesimpulan(panggung):
    panggung.ukur(9)

    laporan = susun_laporan_hasil(panggung.pengukuran_jalan)

    assert ("Indikator contoh IKU-3", PENGHAMBAT) in laporan.kendala
    assert ("Indikator contoh IKU-1", "Percepat pelaksanaan.") in laporan.rekomendasi
    assert laporan.kesimpulan[0] == (
        "Dari 8 indikator, 5 dapat dihitung. Selebihnya: 1 belum lapor, 1 belum waktunya, "
        "1 tidak dapat dihitung. Rata-rata capaian IKU 83,41 %, predikat Tinggi."
    )
    assert "serapan 43,33 %" in laporan.kesimpulan[2]
    assert laporan.penanda_tangan.nama == str(panggung.kantor.sekretaris)


def test_dasar_hukum_janggal_diingatkan_hanya_pada_draf(panggung):
    panggung.ukur(8)
    assert any("Periksa dasar" in s for s in susun_laporan_hasil(panggung.pengukuran_jalan).naskah.keterangan)
    panggung.jalankan(panggung.pengukuran_jalan, 9)
    laporan = susun_laporan_hasil(segar(panggung.pengukuran_jalan))
    assert not any("Periksa dasar" in satu for satu in laporan.naskah.keterangan)


def test_disposisi_terbuka_lalu_dijawab(panggung):
    panggung.kumpulkan(11)
    catatan = kunjungan(panggung.pengumpulan_jalan, 11)
    isian = panggung.isian(catatan) | {"ringkasan": "Semua unit menyerahkan.\nSatu indikator menyusul."}
    gerbang.selesaikan(catatan=catatan, oleh=panggung.kantor.sekretaris, isian=isian)
    disposisi = Disposisi.objects.get(catatan=catatan)
    lembar = susun_disposisi(disposisi)
    assert (lembar.naskah.draf, lembar.keputusan, lembar.arahan) == (True, "", "")
    assert lembar.isi_ringkas == ("Semua unit menyerahkan.", "Satu indikator menyusul.")

    terima_disposisi(
        disposisi=disposisi, oleh=panggung.kantor.kepala, arahan="Percepat yang menyusul.", sifat="segera"
    )

    lembar = susun_disposisi(segar(disposisi))
    assert (lembar.naskah.draf, lembar.keputusan, lembar.sifat) == (False, "Diterima", "Segera")
    assert lembar.arahan == "Percepat yang menyusul."
    assert str(panggung.kantor.kepala) in lembar.oleh
    assert {nama for nama, _ in lembar.diteruskan_kepada} >= {panggung.kantor.jabatan["Sekretaris"].nama}


# -- who signs --------------------------------------------------------------------------------------


def test_plt_menandatangani_selama_ia_bertindak(panggung):
    """On the days of the Plt the block names him, before and after them the holder."""
    kantor = panggung.kantor
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=kantor.sekretaris.pegawai,
        jenis="plt",
        tanggal_mulai=date(2026, 3, 1),
        tanggal_selesai=date(2026, 3, 31),
    )

    def siapa(hari):
        satu = penanda_jenis(panggung.opd, Jabatan.Jenis.KEPALA, hari)
        return satu.sebutan, satu.nama

    nama_jabatan = kantor.jabatan["Kepala"].nama
    assert siapa(date(2026, 2, 28)) == (nama_jabatan, str(kantor.kepala))
    assert siapa(date(2026, 3, 31)) == (f"Plt. {nama_jabatan}", str(kantor.sekretaris))
    assert siapa(date(2026, 4, 1)) == (nama_jabatan, str(kantor.kepala))


def test_pangkat_dan_nip_dicetak_bila_diisi(panggung):
    pegawai = panggung.kantor.kepala.pegawai
    pegawai.pangkat = "Pembina Tingkat I"
    pegawai.save()
    penanda = penanda_jenis(panggung.opd, Jabatan.Jenis.KEPALA, date(2026, 1, 1))
    assert (penanda.pangkat, penanda.nip) == ("Pembina Tingkat I", "")


def test_jabatan_kosong_menjadi_garis_titik(panggung):
    PemangkuJabatan.objects.filter(jabatan=panggung.kantor.jabatan["Kepala"]).delete()
    penanda = penanda_jenis(panggung.opd, Jabatan.Jenis.KEPALA, date(2026, 1, 1))
    assert (penanda.sebutan, penanda.nama) == (panggung.kantor.jabatan["Kepala"].nama, "")


def test_langkah_yang_dicatatkan_menyebut_pencatat_dan_dasarnya(panggung):
    """Signed by whose step it was; the foot says who recorded it, on what ground, and when it really was."""
    panggung.kumpulkan(1)
    catatan = kunjungan(panggung.pengumpulan_jalan, 1)
    gerbang.selesaikan(
        catatan=segar(catatan),
        oleh=panggung.kantor.sekretaris,
        isian=panggung.isian(catatan),
        pencatatan=Pencatatan(
            untuk=panggung.kantor.jabatan["Kepala"].pemangku.get(),
            dasar="Nota Dinas 800/1",
            tanggal=tanggal_kantor(panggung.opd),
        ),
    )

    surat = susun_nota_dinas(segar(catatan))

    assert surat.penanda_tangan.nama == str(panggung.kantor.kepala)
    assert any(
        f"Dicatat oleh {panggung.kantor.sekretaris} untuk {panggung.kantor.kepala}" in satu
        and "atas dasar Nota Dinas 800/1" in satu
        for satu in surat.naskah.keterangan
    )


def test_persetujuan_yang_dikembalikan_lagi_tidak_tercetak(panggung):
    """What was decided and then sent back by a later decision is decided anew; the old approval is no paraf."""
    panggung.kumpulkan(11)
    assert [p.apa for p in susun_rekapitulasi(segar(panggung.pengumpulan)).paraf] == ["Data disetujui"]
    putusan = kunjungan(panggung.pengumpulan_jalan, 10)
    type(putusan).objects.filter(pk=putusan.pk).update(
        keputusan="kembalikan",
        alasan="Lengkapi",
        dikembalikan_ke=panggung.pengumpulan_jalan.prosedur.langkah.get(nomor=8),
    )

    assert susun_rekapitulasi(segar(panggung.pengumpulan)).paraf == ()


# -- Laporan Kinerja --------------------------------------------------------------------------------


def test_laporan_interim_untuk_triwulan_dan_lkjip_untuk_tahun(panggung):
    pengukuran = panggung.ukur(9)
    interim = susun_laporan_kinerja(pengukuran)
    assert (interim.interim, interim.naskah.judul) == (True, f"Laporan Kinerja Interim Triwulan I {TAHUN}")

    setahun = Periode.objects.get(tahun=TAHUN, jenis="tahun")
    type(pengukuran).objects.update(periode=setahun)

    lkjip = susun_laporan_kinerja(segar(pengukuran))
    assert not lkjip.interim
    assert lkjip.naskah.judul == f"Laporan Kinerja Instansi Pemerintah Tahun {TAHUN}"


def test_perjanjian_kinerja_memuat_iku_pk_yang_berlaku(panggung):
    laporan = susun_laporan_kinerja(panggung.ukur(9))

    assert [(b.indikator, b.target.teks) for b in laporan.perjanjian] == [
        ("Indikator contoh IKU-1", "22"),
        ("Indikator contoh IKU-2", "90"),
        ("Indikator contoh IKU-3", "10"),
    ]
    assert laporan.perjanjian[2].sasaran == "Menurunnya pengaduan"
    assert [(nama, sel.teks) for _, nama, sel in laporan.perjanjian_program] == [
        ("Program Layanan", "1.000.000"),
        ("Program Pengaduan", "500.000"),
    ]
    assert laporan.total_perjanjian_program.nilai == 1_500_000
    assert "nomor PK/1, ditandatangani 2 Januari" in laporan.dasar_perjanjian
    assert str(panggung.kantor.kepala) in laporan.dasar_perjanjian


def test_perjanjian_yang_belum_berlaku_atau_konsep_disebut_apa_adanya(panggung):
    pengukuran = panggung.ukur(9)
    type(panggung.perjanjian).objects.update(status="konsep")
    assert "konsep yang belum ditandatangani" in susun_laporan_kinerja(segar(pengukuran)).dasar_perjanjian

    type(panggung.perjanjian).objects.update(tanggal_berlaku=date(TAHUN, 6, 1))

    laporan = susun_laporan_kinerja(segar(pengukuran))
    assert (laporan.dasar_perjanjian, laporan.perjanjian, laporan.perjanjian_program) == ("", (), ())


def test_kelengkapan_bab_tiga_menunjukkan_yang_kosong(panggung):
    kelengkapan = dict(susun_laporan_kinerja(panggung.ukur(9)).kelengkapan)

    assert set(kelengkapan) == {f"Indikator contoh IKU-{n}" for n in (1, 2, 3, 4)}
    assert kelengkapan["Indikator contoh IKU-1"] == (
        "lengkap",
        "lengkap",
        "lengkap",
        "kosong",
        "lengkap",
        "tidak relevan",  # efficiency is worked out at the year's end
        "lengkap",
    )
    assert kelengkapan["Indikator contoh IKU-4"][:3] == ("kosong", "kosong", "kosong")


def test_bagian_tanpa_tulisan_disusun_dari_data_atau_mengaku_belum_ditulis(panggung):
    laporan = susun_laporan_kinerja(panggung.ukur(9))

    bagian = {satu.kode: satu for satu in (laporan.ikhtisar, *laporan.bab_satu, *laporan.bab_empat)}
    assert bagian[Kode.IKHTISAR].susunan_otomatis
    assert bagian[Kode.IKHTISAR].paragraf[0].startswith("Dari 8 indikator, 5 dapat dihitung.")
    # IKU-1, IKU-3, IKP-1 and IKK-1 lie below 100; the lowest is the true zero.
    assert any(
        "4 indikator berada di bawah target; yang terendah Indikator contoh IKP-1 (0,00 %)" in satu
        for satu in bagian[Kode.IKHTISAR].paragraf
    )
    assert bagian[Kode.TUGAS_FUNGSI].paragraf == ()
    assert "Indikator contoh IKU-3: Percepat pelaksanaan." in bagian[Kode.LANGKAH_PERBAIKAN].paragraf[0]
    assert laporan.naskah.keterangan[0] == "Bagian yang belum ditulis: Tugas dan Fungsi, Isu Strategis."
    assert "Bagian ini belum ditulis." in jadikan_html(laporan)


def test_tulisan_kantor_menggantikan_susunan(panggung):
    pengukuran = panggung.ukur(9)
    tulis_bagian(
        pengukuran=pengukuran,
        isi={
            Kode.IKHTISAR: ("Paragraf satu\nlanjutannya.\n\nParagraf dua.", 0),
            Kode.TUGAS_FUNGSI: ("Tugas.", 0),
        },
        oleh=panggung.kantor.ketua_tim,
    )

    ikhtisar = susun_laporan_kinerja(pengukuran).ikhtisar

    assert ikhtisar.paragraf == ("Paragraf satu\nlanjutannya.", "Paragraf dua.")
    assert not ikhtisar.susunan_otomatis


# -- writing the parts ------------------------------------------------------------------------------


def test_tulis_bagian_menyimpan_versi_dan_jejak(panggung):
    pengukuran, tim = panggung.ukur(6), panggung.kantor.ketua_tim
    tulis_bagian(pengukuran=pengukuran, isi={Kode.PENUTUP: ("Satu", 0)}, oleh=tim)

    tulis_bagian(pengukuran=pengukuran, isi={Kode.PENUTUP: ("Dua", 1)}, oleh=panggung.kantor.sekretaris)

    bagian = BagianLaporan.objects.get()
    assert (bagian.isi, bagian.versi, bagian.diubah_oleh) == ("Dua", 2, panggung.kantor.sekretaris)
    jejak = CatatanJejak.objects.filter(aksi="laporan.tulis_bagian").latest("pk")
    assert (jejak.lama["isi"], jejak.baru["isi"], jejak.opd_id) == ("Satu", "Dua", panggung.opd.pk)


def test_tulis_bagian_yang_sama_tidak_meninggalkan_jejak(panggung):
    pengukuran, tim = panggung.ukur(6), panggung.kantor.ketua_tim
    tulis_bagian(pengukuran=pengukuran, isi={Kode.PENUTUP: ("Satu", 0)}, oleh=tim)
    assert tulis_bagian(pengukuran=pengukuran, isi={Kode.PENUTUP: ("Satu\r\n", 0)}, oleh=tim) == []
    assert CatatanJejak.objects.filter(aksi="laporan.tulis_bagian").count() == 1


def test_tulis_bagian_yang_sudah_diubah_rekan_ditolak_seluruhnya(panggung):
    """One stale part refuses the whole page: nothing is half-written."""
    pengukuran, tim = panggung.ukur(6), panggung.kantor.ketua_tim
    tulis_bagian(pengukuran=pengukuran, isi={Kode.PENUTUP: ("Milik rekan", 0)}, oleh=tim)

    with pytest.raises(TindakanDitolak, match=f"{tim} sudah mengubah Kesimpulan"):
        tulis_bagian(
            pengukuran=pengukuran,
            isi={Kode.IKHTISAR: ("Baru", 0), Kode.PENUTUP: ("Milik saya", 0)},
            oleh=panggung.kantor.sekretaris,
        )

    assert list(BagianLaporan.objects.values_list("kode", "isi")) == [("penutup", "Milik rekan")]


def test_tulis_bagian_oleh_staf_ditolak(panggung):
    pengukuran = panggung.ukur(6)
    with pytest.raises(TidakBerhak):
        tulis_bagian(pengukuran=pengukuran, isi={Kode.PENUTUP: ("Satu", 0)}, oleh=panggung.kantor.staf_satu)
    assert not BagianLaporan.objects.exists()


# -- pages ------------------------------------------------------------------------------------------


@pytest.fixture
def tanpa_proses(monkeypatch):
    """The queue takes the paper and nobody prints it: these tests are about what is asked for."""
    monkeypatch.setattr(antrean, "jalankan", lambda: None)
    monkeypatch.setattr(views_cetakan, "TUNGGU_DETIK", 0)


def test_daftar_naskah_menyebut_yang_belum_dapat_dibuat(panggung):
    panggung.kumpulkan(2)

    daftar = {satu.kode: satu for satu in daftar_naskah(panggung.pengumpulan_jalan)}

    assert (daftar["langkah-1"].belum, daftar["langkah-1"].draf) == ("", False)
    assert daftar["langkah-2"].belum == "Isi dahulu langkah 2."
    assert daftar["program-kerja"].belum == "Langkah 3 belum sampai."
    assert daftar["rekapitulasi"].belum == "Formulir unit belum disiapkan."


def test_semua_naskah_satu_triwulan_dapat_digambar(panggung):
    """Every paper of both runs becomes HTML, and each recap a workbook; the drafts say so."""
    panggung.ukur(11)
    semua = [*daftar_naskah(panggung.pengumpulan_jalan), *daftar_naskah(panggung.pengukuran_jalan)]

    assert [satu.kode for satu in semua if satu.belum] == []
    # Of each run's meeting an invitation and an attendance list, the checklist, and a receipt of each of two units.
    assert len(semua) == 22
    assert len({satu.nama_berkas for satu in semua}) == len(semua)
    for satu in semua:
        bentuk = satu.susun()
        assert bentuk.naskah.draf == satu.draf, satu.kode
        assert panggung.opd.nama in jadikan_html(bentuk)
        if satu.buku:
            assert load_workbook(BytesIO(satu.buku(bentuk))).sheetnames


def test_halaman_naskah_dan_laporan_terbuka(panggung, sebagai):
    panggung.ukur(9)
    klien = sebagai(panggung.kantor.ketua_tim)

    naskah = klien.get(reverse("naskah_daftar", args=[panggung.pengukuran_jalan.pk]))
    laporan = klien.get(reverse("laporan_daftar"))

    assert naskah.status_code == laporan.status_code == 200
    assert f"Laporan Kinerja Interim Triwulan I {TAHUN}" in laporan.content.decode()
    assert reverse("bagian_tulis", args=[panggung.pengukuran.pk]) in laporan.content.decode()
    assert "Kertas Kerja Pengukuran" in naskah.content.decode()
    xlsx = reverse("naskah_xlsx", args=[panggung.pengukuran_jalan.pk, "rekap-capaian"])
    assert xlsx in naskah.content.decode()
    assert xlsx in laporan.content.decode()


def test_pdf_diminta_satu_kali_untuk_isi_yang_sama(panggung, sebagai, tanpa_proses):
    panggung.ukur(9)
    klien = sebagai(panggung.kantor.staf_satu)
    alamat = reverse("naskah_pdf", args=[panggung.pengukuran_jalan.pk, "rekap-capaian"])

    jawab = [klien.post(alamat), klien.post(alamat)]

    cetakan = Cetakan.objects.get()
    assert [satu.url for satu in jawab] == [cetakan.get_absolute_url()] * 2
    assert cetakan.nama_berkas == f"Rekapitulasi_Capaian_TW-I-{TAHUN}_DISCONTOH.pdf"
    assert (cetakan.opd, cetakan.jenis) == (panggung.opd, "rekap-capaian")
    assert klien.get(alamat).status_code == 405


def test_pdf_yang_belum_dapat_dibuat_ditolak_dengan_sebabnya(panggung, sebagai, tanpa_proses):
    panggung.kumpulkan(2)
    klien = sebagai(panggung.kantor.sekretaris)

    jawab = klien.post(
        reverse("naskah_pdf", args=[panggung.pengumpulan_jalan.pk, "rekapitulasi"]), follow=True
    )

    assert "Formulir unit belum disiapkan." in jawab.content.decode()
    assert not Cetakan.objects.exists()


def test_buku_kerja_diunduh_dengan_angka(panggung, sebagai):
    panggung.ukur(9)
    jawab = sebagai(panggung.kantor.staf_satu).get(
        reverse("naskah_xlsx", args=[panggung.pengukuran_jalan.pk, "rekap-capaian"])
    )

    assert f'filename="Rekapitulasi_Capaian_TW-I-{TAHUN}_DISCONTOH.xlsx"' in jawab["Content-Disposition"]
    nilai = {
        sel.value for lembar in load_workbook(BytesIO(jawab.content)) for baris in lembar for sel in baris
    }
    assert 94.68 in {float(satu) for satu in nilai if isinstance(satu, int | float)}


def test_jenis_naskah_yang_tidak_ada_404(panggung, sebagai, tanpa_proses):
    panggung.ukur(9)
    klien, pk = sebagai(panggung.kantor.sekretaris), panggung.pengukuran_jalan.pk
    assert klien.post(reverse("naskah_pdf", args=[pk, "surat-cinta"])).status_code == 404
    assert klien.get(reverse("naskah_xlsx", args=[pk, "kertas-kerja"])).status_code == 404


def test_opd_lain_404(panggung, kantor_lain, sebagai, tanpa_proses):
    panggung.ukur(9)
    klien, pk = sebagai(kantor_lain.kepala), panggung.pengukuran_jalan.pk
    assert klien.get(reverse("naskah_daftar", args=[pk])).status_code == 404
    assert klien.post(reverse("naskah_pdf", args=[pk, "rekap-capaian"])).status_code == 404
    assert klien.get(reverse("naskah_xlsx", args=[pk, "rekap-capaian"])).status_code == 404
    assert klien.get(reverse("bagian_tulis", args=[panggung.pengukuran.pk])).status_code == 404
    assert panggung.opd.nama not in klien.get(reverse("laporan_daftar")).content.decode()


def test_halaman_bagian_menyimpan_dan_menolak_yang_basi(panggung, sebagai):
    panggung.ukur(6)
    klien = sebagai(panggung.kantor.ketua_tim)
    alamat = reverse("bagian_tulis", args=[panggung.pengukuran.pk])
    kosong = {kode.value: "" for kode in Kode} | {f"versi_{kode.value}": 0 for kode in Kode}

    simpan = klien.post(alamat, kosong | {"penutup": "Satu"})
    basi = klien.post(alamat, kosong | {"penutup": "Dua"})

    assert (simpan.status_code, basi.status_code) == (302, 409)
    teks = basi.content.decode()
    assert "sudah mengubah Kesimpulan" in teks and ">\nDua</textarea>" in teks
    assert BagianLaporan.objects.get().isi == "Satu"


def test_halaman_bagian_hanya_untuk_penulis(panggung, sebagai):
    panggung.ukur(6)
    alamat = reverse("bagian_tulis", args=[panggung.pengukuran.pk])
    assert sebagai(panggung.kantor.staf_satu).get(alamat).status_code == 403
    assert sebagai(panggung.kantor.sekretaris).get(alamat).status_code == 200


def test_nama_berkas_tidak_memuat_tanda_aneh():
    jalan = SimpleNamespace(
        periode=SimpleNamespace(nama="TW I 2026"), opd=SimpleNamespace(singkatan='Kec. "Hulu"/X\r\n')
    )
    assert _nama("Rekapitulasi Capaian", jalan) == "Rekapitulasi_Capaian_TW-I-2026_Kec-Hulu-X-"
