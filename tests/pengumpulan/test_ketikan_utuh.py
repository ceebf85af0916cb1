"""Nothing typed is lost, and nothing of a colleague's is written over unseen: the ways round the autosave."""

import re
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from alur import actions as gerbang
from alur.models import CatatanPerbaikan
from alur.perbaikan import minta_perbaikan, tindaklanjuti
from organisasi.galat import TindakanDitolak
from pengumpulan.actions import catat_anggaran, catat_realisasi
from pengumpulan.models import Realisasi
from pengumpulan.simpan import simpan_jawaban
from perencanaan.models import RealisasiAnggaran
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.potret import bangun

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sandi_cepat(settings):
    """Offices full of accounts are made here, and none of the tests is about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def isi(kantor):
    """Bidang Satu at SOP 000 step 7 with a count (IK-1), a ratio (IK-2), another count and spending."""
    return bangun("isi", _bangun_isi, kantor)


def _bangun_isi(kantor):
    meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
    meja.rasio(kantor, "IK-2", kantor.bidang_satu)
    meja.indikator(kantor, "IK-3", kantor.bidang_satu)
    meja.pagu(kantor)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    form = meja.formulir(run, kantor.bidang_satu)
    return SimpleNamespace(run=run, form=form, b1=meja.baris(form, "IK-1"), a1=form.anggaran.get())


@pytest.fixture
def staf(sebagai, kantor):
    return sebagai(kantor.staf_satu)


def kini(baris) -> Realisasi:
    return Realisasi.objects.get(pk=baris.realisasi_id)


def rekan(kantor, baris, **lain) -> Realisasi:
    """A colleague writes past the page."""
    r = baris.realisasi
    return catat_realisasi(
        indikator=r.indikator,
        unit=r.unit,
        periode=r.periode,
        oleh=kantor.kabid_satu,
        **{"keadaan": "angka"} | lain,
    )


def alamat_baris(baris) -> str:
    return reverse("baris_isi", args=[baris.pk])


def bidang(baris, **lain) -> dict:
    return {f"b{baris.pk}-{nama}": nilai for nama, nilai in lain.items()}


def simpan(klien, form, data):
    return klien.post(reverse("formulir_simpan", args=[form.pk]), data)


def sel(klien, form, data):
    return klien.post(reverse("formulir_sel", args=[form.pk]), data)


def kirim_ulang(jawab, **ganti) -> dict:
    """What the page that came back would send, with these boxes changed."""
    html = jawab.content.decode()
    kotak = dict(re.findall(r'<input(?! class="form-check)[^>]*name="([ab]\d+-\w+)" value="([^"]*)"', html))
    kotak |= dict(re.findall(r'<textarea[^>]*name="([ab]\d+-\w+)"[^>]*>([^<]*)</textarea>', html))
    for nama, pilihan in re.findall(r'<select[^>]*name="(b\d+-\w+)"[^>]*>(.*?)</select>', html, re.S):
        terpilih = re.search(r'value="(\w+)" selected', pilihan) or re.search(r'value="(\w+)"', pilihan)
        kotak[nama] = terpilih[1]
    return kotak | ganti


# -- on the row's own page --------------------------------------------------------------------------


def test_halaman_baris_yang_usang_tidak_membawa_tulisan_rekan_hilang(isi, kantor, staf):
    """One typed the figure, the colleague the causes: saving once more keeps both."""
    awal = bidang(isi.b1, versi=0, nilai="9", keadaan="angka", alasan="", faktor_penghambat="", sumber="")
    rekan(kantor, isi.b1, nilai=7, faktor_penghambat="Jaringan putus", sumber="Simda")
    jawab = staf.post(alamat_baris(isi.b1), awal)
    assert jawab.status_code == 422
    assert "sudah mengubah isian ini menjadi 7" in jawab.content.decode()
    lagi = kirim_ulang(jawab)
    assert lagi[f"b{isi.b1.pk}-nilai"] == "9"
    assert lagi[f"b{isi.b1.pk}-faktor_penghambat"] == "Jaringan putus"
    assert staf.post(alamat_baris(isi.b1), lagi).status_code == 302
    r = kini(isi.b1)
    assert (r.nilai, r.faktor_penghambat, r.sumber) == (9, "Jaringan putus", "Simda")


def test_halaman_baris_yang_usang_memperlihatkan_kedua_tulisan(isi, kantor, staf):
    """Both wrote about the same thing; the figure, which only the colleague changed, is the colleague's."""
    rekan(kantor, isi.b1, nilai=5)
    rekan(kantor, isi.b1, nilai=7, faktor_penghambat="Jaringan putus")
    awal = bidang(isi.b1, versi=1, nilai="5", keadaan="angka", alasan="", faktor_penghambat="Listrik padam")
    jawab = staf.post(alamat_baris(isi.b1), awal)
    assert "Tersimpan sekarang: Jaringan putus" in jawab.content.decode()
    lagi = kirim_ulang(jawab)
    assert (lagi[f"b{isi.b1.pk}-nilai"], lagi[f"b{isi.b1.pk}-faktor_penghambat"]) == ("7", "Listrik padam")
    staf.post(alamat_baris(isi.b1), lagi)
    assert (kini(isi.b1).nilai, kini(isi.b1).faktor_penghambat) == (7, "Listrik padam")


def test_alasan_bersama_angka_pertama_tersimpan(isi, staf):
    """Typed in the same breath as the figure: a remark on it, not the reason why there was none."""
    data = bidang(isi.b1, versi=0, nilai="150", keadaan="angka", alasan="Ada tambahan dari provinsi")
    assert staf.post(alamat_baris(isi.b1), data).status_code == 302
    assert (kini(isi.b1).nilai, kini(isi.b1).alasan) == (150, "Ada tambahan dari provinsi")


def test_alasan_menyusul_yang_diganti_bersama_angkanya_tersimpan(isi, kantor, staf):
    rekan(kantor, isi.b1, keadaan="menyusul", alasan="Menunggu BPS")
    data = bidang(isi.b1, versi=1, nilai="5", keadaan="angka", alasan="Angka BPS terlambat")
    assert sel(staf, isi.form, data).json()["isi"]["alasan"] == "Angka BPS terlambat"
    # Sent once more it is the same.
    assert sel(staf, isi.form, data).json()["tersimpan"] is False


def test_alasan_tanpa_angka_dan_keadaan_ditolak_bukan_dibuang(isi, staf):
    data = bidang(isi.b1, versi=0, nilai="", keadaan="angka", alasan="Menunggu BPS")
    jawab = staf.post(alamat_baris(isi.b1), data)
    assert jawab.status_code == 422
    assert "pilih menyusul" in jawab.content.decode()
    assert ">Menunggu BPS</textarea>" in jawab.content.decode()
    assert sel(staf, isi.form, data).status_code == 422
    assert kini(isi.b1).versi == 0


def test_tulisan_pada_baris_yang_tertutup_ditampilkan_untuk_disalin(isi, kantor, staf):
    """Handed in by a colleague while one wrote: the text does not vanish with the boxes."""
    rekan(kantor, isi.b1, nilai=5)
    isi.form.baris.update(status="diserahkan", revisi=kini(isi.b1).revisi.get())
    data = bidang(isi.b1, versi=1, nilai="5", keadaan="angka", alasan="", rencana_perbaikan="Tambah petugas")
    jawab = staf.post(alamat_baris(isi.b1), data)
    assert jawab.status_code == 422
    assert "Belum tersimpan: Tambah petugas." in jawab.content.decode()


def test_baris_panjang_tidak_tertolak_oleh_ganti_baris_peramban(isi, staf):
    """Two characters for each line end on the way, one in the box and in the database."""
    teks = "\r\n".join(["x" * 19] * 100)
    data = bidang(isi.b1, versi=0, nilai="", keadaan="menyusul", alasan=teks)
    assert staf.post(alamat_baris(isi.b1), data).status_code == 302
    assert len(kini(isi.b1).alasan) == 1999


# -- a page sent by its button ----------------------------------------------------------------------


def test_baris_yang_ditolak_tetap_dibandingkan_dengan_yang_dilihat(isi, kantor, staf):
    """Unreadable, and a colleague faster: what is typed better does not go over the colleague's figure."""
    rekan(kantor, isi.b1, nilai=5)
    jawab = simpan(staf, isi.form, bidang(isi.b1, versi=0, nilai="12x", keadaan="angka", alasan=""))
    assert "bukan angka" in jawab.content.decode()
    lagi = kirim_ulang(jawab, **bidang(isi.b1, nilai="12"))
    jawab = simpan(staf, isi.form, lagi)
    assert jawab.status_code == 422
    assert "sudah mengubah isian ini menjadi 5" in jawab.content.decode()
    assert kini(isi.b1).nilai == 5
    # Now it was seen: saved once more it is the person's choice.
    assert simpan(staf, isi.form, kirim_ulang(jawab)).status_code == 302
    assert kini(isi.b1).nilai == 12


def test_belanja_yang_ditolak_tetap_dibandingkan_dengan_yang_dilihat(isi, kantor, staf):
    catat_anggaran(baris=isi.a1, nilai=500, oleh=kantor.kabid_satu)
    awalan = f"a{isi.a1.pk}"
    jawab = simpan(staf, isi.form, {f"{awalan}-versi": 0, f"{awalan}-semula": "", f"{awalan}-nilai": "Rp9"})
    jawab = simpan(staf, isi.form, kirim_ulang(jawab, **{f"{awalan}-nilai": "9"}))
    assert jawab.status_code == 422
    assert f'name="{awalan}-pilih" value="tersimpan"> Yang tersimpan: 500' in jawab.content.decode()
    assert RealisasiAnggaran.objects.get().nilai == 500
    pakai = kirim_ulang(jawab) | {f"{awalan}-pilih": "tersimpan"}
    assert simpan(staf, isi.form, pakai).status_code == 302
    assert RealisasiAnggaran.objects.get().nilai == 500
    assert simpan(staf, isi.form, kirim_ulang(jawab)).status_code == 302
    assert RealisasiAnggaran.objects.get().nilai == 9


# -- the session ended before it was sent -------------------------------------------------------------


@pytest.mark.parametrize("halaman", ["baris_isi", "formulir_simpan"])
def test_sesi_berakhir_mengembalikan_ketikan_untuk_dikirim_lagi(halaman, isi, kantor):
    klien = Client(enforce_csrf_checks=True, headers={"origin": "http://testserver"})
    url = alamat_baris(isi.b1) if halaman == "baris_isi" else reverse(halaman, args=[isi.form.pk])
    token = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
    lama = token.search(klien.get(reverse("login")).content.decode())[1]
    ketik = bidang(isi.b1, versi=0, nilai="5", keadaan="angka", alasan='Baris "satu"\nbaris dua')
    jawab = klien.post(url, ketik | {"csrfmiddlewaretoken": lama})
    html = jawab.content.decode()
    assert (jawab.status_code, kini(isi.b1).versi) == (401, 0)
    assert 'value="Baris &quot;satu&quot;\nbaris dua"' in html and "Masuk di tab lain" in html
    # Logged in in another tab the page's token is old: it comes back once more, and says who is logged in.
    klien.force_login(kantor.staf_satu, backend="django.contrib.auth.backends.ModelBackend")
    klien.get(isi.form.get_absolute_url())
    del klien.cookies["csrftoken"]
    jawab = klien.post(url, ketik | {"csrfmiddlewaretoken": token.search(html)[1]})
    assert jawab.status_code == 403
    assert str(kantor.staf_satu) in jawab.content.decode()
    baru = token.search(jawab.content.decode())[1]
    assert klien.post(url, ketik | {"csrfmiddlewaretoken": baru}).status_code == 302
    assert (kini(isi.b1).nilai, kini(isi.b1).alasan) == (5, 'Baris "satu"\nbaris dua')


@pytest.mark.parametrize("asal", [None, "http://jahat.example", "null"])
def test_kiriman_dari_situs_lain_tidak_ditawarkan_untuk_dikirim_lagi(asal, isi, kantor):
    klien = Client(enforce_csrf_checks=True, headers={"origin": asal} if asal else {})
    klien.force_login(kantor.staf_satu, backend="django.contrib.auth.backends.ModelBackend")
    jawab = klien.post(alamat_baris(isi.b1), bidang(isi.b1, versi=0, nilai="666"))
    assert jawab.status_code == 403
    assert "666" not in jawab.content.decode()


# -- the row that saves itself ------------------------------------------------------------------------


def test_tulisan_rekan_pada_halaman_baris_bukan_bentrok_bagi_selnya(isi, kantor, staf):
    rekan(kantor, isi.b1, nilai=5)
    rekan(kantor, isi.b1, nilai=5, faktor_penghambat="Jaringan putus")
    assert sel(staf, isi.form, bidang(isi.b1, versi=1, nilai="6", keadaan="angka")).status_code == 200
    r = kini(isi.b1)
    assert (r.nilai, r.faktor_penghambat, r.versi) == (6, "Jaringan putus", 3)
    # The same by the button.
    assert simpan(staf, isi.form, bidang(isi.b1, versi=1, nilai="8", keadaan="angka")).status_code == 422
    rekan(kantor, isi.b1, nilai=6, faktor_penghambat="Listrik padam")
    assert simpan(staf, isi.form, bidang(isi.b1, versi=3, nilai="8", keadaan="angka")).status_code == 302
    assert (kini(isi.b1).nilai, kini(isi.b1).faktor_penghambat) == (8, "Listrik padam")


def test_bentrok_menyebut_alasan_dan_bagiannya(isi, kantor, staf):
    rekan(kantor, isi.b1, keadaan="menyusul", alasan="Menunggu BPS")
    data = bidang(isi.b1, versi=0, nilai="", keadaan="menyusul", alasan="Menunggu Bappeda")
    assert sel(staf, isi.form, data).json()["bentrok"]["teks"] == "Menyusul: Menunggu BPS"
    b2 = meja.baris(isi.form, "IK-2")
    rekan(kantor, b2, pembilang=1, penyebut=2)
    data = bidang(b2, versi=0, pembilang="2", penyebut="4", keadaan="angka")
    assert sel(staf, isi.form, data).json()["bentrok"]["teks"] == "50 (1 / 2)"


def test_formulir_pelaksanaan_yang_dibatalkan_tidak_menerima_angka(isi, kantor, staf):
    """Nor what still waited in a browser when the run was called off."""
    gerbang.batalkan(pelaksanaan=isi.run, oleh=kantor.sekretaris, alasan="Salah periode")
    data = bidang(isi.b1, versi=0, nilai="5", keadaan="angka")
    jawab = sel(staf, isi.form, data)
    assert (jawab.status_code, "dibatalkan" in jawab.json()["galat"][0]) == (422, True)
    assert simpan(staf, isi.form, data).status_code == 422
    assert staf.post(alamat_baris(isi.b1), data).status_code == 422
    assert kini(isi.b1).versi == 0


def test_nomor_formulir_yang_mustahil_404(isi, staf):
    jawab = staf.post(f"/formulir/{10**25}/sel/", bidang(isi.b1, versi=0, nilai="5"))
    assert jawab.status_code == 404


# -- the answer to a remark ---------------------------------------------------------------------------


@pytest.fixture
def catatan(isi, kantor) -> CatatanPerbaikan:
    """A remark of the team on IK-1, answered by nobody yet."""
    perbaikan = minta_perbaikan(
        catatan=terbuka(isi.run), unit_id=isi.form.unit_id, isi="Periksa lagi", oleh=kantor.ketua_tim
    )
    isi.form.baris.filter(pk=isi.b1.pk).update(status="dikembalikan", perbaikan=perbaikan)
    return perbaikan


def jawab_dengan(klien, isi, catatan, jawaban, semula):
    kunci = f"jawab{catatan.pk}"
    data = {kunci: jawaban, f"{kunci}-semula": semula}
    return klien.post(reverse("formulir_jawab", args=[isi.form.pk]), data)


def test_jawaban_rekan_tidak_ditimpa_diam_diam(isi, catatan, kantor, staf, sebagai):
    assert jawab_dengan(staf, isi, catatan, "Sudah A", "").json()["versi"] == "Sudah A"
    # Sent once more, the answer having got lost.
    assert jawab_dengan(staf, isi, catatan, "Sudah A", "").json()["tersimpan"] is False
    klien = sebagai(kantor.kabid_satu)
    jawab = jawab_dengan(klien, isi, catatan, "Sudah B", "")
    assert jawab.status_code == 409
    bentrok = jawab.json()["bentrok"]
    assert (bentrok["teks"], bentrok["oleh"], bentrok["versi"]) == (
        "Sudah A",
        kantor.staf_satu.nama,
        "Sudah A",
    )
    catatan.refresh_from_db()
    assert catatan.jawaban == "Sudah A"
    assert jawab_dengan(klien, isi, catatan, "Sudah B", bentrok["versi"]).status_code == 200
    catatan.refresh_from_db()
    assert (catatan.jawaban, catatan.dijawab_oleh) == ("Sudah B", kantor.kabid_satu)


def test_halaman_lama_tidak_mengembalikan_jawaban_lama(isi, catatan, kantor, staf, sebagai):
    """Only a figure was touched on a page that still showed the former answer."""
    jawab_dengan(staf, isi, catatan, "Sudah A", "")
    kunci = f"jawab{catatan.pk}"
    halaman = staf.get(isi.form.get_absolute_url()).content.decode()
    assert f'name="{kunci}-semula" value="Sudah A"' in halaman
    jawab_dengan(sebagai(kantor.kabid_satu), isi, catatan, "Sudah B", "Sudah A")
    data = bidang(isi.b1, versi=0, nilai="5", keadaan="angka", alasan="")
    lama = data | {kunci: "Sudah A", f"{kunci}-semula": "Sudah A"}
    assert simpan(sebagai(kantor.staf_satu), isi.form, lama).status_code == 302
    catatan.refresh_from_db()
    assert (catatan.jawaban, kini(isi.b1).nilai) == ("Sudah B", 5)
    # Typed anew over it: both are shown, by the button too.
    beda = {kunci: "Sudah C", f"{kunci}-semula": "Sudah A"}
    jawab = simpan(staf, isi.form, beda)
    assert jawab.status_code == 422
    html = jawab.content.decode()
    assert "sudah menjawab: “Sudah B”" in html and ">Sudah C</textarea>" in html
    assert f'name="{kunci}-semula" value="Sudah B"' in html


def test_jawaban_panjang_tersimpan_utuh(isi, catatan, kantor):
    teks = "\r\n".join(["x" * 19] * 100)
    assert simpan_jawaban(catatan, {f"jawab{catatan.pk}": teks}, oleh=kantor.staf_satu).tersimpan
    catatan.refresh_from_db()
    assert len(catatan.jawaban) == 1999


def test_jawaban_yang_tidak_diketahui_lagi_ditolak_di_tempatnya(catatan, kantor):
    """Also of two that pass the page's check together: the second is told."""
    tindaklanjuti(perbaikan=catatan, oleh=kantor.kabid_satu, jawaban="Sudah A", diketahui="")
    with pytest.raises(TindakanDitolak, match="Sudah A"):
        tindaklanjuti(perbaikan=catatan, oleh=kantor.staf_satu, jawaban="Sudah B", diketahui="")


# -- sheets and filters, without JavaScript -------------------------------------------------------------


def test_baris_yang_ditolak_tetap_tampak_di_antara_yang_belum(isi, kantor, staf):
    """Filled by a colleague meanwhile it is not missing any more, but what was typed into it is still there."""
    rekan(kantor, isi.b1, nilai=5)
    data = bidang(isi.b1, versi=0, nilai="9", keadaan="angka", alasan="")
    jawab = simpan(staf, isi.form, data | {"lembar": "1", "saring": "belum"})
    assert jawab.status_code == 422
    assert kirim_ulang(jawab)[f"b{isi.b1.pk}-nilai"] == "9"


def test_lembar_berikutnya_dari_yang_belum_tidak_melompati_baris(isi, staf, monkeypatch):
    monkeypatch.setattr("pengumpulan.tampilan.lembar.BARIS_SELEMBAR", 1)
    b2 = meja.baris(isi.form, "IK-2")
    data = bidang(isi.b1, versi=0, nilai="9", keadaan="angka", alasan="")
    pilihan = {"lembar": "1", "saring": "belum", "lanjut": "1"}
    jawab = staf.post(reverse("formulir_simpan", args=[isi.form.pk]), data | pilihan, follow=True)
    assert [satu.baris.pk for satu in jawab.context["lembar"].baris] == [b2.pk]
    # Nothing filled, nothing moved: on to the next sheet.
    jawab = simpan(staf, isi.form, bidang(b2, versi=0, pembilang="", penyebut="") | pilihan)
    assert jawab.url.endswith("?lembar=2&saring=belum")
