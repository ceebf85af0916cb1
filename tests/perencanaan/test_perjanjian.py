"""Perjanjian Kinerja: what each action does, what it refuses, and that a signed one never changes."""

from datetime import UTC, date, datetime
from decimal import Decimal as D

import pytest
import time_machine
from django.urls import reverse

from jejak.models import CatatanJejak
from organisasi.galat import TidakBerhak, TindakanDitolak
from organisasi.models import Jabatan, PemangkuJabatan
from organisasi.pejabat import atasan_langsung
from perencanaan.banding_pk import bandingkan
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    PenempatanIndikator,
    Periode,
    PerjanjianKinerja,
    Simpul,
    TargetPeriode,
    TargetUnit,
    VersiIndikator,
    VersiTarget,
)
from perencanaan.naskah_pk import hitung_sidik, muat_naskah, naskah_perjanjian, naskah_utuh, simpan_naskah
from perencanaan.perjanjian import (
    batalkan_konsep,
    buat_perjanjian,
    buat_perubahan,
    kekurangan,
    penanda_konsep,
    tandatangani,
    ubah_konsep,
)
from tests.pabrik import AWAL

pytestmark = pytest.mark.django_db
TAHUN = 2026
AWAL_TAHUN = date(TAHUN, 1, 2)
JULI = date(TAHUN, 7, 1)


@pytest.fixture(autouse=True)
def _pertengahan_tahun():
    with time_machine.travel(datetime(TAHUN, 8, 3, 3, tzinfo=UTC)):
        yield


class Rencana:
    """A small tree: a sasaran with two IKU, a program of Bidang Satu, a kegiatan and its sub kegiatan."""

    def __init__(self, kantor):
        self.kantor, self.opd = kantor, kantor.opd
        self.kepala, self.kabid = kantor.jabatan["Kepala"], kantor.jabatan["Kepala Bidang Satu"]
        self.kasubbag = kantor.jabatan["Kasubbag Perencanaan"]
        self.tw = list(Periode.objects.tahun_lengkap(TAHUN).filter(jenis="triwulan").order_by("nomor"))
        self.sasaran = self.simpul("sasaran", "Meningkatnya layanan")
        self.program = self.simpul("program", "Program Layanan", self.sasaran, self.kabid)
        self.kegiatan = self.simpul("kegiatan", "Kegiatan Loket", self.program, self.kabid)
        self.sub = self.simpul("sub_kegiatan", "Sub Kegiatan Antrean", self.kegiatan, self.kasubbag)
        self.iku = self.indikator("IKU-1", self.sasaran, "iku", "75")
        self.iku_dua = self.indikator("IKU-2", self.sasaran, "iku", "12.5")
        self.ikp = self.indikator("IKP-1", self.program, "program", "90")
        self.ikk = self.indikator("IKK-1", self.kegiatan, "ikk", "40")
        self.isk = self.indikator("ISK-1", self.sub, "sub_kegiatan", "4")
        PaguAnggaran.objects.create(
            simpul=self.sub, nilai=D(1_250_000), dasar="DPA", tanggal_mulai=AWAL_TAHUN
        )

    def simpul(self, jenjang, uraian, induk=None, jabatan=None) -> Simpul:
        return Simpul.objects.create(
            opd=self.opd,
            tahun=TAHUN,
            jenjang=jenjang,
            uraian=uraian,
            induk=induk,
            penanggung_jawab=jabatan,
            urutan=Simpul.objects.count(),
        )

    def indikator(self, kode, simpul, jenis, target, **versi) -> Indikator:
        """One indicator; with a target in force that belongs to no agreement, and its TW IV."""
        indikator = Indikator.objects.create(opd=self.opd, kode=kode, nama=f"Indikator {kode}")
        VersiIndikator.objects.create(
            indikator=indikator,
            nama=indikator.nama,
            satuan="persen",
            metode="nilai_akhir",
            tanggal_mulai=AWAL,
        )
        PenempatanIndikator.objects.create(indikator=indikator, simpul=simpul, jenis=jenis)
        if target is not None:
            satu = VersiTarget.objects.create(
                indikator=indikator, tahun=TAHUN, nilai=D(target), tanggal_mulai=date(TAHUN, 1, 1)
            )
            TargetPeriode.objects.create(versi=satu, periode=self.tw[3], nilai=D(target))
        return indikator

    def buat(self, jabatan, **lain) -> PerjanjianKinerja:
        """The draft of a first agreement, its second party known."""
        pk = buat_perjanjian(jabatan=jabatan, tahun=TAHUN, tanggal_berlaku=AWAL_TAHUN, oleh=self.kantor.admin)
        if jabatan == self.kepala:
            isi = {"pihak_kedua_nama": "Contoh Bupati", "tempat": "Contohpura"}
            pk = ubah_konsep(perjanjian=pk, isi=isi, oleh=self.kantor.admin)
        return pk

    def tanda(self, pk, tanggal=date(TAHUN, 1, 15), nomor="PK/1", **lain) -> PerjanjianKinerja:
        return tandatangani(perjanjian=pk, tanggal=tanggal, nomor=nomor, oleh=self.kantor.ketua_tim, **lain)

    def perubahan(self, pk, sebab="strategi", tanggal_berlaku=JULI) -> PerjanjianKinerja:
        return buat_perubahan(
            perjanjian=pk,
            sebab=sebab,
            alasan="Menyesuaikan DPPA",
            tanggal_berlaku=tanggal_berlaku,
            oleh=self.kantor.ketua_tim,
        )


@pytest.fixture
def rencana(kantor):
    return Rencana(kantor)


@pytest.fixture
def awal(rencana):
    """The Kepala's agreement, signed in January."""
    return rencana.tanda(rencana.buat(rencana.kepala))


def isi_target() -> list[tuple]:
    """Every target and every target of a period, whatever it belongs to."""
    return sorted(
        VersiTarget.objects.values_list(
            "indikator__kode", "nilai", "tanggal_mulai", "tanggal_selesai", "rancangan", "perjanjian"
        )
    ) + sorted(TargetPeriode.objects.values_list("versi", "periode", "nilai"))


# -- the first agreement ----------------------------------------------------------------------------


def test_buat_mengambil_target_tanpa_pk_dari_sasaran(rencana):
    pk = rencana.buat(rencana.kepala)
    assert sorted(t.indikator.kode for t in pk.target.all()) == ["IKU-1", "IKU-2"]
    assert not pk.target.filter(rancangan=True).exists()
    assert (pk.atasan, pk.pihak_kedua_jabatan) == (None, "Bupati Contoh")


@pytest.mark.parametrize(
    ("siapa", "baris", "label", "anggaran"),
    [
        (
            "kepala",
            ["Indikator IKU-1", "Indikator IKU-2"],
            "Sasaran Strategis",
            ("Program", "Program Layanan"),
        ),
        (
            "kabid",
            ["Indikator IKP-1", "Indikator IKK-1"],
            "Program / Kegiatan",
            ("Kegiatan", "Kegiatan Loket"),
        ),
        ("kasubbag", ["Indikator ISK-1"], "Sub Kegiatan", ("Sub Kegiatan", "Sub Kegiatan Antrean")),
    ],
)
def test_lampiran_menurut_tingkat(siapa, baris, label, anggaran, rencana):
    naskah = naskah_perjanjian(rencana.buat(getattr(rencana, siapa)))
    assert [satu.indikator for satu in naskah.baris] == baris
    assert naskah.label_hasil == label
    assert naskah.label_indikator == ("Indikator Kinerja Utama" if siapa == "kepala" else "Indikator Kinerja")
    assert (naskah.label_anggaran, naskah.anggaran[0].uraian) == anggaran
    assert [satu.rupiah for satu in naskah.anggaran] == ["1.250.000"]
    assert naskah.jumlah_rupiah == "1.250.000"


def test_anggaran_milik_pejabat_setara_tidak_dihitung(rencana):
    """A kegiatan below this Bidang's program that another Bidang runs stands in that Bidang's agreement."""
    kabid_dua = rencana.kantor.jabatan["Kepala Bidang Dua"]
    lain = rencana.simpul("kegiatan", "Kegiatan Bidang Dua", rencana.program, kabid_dua)
    PaguAnggaran.objects.create(simpul=lain, nilai=D(5), tanggal_mulai=AWAL_TAHUN)
    satu, dua = (naskah_perjanjian(rencana.buat(j)) for j in (rencana.kabid, kabid_dua))
    assert [b.uraian for b in satu.anggaran] == ["Kegiatan Loket"]
    assert [b.uraian for b in dua.anggaran] == ["Kegiatan Bidang Dua"]


def test_atasan_menurut_unit_dan_jenis(kantor):
    jabatan = kantor.jabatan
    assert atasan_langsung(jabatan["Kepala"]) is None
    assert atasan_langsung(jabatan["Sekretaris"]) == jabatan["Kepala"]
    assert atasan_langsung(jabatan["Kasubbag Perencanaan"]) == jabatan["Sekretaris"]
    pelaksana = Jabatan.objects.create(
        opd=kantor.opd, unit=kantor.bidang_dua, jenis="pelaksana", nama="Pelaksana Bidang Dua"
    )
    assert atasan_langsung(pelaksana) == jabatan["Kepala Bidang Dua"]


def test_target_milik_pk_lain_tampil_dan_tetap_miliknya(rencana, awal):
    """The Kepala's paper also holds the program's indicator; the Kabid's paper shows that same target."""
    ikp = VersiTarget.objects.get(indikator=rencana.ikp)
    ikp.perjanjian = awal
    ikp.save()
    kabid = rencana.tanda(rencana.buat(rencana.kabid))
    assert [b.target for b in naskah_perjanjian(kabid).baris] == ["90", "40"]
    ikp.refresh_from_db()
    assert (ikp.perjanjian, list(kabid.target.values_list("indikator__kode", flat=True))) == (awal, ["IKK-1"])


def test_buat_dua_kali_ditolak(rencana):
    rencana.buat(rencana.kabid)
    with pytest.raises(TindakanDitolak, match="sudah punya Perjanjian Kinerja 2026"):
        rencana.buat(rencana.kabid)


def test_buat_dengan_tanggal_tahun_lain_ditolak(rencana, kantor):
    with pytest.raises(TindakanDitolak, match="pada tahun 2026"):
        buat_perjanjian(
            jabatan=rencana.kabid, tahun=TAHUN, tanggal_berlaku=date(2025, 12, 30), oleh=kantor.admin
        )
    assert not PerjanjianKinerja.objects.exists()


@pytest.mark.parametrize("siapa", ["kepala", "sekretaris", "staf_satu", "pengawas"])
def test_menyiapkan_hanya_tim_dan_admin(siapa, rencana, kantor):
    with pytest.raises(TidakBerhak):
        buat_perjanjian(
            jabatan=rencana.kabid, tahun=TAHUN, tanggal_berlaku=AWAL_TAHUN, oleh=getattr(kantor, siapa)
        )


# -- signing ----------------------------------------------------------------------------------------


def test_tandatangani_membekukan_naskah_dan_mencatat(rencana, kantor):
    pk = rencana.tanda(rencana.buat(rencana.kepala), nomor=" PK/7 ")
    pk.refresh_from_db()
    assert (pk.status, pk.nomor, pk.tanggal) == ("ditandatangani", "PK/7", date(TAHUN, 1, 15))
    assert (pk.dicatat_oleh, pk.sidik) == (kantor.ketua_tim, hitung_sidik(pk.naskah))
    naskah = naskah_perjanjian(pk)
    assert not naskah.konsep
    assert naskah.judul == "Perjanjian Kinerja Tahun 2026"
    assert (naskah.pertama.nama, naskah.kedua.nama) == (kantor.kepala.nama, "Contoh Bupati")
    assert (naskah.kedua.nip, naskah.kedua.pangkat) == ("", "")
    assert [b.target for b in naskah.baris] == ["75", "12,5"]
    jejak = CatatanJejak.objects.get(aksi="perencanaan.tandatangani")
    assert (jejak.pelaku_id, jejak.baru["sidik"]) == (kantor.ketua_tim.pk, pk.sidik)
    assert all(target.dikunci for target in pk.target.select_related("perjanjian"))


def test_naskah_tidak_berubah_sesudah_data_berganti(rencana, awal, kantor):
    dahulu = naskah_perjanjian(awal)
    pegawai = kantor.kepala.pegawai
    pegawai.nama, pegawai.pangkat = "Nama Lain", "Pembina"
    pegawai.save()
    for objek, bidang in (
        (kantor.opd, "nama"),
        (rencana.kepala, "nama"),
        (rencana.sasaran, "uraian"),
        (rencana.iku.versi.get(), "nama"),
        (rencana.iku.versi.get(), "satuan"),
    ):
        type(objek)._default_manager.filter(pk=objek.pk).update(**{bidang: "diganti"})
    VersiTarget.objects.filter(indikator=rencana.iku).update(nilai=1)
    PaguAnggaran.objects.update(nilai=1)
    segar = PerjanjianKinerja.objects.get(pk=awal.pk)
    assert naskah_perjanjian(segar) == dahulu
    assert naskah_utuh(segar) is True


def test_naskah_yang_diubah_di_basis_data_ketahuan(awal):
    awal.naskah["baris"][0]["target"] = "99"
    assert naskah_utuh(awal) is False


def test_naskah_kembali_sama_dari_json(rencana):
    naskah = naskah_perjanjian(rencana.buat(rencana.kabid))
    assert muat_naskah(simpan_naskah(naskah)) == naskah


def test_target_yang_belum_ada_disebut_dan_menahan(rencana):
    rencana.indikator("IKU-3", rencana.sasaran, "iku", None)
    VersiTarget.objects.filter(indikator=rencana.iku_dua).update(nilai=None)
    pk = rencana.buat(rencana.kepala)
    sebelum = isi_target()
    with pytest.raises(TindakanDitolak, match="Target belum ditetapkan: Indikator IKU-2; Indikator IKU-3"):
        rencana.tanda(pk)
    pk.refresh_from_db()
    assert (pk.status, pk.naskah, pk.nomor, isi_target()) == ("konsep", None, "", sebelum)


def test_nol_adalah_target(rencana):
    VersiTarget.objects.filter(indikator=rencana.iku).update(nilai=0)
    assert naskah_perjanjian(rencana.tanda(rencana.buat(rencana.kepala))).baris[0].target == "0"


def test_tanpa_indikator_tidak_ditandatangani(rencana, kantor):
    pk = rencana.buat(kantor.jabatan["Kepala Bidang Dua"])
    with pytest.raises(TindakanDitolak, match="Belum ada satu pun indikator"):
        rencana.tanda(pk)


def test_pihak_kedua_kepala_wajib_diisi(rencana, kantor):
    pk = buat_perjanjian(jabatan=rencana.kepala, tahun=TAHUN, tanggal_berlaku=AWAL_TAHUN, oleh=kantor.admin)
    with pytest.raises(TindakanDitolak, match="Isi jabatan dan nama Pihak Kedua"):
        rencana.tanda(pk)


def test_jabatan_tanpa_pemangku_pada_hari_itu_ditolak(rencana, kantor):
    kepala, kabid = (kantor.jabatan[nama].pemangku.get() for nama in ("Kepala", "Kepala Bidang Satu"))
    for satu in (kepala, kabid):
        satu.tanggal_selesai = date(TAHUN, 1, 14)
        satu.save()
    with pytest.raises(TindakanDitolak) as tolak:
        rencana.tanda(rencana.buat(rencana.kabid))
    assert f"Belum ada pemangku {rencana.kabid} pada 15 Januari 2026" in str(tolak.value)
    assert f"Belum ada pemangku {rencana.kepala} pada 15 Januari 2026" in str(tolak.value)


@pytest.mark.parametrize(("jenis", "awalan"), [("plt", "Plt."), ("plh", "Plh."), ("pj", "Pj.")])
def test_yang_bertindak_tercetak_begitu(jenis, awalan, rencana, kantor):
    """Who acts for the holder on the day of signing signs, also beside the holder, and is printed as such."""
    PemangkuJabatan.objects.create(
        jabatan=rencana.kepala,
        pegawai=kantor.sekretaris.pegawai,
        jenis=jenis,
        tanggal_mulai=date(TAHUN, 1, 10),
        tanggal_selesai=date(TAHUN, 1, 20),
    )
    kepala = naskah_perjanjian(rencana.tanda(rencana.buat(rencana.kepala)))
    kabid = naskah_perjanjian(rencana.tanda(rencana.buat(rencana.kabid)))
    for pihak in (kepala.pertama, kabid.kedua):
        assert pihak.jabatan == f"{awalan} {rencana.kepala.nama}"
        assert pihak.nama == kantor.sekretaris.nama


def test_pejabat_pada_hari_penandatanganan_bukan_hari_ini(rencana, kantor):
    lama = kantor.jabatan["Kepala"].pemangku.get()
    lama.tanggal_selesai = date(TAHUN, 3, 31)
    lama.save()
    PemangkuJabatan.objects.create(
        jabatan=rencana.kepala, pegawai=kantor.sekretaris.pegawai, tanggal_mulai=date(TAHUN, 4, 1)
    )
    pk = rencana.tanda(rencana.buat(rencana.kepala), tanggal=date(TAHUN, 1, 15))
    assert naskah_perjanjian(pk).pertama.nama == kantor.kepala.nama


@pytest.mark.parametrize(
    ("tanggal", "kalimat"),
    [(date(TAHUN, 8, 4), "belum tiba"), (date(TAHUN - 2, 12, 31), "Periksa tanggalnya")],
)
def test_tanggal_penandatanganan_masuk_akal(tanggal, kalimat, rencana):
    with pytest.raises(TindakanDitolak, match=kalimat):
        rencana.tanda(rencana.buat(rencana.kabid), tanggal=tanggal)


@pytest.mark.parametrize("siapa", ["sekretaris", "ketua_tim", "admin"])
def test_penandatanganan_dicatat_sekretaris_tim_admin(siapa, rencana, kantor):
    pk = rencana.buat(rencana.kabid)
    oleh = getattr(kantor, siapa)
    assert tandatangani(perjanjian=pk, tanggal=AWAL_TAHUN, nomor="", oleh=oleh).dicatat_oleh == oleh


@pytest.mark.parametrize("siapa", ["kepala", "kabid_satu", "staf_satu", "pengawas"])
def test_penandatanganan_orang_lain_ditolak(siapa, rencana, kantor):
    pk = rencana.buat(rencana.kabid)
    with pytest.raises(TidakBerhak):
        tandatangani(perjanjian=pk, tanggal=AWAL_TAHUN, nomor="", oleh=getattr(kantor, siapa))
    pk.refresh_from_db()
    assert not pk.dikunci


def test_yang_ditandatangani_tidak_berubah_lagi(rencana, awal, kantor):
    for coba in (
        lambda: rencana.tanda(awal),
        lambda: ubah_konsep(perjanjian=awal, isi={"tempat": "Lain"}, oleh=kantor.admin),
        lambda: batalkan_konsep(perjanjian=awal, oleh=kantor.admin),
    ):
        with pytest.raises(TindakanDitolak, match="sudah ditandatangani"):
            coba()
    awal.refresh_from_db()
    assert (awal.tempat, awal.target.count()) == ("Contohpura", 2)


# -- revisions --------------------------------------------------------------------------------------


def test_perubahan_menyalin_target_periode_dan_bagian_unit(rencana, awal, kantor):
    lama = VersiTarget.objects.get(indikator=rencana.iku)
    TargetUnit.objects.create(versi=lama, unit=kantor.bidang_satu, nilai=D(75))
    baru = rencana.perubahan(awal)
    assert (baru.perubahan_ke, baru.status, baru.pihak_kedua_nama) == (1, "konsep", "Contoh Bupati")
    salinan = baru.target.get(indikator=rencana.iku)
    assert (salinan.rancangan, salinan.nilai, salinan.tanggal_mulai) == (True, D(75), JULI)
    assert list(salinan.periode.values_list("periode__nomor", "nilai")) == [(4, D(75))]
    assert list(salinan.bagian_unit.values_list("unit", "nilai")) == [(kantor.bidang_satu.pk, D(75))]
    assert rencana.iku.target.berlaku_pada(date(TAHUN, 7, 2)).get() == lama


def test_penandatanganan_perubahan_mengalihkan_target(rencana, awal):
    baru = rencana.perubahan(awal)
    salinan = baru.target.get(indikator=rencana.iku)
    salinan.nilai = D(80)
    salinan.save()
    salinan.periode.update(nilai=D(80))
    baru = rencana.tanda(baru, tanggal=date(TAHUN, 6, 29), nomor="PK/2")
    lama = awal.target.get(indikator=rencana.iku)
    assert (lama.nilai, lama.tanggal_selesai) == (D(75), date(TAHUN, 6, 30))
    salinan.refresh_from_db()
    assert (salinan.rancangan, salinan.tanggal_selesai) == (False, None)
    for hari, nilai in ((date(TAHUN, 6, 30), D(75)), (JULI, D(80))):
        assert rencana.iku.target.berlaku_pada(hari).get().nilai == nilai
    assert naskah_perjanjian(baru).judul == "Perjanjian Kinerja Perubahan ke-1 Tahun 2026"
    perubahan = naskah_perjanjian(PerjanjianKinerja.objects.get(pk=baru.pk)).perubahan
    assert "mengubah Perjanjian Kinerja Tahun 2026 nomor PK/1 tanggal 15 Januari 2026" in perubahan
    assert "berlaku mulai 1 Juli 2026" in perubahan
    assert "Menyesuaikan DPPA" in perubahan
    assert naskah_perjanjian(PerjanjianKinerja.objects.get(pk=awal.pk)).baris[0].target == "75"


def test_pergantian_pejabat_tidak_mengubah_satu_target_pun(rencana, awal, kantor):
    sebelum = isi_target()
    lama = kantor.jabatan["Kepala"].pemangku.get()
    lama.tanggal_selesai = date(TAHUN, 6, 30)
    lama.save()
    PemangkuJabatan.objects.create(
        jabatan=rencana.kepala, pegawai=kantor.sekretaris.pegawai, tanggal_mulai=JULI
    )
    baru = rencana.perubahan(awal, sebab="pejabat")
    assert not baru.target.exists()
    baru = rencana.tanda(baru, tanggal=JULI)
    assert isi_target() == sebelum
    naskah = naskah_perjanjian(baru)
    assert [b.target for b in naskah.baris] == ["75", "12,5"]
    assert naskah.pertama.nama == kantor.sekretaris.nama
    assert naskah_perjanjian(awal).pertama.nama == kantor.kepala.nama


def test_perubahan_sesudah_pergantian_pejabat_bermula_dari_target_yang_berlaku(rencana, awal):
    pejabat = rencana.perubahan(awal, sebab="pejabat", tanggal_berlaku=date(TAHUN, 3, 2))
    rencana.tanda(pejabat, tanggal=date(TAHUN, 3, 2))
    baru = rencana.perubahan(pejabat)
    assert (baru.perubahan_ke, baru.target.count()) == (2, 2)
    rencana.tanda(baru, tanggal=JULI)
    assert set(awal.target.values_list("tanggal_selesai", flat=True)) == {date(TAHUN, 6, 30)}


def test_indikator_yang_hilang_dari_konsep_tidak_diam_diam_berakhir(rencana, awal):
    baru = rencana.perubahan(awal)
    baru.target.get(indikator=rencana.iku_dua).delete()
    sebelum = isi_target()
    with pytest.raises(TindakanDitolak, match="tidak ada pada konsep ini: Indikator IKU-2"):
        rencana.tanda(baru, tanggal=JULI)
    assert isi_target() == sebelum
    baru = rencana.tanda(baru, tanggal=JULI, lepas=True)
    assert not rencana.iku_dua.target.berlaku_pada(JULI).exists()
    assert rencana.iku_dua.target.berlaku_pada(date(TAHUN, 6, 30)).exists()
    assert [b.indikator for b in naskah_perjanjian(baru).baris] == ["Indikator IKU-1"]


def test_target_konsep_milik_pk_jabatan_lain_ditolak(rencana, awal):
    rencana.tanda(rencana.buat(rencana.kabid))
    baru = rencana.perubahan(awal)
    VersiTarget.objects.create(
        indikator=rencana.ikp, tahun=TAHUN, perjanjian=baru, nilai=1, tanggal_mulai=JULI, rancangan=True
    )
    sebelum = isi_target()
    with pytest.raises(TindakanDitolak, match="Indikator IKP-1: targetnya milik PK Kepala Bidang Satu"):
        rencana.tanda(baru, tanggal=JULI)
    assert isi_target() == sebelum


def test_perubahan_dari_konsep_ditolak(rencana, awal):
    baru = rencana.perubahan(awal)
    for dari in (awal, baru):
        with pytest.raises(TindakanDitolak, match="masih konsep"):
            rencana.perubahan(dari)
    rencana.tanda(baru, tanggal=JULI)
    with pytest.raises(TindakanDitolak, match="versi terakhir"):
        rencana.perubahan(awal, tanggal_berlaku=date(TAHUN, 9, 1))


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"sebab": "entah"}, "Pilih sebab"),
        ({"alasan": "  "}, "Tulis alasan"),
        ({"tanggal_berlaku": AWAL_TAHUN}, "setelah 2 Januari 2026"),
        ({"tanggal_berlaku": date(TAHUN + 1, 1, 4)}, "pada tahun 2026"),
    ],
)
def test_perubahan_yang_keliru_ditolak_utuh(isi, kalimat, rencana, awal, kantor):
    benar = {"sebab": "prioritas", "alasan": "Ada", "tanggal_berlaku": JULI}
    with pytest.raises(TindakanDitolak, match=kalimat):
        buat_perubahan(perjanjian=awal, oleh=kantor.admin, **benar | isi)
    assert PerjanjianKinerja.objects.count() == 1


def test_penandatanganan_gagal_di_tengah_tidak_meninggalkan_apa_pun(rencana, awal, monkeypatch):
    baru = rencana.perubahan(awal)
    sebelum = isi_target()

    def gagal(*args, **kwargs):
        raise RuntimeError("listrik padam")

    monkeypatch.setattr("perencanaan.perjanjian.hitung_sidik", gagal)
    with pytest.raises(RuntimeError):
        rencana.tanda(baru, tanggal=JULI)
    baru.refresh_from_db()
    assert (baru.status, isi_target()) == ("konsep", sebelum)


# -- drafts thrown away or filled in ----------------------------------------------------------------


def test_batalkan_perubahan_menghapus_rancangannya_saja(rencana, awal, kantor):
    sebelum = isi_target()
    batalkan_konsep(perjanjian=rencana.perubahan(awal), oleh=kantor.ketua_tim)
    assert isi_target() == sebelum
    assert list(PerjanjianKinerja.objects.all()) == [awal]
    assert CatatanJejak.objects.filter(aksi="perencanaan.batalkan_konsep").exists()


def test_batalkan_pk_awal_melepas_targetnya(rencana, kantor):
    sebelum = isi_target()
    batalkan_konsep(perjanjian=rencana.buat(rencana.kepala), oleh=kantor.ketua_tim)
    assert isi_target() == sebelum


def test_konsep_yang_sudah_dibatalkan_ditolak(rencana, kantor):
    pk = rencana.buat(rencana.kabid)
    batalkan_konsep(perjanjian=PerjanjianKinerja.objects.get(pk=pk.pk), oleh=kantor.admin)
    with pytest.raises(TindakanDitolak, match="sudah dibatalkan"):
        rencana.tanda(pk)


def test_pihak_kedua_di_luar_opd_ditolak(rencana, kantor_lain, kantor):
    pk = rencana.buat(rencana.kabid)
    with pytest.raises(TindakanDitolak, match="atasan di OPD yang sama"):
        ubah_konsep(perjanjian=pk, isi={"atasan": kantor_lain.jabatan["Kepala"]}, oleh=kantor.admin)
    pk.refresh_from_db()
    assert pk.atasan == rencana.kepala


def test_angka_latihan_disebut_pada_naskah(rencana):
    VersiTarget.objects.filter(indikator=rencana.iku).update(angka_latihan=True)
    PaguAnggaran.objects.update(angka_latihan=True)
    naskah = naskah_perjanjian(rencana.buat(rencana.kepala))
    assert [b.angka_latihan for b in naskah.baris] == [True, False]
    assert naskah.anggaran[0].angka_latihan
    assert "angka latihan" in naskah.keterangan[0]


# -- comparing --------------------------------------------------------------------------------------


def test_banding_menyebut_yang_berubah_baru_dan_dilepas(rencana, awal, kantor):
    baru = rencana.perubahan(awal)
    satu = baru.target.get(indikator=rencana.iku)
    satu.nilai = D(80)
    satu.save()
    baru.target.get(indikator=rencana.iku_dua).delete()
    VersiTarget.objects.filter(indikator=rencana.isk).delete()
    VersiTarget.objects.create(
        indikator=rencana.isk, tahun=TAHUN, perjanjian=baru, nilai=5, tanggal_mulai=JULI, rancangan=True
    )
    PaguAnggaran.objects.update(tanggal_selesai=date(TAHUN, 6, 30))
    PaguAnggaran.objects.create(simpul=rencana.sub, nilai=D(2_000_000), dasar="DPPA", tanggal_mulai=JULI)
    baru = rencana.tanda(baru, tanggal=JULI, nomor="PK/2", lepas=True)
    hasil = bandingkan(naskah_perjanjian(awal), naskah_perjanjian(baru))
    assert [(b.nama, b.lama, b.baru, b.keadaan) for b in hasil.target] == [
        ("Indikator IKU-1", "75", "80", "berubah"),
        ("Indikator ISK-1", "", "5", "baru"),
        ("Indikator IKU-2", "12,5", "", "dilepas"),
    ]
    assert [(b.nama, b.lama, b.baru, b.keadaan) for b in hasil.anggaran] == [
        ("Program Layanan", "1.250.000", "2.000.000", "berubah"),
        ("Jumlah", "1.250.000", "2.000.000", "berubah"),
    ]
    pokok = {b.nama: b.keadaan for b in hasil.pokok}
    assert (pokok["Nomor"], pokok["Pihak Pertama"], pokok["Tempat"]) == ("berubah", "tetap", "tetap")


def test_versi_yang_sama_tidak_berbeda(awal):
    naskah = naskah_perjanjian(awal)
    assert bandingkan(naskah, naskah).jumlah_berubah == 0


# -- pages ------------------------------------------------------------------------------------------


def test_daftar_menyebut_yang_belum_punya(rencana, awal, kantor, sebagai):
    jawab = sebagai(kantor.ketua_tim).get(reverse("perjanjian_daftar"))
    isi = jawab.content.decode()
    assert jawab.context["hitungan"] == [("Ditandatangani", 1), ("Masih konsep", 0), ("Belum ada", 4)]
    assert reverse("perjanjian_buat", args=[rencana.kabid.pk]) in isi
    assert "penanggung jawab 2 simpul" in isi
    staf = sebagai(kantor.staf_satu).get(reverse("perjanjian_daftar")).content.decode()
    assert reverse("perjanjian_buat", args=[rencana.kabid.pk]) not in staf


def test_dari_konsep_sampai_perubahan_lewat_halaman(rencana, kantor, sebagai):
    """The whole way by the pages alone, as Tim SAKIP and the Sekretaris walk it."""
    tim = sebagai(kantor.ketua_tim)
    jawab = tim.post(reverse("perjanjian_buat", args=[rencana.kepala.pk]), {"tanggal_berlaku": "2026-01-02"})
    pk = PerjanjianKinerja.objects.get()
    assert jawab.url == reverse("perjanjian_lihat", args=[pk.pk])
    halaman = tim.get(jawab.url).content.decode()
    assert "Isi jabatan dan nama Pihak Kedua" in halaman
    assert reverse("perjanjian_tandatangani", args=[pk.pk]) not in halaman
    isi = {"pihak_kedua_jabatan": "Bupati Contoh", "pihak_kedua_nama": "Contoh Bupati", "nomor": "PK/1"}
    isi["penanda"] = penanda_konsep(pk)
    assert tim.post(reverse("perjanjian_ubah", args=[pk.pk]), isi).status_code == 302
    halaman = tim.get(jawab.url).content.decode()
    assert "Siap ditandatangani" in halaman
    assert reverse("perjanjian_tandatangani", args=[pk.pk]) in halaman
    sekretaris = sebagai(kantor.sekretaris)
    tanda = reverse("perjanjian_tandatangani", args=[pk.pk])
    assert 'value="PK/1"' in sekretaris.get(tanda).content.decode()
    assert sekretaris.post(tanda, {"tanggal": "2026-01-15", "nomor": "PK/1"}).status_code == 302
    tim = sebagai(kantor.ketua_tim)
    perubahan = {"sebab": "strategi", "alasan": "DPPA", "tanggal_berlaku": "2026-07-01"}
    jawab = tim.post(reverse("perjanjian_perubahan", args=[pk.pk]), perubahan)
    baru = PerjanjianKinerja.objects.get(perubahan_ke=1)
    assert jawab.url == reverse("perjanjian_lihat", args=[baru.pk])
    banding = tim.get(reverse("perjanjian_bandingkan", args=[baru.pk, 0])).content.decode()
    assert "PK awal dan Perubahan ke-1" in banding
    assert tim.post(reverse("perjanjian_batalkan", args=[baru.pk])).status_code == 302
    assert PerjanjianKinerja.objects.get() == pk


def test_penolakan_tampil_pada_isian(rencana, kantor, sebagai):
    pk = buat_perjanjian(jabatan=rencana.kepala, tahun=TAHUN, tanggal_berlaku=AWAL_TAHUN, oleh=kantor.admin)
    jawab = sebagai(kantor.sekretaris).post(
        reverse("perjanjian_tandatangani", args=[pk.pk]), {"tanggal": "2026-01-15"}
    )
    assert jawab.status_code == 409
    assert "Isi jabatan dan nama Pihak Kedua" in jawab.content.decode()


def test_pelepasan_indikator_dinyatakan_pada_halaman(rencana, awal, kantor, sebagai):
    baru = rencana.perubahan(awal)
    baru.target.get(indikator=rencana.iku_dua).delete()
    klien, tujuan = sebagai(kantor.sekretaris), reverse("perjanjian_tandatangani", args=[baru.pk])
    assert "Indikator ini tidak diperjanjikan lagi: Indikator IKU-2" in klien.get(tujuan).content.decode()
    assert klien.post(tujuan, {"tanggal": "2026-07-01"}).status_code == 409
    assert klien.post(tujuan, {"tanggal": "2026-07-01", "lepas": "on"}).status_code == 302


def test_banding_perubahan_tidak_hanya_dengan_warna(rencana, awal, kantor, sebagai):
    baru = rencana.perubahan(awal)
    baru.target.filter(indikator=rencana.iku).update(nilai=80)
    isi = sebagai(kantor.staf_satu).get(reverse("perjanjian_bandingkan", args=[awal.pk, 1])).content.decode()
    assert "<del>75</del>" in isi
    assert "<ins>80</ins>" in isi
    assert "Berubah" in isi


def test_sidik_yang_tidak_cocok_diberitahukan(awal, kantor, sebagai):
    PerjanjianKinerja.objects.filter(pk=awal.pk).update(sidik="0" * 64)
    isi = sebagai(kantor.kepala).get(reverse("perjanjian_lihat", args=[awal.pk])).content.decode()
    assert "tidak sama lagi dengan sidiknya" in isi


def test_kekurangan_pada_halaman_sama_dengan_penolakan(rencana, kantor):
    pk = buat_perjanjian(jabatan=rencana.kepala, tahun=TAHUN, tanggal_berlaku=AWAL_TAHUN, oleh=kantor.admin)
    (kurang,) = kekurangan(pk, naskah_perjanjian(pk))
    with pytest.raises(TindakanDitolak) as tolak:
        rencana.tanda(pk)
    assert kurang in str(tolak.value)
