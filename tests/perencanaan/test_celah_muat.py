"""Workbooks that a first reading got wrong: headings, blocks, totals, millions, renamed rows, signed targets."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from openpyxl import Workbook

from organisasi.models import Muatan, UnitKerja
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenempatanIndikator,
    PerjanjianKinerja,
    RiwayatNilai,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.muat_pk.susun_target import satuan_serupa
from tests.perencanaan.panggung_muat import MejaMuat, berat, ringan
from tests.perencanaan.test_muat_pk import (
    INDIKATOR,
    INDUK,
    LETAK,
    POHON,
    UNIT,
    buku_contoh,
    tandai_ditandatangani,
)
from tests.perencanaan.test_muat_tabel import baris_tabel, jalani, padanan

pytestmark = pytest.mark.django_db
SASARAN = "Meningkatnya ketangguhan daerah"


@pytest.fixture
def tabel(kantor):
    return MejaMuat(kantor, 2026, jenis="tabel")


@pytest.fixture
def termuat(kantor):
    """The office after its first workbook."""
    meja = MejaMuat(kantor, 2026)
    meja.muat(buku_contoh(meja).bytes())
    return meja


def selisih(muatan, kolom: str) -> list[str]:
    return [satu["baru"] for baris in muatan.baris.all() for satu in baris.selisih if satu["kolom"] == kolom]


def sebutan(muatan, *tindakan: str) -> list[str]:
    return list(muatan.baris.filter(tindakan__in=tindakan).values_list("sebutan", flat=True))


def buku_gabungan(baris, gabungan=(), mulai: int = 1) -> bytes:
    """A sheet with merged headings, from column ``mulai`` on."""
    wb = Workbook()
    for nomor, satu in enumerate(baris, 1):
        for kolom, nilai in enumerate(satu, mulai):
            if nilai is not None:
                wb.active.cell(nomor, kolom).value = nilai
    for rentang in gabungan:
        wb.active.merge_cells(rentang)
    berkas = BytesIO()
    wb.save(berkas)
    return berkas.getvalue()


# -- where the headings end -----------------------------------------------------------------------------


def test_baris_pertama_yang_hanya_menyebut_program_bukan_judul(tabel):
    isi = baris_tabel(
        ("No", "Program", "Unit", "Indikator", "Satuan", "Target"),
        (1, "Program Penunjang", "Bidang Satu"),
        (None, None, None, "Nilai SAKIP", "Nilai", 70),
        (2, "Program Bencana"),
        (None, None, None, "Desa tangguh", "Desa", 7),
    )
    tabel.terapkan(jalani(tabel, isi))
    letak = dict(PenempatanIndikator.objects.values_list("indikator__nama", "simpul__uraian"))
    assert letak == {"Nilai SAKIP": "Program Penunjang", "Desa tangguh": "Program Bencana"}


@pytest.mark.parametrize("mulai", [1, 4])
@pytest.mark.parametrize("gabungan", [("A1:A2", "B1:B2", "C1:C2", "D1:H1"), ()])
def test_judul_dua_baris_tahun_renstra(tabel, mulai, gabungan):
    if mulai == 4 and gabungan:
        gabungan = ("D1:D2", "E1:E2", "F1:F2", "G1:K1")
    isi = buku_gabungan(
        (
            ("Sasaran", "Indikator", "Satuan", "Target", None, None, None, None),
            (None, None, None, 2025, 2026, 2027, 2028, 2029),
            ("S", "Indeks", "Nilai", 70, 71, 72, 73, "n/a"),
        ),
        gabungan,
        mulai,
    )
    tabel.terapkan(jalani(tabel, isi))
    nilai = dict(TargetRenstra.objects.values_list("tahun", "nilai"))
    assert nilai == {2025: 70, 2026: 71, 2027: 72, 2028: 73}


def test_tabel_renstra_kinerja_dan_pendanaan_per_tahun(tabel):
    """Three rows of headings, a figure and its money below every year."""
    kosong = (None,) * 3
    isi = buku_gabungan(
        (
            ("Sasaran", "Program", "Indikator", "Target Kinerja Program dan Kerangka Pendanaan"),
            (*kosong, "2025", None, "2026", None),
            (*kosong, "Target", "Rp", "Target", "Rp"),
            (1, 2, 3, 4, 5, 6, 7),
            ("S", "Program Bencana", "Desa tangguh", 4, 1000000, 5, 2000000),
        ),
        ("A1:A3", "B1:B3", "C1:C3", "D1:G1", "D2:E2", "F2:G2"),
    )
    tabel.terapkan(jalani(tabel, isi))
    assert dict(TargetRenstra.objects.values_list("tahun", "nilai")) == {2025: 4, 2026: 5}
    assert PaguAnggaran.objects.get().nilai == 2000000


# -- rows that are no rows ------------------------------------------------------------------------------


def test_tabel_program_dan_anggaran_di_bawahnya_tidak_ikut_terbaca(tabel):
    isi = baris_tabel(
        ("No", "Sasaran Strategis", "Indikator Kinerja", "Target"),
        (1, "Meningkatnya X", "Indeks X", "70,5"),
        (None, None, "Indeks Y", "60"),
        (),
        ("No", "Program", "Anggaran", "Keterangan"),
        (1, "Program A", 5000000, "APBD"),
        (2, "Program B", "Rp6.000.000", "APBD"),
    )
    muatan = jalani(tabel, isi)
    assert ("A5", "Tabel lain mulai baris 5 dan tidak dimuat.") in [
        (sel, kalimat.partition(" Bila")[0]) for sel, kalimat in ringan(muatan)
    ]
    tabel.terapkan(muatan)
    assert list(Simpul.objects.values_list("uraian", flat=True)) == ["Meningkatnya X"]
    assert set(Indikator.objects.values_list("nama", flat=True)) == {"Indeks X", "Indeks Y"}


def test_rata_rata_pada_satuan_dan_metode_bukan_baris_jumlah(tabel):
    isi = baris_tabel(
        ("Sasaran", "Indikator", "Satuan", "Metode", "Target"),
        ("S", "Ind A", "Rata-rata", "Rata-rata", 5),
        (None, "Ind B", "Jumlah", "Kumulatif", 6),
        ("JUMLAH (Rp)", None, None, None, 11),
    )
    tabel.terapkan(jalani(tabel, isi))
    assert dict(VersiTarget.objects.values_list("indikator__nama", "nilai")) == {"Ind A": 5, "Ind B": 6}


def test_judul_dan_nomor_kolom_berulang_di_halaman_berikut_dilewati(tabel):
    judul = ("No", "Sasaran", "Indikator", "Target")
    isi = baris_tabel(
        judul, (1, 2, 3, 4), (1, "S A", "Ind A", 5), judul, (1, 2, 3, 4), (2, "S B", "Ind B", 6)
    )
    tabel.terapkan(jalani(tabel, isi))
    assert set(Indikator.objects.values_list("nama", flat=True)) == {"Ind A", "Ind B"}
    assert set(Simpul.objects.values_list("uraian", flat=True)) == {"S A", "S B"}


def test_nama_indikator_yang_hanya_angka_atau_tanggal_ditolak(tabel):
    isi = baris_tabel(("Sasaran", "Indikator", "Target"), ("S", 5000000, 5), (None, date(2026, 3, 4), 6))
    assert sorted(sel for sel, _ in berat(jalani(tabel, isi))) == ["B2", "B3"]


# -- money ----------------------------------------------------------------------------------------------


def test_strip_pada_pagu_bukan_angka_lain(tabel):
    isi = baris_tabel(
        ("Sasaran", "Program", "Indikator", "Target", "Pagu"),
        ("S", "P1", "Ind A", 5, "-"),
        (None, None, "Ind B", 6, 1000000),
        (None, "P2", "Ind C", 6, "2.000.000"),
        (None, None, "Ind D", 6, "-"),
    )
    tabel.terapkan(jalani(tabel, isi))
    assert dict(PaguAnggaran.objects.values_list("simpul__uraian", "nilai")) == {"P1": 1000000, "P2": 2000000}


@pytest.mark.parametrize("judul", ["Anggaran (Juta Rp)", "Pagu (dalam ribuan rupiah)", "Anggaran (Rp. 000)"])
def test_anggaran_bukan_rupiah_lengkap_tidak_dimuat(tabel, judul):
    isi = baris_tabel(("Sasaran", "Program", "Indikator", "Target", judul), ("S", "P1", "Ind A", 5, 1500))
    muatan = tabel.unggah(isi)
    assert padanan(muatan)["E"] == "abaikan"
    muatan = tabel.jawab(muatan, {"kolom:1:E": "pagu"})
    assert [satu["kunci"] for satu in muatan.tanya] == ["kolom:1:E"]
    assert "bukan rupiah lengkap" in muatan.tanya[0]["kalimat"]
    muatan = tabel.jawab(muatan, {"kolom:1:E": "abaikan"})
    tabel.terapkan(muatan)
    assert not PaguAnggaran.objects.exists()


# -- years ----------------------------------------------------------------------------------------------


def test_padanan_yang_diingat_tidak_membawa_target_ke_tahun_lain(tabel, kantor):
    isi = baris_tabel(("Sasaran", "Indikator", "2026"), ("S", "Ind A", 5))
    tabel.terapkan(jalani(tabel, isi))
    lain = MejaMuat(kantor, 2027, jenis="tabel")
    muatan = lain.unggah(isi)
    assert padanan(muatan)["C"] == "abaikan"
    muatan = lain.jawab(muatan, {"kolom:1:C": "target"})
    assert "menyebut tahun lain" in muatan.tanya[0]["kalimat"]


def test_indikator_tahun_lain_yang_senama_ditanyakan_lalu_berlanjut(tabel, kantor):
    judul = ("Sasaran", "Indikator", "Target")
    tabel.terapkan(jalani(tabel, baris_tabel(judul, ("S", "Ind A", 5))))
    lain = MejaMuat(kantor, 2027, jenis="tabel")
    isi = baris_tabel(judul, ("S", "Ind A", 6))
    muatan = lain.jawab(lain.unggah(isi))
    assert [satu["kunci"] for satu in muatan.tanya] == ["senama"]
    lain.terapkan(lain.jawab(muatan))
    assert set(VersiTarget.objects.values_list("indikator__kode", "tahun", "nilai")) == {
        ("IKU-001", 2026, 5),
        ("IKU-001", 2027, 6),
    }
    assert jalani(lain, isi).ringkasan["tetap"] == 2


def test_indikator_senama_dapat_dijadikan_baru(tabel, kantor):
    judul = ("Sasaran", "Indikator", "Target")
    tabel.terapkan(jalani(tabel, baris_tabel(judul, ("S", "Ind A", 5))))
    lain = MejaMuat(kantor, 2027, jenis="tabel")
    lain.terapkan(jalani(lain, baris_tabel(judul, ("S", "Ind A", 6)), {"senama": "baru"}))
    assert set(Indikator.objects.values_list("kode", flat=True)) == {"IKU-001", "IKU-002"}


def test_kolom_renstra_di_luar_masanya(termuat):
    buku = termuat.buku()
    ws, baris = buku.wb[INDIKATOR], buku.kepala(INDIKATOR)
    kolom = ws.max_column + 1
    for ke, tahun in enumerate((2045, 2150)):
        ws.cell(baris, kolom + ke).value, ws.cell(baris + 1, kolom + ke).value = f"Renstra {tahun}", 5
    muatan = termuat.unggah(buku.bytes())
    assert any("di luar masa Renstra 2025–2029" in kalimat for _, kalimat in ringan(muatan))
    assert ["tahun 2150" in kalimat for _, kalimat in berat(muatan)] == [True]


# -- what was reached before ----------------------------------------------------------------------------


def test_kondisi_awal_menjadi_riwayat_tahunnya(tabel):
    isi = baris_tabel(
        ("Sasaran", "Indikator", "Satuan", "Kondisi Awal (2024)", "Target"),
        ("S", "Ind A", "Nilai", "62,5", 70),
        (None, "Ind B", "Nilai", "n/a", 71),
        (None, "Ind C", "Predikat", "BB", "A"),
    )
    muatan = jalani(tabel, isi)
    assert selisih(muatan, "Kondisi awal 2024") == ["62,5"]
    assert [sel for sel, kalimat in ringan(muatan) if "bukan satu angka" in kalimat] == ["D4"]
    tabel.terapkan(muatan)
    satu = RiwayatNilai.objects.get()
    assert (satu.indikator.nama, satu.tahun, satu.realisasi) == ("Ind A", 2024, Decimal("62.5"))
    assert satu.sumber
    assert jalani(tabel, isi).ringkasan["tetap"] == 4
    RiwayatNilai.objects.update(realisasi=1)
    assert selisih(jalani(tabel, isi), "Kondisi awal 2024") == ["62,5"]


def test_kondisi_awal_tanpa_tahun_ditanyakan_tahunnya_setiap_kali(tabel, kantor):
    isi = baris_tabel(("Sasaran", "Indikator", "Kondisi Awal", "Target"), ("S", "Ind A", 62, 70))
    for _ in range(2):
        muatan = tabel.unggah(isi)
        tanya = next(satu for satu in muatan.tanya if satu["kunci"] == "kolom:1:C")
        assert tanya["usul"] == ""
        assert {"awal-2024", "abaikan"} <= {satu["nilai"] for satu in tanya["pilihan"]}
        muatan = tabel.jawab(muatan, {"kolom:1:C": "awal-2024"})
        if muatan.jumlah_perubahan:
            tabel.terapkan(muatan)
    assert RiwayatNilai.objects.get().tahun == 2024


# -- our own workbook -----------------------------------------------------------------------------------


def test_judul_kolom_yang_diganti_disebut(termuat):
    buku = termuat.buku()
    buku.sel(INDIKATOR, -1, "Target 2026").value = "Tgt"
    assert any("“Tgt” tidak dikenal" in kalimat for _, kalimat in ringan(termuat.unggah(buku.bytes())))


def test_kunci_sendiri_yang_sama_dua_kali_ditolak(kantor):
    meja = MejaMuat(kantor, 2026)
    buku = meja.buku().tambah(
        POHON,
        {"Jenjang": "Sasaran", "Kunci": "A", "Uraian": "S satu"},
        {"Jenjang": "Sasaran", "Kunci": "A", "Uraian": "S dua"},
        {"Jenjang": "Program", "Uraian": "P", INDUK: "A"},
    )
    assert [kalimat[:7] for _, kalimat in berat(meja.unggah(buku.bytes()))] == ["Kunci A"]


def test_baris_baru_boleh_memakai_nama_lama_baris_yang_diganti_namanya(termuat):
    buku = (
        termuat.buku().baris(POHON, 1, {"Uraian": "Program Lama"}).baris(INDIKATOR, 0, {"Indikator": "Lama"})
    )
    buku.tambah(POHON, {"Jenjang": "Program", "Uraian": "Program Penanggulangan Bencana", INDUK: SASARAN})
    buku.tambah(INDIKATOR, {LETAK: SASARAN, "Indikator": "Indeks Ketahanan Daerah", "Target 2026": 1})
    program = Simpul.objects.get(jenjang="program")
    termuat.muat(buku.bytes())
    program.refresh_from_db()
    assert program.uraian == "Program Lama"
    assert set(Simpul.objects.filter(jenjang="program").values_list("uraian", flat=True)) == {
        "Program Lama",
        "Program Penanggulangan Bencana",
    }
    assert Indikator.objects.get(kode="IKU-001").nama == "Lama"
    assert Indikator.objects.get(kode="IKU-002").nama == "Indeks Ketahanan Daerah"


def test_kode_yang_hanya_beda_tanda_baca_tetap_dua(termuat, kantor):
    for kode in ("1.1", "1-1"):
        satu = Indikator.objects.create(opd=kantor.opd, kode=kode, nama=f"Ind {kode}")
        PenempatanIndikator.objects.create(
            indikator=satu, simpul=Simpul.objects.get(jenjang="sasaran"), jenis="iku"
        )
        VersiIndikator.objects.create(
            indikator=satu, nama=satu.nama, satuan="x", metode="nilai_akhir", tanggal_mulai=date(2026, 1, 1)
        )
    assert termuat.unggah(termuat.buku().bytes()).ringkasan["tetap"] == 8
    buku = termuat.buku().tambah(INDIKATOR, {"Kode": "1 1", "Target 2026": 1})
    assert any("1-1 atau 1.1" in kalimat for _, kalimat in berat(termuat.unggah(buku.bytes())))


def test_nama_unit_yang_juga_singkatan_unit_lain(termuat, kantor):
    UnitKerja.objects.filter(opd=kantor.opd, nama="Bidang Dua").update(singkatan="Bidang Satu")
    assert termuat.unggah(termuat.buku().bytes()).ringkasan["tolak"] == 0


def test_pindah_letak_sejenjang_tidak_mengubah_jenis(termuat):
    PenempatanIndikator.objects.filter(indikator__kode="IKU-001").update(jenis="ikk")
    buku = termuat.buku().tambah(POHON, {"Jenjang": "Sasaran", "Uraian": "Sasaran kedua"})
    termuat.muat(buku.baris(INDIKATOR, 0, {LETAK: "Sasaran kedua"}).bytes())
    tempat = PenempatanIndikator.objects.get(indikator__kode="IKU-001")
    assert (tempat.simpul.uraian, tempat.jenis) == ("Sasaran kedua", "ikk")


# -- targets --------------------------------------------------------------------------------------------


def test_arah_yang_tidak_cocok_dengan_target_tersimpan_ditolak(termuat):
    rentang = str(VersiIndikator.Arah.RENTANG.label)
    buku = termuat.buku().baris(INDIKATOR, 0, {"Arah": rentang, "Target 2026": None})
    assert [
        "tidak cocok dengan target tersimpan 0,9" in satu for _, satu in berat(termuat.unggah(buku.bytes()))
    ] == [True]


def test_satuan_pada_sel_yang_berbeda_diingatkan(termuat):
    buku = termuat.buku().baris(INDIKATOR, 1, {"Target 2026": "12 %"})
    assert any(
        "sedangkan satuan indikatornya “Desa”" in satu for _, satu in ringan(termuat.unggah(buku.bytes()))
    )


@pytest.mark.parametrize(
    ("satu", "lain", "serupa"),
    [
        ("Org", "Orang", True),
        ("dok.", "Dokumen", True),
        ("%", "persen", True),
        ("%", "Angka", False),
        ("bulan", "Tahun", False),
        ("Desa", "Desa/Kelurahan", True),
    ],
)
def test_satuan_serupa(satu, lain, serupa):
    assert satuan_serupa(satu, lain) is serupa


def test_angka_baru_tidak_membawa_sumber_lama(termuat):
    VersiTarget.objects.update(sumber="Dokumen lama", angka_latihan=True)
    TargetPeriode.objects.update(sumber="Dokumen lama")
    TargetRenstra.objects.update(sumber="Dokumen lama")
    buku = termuat.buku().baris(INDIKATOR, 0, {"Target 2026": "0,8", "Januari": "0,2", "Renstra 2026": "0,8"})
    termuat.muat(buku.bytes())
    target = VersiTarget.objects.get(indikator__kode="IKU-001")
    assert (target.sumber, target.angka_latihan) == ("", False)
    assert target.periode.get(periode__nomor=1).sumber == ""
    assert target.periode.get(periode__nomor=2).sumber == "Dokumen lama"
    assert TargetRenstra.objects.get(tahun=2026).sumber == ""
    # What the file leaves as it is keeps its source.
    assert VersiTarget.objects.get(indikator__kode="IKP-001").sumber == "Dokumen lama"


def test_periode_yang_kosong_pada_pk_ditandatangani_dapat_diisi(termuat, kantor):
    """The Rencana Aksi is drawn up after the signing; what was signed stays."""
    tandai_ditandatangani(kantor)
    lama = VersiTarget.objects.get(indikator__kode="IKU-001")
    termuat.muat(termuat.buku().baris(INDIKATOR, 0, {"April": "0,4"}).bytes())
    assert lama.periode.get(periode__nomor=4, periode__jenis="bulan").nilai == Decimal("0.4")
    assert VersiTarget.objects.filter(indikator__kode="IKU-001").count() == 1
    for isi in ({"Januari": "0,2"}, {"Mei": "0,5", "Target 2026": "0,8"}):
        muatan = termuat.unggah(termuat.buku().baris(INDIKATOR, 0, isi).bytes())
        assert ["sudah ditandatangani" in satu for _, satu in berat(muatan)] == [True]


def test_target_lain_yang_ikut_masuk_konsep_baru_disebut(termuat):
    VersiTarget.objects.update(perjanjian=None)
    PerjanjianKinerja.objects.all().delete()
    buku = termuat.buku().tambah(INDIKATOR, {LETAK: SASARAN, "Indikator": "Baru", "Target 2026": 1})
    muatan = termuat.unggah(buku.bytes())
    assert selisih(muatan, "Ikut masuk konsep itu") == ["IKU-001"]
    termuat.terapkan(muatan)
    assert set(PerjanjianKinerja.objects.get().target.values_list("indikator__kode", flat=True)) == {
        "IKU-001",
        "IKU-002",
    }


def test_tanggal_berlaku_tampil_sehingga_pratinjau_kemarin_ditinjau_lagi(termuat):
    buku = termuat.buku().baris(POHON, 1, {"Pagu (Rp)": 900000000}).baris(INDIKATOR, 0, {UNIT: "Bidang Dua"})
    with time_machine.travel("2026-07-01 09:00+07:00"):
        muatan = termuat.jawab(termuat.unggah(buku.bytes()), {"pagu": "perubahan"})
        assert selisih(muatan, "Pagu berlaku mulai") == ["1 Juli 2026"]
        assert selisih(muatan, "Unit berlaku mulai") == ["1 Juli 2026"]
    with time_machine.travel("2026-07-02 09:00+07:00"), pytest.raises(Exception, match="Data berubah"):
        termuat.terapkan(muatan)
    muatan.refresh_from_db()
    assert muatan.status == Muatan.Status.SIAP
    assert PaguAnggaran.objects.count() == 2
