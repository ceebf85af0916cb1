"""The Kepala's answer and what is born of it: follow-ups, sentences used again, the office's list."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alur.arahan_baku import hapus_arahan, simpan_arahan, tawarkan
from alur.disposisi import terima_disposisi
from alur.models import ArahanBaku, Disposisi, Pemberitahuan, RencanaTindakLanjut
from alur.tindak_lanjut import ButirTindakLanjut, selesaikan_tindak_lanjut
from laporan.susunan import susun_disposisi
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.waktu import hari_ini
from tests.alur.panggung_disposisi import disposisi_panggung
from tests.alur.test_adopsi import buat_naskah
from tests.panggung import Panggung

pytestmark = pytest.mark.usefixtures("mesin_polos")


@pytest.fixture
def panggung(kantor):
    return Panggung(kantor, buat_naskah())


@pytest.fixture
def disposisi(panggung) -> Disposisi:
    return disposisi_panggung(panggung)


def besok(hari=1):
    return hari_ini() + timedelta(days=hari)


def kiriman(**lain) -> dict:
    """What the form sends: received, with these fields besides."""
    isi = {"putusan": "diterima", "sifat": "biasa"} | lain
    return {f"disposisi-{nama}": nilai for nama, nilai in isi.items()}


def putuskan(klien, disposisi, **lain):
    return klien.post(reverse("disposisi_putuskan", args=[disposisi.pk]), kiriman(**lain))


# -- follow-ups born of it --------------------------------------------------------------------------


def test_arahan_melahirkan_tindak_lanjut_dalam_satu_simpan(kantor, disposisi, sebagai):
    satu, dua = kantor.jabatan["Kepala Bidang Satu"], kantor.jabatan["Kepala Bidang Dua"]
    jawab = putuskan(
        sebagai(kantor.kepala),
        disposisi,
        arahan="Segera.",
        diteruskan_kepada=[dua.pk],
        tl1_uraian="Susun jadwal",
        tl1_siapa=satu.pk,
        tl1_tenggat=besok().isoformat(),
        tl3_uraian="Kirim data",
        tl3_siapa=dua.pk,
        tl3_tenggat=besok(2).isoformat(),
    )
    assert jawab.status_code == 302
    lahir = RencanaTindakLanjut.objects.filter(asal="disposisi").order_by("tenggat")
    assert [(t.uraian, t.penanggung_jawab, t.catatan) for t in lahir] == [
        ("Susun jadwal", satu, disposisi.catatan),
        ("Kirim data", dua, disposisi.catatan),
    ]
    # Who is given a task is passed the disposisi too, finds it on the desk and is told.
    disposisi.refresh_from_db()
    assert set(disposisi.diteruskan_kepada.all()) == {satu, dua}
    assert b"Susun jadwal" in sebagai(kantor.kabid_satu).get("/").content
    assert Pemberitahuan.objects.filter(pengguna=kantor.kabid_satu, isi__contains="Susun jadwal").exists()
    # The paper lists them.
    lembar = susun_disposisi(Disposisi.objects.select_related("catatan__pelaksanaan__opd__pemda").get())
    assert [(t.uraian, t.tenggat) for t in lembar.tindak_lanjut] == [
        ("Susun jadwal", besok()),
        ("Kirim data", besok(2)),
    ]


def test_yang_hanya_diteruskan_diberi_tahu(kantor, disposisi, sebagai):
    dua = kantor.jabatan["Kepala Bidang Dua"]
    putuskan(sebagai(kantor.kepala), disposisi, diteruskan_kepada=[dua.pk])
    assert Pemberitahuan.objects.filter(pengguna=kantor.kabid_dua, isi__contains="diteruskan").count() == 1
    assert not Pemberitahuan.objects.filter(pengguna=kantor.kabid_satu, isi__contains="diteruskan").exists()


@pytest.mark.parametrize(
    ("lain", "kalimat"),
    [
        ({"tl1_uraian": "Susun jadwal"}, "Pilih siapa yang mengerjakannya."),
        ({"tl2_tenggat": "2099-01-01"}, "Tuliskan apa yang harus dilakukan."),
        ({"tl1_uraian": "Susun jadwal", "tl1_siapa": "satu"}, "Tetapkan tenggatnya."),
        (
            {
                "putusan": "dikembalikan",
                "arahan": "Lengkapi",
                "tl1_uraian": "Susun",
                "tl1_siapa": "satu",
                "tl1_tenggat": "2099-01-01",
            },
            "Tindak lanjut lahir dari laporan yang diterima.",
        ),
    ],
)
def test_tindak_lanjut_setengah_ditolak_dan_tidak_ada_yang_tersimpan(
    lain, kalimat, kantor, disposisi, sebagai
):
    lain = {n: kantor.jabatan["Kepala Bidang Satu"].pk if v == "satu" else v for n, v in lain.items()}
    jawab = putuskan(sebagai(kantor.kepala), disposisi, **lain)
    assert jawab.status_code == 422
    assert kalimat in jawab.content.decode()
    disposisi.refresh_from_db()
    assert disposisi.keputusan == ""
    assert not RencanaTindakLanjut.objects.filter(asal="disposisi").exists()


def test_tenggat_lampau_membatalkan_seluruh_disposisi(kantor, disposisi, sebagai):
    satu = kantor.jabatan["Kepala Bidang Satu"]
    jawab = putuskan(
        sebagai(kantor.kepala),
        disposisi,
        tl1_uraian="Susun jadwal",
        tl1_siapa=satu.pk,
        tl1_tenggat=besok(-1).isoformat(),
    )
    assert jawab.status_code == 409
    disposisi.refresh_from_db()
    assert (disposisi.keputusan, disposisi.diteruskan_kepada.count()) == ("", 0)
    assert disposisi.catatan.terbuka


def test_penanggung_jawab_harus_menerima_disposisinya(kantor, disposisi):
    butir = ButirTindakLanjut("Susun jadwal", kantor.jabatan["Kepala Bidang Satu"], besok())
    with pytest.raises(TindakanDitolak, match="Teruskan juga disposisi kepada"):
        terima_disposisi(disposisi=disposisi, oleh=kantor.kepala, tindak_lanjut=[butir])
    disposisi.refresh_from_db()
    assert disposisi.keputusan == ""


def test_tindak_lanjut_dari_disposisi_yang_dicatatkan(kantor, disposisi, sebagai):
    """Recorded days later, a tenggat that was to come on the real day is taken."""
    satu = kantor.jabatan["Kepala Bidang Satu"]
    pemangku = kantor.jabatan["Kepala"].pemangku.get()
    isi = kiriman(
        untuk=pemangku.pk,
        dasar="Lembar disposisi 12",
        tanggal=hari_ini().isoformat(),
        tl1_uraian="Susun jadwal",
        tl1_siapa=satu.pk,
        tl1_tenggat=hari_ini().isoformat(),
    )
    isi = {f"catat-{nama}": nilai for nama, nilai in isi.items()}
    jawab = sebagai(kantor.sekretaris).post(reverse("disposisi_catatkan", args=[disposisi.pk]), isi)
    assert jawab.status_code == 302, jawab.content.decode()[:2000]
    lahir = RencanaTindakLanjut.objects.get(asal="disposisi")
    assert (lahir.penanggung_jawab, lahir.dibuat_oleh) == (satu, kantor.sekretaris)


def test_diteruskan_kepada_kunci_yang_mustahil_ditolak(kantor, disposisi, sebagai):
    """A number no key can be is a wrong choice; SQLite could not even hold it."""
    jawab = putuskan(sebagai(kantor.kepala), disposisi, diteruskan_kepada="9" * 20)
    assert jawab.status_code == 422
    disposisi.refresh_from_db()
    assert disposisi.diputuskan_pada is None


# -- the office's list ------------------------------------------------------------------------------


def daftar(klien, **saring):
    return klien.get(reverse("tindak_lanjut_daftar"), saring)


def test_daftar_menyaring_yang_belum_terlambat_dan_selesai(panggung, kantor, sebagai):
    RencanaTindakLanjut.objects.all().delete()
    umum = {
        "opd": kantor.opd,
        "catatan": panggung.awal.catatan.first(),
        "penanggung_jawab": kantor.jabatan["Kepala Bidang Satu"],
        "dibuat_oleh": kantor.kepala,
    }
    RencanaTindakLanjut.objects.create(uraian="Nanti", asal="notulen", tenggat=besok(9), **umum)
    RencanaTindakLanjut.objects.create(uraian="Lewat", asal="disposisi", tenggat=besok(-3), **umum)
    beres = RencanaTindakLanjut.objects.create(uraian="Beres", asal="notulen", tenggat=besok(2), **umum)
    selesaikan_tindak_lanjut(tindak_lanjut=beres, oleh=kantor.kabid_satu, hasil="Sudah terbit")
    klien = sebagai(kantor.kabid_satu)

    def uraian(**saring):
        return [b["tindak_lanjut"].uraian for b in daftar(klien, **saring).context["baris"]]

    assert uraian() == ["Lewat", "Nanti"]
    assert uraian(keadaan="terlambat") == ["Lewat"]
    assert uraian(keadaan="selesai") == ["Beres"]
    assert set(uraian(keadaan="semua")) == {"Lewat", "Nanti", "Beres"}
    assert uraian(keadaan="semua", asal="disposisi") == ["Lewat"]
    assert uraian(keadaan="karangan") == ["Lewat", "Nanti"]
    isi = daftar(klien, keadaan="semua").content.decode()
    for kata in ("Belum selesai (2)", "Terlambat (1)", "Selesai (1)", "Terlambat 3 hari", "Sudah terbit"):
        assert kata in isi
    assert f"{kantor.kabid_satu}, " in isi
    assert panggung.awal.get_absolute_url() in isi


def test_pemegang_menutup_dari_daftar_orang_lain_tidak(panggung, kantor, kantor_lain, sebagai):
    satu = panggung.tindak_lanjut
    tutup = reverse("tindak_lanjut_selesai", args=[satu.pk])
    assert tutup not in daftar(sebagai(kantor.kabid_dua)).content.decode()
    klien = sebagai(kantor.kabid_satu)
    assert tutup in daftar(klien).content.decode()
    jawab = klien.post(tutup, {"hasil": "Sudah lengkap", "dari": "daftar"})
    assert (jawab.status_code, jawab.url) == (302, reverse("tindak_lanjut_daftar"))
    satu.refresh_from_db()
    assert (satu.status, satu.diselesaikan_oleh) == ("selesai", kantor.kabid_satu)
    # Another office has a list of its own.
    assert daftar(sebagai(kantor_lain.kepala), keadaan="semua").context["baris"] == []


# -- sentences used again ---------------------------------------------------------------------------


def test_kalimat_yang_sering_dipakai_ditawarkan_dahulu(kantor):
    for isi, dipakai in (("Jarang", 1), ("Sering", 9)):
        ArahanBaku.objects.create(
            opd=kantor.opd, guna="arahan", isi=isi, dipakai=dipakai, dibuat_oleh=kantor.kepala
        )
    daftar = tawarkan(kantor.opd, "arahan")
    assert daftar[:2] == ["Sering", "Jarang"]
    assert "Bahas pada rapat berikutnya." in daftar
    assert "Sering" not in tawarkan(kantor.opd, "kembalikan")


def test_arahan_dipilih_digabung_dihitung_dan_tulisan_disimpan(kantor, disposisi, sebagai):
    simpan_arahan(opd=kantor.opd, guna="arahan", isi="Tuntaskan  bulan ini", oleh=kantor.kepala)
    jawab = putuskan(
        sebagai(kantor.kepala),
        disposisi,
        baku=["Tuntaskan bulan ini", "Bahas pada rapat berikutnya."],
        arahan="Undang Bappeda",
        simpan_baku="on",
    )
    assert jawab.status_code == 302
    disposisi.refresh_from_db()
    assert disposisi.arahan == "Tuntaskan bulan ini\nBahas pada rapat berikutnya.\nUndang Bappeda"
    assert dict(ArahanBaku.objects.values_list("isi", "dipakai")) == {
        "Tuntaskan bulan ini": 1,
        "Undang Bappeda": 0,
    }


def test_pilihan_saja_cukup_untuk_mengembalikan(kantor, disposisi, sebagai):
    jawab = putuskan(
        sebagai(kantor.kepala), disposisi, putusan="dikembalikan", baku=["Bahas pada rapat berikutnya."]
    )
    assert jawab.status_code == 302
    disposisi.refresh_from_db()
    assert disposisi.arahan == "Bahas pada rapat berikutnya."


def test_kalimat_kembar_satu_saja_dan_yang_panjang_ditolak(kantor):
    for _ in range(2):
        simpan_arahan(opd=kantor.opd, guna="arahan", isi="Tuntaskan", oleh=kantor.sekretaris)
    assert ArahanBaku.objects.count() == 1
    for isi, sebab in (("x" * 301, "paling panjang 300"), ("  ", "Tuliskan kalimatnya")):
        with pytest.raises(TindakanDitolak, match=sebab):
            simpan_arahan(opd=kantor.opd, guna="arahan", isi=isi, oleh=kantor.sekretaris)
    with pytest.raises(TidakBerhak):
        simpan_arahan(opd=kantor.opd, guna="arahan", isi="Titipan", oleh=kantor.staf_satu)


def test_kalimat_dihapus_pemutus_bukan_orang_lain(kantor, kantor_lain, sebagai):
    arahan = simpan_arahan(opd=kantor.opd, guna="arahan", isi="Tuntaskan", oleh=kantor.kepala)
    hapus = reverse("arahan_baku_hapus", args=[arahan.pk])
    assert sebagai(kantor_lain.kepala).post(hapus).status_code == 404
    assert sebagai(kantor.staf_satu).post(hapus).status_code == 403
    with pytest.raises(TidakBerhak):
        hapus_arahan(arahan=arahan, oleh=kantor.staf_satu)
    assert ArahanBaku.objects.filter(pk=arahan.pk).exists()
    assert sebagai(kantor.sekretaris).post(hapus).status_code == 302
    assert not ArahanBaku.objects.filter(pk=arahan.pk).exists()


def test_halaman_kalimat_baku(kantor, sebagai):
    klien = sebagai(kantor.sekretaris)
    halaman = reverse("arahan_baku")
    assert klien.post(halaman, {"guna": "kembalikan", "isi": "Lampirkan SK"}).status_code == 302
    assert "Lampirkan SK" in klien.get(halaman).content.decode()
    jawab = klien.post(halaman, {"guna": "karangan", "isi": "Tetap di kotak"})
    assert jawab.status_code == 409
    assert "Tetap di kotak</textarea>" in jawab.content.decode()
