"""Examining and deciding: what stands out first, returns of named rows, refusals that keep what was typed."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from alur import tindakan
from alur.models import ArahanBaku, CatatanPerbaikan, Langkah, TelaahBaris
from alur.perbaikan import tindaklanjuti
from pengukuran.models import HasilUkur
from pengumpulan.actions import catat_anggaran, catat_realisasi, serahkan
from pengumpulan.models import BarisAnggaran, BarisFormulir, Formulir
from perencanaan.models import Periode, RealisasiAnggaran
from tests.panggung_kinerja import PanggungKinerja

pytestmark = [pytest.mark.django_db, pytest.mark.sekali]


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


def tandai(klien, catatan, satu, isi="Betulkan", jenis="baris", **lain):
    """Mark a row to return, as its card does."""
    data = {"putusan": "kembalikan", "isi": isi} | lain
    return klien.post(reverse("langkah_telaah", args=[catatan.pk, jenis, satu.pk]), data)


def terima(klien, catatan, satu, jenis="baris", **lain):
    """Accept one row."""
    return klien.post(
        reverse("langkah_telaah", args=[catatan.pk, jenis, satu.pk]), {"putusan": "terima"} | lain
    )


# -- the collection ---------------------------------------------------------------------------------


def test_yang_merekap_melihat_perkiraan_capaian_di_sisi_angka(panggung, sebagai):
    """The same figures as the measurement will find (``panggung_kinerja``), before anything is approved."""
    panggung.kumpulkan(sampai=8)
    jawab = sebagai(panggung.kantor.anggota_tim).get(
        alamat("langkah_periksa", terbuka(panggung.pengumpulan_jalan))
    )
    perkiraan = {b.kode: str(b.perkiraan) for b in semua_baris(jawab).values()}
    assert perkiraan["IKU-1"] == "94,68"
    assert perkiraan["IKU-2"] == "105,56"
    assert perkiraan["IKU-3"] == "50,00"
    assert perkiraan["IKP-1"] == "0,00"
    assert perkiraan["IKK-1"] == "89,09"
    assert perkiraan["IKU-4"] == "–"
    isi = jawab.content.decode()
    assert "Belum diukur dan belum disetujui." in isi
    assert isi.count("Perkiraan capaian (%)") >= 2
    # The one who decides, decides on figures.
    panggung.jalankan(panggung.pengumpulan_jalan, 10)
    jawab = sebagai(panggung.kantor.sekretaris).get(
        alamat("langkah_periksa", terbuka(panggung.pengumpulan_jalan))
    )
    assert {b.perkiraan for b in semua_baris(jawab).values()} == {None}


def test_yang_tidak_biasa_lebih_dahulu_dengan_sebabnya(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    jawab = sebagai(panggung.kantor.sekretaris).get(
        alamat("langkah_periksa", terbuka(panggung.pengumpulan_jalan))
    )
    sorot, *biasa = jawab.context["periksa"].kelompok
    per_kode = {(b.kode, b.tempat): b for b in sorot.baris}
    # No figure comes before a figure that is only odd.
    assert sorot.baris[0].kode == "IKU-4"
    assert per_kode["IKU-4", "Bidang Dua"].sorotan == ("Menyusul", "Menyusul tanpa tanggal: Survei berjalan")
    assert per_kode["IKP-1", "Bidang Satu"].sorotan == (
        "Realisasi 0 baru 0 % dari target 5, kurang dari 50 %.",
        "Belum ada bukti dukung.",
    )
    assert str(per_kode["IKP-1", "Bidang Satu"].realisasi) == "0"
    assert per_kode["IKK-1", "Bidang Dua"].rincian == "90 / 100"
    bukti = semua_baris(jawab)["IKU-1"].bukti
    assert [(f.judul, f.url, f.keterangan) for f in bukti] == [("Rekap layanan", "", "Map 1")]
    assert [(k.judul, [b.kode for b in k.baris], k.buka) for k in biasa] == [
        ("Bidang Satu", ["IKU-2"], False)
    ]
    isi = jawab.content.decode()
    assert "Pendataan lapangan terlambat" in isi
    assert alamat("naskah_daftar", panggung.pengumpulan_jalan) in isi
    # The unit that promises a figure is named before its rows.
    assert [u.unit for u in jawab.context["periksa"].unit_perlu] == ["Bidang Dua"]


def test_semua_yang_wajar_diterima_dengan_satu_ketukan(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    awal = klien.get(alamat("langkah_periksa", catatan)).context["periksa"]
    wajar = {satu.kunci for satu in awal.wajar}
    assert ("baris", baris(panggung, "IKU-2").pk) in wajar
    assert (
        f"Setujui semua yang wajar ({len(wajar)})"
        in klien.get(alamat("langkah_periksa", catatan)).content.decode()
    )

    assert klien.post(alamat("langkah_wajar", catatan)).status_code == 302

    assert set(TelaahBaris.objects.values_list("jenis", "objek_id")) == wajar
    # It survives a reload, for another decider too, and decides nothing yet.
    periksa = klien.get(alamat("langkah_periksa", catatan)).context["periksa"]
    assert (len(periksa.wajar), periksa.jumlah_diterima) == (0, len(wajar))
    assert periksa.sorot_menunggu == len([b for b in awal.semua if b.sorotan and b.dapat_diputus])
    assert terbuka(panggung.pengumpulan_jalan) == catatan
    klien.post(alamat("langkah_wajar", catatan))
    assert TelaahBaris.objects.count() == len(wajar)


def test_hanya_baris_yang_ditandai_dibuka_kembali_dengan_bagiannya(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    dituju = baris(panggung, "IKU-3")
    belanja = BarisAnggaran.objects.get(simpul=panggung.program_dua)
    tandai(klien, catatan, dituju, "Cocokkan dengan register", bagian=["bukti", "realisasi", "karangan"])
    assert not TelaahBaris.objects.exists()  # a part that the row does not have is refused
    tandai(klien, catatan, dituju, "Cocokkan dengan register", bagian=["bukti", "realisasi"])
    tandai(klien, catatan, belanja, "Sesuaikan SPJ", jenis="anggaran")
    isi = klien.get(alamat("langkah_periksa", catatan)).content.decode()
    assert "Akan dikembalikan: Realisasi, Bukti dukung" in isi

    jawab = klien.post(alamat("langkah_kembalikan_baris", catatan), isi_kembali(catatan))

    assert (jawab.status_code, jawab.url) == (302, panggung.pengumpulan_jalan.get_absolute_url())
    (kembali,) = BarisFormulir.objects.filter(status="dikembalikan")
    assert kembali.pk == dituju.pk
    assert kembali.perbaikan.isi.endswith(": Realisasi, Bukti dukung: Cocokkan dengan register")
    assert kembali.perbaikan.daftar_bagian == ["realisasi", "bukti"]
    belanja.refresh_from_db()
    assert (belanja.status, belanja.perbaikan.isi) == (
        "dikembalikan",
        "Anggaran Program Pengaduan: Sesuaikan SPJ",
    )
    assert BarisFormulir.objects.filter(status="diserahkan").count() == 7
    status = dict(panggung.pengumpulan.formulir.values_list("unit__nama", "status"))
    assert (status["Bidang Satu"], status["Bidang Dua"]) == ("diserahkan", "dikembalikan")


def test_yang_ditandai_kembali_menahan_persetujuan(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    dituju = baris(panggung, "IKU-3")
    tandai(klien, catatan, dituju)
    jawab = klien.post(alamat("langkah_selesaikan", catatan), {"uraian": ""})
    assert jawab.status_code == 409
    assert "1 baris ditandai untuk dikembalikan" in jawab.content.decode()
    terima(klien, catatan, dituju)
    assert klien.post(alamat("langkah_selesaikan", catatan), {"uraian": ""}).status_code == 302
    panggung.pengumpulan.refresh_from_db()
    assert panggung.pengumpulan.disetujui_oleh == panggung.kantor.sekretaris


def test_tanda_dapat_dibatalkan_dan_tanpa_kata_ditolak(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    dituju = baris(panggung, "IKU-3")
    jawab = tandai(klien, catatan, dituju, isi=" ")
    assert jawab.status_code == 422
    assert "tuliskan apa yang harus diperbaiki" in jawab.content.decode()
    tandai(klien, catatan, dituju, isi="Salah")
    assert TelaahBaris.objects.get().isi == "Salah"
    klien.post(reverse("langkah_telaah", args=[catatan.pk, "baris", dituju.pk]), {"putusan": ""})
    assert not TelaahBaris.objects.exists()


def test_tanda_kembali_tetap_tampak_bila_isinya_berubah_atau_barisnya_ditarik(panggung, sebagai):
    """What keeps the decision from being taken is always on the page, with the way to take it back."""
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    dituju = baris(panggung, "IKP-1")
    tandai(klien, catatan, dituju, "Hitung lagi")
    TelaahBaris.objects.update(versi=1_000_000)
    satu = reverse("langkah_telaah", args=[catatan.pk, "baris", dituju.pk])
    isi = klien.get(satu).content.decode()
    assert "Akan dikembalikan" in isi and "Isinya sudah berubah sejak ditandai" in isi
    # All that is in order is accepted at once; what is to be returned is not.
    klien.post(alamat("langkah_wajar", catatan))
    assert TelaahBaris.objects.get(objek_id=dituju.pk, jenis="baris").putusan == "kembalikan"
    BarisFormulir.objects.filter(pk=dituju.pk).update(status="terbuka")
    halaman = klien.get(alamat("langkah_periksa", catatan))
    assert [b.kode for b in halaman.context["periksa"].kembali] == ["IKP-1"]
    assert "Batalkan tanda" in klien.get(satu).content.decode()
    assert klien.post(satu, {"putusan": ""}).status_code == 302
    assert not TelaahBaris.objects.filter(putusan="kembalikan").exists()


def test_anggaran_yang_kosong_atau_belum_masuk_perlu_diperhatikan(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    tw2 = Periode.objects.tahun_lengkap(panggung.tw.tahun).get(jenis="triwulan", nomor=2)
    belanja = BarisAnggaran.objects.select_related("formulir").get(simpul=panggung.program_dua)

    def satu():
        periksa = klien.get(alamat("langkah_periksa", catatan)).context["periksa"]
        return periksa.cari("anggaran", belanja.pk)

    assert (str(satu().realisasi), satu().sorotan) == ("250.000", ())
    # Typed in a form that the run went on without: nothing came in.
    Formulir.objects.filter(pk=belanja.formulir_id).update(
        dilewati_pada=timezone.now(), dilewati_oleh=panggung.kantor.ketua_tim, alasan_dilewati="Terlambat"
    )
    BarisAnggaran.objects.filter(pk=belanja.pk).update(status="terbuka")
    assert (satu().realisasi.nilai, satu().sorotan) == (None, ("Belum masuk",))
    Formulir.objects.filter(pk=belanja.formulir_id).update(
        dilewati_pada=None, dilewati_oleh=None, alasan_dilewati=""
    )
    RealisasiAnggaran.objects.filter(simpul=panggung.program_dua).update(periode=tw2)
    assert satu().sorotan == ("Belum diisi pada periode ini",)


def test_anggaran_yang_dikembalikan_menyebut_yang_berubah_dan_jawabannya(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    jalan, klien = panggung.pengumpulan_jalan, sebagai(panggung.kantor.sekretaris)
    catatan = terbuka(jalan)
    belanja = BarisAnggaran.objects.get(simpul=panggung.program_dua)
    tandai(klien, catatan, belanja, "Sesuaikan SPJ", jenis="anggaran")
    klien.post(alamat("langkah_kembalikan_baris", catatan), isi_kembali(catatan, ke=7))
    belanja = BarisAnggaran.objects.get(pk=belanja.pk)
    catat_anggaran(baris=belanja, nilai=Decimal(300_000), oleh=panggung.kantor.staf_dua)
    tindaklanjuti(perbaikan=belanja.perbaikan, oleh=panggung.kantor.staf_dua, jawaban="SPJ Maret ditambahkan")
    serahkan(catatan=terbuka(jalan), oleh=panggung.kantor.staf_dua)
    catatan = panggung.jalankan(jalan, 10).catatan.get(selesai_pada=None)
    satu = klien.get(alamat("langkah_periksa", catatan)).context["periksa"].cari("anggaran", belanja.pk)
    assert satu.sorotan == ("Berubah sejak putaran lalu",)
    assert satu.ubahan == ("Realisasi periode ini Rp250.000 menjadi Rp300.000.",)
    assert satu.catatan == (
        "Anggaran Program Pengaduan: Sesuaikan SPJ (sudah ditindaklanjuti)",
        "Tindak lanjut: SPJ Maret ditambahkan",
    )
    assert "menjadi Rp300.000" in klien.get(alamat("langkah_periksa", catatan)).content.decode()


def test_pemutus_lain_yang_lebih_dulu_diberitahukan(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    dituju = baris(panggung, "IKU-3")
    tandai(klien, catatan, dituju)
    TelaahBaris.objects.update(oleh=panggung.kantor.kasubbag)
    jawab = terima(klien, catatan, dituju, semula="")
    assert jawab.status_code == 409
    assert f"ditandai untuk dikembalikan oleh {panggung.kantor.kasubbag}" in jawab.content.decode()
    assert TelaahBaris.objects.get().putusan == "kembalikan"


def test_kartu_htmx_membawa_hitungan_yang_baru(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    dituju = baris(panggung, "IKU-3")
    tujuan = reverse("langkah_telaah", args=[catatan.pk, "baris", dituju.pk])
    kartu = klien.get(tujuan, headers={"HX-Request": "true"}).content.decode()
    assert kartu.lstrip().startswith("<li")
    assert 'name="bagian" value="bukti"' in kartu
    jawab = klien.post(tujuan, {"putusan": "terima"}, headers={"HX-Request": "true"}).content.decode()
    assert f'id="baris-{dituju.pk}"' in jawab
    assert 'id="bilah" hx-swap-oob="true"' in jawab
    assert "<strong>1</strong> diterima" in jawab


def test_yang_diterima_tetap_diterima_pada_putaran_berikut_selama_bacaannya_sama(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    k, catatan = panggung.kantor, terbuka(panggung.pengumpulan_jalan)
    klien = sebagai(k.sekretaris)
    klien.post(alamat("langkah_wajar", catatan))
    sama, berubah = baris(panggung, "IKP-1"), baris(panggung, "IKU-3")
    terima(klien, catatan, sama)
    terima(klien, catatan, berubah)
    tandai(klien, catatan, berubah)
    klien.post(alamat("langkah_kembalikan_baris", catatan), isi_kembali(catatan))
    catat_realisasi(
        indikator=berubah.realisasi.indikator,
        unit=berubah.realisasi.unit,
        periode=berubah.realisasi.periode,
        keadaan="angka",
        nilai=Decimal(12),
        oleh=k.staf_dua,
    )
    for satu in CatatanPerbaikan.objects.filter(status="belum"):
        tindaklanjuti(perbaikan=satu, oleh=k.staf_dua, jawaban="Sudah")
    serahkan(catatan=terbuka(panggung.pengumpulan_jalan), oleh=k.staf_dua)
    panggung.jalankan(panggung.pengumpulan_jalan, 10)
    lagi = terbuka(panggung.pengumpulan_jalan)
    assert lagi.pk != catatan.pk
    per_kode = semua_baris(klien.get(alamat("langkah_periksa", lagi)))
    assert per_kode["IKP-1"].diterima
    assert per_kode["IKU-3"].menunggu


def test_tanpa_alasan_ditolak_dan_semua_ketikan_tetap(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    biasa = baris(panggung, "IKU-2")
    tandai(klien, catatan, biasa, "Baris <b>di balik</b> lipatan")
    data = isi_kembali(catatan, alasan=" ") | {"kembali-perbaikan": "Hal umum"}
    jawab = klien.post(alamat("langkah_kembalikan_baris", catatan), data)
    assert jawab.status_code == 422
    per_kode = semua_baris(jawab)
    assert [kode for kode, b in per_kode.items() if b.kembali] == ["IKU-2"]
    isi = jawab.content.decode()
    assert "Baris &lt;b&gt;di balik&lt;/b&gt; lipatan" in isi
    assert re.search(r"name=\"kembali-perbaikan\"[^>]*>\s*Hal umum</textarea>", isi)
    # The fold that holds a marked row stays open.
    assert all(k.buka for k in jawab.context["periksa"].kelompok)
    assert "Tuliskan alasan pengembalian" in isi
    assert terbuka(panggung.pengumpulan_jalan) == catatan
    assert not CatatanPerbaikan.objects.exists()


def test_kalimat_baku_dipilih_dihitung_dan_disimpan(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    dituju = baris(panggung, "IKU-3")
    jawab = tandai(klien, catatan, dituju, "Lampirkan SK", simpan_baku="on")
    assert jawab.status_code == 302
    arahan = ArahanBaku.objects.get()
    assert (arahan.isi, arahan.guna, arahan.dipakai) == ("Lampirkan SK", "kembalikan", 0)
    tandai(klien, catatan, dituju, "", baku=["Lampirkan SK", "Lengkapi bukti dukung."])
    assert TelaahBaris.objects.get().isi == "Lampirkan SK\nLengkapi bukti dukung."
    arahan.refresh_from_db()
    assert arahan.dipakai == 1
    data = isi_kembali(catatan, alasan="") | {"kembali-baku": ["Lampirkan SK"]}
    assert klien.post(alamat("langkah_kembalikan_baris", catatan), data).status_code == 302
    assert panggung.pengumpulan_jalan.catatan.get(keputusan="kembalikan").alasan == "Lampirkan SK"


def test_langkah_tujuan_yang_tidak_membuka_baris_ditolak(panggung, sebagai):
    """Rows are mended by their units: a return to the recap cannot take them."""
    panggung.kumpulkan(sampai=10)
    catatan, klien = terbuka(panggung.pengumpulan_jalan), sebagai(panggung.kantor.sekretaris)
    if not catatan.langkah.jalur_kembali.filter(ke__nomor=8).exists():
        catatan.langkah.jalur_kembali.create(
            ke=Langkah.objects.get(prosedur=catatan.langkah.prosedur, nomor=8)
        )
    tandai(klien, catatan, baris(panggung, "IKU-3"), "Betulkan register")
    jawab = klien.post(alamat("langkah_kembalikan_baris", catatan), isi_kembali(catatan, ke=8))
    assert jawab.status_code == 409
    isi = jawab.content.decode()
    assert "kembalikan ke langkah pengisian" in isi
    assert "Betulkan register" in isi
    assert ">Periksa lagi</textarea>" in isi.replace("\n", "")


def test_yang_bukan_giliran_ditolak_dan_ketikannya_dapat_disalin(panggung, sebagai):
    panggung.kumpulkan(sampai=10)
    catatan = terbuka(panggung.pengumpulan_jalan)
    dituju = baris(panggung, "IKU-3")
    klien = sebagai(panggung.kantor.kabid_satu)
    assert klien.get(alamat("langkah_periksa", catatan)).context["form_kembalikan"] is None
    for jawab in (
        klien.post(alamat("langkah_wajar", catatan)),
        klien.post(alamat("langkah_kembalikan_baris", catatan), isi_kembali(catatan)),
    ):
        assert jawab.status_code == 403
    assert [isi for _, isi in jawab.context["tertahan"]] == ["Periksa lagi"]
    assert tandai(klien, catatan, dituju).status_code in {403, 409}
    assert not any(b.dapat_diputus for b in semua_baris(jawab).values())
    assert not TelaahBaris.objects.exists()
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


def test_baris_milik_pengumpulan_lain_tidak_ada(panggung, kantor_lain, sebagai):
    panggung.kumpulkan(sampai=10)
    lain = PanggungKinerja(kantor_lain)
    lain.kumpulkan(sampai=10)
    catatan, asing = terbuka(panggung.pengumpulan_jalan), baris(lain, "IKU-3")
    klien = sebagai(panggung.kantor.sekretaris)
    assert tandai(klien, catatan, asing).status_code == 404
    for jenis, pk in (("hasil", asing.pk), ("karangan", baris(panggung, "IKU-3").pk)):
        tujuan = reverse("langkah_telaah", args=[catatan.pk, jenis, pk])
        assert klien.get(tujuan).status_code == 404
    assert not TelaahBaris.objects.exists()


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
    assert "form-telaah" not in isi
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


def test_hasil_yang_ditandai_saja_dikembalikan(panggung, sebagai):
    panggung.ukur(sampai=8)
    catatan, hasil = terbuka(panggung.pengukuran_jalan), panggung.hasil("IKU-3")
    klien = sebagai(panggung.kantor.sekretaris)
    jawab = klien.get(alamat("langkah_periksa", catatan))
    per_kode = semua_baris(jawab)
    assert str(jawab.context["periksa"].rata_rata) == "83,41"
    assert per_kode["ISK-1"].sorotan == ("Tidak dapat dihitung",)
    assert per_kode["IKU-3"].sorotan == ("Di luar target",)
    assert ("Analisis penyebab", "Realisasi belum menyamai target.") in per_kode["IKU-3"].teks
    assert "/anggaran/" not in jawab.content.decode()
    tandai(klien, catatan, hasil, "Sebut jumlahnya", jenis="hasil", bagian=["analisis"])
    assert klien.post(alamat("langkah_kembalikan_baris", catatan), isi_kembali(catatan)).status_code == 302
    assert CatatanPerbaikan.objects.get(bagian="analisis").isi.endswith(
        ": Analisis penyebab: Sebut jumlahnya"
    )
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
        panggung.kumpulkan(sampai=10)
        klien = sebagai(satu.sekretaris)

        def hitung(*halaman, klien=klien):
            for nama, objek in halaman:
                klien.get(alamat(nama, objek))
                with CaptureQueriesContext(connection) as sql:
                    jawab = klien.get(alamat(nama, objek))
                assert jawab.status_code == 200
                assert len(jawab.content) < 300_000
                hasil.append((nama, len(sql)))

        putusan = terbuka(panggung.pengumpulan_jalan)
        hitung(("langkah_periksa", putusan), ("pengumpulan_lihat", panggung.pengumpulan))
        panggung.jalankan(panggung.pengumpulan_jalan, 99)
        panggung.ukur(sampai=8)
        hitung(
            ("langkah_periksa", terbuka(panggung.pengukuran_jalan)),
            ("langkah_periksa", putusan),
            ("hasil_lihat", panggung.hasil("IKU-1")),
            ("pengumpulan_lihat", panggung.pengumpulan),
            ("pengukuran_lihat", panggung.pengukuran),
        )
    assert hasil[:7] == hasil[7:]
    assert max(jumlah for _, jumlah in hasil) < 50, hasil
