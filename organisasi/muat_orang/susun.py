"""Rows of people against what is stored: what each would do, or why it is refused.

Rows of one person add up, in whatever order they stand: each column is told once, and each further row may add
a position. An empty cell changes nothing, and nobody is removed by being left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from organisasi.models import Pegawai, Pengguna
from organisasi.muat_orang.baca import BarisOrang
from organisasi.muat_orang.keadaan import Keadaan, satu_benda, tidak_dikenal
from organisasi.muat_orang.kolom import JUDUL
from organisasi.muat_orang.pangku import Pangku, PenyusunJabatan, tolak_tanpa_jabatan
from organisasi.muat_orang.siapa import kenali
from organisasi.muatan.nama import normal
from organisasi.muatan.usulan import Rencana, Tindakan

YA_TIDAK = {"ya": True, "tidak": False}
PANJANG_NAMA, PANJANG_PANGKAT = 150, 60
PANJANG_AKUN = Pengguna._meta.get_field("username").max_length
PANJANG_SUREL = Pengguna._meta.get_field("email").max_length
nama_akun_sah = UnicodeUsernameValidator()


@dataclass
class Orang:
    """One person of the file: stored already, or new. ``ubah`` are the fields that get another value."""

    pegawai: Pegawai
    baru: bool
    ubah: dict[str, object] = field(default_factory=dict)
    akun: str = ""
    surel: str = ""
    jabatan: list[Pangku] = field(default_factory=list)
    # {column: (row number, text)} where the file says it first.
    tertulis: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def aktif(self) -> bool:
        """Is the person an active employee once the file is applied?"""
        return self.ubah.get("aktif", self.pegawai.aktif)


def susun(daftar: list[BarisOrang], keadaan: Keadaan, lapor: Callable[[int, int], None]) -> Rencana:
    """One proposal per row, and what carries all of them out."""
    penyusun = _Penyusun(daftar, keadaan)
    for ke, baris in enumerate(daftar, start=1):
        penyusun.baris(baris)
        if ke % 100 == 0:
            lapor(ke, len(daftar))
    penyusun.jabatan.ingatkan_yang_tidak_berakhir()
    lapor(len(daftar), len(daftar))
    # Late: the writing side imports these shapes.
    from organisasi.muat_orang.terapkan import terapkan

    orang = list(penyusun.orang.values())
    return Rencana([baris.usulan for baris in daftar], terapkan=lambda oleh: terapkan(orang, oleh=oleh))


class _Penyusun:
    def __init__(self, daftar: list[BarisOrang], keadaan: Keadaan):
        self.keadaan = keadaan
        self.dikenal = kenali(daftar, keadaan)
        self.jabatan = PenyusunJabatan(keadaan)
        self.orang: dict[object, Orang] = {}
        self.nip: dict[str, Orang] = {}
        self.akun: dict[str, int] = {}
        self.isi = {
            "nama": self._nama,
            "nip": self._nip,
            "pangkat": self._pangkat,
            "unit": self._unit,
            "aktif": self._aktif,
            "akun": self._akun,
            "surel": self._surel,
        }

    def baris(self, baris: BarisOrang) -> None:
        usulan = baris.usulan
        dikenal = self.dikenal.get(baris.nomor)
        if dikenal is None:
            usulan.sebutan = usulan.sebutan or baris.nama or "(baris tidak terbaca)"
            return
        usulan.sebutan = (dikenal.pegawai.nama if dikenal.pegawai else baris.nama)[:500]
        orang = self.orang.get(dikenal.kunci)
        if orang is None:
            baru = dikenal.pegawai is None
            pegawai = Pegawai(opd=self.keadaan.opd, nama=baris.nama) if baru else dikenal.pegawai
            orang = self.orang[dikenal.kunci] = Orang(pegawai, baru)
            if baru:
                usulan.tindakan = Tindakan.TAMBAH
        berulang = self._isi_orang(orang, baris)
        if baris.jabatan:
            self.jabatan.susun(baris, orang.pegawai, aktif=orang.aktif, daftar=orang.jabatan)
            return
        tolak_tanpa_jabatan(baris)
        if berulang:
            usulan.tolak(
                baris.sel("nama"),
                "Orang ini sudah ada di baris sebelumnya. Hapus baris ini; baris tambahan hanya untuk jabatan "
                "lain.",
            )

    def _isi_orang(self, orang: Orang, baris: BarisOrang) -> bool:
        """Take what the row says of the person; True when it says nothing but what an earlier row said."""
        berulang = menambah = False
        for kolom, isi in self.isi.items():
            teks = getattr(baris, kolom)
            if not teks:
                continue
            nomor, lain = orang.tertulis.setdefault(kolom, (baris.nomor, teks))
            if nomor == baris.nomor:
                isi(orang, baris)
                menambah = True
                continue
            berulang = True
            if _sebanding(kolom, teks) != _sebanding(kolom, lain):
                baris.usulan.tolak(
                    baris.sel(kolom),
                    f"{JUDUL[kolom]} orang ini lain di baris {nomor}: “{lain[:120]}”. Samakan, atau kosongkan sel "
                    "ini.",
                )
        return berulang and not menambah

    # -- the employee --------------------------------------------------------------------------------

    def _nama(self, orang: Orang, baris: BarisOrang) -> None:
        lama = orang.pegawai.nama
        if normal(lama) != normal(baris.nama) and self.keadaan.per_nama.cari(baris.nama):
            baris.usulan.tolak(
                baris.sel("nama"),
                f"Menurut Kunci atau NIP baris ini milik {lama}, sedangkan {baris.nama} adalah pegawai lain. "
                "Kembalikan Kunci, NIP dan nama seperti pada berkas unduhan.",
            )
            return
        self._teks(orang, baris, "nama", PANJANG_NAMA)

    def _pangkat(self, orang: Orang, baris: BarisOrang) -> None:
        self._teks(orang, baris, "pangkat", PANJANG_PANGKAT)

    def _teks(self, orang: Orang, baris: BarisOrang, nama: str, terpanjang: int) -> None:
        baru, lama = getattr(baris, nama), "" if orang.baru else getattr(orang.pegawai, nama)
        if len(baru) > terpanjang:
            baris.usulan.tolak(baris.sel(nama), f"{JUDUL[nama]} paling panjang {terpanjang} huruf.")
        elif baru != " ".join(lama.split()):
            baris.usulan.ubah(JUDUL[nama], lama, baru)
            orang.ubah[nama] = baru

    def _nip(self, orang: Orang, baris: BarisOrang) -> None:
        usulan, sel = baris.usulan, baris.sel("nip")
        if not (baris.nip.isascii() and baris.nip.isdigit() and len(baris.nip) == 18):
            usulan.tolak(
                sel,
                f"NIP terdiri atas 18 angka; yang tertulis {len(baris.nip)} huruf. Periksa, lalu ketik ulang "
                "pada sel berformat Teks.",
            )
            return
        milik = self.keadaan.per_nip.get(baris.nip)
        if milik is not None and milik.pk != orang.pegawai.pk:
            usulan.tolak(sel, "NIP ini sudah dipakai pegawai lain. Periksa NIP-nya.")
        elif self.nip.setdefault(baris.nip, orang) is not orang:
            usulan.tolak(sel, "NIP ini tertulis untuk dua orang dalam berkas ini. Perbaiki salah satunya.")
        elif baris.nip != orang.pegawai.nip:
            usulan.ubah("NIP", orang.pegawai.nip, baris.nip)
            orang.ubah["nip"] = baris.nip

    def _unit(self, orang: Orang, baris: BarisOrang) -> None:
        usulan, lama = baris.usulan, orang.pegawai.unit
        if lama is not None and normal(lama.nama) == normal(baris.unit):
            return
        unit = satu_benda(self.keadaan.unit.cari(baris.unit), baris.unit)
        if unit is None:
            usulan.tolak(baris.sel("unit"), tidak_dikenal("Unit kerja", baris.unit, self.keadaan.unit))
        elif not unit.aktif:
            usulan.tolak(
                baris.sel("unit"), f"Unit kerja “{unit}” sudah tidak aktif. Pilih unit lain dari daftar."
            )
        elif lama is None or lama.pk != unit.pk:
            usulan.ubah("Unit kerja", str(lama or ""), str(unit))
            orang.ubah["unit"] = unit

    def _aktif(self, orang: Orang, baris: BarisOrang) -> None:
        aktif, lama = YA_TIDAK.get(baris.aktif.casefold()), orang.pegawai.aktif
        if aktif is None:
            baris.usulan.tolak(baris.sel("aktif"), "Isi “Ya” atau “Tidak”, atau kosongkan.")
        elif aktif != lama:
            baris.usulan.ubah("Aktif", "Ya" if lama else "Tidak", "Ya" if aktif else "Tidak")
            orang.ubah["aktif"] = aktif

    # -- the account ---------------------------------------------------------------------------------

    def _akun(self, orang: Orang, baris: BarisOrang) -> None:
        usulan, kini = baris.usulan, orang.pegawai.pengguna
        if kini is not None:
            if baris.akun.lower() != kini.username.lower():
                usulan.tolak(
                    baris.sel("akun"),
                    f"Pegawai ini sudah mempunyai akun {kini.username}. Kosongkan kolom ini.",
                )
        elif sebab := self._sebab_akun(baris):
            usulan.tolak(baris.sel("akun"), sebab)
        else:
            self.akun[baris.akun.lower()] = baris.nomor
            usulan.ubah("Akun", "", baris.akun)
            orang.akun = baris.akun

    def _sebab_akun(self, baris: BarisOrang) -> str:
        try:
            nama_akun_sah(baris.akun)
        except ValidationError:
            return "Nama akun hanya huruf, angka dan tanda @ . + - _, tanpa spasi."
        if len(baris.akun) > PANJANG_AKUN:
            return f"Nama akun paling panjang {PANJANG_AKUN} huruf."
        if baris.akun.lower() in self.keadaan.akun:
            return f"Nama akun {baris.akun} sudah dipakai orang lain. Pilih nama akun lain."
        if baris.akun.lower() in self.akun:
            lain = self.akun[baris.akun.lower()]
            return f"Nama akun {baris.akun} sudah dipakai di baris {lain}. Pilih nama akun lain."
        return ""

    def _surel(self, orang: Orang, baris: BarisOrang) -> None:
        usulan, sel, kini = baris.usulan, baris.sel("surel"), orang.pegawai.pengguna
        if kini is not None:
            if baris.surel.lower() != kini.email.lower():
                usulan.ingatkan(
                    sel, "Surel akun yang sudah ada diubah di halaman Pengguna, tidak dari berkas ini."
                )
            return
        if not orang.akun:
            if not baris.akun:
                usulan.tolak(sel, "Surel disimpan pada akun. Isi juga nama akunnya.")
            return
        try:
            validate_email(baris.surel)
        except ValidationError:
            usulan.tolak(sel, f"“{baris.surel}” bukan alamat surel. Contoh yang benar: nama@kantor.go.id.")
            return
        if len(baris.surel) > PANJANG_SUREL:
            usulan.tolak(sel, f"Surel paling panjang {PANJANG_SUREL} huruf.")
            return
        usulan.ubah("Surel", "", baris.surel)
        orang.surel = baris.surel


def _sebanding(kolom: str, teks: str) -> str:
    """A cell's text as compared between two rows of one person."""
    return teks.casefold() if kolom in {"akun", "surel", "nip"} else normal(teks)
