"""The review of a year: each point comes and goes with what it is about; ticks are kept apart."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import PemangkuJabatan
from perencanaan.gulir import gulirkan
from perencanaan.models import (
    PaguAnggaran,
    PemeriksaanSMART,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    PerjanjianKinerja,
    Renstra,
    RiwayatNilai,
    Simpul,
    TargetPeriode,
    TinjauanTahun,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.tercapai import Tercapai
from perencanaan.tinjauan import JENIS, batalkan_tinjauan, susun_tinjauan, tandai_ditinjau
from tests.panggung import TAHUN
from tests.perencanaan.panggung_tahun import BARU, Rencana

pytestmark = pytest.mark.django_db
HARI = date(BARU, 1, 15)
D = Decimal


@pytest.fixture
def rencana(kantor):
    """A plan that was rolled on, with nothing filled in yet."""
    satu = Rencana(kantor)
    gulirkan(opd=satu.opd, dari=TAHUN, ke=BARU, oleh=kantor.ketua_tim)
    return satu


def kunci(rencana, hari=HARI) -> set[str]:
    return {satu.kunci for satu in susun_tinjauan(rencana.opd, BARU, hari).butir}


def butir(rencana, kunci, hari=HARI):
    return susun_tinjauan(rencana.opd, BARU, hari).cari(kunci)


def baru(lama: Simpul) -> Simpul:
    return Simpul.objects.get(asal=lama)


def pk(rencana, kode) -> int:
    return rencana.indikator[kode].pk


def isi_target(rencana, kode, nilai="10", periode=4) -> VersiTarget:
    versi = VersiTarget.objects.create(
        indikator=rencana.indikator[kode], tahun=BARU, nilai=D(nilai), tanggal_mulai=date(BARU, 1, 2)
    )
    for satu in Periode.objects.filter(tahun=BARU, jenis="triwulan")[:periode]:
        TargetPeriode.objects.create(versi=versi, periode=satu, nilai=D(nilai))
    return versi


def test_tahun_yang_baru_disalin(rencana):
    """All there is to do right after rolling, point by point."""
    jabatan = rencana.kantor.jabatan
    smart = {
        f"indikator:{satu.indikator_id}:smart:{satu.pk}"
        for satu in VersiIndikator.objects.filter(indikator__kode__in=["IKU-1", "IKP-1"])
    }
    assert kunci(rencana) == smart | {
        f"simpul:{baru(rencana.tujuan).pk}:tanpa_pemilik",
        f"indikator:{pk(rencana, 'IKK-1')}:tanpa_definisi",
        *(f"indikator:{pk(rencana, kode)}:tanpa_target" for kode in ("IKU-1", "IKP-1", "IKK-1")),
        f"simpul:{baru(rencana.program).pk}:tanpa_pagu",
        *(
            f"jabatan:{jabatan[nama].pk}:tanpa_pk"
            for nama in ("Kepala", "Kepala Bidang Satu", "Kepala Bidang Dua")
        ),
    }
    assert all(satu.jenis in JENIS for satu in susun_tinjauan(rencana.opd, BARU, HARI).butir)


def test_kemajuan_menghitung_simpul_indikator_dan_jabatan(rencana):
    """4 nodes, 3 indicators, 3 positions and the year: sasaran, kegiatan and the year have nothing open."""
    hasil = susun_tinjauan(rencana.opd, BARU, HARI)
    assert (hasil.selesai, hasil.jumlah) == (3, 11)


def test_target_baru_dengan_angka_pembandingnya(rencana):
    rincian = dict(butir(rencana, f"indikator:{pk(rencana, 'IKU-1')}:tanpa_target").rincian)
    assert rincian == {
        f"Renstra {BARU}": "92,5",
        f"Target {TAHUN}": "90",
        f"Realisasi {TAHUN}": "",
    }
    RiwayatNilai.objects.create(indikator=rencana.indikator["IKU-1"], tahun=TAHUN, realisasi=D("88.25"))
    rincian = dict(butir(rencana, f"indikator:{pk(rencana, 'IKU-1')}:tanpa_target").rincian)
    assert rincian[f"Realisasi {TAHUN}"] == "88,25"


def test_realisasi_yang_terukur_menyebut_sampai_kapan(rencana, monkeypatch):
    """What was measured says up to when; what a report printed of the whole year goes before it."""
    indikator = rencana.indikator["IKU-1"]
    monkeypatch.setattr(
        "perencanaan.tercapai._PENYEDIA",
        [lambda opd, tahun: {indikator.pk: Tercapai(D("91.5"), "", "TW III 2025", setahun=False)}],
    )
    rincian = dict(butir(rencana, f"indikator:{indikator.pk}:tanpa_target").rincian)
    assert rincian[f"Realisasi {TAHUN}"] == "91,5 (s.d. TW III 2025)"

    RiwayatNilai.objects.create(indikator=indikator, tahun=TAHUN, realisasi=D(1))
    rincian = dict(butir(rencana, f"indikator:{indikator.pk}:tanpa_target").rincian)
    assert rincian[f"Realisasi {TAHUN}"] == "1"


def test_target_terisi_hilang_dari_daftar_periodenya_diminta(rencana):
    dasar = f"indikator:{pk(rencana, 'IKP-1')}"
    versi = isi_target(rencana, "IKP-1", periode=3)
    ada = butir(rencana, f"{dasar}:target_periode")
    assert "3 dari 4" in ada.kalimat
    assert ada.versi == versi.pk
    assert f"{dasar}:tanpa_target" not in kunci(rencana)

    TargetPeriode.objects.create(
        versi=versi, periode=Periode.objects.get(tahun=BARU, jenis="triwulan", nomor=4), nilai=D(-20)
    )
    assert f"{dasar}:target_periode" not in kunci(rencana)


def test_peringatan_target_menjadi_satu_butir(rencana):
    """10 over the year against 40 in four quarters: summed, so it does not agree."""
    isi_target(rencana, "IKP-1")
    awalan = f"indikator:{pk(rencana, 'IKP-1')}:peringatan:"
    ada = next(
        satu for satu in susun_tinjauan(rencana.opd, BARU, HARI).butir if satu.kunci.startswith(awalan)
    )
    assert ada.kalimat.endswith("1 peringatan target belum dijawab.")
    assert "40" in ada.keterangan


def test_jabatan_kosong_unit_dan_jabatan_nonaktif(rencana):
    satu, dua = rencana.kantor.jabatan["Kepala Bidang Satu"], rencana.kantor.jabatan["Kepala Bidang Dua"]
    PemangkuJabatan.objects.filter(jabatan=satu).update(tanggal_selesai=date(BARU, 1, 10))
    dua.aktif = False
    dua.save()
    rencana.kantor.bidang_satu.aktif = False
    rencana.kantor.bidang_satu.save()

    ada = kunci(rencana)

    assert f"jabatan:{satu.pk}:kosong" in ada
    assert f"jabatan:{satu.pk}:unit_nonaktif:{satu.unit_id}" in ada
    assert f"simpul:{baru(rencana.kegiatan).pk}:pemilik_nonaktif:{dua.pk}" in ada
    assert f"indikator:{pk(rencana, 'IKP-1')}:unit_nonaktif:{satu.unit_id}" in ada
    # No agreement is asked of a position that is not in use.
    assert f"jabatan:{dua.pk}:tanpa_pk" not in ada
    assert f"jabatan:{satu.pk}:kosong" not in kunci(rencana, date(BARU, 1, 9))


def test_penanggung_jawab_data_yang_berakhir(rencana):
    PenanggungJawabData.objects.filter(indikator=rencana.indikator["IKP-1"]).update(
        tanggal_selesai=date(TAHUN, 12, 31)
    )
    ada = butir(rencana, f"indikator:{pk(rencana, 'IKP-1')}:tanpa_penanggung_jawab")
    assert "Bidang Satu berakhir 31 Desember" in ada.keterangan


def test_smart_sekali_per_definisi(rencana):
    versi = rencana.indikator["IKU-1"].versi.get()
    PemeriksaanSMART.objects.create(
        versi=versi,
        **dict.fromkeys(PemeriksaanSMART.BUTIR, True),
        oleh=rencana.kantor.ketua_tim,
        pada=timezone.now(),
    )
    assert f"indikator:{versi.indikator_id}:smart:{versi.pk}" not in kunci(rencana)


def test_definisi_lama_menurut_renstra(rencana):
    """Older than the Renstra is read again; without a Renstra, five years."""
    versi = rencana.indikator["IKU-1"].versi.get()
    dasar = f"indikator:{versi.indikator_id}:definisi_lama:{versi.pk}"
    assert dasar not in kunci(rencana)
    versi.tanggal_mulai = date(TAHUN - 3, 1, 1)
    versi.save()
    assert dasar in kunci(rencana)
    Renstra.objects.all().delete()
    ada = kunci(rencana)
    assert dasar not in ada
    assert f"tahun:{BARU}:renstra" in ada
    versi.tanggal_mulai = date(BARU - 5, 1, 1)
    versi.save()
    assert dasar in kunci(rencana)


def test_pagu_disebut_pada_simpul_teratas(rencana):
    program, kegiatan = baru(rencana.program), baru(rencana.kegiatan)
    ada = butir(rencana, f"simpul:{program.pk}:tanpa_pagu")
    assert "Termasuk 1 simpul" in ada.keterangan

    pagu = PaguAnggaran.objects.create(simpul=program, nilai=10, tanggal_mulai=date(BARU, 1, 2))
    assert not any("pagu" in satu for satu in kunci(rencana))  # budgeted at the program, and nowhere below it
    pagu.delete()
    PaguAnggaran.objects.create(simpul=kegiatan, nilai=10, tanggal_mulai=date(BARU, 1, 2))
    lain = Simpul.objects.create(
        opd=rencana.opd, tahun=BARU, jenjang="kegiatan", uraian="Tanpa pagu", induk=program, urutan=99
    )
    assert {satu for satu in kunci(rencana) if "pagu" in satu} == {f"simpul:{lain.pk}:tanpa_pagu"}


def test_perjanjian_ada_hilang_dari_daftar(rencana):
    kepala = rencana.kantor.jabatan["Kepala"]
    PerjanjianKinerja.objects.create(
        opd=rencana.opd, tahun=BARU, jabatan=kepala, tanggal_berlaku=date(BARU, 1, 2)
    )
    assert f"jabatan:{kepala.pk}:tanpa_pk" not in kunci(rencana)


def test_indikator_yang_tidak_ditempatkan_lagi(rencana):
    dasar = f"indikator:{pk(rencana, 'IKP-1')}:tidak_ditempatkan"
    PenempatanIndikator.objects.filter(tahun=BARU, indikator=rencana.indikator["IKP-1"]).delete()
    assert "Program Layanan" in butir(rencana, dasar).keterangan
    rencana.indikator["IKP-1"].aktif = False
    rencana.indikator["IKP-1"].save()
    assert dasar not in kunci(rencana)


# -- ticking ----------------------------------------------------------------------------------------


def test_menandai_dan_membuka_lagi(rencana):
    dasar = f"simpul:{baru(rencana.tujuan).pk}:tanpa_pemilik"
    tim = rencana.kantor.ketua_tim

    tandai_ditinjau(opd=rencana.opd, tahun=BARU, kunci=dasar, catatan="  Milik  bersama ", oleh=tim)

    hasil = susun_tinjauan(rencana.opd, BARU, HARI)
    assert hasil.cari(dasar).tinjauan.catatan == "Milik bersama"
    assert dasar not in {satu.kunci for satu in hasil.terbuka}
    assert hasil.selesai == 4
    batalkan_tinjauan(opd=rencana.opd, tahun=BARU, kunci=dasar, oleh=tim)
    assert susun_tinjauan(rencana.opd, BARU, HARI).cari(dasar).tinjauan is None
    assert set(CatatanJejak.objects.filter(aksi__contains="tinjauan").values_list("aksi", flat=True)) == {
        "perencanaan.tandai_tinjauan",
        "perencanaan.batalkan_tinjauan",
    }


@pytest.mark.parametrize(
    ("kunci", "catatan", "kalimat"),
    [
        ("simpul:0:tanpa_pemilik", "Alasan", "Muat ulang"),
        ("tahun:2099:renstra", "Alasan", "Muat ulang"),
        (None, "   ", "mengapa"),
    ],
)
def test_menandai_ditolak(rencana, kunci, catatan, kalimat):
    kunci = kunci or f"simpul:{baru(rencana.tujuan).pk}:tanpa_pemilik"
    with pytest.raises(TindakanDitolak, match=kalimat):
        tandai_ditinjau(
            opd=rencana.opd, tahun=BARU, kunci=kunci, catatan=catatan, oleh=rencana.kantor.ketua_tim
        )
    assert not TinjauanTahun.objects.exists()


def test_selain_pengelola_tidak_menandai(rencana):
    dasar = f"simpul:{baru(rencana.tujuan).pk}:tanpa_pemilik"
    with pytest.raises(TidakBerhak):
        tandai_ditinjau(opd=rencana.opd, tahun=BARU, kunci=dasar, catatan="A", oleh=rencana.kantor.sekretaris)
    with pytest.raises(TidakBerhak):
        batalkan_tinjauan(opd=rencana.opd, tahun=BARU, kunci=dasar, oleh=rencana.kantor.sekretaris)
    with pytest.raises(TindakanDitolak, match="belum ditandai"):
        batalkan_tinjauan(opd=rencana.opd, tahun=BARU, kunci=dasar, oleh=rencana.kantor.ketua_tim)


def test_pertanyaan_tetap_berapa_pun_indikatornya(kantor):
    rencana = Rencana(kantor)
    rencana.tambah_banyak(7)
    with CaptureQueriesContext(connection) as sedikit:
        susun_tinjauan(rencana.opd, TAHUN, HARI)
    rencana.tambah_banyak(90)
    with CaptureQueriesContext(connection) as banyak:
        hasil = susun_tinjauan(rencana.opd, TAHUN, HARI)
    assert len(hasil.butir) > 90
    assert len(banyak) == len(sedikit)


# -- the page -----------------------------------------------------------------------------------------


@pytest.fixture
def klien(rencana, sebagai):
    masuk = sebagai(rencana.kantor.ketua_tim)
    sesi = masuk.session
    sesi["tahun_aktif"] = BARU
    sesi.save()
    return masuk


def test_halaman_menyaring_menurut_jenis_unit_dan_keadaan(rencana, klien):
    dasar = f"simpul:{baru(rencana.tujuan).pk}:tanpa_pemilik"
    alamat = "/tahun-baru/tinjauan/"

    def tampil(**saring):
        return {satu.kunci for satu, _, _ in klien.get(alamat, saring).context["baris"]}

    assert dasar in tampil()
    assert {satu.split(":")[2] for satu in tampil(jenis="pk")} == {"tanpa_pk"}
    assert dasar not in tampil(unit=rencana.kantor.bidang_satu.pk)
    assert f"indikator:{pk(rencana, 'IKP-1')}:tanpa_target" in tampil(unit=rencana.kantor.bidang_satu.pk)

    jawab = klien.post(
        f"{alamat}catat/",
        {"tahun": BARU, "kunci": dasar, "alasan": "Milik bersama", "next": f"{alamat}?jenis=pemilik"},
    )
    assert jawab.url == f"{alamat}?jenis=pemilik"
    assert dasar not in tampil()
    assert tampil(keadaan="ditinjau") == {dasar}
    assert dasar in tampil(keadaan="semua")
    assert "Milik bersama" in klien.get(alamat, {"keadaan": "ditinjau"}).content.decode()

    klien.post(f"{alamat}hapus/", {"tahun": BARU, "kunci": dasar, "next": "//jahat.example/"})
    assert dasar in tampil()


def test_tanpa_alasan_tidak_ditandai(rencana, klien):
    dasar = f"simpul:{baru(rencana.tujuan).pk}:tanpa_pemilik"
    jawab = klien.post("/tahun-baru/tinjauan/catat/", {"tahun": BARU, "kunci": dasar}, follow=True)
    assert "Tuliskan mengapa" in jawab.content.decode()
    assert not TinjauanTahun.objects.exists()


def test_tautan_menurut_orangnya(rencana, klien, sebagai):
    """Tim SAKIP fills in targets here; a reader is only shown what is the matter."""
    isi = klien.get("/tahun-baru/tinjauan/").content.decode()
    assert f'action="/indikator/{pk(rencana, "IKU-1")}/target/"' in isi
    assert "/admin/" not in isi

    pembaca = sebagai(rencana.kantor.staf_satu)
    sesi = pembaca.session
    sesi["tahun_aktif"] = BARU
    sesi.save()
    isi = pembaca.get("/tahun-baru/tinjauan/").content.decode()
    assert "belum mempunyai target" in isi
    assert "tinjauan/catat/" not in isi
    assert "/target/" not in isi

    admin = sebagai(rencana.kantor.admin)
    sesi = admin.session
    sesi["tahun_aktif"] = BARU
    sesi.save()
    isi = admin.get("/tahun-baru/tinjauan/").content.decode()
    assert f"/admin/perencanaan/simpul/{baru(rencana.tujuan).pk}/change/" in isi


# -- seen by a second reader --------------------------------------------------------------------------


def test_tanda_pada_peringatan_lama_tidak_menutup_yang_baru(rencana):
    """What was ticked were those warnings; others ask again."""
    versi = isi_target(rencana, "IKP-1", "10", periode=4)
    lama = [
        satu for satu in kunci(rencana) if satu.startswith(f"indikator:{pk(rencana, 'IKP-1')}:peringatan")
    ]
    assert len(lama) == 1
    tandai_ditinjau(
        opd=rencana.opd, tahun=BARU, kunci=lama[0], catatan="Dibahas", oleh=rencana.kantor.ketua_tim
    )
    assert butir(rencana, lama[0]).tinjauan is not None

    VersiTarget.objects.filter(pk=versi.pk).update(nilai=D(-1))

    terbuka = {satu.kunci for satu in susun_tinjauan(rencana.opd, BARU, HARI).terbuka}
    assert any(satu.startswith(f"indikator:{pk(rencana, 'IKP-1')}:peringatan") for satu in terbuka)


def test_definisi_yang_belum_mulai_menyebut_harinya(rencana):
    """Written, and in force later: not *belum ditulis*."""
    VersiIndikator.objects.filter(indikator=pk(rencana, "IKU-1")).update(tanggal_mulai=date(BARU, 3, 1))
    satu = butir(rencana, f"indikator:{pk(rencana, 'IKU-1')}:tanpa_definisi")
    assert f"baru berlaku 1 Maret {BARU}" in satu.kalimat


def test_pembanding_menyebut_putusnya_deret(rencana):
    """Last year's figures stand beside the new target only with the word that they do not compare."""
    lama = VersiIndikator.objects.get(indikator=pk(rencana, "IKU-1"))
    VersiIndikator.objects.filter(pk=lama.pk).update(tanggal_selesai=date(TAHUN, 12, 31))
    lama.pk, lama.tanggal_mulai = None, date(BARU, 1, 1)
    lama.memutus_deret, lama.alasan_perubahan = True, "Rumus baru"
    lama.save()
    satu = butir(rencana, f"indikator:{pk(rencana, 'IKU-1')}:tanpa_target")
    assert f"Deret terputus mulai 1 Januari {BARU}: Rumus baru." in satu.keterangan


def test_bentuk_yang_tidak_sesuai_arah_masih_perlu_dilihat(rencana):
    isi_target(rencana, "IKU-1")
    VersiIndikator.objects.filter(indikator=pk(rencana, "IKU-1")).update(arah="ordinal")
    satu = butir(rencana, f"indikator:{pk(rencana, 'IKU-1')}:target_bentuk")
    assert "bentuk target tidak sesuai arah indikator" in satu.kalimat
