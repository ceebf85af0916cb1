"""The shapes against the stage's table, worked by hand (``tests.panggung_kinerja``)."""

from dataclasses import fields
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alur.models import Pelaksanaan
from laporan.bentuk import KOSONG
from laporan.susunan import (
    susun_capaian,
    susun_kertas_kerja,
    susun_laporan_kinerja,
    susun_rekap_capaian,
    susun_rekapitulasi,
)
from laporan.susunan.capaian import _ukuran_lalu, baris_semua
from laporan.tampilan_dasbor import susun_dasbor
from pengukuran.models import HasilUkur, Pengukuran
from pengumpulan.actions import catat_realisasi, kembalikan_data
from pengumpulan.models import BarisAnggaran, BarisFormulir, Pengumpulan, Realisasi
from perencanaan.angka import tulis_angka
from perencanaan.models import PenempatanIndikator, Periode, RealisasiAnggaran, TargetPeriode
from tests.panggung import TAHUN
from tests.panggung_kinerja import PENGHAMBAT, RENCANA, PanggungKinerja

# What is read for them, dashboard and decision pages read on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]
D = Decimal


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


def segar(objek):
    """As another request reads it: nothing fetched yet."""
    return type(objek).objects.get(pk=objek.pk)


def kelompok(susunan, uraian):
    return next(satu for satu in susunan.kelompok if satu.uraian == uraian)


def baris(susunan, kode):
    return next(satu for satu in baris_semua(susunan) if satu.kode == kode)


# -- capaian ----------------------------------------------------------------------------------------


def test_baris_sama_dengan_hasil_ukur_dan_hitungan_tangan(panggung):
    """Page and store show one figure; the figures are those of the stage's table."""
    susunan = susun_capaian(panggung.ukur())

    for hasil in HasilUkur.objects.select_related("patokan__indikator"):
        satu = baris(susunan, hasil.patokan.indikator.kode)
        assert (satu.capaian_periode.nilai, satu.capaian_tahun.nilai) == (
            hasil.capaian_periode,
            hasil.capaian_tahun,
        )
        assert (satu.realisasi.nilai, satu.status) == (hasil.realisasi, hasil.status)
    tercetak = {satu.kode: (satu.capaian_periode.teks, satu.status) for satu in baris_semua(susunan)}
    assert tercetak == {
        "IKU-1": ("94,68", "dihitung"),
        "IKU-2": ("105,56", "dihitung"),
        "IKP-1": ("0,00", "dihitung"),
        "IKK-1": ("89,09", "dihitung"),
        "ISK-1": ("–", "tidak_dapat_dihitung"),
        "IKU-3": ("50,00", "dihitung"),
        "IKU-4": ("–", "belum_lapor"),
        "IKP-2": ("–", "belum_waktunya"),
    }


def test_kosong_nol_dan_tidak_dapat_dihitung_dibedakan(panggung):
    susunan = susun_capaian(panggung.ukur())

    nol, menyusul = baris(susunan, "IKP-1"), baris(susunan, "IKU-4")
    tanpa_target, belum = baris(susunan, "ISK-1"), baris(susunan, "IKP-2")
    assert (nol.realisasi.teks, nol.realisasi.nilai, nol.predikat.label) == ("0", 0, "Sangat Rendah")
    assert (menyusul.realisasi.teks, menyusul.realisasi.nilai, menyusul.predikat) == ("Menyusul", None, None)
    assert (tanpa_target.realisasi.nilai, tanpa_target.sebab) == (7, "Target belum ditetapkan.")
    assert (belum.realisasi.keadaan, belum.target_tahun.nilai) == ("belum_waktunya", 100)


def test_dua_capaian_terhadap_periode_dan_tahun(panggung):
    """IKP-1 has 5 of its 20 due in TW I: with 4 it stands at 80 % of the quarter and 20 % of the year."""
    panggung.isi["IKP-1"][0]["nilai"] = D(4)

    satu = baris(susun_capaian(panggung.ukur()), "IKP-1")

    assert (satu.capaian_periode.teks, satu.capaian_tahun.teks) == ("80,00", "20,00")
    assert (satu.target_periode.teks, satu.target_tahun.teks) == ("5", "20")


def test_urutan_pohon_dan_rata_rata_tidak_melintasi_jenjang(panggung):
    susunan = susun_capaian(panggung.ukur())

    assert [(satu.jenjang, satu.rata_rata.teks) for satu in susunan.kelompok] == [
        ("Sasaran", "100,12"),
        ("Program", "0,00"),
        ("Kegiatan", "89,09"),
        ("Sub Kegiatan", "–"),
        ("Sasaran", "50,00"),
        ("Program", "–"),
    ]
    assert [satu.nomor for satu in baris_semua(susunan)] == list(range(1, 9))
    assert [satu.uraian for satu in susunan.kelompok[0].pendukung] == [
        "Program Layanan",
        "Kegiatan Pelayanan",
    ]
    # (94,6818 + 105,5556 + 50) / 3: neither the zero of the program nor the blank enters.
    assert (susunan.rata_rata.teks, susunan.predikat.label) == ("83,41", "Tinggi")
    assert "3 dari 4 indikator dihitung" in susunan.penjelasan


def test_rata_rata_opd_menurut_aturan_metodologi(panggung):
    """Mean of the sasaran's means: (100,1187 + 50) / 2 = 75,06, which is another class."""
    pengukuran = panggung.ukur()
    pengukuran.metodologi.aturan_opd = "rata_sasaran"
    pengukuran.metodologi.save()

    susunan = susun_capaian(segar(pengukuran))

    assert (susunan.rata_rata.teks, susunan.predikat.label) == ("75,06", "Sedang")
    assert "rata-rata sasaran" in susunan.penjelasan


def test_tanpa_iku_rata_rata_opd_tidak_dihitung(panggung):
    PenempatanIndikator.objects.filter(jenis="iku").update(jenis="program")

    susunan = susun_capaian(panggung.ukur())

    assert (susunan.rata_rata.nilai, susunan.predikat) == (None, None)
    assert "Belum ada IKU" in susunan.penjelasan


def test_sasaran_tanpa_indikator_tetap_terlihat_di_tempatnya(panggung):
    """Its programs stand for themselves; a sasaran over nothing that is measured does not show."""
    PenempatanIndikator.objects.filter(simpul=panggung.sasaran_dua).delete()
    panggung._simpul("sasaran", "Tanpa apa pun")

    susunan = susun_capaian(panggung.ukur())

    kosong = kelompok(susunan, "Menurunnya pengaduan")
    assert (kosong.baris, kosong.rata_rata.nilai, kosong.pendukung) == ((), None, ())
    assert (kosong.serapan.teks, kosong.penjelasan) == ("50,00", "Belum ada indikator yang dapat dihitung.")
    assert [satu.uraian for satu in susunan.kelompok][-2:] == ["Menurunnya pengaduan", "Program Pengaduan"]


def test_batas_rata_rata_dipakai_dan_ditulis(panggung):
    """With means capped at 100: (94,6818 + 100) / 2 = 97,34 (domain §14), while 105,56 stays on show."""
    panggung.kumpulkan()
    panggung.ukur(5)
    catatan = panggung.pengukuran_jalan.catatan.get(selesai_pada=None)
    panggung.pengukuran.metodologi.batas_rata_rata = D(100)
    panggung.pengukuran.metodologi.save()
    panggung.hitung_dan_analisis(catatan)

    susunan = susun_capaian(segar(panggung.pengukuran))

    assert kelompok(susunan, "Meningkatnya mutu layanan").rata_rata.teks == "97,34"
    assert baris(susunan, "IKU-2").capaian_periode.teks == "105,56"
    assert any("yang masuk rata-rata paling tinggi 100 %" in satu for satu in susunan.catatan_metode)


def test_hitungan_per_status_dan_predikat(panggung):
    hitungan = {satu.label: satu.jumlah for satu in susun_capaian(panggung.ukur()).hitungan}
    assert hitungan == {
        "Dihitung": 5,
        "Belum lapor": 1,
        "Belum waktunya": 1,
        "Tidak dapat dihitung": 1,
        "Sangat Tinggi": 2,
        "Tinggi": 1,
        "Sedang": 0,
        "Rendah": 0,
        "Sangat Rendah": 2,
    }


def test_skala_dan_rumus_yang_dipakai_tercetak(panggung):
    susunan = susun_capaian(panggung.ukur())

    assert [(satu.interval, satu.predikat.label) for satu in susunan.skala][:2] == [
        ("≥ 91", "Sangat Tinggi"),
        ("≥ 76 dan < 91", "Tinggi"),
    ]
    rumus = " ".join(susunan.catatan_metode)
    assert "R / T × 100" in rumus and "(2T − R) / T × 100" in rumus
    assert "T / R × 100" not in rumus  # no indicator uses it
    assert "juga bila realisasinya belum masuk" in rumus


def test_riwayat_dihitung_dan_tercetak_dipisah(panggung):
    """21,5 of 21 is 102,38 by our formula; the report printed 100, which stands beside its source."""
    satu = baris(susun_capaian(panggung.ukur()), "IKU-1")

    assert [(r.tahun, r.capaian.teks) for r in satu.riwayat] == [(TAHUN - 2, "95,00"), (TAHUN - 1, "102,38")]
    assert satu.riwayat[1].sumber == f"LKjIP {TAHUN - 1}. Capaian tercetak pada sumber: 100."
    # 20,83 of 40, the plan's last year, not of the 30 before it.
    assert (satu.target_renstra.teks, satu.kemajuan_renstra.teks) == ("40", "52,08")


@pytest.mark.parametrize(("nomor", "terbaca"), [(3, False), (4, True)])
def test_tahun_lalu_yang_ditutup_dengan_tw_iv_menjadi_riwayat(panggung, nomor, terbaca):
    """Most offices measure no *year* of its own: TW IV runs up to its last day."""
    pengukuran = panggung.ukur()
    periode = Periode.objects.tahun_lengkap(TAHUN).get(jenis="triwulan", nomor=nomor)
    Pengukuran.objects.filter(pk=pengukuran.pk).update(
        periode=periode, disetujui_pada=timezone.now(), disetujui_oleh=panggung.kantor.sekretaris
    )
    depan = Periode.objects.tahun_lengkap(TAHUN + 1).get(jenis="triwulan", nomor=1)

    lalu = _ukuran_lalu(Pengukuran(opd=panggung.opd, periode=depan))

    assert (panggung.indikator["IKU-1"].pk in lalu) == terbaca


def test_definisi_yang_memutus_deret_menyebutnya_di_tempat_putusnya(panggung):
    versi = panggung.indikator["IKU-1"].versi.get()
    versi.memutus_deret, versi.alasan_perubahan = True, "Cara hitung baru"
    versi.tanggal_mulai = versi.tanggal_mulai.replace(year=TAHUN)
    versi.save()

    satu = baris(susun_capaian(panggung.ukur()), "IKU-1")

    # Between the two earlier years nothing changed; between the last of them and this year the series breaks.
    assert satu.riwayat[0].putus == ()
    (putus,) = satu.riwayat[1].putus
    assert putus.kalimat == f"Deret terputus mulai 1 Januari {TAHUN}: Cara hitung baru."
    assert satu.putus_riwayat == (putus,)


def test_anggaran_dijumlahkan_ke_atas_satu_kali(panggung):
    susunan = susun_capaian(panggung.ukur())

    assert [
        (a.tingkat, a.uraian, a.pagu.teks, a.realisasi.teks, a.serapan.teks) for a in susunan.anggaran
    ] == [
        (0, "Program Layanan", "1.000.000", "400.000", "40,00"),
        (1, "Kegiatan Pelayanan", "1.000.000", "400.000", "40,00"),
        (2, "Sub Kegiatan Loket", "1.000.000", "400.000", "40,00"),
        (0, "Program Pengaduan", "500.000", "250.000", "50,00"),
    ]
    total = susunan.total_anggaran
    assert (total.pagu.nilai, total.realisasi.nilai, total.serapan.teks) == (1_500_000, 650_000, "43,33")


def test_serapan_dan_efisiensi_per_sasaran_dan_program(panggung):
    """100,1187 − 40 = 60,12 and 100,1187 / 40 = 2,503; below 100 nothing is called efficient."""
    susunan = susun_capaian(pada_akhir_tahun(panggung.ukur()))

    satu, dua = kelompok(susunan, "Meningkatnya mutu layanan"), kelompok(susunan, "Menurunnya pengaduan")
    assert (satu.serapan.teks, satu.selisih.teks, satu.indeks_efisiensi.teks) == ("40,00", "60,12", "2,503")
    assert "(efisien)" in satu.efisiensi
    assert (dua.serapan.teks, dua.indeks_efisiensi.teks) == ("50,00", "1,000")
    assert "belum dapat disebut efisien" in dua.efisiensi
    assert kelompok(susunan, "Kegiatan Pelayanan").efisiensi == ""


def pada_akhir_tahun(pengukuran: Pengukuran) -> Pengukuran:
    """The same results as those of the whole year."""
    setahun = Periode.objects.tahun_lengkap(TAHUN).get(jenis="tahun")
    Pengukuran.objects.filter(pk=pengukuran.pk).update(periode=setahun)
    return segar(pengukuran)


def test_sebelum_akhir_tahun_efisiensi_tidak_dihitung(panggung):
    """A quarter's target against the year's pagu would call almost everything efficient."""
    susunan = susun_capaian(panggung.ukur())

    for uraian in ("Meningkatnya mutu layanan", "Menurunnya pengaduan", "Program Pengaduan"):
        satu = kelompok(susunan, uraian)
        assert satu.serapan.nilai is not None
        assert (satu.selisih, satu.indeks_efisiensi) == (KOSONG, KOSONG)
        assert satu.efisiensi == "Efisiensi dihitung pada akhir tahun: pagu berlaku setahun."
    assert kelompok(susunan, "Kegiatan Pelayanan").efisiensi == ""


def test_belanja_pada_formulir_terbuka_tidak_mengubah_pengukuran(panggung):
    """Typed in a January form that is still open; on the form's own recap it stands, in the measurement not."""
    pengukuran = panggung.ukur()
    januari = Periode.objects.tahun_lengkap(TAHUN).get(jenis="bulan", nomor=1)
    # The program's own record would stand over what lies below it.
    belanja = RealisasiAnggaran.objects.create(simpul=panggung.program_satu, periode=januari, nilai=900_000)
    terbuka = Pengumpulan.objects.create(
        opd=panggung.opd,
        periode=januari,
        dibuat_pada=pengukuran.dihitung_pada,
        dibuat_oleh=panggung.kantor.ketua_tim,
    )
    formulir = terbuka.formulir.create(unit=panggung.kantor.bidang_satu)
    baris_januari = formulir.anggaran.create(simpul=panggung.program_satu)

    def terpakai(rekap):
        return rekap.anggaran[0].realisasi.nilai

    assert terpakai(susun_capaian(segar(pengukuran))) == 400_000
    assert susun_capaian(segar(pengukuran)).total_anggaran.realisasi.nilai == 650_000
    dasbor = susun_dasbor(segar(pengukuran), [pengukuran], panggung.opd, urut="pohon", saring="")
    assert dasbor.utama.anggaran == "Rp650.000 dari Rp1.500.000"
    assert terpakai(susun_rekapitulasi(segar(panggung.pengumpulan))) == 400_000
    assert terpakai(susun_rekapitulasi(terbuka)) == 900_000

    baris_januari.status = BarisAnggaran.Status.DISETUJUI
    baris_januari.save()
    assert terpakai(susun_capaian(segar(pengukuran))) == 900_000
    Pelaksanaan.objects.filter(pk=panggung.pengumpulan_jalan.pk).update(
        status="dibatalkan", alasan_batal="Keliru"
    )
    # Called off: what its forms brought counts no more, though it once was approved.
    assert susun_capaian(segar(pengukuran)).total_anggaran.realisasi.nilai == 900_000
    # On no form at all: imported history.
    baris_januari.delete()
    assert terpakai(susun_capaian(segar(pengukuran))) == belanja.nilai


def test_anggaran_yang_belum_diisi_disebut_bukan_dinolkan(panggung):
    panggung.ukur()
    RealisasiAnggaran.objects.filter(simpul=panggung.program_dua).delete()

    susunan = susun_capaian(segar(panggung.pengukuran))

    dua = next(satu for satu in susunan.anggaran if satu.uraian == "Program Pengaduan")
    assert (dua.realisasi.nilai, dua.serapan.nilai, dua.sisa.nilai) == (None, None, None)
    assert any("Realisasi anggaran 1 program/kegiatan belum diisi" in s for s in susunan.catatan_metode)


def test_tulisan_unit_berlaku_sampai_analisis_menulisnya(panggung):
    pengukuran = panggung.ukur()
    assert baris(susun_capaian(pengukuran), "IKU-3").faktor_penghambat == PENGHAMBAT

    HasilUkur.objects.filter(patokan__indikator__kode="IKU-3").update(faktor_penghambat="Yang lain")

    assert baris(susun_capaian(pengukuran), "IKU-3").faktor_penghambat == "Yang lain"


def test_angka_latihan_ditandai_per_baris_dan_dijelaskan(panggung):
    panggung.isi["IKU-2"][0]["angka_latihan"] = True

    rekap = susun_rekap_capaian(panggung.ukur())

    latihan = {satu.kode for satu in baris_semua(rekap.susunan) if satu.angka_latihan}
    assert latihan == {"IKU-2"}
    assert any("angka latihan" in satu for satu in rekap.naskah.keterangan)


def test_bukti_dihitung_tanpa_yang_dicabut(panggung):
    pengukuran = panggung.ukur()
    assert baris(susun_capaian(pengukuran), "IKU-1").bukti == 1
    bukti = Realisasi.objects.get(indikator=panggung.indikator["IKU-1"]).bukti.get()
    bukti.dicabut_pada, bukti.dicabut_oleh = pengukuran.dihitung_pada, panggung.kantor.staf_satu
    bukti.alasan_cabut = "Keliru"
    bukti.save()

    assert baris(susun_capaian(pengukuran), "IKU-1").bukti == 0


def test_rata_rata_dari_capaian_yang_tercetak(panggung):
    """Whoever adds up the printed column finds the printed mean: (94,68 + 105,56 + 50,00) / 3 = 83,41."""
    susunan = susun_capaian(panggung.ukur())

    tersimpan = HasilUkur.objects.filter(patokan__penempatan__jenis="iku").values_list(
        "capaian_rata_rata", flat=True
    )
    assert sorted(satu for satu in tersimpan if satu is not None) == [
        Decimal("50"),
        Decimal("94.68"),
        Decimal("105.56"),
    ]
    assert susunan.rata_rata.nilai == Decimal("250.24") / 3
    assert susunan.rata_rata.teks == "83,41"


# -- the recap of a collection ----------------------------------------------------------------------


def test_rekapitulasi_memuat_isian_per_unit(panggung):
    rekap = susun_rekapitulasi(panggung.kumpulkan())

    assert [(satu.unit, len(satu.baris)) for satu in rekap.kelompok] == [
        ("Bidang Satu", 5),
        ("Bidang Dua", 3),
    ]
    ikk = next(satu for satu in rekap.kelompok[0].baris if satu.kode == "IKK-1")
    assert (ikk.pembilang.teks, ikk.penyebut.teks, ikk.realisasi.teks) == ("8", "10", "80")
    menyusul = next(satu for satu in rekap.kelompok[1].baris if satu.kode == "IKU-4")
    assert (menyusul.realisasi.teks, menyusul.alasan) == ("Menyusul", "Survei berjalan")
    iku3 = next(satu for satu in rekap.kelompok[1].baris if satu.kode == "IKU-3")
    assert (iku3.target.teks, iku3.faktor_penghambat, iku3.rencana_perbaikan) == ("10", PENGHAMBAT, RENCANA)
    assert rekap.kelompok[0].diserahkan.startswith(f"oleh {panggung.kantor.staf_satu}, ")


def test_rekapitulasi_menghitung_yang_jatuh_tempo_terisi_dan_tanpa_bukti(panggung):
    rekap = susun_rekapitulasi(panggung.kumpulkan())

    assert {satu.label: satu.jumlah for satu in rekap.hitungan} == {
        "Jatuh tempo": 8,
        "Terisi angka": 7,
        "Belum diisi": 0,
        "Formulir diserahkan": 2,
        "Menyusul": 1,
        "Berangka tanpa bukti dukung": 5,
    }


def test_rekapitulasi_menandai_target_latihan(panggung):
    """A real figure against a practice target is still practice to whoever reads the row."""
    TargetPeriode.objects.filter(versi__indikator__kode="IKU-1").update(angka_latihan=True)

    rekap = susun_rekapitulasi(panggung.kumpulkan())

    assert [b.kode for k in rekap.kelompok for b in k.baris if b.angka_latihan] == ["IKU-1"]
    assert any("angka latihan" in satu for satu in rekap.naskah.keterangan)


def test_rekapitulasi_formulir_terlambat(panggung):
    pengumpulan = panggung.kumpulkan()
    jalan = pengumpulan.pelaksanaan
    jalan.batas_waktu = jalan.batas_waktu.replace(year=TAHUN - 1)
    jalan.save()

    hitungan = {satu.label: satu.jumlah for satu in susun_rekapitulasi(segar(pengumpulan)).hitungan}

    assert hitungan["Formulir terlambat"] == 2


def test_rekapitulasi_memuat_catatan_pengembalian_dan_isian_yang_sedang_diperbaiki(panggung):
    """A returned row shows its remark; while the unit mends it, the figure as it stands now."""
    panggung.kumpulkan(10)
    dikembalikan = BarisFormulir.objects.get(realisasi__indikator__kode="IKU-2")
    kembalikan_data(
        catatan=panggung.pengumpulan_jalan.catatan.get(selesai_pada=None),
        oleh=panggung.kantor.sekretaris,
        alasan="Angka berbeda",
        baris={dikembalikan.pk: "Samakan dengan register"},
        ke=panggung.pengumpulan_jalan.prosedur.langkah.get(nomor=7),
    )
    catat_realisasi(
        indikator=panggung.indikator["IKU-2"],
        unit=panggung.kantor.bidang_satu,
        periode=panggung.tw,
        keadaan="angka",
        nilai=D(96),
        oleh=panggung.kantor.staf_satu,
    )

    rekap = susun_rekapitulasi(segar(panggung.pengumpulan))

    satu = next(b for b in rekap.kelompok[0].baris if b.kode == "IKU-2")
    assert (satu.status, satu.realisasi.teks) == ("Dikembalikan", "96")
    assert satu.catatan == ("Samakan dengan register (belum ditindaklanjuti)",)
    lain = next(b for b in rekap.kelompok[0].baris if b.kode == "IKU-1")
    assert (lain.status, lain.catatan) == ("Diserahkan", ())
    assert rekap.kelompok[0].diserahkan == ""


# -- kertas kerja -----------------------------------------------------------------------------------


def test_kertas_kerja_menyebut_operan_pengisi_dan_pemutus(panggung):
    kertas = susun_kertas_kerja(panggung.ukur())

    ikk = next(satu for satu in kertas.lembar if satu.baris.kode == "IKK-1")
    assert [(o.unit, o.pembilang.teks, o.penyebut.teks, o.nilai.teks) for o in ikk.operan] == [
        ("Bidang Satu", "8", "10", "80"),
        ("Bidang Dua", "90", "100", "90"),
    ]
    assert ikk.operan[0].diisi.startswith(f"{panggung.kantor.staf_satu}, ")
    assert ikk.operan[1].diisi.startswith(f"{panggung.kantor.staf_dua}, ")
    assert ikk.operan[0].disetujui.startswith(f"{panggung.kantor.sekretaris} (")
    assert (ikk.operan[0].revisi, ikk.formulasi) == ("versi 1", "Formulasi IKK-1")
    assert any("89,09" in satu for satu in ikk.langkah)


def test_kertas_kerja_menyebut_bukti_dan_dasar_target(panggung):
    lembar = {satu.baris.kode: satu for satu in susun_kertas_kerja(panggung.ukur()).lembar}

    assert lembar["IKU-1"].operan[0].bukti == ("Rekap layanan (Map 1)",)
    assert lembar["IKU-1"].target_dari.startswith(f"Perjanjian Kinerja {TAHUN} nomor PK/1, berlaku sejak ")
    assert lembar["IKU-4"].target_dari.startswith("Target di luar Perjanjian Kinerja")
    assert lembar["ISK-1"].target_dari == "Target belum ditetapkan"
    assert lembar["IKU-4"].operan[0].nilai.teks == "Menyusul"
    assert lembar["IKP-2"].operan == ()


# -- queries ----------------------------------------------------------------------------------------


def jumlah_pertanyaan(susun, objek) -> int:
    with CaptureQueriesContext(connection) as sql:
        susun(segar(objek))
    return len(sql)


@pytest.mark.parametrize(
    ("susun", "model", "terbanyak"),
    [
        (susun_capaian, Pengukuran, 19),
        (susun_kertas_kerja, Pengukuran, 28),
        (susun_laporan_kinerja, Pengukuran, 40),
        (susun_rekapitulasi, Pengumpulan, 25),
    ],
)
def test_jumlah_pertanyaan_tidak_bergantung_jumlah_indikator(kantor, kantor_lain, susun, model, terbanyak):
    sedikit, banyak = PanggungKinerja(kantor), PanggungKinerja(kantor_lain)
    banyak.tambah_indikator(40)
    for satu in (sedikit, banyak):
        satu.ukur()

    hasil = [
        jumlah_pertanyaan(susun, satu.pengukuran if model is Pengukuran else satu.pengumpulan)
        for satu in (sedikit, banyak)
    ]

    assert len(baris_semua(susun_capaian(banyak.pengukuran))) == 48
    assert hasil[0] == hasil[1] < terbanyak


def test_sel_tercetak_dan_angkanya_sejalan(panggung):
    """What is printed is its own figure, rounded half up once: in every cell of every row."""
    susunan = susun_capaian(panggung.ukur())

    sel = [
        getattr(satu, bidang.name)
        for satu in (*baris_semua(susunan), *susunan.anggaran, *susunan.kelompok)
        for bidang in fields(satu)
        if hasattr(getattr(satu, bidang.name), "nilai")
    ]
    berangka = [satu for satu in sel if satu.nilai is not None]
    assert len(berangka) > 50
    assert [satu for satu in berangka if satu.teks != tulis_angka(satu.nilai, satu.desimal)] == []


def test_realisasi_anggaran_sama_dengan_yang_diisi_unit(panggung):
    pengumpulan = panggung.kumpulkan()
    diminta = set(BarisAnggaran.objects.values_list("simpul__uraian", flat=True))
    assert diminta == {"Sub Kegiatan Loket", "Program Pengaduan"}
    anggaran = {satu.uraian: satu.realisasi.nilai for satu in susun_rekapitulasi(pengumpulan).anggaran}
    assert (anggaran["Sub Kegiatan Loket"], anggaran["Program Pengaduan"]) == (400_000, 250_000)
