"""Where a row saves itself: what it answers, whom it refuses, and that nothing is lost or doubled."""

from datetime import timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from alur import tindakan
from jejak.models import CatatanJejak
from organisasi.waktu import hari_ini
from pengumpulan.actions import catat_anggaran, catat_realisasi
from pengumpulan.models import Realisasi, RevisiRealisasi
from perencanaan.models import RealisasiAnggaran
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.potret import bangun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]


@pytest.fixture
def sandi_cepat(settings):
    """Offices full of accounts are made here, and none of the tests is about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def meja_isi(kantor):
    """Bidang Satu at SOP 000 step 7 with a count (IK-1), a ratio (IK-2) and a line of spending."""
    return bangun("meja_isi", _bangun_meja_isi, kantor)


def _bangun_meja_isi(kantor):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    meja.rasio(kantor, "IK-2", kantor.bidang_satu)
    meja.indikator(kantor, "IK-9", kantor.bidang_dua)
    meja.pagu(kantor)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    form = meja.formulir(run, kantor.bidang_satu)
    return SimpleNamespace(
        run=run,
        form=form,
        b1=meja.baris(form, "IK-1"),
        b2=meja.baris(form, "IK-2"),
        b9=meja.baris(meja.formulir(run, kantor.bidang_dua), "IK-9"),
        a1=form.anggaran.get(),
    )


@pytest.fixture
def staf(sebagai, kantor):
    return sebagai(kantor.staf_satu)


def alamat(form) -> str:
    return reverse("formulir_sel", args=[form.pk])


def kirim(klien, form, baris, **isi):
    awalan = ("a" if baris._meta.model_name == "barisanggaran" else "b") + str(baris.pk)
    return klien.post(alamat(form), {f"{awalan}-{nama}": nilai for nama, nilai in isi.items()})


def kini(baris) -> Realisasi:
    return Realisasi.objects.get(pk=baris.realisasi_id)


def jumlah_catatan() -> tuple[int, int]:
    """(revisions, audit entries of figures)."""
    return (
        RevisiRealisasi.objects.count(),
        CatatanJejak.objects.filter(aksi="pengumpulan.catat_realisasi").count(),
    )


def rekan(kantor, baris, **isi) -> Realisasi:
    r = baris.realisasi
    return catat_realisasi(
        indikator=r.indikator,
        unit=r.unit,
        periode=r.periode,
        oleh=kantor.kabid_satu,
        **{"keadaan": "angka"} | isi,
    )


# -- it saves ---------------------------------------------------------------------------------------


def test_satu_sel_tersimpan_dengan_satu_revisi_dan_satu_jejak(meja_isi, staf, kantor):
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, versi=0, keadaan="angka", nilai="1.234,5", alasan="")
    assert jawab.status_code == 200
    assert jawab.json() == {
        "baris": f"b{meja_isi.b1.pk}",
        "tersimpan": True,
        "versi": 1,
        "terisi": True,
        "isi": {
            "keadaan": "angka",
            "nilai": "1.234,5",
            "pembilang": "",
            "penyebut": "",
            "tingkat": "",
            "alasan": "",
            "menyusul_pada": "",
        },
        "hasil": "",
        "teks": "1.234,5 Dokumen",
        "peringatan": [],
    }
    assert (kini(meja_isi.b1).nilai, kini(meja_isi.b1).diubah_oleh) == (Decimal("1234.5"), kantor.staf_satu)
    assert jumlah_catatan() == (1, 1)


def test_rasio_dihitung_dan_disebut(meja_isi, staf):
    jawab = kirim(staf, meja_isi.form, meja_isi.b2, versi=0, pembilang="57", penyebut="64")
    assert jawab.json()["hasil"] == "89,0625"
    assert jawab.json()["teks"] == "89,0625 %"
    assert jawab.json()["isi"]["keadaan"] == "angka"


def test_yang_ganjil_pada_baris_itu_disebut(meja_isi, staf):
    """A warning, not a refusal."""
    jawab = kirim(staf, meja_isi.form, meja_isi.b2, versi=0, pembilang="5", penyebut="4")
    assert (jawab.status_code, kini(meja_isi.b2).nilai) == (200, 125)
    assert "lebih besar daripada penyebut" in jawab.json()["peringatan"][0]


def test_nol_tersimpan_dan_kosong_menghapus(meja_isi, staf):
    assert kirim(staf, meja_isi.form, meja_isi.b1, versi=0, nilai="0").json()["terisi"] is True
    assert kini(meja_isi.b1).nilai == 0
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, versi=1, nilai="")
    assert (jawab.json()["terisi"], jawab.json()["teks"]) == (False, "Belum diisi")
    assert (kini(meja_isi.b1).keadaan, kini(meja_isi.b1).nilai) == ("belum_diisi", None)


def test_yang_tidak_dikirim_tidak_berubah(meja_isi, staf, kantor):
    rekan(kantor, meja_isi.b1, nilai=5, sumber="Laporan bidang", faktor_penghambat="Hujan", alasan="Cek lagi")
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, versi=1, keadaan="angka", alasan="Sudah dicek")
    assert jawab.json()["tersimpan"] is True
    r = kini(meja_isi.b1)
    assert (r.nilai, r.sumber, r.faktor_penghambat) == (5, "Laporan bidang", "Hujan")
    assert (r.alasan, r.versi) == ("Sudah dicek", 2)


def test_keadaan_lain_mengosongkan_angka_yang_tidak_dikirim(meja_isi, staf, kantor):
    rekan(kantor, meja_isi.b2, pembilang=1, penyebut=2)
    kirim(staf, meja_isi.form, meja_isi.b2, versi=1, keadaan="tidak_dapat_diukur", alasan="Survei batal")
    r = kini(meja_isi.b2)
    assert (r.keadaan, r.nilai, r.pembilang) == ("tidak_dapat_diukur", None, None)


def test_tim_mengisi_untuk_unit(meja_isi, sebagai, kantor):
    assert kirim(sebagai(kantor.ketua_tim), meja_isi.form, meja_isi.b1, versi=0, nilai="5").status_code == 200
    assert kini(meja_isi.b1).diubah_oleh == kantor.ketua_tim


def test_angka_di_kantor_latihan_ditandai(meja_isi, staf, kantor):
    kantor.opd.sumber = "LKjIP contoh"
    kantor.opd.save()
    kirim(staf, meja_isi.form, meja_isi.b1, versi=0, nilai="5")
    assert kini(meja_isi.b1).angka_latihan


# -- menyusul ---------------------------------------------------------------------------------------


def test_menyusul_dengan_tanggal(meja_isi, staf):
    janji = hari_ini() + timedelta(days=3)
    jawab = kirim(
        staf,
        meja_isi.form,
        meja_isi.b1,
        versi=0,
        keadaan="menyusul",
        alasan="Menunggu survei",
        menyusul_pada=janji.isoformat(),
    )
    assert jawab.json()["isi"]["menyusul_pada"] == janji.isoformat()
    assert (kini(meja_isi.b1).menyusul_pada, RevisiRealisasi.objects.get().menyusul_pada) == (janji, janji)
    # Once the figure is there, nothing is promised any more.
    jawab = kirim(
        staf,
        meja_isi.form,
        meja_isi.b1,
        versi=1,
        keadaan="angka",
        nilai="5",
        alasan="Menunggu survei",
        menyusul_pada=janji.isoformat(),
    )
    assert jawab.json()["isi"] | {"nilai": "5", "alasan": "", "menyusul_pada": ""} == jawab.json()["isi"]
    assert kini(meja_isi.b1).menyusul_pada is None


def test_menyusul_tanpa_tanggal_diterima(meja_isi, staf):
    jawab = kirim(
        staf, meja_isi.form, meja_isi.b1, versi=0, keadaan="menyusul", alasan="Menunggu", menyusul_pada=""
    )
    assert (jawab.status_code, jawab.json()["teks"]) == (200, "Menyusul")


@pytest.mark.parametrize(
    ("tanggal", "kalimat"),
    [
        ("kemarin", "sudah lewat"),
        ("0001-01-01", "sudah lewat"),
        ("31-02-2030", "tidak terbaca"),
        ("besok", ""),
    ],
)
def test_tanggal_menyusul_keliru_ditolak(tanggal, kalimat, meja_isi, staf):
    if tanggal == "kemarin":
        tanggal = (hari_ini() - timedelta(days=1)).isoformat()
    jawab = kirim(
        staf,
        meja_isi.form,
        meja_isi.b1,
        versi=0,
        keadaan="menyusul",
        alasan="Menunggu",
        menyusul_pada=tanggal,
    )
    assert jawab.status_code == 422
    assert kalimat in " ".join(jawab.json()["galat"])
    assert jumlah_catatan() == (0, 0)


def test_janji_yang_terlewat_tidak_menahan_alasan_baru(meja_isi, staf):
    """The day was still ahead when it was named; afterwards it may pass."""
    lewat = hari_ini() - timedelta(days=5)
    Realisasi.objects.filter(pk=meja_isi.b1.realisasi_id).update(
        keadaan="menyusul", alasan="Menunggu", menyusul_pada=lewat, versi=1
    )
    jawab = kirim(
        staf,
        meja_isi.form,
        meja_isi.b1,
        versi=1,
        keadaan="menyusul",
        alasan="Menunggu lagi",
        menyusul_pada=lewat.isoformat(),
    )
    assert jawab.status_code == 200
    assert (kini(meja_isi.b1).alasan, kini(meja_isi.b1).menyusul_pada) == ("Menunggu lagi", lewat)


# -- twice, and two at once -------------------------------------------------------------------------


@pytest.mark.parametrize("versi", [0, 1, 7, 10**30])
def test_kiriman_ulang_satu_revisi(versi, meja_isi, staf):
    isi = {"keadaan": "angka", "nilai": "12,50", "alasan": ""}
    assert kirim(staf, meja_isi.form, meja_isi.b1, versi=0, **isi).json()["tersimpan"] is True
    ulang = kirim(staf, meja_isi.form, meja_isi.b1, versi=versi, **isi)
    assert (ulang.status_code, ulang.json()["tersimpan"], ulang.json()["versi"]) == (200, False, 1)
    assert ulang.json()["teks"] == "12,5 Dokumen"
    assert jumlah_catatan() == (1, 1)


def test_kiriman_ulang_dengan_alasan_yang_ikut_gugur(meja_isi, staf, kantor):
    """The reason for *menyusul* falls away with the figure; sent once more, it is no remark on the figure."""
    rekan(kantor, meja_isi.b1, keadaan="menyusul", alasan="Menunggu")
    isi = {"versi": 1, "keadaan": "angka", "nilai": "5", "alasan": "Menunggu"}
    assert kirim(staf, meja_isi.form, meja_isi.b1, **isi).json()["tersimpan"] is True
    assert kirim(staf, meja_isi.form, meja_isi.b1, **isi).json()["tersimpan"] is False
    assert kini(meja_isi.b1).versi == 2


def test_usang_409_dengan_kedua_nilai(meja_isi, staf, kantor):
    rekan(kantor, meja_isi.b1, nilai=Decimal("12.5"))
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, versi=0, keadaan="angka", nilai="7")
    assert jawab.status_code == 409
    assert jawab.json()["baris"] == f"b{meja_isi.b1.pk}"
    bentrok = jawab.json()["bentrok"]
    assert (bentrok["versi"], bentrok["oleh"], bentrok["teks"]) == (1, kantor.kabid_satu.nama, "12,5")
    assert bentrok["isi"]["nilai"] == "12,5"
    assert " pukul " in bentrok["pada"]
    assert kantor.kabid_satu.nama in jawab.json()["galat"][0]
    assert (kini(meja_isi.b1).nilai, jumlah_catatan()) == (Decimal("12.5"), (1, 1))
    # Theirs after all: sent again with the version that was shown.
    ulang = kirim(staf, meja_isi.form, meja_isi.b1, versi=1, keadaan="angka", nilai="7")
    assert (ulang.status_code, kini(meja_isi.b1).nilai, kini(meja_isi.b1).versi) == (200, 7, 2)


def test_mengetik_kembali_angka_lama_tidak_menimpa_diam_diam(meja_isi, staf, kantor):
    """To the page nothing changed, but what stands there now its person has not seen."""
    rekan(kantor, meja_isi.b1, nilai=5)
    rekan(kantor, meja_isi.b1, nilai=7)
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, versi=1, keadaan="angka", nilai="5")
    assert (jawab.status_code, jawab.json()["bentrok"]["teks"], kini(meja_isi.b1).nilai) == (409, "7", 7)


def test_angka_yang_kebetulan_sama_tidak_bentrok(meja_isi, staf, kantor):
    rekan(kantor, meja_isi.b1, nilai=5)
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, versi=0, keadaan="angka", nilai="5")
    assert (jawab.status_code, jawab.json()["tersimpan"]) == (200, False)
    assert kini(meja_isi.b1).diubah_oleh == kantor.kabid_satu


# -- it refuses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nilai", "kalimat"),
    [
        ("abc", "bukan angka"),
        ("12.5", "Tulis desimal dengan koma"),
        ("1.23,4", "bukan angka"),
        ("0,12345", "4 angka di belakang koma"),
        ("1234567890123,4567", "paling banyak 15 angka penting"),
        ("9" * 15, ""),
        ("9" * 16, "paling banyak 15 angka penting"),
        ("1" + "0" * 15, "terlalu besar"),
        ("1e5", "bukan angka"),
        ("NaN", "bukan angka"),
        ("Infinity", "bukan angka"),
        ("١٢", "bukan angka"),
        ("5%", "bukan angka"),
        ("--5", "bukan angka"),
        ("5\x00", "bukan angka"),
        ("9" * 100_000, "terlalu besar"),
    ],
)
def test_angka_keliru_ditolak_dengan_kalimat(nilai, kalimat, meja_isi, staf):
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, versi=0, keadaan="angka", nilai=nilai)
    assert jawab.status_code == (422 if kalimat else 200)
    assert kalimat in " ".join(jawab.json().get("galat", []))
    assert jumlah_catatan() == ((0, 0) if kalimat else (1, 1))


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"keadaan": "menyusul"}, "Tuliskan alasan"),
        ({"keadaan": "menyusul", "alasan": "Menunggu", "nilai": "5"}, "Kosongkan angkanya"),
        ({"keadaan": "kira_kira", "nilai": "5"}, "kira_kira"),
        ({"nilai": "5", "tingkat": "WTP"}, "bukan dengan tingkat"),
        ({"nilai": "5", "tingkat": "T" * 61}, "60"),
        ({"nilai": "5", "alasan": "x" * 2001}, "2000"),
        ({"nilai": "5", "alasan": "x" * 1_000_000}, "2000"),
        ({"nilai": "5", "alasan": "a\x00b"}, "null"),
        ({"nilai": "5", "versi": "-1"}, "0"),
        ({"nilai": "5", "versi": "dua"}, "bilangan"),
    ],
)
def test_isian_keliru_ditolak_dengan_kalimat(isi, kalimat, meja_isi, staf):
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, **{"versi": 0} | isi)
    assert jawab.status_code == 422
    assert kalimat.casefold() in " ".join(jawab.json()["galat"]).casefold()
    assert jumlah_catatan() == (0, 0)


@pytest.mark.parametrize("penyebut", ["", "0"])
def test_rasio_keliru_ditolak(penyebut, meja_isi, staf):
    jawab = kirim(staf, meja_isi.form, meja_isi.b2, versi=0, pembilang="3", penyebut=penyebut)
    assert jawab.status_code == 422
    assert "enyebut" in jawab.json()["galat"][0]


def test_nilai_keliru_melewati_akhir_json_dengan_utuh(meja_isi, staf):
    """What was typed comes back in the sentence, harmless: JSON, never HTML."""
    jawab = kirim(staf, meja_isi.form, meja_isi.b1, versi=0, nilai="<script>")
    assert jawab["Content-Type"] == "application/json"
    assert "<script>" in jawab.json()["galat"][0]


def test_terlalu_banyak_isian_ditolak(meja_isi, staf):
    banyak = {f"b{meja_isi.b1.pk}-{nomor}": "1" for nomor in range(10_000)}
    jawab = staf.post(
        alamat(meja_isi.form), {f"b{meja_isi.b1.pk}-versi": 0, f"b{meja_isi.b1.pk}-nilai": "5"} | banyak
    )
    assert jawab.status_code == 400
    assert jumlah_catatan() == (0, 0)


def test_satu_permintaan_satu_baris(meja_isi, staf):
    b1, b2 = f"b{meja_isi.b1.pk}", f"b{meja_isi.b2.pk}"
    dua = {
        f"{b1}-versi": 0,
        f"{b1}-nilai": "5",
        f"{b2}-versi": 0,
        f"{b2}-pembilang": "1",
        f"{b2}-penyebut": "2",
    }
    for data in (dua, {}, {f"{b1}-nilai": "5"}, {f"{b1}x-versi": 0}, {"b0-versi": 0}, {"c1-versi": 0}):
        jawab = staf.post(alamat(meja_isi.form), data)
        assert (jawab.status_code, jawab.json()["galat"]) == (422, ["Kirim satu baris."])
    assert jumlah_catatan() == (0, 0)


def test_isian_selundupan_baris_lain_tidak_didengar(meja_isi, staf):
    """Fields of another form's row beside one's own: only the row that was sent is touched."""
    b1, b9 = f"b{meja_isi.b1.pk}", f"b{meja_isi.b9.pk}"
    data = {
        f"{b1}-versi": 0,
        f"{b1}-nilai": "5",
        f"{b9}-nilai": "9",
        f"{b1}-sumber": "palsu",
        f"{b1}-oleh": "1",
    }
    assert staf.post(alamat(meja_isi.form), data).status_code == 200
    assert (kini(meja_isi.b1).nilai, kini(meja_isi.b1).sumber, kini(meja_isi.b9).versi) == (5, "", 0)


def test_baris_formulir_lain_404(meja_isi, staf):
    """Through one's own form nobody reaches a row of another; nor a row that does not exist."""
    for nama in (f"b{meja_isi.b9.pk}", "b999999", "b" + "9" * 18, "a999999"):
        jawab = staf.post(alamat(meja_isi.form), {f"{nama}-versi": 0, f"{nama}-nilai": "5"})
        assert (jawab.status_code, jawab.json()["baris"]) == (404, nama)
    assert kini(meja_isi.b9).versi == 0


def test_formulir_opd_lain_404(meja_isi, kantor_lain, sebagai):
    klien = sebagai(kantor_lain.ketua_tim)
    assert kirim(klien, meja_isi.form, meja_isi.b1, versi=0, nilai="5").status_code == 404
    assert kirim(klien, meja_isi.form, meja_isi.a1, versi=0, nilai="5").status_code == 404
    assert jumlah_catatan() == (0, 0)


@pytest.mark.parametrize("siapa", ["staf_dua", "kepala", "sekretaris", "admin", "pengawas"])
def test_bukan_orang_unit_403(siapa, meja_isi, sebagai, kantor):
    klien = sebagai(getattr(kantor, siapa))
    assert kirim(klien, meja_isi.form, meja_isi.b1, versi=0, nilai="5").status_code == 403
    assert kirim(klien, meja_isi.form, meja_isi.a1, versi=0, nilai="5").status_code == 403
    # Nor may they ask what stands there by sending it.
    assert kirim(klien, meja_isi.form, meja_isi.b1, versi=0).status_code == 403
    assert jumlah_catatan() == (0, 0)


def serahkan(meja_isi, kantor) -> None:
    """Every row filled, every unit handed in."""
    rekan(kantor, meja_isi.b1, nilai=1)
    rekan(kantor, meja_isi.b2, pembilang=1, penyebut=2)
    catat_realisasi(
        indikator=meja_isi.b9.realisasi.indikator,
        unit=kantor.bidang_dua,
        periode=meja_isi.b9.realisasi.periode,
        keadaan="angka",
        nilai=1,
        oleh=kantor.kabid_dua,
    )
    catat_anggaran(baris=meja_isi.a1, nilai=Decimal(7), oleh=kantor.kabid_satu)
    for oleh in (kantor.kabid_satu, kantor.kabid_dua):
        tindakan.selesaikan(catatan=terbuka(meja_isi.run), oleh=oleh, isian=None)


def test_formulir_diserahkan_sementara_itu(meja_isi, staf, kantor):
    serahkan(meja_isi, kantor)
    sebelum = jumlah_catatan()
    for baris in (meja_isi.b1, meja_isi.a1):
        jawab = kirim(staf, meja_isi.form, baris, versi=1, nilai="5")
        assert jawab.status_code == 422
        assert "diserahkan" in jawab.json()["galat"][0]
    # What had arrived before is told as such: its answer only got lost.
    assert kirim(staf, meja_isi.form, meja_isi.b1, versi=0, nilai="1").json()["tersimpan"] is False
    assert jumlah_catatan() == sebelum


def test_hanya_baris_yang_dikembalikan_terbuka(meja_isi, staf, kantor):
    serahkan(meja_isi, kantor)
    meja.sampai(meja_isi.run, 10)
    tindakan.kembalikan(
        catatan=terbuka(meja_isi.run),
        oleh=kantor.sekretaris,
        alasan="Keliru",
        baris={meja_isi.b1.pk: "Periksa"},
    )
    assert kirim(staf, meja_isi.form, meja_isi.b1, versi=1, nilai="5").status_code == 200
    assert kirim(staf, meja_isi.form, meja_isi.b2, versi=1, pembilang="1", penyebut="3").status_code == 422


# -- session and token ------------------------------------------------------------------------------


def test_sesi_berakhir_401_json(meja_isi, client):
    jawab = kirim(client, meja_isi.form, meja_isi.b1, versi=0, nilai="5")
    assert (jawab.status_code, jawab["Content-Type"]) == (401, "application/json")
    assert jawab.json()["galat"] == ["Sesi Anda berakhir. Masuk lagi di tab lain, lalu tekan Coba lagi."]
    assert jawab.json()["masuk"] == f"/masuk/?next=/formulir/{meja_isi.form.pk}/"
    assert client.get(alamat(meja_isi.form)).status_code == 401


def test_tanpa_token_403_json_dengan_token_baru(meja_isi, kantor):
    """Who logged in again elsewhere has a new token; the script goes on with it and nothing is typed twice."""
    klien = Client(enforce_csrf_checks=True)
    klien.force_login(kantor.staf_satu, backend="django.contrib.auth.backends.ModelBackend")
    data = {f"b{meja_isi.b1.pk}-versi": 0, f"b{meja_isi.b1.pk}-nilai": "5"}
    jawab = klien.post(alamat(meja_isi.form), data)
    assert (jawab.status_code, jawab.json()["baris"]) == (403, f"b{meja_isi.b1.pk}")
    assert jumlah_catatan() == (0, 0)
    jawab = klien.post(alamat(meja_isi.form), data | {"csrfmiddlewaretoken": jawab.json()["token"]})
    assert (jawab.status_code, jawab.json()["tersimpan"]) == (200, True)


def test_bukan_kiriman_405(meja_isi, staf):
    assert staf.get(alamat(meja_isi.form)).status_code == 405


# -- spending ---------------------------------------------------------------------------------------


def test_anggaran_tersimpan_dan_dijumlahkan(meja_isi, staf, kantor):
    RealisasiAnggaran.objects.create(
        simpul=meja_isi.a1.simpul,
        periode=meja.tw(4, meja.TAHUN - 1),
        nilai=Decimal(1),
        diubah_oleh=kantor.kepala,
    )
    bulan_lain = meja.tw(2)
    RealisasiAnggaran.objects.create(simpul=meja_isi.a1.simpul, periode=bulan_lain, nilai=Decimal(99))
    jawab = kirim(staf, meja_isi.form, meja_isi.a1, versi=0, nilai="250.000,50", semula="")
    assert jawab.json() == {
        "baris": f"a{meja_isi.a1.pk}",
        "tersimpan": True,
        "versi": 1,
        "terisi": True,
        "isi": {"nilai": "250.000,5", "semula": "250.000,5"},
        "hasil": "250.001,5",
        "teks": "Rp250.000,5",
        "peringatan": [],
    }
    assert CatatanJejak.objects.filter(aksi="pengumpulan.catat_anggaran").count() == 1


@pytest.mark.parametrize("versi", [0, 1, 9])
def test_anggaran_kiriman_ulang(versi, meja_isi, staf):
    kirim(staf, meja_isi.form, meja_isi.a1, versi=0, nilai="100")
    jawab = kirim(staf, meja_isi.form, meja_isi.a1, versi=versi, nilai="100", semula="")
    assert (jawab.status_code, jawab.json()["tersimpan"], jawab.json()["versi"]) == (200, False, 1)
    assert CatatanJejak.objects.filter(aksi="pengumpulan.catat_anggaran").count() == 1


@pytest.mark.parametrize("nilai", ["100", ""])
def test_anggaran_usang_409(nilai, meja_isi, staf, kantor):
    catat_anggaran(baris=meja_isi.a1, nilai=Decimal(7), oleh=kantor.kabid_satu)
    jawab = kirim(staf, meja_isi.form, meja_isi.a1, versi=0, nilai=nilai)
    assert jawab.status_code == 409
    bentrok = jawab.json()["bentrok"]
    assert (bentrok["versi"], bentrok["oleh"], bentrok["teks"]) == (1, kantor.kabid_satu.nama, "7")
    assert bentrok["isi"] == {"nilai": "7", "semula": "7"}
    assert RealisasiAnggaran.objects.get().nilai == 7


@pytest.mark.parametrize(
    ("nilai", "kalimat"),
    [
        ("-5", "tidak boleh negatif"),
        ("1,234", "2"),
        ("Rp5", "bukan angka"),
        ("9" * 16, "angka"),
        ("", "tidak dapat dikosongkan"),
        ("5\x00", "bukan angka"),
    ],
)
def test_anggaran_keliru_ditolak(nilai, kalimat, meja_isi, staf, kantor):
    catat_anggaran(baris=meja_isi.a1, nilai=Decimal(7), oleh=kantor.kabid_satu)
    jawab = kirim(staf, meja_isi.form, meja_isi.a1, versi=1, nilai=nilai)
    assert jawab.status_code == 422
    assert kalimat in " ".join(jawab.json()["galat"])
    assert RealisasiAnggaran.objects.get().nilai == 7


def test_anggaran_kosong_yang_memang_kosong(meja_isi, staf):
    jawab = kirim(staf, meja_isi.form, meja_isi.a1, versi=0, nilai="")
    assert (jawab.status_code, jawab.json()["tersimpan"], jawab.json()["terisi"]) == (200, False, False)
    assert not RealisasiAnggaran.objects.exists()
