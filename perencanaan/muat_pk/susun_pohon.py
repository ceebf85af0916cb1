"""The rows of the tree against the stored tree: found by key, else by level, parent and wording."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format

from organisasi.models import Jabatan
from organisasi.muatan.nama import DaftarNama, normal
from organisasi.muatan.usulan import Tindakan, Usulan
from perencanaan.anggaran import BERANGGARAN
from perencanaan.angka import tulis_angka
from perencanaan.baca_target import Bacaan, JenisBacaan
from perencanaan.models import PaguAnggaran, Simpul
from perencanaan.muat_pk.angka_kolom import PAGU
from perencanaan.muat_pk.isian import Baris, Isi
from perencanaan.muat_pk.keadaan import Keadaan, sehari_sebelum
from perencanaan.muat_pk.kolom import label, makna
from perencanaan.muat_pk.perubahan import Perubahan
from perencanaan.naskah_pk import tingkat_jabatan

# A key as the workbook shows it: ``S123``, or ``S123 – Meningkatnya …`` where the wording helps the eye.
POLA_KUNCI = re.compile(r"^S(\d{1,12})(?:\s+[–-]\s.*)?$", re.IGNORECASE)
KODE_TERPANJANG = 40
KOREKSI, PERUBAHAN_ANGGARAN = "koreksi", "perubahan"


def kunci_simpul(simpul: Simpul) -> str:
    """The key that stands for a stored node in a workbook."""
    return f"S{simpul.pk}"


def sebut_simpul(simpul: Simpul) -> str:
    """A node as a cell of the workbook refers to it."""
    return f"{kunci_simpul(simpul)} – {simpul.uraian[:100]}" if simpul.pk else simpul.uraian[:120]


@dataclass
class PenyusunPohon:
    """Works out what the rows of the tree would do; afterwards finds nodes for the rows of indicators."""

    keadaan: Keadaan
    perubahan: Perubahan
    # How changed budgets are meant: KOREKSI, PERUBAHAN_ANGGARAN, or not said yet.
    cara_pagu: str = ""
    pagu_berubah: list[str] = field(default_factory=list)

    def __post_init__(self):
        self.jabatan = DaftarNama((satu.nama, satu) for satu in self.keadaan.jabatan)
        self._jabatan_pk = {satu.pk: satu for satu in self.keadaan.jabatan}
        self.uraian = DaftarNama()
        self.kode = DaftarNama()
        self.milik_file: dict[str, tuple[Baris, Simpul | None]] = {}
        self.terpakai: dict[int, Baris] = {}
        self.konten: dict[tuple, Simpul] = {}
        self.urutan = max((satu.urutan for satu in self.keadaan.simpul.values()), default=0)
        for simpul in self.keadaan.simpul.values():
            self._kenali(simpul)

    def susun(self, daftar: list[Baris], angka: Mapping[int, Mapping[str, Bacaan]]) -> None:
        """Plan all rows, parents before children; ``angka`` is {id(row): its figures}."""
        urut = Simpul.URUTAN_JENJANG
        siap: list[tuple[int, Baris, str]] = []
        for baris in daftar:
            jenjang = self._jenjang(baris)
            siap.append((urut.index(jenjang) if jenjang else len(urut), baris, jenjang))
        # Sorting is stable: within a level the rows keep the order of the file.
        self._tolak_kunci_ganda(daftar)
        for _, baris, jenjang in sorted(siap, key=lambda satu: satu[0]):
            simpul = self._baris(baris, jenjang)
            if baris["kunci"].teks:
                self.milik_file.setdefault(normal(baris["kunci"].teks), (baris, simpul))
            if simpul is not None:
                self._pagu(baris, simpul, angka.get(id(baris), {}).get(PAGU))
                if baris.usulan.tindakan in {Tindakan.TAMBAH, Tindakan.UBAH}:
                    self.perubahan.jejak.append((simpul, baris.usulan))

    def cari(self, isi: Isi, baris: Baris, apa: str, di_atas: str = "") -> Simpul | None:
        """The node that a cell refers to; refuses the row when there is none, or more than one.

        ``di_atas``: only nodes of a level above this one, for a parent.
        """
        if simpul := self._menurut_kunci(isi.teks):
            return simpul
        if milik := self.milik_file.get(normal(isi.teks)):
            if milik[1] is None:
                baris.usulan.tolak(isi.sel, f"{apa} “{isi.teks}” (baris {milik[0].nomor}) ditolak.")
            return milik[1]
        calon = self._bernama(isi.teks) or [
            satu for satu in self.kode.cari(isi.teks) if normal(satu.kode) == normal(isi.teks)
        ]
        if di_atas:
            urut = Simpul.URUTAN_JENJANG
            calon = [satu for satu in calon if urut.index(satu.jenjang) < urut.index(di_atas)]
        if len(calon) == 1:
            return calon[0]
        if calon:
            pilihan = ", ".join(
                kunci_simpul(satu) if satu.pk else "baris baru di berkas ini" for satu in calon[:4]
            )
            baris.usulan.tolak(
                isi.sel,
                f"Ada {len(calon)} “{isi.teks[:120]}” di pohon ({pilihan}). Tulis kuncinya pada sel ini.",
            )
        else:
            baris.usulan.tolak(
                isi.sel,
                f"{apa} “{isi.teks[:120]}” tidak ada di pohon {self.keadaan.tahun}.{self.uraian.saran(isi.teks)} "
                "Pilih dari lembar Pohon, atau tambahkan dahulu di sana.",
            )
        return None

    def penanggung_jawab(self, simpul: Simpul) -> Jabatan | None:
        """The position whose agreement holds this node's targets; None where there is none.

        Tujuan and sasaran are the Kepala's. Else its own, else the nearest above it, else the Kepala. Kegiatan
        and sub kegiatan look no further than their program, and only to a position whose agreements hold such
        nodes.
        """
        if simpul.jenjang in {Simpul.Jenjang.TUJUAN, Simpul.Jenjang.SASARAN}:
            # Whoever is named there too, only the Kepala agrees on it (``naskah_pk.penempatan_wajib``).
            return self.keadaan.kepala()
        if simpul.penanggung_jawab_id:
            return self._jabatan_pk.get(simpul.penanggung_jawab_id)
        rinci = simpul.jenjang in {Simpul.Jenjang.KEGIATAN, Simpul.Jenjang.SUB_KEGIATAN}
        naik = simpul.induk
        while naik is not None:
            if rinci and naik.jenjang in {Simpul.Jenjang.TUJUAN, Simpul.Jenjang.SASARAN}:
                return None
            if jabatan := self._jabatan_pk.get(naik.penanggung_jawab_id):
                cocok = not rinci or simpul.jenjang in tingkat_jabatan(jabatan).hasil
                return jabatan if cocok else None
            naik = naik.induk
        return None if rinci else self.keadaan.kepala()

    # -- one row --------------------------------------------------------------------------------------

    def _tolak_kunci_ganda(self, daftar: list[Baris]) -> None:
        """A key of the officer's own names one row: which of two would the others stand under?"""
        pertama: dict[str, Baris] = {}
        for baris in daftar:
            kunci = baris["kunci"]
            if not kunci.teks or POLA_KUNCI.match(kunci.teks):
                continue
            lain = pertama.setdefault(normal(kunci.teks), baris)
            if lain is not baris:
                baris.usulan.tolak(
                    kunci.sel,
                    f"Kunci {kunci.teks} sudah dipakai baris {lain.nomor}. Beri kunci lain, atau kosongkan.",
                )

    def _jenjang(self, baris: Baris) -> str:
        """The level the row speaks of, from its cell or from the stored node; "" when it has neither."""
        isi = baris["jenjang"]
        lama = self._menurut_kunci(baris["kunci"].teks)
        if not isi.teks:
            return lama.jenjang if lama else ""
        jenjang = makna("jenjang", isi.teks)
        if jenjang is None:
            pilihan = ", ".join(Simpul.Jenjang.labels)
            baris.usulan.tolak(isi.sel, f"Jenjang “{isi.teks}” tidak dikenal. Pilih salah satu: {pilihan}.")
        elif lama and lama.jenjang != jenjang:
            baris.usulan.tolak(
                isi.sel,
                f"Baris ini tersimpan sebagai {lama.get_jenjang_display()}; jenjang tidak dapat diubah. "
                "Untuk jenjang lain buat baris baru tanpa kunci.",
            )
        return jenjang or ""

    def _baris(self, baris: Baris, jenjang: str) -> Simpul | None:
        """The node the row is about, changed or new; None when the row is refused."""
        usulan, kunci = baris.usulan, baris["kunci"]
        usulan.sebutan = usulan.sebutan or (baris["uraian"].teks or kunci.teks or "(tanpa uraian)")[:500]
        lama = self._menurut_kunci(kunci.teks)
        if lama is None and POLA_KUNCI.match(kunci.teks):
            usulan.tolak(
                kunci.sel,
                f"Kunci {kunci.teks} bukan milik pohon {self.keadaan.opd} {self.keadaan.tahun}. Kosongkan "
                "untuk baris baru.",
            )
        if len(baris["kode"].teks) > KODE_TERPANJANG:
            usulan.tolak(baris["kode"].sel, f"Kode terlalu panjang: paling banyak {KODE_TERPANJANG} huruf.")
        induk = self._induk(baris, jenjang)
        jabatan = self._jabatan(baris)
        if not jenjang and not usulan.catatan:
            usulan.tolak(
                baris["jenjang"].sel, "Isi jenjangnya: Tujuan, Sasaran, Program, Kegiatan, atau Sub Kegiatan."
            )
        if lama is None and not baris["uraian"].teks:
            usulan.tolak(baris["uraian"].sel, "Isi uraiannya.")
        if usulan.tindakan == Tindakan.TOLAK:
            return None
        if lama is None:
            lama = self._serupa(baris, jenjang, induk)
        if lama is not None:
            if ganda := self.terpakai.get(id(lama)):
                usulan.tolak(
                    kunci.sel or baris["uraian"].sel,
                    f"Baris ini sama dengan baris {ganda.nomor}. Hapus salah satunya dari berkas.",
                )
                return None
            self.terpakai[id(lama)] = baris
            self._ubah(baris, lama, induk, jabatan)
            return lama
        return self._tambah(baris, jenjang, induk, jabatan)

    def _induk(self, baris: Baris, jenjang: str) -> Simpul | None:
        isi = baris["induk"]
        if not isi.teks or not jenjang:
            return None
        induk = self.cari(isi, baris, "Induk", di_atas=jenjang)
        urut = Simpul.URUTAN_JENJANG
        if induk is not None and urut.index(induk.jenjang) >= urut.index(jenjang):
            baris.usulan.tolak(
                isi.sel,
                f"{Simpul.Jenjang(jenjang).label} tidak dapat berada di bawah {induk.get_jenjang_display()}.",
            )
            return None
        return induk

    def _jabatan(self, baris: Baris) -> Jabatan | None:
        isi = baris["jabatan"]
        if not isi.teks:
            return None
        ada = self.jabatan.cari(isi.teks)
        lama = self._menurut_kunci(baris["kunci"].teks)
        if len(ada) == 1 and (ada[0].aktif or (lama and lama.penanggung_jawab_id == ada[0].pk)):
            return ada[0]
        baris.usulan.tolak(
            isi.sel,
            f"Jabatan “{isi.teks}” tidak ada atau tidak aktif di {self.keadaan.opd}."
            f"{'' if ada else self.jabatan.saran(isi.teks)} Pilih dari lembar Daftar.",
        )
        return None

    def _serupa(self, baris: Baris, jenjang: str, induk: Simpul | None) -> Simpul | None:
        """A node with the same level, parent and wording (or kode): what a second upload finds again."""
        if induk is None and "induk" in baris.isi and baris["induk"].teks == "":
            sama = [satu for satu in self._bernama(baris["uraian"].teks) if satu.jenjang == jenjang]
            return (
                sama[0] if len(sama) == 1 else self.konten.get((jenjang, None, normal(baris["uraian"].teks)))
            )
        for tanda in (normal(baris["uraian"].teks), ("kode", normal(baris["kode"].teks))):
            if tanda != ("kode", "") and (ada := self.konten.get((jenjang, induk and id(induk), tanda))):
                return ada
        return None

    def _ubah(self, baris: Baris, simpul: Simpul, induk: Simpul | None, jabatan: Jabatan | None) -> None:
        usulan = baris.usulan
        usulan.sebutan = f"{simpul.get_jenjang_display()}: {baris['uraian'].teks or simpul.uraian}"[:500]
        self._ingatkan_kosong(baris, simpul)
        self._lupakan(simpul)
        uraian = baris["uraian"].teks
        if uraian and uraian != " ".join(simpul.uraian.split()):
            usulan.ubah("Uraian", simpul.uraian, uraian)
            simpul.uraian = uraian
        if kode := baris["kode"].teks:
            usulan.ubah("Kode rekening", simpul.kode, kode)
            simpul.kode = kode
        if induk is not None and induk is not simpul.induk:
            usulan.ubah("Di bawah", simpul.induk.uraian[:120] if simpul.induk else "–", induk.uraian[:120])
            simpul.induk = induk
        if jabatan is not None and jabatan.pk != simpul.penanggung_jawab_id:
            lama = self._jabatan_pk.get(simpul.penanggung_jawab_id)
            usulan.ubah("Penanggung jawab", lama.nama if lama else "–", jabatan.nama)
            simpul.penanggung_jawab = jabatan
        # A node may also be new in this very file, added by an earlier row of a stranger's table.
        if usulan.selisih and simpul.pk:
            self.perubahan.simpul_ubah.append(simpul)
        self._kenali(simpul)

    def _ingatkan_kosong(self, baris: Baris, simpul: Simpul) -> None:
        """Loading takes nothing away: an emptied cell is pointed out, not obeyed."""
        tersimpan = {
            "kode": simpul.kode,
            "uraian": simpul.uraian,
            "induk": simpul.induk and simpul.induk.uraian[:80],
            "jabatan": simpul.penanggung_jawab_id and "penanggung jawab yang tersimpan",
        }
        for kunci, nilai in tersimpan.items():
            if (
                nilai
                and kunci in baris.isi
                and not baris[kunci].teks
                and baris[kunci].sel
                and baris["kunci"].teks
            ):
                baris.usulan.ingatkan(baris[kunci].sel, f"Sel kosong tidak menghapus; tetap: {nilai}.")

    def _tambah(self, baris: Baris, jenjang: str, induk: Simpul | None, jabatan: Jabatan | None) -> Simpul:
        usulan = baris.usulan
        self.urutan += 1
        simpul = Simpul(
            opd=self.keadaan.opd,
            tahun=self.keadaan.tahun,
            jenjang=jenjang,
            induk=induk,
            kode=baris["kode"].teks,
            uraian=baris["uraian"].teks,
            penanggung_jawab=jabatan,
            urutan=self.urutan,
        )
        usulan.tindakan = Tindakan.TAMBAH
        usulan.sebutan = f"{label('jenjang', jenjang)}: {simpul.uraian}"[:500]
        usulan.ubah("Kode rekening", "", simpul.kode)
        usulan.ubah("Di bawah", "", induk.uraian[:120] if induk else "")
        usulan.ubah("Penanggung jawab", "", jabatan.nama if jabatan else "")
        if induk is None and jenjang in BERANGGARAN:
            usulan.ingatkan(
                baris["induk"].sel or baris["uraian"].sel,
                f"{label('jenjang', jenjang)} ini belum berada di bawah sasaran mana pun.",
            )
        self.terpakai[id(simpul)] = baris
        self.perubahan.simpul_baru.append(simpul)
        self._kenali(simpul)
        return simpul

    def _pagu(self, baris: Baris, simpul: Simpul, bacaan: Bacaan | None) -> None:
        if bacaan is None or bacaan.jenis in {JenisBacaan.KOSONG, JenisBacaan.TIDAK_ADA}:
            lama = self.keadaan.pagu.get(simpul.pk)
            if bacaan is not None and lama is not None and baris["kunci"].teks and baris["kunci"].sel:
                baris.usulan.ingatkan(
                    baris.angka[PAGU].alamat,
                    f"Sel kosong tidak menghapus; pagu tetap {tulis_angka(lama.nilai)}.",
                )
            return
        sel, usulan = baris.angka[PAGU].alamat, baris.usulan
        if bacaan.jenis != JenisBacaan.ANGKA:
            usulan.tolak(sel, bacaan.kalimat or f"Pagu diisi satu angka rupiah, bukan “{bacaan.teks}”.")
            return
        if simpul.jenjang not in BERANGGARAN:
            usulan.tolak(sel, "Pagu diisi pada program, kegiatan, atau sub kegiatan. Kosongkan sel ini.")
            return
        lama = self.keadaan.pagu.get(simpul.pk)
        baru = tulis_angka(bacaan.nilai)
        if lama is None:
            usulan.ubah("Pagu (Rp)", "", baru)
            self.perubahan.pagu_baru.append(
                PaguAnggaran(simpul=simpul, nilai=bacaan.nilai, tanggal_mulai=self.keadaan.awal)
            )
        elif lama.nilai != bacaan.nilai:
            usulan.ubah("Pagu (Rp)", tulis_angka(lama.nilai), baru)
            self.pagu_berubah.append(f"{tulis_angka(lama.nilai)} → {baru}")
            self._ganti_pagu(lama, bacaan, usulan)

    def _ganti_pagu(self, lama: PaguAnggaran, bacaan: Bacaan, usulan: Usulan) -> None:
        """A correction replaces the figure; a changed budget holds from today, and the old one until yesterday."""
        mulai = self.keadaan.mulai_ubah
        if self.cara_pagu == PERUBAHAN_ANGGARAN and lama.tanggal_mulai < mulai:
            self.perubahan.pagu_baru.append(
                PaguAnggaran(
                    simpul=self.keadaan.simpul[lama.simpul_id],
                    nilai=bacaan.nilai,
                    tanggal_mulai=mulai,
                    tanggal_selesai=lama.tanggal_selesai,
                    dasar="DPPA",
                )
            )
            lama.tanggal_selesai = sehari_sebelum(mulai)
            # Shown, so that a preview of yesterday is looked at again.
            usulan.ubah("Pagu berlaku mulai", "", date_format(mulai, "j F Y"))
        else:
            lama.nilai = bacaan.nilai
        self.perubahan.pagu_ubah.append(lama)

    # -- what is known --------------------------------------------------------------------------------

    def _menurut_kunci(self, teks: str) -> Simpul | None:
        cocok = POLA_KUNCI.match(teks)
        return self.keadaan.simpul.get(int(cocok[1])) if cocok else None

    def _kenali(self, simpul: Simpul) -> None:
        self.uraian.tambah(simpul.uraian, simpul)
        if simpul.kode:
            self.kode.tambah(simpul.kode, simpul)
        for tempat in self._isi_tempat(simpul):
            self.konten.setdefault(tempat, simpul)

    def _bernama(self, uraian: str) -> list[Simpul]:
        """Nodes that read so now: what a row renamed is found by its new wording, or by its old one while no
        other node has it."""
        ada = self.uraian.cari(uraian)
        return [satu for satu in ada if normal(satu.uraian) == normal(uraian)] or ada

    def _lupakan(self, simpul: Simpul) -> None:
        """Its old wording and place no longer stand for it: a new row may take them."""
        for tempat in self._isi_tempat(simpul):
            if self.konten.get(tempat) is simpul:
                del self.konten[tempat]

    @staticmethod
    def _isi_tempat(simpul: Simpul) -> list[tuple]:
        induk = simpul.induk and id(simpul.induk)
        hasil = [(simpul.jenjang, induk, normal(simpul.uraian))]
        if simpul.kode:
            hasil.append((simpul.jenjang, induk, ("kode", normal(simpul.kode))))
        return hasil
