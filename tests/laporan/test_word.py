"""Papers as Word: they open again, hold all that their PDF holds, and typed text stays text."""

from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from django.urls import reverse
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from laporan import bentuk as b
from laporan.daftar import daftar_naskah
from laporan.dokumen_word import Dokumen, Kolom, Lintas
from laporan.views_perjanjian import DOCX
from laporan.word_laporan import word_laporan_hasil, word_rekap_capaian, word_rekapitulasi
from laporan.word_rapat import (
    word_daftar_hadir,
    word_daftar_penggandaan,
    word_daftar_periksa,
    word_surat_pengantar,
    word_tanda_terima_unit,
    word_undangan,
)
from laporan.word_surat import (
    word_disposisi,
    word_nota_dinas,
    word_notulen,
    word_program_kerja,
    word_tanda_terima,
)
from tests.laporan import contoh_bentuk as contoh
from tests.laporan.test_surat import RACUN, isi_teks, padat, racuni
from tests.panggung_kinerja import PanggungKinerja

WORD = {
    "nota_dinas": (word_nota_dinas, contoh.nota_dinas),
    "notulen": (word_notulen, contoh.notulen),
    "undangan": (word_undangan, contoh.undangan),
    "daftar_hadir": (word_daftar_hadir, contoh.daftar_hadir),
    "surat_pengantar": (word_surat_pengantar, contoh.surat_pengantar),
    "daftar_penggandaan": (word_daftar_penggandaan, contoh.daftar_penggandaan),
    "daftar_periksa": (word_daftar_periksa, contoh.daftar_periksa),
    "tanda_terima_unit": (word_tanda_terima_unit, contoh.tanda_terima_unit),
    "program_kerja": (word_program_kerja, contoh.program_kerja),
    "tanda_terima": (word_tanda_terima, contoh.tanda_terima),
    "lembar_disposisi": (word_disposisi, contoh.lembar_disposisi),
    "rekapitulasi": (word_rekapitulasi, contoh.rekapitulasi),
    "rekap_capaian": (word_rekap_capaian, contoh.rekap_capaian),
    "laporan_hasil_pengumpulan": (word_laporan_hasil, lambda: contoh.laporan_hasil(pengukuran=False)),
    "laporan_hasil_pengukuran": (word_laporan_hasil, contoh.laporan_hasil),
}
# The measurement stands in the recap; what Bab III of the Laporan Kinerja tells of it does not, nor in its PDF.
BUKAN_REKAP = {
    b.BarisCapaian: {
        "arah",
        "metode",
        "status",
        "penjelasan",
        "faktor_pendukung",
        "faktor_penghambat",
        "analisis",
        "upaya",
        "rencana_perbaikan",
        "riwayat",
        "target_renstra",
        "kemajuan_renstra",
        "keterangan_riwayat",
        "pembanding",
        "putus_renstra",
    },
    b.KelompokCapaian: {"serapan", "efisiensi", "selisih", "indeks_efisiensi", "program", "pendukung"},
}


def ringkas(bentuk):
    """The shape without what its PDF does not print either."""
    if isinstance(bentuk, tuple):
        return tuple(ringkas(satu) for satu in bentuk)
    if not is_dataclass(bentuk):
        return bentuk
    tanpa = BUKAN_REKAP.get(type(bentuk), set())
    isi = {satu.name: getattr(bentuk, satu.name) for satu in fields(bentuk)}
    satu = replace(bentuk, **{k: type(v)() if k in tanpa else ringkas(v) for k, v in isi.items()})
    if isinstance(satu, b.LaporanHasil) and satu.capaian:
        # Of the budget and the mean it gives the sum; their rows and working stand in the recap itself.
        total = replace(satu.capaian.total_anggaran, realisasi=b.KOSONG, sisa=b.KOSONG)
        satu = replace(satu, capaian=replace(satu.capaian, anggaran=(), penjelasan="", total_anggaran=total))
    elif isinstance(satu, b.LaporanHasil):
        satu = replace(satu, rekap=replace(satu.rekap, naskah=satu.naskah))
    return satu


def buka(isi: bytes):
    return docx.Document(BytesIO(isi))


def teks_semua(isi: bytes) -> str:
    """All text of the body, tables included, then that of heads and feet."""
    berkas = buka(isi)
    bagian = [berkas.element.body]
    for satu in berkas.sections:
        bagian += [satu.header._element, satu.footer._element]
    return "\n".join(
        "".join(teks.text or "" for teks in p.iter(qn("w:t")))
        for satu in bagian
        for p in satu.iter(qn("w:p"))
    )


def buat(nama: str, **ganti) -> bytes:
    """The Word file of an example; ``ganti`` are fields of its ``Naskah``."""
    word, bentuk = WORD[nama]
    satu = bentuk()
    return word(replace(satu, naskah=replace(satu.naskah, **ganti)))


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


# -- every paper -------------------------------------------------------------------------------------


@pytest.mark.parametrize("nama", WORD)
def test_semua_isi_dan_angka_ada_pada_word(nama):
    word, bentuk = WORD[nama]
    teks = padat(teks_semua(word(bentuk())))
    satu = ringkas(bentuk())
    hilang = [kata for kata in isi_teks(satu) if padat(kata) not in teks and kata != satu.naskah.tempat]
    assert hilang == []


@pytest.mark.parametrize("nama", WORD)
def test_ketikan_tetap_teks_pada_word(nama):
    word, bentuk = WORD[nama]
    isi = word(racuni(bentuk(), RACUN + "\x00\x0b</w:t>"))
    teks = padat(teks_semua(isi))
    assert teks.count(padat(RACUN + "</w:t>")) > 5
    assert "49{%" not in teks
    for berkas in ZipFile(BytesIO(isi)).namelist():
        assert not berkas.endswith((".bin", ".vml")) and "external" not in berkas.lower()


@pytest.mark.parametrize("nama", WORD)
def test_word_a4_berbahasa_indonesia_dan_bernomor_halaman(nama):
    berkas = buka(buat(nama))
    assert {satu.get(qn("w:val")) for satu in berkas.styles.element.iter(qn("w:lang"))} == {"id-ID"}
    assert berkas.core_properties.language == "id-ID"
    for bagian in berkas.sections:
        assert {round(bagian.page_width.mm), round(bagian.page_height.mm)} == {210, 297}
        medan = [satu.get(qn("w:instr")) for satu in bagian.footer._element.iter(qn("w:fldSimple"))]
        assert medan == ["PAGE", "NUMPAGES"]
        assert "Contoh untuk berlatih" in bagian.footer.paragraphs[0].text
        # The page number stands at the right margin of upright and of turned paper.
        lebar = bagian.page_width - bagian.left_margin - bagian.right_margin
        henti = bagian.footer.paragraphs[0].paragraph_format.tab_stops
        kanan = [satu.position for satu in henti if satu.alignment == WD_TAB_ALIGNMENT.RIGHT]
        assert [round(satu.mm) for satu in kanan] == [round(lebar / Mm(1))]


@pytest.mark.parametrize("nama", WORD)
def test_draf_bertanda_pada_setiap_halaman_dan_final_tidak(nama):
    for bagian in buka(buat(nama, draf=True)).sections:
        assert "DRAF" in bagian.header.paragraphs[0].text
        assert b'string="DRAF"' in etree.tostring(bagian.header._element)
    assert "DRAF" not in teks_semua(buat(nama, draf=False))


@pytest.mark.parametrize("nama", WORD)
def test_word_tanpa_nomor_mengatakannya(nama):
    assert "belum diberi nomor" in teks_semua(buat(nama, nomor=""))


@pytest.mark.parametrize("nama", WORD)
def test_kepala_tabel_berulang_dan_baris_tidak_terpotong(nama):
    berkas = buka(buat(nama))
    bergaris = [satu for satu in berkas.tables if satu.style.name == "Table Grid"]
    # The form of the disposition is no list and has no heading.
    daftar = bergaris[1:] if nama == "lembar_disposisi" else bergaris
    assert daftar or nama == "nota_dinas"
    for tabel in daftar:
        kepala = [baris._tr.trPr.find(qn("w:tblHeader")) is not None for baris in tabel.rows]
        assert kepala == [True] + [False] * (len(tabel.rows) - 1)
        assert all(baris._tr.trPr.find(qn("w:cantSplit")) is not None for baris in tabel.rows)


# -- one by one --------------------------------------------------------------------------------------


def test_lampiran_laporan_hasil_rebah_tanpa_halaman_kosong():
    berkas = buka(buat("laporan_hasil_pengukuran"))
    assert [satu.page_width > satu.page_height for satu in berkas.sections] == [False, True]
    pemisah = next(
        p for p in berkas.element.body.iter(qn("w:p")) if p.pPr is not None and p.pPr.sectPr is not None
    )
    # The break stands in the last paragraph of the text, not in an empty one of its own.
    assert "".join(pemisah.itertext(qn("w:t"))) == contoh.KETERANGAN[-1]


def test_nol_kosong_dan_keadaan_tetap_tiga_hal_pada_word():
    tabel = next(t for t in buka(buat("rekapitulasi")).tables if t.cell(0, 0).text == "No")
    realisasi = [baris.cells[3].text for baris in tabel.rows[1:]]
    assert realisasi == ["96,87\n287.452 / 296.740\nangka latihan", "menyusul 20 Juli 2026", "0"]


def test_tanggal_dan_jam_pada_word_berbahasa_indonesia():
    teks = teks_semua(buat("lembar_disposisi"))
    assert "9 Juli 2026 pukul 14.05" in teks
    assert "31 Agustus 2026" in teks


def test_disposisi_menunggu_memberi_ruang_tulis_pada_word():
    surat = replace(contoh.lembar_disposisi(), arahan="", keputusan="", oleh="", pada=None, dicatat="")
    isi = word_disposisi(surat)
    assert "Menunggu disposisi." in teks_semua(isi)
    assert "bukan tanda tangan" not in teks_semua(isi)
    assert [round(baris.height.mm) for baris in buka(isi).tables[0].rows if baris.height] == [34, 34]


def test_disposisi_mencentang_yang_dituju_saja_pada_word():
    teks = teks_semua(buat("lembar_disposisi"))
    dipilih = [siapa for siapa, ya in contoh.lembar_disposisi().diteruskan_kepada if ya]
    assert teks.count("☑") == len(dipilih)
    assert all(f"☑ {siapa}" in teks for siapa in dipilih)


def test_nama_kosong_bergaris_titik_dan_tanpa_nip():
    surat = replace(contoh.nota_dinas(), penanda_tangan=contoh.KOSONG_NAMA)
    teks = teks_semua(word_nota_dinas(surat))
    assert "(………………………………)" in teks
    assert "NIP" not in teks


def test_baris_surat_berganti_baris_tidak_direntangkan():
    surat = replace(contoh.nota_dinas(), isi=("pendek\nsaja", "satu paragraf"))
    rata = {p.text: p.alignment for p in buka(word_nota_dinas(surat)).paragraphs}
    assert rata["pendek\nsaja"] != rata["satu paragraf"]


def test_naskah_kosong_tetap_menjadi_word():
    """An office that has filled in nothing yet gets a paper that says so."""
    kosong = contoh.naskah("Naskah", nomor="", tanggal=None, tempat="", keterangan=())
    for isi, kalimat in (
        (word_notulen(b.Notulen(kosong, "", "", "", "", "", (), (), (), ())), "Pembahasan belum diisi."),
        (word_program_kerja(b.ProgramKerja(kosong, (), (), (), ())), "Jadwal belum disusun."),
        (word_tanda_terima(b.TandaTerima(kosong, "", ())), "Belum ada formulir yang dibagikan."),
        (word_rekapitulasi(b.Rekapitulasi(kosong, "", (), ())), "Belum ada formulir pada periode ini."),
        (word_laporan_hasil(b.LaporanHasil(kosong, *((),) * 7)), "Bagian ini belum ditulis."),
    ):
        assert kalimat in teks_semua(isi)


def test_baris_lintas_satu_sel_dan_penutup_kelompok_tidak_sendirian():
    dokumen = Dokumen("Rekap")
    baris = [Lintas("Sasaran", tebal=True), ("1", "Indikator"), Lintas("Rata-rata")]
    dokumen.tabel("Rekap", (Kolom("No", 10), Kolom("Uraian", 100)), baris)
    tabel = buka(dokumen.simpan()).tables[0]
    assert [len(satu._tr.tc_lst) for satu in tabel.rows] == [2, 1, 2, 1]
    assert [satu.cells[0].paragraphs[0].paragraph_format.keep_with_next for satu in tabel.rows] == [
        None,
        True,
        True,
        None,
    ]


def test_kaki_yang_panjang_memberi_nomor_halaman_barisnya_sendiri():
    pendek, panjang = Dokumen("Notulen", kaki="Dinas"), Dokumen("Notulen", kaki="Dinas Contoh " * 10)
    rebah = Dokumen("Notulen", kaki="Dinas Contoh " * 10, rebah=True)
    teks = [buka(satu.simpan()).sections[0].footer.paragraphs[0].text for satu in (pendek, panjang, rebah)]
    assert ["\n" in satu for satu in teks] == [False, True, False]


# -- pages -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_setiap_naskah_yang_ada_wordnya_terunduh(panggung, sebagai):
    panggung.ukur(9)
    klien = sebagai(panggung.kantor.staf_satu)
    terunduh = set()
    for pelaksanaan in (panggung.pengumpulan_jalan, panggung.pengukuran_jalan):
        halaman = klien.get(reverse("naskah_daftar", args=[pelaksanaan.pk])).content.decode()
        for naskah in daftar_naskah(pelaksanaan):
            alamat = reverse("naskah_docx", args=[pelaksanaan.pk, naskah.kode])
            assert (alamat in halaman) is (naskah.ada_word and not naskah.belum)
            if naskah.ada_word and not naskah.belum:
                jawab = klien.get(alamat)
                assert jawab["Content-Type"] == DOCX
                assert jawab["Content-Disposition"] == f'attachment; filename="{naskah.nama_berkas}.docx"'
                assert panggung.opd.nama.upper() in teks_semua(jawab.content)
                terunduh.add(naskah.judul)
    assert terunduh >= {
        "Nota Dinas",
        "Notulen",
        "Program Kerja",
        "Bukti Tanda Terima",
        "Rekapitulasi Data",
        "Rekapitulasi Capaian",
        "Laporan Hasil Pengumpulan",
        "Laporan Hasil Pengukuran",
    }


@pytest.mark.django_db
def test_word_yang_belum_dapat_dibuat_disebut_sebabnya(panggung, sebagai):
    panggung.kumpulkan(2)
    tujuan = reverse("naskah_docx", args=[panggung.pengumpulan_jalan.pk, "rekapitulasi"])
    jawab = sebagai(panggung.kantor.sekretaris).get(tujuan, follow=True)
    assert "Formulir unit belum disiapkan." in jawab.content.decode()


@pytest.mark.django_db
def test_naskah_tanpa_word_dan_opd_lain_404(panggung, kantor_lain, sebagai):
    panggung.ukur(9)
    pk = panggung.pengukuran_jalan.pk
    kertas_kerja, rekap = (
        reverse("naskah_docx", args=[pk, kode]) for kode in ("kertas-kerja", "rekap-capaian")
    )
    assert sebagai(panggung.kantor.sekretaris).get(kertas_kerja).status_code == 404
    assert sebagai(kantor_lain.kepala).get(rekap).status_code == 404
