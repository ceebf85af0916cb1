"""The targets of a row against those stored, and the agreement that they belong to.

A target belongs to the agreement of the position that answers for its node. While that is an open draft, its
targets change in place; those of an open revision stand beside what was signed (``VersiTarget.rancangan``). Targets
of a signed agreement without an open revision are refused; periods that it left open may still be filled.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from organisasi.models import Jabatan
from organisasi.muatan.nama import normal
from organisasi.muatan.usulan import Tindakan, Usulan
from perencanaan.angka import tulis_angka
from perencanaan.baca_target import Bacaan, JenisBacaan, adalah_persen
from perencanaan.models import (
    Indikator,
    PenempatanIndikator,
    PerjanjianKinerja,
    Simpul,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.models.periode import NAMA_BULAN
from perencanaan.muat_pk.angka_kolom import AWAL, TARGET, judul_angka
from perencanaan.muat_pk.isian import Baris
from perencanaan.muat_pk.keadaan import Keadaan
from perencanaan.muat_pk.perubahan import Perubahan, TulisPeriode, TulisRenstra, TulisRiwayat
from perencanaan.muat_pk.susun_pohon import PenyusunPohon
from perencanaan.naskah_pk import tingkat_jabatan

Arah = VersiIndikator.Arah
TAHUN_PERTAMA, TAHUN_TERAKHIR = 2000, 2100
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


def satuan_serupa(satu: str, lain: str) -> bool:
    """The same unit of measure, or one short for the other: ``Org`` for Orang, ``dok`` for Dokumen."""
    a, b = normal(satu).replace(" ", ""), normal(lain).replace(" ", "")
    if adalah_persen(satu) or adalah_persen(lain):
        return adalah_persen(satu) and adalah_persen(lain)
    pendek, panjang = sorted((a, b), key=len)
    if not pendek:
        return a == b
    huruf = iter(panjang)
    return pendek in panjang or (
        pendek[0] == panjang[0] and all(satu_huruf in huruf for satu_huruf in pendek)
    )


def jawab_atas(jabatan: Jabatan, simpul: Simpul) -> bool:
    """Does a new draft of that position take the targets of that node (``naskah_pk.penempatan_wajib``)?"""
    if jabatan.jenis == Jabatan.Jenis.KEPALA:
        return simpul.jenjang in tingkat_jabatan(jabatan).hasil
    return simpul.penanggung_jawab_id == jabatan.pk and simpul.jenjang in {
        *tingkat_jabatan(jabatan).hasil,
        Simpul.Jenjang.PROGRAM,
    }


def _sebab_arah(usulan: Usulan, tahun: NilaiTarget, arah: str) -> str:
    """Why a direction that the row changes does not go with the target that stays; empty when it does."""
    if not any(satu.kolom == "Arah" and satu.lama for satu in usulan.selisih) or tahun == NilaiTarget():
        return ""
    bentuk = Arah.RENTANG if tahun.batas_bawah is not None else Arah.ORDINAL if tahun.tingkat else ""
    khusus = {Arah.RENTANG, Arah.ORDINAL}
    if bentuk == arah or (not bentuk and arah not in khusus):
        return ""
    return f"Arah ini tidak cocok dengan target tersimpan {tahun.tertulis}. Isi pula target barunya pada baris ini."


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
    # {position: the proposal that first needs its new draft}
    _pembuat: dict[int, Usulan] = field(default_factory=dict)

    def susun(
        self,
        baris: Baris,
        indikator: Indikator,
        simpul: Simpul,
        definisi: VersiIndikator,
        angka: Mapping[str, Bacaan],
        *,
        ingatkan_kosong: bool,
    ) -> DeretBaris:
        """Plan the row's targets; returns the series as it would stand, for the checks of plausibility."""
        arah = definisi.arah
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
            if isinstance(baris.angka[kunci].nilai, str):
                self._bandingkan_satuan(baris.usulan, sel, bacaan, definisi.satuan)
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
            elif jenis == AWAL:
                self._riwayat(baris, indikator, int(nomor), bacaan)
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
        if not ganti_tahun and (sebab := _sebab_arah(baris.usulan, tahun_baru, arah)):
            baris.usulan.tolak(baris["arah"].sel or baris["nama"].sel, sebab)
        if baris.usulan.tindakan != Tindakan.TOLAK and tertulis and (ganti_tahun or berubah):
            self._tulis(baris, indikator, simpul, lama, deret, berubah)
        return deret

    def selesai(self) -> None:
        """Say which other targets join the drafts that will be made: those in force that have no agreement yet."""
        lepas: dict[int, list[str]] = {}
        for pk, daftar in self.keadaan.target.items():
            tempat = self.keadaan.penempatan.get(pk)
            ada = [
                satu for satu in daftar if satu.perjanjian is None and satu.berlaku_pada(self.keadaan.awal)
            ]
            if tempat is None or not ada:
                continue
            for jabatan_pk, konsep in self.konsep_baru.items():
                if jawab_atas(konsep.jabatan, tempat.simpul if tempat.pk is None else self._simpul(tempat)):
                    lepas.setdefault(jabatan_pk, []).append(self.keadaan.indikator[pk].kode)
        for jabatan_pk, kode in lepas.items():
            self._pembuat[jabatan_pk].ubah("Ikut masuk konsep itu", "", "; ".join(sorted(kode)))

    # -- one row --------------------------------------------------------------------------------------

    def _simpul(self, tempat: PenempatanIndikator) -> Simpul:
        return self.keadaan.simpul.get(tempat.simpul_id) or tempat.simpul

    def _bandingkan_satuan(self, usulan: Usulan, sel: str, bacaan: Bacaan, satuan: str) -> None:
        if bacaan.ada_target and bacaan.satuan and satuan and not satuan_serupa(bacaan.satuan, satuan):
            usulan.ingatkan(
                sel,
                f"Tertulis “{bacaan.teks[:60]}”, sedangkan satuan indikatornya “{satuan}”. Yang dimuat "
                f"{bacaan.tertulis} {satuan}; periksa.",
            )

    def _tanpa_target(self, usulan: Usulan, sel: str, bacaan: Bacaan, tersimpan: str) -> None:
        if bacaan.jenis == JenisBacaan.TIDAK_ADA:
            usulan.ingatkan(sel, f"“{bacaan.teks}” dibaca sebagai target belum ditetapkan.")
        if tersimpan:
            usulan.ingatkan(sel, f"Sel kosong tidak menghapus; tetap: {tersimpan}.")

    def _riwayat(self, baris: Baris, indikator: Indikator, tahun: int, bacaan: Bacaan) -> None:
        """What was reached before: kept as the history of that year, which holds figures only."""
        sel = baris.angka[f"{AWAL}-{tahun}"].alamat
        if bacaan.jenis != JenisBacaan.ANGKA:
            baris.usulan.ingatkan(
                sel,
                f"Kondisi awal “{bacaan.teks}” bukan satu angka, jadi tidak dimuat sebagai riwayat nilai.",
            )
            return
        pk, lama = self.keadaan.riwayat.get(indikator.pk, {}).get(tahun, (None, None))
        if lama != bacaan.nilai:
            baris.usulan.ubah(f"Kondisi awal {tahun}", tulis_angka(lama), bacaan.tertulis)
            self.perubahan.riwayat.append(TulisRiwayat(indikator, tahun, pk, bacaan.nilai))

    def _renstra(self, baris: Baris, indikator: Indikator, tahun: int, bacaan: Bacaan, arah: str) -> None:
        sel = baris.angka[f"renstra-{tahun}"].alamat
        if not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR:
            baris.usulan.tolak(
                sel, f"Judul kolomnya menyebut tahun {tahun}. Perbaiki judulnya; tahun harus 2000–2100."
            )
            return
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
        if (masa := self.keadaan.masa_renstra) and tahun not in masa:
            baris.usulan.ingatkan(
                sel, f"Tahun {tahun} di luar masa Renstra {min(masa)}–{max(masa)}. Periksa judul kolomnya."
            )
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
        if self._hanya_mengisi(lama, deret, berubah):
            # The Rencana Aksi is drawn up after the signing: what was left open is no part of what was signed.
            self._sebut(baris.usulan, lama, deret, berubah)
            tersimpan = self.keadaan.periode.get(lama.pk, {})
            self.perubahan.periode.extend(
                TulisPeriode(lama, satu, tersimpan.get(satu, (None, None))[0], nilai)
                for satu, nilai in berubah.items()
            )
            return
        versi, baru = self._versi(baris.usulan, sel, indikator, simpul, lama)
        if versi is None:
            return
        self._sebut(baris.usulan, lama, deret, berubah)
        if baru or NilaiTarget.dari(versi) != deret.tahun:
            # The figure no longer comes from the document it was read from.
            versi.sumber, versi.angka_latihan = "", bool(self.keadaan.opd.sumber)
        for nama in ("nilai", "batas_bawah", "batas_atas", "tingkat"):
            setattr(versi, nama, getattr(deret.tahun, nama))
        (self.perubahan.target_baru if baru else self.perubahan.target_ubah).append(versi)
        if baru and lama is not None:
            self.perubahan.salin_bagian.append((versi, lama))
        # A version of its own takes the whole series along; one that stays gets what changed.
        tersimpan = {} if baru else self.keadaan.periode.get(versi.pk, {})
        for satu, nilai in (deret.periode if baru else berubah).items():
            self.perubahan.periode.append(
                TulisPeriode(versi, satu, tersimpan.get(satu, (None, None))[0], nilai)
            )

    def _hanya_mengisi(
        self,
        lama: VersiTarget | None,
        deret: DeretBaris,
        berubah: Mapping[tuple[str, int], Decimal | None],
    ) -> bool:
        """Does the row only fill periods that a signed agreement left open?"""
        if lama is None or not (lama.perjanjian and lama.perjanjian.dikunci):
            return False
        tersimpan = self.keadaan.periode.get(lama.pk, {})
        return NilaiTarget.dari(lama) == deret.tahun and all(
            tersimpan.get(satu, (None, None))[1] is None for satu in berubah
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
        if konsep.pk is None:
            self._pembuat.setdefault(konsep.jabatan_id, usulan)
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
