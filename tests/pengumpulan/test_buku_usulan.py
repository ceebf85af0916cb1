"""An upload against the form: what changes, what is refused with its cell, what is asked, what clashes."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organisasi.lembar.bentuk import BerkasDitolak
from pengumpulan.actions import buka_entri_langsung, catat_anggaran, catat_realisasi
from pengumpulan.models import Realisasi
from perencanaan.models import VersiTarget
from tests.pengumpulan import meja
from tests.pengumpulan.panggung_buku import buku, pratinjau, terima, tinjau, usul
from tests.potret import bangun

pytestmark = [pytest.mark.django_db, pytest.mark.sekali, pytest.mark.usefixtures("sandi_cepat")]


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def isi(kantor):
    """Bidang Satu's form, out: two counts, a ratio, a level, a line of spending."""
    return bangun("isi", _bangun_isi, kantor)


def _bangun_isi(kantor):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    meja.rasio(kantor, "IK-2", kantor.bidang_satu)
    tingkat = meja.indikator(kantor, "IK-3", kantor.bidang_satu, arah="ordinal", satuan="Predikat")
    VersiTarget.objects.create(indikator=tingkat, tahun=meja.TAHUN, tingkat="BB", tanggal_mulai=meja.AWAL)
    meja.indikator(kantor, "IK-4", kantor.bidang_satu, satuan="%")
    meja.pagu(kantor)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    return SimpleNamespace(formulir=entri.formulir.get(unit=kantor.bidang_satu))


def tulis(kode, oleh, **lain) -> Realisasi:
    r = Realisasi.objects.get(indikator__kode=kode, periode=meja.tw())
    return catat_realisasi(
        indikator=r.indikator, unit=r.unit, periode=r.periode, oleh=oleh, **({"keadaan": "angka"} | lain)
    )


def beda(satu) -> list[tuple]:
    return [(b.kolom, b.lama, b.baru) for b in satu.beda]


def hasil(isi, kantor, kode, **kolom):
    """The proposal for one row in whose cells these values were typed."""
    satu = buku(isi.formulir, kantor.staf_satu).isi(kode, **kolom)
    return usul(pratinjau(isi.formulir, satu, kantor.staf_satu), kode)


# -- what changes -------------------------------------------------------------------------------------


def test_berkas_yang_tidak_disentuh_tidak_mengubah_apa_pun(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=Decimal("1234.5678"), sumber="Baris satu\nbaris dua", alasan="")
    tulis("IK-2", kantor.staf_satu, pembilang=1, penyebut=3, faktor_pendukung="=Bukan rumus")
    tulis("IK-3", kantor.staf_satu, tingkat="BB")
    tulis("IK-4", kantor.staf_satu, keadaan="menyusul", alasan="BPS", menyusul_pada=date(2099, 1, 5))
    catat_anggaran(baris=isi.formulir.anggaran.get(), nilai=Decimal("1500.50"), oleh=kantor.staf_satu)
    rencana = pratinjau(isi.formulir, buku(isi.formulir, kantor.staf_satu), kantor.staf_satu)
    assert [(u.macam, u.beda, u.tolak) for u in rencana.usulan] == [("tetap", [], [])] * 5
    assert (rencana.tetap, rencana.hilang) == (5, 0)


def test_angka_membuat_keadaannya_sendiri_dan_nol_adalah_angka(isi, kantor):
    satu = hasil(isi, kantor, "IK-1", Realisasi=0)
    assert beda(satu) == [("Keadaan", "Belum diisi", "Angka"), ("Realisasi", "", "0")]
    assert (satu.macam, satu.isi.nilai, satu.isi.keadaan) == ("ubah", 0, "angka")


def test_rasio_dihitung_dari_bagiannya(isi, kantor):
    satu = hasil(isi, kantor, "IK-2", Pembilang=1, Penyebut=3)
    assert ("Realisasi", "", "33,3333") in beda(satu)
    tulis("IK-2", kantor.staf_satu, pembilang=1, penyebut=3)
    satu = hasil(isi, kantor, "IK-2", Pembilang=2)
    assert beda(satu) == [("Realisasi", "33,3333", "66,6667"), ("Pembilang", "1", "2")]


def test_tingkat_dan_tulisan(isi, kantor):
    satu = hasil(isi, kantor, "IK-3", Tingkat="bb", Sumber_angka="LHE Inspektorat", Kendala="Tidak ada")
    assert (satu.isi.tingkat, satu.isi.keadaan) == ("BB", "angka")
    assert ("Sumber angka", "", "LHE Inspektorat") in beda(satu)
    assert satu.isi.faktor_penghambat == "Tidak ada"


def test_menyusul_dengan_alasan_dan_tanggal(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=5)
    satu = hasil(
        isi, kantor, "IK-1", Keadaan="Menyusul", Alasan="Menunggu BPS", Menyusul_paling_lambat="15 April 2099"
    )
    assert (satu.isi.keadaan, satu.isi.nilai, satu.isi.menyusul_pada) == ("menyusul", None, date(2099, 4, 15))
    assert ("Realisasi", "5", "") in beda(satu)
    satu = hasil(
        isi, kantor, "IK-1", Keadaan="menyusul", Alasan="BPS", Menyusul_paling_lambat=date(2099, 4, 15)
    )
    assert satu.isi.menyusul_pada == date(2099, 4, 15)


def test_sel_kosong_dibiarkan_dan_itu_dikatakan(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=5, sumber="Register")
    satu = hasil(isi, kantor, "IK-1", Realisasi=None, Sumber_angka=None)
    assert (satu.macam, satu.beda) == ("tetap", [])
    assert [kalimat for _, kalimat in satu.catatan] == [
        "Realisasi dikosongkan di berkas: isian yang ada tetap.",
        "Sumber angka dikosongkan di berkas: isian yang ada tetap.",
    ]


def test_belum_diisi_mengosongkan_angka_dan_membiarkan_tulisan(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=5, sumber="Register")
    satu = hasil(isi, kantor, "IK-1", Keadaan="Belum diisi")
    assert beda(satu) == [("Keadaan", "Angka", "Belum diisi"), ("Realisasi", "5", "")]
    assert satu.isi.sumber == "Register"


def test_belanja_dan_nol_rupiah(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).belanja("Program Contoh", 0)
    u = usul(pratinjau(isi.formulir, satu, kantor.staf_satu), "Program Contoh")
    assert (u.macam, u.nilai, beda(u)) == ("ubah", 0, [("Realisasi anggaran (Rp)", "", "0")])


@pytest.mark.parametrize(
    ("format_", "kode", "angka"),
    [("0%", "IK-4", Decimal(85)), ("0.0", "IK-4", Decimal("0.85")), ("General", "IK-1", Decimal("0.85"))],
)
def test_format_persen_dibaca_menurut_satuannya(format_, kode, angka, isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi(kode, Realisasi=0.85)
    satu.sel(kode, "Realisasi").number_format = format_
    assert usul(pratinjau(isi.formulir, satu, kantor.staf_satu), kode).isi.nilai == angka


# -- what people type ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "angka"),
    [
        ("1.234,5", "1234.5"),
        ("62,26", "62.26"),
        ("12 Dokumen", "12"),
        (" 7 ", "7"),
        ("-3,5", "-3.5"),
        ("1.234.567", "1234567"),
    ],
)
def test_angka_yang_diketik_sebagai_teks_dibaca(teks, angka, isi, kantor):
    assert hasil(isi, kantor, "IK-1", Realisasi=teks).isi.nilai == Decimal(angka)


def test_satu_titik_dua_ratus_ditanyakan_dan_tidak_ditebak(isi, kantor):
    satu = hasil(isi, kantor, "IK-1", Realisasi="1.234")
    assert (satu.macam, satu.isi) == ("tanya", None)
    assert [kode for kode, _ in satu.tanya[0].pilihan] == ["koma", "titik"]
    assert [kalimat.split(" ")[0] for _, kalimat in satu.tanya[0].pilihan] == ["1234", "1,234"]
    # A number that Excel keeps as one is never asked about.
    assert hasil(isi, kantor, "IK-1", Realisasi=1.234).isi.nilai == Decimal("1.234")


def test_bacaan_yang_sudah_tercatat_tidak_ditanyakan_lagi(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=1234)
    satu = hasil(isi, kantor, "IK-1", Realisasi="1.234")
    assert (satu.macam, satu.tanya) == ("tetap", [])
    assert "dibaca 1.234, seperti yang sudah tercatat" in satu.catatan[0][1]


def test_jawaban_menentukan_cara_baca(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi="1.234")
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    nama = usul(tinjau(unggahan, oleh=kantor.staf_satu), "IK-1").tanya[0].nama
    for kode, angka in (("koma", 1234), ("titik", Decimal("1.234"))):
        u = usul(tinjau(unggahan, oleh=kantor.staf_satu, jawaban={nama: kode}), "IK-1")
        assert (u.macam, u.isi.nilai, u.tanya[0].jawaban) == ("ubah", angka, kode)
    u = usul(tinjau(unggahan, oleh=kantor.staf_satu, jawaban={nama: "ngawur"}), "IK-1")
    assert (u.macam, u.isi) == ("tanya", None)


@pytest.mark.parametrize(
    ("kode", "judul", "nilai", "kalimat"),
    [
        ("IK-1", "Realisasi", "dua belas", "“dua belas” bukan angka. Tulis angkanya saja"),
        ("IK-1", "Realisasi", "naik 5", "“naik 5” bukan angka. Tulis angkanya saja"),
        ("IK-1", "Realisasi", "80 - 90", "dua angka"),
        ("IK-1", "Realisasi", "n/a", "pilih keadaannya"),
        ("IK-1", "Realisasi", "12 orang", "bukan satuan baris ini (Dokumen)"),
        ("IK-1", "Realisasi", 1.23456, "4 angka di belakang koma"),
        ("IK-1", "Realisasi", date(2026, 3, 5), "bukan angka bagi Excel"),
        ("IK-1", "Realisasi", True, "bukan angka bagi Excel"),
        ("IK-1", "Keadaan", "Nanti", "tidak dikenal"),
        ("IK-1", "Keadaan", "Menyusul", "Tuliskan alasan"),
        ("IK-1", "Menyusul paling lambat", date(2099, 1, 1), "bila keadaannya Menyusul"),
        ("IK-1", "Menyusul paling lambat", "31/2/2026", "bukan tanggal"),
        ("IK-1", "Pembilang", 3, "terkunci"),
        ("IK-1", "Tingkat", "BB", "terkunci"),
        ("IK-2", "Realisasi", 3, "terkunci"),
        ("IK-2", "Pembilang", 3, "diisi bersama"),
        ("IK-3", "Tingkat", "WTP", "Pilih: AA, A, BB, B, CC, C, D"),
        ("IK-1", "Alasan", "x" * 2001, "paling banyak 2000"),
    ],
)
def test_yang_tidak_dapat_dibaca_ditolak_dengan_selnya(kode, judul, nilai, kalimat, isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu)
    satu.sel(kode, judul).value = nilai
    alamat = satu.sel(kode, judul).coordinate
    rencana = pratinjau(isi.formulir, satu, kantor.staf_satu)
    u = usul(rencana, kode)
    assert (u.macam, u.isi) == ("tolak", None)
    assert u.tolak[0][0] == alamat
    assert kalimat in u.tolak[0][1]
    # The others are not held up.
    assert rencana.tetap == 4


def test_nol_sebagai_penyebut_dan_tanggal_lewat_ditolak(isi, kantor):
    assert "Penyebut tidak boleh 0" in hasil(isi, kantor, "IK-2", Pembilang=0, Penyebut=0).tolak[0][1]
    satu = hasil(
        isi, kantor, "IK-1", Keadaan="Menyusul", Alasan="BPS", Menyusul_paling_lambat=date(2020, 1, 1)
    )
    assert "sudah lewat" in satu.tolak[0][1]


def test_angka_pada_keadaan_menyusul_ditanyakan_maksudnya(isi, kantor):
    tulis("IK-1", kantor.staf_satu, keadaan="menyusul", alasan="BPS")
    assert "ubah keadaan menyusul menjadi angka" in hasil(isi, kantor, "IK-1", Realisasi=5).tolak[0][1]
    satu = hasil(isi, kantor, "IK-1", Realisasi=5, Keadaan="Angka")
    assert (satu.isi.keadaan, satu.isi.nilai, satu.isi.alasan) == ("angka", 5, "")


def test_alasan_tanpa_angka_tidak_hilang_diam_diam(isi, kantor):
    satu = hasil(isi, kantor, "IK-1", Alasan="Alat ukur rusak")
    assert "Alasan tanpa angka" in satu.tolak[0][1]
    assert hasil(isi, kantor, "IK-1", Alasan="Alat ukur rusak", Realisasi=5).isi.alasan == "Alat ukur rusak"


def test_belanja_bukan_rupiah_atau_negatif_ditolak(isi, kantor):
    for nilai, kalimat in (("12 juta", "semua nolnya"), (-5, "negatif"), ("belum ada", "kosongkan sel ini")):
        satu = buku(isi.formulir, kantor.staf_satu).belanja("Program Contoh", nilai)
        u = usul(pratinjau(isi.formulir, satu, kantor.staf_satu), "Program Contoh")
        assert (u.macam, u.nilai) == ("tolak", None)
        assert kalimat in u.tolak[0][1]


# -- rows that are not as they were -------------------------------------------------------------------


def test_kode_atau_satuan_yang_diubah_ditolak(isi, kantor):
    for judul, nilai in (("Kode", "IK-99"), ("Satuan", "rasio"), ("Indikator", "Lain")):
        satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5)
        satu.sel("IK-1", judul).value = nilai
        rencana = pratinjau(isi.formulir, satu, kantor.staf_satu)
        (u,) = rencana.bermacam("tolak")
        assert "berubah dari aslinya" in u.tolak[0][1]
        assert (rencana.hilang, rencana.bermacam("ubah")) == (1, [])


def test_baris_tambahan_dan_nomor_kembar_ditolak(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu)
    ws, asal = satu.lembar("Formulir"), satu.sel("IK-1", "No.").row
    kolom = satu.sel("IK-1", "Realisasi").column
    ws.cell(ws.max_row + 1, kolom).value = 12
    akhir = ws.max_row + 1
    for sel in ws[asal]:
        ws.cell(akhir, sel.column).value = sel.value
    rencana = pratinjau(isi.formulir, satu, kantor.staf_satu)
    kalimat = [u.tolak[0][1] for u in rencana.bermacam("tolak")]
    assert "tidak ada pada formulir" in kalimat[0]
    assert f"sudah dipakai baris {asal}" in kalimat[1]


def test_baris_yang_dihapus_dibiarkan_dan_yang_dipindah_dikenali(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-4", Realisasi=9)
    ws = satu.lembar("Formulir")
    ws.delete_rows(satu.sel("IK-2", "No.").row)
    rencana = pratinjau(isi.formulir, satu, kantor.staf_satu)
    assert rencana.hilang == 1
    assert [u.kode for u in rencana.bermacam("ubah")] == ["IK-4"]


def test_lembar_yang_dinamai_ulang_ditolak_dan_tidak_dikira_sama(isi, kantor):
    """Every row would be missing, and the page would say that nothing had changed."""
    for nama in ("Formulir", "Anggaran"):
        satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5)
        satu.lembar(nama).title = "Isian"
        with pytest.raises(BerkasDitolak, match=f"Lembar “{nama}” tidak ada"):
            pratinjau(isi.formulir, satu, kantor.staf_satu)


def test_nomor_baris_yang_tersimpan_sebagai_teks_dikenali(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5)
    for kode in ("IK-1", "IK-4"):
        sel = satu.sel(kode, "No.")
        sel.value, sel.number_format = str(sel.value), "@"
    rencana = pratinjau(isi.formulir, satu, kantor.staf_satu)
    assert ([u.kode for u in rencana.bermacam("ubah")], rencana.hilang) == (["IK-1"], 0)


# -- somebody else wrote meanwhile --------------------------------------------------------------------


def test_nol_rupiah_yang_tidak_disentuh_tidak_bentrok(isi, kantor):
    """0 is a figure: what stood there when the file was taken along is known, and nobody changed it in the file."""
    baris = isi.formulir.anggaran.get()
    catat_anggaran(baris=baris, nilai=Decimal(0), oleh=kantor.staf_satu)
    satu = buku(isi.formulir, kantor.staf_satu)
    catat_anggaran(baris=baris, nilai=Decimal(5_000_000), oleh=kantor.ketua_tim)
    u = usul(pratinjau(isi.formulir, satu, kantor.staf_satu), "Program Contoh")
    assert (u.macam, u.beda) == ("tetap", [])


def test_baris_yang_sementara_itu_diubah_orang_lain_bentrok(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=5)
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=7)
    tulis("IK-1", kantor.ketua_tim, nilai=6)
    u = usul(pratinjau(isi.formulir, satu, kantor.staf_satu), "IK-1")
    assert (u.macam, beda(u)) == ("bentrok", [("Realisasi", "6", "7")])
    assert u.bentrok.startswith(str(kantor.ketua_tim))
    assert u.ditulis is False


def test_bentrok_hanya_bila_baris_itu_disentuh_dan_berbeda(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=6)
    tulis("IK-1", kantor.ketua_tim, nilai=6)
    tulis("IK-4", kantor.ketua_tim, nilai=80)
    rencana = pratinjau(isi.formulir, satu, kantor.staf_satu)
    assert [u.macam for u in rencana.usulan] == ["tetap"] * 5


def test_tulisan_tidak_menimpa_angka_yang_sementara_itu_diubah(isi, kantor):
    """The file says nothing about the figure: what a colleague typed there stays in any case."""
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Sumber_angka="Register")
    tulis("IK-1", kantor.ketua_tim, nilai=6)
    u = usul(pratinjau(isi.formulir, satu, kantor.staf_satu), "IK-1")
    assert (u.macam, u.isi.nilai, u.isi.sumber) == ("bentrok", 6, "Register")


def test_belanja_yang_sementara_itu_diubah_bentrok(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).belanja("Program Contoh", 700)
    catat_anggaran(baris=isi.formulir.anggaran.get(), nilai=Decimal(600), oleh=kantor.ketua_tim)
    u = usul(pratinjau(isi.formulir, satu, kantor.staf_satu), "Program Contoh")
    assert (u.macam, beda(u)) == ("bentrok", [("Realisasi anggaran (Rp)", "600", "700")])


def test_baris_yang_sementara_itu_tertutup_ditolak(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=7)
    r = tulis("IK-1", kantor.staf_satu, nilai=5)
    isi.formulir.baris.filter(realisasi=r).update(status="diserahkan", revisi=r.revisi.get())
    u = usul(pratinjau(isi.formulir, satu, kantor.staf_satu), "IK-1")
    assert (u.macam, u.isi) == ("tolak", None)
    assert "sudah diserahkan atau disetujui" in u.tolak[0][1]


# -- practice, weight ---------------------------------------------------------------------------------


def test_angka_di_kantor_latihan_ditandai_latihan(isi, kantor):
    kantor.opd.sumber = "LKjIP contoh"
    kantor.opd.save()
    assert hasil(isi, kantor, "IK-1", Realisasi=5).isi.angka_latihan is True


def test_angka_latihan_yang_tidak_berubah_tetap_latihan(isi, kantor):
    tulis("IK-1", kantor.staf_satu, nilai=5, angka_latihan=True)
    assert hasil(isi, kantor, "IK-1", Sumber_angka="Register").isi.angka_latihan is True
    assert hasil(isi, kantor, "IK-1", Realisasi=6).isi.angka_latihan is False


def test_pertanyaan_pratinjau_tetap_berapa_pun_barisnya(kantor, kantor_lain):
    """Also where every row is a clash, whose earlier content has to be read."""

    def hitung(kantor, jumlah: int) -> int:
        for nomor in range(jumlah):
            meja.indikator(kantor, f"IK-{nomor}", kantor.bidang_satu)
        entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
        form = entri.formulir.get(unit=kantor.bidang_satu)
        satu = buku(form, kantor.staf_satu)
        for baris in form.baris.select_related("realisasi__indikator"):
            r = baris.realisasi
            satu.isi(r.indikator.kode, Realisasi=5)
            catat_realisasi(
                indikator=r.indikator,
                unit=r.unit,
                periode=r.periode,
                oleh=kantor.ketua_tim,
                keadaan="angka",
                nilai=6,
            )
        unggahan = terima(form, satu, kantor.staf_satu)
        with CaptureQueriesContext(connection) as sql:
            assert len(tinjau(unggahan, oleh=kantor.staf_satu).bermacam("bentrok")) == jumlah
        return len(sql)

    assert hitung(kantor, 3) == hitung(kantor_lain, 30)
