"""A form that LibreOffice opened and saved again: still ours, still protected, and read the same.

The files in ``berkas`` are the form of this stage, filled by ``isi_seperti_orang``, then saved by LibreOffice 7.4:
as .xlsx; as .ods and from there as .xlsx; and as .ods. Their key is another form's, for it is signed per form; the
stage's own takes its place in the text table, and nothing else of the file is touched.
"""

import re
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook

from organisasi.lembar.bentuk import BerkasDitolak
from pengumpulan.actions import buka_entri_langsung, catat_realisasi
from pengumpulan.buku.actions import terapkan, tinjau, unggah
from pengumpulan.buku.baca import baca_buku
from pengumpulan.models import Realisasi
from perencanaan.models import RealisasiAnggaran, VersiTarget
from tests.pengumpulan import meja
from tests.pengumpulan.panggung_buku import BukuUji, berkas, buku, muat_formulir, usul
from tests.potret import bangun

pytestmark = [pytest.mark.django_db, pytest.mark.sekali, pytest.mark.usefixtures("sandi_cepat")]
BERKAS = Path(__file__).parent / "berkas"
DISIMPAN_ULANG = ["buku_libreoffice.xlsx", "buku_lewat_ods.xlsx"]


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def isi(kantor):
    return bangun("isi", _bangun_isi, kantor)


def _bangun_isi(kantor):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=Decimal("4938.2"), satuan="%")
    meja.rasio(kantor, "IK-2", kantor.bidang_satu)
    tingkat = meja.indikator(kantor, "IK-3", kantor.bidang_satu, arah="ordinal", satuan="Predikat")
    VersiTarget.objects.create(indikator=tingkat, tahun=meja.TAHUN, tingkat="BB", tanggal_mulai=meja.AWAL)
    meja.indikator(
        kantor, "IK-4", kantor.bidang_satu, nama="Panjang jalan mantap\ndan jembatan <baik> & layak"
    )
    meja.indikator(kantor, "IK-5", kantor.bidang_satu)
    meja.pagu(kantor)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    r = Realisasi.objects.get(indikator__kode="IK-4", periode=meja.tw())
    catat_realisasi(
        indikator=r.indikator,
        unit=r.unit,
        periode=r.periode,
        oleh=kantor.staf_satu,
        keadaan="angka",
        nilai=Decimal("1234.5678"),
        sumber="=Bukan rumus",
        faktor_pendukung="Baris satu\nbaris dua",
    )
    return SimpleNamespace(formulir=entri.formulir.get(unit=kantor.bidang_satu))


def isi_seperti_orang(satu: BukuUji) -> BukuUji:
    return (
        satu.isi("IK-1", Realisasi=1234.5, Sumber_angka="Register\npelayanan")
        .isi("IK-2", Pembilang=31, Penyebut=35)
        .isi("IK-3", Tingkat="BB")
        .isi("IK-5", Keadaan="Menyusul", Alasan="Menunggu BPS", Menyusul_paling_lambat=date(2099, 4, 15))
        .belanja("Program Contoh", 250_000)
    )


def dengan_kunci(nama: str, form, oleh) -> bytes:
    """The saved file with the stage's own key in place of the one it was made with."""
    kunci = buku(form, oleh).lembar("Kunci")["A2"].value
    hasil = BytesIO()
    with ZipFile(BERKAS / nama) as asal, ZipFile(hasil, "w", ZIP_DEFLATED) as baru:
        for info in asal.infolist():
            isi_bagian = asal.read(info)
            if info.filename == "xl/sharedStrings.xml":
                pola = re.compile(rb">k[.\w-]{80,}:[\w-]+:[\w-]+<")
                assert len(pola.findall(isi_bagian)) == 1
                isi_bagian = pola.sub(f">{kunci}<".encode(), isi_bagian)
            baru.writestr(info, isi_bagian)
    return hasil.getvalue()


@pytest.mark.parametrize("nama", DISIMPAN_ULANG)
def test_disimpan_libreoffice_dapat_diunggah_dan_diterapkan(nama, isi, kantor):
    form = muat_formulir(isi.formulir)
    unggahan = unggah(
        formulir=form, berkas=berkas(dengan_kunci(nama, form, kantor.staf_satu)), oleh=kantor.staf_satu
    )
    rencana = tinjau(unggahan, oleh=kantor.staf_satu)
    assert {u.kode or "belanja": u.macam for u in rencana.usulan} == {
        "IK-1": "ubah",
        "IK-2": "ubah",
        "IK-3": "ubah",
        "IK-4": "tetap",
        "IK-5": "ubah",
        "belanja": "ubah",
    }
    assert (rencana.hilang, usul(rencana, "IK-4").catatan) == (0, [])
    terapkan(unggahan=unggahan, oleh=kantor.staf_satu, sidik=rencana.sidik, jawaban={}, pilihan={})
    kini = {r.indikator.kode: r for r in Realisasi.objects.filter(periode=meja.tw())}
    assert (kini["IK-1"].nilai, kini["IK-1"].sumber) == (Decimal("1234.5"), "Register\npelayanan")
    assert kini["IK-2"].nilai == Decimal("88.5714")
    assert kini["IK-3"].tingkat == "BB"
    assert (kini["IK-5"].alasan, kini["IK-5"].menyusul_pada) == ("Menunggu BPS", date(2099, 4, 15))
    assert RealisasiAnggaran.objects.get().nilai == 250_000


@pytest.mark.parametrize("nama", DISIMPAN_ULANG)
def test_perlindungan_dan_pilihan_tetap_ada(nama):
    wb = load_workbook(BERKAS / nama)
    for ws in wb.worksheets:
        assert (ws.protection.sheet, ws.protection.password) == (True, None), ws.title
    # LibreOffice 7.4 drops the lock of the structure; the sheets stay locked, the key hidden.
    assert wb["Kunci"].sheet_state == "hidden"
    satu = BukuUji((BERKAS / nama).read_bytes())
    assert [satu.sel("IK-1", judul).protection.locked for judul in ("Kode", "Realisasi", "Tingkat")] == [
        True,
        False,
        True,
    ]
    jenis = {a.type for a in wb["Formulir"].data_validations.dataValidation}
    assert jenis == {"list", "decimal", "date"}
    assert wb["Formulir"].page_setup.orientation == "landscape"


def test_berkas_ods_ditolak_dengan_jalan_keluarnya():
    with pytest.raises(BerkasDitolak, match=r"LibreOffice \(\.ods.*simpan sebagai Excel Workbook \(\.xlsx\)"):
        baca_buku((BERKAS / "buku.ods").read_bytes())
