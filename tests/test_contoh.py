"""The practice offices say what their sources print, digit for digit, and never land beside a real office."""

import json
import re
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from alur.giliran import menunggu
from alur.models import SOP, CatatanLangkah, CatatanPerbaikan, Pelaksanaan
from organisasi.models import OPD, HariLibur, Pegawai, PemangkuJabatan, Pengguna
from organisasi.waktu import hari_ini
from pengumpulan.actions import IsiSel
from pengumpulan.models import Isian, Keadaan, Realisasi, RevisiRealisasi
from perencanaan.models import (
    Indikator,
    PaguAnggaran,
    Periode,
    PerjanjianKinerja,
    RealisasiAnggaran,
    RiwayatNilai,
    Simpul,
    TargetPeriode,
    TargetRenstra,
    VersiTarget,
)
from sakip.contoh.kantor import SANDI
from sakip.contoh.kinerja import bulan_selesai
from sakip.contoh.siapkan import siapkan_contoh

FOLDER = settings.AKAR / "fixtures" / "contoh"
SUMBER = {
    kode: json.loads((FOLDER / f"{kode}.json").read_text()) for kode in ("D01", "D16", "D27", "D31", "D32")
}
OPD_SUMBER = {
    "D01": "Disnaker",
    "D16": "Bappeda Seberang",
    "D27": "Kec. Contoh Hulu",
    "D31": "BPBD",
    "D32": "Bappelitbang",
}
# D16 and D32 come from files of an application and a spreadsheet, with a decimal point.
BERTITIK = {"D16", "D32"}
SEMUA_BARIS = [(kode, baris) for kode, isi in SUMBER.items() for baris in isi["baris"]]


@pytest.fixture(scope="module")
def contoh(django_db_setup, django_db_blocker):
    """The practice offices, made once for this module and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        siapkan_contoh()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(contoh, db):
    """The practice offices; what a test changes is undone."""


@pytest.fixture(autouse=True)
def _lan(settings):
    settings.HTTPS = False


def empat_desimal(angka: dict | None) -> Decimal | None:
    """What should be stored of a printed figure."""
    return angka and Decimal(angka["value"]).quantize(Decimal("0.0001"), rounding=ROUND_HALF_UP)


def indikator_baris(kode: str, baris: dict) -> Indikator:
    nomor = baris["id"][-3:]
    return Indikator.objects.get(opd__singkatan=OPD_SUMBER[kode], kode__endswith=f"-{nomor}")


def semua_angka(isi) -> list[dict]:
    """Every {"printed", "value"} anywhere below."""
    if isinstance(isi, dict):
        if set(isi) == {"printed", "value"}:
            return [isi]
        isi = list(isi.values())
    return [angka for satu in isi for angka in semua_angka(satu)] if isinstance(isi, list) else []


@pytest.mark.parametrize("kode", SUMBER)
def test_nilai_pada_salinan_sumber_sama_dengan_yang_tercetak(kode):
    angka = semua_angka(SUMBER[kode]["baris"]) + semua_angka(SUMBER[kode].get("anggaran_program", {}))
    assert angka
    for satu in angka:
        cetak = re.sub(r"^Rp|[ %A-Za-z]+$", "", satu["printed"])
        if kode not in BERTITIK or "," in cetak:
            cetak = cetak.replace(".", "").replace(",", ".")
        if "%" in satu["printed"]:
            # A percentage is displayed rounded to whole percents.
            assert abs(Decimal(cetak) - Decimal(satu["value"])) <= Decimal("0.5"), satu
        else:
            assert Decimal(cetak) == Decimal(satu["value"]), satu


@pytest.mark.parametrize(("kode", "jumlah"), [("D01", 13), ("D16", 10), ("D27", 5), ("D31", 20), ("D32", 98)])
def test_setiap_baris_sumber_menjadi_satu_indikator(demo, kode, jumlah):
    baris = SUMBER[kode]["baris"]
    assert len(baris) == jumlah
    assert Indikator.objects.filter(opd__singkatan=OPD_SUMBER[kode]).count() == jumlah
    for satu in baris:
        indikator = indikator_baris(kode, satu)
        versi = indikator.versi.get()
        assert (indikator.nama, versi.nama, versi.satuan) == (
            satu["indikator"],
            satu["indikator"],
            satu["satuan"],
        )
        assert satu["id"] in indikator.sumber
        assert indikator.penanggung_jawab.count() == 1
        assert indikator.penempatan.get().tahun == satu["tahun"]


def test_target_tahun_sama_dengan_sumber(demo):
    for kode, baris in SEMUA_BARIS:
        tersimpan = VersiTarget.objects.filter(indikator=indikator_baris(kode, baris), tahun=baris["tahun"])
        if baris["target"] is None:
            assert not tersimpan.exists(), baris["id"]
        else:
            assert tersimpan.get().nilai == empat_desimal(baris["target"]), baris["id"]
    assert VersiTarget.objects.count() == sum(baris["target"] is not None for _, baris in SEMUA_BARIS)


def test_realisasi_triwulan_sama_dengan_sumber(demo):
    terisi = 0
    for baris in SUMBER["D32"]["baris"]:
        indikator = indikator_baris("D32", baris)
        for nomor, triwulan in enumerate(baris["triwulan"], start=1):
            tersimpan = Realisasi.objects.filter(
                indikator=indikator, periode__jenis="triwulan", periode__nomor=nomor
            )
            if triwulan["realisasi"] is not None:
                assert tersimpan.get().nilai == empat_desimal(triwulan["realisasi"]), baris["id"]
                terisi += 1
            elif baris["target"] is None:
                assert tersimpan.get().keadaan == Keadaan.BELUM_WAKTUNYA
            else:
                keadaan = set(tersimpan.values_list("keadaan", flat=True))
                assert keadaan <= {Keadaan.BELUM_DIISI, Keadaan.MENYUSUL}, (
                    "sel kosong tidak boleh menjadi nol"
                )
    bappelitbang = Realisasi.objects.filter(indikator__opd__singkatan="Bappelitbang")
    assert terisi == bappelitbang.filter(keadaan=Keadaan.ANGKA).count() == 98 * 4 - 5 * 4 - 4


@pytest.mark.parametrize("kode", ["D01", "D16"])
def test_realisasi_tahun_sama_dengan_sumber(demo, kode):
    for baris in SUMBER[kode]["baris"]:
        realisasi = Realisasi.objects.get(indikator=indikator_baris(kode, baris))
        assert (realisasi.periode.jenis, realisasi.periode.tahun) == (Periode.Jenis.TAHUN, baris["tahun"])
        assert (realisasi.nilai, realisasi.angka_latihan) == (empat_desimal(baris["realisasi"]), False)


def test_nilai_tahun_sebelumnya_sama_dengan_sumber(demo):
    jumlah = 0
    for kode, baris in SEMUA_BARIS:
        if lalu := baris.get("tahun_lalu"):
            riwayat = RiwayatNilai.objects.get(indikator=indikator_baris(kode, baris), tahun=lalu["tahun"])
            assert riwayat.target == empat_desimal(lalu["target"])
            assert riwayat.realisasi == empat_desimal(lalu["realisasi"])
            assert riwayat.capaian_tercetak == (lalu["capaian"] or {"printed": ""})["printed"]
            jumlah += 1
    assert RiwayatNilai.objects.count() == jumlah == 14


def test_pengangguran_2013_tetap_seperti_tercetak_walau_rumusnya_terbalik(demo):
    riwayat = RiwayatNilai.objects.get(indikator__nama="Tingkat pengangguran terbuka")
    assert (riwayat.target, riwayat.realisasi, riwayat.capaian_tercetak) == (
        Decimal("13.31"),
        Decimal("8.62"),
        "64,76",
    )


def test_target_bulanan_sama_dengan_sumber_termasuk_salah_cetaknya(demo):
    for baris in SUMBER["D31"]["baris"]:
        target = indikator_baris("D31", baris).target.get()
        bulanan = list(target.periode.order_by("periode__nomor").values_list("periode__jenis", "nilai"))
        assert bulanan == [("bulan", empat_desimal(satu)) for satu in baris["target_bulanan"]]
    bulanan = TargetPeriode.objects.filter(versi__indikator__opd__singkatan="BPBD")
    assert bulanan.count() == 20 * 12
    assert not bulanan.filter(angka_latihan=True).exists()
    ganjil = indikator_baris("D31", SUMBER["D31"]["baris"][13])
    assert ganjil.target.get().nilai == Decimal("4.47")
    assert ganjil.target.get().periode.get(periode__nomor=12).nilai == Decimal("4.7")
    assert "misprint" in ganjil.sumber


def test_target_triwulan_latihan_berjumlah_target_tahun_dari_sumber(demo):
    """D32 prints the year's target only; its quarters are practice figures, and say so."""
    versi = VersiTarget.objects.filter(indikator__opd__singkatan="Bappelitbang").prefetch_related("periode")
    assert versi.count() == 93
    for satu in versi:
        bagian = satu.periode.all()
        assert len(bagian) == 4
        assert sum(triwulan.nilai for triwulan in bagian) == satu.nilai
        assert all(triwulan.angka_latihan and "latihan" in triwulan.sumber for triwulan in bagian)


def test_target_renstra_sama_dengan_sumber(demo):
    jumlah = 0
    for baris in SUMBER["D32"]["baris"]:
        if angka := baris["renstra"]["target_akhir_2030"]:
            tersimpan = TargetRenstra.objects.get(indikator=indikator_baris("D32", baris))
            assert (tersimpan.tahun, tersimpan.nilai) == (2030, empat_desimal(angka))
            jumlah += 1
    assert TargetRenstra.objects.count() == jumlah


def simpul_baris(kode: str, baris: dict) -> Simpul:
    return indikator_baris(kode, baris).penempatan.get().simpul


def test_pagu_dan_belanja_sama_dengan_sumber(demo):
    pagu = belanja = 0
    for baris in SUMBER["D32"]["baris"]:
        if not baris["uraian"]:
            continue  # The second indicator of a program; the program's own row has the budget.
        simpul = simpul_baris("D32", baris)
        assert simpul.uraian == baris["uraian"]
        if baris["anggaran"] is not None:
            assert simpul.pagu.get().nilai == Decimal(baris["anggaran"]["value"])
            pagu += 1
        for nomor, triwulan in enumerate(baris["triwulan"], start=1):
            tersimpan = simpul.realisasi_anggaran.filter(periode__nomor=nomor, periode__jenis="triwulan")
            if triwulan["realisasi_anggaran"] is None:
                assert not tersimpan.exists()
            else:
                assert tersimpan.get().nilai == Decimal(triwulan["realisasi_anggaran"]["value"])
                belanja += 1
    for baris in SUMBER["D16"]["baris"]:
        simpul = simpul_baris("D16", baris)
        assert simpul.uraian == baris["uraian"]
        assert simpul.pagu.get().nilai == Decimal(baris["anggaran"]["value"])
        assert simpul.realisasi_anggaran.get().nilai == Decimal(baris["realisasi_anggaran"]["value"])
        pagu, belanja = pagu + 1, belanja + 1
    for uraian, angka in SUMBER["D31"]["anggaran_program"].items():
        if uraian != "jumlah":
            simpul = Simpul.objects.get(opd__singkatan="BPBD", uraian=uraian)
            assert simpul.pagu.get().nilai == Decimal(angka["value"])
            pagu += 1
    assert (PaguAnggaran.objects.count(), RealisasiAnggaran.objects.count()) == (pagu, belanja)


def test_jenjang_yang_disimpulkan_cocok_dengan_jumlah_pagu(demo):
    """A kegiatan of D32 is one because its budget is the sum of what stands below it."""
    kegiatan = Simpul.objects.filter(opd__singkatan="Bappelitbang", jenjang=Simpul.Jenjang.KEGIATAN)
    assert kegiatan.count() == 19
    for satu in kegiatan.filter(pagu__isnull=False):
        bawah = PaguAnggaran.objects.filter(simpul__induk=satu).values_list("nilai", flat=True)
        assert satu.pagu.get().nilai == sum(bawah) != 0


@pytest.mark.parametrize(
    "model",
    [VersiTarget, TargetRenstra, RiwayatNilai, PaguAnggaran, RealisasiAnggaran, Realisasi, RevisiRealisasi],
)
def test_setiap_angka_menyebut_sumbernya(demo, model):
    isi = model.objects.all()
    if issubclass(model, Isian):
        isi = isi.exclude(keadaan=Keadaan.BELUM_DIISI)
    assert isi.exists()
    assert not isi.filter(sumber="").exists()


def test_angka_latihan_hanya_di_mana_sumber_tidak_punya_realisasi(demo):
    latihan = Realisasi.objects.filter(angka_latihan=True)
    assert set(latihan.values_list("indikator__opd__singkatan", flat=True)) <= {"BPBD", "Kec. Contoh Hulu"}
    lain = Realisasi.objects.filter(
        indikator__opd__singkatan__in=["BPBD", "Kec. Contoh Hulu"], keadaan=Keadaan.ANGKA
    )
    assert latihan.filter(keadaan=Keadaan.ANGKA).count() == lain.count() > 0
    assert lain.filter(sumber__contains="latihan").count() == lain.count()
    bulan = bulan_selesai(2026, hari_ini())
    diisi = lain.filter(indikator__opd__singkatan="BPBD").values_list("periode__nomor", flat=True)
    assert set(diisi) == set(range(1, bulan)), "bulan terakhir menunggu diisi"


def test_pembulatan_disebut_pada_sumbernya(demo):
    realisasi = Realisasi.objects.get(
        indikator=indikator_baris("D32", SUMBER["D32"]["baris"][0]), periode__nomor=1
    )
    assert realisasi.nilai == Decimal("14.9872")
    assert "14.987244897959181" in realisasi.sumber
    assert "dibulatkan ke 4 desimal" in realisasi.sumber


def test_revisi_terakhir_sama_dengan_realisasinya(demo):
    for realisasi in Realisasi.objects.exclude(versi=0).prefetch_related("revisi"):
        revisi = list(realisasi.revisi.all())
        assert [satu.versi for satu in revisi] == list(range(realisasi.versi, 0, -1))
        assert IsiSel.dari(revisi[0]) == IsiSel.dari(realisasi)


def test_orang_contoh_tanpa_nip_dan_kantornya_menyebut_sumber(demo):
    assert Pegawai.objects.count() > 40
    assert not Pegawai.objects.exclude(nip="").exists()
    for kode, singkatan in OPD_SUMBER.items():
        opd = OPD.objects.get(singkatan=singkatan)
        assert SUMBER[kode]["alamat"] in opd.sumber
        assert "rekaan" in opd.sumber


def test_seorang_plt_berasal_dari_opd_lain(demo):
    plt = PemangkuJabatan.objects.get(jenis=PemangkuJabatan.Jenis.PLT)
    assert plt.jabatan.opd.singkatan == "BPBD"
    assert plt.pegawai.opd.singkatan == "Bappelitbang"


def test_hari_libur_hanya_tanggal_yang_tetap(demo):
    tanggal = set(HariLibur.objects.values_list("tanggal__month", "tanggal__day"))
    assert tanggal == {(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)}
    assert not HariLibur.objects.filter(sumber="").exists()


def test_satu_perjanjian_ditandatangani_dan_targetnya_dikunci(demo):
    pk = PerjanjianKinerja.objects.get(status=PerjanjianKinerja.Status.DITANDATANGANI)
    assert pk.opd.singkatan == "BPBD"
    assert pk.target.count() == 20
    assert all(target.dikunci for target in pk.target.select_related("perjanjian"))
    assert PerjanjianKinerja.objects.filter(status=PerjanjianKinerja.Status.KONSEP).count() == 4


def test_kelima_sop_berlaku_dengan_jumlah_langkah_yang_berbeda(demo):
    langkah = {
        sop.kode: sorted(sop.prosedur.annotate(n=Count("langkah")).values_list("n", flat=True), reverse=True)
        for sop in SOP.objects.filter(status=SOP.Status.BERLAKU)
    }
    assert langkah == {"000": [12, 10], "001": [12, 10], "002": [14], "003": [12, 10], "004": [12]}


def test_ada_pelaksanaan_selesai_berjalan_dikembalikan_dan_terlambat(demo):
    berjalan = Pelaksanaan.objects.berjalan()
    terbuka = {
        (catatan.pelaksanaan.opd.singkatan, str(catatan.pelaksanaan.periode)): catatan
        for catatan in CatatanLangkah.objects.filter(selesai_pada=None)
    }
    assert Pelaksanaan.objects.filter(status=Pelaksanaan.Status.SELESAI).count() == 6
    assert set(berjalan.values_list("pk", flat=True)) == {c.pelaksanaan_id for c in terbuka.values()}
    assert terbuka["Bappelitbang", "TW III 2025"].langkah.jalur_kembali.exists(), "menunggu keputusan"
    assert terbuka["Disnaker", "Tahun 2014"].putaran == 3, "baru saja dikembalikan"
    assert terbuka["Kec. Contoh Hulu", "Tahun 2017"].langkah.layar == "tanda_tangan"
    terlambat = berjalan.filter(batas_waktu__lt=hari_ini())
    assert {"Bappelitbang"} <= set(terlambat.values_list("opd__singkatan", flat=True))
    assert berjalan.filter(batas_waktu__gte=hari_ini()).exists()


def test_pengembalian_berjawab_kecuali_yang_masih_menunggu(demo):
    belum = CatatanPerbaikan.objects.get(status=CatatanPerbaikan.Status.BELUM)
    assert belum.catatan.pelaksanaan.opd.singkatan == "Disnaker"
    assert CatatanPerbaikan.objects.filter(status=CatatanPerbaikan.Status.SELESAI).count() == 4


def test_waktu_pelaksanaan_contoh_masuk_akal(demo):
    assert not Pelaksanaan.objects.exclude(contoh=True, dicatat_belakangan=True).exists()
    catatan = CatatanLangkah.objects.filter(selesai_pada__isnull=False)
    assert not catatan.filter(
        Q(selesai_pada__gt=timezone.now()) | Q(selesai_pada__lt=F("dikerjakan_pada"))
    ).exists()
    assert not catatan.filter(dikerjakan_pada__lt=F("dibuka_pada")).exists()
    for pelaksanaan in Pelaksanaan.objects.all():
        dibuka = list(pelaksanaan.catatan.order_by("pk").values_list("dibuka_pada", flat=True))
        assert dibuka == sorted(dibuka)


def test_pengukuran_mulai_setelah_pengumpulannya_disetujui(demo):
    for pengukuran in Pelaksanaan.objects.filter(prosedur__jenis="pengukuran", opd__singkatan="Bappelitbang"):
        pengumpulan = Pelaksanaan.objects.get(
            opd=pengukuran.opd, periode=pengukuran.periode, prosedur__jenis="pengumpulan"
        )
        assert pengukuran.dimulai_pada > pengumpulan.selesai_pada


@pytest.mark.parametrize("akun", ["sekretaris.bappeda", "camat.kecamatan", "staf.penempatan.disnaker"])
def test_ada_yang_menunggu_pejabat_contoh(demo, akun):
    assert menunggu(Pengguna.objects.get(username=akun))


def test_perintah_diperlihatkan_dengan_akun_yang_dapat_masuk(demo):
    keluaran = StringIO()
    call_command("siapkan_demo", stdout=keluaran)
    akun = re.findall(r"^  \S.*?  +(\S+)  +\S", keluaran.getvalue(), re.MULTILINE)[1:]
    assert len(akun) > 20
    assert Pengguna.objects.filter(username__in=akun).count() == len(set(akun))
    assert SANDI in keluaran.getvalue()
    assert Pengguna.objects.get(username="kepala.bappeda").check_password(SANDI)


def test_dijalankan_lagi_tidak_mengubah_apa_pun(demo):
    def hitung():
        return {model._meta.label: model.objects.count() for model in apps.get_models()}

    sebelum = hitung()
    keluaran = StringIO()
    call_command("siapkan_demo", stdout=keluaran)
    assert hitung() == sebelum
    assert "sudah ada" in keluaran.getvalue()
