"""Small builders of offices for tests: plainly fictional people, no NIP."""

from datetime import date
from functools import cache

from django.contrib.auth.hashers import get_hasher, make_password

from organisasi.models import (
    OPD,
    AnggotaTim,
    Jabatan,
    Pegawai,
    PemangkuJabatan,
    PemerintahDaerah,
    Pengguna,
    Penugasan,
    TimSAKIP,
    UnitKerja,
)

AWAL = date(2024, 1, 1)
SANDI = "kata-sandi-uji-panjang"


def buat_pemda(nama="Contoh", zona=PemerintahDaerah.Zona.WIB) -> PemerintahDaerah:
    return PemerintahDaerah.objects.create(nama=nama, zona_waktu=zona)


def buat_akun(nama: str, **lain) -> Pengguna:
    """An account with the username made from the name and the password SANDI."""
    nama_akun = nama.lower().replace(" ", ".")
    return Pengguna.objects.create(username=nama_akun, nama=nama, password=sandi_tersandi(), **lain)


def sandi_tersandi() -> str:
    """SANDI as it is stored, by the hasher of that test."""
    return _tersandi(get_hasher().algorithm)


@cache
def _tersandi(cara: str) -> str:
    """Hashed once a hasher, for a password hash is slow on purpose."""
    return make_password(SANDI, hasher=cara)


class Kantor:
    """An OPD with Kepala, Sekretaris, a Kasubbag, two Bidang with head and staff, and a Tim SAKIP.

    Attributes are accounts: ``kepala``, ``sekretaris``, ``kasubbag``, ``kabid_satu``, ``kabid_dua``,
    ``staf_satu``, ``staf_dua``, ``ketua_tim``, ``anggota_tim``, ``admin``, ``pengawas``; and records
    ``opd``, ``sekretariat``, ``bidang_satu``, ``bidang_dua``, ``jabatan`` (dict by kind), ``tim``.
    """

    def __init__(self, pemda: PemerintahDaerah, singkatan="DISCONTOH", jenis=OPD.Jenis.DINAS):
        self.pemda = pemda
        self.opd = OPD.objects.create(
            pemda=pemda,
            jenis=jenis,
            nama=f"Dinas {singkatan.title()}",
            singkatan=singkatan,
            sebutan_kepala="Camat" if jenis == OPD.Jenis.KECAMATAN else "Kepala Dinas",
        )
        self.jabatan: dict[str, Jabatan] = {}
        self.sekretariat = self._unit("Sekretariat", UnitKerja.Jenis.SEKRETARIAT, 1)
        self.bidang_satu = self._unit("Bidang Satu", UnitKerja.Jenis.BIDANG, 2)
        self.bidang_dua = self._unit("Bidang Dua", UnitKerja.Jenis.BIDANG, 3)
        self.kepala = self._pejabat("Kepala", Jabatan.Jenis.KEPALA, None)
        self.sekretaris = self._pejabat("Sekretaris", Jabatan.Jenis.SEKRETARIS, self.sekretariat)
        self.kasubbag = self._pejabat("Kasubbag Perencanaan", Jabatan.Jenis.KASUBBAG, self.sekretariat)
        self.kabid_satu = self._pejabat("Kepala Bidang Satu", Jabatan.Jenis.KEPALA_BIDANG, self.bidang_satu)
        self.kabid_dua = self._pejabat("Kepala Bidang Dua", Jabatan.Jenis.KEPALA_BIDANG, self.bidang_dua)
        self.staf_satu = self._pegawai("Staf Satu", self.bidang_satu)
        self.staf_dua = self._pegawai("Staf Dua", self.bidang_dua)
        self.ketua_tim = self._pegawai("Ketua Tim", self.sekretariat)
        self.anggota_tim = self._pegawai("Anggota Tim", self.sekretariat)
        self.tim = TimSAKIP.objects.create(opd=self.opd, tanggal_mulai=AWAL, nomor_sk="SK contoh")
        for akun, kedudukan in (
            (self.ketua_tim, AnggotaTim.Kedudukan.KETUA),
            (self.anggota_tim, AnggotaTim.Kedudukan.ANGGOTA),
        ):
            AnggotaTim.objects.create(tim=self.tim, pegawai=akun.pegawai, kedudukan=kedudukan)
        self.admin = buat_akun(f"Admin {singkatan}", is_staff=True)
        Penugasan.objects.create(
            pengguna=self.admin, peran=Penugasan.Peran.ADMIN, opd=self.opd, tanggal_mulai=AWAL
        )
        self.pengawas = buat_akun(f"Pengawas {singkatan}")
        Penugasan.objects.create(
            pengguna=self.pengawas,
            peran=Penugasan.Peran.PENGAWAS,
            opd=self.opd,
            tanggal_mulai=AWAL,
            tanggal_selesai=date(2099, 12, 31),
        )

    def _unit(self, nama, jenis, urutan) -> UnitKerja:
        return UnitKerja.objects.create(opd=self.opd, nama=nama, jenis=jenis, urutan=urutan)

    def _pegawai(self, nama, unit) -> Pengguna:
        akun = buat_akun(f"{nama} {self.opd.singkatan}")
        Pegawai.objects.create(opd=self.opd, unit=unit, nama=akun.nama, pengguna=akun)
        return akun

    def _pejabat(self, nama, jenis, unit) -> Pengguna:
        akun = self._pegawai(nama, unit)
        jabatan = Jabatan.objects.create(
            opd=self.opd, unit=unit, jenis=jenis, nama=f"{nama} {self.opd.singkatan}"
        )
        self.jabatan[nama] = jabatan
        PemangkuJabatan.objects.create(jabatan=jabatan, pegawai=akun.pegawai, tanggal_mulai=AWAL)
        return akun
