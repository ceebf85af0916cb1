"""The pages of corrections: asked for, proposed, decided, recorded, called off; who may, and how much they ask."""

import pytest
from django.urls import reverse
from django.utils import timezone

from organisasi.waktu import hari_ini
from pengumpulan.models import PermintaanKoreksi
from perencanaan.models import Periode
from tests.pengukuran.panggung_koreksi import PanggungKoreksi

pytestmark = pytest.mark.django_db


def test_daftar_panjang_berpindah_halaman(kantor, sebagai):
    periode = Periode.objects.tahun_lengkap(2025).get(jenis="triwulan", nomor=1)
    PermintaanKoreksi.objects.bulk_create(
        PermintaanKoreksi(
            opd=kantor.opd,
            periode=periode,
            asal="pembukaan",
            alasan=f"Alasan {nomor}",
            status="dibatalkan",
            diajukan_pada=timezone.now(),
            diajukan_oleh=kantor.sekretaris,
            ditutup_pada=timezone.now(),
            ditutup_oleh=kantor.sekretaris,
            alasan_ditutup="Tidak jadi",
        )
        for nomor in range(51)
    )
    klien, alamat = sebagai(kantor.staf_satu), reverse("koreksi_daftar")
    pertama = klien.get(alamat)
    assert len(pertama.context["daftar"]) == 50 and "?page=2" in pertama.content.decode()
    assert len(klien.get(f"{alamat}?page=2").context["daftar"]) == 1


def test_minta_lihat_dan_batalkan_saat_mengukur(kantor, kantor_lain, sebagai, django_assert_max_num_queries):
    panggung = PanggungKoreksi(kantor)
    panggung.ukur(5)
    panggung.hitung_dan_analisis(panggung.catatan())
    alamat = reverse("koreksi_minta", args=[panggung.catatan().pk])
    assert sebagai(kantor.staf_dua).get(alamat).status_code == 403
    assert sebagai(kantor_lain.ketua_tim).get(alamat).status_code == 404
    tim = sebagai(kantor.ketua_tim)
    assert alamat in tim.get(reverse("langkah_ukur", args=[panggung.catatan().pk])).content.decode()
    with django_assert_max_num_queries(50):
        halaman = tim.get(alamat, {"indikator": "IKU-3"})
    assert [b["kode"] for b in halaman.context["baris"] if b["dipilih"]] == ["IKU-3"]
    assert halaman.context["baris"][0]["kode"] == "IKU-3"
    # One period's rows, or one indicator's; a year's would be too much for one page.
    assert halaman.context["periode"] is None
    semua = tim.get(alamat).context
    assert semua["periode"] == panggung.tw and {b["kode"] for b in semua["baris"]} >= {"IKU-1", "IKU-3"}
    lain = tim.get(alamat, {"indikator": "TIDAK-ADA", "periode": "x\x00"})
    assert "Tidak ada baris dengan kode itu" in lain.content.decode()
    pk = panggung.baris("IKU-3").pk
    ditolak = tim.post(alamat, {"baris": pk, f"baris-{pk}": " ", "indikator": "IKU-1", "periode": ""})
    assert (ditolak.status_code, "apa yang keliru" in ditolak.content.decode()) == (409, True)
    assert [b["kode"] for b in ditolak.context["baris"] if b["dipilih"]] == ["IKU-3"]
    jawaban = tim.post(alamat, {"baris": pk, f"baris-{pk}": "Salah satuan"})
    permintaan = PermintaanKoreksi.objects.get()
    assert (jawaban.status_code, jawaban.url) == (302, permintaan.get_absolute_url())

    kartu = sebagai(kantor.staf_dua).get("/").content.decode()
    assert "1 baris diminta dikoreksi" in kartu
    formulir = sebagai(kantor.staf_dua).get(panggung.baris("IKU-3").formulir.get_absolute_url())
    assert formulir.context["mengisi"]
    assert "1 baris diminta dikoreksi" in formulir.content.decode()
    assert "Salah satuan" in formulir.content.decode()
    assert "diminta dikoreksi" not in sebagai(kantor.staf_satu).get("/").content.decode()
    ukur = (
        sebagai(kantor.ketua_tim).get(reverse("langkah_ukur", args=[panggung.catatan().pk])).content.decode()
    )
    assert "Menunggu koreksi" in ukur and permintaan.get_absolute_url() in ukur
    satu = sebagai(kantor.staf_satu).get(permintaan.get_absolute_url()).content.decode()
    assert "Salah satuan" in satu and "Batalkan permintaan" not in satu
    tim = sebagai(kantor.ketua_tim)
    assert "Batalkan permintaan" in tim.get(permintaan.get_absolute_url()).content.decode()
    assert tim.post(permintaan.get_absolute_url(), {"aksi": "batalkan", "alasan": " "}).status_code == 422
    assert tim.post(permintaan.get_absolute_url(), {"aksi": "batalkan", "alasan": "Benar"}).status_code == 302
    daftar = tim.get(reverse("koreksi_daftar"), {"tampil": "berjalan"})
    assert daftar.context["daftar"] == []
    assert len(tim.get(reverse("koreksi_daftar"), {"tampil": "selesai"}).context["daftar"]) == 1
    assert sebagai(kantor_lain.ketua_tim).get(permintaan.get_absolute_url()).status_code == 404


def test_usul_dan_putusan_di_halaman(kantor, sebagai, django_assert_max_num_queries):
    panggung = PanggungKoreksi(kantor)
    panggung.ukur(11)
    alamat = reverse("koreksi_ajukan")
    sekretaris = sebagai(kantor.sekretaris)
    assert "TW I" in sekretaris.get(alamat).content.decode()
    with django_assert_max_num_queries(50):
        halaman = sekretaris.get(alamat, {"periode": panggung.tw.pk})
    assert {b["kode"] for b in halaman.context["baris"]} >= {"IKU-1", "IKU-3", "IKU-4"}
    pk = panggung.baris("IKU-3").pk
    isi = {"periode": panggung.tw.pk, "baris": pk, f"baris-{pk}": "", "alasan": "Rekon"}
    ditolak = sekretaris.post(alamat, isi | {"alasan": ""})
    assert ditolak.status_code == 409
    assert [b["kode"] for b in ditolak.context["baris"] if b["dipilih"]] == ["IKU-3"]
    assert sekretaris.post(alamat, isi).status_code == 302
    permintaan = PermintaanKoreksi.objects.get()
    satu = permintaan.get_absolute_url()
    assert "Catat putusan Kepala" in sekretaris.get(satu).content.decode()
    assert "Putusan Anda" not in sekretaris.get(satu).content.decode()

    kepala = sebagai(kantor.kepala)
    assert "Putuskan pembukaan" in kepala.get("/").content.decode()
    assert kepala.post(satu, {"aksi": "putuskan", "putusan": "tolak"}).status_code == 422
    assert kepala.post(satu, {"aksi": "lain"}).status_code == 302
    tim = sebagai(kantor.ketua_tim)
    untuk = tim.get(satu).context["form_catat"].fields["untuk"].queryset.get()
    catat = {"aksi": "catatkan", "putusan": "buka", "untuk": untuk.pk, "tanggal": hari_ini().isoformat()}
    assert tim.post(satu, catat).status_code == 422
    assert tim.post(satu, catat | {"dasar": "ND 12/2026"}).status_code == 302
    permintaan.refresh_from_db()
    assert permintaan.status == "dibuka"
    kepala = sebagai(kantor.kepala)
    halaman = kepala.get(satu).content.decode()
    assert "atas dasar ND 12/2026" in halaman and "Putusan Anda" not in halaman
    # The old figures are shown, and said to be under revision.
    lama = panggung.pengukuran
    for url in (lama.get_absolute_url(), reverse("dasbor") + f"?tahun={panggung.tw.tahun}"):
        kepala.get(reverse("beranda"))
        isi = kepala.get(url).content.decode()
        if "Belum ada" not in isi:
            assert "angka lama berlaku sampai disetujui lagi" in isi, url
