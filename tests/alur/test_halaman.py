"""The pages of a run and of the frame: refusals keep what was typed, doors lead only home, papers only download."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.urls import reverse

from alur import actions
from alur.dokumen import lampirkan
from alur.models import Dokumen, Pelaksanaan
from organisasi.models import OPD, Penugasan
from perencanaan.models import Indikator, Periode, Simpul
from tests.alur.test_adopsi import buat_naskah
from tests.pabrik import AWAL, SANDI, Kantor, buat_akun
from tests.panggung import ALASAN, PDF, TAHUN, Panggung, berkas_pdf, isi_kinerja, terbuka

pytestmark = [
    pytest.mark.sekali,
    pytest.mark.django_db,
    pytest.mark.usefixtures("sandi_cepat", "berkas_sementara"),
]

TULISAN = "Tulisan panjang yang tidak boleh hilang"


@pytest.fixture
def sandi_cepat(settings):
    """Offices full of accounts are made here, and only the login tests are about passwords."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def berkas_sementara(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def panggung(kantor, db):
    return Panggung(kantor, buat_naskah())


def gerak(klien, nama, pelaksanaan, **data):
    return klien.post(reverse(nama, args=[terbuka(pelaksanaan).pk]), data)


def teks(jawab) -> str:
    return jawab.content.decode()


# -- a refusal says why, with its own status, and keeps what was typed ---------------------------------


def test_kembalikan_tanpa_alasan_422(panggung, kantor, sebagai):
    jawab = gerak(
        sebagai(kantor.sekretaris), "langkah_kembalikan", panggung.putusan, **{"kembali-perbaikan": TULISAN}
    )
    assert jawab.status_code == 422
    assert "Tuliskan alasan pengembalian" in teks(jawab)
    assert jawab.context["form_kembalikan"]["perbaikan"].value() == TULISAN
    assert terbuka(panggung.putusan).langkah.nomor == 4


def test_kembalikan_ke_langkah_terlarang_422(panggung, kantor, sebagai):
    terlarang = panggung.prosedur.langkah.get(nomor=1)
    jawab = gerak(
        sebagai(kantor.sekretaris),
        "langkah_kembalikan",
        panggung.putusan,
        **{"kembali-alasan": TULISAN, "kembali-ke": terlarang.pk},
    )
    assert jawab.status_code == 422
    assert TULISAN in teks(jawab)
    assert terbuka(panggung.putusan).langkah.nomor == 4


def test_selesaikan_sebelum_perbaikan_dijawab_409(panggung, kantor, sebagai):
    jawab = gerak(sebagai(kantor.staf_satu), "langkah_selesaikan", panggung.kembali, uraian=TULISAN)
    assert jawab.status_code == 409
    assert "1 catatan perbaikan belum ditindaklanjuti" in teks(jawab)
    assert jawab.context["form_selesai"]["uraian"].value() == TULISAN
    assert jawab.context["tertahan"] == []


def test_bukan_giliran_403_dan_tulisan_tetap_ada(panggung, kantor, sebagai):
    jawab = gerak(sebagai(kantor.staf_satu), "langkah_selesaikan", panggung.awal, uraian=TULISAN)
    assert jawab.status_code == 403
    assert "bukan giliran Anda" in teks(jawab)
    assert jawab.context["form_selesai"] is None
    assert jawab.context["tertahan"] == [("Catatan", TULISAN)]
    assert TULISAN in teks(jawab)


def test_halaman_basi_409_tidak_mengisi_langkah_berikutnya(panggung, kantor, sebagai):
    """The next step is the same person's: what was typed for the old one must not stand ready in it."""
    lama = terbuka(panggung.awal)
    actions.selesaikan(catatan=lama, oleh=kantor.kepala)
    klien = sebagai(kantor.sekretaris)
    jawab = klien.post(reverse("langkah_selesaikan", args=[lama.pk]), {"uraian": TULISAN})
    assert jawab.status_code == 409
    assert "Langkah 1 sudah selesai oleh" in teks(jawab)
    assert not jawab.context["form_selesai"]["uraian"].value()
    assert jawab.context["tertahan"] == [("Catatan", TULISAN)]
    assert terbuka(panggung.awal).langkah.nomor == 2


def test_jawaban_perbaikan_yang_ditolak_tetap_ada(panggung, kantor, sebagai):
    alamat = reverse("perbaikan_jawab", args=[panggung.perbaikan.pk])
    kosong = sebagai(kantor.staf_satu).post(alamat, {"jawaban": "  "})
    assert (kosong.status_code, "Tuliskan apa yang sudah diperbaiki." in teks(kosong)) == (422, True)
    lain = sebagai(kantor.kepala).post(alamat, {"jawaban": TULISAN})
    assert (lain.status_code, TULISAN in teks(lain)) == (403, True)
    panggung.perbaikan.refresh_from_db()
    assert panggung.perbaikan.status == "belum"


def test_catatkan_dengan_tanggal_di_masa_depan_409(panggung, kantor, sebagai):
    jawab = gerak(
        sebagai(kantor.ketua_tim),
        "langkah_catatkan",
        panggung.awal,
        **{
            "catat-untuk": kantor.jabatan["Kepala"].pemangku.get().pk,
            "catat-dasar": TULISAN,
            "catat-tanggal": "2098-01-01",
        },
    )
    assert jawab.status_code == 409
    assert "tidak boleh di masa depan" in teks(jawab)
    assert jawab.context["form_catatkan"]["dasar"].value() == TULISAN
    assert jawab.context["buka_catatkan"]


def test_catatkan_tersimpan_atas_nama_pejabatnya(panggung, kantor, sebagai):
    pemangku = kantor.jabatan["Kepala"].pemangku.get()
    jawab = gerak(
        sebagai(kantor.ketua_tim),
        "langkah_catatkan",
        panggung.awal,
        **{
            "catat-untuk": pemangku.pk,
            "catat-dasar": "Nota Dinas 7",
            "catat-tanggal": f"{TAHUN}-06-02",
            "catat-pindaian": berkas_pdf(),
        },
    )
    assert jawab.status_code == 302
    catatan = panggung.awal.catatan.get(langkah__nomor=1)
    assert (catatan.dicatat_untuk, catatan.selesai_oleh) == (pemangku, kantor.ketua_tim)
    assert Dokumen.objects.filter(catatan=catatan, jenis="dasar").count() == 1


def test_lampiran_palsu_409(panggung, kantor, sebagai):
    palsu = berkas_pdf("surat.png")
    jawab = gerak(
        sebagai(kantor.kepala),
        "langkah_lampirkan",
        panggung.awal,
        **{"lampiran-judul": TULISAN, "lampiran-jenis": "output", "lampiran-berkas": palsu},
    )
    assert (jawab.status_code, TULISAN in teks(jawab)) == (409, True)
    assert Dokumen.objects.filter(pelaksanaan=panggung.awal).count() == 1


def test_batalkan(panggung, kantor, sebagai):
    klien = sebagai(kantor.sekretaris)
    alamat = reverse("pelaksanaan_batalkan", args=[panggung.awal.pk])
    assert klien.post(alamat, {}).status_code == 422
    assert klien.post(alamat, {"batal-alasan": ALASAN}).status_code == 302
    lagi = klien.post(alamat, {"batal-alasan": TULISAN})
    assert (lagi.status_code, TULISAN in teks(lagi)) == (409, True)
    panggung.awal.refresh_from_db()
    assert (panggung.awal.status, panggung.awal.alasan_batal) == ("dibatalkan", ALASAN)


# -- starting a run ---------------------------------------------------------------------------------


def test_mulai_membuat_periode_tahun_itu(panggung, kantor, sebagai):
    Periode.objects.filter(tahun=TAHUN + 1)._raw_delete("default")
    klien = sebagai(kantor.sekretaris)
    halaman = klien.get(reverse("pelaksanaan_mulai"))
    kode = [kode for kode, _ in halaman.context["form"].fields["periode"].choices]
    assert f"{TAHUN + 1}-bulan-1" in kode
    assert not Periode.objects.filter(tahun=TAHUN + 1).exists()
    data = {"prosedur": panggung.prosedur.pk, "periode": f"{TAHUN + 1}-bulan-1"}
    jawab = klien.post(reverse("pelaksanaan_mulai"), data)
    baru = Pelaksanaan.objects.latest("pk")
    assert jawab.url == baru.get_absolute_url()
    assert str(baru.periode) == f"Januari {TAHUN + 1}"
    assert Periode.objects.filter(tahun=TAHUN + 1).count() == 19


@pytest.mark.parametrize("kode", ["", "2099-bulan-1", f"{TAHUN}-bulan-13", f"{TAHUN}-minggu-1", "a-b-c"])
def test_mulai_dengan_periode_asing_422(kode, panggung, kantor, sebagai):
    jumlah = Pelaksanaan.objects.count()
    data = {"prosedur": panggung.prosedur.pk, "periode": kode}
    jawab = sebagai(kantor.sekretaris).post(reverse("pelaksanaan_mulai"), data)
    assert (jawab.status_code, Pelaksanaan.objects.count()) == (422, jumlah)
    assert jawab.context["form"].errors["periode"]


def test_mulai_dua_kali_422_dengan_kalimat(panggung, kantor, sebagai):
    data = {"prosedur": panggung.prosedur.pk, "periode": f"{TAHUN}-bulan-1"}
    jawab = sebagai(kantor.sekretaris).post(reverse("pelaksanaan_mulai"), data)
    assert (jawab.status_code, "sudah pernah dimulai" in teks(jawab)) == (422, True)


# -- doors lead only home ---------------------------------------------------------------------------

LUAR = [
    "https://jahat.example/",
    "//jahat.example/",
    "///jahat.example",
    "/\\jahat.example",
    "http:///jahat.example",
    "javascript:alert(1)",
    "https:jahat.example",
    "\thttps://jahat.example",
]


@pytest.mark.parametrize("tujuan", LUAR)
def test_ganti_konteks_tidak_ke_luar(tujuan, kantor, sebagai):
    jawab = sebagai(kantor.kepala).post(reverse("ganti_konteks"), {"opd": kantor.opd.pk, "next": tujuan})
    assert (jawab.status_code, jawab.url) == (302, "/")


@pytest.mark.parametrize("tujuan", LUAR)
def test_masuk_tidak_ke_luar(tujuan, kantor, client):
    data = {"username": kantor.kepala.username, "password": SANDI, "next": tujuan}
    jawab = client.post(reverse("login"), data)
    assert (jawab.status_code, jawab.url) == (302, "/")
    assert client.session[SESSION_KEY] == str(kantor.kepala.pk)
    assert client.get(reverse("login"), {"next": tujuan}).url == "/"


def test_masuk_menuju_halaman_yang_diminta(kantor, client):
    diminta = client.get(reverse("organisasi_lihat"))
    assert diminta.url == f"{reverse('login')}?next={reverse('organisasi_lihat')}"
    data = {
        "username": kantor.kepala.username,
        "password": SANDI,
        "next": reverse("organisasi_lihat"),
    }
    assert client.post(reverse("login"), data).url == reverse("organisasi_lihat")


# -- which office and year one works in -------------------------------------------------------------


def test_ganti_tahun_tetap_di_halaman(kantor, sebagai):
    isi_kinerja(kantor, 1)
    Simpul.objects.create(opd=kantor.opd, tahun=TAHUN - 1, jenjang="program", uraian="Program lama")
    klien = sebagai(kantor.kepala)
    alamat = reverse("indikator_daftar")
    assert klien.get(alamat).context["tahun"] == TAHUN
    jawab = klien.post(reverse("ganti_konteks"), {"tahun": TAHUN - 1, "next": alamat})
    assert jawab.url == alamat
    assert klien.get(alamat).context["tahun"] == TAHUN - 1
    for asing in ("1999", "19x9", "٢٠٢٥", "20250", ""):
        klien.post(reverse("ganti_konteks"), {"tahun": asing, "next": alamat})
        assert klien.get(alamat).context["tahun"] in {TAHUN, TAHUN - 1}


def test_ganti_opd_ke_halaman_depan(kantor, sebagai):
    kedua = Kantor(kantor.pemda, singkatan="DISKEDUA")
    akun = buat_akun("Pengawas Pemda")
    Penugasan.objects.create(
        pengguna=akun, peran="pengawas", pemda=kantor.pemda, tanggal_mulai=AWAL, tanggal_selesai="2099-01-01"
    )
    klien = sebagai(akun)
    daftar = {opd.pk for opd in klien.get("/").wsgi_request.daftar_opd}
    assert daftar == {kantor.opd.pk, kedua.opd.pk}
    tujuan = reverse("organisasi_lihat")
    jawab = klien.post(reverse("ganti_konteks"), {"opd": kedua.opd.pk, "next": tujuan})
    assert jawab.url == "/"
    assert klien.get(tujuan).context["opd"] == kedua.opd
    # The choice counts only while that office may be seen.
    OPD.objects.filter(pk=kedua.opd.pk).update(aktif=False)
    assert klien.get(tujuan).context["opd"] == kantor.opd


def test_ganti_ke_opd_asing_404(kantor, kantor_lain, sebagai):
    klien = sebagai(kantor.kepala)
    for nilai in (kantor_lain.opd.pk, 0, "x"):
        assert klien.post(reverse("ganti_konteks"), {"opd": nilai}).status_code == 404
    assert klien.get(reverse("organisasi_lihat")).context["opd"] == kantor.opd


# -- search -----------------------------------------------------------------------------------------


def test_cari_hanya_di_kantor_sendiri(panggung, kantor, kantor_lain, sebagai):
    Panggung(kantor_lain, panggung.sop.asal)
    jawab = sebagai(kantor.staf_satu).get(reverse("cari"), {"q": "contoh"})
    assert list(jawab.context["indikator"]) == [panggung.realisasi.indikator]
    assert list(jawab.context["dokumen"]) == [panggung.dokumen]
    assert "DISLAIN" not in teks(jawab)
    run = sebagai(kantor.staf_satu).get(reverse("cari"), {"q": str(panggung.awal)}).context["pelaksanaan"]
    assert run == [panggung.awal]


@pytest.mark.parametrize("kata", ["", " ", "a", "%", "__", "'\"<script>", "x" * 5000, "\x00\x00"])
def test_cari_kata_aneh_tetap_terbuka(kata, panggung, kantor, sebagai):
    jawab = sebagai(kantor.staf_satu).get(reverse("cari"), {"q": kata})
    assert (jawab.status_code, "<script>" in teks(jawab)) == (200, False)
    assert not jawab.context["ada"]


@pytest.mark.parametrize("nama", ["pelaksanaan_daftar", "indikator_daftar", "jejak_daftar"])
def test_saringan_aneh_tetap_terbuka(nama, panggung, kantor, sebagai):
    aneh = {"cari": "\x00a", "status": "\x00", "jenis": "\x00'", "page": "-9"}
    assert sebagai(kantor.kepala).get(reverse(nama), aneh).status_code == 200


def test_indikator_disaring(panggung, kantor, sebagai):
    lain = Indikator.objects.create(opd=kantor.opd, kode="Z", nama="Tanpa tempat di pohon")
    klien = sebagai(kantor.kepala)
    assert len(klien.get(reverse("indikator_daftar"), {"cari": "LAYANAN"}).context["baris"]) == 1
    assert klien.get(reverse("indikator_daftar"), {"cari": "tidak ada"}).context["baris"] == []
    assert klien.get(reverse("indikator_daftar"), {"jenis": "asing", "page": "x"}).context["baris"] == []
    assert klien.get(reverse("indikator_lihat", args=[lain.pk])).status_code == 200


# -- papers -----------------------------------------------------------------------------------------


def test_dokumen_hanya_diunduh(panggung, kantor, sebagai):
    jawab = sebagai(kantor.staf_satu).get(panggung.dokumen.get_absolute_url())
    assert b"".join(jawab.streaming_content) == PDF
    assert jawab["Content-Type"] == "application/pdf"
    assert jawab["Content-Disposition"] == 'attachment; filename="nota.pdf"'
    assert jawab["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert jawab["X-Content-Type-Options"] == "nosniff"
    assert jawab["Cache-Control"] == "private, no-store"


def test_dokumen_yang_hilang_404(panggung, kantor, sebagai):
    panggung.dokumen.berkas.storage.delete(panggung.dokumen.berkas.name)
    assert sebagai(kantor.kepala).get(panggung.dokumen.get_absolute_url()).status_code == 404


def test_nama_berkas_tidak_menjadi_jalan(panggung, kantor):
    dokumen = lampirkan(
        catatan=terbuka(panggung.awal),
        oleh=kantor.kepala,
        berkas=berkas_pdf("../../surat\r\nX-Jahat: 1.pdf"),
        judul="",
    )
    assert dokumen.berkas.name.startswith(f"dokumen/{panggung.awal.pk}/")
    assert "surat" not in dokumen.berkas.name


# -- the first password -----------------------------------------------------------------------------


def test_sandi_awal_harus_diganti_dahulu(panggung, kantor, client):
    akun = kantor.kepala
    akun.harus_ganti_sandi = True
    akun.save()
    client.post(reverse("login"), {"username": akun.username, "password": SANDI})
    ganti = reverse("password_change")
    for alamat in ("/", panggung.awal.get_absolute_url(), panggung.dokumen.get_absolute_url()):
        assert client.get(alamat).url == ganti
    assert gerak(client, "langkah_selesaikan", panggung.awal).url == ganti
    assert terbuka(panggung.awal).langkah.nomor == 1
    assert client.get(ganti).status_code == 200
    baru = "rahasia-baru-yang-panjang"
    for dua in ("pendek", SANDI + "beda"):
        tolak = client.post(ganti, {"old_password": SANDI, "new_password1": baru, "new_password2": dua})
        assert (tolak.status_code, client.get("/").url) == (200, ganti)
    jawab = client.post(ganti, {"old_password": SANDI, "new_password1": baru, "new_password2": baru})
    assert jawab.url == reverse("password_change_done")
    assert client.get("/").status_code == 200
    akun.refresh_from_db()
    assert (akun.harus_ganti_sandi, akun.check_password(baru)) == (False, True)


def test_sandi_awal_tidak_boleh_dipakai_lagi(kantor, client):
    """Changing the handed-out password into itself would change nothing."""
    akun = kantor.kepala
    akun.harus_ganti_sandi = True
    akun.save()
    client.post(reverse("login"), {"username": akun.username, "password": SANDI})
    data = {"old_password": SANDI, "new_password1": SANDI, "new_password2": SANDI}
    jawab = client.post(reverse("password_change"), data)
    akun.refresh_from_db()
    assert (jawab.status_code, akun.harus_ganti_sandi) == (200, True)


def test_sandi_awal_masih_dapat_keluar(kantor, sebagai):
    kantor.kepala.harus_ganti_sandi = True
    kantor.kepala.save()
    assert sebagai(kantor.kepala).post(reverse("logout")).url == reverse("login")
