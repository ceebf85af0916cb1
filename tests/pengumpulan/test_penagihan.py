"""Chasing: who owes what, days worked by hand on the office's calendar, the words, and who may look."""

from datetime import UTC, date, datetime
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alur import tindakan
from organisasi.models import HariLibur, Jabatan, Pegawai, PemangkuJabatan, UnitKerja
from pengumpulan.actions import (
    buka_entri_langsung,
    catat_realisasi,
    kembalikan_data,
    lewati,
    serahkan_formulir,
)
from pengumpulan.models import BarisFormulir, Formulir, Realisasi
from pengumpulan.penagihan import Pesan, susun_penagihan
from tests.alur.penjalan import terbuka
from tests.pabrik import AWAL
from tests.pengumpulan import meja
from tests.pengumpulan import panggung_serah as serah
from tests.potret import bangun

pytestmark = [pytest.mark.sekali, pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]

SITUS = "http://testserver"


@pytest.fixture
def sandi_cepat(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pada(hari: int, bulan=1, jam_utc=3):
    """That day of 2026, at ten in the morning in Jakarta unless another hour is given."""
    return time_machine.travel(datetime(2026, bulan, hari, jam_utc, tzinfo=UTC), tick=False)


@pytest.fixture
def isi(kantor):
    """SOP 000 step 7, due 15 January 2026, a Thursday: Bidang Satu owes IK-1 and IK-2, Bidang Dua IK-9."""
    return bangun("isi", _bangun_isi, kantor)


def _bangun_isi(kantor):
    with pada(5):
        meja.indikator(kantor, "IK-1", kantor.bidang_satu, target=100)
        meja.rasio(kantor, "IK-2", kantor.bidang_satu)
        meja.indikator(kantor, "IK-9", kantor.bidang_dua)
        run = meja.mulai(kantor)
        meja.sampai(run, 7)
    return SimpleNamespace(
        run=run,
        satu=meja.formulir(run, kantor.bidang_satu),
        dua=meja.formulir(run, kantor.bidang_dua),
    )


def alamat(jalan: str) -> str:
    return SITUS + jalan


def tagih(kantor):
    """The one collection under way."""
    (satu,) = susun_penagihan(kantor.opd, alamat)
    return satu


def unit(kantor) -> dict[str, object]:
    """{unit: what it owes}."""
    return {satu.unit.nama: satu for satu in tagih(kantor).tagihan}


def tulis(kode: str, oleh, keadaan="angka", **isi) -> Realisasi:
    r = Realisasi.objects.get(indikator__kode=kode, periode=meja.tw())
    return catat_realisasi(
        indikator=r.indikator, unit=r.unit, periode=r.periode, oleh=oleh, keadaan=keadaan, **isi
    )


def serahkan(run, oleh) -> None:
    tindakan.selesaikan(catatan=terbuka(run), oleh=oleh)


# -- who owes what ----------------------------------------------------------------------------------


def test_yang_belum_diisi_dihitung_dan_disebut_per_unit(isi, kantor):
    with pada(6):
        tulis("IK-1", kantor.staf_satu, nilai=0)
        hasil = unit(kantor)
    assert list(hasil) == ["Bidang Satu", "Bidang Dua"]
    satu = hasil["Bidang Satu"]
    assert [baris.split()[0] for baris in satu.kosong] == ["IK-2"]
    assert (satu.ringkas.jumlah, satu.kurang) == (2, "1 baris belum diisi")
    assert [p.pegawai.nama for p in satu.pejabat] == ["Kepala Bidang Satu DISCONTOH"]
    assert satu.terakhir == "mengisi, 6 Januari 2026 pukul 10.00"
    assert hasil["Bidang Dua"].terakhir == "belum ada sejak dibagikan 5 Januari 2026 pukul 10.00"


def test_menyusul_bukan_kosong_dan_alasannya_disebut(isi, kantor):
    with pada(7):
        tulis("IK-9", kantor.staf_dua, keadaan="menyusul", alasan="Menunggu BPS, 20 Februari 2026")
        dua = unit(kantor)["Bidang Dua"]
        assert (dua.kosong, dua.kurang) == ((), "semua baris terisi, tinggal diserahkan")
        (susul,) = dua.menyusul
        assert (susul.alasan, susul.pada) == ("Menunggu BPS, 20 Februari 2026", "7 Januari 2026")
        serahkan(isi.run, kantor.kabid_dua)
        # Handed in, the unit is done; what it promised stays in sight.
        assert list(unit(kantor)) == ["Bidang Satu"]
        assert [(m.unit, m.baris.split()[0]) for m in tagih(kantor).menyusul] == [("Bidang Dua", "IK-9")]


def test_unit_yang_sudah_menyerahkan_tidak_ditagih(isi, kantor):
    with pada(8):
        tulis("IK-9", kantor.staf_dua, nilai=3)
        serahkan(isi.run, kantor.kabid_dua)
        hasil = tagih(kantor)
    assert [satu.unit.nama for satu in hasil.tagihan] == ["Bidang Satu"]
    assert (hasil.jumlah_sudah, len(hasil.daftar)) == (1, 2)
    assert "Bidang Dua" not in hasil.pesan.teks
    assert (hasil.giliran, hasil.langkah.split(":")[0]) == (
        "Sekretariat, Bidang Satu",  # without a row of its own the Sekretariat still has its paraf to give
        "Langkah 7",
    )


def test_formulir_yang_belum_dibagikan_tidak_ditagih(kantor):
    with pada(5):
        meja.indikator(kantor, "IK-1", kantor.bidang_satu)
        run = meja.mulai(kantor)
        assert (tagih(kantor).daftar, tagih(kantor).pesan) == ((), None)
        catatan = meja.sampai(run, 6)
        hasil = tagih(kantor)
    assert (hasil.tagihan, hasil.belum_dibagikan) == ((), ["Bidang Satu"])
    assert hasil.langkah.startswith("Langkah 6: ") and catatan.langkah.nomor == 6


def test_baris_yang_dikembalikan_ditagih_kepada_unitnya_saja(isi, kantor):
    with pada(8):
        tulis("IK-1", kantor.staf_satu, nilai=3)
        tulis("IK-2", kantor.staf_satu, pembilang=1, penyebut=2)
        tulis("IK-9", kantor.staf_dua, nilai=3)
        serahkan(isi.run, kantor.kabid_satu)
        serahkan(isi.run, kantor.kabid_dua)
        assert tagih(kantor).tagihan == ()
        catatan = meja.sampai(isi.run, 10)
        baris = meja.baris(isi.satu, "IK-1")
        kembalikan_data(
            catatan=catatan, oleh=kantor.sekretaris, alasan="Periksa lagi", baris={baris.pk: "Sumbernya?"}
        )
        hasil = unit(kantor)
    assert list(hasil) == ["Bidang Satu"]
    assert hasil["Bidang Satu"].kurang == "1 baris dikembalikan belum ditindaklanjuti"
    assert [b.split()[0] for b in hasil["Bidang Satu"].kembali] == ["IK-1"]


def test_pengumpulan_yang_disetujui_atau_dibatalkan_tidak_tampil(isi, kantor):
    with pada(8):
        isi.run.status = "dibatalkan"
        isi.run.alasan_batal = "Salah periode"
        isi.run.selesai_pada = datetime(2026, 1, 8, tzinfo=UTC)
        isi.run.save()
        assert susun_penagihan(kantor.opd, alamat) == []


def test_unit_yang_dilewati_tetap_ditagih_sesudah_disetujui_sampai_masuk(isi, kantor):
    with pada(20):
        for oleh, form in ((kantor.kabid_dua, isi.dua),):
            serah.isi_penuh(form, oleh)
            serahkan(isi.run, oleh)
        serahkan(isi.run, kantor.kasubbag)
        lewati(
            pengumpulan=isi.satu.pengumpulan,
            formulir=[isi.satu.pk],
            oleh=kantor.ketua_tim,
            batas=isi.run.batas_waktu,
        )
        serah.setujui_sampai(isi.run, kantor)
        hasil = tagih(kantor)
        assert (hasil.susulan, hasil.status.label) == (True, "Disetujui, menunggu susulan")
        assert (hasil.giliran, [str(s.unit) for s in hasil.tagihan]) == ("Bidang Satu", ["Bidang Satu"])
        assert "serahkan sebagai susulan" in hasil.tagihan[0].pesan.teks
        tulis("IK-1", kantor.staf_satu, nilai=3)
        tulis("IK-2", kantor.staf_satu, pembilang=1, penyebut=2)
        serahkan_formulir(formulir=Formulir.objects.get(pk=isi.satu.pk), oleh=kantor.staf_satu)
        assert susun_penagihan(kantor.opd, alamat) == []


def test_angka_menyusul_ditagih_sesudah_disetujui(isi, kantor, sebagai):
    with pada(14):
        janji = date(2026, 2, 2)
        tulis("IK-1", kantor.staf_satu, keadaan="menyusul", alasan="Survei berjalan.", menyusul_pada=janji)
        tulis("IK-2", kantor.staf_satu, pembilang=1, penyebut=2)
        serah.isi_penuh(isi.dua, kantor.staf_dua)
        for oleh in (kantor.kabid_satu, kantor.kabid_dua, kantor.kasubbag):
            serahkan(isi.run, oleh)
        serah.setujui_sampai(isi.run, kantor)
        hasil = tagih(kantor)
        assert (hasil.giliran, hasil.tagihan) == ("Bidang Satu", ())
        assert [m.alasan for m in hasil.menyusul] == [
            "Survei berjalan; dijanjikan paling lambat 2 Februari 2026"
        ]
        tulis("IK-1", kantor.staf_satu, nilai=4)
        assert [m.alasan for m in tagih(kantor).menyusul] == ["Angkanya sudah diisi, tinggal diserahkan"]
        isi_halaman = sebagai(kantor.ketua_tim).get(reverse("penagihan")).content.decode()
        assert "Angka yang masih ditunggu" in isi_halaman


def test_entri_langsung_ditagih_dengan_batas_bawaan(kantor):
    """Ten working days after 31 March 2025 unless the OPD says otherwise, on its own calendar."""
    with pada(5):
        meja.indikator(kantor, "IK-1", kantor.bidang_satu)
        kantor.opd.batas_hari_kerja = 3
        kantor.opd.save()
        pengumpulan = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
        hasil = tagih(kantor)
        assert hasil.judul == "Entri langsung TW I 2025"
        # 31 March 2025 is a Monday: 1, 2, 3 April.
        assert hasil.batas.startswith("3 April 2025, lewat ")
        assert (hasil.terlambat, hasil.giliran) == (True, "Bidang Satu")
        tulis("IK-1", kantor.staf_satu, nilai=1)
        assert hasil.tagihan and unit(kantor)["Bidang Satu"].kurang.endswith("tinggal diserahkan")
        serahkan_formulir(formulir=pengumpulan.formulir.get(), oleh=kantor.staf_satu)
        assert tagih(kantor).tagihan == ()


def test_pejabat_sekretariat_ialah_kasubbagnya_juga_dari_subbagian(kantor):
    with pada(5):
        sub = UnitKerja.objects.create(
            opd=kantor.opd, nama="Subbagian Umum", jenis="subbagian", induk=kantor.sekretariat
        )
        umum = Jabatan.objects.create(
            opd=kantor.opd, unit=sub, jenis="kasubbag", nama="Kasubbag Umum", urutan=9
        )
        PemangkuJabatan.objects.create(
            jabatan=umum, pegawai=kantor.anggota_tim.pegawai, tanggal_mulai=AWAL, jenis="plt"
        )
        meja.indikator(kantor, "IK-1", kantor.sekretariat)
        buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
        (satu,) = tagih(kantor).tagihan
    assert [p.sebutan for p in satu.pejabat] == ["Kasubbag Perencanaan DISCONTOH", "Plt. Kasubbag Umum"]


def test_unit_tanpa_pejabat_disapa_dengan_namanya(isi, kantor):
    PemangkuJabatan.objects.filter(jabatan=kantor.jabatan["Kepala Bidang Satu"]).delete()
    with pada(6):
        satu = unit(kantor)["Bidang Satu"]
    assert satu.pejabat == ()
    assert satu.pesan.teks.startswith("Yth. Bidang Satu,\n")


def test_tidak_ada_dari_opd_lain(isi, kantor, kantor_lain, sebagai):
    with pada(6):
        assert susun_penagihan(kantor_lain.opd, alamat) == []
        jawab = sebagai(kantor_lain.kepala).get(reverse("penagihan"))
    assert jawab.status_code == 200
    assert b"Tidak ada pengumpulan yang berjalan" in jawab.content
    assert b"Bidang Satu" not in jawab.content


# -- days, worked by hand ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hari", "sebutan", "terlambat"),
    [
        (5, "15 Januari 2026, tinggal 8 hari kerja", False),  # 6 7 8 9, 12 13 14 15
        (9, "15 Januari 2026, tinggal 4 hari kerja", False),  # a Friday
        (10, "15 Januari 2026, tinggal 4 hari kerja", False),  # Saturday: the same four are left
        (14, "15 Januari 2026, tinggal 1 hari kerja", False),
        (15, "15 Januari 2026, hari ini", False),
        (16, "15 Januari 2026, lewat 1 hari kerja", True),
        (17, "15 Januari 2026, lewat 1 hari kerja", True),  # Saturday adds none
        (20, "15 Januari 2026, lewat 3 hari kerja", True),  # 16, 19, 20
    ],
)
def test_hari_kerja_sampai_dan_sesudah_batas(isi, kantor, hari, sebutan, terlambat):
    with pada(hari):
        hasil = tagih(kantor)
    assert (hasil.batas, hasil.terlambat) == (sebutan, terlambat)
    assert f"Batas waktu: {sebutan}." in hasil.pesan.teks


@pytest.mark.parametrize(
    ("hari", "sebutan"),
    [
        (12, "tinggal 2 hari kerja"),  # 13 and 15; the 14th is off
        (16, "baru saja lewat"),  # the 16th is off too
        (19, "lewat 1 hari kerja"),
    ],
)
def test_hari_libur_tidak_dihitung(isi, kantor, hari, sebutan):
    for tanggal in (14, 16):
        HariLibur.objects.create(tanggal=f"2026-01-{tanggal}", nama="Libur contoh", opd=kantor.opd)
    with pada(hari):
        assert tagih(kantor).batas == f"15 Januari 2026, {sebutan}"


def test_hari_menurut_zona_waktu_kantor(isi, kantor):
    """At 18.00 UTC on the 15th it is the 16th in Jakarta."""
    with pada(15, jam_utc=18):
        assert tagih(kantor).batas.endswith("lewat 1 hari kerja")


# -- the words --------------------------------------------------------------------------------------


def test_teks_untuk_satu_unit_persis(isi, kantor):
    with pada(19):
        teks = unit(kantor)["Bidang Satu"].pesan.teks
    assert teks == (
        "Yth. Kepala Bidang Satu DISCONTOH,\n"
        "\n"
        "Formulir Bidang Satu untuk pengumpulan data TW I 2025 Dinas Discontoh belum diserahkan: "
        "2 baris belum diisi.\n"
        "- IK-1 Indikator contoh IK-1 (TW I 2025)\n"
        "- IK-2 Indikator contoh IK-2 (TW I 2025)\n"
        "\n"
        "Batas waktu: 15 Januari 2026, lewat 2 hari kerja.\n"
        f"Alamat formulir: http://testserver/formulir/{isi.satu.pk}/\n"
        "\n"
        "Terima kasih."
    )


def test_teks_grup_persis(isi, kantor):
    with pada(14):
        tulis("IK-9", kantor.staf_dua, nilai=3)
        teks = tagih(kantor).pesan.teks
    assert teks == (
        "Pengumpulan data TW I 2025 Dinas Discontoh\n"
        "Batas waktu: 15 Januari 2026, tinggal 1 hari kerja.\n"
        "\n"
        "Unit yang belum menyerahkan formulir:\n"
        "- Bidang Satu: 2 baris belum diisi\n"
        "- Bidang Dua: semua baris terisi, tinggal diserahkan\n"
        "\n"
        f"Alamat formulir: http://testserver/pengumpulan/{isi.satu.pengumpulan_id}/\n"
        "Terima kasih."
    )


def test_baris_yang_banyak_disebut_sepuluh(isi, kantor):
    with pada(5):
        for nomor in range(20, 32):
            meja.indikator(kantor, f"IK-{nomor}", kantor.bidang_satu)
        isi.run.batas_waktu = "2026-01-20"
        run = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(2), oleh=kantor.ketua_tim)
        langsung = next(t for t in susun_penagihan(kantor.opd, alamat) if "Entri" in t.judul)
    (satu, _) = langsung.tagihan
    assert run.formulir.count() == 2 and len(satu.kosong) == 14
    assert satu.pesan.teks.count("\n- ") == 11
    assert "\n- dan 4 baris lainnya\n" in satu.pesan.teks


@pytest.mark.parametrize(
    "teks",
    ["Dinas A & B: 50 % + 1? #2 = 3/4", "baris satu\nbaris dua – “Kutip” é", "a" * 3000],
)
def test_tautan_dapat_dibaca_kembali_sama(teks):
    url = Pesan(teks).url
    bagian = urlsplit(url)
    assert (bagian.scheme, bagian.netloc, bagian.path, bagian.fragment) == ("https", "wa.me", "/", "")
    assert parse_qs(bagian.query, strict_parsing=True) == {"text": [teks]}
    assert url.isascii() and not set(' \n"<>+') & set(url)


# -- the page ---------------------------------------------------------------------------------------


def test_halaman_memuat_teks_tersalin_dan_tautan_aman(isi, kantor, sebagai):
    with pada(19):
        jawab = sebagai(kantor.ketua_tim).get(reverse("penagihan"))
    html = jawab.content.decode()
    (satu,) = jawab.context["daftar"]
    semua = [satu.pesan, *(t.pesan for t in satu.tagihan)]
    assert len(semua) == 3 and html.count("<textarea") == 3 == html.count(" readonly>")
    for pesan in semua:
        assert f">{pesan.teks}</textarea>" in html
        assert f'href="{pesan.url}" target="_blank" rel="noopener"' in html
    assert html.count("https://wa.me/") == html.count('rel="noopener"')
    assert "<form" not in html.split('id="isi"')[1].split("</main>")[0]
    assert "wa.me" not in jawab["Content-Security-Policy"]


@pytest.mark.parametrize("siapa", ["ketua_tim", "anggota_tim", "sekretaris", "kepala"])
def test_yang_berhak_melihat_dan_mendapat_tautan_dari_formulir_dan_dashboard(isi, kantor, sebagai, siapa):
    klien = sebagai(getattr(kantor, siapa))
    with pada(19):
        assert klien.get(reverse("penagihan")).status_code == 200
        for alamat_ in (isi.satu.pengumpulan.get_absolute_url(), reverse("dasbor")):
            assert f'href="{reverse("penagihan")}"' in klien.get(alamat_).content.decode()


@pytest.mark.parametrize("siapa", ["staf_satu", "kabid_satu", "kasubbag", "pengawas", "admin"])
def test_orang_lain_tidak_menagih(isi, kantor, sebagai, siapa):
    klien = sebagai(getattr(kantor, siapa))
    with pada(19):
        assert klien.get(reverse("penagihan")).status_code == 404
        for alamat_ in (isi.satu.pengumpulan.get_absolute_url(), reverse("dasbor")):
            assert f'href="{reverse("penagihan")}"' not in klien.get(alamat_).content.decode()


def jumlah_permintaan(kantor) -> int:
    with CaptureQueriesContext(
        connection,
    ) as tangkap:
        hasil = susun_penagihan(kantor.opd, alamat)
        for satu in hasil:
            _ = [t.pesan.url for t in satu.tagihan], satu.jumlah_sudah, satu.belum_dibagikan
    return len(tangkap)


def test_jumlah_permintaan_tetap_untuk_tiga_dan_tiga_puluh_unit(isi, kantor):
    """A form per unit with two rows, one empty and one menyusul, each unit with its head."""
    pengumpulan = isi.satu.pengumpulan
    contoh = Formulir.objects.get(pk=isi.satu.pk)

    def tambah(mulai: int, sampai: int) -> None:
        for nomor in range(mulai, sampai + 1):
            baru = UnitKerja.objects.create(
                opd=kantor.opd, nama=f"Bidang {nomor}", jenis="bidang", urutan=10 + nomor
            )
            jabatan = Jabatan.objects.create(
                opd=kantor.opd, unit=baru, jenis="kepala_bidang", nama=f"Kabid {nomor}"
            )
            pegawai = Pegawai.objects.create(opd=kantor.opd, unit=baru, nama=f"Orang {nomor}")
            PemangkuJabatan.objects.create(jabatan=jabatan, pegawai=pegawai, tanggal_mulai=AWAL)
            form = Formulir.objects.create(
                pengumpulan=pengumpulan,
                unit=baru,
                status="dibagikan",
                dibagikan_pada=contoh.dibagikan_pada,
                dibagikan_oleh=contoh.dibagikan_oleh,
            )
            for urutan, (kode, keadaan) in enumerate([("IK-1", "belum_diisi"), ("IK-9", "menyusul")]):
                r = Realisasi.objects.create(
                    indikator=Realisasi.objects.filter(indikator__kode=kode).first().indikator,
                    unit=baru,
                    periode=meja.tw(),
                    keadaan=keadaan,
                    alasan="Menunggu BPS" if keadaan == "menyusul" else "",
                    versi=1,
                    diubah_oleh=kantor.staf_satu,
                )
                BarisFormulir.objects.create(formulir=form, realisasi=r, urutan=urutan)

    with pada(19):
        tambah(1, 1)
        assert len(tagih(kantor).tagihan) == 3
        tiga = jumlah_permintaan(kantor)
        tambah(2, 28)
        assert len(tagih(kantor).tagihan) == 30
        assert jumlah_permintaan(kantor) == tiga


# -- Tugas Saya -------------------------------------------------------------------------------------


def kartu(klien) -> list[tuple[str, str]]:
    """(title, label) of the cards about forms."""
    jawab = klien.get(reverse("beranda"))
    assert jawab.status_code == 200
    return [(satu["judul"], satu["label_tombol"]) for satu in jawab.context["tugas_lain"]]


def test_tugas_saya_mengajak_tim_menagih_selama_ada_yang_belum(isi, kantor, sebagai):
    with pada(8):
        assert kartu(sebagai(kantor.ketua_tim)) == [("2 formulir unit belum diserahkan – DISCONTOH", "Tagih")]
        tulis("IK-9", kantor.staf_dua, nilai=3)
        serahkan(isi.run, kantor.kabid_dua)
        assert kartu(sebagai(kantor.ketua_tim)) == [("1 formulir unit belum diserahkan – DISCONTOH", "Tagih")]
        tulis("IK-1", kantor.staf_satu, nilai=3)
        tulis("IK-2", kantor.staf_satu, pembilang=1, penyebut=2)
        serahkan(isi.run, kantor.kabid_satu)
        assert kartu(sebagai(kantor.ketua_tim)) == []


def test_tugas_saya_tidak_mengulang_formulir_dari_langkah_pengisian(isi, kantor, sebagai):
    with pada(8):
        klien = sebagai(kantor.staf_satu)
        assert kartu(klien) == []
        assert len(klien.get(reverse("beranda")).context["daftar_tugas"]) == 1


def test_tugas_saya_memuat_formulir_entri_langsung_unitnya_saja(kantor, kantor_lain, sebagai):
    with pada(5):
        meja.indikator(kantor, "IK-1", kantor.bidang_satu)
        pengumpulan = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
        judul = "Formulir Bidang Satu TW I 2025 – DISCONTOH"
        klien = sebagai(kantor.staf_satu)
        assert kartu(klien) == [(judul, "Isi formulir")]
        html = klien.get(reverse("beranda")).content.decode()
        assert "1 baris belum diisi" in html and "Tidak ada yang menunggu Anda" not in html
        assert kartu(sebagai(kantor.staf_dua)) == kartu(sebagai(kantor_lain.staf_satu)) == []
        tulis("IK-1", kantor.staf_satu, nilai=1)
        serahkan_formulir(formulir=pengumpulan.formulir.get(), oleh=kantor.staf_satu)
        assert kartu(sebagai(kantor.staf_satu)) == []


def test_tugas_saya_tetap_ringan_dengan_banyak_formulir(kantor, sebagai):
    """More units for the one who chases, more periods for the one who fills."""

    def permintaan(akun) -> int:
        klien = sebagai(akun)
        kartu(klien)
        with CaptureQueriesContext(connection) as tangkap:
            kartu(klien)
        return len(tangkap)

    with pada(5):
        meja.indikator(kantor, "IK-1", kantor.bidang_satu)
        pengumpulan = buka_entri_langsung(opd=kantor.opd, periode=meja.tw(), oleh=kantor.ketua_tim)
        awal = permintaan(kantor.ketua_tim), permintaan(kantor.staf_satu)
        contoh = pengumpulan.formulir.get()
        for nomor in range(30):
            baru = UnitKerja.objects.create(opd=kantor.opd, nama=f"Bidang {nomor}", jenis="bidang")
            Formulir.objects.create(
                pengumpulan=pengumpulan,
                unit=baru,
                status="dibagikan",
                dibagikan_pada=contoh.dibagikan_pada,
                dibagikan_oleh=contoh.dibagikan_oleh,
            )
        for nomor in (2, 3, 4):
            buka_entri_langsung(opd=kantor.opd, periode=meja.tw(nomor), oleh=kantor.ketua_tim)
        assert len(kartu(sebagai(kantor.staf_satu))) == 4
        assert (permintaan(kantor.ketua_tim), permintaan(kantor.staf_satu)) == awal


def test_giliran_sama_dengan_halaman_pelaksanaan(isi, kantor, sebagai):
    """The page reads all runs together; what it says of one is what that run's own page says."""

    def siapa() -> str:
        return sebagai(kantor.pengawas).get(isi.run.get_absolute_url()).context["giliran"]["siapa"]

    with pada(8):
        assert tagih(kantor).giliran == siapa() == "Sekretariat, Bidang Satu, Bidang Dua"
        tulis("IK-1", kantor.staf_satu, nilai=3)
        tulis("IK-2", kantor.staf_satu, pembilang=1, penyebut=2)
        tulis("IK-9", kantor.staf_dua, nilai=3)
        serahkan(isi.run, kantor.kabid_satu)
        assert tagih(kantor).giliran == siapa() == "Sekretariat, Bidang Dua"
        meja.sampai(isi.run, 10)
        assert tagih(kantor).giliran == siapa()
        baris = meja.baris(isi.satu, "IK-1")
        kembalikan_data(
            catatan=terbuka(isi.run), oleh=kantor.sekretaris, alasan="Periksa", baris={baris.pk: "Sumbernya?"}
        )
        assert tagih(kantor).giliran == siapa() == "Bidang Satu"
