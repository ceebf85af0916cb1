"""The letters and lists: nothing is left out, typed text stays text, and drafts and practice runs say so."""

import re
from dataclasses import fields, is_dataclass, replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from laporan import bentuk as b
from laporan import proses_cetak
from laporan.cetak import TEMPLAT, cetak_pdf, daftar_aset, jadikan_html
from tests.laporan.contoh_bentuk import (
    KEPALA,
    KOSONG_NAMA,
    daftar_hadir,
    daftar_penggandaan,
    daftar_periksa,
    lembar_disposisi,
    naskah,
    nota_dinas,
    notulen,
    program_kerja,
    rekapitulasi,
    semua,
    surat_pengantar,
    tanda_terima,
    tanda_terima_unit,
    undangan,
)

SURAT = {
    "nota_dinas": nota_dinas,
    "notulen": notulen,
    "undangan": undangan,
    "daftar_hadir": daftar_hadir,
    "surat_pengantar": surat_pengantar,
    "daftar_penggandaan": daftar_penggandaan,
    "daftar_periksa": daftar_periksa,
    "tanda_terima_unit": tanda_terima_unit,
    "program_kerja": program_kerja,
    "tanda_terima": tanda_terima,
    "rekapitulasi": rekapitulasi,
    "lembar_disposisi": lembar_disposisi,
}
# Names of a colour, an icon, a state: never typed by anyone and not printed as they are.
SANDI = {"warna", "ikon", "keadaan", "status_sandi", "url"}
RACUN = "<script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}{% now 'Y' %}</style>&amp;"


def halaman(pdf: bytes) -> list[str]:
    return [satu.extract_text() for satu in PdfReader(BytesIO(pdf)).pages]


def padat(teks: str) -> str:
    """Without spaces and capitals: lines wrap and headings are set in capitals."""
    return re.sub(r"\s+", "", teks).casefold()


def isi_teks(bentuk) -> list[str]:
    """All text and figures in a shape, as they are to be read on paper."""
    if isinstance(bentuk, b.Sel):
        return [bentuk.teks]
    if isinstance(bentuk, str):
        return [bentuk]
    if isinstance(bentuk, tuple):
        return [teks for satu in bentuk for teks in isi_teks(satu)]
    if is_dataclass(bentuk):
        return [
            teks
            for satu in fields(bentuk)
            if satu.name not in SANDI
            for teks in isi_teks(getattr(bentuk, satu.name))
        ]
    return []


def racuni(bentuk, racun: str):
    """The same shape with ``racun`` typed into every text field."""
    if isinstance(bentuk, str):
        return f"{bentuk}{racun}"
    if isinstance(bentuk, tuple):
        return tuple(racuni(satu, racun) for satu in bentuk)
    if is_dataclass(bentuk):
        baru = {
            satu.name: racuni(getattr(bentuk, satu.name), racun)
            for satu in fields(bentuk)
            if satu.name not in SANDI and not (isinstance(bentuk, b.BarisCapaian) and satu.name == "status")
        }
        return replace(bentuk, **baru)
    return bentuk


def test_setiap_bentuk_naskah_punya_templat_dan_contoh():
    naskah_cetak = {
        satu
        for satu in vars(b).values()
        if is_dataclass(satu) and any(f.name == "naskah" for f in fields(satu))
    }
    assert set(TEMPLAT) == naskah_cetak
    assert {type(satu) for satu in semua().values()} == naskah_cetak


@pytest.mark.parametrize("nama", SURAT)
def test_semua_isi_dan_angka_tercetak(nama):
    surat = SURAT[nama]()
    cetakan = padat(" ".join(halaman(cetak_pdf(jadikan_html(surat)))))
    # The place stands before the date of a signature; a nota dinas, for one, is signed without it.
    hilang = [teks for teks in isi_teks(surat) if padat(teks) not in cetakan and teks != surat.naskah.tempat]
    assert hilang == []


@pytest.mark.parametrize("nama", SURAT)
def test_setiap_halaman_bernomor_dan_menyebut_latihan(nama):
    isi = halaman(cetak_pdf(jadikan_html(SURAT[nama]())))
    for nomor, teks in enumerate(isi, 1):
        assert padat(f"Halaman {nomor} dari {len(isi)}") in padat(teks)
        assert padat("Contoh untuk berlatih") in padat(teks)


@pytest.mark.parametrize("nama", SURAT)
def test_naskah_kantor_tidak_menyebut_latihan(nama):
    surat = SURAT[nama]()
    nyata = replace(surat, naskah=replace(surat.naskah, contoh=False, keterangan=()))
    html = jadikan_html(nyata)
    assert "Contoh untuk berlatih" not in html
    assert "Keterangan</p>" not in html


@pytest.mark.parametrize("nama", SURAT)
def test_draf_bertanda_dan_final_tidak(nama):
    surat = SURAT[nama]()
    draf = replace(surat, naskah=replace(surat.naskah, draf=True))
    final = replace(surat, naskah=replace(surat.naskah, draf=False))
    pdf_draf, pdf_final = cetak_pdf(jadikan_html(draf)), cetak_pdf(jadikan_html(final))
    assert all("DRAF" in satu for satu in halaman(pdf_draf))
    assert not any("DRAF" in satu for satu in halaman(pdf_final))
    # The watermark is drawn, so it shows as strokes in its colour (#eaeeef) on every page.
    tanda = re.compile(rb"0?\.917\d* 0?\.933\d* 0?\.937\d* RG")
    for pdf, bertanda in ((pdf_draf, True), (pdf_final, False)):
        for satu in PdfReader(BytesIO(pdf)).pages:
            assert bool(tanda.search(gambar_halaman(satu))) is bertanda


def gambar_halaman(satu) -> bytes:
    """The drawing of a page with that of the forms it places."""
    isi = satu.get_contents().get_data()
    antre, sudah = [satu["/Resources"]], set()
    while antre:
        sumber = antre.pop().get_object()
        for jenis in ("/XObject", "/Pattern"):
            for rujukan in (sumber.get(jenis) or {}).values():
                objek = rujukan.get_object()
                if id(objek) in sudah or not hasattr(objek, "get_data"):
                    continue
                sudah.add(id(objek))
                isi += b"\n" + objek.get_data()
                if "/Resources" in objek:
                    antre.append(objek["/Resources"])
    return isi


@pytest.mark.parametrize("nama", SURAT)
def test_teks_ketikan_tetap_teks(nama):
    surat = racuni(SURAT[nama](), RACUN)
    html = jadikan_html(surat)
    assert "<script" not in html
    assert "<img" not in html
    assert "</style>" not in html
    cetakan = padat(" ".join(halaman(cetak_pdf(html))))
    assert padat(RACUN) in cetakan
    # Nothing was worked out or undone on the way.
    assert "49{%" not in cetakan
    assert cetakan.count("{{7*7}}") > 5


def test_tanpa_nomor_dan_tanggal_dikatakan():
    surat = replace(nota_dinas(), naskah=naskah("Nota Dinas", nomor="", tanggal=None))
    html = jadikan_html(surat)
    assert "belum diberi nomor" in html
    assert "belum bertanggal" in html
    assert "dcterms" not in html


def test_tanggal_dan_jam_berbahasa_indonesia():
    html = jadikan_html(lembar_disposisi())
    assert "9 Juli 2026" in html
    assert "31 Agustus 2026" in html
    # 07.05 UTC, as the office's clock showed it.
    assert "pukul 14.05" in html


def test_disposisi_menunggu_memberi_ruang_tulis():
    menunggu = replace(lembar_disposisi(), arahan="", keputusan="", oleh="", pada=None, dicatat="")
    html = jadikan_html(menunggu)
    assert "Menunggu disposisi." in html
    assert html.count("ruang-tulis") == 2
    assert "Persetujuan tercatat" not in html


def test_disposisi_mencentang_yang_dituju_saja():
    html = jadikan_html(lembar_disposisi())
    assert html.count("✓") == sum(dipilih for _, dipilih in lembar_disposisi().diteruskan_kepada) == 3


def test_nama_kosong_menjadi_garis_titik():
    for penanda, ada_nama in ((KEPALA, True), (KOSONG_NAMA, False)):
        html = jadikan_html(replace(nota_dinas(), penanda_tangan=penanda))
        assert ("tt-nama" in html) is ada_nama
        assert ("(…" in html) is not ada_nama
        assert "NIP" not in html


def test_persetujuan_disebut_bukan_tanda_tangan():
    cetakan = " ".join(halaman(cetak_pdf(jadikan_html(rekapitulasi()))))
    assert "Persetujuan tercatat di aplikasi" in cetakan
    assert "bukan tanda tangan" in cetakan
    for kata in ("BSrE", "ditandatangani secara elektronik", "sertifikat elektronik"):
        assert kata.casefold() not in cetakan.casefold()


def test_nol_kosong_dan_keadaan_tetap_tiga_hal():
    satu = rekapitulasi().kelompok[0].baris
    html = jadikan_html(rekapitulasi())
    assert [str(baris.realisasi) for baris in satu] == ["96,87", "menyusul 20 Juli 2026", "0"]
    assert '<td class="angka">0</td>' in re.sub(r">\s+", ">", html)
    assert '<td class="keadaan">menyusul 20 Juli 2026</td>' in html
    assert '<td class="keadaan">belum diisi</td>' in html


def test_rekapitulasi_rebah_dan_kepala_tabel_berulang():
    panjang = rekapitulasi()
    banyak = replace(panjang.kelompok[0], baris=panjang.kelompok[0].baris * 20)
    panjang = replace(
        panjang,
        naskah=replace(panjang.naskah, keterangan=()),
        kelompok=(banyak,),
        kelengkapan=(),
        anggaran=(),
        paraf=(),
    )
    pdf = PdfReader(BytesIO(cetak_pdf(jadikan_html(panjang))))
    assert len(pdf.pages) > 3
    for satu in pdf.pages:
        assert satu.mediabox.width > satu.mediabox.height
        assert padat("Tanda mutu dan catatan") in padat(satu.extract_text())


def test_surat_tegak_a4():
    satu = PdfReader(BytesIO(cetak_pdf(jadikan_html(nota_dinas())))).pages[0]
    assert (round(satu.mediabox.width), round(satu.mediabox.height)) == (595, 842)


@pytest.mark.parametrize("nama", SURAT)
def test_kata_terpanjang_tidak_keluar_dari_kertas_dan_sel(nama):
    """The engine's own boxes, for what it laid out: each text inside the paper's margins, and inside its cell."""
    from weasyprint import HTML
    from weasyprint.formatting_structure.boxes import TableCellBox, TextBox

    surat = racuni(SURAT[nama](), " " + "Katasangatpanjang" * 8)
    pengambil = proses_cetak.pengambil_aset(daftar_aset())
    dokumen = HTML(string=jadikan_html(surat), base_url="aset:", url_fetcher=pengambil).render()
    for satu in dokumen.pages:
        kertas = satu._page_box
        teks = [kotak for kotak in kertas.descendants() if isinstance(kotak, TextBox)]
        assert teks
        for kotak in teks:
            assert kotak.position_x > 30
            assert kotak.position_x + kotak.width < kertas.margin_width() - 30, kotak.text
        for sel in (kotak for kotak in kertas.descendants() if isinstance(kotak, TableCellBox)):
            tepi = sel.position_x + sel.border_width()
            for kotak in (k for k in sel.descendants() if isinstance(k, TextBox)):
                assert kotak.position_x + kotak.width < tepi + 1, kotak.text


def test_naskah_kosong_tetap_dapat_dicetak():
    """An office that has filled in nothing yet gets a paper that says so."""
    kosong = naskah("Naskah", nomor="", tanggal=None, tempat="", keterangan=())
    for bentuk, kalimat in (
        (b.Notulen(kosong, "", "", "", "", "", (), (), (), ()), "Pembahasan belum diisi."),
        (b.ProgramKerja(kosong, (), (), (), ()), "Jadwal belum disusun."),
        (b.TandaTerima(kosong, "", ()), "Belum ada formulir yang dibagikan."),
        (b.Rekapitulasi(kosong, "", (), ()), "Belum ada formulir pada periode ini."),
    ):
        assert kalimat in " ".join(halaman(cetak_pdf(jadikan_html(bentuk))))
