"""Adopting an SOP: the copy, the bindings, what is refused, and the one page on which it happens."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from alur.adopsi import (
    Sasaran,
    angkat,
    berlakukan,
    hapus_konsep,
    ikatan_tersimpan,
    kekurangan_ikatan,
    kekurangan_per_peran,
    kekurangan_susunan,
    sarankan_ikatan,
    simpan_ikatan,
)
from alur.models import SOP, IkatanPeran, JalurKembali, Langkah, Pelaksanaan, Peran
from alur.naskah import baca_naskah, muat_naskah
from jejak.models import CatatanJejak
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Jabatan, Pegawai, UnitKerja
from organisasi.waktu import hari_ini
from perencanaan.models import Periode
from sakip.pengaturan import AKAR
from tests.pabrik import AWAL, Kantor

pytestmark = [pytest.mark.sekali, pytest.mark.django_db, pytest.mark.usefixtures("sandi_cepat")]

PERAN = (
    ("kepala", "Kepala Dinas", "jabatan", "kepala"),
    ("sekretaris", "Sekretaris", "jabatan", "sekretaris"),
    ("perencana", "Kasubbag Perencanaan", "jabatan", "kasubbag:perencanaan"),
    ("bidang", "Bidang", "unit", "bidang"),
    ("tim", "Tim AKIP", "tim", ""),
    ("ketua", "Ketua Tim", "tim", "ketua"),
    ("staf", "Staf", "staf", ""),
)
LANGKAH = (
    ("perintah", "kepala", "sekretaris"),
    ("rapat", "sekretaris", "tim"),
    ("pengisian", "bidang", None),
    ("putusan", "sekretaris", None),
    ("arsip", "tim", "perencana"),
)


@pytest.fixture
def sandi_cepat(settings):
    """Every test makes an office full of accounts, and none is about the hash."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def buat_naskah(kode="900") -> SOP:
    """A small shipped SOP: five steps, a decision that may return, every kind of role."""
    sop = SOP.objects.create(
        kode=kode,
        nama="Pengumpulan Data Kinerja",
        nomor="SOP/1",
        instansi="Dinas Asal",
        status="naskah",
        tahun=2025,
    )
    peran = {
        nama: sop.peran.create(kode=nama, label=label, ikatan=ikatan, saran_jenis=saran, lajur=no)
        for no, (nama, label, ikatan, saran) in enumerate(PERAN, start=1)
    }
    prosedur = sop.prosedur.create(jenis="pengumpulan", sumber="naskah uji")
    langkah = []
    for no, (layar, pelaksana, penerima) in enumerate(LANGKAH, start=1):
        satu = prosedur.langkah.create(nomor=no, uraian=f"Langkah {layar}", layar=layar)
        satu.pelaku.create(peran=peran[pelaksana], tugas="pelaksana")
        if penerima:
            satu.pelaku.create(peran=peran[penerima], tugas="penerima")
        langkah.append(satu)
    langkah[2].pelaku.create(peran=peran["staf"], tugas="pembantu")
    langkah[2].berkas.create(arah="output", nama="Formulir terisi")
    JalurKembali.objects.create(langkah=langkah[3], ke=langkah[2], bawaan=True)
    JalurKembali.objects.create(langkah=langkah[3], ke=langkah[1])
    langkah[0].lanjut_ke = langkah[1]
    langkah[1].membuka_formulir = langkah[3].menutup_formulir = True
    for satu in langkah:
        satu.save()
    return sop


@pytest.fixture
def naskah(db):
    return buat_naskah()


@pytest.fixture
def konsep(naskah, kantor):
    return angkat(naskah=naskah, opd=kantor.opd, oleh=kantor.admin)


@pytest.fixture
def terikat(konsep, kantor):
    simpan_ikatan(sop=konsep, ikatan=sarankan_ikatan(konsep), oleh=kantor.admin)
    return konsep


def peran(sop, kode):
    return sop.peran.get(kode=kode)


# -- angkat -----------------------------------------------------------------------------------------


def test_angkat_menyalin_seluruh_isi(naskah, konsep, kantor):
    assert (konsep.opd, konsep.asal, konsep.status, konsep.versi, konsep.nomor) == (
        kantor.opd,
        naskah,
        "konsep",
        1,
        "",
    )
    for model, jalur in ((Langkah, "prosedur__sop"), (JalurKembali, "langkah__prosedur__sop")):
        asal = model.objects.filter(**{jalur: naskah})
        salinan = model.objects.filter(**{jalur: konsep})
        assert asal.count() == salinan.count() > 0
        assert not set(asal.values_list("pk")) & set(salinan.values_list("pk"))
    putusan = Langkah.objects.get(prosedur__sop=konsep, layar="putusan")
    kembali = list(putusan.jalur_kembali.values_list("ke__nomor", "ke__prosedur__sop", "bawaan"))
    assert kembali == [(3, konsep.pk, True), (2, konsep.pk, False)]
    pertama = Langkah.objects.get(prosedur__sop=konsep, nomor=1)
    assert (pertama.lanjut_ke.nomor, pertama.lanjut_ke.prosedur.sop) == (2, konsep)
    pengisian = Langkah.objects.get(prosedur__sop=konsep, layar="pengisian")
    assert sorted(pengisian.pelaku.values_list("peran__kode", "peran__sop", "tugas")) == [
        ("bidang", konsep.pk, "pelaksana"),
        ("staf", konsep.pk, "pembantu"),
    ]
    assert pengisian.berkas.get().nama == "Formulir terisi"
    assert CatatanJejak.objects.filter(aksi="alur.angkat", opd_id=kantor.opd.pk).exists()


def test_sebutan_peran_mengikuti_opd(naskah, pemda):
    camat = Kantor(pemda, singkatan="SILAU", jenis=OPD.Jenis.KECAMATAN)
    camat.opd.sebutan_tim = "Tim AKIP Kecamatan"
    camat.opd.save()
    sop = angkat(naskah=naskah, opd=camat.opd, oleh=camat.admin)
    label = dict(sop.peran.values_list("kode", "label"))
    assert label["kepala"] == "Camat"
    assert label["tim"] == "Tim AKIP Kecamatan"
    assert (label["sekretaris"], label["ketua"]) == ("Sekretaris", "Ketua Tim")


def test_angkat_dua_kali_ditolak(naskah, konsep, kantor):
    with pytest.raises(TindakanDitolak, match="sudah memiliki konsep"):
        angkat(naskah=naskah, opd=kantor.opd, oleh=kantor.admin)
    assert SOP.objects.filter(opd=kantor.opd).count() == 1


@pytest.mark.parametrize("siapa", ["sekretaris", "ketua_tim", "pengawas"])
def test_angkat_bukan_admin_ditolak(siapa, naskah, kantor):
    with pytest.raises(TindakanDitolak):
        angkat(naskah=naskah, opd=kantor.opd, oleh=getattr(kantor, siapa))
    assert not SOP.objects.filter(opd=kantor.opd).exists()


def test_angkat_untuk_opd_lain_ditolak(naskah, kantor, kantor_lain):
    with pytest.raises(TindakanDitolak):
        angkat(naskah=naskah, opd=kantor_lain.opd, oleh=kantor.admin)
    assert not SOP.objects.filter(opd=kantor_lain.opd).exists()


def test_angkat_sop_opd_lain_ditolak(naskah, kantor, kantor_lain):
    asing = angkat(naskah=naskah, opd=kantor_lain.opd, oleh=kantor_lain.admin)
    with pytest.raises(TindakanDitolak, match="naskah SOP"):
        angkat(naskah=asing, opd=kantor.opd, oleh=kantor.admin)


def test_konsep_dapat_dihapus_lalu_diangkat_lagi(naskah, konsep, kantor):
    hapus_konsep(sop=konsep, oleh=kantor.admin)
    assert not SOP.objects.filter(opd=kantor.opd).exists()
    assert not Langkah.objects.exclude(prosedur__sop=naskah).exists()
    assert angkat(naskah=naskah, opd=kantor.opd, oleh=kantor.admin).versi == 1


# -- sarankan dan simpan ----------------------------------------------------------------------------


def test_saran_mengikuti_jenis(konsep, kantor):
    saran = {konsep.peran.get(pk=pk).kode: isi for pk, isi in sarankan_ikatan(konsep).items()}
    assert saran["kepala"] == [Sasaran(jabatan_id=kantor.jabatan["Kepala"].pk)]
    assert saran["perencana"] == [Sasaran(jabatan_id=kantor.jabatan["Kasubbag Perencanaan"].pk)]
    assert {satu.unit_id for satu in saran["bidang"]} == {kantor.bidang_satu.pk, kantor.bidang_dua.pk}
    assert saran["tim"] == [Sasaran(semua_anggota=True)]
    assert saran["ketua"] == [Sasaran(kedudukan="ketua")]
    assert saran["staf"] == [Sasaran(semua_pegawai=True)]


def test_saran_tidak_menebak_di_antara_beberapa_jabatan(konsep, kantor):
    lain = Jabatan.objects.create(opd=kantor.opd, jenis="kasubbag", nama="Kasubbag Perencanaan dan Keuangan")
    perencana = peran(konsep, "perencana")
    # As long as the role only receives, it may be both.
    semua = {kantor.jabatan["Kasubbag Perencanaan"].pk, lain.pk}
    assert {satu.jabatan_id for satu in sarankan_ikatan(konsep)[perencana.pk]} == semua
    Langkah.objects.get(prosedur__sop=konsep, nomor=5).pelaku.create(peran=perencana, tugas="pelaksana")
    assert sarankan_ikatan(konsep)[perencana.pk] == []


def test_simpan_ikatan_mengganti_seluruhnya(terikat, kantor):
    assert len(ikatan_tersimpan(terikat)) == len(PERAN)
    hanya = {peran(terikat, "kepala").pk: [Sasaran(jabatan_id=kantor.jabatan["Sekretaris"].pk)]}
    simpan_ikatan(sop=terikat, ikatan=hanya, oleh=kantor.admin)
    assert ikatan_tersimpan(terikat) == hanya
    jejak = CatatanJejak.objects.filter(aksi="alur.ikat").first()
    assert jejak.lama["kepala"] == "Kepala DISCONTOH"
    assert jejak.baru == {"kepala": "Sekretaris DISCONTOH"}


def test_simpan_ikatan_milik_opd_lain_ditolak(terikat, kantor, kantor_lain):
    sebelum = ikatan_tersimpan(terikat)
    asing = {peran(terikat, "kepala").pk: [Sasaran(jabatan_id=kantor_lain.jabatan["Kepala"].pk)]}
    with pytest.raises(TindakanDitolak, match="tidak dikenal"):
        simpan_ikatan(sop=terikat, ikatan=asing, oleh=kantor.admin)
    assert ikatan_tersimpan(terikat) == sebelum


@pytest.mark.parametrize(
    ("kode", "sasaran"),
    [
        ("kepala", [Sasaran(semua_pegawai=True)]),
        ("kepala", [Sasaran(semua_anggota=True)]),
        ("tim", [Sasaran(semua_pegawai=True)]),
        ("staf", [Sasaran(semua_anggota=True)]),
    ],
)
def test_simpan_ikatan_yang_tidak_cocok_ditolak(kode, sasaran, terikat, kantor):
    with pytest.raises(TindakanDitolak, match="harus diikat pada"):
        simpan_ikatan(sop=terikat, ikatan={peran(terikat, kode).pk: sasaran}, oleh=kantor.admin)


def test_peran_penerima_boleh_seluruh_pegawai(terikat, kantor):
    """The Kasubbag only receives here."""
    ikatan = ikatan_tersimpan(terikat) | {peran(terikat, "perencana").pk: [Sasaran(semua_pegawai=True)]}
    simpan_ikatan(sop=terikat, ikatan=ikatan, oleh=kantor.admin)
    assert kekurangan_ikatan(terikat, hari_ini()) == []


def test_peran_penerima_cukup_satu_orang(terikat, kantor):
    """Of several positions that only receive, one without a holder holds nothing up."""
    kosong = Jabatan.objects.create(opd=kantor.opd, jenis="kasi", nama="Kasi Kosong")
    dua = [Sasaran(jabatan_id=kosong.pk), Sasaran(jabatan_id=kantor.jabatan["Kasubbag Perencanaan"].pk)]
    kode = peran(terikat, "perencana").pk
    simpan_ikatan(sop=terikat, ikatan=ikatan_tersimpan(terikat) | {kode: dua}, oleh=kantor.admin)
    assert kekurangan_ikatan(terikat, hari_ini()) == []
    simpan_ikatan(sop=terikat, ikatan=ikatan_tersimpan(terikat) | {kode: dua[:1]}, oleh=kantor.admin)
    assert "Kasi Kosong belum dipangku" in kekurangan_ikatan(terikat, hari_ini())[0]


def test_satu_peran_jabatan_hanya_satu_jabatan(terikat, kantor):
    dua = [Sasaran(jabatan_id=kantor.jabatan[nama].pk) for nama in ("Kepala", "Sekretaris")]
    with pytest.raises(TindakanDitolak, match="satu jabatan"):
        simpan_ikatan(sop=terikat, ikatan={peran(terikat, "kepala").pk: dua}, oleh=kantor.admin)


@pytest.mark.parametrize(
    ("kode", "kurang"),
    [
        ("000", set()),
        ("001", set()),
        ("003", set()),
        ("002", {"KASUBAG_UMUM_KEPEGAWAIAN", "KASI"}),
        ("004", {"KASUBBAG_UMPEG"}),
    ],
)
def test_naskah_bawaan_diangkat_dengan_sarannya(kode, kurang, kantor):
    """This office lacks only what it does not have: a Kasubbag Umum, and Seksi."""
    bawaan = muat_naskah(baca_naskah(AKAR / "fixtures" / "sop" / f"{kode}.json"))
    sop = angkat(naskah=bawaan, opd=kantor.opd, oleh=kantor.admin)
    simpan_ikatan(sop=sop, ikatan=sarankan_ikatan(sop), oleh=kantor.admin)
    tanpa_orang = Peran.objects.filter(pk__in=kekurangan_per_peran(sop, hari_ini()))
    assert set(tanpa_orang.values_list("kode", flat=True)) == kurang
    assert kekurangan_susunan(sop) == []
    if not kurang:
        assert berlakukan(sop=sop, tanggal_mulai=hari_ini(), oleh=kantor.admin).dikunci


# -- kekurangan dan berlakukan ----------------------------------------------------------------------


def test_lengkap_tanpa_kekurangan(terikat):
    assert kekurangan_ikatan(terikat, hari_ini()) == []


def kosongkan_pemangku(kantor, sop):
    kantor.jabatan["Sekretaris"].pemangku.all().delete()
    return "jabatan Sekretaris DISCONTOH belum dipangku siapa pun"


def hapus_sekretaris(kantor, sop):
    IkatanPeran.objects.filter(jabatan=kantor.jabatan["Sekretaris"]).delete()
    kantor.jabatan["Sekretaris"].pemangku.all().delete()
    kantor.jabatan["Sekretaris"].delete()
    return "DISCONTOH belum memiliki jabatan Sekretaris"


def kosongkan_unit(kantor, sop):
    kantor.bidang_dua.pegawai.update(aktif=False)
    return "Bidang Dua belum memiliki pegawai aktif"


def akhiri_tim(kantor, sop):
    kantor.tim.tanggal_selesai = hari_ini() - timedelta(days=1)
    kantor.tim.save()
    return "belum memiliki Tim SAKIP yang berlaku"


def kosongkan_ketua(kantor, sop):
    kantor.tim.anggota.filter(kedudukan="ketua").delete()
    return "Tim SAKIP belum memiliki ketua"


def lepaskan_staf(kantor, sop):
    IkatanPeran.objects.filter(peran=peran(sop, "staf")).delete()
    return "Peran Staf belum diikat"


@pytest.mark.parametrize(
    "kurangi",
    [kosongkan_pemangku, hapus_sekretaris, kosongkan_unit, akhiri_tim, kosongkan_ketua, lepaskan_staf],
)
def test_berlakukan_ditolak_selama_satu_peran_tanpa_orang(kurangi, terikat, kantor):
    kalimat = kurangi(kantor, terikat)
    assert any(kalimat in satu for satu in kekurangan_ikatan(terikat, hari_ini()))
    with pytest.raises(TindakanDitolak, match=kalimat):
        berlakukan(sop=terikat, tanggal_mulai=hari_ini(), oleh=kantor.admin)
    terikat.refresh_from_db()
    assert (terikat.status, terikat.tanggal_mulai) == ("konsep", None)


def test_pegawai_subbagian_mengisi_unit_di_atasnya(terikat, kantor):
    anak = UnitKerja.objects.create(
        opd=kantor.opd, nama="Seksi Dua A", jenis="seksi", induk=kantor.bidang_dua
    )
    kantor.bidang_dua.pegawai.update(unit=anak)
    assert kekurangan_ikatan(terikat, hari_ini()) == []


def test_langkah_tanpa_pelaksana_menahan(terikat, kantor):
    Langkah.objects.get(prosedur__sop=terikat, nomor=3).pelaku.all().delete()
    with pytest.raises(TindakanDitolak, match="langkah 3 belum memiliki pelaksana"):
        berlakukan(sop=terikat, tanggal_mulai=hari_ini(), oleh=kantor.admin)


def berputar(langkah):
    langkah[3].lanjut_ke = langkah[2]
    langkah[3].save()


def kembali_ke_depan(langkah):
    langkah[3].jalur_kembali.filter(bawaan=False).update(ke=langkah[4])


def tanpa_jalur_kembali(langkah):
    langkah[3].jalur_kembali.all().delete()


def tanpa_bawaan(langkah):
    langkah[3].jalur_kembali.update(bawaan=False)


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        (berputar, "langkah 1, 2, 3, 4 berputar tanpa akhir"),
        (kembali_ke_depan, "tujuan kembali langkah 5 bukan langkah sebelumnya"),
        (tanpa_jalur_kembali, "langkah 4: keputusan tanpa 'kembali_ke'"),
        (tanpa_bawaan, "langkah 4, keputusan: 'kembali_ke' belum ada|tanpa 'kembali_ke'"),
    ],
)
def test_berlakukan_ditolak_bila_jalannya_tidak_benar(ubah, kalimat, terikat, kantor):
    ubah(list(Langkah.objects.filter(prosedur__sop=terikat).order_by("nomor")))
    with pytest.raises(TindakanDitolak, match=kalimat):
        berlakukan(sop=terikat, tanggal_mulai=hari_ini(), oleh=kantor.admin)
    terikat.refresh_from_db()
    assert terikat.status == "konsep"


def test_yang_ditulis_kantor_sendiri_tidak_menahan(terikat, kantor):
    """No name of an office, lines broken by a browser, a time that no SOP printed, notes written twice."""
    SOP.objects.filter(pk=terikat.pk).update(instansi="")
    Langkah.objects.filter(prosedur__sop=terikat).update(
        uraian="Baris satu\r\nBaris dua", waktu_nilai=30, waktu_satuan="menit", catatan_naskah="sama\nsama"
    )
    assert berlakukan(sop=terikat, tanggal_mulai=hari_ini(), oleh=kantor.admin).dikunci


@pytest.mark.parametrize("tanpa_akun", ["tidak aktif", "tidak ada"])
@pytest.mark.parametrize(
    ("orang", "sebutan"),
    [
        (["staf_dua", "kabid_dua"], "pegawai Bidang Dua"),
        # The chair is a role of its own too, but one without a step to do: it holds nothing up.
        (["ketua_tim", "anggota_tim"], "anggota Tim SAKIP"),
    ],
)
def test_pelaksana_tanpa_akun_menahan(orang, sebutan, tanpa_akun, terikat, kantor):
    """A unit or team none of whose people can log in would hold a run up for good."""
    for nama in orang:
        akun = getattr(kantor, nama)
        if tanpa_akun == "tidak aktif":
            akun.is_active = False
            akun.save()
        else:
            Pegawai.objects.filter(pengguna=akun).update(pengguna=None)
    kurang = kekurangan_ikatan(terikat, hari_ini())
    assert len(kurang) == 1
    assert f"di antara {sebutan} belum ada yang mempunyai akun aktif" in kurang[0]
    with pytest.raises(TindakanDitolak, match="menu Pegawai"):
        berlakukan(sop=terikat, tanggal_mulai=hari_ini(), oleh=kantor.admin)


def test_satu_akun_cukup_dan_pejabat_tidak_perlu(terikat, kantor):
    for akun in (kantor.staf_dua, kantor.anggota_tim, kantor.kepala, kantor.sekretaris):
        akun.is_active = False
        akun.save()
    assert kekurangan_ikatan(terikat, hari_ini()) == []


def test_berlakukan(terikat, kantor):
    sop = berlakukan(sop=terikat, tanggal_mulai=hari_ini(), oleh=kantor.admin)
    assert (sop.status, sop.tanggal_mulai, sop.dikunci) == ("berlaku", hari_ini(), True)
    assert SOP.objects.berlaku_pada(hari_ini()).get() == sop
    assert CatatanJejak.objects.filter(aksi="alur.berlakukan", objek_id=sop.pk).exists()


def test_yang_berlaku_tidak_diikat_lagi(terikat, kantor):
    sop = berlakukan(sop=terikat, tanggal_mulai=hari_ini(), oleh=kantor.admin)
    for tindakan in (
        lambda: simpan_ikatan(sop=sop, ikatan={}, oleh=kantor.admin),
        lambda: berlakukan(sop=sop, tanggal_mulai=hari_ini(), oleh=kantor.admin),
        lambda: hapus_konsep(sop=sop, oleh=kantor.admin),
    ):
        with pytest.raises(TindakanDitolak, match="versi baru"):
            tindakan()
    assert len(ikatan_tersimpan(sop)) == len(PERAN)


def test_versi_baru_mengakhiri_yang_lama(terikat, kantor):
    lama = berlakukan(sop=terikat, tanggal_mulai=AWAL, oleh=kantor.admin)
    peran(lama, "tim")
    lama.peran.filter(kode="tim").update(label="Tim Kami")
    baru = angkat(naskah=lama, opd=kantor.opd, oleh=kantor.admin)
    assert (baru.versi, peran(baru, "tim").label) == (2, "Tim Kami")
    # The bindings of the version before are what one begins with.
    simpan_ikatan(sop=baru, ikatan=sarankan_ikatan(baru), oleh=kantor.admin)
    berlakukan(sop=baru, tanggal_mulai=date(2026, 3, 1), oleh=kantor.admin)
    lama.refresh_from_db()
    assert lama.tanggal_selesai == date(2026, 2, 28)
    assert SOP.objects.berlaku_pada(date(2026, 2, 28)).get() == lama
    assert SOP.objects.berlaku_pada(date(2026, 3, 1)).get().versi == 2


def test_versi_baru_tidak_mendahului_yang_lama(terikat, naskah, kantor):
    berlakukan(sop=terikat, tanggal_mulai=date(2026, 3, 1), oleh=kantor.admin)
    baru = angkat(naskah=naskah, opd=kantor.opd, oleh=kantor.admin)
    simpan_ikatan(sop=baru, ikatan=sarankan_ikatan(baru), oleh=kantor.admin)
    with pytest.raises(TindakanDitolak, match="Pilih tanggal sesudahnya"):
        berlakukan(sop=baru, tanggal_mulai=date(2026, 3, 1), oleh=kantor.admin)
    terikat.refresh_from_db()
    assert terikat.tanggal_selesai is None


def versi_dua(lama, kantor):
    baru = angkat(naskah=lama, opd=kantor.opd, oleh=kantor.admin)
    simpan_ikatan(sop=baru, ikatan=sarankan_ikatan(baru), oleh=kantor.admin)
    return baru


def test_versi_baru_tidak_mendahului_pelaksanaan_versi_lama(terikat, kantor):
    lama = berlakukan(sop=terikat, tanggal_mulai=AWAL, oleh=kantor.admin)
    Pelaksanaan.objects.create(
        opd=kantor.opd,
        prosedur=lama.prosedur.get(),
        periode=Periode.objects.tahun_lengkap(2026).get(jenis="bulan", nomor=1),
        batas_waktu=date(2026, 3, 1),
        # Past midnight in Jakarta: the run began on the 10th.
        dimulai_pada=datetime(2026, 2, 9, 18, tzinfo=UTC),
        dimulai_oleh=kantor.kepala,
    )
    baru = versi_dua(lama, kantor)
    for tanggal in (date(2026, 2, 1), date(2026, 2, 10)):
        with pytest.raises(TindakanDitolak, match="dimulai 10-02-2026"):
            berlakukan(sop=baru, tanggal_mulai=tanggal, oleh=kantor.admin)
    lama.refresh_from_db()
    assert lama.tanggal_selesai is None
    berlakukan(sop=baru, tanggal_mulai=date(2026, 2, 11), oleh=kantor.admin)
    lama.refresh_from_db()
    assert lama.tanggal_selesai == date(2026, 2, 10)


@pytest.mark.parametrize("ikatan", ["staf", "tim"])
def test_naskah_baru_mengubah_ikatan_peran(ikatan, naskah, terikat, kantor, sebagai):
    """Bindings of the version before are dropped where the newer naskah wants another kind of thing."""
    berlakukan(sop=terikat, tanggal_mulai=AWAL, oleh=kantor.admin)
    naskah.peran.filter(kode="bidang").update(ikatan=ikatan, saran_jenis="")
    jawab = sebagai(kantor.admin).post(reverse(ANGKAT), {"naskah": naskah.pk, "opd": kantor.opd.pk})
    assert jawab.status_code == 302
    baru = SOP.objects.get(opd=kantor.opd, versi=2)
    tersimpan = ikatan_tersimpan(baru)
    semua = {"staf": Sasaran(semua_pegawai=True), "tim": Sasaran(semua_anggota=True)}
    assert tersimpan[peran(baru, "bidang").pk] == [semua[ikatan]]
    assert tersimpan[peran(baru, "kepala").pk] == [Sasaran(jabatan_id=kantor.jabatan["Kepala"].pk)]


# -- the page ---------------------------------------------------------------------------------------

ANGKAT = "admin:alur_sop_angkat"
IKAT = "admin:alur_sop_ikat"


def isian(halaman, **ganti):
    """What the binding page would send as it stands."""
    form = halaman.context["form"]
    data = {bidang.html_name: bidang.value() for bidang in form if bidang.value()}
    return {nama: str(nilai) if isinstance(nilai, date) else nilai for nama, nilai in data.items()} | ganti


def test_halaman_angkat_membuat_konsep_terikat(naskah, kantor, kantor_lain, sebagai):
    klien = sebagai(kantor.admin)
    halaman = klien.get(reverse(ANGKAT))
    assert [opd.pk for opd in halaman.context["form"].fields["opd"].queryset] == [kantor.opd.pk]
    asing = klien.post(reverse(ANGKAT), {"naskah": naskah.pk, "opd": kantor_lain.opd.pk})
    assert "opd" in asing.context["form"].errors
    jawab = klien.post(reverse(ANGKAT), {"naskah": naskah.pk, "opd": kantor.opd.pk})
    sop = SOP.objects.get(opd=kantor.opd)
    assert jawab.url == reverse(IKAT, args=[sop.pk])
    assert len(ikatan_tersimpan(sop)) == len(PERAN)
    lagi = klien.post(reverse(ANGKAT), {"naskah": naskah.pk, "opd": kantor.opd.pk})
    assert "sudah memiliki konsep" in lagi.content.decode()


def test_halaman_ikat_menandai_yang_kurang_dan_menolak(terikat, kantor, sebagai):
    kosongkan_pemangku(kantor, terikat)
    klien = sebagai(kantor.admin)
    tujuan = reverse(IKAT, args=[terikat.pk])
    halaman = klien.get(tujuan)
    kurang = [satu.peran.kode for satu in halaman.context["baris"] if satu.kekurangan]
    assert kurang == ["sekretaris"]
    assert "Pengumpulan Data: pelaksana langkah 2, 4; penerima langkah 1" in halaman.content.decode()
    sebelum = ikatan_tersimpan(terikat)
    ganti = {f"peran_{peran(terikat, 'kepala').pk}": "", "_berlakukan": "1"}
    jawab = klien.post(tujuan, isian(halaman, **ganti))
    assert jawab.status_code == 200
    teks = jawab.content.decode()
    assert "SOP belum dapat diberlakukan" in teks
    assert "belum dipangku siapa pun" in teks
    terikat.refresh_from_db()
    assert terikat.status == "konsep"
    assert ikatan_tersimpan(terikat) == sebelum


def test_halaman_ikat_menyimpan_yang_belum_lengkap(terikat, kantor, sebagai):
    klien = sebagai(kantor.admin)
    tujuan = reverse(IKAT, args=[terikat.pk])
    kepala = peran(terikat, "kepala")
    jawab = klien.post(tujuan, isian(klien.get(tujuan), **{f"peran_{kepala.pk}": "", "_simpan": "1"}))
    assert jawab.status_code == 302
    assert kepala.pk not in ikatan_tersimpan(terikat)
    baris = next(satu for satu in klien.get(tujuan).context["baris"] if satu.peran == kepala)
    assert baris.saran
    assert baris.kekurangan == ["Peran Kepala Dinas belum diikat. Pilih: satu jabatan."]


def test_halaman_ikat_memberlakukan(terikat, kantor, sebagai):
    klien = sebagai(kantor.admin)
    tujuan = reverse(IKAT, args=[terikat.pk])
    tanpa_tanggal = klien.post(tujuan, isian(klien.get(tujuan), tanggal_mulai="", _berlakukan="1"))
    assert "Isi tanggal mulai berlaku." in tanpa_tanggal.content.decode()
    jawab = klien.post(tujuan, isian(klien.get(tujuan), tanggal_mulai="2026-02-01", _berlakukan="1"))
    assert jawab.url == reverse("admin:alur_sop_change", args=[terikat.pk])
    terikat.refresh_from_db()
    assert (terikat.status, terikat.tanggal_mulai) == ("berlaku", date(2026, 2, 1))
    assert klien.get(tujuan).status_code == 302


def test_halaman_ikat_menolak_jabatan_asing(terikat, kantor, kantor_lain, sebagai):
    klien = sebagai(kantor.admin)
    tujuan = reverse(IKAT, args=[terikat.pk])
    halaman = klien.get(tujuan)
    assert "DISLAIN" not in halaman.content.decode()
    nama = f"peran_{peran(terikat, 'kepala').pk}"
    jawab = klien.post(
        tujuan, isian(halaman, **{nama: f"jabatan:{kantor_lain.jabatan['Kepala'].pk}", "_simpan": "1"})
    )
    assert nama in jawab.context["form"].errors


def test_halaman_ikat_opd_lain_dan_naskah_404(naskah, terikat, kantor_lain, sebagai):
    klien = sebagai(kantor_lain.admin)
    for sop in (terikat, naskah):
        assert klien.get(reverse(IKAT, args=[sop.pk])).status_code == 404
        assert klien.post(reverse(IKAT, args=[sop.pk]), {}).status_code == 404


def test_konsep_dihapus_lewat_halaman(terikat, kantor, sebagai):
    klien = sebagai(kantor.admin)
    tujuan = reverse("admin:alur_sop_delete", args=[terikat.pk])
    assert klien.get(tujuan).status_code == 200
    assert klien.post(tujuan, {"post": "yes"}).status_code == 302
    assert not SOP.objects.filter(opd=kantor.opd).exists()
    assert CatatanJejak.objects.filter(aksi="alur.hapus_konsep").count() == 1


def test_isi_konsep_dapat_diubah(terikat, kantor, sebagai):
    """A step of a konsep is edited on its page; its doers are roles of the same SOP only."""
    langkah = Langkah.objects.get(prosedur__sop=terikat, nomor=4)
    halaman = sebagai(kantor.admin).get(reverse("admin:alur_langkah_change", args=[langkah.pk]))
    assert halaman.context["has_change_permission"]
    pelaku, _, jalur = halaman.context["inline_admin_formsets"]
    assert {satu.sop_id for satu in pelaku.formset.forms[0].fields["peran"].queryset} == {terikat.pk}
    tujuan = jalur.formset.forms[0].fields["ke"].queryset
    assert {satu.nomor for satu in tujuan} == {1, 2, 3, 5}
    assert {satu.prosedur_id for satu in tujuan} == {langkah.prosedur_id}
