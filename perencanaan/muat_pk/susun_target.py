"""The targets of a row against those stored, and the agreement that they belong to.

A target belongs to the agreement of the position that answers for its node. While that is an open draft, its
targets change in place; those of an open revision stand beside what was signed (``VersiTarget.rancangan``). Targets
of a signed agreement without an open revision are refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from organisasi.models import Jabatan
from organisasi.muatan.usulan import Tindakan, Usulan
from perencanaan.angka import tulis_angka
from perencanaan.baca_target import Bacaan, JenisBacaan
from perencanaan.models import Indikator, PerjanjianKinerja, Simpul, VersiIndikator, VersiTarget
from perencanaan.models.periode import NAMA_BULAN
from perencanaan.muat_pk.angka_kolom import TARGET, judul_angka
from perencanaan.muat_pk.isian import Baris
from perencanaan.muat_pk.keadaan import Keadaan
from perencanaan.muat_pk.perubahan import Perubahan, TulisPeriode, TulisRenstra
from perencanaan.muat_pk.susun_pohon import PenyusunPohon

Arah = VersiIndikator.Arah
BERPERIODE = frozenset({"bulan", "triwulan", "semester"})
SUDAH_DITANDATANGANI = (
    "PK {jabatan} {tahun} sudah ditandatangani; buat PK Perubahan dahulu, lalu muat berkas ini lagi."
)
HANYA_PEJABAT = (
    "PK {jabatan} {tahun} sudah ditandatangani, dan konsep perubahannya hanya pergantian pejabat, yang tidak "
    "mengubah target. Selesaikan atau batalkan konsep itu, lalu buat PK Perubahan dengan sebab lain."
)


@dataclass(frozen=True)
class NilaiTarget:
    """A year's target in one of its forms; all empty is *target belum ditetapkan*."""

    nilai: Decimal | None = None
    batas_bawah: Decimal | None = None
    batas_atas: Decimal | None = None
    tingkat: str = ""

    @classmethod
    def dari(cls, versi: VersiTarget | None) -> "NilaiTarget":
        """As stored."""
        return cls(versi.nilai, versi.batas_bawah, versi.batas_atas, versi.tingkat) if versi else cls()

    @property
    def tertulis(self) -> str:
        """As shown."""
        if self.batas_bawah is not None:
            return f"{tulis_angka(self.batas_bawah)} – {tulis_angka(self.batas_atas)}"
        return tulis_angka(self.nilai) or self.tingkat


@dataclass
class DeretBaris:
    """A row's targets after loading: of the year, by period, and the Renstra's of that year (figure, level)."""

    tahun: NilaiTarget = field(default_factory=NilaiTarget)
    periode: dict[tuple[str, int], Decimal | None] = field(default_factory=dict)
    renstra: tuple[Decimal | None, str] = (None, "")


def arah_tersirat(angka: Mapping[str, Bacaan]) -> str:
    """What the form of the targets says about the direction: a range, a level, or nothing (``""``)."""
    jenis = {
        bacaan.jenis for kunci, bacaan in angka.items() if kunci == TARGET or kunci.startswith("renstra-")
    }
    if JenisBacaan.RENTANG in jenis:
        return Arah.RENTANG
    return Arah.ORDINAL if JenisBacaan.TINGKAT in jenis else ""


def sebab_bentuk(bacaan: Bacaan, arah: str) -> str:
    """Why a target of this form does not go with the direction; empty when it does."""
    if bacaan.jenis == JenisBacaan.RENTANG and arah != Arah.RENTANG:
        return f"Target “{bacaan.teks}” berupa rentang; pilih arah Rentang, atau tulis satu angka."
    if bacaan.jenis == JenisBacaan.TINGKAT and arah != Arah.ORDINAL:
        return f"Target “{bacaan.teks}” berupa predikat; pilih arah Tingkat/predikat, atau tulis angkanya."
    if bacaan.jenis == JenisBacaan.ANGKA and arah == Arah.RENTANG:
        return f"Arah Rentang memerlukan batas bawah dan atas, misalnya 80 – 90, bukan “{bacaan.teks}”."
    if bacaan.jenis == JenisBacaan.ANGKA and arah == Arah.ORDINAL:
        return f"Arah Tingkat/predikat memerlukan predikat, misalnya BB atau WTP, bukan “{bacaan.teks}”."
    return ""


@dataclass
class PenyusunTarget:
    """Works out targets of the year, of its periods, and of the Renstra for one row after another."""

    keadaan: Keadaan
    perubahan: Perubahan
    pohon: PenyusunPohon
    konsep_baru: dict[int, PerjanjianKinerja] = field(default_factory=dict)

    def susun(
        self,
        baris: Baris,
        indikator: Indikator,
        simpul: Simpul,
        arah: str,
        angka: Mapping[str, Bacaan],
        *,
        ingatkan_kosong: bool,
    ) -> DeretBaris:
        """Plan the row's targets; returns the series as it would stand, for the checks of plausibility."""
        lama = self.keadaan.target_pokok(indikator.pk)
        deret = DeretBaris(
            NilaiTarget.dari(lama),
            {satu: nilai for satu, (_, nilai) in self.keadaan.periode.get(lama.pk, {}).items()}
            if lama
            else {},
        )
        periode_lama = dict(deret.periode)
        deret.renstra = self.keadaan.renstra.get(indikator.pk, {}).get(self.keadaan.tahun, (None, None, ""))[
            1:
        ]
        tahun_baru, tertulis = deret.tahun, 0
        for kunci, bacaan in angka.items():
            jenis, _, nomor = kunci.partition("-")
            sel = baris.angka[kunci].alamat
            if bacaan.terhambat:
                baris.usulan.tolak(sel, bacaan.kalimat)
                continue
            tersimpan = deret.tahun.tertulis if kunci == TARGET else ""
            if jenis in BERPERIODE:
                tersimpan = tulis_angka(periode_lama.get((jenis, int(nomor))))
            if not bacaan.ada_target:
                self._tanpa_target(baris.usulan, sel, bacaan, tersimpan if ingatkan_kosong else "")
            elif kunci == TARGET:
                if sebab := sebab_bentuk(bacaan, arah):
                    baris.usulan.tolak(sel, sebab)
                tahun_baru = NilaiTarget(bacaan.nilai, bacaan.batas_bawah, bacaan.batas_atas, bacaan.tingkat)
                tertulis += 1
            elif jenis in BERPERIODE:
                if bacaan.jenis != JenisBacaan.ANGKA:
                    baris.usulan.tolak(
                        sel,
                        f"{judul_angka(kunci)} diisi satu angka, bukan “{bacaan.teks}”. Kosongkan bila tidak ada.",
                    )
                else:
                    deret.periode[jenis, int(nomor)] = bacaan.nilai
                    tertulis += 1
            elif jenis == "renstra":
                self._renstra(baris, indikator, int(nomor), bacaan, arah)
                if int(nomor) == self.keadaan.tahun:
                    deret.renstra = (bacaan.nilai, bacaan.tingkat)
        berubah = {
            satu: n
            for satu, n in deret.periode.items()
            if satu not in periode_lama or periode_lama[satu] != n
        }
        ganti_tahun = tahun_baru != deret.tahun
        deret.tahun = tahun_baru
        if baris.usulan.tindakan != Tindakan.TOLAK and tertulis and (ganti_tahun or berubah):
            self._tulis(baris, indikator, simpul, lama, deret, berubah)
        return deret

    # -- one row --------------------------------------------------------------------------------------

    def _tanpa_target(self, usulan: Usulan, sel: str, bacaan: Bacaan, tersimpan: str) -> None:
        if bacaan.jenis == JenisBacaan.TIDAK_ADA:
            usulan.ingatkan(sel, f"“{bacaan.teks}” dibaca sebagai target belum ditetapkan.")
        if tersimpan:
            usulan.ingatkan(sel, f"Sel kosong tidak menghapus; tetap: {tersimpan}.")

    def _renstra(self, baris: Baris, indikator: Indikator, tahun: int, bacaan: Bacaan, arah: str) -> None:
        sel = baris.angka[f"renstra-{tahun}"].alamat
        if bacaan.jenis == JenisBacaan.RENTANG:
            baris.usulan.tolak(sel, f"Target Renstra diisi satu angka atau predikat, bukan “{bacaan.teks}”.")
            return
        # The Renstra keeps one figure, so a range indicator states its own there.
        if arah != Arah.RENTANG and (sebab := sebab_bentuk(bacaan, arah)):
            baris.usulan.tolak(sel, sebab)
            return
        pk, nilai, tingkat = self.keadaan.renstra.get(indikator.pk, {}).get(tahun, (None, None, ""))
        if (nilai, tingkat) == (bacaan.nilai, bacaan.tingkat):
            return
        baris.usulan.ubah(f"Renstra {tahun}", tulis_angka(nilai) or tingkat, bacaan.tertulis)
        self.perubahan.renstra.append(TulisRenstra(indikator, tahun, pk, bacaan.nilai, bacaan.tingkat))

    def _tulis(
        self,
        baris: Baris,
        indikator: Indikator,
        simpul: Simpul,
        lama: VersiTarget | None,
        deret: DeretBaris,
        berubah: Mapping[tuple[str, int], Decimal | None],
    ) -> None:
        sel = baris.angka[TARGET].alamat if TARGET in baris.angka else next(iter(baris.angka.values())).alamat
        versi, baru = self._versi(baris.usulan, sel, indikator, simpul, lama)
        if versi is None:
            return
        self._sebut(baris.usulan, lama, deret, berubah)
        for nama in ("nilai", "batas_bawah", "batas_atas", "tingkat"):
            setattr(versi, nama, getattr(deret.tahun, nama))
        (self.perubahan.target_baru if baru else self.perubahan.target_ubah).append(versi)
        # A version of its own takes the whole series along; one that stays gets what changed.
        tersimpan = {} if baru else self.keadaan.periode.get(versi.pk, {})
        for satu, nilai in (deret.periode if baru else berubah).items():
            self.perubahan.periode.append(
                TulisPeriode(versi, satu, tersimpan.get(satu, (None, None))[0], nilai)
            )

    def _versi(
        self, usulan: Usulan, sel: str, indikator: Indikator, simpul: Simpul, lama: VersiTarget | None
    ) -> tuple[VersiTarget | None, bool]:
        """(the version to write to, is it new); (None, False) when the row is refused."""
        pk = lama.perjanjian if lama else None
        if lama is not None and (lama.rancangan or (pk and not pk.dikunci)):
            return lama, False
        jabatan = pk.jabatan if pk else self.pohon.penanggung_jawab(simpul)
        konsep = self._konsep(jabatan) if jabatan else None
        if jabatan is not None and konsep is None:
            if lama is not None and pk is None:
                # It was never part of what was signed.
                return lama, False
            pejabat = any(not satu.dikunci for satu in self.keadaan.perjanjian[jabatan.pk])
            kalimat = HANYA_PEJABAT if pejabat else SUDAH_DITANDATANGANI
            usulan.tolak(sel, kalimat.format(jabatan=jabatan.nama, tahun=self.keadaan.tahun))
            return None, False
        if lama is not None and pk is None and not (konsep and konsep.adalah_rancangan):
            if konsep is not None:
                self._sebut_perjanjian(usulan, konsep)
                lama.perjanjian = konsep
            return lama, False
        versi = VersiTarget(
            indikator=indikator,
            tahun=self.keadaan.tahun,
            perjanjian=konsep,
            rancangan=bool(konsep and konsep.adalah_rancangan),
            tanggal_mulai=konsep.tanggal_berlaku if konsep else self.keadaan.awal,
        )
        if konsep is not None:
            self._sebut_perjanjian(usulan, konsep)
        return versi, True

    def _konsep(self, jabatan: Jabatan) -> PerjanjianKinerja | None:
        """The open draft of a position, made on first need; None when all there is is signed."""
        ada = self.keadaan.perjanjian.get(jabatan.pk, [])
        # A change of official alone changes no target.
        if terbuka := [
            satu for satu in ada if not satu.dikunci and satu.sebab != PerjanjianKinerja.Sebab.PEJABAT
        ]:
            return terbuka[-1]
        if ada:
            return None
        if jabatan.pk not in self.konsep_baru:
            self.konsep_baru[jabatan.pk] = PerjanjianKinerja(
                opd=self.keadaan.opd,
                tahun=self.keadaan.tahun,
                jabatan=jabatan,
                tanggal_berlaku=self.keadaan.awal,
            )
            self.perubahan.perjanjian_baru.append(self.konsep_baru[jabatan.pk])
        return self.konsep_baru[jabatan.pk]

    def _sebut_perjanjian(self, usulan: Usulan, konsep: PerjanjianKinerja) -> None:
        baru = "konsep baru" if konsep.pk is None else "konsep"
        usulan.ubah("Perjanjian Kinerja", "", f"{konsep} ({baru})")

    def _sebut(
        self,
        usulan: Usulan,
        lama: VersiTarget | None,
        deret: DeretBaris,
        berubah: Mapping[tuple[str, int], Decimal | None],
    ) -> None:
        """What changes, in few lines: a whole new series of months is one."""
        usulan.ubah("Target tahun", NilaiTarget.dari(lama).tertulis, deret.tahun.tertulis)
        tersimpan = self.keadaan.periode.get(lama.pk, {}) if lama else {}
        baru: dict[str, list[str]] = {}
        for (jenis, nomor), nilai in berubah.items():
            if (jenis, nomor) in tersimpan:
                judul = judul_angka(f"{jenis}-{nomor}")
                usulan.ubah(judul, tulis_angka(tersimpan[jenis, nomor][1]), tulis_angka(nilai))
            else:
                nama = NAMA_BULAN[nomor - 1][:3] if jenis == "bulan" else judul_angka(f"{jenis}-{nomor}")[7:]
                baru.setdefault(jenis, []).append(f"{nama} {tulis_angka(nilai)}")
        for jenis, daftar in baru.items():
            usulan.ubah(f"Target per {jenis}", "", "; ".join(daftar))
