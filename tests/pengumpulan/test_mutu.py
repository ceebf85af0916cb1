"""Marks of data quality: judged on cases worked by hand, then read from the database in few queries."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pengumpulan.actions import catat_realisasi, lampirkan_bukti
from pengumpulan.bacaan import BacaanBaris, baca_baris
from pengumpulan.models import BarisFormulir, Realisasi
from pengumpulan.mutu import nilai_tanda, tanda_isi, tanda_mutu
from perencanaan.models import (
    JenisBukti,
    PenanggungJawabData,
    Periode,
    TargetPeriode,
    TargetUnit,
    VersiIndikator,
    VersiTarget,
)
from tests.pengumpulan import meja
from tests.potret import bangun

HARI = date(2026, 1, 20)


def periode(nomor, tahun=2025, jenis="triwulan") -> Periode:
    lama = {"triwulan": 3, "tahun": 12}[jenis]
    akhir = nomor * lama
    return Periode(
        tahun=tahun,
        jenis=jenis,
        nomor=nomor,
        tanggal_mulai=date(tahun, akhir - lama + 1, 1),
        tanggal_selesai=date(tahun, akhir, 28),
    )


def isi(nilai=None, pada=None, **lain) -> Realisasi:
    """A row's content: a figure unless ``keadaan`` says otherwise."""
    angka = {nama: Decimal(str(lain.pop(nama))) for nama in ("pembilang", "penyebut") if nama in lain}
    nilai = None if nilai is None else Decimal(str(nilai))
    return Realisasi(**{"keadaan": "angka", "nilai": nilai, "periode": pada or periode(2)} | angka | lain)


def bacaan(
    kini, *lalu, target=None, setahun=(), kontribusi="tunggal", bagian=None, rentang=None, **definisi
) -> BacaanBaris:
    """A reading without a database: ``lalu`` newest first, figures of earlier triwulan."""
    versi = VersiIndikator(
        **{"nama": "Indikator", "satuan": "Dokumen", "metode": "nilai_akhir", "arah": "naik", "pengali": 100}
        | {"frekuensi": "triwulan"}
        | definisi
    )
    milik = VersiTarget(
        batas_bawah=rentang and Decimal(rentang[0]),
        batas_atas=rentang and Decimal(rentang[1]),
        tingkat=target if isinstance(target, str) else "",
    )
    angka = None if target is None or isinstance(target, str) else Decimal(str(target))
    return BacaanBaris(
        baris=BarisFormulir(realisasi=kini),
        isi=kini,
        definisi=versi,
        versi_target=milik if target is not None or rentang else None,
        target=angka,
        target_latihan=False,
        target_unit=None if bagian is None else Decimal(bagian),
        target_setahun=tuple(Decimal(satu) for satu in setahun),
        kontribusi=kontribusi,
        terakhir=lalu[0] if lalu else None,
        lalu=lalu,
        putus="",
    )


def kode(bacaan, bukti="", berat=None):
    return [
        str(satu.kode) for satu in nilai_tanda(bacaan, bukti, HARI) if berat is None or satu.berat == berat
    ]


def kalimat(bacaan, bukti=""):
    (satu,) = nilai_tanda(bacaan, bukti, HARI)
    return satu.kalimat


# -- the figure itself ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "satuan", "pengali", "ditandai"),
    [
        (80, 100, "%", 100, False),
        (100, 100, "%", 100, False),
        (101, 100, "%", 100, True),
        (101, 100, "Persen", 100, True),
        # Per thousand, or a ratio that is no share: above is nothing unusual.
        (101, 100, "per 1.000", 1000, False),
        (101, 100, "Rasio", 100, False),
    ],
)
def test_pembilang_di_atas_penyebut_hanya_pada_bagian_dari_keseluruhan(
    pembilang, penyebut, satuan, pengali, ditandai
):
    satu = isi(Decimal(pembilang) * pengali / penyebut, pembilang=pembilang, penyebut=penyebut)
    b = bacaan(satu, metode="rasio", satuan=satuan, pengali=Decimal(pengali))
    assert ("pembilang_lebih" in kode(b)) is ditandai


def test_kalimat_menyebut_angkanya():
    satu = isi(125, pembilang=1250, penyebut=1000)
    assert kalimat(bacaan(satu, metode="rasio", satuan="%")) == (
        "Pembilang 1.250 lebih besar daripada penyebut 1.000: hasilnya 125 %, lebih dari 100 %."
    )


@pytest.mark.parametrize(
    ("nilai", "satuan", "ada"), [(100, "%", False), (100.5, "%", True), (300, "Unit", False)]
)
def test_persen_di_atas_seratus(nilai, satuan, ada):
    assert ("lebih_seratus" in kode(bacaan(isi(nilai), satuan=satuan))) is ada


def test_kosong_nol_dan_tidak_dapat_diukur_tiga_hal():
    assert kode(bacaan(isi(keadaan="belum_diisi"))) == []
    assert kode(bacaan(isi(0))) == []
    b = bacaan(isi(keadaan="tidak_dapat_diukur", alasan="Survei batal"))
    assert kalimat(b) == "Tidak dapat diukur: Survei batal"


@pytest.mark.parametrize(
    ("pada", "berat", "teks"),
    [
        (None, "perhatian", "Menyusul tanpa tanggal: Rilis BPS"),
        (
            date(2026, 1, 19),
            "perhatian",
            "Dijanjikan menyusul 19 Januari 2026, sudah lewat 1 hari: Rilis BPS",
        ),
        (date(2026, 1, 20), "catatan", "Menyusul paling lambat 20 Januari 2026: Rilis BPS"),
    ],
)
def test_menyusul_diingat_tanggalnya(pada, berat, teks):
    (satu,) = nilai_tanda(
        bacaan(isi(keadaan="menyusul", alasan="Rilis BPS", menyusul_pada=pada)),
        "Belum ada bukti dukung.",
        HARI,
    )
    assert (satu.berat, satu.kalimat) == (berat, teks)


def test_sementara_dan_latihan():
    satu = isi(5, keadaan="sementara", alasan="Menunggu audit", angka_latihan=True)
    assert kode(bacaan(satu), berat="perhatian") == ["sementara"]
    assert kode(bacaan(satu), berat="catatan") == ["latihan"]
    assert kode(bacaan(isi(keadaan="belum_waktunya", alasan="Akhir tahun")), berat="catatan") == [
        "belum_waktunya"
    ]


# -- against the last period ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("metode", "satuan", "lalu", "kini", "jauh"),
    [
        # Percentages: 20 points, whatever the share.
        ("nilai_akhir", "%", 2, 6, False),
        ("nilai_akhir", "%", 60, 80, False),
        ("nilai_akhir", "%", 60, "80.01", True),
        ("nilai_akhir", "%", 60, "39.99", True),
        # Positions: half as much again, or half of it.
        ("nilai_akhir", "Orang", 100, 150, False),
        ("nilai_akhir", "Orang", 100, 151, True),
        ("rata_rata", "Indeks", "3.2", "1.5", True),
        ("tahunan", "Indeks", 50, 26, False),
        # Added up per period: doubled or halved, and no small counts.
        ("jumlah", "Kegiatan", 20, 40, False),
        ("jumlah", "Kegiatan", 20, 41, True),
        ("jumlah", "Kegiatan", 20, 10, False),
        ("jumlah", "Kegiatan", 20, 9, True),
        ("jumlah", "Kegiatan", 1, 6, False),
        ("jumlah", "Kegiatan", 1, 7, True),
        # Nothing to divide by: no share, no mark.
        ("nilai_akhir", "Orang", 0, 900, False),
    ],
)
def test_jauh_dari_periode_lalu(metode, satuan, lalu, kini, jauh):
    b = bacaan(isi(kini), isi(lalu, periode(1)), metode=metode, satuan=satuan)
    assert kode(b) == (["jauh_dari_lalu"] if jauh else [])


def test_jauh_menyebut_lama_baru_dan_beda():
    b = bacaan(isi(151), isi(100, periode(1)))
    assert kalimat(b) == "Jauh dari periode lalu: 100 (TW I 2025) menjadi 151, naik 51 %."
    b = bacaan(isi("39.5"), isi(60, periode(1)), satuan="%")
    assert kalimat(b).endswith("60 (TW I 2025) menjadi 39,5, turun 20,5 poin.")


def test_tingkat_yang_meloncat():
    lalu = isi(None, periode(1), tingkat="B")
    assert kode(bacaan(isi(None, tingkat="BB"), lalu, arah="ordinal")) == []
    assert kalimat(
        bacaan(isi(None, tingkat="CC"), isi(None, periode(1), tingkat="A"), arah="ordinal")
    ).endswith("A (TW I 2025) menjadi CC, turun 3 tingkat.")
    # Levels of which no order is known are not compared.
    assert (
        kode(
            bacaan(isi(None, tingkat="Bintang 1"), isi(None, periode(1), tingkat="Bintang 5"), arah="ordinal")
        )
        == []
    )


def test_nol_padahal_sebelumnya_tidak_pernah():
    lalu = [isi(12, periode(1)), isi(9, periode(4, 2024))]
    assert kalimat(bacaan(isi(0), *lalu, metode="jumlah")) == (
        "Nol, padahal 2 periode sebelumnya tidak pernah nol (terakhir 12, TW I 2025)."
    )
    assert kode(bacaan(isi(0), isi(4, periode(1)), isi(0, periode(4, 2024)), metode="jumlah")) == []


@pytest.mark.parametrize(
    ("definisi", "setahun", "lalu_tahun", "turun"),
    [
        ({"nama": "Desa terlayani (kumulatif)"}, (), 2025, True),
        ({"definisi_operasional": "Jumlah desa sampai dengan periode laporan"}, (), 2025, True),
        ({}, (10, 20, 30, 40), 2025, True),
        ({"metode": "maks"}, (), 2025, True),
        # Targets that stand still, a definition that says nothing, an indicator to be kept low.
        ({}, (40, 40, 40, 40), 2025, False),
        ({}, (), 2025, False),
        ({"nama": "Aduan (kumulatif)", "arah": "turun_selisih"}, (), 2025, False),
        # A new year begins again from nothing.
        ({"nama": "Desa terlayani (kumulatif)"}, (), 2024, False),
    ],
)
def test_angka_berjalan_yang_turun(definisi, setahun, lalu_tahun, turun):
    b = bacaan(isi(18), isi(20, periode(1, lalu_tahun)), setahun=setahun, **definisi)
    assert kode(b) == (["berjalan_turun"] if turun else [])


def test_angka_berjalan_boleh_bertambah_banyak():
    b = bacaan(isi(40), isi(10, periode(1)), setahun=(10, 20, 30, 40))
    assert kode(b) == []


def test_tambahan_di_bawah_nol_menurunkan_jumlah():
    assert kode(bacaan(isi(-2), metode="jumlah")) == ["berjalan_turun"]
    assert kode(bacaan(isi(-2), metode="nilai_akhir", satuan="Poin")) == []


# -- against the target -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arah", "nilai", "target", "tanda"),
    [
        ("naik", 120, 100, []),
        ("naik", "120.1", 100, ["jauh_di_atas_target"]),
        ("naik", 100, 100, []),
        ("naik", 99, 100, ["tanpa_sebab"]),
        ("naik", 50, 100, ["tanpa_sebab"]),
        ("naik", "49.9", 100, ["jauh_di_bawah_target"]),
        ("turun_selisih", 100, 100, []),
        ("turun_selisih", 101, 100, ["tanpa_sebab"]),
        ("turun_rasio", 125, 100, ["jauh_di_atas_target"]),
        ("turun_selisih", 40, 100, ["jauh_di_bawah_target"]),
        ("turun_selisih", 0, 0, []),
        ("turun_selisih", 2, 0, ["tanpa_sebab"]),
        ("naik", 0, 10, ["jauh_di_bawah_target"]),
    ],
)
def test_terhadap_target_periode(arah, nilai, target, tanda):
    assert kode(bacaan(isi(nilai), target=target, arah=arah)) == tanda


@pytest.mark.parametrize(
    ("nilai", "tanda"),
    [
        (85, []),
        (79, ["tanpa_sebab"]),
        (91, ["tanpa_sebab"]),
        (39, ["jauh_di_bawah_target"]),
        (109, ["jauh_di_atas_target"]),
    ],
)
def test_rentang(nilai, tanda):
    assert kode(bacaan(isi(nilai), rentang=(80, 90), arah="rentang")) == tanda


def test_tingkat_di_bawah_target():
    assert kode(bacaan(isi(None, tingkat="B"), target="BB", arah="ordinal")) == ["tanpa_sebab"]
    assert kode(bacaan(isi(None, tingkat="A"), target="BB", arah="ordinal")) == []


def test_kalimat_target_menyebut_bagian_dan_ambang():
    assert kalimat(bacaan(isi("12.5"), target=50)) == (
        "Realisasi 12,5 baru 25 % dari target 50, kurang dari 50 %."
    )
    assert kalimat(bacaan(isi("40.1234"), target=50)) == (
        "Realisasi 40,12 belum mencapai target 50, tetapi kendalanya belum dituliskan."
    )
    # Rounded it would seem met.
    assert kalimat(bacaan(isi("49.999"), target=50)).startswith("Realisasi 49,999 belum mencapai target 50")


def test_angka_satu_unit_tidak_diukur_dengan_target_bersama():
    assert kode(bacaan(isi(10), target=100, kontribusi="jumlah")) == []
    satu = isi(10, periode(1, jenis="tahun"))
    b = bacaan(satu, target=100, kontribusi="jumlah", bagian=10, frekuensi="tahun")
    assert kode(b) == []
    b = bacaan(satu, target=100, kontribusi="jumlah", bagian=40, frekuensi="tahun")
    assert kode(b) == ["jauh_di_bawah_target"]


# -- kept with a note -------------------------------------------------------------------------------


def test_alasan_menjawab_dan_tetap_terlihat():
    (satu,) = nilai_tanda(bacaan(isi(160, alasan="Bantuan pusat"), isi(100, periode(1))), "", HARI)
    assert satu.berat == "catatan"
    assert satu.kalimat.endswith("naik 60 %. Dijelaskan: Bantuan pusat")
    assert kode(bacaan(isi(5, alasan="Di arsip")), "Belum ada bukti dukung.", berat="catatan") == [
        "bukti_kurang"
    ]


def test_alasan_sementara_bukan_jawaban_atas_loncatan():
    lalu = isi(100, periode(1))
    satu = isi(160, keadaan="sementara", alasan="Menunggu audit")
    assert kode(bacaan(satu, lalu), berat="perhatian") == ["sementara", "jauh_dari_lalu"]
    satu = isi(160, keadaan="sementara", alasan="Menunggu audit", sumber="Dua kecamatan baru ikut dihitung")
    assert kode(bacaan(satu, lalu), berat="catatan") == ["jauh_dari_lalu"]


def test_kendala_menjawab_yang_di_bawah_target():
    satu = isi(10, faktor_penghambat="Banjir")
    (tanda,) = nilai_tanda(bacaan(satu, target=100), "", HARI)
    assert (tanda.kode, tanda.berat) == ("jauh_di_bawah_target", "catatan")
    assert tanda.kalimat.endswith("Dijelaskan: Banjir")
    assert kode(bacaan(isi(99, rencana_perbaikan="Tambah petugas"), target=100)) == []


def test_yang_perlu_perhatian_lebih_dahulu():
    b = bacaan(isi(5, angka_latihan=True))
    assert kode(b, "Belum ada bukti dukung.") == ["bukti_kurang", "latihan"]


def test_isi_saja_tanpa_bertanya_kepada_basis_data():
    versi = VersiIndikator(satuan="%", pengali=Decimal(100))
    (satu,) = tanda_isi(isi(120, pembilang=12, penyebut=10), versi, HARI)
    assert satu.kode == "pembilang_lebih"


# -- read from the database -------------------------------------------------------------------------


@pytest.fixture
def form(kantor):
    """Bidang Satu's form of TW II, out to be filled."""
    return bangun("form", _bangun_form, kantor)


def _bangun_form(kantor):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=400)
    meja.indikator(kantor, "IK-2", kantor.bidang_satu)
    run = meja.mulai(kantor, periode=meja.tw(2))
    meja.sampai(run, 7)
    return meja.formulir(run, kantor.bidang_satu)


def catat(form, kode, nilai, periode=None, **lain):
    satu = meja.baris(form, kode)
    r = satu.realisasi
    catat_realisasi(
        indikator=r.indikator,
        unit=r.unit,
        periode=periode or r.periode,
        oleh=form.pengumpulan.opd.pegawai.get(nama__startswith="Staf Satu").pengguna,
        **{"keadaan": "angka", "nilai": Decimal(nilai)} | lain,
    )
    return meja.baris(form, kode)


def tanda_baris(satu):
    return tanda_mutu([satu])[satu.pk]


@pytest.mark.django_db
def test_dari_basis_data_dengan_bukti_target_dan_periode_lalu(form):
    catat(form, "IK-1", 100, meja.tw(1))
    satu = catat(form, "IK-1", 20)
    (lalu, target, bukti) = tanda_baris(satu)
    assert lalu.kalimat == "Jauh dari periode lalu: 100 (TW I 2025) menjadi 20, turun 80 %."
    assert target.kalimat == "Realisasi 20 baru 20 % dari target 100, kurang dari 50 %."
    assert bukti.kalimat == "Belum ada bukti dukung."

    lampirkan_bukti(formulir=form, baris=[satu], oleh=satu.realisasi.diubah_oleh, letak="Map 1")
    assert "bukti_kurang" not in {tanda.kode for tanda in tanda_baris(satu)}
    JenisBukti.objects.create(versi=VersiIndikator.objects.get(indikator__kode="IK-1"), nama="Berita acara")
    assert tanda_baris(satu)[-1].kalimat == "Bukti dukung 0 dari 1 jenis; kurang: Berita acara."


@pytest.mark.django_db
def test_deret_yang_terputus_tidak_dibandingkan(form):
    catat(form, "IK-2", 100, meja.tw(1))
    satu = catat(form, "IK-2", 20)
    assert "jauh_dari_lalu" in {tanda.kode for tanda in tanda_baris(satu)}
    lama = VersiIndikator.objects.get(indikator__kode="IK-2")
    baru = VersiIndikator.objects.get(pk=lama.pk)
    lama.tanggal_selesai = date(2025, 3, 31)
    lama.save()
    baru.pk, baru.tanggal_mulai = None, date(2025, 4, 1)
    baru.memutus_deret, baru.alasan_perubahan = True, "Rumus baru"
    baru.save()
    satu = meja.baris(form, "IK-2")
    assert "jauh_dari_lalu" not in {tanda.kode for tanda in tanda_baris(satu)}
    b = baca_baris([satu])[satu.pk]
    assert (b.lalu, b.terakhir.nilai) == ((), 100)
    assert b.putus == "Deret terputus mulai 1 April 2025: Rumus baru."
    # Another satuan breaks the series, said so or not.
    VersiIndikator.objects.filter(pk=baru.pk).update(memutus_deret=False, satuan="Orang")
    b = baca_baris([satu])[satu.pk]
    assert (b.lalu, b.putus) == (
        (),
        "Definisi berubah sejak TW I 2025, sehingga angkanya tidak dibandingkan.",
    )


@pytest.mark.django_db
def test_bagian_unit_dan_sumbangan_dibaca(form):
    PenanggungJawabData.objects.filter(indikator__kode="IK-1").update(kontribusi="jumlah")
    versi = VersiTarget.objects.get(indikator__kode="IK-1")
    TargetUnit.objects.create(versi=versi, unit=form.unit, nilai=Decimal(40))
    satu = catat(form, "IK-1", 20)
    b = baca_baris([satu])[satu.pk]
    assert (b.target, b.target_unit, b.kontribusi) == (100, 40, "jumlah")
    assert b.target_setahun == (100, 100, 100, 100)
    TargetPeriode.objects.filter(versi=versi, periode=meja.tw(2)).update(angka_latihan=True)
    assert baca_baris([satu])[satu.pk].target_latihan


@pytest.mark.django_db
def test_pertanyaan_tidak_bertambah_dengan_baris(kantor, form):
    def hitung():
        daftar = list(BarisFormulir.objects.filter(formulir__pengumpulan=form.pengumpulan))
        with CaptureQueriesContext(connection) as sql:
            tanda = tanda_mutu(daftar)
        assert set(tanda) == {satu.pk for satu in daftar}
        return len(daftar), len(sql)

    sedikit, awal = hitung()
    for nomor in range(3, 23):
        satu = meja.indikator(kantor, f"IK-{nomor}", kantor.bidang_satu, target=nomor * 4)
        r = Realisasi.objects.create(
            indikator=satu, unit=kantor.bidang_satu, periode=meja.tw(2), diubah_oleh=kantor.staf_satu
        )
        BarisFormulir.objects.create(formulir=form, realisasi=r)
    banyak, akhir = hitung()
    assert (sedikit, banyak) == (2, 22)
    assert akhir == awal <= 11
    assert tanda_mutu([]) == {}
