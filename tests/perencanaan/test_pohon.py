"""The tree as read and examined: every mark with its sentence, and the crosscutting links that people make."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import PemangkuJabatan
from perencanaan import kaitan as tindakan
from perencanaan.kaitan import hapus_kaitan, tambah_kaitan
from perencanaan.models import (
    Indikator,
    KaitanSilang,
    PenanggungJawabData,
    PenempatanIndikator,
    PerjanjianKinerja,
    Simpul,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.pohon import (
    GOLONGAN,
    Cabang,
    Golongan,
    IndikatorCabang,
    Kaitan,
    Kode,
    Pemilik,
    PohonKinerja,
    baca_pohon,
    pendekkan,
    per_simpul,
    periksa_pohon,
)
from tests.pabrik import AWAL

TAHUN = 2026
HARI = date(2026, 6, 1)
PEMILIK = Pemilik(1, "Kepala Bidang Satu", True, ("Orang Contoh",))
INDIKATOR = IndikatorCabang(1, "I-1", "Persentase layanan", "iku", "%", "90", False, ("Bidang Satu",))


def cabang(pk: int, jenjang: str, *anak: Cabang, **lain) -> Cabang:
    """A node with nothing wrong of its own; its children learn its level."""
    isi = {"pemilik": PEMILIK, "indikator": (INDIKATOR,)} | lain
    return Cabang(
        pk, jenjang, f"Uraian {pk}", anak=tuple(replace(satu, induk=jenjang) for satu in anak), **isi
    )


def lengkap() -> Cabang:
    sub = cabang(5, "sub_kegiatan")
    return cabang(1, "tujuan", cabang(2, "sasaran", cabang(3, "program", cabang(4, "kegiatan", sub))), **{})


def tanda(*akar: Cabang, **lain) -> list[tuple[int | None, str]]:
    return [(satu.simpul, str(satu.kode)) for satu in periksa_pohon(PohonKinerja(TAHUN, akar, **lain))]


# -- examining --------------------------------------------------------------------------------------


def test_pohon_lengkap_tanpa_tanda():
    assert tanda(lengkap()) == []


def test_pohon_kosong_tanpa_tanda():
    assert tanda() == []


@pytest.mark.parametrize("jenjang", ["program", "kegiatan", "sub_kegiatan"])
def test_tanpa_induk_adalah_yatim(jenjang):
    bawah = {"program": (cabang(8, "kegiatan"),)}.get(jenjang, ())
    assert tanda(lengkap(), cabang(9, jenjang, *bawah)) == [(9, "tanpa_induk")]


def test_sasaran_tanpa_induk_yatim_hanya_bila_ada_tujuan():
    lepas = cabang(6, "sasaran", cabang(7, "program", cabang(8, "kegiatan")))
    assert tanda(lengkap(), lepas) == [(6, "tanpa_induk")]
    # A whole tree without tujuan says so once.
    assert tanda(lepas, replace(lepas, pk=16)) == [(None, "tanpa_tujuan")]


@pytest.mark.parametrize(
    ("atas", "bawah", "lewat"),
    [
        ("tujuan", "program", "sasaran"),
        ("sasaran", "kegiatan", "program"),
        ("program", "sub_kegiatan", "kegiatan"),
        ("tujuan", "sub_kegiatan", "sasaran dan program dan kegiatan"),
    ],
)
def test_jenjang_terlewati_disebut(atas, bawah, lewat):
    anak = cabang(7, bawah, *([cabang(8, "kegiatan")] if bawah == "program" else []))
    pohon = PohonKinerja(TAHUN, (cabang(6, atas, anak),))
    (satu,) = [t for t in periksa_pohon(pohon) if t.kode == Kode.MELEWATI_JENJANG]
    assert (satu.simpul, satu.golongan) == (7, Golongan.YATIM)
    assert f"melewati {lewat}" in satu.kalimat and satu.tindakan


def test_jenjang_terbalik_ditandai():
    assert (7, "jenjang_terbalik") in tanda(cabang(6, "kegiatan", cabang(7, "program")))


@pytest.mark.parametrize(
    ("jenjang", "kode", "kata"),
    [
        ("tujuan", "tanpa_sasaran", "sasaran"),
        ("sasaran", "tanpa_program", "program"),
        ("program", "tanpa_kegiatan", "kegiatan"),
    ],
)
def test_cabang_yang_berhenti_adalah_buntu(jenjang, kode, kata):
    (satu,) = [
        t for t in periksa_pohon(PohonKinerja(TAHUN, (cabang(9, jenjang),))) if t.golongan == Golongan.BUNTU
    ]
    assert (satu.kode, satu.pendek) == (kode, f"Tanpa {kata}")


@pytest.mark.parametrize("jenjang", ["kegiatan", "sub_kegiatan"])
def test_kegiatan_dan_sub_kegiatan_boleh_berhenti(jenjang):
    assert not [k for _, k in tanda(cabang(9, jenjang)) if GOLONGAN[Kode(k)] == Golongan.BUNTU]


def test_tanpa_indikator_tanpa_pemilik_dan_jabatan_kosong():
    kosong = replace(PEMILIK, pemangku=())
    sub = cabang(5, "sub_kegiatan", indikator=(), pemilik=None)
    kegiatan = cabang(4, "kegiatan", sub, pemilik=kosong)
    akar = cabang(1, "tujuan", cabang(2, "sasaran", cabang(3, "program", kegiatan)))
    assert tanda(akar) == [(4, "jabatan_kosong"), (5, "tanpa_indikator"), (5, "tanpa_pemilik")]
    # In a year that is over nobody can be appointed any more.
    assert tanda(akar, berjalan=False) == [(5, "tanpa_indikator"), (5, "tanpa_pemilik")]


def test_jabatan_tidak_aktif_disebut_tidak_aktif():
    pohon = PohonKinerja(TAHUN, (cabang(1, "sub_kegiatan", pemilik=replace(PEMILIK, aktif=False)),))
    (satu,) = [t for t in periksa_pohon(pohon) if t.kode == Kode.JABATAN_KOSONG]
    assert satu.pendek == "Jabatan tidak aktif"


def test_indikator_tanpa_unit_dan_tanpa_target_menyebut_indikatornya():
    buruk = replace(INDIKATOR, pk=77, kode="IKP-7", unit=(), target="")
    pohon = PohonKinerja(TAHUN, (cabang(1, "sub_kegiatan", indikator=(INDIKATOR, buruk)),))
    dua = [t for t in periksa_pohon(pohon) if t.indikator]
    assert [(t.kode, t.indikator) for t in dua] == [
        (Kode.INDIKATOR_TANPA_UNIT, 77),
        (Kode.INDIKATOR_TANPA_TARGET, 77),
    ]
    assert all("IKP-7" in t.kalimat for t in dua)


def test_kaitan_tampak_pada_kedua_ujungnya_dan_bukan_kekurangan():
    dua = lengkap(), replace(lengkap(), pk=11, anak=())
    hasil = periksa_pohon(PohonKinerja(TAHUN, dua, (Kaitan(1, 50, 5, 11, "data"),)))
    milik = per_simpul(hasil)
    assert [t.kalimat for t in milik[5]] == ["Turut mendukung tujuan “Uraian 1”."]
    assert Kode.KAITAN_MASUK in {t.kode for t in milik[11]}
    assert {t.golongan for t in milik[5]} == {Golongan.KAITAN}


def test_setiap_kekurangan_berkalimat_dan_bertindakan():
    buruk = replace(INDIKATOR, unit=(), target="")
    akar = (
        cabang(1, "tujuan"),
        cabang(2, "tujuan", cabang(3, "program", indikator=(), pemilik=None)),
        cabang(4, "sasaran", pemilik=replace(PEMILIK, pemangku=())),
        cabang(5, "kegiatan", cabang(6, "program", indikator=(buruk,))),
    )
    hasil = [*periksa_pohon(PohonKinerja(TAHUN, akar)), *periksa_pohon(PohonKinerja(TAHUN, akar[2:3]))]
    assert {t.kode for t in hasil} == set(Kode) - {Kode.KAITAN_KELUAR, Kode.KAITAN_MASUK}
    assert set(GOLONGAN) == set(Kode)
    for satu in hasil:
        assert satu.kalimat.endswith(".") and satu.tindakan.endswith(".") and satu.pendek


def test_pendek_dipotong_di_antara_kata():
    assert pendekkan("Uraian  pendek\n") == "Uraian pendek"
    panjang = pendekkan("kata " * 40)
    assert panjang.endswith("kata…") and len(panjang) <= 71


# -- reading ----------------------------------------------------------------------------------------


def simpul(kantor, jenjang: str, induk: Simpul | None = None, **lain) -> Simpul:
    return Simpul.objects.create(
        opd=kantor.opd, tahun=TAHUN, jenjang=jenjang, induk=induk, uraian=f"{jenjang} contoh", **lain
    )


def indikator(kantor, di: Simpul, kode: str, target: str | None = "90") -> Indikator:
    satu = Indikator.objects.create(opd=kantor.opd, kode=kode, nama=f"Indikator {kode}")
    VersiIndikator.objects.create(
        indikator=satu, nama=satu.nama, satuan="%", metode="nilai_akhir", tanggal_mulai=AWAL
    )
    PenempatanIndikator.objects.create(indikator=satu, simpul=di, jenis="iku")
    PenanggungJawabData.objects.create(indikator=satu, unit=kantor.bidang_satu, tanggal_mulai=AWAL)
    if target:
        VersiTarget.objects.create(
            indikator=satu, tahun=TAHUN, nilai=Decimal(target), tanggal_mulai=date(TAHUN, 1, 2)
        )
    return satu


def baca(kantor) -> PohonKinerja:
    return baca_pohon(kantor.opd, TAHUN, HARI)


def test_terbaca_dengan_pemilik_indikator_target_dan_unit(kantor, kantor_lain):
    jabatan = kantor.jabatan["Kepala Bidang Satu"]
    atas = simpul(kantor, "sasaran", penanggung_jawab=jabatan)
    bawah = simpul(kantor, "program", atas)
    indikator(kantor, atas, "IKU-1", "90.5")
    simpul(kantor_lain, "sasaran")
    Simpul.objects.create(opd=kantor.opd, tahun=TAHUN - 1, jenjang="sasaran", uraian="Tahun lalu")
    pohon = baca(kantor)
    (satu,) = pohon.akar
    assert [c.pk for c in pohon.berurut()] == [atas.pk, bawah.pk]
    assert satu.anak[0].induk == "sasaran"
    assert satu.pemilik.pemangku == (kantor.kabid_satu.nama,)
    (milik,) = satu.indikator
    assert (milik.target, milik.satuan, milik.unit) == ("90,5", "%", ("Bidang Satu",))


def test_satuan_menurut_definisi_tahun_itu(kantor):
    satu = indikator(kantor, simpul(kantor, "sasaran"), "IKU-1")
    VersiIndikator.objects.filter(indikator=satu).update(tanggal_selesai=date(TAHUN, 12, 31))
    VersiIndikator.objects.create(
        indikator=satu,
        nama=satu.nama,
        satuan="Indeks",
        metode="nilai_akhir",
        tanggal_mulai=date(TAHUN + 1, 1, 1),
    )
    assert baca(kantor).akar[0].indikator[0].satuan == "%"


def test_rancangan_dan_target_tanpa_angka_bukan_target(kantor):
    satu = indikator(kantor, simpul(kantor, "sasaran"), "IKU-1", target=None)
    bersama = {"indikator": satu, "tahun": TAHUN, "tanggal_mulai": date(TAHUN, 1, 2)}
    perjanjian = PerjanjianKinerja.objects.create(
        opd=kantor.opd, tahun=TAHUN, jabatan=kantor.jabatan["Kepala"], tanggal_berlaku=date(TAHUN, 1, 2)
    )
    VersiTarget.objects.create(**bersama, nilai=Decimal(90), rancangan=True, perjanjian=perjanjian)
    assert baca(kantor).akar[0].indikator[0].target == ""
    kosong = VersiTarget.objects.create(**bersama)
    assert baca(kantor).akar[0].indikator[0].target == ""
    kosong.nilai = Decimal(80)
    kosong.save()
    assert baca(kantor).akar[0].indikator[0].target == "80"


def test_indikator_nonaktif_tidak_ikut(kantor):
    sasaran = simpul(kantor, "sasaran")
    indikator(kantor, sasaran, "IKU-1")
    mati = indikator(kantor, sasaran, "IKU-2")
    Indikator.objects.filter(pk=mati.pk).update(aktif=False)
    (akar,) = baca(kantor).akar
    assert [satu.kode for satu in akar.indikator] == ["IKU-1"]


def test_target_yang_tidak_sesuai_arahnya_bukan_target(kantor):
    """The measurement finds no target there either."""
    satu = indikator(kantor, simpul(kantor, "sasaran"), "IKU-1")
    satu.versi.update(arah="ordinal")
    (akar,) = baca(kantor).akar
    assert akar.indikator[0].target == ""


def test_plt_dari_opd_lain_mengisi_jabatan(kantor, kantor_lain):
    jabatan = kantor.jabatan["Kepala"]
    jabatan.pemangku.update(tanggal_selesai=HARI - timedelta(days=1))
    simpul(kantor, "sub_kegiatan", penanggung_jawab=jabatan)
    kosong = {t.kode for t in periksa_pohon(baca(kantor))}
    PemangkuJabatan.objects.create(
        jabatan=jabatan, pegawai=kantor_lain.kepala.pegawai, jenis="plt", tanggal_mulai=HARI
    )
    pohon = baca(kantor)
    assert pohon.akar[0].pemilik.pemangku == (f"Plt. {kantor_lain.kepala.nama}",)
    assert kosong - {t.kode for t in periksa_pohon(pohon)} == {Kode.JABATAN_KOSONG}


def test_lingkaran_induk_tetap_terbaca_sekali(kantor):
    satu = simpul(kantor, "sasaran")
    dua = simpul(kantor, "program", satu)
    Simpul.objects.filter(pk=satu.pk).update(induk=dua)
    assert [c.pk for c in baca(kantor).berurut()] == [satu.pk, dua.pk]


def test_jumlah_pertanyaan_tetap(kantor):
    def ukur() -> int:
        with CaptureQueriesContext(connection) as sql:
            periksa_pohon(baca(kantor))
        return len(sql)

    def tambah(jumlah: int) -> None:
        atas = simpul(kantor, "sasaran", penanggung_jawab=kantor.jabatan["Kepala"])
        for nomor in range(jumlah):
            bawah = simpul(kantor, "program", atas, penanggung_jawab=kantor.jabatan["Sekretaris"])
            indikator(kantor, bawah, f"IKP-{atas.pk}-{nomor}")
            KaitanSilang.objects.create(dari=bawah, ke=Simpul.objects.first())

    Simpul.objects.create(opd=kantor.opd, tahun=TAHUN, jenjang="tujuan", uraian="Tujuan")
    tambah(2)
    sedikit = ukur()
    tambah(30)
    assert ukur() == sedikit == 7


# -- crosscutting links -----------------------------------------------------------------------------


@pytest.fixture
def dua_cabang(kantor):
    """Two programs, each below its own sasaran."""
    return tuple(simpul(kantor, "program", simpul(kantor, "sasaran")) for _ in range(2))


def tanpa_perubahan() -> bool:
    aksi = {"perencanaan.tambah_kaitan", "perencanaan.hapus_kaitan"}
    return not CatatanJejak.objects.filter(aksi__in=aksi).exists()


def test_kaitan_ditambahkan_dan_tercatat(kantor, dua_cabang):
    satu, dua = dua_cabang
    kaitan = tambah_kaitan(dari=satu, ke=dua, keterangan="  data \n bersama ", oleh=kantor.ketua_tim)
    assert (kaitan.dari, kaitan.ke, kaitan.keterangan) == (satu, dua, "data bersama")
    jejak = CatatanJejak.objects.get(aksi="perencanaan.tambah_kaitan")
    assert (jejak.opd_id, jejak.pelaku_id) == (kantor.opd.pk, kantor.ketua_tim.pk)
    assert jejak.baru["keterangan"] == "data bersama"


def test_kaitan_dihapus_dan_isinya_tercatat(kantor, dua_cabang):
    satu, dua = dua_cabang
    kaitan = KaitanSilang.objects.create(dari=satu, ke=dua, keterangan="data")
    hapus_kaitan(kaitan=kaitan, oleh=kantor.admin)
    assert not KaitanSilang.objects.exists()
    assert CatatanJejak.objects.get(aksi="perencanaan.hapus_kaitan").lama["keterangan"] == "data"


@pytest.mark.parametrize("siapa", ["kepala", "sekretaris", "staf_satu", "pengawas"])
def test_kaitan_hanya_oleh_tim_dan_admin(siapa, kantor, dua_cabang):
    satu, dua = dua_cabang
    with pytest.raises(TidakBerhak):
        tambah_kaitan(dari=satu, ke=dua, keterangan="", oleh=getattr(kantor, siapa))
    kaitan = KaitanSilang.objects.create(dari=satu, ke=dua)
    with pytest.raises(TidakBerhak):
        hapus_kaitan(kaitan=kaitan, oleh=getattr(kantor, siapa))
    assert KaitanSilang.objects.get() == kaitan and tanpa_perubahan()


def test_kaitan_tim_opd_lain_ditolak(kantor, kantor_lain, dua_cabang):
    satu, dua = dua_cabang
    with pytest.raises(TidakBerhak):
        tambah_kaitan(dari=satu, ke=dua, keterangan="", oleh=kantor_lain.ketua_tim)
    assert not KaitanSilang.objects.exists() and tanpa_perubahan()


def test_kaitan_yang_tidak_masuk_akal_ditolak(kantor, kantor_lain, dua_cabang):
    satu, dua = dua_cabang
    cucu = simpul(kantor, "sub_kegiatan", simpul(kantor, "kegiatan", satu))
    asing = simpul(kantor_lain, "program")
    lama = Simpul.objects.create(opd=kantor.opd, tahun=TAHUN - 1, jenjang="program", uraian="Lama")
    KaitanSilang.objects.create(dari=satu, ke=dua)
    for dari, ke, keterangan, kata in (
        (satu, satu, "", "dirinya sendiri"),
        (satu, asing, "", "OPD dan tahun yang sama"),
        (satu, lama, "", "OPD dan tahun yang sama"),
        (cucu, satu.induk, "", "lewat induknya"),
        (satu.induk, cucu, "", "lewat induknya"),
        (satu, dua, "", "sudah ada"),
        (dua, satu, "x" * 301, "300 huruf"),
    ):
        with pytest.raises(TindakanDitolak, match=kata):
            tambah_kaitan(dari=dari, ke=ke, keterangan=keterangan, oleh=kantor.ketua_tim)
    assert KaitanSilang.objects.count() == 1 and tanpa_perubahan()
    # The other way round is another link.
    assert tambah_kaitan(dari=dua, ke=satu, keterangan="", oleh=kantor.ketua_tim).pk


def test_kaitan_yang_didahului_orang_lain_tidak_setengah_jadi(kantor, dua_cabang, monkeypatch):
    """Between the look and the writing someone else made the same link."""
    satu, dua = dua_cabang
    KaitanSilang.objects.create(dari=satu, ke=dua)
    asli = KaitanSilang.objects.filter
    monkeypatch.setattr(
        KaitanSilang.objects,
        "filter",
        lambda **syarat: asli(**syarat).none() if "ke" in syarat else asli(**syarat),
    )
    with pytest.raises(TindakanDitolak, match="sudah ada"):
        tambah_kaitan(dari=satu, ke=dua, keterangan="", oleh=kantor.ketua_tim)
    monkeypatch.undo()
    assert KaitanSilang.objects.count() == 1 and tanpa_perubahan()


def test_kaitan_yang_sudah_dihapus_orang_lain(kantor, dua_cabang):
    kaitan = KaitanSilang.objects.create(dari=dua_cabang[0], ke=dua_cabang[1])
    KaitanSilang.objects.filter(pk=kaitan.pk).delete()
    with pytest.raises(TindakanDitolak, match="sudah dihapus"):
        hapus_kaitan(kaitan=kaitan, oleh=kantor.ketua_tim)
    assert tanpa_perubahan()


def test_jejak_gagal_berarti_kaitan_batal(kantor, dua_cabang, monkeypatch):
    def rusak(**_):
        raise RuntimeError("jejak")

    monkeypatch.setattr(tindakan, "catat", rusak)
    satu, dua = dua_cabang
    with pytest.raises(RuntimeError):
        tambah_kaitan(dari=satu, ke=dua, keterangan="", oleh=kantor.ketua_tim)
    assert not KaitanSilang.objects.exists()
    kaitan = KaitanSilang.objects.create(dari=satu, ke=dua)
    with pytest.raises(RuntimeError):
        hapus_kaitan(kaitan=kaitan, oleh=kantor.ketua_tim)
    assert KaitanSilang.objects.get() == kaitan
