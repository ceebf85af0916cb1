"""The pages on which a measurement is made: methodology, results, analysis; refusals keep what was typed."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alur import tindakan
from alur.models import CatatanPerbaikan
from pengukuran.actions import hitung, tulis_analisis
from pengukuran.models import HasilUkur, Metodologi
from tests.panggung_kinerja import PanggungKinerja

pytestmark = [pytest.mark.django_db, pytest.mark.sekali]


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


def terbuka(panggung):
    return panggung.pengukuran_jalan.catatan.select_related("langkah__prosedur", "pelaksanaan").get(
        selesai_pada=None
    )


def alamat(nama, objek):
    return reverse(nama, args=[objek.pk])


def tulisan(hasil, **lain):
    """A form as the page sends it."""
    return {"versi": hasil.versi, "analisis": "", "faktor_pendukung": "", "faktor_penghambat": ""} | lain


def aturan(**lain):
    return {
        "skala": "permendagri_86_2017",
        "cara_potong": "batas_bawah",
        "batas_tampil": "",
        "batas_rata_rata": "",
        "ambang_anomali": "120",
        "celah": "ketat",
        "aturan_opd": "semua_indikator",
    } | lain


# -- methodology ------------------------------------------------------------------------------------


def test_metodologi_menyebut_definisi_target_dan_yang_kurang(panggung, sebagai):
    panggung.ukur(sampai=4)
    jawab = sebagai(panggung.kantor.ketua_tim).get(alamat("langkah_metodologi", terbuka(panggung)))
    per_kode = {satu.penempatan.indikator.kode: satu for satu in jawab.context["patokan"]}
    assert per_kode["IKU-1"].target == "22"
    assert "nomor PK/1" in per_kode["IKU-1"].target_dari
    assert per_kode["IKU-1"].sejak == "1 Januari 2024"
    assert per_kode["IKU-1"].peringatan == ()
    assert per_kode["ISK-1"].peringatan == ("Target belum ditetapkan: capaiannya tidak dapat dihitung.",)
    isi = jawab.content.decode()
    assert "Indikator negatif – selisih" in isi
    assert "Formulasi IKU-1" in isi


def test_metodologi_memperingatkan_definisi_dan_target_periode_yang_kosong(panggung, sebagai):
    panggung.ukur(sampai=4)
    panggung.indikator["IKU-2"].versi.update(tanggal_mulai="2099-01-01")
    panggung.indikator["IKU-1"].target.get().periode.update(nilai=None)
    jawab = sebagai(panggung.kantor.ketua_tim).get(alamat("langkah_metodologi", terbuka(panggung)))
    per_kode = {satu.penempatan.indikator.kode: satu.peringatan for satu in jawab.context["patokan"]}
    assert per_kode["IKU-2"] == ("Belum ada definisi yang berlaku: capaiannya tidak dapat dihitung.",)
    assert per_kode["IKU-1"] == (f"Target {panggung.tw.nama} belum diisi.",)


def test_simpan_aturan_lalu_selesaikan_dari_halamannya(panggung, sebagai):
    panggung.ukur(sampai=4)
    catatan, klien = terbuka(panggung), sebagai(panggung.kantor.ketua_tim)
    jawab = klien.post(alamat("langkah_metodologi", catatan), aturan(batas_rata_rata="110"))
    assert jawab.status_code == 302
    assert Metodologi.objects.get().batas_rata_rata == 110
    assert alamat("langkah_selesaikan", catatan) in klien.get(jawab.url).content.decode()
    assert klien.post(alamat("langkah_selesaikan", catatan), {"uraian": ""}).status_code == 302
    assert terbuka(panggung).langkah.nomor == 5
    assert Metodologi.objects.get().batas_rata_rata == 110


def test_batas_di_bawah_seratus_ditolak_dan_isian_tetap(panggung, sebagai):
    panggung.ukur(sampai=4)
    alamat_ = alamat("langkah_metodologi", terbuka(panggung))
    jawab = sebagai(panggung.kantor.ketua_tim).post(
        alamat_, aturan(batas_tampil="95,5", ambang_anomali="150")
    )
    assert jawab.status_code == 422
    isi = jawab.content.decode()
    assert "Paling rendah 100" in isi
    assert 'value="95,5"' in isi
    assert 'value="150"' in isi
    assert not Metodologi.objects.exists()


def test_aturan_hanya_oleh_pelaksana_langkah(panggung, sebagai):
    panggung.ukur(sampai=4)
    alamat_ = alamat("langkah_metodologi", terbuka(panggung))
    klien = sebagai(panggung.kantor.staf_satu)
    assert klien.get(alamat_).context["form"] is None
    jawab = klien.post(alamat_, aturan(ambang_anomali="150"))
    assert jawab.status_code == 403
    assert not Metodologi.objects.exists()


# -- measuring --------------------------------------------------------------------------------------


def test_hitung_lalu_yang_perlu_dikerjakan_lebih_dahulu(panggung, sebagai):
    panggung.ukur(sampai=5)
    catatan, klien = terbuka(panggung), sebagai(panggung.kantor.ketua_tim)
    kosong = klien.get(alamat("langkah_ukur", catatan))
    assert kosong.context["kelompok"] == []
    assert any("Capaian belum dihitung" in satu for satu in kosong.context["giliran"]["kekurangan"])
    assert klien.post(alamat("ukur_hitung", catatan)).status_code == 302
    jawab = klien.get(alamat("langkah_ukur", catatan))
    kode = {
        satu.kode: [b.hasil.patokan.indikator.kode for b in satu.baris] for satu in jawab.context["kelompok"]
    }
    assert kode == {
        "analisis": ["IKU-1", "IKP-1", "IKU-3"],
        "tidak": ["ISK-1"],
        "lapor": ["IKU-4"],
        "bawah": ["IKK-1"],
        "lain": ["IKU-2"],
        "waktu": ["IKP-2"],
    }
    assert list(kode)[:3] == ["analisis", "tidak", "lapor"]
    per_kode = {b.hasil.patokan.indikator.kode: b for k in jawab.context["kelompok"] for b in k.baris}
    assert (per_kode["IKU-1"].capaian_periode, per_kode["IKU-1"].status.label) == ("94,68", "Sangat Tinggi")
    assert (per_kode["IKP-1"].realisasi, per_kode["IKP-1"].capaian_periode) == ("0", "0,00")
    assert (per_kode["IKU-4"].realisasi, per_kode["IKU-4"].capaian_periode) == ("Menyusul", "–")
    assert per_kode["ISK-1"].status.label == "Tidak dapat dihitung"


def test_tulisan_unit_ditawarkan_dan_tersimpan_sekali(panggung, sebagai):
    panggung.ukur(sampai=5)
    hitung(catatan=terbuka(panggung), oleh=panggung.kantor.ketua_tim)
    hasil, klien = panggung.hasil("IKU-3"), sebagai(panggung.kantor.ketua_tim)
    jawab = klien.get(alamat("langkah_ukur", terbuka(panggung)))
    baris = next(b for k in jawab.context["kelompok"] for b in k.baris if b.hasil == hasil)
    usul = {satu.nama: satu.isi for satu in baris.teks if satu.dari_unit}
    assert usul == {
        "faktor_penghambat": "Pendataan lapangan terlambat",
        "rencana_perbaikan": "Pendataan dimulai lebih awal",
    }
    klien.post(alamat("hasil_tulis", hasil), tulisan(hasil, analisis="Register ganda", **usul))
    hasil.refresh_from_db()
    assert (hasil.analisis, hasil.rencana_perbaikan) == ("Register ganda", "Pendataan dimulai lebih awal")


def test_analisis_basi_ditolak_dan_ketikan_tetap(panggung, sebagai):
    panggung.ukur(sampai=5)
    hitung(catatan=terbuka(panggung), oleh=panggung.kantor.ketua_tim)
    hasil = panggung.hasil("IKU-1")
    lama = tulisan(hasil, analisis="Ketikan saya", rencana_perbaikan="Rencana saya")
    tulis_analisis(
        hasil=hasil, oleh=panggung.kantor.sekretaris, versi_diketahui=hasil.versi, analisis="Tulisan lain"
    )
    klien = sebagai(panggung.kantor.ketua_tim)
    jawab = klien.post(alamat("hasil_tulis", hasil), lama)
    assert jawab.status_code == 409
    isi = jawab.content.decode()
    assert ">Ketikan saya</textarea>" in isi
    assert "Yang tersimpan sekarang: Tulisan lain" in isi
    hasil.refresh_from_db()
    assert hasil.analisis == "Tulisan lain"
    # The page carries the version that stands now: sent once more, knowing the other text, it is taken.
    baris = next(b for k in jawab.context["kelompok"] for b in k.baris if b.hasil == hasil)
    assert klien.post(alamat("hasil_tulis", hasil), lama | {"versi": baris.versi}).status_code == 302
    hasil.refresh_from_db()
    assert hasil.analisis == "Ketikan saya"


def test_staf_membaca_tetapi_tidak_menulis(panggung, sebagai):
    panggung.ukur(sampai=5)
    hitung(catatan=terbuka(panggung), oleh=panggung.kantor.ketua_tim)
    hasil, klien = panggung.hasil("IKU-1"), sebagai(panggung.kantor.staf_satu)
    jawab = klien.get(alamat("langkah_ukur", terbuka(panggung)))
    assert not any(b.boleh_tulis for k in jawab.context["kelompok"] for b in k.baris)
    jawab = klien.post(alamat("hasil_tulis", hasil), tulisan(hasil, analisis="Titipan staf"))
    assert jawab.status_code == 403
    assert ">Titipan staf</textarea>" in jawab.content.decode()
    assert klien.post(alamat("ukur_hitung", terbuka(panggung))).status_code == 403
    hasil.refresh_from_db()
    assert hasil.analisis == ""


# -- after a return ---------------------------------------------------------------------------------


def kembalikan(panggung, nomor_langkah: int, **hasil: str) -> None:
    """Send named results back from the decision to that step."""
    catatan = terbuka(panggung)
    jalur = catatan.langkah.jalur_kembali.select_related("ke").get(ke__nomor=nomor_langkah)
    tindakan.kembalikan(
        catatan=catatan,
        oleh=panggung.kantor.sekretaris,
        alasan="Analisis belum tajam",
        ke=jalur.ke,
        hasil={panggung.hasil(kode.replace("_", "-")).pk: isi for kode, isi in hasil.items()},
    )


@pytest.mark.parametrize("ke", [5, 6])
def test_hanya_hasil_yang_dikembalikan_dapat_diubah(ke, panggung, sebagai):
    panggung.ukur(sampai=8)
    ukur = panggung.pengukuran_jalan.catatan.get(langkah__nomor=5)
    kembalikan(panggung, ke, IKU_3="Sebut jumlah pengaduan")
    kini = terbuka(panggung)
    hasil, lain = panggung.hasil("IKU-3"), panggung.hasil("IKU-1")
    klien = sebagai(panggung.kantor.ketua_tim)
    jawab = klien.get(alamat("langkah_ukur", kini if ke == 5 else ukur))
    assert jawab.context["kelompok"][0].kode == "kembali"
    baris = {b.hasil.pk: b for k in jawab.context["kelompok"] for b in k.baris}
    assert [pk for pk, b in baris.items() if b.boleh_tulis] == [hasil.pk]
    assert baris[hasil.pk].perbaikan.isi.endswith("Sebut jumlah pengaduan")
    assert klien.post(alamat("hasil_tulis", lain), tulisan(lain, analisis="Ubah juga")).status_code == 409
    jawab = klien.post(
        alamat("hasil_tulis", hasil),
        tulisan(
            hasil, analisis="Lima belas pengaduan", rencana_perbaikan="Percepat", jawaban="Jumlah disebut"
        ),
    )
    assert jawab.status_code == 302
    hasil.refresh_from_db()
    assert hasil.analisis == "Lima belas pengaduan"
    assert hasil.perbaikan.status == CatatanPerbaikan.Status.SUDAH
    assert hasil.perbaikan.jawaban == "Jumlah disebut"
    assert HasilUkur.objects.get(pk=lain.pk).analisis != "Ubah juga"


def test_jawaban_ditolak_membawa_pulang_analisisnya(panggung, sebagai):
    """Kepala Bidang may write, but it is not his turn to answer: both come back, nothing is half-written."""
    panggung.ukur(sampai=8)
    kembalikan(panggung, 5, IKU_3="Sebut jumlah pengaduan")
    hasil = panggung.hasil("IKU-3")
    sebelum = hasil.analisis
    jawab = sebagai(panggung.kantor.kabid_dua).post(
        alamat("hasil_tulis", hasil), tulisan(hasil, analisis="Dari bidang", jawaban="Sudah")
    )
    assert jawab.status_code == 403
    assert ">Dari bidang</textarea>" in jawab.content.decode()
    hasil.refresh_from_db()
    assert (hasil.analisis, hasil.perbaikan.jawaban) == (sebelum, "")


def test_dikembalikan_seluruhnya_satu_catatan_di_atas(panggung, sebagai):
    panggung.ukur(sampai=8)
    kembalikan(panggung, 5)
    jawab = sebagai(panggung.kantor.ketua_tim).get(alamat("langkah_ukur", terbuka(panggung)))
    assert [(p.isi, boleh, banyak) for p, boleh, banyak in jawab.context["perbaikan"]] == [
        ("Analisis belum tajam", True, 8)
    ]
    baris = [b for k in jawab.context["kelompok"] for b in k.baris]
    assert all(b.boleh_tulis and b.perbaikan is None for b in baris)


def test_saat_diputuskan_tulisan_tidak_berubah(panggung, sebagai):
    panggung.ukur(sampai=8)
    ukur = panggung.pengukuran_jalan.catatan.get(langkah__nomor=5)
    jawab = sebagai(panggung.kantor.ketua_tim).get(alamat("langkah_ukur", ukur))
    assert not any(b.boleh_tulis for k in jawab.context["kelompok"] for b in k.baris)


# -- scope and speed --------------------------------------------------------------------------------


def test_opd_lain_tidak_ada(panggung, kantor_lain, sebagai):
    panggung.ukur(sampai=5)
    hitung(catatan=terbuka(panggung), oleh=panggung.kantor.ketua_tim)
    hasil, catatan, klien = panggung.hasil("IKU-1"), terbuka(panggung), sebagai(kantor_lain.ketua_tim)
    metodologi = panggung.pengukuran_jalan.catatan.get(langkah__nomor=4)
    assert klien.get(alamat("langkah_metodologi", metodologi)).status_code == 404
    assert klien.post(alamat("langkah_metodologi", metodologi), aturan()).status_code == 404
    assert klien.get(alamat("langkah_ukur", catatan)).status_code == 404
    assert klien.post(alamat("ukur_hitung", catatan)).status_code == 404
    assert klien.post(alamat("hasil_tulis", hasil), tulisan(hasil, analisis="x")).status_code == 404


def test_halaman_langkah_lain_tidak_ada(panggung, sebagai):
    panggung.ukur(sampai=4)
    assert (
        sebagai(panggung.kantor.ketua_tim).get(alamat("langkah_ukur", terbuka(panggung))).status_code == 404
    )


def test_pertanyaan_tidak_bertambah_dengan_indikator(kantor, kantor_lain, sebagai):
    hasil = []
    for satu, jumlah in ((kantor, 5), (kantor_lain, 40)):
        panggung = PanggungKinerja(satu)
        panggung.tambah_indikator(jumlah - 5)
        panggung.ukur(sampai=5)
        hitung(catatan=terbuka(panggung), oleh=satu.ketua_tim)
        klien = sebagai(satu.ketua_tim)
        metodologi = panggung.pengukuran_jalan.catatan.get(langkah__nomor=4)
        for nama, catatan in (("langkah_ukur", terbuka(panggung)), ("langkah_metodologi", metodologi)):
            klien.get(alamat(nama, catatan))
            with CaptureQueriesContext(connection) as sql:
                jawab = klien.get(alamat(nama, catatan))
            assert jawab.status_code == 200
            assert len(jawab.content) < 300_000
            hasil.append((nama, len(sql)))
    assert hasil[:2] == hasil[2:]
    assert max(jumlah for _, jumlah in hasil) <= 50


def test_capaian_di_halaman_sama_dengan_tersimpan(panggung, sebagai):
    panggung.ukur(sampai=5)
    hitung(catatan=terbuka(panggung), oleh=panggung.kantor.ketua_tim)
    assert panggung.hasil("IKU-1").capaian_periode == Decimal("94.68")
    isi = sebagai(panggung.kantor.ketua_tim).get(alamat("langkah_ukur", terbuka(panggung))).content.decode()
    assert "20,83 / 22 × 100 = 94,68 %" in isi
