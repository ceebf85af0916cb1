"""The rows of indicators against those stored: found by kode, else by their place and name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import date_format

from organisasi.models import UnitKerja
from organisasi.muatan.nama import DaftarNama, normal
from organisasi.muatan.usulan import Tindakan, Usulan
from perencanaan.baca_target import Bacaan
from perencanaan.kamus import PENENTU_ANGKA
from perencanaan.models import (
    Indikator,
    PenanggungJawabData,
    PenempatanIndikator,
    Simpul,
    VersiIndikator,
)
from perencanaan.muat_pk.angka_kolom import TARGET
from perencanaan.muat_pk.isian import Baris
from perencanaan.muat_pk.keadaan import Keadaan, sehari_sebelum
from perencanaan.muat_pk.kolom import PILIHAN, label, makna
from perencanaan.muat_pk.perubahan import Perubahan
from perencanaan.muat_pk.susun_pohon import PenyusunPohon, sebut_simpul
from perencanaan.muat_pk.susun_target import DeretBaris, PenyusunTarget, arah_tersirat
from perencanaan.pemakaian import pemakaian
from perencanaan.periksa_target import sarankan_metode

Arah, Metode, Frekuensi = VersiIndikator.Arah, VersiIndikator.Metode, VersiIndikator.Frekuensi
Jenis, Kontribusi = PenempatanIndikator.Jenis, PenanggungJawabData.Kontribusi
JENIS_JENJANG = {
    Simpul.Jenjang.TUJUAN: Jenis.TUJUAN,
    Simpul.Jenjang.SASARAN: Jenis.IKU,
    Simpul.Jenjang.PROGRAM: Jenis.PROGRAM,
    Simpul.Jenjang.KEGIATAN: Jenis.IKK,
    Simpul.Jenjang.SUB_KEGIATAN: Jenis.SUB_KEGIATAN,
}
AWALAN_KODE = {
    Jenis.TUJUAN: "IKT",
    Jenis.IKU: "IKU",
    Jenis.PROGRAM: "IKP",
    Jenis.IKK: "IKK",
    Jenis.SUB_KEGIATAN: "ISK",
}
# (column, field of the definition, heading) of texts that are taken as they stand.
TEKS_DEFINISI = (
    ("satuan", "satuan", "Satuan"),
    ("pembilang", "label_pembilang", "Pembilang"),
    ("penyebut", "label_penyebut", "Penyebut"),
)
PILIHAN_DEFINISI = (
    ("arah", "Arah"),
    ("metode", "Metode periode"),
    ("frekuensi", "Periode pengukuran"),
)
PANJANG = {"kode": 40, "nama": 500, "satuan": 60, "pembilang": 200, "penyebut": 200}
# Two numbered indicators in one cell: “1. Nilai LHE AKIP 2. Indeks Kepuasan Masyarakat”.
POLA_GANDA = re.compile(r"^\s*(?:1|a)[.)]\s+\S.*?\s(?:2|b)[.)]\s+\S", re.IGNORECASE | re.DOTALL)
LANJUT, BARU = "lanjut", "baru"
PEMISAH_UNIT = re.compile(r"[;\n]")


@dataclass
class Terencana:
    """A row that stands, with what its definition and targets would be: for the checks that follow."""

    baris: Baris
    indikator: Indikator
    definisi: VersiIndikator
    deret: DeretBaris
    pemegang: list[tuple[UnitKerja, str]]
    baru: bool


@dataclass
class PenyusunIndikator:
    """Works out one row after another; ``terencana`` are those that stand."""

    keadaan: Keadaan
    perubahan: Perubahan
    pohon: PenyusunPohon
    target: PenyusunTarget
    # Our own workbook shows what is stored, so an emptied cell means something; a stranger's table does not.
    ingatkan_kosong: bool = True
    # Is an indicator of another year with the same name the same one: LANJUT, BARU, or not said yet.
    cara_senama: str = ""
    senama: list[str] = field(default_factory=list)
    terencana: list[Terencana] = field(default_factory=list)

    def __post_init__(self):
        milik = self.keadaan.indikator
        self.kode = DaftarNama((satu.kode, satu) for satu in milik.values())
        self.unit = DaftarNama((satu.nama, satu) for satu in self.keadaan.unit)
        for satu in self.keadaan.unit:
            if satu.singkatan:
                self.unit.tambah(satu.singkatan, satu)
        self.nama = DaftarNama((satu.nama, satu) for satu in milik.values())
        self.tempat: dict[tuple[int, str], Indikator] = {}
        for pk, satu in self.keadaan.penempatan.items():
            simpul, indikator = self.keadaan.simpul.get(satu.simpul_id), milik.get(pk)
            if simpul is not None and indikator is not None:
                self.tempat.setdefault((id(simpul), normal(indikator.nama)), indikator)
        self.satuan = DaftarNama(
            (satu.satuan, satu.satuan) for daftar in self.keadaan.definisi.values() for satu in daftar
        )
        self.dipakai: dict[int, Baris] = {}
        self.nomor_kode: dict[str, int] = {}
        self.urutan = max((satu.urutan for satu in self.keadaan.penempatan.values()), default=0)
        # Definitions changed in what decides a figure: checked together, in one go, at the end.
        self._penentu: list[tuple[VersiIndikator, Baris, str]] = []

    def susun(self, baris: Baris, angka: Mapping[str, Bacaan]) -> None:
        """Plan one row; ``angka`` are its figures by column."""
        usulan = baris.usulan
        usulan.sebutan = (f"{baris['kode'].teks} {baris['nama'].teks}".strip() or "(tanpa nama)")[:500]
        self._periksa_panjang(baris)
        indikator = self._berkode(baris)
        simpul = self._simpul(baris, indikator)
        if usulan.tindakan == Tindakan.TOLAK:
            return
        if indikator is None and not baris["kode"].teks:
            if not baris["nama"].teks:
                usulan.tolak(baris["nama"].sel, "Isi nama indikatornya.")
                return
            indikator = self.tempat.get((id(simpul), normal(baris["nama"].teks))) or self._tahun_lain(baris)
        baru = indikator is None
        if baru and not baris["nama"].teks:
            usulan.tolak(
                baris["nama"].sel, f"Kode {baris['kode'].teks} belum ada; isi nama indikator barunya."
            )
            return
        if baru:
            if kembar := self.tempat.get((id(simpul), normal(baris["nama"].teks))):
                usulan.tolak(
                    baris["kode"].sel,
                    f"Pada letak ini sudah ada indikator bernama sama dengan kode {kembar.kode}. Pakai kode itu, "
                    "atau kosongkan kodenya.",
                )
                return
            indikator = self._tambah(baris, simpul)
        elif not self._sekali(baris, indikator):
            return
        else:
            self._ubah_nama(baris, indikator, simpul)
        self.dipakai[id(indikator)] = baris
        self._tempatkan(baris, indikator, simpul)
        definisi = self._definisi(baris, indikator, angka)
        if definisi is None:
            return
        pemegang = self._pemegang(baris, indikator)
        deret = self.target.susun(
            baris, indikator, simpul, definisi, angka, ingatkan_kosong=self.ingatkan_kosong and not baru
        )
        if usulan.tindakan != Tindakan.TOLAK:
            self.terencana.append(Terencana(baris, indikator, definisi, deret, pemegang, baru))

    def selesai(self) -> None:
        """Refuse changed definitions that figures were already read with; note what goes to the audit trail."""
        dipakai = pemakaian([versi for versi, _, _ in self._penentu])
        for versi, baris, apa in self._penentu:
            if satu := dipakai.get(versi.pk):
                baris.usulan.tolak(
                    baris[apa].sel,
                    f"Definisi ini sudah dipakai membaca {satu.apa}. Kembalikan isi sel ini, lalu buat versi baru "
                    "definisinya di Kamus Indikator.",
                )
        for satu in self.terencana:
            if satu.baris.usulan.tindakan in {Tindakan.TAMBAH, Tindakan.UBAH}:
                self.perubahan.jejak.append((satu.indikator, satu.baris.usulan))

    # -- which indicator, and where -------------------------------------------------------------------

    def _periksa_panjang(self, baris: Baris) -> None:
        for kunci, batas in PANJANG.items():
            if len(baris[kunci].teks) > batas:
                baris.usulan.tolak(baris[kunci].sel, f"Teks terlalu panjang: paling banyak {batas} huruf.")
        if POLA_GANDA.match(baris["nama"].teks) and self.ingatkan_kosong:
            baris.usulan.ingatkan(
                baris["nama"].sel,
                "Sel ini tampaknya memuat dua indikator. Dimuat sebagai satu, seperti tertulis; pisahkan barisnya "
                "bila targetnya sendiri-sendiri.",
            )

    def _berkode(self, baris: Baris) -> Indikator | None:
        """The indicator of that kode: spelt exactly so, else the only one that reads so (``iku 1`` for IKU-1)."""
        kode = baris["kode"]
        ada = self.kode.cari(kode.teks)
        persis = [satu for satu in ada if satu.kode == kode.teks]
        if len(ada) > 1 and not persis:
            baris.usulan.tolak(
                kode.sel,
                f"Kode {kode.teks} dapat berarti {' atau '.join(sorted(satu.kode for satu in ada))}. Tulis persis.",
            )
        return (persis or ada or [None])[0]

    def _tahun_lain(self, baris: Baris) -> Indikator | None:
        """The one indicator of that name that has no place this year, where it is said to be the same."""
        nama = normal(baris["nama"].teks)
        calon = [
            satu
            for satu in self.nama.cari(nama)
            if satu.pk
            and satu.aktif
            and satu.pk not in self.keadaan.penempatan
            and id(satu) not in self.dipakai
            and normal(satu.nama) == nama
        ]
        if len(calon) != 1:
            return None
        self.senama.append(f"{calon[0].kode} {calon[0].nama}"[:160])
        return calon[0] if self.cara_senama == LANJUT else None

    def _simpul(self, baris: Baris, indikator: Indikator | None) -> Simpul | None:
        """The node the row names, else the one where the indicator stands this year."""
        isi = baris["letak"]
        if isi.teks:
            return self.pohon.cari(isi, baris, "Letak")
        tempat = indikator and self.keadaan.penempatan.get(indikator.pk)
        if tempat is None and baris.usulan.tindakan == Tindakan.TOLAK:
            return None
        if tempat is None:
            baris.usulan.tolak(
                isi.sel or baris["nama"].sel,
                "Isi letaknya: kunci atau uraian tujuan, sasaran, program, atau kegiatan dari lembar Pohon.",
            )
            return None
        return self.keadaan.simpul[tempat.simpul_id]

    def _sekali(self, baris: Baris, indikator: Indikator) -> bool:
        ganda = self.dipakai.get(id(indikator))
        if ganda is not None:
            sel = baris["kode"].sel if baris["kode"].teks else baris["nama"].sel
            baris.usulan.tolak(
                sel or baris["nama"].sel,
                f"Indikator {indikator.kode} sudah ada di baris {ganda.nomor}. Hapus salah satunya dari berkas.",
            )
        return ganda is None

    def _tambah(self, baris: Baris, simpul: Simpul) -> Indikator:
        nama = baris["nama"].teks
        for lain in [satu for satu in self.nama.cari(nama) if normal(satu.nama) == normal(nama)][:1]:
            baris.usulan.ingatkan(
                baris["nama"].sel,
                f"Nama yang sama sudah ada pada {lain.kode or 'baris lain'}. Baris ini menjadi "
                "indikator tersendiri; "
                "tulis kodenya bila yang dimaksud indikator itu.",
            )
        kode = baris["kode"].teks or self._kode_bebas(AWALAN_KODE[JENIS_JENJANG[simpul.jenjang]])
        indikator = Indikator(opd=self.keadaan.opd, kode=kode, nama=nama)
        baris.usulan.tindakan = Tindakan.TAMBAH
        baris.usulan.sebutan = f"{kode} {nama}"[:500]
        baris.usulan.ubah("Letak", "", simpul.uraian[:120])
        self.kode.tambah(kode, indikator)
        self.nama.tambah(nama, indikator)
        self.tempat[id(simpul), normal(nama)] = indikator
        self.perubahan.indikator_baru.append(indikator)
        return indikator

    def _kode_bebas(self, awalan: str) -> str:
        """``IKU-001``, or the next number that nobody has."""
        while True:
            nomor = self.nomor_kode[awalan] = self.nomor_kode.get(awalan, 0) + 1
            if not self.kode.cari(f"{awalan}-{nomor:03}"):
                return f"{awalan}-{nomor:03}"

    def _ubah_nama(self, baris: Baris, indikator: Indikator, simpul: Simpul) -> None:
        nama = baris["nama"].teks
        baris.usulan.sebutan = f"{indikator.kode} {nama or indikator.nama}"[:500]
        if nama and nama != " ".join(indikator.nama.split()):
            lain = self.tempat.get((id(simpul), normal(nama)), indikator)
            if lain is not indikator:
                baris.usulan.tolak(
                    baris["nama"].sel,
                    f"Pada letak yang sama sudah ada indikator bernama ini ({lain.kode}). Beri nama lain.",
                )
            baris.usulan.ubah("Indikator", indikator.nama, nama)
            for tempat in [satu for satu, milik in self.tempat.items() if milik is indikator]:
                # A new row may take the name it had.
                del self.tempat[tempat]
            indikator.nama = nama
            self.tempat[id(simpul), normal(nama)] = indikator
            if indikator.pk:
                self.perubahan.indikator_ubah.append(indikator)
        if not indikator.aktif:
            baris.usulan.ingatkan(
                baris["kode"].sel or baris["nama"].sel,
                "Indikator ini nonaktif: targetnya dimuat, tetapi realisasinya tidak diminta.",
            )

    def _tempatkan(self, baris: Baris, indikator: Indikator, simpul: Simpul) -> None:
        ada = self.keadaan.penempatan.get(indikator.pk)
        if ada is None:
            self.urutan += 1
            self.perubahan.penempatan_baru.append(
                PenempatanIndikator(
                    indikator=indikator,
                    simpul=simpul,
                    tahun=self.keadaan.tahun,
                    jenis=JENIS_JENJANG[simpul.jenjang],
                    urutan=self.urutan,
                )
            )
            if indikator.pk:
                baris.usulan.ubah("Letak", "", simpul.uraian[:120])
        elif ada.simpul_id != simpul.pk or simpul.pk is None:
            lama = self.keadaan.simpul[ada.simpul_id]
            baris.usulan.ubah("Letak", sebut_simpul(lama), sebut_simpul(simpul))
            if lama.jenjang != simpul.jenjang:
                jenis = JENIS_JENJANG[simpul.jenjang]
                baris.usulan.ubah("Jenis", ada.get_jenis_display(), str(jenis.label))
                ada.jenis = jenis
            ada.simpul = simpul
            self.perubahan.penempatan_ubah.append(ada)

    # -- its definition -------------------------------------------------------------------------------

    def _definisi(
        self, baris: Baris, indikator: Indikator, angka: Mapping[str, Bacaan]
    ) -> VersiIndikator | None:
        """The definition of the year, changed or new; None when the row is refused for it."""
        versi = self.keadaan.definisi_tahun(indikator.pk) if indikator.pk else None
        if versi is None and self.keadaan.definisi.get(indikator.pk):
            baris.usulan.tolak(
                baris["kode"].sel or baris["nama"].sel,
                f"Definisi {indikator.kode} tidak berlaku pada akhir {self.keadaan.tahun}. Buat versi barunya di "
                "Kamus Indikator.",
            )
            return None
        pilihan = self._pilihan(baris)
        if versi is None:
            return self._definisi_baru(baris, indikator, angka, pilihan)
        berubah = []
        for kunci, nama, judul in TEKS_DEFINISI:
            teks, lama = baris[kunci].teks, getattr(versi, nama)
            if teks and teks != " ".join(lama.split()):
                baris.usulan.ubah(judul, lama, teks)
                setattr(versi, nama, teks)
                berubah.append((kunci, nama))
            elif lama and kunci in baris.isi and not teks:
                self._ingatkan_kosong(baris, kunci, lama)
        for kunci, judul in PILIHAN_DEFINISI:
            baru, lama = pilihan.get(kunci), getattr(versi, kunci)
            if baru and baru != lama:
                baris.usulan.ubah(judul, label(kunci, lama), label(kunci, baru))
                setattr(versi, kunci, baru)
                berubah.append((kunci, kunci))
            elif not baru and kunci in baris.isi and not baris[kunci].teks:
                self._ingatkan_kosong(baris, kunci, label(kunci, lama))
        if any(nama in PENENTU_ANGKA for _, nama in berubah):
            apa = next(kunci for kunci, nama in berubah if nama in PENENTU_ANGKA)
            self._penentu.append((versi, baris, apa))
        if any(satu is indikator for satu in self.perubahan.indikator_ubah[-1:]):
            versi.nama = indikator.nama
            berubah.append(("nama", "nama"))
        if berubah:
            self.perubahan.definisi_ubah.append(versi)
        self._periksa_definisi(baris, versi)
        return versi

    def _pilihan(self, baris: Baris) -> dict[str, str]:
        """What was chosen from fixed lists; an unknown word refuses the row."""
        hasil = {}
        for kunci, judul in PILIHAN_DEFINISI:
            isi = baris[kunci]
            if not isi.teks:
                continue
            nilai = makna(kunci, isi.teks)
            if nilai is None:
                daftar = "; ".join(str(satu) for satu in PILIHAN[kunci].labels)
                baris.usulan.tolak(
                    isi.sel, f"{judul} “{isi.teks}” tidak dikenal. Pilih salah satu: {daftar}."
                )
            else:
                hasil[kunci] = nilai
        return hasil

    def _definisi_baru(
        self, baris: Baris, indikator: Indikator, angka: Mapping[str, Bacaan], pilihan: Mapping[str, str]
    ) -> VersiIndikator:
        usulan, sel = baris.usulan, baris["nama"].sel
        satuan = baris["satuan"].teks or self._satuan_tertulis(angka)
        arah, metode, frekuensi = (pilihan.get(kunci) for kunci, _ in PILIHAN_DEFINISI)
        diusulkan = []
        if arah is None:
            arah = arah_tersirat(angka) or Arah.NAIK
            diusulkan.append(f"arah {label('arah', arah)}")
        if frekuensi is None:
            frekuensi = self._frekuensi(angka)
            diusulkan.append(f"periode pengukuran {label('frekuensi', frekuensi)}")
        if metode is None:
            metode, sebab = self._sarankan_metode(satuan, baris, arah, angka)
            diusulkan.append(f"metode periode {label('metode', metode)}{f' ({sebab})' if sebab else ''}")
        if diusulkan:
            usulan.ingatkan(sel, f"Tidak tertulis, jadi diusulkan: {'; '.join(diusulkan)}. Periksa.")
        if not satuan:
            usulan.ingatkan(
                baris["satuan"].sel or sel, "Satuan kosong pada berkas; lengkapi di Kamus Indikator."
            )
        elif self.satuan.cari(satuan) == [] and (saran := self.satuan.saran(satuan)):
            usulan.ingatkan(baris["satuan"].sel or sel, f"Satuan “{satuan}” belum pernah dipakai.{saran}")
        self.satuan.tambah(satuan, satuan)
        versi = VersiIndikator(
            indikator=indikator,
            nama=indikator.nama,
            satuan=satuan,
            arah=arah,
            metode=metode,
            frekuensi=frekuensi,
            label_pembilang=baris["pembilang"].teks,
            label_penyebut=baris["penyebut"].teks,
            tanggal_mulai=self.keadaan.awal,
        )
        for judul, isi in (
            ("Satuan", satuan),
            ("Arah", label("arah", arah)),
            ("Metode periode", label("metode", metode)),
            ("Periode pengukuran", label("frekuensi", frekuensi)),
            ("Pembilang", versi.label_pembilang),
            ("Penyebut", versi.label_penyebut),
        ):
            usulan.ubah(judul, "", isi)
        self._periksa_definisi(baris, versi)
        self.perubahan.definisi_baru.append(versi)
        return versi

    def _sarankan_metode(
        self, satuan: str, baris: Baris, arah: str, angka: Mapping[str, Bacaan]
    ) -> tuple[str, str]:
        """(a method to begin with, why it is not the one that satuan and name suggest)."""
        rasio = bool(baris["pembilang"].teks and baris["penyebut"].teks)
        metode = sarankan_metode(satuan, baris["nama"].teks, ada_pembilang=rasio)
        if arah in {Arah.RENTANG, Arah.ORDINAL} and metode == Metode.JUMLAH:
            return Metode.NILAI_AKHIR, "rentang dan predikat tidak dijumlahkan"
        if metode in {Metode.JUMLAH, Metode.TAHUNAN} and self._tampak_posisi(angka, metode):
            return Metode.NILAI_AKHIR, "target periodenya tampak sebagai posisi"
        return metode, ""

    def _tampak_posisi(self, angka: Mapping[str, Bacaan], metode: str) -> bool:
        """Do the periods end at the year's target without adding up to it, with something before the end?"""
        tahun = angka[TARGET].nilai if TARGET in angka else None
        if tahun is None:
            return False
        for jenis, banyak in (("bulan", 12), ("triwulan", 4)):
            nilai = [
                satu.nilai for kunci, satu in angka.items() if kunci.startswith(f"{jenis}-") and satu.nilai
            ]
            akhir = angka.get(f"{jenis}-{banyak}")
            if len(nilai) > 1 and akhir is not None and akhir.nilai == tahun:
                return metode == Metode.TAHUNAN or sum(nilai) != tahun
        return False

    def _satuan_tertulis(self, angka: Mapping[str, Bacaan]) -> str:
        """The satuan that stands beside the target: ``0,9 Angka``."""
        return angka[TARGET].satuan if TARGET in angka and angka[TARGET].ada_target else ""

    def _frekuensi(self, angka: Mapping[str, Bacaan]) -> str:
        """As fine as the targets that are given: months, else triwulan; the year alone says nothing finer."""
        ada = {kunci.partition("-")[0] for kunci, satu in angka.items() if satu.ada_target}
        for jenis in (Frekuensi.BULAN, Frekuensi.TRIWULAN, Frekuensi.SEMESTER):
            if jenis in ada:
                return jenis
        return Frekuensi.TAHUN

    def _periksa_definisi(self, baris: Baris, versi: VersiIndikator) -> None:
        if versi.metode == Metode.RASIO and not (versi.label_pembilang and versi.label_penyebut):
            baris.usulan.tolak(
                baris["pembilang"].sel or baris["metode"].sel or baris["nama"].sel,
                "Indikator rasio harus menyebut pembilang dan penyebutnya.",
            )
        if versi.metode == Metode.JUMLAH and versi.arah in {Arah.RENTANG, Arah.ORDINAL}:
            baris.usulan.tolak(
                baris["metode"].sel or baris["nama"].sel,
                "Rentang dan predikat tidak dapat dijumlahkan. Pilih Non-kumulatif (posisi terakhir).",
            )

    def _ingatkan_kosong(self, baris: Baris, kunci: str, tersimpan: str) -> None:
        if self.ingatkan_kosong:
            baris.usulan.ingatkan(baris[kunci].sel, f"Sel kosong tidak menghapus; tetap: {tersimpan}.")

    # -- who brings its figures -----------------------------------------------------------------------

    def _pemegang(self, baris: Baris, indikator: Indikator) -> list[tuple[UnitKerja, str]]:
        """The units that bring the figure, with what each brings to it, after this row."""
        lama = self.keadaan.pemegang_berlaku(indikator.pk)
        tersimpan = self.keadaan.pemegang_tahun(indikator.pk)
        isi = baris["unit"]
        nama = [satu.strip() for satu in PEMISAH_UNIT.split(isi.teks) if satu.strip()]
        if not nama:
            if tersimpan and "unit" in baris.isi:
                self._ingatkan_kosong(baris, "unit", sebut_pemegang(tersimpan))
            elif not tersimpan:
                baris.usulan.ingatkan(
                    isi.sel or baris["nama"].sel,
                    "Unit penanggung jawab data belum diisi; realisasinya belum diminta.",
                )
            return tersimpan
        baru = []
        for satu in nama:
            ada = self.unit.cari(satu)
            # One unit's short name may be another's name.
            ada = [unit for unit in ada if normal(unit.nama) == normal(satu)] or ada
            if len(ada) == 1 and not ada[0].aktif and all(ada[0] is not unit for unit, _ in tersimpan):
                baris.usulan.tolak(isi.sel, f"Unit “{satu}” sudah tidak aktif. Pilih dari lembar Daftar.")
            elif len(ada) == 1:
                baru.append(ada[0])
            else:
                baris.usulan.tolak(
                    isi.sel,
                    f"Unit “{satu}” tidak ada di {self.keadaan.opd}.{self.unit.saran(satu)} Pilih "
                    "dari lembar Daftar.",
                )
        if len({satu.pk for satu in baru}) < len(baru):
            baris.usulan.tolak(isi.sel, "Unit yang sama tertulis dua kali.")
        kontribusi = self._kontribusi(baris, baru, dict((satu.pk, k) for satu, k in tersimpan))
        if baris.usulan.tindakan == Tindakan.TOLAK:
            return tersimpan
        hasil = list(zip(baru, kontribusi, strict=True))
        kunci_baru = {(satu.pk, k) for satu, k in hasil}
        kunci_lama = {(satu.pk, k) for satu, k in tersimpan}
        if kunci_baru == kunci_lama:
            return tersimpan
        baris.usulan.ubah("Unit penanggung jawab data", sebut_pemegang(tersimpan), sebut_pemegang(hasil))
        self._ganti_pemegang(
            baris.usulan, indikator, lama, kunci_baru, [s for s in hasil if (s[0].pk, s[1]) not in kunci_lama]
        )
        return hasil

    def _kontribusi(self, baris: Baris, unit: list[UnitKerja], tersimpan: Mapping[int, str]) -> list[str]:
        """One word for all units, or one for each, set apart like the units."""
        isi = baris["kontribusi"]
        kata = [satu.strip() for satu in PEMISAH_UNIT.split(isi.teks) if satu.strip()]
        if not kata:
            if len(unit) > 1 and not all(satu.pk in tersimpan for satu in unit):
                baris.usulan.tolak(
                    isi.sel or baris["unit"].sel,
                    "Beberapa unit memegang angka ini. Isi kolom Sumbangan unit: dijumlahkan, rasio, "
                    "atau rata-rata.",
                )
            return [tersimpan.get(satu.pk, Kontribusi.TUNGGAL) for satu in unit]
        if len(kata) not in {1, len(unit)}:
            baris.usulan.tolak(
                isi.sel, f"Isi satu sumbangan untuk semua unit, atau {len(unit)} dipisah titik koma."
            )
        hasil = []
        for satu in kata:
            nilai = makna("kontribusi", satu)
            if nilai is None:
                daftar = "; ".join(str(label) for label in Kontribusi.labels)
                baris.usulan.tolak(isi.sel, f"Sumbangan “{satu}” tidak dikenal. Pilih salah satu: {daftar}.")
            hasil.append(nilai or Kontribusi.TUNGGAL)
        if len(unit) > 1 and Kontribusi.TUNGGAL in hasil:
            baris.usulan.tolak(
                isi.sel,
                "Beberapa unit memegang angka ini, jadi sumbangannya tidak dapat “angka unit adalah angka OPD”.",
            )
        return (hasil * len(unit))[: len(unit)] if len(hasil) == 1 else hasil

    def _ganti_pemegang(
        self,
        usulan: Usulan,
        indikator: Indikator,
        lama: list[PenanggungJawabData],
        tetap: set[tuple[int, str]],
        tambah: list[tuple[UnitKerja, str]],
    ) -> None:
        """A new indicator is held from the year's first day; who held it before holds it until yesterday."""
        pernah = self.keadaan.pemegang.get(indikator.pk)
        mulai = self.keadaan.mulai_ubah if pernah else self.keadaan.awal
        if pernah:
            # Shown, so that a preview of yesterday is looked at again.
            usulan.ubah("Unit berlaku mulai", "", date_format(mulai, "j F Y"))
        for satu in lama:
            if (satu.unit_id, satu.kontribusi) in tetap:
                continue
            if satu.tanggal_mulai >= mulai:
                # It has not held on any day yet.
                self.perubahan.pemegang_hapus.append(satu)
            else:
                satu.tanggal_selesai = sehari_sebelum(mulai)
                self.perubahan.pemegang_ubah.append(satu)
        self.perubahan.pemegang_baru.extend(
            PenanggungJawabData(indikator=indikator, unit=unit, kontribusi=kontribusi, tanggal_mulai=mulai)
            for unit, kontribusi in tambah
        )


def sebut_pemegang(daftar: list[tuple[UnitKerja, str]]) -> str:
    """Units as a cell lists them, with what they bring where there are several."""
    if len(daftar) < 2:
        return "; ".join(unit.nama for unit, _ in daftar)
    return "; ".join(f"{unit.nama} ({label('kontribusi', kontribusi)})" for unit, kontribusi in daftar)
