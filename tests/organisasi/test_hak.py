"""Roles follow from positions, team and given roles of the day; rights follow from roles."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from organisasi import hak
from organisasi.galat import TidakBerhak
from organisasi.hak import Peran, boleh, id_opd_dengan, id_opd_terlihat, lupakan_peran, peran_di
from organisasi.models import OPD, AnggotaTim, Pegawai, PemangkuJabatan, Penugasan, TimSAKIP
from organisasi.waktu import hari_ini
from tests.pabrik import AWAL, Kantor, buat_akun

pytestmark = pytest.mark.django_db

KEMARIN = hari_ini() - timedelta(days=1)


def peran(akun, kantor) -> set[Peran]:
    lupakan_peran(akun)
    return set(peran_di(akun, kantor.opd.pk))


@pytest.mark.parametrize(
    ("siapa", "diharapkan"),
    [
        ("kepala", {Peran.STAF, Peran.KEPALA}),
        ("sekretaris", {Peran.STAF, Peran.SEKRETARIS}),
        ("kasubbag", {Peran.STAF, Peran.PEJABAT}),
        ("kabid_satu", {Peran.STAF, Peran.PEJABAT}),
        ("staf_satu", {Peran.STAF}),
        ("ketua_tim", {Peran.STAF, Peran.TIM}),
        ("admin", {Peran.ADMIN}),
        ("pengawas", {Peran.PENGAWAS}),
    ],
)
def test_peran_dari_jabatan_tim_dan_penugasan(kantor, kantor_lain, siapa, diharapkan):
    akun = getattr(kantor, siapa)
    assert peran(akun, kantor) == diharapkan
    assert peran(akun, kantor_lain) == set()
    assert id_opd_terlihat(akun) == {kantor.opd.pk}


@pytest.mark.parametrize(
    ("mulai", "selesai", "berlaku"),
    [
        (-400, None, True),
        (-400, 0, True),
        (0, 0, True),
        (-400, -1, False),
        (1, None, False),
    ],
)
def test_jabatan_berlaku_menurut_tanggal(kantor, mulai, selesai, berlaku):
    """Days from today, counted when the test runs: the suite may pass midnight."""
    mulai, selesai = (
        None if satu is None else hari_ini() + timedelta(days=satu) for satu in (mulai, selesai)
    )
    PemangkuJabatan.objects.filter(pegawai=kantor.kepala.pegawai).update(
        tanggal_mulai=mulai, tanggal_selesai=selesai
    )
    assert (Peran.KEPALA in peran(kantor.kepala, kantor)) is berlaku
    assert boleh(kantor.kepala, "alur.batalkan", kantor.opd) is berlaku


def test_plt_dari_opd_lain(kantor, kantor_lain):
    """He keeps his own post, acts as Kepala at the other office and belongs to it while he acts."""
    plt = kantor_lain.kabid_satu
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"], pegawai=plt.pegawai, jenis="plt", tanggal_mulai=hari_ini()
    )
    assert peran(plt, kantor) == {Peran.STAF, Peran.KEPALA}
    assert peran(plt, kantor_lain) == {Peran.STAF, Peran.PEJABAT}
    assert set(OPD.objects.untuk(plt)) == {kantor.opd, kantor_lain.opd}
    assert boleh(plt, "alur.mulai", kantor.opd) and not boleh(plt, "alur.mulai", kantor_lain.opd)


def test_plt_yang_selesai_tidak_melihat_lagi(kantor, kantor_lain):
    plt = kantor_lain.kabid_satu
    PemangkuJabatan.objects.create(
        jabatan=kantor.jabatan["Kepala"],
        pegawai=plt.pegawai,
        jenis="plh",
        tanggal_mulai=AWAL,
        tanggal_selesai=KEMARIN,
    )
    assert peran(plt, kantor) == set()
    assert set(OPD.objects.untuk(plt)) == {kantor_lain.opd}


def test_jabatan_yang_dihapuskan_tidak_memberi_peran(kantor):
    kantor.jabatan["Kepala"].aktif = False
    kantor.jabatan["Kepala"].save()
    assert peran(kantor.kepala, kantor) == {Peran.STAF}


def test_tim_berlaku_menurut_tanggal_sk(kantor):
    TimSAKIP.objects.update(tanggal_selesai=KEMARIN)
    assert peran(kantor.ketua_tim, kantor) == {Peran.STAF}
    baru = TimSAKIP.objects.create(opd=kantor.opd, tanggal_mulai=hari_ini())
    AnggotaTim.objects.create(tim=baru, pegawai=kantor.staf_satu.pegawai)
    assert peran(kantor.staf_satu, kantor) == {Peran.STAF, Peran.TIM}
    assert not boleh(kantor.ketua_tim, "alur.mulai", kantor.opd)


def test_penugasan_di_seluruh_pemda(kantor, kantor_lain):
    """One Pemda's administrator administers all its OPDs, those founded later too, and no other's."""
    akun = buat_akun("Admin Pemda")
    Penugasan.objects.create(pengguna=akun, peran="admin", pemda=kantor.pemda, tanggal_mulai=AWAL)
    kedua = Kantor(kantor.pemda, singkatan="DISKEDUA")
    assert peran(akun, kantor) == peran(akun, kedua) == {Peran.ADMIN}
    assert peran(akun, kantor_lain) == set()
    assert hak.adalah_admin_pemda(akun) and hak.id_pemda_dikelola(akun) == {kantor.pemda.pk}
    assert not hak.adalah_admin_pemda(kantor.admin)
    assert id_opd_dengan(akun, "organisasi.kelola") == {kantor.opd.pk, kedua.opd.pk}


def test_pengawas_pemda_membaca_saja_sampai_tanggalnya(kantor):
    akun = buat_akun("Inspektorat")
    tugas = Penugasan.objects.create(
        pengguna=akun,
        peran="pengawas",
        pemda=kantor.pemda,
        tanggal_mulai=AWAL,
        tanggal_selesai=hari_ini(),
    )
    assert peran(akun, kantor) == {Peran.PENGAWAS}
    assert [aksi for aksi in hak.semua_hak() if boleh(akun, aksi, kantor.opd) and not _membaca(aksi)] == []
    assert not hak.adalah_admin_pemda(akun)
    Penugasan.objects.filter(pk=tugas.pk).update(tanggal_selesai=KEMARIN)
    assert peran(akun, kantor) == set()


def _membaca(aksi: str) -> bool:
    return aksi.split(".")[1].startswith("lihat")


@pytest.mark.parametrize("siapa", ["kepala", "ketua_tim", "admin", "pengawas", "superadmin"])
def test_akun_nonaktif_tidak_boleh_apa_pun(kantor, superadmin, siapa):
    akun = superadmin if siapa == "superadmin" else getattr(kantor, siapa)
    akun.is_active = False
    akun.save()
    assert peran(akun, kantor) == set()
    assert id_opd_terlihat(akun) == set()
    assert not hak.adalah_admin_pemda(akun)
    assert not any(boleh(akun, aksi, kantor.opd) or boleh(akun, aksi) for aksi in hak.semua_hak())


def test_pegawai_nonaktif_kehilangan_peran(kantor):
    Pegawai.objects.filter(pengguna=kantor.kepala).update(aktif=False)
    assert peran(kantor.kepala, kantor) == set()
    Pegawai.objects.filter(pengguna=kantor.ketua_tim).update(aktif=False)
    assert peran(kantor.ketua_tim, kantor) == set()


def test_tamu_tidak_boleh_apa_pun(kantor):
    tamu = AnonymousUser()
    assert id_opd_terlihat(tamu) == set()
    assert not any(boleh(tamu, aksi, kantor.opd) or boleh(tamu, aksi) for aksi in hak.semua_hak())


def test_super_admin_admin_di_mana_pun_tetapi_bukan_pejabat(kantor, kantor_lain, superadmin):
    assert peran(superadmin, kantor) == peran(superadmin, kantor_lain) == {Peran.ADMIN}
    assert id_opd_terlihat(superadmin) is None
    assert not boleh(superadmin, "alur.mulai", kantor.opd)
    assert id_opd_dengan(superadmin, "alur.mulai") == set()


def test_hak_yang_tidak_dikenal_adalah_salah_kode(kantor):
    with pytest.raises(KeyError):
        boleh(kantor.kepala, "alur.tidak_ada", kantor.opd)


def test_hak_didaftarkan_dua_kali_dengan_isi_lain_ditolak():
    hak.daftarkan({"alur.mulai": hak.semua_hak()["alur.mulai"]})
    with pytest.raises(ValueError, match=r"Hak alur\.mulai didaftarkan dua kali"):
        hak.daftarkan({"alur.mulai": {Peran.STAF}})
    assert Peran.STAF not in hak.semua_hak()["alur.mulai"]


def test_periksa_menolak_dengan_kalimat(kantor):
    hak.periksa(kantor.kepala, "alur.mulai", kantor.opd, "Tidak boleh.")
    with pytest.raises(TidakBerhak, match="Hanya Kepala yang boleh"):
        hak.periksa(kantor.staf_satu, "alur.mulai", kantor.opd, "Hanya Kepala yang boleh.")


def test_peran_dihitung_sekali_per_permintaan_berapa_pun_opd(kantor, django_assert_max_num_queries):
    for nomor in range(5):
        OPD.objects.create(pemda=kantor.pemda, jenis="dinas", nama=f"Dinas {nomor}", singkatan=f"D{nomor}")
    akun = buat_akun("Pembaca")
    Penugasan.objects.create(
        pengguna=akun,
        peran="pengawas",
        pemda=kantor.pemda,
        tanggal_mulai=AWAL,
        tanggal_selesai=date(2099, 1, 1),
    )
    with django_assert_max_num_queries(6):
        assert all(boleh(akun, "alur.lihat", opd) for opd in OPD.objects.untuk(akun))


def test_peran_berganti_hari_dihitung_ulang(kantor):
    """The cache of one request never outlives its day."""
    PemangkuJabatan.objects.filter(pegawai=kantor.kepala.pegawai).update(tanggal_selesai=hari_ini())
    assert Peran.KEPALA in peran_di(kantor.kepala, kantor.opd.pk)
    with time_machine.travel(timezone.localtime().replace(hour=12) + timedelta(days=1)):
        assert Peran.KEPALA not in peran_di(kantor.kepala, kantor.opd.pk)
