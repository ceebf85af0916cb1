"""A stage for papers and dashboards: one quarter of SOP 000 with figures that were worked out by hand.

========  ========  ==============  ======  =========================  ==================================
kode      di        arah            target  realisasi TW I             capaian
========  ========  ==============  ======  =========================  ==================================
IKU-1     sasaran 1 naik            22      20,83                      94,6818… → 94,68 Sangat Tinggi
IKU-2     sasaran 1 naik            90      95                         105,5555… → 105,56 Sangat Tinggi
IKU-3     sasaran 2 turun selisih   10      15                         50 Sangat Rendah
IKU-4     sasaran 2 naik            80      menyusul                   belum lapor
IKP-1     program 1 naik, jumlah    5 (20)  0                          0 Sangat Rendah
IKP-2     program 2 naik, tahunan   100     –                          belum waktunya
IKK-1     kegiatan  naik, rasio     100     8/10 dan 90/100 = 98/110   89,0909… → 89,09 Tinggi
ISK-1     sub keg.  naik            –       7                          tidak dapat dihitung
========  ========  ==============  ======  =========================  ==================================

Means: sasaran 1 (94,6818 + 105,5556) / 2 = 100,1187; sasaran 2 50; OPD (all IKU) 250,2374 / 3 = 83,4125.
Budget: sub kegiatan pagu 1.000.000, spent 400.000; program 2 pagu 500.000, spent 250.000.
"""

from datetime import date
from decimal import Decimal

from alur import actions as gerbang
from alur.adopsi import angkat, berlakukan, sarankan_ikatan, simpan_ikatan
from alur.disposisi import terima_disposisi
from alur.layar import isian_langkah, layar
from alur.models import CatatanLangkah, Disposisi, Langkah, Pelaksanaan
from alur.naskah import baca_naskah, muat_naskah
from organisasi.models import Pengguna
from pengukuran.actions import hitung, tulis_analisis
from pengukuran.models import HasilUkur, Pengukuran
from pengumpulan.actions import catat_anggaran, catat_realisasi, lampirkan_bukti
from pengumpulan.models import BarisAnggaran, BarisFormulir, Pengumpulan
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenanggungJawabData,
    PenempatanIndikator,
    Periode,
    PerjanjianKinerja,
    RiwayatNilai,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    VersiIndikator,
    VersiTarget,
)
from sakip.pengaturan import AKAR
from tests.pabrik import AWAL, Kantor
from tests.panggung import TAHUN
from tests.potret import bangun

D = Decimal
SOP_000 = AKAR / "fixtures" / "sop" / "000.json"
AWAL_TAHUN = date(TAHUN, 1, 2)
PENGHAMBAT = "Pendataan lapangan terlambat"
RENCANA = "Pendataan dimulai lebih awal"
TULISAN = {
    "tempat": "Ruang rapat",
    "waktu": "09.00 sampai 10.30",
    "notulis": "Anggota Tim",
    "peserta": "Sekretaris\nTim SAKIP\nKepala Bidang Satu",
    "pembahasan": "Jadwal pengumpulan\nIndikator yang jatuh tempo",
    "keputusan": "Formulir diisi sampai tanggal 10",
    "daftar": "Perjanjian Kinerja: ada, map 1\nRenstra",
    "lokasi": "Lemari arsip, map 3",
    "alasan_kurang": "Tidak dipakai kantor ini",
}


class PanggungKinerja:
    """An office with a small tree, and its collection and measurement of TW I of TAHUN.

    ``kumpulkan(sampai)`` and ``ukur(sampai)`` walk SOP 000 with the real actions until that step is open (the step
    after the last: finished); ``tambah_indikator`` enlarges the tree before that.
    """

    def __init__(self, kantor: Kantor):
        self.kantor = kantor
        bangun("kinerja", PanggungKinerja._bangun, self)

    def _bangun(self) -> None:
        kantor = self.kantor
        self.opd = kantor.opd
        kantor.pemda.ibu_kota = "Kota Contoh"
        kantor.pemda.save()
        sop = angkat(naskah=muat_naskah(baca_naskah(SOP_000)), opd=kantor.opd, oleh=kantor.admin)
        simpan_ikatan(sop=sop, ikatan=sarankan_ikatan(sop), oleh=kantor.admin)
        self.sop = berlakukan(sop=sop, tanggal_mulai=AWAL, oleh=kantor.admin)
        self.tw = Periode.objects.tahun_lengkap(TAHUN).get(jenis="triwulan", nomor=1)
        self.indikator: dict[str, Indikator] = {}
        self.isi: dict[str, list[dict]] = {}
        self._rencana()

    # -- the plan -----------------------------------------------------------------------------------

    def _rencana(self) -> None:
        k = self.kantor
        self.perjanjian = PerjanjianKinerja.objects.create(
            opd=k.opd,
            tahun=TAHUN,
            jabatan=k.jabatan["Kepala"],
            nomor="PK/1",
            tanggal=AWAL_TAHUN,
            tanggal_berlaku=AWAL_TAHUN,
        )
        tujuan = self._simpul("tujuan", "Layanan yang baik")
        self.sasaran_satu = self._simpul("sasaran", "Meningkatnya mutu layanan", tujuan)
        self.program_satu = self._simpul("program", "Program Layanan", self.sasaran_satu, "1.01")
        self.kegiatan = self._simpul("kegiatan", "Kegiatan Pelayanan", self.program_satu, "1.01.01")
        self.sub_kegiatan = self._simpul("sub_kegiatan", "Sub Kegiatan Loket", self.kegiatan, "1.01.01.1")
        self.sasaran_dua = self._simpul("sasaran", "Menurunnya pengaduan", tujuan)
        self.program_dua = self._simpul("program", "Program Pengaduan", self.sasaran_dua, "1.02")
        satu, dua = k.bidang_satu, k.bidang_dua
        self.tambah("IKU-1", self.sasaran_satu, "iku", satu, "22", {"nilai": D("20.83")}, pk=True)
        self.tambah("IKU-2", self.sasaran_satu, "iku", satu, "90", {"nilai": D(95)}, pk=True)
        self.tambah(
            "IKU-3",
            self.sasaran_dua,
            "iku",
            dua,
            "10",
            {"nilai": D(15), "faktor_penghambat": PENGHAMBAT, "rencana_perbaikan": RENCANA},
            arah="turun_selisih",
            pk=True,
        )
        self.tambah(
            "IKU-4", self.sasaran_dua, "iku", dua, "80", {"keadaan": "menyusul", "alasan": "Survei berjalan"}
        )
        self.tambah(
            "IKP-1", self.program_satu, "program", satu, "20", {"nilai": D(0)}, metode="jumlah", tw="5"
        )
        self.tambah("IKP-2", self.program_dua, "program", dua, "100", {}, metode="tahunan", frekuensi="tahun")
        self.tambah(
            "IKK-1",
            self.kegiatan,
            "ikk",
            satu,
            "100",
            {"pembilang": D(8), "penyebut": D(10)},
            metode="rasio",
            kontribusi="rasio",
            label_pembilang="Berkas selesai",
            label_penyebut="Berkas masuk",
        )
        PenanggungJawabData.objects.create(
            indikator=self.indikator["IKK-1"], unit=dua, kontribusi="rasio", tanggal_mulai=AWAL
        )
        self.isi["IKK-1"].append({"unit": dua, "pembilang": D(90), "penyebut": D(100)})
        self.tambah("ISK-1", self.sub_kegiatan, "sub_kegiatan", satu, None, {"nilai": D(7)})
        for simpul, pagu in ((self.sub_kegiatan, 1_000_000), (self.program_dua, 500_000)):
            PaguAnggaran.objects.create(simpul=simpul, nilai=pagu, dasar="DPA", tanggal_mulai=AWAL_TAHUN)
        self.perjanjian.status = PerjanjianKinerja.Status.DITANDATANGANI
        self.perjanjian.save()
        self._riwayat()

    def _simpul(self, jenjang: str, uraian: str, induk: Simpul | None = None, kode: str = "") -> Simpul:
        urutan = Simpul.objects.filter(opd=self.opd).count() + 1
        return Simpul.objects.create(
            opd=self.opd, tahun=TAHUN, jenjang=jenjang, induk=induk, uraian=uraian, kode=kode, urutan=urutan
        )

    def tambah(
        self,
        kode: str,
        simpul: Simpul,
        jenis: str,
        unit,
        target: str | None,
        isi: dict,
        *,
        arah: str = "naik",
        metode: str = "nilai_akhir",
        frekuensi: str = "triwulan",
        tw: str | None = None,
        kontribusi: str = "tunggal",
        pk: bool = False,
        **versi: str,
    ) -> Indikator:
        """One indicator with its definition, place, unit and target; ``isi`` is what the unit will say of TW I."""
        indikator = Indikator.objects.create(opd=self.opd, kode=kode, nama=f"Indikator contoh {kode}")
        VersiIndikator.objects.create(
            indikator=indikator,
            nama=indikator.nama,
            satuan="%",
            arah=arah,
            metode=metode,
            frekuensi=frekuensi,
            tanggal_mulai=AWAL,
            definisi_operasional=f"Definisi {kode}",
            formulasi=f"Formulasi {kode}",
            **versi,
        )
        PenempatanIndikator.objects.create(
            indikator=indikator, simpul=simpul, jenis=jenis, urutan=len(self.indikator) + 1
        )
        PenanggungJawabData.objects.create(
            indikator=indikator, unit=unit, kontribusi=kontribusi, tanggal_mulai=AWAL
        )
        if target is not None:
            versi_target = VersiTarget.objects.create(
                indikator=indikator,
                tahun=TAHUN,
                nilai=D(target),
                tanggal_mulai=AWAL_TAHUN,
                perjanjian=self.perjanjian if pk else None,
            )
            TargetPeriode.objects.create(versi=versi_target, periode=self.tw, nilai=D(tw or target))
        self.indikator[kode] = indikator
        self.isi[kode] = [{"unit": unit, **isi}] if isi else []
        return indikator

    def tambah_indikator(self, jumlah: int) -> None:
        """So many more IKU below the first sasaran, each 8 of 10."""
        for nomor in range(1, jumlah + 1):
            self.tambah(
                f"TBH-{nomor}", self.sasaran_satu, "iku", self.kantor.bidang_satu, "10", {"nilai": D(8)}
            )

    def _riwayat(self) -> None:
        satu = self.indikator["IKU-1"]
        for tahun, target, realisasi, tercetak in (
            (TAHUN - 2, "20", "19", "95,00"),
            (TAHUN - 1, "21", "21.5", "100"),
        ):
            RiwayatNilai.objects.create(
                indikator=satu,
                tahun=tahun,
                target=D(target),
                realisasi=D(realisasi),
                capaian_tercetak=tercetak,
                sumber=f"LKjIP {tahun}.",
            )
        TargetRenstra.objects.create(indikator=satu, tahun=TAHUN + 2, nilai=D(30))
        TargetRenstra.objects.create(indikator=satu, tahun=TAHUN + 3, nilai=D(40))

    # -- the runs -----------------------------------------------------------------------------------

    def kumpulkan(self, sampai: int = 13) -> Pengumpulan | None:
        """Run the collection until step ``sampai`` is open; 13: finished."""
        return bangun("kumpulkan", PanggungKinerja._kumpulkan, self, sampai)

    def _kumpulkan(self, sampai: int) -> Pengumpulan | None:
        self.pengumpulan_jalan = self._mulai("pengumpulan")
        self.jalankan(self.pengumpulan_jalan, sampai)
        self.pengumpulan = Pengumpulan.objects.filter(pelaksanaan=self.pengumpulan_jalan).first()
        return self.pengumpulan

    def ukur(self, sampai: int = 6) -> Pengukuran | None:
        """Run the measurement until step ``sampai`` is open; 6: computed, 9: approved, 11: finished."""
        return bangun("ukur", PanggungKinerja._ukur, self, sampai)

    def _ukur(self, sampai: int) -> Pengukuran | None:
        if not hasattr(self, "pengumpulan"):
            self.kumpulkan()
        self.pengukuran_jalan = self._mulai("pengukuran")
        self.jalankan(self.pengukuran_jalan, sampai)
        self.pengukuran = Pengukuran.objects.filter(pelaksanaan=self.pengukuran_jalan).first()
        return self.pengukuran

    def hasil(self, kode: str) -> HasilUkur:
        """The stored result of an indicator."""
        return self.pengukuran.hasil.get(patokan__indikator=self.indikator[kode])

    def _mulai(self, jenis: str) -> Pelaksanaan:
        return gerbang.mulai(
            opd=self.opd,
            prosedur=self.sop.prosedur.get(jenis=jenis),
            periode=self.tw,
            batas_waktu=date(TAHUN + 1, 12, 31),
            oleh=self.kantor.sekretaris,
        )

    def jalankan(self, pelaksanaan: Pelaksanaan, sampai: int) -> Pelaksanaan:
        """Move a run on by the right people until that step is open, or to its end."""
        while catatan := (
            pelaksanaan.catatan.filter(selesai_pada=None).select_related("langkah__prosedur").first()
        ):
            if catatan.langkah.nomor >= sampai:
                break
            self._lakukan(catatan)
        pelaksanaan.refresh_from_db()
        return pelaksanaan

    def _lakukan(self, catatan: CatatanLangkah) -> None:
        langkah, terdaftar = catatan.langkah, layar(catatan.langkah.layar)
        if langkah.layar == Langkah.Layar.PENGISIAN:
            self.isi_formulir(catatan.pelaksanaan)
        if langkah.layar == Langkah.Layar.UKUR:
            self.hitung_dan_analisis(catatan)
        isian = self.isian(catatan)
        lain = {} if isian is None else {"isian": isian}
        putusan = langkah.jalur_kembali.exists()
        tindakan = terdaftar.setujui if putusan else terdaftar.selesaikan
        tindakan = tindakan or (gerbang.setujui if putusan else gerbang.selesaikan)
        for oleh in self.pelaku(langkah):
            tindakan(catatan=catatan, oleh=oleh, **lain)
        if disposisi := Disposisi.objects.filter(catatan=catatan, keputusan="").first():
            terima_disposisi(disposisi=disposisi, oleh=self.kantor.kepala)

    def pelaku(self, langkah: Langkah) -> list[Pengguna]:
        """Who does a step of SOP 000."""
        k = self.kantor
        if langkah.layar == Langkah.Layar.PENGISIAN:
            return [k.anggota_tim, k.staf_satu, k.staf_dua]
        if langkah.layar == Langkah.Layar.LAPOR:
            kepada_kepala = langkah.pelaku.filter(tugas="penerima", peran__kode="KEPALA").exists()
            return [k.sekretaris if kepada_kepala else k.ketua_tim]
        milik = {
            Langkah.Layar.PERINTAH: k.kepala,
            Langkah.Layar.RAPAT: k.sekretaris,
            Langkah.Layar.PUTUSAN: k.sekretaris,
        }
        return [milik.get(langkah.layar, k.ketua_tim)]

    def isian(self, catatan: CatatanLangkah) -> dict | None:
        """What is written at a step: the form's own offer, and words where it offers nothing."""
        form = isian_langkah(catatan.langkah)
        if form is None:
            return None
        isi = {nama: "" for nama in form.base_fields if nama != "uraian"}
        return isi | form.bawaan(catatan) | {nama: TULISAN[nama] for nama in isi if nama in TULISAN}

    def isi_formulir(self, pelaksanaan: Pelaksanaan) -> None:
        """Type the figures of the table above, the spending, and one piece of evidence for two rows."""
        k = self.kantor
        staf = {k.bidang_satu.pk: k.staf_satu, k.bidang_dua.pk: k.staf_dua}
        for kode, daftar in self.isi.items():
            for satu in daftar:
                isi = {"keadaan": "angka", **satu}
                unit = isi.pop("unit")
                catat_realisasi(
                    indikator=self.indikator[kode], unit=unit, periode=self.tw, oleh=staf[unit.pk], **isi
                )
        for baris in BarisAnggaran.objects.filter(formulir__pengumpulan__pelaksanaan=pelaksanaan):
            nilai = {self.sub_kegiatan.pk: D(400_000), self.program_dua.pk: D(250_000)}[baris.simpul_id]
            catat_anggaran(baris=baris, nilai=nilai, oleh=k.ketua_tim)
        berbukti = list(
            BarisFormulir.objects.filter(
                formulir__pengumpulan__pelaksanaan=pelaksanaan,
                realisasi__indikator__kode__in=["IKU-1", "IKU-2"],
            ).select_related("formulir__unit")
        )
        if berbukti and not berbukti[0].realisasi.bukti.exists():
            lampirkan_bukti(
                formulir=berbukti[0].formulir,
                baris=berbukti,
                oleh=k.staf_satu,
                judul="Rekap layanan",
                letak="Map 1",
            )

    def hitung_dan_analisis(self, catatan: CatatanLangkah) -> Pengukuran:
        """Compute, and write the analyses that the figures ask for."""
        pengukuran = hitung(catatan=catatan, oleh=self.kantor.ketua_tim)
        for satu in pengukuran.hasil.filter(analisis_wajib=True, analisis=""):
            tulis_analisis(
                hasil=satu,
                oleh=self.kantor.ketua_tim,
                versi_diketahui=satu.versi,
                analisis="Realisasi belum menyamai target.",
                rencana_perbaikan="" if satu.rencana_perbaikan else "Percepat pelaksanaan.",
            )
        return pengukuran
