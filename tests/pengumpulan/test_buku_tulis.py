"""The form as a workbook: what is open and what is locked, real numbers, lists, marks of practice, print."""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace
from zipfile import ZipFile

import pytest
from django.urls import reverse

from organisasi.lembar.baca import buka
from organisasi.lembar.bentuk import BerkasDitolak
from pengumpulan.actions import buka_entri_langsung, catat_anggaran, catat_realisasi
from pengumpulan.buku.baca import baca_buku
from pengumpulan.models import Realisasi
from perencanaan.models import VersiTarget
from tests.pengumpulan import meja
from tests.pengumpulan.panggung_buku import BukuUji, buku, unduh
from tests.potret import bangun

pytestmark = [pytest.mark.django_db, pytest.mark.sekali, pytest.mark.usefixtures("sandi_cepat")]


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def isi(kantor):
    """Bidang Satu's form, out: a count, a ratio, a level, a line of spending."""
    return bangun("isi", _bangun_isi, kantor)


def _bangun_isi(kantor):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=Decimal("4938.2"))
    meja.rasio(kantor, "IK-2", kantor.bidang_satu)
    tingkat = meja.indikator(kantor, "IK-3", kantor.bidang_satu, arah="ordinal", satuan="Predikat")
    VersiTarget.objects.create(indikator=tingkat, tahun=meja.TAHUN, tingkat="BB", tanggal_mulai=meja.AWAL)
    meja.pagu(kantor, nilai=12_000_000)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    return SimpleNamespace(formulir=entri.formulir.get(unit=kantor.bidang_satu))


def tulis(kode, oleh, **lain) -> Realisasi:
    r = Realisasi.objects.get(indikator__kode=kode, periode=meja.tw())
    return catat_realisasi(
        indikator=r.indikator, unit=r.unit, periode=r.periode, oleh=oleh, **({"keadaan": "angka"} | lain)
    )


def terbuka(satu: BukuUji, kode: str) -> set[str]:
    """The headings whose cell in this row may be filled."""
    baris = satu.sel(kode, "No.").row
    ws = satu.lembar("Formulir")
    kepala = next(b for b in ws.iter_rows() if b[0].value == "No.")
    return {sel.value for sel in kepala if not ws.cell(baris, sel.column).protection.locked}


TULISAN = {
    "Keadaan",
    "Alasan",
    "Menyusul paling lambat",
    "Sumber angka",
    "Faktor pendukung",
    "Kendala",
    "Rencana perbaikan",
}


def test_hanya_sel_isian_yang_terbuka(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu)
    assert terbuka(satu, "IK-1") == {"Realisasi"} | TULISAN
    assert terbuka(satu, "IK-2") == {"Pembilang", "Penyebut"} | TULISAN
    assert terbuka(satu, "IK-3") == {"Tingkat"} | TULISAN
    for ws in satu.wb.worksheets:
        assert (ws.protection.sheet, ws.protection.password) == (True, None), ws.title
    assert satu.wb.security.lockStructure is True
    assert satu.lembar("Kunci").sheet_state == "hidden"
    assert satu.wb.active.title == "Formulir"


def test_angka_tersimpan_sebagai_angka_dan_tanggal_sebagai_tanggal(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=Decimal("1234.5"), sumber="=1+1")
    tulis(
        "IK-2", kantor.staf_satu, keadaan="menyusul", alasan="Menunggu BPS", menyusul_pada=date(2099, 4, 15)
    )
    baris = isi.formulir.anggaran.get()
    catat_anggaran(baris=baris, nilai=Decimal("2500000"), oleh=kantor.staf_satu)
    satu = buku(isi.formulir, kantor.staf_satu)
    assert satu.sel("IK-1", "Target").value == 1234.55
    assert satu.sel("IK-1", "Target").number_format == "#,##0.00"
    assert satu.sel("IK-1", "Realisasi").value == 1234.5
    # No format of its own: every decimal typed there shows.
    assert satu.sel("IK-1", "Realisasi").number_format == "General"
    assert (satu.sel("IK-1", "Sumber angka").value, satu.sel("IK-1", "Sumber angka").data_type) == (
        "=1+1",
        "s",
    )
    assert satu.sel("IK-2", "Realisasi").value == "dihitung"
    assert satu.sel("IK-2", "Keadaan").value == "Menyusul"
    assert satu.sel("IK-2", "Menyusul paling lambat").value.date() == date(2099, 4, 15)
    assert satu.sel("Program Contoh", "Pagu (Rp)", "Anggaran").value == 12_000_000
    assert satu.sel("Program Contoh", "Periode ini (Rp)", "Anggaran").value == 2_500_000


def test_pilihan_dan_periksaan_ada_pada_selnya(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu)
    aturan = {
        str(a.sqref): (a.type, a.formula1) for a in satu.lembar("Formulir").data_validations.dataValidation
    }
    tingkat = aturan[satu.sel("IK-3", "Tingkat").coordinate]
    kolom, jenis = tingkat[1].removeprefix("Daftar!").replace("$", "").split(":")[0][0], tingkat[0]
    daftar = [sel.value for sel in satu.lembar("Daftar")[kolom] if sel.value]
    assert (jenis, daftar[1:]) == ("list", ["AA", "A", "BB", "B", "CC", "C", "D"])
    assert {"list", "decimal", "date"} == {jenis for jenis, _ in aturan.values()}
    keadaan = next(sel for sel in satu.lembar("Daftar").iter_cols() if sel[0].value == "Keadaan")
    assert [sel.value for sel in keadaan if sel.value][1:] == [
        "Belum diisi",
        "Angka",
        "Menyusul",
        "Belum waktunya",
        "Tidak dapat diukur",
        "Angka sementara",
    ]


def test_cetak_mendatar_dengan_kepala_beku_dan_berulang(isi, kantor):
    ws = buku(isi.formulir, kantor.staf_satu).lembar("Formulir")
    kepala = next(b[0].row for b in ws.iter_rows() if b[0].value == "No.")
    assert ws.freeze_panes == f"D{kepala + 1}"
    assert (ws.page_setup.orientation, ws.page_setup.paperSize) == ("landscape", 9)
    assert (ws.print_title_rows, ws.print_title_cols) == (f"${kepala}:${kepala}", "$A:$C")
    # Figures on the first page; what is written about them on those beside it.
    awal = [ws.cell(kepala, satu.id + 1).value for satu in ws.col_breaks.brk]
    assert awal == ["Alasan", "Kendala"]
    assert 60 <= ws.page_setup.scale <= 100


def test_tinggi_baris_menurut_teksnya_dan_tetap_dapat_tumbuh(isi, kantor):
    """A height that counts as chosen by hand would hide the second line that somebody types."""
    tulis("IK-1", kantor.staf_satu, nilai=5, sumber="satu\ndua\ntiga\nempat")
    with ZipFile(BytesIO(unduh(isi.formulir, kantor.staf_satu))) as berkas:
        xml = berkas.read("xl/worksheets/sheet2.xml").decode()
    baris = dict(re.findall(r'<row r="(\d+)"([^>]*)>', xml))
    satu = baris[str(buku(isi.formulir, kantor.staf_satu).sel("IK-1", "No.").row)]
    assert float(re.search(r'ht="([\d.]+)"', satu)[1]) > 50
    assert "customHeight" not in satu


def test_baris_yang_sudah_diserahkan_terkunci_seluruhnya(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=5)
    isi.formulir.baris.filter(realisasi__indikator__kode="IK-1").update(
        status="diserahkan",
        revisi=Realisasi.objects.get(indikator__kode="IK-1", periode=meja.tw()).revisi.get(),
    )
    satu = buku(isi.formulir, kantor.staf_satu)
    assert terbuka(satu, "IK-1") == set()
    assert terbuka(satu, "IK-2") != set()
    assert (satu.sel("IK-1", "Status").value, satu.sel("IK-1", "Realisasi").value) == ("Diserahkan", 5)
    assert satu.sel("IK-1", "Realisasi").fill.fgColor.rgb == satu.sel("IK-1", "Kode").fill.fgColor.rgb


def test_formulir_yang_diserahkan_terkunci_seluruhnya(isi, kantor):
    isi.formulir.status = "diserahkan"
    isi.formulir.diserahkan_pada, isi.formulir.diserahkan_oleh = isi.formulir.dibagikan_pada, kantor.staf_satu
    isi.formulir.save()
    assert terbuka(buku(isi.formulir, kantor.staf_satu), "IK-1") == set()


def test_angka_latihan_ditandai(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=5, angka_latihan=True)
    VersiTarget.objects.filter(indikator__kode="IK-1").update(angka_latihan=True)
    Realisasi.objects.create(
        indikator=Realisasi.objects.filter(indikator__kode="IK-1").first().indikator,
        unit=kantor.bidang_satu,
        periode=meja.tw(4, meja.TAHUN - 1),
        keadaan="angka",
        nilai=Decimal("87.5"),
        angka_latihan=True,
        diubah_oleh=kantor.staf_satu,
    )
    satu = buku(isi.formulir, kantor.staf_satu)
    assert satu.sel("IK-1", "Status").value == "Diisi unit\nangka latihan"
    assert satu.sel("IK-1", "Target").number_format == '#,##0.00" (latihan)"'
    lalu = satu.sel("IK-1", f"Sebelumnya ({meja.tw(4, meja.TAHUN - 1)})")
    assert (lalu.value, lalu.number_format) == (87.5, '#,##0.0" (latihan)"')
    assert "latihan" not in satu.sel("IK-2", "Status").value


def test_kantor_latihan_disebut_pada_lembarnya(isi, kantor):
    kantor.opd.sumber = "LKjIP contoh"
    kantor.opd.save()
    ws = buku(isi.formulir, kantor.staf_satu).lembar("Formulir")
    assert any("angka latihan" in str(sel.value) for baris in ws["A1:A6"] for sel in baris)


def test_lembar_kunci_tersembunyi_hanya_diterima_dari_formulir(isi, kantor):
    """The bounded reader still refuses hidden sheets everywhere else."""
    isi_berkas = unduh(isi.formulir, kantor.staf_satu)
    with pytest.raises(BerkasDitolak, match="Kunci"):
        buka(isi_berkas)
    terbaca = baca_buku(isi_berkas)
    assert (terbaca.kunci.formulir, len(terbaca.baris), terbaca.hilang) == (isi.formulir.pk, 4, 0)


def test_unduh_bernama_unit_dan_periode(isi, kantor, sebagai):
    jawab = sebagai(kantor.staf_satu).get(reverse("formulir_buku", args=[isi.formulir.pk]))
    assert jawab.status_code == 200
    assert f'filename="Formulir Bidang Satu {meja.tw()}.xlsx"' in jawab["Content-Disposition"]
    assert baca_buku(jawab.content).kunci.formulir == isi.formulir.pk
    # Another Bidang's staff may read the form, and takes no workbook of it along.
    assert sebagai(kantor.staf_dua).get(reverse("formulir_buku", args=[isi.formulir.pk])).status_code == 403
