"""Rolling a year: the new year has the tree, the old year is what it was."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from perencanaan.gulir import gulirkan, pasangan_tahun, rencana_gulir
from perencanaan.models import (
    Indikator,
    KaitanSilang,
    PaguAnggaran,
    PenempatanIndikator,
    Periode,
    Simpul,
    VersiTarget,
)
from tests.panggung import TAHUN
from tests.perencanaan.panggung_tahun import BARU, Rencana

pytestmark = pytest.mark.django_db


@pytest.fixture
def rencana(kantor):
    return Rencana(kantor)


def gulir(rencana, **pilihan):
    return gulirkan(opd=rencana.opd, dari=TAHUN, ke=BARU, oleh=rencana.kantor.ketua_tim, **pilihan)


def baru(lama: Simpul) -> Simpul:
    return Simpul.objects.get(asal=lama)


def potret_lama() -> dict[str, list]:
    """Every row of the plan that was there, by model; rows of the new year aside."""
    hasil = {}
    for model in apps.get_app_config("perencanaan").get_models():
        baris = model._base_manager.all()
        if "tahun" in {bidang.name for bidang in model._meta.fields}:
            baris = baris.exclude(tahun=BARU)
        if model is KaitanSilang:
            baris = baris.exclude(dari__tahun=BARU)
        hasil[model.__name__] = sorted(map(repr, baris.values_list()))
    return hasil


def test_pohon_penempatan_dan_kaitan_disalin(rencana):
    hasil = gulir(rencana)

    assert (hasil.simpul, hasil.penempatan, hasil.kaitan) == (4, 3, 1)
    for lama in Simpul.objects.filter(tahun=TAHUN):
        satu = baru(lama)
        assert (satu.tahun, satu.jenjang, satu.kode, satu.uraian) == (
            BARU,
            lama.jenjang,
            lama.kode,
            lama.uraian,
        )
        assert (satu.urutan, satu.faktor_kunci) == (lama.urutan, lama.faktor_kunci)
        assert satu.penanggung_jawab_id == lama.penanggung_jawab_id
        assert satu.induk_id == (baru(lama.induk).pk if lama.induk else None)
    for lama in PenempatanIndikator.objects.filter(tahun=TAHUN):
        satu = PenempatanIndikator.objects.get(tahun=BARU, indikator=lama.indikator)
        assert (satu.simpul, satu.jenis, satu.urutan) == (baru(lama.simpul), lama.jenis, lama.urutan)
    kaitan = KaitanSilang.objects.get(dari__tahun=BARU)
    assert (kaitan.dari, kaitan.ke) == (baru(rencana.kegiatan), baru(rencana.sasaran))
    assert kaitan.keterangan == rencana.kaitan.keterangan


def test_tahun_lama_tidak_berubah(rencana):
    sebelum = potret_lama()

    gulir(rencana)

    assert potret_lama() == sebelum


def test_target_dan_pagu_tidak_ikut(rencana):
    """A target is an agreement: nobody agreed on the new year's yet."""
    gulir(rencana)

    assert not VersiTarget.objects.filter(tahun=BARU).exists()
    assert not PaguAnggaran.objects.filter(simpul__tahun=BARU).exists()
    assert Periode.objects.filter(tahun=BARU).count() == 19


def test_menggulirkan_dua_kali_tidak_menambah(rencana):
    gulir(rencana)
    jejak = CatatanJejak.objects.filter(aksi="perencanaan.gulir_tahun").count()

    hasil = gulir(rencana)

    assert hasil.kosong
    assert Simpul.objects.filter(tahun=BARU).count() == 4
    assert jejak == CatatanJejak.objects.filter(aksi="perencanaan.gulir_tahun").count() == 1


def test_yang_menyusul_ditambahkan_pada_tempatnya(rencana):
    gulir(rencana)
    rencana.tambah_banyak(1)

    hasil = gulir(rencana)

    assert (hasil.simpul, hasil.penempatan) == (1, 1)
    simpul = Simpul.objects.get(tahun=BARU, uraian__startswith="Kegiatan 3")
    assert simpul.induk == baru(rencana.program)


def test_hanya_yang_dipilih_ditambahkan(rencana):
    """What was taken out of the new year on purpose does not come back with what is added later."""
    gulir(rencana)
    PenempatanIndikator.objects.filter(simpul=baru(rencana.kegiatan)).delete()
    KaitanSilang.objects.filter(dari__tahun=BARU).delete()
    baru(rencana.kegiatan).delete()
    rencana.tambah_banyak(1)
    tambahan = Simpul.objects.get(tahun=TAHUN, uraian="Kegiatan 3")

    hasil = gulir(rencana, simpul={tambahan.pk}, indikator={rencana.indikator["TBH-3"].pk})

    assert (hasil.simpul, hasil.penempatan, hasil.kaitan) == (1, 1, 0)
    assert not Simpul.objects.filter(asal=rencana.kegiatan).exists()


def test_anak_tanpa_induknya_ditolak_dan_tidak_setengah(rencana):
    gulir(rencana)
    for simpul in (rencana.kegiatan, rencana.program):
        PenempatanIndikator.objects.filter(simpul=baru(simpul)).delete()
        KaitanSilang.objects.filter(dari=baru(simpul)).delete()
        baru(simpul).delete()

    with pytest.raises(TindakanDitolak, match="Pilih juga induknya"):
        gulir(rencana, simpul={rencana.kegiatan.pk}, indikator=set())

    assert Simpul.objects.filter(tahun=BARU).count() == 2


def test_pohon_yang_dibuat_dengan_tangan_dikenali(rencana):
    """A tree loaded from a workbook before: no second copy, only the link to the year before."""
    tujuan = Simpul.objects.create(opd=rencana.opd, tahun=BARU, jenjang="tujuan", uraian=" layanan  BAIK ")
    program = Simpul.objects.create(
        opd=rencana.opd, tahun=BARU, jenjang="program", uraian="Program (nama baru)", kode="1.01"
    )

    hasil = gulir(rencana)

    tujuan.refresh_from_db()
    program.refresh_from_db()
    assert hasil.simpul == 2
    assert (tujuan.asal, program.asal) == (rencana.tujuan, rencana.program)
    assert (program.uraian, tujuan.uraian) == ("Program (nama baru)", " layanan  BAIK ")
    assert baru(rencana.kegiatan).induk == program


def test_jabatan_lama_dan_indikator_nonaktif_tidak_ikut(rencana):
    jabatan = rencana.kantor.jabatan["Kepala Bidang Dua"]
    jabatan.aktif = False
    jabatan.save()
    indikator = rencana.indikator["IKP-1"]
    indikator.aktif = False
    indikator.save()
    lihat = rencana_gulir(rencana.opd, TAHUN, BARU)
    assert lihat.pemilik_lepas == (rencana.kegiatan,)
    assert lihat.indikator_nonaktif == (indikator,)

    gulir(rencana)

    assert baru(rencana.kegiatan).penanggung_jawab is None
    assert baru(rencana.program).penanggung_jawab == rencana.kantor.jabatan["Kepala Bidang Satu"]
    assert not PenempatanIndikator.objects.filter(tahun=BARU, indikator=indikator).exists()


def test_rencana_menyebut_yang_berakhir(rencana):
    rencana.indikator["IKP-1"].penanggung_jawab.update(tanggal_selesai=date(TAHUN, 6, 30))

    lihat = rencana_gulir(rencana.opd, TAHUN, BARU)

    assert lihat.tanpa_definisi == (rencana.indikator["IKK-1"],)
    assert lihat.tanpa_penanggung_jawab == (rencana.indikator["IKP-1"],)
    assert lihat.renstra == rencana.renstra
    assert rencana_gulir(rencana.opd, TAHUN, TAHUN + 4).renstra is None


def test_selain_pengelola_ditolak(rencana):
    with pytest.raises(TidakBerhak):
        gulirkan(opd=rencana.opd, dari=TAHUN, ke=BARU, oleh=rencana.kantor.sekretaris)
    assert not Simpul.objects.filter(tahun=BARU).exists()


def test_tahun_tanpa_pohon_dan_tahun_mundur_ditolak(rencana):
    tim = rencana.kantor.ketua_tim
    with pytest.raises(TindakanDitolak, match="belum mempunyai pohon"):
        gulirkan(opd=rencana.opd, dari=TAHUN - 3, ke=BARU, oleh=tim)
    for dari, ke in ((TAHUN, TAHUN), (TAHUN, TAHUN - 1), (2100, 2101)):
        with pytest.raises(TindakanDitolak, match="sesudah"):
            gulirkan(opd=rencana.opd, dari=dari, ke=ke, oleh=tim)
    assert not Periode.objects.filter(tahun=TAHUN - 3).exists()


def test_pasangan_tahun(rencana):
    assert pasangan_tahun(rencana.opd, date(TAHUN, 11, 1)) == (TAHUN, BARU)
    gulir(rencana)
    assert pasangan_tahun(rencana.opd, date(TAHUN, 11, 1)) == (TAHUN, BARU)
    assert pasangan_tahun(rencana.opd, date(BARU, 2, 1)) == (BARU, BARU + 1)


def test_tanpa_pohon_tidak_ada_pasangan(kantor):
    assert pasangan_tahun(kantor.opd, date(TAHUN, 1, 1)) is None


def test_pertanyaan_tetap_berapa_pun_simpulnya(rencana):
    with CaptureQueriesContext(connection) as sedikit:
        gulir(rencana)
    rencana.tambah_banyak(100)
    with CaptureQueriesContext(connection) as banyak:
        hasil = gulir(rencana)
    assert hasil.simpul == 100
    assert len(banyak) <= len(sedikit)


# -- the page -----------------------------------------------------------------------------------------


def test_halaman_menyebut_jumlah_lalu_menyalin(rencana, sebagai):
    klien = sebagai(rencana.kantor.ketua_tim)
    halaman = klien.get("/tahun-baru/").content.decode()
    assert "4 simpul pohon kinerja" in halaman
    assert "3 indikator" in halaman
    assert "Target</strong>, karena target adalah perjanjian" in halaman

    jawab = klien.post("/tahun-baru/", {"ke": BARU}, follow=True)

    assert jawab.redirect_chain == [("/tahun-baru/tinjauan/", 302)]
    assert jawab.context["tahun"] == BARU
    assert Simpul.objects.filter(tahun=BARU).count() == 4


def test_halaman_basi_tidak_menyalin_tahun_lain(rencana, sebagai):
    jawab = sebagai(rencana.kantor.ketua_tim).post("/tahun-baru/", {"ke": BARU + 1})
    assert jawab.status_code == 409
    assert "baru saja disiapkan" in jawab.content.decode()
    assert not Simpul.objects.exclude(tahun=TAHUN).exists()


def test_halaman_susulan_hanya_menambah_yang_dicentang(rencana, sebagai, monkeypatch):
    gulir(rencana)
    rencana.tambah_banyak(2)
    monkeypatch.setattr("perencanaan.views_tahun.hari_ini", lambda: date(TAHUN, 11, 1))
    klien = sebagai(rencana.kantor.ketua_tim)
    halaman = klien.get("/tahun-baru/").content.decode()
    assert "Kegiatan 3" in halaman
    assert "Kegiatan 4" in halaman

    assert klien.post("/tahun-baru/", {"ke": BARU, "pilih": "1"}).status_code == 409
    pilih = Simpul.objects.get(tahun=TAHUN, uraian="Kegiatan 3")
    klien.post("/tahun-baru/", {"ke": BARU, "pilih": "1", "simpul": [pilih.pk, "x"], "indikator": []})

    assert Simpul.objects.filter(tahun=BARU, uraian="Kegiatan 3").exists()
    assert not Simpul.objects.filter(tahun=BARU, uraian="Kegiatan 4").exists()
    assert not PenempatanIndikator.objects.filter(tahun=BARU, simpul__uraian="Kegiatan 3").exists()


def test_tahun_yang_dipakai_tetap_tahun_berjalan(rencana, sebagai, monkeypatch):
    """Whoever opens the application finds the present, not the plan for next year."""
    gulir(rencana)
    monkeypatch.setattr("perencanaan.tahun.hari_ini", lambda: date(TAHUN, 11, 1))
    klien = sebagai(rencana.kantor.staf_satu)
    assert klien.get("/rencana-aksi/").context["tahun"] == TAHUN
    monkeypatch.setattr("perencanaan.tahun.hari_ini", lambda: date(BARU, 1, 1))
    assert klien.get("/rencana-aksi/").context["tahun"] == BARU


def test_pohon_baru_yang_lain_sama_sekali_bukan_tahun_kosong(rencana, sebagai, monkeypatch):
    """A tree of a new Renstra, loaded from a workbook, is not covered with the old one by one press."""
    monkeypatch.setattr("perencanaan.views_tahun.hari_ini", lambda: date(TAHUN, 11, 1))
    Simpul.objects.create(opd=rencana.opd, tahun=BARU, jenjang="tujuan", uraian="Tujuan Renstra baru")

    assert not rencana_gulir(rencana.opd, TAHUN, BARU).pertama
    klien = sebagai(rencana.kantor.ketua_tim)
    assert "Pilih hanya yang perlu ditambahkan" in klien.get("/tahun-baru/").content.decode()
    assert klien.post("/tahun-baru/", {"ke": BARU}).status_code == 409
    assert Simpul.objects.filter(tahun=BARU).count() == 1


def test_halaman_pertama_yang_basi_tidak_mengembalikan_yang_dihapus(rencana, sebagai, monkeypatch):
    """Opened before another rolled the year and took a node out: its press brings nothing back."""
    monkeypatch.setattr("perencanaan.views_tahun.hari_ini", lambda: date(TAHUN, 11, 1))
    gulir(rencana)
    PenempatanIndikator.objects.filter(simpul=baru(rencana.kegiatan)).delete()
    baru(rencana.kegiatan).delete()

    jawab = sebagai(rencana.kantor.ketua_tim).post("/tahun-baru/", {"ke": BARU})

    assert jawab.status_code == 409
    assert "Pilih" in jawab.content.decode()
    assert Simpul.objects.filter(tahun=BARU).count() == 3


def test_indikator_tanpa_simpulnya_ditolak_dengan_sebab(rencana):
    gulir(rencana)
    rencana.tambah_banyak(1)
    with pytest.raises(TindakanDitolak, match=r"TBH-3.*Pilih juga simpulnya"):
        gulir(rencana, simpul=[], indikator=[rencana.indikator["TBH-3"].pk])
    assert not PenempatanIndikator.objects.filter(tahun=BARU, indikator__kode="TBH-3").exists()


def test_kotak_pilihan_membawa_kunci_apa_adanya(rencana, sebagai, monkeypatch):
    """A key of four digits has no thousands separator, or the box would choose nothing."""
    monkeypatch.setattr("perencanaan.views_tahun.hari_ini", lambda: date(TAHUN, 11, 1))
    gulir(rencana)
    simpul = Simpul.objects.create(
        pk=54321, opd=rencana.opd, tahun=TAHUN, jenjang="kegiatan", uraian="Baru", induk=rencana.program
    )
    indikator = Indikator.objects.create(pk=65432, opd=rencana.opd, kode="B-1", nama="Baru")
    PenempatanIndikator.objects.create(indikator=indikator, simpul=simpul, jenis="ikk")
    klien = sebagai(rencana.kantor.ketua_tim)
    halaman = klien.get("/tahun-baru/").content.decode()
    assert 'name="simpul" value="54321"' in halaman
    assert 'name="indikator" value="65432"' in halaman
