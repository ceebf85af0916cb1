"""LKjIP, interim report, recap, working paper and Laporan Hasil as PDF: read back, page by page."""

import re
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import pytest
from pypdf import PdfReader

from laporan.bentuk import BagianTeks, BarisAnggaran, NilaiTahun, Pembanding, Sel
from laporan.cetak import cetak_pdf, jadikan_html
from tests.laporan import contoh_bentuk as contoh

D = Decimal
PENGUNGKAPAN = (
    "1. Target dan realisasi kinerja periode ini",
    "2. Realisasi dan capaian dibanding tahun lalu dan beberapa tahun terakhir",
    "3. Realisasi dibanding target jangka menengah (Renstra)",
    "4. Realisasi dibanding standar nasional",
    "5. Analisis penyebab keberhasilan atau kegagalan serta solusi yang telah dilakukan",
    "6. Analisis efisiensi penggunaan sumber daya",
    "7. Program dan kegiatan yang menunjang pencapaian",
)


class Terbaca:
    """A PDF with the text of its pages, spaces evened out."""

    def __init__(self, bentuk):
        self.html = jadikan_html(bentuk)
        self.pdf = PdfReader(BytesIO(cetak_pdf(self.html)))
        self.mentah = [halaman.extract_text() for halaman in self.pdf.pages]
        self.halaman = [rapikan(teks) for teks in self.mentah]
        self.teks = " ".join(self.halaman)

    def nomor(self, indeks: int) -> str:
        """What is printed at the foot of this page: the cover bears none, then i, ii, …, then 1, 2, …"""
        isi = self.pertama("BAB I PENDAHULUAN")
        return ROMAWI[indeks] if indeks < isi else str(indeks - isi + 1)

    def pertama(self, teks: str) -> int:
        return next(i for i, halaman in enumerate(self.halaman) if teks in halaman)


ROMAWI = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def rapikan(teks: str) -> str:
    return re.sub(r"\s+", " ", teks.replace("\xa0", " ")).strip()


def berangka_unik(objek, angka=None):
    """A copy in which every figure differs from all others, and the list of those figures."""
    angka = angka if angka is not None else iter(range(1000, 9999))
    semua = []

    def salin(satu):
        if isinstance(satu, Sel):
            if satu.nilai is None:
                return satu
            n = next(angka)
            hasil = Sel.angka(D(n) + D(n % 89 + 10) / 100, satu.desimal)
            semua.append(hasil.teks)
            return hasil
        if is_dataclass(satu):
            return replace(satu, **{f.name: salin(getattr(satu, f.name)) for f in fields(satu)})
        if isinstance(satu, tuple):
            return tuple(salin(isi) for isi in satu)
        return satu

    return salin(objek), semua


def laporan_lengkap(interim=True):
    """The example with what it leaves empty: standards, programs, efficiency figures."""
    laporan = contoh.laporan_kinerja(interim)
    satu, dua, tiga = laporan.capaian.kelompok
    baris = (
        replace(
            satu.baris[0],
            pembanding=(
                Pembanding(
                    "Target nasional", 2026, Sel.angka(D("99.40")), "di bawah standar", "RPJMN 2025–2029"
                ),
            ),
        ),
        replace(satu.baris[1], tanpa_standar=True),
        replace(satu.baris[2], riwayat=(), keterangan_riwayat="Indikator baru sejak Renstra 2025–2029."),
    )
    satu = replace(
        satu,
        baris=baris,
        selisih=Sel.angka(D("65.83")),
        indeks_efisiensi=Sel.angka(D("2.430"), 3),
        program=(
            BarisAnggaran(
                0,
                "2.12.02",
                "Program Pendaftaran Penduduk",
                Sel.angka(D("1250000000"), 0),
                Sel.angka(D("641250000"), 0),
                Sel.angka(D("51.30")),
                Sel.angka(D("608750000"), 0),
            ),
        ),
        pendukung=(tiga,),
    )
    return replace(laporan, capaian=replace(laporan.capaian, kelompok=(satu, dua, tiga)))


@pytest.fixture(scope="module")
def interim() -> Terbaca:
    return Terbaca(laporan_lengkap())


@pytest.fixture(scope="module")
def tahunan_final() -> Terbaca:
    laporan = contoh.laporan_kinerja(interim=False)
    return Terbaca(replace(laporan, naskah=replace(laporan.naskah, draf=False, contoh=False)))


@pytest.fixture(scope="module")
def rekap() -> Terbaca:
    return Terbaca(contoh.rekap_capaian())


@pytest.fixture(scope="module")
def kertas_kerja() -> Terbaca:
    return Terbaca(contoh.kertas_kerja())


# The report's figures ----------------------------------------------------------------------------------------


def tanpa_riwayat(kelompok):
    """Recaps and program tables show no history, no Renstra and no absorption."""
    return replace(
        kelompok,
        serapan=Sel("–"),
        baris=tuple(
            replace(satu, riwayat=(), target_renstra=Sel("–"), kemajuan_renstra=Sel("–"))
            for satu in kelompok.baris
        ),
    )


def test_setiap_angka_laporan_tercetak():
    laporan = laporan_lengkap()
    satu, dua, tiga = laporan.capaian.kelompok
    polos = replace(
        laporan.lampiran[1].baris,
        target_periode=Sel("–"),
        target_tahun=Sel("–"),
        riwayat=(),
        target_renstra=Sel("–"),
    )
    laporan = replace(
        laporan,
        total_perjanjian_program=Sel.angka(D("7292750000"), 0),
        # The appendix names the indicator and what was read; the result stands in Bab III.
        lampiran=tuple(replace(lembar, baris=polos) for lembar in laporan.lampiran),
        capaian=replace(laporan.capaian, kelompok=(replace(satu, pendukung=(tanpa_riwayat(tiga),)), dua)),
    )
    unik, angka = berangka_unik(laporan)
    assert len(angka) > 90 and len(set(angka)) == len(angka)
    teks = Terbaca(unik).teks
    assert [satu for satu in angka if satu not in teks] == []


def test_setiap_angka_rekap_dan_kertas_kerja_tercetak():
    rekap, kerja = contoh.rekap_capaian(), contoh.kertas_kerja()
    kelompok = tuple(tanpa_riwayat(satu) for satu in rekap.susunan.kelompok)
    lembar = tuple(
        replace(
            satu, baris=replace(satu.baris, riwayat=(), target_renstra=Sel("–"), kemajuan_renstra=Sel("–"))
        )
        for satu in kerja.lembar
    )
    for bentuk in (
        replace(rekap, susunan=replace(rekap.susunan, kelompok=kelompok)),
        replace(kerja, lembar=lembar),
    ):
        unik, angka = berangka_unik(bentuk)
        assert len(angka) > 10
        teks = Terbaca(unik).teks
        assert [satu for satu in angka if satu not in teks] == []


def test_tidak_ada_none_atau_kurung_templat(interim, tahunan_final, rekap, kertas_kerja):
    for satu in (interim, tahunan_final, rekap, kertas_kerja):
        assert not re.search(r"\bNone\b|\{\{|\{%|SafeString|Sel\(", satu.html + satu.teks)


def test_nol_kosong_dan_tidak_dapat_dihitung_berbeda(interim, rekap):
    def baris(satu, nama):
        kelompok = re.search(rf"<th scope=\"row\">{nama}.*?</tr>", satu.html, re.S).group(0)
        return rapikan(re.sub(r"<[^>]+>", " ", kelompok))

    for satu in (interim, rekap):
        nol = baris(satu, "Jumlah pengaduan pelayanan yang tidak terselesaikan")
        belum = baris(satu, "Persentase penduduk penyandang disabilitas")
        bukan = baris(satu, "Persentase temuan pemeriksaan")
        assert " 0,00 " in nol and "200,00" in nol
        assert (
            "belum lapor –" in belum and "Belum lapor" in belum and "0,00" not in belum.replace("80,00", "")
        )
        assert "tidak dapat diukur –" in bukan and "Tidak dapat dihitung" in bukan
        assert "penyebutnya nol" in bukan
    assert "Belum waktunya" in interim.teks and "Survei dilakukan sekali setahun" in interim.teks


def test_dua_capaian_interim_menyebut_pembandingnya(interim, tahunan_final):
    assert "Terhadap target s.d. Triwulan II 2026" in interim.teks
    assert "Terhadap target tahun 2026" in interim.teks
    assert "Terhadap target s.d." not in tahunan_final.teks
    assert "Target 2026" in tahunan_final.teks


def test_angka_latihan_ditandai_di_baris_dan_dijelaskan(interim, rekap):
    for satu in (interim, rekap):
        tanda = re.findall(r"KTP elektronik<span class=\"anak.*?angka latihan", satu.html)
        assert tanda
        assert "angka buatan untuk berlatih" in satu.teks
    tanpa = contoh.rekap_capaian()
    polos = tuple(
        replace(k, baris=tuple(replace(b, angka_latihan=False) for b in k.baris))
        for k in tanpa.susunan.kelompok
    )
    html = jadikan_html(replace(tanpa, susunan=replace(tanpa.susunan, kelompok=polos, anggaran=())))
    assert "angka latihan" not in html.replace("adalah angka latihan", "")


# Order and headings ------------------------------------------------------------------------------------------


def test_bagian_laporan_berurutan(interim):
    urutan = [
        "KATA PENGANTAR",
        "IKHTISAR EKSEKUTIF",
        "DAFTAR ISI",
        "DAFTAR TABEL",
        "DAFTAR GAMBAR",
        "BAB I PENDAHULUAN",
        "BAB II PERENCANAAN KINERJA",
        "BAB III AKUNTABILITAS KINERJA",
        "BAB IV PENUTUP",
        "LAMPIRAN 1 PERJANJIAN KINERJA",
        "LAMPIRAN 2 RINGKASAN KERTAS KERJA PENGUKURAN",
        "LAMPIRAN 3 KELENGKAPAN BAB III",
    ]
    letak = [interim.pertama(satu) for satu in urutan]
    assert letak == sorted(letak)
    assert "LAPORAN KINERJA INTERIM" in interim.halaman[0] and "Triwulan II 2026" in interim.halaman[0]


def test_setiap_sasaran_memuat_tujuh_pengungkapan_berurutan(interim):
    sasaran = re.split(r"<h3 id=\"pokok-3-\d+\">", interim.html)[1:3]
    for satu in sasaran:
        judul = [rapikan(re.sub(r"<[^>]+>", "", h)) for h in re.findall(r"<h4>(.*?)</h4>", satu)]
        assert tuple(judul) == PENGUNGKAPAN
        for satu_judul in judul:
            isi = satu.split(f"<h4>{satu_judul}</h4>")[1].split("<h4>")[0]
            assert rapikan(re.sub(r"<[^>]+>", " ", isi))


def test_tingkat_judul_tidak_melompat(interim, tahunan_final, kertas_kerja, rekap):
    for satu in (interim, tahunan_final, kertas_kerja, rekap):
        tingkat = [int(n) for n in re.findall(r"<h([1-6])", satu.html)]
        assert tingkat[0] == 1
        assert all(b <= a + 1 for a, b in pairwise(tingkat))


def test_tabel_dan_gambar_bernomor_berurut_dalam_babnya(interim):
    for kata, id_ in (("Tabel", "tabel"), ("Gambar", "gambar")):
        nomor = re.findall(
            rf"id=\"{id_}-[^\"]+\"[^>]*><span class=\"nomor-tabel\">{kata} (\w+)\.(\d+)</span>", interim.html
        )
        if kata == "Tabel":
            # The list of follow-ups is a piece of its own, and says its number in its caption.
            assert "Tabel 4.1 Rencana tindak lanjut" in interim.teks
        bab = {b for b, _ in nomor}
        assert {"3"} <= bab
        for satu in bab:
            urut = [int(n) for b, n in nomor if b == satu]
            assert urut == list(range(1, len(urut) + 1))


def test_pasangan_id_dan_tautan_daftar_lengkap(interim):
    id_ = re.findall(r"\bid=\"([^\"]+)\"", interim.html)
    assert len(id_) == len(set(id_))
    tautan = re.findall(r"href=\"#([^\"]+)\"", interim.html)
    assert len(tautan) > 30 and set(tautan) <= set(id_)


def test_nomor_halaman_daftar_isi_tabel_gambar_sama_dengan_halamannya(interim):
    """Every line of the three lists: the number it prints is the number at the foot of the page it names."""
    tujuan = re.findall(r"<li class=\"d-\d\"><a href=\"#([^\"]+)\"[^>]*>(.*?)</a>", interim.html)
    depan = [interim.pertama(satu) for satu in ("DAFTAR ISI", "DAFTAR TABEL", "DAFTAR GAMBAR")]
    akhir = interim.pertama("BAB I PENDAHULUAN")
    daftar = " ".join(interim.halaman[depan[0] : akhir])
    bernama = interim.pdf.named_destinations
    for id_, isi in tujuan:
        kata = rapikan(re.sub(r"<[^>]+>", "", isi))
        tertera = re.search(rf"{re.escape(kata)}[ .]+([ivx]+|\d+)(?= |$)", daftar)
        assert tertera, kata
        indeks = interim.pdf.get_destination_page_number(bernama[id_])
        assert tertera.group(1) == interim.nomor(indeks), kata
        nama = kata if kata.startswith(("Tabel", "Gambar")) else kata.split(" ", 2)[-1]
        assert nama.lower() in interim.halaman[indeks].lower(), kata


def test_nomor_halaman_romawi_lalu_arab_tercetak(interim):
    assert interim.pertama("BAB I PENDAHULUAN") > 4
    for i in range(1, len(interim.halaman)):
        assert interim.nomor(i) in [baris.strip() for baris in interim.mentah[i].splitlines()], i


# Drafts and empty parts --------------------------------------------------------------------------------------


def test_bagian_kosong_mengatakannya(interim):
    assert "C. Isu Strategis Bagian ini belum ditulis." in interim.teks
    assert "B. Langkah Perbaikan Bagian ini belum ditulis." in interim.teks


def test_draf_dan_latihan_disebut_di_setiap_halaman_final_tidak(interim, tahunan_final):
    for satu in interim.halaman:
        assert "DRAF" in satu and "Contoh untuk berlatih" in satu
    assert "DRAF" not in tahunan_final.teks and "Contoh untuk berlatih" not in tahunan_final.teks


def test_matriks_kelengkapan_hanya_pada_draf(interim, tahunan_final):
    assert "KELENGKAPAN BAB III" in interim.teks and "kosong" in interim.teks
    assert "KELENGKAPAN BAB III" not in tahunan_final.teks


def test_standar_nasional_tidak_ada_berbeda_dari_belum_diisi(interim):
    assert "Tidak ada standar nasional untuk indikator ini." in interim.teks
    assert "belum diisi" in interim.teks
    assert "Target nasional 2026" in interim.teks and "di bawah standar" in interim.teks


def test_indikator_baru_dan_riwayat_kosong_mengatakannya(interim):
    assert "Indikator baru sejak Renstra 2025–2029." in interim.teks
    laporan = contoh.laporan_kinerja()
    kelompok = tuple(
        replace(k, baris=tuple(replace(b, riwayat=()) for b in k.baris)) for k in laporan.capaian.kelompok
    )
    html = jadikan_html(replace(laporan, capaian=replace(laporan.capaian, kelompok=kelompok)))
    assert html.count("Angka tahun sebelumnya belum diisi.") == 6
    assert "Perkembangan target dan realisasi" not in html


def test_program_penunjang_tampil_atau_disebut_belum_ditautkan(interim):
    assert "Program penunjang: Meningkatnya kepemilikan dokumen kependudukan" in interim.teks
    assert "Program yang menunjang sasaran ini belum ditautkan." in interim.teks
    # Shown with its sasaran, not a second time below.
    assert interim.html.count("Persentase dokumen pendaftaran penduduk yang terbit tepat waktu<") == 1
    assert "Program dan kegiatan: capaian" not in interim.teks


def test_indikator_belum_diukur_menyebut_sebab_bukan_uraian_kosong():
    laporan = contoh.laporan_kinerja()
    html = jadikan_html(laporan)
    uraian = re.findall(r"<div class=\"uraian\">(.*?)</div>", html, re.S)
    belum = next(satu for satu in uraian if "Indeks Kepuasan Masyarakat" in satu)
    assert "Survei dilakukan sekali setahun" in belum and "belum ditulis" not in belum
    terukur = next(satu for satu in uraian if "Jumlah pengaduan" in satu)
    assert "belum ditulis" in terukur


def test_laporan_tanpa_apa_pun_tetap_terbit():
    laporan = contoh.laporan_kinerja()
    kosong = replace(
        laporan,
        naskah=replace(laporan.naskah, tanggal=None, nomor="", keterangan=()),
        kata_pengantar=BagianTeks("kata_pengantar", "Kata Pengantar"),
        ikhtisar=BagianTeks("ikhtisar", "Ikhtisar Eksekutif"),
        bab_satu=(),
        bab_dua=(),
        bab_empat=(),
        perjanjian=(),
        perjanjian_program=(),
        dasar_perjanjian="",
        tindak_lanjut=(),
        penanda_tangan=None,
        lampiran=(),
        kelengkapan=(),
        paraf=(),
        koreksi=(),
        capaian=replace(
            laporan.capaian,
            kelompok=(),
            rata_rata=Sel("–"),
            predikat=None,
            penjelasan="",
            hitungan=(),
            catatan_metode=(),
            anggaran=(),
            total_anggaran=None,
        ),
    )
    hasil = Terbaca(kosong)
    for kalimat in (
        "Bagian ini belum ditulis.",
        "Perjanjian Kinerja belum ditautkan.",
        "Realisasi anggaran belum diisi.",
        "Belum ada rencana tindak lanjut yang dicatat.",
        "Kertas kerja belum disusun.",
        "belum diberi nomor",
        "Belum ada indikator untuk digambar.",
    ):
        assert kalimat in hasil.teks, kalimat
    assert not re.search(r"\bNone\b", hasil.teks)


def test_isian_orang_tetap_teks():
    laporan = contoh.laporan_kinerja()
    jahat = "<script>alert(1)</script>{{ naskah }}"
    satu = replace(laporan.capaian.kelompok[0], uraian=jahat, efisiensi=jahat)
    satu = replace(
        satu,
        baris=(
            replace(
                satu.baris[0],
                indikator=jahat,
                analisis=jahat,
                riwayat=(NilaiTahun(2025, Sel(jahat), Sel(jahat), Sel(jahat), jahat),),
            ),
        ),
    )
    html = jadikan_html(replace(laporan, capaian=replace(laporan.capaian, kelompok=(satu,))))
    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 10 and "{{ naskah }}" in html


# The PDF itself -----------------------------------------------------------------------------------------------


def test_pdf_bertanda_berbahasa_dan_gambarnya_bersebutan(interim, tahunan_final, rekap, kertas_kerja):
    for satu in (interim, tahunan_final, rekap, kertas_kerja):
        akar = satu.pdf.trailer["/Root"]
        assert akar["/Lang"] == "id" and akar["/MarkInfo"]["/Marked"] in (True, "true")
        tanda = list(struktur(akar["/StructTreeRoot"]["/K"]))
        jenis = {simpul["/S"] for simpul in tanda}
        assert {"/H1", "/Table", "/TH", "/TD", "/Caption"} <= jenis
        assert all(simpul.get("/Alt") for simpul in tanda if simpul["/S"] == "/Figure")
    assert {"/H2", "/H3", "/H4", "/Figure"} <= {
        s["/S"] for s in struktur(interim.pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    }
    assert "Triwulan II 2026" in interim.pdf.metadata.title


def struktur(simpul):
    simpul = simpul.get_object() if hasattr(simpul, "get_object") else simpul
    if isinstance(simpul, list):
        for satu in simpul:
            yield from struktur(satu)
    elif isinstance(simpul, dict) and "/S" in simpul:
        yield simpul
        if "/K" in simpul:
            yield from struktur(simpul["/K"])


def test_penanda_buku_mengikuti_bab(interim):
    judul = [rapikan(satu.title) for satu in interim.pdf.outline if not isinstance(satu, list)]
    assert "Sampul" in judul[0]
    for bab in ("BAB I Pendahuluan", "BAB III Akuntabilitas Kinerja", "BAB IV Penutup"):
        assert bab in judul


def test_setiap_sel_judul_tabel_bercakupan(interim, rekap, kertas_kerja):
    for satu in (interim, rekap, kertas_kerja):
        th = re.findall(r"<th\b([^>]*)>", satu.html)
        assert len(th) > 10 and all('scope="' in atribut for atribut in th)
        assert satu.html.count("<table") == satu.html.count("<caption")


def test_kepala_tabel_rekap_berulang_di_setiap_halaman():
    satu = Terbaca(contoh.rekap_capaian(36))
    bertabel = [halaman for halaman in satu.halaman if "Rata-rata capaian" in halaman and "IK.0" in halaman]
    assert len(bertabel) > 2
    assert all("Penanggung jawab data" in halaman for halaman in bertabel)
    lebar, tinggi = satu.pdf.pages[0].mediabox[2:]
    assert lebar > tinggi
    for n in range(1, 37):
        assert f"IK.{n:03}" in satu.teks


def test_kertas_kerja_memuat_penelusuran_angka(kertas_kerja):
    for kalimat in (
        "versi 3",
        "Contoh Peserta A, 7 Juli 2026 14.02",
        "Contoh Sekretaris, 8 Juli 2026 09.41",
        "287.452",
        "Capaian = 96,87 ÷ 98,00 × 100 % = 98,85 %.",
        "Tidak ada angka yang dibaca untuk indikator ini.",
    ):
        assert kalimat in kertas_kerja.teks


@pytest.mark.parametrize("pengukuran", [True, False])
def test_laporan_hasil_memuat_uraian_lalu_rekap(pengukuran):
    hasil = Terbaca(contoh.laporan_hasil(pengukuran))
    urutan = [
        "A. Pengantar",
        "D. Hasil",
        "E. Kesimpulan",
        "F. Kendala",
        "G. Rekomendasi",
        "H. Tindak Lanjut",
        "Lampiran:",
    ]
    letak = [hasil.teks.index(satu) for satu in urutan]
    assert letak == sorted(letak)
    lebar, tinggi = hasil.pdf.pages[-1].mediabox[2:]
    assert lebar > tinggi
    assert ("Rekapitulasi Pengukuran Kinerja" in hasil.teks) == pengukuran
