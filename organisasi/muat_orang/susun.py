"""Rows of people against what is stored: what each would do, or why it is refused.

The first row of a person says who it is; further rows of the same person add positions. An empty cell changes
nothing, and nobody is removed by being left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from organisasi.models import Jabatan, Pegawai, PemangkuJabatan, Pengguna
from organisasi.muat_orang.baca import BarisOrang
from organisasi.muat_orang.keadaan import Keadaan
from organisasi.muatan.nama import normal
from organisasi.muatan.usulan import Rencana, Tindakan

Jenis = PemangkuJabatan.Jenis
SEBAGAI = {
    "": Jenis.DEFINITIF,
    "definitif": Jenis.DEFINITIF,
    "plt": Jenis.PLT,
    "plh": Jenis.PLH,
    "pj": Jenis.PJ,
}
YA_TIDAK = {"ya": True, "tidak": False}
PANJANG_NAMA, PANJANG_PANGKAT, PANJANG_SK = 150, 60, 120
nama_akun_sah = UnicodeUsernameValidator()


@dataclass
class Orang:
    """One person of the file: stored already, or new. ``ubah`` are the fields that get another value."""

    pegawai: Pegawai
    baru: bool
    ubah: dict[str, object] = field(default_factory=dict)
    akun: str = ""
    surel: str = ""
    jabatan: list["Pangku"] = field(default_factory=list)


@dataclass
class Pangku:
    """A position to be taken up; ``berakhir`` is the definitive holder who ends the day before."""

    jabatan: Jabatan
    jenis: str
    mulai: date
    dasar: str
    berakhir: PemangkuJabatan | None = None


def susun(daftar: list[BarisOrang], keadaan: Keadaan, lapor: Callable[[int, int], None]) -> Rencana:
    """One proposal per row, and what carries all of them out."""
    penyusun = _Penyusun(keadaan)
    for ke, baris in enumerate(daftar, start=1):
        penyusun.baris(baris)
        if ke % 100 == 0:
            lapor(ke, len(daftar))
    lapor(len(daftar), len(daftar))
    # Late: the writing side imports these shapes.
    from organisasi.muat_orang.terapkan import terapkan

    orang = list(penyusun.orang.values())
    return Rencana([baris.usulan for baris in daftar], terapkan=lambda oleh: terapkan(orang, oleh=oleh))


class _Penyusun:
    def __init__(self, keadaan: Keadaan):
        self.keadaan = keadaan
        self.orang: dict[object, Orang] = {}
        self.nip: dict[str, object] = {}
        self.akun: dict[str, int] = {}
        self.definitif: dict[int, int] = {}

    def baris(self, baris: BarisOrang) -> None:
        usulan = baris.usulan
        if not baris.boleh_dibaca:
            usulan.sebutan = usulan.sebutan or baris.nama or "(baris tidak terbaca)"
            return
        kunci, pegawai = self._siapa(baris)
        if kunci is None:
            return
        usulan.sebutan = (pegawai.nama if pegawai else baris.nama)[:500]
        orang = self.orang.get(kunci)
        pertama = orang is None
        if pertama:
            orang = self.orang[kunci] = Orang(
                pegawai or Pegawai(opd=self.keadaan.opd, nama=baris.nama), baru=pegawai is None
            )
            if orang.baru:
                usulan.tindakan = Tindakan.TAMBAH
            self._isi_pegawai(orang, baris)
            self._isi_akun(orang, baris)
        elif baris.akun.lower() not in {"", orang.akun.lower()}:
            usulan.tolak(baris.sel("akun"), "Akun cukup ditulis sekali, pada baris pertama orang ini.")
        if baris.jabatan:
            self._isi_jabatan(orang, baris)
        elif not pertama:
            usulan.tolak(
                baris.sel("nama"),
                "Orang ini sudah ada di baris sebelumnya. Baris tambahan hanya untuk jabatan lain.",
            )

    def _siapa(self, baris: BarisOrang) -> tuple[object, Pegawai | None]:
        """(key of the person, the stored record if there is one); (None, None) when refused."""
        keadaan, usulan = self.keadaan, baris.usulan
        if baris.kunci:
            pegawai = keadaan.pegawai.get(_nomor(baris.kunci))
            if pegawai is None:
                usulan.sebutan = baris.nama or baris.kunci
                usulan.tolak(
                    baris.sel("kunci"),
                    f"Tidak ada pegawai {baris.kunci} di OPD ini. Kosongkan kolom Kunci untuk pegawai baru.",
                )
                return None, None
            return pegawai.pk, pegawai
        if baris.nip and baris.nip in keadaan.per_nip:
            pegawai = keadaan.per_nip[baris.nip]
            if pegawai.opd_id != keadaan.opd.pk:
                usulan.sebutan = baris.nama
                usulan.tolak(
                    baris.sel("nip"),
                    "NIP ini sudah dipakai pegawai OPD lain. Minta admin Pemda memindahkannya.",
                )
                return None, None
            return pegawai.pk, pegawai
        if not baris.nama:
            usulan.sebutan = "(tanpa nama)"
            usulan.tolak(baris.sel("nama"), "Isi nama pegawai.")
            return None, None
        cocok = keadaan.per_nama.cari(baris.nama)
        if len(cocok) > 1 and not baris.nip:
            usulan.sebutan = baris.nama
            usulan.tolak(
                baris.sel("nama"),
                f"Ada {len(cocok)} pegawai bernama {baris.nama}. Isi Kunci dari berkas unduhan, atau NIP.",
            )
            return None, None
        # Someone of that name without a NIP yet, or with the same one; a different NIP is another person.
        sama = [satu for satu in cocok if not baris.nip or not satu.nip]
        if len(sama) == 1:
            return sama[0].pk, sama[0]
        return ("baru", baris.nip or normal(baris.nama)), None

    def _isi_pegawai(self, orang: Orang, baris: BarisOrang) -> None:
        usulan, lama = baris.usulan, orang.pegawai
        if baris.nama:
            self._teks(orang, baris, "nama", "Nama", PANJANG_NAMA)
        if baris.nip:
            self._nip(orang, baris)
        if baris.pangkat:
            self._teks(orang, baris, "pangkat", "Pangkat/golongan", PANJANG_PANGKAT)
        if baris.unit:
            cocok = self.keadaan.unit.cari(baris.unit)
            if len(cocok) != 1:
                usulan.tolak(baris.sel("unit"), _tidak_dikenal("Unit kerja", baris.unit, self.keadaan.unit))
            elif orang.baru or lama.unit_id != cocok[0].pk:
                usulan.ubah("Unit kerja", str(lama.unit or ""), str(cocok[0]))
                orang.ubah["unit"] = cocok[0]
        if baris.aktif:
            aktif = YA_TIDAK.get(baris.aktif.casefold())
            if aktif is None:
                usulan.tolak(baris.sel("aktif"), "Isi “Ya” atau “Tidak”, atau kosongkan.")
            elif aktif != lama.aktif:
                usulan.ubah("Aktif", "Ya" if lama.aktif else "Tidak", "Ya" if aktif else "Tidak")
                orang.ubah["aktif"] = aktif

    def _teks(self, orang: Orang, baris: BarisOrang, nama: str, judul: str, terpanjang: int) -> None:
        baru, lama = getattr(baris, nama), "" if orang.baru else getattr(orang.pegawai, nama)
        if len(baru) > terpanjang:
            baris.usulan.tolak(baris.sel(nama), f"{judul} paling panjang {terpanjang} huruf.")
        elif baru != lama:
            baris.usulan.ubah(judul, lama, baru)
            orang.ubah[nama] = baru

    def _nip(self, orang: Orang, baris: BarisOrang) -> None:
        usulan, sel = baris.usulan, baris.sel("nip")
        if not (baris.nip.isascii() and baris.nip.isdigit() and len(baris.nip) == 18):
            usulan.tolak(sel, "NIP terdiri atas 18 angka. Ubah format sel menjadi Teks, lalu ketik ulang.")
            return
        milik = self.keadaan.per_nip.get(baris.nip)
        if milik is not None and milik.pk != orang.pegawai.pk:
            usulan.tolak(sel, "NIP ini sudah dipakai pegawai lain.")
        elif self.nip.setdefault(baris.nip, orang.pegawai.pk or baris.nomor) not in {
            orang.pegawai.pk,
            baris.nomor,
        }:
            usulan.tolak(sel, "NIP ini tertulis untuk dua orang dalam berkas ini.")
        elif baris.nip != orang.pegawai.nip:
            usulan.ubah("NIP", orang.pegawai.nip, baris.nip)
            orang.ubah["nip"] = baris.nip

    def _isi_akun(self, orang: Orang, baris: BarisOrang) -> None:
        usulan, kini = baris.usulan, orang.pegawai.pengguna if orang.pegawai.pk else None
        if kini is not None:
            if baris.akun and baris.akun.lower() != kini.username.lower():
                usulan.tolak(
                    baris.sel("akun"),
                    f"Pegawai ini sudah mempunyai akun {kini.username}. Kosongkan kolom ini.",
                )
            if baris.surel and baris.surel.lower() != kini.email.lower():
                usulan.ingatkan(
                    baris.sel("surel"),
                    "Surel akun yang sudah ada diubah di halaman Pengguna, tidak dari berkas ini.",
                )
            return
        if not baris.akun:
            if baris.surel:
                usulan.tolak(baris.sel("surel"), "Surel disimpan pada akun. Isi juga nama akunnya.")
            return
        if sebab := self._sebab_akun(baris):
            usulan.tolak(baris.sel("akun"), sebab)
            return
        if baris.surel:
            try:
                validate_email(baris.surel)
            except ValidationError:
                usulan.tolak(baris.sel("surel"), f"“{baris.surel}” bukan alamat surel.")
                return
            usulan.ubah("Surel", "", baris.surel)
        self.akun[baris.akun.lower()] = baris.nomor
        usulan.ubah("Akun", "", baris.akun)
        orang.akun, orang.surel = baris.akun, baris.surel

    def _sebab_akun(self, baris: BarisOrang) -> str:
        try:
            nama_akun_sah(baris.akun)
        except ValidationError:
            return "Nama akun hanya huruf, angka dan tanda @ . + - _, tanpa spasi."
        if len(baris.akun) > Pengguna._meta.get_field("username").max_length:
            return "Nama akun terlalu panjang."
        if baris.akun.lower() in self.keadaan.akun:
            return f"Nama akun {baris.akun} sudah dipakai orang lain. Pilih nama akun lain."
        if baris.akun.lower() in self.akun:
            return f"Nama akun {baris.akun} sudah dipakai di baris {self.akun[baris.akun.lower()]}."
        return ""

    def _isi_jabatan(self, orang: Orang, baris: BarisOrang) -> None:
        usulan = baris.usulan
        cocok = self.keadaan.jabatan.cari(baris.jabatan)
        if len(cocok) != 1:
            usulan.tolak(baris.sel("jabatan"), _tidak_dikenal("Jabatan", baris.jabatan, self.keadaan.jabatan))
            return
        jenis = SEBAGAI.get(baris.sebagai.casefold().rstrip("."))
        if jenis is None:
            usulan.tolak(baris.sel("sebagai"), "Isi Definitif, Plt., Plh. atau Pj.")
            return
        jabatan, kini = cocok[0], self._sedang(orang.pegawai, cocok[0], jenis)
        if kini is not None:
            if baris.mulai and baris.mulai != kini.tanggal_mulai:
                usulan.tolak(
                    baris.sel("mulai"),
                    f"Sudah memangku jabatan ini sejak {kini.tanggal_mulai:%d-%m-%Y}. Ubah tanggalnya di "
                    "halaman Pemangku jabatan.",
                )
            return
        if baris.mulai is None:
            usulan.tolak(baris.sel("mulai"), "Isi tanggal mulai memangku jabatan ini.")
            return
        if len(baris.dasar) > PANJANG_SK:
            usulan.tolak(baris.sel("dasar"), f"Nomor SK paling panjang {PANJANG_SK} huruf.")
            return
        pangku = Pangku(jabatan, jenis, baris.mulai, baris.dasar)
        if jenis == Jenis.DEFINITIF and not self._definitif(pangku, orang, baris):
            return
        sebutan = jabatan.nama if jenis == Jenis.DEFINITIF else f"{Jenis(jenis).label} {jabatan.nama}"
        usulan.ubah("Jabatan", "", f"{sebutan}, mulai {baris.mulai:%d-%m-%Y}")
        orang.jabatan.append(pangku)

    def _sedang(self, pegawai: Pegawai, jabatan: Jabatan, jenis: str) -> PemangkuJabatan | None:
        """The stored, not ended holding of that position by that person."""
        return next(
            (
                satu
                for satu in self.keadaan.pemangku.get(jabatan.pk, ())
                if pegawai.pk
                and satu.pegawai_id == pegawai.pk
                and satu.jenis == jenis
                and not satu.tanggal_selesai
            ),
            None,
        )

    def _definitif(self, pangku: Pangku, orang: Orang, baris: BarisOrang) -> bool:
        """May the position be taken up definitively? An open-ended holder before makes way, and is named."""
        usulan = baris.usulan
        if (lain := self.definitif.setdefault(pangku.jabatan.pk, baris.nomor)) != baris.nomor:
            usulan.tolak(baris.sel("jabatan"), f"Jabatan ini sudah diisi pejabat definitif di baris {lain}.")
            return False
        for satu in self.keadaan.pemangku.get(pangku.jabatan.pk, ()):
            if satu.jenis != Jenis.DEFINITIF:
                continue
            if satu.tanggal_selesai and satu.tanggal_selesai < pangku.mulai:
                continue
            if satu.tanggal_selesai or satu.tanggal_mulai >= pangku.mulai:
                usulan.tolak(
                    baris.sel("mulai"),
                    f"Jabatan ini dipangku {satu.pegawai} mulai {satu.tanggal_mulai:%d-%m-%Y}. Pilih tanggal "
                    "sesudahnya, atau Plt./Plh.",
                )
                return False
            pangku.berakhir = satu
            akhir = pangku.mulai - timedelta(days=1)
            usulan.ubah(f"{satu.pegawai} memangku sampai", "sekarang", f"{akhir:%d-%m-%Y}")
        return True


def _nomor(kunci: str) -> int | None:
    """The record a visible key names: ``P-12`` is 12; None for anything else."""
    awalan, _, angka = kunci.partition("-")
    if awalan.strip().upper() != "P" or not (angka.isascii() and angka.isdigit() and len(angka) < 15):
        return None
    return int(angka)


def _tidak_dikenal(apa: str, nama: str, daftar) -> str:
    if daftar.cari(nama):
        return f"Ada lebih dari satu {apa.lower()} bernama “{nama}”. Bedakan dahulu namanya di halaman Organisasi."
    return f"{apa} “{nama}” tidak ada di OPD ini.{daftar.saran(nama)} Pilih dari daftar pada sel itu."
