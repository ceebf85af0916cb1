"""Builds what the practice offices plan and reach: tree, indicators, targets, realisasi, budget.

Every figure comes from a row of the office's source and says so in ``sumber``. Figures the source does not
have stay blank; the few that a run needs to make sense are marked ``angka_latihan``.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

from organisasi.models import Jabatan, UnitKerja
from organisasi.waktu import hari_ini
from pengumpulan.actions import IsiSel, catat_realisasi
from pengumpulan.models import Keadaan, Realisasi, RevisiRealisasi
from perencanaan.angka import bulatkan
from perencanaan.models import (
    Indikator,
    KaitanSilang,
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    PerjanjianKinerja,
    RealisasiAnggaran,
    Renstra,
    RiwayatNilai,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.perjanjian import tandatangani
from sakip.contoh.kantor import Kantor
from sakip.contoh.sumber import PECAHAN, Angka, Baris

Arah, Metode, Frekuensi = VersiIndikator.Arah, VersiIndikator.Metode, VersiIndikator.Frekuensi
Jenjang, Jenis = Simpul.Jenjang, PenempatanIndikator.Jenis

JENIS_JENJANG = {
    Jenjang.SASARAN: Jenis.IKU,
    Jenjang.PROGRAM: Jenis.PROGRAM,
    Jenjang.KEGIATAN: Jenis.IKK,
    Jenjang.SUB_KEGIATAN: Jenis.SUB_KEGIATAN,
}
AWALAN_KODE = {Jenis.IKU: "IKU", Jenis.PROGRAM: "IKP", Jenis.IKK: "IKK", Jenis.SUB_KEGIATAN: "ISK"}
# Satuan of things one can count: their periods add up (domain §5).
SATUAN_HITUNG = {"Org", "Kasus", "Psrh", "Prsh", "Dok", "Dokumen"}
KEPALA_UNIT = {Jabatan.Jenis.SEKRETARIS, Jabatan.Jenis.KEPALA_BIDANG, Jabatan.Jenis.KASI}
URUSAN_SUBBAGIAN_UMUM = ("Administrasi ", "Pengadaan Barang", "Penyediaan Jasa", "Pemeliharaan Barang")
TARGET_LATIHAN = (
    "Angka latihan: sumbernya hanya mencetak target tahun, di sini dibagi rata ke empat triwulan."
)
# D32: (level, how its text begins) from and to, and why.
KAITAN_LATIHAN = (
    (
        (Jenjang.KEGIATAN, "Analisis Data dan Informasi"),
        (Jenjang.PROGRAM, "Program Riset dan Inovasi"),
        "data perencanaan menjadi bahan riset.",
    ),
    (
        (Jenjang.PROGRAM, "Program Penelitian dan Pengembangan"),
        (Jenjang.SASARAN, "Meningkatnya Kualitas Perencanaan"),
        "hasil kajian menjadi dasar rencana.",
    ),
)
LATIHAN = "Angka latihan, bukan angka terbitan: sumbernya tidak memuat realisasi."


def bangun_kinerja(kantor: Kantor) -> None:
    """Everything the office's source has, in its own year."""
    rencana = PEMBANGUN[kantor.sumber.kode](kantor)
    rencana.bangun()
    rencana.tetapkan_pemilik()
    rencana.tandatangani()
    rencana.simpan_terbitan()


@dataclass
class Rencana:
    """The work they share: a tree that grows as rows come, an indicator per row, and its figures."""

    kantor: Kantor
    perjanjian: PerjanjianKinerja | None = None
    _simpul: dict[tuple, Simpul] = field(default_factory=dict)
    _unit: dict[int, set[UnitKerja]] = field(default_factory=dict)
    _terbitan: list[Realisasi] = field(default_factory=list)

    def __post_init__(self):
        self.sumber = self.kantor.sumber
        self.tahun = self.sumber.tahun
        self.awal = date(self.tahun, 1, 1)
        self.periode = {(satu.jenis, satu.nomor): satu for satu in Periode.objects.tahun_lengkap(self.tahun)}

    @property
    def periode_tahun(self) -> Periode:
        """The year itself, the period of what is measured once a year."""
        return self.periode[Periode.Jenis.TAHUN, 1]

    def simpul(self, jenjang: str, uraian: str, induk: Simpul | None = None) -> Simpul:
        """The node with that text under that parent, made on first need, in the order of the source."""
        kunci = (jenjang, uraian, induk and induk.pk)
        if kunci not in self._simpul:
            self._simpul[kunci] = Simpul.objects.create(
                opd=self.kantor.opd,
                tahun=self.tahun,
                jenjang=jenjang,
                induk=induk,
                uraian=uraian,
                urutan=len(self._simpul) + 1,
            )
        return self._simpul[kunci]

    def indikator(
        self,
        baris: Baris,
        simpul: Simpul,
        *,
        metode: str,
        frekuensi: str,
        arah: str = Arah.NAIK,
        mulai: date | None = None,
        **definisi: str,
    ) -> Indikator:
        """The row's indicator: identity, definition, place in the tree, and the unit that brings it."""
        jenis = JENIS_JENJANG[simpul.jenjang]
        mulai = mulai or self.awal
        catatan = " ".join(filter(None, ("Seperti tercetak pada sumber.", baris.get("catatan"))))
        indikator = Indikator.objects.create(
            opd=self.kantor.opd,
            kode=f"{AWALAN_KODE[jenis]}-{baris.nomor:03}",
            nama=baris["indikator"],
            sumber=f"{self.sumber.sebut(baris)} {catatan}",
        )
        VersiIndikator.objects.create(
            indikator=indikator,
            nama=baris["indikator"],
            satuan=baris["satuan"],
            arah=arah,
            metode=metode,
            frekuensi=frekuensi,
            tanggal_mulai=mulai,
            **definisi,
        )
        PenempatanIndikator.objects.create(
            indikator=indikator, simpul=simpul, jenis=jenis, urutan=baris.nomor
        )
        unit = self.kantor.unit_baris(baris.nomor)
        PenanggungJawabData.objects.create(indikator=indikator, unit=unit, tanggal_mulai=mulai)
        self._catat_unit(simpul, unit)
        return indikator

    def _catat_unit(self, simpul: Simpul | None, unit: UnitKerja) -> None:
        """The unit works at that node and so at all above it."""
        while simpul:
            self._unit.setdefault(simpul.pk, set()).add(unit)
            simpul = simpul.induk

    def tetapkan_pemilik(self) -> None:
        """Who answers for each node, where the office's structure makes it plain; the rest stays open."""
        for simpul in self._simpul.values():
            simpul.penanggung_jawab = self.pemilik(simpul)
        Simpul.objects.bulk_update(self._simpul.values(), ["penanggung_jawab"])

    def pemilik(self, simpul: Simpul) -> Jabatan | None:
        """The Kepala for tujuan and sasaran; below them the head of the only unit that works there.

        Of a sub kegiatan the head answers only where the unit has no other position that might.
        """
        if simpul.jenjang in {Jenjang.TUJUAN, Jenjang.SASARAN}:
            return self.kantor.kepala()
        unit = self._unit.get(simpul.pk, set())
        if len(unit) != 1:
            return None
        (satu,) = unit
        jabatan = [lain for lain in self.kantor.jabatan.values() if lain.unit_id == satu.pk]
        if simpul.jenjang == Jenjang.SUB_KEGIATAN and len(jabatan) != 1:
            return None
        return next((lain for lain in jabatan if lain.jenis in KEPALA_UNIT), None)

    def tandatangani(self) -> None:
        """Sign the agreement, where the source is a signed one."""

    def target(self, baris: Baris, indikator: Indikator) -> VersiTarget | None:
        """The year's target; where the source prints none there is none (*target belum ditetapkan*)."""
        angka = baris.angka("target")
        if angka is None:
            return None
        return VersiTarget.objects.create(
            indikator=indikator,
            tahun=self.tahun,
            # The Kepala's agreement holds sasaran and programs; kegiatan belong to the agreements below it.
            perjanjian=self.perjanjian if baris.jenjang in {Jenjang.SASARAN, Jenjang.PROGRAM} else None,
            nilai=angka.nilai,
            tanggal_mulai=self.awal,
            sumber=self.sumber.sebut(baris, angka, f"target {self.tahun}"),
        )

    def angka(self, baris: Baris, indikator: Indikator, periode: Periode, angka: Angka | None) -> None:
        """A published realisasi; a blank of the source stays *belum diisi*, without a row."""
        if angka is not None:
            sumber = self.sumber.sebut(baris, angka, f"realisasi {periode}")
            self.muat(
                baris, indikator, periode, IsiSel(keadaan=Keadaan.ANGKA, nilai=angka.nilai, sumber=sumber)
            )

    def muat(self, baris: Baris, indikator: Indikator, periode: Periode, isi: IsiSel) -> None:
        """Keep a cell for ``simpan_terbitan``, which writes hundreds of published cells at once."""
        unit = self.kantor.unit_baris(baris.nomor)
        self._terbitan.append(
            Realisasi(
                indikator=indikator,
                unit=unit,
                periode=periode,
                versi=1,
                diubah_oleh=self.kantor.pengisi(unit),
                **asdict(isi),
            )
        )

    def simpan_terbitan(self) -> None:
        """Write the kept cells as ``catat_realisasi`` would, each with its one revision."""
        tersimpan = Realisasi.objects.bulk_create(self._terbitan)
        RevisiRealisasi.objects.bulk_create(
            RevisiRealisasi(
                realisasi=satu, versi=satu.versi, oleh=satu.diubah_oleh, **asdict(IsiSel.dari(satu))
            )
            for satu in tersimpan
        )

    def isi(self, baris: Baris, indikator: Indikator, periode: Periode, **isi) -> None:
        """One practice cell, typed by the staff of its unit through the same door as everyone's."""
        unit = self.kantor.unit_baris(baris.nomor)
        catat_realisasi(
            indikator=indikator, unit=unit, periode=periode, oleh=self.kantor.pengisi(unit), **isi
        )

    def pagu(self, baris: Baris, simpul: Simpul, angka: Angka | None, dasar: str) -> None:
        """The node's budget for the year."""
        if angka is not None:
            PaguAnggaran.objects.create(
                simpul=simpul,
                nilai=angka.tepat,
                dasar=dasar,
                tanggal_mulai=self.awal,
                sumber=self.sumber.sebut(baris, angka, f"anggaran {self.tahun} (Rp)"),
            )

    def belanja(self, baris: Baris, simpul: Simpul, periode: Periode, angka: Angka | None) -> None:
        """What the node spent within the period; a blank of the source stays blank."""
        if angka is not None:
            RealisasiAnggaran.objects.create(
                simpul=simpul,
                periode=periode,
                nilai=angka.tepat,
                sumber=self.sumber.sebut(baris, angka, f"realisasi anggaran {periode} (Rp)"),
            )

    def konsep_perjanjian(self) -> PerjanjianKinerja:
        """An unsigned agreement of the Kepala, for the targets the source prints."""
        return PerjanjianKinerja.objects.create(
            opd=self.kantor.opd,
            tahun=self.tahun,
            jabatan=self.kantor.kepala(),
            tanggal_berlaku=self.awal,
            sumber=(
                f"Konsep latihan. Targetnya dari {self.sumber.ringkas}, yang bukan naskah Perjanjian Kinerja."
            ),
        )


class RenjaTriwulanan(Rencana):
    """D32: 98 rows of a Renja evaluation, with realisasi and spending of four quarters.

    The source prints what each quarter added, so quarters are summed. It marks programs only; that a row is
    a kegiatan follows from its budget, which equals the sum of the rows below it to the rupiah. A row without
    uraian is read as a second indicator of the program above it. Tujuan and sasaran stand as each row prints
    them, so the supporting program appears under two sasaran, with its budget at the first.
    """

    def bangun(self) -> None:
        self.perjanjian = self.konsep_perjanjian()
        Renstra.objects.create(
            opd=self.kantor.opd,
            nama="Renstra Bappelitbang (latihan; tahun awal tidak tercetak pada sumber)",
            tahun_awal=self.tahun,
            tahun_akhir=2030,
        )
        kegiatan = None
        for baris in self.sumber.baris:
            tujuan = self.simpul(Jenjang.TUJUAN, baris["tujuan"])
            sasaran = self.simpul(Jenjang.SASARAN, baris["sasaran"], tujuan)
            program = self.simpul(Jenjang.PROGRAM, baris["program"], sasaran)
            simpul = program
            if baris.jenjang == Jenjang.KEGIATAN:
                simpul = kegiatan = self.simpul(Jenjang.KEGIATAN, baris["uraian"], program)
            elif baris.jenjang == Jenjang.SUB_KEGIATAN:
                simpul = self.simpul(Jenjang.SUB_KEGIATAN, baris["uraian"], kegiatan)
            self._baris(baris, simpul)
        self._kaitan_silang()

    def _kaitan_silang(self) -> None:
        """Links that a planning agency would draw; the source has none, so each says that it is practice."""
        for dari, ke, keterangan in KAITAN_LATIHAN:
            KaitanSilang.objects.create(
                dari=self._pertama(*dari), ke=self._pertama(*ke), keterangan=f"Kaitan latihan: {keterangan}"
            )

    def _pertama(self, jenjang: str, awal: str) -> Simpul:
        return next(
            satu for satu in self._simpul.values() if satu.jenjang == jenjang and satu.uraian.startswith(awal)
        )

    def pemilik(self, simpul: Simpul) -> Jabatan | None:
        """What a subbagian does by its own name (umum, keuangan) is its head's."""
        if simpul.jenjang == Jenjang.SUB_KEGIATAN and simpul.induk.uraian.startswith(URUSAN_SUBBAGIAN_UMUM):
            return next(lain for lain in self.kantor.jabatan.values() if lain.jenis == Jabatan.Jenis.KASUBBAG)
        return super().pemilik(simpul)

    def _baris(self, baris: Baris, simpul: Simpul) -> None:
        indikator = self.indikator(baris, simpul, metode=Metode.JUMLAH, frekuensi=Frekuensi.TRIWULAN)
        if target := self.target(baris, indikator):
            self._target_triwulan(target)
        self._renstra(baris, indikator)
        # A second indicator of a program repeats its (empty) budget line.
        beranggaran = bool(baris["uraian"])
        if beranggaran:
            self.pagu(baris, simpul, baris.angka("anggaran"), f"Renja {self.tahun}")
        kosong = baris.angka("target") is None
        for nomor, triwulan in enumerate(baris["triwulan"], start=1):
            periode = self.periode[Periode.Jenis.TRIWULAN, nomor]
            if kosong:
                alasan = f"Sumber tidak mencetak target maupun realisasi {self.tahun} pada baris ini."
                isi = IsiSel(keadaan=Keadaan.BELUM_WAKTUNYA, alasan=alasan, sumber=self.sumber.sebut(baris))
                self.muat(baris, indikator, periode, isi)
            self.angka(baris, indikator, periode, Angka.baca(triwulan["realisasi"]))
            if beranggaran:
                self.belanja(baris, simpul, periode, Angka.baca(triwulan["realisasi_anggaran"]))

    def _target_triwulan(self, target: VersiTarget) -> None:
        """The source prints the year's target only; practice spreads it evenly, the last quarter takes the rest."""
        seperempat = bulatkan(target.nilai / 4, PECAHAN)
        bagian = [seperempat] * 3 + [target.nilai - 3 * seperempat]
        TargetPeriode.objects.bulk_create(
            TargetPeriode(
                versi=target,
                periode=self.periode[Periode.Jenis.TRIWULAN, nomor],
                nilai=nilai,
                sumber=TARGET_LATIHAN,
                angka_latihan=True,
            )
            for nomor, nilai in enumerate(bagian, start=1)
        )

    def _renstra(self, baris: Baris, indikator: Indikator) -> None:
        renstra = baris["renstra"]
        angka = Angka.baca(renstra["target_akhir_2030"])
        if angka is None:
            return
        keterangan = "target akhir Renstra 2030"
        for tahun in ("2024", "2025"):
            if capai := renstra[f"realisasi_sd_{tahun}"]:
                keterangan += f"; realisasi Renstra s.d. {tahun} tercetak {capai['printed']}"
        TargetRenstra.objects.create(
            indikator=indikator,
            tahun=2030,
            nilai=angka.nilai,
            sumber=self.sumber.sebut(baris, angka, keterangan),
        )


class CapaianTahunan(Rencana):
    """D16: one program and nine kegiatan, with the year's figures and spending."""

    def bangun(self) -> None:
        self.perjanjian = self.konsep_perjanjian()
        program = None
        for baris in self.sumber.baris:
            sasaran = self.simpul(Jenjang.SASARAN, baris["sasaran"])
            simpul = self.simpul(baris.jenjang, baris["uraian"], program or sasaran)
            program = program or simpul
            indikator = self.indikator(baris, simpul, metode=metode_tahunan(baris), frekuensi=Frekuensi.TAHUN)
            self.target(baris, indikator)
            self.angka(baris, indikator, self.periode_tahun, baris.angka("realisasi"))
            self.pagu(baris, simpul, baris.angka("anggaran"), f"Anggaran {self.tahun}")
            self.belanja(baris, simpul, self.periode_tahun, baris.angka("realisasi_anggaran"))
            catat_riwayat(self, baris, indikator)


class SasaranDuaTahun(Rencana):
    """D01: the indicators of one sasaran, with the year before them as history.

    Lower is better for unemployment (by its nature) and for disputes, where the printed 98,29 % is
    (2 × 175 − 178) / 175. The source itself measured unemployment in 2013 as R/T; that stays as printed.
    """

    def bangun(self) -> None:
        self.perjanjian = self.konsep_perjanjian()
        for baris in self.sumber.baris:
            indikator = self.indikator(
                baris,
                self.simpul(Jenjang.SASARAN, baris["sasaran"]),
                metode=metode_tahunan(baris),
                frekuensi=Frekuensi.TAHUN,
                arah=Arah.TURUN_SELISIH if baris["arah"] == "lower" else Arah.NAIK,
                mulai=date(self.tahun - 1, 1, 1),
            )
            self.target(baris, indikator)
            self.angka(baris, indikator, self.periode_tahun, baris.angka("realisasi"))
            catat_riwayat(self, baris, indikator)


class DefinisiSaja(Rencana):
    """D27: a kecamatan's IKU with definitions and targets of 100, and no realisasi; those are practice."""

    # baris: (pembilang, penyebut); row 3 waits for its data.
    LATIHAN = {1: (9, 10), 2: (8, 10), 4: (164, 205), 5: (118, 125)}

    def bangun(self) -> None:
        self.perjanjian = self.konsep_perjanjian()
        for baris in self.sumber.baris:
            indikator = self.indikator(
                baris,
                self.simpul(Jenjang.SASARAN, baris["sasaran"]),
                metode=Metode.RASIO,
                frekuensi=Frekuensi.TAHUN,
                formulasi=self.sumber.isi["rumus_tercetak"],
                label_pembilang="Jumlah memenuhi",
                label_penyebut="Jumlah seluruh",
            )
            self.target(baris, indikator)
            if baris.nomor in self.LATIHAN:
                pembilang, penyebut = self.LATIHAN[baris.nomor]
                isi = {"keadaan": Keadaan.ANGKA, "pembilang": pembilang, "penyebut": penyebut}
            else:
                isi = {
                    "keadaan": Keadaan.MENYUSUL,
                    "alasan": "Menunggu daftar hadir pembinaan dari desa (latihan).",
                }
            self.isi(baris, indikator, self.periode_tahun, sumber=LATIHAN, angka_latihan=True, **isi)


class RencanaAksiBulanan(Rencana):
    """D31: a signed agreement with a target position for every month, and no realisasi.

    A few indicators get practice figures for the months that are over, except the last of them, so that the
    form of that month still waits to be filled.
    """

    # baris: what practice reaches of that month's target
    LATIHAN = {11: Decimal(1), 13: Decimal(1), 14: Decimal("0.9"), 16: Decimal(1), 20: Decimal("0.95")}

    def bangun(self) -> None:
        self.perjanjian = PerjanjianKinerja.objects.create(
            opd=self.kantor.opd,
            tahun=self.tahun,
            jabatan=self.kantor.kepala(),
            tanggal_berlaku=self.awal,
            pihak_kedua_jabatan=f"Bupati {self.kantor.opd.pemda.nama}",
            pihak_kedua_nama="Bupati Contoh (nama latihan)",
            sumber=f"{self.sumber.lengkap} Tanggal penandatanganannya tanggal latihan.",
        )
        sasaran = None
        for baris in self.sumber.baris:
            if baris.jenjang == Jenjang.SASARAN:
                simpul = sasaran = self.simpul(Jenjang.SASARAN, baris["sasaran"])
            else:
                # The source prints the program's name in the column of the sasaran it follows.
                simpul = self.simpul(Jenjang.PROGRAM, baris["sasaran"], sasaran)
            indikator = self.indikator(baris, simpul, metode=Metode.NILAI_AKHIR, frekuensi=Frekuensi.BULAN)
            self._target_bulanan(baris, indikator)
            self._latihan(baris, indikator)
        self._pagu_program()

    def tandatangani(self) -> None:
        tandatangani(
            perjanjian=self.perjanjian,
            tanggal=date(self.tahun, 1, 15),
            nomor="PK latihan (belum bernomor)",
            oleh=self.kantor.akun["sekretaris"],
        )

    def _target_bulanan(self, baris: Baris, indikator: Indikator) -> None:
        target = self.target(baris, indikator)
        bulanan = [Angka.baca(satu) for satu in baris["target_bulanan"]]
        target.sumber += (
            " Target bulanan (Januari–Desember) tercetak: "
            + "; ".join(satu.tercetak for satu in bulanan)
            + "."
        )
        target.save(update_fields=["sumber"])
        TargetPeriode.objects.bulk_create(
            TargetPeriode(versi=target, periode=self.periode[Periode.Jenis.BULAN, nomor], nilai=angka.nilai)
            for nomor, angka in enumerate(bulanan, start=1)
        )

    def _latihan(self, baris: Baris, indikator: Indikator) -> None:
        if baris.nomor not in self.LATIHAN:
            return
        for nomor in range(1, bulan_selesai(self.tahun, hari_ini())):
            target = Angka.baca(baris["target_bulanan"][nomor - 1])
            self.isi(
                baris,
                indikator,
                self.periode[Periode.Jenis.BULAN, nomor],
                keadaan=Keadaan.ANGKA,
                nilai=target.nilai * self.LATIHAN[baris.nomor],
                sumber=LATIHAN,
                angka_latihan=True,
            )

    def _pagu_program(self) -> None:
        anggaran = self.sumber.isi["anggaran_program"]
        for simpul in self._simpul.values():
            if isi := anggaran.get(simpul.uraian):
                angka = Angka.baca(isi)
                PaguAnggaran.objects.create(
                    simpul=simpul,
                    nilai=angka.tepat,
                    dasar=f"Perjanjian Kinerja {self.tahun}",
                    tanggal_mulai=self.awal,
                    sumber=f"{self.sumber.ringkas}; anggaran program; {angka.keterangan}.",
                )


def metode_tahunan(baris: Baris) -> str:
    """How a yearly figure would add up: things counted are summed, the rest is measured once."""
    return Metode.JUMLAH if baris["satuan"] in SATUAN_HITUNG else Metode.TAHUNAN


def catat_riwayat(rencana: Rencana, baris: Baris, indikator: Indikator) -> None:
    """The year before, as the source prints it, right or wrong."""
    lalu = baris.get("tahun_lalu")
    if lalu is None:
        return
    target, realisasi, capaian = (Angka.baca(lalu[satu]) for satu in ("target", "realisasi", "capaian"))
    RiwayatNilai.objects.create(
        indikator=indikator,
        tahun=lalu["tahun"],
        target=target and target.nilai,
        realisasi=realisasi and realisasi.nilai,
        capaian_tercetak=capaian.tercetak if capaian else "",
        sumber=rencana.sumber.sebut(baris, realisasi, f"tahun {lalu['tahun']}"),
    )


def bulan_selesai(tahun: int, tanggal: date) -> int:
    """How many months of that year are over on that day."""
    if tanggal.year != tahun:
        return 12 if tanggal.year > tahun else 0
    return tanggal.month - 1


PEMBANGUN: dict[str, type[Rencana]] = {
    "D01": SasaranDuaTahun,
    "D16": CapaianTahunan,
    "D27": DefinisiSaja,
    "D31": RencanaAksiBulanan,
    "D32": RenjaTriwulanan,
}
