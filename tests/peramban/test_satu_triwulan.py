"""One triwulan as an office lives it, in the browser: from the Kepala's order to the Laporan Kinerja.

Everyone does their own steps on the pages, at their own window. The figures of the tables below were worked out by
hand; what pages, papers, workbooks and the database say must read exactly like them.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from alur.models import Langkah, Pelaksanaan
from laporan.susunan.laporan_kinerja import judul_laporan
from organisasi.models import OPD, Jabatan, KodeNomor, Pengguna, UnitKerja
from organisasi.waktu import hari_ini
from pengukuran.models import HasilUkur, Pengukuran
from pengumpulan.models import Keadaan
from perencanaan.angka import bulatkan, tulis_angka
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    Simpul,
    TargetPeriode,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.models.periode import ROMAWI
from tests.alur.penjalan import adopsi_kode, buat_pejabat
from tests.pabrik import AWAL, Kantor, buat_pemda
from tests.panggung import PDF, TAHUN
from tests.peramban import langkah_kantor as langkah

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

D = Decimal
AWAL_TAHUN = date(TAHUN, 1, 2)
TW, SETAHUN = f"TW I {TAHUN}", f"Tahun {TAHUN}"


@dataclass(frozen=True)
class Harapan:
    """What a reader must see of one indicator, as it is printed; ``predikat`` or the state without a figure."""

    target: str
    realisasi: str
    capaian: str
    predikat: str
    target_tahun: str
    capaian_tahun: str


# Worked out by hand (T target, R realisasi):
# IKU-1  naik            R/T            20,83/22 = 94,6818…      tahun 20,83/25 = 83,32
# IKU-2  turun selisih   (2T−R)/T       (20−12,5)/10 = 75        tahun (16−12,5)/8 = 43,75
# IKU-3  turun rasio     T/R            30/32 = 93,75            tahun 28/32 = 87,5
# IKU-4  rentang 80–90   di bawahnya    70/80 = 87,5
# IKU-5  tingkat         BB ≥ B         100
# IKU-6  menyusul
# IKP-1  jumlah bulanan  3+4+5 = 12     12/(5+5+5) = 80          tahun 12/60 = 20
# IKP-2  rata-rata bulan (80+85+91)/3   85,3333/85 = 100,3921…   tahun 85,3333/90 = 94,8148
# IKP-3  nol             0/5 = 0                                 tahun 0/20 = 0
# IKP-4  nol yang baik   (8−0)/4 = 200                           tahun (4−0)/2 = 200
# IKP-5  tahunan, belum waktunya
# IKK-1  rasio dua unit  (8+90)/(10+100) = 89,0909…              tahun sama
HARAPAN = {
    "IKU-1": Harapan("22", "20,83", "94,68", "Sangat Tinggi", "25", "83,32"),
    "IKU-2": Harapan("10", "12,5", "75,00", "Sedang", "8", "43,75"),
    "IKU-3": Harapan("30", "32", "93,75", "Sangat Tinggi", "28", "87,50"),
    "IKU-4": Harapan("80 – 90", "70", "87,50", "Tinggi", "80 – 90", "87,50"),
    "IKU-5": Harapan("B", "BB", "100,00", "Sangat Tinggi", "B", "100,00"),
    "IKU-6": Harapan("80", "Menyusul", "–", "Belum lapor", "80", "–"),
    "IKP-1": Harapan("15", "12", "80,00", "Tinggi", "60", "20,00"),
    "IKP-2": Harapan("85", "85,33", "100,39", "Sangat Tinggi", "90", "94,81"),
    "IKP-3": Harapan("5", "0", "0,00", "Sangat Rendah", "20", "0,00"),
    "IKP-4": Harapan("4", "0", "200,00", "Sangat Tinggi", "2", "200,00"),
    "IKP-5": Harapan("–", "Belum waktunya", "–", "Belum waktunya", "100", "–"),
    "IKK-1": Harapan("100", "89,09", "89,09", "Tinggi", "100", "89,09"),
}
# Mutu (94,6818 + 75) / 2; Pengaduan (93,75 + 87,5 + 100) / 3; Program Layanan (80 + 0) / 2; Program Pengaduan
# (100,3921 + 200) / 2. All IKU: (94,6818 + 75 + 93,75 + 87,5 + 100) / 5 = 90,1864.
RATA_RATA = {
    "Meningkatnya mutu layanan": "84,84",
    "Program Layanan": "40,00",
    "Kegiatan Pelayanan": "89,09",
    "Menurunnya pengaduan": "93,75",
    "Program Pengaduan": "150,20",
}
RATA_RATA_OPD = "90,19"
# Pagu, realisasi, serapan, sisa.
ANGGARAN = (
    "1.01 Program Layanan 1.000.000 400.000 40,00 600.000",
    "1.02 Program Pengaduan 500.000 250.000 50,00 250.000",
)
# What the units handed in, after the return: unit, kode, periode, pembilang, penyebut, realisasi.
TERKUMPUL = {
    ("Sekretariat", "IKU-5", f"Triwulan I {TAHUN}", "", "", "BB"),
    ("Bidang Satu", "IKU-1", f"Triwulan I {TAHUN}", "", "", "20,83"),
    ("Bidang Satu", "IKU-3", f"Triwulan I {TAHUN}", "", "", "32"),
    ("Bidang Satu", "IKP-1", f"Januari {TAHUN}", "", "", "3"),
    ("Bidang Satu", "IKP-1", f"Februari {TAHUN}", "", "", "4"),
    ("Bidang Satu", "IKP-1", f"Maret {TAHUN}", "", "", "5"),
    ("Bidang Satu", "IKP-3", f"Triwulan I {TAHUN}", "", "", "0"),
    ("Bidang Satu", "IKK-1", f"Triwulan I {TAHUN}", "8", "10", "80"),
    ("Bidang Dua", "IKU-2", f"Triwulan I {TAHUN}", "", "", "12,5"),
    ("Bidang Dua", "IKU-4", f"Triwulan I {TAHUN}", "", "", "70"),
    ("Bidang Dua", "IKU-6", f"Triwulan I {TAHUN}", "", "", "Menyusul"),
    ("Bidang Dua", "IKP-2", f"Januari {TAHUN}", "", "", "80"),
    ("Bidang Dua", "IKP-2", f"Februari {TAHUN}", "", "", "85"),
    ("Bidang Dua", "IKP-2", f"Maret {TAHUN}", "", "", "91"),
    ("Bidang Dua", "IKP-4", f"Triwulan I {TAHUN}", "", "", "0"),
    ("Bidang Dua", "IKK-1", f"Triwulan I {TAHUN}", "90", "100", "90"),
}
DIANALISIS = ("IKU-2", "IKU-3", "IKU-4", "IKP-1", "IKP-3", "IKP-4")


def periode(jenis: str, nomor: int = 1) -> Periode:
    return Periode.objects.tahun_lengkap(TAHUN).get(jenis=jenis, nomor=nomor)


@dataclass
class Rencana:
    """What the office agreed to do in the year: its tree, indicators with targets, and budget."""

    kantor: Kantor
    urutan: int = 0
    simpul: dict[str, Simpul] = field(default_factory=dict)

    def cabang(self, jenjang: str, uraian: str, induk: str = "", kode: str = "") -> None:
        self.urutan += 1
        self.simpul[uraian] = Simpul.objects.create(
            opd=self.kantor.opd,
            tahun=TAHUN,
            jenjang=jenjang,
            induk=self.simpul.get(induk),
            uraian=uraian,
            kode=kode,
            urutan=self.urutan,
        )

    def pagu(self, uraian: str, nilai: int) -> None:
        PaguAnggaran.objects.create(
            simpul=self.simpul[uraian], nilai=nilai, dasar="DPA", tanggal_mulai=AWAL_TAHUN
        )

    def indikator(
        self,
        kode: str,
        simpul: str,
        *unit: UnitKerja,
        tahun: str | None = None,
        target: str | None = None,
        rentang: tuple[str, str] | None = None,
        tingkat: str = "",
        kontribusi: str = "tunggal",
        **definisi: str,
    ) -> None:
        """An indicator with its definition, its units, its target of the year and of each of its periods."""
        self.urutan += 1
        satu = Indikator.objects.create(opd=self.kantor.opd, kode=kode, nama=f"Indikator contoh {kode}")
        versi = VersiIndikator.objects.create(
            indikator=satu,
            nama=satu.nama,
            tanggal_mulai=AWAL,
            **{"satuan": "Poin", "metode": "nilai_akhir"} | definisi,
        )
        jenis = {"IKU": "iku", "IKP": "program", "IKK": "ikk"}[kode[:3]]
        PenempatanIndikator.objects.create(
            indikator=satu, simpul=self.simpul[simpul], jenis=jenis, urutan=self.urutan
        )
        for pemegang in unit:
            PenanggungJawabData.objects.create(
                indikator=satu, unit=pemegang, kontribusi=kontribusi, tanggal_mulai=AWAL
            )
        batas = {"batas_bawah": D(rentang[0]), "batas_atas": D(rentang[1])} if rentang else {}
        versi_target = VersiTarget.objects.create(
            indikator=satu,
            tahun=TAHUN,
            nilai=D(tahun) if tahun else None,
            tingkat=tingkat,
            tanggal_mulai=AWAL_TAHUN,
            **batas,
        )
        if target:
            for satu_periode in Periode.objects.tahun_lengkap(TAHUN).filter(jenis=versi.frekuensi):
                TargetPeriode.objects.create(versi=versi_target, periode=satu_periode, nilai=D(target))


def rencana_dinas(kantor: Kantor) -> None:
    """The tree, the twelve indicators of HARAPAN and the budget."""
    r = Rencana(kantor)
    satu, dua, sekretariat = kantor.bidang_satu, kantor.bidang_dua, kantor.sekretariat
    r.cabang("tujuan", "Layanan yang baik")
    r.cabang("sasaran", "Meningkatnya mutu layanan", "Layanan yang baik")
    r.cabang("program", "Program Layanan", "Meningkatnya mutu layanan", "1.01")
    r.cabang("kegiatan", "Kegiatan Pelayanan", "Program Layanan", "1.01.01")
    r.cabang("sub_kegiatan", "Sub Kegiatan Loket", "Kegiatan Pelayanan", "1.01.01.1")
    r.cabang("sasaran", "Menurunnya pengaduan", "Layanan yang baik")
    r.cabang("program", "Program Pengaduan", "Menurunnya pengaduan", "1.02")
    mutu, pengaduan = "Meningkatnya mutu layanan", "Menurunnya pengaduan"
    layanan, penanganan = "Program Layanan", "Program Pengaduan"
    r.indikator("IKU-1", mutu, satu, tahun="25", target="22")
    r.indikator("IKU-2", mutu, dua, tahun="8", target="10", arah="turun_selisih")
    r.indikator("IKU-3", pengaduan, satu, tahun="28", target="30", arah="turun_rasio")
    r.indikator("IKU-4", pengaduan, dua, rentang=("80", "90"), arah="rentang")
    r.indikator("IKU-5", pengaduan, sekretariat, tingkat="B", arah="ordinal")
    r.indikator("IKU-6", pengaduan, dua, tahun="80", target="80")
    r.indikator("IKP-1", layanan, satu, tahun="60", target="5", metode="jumlah", frekuensi="bulan")
    r.indikator("IKP-2", penanganan, dua, tahun="90", target="85", metode="rata_rata", frekuensi="bulan")
    r.indikator("IKP-3", layanan, satu, tahun="20", target="5", metode="jumlah")
    r.indikator("IKP-4", penanganan, dua, tahun="2", target="4", arah="turun_selisih")
    r.indikator("IKP-5", penanganan, dua, tahun="100", metode="tahunan", frekuensi="tahun")
    r.indikator(
        "IKK-1",
        "Kegiatan Pelayanan",
        satu,
        dua,
        tahun="100",
        target="100",
        metode="rasio",
        kontribusi="rasio",
        satuan="%",
        label_pembilang="Berkas selesai",
        label_penyebut="Berkas masuk",
    )
    r.pagu("Sub Kegiatan Loket", 1_000_000)
    r.pagu("Program Pengaduan", 500_000)


class Orang:
    """The people of an office at their windows; each is opened when first needed, and stays."""

    def __init__(self, layar, kantor: Kantor):
        self._layar, self._kantor, self._terbuka = layar, kantor, {}

    def __getattr__(self, nama):
        if nama not in self._terbuka:
            self._terbuka[nama] = self._layar(getattr(self._kantor, nama))
        return self._terbuka[nama]


# == SOP 000 ========================================================================================

NOTULEN = {
    "Tempat": "Ruang rapat lantai dua",
    "Hadir, baris 1": True,
    "Hadir, baris 2": True,
    "Pokok pembahasan, baris 1": "Jadwal pengumpulan",
    "Pokok pembahasan, baris 2": "Indikator yang jatuh tempo",
    "Keputusan, baris 1": "Formulir diisi sampai tanggal 10",
}


def perintah_kepala(orang: Orang, run: Pelaksanaan) -> None:
    giliran = langkah.buka(orang.sekretaris, run)
    expect(giliran).to_contain_text("Menunggu Kepala Dinas")
    langkah.di_tugas_saya(orang.kepala, run)
    langkah.selesaikan(orang.kepala, run, 1)


def rapat_sekretaris(orang: Orang, run: Pelaksanaan) -> None:
    langkah.selesaikan(orang.sekretaris, run, 2, **NOTULEN)


def program_kerja_tim(orang: Orang, run: Pelaksanaan) -> None:
    langkah.selesaikan(orang.ketua_tim, run, 3, Pembagian_tugas="Ketua Tim: rekapitulasi")


def dokumen_tim(orang: Orang, run: Pelaksanaan) -> None:
    langkah.selesaikan(
        orang.ketua_tim, run, 4, **{"Keadaan, baris 1": "Ada", "Tempat, baris 1": "Map 1, lemari Perencanaan"}
    )


def siapkan_formulir(orang: Orang, run: Pelaksanaan) -> None:
    langkah.halaman_langkah(orang.ketua_tim, run, 5)
    expect(orang.ketua_tim.page.get_by_text("16 baris indikator dan 2 baris anggaran")).to_be_visible()
    langkah.selesaikan(orang.ketua_tim, run, 5)


def bagikan_formulir(orang: Orang, run: Pelaksanaan) -> None:
    langkah.selesaikan(orang.ketua_tim, run, 6)


def bidang_satu_mengisi(orang: Orang, run: Pelaksanaan) -> None:
    """Plain figures, months, a zero, its share of a ratio, an evidence file and factors."""
    staf = orang.staf_satu
    langkah.di_tugas_saya(staf, run)
    langkah.buka_formulir(staf, run)
    langkah.terima_formulir(staf)
    langkah.ketik(staf, "IKU-1", "20,83")
    langkah.ketik(staf, "IKU-3", "32")
    for bulan, nilai in (("Januari", "3"), ("Februari", "4"), ("Maret", "5")):
        langkah.ketik(staf, "IKP-1", nilai, periode=bulan)
    langkah.ketik(staf, "IKP-3", "0")
    langkah.ketik(staf, "IKK-1", pecahan=("8", "10"))
    langkah.tulis_rincian(
        staf,
        "IKU-1",
        Faktor_pendukung="Petugas dilatih",
        Kendala="Pendataan lapangan terlambat",
        Rencana_perbaikan="Pendataan dimulai lebih awal",
    )
    langkah.lampirkan_bukti(staf, "IKU-1", "Rekap layanan", "rekap.pdf")
    langkah.serahkan(staf)


def bidang_dua_mengisi(orang: Orang, run: Pelaksanaan) -> None:
    """Two figures of it will prove wrong; its Kepala Bidang hands in."""
    staf = orang.staf_dua
    langkah.buka_formulir(staf, run)
    langkah.terima_formulir(staf)
    langkah.ketik(staf, "IKU-2", "13")
    langkah.ketik(staf, "IKU-4", "71")
    langkah.beri_keadaan(staf, "IKU-6", "Menyusul", "Survei masih berjalan")
    for bulan, nilai in (("Januari", "80"), ("Februari", "85"), ("Maret", "91")):
        langkah.ketik(staf, "IKP-2", nilai, periode=bulan)
    langkah.ketik(staf, "IKP-4", "0")
    langkah.ketik(staf, "IKK-1", pecahan=("90", "100"))
    langkah.ketik_anggaran(staf, "1.02", "250.000")
    langkah.buka_formulir(orang.kabid_dua, run)
    langkah.serahkan(orang.kabid_dua)


def sekretariat_mengisi(orang: Orang, run: Pelaksanaan) -> None:
    """A level, and the spending of a sub kegiatan that no unit holds."""
    langkah.bukan_giliran(orang.staf_satu, run)
    langkah.buka_formulir(orang.kasubbag, run)
    langkah.ketik_di_sambungan_lambat(orang.kasubbag, "IKU-5", "BB")
    langkah.ketik_anggaran(orang.kasubbag, "1.01.01.1", "400.000")
    langkah.serahkan(orang.kasubbag)


def rekap_data(orang: Orang, run: Pelaksanaan, putaran: int = 1) -> None:
    langkah.periksa_dan_selesaikan(orang.ketua_tim, run, 8, putaran)


def laporkan_data(orang: Orang, run: Pelaksanaan, putaran: int = 1) -> None:
    langkah.periksa_dan_selesaikan(
        orang.ketua_tim, run, 9, putaran, Isi_ringkas_laporan="Semua unit menyerahkan."
    )


def sekretaris_mengembalikan_dua_baris(orang: Orang, run: Pelaksanaan) -> None:
    langkah.kembalikan_baris(
        orang.sekretaris,
        run,
        10,
        {"IKU-2": "Angka tidak sesuai bukti", "IKU-4": "Hitung ulang"},
        "Dua angka Bidang Dua keliru",
    )


def hanya_dua_baris_terbuka(orang: Orang, run: Pelaksanaan) -> None:
    """The other rows of the unit stay handed in, and the other units need not act again."""
    langkah.buka_formulir(orang.staf_dua, run)
    terbuka = orang.staf_dua.page.locator("#isian [data-baris]")
    expect(terbuka).to_have_count(2)
    assert [satu.split()[0] for satu in terbuka.locator("th").all_inner_texts()] == ["IKU-2", "IKU-4"]
    for lain in (orang.staf_satu, orang.kasubbag):
        langkah.bukan_giliran(lain, run)
        lain.page.locator(".langkah-halaman a").click()
        expect(lain.page.locator("#isian")).to_be_visible()
        expect(lain.page.locator("#isian [data-baris]")).to_have_count(0)


def bidang_dua_memperbaiki(orang: Orang, run: Pelaksanaan) -> None:
    staf = orang.staf_dua
    langkah.di_tugas_saya(staf, run)
    langkah.giliran(staf, run, 7, putaran=2)
    langkah.buka_formulir(staf, run)
    langkah.ketik(staf, "IKU-2", "12,5")
    langkah.jawab_baris(staf, "IKU-2", "Disesuaikan dengan bukti")
    langkah.ketik(staf, "IKU-4", "70")
    langkah.jawab_baris(staf, "IKU-4", "Sudah dihitung ulang")
    langkah.serahkan(staf)


def sekretaris_menyetujui_data(orang: Orang, run: Pelaksanaan) -> None:
    langkah.halaman_langkah(orang.sekretaris, run, 10, 2)
    isi = orang.sekretaris.page.locator("main")
    expect(isi).to_contain_text("Disesuaikan dengan bukti")
    expect(isi).to_contain_text("Sudah dihitung ulang")
    langkah.isi_dan_selesaikan(orang.sekretaris, run, 10)


def lapor_dan_disposisi(orang: Orang, run: Pelaksanaan, nomor: int) -> None:
    langkah.periksa_dan_selesaikan(orang.sekretaris, run, nomor)
    langkah.bukan_giliran(orang.ketua_tim, run)
    langkah.beri_disposisi(orang.kepala, run, "Lanjutkan, perhatikan pengaduan.", "Sekretaris DISCONTOH")


def arsipkan(orang: Orang, run: Pelaksanaan, nomor: int) -> None:
    isi = {"Tempat penyimpanan": "Lemari arsip, map 3"}
    if run.prosedur.mengukur:
        # SOP 000 names papers of the measurement that nobody attached; of the collection it names none.
        isi["Alasan berkas yang tidak ada"] = "Ada pada map Perencanaan"
    langkah.periksa_dan_selesaikan(orang.ketua_tim, run, nomor, **isi)
    run.refresh_from_db()
    assert run.status == Pelaksanaan.Status.SELESAI


def kumpulkan(orang: Orang) -> Pelaksanaan:
    """SOP 000, pengumpulan: all twelve steps, with a return of two rows."""
    run = langkah.mulai(orang.sekretaris, "Pengumpulan", TW)
    perintah_kepala(orang, run)
    rapat_sekretaris(orang, run)
    program_kerja_tim(orang, run)
    dokumen_tim(orang, run)
    siapkan_formulir(orang, run)
    bagikan_formulir(orang, run)
    bidang_satu_mengisi(orang, run)
    bidang_dua_mengisi(orang, run)
    sekretariat_mengisi(orang, run)
    rekap_data(orang, run)
    laporkan_data(orang, run)
    sekretaris_mengembalikan_dua_baris(orang, run)
    hanya_dua_baris_terbuka(orang, run)
    bidang_dua_memperbaiki(orang, run)
    rekap_data(orang, run, 2)
    laporkan_data(orang, run, 2)
    sekretaris_menyetujui_data(orang, run)
    lapor_dan_disposisi(orang, run, 11)
    arsipkan(orang, run, 12)
    return run


def perintah_mengukur(orang: Orang, run: Pelaksanaan) -> None:
    langkah.selesaikan(orang.kepala, run, 1)
    langkah.selesaikan(orang.sekretaris, run, 2, **NOTULEN)
    langkah.selesaikan(orang.ketua_tim, run, 3)


def tetapkan_metodologi(orang: Orang, run: Pelaksanaan) -> None:
    langkah.halaman_langkah(orang.ketua_tim, run, 4)
    expect(orang.ketua_tim.page.get_by_text("12 indikator", exact=True)).to_be_visible()
    langkah.isi_dan_selesaikan(orang.ketua_tim, run, 4)


def ukur_dan_analisis(orang: Orang, run: Pelaksanaan) -> None:
    """Tim computes and analyses; the Kepala Bidang writes about the figure of his own unit."""
    tim = orang.ketua_tim
    langkah.halaman_langkah(tim, run, 5)
    expect(tim.page.locator(".giliran")).to_contain_text("Capaian belum dihitung")
    langkah.hitung(tim)
    expect(tim.page.get_by_role("heading", name="Wajib dianalisis (7)")).to_be_visible()
    langkah.buka(orang.kabid_dua, run)
    orang.kabid_dua.page.locator(".langkah-halaman a").click()
    langkah.tulis_analisis(orang.kabid_dua, "IKU-2", "Pengaduan bertambah", "Layanan aduan dibuka tiap hari")
    tim.page.reload()
    for kode in ("IKU-1", *DIANALISIS[1:]):
        langkah.tulis_analisis(tim, kode, f"Sebab {kode}", f"Rencana {kode}")
    expect(tim.page.locator(".giliran")).to_contain_text("Syarat langkah ini lengkap")
    langkah.isi_dan_selesaikan(tim, run, 5)


def rekap_dan_laporkan_hasil(orang: Orang, run: Pelaksanaan, putaran: int = 1) -> None:
    langkah.periksa_dan_selesaikan(orang.ketua_tim, run, 6, putaran)
    langkah.periksa_dan_selesaikan(orang.ketua_tim, run, 7, putaran)


def sekretaris_mengembalikan_satu_hasil(orang: Orang, run: Pelaksanaan) -> None:
    langkah.kembalikan_baris(
        orang.sekretaris,
        run,
        8,
        {"IKU-1": "Sebutkan kecamatannya"},
        "Analisis belum tajam",
        ke="Tim melakukan pengukuran",
    )


def tim_memperbaiki_satu_hasil(orang: Orang, run: Pelaksanaan) -> None:
    """Only the named result is open; what is written about the others stands."""
    tim = orang.ketua_tim
    langkah.halaman_langkah(tim, run, 5, putaran=2)
    expect(tim.page.get_by_role("heading", name="Dikembalikan (1)")).to_be_visible()
    expect(tim.page.locator("details.hasil-tulis form")).to_have_count(1)
    langkah.tulis_analisis(
        tim, "IKU-1", "Pendataan Kecamatan Timur terlambat", jawaban="Kecamatan sudah disebut"
    )
    langkah.isi_dan_selesaikan(tim, run, 5)


def sekretaris_menyetujui_hasil(orang: Orang, run: Pelaksanaan) -> None:
    langkah.halaman_langkah(orang.sekretaris, run, 8, putaran=2)
    expect(orang.sekretaris.page.locator("main")).to_contain_text("Kecamatan sudah disebut")
    langkah.isi_dan_selesaikan(orang.sekretaris, run, 8)


def ukur(orang: Orang) -> Pelaksanaan:
    """SOP 000, pengukuran: all ten steps, with a return of one result."""
    run = langkah.mulai(orang.sekretaris, "Pengukuran", TW)
    perintah_mengukur(orang, run)
    tetapkan_metodologi(orang, run)
    ukur_dan_analisis(orang, run)
    rekap_dan_laporkan_hasil(orang, run)
    sekretaris_mengembalikan_satu_hasil(orang, run)
    tim_memperbaiki_satu_hasil(orang, run)
    rekap_dan_laporkan_hasil(orang, run, 2)
    sekretaris_menyetujui_hasil(orang, run)
    lapor_dan_disposisi(orang, run, 9)
    arsipkan(orang, run, 10)
    return run


# == one figure everywhere ==========================================================================

NAMA = "Indikator contoh "


def dari_basis_data(pengukuran: Pengukuran) -> dict[str, Harapan]:
    """The stored results, rounded once as everything prints them."""

    def teks(nilai, lain):
        return lain if nilai is None else tulis_angka(bulatkan(nilai))

    return {
        satu.patokan.indikator.kode: Harapan(
            teks(satu.target_periode, satu.target_periode_teks or "–"),
            teks(satu.realisasi, satu.tingkat or Keadaan(satu.keadaan).label),
            tulis_angka(satu.capaian_periode, 2) or "–",
            satu.predikat or satu.get_status_display(),
            teks(satu.target_tahun, satu.target_tahun_teks or "–"),
            tulis_angka(satu.capaian_tahun, 2) or "–",
        )
        for satu in HasilUkur.objects.filter(pengukuran=pengukuran).select_related("patokan__indikator")
    }


def dari_halaman(orang, pengukuran: Pengukuran) -> dict[str, Harapan]:
    """The indicators on the recap's page, each with the page of the result that it leads to."""
    orang.buka(pengukuran.get_absolute_url())
    rekap, alamat = {}, {}
    for baris in orang.page.locator("tr:has(td[data-label=Keadaan])").all():
        kode = baris.locator("th .kode").inner_text()
        rekap[kode] = [
            " ".join(baris.locator(f"td[data-label={kolom}]").inner_text().split("\n")[0].split())
            for kolom in ("Target", "Realisasi", "Capaian", "Keadaan")
        ]
        alamat[kode] = baris.locator("th a").first.get_attribute("href")
    hasil = {}
    for kode, jalur in alamat.items():
        orang.buka(jalur)
        angka = [" ".join(satu.split()) for satu in orang.page.locator(".angka-besar dd").all_inner_texts()]
        capaian, realisasi, target, tahun = (re.sub(r" (%|Poin)$", "", satu) for satu in angka)
        target_tahun, _, capaian_tahun = tahun.partition(" tercapai ")
        status = orang.page.locator(".hasil-muka .cip").first.inner_text().strip()
        hasil[kode] = Harapan(target, realisasi, capaian, status, target_tahun, capaian_tahun or "–")
        assert rekap[kode] == [target, realisasi, capaian, status]
    return hasil


def dari_buku_kerja(isi: bytes) -> tuple[dict[str, Harapan], dict[str, str]]:
    """The workbook's rows and its means, as Excel shows them."""
    hasil, rata = {}, {}
    for baris in langkah.lembar_xlsx(isi, "Capaian"):
        sel = {judul: langkah.teks_sel(isi_sel) for judul, isi_sel in baris.items()}
        if sel["Status"] == "Rata-rata":
            rata[sel["No"].partition(" – ")[2] or "OPD"] = sel["Capaian s.d. periode (%)"]
        elif sel["Kode"]:
            hasil[sel["Kode"]] = Harapan(
                sel["Target s.d. periode"] or "–",
                sel["Realisasi s.d. periode"],
                sel["Capaian s.d. periode (%)"] or "–",
                sel["Predikat"] or sel["Status"],
                sel["Target tahun"] or "–",
                sel["Capaian terhadap target tahun (%)"] or "–",
            )
    return hasil, rata


def hilang_dari_pdf(teks: str, harapan: dict[str, Harapan], *, satu_capaian: bool = False) -> list[str]:
    """Indicators whose row of figures, side by side as in its table, the paper does not have.

    ``satu_capaian``: the paper compares with the year's target alone, as the year's report does.
    """
    hilang = []
    potongan = teks.split(NAMA)
    for kode, h in harapan.items():
        deret = f" {h.target} {h.realisasi} {h.capaian} {h.predikat} "
        if not satu_capaian:
            deret += f"{h.target_tahun} {h.capaian_tahun} "
        if not any(satu.startswith(f"{kode} ") and deret in f"{satu} " for satu in potongan):
            hilang.append(f"{kode}:{deret}")
    return hilang


def satu_angka_di_mana_pun(
    orang, run: Pelaksanaan, harapan: dict[str, Harapan], rata: dict[str, str], rata_opd: str
) -> str:
    """Database, pages, workbook and papers say what was worked out by hand; the text of the Laporan Kinerja."""
    pengukuran = Pengukuran.objects.get(pelaksanaan=run)
    assert dari_basis_data(pengukuran) == harapan
    assert dari_halaman(orang, pengukuran) == harapan
    orang.buka(pengukuran.get_absolute_url())
    isi = orang.page.locator("main")
    expect(isi.locator(".hitungan-utama strong")).to_have_text(f"{rata_opd} %")
    for nilai in rata.values():
        expect(isi.locator("caption", has_text=f"= {nilai} %").first).to_be_attached()
    buku = langkah.unduh_naskah(orang, run, "Rekapitulasi Capaian", "Excel")
    assert dari_buku_kerja(buku) == (harapan, rata | {"OPD": rata_opd})
    naskah = {
        judul: langkah.teks_pdf(langkah.unduh_naskah(orang, run, judul))
        for judul in ("Rekapitulasi Capaian", "Kertas Kerja Pengukuran", judul_laporan(pengukuran))
    }
    rekap, kertas_kerja, laporan = naskah.values()
    assert hilang_dari_pdf(rekap, harapan) == []
    assert hilang_dari_pdf(kertas_kerja, harapan) == []
    assert hilang_dari_pdf(laporan, harapan, satu_capaian=run.periode.jenis == "tahun") == []
    for teks in (rekap, laporan):
        assert "draf" not in teks.lower()
        assert [satu for satu in rata.values() if f"Rata-rata capaian {satu} " not in teks] == []
    assert f"Rata-rata capaian {rata_opd} %" in rekap
    assert f"Rata-rata capaian IKU {rata_opd} %" in laporan
    return laporan


def data_terkumpul_sama(orang, run: Pelaksanaan) -> None:
    """Recap of the data as workbook and paper: every reading that the units handed in."""
    buku = langkah.unduh_naskah(orang, run, "Rekapitulasi Data", "Excel")
    baris = [
        {judul: langkah.teks_sel(sel) for judul, sel in satu.items()}
        for satu in langkah.lembar_xlsx(buku, "Rekapitulasi")
    ]
    terkumpul = {
        (b["Unit"], b["Kode"], b["Periode"], b["Pembilang"], b["Penyebut"], b["Realisasi"])
        for b in baris
        if b["Kode"]
    }
    assert terkumpul == TERKUMPUL
    teks = langkah.teks_pdf(langkah.unduh_naskah(orang, run, "Rekapitulasi Data"))
    assert "draf" not in teks.lower()
    potongan = teks.split(NAMA)
    for _, kode, periode_baris, pembilang, penyebut, realisasi in TERKUMPUL:
        # The cells of a row as they follow each other: kode · satuan · its month, target, figure, its parts.
        bulan = "" if periode_baris.startswith("Triwulan") else f" · {periode_baris}"
        bagian = f"{pembilang} / {penyebut} " if pembilang else ""
        deret = re.compile(
            rf"{kode} .*?· \S+{re.escape(bulan)} (?:80 – 90|\S+) {re.escape(realisasi)} {re.escape(bagian)}"
        )
        assert any(deret.match(satu) for satu in potongan), (deret.pattern, potongan)
    for satu in ANGGARAN:
        assert satu in teks


def telusur_dari_dasbor(orang) -> None:
    """From the figure on the dashboard in two clicks: who typed it, on what evidence, who approved it."""
    page = orang.page
    orang.buka("/")
    page.get_by_role("navigation", name="Menu utama").get_by_role("link", name="Dashboard").click()
    angka = page.locator(".tiga-nilai")
    expect(angka).to_have_text([re.compile("^90,19"), re.compile("^3dari 10"), re.compile("^43,33")])
    kartu = page.locator(".kartu-iku li").filter(has_text="IKU-1")
    expect(kartu.locator(".kartu-nilai")).to_have_text("94,68%")
    kartu.get_by_role("link", name="Indikator contoh IKU-1").click()
    expect(page.locator(".angka-utama")).to_have_text("94,68 %")
    expect(page.locator(".langkah-hitung")).to_contain_text("20,83 / 22 × 100 = 94,68 %")
    bacaan = page.get_by_role("region", name="Angka yang dibaca").locator("tbody tr")
    expect(bacaan).to_have_count(1)
    expect(bacaan.locator("td[data-label=Diisi]")).to_contain_text("Staf Satu DISCONTOH")
    expect(bacaan.locator("td[data-label='Bukti dukung']")).to_contain_text("Rekap layanan (rekap.pdf)")
    expect(bacaan.locator("td[data-label=Disetujui]")).to_contain_text("Sekretaris DISCONTOH")
    bacaan.get_by_role("link").click()
    isi = page.locator("main")
    expect(isi.locator("td[data-label=Diserahkan]")).to_contain_text("Staf Satu DISCONTOH")
    expect(isi.locator("td[data-label=Disetujui]")).to_contain_text("Sekretaris DISCONTOH")
    assert langkah.unduh(orang, isi.get_by_role("link", name="Rekap layanan", exact=True)) == PDF


def test_sop_000_satu_triwulan(layar, kantor):
    """Collected, measured and reported: twelve steps and ten, two returns, and one figure everywhere."""
    adopsi_kode(kantor, "000")
    rencana_dinas(kantor)
    orang = Orang(layar, kantor)
    data_terkumpul_sama(orang.ketua_tim, kumpulkan(orang))
    run = ukur(orang)
    laporan = satu_angka_di_mana_pun(orang.ketua_tim, run, HARAPAN, RATA_RATA, RATA_RATA_OPD)
    for satu in ANGGARAN:
        assert satu in laporan
    telusur_dari_dasbor(orang.kepala)


# == SOP 002: one run, from the order to the archive =================================================

# Seksi 1 18/20 = 90, tahun 18/24 = 75; Seksi 2 (2×10−12)/10 = 80, tahun (2×8−12)/8 = 50. Mean 85.
HARAPAN_002 = {
    "IKU-1": Harapan("20", "18", "90,00", "Tinggi", "24", "75,00"),
    "IKU-2": Harapan("10", "12", "80,00", "Tinggi", "8", "50,00"),
}


@pytest.fixture
def kecamatan(dilayani):
    """A Kecamatan with two Seksi, each with a head, and a Kasubbag Umum."""
    kantor = Kantor(buat_pemda(), singkatan="KECCONTOH", jenis=OPD.Jenis.KECAMATAN)
    for nomor, nama in ((1, "Seksi Pemerintahan"), (2, "Seksi Pelayanan")):
        unit = UnitKerja.objects.create(
            opd=kantor.opd, nama=nama, jenis=UnitKerja.Jenis.SEKSI, urutan=3 + nomor
        )
        jabatan = buat_pejabat(kantor, f"Kasi {nama.split()[1]}", Jabatan.Jenis.KASI, unit)
        setattr(kantor, f"kasi_{nomor}", pemangku(jabatan))
        setattr(kantor, f"seksi_{nomor}", unit)
    umum = buat_pejabat(kantor, "Kasubbag Umum", Jabatan.Jenis.KASUBBAG, kantor.sekretariat)
    kantor.kasubbag_umum = pemangku(umum)
    KodeNomor.objects.create(
        opd=kantor.opd, kode="130", nama="Surat kecamatan", pola="{kode}/{nomor}/KECCONTOH/{tahun}"
    )
    adopsi_kode(kantor, "002")
    return kantor


def pemangku(jabatan: Jabatan) -> Pengguna:
    return jabatan.pemangku.get().pegawai.pengguna


def rencana_kecamatan(kantor: Kantor) -> None:
    r = Rencana(kantor)
    r.cabang("tujuan", "Kecamatan yang melayani")
    r.cabang("sasaran", "Layanan tepat waktu", "Kecamatan yang melayani")
    r.indikator("IKU-1", "Layanan tepat waktu", kantor.seksi_1, tahun="24", target="20")
    r.indikator("IKU-2", "Layanan tepat waktu", kantor.seksi_2, tahun="8", target="10", arah="turun_selisih")


def seksi_mengisi(orang, nilai: dict[str, str], putaran_perbaikan: str = "") -> None:
    """The unit finds its form among the data, fills it and hands it in."""
    langkah.buka_formulir_sendiri(orang, TW)
    for kode, angka in nilai.items():
        langkah.ketik(orang, kode, angka)
        if putaran_perbaikan:
            langkah.jawab_baris(orang, kode, putaran_perbaikan)
    langkah.serahkan(orang)


UNDANGAN = {"Tempat": "Ruang rapat lantai dua", "Waktu": "09.00 sampai 10.30"}


def sampaikan_undang_dan_bahas(orang: Orang, run: Pelaksanaan, putaran: int = 1) -> None:
    langkah.selesaikan(orang.kasubbag, run, 3, putaran)
    langkah.selesaikan(orang.kasubbag, run, 4, putaran, **UNDANGAN)
    langkah.selesaikan(orang.sekretaris, run, 5, putaran, **NOTULEN)


def pindai_yang_ditandatangani(orang, run: Pelaksanaan) -> None:
    """The signed document comes back on paper: its scan answers the last line that only a scan can."""
    langkah.buka(orang, run)
    page = orang.page
    daftar = page.locator("#kelengkapan")
    expect(daftar.locator("li", has_text="belum ada")).to_contain_text(["Surat Pengantar"])
    daftar.get_by_text("Lampirkan berkas kelengkapan").click()
    pilihan = page.get_by_label(langkah.persis("Untuk berkas"))
    pilihan.select_option(label="Surat Pengantar (langkah 11)")
    daftar.get_by_label(langkah.persis("Berkas")).set_input_files(
        {"name": "ditandatangani.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    daftar.get_by_role("button", name="Lampirkan").click()
    expect(page.locator(".pesan")).to_contain_text("Surat Pengantar terlampir.")
    expect(page.locator("#kelengkapan li", has_text="belum ada")).to_have_count(0)


def naskah_kecamatan(orang, run: Pelaksanaan) -> None:
    """The papers of the Kecamatan: the Camat's disposition, the invitation, the numbered letter, the copies."""
    perintah = langkah.teks_pdf(langkah.unduh_naskah(orang, run, "Disposisi"))
    assert "DISPOSISI" in perintah and "Kepala KECCONTOH" in perintah
    undangan = langkah.teks_pdf(langkah.unduh_naskah(orang, run, "Undangan (putaran ke-2)"))
    assert "Ruang rapat lantai dua" in undangan and "Kasi Pemerintahan KECCONTOH" in undangan
    hadir = langkah.teks_pdf(langkah.unduh_naskah(orang, run, "Daftar Hadir (putaran ke-2)"))
    assert re.search(r"2 dari \d+ yang diundang hadir", hadir)
    pengantar = langkah.teks_pdf(langkah.unduh_naskah(orang, run, "Surat Pengantar"))
    assert f"130/1/KECCONTOH/{hari_ini().year}" in pengantar
    assert "Dokumen Pengukuran Kinerja" in pengantar and "Bupati melalui Bagian Organisasi" in pengantar
    assert "Seluruhnya 3 salinan." in langkah.teks_pdf(langkah.unduh_naskah(orang, run, "Daftar Penggandaan"))


def test_sop_002_satu_pelaksanaan(layar, kecamatan):
    """Fourteen steps in one run; a return with a named row to the units, and one of a result to the concept."""
    rencana_kecamatan(kecamatan)
    orang = Orang(layar, kecamatan)
    run = langkah.mulai(orang.sekretaris, "Pengumpulan", TW)
    langkah.selesaikan(orang.kepala, run, 1)
    langkah.selesaikan(orang.sekretaris, run, 2)
    langkah.selesaikan(orang.kasubbag, run, 3)
    seksi_mengisi(orang.kasi_1, {"IKU-1": "18"})
    langkah.buka_formulir_sendiri(orang.kasi_2, TW)
    langkah.ketik_di_sambungan_lambat(orang.kasi_2, "IKU-2", "13")
    langkah.serahkan(orang.kasi_2)
    langkah.selesaikan(orang.kasubbag, run, 4, **UNDANGAN)
    langkah.selesaikan(orang.sekretaris, run, 5, **NOTULEN)
    langkah.kembalikan_baris(orang.sekretaris, run, 6, {"IKU-2": "Tidak sesuai bukti"}, "Satu angka keliru")

    seksi_mengisi(orang.kasi_2, {"IKU-2": "12"}, "Sudah disesuaikan")
    langkah.buka_formulir_sendiri(orang.kasi_1, TW)
    expect(orang.kasi_1.page.locator("#isian [data-baris]")).to_have_count(0)
    sampaikan_undang_dan_bahas(orang, run, 2)
    langkah.periksa_dan_selesaikan(orang.sekretaris, run, 6, 2)

    langkah.halaman_langkah(orang.anggota_tim, run, 7)
    langkah.hitung(orang.anggota_tim)
    langkah.tulis_analisis(orang.anggota_tim, "IKU-1", "Loket kurang", "Loket ditambah")
    langkah.tulis_analisis(orang.anggota_tim, "IKU-2", "Aduan bertambah", "Aduan dijawab tiap hari")
    orang.anggota_tim.page.get_by_role("link", name="Setujui atau kembalikan").click()
    langkah.isi_dan_selesaikan(orang.anggota_tim, run, 7)
    langkah.periksa_dan_selesaikan(orang.sekretaris, run, 8)
    langkah.kembalikan_baris(orang.sekretaris, run, 9, {"IKU-1": "Sebutkan jumlah loket"}, "Belum jelas")
    langkah.halaman_langkah(orang.sekretaris, run, 8, 2)
    orang.sekretaris.page.locator("main a[href$='/ukur/']").first.click()
    langkah.tulis_analisis(
        orang.sekretaris, "IKU-1", "Hanya dua loket terbuka", jawaban="Jumlah loket disebut"
    )
    langkah.periksa_dan_selesaikan(orang.sekretaris, run, 8, 2)
    langkah.periksa_dan_selesaikan(orang.sekretaris, run, 9, 2)
    langkah.periksa_dan_selesaikan(orang.sekretaris, run, 10)
    langkah.periksa_dan_selesaikan(orang.kepala, run, 11)
    pindai_yang_ditandatangani(orang.sekretaris, run)
    langkah.selesaikan(
        orang.kasubbag_umum,
        run,
        12,
        Kepada="Bupati melalui Bagian Organisasi",
        **{"Nomor dari register": f"130/1/KECCONTOH/{hari_ini().year} – Surat kecamatan"},
    )
    langkah.selesaikan(
        orang.kasubbag_umum, run, 13, **{"Untuk, baris 2": "Bagian Organisasi", "Jumlah, baris 2": "2"}
    )
    langkah.periksa_dan_selesaikan(orang.kasubbag_umum, run, 14, Tempat_penyimpanan="Map 2")
    naskah_kecamatan(orang.kasubbag_umum, run)

    run.refresh_from_db()
    assert run.status == Pelaksanaan.Status.SELESAI
    satu_angka_di_mana_pun(orang.sekretaris, run, HARAPAN_002, {"Layanan tepat waktu": "85,00"}, "85,00")


# == SOP 004: the data entered directly, a year, LKjIP ===============================================

# IKU-1 jumlah 4 triwulan  3+4+5+6 = 18     18/20 = 90
# IKU-2 rasio 4 triwulan   (8+9+7+10)/40    85 % dari 85 = 100
# IKU-3 tahunan            62,5/75 = 83,3333…
HARAPAN_004 = {
    "IKU-1": Harapan("20", "18", "90,00", "Tinggi", "20", "90,00"),
    "IKU-2": Harapan("85", "85", "100,00", "Sangat Tinggi", "85", "100,00"),
    "IKU-3": Harapan("75", "62,5", "83,33", "Tinggi", "75", "83,33"),
}


def rencana_tahunan(kantor: Kantor) -> None:
    r = Rencana(kantor)
    r.cabang("tujuan", "Usaha yang maju")
    r.cabang("sasaran", "Meningkatnya usaha", "Usaha yang maju")
    satu, dua = kantor.bidang_satu, kantor.bidang_dua
    r.indikator("IKU-1", "Meningkatnya usaha", satu, tahun="20", target="5", metode="jumlah")
    r.indikator(
        "IKU-2",
        "Meningkatnya usaha",
        dua,
        tahun="85",
        target="85",
        metode="rasio",
        label_pembilang="Koperasi sehat",
        label_penyebut="Koperasi dinilai",
    )
    r.indikator("IKU-3", "Meningkatnya usaha", dua, tahun="75", metode="tahunan", frekuensi="tahun")


def entri_langsung(orang: Orang) -> None:
    """Tim opens the year; the units fill all its triwulan at once; Tim closes it."""
    tim = orang.ketua_tim
    tim.buka("/realisasi/")
    tim.page.get_by_role("link", name=re.compile("[Ee]ntri langsung")).click()
    tim.page.get_by_label(langkah.persis("Periode")).select_option(label=SETAHUN)
    tim.page.get_by_role("button", name="Buka entri dan bagikan formulir").click()
    expect(tim.page.get_by_text(f"Formulir {SETAHUN} dibagikan kepada unit.")).to_be_visible()
    alamat = tim.page.url.removeprefix(tim.alamat)
    langkah.buka_formulir_sendiri(orang.staf_satu, SETAHUN)
    for nomor, nilai in enumerate(("3", "4", "5", "6")):
        langkah.ketik(orang.staf_satu, "IKU-1", nilai, periode=f"TW {ROMAWI[nomor]} {TAHUN}")
    langkah.serahkan(orang.staf_satu)
    langkah.buka_formulir_sendiri(orang.staf_dua, SETAHUN)
    for nomor, nilai in enumerate(("8", "9", "7", "10")):
        langkah.ketik(orang.staf_dua, "IKU-2", periode=f"TW {ROMAWI[nomor]} {TAHUN}", pecahan=(nilai, "10"))
    langkah.ketik(orang.staf_dua, "IKU-3", "62,5")
    langkah.serahkan(orang.staf_dua)
    tim.buka(alamat)
    tim.page.get_by_role("button", name="Tutup entri").click()
    tim.page.get_by_role("dialog").get_by_role("button", name="Tutup entri").click()
    expect(tim.page.get_by_text("ditutup. Angkanya siap diukur.")).to_be_visible()


def bersama(orang: Orang, run: Pelaksanaan, nomor: int, putaran: int = 1) -> None:
    """Steps that the team's member and the Sekretaris both sign off."""
    for satu in (orang.anggota_tim, orang.sekretaris):
        if run.prosedur.langkah.get(nomor=nomor).layar == Langkah.Layar.LAPOR:
            langkah.halaman_langkah(satu, run, nomor, putaran)
        else:
            langkah.giliran(satu, run, nomor, putaran)
        langkah.isi_dan_selesaikan(satu, run, nomor)


def test_sop_004_lkjip_setahun(layar, kantor):
    """Two examiners, a return by the second, the signature; the LKjIP of the year says the same figures."""
    umum = buat_pejabat(kantor, "Kasubbag Umum", Jabatan.Jenis.KASUBBAG, kantor.sekretariat)
    kantor.kasubbag_umum = pemangku(umum)
    adopsi_kode(kantor, "004")
    rencana_tahunan(kantor)
    orang = Orang(layar, kantor)
    entri_langsung(orang)
    run = langkah.mulai(orang.sekretaris, "Pengukuran", SETAHUN)
    langkah.selesaikan(orang.sekretaris, run, 1)
    langkah.selesaikan(orang.kepala, run, 2)
    langkah.selesaikan(orang.kasubbag_umum, run, 3, **UNDANGAN)
    langkah.selesaikan(orang.sekretaris, run, 4, **NOTULEN)
    bersama(orang, run, 5)
    bersama(orang, run, 6)
    langkah.halaman_langkah(orang.anggota_tim, run, 7)
    langkah.hitung(orang.anggota_tim)
    langkah.tulis_analisis(orang.anggota_tim, "IKU-1", "Modal terlambat", "Modal dicairkan awal tahun")
    langkah.tulis_analisis(orang.anggota_tim, "IKU-3", "Survei terbatas", "Survei diperluas")
    langkah.isi_dan_selesaikan(orang.anggota_tim, run, 7)
    langkah.periksa_dan_selesaikan(orang.anggota_tim, run, 8)
    bersama(orang, run, 9)
    langkah.periksa_dan_selesaikan(orang.kasubbag_umum, run, 10)
    langkah.kembalikan_baris(orang.sekretaris, run, 11, {"IKU-3": "Sebutkan sampelnya"}, "Belum jelas")
    langkah.halaman_langkah(orang.anggota_tim, run, 8, 2)
    orang.anggota_tim.page.locator("main a[href$='/ukur/']").first.click()
    langkah.tulis_analisis(orang.anggota_tim, "IKU-3", "Sampel 40 usaha", jawaban="Sampel disebut")
    langkah.periksa_dan_selesaikan(orang.anggota_tim, run, 8, 2)
    bersama(orang, run, 9, 2)
    langkah.periksa_dan_selesaikan(orang.kasubbag_umum, run, 10, 2)
    langkah.periksa_dan_selesaikan(orang.sekretaris, run, 11, 2)
    langkah.periksa_dan_selesaikan(orang.sekretaris, run, 12)

    run.refresh_from_db()
    assert run.status == Pelaksanaan.Status.SELESAI
    # (90 + 100 + 83,3333) / 3 = 91,1111
    satu_angka_di_mana_pun(orang.ketua_tim, run, HARAPAN_004, {"Meningkatnya usaha": "91,11"}, "91,11")
