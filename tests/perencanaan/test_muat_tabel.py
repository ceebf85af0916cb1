"""Tables that offices bring as they are: matched on screen, then equal to what was printed."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook

from organisasi.models import Muatan, PadananKolom
from organisasi.muatan.nama import normal
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenempatanIndikator,
    RiwayatNilai,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.muat_tabel.bidang import Judul, bidang_judul, usul_bidang
from tests.perencanaan.panggung_muat import MejaMuat, berat, masalah, ringan
from tests.perencanaan.tabel_nyata import (
    angka,
    baca_sumber,
    tulis_d16,
    tulis_d26,
    tulis_d31,
    tulis_d32,
)

# Papers and workbooks: what the database does for them, pages and actions show on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]


def meja(kantor, tahun) -> MejaMuat:
    return MejaMuat(kantor, tahun, jenis="tabel")


def padanan(muatan) -> dict[str, str]:
    """{column: what is proposed}."""
    return {satu["kunci"].rpartition(":")[2]: satu["usul"] for satu in muatan.tanya}


def jalani(meja, isi: bytes, jawaban=None) -> Muatan:
    """Upload and answer every question, with what is proposed where nothing else is said."""
    muatan = meja.unggah(isi)
    while muatan.status == Muatan.Status.TANYA:
        pilih = {t["kunci"]: (jawaban or {}).get(t["kunci"], t["usul"]) for t in muatan.tanya}
        muatan = meja.jawab(muatan, pilih)
    return muatan


def baris_tabel(*daftar: tuple) -> bytes:
    """A workbook of one sheet, row by row."""
    wb = Workbook()
    for satu in daftar:
        wb.active.append(satu)
    berkas = BytesIO()
    wb.save(berkas)
    return berkas.getvalue()


# -- the real tables -------------------------------------------------------------------------------------


def test_d31_target_tahun_dan_bulanan_sama_dengan_cetakan(kantor):
    satu = meja(kantor, 2026)
    muatan = satu.unggah(tulis_d31())
    assert padanan(muatan) == {
        "A": "abaikan",
        "B": "campur",
        "C": "nama",
        "D": "target",
        **{chr(ord("E") + ke): f"bulan-{ke + 1}" for ke in range(12)},
    }
    satu.terapkan(jalani(satu, tulis_d31()))
    sumber = baca_sumber("D31")["baris"]
    assert Indikator.objects.count() == PenempatanIndikator.objects.count() == len(sumber) == 20
    for baris in sumber:
        tempat = PenempatanIndikator.objects.get(indikator__nama=baris["indikator"])
        # Double spaces inside a cell are typing, not wording.
        uraian = " ".join(baris["sasaran"].split())
        assert (tempat.simpul.jenjang, tempat.simpul.uraian) == (baris["jenjang"], uraian)
        versi = VersiIndikator.objects.get(indikator=tempat.indikator)
        assert versi.satuan == baris["satuan"]
        assert versi.frekuensi == VersiIndikator.Frekuensi.BULAN
        target = VersiTarget.objects.get(indikator=tempat.indikator)
        assert target.nilai == angka(baris["target"])
        assert target.perjanjian.jabatan == kantor.jabatan["Kepala"]
        bulanan = dict(target.periode.values_list("periode__nomor", "nilai"))
        assert bulanan == {ke: angka(isi) for ke, isi in enumerate(baris["target_bulanan"], 1)}
    assert TargetPeriode.objects.count() == 240
    assert Simpul.objects.filter(jenjang="sasaran").count() == 3
    program = Simpul.objects.get(uraian="Program Penanggulangan Bencana")
    assert program.induk.uraian.startswith("Meningkatnya Kapasitas Daerah")


def test_d31_target_desember_yang_beda_diperingatkan(kantor):
    """The published misprint: 4,47 for the year, 4,7 in December. It is kept, and said."""
    muatan = jalani(meja(kantor, 2026), tulis_d31())
    assert any("Target Desember 4,7, sedangkan target tahun 4,47" in kalimat for _, kalimat in ringan(muatan))
    assert muatan.status == Muatan.Status.SIAP


def test_d16_program_dan_kegiatan_sama_dengan_cetakan(kantor):
    satu = meja(kantor, 2025)
    muatan = satu.unggah(tulis_d16())
    assert padanan(muatan) == {
        "A": "abaikan",
        "B": "sasaran",
        "C": "program",
        "D": "kegiatan",
        "E": "nama",
        "F": "pagu",
        "G": "target",
        "H": "satuan",
        "I": "abaikan",
    }
    muatan = jalani(satu, tulis_d16())
    satu.terapkan(muatan)
    sumber = baca_sumber("D16")["baris"]
    assert Indikator.objects.count() == PaguAnggaran.objects.count() == len(sumber) == 10
    for baris in sumber:
        tempat = PenempatanIndikator.objects.get(indikator__nama=baris["indikator"])
        assert (tempat.simpul.jenjang, tempat.simpul.uraian) == (baris["jenjang"], baris["uraian"])
        assert VersiIndikator.objects.get(indikator=tempat.indikator).satuan == baris["satuan"]
        assert VersiTarget.objects.get(indikator=tempat.indikator).nilai == angka(baris["target"])
        assert PaguAnggaran.objects.get(simpul=tempat.simpul).nilai == angka(baris["anggaran"])
    # Kegiatan hang on the program, the program on the sasaran.
    assert set(Simpul.objects.filter(jenjang="kegiatan").values_list("induk__jenjang", flat=True)) == {
        "program"
    }
    [dilewati] = [b for b in muatan.baris.all() if "dilewati" in str(b.catatan)]
    assert "Jumlah" in dilewati.sebutan


def test_d32_98_baris_sama_dengan_cetakan(kantor):
    satu = meja(kantor, 2025)
    isi = tulis_d32()
    muatan = satu.jawab(satu.unggah(isi))
    # One cell holds two indicators: asked, not split and not swallowed.
    assert [tanya["kunci"] for tanya in muatan.tanya] == ["ganda"]
    assert muatan.tanya[0]["usul"] == ""
    satu.terapkan(satu.jawab(muatan, {"ganda": "satu"}))
    sumber = baca_sumber("D32")["baris"]
    tempat = list(PenempatanIndikator.objects.select_related("simpul", "indikator").order_by("urutan"))
    assert len(tempat) == len(sumber) == 98
    versi = {v.indikator_id: v for v in VersiIndikator.objects.all()}
    target = dict(VersiTarget.objects.values_list("indikator", "nilai"))
    renstra = dict(TargetRenstra.objects.filter(tahun=2030).values_list("indikator", "nilai"))
    pagu = dict(PaguAnggaran.objects.values_list("simpul", "nilai"))
    beranggaran = set()
    for baris, ada in zip(sumber, tempat, strict=True):
        pk = ada.indikator_id
        assert ada.indikator.nama == " ".join(baris["indikator"].split())
        assert ada.simpul.jenjang == baris["jenjang"]
        assert ada.simpul.uraian == " ".join((baris["uraian"] or baris["program"]).split())
        assert versi[pk].satuan == baris["satuan"]
        assert target.get(pk) == angka(baris["target"])
        assert renstra.get(pk) == angka(baris["renstra"]["target_akhir_2030"])
        assert pagu.get(ada.simpul_id) == angka(baris["anggaran"])
        if baris["anggaran"]:
            beranggaran.add(ada.simpul_id)
    assert set(pagu) == beranggaran
    assert sum(nilai is None for nilai in map(lambda b: angka(b["target"]), sumber)) == 98 - len(target) == 5
    # A true zero stays a zero.
    assert sum(nilai == 0 for nilai in target.values()) == sum(angka(b["target"]) == 0 for b in sumber) > 0


def test_d32_sel_berisi_dua_indikator_dapat_ditolak(kantor):
    muatan = jalani(meja(kantor, 2025), tulis_d32(), {"ganda": "tolak"})
    assert muatan.status == Muatan.Status.BERMASALAH
    assert berat(muatan) == [("G7", "Sel ini memuat dua indikator. Pisahkan menjadi dua baris.")]


@pytest.fixture
def pohon_banyuwangi(kantor):
    """The source names no tujuan, sasaran or program; an office would have its own tree. One node per level."""
    hasil, induk = {}, None
    for jenjang in ("tujuan", "sasaran", "program"):
        induk = hasil[jenjang] = Simpul.objects.create(
            opd=kantor.opd, tahun=2026, jenjang=jenjang, uraian=f"{jenjang.title()} latihan", induk=induk
        )
    return hasil


def test_d26_target_renstra_sama_dengan_cetakan(kantor, pohon_banyuwangi):
    satu = meja(kantor, 2026)
    muatan = satu.unggah(tulis_d26())
    assert padanan(muatan) == {
        "A": "nama",
        "B": "satuan",
        "C": "jenjang",
        "D": "awal-2024",
        **{chr(ord("E") + ke): f"renstra-{2026 + ke}" for ke in range(5)},
        "J": "pagu",
    }
    kolom_pagu = next(tanya["kunci"] for tanya in muatan.tanya if tanya["usul"] == "pagu")
    # Whose budget it is nobody can tell: four rows of programs that are not named.
    ditolak = jalani(satu, tulis_d26())
    assert {sel for sel, _ in berat(ditolak)} == {"J11", "J12", "J13", "J14"}
    muatan = satu.jawab(muatan, {kolom_pagu: "abaikan"})
    assert [t["kunci"] for t in muatan.tanya] == ["letak:program", "letak:sasaran", "letak:tujuan"]
    satu.terapkan(satu.jawab(muatan))
    sumber = baca_sumber("D26")
    assert Indikator.objects.count() == 10
    assert TargetRenstra.objects.count() == 50
    for baris in sumber["baris"]:
        tempat = PenempatanIndikator.objects.get(indikator__nama=baris["indikator"])
        assert tempat.simpul == pohon_banyuwangi[baris["jenjang"]]
        assert VersiIndikator.objects.get(indikator=tempat.indikator).satuan == baris["satuan"]
        nilai = dict(tempat.indikator.target_renstra.values_list("tahun", "nilai"))
        assert nilai == dict(zip(sumber["tahun_renstra"], map(angka, baris["target_renstra"]), strict=True))
    awal = {
        satu["indikator"]: angka(satu["kondisi_awal"]) for satu in sumber["baris"] if satu["kondisi_awal"]
    }
    riwayat = RiwayatNilai.objects.values_list("indikator__nama", "tahun", "realisasi")
    assert {(nama, 2024, nilai) for nama, nilai in awal.items()} == set(riwayat)
    # The Renstra's target is not yet the year's agreement.
    assert not VersiTarget.objects.exists()


@pytest.mark.parametrize(("tulis", "tahun"), [(tulis_d31, 2026), (tulis_d16, 2025), (tulis_d32, 2025)])
def test_tabel_yang_sama_lagi_tidak_mengubah_apa_pun(kantor, tulis, tahun):
    satu = meja(kantor, tahun)
    isi = tulis()
    satu.terapkan(jalani(satu, isi, {"ganda": "satu"}))
    lagi = jalani(satu, isi, {"ganda": "satu"})
    assert set(lagi.baris.values_list("tindakan", flat=True)) == {"tetap"}, [
        (b.sebutan, b.selisih) for b in lagi.baris.exclude(tindakan="tetap")[:5]
    ]


def test_tabel_termuat_lalu_diunduh_sebagai_buku_pk_tetap(kantor):
    satu = meja(kantor, 2026)
    satu.terapkan(jalani(satu, tulis_d31()))
    pk = MejaMuat(kantor, 2026)
    muatan = pk.unggah(pk.buku().bytes())
    assert set(muatan.baris.values_list("tindakan", flat=True)) == {"tetap"}, masalah(muatan)


# -- the match -------------------------------------------------------------------------------------------


def test_padanan_diingat_untuk_kantor_itu(kantor, kantor_lain):
    satu = meja(kantor, 2025)
    pertama = satu.unggah(tulis_d16())
    kolom = {t["kunci"].rpartition(":")[2]: t["kunci"] for t in pertama.tanya}
    muatan = satu.jawab(pertama, {kolom["F"]: "abaikan"})
    satu.terapkan(muatan)
    assert PadananKolom.objects.get().opd == kantor.opd
    assert padanan(satu.unggah(tulis_d16()))["F"] == "abaikan"
    assert padanan(meja(kantor_lain, 2025).unggah(tulis_d16()))["F"] == "pagu"


def test_bidang_dipilih_dua_kali_ditanyakan_lagi(kantor):
    satu = meja(kantor, 2025)
    muatan = satu.unggah(tulis_d16())
    kunci = {t["kunci"].rpartition(":")[2]: t["kunci"] for t in muatan.tanya}
    muatan = satu.jawab(muatan, {kunci["I"]: "target"})
    assert {t["kunci"] for t in muatan.tanya} == {kunci["G"], kunci["I"]}
    assert "lebih dari satu kolom" in muatan.tanya[0]["kalimat"]
    muatan = satu.jawab(muatan, {kunci["I"]: "abaikan"})
    assert muatan.status == Muatan.Status.SIAP


def test_tanpa_kolom_indikator_ditanyakan_lagi(kantor):
    satu = meja(kantor, 2025)
    muatan = satu.unggah(tulis_d16())
    kunci = next(t["kunci"] for t in muatan.tanya if t["usul"] == "nama")
    muatan = satu.jawab(muatan, {kunci: "abaikan"})
    assert muatan.status == Muatan.Status.TANYA
    assert "Belum ada kolom Indikator" in muatan.tanya[0]["kalimat"]


def test_dua_tabel_ditanyakan_yang_mana(kantor):
    wb = Workbook()
    for nama in ("Sasaran", "Program"):
        ws = wb.create_sheet(nama)
        ws.append(("No", "Sasaran", "Indikator", "Satuan", "Target"))
        ws.append((1, f"Meningkatnya {nama}", f"Indeks {nama}", "Indeks", 5))
    berkas = BytesIO()
    wb.save(berkas)
    satu = meja(kantor, 2026)
    muatan = satu.unggah(berkas.getvalue())
    [tanya] = muatan.tanya
    assert [p["nilai"] for p in tanya["pilihan"]] == ["Sasaran:1", "Program:1"]
    satu.terapkan(jalani(satu, berkas.getvalue(), {"judul": "Program:1"}))
    assert Indikator.objects.get().nama == "Indeks Program"


def test_judul_yang_tidak_dikenal_ditunjuk_sendiri(kantor):
    isi = baris_tabel(
        ("Hasil", "Ukuran kinerja", "Besaran"),
        ("Meningkatnya mutu", "Indeks mutu", 5),
        ("Lain", "Nilai lain", 6),
    )
    satu = meja(kantor, 2026)
    muatan = satu.unggah(isi)
    assert [t["kunci"] for t in muatan.tanya] == ["judul"]
    muatan = satu.jawab(muatan, {"judul": "Sheet:1"})
    pilih = dict(zip((t["kunci"] for t in muatan.tanya), ("sasaran", "nama", "target"), strict=True))
    satu.terapkan(satu.jawab(muatan, pilih))
    assert dict(VersiTarget.objects.values_list("indikator__nama", "nilai")) == {
        "Indeks mutu": Decimal(5),
        "Nilai lain": Decimal(6),
    }


def test_berkas_tanpa_tabel_ditolak(kantor):
    muatan = meja(kantor, 2026).unggah(baris_tabel(("Catatan rapat",), (3,)))
    assert muatan.status == Muatan.Status.DITOLAK
    assert "Tidak ditemukan tabel" in muatan.galat


# -- the rows ----------------------------------------------------------------------------------------------


def test_jenjang_dari_kode_rekening(kantor):
    isi = baris_tabel(
        ("Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator Kinerja", "Satuan", "Target", "Pagu"),
        ("5.01", "URUSAN PERENCANAAN", None, None, None, None),
        ("5.01.02", "PERENCANAAN DAERAH", "Persentase keselarasan", "%", "100", 2000),
        ("5.01.02.2.01", "Penyusunan Perencanaan", "Persentase tepat waktu", "%", "100", 2000),
        ("5.01.02.2.01.0001", "Musrenbang", "Jumlah berita acara", "Berita Acara", "2", 2000),
        ("Jumlah", None, None, None, None, 2000),
    )
    satu = meja(kantor, 2026)
    muatan = jalani(satu, isi)
    satu.terapkan(muatan)
    assert list(Simpul.objects.order_by("urutan").values_list("jenjang", "kode", "induk__kode")) == [
        ("program", "5.01.02", None),
        ("kegiatan", "5.01.02.2.01", "5.01.02"),
        ("sub_kegiatan", "5.01.02.2.01.0001", "5.01.02.2.01"),
    ]
    assert PaguAnggaran.objects.count() == 3


def test_jenjang_yang_tidak_dapat_dipastikan_ditolak(kantor):
    isi = baris_tabel(
        ("Program/Kegiatan", "Indikator", "Satuan", "Target"), ("Perencanaan Daerah", "Persentase", "%", 10)
    )
    [(sel, kalimat)] = berat(jalani(meja(kantor, 2026), isi))[:1]
    assert sel == "A2"
    assert "Tidak dapat dipastikan" in kalimat


def test_indikator_kedua_tanpa_uraian_ikut_blok_di_atasnya(kantor):
    isi = baris_tabel(
        ("Sasaran", "Program", "Indikator", "Satuan", "Target"),
        ("S1", None, "I1", "Indeks", 1),
        (None, None, "I2", "Indeks", 2),
        (None, "Program P", "I3", "Indeks", 3),
        (None, None, "I4", "Indeks", 4),
        ("S2", None, "I5", "Indeks", 5),
    )
    satu = meja(kantor, 2026)
    satu.terapkan(jalani(satu, isi))
    assert dict(PenempatanIndikator.objects.values_list("indikator__nama", "simpul__uraian")) == {
        "I1": "S1",
        "I2": "S1",
        "I3": "Program P",
        "I4": "Program P",
        "I5": "S2",
    }


def test_pagu_berbeda_pada_satu_program_ditolak(kantor):
    isi = baris_tabel(
        ("Program", "Indikator", "Satuan", "Target", "Pagu"),
        ("Program P", "I1", "Indeks", 1, 500),
        (None, "I2", "Indeks", 2, 500),
        (None, "I3", "Indeks", 3, 700),
    )
    assert [sel for sel, _ in berat(jalani(meja(kantor, 2026), isi))] == ["E4"]


def test_kolom_campur_desimal_ditanyakan_dengan_contoh(kantor):
    isi = baris_tabel(
        ("Sasaran", "Indikator", "Satuan", "Target"),
        ("S1", "I1", "Indeks", "62,26"),
        ("S1", "I2", "Indeks", "93.6"),
    )
    satu = meja(kantor, 2026)
    muatan = satu.jawab(satu.unggah(isi))
    [tanya] = muatan.tanya
    assert tanya["kunci"] == "desimal:target"
    satu.terapkan(satu.jawab(muatan, {"desimal:target": "campur"}))
    assert sorted(VersiTarget.objects.values_list("nilai", flat=True)) == [Decimal("62.26"), Decimal("93.6")]


def test_baris_tanda_tangan_tidak_menjadi_sasaran(kantor):
    isi = baris_tabel(
        ("Sasaran", "Indikator", "Satuan", "Target"),
        ("S1", "I1", "Indeks", 1),
        (None, None, None, None),
        ("Mengetahui, Kepala Dinas", None, None, None),
    )
    satu = meja(kantor, 2026)
    muatan = jalani(satu, isi)
    satu.terapkan(muatan)
    assert list(Simpul.objects.values_list("uraian", flat=True)) == ["S1"]
    assert any("dilewati" in kalimat for _, kalimat in ringan(muatan))


@pytest.mark.parametrize(
    ("judul", "bidang"),
    [
        ("No.", "abaikan"),
        ("Indikator Kinerja Utama (IKU)", "nama"),
        ("Indikator Kinerja Program (outcome) / Kegiatan (output)", "nama"),
        ("Sasaran Strategis", "sasaran"),
        ("Program/Kegiatan/Sub Kegiatan", "campur"),
        ("Sub Kegiatan", "sub_kegiatan"),
        ("Target", "target"),
        ("Target TW III", "triwulan-3"),
        ("Triwulan 4", "triwulan-4"),
        ("Target Bulanan Nopember", "bulan-11"),
        ("Target Mei 2026", "bulan-5"),
        ("Semester II", "semester-2"),
        ("Target 2027", "tahun-2027"),
        ("2027", "tahun-2027"),
        ("Target Akhir Renstra 2030", "renstra-2030"),
        ("Target akhir Renstra", "abaikan"),
        ("Kondisi Awal 2024", "awal-2024"),
        ("Realisasi TW I", "abaikan"),
        ("Anggaran TW I (Rp)", "abaikan"),
        ("Anggaran (Rp)", "pagu"),
        ("Pagu Indikatif 2026", "pagu-2026"),
        ("Penanggung Jawab", "unit"),
        ("Kode Rekening", "kode_rekening"),
        ("Kode IKU", "kode"),
        ("Satuan", "satuan"),
        ("Keterangan", "abaikan"),
        ("Warna", None),
    ],
)
def test_judul_kolom_dikenali(judul, bidang):
    assert bidang_judul(normal(judul)) == bidang


def test_satu_tahun_menjadi_target_beberapa_tahun_menjadi_renstra():
    satu = [Judul("A", "Indikator"), Judul("B", "Target 2026")]
    assert usul_bidang(satu, 2026) == {"A": "nama", "B": "target"}
    assert usul_bidang(satu, 2027) == {"A": "nama", "B": "abaikan"}
    banyak = [*satu, Judul("C", "Target 2027")]
    assert usul_bidang(banyak, 2026) == {"A": "nama", "B": "renstra-2026", "C": "renstra-2027"}


def test_tanggal_berlaku_definisi_awal_tahun(kantor):
    satu = meja(kantor, 2025)
    satu.terapkan(jalani(satu, tulis_d16()))
    assert set(VersiIndikator.objects.values_list("tanggal_mulai", flat=True)) == {date(2025, 1, 1)}
