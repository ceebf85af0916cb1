"""A stage for page tests: an office that runs the small SOP, with runs at the steps that matter, and figures."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from alur import actions
from alur.adopsi import angkat, berlakukan, sarankan_ikatan, simpan_ikatan
from alur.dokumen import lampirkan
from alur.models import SOP, CatatanLangkah, Pelaksanaan
from alur.tindak_lanjut import catat_tindak_lanjut
from organisasi.models import Pengguna
from organisasi.waktu import hari_ini
from pengumpulan.models import Realisasi
from perencanaan.models import (
    Indikator,
    PenempatanIndikator,
    Periode,
    Simpul,
    VersiIndikator,
    VersiTarget,
)
from tests.mesin import layar_polos
from tests.pabrik import AWAL, Kantor
from tests.potret import bangun

TAHUN = hari_ini().year - 1  # over, and still offered where a run is started
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ALASAN = "Angka Bidang Satu belum lengkap"
PERBAIKAN = "Lengkapi bulan Maret"


def berkas_pdf(nama="nota.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, PDF, content_type="application/pdf")


def isi_kinerja(kantor: Kantor, jumlah: int, mulai: int = 1) -> list[Realisasi]:
    """So many indicators below one program, each with a target of TAHUN and a figure for its first triwulan."""
    tw = Periode.objects.tahun_lengkap(TAHUN).get(jenis="triwulan", nomor=1)
    simpul, _ = Simpul.objects.get_or_create(
        opd=kantor.opd, tahun=TAHUN, jenjang="program", uraian="Program Contoh"
    )
    hasil = []
    for nomor in range(mulai, mulai + jumlah):
        nama = f"Persentase layanan contoh nomor {nomor} {kantor.opd.singkatan}"
        indikator = Indikator.objects.create(opd=kantor.opd, kode=f"IKP-{nomor}", nama=nama)
        VersiIndikator.objects.create(
            indikator=indikator, nama=nama, satuan="%", metode="nilai_akhir", tanggal_mulai=AWAL
        )
        PenempatanIndikator.objects.create(indikator=indikator, simpul=simpul, jenis="program", urutan=nomor)
        VersiTarget.objects.create(
            indikator=indikator, tahun=TAHUN, nilai=Decimal("95.5"), tanggal_mulai=date(TAHUN, 1, 2)
        )
        hasil.append(
            Realisasi.objects.create(
                indikator=indikator,
                unit=kantor.bidang_satu,
                periode=tw,
                keadaan="angka",
                nilai=Decimal("93.25"),
                diubah_oleh=kantor.staf_satu,
            )
        )
    return hasil


class Panggung:
    """An office whose SOP (``naskah``, see ``buat_naskah``) is in force, and its runs.

    ``awal`` waits at step 1 for the Kepala; ``putusan`` at step 4 for the Sekretaris; ``kembali`` was sent back
    to step 3 with the remark ``perbaikan`` and waits for the Bidang; ``arsip`` is finished.
    """

    def __init__(self, kantor: Kantor, naskah: SOP):
        self.kantor = kantor
        # Only the engine matters here; what a layar asks for has its own stages.
        with layar_polos():
            bangun("panggung", Panggung._bangun, self, naskah)

    def _bangun(self, naskah: SOP) -> None:
        kantor = self.kantor
        sop = angkat(naskah=naskah, opd=kantor.opd, oleh=kantor.admin)
        simpan_ikatan(sop=sop, ikatan=sarankan_ikatan(sop), oleh=kantor.admin)
        self.sop = berlakukan(sop=sop, tanggal_mulai=AWAL, oleh=kantor.admin)
        self.prosedur = self.sop.prosedur.get()
        self.realisasi = isi_kinerja(kantor, 1)[0]
        self.awal = self.jalankan(bulan=1)
        self.putusan = self.jalankan(bulan=2, sampai=4)
        self.kembali = self.jalankan(bulan=3, sampai=4)
        actions.kembalikan(
            catatan=terbuka(self.kembali), oleh=kantor.sekretaris, alasan=ALASAN, perbaikan=[PERBAIKAN]
        )
        self.arsip = self.jalankan(bulan=4, sampai=6)
        self.perbaikan = self.kembali.catatan.get(keputusan="kembalikan").perbaikan.get()
        self.tindak_lanjut = catat_tindak_lanjut(
            catatan=terbuka(self.awal),
            oleh=kantor.kepala,
            asal="notulen",
            uraian="Lengkapi definisi indikator contoh",
            penanggung_jawab=kantor.jabatan["Kepala Bidang Satu"],
            tenggat=date(2099, 1, 1),
        )
        self.dokumen = lampirkan(
            catatan=terbuka(self.awal), oleh=kantor.kepala, berkas=berkas_pdf(), judul="Nota Dinas contoh"
        )

    def giliran(self, nomor: int) -> Pengguna:
        """Who does a step of the small SOP."""
        k = self.kantor
        return {1: k.kepala, 2: k.sekretaris, 3: k.staf_satu, 4: k.sekretaris, 5: k.ketua_tim}[nomor]

    def jalankan(self, bulan: int, sampai: int = 1, tahun: int = TAHUN) -> Pelaksanaan:
        """A run for that month, moved by the right people to step ``sampai`` (6: finished)."""
        periode = Periode.objects.tahun_lengkap(tahun).get(jenis="bulan", nomor=bulan)
        pelaksanaan = actions.mulai(
            opd=self.kantor.opd,
            prosedur=self.prosedur,
            periode=periode,
            batas_waktu=date(tahun + 1, 1, 15),
            oleh=self.kantor.sekretaris,
        )
        for nomor in range(1, sampai):
            lakukan = actions.setujui if nomor == 4 else actions.selesaikan
            lakukan(catatan=terbuka(pelaksanaan), oleh=self.giliran(nomor))
        pelaksanaan.refresh_from_db()
        return pelaksanaan


def terbuka(pelaksanaan: Pelaksanaan) -> CatatanLangkah:
    """The present of a run."""
    return pelaksanaan.catatan.get(selesai_pada=None)
