"""Perjanjian Kinerja on paper: the PDF and the Word file say what the plan says, as text and whole."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from django.urls import reverse
from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader

from laporan import antrean, views_cetakan
from laporan.cetak import cetak_pdf, jadikan_html
from laporan.dokumen_word import BlokTanda, Dokumen, Kolom
from laporan.models import Cetakan
from laporan.susunan.perjanjian import susun_perjanjian
from laporan.word_perjanjian import word_perjanjian
from perencanaan.naskah_pk import BarisAnggaranPK, BarisTargetPK, NaskahPK, PihakPK, naskah_perjanjian
from perencanaan.perjanjian import buat_perjanjian
from tests.perencanaan.test_perjanjian import AWAL_TAHUN, TAHUN, Rencana

JAHAT = '<b>tebal</b> {{ 7|add:1 }} & "kutip" </w:t>'


def naskah(**ganti) -> NaskahPK:
    """A paper made by hand, with all that a paper can have."""
    isi = {
        "judul": "Perjanjian Kinerja Perubahan ke-1 Tahun 2026",
        "tahun": 2026,
        "nomor": "000.8.6/12",
        "pemda": "Pemerintah Kabupaten Contoh",
        "opd": "Dinas Contoh",
        "alamat": "Jalan Contoh 1",
        "kontak": "Telepon 123",
        "pembuka": "Kami yang bertanda tangan di bawah ini:",
        "pertama": PihakPK("Plt. Kepala Dinas Contoh", "Contohwati, S.Kom.", "Pembina (IV/a)", "1" * 18),
        "kedua": PihakPK("Bupati Contoh", "Contoh Bupati"),
        "kewajiban": ("Pihak Pertama menyanggupi.", "Pihak Kedua membina."),
        "perubahan": "Perjanjian ini mengubah Perjanjian Kinerja Tahun 2026.",
        "tempat": "Contohpura",
        "tanggal": date(2026, 6, 29),
        "tanggal_berlaku": date(2026, 7, 1),
        "label_hasil": "Sasaran Strategis",
        "label_indikator": "Indikator Kinerja Utama",
        "baris": (
            BarisTargetPK(1, 1, "Meningkatnya layanan", "Indeks layanan", "angka", "82,5"),
            BarisTargetPK(2, 2, "Meningkatnya layanan", "Cakupan layanan", "persen", "0", True),
            BarisTargetPK(3, 3, "Akuntabilitas", "Nilai SAKIP", "angka", ""),
        ),
        "label_anggaran": "Program",
        "anggaran": (BarisAnggaranPK(1, 1, "2.16", "Program Layanan", "1500000000.00", "DPPA"),),
        "jumlah_anggaran": "1500000000.00",
        "keterangan": ("Angka bertanda “angka latihan” dibuat untuk berlatih.",),
    }
    return NaskahPK(**isi | ganti)


def buka(isi: bytes):
    return docx.Document(BytesIO(isi))


def teks_word(isi: bytes) -> str:
    """All text of the body, tables included, in its order."""
    badan = buka(isi).element.body
    return "\n".join("".join(p.itertext(qn("w:t"))) for p in badan.iter(qn("w:p")))


def teks_pdf(isi: bytes) -> list[str]:
    return [halaman.extract_text() for halaman in PdfReader(BytesIO(isi)).pages]


def cetak_naskah(satu: NaskahPK) -> bytes:
    return cetak_pdf(jadikan_html(susun_perjanjian(satu)))


# -- PDF --------------------------------------------------------------------------------------------


def test_pdf_memuat_pernyataan_lampiran_dan_tanda_tangan():
    isi = cetak_naskah(naskah())
    satu, dua = (" ".join(halaman.split()) for halaman in teks_pdf(isi))
    assert "PERJANJIAN KINERJA PERUBAHAN KE-1 TAHUN 2026" in satu
    assert "Plt. Kepala Dinas Contoh" in satu
    assert "Contohpura, 29 Juni 2026" in satu
    assert satu.index("Pihak Kedua,") < satu.rindex("Pihak Pertama,")
    assert satu.count("NIP") == 1  # the Bupati has none
    assert "82,5" in dua
    assert "1.500.000.000" in dua
    assert "belum ditetapkan" in dua
    assert "angka latihan" in dua
    assert "KONSEP" not in satu + dua
    assert PdfReader(BytesIO(isi)).metadata.title.startswith("Perjanjian Kinerja Perubahan ke-1")


def test_konsep_disebut_pada_tiap_halaman():
    bersih, konsep = jadikan_html(susun_perjanjian(naskah())), susun_perjanjian(naskah(konsep=True))
    assert "dokumen_konsep.css" in jadikan_html(konsep)
    assert "dokumen_konsep.css" not in bersih
    assert all(
        "Konsep Perjanjian Kinerja" in halaman for halaman in teks_pdf(cetak_naskah(naskah(konsep=True)))
    )


def test_ketikan_dicetak_sebagai_teks_pada_pdf():
    html = jadikan_html(susun_perjanjian(naskah(tempat=JAHAT, perubahan=JAHAT)))
    assert "<b>tebal" not in html
    assert "&lt;b&gt;tebal&lt;/b&gt; {{ 7|add:1 }} &amp; &quot;kutip&quot;" in html


def test_tabel_panjang_mengulang_kepalanya():
    baris = tuple(
        BarisTargetPK(n, n, f"Hasil {n // 9}", f"Indikator {n} " * 6, "%", "1") for n in range(1, 60)
    )
    halaman = teks_pdf(cetak_naskah(naskah(baris=baris)))
    assert sum("Indikator Kinerja Utama" in satu for satu in halaman) >= 3


# -- Word -------------------------------------------------------------------------------------------


def test_word_memuat_yang_sama_dengan_pdf():
    isi = word_perjanjian(susun_perjanjian(naskah()))
    teks = teks_word(isi)
    for kata in (
        "PERJANJIAN KINERJA PERUBAHAN KE-1 TAHUN 2026",
        "Plt. Kepala Dinas Contoh",
        "Contohpura, 29 Juni 2026",
        "82,5",
        "1.500.000.000",
        "belum ditetapkan",
        "angka latihan",
        "LAMPIRAN PERJANJIAN KINERJA",
    ):
        assert kata in teks
    sifat = buka(isi).core_properties
    assert (sifat.title, sifat.language, sifat.comments) == (
        "Perjanjian Kinerja Perubahan ke-1 Tahun 2026 – Plt. Kepala Dinas Contoh",
        "id-ID",
        "",
    )


def test_word_a4_berkepala_tabel_berulang_dan_bernomor_halaman():
    dokumen = buka(word_perjanjian(susun_perjanjian(naskah())))
    bagian = dokumen.sections[0]
    assert (round(bagian.page_width.mm), round(bagian.page_height.mm)) == (210, 297)
    medan = [satu.get(qn("w:instr")) for satu in bagian.footer._element.iter(qn("w:fldSimple"))]
    assert medan == ["PAGE", "NUMPAGES"]
    target = next(t for t in dokumen.tables if t.cell(0, 0).text == "No")
    assert target.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [sel.text for sel in target.rows[1].cells] == [
        "1",
        "Meningkatnya layanan",
        "Indeks layanan",
        "angka",
        "82,5",
    ]
    # Two rows of one sasaran share its cell.
    gabung = [
        sel.tcPr.find(qn("w:vMerge")).get(qn("w:val")) for sel in (r._tr.tc_lst[1] for r in target.rows[1:])
    ]
    assert gabung == ["restart", "continue", "restart"]


def test_word_berbahasa_indonesia():
    gaya = buka(word_perjanjian(susun_perjanjian(naskah()))).styles.element
    assert {satu.get(qn("w:val")) for satu in gaya.iter(qn("w:lang"))} == {"id-ID"}


def test_konsep_pada_word_berupa_teks_dan_cap_air():
    konsep = buka(word_perjanjian(susun_perjanjian(naskah(konsep=True)))).sections[0].header
    assert "KONSEP" in konsep.paragraphs[0].text
    assert b'string="KONSEP"' in etree.tostring(konsep._element)
    resmi = buka(word_perjanjian(susun_perjanjian(naskah()))).sections[0].header
    assert "KONSEP" not in "".join(p.text for p in resmi.paragraphs)


def test_ketikan_dicetak_sebagai_teks_pada_word():
    satu = naskah(
        tempat=JAHAT,
        kewajiban=("\x00\x0b" + JAHAT,),
        baris=(BarisTargetPK(1, 1, "=HYPERLINK(1)", JAHAT, "%", "1"),),
    )
    isi = word_perjanjian(susun_perjanjian(satu))
    teks = teks_word(isi)
    assert teks.count(JAHAT) == 4  # place twice, obligation, indicator
    assert "=HYPERLINK(1)" in teks
    for nama in ZipFile(BytesIO(isi)).namelist():
        assert not nama.endswith((".bin", ".vml")) and "external" not in nama.lower()


def test_pihak_tanpa_nama_bergaris_titik():
    isi = word_perjanjian(susun_perjanjian(naskah(pertama=PihakPK("Kepala Dinas"), tanggal=None)))
    assert "(………………………………)" in teks_word(isi)


# -- building blocks --------------------------------------------------------------------------------


def test_daftar_bernomor_masing_masing_mulai_dari_satu():
    dokumen = Dokumen("Notulen")
    dokumen.paragraf_bernomor(("satu", "dua"))
    dokumen.paragraf("sela")
    dokumen.paragraf_bernomor(("tiga",))
    hasil = buka(dokumen.simpan())
    nomor = [p._p.pPr.numPr.numId.val for p in hasil.paragraphs if p._p.pPr.numPr is not None]
    assert nomor[0] == nomor[1] != nomor[2]
    penomoran = {satu.numId: satu for satu in hasil.part.numbering_part.element.num_lst}
    mulai = penomoran[nomor[2]].find(f".//{qn('w:startOverride')}")
    assert mulai.get(qn("w:val")) == "1"


def test_satu_penanda_tangan_di_kanan_dan_halaman_rebah():
    dokumen = Dokumen("Nota Dinas", rebah=True)
    dokumen.tanda_tangan((BlokTanda(("Sekretaris,",), "Ani Contoh"),), tempat_tanggal="Contohpura")
    dokumen.tabel("Jadwal", (Kolom("No", 10), Kolom("Uraian", 100)), [("1", "baris\nkedua")])
    hasil = buka(dokumen.simpan())
    tanda, jadwal = hasil.tables
    assert [[sel.text for sel in baris.cells] for baris in tanda.rows][1:] == [
        ["", "Sekretaris,"],
        ["", ""],
        ["", "Ani Contoh"],
    ]
    assert jadwal.cell(1, 1).text == "baris\nkedua"
    assert hasil.sections[0].page_width > hasil.sections[0].page_height


# -- pages ------------------------------------------------------------------------------------------


@pytest.fixture
def konsep(kantor, monkeypatch):
    """A Kabid's draft, complete; papers are queued and not printed."""
    monkeypatch.setattr(antrean, "jalankan", lambda: None)
    monkeypatch.setattr(views_cetakan, "TUNGGU_DETIK", 0)
    rencana = Rencana(kantor)
    return buat_perjanjian(jabatan=rencana.kabid, tahun=TAHUN, tanggal_berlaku=AWAL_TAHUN, oleh=kantor.admin)


@pytest.mark.django_db
def test_unduhan_word_lewat_halaman(konsep, kantor, sebagai):
    jawab = sebagai(kantor.staf_satu).get(reverse("perjanjian_docx", args=[konsep.pk]))
    assert jawab["Content-Disposition"].endswith(
        'filename="PK_2026_Kepala-Bidang-Satu-DISCONTOH_DISCONTOH.docx"'
    )
    assert "Indikator IKP-1" in teks_word(jawab.content)


@pytest.mark.django_db
def test_pdf_konsep_dan_pdf_untuk_ditandatangani(konsep, kantor, sebagai):
    klien, tujuan = sebagai(kantor.ketua_tim), reverse("perjanjian_pdf", args=[konsep.pk])
    for data in ({}, {"siap": "1"}):
        assert klien.post(tujuan, data).status_code == 302
    html = [(satu.jalur_folder / "naskah.html").read_text() for satu in Cetakan.objects.order_by("pk")]
    assert ["dokumen_konsep.css" in satu for satu in html] == [True, False]


@pytest.mark.django_db
def test_konsep_yang_belum_lengkap_tidak_dicetak_untuk_ditandatangani(konsep, kantor, sebagai):
    konsep.target.update(nilai=None)
    jawab = sebagai(kantor.ketua_tim).post(
        reverse("perjanjian_pdf", args=[konsep.pk]), {"siap": "1"}, follow=True
    )
    assert "Belum dapat dicetak untuk ditandatangani. Target belum ditetapkan" in jawab.content.decode()
    assert not Cetakan.objects.exists()


@pytest.mark.django_db
def test_naskah_yang_sama_dicetak_sekali(konsep, kantor, sebagai):
    satu = susun_perjanjian(naskah_perjanjian(konsep))
    assert satu == susun_perjanjian(naskah_perjanjian(konsep))
    assert satu.naskah.judul == f"Konsep {satu.pk.judul}"
    assert susun_perjanjian(replace(satu.pk, konsep=False)).naskah.judul == satu.pk.judul


def test_lampiran_word_tidak_didahului_halaman_kosong():
    """The signatures fill the first page to its end: the break belongs to the heading of the lampiran."""
    badan = buka(word_perjanjian(susun_perjanjian(naskah()))).element.body
    sesudah_tanda_tangan = badan.findall(qn("w:tbl"))[2].getnext()
    assert "LAMPIRAN" in "".join(sesudah_tanda_tangan.itertext())
    assert sesudah_tanda_tangan.pPr.find(qn("w:pageBreakBefore")) is not None
    assert not [satu for satu in badan.iter(qn("w:br")) if satu.get(qn("w:type")) == "page"]
