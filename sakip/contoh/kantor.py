"""Builds the practice offices: invented people in invented places, in the units their figures need."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from organisasi.models import (
    OPD,
    AnggotaTim,
    HariLibur,
    Jabatan,
    Pegawai,
    PemangkuJabatan,
    PemerintahDaerah,
    Pengguna,
    Penugasan,
    TimSAKIP,
    UnitKerja,
)
from organisasi.waktu import hari_ini
from sakip.contoh.sumber import Sumber

# Known to everyone on purpose: the command refuses to run beside a real office.
SANDI = "Latihan-SAKIP-1"
# From this day on the practice people hold their positions; every practice run lies after it.
AWAL_JABATAN = date(2024, 1, 2)
SK_LATIHAN = "SK latihan (belum bernomor)"


@dataclass
class Kantor:
    """A practice office as built: records by the short keys that ``kantor.json`` gives them."""

    isi: dict[str, Any]
    opd: OPD
    sumber: Sumber
    unit: dict[str, UnitKerja] = field(default_factory=dict)
    akun: dict[str, Pengguna] = field(default_factory=dict)
    jabatan: dict[str, Jabatan] = field(default_factory=dict)

    @property
    def kunci(self) -> str:
        """The short name that ends this office's usernames."""
        return self.isi["kunci"]

    def kepala(self) -> Jabatan:
        """The position of the Kepala, whoever holds it."""
        return next(satu for satu in self.jabatan.values() if satu.jenis == Jabatan.Jenis.KEPALA)

    def unit_baris(self, nomor: int) -> UnitKerja:
        """The unit that brings the figure of that row of the source."""
        for kunci, dari, sampai in self.isi["unit_baris"]:
            if dari <= nomor <= sampai:
                return self.unit[kunci]
        raise LookupError(f"Baris {nomor} {self.kunci} belum punya unit.")

    def pengisi(self, unit: UnitKerja) -> Pengguna:
        """Who types for a unit: staff of it or of the units below it, else whoever works there."""
        pegawai = [
            satu
            for satu in self.isi["orang"]
            if (milik := self.unit.get(satu.get("unit", ""))) and unit in {milik, milik.induk}
        ]
        staf = [satu for satu in pegawai if "jabatan" not in satu]
        return self.akun[(staf or pegawai)[-1]["akun"]]


class PembangunKantor:
    """Builds everything of ``kantor.json``; one password hash serves all practice accounts."""

    def __init__(self, isi: dict[str, Any]):
        self.isi = isi
        self._sandi = make_password(SANDI)

    def bangun(self) -> list[Kantor]:
        """The whole of it, in the order of the file."""
        pengelola = self.isi["superuser"]
        self._akun(pengelola["akun"], pengelola["nama"], is_staff=True, is_superuser=True)
        pemda = {satu["kunci"]: self._pemda(satu) for satu in self.isi["pemda"]}
        kantor = [self._opd(satu, pemda[satu["pemda"]]) for satu in self.isi["opd"]]
        self._plt(kantor)
        self._hari_libur()
        return kantor

    def _akun(self, nama_akun: str, nama: str, **lain) -> Pengguna:
        return Pengguna.objects.create(username=nama_akun, nama=nama, password=self._sandi, **lain)

    def _pemda(self, isi: dict[str, Any]) -> PemerintahDaerah:
        pemda = PemerintahDaerah.objects.create(
            jenis=isi["jenis"], nama=isi["nama"], ibu_kota=isi["ibu_kota"], zona_waktu=isi["zona_waktu"]
        )
        admin = self._akun(isi["admin"]["akun"], isi["admin"]["nama"], is_staff=True)
        Penugasan.objects.create(
            pengguna=admin, peran=Penugasan.Peran.ADMIN, pemda=pemda, tanggal_mulai=AWAL_JABATAN
        )
        for satu in isi["pengawas"]:
            Penugasan.objects.create(
                pengguna=self._akun(satu["akun"], satu["nama"]),
                peran=Penugasan.Peran.PENGAWAS,
                pemda=pemda,
                tanggal_mulai=AWAL_JABATAN,
                tanggal_selesai=hari_ini() + timedelta(days=365),
            )
        return pemda

    def _opd(self, isi: dict[str, Any], pemda: PemerintahDaerah) -> Kantor:
        sumber = Sumber(isi["sumber"])
        opd = OPD.objects.create(
            pemda=pemda,
            jenis=isi["jenis"],
            nama=isi["nama"],
            singkatan=isi["singkatan"],
            alamat=isi["alamat"],
            sebutan_kepala=isi["sebutan_kepala"],
            sumber="Kantor latihan: nama, orang dan alamatnya rekaan. Angka terbitannya berasal dari: "
            + sumber.lengkap,
        )
        kantor = Kantor(isi=isi, opd=opd, sumber=sumber)
        for urutan, satu in enumerate(isi["unit"], start=1):
            kantor.unit[satu["kunci"]] = UnitKerja.objects.create(
                opd=opd,
                jenis=satu["jenis"],
                nama=satu["nama"],
                singkatan=satu.get("singkatan", ""),
                induk=kantor.unit.get(satu.get("induk", "")),
                urutan=urutan,
            )
        for satu in isi.get("jabatan_kosong", []):
            self._jabatan(kantor, satu, None)
        tim = TimSAKIP.objects.create(
            opd=opd, nomor_sk=SK_LATIHAN, tanggal_sk=AWAL_JABATAN, tanggal_mulai=AWAL_JABATAN
        )
        for satu in isi["orang"]:
            self._orang(kantor, satu, tim)
        admin = self._akun(isi["admin"]["akun"], isi["admin"]["nama"], is_staff=True)
        Penugasan.objects.create(
            pengguna=admin, peran=Penugasan.Peran.ADMIN, opd=opd, tanggal_mulai=AWAL_JABATAN
        )
        return kantor

    def _jabatan(self, kantor: Kantor, isi: dict[str, Any], unit: UnitKerja | None) -> Jabatan:
        jabatan = Jabatan.objects.create(
            opd=kantor.opd,
            unit=unit,
            jenis=isi["jenis"],
            nama=isi["nama"],
            eselon=isi["eselon"],
            urutan=len(kantor.jabatan) + 1,
        )
        kantor.jabatan[jabatan.nama] = jabatan
        return jabatan

    def _orang(self, kantor: Kantor, isi: dict[str, Any], tim: TimSAKIP) -> None:
        akun = self._akun(f"{isi['akun']}.{kantor.kunci}", isi["nama"])
        kantor.akun[isi["akun"]] = akun
        unit = kantor.unit.get(isi.get("unit", ""))
        pegawai = Pegawai.objects.create(
            opd=kantor.opd, unit=unit, nama=isi["nama"], pangkat=isi.get("pangkat", ""), pengguna=akun
        )
        if "jabatan" in isi:
            PemangkuJabatan.objects.create(
                jabatan=self._jabatan(kantor, isi["jabatan"], unit),
                pegawai=pegawai,
                tanggal_mulai=AWAL_JABATAN,
                dasar=SK_LATIHAN,
            )
        if "tim" in isi:
            AnggotaTim.objects.create(
                tim=tim, pegawai=pegawai, kedudukan=isi["tim"], unit=kantor.unit.get(isi.get("mewakili", ""))
            )

    def _plt(self, daftar: list[Kantor]) -> None:
        """Vacant positions that someone of another OPD acts in."""
        for kantor in daftar:
            for satu in kantor.isi.get("plt", []):
                PemangkuJabatan.objects.create(
                    jabatan=kantor.jabatan[satu["jabatan"]],
                    pegawai=Pegawai.objects.get(pengguna__username=satu["akun"]),
                    jenis=PemangkuJabatan.Jenis.PLT,
                    tanggal_mulai=AWAL_JABATAN,
                    dasar="Surat perintah latihan (belum bernomor)",
                )

    def _hari_libur(self) -> None:
        """Only the days whose date the law fixes; the others wait for each year's SKB."""
        libur = self.isi["libur"]
        hari = [
            HariLibur(
                tanggal=date(tahun, satu["bulan"], satu["tanggal"]), nama=satu["nama"], sumber=libur["sumber"]
            )
            for tahun in libur["tahun"]
            for satu in libur["hari"]
        ]
        HariLibur.objects.bulk_create(hari, ignore_conflicts=True)
