"""Positions to be taken up: whether they may be, and who makes way for it."""

from dataclasses import dataclass
from datetime import date, timedelta

from organisasi.models import Jabatan, Pegawai, PemangkuJabatan
from organisasi.muat_orang.baca import BarisOrang
from organisasi.muat_orang.keadaan import Keadaan, satu_benda, tidak_dikenal
from organisasi.muatan.nama import normal
from organisasi.waktu import hari_ini

Jenis = PemangkuJabatan.Jenis
SEBAGAI = {
    "": Jenis.DEFINITIF,
    "definitif": Jenis.DEFINITIF,
    "plt": Jenis.PLT,
    "plh": Jenis.PLH,
    "pj": Jenis.PJ,
}
PANJANG_SK = 120
# Columns that say something about a position, and nothing without one.
TENTANG_JABATAN = ("sebagai", "mulai", "dasar")


@dataclass
class Pangku:
    """A position to be taken up; ``berakhir`` is the definitive holder who ends the day before."""

    jabatan: Jabatan
    jenis: str
    mulai: date
    dasar: str
    baris: BarisOrang
    berakhir: PemangkuJabatan | None = None


class PenyusunJabatan:
    """Proposes positions row by row, and knows which ones the file has given away already."""

    def __init__(self, keadaan: Keadaan):
        self.keadaan = keadaan
        self.definitif: dict[int, int] = {}
        self.baru: list[tuple[Pegawai, Pangku]] = []

    def susun(self, baris: BarisOrang, pegawai: Pegawai, *, aktif: bool, daftar: list[Pangku]) -> None:
        """Add the row's position to the person's ``daftar``, unless it is held already or refused."""
        usulan = baris.usulan
        jabatan = self._jabatan(baris)
        jenis = SEBAGAI.get(baris.sebagai.casefold().rstrip(" ."))
        if jenis is None:
            usulan.tolak(baris.sel("sebagai"), "Isi Definitif, Plt., Plh. atau Pj.")
        if jabatan is None or jenis is None:
            return
        dipangku = [
            satu
            for satu in self.keadaan.pemangku.get(jabatan.pk, ())
            if pegawai.pk and satu.pegawai_id == pegawai.pk
        ]
        if (kini := _yang_tertulis(dipangku, jenis, baris.mulai)) is not None:
            if baris.dasar and normal(baris.dasar) != normal(kini.dasar):
                usulan.ingatkan(
                    baris.sel("dasar"),
                    "Nomor SK jabatan yang sudah tercatat diubah di halaman Pemangku jabatan, tidak dari "
                    "berkas ini.",
                )
            return
        if not self._boleh(baris, jabatan, jenis, dipangku, aktif=aktif, daftar=daftar):
            return
        pangku = Pangku(jabatan, jenis, baris.mulai, baris.dasar, baris)
        if jenis == Jenis.DEFINITIF and not self._definitif(pangku):
            return
        sebutan = jabatan.nama if jenis == Jenis.DEFINITIF else f"{Jenis(jenis).label} {jabatan.nama}"
        usulan.ubah("Jabatan", "", f"{sebutan}, mulai {baris.mulai:%d-%m-%Y}")
        usulan.ubah("Nomor SK", "", baris.dasar)
        daftar.append(pangku)
        self.baru.append((pegawai, pangku))

    def ingatkan_yang_tidak_berakhir(self) -> None:
        """Who takes up a definitive position keeps another one that nobody takes over: a move half told."""
        berakhir = {pangku.berakhir.pk for _, pangku in self.baru if pangku.berakhir}
        tetap: dict[int, list[PemangkuJabatan]] = {}
        for daftar in self.keadaan.pemangku.values():
            for satu in daftar:
                if satu.jenis == Jenis.DEFINITIF and not satu.tanggal_selesai and satu.pk not in berakhir:
                    tetap.setdefault(satu.pegawai_id, []).append(satu)
        for pegawai, pangku in self.baru:
            if pangku.jenis != Jenis.DEFINITIF or not pegawai.pk:
                continue
            for satu in tetap.get(pegawai.pk, ()):
                pangku.baris.usulan.ingatkan(
                    pangku.baris.sel("jabatan"),
                    f"{pegawai} juga tetap tercatat sebagai {satu.jabatan}. Bila pindah, isi tanggal selesainya "
                    "di halaman Pemangku jabatan.",
                )

    def _jabatan(self, baris: BarisOrang) -> Jabatan | None:
        jabatan = satu_benda(self.keadaan.jabatan.cari(baris.jabatan), baris.jabatan)
        if jabatan is None:
            baris.usulan.tolak(
                baris.sel("jabatan"), tidak_dikenal("Jabatan", baris.jabatan, self.keadaan.jabatan)
            )
        return jabatan

    def _boleh(
        self,
        baris: BarisOrang,
        jabatan: Jabatan,
        jenis: str,
        dipangku: list[PemangkuJabatan],
        *,
        aktif: bool,
        daftar: list[Pangku],
    ) -> bool:
        """May this person take up the position from that day? One refusal, the first that holds."""
        tolak = baris.usulan.tolak
        if not jabatan.aktif:
            tolak(
                baris.sel("jabatan"),
                f"Jabatan “{jabatan.nama}” sudah tidak aktif. Pilih jabatan lain, atau aktifkan dahulu di "
                "halaman Jabatan.",
            )
        elif not aktif:
            tolak(
                baris.sel("jabatan"),
                "Pegawai yang tidak aktif tidak memangku jabatan baru. Isi Aktif dengan “Ya”, atau kosongkan "
                "jabatannya.",
            )
        elif baris.mulai is None:
            tolak(baris.sel("mulai"), "Isi tanggal mulai memangku jabatan ini.")
        elif len(baris.dasar) > PANJANG_SK:
            tolak(baris.sel("dasar"), f"Nomor SK paling panjang {PANJANG_SK} huruf.")
        elif (bertemu := _bertemu(dipangku, jenis, baris.mulai)) is not None:
            tolak(
                baris.sel("mulai"),
                f"Orang ini sudah memangku jabatan ini ({bertemu.get_jenis_display()}) mulai "
                f"{bertemu.tanggal_mulai:%d-%m-%Y}. Ubah di halaman Pemangku jabatan.",
            )
        elif (lain := next((satu for satu in daftar if satu.jabatan.pk == jabatan.pk), None)) is not None:
            tolak(
                baris.sel("jabatan"),
                f"Jabatan ini sudah tertulis di baris {lain.baris.nomor} untuk orang yang sama. Hapus salah "
                "satunya.",
            )
        else:
            return True
        return False

    def _definitif(self, pangku: Pangku) -> bool:
        """May the position be taken up definitively? An open-ended holder before makes way, and is named."""
        baris, usulan = pangku.baris, pangku.baris.usulan
        if (lain := self.definitif.setdefault(pangku.jabatan.pk, baris.nomor)) != baris.nomor:
            usulan.tolak(
                baris.sel("jabatan"),
                f"Jabatan ini sudah diisi pejabat definitif di baris {lain}. Hapus salah satunya, atau isi "
                "Sebagai dengan Plt./Plh.",
            )
            return False
        for satu in self.keadaan.pemangku.get(pangku.jabatan.pk, ()):
            if satu.tanggal_selesai and satu.tanggal_selesai < pangku.mulai:
                continue
            if satu.jenis != Jenis.DEFINITIF:
                usulan.ingatkan(
                    baris.sel("jabatan"),
                    f"{satu.pegawai} masih tercatat sebagai {satu.get_jenis_display()} jabatan ini. Isi tanggal "
                    "selesainya di halaman Pemangku jabatan.",
                )
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


def tolak_tanpa_jabatan(baris: BarisOrang) -> None:
    """What is said about a position in a row that names none would be lost without a word."""
    for kolom in TENTANG_JABATAN:
        if getattr(baris, kolom):
            baris.usulan.tolak(
                baris.sel(kolom), "Kolom Jabatan kosong. Isi jabatannya, atau kosongkan juga sel ini."
            )


def _yang_tertulis(dipangku: list[PemangkuJabatan], jenis: str, mulai: date | None) -> PemangkuJabatan | None:
    """The stored holding a row repeats: from the same day, also when it has ended since; else today's."""
    for satu in dipangku:
        if satu.jenis != jenis:
            continue
        if satu.tanggal_mulai == mulai:
            return satu
        if mulai is None and (satu.tanggal_selesai is None or satu.tanggal_selesai >= hari_ini()):
            return satu
    return None


def _bertemu(dipangku: list[PemangkuJabatan], jenis: str, mulai: date) -> PemangkuJabatan | None:
    """A stored holding of the same position that leaves no room: only from Plt. and the like one moves on."""
    for satu in dipangku:
        if satu.tanggal_selesai and satu.tanggal_selesai < mulai:
            continue
        if satu.jenis in {jenis, Jenis.DEFINITIF} or satu.tanggal_mulai >= mulai:
            return satu
    return None
