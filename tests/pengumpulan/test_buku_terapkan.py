"""Upload and apply as people do it: their own form's file, what was looked at and nothing else, as one action."""

import os
import time
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.core import signing
from django.db import connection
from django.urls import reverse

from alur.models import CatatanPerbaikan
from jejak.models import CatatanJejak
from organisasi.galat import TindakanDitolak
from pengumpulan.actions import buka_entri_langsung, catat_realisasi, kembalikan_data
from pengumpulan.actions import realisasi as catatan_realisasi
from pengumpulan.buku import actions, bentuk
from pengumpulan.buku.actions import PratinjauUsang, hapus_unggahan_lama, terapkan, tinjau
from pengumpulan.models import Realisasi, RevisiRealisasi
from perencanaan.models import RealisasiAnggaran
from tests.alur.penjalan import terbuka
from tests.pengumpulan import meja
from tests.pengumpulan.panggung_buku import (
    BukuUji,
    alamat_unggahan,
    berkas,
    buku,
    terima,
    unduh,
    usul,
)
from tests.potret import bangun

pytestmark = [pytest.mark.sekali, pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def isi(kantor):
    """Both Bidang at SOP 000 step 7; Bidang Satu with three counts, a ratio and a line of spending."""
    return bangun("isi", _bangun_isi, kantor)


def _bangun_isi(kantor):
    for nomor in (1, 3, 4):
        meja.indikator(kantor, f"IK-{nomor}", kantor.bidang_satu)
    meja.rasio(kantor, "IK-2", kantor.bidang_satu)
    meja.indikator(kantor, "IK-9", kantor.bidang_dua)
    meja.pagu(kantor)
    run = meja.mulai(kantor)
    meja.sampai(run, 7)
    return SimpleNamespace(
        run=run,
        formulir=meja.formulir(run, kantor.bidang_satu),
        lain=meja.formulir(run, kantor.bidang_dua),
    )


def angka(kode) -> Realisasi:
    return Realisasi.objects.get(indikator__kode=kode, periode=meja.tw())


def tulis(kode, oleh, **lain) -> Realisasi:
    r = angka(kode)
    return catat_realisasi(
        indikator=r.indikator, unit=r.unit, periode=r.periode, oleh=oleh, **({"keadaan": "angka"} | lain)
    )


def unggah(klien, form, isi_berkas: bytes, nama="Formulir.xlsx"):
    return klien.post(reverse("formulir_unggah", args=[form.pk]), {"berkas": berkas(isi_berkas, nama)})


def pakai(unggahan, oleh, sidik="", jawaban=None, pilihan=None):
    return terapkan(
        unggahan=unggahan,
        oleh=oleh,
        sidik=sidik or tinjau(unggahan, oleh=oleh).sidik,
        jawaban=jawaban or {},
        pilihan=pilihan or {},
    )


# -- the whole way ------------------------------------------------------------------------------------


def test_unggah_lihat_terapkan_lalu_unggah_lagi_tidak_mengubah_apa_pun(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    isi_berkas = (
        buku(isi.formulir, kantor.staf_satu)
        .isi("IK-1", Realisasi=12.5, Sumber_angka="Register")
        .isi("IK-2", Pembilang=1, Penyebut=3)
        .isi("IK-3", Keadaan="Tidak dapat diukur", Alasan="Alat rusak")
        .belanja("Program Contoh", 250_000)
        .bytes()
    )
    jawab = unggah(klien, isi.formulir, isi_berkas)
    assert (jawab.status_code, Realisasi.objects.filter(versi__gt=0).count()) == (302, 0)

    halaman = klien.get(jawab.url)
    teks = halaman.content.decode()
    assert "4 baris akan diubah" in teks
    assert "<ins>12,5</ins>" in teks
    assert "Terapkan 4 perubahan" in teks
    selesai = klien.post(jawab.url, {"sidik": halaman.context["sidik"]}, follow=True)
    assert "4 baris dari Excel diterapkan." in selesai.content.decode()
    assert (angka("IK-1").nilai, angka("IK-1").sumber) == (Decimal("12.5"), "Register")
    assert angka("IK-2").nilai == Decimal("33.3333")
    assert (angka("IK-3").keadaan, angka("IK-3").alasan) == ("tidak_dapat_diukur", "Alat rusak")
    assert RealisasiAnggaran.objects.get().nilai == 250_000
    # One revision each, by the one who applied, and one entry that names them all.
    assert {(r.versi, r.diubah_oleh) for r in map(angka, ("IK-1", "IK-2", "IK-3"))} == {(1, kantor.staf_satu)}
    assert RevisiRealisasi.objects.count() == 3
    entri = CatatanJejak.objects.get(aksi="pengumpulan.terapkan_buku")
    assert sorted(entri.baru["baris"][:3]) == ["IK-1", "IK-2", "IK-3"]
    assert entri.baru["untuk_unit"] is False

    lagi = klien.get(unggah(klien, isi.formulir, isi_berkas).url)
    assert "Tidak ada yang berubah" in lagi.content.decode()
    assert lagi.context["dapat_diterapkan"] is False
    assert RevisiRealisasi.objects.count() == 3


def test_tim_mengunggah_untuk_unit_dan_itu_dicatat(isi, kantor, sebagai):
    klien = sebagai(kantor.ketua_tim)
    assert (
        "Anda mengisi untuk Bidang Satu"
        in klien.get(reverse("formulir_unggah", args=[isi.formulir.pk])).content.decode()
    )
    satu = BukuUji(klien.get(reverse("formulir_buku", args=[isi.formulir.pk])).content)
    jawab = unggah(klien, isi.formulir, satu.isi("IK-1", Realisasi=5).bytes())
    halaman = klien.get(jawab.url)
    assert "Anda mengisi untuk Bidang Satu" in halaman.content.decode()
    klien.post(jawab.url, {"sidik": halaman.context["sidik"]})
    assert (angka("IK-1").nilai, angka("IK-1").diubah_oleh) == (5, kantor.ketua_tim)
    assert CatatanJejak.objects.get(aksi="pengumpulan.terapkan_buku").baru["untuk_unit"] is True


def test_unit_lain_tidak_dapat_mengunduh_mengunggah_atau_melihat(isi, kantor, sebagai):
    isi_berkas = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5).bytes()
    unggahan = terima(isi.formulir, BukuUji(isi_berkas), kantor.staf_satu)
    klien = sebagai(kantor.staf_dua)
    assert klien.get(reverse("formulir_buku", args=[isi.formulir.pk])).status_code == 403
    assert klien.get(reverse("formulir_unggah", args=[isi.formulir.pk])).status_code == 403
    assert unggah(klien, isi.formulir, isi_berkas).status_code == 403
    assert klien.get(alamat_unggahan(unggahan)).status_code == 403
    assert klien.post(alamat_unggahan(unggahan), {"sidik": "x"}).status_code == 403
    assert angka("IK-1").versi == 0


# -- files that are not this form's -------------------------------------------------------------------


def ditolak(klien, form, isi_berkas, nama="Formulir.xlsx") -> str:
    """The sentence of the refusal; nothing is stored of such a file."""
    jawab = unggah(klien, form, isi_berkas, nama)
    assert jawab.status_code in {400, 409, 422}
    assert not CatatanJejak.objects.filter(aksi="pengumpulan.unggah_buku").exists()
    (kalimat,) = jawab.context["galat"]
    assert kalimat in jawab.content.decode().replace("&quot;", '"').replace("&#x27;", "'")
    return kalimat


def test_berkas_unit_lain_ditolak_dengan_namanya(isi, kantor, sebagai):
    kalimat = ditolak(sebagai(kantor.staf_satu), isi.formulir, unduh(isi.lain, kantor.staf_dua))
    assert "formulir Bidang Dua" in kalimat
    assert "bukan Bidang Satu" in kalimat


def test_berkas_opd_lain_ditolak_tanpa_membaca_isinya(isi, kantor, kantor_lain, sebagai):
    meja.indikator(kantor_lain, "IK-1", kantor_lain.bidang_satu)
    run = meja.mulai(kantor_lain)
    meja.sampai(run, 7)
    asing = unduh(meja.formulir(run, kantor_lain.bidang_satu), kantor_lain.staf_satu)
    mulai = time.process_time()
    assert kantor_lain.opd.nama in ditolak(sebagai(kantor.staf_satu), isi.formulir, asing)
    assert time.process_time() - mulai < 1


def test_berkas_pemasangan_lain_ditolak(isi, kantor, sebagai, settings):
    isi_berkas = unduh(isi.formulir, kantor.staf_satu)
    settings.SECRET_KEY = "kunci-pemasangan-lain-yang-sama-sekali-berbeda-0123456789"
    klien = sebagai(kantor.staf_satu)
    assert "bukan formulir yang diunduh dari SAKIP ini" in ditolak(klien, isi.formulir, isi_berkas)


def test_kunci_yang_diubah_atau_dihapus_ditolak(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    satu = buku(isi.formulir, kantor.staf_satu)
    sel = satu.lembar("Kunci")["A2"]
    sel.value = sel.value[:30] + ("A" if sel.value[30] != "A" else "B") + sel.value[31:]
    assert "bukan formulir yang diunduh" in ditolak(klien, isi.formulir, satu.bytes())
    del satu.wb["Kunci"]
    assert "bukan formulir yang diunduh" in ditolak(klien, isi.formulir, satu.bytes())


def test_berkas_bentuk_lama_ditolak(isi, kantor, sebagai, monkeypatch):
    monkeypatch.setattr(bentuk, "BENTUK", 0)
    lama = unduh(isi.formulir, kantor.staf_satu)
    monkeypatch.undo()
    assert "SAKIP versi lama" in ditolak(sebagai(kantor.staf_satu), isi.formulir, lama)


def test_kunci_bertanda_tangan_garam_lain_ditolak(isi, kantor, sebagai):
    """Another signed value of ours is no key of a workbook."""
    satu = buku(isi.formulir, kantor.staf_satu)
    satu.lembar("Kunci")["A2"].value = "k" + signing.dumps([1, isi.formulir.pk], salt="lain")
    assert "bukan formulir" in ditolak(sebagai(kantor.staf_satu), isi.formulir, satu.bytes())


def test_sel_berumus_ditolak_dengan_alamat_dan_cara_menempel(isi, kantor, sebagai):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi="=40+2")
    alamat = satu.sel("IK-1", "Realisasi").coordinate
    kalimat = ditolak(sebagai(kantor.staf_satu), isi.formulir, satu.bytes())
    assert f"sel {alamat} berisi rumus" in kalimat
    assert "Paste Values" in kalimat


@pytest.mark.parametrize(
    ("nama", "isi_berkas", "kalimat"),
    [
        ("isian.xlsx", b"", "kosong"),
        ("isian.csv", b"No.,Kode\n1,IK-1\n", "CSV"),
        ("isian.xls", b"\xd0\xcf\x11\xe0" + bytes(600), "format Excel lama"),
        ("isian.xlsx", b"PK\x03\x04" + bytes(40), "rusak atau terpotong"),
        ("isian.pdf", b"%PDF-1.4", "berakhiran .xlsx"),
    ],
)
def test_yang_bukan_buku_kerja_ditolak(nama, isi_berkas, kalimat, isi, kantor, sebagai):
    assert kalimat in ditolak(sebagai(kantor.staf_satu), isi.formulir, isi_berkas, nama)


def test_tanpa_berkas_diminta_memilih(isi, kantor, sebagai):
    jawab = sebagai(kantor.staf_satu).post(reverse("formulir_unggah", args=[isi.formulir.pk]))
    assert (jawab.status_code, jawab.context["galat"]) == (422, ["Pilih berkas Excel yang sudah diisi."])


def test_formulir_yang_sudah_diserahkan_tidak_menerima_unggahan(isi, kantor, sebagai):
    isi_berkas = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5).bytes()
    tutup(isi.formulir, kantor)
    assert "sudah diserahkan" in ditolak(sebagai(kantor.staf_satu), isi.formulir, isi_berkas)


def tutup(form, kantor) -> None:
    """The form as it stands once it was handed in."""
    form.status, form.diserahkan_pada, form.diserahkan_oleh = (
        "diserahkan",
        form.dibagikan_pada,
        kantor.staf_satu,
    )
    form.save()


# -- applied as it was looked at ----------------------------------------------------------------------


def test_diserahkan_sesudah_pratinjau_tidak_ada_yang_diterapkan(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    unggahan = terima(
        isi.formulir, buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5), kantor.staf_satu
    )
    sidik = klien.get(alamat_unggahan(unggahan)).context["sidik"]
    tutup(isi.formulir, kantor)
    jawab = klien.post(alamat_unggahan(unggahan), {"sidik": sidik})
    assert jawab.status_code == 409
    assert "Formulir ini sudah diserahkan, jadi tidak ada yang diterapkan." in jawab.content.decode()
    assert jawab.context["dapat_diterapkan"] is False
    assert angka("IK-1").versi == 0


def test_berubah_sesudah_pratinjau_ditunjukkan_lagi(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5).isi("IK-3", Realisasi=8)
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    sidik = klien.get(alamat_unggahan(unggahan)).context["sidik"]
    tulis("IK-1", kantor.ketua_tim, nilai=6)
    jawab = klien.post(alamat_unggahan(unggahan), {"sidik": sidik})
    assert jawab.status_code == 409
    assert "berubah sejak pratinjau ini dibuat" in jawab.content.decode()
    assert (angka("IK-1").nilai, angka("IK-3").versi) == (6, 0)
    # The page that came back can be confirmed.
    jawab = klien.post(alamat_unggahan(unggahan), {"sidik": jawab.context["sidik"]})
    assert (jawab.status_code, angka("IK-1").nilai, angka("IK-3").nilai) == (302, 6, 8)


def test_bentrok_yang_dipilih_berkas_diterapkan_dan_yang_lain_tetap(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5).isi("IK-3", Realisasi=8)
    tulis("IK-1", kantor.ketua_tim, nilai=60)
    tulis("IK-3", kantor.ketua_tim, nilai=80)
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    kunci = usul(tinjau(unggahan, oleh=kantor.staf_satu), "IK-3").kunci
    hasil = pakai(unggahan, kantor.staf_satu, pilihan={kunci: "berkas"})
    assert (hasil.ditulis, hasil.dipertahankan) == (1, 1)
    assert (angka("IK-1").nilai, angka("IK-3").nilai) == (60, 8)
    assert (angka("IK-1").versi, angka("IK-3").versi) == (1, 2)


def test_tanpa_pilihan_tidak_ada_yang_diterapkan(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5)
    tulis("IK-1", kantor.ketua_tim, nilai=60)
    with pytest.raises(PratinjauUsang, match="Tidak ada yang diterapkan"):
        pakai(terima(isi.formulir, satu, kantor.staf_satu), kantor.staf_satu)
    assert angka("IK-1").nilai == 60


def test_baris_ditolak_dan_belum_dijawab_tidak_menahan_yang_lain(isi, kantor):
    satu = (
        buku(isi.formulir, kantor.staf_satu)
        .isi("IK-1", Realisasi="banyak")
        .isi("IK-3", Realisasi="1.234")
        .isi("IK-4", Realisasi=4)
    )
    hasil = pakai(terima(isi.formulir, satu, kantor.staf_satu), kantor.staf_satu)
    assert (hasil.ditulis, hasil.ditolak, hasil.belum_dijawab) == (1, 1, 1)
    assert [angka(kode).versi for kode in ("IK-1", "IK-3", "IK-4")] == [0, 0, 1]


def test_jawaban_dari_halaman_diterapkan_hanya_bila_salah_satu_bacaannya(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-3", Realisasi="1.234")
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    halaman = klien.get(alamat_unggahan(unggahan))
    (tanya,) = usul(tinjau(unggahan, oleh=kantor.staf_satu), "IK-3").tanya
    assert f'name="{tanya.nama}" value="titik"' in halaman.content.decode()
    kirim = {"sidik": halaman.context["sidik"]}
    # What is posted is a choice, never a figure.
    assert klien.post(alamat_unggahan(unggahan), kirim | {tanya.nama: "99999"}).status_code == 409
    assert angka("IK-3").versi == 0
    assert klien.post(alamat_unggahan(unggahan), kirim | {tanya.nama: "titik"}).status_code == 302
    assert angka("IK-3").nilai == Decimal("1.234")


def test_jawaban_yang_menjadi_bentrok_ditunjukkan_dahulu(isi, kantor):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-3", Realisasi="1.234").isi("IK-1", Realisasi=1)
    tulis("IK-3", kantor.ketua_tim, nilai=80)
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    (tanya,) = usul(tinjau(unggahan, oleh=kantor.staf_satu), "IK-3").tanya
    with pytest.raises(PratinjauUsang) as usang:
        pakai(unggahan, kantor.staf_satu, jawaban={tanya.nama: "koma"})
    u = usul(usang.value.rencana, "IK-3")
    assert (u.macam, [b.baru for b in u.beda]) == ("bentrok", ["1.234"])
    assert angka("IK-1").versi == 0
    hasil = pakai(unggahan, kantor.staf_satu, jawaban={tanya.nama: "koma"}, pilihan={u.kunci: "berkas"})
    assert (hasil.ditulis, angka("IK-3").nilai) == (2, 1234)


def test_satu_baris_gagal_semua_batal(isi, kantor, sebagai, monkeypatch):
    """A refusal that only the writing itself finds out undoes the rows before it."""
    klien = sebagai(kantor.staf_satu)
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=1).isi("IK-4", Realisasi=4)
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    sidik = klien.get(alamat_unggahan(unggahan)).context["sidik"]
    asli = catatan_realisasi.periksa_dapat_diubah

    def tolak_ik_4(realisasi):
        if realisasi.indikator.kode == "IK-4":
            raise TindakanDitolak("Angka ini terkunci.")
        asli(realisasi)

    monkeypatch.setattr(catatan_realisasi, "periksa_dapat_diubah", tolak_ik_4)
    jawab = klien.post(alamat_unggahan(unggahan), {"sidik": sidik})
    assert jawab.status_code == 409
    assert "IK-4: Angka ini terkunci. Tidak ada yang diterapkan." in jawab.content.decode()
    assert (angka("IK-1").versi, angka("IK-4").versi) == (0, 0)
    assert not CatatanJejak.objects.filter(aksi="pengumpulan.terapkan_buku").exists()


# -- a form that came back ----------------------------------------------------------------------------


def kembalikan(isi, kantor) -> None:
    """Handed in by both, then two rows of Bidang Satu sent back with their remarks."""
    for kode in ("IK-1", "IK-2", "IK-3", "IK-4"):
        bagian = {"pembilang": 1, "penyebut": 2} if kode == "IK-2" else {"nilai": 5}
        tulis(kode, kantor.staf_satu, **bagian)
    tulis("IK-9", kantor.staf_dua, nilai=1)
    meja.maju(isi.run)
    if terbuka(isi.run).langkah.nomor == 7:
        meja.maju(isi.run)
    meja.sampai(isi.run, 10)
    kembalikan_data(
        catatan=terbuka(isi.run),
        oleh=kantor.sekretaris,
        alasan="Periksa lagi",
        baris={
            meja.baris(isi.formulir, "IK-1").pk: "Lampirkan dasar angkanya",
            meja.baris(isi.formulir, "IK-3").pk: "Angka terlalu kecil",
        },
    )
    meja.sampai(isi.run, 7)
    isi.formulir.refresh_from_db()


def test_baris_yang_dikembalikan_membawa_catatan_dan_jawabannya_diterapkan(isi, kantor):
    kembalikan(isi, kantor)
    satu = buku(isi.formulir, kantor.staf_satu)
    assert "Lampirkan dasar angkanya" in satu.sel("IK-1", "Catatan perbaikan").value
    assert satu.sel("IK-1", "Yang sudah diperbaiki").protection.locked is False
    assert satu.sel("IK-4", "Yang sudah diperbaiki").protection.locked is True
    assert satu.sel("IK-4", "Realisasi").protection.locked is True
    satu.isi("IK-1", Realisasi=9, Yang_sudah_diperbaiki="Dasar angka dilampirkan").isi("IK-3", Realisasi=8)
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    u = usul(tinjau(unggahan, oleh=kantor.staf_satu), "IK-1")
    assert [(b.kolom, b.baru) for b in u.beda] == [
        ("Realisasi", "9"),
        ("Yang sudah diperbaiki", "Dasar angka dilampirkan"),
    ]
    assert pakai(unggahan, kantor.staf_satu).ditulis == 2
    perbaikan = meja.baris(isi.formulir, "IK-1").perbaikan
    assert (perbaikan.jawaban, perbaikan.status) == (
        "Dasar angka dilampirkan",
        CatatanPerbaikan.Status.SUDAH,
    )
    # The same file again: answered already, nothing to do.
    assert [b.macam for b in tinjau(unggahan, oleh=kantor.staf_satu).usulan] == ["tetap"] * 5


def test_berkas_sebelum_pengembalian_ditolak(isi, kantor, sebagai):
    lama = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=9).bytes()
    kembalikan(isi, kantor)
    kalimat = ditolak(sebagai(kantor.staf_satu), isi.formulir, lama)
    assert "diunduh sebelum formulir dikembalikan" in kalimat


# -- the stored file ----------------------------------------------------------------------------------


def test_unggahan_dibuang_dan_yang_hilang_diminta_lagi(isi, kantor, sebagai):
    klien = sebagai(kantor.staf_satu)
    unggahan = terima(
        isi.formulir, buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5), kantor.staf_satu
    )
    jawab = klien.post(alamat_unggahan(unggahan), {"buang": "1"}, follow=True)
    assert "Tidak ada yang berubah" in jawab.content.decode()
    jawab = klien.get(alamat_unggahan(unggahan), follow=True)
    assert "sudah dihapus" in jawab.content.decode()
    assert jawab.redirect_chain[-1][0] == reverse("formulir_unggah", args=[isi.formulir.pk])
    tak_ada = reverse("formulir_unggahan", args=[isi.lain.pk, uuid4()])
    assert klien.get(tak_ada).status_code == 403


def test_unggahan_formulir_lain_tidak_terbaca_dari_alamat_ini(isi, kantor, sebagai):
    unggahan = terima(isi.lain, buku(isi.lain, kantor.staf_dua).isi("IK-9", Realisasi=5), kantor.staf_dua)
    asing = reverse("formulir_unggahan", args=[isi.formulir.pk, UUID(unggahan.kode)])
    jawab = sebagai(kantor.staf_satu).get(asing)
    assert (jawab.status_code, jawab.url) == (302, reverse("formulir_unggah", args=[isi.formulir.pk]))


def test_unggahan_sehari_dihapus_pekerjaan_harian(isi, kantor, settings):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5)
    lama, baru = (terima(isi.formulir, satu, kantor.staf_satu) for _ in range(2))
    folder = actions._folder(isi.formulir.pk)
    kemarin = time.time() - 25 * 60 * 60
    for akhiran in ("xlsx", "json"):
        os.utime(folder / f"{lama.kode}.{akhiran}", (kemarin, kemarin))
    assert actions.bersihkan_harian(kantor.pemda, date(2026, 1, 1)) == "1 unggahan formulir Excel dihapus."
    assert sorted(p.name for p in folder.iterdir()) == [f"{baru.kode}.json", f"{baru.kode}.xlsx"]
    assert hapus_unggahan_lama() == 0
    assert actions.bersihkan_harian(kantor.pemda, date(2026, 1, 1)) is None


def test_berkas_yang_rusak_di_server_tidak_diterapkan(isi, kantor, sebagai):
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5)
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    (actions._folder(isi.formulir.pk) / f"{unggahan.kode}.xlsx").write_bytes(
        buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=500).bytes()
    )
    jawab = sebagai(kantor.staf_satu).get(alamat_unggahan(unggahan), follow=True)
    assert "rusak di server" in jawab.content.decode()


def test_200_baris_cepat_ringan_dan_pertanyaannya_tetap(kantor, sebagai, django_assert_max_num_queries):
    for nomor in range(200):
        meja.indikator(kantor, f"IK-{nomor}", kantor.bidang_satu)
    entri = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
    form = entri.formulir.get(unit=kantor.bidang_satu)
    klien = sebagai(kantor.staf_satu)
    with django_assert_max_num_queries(50):
        unduhan = klien.get(reverse("formulir_buku", args=[form.pk]))
    assert len(unduhan.content) < 200_000
    satu = BukuUji(unduhan.content)
    ws = satu.lembar("Formulir")
    kepala = next(baris for baris in ws.iter_rows() if baris[0].value == "No.")
    kolom = {sel.value: sel.column for sel in kepala}
    for baris in ws.iter_rows(min_row=kepala[0].row + 1):
        if isinstance(baris[0].value, int):
            for judul, nilai in (("Realisasi", 12.5), ("Sumber angka", "Register pelayanan " * 6)):
                baris[kolom[judul] - 1].value = nilai
    isi_berkas = satu.bytes()
    # Processor time: other tests share the machine.
    mulai = time.process_time()
    jawab = unggah(klien, form, isi_berkas)
    with django_assert_max_num_queries(50):
        halaman = klien.get(jawab.url)
    assert time.process_time() - mulai < 3
    assert halaman.context["jumlah_ubah"] == 200
    assert len(halaman.content) < 300_000


def test_baris_yang_terhapus_tidak_disebut_sama(isi, kantor, sebagai):
    satu = buku(isi.formulir, kantor.staf_satu)
    satu.lembar("Formulir").delete_rows(satu.sel("IK-1", "No.").row)
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    halaman = sebagai(kantor.staf_satu).get(alamat_unggahan(unggahan)).content.decode()
    assert "1 baris formulir tidak terbaca dari berkas" in halaman
    assert "Isi berkas ini sama" not in halaman


def test_berkas_dibaca_sebelum_basis_data_ditahan(isi, kantor, monkeypatch):
    """Whoever types a figure meanwhile does not wait until a workbook was read."""
    satu = buku(isi.formulir, kantor.staf_satu).isi("IK-1", Realisasi=5)
    unggahan = terima(isi.formulir, satu, kantor.staf_satu)
    sidik = actions.tinjau(unggahan, oleh=kantor.staf_satu).sidik
    dalam, asli = [], actions.baca_buku

    def baca(isi_berkas):
        dalam.append(len(connection.savepoint_ids))
        return asli(isi_berkas)

    monkeypatch.setattr(actions, "baca_buku", baca)
    luar = len(connection.savepoint_ids)
    actions.terapkan(unggahan=unggahan, oleh=kantor.staf_satu, sidik=sidik, jawaban={}, pilihan={})
    assert dalam == [luar]
