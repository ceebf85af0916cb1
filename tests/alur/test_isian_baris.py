"""Rows in forms: read from pages with and without JavaScript, from older entries, and what is asked of them."""

from datetime import date, timedelta

import pytest
from django import forms
from django.http import QueryDict

from alur.forms_isian import _urut_tanggal
from alur.isian_baris import ANGKA, CENTANG, PILIHAN, TANGGAL, Kolom, MedanBaris, baca_baris
from alur.jadwal import bagi_hari, hari_kerja

KOLOM = (
    Kolom("nama", "Nama", wajib=True, maks=20),
    Kolom("siapa", "Siapa", PILIHAN, (("1", "Satu"), ("2", "Dua")), wajib=True),
    Kolom("hari", "Hari", TANGGAL),
    Kolom("jumlah", "Jumlah", ANGKA),
    Kolom("hadir", "Hadir", CENTANG),
)


class Form(forms.Form):
    daftar = MedanBaris(KOLOM, label="Daftar", pisah=":")


def kirim(*baris: dict, lengkap: bool = True) -> Form:
    data = QueryDict(mutable=True)
    data["daftar-jumlah"] = str(len(baris))
    for nomor, satu in enumerate(baris):
        for nama, nilai in satu.items():
            data[f"daftar-{nomor}-{nama}"] = nilai
    form = Form(data)
    form.fields["daftar"].lengkap = form.fields["daftar"].required = lengkap
    return form


def test_baris_kosong_dibuang_dan_centang_saja_bukan_isi():
    form = kirim({"nama": "Rini", "siapa": "2", "hadir": "ya"}, {"siapa": "1", "hadir": "ya"}, {"nama": "  "})
    assert form.is_valid()
    assert form.cleaned_data["daftar"] == [
        {"nama": "Rini", "siapa": "2", "hari": "", "jumlah": "", "hadir": True}
    ]


@pytest.mark.parametrize(
    ("baris", "kalimat"),
    [
        ({"nama": "Rini"}, "Baris 1: isi Siapa."),
        ({"nama": "Rini", "siapa": "3"}, "Baris 1: pilih Siapa dari daftarnya."),
        ({"nama": "R" * 21, "siapa": "1"}, "Baris 1: Nama paling banyak 20 huruf."),
        ({"nama": "R", "siapa": "1", "hari": "31/12"}, "Baris 1: Hari bukan tanggal."),
        ({"nama": "R", "siapa": "1", "jumlah": "0"}, "Baris 1: Jumlah ditulis dengan angka bulat"),
        ({"nama": "R", "siapa": "1", "jumlah": "1,5"}, "Baris 1: Jumlah ditulis dengan angka bulat"),
    ],
)
def test_baris_yang_kurang_disebut_nomornya(baris, kalimat):
    form = kirim(baris)
    assert not form.is_valid()
    assert any(satu.startswith(kalimat) for satu in form.errors["daftar"])


def test_simpan_dulu_tidak_menuntut_yang_wajib_tetapi_menolak_yang_tidak_terbaca():
    assert kirim({"nama": "Rini"}, lengkap=False).is_valid()
    assert kirim(lengkap=False).is_valid()
    assert not kirim({"nama": "Rini", "hari": "besok"}, lengkap=False).is_valid()


def test_isian_lama_terbaca_sebagai_baris():
    assert baca_baris("Renstra: ada, map 1\n\nDPA", ("nama", "letak"), ":") == [
        {"nama": "Renstra", "letak": "ada, map 1"},
        {"nama": "DPA"},
    ]
    assert baca_baris(None, ("nama",)) == []
    # A page or script that still sends lines.
    form = Form(QueryDict("daftar=Rini: 1"))
    form.fields["daftar"].lengkap = False
    assert form.is_valid() and form.cleaned_data["daftar"][0]["nama"] == "Rini"


def test_tabel_memberi_baris_kosong_dan_meloloskan_ketikan_sebagai_teks():
    form = Form(initial={"daftar": [{"nama": "<b>Rini</b>", "siapa": "2", "hadir": True}]})
    form.fields["daftar"].widget.alamat_tambah = "/simpan/"
    html = str(form["daftar"])
    assert "&lt;b&gt;Rini&lt;/b&gt;" in html and "<b>Rini" not in html
    assert html.count("data-baris-satu") == 4 and 'name="daftar-jumlah" value="4"' in html
    assert 'formaction="/simpan/"' in html and 'aria-label="Nama, baris 4"' in html
    assert '<option value="2" selected>' in html and " checked" in html


# -- the schedule -----------------------------------------------------------------------------------

SENIN = date(2026, 3, 2)


def hari(jumlah: int) -> list[date]:
    return [SENIN + timedelta(days=n) for n in range(jumlah)]


@pytest.mark.parametrize(
    ("jumlah", "bobot", "harap"),
    [
        (1, [5, 60, 450], [(0, 0), (0, 0), (0, 0)]),
        (2, [1, 1], [(0, 0), (1, 1)]),
        (4, [1, 1, 2], [(0, 0), (1, 1), (2, 3)]),
        (3, [1, 1], [(0, 1), (1, 2)]),
        (3, [1], [(0, 2)]),
        (2, [1, 1, 1, 1, 1], [(0, 0), (0, 0), (0, 1), (1, 1), (1, 1)]),
        (5, [], []),
    ],
)
def test_hari_dibagi_menurut_bobot_sampai_hari_terakhir(jumlah, bobot, harap):
    semua = hari(jumlah)
    assert bagi_hari(semua, bobot) == [(semua[a], semua[b]) for a, b in harap]


def test_jadwal_menghindari_hari_libur():
    class Kalender:
        def adalah_hari_kerja(self, tanggal):
            return tanggal.weekday() < 5

    jumat = date(2026, 3, 6)
    assert hari_kerja(Kalender(), jumat, date(2026, 3, 9)) == [jumat, date(2026, 3, 9)]
    # After the batas waktu, or without a working day left, the first day stands for all.
    assert hari_kerja(Kalender(), jumat, date(2026, 3, 1)) == [jumat]
    assert hari_kerja(Kalender(), date(2026, 3, 7), date(2026, 3, 8)) == [date(2026, 3, 7)]


def test_selesai_sebelum_mulai_disebut():
    assert "selesai tidak boleh" in _urut_tanggal({"mulai": "2026-03-04", "selesai": "2026-03-03"})
    assert _urut_tanggal({"mulai": "2026-03-04", "selesai": "2026-03-04"}) == ""
    assert _urut_tanggal({"mulai": "", "selesai": "2026-03-04"}) == ""
