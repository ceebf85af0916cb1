"""The page of the tree and its paper: approved figures only, everything linked, quick, and A3."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from laporan import antrean, views_cetakan
from laporan.cetak import cetak_pdf, jadikan_html
from laporan.models import Cetakan
from laporan.susunan import susun_capaian
from laporan.susunan.pohon import baca_capaian_pohon, pengukuran_disetujui, susun_pohon
from laporan.tata_pohon import susun_lembar
from organisasi.waktu import hari_ini
from perencanaan.models import KaitanSilang, Simpul
from perencanaan.pohon import baca_pohon, periksa_pohon
from tests.laporan.contoh_bentuk import pohon as contoh_pohon
from tests.panggung import TAHUN
from tests.panggung_kinerja import PanggungKinerja

# Papers and workbooks: what the database does for them, pages and actions show on both.
pytestmark = [pytest.mark.django_db, pytest.mark.sekali]
TERBESAR = 300_000
PERTANYAAN_TERBANYAK = 50
A3 = (1190.55, 841.89)  # pt, landscape


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


def buka(klien, **cari):
    return klien.get(reverse("pohon_lihat"), cari)


def berurut(akar):
    return [c for satu in akar for c in (satu, *berurut(satu.anak))]


def susun(panggung):
    """The paper with the newest approved results."""
    pohon = baca_pohon(panggung.opd, TAHUN, hari_ini())
    setahun = pengukuran_disetujui(panggung.opd, TAHUN)
    capaian = baca_capaian_pohon(setahun[0] if setahun else None)
    return susun_pohon(pohon, periksa_pohon(pohon), capaian, opd=panggung.opd, hari=hari_ini())


# -- figures ----------------------------------------------------------------------------------------


def test_hanya_capaian_yang_disetujui(panggung, sebagai):
    panggung.ukur(sampai=6)  # computed, not approved
    klien = sebagai(panggung.kantor.kepala)
    jawab = buka(klien)
    assert "Belum ada capaian yang disetujui" in jawab.content.decode()
    assert all(b.keping is None for c in berurut(jawab.context["halaman"].akar) for b in c.indikator)
    assert "94,68" not in jawab.content.decode()
    panggung.jalankan(panggung.pengukuran_jalan, 9)
    isi = buka(klien).content.decode()
    assert "94,68 % Sangat Tinggi" in isi and "Belum ada capaian yang disetujui" not in isi


def test_angka_simpul_sama_dengan_rekapitulasi(panggung, sebagai):
    """The mean and the class of each node are those that the recap of the same measurement prints."""
    panggung.ukur(sampai=9)
    rekap = {satu.uraian: satu for satu in susun_capaian(panggung.pengukuran).kelompok}
    akar = susun(panggung).akar
    dibandingkan = 0
    for satu in berurut(akar):
        if satu.uraian in rekap and rekap[satu.uraian].rata_rata.nilai is not None:
            harap = rekap[satu.uraian]
            label = f"{harap.rata_rata} % {harap.predikat.label}"
            assert satu.capaian.label.removeprefix("Rata-rata ") == label
            assert satu.capaian.warna == harap.predikat.warna
            dibandingkan += 1
    assert dibandingkan >= 4


def test_empat_keadaan_tetap_empat_dan_nol_tetap_nol(panggung, sebagai):
    panggung.ukur(sampai=9)
    jawab = buka(sebagai(panggung.kantor.kepala))
    label = {
        b.indikator.kode: b.keping.label for c in berurut(jawab.context["halaman"].akar) for b in c.indikator
    }
    assert label["IKP-1"] == "0,00 % Sangat Rendah"
    assert (label["IKU-4"], label["IKP-2"], label["ISK-1"]) == (
        "Belum lapor",
        "Belum waktunya",
        "Tidak dapat dihitung",
    )


def test_setiap_simpul_bertaut_ke_indikator_dan_hasilnya(panggung, sebagai):
    panggung.ukur(sampai=9)
    jawab = buka(sebagai(panggung.kantor.staf_satu))
    isi = jawab.content.decode()
    daftar = berurut(jawab.context["halaman"].akar)
    assert {c.cabang.pk for c in daftar} == set(Simpul.objects.values_list("pk", flat=True))
    for satu in daftar:
        assert f'id="s{satu.cabang.pk}"' in isi
        for baris in satu.indikator:
            assert f'href="{reverse("indikator_lihat", args=[baris.indikator.pk])}"' in isi
            assert f'href="{baris.url_hasil}"' in isi
    assert f'href="{panggung.pengukuran.get_absolute_url()}"' in isi


def test_periode_lain_dapat_dipilih_dan_yang_asing_tidak_ada(panggung, sebagai):
    panggung.ukur(sampai=9)
    klien = sebagai(panggung.kantor.kepala)
    assert buka(klien, periode=panggung.tw.pk).context["capaian"].pengukuran == panggung.pengukuran
    assert buka(klien, periode="9999999").status_code == 404
    assert buka(klien, periode="\x00").status_code == 200


# -- marks and filter -------------------------------------------------------------------------------


def test_ringkasan_dan_saringan(panggung, sebagai):
    klien = sebagai(panggung.kantor.kepala)
    halaman = buka(klien).context["halaman"]
    jumlah = {str(s.kunci): s.jumlah for s in halaman.golongan}
    assert jumlah["yatim"] == 0 and jumlah["buntu"] == 1  # program dua has no kegiatan
    assert jumlah["celah"] == sum(s.jumlah for s in halaman.kode) - 1
    saring = buka(klien, tanda="buntu").context["halaman"]
    assert [t.tanda.simpul for t in saring.tersaring] == [panggung.program_dua.pk]
    # With the way up to it, and nothing else.
    assert [c.cabang.pk for c in berurut(saring.akar)] == [
        panggung.sasaran_dua.induk_id,
        panggung.sasaran_dua.pk,
        panggung.program_dua.pk,
    ]
    assert all(c.terbuka for c in berurut(saring.akar))
    kode = buka(klien, tanda="indikator_tanpa_target").context["halaman"]
    assert {t.tanda.simpul for t in kode.tersaring} == {panggung.sub_kegiatan.pk}
    assert "Tidak ada yang yatim" in buka(klien, tanda="yatim").content.decode()
    assert buka(klien, tanda="bukan").context["saring"] == ""


def test_tautan_perbaikan_menurut_pembaca(panggung, sebagai):
    simpul = reverse("admin:perencanaan_simpul_change", args=[panggung.program_satu.pk])
    assert simpul in buka(sebagai(panggung.kantor.admin)).content.decode()
    bagi_staf = buka(sebagai(panggung.kantor.staf_satu)).content.decode()
    assert "/admin/" not in bagi_staf
    assert "diubah admin OPD" in bagi_staf


def test_kaitan_tampak_pada_kedua_ujung_dan_hanya_pengelola_mengubah(panggung, sebagai):
    satu, dua = panggung.program_satu, panggung.program_dua
    kaitan = KaitanSilang.objects.create(dari=satu, ke=dua, keterangan="data bersama")
    jawab = buka(sebagai(panggung.kantor.kepala))
    isi = jawab.content.decode()
    per_pk = {c.cabang.pk: c for c in berurut(jawab.context["halaman"].akar)}
    assert [u.simpul for u in per_pk[satu.pk].keluar] == [dua.pk]
    assert [u.simpul for u in per_pk[dua.pk].masuk] == [satu.pk]
    assert "turut mendukung program" in isi and "turut didukung program" in isi
    assert reverse("kaitan_hapus", args=[kaitan.pk]) not in isi
    assert 'name="dari"' not in buka(sebagai(panggung.kantor.kepala), kaitan="baru").content.decode()
    tim = sebagai(panggung.kantor.ketua_tim)
    assert reverse("kaitan_hapus", args=[kaitan.pk]) in buka(tim).content.decode()
    assert 'name="dari"' in buka(tim, kaitan="baru").content.decode()


def test_kaitan_lewat_halaman(panggung, sebagai):
    klien = sebagai(panggung.kantor.ketua_tim)
    satu, dua = panggung.program_satu, panggung.program_dua
    isian = {"dari": satu.pk, "ke": dua.pk, "keterangan": "data\x00 bersama"}
    assert klien.post(reverse("kaitan_tambah"), isian).status_code == 302
    kaitan = KaitanSilang.objects.get()
    assert (kaitan.dari, kaitan.ke, kaitan.keterangan) == (satu, dua, "data bersama")
    for buruk, kata in (
        ({"dari": "", "ke": dua.pk}, "Pilih kedua simpul"),
        ({"dari": "x", "ke": "9" * 30}, "Pilih kedua simpul"),
        ({"dari": satu.pk, "ke": satu.pk}, "tidak dapat mendukung dirinya sendiri"),
        (isian, "Kaitan ini sudah ada."),
    ):
        assert kata in klien.post(reverse("kaitan_tambah"), buruk, follow=True).content.decode()
    assert KaitanSilang.objects.get() == kaitan
    klien.post(reverse("kaitan_hapus", args=[kaitan.pk]))
    assert not KaitanSilang.objects.exists()


def test_simpul_opd_lain_tidak_dapat_dikaitkan(panggung, kantor_lain, sebagai):
    asing = Simpul.objects.create(opd=kantor_lain.opd, tahun=TAHUN, jenjang="program", uraian="Asing")
    klien = sebagai(panggung.kantor.ketua_tim)
    isian = {"dari": panggung.program_satu.pk, "ke": asing.pk}
    jawab = klien.post(reverse("kaitan_tambah"), isian, follow=True)
    assert "Pilih kedua simpul" in jawab.content.decode() and "Asing" not in jawab.content.decode()
    assert not KaitanSilang.objects.exists()


def test_tahun_tanpa_pohon_mengatakannya(kantor, sebagai):
    assert "Pohon kinerja belum diisi" in buka(sebagai(kantor.kepala)).content.decode()
    jawab = sebagai(kantor.kepala).post(reverse("pohon_cetak"), follow=True)
    assert "belum dapat dicetak" in jawab.content.decode()
    assert not Cetakan.objects.exists()


# -- quick and small --------------------------------------------------------------------------------


def perbesar(panggung, jumlah: int) -> None:
    """So many more programs, each with two kegiatan; indicators at a few."""
    for nomor in range(jumlah):
        program = panggung._simpul(
            "program", f"Program Penyelenggaraan Urusan Contoh Nomor {nomor}", panggung.sasaran_satu
        )
        for anak in range(2):
            panggung._simpul("kegiatan", f"Kegiatan Penyusunan Dokumen {nomor}.{anak}", program)
        KaitanSilang.objects.create(dari=program, ke=panggung.program_dua)


def test_pertanyaan_tetap_dan_seratus_simpul_tetap_ringan(panggung, sebagai):
    panggung.ukur(sampai=9)
    klien = sebagai(panggung.kantor.ketua_tim)

    def ukur(**cari) -> tuple[int, int]:
        with CaptureQueriesContext(connection) as sql:
            jawab = buka(klien, **cari)
        assert jawab.status_code == 200
        return len(sql), len(jawab.content)

    perbesar(panggung, 1)
    ukur()
    sedikit, _ = ukur()
    perbesar(panggung, 31)
    assert Simpul.objects.count() > 100
    for cari in ({}, {"lembar": 2}, {"tanda": "celah"}, {"kaitan": "baru"}):
        banyak, besar = ukur(**cari)
        assert banyak == sedikit < PERTANYAAN_TERBANYAK
        assert besar < TERBESAR, cari
    perbesar(panggung, 68)
    assert Simpul.objects.count() > 300
    assert ukur()[0] == sedikit


# -- paper ------------------------------------------------------------------------------------------


def halaman(pdf: bytes):
    return PdfReader(BytesIO(pdf)).pages


def test_cetakan_a3_rebah_sejumlah_lembarnya_dan_daftarnya(panggung):
    panggung.ukur(sampai=9)
    perbesar(panggung, 12)
    bentuk = susun(panggung)
    lembar = susun_lembar(bentuk.akar, bentuk.kaitan)
    assert len(lembar) > 1
    daftar = halaman(cetak_pdf(jadikan_html(bentuk)))
    for satu in daftar:
        assert (float(satu.mediabox.width), float(satu.mediabox.height)) == pytest.approx(A3, abs=0.5)
    teks = [satu.extract_text() for satu in daftar]
    # A sheet is a page; the lists of links and of marks follow.
    for nomor in range(len(lembar)):
        assert f"Lembar {nomor + 1} dari {len(lembar)}" in teks[nomor]
    sisa = teks[len(lembar) :]
    assert sisa and not any(re.search(r"Lembar \d+ dari", satu) for satu in sisa)
    assert "Yang perlu dilengkapi" in sisa[0] or "Kaitan silang" in sisa[0]
    padat = [re.sub(r"\s+", "", satu) for satu in teks]
    for simpul in Simpul.objects.all():
        assert any(re.sub(r"\s+", "", simpul.uraian) in satu for satu in padat), simpul.uraian


def test_pohon_tanpa_tanda_dan_kaitan_tanpa_halaman_daftar():
    bentuk = contoh_pohon()
    bersih = replace(bentuk, tanda=(), kaitan=(), naskah=replace(bentuk.naskah, keterangan=()))
    assert len(halaman(cetak_pdf(jadikan_html(bersih)))) == 1
    assert len(halaman(cetak_pdf(jadikan_html(bentuk)))) == 2


def test_cetakan_menyebut_keadaan_dan_latihan():
    teks = " ".join(satu.extract_text() for satu in halaman(cetak_pdf(jadikan_html(contoh_pohon()))))
    assert "Capaian s.d. Triwulan II 2026, disetujui." in teks
    assert "Contoh untuk berlatih" in teks and "1 buntu" in teks


def test_cetak_masuk_antrean_dengan_periode_yang_dipilih(panggung, sebagai, monkeypatch):
    monkeypatch.setattr(antrean, "jalankan", lambda: None)
    monkeypatch.setattr(views_cetakan, "TUNGGU_DETIK", 0)
    panggung.ukur(sampai=9)
    klien = sebagai(panggung.kantor.staf_satu)
    jawab = klien.post(reverse("pohon_cetak"), {"periode": panggung.tw.pk})
    cetakan = Cetakan.objects.get()
    assert jawab.url == cetakan.get_absolute_url()
    assert (cetakan.jenis, cetakan.opd, cetakan.diminta_oleh) == (
        "pohon-kinerja",
        panggung.opd,
        panggung.kantor.staf_satu,
    )
    naskah = (cetakan.jalur_folder / "naskah.html").read_text()
    assert "94,68 %" in naskah and "Triwulan I " in naskah
    assert klien.post(reverse("pohon_cetak"), {"periode": "1x"}).status_code == 404


def test_isian_orang_tetap_teks_pada_halaman_dan_naskah(panggung, sebagai):
    jahat = '<script>alert("x")</script>'
    Simpul.objects.filter(pk=panggung.sasaran_satu.pk).update(uraian=jahat, faktor_kunci=jahat)
    KaitanSilang.objects.create(dari=panggung.sasaran_satu, ke=panggung.program_dua, keterangan=jahat)
    isi = buka(sebagai(panggung.kantor.ketua_tim), kaitan="baru").content.decode()
    assert "<script>alert" not in isi and "&lt;script&gt;alert" in isi
    assert "<script>alert" not in jadikan_html(susun(panggung))


def test_tahun_lalu_tidak_menuntut_pemangku(kantor):
    """A vacancy of today is no gap of a year that is over."""
    Simpul.objects.create(
        opd=kantor.opd,
        tahun=2020,
        jenjang="sub_kegiatan",
        uraian="Lama",
        penanggung_jawab=kantor.jabatan["Kepala"],
    )
    kantor.jabatan["Kepala"].pemangku.all().delete()
    for hari, ada in ((date(2020, 5, 1), True), (date(2021, 1, 1), False)):
        pohon = baca_pohon(kantor.opd, 2020, hari)
        assert any(t.kode == "jabatan_kosong" for t in periksa_pohon(pohon)) is ada
