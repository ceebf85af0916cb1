"""Examining and deciding: what stands out first, returns of named rows, refusals that keep what was typed."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from alur import tindakan
from alur.models import CatatanPerbaikan, Langkah
from alur.perbaikan import tindaklanjuti
from laporan.views_periksa import baca_pilihan
from pengukuran.models import HasilUkur
from pengumpulan.actions import catat_realisasi, serahkan
from pengumpulan.models import BarisAnggaran, BarisFormulir
from tests.panggung_kinerja import PanggungKinerja

pytestmark = pytest.mark.django_db


@pytest.fixture
def panggung(kantor):
    return PanggungKinerja(kantor)


def terbuka(pelaksanaan):
    return pelaksanaan.catatan.select_related("langkah__prosedur", "pelaksanaan").get(selesai_pada=None)


def alamat(nama, objek):
    return reverse(nama, args=[objek.pk])


def baris(panggung, kode):
    return panggung.pengumpulan.formulir.get(unit=panggung.isi[kode][0]["unit"]).baris.get(
        realisasi__indikator__kode=kode
    )


def isi_kembali(catatan, ke=None, alasan="Periksa lagi", **lain):
    jalur = catatan.langkah.jalur_kembali
    ke = jalur.get(ke__nomor=ke) if ke else jalur.get(bawaan=True)
    return {"kembali-alasan": alasan, "kembali-ke": ke.ke_id, "kembali-perbaikan": "", **lain}


def semua_baris(jawab):
    return {b.kode: b for k in jawab.context["periksa"].kelompok for b in k.baris}


# -- the collection ---------------------------------------------------------------------------------


def test_yang_tidak_biasa_lebih_dahulu_dengan_sebabnya(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    jawab = sebagai(panggung.kantor.sekretaris).get(
        alamat("langkah_periksa", terbuka(panggung.pengumpulan_jalan))
    )
    sorot, *biasa = jawab.context["periksa"].kelompok
    per_kode = {(b.kode, b.tempat): b for b in sorot.baris}
    # No figure comes before a figure that only lacks its evidence.
    assert sorot.baris[0].kode == "IKU-4"
    assert per_kode["IKU-4", "Bidang Dua"].sorotan == ("Menyusul",)
    assert per_kode["IKU-4", "Bidang Dua"].alasan == "Survei berjalan"
    assert per_kode["IKP-1", "Bidang Satu"].sorotan == ("Tanpa bukti dukung",)
    assert str(per_kode["IKP-1", "Bidang Satu"].realisasi) == "0"
    assert per_kode["IKK-1", "Bidang Dua"].rincian == "90 / 100"
    assert [(k.judul, [b.kode for b in k.baris]) for k in biasa] == [("Bidang Satu", ["IKU-1", "IKU-2"])]
    assert not biasa[0].buka
    bukti = biasa[0].baris[0].bukti
    assert [(f.judul, f.url, f.keterangan) for f in bukti] == [("Rekap layanan", "", "Map 1")]
    isi = jawab.content.decode()
    assert "Pendataan lapangan terlambat" in isi
    assert 'name="baris" value="' in isi
    assert alamat("naskah_daftar", panggung.pengumpulan_jalan) in isi


def test_hanya_baris_yang_dicentang_dibuka_kembali(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan = terbuka(panggung.pengumpulan_jalan)
    dituju = baris(panggung, "IKU-3")
    belanja = BarisAnggaran.objects.get(simpul=panggung.program_dua)
    data = isi_kembali(catatan) | {
        "baris": [dituju.pk],
        f"baris-{dituju.pk}": "Cocokkan dengan register",
        "anggaran": [belanja.pk],
    }
    jawab = sebagai(panggung.kantor.sekretaris).post(alamat("langkah_kembalikan_baris", catatan), data)
    assert (jawab.status_code, jawab.url) == (302, panggung.pengumpulan_jalan.get_absolute_url())
    kembali = BarisFormulir.objects.filter(status="dikembalikan")
    assert [satu.pk for satu in kembali] == [dituju.pk]
    assert kembali[0].perbaikan.isi.endswith("Cocokkan dengan register")
    belanja.refresh_from_db()
    # A ticked row without a remark takes the reason.
    assert (belanja.status, belanja.perbaikan.isi) == (
        "dikembalikan",
        "Anggaran Program Pengaduan: Periksa lagi",
    )
    assert BarisFormulir.objects.filter(status="diserahkan").count() == 7
    status = dict(panggung.pengumpulan.formulir.values_list("unit__nama", "status"))
    assert (status["Bidang Satu"], status["Bidang Dua"]) == ("diserahkan", "dikembalikan")


def test_tanpa_alasan_ditolak_dan_semua_ketikan_tetap(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan = terbuka(panggung.pengumpulan_jalan)
    biasa, sorot = baris(panggung, "IKU-1"), baris(panggung, "IKU-3")
    data = isi_kembali(catatan, alasan=" ") | {
        "baris": [biasa.pk, sorot.pk],
        f"baris-{biasa.pk}": "Baris di balik lipatan",
        f"baris-{sorot.pk}": "Catatan <b>tebal</b>",
        "kembali-perbaikan": "Hal umum",
    }
    jawab = sebagai(panggung.kantor.sekretaris).post(alamat("langkah_kembalikan_baris", catatan), data)
    assert jawab.status_code == 422
    per_kode = semua_baris(jawab)
    assert [kode for kode, b in per_kode.items() if b.dipilih] == ["IKU-3", "IKU-1"]
    isi = jawab.content.decode()
    assert ">Baris di balik lipatan</textarea>" in isi
    assert "Catatan &lt;b&gt;tebal&lt;/b&gt;</textarea>" in isi
    assert re.search(r"name=\"kembali-perbaikan\"[^>]*>\s*Hal umum</textarea>", isi)
    assert len(re.findall(r'name="baris" value="\d+" checked', isi)) == 2
    assert all(k.buka for k in jawab.context["periksa"].kelompok)
    assert "Tuliskan alasan pengembalian" in isi
    assert terbuka(panggung.pengumpulan_jalan) == catatan
    assert not CatatanPerbaikan.objects.exists()


def test_langkah_tujuan_yang_tidak_membuka_baris_ditolak(panggung, sebagai):
    """Rows are mended by their units: a return to the recap cannot take them."""
    panggung.kumpulkan(sampai=10)
    catatan = terbuka(panggung.pengumpulan_jalan)
    if not catatan.langkah.jalur_kembali.filter(ke__nomor=8).exists():
        catatan.langkah.jalur_kembali.create(
            ke=Langkah.objects.get(prosedur=catatan.langkah.prosedur, nomor=8)
        )
    dituju = baris(panggung, "IKU-3")
    data = isi_kembali(catatan, ke=8) | {"baris": [dituju.pk], f"baris-{dituju.pk}": "Betulkan"}
    jawab = sebagai(panggung.kantor.sekretaris).post(alamat("langkah_kembalikan_baris", catatan), data)
    assert jawab.status_code == 409
    isi = jawab.content.decode()
    assert "kembalikan ke langkah pengisian" in isi
    assert ">Betulkan</textarea>" in isi
    assert ">Periksa lagi</textarea>" in isi.replace("\n", "")


def test_yang_bukan_giliran_ditolak_dan_ketikannya_dapat_disalin(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan = terbuka(panggung.pengumpulan_jalan)
    dituju = baris(panggung, "IKU-3")
    data = isi_kembali(catatan) | {"baris": [dituju.pk], f"baris-{dituju.pk}": "Titipan"}
    klien = sebagai(panggung.kantor.kabid_satu)
    assert klien.get(alamat("langkah_periksa", catatan)).context["form_kembalikan"] is None
    jawab = klien.post(alamat("langkah_kembalikan_baris", catatan), data)
    assert jawab.status_code == 403
    assert [isi for _, isi in jawab.context["tertahan"]] == ["Periksa lagi", "Titipan"]
    assert not any(b.dapat_kembali for b in semua_baris(jawab).values())
    assert terbuka(panggung.pengumpulan_jalan) == catatan


def test_yang_kedua_diberi_tahu_dan_ketikannya_tidak_hilang(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan = terbuka(panggung.pengumpulan_jalan)
    data = isi_kembali(catatan)
    tindakan.setujui(catatan=catatan, oleh=panggung.kantor.sekretaris)
    jawab = sebagai(panggung.kantor.sekretaris).post(alamat("langkah_kembalikan_baris", catatan), data)
    assert jawab.status_code == 409
    assert [isi for _, isi in jawab.context["tertahan"]] == ["Periksa lagi"]
    assert "sudah disetujui" in jawab.context["selesai"]


def test_nomor_baris_yang_bukan_nomor_tidak_didengar(rf):
    data = rf.post("/", {"baris": ["7", "7a", "", "²", "9" * 40], "baris-7": " a\x00b ", "hasil": "3"}).POST
    pilihan = baca_pilihan(data)
    assert (dict(pilihan.baris), dict(pilihan.hasil), dict(pilihan.anggaran)) == ({7: "ab"}, {3: ""}, {})


def test_baris_milik_pengumpulan_lain_ditolak(panggung, kantor_lain, sebagai):
    panggung.kumpulkan(sampai=10)
    lain = PanggungKinerja(kantor_lain)
    lain.kumpulkan(sampai=10)
    catatan, asing = terbuka(panggung.pengumpulan_jalan), baris(lain, "IKU-3")
    data = isi_kembali(catatan) | {"baris": [asing.pk]}
    jawab = sebagai(panggung.kantor.sekretaris).post(alamat("langkah_kembalikan_baris", catatan), data)
    assert jawab.status_code == 409
    asing.refresh_from_db()
    assert asing.status == "diserahkan"
    assert terbuka(panggung.pengumpulan_jalan) == catatan


def test_putaran_berikut_menunjukkan_lama_dan_baru(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    k, dituju, sama = panggung.kantor, baris(panggung, "IKU-3"), baris(panggung, "IKU-4")
    tindakan.kembalikan(
        catatan=terbuka(panggung.pengumpulan_jalan),
        oleh=k.sekretaris,
        alasan="Periksa",
        baris={dituju.pk: "Cocokkan", sama.pk: "Kapan?"},
    )
    r = dituju.realisasi
    catat_realisasi(
        indikator=r.indikator,
        unit=r.unit,
        periode=r.periode,
        keadaan="angka",
        nilai=Decimal(12),
        rencana_perbaikan=r.rencana_perbaikan,
        oleh=k.staf_dua,
    )
    for satu in CatatanPerbaikan.objects.filter(status="belum"):
        tindaklanjuti(perbaikan=satu, oleh=k.staf_dua, jawaban="Sudah dicocokkan")
    serahkan(catatan=terbuka(panggung.pengumpulan_jalan), oleh=k.staf_dua)
    panggung.jalankan(panggung.pengumpulan_jalan, 10)
    jawab = sebagai(k.sekretaris).get(alamat("langkah_periksa", terbuka(panggung.pengumpulan_jalan)))
    per_kode = semua_baris(jawab)
    assert per_kode["IKU-3"].ubahan == (
        "Realisasi 15 menjadi 12.",
        "Kendala ditulis ulang; sebelumnya: Pendataan lapangan terlambat",
    )
    assert "Berubah sejak putaran lalu" in per_kode["IKU-3"].sorotan
    assert per_kode["IKU-4"].ubahan == ()
    assert per_kode["IKU-3"].catatan == (
        "Cocokkan (sudah ditindaklanjuti)",
        "Tindak lanjut: Sudah dicocokkan",
    )
    assert jawab.context["periksa"].kelompok[0].baris[0].kode == "IKU-3"


def test_setujui_dari_halaman_periksa(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    assert (
        alamat("langkah_selesaikan", catatan)
        in klien.get(alamat("langkah_periksa", catatan)).content.decode()
    )
    assert klien.post(alamat("langkah_selesaikan", catatan), {"uraian": ""}).status_code == 302
    panggung.pengumpulan.refresh_from_db()
    assert panggung.pengumpulan.disetujui_oleh == panggung.kantor.sekretaris


def test_langkah_bukan_keputusan_diselesaikan_dengan_kata_kerjanya(panggung, sebagai):
    panggung.kumpulkan(sampai=8)
    catatan = terbuka(panggung.pengumpulan_jalan)
    jawab = sebagai(panggung.kantor.ketua_tim).get(alamat("langkah_periksa", catatan))
    isi = jawab.content.decode()
    assert jawab.context["form_kembalikan"] is None
    assert 'name="baris"' not in isi
    assert re.search(r"</svg>Rekap</button>", isi)
    # An unread return cannot be smuggled in at a step that decides nothing.
    data = {"kembali-alasan": "x", "kembali-ke": catatan.langkah_id}
    assert (
        sebagai(panggung.kantor.ketua_tim).post(alamat("langkah_kembalikan_baris", catatan), data).status_code
        == 422
    )


def test_kepala_memberi_disposisi_di_halaman_laporan(panggung, sebagai):
    panggung.kumpulkan(sampai=11)
    catatan = terbuka(panggung.pengumpulan_jalan)
    tindakan.selesaikan(catatan=catatan, oleh=panggung.kantor.sekretaris)
    jawab = sebagai(panggung.kantor.kepala).get(alamat("langkah_periksa", catatan))
    disposisi = catatan.disposisi.get()
    assert alamat("disposisi_putuskan", disposisi) in jawab.content.decode()
    assert jawab.context["form_selesai"] is None
    jawab = sebagai(panggung.kantor.sekretaris).get(alamat("langkah_periksa", catatan))
    assert jawab.context["form_disposisi"] is None
    assert jawab.context["form_selesai"] is None


def test_sebelum_formulir_ada_halaman_berkata_apa_yang_ditunggu(panggung, sebagai):
    panggung.kumpulkan(sampai=3)
    rapat = panggung.pengumpulan_jalan.catatan.get(langkah__nomor=2)
    jawab = sebagai(panggung.kantor.sekretaris).get(alamat("langkah_periksa", rapat))
    assert jawab.status_code == 200
    assert "Formulir unit belum disiapkan." in jawab.content.decode()


# -- the measurement --------------------------------------------------------------------------------


def test_hasil_yang_dicentang_saja_dikembalikan(panggung, sebagai):
    panggung.ukur(sampai=8)
    catatan, hasil = terbuka(panggung.pengukuran_jalan), panggung.hasil("IKU-3")
    klien = sebagai(panggung.kantor.sekretaris)
    jawab = klien.get(alamat("langkah_periksa", catatan))
    per_kode = semua_baris(jawab)
    assert str(jawab.context["periksa"].rata_rata) == "83,41"
    assert per_kode["ISK-1"].sorotan == ("Tidak dapat dihitung",)
    assert per_kode["IKU-3"].sorotan == ("Di luar target",)
    assert ("Analisis penyebab", "Realisasi belum menyamai target.") in per_kode["IKU-3"].teks
    assert 'name="anggaran"' not in jawab.content.decode()
    data = isi_kembali(catatan) | {"hasil": [hasil.pk], f"hasil-{hasil.pk}": "Sebut jumlahnya"}
    assert klien.post(alamat("langkah_kembalikan_baris", catatan), data).status_code == 302
    status = dict(HasilUkur.objects.values_list("patokan__indikator__kode", "periksa"))
    assert status.pop("IKU-3") == "dikembalikan"
    assert set(status.values()) == {"diterima"}
    # The step it went back to leads to where the text is mended.
    jawab = sebagai(panggung.kantor.ketua_tim).get(
        alamat("langkah_periksa", terbuka(panggung.pengukuran_jalan))
    )
    ukur = panggung.pengukuran_jalan.catatan.filter(langkah__layar="ukur").latest("pk")
    assert jawab.context["url_perbaiki"] == alamat("langkah_ukur", ukur)


def test_putaran_berikut_menunjukkan_analisis_lama(panggung, sebagai):
    panggung.ukur(sampai=8)
    hasil, klien = panggung.hasil("IKU-3"), sebagai(panggung.kantor.ketua_tim)
    tindakan.kembalikan(
        catatan=terbuka(panggung.pengukuran_jalan),
        oleh=panggung.kantor.sekretaris,
        alasan="Kurang tajam",
        hasil={hasil.pk: ""},
    )
    hasil.refresh_from_db()
    kiriman = {"versi": hasil.versi, "analisis": "Lima belas pengaduan", "rencana_perbaikan": "Percepat"}
    assert klien.post(alamat("hasil_tulis", hasil), kiriman | {"jawaban": "Sudah"}).status_code == 302
    panggung.jalankan(panggung.pengukuran_jalan, 8)
    jawab = sebagai(panggung.kantor.sekretaris).get(
        alamat("langkah_periksa", terbuka(panggung.pengukuran_jalan))
    )
    per_kode = semua_baris(jawab)
    assert "Analisis ditulis ulang; sebelumnya: Realisasi belum menyamai target." in per_kode["IKU-3"].ubahan
    assert [kode for kode, b in per_kode.items() if b.ubahan] == ["IKU-3"]


# -- one figure and its trace -----------------------------------------------------------------------


def test_hasil_menjelaskan_dirinya(panggung, sebagai):
    panggung.ukur(sampai=9)
    jawab = sebagai(panggung.kantor.kepala).get(alamat("hasil_lihat", panggung.hasil("IKU-1")))
    isi = jawab.content.decode()
    assert "20,83 / 22 × 100 = 94,68 %" in isi
    (operan,) = jawab.context["lembar"].operan
    assert operan.diisi.startswith("Staf Satu DISCONTOH")
    assert operan.disetujui.startswith("Sekretaris DISCONTOH")
    assert operan.bukti == ("Rekap layanan (Map 1)",)
    for kata in (
        operan.diisi,
        "1 bukti: Rekap layanan (Map 1)",
        operan.disetujui,
        "PK",
        "Disetujui Sekretaris",
    ):
        assert kata in isi
    assert [r.tahun for r in jawab.context["baris"].riwayat] == [panggung.tw.tahun - 2, panggung.tw.tahun - 1]
    dua = sebagai(panggung.kantor.kepala).get(alamat("hasil_lihat", panggung.hasil("IKK-1")))
    assert [str(o.pembilang) for o in dua.context["lembar"].operan] == ["8", "90"]


@pytest.mark.parametrize("asal", ["dasbor", "pengukuran_lihat"])
def test_dua_ketukan_dari_angka_ke_pengisi(asal, panggung, sebagai):
    panggung.ukur(sampai=9)
    klien = sebagai(panggung.kantor.kepala)
    muka = reverse("dasbor") if asal == "dasbor" else alamat("pengukuran_lihat", panggung.pengukuran)
    satu = alamat("hasil_lihat", panggung.hasil("IKU-1"))
    assert f'href="{satu}"' in klien.get(muka).content.decode()
    realisasi = baris(panggung, "IKU-1").realisasi
    dua = alamat("realisasi_lihat", realisasi)
    assert f'href="{dua}"' in klien.get(satu).content.decode()
    isi = klien.get(dua).content.decode()
    assert "Staf Satu DISCONTOH" in isi
    assert "Rekap layanan" in isi
    assert "Sekretaris DISCONTOH" in isi


def test_hasil_tanpa_capaian_menyebut_sebabnya(panggung, sebagai):
    panggung.ukur(sampai=9)
    klien = sebagai(panggung.kantor.kepala)
    for kode, label, sebab in (
        ("ISK-1", "Tidak dapat dihitung", "Target belum ditetapkan."),
        ("IKU-4", "Belum lapor", "Realisasi akan menyusul."),
        ("IKP-2", "Belum waktunya", "Diukur tahunan"),
    ):
        jawab = klien.get(alamat("hasil_lihat", panggung.hasil(kode)))
        assert jawab.context["status"].label == label
        assert sebab in jawab.content.decode()


# -- recaps to read ---------------------------------------------------------------------------------


def test_rekapitulasi_dibaca_tanpa_formulir(panggung, sebagai):
    panggung.ukur(sampai=9)
    klien = sebagai(panggung.kantor.pengawas)
    for nama, objek, baris_ in (
        ("pengumpulan_lihat", panggung.pengumpulan, 8),
        ("pengukuran_lihat", panggung.pengukuran, 8),
    ):
        jawab = klien.get(alamat(nama, objek))
        isi = jawab.content.decode()
        assert sum(len(k.baris) for k in jawab.context["periksa"].kelompok) == baris_
        assert all(k.buka for k in jawab.context["periksa"].kelompok)
        assert "form-kembali" not in isi
        assert alamat("naskah_daftar", objek.pelaksanaan) in isi
        assert "Disetujui Sekretaris DISCONTOH" in isi


def test_pengukuran_yang_belum_dihitung(panggung, sebagai):
    panggung.ukur(sampai=5)
    jawab = sebagai(panggung.kantor.kepala).get(alamat("pengukuran_lihat", panggung.pengukuran))
    assert jawab.status_code == 200
    assert "Belum dihitung" in jawab.content.decode()


# -- scope and speed --------------------------------------------------------------------------------


def test_opd_lain_tidak_ada(panggung, kantor_lain, sebagai):
    panggung.ukur(sampai=8)
    catatan, klien = terbuka(panggung.pengukuran_jalan), sebagai(kantor_lain.sekretaris)
    for nama, objek in (
        ("langkah_periksa", catatan),
        ("hasil_lihat", panggung.hasil("IKU-1")),
        ("pengumpulan_lihat", panggung.pengumpulan),
        ("pengukuran_lihat", panggung.pengukuran),
    ):
        assert klien.get(alamat(nama, objek)).status_code == 404, nama
    assert klien.post(alamat("langkah_kembalikan_baris", catatan), isi_kembali(catatan)).status_code == 404
    assert terbuka(panggung.pengukuran_jalan) == catatan


def test_pertanyaan_tidak_bertambah_dengan_indikator(kantor, kantor_lain, sebagai):
    hasil = []
    for satu, jumlah in ((kantor, 5), (kantor_lain, 40)):
        panggung = PanggungKinerja(satu)
        panggung.tambah_indikator(jumlah - 5)
        panggung.ukur(sampai=8)
        klien = sebagai(satu.sekretaris)
        putusan = panggung.pengumpulan_jalan.catatan.get(langkah__nomor=10)
        for nama, objek in (
            ("langkah_periksa", terbuka(panggung.pengukuran_jalan)),
            ("langkah_periksa", putusan),
            ("hasil_lihat", panggung.hasil("IKU-1")),
            ("pengumpulan_lihat", panggung.pengumpulan),
            ("pengukuran_lihat", panggung.pengukuran),
        ):
            klien.get(alamat(nama, objek))
            with CaptureQueriesContext(connection) as sql:
                jawab = klien.get(alamat(nama, objek))
            assert jawab.status_code == 200
            assert len(jawab.content) < 300_000
            hasil.append((nama, len(sql)))
    assert hasil[:5] == hasil[5:]
    assert max(jumlah for _, jumlah in hasil) <= 53, hasil
