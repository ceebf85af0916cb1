"""Workbooks read back cell by cell: figures are numbers, states are text, empty is empty, nothing is a formula."""

import time
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from laporan.bentuk import STATUS_CAPAIAN, Sel
from laporan.buku_kerja import buku_rekap, buku_rekapitulasi
from organisasi.lembar.rupa import bersihkan, format_angka, jumlah_baris
from tests.laporan.contoh_bentuk import anggaran, rekap_capaian, rekapitulasi, susunan_capaian
from tests.laporan.test_surat import isi_teks, racuni

RUMUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", '=HYPERLINK("x")', "#N/A", "'=1"]


def baca(isi: bytes) -> Workbook:
    return load_workbook(BytesIO(isi))


def kepala(ws: Worksheet) -> int:
    """The row of the table's heading, as the printer repeats it."""
    return int(ws.print_title_rows.split(":")[0].strip("$"))


def tabel(ws: Worksheet) -> list[dict]:
    """Rows below the heading as {heading: cell}."""
    baris_kepala = kepala(ws)
    judul = [sel.value for sel in ws[baris_kepala]]
    return [dict(zip(judul, baris, strict=True)) for baris in ws.iter_rows(min_row=baris_kepala + 1)]


def baris_indikator(ws: Worksheet) -> list[dict]:
    return [satu for satu in tabel(ws) if isinstance(satu["No"].value, int)]


def periksa_sel(sel, asal: Sel) -> None:
    """The cell says what the figure says: the number with its format, the state in words, or nothing."""
    if asal.nilai is not None:
        assert sel.data_type == "n"
        assert Decimal(str(sel.value)) == asal.nilai
        assert sel.number_format == format_angka(asal.desimal)
        assert sel.alignment.horizontal == "right"
    elif asal.teks in ("", "–"):
        assert sel.value is None
    else:
        assert (sel.value, sel.data_type) == (asal.teks, "s")


def test_capaian_terbaca_kembali_sel_demi_sel():
    ws = baca(buku_rekap(rekap_capaian()))["Capaian"]
    asal = [baris for kelompok in susunan_capaian().kelompok for baris in kelompok.baris]
    hasil = baris_indikator(ws)
    assert len(hasil) == len(asal) == 7
    for sel, baris in zip(hasil, asal, strict=True):
        assert sel["No"].value == baris.nomor
        assert sel["Kode"].value == baris.kode
        assert sel["Indikator"].value == baris.indikator
        assert sel["Unit"].value == baris.unit
        periksa_sel(sel["Target s.d. periode"], baris.target_periode)
        periksa_sel(sel["Target tahun"], baris.target_tahun)
        periksa_sel(sel["Realisasi s.d. periode"], baris.realisasi)
        periksa_sel(sel["Capaian s.d. periode (%)"], baris.capaian_periode)
        periksa_sel(sel["Capaian terhadap target tahun (%)"], baris.capaian_tahun)
        assert sel["Predikat"].value == (baris.predikat.label if baris.predikat else None)
        assert sel["Status"].value == STATUS_CAPAIAN[baris.status]
        assert sel["Bukti"].value == baris.bukti
        for bagian in (baris.penjelasan, baris.sebab, *baris.catatan):
            assert bagian in sel["Penjelasan dan catatan"].value
        assert ("Angka latihan" in sel["Penjelasan dan catatan"].value) is baris.angka_latihan


def test_nol_kosong_dan_keadaan_tetap_tiga_hal():
    realisasi = [
        baris["Realisasi s.d. periode"].value
        for baris in baris_indikator(baca(buku_rekap(rekap_capaian()))["Capaian"])
    ]
    assert realisasi == [96.87, 112.4, "belum lapor", 0, "belum waktunya", "tidak dapat diukur", 47.5]


def test_rata_rata_tiap_kelompok_tercetak():
    ws = baca(buku_rekap(rekap_capaian()))["Capaian"]
    rata = [b for b in tabel(ws) if b["Status"].value == "Rata-rata"]
    s = susunan_capaian()
    for sel, asal in zip(rata, [*s.kelompok, s], strict=True):
        periksa_sel(sel["Capaian s.d. periode (%)"], asal.rata_rata)
        assert sel["Predikat"].value == asal.predikat.label
        assert sel["Penjelasan dan catatan"].value == asal.penjelasan


def test_uraian_anggaran_menjorok_menurut_jenjangnya_sendiri():
    """Cells share their styles: indenting one row must not move the others."""
    ws = baca(buku_rekap(rekap_capaian()))["Anggaran"]
    menjorok = {satu.uraian: satu.tingkat for satu in anggaran()}
    terbaca = {
        baris[1].value: int(baris[1].alignment.indent)
        for baris in ws.iter_rows()
        if baris[1].value in menjorok
    }
    assert terbaca == menjorok
    assert len(set(menjorok.values())) > 1
    assert all(not baris[0].alignment.indent for baris in ws.iter_rows())


def test_anggaran_terbaca_kembali():
    ws = baca(buku_rekap(rekap_capaian()))["Anggaran"]
    hasil = tabel(ws)
    for sel, baris in zip(hasil, [*anggaran(), susunan_capaian().total_anggaran], strict=True):
        assert sel["Program / kegiatan"].value == baris.uraian
        periksa_sel(sel["Pagu (Rp)"], baris.pagu)
        periksa_sel(sel["Realisasi (Rp)"], baris.realisasi)
        periksa_sel(sel["Serapan (%)"], baris.serapan)
        periksa_sel(sel["Sisa (Rp)"], baris.sisa)
        assert (sel["Catatan"].value == "Angka latihan") is baris.angka_latihan
    assert hasil[0]["Pagu (Rp)"].value == 4_815_250_000


def test_skala_dan_metode_lengkap():
    ws = baca(buku_rekap(rekap_capaian()))["Skala dan metode"]
    teks = [sel.value for baris in ws.iter_rows() for sel in baris if sel.value]
    s = susunan_capaian()
    assert {kelas.interval for kelas in s.skala} | {kelas.predikat.label for kelas in s.skala} <= set(teks)
    assert set(s.catatan_metode) <= set(teks)
    assert f"Skala: {s.nama_skala}" in teks


def test_rekapitulasi_terbaca_kembali_sel_demi_sel():
    ws = baca(buku_rekapitulasi(rekapitulasi()))["Rekapitulasi"]
    asal = [(k.unit, baris) for k in rekapitulasi().kelompok for baris in k.baris]
    for sel, (unit, baris) in zip(baris_indikator(ws), asal, strict=True):
        assert sel["Unit"].value == unit
        assert sel["Indikator"].value == baris.indikator
        for nama in ("target", "pembilang", "penyebut", "realisasi"):
            periksa_sel(sel[nama.capitalize()], getattr(baris, nama))
        for nama in ("status", "alasan", "pengisi", "kode", "satuan", "periode"):
            assert (sel[nama.capitalize()].value or "") == getattr(baris, nama)
        for nama in ("faktor_pendukung", "faktor_penghambat", "rencana_perbaikan"):
            assert (sel[nama.replace("_", " ").capitalize()].value or "") == getattr(baris, nama)
        for catatan in baris.catatan:
            assert catatan in sel["Catatan perbaikan"].value
        periksa_sel(sel["Angka lalu"], baris.lalu)
        periksa_sel(sel["Selisih"], baris.selisih)
        periksa_sel(sel["Perkiraan capaian (%), belum diukur"], baris.perkiraan)
        for tanda in (*(satu.kalimat for satu in baris.tanda), baris.putus):
            assert tanda in (sel["Tanda mutu"].value or "")
    unit = [b["No"].value for b in tabel(ws) if isinstance(b["No"].value, str)]
    assert any("belum diserahkan" in satu for satu in unit)


def test_kelengkapan_unit_sebagai_lembar_sendiri():
    ws = baca(buku_rekapitulasi(rekapitulasi()))["Kelengkapan"]
    baris = [[sel.value for sel in satu] for satu in ws.iter_rows()]
    kepala = next(n for n, satu in enumerate(baris) if satu[0] == "Unit")
    assert [satu[:2] + satu[3:] for satu in baris[kepala + 1 : kepala + 3]] == [
        ["Bidang Pelayanan Pendaftaran Penduduk", "Diserahkan terlambat", 3, 2, 1, 1, 0, 0, 1, 2],
        ["Sekretariat", "Dilewati", 2, 0, 0, 0, 1, 1, 0, 0],
    ]


def semua_sel(buku: Workbook):
    return [sel for ws in buku for baris in ws.iter_rows() for sel in baris if sel.value is not None]


@pytest.mark.parametrize("awalan", RUMUS)
@pytest.mark.parametrize(
    ("tulis", "contoh"), [(buku_rekap, rekap_capaian), (buku_rekapitulasi, rekapitulasi)]
)
def test_teks_ketikan_tidak_pernah_menjadi_rumus(awalan, tulis, contoh):
    """Every text of the shape begins like a formula; every such cell is text and carries Excel's text mark."""
    bentuk = contoh()
    beracun = awali(bentuk, awalan)
    isi = tulis(beracun)
    buku = baca(isi)
    assert {sel.data_type for sel in semua_sel(buku)} <= {"s", "n"}
    tertulis = bersihkan(awalan)
    kena = [sel for sel in semua_sel(buku) if isinstance(sel.value, str) and sel.value.startswith(tertulis)]
    assert len(kena) > 20
    if not awalan.startswith("#"):
        assert all(sel.quotePrefix for sel in kena)
    with ZipFile(BytesIO(isi)) as arsip:
        for nama in arsip.namelist():
            if nama.startswith("xl/worksheets/"):
                assert b"<f>" not in arsip.read(nama)
                assert b"<f " not in arsip.read(nama)
        assert not [nama for nama in arsip.namelist() if "external" in nama.lower()]


def awali(bentuk, awalan: str):
    """The same shape, each text beginning with ``awalan``."""
    penanda = "\ue000"
    return _awali(racuni(bentuk, penanda), awalan, penanda)


def _awali(bentuk, awalan: str, penanda: str):
    if isinstance(bentuk, str):
        return awalan + bentuk.replace(penanda, "") if penanda in bentuk else bentuk
    if isinstance(bentuk, tuple):
        return tuple(_awali(satu, awalan, penanda) for satu in bentuk)
    if is_dataclass(bentuk):
        return replace(
            bentuk,
            **{satu.name: _awali(getattr(bentuk, satu.name), awalan, penanda) for satu in fields(bentuk)},
        )
    return bentuk


def test_karakter_terlarang_dibuang_tanpa_gagal():
    nakal = "".join(chr(kode) for kode in range(32)) + "\x7f\x85\ud800\udfff\ufffe\uffff selesai"
    buku = baca(buku_rekapitulasi(racuni(rekapitulasi(), nakal)))
    assert any(isinstance(sel.value, str) and sel.value.endswith(" selesai") for sel in semua_sel(buku))
    assert bersihkan("a\x00b\r\nc\rd\x1fe") == "ab\nc\nde"
    assert baca(buku_rekap(racuni(rekap_capaian(), nakal))).properties.title.endswith(" selesai")


def test_teks_terlalu_panjang_dipotong_seperti_batas_excel():
    baris = replace(rekapitulasi().kelompok[0].baris[0], alasan="a" * 40_000)
    kelompok = replace(rekapitulasi().kelompok[0], baris=(baris,))
    ws = baca(buku_rekapitulasi(replace(rekapitulasi(), kelompok=(kelompok,))))["Rekapitulasi"]
    assert len(baris_indikator(ws)[0]["Alasan"].value) == 32_767


def test_setiap_lembar_siap_cetak_dan_terbekukan():
    for isi in (buku_rekap(rekap_capaian()), buku_rekapitulasi(rekapitulasi())):
        for ws in baca(isi):
            baris = kepala(ws)
            # The recap is too wide for one page: its first four columns stand on each.
            lebar = ws.title == "Rekapitulasi"
            assert ws.freeze_panes == f"{'E' if lebar else 'A'}{baris + 1}"
            assert (ws.print_title_cols or "") == ("$A:$D" if lebar else "")
            assert ws.page_setup.orientation == "landscape"
            assert (ws.page_setup.fitToWidth, ws.page_setup.fitToHeight) == (1 + lebar, 0)
            assert ws.sheet_properties.pageSetUpPr.fitToPage
            assert ws.oddFooter.right.text == "Halaman &P dari &N"
            assert "Kependudukan" in ws.oddHeader.left.text
            assert "Triwulan II 2026" in ws.oddHeader.right.text
            assert all(sel.alignment.wrap_text for sel in ws[baris])


def test_kepala_menyebut_opd_periode_dan_status():
    for draf, kata in ((True, "draf"), (False, "final")):
        rekap = rekap_capaian()
        buku = baca(buku_rekap(replace(rekap, naskah=replace(rekap.naskah, draf=draf, nomor=""))))
        for ws in buku:
            blok = " ".join(str(ws.cell(baris, 1).value) for baris in range(1, kepala(ws)))
            assert "Dinas Kependudukan dan Pencatatan Sipil" in blok
            assert "Triwulan II 2026" in blok
            assert f"Status: {kata}" in blok
            assert "belum diberi nomor" in blok
            assert "Contoh untuk berlatih" in blok


@pytest.mark.parametrize(
    ("teks", "lebar", "baris"),
    [
        ("", 10, 1),
        ("satu baris", 10, 1),
        ("satu barisan", 10, 2),
        ("aaaaaa bbbbbb cccccc", 10, 3),  # 20 characters, but no two words share a line
        ("a" * 25, 10, 3),
        ("a" * 20 + " b", 10, 3),
        ("satu\n\ndua", 10, 3),
    ],
)
def test_teks_terlipat_dihitung_barisnya(teks, lebar, baris):
    assert jumlah_baris(teks, lebar) == baris


def test_setiap_baris_setinggi_isinya():
    """A row without a height is drawn over the next one by LibreOffice."""
    panjang = replace(rekapitulasi().kelompok[0].baris[0], faktor_penghambat="kata " * 60)
    kelompok = replace(rekapitulasi().kelompok[0], baris=(panjang,))
    ws = baca(buku_rekapitulasi(replace(rekapitulasi(), kelompok=(kelompok,))))["Rekapitulasi"]
    isi = next(satu for satu in baris_indikator(ws))["No"].row
    assert ws.row_dimensions[isi].height == 12 * 13.5  # 5 words of 4 in 26 characters: 12 lines
    assert ws.row_dimensions[isi - 1].height == 13.5  # the unit's name runs on beside itself

    for ws in baca(buku_rekap(rekap_capaian())):
        tinggi = [ws.row_dimensions[n].height for n in range(kepala(ws), kepala(ws) + 3)]
        assert all(satu and satu >= 13.5 for satu in tinggi)
    ws = baca(buku_rekap(rekap_capaian()))["Capaian"]
    assert ws.row_dimensions[kepala(ws)].height >= 3 * 13.5  # "Capaian terhadap target tahun (%)"


def test_tanda_dan_di_kepala_halaman_bukan_kode():
    rekap = rekap_capaian()
    kop = replace(rekap.naskah.kop, opd="Dinas A & B &P")
    ws = baca(buku_rekap(replace(rekap, naskah=replace(rekap.naskah, kop=kop))))["Capaian"]
    assert ws.oddHeader.left.text == "Dinas A && B &&P"


def test_semua_teks_rekap_ada_di_buku():
    isi = "\n".join(str(sel.value) for sel in semua_sel(baca(buku_rekapitulasi(rekapitulasi()))))
    wajib = [teks for k in rekapitulasi().kelompok for teks in isi_teks(k) if teks not in ("", "–")]
    angka = {baris_sel for baris_sel in wajib if baris_sel.lstrip("+")[0].isdigit() and "," in baris_sel}
    hilang = [
        teks
        for teks in wajib
        if teks not in isi and teks not in angka and not teks.replace(".", "").isdigit()
    ]
    assert hilang == []


def test_120_indikator_cepat():
    """The best of several runs, with room for a busy machine: on a quiet one it takes about 40 ms."""
    rekap = rekap_capaian(120)
    assert len(baris_indikator(baca(buku_rekap(rekap))["Capaian"])) == 120
    lama = []
    for _ in range(5):
        mulai = time.perf_counter()
        buku_rekap(rekap)
        lama.append(time.perf_counter() - mulai)
    assert min(lama) < 0.2


def test_kaki_halaman_tidak_terpotong():
    """Excel's own 0.5 inch would put the foot's second half into the 0.6 inch below the table."""
    for ws in baca(buku_rekap(rekap_capaian())).worksheets:
        tepi = ws.page_margins
        assert tepi.header < tepi.top / 2
        assert tepi.footer <= tepi.bottom / 2
        assert ws.oddFooter.right.text == "Halaman &P dari &N"
