"""The page of first-login slips, from the side of those who already have one."""

import re

import pytest
from django.urls import reverse

from organisasi import views_masuk
from organisasi.galat import TindakanDitolak
from organisasi.masuk_pertama import belum_pernah_masuk, buat_lembar, tanda_sandi
from organisasi.models import Pegawai, Pengguna

ALAMAT = "lembar_masuk"


@pytest.fixture
def baru(kantor) -> list[Pengguna]:
    """Three accounts as the loader makes them: no password yet. One has a number with a thousands separator."""
    hasil = []
    for nomor in (1, 2, 12_345):
        akun = Pengguna(pk=nomor if nomor > 1000 else None, username=f"baru.{nomor}", nama=f"Baru {nomor}")
        akun.set_unusable_password()
        akun.save()
        Pegawai.objects.create(opd=kantor.opd, unit=kantor.bidang_satu, nama=akun.nama, pengguna=akun)
        hasil.append(akun)
    return hasil


def kotak(isi: str) -> dict[str, bool]:
    """{value of a checkbox: checked?} on the page."""
    tanda = re.findall(r'<input type="checkbox" name="akun" value="([^"]+)"[^>]*?( checked)?>', isi)
    return {nilai: bool(centang) for nilai, centang in tanda}


def dipilih(klien, **lain) -> dict:
    """The form as it stands, with the boxes that are checked beforehand."""
    jawaban = klien.get(reverse(ALAMAT), lain)
    return {
        "opd": jawaban.context["opd"].pk,
        "akun": [v for v, c in kotak(jawaban.content.decode()).items() if c],
    }


def sandi(akun: Pengguna) -> str:
    return Pengguna.objects.get(pk=akun.pk).password


def test_yang_sudah_punya_lembar_tidak_tercentang_lagi(kantor, baru, sebagai):
    """Printing for one newcomer must not void the slips that the others hold already."""
    buat_lembar(opd=kantor.opd, akun=[baru[0].pk], oleh=kantor.admin)
    klien = sebagai(kantor.admin)
    tercentang = {int(nilai.partition(":")[0]) for nilai in dipilih(klien)["akun"]}
    assert tercentang == {baru[1].pk, baru[2].pk}
    assert baru[0].username in klien.get(reverse(ALAMAT)).content.decode()


def test_nomor_besar_tanpa_pemisah_ribuan(kantor, baru, sebagai):
    klien = sebagai(kantor.admin)
    cetak = klien.post(reverse(ALAMAT), dipilih(klien))
    assert cetak.status_code == 200
    assert {satu.akun for satu in cetak.context["lembar"]} == {satu.username for satu in baru}


def test_halaman_dimuat_ulang_tidak_membuat_sandi_lain(kantor, baru, sebagai):
    """F5, or the browser's way back, sends the same form again: the printed slip stays good."""
    klien = sebagai(kantor.admin)
    isian = dipilih(klien)
    klien.post(reverse(ALAMAT), isian)
    lama = [sandi(satu) for satu in baru]
    lagi = klien.post(reverse(ALAMAT), isian, follow=True)
    assert [sandi(satu) for satu in baru] == lama
    assert "sudah dibuat" in lagi.content.decode()


def test_dua_admin_mencetak_akun_yang_sama(kantor, baru):
    tanda = {baru[0].pk: tanda_sandi(baru[0])}
    buat_lembar(opd=kantor.opd, akun=tanda, tanda=tanda, oleh=kantor.admin)
    with pytest.raises(TindakanDitolak, match="sudah dibuat"):
        buat_lembar(opd=kantor.opd, akun=tanda, tanda=tanda, oleh=kantor.admin)


def test_banyak_akun_dicetak_halaman_demi_halaman(kantor, baru, sebagai, monkeypatch):
    """Each password takes its time: thousands in one answer would be cut off by the server."""
    monkeypatch.setattr(views_masuk, "AKUN_PER_HALAMAN", 2)
    klien = sebagai(kantor.admin)
    halaman = klien.get(reverse(ALAMAT))
    assert len(kotak(halaman.content.decode())) == 2
    assert "page=2" in halaman.content.decode()
    semua = belum_pernah_masuk(kantor.opd, oleh=kantor.admin).count()
    terakhir = klien.get(reverse(ALAMAT), {"opd": kantor.opd.pk, "page": -(-semua // 2)})
    assert kotak(terakhir.content.decode())


def test_yang_belum_punya_lembar_berdiri_paling_atas(kantor, baru):
    urutan = list(belum_pernah_masuk(kantor.opd, oleh=kantor.admin))
    assert {satu.pk for satu in urutan[:3]} == {satu.pk for satu in baru}


def test_kata_sandi_tidak_tercatat_di_mana_pun(kantor, baru, sebagai, caplog):
    klien = sebagai(kantor.admin)
    with caplog.at_level("DEBUG"):
        cetak = klien.post(reverse(ALAMAT), dipilih(klien))
    rahasia = {satu.sandi for satu in cetak.context["lembar"]}
    assert len(rahasia) == 3
    assert not any(satu in caplog.text for satu in rahasia)
    assert not any(satu in str(dict(klien.session)) for satu in rahasia)
    assert not any(satu in klien.get(reverse(ALAMAT)).content.decode() for satu in rahasia)
