"""A small plan of one year for tests of targets and of the year after: ``Rencana(kantor)``.

TUJUAN > SASARAN (Kepala) > PROGRAM (Bidang Satu) > KEGIATAN (Bidang Dua); IKU-1 at the sasaran (position, two
units), IKP-1 at the program (summed), IKK-1 at the kegiatan (once a year, no definition from the year after on).
"""

from datetime import date
from decimal import Decimal

from perencanaan.models import (
    Indikator,
    KaitanSilang,
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Renstra,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    VersiIndikator,
    VersiTarget,
)
from tests.pabrik import AWAL, Kantor
from tests.panggung import TAHUN

D = Decimal
BARU = TAHUN + 1
TRIWULAN = ("5", "5", "5", "5")


class Rencana:
    """The plan of TAHUN; attributes are its records. ``indikator`` and ``target`` go by kode."""

    def __init__(self, kantor: Kantor):
        self.kantor, self.opd = kantor, kantor.opd
        self.setahun = {(satu.jenis, satu.nomor): satu for satu in Periode.objects.tahun_lengkap(TAHUN)}
        self.indikator: dict[str, Indikator] = {}
        self.target: dict[str, VersiTarget] = {}
        self.renstra = Renstra.objects.create(
            opd=self.opd, nama="Renstra", tahun_awal=TAHUN - 1, tahun_akhir=TAHUN + 3
        )
        jabatan = kantor.jabatan
        self.tujuan = self._simpul("tujuan", "Layanan baik", None)
        self.sasaran = self._simpul("sasaran", "Mutu layanan naik", self.tujuan, jabatan["Kepala"])
        self.program = self._simpul(
            "program", "Program Layanan", self.sasaran, jabatan["Kepala Bidang Satu"], "1.01"
        )
        self.kegiatan = self._simpul(
            "kegiatan", "Kegiatan Loket", self.program, jabatan["Kepala Bidang Dua"], "1.01.01"
        )
        self.kaitan = KaitanSilang.objects.create(
            dari=self.kegiatan, ke=self.sasaran, keterangan="Mendukung langsung"
        )
        PaguAnggaran.objects.create(
            simpul=self.kegiatan, nilai=1_000_000, dasar="DPA", tanggal_mulai=date(TAHUN, 1, 2)
        )
        satu, dua = kantor.bidang_satu, kantor.bidang_dua
        self.tambah("IKU-1", self.sasaran, "iku", [satu, dua], "90", satuan="Nilai")
        self.tambah("IKP-1", self.program, "program", [satu], "20", metode="jumlah", satuan="Dokumen")
        self.tambah("IKK-1", self.kegiatan, "ikk", [dua], "80", metode="tahunan", frekuensi="tahun")
        VersiIndikator.objects.filter(indikator=self.indikator["IKK-1"]).update(
            tanggal_selesai=date(TAHUN, 12, 31)
        )
        for nomor, nilai in enumerate(TRIWULAN, start=1):
            TargetPeriode.objects.create(
                versi=self.target["IKP-1"], periode=self.setahun["triwulan", nomor], nilai=D(nilai)
            )
        TargetRenstra.objects.create(indikator=self.indikator["IKU-1"], tahun=BARU, nilai=D("92.5"))

    def _simpul(self, jenjang, uraian, induk, pemilik=None, kode="") -> Simpul:
        return Simpul.objects.create(
            opd=self.opd,
            tahun=TAHUN,
            jenjang=jenjang,
            uraian=uraian,
            induk=induk,
            penanggung_jawab=pemilik,
            kode=kode,
            faktor_kunci=f"Kunci {uraian}",
            urutan=Simpul.objects.filter(opd=self.opd).count() + 1,
        )

    def tambah(
        self, kode, simpul, jenis, unit, target, *, metode="nilai_akhir", frekuensi="triwulan", **versi
    ) -> Indikator:
        """One indicator with its definition, place, units and (unless None) the year's target."""
        indikator = Indikator.objects.create(opd=self.opd, kode=kode, nama=f"Indikator {kode}")
        VersiIndikator.objects.create(
            indikator=indikator,
            nama=indikator.nama,
            metode=metode,
            frekuensi=frekuensi,
            tanggal_mulai=AWAL,
            **{"satuan": "%", **versi},
        )
        PenempatanIndikator.objects.create(
            indikator=indikator, simpul=simpul, jenis=jenis, urutan=len(self.indikator) + 1
        )
        for satu in unit:
            PenanggungJawabData.objects.create(
                indikator=indikator,
                unit=satu,
                kontribusi="jumlah" if len(unit) > 1 else "tunggal",
                tanggal_mulai=AWAL,
            )
        if target is not None:
            self.target[kode] = VersiTarget.objects.create(
                indikator=indikator, tahun=TAHUN, nilai=D(target), tanggal_mulai=date(TAHUN, 1, 2)
            )
        self.indikator[kode] = indikator
        return indikator

    def tambah_banyak(self, jumlah: int) -> None:
        """So many more nodes, each with an indicator, a target and a unit."""
        mulai = len(self.indikator)
        for nomor in range(mulai, mulai + jumlah):
            simpul = self._simpul("kegiatan", f"Kegiatan {nomor}", self.program, kode=f"1.01.{nomor:03}")
            self.tambah(f"TBH-{nomor}", simpul, "ikk", [self.kantor.bidang_satu], "10")
