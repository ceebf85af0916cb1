"""The Kamus on paper and as a workbook, the national standard, and where a series breaks in reports and charts."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from laporan import antrean, grafik
from laporan.bentuk import Sel
from laporan.buku_kamus import buku_kamus
from laporan.cetak import jadikan_html
from laporan.susunan import susun_capaian, susun_kamus, susun_laporan_kinerja
from laporan.susunan.capaian import _riwayat, baca_bahan_capaian, sebut_banding
from laporan.tampilan_dasbor import susun_dasbor
from perencanaan.deret import PemutusDeret
from perencanaan.models import (
    JenisBukti,
    PenempatanIndikator,
    PerjanjianKinerja,
    Renstra,
    RiwayatNilai,
    StandarNasional,
    VersiIndikator,
    VersiTarget,
)
from tests.laporan.contoh_bentuk import kamus as contoh_kamus
from tests.laporan.test_dasbor import ukur_tw_dua
from tests.laporan.test_grafik import NS, baca
from tests.laporan.test_surat import racuni
from tests.laporan.test_susunan import baris, segar
from tests.panggung import TAHUN
from tests.panggung_kinerja import PanggungKinerja

# Papers and workbooks: what the database does for them, pages and actions show on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]
D = Decimal
ALASAN = "Cara hitung baru"


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


def putuskan(indikator, mulai: date, memutus: bool = True) -> VersiIndikator:
    """The next definition from that day on, past the pages; by default it starts a new series."""
    lama = indikator.versi.order_by("-tanggal_mulai").first()
    baru = VersiIndikator.objects.get(pk=lama.pk)
    lama.tanggal_selesai = mulai - timedelta(days=1)
    lama.save()
    baru.pk, baru.tanggal_mulai, baru.memutus_deret, baru.alasan_perubahan = None, mulai, memutus, ALASAN
    baru.save()
    return baru


# -- the sheets of a year ---------------------------------------------------------------------------


def test_kamus_memuat_semua_indikator_atau_iku_saja(panggung):
    semua = susun_kamus(panggung.opd, TAHUN, "semua")
    iku = susun_kamus(panggung.opd, TAHUN, "iku")

    assert [satu.kode for satu in semua.lembar] == [
        "IKU-1",
        "IKU-2",
        "IKP-1",
        "IKK-1",
        "ISK-1",
        "IKU-3",
        "IKU-4",
        "IKP-2",
    ]
    assert [(satu.nomor, satu.kode) for satu in iku.lembar] == [
        (1, "IKU-1"),
        (2, "IKU-2"),
        (3, "IKU-3"),
        (4, "IKU-4"),
    ]
    assert iku.naskah.judul == f"Manual Indikator Kinerja Utama Tahun {TAHUN}"
    assert iku.naskah.draf  # definitions without source, evidence and decision


def test_lembar_kamus_memuat_rencana_riwayat_dan_yang_kurang(panggung):
    satu = panggung.indikator["IKU-1"]
    JenisBukti.objects.create(versi=satu.versi.get(), nama="Register")
    StandarNasional.objects.create(indikator=satu, tahun=TAHUN, nilai=D(25), sumber="Laporan nasional")
    StandarNasional.objects.create(indikator=satu, tahun=TAHUN + 1, nilai=D(99), sumber="Tahun depan")

    lembar = susun_kamus(panggung.opd, TAHUN, "iku").lembar[0]

    isi = {butir.kunci: butir.teks for butir in lembar.butir}
    assert (isi["definisi_operasional"], isi["jenis_bukti"]) == ("Definisi IKU-1", "Register")
    assert isi["unit"] == "Bidang Satu (Angka unit adalah angka OPD)"
    assert [(nama, sel.teks) for nama, sel in lembar.target] == [
        (str(TAHUN + 2), "30"),
        (str(TAHUN + 3), "40"),
        (f"PK {TAHUN}", "22"),
    ]
    assert [(r.tahun, r.realisasi.teks) for r in lembar.riwayat] == [(TAHUN - 2, "19"), (TAHUN - 1, "21,5")]
    assert [(s.tahun, s.nilai.teks) for s in lembar.pembanding] == [(TAHUN, "25")]
    assert "pemeriksaan SMART" in lembar.kurang and "jenis bukti dukung" not in lembar.kurang


def test_kamus_tanpa_definisi_menyebutnya_dan_tetap_sekolom(panggung):
    panggung.indikator["IKU-1"].versi.all().delete()

    tanpa, ada = susun_kamus(panggung.opd, TAHUN, "iku").lembar[:2]

    assert [satu.kunci for satu in tanpa.butir] == [satu.kunci for satu in ada.butir]
    assert {satu.teks for satu in tanpa.butir if satu.kunci != "unit"} == {""}
    assert tanpa.kurang == ("definisi yang berlaku",)


def test_target_rancangan_tidak_tercetak(panggung):
    """The draft of a revision counts nowhere."""
    konsep = PerjanjianKinerja.objects.create(
        opd=panggung.opd,
        tahun=TAHUN,
        jabatan=panggung.kantor.jabatan["Kepala"],
        perubahan_ke=1,
        alasan="Anggaran berubah",
        tanggal_berlaku=date(TAHUN, 7, 1),
    )
    VersiTarget.objects.create(
        indikator=panggung.indikator["IKU-1"],
        tahun=TAHUN,
        nilai=D(77),
        perjanjian=konsep,
        rancangan=True,
        tanggal_mulai=date(TAHUN, 7, 1),
    )

    assert susun_kamus(panggung.opd, TAHUN, "iku").lembar[0].target[-1][1].teks == "22"


def test_kamus_sama_banyak_pertanyaan(panggung):
    def hitung() -> int:
        with CaptureQueriesContext(connection) as sql:
            susun_kamus(panggung.opd, TAHUN, "semua")
        return len(sql)

    sedikit = hitung()
    panggung.tambah_indikator(30)
    assert hitung() == sedikit <= 11


def test_naskah_kamus_memuat_isi_dan_menyebut_yang_kosong():
    html = jadikan_html(contoh_kamus())

    assert "Deret terputus mulai 1 Januari 2026: Batas waktu layanan dipersingkat." in html
    assert "Belum lengkap:</strong> sumber data, pemeriksaan SMART" in html
    assert "Tidak ada standar nasional" in html and "Laporan nasional 2025" in html
    assert html.count("Belum diisi") == 2  # the source of both, nothing else


def test_ketikan_di_kamus_tetap_teks():
    html = jadikan_html(racuni(contoh_kamus(), "<script>alert(1)</script>"))
    assert "<script>" not in html


def test_buku_kamus_terbaca_kembali():
    contoh = contoh_kamus()
    buku = load_workbook(BytesIO(buku_kamus(contoh)))
    assert buku.sheetnames == ["Kamus", "Target", "Riwayat"]

    def isi(nama):
        ws = buku[nama]
        awal = int(ws.print_title_rows.split(":")[0].strip("$"))
        judul = [sel.value for sel in ws[awal]]
        return [
            dict(zip(judul, (sel.value for sel in satu), strict=True))
            for satu in ws.iter_rows(min_row=awal + 1)
            if isinstance(satu[0].value, int)
        ]

    satu, dua = isi("Kamus")
    assert (satu["Kode"], satu["Definisi operasional"], satu["Sumber data"]) == (
        "IKU-1",
        "Dokumen yang selesai ≤ 24 jam",
        None,
    )
    assert (satu["Standar nasional"], dua["Standar nasional"]) == (95, "Tidak ada standar nasional")
    assert satu["Belum lengkap"] == "sumber data, pemeriksaan SMART"
    assert [(t["Tahun"], t["Target"]) for t in isi("Target")[:2]] == [
        ("2026", 92.5),
        ("PK 2026", "belum ditetapkan"),
    ]
    (riwayat,) = isi("Riwayat")
    assert (riwayat["Tahun"], riwayat["Realisasi"]) == ("2025", 91.25)
    assert riwayat["Deret terputus sesudahnya"].startswith("Deret terputus mulai 1 Januari 2026")


def test_buku_kamus_tidak_memuat_rumus():
    buku = load_workbook(BytesIO(buku_kamus(racuni(contoh_kamus(), "=1+1"))))
    assert {sel.data_type for ws in buku for baris_ in ws.iter_rows() for sel in baris_} <= {"s", "n"}
    awal = racuni(replace(contoh_kamus(), lembar=contoh_kamus().lembar[:1]), "")
    awal = replace(awal, lembar=(replace(awal.lembar[0], indikator="=HYPERLINK(1)"),))
    assert "f" not in {sel.data_type for sel in load_workbook(BytesIO(buku_kamus(awal)))["Kamus"]["C"]}


def test_kamus_diminta_dari_halaman(panggung, sebagai, monkeypatch):
    diminta = []

    def minta(**isi):
        diminta.append(isi)
        raise SystemExit

    monkeypatch.setattr(antrean, "minta", minta)
    klien = sebagai(panggung.kantor.staf_satu)

    with pytest.raises(SystemExit):
        klien.post(reverse("kamus_pdf"), {"lingkup": "iku"})
    assert (diminta[0]["jenis"], len(diminta[0]["bentuk"].lembar)) == ("kamus-iku", 4)
    assert klien.post(reverse("kamus_pdf"), {"lingkup": "lain"}).status_code == 404
    PenempatanIndikator.objects.filter(jenis="iku").update(jenis="program")
    jawab = klien.post(reverse("kamus_pdf"), {"lingkup": "iku"}, follow=True)
    assert "Belum ada indikator pada lingkup itu" in jawab.content.decode()


# -- the national standard --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arah", "realisasi", "standar", "kalimat"),
    [
        ("naik", "82.5", "80", "2,50 di atas standar, lebih baik."),
        ("naik", "79", "80", "1,00 di bawah standar, belum menyamai."),
        ("naik", "80.004", "80", "Sama dengan standar."),
        ("naik", "0", "80", "80,00 di bawah standar, belum menyamai."),
        ("turun_selisih", "5", "7", "2,00 di bawah standar, lebih baik."),
        ("turun_rasio", "9", "7", "2,00 di atas standar, belum menyamai."),
        ("rentang", "9", "7", "2,00 di atas standar."),
        ("naik", None, "80", "Belum dapat dibandingkan: realisasi belum ada."),
    ],
)
def test_perbandingan_dengan_standar_menurut_arah(arah, realisasi, standar, kalimat):
    versi = VersiIndikator(arah=arah, metode="nilai_akhir", desimal=2)
    hasil = SimpleNamespace(
        patokan=SimpleNamespace(versi_indikator=versi),
        realisasi=None if realisasi is None else D(realisasi),
        tingkat="",
    )
    periode = SimpleNamespace(tanggal_selesai=date(TAHUN, 12, 31))
    assert sebut_banding(hasil, StandarNasional(nilai=D(standar)), periode) == kalimat


@pytest.mark.parametrize(
    ("tingkat", "standar", "kalimat"),
    [
        ("BB", "B", "Di atas standar, lebih baik."),
        ("B", "B", "Sama dengan standar."),
        ("CC", "B", "Di bawah standar, belum menyamai."),
        ("B", "Baik", "Tidak dapat dibandingkan: urutan tingkatnya tidak dikenal."),
    ],
)
def test_perbandingan_tingkat(tingkat, standar, kalimat):
    versi = VersiIndikator(arah="ordinal", metode="nilai_akhir", desimal=2)
    hasil = SimpleNamespace(patokan=SimpleNamespace(versi_indikator=versi), realisasi=None, tingkat=tingkat)
    periode = SimpleNamespace(tanggal_selesai=date(TAHUN, 3, 31))
    assert sebut_banding(hasil, StandarNasional(tingkat=standar), periode) == kalimat


def test_kumulatif_dibandingkan_pada_akhir_tahun():
    versi = VersiIndikator(arah="naik", metode="jumlah", desimal=0)
    hasil = SimpleNamespace(patokan=SimpleNamespace(versi_indikator=versi), realisasi=D(5), tingkat="")
    for akhir, awalan in ((date(TAHUN, 3, 31), "Dibandingkan pada akhir tahun"), (date(TAHUN, 12, 31), "15")):
        periode = SimpleNamespace(tanggal_selesai=akhir)
        assert sebut_banding(hasil, StandarNasional(nilai=D(20)), periode).startswith(awalan)


def test_laporan_memuat_standar_terakhir_dan_yang_dinyatakan_tidak_ada(panggung):
    """Disclosure 4: of the newest year that is not later; a statement that there is none is not a gap."""
    satu, dua, tiga = (panggung.indikator[f"IKU-{n}"] for n in (1, 2, 3))
    for tahun, nilai in ((TAHUN - 2, 19), (TAHUN - 1, 20), (TAHUN + 1, 90)):
        StandarNasional.objects.create(
            indikator=satu, tahun=tahun, nilai=D(nilai), sumber=f"Laporan nasional {tahun}"
        )
    dua.tanpa_standar_nasional = True
    dua.save()
    pengukuran = panggung.ukur()

    susunan = susun_capaian(pengukuran)
    (banding,) = baris(susunan, "IKU-1").pembanding
    assert (banding.tahun, banding.nilai.teks, banding.sumber) == (
        TAHUN - 1,
        "20",
        f"Laporan nasional {TAHUN - 1}",
    )
    assert banding.keterangan == "0,83 di atas standar, lebih baik."
    assert baris(susunan, "IKU-2").tanpa_standar and not baris(susunan, "IKU-3").tanpa_standar
    laporan = susun_laporan_kinerja(pengukuran)
    kelengkapan = {nama: keadaan[3] for nama, keadaan in laporan.kelengkapan}
    assert [kelengkapan[i.nama] for i in (satu, dua, tiga)] == ["lengkap", "tidak relevan", "kosong"]
    html = jadikan_html(laporan)
    assert f"Laporan nasional {TAHUN - 1}" in html and "0,83 di atas standar" in html


# -- where the series breaks ------------------------------------------------------------------------


def test_laporan_menyebut_putusnya_deret_pada_riwayat_dan_renstra(panggung):
    Renstra.objects.create(opd=panggung.opd, nama="Renstra", tahun_awal=TAHUN - 1, tahun_akhir=TAHUN + 3)
    putuskan(panggung.indikator["IKU-1"], date(TAHUN, 1, 1))
    pengukuran = panggung.ukur()

    satu, lain = (baris(susun_capaian(pengukuran), kode) for kode in ("IKU-1", "IKU-2"))
    kalimat = f"Deret terputus mulai 1 Januari {TAHUN}: {ALASAN}."
    assert [[p.kalimat for p in r.putus] for r in satu.riwayat] == [[], [kalimat]]
    assert [p.kalimat for p in satu.putus_renstra] == [kalimat]
    assert not lain.putus_riwayat and not lain.putus_renstra
    assert satu.catatan == lain.catatan == ()  # the year itself is of one definition
    html = jadikan_html(susun_laporan_kinerja(pengukuran))
    # In the history, in the table of the Renstra, and in the words of the chart.
    assert html.count(kalimat) == 3


def test_renstra_yang_mulai_bersama_definisi_tidak_putus(panggung):
    Renstra.objects.create(opd=panggung.opd, nama="Renstra", tahun_awal=TAHUN, tahun_akhir=TAHUN + 3)
    putuskan(panggung.indikator["IKU-1"], date(TAHUN, 1, 1))

    assert baris(susun_capaian(panggung.ukur()), "IKU-1").putus_renstra == ()


def test_definisi_lama_yang_memutus_tetap_disebut(panggung):
    """Not the definition in force alone: an earlier change still parts the years around it."""
    satu = panggung.indikator["IKU-1"]
    satu.versi.update(tanggal_mulai=date(TAHUN - 3, 1, 1))
    putuskan(satu, date(TAHUN - 1, 1, 1))
    putuskan(satu, date(TAHUN, 1, 1), memutus=False)

    hasil = baris(susun_capaian(panggung.ukur()), "IKU-1")
    assert [(r.tahun, bool(r.putus)) for r in hasil.riwayat] == [(TAHUN - 2, True), (TAHUN - 1, False)]


def test_definisi_berganti_di_tengah_tahun_menjadi_catatan_dan_putus_di_dasbor(panggung):
    putuskan(panggung.indikator["IKU-1"], date(TAHUN, 4, 1))
    panggung.ukur(sampai=9)
    satu = segar(panggung.pengukuran)
    ukur_tw_dua(panggung)
    dua = segar(panggung.pengukuran)

    # Of the first quarter nothing is said: the new definition is not in force yet.
    assert baris(susun_capaian(satu), "IKU-1").catatan == ()
    (catatan,) = baris(susun_capaian(dua), "IKU-1").catatan
    assert catatan.startswith(f"Deret terputus mulai 1 April {TAHUN}") and "definisi lama" in catatan
    dasbor = susun_dasbor(segar(dua), [dua, satu], panggung.opd, urut="pohon", saring="")
    per_kode = {b.baris.kode: b for b in dasbor.iku}
    assert ALASAN in per_kode["IKU-1"].putus and per_kode["IKU-2"].putus == ""
    assert "garis-putus" in per_kode["IKU-1"].tren and "garis-putus" not in per_kode["IKU-2"].tren


@pytest.mark.parametrize("gambar", ["tren", "kilat"])
def test_grafik_memutus_garis_dan_menyebut_sebabnya(gambar):
    """No line joins figures that do not compare; the break is a dashed line and a sentence."""
    putus = (PemutusDeret(date(2025, 1, 1), ALASAN),)
    titik = tuple(
        grafik.Titik(str(tahun), Sel.angka(D(80)), Sel.angka(D(nilai)), putus if tahun == 2025 else ())
        for tahun, nilai in ((2023, 70), (2024, 75), (2025, 90), (2026, 95))
    )
    tren = grafik.Tren("Angka", "%", titik)
    gambarnya = grafik.grafik_tren([tren], judul="Tren") if gambar == "tren" else grafik.grafik_kilat(tren)
    akar = baca(gambarnya)

    garis = [g for g in akar.iter(f"{NS}line") if g.get("class") == "garis-putus"]
    assert len(garis) == 1
    assert garis[0].get("x1") == garis[0].get("x2") and garis[0].get("stroke-dasharray")
    utuh = [p for p in akar.iter(f"{NS}path") if p.get("stroke") == grafik.WARNA["utama"]]
    assert [p.get("d").count("L") for p in utuh] == [1, 1]  # 2023–2024 and 2025–2026
    assert f"Sebelum 2025: Deret terputus mulai 1 Januari 2025: {ALASAN}." in akar.find(f"{NS}desc").text


def test_grafik_tanpa_putus_tetap_satu_garis():
    titik = tuple(grafik.Titik(str(n), Sel.angka(D(80)), Sel.angka(D(n))) for n in (70, 75, 90))
    akar = baca(grafik.grafik_tren([grafik.Tren("Angka", "%", titik)], judul="Tren"))
    assert not [g for g in akar.iter(f"{NS}line") if g.get("class") == "garis-putus"]
    assert len([p for p in akar.iter(f"{NS}path") if p.get("stroke") == grafik.WARNA["utama"]]) == 1


def test_lembar_kamus_menyebut_putus_di_antara_target_renstra(panggung):
    """The Renstra's later targets stand on the sheet: a break before them stands there too."""
    satu = panggung.indikator["IKU-1"]  # Renstra targets up to TAHUN + 3
    putuskan(satu, date(TAHUN + 2, 1, 1))
    lembar = susun_kamus(panggung.opd, TAHUN, "iku").lembar[0]
    assert [p.mulai for p in lembar.putus] == [date(TAHUN + 2, 1, 1)]


def test_riwayat_tanpa_realisasi_tidak_menutup_yang_terukur(panggung):
    """Only last year's target was noted down from the report; what was measured here is not hidden by it."""
    satu = panggung.indikator["IKU-1"]
    RiwayatNilai.objects.filter(indikator=satu, tahun=TAHUN - 1).update(realisasi=None)
    bahan = baca_bahan_capaian(panggung.ukur())
    hasil = next(h for h in bahan.hasil if h.patokan.indikator_id == satu.pk)
    lalu = SimpleNamespace(
        pengukuran=SimpleNamespace(periode=SimpleNamespace(tahun=TAHUN - 1), disetujui_pada=timezone.now()),
        target_tahun=D(21),
        target_tahun_teks="",
        realisasi=D("20.5"),
        tingkat="",
        keadaan="angka",
        capaian_tahun=D("97.62"),
        status="dihitung",
    )
    bahan.ukuran_lalu[satu.pk] = [lalu]
    assert _riwayat(hasil, bahan)[-1].realisasi.teks == "20,5"
