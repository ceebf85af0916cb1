"""SOP 002 (Silaut) as a Kecamatan runs it: fourteen steps, five decisions each sent back once, letters, archive."""

from datetime import date

import pytest

from alur import tindakan
from alur.kelengkapan import kelengkapan
from alur.layar import isian_langkah
from alur.models import Langkah, Pelaksanaan, PernyataanBerkas
from alur.perbaikan import tindaklanjuti
from alur.syarat import perbaikan_untuk
from laporan.cetak import jadikan_html
from laporan.daftar import daftar_naskah
from organisasi.galat import TindakanDitolak
from organisasi.models import OPD, Jabatan, KodeNomor, NomorNaskah, UnitKerja
from organisasi.waktu import hari_ini
from pengukuran.actions import hitung, tulis_analisis
from pengumpulan.models import Formulir
from tests.alur.penjalan import adopsi_kode, buat_pejabat, terbuka
from tests.pabrik import Kantor, buat_pemda
from tests.pengumpulan import meja
from tests.pengumpulan.panggung_serah import isi_penuh, serah

pytestmark = pytest.mark.django_db
# {decision: step it goes back to when nothing else is said}, as sop.md infers them.
PUTUSAN = {5: 3, 6: 3, 7: 6, 9: 8, 11: 9}


class Kecamatan:
    """An office with two Seksi and a Kasubbag Umum, and its one run."""

    def __init__(self):
        self.kantor = kantor = Kantor(buat_pemda(), singkatan="KECCONTOH", jenis=OPD.Jenis.KECAMATAN)
        self.seksi = []
        for nomor, nama in ((1, "Seksi Pemerintahan"), (2, "Seksi Pelayanan")):
            unit = UnitKerja.objects.create(opd=kantor.opd, nama=nama, jenis="seksi", urutan=3 + nomor)
            jabatan = buat_pejabat(kantor, f"Kasi {nama.split()[1]}", Jabatan.Jenis.KASI, unit)
            self.seksi.append((unit, jabatan.pemangku.get().pegawai.pengguna))
            meja.indikator(kantor, f"IK-{nomor}", unit, target=100)
        umum = buat_pejabat(kantor, "Kasubbag Umum", Jabatan.Jenis.KASUBBAG, kantor.sekretariat)
        self.umum = umum.pemangku.get().pegawai.pengguna
        self.kode = KodeNomor.objects.create(
            opd=kantor.opd, kode="130", nama="Surat", pola="{kode}/{nomor}/KEC/{tahun}"
        )
        self.run = meja.mulai(kantor, "002")
        self.langkah = {satu.nomor: satu for satu in self.run.prosedur.langkah.all()}

    def pelaku(self, nomor: int):
        k = self.kantor
        return {1: k.kepala, 3: k.kasubbag, 4: k.kasubbag, 7: k.anggota_tim, 11: k.kepala}.get(
            nomor, self.umum if nomor >= 12 else k.sekretaris
        )

    def isian(self, catatan) -> dict | None:
        """The form's own offer, completed as its people would."""
        form = isian_langkah(catatan.langkah)
        if form is None:
            return None
        isi = form.bawaan(catatan)
        lain = {
            1: {},
            4: {"tempat": "Aula kecamatan", "waktu": "09.00 sampai 10.00"},
            5: {
                "tempat": isi.get("tempat"),
                "peserta": [{**satu, "hadir": True} for satu in isi.get("peserta", ())],
                "pembahasan": [{"isi": "Angka kedua seksi", "pembicara": "Sekretaris"}],
                "keputusan": [{"isi": "Angka disepakati"}],
                "tindak_lanjut": [],
            },
            12: {"kepada": "Bupati melalui Bagian Organisasi", "kode_nomor": str(self.kode.pk)},
            13: {
                "salinan": [
                    *isi.get("salinan", ()),
                    {"kepada": "Bagian Organisasi", "jumlah": "2", "keterangan": ""},
                ]
            },
            14: {"lokasi": "Lemari arsip kecamatan, map 2", "alasan_kurang": "Pindaian menyusul dari Camat"},
        }
        return isi | lain.get(catatan.langkah.nomor, {})

    def siapkan(self, nomor: int) -> None:
        """What happens beside the step: units fill their forms, the Sekretariat measures."""
        if nomor == 4:
            for unit, oleh in self.seksi:
                form = Formulir.objects.get(pengumpulan__pelaksanaan=self.run, unit=unit)
                if form.dapat_diisi:
                    isi_penuh(form, oleh, 90)
                    serah(self.run, unit, oleh, 90)
        if nomor == 7:
            pengukuran = hitung(catatan=terbuka(self.run), oleh=self.kantor.anggota_tim)
            for satu in pengukuran.hasil.filter(analisis_wajib=True, analisis=""):
                tulis_analisis(
                    hasil=satu,
                    oleh=self.kantor.anggota_tim,
                    versi_diketahui=satu.versi,
                    analisis="Belum menyamai target",
                    rencana_perbaikan="Dipercepat",
                )

    def maju(self) -> int:
        """Finish or approve the open step; its number."""
        catatan = terbuka(self.run)
        nomor, oleh = catatan.langkah.nomor, self.pelaku(catatan.langkah.nomor)
        self.siapkan(nomor)
        for satu in perbaikan_untuk(catatan).filter(status="belum"):
            tindaklanjuti(perbaikan=satu, oleh=oleh, jawaban="Sudah dibetulkan")
        lakukan = tindakan.setujui if nomor in PUTUSAN else tindakan.selesaikan
        isian = self.isian(catatan)
        lakukan(catatan=catatan, oleh=oleh, **({} if isian is None else {"isian": isian}))
        return nomor

    def sampai(self, nomor: int) -> None:
        while terbuka(self.run).langkah.nomor != nomor:
            self.maju()

    def selesaikan(self) -> Pelaksanaan:
        while self.run.catatan.filter(selesai_pada=None).exists():
            self.maju()
        self.run.refresh_from_db()
        return self.run

    def html(self, kode: str) -> str:
        return jadikan_html(next(satu for satu in daftar_naskah(self.run) if satu.kode == kode).susun())


@pytest.fixture
def kecamatan(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return Kecamatan()


def test_empat_belas_langkah_dengan_lima_putusan(kecamatan):
    assert {n for n, satu in kecamatan.langkah.items() if satu.jalur_kembali.exists()} == set(PUTUSAN)
    run = kecamatan.selesaikan()
    assert run.status == Pelaksanaan.Status.SELESAI
    assert list(run.catatan.order_by("pk").values_list("langkah__nomor", flat=True)) == list(range(1, 15))
    setuju = run.catatan.filter(keputusan="setujui").values_list("langkah__nomor", flat=True)
    assert set(setuju) == set(PUTUSAN)
    assert run.catatan.get(langkah__nomor=14).isian.isi["lokasi"] == "Lemari arsip kecamatan, map 2"


@pytest.mark.parametrize(("nomor", "ke"), PUTUSAN.items())
def test_setiap_putusan_dapat_mengembalikan_lalu_selesai(kecamatan, nomor, ke):
    kecamatan.sampai(nomor)
    kecamatan.siapkan(nomor)
    tindakan.kembalikan(
        catatan=terbuka(kecamatan.run),
        oleh=kecamatan.pelaku(nomor),
        alasan="Belum sesuai",
        perbaikan=["Betulkan"],
    )
    assert terbuka(kecamatan.run).langkah.nomor == ke
    run = kecamatan.selesaikan()
    assert run.status == Pelaksanaan.Status.SELESAI
    assert run.catatan.filter(langkah__nomor=nomor).count() == 2


def test_surat_pengantar_bernomor_bersama_langkahnya(kecamatan):
    kecamatan.sampai(12)
    catatan, isi = terbuka(kecamatan.run), kecamatan.isian(terbuka(kecamatan.run))
    KodeNomor.objects.filter(pk=kecamatan.kode.pk).update(aktif=False)
    with pytest.raises(TindakanDitolak, match="tidak dipakai"):
        tindakan.selesaikan(catatan=catatan, oleh=kecamatan.umum, isian=isi)
    assert terbuka(kecamatan.run).pk == catatan.pk and not NomorNaskah.objects.exists()
    KodeNomor.objects.filter(pk=kecamatan.kode.pk).update(aktif=True)
    tindakan.selesaikan(catatan=catatan, oleh=kecamatan.umum, isian=isi)
    assert NomorNaskah.objects.get().nomor == f"130/1/KEC/{hari_ini().year}"
    html = kecamatan.html("langkah-12")
    for kata in (
        f"130/1/KEC/{hari_ini().year}",
        "Bupati melalui Bagian Organisasi",
        "Dokumen Pengukuran Kinerja",
    ):
        assert kata in html
    assert str(kecamatan.umum) in html  # who makes and sends it signs it


def test_naskah_kecamatan_memakai_sebutan_camat_dan_pesertanya(kecamatan):
    run = kecamatan.selesaikan()
    judul = {satu.kode: satu.judul for satu in daftar_naskah(run) if satu.langkah}
    assert judul == {
        "langkah-1": "Disposisi",
        "langkah-4": "Undangan",
        "langkah-5-hadir": "Daftar Hadir",
        "langkah-5": "Notulen",
        "langkah-12": "Surat Pengantar",
        "langkah-13": "Daftar Penggandaan",
    }
    camat = kecamatan.kantor.jabatan["Kepala"].nama
    assert camat in kecamatan.html("langkah-1")
    undangan, notulen = kecamatan.html("langkah-4"), kecamatan.html("langkah-5")
    for nama in ("Kasi Pemerintahan KECCONTOH", "Kasi Pelayanan KECCONTOH"):
        assert nama in undangan and nama in notulen
    assert "Aula kecamatan" in notulen and "Berdasarkan undangan nomor (belum diberi nomor)" in notulen
    assert "Seluruhnya 3 salinan." in kecamatan.html("langkah-13")
    assert kecamatan.langkah[11].layar == Langkah.Layar.TANDA_TANGAN


def test_yang_ditandatangani_hanya_ada_sebagai_pindaian(kecamatan):
    kecamatan.sampai(14)
    kurang = [
        satu.sebutan for satu in kelengkapan(kecamatan.run, menutup=terbuka(kecamatan.run)) if satu.kurang
    ]
    assert kurang == ["Surat Pengantar"]
    kecamatan.selesaikan()
    assert PernyataanBerkas.objects.get().alasan == "Pindaian menyusul dari Camat"


def test_camat_menandatangani_dengan_tanggal_dan_nama(kecamatan):
    kecamatan.sampai(11)
    isi = kecamatan.isian(terbuka(kecamatan.run))
    assert str(kecamatan.kantor.kepala) in isi["penanda_tangan"] and date.fromisoformat(isi["tanggal"])


def test_sop_lain_di_kantor_dinas_tidak_berubah(kantor):
    """The kinds of papers are data of the SOP: another office's order stays a Nota Dinas."""
    sop = adopsi_kode(kantor, "003")
    assert set(Langkah.objects.filter(prosedur__sop=sop).values_list("naskah", flat=True)) == {""}
